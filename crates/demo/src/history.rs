//! What has happened since the first plans: talks, meetings, new versions, concerns, requests.

use crate::DemoError;
use crate::acts::{self, GoalSpec, MonitoringSpec, PlanSpec, When};
use crate::content::{Content, GuestText, bare, code};
use crate::council::present;
use crate::meetings::{self, DecisionSpec, InvitedSpec, MeetingSpec, Table};
use crate::past;
use crate::people::{self, Drawn, Made};
use crate::world::World;
use rand::RngExt as _;
use rand::seq::IndexedRandom as _;
use rand_chacha::ChaCha20Rng;
use std::collections::BTreeMap;
use tsumugi_app::meeting::{self, AskForMeeting};
use tsumugi_app::notice::{self, RaiseConcern};
use tsumugi_app::plan;
use tsumugi_domain::ids::{ConcernId, MeetingId, MembershipId, MonitoringId};
use tsumugi_domain::meeting::{Cause, MeetingKind};
use tsumugi_domain::monitoring::MonitoringKind;
use tsumugi_domain::plan::PlanKind;
use tsumugi_domain::policy::PersonAction;

/// What a talk led to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    Continue,
    Revise,
    Meet,
}

/// Lets the time since the first plans pass.
pub(crate) fn pass(
    world: &mut World<'_>,
    content: &Content,
    rng: &mut ChaCha20Rng,
    drawn: &Drawn<'_>,
    made: &Made,
) -> Result<(), DemoError> {
    past::pass(world, content, drawn, made)?;
    let own = decisions(content, drawn);
    let then = match rng.random_range(0..100) {
        _ if !own.is_empty() => Then::Meet,
        0..60 => Then::Continue,
        60..85 => Then::Revise,
        _ => Then::Meet,
    };
    past::visit(world, content, drawn, made, 0)?;
    let when = When { by: drawn.manager, person: made.person, days_ago: drawn.plan_days };
    let spec = talk(rng, drawn, then);
    let goals = &made.plan.1;
    let monitoring = acts::monitor(world, when, MonitoringKind::Individual, goals, &spec)?;
    match then {
        Then::Continue => {}
        Then::Revise => {
            revise(world, drawn, made, drawn.plan_days - 10, (&drawn.life.next, None))?;
        }
        Then::Meet => {
            let spec = after_talk(rng, drawn, own);
            let held = hold(world, drawn, made, &spec, Cause::Monitoring(monitoring))?;
            revise(world, drawn, made, drawn.plan_days - 18, (&drawn.life.next, Some(held)))?;
        }
    }
    lately(world, content, drawn, made, monitoring)
}

fn talk(rng: &mut ChaCha20Rng, drawn: &Drawn<'_>, then: Then) -> MonitoringSpec {
    let (life, phrases) = (drawn.life, drawn.phrases);
    let prompts = phrases.prompts.get(&life.group);
    let one_of = |texts: Option<&Vec<String>>| {
        texts.map(|texts| drawn.one_of(texts, drawn.plan_days)).unwrap_or_default()
    };
    let attainment = ["reached", "closer", "closer", "same"].choose(rng).copied();
    MonitoringSpec {
        since: 0,
        values: format!("{}{}", drawn.one_of(&phrases.values, 0), life.important),
        ordinary_life: one_of(prompts.map(|prompts| &prompts.ordinary)),
        own_motive: format!("本人から出てきたこと：{}", life.short.own),
        relationship: one_of(prompts.map(|prompts| &prompts.trust)),
        own_words: life.talk.clone(),
        outcome: match then {
            Then::Continue => "continue",
            Then::Revise => "revise",
            Then::Meet => "meet",
        }
        .to_owned(),
        reason: if then == Then::Meet { life.next.clone() } else { String::new() },
        findings: vec![
            (
                attainment.unwrap_or("closer").to_owned(),
                life.talk.clone(),
                if then == Then::Continue {
                    drawn.one_of(&phrases.go_on, 0)
                } else {
                    life.next.clone()
                },
            ),
            ("closer".to_owned(), String::new(), String::new()),
        ],
    }
}

/// A new version: the goals stay, and the support of the near one takes up what was found.
pub(crate) fn revise(
    world: &World<'_>,
    drawn: &Drawn<'_>,
    made: &Made,
    days_ago: i64,
    (found, meeting): (&str, Option<MeetingId>),
) -> Result<(), DemoError> {
    let life = drawn.life;
    let first = people::individual(drawn);
    let carried = |at, text, horizon| GoalSpec {
        of: Some(at),
        // The words are the same, and the yes to them lives on.
        answer: Default::default(),
        ..people::goal(drawn, text, horizon)
    };
    let short = carried(0, &life.short, "short");
    let short = GoalSpec { support: format!("{}{found}", life.short.support), ..short };
    let reason = format!("{}{found}", drawn.one_of(&drawn.phrases.found, days_ago));
    let goals = vec![short, carried(1, &life.long, "long")];
    let spec = PlanSpec { reason, goals, ..first };
    let when = When { by: drawn.manager, person: made.person, days_ago };
    let plan = (made.plan.0, made.plan.1.as_slice());
    acts::revise(world, when, plan, PlanKind::Individual, (&spec, meeting))
}

/// The office's own meeting after a talk.
fn after_talk(rng: &mut ChaCha20Rng, drawn: &Drawn<'_>, own: Vec<DecisionSpec>) -> MeetingSpec {
    let (life, phrases) = (drawn.life, drawn.phrases);
    let held = held_days(drawn);
    let due = held - rng.random_range(20..60);
    let yes =
        |words: &str| Some(("yes".to_owned(), first_how(drawn), words.to_owned(), String::new()));
    let mut next = DecisionSpec {
        key: "next".to_owned(),
        text: life.next.clone(),
        outcome: "now".to_owned(),
        owner: "manager".to_owned(),
        due: Some(due),
        known_by: drawn.one_of(&phrases.known_by, 0),
        answer: yes(""),
        ..DecisionSpec::default()
    };
    if due > 3 {
        next.done = Some((due, drawn.one_of(&phrases.done, 0)));
    }
    let mut later = DecisionSpec {
        key: "later".to_owned(),
        text: life.long.support.clone(),
        outcome: "takes_time".to_owned(),
        owner: "manager".to_owned(),
        due: Some(held - 75),
        first_step: drawn.one_of(&phrases.first_step, 0),
        ..DecisionSpec::default()
    };
    if !drawn.number.is_multiple_of(3) {
        later.answer = yes("");
    }
    if drawn.number.is_multiple_of(2) {
        // A role that hangs in the air: everybody agreed, and nobody took it.
        later.owner.clear();
        later.due = None;
    }
    MeetingSpec {
        decision: [vec![next, later], own].concat(),
        closing: drawn.closing(held),
        views: BTreeMap::from([
            ("person".to_owned(), bare(&life.talk)),
            ("provider".to_owned(), life.support.clone()),
        ]),
        ..call_of(drawn, drawn.plan_days - 1, held, &life.next)
    }
}

/// The decisions that belong to this life.
fn decisions(content: &Content, drawn: &Drawn<'_>) -> Vec<DecisionSpec> {
    let life = drawn.life;
    let held = held_days(drawn);
    content
        .matters
        .decision
        .iter()
        .filter(|one| one.group == life.group && life.is_like(&one.like))
        .enumerate()
        .map(|(at, one)| {
            let due = held - one.days;
            let done = one.outcome == "now" && due > 3;
            DecisionSpec {
                key: format!("own {at}"),
                text: one.text.clone(),
                outcome: one.outcome.clone(),
                owner_name: one.owner.clone(),
                due: (one.days > 0).then_some(due),
                known_by: one.known_by.clone(),
                first_step: one.first_step.clone(),
                level: one.level.clone(),
                reason: one.reason.clone(),
                until_then: one.until_then.clone(),
                shared_with: one.shared_with.clone(),
                done: done.then(|| (due, drawn.one_of(&drawn.phrases.kept, due))),
                ..DecisionSpec::default()
            }
        })
        .collect()
}

/// The meeting after a talk was so many days ago.
fn held_days(drawn: &Drawn<'_>) -> i64 {
    drawn.plan_days - 9
}

fn first_how(drawn: &Drawn<'_>) -> String {
    drawn.life.voices.first().map(|(_, how, _)| how.clone()).unwrap_or_default()
}

/// The call of an office's own meeting, without anything that happens there.
pub(crate) fn call_of(
    drawn: &Drawn<'_>,
    called: i64,
    since: i64,
    must_decide: &str,
) -> MeetingSpec {
    MeetingSpec {
        called,
        since,
        hour: 15,
        minutes: 40,
        other_hour: 10,
        place: drawn.office.name.clone(),
        must_decide: must_decide.to_owned(),
        invited: vec![present("person"), present("manager")],
        ..MeetingSpec::default()
    }
}

/// The seat that registering made for the manager.
fn team_of(
    world: &World<'_>,
    drawn: &Drawn<'_>,
    made: &Made,
) -> Result<BTreeMap<String, MembershipId>, DemoError> {
    let op = world.op(drawn.manager, drawn.since_days - 1, 10)?;
    // The team's page would read every organisation of the region as well.
    let team = op.see(made.person, PersonAction::See, "team", |tx, proof| {
        Ok(tsumugi_store::team::of_person(tx, proof)?)
    })?;
    let own = team.iter().find(|seat| seat.staff.is_some()).map(|seat| seat.id);
    Ok(own.map(|id| ("manager".to_owned(), id)).into_iter().collect())
}

pub(crate) fn hold(
    world: &World<'_>,
    drawn: &Drawn<'_>,
    made: &Made,
    spec: &MeetingSpec,
    cause: Cause,
) -> Result<MeetingId, DemoError> {
    let team = team_of(world, drawn, made)?;
    Ok(meetings::hold(world, &table(drawn, made, &team, cause), spec)?.meeting)
}

fn table<'s>(
    drawn: &Drawn<'s>,
    made: &Made,
    team: &'s BTreeMap<String, MembershipId>,
    cause: Cause,
) -> Table<'s> {
    Table {
        leader: drawn.manager,
        person: made.person,
        team,
        kind: MeetingKind::Individual,
        cause,
        request: None,
    }
}

/// What is open today. Every office has a little of each.
fn lately(
    world: &mut World<'_>,
    content: &Content,
    drawn: &Drawn<'_>,
    made: &Made,
    monitoring: MonitoringId,
) -> Result<(), DemoError> {
    match drawn.number {
        1 => raise(world, drawn, made, 3).map(|_| ()),
        2 => upcoming(world, drawn, made),
        3 => ask(world, drawn, made, monitoring),
        4 => draft(world, drawn, made),
        5 => {
            let concern = raise(world, drawn, made, 6)?;
            let op = world.op(drawn.manager, 5, 9)?;
            Ok(notice::watch(&op, made.person, concern, None)?)
        }
        6 => {
            let cause = Cause::Concern(raise(world, drawn, made, 9)?);
            let mut team = team_of(world, drawn, made)?;
            let mut spec = call_of(drawn, 6, -4, &drawn.life.next);
            seat_guest(world, drawn, made, (&mut team, 7))?;
            spec.invited.extend(asked(drawn, "unanswered"));
            let table = table(drawn, made, &team, cause);
            let meeting = meetings::call(world, &table, &spec)?;
            meetings::first_replies(world, &table, &spec, meeting)?;
            let_in(world, drawn, meeting)?;
            show(world, drawn, "meeting", format!("/meetings/{meeting}"));
            Ok(())
        }
        7 => gap(world, content, drawn, made),
        _ => Ok(()),
    }
}

fn raise(
    world: &World<'_>,
    drawn: &Drawn<'_>,
    made: &Made,
    days_ago: i64,
) -> Result<ConcernId, DemoError> {
    let op = world.op(drawn.manager, days_ago, 17)?;
    let new = RaiseConcern { text: drawn.life.concern.clone() };
    Ok(notice::raise(&op, made.person, &new)?)
}

/// Keeps a page for those who can sign in as the manager.
fn show(world: &mut World<'_>, drawn: &Drawn<'_>, route: &str, path: String) {
    if let Some(role) = world.role_of(drawn.manager) {
        world.page(route, role, path);
    }
}

/// The office's guest of this person, where there is one.
fn guest_of<'c>(drawn: &Drawn<'c>) -> Option<&'c GuestText> {
    drawn.office.guest.as_ref().filter(|guest| guest.number == drawn.number)
}

/// Takes the guest into the team.
fn seat_guest(
    world: &World<'_>,
    drawn: &Drawn<'_>,
    made: &Made,
    (team, days_ago): (&mut BTreeMap<String, MembershipId>, i64),
) -> Result<(), DemoError> {
    let Some(guest) = guest_of(drawn) else { return Ok(()) };
    let when = When { by: drawn.manager, person: made.person, days_ago };
    let org = Err(guest.org.as_str());
    let seat = acts::join(world, when, code(&guest.role)?, &guest.name, org)?;
    team.insert("guest".to_owned(), seat);
    Ok(())
}

/// The guest's place at a table.
fn asked(drawn: &Drawn<'_>, attendance: &str) -> Option<InvitedSpec> {
    Some(InvitedSpec {
        key: "guest".to_owned(),
        expected: guest_of(drawn)?.expected.clone(),
        attendance: attendance.to_owned(),
        ..InvitedSpec::default()
    })
}

/// The meeting before, at which the guest took something on that is still open.
fn promised(
    world: &World<'_>,
    drawn: &Drawn<'_>,
    made: &Made,
    team: &BTreeMap<String, MembershipId>,
) -> Result<(), DemoError> {
    let promise = guest_of(drawn).and_then(|guest| guest.promise.as_ref());
    let Some((text, known_by)) = promise else { return Ok(()) };
    let mut spec = call_of(drawn, 27, 20, text);
    spec.invited.extend(asked(drawn, "yes"));
    spec.closing = drawn.closing(20);
    spec.decision = vec![DecisionSpec {
        key: "promise".to_owned(),
        text: text.clone(),
        outcome: "now".to_owned(),
        owner: "guest".to_owned(),
        due: Some(-9),
        known_by: known_by.clone(),
        answer: Some(("yes".to_owned(), first_how(drawn), String::new(), String::new())),
        ..DecisionSpec::default()
    }];
    meetings::hold(world, &table(drawn, made, team, Cause::Own), &spec).map(|_| ())
}

/// Gives the guest the link to the meeting.
fn let_in(world: &mut World<'_>, drawn: &Drawn<'_>, meeting: MeetingId) -> Result<(), DemoError> {
    let Some(guest) = guest_of(drawn) else { return Ok(()) };
    let op = world.op(drawn.manager, 2, 11)?;
    let seats = meeting::view(&op, meeting)?.invitations;
    let seat = seats.into_iter().find(|seat| seat.invitation.name == guest.name);
    let seat = seat.ok_or_else(|| crate::world::missing("a guest"))?.invitation.id;
    let given = meeting::give(&op, meeting, seat)?;
    let path = format!("/guest/in/{}", given.token.0);
    world.page("guest_entrance", &guest.visitor, path.clone());
    world.page("guest", &guest.visitor, "/guest".to_owned());
    world.guests.push((guest.visitor.clone(), guest.name.clone(), path));
    Ok(())
}

/// A meeting with a day: today at one office, in a few days elsewhere.
fn upcoming(world: &mut World<'_>, drawn: &Drawn<'_>, made: &Made) -> Result<(), DemoError> {
    let cause = Cause::Concern(raise(world, drawn, made, 9)?);
    let mut team = team_of(world, drawn, made)?;
    let on = if drawn.office.code == "minamo" { 0 } else { -3 };
    let mut spec = call_of(drawn, 6, on, &drawn.life.next);
    seat_guest(world, drawn, made, (&mut team, 28))?;
    promised(world, drawn, made, &team)?;
    spec.invited.extend(asked(drawn, "unanswered"));
    let table = table(drawn, made, &team, cause);
    let meeting = meetings::call(world, &table, &spec)?;
    meetings::fix(world, &table, &spec, meeting)?;
    let_in(world, drawn, meeting)?;
    show(world, drawn, "meeting", format!("/meetings/{meeting}"));
    show(world, drawn, "meeting_close", format!("/meetings/{meeting}/close"));
    show(world, drawn, "meeting_day", format!("/meetings/{meeting}/day"));
    Ok(())
}

/// A new version that is being written.
fn draft(world: &mut World<'_>, drawn: &Drawn<'_>, made: &Made) -> Result<(), DemoError> {
    let op = world.op(drawn.manager, 4, 15)?;
    let plan = made.plan.0;
    plan::revise(&op, plan, None, &format!("次のことを計画に入れるため：{}", drawn.life.next))?;
    show(world, drawn, "plan_edit", format!("/plans/{plan}/edit"));
    Ok(())
}

/// Something that cannot be done now: the team has not decided yet whether to report it.
fn gap(
    world: &mut World<'_>,
    content: &Content,
    drawn: &Drawn<'_>,
    made: &Made,
) -> Result<(), DemoError> {
    let Some(gap) = content.gaps.get(&drawn.life.group) else { return Ok(()) };
    let decision = DecisionSpec {
        key: "gap".to_owned(),
        text: gap.text.clone(),
        outcome: "cannot_now".to_owned(),
        level: Some("region".to_owned()),
        reason: Some(gap.reason.clone()),
        until_then: gap.until_then.clone(),
        shared_with: drawn.one_of(&drawn.phrases.shared_with, 0),
        ..DecisionSpec::default()
    };
    let spec = MeetingSpec {
        decision: vec![decision],
        closing: drawn.closing(16),
        ..call_of(drawn, 24, 16, &drawn.life.next)
    };
    let team = team_of(world, drawn, made)?;
    let held = meetings::hold(world, &table(drawn, made, &team, Cause::Own), &spec)?;
    if let Some(need) = held.needs.get("gap") {
        show(world, drawn, "need_report", format!("/needs/{need}/report"));
        show(world, drawn, "need_edit", format!("/needs/{need}/edit"));
    }
    Ok(())
}

/// A request to the specialist. Those of one office were declined, the others wait.
fn ask(
    world: &World<'_>,
    drawn: &Drawn<'_>,
    made: &Made,
    monitoring: MonitoringId,
) -> Result<(), DemoError> {
    let Some((specialist, org)) = drawn.specialist else { return Ok(()) };
    let declined = drawn.office.code == "minamo";
    let op = world.op(drawn.manager, if declined { 15 } else { 4 }, 16)?;
    let ask = AskForMeeting {
        asked_org: world.org(org)?,
        must_decide: drawn.life.next.clone(),
        reason: drawn.life.concern.clone(),
        cause: Cause::Monitoring(monitoring),
    };
    let request = meeting::request(&op, made.person, &ask)?;
    if declined {
        let op = world.op(specialist, 12, 10)?;
        meeting::decline(&op, request, &drawn.one_of(&drawn.phrases.decline, 0))?;
    }
    Ok(())
}
