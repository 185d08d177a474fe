//! Tasks: what was decided is done, or turns out not to be possible.

use crate::meeting::topic_of;
use crate::{AppError, Op, Problems, Result};
use tsumugi_domain::audit::Deed;
use tsumugi_domain::ids::TaskId;
use tsumugi_domain::policy::PersonAction;
use tsumugi_domain::task::TaskState;
use tsumugi_store::{task, topic};

/// Says that a task is done, or (with a reason) that it is not possible.
///
/// # Errors
/// [`AppError::Invalid`] without a reason where one is needed; [`AppError::Conflict`] when it has
/// ended already.
pub fn finish(op: &Op<'_>, task: TaskId, done: bool, note: &str) -> Result<()> {
    let mut problems = Problems::new();
    if !done {
        problems.required("note", note);
    }
    problems.check()?;
    let note = note.trim();
    let person =
        op.db.read(|tx| task::person_of(tx, op.region(), task)?.ok_or(AppError::Hidden))?;
    op.act(person, PersonAction::FinishTask, ("task", task), Deed::Changed, |tx, proof| {
        let found = task::find(tx, &proof.reading(), task)?.ok_or(AppError::Hidden)?;
        let end = if done {
            TaskState::Done { at: op.now, note: note.to_owned() }
        } else {
            TaskState::NotPossible { at: op.now, reason: note.to_owned() }
        };
        if !task::finish(tx, proof, task, &end)? {
            return Err(AppError::Conflict("the task has ended"));
        }
        topic::touch(tx, op.region(), &topic_of(found.meeting))?;
        Ok(())
    })
}
