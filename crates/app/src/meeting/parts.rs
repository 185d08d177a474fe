//! The smaller pages about a meeting: each loads only what it shows.

use super::close::presumed;
use super::look;
use super::view::{After, may_answer, may_lead};
use crate::person::Head;
use crate::plan::Standing;
use crate::{AppError, Op, Result};
use jiff::civil::Date;
use tsumugi_domain::ids::{DecisionId, InvitationId, MeetingId};
use tsumugi_domain::meeting::{
    AgendaItem, Attendance, Candidate, Closing, Decision, Level, Meeting, MeetingState, Minutes,
    Outcome, OutcomeKind, carries_onward, reply_by,
};
use tsumugi_domain::plan::{About, AnswerKind, Answerer, Life};
use tsumugi_domain::policy::{PersonAction, Who};
use tsumugi_domain::task::Task;
use tsumugi_domain::team::TeamRole;
use tsumugi_store::meeting::record::{self, Answered};
use tsumugi_store::meeting::{self as meetings, Seated};
use tsumugi_store::{person as people, staff, task};

/// The page of the minutes.
#[derive(Debug, Clone)]
pub struct MinutesView {
    /// The person, with the words on top.
    pub head: Head,
    /// The meeting.
    pub meeting: Meeting,
    /// The versions, oldest first.
    pub versions: Vec<Minutes>,
    /// What came of the meeting.
    pub after: After,
    /// The reader acts for the convening office and confirms the minutes.
    pub may_lead: bool,
}

/// The page of the minutes.
///
/// # Errors
/// [`AppError::Hidden`] when there is no such meeting for the reader.
pub fn minutes_view(op: &Op<'_>, meeting: MeetingId) -> Result<MinutesView> {
    look(op, meeting, |tx, proof, meeting, head| {
        let mut after = After::load(tx, proof, &meeting)?;
        let versions = std::mem::take(&mut after.minutes);
        let may_lead = may_lead(op, &head, &meeting);
        Ok(MinutesView { versions, after, may_lead, head, meeting })
    })
}

/// The sheets of a meeting: before it the invitations, after it what was decided and who does what.
#[derive(Debug, Clone)]
pub struct Sheets {
    /// The person, with the words on top.
    pub head: Head,
    /// The meeting.
    pub meeting: Meeting,
    /// The seats; the person's is the first.
    pub invitations: Vec<Seated>,
    /// Candidate times; empty once it has a day.
    pub candidates: Vec<Candidate>,
    /// What everybody invited may know that there is to talk about.
    pub agenda: Vec<AgendaItem>,
    /// The telephone of the office that convenes it.
    pub phone: String,
    /// By when people are asked to answer; none once it is too late for that.
    pub reply_by: Option<Date>,
    /// What was decided; once it is closed.
    pub decisions: Vec<Decision>,
    /// What everybody does since.
    pub tasks: Vec<Task>,
    /// 手伝い方, in the words of the one-page profile.
    pub support: String,
}

/// The sheets of a meeting, or of one seat of it.
///
/// # Errors
/// [`AppError::Hidden`] when there is no such meeting for the reader, or no such seat.
pub fn sheets(op: &Op<'_>, meeting: MeetingId, only: Option<InvitationId>) -> Result<Sheets> {
    look(op, meeting, |tx, proof, meeting, head| {
        let mut invitations = meetings::invitations(tx, proof, meeting.id)?;
        // The person and the family have their own sheets; the others go to whom they are for.
        if matches!(op.actor.who, Who::Person(_) | Who::Family) {
            invitations.retain(|seat| {
                matches!(seat.role, None | Some(TeamRole::Custodian | TeamRole::Family))
            });
        }
        if only.is_some_and(|only| invitations.iter().all(|one| one.invitation.id != only)) {
            return Err(AppError::Hidden);
        }
        let candidates = match meeting.slot() {
            Some(_) => Vec::new(),
            None => meetings::candidates(tx, proof, meeting.id)?,
        };
        let org = staff::org(tx, op.region(), meeting.convener_org)?;
        let (decisions, tasks) = match meeting.state {
            MeetingState::Closed { .. } => (
                record::decisions(tx, proof, meeting.id)?,
                task::of_meeting(tx, proof, meeting.id)?,
            ),
            _ => Default::default(),
        };
        let slots = candidates.iter().map(|candidate: &Candidate| &candidate.slot);
        let first = slots.chain(meeting.slot()).map(|slot| slot.from.date()).min();
        Ok(Sheets {
            invitations,
            agenda: super::agenda::for_everybody(meetings::agenda(tx, proof, meeting.id)?),
            reply_by: first.and_then(|first| reply_by(first, op.today())),
            phone: org.map(|org| org.phone).unwrap_or_default(),
            support: people::profile(tx, proof)?.map(|one| one.support).unwrap_or_default(),
            decisions,
            tasks,
            candidates,
            head,
            meeting,
        })
    })
}

/// What the form for a decision needs.
#[derive(Debug, Clone)]
pub struct Deciding {
    /// The person, with the words on top.
    pub head: Head,
    /// The meeting.
    pub meeting: Meeting,
    /// The seats; the person's is the first.
    pub invitations: Vec<Seated>,
    /// The decisions there are.
    pub decisions: Vec<Decision>,
}

/// What the form for a new decision needs, or for one that is there.
///
/// # Errors
/// [`AppError::Hidden`] when there is no such meeting for the reader, or no such decision;
/// [`AppError::Forbidden`] when they may not decide at it.
pub fn deciding(op: &Op<'_>, meeting: MeetingId, decision: Option<DecisionId>) -> Result<Deciding> {
    look(op, meeting, |tx, proof, meeting, head| {
        let decisions = record::decisions(tx, proof, meeting.id)?;
        if decision.is_some_and(|wanted| decisions.iter().all(|one| one.id != wanted)) {
            return Err(AppError::Hidden);
        }
        if !meeting.is_open() || !head.may(PersonAction::Confer) {
            return Err(AppError::Forbidden);
        }
        let invitations = meetings::invitations(tx, proof, meeting.id)?;
        Ok(Deciding { invitations, decisions, head, meeting })
    })
}

/// What the form for an answer to a decision needs.
#[derive(Debug, Clone)]
pub struct Answering {
    /// The person, with the words on top.
    pub head: Head,
    /// The meeting.
    pub meeting: Meeting,
    /// The decision.
    pub decision: Decision,
}

/// What the form for an answer to a decision needs.
///
/// # Errors
/// [`AppError::Hidden`] when there is no such decision for the reader, or they may not record
/// answers; [`AppError::Conflict`] for the person, who answers on a page of their own.
pub fn answering(op: &Op<'_>, meeting: MeetingId, decision: DecisionId) -> Result<Answering> {
    look(op, meeting, |tx, proof, meeting, head| {
        let decisions = record::decisions(tx, proof, meeting.id)?;
        let decision = decisions.into_iter().find(|one| one.id == decision);
        let decision = decision.filter(|_| may_answer(proof, &head)).ok_or(AppError::Hidden)?;
        if head.own {
            return Err(AppError::Conflict("on a page of their own"));
        }
        Ok(Answering { head, meeting, decision })
    })
}

/// What the machine can count for the five closing points; people judge.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// ① Seats whose holders come, come for a part, or wrote.
    pub taking_part: usize,
    /// ① Nobody said beforehand whether they come.
    pub nobody_answered: bool,
    /// ① Names of those who have not answered.
    pub unanswered: Vec<String>,
    /// ① The person comes, or wrote.
    pub person_takes_part: bool,
    /// ① Names of those at the table who can carry a matter of the region onward.
    pub carriers: Vec<String>,
    /// ② Decisions the person has answered to with a living answer or with まだ決めない, and all
    /// decisions; `None` when the reader may not see answers.
    pub answered: Option<(usize, usize)>,
    /// ② Decisions to which the person said いや, or would like something else.
    pub refused: usize,
    /// ② Decisions to which the person said まだ決めない.
    pub not_yet: usize,
    /// ③ Decisions of each kind, in the order of [`OutcomeKind::ALL`].
    pub kinds: [usize; 3],
    /// ④ Decisions that can be done now and whose roles are not concrete yet.
    pub hanging_now: Vec<DecisionId>,
    /// ④ Decisions that take time and whose first step is not concrete yet.
    pub hanging_later: Vec<DecisionId>,
    /// ⑤ What cannot be done now, and how much of it at the region's level.
    pub cannot_now: (usize, usize),
}

/// The form that closes a meeting.
#[derive(Debug, Clone)]
pub struct CloseForm {
    /// The person, with the words on top.
    pub head: Head,
    /// The meeting.
    pub meeting: Meeting,
    /// The seats; whoever convenes is taken to be there.
    pub invitations: Vec<Seated>,
    /// It is fixed for a time that has not come: when the talk was, only people know.
    pub ahead: bool,
    /// What can be counted for the closing points.
    pub evidence: Evidence,
    /// How the five points were left; empty before it is closed.
    pub closing: Closing,
}

/// The form that closes a meeting.
///
/// # Errors
/// [`AppError::Forbidden`] for others than the convening office; [`AppError::Hidden`] when there
/// is no such meeting for the reader.
pub fn close_form(op: &Op<'_>, meeting: MeetingId) -> Result<CloseForm> {
    look(op, meeting, |tx, proof, meeting, head| {
        if !may_lead(op, &head, &meeting) {
            return Err(AppError::Forbidden);
        }
        let mut invitations = meetings::invitations(tx, proof, meeting.id)?;
        let nobody_answered = invitations.iter().all(is_unanswered);
        if meeting.is_open() {
            for seat in &mut invitations {
                seat.invitation.attendance = presumed(&meeting, &seat.invitation);
            }
        }
        let decisions = record::answered(tx, proof, meeting.id)?;
        let closing = match meeting.state {
            MeetingState::Closed { .. } => record::closing(tx, proof, meeting.id)?,
            _ => Closing::empty(),
        };
        let evidence =
            Evidence { nobody_answered, ..evidence(op.today(), &invitations, &decisions) };
        let ahead = meeting.slot().is_some_and(|slot| slot.from > op.local_time());
        Ok(CloseForm { head, meeting, invitations, ahead, evidence, closing })
    })
}

fn evidence(today: Date, invitations: &[Seated], decisions: &[Answered]) -> Evidence {
    let names = |seats: Vec<&Seated>| {
        seats.into_iter().map(|seat| seat.invitation.name.clone()).collect::<Vec<_>>()
    };
    let taking_part: Vec<&Seated> = invitations.iter().filter(|seat| takes_part(seat)).collect();
    let unanswered = invitations.iter().filter(|seat| is_unanswered(seat)).collect();
    let carriers =
        taking_part.iter().copied().filter(|seat| seat.role.is_some_and(carries_onward)).collect();
    let answer = |Answered { decision, answers }: &Answered| {
        let (all, about) = (answers.as_deref().unwrap_or_default(), About::Decision(decision.id));
        match Standing::of(all, about, Answerer::Person, &decision.text, today).life {
            Life::Living(kind) => Some(kind),
            _ => None,
        }
    };
    let is_not_yet = |Answered { answers, .. }: &&Answered| {
        let last = answers.iter().flatten().rev().find(|one| one.by == Answerer::Person);
        last.is_some_and(|one| one.withdrawn_at.is_none() && one.kind == AnswerKind::NotYet)
    };
    let living: Vec<AnswerKind> = decisions.iter().filter_map(answer).collect();
    let not_yet = decisions.iter().filter(is_not_yet).count();
    let sees_answers = decisions.iter().all(|line| line.answers.is_some());
    let outcomes = || decisions.iter().map(|line| &line.decision.outcome);
    let levels = outcomes().filter_map(|outcome| match outcome {
        Outcome::CannotNow { level, .. } => Some(*level),
        Outcome::Now { .. } | Outcome::TakesTime { .. } => None,
    });
    let hanging = |kind| {
        let of_kind = decisions.iter().map(|line| &line.decision).filter(move |decision| {
            decision.outcome.kind() == kind && decision.outcome.hangs_in_the_air()
        });
        of_kind.map(|decision| decision.id).collect()
    };
    let is_no = |kind: &&AnswerKind| matches!(kind, AnswerKind::No | AnswerKind::Other);
    Evidence {
        taking_part: taking_part.len(),
        nobody_answered: false,
        unanswered: names(unanswered),
        person_takes_part: taking_part.iter().any(|seat| seat.invitation.member.is_none()),
        carriers: names(carriers),
        answered: sees_answers.then_some((living.len() + not_yet, decisions.len())),
        refused: living.iter().filter(is_no).count(),
        not_yet,
        kinds: std::array::from_fn(|at| {
            outcomes().filter(|outcome| outcome.kind() == OutcomeKind::ALL[at]).count()
        }),
        hanging_now: hanging(OutcomeKind::Now),
        hanging_later: hanging(OutcomeKind::TakesTime),
        cannot_now: (
            levels.clone().count(),
            levels.filter(|level| *level == Level::Region).count(),
        ),
    }
}

fn is_unanswered(seat: &Seated) -> bool {
    seat.invitation.attendance == Attendance::Unanswered
}

fn takes_part(seat: &Seated) -> bool {
    matches!(seat.invitation.attendance, Attendance::Yes | Attendance::Part | Attendance::Written)
}
