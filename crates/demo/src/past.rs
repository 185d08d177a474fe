//! The half years before the last talk: what was noticed, changed, decided, done or given up.

use crate::DemoError;
use crate::acts::{self, GoalSpec, MonitoringSpec, PlanSpec, When};
use crate::content::{Content, Episode, PastDecision, bare};
use crate::history;
use crate::meetings::{DecisionSpec, MeetingSpec};
use crate::people::{self, Drawn, HALF_YEAR, Made};
use crate::world::World;
use std::collections::BTreeMap;
use tsumugi_domain::consent::Giver;
use tsumugi_domain::meeting::Cause;
use tsumugi_domain::monitoring::MonitoringKind;
use tsumugi_domain::person::Speaker;
use tsumugi_domain::plan::PlanKind;

/// A consent that was given less than so many days ago is in force for some days more.
const STILL_IN_FORCE: i64 = 725;
/// So far in the list lies what the specialist hears from what the office hears.
const FAR_APART: i64 = 9;

/// Lets the half years pass, the earliest first. Nobody has the same one twice.
pub(crate) fn pass(
    world: &World<'_>,
    content: &Content,
    drawn: &Drawn<'_>,
    made: &Made,
) -> Result<(), DemoError> {
    let fitting = fitting(content, drawn);
    for back in (1..=drawn.half_years).rev() {
        let Some(episode) = turn(&fitting, drawn, back) else { return Ok(()) };
        let days = drawn.plan_days + back * HALF_YEAR;
        visit(world, content, drawn, made, back)?;
        half_year(world, drawn, made, (days, episode))?;
        if back == 2 {
            next_year(world, drawn, made, days - 30)?;
        }
    }
    Ok(())
}

fn fitting<'c>(content: &'c Content, drawn: &Drawn<'_>) -> Vec<&'c Episode> {
    content.past.iter().filter(|episode| episode.fits(drawn)).collect()
}

/// The people of an office take turns, so that no half year is told twice too often.
fn turn<'c>(fitting: &[&'c Episode], drawn: &Drawn<'_>, turn: i64) -> Option<&'c Episode> {
    let turn = usize::try_from(turn).unwrap_or_default();
    fitting.get((drawn.salt + turn) % fitting.len().max(1)).copied()
}

/// The specialist comes by, so many half years ago, hears something of their own, and goes on with
/// the plan.
pub(crate) fn visit(
    world: &World<'_>,
    content: &Content,
    drawn: &Drawn<'_>,
    made: &Made,
    back: i64,
) -> Result<(), DemoError> {
    let fitting = fitting(content, drawn);
    // From the other end of the list: the office has not heard the same.
    let heard = turn(&fitting, drawn, back + FAR_APART);
    let (Some((by, _)), Some((_, goals)), Some(heard)) =
        (drawn.specialist, &made.service_use, heard)
    else {
        return Ok(());
    };
    let days_ago = drawn.plan_days + back * HALF_YEAR - 2;
    let when = When { by, person: made.person, days_ago };
    let spec = MonitoringSpec {
        outcome: "continue".to_owned(),
        reason: String::new(),
        ordinary_life: String::new(),
        ..talk(drawn, heard, days_ago)
    };
    acts::monitor(world, when, MonitoringKind::ServiceUse, goals, &spec)?;
    Ok(())
}

impl Episode {
    fn fits(&self, drawn: &Drawn<'_>) -> bool {
        self.group == drawn.life.group
            && (!self.family || drawn.relative.is_some())
            && (self.like.is_empty() || drawn.life.is_like(&self.like))
    }
}

fn half_year(
    world: &World<'_>,
    drawn: &Drawn<'_>,
    made: &Made,
    (days, episode): (i64, &Episode),
) -> Result<(), DemoError> {
    let when = When { by: drawn.manager, person: made.person, days_ago: days };
    if episode.own.starts_with('「') {
        let words = (episode.own.clone(), "speech".to_owned(), "モニタリングで".to_owned());
        acts::say(world, when, Speaker::Person, &words, false)?;
    }
    let spec = talk(drawn, episode, days);
    let kind = MonitoringKind::Individual;
    let monitoring = acts::monitor(world, when, kind, &made.plan.1, &spec)?;
    match (episode.then.as_str(), &episode.decision) {
        ("revise", _) => history::revise(world, drawn, made, days - 12, (&episode.found, None)),
        ("meet", Some(decision)) => {
            let spec = meeting(drawn, days, episode, decision);
            let held = history::hold(world, drawn, made, &spec, Cause::Monitoring(monitoring))?;
            history::revise(world, drawn, made, days - 20, (&episode.found, Some(held)))
        }
        _ => Ok(()),
    }
}

fn talk(drawn: &Drawn<'_>, episode: &Episode, days: i64) -> MonitoringSpec {
    let prompts = drawn.phrases.prompts.get(&drawn.life.group);
    let ordinary = prompts.map(|prompts| drawn.one_of(&prompts.ordinary, days));
    let attainment = if episode.then == "continue" { "closer" } else { "same" };
    let meets = episode.then == "meet";
    let next = |text: &str| (attainment.to_owned(), bare(&episode.own), text.to_owned());
    MonitoringSpec {
        since: 0,
        values: drawn.life.important.clone(),
        ordinary_life: ordinary.unwrap_or_default(),
        own_motive: format!("本人から出てきたこと：{}", episode.own),
        relationship: episode.note.clone(),
        own_words: episode.own.clone(),
        outcome: episode.then.clone(),
        reason: if meets { episode.reason.clone() } else { String::new() },
        findings: vec![next(&episode.found), ("same".to_owned(), String::new(), String::new())],
    }
}

/// The office's own meeting ten days after the talk.
fn meeting(
    drawn: &Drawn<'_>,
    days: i64,
    episode: &Episode,
    decision: &PastDecision,
) -> MeetingSpec {
    let held = days - 10;
    let due = held - decision.days;
    let end = |why: &String| (!why.is_empty()).then(|| (due.max(1), why.clone()));
    let spec = DecisionSpec {
        key: "past".to_owned(),
        text: decision.text.clone(),
        outcome: decision.outcome.clone(),
        owner: "manager".to_owned(),
        due: Some(due),
        known_by: decision.known_by.clone(),
        first_step: decision.first_step.clone(),
        answer: Some(("yes".to_owned(), "speech".to_owned(), String::new(), String::new())),
        done: end(&decision.done),
        stopped: end(&decision.stopped),
        ..DecisionSpec::default()
    };
    MeetingSpec {
        decision: vec![spec],
        closing: drawn.closing(held),
        views: BTreeMap::from([("person".to_owned(), bare(&episode.own))]),
        ..history::call_of(drawn, days - 1, held, &episode.reason)
    }
}

/// Once a year the service use plan is made anew, and consents that end are asked for again.
fn next_year(
    world: &World<'_>,
    drawn: &Drawn<'_>,
    made: &Made,
    days_ago: i64,
) -> Result<(), DemoError> {
    let (Some((name, org)), Some((plan, goals))) = (drawn.specialist, &made.service_use) else {
        return Ok(());
    };
    let when = When { by: name, person: made.person, days_ago };
    let first = people::service_use_plan(drawn);
    let long = GoalSpec {
        of: Some(0),
        answer: Default::default(),
        ..people::goal(drawn, &drawn.life.long, "long")
    };
    let reason = drawn.one_of(&drawn.phrases.next_year, days_ago);
    let spec = PlanSpec { reason, goals: vec![long], ..first };
    acts::revise(world, when, (*plan, goals), PlanKind::ServiceUse, (&spec, None))?;
    // Some forget to ask again: the consent of the first day ends soon, and nobody has noticed yet.
    if drawn.since_days < STILL_IN_FORCE && drawn.number.is_multiple_of(2) {
        return Ok(());
    }
    let own = format!("{} {}", drawn.basics.family, drawn.basics.given);
    let giver = match (&drawn.relative, drawn.child) {
        (Some(relative), true) => (Giver::Custodian, relative.as_str()),
        _ => (Giver::Person, own.as_str()),
    };
    let when = When { by: drawn.manager, ..when };
    acts::consent(world, when, world.org(org)?, giver, acts::everything())
}
