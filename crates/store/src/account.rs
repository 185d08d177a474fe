//! What signs in: its secrets as hashes, its way of reading, its one-time links.

use crate::value::{Row, id, opt_id};
use crate::{ReadTx, Result, WriteTx};
use jiff::Timestamp;
use tsumugi_domain::ids::{AccountId, PersonId, RegionId, StaffId};

/// The columns of [`decode`].
macro_rules! account_columns {
    () => {
        "a.region_id, a.account_id, a.kind, a.staff_id, a.person_id, a.name, a.login, \
         a.password_hash, a.totp_secret, a.totp_last_step, a.disabled_at, a.layer, a.furigana, \
         a.text_size, a.theme"
    };
}
pub(crate) use account_columns;

statements! {
    BY_LOGIN = concat!("select ", account_columns!(), " from account a where a.login = $1");
    BY_ID = concat!("select ", account_columns!(), " from account a \
        where a.region_id = $1 and a.account_id = $2");
    INSERT = "insert into account (region_id, account_id, kind, staff_id, person_id, name, \
        wrong_codes, layer, furigana, text_size, theme) \
        values ($1, $2, $3, $4, $5, $6, 0, $7, $8, $9, $10)";
    SET_UP = "update account set login = $3, password_hash = $4, totp_secret = $5, \
        totp_last_step = $6, wrong_codes = 0, code_after = null \
        where region_id = $1 and account_id = $2";
    SHUT = "update account set login = null, password_hash = null, totp_secret = null, \
        totp_last_step = null where region_id = $1 and account_id = $2";
    TRY_CODE = "update account set wrong_codes = wrong_codes + 1 \
        where region_id = $1 and account_id = $2 and coalesce(code_after, 0) <= $3";
    WRONG_CODES = "select wrong_codes from account where region_id = $1 and account_id = $2";
    PAUSE_CODES = "update account set code_after = $3 where region_id = $1 and account_id = $2";
    RIGHT_CODE = "update account set wrong_codes = 0, code_after = null \
        where region_id = $1 and account_id = $2";
    STEP = "update account set totp_last_step = $3 where region_id = $1 and account_id = $2 \
        and coalesce(totp_last_step, 0) < $3";
    DISPLAY = "update account set layer = $3, furigana = $4, text_size = $5, theme = $6 \
        where region_id = $1 and account_id = $2";
    RENAME = "update account set name = $3 where region_id = $1 and account_id = $2";
    CLOSE = "update account set disabled_at = $3, login = null, password_hash = null, \
        totp_secret = null where region_id = $1 and account_id = $2";
    REOPEN = "update account set disabled_at = null where region_id = $1 and account_id = $2";
    INSERT_LINK = "insert into sign_in_link (token_hash, region_id, account_id, purpose, \
        totp_secret, expires_at) values ($1, $2, $3, $4, $5, $6)";
    LINK = "select region_id, account_id, purpose, totp_secret from sign_in_link \
        where token_hash = $1 and used_at is null and expires_at > $2";
    USE_LINK = "update sign_in_link set used_at = $2, totp_secret = null \
        where token_hash = $1 and used_at is null \
        and expires_at > $2";
    DROP_LINKS = "delete from sign_in_link where region_id = $1 and account_id = $2";
    FORGET_LINKS = "delete from sign_in_link where region_id = $1 and expires_at < $2";
}

/// How somebody likes to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Display {
    /// Layer of words.
    pub layer: String,
    /// Furigana.
    pub furigana: String,
    /// Text size.
    pub text_size: String,
    /// Colours.
    pub theme: String,
}

/// Something that signs in.
#[derive(Debug, Clone)]
pub struct Account {
    /// The tenant.
    pub region: RegionId,
    /// Identity.
    pub id: AccountId,
    /// For whom.
    pub kind: AccountKind,
    /// Name as shown.
    pub name: String,
    /// What is typed to sign in, folded.
    pub login: Option<String>,
    /// argon2id, PHC string.
    pub password_hash: Option<String>,
    /// The authenticator's secret.
    pub totp_secret: Option<Vec<u8>>,
    /// The last time step used, so that no code works twice.
    pub totp_last_step: Option<i64>,
    /// Since when it is closed.
    pub disabled_at: Option<Timestamp>,
    /// How they like to read.
    pub display: Display,
}

/// For whom an account is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountKind {
    /// A worker.
    Staff(StaffId),
    /// The person.
    Person(PersonId),
    /// A family member; for whom, the team says.
    Family,
}

pub(crate) fn decode(row: &mut Row) -> Result<Account> {
    let (region, account) = (row.id()?, row.id()?);
    let kind: String = row.get()?;
    let (staff, person) = (row.opt_id()?, row.opt_id()?);
    let kind = match (kind.as_str(), staff, person) {
        ("staff", Some(staff), None) => AccountKind::Staff(staff),
        ("person", None, Some(person)) => AccountKind::Person(person),
        ("family", None, None) => AccountKind::Family,
        _ => return Err(row.broken("account kind and link do not fit together")),
    };
    Ok(Account {
        region,
        id: account,
        kind,
        name: row.get()?,
        login: row.opt()?,
        password_hash: row.opt()?,
        totp_secret: row.opt()?,
        totp_last_step: row.opt()?,
        disabled_at: row.opt()?,
        display: Display {
            layer: row.get()?,
            furigana: row.get()?,
            text_size: row.get()?,
            theme: row.get()?,
        },
    })
}

/// The account that signs in with this name.
///
/// # Errors
/// When the store fails.
pub fn by_login(tx: &mut ReadTx<'_>, login: &str) -> Result<Option<Account>> {
    tx.row(&BY_LOGIN, &values![login], decode)
}

/// An account by its id.
///
/// # Errors
/// When the store fails.
pub fn by_id(tx: &mut ReadTx<'_>, region: RegionId, account: AccountId) -> Result<Option<Account>> {
    tx.row(&BY_ID, &values![id(region), id(account)], decode)
}

/// Makes an account without any secret; a link lets its owner set them.
///
/// # Errors
/// When the store fails.
pub fn insert(
    tx: &mut WriteTx<'_>,
    region: RegionId,
    account: AccountId,
    kind: AccountKind,
    name: &str,
    display: &Display,
) -> Result<()> {
    let (code, staff, person) = match kind {
        AccountKind::Staff(staff) => ("staff", Some(staff), None),
        AccountKind::Person(person) => ("person", None, Some(person)),
        AccountKind::Family => ("family", None, None),
    };
    let values = values![
        id(region),
        id(account),
        code,
        opt_id(staff),
        opt_id(person),
        name,
        display.layer,
        display.furigana,
        display.text_size,
        display.theme
    ];
    tx.run(&INSERT, &values).map(|_| ())
}

/// The secrets an owner sets.
#[derive(Debug)]
pub struct Secrets<'a> {
    /// Folded sign-in name.
    pub login: &'a str,
    /// argon2id, PHC string.
    pub password_hash: &'a str,
    /// The authenticator's secret, for accounts that need one.
    pub totp_secret: Option<Vec<u8>>,
    /// The time step of the code that proved it.
    pub totp_step: Option<i64>,
}

/// Stores the secrets an owner has set.
///
/// # Errors
/// [`crate::StoreError::is_duplicate`] when the sign-in name is taken.
pub fn set_up(
    tx: &mut WriteTx<'_>,
    region: RegionId,
    account: AccountId,
    secrets: &Secrets<'_>,
) -> Result<()> {
    let values = values![
        id(region),
        id(account),
        secrets.login,
        secrets.password_hash,
        secrets.totp_secret,
        secrets.totp_step
    ];
    tx.run(&SET_UP, &values).map(|_| ())
}

/// Uses up a time step; false when this step or a later one was used before.
///
/// # Errors
/// When the store fails.
pub fn use_step(
    tx: &mut WriteTx<'_>,
    region: RegionId,
    account: AccountId,
    step: i64,
) -> Result<bool> {
    Ok(tx.run(&STEP, &values![id(region), id(account), step])? == 1)
}

/// Takes name, password and authenticator away: nothing opens the account but a link.
///
/// # Errors
/// When the store fails.
pub fn shut(tx: &mut WriteTx<'_>, region: RegionId, account: AccountId) -> Result<()> {
    tx.run(&SHUT, &values![id(region), id(account)]).map(|_| ())
}

/// Counts a try at the second factor as wrong until [`right_code`] says otherwise, and gives how
/// many were wrong in a row. `None` while no code is taken. Counting first keeps tries that are
/// sent at the same moment from passing side by side.
///
/// # Errors
/// When the store fails.
pub fn try_code(
    tx: &mut WriteTx<'_>,
    region: RegionId,
    account: AccountId,
    now: Timestamp,
) -> Result<Option<i64>> {
    if tx.run(&TRY_CODE, &values![id(region), id(account), now])? == 0 {
        return Ok(None);
    }
    tx.row(&WRONG_CODES, &values![id(region), id(account)], |row| row.get())
}

/// Takes no code until an instant.
///
/// # Errors
/// When the store fails.
pub fn pause_codes(
    tx: &mut WriteTx<'_>,
    region: RegionId,
    account: AccountId,
    until: Timestamp,
) -> Result<()> {
    tx.run(&PAUSE_CODES, &values![id(region), id(account), until]).map(|_| ())
}

/// The code was right: the count begins anew.
///
/// # Errors
/// When the store fails.
pub fn right_code(tx: &mut WriteTx<'_>, region: RegionId, account: AccountId) -> Result<()> {
    tx.run(&RIGHT_CODE, &values![id(region), id(account)]).map(|_| ())
}

/// Corrects the name that is shown.
///
/// # Errors
/// When the store fails.
pub fn rename(
    tx: &mut WriteTx<'_>,
    region: RegionId,
    account: AccountId,
    name: &str,
) -> Result<()> {
    tx.run(&RENAME, &values![id(region), id(account), name]).map(|_| ())
}

/// Saves how somebody likes to read.
///
/// # Errors
/// When the store fails.
pub fn set_display(
    tx: &mut WriteTx<'_>,
    region: RegionId,
    account: AccountId,
    display: &Display,
) -> Result<()> {
    let values = values![
        id(region),
        id(account),
        display.layer,
        display.furigana,
        display.text_size,
        display.theme
    ];
    tx.run(&DISPLAY, &values).map(|_| ())
}

/// Closes an account: its secrets go, and its name is free for somebody else.
///
/// # Errors
/// When the store fails.
pub fn close(
    tx: &mut WriteTx<'_>,
    region: RegionId,
    account: AccountId,
    at: Timestamp,
) -> Result<()> {
    tx.run(&CLOSE, &values![id(region), id(account), at]).map(|_| ())
}

/// Opens a closed account again. Nobody gets in before it is set up anew.
///
/// # Errors
/// When the store fails.
pub fn reopen(tx: &mut WriteTx<'_>, region: RegionId, account: AccountId) -> Result<()> {
    tx.run(&REOPEN, &values![id(region), id(account)]).map(|_| ())
}

/// What a one-time link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkPurpose {
    /// Setting password and authenticator.
    SetUp,
    /// Signing in to the demonstration.
    Demo,
}

impl LinkPurpose {
    fn code(self) -> &'static str {
        match self {
            Self::SetUp => "set_up",
            Self::Demo => "demo",
        }
    }
}

/// A one-time link.
#[derive(Debug, Clone)]
pub struct Link {
    /// The tenant.
    pub region: RegionId,
    /// Whose.
    pub account: AccountId,
    /// What for.
    pub purpose: LinkPurpose,
    /// The authenticator's secret that its page offers; gone once the link was used.
    pub totp_secret: Option<Vec<u8>>,
}

/// Makes a one-time link; the store keeps only the hash of its token.
///
/// # Errors
/// When the store fails.
pub fn insert_link(
    tx: &mut WriteTx<'_>,
    link: &Link,
    token_hash: &str,
    expires_at: Timestamp,
) -> Result<()> {
    let values = values![
        token_hash,
        id(link.region),
        id(link.account),
        link.purpose.code(),
        link.totp_secret,
        expires_at
    ];
    tx.run(&INSERT_LINK, &values).map(|_| ())
}

/// A link that still works. Looking does not use it up.
///
/// # Errors
/// When the store fails.
pub fn link(tx: &mut ReadTx<'_>, token_hash: &str, now: Timestamp) -> Result<Option<Link>> {
    tx.row(&LINK, &values![token_hash, now], |row| {
        let (region, account) = (row.id()?, row.id()?);
        let purpose = match row.get::<String>()?.as_str() {
            "set_up" => LinkPurpose::SetUp,
            "demo" => LinkPurpose::Demo,
            _ => return Err(row.broken("unknown purpose of a link")),
        };
        Ok(Link { region, account, purpose, totp_secret: row.opt()? })
    })
}

/// Uses a link up; false when somebody was faster.
///
/// # Errors
/// When the store fails.
pub fn use_link(tx: &mut WriteTx<'_>, token_hash: &str, now: Timestamp) -> Result<bool> {
    Ok(tx.run(&USE_LINK, &values![token_hash, now])? == 1)
}

/// Ends all links of an account.
///
/// # Errors
/// When the store fails.
pub fn drop_links(tx: &mut WriteTx<'_>, region: RegionId, account: AccountId) -> Result<u64> {
    tx.run(&DROP_LINKS, &values![id(region), id(account)])
}

/// Forgets links that ended before an instant, with the secrets they offered.
///
/// # Errors
/// When the store fails.
pub fn forget_links_before(tx: &mut WriteTx<'_>, region: RegionId, at: Timestamp) -> Result<u64> {
    tx.run(&FORGET_LINKS, &values![id(region), at])
}
