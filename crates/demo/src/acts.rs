//! The acts that every life in the region is made of: joining a team, consenting, writing a plan.

use crate::DemoError;
use crate::content::{bare, code};
use crate::world::World;
use jiff::civil::Date;
use serde::Deserialize;
use tsumugi_app::answer::{self, NewAnswer};
use tsumugi_app::consent::{self, NewConsent, NewReply};
use tsumugi_app::monitoring::{self, GoalFinding, RecordMonitoring};
use tsumugi_app::person::{self, NewVoice};
use tsumugi_app::plan::{self, DraftText, GoalInput};
use tsumugi_app::team::{self, NewMember};
use tsumugi_domain::consent::{Classes, Giver, SHAREABLE};
use tsumugi_domain::ids::{
    GoalId, MeetingId, MembershipId, MonitoringId, OrgId, PersonId, PlanId, VoiceId,
};
use tsumugi_domain::monitoring::MonitoringKind;
use tsumugi_domain::person::{Expression, Speaker};
use tsumugi_domain::plan::{About, Answerer, PlanKind, recipients_due};
use tsumugi_domain::team::TeamRole;

/// Who does something for whom on which past day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct When<'s> {
    /// Name of the worker who does it.
    pub(crate) by: &'s str,
    /// For whom.
    pub(crate) person: PersonId,
    /// How many days ago.
    pub(crate) days_ago: i64,
}

/// A goal with what was said about it.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct GoalSpec {
    /// short or long.
    pub(crate) horizon: String,
    /// The goal.
    pub(crate) text: String,
    /// Whose idea, as stored.
    pub(crate) idea: String,
    /// The words it rests on.
    pub(crate) own: String,
    /// Grounds.
    pub(crate) grounds: String,
    /// What the person does.
    pub(crate) role: String,
    /// The support.
    pub(crate) support: String,
    /// Who supports.
    pub(crate) provider: String,
    /// So many days after the plan begins.
    pub(crate) due_in: i64,
    /// The person's answer: kind, how, words, the supporter's reading.
    pub(crate) answer: (String, String, String, String),
    /// The family's answer: kind and words.
    #[serde(default)]
    pub(crate) family: Option<(String, String)>,
    /// Views heard: who, what.
    #[serde(default)]
    pub(crate) views: Vec<(String, String)>,
    /// In a later version: which goal of the first one is carried on.
    #[serde(default)]
    pub(crate) of: Option<usize>,
}

/// A plan to be written.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct PlanSpec {
    /// It counts since so many days; the generated people say it elsewhere.
    #[serde(default)]
    pub(crate) since: i64,
    /// The person's wish.
    pub(crate) wish: String,
    /// The family's wish.
    pub(crate) family: String,
    /// 総合的な援助の方針.
    pub(crate) policy: String,
    /// Why it is made.
    pub(crate) reason: String,
    /// The goals.
    pub(crate) goals: Vec<GoalSpec>,
    /// Names of those it is given to, in the order of [`recipients_due`].
    pub(crate) given_to: Vec<String>,
}

/// A talk about how it goes.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct MonitoringSpec {
    /// So many days ago.
    #[serde(default)]
    pub(crate) since: i64,
    /// 生きる糧.
    pub(crate) values: String,
    /// 普遍性.
    pub(crate) ordinary_life: String,
    /// 内発的動機.
    pub(crate) own_motive: String,
    /// 関係.
    pub(crate) relationship: String,
    /// What the person said or showed.
    pub(crate) own_words: String,
    /// What follows, as stored.
    pub(crate) outcome: String,
    /// What is to be talked about, or why there is no meeting.
    pub(crate) reason: String,
    /// Goal by goal: how far, the person's view, what comes next.
    pub(crate) findings: Vec<(String, String, String)>,
}

/// Adds a member of one of our organisations, or of none.
pub(crate) fn join(
    world: &World<'_>,
    when: When<'_>,
    role: TeamRole,
    name: &str,
    org: Result<&str, &str>,
) -> Result<MembershipId, DemoError> {
    let op = world.op(when.by, when.days_ago, 10)?;
    let (org, org_name) = match org {
        Ok(code) => (Some(world.org(code)?), String::new()),
        Err(written) => (None, written.to_owned()),
    };
    let worker = org.and_then(|org| Some((world.own_seat(name, org)?, org)));
    let (name, from) = (name.to_owned(), Some(op.today()));
    let new = NewMember { worker, role, name, org, org_name, from };
    Ok(team::add(&op, when.person, &new)?)
}

/// How a consent was explained where the region says no more of it.
const HOW_EXPLAINED: &str = "文をいっしょに2回読み、見せたくないものがないか聞いた。";

/// Consents that an organisation may see classes for two years.
pub(crate) fn consent(
    world: &World<'_>,
    when: When<'_>,
    recipient: OrgId,
    giver: (Giver, &str),
    classes: &[tsumugi_domain::consent::DataClass],
) -> Result<(), DemoError> {
    let op = world.op(when.by, when.days_ago, 11)?;
    let classes: Classes = classes.iter().copied().collect();
    let to = world.day(when.days_ago - 730);
    let asked = consent::ask(&op, when.person, &NewConsent::of(recipient, classes, to))?;
    let said = NewReply::yes(giver.0, giver.1, HOW_EXPLAINED);
    let said = NewReply { family: giver.1.to_owned(), ..said };
    Ok(consent::answer(&op, when.person, asked, &said)?)
}

/// All that a person may be asked to share.
pub(crate) fn everything() -> &'static [tsumugi_domain::consent::DataClass] {
    SHAREABLE
}

/// Writes down words: text, how, where.
pub(crate) fn say(
    world: &World<'_>,
    when: When<'_>,
    speaker: Speaker,
    words: &(String, String, String),
    on_top: bool,
) -> Result<VoiceId, DemoError> {
    let op = world.op(when.by, when.days_ago, 14)?;
    let (text, how, scene) = words;
    let new = NewVoice {
        speaker,
        text: bare(text),
        how: code(how)?,
        said_on: Some(op.today()),
        scene: scene.clone(),
        on_top,
    };
    Ok(person::add_voice(&op, when.person, &new)?)
}

/// Writes the first plan of a kind, asks about each goal, agrees and gives it.
pub(crate) fn write_plan(
    world: &World<'_>,
    when: When<'_>,
    kind: PlanKind,
    spec: &PlanSpec,
) -> Result<(PlanId, Vec<GoalId>), DemoError> {
    let op = world.op(when.by, when.days_ago + 7, 15)?;
    let plan = plan::start(&op, when.person, kind)?;
    let mut goals = Vec::new();
    plan::save_draft(&op, plan, &texts(spec))?;
    for goal in &spec.goals {
        goals.push(save_goal(world, when, plan, None, goal)?);
    }
    begin(world, when, plan, kind, spec)?;
    Ok((plan, goals))
}

/// The texts of a draft.
pub(crate) fn texts(spec: &PlanSpec) -> DraftText {
    DraftText {
        person_wish: spec.wish.clone(),
        family_wish: bare(&spec.family),
        policy: spec.policy.clone(),
        reason: spec.reason.clone(),
    }
}

/// Saves a goal in the draft with the views heard, and asks the person and the family.
pub(crate) fn save_goal(
    world: &World<'_>,
    when: When<'_>,
    plan: PlanId,
    goal: Option<GoalId>,
    spec: &GoalSpec,
) -> Result<GoalId, DemoError> {
    let op = world.op(when.by, when.days_ago + 7, 15)?;
    let input = GoalInput {
        goal,
        horizon: code(&spec.horizon)?,
        text: spec.text.clone(),
        idea: code(&spec.idea)?,
        own_words: spec.own.clone(),
        grounds: spec.grounds.clone(),
        person_role: spec.role.clone(),
        support: spec.support.clone(),
        provider: spec.provider.clone(),
        due: Some(world.day(when.days_ago - spec.due_in)),
    };
    let goal = plan::save_goal(&op, plan, &input)?;
    for (who, text) in &spec.views {
        plan::add_view(&op, plan, goal, who, text)?;
    }
    let (kind, how, words, reading) = &spec.answer;
    if !kind.is_empty() {
        let asked = asked(goal, Answerer::Person, (kind, how), words, reading)?;
        let later = world.op(when.by, when.days_ago + 3, 14)?;
        answer::record(&later, when.person, &asked)?;
    }
    if let Some((kind, words)) = &spec.family {
        let asked = asked(goal, Answerer::Family, (kind, "speech"), words, "")?;
        let later = world.op(when.by, when.days_ago + 3, 16)?;
        answer::record(&later, when.person, &asked)?;
    }
    Ok(goal)
}

/// Writes a later version: the draft begins from the one that counts, and only what is in `spec`
/// changes.
pub(crate) fn revise(
    world: &World<'_>,
    when: When<'_>,
    plan: (PlanId, &[GoalId]),
    kind: PlanKind,
    (spec, meeting): (&PlanSpec, Option<MeetingId>),
) -> Result<(), DemoError> {
    let (plan, goals) = plan;
    let op = world.op(when.by, when.days_ago + 7, 15)?;
    plan::revise(&op, plan, meeting, &spec.reason)?;
    plan::save_draft(&op, plan, &texts(spec))?;
    for goal in &spec.goals {
        let carried = goal.of.and_then(|at| goals.get(at)).copied();
        save_goal(world, when, plan, carried, goal)?;
    }
    begin(world, when, plan, kind, spec)
}

/// Writes a talk down. The findings stand in the order of the plan's goals.
pub(crate) fn monitor(
    world: &World<'_>,
    when: When<'_>,
    kind: MonitoringKind,
    goals: &[GoalId],
    spec: &MonitoringSpec,
) -> Result<MonitoringId, DemoError> {
    let op = world.op(when.by, when.days_ago, 10)?;
    let mut findings = Vec::new();
    for (goal, (attainment, person_view, next)) in goals.iter().zip(&spec.findings) {
        findings.push(GoalFinding {
            goal: *goal,
            attainment: code(attainment)?,
            person_view: bare(person_view),
            next: next.clone(),
        });
    }
    // What was said stands in quotation marks; anything else was seen.
    let how = match spec.own_words.starts_with('「') {
        true => Expression::Speech,
        false => Expression::Face,
    };
    let new = RecordMonitoring {
        kind,
        on: Some(op.today()),
        prompts: [
            spec.values.clone(),
            spec.ordinary_life.clone(),
            spec.own_motive.clone(),
            spec.relationship.clone(),
        ],
        own_words: bare(&spec.own_words),
        how,
        outcome: code(&spec.outcome)?,
        reason: spec.reason.clone(),
        goals: findings,
    };
    Ok(monitoring::record(&op, when.person, &new)?)
}

fn asked(
    goal: GoalId,
    by: Answerer,
    (kind, how): (&str, &str),
    words: &str,
    reading: &str,
) -> Result<NewAnswer, DemoError> {
    Ok(NewAnswer {
        about: About::Goal(goal),
        by,
        kind: code(kind)?,
        how: code(how)?,
        words: bare(words),
        reading: reading.to_owned(),
        ask_again: None,
    })
}

/// The draft begins to count, and is given to those who are due.
pub(crate) fn begin(
    world: &World<'_>,
    when: When<'_>,
    plan: PlanId,
    kind: PlanKind,
    spec: &PlanSpec,
) -> Result<(), DemoError> {
    let op = world.op(when.by, when.days_ago, 16)?;
    let on: Date = op.today();
    plan::agree(&op, plan, on)?;
    let given = recipients_due(kind, false).iter().zip(&spec.given_to);
    // With a self-plan there is no specialist to give it to.
    for (to, name) in given.filter(|(_, name)| !name.is_empty()) {
        plan::deliver(&op, plan, *to, name, on)?;
    }
    Ok(())
}
