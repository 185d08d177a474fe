//! つぎにすること, from the page of a person through the whole loop.

use crate::meeting::{cannot_now, decision, yes};
use crate::plan::goal;
use crate::support::{TODAY, World, forbidden, held, hidden, on_each_engine};
use jiff::civil::date;
use tsumugi_app::answer::{self, NewAnswer};
use tsumugi_app::meeting::{self, Convene, NewDecision};
use tsumugi_app::monitoring::{self, RecordMonitoring};
use tsumugi_app::notice::{self, RaiseConcern};
use tsumugi_app::plan;
use tsumugi_app::{Op, home, person};
use tsumugi_domain::ids::{MeetingId, PersonId, PlanId};
use tsumugi_domain::meeting::{Cause, Closing, Level, MeetingKind, OutcomeKind, PointState, Slot};
use tsumugi_domain::monitoring::{MonitoringKind, Outcome};
use tsumugi_domain::next::{StepKind, Target};
use tsumugi_domain::person::{Expression, Speaker};
use tsumugi_domain::plan::{About, AnswerKind, Answerer, PlanKind, Recipient};

fn told(op: &Op<'_>, haruka: PersonId) -> Vec<&'static str> {
    let steps = person::page(op, haruka).unwrap().steps;
    steps.iter().map(|step| step.kind.code()).collect()
}

fn at_home(op: &Op<'_>) -> Vec<&'static str> {
    let steps = home::worker_home(op).unwrap().steps;
    steps.iter().map(|(_, step)| step.kind.code()).collect()
}

/// A plan that was agreed to and given to everybody.
fn a_plan(world: &World<'_>, haruka: PersonId) -> PlanId {
    let op = &world.op(&world.manager);
    assert_eq!(told(op, haruka), ["start_plan"]);
    let to_begin = || home::worker_home(op).unwrap().to_begin;
    assert_eq!(to_begin().iter().map(|one| one.person.id).collect::<Vec<_>>(), [haruka]);
    let plan = plan::start(op, haruka, PlanKind::Individual).unwrap();
    assert_eq!(told(op, haruka), ["write_goals"]);
    assert!(to_begin().is_empty());
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

fn decide() -> NewDecision {
    NewDecision {
        owner_name: "本人".to_owned(),
        due: Some(TODAY),
        known_by: "三回乗った".to_owned(),
        ..decision(OutcomeKind::Now, "朝のバスにいっしょに乗る")
    }
}

fn closing() -> Closing {
    let point = PointState::Confirmed("確かめた".to_owned());
    Closing(std::array::from_fn(|_| point.clone()))
}

#[test]
fn a_no_waits_to_be_talked_over_and_nobody_sets_to_work_on_it() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = world.haruka();
        a_plan(&world, haruka);
        let op = || world.op(&world.manager);
        let meeting = a_meeting(&world, haruka);
        let [bus, early] = ["朝のバスにいっしょに乗る", "毎朝6時に起きる"].map(|text| {
            let new = NewDecision { text: text.to_owned(), ..decide() };
            meeting::decide(&op(), meeting, &new).unwrap()
        });
        answer::record(&op(), haruka, &yes(About::Decision(bus))).unwrap();
        let no = NewAnswer { kind: AnswerKind::No, ..yes(About::Decision(early)) };
        answer::record(&op(), haruka, &no).unwrap();
        assert_eq!(told(&op(), haruka), ["talk_again", "confer"]);
        meeting::close(&op(), meeting, &closing(), &[], Some(&held())).unwrap();
        let tasks = || {
            let view = meeting::view(&op(), meeting).unwrap();
            view.decisions.iter().filter(|line| line.task.is_some()).count()
        };
        assert_eq!(tasks(), 1, "only what the person said yes to has begun");
        assert_eq!(told(&op(), haruka), ["talk_again", "confirm", "revise_from_meeting"]);
        assert_eq!(at_home(&op())[0], "talk_again");
        let other = NewAnswer { kind: AnswerKind::Other, ..no.clone() };
        answer::record(&op(), haruka, &other).unwrap();
        assert_eq!((tasks(), told(&op(), haruka)[0]), (1, "talk_again"));
        // A family's yes is not the person's.
        let family = NewAnswer { by: Answerer::Family, ..yes(About::Decision(early)) };
        answer::record(&op(), haruka, &family).unwrap();
        assert_eq!(tasks(), 1);
        answer::record(&op(), haruka, &yes(About::Decision(early))).unwrap();
        assert_eq!((tasks(), told(&op(), haruka)[0]), (2, "confirm"), "the yes sets it going");
        answer::record(&op(), haruka, &yes(About::Decision(early))).unwrap();
        assert_eq!(tasks(), 2, "once");
    });
}

#[test]
fn a_yes_to_the_plan_that_is_taken_back_is_talked_over() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = world.haruka();
        a_plan(&world, haruka);
        let op = || world.op(&world.manager);
        let given = answer::page(&op(), haruka).unwrap().lines[0].answer.id;
        answer::withdraw(&world.op(&world.oneself(haruka)), haruka, given).unwrap();
        assert_eq!(told(&op(), haruka), ["talk_again"]);
        assert_eq!(at_home(&op()), ["talk_again"]);
    });
}

#[test]
fn what_the_person_sends_is_heard_and_late_tasks_are_asked_about() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = world.haruka();
        a_plan(&world, haruka);
        let op = || world.op(&world.manager);
        let oneself = || world.op(&world.oneself(haruka));
        let words = person::NewVoice {
            speaker: Speaker::Person,
            text: "火曜は やめたい".to_owned(),
            how: Expression::Writing,
            said_on: None,
            scene: String::new(),
            on_top: false,
        };
        let sent = person::add_voice(&oneself(), haruka, &words).unwrap();
        assert_eq!(told(&op(), haruka), ["hear_words"]);
        assert_eq!(at_home(&op()), ["hear_words"]);
        let own = person::voices(&oneself(), haruka).unwrap().1;
        assert_eq!(own[0].heard, None);
        forbidden(person::hear(&oneself(), haruka, sent));
        hidden(person::hear(&world.op(&world.stranger), haruka, sent));
        person::hear(&op(), haruka, sent).unwrap();
        let own = person::voices(&oneself(), haruka).unwrap().1;
        assert_eq!(own[0].heard.as_ref().unwrap().0, "田村 光一");
        assert_eq!(told(&op(), haruka), [""; 0]);
        // What a worker writes down was heard by them.
        person::add_voice(&op(), haruka, &words).unwrap();
        assert_eq!(told(&op(), haruka), [""; 0]);

        let meeting = a_meeting(&world, haruka);
        let new = NewDecision { owner_name: "松本 校長".to_owned(), ..decide() };
        let decision = meeting::decide(&op(), meeting, &new).unwrap();
        answer::record(&op(), haruka, &yes(About::Decision(decision))).unwrap();
        meeting::close(&op(), meeting, &closing(), &[], Some(&held())).unwrap();
        let later = || world.op_on(&world.manager, date(2026, 4, 12));
        let steps = person::page(&later(), haruka).unwrap().steps;
        let late = steps.iter().find(|step| step.kind == StepKind::FollowUp).unwrap();
        assert_eq!(late.text, "松本 校長：朝のバスにいっしょに乗る");
        assert!(at_home(&later()).contains(&"follow_up"));
        assert!(!at_home(&op()).contains(&"follow_up"), "its day has not passed");
    });
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
        let decision = meeting::decide(&op(), meeting, &decide()).unwrap();
        assert_eq!(told(&op(), haruka), ["ask_decisions", "confer"]);
        answer::record(&op(), haruka, &yes(About::Decision(decision))).unwrap();
        assert_eq!(told(&op(), haruka), ["confer"]);
        let here =
            NewDecision { level: Some(Level::Office), ..cannot_now("夜のバスがない") };
        meeting::decide(&op(), meeting, &here).unwrap();
        assert_eq!(told(&op(), haruka), ["confer"], "nobody is asked はい or いや to that");
        meeting::close(&op(), meeting, &closing(), &[], Some(&held())).unwrap();
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
