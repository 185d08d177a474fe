//! Plans: the page, the draft that is written together, the agreement, the giving.

mod view;

pub use view::{
    GoalLine, PlanView, PlansOfPerson, Proposal, Standing, VersionLine, VersionPage, of_person,
    to_answer, to_start, to_write, version, view,
};

use crate::{AppError, Op, Problems, Result};
use jiff::civil::Date;
use tsumugi_domain::audit::Deed;
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::{
    DeliveryId, GoalId, GoalViewId, MeetingId, OrgId, PersonId, PlanId, PlanVersionId,
};
use tsumugi_domain::monitoring::MonitoringKind;
use tsumugi_domain::plan::{
    Delivery, Goal, GoalView, Horizon, Idea, Obstacle, Plan, PlanKind, PlanVersion, Recipient,
    VersionState, obstacles,
};
use tsumugi_domain::policy::{Authorized, PersonAction, PersonFacts, Post, Who, Write};
use tsumugi_domain::staff::Role;
use tsumugi_store::plan::{self as plans, Made};
use tsumugi_store::{WriteTx, access, answer, meeting, person as people};

/// Which action writing a plan of this kind is.
pub fn write_action(kind: PlanKind) -> PersonAction {
    match kind {
        PlanKind::Individual => PersonAction::WriteIndividualPlan,
        PlanKind::ServiceUse => PersonAction::WriteServiceUsePlan,
    }
}

/// The monitoring that looks at a plan of this kind.
pub fn monitoring_kind(kind: PlanKind) -> MonitoringKind {
    match kind {
        PlanKind::Individual => MonitoringKind::Individual,
        PlanKind::ServiceUse => MonitoringKind::ServiceUse,
    }
}

/// Whether a post writes plans of this kind.
pub(crate) fn fits(kind: PlanKind, post: &Post) -> bool {
    match kind {
        PlanKind::Individual => post.role.is_manager(),
        PlanKind::ServiceUse => post.role == Role::Specialist,
    }
}

/// Whether the actor writes in the name of the plan's organisation. A relation to the person is
/// not enough: nobody writes in another organisation's plan.
fn writes_for(op: &Op<'_>, plan: &Plan) -> bool {
    matches!(op.actor.who, Who::System(_))
        || op.post(|post| post.org == plan.org && fits(plan.kind, post)).is_some()
}

/// Begins the plan of the actor's organisation with an empty first draft; the person's wish
/// starts with the words on top. When the plan is there already, gives that one.
///
/// # Errors
/// [`AppError::Forbidden`] when no post of the actor writes plans of this kind.
pub fn start(op: &Op<'_>, person: PersonId, kind: PlanKind) -> Result<PlanId> {
    op.make(person, write_action(kind), "plan", Deed::Made, |tx, proof| {
        if !proof.sees(DataClass::Plan) {
            return Err(AppError::Hidden);
        }
        let facts =
            access::person_facts(tx, op.region(), person, op.today())?.ok_or(AppError::Hidden)?;
        let org = writing_org(op, kind, &facts).ok_or(AppError::Forbidden)?;
        let reading = proof.reading();
        let there = plans::of_person(tx, &reading)?;
        let goes_on = |plan: &&Plan| plan.kind == kind && plan.org == org && !plan.set_aside;
        if let Some(plan) = there.iter().find(goes_on) {
            return Ok(plan.id);
        }
        let plan = Plan {
            id: op.id(),
            kind,
            org,
            org_name: String::new(),
            current: None,
            current_number: None,
            current_since: None,
            set_aside: false,
        };
        let draft = blank(op, tx, proof)?;
        plans::insert(tx, proof, &plan)?;
        plans::insert_draft(tx, proof, plan.id, &draft, made(op))?;
        Ok(plan.id)
    })
}

/// An empty first draft; the person's wish starts with the words on top.
fn blank(
    op: &Op<'_>,
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
) -> Result<PlanVersion> {
    let top = people::with_top(tx, &proof.reading())?.and_then(|found| found.top);
    Ok(PlanVersion {
        id: op.id(),
        number: 1,
        state: VersionState::Draft,
        reason: String::new(),
        meeting: None,
        person_wish: top.map(|voice| voice.text).unwrap_or_default(),
        family_wish: String::new(),
        policy: String::new(),
        goals: Vec::new(),
    })
}

fn made<'a>(op: &'a Op<'_>) -> Made<'a> {
    Made { by: &op.actor.name, at: op.now }
}

/// The organisation of the team in whose name the actor writes plans of this kind.
fn writing_org(op: &Op<'_>, kind: PlanKind, facts: &PersonFacts) -> Option<OrgId> {
    let seated = |org: OrgId| facts.seats.iter().any(|seat| seat.org == Some(org));
    match op.actor.who {
        Who::System(_) => facts.own_office(),
        _ => op.post(|post| fits(kind, post) && seated(post.org)).map(|post| post.org),
    }
}

/// Whose plan it is, and which kind; tells nothing to somebody who is then refused.
pub(crate) fn whose(op: &Op<'_>, plan: PlanId) -> Result<(PersonId, PlanKind)> {
    op.db.read(|tx| plans::whose(tx, op.region(), plan)?.ok_or(AppError::Hidden))
}

/// A plan that is being written to, loaded inside the writing transaction.
struct Desk {
    plan: Plan,
    /// The draft and the version that counts.
    versions: Vec<PlanVersion>,
}

impl Desk {
    fn draft(&self) -> Option<&PlanVersion> {
        self.versions.iter().find(|version| version.state == VersionState::Draft)
    }

    fn current(&self) -> Option<&PlanVersion> {
        self.versions.iter().find(|version| Some(version.id) == self.plan.current)
    }

    /// The draft; it is gone when somebody has agreed to it in between.
    fn the_draft(&self) -> Result<&PlanVersion> {
        self.draft().ok_or(AppError::Conflict("no draft"))
    }
}

/// Writes in a plan: the one way in for everything below.
fn write<T>(
    op: &Op<'_>,
    plan: PlanId,
    deed: Deed,
    work: impl Fn(&mut WriteTx<'_>, &Authorized<PersonId, Write>, &Desk) -> Result<T>,
) -> Result<T> {
    let (person, kind) = whose(op, plan)?;
    op.act(person, write_action(kind), ("plan", plan), deed, |tx, proof| {
        let reading = proof.reading();
        let plan = plans::load(tx, &reading, plan)?.ok_or(AppError::Hidden)?;
        if !writes_for(op, &plan) {
            return Err(AppError::Forbidden);
        }
        let versions = plans::at_work(tx, &reading, plan.id)?;
        work(tx, proof, &Desk { plan, versions })
    })
}

/// Begins a new version from the current one. A draft that is there already is carried on; it
/// takes the meeting when it has none yet.
///
/// # Errors
/// [`AppError::Hidden`] when the meeting is not one of this person.
pub fn revise(
    op: &Op<'_>,
    plan: PlanId,
    from_meeting: Option<MeetingId>,
    reason: &str,
) -> Result<PlanVersionId> {
    write(op, plan, Deed::Made, |tx, proof, desk| {
        let decided = match from_meeting {
            Some(meeting) => {
                meeting::find(tx, &proof.reading(), meeting)?.ok_or(AppError::Hidden)?.must_decide
            }
            None => String::new(),
        };
        // The meeting's own sentence is the best reason nobody has to type.
        let reason = match reason.trim() {
            "" => decided,
            typed => typed.to_owned(),
        };
        if let Some(draft) = desk.draft() {
            if draft.meeting.is_none() && from_meeting.is_some() {
                let kept = if draft.reason.is_empty() { reason } else { draft.reason.clone() };
                let joined = PlanVersion { meeting: from_meeting, reason: kept, ..draft.clone() };
                plans::save_draft(tx, proof, &joined)?;
            }
            return Ok(draft.id);
        }
        let last = plans::last_number(tx, &proof.reading(), desk.plan.id)?;
        // Without a version that counts (the first draft was given up) it begins from nothing.
        let base = match desk.current() {
            Some(current) => current.clone(),
            None => blank(op, tx, proof)?,
        };
        let draft = PlanVersion {
            id: op.id(),
            number: last + 1,
            state: VersionState::Draft,
            reason,
            meeting: from_meeting,
            ..base
        };
        plans::insert_draft(tx, proof, desk.plan.id, &draft, made(op))?;
        Ok(draft.id)
    })
}

/// Gives the draft up: what counts now stays as it is, and every answer is kept.
///
/// # Errors
/// [`AppError::Conflict`] when there is no draft any more.
pub fn discard(op: &Op<'_>, plan: PlanId) -> Result<()> {
    write(op, plan, Deed::Withdrew, |tx, proof, desk| {
        saved(plans::discard(tx, proof, desk.the_draft()?.id)?)
    })
}

/// The texts of a draft as typed.
#[derive(Debug, Clone, Default)]
pub struct DraftText {
    /// The person's wish.
    pub person_wish: String,
    /// The family's wish, apart.
    pub family_wish: String,
    /// 総合的な援助の方針.
    pub policy: String,
    /// Why this version is made.
    pub reason: String,
}

/// Saves the texts of the draft. All of them may be empty while it is being written.
///
/// # Errors
/// [`AppError::Conflict`] when there is no draft any more, or it is no longer what was shown.
pub fn save_draft(op: &Op<'_>, plan: PlanId, text: &DraftText) -> Result<()> {
    write(op, plan, Deed::Changed, |tx, proof, desk| {
        op.unchanged(&desk.the_draft()?.texts())?;
        let draft = PlanVersion {
            person_wish: text.person_wish.trim().to_owned(),
            family_wish: text.family_wish.trim().to_owned(),
            policy: text.policy.trim().to_owned(),
            reason: text.reason.trim().to_owned(),
            ..desk.the_draft()?.clone()
        };
        saved(plans::save_draft(tx, proof, &draft)?)
    })
}

fn saved(done: bool) -> Result<()> {
    if done { Ok(()) } else { Err(AppError::Conflict("no draft")) }
}

/// A goal as typed.
#[derive(Debug, Clone)]
pub struct GoalInput {
    /// The goal of the draft that is changed; none for a new one.
    pub goal: Option<GoalId>,
    /// Short or long.
    pub horizon: Horizon,
    /// The goal, in words the person can answer to.
    pub text: String,
    /// Whose idea it was.
    pub idea: Idea,
    /// The person's words it rests on.
    pub own_words: String,
    /// Grounds.
    pub grounds: String,
    /// What the person does.
    pub person_role: String,
    /// The support.
    pub support: String,
    /// Who supports.
    pub provider: String,
    /// By when.
    pub due: Option<Date>,
}

/// Adds a goal to the draft, or changes it there.
///
/// # Errors
/// [`AppError::Invalid`] without a text or with a day that has passed; [`AppError::Hidden`] when
/// the draft has no such goal; [`AppError::Conflict`] when it is no longer what was shown.
pub fn save_goal(op: &Op<'_>, plan: PlanId, input: &GoalInput) -> Result<GoalId> {
    let mut problems = Problems::new();
    let text = problems.required("text", &input.text);
    if input.due.is_some_and(|due| due < op.today()) {
        problems.add("due", "error-goal-due-past");
    }
    problems.check()?;
    write(op, plan, Deed::Changed, |tx, proof, desk| {
        let draft = desk.the_draft()?;
        let (goal_id, position) = match input.goal {
            None => (op.id(), draft.goals.len()),
            Some(goal) => {
                let at = draft.goals.iter().position(|one| one.id == goal);
                let at = at.ok_or(AppError::Hidden)?;
                op.unchanged(&draft.goals[at])?;
                (goal, at)
            }
        };
        let goal = Goal {
            id: goal_id,
            horizon: input.horizon,
            text: text.clone(),
            idea: input.idea,
            own_words: input.own_words.trim().to_owned(),
            grounds: input.grounds.trim().to_owned(),
            person_role: input.person_role.trim().to_owned(),
            support: input.support.trim().to_owned(),
            provider: input.provider.trim().to_owned(),
            due: input.due,
        };
        saved(plans::save_goal(tx, proof, draft.id, &goal, place(position))?)?;
        Ok(goal_id)
    })
}

/// A place in a list as the store keeps it.
fn place(position: usize) -> i64 {
    i64::try_from(position).unwrap_or(i64::MAX)
}

/// Takes a goal out of the draft. Earlier versions keep it.
///
/// # Errors
/// [`AppError::Hidden`] when the draft has no such goal.
pub fn remove_goal(op: &Op<'_>, plan: PlanId, goal: GoalId) -> Result<()> {
    write(op, plan, Deed::Changed, |tx, proof, desk| {
        let draft = desk.the_draft()?;
        if !plans::remove_goal(tx, proof, draft.id, goal)? {
            return Err(AppError::Hidden);
        }
        // The places close up, so that a new goal never lands on a taken one.
        let rest: Vec<&Goal> = draft.goals.iter().filter(|one| one.id != goal).collect();
        put_in_order(tx, proof, draft.id, &rest)
    })
}

fn put_in_order(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    draft: PlanVersionId,
    goals: &[&Goal],
) -> Result<()> {
    for (position, goal) in goals.iter().enumerate() {
        plans::save_goal(tx, proof, draft, goal, place(position))?;
    }
    Ok(())
}

/// Moves a goal one place up or down; at the end of the list nothing happens.
///
/// # Errors
/// [`AppError::Hidden`] when the draft has no such goal.
pub fn move_goal(op: &Op<'_>, plan: PlanId, goal: GoalId, up: bool) -> Result<()> {
    write(op, plan, Deed::Changed, |tx, proof, desk| {
        let draft = desk.the_draft()?;
        let mut goals: Vec<&Goal> = draft.goals.iter().collect();
        let at = goals.iter().position(|one| one.id == goal).ok_or(AppError::Hidden)?;
        let to = if up { at.checked_sub(1) } else { Some(at + 1) };
        if let Some(to) = to.filter(|to| *to < goals.len()) {
            goals.swap(at, to);
            put_in_order(tx, proof, draft.id, &goals)?;
        }
        Ok(())
    })
}

/// Writes down a view that was heard about a goal of the draft or the current version.
///
/// # Errors
/// [`AppError::Invalid`] without who said what.
pub fn add_view(
    op: &Op<'_>,
    plan: PlanId,
    goal: GoalId,
    who: &str,
    text: &str,
) -> Result<GoalViewId> {
    let mut problems = Problems::new();
    let who = problems.required("who", who);
    let text = problems.required("text", text);
    problems.check()?;
    write(op, plan, Deed::Made, |tx, proof, desk| {
        let stands = desk
            .current()
            .into_iter()
            .chain(desk.draft())
            .any(|version| version.goals.iter().any(|one| one.id == goal));
        if !stands {
            return Err(AppError::Hidden);
        }
        let view = GoalView { id: op.id(), goal, who: who.clone(), text: text.clone() };
        plans::insert_view(tx, proof, &view, op.now)?;
        Ok(view.id)
    })
}

/// The draft begins to count from a day on; what counted before is kept as superseded.
///
/// # Errors
/// [`AppError::Invalid`] with `error-goal-needed`, `error-goal-not-asked`, `error-goal-refused`
/// (both with the goal's words as `goal`), `error-date-future` or `error-date-order`;
/// [`AppError::Conflict`] when the draft is no longer what was shown.
pub fn agree(op: &Op<'_>, plan: PlanId, on: Date) -> Result<()> {
    write(op, plan, Deed::Closed, |tx, proof, desk| {
        let draft = desk.the_draft()?;
        // Nobody agrees to a goal that they have not seen.
        op.unchanged(draft)?;
        let answers = answer::of_person(tx, &proof.reading())?;
        let mut problems = Problems::new();
        if on > op.today() {
            problems.add("on", "error-date-future");
        }
        if desk.plan.current_since.is_some_and(|since| on < since) {
            problems.add("on", "error-date-order");
        }
        for obstacle in obstacles(&draft.goals, &answers) {
            let (code, goal) = match obstacle {
                Obstacle::NoGoal => {
                    problems.add("goals", "error-goal-needed");
                    continue;
                }
                Obstacle::NotAsked(goal) => ("error-goal-not-asked", goal),
                Obstacle::Refused(goal) => ("error-goal-refused", goal),
            };
            problems.add_with("goals", code, vec![("goal", goal.text)]);
        }
        problems.check()?;
        saved(plans::make_current(tx, proof, desk.plan.id, draft.id, on)?)
    })
}

/// Writes down that the current version was given to somebody.
///
/// # Errors
/// [`AppError::Invalid`] without a name or with a day before the version or after today;
/// [`AppError::Conflict`] when no version counts.
pub fn deliver(
    op: &Op<'_>,
    plan: PlanId,
    to: Recipient,
    name: &str,
    on: Date,
) -> Result<DeliveryId> {
    let mut problems = Problems::new();
    let name = problems.required("name", name);
    if on > op.today() {
        problems.add("on", "error-date-future");
    }
    problems.check()?;
    write(op, plan, Deed::Sent, |tx, proof, desk| {
        let current = desk.current().ok_or(AppError::Conflict("no current version"))?;
        if current.since().is_some_and(|since| on < since) {
            let mut problems = Problems::new();
            problems.add("on", "error-date-order");
            problems.check()?;
        }
        let given = Delivery { id: op.id(), version: current.id, to, name: name.clone(), on };
        if !plans::insert_delivery(tx, proof, desk.plan.id, &given)? {
            return Err(AppError::Conflict("no current version"));
        }
        Ok(given.id)
    })
}
