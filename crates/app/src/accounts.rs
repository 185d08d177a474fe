//! How the person and the family come in: their accounts, made by the team for them.
//!
//! The person's own account sees what is theirs. A family member sees nothing by being family: the
//! custodian of a minor sees by the law's own relation, and an adult lets them see or does not.

use crate::auth::{Gate, Token, make_link};
use crate::person::{Head, head};
use crate::{AppError, Op, Problems, Result};
use jiff::Timestamp;
use tsumugi_domain::audit::Deed;
use tsumugi_domain::ids::{AccountId, MembershipId, PersonId};
use tsumugi_domain::person::ADULT_AGE;
use tsumugi_domain::policy::{Authorized, PersonAction, Read, Write};
use tsumugi_domain::staff::{Org, Role, in_period};
use tsumugi_domain::team::{Membership, TeamRole};
use tsumugi_store::account::{self, AccountKind};
use tsumugi_store::team;
pub use tsumugi_store::team::TeamAccount;
use tsumugi_store::{ReadTx, WriteTx, person as people, session, staff};

/// Roles that may be given an account of their own by the team.
pub const FAMILY: [TeamRole; 2] = [TeamRole::Custodian, TeamRole::Family];

/// A family member with a seat today.
#[derive(Debug, Clone)]
pub struct Relative {
    /// The seat.
    pub seat: Membership,
    /// The account, once there is one.
    pub account: Option<TeamAccount>,
    /// Sees as custodian of a minor: nobody has to be asked.
    pub custodian: bool,
}

/// Who of the person and the family can sign in.
#[derive(Debug, Clone)]
pub struct AccountsPage {
    /// The person.
    pub head: Head,
    /// The person's own account, once there is one.
    pub own: Option<TeamAccount>,
    /// The family.
    pub family: Vec<Relative>,
    /// Open accounts whose seat is over: they see nobody here and may be closed.
    pub left: Vec<TeamAccount>,
}

/// The accounts of the person and the family.
///
/// # Errors
/// [`AppError::Forbidden`] for those who may not change the team.
pub fn page(op: &Op<'_>, person: PersonId) -> Result<AccountsPage> {
    op.see(person, PersonAction::See, "account", |tx, proof| {
        let head = head(op, tx, proof)?;
        if !head.may(PersonAction::EditTeam) {
            return Err(AppError::Forbidden);
        }
        let accounts = team::accounts(tx, proof)?;
        let of = |seat: Option<MembershipId>| accounts.iter().find(|one| one.seat == seat).cloned();
        let minor = is_minor(head.age);
        let family: Vec<Relative> = team::of_person(tx, proof)?
            .into_iter()
            .filter(|seat| FAMILY.contains(&seat.role) && seat.org.is_none())
            .filter(|seat| in_period(seat.from, seat.to, op.today()))
            .map(|seat| Relative {
                account: of(Some(seat.id)),
                custodian: minor && seat.role == TeamRole::Custodian,
                seat,
            })
            .collect();
        let seated = |one: &TeamAccount| family.iter().any(|rel| Some(rel.seat.id) == one.seat);
        let left = accounts
            .iter()
            .filter(|one| one.seat.is_some() && one.disabled_at.is_none() && !seated(one))
            .cloned()
            .collect();
        Ok(AccountsPage { own: of(None), left, family, head })
    })
}

/// As the policy counts: without a birthday nobody is a minor's custodian.
fn is_minor(age: Option<i16>) -> bool {
    age.is_some_and(|age| age < ADULT_AGE)
}

/// What the sheet for somebody who was invited says.
#[derive(Debug, Clone)]
pub struct Invited {
    /// The person.
    pub head: Head,
    /// Who was invited.
    pub name: String,
    /// For a family member; else for the person.
    pub family: bool,
    /// The family member will see the plan and the meetings.
    pub sees: bool,
    /// The token of the link.
    pub token: Token,
    /// Until when it works.
    pub until: Timestamp,
    /// Whom to ask.
    pub inviter: String,
    /// Where they work, with its telephone.
    pub office: Option<Org>,
    /// There was an account: a link that was made before works no longer.
    pub again: bool,
}

/// Makes the person's account, or a new link for it; the old link ends.
///
/// # Errors
/// As [`Op::act`].
pub fn invite_person(op: &Op<'_>, person: PersonId) -> Result<Invited> {
    op.act(person, PersonAction::EditTeam, "account", Deed::Made, |tx, proof| {
        let known = known(tx, &proof.reading(), None)?;
        let who = people::load(tx, &proof.reading())?.ok_or(AppError::Hidden)?;
        let name = who.name.full();
        let opened = open(op, tx, known, AccountKind::Person(person), &name)?;
        invited(op, tx, proof, opened, (name, false, true))
    })
}

/// What the adult person said about a family member.
#[derive(Debug, Clone, Default)]
pub struct Sight {
    /// The family member may see the plan and the meetings.
    pub sees: bool,
    /// Who said so.
    pub agreed_by: String,
}

impl Sight {
    /// Who agreed, when somebody did.
    fn check(&self) -> Result<Option<String>> {
        if !self.sees {
            return Ok(None);
        }
        let mut problems = Problems::new();
        let by = problems.required("agreed_by", &self.agreed_by);
        problems.check()?;
        Ok(Some(by))
    }
}

/// Makes the account of a family member with a seat, or a new link for it.
///
/// # Errors
/// [`AppError::Hidden`] without such a seat today; [`AppError::Invalid`] when it is not said who
/// agreed.
pub fn invite_family(
    op: &Op<'_>,
    person: PersonId,
    member: MembershipId,
    sight: &Sight,
) -> Result<Invited> {
    let agreed = sight.check()?;
    op.act(person, PersonAction::EditTeam, "account", Deed::Made, |tx, proof| {
        let reading = proof.reading();
        let seat = seat(op, tx, &reading, member)?;
        let custodian = is_custodian(op, tx, &reading, &seat)?;
        let known = known(tx, &reading, Some(member))?;
        let (account, fresh) = open(op, tx, known, AccountKind::Family, &seat.name)?;
        if fresh && !team::set_account(tx, proof, member, account)? {
            return Err(AppError::Conflict("the seat has an account"));
        }
        if !custodian {
            team::set_sight(tx, proof, member, agreed.as_deref())?;
        }
        let sees = custodian || agreed.is_some();
        invited(op, tx, proof, (account, fresh), (seat.name, true, sees))
    })
}

/// Lets a family member see the plan and the meetings, or no longer.
///
/// # Errors
/// As [`invite_family`].
pub fn set_sight(op: &Op<'_>, person: PersonId, member: MembershipId, sight: &Sight) -> Result<()> {
    let agreed = sight.check()?;
    op.act(person, PersonAction::EditTeam, "account", Deed::Changed, |tx, proof| {
        seat(op, tx, &proof.reading(), member)?;
        match team::set_sight(tx, proof, member, agreed.as_deref())? {
            true => Ok(()),
            false => Err(AppError::Hidden),
        }
    })
}

/// Closes an account of the person or the family: it signs in no more, and open sessions end.
///
/// # Errors
/// [`AppError::Hidden`] when it is none of theirs.
pub fn close(op: &Op<'_>, person: PersonId, id: AccountId) -> Result<()> {
    op.act(person, PersonAction::EditTeam, "account", Deed::Changed, |tx, proof| {
        let accounts = team::accounts(tx, &proof.reading())?;
        if !accounts.iter().any(|one| one.account == id) {
            return Err(AppError::Hidden);
        }
        account::close(tx, op.region(), id, op.now)?;
        account::drop_links(tx, op.region(), id)?;
        session::end_all(tx, op.region(), id)?;
        Ok(())
    })
}

fn known(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    seat: Option<MembershipId>,
) -> Result<Option<TeamAccount>> {
    Ok(team::accounts(tx, proof)?.into_iter().find(|one| one.seat == seat))
}

/// The seat of a family member, as long as it lasts.
fn seat(
    op: &Op<'_>,
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    member: MembershipId,
) -> Result<Membership> {
    team::of_person(tx, proof)?
        .into_iter()
        .find(|seat| seat.id == member)
        .filter(|seat| FAMILY.contains(&seat.role) && seat.org.is_none())
        .filter(|seat| in_period(seat.from, seat.to, op.today()))
        .ok_or(AppError::Hidden)
}

fn is_custodian(
    op: &Op<'_>,
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    seat: &Membership,
) -> Result<bool> {
    let who = people::load(tx, proof)?.ok_or(AppError::Hidden)?;
    let age = who.birth.and_then(|birth| tsumugi_domain::person::age_on(birth, op.today()));
    Ok(seat.role == TeamRole::Custodian && is_minor(age))
}

/// The account, open: a new one, or the one that is there. The second part tells whether it is new.
fn open(
    op: &Op<'_>,
    tx: &mut WriteTx<'_>,
    known: Option<TeamAccount>,
    kind: AccountKind,
    name: &str,
) -> Result<(AccountId, bool)> {
    if let Some(known) = known {
        if known.disabled_at.is_some() {
            account::reopen(tx, op.region(), known.account)?;
        }
        return Ok((known.account, false));
    }
    let id: AccountId = op.id();
    account::insert(tx, op.region(), id, kind, name, &crate::staff::easy_display())?;
    Ok((id, true))
}

fn invited(
    op: &Op<'_>,
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    (account, fresh): (AccountId, bool),
    (name, family, sees): (String, bool, bool),
) -> Result<Invited> {
    let gate = Gate { db: op.db, now: op.now, chance: op.chance };
    let token = make_link(gate, tx, op.region(), account, account::LinkPurpose::SetUp)?;
    let until = op.now.saturating_add(crate::auth::LINK_LIFE).unwrap_or(op.now);
    let post = op.post(|post| post.role.is_manager() || post.role == Role::Specialist);
    let office = match post {
        Some(post) => staff::org(tx, op.region(), post.org)?,
        None => None,
    };
    let head = head(op, tx, &proof.reading())?;
    let inviter = op.actor.name.clone();
    Ok(Invited { head, name, family, sees, token, until, inviter, office, again: !fresh })
}
