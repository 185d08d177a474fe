//! Tasks: what was decided is done, or turns out not to be possible; what a meeting left open
//! about it is settled.

use crate::meeting::{owner_name, still_in, topic_of};
use crate::{AppError, Op, Problems, Result};
use jiff::civil::Date;
use tsumugi_domain::audit::Deed;
use tsumugi_domain::ids::{MembershipId, PersonId, TaskId};
use tsumugi_domain::person::PersonName;
use tsumugi_domain::policy::{Authorized, PersonAction, Read, Who, Write};
use tsumugi_domain::task::{ENDED_DAYS, Task, TaskState};
use tsumugi_store::{ReadTx, WriteTx, person as people, task, team, topic};

/// Says that a task is done, or (with a reason) that it is not possible. The person and guests say
/// it of their own, and so does the family; only workers and guests must say why. Gives whose page the task stands on.
///
/// # Errors
/// [`AppError::Hidden`] for the person or a guest and the task of somebody else;
/// [`AppError::Invalid`] without a reason where one is needed; [`AppError::Conflict`] when it has
/// ended already.
pub fn finish(op: &Op<'_>, task: TaskId, done: bool, note: &str) -> Result<PersonId> {
    let mut problems = Problems::new();
    if !done && !matches!(op.actor.who, Who::Person(_) | Who::Family) {
        problems.required("note", note);
    }
    problems.check()?;
    let (at, by, note) = (op.now, op.actor.name.clone(), note.trim().to_owned());
    let end = match done {
        true => TaskState::Done { at, by, note },
        false => TaskState::NotPossible { at, by, reason: note },
    };
    end_of(op, task, |tx, proof| match task::finish(tx, proof, task, &end)? {
        true => Ok(()),
        false => Err(AppError::Conflict("the task has ended")),
    })
}

/// Takes back that a task has ended, while it still stands beside the open ones. Gives whose page
/// the task stands on.
///
/// # Errors
/// [`AppError::Hidden`] for the person or a guest and the task of somebody else;
/// [`AppError::Conflict`] when it is open, or ended long ago.
pub fn reopen(op: &Op<'_>, task: TaskId) -> Result<PersonId> {
    let since = crate::op::days_from(op.now, -ENDED_DAYS);
    end_of(op, task, |tx, proof| match task::reopen(tx, proof, task, since)? {
        true => Ok(()),
        false => Err(AppError::Conflict("the task is open, or ended long ago")),
    })
}

/// What makes a task the reader's own, for whoever is no worker.
pub(crate) enum Own {
    /// The person's, who has no seat in their team: by name.
    Named(PersonName),
    /// A family member's or a guest's: by their seats.
    Seated(Vec<MembershipId>),
}

impl Own {
    /// Loads it. Workers have none.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) fn of(
        op: &Op<'_>,
        tx: &mut ReadTx<'_>,
        proof: &Authorized<PersonId, Read>,
    ) -> Result<Self> {
        Ok(match op.actor.who {
            Who::Person(_) => Self::Named(people::load(tx, proof)?.ok_or(AppError::Hidden)?.name),
            Who::Family => {
                let accounts = team::accounts(tx, proof)?.into_iter();
                let own = accounts.filter(|one| one.account == op.actor.account);
                Self::Seated(own.filter_map(|one| one.seat).collect())
            }
            Who::Guest(guest) => Self::Seated(vec![guest.member]),
            Who::Staff { .. } | Who::System(_) => Self::Seated(Vec::new()),
        })
    }

    /// True when a seat at a meeting is the reader's own; no member means the person.
    pub(crate) fn sits_at(&self, member: Option<MembershipId>) -> bool {
        match (self, member) {
            (Self::Named(_), member) => member.is_none(),
            (Self::Seated(seats), Some(member)) => seats.contains(&member),
            (Self::Seated(_), None) => false,
        }
    }

    /// True when the task is the reader's own.
    pub(crate) fn has(&self, task: &Task) -> bool {
        match self {
            Self::Named(name) => task.is_persons(name),
            Self::Seated(seats) => task.owner.is_some_and(|owner| seats.contains(&owner)),
        }
    }
}

/// Changes whether a task has ended, for whoever may say so.
fn end_of(
    op: &Op<'_>,
    task: TaskId,
    change: impl Fn(&mut WriteTx<'_>, &Authorized<PersonId, Write>) -> Result<()>,
) -> Result<PersonId> {
    let person =
        op.db.read(|tx| task::person_of(tx, op.region(), task)?.ok_or(AppError::Hidden))?;
    let action = match op.actor.who {
        Who::Guest(_) => PersonAction::AnswerAsGuest,
        Who::Person(_) | Who::Family => PersonAction::FinishOwnTask,
        _ => PersonAction::FinishTask,
    };
    op.act(person, action, ("task", task), Deed::Changed, |tx, proof| {
        still_in(op, tx, proof)?;
        let reading = proof.reading();
        let found = task::find(tx, &reading, task)?.ok_or(AppError::Hidden)?;
        let everybodys = action == PersonAction::FinishTask;
        if !everybodys && !Own::of(op, tx, &reading)?.has(&found) {
            return Err(AppError::Hidden);
        }
        change(tx, proof)?;
        topic::touch(tx, op.region(), &topic_of(found.meeting))?;
        Ok(person)
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
