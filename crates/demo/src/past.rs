//! The half years before the last talk: what was noticed, changed, decided, done or given up.

use crate::DemoError;
use crate::acts::{self, GoalSpec, MonitoringSpec, PlanSpec, When};
use crate::content::{Content, Episode, PastDecision, bare};
use crate::council::confirmed;
use crate::history;
use crate::meetings::{DecisionSpec, MeetingSpec};
use crate::people::{self, Drawn, HALF_YEAR, Made};
use crate::world::World;
use rand::seq::IndexedRandom as _;
use rand_chacha::ChaCha20Rng;
use std::collections::BTreeMap;
use tsumugi_domain::consent::Giver;
use tsumugi_domain::meeting::Cause;
use tsumugi_domain::monitoring::MonitoringKind;
use tsumugi_domain::person::Speaker;
use tsumugi_domain::plan::PlanKind;

/// Lets the half years pass, the earliest first. Nobody has the same one twice.
pub(crate) fn pass(
    world: &World<'_>,
    content: &Content,
    rng: &mut ChaCha20Rng,
    drawn: &Drawn<'_>,
    made: &Made,
) -> Result<(), DemoError> {
    let mut fitting = fitting(content, drawn);
    for back in (1..=drawn.half_years).rev() {
        let Some(episode) = fitting.choose(rng).copied() else { return Ok(()) };
        fitting.retain(|other| !std::ptr::eq(*other, episode));
        let days = drawn.plan_days + back * HALF_YEAR;
        visit(world, content, rng, drawn, made, days - 2)?;
        half_year(world, content, drawn, made, (days, episode))?;
        if back == 2 {
            next_year(world, drawn, made, days - 30)?;
        }
    }
    Ok(())
}

fn fitting<'c>(content: &'c Content, drawn: &Drawn<'_>) -> Vec<&'c Episode> {
    content.past.iter().filter(|episode| episode.fits(drawn)).collect()
}

/// The specialist comes by, hears something of their own, and goes on with the plan.
pub(crate) fn visit(
    world: &World<'_>,
    content: &Content,
    rng: &mut ChaCha20Rng,
    drawn: &Drawn<'_>,
    made: &Made,
    days_ago: i64,
) -> Result<(), DemoError> {
    let heard = fitting(content, drawn).choose(rng).copied();
    let (Some((by, _)), Some((_, goals)), Some(heard)) =
        (drawn.specialist, &made.service_use, heard)
    else {
        return Ok(());
    };
    let when = When { by, person: made.person, days_ago };
    let spec = MonitoringSpec {
        outcome: "continue".to_owned(),
        reason: String::new(),
        ..talk(content, drawn, heard)
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
    content: &Content,
    drawn: &Drawn<'_>,
    made: &Made,
    (days, episode): (i64, &Episode),
) -> Result<(), DemoError> {
    let when = When { by: drawn.manager, person: made.person, days_ago: days };
    if episode.own.starts_with('「') {
        let words = (episode.own.clone(), "speech".to_owned(), "モニタリングで".to_owned());
        acts::say(world, when, Speaker::Person, &words, false)?;
    }
    let spec = talk(content, drawn, episode);
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

fn talk(content: &Content, drawn: &Drawn<'_>, episode: &Episode) -> MonitoringSpec {
    let prompts = content.prompts.get(&drawn.life.group);
    let ordinary = prompts.and_then(|prompts| prompts.ordinary.first()).cloned();
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
        closing: confirmed(),
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
    let reason = "一年ごとの見直し".to_owned();
    let spec = PlanSpec { reason, goals: vec![long], ..first };
    acts::revise(world, when, (*plan, goals), PlanKind::ServiceUse, (&spec, None))?;
    let own = format!("{} {}", drawn.basics.family, drawn.basics.given);
    let giver = match (&drawn.relative, drawn.child) {
        (Some(relative), true) => (Giver::Custodian, relative.as_str()),
        _ => (Giver::Person, own.as_str()),
    };
    let when = When { by: drawn.manager, ..when };
    acts::consent(world, when, world.org(org)?, giver, acts::everything())
}
