//! At the table: the seats, the agenda, the viewpoints, the decisions.

use super::call::{Invited, present, seat};
use super::day::{complete, own_seat};
use super::{agenda, done, lead, place, write_open};
use crate::{AppError, Op, Problems, Result};
use jiff::civil::Date;
use tsumugi_domain::audit::Deed;
use tsumugi_domain::ids::{
    AgendaItemId, DecisionId, InvitationId, MeetingId, MembershipId, PersonId,
};
use tsumugi_domain::meeting::{
    Attendance, Decision, GapReason, Half, Lack, Level, MeetingState, Outcome, OutcomeKind, View,
    Viewpoint,
};
use tsumugi_domain::policy::{Authorized, PersonAction, Read, Who};
use tsumugi_store::meeting::{self as meetings, record};
use tsumugi_store::{ReadTx, team};

/// Invites one more member of the team.
///
/// # Errors
/// [`AppError::Invalid`] (`error-choice`) when they are not in the team, or invited already.
pub fn invite(op: &Op<'_>, meeting: MeetingId, new: &Invited) -> Result<InvitationId> {
    lead(op, meeting, Deed::Changed, |tx, proof, _| {
        let reading = proof.reading();
        let seats = meetings::invitations(tx, &reading, meeting)?;
        let mut problems = Problems::new();
        if seats.iter().any(|one| one.invitation.member == new.member) {
            problems.add("invited", "error-choice");
        }
        problems.check()?;
        let member = new.member.ok_or(AppError::Hidden)?;
        let team = present(team::of_person(tx, &reading)?, op.today());
        let seat = seat(op, &team, member, &new.expected)?;
        done(meetings::insert_invitation(tx, proof, meeting, &seat, place(seats.len()))?)?;
        Ok(seat.id)
    })
}

/// Writes down whether somebody comes, and their written opinion or their hours. The person and the
/// family say it for their own seat, staff for whoever telephoned or sent the sheet back.
///
/// # Errors
/// [`AppError::Invalid`] when the person or the family choose nothing; [`AppError::Forbidden`] for the
/// seat of somebody else; [`AppError::Hidden`] when there is no such seat; [`AppError::Conflict`] when
/// its answer is no longer what was shown, or they answer for a day that is not fixed.
pub fn set_attendance(
    op: &Op<'_>,
    meeting: MeetingId,
    invitation: InvitationId,
    attendance: Attendance,
    note: &str,
) -> Result<()> {
    let own = matches!(op.actor.who, Who::Person(_) | Who::Family);
    let (action, deed) = match own {
        true => (PersonAction::SayComing, Deed::Answered),
        false => (PersonAction::Confer, Deed::Changed),
    };
    write_open(op, meeting, action, deed, |tx, proof, found| {
        if own && found.state == MeetingState::Calling {
            return Err(AppError::Conflict("no day is fixed"));
        }
        let note = note.trim();
        let reading = proof.reading();
        let seats = meetings::invitations(tx, &reading, meeting)?;
        if own && own_seat(op, tx, &reading, &seats)? != Some(invitation) {
            return Err(AppError::Forbidden);
        }
        let seat = seats.into_iter().map(|one| one.invitation).find(|one| one.id == invitation);
        let seat = seat.ok_or(AppError::Hidden)?;
        op.unchanged(&(seat.attendance, &seat.note))?;
        // Nobody makes the person or the family write: which of the two it is says enough.
        let lack = Lack::of_attendance(attendance, note).filter(|lack| *lack == Lack::Answer);
        complete("attendance", lack.filter(|_| own))?;
        done(meetings::set_attendance(tx, proof, meeting, invitation, attendance, note)?)
    })
}

/// Adds something to talk about.
///
/// # Errors
/// [`AppError::Invalid`] without a text.
pub fn add_agenda(op: &Op<'_>, meeting: MeetingId, text: &str, half: Half) -> Result<AgendaItemId> {
    let mut problems = Problems::new();
    let text = problems.required("text", text);
    write_open(op, meeting, PersonAction::Confer, Deed::Made, |tx, proof, _| {
        problems.clone().check()?;
        let position = place(meetings::agenda(tx, &proof.reading(), meeting)?.len());
        let source = format!("{}から", op.actor.name);
        let item = agenda::item(op, &text, half, &source);
        done(meetings::insert_agenda(tx, proof, meeting, &item, position)?)?;
        Ok(item.id)
    })
}

/// Writes one of the three viewpoints down; an empty text takes it back. The person's own may be
/// written by the person, and by a custodian for a child, without any right to the rest.
///
/// # Errors
/// [`AppError::Forbidden`] for those who may not write this one; [`AppError::Conflict`] when it is
/// no longer what was shown.
pub fn set_viewpoint(op: &Op<'_>, meeting: MeetingId, view: View, text: &str) -> Result<()> {
    let action = match (&op.actor.who, view) {
        (Who::Person(_) | Who::Family, View::Person) => PersonAction::AddVoice,
        _ => PersonAction::Confer,
    };
    let viewpoint = Viewpoint { view, text: text.trim().to_owned(), by: op.actor.name.clone() };
    write_open(op, meeting, action, Deed::Changed, |tx, proof, _| {
        let stored = record::viewpoints(tx, &proof.reading(), meeting)?;
        let stored = stored.iter().find(|one| one.view == view);
        op.unchanged(&stored.map_or("", |one| one.text.as_str()))?;
        if viewpoint.text.is_empty() {
            return Ok(record::remove_viewpoint(tx, proof, meeting, view)?);
        }
        done(record::save_viewpoint(tx, proof, meeting, &viewpoint)?)
    })
}

/// A decision as typed. What its kind does not use is left out.
#[derive(Debug, Clone)]
pub struct NewDecision {
    /// What was decided, in a sentence the person can answer to.
    pub text: String,
    /// How it ends.
    pub kind: OutcomeKind,
    /// Whose it is, from the team.
    pub owner: Option<MembershipId>,
    /// Whose it is, when they have no seat in the team (the person, a neighbour).
    pub owner_name: String,
    /// By when; for what takes time, the day of the first step.
    pub due: Option<Date>,
    /// How we will know.
    pub known_by: String,
    /// The first step of what takes time.
    pub first_step: String,
    /// How far up a "cannot now" reaches.
    pub level: Option<Level>,
    /// Why it cannot be done now.
    pub reason: Option<GapReason>,
    /// What we do until then.
    pub until_then: String,
    /// With whom it was shared.
    pub shared_with: String,
}

impl NewDecision {
    /// What is missing or cannot be. Roles may be left open: they hang in the air, visibly.
    fn check(&self, today: Date) -> Result<String> {
        let mut problems = Problems::new();
        let text = problems.required("text", &self.text);
        if self.kind != OutcomeKind::CannotNow && self.due.is_some_and(|due| due < today) {
            problems.add("due", "error-date-past");
        }
        if self.kind == OutcomeKind::CannotNow {
            if self.level.is_none() {
                problems.add("level", "error-choice");
            }
            if self.reason.is_none() {
                problems.add("reason", "error-choice");
            }
        }
        problems.check()?;
        Ok(text)
    }

    fn outcome(&self, tx: &mut ReadTx<'_>, proof: &Authorized<PersonId, Read>) -> Result<Outcome> {
        let owner_name = owner_name(tx, proof, self.owner, &self.owner_name)?;
        let (owner, due) = (self.owner, self.due);
        Ok(match (self.kind, self.level, self.reason) {
            (OutcomeKind::Now, ..) => {
                Outcome::Now { owner, owner_name, due, known_by: self.known_by.trim().to_owned() }
            }
            (OutcomeKind::CannotNow, Some(level), Some(reason)) => Outcome::CannotNow {
                level,
                reason,
                until_then: self.until_then.trim().to_owned(),
                shared_with: self.shared_with.trim().to_owned(),
            },
            (OutcomeKind::TakesTime | OutcomeKind::CannotNow, ..) => Outcome::TakesTime {
                owner,
                owner_name,
                first_step: self.first_step.trim().to_owned(),
                due,
            },
        })
    }
}

/// The name under which somebody takes a role: that of a seat in the team, or the typed one.
///
/// # Errors
/// [`AppError::Invalid`] (`error-choice`) when there is no such seat; `error-one-owner` when
/// another name was typed beside it.
pub(crate) fn owner_name(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    owner: Option<MembershipId>,
    typed: &str,
) -> Result<String> {
    let typed = typed.trim();
    let Some(owner) = owner else { return Ok(typed.to_owned()) };
    let mut problems = Problems::new();
    let found = team::of_person(tx, proof)?.into_iter().find(|one| one.id == owner);
    match found {
        Some(found) if typed.is_empty() || typed == found.name => return Ok(found.name),
        Some(_) => problems.add("owner_name", "error-one-owner"),
        None => problems.add("owner", "error-choice"),
    }
    Err(AppError::Invalid(problems))
}

/// Writes a decision down.
///
/// # Errors
/// [`AppError::Invalid`] without a text, with an owner who is not in the team, or without level
/// and reason where it cannot be done now.
pub fn decide(op: &Op<'_>, meeting: MeetingId, new: &NewDecision) -> Result<DecisionId> {
    let text = new.check(op.today())?;
    write_open(op, meeting, PersonAction::Confer, Deed::Made, |tx, proof, _| {
        let reading = proof.reading();
        let position = place(record::decisions(tx, &reading, meeting)?.len());
        let outcome = new.outcome(tx, &reading)?;
        let decision = Decision { id: op.id(), text: text.clone(), outcome };
        done(record::insert_decision(tx, proof, meeting, &decision, position)?)?;
        Ok(decision.id)
    })
}

/// Changes a decision. Its sentence stays once somebody has answered to it; who, when and how may
/// still be mended.
///
/// # Errors
/// As [`decide`]; [`AppError::Conflict`] when the sentence was answered to, or the decision is no
/// longer what was shown.
pub fn change_decision(
    op: &Op<'_>,
    meeting: MeetingId,
    decision: DecisionId,
    new: &NewDecision,
) -> Result<()> {
    let text = new.check(op.today())?;
    write_open(op, meeting, PersonAction::Confer, Deed::Changed, |tx, proof, _| {
        let reading = proof.reading();
        let decisions = record::decisions(tx, &reading, meeting)?;
        let found = decisions.iter().find(|one| one.id == decision).ok_or(AppError::Hidden)?;
        op.unchanged(found)?;
        if found.text != text && record::is_answered(tx, proof, decision)? {
            return Err(AppError::Conflict("the decision was answered to"));
        }
        let outcome = new.outcome(tx, &reading)?;
        let changed = Decision { id: decision, text: text.clone(), outcome };
        done(record::change_decision(tx, proof, meeting, &changed)?)
    })
}

/// Takes a decision back, as long as nobody has answered to it.
///
/// # Errors
/// [`AppError::Conflict`] when somebody has; [`AppError::Hidden`] when there is none such.
pub fn remove_decision(op: &Op<'_>, meeting: MeetingId, decision: DecisionId) -> Result<()> {
    write_open(op, meeting, PersonAction::Confer, Deed::Changed, |tx, proof, _| {
        if record::is_answered(tx, proof, decision)? {
            return Err(AppError::Conflict("the decision was answered to"));
        }
        done(record::remove_decision(tx, proof, meeting, decision)?)
    })
}
