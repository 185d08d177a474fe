//! Plans: the page, the draft that is written together, the agreement, the giving.

use axum::response::{IntoResponse as _, Redirect, Response};
use tsumugi_app::Problems;
use tsumugi_app::op::local_day;
use tsumugi_app::person::Head;
use tsumugi_app::plan::{self, DraftText, GoalInput, GoalLine, PlanView, Proposal, Standing};
use tsumugi_domain::ids::{DecisionId, GoalId, PersonId, PlanId, PlanVersionId};
use tsumugi_domain::plan::{Idea, PlanKind, PlanVersion};
use tsumugi_domain::seen;
use tsumugi_pages::plan::{
    DraftForm, GoalForm, GoalLineView, PlanForms, PlanPage, ProposalView, Reader, StandingView,
    VersionPage, VersionView,
};

use crate::cx::{Ids, Posted, User};
use crate::error::WebError;
use crate::form::{Form, errors};
use crate::person::{context, date_text, head_view};

/// Who reads: decides what is offered and where the way back leads.
pub(crate) fn reader(head: &Head) -> Reader {
    match (head.own, head.family) {
        (true, _) => Reader::Own,
        (_, true) => Reader::Family,
        _ => Reader::Staff,
    }
}

fn standing(standing: Option<&Standing>) -> Option<StandingView<'_>> {
    standing.map(|one| StandingView { answers: &one.answers, life: &one.life })
}

fn goal_line(line: &GoalLine) -> GoalLineView<'_> {
    GoalLineView {
        goal: &line.goal,
        views: &line.views,
        person: standing(line.person.as_ref()),
        family: standing(line.family.as_ref()),
        found: line.found,
    }
}

fn proposal(one: &Proposal) -> ProposalView<'_> {
    ProposalView {
        decision: &one.decision,
        person: standing(one.person.as_ref()),
        refused: one.refused(),
        waits: one.waits(),
    }
}

/// A plan as its pages need it.
pub(crate) fn plan_page(found: &PlanView) -> PlanPage<'_> {
    PlanPage {
        head: head_view(&found.head),
        reader: reader(&found.head),
        plan: &found.plan,
        current: found.current.as_ref(),
        draft: found.draft.as_ref(),
        versions: found
            .versions
            .iter()
            .map(|version| VersionView {
                id: version.id,
                number: version.number,
                state: version.state,
                reason: &version.reason,
                meeting: version.meeting,
                changes: &version.changes,
            })
            .collect(),
        current_goals: found.current_goals.iter().map(goal_line).collect(),
        draft_goals: found.draft_goals.iter().map(goal_line).collect(),
        deliveries: &found.deliveries,
        to_deliver: &found.to_deliver,
        difference: &found.difference,
        obstacles: &found.obstacles,
        proposals: found.proposals.iter().map(proposal).collect(),
        may_write: found.may_write,
        may_answer: found.may_answer,
        today: found.today,
    }
}

/// The plan, for a page that only those who write it may open.
async fn to_write(
    user: &User,
    id: PlanId,
    goal: Option<GoalId>,
) -> Result<(PlanView, PlanVersion), Response> {
    match user.run(move |op| plan::to_write(op, id, goal)).await {
        Ok(found) => Ok(found),
        // Agreed to in between, or never begun: the plan's page says how to go on.
        Err(WebError::Conflict) => Err(Redirect::to(&format!("/plans/{id}")).into_response()),
        Err(error) => Err(error.page(user)),
    }
}

pub(crate) async fn page(user: User, Ids((id,)): Ids<(PlanId,)>) -> Response {
    let on = date_text(Some(local_day(user.now)));
    show(&user, id, PlanForms { on, ..PlanForms::default() }, &Problems::new()).await
}

/// `/plans/{id}/easy`: the same plan in few words.
pub(crate) async fn easy(user: User, Ids((id,)): Ids<(PlanId,)>) -> Response {
    match user.run(move |op| plan::view(op, id)).await {
        Err(error) => error.page(&user),
        Ok(found) => {
            let main = tsumugi_pages::plan::easy(user.t(), &plan_page(&found));
            user.page_about("plan-easy-title", context(&user, &found.head), main)
        }
    }
}

async fn show(user: &User, id: PlanId, forms: PlanForms, problems: &Problems) -> Response {
    match user.run(move |op| plan::view(op, id)).await {
        Err(error) => error.page(user),
        Ok(found) => {
            let errors = errors(user.t(), problems);
            let view = plan_page(&found);
            let main = tsumugi_pages::plan::page(&user.kit(), &view, &forms, &errors);
            user.form_page("plan-title", context(user, &found.head), main, &errors)
        }
    }
}

pub(crate) async fn start_form(user: User, Ids((id,)): Ids<(PersonId,)>) -> Response {
    let kind = user.query.text("kind");
    start_page(&user, id, &kind, &Problems::new()).await
}

async fn start_page(user: &User, id: PersonId, kind: &str, problems: &Problems) -> Response {
    match user.run(move |op| plan::to_start(op, id)).await {
        Err(error) => error.page(user),
        Ok(found) => {
            let errors = errors(user.t(), problems);
            let head = head_view(&found.head);
            let kinds = &found.may_start;
            let main = tsumugi_pages::plan::start(&user.kit(), &head, kinds, kind, &errors);
            user.form_page("plan-start-title", context(user, &found.head), main, &errors)
        }
    }
}

pub(crate) async fn start(Ids((id,)): Ids<(PersonId,)>, Posted { user, form }: Posted) -> Response {
    let Some(kind) = form.parsed::<PlanKind>("kind") else {
        return start_page(&user, id, "", &problem("kind", "error-choose-plan-kind")).await;
    };
    match user.submit(&form, move |op| plan::start(op, id, kind)).await {
        Ok(plan) => user.go(&format!("/plans/{plan}/edit"), "plan-started"),
        Err(error) => error.page(&user),
    }
}

fn problem(field: &'static str, code: &'static str) -> Problems {
    let mut problems = Problems::new();
    problems.add(field, code);
    problems
}

pub(crate) async fn revise(Ids((id,)): Ids<(PlanId,)>, Posted { user, form }: Posted) -> Response {
    let (meeting, reason) = (form.parsed("meeting"), form.text("reason"));
    match user.submit(&form, move |op| plan::revise(op, id, meeting, &reason)).await {
        Ok(_) => user.go(&format!("/plans/{id}/edit"), "plan-revised"),
        Err(error) => error.page(&user),
    }
}

/// `/plans/{id}/versions/{version}`: one version, for reading and printing.
pub(crate) async fn version(
    user: User,
    Ids((id, version)): Ids<(PlanId, PlanVersionId)>,
) -> Response {
    match user.run(move |op| plan::version(op, id, version)).await {
        Err(error) => error.page(&user),
        Ok(found) => {
            let view = VersionPage {
                head: head_view(&found.head),
                plan: &found.plan,
                version: &found.version,
                changes: &found.changes,
                first: found.first,
            };
            let main = tsumugi_pages::plan::version(user.t(), &view);
            user.page_about("plan-version-title", context(&user, &found.head), main)
        }
    }
}

/// The question before a draft is given up.
pub(crate) async fn discard_form(user: User, Ids((id,)): Ids<(PlanId,)>) -> Response {
    let (found, draft) = match to_write(&user, id, None).await {
        Ok(found) => found,
        Err(answer) => return answer,
    };
    let main = tsumugi_pages::plan::discard(&user.kit(), &plan_page(&found), &draft);
    user.page_about("plan-discard-ask", context(&user, &found.head), main)
}

pub(crate) async fn discard(Ids((id,)): Ids<(PlanId,)>, Posted { user, form }: Posted) -> Response {
    match user.submit(&form, move |op| plan::discard(op, id)).await {
        Ok(()) => user.go(&format!("/plans/{id}"), "plan-discarded"),
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn edit(user: User, Ids((id,)): Ids<(PlanId,)>) -> Response {
    edit_page(&user, id, None, &Problems::new()).await
}

async fn edit_page(user: &User, id: PlanId, typed: Option<&Form>, problems: &Problems) -> Response {
    let (found, draft) = match to_write(user, id, None).await {
        Ok(found) => found,
        Err(answer) => return answer,
    };
    let form = DraftForm::of(&draft, date_text(Some(local_day(user.now))));
    let form = match typed {
        None => form,
        Some(typed) => DraftForm { on: typed.date_text("on"), ..form },
    };
    let errors = errors(user.t(), problems);
    let view = plan_page(&found);
    let main = tsumugi_pages::plan::draft(&user.kit(), &view, &draft, &form, &errors);
    user.form_page("plan-edit-title", context(user, &found.head), main, &errors)
}

pub(crate) async fn save_draft(
    Ids((id,)): Ids<(PlanId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let text = DraftText {
        person_wish: form.text("person_wish"),
        family_wish: form.text("family_wish"),
        policy: form.text("policy"),
        reason: form.text("reason"),
    };
    match user.submit(&form, move |op| plan::save_draft(op, id, &text)).await {
        Ok(()) => user.go(&format!("/plans/{id}/edit"), "saved"),
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn new_goal(user: User, Ids((id,)): Ids<(PlanId,)>) -> Response {
    let (found, draft) = match to_write(&user, id, None).await {
        Ok(found) => found,
        Err(answer) => return answer,
    };
    let wanted: Option<DecisionId> = user.query.parsed("decision");
    let found_one = found.proposals.iter().find(|one| Some(one.decision.id) == wanted);
    let form = found_one.map_or_else(GoalForm::default, |one| {
        GoalForm::taking_up(&one.decision, found.today, date_text)
    });
    goal_page(&user, &found, &draft, &form, String::new(), &Problems::new())
}

pub(crate) async fn edit_goal(user: User, Ids((id, goal)): Ids<(PlanId, GoalId)>) -> Response {
    let (found, draft) = match to_write(&user, id, Some(goal)).await {
        Ok(found) => found,
        Err(answer) => return answer,
    };
    match draft.goals.iter().find(|one| one.id == goal) {
        None => WebError::Hidden.page(&user),
        Some(goal) => {
            let form = GoalForm::of(goal, date_text(goal.due));
            goal_page(&user, &found, &draft, &form, seen::mark(goal), &Problems::new())
        }
    }
}

fn goal_page(
    user: &User,
    found: &PlanView,
    draft: &PlanVersion,
    form: &GoalForm,
    seen: String,
    problems: &Problems,
) -> Response {
    let known = draft.goals.iter().any(|goal| goal.id.to_string() == form.goal);
    let title = if known { "goal-edit-title" } else { "goal-add" };
    let errors = errors(user.t(), problems);
    let kit = user.kit().seeing(seen);
    let main = tsumugi_pages::plan::goal_form(&kit, &plan_page(found), form, &errors);
    user.form_page(title, context(user, &found.head), main, &errors)
}

pub(crate) async fn save_goal(
    Ids((id,)): Ids<(PlanId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let mut problems = Problems::new();
    let input = read_goal(&form, local_day(user.now), &mut problems);
    match user.checked(problems, &form, move |op| plan::save_goal(op, id, &input)).await {
        Ok(_) => user.go(&format!("/plans/{id}/edit"), "goal-saved"),
        Err(WebError::Invalid(problems)) => match to_write(&user, id, None).await {
            Ok((found, draft)) => {
                let seen = form.text("seen");
                goal_page(&user, &found, &draft, &typed_goal(&form), seen, &problems)
            }
            Err(answer) => answer,
        },
        Err(error) => error.page(&user),
    }
}

fn read_goal(form: &Form, today: jiff::civil::Date, problems: &mut Problems) -> GoalInput {
    let text = problems.required("text", form.get("text"));
    let idea = form.parsed("idea");
    if idea.is_none() {
        problems.add("idea", "error-choose-idea");
    }
    let horizon = form.parsed("horizon");
    if horizon.is_none() {
        problems.add("horizon", "error-choose-horizon");
    }
    GoalInput {
        goal: form.parsed("goal"),
        horizon: horizon.unwrap_or(tsumugi_domain::plan::Horizon::Short),
        text,
        idea: idea.unwrap_or(Idea::Together),
        own_words: form.text("own_words"),
        grounds: form.text("grounds"),
        person_role: form.text("person_role"),
        support: form.text("support"),
        provider: form.text("provider"),
        due: form.date_ahead("due", today, problems),
    }
}

fn typed_goal(form: &Form) -> GoalForm {
    GoalForm {
        goal: form.text("goal"),
        horizon: form.text("horizon"),
        text: form.text("text"),
        idea: form.text("idea"),
        own_words: form.text("own_words"),
        grounds: form.text("grounds"),
        person_role: form.text("person_role"),
        support: form.text("support"),
        provider: form.text("provider"),
        due: form.date_text("due"),
    }
}

pub(crate) async fn remove_goal(
    Ids((id,)): Ids<(PlanId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let Some(goal) = form.parsed("goal") else { return WebError::Hidden.page(&user) };
    match user.submit(&form, move |op| plan::remove_goal(op, id, goal)).await {
        Ok(()) => user.go(&format!("/plans/{id}/edit"), "goal-removed"),
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn move_goal(
    Ids((id,)): Ids<(PlanId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let Some(goal) = form.parsed("goal") else { return WebError::Hidden.page(&user) };
    let up = form.get("to") == "up";
    match user.submit(&form, move |op| plan::move_goal(op, id, goal, up)).await {
        Ok(()) => user.go(&format!("/plans/{id}/edit"), "saved"),
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn add_view(
    Ids((id,)): Ids<(PlanId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let Some(goal) = form.parsed("goal") else { return WebError::Hidden.page(&user) };
    let (who, text) = (form.text("who"), form.text("text"));
    match user.submit(&form, move |op| plan::add_view(op, id, goal, &who, &text)).await {
        Ok(_) => user.go(&format!("/plans/{id}"), "saved"),
        Err(WebError::Invalid(problems)) => {
            let forms = PlanForms {
                goal: form.text("goal"),
                who: form.text("who"),
                text: form.text("text"),
                on: date_text(Some(local_day(user.now))),
                ..PlanForms::default()
            };
            show(&user, id, forms, &problems).await
        }
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn agree(Ids((id,)): Ids<(PlanId,)>, Posted { user, form }: Posted) -> Response {
    let mut problems = Problems::new();
    let on = needed_date(&form, "on", &mut problems);
    let on = on.unwrap_or(local_day(user.now));
    match user.checked(problems, &form, move |op| plan::agree(op, id, on)).await {
        Ok(()) => user.go(&format!("/plans/{id}"), "plan-agreed"),
        Err(WebError::Invalid(problems)) => edit_page(&user, id, Some(&form), &problems).await,
        Err(error) => error.page(&user),
    }
}

/// A day that has to be given.
fn needed_date(
    form: &Form,
    name: &'static str,
    problems: &mut Problems,
) -> Option<jiff::civil::Date> {
    let before = problems.0.len();
    let day = form.date(name, problems);
    if day.is_none() && problems.0.len() == before {
        problems.add(name, "error-required");
    }
    day
}

pub(crate) async fn deliver(Ids((id,)): Ids<(PlanId,)>, Posted { user, form }: Posted) -> Response {
    let mut problems = Problems::new();
    let on = needed_date(&form, "on", &mut problems).unwrap_or(local_day(user.now));
    // Everything that is wrong comes back at once.
    let name = problems.required("name", form.get("name"));
    let to = form.parsed("to");
    if to.is_none() {
        problems.add("to", "error-choose-recipient");
    }
    let to = to.unwrap_or(tsumugi_domain::plan::Recipient::Person);
    match user.checked(problems, &form, move |op| plan::deliver(op, id, to, &name, on)).await {
        Ok(_) => user.go(&format!("/plans/{id}"), "plan-delivered"),
        Err(WebError::Invalid(problems)) => {
            let forms = PlanForms {
                to: form.text("to"),
                name: form.text("name"),
                on: form.date_text("on"),
                ..PlanForms::default()
            };
            show(&user, id, forms, &problems).await
        }
        Err(error) => error.page(&user),
    }
}
