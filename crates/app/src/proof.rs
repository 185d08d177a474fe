//! Proving once more who one is: before what cannot be taken back, or gives others a way in, a
//! session must have shown its factors a short while ago. A browser that was left open is not
//! enough for it.

use crate::auth::{CodeTaken, Gate, SignedIn, Stage, Token, live_session, matches, take_code};
use crate::{AppError, Result};
use jiff::SignedDuration;
use tsumugi_domain::audit::Deed;
use tsumugi_domain::consent::Classes;
use tsumugi_store::{session, session::Opened};

/// For so long a session counts as proved.
pub const FRESH: SignedDuration = SignedDuration::from_mins(10);

/// Whether a session has proved its factors within the last minutes.
///
/// In the demonstration nobody has a password to prove anything by, and nobody is real: there the
/// link that opened the session stands for it. Whoever has set up a password even there is asked.
pub fn is_fresh(gate: Gate<'_>, signed: &SignedIn) -> bool {
    let demo = signed.demo && signed.account.password_hash.is_none();
    let proved = signed.session.proved_at;
    demo || proved.is_some_and(|at| gate.now.duration_since(at) < FRESH)
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proved {
    /// Right; the session goes on under this token.
    Right(Token),
    /// Password or code is wrong.
    Wrong,
    /// Too many codes were wrong in a row: none is taken for a while.
    Paused,
    /// The session is over.
    Over,
}

/// Proves password and, where the account has one, the authenticator's code. The session gets a
/// new token, as after every change of what it may do.
///
/// # Errors
/// When the store fails.
pub fn by_password(gate: Gate<'_>, token: &str, password: &str, code: &str) -> Result<Proved> {
    let open = |opened: Option<Opened>| {
        opened.filter(|one| one.session.stage == Stage::Full && one.account.disabled_at.is_none())
    };
    let Some(before) = open(gate.db.read(|tx| live_session(tx, gate.now, token))?) else {
        return Ok(Proved::Over);
    };
    let hash = before.account.password_hash;
    if !hash.as_deref().is_some_and(|hash| matches(password, hash)) {
        return Ok(Proved::Wrong);
    }
    gate.db.write(|tx| {
        // Checking takes its time: what was changed meanwhile has ended the session, too.
        let Some(Opened { account, .. }) = open(live_session(tx, gate.now, token)?) else {
            return Ok(Proved::Over);
        };
        if account.password_hash != hash {
            return Ok(Proved::Wrong);
        }
        if account.totp_secret.is_some() {
            match take_code(gate, tx, &account, code)? {
                CodeTaken::Right => {}
                CodeTaken::Wrong => return Ok(Proved::Wrong),
                CodeTaken::Paused => return Ok(Proved::Paused),
            }
        }
        let fresh = gate.token();
        let hash = crate::auth::token_hash(&fresh.0);
        session::renew(tx, account.region, before.session.id, &hash, Stage::Full, gate.now)?;
        gate.op(&account).note(tx, Deed::SignedIn, "proof", None, &Classes::new())?;
        Ok::<_, AppError>(Proved::Right(fresh))
    })
}
