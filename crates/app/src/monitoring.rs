//! The two monitorings: the specialist's and the manager's. Both open with the four prompts, and
//! either can lead to a call.

use crate::person::{Head, head};
use crate::removal::{self, Removals};
use crate::{AppError, Op, Problems, Result};
use jiff::civil::Date;
use tsumugi_domain::audit::Deed;
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::{GoalId, MonitoringId, OrgId, PersonId, PlanId};
use tsumugi_domain::monitoring::{
    Attainment, GoalMonitoring, Monitoring, MonitoringKind, MonitoringNote, Outcome, needs_reason,
    review_due,
};
use tsumugi_domain::next::{self, Reader};
use tsumugi_domain::person::{Expression, Speaker, Voice};
use tsumugi_domain::plan::PlanKind;
use tsumugi_domain::policy::{Authorized, PersonAction, PersonFacts, Post, Read, Who, Write};
use tsumugi_domain::staff::Role;
use tsumugi_store::monitoring::{self as monitorings, CurrentGoal, LedTo};
use tsumugi_store::{ReadTx, WriteTx, access, person as people};

/// Which action writing a monitoring of this kind is.
pub fn monitor_action(kind: MonitoringKind) -> PersonAction {
    match kind {
        MonitoringKind::Individual => PersonAction::MonitorIndividual,
        MonitoringKind::ServiceUse => PersonAction::MonitorServiceUse,
    }
}

fn fits(kind: MonitoringKind, post: &Post) -> bool {
    match kind {
        MonitoringKind::Individual => post.role.is_manager(),
        MonitoringKind::ServiceUse => post.role == Role::Specialist,
    }
}

fn plan_kind(kind: MonitoringKind) -> PlanKind {
    match kind {
        MonitoringKind::Individual => PlanKind::Individual,
        MonitoringKind::ServiceUse => PlanKind::ServiceUse,
    }
}

/// The organisation of the team in whose name the actor monitors.
fn monitoring_org(op: &Op<'_>, kind: MonitoringKind, facts: &PersonFacts) -> Option<OrgId> {
    let seated = |org: OrgId| facts.seats.iter().any(|seat| seat.org == Some(org));
    match op.actor.who {
        Who::System(_) => facts.own_office(),
        _ => op.post(|post| fits(kind, post) && seated(post.org)).map(|post| post.org),
    }
}

fn org_now(
    op: &Op<'_>,
    tx: &mut ReadTx<'_>,
    person: PersonId,
    kind: MonitoringKind,
) -> Result<OrgId> {
    let facts =
        access::person_facts(tx, op.region(), person, op.today())?.ok_or(AppError::Hidden)?;
    monitoring_org(op, kind, &facts).ok_or(AppError::Forbidden)
}

/// What the form of a monitoring starts with.
#[derive(Debug, Clone)]
pub struct MonitoringForm {
    /// The person, with the words on top.
    pub head: Head,
    /// Whose monitoring.
    pub kind: MonitoringKind,
    /// The goals of the organisation's plan that counts now.
    pub goals: Vec<CurrentGoal>,
    /// The last monitoring of this kind by this organisation.
    pub last: Option<Monitoring>,
    /// The day by which the plan is looked at; none without a plan that counts.
    pub due: Option<Date>,
}

/// The form of a monitoring.
///
/// # Errors
/// [`AppError::Forbidden`] when the reader does not write this kind, or may not see notes.
pub fn form(op: &Op<'_>, person: PersonId, kind: MonitoringKind) -> Result<MonitoringForm> {
    op.see_with_facts(person, PersonAction::See, "monitoring", |tx, proof, facts| {
        let head = head(op, tx, proof)?;
        if !head.may(monitor_action(kind)) || !proof.sees(DataClass::Narrative) {
            return Err(AppError::Forbidden);
        }
        let org = monitoring_org(op, kind, facts).ok_or(AppError::Forbidden)?;
        let goals = own_goals(monitorings::current_goals(tx, proof)?, kind, org);
        let last = monitorings::last(tx, proof, kind, org)?;
        let confirmed = last
            .as_ref()
            .filter(|last| matches!(last.outcome, Outcome::Continue | Outcome::NoMeeting))
            .map(|last| last.on);
        let due = goals.first().map(|goal| review_due(goal.since, confirmed));
        Ok(MonitoringForm { head, kind, goals, last, due })
    })
}

/// The goals of the plan that this organisation answers for.
fn own_goals(goals: Vec<CurrentGoal>, kind: MonitoringKind, org: OrgId) -> Vec<CurrentGoal> {
    goals.into_iter().filter(|goal| goal.kind == plan_kind(kind) && goal.org == org).collect()
}

/// What was found about one goal, as typed.
#[derive(Debug, Clone)]
pub struct GoalFinding {
    /// The goal.
    pub goal: GoalId,
    /// How far.
    pub attainment: Attainment,
    /// The person's own view of it.
    pub person_view: String,
    /// What comes next.
    pub next: String,
}

/// A monitoring as typed.
#[derive(Debug, Clone)]
pub struct RecordMonitoring {
    /// Whose.
    pub kind: MonitoringKind,
    /// The day of the talk.
    pub on: Option<Date>,
    /// The answers to the four prompts, in the order of `Prompt::ALL`; any may be empty.
    pub prompts: [String; 4],
    /// What the person said in the talk, verbatim; may be empty.
    pub own_words: String,
    /// How it was expressed.
    pub how: Expression,
    /// What follows.
    pub outcome: Outcome,
    /// Why no meeting, or what is to be talked about.
    pub reason: String,
    /// Goal by goal.
    pub goals: Vec<GoalFinding>,
}

/// Records a monitoring; what the person said joins their words.
///
/// # Errors
/// [`AppError::Invalid`] without a day, with a day after today, or without a reason where the
/// outcome needs one; [`AppError::Hidden`] when a goal is not one of the plan that counts.
pub fn record(op: &Op<'_>, person: PersonId, new: &RecordMonitoring) -> Result<MonitoringId> {
    let on = check(op, new)?;
    op.make(person, monitor_action(new.kind), "monitoring", Deed::Made, |tx, proof| {
        if !proof.sees(DataClass::Narrative) {
            return Err(AppError::Forbidden);
        }
        let org = org_now(op, tx, person, new.kind)?;
        let goals = own_goals(monitorings::current_goals(tx, &proof.reading())?, new.kind, org);
        let monitoring = Monitoring {
            id: op.id(),
            kind: new.kind,
            org,
            on,
            by: op.actor.name.clone(),
            prompts: new.prompts.clone().map(|text| text.trim().to_owned()),
            own_words: new.own_words.trim().to_owned(),
            how: new.how,
            outcome: new.outcome,
            reason: new.reason.trim().to_owned(),
            goals: findings(&goals, &new.goals)?,
        };
        monitorings::insert(tx, proof, &monitoring, op.now)?;
        keep_words(op, tx, proof, &monitoring)?;
        Ok(monitoring.id)
    })
}

fn check(op: &Op<'_>, new: &RecordMonitoring) -> Result<Date> {
    let mut problems = Problems::new();
    match new.on {
        None => problems.add("on", "error-required"),
        Some(on) if on > op.today() => problems.add("on", "error-date-future"),
        Some(_) => {}
    }
    if needs_reason(new.outcome) {
        problems.required("reason", &new.reason);
    }
    problems.check()?;
    new.on.ok_or(AppError::Hidden)
}

/// Binds each finding to the words the goal has today.
fn findings(goals: &[CurrentGoal], typed: &[GoalFinding]) -> Result<Vec<GoalMonitoring>> {
    let text = |goal: GoalId| {
        let found = goals.iter().find(|one| one.goal == goal);
        found.map(|one| one.text.clone()).ok_or(AppError::Hidden)
    };
    typed
        .iter()
        .map(|found| {
            Ok(GoalMonitoring {
                goal: found.goal,
                goal_text: text(found.goal)?,
                attainment: found.attainment,
                person_view: found.person_view.trim().to_owned(),
                next: found.next.trim().to_owned(),
            })
        })
        .collect()
}

/// What the person said is theirs, not the form's: it stands among their words too.
fn keep_words(
    op: &Op<'_>,
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    monitoring: &Monitoring,
) -> Result<()> {
    if monitoring.own_words.is_empty() {
        return Ok(());
    }
    let voice = Voice {
        id: op.id(),
        speaker: Speaker::Person,
        text: monitoring.own_words.clone(),
        how: monitoring.how,
        said_on: monitoring.on,
        scene: "モニタリングの話の中で".to_owned(),
        on_top: false,
        recorded_at: op.now,
        recorded_by: op.actor.name.clone(),
        heard: Some((op.actor.name.clone(), op.now)),
    };
    Ok(people::add_voice(tx, proof, &voice)?)
}

/// A monitoring, and where it led.
#[derive(Debug, Clone)]
pub struct MonitoringView {
    /// The person, with the words on top.
    pub head: Head,
    /// The monitoring.
    pub monitoring: Monitoring,
    /// The meetings and requests that came from it.
    pub led_to: LedTo,
    /// Corrections, oldest first.
    pub notes: Vec<MonitoringNote>,
    /// The plan that is still to be revised because of it, when the reader writes that plan.
    pub revise: Option<PlanId>,
    /// The reader writes monitorings of this kind for the same organisation.
    pub may_correct: bool,
    /// What was taken out, and what the reader may take out.
    pub removals: Removals,
}

/// One monitoring.
///
/// # Errors
/// [`AppError::Hidden`] when there is none such, or notes may not be seen.
pub fn view(op: &Op<'_>, monitoring: MonitoringId) -> Result<MonitoringView> {
    let (person, _) = op
        .db
        .read(|tx| monitorings::whose(tx, op.region(), monitoring)?.ok_or(AppError::Hidden))?;
    op.see(person, PersonAction::See, "monitoring", |tx, proof| {
        let monitoring = monitorings::find(tx, proof, monitoring)?.ok_or(AppError::Hidden)?;
        let head = head(op, tx, proof)?;
        Ok(MonitoringView {
            revise: to_revise(op, tx, proof, &head, &monitoring)?,
            may_correct: head.may(monitor_action(monitoring.kind)) && writes_for(op, &monitoring),
            led_to: monitorings::led_to(tx, proof, monitoring.id)?,
            notes: monitorings::notes(tx, proof, monitoring.id)?,
            removals: removal::marks(op, tx, proof)?,
            head,
            monitoring,
        })
    })
}

/// The plan of which the next step is the revision that this monitoring decided.
fn to_revise(
    op: &Op<'_>,
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    head: &Head,
    monitoring: &Monitoring,
) -> Result<Option<PlanId>> {
    if monitoring.outcome != Outcome::Revise {
        return Ok(None);
    }
    let since = crate::op::days_from(op.now, -crate::home::RECENT_DAYS);
    let situation = tsumugi_store::next::of_person(tx, proof, op.today(), since)?;
    Ok(next::to_revise(&situation, monitoring.id, Reader { posts: op.posts(), may: &head.may }))
}

/// Whether the actor writes in the name of the organisation that monitored.
pub(crate) fn writes_for(op: &Op<'_>, monitoring: &Monitoring) -> bool {
    matches!(op.actor.who, Who::System(_))
        || op.post(|post| post.org == monitoring.org && fits(monitoring.kind, post)).is_some()
}

/// Adds a correction to a monitoring: what was written down stays as it is.
///
/// # Errors
/// [`AppError::Invalid`] without a text; [`AppError::Forbidden`] for another organisation.
pub fn correct(op: &Op<'_>, monitoring: MonitoringId, text: &str) -> Result<()> {
    let mut problems = Problems::new();
    let text = problems.required("text", text);
    problems.check()?;
    let (person, kind) = op
        .db
        .read(|tx| monitorings::whose(tx, op.region(), monitoring)?.ok_or(AppError::Hidden))?;
    op.act(person, monitor_action(kind), ("monitoring", monitoring), Deed::Changed, |tx, proof| {
        let found = monitorings::find(tx, &proof.reading(), monitoring)?.ok_or(AppError::Hidden)?;
        if !writes_for(op, &found) {
            return Err(AppError::Forbidden);
        }
        let note = MonitoringNote {
            id: op.id(),
            text: text.clone(),
            by: op.actor.name.clone(),
            at: op.now,
        };
        match monitorings::insert_note(tx, proof, monitoring, &note)? {
            true => Ok(()),
            false => Err(AppError::Hidden),
        }
    })
}
