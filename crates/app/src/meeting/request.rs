//! Asking the specialist for a meeting, and the three answers: accepted, merged, declined.

use super::call::{CauseText, asked_offices, cause_text, present, question};
use super::{Convene, agenda, convene, convening_org, done, facts, place, topic_of};
use crate::person::{Head, head};
use crate::{AppError, Op, Problems, Result};
use tsumugi_domain::audit::Deed;
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::{MeetingId, OrgId, PersonId, RequestId};
use tsumugi_domain::meeting::{Cause, Half, Meeting, MeetingKind, Request, RequestState};
use tsumugi_domain::notice::ConcernState;
use tsumugi_domain::policy::{Authorized, PersonAction, Write};
use tsumugi_store::meeting::{self as meetings, request as requests};
use tsumugi_store::{WriteTx, access, notice, team, topic};

/// After so many days without an answer the office need not wait: it may hold its own meeting.
pub const REPLY_DAYS: i64 = 7;

/// A specialists' office that can be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedOffice {
    /// The organisation.
    pub org: OrgId,
    /// Its name.
    pub name: String,
    /// It may see the person's meetings; without that a request would reach nobody.
    pub sees_meetings: bool,
}

/// A request as typed.
#[derive(Debug, Clone)]
pub struct AskForMeeting {
    /// The specialists' office that is asked.
    pub asked_org: OrgId,
    /// What must be decided, in one sentence.
    pub must_decide: String,
    /// Why now.
    pub reason: String,
    /// What it comes from.
    pub cause: Cause,
}

/// Asks a specialists' office of the team to convene a meeting.
///
/// # Errors
/// [`AppError::Invalid`] without what and why, with an office that is not in the team
/// (`error-choice`) or one that may not see meetings yet (`error-consent-needed`).
pub fn request(op: &Op<'_>, person: PersonId, new: &AskForMeeting) -> Result<RequestId> {
    let mut problems = Problems::new();
    let must_decide = question(&mut problems, &new.must_decide);
    let reason = problems.required("reason", &new.reason);
    problems.check()?;
    op.make(person, PersonAction::RequestProviders, "meeting_request", Deed::Sent, |tx, proof| {
        let reading = proof.reading();
        if !reading.sees(DataClass::Meeting) {
            return Err(AppError::Forbidden);
        }
        let facts = facts(op, tx, person)?;
        let office =
            convening_org(op, MeetingKind::Individual, &facts, None).ok_or(AppError::Forbidden)?;
        let team = present(team::of_person(tx, &reading)?, op.today());
        let asked = asked_offices(&team, &facts).into_iter().find(|one| one.org == new.asked_org);
        let mut problems = Problems::new();
        match &asked {
            None => problems.add("asked_org", "error-choice"),
            Some(asked) if !asked.sees_meetings => {
                problems.add("asked_org", "error-consent-needed");
            }
            Some(_) => {}
        }
        problems.check()?;
        cause_text(tx, &reading, new.cause)?;
        let sent = Request {
            id: op.id(),
            person,
            proposer: op.actor.name.clone(),
            proposer_org: office,
            asked_org: new.asked_org,
            asked_org_name: String::new(),
            must_decide: must_decide.clone(),
            reason: reason.clone(),
            cause: new.cause,
            at: op.now,
            state: RequestState::Waiting,
        };
        requests::insert(tx, proof, &sent)?;
        if let Cause::Concern(concern) = sent.cause {
            let state = ConcernState::Requested { request: sent.id };
            if !notice::set_state(tx, proof, concern, state)? {
                return Err(AppError::Conflict("the concern was taken up"));
            }
        }
        Ok(sent.id)
    })
}

/// The page of a request.
#[derive(Debug, Clone)]
pub struct RequestView {
    /// The person, with the words on top.
    pub head: Head,
    /// The request.
    pub request: Request,
    /// What it came from; none when it has no record before it or the reader may not see notes.
    pub cause_text: Option<CauseText>,
    /// The meetings of all providers that are open: it could be merged into one of them.
    pub open_meetings: Vec<Meeting>,
    /// The meetings that came of it, the asking office's own among them.
    pub meetings: Vec<Meeting>,
    /// It has waited for [`REPLY_DAYS`] days or more.
    pub overdue: bool,
    /// The reader may accept, merge or decline.
    pub may_answer: bool,
    /// The reader may take it back.
    pub may_withdraw: bool,
    /// The reader may hold the office's own meeting instead.
    pub may_hold_own: bool,
}

fn whose(op: &Op<'_>, request: RequestId) -> Result<PersonId> {
    op.db.read(|tx| access::person_of_request(tx, op.region(), request)?.ok_or(AppError::Hidden))
}

/// True when a request has waited so long that nobody need wait any more.
pub(crate) fn is_overdue(op: &Op<'_>, request: &Request) -> bool {
    request.state == RequestState::Waiting && crate::op::days_from(request.at, REPLY_DAYS) <= op.now
}

/// The page of a request.
///
/// # Errors
/// [`AppError::Hidden`] when there is none such for the reader.
pub fn request_view(op: &Op<'_>, request: RequestId) -> Result<RequestView> {
    let person = whose(op, request)?;
    op.see_with_facts(person, PersonAction::See, "meeting_request", |tx, proof, facts| {
        let request = requests::find(tx, proof, request)?.ok_or(AppError::Hidden)?;
        let head = head(op, tx, proof)?;
        // Who was asked reads the request; the note it came from only with notes.
        let cause_text = match proof.sees(DataClass::Narrative) {
            true => cause_text(tx, proof, request.cause)?,
            false => None,
        };
        let mut open_meetings = meetings::open_of_person(tx, proof)?;
        open_meetings.retain(|meeting| meeting.kind == MeetingKind::Providers);
        let meetings = meetings::of_request(tx, proof, request.id)?;
        let acts_for = |kind, org| convening_org(op, kind, facts, Some(org)).is_some();
        Ok(RequestView {
            may_answer: request.state == RequestState::Waiting
                && head.may(PersonAction::ConveneProviders)
                && acts_for(MeetingKind::Providers, request.asked_org),
            may_withdraw: request.state == RequestState::Waiting
                && head.may(PersonAction::RequestProviders)
                && acts_for(MeetingKind::Individual, request.proposer_org),
            may_hold_own: matches!(
                request.state,
                RequestState::Waiting | RequestState::Declined { .. }
            ) && head.may(PersonAction::ConveneIndividual)
                && acts_for(MeetingKind::Individual, request.proposer_org),
            overdue: is_overdue(op, &request),
            head,
            request,
            cause_text,
            open_meetings,
            meetings,
        })
    })
}

/// Accepts a request by calling the meeting it asks for. The kind, the request and the cause of
/// `new` are set here.
///
/// # Errors
/// As [`convene`].
pub fn accept(op: &Op<'_>, request: RequestId, new: &Convene) -> Result<MeetingId> {
    let person = whose(op, request)?;
    let new = Convene { kind: MeetingKind::Providers, request: Some(request), ..new.clone() };
    convene(op, person, &new)
}

/// Answers a request in the name of the office that was asked.
fn answer(
    op: &Op<'_>,
    request: RequestId,
    work: impl Fn(&mut WriteTx<'_>, &Authorized<PersonId, Write>, &Request) -> Result<RequestState>,
) -> Result<()> {
    settle(op, request, (PersonAction::ConveneProviders, Deed::Changed), |tx, proof, found| {
        let facts = facts(op, tx, proof.id())?;
        convening_org(op, MeetingKind::Providers, &facts, Some(found.asked_org))
            .ok_or(AppError::Forbidden)?;
        work(tx, proof, found)
    })
}

/// Takes a request back before it was answered; the concern behind it waits for the team again.
///
/// # Errors
/// [`AppError::Forbidden`] for others than the office that asked; [`AppError::Conflict`] when it
/// was answered in between.
pub fn withdraw(op: &Op<'_>, request: RequestId) -> Result<()> {
    settle(op, request, (PersonAction::RequestProviders, Deed::Withdrew), |tx, proof, found| {
        let facts = facts(op, tx, proof.id())?;
        convening_org(op, MeetingKind::Individual, &facts, Some(found.proposer_org))
            .ok_or(AppError::Forbidden)?;
        notice::reopen_of_request(tx, proof, found.id)?;
        Ok(RequestState::Withdrawn)
    })
}

/// Ends the waiting of a request in the state that `work` gives.
fn settle(
    op: &Op<'_>,
    request: RequestId,
    (action, deed): (PersonAction, Deed),
    work: impl Fn(&mut WriteTx<'_>, &Authorized<PersonId, Write>, &Request) -> Result<RequestState>,
) -> Result<()> {
    let person = whose(op, request)?;
    op.act(person, action, ("meeting_request", request), deed, |tx, proof| {
        let found = requests::find(tx, &proof.reading(), request)?.ok_or(AppError::Hidden)?;
        let answer = work(tx, proof, &found)?;
        if !requests::answer(tx, proof, request, &answer, op.now)? {
            return Err(AppError::Conflict("the request was answered"));
        }
        Ok(())
    })
}

/// Lets a request join a meeting of all providers that is open anyway; what it must decide goes
/// on that agenda.
///
/// # Errors
/// [`AppError::Invalid`] (`error-choice`) when the meeting is not such a one of this person;
/// [`AppError::Conflict`] when the request was answered in between.
pub fn merge(op: &Op<'_>, request: RequestId, meeting: MeetingId) -> Result<()> {
    answer(op, request, |tx, proof, found| {
        let reading = proof.reading();
        let joined = meetings::find(tx, &reading, meeting)?
            .filter(|joined| joined.is_open() && joined.kind == MeetingKind::Providers);
        if joined.is_none() {
            let mut problems = Problems::new();
            problems.add("meeting", "error-choice");
            return Err(AppError::Invalid(problems));
        }
        let position = place(meetings::agenda(tx, &reading, meeting)?.len());
        let item = agenda::item(op, &found.must_decide, Half::Now, "会議の依頼");
        done(meetings::insert_agenda(tx, proof, meeting, &item, position)?)?;
        if let Cause::Concern(concern) = found.cause {
            notice::set_state(tx, proof, concern, ConcernState::Met { meeting })?;
        }
        topic::touch(tx, op.region(), &topic_of(meeting))?;
        Ok(RequestState::Merged { meeting })
    })
}

/// Declines a request; the reason is part of the record, and the concern behind it waits for the
/// team again.
///
/// # Errors
/// [`AppError::Invalid`] without a reason; [`AppError::Conflict`] when it was answered in between.
pub fn decline(op: &Op<'_>, request: RequestId, reason: &str) -> Result<()> {
    let mut problems = Problems::new();
    let reason = problems.required("reason", reason);
    problems.check()?;
    answer(op, request, |tx, proof, found| {
        notice::reopen_of_request(tx, proof, found.id)?;
        Ok(RequestState::Declined { reason: reason.clone() })
    })
}
