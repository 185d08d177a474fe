//! Whether an address is concealed, and who may let it be seen again.

use crate::value::id;
use crate::{ReadTx, Result, WriteTx};
use jiff::Timestamp;
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::{AccountId, PersonId};
use tsumugi_domain::policy::{Authorized, Read, Write};

statements! {
    FIND = "select c.by_name, c.at, c.reveal_account, c.reveal_by, c.reason \
        from person_address a left join concealment c on c.region_id = a.region_id \
        and c.person_id = a.person_id where a.region_id = $1 and a.person_id = $2 and a.concealed";
    CONCEAL = "insert into person_address (region_id, person_id, postal_code, address, concealed) \
        values ($1, $2, '', '', $3) \
        on conflict (region_id, person_id) do update set concealed = excluded.concealed";
    SAY_WHY = "insert into concealment (region_id, person_id, reason, by_name, at) \
        values ($1, $2, $3, $4, $5) on conflict (region_id, person_id) do update \
        set reason = excluded.reason, by_name = excluded.by_name, at = excluded.at, \
        reveal_account = null, reveal_by = null";
    ASK_REVEAL = "insert into concealment (region_id, person_id, reveal_account, reveal_by) \
        select a.region_id, a.person_id, $3, $4 from person_address a \
        where a.region_id = $1 and a.person_id = $2 and a.concealed \
        on conflict (region_id, person_id) do update set reveal_account = excluded.reveal_account, \
        reveal_by = excluded.reveal_by where concealment.reveal_account is null";
    KEEP = "update concealment set reveal_account = null, reveal_by = null \
        where region_id = $1 and person_id = $2 and reveal_account is not null";
    FORGET_WHY = "delete from concealment where region_id = $1 and person_id = $2 \
        and reveal_account is not null and reveal_account <> $3";
    REVEAL = "update person_address set concealed = $3 where region_id = $1 and person_id = $2";
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
    let (region, person) = (id(proof.region()), id(proof.id()));
    tx.run(&CONCEAL, &values![region, person, true])?;
    tx.run(&SAY_WHY, &values![region, person, reason, by, at]).map(|_| ())
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
    let (region, person) = (id(proof.region()), id(proof.id()));
    let agreed = tx.run(&FORGET_WHY, &values![region, person, id(account)])? == 1;
    if agreed {
        tx.run(&REVEAL, &values![region, person, false])?;
    }
    Ok(agreed)
}
