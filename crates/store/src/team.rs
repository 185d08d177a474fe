//! The team around a person.

use crate::value::{Row, code, id, opt_id};
use crate::{ReadTx, Result, WriteTx};
use jiff::civil::Date;
use tsumugi_domain::ids::{AccountId, MembershipId, PersonId, RegionId};
use tsumugi_domain::policy::{Authorized, Read, Write};
use tsumugi_domain::team::{Membership, TeamRole};

statements! {
    OF_PERSON = "select membership_id, role, name, org_name, org_id, staff_id, from_day, to_day, \
        key_person from membership where region_id = $1 and person_id = $2 \
        order by to_day nulls first, from_day, membership_id";
    INSERT = "insert into membership (region_id, membership_id, person_id, role, name, org_name, \
        org_id, staff_id, account_id, from_day, to_day, key_person, sees_plan) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    END = "update membership set to_day = $4 \
        where region_id = $1 and person_id = $2 and membership_id = $3";
    UNKEY = "update membership set key_person = $3 where region_id = $1 and person_id = $2";
    KEY = "update membership set key_person = $4 \
        where region_id = $1 and person_id = $2 and membership_id = $3";
    PERSONS_OF_ACCOUNT = "select person_id from membership where region_id = $1 \
        and account_id = $2 and from_day <= $3 and (to_day is null or to_day >= $3) \
        order by membership_id";
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

/// Ends a seat on a day; false when there is none.
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
