//! Which people a roster made and changed, and what they were before: kept so that the reading can
//! be called off for some days.

use crate::removal::held;
use crate::value::{Row, code, id};
use crate::{ReadTx, Result, Statement, WriteTx};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use tsumugi_domain::ids::{ImportId, OrgId, PersonId, RegionId};
use tsumugi_domain::policy::{Authorized, Write};
use tsumugi_domain::removal::{Built, Why};
use tsumugi_domain::team::TeamRole;

/// People whom an import (`$2`) made and on whom rows of a table rest.
macro_rules! rests {
    ($code:literal, $table:literal) => {
        rests!($code, $table, "")
    };
    ($code:literal, $table:literal, $more:literal) => {
        concat!(
            "select i.person_id, '",
            $code,
            "' from import_person i where i.region_id = $1 and i.import_id = $2 and exists \
             (select 1 from ",
            $table,
            " x where x.region_id = $1 and x.person_id = i.person_id",
            $more,
            ")"
        )
    };
}

/// Readings of an office (`$2`).
macro_rules! batches {
    ($which:literal) => {
        concat!(
            "select b.import_id, b.by_name, b.at, b.made, b.changed, b.skipped, \
             (select count(*) from import_person i where i.region_id = b.region_id \
             and i.import_id = b.import_id), r.removed_by, r.removed_at, r.reason \
             from import_batch b left join removal r on r.region_id = b.region_id \
             and r.org_id = b.org_id and r.kind = 'import' and r.entry_id = b.import_id \
             where b.region_id = $1 and b.org_id = $2",
            $which
        )
    };
}

macro_rules! insert_before {
    ($table:literal) => {
        concat!(
            "insert into ",
            $table,
            " (region_id, import_id, person_id, field, before, after) \
             values ($1, $2, $3, $4, $5, $6)"
        )
    };
}

macro_rules! forget_before {
    ($table:literal) => {
        concat!(
            "delete from ",
            $table,
            " where region_id = $1 and import_id in (select b.import_id from import_batch b \
             where b.region_id = $1 and b.at < $2)"
        )
    };
}

macro_rules! drop_before {
    ($table:literal) => {
        concat!("delete from ", $table, " where region_id = $1 and import_id = $2")
    };
}

statements! {
    BATCHES = batches!(" order by b.at desc, b.import_id desc limit $3");
    BATCH = batches!(" and b.import_id = $3");
    OFFICE = "select org_id from import_batch where region_id = $1 and import_id = $2";
    INSERT_PERSON = "insert into import_person (region_id, import_id, person_id, made, mark) \
        values ($1, $2, $3, $4, $5)";
    PEOPLE = "select i.person_id, i.made, i.mark, i.outcome from import_person i \
        where i.region_id = $1 and i.import_id = $2 order by i.person_id";
    SET_OUTCOME = "update import_person set outcome = $4 where region_id = $1 \
        and import_id = $2 and person_id = $3";
    RESTS = concat!(
        held!(rests),
        " union select y.person_id, 'merge' from import_person y cross join person_merge g \
        where y.region_id = $1 and y.import_id = $2 and g.region_id = y.region_id \
        and g.kept = y.person_id union select y.person_id, 'merge' from import_person y \
        cross join person_merge g where y.region_id = $1 and y.import_id = $2 \
        and g.region_id = y.region_id and g.merged = y.person_id union ",
        rests!("team", "membership", " and x.org_id is not null and x.org_id <> $3 \
            and x.role <> 'specialist'"),
        " order by 1, 2"
    );
    INSERT_BEFORE = insert_before!("import_before");
    INSERT_BEFORE_ADDRESS = insert_before!("import_before_address");
    INSERT_BEFORE_HEALTH = insert_before!("import_before_health");
    BEFORES = "select b.person_id, b.field, b.before, b.after from import_before b \
        where b.region_id = $1 and b.import_id = $2 \
        union all select a.person_id, a.field, a.before, a.after from import_before_address a \
        where a.region_id = $1 and a.import_id = $2 \
        union all select h.person_id, h.field, h.before, h.after from import_before_health h \
        where h.region_id = $1 and h.import_id = $2 order by 1, 2";
    DROP_BEFORE = drop_before!("import_before");
    DROP_BEFORE_ADDRESS = drop_before!("import_before_address");
    DROP_BEFORE_HEALTH = drop_before!("import_before_health");
    FORGET_BEFORE = forget_before!("import_before");
    FORGET_BEFORE_ADDRESS = forget_before!("import_before_address");
    FORGET_BEFORE_HEALTH = forget_before!("import_before_health");
    TAKE_SEAT = "delete from membership where region_id = $1 and person_id = $2 and role = $3 \
        and name = $4 and org_name = $5 and account_id is null and not exists (select 1 from meeting m \
        cross join invitation i where m.region_id = $1 and m.person_id = $2 and i.region_id = $1 \
        and i.meeting_id = m.meeting_id and i.membership_id = membership.membership_id) \
        and not exists (select 1 from task t where t.region_id = $1 and t.person_id = $2 \
        and t.owner_membership = membership.membership_id)";
}

/// A reading of a roster as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastBatch {
    /// Identity.
    pub id: ImportId,
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
    /// People whom it touched, as far as that was written down.
    pub people: i64,
    /// Called off: by whom, when and why.
    pub undone: Option<(String, Timestamp, Why)>,
}

fn decode(row: &mut Row) -> Result<PastBatch> {
    Ok(PastBatch {
        id: row.id()?,
        by: row.get()?,
        at: row.get()?,
        made: row.get()?,
        changed: row.get()?,
        skipped: row.get()?,
        people: row.get()?,
        undone: match (row.opt()?, row.opt()?, row.opt_code()?) {
            (Some(by), Some(at), Some(why)) => Some((by, at, why)),
            _ => None,
        },
    })
}

/// The newest readings of an office, newest first.
///
/// # Errors
/// When the store fails.
pub fn batches(
    tx: &mut ReadTx<'_>,
    office: &Authorized<OrgId, Write>,
    limit: i64,
) -> Result<Vec<PastBatch>> {
    tx.rows(&BATCHES, &values![id(office.region()), id(office.id()), limit], decode)
}

/// One reading of an office.
///
/// # Errors
/// When the store fails.
pub fn batch(
    tx: &mut ReadTx<'_>,
    office: &Authorized<OrgId, Write>,
    import: ImportId,
) -> Result<Option<PastBatch>> {
    tx.row(&BATCH, &values![id(office.region()), id(office.id()), id(import)], decode)
}

/// The office that read a roster in.
///
/// # Errors
/// When the store fails.
pub fn office(tx: &mut ReadTx<'_>, region: RegionId, import: ImportId) -> Result<Option<OrgId>> {
    tx.row(&OFFICE, &values![id(region), id(import)], Row::id)
}

/// Somebody whom a roster made or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// Who.
    pub person: PersonId,
    /// Registered by it; else changed.
    pub made: bool,
    /// The mark of what it left behind.
    pub mark: String,
    /// What became of it when the reading was called off.
    pub outcome: Option<String>,
}

/// Whom a reading made and changed.
///
/// # Errors
/// When the store fails.
pub fn people(
    tx: &mut ReadTx<'_>,
    office: &Authorized<OrgId, Write>,
    import: ImportId,
) -> Result<Vec<Touched>> {
    tx.rows(&PEOPLE, &values![id(office.region()), id(import)], |row| {
        Ok(Touched { person: row.id()?, made: row.get()?, mark: row.get()?, outcome: row.opt()? })
    })
}

/// Writes down whom a reading made or changed.
///
/// # Errors
/// When the store fails.
pub fn insert_person(
    tx: &mut WriteTx<'_>,
    office: &Authorized<OrgId, Write>,
    import: ImportId,
    touched: &Touched,
) -> Result<()> {
    let region = id(office.region());
    let values = values![region, id(import), id(touched.person), touched.made, touched.mark];
    tx.run(&INSERT_PERSON, &values).map(|_| ())
}

/// Writes down what became of somebody.
///
/// # Errors
/// When the store fails.
pub fn set_outcome(
    tx: &mut WriteTx<'_>,
    office: &Authorized<OrgId, Write>,
    import: ImportId,
    (person, outcome): (PersonId, &str),
) -> Result<()> {
    let values = values![id(office.region()), id(import), id(person), outcome];
    tx.run(&SET_OUTCOME, &values).map(|_| ())
}

/// The statement that says what rests on people.
pub(crate) fn rests_on() -> &'static Statement {
    &RESTS
}

/// What rests on the people whom a reading touched.
///
/// # Errors
/// When the store fails.
pub fn rests(
    tx: &mut ReadTx<'_>,
    office: &Authorized<OrgId, Write>,
    import: ImportId,
) -> Result<BTreeMap<PersonId, BTreeSet<Built>>> {
    let values = values![id(office.region()), id(import), id(office.id())];
    let rows = tx.rows(&RESTS, &values, |row| Ok((row.id()?, row.code::<Built>()?)))?;
    let mut rests: BTreeMap<PersonId, BTreeSet<Built>> = BTreeMap::new();
    for (person, built) in rows {
        rests.entry(person).or_default().insert(built);
    }
    Ok(rests)
}

/// In which table what was before is kept: each has its own class of data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shelf {
    /// Name, birthday, numbers, the seats of the team.
    Plain,
    /// Address.
    Address,
    /// Health.
    Health,
}

/// One change that a roster made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Code of what was changed.
    pub field: String,
    /// What it was.
    pub before: String,
    /// What it became.
    pub after: String,
}

/// Keeps what somebody was before a reading.
///
/// # Errors
/// When the store fails.
pub fn insert_before(
    tx: &mut WriteTx<'_>,
    office: &Authorized<OrgId, Write>,
    (import, person): (ImportId, PersonId),
    shelf: Shelf,
    changed: &Changed,
) -> Result<()> {
    let statement: &'static Statement = match shelf {
        Shelf::Plain => &INSERT_BEFORE,
        Shelf::Address => &INSERT_BEFORE_ADDRESS,
        Shelf::Health => &INSERT_BEFORE_HEALTH,
    };
    let values = values![
        id(office.region()),
        id(import),
        id(person),
        changed.field,
        changed.before,
        changed.after
    ];
    tx.run(statement, &values).map(|_| ())
}

/// What a reading changed, person by person.
///
/// # Errors
/// When the store fails.
pub fn befores(
    tx: &mut ReadTx<'_>,
    office: &Authorized<OrgId, Write>,
    import: ImportId,
) -> Result<BTreeMap<PersonId, Vec<Changed>>> {
    let rows = tx.rows(&BEFORES, &values![id(office.region()), id(import)], |row| {
        let person: PersonId = row.id()?;
        Ok((person, Changed { field: row.get()?, before: row.get()?, after: row.get()? }))
    })?;
    let mut befores: BTreeMap<PersonId, Vec<Changed>> = BTreeMap::new();
    for (person, changed) in rows {
        befores.entry(person).or_default().push(changed);
    }
    Ok(befores)
}

/// Lets go of what people were before a reading.
///
/// # Errors
/// When the store fails.
pub fn drop_befores(
    tx: &mut WriteTx<'_>,
    office: &Authorized<OrgId, Write>,
    import: ImportId,
) -> Result<()> {
    let values = values![id(office.region()), id(import)];
    for statement in [&DROP_BEFORE, &DROP_BEFORE_ADDRESS, &DROP_BEFORE_HEALTH] {
        tx.run(statement, &values)?;
    }
    Ok(())
}

/// Lets go of what people were before readings that are too old to be called off.
///
/// # Errors
/// When the store fails.
pub fn forget_before(tx: &mut WriteTx<'_>, region: RegionId, at: Timestamp) -> Result<()> {
    for statement in [&FORGET_BEFORE, &FORGET_BEFORE_ADDRESS, &FORGET_BEFORE_HEALTH] {
        tx.run(statement, &values![id(region), at])?;
    }
    Ok(())
}

/// Takes away a seat that a roster had put into a team and that nobody has used since; false when
/// there is none such.
///
/// # Errors
/// When the store fails.
pub fn take_seat(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    role: TeamRole,
    (name, org_name): (&str, &str),
) -> Result<bool> {
    let values = values![id(proof.region()), id(proof.id()), code(role), name, org_name];
    Ok(tx.run(&TAKE_SEAT, &values)? > 0)
}
