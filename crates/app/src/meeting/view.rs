//! What the pages about a meeting show.

use super::call::{CauseText, TeamSeat, cause_text, present, team_seat};
use super::{leads, topic_of, whose};
use crate::person::{Head, head};
use crate::plan::Standing;
use crate::{AppError, Op, Result};
use tsumugi_domain::community::UnmetNeed;
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::{DecisionId, MeetingId, PersonId};
use tsumugi_domain::meeting::{
    AgendaItem, Attendance, Candidate, Closing, Decision, Half, Level, Meeting, MeetingState,
    Minutes, Outcome, Request, Viewpoint, carries_onward,
};
use tsumugi_domain::plan::{About, Answer, Answerer};
use tsumugi_domain::policy::{Authorized, PersonAction, Read, Who};
use tsumugi_domain::task::Task;
use tsumugi_store::meeting::record::{self, PlanAfter};
use tsumugi_store::meeting::{self as meetings, Seated, request as requests};
use tsumugi_store::{ReadTx, community, task, team, topic};

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

/// What the machine can count for the five closing points; people judge.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// ① Seats whose holders come, come for a part, or wrote.
    pub taking_part: usize,
    /// ① Names of those who have not answered.
    pub unanswered: Vec<String>,
    /// ① The person comes, or wrote.
    pub person_takes_part: bool,
    /// ① Names of those at the table who can carry a matter of the region onward.
    pub carriers: Vec<String>,
    /// ② Decisions the person has answered to with a living answer, and all decisions; `None` when
    /// the reader may not see answers.
    pub answered: Option<(usize, usize)>,
    /// ③ Things to talk about that can be done now, and that take time.
    pub halves: (usize, usize),
    /// ④ Decisions whose roles are not concrete yet.
    pub hanging: Vec<DecisionId>,
    /// ⑤ What cannot be done now, and how much of it at the region's level.
    pub cannot_now: (usize, usize),
}

/// The page of a meeting.
#[derive(Debug, Clone)]
pub struct MeetingView {
    /// The person, with the words on top.
    pub head: Head,
    /// The meeting.
    pub meeting: Meeting,
    /// What it came from; none when it has no record before it or the reader may not see notes.
    pub cause_text: Option<CauseText>,
    /// The request before it.
    pub request: Option<Request>,
    /// Candidate times.
    pub candidates: Vec<Candidate>,
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
    /// What can be counted for the closing points.
    pub evidence: Evidence,
    /// How the five points were left.
    pub closing: Closing,
    /// The versions of the minutes, oldest first.
    pub minutes: Vec<Minutes>,
    /// The person's plans, with the versions that came from this meeting; once it is closed.
    pub plans: Vec<PlanAfter>,
    /// The revision of the meeting's topic.
    pub revision: i64,
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
    op.see(whose(op, meeting)?, PersonAction::See, "meeting", |tx, proof| {
        let meeting = meetings::find(tx, proof, meeting)?.ok_or(AppError::Hidden)?;
        let head = head(op, tx, proof)?;
        let cause_text = match proof.sees(DataClass::Narrative) {
            true => cause_text(tx, proof, meeting.cause)?,
            false => None,
        };
        let request = match meeting.request {
            Some(request) => requests::find(tx, proof, request)?,
            None => None,
        };
        let invitations = meetings::invitations(tx, proof, meeting.id)?;
        let agenda = meetings::agenda(tx, proof, meeting.id)?;
        let after = After::load(tx, proof, &meeting)?;
        let decisions = decision_lines(op, tx, proof, &meeting, &after.tasks, &after.needs)?;
        let not_invited = match meeting.is_open() && head.may(PersonAction::CloseMeeting) {
            true => not_invited(op, tx, proof, &invitations)?,
            false => Vec::new(),
        };
        let own = matches!(op.actor.who, Who::Person(_) | Who::Family);
        Ok(MeetingView {
            may_confer: meeting.is_open() && head.may(PersonAction::Confer),
            may_write_own_view: meeting.is_open() && own && head.may(PersonAction::AddVoice),
            may_answer: head.may(PersonAction::Answer) && proof.sees(DataClass::Voice),
            may_lead: head.may(PersonAction::CloseMeeting) && leads(op, &meeting),
            candidates: meetings::candidates(tx, proof, meeting.id)?,
            viewpoints: record::viewpoints(tx, proof, meeting.id)?,
            evidence: evidence(&invitations, &agenda, &decisions),
            closing: after.closing,
            minutes: after.minutes,
            plans: after.plans,
            revision: topic::revision(tx, op.region(), &topic_of(meeting.id))?,
            head,
            meeting,
            cause_text,
            request,
            invitations,
            not_invited,
            agenda,
            decisions,
        })
    })
}

/// What there is only after the end; an open meeting spares the statements.
struct After {
    closing: Closing,
    minutes: Vec<Minutes>,
    tasks: Vec<Task>,
    needs: Vec<UnmetNeed>,
    plans: Vec<PlanAfter>,
}

impl After {
    fn load(
        tx: &mut ReadTx<'_>,
        proof: &Authorized<PersonId, Read>,
        meeting: &Meeting,
    ) -> Result<Self> {
        if !matches!(meeting.state, MeetingState::Closed { .. }) {
            return Ok(Self {
                closing: Closing::empty(),
                minutes: Vec::new(),
                tasks: Vec::new(),
                needs: Vec::new(),
                plans: Vec::new(),
            });
        }
        let mut needs = community::of_person(tx, proof)?;
        needs.retain(|need| need.meeting == meeting.id);
        Ok(Self {
            closing: record::closing(tx, proof, meeting.id)?,
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
    tasks: &[Task],
    needs: &[UnmetNeed],
) -> Result<Vec<DecisionLine>> {
    let decisions = record::decisions(tx, proof, meeting.id)?;
    let answers: Option<Vec<Answer>> = match proof.sees(DataClass::Voice) {
        true => Some(record::answers(tx, proof, meeting.id)?),
        false => None,
    };
    Ok(decisions
        .into_iter()
        .map(|decision| {
            let about = About::Decision(decision.id);
            let standing = |by| {
                let all = answers.as_deref()?;
                Some(Standing::of(all, about, by, &decision.text, op.today()))
            };
            DecisionLine {
                person: standing(Answerer::Person),
                family: standing(Answerer::Family),
                task: tasks.iter().find(|task| task.decision == decision.id).cloned(),
                need: needs.iter().find(|need| need.decision == decision.id).cloned(),
                decision,
            }
        })
        .collect())
}

fn not_invited(
    op: &Op<'_>,
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    invitations: &[Seated],
) -> Result<Vec<TeamSeat>> {
    let invited = |member| invitations.iter().any(|seat| seat.invitation.member == Some(member));
    Ok(present(team::of_person(tx, proof)?, op.today())
        .into_iter()
        .filter(|member| !invited(member.id))
        .map(team_seat)
        .collect())
}

fn evidence(invitations: &[Seated], agenda: &[AgendaItem], decisions: &[DecisionLine]) -> Evidence {
    let takes_part = |seat: &&Seated| {
        matches!(
            seat.invitation.attendance,
            Attendance::Yes | Attendance::Part | Attendance::Written
        )
    };
    let names = |seats: Vec<&Seated>| {
        seats.into_iter().map(|seat| seat.invitation.name.clone()).collect::<Vec<_>>()
    };
    let taking_part: Vec<&Seated> = invitations.iter().filter(takes_part).collect();
    let unanswered = invitations
        .iter()
        .filter(|seat| seat.invitation.attendance == Attendance::Unanswered)
        .collect();
    let carriers =
        taking_part.iter().copied().filter(|seat| seat.role.is_some_and(carries_onward)).collect();
    let is_answered = |line: &&DecisionLine| {
        let life = line.person.as_ref().map(|standing| &standing.life);
        matches!(life, Some(tsumugi_domain::plan::Life::Living(_)))
    };
    let sees_answers = decisions.iter().all(|line| line.person.is_some());
    let levels = decisions.iter().filter_map(|line| match &line.decision.outcome {
        Outcome::CannotNow { level, .. } => Some(*level),
        Outcome::Now { .. } | Outcome::TakesTime { .. } => None,
    });
    let half = |wanted| agenda.iter().filter(|item| item.half == wanted).count();
    Evidence {
        taking_part: taking_part.len(),
        unanswered: names(unanswered),
        person_takes_part: taking_part.iter().any(|seat| seat.invitation.member.is_none()),
        carriers: names(carriers),
        answered: sees_answers
            .then(|| (decisions.iter().filter(is_answered).count(), decisions.len())),
        halves: (half(Half::Now), half(Half::TakesTime)),
        hanging: decisions
            .iter()
            .filter(|line| !line.decision.outcome.is_concrete())
            .map(|line| line.decision.id)
            .collect(),
        cannot_now: (
            levels.clone().count(),
            levels.filter(|level| *level == Level::Region).count(),
        ),
    }
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
