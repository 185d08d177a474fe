//! The team around a person.

use crate::value::{Row, code, id, opt_id};
use crate::{ReadTx, Result, WriteTx};
use jiff::Timestamp;
use jiff::civil::Date;
use tsumugi_domain::ids::{AccountId, MembershipId, OrgId, PersonId, RegionId};
use tsumugi_domain::policy::{Authorized, Read, Write};
use tsumugi_domain::staff::{Org, Role, Staff};
use tsumugi_domain::team::{Membership, TeamRole};

statements! {
    OF_PERSON = "select membership_id, role, name, org_name, org_id, staff_id, from_day, to_day, \
        key_person from membership where region_id = $1 and person_id = $2 \
        order by to_day nulls first, from_day, membership_id";
    INSERT = "insert into membership (region_id, membership_id, person_id, role, name, org_name, \
        org_id, staff_id, account_id, from_day, to_day, key_person, sees_plan) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    CONNECT = "update membership set name = $4, org_name = $5, org_id = $6, staff_id = $7 \
        where region_id = $1 and person_id = $2 and membership_id = $3 and org_id is null";
    END = "update membership set to_day = $4 \
        where region_id = $1 and person_id = $2 and membership_id = $3 \
        and (to_day is null or to_day >= $4)";
    RENAME_ORG = "update membership set org_name = $3 where region_id = $1 and org_id = $2 \
        and (to_day is null or to_day >= $4)";
    RENAME_WORKER = "update membership set name = $4 where region_id = $1 \
        and org_id in (select e.org_id from employment e where e.region_id = $1 \
        and e.staff_id = $2) and staff_id = $2 and name = $3 \
        and (to_day is null or to_day >= $5)";
    UNKEY = "update membership set key_person = $3 where region_id = $1 and person_id = $2";
    KEY = "update membership set key_person = $4 \
        where region_id = $1 and person_id = $2 and membership_id = $3";
    PERSONS_OF_ACCOUNT = "select person_id from membership where region_id = $1 \
        and account_id = $2 and from_day <= $3 and (to_day is null or to_day >= $3) \
        order by membership_id";
    WORKERS_NEAR = "select distinct s.staff_id, s.name, s.kana, e.org_id, o.name, e.role \
        from (select m.org_id, 0 as official from membership m where m.region_id = $1 \
        and m.person_id = $2 and m.from_day <= $3 and (m.to_day is null or m.to_day >= $3) \
        union all select y.org_id, 1 from employment y where y.region_id = $1 \
        and y.role = 'municipal_officer') n cross join employment e cross join staff s \
        cross join org o where e.region_id = $1 and e.org_id = n.org_id and e.from_day <= $3 \
        and (e.to_day is null or e.to_day >= $3) and (e.role = 'municipal_officer' \
        or (n.official = 0 and e.role in ('service_manager', 'child_support_manager', \
        'specialist', 'support_worker'))) \
        and s.region_id = e.region_id and s.staff_id = e.staff_id \
        and o.region_id = e.region_id and o.org_id = e.org_id \
        order by e.org_id, s.kana, s.staff_id, e.role";
    ACCOUNTS = "select a.account_id, null as seat, a.name, coalesce(a.login, ''), \
        a.disabled_at, $3 as sight, null as sight_by, (select max(l.expires_at) \
        from sign_in_link l where l.region_id = a.region_id and l.account_id = a.account_id \
        and l.used_at is null) from account a where a.region_id = $1 and a.person_id = $2 \
        union all select a.account_id, m.membership_id, a.name, coalesce(a.login, ''), \
        a.disabled_at, m.sees_plan, m.sees_plan_by, (select max(l.expires_at) \
        from sign_in_link l where l.region_id = a.region_id and l.account_id = a.account_id \
        and l.used_at is null) from membership m join account a \
        on a.region_id = m.region_id and a.account_id = m.account_id \
        where m.region_id = $1 and m.person_id = $2 order by account_id, seat";
    SEAT_ACCOUNT = "update membership set account_id = $4 \
        where region_id = $1 and person_id = $2 and membership_id = $3 and account_id is null";
    SIGHT = "update membership set sees_plan = $4, sees_plan_by = $5 \
        where region_id = $1 and person_id = $2 and membership_id = $3 \
        and account_id is not null";
}

/// A worker of an organisation that has a seat in the team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearWorker {
    /// Who.
    pub staff: Staff,
    /// Where.
    pub org: OrgId,
    /// The organisation's name.
    pub org_name: String,
    /// As what.
    pub role: Role,
}

/// Today's workers of the organisations that have a seat in the team, and the municipalities'
/// officials: who could have one too.
///
/// # Errors
/// When the store fails.
pub fn workers_near(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    today: Date,
) -> Result<Vec<NearWorker>> {
    tx.rows(&WORKERS_NEAR, &values![id(proof.region()), id(proof.id()), today], |row| {
        Ok(NearWorker {
            staff: Staff { id: row.id()?, name: row.get()?, kana: row.get()? },
            org: row.id()?,
            org_name: row.get()?,
            role: row.code()?,
        })
    })
}

/// An account with which the person or a family member signs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamAccount {
    /// Which.
    pub account: AccountId,
    /// The family member's seat; none for the person.
    pub seat: Option<MembershipId>,
    /// Name as shown.
    pub name: String,
    /// What they sign in with; empty before the account is set up.
    pub login: String,
    /// Since when it is closed.
    pub disabled_at: Option<Timestamp>,
    /// The family member is let see the plan and the meetings.
    pub sees_plan: bool,
    /// Who agreed to that.
    pub sees_plan_by: Option<String>,
    /// Until when a set-up link works that nobody has used.
    pub link_until: Option<Timestamp>,
}

/// The accounts of the person and of the family.
///
/// # Errors
/// When the store fails.
pub fn accounts(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
) -> Result<Vec<TeamAccount>> {
    tx.rows(&ACCOUNTS, &values![id(proof.region()), id(proof.id()), false], |row| {
        Ok(TeamAccount {
            account: row.id()?,
            seat: row.opt_id()?,
            name: row.get()?,
            login: row.get()?,
            disabled_at: row.opt()?,
            sees_plan: row.get()?,
            sees_plan_by: row.opt()?,
            link_until: row.opt()?,
        })
    })
}

/// Ties an account to a family member's seat; false when the seat has one.
///
/// # Errors
/// When the store fails.
pub fn set_account(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    member: MembershipId,
    account: AccountId,
) -> Result<bool> {
    let values = values![id(proof.region()), id(proof.id()), id(member), id(account)];
    Ok(tx.run(&SEAT_ACCOUNT, &values)? == 1)
}

/// Lets a family member see the plan and the meetings, or no longer; `by` is who agreed.
///
/// # Errors
/// When the store fails.
pub fn set_sight(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    member: MembershipId,
    by: Option<&str>,
) -> Result<bool> {
    let values = values![id(proof.region()), id(proof.id()), id(member), by.is_some(), by];
    Ok(tx.run(&SIGHT, &values)? == 1)
}

fn decode(row: &mut Row) -> Result<Membership> {
    Ok(Membership {
        id: row.id()?,
        role: row.code::<TeamRole>()?,
        name: row.get()?,
        org_name: row.get()?,
        org: row.opt_id()?,
        staff: row.opt_id()?,
        from: row.get()?,
        to: row.opt()?,
        key_person: row.get()?,
    })
}

/// All seats, present ones first.
///
/// # Errors
/// When the store fails.
pub fn of_person(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
) -> Result<Vec<Membership>> {
    tx.rows(&OF_PERSON, &values![id(proof.region()), id(proof.id())], decode)
}

/// What only access needs to know of a seat.
#[derive(Debug, Clone, Copy, Default)]
pub struct SeatAccess {
    /// The family member's account.
    pub account: Option<AccountId>,
    /// The person lets this family member see the plan and the meetings.
    pub sees_plan: bool,
}

/// Adds a seat.
///
/// # Errors
/// When the store fails.
pub fn insert(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    member: &Membership,
    access: SeatAccess,
) -> Result<()> {
    insert_seat(tx, proof.region(), proof.id(), member, access)
}

/// Adds the first seat of a person who was registered in the same transaction, when no proof
/// about them can exist yet.
///
/// # Errors
/// When the store fails.
pub fn insert_first(
    tx: &mut WriteTx<'_>,
    office: &Authorized<tsumugi_domain::ids::OrgId, Write>,
    person: PersonId,
    member: &Membership,
) -> Result<()> {
    insert_seat(tx, office.region(), person, member, SeatAccess::default())
}

/// Makes a seat of words alone one of our organisation, and of its worker where they are known.
///
/// # Errors
/// When the store fails.
pub fn connect(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    member: &Membership,
) -> Result<()> {
    let values = values![
        id(proof.region()),
        id(proof.id()),
        id(member.id),
        member.name,
        member.org_name,
        opt_id(member.org),
        opt_id(member.staff)
    ];
    tx.run(&CONNECT, &values).map(|_| ())
}

fn insert_seat(
    tx: &mut WriteTx<'_>,
    region: RegionId,
    person: PersonId,
    member: &Membership,
    access: SeatAccess,
) -> Result<()> {
    let values = values![
        id(region),
        id(member.id),
        id(person),
        code(member.role),
        member.name,
        member.org_name,
        opt_id(member.org),
        opt_id(member.staff),
        opt_id(access.account),
        member.from,
        member.to,
        member.key_person,
        access.sees_plan
    ];
    tx.run(&INSERT, &values).map(|_| ())
}

/// Ends a seat on a day; false when there is none, or when it was over before: an old seat that
/// ends once more would open what it closed.
///
/// # Errors
/// When the store fails.
pub fn end(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    member: MembershipId,
    last_day: Date,
) -> Result<bool> {
    let values = values![id(proof.region()), id(proof.id()), id(member), last_day];
    Ok(tx.run(&END, &values)? == 1)
}

/// Seats that are not over call an organisation of ours by its corrected name; what is over stays
/// as it was. Needs no proof of the people: a copied name changes, and nothing of theirs is read.
///
/// # Errors
/// When the store fails.
pub fn rename_org(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<RegionId, Write>,
    org: &Org,
    today: Date,
) -> Result<()> {
    let values = values![id(proof.id()), id(org.id), org.name, today];
    tx.run(&RENAME_ORG, &values).map(|_| ())
}

/// As [`rename_org`], for a worker's seats, at every organisation where they work: those that have
/// the name which was shown `before`.
///
/// # Errors
/// When the store fails.
pub fn rename_worker(
    tx: &mut WriteTx<'_>,
    office: &Authorized<OrgId, Write>,
    staff: &Staff,
    before: &str,
    today: Date,
) -> Result<()> {
    let values = values![id(office.region()), id(staff.id), before, staff.name, today];
    tx.run(&RENAME_WORKER, &values).map(|_| ())
}

/// Makes somebody the key person; there is one at a time.
///
/// # Errors
/// When the store fails.
pub fn set_key_person(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    member: MembershipId,
) -> Result<bool> {
    let (region, person) = (id(proof.region()), id(proof.id()));
    tx.run(&UNKEY, &values![region, person, false])?;
    Ok(tx.run(&KEY, &values![region, person, id(member), true])? == 1)
}

/// The people for whom a family account holds a seat on a day.
///
/// # Errors
/// When the store fails.
pub fn persons_of_account(
    tx: &mut ReadTx<'_>,
    region: RegionId,
    account: AccountId,
    today: Date,
) -> Result<Vec<PersonId>> {
    tx.rows(&PERSONS_OF_ACCOUNT, &values![id(region), id(account), today], |row| row.id())
}
