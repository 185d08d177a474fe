//! Requests that a specialist convene a meeting, and what was answered to them.

use super::{cause, cause_ids};
use crate::value::{Row, id, opt_id};
use crate::{ReadTx, Result, WriteTx};
use jiff::Timestamp;
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::{MeetingId, PersonId, RequestId};
use tsumugi_domain::meeting::{Request, RequestState};
use tsumugi_domain::policy::{Authorized, Read, Write};

/// The columns of [`decode`]; `r` is the request, `o` the organisation that is asked.
macro_rules! request_columns {
    () => {
        "r.request_id, r.person_id, r.proposer_name, r.proposer_org, r.asked_org, o.name, \
         r.must_decide, r.reason, r.concern_id, r.monitoring_id, r.at, r.state, r.meeting_id, \
         r.decline_reason"
    };
}
pub(crate) use request_columns;

macro_rules! requests {
    () => {
        concat!(
            "select ",
            request_columns!(),
            " from meeting_request r join org o on o.region_id = r.region_id \
             and o.org_id = r.asked_org where r.region_id = $1 and r.person_id = $2"
        )
    };
}

statements! {
    FIND = concat!(requests!(), " and r.request_id = $3");
    OF_PERSON = concat!(requests!(), " order by r.at desc, r.request_id desc limit $3");
    INSERT = "insert into meeting_request (region_id, request_id, person_id, \
        proposer_name, proposer_org, asked_org, must_decide, reason, concern_id, monitoring_id, at, \
        state, decline_reason) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'waiting', '')";
    ANSWER = "update meeting_request set state = $4, meeting_id = $5, \
        decline_reason = $6, answered_at = $7 where region_id = $1 and person_id = $2 \
        and request_id = $3 and state = 'waiting'";
    REOPEN = "update meeting_request set state = 'waiting', meeting_id = null, \
        answered_at = null where region_id = $1 and person_id = $2 and meeting_id = $3 \
        and state in ('accepted', 'merged')";
}

pub(crate) fn decode(row: &mut Row) -> Result<Request> {
    let (id, person, proposer, proposer_org) = (row.id()?, row.id()?, row.get()?, row.id()?);
    let (asked_org, asked_org_name) = (row.id()?, row.get()?);
    let (must_decide, reason, cause, at) = (row.get()?, row.get()?, cause(row)?, row.get()?);
    let state: String = row.get()?;
    let (meeting, declined) = (row.opt_id()?, row.get()?);
    let state = match (state.as_str(), meeting) {
        ("waiting", None) => RequestState::Waiting,
        ("accepted", Some(meeting)) => RequestState::Accepted { meeting },
        ("merged", Some(meeting)) => RequestState::Merged { meeting },
        ("declined", None) => RequestState::Declined { reason: declined },
        ("withdrawn", None) => RequestState::Withdrawn,
        _ => return Err(row.broken("a request and its answer do not fit together")),
    };
    Ok(Request {
        id,
        person,
        proposer,
        proposer_org,
        asked_org,
        asked_org_name,
        must_decide,
        reason,
        cause,
        at,
        state,
    })
}

/// One request about the person, when meetings may be seen.
///
/// # Errors
/// When the store fails.
pub fn find(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    request: RequestId,
) -> Result<Option<Request>> {
    if !proof.sees(DataClass::Meeting) {
        return Ok(None);
    }
    let values = values![id(proof.region()), id(proof.id()), id(request)];
    tx.row(&FIND, &values, decode)
}

/// The newest requests about the person, newest first.
///
/// # Errors
/// When the store fails.
pub fn of_person(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    limit: i64,
) -> Result<Vec<Request>> {
    if !proof.sees(DataClass::Meeting) {
        return Ok(Vec::new());
    }
    let values = values![id(proof.region()), id(proof.id()), limit];
    tx.rows(&OF_PERSON, &values, decode)
}

/// Sends a request; it begins waiting.
///
/// # Errors
/// When the store fails.
pub fn insert(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    request: &Request,
) -> Result<()> {
    let (concern, monitoring) = cause_ids(request.cause);
    let values = values![
        id(proof.region()),
        id(request.id),
        id(proof.id()),
        request.proposer,
        id(request.proposer_org),
        id(request.asked_org),
        request.must_decide,
        request.reason,
        opt_id(concern),
        opt_id(monitoring),
        request.at
    ];
    tx.run(&INSERT, &values).map(|_| ())
}

/// Answers a request that waits, or takes it back; false when it does not wait any more.
///
/// # Errors
/// When the store fails.
pub fn answer(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    request: RequestId,
    answer: &RequestState,
    at: Timestamp,
) -> Result<bool> {
    let (state, meeting, reason) = match answer {
        RequestState::Waiting => return Ok(false),
        RequestState::Accepted { meeting } => ("accepted", Some(*meeting), ""),
        RequestState::Merged { meeting } => ("merged", Some(*meeting), ""),
        RequestState::Declined { reason } => ("declined", None, reason.as_str()),
        RequestState::Withdrawn => ("withdrawn", None, ""),
    };
    let values = values![
        id(proof.region()),
        id(proof.id()),
        id(request),
        state,
        opt_id(meeting),
        reason,
        at
    ];
    Ok(tx.run(&ANSWER, &values)? == 1)
}

/// A meeting was called off: the requests it answered wait again, so that nothing is lost.
///
/// # Errors
/// When the store fails.
pub fn reopen_of_meeting(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    meeting: MeetingId,
) -> Result<()> {
    tx.run(&REOPEN, &values![id(proof.region()), id(proof.id()), id(meeting)]).map(|_| ())
}
