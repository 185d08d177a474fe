//! An address that nobody may see but the person. Concealing takes one tap and counts at once; it
//! takes two people to undo, so that nobody undoes it alone in a weak moment or under pressure.

use crate::person::{Head, head};
use crate::{AppError, Op, Problems, Result};
use tsumugi_domain::audit::Deed;
use tsumugi_domain::ids::PersonId;
use tsumugi_domain::policy::PersonAction;
use tsumugi_store::address::{self, Concealment};

/// Whether the address is concealed.
#[derive(Debug, Clone)]
pub struct AddressPage {
    /// The person.
    pub head: Head,
    /// How it is concealed; none when it is not.
    pub concealed: Option<Concealment>,
    /// The reader is the one who asked to let it be seen again.
    pub asked_myself: bool,
}

/// Whether the address is concealed, for those who may change the team: a danger is told by whoever
/// hears of it, also without having seen where the person lives.
///
/// # Errors
/// [`AppError::Forbidden`] for everybody else, family first of all.
pub fn page(op: &Op<'_>, person: PersonId) -> Result<AddressPage> {
    op.see(person, PersonAction::See, "basics", |tx, proof| {
        let head = head(op, tx, proof)?;
        if !head.may(PersonAction::EditTeam) {
            return Err(AppError::Forbidden);
        }
        let concealed = address::concealment(tx, proof)?;
        let reveal = concealed.as_ref().and_then(|found| found.reveal.as_ref());
        Ok(AddressPage {
            asked_myself: reveal.is_some_and(|(account, _)| *account == op.actor.account),
            head,
            concealed,
        })
    })
}

/// Conceals the address. Who looks a moment later does not see it any more.
///
/// # Errors
/// [`AppError::Invalid`] without a reason.
pub fn conceal(op: &Op<'_>, person: PersonId, reason: &str) -> Result<()> {
    let mut problems = Problems::new();
    let reason = problems.required("reason", reason);
    problems.check()?;
    // Custodians read who did what: the audit tells no more than that the basics were changed.
    op.act(person, PersonAction::EditTeam, "basics", Deed::Changed, |tx, proof| {
        Ok(address::conceal(tx, proof, &reason, &op.actor.name, op.now)?)
    })
}

/// Asks that the address may be seen again; somebody else has to confirm it.
///
/// # Errors
/// [`AppError::Conflict`] when it is not concealed, or somebody asked before.
pub fn ask_reveal(op: &Op<'_>, person: PersonId) -> Result<()> {
    op.act(person, PersonAction::EditTeam, "basics", Deed::Changed, |tx, proof| {
        match address::ask_reveal(tx, proof, op.actor.account, &op.actor.name)? {
            true => Ok(()),
            false => Err(AppError::Conflict("nothing to ask for")),
        }
    })
}

/// Leaves it concealed after all.
///
/// # Errors
/// [`AppError::Conflict`] when nobody had asked.
pub fn keep(op: &Op<'_>, person: PersonId) -> Result<()> {
    op.act(
        person,
        PersonAction::EditTeam,
        "basics",
        Deed::Changed,
        |tx, proof| match address::keep(tx, proof)? {
            true => Ok(()),
            false => Err(AppError::Conflict("nobody had asked")),
        },
    )
}

/// Lets the address be seen again, as somebody else had asked.
///
/// # Errors
/// [`AppError::Forbidden`] for the one who asked; [`AppError::Conflict`] when nobody had asked.
pub fn reveal(op: &Op<'_>, person: PersonId) -> Result<()> {
    op.act(person, PersonAction::EditTeam, "basics", Deed::Changed, |tx, proof| {
        let found = address::concealment(tx, &proof.reading())?;
        let (asked, _) =
            found.and_then(|found| found.reveal).ok_or(AppError::Conflict("nobody had asked"))?;
        if asked == op.actor.account || !address::reveal(tx, proof, op.actor.account)? {
            return Err(AppError::Forbidden);
        }
        Ok(())
    })
}
