//! Lists about all the people of a worker: meetings, tasks, unmet needs.
//!
//! `$1` is the region, `$2` the worker, `$3` the day, `$4` which rows, `$5` their order.

use crate::community::{self, need_columns};
use crate::home::{PersonRef, Scope, decode_person, mine, my_post, sees, who};
use crate::person::{in_scope, seats};
use crate::value::Row;
use crate::{ReadTx, Result, Statement, Value};
use crate::{meeting, task};
use tsumugi_domain::community::UnmetNeed;
use tsumugi_domain::list::{Meetings, Needs, Order, Tasks};
use tsumugi_domain::meeting::Meeting;
use tsumugi_domain::task::Task;

/// The meetings of `$4`.
macro_rules! meetings {
    () => {
        concat!(
            " from meeting m join org o on o.region_id = m.region_id \
             and o.org_id = m.convener_org join person p on p.region_id = m.region_id \
             and p.person_id = m.person_id where p.region_id = $1 \
             and case when m.state in ('closed', 'called_off') then m.state else 'open' end = $4 \
             and ",
            sees!("meeting")
        )
    };
}

/// The tasks of `$4`.
macro_rules! tasks {
    () => {
        concat!(
            " from task t join person p on p.region_id = t.region_id \
             and p.person_id = t.person_id left join membership s on s.region_id = t.region_id \
             and s.membership_id = t.owner_membership where p.region_id = $1 \
             and (($4 = 'ended' and t.state <> 'open') or (t.state = 'open' and ($4 = 'open' \
             or ($4 = 'late' and t.due < $3) \
             or ($4 = 'hanging' and (t.due is null or t.owner_name = '' or t.known_by = '')) \
             or ($4 = 'mine' and ",
            mine!(),
            ")))) and ",
            sees!("meeting")
        )
    };
}

/// The unmet needs of `$4`.
macro_rules! needs {
    () => {
        concat!(
            " from unmet_need n join person p on p.region_id = n.region_id \
             and p.person_id = n.person_id where p.region_id = $1 and n.state = $4 and ",
            sees!("meeting")
        )
    };
}

/// The order of `$5`, before what each list adds.
macro_rules! by_name {
    () => {
        " order by case when $5 = 'name' then p.sort_key else '' end, "
    };
}

statements! {
    MEETINGS = concat!("select ", who!(), ", ", meeting::meeting_columns!(), meetings!(),
        by_name!(), "case when $4 = 'open' then coalesce(m.fixed_from, '') else '' end, \
        m.fixed_from desc nulls last, m.called_at desc, m.meeting_id limit $6 offset $7");
    COUNT_MEETINGS = concat!("select count(*)", meetings!());
    TASKS = concat!("select ", who!(), ", ", task::task_columns!(), tasks!(), by_name!(),
        "t.ended_at desc nulls last, t.due nulls first, t.task_id limit $6 offset $7");
    COUNT_TASKS = concat!("select count(*)", tasks!());
    NEEDS = concat!("select ", who!(), ", ", need_columns!(), needs!(), by_name!(),
        "n.since desc, n.unmet_need_id limit $6 offset $7");
    COUNT_NEEDS = concat!("select count(*)", needs!());
}

/// Which part of a list.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// In which order.
    pub order: Order,
    /// How many rows.
    pub limit: i64,
    /// After how many.
    pub offset: i64,
}

/// Rows of a list, and how many there are in all.
pub type Rows<T> = (Vec<(PersonRef, T)>, i64);

fn rows<T>(
    tx: &mut ReadTx<'_>,
    (list, count): (&'static Statement, &'static Statement),
    scope: Scope,
    which: &'static str,
    part: Part,
    decode: impl Fn(&mut Row) -> Result<T>,
) -> Result<Rows<T>> {
    let narrowed = [scope.values().as_slice(), &values![which]].concat();
    let count = tx.row(count, &narrowed, Row::get)?.unwrap_or(0);
    let more: [Value; 3] = values![part.order.code(), part.limit, part.offset];
    let found = tx.rows(list, &[narrowed.as_slice(), &more].concat(), |row| {
        Ok((decode_person(row)?, decode(row)?))
    })?;
    Ok((found, count))
}

/// Meetings: the open ones with the next day first, those over with the last day first.
///
/// # Errors
/// When the store fails.
pub fn meetings(
    tx: &mut ReadTx<'_>,
    scope: Scope,
    which: Meetings,
    part: Part,
) -> Result<Rows<Meeting>> {
    rows(tx, (&MEETINGS, &COUNT_MEETINGS), scope, which.code(), part, meeting::decode)
}

/// Tasks: the open ones with those without a day and the oldest day first, those that ended with
/// the last end first.
///
/// # Errors
/// When the store fails.
pub fn tasks(tx: &mut ReadTx<'_>, scope: Scope, which: Tasks, part: Part) -> Result<Rows<Task>> {
    rows(tx, (&TASKS, &COUNT_TASKS), scope, which.code(), part, task::decode)
}

/// Unmet needs, the newest first.
///
/// # Errors
/// When the store fails.
pub fn needs(
    tx: &mut ReadTx<'_>,
    scope: Scope,
    which: Needs,
    part: Part,
) -> Result<Rows<UnmetNeed>> {
    rows(tx, (&NEEDS, &COUNT_NEEDS), scope, which.code(), part, community::decode_need)
}
