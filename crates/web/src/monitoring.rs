//! Monitoring and concerns: what starts a call.

use axum::response::Response;
use tsumugi_app::Problems;
use tsumugi_app::monitoring::{self, GoalFinding, RecordMonitoring};
use tsumugi_app::notice::{self, RaiseConcern};
use tsumugi_domain::ids::{ConcernId, MonitoringId, PersonId};
use tsumugi_domain::monitoring::{Attainment, MonitoringKind, Outcome, Prompt};
use tsumugi_domain::person::Expression;
use tsumugi_pages::monitoring::{FormView, GoalForm, MonitoringForm, MonitoringPage};

use crate::cx::{Ids, Posted, User};
use crate::error::WebError;
use crate::form::{Form, errors};
use crate::person::{context, date_text, head_view};

pub(crate) async fn form(user: User, Ids((id,)): Ids<(PersonId,)>) -> Response {
    let kind = user.query.parsed("kind").unwrap_or(MonitoringKind::Individual);
    form_page(&user, id, kind, None, &Problems::new()).await
}

async fn form_page(
    user: &User,
    id: PersonId,
    kind: MonitoringKind,
    typed: Option<&Form>,
    problems: &Problems,
) -> Response {
    match user.run(move |op| monitoring::form(op, id, kind)).await {
        Err(error) => error.page(user),
        Ok(found) => {
            let today = tsumugi_app::op::local_day(user.now);
            let goals: Vec<_> = found
                .goals
                .iter()
                .map(|goal| (goal.goal, goal.text.clone(), goal.horizon))
                .collect();
            let view = FormView {
                head: head_view(&found.head),
                kind,
                goals: &goals,
                last: found.last.as_ref(),
                today,
            };
            let form = typed.map_or_else(
                || MonitoringForm {
                    on: date_text(Some(today)),
                    goals: vec![GoalForm::default(); goals.len()],
                    ..MonitoringForm::default()
                },
                |form| typed_form(form, goals.len()),
            );
            let errors = errors(user.t(), problems);
            let main = tsumugi_pages::monitoring::form(&user.kit(), &view, &form, &errors);
            user.form_page("monitoring-start", context(user, &found.head), main, &errors)
        }
    }
}

fn typed_form(form: &Form, goals: usize) -> MonitoringForm {
    MonitoringForm {
        on: form.date_text("on"),
        prompts: prompts(form),
        own_words: form.text("own_words"),
        how: form.text("how"),
        goals: (0..goals)
            .map(|at| GoalForm {
                attainment: form.text(&format!("goal_{at}_attainment")),
                person_view: form.text(&format!("goal_{at}_person_view")),
                next: form.text(&format!("goal_{at}_next")),
            })
            .collect(),
        outcome: form.text("outcome"),
        reason: form.text("reason"),
    }
}

fn prompts(form: &Form) -> [String; 4] {
    let mut texts =
        Prompt::ALL.iter().map(|prompt| form.text(&format!("prompt_{}", prompt.code())));
    std::array::from_fn(|_| texts.next().unwrap_or_default())
}

/// The goals of a form: what was not answered is left out, it is no finding.
fn findings(form: &Form) -> Vec<GoalFinding> {
    (0..)
        .map_while(|at| Some((at, form.parsed(&format!("goal_{at}"))?)))
        .filter_map(|(at, goal)| {
            let attainment: Attainment = form.parsed(&format!("goal_{at}_attainment"))?;
            Some(GoalFinding {
                goal,
                attainment,
                person_view: form.text(&format!("goal_{at}_person_view")),
                next: form.text(&format!("goal_{at}_next")),
            })
        })
        .collect()
}

pub(crate) async fn record(
    Ids((id,)): Ids<(PersonId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let mut problems = Problems::new();
    let kind = form.parsed("kind").unwrap_or(MonitoringKind::Individual);
    let on = form.date("on", &mut problems);
    let outcome: Option<Outcome> = form.parsed("outcome");
    if outcome.is_none() {
        problems.add("outcome", "error-choice");
    }
    let how = form.parsed("how");
    // Only words are quoted as words: nobody is quoted by an oversight.
    if how.is_none() && !form.get("own_words").trim().is_empty() {
        problems.add("how", "error-choose-how");
    }
    let new = RecordMonitoring {
        kind,
        on,
        prompts: prompts(&form),
        own_words: form.text("own_words"),
        how: how.unwrap_or(Expression::Speech),
        outcome: outcome.unwrap_or(Outcome::Continue),
        reason: form.text("reason"),
        goals: findings(&form),
    };
    match user.checked(problems, &form, move |op| monitoring::record(op, id, &new)).await {
        Ok(made) => user.go(&format!("/monitorings/{made}"), "saved"),
        Err(WebError::Invalid(problems)) => {
            form_page(&user, id, kind, Some(&form), &problems).await
        }
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn page(user: User, Ids((id,)): Ids<(MonitoringId,)>) -> Response {
    show(&user, id, "", &Problems::new()).await
}

async fn show(user: &User, id: MonitoringId, note: &str, problems: &Problems) -> Response {
    match user.run(move |op| monitoring::view(op, id)).await {
        Err(error) => error.page(user),
        Ok(found) => {
            let view = MonitoringPage {
                head: head_view(&found.head),
                monitoring: &found.monitoring,
                notes: &found.notes,
                meeting: found.led_to.meetings.last().copied(),
                revise: found.revise,
                may_correct: found.may_correct,
                removals: &found.removals,
            };
            let errors = errors(user.t(), problems);
            let main = tsumugi_pages::monitoring::page(&user.kit(), &view, note, &errors);
            user.form_page("monitoring-title", context(user, &found.head), main, &errors)
        }
    }
}

pub(crate) async fn correct(
    Ids((id,)): Ids<(MonitoringId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let text = form.text("text");
    match user.submit(&form, move |op| monitoring::correct(op, id, &text)).await {
        Ok(()) => user.go(&format!("/monitorings/{id}"), "corrected"),
        Err(WebError::Invalid(problems)) => show(&user, id, form.get("text"), &problems).await,
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn raise(Ids((id,)): Ids<(PersonId,)>, Posted { user, form }: Posted) -> Response {
    let new = RaiseConcern { text: form.text("text") };
    match user.submit(&form, move |op| notice::raise(op, id, &new)).await {
        Ok(_) => user.go(&format!("/people/{id}"), "raised"),
        Err(WebError::Invalid(problems)) => {
            crate::person::page_with(&user, id, form.get("text"), &problems).await
        }
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn watch(
    Ids((id, concern)): Ids<(PersonId, ConcernId)>,
    Posted { user, form }: Posted,
) -> Response {
    match user.submit(&form, move |op| notice::watch(op, id, concern, None)).await {
        Ok(()) => user.go(&format!("/people/{id}"), "watching"),
        Err(error) => error.page(&user),
    }
}
