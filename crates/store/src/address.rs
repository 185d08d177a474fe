//! Whether an address is concealed, and who may let it be seen again.

use crate::value::id;
use crate::{ReadTx, Result, WriteTx};
use jiff::Timestamp;
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::{AccountId, PersonId};
use tsumugi_domain::policy::{Authorized, Read, Write};

statements! {
    FIND = "select concealed_by, concealed_at, reveal_account, reveal_by, concealed_reason \
        from person_address where region_id = $1 and person_id = $2 and concealed";
    CONCEAL = "insert into person_address (region_id, person_id, postal_code, address, concealed, \
        concealed_reason, concealed_by, concealed_at) values ($1, $2, '', '', $3, $4, $5, $6) \
        on conflict (region_id, person_id) do update set concealed = excluded.concealed, \
        concealed_reason = excluded.concealed_reason, concealed_by = excluded.concealed_by, \
        concealed_at = excluded.concealed_at, reveal_account = null, reveal_by = null";
    ASK_REVEAL = "update person_address set reveal_account = $3, reveal_by = $4 \
        where region_id = $1 and person_id = $2 and concealed and reveal_account is null";
    KEEP = "update person_address set reveal_account = null, reveal_by = null \
        where region_id = $1 and person_id = $2 and concealed and reveal_account is not null";
    REVEAL = "update person_address set concealed = $4, concealed_reason = null, \
        concealed_by = null, concealed_at = null, reveal_account = null, reveal_by = null \
        where region_id = $1 and person_id = $2 and concealed \
        and reveal_account is not null and reveal_account <> $3";
}

/// That an address is concealed, since when, and what is asked about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concealment {
    /// Who concealed it.
    pub by: String,
    /// Since when; unknown when it came with a roster.
    pub at: Option<Timestamp>,
    /// Who asked to let it be seen again.
    pub reveal: Option<(AccountId, String)>,
    /// Why, for those who may know of it.
    pub reason: Option<String>,
}

/// How the address is concealed; `None` when it is not.
///
/// # Errors
/// When the store fails.
pub fn concealment(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
) -> Result<Option<Concealment>> {
    let found = tx.row(&FIND, &values![id(proof.region()), id(proof.id())], |row| {
        let (by, at) = (row.opt::<String>()?, row.opt()?);
        let (account, name) = (row.opt_id()?, row.opt::<String>()?);
        Ok(Concealment {
            by: by.unwrap_or_default(),
            at,
            reveal: account.map(|account| (account, name.unwrap_or_default())),
            reason: row.opt()?,
        })
    })?;
    Ok(found.map(|found| match proof.sees(DataClass::Abuse) {
        true => found,
        false => Concealment { reason: None, ..found },
    }))
}

/// Conceals the address, whether there is one already or not.
///
/// # Errors
/// When the store fails.
pub fn conceal(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    reason: &str,
    by: &str,
    at: Timestamp,
) -> Result<()> {
    let values = values![id(proof.region()), id(proof.id()), true, reason, by, at];
    tx.run(&CONCEAL, &values).map(|_| ())
}

/// Asks to let it be seen again; false when it is not concealed, or somebody asked before.
///
/// # Errors
/// When the store fails.
pub fn ask_reveal(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    account: AccountId,
    by: &str,
) -> Result<bool> {
    let values = values![id(proof.region()), id(proof.id()), id(account), by];
    Ok(tx.run(&ASK_REVEAL, &values)? == 1)
}

/// Leaves it concealed after all; false when nobody had asked.
///
/// # Errors
/// When the store fails.
pub fn keep(tx: &mut WriteTx<'_>, proof: &Authorized<PersonId, Write>) -> Result<bool> {
    Ok(tx.run(&KEEP, &values![id(proof.region()), id(proof.id())])? == 1)
}

/// Lets the address be seen again; false unless somebody else asked for it.
///
/// # Errors
/// When the store fails.
pub fn reveal(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    account: AccountId,
) -> Result<bool> {
    let values = values![id(proof.region()), id(proof.id()), id(account), false];
    Ok(tx.run(&REVEAL, &values)? == 1)
}
