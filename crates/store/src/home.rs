//! What a worker's home shows: the scope is the proof, rows outside it are never read.
//!
//! `$1` is the region, `$2` the worker, `$3` the day for which rights are looked at.

use crate::person::{in_scope, seats};
use crate::value::{Row, id};
use crate::{ReadTx, Result, Value};
use crate::{meeting, notice, task};
use jiff::Timestamp;
use jiff::civil::Date;
use tsumugi_domain::ids::{PersonId, RegionId, StaffId};
use tsumugi_domain::meeting::{Meeting, Request};
use tsumugi_domain::notice::Concern;
use tsumugi_domain::person::PersonName;
use tsumugi_domain::policy::{Authorized, Read};
use tsumugi_domain::task::Task;

/// The columns of [`decode_person`].
macro_rules! who {
    () => {
        "p.person_id, p.family_name, p.given_name, p.family_kana, p.given_kana, p.preferred_name"
    };
}
pub(crate) use who;

/// The person `i` is not yet eighteen on a day (`$3`): days read as numbers, eighteen years are
/// 180000 of them. Without a birthday nobody is a minor.
macro_rules! minor {
    () => {
        "cast(replace(i.birth, '-', '') as integer) + 180000 \
         > cast(replace($3, '-', '') as integer)"
    };
}

/// A consent `k` about the person `i` counts on a day (`$3`), as `access::person_facts` says:
/// what custodians gave until the eighteenth birthday, what guardians gave during their term.
macro_rules! counts {
    () => {
        concat!(
            "k.region_id = i.region_id and k.person_id = i.person_id and k.reply = 'given' \
             and k.purpose in ('support', 'handover') and k.withdrawn_at is null \
             and k.from_day <= $3 and k.to_day >= $3 and (k.giver <> 'custodian' or ",
            $crate::home::minor!(),
            ") and (k.giver <> 'guardian' or exists (select 1 from membership g \
             where g.region_id = k.region_id and g.membership_id = k.guardian \
             and g.person_id = k.person_id and g.from_day <= $3 \
             and (g.to_day is null or g.to_day >= $3)))"
        )
    };
}
pub(crate) use {counts, minor};

/// The post `e` on a seat `m` of a person `i` shows a data class: its organisation keeps the record,
/// or has a consent for the class today. No code of a class is part of another's, which a test keeps
/// so; that makes `replace` a search for a word that both engines understand alike.
macro_rules! shows {
    ($class:literal) => {
        concat!(
            "(e.org_id = i.registered_by or exists (select 1 from consent k where ",
            $crate::home::counts!(),
            " and k.recipient_org = e.org_id \
             and (k.recipient_role is null or k.recipient_role = e.role) \
             and replace(k.classes, '",
            $class,
            "', '') <> k.classes))"
        )
    };
}
pub(crate) use shows;

/// The people in scope of whom the worker sees a data class: the same as the classes that
/// `policy::decide` gives.
macro_rules! sees {
    ($class:literal) => {
        in_scope!(concat!(" and ", $crate::home::shows!($class)))
    };
}
pub(crate) use sees;

/// Over all seats of a person: true when one of them shows a data class, as [`sees`].
macro_rules! seat_sees {
    ($class:literal) => {
        concat!("max(case when ", $crate::home::shows!($class), " then 1 else 0 end) = 1")
    };
}
pub(crate) use seat_sees;

/// True when the worker holds a post today at the organisation of a column, in a role that a
/// further condition on `y` allows.
macro_rules! my_post {
    ($org:literal, $role:literal) => {
        concat!(
            "exists (select 1 from employment y where y.region_id = p.region_id \
             and y.staff_id = $2 and y.from_day <= $3 and (y.to_day is null or y.to_day >= $3) \
             and y.org_id = ",
            $org,
            " and ",
            $role,
            ")"
        )
    };
}
pub(crate) use my_post;

/// The task's owner is the worker, or nobody in particular of the worker's office.
macro_rules! mine {
    () => {
        concat!(
            "(coalesce(s.staff_id, '') = $2 or (s.staff_id is null and ",
            my_post!("s.org_id", "y.role <> 'system_admin'"),
            "))"
        )
    };
}
pub(crate) use mine;

/// The worker acts for the office that convened the meeting `m`.
macro_rules! leads {
    () => {
        my_post!(
            "m.convener_org",
            "y.role in ('service_manager', 'child_support_manager', 'specialist')"
        )
    };
}

/// The worker has a seat at the meeting `m`: by name, or as whoever holds that post at the office.
macro_rules! seated {
    () => {
        concat!(
            "exists (select 1 from invitation v join membership s on s.region_id = v.region_id \
             and s.membership_id = v.membership_id where v.region_id = m.region_id \
             and v.meeting_id = m.meeting_id and (coalesce(s.staff_id, '') = $2 \
             or (s.staff_id is null and ",
            my_post!("s.org_id", "y.role = s.role"),
            ")))"
        )
    };
}

statements! {
    PEOPLE = concat!("select count(*) from person p where p.region_id = $1 and ", in_scope!());
    TASKS = concat!("select ", who!(), ", ", mine!(), ", ", task::task_columns!(), " from task t \
        join person p on p.region_id = t.region_id and p.person_id = t.person_id \
        left join membership s on s.region_id = t.region_id \
        and s.membership_id = t.owner_membership where p.region_id = $1 and ((t.state = 'open' \
        and (t.due is null or t.owner_name = '' or t.known_by = '' or ", mine!(), ")) \
        or (t.state <> 'open' and t.ended_at >= $5 and t.ended_by <> $6)) and ",
        sees!("meeting"), " order by case when t.state = 'open' then 0 else 1 end, \
        t.ended_at desc, t.due nulls first, t.task_id limit $4");
    TO_BEGIN = concat!("with open as materialized (select m.person_id, max(m.from_day) as since \
        from employment y cross join membership m where y.region_id = $1 and y.staff_id = $2 \
        and y.from_day <= $3 and (y.to_day is null or y.to_day >= $3) \
        and y.role in ('service_manager', 'child_support_manager', 'specialist') \
        and m.region_id = y.region_id and m.org_id = y.org_id \
        and m.from_day <= $3 and (m.to_day is null or m.to_day >= $3) \
        and not exists (select 1 from plan l where l.region_id = m.region_id \
        and l.person_id = m.person_id and l.org_id = m.org_id and l.kind = case y.role \
        when 'specialist' then 'service_use' else 'individual' end) group by m.person_id) \
        select ", who!(), ", o.since, count(*) over () from open o cross join person p \
        where p.region_id = $1 and p.person_id = o.person_id and ", sees!("plan"),
        " order by o.since desc, p.sort_key, p.person_id limit $4");
    WAITING = concat!("select ", who!(), ", ", meeting::request::request_columns!(), " \
        from meeting_request r join org o on o.region_id = r.region_id and o.org_id = r.asked_org \
        join person p on p.region_id = r.region_id and p.person_id = r.person_id \
        where p.region_id = $1 and r.state = 'waiting' and ",
        my_post!("r.asked_org", "y.role = 'specialist'"), " and ", sees!("meeting"),
        " order by r.at, r.request_id limit $4");
    SENT = concat!("select ", who!(), ", ", meeting::request::request_columns!(), " \
        from meeting_request r join org o on o.region_id = r.region_id and o.org_id = r.asked_org \
        join person p on p.region_id = r.region_id and p.person_id = r.person_id \
        where p.region_id = $1 and (r.state = 'waiting' \
        or (r.state = 'declined' and r.answered_at >= $5)) \
        and not exists (select 1 from meeting x where x.region_id = r.region_id \
        and x.request_id = r.request_id and x.state <> 'called_off') and ",
        my_post!("r.proposer_org", "y.role in ('service_manager', 'child_support_manager')"),
        " and ", sees!("meeting"), " order by r.at, r.request_id limit $4");
    CONCERNS = concat!("select ", who!(), ", ", notice::concern_columns!(), " from concern c \
        join person p on p.region_id = c.region_id and p.person_id = c.person_id \
        where p.region_id = $1 and (c.state = 'open' \
        or (c.state = 'watching' and c.watch_until <= $3)) and ", sees!("narrative"),
        " order by c.at desc, c.concern_id desc limit $4");
    MEETINGS = concat!("select ", who!(), ", ", leads!(), ", ", seated!(), ", ",
        meeting::meeting_columns!(), " from meeting m \
        join org o on o.region_id = m.region_id and o.org_id = m.convener_org \
        join person p on p.region_id = m.region_id and p.person_id = m.person_id \
        where p.region_id = $1 and m.state in ('calling', 'fixed') and ", sees!("meeting"),
        " order by m.fixed_from nulls last, m.called_at, m.meeting_id limit $4");
}

/// A person as a line of a list names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRef {
    /// Identity.
    pub id: PersonId,
    /// The name.
    pub name: PersonName,
}

pub(crate) fn decode_person(row: &mut Row) -> Result<PersonRef> {
    Ok(PersonRef {
        id: row.id()?,
        name: PersonName {
            family: row.get()?,
            given: row.get()?,
            family_kana: row.get()?,
            given_kana: row.get()?,
            preferred: row.opt()?,
        },
    })
}

/// The people of one worker on one day: the proof for lists about several people.
#[derive(Debug, Clone, Copy)]
pub struct Scope {
    region: RegionId,
    staff: StaffId,
    today: Date,
}

impl Scope {
    /// What a worker may see on the day for which rights are looked at.
    #[must_use]
    pub fn new(proof: &Authorized<StaffId, Read>, today: Date) -> Self {
        Self { region: proof.region(), staff: proof.id(), today }
    }

    /// The day for which rights are looked at.
    #[must_use]
    pub fn today(self) -> Date {
        self.today
    }

    pub(crate) fn values(self) -> [Value; 3] {
        values![id(self.region), id(self.staff), self.today]
    }

    pub(crate) fn limited(self, limit: i64) -> [Value; 4] {
        values![id(self.region), id(self.staff), self.today, limit]
    }
}

/// How many people the worker may see.
///
/// # Errors
/// When the store fails.
pub fn people(tx: &mut ReadTx<'_>, scope: Scope) -> Result<i64> {
    Ok(tx.row(&PEOPLE, &scope.values(), Row::get)?.unwrap_or(0))
}

/// A task on a worker's home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HomeTask {
    /// The person.
    pub person: PersonRef,
    /// Its owner is the worker, or the worker's office without a name.
    pub mine: bool,
    /// The task.
    pub task: Task,
}

/// Tasks of people in scope: the open ones that are the worker's or that lack a name, a day or a
/// sign, those without a day first; then those of which others than `by` said at `since` or later
/// how they ended, the last first.
///
/// # Errors
/// When the store fails.
pub fn tasks(
    tx: &mut ReadTx<'_>,
    scope: Scope,
    (since, by): (Timestamp, &str),
    limit: i64,
) -> Result<Vec<HomeTask>> {
    let mut values = scope.limited(limit).to_vec();
    values.extend(values![since, by]);
    tx.rows(&TASKS, &values, |row| {
        Ok(HomeTask { person: decode_person(row)?, mine: row.get()?, task: task::decode(row)? })
    })
}

/// Somebody whose plan is still to be begun by the worker's organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToBegin {
    /// The person.
    pub person: PersonRef,
    /// Since when the organisation has its seat.
    pub since: Date,
}

/// People for whom the worker writes a plan and nobody of the organisation has begun one, who came
/// last first; and how many there are in all.
///
/// # Errors
/// When the store fails.
pub fn to_begin(tx: &mut ReadTx<'_>, scope: Scope, limit: i64) -> Result<(Vec<ToBegin>, i64)> {
    let rows = tx.rows(&TO_BEGIN, &scope.limited(limit), |row| {
        let one = ToBegin { person: decode_person(row)?, since: row.get()? };
        Ok((one, row.get::<i64>()?))
    })?;
    let count = rows.first().map_or(0, |(_, count)| *count);
    Ok((rows.into_iter().map(|(one, _)| one).collect(), count))
}

/// Requests that wait for a specialist's office of the worker, the oldest first.
///
/// # Errors
/// When the store fails.
pub fn waiting_requests(
    tx: &mut ReadTx<'_>,
    scope: Scope,
    limit: i64,
) -> Result<Vec<(PersonRef, Request)>> {
    tx.rows(&WAITING, &scope.limited(limit), |row| {
        Ok((decode_person(row)?, meeting::request::decode(row)?))
    })
}

/// Requests of the worker's office that wait, or were declined at `since` or later, as long as no
/// own meeting was held instead; the oldest first.
///
/// # Errors
/// When the store fails.
pub fn sent_requests(
    tx: &mut ReadTx<'_>,
    scope: Scope,
    since: Timestamp,
    limit: i64,
) -> Result<Vec<(PersonRef, Request)>> {
    let mut values = scope.limited(limit).to_vec();
    values.extend(values![since]);
    tx.rows(&SENT, &values, |row| Ok((decode_person(row)?, meeting::request::decode(row)?)))
}

/// Concerns that nobody has taken up, or whose day has come; newest first.
///
/// # Errors
/// When the store fails.
pub fn open_concerns(
    tx: &mut ReadTx<'_>,
    scope: Scope,
    limit: i64,
) -> Result<Vec<(PersonRef, Concern)>> {
    tx.rows(&CONCERNS, &scope.limited(limit), |row| Ok((decode_person(row)?, notice::decode(row)?)))
}

/// A meeting about somebody whom the worker may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenMeeting {
    /// The person.
    pub person: PersonRef,
    /// The worker acts for the office that convened it.
    pub leads: bool,
    /// The worker has a seat at it.
    pub seated: bool,
    /// The meeting.
    pub meeting: Meeting,
}

impl OpenMeeting {
    /// The worker has something to do there: others of the office may.
    #[must_use]
    pub fn is_mine(&self) -> bool {
        self.leads || self.seated
    }
}

/// Meetings that are being called or have a day; the nearest day first, those without one last.
///
/// # Errors
/// When the store fails.
pub fn open_meetings(tx: &mut ReadTx<'_>, scope: Scope, limit: i64) -> Result<Vec<OpenMeeting>> {
    tx.rows(&MEETINGS, &scope.limited(limit), |row| {
        let (person, leads, seated) = (decode_person(row)?, row.get()?, row.get()?);
        Ok(OpenMeeting { person, leads, seated, meeting: meeting::decode(row)? })
    })
}

#[cfg(test)]
mod tests {
    use tsumugi_domain::consent::DataClass;

    #[test]
    fn no_class_hides_in_another() {
        for class in DataClass::ALL {
            let inside = DataClass::ALL.iter().filter(|other| other.code().contains(class.code()));
            assert_eq!(inside.count(), 1, "{class:?}");
        }
    }
}
