//! Noticing, monitoring, calling, conferring, closing, and what shows on the homes.

mod after;
mod call;
mod close;
mod request;

use crate::plan::goal;
use crate::support::{
    TODAY, World, conflict, elsewhere, forbidden, held, hidden, nobody, on_each_engine, problems,
};
use jiff::civil::{Date, date};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tsumugi_app::answer::{self, NewAnswer};
use tsumugi_app::consent;
use tsumugi_app::meeting::{self, AskForMeeting, Convene, Invited, NewDecision, SeatReply};
use tsumugi_app::monitoring::{self, GoalFinding, RecordMonitoring};
use tsumugi_app::notice::{self, RaiseConcern};
use tsumugi_app::person::{self, NewVoice};
use tsumugi_app::plan::{self, GoalInput};
use tsumugi_app::task::{self, Assign};
use tsumugi_app::team::{self, NewMember};
use tsumugi_app::{Op, home};
use tsumugi_domain::community::NeedState;
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::{
    ConcernId, DecisionId, GoalId, MeetingId, MembershipId, OrgId, PersonId, PlanId, RequestId,
    TaskId,
};
use tsumugi_domain::meeting::{
    Attendance, Cause, Closing, Expected, Fit, GapReason, Half, Level, MeetingKind, MeetingState,
    Minutes, NotYetReason, OutcomeKind, PointState, RequestState, Slot, View, best_time,
};
use tsumugi_domain::monitoring::{Attainment, MonitoringKind, Outcome};
use tsumugi_domain::next::Target;
use tsumugi_domain::notice::ConcernState;
use tsumugi_domain::person::{Expression, Speaker};
use tsumugi_domain::plan::{About, AnswerKind, Answerer, Horizon, Idea, PlanKind, text_hash};
use tsumugi_domain::policy::{Actor, PersonAction, Who};
use tsumugi_domain::seen;
use tsumugi_domain::task::TaskState;
use tsumugi_domain::team::TeamRole;
use tsumugi_store::notice as notices;

fn org_of(actor: &Actor) -> OrgId {
    match &actor.who {
        Who::Staff { posts, .. } => posts[0].org,
        _ => panic!("a worker"),
    }
}

/// はるか with words on top; her specialist may see notes and meetings too.
pub(crate) fn haruka(world: &World<'_>) -> PersonId {
    let haruka = world.haruka();
    let op = world.op(&world.manager);
    share(world, haruka, &[DataClass::Meeting, DataClass::Narrative, DataClass::Voice]);
    let voice = NewVoice {
        speaker: Speaker::Person,
        text: "7時40分のバスに乗りたい".to_owned(),
        how: Expression::Speech,
        said_on: Some(TODAY),
        scene: String::new(),
        on_top: true,
    };
    person::add_voice(&op, haruka, &voice).unwrap();
    haruka
}

fn share(world: &World<'_>, person: PersonId, classes: &[DataClass]) {
    let org = org_of(&world.specialist);
    crate::support::share(&world.op(&world.manager), person, org, classes);
}

fn mother(world: &World<'_>, person: PersonId) -> MembershipId {
    let new = NewMember {
        worker: None,
        role: TeamRole::Family,
        name: "水野 由美".to_owned(),
        org: None,
        org_name: String::new(),
        from: None,
    };
    team::add(&world.op(&world.manager), person, &new).unwrap()
}

/// A plan of the office with a short goal to which はるか said yes, and its goal.
fn plan_with_goal(world: &World<'_>, person: PersonId) -> (PlanId, GoalId) {
    let op = world.op(&world.manager);
    let id = plan::start(&op, person, PlanKind::Individual).unwrap();
    let goal = GoalInput {
        goal: None,
        horizon: Horizon::Short,
        text: "ひとりでバスに乗る".to_owned(),
        idea: Idea::Person,
        own_words: String::new(),
        grounds: String::new(),
        person_role: String::new(),
        support: String::new(),
        provider: String::new(),
        due: None,
    };
    let goal = plan::save_goal(&op, id, &goal).unwrap();
    answer::record(&op, person, &yes(About::Goal(goal))).unwrap();
    plan::agree(&op, id, TODAY).unwrap();
    (id, goal)
}

/// A spoken yes.
pub(crate) fn yes(about: About) -> NewAnswer {
    NewAnswer {
        about,
        by: Answerer::Person,
        kind: AnswerKind::Yes,
        how: Expression::Speech,
        words: "うん".to_owned(),
        reading: String::new(),
        ask_again: None,
    }
}

fn concern(world: &World<'_>, person: PersonId) -> ConcernId {
    let text = "バスを1本おくらせる日がふえた".to_owned();
    notice::raise(&world.op(&world.manager), person, &RaiseConcern { text }).unwrap()
}

fn state_of(world: &World<'_>, person: PersonId, concern: ConcernId) -> ConcernState {
    world
        .op(&world.manager)
        .see(person, PersonAction::See, "concern", |tx, proof| {
            Ok(notices::find(tx, proof, concern)?.unwrap().state)
        })
        .unwrap()
}

fn slot(day: Date, hour: i8) -> Slot {
    Slot { from: day.at(hour, 0, 0, 0), minutes: 90, place: " ひだまり作業所 ".to_owned() }
}

pub(crate) fn call(kind: MeetingKind, cause: Cause) -> Convene {
    Convene {
        kind,
        must_decide: "朝の支度をどう変えるか".to_owned(),
        cause,
        request: None,
        candidates: vec![slot(date(2026, 4, 20), 14), slot(date(2026, 4, 17), 10)],
        invited: Vec::new(),
    }
}

fn ask(world: &World<'_>, cause: Cause) -> AskForMeeting {
    AskForMeeting {
        asked_org: org_of(&world.specialist),
        must_decide: "通院に誰がつきそうか".to_owned(),
        reason: "お母さんが転んで、つきそえない".to_owned(),
        cause,
    }
}

pub(crate) fn decision(kind: OutcomeKind, text: &str) -> NewDecision {
    NewDecision {
        text: text.to_owned(),
        kind,
        owner: None,
        owner_name: String::new(),
        due: None,
        known_by: String::new(),
        first_step: String::new(),
        level: None,
        reason: None,
        until_then: String::new(),
        shared_with: String::new(),
    }
}

/// What the region lacks.
pub(crate) fn cannot_now(text: &str) -> NewDecision {
    NewDecision {
        level: Some(Level::Region),
        reason: Some(GapReason::Transport),
        until_then: "お母さんが迎えに行く".to_owned(),
        shared_with: "相談支援専門員".to_owned(),
        ..decision(OutcomeKind::CannotNow, text)
    }
}

pub(crate) fn closing() -> Closing {
    Closing([
        PointState::Confirmed("はるかさん、お母さん、相談支援専門員がいた".to_owned()),
        PointState::Confirmed("バスに乗りたいという言葉から始めた".to_owned()),
        PointState::Confirmed("分けて話した".to_owned()),
        PointState::NotYet(NotYetReason::FindOutFirst, "送迎の人を探してから".to_owned()),
        PointState::Confirmed("夕方の送迎は地域にないことを確かめた".to_owned()),
    ])
}

/// A meeting of the office with a day, and はるか's mother at the table.
fn fixed(world: &World<'_>, person: PersonId, cause: Cause) -> (MeetingId, MembershipId) {
    let mother = mother(world, person);
    let op = world.op(&world.manager);
    let invited = vec![
        Invited { member: Some(mother), expected: "朝のようす".to_owned() },
        Invited { member: None, expected: "朝、何がいやか".to_owned() },
        Invited { member: Some(mother), expected: "もう一度".to_owned() },
    ];
    let new = Convene { invited, ..call(MeetingKind::Individual, cause) };
    let id = meeting::convene(&op, person, &new).unwrap();
    let first = meeting::view(&op, id).unwrap().candidates[0].clone();
    assert_eq!(first.slot.from.date(), date(2026, 4, 17), "the earliest stands first");
    meeting::fix(&op, id, first.id).unwrap();
    (id, mother)
}

/// What those who look at a meeting are told by.
fn revision(world: &World<'_>, meeting: MeetingId) -> i64 {
    let topic = meeting::topic_of(meeting);
    let op = world.op(&world.manager);
    op.db.read(|tx| tsumugi_store::topic::revision(tx, op.region(), &topic)).unwrap()
}
