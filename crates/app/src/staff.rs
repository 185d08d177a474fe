//! Organisations, workers, their posts and their links for signing in.

mod correct;

pub use correct::{edit_org, edit_worker, org_to_edit, worker_to_edit};

use crate::auth::{Gate, Token, make_link};
use crate::{AppError, Op, Problems, Result};
use jiff::civil::Date;
use tsumugi_domain::audit::Deed;
use tsumugi_domain::consent::Classes;
use tsumugi_domain::ids::{AccountId, EmploymentId, OrgId, RegionId, StaffId};
use tsumugi_domain::person::field;
use tsumugi_domain::policy::{self, Actor, OrgAction, SystemAction, SystemActor, Who};
use tsumugi_domain::staff::{Employment, Org, OrgKind, Role, Staff, in_period};
use tsumugi_store::account::{AccountKind, Display, LinkPurpose};
use tsumugi_store::staff::Region;
pub use tsumugi_store::staff::Worker;
use tsumugi_store::{ReadTx, WriteTx, access, account, session, staff};
use tsumugi_words::fold;

/// How a worker's pages look until they say otherwise.
pub fn staff_display() -> Display {
    display("standard", "off")
}

/// How the person's and the family's pages look until they say otherwise.
pub fn easy_display() -> Display {
    display("easy", "all")
}

fn display(layer: &str, furigana: &str) -> Display {
    Display {
        layer: layer.to_owned(),
        furigana: furigana.to_owned(),
        text_size: "normal".to_owned(),
        theme: "white".to_owned(),
    }
}

/// Makes the region and its system administrator when the database is empty. Gives the token of
/// the administrator's set-up link, or `None` when somebody is there already.
///
/// # Errors
/// When the store fails.
pub fn first_start(gate: Gate<'_>, name: &str, demo: bool) -> Result<Option<(Region, Token)>> {
    gate.db.write(|tx| {
        if !staff::regions(tx)?.is_empty() {
            return Ok(None);
        }
        let region = Region {
            id: gate.chance.id(gate.now),
            name: name.to_owned(),
            code: String::new(),
            demo,
        };
        let op = system_op(gate, &region, SystemActor::SetUp);
        let proof = policy::on_system(&op.actor, SystemAction::ManageOrgs)?;
        staff::insert_region(tx, &proof, &region, gate.now)?;
        let org = Org {
            id: op.id(),
            name: name.to_owned(),
            kind: OrgKind::Other,
            phone: String::new(),
            services: String::new(),
        };
        staff::insert_org(tx, &proof, &org)?;
        let worker = NewWorker {
            name: "システム管理者".to_owned(),
            kana: "しすてむかんりしゃ".to_owned(),
            role: Role::SystemAdmin,
            from: op.today(),
            same_name: false,
        };
        let (_, account) = insert_worker(&op, tx, org.id, &worker)?;
        op.note(tx, Deed::Made, ("region", region.id), None, &Classes::new())?;
        let token = make_link(gate, tx, region.id, account, LinkPurpose::SetUp)?;
        Ok(Some((region, token)))
    })
}

/// An operation of the machine itself.
pub fn system_op<'a>(gate: Gate<'a>, region: &Region, why: SystemActor) -> Op<'a> {
    Op {
        db: gate.db,
        actor: machine(gate, region.id, why),
        org_name: String::new(),
        now: gate.now,
        submit: None,
        seen: None,
        chance: gate.chance,
    }
}

/// The machine as an actor.
pub(crate) fn machine(gate: Gate<'_>, region: RegionId, why: SystemActor) -> Actor {
    Actor {
        region,
        // The machine has no account; audits leave the column empty for it.
        account: gate.chance.id(gate.now),
        name: "つむぎ".to_owned(),
        who: Who::System(why),
    }
}

/// The organisations of the region; every signed-in worker knows them.
///
/// # Errors
/// [`AppError::Hidden`] for everybody else.
pub fn orgs(op: &Op<'_>) -> Result<Vec<Org>> {
    if !matches!(op.actor.who, Who::Staff { .. } | Who::System(_)) {
        return Err(AppError::Hidden);
    }
    op.db.read(|tx| Ok(staff::orgs(tx, op.region())?))
}

/// The organisations, for the system administrator.
///
/// # Errors
/// [`AppError::Hidden`] for everybody else.
pub fn orgs_to_manage(op: &Op<'_>) -> Result<Vec<Org>> {
    policy::on_system(&op.actor, SystemAction::ManageOrgs)?;
    orgs(op)
}

/// What is typed for an organisation.
#[derive(Debug, Clone)]
pub struct NewOrg {
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: OrgKind,
    /// Telephone.
    pub phone: String,
    /// Services, in its own words.
    pub services: String,
    /// It was confirmed that it is another one than that of the same name.
    pub same_name: bool,
}

/// Notes what is wrong with an organisation as typed; gives its name and its telephone number.
/// `code` is the sentence for another one of this name among those that are `known`.
fn check_org(new: &NewOrg, known: &[Org], code: &'static str) -> (String, String, Problems) {
    let mut problems = Problems::new();
    let name = problems.required("name", &new.name);
    let phone = match new.phone.trim() {
        "" => String::new(),
        typed => problems.take("phone", field::phone(fold::phone(typed))),
    };
    let key = fold::search_key(&name);
    let mut others = known.iter().filter(|_| !new.same_name && !key.is_empty());
    if let Some(same) = others.find(|org| fold::search_key(&org.name) == key) {
        problems.add_with("same_name", code, vec![("name", same.name.clone())]);
    }
    (name, phone, problems)
}

/// Makes an organisation.
///
/// # Errors
/// [`AppError::Invalid`] without a name, with a telephone number that is none, or (`same_name`)
/// when there is one of this name and nobody has confirmed that this is another;
/// [`AppError::Hidden`] for others than the system administrator.
pub fn add_org(op: &Op<'_>, new: &NewOrg) -> Result<OrgId> {
    let proof = policy::on_system(&op.actor, SystemAction::ManageOrgs)?;
    op.db.write(|tx| {
        // First: a form that was sent twice must not meet the organisation it made.
        op.take_submit(tx)?;
        let (name, phone, problems) =
            check_org(new, &staff::orgs(tx, op.region())?, "error-same-org");
        problems.check()?;
        let org = Org {
            id: op.id(),
            name,
            kind: new.kind,
            phone,
            services: new.services.trim().to_owned(),
        };
        staff::insert_org(tx, &proof, &org)?;
        op.note(tx, Deed::Made, ("org", org.id), None, &Classes::new())?;
        Ok(org.id)
    })
}

/// The posts at an organisation.
///
/// # Errors
/// [`AppError::Hidden`] for those who do not manage staff there.
pub fn workers(op: &Op<'_>, org: OrgId) -> Result<(Org, Vec<Worker>)> {
    let see = |proof: policy::Authorized<OrgId, policy::Write>| {
        op.db.read(|tx| {
            let found = staff::org(tx, op.region(), org)?.ok_or(AppError::Hidden)?;
            Ok((found, staff::workers(tx, &proof)?))
        })
    };
    see(manage(op, org)?)
}

/// The page of an organisation's workers.
#[derive(Debug, Clone)]
pub struct Workers {
    /// The organisation.
    pub org: Org,
    /// The posts.
    pub workers: Vec<Worker>,
    /// What a new worker can be there.
    pub roles: Vec<Role>,
    /// What the next one most likely is: the first one manages the others.
    pub likely: Role,
    /// The reader manages the organisations, too.
    pub manages_orgs: bool,
}

/// The workers of an organisation, with what a new one can be.
///
/// # Errors
/// As [`workers`].
pub fn workers_page(op: &Op<'_>, org: OrgId) -> Result<Workers> {
    let proof = manage(op, org)?;
    op.db.read(|tx| {
        let found = staff::org(tx, op.region(), org)?.ok_or(AppError::Hidden)?;
        let workers = staff::workers(tx, &proof)?;
        let roles = roles_of(op, tx, &found)?;
        let managed = workers.iter().any(|worker| {
            !is_over(&worker.employment, op.today())
                && policy::may_at_org(worker.employment.role, OrgAction::ManageStaff)
        });
        let first = roles.first().copied().filter(|_| managed);
        Ok(Workers {
            org: found,
            workers,
            roles,
            likely: first.unwrap_or(Role::OfficeAdmin),
            manages_orgs: policy::on_system(&op.actor, SystemAction::ManageOrgs).is_ok(),
        })
    })
}

fn roles_of(op: &Op<'_>, tx: &mut ReadTx<'_>, org: &Org) -> Result<Vec<Role>> {
    Ok(org.kind.roles(runs_council(op, tx, org.id)?))
}

fn runs_council(op: &Op<'_>, tx: &mut ReadTx<'_>, org: OrgId) -> Result<bool> {
    let council = access::council(tx, op.region())?;
    Ok(council.is_some_and(|council| council.secretariat == org))
}

fn is_over(post: &Employment, today: Date) -> bool {
    post.to.is_some_and(|to| to < today || to < post.from)
}

/// One post, for the question before it ends.
///
/// # Errors
/// [`AppError::Hidden`] when there is none there, or it has an end already.
pub fn open_post(op: &Op<'_>, org: OrgId, employment: EmploymentId) -> Result<(Org, Worker)> {
    let (org, workers) = workers(op, org)?;
    let worker = workers
        .into_iter()
        .find(|worker| worker.employment.id == employment && worker.employment.to.is_none());
    Ok((org, worker.ok_or(AppError::Hidden)?))
}

/// The proof to manage an organisation's workers: by a post there, or as system administrator,
/// who makes the first administrator of each office. Who adds workers gives out sign-ins, also
/// those that see people: the proof itself opens no page, and the audit tells who made whom.
fn manage(op: &Op<'_>, org: OrgId) -> Result<policy::Authorized<OrgId, policy::Write>> {
    match policy::at_org(&op.actor, OrgAction::ManageStaff, org) {
        Ok(proof) => Ok(proof),
        Err(refusal) => match policy::on_system(&op.actor, SystemAction::ManageOrgs) {
            Ok(system) => Ok(policy::org_by_system(&system, org)),
            Err(_) => Err(refusal.into()),
        },
    }
}

/// What is typed for a new worker.
#[derive(Debug, Clone)]
pub struct NewWorker {
    /// Name.
    pub name: String,
    /// Reading.
    pub kana: String,
    /// Role.
    pub role: Role,
    /// First day.
    pub from: Date,
    /// It was confirmed that this is somebody else than the one of the same name.
    pub same_name: bool,
}

/// A worker's name as it is typed.
#[derive(Debug, Clone)]
pub struct WorkerName {
    /// Name.
    pub name: String,
    /// Reading.
    pub kana: String,
    /// It was confirmed that this is somebody else than the one of the same name.
    pub same_name: bool,
}

impl WorkerName {
    fn read(name: &str, kana: &str, same_name: bool) -> Self {
        let kana = fold::to_hiragana(kana.trim());
        Self { name: name.trim().to_owned(), kana, same_name }
    }

    /// Notes what is wrong with the name. `code` is the sentence for somebody else of this name
    /// among those who are `known`.
    fn check(&self, today: Date, known: &[Worker], code: &'static str) -> Problems {
        let mut problems = Problems::new();
        problems.required("name", &self.name);
        problems.take("name", field::name(&self.name));
        problems.take("kana", field::reading(&self.kana));
        let key = fold::search_key(&self.name);
        let same = |worker: &&Worker| {
            !is_over(&worker.employment, today) && fold::search_key(&worker.staff.name) == key
        };
        let same = known.iter().find(same).filter(|_| !self.same_name && !key.is_empty());
        if let Some(same) = same {
            problems.add_with("same_name", code, vec![("name", same.staff.name.clone())]);
        }
        problems
    }
}

/// Adds a worker with a post and an account, and gives the token of their set-up link.
///
/// # Errors
/// [`AppError::Invalid`] without a name, with a role that the organisation does not have, with a
/// first day far ahead, or (`same_name`) when somebody of this name works there and nobody has
/// confirmed that this is another.
pub fn add_worker(op: &Op<'_>, org: OrgId, new: &NewWorker) -> Result<(StaffId, AccountId, Token)> {
    let proof = manage(op, org)?;
    let typed = WorkerName::read(&new.name, &new.kana, new.same_name);
    op.db.write(|tx| {
        access::lock_org(tx, op.region(), org)?;
        op.take_submit(tx)?;
        let found = staff::org(tx, op.region(), org)?.ok_or(AppError::Hidden)?;
        let known = staff::workers(tx, &proof)?;
        let mut problems = typed.check(op.today(), &known, "error-same-worker");
        if !roles_of(op, tx, &found)?.contains(&new.role) {
            problems.add("role", "error-choice");
        }
        problems.not_far("from", new.from, op.today());
        problems.check()?;
        let WorkerName { name, kana, .. } = typed.clone();
        let (staff, account) = insert_worker(op, tx, org, &NewWorker { name, kana, ..*new })?;
        let gate = Gate { db: op.db, now: op.now, chance: op.chance };
        let token = make_link(gate, tx, op.region(), account, LinkPurpose::SetUp)?;
        op.note(tx, Deed::Made, ("worker", account), None, &Classes::new())?;
        Ok((staff, account, token))
    })
}

fn insert_worker(
    op: &Op<'_>,
    tx: &mut WriteTx<'_>,
    org: OrgId,
    new: &NewWorker,
) -> Result<(StaffId, AccountId)> {
    let proof = manage(op, org)?;
    let worker = Staff { id: op.id(), name: new.name.clone(), kana: new.kana.clone() };
    let post = Employment { id: op.id(), org, role: new.role, from: new.from, to: None };
    staff::insert_worker(tx, &proof, &worker, &post)?;
    let account_id = op.id();
    let kind = AccountKind::Staff(worker.id);
    account::insert(tx, op.region(), account_id, kind, &worker.name, &staff_display())?;
    Ok((worker.id, account_id))
}

/// Makes a new set-up link for a worker of the organisation: the way back after a lost
/// authenticator. Whoever holds the link becomes the worker, so it is made only by those who
/// manage every place where the worker stands; the old sign-in stops working at once.
///
/// # Errors
/// [`AppError::Hidden`] when the worker has no post there today; [`AppError::Invalid`] with who
/// can do it when it is for somebody else to do.
pub fn new_link(op: &Op<'_>, org: OrgId, employment: EmploymentId) -> Result<(String, Token)> {
    let proof = manage(op, org)?;
    op.db.write(|tx| {
        access::lock_org(tx, op.region(), org)?;
        op.take_submit(tx)?;
        let (worker, account) = linkable(op, tx, &proof, employment)?;
        let gate = Gate { db: op.db, now: op.now, chance: op.chance };
        let token = make_link(gate, tx, op.region(), account, LinkPurpose::SetUp)?;
        op.note(tx, Deed::Made, ("set_up_link", account), None, &Classes::new())?;
        Ok((worker.staff.name, token))
    })
}

/// The worker for whom a link would be made, for the question before.
///
/// # Errors
/// As [`new_link`].
pub fn ask_link(op: &Op<'_>, org: OrgId, employment: EmploymentId) -> Result<(Org, Worker)> {
    let proof = manage(op, org)?;
    op.db.read(|tx| {
        let found = staff::org(tx, op.region(), org)?.ok_or(AppError::Hidden)?;
        Ok((found, linkable(op, tx, &proof, employment)?.0))
    })
}

fn linkable(
    op: &Op<'_>,
    tx: &mut ReadTx<'_>,
    office: &policy::Authorized<OrgId, policy::Write>,
    employment: EmploymentId,
) -> Result<(Worker, AccountId)> {
    let worker = staff::workers(tx, office)?
        .into_iter()
        .find(|worker| worker.employment.id == employment)
        .ok_or(AppError::Hidden)?;
    if !in_period(worker.employment.from, worker.employment.to, op.today()) {
        return Err(AppError::Hidden);
    }
    let account = worker.account.ok_or(AppError::Hidden)?;
    may_make_link(op, tx, office, &worker)?;
    Ok((worker, account))
}

/// Who may renew a sign-in. It is one for all the places where somebody works: an office's
/// administrator may, when all of them are theirs; the system administrator, when no office can.
fn may_make_link(
    op: &Op<'_>,
    tx: &mut ReadTx<'_>,
    office: &policy::Authorized<OrgId, policy::Write>,
    worker: &Worker,
) -> Result<()> {
    let posts = staff::posts_from(tx, office, worker.staff.id, op.today())?;
    let refuse = |code| {
        let mut problems = Problems::new();
        problems.add("link", code);
        Err(AppError::Invalid(problems))
    };
    if posts.iter().any(|post| post.role == Role::SystemAdmin) {
        return refuse("error-link-system");
    }
    // The old sign-in ends at once: whoever lost sight of the new link would be locked out.
    if matches!(op.actor.who, Who::Staff { staff, .. } if staff == worker.staff.id) {
        return refuse("error-link-own");
    }
    let manages = |org| policy::at_org(&op.actor, OrgAction::ManageStaff, org).is_ok();
    if posts.iter().all(|post| manages(post.org)) {
        return Ok(());
    }
    if policy::on_system(&op.actor, SystemAction::ManageOrgs).is_err() {
        return refuse("error-link-elsewhere");
    }
    let several = posts.iter().any(|post| post.org != office.id());
    let colleague = staff::workers(tx, office)?.into_iter().any(|other| {
        other.staff.id != worker.staff.id
            && !other.login.is_empty()
            && in_period(other.employment.from, other.employment.to, op.today())
            && policy::may_at_org(other.employment.role, OrgAction::ManageStaff)
    });
    if colleague && !several { refuse("error-link-office") } else { Ok(()) }
}

/// Ends a post. The rights end with the day, because posts are read at every request; whoever is
/// signed in is so no longer, and signs in anew for what is left of it. A post that had not begun
/// never will: its last day is the one before its first.
///
/// # Errors
/// [`AppError::Hidden`] when there is no such post there; [`AppError::Conflict`] when it has
/// ended.
pub fn end_post(op: &Op<'_>, org: OrgId, employment: EmploymentId, last_day: Date) -> Result<()> {
    let proof = manage(op, org)?;
    op.db.write(|tx| {
        access::lock_org(tx, op.region(), org)?;
        let workers = staff::workers(tx, &proof)?;
        let worker = workers.iter().find(|worker| worker.employment.id == employment);
        let worker = worker.ok_or(AppError::Hidden)?;
        let post = &worker.employment;
        if post.to.is_some() {
            return Err(AppError::Conflict("the post has an end"));
        }
        op.take_submit(tx)?;
        let last_day = if last_day < post.from { day_before(post.from) } else { last_day };
        if !staff::end_post(tx, &proof, employment, last_day)? {
            return Err(AppError::Hidden);
        }
        if let Some(account) = worker.account {
            session::end_all(tx, op.region(), account)?;
        }
        op.note(tx, Deed::Changed, ("post", employment), None, &Classes::new())?;
        Ok(())
    })
}

fn day_before(day: Date) -> Date {
    day.yesterday().unwrap_or(day)
}

/// Undoes the end of a post that is not over yet: a slip on the same day costs nothing.
///
/// # Errors
/// [`AppError::Conflict`] when it is over, or has no end.
pub fn undo_end(op: &Op<'_>, org: OrgId, employment: EmploymentId) -> Result<()> {
    let proof = manage(op, org)?;
    op.db.write(|tx| {
        access::lock_org(tx, op.region(), org)?;
        op.take_submit(tx)?;
        if !staff::reopen_post(tx, &proof, employment, op.today())? {
            return Err(AppError::Conflict("the post is over, or has no end"));
        }
        op.note(tx, Deed::Changed, ("post", employment), None, &Classes::new())?;
        Ok(())
    })
}
