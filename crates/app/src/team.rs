//! The team around a person: who joins, who leaves, who holds the threads.

use crate::person::{Head, head};
use crate::{AppError, Op, Problems, Result};
use jiff::civil::Date;
use tsumugi_domain::audit::Deed;
use tsumugi_domain::ids::{MembershipId, OrgId, PersonId, StaffId};
use tsumugi_domain::person::field;
use tsumugi_domain::policy::PersonAction;
use tsumugi_domain::staff::{Org, Role};
use tsumugi_domain::team::{Guardian, GuardianKind, Membership, TeamRole};
use tsumugi_store::team::NearWorker;
use tsumugi_store::{consent, staff, team};

/// The team's page.
#[derive(Debug, Clone)]
pub struct TeamPage {
    /// The person.
    pub head: Head,
    /// All seats, present ones first.
    pub members: Vec<Membership>,
    /// The organisations that can be chosen.
    pub orgs: Vec<Org>,
    /// The workers who can be given a seat, for those who may give one.
    pub workers: Vec<NearWorker>,
    /// The guardians of today.
    pub guardians: Vec<Guardian>,
}

/// The team's page: seats, and who and what can be chosen.
///
/// # Errors
/// As [`Op::see`].
pub fn page(op: &Op<'_>, person: PersonId) -> Result<TeamPage> {
    op.see(person, PersonAction::See, "team", |tx, proof| {
        let head = head(op, tx, proof)?;
        let workers = match head.may(PersonAction::EditTeam) {
            true => team::workers_near(tx, proof, op.today())?,
            false => Vec::new(),
        };
        Ok(TeamPage {
            members: team::of_person(tx, proof)?,
            orgs: staff::orgs(tx, op.region())?,
            head,
            workers,
            guardians: consent::guardians(tx, proof, op.today())?,
        })
    })
}

/// What is typed about a new member.
#[derive(Debug, Clone)]
pub struct NewMember {
    /// A worker of an organisation in the team, with the organisation: role, name and organisation
    /// come from there, and the worker sees the person.
    pub worker: Option<(StaffId, OrgId)>,
    /// What they are to the person.
    pub role: TeamRole,
    /// Name; not needed with a worker.
    pub name: String,
    /// One of our organisations.
    pub org: Option<OrgId>,
    /// Any other organisation, by name.
    pub org_name: String,
    /// First day.
    pub from: Option<Date>,
}

/// Adds a member. An organisation of ours becomes able to see the basics; more needs consent.
///
/// # Errors
/// [`AppError::Invalid`] without a name and without a worker, or with one who is not there any
/// more.
pub fn add(op: &Op<'_>, person: PersonId, new: &NewMember) -> Result<MembershipId> {
    let mut problems = Problems::new();
    let name = match new.worker {
        Some(_) => String::new(),
        None => problems.required("name", &new.name),
    };
    problems.take("name", field::somebody(&name));
    problems.take("org_name", field::name(&new.org_name));
    problems.check()?;
    op.make(person, PersonAction::EditTeam, "team", Deed::Made, |tx, proof| {
        let from = new.from.unwrap_or(op.today());
        let member = match new.worker {
            Some(chosen) => {
                let near = team::workers_near(tx, &proof.reading(), op.today())?;
                seat_of_worker(op.id(), chosen, near, from)?
            }
            None => {
                let org = new.org.map(|org| staff::org(tx, op.region(), org)).transpose()?;
                let org = org.flatten();
                Membership {
                    id: op.id(),
                    role: new.role,
                    name: name.clone(),
                    org_name: org
                        .as_ref()
                        .map_or_else(|| new.org_name.trim().to_owned(), |org| org.name.clone()),
                    org: org.map(|org| org.id),
                    staff: None,
                    from,
                    to: None,
                    key_person: false,
                }
            }
        };
        team::insert(tx, proof, &member, team::SeatAccess::default())?;
        Ok(member.id)
    })
}

/// What is typed about a guardian.
#[derive(Debug, Clone, Default)]
pub struct NewGuardian {
    /// Name.
    pub name: String,
    /// Which kind.
    pub kind: Option<GuardianKind>,
    /// For what they may decide, as the court or the contract says.
    pub scope: String,
    /// Since when.
    pub from: Option<Date>,
    /// Last day of the term, when it is known.
    pub to: Option<Date>,
}

/// Adds a guardian. Being one opens nothing: they answer for the person where they may decide, as
/// long as their term lasts.
///
/// # Errors
/// [`AppError::Invalid`] without a name, a kind or a scope, or with a term that ends before it
/// begins.
pub fn add_guardian(op: &Op<'_>, person: PersonId, new: &NewGuardian) -> Result<MembershipId> {
    let mut problems = Problems::new();
    let name = problems.required("name", &new.name);
    let scope = problems.required("scope", &new.scope);
    problems.take("name", field::somebody(&name));
    if new.kind.is_none() {
        problems.add("kind", "error-required");
    }
    let from = new.from.unwrap_or(op.today());
    if new.to.is_some_and(|to| to < from) {
        problems.add("to", "error-term");
    }
    problems.check()?;
    let kind = new.kind.ok_or(AppError::Hidden)?;
    op.make(person, PersonAction::EditTeam, "team", Deed::Made, |tx, proof| {
        let member = Membership {
            id: op.id(),
            role: TeamRole::Guardian,
            name: name.clone(),
            org_name: String::new(),
            org: None,
            staff: None,
            from,
            to: new.to,
            key_person: false,
        };
        team::insert(tx, proof, &member, team::SeatAccess::default())?;
        consent::add_guardian(tx, proof, member.id, (kind, &scope))?;
        Ok(member.id)
    })
}

/// The seat of one of the workers near the person.
fn seat_of_worker(
    id: MembershipId,
    (staff, org): (StaffId, OrgId),
    near: Vec<NearWorker>,
    from: Date,
) -> Result<Membership> {
    let Some(worker) = near.into_iter().find(|one| one.staff.id == staff && one.org == org) else {
        let mut problems = Problems::new();
        problems.add("worker", "error-choice");
        return Err(AppError::Invalid(problems));
    };
    Ok(Membership {
        id,
        role: role_in_team(worker.role),
        name: worker.staff.name,
        org_name: worker.org_name,
        org: Some(worker.org),
        staff: Some(worker.staff.id),
        from,
        to: None,
        key_person: false,
    })
}

/// What a worker is to the person by their post.
fn role_in_team(role: Role) -> TeamRole {
    match role {
        Role::ServiceManager => TeamRole::ServiceManager,
        Role::ChildSupportManager => TeamRole::ChildSupportManager,
        Role::Specialist => TeamRole::Specialist,
        Role::SupportWorker => TeamRole::SupportWorker,
        Role::MunicipalOfficer => TeamRole::MunicipalOfficer,
        _ => TeamRole::Other,
    }
}

/// Ends a seat today; what the organisation could see ends tomorrow.
///
/// # Errors
/// [`AppError::Hidden`] when there is no such seat, or it was over before.
pub fn end(op: &Op<'_>, person: PersonId, member: MembershipId) -> Result<()> {
    op.act(person, PersonAction::EditTeam, ("team", member), Deed::Changed, |tx, proof| {
        if team::end(tx, proof, member, op.today())? { Ok(()) } else { Err(AppError::Hidden) }
    })
}

/// Makes somebody the key person.
///
/// # Errors
/// [`AppError::Hidden`] when there is no such seat.
pub fn set_key_person(op: &Op<'_>, person: PersonId, member: MembershipId) -> Result<()> {
    op.act(person, PersonAction::EditTeam, ("team", member), Deed::Changed, |tx, proof| {
        if team::set_key_person(tx, proof, member)? { Ok(()) } else { Err(AppError::Hidden) }
    })
}
