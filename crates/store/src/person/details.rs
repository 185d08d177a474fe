//! What is kept about a person in tables of their own: health, telephone, address, and the one-page
//! profile.

use crate::value::{Row, id};
use crate::{ReadTx, Result, WriteTx};
use jiff::Timestamp;
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::{MergeId, PersonId};
use tsumugi_domain::person::Profile;
use tsumugi_domain::policy::{Authorized, Read, Write};

statements! {
    SAVE_CONTACT = "insert into person_contact (region_id, person_id, phone) values ($1, $2, $3) \
        on conflict (region_id, person_id) do update set phone = excluded.phone";
    SAVE_ADDRESS = "insert into person_address (region_id, person_id, postal_code, address, \
        concealed) values ($1, $2, $3, $4, $5) on conflict (region_id, person_id) do update \
        set postal_code = excluded.postal_code, address = excluded.address";
    DETAILS = "select h.disability, h.support_category, h.medical_care, c.phone, a.postal_code, \
        a.address, a.concealed, g.merge_id, g.at, f.profile_id, f.liked, f.important, f.support, \
        f.recorded_at from person p left join person_health h on $3 \
        and h.region_id = p.region_id and h.person_id = p.person_id left join person_contact c \
        on $4 and c.region_id = p.region_id and c.person_id = p.person_id left join person_address a \
        on $5 and a.region_id = p.region_id and a.person_id = p.person_id left join profile f \
        on f.region_id = p.region_id and f.profile_id = (select q.profile_id from profile q \
        where q.region_id = p.region_id and q.person_id = p.person_id \
        order by q.recorded_at desc, q.profile_id desc limit 1) \
        left join person_merge g on g.region_id = p.region_id and g.merge_id = (select m.merge_id \
        from person_merge m where m.region_id = p.region_id and m.kept = p.person_id \
        and m.undone_at is null order by m.at desc, m.merge_id desc limit 1) \
        where p.region_id = $1 and p.person_id = $2";
    SAVE_HEALTH = "insert into person_health (region_id, person_id, disability, support_category, \
        medical_care) values ($1, $2, $3, $4, $5) on conflict (region_id, person_id) do update \
        set disability = excluded.disability, support_category = excluded.support_category, \
        medical_care = excluded.medical_care";
    PROFILE = "select profile_id, liked, important, support, recorded_at from profile \
        where region_id = $1 and person_id = $2 order by recorded_at desc, profile_id desc limit 1";
    INSERT_PROFILE = "insert into profile (region_id, profile_id, person_id, liked, important, \
        support, recorded_at, recorded_by) values ($1, $2, $3, $4, $5, $6, $7, $8)";
}

/// Where somebody lives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// Seven digits, or empty.
    pub postal_code: String,
    /// As written.
    pub address: String,
    /// Concealed: shown to nobody but the person.
    pub concealed: bool,
}

/// Saves the address; never changes whether it is concealed.
///
/// # Errors
/// When the store fails.
pub fn save_address(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    postal_code: &str,
    address: &str,
) -> Result<()> {
    let values = values![id(proof.region()), id(proof.id()), postal_code, address, false];
    tx.run(&SAVE_ADDRESS, &values).map(|_| ())
}

/// Saves the telephone number.
///
/// # Errors
/// When the store fails.
pub fn save_phone(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    phone: &str,
) -> Result<()> {
    tx.run(&SAVE_CONTACT, &values![id(proof.region()), id(proof.id()), phone]).map(|_| ())
}

/// Health as the meeting needs it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Health {
    /// Disability or illness, as told.
    pub disability: String,
    /// 障害支援区分.
    pub support_category: String,
    /// Medical care, as told.
    pub medical_care: String,
}

/// What is kept about somebody in tables of their own; what may not be seen is not there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Details {
    /// Health.
    pub health: Option<Health>,
    /// The telephone number.
    pub phone: Option<String>,
    /// The address.
    pub address: Option<Address>,
    /// The one-page profile as it stands.
    pub profile: Option<Profile>,
    /// The newest record that became one with this one, and when.
    pub joined: Option<(MergeId, Timestamp)>,
}

/// Health, telephone and address, each read only where the proof has its class, the one-page
/// profile, and what became one with the record.
///
/// # Errors
/// When the store fails.
pub fn details(tx: &mut ReadTx<'_>, proof: &Authorized<PersonId, Read>) -> Result<Details> {
    let [health, contact, address] =
        [DataClass::Health, DataClass::Contact, DataClass::Address].map(|class| proof.sees(class));
    let values = values![id(proof.region()), id(proof.id()), health, contact, address];
    Ok(tx.row(&DETAILS, &values, decode_details)?.unwrap_or_default())
}

/// A row that is not there leaves all its columns null.
fn decode_details(row: &mut Row) -> Result<Details> {
    let health = row.opt()?.zip(row.opt()?).zip(row.opt()?);
    let phone = row.opt()?;
    let address = row.opt()?.zip(row.opt()?).zip(row.opt()?);
    let health = health.map(|((disability, support_category), medical_care)| Health {
        disability,
        support_category,
        medical_care,
    });
    let address = address.map(|((postal_code, address), concealed)| Address {
        postal_code,
        address,
        concealed,
    });
    let joined = row.opt_id()?.zip(row.opt()?);
    Ok(Details { health, phone, address, joined, profile: opt_profile(row)? })
}

fn opt_profile(row: &mut Row) -> Result<Option<Profile>> {
    let Some(id) = row.opt_id()? else { return Ok(None) };
    Ok(Some(Profile {
        id,
        liked: row.get()?,
        important: row.get()?,
        support: row.get()?,
        recorded_at: row.get()?,
    }))
}

/// Saves health.
///
/// # Errors
/// When the store fails.
pub fn save_health(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    health: &Health,
) -> Result<()> {
    let values = values![
        id(proof.region()),
        id(proof.id()),
        health.disability,
        health.support_category,
        health.medical_care
    ];
    tx.run(&SAVE_HEALTH, &values).map(|_| ())
}

/// The newest version of the one-page profile.
///
/// # Errors
/// When the store fails.
pub fn profile(tx: &mut ReadTx<'_>, proof: &Authorized<PersonId, Read>) -> Result<Option<Profile>> {
    Ok(tx.row(&PROFILE, &values![id(proof.region()), id(proof.id())], opt_profile)?.flatten())
}

/// Adds a version of the one-page profile.
///
/// # Errors
/// When the store fails.
pub fn add_profile(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    profile: &Profile,
    by: &str,
) -> Result<()> {
    let values = values![
        id(proof.region()),
        id(profile.id),
        id(proof.id()),
        profile.liked,
        profile.important,
        profile.support,
        profile.recorded_at,
        by
    ];
    tx.run(&INSERT_PROFILE, &values).map(|_| ())
}
