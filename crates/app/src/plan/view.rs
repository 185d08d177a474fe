//! What the pages about plans show.

use super::{fits, monitoring_kind, whose, write_action, writes_for};
use crate::person::{Head, head};
use crate::{AppError, Op, Result};
use jiff::civil::Date;
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::{GoalId, MeetingId, OrgId, PersonId, PlanId, PlanVersionId};
use tsumugi_domain::meeting::{Decision, Outcome};
use tsumugi_domain::monitoring::{Attainment, Monitoring};
use tsumugi_domain::plan::{
    About, Answer, AnswerKind, Answerer, Delivery, Goal, GoalChange, GoalView, Life, Obstacle,
    Plan, PlanKind, PlanVersion, Recipient, VersionState, difference, life, obstacles,
    recipients_due,
};
use tsumugi_domain::policy::{Authorized, PersonAction, Read};
use tsumugi_store::meeting::record;
use tsumugi_store::{ReadTx, answer, monitoring as monitorings, plan as plans};

/// How somebody stands to a goal: every answer they gave, oldest first, and whether it lives.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The answers, oldest first.
    pub answers: Vec<Answer>,
    /// The life of the last one, for the text as it is now.
    pub life: Life,
}

impl Standing {
    /// Sorts the answers of one kind of answerer that count for one thing.
    pub(crate) fn of(all: &[Answer], about: About, by: Answerer, text: &str, day: Date) -> Self {
        let counts = all.iter().filter(|one| one.by == by && one.counts_for(about, text));
        let answers: Vec<Answer> = counts.cloned().collect();
        Self { life: life(&answers, text, day), answers }
    }
}

/// A goal with all that was said about it.
#[derive(Debug, Clone)]
pub struct GoalLine {
    /// The goal.
    pub goal: Goal,
    /// The views heard.
    pub views: Vec<GoalView>,
    /// The person's answers; `None` when the reader may not see them.
    pub person: Option<Standing>,
    /// The family's answers, apart; never counted as the person's.
    pub family: Option<Standing>,
    /// What the last monitoring found about it, when that was after the version began to count.
    pub found: Option<Attainment>,
}

/// What a meeting decided to do, offered for taking up in a draft.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// The decision.
    pub decision: Decision,
    /// The person's answers to it; `None` when the reader may not see them.
    pub person: Option<Standing>,
    /// A goal of the draft has its words.
    pub taken: bool,
}

impl Proposal {
    /// The person said いや to it: it is talked about again before it can be a goal.
    pub fn refused(&self) -> bool {
        self.person.as_ref().is_some_and(|person| person.life == Life::Living(AnswerKind::No))
    }

    /// It waits for somebody to take it up.
    pub fn waits(&self) -> bool {
        !self.taken && !self.refused()
    }
}

/// A version in the list of versions.
#[derive(Debug, Clone)]
pub struct VersionLine {
    /// Identity.
    pub id: PlanVersionId,
    /// 1, 2, 3…
    pub number: i64,
    /// Draft, current or superseded, with its day.
    pub state: VersionState,
    /// Why it was made.
    pub reason: String,
    /// The meeting it came from.
    pub meeting: Option<MeetingId>,
    /// What changed since the version before it; everything is new in the first.
    pub changes: Vec<GoalChange>,
}

/// The page of a plan.
#[derive(Debug, Clone)]
pub struct PlanView {
    /// The person, with the words on top.
    pub head: Head,
    /// The plan.
    pub plan: Plan,
    /// The version that counts.
    pub current: Option<PlanVersion>,
    /// The version being written.
    pub draft: Option<PlanVersion>,
    /// All versions, newest first.
    pub versions: Vec<VersionLine>,
    /// The goals of the current version.
    pub current_goals: Vec<GoalLine>,
    /// The goals of the draft.
    pub draft_goals: Vec<GoalLine>,
    /// To whom the current version was given.
    pub deliveries: Vec<Delivery>,
    /// To whom it still has to be given.
    pub to_deliver: Vec<Recipient>,
    /// What the draft changes in the current version; empty without a draft.
    pub difference: Vec<GoalChange>,
    /// What stands between the draft and the agreement; empty without a draft.
    pub obstacles: Vec<Obstacle>,
    /// What the meeting the draft comes from decided to do, offered for taking up.
    pub proposals: Vec<Proposal>,
    /// The reader may write this plan.
    pub may_write: bool,
    /// The reader may record answers.
    pub may_answer: bool,
    /// The day for which it was looked at.
    pub today: Date,
}

/// The page of a plan.
///
/// # Errors
/// [`AppError::Hidden`] when the reader may not see plans.
pub fn view(op: &Op<'_>, plan: PlanId) -> Result<PlanView> {
    load(op, plan, |_| Ok(()))
}

/// As [`view`], with its draft, for those who write it; about one goal, the draft has to have it.
///
/// # Errors
/// [`AppError::Forbidden`] for anybody else who may see it; [`AppError::Conflict`] when nothing is
/// being drafted; [`AppError::Hidden`] without the goal.
pub fn to_write(
    op: &Op<'_>,
    plan: PlanId,
    goal: Option<GoalId>,
) -> Result<(PlanView, PlanVersion)> {
    let found = load(op, plan, |found| match (found.may_write, &found.draft) {
        (false, _) => Err(AppError::Forbidden),
        (true, None) => Err(AppError::Conflict("no draft")),
        (true, Some(draft)) => match goal {
            Some(goal) if draft.goals.iter().all(|one| one.id != goal) => Err(AppError::Hidden),
            _ => Ok(()),
        },
    })?;
    let draft = found.draft.clone().ok_or(AppError::Hidden)?;
    Ok((found, draft))
}

/// As [`view`], for those who record answers; about one goal, it has to be there.
///
/// # Errors
/// [`AppError::Forbidden`] for anybody else who may see it; [`AppError::Hidden`] without the goal;
/// [`AppError::Conflict`] for the person, who answers on a page of their own.
pub fn to_answer(op: &Op<'_>, plan: PlanId, goal: Option<GoalId>) -> Result<PlanView> {
    load(op, plan, |found| {
        let mut goals = found.draft_goals.iter().chain(&found.current_goals);
        match goal {
            _ if !found.may_answer => Err(AppError::Forbidden),
            Some(goal) if goals.all(|line| line.goal.id != goal) => Err(AppError::Hidden),
            _ if found.head.own => Err(AppError::Conflict("on a page of their own")),
            _ => Ok(()),
        }
    })
}

/// A page that is refused was not looked at: what may be read is asked before the look is written
/// down.
fn load(
    op: &Op<'_>,
    plan: PlanId,
    allow: impl FnOnce(&PlanView) -> Result<()>,
) -> Result<PlanView> {
    let (person, _) = whose(op, plan)?;
    op.see(person, PersonAction::See, "plan", |tx, proof| {
        let plan = plans::load(tx, proof, plan)?.ok_or(AppError::Hidden)?;
        let versions = plans::versions(tx, proof, plan.id)?;
        let said = Said::load(op, tx, proof)?;
        let deliveries = plans::deliveries(tx, proof, plan.id)?;
        let find = |state: fn(&VersionState) -> bool| {
            versions.iter().find(|version| state(&version.state)).cloned()
        };
        let current = find(|state| matches!(state, VersionState::Current { .. }));
        let draft = find(|state| *state == VersionState::Draft);
        let decided = match draft.as_ref().and_then(|draft| draft.meeting) {
            Some(meeting) => record::decisions(tx, proof, meeting)?,
            None => Vec::new(),
        };
        let proposals = match &draft {
            Some(draft) => said.proposals(draft, decided),
            None => Vec::new(),
        };
        let since = current.as_ref().and_then(PlanVersion::since);
        let last = monitorings::last(tx, proof, monitoring_kind(plan.kind), plan.org)?
            .filter(|last| since.is_none_or(|since| last.on >= since));
        let head = head(op, tx, proof)?;
        let deliveries: Vec<Delivery> =
            deliveries.into_iter().filter(|given| Some(given.version) == plan.current).collect();
        let goals = |version: &Option<PlanVersion>| {
            let goals = version.iter().flat_map(|version| &version.goals);
            goals.map(|goal| said.line(goal, last.as_ref())).collect()
        };
        let found = PlanView {
            may_write: !plan.set_aside
                && head.may(write_action(plan.kind))
                && writes_for(op, &plan),
            may_answer: head.may(PersonAction::Answer) && proof.sees(DataClass::Voice),
            current_goals: goals(&current),
            draft_goals: goals(&draft),
            to_deliver: to_deliver(&plan, head.person.self_plan, &deliveries),
            difference: changes(current.as_ref(), draft.as_ref()),
            obstacles: said.obstacles(draft.as_ref()),
            versions: lines(&versions),
            today: op.today(),
            head,
            plan,
            current,
            draft,
            deliveries,
            proposals,
        };
        allow(&found)?;
        Ok(found)
    })
}

/// What was said about the person's goals, loaded once for a page.
struct Said {
    views: Vec<GoalView>,
    answers: Option<Vec<Answer>>,
    today: Date,
}

impl Said {
    fn load(op: &Op<'_>, tx: &mut ReadTx<'_>, proof: &Authorized<PersonId, Read>) -> Result<Self> {
        let answers = match proof.sees(DataClass::Voice) {
            true => Some(answer::of_person(tx, proof)?),
            false => None,
        };
        Ok(Self { views: plans::views(tx, proof)?, answers, today: op.today() })
    }

    /// What can be taken up: what cannot be done now is no line of a plan.
    fn proposals(&self, draft: &PlanVersion, decided: Vec<Decision>) -> Vec<Proposal> {
        decided
            .into_iter()
            .filter(|decision| !matches!(decision.outcome, Outcome::CannotNow { .. }))
            .map(|decision| {
                let about = About::Decision(decision.id);
                let standing = |all: &Vec<Answer>| {
                    Standing::of(all, about, Answerer::Person, &decision.text, self.today)
                };
                Proposal {
                    person: self.answers.as_ref().map(standing),
                    taken: draft.goals.iter().any(|goal| goal.text == decision.text),
                    decision,
                }
            })
            .collect()
    }

    fn line(&self, goal: &Goal, last: Option<&Monitoring>) -> GoalLine {
        let found = last.into_iter().flat_map(|last| &last.goals).find(|one| one.goal == goal.id);
        let standing = |by| {
            let all = self.answers.as_ref()?;
            Some(Standing::of(all, About::Goal(goal.id), by, goal.meaning(), self.today))
        };
        GoalLine {
            goal: goal.clone(),
            views: self.views.iter().filter(|view| view.goal == goal.id).cloned().collect(),
            person: standing(Answerer::Person),
            family: standing(Answerer::Family),
            // What was found about other words says nothing about these.
            found: found.filter(|one| one.goal_text == goal.text).map(|one| one.attainment),
        }
    }

    /// Nothing to tell to a reader who may not see the answers.
    fn obstacles(&self, draft: Option<&PlanVersion>) -> Vec<Obstacle> {
        match (draft, &self.answers) {
            (Some(draft), Some(answers)) => obstacles(&draft.goals, answers),
            _ => Vec::new(),
        }
    }
}

fn to_deliver(plan: &Plan, self_plan: bool, given: &[Delivery]) -> Vec<Recipient> {
    if plan.current.is_none() {
        return Vec::new();
    }
    recipients_due(plan.kind, self_plan)
        .iter()
        .copied()
        .filter(|due| given.iter().all(|one| one.to != *due))
        .collect()
}

fn changes(before: Option<&PlanVersion>, after: Option<&PlanVersion>) -> Vec<GoalChange> {
    let before = before.map_or(&[][..], |version| &version.goals);
    after.map_or_else(Vec::new, |version| difference(before, &version.goals))
}

/// `versions` are newest first, so the one before a version stands after it; a draft that was
/// given up is before nothing.
fn lines(versions: &[PlanVersion]) -> Vec<VersionLine> {
    versions
        .iter()
        .enumerate()
        .map(|(at, version)| VersionLine {
            id: version.id,
            number: version.number,
            state: version.state,
            reason: version.reason.clone(),
            meeting: version.meeting,
            changes: changes(before(versions, at), Some(version)),
        })
        .collect()
}

fn before(versions: &[PlanVersion], at: usize) -> Option<&PlanVersion> {
    versions.iter().skip(at + 1).find(|version| version.state != VersionState::Discarded)
}

/// One version of a plan as it was or is.
#[derive(Debug, Clone)]
pub struct VersionPage {
    /// The person, with the words on top.
    pub head: Head,
    /// The plan.
    pub plan: Plan,
    /// The version.
    pub version: PlanVersion,
    /// What changed since the version before it; everything is new in the first.
    pub changes: Vec<GoalChange>,
    /// It is the first one that counted, or was to.
    pub first: bool,
}

/// One version of a plan, for reading and printing.
///
/// # Errors
/// [`AppError::Hidden`] when the reader may not see plans, or it is not a version of this plan.
pub fn version(op: &Op<'_>, plan: PlanId, version: PlanVersionId) -> Result<VersionPage> {
    let (person, _) = whose(op, plan)?;
    op.see(person, PersonAction::See, "plan", |tx, proof| {
        let plan = plans::load(tx, proof, plan)?.ok_or(AppError::Hidden)?;
        let versions = plans::versions(tx, proof, plan.id)?;
        let at = versions.iter().position(|one| one.id == version).ok_or(AppError::Hidden)?;
        Ok(VersionPage {
            head: head(op, tx, proof)?,
            changes: changes(before(&versions, at), versions.get(at)),
            first: before(&versions, at).is_none(),
            version: versions[at].clone(),
            plan,
        })
    })
}

/// The plans of a person.
#[derive(Debug, Clone)]
pub struct PlansOfPerson {
    /// The person.
    pub head: Head,
    /// The plans; empty when they may not be seen.
    pub plans: Vec<Plan>,
    /// The kinds the reader may begin: none of their organisation's is there yet.
    pub may_start: Vec<PlanKind>,
}

/// The plans of a person.
///
/// # Errors
/// As [`Op::see`].
pub fn of_person(op: &Op<'_>, person: PersonId) -> Result<PlansOfPerson> {
    op.see(person, PersonAction::See, "plan", |tx, proof| plans_of(op, tx, proof))
}

/// As [`of_person`], for those who may begin one.
///
/// # Errors
/// [`AppError::Forbidden`] for anybody else who may see them.
pub fn to_start(op: &Op<'_>, person: PersonId) -> Result<PlansOfPerson> {
    op.see(person, PersonAction::See, "plan", |tx, proof| {
        let found = plans_of(op, tx, proof)?;
        if found.may_start.is_empty() { Err(AppError::Forbidden) } else { Ok(found) }
    })
}

fn plans_of(
    op: &Op<'_>,
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
) -> Result<PlansOfPerson> {
    let head = head(op, tx, proof)?;
    let plans = plans::of_person(tx, proof)?;
    let may_start = PlanKind::ALL
        .iter()
        .copied()
        .filter(|kind| {
            let begun = |org: OrgId| plans.iter().any(|plan| plan.kind == *kind && plan.org == org);
            proof.sees(DataClass::Plan)
                && head.may(write_action(*kind))
                && op.post(|post| fits(*kind, post) && !begun(post.org)).is_some()
        })
        .collect();
    Ok(PlansOfPerson { head, plans, may_start })
}
