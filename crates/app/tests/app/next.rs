//! つぎにすること, from the page of a person through the whole loop.

use crate::support::{TODAY, World, held, on_each_engine};
use tsumugi_app::answer::{self, NewAnswer};
use tsumugi_app::meeting::{self, Convene, NewDecision};
use tsumugi_app::monitoring::{self, RecordMonitoring};
use tsumugi_app::notice::{self, RaiseConcern};
use tsumugi_app::plan::{self, GoalInput};
use tsumugi_app::{Op, home, person};
use tsumugi_domain::ids::{MeetingId, PersonId, PlanId};
use tsumugi_domain::meeting::{Cause, Closing, MeetingKind, OutcomeKind, PointState, Slot};
use tsumugi_domain::monitoring::{MonitoringKind, Outcome};
use tsumugi_domain::next::Target;
use tsumugi_domain::person::Expression;
use tsumugi_domain::plan::{About, AnswerKind, Answerer, Horizon, Idea, PlanKind, Recipient};

fn told(op: &Op<'_>, haruka: PersonId) -> Vec<&'static str> {
    let steps = person::page(op, haruka).unwrap().steps;
    steps.iter().map(|step| step.kind.code()).collect()
}

fn at_home(op: &Op<'_>) -> Vec<&'static str> {
    let steps = home::worker_home(op).unwrap().steps;
    steps.iter().map(|(_, step)| step.kind.code()).collect()
}

fn yes(about: About) -> NewAnswer {
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

fn goal(text: &str) -> GoalInput {
    GoalInput {
        goal: None,
        horizon: Horizon::Short,
        text: text.to_owned(),
        idea: Idea::Person,
        own_words: String::new(),
        grounds: String::new(),
        person_role: String::new(),
        support: String::new(),
        provider: String::new(),
        due: None,
    }
}

/// A plan that was agreed to and given to everybody.
fn a_plan(world: &World<'_>, haruka: PersonId) -> PlanId {
    let op = &world.op(&world.manager);
    assert_eq!(told(op, haruka), ["start_plan"]);
    let plan = plan::start(op, haruka, PlanKind::Individual).unwrap();
    assert_eq!(told(op, haruka), ["write_goals"]);
    let bus = plan::save_goal(op, plan, &goal("ひとりでバスに乗る")).unwrap();
    assert_eq!(told(op, haruka), ["ask_goals"]);
    answer::record(op, haruka, &yes(About::Goal(bus))).unwrap();
    assert_eq!(told(op, haruka), ["agree"]);
    plan::agree(op, plan, TODAY).unwrap();
    assert_eq!(told(op, haruka), ["deliver"]);
    for to in [Recipient::Person, Recipient::Specialist] {
        plan::deliver(op, plan, to, "水野 はるか", TODAY).unwrap();
    }
    assert_eq!(told(op, haruka), [""; 0]);
    plan
}

/// A monitoring that wants a meeting, and the meeting that comes from it, up to its closing.
fn a_meeting(world: &World<'_>, haruka: PersonId) -> MeetingId {
    let op = &world.op(&world.manager);
    let new = RecordMonitoring {
        kind: MonitoringKind::Individual,
        on: Some(TODAY),
        prompts: Default::default(),
        own_words: String::new(),
        how: Expression::Speech,
        outcome: Outcome::Meet,
        reason: "バスの練習をどう始めるか".to_owned(),
        goals: Vec::new(),
    };
    let monitoring = monitoring::record(op, haruka, &new).unwrap();
    assert_eq!(told(op, haruka), ["call_monitoring"]);
    assert_eq!(at_home(op), ["call_monitoring"]);
    let step = person::page(op, haruka).unwrap().steps.remove(0);
    assert_eq!(step.about, Target::Monitoring(monitoring));
    let when = Slot { from: TODAY.at(15, 0, 0, 0), minutes: 60, place: "相談室".to_owned() };
    let call = Convene {
        kind: MeetingKind::Individual,
        must_decide: "バスの練習をどう始めるか".to_owned(),
        cause: Cause::Monitoring(monitoring),
        request: None,
        candidates: vec![when],
        invited: Vec::new(),
    };
    let meeting = meeting::convene(op, haruka, &call).unwrap();
    assert_eq!(told(op, haruka), ["fix_day"]);
    let day = meeting::view(op, meeting).unwrap().candidates[0].id;
    meeting::fix(op, meeting, day).unwrap();
    assert_eq!(told(op, haruka), ["confer"]);
    meeting
}

#[test]
fn the_page_and_the_home_tell_the_next_step_of_the_loop() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = world.haruka();
        let plan = a_plan(&world, haruka);
        // Every use case has its own instant: on one day they tell what came first.
        let op = || world.op(&world.manager);
        let text = "バスを見おくる日がふえた".to_owned();
        let concern = notice::raise(&op(), haruka, &RaiseConcern { text }).unwrap();
        assert_eq!(told(&op(), haruka), ["call_concern"]);
        notice::watch(&op(), haruka, concern, None).unwrap();
        assert_eq!(told(&op(), haruka), [""; 0]);

        let meeting = a_meeting(&world, haruka);
        let decide = NewDecision {
            text: "朝のバスにいっしょに乗る".to_owned(),
            kind: OutcomeKind::Now,
            owner: None,
            owner_name: "本人".to_owned(),
            due: Some(TODAY),
            known_by: "三回乗った".to_owned(),
            first_step: String::new(),
            level: None,
            reason: None,
            until_then: String::new(),
            shared_with: String::new(),
        };
        let decision = meeting::decide(&op(), meeting, &decide).unwrap();
        assert_eq!(told(&op(), haruka), ["ask_decisions", "confer"]);
        answer::record(&op(), haruka, &yes(About::Decision(decision))).unwrap();
        assert_eq!(told(&op(), haruka), ["confer"]);
        let point = PointState::Confirmed("確かめた".to_owned());
        let closing = Closing(std::array::from_fn(|_| point.clone()));
        meeting::close(&op(), meeting, &closing, &[], Some(&held())).unwrap();
        assert_eq!(told(&op(), haruka), ["confirm", "revise_from_meeting"]);
        let minutes = meeting::view(&op(), meeting).unwrap().minutes[0].id;
        meeting::confirm_minutes(&op(), meeting, minutes).unwrap();
        assert_eq!(told(&op(), haruka), ["revise_from_meeting"]);
        assert_eq!(at_home(&op()), ["revise_from_meeting"]);

        plan::revise(&op(), plan, Some(meeting), "").unwrap();
        assert_eq!(told(&op(), haruka), ["agree"]);
        plan::agree(&op(), plan, TODAY).unwrap();
        assert_eq!(told(&op(), haruka), ["deliver"]);
        assert_eq!(at_home(&op()), ["deliver"]);

        // Who neither writes nor leads here is told nothing of it.
        assert_eq!(told(&world.op(&world.oneself(haruka)), haruka), [""; 0]);
        assert_eq!(at_home(&world.op(&world.stranger)), [""; 0]);
    });
}
