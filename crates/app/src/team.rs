//! The team around a person: who joins, who leaves, who holds the threads.

use crate::person::{Head, head};
use crate::{AppError, Op, Problems, Result};
use jiff::civil::Date;
use tsumugi_domain::audit::Deed;
use tsumugi_domain::ids::{MembershipId, OrgId, PersonId};
use tsumugi_domain::policy::PersonAction;
use tsumugi_domain::staff::Org;
use tsumugi_domain::team::{Membership, TeamRole};
use tsumugi_store::{staff, team};

/// The team's page: seats, and the organisations that can be chosen.
///
/// # Errors
/// As [`Op::see`].
pub fn page(op: &Op<'_>, person: PersonId) -> Result<(Head, Vec<Membership>, Vec<Org>)> {
    op.see(person, PersonAction::See, "team", |tx, proof| {
        Ok((head(op, tx, proof)?, team::of_person(tx, proof)?, staff::orgs(tx, op.region())?))
    })
}

/// What is typed about a new member.
#[derive(Debug, Clone)]
pub struct NewMember {
    /// What they are to the person.
    pub role: TeamRole,
    /// Name.
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
/// [`AppError::Invalid`] without a name.
pub fn add(op: &Op<'_>, person: PersonId, new: &NewMember) -> Result<MembershipId> {
    let mut problems = Problems::new();
    let name = problems.required("name", &new.name);
    problems.check()?;
    op.make(person, PersonAction::EditTeam, "team", Deed::Made, |tx, proof| {
        let org = new.org.map(|org| staff::org(tx, op.region(), org)).transpose()?.flatten();
        let member = Membership {
            id: op.id(),
            role: new.role,
            name: name.clone(),
            org_name: org
                .as_ref()
                .map_or_else(|| new.org_name.trim().to_owned(), |org| org.name.clone()),
            org: org.map(|org| org.id),
            staff: None,
            from: new.from.unwrap_or(op.today()),
            to: None,
            key_person: false,
        };
        team::insert(tx, proof, &member, team::SeatAccess::default())?;
        Ok(member.id)
    })
}

/// Ends a seat today; what the organisation could see ends tomorrow.
///
/// # Errors
/// [`AppError::Hidden`] when there is no such seat.
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
