//! The meeting itself.

use axum::response::{IntoResponse as _, Redirect, Response};
use tsumugi_app::Problems;
use tsumugi_app::answer::{self, AskedAt};
use tsumugi_app::meeting::{self, Deciding, NewDecision};
use tsumugi_domain::ids::{DecisionId, MeetingId, MembershipId};
use tsumugi_domain::meeting::{Attendance, Decision, Half, Outcome, OutcomeKind, View};
use tsumugi_domain::plan::{About, Answerer, text_hash};
use tsumugi_domain::seen;
use tsumugi_domain::task::ONESELF;
use tsumugi_pages::answer::{AnswerForm, ask_path};
use tsumugi_pages::meeting::{Again, DecisionForm, Typed};
use tsumugi_pages::plan::Reader;

use super::{page_view, seats};
use crate::answer::{read_answer, typed_answer};
use crate::cx::{Ids, Posted, User};
use crate::error::WebError;
use crate::form::{Form, errors};
use crate::person::{context, date_text, head_view};
use crate::plan::reader;
use crate::task::owner;

pub(crate) async fn page(user: User, Ids((id,)): Ids<(MeetingId,)>) -> Response {
    show(&user, id, None, &Problems::new()).await
}

async fn show(user: &User, id: MeetingId, typed: Option<Typed>, problems: &Problems) -> Response {
    match user.run(move |op| meeting::view(op, id)).await {
        Err(error) => error.page(user),
        Ok(found) => {
            let seats = seats(&found.invitations);
            let today = tsumugi_app::op::local_day(user.now);
            let errors = errors(user.t(), problems);
            let mut view = page_view(&found, &seats, today);
            view.again = typed.map(|typed| Again::new(typed, errors.clone(), &found.candidates));
            let main = tsumugi_pages::meeting::page(&user.kit(), &view);
            user.form_page("meeting-title", context(user, &found.head), main, &errors)
        }
    }
}

/// Back to the meeting after a small change, or the error's own page. What was sent twice was done
/// the first time.
pub(super) fn back(user: &User, id: MeetingId, done: Result<(), WebError>) -> Response {
    back_saying(user, id, "saved", done)
}

/// As [`back`], for a form that stands on the meeting's page: what could not be used is shown there
/// again, as it was typed.
pub(super) async fn back_with(
    user: &User,
    id: MeetingId,
    typed: impl FnOnce() -> Typed,
    done: Result<(), WebError>,
) -> Response {
    match done {
        Err(WebError::Invalid(problems)) => show(user, id, Some(typed()), &problems).await,
        done => back(user, id, done),
    }
}

fn back_saying(user: &User, id: MeetingId, key: &str, done: Result<(), WebError>) -> Response {
    match done {
        Ok(()) | Err(WebError::AlreadyDone) => user.go(&format!("/meetings/{id}"), key),
        Err(error) => error.page(user),
    }
}

pub(crate) async fn invite(
    Ids((id,)): Ids<(MeetingId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let new = meeting::Invited { member: form.parsed("member"), expected: String::new() };
    let done = user.submit(&form, move |op| meeting::invite(op, id, &new)).await;
    back(&user, id, done.map(|_| ()))
}

pub(crate) async fn call_off(
    Ids((id,)): Ids<(MeetingId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let reason = form.text("reason");
    let done = user.submit(&form, move |op| meeting::call_off(op, id, &reason)).await;
    back_with(&user, id, || Typed::CallOff(form.text("reason")), done).await
}

pub(crate) async fn attendance(
    Ids((id,)): Ids<(MeetingId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let Some(invitation) = form.parsed("invitation") else { return WebError::Hidden.page(&user) };
    let state = form.parsed("attendance").unwrap_or(Attendance::Unanswered);
    let note = form.text("note");
    let done = user
        .submit(&form, move |op| meeting::set_attendance(op, id, invitation, state, &note))
        .await;
    let typed = || Typed::Coming(invitation, super::guest::typed_reply(&form));
    back_with(&user, id, typed, done).await
}

pub(crate) async fn agenda(
    Ids((id,)): Ids<(MeetingId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let half = form.parsed("half").unwrap_or(Half::Now);
    let text = form.text("text");
    let done = user.submit(&form, move |op| meeting::add_agenda(op, id, &text, half)).await;
    let typed = || Typed::Agenda(form.text("text"), half.code().to_owned());
    back_with(&user, id, typed, done.map(|_| ())).await
}

pub(crate) async fn viewpoint(
    Ids((id,)): Ids<(MeetingId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let Some(view) = form.parsed::<View>("view") else { return WebError::Hidden.page(&user) };
    let text = form.text("text");
    let key = if text.trim().is_empty() { "erased" } else { "saved" };
    let done = user.submit(&form, move |op| meeting::set_viewpoint(op, id, view, &text)).await;
    back_saying(&user, id, key, done)
}

/// What a form for a decision starts with.
enum Start {
    /// A new decision.
    New,
    /// One that is there.
    Stored(DecisionId),
    /// What was typed and could not be used.
    Typed(Box<DecisionForm>, String),
}

pub(crate) async fn new_decision(user: User, Ids((id,)): Ids<(MeetingId,)>) -> Response {
    decision_page(&user, id, Start::New, &Problems::new()).await
}

pub(crate) async fn edit_decision(
    user: User,
    Ids((id, decision)): Ids<(MeetingId, DecisionId)>,
) -> Response {
    decision_page(&user, id, Start::Stored(decision), &Problems::new()).await
}

fn find(found: &Deciding, decision: DecisionId) -> Option<&Decision> {
    found.decisions.iter().find(|one| one.id == decision)
}

/// The form, and the mark of the decision it shows.
fn started(found: &Deciding, start: Start) -> Option<(DecisionForm, String)> {
    match start {
        Start::Typed(form, seen) => Some((*form, seen)),
        Start::Stored(decision) => find(found, decision).map(|one| (stored(one), seen::mark(one))),
        Start::New => {
            let form = DecisionForm { outcome: "now".into(), ..DecisionForm::default() };
            Some((form, String::new()))
        }
    }
}

fn stored(decision: &Decision) -> DecisionForm {
    let mut form = DecisionForm {
        decision: Some(decision.id.to_string()),
        text: decision.text.clone(),
        outcome: decision.outcome.code().to_owned(),
        ..DecisionForm::default()
    };
    match &decision.outcome {
        Outcome::Now { owner, owner_name, due, known_by } => {
            (form.owner, form.owner_name) = stored_owner(*owner, owner_name);
            form.due = date_text(*due);
            form.known_by.clone_from(known_by);
        }
        Outcome::TakesTime { owner, owner_name, first_step, due } => {
            (form.owner, form.owner_name) = stored_owner(*owner, owner_name);
            form.due = date_text(*due);
            form.first_step.clone_from(first_step);
        }
        Outcome::CannotNow { level, reason, until_then, shared_with } => {
            form.level = level.code().to_owned();
            form.reason = reason.code().to_owned();
            form.until_then.clone_from(until_then);
            form.shared_with.clone_from(shared_with);
        }
    }
    form
}

/// What stands in the two fields that ask for an owner.
fn stored_owner(owner: Option<MembershipId>, name: &str) -> (String, String) {
    match owner {
        Some(owner) => (owner.to_string(), String::new()),
        None if name == ONESELF => ("person".to_owned(), String::new()),
        None => (String::new(), name.to_owned()),
    }
}

async fn decision_page(user: &User, id: MeetingId, start: Start, problems: &Problems) -> Response {
    let decision = match &start {
        Start::Stored(decision) => Some(*decision),
        Start::New | Start::Typed(..) => None,
    };
    let found = match user.run(move |op| meeting::deciding(op, id, decision)).await {
        Err(error) => return error.page(user),
        Ok(found) => found,
    };
    let Some((form, seen)) = started(&found, start) else { return WebError::Hidden.page(user) };
    let errors = errors(user.t(), problems);
    let main = tsumugi_pages::meeting::decision_form(
        &user.kit().seeing(seen),
        &head_view(&found.head),
        &found.meeting,
        &seats(&found.invitations),
        &form,
        &errors,
    );
    user.form_page("decision-title", context(user, &found.head), main, &errors)
}

pub(crate) async fn decide(
    Ids((id,)): Ids<(MeetingId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let mut problems = Problems::new();
    let kind = form.parsed("outcome").unwrap_or(OutcomeKind::Now);
    // What cannot be done now is nobody's: what was typed for another end says nothing.
    let (owner, owner_name, due) = match kind {
        OutcomeKind::CannotNow => (None, String::new(), None),
        OutcomeKind::Now | OutcomeKind::TakesTime => {
            let (owner, name) = owner(&form, &mut problems);
            (
                owner,
                name,
                form.date_ahead("due", tsumugi_app::op::local_day(user.now), &mut problems),
            )
        }
    };
    let new = NewDecision {
        text: form.text("text"),
        kind,
        owner,
        owner_name,
        due,
        known_by: form.text("known_by"),
        first_step: form.text("first_step"),
        level: form.parsed("level"),
        reason: form.parsed("reason"),
        until_then: form.text("until_then"),
        shared_with: form.text("shared_with"),
    };
    let existing: Option<DecisionId> = form.parsed("decision");
    let done = user
        .checked(problems, &form, move |op| match existing {
            Some(decision) => meeting::change_decision(op, id, decision, &new),
            None => meeting::decide(op, id, &new).map(|_| ()),
        })
        .await;
    match done {
        Err(WebError::Invalid(problems)) => {
            let start = Start::Typed(Box::new(typed(&form)), form.text("seen"));
            decision_page(&user, id, start, &problems).await
        }
        done => back(&user, id, done),
    }
}

fn typed(form: &Form) -> DecisionForm {
    DecisionForm {
        decision: form.has("decision").then(|| form.text("decision")),
        text: form.text("text"),
        outcome: form.text("outcome"),
        owner: form.text("owner"),
        owner_name: form.text("owner_name"),
        due: form.date_text("due"),
        known_by: form.text("known_by"),
        first_step: form.text("first_step"),
        level: form.text("level"),
        reason: form.text("reason"),
        until_then: form.text("until_then"),
        shared_with: form.text("shared_with"),
    }
}

pub(crate) async fn remove_decision(
    Ids((id,)): Ids<(MeetingId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let Some(decision) = form.parsed("decision") else { return WebError::Hidden.page(&user) };
    let done = user.submit(&form, move |op| meeting::remove_decision(op, id, decision)).await;
    back(&user, id, done)
}

pub(crate) async fn answer_form(user: User, Ids((id,)): Ids<(MeetingId,)>) -> Response {
    let Some(decision) = user.query.parsed("decision") else {
        return WebError::Hidden.page(&user);
    };
    answer_page(&user, id, decision, None, &Problems::new()).await
}

async fn answer_page(
    user: &User,
    id: MeetingId,
    decision: DecisionId,
    typed: Option<AnswerForm>,
    problems: &Problems,
) -> Response {
    let found = match user.run(move |op| meeting::answering(op, id, decision)).await {
        // The person has a page of their own for this.
        Err(WebError::Conflict) => {
            return Redirect::to(&ask_path(About::Decision(decision))).into_response();
        }
        Err(error) => return error.page(user),
        Ok(found) => found,
    };
    let reader = reader(&found.head);
    let form = typed.unwrap_or_else(|| AnswerForm {
        shown: text_hash(&found.decision.text),
        by: Answerer::Person.code().to_owned(),
        ..AnswerForm::default()
    });
    let errors = errors(user.t(), problems);
    let main = tsumugi_pages::meeting::decision_answer(
        &user.kit(),
        &found.meeting,
        &found.decision,
        reader,
        &form,
        &errors,
    );
    let title = match reader {
        Reader::Family => "answers-family-title",
        Reader::Own | Reader::Staff => "answer-title",
    };
    user.form_page(title, context(user, &found.head), main, &errors)
}

pub(crate) async fn answer(
    Ids((id,)): Ids<(MeetingId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let Some(decision) = form.parsed("decision") else { return WebError::Hidden.page(&user) };
    let mut problems = Problems::new();
    let new = read_answer(&user, &form, About::Decision(decision), &mut problems);
    let shown = form.text("shown");
    let done = user
        .checked(problems, &form, move |op| {
            answer::record_at(op, AskedAt::Meeting(id), &new, &shown)
        })
        .await;
    match done {
        Err(WebError::Invalid(problems)) => {
            let typed = typed_answer(&form);
            answer_page(&user, id, decision, Some(typed), &problems).await
        }
        done => back(&user, id, done.map(|_| ())),
    }
}
