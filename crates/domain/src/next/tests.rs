use super::*;
use crate::ids::TypedId;
use jiff::civil::date;
use proptest::prelude::*;

const TODAY: Date = date(2026, 11, 23);

/// Noon of a day.
fn noon(day: Date) -> Timestamp {
    day.at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).expect("noon exists").timestamp()
}

fn closed(on: Date, unconfirmed: bool) -> Stage {
    Stage::Closed { on, at: noon(on), unconfirmed }
}

fn id<T: TypedId>(n: u8) -> T {
    T::generate(0, [n; 16])
}

/// The office whose manager reads.
const OURS: u8 = 1;
/// Another office.
const THEIRS: u8 = 2;

const MANAGER: [PersonAction; 10] = [
    PersonAction::See,
    PersonAction::SortConcern,
    PersonAction::ConveneIndividual,
    PersonAction::RequestProviders,
    PersonAction::Confer,
    PersonAction::CloseMeeting,
    PersonAction::Answer,
    PersonAction::WriteIndividualPlan,
    PersonAction::MonitorIndividual,
    PersonAction::ReportNeed,
];

fn posts(role: Role) -> [Post; 1] {
    [Post { org: id(OURS), role }]
}

/// What the office's manager is told to do, as codes.
fn told(now: &Situation) -> Vec<&'static str> {
    let posts = posts(Role::ServiceManager);
    let reader = Reader { posts: &posts, may: &MANAGER };
    steps(now, reader, TODAY).iter().map(|step| step.kind.code()).collect()
}

fn plan(org: u8) -> PlanNow {
    PlanNow {
        id: id(10),
        kind: PlanKind::Individual,
        org: id(org),
        since: Some(date(2026, 9, 1)),
        made: noon(date(2026, 8, 25)),
        from_meeting: None,
        confirmed: None,
        draft: None,
        given: vec![Recipient::Person, Recipient::Specialist],
        self_plan: false,
        refused: 0,
    }
}

fn talk(stage: Stage) -> Talk {
    Talk {
        id: id(20),
        kind: MeetingKind::Individual,
        org: id(OURS),
        must_decide: "朝の支度をどう変えるか".into(),
        stage,
        for_plans: 2,
        unanswered: 0,
        refused: 0,
    }
}

fn monitoring(outcome: Outcome) -> LastMonitoring {
    LastMonitoring {
        id: id(30),
        kind: MonitoringKind::Individual,
        org: id(OURS),
        on: date(2026, 11, 20),
        outcome,
        reason: "バスの練習".into(),
        called: false,
        recorded: noon(date(2026, 11, 20)),
    }
}

/// Everything in order, and nothing to do.
fn quiet() -> Situation {
    Situation { plans: vec![plan(OURS)], ..Situation::default() }
}

#[test]
fn the_loop_is_told_step_by_step() {
    let mut now = quiet();
    assert_eq!(told(&now), [""; 0]);

    now.concerns = vec![OpenConcern { id: id(40), text: "バスを見おくる".into() }];
    assert_eq!(told(&now), ["call_concern"]);
    now.concerns.clear();

    now.monitorings = vec![monitoring(Outcome::Meet)];
    assert_eq!(told(&now), ["call_monitoring"]);
    // Called from the monitoring, or from anywhere else: nobody calls twice.
    now.monitorings[0].called = true;
    assert_eq!(told(&now), [""; 0]);
    now.monitorings[0].called = false;
    now.talks = vec![talk(Stage::Calling)];
    assert_eq!(told(&now), ["fix_day"]);
    now.talks[0].stage = Stage::Fixed { on: date(2026, 12, 4) };
    assert_eq!(told(&now), ["prepare"]);
    now.talks[0].stage = Stage::Fixed { on: TODAY };
    assert_eq!(told(&now), ["confer"]);
    now.talks[0].unanswered = 1;
    assert_eq!(told(&now), ["ask_decisions", "confer"]);
    now.talks[0].unanswered = 0;
    now.talks[0].stage = closed(TODAY, true);
    assert_eq!(told(&now), ["confirm", "revise_from_meeting"]);
    now.talks[0].stage = closed(TODAY, false);
    assert_eq!(told(&now), ["revise_from_meeting"]);

    now.plans[0].draft = Some(DraftNow { goals: 0, unasked: 0 });
    assert_eq!(told(&now), ["write_goals"]);
    now.plans[0].draft = Some(DraftNow { goals: 2, unasked: 1 });
    assert_eq!(told(&now), ["ask_goals"]);
    now.plans[0].draft = Some(DraftNow { goals: 2, unasked: 0 });
    assert_eq!(told(&now), ["agree"]);
    let made = noon(TODAY).saturating_add(jiff::SignedDuration::from_hours(1)).unwrap();
    now.plans[0] = PlanNow { since: Some(TODAY), made, given: Vec::new(), ..plan(OURS) };
    assert_eq!(told(&now), ["deliver"]);
    now.plans[0].given = vec![Recipient::Person, Recipient::Specialist];
    assert_eq!(told(&now), [""; 0]);
    now.needs = vec![OpenNeed { id: id(50), text: "夕方の送迎".into() }];
    assert_eq!(told(&now), ["report"]);
}

#[test]
fn a_no_is_talked_over_and_new_words_are_heard_first() {
    let mut now = quiet();
    now.talks = vec![Talk { refused: 1, for_plans: 0, ..talk(closed(TODAY, false)) }];
    assert_eq!(told(&now), ["talk_again"]);
    now.talks.clear();
    now.plans[0].refused = 1;
    assert_eq!(told(&now), ["talk_again"]);
    // In a draft the same goal is asked about as one of its goals.
    now.plans[0].draft = Some(DraftNow { goals: 2, unasked: 1 });
    assert_eq!(told(&now), ["ask_goals"]);
    now.plans[0].draft = None;
    let words =
        NewWords {
            id: id(60), speaker: Speaker::Person, text: "火曜はやめたい".into(), on: TODAY
        };
    now.words = vec![words];
    assert_eq!(told(&now), ["hear_words", "talk_again"]);
}

#[test]
fn late_tasks_and_the_councils_answer_are_told() {
    let mut now = quiet();
    let late = LateTask {
        id: id(70),
        org: id(OURS),
        kind: MeetingKind::Individual,
        owner_name: "松本 校長".into(),
        what: "写真のカード".into(),
        due: date(2026, 11, 20),
    };
    now.late = vec![late.clone(), LateTask { org: id(THEIRS), ..late }];
    now.replies = vec![Reply { need: id(50), text: "来年の春から".into(), on: TODAY }];
    let posts = posts(Role::ServiceManager);
    let steps = steps(&now, Reader { posts: &posts, may: &MANAGER }, TODAY);
    let lines: Vec<_> = steps.iter().map(|step| (step.kind.code(), step.text.as_str())).collect();
    let theirs_is_theirs =
        [("follow_up", "松本 校長：写真のカード"), ("tell_answer", "来年の春から")];
    assert_eq!(lines, theirs_is_theirs);
}

#[test]
fn a_monitoring_that_wants_a_revision_leads_to_the_plan() {
    let mut now = quiet();
    now.monitorings = vec![monitoring(Outcome::Revise)];
    assert_eq!(told(&now), ["revise_from_monitoring"]);
    now.plans[0].since = Some(date(2026, 11, 21));
    assert_eq!(told(&now), [""; 0]);
    // A talk of the day before, written down when the plan already counted.
    now.monitorings[0].recorded = noon(date(2026, 11, 22));
    assert_eq!(told(&now), ["revise_from_monitoring"]);
}

#[test]
fn a_later_look_settles_what_a_meeting_left() {
    let mut now = quiet();
    now.talks = vec![talk(closed(date(2026, 11, 2), false))];
    assert_eq!(told(&now), ["revise_from_meeting"]);
    now.plans[0].confirmed = Some(date(2026, 11, 10));
    assert_eq!(told(&now), [""; 0]);
    now.plans[0].confirmed = None;
    // The version that names the meeting knows what it decided, whenever its writing began.
    now.plans[0].from_meeting = Some(id(20));
    assert_eq!(told(&now), [""; 0]);
    now.plans[0].from_meeting = None;
    // Agreed in the morning, conferred at noon of the same day.
    now.plans[0].since = Some(date(2026, 11, 2));
    assert_eq!(told(&now), ["revise_from_meeting"]);
    now.talks[0].for_plans = 0;
    assert_eq!(told(&now), [""; 0]);
}

#[test]
fn a_review_is_a_step_when_its_day_is_near_and_nobody_has_just_looked() {
    let mut now = quiet();
    now.plans[0].since = Some(date(2026, 5, 30));
    assert_eq!(told(&now), ["monitor"]);
    let posts = posts(Role::ServiceManager);
    let reader = Reader { posts: &posts, may: &MANAGER };
    assert_eq!(next_review(&now, reader), Some(date(2026, 11, 30)));
    now.monitorings = vec![LastMonitoring { called: true, ..monitoring(Outcome::Meet) }];
    assert_eq!(told(&now), [""; 0]);
    now.monitorings[0].on = date(2026, 7, 1);
    assert_eq!(told(&now), ["monitor"]);
}

#[test]
fn without_a_plan_the_first_step_is_to_begin_one() {
    assert_eq!(told(&Situation::default()), ["start_plan"]);
    let theirs = Situation { plans: vec![plan(THEIRS)], ..Situation::default() };
    assert_eq!(told(&theirs), ["start_plan"]);
}

#[test]
fn another_offices_matters_are_not_ours() {
    let mut now = quiet();
    now.plans.push(PlanNow {
        id: id(11),
        draft: Some(DraftNow { goals: 1, unasked: 0 }),
        ..plan(THEIRS)
    });
    now.talks = vec![Talk { org: id(THEIRS), unanswered: 1, ..talk(Stage::Calling) }];
    assert_eq!(told(&now), [""; 0]);
    now.talks[0].stage = closed(TODAY, true);
    assert_eq!(told(&now), [""; 0]);
    // A day of theirs is still a day to prepare for.
    now.talks[0].stage = Stage::Fixed { on: date(2026, 12, 1) };
    assert_eq!(told(&now), ["prepare"]);
}

fn some_stage() -> impl Strategy<Value = Stage> {
    let day = (-200_i64..200).prop_map(|days| TODAY.saturating_add(jiff::Span::new().days(days)));
    prop_oneof![
        Just(Stage::Calling),
        day.clone().prop_map(|on| Stage::Fixed { on }),
        (day, any::<bool>()).prop_map(|(on, unconfirmed)| closed(on, unconfirmed)),
    ]
}

fn some_situation() -> impl Strategy<Value = Situation> {
    let draft = proptest::option::of((0_i64..3, 0_i64..3)).prop_map(|draft| {
        draft.map(|(goals, unasked)| DraftNow { goals, unasked: unasked.min(goals) })
    });
    let plans =
        (1_u8..3, draft, any::<bool>(), any::<bool>()).prop_map(|(org, draft, given, counts)| {
            PlanNow {
                draft,
                since: counts.then_some(date(2026, 6, 1)),
                given: if given { plan(org).given } else { Vec::new() },
                ..plan(org)
            }
        });
    let talks = (some_stage(), 1_u8..3, 0_i64..2, 0_i64..2).prop_map(
        |(stage, org, for_plans, unanswered)| Talk {
            org: id(org),
            for_plans,
            unanswered,
            ..talk(stage)
        },
    );
    let monitorings = any::<bool>()
        .prop_map(|meet| monitoring(if meet { Outcome::Meet } else { Outcome::Revise }));
    (
        proptest::collection::vec(plans, 0..3),
        proptest::collection::vec(talks, 0..3),
        proptest::collection::vec(monitorings, 0..2),
        any::<bool>(),
    )
        .prop_map(|(plans, talks, monitorings, need)| Situation {
            plans,
            talks,
            monitorings,
            needs: need.then(|| OpenNeed { id: id(50), text: String::new() }).into_iter().collect(),
            ..Situation::default()
        })
}

proptest! {
    #[test]
    fn who_may_nothing_is_told_nothing(now in some_situation()) {
        let posts = posts(Role::ServiceManager);
        prop_assert_eq!(steps(&now, Reader { posts: &posts, may: &[] }, TODAY), []);
        let told = steps(&now, Reader { posts: &[], may: &MANAGER }, TODAY);
        let only = told.iter().all(|step| {
            matches!(step.kind, StepKind::Report | StepKind::Prepare)
        });
        prop_assert!(only);
    }

    #[test]
    fn steps_stand_in_the_order_of_their_kinds_and_no_draft_is_revised(now in some_situation()) {
        let posts = posts(Role::ServiceManager);
        let told = steps(&now, Reader { posts: &posts, may: &MANAGER }, TODAY);
        prop_assert!(told.is_sorted_by_key(|step| step.kind));
        let drafts = now.plans.iter().all(|plan| plan.draft.is_some());
        let revises = told.iter().any(|step| {
            matches!(step.kind, StepKind::ReviseFromMeeting | StepKind::ReviseFromMonitoring)
        });
        prop_assert!(!(drafts && revises));
    }
}
