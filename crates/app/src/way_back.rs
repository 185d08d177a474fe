//! The way in when everything is lost but the machine.

use crate::auth::{Gate, Token, make_link};
use crate::{Op, Result};
use tsumugi_domain::audit::Deed;
use tsumugi_domain::consent::Classes;
use tsumugi_domain::ids::AccountId;
use tsumugi_domain::policy::{self, SystemAction};
use tsumugi_store::account::LinkPurpose;

/// Makes a new set-up link for the system administrator. Whoever owns the machine can take the
/// account over with it, so it is written down like everything else.
///
/// # Errors
/// [`crate::AppError::Hidden`] for everybody but the machine and the system administrator.
pub fn system_administrator(op: &Op<'_>, account: AccountId) -> Result<Token> {
    policy::on_system(&op.actor, SystemAction::ManageOrgs)?;
    op.db.write(|tx| {
        let gate = Gate { db: op.db, now: op.now, chance: op.chance };
        let token = make_link(gate, tx, op.region(), account, LinkPurpose::SetUp)?;
        op.note(tx, Deed::Made, "set_up_link", None, &Classes::new())?;
        Ok(token)
    })
}
