//! Consents: asked, given or declined, withdrawn. All of them are kept; the words that were shown
//! are written once.

use crate::value::{Row, code, id, opt_code, opt_id};
use crate::{ReadTx, Result, WriteTx};
use jiff::Timestamp;
use jiff::civil::Date;
use tsumugi_domain::consent::{Consent, Reply, Said, Share, classes_from_text, classes_to_text};
use tsumugi_domain::ids::{ConsentId, MembershipId, PersonId};
use tsumugi_domain::policy::{Authorized, Read, Write};
use tsumugi_domain::team::Guardian;

statements! {
    OF_PERSON = "select c.consent_id, c.recipient_org, c.recipient_role, c.purpose, c.classes, \
        c.ground, c.reason, c.to_day, c.wording, c.asked_by, c.asked_by_name, c.asked_at, c.reply, \
        nullif(c.giver, ''), c.giver_name, c.guardian, c.how, c.explained_by, c.witness, c.family, \
        c.from_day, c.withdrawn_at, o.name \
        from consent c join org o on o.region_id = c.region_id and o.org_id = c.recipient_org \
        where c.region_id = $1 and c.person_id = $2 order by c.from_day desc, c.consent_id desc";
    INSERT = "insert into consent (region_id, consent_id, person_id, recipient_org, \
        recipient_role, purpose, classes, ground, reason, to_day, wording, asked_by, \
        asked_by_name, asked_at, reply, giver, giver_name, from_day) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, '', '', $16)";
    ANSWER = "update consent set reply = $4, giver = $5, giver_name = $6, guardian = $7, how = $8, \
        explained_by = $9, witness = $10, family = $11, from_day = $12 \
        where region_id = $1 and person_id = $2 and consent_id = $3 and reply = 'asked' \
        and withdrawn_at is null";
    WITHDRAW = "update consent set withdrawn_at = $4 where region_id = $1 and person_id = $2 \
        and consent_id = $3 and withdrawn_at is null and reply <> 'declined'";
    GUARDIANS = "select g.membership_id, m.name, g.kind, g.scope, m.to_day from membership m \
        join guardian g on g.region_id = m.region_id and g.membership_id = m.membership_id \
        where m.region_id = $1 and m.person_id = $2 and m.from_day <= $3 \
        and (m.to_day is null or m.to_day >= $3) order by m.from_day, g.membership_id";
    ADD_GUARDIAN = "insert into guardian (region_id, membership_id, kind, scope) \
        select m.region_id, m.membership_id, $4, $5 from membership m \
        where m.region_id = $1 and m.person_id = $2 and m.membership_id = $3";
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
        let consent = Consent {
            id: row.id()?,
            share: decode_share(row)?,
            wording: row.get()?,
            asked_by: row.opt_id()?,
            asked_by_name: row.get()?,
            asked_at: row.get()?,
            reply: row.code()?,
            said: decode_said(row)?,
            from: row.get()?,
            withdrawn_at: row.opt()?,
        };
        Ok((consent, row.get()?))
    })
}

fn decode_share(row: &mut Row) -> Result<Share> {
    let (recipient, role, purpose) = (row.id()?, row.opt_code()?, row.code()?);
    let classes: String = row.get()?;
    let classes = classes_from_text(&classes).map_err(|e| row.broken(&e.to_string()))?;
    let (ground, reason, to) = (row.code()?, row.get()?, row.get()?);
    Ok(Share { recipient, role, purpose, classes, ground, reason, to })
}

fn decode_said(row: &mut Row) -> Result<Said> {
    Ok(Said {
        giver: row.opt_code()?,
        giver_name: row.get()?,
        guardian: row.opt_id()?,
        how: row.get()?,
        explained_by: row.get()?,
        witness: row.get()?,
        family: row.get()?,
    })
}

/// Adds what is asked, or what flows without being asked.
///
/// # Errors
/// When the store fails.
pub fn insert(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    consent: &Consent,
) -> Result<()> {
    let share = &consent.share;
    let values = values![
        id(proof.region()),
        id(consent.id),
        id(proof.id()),
        id(share.recipient),
        opt_code(share.role),
        code(share.purpose),
        classes_to_text(&share.classes),
        code(share.ground),
        share.reason,
        share.to,
        consent.wording,
        opt_id(consent.asked_by),
        consent.asked_by_name,
        consent.asked_at,
        code(consent.reply),
        consent.from
    ];
    tx.run(&INSERT, &values).map(|_| ())
}

/// Writes down the answer; false when there is no open question of this person with this id.
///
/// # Errors
/// When the store fails.
pub fn answer(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    consent: ConsentId,
    (reply, said): (Reply, &Said),
    today: Date,
) -> Result<bool> {
    let giver = said.giver.map(|giver| giver.code()).unwrap_or_default();
    let values = values![
        id(proof.region()),
        id(proof.id()),
        id(consent),
        code(reply),
        giver,
        said.giver_name,
        opt_id(said.guardian),
        said.how,
        said.explained_by,
        said.witness,
        said.family,
        today
    ];
    Ok(tx.run(&ANSWER, &values)? == 1)
}

/// Withdraws a consent, or a question that is not answered yet; false when it was withdrawn before,
/// was declined, or is not this person's.
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

/// The guardians whose term is running on a day.
///
/// # Errors
/// When the store fails.
pub fn guardians(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    today: Date,
) -> Result<Vec<Guardian>> {
    tx.rows(&GUARDIANS, &values![id(proof.region()), id(proof.id()), today], |row| {
        Ok(Guardian {
            seat: row.id()?,
            name: row.get()?,
            kind: row.code()?,
            scope: row.get()?,
            to: row.opt()?,
        })
    })
}

/// Says of a seat in the team that it is a guardian's.
///
/// # Errors
/// When the store fails.
pub fn add_guardian(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    seat: MembershipId,
    (kind, scope): (tsumugi_domain::team::GuardianKind, &str),
) -> Result<()> {
    let values = values![id(proof.region()), id(proof.id()), id(seat), code(kind), scope];
    tx.run(&ADD_GUARDIAN, &values).map(|_| ())
}
