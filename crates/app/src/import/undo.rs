//! Calling off a reading that was wrong: the people who came in by it go, as long as nothing rests
//! on them; what it changed on others is put back where nobody has changed it since.

use super::save::seat;
use crate::op::days_from;
use crate::person::keys;
use crate::removal::{Reason, office};
use crate::{AppError, Op, Problems, Result};
use std::collections::{BTreeMap, BTreeSet};
use tsumugi_domain::audit::Deed;
use tsumugi_domain::consent::{Classes, DataClass};
use tsumugi_domain::ids::{EntryId, ImportId, OrgId, PersonId, TypedId};
use tsumugi_domain::person::Person;
use tsumugi_domain::policy::{self, Authorized, OrgAction, PersonAction, Write};
use tsumugi_domain::removal::{Built, EntryKind, IMPORT_DAYS, Tombstone};
use tsumugi_domain::seen;
use tsumugi_domain::team::TeamRole;
use tsumugi_store::import::undo::{self as store, Changed, PastBatch, Shelf, Touched};
use tsumugi_store::import::{Known, known};
use tsumugi_store::team::{self, SeatAccess};
use tsumugi_store::{ReadTx, WriteTx, access, person as people, removal};

/// What stands between the parts of one value: nobody types it.
const PART: char = '\u{1f}';

/// What a roster can say of somebody, each under its code and on its shelf.
fn standing(one: &Known) -> Vec<(Shelf, &'static str, String)> {
    let name = &one.person.name;
    let parts = |parts: &[&str]| parts.join(&PART.to_string());
    let pairs = |pairs: &mut dyn Iterator<Item = String>| {
        let mut pairs: Vec<String> = pairs.collect();
        pairs.sort();
        pairs.join("\n")
    };
    let family = &mut one.family.iter().map(|(role, name)| parts(&[role.code(), name, ""]));
    let specialist = TeamRole::Specialist.code();
    let specialists = &mut one.specialists.iter().map(|seat| {
        let org = seat.org.map(|org| org.to_string()).unwrap_or_default();
        parts(&[specialist, &seat.name, &seat.org_name, &org])
    });
    let day = one.person.birth.map(|day| day.to_string()).unwrap_or_default();
    let full = [&name.family, &name.given, &name.family_kana, &name.given_kana];
    vec![
        (Shelf::Plain, "name", parts(&full.map(String::as_str))),
        (Shelf::Plain, "birth", day),
        (Shelf::Plain, "sex", one.person.sex.code().to_owned()),
        (Shelf::Plain, "self_plan", one.person.self_plan.to_string()),
        (Shelf::Plain, "certificate", one.person.certificate.clone().unwrap_or_default()),
        (Shelf::Plain, "phone", one.phone.clone()),
        (Shelf::Plain, "family", pairs(family)),
        (Shelf::Plain, "specialist", pairs(specialists)),
        (Shelf::Address, ADDRESS, parts(&[&one.postal_code, &one.address])),
        (Shelf::Health, "support_category", one.support_category.clone()),
    ]
}

/// What the field of the address is called.
const ADDRESS: &str = "address";

/// The mark of somebody as a reading left them.
fn mark(one: &Known) -> String {
    let texts: Vec<String> = standing(one).into_iter().map(|(.., text)| text).collect();
    seen::mark(&(texts, one.seats, &one.person.name.preferred, one.concealed))
}

/// Writes down whom a reading wrote, and what they were before. The others may have been changed by
/// anybody in the meantime.
pub(super) fn keep(
    tx: &mut WriteTx<'_>,
    office: &Authorized<OrgId, Write>,
    (import, written): (ImportId, &BTreeSet<PersonId>),
    before: &[Known],
    today: jiff::civil::Date,
) -> Result<()> {
    let before: BTreeMap<PersonId, &Known> =
        before.iter().map(|one| (one.person.id, one)).collect();
    for now in known(tx, office, today)? {
        let person = now.person.id;
        if !written.contains(&person) {
            continue;
        }
        let was = before.get(&person);
        if was.is_some_and(|was| **was == now) {
            continue;
        }
        let touched = Touched { person, made: was.is_none(), mark: mark(&now), outcome: None };
        store::insert_person(tx, office, import, &touched)?;
        let Some(was) = was else { continue };
        for ((shelf, field, before), (.., after)) in standing(was).into_iter().zip(standing(&now)) {
            // Where somebody lives in hiding is neither kept nor told, nor put back over.
            let hidden = field == ADDRESS && (was.concealed || now.concealed);
            if before != after && !hidden {
                let changed = Changed { field: field.to_owned(), before, after };
                store::insert_before(tx, office, (import, person), shelf, &changed)?;
            }
        }
    }
    Ok(())
}

/// What becomes of somebody when the reading is called off, or became of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// Came in by it and goes.
    Goes,
    /// Stays as it is, because of this, as far as the reader may know it.
    Stays(BTreeSet<Built>),
    /// Was there before: what of it is put back, and what stays as somebody else has changed it
    /// since; codes of what a roster says.
    PutBack {
        /// Put back.
        back: Vec<String>,
        /// Left as it is.
        left: Vec<String>,
    },
}

/// Somebody whom a reading touched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Who.
    pub person: PersonId,
    /// The name; empty for somebody who is not with the office any more.
    pub name: String,
    /// What becomes of them.
    pub fate: Fate,
}

/// Why a reading cannot be called off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// It was called off.
    Undone,
    /// What people were before is not kept any more, or never was.
    TooOld,
}

/// A reading, and what calling it off would do.
#[derive(Debug, Clone)]
pub struct Undoing {
    /// The reading.
    pub batch: PastBatch,
    /// The people, in kana order where the office knows them.
    pub lines: Vec<Line>,
    /// Why it cannot be called off.
    pub closed: Option<Closed>,
}

fn fate(
    one: &Touched,
    now: &Known,
    rests: impl FnOnce() -> Result<BTreeSet<Built>>,
    befores: &[Changed],
) -> Result<Fate> {
    // What has become of somebody who left is no business of the office.
    if !now.present {
        return Ok(Fate::Stays([Built::Elsewhere].into()));
    }
    if one.made {
        let mut rests = rests()?;
        if mark(now) != one.mark {
            rests.insert(Built::Edited);
        }
        return Ok(if rests.is_empty() { Fate::Goes } else { Fate::Stays(rests) });
    }
    let today = standing(now);
    let same = |changed: &&Changed| {
        today.iter().any(|(_, field, text)| *field == changed.field && *text == changed.after)
    };
    let code = |changed: &Changed| changed.field.clone();
    let befores = befores.iter().filter(|changed| !(now.concealed && changed.field == ADDRESS));
    let (back, left): (Vec<&Changed>, Vec<&Changed>) = befores.partition(same);
    Ok(Fate::PutBack {
        back: back.into_iter().map(code).collect(),
        left: left.into_iter().map(code).collect(),
    })
}

/// What rests on somebody, as far as the reader may know it.
fn told(
    op: &Op<'_>,
    tx: &mut ReadTx<'_>,
    person: PersonId,
    rests: Option<&BTreeSet<Built>>,
) -> Result<BTreeSet<Built>> {
    let Some(rests) = rests else { return Ok(BTreeSet::new()) };
    let facts =
        access::person_facts(tx, op.region(), person, op.today())?.ok_or(AppError::Hidden)?;
    let proof = policy::see_person(&op.actor, PersonAction::See, &facts)?;
    Ok(rests.iter().map(|built| built.told(|class| proof.sees(class))).collect())
}

fn load(
    op: &Op<'_>,
    tx: &mut ReadTx<'_>,
    office: &Authorized<OrgId, Write>,
    import: ImportId,
) -> Result<(Undoing, BTreeMap<PersonId, Known>)> {
    let batch = store::batch(tx, office, import)?.ok_or(AppError::Hidden)?;
    let touched = store::people(tx, office, import)?;
    let rests = store::rests(tx, office, import)?;
    let befores = store::befores(tx, office, import)?;
    let all: BTreeMap<PersonId, Known> =
        known(tx, office, op.today())?.into_iter().map(|one| (one.person.id, one)).collect();
    let mut lines = Vec::new();
    for one in touched.iter().filter(|one| one.outcome.as_deref() != Some("removed")) {
        let Some(now) = all.get(&one.person) else { continue };
        let befores = befores.get(&one.person).map_or(&[][..], Vec::as_slice);
        let rests = || told(op, tx, one.person, rests.get(&one.person));
        let fate = fate(one, now, rests, befores)?;
        let name = if now.present { now.person.name.full() } else { String::new() };
        lines.push(Line { person: one.person, name, fate });
    }
    let closed = if batch.undone.is_some() {
        Some(Closed::Undone)
    } else if touched.is_empty() || days_from(batch.at, IMPORT_DAYS) < op.now {
        Some(Closed::TooOld)
    } else {
        None
    };
    Ok((Undoing { batch, lines, closed }, all))
}

/// How many readings the list shows.
const SHOWN: i64 = 50;

/// The readings of an office, newest first.
///
/// # Errors
/// As [`Op::see_org`].
pub fn past(op: &Op<'_>, org: OrgId) -> Result<Vec<PastBatch>> {
    op.see_org(org, OrgAction::RegisterPeople, |tx, office| Ok(store::batches(tx, office, SHOWN)?))
}

/// The office of the reader that read a roster in.
///
/// # Errors
/// [`AppError::Hidden`] when none of the reader's offices did.
pub fn office_of(op: &Op<'_>, import: ImportId) -> Result<OrgId> {
    let org = op.db.read(|tx| Ok::<_, AppError>(store::office(tx, op.region(), import)?))?;
    let org = org.ok_or(AppError::Hidden)?;
    // Whoever may not call it off does not learn that it is there.
    policy::at_org(&op.actor, OrgAction::RegisterPeople, org).map_err(|_| AppError::Hidden)?;
    Ok(org)
}

/// A reading, and what calling it off would do; that somebody looked is written down.
///
/// # Errors
/// [`AppError::Hidden`] when the office has no such reading.
pub fn ask_undo(op: &Op<'_>, org: OrgId, import: ImportId) -> Result<Undoing> {
    let office = policy::at_org(&op.actor, OrgAction::RegisterPeople, org)?;
    let shown: Classes = [DataClass::Basic].into();
    op.db.look(
        |tx| Ok(load(op, tx, &office, import)?.0),
        |tx, _: &Undoing| op.note(tx, Deed::Saw, "roster", None, &shown),
    )
}

/// Calls a reading off, in one transaction: people on whom nothing rests go, changes that nobody
/// has changed since are put back, the rest is left as it is.
///
/// # Errors
/// [`AppError::Invalid`] without a reason or when it is too late (`error-undo-late`);
/// [`AppError::AlreadyDone`] when it was called off before; [`AppError::Conflict`] when somebody
/// has begun to work with one of the people since the question was asked.
pub fn undo(op: &Op<'_>, org: OrgId, import: ImportId, reason: &Reason) -> Result<()> {
    op.act_org(org, OrgAction::RegisterPeople, ("roster", import), Deed::Removed, |tx, office| {
        // In the order of ids, which everybody takes.
        for one in store::people(tx, office, import)? {
            access::lock_person(tx, op.region(), one.person)?;
        }
        let (undoing, known) = load(op, tx, office, import)?;
        let mut problems = Problems::new();
        match undoing.closed {
            Some(Closed::Undone) => return Err(AppError::AlreadyDone),
            Some(Closed::TooOld) => problems.add("why", "error-undo-late"),
            None => {}
        }
        problems.check()?;
        op.unchanged(&undoing.lines)?;
        let (why, note) = reason.check()?;
        let befores = store::befores(tx, office, import)?;
        for line in &undoing.lines {
            let outcome = match &line.fate {
                Fate::Goes => {
                    let proof = prove(op, tx, line.person, PersonAction::Remove)?;
                    office::take_out(op, tx, (office, &proof), reason)?;
                    "removed"
                }
                Fate::Stays(_) => "stays",
                Fate::PutBack { back, left } => {
                    let was = befores.get(&line.person).map_or(&[][..], Vec::as_slice);
                    let was = was.iter().filter(|one| back.contains(&one.field));
                    let now = known.get(&line.person).ok_or(AppError::Hidden)?;
                    put_back(op, tx, now, &was.collect::<Vec<_>>())?;
                    if left.is_empty() { "put_back" } else { "left" }
                }
            };
            store::set_outcome(tx, office, import, (line.person, outcome))?;
        }
        store::drop_befores(tx, office, import)?;
        let mark = Tombstone {
            kind: EntryKind::Import,
            entry: EntryId::from_uuid(import.uuid()),
            within: None,
            written_at: undoing.batch.at,
            why,
            note,
            by: op.actor.name.clone(),
            at: op.now,
        };
        Ok(removal::leave_office_mark(tx, office, op.id(), &mark)?)
    })
}

fn prove(
    op: &Op<'_>,
    tx: &mut WriteTx<'_>,
    person: PersonId,
    action: PersonAction,
) -> Result<Authorized<PersonId, Write>> {
    let facts =
        access::person_facts(tx, op.region(), person, op.today())?.ok_or(AppError::Hidden)?;
    Ok(policy::act_on_person(&op.actor, action, &facts)?)
}

/// Puts back what a roster had changed on somebody.
fn put_back(op: &Op<'_>, tx: &mut WriteTx<'_>, now: &Known, was: &[&Changed]) -> Result<()> {
    if was.is_empty() {
        return Ok(());
    }
    let proof = prove(op, tx, now.person.id, PersonAction::EditBasics)?;
    let mut person = now.person.clone();
    for one in was {
        match one.field.as_str() {
            "phone" => people::save_phone(tx, &proof, &one.before)?,
            "address" => {
                let (postal_code, address) = one.before.split_once(PART).unwrap_or_default();
                people::save_address(tx, &proof, postal_code, address)?;
            }
            "support_category" => {
                let health = people::details(tx, &proof.reading())?.health.unwrap_or_default();
                let health = people::Health { support_category: one.before.clone(), ..health };
                people::save_health(tx, &proof, &health)?;
            }
            "family" | "specialist" => take_seats(op, tx, &proof, one)?,
            field => basics_back(&mut person, field, &one.before),
        }
    }
    if person != now.person {
        people::update(tx, &proof, &person, &keys(&person.name))?;
    }
    op.note(tx, Deed::Changed, "basics", Some(person.id), &Classes::new())
}

fn basics_back(person: &mut Person, field: &str, before: &str) {
    match field {
        "name" => {
            let mut parts = before.split(PART).map(str::to_owned);
            let name = &mut person.name;
            for part in
                [&mut name.family, &mut name.given, &mut name.family_kana, &mut name.given_kana]
            {
                *part = parts.next().unwrap_or_default();
            }
        }
        "birth" => person.birth = before.parse().ok(),
        "sex" => person.sex = before.parse().unwrap_or(person.sex),
        "self_plan" => person.self_plan = before == "true",
        "certificate" => {
            person.certificate = Some(before.to_owned()).filter(|number| !number.is_empty());
        }
        _ => {}
    }
}

/// Takes away the seats that the roster had added, and makes words again of those it had connected.
fn take_seats(
    op: &Op<'_>,
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    changed: &Changed,
) -> Result<()> {
    let [before, after] =
        [&changed.before, &changed.after].map(|text| text.lines().collect::<BTreeSet<_>>());
    let parts = |seat: &str| {
        let mut parts = seat.split(PART).map(str::to_owned);
        let role: TeamRole = parts.next()?.parse().ok()?;
        Some((role, parts.next()?, parts.next()?))
    };
    for (role, name, org) in after.difference(&before).filter_map(|seat| parts(seat)) {
        store::take_seat(tx, proof, role, (&name, &org))?;
    }
    for (role, name, org) in before.difference(&after).filter_map(|seat| parts(seat)) {
        let member = seat(op, role, &name, &org);
        team::insert(tx, proof, &member, SeatAccess::default())?;
    }
    Ok(())
}
