//! Proofs that [`decide`] said yes: what the store takes in place of an id.

use super::{
    Actor, CouncilAction, CouncilFacts, OrgAction, PersonAction, PersonFacts, Question, Refusal,
    Relation, SystemAction, SystemActor, Who, decide, may, needs, relations,
};
use crate::consent::{Classes, DataClass};
use crate::ids::{CouncilId, OrgId, PersonId, RegionId, StaffId};
use std::collections::BTreeSet;
use std::marker::PhantomData;

/// Marks a proof for reading.
#[derive(Debug, Clone, Copy)]
pub struct Read;
/// Marks a proof for writing.
#[derive(Debug, Clone, Copy)]
pub struct Write;

/// The proof that somebody may touch something: the id, who, and the classes they see.
/// There is no way to make one outside this module.
#[derive(Debug, Clone)]
pub struct Authorized<Id, Access> {
    region: RegionId,
    id: Id,
    classes: Classes,
    relations: BTreeSet<Relation>,
    access: PhantomData<Access>,
}

impl<Id: Copy, Access> Authorized<Id, Access> {
    /// What may be touched.
    pub fn id(&self) -> Id {
        self.id
    }

    /// The tenant.
    pub fn region(&self) -> RegionId {
        self.region
    }

    /// What stands between the actor and the person; [`Relation::None`] where no person is meant.
    pub fn relation(&self) -> Relation {
        self.relations.last().copied().unwrap_or(Relation::None)
    }

    /// Whether the actor may do something else with the person too.
    pub fn may(&self, action: PersonAction) -> bool {
        needs(action).is_none_or(|class| self.sees(class))
            && self.relations.iter().any(|relation| may(*relation, action))
    }

    /// The classes that may be seen.
    pub fn classes(&self) -> &Classes {
        &self.classes
    }

    /// Whether a class may be seen.
    pub fn sees(&self, class: DataClass) -> bool {
        self.classes.contains(&class)
    }
}

impl<Id: Copy> Authorized<Id, Write> {
    /// Who may write may read.
    pub fn reading(&self) -> Authorized<Id, Read> {
        Authorized {
            region: self.region,
            id: self.id,
            classes: self.classes.clone(),
            relations: self.relations.clone(),
            access: PhantomData,
        }
    }
}

fn prove<Id, Access>(actor: &Actor, id: Id, classes: Classes) -> Authorized<Id, Access> {
    Authorized {
        region: actor.region,
        id,
        classes,
        relations: BTreeSet::new(),
        access: PhantomData,
    }
}

fn prove_person<Access>(
    actor: &Actor,
    facts: &PersonFacts,
    classes: Classes,
) -> Authorized<PersonId, Access> {
    let relations = relations(actor, facts);
    Authorized { relations, ..prove(actor, facts.person, classes) }
}

/// A proof for looking at a person.
///
/// # Errors
/// See [`decide`].
pub fn see_person(
    actor: &Actor,
    action: PersonAction,
    facts: &PersonFacts,
) -> Result<Authorized<PersonId, Read>, Refusal> {
    if !action.is_sight() {
        return Err(Refusal::Forbidden);
    }
    let classes = decide(actor, Question::Person(action, facts))?;
    Ok(prove_person(actor, facts, classes))
}

/// A proof for the lists of the people a worker may see: the store reads no row outside of what
/// [`decide`] would let the same worker see one by one.
///
/// # Errors
/// [`Refusal::Hidden`] for anybody who is not a worker.
pub fn see_own_people(actor: &Actor) -> Result<Authorized<StaffId, Read>, Refusal> {
    let Who::Staff { staff, .. } = actor.who else { return Err(Refusal::Hidden) };
    Ok(prove(actor, staff, Classes::new()))
}

/// The same lists, for the machine that looks through them at night on behalf of the worker. What it
/// finds is shown to that worker alone, and looked at again with their rights of that moment.
///
/// # Errors
/// [`Refusal::Hidden`] for anybody but [`SystemActor::Jobs`].
pub fn people_of_worker(
    actor: &Actor,
    staff: StaffId,
) -> Result<Authorized<StaffId, Read>, Refusal> {
    match actor.who {
        Who::System(SystemActor::Jobs) => Ok(prove(actor, staff, Classes::new())),
        _ => Err(Refusal::Hidden),
    }
}

/// A proof for acting on a person.
///
/// # Errors
/// See [`decide`].
pub fn act_on_person(
    actor: &Actor,
    action: PersonAction,
    facts: &PersonFacts,
) -> Result<Authorized<PersonId, Write>, Refusal> {
    let classes = decide(actor, Question::Person(action, facts))?;
    Ok(prove_person(actor, facts, classes))
}

/// A proof for acting at an organisation.
///
/// # Errors
/// See [`decide`].
pub fn at_org(
    actor: &Actor,
    action: OrgAction,
    org: OrgId,
) -> Result<Authorized<OrgId, Write>, Refusal> {
    let classes = decide(actor, Question::Org(action, org))?;
    Ok(prove(actor, org, classes))
}

/// A proof for acting at a council.
///
/// # Errors
/// See [`decide`].
pub fn at_council(
    actor: &Actor,
    action: CouncilAction,
    facts: CouncilFacts,
) -> Result<Authorized<CouncilId, Write>, Refusal> {
    let classes = decide(actor, Question::Council(action, facts))?;
    Ok(prove(actor, facts.council, classes))
}

/// A proof for acting on the whole installation.
///
/// # Errors
/// See [`decide`].
pub fn on_system(
    actor: &Actor,
    action: SystemAction,
) -> Result<Authorized<RegionId, Write>, Refusal> {
    let classes = decide(actor, Question::System(action))?;
    Ok(prove(actor, actor.region, classes))
}

/// The system administrator may manage the workers of any organisation of the region: somebody
/// has to make each office's first administrator. It is no proof for any person, but a worker made
/// with it may become one who sees people: the system administrator is trusted that far, and every
/// sign-in made this way stands in the audit with its account.
pub fn org_by_system(system: &Authorized<RegionId, Write>, org: OrgId) -> Authorized<OrgId, Write> {
    Authorized {
        region: system.region,
        id: org,
        classes: system.classes.clone(),
        relations: BTreeSet::new(),
        access: PhantomData,
    }
}
