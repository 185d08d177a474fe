//! A roster that was read in: whom the office knows already, and the record of the reading.

pub mod undo;

use crate::value::{Row, id};
use crate::{ReadTx, Result, WriteTx};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;
use tsumugi_domain::ids::{ImportId, MembershipId, OrgId, PersonId, StaffId};
use tsumugi_domain::person::{Person, PersonName, Sex};
use tsumugi_domain::policy::{Authorized, Write};
use tsumugi_domain::team::TeamRole;

statements! {
    KNOWN = "select p.person_id, p.family_name, p.given_name, p.family_kana, p.given_kana, \
        p.preferred_name, p.birth, p.sex, p.self_plan, p.certificate, c.phone, \
        case when a.concealed then '' else a.postal_code end, \
        case when a.concealed then '' else a.address end, coalesce(a.concealed, $4), \
        h.support_category, \
        (select count(*) from membership m where m.region_id = p.region_id \
         and m.person_id = p.person_id and m.org_id = p.registered_by and m.from_day <= $3 \
         and (m.to_day is null or m.to_day >= $3)), \
        (select count(*) from membership m where m.region_id = p.region_id \
         and m.person_id = p.person_id) \
        from person p \
        left join person_contact c on c.region_id = p.region_id and c.person_id = p.person_id \
        left join person_address a on a.region_id = p.region_id and a.person_id = p.person_id \
        left join person_health h on h.region_id = p.region_id and h.person_id = p.person_id \
        where p.region_id = $1 and p.registered_by = $2 \
        and not exists (select 1 from person_merge g cross join person k \
        where g.region_id = p.region_id and g.merged = p.person_id and g.undone_at is null \
        and k.region_id = g.region_id and k.person_id = g.kept \
        and k.registered_by = p.registered_by) order by p.person_id";
    OFFICES = "select o.org_id, o.name, s.staff_id, s.name from org o \
        left join employment e on e.region_id = o.region_id and e.org_id = o.org_id \
        and e.role = 'specialist' and e.from_day <= $2 and (e.to_day is null or e.to_day >= $2) \
        left join staff s on s.region_id = e.region_id and s.staff_id = e.staff_id \
        where o.region_id = $1 and o.kind in ('consultation', 'core_centre') \
        order by o.org_id, s.staff_id";
    SEATS = "select m.person_id, m.role, m.membership_id, m.name, m.org_name, m.org_id from person p \
        cross join membership m where p.region_id = $1 and p.registered_by = $2 \
        and m.region_id = p.region_id and m.person_id = p.person_id and m.from_day <= $3 \
        and (m.to_day is null or m.to_day >= $3) \
        and m.role in ('custodian', 'family', 'specialist') order by m.membership_id";
    READ_BEFORE = "select max(at) from import_batch \
        where region_id = $1 and org_id = $2 and file_hash = $3";
    INSERT_BATCH = "insert into import_batch (region_id, import_id, org_id, file_hash, by_name, at, \
        made, changed, skipped) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
}

/// A person the office has registered, as far as a roster can tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The basics.
    pub person: Person,
    /// Telephone.
    pub phone: String,
    /// Postal code; empty when the address is concealed.
    pub postal_code: String,
    /// Address; empty when it is concealed.
    pub address: String,
    /// The address is concealed: a roster neither shows nor changes it.
    pub concealed: bool,
    /// 障害支援区分.
    pub support_category: String,
    /// The office has a seat in the team today.
    pub present: bool,
    /// Seats in the team, of all times.
    pub seats: i64,
    /// Custodian and family in today's team: role and name.
    pub family: Vec<(TeamRole, String)>,
    /// Specialists in today's team.
    pub specialists: Vec<SpecialistSeat>,
}

/// A specialist's seat in the team, as far as a roster can tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpecialistSeat {
    /// The seat.
    pub seat: MembershipId,
    /// Name as shown.
    pub name: String,
    /// Organisation as shown.
    pub org_name: String,
    /// The organisation, when it is one of ours.
    pub org: Option<OrgId>,
}

/// A specialists' office of the region, with those who work there today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// Which.
    pub org: OrgId,
    /// Its name.
    pub name: String,
    /// Its specialists.
    pub specialists: Vec<(StaffId, String)>,
}

/// The specialists' offices of the region: every worker knows the organisations, and a seat shows
/// who works at one.
///
/// # Errors
/// When the store fails.
pub fn offices(
    tx: &mut ReadTx<'_>,
    office: &Authorized<OrgId, Write>,
    today: Date,
) -> Result<Vec<Office>> {
    let rows = tx.rows(&OFFICES, &values![id(office.region()), today], |row| {
        let found: (OrgId, String, Option<StaffId>, Option<String>) =
            (row.id()?, row.get()?, row.opt_id()?, row.opt()?);
        Ok(found)
    })?;
    let mut all: Vec<Office> = Vec::new();
    for (org, name, staff, worker) in rows {
        if all.last().is_none_or(|last| last.org != org) {
            all.push(Office { org, name, specialists: Vec::new() });
        }
        if let (Some(last), Some(staff), Some(worker)) = (all.last_mut(), staff, worker) {
            last.specialists.push((staff, worker));
        }
    }
    Ok(all)
}

fn decode(row: &mut Row) -> Result<Known> {
    let person = Person {
        id: row.id()?,
        name: PersonName {
            family: row.get()?,
            given: row.get()?,
            family_kana: row.get()?,
            given_kana: row.get()?,
            preferred: row.opt()?,
        },
        birth: row.opt()?,
        sex: row.code::<Sex>()?,
        self_plan: row.get()?,
        certificate: row.opt()?,
    };
    Ok(Known {
        person,
        phone: row.opt()?.unwrap_or_default(),
        postal_code: row.opt()?.unwrap_or_default(),
        address: row.opt()?.unwrap_or_default(),
        concealed: row.get()?,
        support_category: row.opt()?.unwrap_or_default(),
        present: row.get::<i64>()? > 0,
        seats: row.get()?,
        family: Vec::new(),
        specialists: Vec::new(),
    })
}

/// Everybody the office has registered, also those who have left it. A record that went into
/// another one of the office is that one; what went into another office's record counts as left.
///
/// # Errors
/// When the store fails.
pub fn known(
    tx: &mut ReadTx<'_>,
    office: &Authorized<OrgId, Write>,
    today: Date,
) -> Result<Vec<Known>> {
    let (region, org) = (id(office.region()), id(office.id()));
    let mut all = tx.rows(&KNOWN, &values![region, org, today, false], decode)?;
    let places: BTreeMap<PersonId, usize> =
        all.iter().enumerate().map(|(at, known)| (known.person.id, at)).collect();
    let seats = tx.rows(&SEATS, &values![region, org, today], |row| {
        let (person, role): (PersonId, TeamRole) = (row.id()?, row.code()?);
        let seat = SpecialistSeat {
            seat: row.id()?,
            name: row.get()?,
            org_name: row.get()?,
            org: row.opt_id()?,
        };
        Ok((person, role, seat))
    })?;
    for (person, role, seat) in seats {
        let Some(known) = places.get(&person).and_then(|at| all.get_mut(*at)) else { continue };
        match role {
            TeamRole::Specialist => known.specialists.push(seat),
            role => known.family.push((role, seat.name)),
        }
    }
    Ok(all)
}

/// When the office last read in exactly this file.
///
/// # Errors
/// When the store fails.
pub fn read_before(
    tx: &mut ReadTx<'_>,
    office: &Authorized<OrgId, Write>,
    file_hash: &str,
) -> Result<Option<Timestamp>> {
    let values = values![id(office.region()), id(office.id()), file_hash];
    Ok(tx.row(&READ_BEFORE, &values, Row::opt)?.flatten())
}

/// One reading of a roster.
#[derive(Debug, Clone)]
pub struct Batch {
    /// Identity.
    pub id: ImportId,
    /// SHA-256 of the file, in hex.
    pub file_hash: String,
    /// Who read it in.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// People registered.
    pub made: i64,
    /// People changed.
    pub changed: i64,
    /// Rows left out.
    pub skipped: i64,
}

/// Writes down that a roster was read in.
///
/// # Errors
/// When the store fails.
pub fn insert_batch(
    tx: &mut WriteTx<'_>,
    office: &Authorized<OrgId, Write>,
    batch: &Batch,
) -> Result<()> {
    let values = values![
        id(office.region()),
        id(batch.id),
        id(office.id()),
        batch.file_hash,
        batch.by,
        batch.at,
        batch.made,
        batch.changed,
        batch.skipped
    ];
    tx.run(&INSERT_BATCH, &values).map(|_| ())
}
