//! The day of a meeting: one of the candidate times, any other time, another one later; and when it
//! really was.

use super::call::{day_problem, minutes_fit, trimmed};
use super::{done, lead, look, write_open};
use crate::person::Head;
use crate::{AppError, Op, Problems, Result};
use tsumugi_domain::audit::Deed;
use tsumugi_domain::ids::{CandidateId, InvitationId, MeetingId, PersonId};
use tsumugi_domain::meeting::{
    Attendance, Fit, Invitation, Lack, Meeting, MeetingState, Reply, Slot, said_by,
};
use tsumugi_domain::policy::{Authorized, PersonAction, Read, Who, Write};
use tsumugi_domain::team::Membership;
use tsumugi_store::meeting::{self as meetings, Seated, reply as replies};
use tsumugi_store::{ReadTx, WriteTx, team};

/// What a seat says to the candidate times, as typed.
#[derive(Debug, Clone, Default)]
pub struct SeatReply {
    /// To each time that was answered.
    pub fits: Vec<(CandidateId, Fit)>,
    /// The hours, or a written opinion.
    pub note: String,
}

/// Writes down what a seat says to the candidate times. Who can come to none of them and writes
/// something has given a written opinion. The person and the family reply for their own seat, staff
/// for whoever telephoned or sent the sheet back.
///
/// # Errors
/// [`AppError::Invalid`] when nothing is said and nothing was, and when a guest comes for a part and does not say
/// which; [`AppError::Forbidden`] for the seat of somebody else; [`AppError::Hidden`] when there is
/// no such seat or time; [`AppError::Conflict`] when it is no longer what was shown, or a day is fixed
/// already.
pub fn reply(op: &Op<'_>, meeting: MeetingId, seat: InvitationId, new: &SeatReply) -> Result<()> {
    let action = match op.actor.who {
        Who::Person(_) | Who::Family => PersonAction::SayComing,
        Who::Guest(_) => PersonAction::AnswerAsGuest,
        Who::Staff { .. } | Who::System(_) => PersonAction::Confer,
    };
    let for_others = matches!(op.actor.who, Who::Staff { .. } | Who::System(_));
    write_open(op, meeting, action, Deed::Answered, |tx, proof, found| {
        if found.state != MeetingState::Calling {
            return Err(AppError::Conflict("the day is fixed"));
        }
        super::still_in(op, tx, proof)?;
        let reading = proof.reading();
        let seats = meetings::invitations(tx, &reading, meeting)?;
        if !for_others && own_seat(op, tx, &reading, &seats)? != Some(seat) {
            return Err(AppError::Forbidden);
        }
        let stored = seats.into_iter().map(|one| one.invitation).find(|one| one.id == seat);
        let stored = stored.ok_or(AppError::Hidden)?;
        let replies = replies::of_meeting(tx, &reading, meeting)?;
        let before = said_by(&stored, &replies);
        op.unchanged(&before)?;
        // Whoever empties what stood there takes it back; whoever never answered has said nothing.
        // A sheet that came back may leave the time open, and nobody makes the person write.
        let asked = |lack: &Lack| match lack {
            Lack::Answer => Lack::of_reply(&before.0, before.1) == Some(Lack::Answer),
            Lack::Time | Lack::Opinion => matches!(op.actor.who, Who::Guest(_)),
        };
        complete("fit", Lack::of_reply(&new.fits, &new.note).filter(asked))?;
        for (candidate, fit) in &new.fits {
            let reply = Reply { seat, candidate: *candidate, fit: *fit };
            done(replies::save(tx, proof, meeting, &reply)?)?;
        }
        let note = new.note.trim();
        let none = new.fits.iter().all(|(_, fit)| *fit == Fit::No);
        let attendance = match none && !note.is_empty() {
            true => Attendance::Written,
            false => Attendance::Unanswered,
        };
        done(meetings::set_attendance(tx, proof, meeting, seat, attendance, note)?)
    })
}

/// Refuses an answer that lacks something; `choice` is the field in which one is chosen.
pub(super) fn complete(choice: &'static str, lack: Option<Lack>) -> Result<()> {
    let mut problems = Problems::new();
    match lack {
        None => {}
        Some(Lack::Answer) => problems.add(choice, "error-reply-nothing"),
        Some(Lack::Time) => problems.add("note", "error-reply-time"),
        Some(Lack::Opinion) => problems.add("note", "error-reply-opinion"),
    }
    problems.check()
}

/// The seat of the person or the family member who reads; none for staff.
pub(super) fn own_seat(
    op: &Op<'_>,
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    seats: &[Seated],
) -> Result<Option<InvitationId>> {
    let of = |member| {
        let mut seats = seats.iter().map(|one| &one.invitation);
        seats.find(|one| one.member == member).map(|one| one.id)
    };
    Ok(match op.actor.who {
        Who::Person(_) => of(None),
        Who::Family => {
            let accounts = team::accounts(tx, proof)?;
            let mut own = accounts.iter().filter(|one| one.account == op.actor.account);
            own.find_map(|one| one.seat.and_then(|seat| of(Some(seat))))
        }
        Who::Guest(guest) => Some(guest.seat),
        Who::Staff { .. } | Who::System(_) => None,
    })
}

/// The seat of the worker who acts: by name in the team, as it stands there.
pub(super) fn seat_of_worker(
    op: &Op<'_>,
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    seats: &[Invitation],
) -> Result<Option<InvitationId>> {
    let Who::Staff { staff, posts } = &op.actor.who else { return Ok(None) };
    let team = team::of_person(tx, proof)?;
    let theirs = |member: &&Membership| match member.staff {
        Some(named) => named == *staff,
        None => {
            member.name == op.actor.name
                && member.org.is_some_and(|org| posts.iter().any(|post| post.org == org))
        }
    };
    let is_own = |seat: &&Invitation| {
        let member = team.iter().find(|one| Some(one.id) == seat.member);
        member.as_ref().is_some_and(theirs)
    };
    Ok(seats.iter().find(is_own).map(|seat| seat.id))
}

/// Whoever fixes a day comes on it, unless they have said otherwise.
fn comes(
    op: &Op<'_>,
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    meeting: MeetingId,
) -> Result<()> {
    let reading = proof.reading();
    let seats = meetings::invitations(tx, &reading, meeting)?;
    let seats: Vec<Invitation> = seats.into_iter().map(|one| one.invitation).collect();
    let own = seat_of_worker(op, tx, &reading, &seats)?;
    let silent = |seat: &&Invitation| seat.attendance == Attendance::Unanswered;
    let Some(seat) = seats.iter().filter(silent).find(|seat| Some(seat.id) == own) else {
        return Ok(());
    };
    done(meetings::set_attendance(tx, proof, meeting, seat.id, Attendance::Yes, &seat.note)?)
}

/// Fixes one of the candidate times. Who replied to it is taken at their word.
///
/// # Errors
/// [`AppError::Forbidden`] for others than the convening office; [`AppError::Hidden`] when there
/// is no such candidate.
pub fn fix(op: &Op<'_>, meeting: MeetingId, candidate: CandidateId) -> Result<()> {
    lead(op, meeting, Deed::Changed, |tx, proof, _| {
        let candidates = meetings::candidates(tx, &proof.reading(), meeting)?;
        let chosen = candidates.iter().find(|one| one.id == candidate).ok_or(AppError::Hidden)?;
        replies::attend(tx, proof, meeting, candidate)?;
        comes(op, tx, proof, meeting)?;
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
        comes(op, tx, proof, meeting)?;
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
