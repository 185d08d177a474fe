//! Where somebody is signed in, and ending it.

use crate::auth::{ABSOLUTE, IDLE};
use crate::{AppError, Op, Result};
use tsumugi_domain::audit::Deed;
use tsumugi_domain::consent::Classes;
use tsumugi_domain::ids::SessionId;
use tsumugi_store::session;
pub use tsumugi_store::session::Place;

/// The places at which the one who acts is signed in, the last used first.
///
/// # Errors
/// When the store fails.
pub fn mine(op: &Op<'_>) -> Result<Vec<Place>> {
    let idle = op.now.saturating_sub(IDLE).unwrap_or(op.now);
    op.db.read(|tx| Ok(session::places(tx, op.region(), op.actor.account, (op.now, idle))?))
}

/// Ends one of one's own sessions. Sessions are read at every request: the next one of this
/// browser already leads to the sign-in.
///
/// # Errors
/// [`AppError::Hidden`] when it is none of one's own, or has ended.
pub fn end(op: &Op<'_>, id: SessionId) -> Result<()> {
    op.db.write(|tx| {
        op.take_submit(tx)?;
        if !session::end_own(tx, op.region(), op.actor.account, id)? {
            return Err(AppError::Hidden);
        }
        op.note(tx, Deed::SignedOut, "session", None, &Classes::new())
    })
}

/// Ends all of one's own sessions but the one that asks for it, also those that still lack the
/// second factor.
///
/// # Errors
/// When the store fails.
pub fn end_others(op: &Op<'_>, kept: SessionId) -> Result<()> {
    op.db.write(|tx| {
        op.take_submit(tx)?;
        session::end_others(tx, op.region(), op.actor.account, kept)?;
        op.note(tx, Deed::SignedOut, "session", None, &Classes::new())
    })
}

/// When a session that began at an instant ends, whatever happens: in hours.
pub const HOURS: i64 = ABSOLUTE.as_hours();
/// After how many minutes without use it ends.
pub const MINUTES: i64 = IDLE.as_mins();
