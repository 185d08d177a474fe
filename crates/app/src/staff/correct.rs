//! What was typed wrong about an organisation or a worker is corrected.

use super::{NewOrg, WorkerName, check_org, is_over, manage, runs_council, workers};
use crate::{AppError, Op, Result};
use tsumugi_domain::audit::Deed;
use tsumugi_domain::consent::Classes;
use tsumugi_domain::ids::{EmploymentId, OrgId, RegionId};
use tsumugi_domain::policy::{self, Authorized, SystemAction, Write};
use tsumugi_domain::staff::{Org, OrgKind, Role, Staff};
use tsumugi_store::staff::Worker;
use tsumugi_store::{ReadTx, access, account, staff, team};
use tsumugi_words::fold;

/// An organisation, for the form that corrects it.
///
/// # Errors
/// [`AppError::Hidden`] when there is none, or for others than the system administrator.
pub fn org_to_edit(op: &Op<'_>, org: OrgId) -> Result<Org> {
    policy::on_system(&op.actor, SystemAction::ManageOrgs)?;
    op.db.read(|tx| staff::org(tx, op.region(), org)?.ok_or(AppError::Hidden))
}

/// Corrects an organisation. Seats that are not over show the new name; what was recorded keeps
/// the old one.
///
/// # Errors
/// [`AppError::Invalid`] as for [`add_org`](super::add_org), or (`kind`) when a role is held there that an
/// organisation of the new kind does not have; [`AppError::Conflict`] when it is no longer what the
/// form showed; [`AppError::Hidden`] as for [`org_to_edit`].
pub fn edit_org(op: &Op<'_>, org: OrgId, new: &NewOrg) -> Result<()> {
    let proof = policy::on_system(&op.actor, SystemAction::ManageOrgs)?;
    op.db.write(|tx| {
        access::lock_org(tx, op.region(), org)?;
        op.take_submit(tx)?;
        let orgs = staff::orgs(tx, op.region())?;
        let (now, others): (Vec<_>, Vec<_>) = orgs.into_iter().partition(|one| one.id == org);
        let now = now.into_iter().next().ok_or(AppError::Hidden)?;
        op.unchanged(&now)?;
        // Whoever leaves the name as it is has not chosen that of another one.
        let same_name = new.same_name || fold::search_key(&new.name) == fold::search_key(&now.name);
        let typed = NewOrg { same_name, ..new.clone() };
        let (name, phone, mut problems) = check_org(&typed, &others, "error-other-org");
        if let Some(role) = in_the_way(op, tx, &proof, &now, new.kind)? {
            let role = role.code().to_owned();
            problems.add_with("kind", "error-kind-role", vec![("role", role)]);
        }
        problems.check()?;
        let services = new.services.trim().to_owned();
        let changed = Org { id: org, name, kind: new.kind, phone, services };
        staff::update_org(tx, &proof, &changed)?;
        if changed.name != now.name {
            team::rename_org(tx, &proof, &changed, op.today())?;
        }
        op.note(tx, Deed::Changed, ("org", org), None, &Classes::new())
    })
}

/// The role that keeps an organisation from becoming one of another kind: somebody holds it, or
/// will.
fn in_the_way(
    op: &Op<'_>,
    tx: &mut ReadTx<'_>,
    proof: &Authorized<RegionId, Write>,
    org: &Org,
    kind: OrgKind,
) -> Result<Option<Role>> {
    if kind == org.kind {
        return Ok(None);
    }
    let posts = staff::workers(tx, &policy::org_by_system(proof, org.id))?
        .into_iter()
        .map(|worker| worker.employment)
        .filter(|post| !is_over(post, op.today()));
    Ok(kind.lacks(runs_council(op, tx, org.id)?, posts.map(|post| post.role)))
}

/// The name of a worker of the organisation, for the form that corrects it.
///
/// # Errors
/// [`AppError::Hidden`] for those who do not manage staff there, or when the post is over.
pub fn worker_to_edit(op: &Op<'_>, org: OrgId, employment: EmploymentId) -> Result<Staff> {
    let (_, workers) = workers(op, org)?;
    Ok(standing(op, &workers, employment)?.staff.clone())
}

/// The worker of a post that is not over: a former office corrects nobody's name.
fn standing<'a>(
    op: &Op<'_>,
    workers: &'a [Worker],
    employment: EmploymentId,
) -> Result<&'a Worker> {
    let here =
        |one: &&Worker| one.employment.id == employment && !is_over(&one.employment, op.today());
    workers.iter().find(here).ok_or(AppError::Hidden)
}

/// Corrects a worker's name. The account and the seats that are not over show the new one; what
/// was recorded keeps the old one.
///
/// # Errors
/// [`AppError::Invalid`] without a name, or (`same_name`) when somebody else of this name works
/// there and nobody has confirmed that; [`AppError::Conflict`] when the name is no longer what the
/// form showed; [`AppError::Hidden`] as for [`worker_to_edit`].
pub fn edit_worker(
    op: &Op<'_>,
    org: OrgId,
    employment: EmploymentId,
    new: &WorkerName,
) -> Result<()> {
    let proof = manage(op, org)?;
    op.db.write(|tx| {
        access::lock_org(tx, op.region(), org)?;
        op.take_submit(tx)?;
        let mut workers = staff::workers(tx, &proof)?;
        let worker = standing(op, &workers, employment)?.clone();
        let (now, account) = (worker.staff, worker.account.ok_or(AppError::Hidden)?);
        op.unchanged(&now)?;
        // Whoever leaves the name as it is has not chosen that of somebody else.
        let same_name = new.same_name || fold::search_key(&new.name) == fold::search_key(&now.name);
        let typed = WorkerName::read(&new.name, &new.kana, same_name);
        workers.retain(|one| one.staff.id != now.id);
        typed.check(op.today(), &workers, "error-other-worker").check()?;
        let changed = Staff { id: now.id, name: typed.name, kana: typed.kana };
        staff::rename_worker(tx, &proof, &changed)?;
        account::rename(tx, op.region(), account, &changed.name)?;
        if changed.name != now.name {
            team::rename_worker(tx, &proof, &changed, &now.name, op.today())?;
        }
        op.note(tx, Deed::Changed, ("worker", account), None, &Classes::new())
    })
}
