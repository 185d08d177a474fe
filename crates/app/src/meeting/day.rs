//! The day of a meeting: one of the candidate times, any other time, another one later; and when it
//! really was.

use super::call::{day_problem, minutes_fit, trimmed};
use super::{done, lead, look};
use crate::person::Head;
use crate::{AppError, Op, Problems, Result};
use tsumugi_domain::audit::Deed;
use tsumugi_domain::ids::{CandidateId, MeetingId};
use tsumugi_domain::meeting::{Meeting, Slot};
use tsumugi_store::meeting as meetings;

/// Fixes one of the candidate times.
///
/// # Errors
/// [`AppError::Forbidden`] for others than the convening office; [`AppError::Hidden`] when there
/// is no such candidate.
pub fn fix(op: &Op<'_>, meeting: MeetingId, candidate: CandidateId) -> Result<()> {
    lead(op, meeting, Deed::Changed, |tx, proof, _| {
        let candidates = meetings::candidates(tx, &proof.reading(), meeting)?;
        let chosen = candidates.iter().find(|one| one.id == candidate).ok_or(AppError::Hidden)?;
        done(meetings::fix(tx, proof, meeting, &chosen.slot)?)
    })
}

/// The form that fixes or moves the day.
///
/// # Errors
/// [`AppError::Forbidden`] for others than the convening office; [`AppError::Conflict`] when the
/// meeting is not open; [`AppError::Hidden`] when there is no such meeting for the reader.
pub fn day_form(op: &Op<'_>, meeting: MeetingId) -> Result<(Head, Meeting)> {
    look(op, meeting, |_, _, meeting, head| {
        if !super::view::may_lead(op, &head, &meeting) {
            return Err(AppError::Forbidden);
        }
        if !meeting.is_open() {
            return Err(AppError::Conflict("the meeting is not open"));
        }
        Ok((head, meeting))
    })
}

/// Fixes a day that is none of the candidates, or moves a meeting. Who had answered for another day
/// is asked again; written opinions stay.
///
/// # Errors
/// [`AppError::Invalid`] for a day in the past, one too far ahead, a length that cannot be;
/// [`AppError::Conflict`] when the day is no longer the one that was shown;
/// [`AppError::Forbidden`] for others than the convening office.
pub fn set_day(op: &Op<'_>, meeting: MeetingId, slot: &Slot) -> Result<()> {
    let mut problems = Problems::new();
    if let Some(code) = day_problem(slot.from.date(), op.today()) {
        problems.add("day", code);
    }
    if !minutes_fit(slot.minutes) {
        problems.add("minutes", "error-minutes");
    }
    let slot = trimmed(slot);
    lead(op, meeting, Deed::Changed, |tx, proof, found| {
        op.unchanged(&found.slot())?;
        problems.clone().check()?;
        let moved = found.slot().is_some_and(|before| before.from != slot.from);
        if moved {
            meetings::ask_again(tx, proof, meeting)?;
        }
        done(meetings::fix(tx, proof, meeting, &slot)?)
    })
}

/// When the meeting really was: as told by whoever closes it, else as it was fixed.
///
/// # Errors
/// [`AppError::Invalid`] at `day` when that time has not come yet, or no day was ever fixed.
pub(super) fn held(op: &Op<'_>, meeting: &Meeting, told: Option<&Slot>) -> Result<Slot> {
    let mut problems = Problems::new();
    let slot = told.map(trimmed).or_else(|| meeting.slot().cloned());
    match &slot {
        None => problems.add("day", "error-meeting-no-day"),
        Some(slot) if slot.from > op.local_time() => problems.add("day", "error-held-ahead"),
        Some(slot) if !minutes_fit(slot.minutes) => problems.add("minutes", "error-minutes"),
        Some(_) => {}
    }
    problems.check()?;
    slot.ok_or(AppError::Hidden)
}
