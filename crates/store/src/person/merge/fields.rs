//! What the kept record says, what it said before, and the reason why its address is concealed.

use super::{Both, Merge};
use crate::person::{self, Health, Keys};
use crate::value::{Row, code, id};
use crate::{ReadTx, Result, WriteTx};
use std::collections::BTreeMap;
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::{MergeId, PersonId, RegionId};
use tsumugi_domain::person::Person;
use tsumugi_domain::person::merge::{Before, Field, Record};
use tsumugi_domain::policy::{Authorized, Read, Write};

statements! {
    WHOLE = "select p.family_name, p.given_name, p.family_kana, p.given_kana, p.preferred_name, \
        p.birth, p.sex, case when p.self_plan then 'true' else 'false' end, p.certificate, c.phone, \
        a.postal_code, a.address, case when a.concealed then 'true' \
        when a.person_id is not null then 'false' end, h.disability, h.support_category, \
        h.medical_care from person p \
        left join person_contact c on c.region_id = p.region_id and c.person_id = p.person_id \
        left join person_address a on a.region_id = p.region_id and a.person_id = p.person_id \
        left join person_health h on h.region_id = p.region_id and h.person_id = p.person_id \
        where p.region_id = $1 and p.person_id = $2";
    NOTE_FIELD = "insert into person_merge_field (region_id, merge_id, field, basic, contact) \
        values ($1, $2, $3, $4, $5)";
    NOTE_ADDRESS = "insert into person_merge_address (region_id, merge_id, field, was) \
        values ($1, $2, $3, $4)";
    NOTE_HEALTH = "insert into person_merge_health (region_id, merge_id, field, was) \
        values ($1, $2, $3, $4)";
    FIELDS = "select f.field, coalesce(f.basic, f.contact) as was from person_merge_field f \
        where f.region_id = $1 and f.merge_id = $2 \
        union all select a.field, a.was from person_merge_address a \
        where a.region_id = $1 and a.merge_id = $2 \
        union all select h.field, h.was from person_merge_health h \
        where h.region_id = $1 and h.merge_id = $2 order by field";
    DROP_CONTACT = "delete from person_contact where region_id = $1 and person_id = $2";
    DROP_ADDRESS = "delete from person_address where region_id = $1 and person_id = $2";
    DROP_HEALTH = "delete from person_health where region_id = $1 and person_id = $2";
    SAVE_CONCEALED = "update person_address set concealed = $3 \
        where region_id = $1 and person_id = $2";
    COPY_CONCEALMENT = "insert into concealment (region_id, person_id, reason, by_name, at) \
        select c.region_id, $2, c.reason, c.by_name, c.at from concealment c \
        where c.region_id = $1 and c.person_id = $3 \
        on conflict (region_id, person_id) do nothing";
    SAME_CONCEALMENT = "select k.person_id from person_address k \
        left join concealment x on x.region_id = k.region_id and x.person_id = k.person_id \
        left join concealment y on y.region_id = k.region_id and y.person_id = $3 \
        where k.region_id = $1 and k.person_id = $2 and k.concealed \
        and coalesce(x.at, 0) = coalesce(y.at, 0) and coalesce(x.reason, '') = coalesce(y.reason, '') \
        and x.reveal_account is null";
    DROP_CONCEALMENT = "delete from concealment where region_id = $1 and person_id = $2";
}

const RECORD: [Field; 16] = [
    Field::Family,
    Field::Given,
    Field::FamilyKana,
    Field::GivenKana,
    Field::Preferred,
    Field::Birth,
    Field::Sex,
    Field::SelfPlan,
    Field::Certificate,
    Field::Phone,
    Field::PostalCode,
    Field::Address,
    Field::Concealed,
    Field::Disability,
    Field::SupportCategory,
    Field::MedicalCare,
];

fn decode_record(row: &mut Row) -> Result<Record> {
    let mut fields = BTreeMap::new();
    for field in RECORD {
        if let Some(text) = row.opt::<String>()? {
            fields.insert(field, text);
        }
    }
    Ok(Record(fields))
}

pub(super) fn whole_of(tx: &mut ReadTx<'_>, region: RegionId, person: PersonId) -> Result<Record> {
    let found = tx.row(&WHOLE, &values![id(region), id(person)], decode_record)?;
    Ok(found.unwrap_or_default())
}

/// All that a record says, for joining it with another: nothing of it is shown to anybody.
///
/// # Errors
/// When the store fails.
pub fn whole(tx: &mut WriteTx<'_>, proof: &Authorized<PersonId, Write>) -> Result<Record> {
    whole_of(tx, proof.region(), proof.id())
}

/// All that a merged record says, for parting it from this one again.
///
/// # Errors
/// When the store fails.
pub fn whole_merged(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    merge: &Merge,
) -> Result<Record> {
    whole_of(tx, proof.region(), merge.merged)
}

/// Conceals the kept record's address for the reason the other one's was concealed for.
///
/// # Errors
/// When the store fails.
pub fn copy_concealment(tx: &mut WriteTx<'_>, both: Both<'_, Write>) -> Result<()> {
    let values = values![id(both.kept.region()), id(both.kept.id()), id(both.merged.id())];
    tx.run(&COPY_CONCEALMENT, &values).map(|_| ())
}

/// Takes the copied reason away again; false when somebody has had to do with it since, and the
/// address stays concealed.
///
/// # Errors
/// When the store fails.
pub fn drop_concealment(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    merge: &Merge,
) -> Result<bool> {
    let (region, person) = (id(proof.region()), id(proof.id()));
    let values = values![region, person, id(merge.merged)];
    let same = tx.row(&SAME_CONCEALMENT, &values, |row| row.id::<PersonId>())?.is_some();
    if same {
        tx.run(&DROP_CONCEALMENT, &values![region, person])?;
    }
    Ok(same)
}

/// Remembers what the kept record said before.
///
/// # Errors
/// When the store fails.
pub fn note_before(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    merge: MergeId,
    before: &Before,
) -> Result<()> {
    let region = id(proof.region());
    for (field, was) in before {
        let was = was.as_deref();
        match field.class() {
            DataClass::Address => {
                tx.run(&NOTE_ADDRESS, &values![region, id(merge), code(*field), was])?
            }
            DataClass::Health => {
                tx.run(&NOTE_HEALTH, &values![region, id(merge), code(*field), was])?
            }
            class => {
                let contact = was.filter(|_| class == DataClass::Contact);
                let basic = was.filter(|_| class != DataClass::Contact);
                tx.run(&NOTE_FIELD, &values![region, id(merge), code(*field), basic, contact])?
            }
        };
    }
    Ok(())
}

/// What the kept record said before.
///
/// # Errors
/// When the store fails.
pub fn before(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    merge: &Merge,
) -> Result<Before> {
    let values = values![id(proof.region()), id(merge.id)];
    let rows = tx.rows(&FIELDS, &values, |row| Ok((row.code::<Field>()?, row.opt()?)))?;
    Ok(rows.into_iter().collect())
}

/// Saves what the kept record says, where it is another than before.
///
/// # Errors
/// When the store fails.
pub fn save(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    (before, after): (&Record, &Record),
    (person, keys): (&Person, &Keys),
) -> Result<()> {
    let (region, kept) = (id(proof.region()), id(proof.id()));
    let differs = |fields: &[Field]| fields.iter().any(|f| before.0.get(f) != after.0.get(f));
    if differs(&RECORD[..9]) {
        person::update(tx, proof, person, keys)?;
    }
    if differs(&[Field::Phone]) {
        match after.0.get(&Field::Phone) {
            Some(phone) => person::save_phone(tx, proof, phone)?,
            None => tx.run(&DROP_CONTACT, &values![region, kept]).map(|_| ())?,
        }
    }
    if differs(&[Field::PostalCode, Field::Address, Field::Concealed]) {
        if after.0.contains_key(&Field::Address) {
            let (code, address) = (after.get(Field::PostalCode), after.get(Field::Address));
            person::save_address(tx, proof, code, address)?;
            tx.run(&SAVE_CONCEALED, &values![region, kept, after.is_concealed()])?;
        } else {
            tx.run(&DROP_ADDRESS, &values![region, kept])?;
        }
    }
    if differs(&[Field::Disability, Field::SupportCategory, Field::MedicalCare]) {
        if after.0.contains_key(&Field::Disability) {
            let health = Health {
                disability: after.get(Field::Disability).to_owned(),
                support_category: after.get(Field::SupportCategory).to_owned(),
                medical_care: after.get(Field::MedicalCare).to_owned(),
            };
            person::save_health(tx, proof, &health)?;
        } else {
            tx.run(&DROP_HEALTH, &values![region, kept])?;
        }
    }
    Ok(())
}
