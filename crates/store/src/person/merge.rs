//! Two records of one person become one, and two again.
//!
//! Rows keep their ids; only whose they are changes. The other person's own row and what hangs on
//! it one to one stay where they are: the tombstone that old links lead through, and what the
//! record goes back to. Every table with a `person_id` is either moved or stays, and a test reads
//! the schema for one that is neither.

use super::{person_columns, seats};
use crate::home::Scope;
use crate::value::id;
use crate::{ReadTx, Result, Statement, Value, WriteTx, account, session};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use tsumugi_domain::ids::{AccountId, MergeId, PersonId, PlanId, RegionId};
use tsumugi_domain::person::Person;
use tsumugi_domain::person::merge::{OwnAccount, own_account};
use tsumugi_domain::plan::PlanKind;
use tsumugi_domain::policy::{Authorized, Read, Write};

/// The ids that a merge (`$3` or `$4`) remembers of a part.
macro_rules! noted {
    ($merge:literal, $part:expr) => {
        concat!(
            "(select r.row_id from person_merge_row r where r.region_id = $1 and r.merge_id = ",
            $merge,
            " and r.part = '",
            $part,
            "')"
        )
    };
}

/// Takes out what a merge would go back by, once it is undone or began before an instant (`$2`).
macro_rules! forget_before {
    ($table:literal) => {
        concat!(
            "delete from ",
            $table,
            " where region_id = $1 and merge_id in (select g.merge_id from person_merge g \
             where g.region_id = $1 and (g.at < $2 or g.undone_at is not null))"
        )
    };
}

mod content;
mod fields;
mod moves;

pub(crate) use content::ALL as CONTENT;
pub use content::{Content, Holds, content};
pub(crate) use fields::ALL as FIELDS;
pub use fields::{
    before, copy_concealment, drop_concealment, note_before, save, whole, whole_merged,
};
pub(crate) use moves::ALL as MOVES;
pub use moves::{STAYS, tables};

statements! {
    LEADS_TO = "with recursive way (person_id, depth) as (select g.kept, 1 from person_merge g \
        where g.region_id = $1 and g.merged = $2 and g.undone_at is null \
        union all select g.kept, w.depth + 1 from way w cross join person_merge g \
        where g.region_id = $1 and g.merged = w.person_id and g.undone_at is null) \
        select person_id from way order by depth desc limit 1";
    OPEN = "insert into person_merge (region_id, merge_id, kept, merged, at, by_name) \
        values ($1, $2, $3, $4, $5, $6)";
    RECORDS = "select kept, merged from person_merge where region_id = $1 and merge_id = $2";
    OF_PERSON = "select g.merge_id, g.merged, g.at, g.by_name, g.undone_at, g.undone_by, \
        p.family_name, p.given_name from person_merge g cross join person p \
        where g.region_id = $1 and g.kept = $2 and p.region_id = g.region_id \
        and p.person_id = g.merged order by g.at desc, g.merge_id desc";
    UNDONE = "update person_merge set undone_at = $4, undone_by = $5 \
        where region_id = $1 and kept = $2 and merge_id = $3 and undone_at is null";
    PLAN_PAIRS = "select a.kind, o.name, a.plan_id, coalesce(x.since, ''), b.plan_id, \
        coalesce(y.since, '') from plan a cross join plan b cross join org o \
        left join plan_version x on x.region_id = a.region_id \
        and x.plan_version_id = a.current_version \
        left join plan_version y on y.region_id = b.region_id \
        and y.plan_version_id = b.current_version \
        where a.region_id = $1 and a.person_id = $2 and a.set_aside_at is null \
        and b.region_id = a.region_id and b.person_id = $3 and b.kind = a.kind \
        and b.org_id = a.org_id and b.set_aside_at is null \
        and o.region_id = a.region_id and o.org_id = a.org_id order by a.kind, a.plan_id";
    NOTE_TOP = "insert into person_merge_row (region_id, merge_id, part, row_id) \
        select v.region_id, $4, 'on_top', v.voice_id from voice v where v.region_id = $1 \
        and v.person_id = $3 and v.on_top and exists (select 1 from voice k \
        where k.region_id = $1 and k.person_id = $2 and k.on_top)";
    SET_TOP = concat!("update voice set on_top = $4 where region_id = $1 and person_id = $2 \
        and voice_id in ", noted!("$3", "on_top"), " and not exists (select 1 from voice k \
        where k.region_id = $1 and k.person_id = $2 and $4 and k.on_top)");
    NOTE_KEY = "insert into person_merge_row (region_id, merge_id, part, row_id) \
        select s.region_id, $4, 'key_person', s.membership_id from membership s \
        where s.region_id = $1 and s.person_id = $3 and s.key_person \
        and exists (select 1 from membership k where k.region_id = $1 and k.person_id = $2 \
        and k.key_person)";
    SET_KEY = concat!("update membership set key_person = $4 where region_id = $1 \
        and person_id = $2 and membership_id in ", noted!("$3", "key_person"),
        " and not exists (select 1 from membership k where k.region_id = $1 \
        and k.person_id = $2 and $4 and k.key_person)");
    NOTE_SEAT = "insert into person_merge_row (region_id, merge_id, part, row_id, was) \
        select s.region_id, $4, 'seat', s.membership_id, s.to_day from membership s \
        where s.region_id = $1 and s.person_id = $3 and (s.to_day is null or s.to_day >= $5) \
        and exists (select 1 from membership k where k.region_id = $1 and k.person_id = $2 \
        and k.role = s.role and (k.from_day <= $5 or k.from_day <= s.from_day) \
        and (k.to_day is null or k.to_day >= s.to_day) \
        and ((k.staff_id = s.staff_id and k.org_id = s.org_id) or k.account_id = s.account_id))";
    END_SEAT = concat!("update membership set to_day = $4 where region_id = $1 and person_id = $2 \
        and membership_id in ", noted!("$3", "seat"));
    SEAT_AGAIN = concat!("update membership set to_day = (select r.was from person_merge_row r \
        where r.region_id = $1 and r.merge_id = $3 and r.part = 'seat' \
        and r.row_id = membership.membership_id) where region_id = $1 and person_id = $2 \
        and membership_id in ", noted!("$3", "seat"));
    NOTE_PLAN = "insert into person_merge_row (region_id, merge_id, part, row_id) \
        values ($1, $2, 'plan_aside', $3)";
    NOTE_VERSION = "insert into person_merge_row (region_id, merge_id, part, row_id, was) \
        select v.region_id, $2, 'version', v.plan_version_id, v.state from plan_version v \
        where v.region_id = $1 and v.plan_id = $3 and v.state in ('current', 'draft')";
    VERSIONS_ASIDE = "update plan_version set state = case state when 'current' then 'superseded' \
        else 'discarded' end where region_id = $1 and plan_id = $2 \
        and state in ('current', 'draft')";
    PLAN_ASIDE = "update plan set set_aside_at = $3, current_version = null \
        where region_id = $1 and plan_id = $2";
    VERSION_AGAIN = concat!("update plan_version set state = (select r.was \
        from person_merge_row r where r.region_id = $1 and r.merge_id = $2 and r.part = 'version' \
        and r.row_id = plan_version.plan_version_id) where region_id = $1 \
        and plan_version_id in ", noted!("$2", "version"));
    PLAN_AGAIN = concat!("update plan set set_aside_at = null, current_version \
        = (select v.plan_version_id from plan_version v where v.region_id = plan.region_id \
        and v.plan_id = plan.plan_id and v.state = 'current') where region_id = $1 \
        and plan_id in ", noted!("$2", "plan_aside"));
    NOTE_SIGHT = "insert into person_merge_row (region_id, merge_id, part, row_id, was) \
        select s.region_id, $4, 'sees_plan', s.membership_id, coalesce(s.sees_plan_by, '') \
        from membership s where s.region_id = $1 and s.person_id in ($2, $3) and s.sees_plan \
        and (s.to_day is null or s.to_day >= $5) and exists (select 1 from membership k \
        cross join membership m where k.region_id = $1 and k.person_id = $2 \
        and k.account_id = s.account_id and k.from_day <= $5 \
        and (k.to_day is null or k.to_day >= $5) and m.region_id = $1 and m.person_id = $3 \
        and m.account_id = s.account_id and m.from_day <= $5 \
        and (m.to_day is null or m.to_day >= $5) and not (k.sees_plan and m.sees_plan))";
    NOTE_SIGHT_OF = concat!("insert into person_merge_row (region_id, merge_id, part, row_id, was) \
        select s.region_id, $4, 'sees_plan', s.membership_id, coalesce(s.sees_plan_by, '') \
        from membership s where s.region_id = $1 and s.person_id in ($2, $3) and s.sees_plan \
        and s.account_id = $5 and s.membership_id not in ", noted!("$4", "sees_plan"));
    SET_SIGHT = concat!("update membership set sees_plan = $3 where region_id = $1 \
        and membership_id in ", noted!("$2", "sees_plan"), " and exists (select 1 \
        from person_merge_row r where r.region_id = $1 and r.merge_id = $2 \
        and r.part = 'sees_plan' and r.row_id = membership.membership_id \
        and r.was = coalesce(membership.sees_plan_by, ''))");
    OWN_ACCOUNT = "select account_id, disabled_at from account \
        where region_id = $1 and person_id = $2";
    NOTE_ACCOUNT = "insert into person_merge_row (region_id, merge_id, part, row_id) \
        values ($1, $2, $3, $4)";
    SET_CLOSED = concat!("update account set disabled_at = $3 where region_id = $1 \
        and account_id in ", noted!("$2", "account_closed"));
    ACCOUNT_GOES = concat!("update account set person_id = $3 where region_id = $1 \
        and person_id = $2 and account_id in ", noted!("$4", "account"));
    ACCOUNT_WAITS = concat!("update account set person_id = $3 where region_id = $1 \
        and account_id in ", noted!("$2", "account_left"));
    GOES_BACK = "select r.part, count(*) from person_merge_row r where r.region_id = $1 \
        and r.merge_id = $2 group by r.part order by r.part";
    FORGET_ROWS = forget_before!("person_merge_row");
    FORGET_FIELDS = forget_before!("person_merge_field");
    FORGET_ADDRESSES = forget_before!("person_merge_address");
    FORGET_HEALTH = forget_before!("person_merge_health");
    ALIKE = concat!("with own as materialized (select distinct m.person_id from employment e \
        cross join membership m where ", seats!(), " and e.role not in ('support_worker', \
        'municipal_officer')) select ", person_columns!(), " from own cross join person p \
        where p.region_id = $1 and p.person_id = own.person_id and p.person_id <> $4 \
        and (p.search_key /*search*/ like $5 escape '!' \
        or p.search_key /*search*/ like $6 escape '!') \
        and (p.birth is null or $7 = '' or p.birth = $7) order by p.sort_key, p.person_id limit 5");
    OWN = concat!("with own as materialized (select distinct m.person_id from employment e \
        cross join membership m where ", seats!(), " and e.role not in ('support_worker', \
        'municipal_officer')) select ", person_columns!(), " from own cross join person p \
        where p.region_id = $1 and p.person_id = own.person_id order by p.sort_key, p.person_id");
}

/// The record that a merged one leads to now; none for a record of its own. Gives away an id and
/// nothing else, so that it is asked before anything can be proved.
///
/// # Errors
/// When the store fails.
pub fn leads_to(
    tx: &mut ReadTx<'_>,
    region: RegionId,
    person: PersonId,
) -> Result<Option<PersonId>> {
    tx.row(&LEADS_TO, &values![id(region), id(person)], |row| row.id())
}

/// The kept record of a merge and the other one; needed to lock both before anything can be proved.
///
/// # Errors
/// When the store fails.
pub fn records(
    tx: &mut ReadTx<'_>,
    region: RegionId,
    merge: MergeId,
) -> Result<Option<(PersonId, PersonId)>> {
    tx.row(&RECORDS, &values![id(region), id(merge)], |row| Ok((row.id()?, row.id()?)))
}

/// Two records that became one.
#[derive(Debug, Clone)]
pub struct Merge {
    /// Identity.
    pub id: MergeId,
    /// The record that went into this one; only [`merges`] tells it.
    merged: PersonId,
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub by: String,
    /// When it was undone, and by whom.
    pub undone: Option<(Timestamp, String)>,
    /// The other record's name; none once it is a record of its own again, which not everybody who
    /// sees this one may know of.
    pub name: Option<String>,
}

impl Merge {
    /// The record that went into the other one.
    #[must_use]
    pub fn merged(&self) -> PersonId {
        self.merged
    }
}

/// What went into a person's record, the newest first.
///
/// # Errors
/// When the store fails.
pub fn merges(tx: &mut ReadTx<'_>, proof: &Authorized<PersonId, Read>) -> Result<Vec<Merge>> {
    tx.rows(&OF_PERSON, &values![id(proof.region()), id(proof.id())], |row| {
        let (merge, merged, at, by) = (row.id()?, row.id()?, row.get()?, row.get()?);
        let undone = row.opt()?.zip(row.opt()?);
        let (family, given): (String, String) = (row.get()?, row.get()?);
        let name = undone.is_none().then(|| format!("{family} {given}").trim().to_owned());
        Ok(Merge { id: merge, merged, at, by, undone, name })
    })
}

/// Two plans of one kind by one organisation, one of each record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanPair {
    /// Which kind.
    pub kind: PlanKind,
    /// Whose plans.
    pub org_name: String,
    /// The kept record's plan, and since when it counts.
    kept: (PlanId, String),
    /// The other one.
    merged: (PlanId, String),
}

impl PlanPair {
    /// The kept record's plan goes on: it counts since a later day, or the other one not at all.
    #[must_use]
    pub fn kept_goes_on(&self) -> bool {
        self.kept.1 >= self.merged.1
    }

    fn aside(&self) -> PlanId {
        if self.kept_goes_on() { self.merged.0 } else { self.kept.0 }
    }
}

/// Both records' proofs: nobody joins what they may not change.
#[derive(Debug, Clone, Copy)]
pub struct Both<'a, Access> {
    /// The record that stays.
    pub kept: &'a Authorized<PersonId, Access>,
    /// The record that goes into it.
    pub merged: &'a Authorized<PersonId, Access>,
}

/// The plans of which only one can go on.
///
/// # Errors
/// When the store fails.
pub fn plan_pairs(tx: &mut ReadTx<'_>, both: Both<'_, Read>) -> Result<Vec<PlanPair>> {
    let values = values![id(both.kept.region()), id(both.kept.id()), id(both.merged.id())];
    tx.rows(&PLAN_PAIRS, &values, |row| {
        Ok(PlanPair {
            kind: row.code()?,
            org_name: row.get()?,
            kept: (row.id()?, row.get()?),
            merged: (row.id()?, row.get()?),
        })
    })
}

/// Makes two records one: all that is the other's becomes the kept one's, and is remembered. What
/// the kept record says is saved with [`save`].
///
/// # Errors
/// A duplicate when the other record is merged already.
pub fn join(
    tx: &mut WriteTx<'_>,
    both: Both<'_, Write>,
    merge: MergeId,
    (at, by, today): (Timestamp, &str, Date),
    sight_ends: &BTreeSet<AccountId>,
) -> Result<()> {
    let (region, kept, merged) = (both.kept.region(), both.kept.id(), both.merged.id());
    tx.run(&OPEN, &values![id(region), id(merge), id(kept), id(merged), at, by])?;
    let all = values![id(region), id(kept), id(merged), id(merge)];
    let other = |flag: Value| [all[0].clone(), all[2].clone(), all[3].clone(), flag];
    tx.run(&NOTE_TOP, &all)?;
    tx.run(&SET_TOP, &other(Value::Bool(false)))?;
    tx.run(&NOTE_KEY, &all)?;
    tx.run(&SET_KEY, &other(Value::Bool(false)))?;
    let seats = [&all[..], &values![today]].concat();
    tx.run(&NOTE_SIGHT, &seats)?;
    for account in sight_ends {
        tx.run(&NOTE_SIGHT_OF, &[&all[..], &values![id(*account)]].concat())?;
    }
    tx.run(&SET_SIGHT, &values![id(region), id(merge), false])?;
    tx.run(&NOTE_SEAT, &seats)?;
    // The other seat holds from today on.
    let last_day = today.yesterday().unwrap_or(today);
    tx.run(&END_SEAT, &values![id(region), id(merged), id(merge), last_day])?;
    let reading = Both { kept: &both.kept.reading(), merged: &both.merged.reading() };
    for pair in plan_pairs(tx, reading)? {
        let plan = pair.aside();
        tx.run(&NOTE_PLAN, &values![id(region), id(merge), id(plan)])?;
        tx.run(&NOTE_VERSION, &values![id(region), id(merge), id(plan)])?;
        tx.run(&VERSIONS_ASIDE, &values![id(region), id(plan)])?;
        tx.run(&PLAN_ASIDE, &values![id(region), id(plan), at])?;
    }
    join_accounts(tx, region, (merged, kept), (merge, at))?;
    moves::go(tx, region, (merged, kept), merge)
}

/// The person goes on signing in with the account that is open.
fn join_accounts(
    tx: &mut WriteTx<'_>,
    region: RegionId,
    (merged, kept): (PersonId, PersonId),
    (merge, at): (MergeId, Timestamp),
) -> Result<()> {
    let mut of = |person: PersonId| {
        tx.row(&OWN_ACCOUNT, &values![id(region), id(person)], |row| {
            Ok((row.id::<AccountId>()?, row.opt::<Timestamp>()?.is_none()))
        })
    };
    let (left, goes) = (of(kept)?, of(merged)?);
    let is_open = |account: Option<(AccountId, bool)>| account.is_some_and(|(_, open)| open);
    let Some((account, _)) = goes else { return Ok(()) };
    let mut note = |part: &'static str, account: AccountId| {
        tx.run(&NOTE_ACCOUNT, &values![id(region), id(merge), part, id(account)])
    };
    match own_account(is_open(left), is_open(goes)) {
        OwnAccount::None => {}
        OwnAccount::Closes => {
            note("account_closed", account)?;
            tx.run(&SET_CLOSED, &values![id(region), id(merge), at])?;
            session::end_all(tx, region, account)?;
            account::drop_links(tx, region, account)?;
        }
        OwnAccount::Moves => {
            note("account", account)?;
            if let Some((closed, _)) = left {
                note("account_left", closed)?;
            }
            swap_accounts(tx, region, (merged, kept), merge)?;
        }
    }
    Ok(())
}

/// One account goes from a record to another, and the closed one that is in its way back to it.
fn swap_accounts(
    tx: &mut WriteTx<'_>,
    region: RegionId,
    (from, to): (PersonId, PersonId),
    merge: MergeId,
) -> Result<()> {
    tx.run(&ACCOUNT_WAITS, &values![id(region), id(merge), None::<String>])?;
    tx.run(&ACCOUNT_GOES, &values![id(region), id(from), id(to), id(merge)])?;
    tx.run(&ACCOUNT_WAITS, &values![id(region), id(merge), id(from)])?;
    Ok(())
}

/// Makes two records of one again: what came from the other one goes back, with what was written
/// since about a meeting, a plan or a monitoring that goes back. False when it was undone before.
///
/// # Errors
/// When the store fails.
pub fn part(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    merge: &Merge,
    (at, by): (Timestamp, &str),
) -> Result<bool> {
    let (region, kept, merged) = (proof.region(), proof.id(), merge.merged);
    if tx.run(&UNDONE, &values![id(region), id(kept), id(merge.id), at, by])? == 0 {
        return Ok(false);
    }
    moves::back(tx, region, (kept, merged), merge.id)?;
    swap_accounts(tx, region, (kept, merged), merge.id)?;
    tx.run(&SET_CLOSED, &values![id(region), id(merge.id), None::<Timestamp>])?;
    tx.run(&SET_TOP, &values![id(region), id(merged), id(merge.id), true])?;
    tx.run(&SET_KEY, &values![id(region), id(merged), id(merge.id), true])?;
    tx.run(&SET_SIGHT, &values![id(region), id(merge.id), true])?;
    tx.run(&SEAT_AGAIN, &values![id(region), id(merged), id(merge.id)])?;
    tx.run(&VERSION_AGAIN, &values![id(region), id(merge.id)])?;
    tx.run(&PLAN_AGAIN, &values![id(region), id(merge.id)])?;
    Ok(true)
}

/// Forgets what the records made one before an instant would go back by, and what those that are
/// two again went back by. That they became one stays: old links lead on, and whoever looked is told.
///
/// # Errors
/// When the store fails.
pub fn forget_before(tx: &mut WriteTx<'_>, region: RegionId, at: Timestamp) -> Result<()> {
    for statement in [&FORGET_ROWS, &FORGET_FIELDS, &FORGET_ADDRESSES, &FORGET_HEALTH] {
        tx.run(statement, &values![id(region), at])?;
    }
    Ok(())
}

/// How many rows of each part would go back.
///
/// # Errors
/// When the store fails.
pub fn goes_back(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    merge: &Merge,
) -> Result<BTreeMap<String, i64>> {
    let values = values![id(proof.region()), id(merge.id)];
    let rows = tx.rows(&GOES_BACK, &values, |row| Ok((row.get()?, row.get()?)))?;
    Ok(rows.into_iter().collect())
}

/// Whom a worker answers for who may be the same: one of the folded names is the same, and no
/// birthday says otherwise.
///
/// # Errors
/// When the store fails.
pub fn alike(
    tx: &mut ReadTx<'_>,
    scope: Scope,
    person: &Person,
    [name, kana]: [&str; 2],
) -> Result<Vec<Person>> {
    // A search key is the folded name, the reading and what they are called, in this order.
    let escaped = |text: &str| text.replace('!', "!!").replace('%', "!%").replace('_', "!_");
    let by_kana = match kana {
        "" => "-".to_owned(),
        kana => format!("%|{}|%", escaped(kana)),
    };
    let by_name = format!("{}|%", escaped(name));
    let birth = person.birth.map(|birth| birth.to_string()).unwrap_or_default();
    let mut values = scope.values().to_vec();
    values.extend(values![id(person.id), by_name, by_kana, birth]);
    tx.rows(&ALIKE, &values, super::decode)
}

/// Everybody a worker answers for, in kana order.
///
/// # Errors
/// When the store fails.
pub fn own(tx: &mut ReadTx<'_>, scope: Scope) -> Result<Vec<Person>> {
    tx.rows(&OWN, &scope.values(), super::decode)
}

/// Runs one statement for each table that moves.
fn each(
    tx: &mut WriteTx<'_>,
    statements: impl Iterator<Item = &'static Statement>,
    values: &[Value],
) -> Result<()> {
    for statement in statements {
        tx.run(statement, values)?;
    }
    Ok(())
}
