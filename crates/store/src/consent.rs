//! Consents, given and withdrawn. Both are kept.

use crate::value::{code, id};
use crate::{ReadTx, Result, WriteTx};
use jiff::Timestamp;
use tsumugi_domain::consent::{Consent, classes_from_text, classes_to_text};
use tsumugi_domain::ids::{ConsentId, PersonId};
use tsumugi_domain::policy::{Authorized, Read, Write};

statements! {
    OF_PERSON = "select c.consent_id, c.recipient_org, c.purpose, c.classes, c.ground, c.giver, \
        c.giver_name, c.from_day, c.to_day, c.withdrawn_at, o.name \
        from consent c join org o on o.region_id = c.region_id and o.org_id = c.recipient_org \
        where c.region_id = $1 and c.person_id = $2 order by c.from_day desc, c.consent_id desc";
    INSERT = "insert into consent (region_id, consent_id, person_id, recipient_org, purpose, \
        classes, ground, giver, giver_name, from_day, to_day) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    WITHDRAW = "update consent set withdrawn_at = $4 where region_id = $1 and person_id = $2 \
        and consent_id = $3 and withdrawn_at is null";
}

/// All consents with the recipient's name, newest first.
///
/// # Errors
/// When the store fails.
pub fn of_person(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
) -> Result<Vec<(Consent, String)>> {
    tx.rows(&OF_PERSON, &values![id(proof.region()), id(proof.id())], |row| {
        let (id, recipient, purpose) = (row.id()?, row.id()?, row.code()?);
        let classes: String = row.get()?;
        let classes = classes_from_text(&classes).map_err(|e| row.broken(&e.to_string()))?;
        let consent = Consent {
            id,
            recipient,
            purpose,
            classes,
            ground: row.code()?,
            giver: row.code()?,
            giver_name: row.get()?,
            from: row.get()?,
            to: row.get()?,
            withdrawn_at: row.opt()?,
        };
        Ok((consent, row.get()?))
    })
}

/// Adds a consent.
///
/// # Errors
/// When the store fails.
pub fn insert(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    consent: &Consent,
) -> Result<()> {
    let values = values![
        id(proof.region()),
        id(consent.id),
        id(proof.id()),
        id(consent.recipient),
        code(consent.purpose),
        classes_to_text(&consent.classes),
        code(consent.ground),
        code(consent.giver),
        consent.giver_name,
        consent.from,
        consent.to
    ];
    tx.run(&INSERT, &values).map(|_| ())
}

/// Withdraws a consent; false when it was withdrawn before or is not this person's.
///
/// # Errors
/// When the store fails.
pub fn withdraw(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    consent: ConsentId,
    at: Timestamp,
) -> Result<bool> {
    Ok(tx.run(&WITHDRAW, &values![id(proof.region()), id(proof.id()), id(consent), at])? == 1)
}
