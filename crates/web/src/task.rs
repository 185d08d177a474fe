//! Tasks: who does them, and how they end.

use axum::response::Response;
use tsumugi_app::Problems;
use tsumugi_app::task::{self, Assign};
use tsumugi_domain::ids::{MembershipId, PersonId, TaskId};
use tsumugi_domain::policy::Who;
use tsumugi_domain::task::ONESELF;

use crate::cx::{Ids, Posted, User};
use crate::form::Form;

/// Whose a role is: a seat of the team, the person, or a typed name.
pub(crate) fn owner(form: &Form, problems: &mut Problems) -> (Option<MembershipId>, String) {
    let typed = form.get("owner_name").trim().to_owned();
    match form.get("owner") {
        "person" if typed.is_empty() => (None, ONESELF.to_owned()),
        "person" => {
            problems.add("owner_name", "error-one-owner");
            (None, typed)
        }
        _ => (form.parsed("owner"), typed),
    }
}

/// A task is done, or turned out not to be possible; both are good to know.
pub(crate) async fn finish(Ids((id,)): Ids<(TaskId,)>, Posted { user, form }: Posted) -> Response {
    let done = form.get("state") != "not_possible";
    let note = form.text("note");
    match user.submit(&form, move |op| task::finish(op, id, done, &note)).await {
        Ok(person) => user.go(&place(&user, person), "task"),
        Err(error) => error.page(&user),
    }
}

/// It has not ended after all.
pub(crate) async fn reopen(Ids((id,)): Ids<(TaskId,)>, Posted { user, form }: Posted) -> Response {
    match user.submit(&form, move |op| task::reopen(op, id)).await {
        Ok(person) => user.go(&place(&user, person), "task-reopened"),
        Err(error) => error.page(&user),
    }
}

/// The page on which the reader sees the task.
fn place(user: &User, person: PersonId) -> String {
    match user.signed().actor.who {
        Who::Person(_) | Who::Family => "/me#tasks".to_owned(),
        _ => format!("/people/{person}#tasks"),
    }
}

/// What a meeting left open about a task is settled.
pub(crate) async fn assign(Ids((id,)): Ids<(TaskId,)>, Posted { user, form }: Posted) -> Response {
    let mut problems = Problems::new();
    let (owner, owner_name) = owner(&form, &mut problems);
    let due = form.date_ahead("due", tsumugi_app::op::local_day(user.now), &mut problems);
    let new = Assign { owner, owner_name, due, known_by: form.text("known_by") };
    match user.checked(problems, &form, move |op| task::assign(op, id, &new)).await {
        Ok(person) => user.go(&format!("/people/{person}"), "assigned"),
        Err(error) => error.page(&user),
    }
}
