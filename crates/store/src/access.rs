//! What the policy needs to know, read in the same snapshot as the data it guards.

use crate::value::{Row, id};
use crate::{ReadTx, Result, WriteTx};
use jiff::civil::Date;
use tsumugi_domain::consent::{Said, classes_from_text, lapsed};
use tsumugi_domain::ids::{
    AccountId, CouncilId, MeetingId, MembershipId, OrgId, PersonId, RegionId, RequestId, StaffId,
};
use tsumugi_domain::person::is_adult;
use tsumugi_domain::policy::{CouncilFacts, PersonFacts, Post, Seat, Shared};

statements! {
    POSTS = "select e.org_id, e.role, o.name from employment e \
        join org o on o.region_id = e.region_id and o.org_id = e.org_id \
        where e.region_id = $1 and e.staff_id = $2 and e.from_day <= $3 \
        and (e.to_day is null or e.to_day >= $3) order by e.org_id, e.role";
    FACTS = "select 0, '', p.registered_by, null, null, p.birth, coalesce(a.concealed, $4), \
        null, null from person p left join person_address a \
        on a.region_id = p.region_id and a.person_id = p.person_id \
        where p.region_id = $1 and p.person_id = $2 \
        union all select 1, s.membership_id, s.org_id, s.staff_id, s.account_id, s.role, \
        s.sees_plan, null, null from membership s where s.region_id = $1 and s.person_id = $2 \
        and s.from_day <= $3 and (s.to_day is null or s.to_day >= $3) \
        union all select 2, coalesce(c.guardian, ''), c.recipient_org, null, null, c.classes, $4, \
        nullif(c.giver, ''), c.recipient_role \
        from consent c where c.region_id = $1 and c.person_id = $2 and c.reply = 'given' \
        and c.from_day <= $3 and c.to_day >= $3 and c.withdrawn_at is null \
        and c.purpose in ('support', 'handover')";
    LOCK_PERSON = "select person_id from person where region_id = $1 and person_id = $2";
    LOCK_PERSON_PG = "select person_id from person where region_id = $1 and person_id = $2 \
        for no key update";
    LOCK_ORG = "select org_id from org where region_id = $1 and org_id = $2";
    LOCK_ORG_PG = "select org_id from org where region_id = $1 and org_id = $2 \
        for no key update";
    LOCK_COUNCIL = "select council_id from council where region_id = $1";
    LOCK_COUNCIL_PG = "select council_id from council where region_id = $1 for no key update";
    COUNCIL = "select council_id, secretariat from council where region_id = $1 \
        order by council_id";
    PERSON_OF_MEETING = "select person_id from meeting where region_id = $1 and meeting_id = $2";
    PERSON_OF_REQUEST = "select person_id from meeting_request \
        where region_id = $1 and request_id = $2";
}

/// The posts a worker holds on a day, each with the name of its organisation.
///
/// # Errors
/// When the store fails.
pub fn named_posts(
    tx: &mut ReadTx<'_>,
    region: RegionId,
    staff: StaffId,
    today: Date,
) -> Result<Vec<(Post, String)>> {
    tx.rows(&POSTS, &values![id(region), id(staff), today], |row| {
        Ok((Post { org: row.id()?, role: row.code()? }, row.get()?))
    })
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
    Ok(named_posts(tx, region, staff, today)?.into_iter().map(|(post, _)| post).collect())
}

/// One part of the facts about a person; each is a row of one answer.
enum Part {
    Person { office: OrgId, birth: Option<Date>, concealed: bool },
    Seat(String, Seat),
    Consent(Said, Shared),
}

fn decode_part(row: &mut Row) -> Result<Part> {
    let (part, key) = (row.get::<i64>()?, row.get::<String>()?);
    let (org, staff, account) = (row.opt_id()?, row.opt_id()?, row.opt_id::<AccountId>()?);
    let (text, flag) = (row.opt::<String>()?, row.get::<bool>()?);
    match (part, org, text) {
        (0, Some(office), birth) => {
            let birth = birth.map(|day| day.parse::<Date>()).transpose();
            let birth = birth.map_err(|problem| row.broken(&problem.to_string()))?;
            Ok(Part::Person { office, birth, concealed: flag })
        }
        (1, org, Some(role)) => {
            let custodian = role == "custodian";
            Ok(Part::Seat(key, Seat { org, staff, account, custodian, sees_plan: flag }))
        }
        (2, Some(org), Some(classes)) => {
            let classes = classes_from_text(&classes);
            let classes = classes.map_err(|problem| row.broken(&problem.to_string()))?;
            let said =
                Said { giver: row.opt_code()?, guardian: key.parse().ok(), ..Said::default() };
            Ok(Part::Consent(said, Shared { org, role: row.opt_code()?, classes }))
        }
        _ => Err(row.broken("a seat, a consent or a person")),
    }
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
    let parts = tx.rows(&FACTS, &values![id(region), id(person), today, false], decode_part)?;
    let (mut found, mut seats, mut consents) = (None, Vec::new(), Vec::new());
    for part in parts {
        match part {
            Part::Person { office, birth, concealed } => found = Some((office, birth, concealed)),
            Part::Seat(key, seat) => seats.push((key, seat)),
            Part::Consent(said, shared) => consents.push((said, shared)),
        }
    }
    let Some((office, birth, concealed)) = found else { return Ok(None) };
    // In a steady order without a sorter in the database: the facts are read with every request.
    seats.sort_unstable_by(|one: &(String, Seat), other| one.0.cmp(&other.0));
    let adult = is_adult(birth, today);
    let held: Vec<MembershipId> = seats.iter().filter_map(|(key, _)| key.parse().ok()).collect();
    consents.retain(|(said, _)| !lapsed(said, adult, &held));
    Ok(Some(PersonFacts {
        person,
        adult,
        concealed,
        registered_by: Some(office),
        seats: seats.into_iter().map(|(_, seat)| seat).collect(),
        consents: consents.into_iter().map(|(_, shared)| shared).collect(),
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

/// Takes the lock of a person and reads the facts under it. The first step of a write; `None` when
/// there is no such person.
///
/// # Errors
/// When the store fails.
pub fn locked_person_facts(
    tx: &mut WriteTx<'_>,
    region: RegionId,
    person: PersonId,
    today: Date,
) -> Result<Option<PersonFacts>> {
    // On SQLite the one writer is the lock, and the facts themselves say that somebody is missing.
    if tx.locks_rows() && !lock_person(tx, region, person)? {
        return Ok(None);
    }
    person_facts(tx, region, person, today)
}

/// Takes the lock of an organisation, the root of its workers and posts: two readings of a roster,
/// too, come one after the other. First statement of a write.
///
/// # Errors
/// When the store fails.
pub fn lock_org(tx: &mut WriteTx<'_>, region: RegionId, org: OrgId) -> Result<bool> {
    let statement = if tx.locks_rows() { &LOCK_ORG_PG } else { &LOCK_ORG };
    tx.lock(statement, &values![id(region), id(org)])
}

/// Takes the lock of the region's council, the root of issues, reports, items and answers; false
/// when there is none. First statement of a write.
///
/// # Errors
/// When the store fails.
pub fn lock_council(tx: &mut WriteTx<'_>, region: RegionId) -> Result<bool> {
    let statement = if tx.locks_rows() { &LOCK_COUNCIL_PG } else { &LOCK_COUNCIL };
    tx.lock(statement, &values![id(region)])
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
