//! The living yes: asking, answering, taking back.

use axum::response::{IntoResponse as _, Redirect, Response};
use tsumugi_app::answer::{self, Answers, AskedAt, NewAnswer};
use tsumugi_app::plan::{self, PlanView};
use tsumugi_app::{Problems, op};
use tsumugi_domain::ids::{AnswerId, GoalId, PersonId, PlanId};
use tsumugi_domain::person::Expression;
use tsumugi_domain::plan::{About, Answer, AnswerKind, Answerer, text_hash};
use tsumugi_domain::policy::Who;
use tsumugi_pages::answer::{AnswerForm, AskView, MineLine, MineView, ask_path};
use tsumugi_pages::plan::Reader;

use crate::cx::{Ids, Posted, User};
use crate::error::WebError;
use crate::form::{Form, errors};
use crate::person::{context, head_view};
use crate::plan::{plan_page, reader};

/// `/plans/{id}/answers`: what to ask, or the one screen on which an answer is written down.
pub(crate) async fn of_plan(user: User, Ids((id,)): Ids<(PlanId,)>) -> Response {
    let goal: Option<GoalId> = user.query.parsed("goal");
    let found = match to_answer(&user, id, goal).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    match goal {
        Some(goal) => record_page(&user, &found, goal, None, &Problems::new()),
        None => {
            let main = tsumugi_pages::answer::choose(&user.kit(), &plan_page(&found));
            let title = match reader(&found.head) {
                Reader::Family => "answers-family-title",
                Reader::Own | Reader::Staff => "answers-title",
            };
            user.page_about(title, context(&user, &found.head), main)
        }
    }
}

async fn to_answer(user: &User, id: PlanId, goal: Option<GoalId>) -> Result<PlanView, Response> {
    match user.run(move |op| plan::to_answer(op, id, goal)).await {
        // The person has a page of their own for this.
        Err(WebError::Conflict) => {
            let to = goal.map(|goal| ask_path(About::Goal(goal)));
            Err(Redirect::to(to.as_deref().unwrap_or("/me/answers")).into_response())
        }
        found => found.map_err(|error| error.page(user)),
    }
}

fn record_page(
    user: &User,
    found: &PlanView,
    goal: GoalId,
    typed: Option<AnswerForm>,
    problems: &Problems,
) -> Response {
    let view = plan_page(found);
    let Some(line) = view.askable().find(|line| line.goal.id == goal) else {
        return WebError::Hidden.page(user);
    };
    let form = typed.unwrap_or_else(|| AnswerForm {
        shown: text_hash(line.goal.meaning()),
        by: Answerer::Person.code().to_owned(),
        ..AnswerForm::default()
    });
    let errors = errors(user.t(), problems);
    let main = tsumugi_pages::answer::record(&user.kit(), &view, line, &form, &errors);
    let title = match reader(&found.head) {
        Reader::Family => "answers-family-title",
        Reader::Own | Reader::Staff => "answer-title",
    };
    user.form_page(title, context(user, &found.head), main, &errors)
}

pub(crate) async fn record(Ids((id,)): Ids<(PlanId,)>, Posted { user, form }: Posted) -> Response {
    let Some(goal) = form.parsed::<GoalId>("goal") else { return WebError::Hidden.page(&user) };
    let mut problems = Problems::new();
    let new = read_answer(&user, &form, About::Goal(goal), &mut problems);
    let shown = form.text("shown");
    let done = user
        .checked(problems, &form, move |op| answer::record_at(op, AskedAt::Plan(id), &new, &shown))
        .await;
    match done {
        Ok(_) => user.go(&format!("/plans/{id}/answers"), "answer-saved"),
        Err(WebError::Invalid(problems)) => match to_answer(&user, id, Some(goal)).await {
            Ok(found) => record_page(&user, &found, goal, Some(typed_answer(&form)), &problems),
            Err(response) => response,
        },
        Err(error) => error.page(&user),
    }
}

/// An answer as a supporter writes it down.
pub(crate) fn read_answer(
    user: &User,
    form: &Form,
    about: About,
    problems: &mut Problems,
) -> NewAnswer {
    let own = Answerer::of(&user.signed().actor.who);
    let kind = form.parsed("kind");
    if kind.is_none() {
        problems.add("kind", "error-choose-answer");
    }
    let how = form.parsed("how");
    if how.is_none() && own != Some(Answerer::Family) {
        problems.add("how", "error-choose-how");
    }
    let by = own.unwrap_or_else(|| form.parsed("by").unwrap_or(Answerer::Person));
    NewAnswer {
        about,
        by,
        kind: kind.unwrap_or(AnswerKind::NotYet),
        how: how.unwrap_or(Expression::Speech),
        words: form.text("words"),
        reading: form.text("reading"),
        ask_again: form.date("ask_again", problems),
    }
}

/// The same as typed, for showing it again.
pub(crate) fn typed_answer(form: &Form) -> AnswerForm {
    AnswerForm {
        shown: form.text("shown"),
        by: form.text("by"),
        kind: form.text("kind"),
        how: form.text("how"),
        words: form.text("words"),
        reading: form.text("reading"),
        ask_again: form.date_text("ask_again"),
    }
}

/// Days for which nobody asks again after the person's own まだ.
const LEFT_IN_PEACE_DAYS: i64 = 14;

/// The person, when it is the person who is signed in.
fn oneself(user: &User) -> Option<PersonId> {
    match user.signed().actor.who {
        Who::Person(person) => Some(person),
        _ => None,
    }
}

/// `/me/answers`: わたしの答え.
pub(crate) async fn mine(user: User) -> Response {
    let Some(person) = oneself(&user) else { return WebError::Hidden.page(&user) };
    match user.run(move |op| answer::page(op, person)).await {
        Err(error) => error.page(&user),
        Ok(found) => {
            let main = tsumugi_pages::answer::mine(user.t(), &mine_view(&found));
            user.page("nav-answers", main)
        }
    }
}

fn mine_view(found: &Answers) -> MineView<'_> {
    MineView {
        head: head_view(&found.head),
        lines: found
            .lines
            .iter()
            .map(|line| MineLine {
                about: line.about,
                text_now: line.text_now.as_deref(),
                source: line.source.as_ref(),
                answer: &line.answer,
                earlier: &line.earlier,
                life: &line.life,
            })
            .collect(),
        questions: found
            .questions
            .now
            .iter()
            .map(|question| AskView {
                about: question.about,
                text: &question.text,
                hash: question.hash.clone(),
                source: Some(&question.source),
            })
            .collect(),
        more: found.questions.more,
    }
}

/// What a question of the person's own page is about.
fn about(form: &Form) -> Option<About> {
    let goal = form.parsed("goal").map(About::Goal);
    goal.or_else(|| form.parsed("decision").map(About::Decision))
}

/// `/me/answers/ask`: the exact words and the buttons.
pub(crate) async fn ask(user: User) -> Response {
    let query = user.query.clone();
    ask_page(&user, &query, &Problems::new()).await
}

async fn ask_page(user: &User, form: &Form, problems: &Problems) -> Response {
    let (Some(person), Some(about)) = (oneself(user), about(form)) else {
        return WebError::Hidden.page(user);
    };
    match user.run(move |op| answer::words_now(op, person, about)).await {
        Err(error) => error.page(user),
        Ok(text) => {
            let errors = errors(user.t(), problems);
            let view = AskView { about, text: &text, hash: text_hash(&text), source: None };
            let words = form.get("words");
            let main = tsumugi_pages::answer::ask(&user.kit(), &view, words, &errors);
            user.form_page("ask-title", None, main, &errors)
        }
    }
}

pub(crate) async fn answer(Posted { user, form }: Posted) -> Response {
    let (Some(person), Some(about)) = (oneself(&user), about(&form)) else {
        return WebError::Hidden.page(&user);
    };
    let Some(kind) = form.parsed("kind") else {
        let mut problems = Problems::new();
        problems.add("kind", "error-choose-answer");
        return ask_page(&user, &form, &problems).await;
    };
    // Whoever is not ready to decide is left in peace for a while.
    let ask_again = (kind == AnswerKind::NotYet)
        .then(|| op::local_day(op::days_from(user.now, LEFT_IN_PEACE_DAYS)));
    let new = NewAnswer {
        about,
        by: Answerer::Person,
        kind,
        // Pressed on a screen: a means of one's own, like a card or a device.
        how: Expression::Device,
        words: form.text("words"),
        reading: String::new(),
        ask_again,
    };
    let shown = form.text("shown");
    match user.submit(&form, move |op| answer::record_shown(op, person, &new, &shown)).await {
        Ok(_) => user.go("/me/answers", "answered"),
        Err(WebError::AlreadyDone) => user.go("/me/answers", "already"),
        Err(WebError::Invalid(problems)) => ask_page(&user, &form, &problems).await,
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn withdraw_form(user: User, Ids((id,)): Ids<(AnswerId,)>) -> Response {
    let Some(person) = oneself(&user) else { return WebError::Hidden.page(&user) };
    let found = user.run(move |op| answer::to_withdraw(op, person, id)).await;
    withdraw_page(&user, ("nav-answers", "/me/answers"), found)
}

/// `/plans/{id}/answers/{answer}/withdraw`: the family takes back what the family said.
pub(crate) async fn withdraw_family_form(
    user: User,
    Ids((id, given)): Ids<(PlanId, AnswerId)>,
) -> Response {
    let found = user.run(move |op| answer::to_withdraw_at(op, id, given)).await;
    let above = format!("/plans/{id}/answers");
    withdraw_page(&user, ("answers-family-title", &above), found)
}

/// The question. `above` is the page with the reader's answers: how it is called, and its path.
fn withdraw_page(user: &User, above: (&str, &str), found: Result<Answer, WebError>) -> Response {
    match found {
        Err(error) => error.page(user),
        Ok(given) => {
            let main = tsumugi_pages::answer::withdraw(&user.kit(), above, &given);
            user.page("withdraw-title", main)
        }
    }
}

pub(crate) async fn withdraw(
    Ids((id,)): Ids<(AnswerId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let Some(person) = oneself(&user) else { return WebError::Hidden.page(&user) };
    let done = user.submit(&form, move |op| answer::withdraw(op, person, id)).await;
    taken_back(&user, "/me/answers", done)
}

pub(crate) async fn withdraw_family(
    Ids((id, given)): Ids<(PlanId, AnswerId)>,
    Posted { user, form }: Posted,
) -> Response {
    let done = user.submit(&form, move |op| answer::withdraw_at(op, id, given)).await;
    taken_back(&user, &format!("/plans/{id}/answers"), done)
}

fn taken_back(user: &User, above: &str, done: Result<(), WebError>) -> Response {
    match done {
        Ok(()) => user.go(above, "withdrawn"),
        // The page above is the list, not the question.
        Err(WebError::AlreadyDone) => user.go(above, "already"),
        Err(error) => error.page(user),
    }
}
