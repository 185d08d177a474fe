//! Somebody who was registered by mistake: taken out as long as nothing rests on them.

use super::Reason;
use crate::person::{About, Head, about, head};
use crate::{AppError, Op, Problems, Result};
use std::collections::BTreeSet;
use tsumugi_domain::audit::Deed;
use tsumugi_domain::consent::Classes;
use tsumugi_domain::ids::{EntryId, OrgId, PersonId, TypedId};
use tsumugi_domain::policy::{self, Authorized, OrgAction, PersonAction, Read, Write};
use tsumugi_domain::removal::{Built, EntryKind, Tombstone};
use tsumugi_store::removal as store;
use tsumugi_store::{WriteTx, access};

/// The question before somebody is taken out who was registered by mistake.
#[derive(Debug, Clone)]
pub struct AskPerson {
    /// The person.
    pub head: Head,
    /// All that is kept about them.
    pub about: About,
    /// What rests on them, and holds them, as far as the reader may know it.
    pub built: BTreeSet<Built>,
}

impl AskPerson {
    /// What is shown, for the mark of it.
    pub fn shown(&self) -> impl std::fmt::Debug + '_ {
        (&self.head.person, &self.about.team, &self.about.phone, &self.about.address, &self.built)
    }
}

fn look(
    op: &Op<'_>,
    tx: &mut tsumugi_store::ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    org: OrgId,
) -> Result<AskPerson> {
    let head = head(op, tx, proof)?;
    if !head.may(PersonAction::Remove) {
        return Err(AppError::Forbidden);
    }
    policy::at_org(&op.actor, OrgAction::RegisterPeople, org)?;
    let facts =
        access::person_facts(tx, op.region(), proof.id(), op.today())?.ok_or(AppError::Hidden)?;
    let built = if facts.registered_by == Some(org) {
        let all = store::built(tx, proof)?;
        all.into_iter().map(|built| built.told(|class| proof.sees(class))).collect()
    } else {
        // What rests on another office's user is no business of this one.
        [Built::Elsewhere].into()
    };
    Ok(AskPerson { about: about(tx, proof)?, head, built })
}

/// The office of the reader that is asked about somebody: the one that registered them, if it is
/// one of the reader's.
///
/// # Errors
/// [`AppError::Hidden`] when the reader registers people nowhere.
pub fn office_of(op: &Op<'_>, person: PersonId) -> Result<OrgId> {
    let facts = op
        .db
        .read(|tx| Ok::<_, AppError>(access::person_facts(tx, op.region(), person, op.today())?))?;
    let registers = |org: OrgId| policy::at_org(&op.actor, OrgAction::RegisterPeople, org).is_ok();
    let registered_by = facts.and_then(|facts| facts.registered_by);
    registered_by
        .into_iter()
        .chain(op.posts().iter().map(|post| post.org))
        .find(|org| registers(*org))
        .ok_or(AppError::Hidden)
}

/// The question before somebody is taken out, asked for an office of the reader.
///
/// # Errors
/// [`AppError::Forbidden`] when the reader may see the person and not take anything out.
pub fn ask_person(op: &Op<'_>, org: OrgId, person: PersonId) -> Result<AskPerson> {
    op.see(person, PersonAction::See, "basics", |tx, proof| look(op, tx, proof, org))
}

/// Takes somebody out who was registered by mistake: the name and all that was written down with
/// it. The mark stays with the office.
///
/// # Errors
/// [`AppError::Invalid`] without a reason, or (`error-remove-person`) when something rests on
/// them; [`AppError::Conflict`] when that is no longer what the question showed.
pub fn remove_person(op: &Op<'_>, org: OrgId, person: PersonId, reason: &Reason) -> Result<()> {
    let action = OrgAction::RegisterPeople;
    op.act_org(org, action, ("person", person), Deed::Removed, |tx, office| {
        let facts = access::locked_person_facts(tx, op.region(), person, op.today())?
            .ok_or(AppError::Hidden)?;
        let proof = policy::act_on_person(&op.actor, PersonAction::Remove, &facts)?;
        let asked = look(op, tx, &proof.reading(), org)?;
        op.unchanged(&asked.shown())?;
        let mut problems = Problems::new();
        if !asked.built.is_empty() {
            problems.add("why", "error-remove-person");
        }
        problems.check()?;
        take_out(op, tx, (office, &proof), reason)
    })
}

/// Takes out a person on whom nothing rests, and leaves the mark with the office.
pub(crate) fn take_out(
    op: &Op<'_>,
    tx: &mut WriteTx<'_>,
    (office, proof): (&Authorized<OrgId, Write>, &Authorized<PersonId, Write>),
    reason: &Reason,
) -> Result<()> {
    let (why, note) = reason.check()?;
    let person = proof.id();
    let written_at = store::registered_at(tx, office, person)?.ok_or(AppError::Forbidden)?;
    if !store::delete_person(tx, office, proof)? {
        return Err(AppError::Conflict("the person was taken out"));
    }
    let mark = Tombstone {
        kind: EntryKind::Person,
        entry: EntryId::from_uuid(person.uuid()),
        within: None,
        written_at,
        why,
        note,
        by: op.actor.name.clone(),
        at: op.now,
    };
    store::leave_office_mark(tx, office, op.id(), &mark)?;
    op.note(tx, Deed::Removed, "person", Some(person), &Classes::new())
}

/// How many marks an office's page shows.
const SHOWN: i64 = 50;

/// What an office took out, newest first: people registered by mistake, rosters called off.
///
/// # Errors
/// As [`Op::see_org`].
pub fn removed_at_office(op: &Op<'_>, org: OrgId) -> Result<Vec<Tombstone>> {
    op.see_org(org, OrgAction::RegisterPeople, |tx, office| {
        Ok(store::of_office(tx, office, SHOWN)?)
    })
}
