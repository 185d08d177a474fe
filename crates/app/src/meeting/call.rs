//! Calling a meeting: who is asked, when it could be, what must be decided.

use super::{
    AskedOffice, agenda, convene_action, convening_org, done, facts, org_sees, place, topic_of,
};
use crate::person::{Head, head};
use crate::{AppError, Op, Problems, Result};
use jiff::civil::Date;
use std::collections::BTreeSet;
use tsumugi_domain::audit::Deed;
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::{MeetingId, MembershipId, OrgId, PersonId, RequestId};
use tsumugi_domain::meeting::{
    Attendance, Candidate, Cause, Expected, Fit, Invitation, Meeting, MeetingKind, MeetingState,
    Reply, Request, RequestState, Slot,
};
use tsumugi_domain::notice::ConcernState;
use tsumugi_domain::policy::{Authorized, PersonAction, PersonFacts, Read, Write};
use tsumugi_domain::staff::in_period;
use tsumugi_domain::team::{Membership, TeamRole};
use tsumugi_store::meeting::{self as meetings, reply as replies, request as requests};
use tsumugi_store::monitoring::{self as monitorings, CurrentGoal};
use tsumugi_store::{ReadTx, WriteTx, notice, person as people, team, topic};

/// The record a call comes from, in the words it was written in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CauseText {
    /// The concern, or what the monitoring wants to be talked about.
    pub text: String,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub on: Date,
}

/// A member of the team who may be invited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamSeat {
    /// The seat in the team.
    pub member: Membership,
    /// What they are hoped to bring, as a first proposal.
    pub expected: Expected,
    /// They work with an account of their own at an organisation to which the person has not
    /// permitted to see meetings: invited, they would find nothing.
    pub sees_nothing: bool,
}

/// What the form of a call starts with.
#[derive(Debug, Clone)]
pub struct CallForm {
    /// The person, with the words on top.
    pub head: Head,
    /// What the call comes from.
    pub cause: Cause,
    /// Its words.
    pub cause_text: Option<CauseText>,
    /// The request it comes from, which brings its cause along.
    pub request: Option<Request>,
    /// The team of today.
    pub team: Vec<TeamSeat>,
    /// The specialists' offices that can be asked.
    pub specialists: Vec<AskedOffice>,
    /// The goals of the plans that count.
    pub goals: Vec<CurrentGoal>,
    /// The reader may convene the office's own meeting.
    pub may_convene_individual: bool,
    /// The reader may ask a specialist to convene.
    pub may_request: bool,
    /// The reader may convene a meeting of all providers.
    pub may_convene_providers: bool,
}

/// The form of a call.
///
/// # Errors
/// [`AppError::Forbidden`] when the reader can neither convene nor ask, or may not see meetings;
/// [`AppError::Hidden`] when the cause is not there for them.
pub fn call_form(op: &Op<'_>, person: PersonId, cause: Cause) -> Result<CallForm> {
    form(op, person, cause, None)
}

/// The form of a call that a request asked for.
///
/// # Errors
/// As [`call_form`]; [`AppError::Hidden`] also when the request is not about this person.
pub fn call_form_after(op: &Op<'_>, person: PersonId, request: RequestId) -> Result<CallForm> {
    form(op, person, Cause::Own, Some(request))
}

fn form(
    op: &Op<'_>,
    person: PersonId,
    cause: Cause,
    request: Option<RequestId>,
) -> Result<CallForm> {
    op.see_with_facts(person, PersonAction::See, "meeting", |tx, proof, facts| {
        let head = head(op, tx, proof)?;
        let may = |action, kind| {
            head.may(action)
                && proof.sees(DataClass::Meeting)
                && convening_org(op, kind, facts, None).is_some()
        };
        let individual = MeetingKind::Individual;
        let may_convene_individual = may(PersonAction::ConveneIndividual, individual);
        let may_convene_providers = may(PersonAction::ConveneProviders, MeetingKind::Providers);
        let may_request = may(PersonAction::RequestProviders, individual);
        if !(may_convene_individual || may_convene_providers || may_request) {
            return Err(AppError::Forbidden);
        }
        let request = match request {
            Some(id) => Some(requests::find(tx, proof, id)?.ok_or(AppError::Hidden)?),
            None => None,
        };
        let cause = request.as_ref().map_or(cause, |request| request.cause);
        let team = present(team::of_person(tx, proof)?, op.today());
        Ok(CallForm {
            cause,
            request,
            cause_text: cause_text(tx, proof, cause)?,
            specialists: asked_offices(&team, facts),
            team: team.into_iter().map(|member| team_seat(member, facts)).collect(),
            goals: monitorings::current_goals(tx, proof)?,
            may_convene_individual,
            may_request,
            may_convene_providers,
            head,
        })
    })
}

/// Those whose seat holds today.
pub(super) fn present(team: Vec<Membership>, today: Date) -> Vec<Membership> {
    team.into_iter().filter(|member| in_period(member.from, member.to, today)).collect()
}

pub(super) fn team_seat(member: Membership, facts: &PersonFacts) -> TeamSeat {
    use TeamRole as R;
    let leads = matches!(member.role, R::ServiceManager | R::ChildSupportManager | R::Specialist);
    let signs_in = member.org.filter(|_| leads || member.staff.is_some());
    TeamSeat {
        sees_nothing: signs_in.is_some_and(|org| !org_sees(facts, org, DataClass::Meeting)),
        expected: Expected::of(member.role),
        member,
    }
}

/// The specialists' offices of the team, each once.
pub(super) fn asked_offices(team: &[Membership], facts: &PersonFacts) -> Vec<AskedOffice> {
    let mut seen = BTreeSet::new();
    team.iter()
        .filter(|member| member.role == TeamRole::Specialist)
        .filter_map(|member| Some((member.org?, member)))
        .filter(|(org, _)| seen.insert(*org))
        .map(|(org, member)| AskedOffice {
            org,
            name: member.org_name.clone(),
            sees_meetings: org_sees(facts, org, DataClass::Meeting),
        })
        .collect()
}

/// The words of a cause, for readers who may see notes.
///
/// # Errors
/// [`AppError::Hidden`] when it is not a record of this person, or not for this reader.
pub(super) fn cause_text(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    cause: Cause,
) -> Result<Option<CauseText>> {
    Ok(match cause {
        Cause::Own => None,
        Cause::Concern(concern) => {
            let found = notice::find(tx, proof, concern)?.ok_or(AppError::Hidden)?;
            let on = crate::op::local_day(found.at);
            Some(CauseText { text: found.text, by: found.by, on })
        }
        Cause::Monitoring(monitoring) => {
            let found = monitorings::find(tx, proof, monitoring)?.ok_or(AppError::Hidden)?;
            Some(CauseText { text: found.reason, by: found.by, on: found.on })
        }
    })
}

/// Somebody who is invited, as chosen. No member means the person, who always has a seat.
#[derive(Debug, Clone)]
pub struct Invited {
    /// The member of the team.
    pub member: Option<MembershipId>,
    /// What we hope they bring.
    pub expected: String,
}

/// A call as typed.
#[derive(Debug, Clone)]
pub struct Convene {
    /// Which meeting.
    pub kind: MeetingKind,
    /// What must be decided, in one sentence.
    pub must_decide: String,
    /// What it comes from; a request's cause is kept whatever stands here.
    pub cause: Cause,
    /// The request before it: accepted by it, or (for an office's own meeting) left without the
    /// meeting that was asked for.
    pub request: Option<RequestId>,
    /// Candidate times.
    pub candidates: Vec<Slot>,
    /// Who is invited.
    pub invited: Vec<Invited>,
}

/// Longest question that a meeting is called for, in characters: it stands on every sheet and in
/// every list.
pub const LONGEST_QUESTION: usize = 120;

/// How many years ahead a meeting can be.
const YEARS_AHEAD: i64 = 2;

/// The longest meeting, in minutes: a working day.
const LONGEST_MINUTES: i64 = 8 * 60;

/// What is wrong with a day on which a meeting should be.
pub fn day_problem(day: Date, today: Date) -> Option<&'static str> {
    let last = today.saturating_add(jiff::Span::new().years(YEARS_AHEAD));
    if day < today {
        Some("error-date-past")
    } else if day > last {
        Some("error-date-far")
    } else {
        None
    }
}

/// Whether a meeting can be so long.
pub fn minutes_fit(minutes: i64) -> bool {
    (1..=LONGEST_MINUTES).contains(&minutes)
}

/// What must be decided: one sentence.
pub(super) fn question(problems: &mut Problems, text: &str) -> String {
    let text = problems.required("must_decide", text);
    if text.chars().count() > LONGEST_QUESTION {
        let most = vec![("most", LONGEST_QUESTION.to_string())];
        problems.add_with("must_decide", "error-too-long", most);
    }
    text
}

/// All that is wrong with a call, as far as the form alone shows.
pub fn check_call(new: &Convene, today: Date) -> Problems {
    let mut problems = Problems::new();
    question(&mut problems, &new.must_decide);
    if new.candidates.is_empty() {
        problems.add("candidates", "error-candidate-needed");
    }
    if let Some(code) = new.candidates.iter().find_map(|slot| day_problem(slot.from.date(), today))
    {
        problems.add("candidates", code);
    }
    if !new.candidates.iter().all(|slot| minutes_fit(slot.minutes)) {
        problems.add("minutes", "error-minutes");
    }
    problems
}

/// Calls a meeting. The person is always invited first, and the agenda is made at once.
///
/// # Errors
/// [`AppError::Invalid`] without what must be decided, without a candidate, or with somebody who
/// is not in the team; [`AppError::Conflict`] when the request was answered in between;
/// [`AppError::Forbidden`] when no post of the actor convenes this kind here.
pub fn convene(op: &Op<'_>, person: PersonId, new: &Convene) -> Result<MeetingId> {
    check_call(new, op.today()).check()?;
    let must_decide = new.must_decide.trim().to_owned();
    op.make(person, convene_action(new.kind), "meeting", Deed::Made, |tx, proof| {
        let reading = proof.reading();
        if !reading.sees(DataClass::Meeting) {
            return Err(AppError::Forbidden);
        }
        let request = match new.request {
            Some(request) => Some(requests::find(tx, &reading, request)?.ok_or(AppError::Hidden)?),
            None => None,
        };
        let facts = facts(op, tx, person)?;
        let org = org_for(op, new.kind, &facts, request.as_ref())?;
        let cause = match &request {
            Some(request) => request.cause,
            None => {
                cause_text(tx, &reading, new.cause)?;
                new.cause
            }
        };
        let meeting = Meeting {
            id: op.id(),
            person,
            kind: new.kind,
            proposer: request
                .as_ref()
                .map_or_else(|| op.actor.name.clone(), |request| request.proposer.clone()),
            convener: op.actor.name.clone(),
            convener_org: org,
            convener_org_name: String::new(),
            must_decide: must_decide.clone(),
            cause,
            request: new.request,
            called_at: op.now,
            state: MeetingState::Calling,
        };
        let agenda = agenda::generate(op, tx, &reading, &must_decide, request.as_ref())?;
        meetings::insert(tx, proof, &meeting)?;
        let candidates: Vec<Candidate> = new
            .candidates
            .iter()
            .map(|slot| Candidate { id: op.id(), slot: trimmed(slot) })
            .collect();
        for candidate in &candidates {
            done(meetings::insert_candidate(tx, proof, meeting.id, candidate)?)?;
        }
        let seats = seats(op, tx, &reading, &new.invited)?;
        for (position, seat) in seats.iter().enumerate() {
            done(meetings::insert_invitation(tx, proof, meeting.id, seat, place(position))?)?;
        }
        // Whoever proposes times can come to them, until they say otherwise.
        if let Some(own) = super::day::seat_of_worker(op, tx, &reading, &seats)? {
            for candidate in &candidates {
                let reply = Reply { seat: own, candidate: candidate.id, fit: Fit::Yes };
                done(replies::save(tx, proof, meeting.id, &reply)?)?;
            }
        }
        for (position, item) in agenda.iter().enumerate() {
            done(meetings::insert_agenda(tx, proof, meeting.id, item, place(position))?)?;
        }
        settle(op, tx, proof, &meeting)?;
        topic::touch(tx, op.region(), &topic_of(meeting.id))?;
        Ok(meeting.id)
    })
}

pub(super) fn trimmed(slot: &Slot) -> Slot {
    Slot { place: slot.place.trim().to_owned(), ..slot.clone() }
}

/// In whose name the meeting is convened. A request is accepted by the office that was asked; the
/// office that asked may hold its own meeting while it waits or after a decline.
fn org_for(
    op: &Op<'_>,
    kind: MeetingKind,
    facts: &PersonFacts,
    request: Option<&Request>,
) -> Result<OrgId> {
    let wanted = match (request, kind) {
        (None, _) => None,
        (Some(request), MeetingKind::Providers) => match request.state {
            RequestState::Waiting => Some(request.asked_org),
            _ => return Err(AppError::Conflict("the request was answered")),
        },
        (Some(request), MeetingKind::Individual) => match request.state {
            RequestState::Waiting | RequestState::Declined { .. } => Some(request.proposer_org),
            _ => return Err(AppError::Conflict("the request was answered")),
        },
    };
    convening_org(op, kind, facts, wanted).ok_or(AppError::Forbidden)
}

/// The person first, then those who were chosen.
fn seats(
    op: &Op<'_>,
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    invited: &[Invited],
) -> Result<Vec<Invitation>> {
    let person = people::load(tx, proof)?.ok_or(AppError::Hidden)?;
    let team = present(team::of_person(tx, proof)?, op.today());
    let hoped = invited.iter().find(|one| one.member.is_none());
    let hoped = hoped.map(|one| one.expected.trim().to_owned()).unwrap_or_default();
    let mut seats = vec![Invitation {
        id: op.id(),
        member: None,
        name: person.name.called(),
        org_name: String::new(),
        expected: hoped,
        attendance: Attendance::Unanswered,
        note: String::new(),
    }];
    let mut seen = BTreeSet::new();
    for one in invited {
        let Some(member) = one.member else { continue };
        if seen.insert(member) {
            seats.push(seat(op, &team, member, &one.expected)?);
        }
    }
    Ok(seats)
}

/// The seat of a member of the team.
pub(super) fn seat(
    op: &Op<'_>,
    team: &[Membership],
    member: MembershipId,
    expected: &str,
) -> Result<Invitation> {
    let Some(found) = team.iter().find(|one| one.id == member) else {
        let mut problems = Problems::new();
        problems.add("invited", "error-choice");
        return Err(AppError::Invalid(problems));
    };
    Ok(Invitation {
        id: op.id(),
        member: Some(member),
        name: found.name.clone(),
        org_name: found.org_name.clone(),
        expected: expected.trim().to_owned(),
        attendance: Attendance::Unanswered,
        note: String::new(),
    })
}

/// What became of the records before the meeting.
fn settle(
    op: &Op<'_>,
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    meeting: &Meeting,
) -> Result<()> {
    if let Cause::Concern(concern) = meeting.cause {
        let met = notice::set_state(tx, proof, concern, ConcernState::Met { meeting: meeting.id })?;
        // Whoever accepts a request need not know that the office met about the concern meanwhile.
        if !met && meeting.request.is_none() {
            return Err(AppError::Conflict("the concern was taken up"));
        }
    }
    // An office's own meeting is no answer to the request: that one goes on waiting, or stays
    // declined.
    if let (Some(request), MeetingKind::Providers) = (meeting.request, meeting.kind) {
        let accepted = RequestState::Accepted { meeting: meeting.id };
        if !requests::answer(tx, proof, request, &accepted, op.now)? {
            return Err(AppError::Conflict("the request was answered"));
        }
    }
    Ok(())
}
