//! Consent: given in one sentence, seen by both sides, withdrawn in one tap.

use crate::person::{Head, head};
use crate::{AppError, Op, Problems, Result};
use jiff::civil::Date;
use tsumugi_domain::audit::Deed;
use tsumugi_domain::consent::{Classes, Consent, Giver, Ground, Purpose, SHAREABLE};
use tsumugi_domain::ids::{ConsentId, OrgId, PersonId};
use tsumugi_domain::person::is_adult;
use tsumugi_domain::policy::{PersonAction, Who};
use tsumugi_domain::staff::Org;
use tsumugi_store::{access, consent, person as people, staff};

/// The consent page.
#[derive(Debug, Clone)]
pub struct ConsentPage {
    /// The person.
    pub head: Head,
    /// The consents with the recipient's name: all of them for the person, the family and the office
    /// with the contract, their own for everybody else.
    pub consents: Vec<(Consent, String)>,
    /// Organisations of the team: those that may be chosen.
    pub team_orgs: Vec<Org>,
    /// Those of them of which the reader is told what they see.
    pub told: Vec<OrgId>,
    /// The office with the contract: it sees what its own service needs without a consent.
    pub office: Option<OrgId>,
}

/// The consents of a person.
///
/// # Errors
/// As [`Op::see`].
pub fn page(op: &Op<'_>, person: PersonId) -> Result<ConsentPage> {
    op.see(person, PersonAction::See, "consent", |tx, proof| {
        let team: Vec<OrgId> = tsumugi_store::team::of_person(tx, proof)?
            .into_iter()
            .filter(|seat| tsumugi_domain::staff::in_period(seat.from, seat.to, op.today()))
            .filter_map(|seat| seat.org)
            .collect();
        let team_orgs: Vec<Org> = staff::orgs(tx, op.region())?
            .into_iter()
            .filter(|org| team.contains(&org.id))
            .collect();
        let office = access::person_facts(tx, op.region(), person, op.today())?
            .and_then(|facts| facts.own_office());
        let mut consents = consent::of_person(tx, proof)?;
        consents.retain(|(one, _)| is_told(op, office, one.recipient));
        let told = team.into_iter().filter(|org| is_told(op, office, *org)).collect();
        Ok(ConsentPage { head: head(op, tx, proof)?, consents, team_orgs, told, office })
    })
}

/// Whether the reader is told what an organisation sees: what others see is no business of the staff
/// of another organisation.
fn is_told(op: &Op<'_>, office: Option<OrgId>, org: OrgId) -> bool {
    let Who::Staff { posts, .. } = &op.actor.who else { return true };
    posts.iter().any(|post| post.org == org || Some(post.org) == office)
}

/// A consent that somebody is about to withdraw: it holds today, and the reader may withdraw it.
///
/// # Errors
/// [`AppError::Hidden`] when there is none such.
pub fn to_withdraw(
    op: &Op<'_>,
    person: PersonId,
    given: ConsentId,
) -> Result<(Head, Consent, String)> {
    op.see(person, PersonAction::See, "consent", |tx, proof| {
        let head = head(op, tx, proof)?;
        let mut all = consent::of_person(tx, proof)?.into_iter();
        let found = all.find(|(one, _)| one.id == given && one.holds_on(op.today()));
        let found = found.filter(|_| head.may(PersonAction::Consent));
        let (consent, org) = found.ok_or(AppError::Hidden)?;
        Ok((head, consent, org))
    })
}

/// What is said on the consent page.
#[derive(Debug, Clone)]
pub struct NewConsent {
    /// To whom.
    pub recipient: Option<OrgId>,
    /// Which classes.
    pub classes: Classes,
    /// Who gives it, as a worker writes it down. Whoever decides from their own account decides for
    /// themselves, and nobody has to say so.
    pub giver: Giver,
    /// The giver's name, as a worker writes it down.
    pub giver_name: String,
    /// Until when.
    pub to: Option<Date>,
}

/// Records a consent. What is recorded is what somebody said; the form shows the sentence first.
///
/// # Errors
/// [`AppError::Invalid`] with what is missing, or when a custodian would decide for an adult.
pub fn give(op: &Op<'_>, person: PersonId, new: &NewConsent) -> Result<ConsentId> {
    let mut problems = Problems::new();
    let own = || op.actor.name.clone();
    let (giver, giver_name) = match op.actor.who {
        Who::Person(_) => (Giver::Person, own()),
        Who::Family => (Giver::Custodian, own()),
        Who::Staff { .. } | Who::Guest(_) | Who::System(_) => {
            (new.giver, problems.required("giver_name", &new.giver_name))
        }
    };
    if new.recipient.is_none() {
        problems.add("recipient", "error-required");
    }
    if new.classes.is_empty() || new.classes.iter().any(|class| !SHAREABLE.contains(class)) {
        problems.add("classes", "error-choice");
    }
    match new.to {
        None => problems.add("to", "error-required"),
        Some(to) if to < op.today() => problems.add("to", "error-date-past"),
        Some(_) => {}
    }
    problems.check()?;
    let (Some(recipient), Some(to)) = (new.recipient, new.to) else {
        return Err(AppError::Hidden);
    };
    op.make(person, PersonAction::Consent, "consent", Deed::Consented, |tx, proof| {
        if staff::org(tx, op.region(), recipient)?.is_none() {
            return Err(AppError::Hidden);
        }
        let birth = people::load(tx, &proof.reading())?.and_then(|person| person.birth);
        if giver == Giver::Custodian && is_adult(birth, op.today()) {
            let mut problems = Problems::new();
            problems.add("giver", "error-consent-adult");
            return Err(AppError::Invalid(problems));
        }
        let given = Consent {
            id: op.id(),
            recipient,
            purpose: Purpose::Support,
            classes: new.classes.clone(),
            ground: Ground::Consent,
            giver,
            giver_name: giver_name.clone(),
            from: op.today(),
            to,
            withdrawn_at: None,
        };
        consent::insert(tx, proof, &given)?;
        Ok(given.id)
    })
}

/// Withdraws a consent at once. No reason is asked.
///
/// # Errors
/// [`AppError::Hidden`] when there is none to withdraw.
pub fn withdraw(op: &Op<'_>, person: PersonId, given: ConsentId) -> Result<()> {
    op.act(person, PersonAction::Consent, ("consent", given), Deed::Withdrew, |tx, proof| {
        if consent::withdraw(tx, proof, given, op.now)? { Ok(()) } else { Err(AppError::Hidden) }
    })
}
