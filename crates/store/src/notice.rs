//! 気になる: one line that may start a call, and what became of it.

pub mod by_rule;

use crate::value::{Row, id, opt_id};
use crate::{ReadTx, Result, WriteTx};
use jiff::civil::Date;
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::{AccountId, ConcernId, MeetingId, PersonId, RequestId};
use tsumugi_domain::notice::{Concern, ConcernState};
use tsumugi_domain::policy::{Authorized, Read, Write};

/// The columns of [`decode`].
macro_rules! concern_columns {
    () => {
        "c.concern_id, c.text, c.by_name, c.at, c.state, c.watch_until, c.meeting_id, c.request_id"
    };
}
pub(crate) use concern_columns;

statements! {
    OF_PERSON = concat!("select ", concern_columns!(), " from concern c \
        where c.region_id = $1 and c.person_id = $2 order by c.at desc, c.concern_id desc limit $3");
    OWN_OF_PERSON = concat!("select ", concern_columns!(), " from concern c \
        where c.region_id = $1 and c.person_id = $2 and c.by_account = $4 \
        order by c.at desc, c.concern_id desc limit $3");
    FIND = concat!("select ", concern_columns!(), " from concern c \
        where c.region_id = $1 and c.person_id = $2 and c.concern_id = $3");
    INSERT = "insert into concern (region_id, concern_id, person_id, text, by_name, by_account, \
        at, state) values ($1, $2, $3, $4, $5, $6, $7, 'open')";
    SET_STATE = "update concern set state = $4, watch_until = $5, meeting_id = $6, \
        request_id = $7 where region_id = $1 and person_id = $2 and concern_id = $3 \
        and state <> 'met'";
    REOPEN_OF_MEETING = "update concern set meeting_id = null, (state, request_id) = \
        (select case when count(*) > 0 then 'requested' else 'open' end, min(r.request_id) \
        from meeting_request r where r.region_id = concern.region_id \
        and r.person_id = concern.person_id and r.concern_id = concern.concern_id \
        and r.meeting_id = $3) where region_id = $1 and person_id = $2 and state = 'met' \
        and meeting_id = $3";
    REOPEN_OF_REQUEST = "update concern set state = 'open', request_id = null \
        where region_id = $1 and person_id = $2 and state = 'requested' and request_id = $3";
}

pub(crate) fn decode(row: &mut Row) -> Result<Concern> {
    let (id, text, by, at) = (row.id()?, row.get()?, row.get()?, row.get()?);
    let state: String = row.get()?;
    let (until, meeting, request) = (row.opt()?, row.opt_id()?, row.opt_id()?);
    let state = match (state.as_str(), until, meeting, request) {
        ("open", ..) => ConcernState::Open,
        ("watching", Some(until), ..) => ConcernState::Watching { until },
        ("met", _, Some(meeting), _) => ConcernState::Met { meeting },
        ("requested", _, _, Some(request)) => ConcernState::Requested { request },
        _ => return Err(row.broken("a concern and what became of it do not fit together")),
    };
    Ok(Concern { id, text, by, at, state })
}

/// The newest concerns, newest first; none when notes may not be seen.
///
/// # Errors
/// When the store fails.
pub fn of_person(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    limit: i64,
) -> Result<Vec<Concern>> {
    if !proof.sees(DataClass::Narrative) {
        return Ok(Vec::new());
    }
    tx.rows(&OF_PERSON, &values![id(proof.region()), id(proof.id()), limit], decode)
}

/// As [`of_person`]; whoever may not see notes still sees what they wrote themselves.
///
/// # Errors
/// When the store fails.
pub fn of_person_to(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    reader: AccountId,
    limit: i64,
) -> Result<Vec<Concern>> {
    if proof.sees(DataClass::Narrative) {
        return of_person(tx, proof, limit);
    }
    let values = values![id(proof.region()), id(proof.id()), limit, id(reader)];
    tx.rows(&OWN_OF_PERSON, &values, decode)
}

/// One concern about the person, when notes may be seen.
///
/// # Errors
/// When the store fails.
pub fn find(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    concern: ConcernId,
) -> Result<Option<Concern>> {
    if !proof.sees(DataClass::Narrative) {
        return Ok(None);
    }
    tx.row(&FIND, &values![id(proof.region()), id(proof.id()), id(concern)], decode)
}

/// Adds a concern; it begins open.
///
/// # Errors
/// When the store fails.
pub fn insert(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    concern: &Concern,
    by: Option<AccountId>,
) -> Result<()> {
    let values = values![
        id(proof.region()),
        id(concern.id),
        id(proof.id()),
        concern.text,
        concern.by,
        opt_id(by),
        concern.at
    ];
    tx.run(&INSERT, &values).map(|_| ())
}

/// Writes down what became of a concern; false when a meeting has taken it up.
///
/// # Errors
/// When the store fails.
pub fn set_state(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    concern: ConcernId,
    state: ConcernState,
) -> Result<bool> {
    type Links = (&'static str, Option<Date>, Option<MeetingId>, Option<RequestId>);
    let (state, until, meeting, request): Links = match state {
        ConcernState::Open => ("open", None, None, None),
        ConcernState::Watching { until } => ("watching", Some(until), None, None),
        ConcernState::Met { meeting } => ("met", None, Some(meeting), None),
        ConcernState::Requested { request } => ("requested", None, None, Some(request)),
    };
    let values = values![
        id(proof.region()),
        id(proof.id()),
        id(concern),
        state,
        until,
        opt_id(meeting),
        opt_id(request)
    ];
    Ok(tx.run(&SET_STATE, &values)? == 1)
}

/// A meeting was called off: what had led to it waits again, for the answer to its request or for
/// anybody, so that nothing is lost. Comes before the request itself is opened again.
///
/// # Errors
/// When the store fails.
pub fn reopen_of_meeting(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    meeting: MeetingId,
) -> Result<()> {
    let values = values![id(proof.region()), id(proof.id()), id(meeting)];
    tx.run(&REOPEN_OF_MEETING, &values).map(|_| ())
}

/// A request was declined or taken back: what had led to it waits for the team again.
///
/// # Errors
/// When the store fails.
pub fn reopen_of_request(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    request: RequestId,
) -> Result<()> {
    let values = values![id(proof.region()), id(proof.id()), id(request)];
    tx.run(&REOPEN_OF_REQUEST, &values).map(|_| ())
}
