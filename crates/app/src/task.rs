//! Tasks: what was decided is done, or turns out not to be possible; what a meeting left open
//! about it is settled.

use crate::meeting::{owner_name, still_in, topic_of};
use crate::{AppError, Op, Problems, Result};
use jiff::civil::Date;
use tsumugi_domain::audit::Deed;
use tsumugi_domain::ids::{MembershipId, PersonId, TaskId};
use tsumugi_domain::policy::{PersonAction, Who};
use tsumugi_domain::task::{Task, TaskState};
use tsumugi_store::{task, topic};

/// Says that a task is done, or (with a reason) that it is not possible. A guest says it of their
/// own.
///
/// # Errors
/// [`AppError::Hidden`] for a guest and the task of somebody else;
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
    let (action, member) = match op.actor.who {
        Who::Guest(guest) => (PersonAction::AnswerAsGuest, Some(guest.member)),
        _ => (PersonAction::FinishTask, None),
    };
    op.act(person, action, ("task", task), Deed::Changed, |tx, proof| {
        still_in(op, tx, proof)?;
        let found = task::find(tx, &proof.reading(), task)?.ok_or(AppError::Hidden)?;
        if member.is_some() && found.owner != member {
            return Err(AppError::Hidden);
        }
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

/// What a meeting left open about a task, as typed.
#[derive(Debug, Clone, Default)]
pub struct Assign {
    /// Whose it is, from the team.
    pub owner: Option<MembershipId>,
    /// Whose it is, when they have no seat in the team (the person, a neighbour).
    pub owner_name: String,
    /// By when.
    pub due: Option<Date>,
    /// How we will know.
    pub known_by: String,
}

/// Settles what a meeting left open about a task: who does it, by when, how we will know. What
/// the meeting decided stays; only what hangs in the air is filled in. Gives whose page the task
/// stands on.
///
/// # Errors
/// [`AppError::Invalid`]: nobody for a task without an owner (`error-owner-needed`), nothing at
/// all, a day that has passed, somebody who is not in the team. [`AppError::Conflict`] when it
/// has ended, or somebody took it in between.
pub fn assign(op: &Op<'_>, task: TaskId, new: &Assign) -> Result<PersonId> {
    let person =
        op.db.read(|tx| task::person_of(tx, op.region(), task)?.ok_or(AppError::Hidden))?;
    op.act(person, PersonAction::Confer, ("task", task), Deed::Changed, |tx, proof| {
        let reading = proof.reading();
        let found = task::find(tx, &reading, task)?.ok_or(AppError::Hidden)?;
        let whose = owner_name(tx, &reading, new.owner, &new.owner_name)?;
        let settled = settled(op, found, new, whose)?;
        if !task::assign(tx, proof, &settled)? {
            return Err(AppError::Conflict("the task has ended"));
        }
        topic::touch(tx, op.region(), &topic_of(settled.meeting))?;
        Ok(person)
    })
}

/// The task with its gaps filled.
fn settled(op: &Op<'_>, mut task: Task, new: &Assign, whose: String) -> Result<Task> {
    let mut problems = Problems::new();
    let was_open = (task.due.is_none(), task.known_by.trim().is_empty());
    match (task.is_nobodys(), whose.is_empty()) {
        (true, true) => problems.add("owner", "error-owner-needed"),
        (true, false) => (task.owner, task.owner_name) = (new.owner, whose),
        (false, false) => return Err(AppError::Conflict("somebody has the task")),
        (false, true) if new.due.is_none() && new.known_by.trim().is_empty() => {
            problems.add(if was_open.0 { "due" } else { "known_by" }, "error-required");
        }
        (false, true) => {}
    }
    if new.due.is_some_and(|due| due < op.today()) {
        problems.add("due", "error-date-past");
    }
    problems.check()?;
    if was_open.0 {
        task.due = new.due;
    }
    if was_open.1 {
        task.known_by = new.known_by.trim().to_owned();
    }
    Ok(task)
}
