//! Regions, organisations, workers and their employment periods.

use crate::value::{Row, code, id};
use crate::{ReadTx, Result, WriteTx};
use jiff::Timestamp;
use jiff::civil::Date;
use tsumugi_domain::ids::{EmploymentId, OrgId, RegionId, StaffId};
use tsumugi_domain::policy::{Authorized, Post, Write};
use tsumugi_domain::staff::{Employment, Org, OrgKind, Role, Staff};

statements! {
    REGIONS = "select region_id, name, code, demo from region order by region_id";
    INSERT_REGION = "insert into region (region_id, name, code, demo, created_at) \
        values ($1, $2, $3, $4, $5)";
    ORGS = "select org_id, name, kind, phone, services from org where region_id = $1 \
        order by kind, name, org_id";
    ORG = "select org_id, name, kind, phone, services from org \
        where region_id = $1 and org_id = $2";
    INSERT_ORG = "insert into org (region_id, org_id, name, kind, phone, services) \
        values ($1, $2, $3, $4, $5, $6)";
    UPDATE_ORG = "update org set name = $3, kind = $4, phone = $5, services = $6 \
        where region_id = $1 and org_id = $2";
    INSERT_STAFF = "insert into staff (region_id, staff_id, name, kana) values ($1, $2, $3, $4)";
    RENAME_STAFF = "update staff set name = $3, kana = $4 where region_id = $1 and staff_id = $2";
    INSERT_EMPLOYMENT = "insert into employment (region_id, employment_id, staff_id, org_id, role, \
        from_day, to_day) values ($1, $2, $3, $4, $5, $6, $7)";
    END_EMPLOYMENT = "update employment set to_day = $4 \
        where region_id = $1 and org_id = $2 and employment_id = $3 \
        and (to_day is null or to_day >= $4)";
    POSTS_FROM = "select org_id, role from employment where region_id = $1 and staff_id = $2 \
        and (to_day is null or to_day >= $3) order by org_id, role";
    REOPEN_EMPLOYMENT = "update employment set to_day = null where region_id = $1 \
        and org_id = $2 and employment_id = $3 and to_day >= $4";
    WORKERS = "select s.staff_id, s.name, s.kana, e.employment_id, e.org_id, e.role, e.from_day, \
        e.to_day, a.account_id, coalesce(a.login, ''), \
        (select max(x.seen_at) from session x \
         where x.region_id = a.region_id and x.account_id = a.account_id and x.stage = 'full'), \
        a.totp_last_step, \
        (select max(k.expires_at) from sign_in_link k where k.region_id = a.region_id \
         and k.account_id = a.account_id and k.purpose = 'set_up' and k.used_at is null) \
        from employment e join staff s on s.region_id = e.region_id and s.staff_id = e.staff_id \
        left join account a on a.region_id = s.region_id and a.staff_id = s.staff_id \
        where e.region_id = $1 and e.org_id = $2 \
        order by e.to_day nulls first, s.kana, s.staff_id, e.employment_id";
}

/// A region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// Identity.
    pub id: RegionId,
    /// Its name.
    pub name: String,
    /// The municipality's code, where it is one.
    pub code: String,
    /// True for a database of the demonstration; `serve` refuses it.
    pub demo: bool,
}

/// The regions of this installation.
///
/// # Errors
/// When the store fails.
pub fn regions(tx: &mut ReadTx<'_>) -> Result<Vec<Region>> {
    tx.rows(&REGIONS, &[], |row| {
        Ok(Region { id: row.id()?, name: row.get()?, code: row.get()?, demo: row.get()? })
    })
}

/// Makes a region. Nobody exists yet who could be asked, so the proof is the whole system's.
///
/// # Errors
/// When the store fails.
pub fn insert_region(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<RegionId, Write>,
    region: &Region,
    at: Timestamp,
) -> Result<()> {
    debug_assert_eq!(proof.id(), region.id);
    tx.run(&INSERT_REGION, &values![id(region.id), region.name, region.code, region.demo, at])
        .map(|_| ())
}

fn decode_org(row: &mut Row) -> Result<Org> {
    Ok(Org {
        id: row.id()?,
        name: row.get()?,
        kind: row.code::<OrgKind>()?,
        phone: row.get()?,
        services: row.get()?,
    })
}

/// The organisations of a region: public knowledge inside it.
///
/// # Errors
/// When the store fails.
pub fn orgs(tx: &mut ReadTx<'_>, region: RegionId) -> Result<Vec<Org>> {
    tx.rows(&ORGS, &values![id(region)], decode_org)
}

/// One organisation.
///
/// # Errors
/// When the store fails.
pub fn org(tx: &mut ReadTx<'_>, region: RegionId, org: OrgId) -> Result<Option<Org>> {
    tx.row(&ORG, &values![id(region), id(org)], decode_org)
}

/// Makes an organisation.
///
/// # Errors
/// When the store fails.
pub fn insert_org(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<RegionId, Write>,
    org: &Org,
) -> Result<()> {
    let values =
        values![id(proof.id()), id(org.id), org.name, code(org.kind), org.phone, org.services];
    tx.run(&INSERT_ORG, &values).map(|_| ())
}

/// Corrects what is written about an organisation.
///
/// # Errors
/// When the store fails.
pub fn update_org(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<RegionId, Write>,
    org: &Org,
) -> Result<()> {
    let values =
        values![id(proof.id()), id(org.id), org.name, code(org.kind), org.phone, org.services];
    tx.run(&UPDATE_ORG, &values).map(|_| ())
}

/// Adds a worker with a first post at the organisation.
///
/// # Errors
/// When the store fails.
pub fn insert_worker(
    tx: &mut WriteTx<'_>,
    office: &Authorized<OrgId, Write>,
    staff: &Staff,
    employment: &Employment,
) -> Result<()> {
    let region = id(office.region());
    tx.run(&INSERT_STAFF, &values![region, id(staff.id), staff.name, staff.kana])?;
    add_post(tx, office, staff.id, employment)
}

/// Corrects the name of a worker of the organisation.
///
/// # Errors
/// When the store fails.
pub fn rename_worker(
    tx: &mut WriteTx<'_>,
    office: &Authorized<OrgId, Write>,
    staff: &Staff,
) -> Result<()> {
    let values = values![id(office.region()), id(staff.id), staff.name, staff.kana];
    tx.run(&RENAME_STAFF, &values).map(|_| ())
}

/// Adds a post of a worker who is known already.
///
/// # Errors
/// When the store fails.
pub fn add_post(
    tx: &mut WriteTx<'_>,
    office: &Authorized<OrgId, Write>,
    staff: StaffId,
    employment: &Employment,
) -> Result<()> {
    let values = values![
        id(office.region()),
        id(employment.id),
        id(staff),
        id(office.id()),
        code(employment.role),
        employment.from,
        employment.to
    ];
    tx.run(&INSERT_EMPLOYMENT, &values).map(|_| ())
}

/// Ends a post at this organisation on a day; false when there is no such post here, or when it
/// was over before: an old post that ends once more would give its rights back for the day.
///
/// # Errors
/// When the store fails.
pub fn end_post(
    tx: &mut WriteTx<'_>,
    office: &Authorized<OrgId, Write>,
    employment: EmploymentId,
    last_day: Date,
) -> Result<bool> {
    let values = values![id(office.region()), id(office.id()), id(employment), last_day];
    Ok(tx.run(&END_EMPLOYMENT, &values)? == 1)
}

/// Where a worker stands today or will stand later. Needs no proof of the other organisations:
/// it is asked before anybody may touch the worker's account.
///
/// # Errors
/// When the store fails.
pub fn posts_from(
    tx: &mut ReadTx<'_>,
    office: &Authorized<OrgId, Write>,
    staff: StaffId,
    today: Date,
) -> Result<Vec<Post>> {
    tx.rows(&POSTS_FROM, &values![id(office.region()), id(staff), today], |row| {
        Ok(Post { org: row.id()?, role: row.code()? })
    })
}

/// Undoes the end of a post that is not over yet; false when it is, or has none.
///
/// # Errors
/// When the store fails.
pub fn reopen_post(
    tx: &mut WriteTx<'_>,
    office: &Authorized<OrgId, Write>,
    employment: EmploymentId,
    today: Date,
) -> Result<bool> {
    let values = values![id(office.region()), id(office.id()), id(employment), today];
    Ok(tx.run(&REOPEN_EMPLOYMENT, &values)? == 1)
}

/// A worker as the office's list shows them.
#[derive(Debug, Clone)]
pub struct Worker {
    /// Who.
    pub staff: Staff,
    /// The post.
    pub employment: Employment,
    /// The account, once there is one.
    pub account: Option<tsumugi_domain::ids::AccountId>,
    /// What they sign in with; empty before the account is set up.
    pub login: String,
    /// When they were last seen: in a session that is still there, or at the last code of the
    /// authenticator, which outlives the session.
    pub seen_at: Option<Timestamp>,
    /// Until when an unused set-up link works or worked.
    pub link_until: Option<Timestamp>,
}

/// Seconds that a code of an authenticator stands for (RFC 6238).
const STEP_SECONDS: i64 = 30;

fn step_at(step: i64) -> Option<Timestamp> {
    Timestamp::from_second(step.checked_mul(STEP_SECONDS)?).ok()
}

/// The posts at an organisation, present ones first.
///
/// # Errors
/// When the store fails.
pub fn workers(tx: &mut ReadTx<'_>, office: &Authorized<OrgId, Write>) -> Result<Vec<Worker>> {
    tx.rows(&WORKERS, &values![id(office.region()), id(office.id())], |row| {
        Ok(Worker {
            staff: Staff { id: row.id()?, name: row.get()?, kana: row.get()? },
            employment: Employment {
                id: row.id()?,
                org: row.id()?,
                role: row.code::<Role>()?,
                from: row.get()?,
                to: row.opt()?,
            },
            account: row.opt_id()?,
            login: row.get()?,
            seen_at: {
                let seen: Option<Timestamp> = row.opt()?;
                let code = row.opt()?.and_then(step_at);
                seen.max(code)
            },
            link_until: row.opt()?,
        })
    })
}
