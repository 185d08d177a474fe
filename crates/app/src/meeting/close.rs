//! Closing a meeting: what was decided becomes tasks, what cannot be done becomes unmet needs,
//! and the minutes are made. Or calling it off.

use super::minutes::{Material, text};
use super::{done, lead, leads, write};
use crate::{AppError, Op, Problems, Result};
use tsumugi_domain::audit::Deed;
use tsumugi_domain::community::{NeedState, UnmetNeed};
use tsumugi_domain::ids::{MeetingId, MinutesId, PersonId};
use tsumugi_domain::meeting::{
    CloseError, Closing, Consequences, Decision, Meeting, MeetingState, Minutes, Outcome, Point,
    PointState,
};
use tsumugi_domain::plan::text_hash;
use tsumugi_domain::policy::{Authorized, PersonAction, Write};
use tsumugi_domain::task::{Task, TaskState};
use tsumugi_store::meeting::{self as meetings, record, request as requests};
use tsumugi_store::{WriteTx, community, notice, person as people, task};

/// Closes a meeting and makes the first version of its minutes.
///
/// # Errors
/// [`AppError::Invalid`]: a point says nothing (`error-required` at the point's code), or no day
/// was ever fixed (`error-meeting-no-day`). [`AppError::Conflict`] when it is not open.
pub fn close(op: &Op<'_>, meeting: MeetingId, closing: &Closing) -> Result<MeetingId> {
    let closing = said(closing);
    lead(op, meeting, Deed::Closed, |tx, proof, found| {
        let reading = proof.reading();
        let answered = record::answered(tx, &reading, meeting)?;
        let decisions: Vec<Decision> = answered.iter().map(|one| one.decision.clone()).collect();
        let (closed, consequences) =
            found.clone().close(&closing, &decisions, op.now).map_err(problem)?;
        let (person, top) = people::with_top(tx, &reading)?.ok_or(AppError::Hidden)?;
        let material = Material {
            top,
            seats: meetings::invitations(tx, &reading, meeting)?,
            viewpoints: record::viewpoints(tx, &reading, meeting)?,
            decisions: &answered,
            person: &person,
            meeting: &closed,
            closing: &closing,
        };
        let text = text(&material);
        done(record::save_closing(tx, proof, meeting, &closing)?)?;
        follow(op, tx, proof, &closed, &decisions, &consequences)?;
        done(meetings::close(tx, proof, meeting, op.now)?)?;
        let minutes = Minutes {
            id: op.id(),
            number: 1,
            hash: text_hash(&text),
            text,
            made_at: op.now,
            locked: None,
        };
        done(record::insert_minutes(tx, proof, meeting, &minutes)?)?;
        Ok(meeting)
    })
}

/// A point that is ticked without a word says nothing.
fn said(closing: &Closing) -> Closing {
    Closing(closing.0.clone().map(|state| match state {
        PointState::Confirmed(text) if text.trim().is_empty() => PointState::Empty,
        PointState::Confirmed(text) => PointState::Confirmed(text.trim().to_owned()),
        PointState::NotYet(reason, text) => PointState::NotYet(reason, text.trim().to_owned()),
        PointState::Empty => PointState::Empty,
    }))
}

fn problem(error: CloseError) -> AppError {
    let mut problems = Problems::new();
    match error {
        CloseError::NotOpen => return AppError::Conflict("the meeting is not open"),
        CloseError::NoDay => problems.add("candidate", "error-meeting-no-day"),
        CloseError::Empty(points) => {
            for point in points {
                problems.add(Point::code(point), "error-required");
            }
        }
    }
    AppError::Invalid(problems)
}

/// Makes the tasks and the unmet needs.
fn follow(
    op: &Op<'_>,
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    meeting: &Meeting,
    decisions: &[Decision],
    consequences: &Consequences,
) -> Result<()> {
    for decision in decisions {
        if consequences.tasks.contains(&decision.id)
            && let Some(task) = task_of(op, meeting, decision)
        {
            task::insert(tx, proof, &task)?;
        }
        if consequences.needs.contains(&decision.id)
            && let Some(need) = need_of(op, meeting, decision)
        {
            community::insert_need(tx, proof, &need)?;
        }
    }
    Ok(())
}

/// What takes time is known by its first step: that is what can be seen first.
fn task_of(op: &Op<'_>, meeting: &Meeting, decision: &Decision) -> Option<Task> {
    let (owner, owner_name, due, known_by) = match &decision.outcome {
        Outcome::Now { owner, owner_name, due, known_by } => (owner, owner_name, due, known_by),
        Outcome::TakesTime { owner, owner_name, first_step, due } => {
            (owner, owner_name, due, first_step)
        }
        Outcome::CannotNow { .. } => return None,
    };
    Some(Task {
        id: op.id(),
        decision: decision.id,
        meeting: meeting.id,
        owner: *owner,
        owner_name: owner_name.clone(),
        what: decision.text.clone(),
        due: *due,
        known_by: known_by.clone(),
        state: TaskState::Open,
    })
}

fn need_of(op: &Op<'_>, meeting: &Meeting, decision: &Decision) -> Option<UnmetNeed> {
    let Outcome::CannotNow { level, reason, until_then, .. } = &decision.outcome else {
        return None;
    };
    Some(UnmetNeed {
        id: op.id(),
        person: meeting.person,
        meeting: meeting.id,
        decision: decision.id,
        text: decision.text.clone(),
        level: *level,
        reason: *reason,
        until_then: until_then.clone(),
        since: op.now,
        state: NeedState::Open,
    })
}

/// Confirms and locks a version of the minutes: from then on it is never changed.
///
/// # Errors
/// [`AppError::Conflict`] when it was confirmed in between; [`AppError::Forbidden`] for others
/// than the convening office.
pub fn confirm_minutes(op: &Op<'_>, meeting: MeetingId, minutes: MinutesId) -> Result<()> {
    write(op, meeting, PersonAction::CloseMeeting, Deed::Closed, |tx, proof, found| {
        if !leads(op, found) {
            return Err(AppError::Forbidden);
        }
        let versions = record::minutes(tx, &proof.reading(), meeting)?;
        if !versions.iter().any(|version| version.id == minutes) {
            return Err(AppError::Hidden);
        }
        let by = &op.actor.name;
        if !record::lock_minutes(tx, proof, meeting, minutes, by, op.now)? {
            return Err(AppError::Conflict("the minutes are locked"));
        }
        Ok(())
    })
}

/// Calls a meeting off. The concern it came from is open again, and a request it answered waits
/// again: nothing is lost with it.
///
/// # Errors
/// [`AppError::Invalid`] without a reason; [`AppError::Conflict`] when it is not open.
pub fn call_off(op: &Op<'_>, meeting: MeetingId, reason: &str) -> Result<()> {
    let mut problems = Problems::new();
    let reason = problems.required("reason", reason);
    lead(op, meeting, Deed::Changed, |tx, proof, found| {
        problems.clone().check()?;
        debug_assert!(!matches!(found.state, MeetingState::CalledOff { .. }));
        done(meetings::call_off(tx, proof, meeting, &reason)?)?;
        notice::reopen_of_meeting(tx, proof, meeting)?;
        requests::reopen_of_meeting(tx, proof, meeting)?;
        Ok(())
    })
}
