//! Signing in and out, set-up links, sessions.
//!
//! Nobody is known yet when these run, so they take a [`Gate`] instead of an `Op`. Limits on
//! tries are taken in `web`, before anything here touches the store.

use crate::chance::Chance;
use crate::op::japan;
use crate::{AppError, Op, Problems, Result};
use argon2::{Argon2, PasswordHasher as _, PasswordVerifier as _};
use data_encoding::{BASE32_NOPAD, HEXLOWER};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};
use std::sync::LazyLock;
use tsumugi_domain::audit::Deed;
use tsumugi_domain::consent::Classes;
use tsumugi_domain::ids::{AccountId, RegionId};
use tsumugi_domain::policy::{Actor, Who};
use tsumugi_store::account::Secrets;
pub use tsumugi_store::account::{Account, AccountKind, Display, LinkPurpose};
use tsumugi_store::session::Opened;
pub use tsumugi_store::session::{Session, Stage};
use tsumugi_store::{Db, ReadTx, WriteTx, access, account, session, staff};
use unicode_normalization::UnicodeNormalization as _;

/// A session ends after so long without use (NIST SP 800-63B-4 allows an hour).
pub const IDLE: SignedDuration = SignedDuration::from_mins(30);
/// A session ends after so long whatever happens.
pub const ABSOLUTE: SignedDuration = SignedDuration::from_hours(12);
/// A set-up link works for so long.
pub const LINK_LIFE: SignedDuration = SignedDuration::from_hours(72);
/// Shortest password, in characters after NFKC.
pub const PASSWORD_MIN: usize = 15;
/// After so many wrong codes in a row no code is taken for a while.
pub const CODES_IN_A_ROW: i64 = 5;
/// For so long no code is taken then.
pub const PAUSE: SignedDuration = SignedDuration::from_hours(1);
/// Bytes of an authenticator's secret (RFC 4226 recommends 160 bits).
const SECRET: usize = 20;
/// A session's last use is written at most this often, so that reading stays cheap.
const SEEN_EVERY: SignedDuration = SignedDuration::from_secs(60);

/// What is there before anybody is known.
#[derive(Debug, Clone, Copy)]
pub struct Gate<'a> {
    /// The database.
    pub db: &'a Db,
    /// The instant of the request.
    pub now: Timestamp,
    /// Randomness.
    pub chance: &'a Chance,
}

/// A token for the browser; the store has only its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token(pub String);

/// SHA-256 of a token, as stored.
pub fn token_hash(token: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(token.as_bytes()))
}

/// Who a session belongs to, with everything a request needs.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Who acts.
    pub actor: Actor,
    /// The organisation beside the name; empty for the person and the family.
    pub org_name: String,
    /// The account with its way of reading.
    pub account: Account,
    /// The session.
    pub session: Session,
    /// True in a demonstration region.
    pub demo: bool,
}

impl Gate<'_> {
    pub(crate) fn token(&self) -> Token {
        self.chance.token()
    }

    /// Opens a session at a device.
    fn open(
        &self,
        tx: &mut WriteTx<'_>,
        account: &Account,
        stage: Stage,
        device: &str,
    ) -> Result<Token> {
        let token = self.token();
        let opened = Session {
            region: account.region,
            id: self.chance.id(self.now),
            account: account.id,
            stage,
            seen_at: self.now,
            expires_at: self.now.saturating_add(ABSOLUTE).unwrap_or(self.now),
            device: device.to_owned(),
            proved_at: (stage == Stage::Full).then_some(self.now),
            people_search: String::new(),
            word_search: String::new(),
        };
        session::insert(tx, &opened, &token_hash(&token.0))?;
        if stage == Stage::Full {
            self.op(account).note(tx, Deed::SignedIn, "session", None, &Classes::new())?;
        }
        Ok(token)
    }

    /// Writes down that somebody who knows the password does not know the code.
    fn wrong_code(&self, tx: &mut WriteTx<'_>, account: &Account, wrong: i64) -> Result<CodeTaken> {
        self.op(account).note(tx, Deed::Refused, "code", None, &Classes::new())?;
        if wrong % CODES_IN_A_ROW != 0 {
            return Ok(CodeTaken::Wrong);
        }
        let until = self.now.saturating_add(PAUSE).unwrap_or(self.now);
        account::pause_codes(tx, account.region, account.id, until)?;
        session::end_half(tx, account.region, account.id)?;
        Ok(CodeTaken::Paused)
    }

    /// An operation of an account that has just proved who it is; only for its own audit entry.
    pub(crate) fn op(&self, account: &Account) -> Op<'_> {
        let who = match account.kind {
            AccountKind::Staff(staff) => Who::Staff { staff, posts: Vec::new() },
            AccountKind::Person(person) => Who::Person(person),
            AccountKind::Family => Who::Family,
        };
        Op {
            db: self.db,
            actor: Actor {
                region: account.region,
                account: account.id,
                name: account.name.clone(),
                who,
            },
            org_name: String::new(),
            now: self.now,
            submit: None,
            seen: None,
            chance: self.chance,
        }
    }
}

/// The form in which sign-in names and passwords are compared: NFKC, as NIST asks.
fn normal(text: &str) -> String {
    text.nfkc().collect()
}

/// The form of a sign-in name under which it is stored and looked for.
pub fn login_key(login: &str) -> String {
    normal(login.trim()).to_lowercase()
}

/// A hash of nothing anybody knows: an unknown name takes as long as a wrong password.
static DECOY: LazyLock<String> = LazyLock::new(|| {
    Argon2::default()
        .hash_password_with_salt(b"no password has this hash", b"decoy-decoy-decoy")
        .map(|hash| hash.to_string())
        .unwrap_or_default()
});

/// Whether a password is the one of a hash.
pub(crate) fn matches(password: &str, hash: &str) -> bool {
    Argon2::default().verify_password(normal(password).as_bytes(), hash).is_ok()
}

/// First step: name and password. `None` means wrong, whatever was wrong.
///
/// # Errors
/// When the store fails.
pub fn password(
    gate: Gate<'_>,
    login: &str,
    password: &str,
    device: &str,
) -> Result<Option<(Token, Stage)>> {
    let found = gate.db.read(|tx| Ok::<_, AppError>(account::by_login(tx, &login_key(login))?))?;
    let found = found.filter(|account| account.disabled_at.is_none());
    let hash = found.as_ref().and_then(|account| account.password_hash.clone());
    let right = matches(password, hash.as_deref().unwrap_or(DECOY.as_str()));
    let (Some(account), true, Some(_)) = (found, right, hash) else { return Ok(None) };
    let stage = if account.totp_secret.is_some() { Stage::Password } else { Stage::Full };
    // Checking takes its time: a new link or password in between has ended what this one opens.
    let token = gate.db.write(|tx| {
        let now = account::by_login(tx, &login_key(login))?;
        let same = now.is_some_and(|now| {
            now.disabled_at.is_none() && now.password_hash == account.password_hash
        });
        if same { gate.open(tx, &account, stage, device).map(Some) } else { Ok(None) }
    })?;
    Ok(token.map(|token| (token, stage)))
}

/// What came of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecondFactor {
    /// Right; the session goes on under this token.
    Right(Token),
    /// Wrong; another one may be typed.
    Wrong,
    /// Too many were wrong in a row: no code is taken for a while, and the password comes first
    /// again.
    Paused,
    /// There is no session that waits for a code.
    Over,
}

/// Second step: the code of the authenticator. Each code works once. The session gets a new token.
/// Wrong ones are counted at the account, so that opening many sessions gives no more tries.
///
/// # Errors
/// When the store fails.
pub fn second_factor(gate: Gate<'_>, token: &str, code: &str) -> Result<SecondFactor> {
    gate.db.write(|tx| {
        let open = live_session(tx, gate.now, token)?.filter(|open| {
            open.session.stage == Stage::Password && open.account.disabled_at.is_none()
        });
        let Some(Opened { session: open, account, .. }) = open else {
            return Ok(SecondFactor::Over);
        };
        if account.totp_secret.is_none() {
            return Ok(SecondFactor::Over);
        }
        match take_code(gate, tx, &account, code)? {
            CodeTaken::Right => {}
            CodeTaken::Wrong => return Ok(SecondFactor::Wrong),
            CodeTaken::Paused => return Ok(SecondFactor::Paused),
        }
        let fresh = gate.token();
        let hash = token_hash(&fresh.0);
        session::renew(tx, open.region, open.id, &hash, Stage::Full, gate.now)?;
        gate.op(&account).note(tx, Deed::SignedIn, "session", None, &Classes::new())?;
        Ok(SecondFactor::Right(fresh))
    })
}

/// What became of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CodeTaken {
    /// Right, and used up.
    Right,
    /// Wrong.
    Wrong,
    /// None is taken for a while.
    Paused,
}

/// Takes a code of an account's authenticator, whatever it is asked for: they are counted together.
pub(crate) fn take_code(
    gate: Gate<'_>,
    tx: &mut WriteTx<'_>,
    account: &Account,
    code: &str,
) -> Result<CodeTaken> {
    let (region, id) = (account.region, account.id);
    let Some(wrong) = account::try_code(tx, region, id, gate.now)? else {
        session::end_half(tx, region, id)?;
        return Ok(CodeTaken::Paused);
    };
    let code: String = normal(code).chars().filter(char::is_ascii_digit).collect();
    let secret = account.totp_secret.as_deref().unwrap_or_default();
    let right = match totp_step(secret, &code, gate.now) {
        Some(step) => account::use_step(tx, region, id, step)?,
        None => false,
    };
    if !right {
        return gate.wrong_code(tx, account, wrong);
    }
    account::right_code(tx, region, id)?;
    Ok(CodeTaken::Right)
}

/// The time step at which a code is right, one step before and after included.
fn totp_step(secret: &[u8], code: &str, now: Timestamp) -> Option<i64> {
    let totp = totp_rs::Builder::new().with_secret(secret.to_vec()).build_noncompliant();
    let step = totp.check(code, u64::try_from(now.as_second()).ok()?)?;
    i64::try_from(step).ok()
}

pub(crate) fn live_session(
    tx: &mut ReadTx<'_>,
    now: Timestamp,
    token: &str,
) -> Result<Option<Opened>> {
    let found = session::by_token(tx, &token_hash(token))?;
    Ok(found.filter(|Opened { session, .. }| {
        now < session.expires_at && now.duration_since(session.seen_at) < IDLE
    }))
}

/// The one behind a token, if the session lives and the account is open.
///
/// # Errors
/// When the store fails.
pub fn signed_in(gate: Gate<'_>, token: &str) -> Result<Option<SignedIn>> {
    let found = gate.db.read_briefly(|tx| {
        let found = live_session(tx, gate.now, token)?;
        let found = found.filter(|opened| opened.account.disabled_at.is_none());
        found.map(|opened| who(tx, gate.now, opened)).transpose()
    })?;
    if let Some(signed_in) = &found {
        let session = &signed_in.session;
        if gate.now.duration_since(session.seen_at) >= SEEN_EVERY {
            gate.db.write(|tx| {
                Ok::<_, AppError>(session::seen(tx, session.region, session.id, gate.now)?)
            })?;
        }
    }
    Ok(found)
}

fn who(tx: &mut ReadTx<'_>, now: Timestamp, opened: Opened) -> Result<SignedIn> {
    let Opened { session, demo, account } = opened;
    let today = now.to_zoned(japan()).date();
    let (who, org_name) = match account.kind {
        AccountKind::Person(person) => (Who::Person(person), String::new()),
        AccountKind::Family => (Who::Family, String::new()),
        AccountKind::Staff(staff) => {
            let (posts, names): (Vec<_>, Vec<_>) =
                access::named_posts(tx, account.region, staff, today)?.into_iter().unzip();
            (Who::Staff { staff, posts }, names.into_iter().next().unwrap_or_default())
        }
    };
    let actor =
        Actor { region: account.region, account: account.id, name: account.name.clone(), who };
    Ok(SignedIn { actor, org_name, account, session, demo })
}

/// Ends the session of a token.
///
/// # Errors
/// When the store fails.
pub fn sign_out(gate: Gate<'_>, token: &str) -> Result<()> {
    gate.db.write(|tx| {
        let Some(open) = session::by_token(tx, &token_hash(token))? else { return Ok(()) };
        session::end(tx, open.session.region, open.session.id)?;
        gate.op(&open.account).note(tx, Deed::SignedOut, "session", None, &Classes::new())
    })
}

/// What stands behind a link that still works.
#[derive(Debug, Clone)]
pub struct Link {
    /// Whose.
    pub name: String,
    /// What for.
    pub purpose: LinkPurpose,
    /// How they like to read.
    pub display: Display,
    /// True where a second factor is asked for.
    pub needs_totp: bool,
    /// The authenticator's secret in base32, for set-up links.
    pub totp_secret: String,
}

/// Looks at a link without using it up: mail scanners and curious eyes do no harm.
///
/// # Errors
/// When the store fails.
pub fn look_at_link(gate: Gate<'_>, token: &str) -> Result<Option<Link>> {
    gate.db.read(|tx| {
        let Some(link) = account::link(tx, &token_hash(token), gate.now)? else {
            return Ok(None);
        };
        let Some(account) = account::by_id(tx, link.region, link.account)? else {
            return Ok(None);
        };
        Ok(Some(Link {
            name: account.name,
            display: account.display,
            purpose: link.purpose,
            needs_totp: matches!(account.kind, AccountKind::Staff(_)),
            totp_secret: BASE32_NOPAD.encode(link.totp_secret.as_deref().unwrap_or_default()),
        }))
    })
}

/// Whether a demonstration runs here: whoever started it can start it again.
///
/// # Errors
/// When the store fails.
pub fn is_demo(gate: Gate<'_>) -> Result<bool> {
    Ok(gate.db.read(staff::regions)?.iter().any(|region| region.demo))
}

/// Signs in through a link of the demonstration; it works once.
///
/// # Errors
/// When the store fails.
pub fn use_demo_link(gate: Gate<'_>, token: &str, device: &str) -> Result<Option<Token>> {
    gate.db.write(|tx| {
        let hash = token_hash(token);
        let link = account::link(tx, &hash, gate.now)?;
        let Some(link) = link.filter(|link| link.purpose == LinkPurpose::Demo) else {
            return Ok(None);
        };
        let Some(account) = account::by_id(tx, link.region, link.account)? else {
            return Ok(None);
        };
        if !account::use_link(tx, &hash, gate.now)? {
            return Ok(None);
        }
        gate.open(tx, &account, Stage::Full, device).map(Some)
    })
}

/// What is typed on the set-up page.
#[derive(Debug, Clone)]
pub struct SetUp {
    /// Sign-in name.
    pub login: String,
    /// Password.
    pub password: String,
    /// Code of the authenticator.
    pub code: String,
}

/// Sets name, password and authenticator through a set-up link, and signs in.
///
/// # Errors
/// [`AppError::Invalid`] with what cannot be used; [`AppError::Hidden`] when the link is over.
pub fn set_up(gate: Gate<'_>, token: &str, form: &SetUp, device: &str) -> Result<Token> {
    let link = look_at_link(gate, token)?
        .filter(|link| link.purpose == LinkPurpose::SetUp)
        .ok_or(AppError::Hidden)?;
    let secret = BASE32_NOPAD.decode(link.totp_secret.as_bytes()).unwrap_or_default();
    let (login, password, step) = check_set_up(form, &link, &secret, gate.now)?;
    let mut salt = [0; 16];
    gate.chance.fill(&mut salt);
    let password_hash = Argon2::default()
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map_err(|_| tsumugi_store::StoreError::Conflict("hashing the password failed"))?
        .to_string();
    let done = gate.db.write(|tx| {
        let hash = token_hash(token);
        let Some(account::Link { region, account: id, .. }) = account::link(tx, &hash, gate.now)?
        else {
            return Err(AppError::Hidden);
        };
        if account::by_login(tx, &login)?.is_some_and(|other| other.id != id) {
            return Err(login_taken());
        }
        if !account::use_link(tx, &hash, gate.now)? {
            return Err(AppError::Hidden);
        }
        let secrets = Secrets {
            login: &login,
            password_hash: &password_hash,
            totp_secret: step.map(|_| secret.clone()),
            totp_step: step,
        };
        account::set_up(tx, region, id, &secrets)?;
        // A change of factors ends everything that was open before it.
        session::end_all(tx, region, id)?;
        let account = account::by_id(tx, region, id)?.ok_or(AppError::Hidden)?;
        gate.open(tx, &account, Stage::Full, device)
    });
    // Somebody else may have chosen the same name at the same moment.
    done.map_err(|error| match error {
        AppError::Store(error) if error.is_duplicate() => login_taken(),
        other => other,
    })
}

fn login_taken() -> AppError {
    let mut problems = Problems::new();
    problems.add("login", "error-login-taken");
    AppError::Invalid(problems)
}

fn check_set_up(
    form: &SetUp,
    link: &Link,
    secret: &[u8],
    now: Timestamp,
) -> Result<(String, String, Option<i64>)> {
    let mut problems = Problems::new();
    let login = login_key(&problems.required("login", &form.login));
    if !login.is_empty() && !is_login(&login) {
        problems.add("login", "error-login-form");
    }
    let password = normal(&form.password);
    let length = password.chars().count();
    if length == 0 {
        problems.add("password", "error-required");
    } else if length < PASSWORD_MIN {
        let more = PASSWORD_MIN - length;
        let args = [("min", PASSWORD_MIN), ("length", length), ("more", more)];
        let args = args.map(|(name, number)| (name, number.to_string())).into();
        problems.add_with("password", "error-password-short", args);
    } else if is_guessable(&password, &login) {
        problems.add("password", "error-password-guessable");
    }
    let code: String = normal(&form.code).chars().filter(char::is_ascii_digit).collect();
    let step = totp_step(secret, &code, now);
    if link.needs_totp && step.is_none() {
        problems.add("code", "error-code-wrong");
    }
    problems.check()?;
    Ok((login, password, step.filter(|_| link.needs_totp)))
}

/// Short enough to be typed every day, and without anything that cannot be seen.
fn is_login(login: &str) -> bool {
    (2..=40).contains(&login.chars().count())
        && !login.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// Long, but the first thing anybody would try.
fn is_guessable(password: &str, login: &str) -> bool {
    let lower = password.to_lowercase();
    let mut kinds: Vec<char> = lower.chars().collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.len() < 5
        || (!login.is_empty() && lower.replace(login, "").chars().count() < 6)
        || ["password", "123456789", "qwerty", "tsumugi", "パスワード"]
            .iter()
            .any(|common| lower.replace(common, "").chars().count() < 6)
}

/// Makes a one-time link for an account and gives its token. With a link for setting up, all that
/// opened the account before stops working at once: whoever asked for it has lost something.
///
/// # Errors
/// When the store fails.
pub fn make_link(
    gate: Gate<'_>,
    tx: &mut WriteTx<'_>,
    region: RegionId,
    account: AccountId,
    purpose: LinkPurpose,
) -> Result<Token> {
    let token = gate.token();
    let expires = gate.now.saturating_add(LINK_LIFE).unwrap_or(gate.now);
    account::drop_links(tx, region, account)?;
    let mut totp_secret = None;
    if purpose == LinkPurpose::SetUp {
        account::shut(tx, region, account)?;
        session::end_all(tx, region, account)?;
        let mut secret = vec![0; SECRET];
        gate.chance.fill(&mut secret);
        totp_secret = Some(secret);
    }
    let link = account::Link { region, account, purpose, totp_secret };
    account::insert_link(tx, &link, &token_hash(&token.0), expires)?;
    Ok(token)
}

/// Saves how somebody likes to read.
///
/// # Errors
/// When the store fails.
pub fn set_display(op: &Op<'_>, display: &Display) -> Result<()> {
    op.db.write(|tx| {
        Ok::<_, AppError>(account::set_display(tx, op.region(), op.actor.account, display)?)
    })
}
