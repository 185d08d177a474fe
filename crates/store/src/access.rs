//! What the policy needs to know, read in the same snapshot as the data it guards.

use crate::value::id;
use crate::{ReadTx, Result, WriteTx};
use jiff::civil::Date;
use tsumugi_domain::consent::classes_from_text;
use tsumugi_domain::ids::{
    AccountId, CouncilId, MeetingId, OrgId, PersonId, PlanId, RegionId, RequestId, StaffId,
};
use tsumugi_domain::person::{ADULT_AGE, age_on};
use tsumugi_domain::policy::{CouncilFacts, PersonFacts, Post, Seat};

statements! {
    POSTS = "select org_id, role from employment \
        where region_id = $1 and staff_id = $2 and from_day <= $3 \
        and (to_day is null or to_day >= $3) order by org_id, role";
    PERSON = "select p.birth, p.registered_by, coalesce(a.concealed, $3) \
        from person p left join person_address a \
        on a.region_id = p.region_id and a.person_id = p.person_id \
        where p.region_id = $1 and p.person_id = $2";
    SEATS = "select org_id, staff_id, account_id, role, sees_plan from membership \
        where region_id = $1 and person_id = $2 and from_day <= $3 \
        and (to_day is null or to_day >= $3) order by membership_id";
    CONSENTS = "select recipient_org, classes from consent \
        where region_id = $1 and person_id = $2 and from_day <= $3 and to_day >= $3 \
        and withdrawn_at is null and purpose = 'support' order by consent_id";
    LOCK_PERSON = "select person_id from person where region_id = $1 and person_id = $2";
    LOCK_PERSON_PG = "select person_id from person where region_id = $1 and person_id = $2 \
        for no key update";
    COUNCIL = "select council_id, secretariat from council where region_id = $1 \
        order by council_id";
    PERSON_OF_MEETING = "select person_id from meeting where region_id = $1 and meeting_id = $2";
    PERSON_OF_REQUEST = "select person_id from meeting_request \
        where region_id = $1 and request_id = $2";
    PERSON_OF_PLAN = "select person_id from plan where region_id = $1 and plan_id = $2";
}

/// The posts a worker holds on a day.
///
/// # Errors
/// When the store fails.
pub fn posts(
    tx: &mut ReadTx<'_>,
    region: RegionId,
    staff: StaffId,
    today: Date,
) -> Result<Vec<Post>> {
    tx.rows(&POSTS, &values![id(region), id(staff), today], |row| {
        Ok(Post { org: row.id()?, role: row.code()? })
    })
}

/// The facts about a person that decide who may do what; `None` when there is no such person.
///
/// # Errors
/// When the store fails.
pub fn person_facts(
    tx: &mut ReadTx<'_>,
    region: RegionId,
    person: PersonId,
    today: Date,
) -> Result<Option<PersonFacts>> {
    let found = tx.row(&PERSON, &values![id(region), id(person), false], |row| {
        Ok((row.opt::<Date>()?, row.id::<OrgId>()?, row.get::<bool>()?))
    })?;
    let Some((birth, office, concealed)) = found else { return Ok(None) };
    let seats = tx.rows(&SEATS, &values![id(region), id(person), today], |row| {
        Ok(Seat {
            org: row.opt_id()?,
            staff: row.opt_id()?,
            account: row.opt_id::<AccountId>()?,
            custodian: row.get::<String>()? == "custodian",
            sees_plan: row.get()?,
        })
    })?;
    let consents = tx.rows(&CONSENTS, &values![id(region), id(person), today], |row| {
        let org = row.id()?;
        let text: String = row.get()?;
        let classes = classes_from_text(&text).map_err(|e| row.broken(&e.to_string()))?;
        Ok((org, classes))
    })?;
    // The office that registered the person sees its own user as long as it has a seat.
    let registered_by = seats.iter().any(|seat| seat.org == Some(office)).then_some(office);
    Ok(Some(PersonFacts {
        person,
        // Without a birthday nobody may act as the custodian of a minor.
        adult: birth.and_then(|birth| age_on(birth, today)).is_none_or(|age| age >= ADULT_AGE),
        concealed,
        registered_by,
        seats,
        consents,
    }))
}

/// Takes the lock of a person, the root of nearly everything. First statement of a write.
///
/// # Errors
/// When the store fails.
pub fn lock_person(tx: &mut WriteTx<'_>, region: RegionId, person: PersonId) -> Result<bool> {
    let statement = if tx.locks_rows() { &LOCK_PERSON_PG } else { &LOCK_PERSON };
    tx.lock(statement, &values![id(region), id(person)])
}

/// The region's council, if it has one.
///
/// # Errors
/// When the store fails.
pub fn council(tx: &mut ReadTx<'_>, region: RegionId) -> Result<Option<CouncilFacts>> {
    tx.row(&COUNCIL, &values![id(region)], |row| {
        Ok(CouncilFacts { council: row.id::<CouncilId>()?, secretariat: row.id()? })
    })
}

/// Whose meeting it is; needed before anything can be proved.
///
/// # Errors
/// When the store fails.
pub fn person_of_meeting(
    tx: &mut ReadTx<'_>,
    region: RegionId,
    meeting: MeetingId,
) -> Result<Option<PersonId>> {
    tx.row(&PERSON_OF_MEETING, &values![id(region), id(meeting)], |row| row.id())
}

/// Whom a request is about.
///
/// # Errors
/// When the store fails.
pub fn person_of_request(
    tx: &mut ReadTx<'_>,
    region: RegionId,
    request: RequestId,
) -> Result<Option<PersonId>> {
    tx.row(&PERSON_OF_REQUEST, &values![id(region), id(request)], |row| row.id())
}

/// Whose plan it is.
///
/// # Errors
/// When the store fails.
pub fn person_of_plan(
    tx: &mut ReadTx<'_>,
    region: RegionId,
    plan: PlanId,
) -> Result<Option<PersonId>> {
    tx.row(&PERSON_OF_PLAN, &values![id(region), id(plan)], |row| row.id())
}
