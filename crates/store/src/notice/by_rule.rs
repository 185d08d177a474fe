//! Notices by rule: what a night found to tell a worker. A row holds what it is about and no words;
//! whether it still holds, and whether the worker may still see it, is looked at when it is shown.
//!
//! `$1` is the region, `$2` the worker, `$3` the day for which rights are looked at.

use crate::home::{PersonRef, Scope, decode_person, my_post, sees, who};
use crate::person::{in_scope, seats};
use crate::value::{Row, id};
use crate::{ReadTx, Result, WriteTx};
use jiff::civil::Date;
use tsumugi_domain::ids::{NoticeId, RegionId, StaffId};
use tsumugi_domain::notice::by_rule::{Found, NoticeKind};
use tsumugi_domain::person::last_of_minor;
use tsumugi_domain::plan::PlanKind;

/// No later consent of the same purpose for the same organisation follows.
macro_rules! not_renewed {
    () => {
        "c.withdrawn_at is null and c.reply = 'given' and not exists (select 1 from consent d \
         where d.region_id = c.region_id and d.person_id = c.person_id \
         and d.recipient_org = c.recipient_org and d.purpose = c.purpose \
         and d.withdrawn_at is null and d.reply = 'given' and d.to_day > c.to_day)"
    };
}

statements! {
    READERS = "select distinct y.staff_id from employment y where y.region_id = $1 \
        and y.role in ('service_manager', 'child_support_manager', 'specialist', \
        'support_worker', 'municipal_officer') and y.from_day <= $2 \
        and (y.to_day is null or y.to_day >= $2) order by y.staff_id";
    ENDING = concat!("select p.person_id, c.consent_id, c.to_day, \
        case when c.giver = 'custodian' then p.birth end from person p \
        join consent c on c.region_id = p.region_id and c.person_id = p.person_id \
        where p.region_id = $1 and c.to_day >= $3 and (c.to_day <= $4 or c.giver = 'custodian') and ", not_renewed!(), " and ",
        in_scope!(" and e.org_id = i.registered_by \
        and e.role in ('service_manager', 'child_support_manager')"),
        " order by c.to_day nulls last, c.consent_id");
    KNOWN = "select n.kind, n.about, n.due, n.person_id, n.daily and n.day = $3 from notice n \
        where n.region_id = $1 and n.staff_id = $2";
    INSERT = "insert into notice (region_id, staff_id, notice_id, person_id, kind, about, due, \
        day, daily) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing";
    GATHER = "update notice set week = $3 where region_id = $1 and staff_id = $2 \
        and week is null and not daily and day < $3";
    FORGET = "delete from notice where region_id = $1 and day < $2";
    SHOWN = concat!("select ", who!(), ", n.kind, n.about, n.due, n.daily and n.day = \
        (select max(z.day) from notice z where z.region_id = $1 and z.staff_id = $2 and z.daily \
        and z.day <= $3), (select l.kind from plan l where l.region_id = n.region_id and l.plan_id = n.about) \
        from notice n cross join person p where n.region_id = $1 and n.staff_id = $2 \
        and p.region_id = n.region_id and p.person_id = n.person_id \
        and ((n.daily and n.day <= $3 and n.day > $5) or n.week = $4) and ((n.kind = 'review' \
        and exists (select 1 from plan l join plan_version v on v.region_id = l.region_id \
        and v.plan_version_id = l.current_version where l.region_id = n.region_id \
        and l.plan_id = n.about and v.since < n.day and not exists (select 1 from monitoring q \
        where q.region_id = l.region_id and q.person_id = l.person_id and q.kind = l.kind \
        and q.org_id = l.org_id and q.on_day >= n.day)) and ", sees!("plan"), ") \
        or (n.kind = 'task_late' and exists (select 1 from task t where t.region_id = n.region_id \
        and t.task_id = n.about and t.state = 'open') and ", sees!("meeting"), ") \
        or (n.kind = 'request_waits' and exists (select 1 from meeting_request r \
        where r.region_id = n.region_id and r.request_id = n.about and r.state = 'waiting' and ",
        my_post!("r.proposer_org", "y.role in ('service_manager', 'child_support_manager')"),
        ") and ", sees!("meeting"), ") or (n.kind = 'consent_ends' and exists (select 1 \
        from consent c where c.region_id = n.region_id and c.consent_id = n.about \
        and c.to_day >= $3 and ", not_renewed!(), ") and ", in_scope!(" \
        and e.org_id = i.registered_by"), ") or (n.kind = 'consent_answered' and exists (select 1 \
        from consent c where c.region_id = n.region_id and c.consent_id = n.about \
        and c.reply <> 'asked') and ", in_scope!(), ")) order by n.due nulls last, n.kind, n.notice_id");
}

/// The workers who are told something: those who see people on a day.
///
/// # Errors
/// When the store fails.
pub fn readers(tx: &mut ReadTx<'_>, region: RegionId, today: Date) -> Result<Vec<StaffId>> {
    tx.rows(&READERS, &values![id(region), today], Row::id)
}

/// Consents that end until a day, of people whom the worker's office registered, where nobody has
/// asked again.
///
/// # Errors
/// When the store fails.
pub fn ending_consents(tx: &mut ReadTx<'_>, scope: Scope, until: Date) -> Result<Vec<Found>> {
    let mut values = scope.values().to_vec();
    values.extend(values![until]);
    let ending = tx.rows(&ENDING, &values, |row| {
        let (person, about, last) = (row.id()?, row.get()?, row.get::<Date>()?);
        // What a custodian gave ends at eighteen, whatever day it says.
        let grown = row.opt::<Date>()?.map(last_of_minor);
        let due = grown.map_or(last, |grown| grown.min(last));
        Ok(Found { due, kind: NoticeKind::ConsentEnds, person, about })
    })?;
    let today = scope.today();
    Ok(ending.into_iter().filter(|found| today <= found.due && found.due <= until).collect())
}

/// What the worker was told before, and whether it is one of today's.
///
/// # Errors
/// When the store fails.
pub fn known(tx: &mut ReadTx<'_>, scope: Scope) -> Result<Vec<(Found, bool)>> {
    tx.rows(&KNOWN, &scope.values(), |row| {
        let (kind, about, due) = (row.code()?, row.get()?, row.get()?);
        Ok((Found { kind, about, due, person: row.id()? }, row.get()?))
    })
}

/// Keeps a notice for a day, or for the week that follows; nothing when it is there already.
///
/// # Errors
/// When the store fails.
pub fn insert(
    tx: &mut WriteTx<'_>,
    (region, reader, today): (RegionId, StaffId, Date),
    notice: NoticeId,
    found: &Found,
    daily: bool,
) -> Result<()> {
    let values = values![
        id(region),
        id(reader),
        id(notice),
        id(found.person),
        found.kind.code(),
        found.about,
        found.due,
        today,
        daily
    ];
    tx.run(&INSERT, &values).map(|_| ())
}

/// Gathers for one worker what the days before a Monday left for its week.
///
/// # Errors
/// When the store fails.
pub fn gather(tx: &mut WriteTx<'_>, region: RegionId, staff: StaffId, monday: Date) -> Result<u64> {
    tx.run(&GATHER, &values![id(region), id(staff), monday])
}

/// Forgets what was told before a day.
///
/// # Errors
/// When the store fails.
pub fn forget_before(tx: &mut WriteTx<'_>, region: RegionId, day: Date) -> Result<u64> {
    tx.run(&FORGET, &values![id(region), day])
}

/// A notice that still holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The person.
    pub person: PersonRef,
    /// What it is about.
    pub kind: NoticeKind,
    /// The plan, task, request or consent.
    pub about: String,
    /// Its day.
    pub due: Date,
    /// One of the newest day's; the others belong to the week.
    pub today: bool,
    /// Of a plan to look at again: its kind.
    pub plan: Option<PlanKind>,
}

/// The notices of the days after `after`, and those gathered for the week of `monday`, that still
/// hold and that the worker may see, the longest past first.
///
/// # Errors
/// When the store fails.
pub fn shown(tx: &mut ReadTx<'_>, scope: Scope, monday: Date, after: Date) -> Result<Vec<Notice>> {
    let mut values = scope.values().to_vec();
    values.extend(values![monday, after]);
    tx.rows(&SHOWN, &values, |row| {
        Ok(Notice {
            person: decode_person(row)?,
            kind: row.code()?,
            about: row.get()?,
            due: row.get()?,
            today: row.get()?,
            plan: row.opt_code()?,
        })
    })
}
