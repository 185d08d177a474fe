//! The page of a meeting: each state of it shows something else, and loads only that.

use super::call::{TeamSeat, present, team_seat};
use super::day::own_seat;
use super::guest::{Links, links};
use super::{leads, whose};
use crate::person::{Head, head};
use crate::plan::Standing;
use crate::removal::{self, Removals};
use crate::{AppError, Op, Result};
use tsumugi_domain::community::UnmetNeed;
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::{InvitationId, MeetingId, PersonId};
use tsumugi_domain::meeting::{
    AgendaItem, Candidate, Decision, Meeting, MeetingState, Minutes, Reply, Request, Viewpoint,
};
use tsumugi_domain::plan::{About, Answerer};
use tsumugi_domain::policy::{Authorized, PersonAction, PersonFacts, Read, Who};
use tsumugi_domain::task::Task;
use tsumugi_store::meeting::record::{self, PlanAfter};
use tsumugi_store::meeting::{self as meetings, Seated, reply as replies, request as requests};
use tsumugi_store::{ReadTx, community, task, team};

/// A decision with the answers to it and what became of it.
#[derive(Debug, Clone)]
pub struct DecisionLine {
    /// The decision.
    pub decision: Decision,
    /// The person's answers; `None` when the reader may not see them.
    pub person: Option<Standing>,
    /// The family's answers, apart; never counted as the person's.
    pub family: Option<Standing>,
    /// The task it became, once the meeting is closed.
    pub task: Option<Task>,
    /// The unmet need it became, once the meeting is closed.
    pub need: Option<UnmetNeed>,
}

/// The page of a meeting.
#[derive(Debug, Clone)]
pub struct MeetingView {
    /// The person, with the words on top.
    pub head: Head,
    /// The meeting.
    pub meeting: Meeting,
    /// Candidate times; empty once it has a day.
    pub candidates: Vec<Candidate>,
    /// What the seats say to the candidate times.
    pub replies: Vec<Reply>,
    /// The seat of the person or the family member who reads, while a day is looked for.
    pub own_seat: Option<InvitationId>,
    /// The seats; the person's is the first.
    pub invitations: Vec<Seated>,
    /// Members of the team without a seat; empty once it is closed.
    pub not_invited: Vec<TeamSeat>,
    /// What there is to talk about.
    pub agenda: Vec<AgendaItem>,
    /// The viewpoints that were written down.
    pub viewpoints: Vec<Viewpoint>,
    /// The decisions.
    pub decisions: Vec<DecisionLine>,
    /// The versions of the minutes, oldest first.
    pub minutes: Vec<Minutes>,
    /// The person's plans, with the versions that came from this meeting; once it is closed.
    pub plans: Vec<PlanAfter>,
    /// What was taken out, and what the reader may take out.
    pub removals: Removals,
    /// The links of those who come from outside.
    pub links: Links,
    /// The reader may write agenda, attendance, viewpoints and decisions.
    pub may_confer: bool,
    /// The reader may write the person's viewpoint, as the person or for a child.
    pub may_write_own_view: bool,
    /// The reader may record answers to the decisions.
    pub may_answer: bool,
    /// The reader acts for the convening office: fixes the day, invites, closes, calls off and
    /// confirms the minutes.
    pub may_lead: bool,
}

/// The page of a meeting.
///
/// # Errors
/// [`AppError::Hidden`] when there is none such for the reader.
pub fn view(op: &Op<'_>, meeting: MeetingId) -> Result<MeetingView> {
    op.see_with_facts(whose(op, meeting)?, PersonAction::See, "meeting", |tx, proof, facts| {
        let meeting = meetings::find(tx, proof, meeting)?.ok_or(AppError::Hidden)?;
        let head = head(op, tx, proof)?;
        let invitations = meetings::invitations(tx, proof, meeting.id)?;
        let before = Before::load(op, tx, proof, facts, (&meeting, &head), &invitations)?;
        let after = After::load(tx, proof, &meeting)?;
        let own = matches!(op.actor.who, Who::Person(_) | Who::Family);
        Ok(MeetingView {
            may_confer: meeting.is_open() && head.may(PersonAction::Confer),
            may_write_own_view: meeting.is_open() && own && head.may(PersonAction::AddVoice),
            may_answer: may_answer(proof, &head),
            may_lead: may_lead(op, &head, &meeting),
            agenda: meetings::agenda(tx, proof, meeting.id)?,
            viewpoints: record::viewpoints(tx, proof, meeting.id)?,
            decisions: decision_lines(op, tx, proof, &meeting, &after)?,
            candidates: before.candidates,
            replies: before.replies,
            own_seat: before.own_seat,
            not_invited: before.not_invited,
            removals: before.removals,
            links: links(op, facts, (&meeting, &head), &invitations),
            minutes: after.minutes,
            plans: after.plans,
            head,
            meeting,
            invitations,
        })
    })
}

/// Whether the reader may record answers to the decisions of a meeting.
pub(super) fn may_answer(proof: &Authorized<PersonId, Read>, head: &Head) -> bool {
    head.may(PersonAction::Answer) && proof.sees(DataClass::Voice)
}

/// Whether the reader acts for the convening office.
pub(super) fn may_lead(op: &Op<'_>, head: &Head, meeting: &Meeting) -> bool {
    head.may(PersonAction::CloseMeeting) && leads(op, meeting)
}

/// What there is only before the end.
#[derive(Default)]
struct Before {
    candidates: Vec<Candidate>,
    replies: Vec<Reply>,
    own_seat: Option<InvitationId>,
    not_invited: Vec<TeamSeat>,
    removals: Removals,
}

impl Before {
    fn load(
        op: &Op<'_>,
        tx: &mut ReadTx<'_>,
        proof: &Authorized<PersonId, Read>,
        facts: &PersonFacts,
        (meeting, head): (&Meeting, &Head),
        invitations: &[Seated],
    ) -> Result<Self> {
        let mut before = Self::default();
        if meeting.state == MeetingState::Calling {
            before.candidates = meetings::candidates(tx, proof, meeting.id)?;
            before.replies = replies::of_meeting(tx, proof, meeting.id)?;
        }
        if meeting.is_open() {
            before.own_seat = own_seat(op, tx, proof, invitations)?;
        }
        if meeting.is_open() && head.may(PersonAction::CloseMeeting) {
            before.not_invited = not_invited(op, tx, proof, facts, invitations)?;
            before.removals = removal::marks(op, tx, proof)?;
        }
        Ok(before)
    }
}

/// What there is only after the end.
#[derive(Debug, Clone, Default)]
pub struct After {
    pub(super) minutes: Vec<Minutes>,
    /// What somebody does, or has done.
    pub tasks: Vec<Task>,
    /// What cannot be done now.
    pub needs: Vec<UnmetNeed>,
    /// The person's plans, with the versions that came from the meeting.
    pub plans: Vec<PlanAfter>,
}

impl After {
    pub(super) fn load(
        tx: &mut ReadTx<'_>,
        proof: &Authorized<PersonId, Read>,
        meeting: &Meeting,
    ) -> Result<Self> {
        if !matches!(meeting.state, MeetingState::Closed { .. }) {
            return Ok(Self::default());
        }
        let mut needs = community::of_person(tx, proof)?;
        needs.retain(|need| need.meeting == meeting.id);
        Ok(Self {
            minutes: record::minutes(tx, proof, meeting.id)?,
            tasks: task::of_meeting(tx, proof, meeting.id)?,
            plans: record::plans_after(tx, proof, meeting.id)?,
            needs,
        })
    }
}

fn decision_lines(
    op: &Op<'_>,
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    meeting: &Meeting,
    after: &After,
) -> Result<Vec<DecisionLine>> {
    let answered = record::answered(tx, proof, meeting.id)?.into_iter();
    Ok(answered
        .map(|record::Answered { decision, answers }| {
            let about = About::Decision(decision.id);
            let standing = |by| {
                let all = answers.as_deref()?;
                Some(Standing::of(all, about, by, &decision.text, op.today()))
            };
            DecisionLine {
                person: standing(Answerer::Person),
                family: standing(Answerer::Family),
                task: after.tasks.iter().find(|task| task.decision == decision.id).cloned(),
                need: after.needs.iter().find(|need| need.decision == decision.id).cloned(),
                decision,
            }
        })
        .collect())
}

fn not_invited(
    op: &Op<'_>,
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    facts: &PersonFacts,
    invitations: &[Seated],
) -> Result<Vec<TeamSeat>> {
    let invited = |member| invitations.iter().any(|seat| seat.invitation.member == Some(member));
    Ok(present(team::of_person(tx, proof)?, op.today())
        .into_iter()
        .filter(|member| !invited(member.id))
        .map(|member| team_seat(member, facts))
        .collect())
}

/// The meetings and the requests of a person, newest first; empty when they may not be seen.
///
/// # Errors
/// As [`Op::see`].
pub fn of_person(op: &Op<'_>, person: PersonId) -> Result<(Head, Vec<Meeting>, Vec<Request>)> {
    op.see(person, PersonAction::See, "meeting", |tx, proof| {
        Ok((
            head(op, tx, proof)?,
            meetings::of_person(tx, proof, 100)?,
            requests::of_person(tx, proof, 100)?,
        ))
    })
}
