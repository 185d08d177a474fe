//! Submit tokens: the same form sent twice counts once.

use crate::value::id;
use crate::{Result, WriteTx};
use jiff::Timestamp;
use tsumugi_domain::ids::{AccountId, RegionId};

statements! {
    TAKE = "insert into submit_token (region_id, token, account_id, at) \
        values ($1, $2, $3, $4) on conflict (region_id, token) do nothing";
    FORGET = "delete from submit_token where region_id = $1 and at < $2";
}

/// Takes a token for one act; false when the act was done before.
///
/// # Errors
/// When the store fails.
pub fn take(
    tx: &mut WriteTx<'_>,
    region: RegionId,
    token: &str,
    account: AccountId,
    at: Timestamp,
) -> Result<bool> {
    Ok(tx.run(&TAKE, &values![id(region), token, id(account), at])? == 1)
}

/// Forgets tokens older than an instant.
///
/// # Errors
/// When the store fails.
pub fn forget_before(tx: &mut WriteTx<'_>, region: RegionId, at: Timestamp) -> Result<u64> {
    tx.run(&FORGET, &values![id(region), at])
}
