//! Taking over the rows that are good.

use super::read::Wanted;
use super::sort::{Planned, RowKind, merged_name, new_custodian, new_specialist};
use crate::person::{first_seat, keys};
use crate::{AppError, Op, Result};
use std::collections::{BTreeMap, BTreeSet};
use tsumugi_domain::audit::Deed;
use tsumugi_domain::consent::Classes;
use tsumugi_domain::ids::{OrgId, PersonId};
use tsumugi_domain::person::{ADULT_AGE, Person, Sex, age_on};
use tsumugi_domain::policy::{self, Authorized, PersonAction, Write};
use tsumugi_domain::staff::Org;
use tsumugi_domain::team::{Membership, TeamRole};
use tsumugi_store::import::{Known, SpecialistSeat, known as known_people};
use tsumugi_store::person as people;
use tsumugi_store::team::{self, SeatAccess};
use tsumugi_store::{WriteTx, access, staff};
use tsumugi_words::fold;

/// Locks everybody whom the rows change, in the order of ids, which everybody takes; what they are
/// is read after it. Nobody else's edit comes in between, and none is taken for the roster's.
///
/// # Errors
/// [`AppError::Conflict`] when somebody is no longer what the rows were compared with.
pub(super) fn lock(
    op: &Op<'_>,
    tx: &mut WriteTx<'_>,
    office: &Authorized<OrgId, Write>,
    planned: &[Planned],
    known: &[Known],
) -> Result<()> {
    let changed: BTreeSet<PersonId> = planned
        .iter()
        .filter(|one| matches!(one.row.kind, RowKind::Changed(_)))
        .filter_map(|one| one.known)
        .collect();
    for person in &changed {
        if !access::lock_person(tx, op.region(), *person)? {
            return Err(AppError::Hidden);
        }
    }
    let of = |all: &[Known]| -> BTreeMap<PersonId, Known> {
        let mine = all.iter().filter(|one| changed.contains(&one.person.id));
        mine.map(|one| (one.person.id, one.clone())).collect()
    };
    if of(&known_people(tx, office, op.today())?) != of(known) {
        return Err(AppError::Conflict("a person of the roster was changed in between"));
    }
    Ok(())
}

/// Writes every row that is new or changed, and says whom they were about.
pub(super) fn rows(
    op: &Op<'_>,
    tx: &mut WriteTx<'_>,
    office: &Authorized<OrgId, Write>,
    planned: &[Planned],
    known: &[Known],
) -> Result<BTreeSet<PersonId>> {
    let home = staff::org(tx, op.region(), office.id())?.ok_or(AppError::Hidden)?;
    let by_id: BTreeMap<PersonId, &Known> = known.iter().map(|one| (one.person.id, one)).collect();
    let mut written = BTreeSet::new();
    for one in planned {
        match (&one.row.kind, &one.wanted, one.known.and_then(|person| by_id.get(&person))) {
            (RowKind::New, Some(wanted), _) => {
                written.insert(register(op, tx, office, &home, wanted)?);
            }
            (RowKind::Changed(_), Some(wanted), Some(known)) => {
                change(op, tx, known, wanted)?;
                written.insert(known.person.id);
            }
            _ => {}
        }
    }
    Ok(written)
}

/// The proof about somebody whose office seat stands.
fn prove(
    op: &Op<'_>,
    tx: &mut WriteTx<'_>,
    person: PersonId,
) -> Result<Authorized<PersonId, Write>> {
    let facts =
        access::person_facts(tx, op.region(), person, op.today())?.ok_or(AppError::Hidden)?;
    Ok(policy::act_on_person(&op.actor, PersonAction::EditBasics, &facts)?)
}

fn register(
    op: &Op<'_>,
    tx: &mut WriteTx<'_>,
    office: &Authorized<OrgId, Write>,
    home: &Org,
    wanted: &Wanted,
) -> Result<PersonId> {
    let person = Person {
        id: op.id(),
        name: wanted.name.clone(),
        birth: wanted.birth,
        sex: wanted.sex.unwrap_or(Sex::Unasked),
        self_plan: wanted.self_plan,
        certificate: wanted.certificate.clone(),
    };
    people::insert(tx, office, &person, &keys(&person.name), op.now)?;
    let seat = Membership {
        // A first day to come would hide the person from the office until then.
        from: wanted.use_start.filter(|day| *day <= op.today()).unwrap_or(op.today()),
        ..first_seat(op, home)
    };
    team::insert_first(tx, office, person.id, &seat)?;
    // A specialists' office that names itself, or its reader, sits there already.
    let seated = wanted.link.as_ref().is_some_and(|link| {
        let worker = link.worker.as_ref().map(|(staff, _)| *staff);
        link.org == home.id && worker.is_none_or(|worker| seat.staff == Some(worker))
    });
    let proof = prove(op, tx, person.id)?;
    if !wanted.phone.is_empty() {
        people::save_phone(tx, &proof, &wanted.phone)?;
    }
    if !wanted.postal_code.is_empty() || !wanted.address.is_empty() {
        people::save_address(tx, &proof, &wanted.postal_code, &wanted.address)?;
    }
    save_category(tx, &proof, wanted)?;
    if !wanted.custodian.is_empty() {
        seat_custodian(op, tx, &proof, wanted)?;
    }
    if !wanted.specialist.is_empty() && !seated {
        seat_specialist(op, tx, &proof, wanted, &[])?;
    }
    op.note(tx, Deed::Made, "person", Some(person.id), &Classes::new())?;
    Ok(person.id)
}

fn change(op: &Op<'_>, tx: &mut WriteTx<'_>, known: &Known, wanted: &Wanted) -> Result<()> {
    let id = known.person.id;
    let proof = prove(op, tx, id)?;
    let before = &known.person;
    let person = Person {
        id,
        name: merged_name(&before.name, &wanted.name),
        birth: wanted.birth.or(before.birth),
        sex: wanted.sex.filter(|sex| *sex != Sex::Unsaid).unwrap_or(before.sex),
        self_plan: before.self_plan || wanted.self_plan,
        certificate: wanted.certificate.clone().or_else(|| before.certificate.clone()),
    };
    people::update(tx, &proof, &person, &keys(&person.name))?;
    if !wanted.phone.is_empty() {
        people::save_phone(tx, &proof, &wanted.phone)?;
    }
    let said = |new: &String, old: &String| if new.is_empty() { old.clone() } else { new.clone() };
    let says_where = !wanted.postal_code.is_empty() || !wanted.address.is_empty();
    if says_where && !known.concealed {
        let postal_code = said(&wanted.postal_code, &known.postal_code);
        people::save_address(tx, &proof, &postal_code, &said(&wanted.address, &known.address))?;
    }
    save_category(tx, &proof, wanted)?;
    if new_custodian(known, wanted) {
        seat_custodian(op, tx, &proof, wanted)?;
    }
    if new_specialist(known, wanted) {
        seat_specialist(op, tx, &proof, wanted, &known.specialists)?;
    }
    op.note(tx, Deed::Changed, "basics", Some(id), &Classes::new())
}

/// Saves 障害支援区分 and leaves the rest of health as it is.
fn save_category(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    wanted: &Wanted,
) -> Result<()> {
    if wanted.support_category.is_empty() {
        return Ok(());
    }
    let health = people::details(tx, &proof.reading())?.health.unwrap_or_default();
    let health = people::Health { support_category: wanted.support_category.clone(), ..health };
    Ok(people::save_health(tx, proof, &health)?)
}

/// A seat without an account or an organisation of ours: it opens nothing to anybody.
pub(super) fn seat(op: &Op<'_>, role: TeamRole, name: &str, org_name: &str) -> Membership {
    Membership {
        id: op.id(),
        role,
        name: name.to_owned(),
        org_name: org_name.to_owned(),
        org: None,
        staff: None,
        from: op.today(),
        to: None,
        key_person: false,
    }
}

/// 保護者 of a grown-up is family; of a child, or where the age is not known, the custodian.
fn seat_custodian(
    op: &Op<'_>,
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    wanted: &Wanted,
) -> Result<()> {
    let age = wanted.birth.and_then(|birth| age_on(birth, op.today()));
    let role = match age {
        Some(age) if age >= ADULT_AGE => TeamRole::Family,
        _ => TeamRole::Custodian,
    };
    let member = seat(op, role, &wanted.custodian, "");
    Ok(team::insert(tx, proof, &member, SeatAccess::default())?)
}

/// A seat for the specialist: of an office of ours where the row names one, with the sight that a
/// seat given by hand has. A seat of words alone for the same one becomes that seat.
fn seat_specialist(
    op: &Op<'_>,
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    wanted: &Wanted,
    seats: &[SpecialistSeat],
) -> Result<()> {
    let words = seat(op, TeamRole::Specialist, &wanted.specialist, &wanted.specialist_org);
    let Some(link) = &wanted.link else {
        return Ok(team::insert(tx, proof, &words, SeatAccess::default())?);
    };
    let key = fold::search_key(&wanted.specialist);
    let same = seats.iter().find(|one| one.org.is_none() && fold::search_key(&one.name) == key);
    let (staff, name) = match &link.worker {
        Some((staff, name)) => (Some(*staff), name.clone()),
        None if wanted.specialist_org.is_empty() => (None, link.org_name.clone()),
        None => (None, wanted.specialist.clone()),
    };
    let org_name = link.org_name.clone();
    let member = Membership { name, org_name, org: Some(link.org), staff, ..words };
    match same {
        Some(same) => team::connect(tx, proof, &Membership { id: same.seat, ..member })?,
        None => team::insert(tx, proof, &member, SeatAccess::default())?,
    }
    Ok(())
}
