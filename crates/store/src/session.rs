//! Signed-in browsers. The store keeps hashes of tokens; a stolen database opens no session.

use crate::account::{self, Account, account_columns};
use crate::value::{Row, id};
use crate::{ReadTx, Result, WriteTx};
use jiff::Timestamp;
use tsumugi_domain::ids::{AccountId, RegionId, SessionId};

statements! {
    INSERT = "insert into session (region_id, session_id, token_hash, account_id, stage, \
        started_at, seen_at, expires_at, device, proved_at) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    BY_TOKEN = concat!("select s.region_id, s.session_id, s.account_id, s.stage, s.seen_at, \
        s.expires_at, s.device, s.proved_at, s.people_search, s.word_search, r.demo, ", account_columns!(), " \
        from session s join region r on r.region_id = s.region_id \
        join account a on a.region_id = s.region_id and a.account_id = s.account_id \
        where s.token_hash = $1");
    SEARCH = "update session set people_search = $3 where region_id = $1 and session_id = $2";
    WORDS = "update session set word_search = $3 where region_id = $1 and session_id = $2";
    SEEN = "update session set seen_at = $3 where region_id = $1 and session_id = $2";
    OF_ACCOUNT = "select session_id, device, started_at, seen_at from session \
        where region_id = $1 and account_id = $2 and stage = 'full' and expires_at > $3 \
        and seen_at > $4 order by seen_at desc, session_id";
    RENEW = "update session set token_hash = $3, stage = $4, seen_at = $5, proved_at = $5 \
        where region_id = $1 and session_id = $2";
    END = "delete from session where region_id = $1 and session_id = $2";
    END_OWN = "delete from session where region_id = $1 and account_id = $2 and session_id = $3";
    END_OTHERS = "delete from session where region_id = $1 and account_id = $2 \
        and session_id <> $3";
    END_ALL = "delete from session where region_id = $1 and account_id = $2";
    END_HALF = "delete from session where region_id = $1 and account_id = $2 \
        and stage = 'password'";
    FORGET = "delete from session where region_id = $1 and expires_at < $2";
}

/// How far somebody has come in signing in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The password was right; the second factor is missing.
    Password,
    /// Signed in.
    Full,
}

impl Stage {
    fn code(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Full => "full",
        }
    }
}

/// A signed-in browser.
#[derive(Debug, Clone)]
pub struct Session {
    /// The tenant.
    pub region: RegionId,
    /// Identity.
    pub id: SessionId,
    /// Who.
    pub account: AccountId,
    /// How far.
    pub stage: Stage,
    /// When it was last used.
    pub seen_at: Timestamp,
    /// When it ends whatever happens.
    pub expires_at: Timestamp,
    /// At what, in a few plain words; empty when nobody can tell.
    pub device: String,
    /// When the one behind it last proved by every factor who they are.
    pub proved_at: Option<Timestamp>,
    /// What the people list is searched for; empty for all.
    pub people_search: String,
    /// Which words the records are looked through for; empty for none.
    pub word_search: String,
}

/// Opens a session.
///
/// # Errors
/// When the store fails.
pub fn insert(tx: &mut WriteTx<'_>, session: &Session, token_hash: &str) -> Result<()> {
    let values = values![
        id(session.region),
        id(session.id),
        token_hash,
        id(session.account),
        session.stage.code(),
        session.seen_at,
        session.seen_at,
        session.expires_at,
        session.device,
        session.proved_at
    ];
    tx.run(&INSERT, &values).map(|_| ())
}

/// A session with the account that opened it.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The session.
    pub session: Session,
    /// True in a region of the demonstration.
    pub demo: bool,
    /// Whose it is.
    pub account: Account,
}

/// The session of a token, and whose it is.
///
/// # Errors
/// When the store fails.
pub fn by_token(tx: &mut ReadTx<'_>, token_hash: &str) -> Result<Option<Opened>> {
    tx.row(&BY_TOKEN, &values![token_hash], |row| {
        Ok(Opened { session: decode(row)?, demo: row.get()?, account: account::decode(row)? })
    })
}

fn decode(row: &mut Row) -> Result<Session> {
    Ok(Session {
        region: row.id()?,
        id: row.id()?,
        account: row.id()?,
        stage: match row.get::<String>()?.as_str() {
            "password" => Stage::Password,
            "full" => Stage::Full,
            _ => return Err(row.broken("unknown stage of a session")),
        },
        seen_at: row.get()?,
        expires_at: row.get()?,
        device: row.get()?,
        proved_at: row.opt()?,
        people_search: row.get()?,
        word_search: row.get()?,
    })
}

/// A place at which somebody is signed in.
#[derive(Debug, Clone)]
pub struct Place {
    /// The session.
    pub id: SessionId,
    /// At what; empty when nobody can tell.
    pub device: String,
    /// Since when.
    pub started_at: Timestamp,
    /// When it was last used.
    pub seen_at: Timestamp,
}

/// The places at which an account is signed in now, the last used first. Whatever was not used
/// since `idle` has ended.
///
/// # Errors
/// When the store fails.
pub fn places(
    tx: &mut ReadTx<'_>,
    region: RegionId,
    account: AccountId,
    (now, idle): (Timestamp, Timestamp),
) -> Result<Vec<Place>> {
    tx.rows(&OF_ACCOUNT, &values![id(region), id(account), now, idle], |row| {
        Ok(Place { id: row.id()?, device: row.get()?, started_at: row.get()?, seen_at: row.get()? })
    })
}

/// Notes which words the records are looked through for.
///
/// # Errors
/// When the store fails.
pub fn set_word_search(
    tx: &mut WriteTx<'_>,
    region: RegionId,
    session: SessionId,
    words: &str,
) -> Result<()> {
    tx.run(&WORDS, &values![id(region), id(session), words]).map(|_| ())
}

/// Notes what the people list is searched for.
///
/// # Errors
/// When the store fails.
pub fn set_people_search(
    tx: &mut WriteTx<'_>,
    region: RegionId,
    session: SessionId,
    search: &str,
) -> Result<()> {
    tx.run(&SEARCH, &values![id(region), id(session), search]).map(|_| ())
}

/// Notes that a session was used.
///
/// # Errors
/// When the store fails.
pub fn seen(
    tx: &mut WriteTx<'_>,
    region: RegionId,
    session: SessionId,
    at: Timestamp,
) -> Result<()> {
    tx.run(&SEEN, &values![id(region), id(session), at]).map(|_| ())
}

/// Gives a session a new token and stage: a token never survives a change of rights. Whoever gets
/// it has just proved who they are.
///
/// # Errors
/// When the store fails.
pub fn renew(
    tx: &mut WriteTx<'_>,
    region: RegionId,
    session: SessionId,
    token_hash: &str,
    stage: Stage,
    at: Timestamp,
) -> Result<()> {
    tx.run(&RENEW, &values![id(region), id(session), token_hash, stage.code(), at]).map(|_| ())
}

/// Ends a session.
///
/// # Errors
/// When the store fails.
pub fn end(tx: &mut WriteTx<'_>, region: RegionId, session: SessionId) -> Result<()> {
    tx.run(&END, &values![id(region), id(session)]).map(|_| ())
}

/// Ends a session of an account; false when it has none of this id.
///
/// # Errors
/// When the store fails.
pub fn end_own(
    tx: &mut WriteTx<'_>,
    region: RegionId,
    account: AccountId,
    session: SessionId,
) -> Result<bool> {
    Ok(tx.run(&END_OWN, &values![id(region), id(account), id(session)])? == 1)
}

/// Ends all sessions of an account but one.
///
/// # Errors
/// When the store fails.
pub fn end_others(
    tx: &mut WriteTx<'_>,
    region: RegionId,
    account: AccountId,
    kept: SessionId,
) -> Result<u64> {
    tx.run(&END_OTHERS, &values![id(region), id(account), id(kept)])
}

/// Ends all sessions of an account.
///
/// # Errors
/// When the store fails.
pub fn end_all(tx: &mut WriteTx<'_>, region: RegionId, account: AccountId) -> Result<u64> {
    tx.run(&END_ALL, &values![id(region), id(account)])
}

/// Ends the sessions of an account that still lack the second factor.
///
/// # Errors
/// When the store fails.
pub fn end_half(tx: &mut WriteTx<'_>, region: RegionId, account: AccountId) -> Result<u64> {
    tx.run(&END_HALF, &values![id(region), id(account)])
}

/// Forgets sessions that ended before an instant.
///
/// # Errors
/// When the store fails.
pub fn forget_before(tx: &mut WriteTx<'_>, region: RegionId, at: Timestamp) -> Result<u64> {
    tx.run(&FORGET, &values![id(region), at])
}
