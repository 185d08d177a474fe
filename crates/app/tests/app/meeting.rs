//! Noticing, monitoring, calling, conferring, closing, and what shows on the homes.

use crate::support::{
    TODAY, World, conflict, elsewhere, forbidden, held, hidden, nobody, on_each_engine, problems,
};
use jiff::civil::{Date, date};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tsumugi_app::answer::{self, NewAnswer};
use tsumugi_app::consent::{self, NewConsent};
use tsumugi_app::meeting::{self, AskForMeeting, Convene, Invited, NewDecision, SeatReply};
use tsumugi_app::monitoring::{self, GoalFinding, RecordMonitoring};
use tsumugi_app::notice::{self, RaiseConcern};
use tsumugi_app::person::{self, NewVoice};
use tsumugi_app::plan::{self, GoalInput};
use tsumugi_app::task::{self, Assign};
use tsumugi_app::team::{self, NewMember};
use tsumugi_app::{Op, home};
use tsumugi_domain::community::NeedState;
use tsumugi_domain::consent::{DataClass, Giver};
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
    let new = NewConsent {
        recipient: Some(org_of(&world.specialist)),
        classes: classes.iter().copied().collect(),
        giver: Giver::Person,
        giver_name: "水野 はるか".to_owned(),
        to: Some(date(2027, 4, 9)),
    };
    consent::give(&world.op(&world.manager), person, &new).unwrap();
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

#[test]
fn a_concern_is_left_until_a_day_or_leads_to_a_meeting() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = haruka(&world);
        let op = world.op(&world.manager);
        let say = |text: &str| notice::raise(&op, haruka, &RaiseConcern { text: text.to_owned() });
        assert_eq!(problems(say(" ")), ["text error-required"]);
        assert_eq!(problems(say(&"あ".repeat(301))), ["text error-too-long"]);
        let id = concern(&world, haruka);
        assert_eq!(home::worker_home(&op).unwrap().concerns.len(), 1);
        assert_eq!(
            problems(notice::watch(&op, haruka, id, Some(TODAY))),
            ["until error-date-past"]
        );
        notice::watch(&op, haruka, id, None).unwrap();
        let until = date(2026, 4, 24);
        assert_eq!(state_of(&world, haruka, id), ConcernState::Watching { until });
        assert!(home::worker_home(&op).unwrap().concerns.is_empty());
        let later = world.op_on(&world.manager, until);
        assert_eq!(home::worker_home(&later).unwrap().concerns[0].1.id, id);

        // The person may say what worries them, and does not sort it.
        let oneself = world.op(&world.oneself(haruka));
        let own = RaiseConcern { text: "あさがつらい".to_owned() };
        notice::raise(&oneself, haruka, &own).unwrap();
        forbidden(notice::watch(&oneself, haruka, id, None));
        for actor in [&world.stranger, &world.secretary, &elsewhere(&world.manager)] {
            hidden(notice::raise(&world.op(actor), haruka, &own));
        }

        let (meeting, _) = fixed(&world, haruka, Cause::Concern(id));
        assert_eq!(state_of(&world, haruka, id), ConcernState::Met { meeting });
        conflict(notice::watch(&op, haruka, id, None));
        assert_eq!(meeting::view(&op, meeting).unwrap().meeting.cause, Cause::Concern(id));
        let text = meeting::call_form(&op, haruka, Cause::Concern(id)).unwrap().cause_text.unwrap();
        assert_eq!(
            (text.text.as_str(), text.by.as_str()),
            ("バスを1本おくらせる日がふえた", "田村 光一")
        );

        assert_eq!(problems(meeting::call_off(&op, meeting, "")), ["reason error-required"]);
        meeting::call_off(&op, meeting, "はるかさんが今は話したくない").unwrap();
        assert_eq!(state_of(&world, haruka, id), ConcernState::Open, "nothing is lost");
        conflict(meeting::call_off(&op, meeting, "もう一度"));
        hidden(meeting::convene(
            &op,
            haruka,
            &call(MeetingKind::Individual, Cause::Concern(nobody())),
        ));
    });
}

#[test]
fn both_monitorings_ask_for_a_reason_and_keep_the_words() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = haruka(&world);
        let (_, goal) = plan_with_goal(&world, haruka);
        let op = world.op(&world.manager);
        let form = monitoring::form(&op, haruka, MonitoringKind::Individual).unwrap();
        assert_eq!(form.goals.len(), 1);
        assert_eq!(form.due, Some(date(2026, 10, 10)));
        assert_eq!(form.head.top.unwrap().text, "7時40分のバスに乗りたい");
        forbidden(monitoring::form(&op, haruka, MonitoringKind::ServiceUse));

        let new = |outcome, reason: &str| RecordMonitoring {
            kind: MonitoringKind::Individual,
            on: Some(TODAY),
            prompts: ["バス", "", " 一人で出かける ", ""].map(str::to_owned),
            own_words: "バスはすき。あさはいや".to_owned(),
            how: Expression::Face,
            outcome,
            reason: reason.to_owned(),
            goals: vec![GoalFinding {
                goal,
                attainment: Attainment::Closer,
                person_view: "もうすこし".to_owned(),
                next: String::new(),
            }],
        };
        for outcome in [Outcome::Meet, Outcome::NoMeeting] {
            let none = monitoring::record(&op, haruka, &new(outcome, " "));
            assert_eq!(problems(none), ["reason error-required"]);
        }
        let future = RecordMonitoring { on: TODAY.tomorrow().ok(), ..new(Outcome::Revise, "") };
        assert_eq!(problems(monitoring::record(&op, haruka, &future)), ["on error-date-future"]);
        let mut foreign = new(Outcome::Continue, "");
        foreign.goals[0].goal = nobody();
        hidden(monitoring::record(&op, haruka, &foreign));

        let id = monitoring::record(&op, haruka, &new(Outcome::Meet, "朝のこと")).unwrap();
        let seen = monitoring::view(&op, id).unwrap();
        assert_eq!(seen.monitoring.goals[0].goal_text, "ひとりでバスに乗る");
        assert_eq!(seen.monitoring.prompts[2], "一人で出かける");
        let words = person::voices(&op, haruka).unwrap().1;
        assert_eq!(words.len(), 2);
        assert_eq!(words.iter().filter(|one| one.on_top).count(), 1);
        let reading = NewVoice {
            speaker: Speaker::Supporter,
            text: "朝は苦手に見える".to_owned(),
            how: Expression::Face,
            said_on: Some(TODAY),
            scene: String::new(),
            on_top: false,
        };
        let reading = person::add_voice(&op, haruka, &reading).unwrap();
        hidden(person::put_on_top(&op, haruka, reading));
        assert_eq!(person::page(&op, haruka).unwrap().head.top.unwrap().speaker, Speaker::Person);
        let said = words.iter().find(|one| one.text == "バスはすき。あさはいや").unwrap();
        assert_eq!((said.on_top, said.how), (false, Expression::Face));

        // A correction stands beside what was written, with its name; the record stays.
        assert!(seen.may_correct && seen.notes.is_empty());
        assert_eq!(problems(monitoring::correct(&op, id, " ")), ["text error-required"]);
        monitoring::correct(&op, id, "話した日は4月9日でした").unwrap();
        let seen = monitoring::view(&op, id).unwrap();
        assert_eq!(seen.monitoring.on, TODAY);
        let [note] = &seen.notes[..] else { panic!("one correction") };
        assert_eq!((note.text.as_str(), note.by.as_str()), ("話した日は4月9日でした", "田村 光一"));
        assert!(!monitoring::view(&world.op(&world.specialist), id).unwrap().may_correct);
        forbidden(monitoring::correct(&world.op(&world.specialist), id, "ちがう"));
        hidden(monitoring::correct(&world.op(&world.stranger), id, "ちがう"));
        hidden(monitoring::correct(&op, nobody(), "ちがう"));

        let cause = Cause::Monitoring(id);
        let form = meeting::call_form(&op, haruka, cause).unwrap();
        assert_eq!(form.cause_text.unwrap().text, "朝のこと");
        let meeting = meeting::convene(&op, haruka, &call(MeetingKind::Individual, cause)).unwrap();
        let request = meeting::request(&op, haruka, &ask(&world, cause)).unwrap();
        let led = monitoring::view(&op, id).unwrap().led_to;
        assert_eq!((led.meetings, led.requests), (vec![meeting], vec![request]));

        // What leaves the plan as it is moves the day of the next look, a wish for a meeting not.
        let due = |op: &tsumugi_app::Op<'_>| {
            monitoring::form(op, haruka, MonitoringKind::Individual).unwrap().due
        };
        assert_eq!(due(&op), Some(date(2026, 10, 10)));
        let day = date(2026, 7, 1);
        let later = world.op_on(&world.manager, day);
        let on = RecordMonitoring { on: Some(day), ..new(Outcome::Continue, "") };
        monitoring::record(&later, haruka, &on).unwrap();
        assert_eq!(due(&later), Some(date(2027, 1, 1)));

        hidden(monitoring::view(&op, nobody()));
        for actor in [&world.stranger, &elsewhere(&world.manager)] {
            hidden(monitoring::view(&world.op(actor), id));
            hidden(monitoring::record(&world.op(actor), haruka, &new(Outcome::Revise, "")));
        }
        forbidden(monitoring::record(
            &world.op(&world.specialist),
            haruka,
            &new(Outcome::Revise, ""),
        ));
    });
}

#[test]
fn a_declined_request_leads_to_the_offices_own_meeting() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = world.haruka();
        let op = world.op(&world.manager);
        let concern = concern(&world, haruka);
        let none = AskForMeeting { asked_org: world.office, ..ask(&world, Cause::Own) };
        assert_eq!(problems(meeting::request(&op, haruka, &none)), ["asked_org error-choice"]);
        let id = meeting::request(&op, haruka, &ask(&world, Cause::Concern(concern))).unwrap();
        assert_eq!(state_of(&world, haruka, concern), ConcernState::Requested { request: id });
        forbidden(meeting::request(&world.op(&world.specialist), haruka, &ask(&world, Cause::Own)));

        let specialist = world.op(&world.specialist);
        let waiting = home::worker_home(&specialist).unwrap().requests;
        assert_eq!(waiting[0].1.id, id);
        assert_eq!(waiting[0].1.must_decide, "通院に誰がつきそうか");
        assert!(home::worker_home(&op).unwrap().requests.is_empty());
        let sent = home::worker_home(&op).unwrap().sent;
        assert!(sent.len() == 1 && !sent[0].overdue);
        let week_later = world.op_on(&world.manager, date(2026, 4, 18));
        assert!(home::worker_home(&week_later).unwrap().sent[0].overdue);
        let seen = meeting::request_view(&specialist, id).unwrap();
        assert!(seen.may_answer && !seen.may_hold_own);
        let seen = meeting::request_view(&op, id).unwrap();
        assert!(!seen.may_answer && seen.may_hold_own);

        assert_eq!(problems(meeting::decline(&specialist, id, " ")), ["reason error-required"]);
        forbidden(meeting::decline(&op, id, "わたしが決める"));
        meeting::decline(&specialist, id, "来月の会議まで待ってほしい").unwrap();
        conflict(meeting::decline(&specialist, id, "もう一度"));
        // What led to it is not lost with the request.
        assert_eq!(state_of(&world, haruka, concern), ConcernState::Open);
        conflict(meeting::accept(&specialist, id, &call(MeetingKind::Providers, Cause::Own)));
        let declined = home::worker_home(&op).unwrap().declined;
        assert!(matches!(&declined[0].request.state, RequestState::Declined { reason }
            if reason == "来月の会議まで待ってほしい"));

        // The cause is kept, whatever the form says.
        let own = Convene { request: Some(id), ..call(MeetingKind::Individual, Cause::Own) };
        let held = meeting::convene(&op, haruka, &own).unwrap();
        let view = meeting::view(&op, held).unwrap();
        assert_eq!(view.meeting.cause, Cause::Concern(concern));
        assert_eq!(view.meeting.request, Some(id));
        assert_eq!(state_of(&world, haruka, concern), ConcernState::Met { meeting: held });
        assert!(home::worker_home(&op).unwrap().declined.is_empty());
        // Nobody who looked at the concern before takes it up a second time.
        let again = AskForMeeting { ..ask(&world, Cause::Concern(concern)) };
        conflict(meeting::request(&op, haruka, &again));
        conflict(meeting::convene(
            &op,
            haruka,
            &call(MeetingKind::Individual, Cause::Concern(concern)),
        ));
        let seen = meeting::request_view(&op, id).unwrap();
        assert!(matches!(seen.request.state, RequestState::Declined { .. }));
        assert_eq!(seen.meetings[0].id, held);
        for actor in [&world.stranger, &world.secretary, &elsewhere(&world.manager)] {
            hidden(meeting::request_view(&world.op(actor), id));
            hidden(meeting::decline(&world.op(actor), id, "いや"));
        }
    });
}

#[test]
fn a_request_is_accepted_or_joins_another_meeting() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = haruka(&world);
        let op = world.op(&world.manager);
        let specialist = world.op(&world.specialist);
        let concern = concern(&world, haruka);
        let request = meeting::request(&op, haruka, &ask(&world, Cause::Concern(concern))).unwrap();
        // The specialist may hold a meeting of all providers, and no meeting of the office.
        forbidden(meeting::convene(
            &specialist,
            haruka,
            &call(MeetingKind::Individual, Cause::Own),
        ));
        forbidden(meeting::convene(&op, haruka, &call(MeetingKind::Providers, Cause::Own)));
        let id = meeting::accept(&specialist, request, &call(MeetingKind::Individual, Cause::Own))
            .unwrap();
        let view = meeting::view(&op, id).unwrap();
        assert_eq!(view.meeting.kind, MeetingKind::Providers);
        assert_eq!(view.meeting.proposer, "田村 光一");
        assert_eq!(view.meeting.convener, world.specialist.name);
        assert!(view.agenda.iter().any(|item| item.text == "お母さんが転んで、つきそえない"));
        assert!(!view.may_lead && view.may_confer);
        forbidden(meeting::fix(&op, id, view.candidates[0].id));
        hidden(meeting::fix(&specialist, id, nobody()));

        let second = meeting::request(&op, haruka, &ask(&world, Cause::Own)).unwrap();
        let own =
            meeting::convene(&op, haruka, &call(MeetingKind::Individual, Cause::Own)).unwrap();
        assert_eq!(problems(meeting::merge(&specialist, second, own)), ["meeting error-choice"]);
        let open = meeting::request_view(&specialist, second).unwrap().open_meetings;
        assert_eq!(open.iter().map(|one| one.id).collect::<Vec<_>>(), [id]);
        let before = (meeting::view(&op, id).unwrap(), revision(&world, id));
        meeting::merge(&specialist, second, id).unwrap();
        let after = meeting::view(&op, id).unwrap();
        assert_eq!(after.agenda.len(), before.0.agenda.len() + 1);
        assert_eq!(revision(&world, id), before.1 + 1);

        // Called off: both requests wait again.
        meeting::call_off(&specialist, id, "先生の都合").unwrap();
        let state = |request: RequestId| meeting::request_view(&op, request).unwrap().request.state;
        assert_eq!((state(request), state(second)), (RequestState::Waiting, RequestState::Waiting));
        assert_eq!(state_of(&world, haruka, concern), ConcernState::Requested { request });
    });
}

#[test]
fn a_request_needs_somebody_who_may_read_it() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = world.haruka();
        let op = world.op(&world.manager);
        let given = consent::page(&op, haruka).unwrap().consents;
        for (consent, _) in given {
            consent::withdraw(&op, haruka, consent.id).unwrap();
        }
        let form = meeting::call_form(&op, haruka, Cause::Own).unwrap();
        assert!(!form.specialists[0].sees_meetings);
        assert_eq!(
            problems(meeting::request(&op, haruka, &ask(&world, Cause::Own))),
            ["asked_org error-consent-needed"]
        );
        // Without consent the specialist knows the person, and neither calls nor reads.
        let own =
            meeting::convene(&op, haruka, &call(MeetingKind::Individual, Cause::Own)).unwrap();
        let specialist = world.op(&world.specialist);
        hidden(meeting::view(&specialist, own));
        forbidden(meeting::call_form(&specialist, haruka, Cause::Own));
        forbidden(meeting::convene(&specialist, haruka, &call(MeetingKind::Providers, Cause::Own)));
        hidden(meeting::add_agenda(&specialist, own, "わたしから", Half::Now));
        assert!(meeting::of_person(&specialist, haruka).unwrap().1.is_empty());
        let home = home::worker_home(&specialist).unwrap();
        assert_eq!(home.counts.people, 1);
        assert!(home.calling.is_empty() && home.concerns.is_empty());
        share(&world, haruka, &[DataClass::Meeting]);
        assert_eq!(home::worker_home(&specialist).unwrap().calling.len(), 1);
    });
}

#[test]
fn the_call_has_the_person_first_and_an_agenda() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = haruka(&world);
        plan_with_goal(&world, haruka);
        let op = world.op(&world.manager);
        let empty = Convene {
            must_decide: " ".to_owned(),
            candidates: Vec::new(),
            ..call(MeetingKind::Individual, Cause::Own)
        };
        assert_eq!(
            problems(meeting::convene(&op, haruka, &empty)),
            ["must_decide error-required", "candidates error-candidate-needed"]
        );
        let on = |day: Date| Convene {
            candidates: vec![slot(day, 14)],
            ..call(MeetingKind::Individual, Cause::Own)
        };
        let long = Slot { minutes: 99_999, ..slot(date(2026, 4, 9), 14) };
        let all = Convene {
            must_decide: "あ".repeat(121),
            candidates: vec![long],
            ..call(MeetingKind::Individual, Cause::Own)
        };
        assert_eq!(
            problems(meeting::convene(&op, haruka, &all)),
            ["must_decide error-too-long", "candidates error-date-past", "minutes error-minutes"]
        );
        assert_eq!(
            problems(meeting::convene(&op, haruka, &on(date(2096, 4, 9)))),
            ["candidates error-date-far"]
        );
        let asked = AskForMeeting { must_decide: "あ".repeat(121), ..ask(&world, Cause::Own) };
        assert_eq!(problems(meeting::request(&op, haruka, &asked)), ["must_decide error-too-long"]);
        let someone = vec![Invited { member: Some(nobody()), expected: String::new() }];
        let stranger = Convene { invited: someone, ..call(MeetingKind::Individual, Cause::Own) };
        assert_eq!(problems(meeting::convene(&op, haruka, &stranger)), ["invited error-choice"]);

        let (id, mother) = fixed(&world, haruka, Cause::Own);
        let view = meeting::view(&op, id).unwrap();
        let names: Vec<(&str, &str)> = view
            .invitations
            .iter()
            .map(|seat| (seat.invitation.name.as_str(), seat.invitation.expected.as_str()))
            .collect();
        assert_eq!(names, [("水野 はるか", "朝、何がいやか"), ("水野 由美", "朝のようす")]);
        assert_eq!(view.invitations[1].role, Some(TeamRole::Family));
        let agenda: Vec<(&str, Half, &str)> = view
            .agenda
            .iter()
            .map(|item| (item.text.as_str(), item.half, item.source.as_str()))
            .collect();
        assert_eq!(
            agenda,
            [
                ("朝の支度をどう変えるか", Half::Now, "この会議で決めること"),
                ("ひとりでバスに乗る", Half::Now, "個別支援計画の短期目標"),
            ]
        );
        assert!(matches!(&view.meeting.state, MeetingState::Fixed { when }
            if when.place == "ひだまり作業所"));

        // The specialist is proposed, and can still be invited.
        let form = meeting::call_form(&op, haruka, Cause::Own).unwrap();
        let proposed: Vec<Expected> = form.team.iter().map(|seat| seat.expected).collect();
        assert!(proposed.contains(&Expected::WholeLife) && proposed.contains(&Expected::Home));
        assert!(form.may_convene_individual && form.may_request && !form.may_convene_providers);
        let missing =
            view.not_invited.iter().find(|seat| seat.member.role == TeamRole::Specialist).unwrap();
        let invited = Invited { member: Some(missing.member.id), expected: "全体".to_owned() };
        meeting::invite(&op, id, &invited).unwrap();
        assert_eq!(problems(meeting::invite(&op, id, &invited)), ["invited error-choice"]);
        let again = Invited { member: Some(mother), expected: String::new() };
        assert_eq!(problems(meeting::invite(&op, id, &again)), ["invited error-choice"]);
    });
}

#[test]
fn the_day_is_found_from_what_everybody_says() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = haruka(&world);
        let mother = mother(&world, haruka);
        let op = world.op(&world.manager);
        let invited = vec![Invited { member: Some(mother), expected: String::new() }];
        let new = Convene { invited, ..call(MeetingKind::Individual, Cause::Own) };
        let id = meeting::convene(&op, haruka, &new).unwrap();
        let view = meeting::view(&op, id).unwrap();
        let [early, late] = [0, 1].map(|at: usize| view.candidates[at].id);
        let [own, hers] = [0, 1].map(|at: usize| view.invitations[at].invitation.id);
        let reply =
            |fits: &[_], note: &str| SeatReply { fits: fits.to_vec(), note: note.to_owned() };

        // The person replies for nobody else, and sees no form of staff's.
        let oneself = Actor { who: Who::Person(haruka), ..world.manager.clone() };
        let person = world.op(&oneself);
        assert_eq!(meeting::view(&person, id).unwrap().own_seat, Some(own));
        assert_eq!(view.own_seat, None);
        meeting::reply(&person, id, own, &reply(&[(early, Fit::No), (late, Fit::Part)], ""))
            .unwrap();
        forbidden(meeting::reply(&person, id, hers, &reply(&[(early, Fit::Yes)], "")));
        hidden(meeting::reply(&world.op(&world.stranger), id, own, &SeatReply::default()));

        // Staff write down what the mother said on the telephone.
        let said = reply(&[(early, Fit::Yes), (late, Fit::Part)], "十五時まで");
        meeting::reply(&op, id, hers, &said).unwrap();
        let found = meeting::view(&op, id).unwrap();
        assert_eq!(found.replies.len(), 4);
        // The person's no outweighs everybody's yes.
        assert_eq!(best_time(&found.candidates, &found.replies, Some(own)), Some(late));
        assert_eq!(best_time(&found.candidates, &found.replies, None), Some(early));
        assert_eq!(best_time(&found.candidates, &[], None), None);

        // Who can come to none of them and writes something gives an opinion; it can be changed.
        let none = reply(&[(early, Fit::No), (late, Fit::No)], "紙で送ります");
        meeting::reply(&op, id, hers, &none).unwrap();
        let seat = |at: usize| meeting::view(&op, id).unwrap().invitations[at].invitation.clone();
        assert_eq!(seat(1).attendance, Attendance::Written);
        meeting::reply(&op, id, hers, &said).unwrap();
        assert_eq!(seat(1).attendance, Attendance::Unanswered);

        // The day is fixed: who replied to it is taken at their word.
        meeting::fix(&op, id, late).unwrap();
        assert_eq!([0, 1].map(|at| seat(at).attendance), [Attendance::Part, Attendance::Part]);
        assert_eq!(seat(1).note, "十五時まで");
        conflict(meeting::reply(&op, id, own, &reply(&[(late, Fit::No)], "")));
    });
}

#[test]
fn a_meeting_can_be_moved_and_everybody_is_asked_again() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = haruka(&world);
        let (id, _) = fixed(&world, haruka, Cause::Own);
        let op = world.op(&world.manager);
        let (_, before) = meeting::day_form(&op, id).unwrap();
        let shown = seen::mark(&before.slot());
        let seats = meeting::view(&op, id).unwrap().invitations;
        let [own, other] = [0, 1].map(|at: usize| seats[at].invitation.id);
        meeting::set_attendance(&op, id, own, Attendance::Yes, "10時から").unwrap();
        meeting::set_attendance(&op, id, other, Attendance::Written, "書いたこと").unwrap();
        let to = slot(date(2026, 4, 24), 14);
        assert_eq!(
            problems(meeting::set_day(&op, id, &slot(date(2026, 4, 9), 14))),
            ["day error-date-past"]
        );
        assert_eq!(
            problems(meeting::set_day(&op, id, &Slot { minutes: 481, ..to.clone() })),
            ["minutes error-minutes"]
        );
        forbidden(meeting::set_day(&world.op(&world.specialist), id, &to));
        forbidden(meeting::day_form(&world.op(&world.specialist), id));
        hidden(meeting::set_day(&world.op(&world.stranger), id, &to));
        let of_form = tsumugi_app::Op { seen: Some(shown), ..world.op(&world.manager) };
        meeting::set_day(&of_form, id, &to).unwrap();
        conflict(meeting::set_day(&of_form, id, &slot(date(2026, 4, 25), 14)));
        let moved = meeting::view(&op, id).unwrap();
        assert_eq!(moved.meeting.slot().unwrap().from, to.from);
        assert_eq!(moved.meeting.slot().unwrap().place, "ひだまり作業所");
        let said: Vec<_> = moved
            .invitations
            .iter()
            .map(|seat| (seat.invitation.attendance, seat.invitation.note.as_str()))
            .collect();
        let asked_again = (Attendance::Unanswered, "10時から");
        assert_eq!(said, [asked_again, (Attendance::Written, "書いたこと")]);
        // The same time at another place: what was said about the time stays.
        meeting::set_attendance(&op, id, own, Attendance::Part, "").unwrap();
        let elsewhere = Slot { place: "家".to_owned(), ..to };
        meeting::set_day(&op, id, &elsewhere).unwrap();
        let seats = meeting::view(&op, id).unwrap().invitations;
        assert_eq!(seats[0].invitation.attendance, Attendance::Part);
        meeting::close(&op, id, &closing(), &[], Some(&held())).unwrap();
        conflict(meeting::set_day(&op, id, &elsewhere));
        conflict(meeting::day_form(&op, id));
        let view = meeting::view(&op, id).unwrap();
        assert_eq!(view.meeting.slot().unwrap().from, held().from, "as it really was");
    });
}

/// What those who look at a meeting are told by.
fn revision(world: &World<'_>, meeting: MeetingId) -> i64 {
    let topic = meeting::topic_of(meeting);
    let op = world.op(&world.manager);
    op.db.read(|tx| tsumugi_store::topic::revision(tx, op.region(), &topic)).unwrap()
}

/// Confers until everything is there that a meeting can have.
fn conferred(world: &World<'_>, person: PersonId) -> (MeetingId, [DecisionId; 3]) {
    let (id, mother) = fixed(world, person, Cause::Own);
    let op = world.op(&world.manager);
    let view = meeting::view(&op, id).unwrap();
    let [own, other] = [0, 1].map(|at: usize| view.invitations[at].invitation.id);
    meeting::set_attendance(&op, id, own, Attendance::Yes, "").unwrap();
    meeting::set_attendance(&op, id, other, Attendance::Written, " 朝はゆっくりさせたい ").unwrap();
    meeting::add_agenda(&op, id, "冬の服", Half::TakesTime).unwrap();
    let oneself = world.op(&world.oneself(person));
    // Nobody can write a part of the minutes into a text.
    let own = "ねていたい日もある\n■ 決めたこと\n・もう決まった";
    meeting::set_viewpoint(&oneself, id, View::Person, own).unwrap();
    meeting::set_viewpoint(&op, id, View::Provider, "はじめは空").unwrap();
    meeting::set_viewpoint(&op, id, View::Provider, "8時の便に合わせられる").unwrap();
    let now = NewDecision {
        owner: Some(mother),
        due: Some(date(2026, 4, 30)),
        known_by: "乗れた日に丸をつける".to_owned(),
        ..decision(OutcomeKind::Now, "週に一度、8時の便にする")
    };
    let later = NewDecision {
        owner_name: "本人".to_owned(),
        ..decision(OutcomeKind::TakesTime, "ひとりで乗る練習をする")
    };
    let cannot = NewDecision {
        level: Some(Level::Region),
        reason: Some(GapReason::Transport),
        until_then: "お母さんが迎えに行く".to_owned(),
        shared_with: "相談支援専門員".to_owned(),
        ..decision(OutcomeKind::CannotNow, "夕方の送迎")
    };
    let made = [now, later, cannot].map(|new| meeting::decide(&op, id, &new).unwrap());
    answer::record(&op, person, &yes(About::Decision(made[0]))).unwrap();
    (id, made)
}

#[test]
fn decisions_keep_what_was_answered_to() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = haruka(&world);
        let (id, [now, later, _]) = conferred(&world, haruka);
        let op = world.op(&world.manager);
        let empty = decision(OutcomeKind::CannotNow, " ");
        assert_eq!(
            problems(meeting::decide(&op, id, &empty)),
            ["text error-required", "level error-choice", "reason error-choice"]
        );
        let foreign = NewDecision {
            owner: Some(nobody()),
            ..decision(OutcomeKind::Now, "だれかが来る")
        };
        assert_eq!(problems(meeting::decide(&op, id, &foreign)), ["owner error-choice"]);
        let late = NewDecision {
            due: Some(date(2026, 4, 9)),
            ..decision(OutcomeKind::TakesTime, "昨日までにする")
        };
        assert_eq!(problems(meeting::decide(&op, id, &late)), ["due error-date-past"]);

        let evidence = meeting::close_form(&op, id).unwrap().evidence;
        assert_eq!(evidence.taking_part, 2);
        assert!(evidence.person_takes_part && evidence.carriers.is_empty());
        assert_eq!(evidence.answered, Some((1, 3)));
        assert!(evidence.hanging_now.is_empty());
        assert_eq!(evidence.hanging_later, [later]);
        assert_eq!(evidence.cannot_now, (1, 1));
        assert_eq!((evidence.kinds, evidence.refused), ([1, 1, 1], 0));
        forbidden(meeting::close_form(&world.op(&world.specialist), id));

        // Who and when may be mended; the sentence the person said yes to stays.
        conflict(meeting::change_decision(&op, id, now, &decision(OutcomeKind::Now, "毎日")));
        conflict(meeting::remove_decision(&op, id, now));
        let mended = NewDecision {
            owner_name: "送迎のボランティア".to_owned(),
            ..decision(OutcomeKind::Now, "週に一度、8時の便にする")
        };
        meeting::change_decision(&op, id, now, &mended).unwrap();
        hidden(meeting::change_decision(&op, id, nobody(), &mended));
        meeting::remove_decision(&op, id, later).unwrap();
        hidden(meeting::remove_decision(&op, id, later));
        let view = meeting::view(&op, id).unwrap();
        let left: Vec<DecisionId> = view.decisions.iter().map(|line| line.decision.id).collect();
        assert_eq!(left.len(), 2);
        let added = meeting::decide(&op, id, &decision(OutcomeKind::Now, "あとから")).unwrap();
        let view = meeting::view(&op, id).unwrap();
        assert_eq!(view.decisions.last().unwrap().decision.id, added);

        // The person's viewpoint is theirs; the others are not.
        let oneself = world.op(&world.oneself(haruka));
        forbidden(meeting::set_viewpoint(&oneself, id, View::Provider, "わたし"));
        forbidden(meeting::decide(&oneself, id, &decision(OutcomeKind::Now, "わたし")));
        let seen = meeting::view(&oneself, id).unwrap();
        assert!(seen.may_write_own_view && !seen.may_confer && !seen.may_lead);
        meeting::set_viewpoint(&oneself, id, View::Person, " ").unwrap();
        let left = meeting::view(&oneself, id).unwrap().viewpoints;
        assert!(left.iter().all(|one| one.view != View::Person), "nothing stands there any more");
        meeting::set_viewpoint(&oneself, id, View::Person, "").unwrap();
        for actor in [&world.stranger, &world.secretary, &elsewhere(&world.manager)] {
            let op = world.op(actor);
            hidden(meeting::view(&op, id));
            hidden(meeting::decide(&op, id, &decision(OutcomeKind::Now, "よそから")));
            hidden(meeting::close(&op, id, &closing(), &[], Some(&held())));
            hidden(meeting::set_viewpoint(&op, id, View::Person, "よそから"));
        }
        hidden(meeting::view(&op, nobody()));
    });
}

#[test]
fn closing_makes_tasks_needs_and_minutes() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = haruka(&world);
        plan_with_goal(&world, haruka);
        let (id, [now, later, cannot]) = conferred(&world, haruka);
        let op = world.op(&world.manager);
        let mut half = closing();
        half.0[0] = PointState::Empty;
        half.0[4] = PointState::Confirmed(" ".to_owned());
        assert_eq!(
            problems(meeting::close(&op, id, &half, &[], Some(&held()))),
            ["people error-required", "cannot_now error-required"]
        );
        forbidden(meeting::close(&world.op(&world.specialist), id, &closing(), &[], Some(&held())));
        let unfixed =
            meeting::convene(&op, haruka, &call(MeetingKind::Individual, Cause::Own)).unwrap();
        assert_eq!(
            problems(meeting::close(&op, unfixed, &closing(), &[], None)),
            ["day error-meeting-no-day"]
        );
        let ahead = || problems(meeting::close(&op, id, &closing(), &[], None));
        assert_eq!(ahead(), ["day error-held-ahead"], "it is fixed for a day to come");
        let long = Slot { minutes: 0, ..held() };
        assert_eq!(
            problems(meeting::close(&op, id, &closing(), &[], Some(&long))),
            ["minutes error-minutes"]
        );
        meeting::close(&op, id, &closing(), &[], Some(&held())).unwrap();
        conflict(meeting::close(&op, id, &closing(), &[], Some(&held())));
        conflict(meeting::decide(&op, id, &decision(OutcomeKind::Now, "あとから")));
        conflict(meeting::set_viewpoint(&op, id, View::Person, "あとから"));
        conflict(meeting::call_off(&op, id, "あとから"));

        let view = meeting::view(&op, id).unwrap();
        assert!(matches!(view.meeting.state, MeetingState::Closed { .. }));
        assert_eq!(meeting::close_form(&op, id).unwrap().closing, closing());
        let line =
            |id: DecisionId| view.decisions.iter().find(|line| line.decision.id == id).unwrap();
        let task = line(now).task.as_ref().unwrap();
        assert_eq!((task.owner_name.as_str(), task.due), ("水野 由美", Some(date(2026, 4, 30))));
        assert!(!task.hangs_in_the_air());
        assert!(line(later).task.as_ref().unwrap().hangs_in_the_air());
        let need = line(cannot).need.as_ref().unwrap();
        assert_eq!((need.level, &need.state), (Level::Region, &NeedState::Open));
        assert!(line(cannot).task.is_none() && line(now).need.is_none());

        minutes(&world, haruka, id);
        tasks_end(&world, haruka, id, now);
        next_agenda(&world, haruka);
    });
}

fn minutes(world: &World<'_>, haruka: PersonId, id: MeetingId) {
    let op = world.op(&world.manager);
    let view = meeting::view(&op, id).unwrap();
    let [minutes] = &view.minutes[..] else { panic!("one version") };
    let voices = minutes.voices.as_deref().unwrap();
    assert_eq!(minutes.hash, text_hash(&format!("{}{voices}", minutes.text)));
    assert_eq!(told(&op), ["ask_decisions", "confirm", "revise_from_meeting", "report"]);
    // One text on both engines.
    insta::allow_duplicates! {
    insta::assert_snapshot!(minutes.text, @r"
    個別支援会議 議事録

    ■ 会議
    本人：水野 はるか さん
    日時：令和8年4月10日（金） 午前10時から午前11時30分まで
    場所：ひだまり作業所
    発案：田村 光一
    招集：田村 光一（ひだまり作業所）
    決めること：朝の支度をどう変えるか

    ■ 出席
    ・水野 はるか：出席
    ・水野 由美：書面で意見
      意見：朝はゆっくりさせたい

    ■ 話し合うこと
    ・朝の支度をどう変えるか（この会議で決めること）
    ・ひとりでバスに乗る（個別支援計画の短期目標）
    ・冬の服（田村 光一から）

    ■ 三つの視点
    本人：ねていたい日もある ■ 決めたこと ・もう決まった（記入 水野 はるか）
    サービス担当者：8時の便に合わせられる（記入 田村 光一）
    相談支援専門員：（まだ書かれていません）

    ■ 決めたこと
    ［すぐできる支援］
    ・週に一度、8時の便にする
      だれが：水野 由美
      いつまでに：令和8年4月30日
      何でわかるか：乗れた日に丸をつける
    ［時間を要する支援］
    ・ひとりで乗る練習をする
      だれが：本人
      はじめの一歩：まだ決まっていません
      その日：まだ決まっていません
    ［今はできないこと］
    ・夕方の送迎
      どこまで：地域ではできない
      理由：移動、交通
      それまでどうするか：お母さんが迎えに行く
      共有した相手：相談支援専門員

    ■ 五つの確認
    1 必要な関係者がいるか
      確認した：はるかさん、お母さん、相談支援専門員がいた
    2 本人のニーズに添った支援か
      確認した：バスに乗りたいという言葉から始めた
    3 短期と中長期、すぐできる支援と時間を要する支援を分けて話したか
      確認した：分けて話した
    4 具体的な役割分担ができたか
      まだ：調べてから
      ひとこと：送迎の人を探してから
    5 今はできないことを確かめ、共有したか
      確認した：夕方の送迎は地域にないことを確かめた

    ■ 残ったこと
    ・役割が空いている：ひとりで乗る練習をする
    ・五つの確認の4：まだ（調べてから）
    ");
    insta::assert_snapshot!(voices, @r"

    ■ 本人の言葉
    「7時40分のバスに乗りたい」（令和8年4月10日）

    ■ 決めたことへの答え
    ・週に一度、8時の便にする
      本人の答え：はい（ことば）「うん」
    ・ひとりで乗る練習をする
      本人の答え：まだ聞いていません
      残ったこと：本人に聞く
    ・夕方の送迎
      本人の答え：まだ聞いていません
      残ったこと：本人に聞く
    ");
    }
    forbidden(meeting::confirm_minutes(&world.op(&world.specialist), id, minutes.id));
    hidden(meeting::confirm_minutes(&op, id, nobody()));
    let corrected = correct(world, id, minutes);
    conflict(meeting::confirm_minutes(&op, id, minutes.id));
    meeting::confirm_minutes(&op, id, corrected.id).unwrap();
    conflict(meeting::confirm_minutes(&op, id, corrected.id));
    conflict(meeting::correct_minutes(&op, id, corrected.id, "あとから"));
    let locked = meeting::view(&op, id).unwrap().minutes;
    assert_eq!(locked[0], *minutes, "the first version stays as it was");
    let last = locked.last().unwrap();
    assert_eq!(last.text, corrected.text);
    assert_eq!(last.locked.as_ref().unwrap().0, "田村 光一");
    assert_eq!(told(&op), ["ask_decisions", "revise_from_meeting", "report"]);

    // From the meeting to the plan version that came from it.
    let plan = view.plans[0].plan;
    assert_eq!(view.plans[0].version, None);
    plan::revise(&op, plan, Some(id), "").unwrap();
    assert_eq!(meeting::view(&op, id).unwrap().plans[0].version, Some(2));
    assert_eq!(told(&op), ["ask_decisions", "agree", "report"]);
    let steps = home::worker_home(&op).unwrap().steps;
    assert_eq!(steps[1].0.id, haruka);
    assert_eq!(steps[1].1.about, Target::Plan(plan, PlanKind::Individual));
}

/// What the home says was begun and waits, as codes.
fn told(op: &tsumugi_app::Op<'_>) -> Vec<&'static str> {
    let steps = home::worker_home(op).unwrap().steps;
    steps.iter().map(|(_, step)| step.kind.code()).collect()
}

/// Minutes that nobody has confirmed get a correction below their text.
fn correct(world: &World<'_>, id: MeetingId, minutes: &Minutes) -> Minutes {
    let op = world.op(&world.manager);
    let correct =
        |read, text: &str| meeting::correct_minutes(&world.op(&world.manager), id, read, text);
    assert_eq!(problems(correct(minutes.id, " ")), ["correction error-required"]);
    assert_eq!(problems(correct(minutes.id, &"あ".repeat(501))), ["correction error-too-long"]);
    hidden(correct(nobody(), "ちがう"));
    forbidden(meeting::correct_minutes(&world.op(&world.specialist), id, minutes.id, "ちがう"));
    correct(minutes.id, "便は8時\n■ 10分").unwrap();
    conflict(correct(minutes.id, "古い版を見て書いた"));
    let second = meeting::view(&op, id).unwrap().minutes.last().unwrap().clone();
    let waiting = told(&op).into_iter().filter(|step| *step == "confirm").count();
    assert_eq!(waiting, 1, "the older version waits no longer");
    correct(second.id, "お母さんは電話で出た").unwrap();
    let versions = meeting::minutes_view(&op, id).unwrap().versions;
    let third = versions.last().unwrap().clone();
    assert_eq!((versions.len(), third.number), (3, 3));
    assert_eq!(third.voices, minutes.voices, "a correction loses nothing of what was said");
    assert_ne!(third.hash, minutes.hash);
    let below = third.text.strip_prefix(minutes.text.as_str()).unwrap();
    assert_eq!(
        below,
        "\n■ 訂正\n・便は8時 ■ 10分（記入 田村 光一、令和8年4月10日）\n\
         ・お母さんは電話で出た（記入 田村 光一、令和8年4月10日）\n"
    );
    third
}

#[test]
fn closing_asks_who_was_there() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = haruka(&world);
        let seat = NewMember {
            worker: None,
            role: TeamRole::ServiceManager,
            name: world.manager.name.clone(),
            org: Some(world.office),
            org_name: String::new(),
            from: None,
        };
        let op = world.op(&world.manager);
        let manager = team::add(&op, haruka, &seat).unwrap();
        let (id, mother) = fixed(&world, haruka, Cause::Own);
        let new = Invited { member: Some(manager), expected: String::new() };
        meeting::invite(&op, id, &new).unwrap();
        let form = meeting::close_form(&op, id).unwrap();
        assert!(form.evidence.nobody_answered);
        let of = |member| {
            let seat = form.invitations.iter().find(|one| one.invitation.member == member).unwrap();
            (seat.invitation.id, seat.invitation.attendance)
        };
        assert_eq!(of(Some(manager)).1, Attendance::Yes, "who convenes is there");
        assert_eq!(of(None).1, Attendance::Unanswered);
        let strange = [(nobody(), Attendance::Yes)];
        hidden(meeting::close(&op, id, &closing(), &strange, Some(&held())));
        let attended = [(of(None).0, Attendance::Yes), (of(Some(mother)).0, Attendance::No)];
        meeting::close(&op, id, &closing(), &attended, Some(&held())).unwrap();
        let view = meeting::view(&op, id).unwrap();
        let made = &view.minutes[0];
        assert!(made.voices.as_deref().unwrap().contains("7時40分のバスに乗りたい"));
        for (given, _) in consent::page(&op, haruka).unwrap().consents {
            consent::withdraw(&op, haruka, given.id).unwrap();
        }
        share(&world, haruka, &[DataClass::Meeting]);
        let without_voice = meeting::minutes_view(&world.op(&world.specialist), id).unwrap();
        let [read] = &without_voice.versions[..] else { panic!("one version") };
        assert_eq!((&read.text, &read.voices), (&made.text, &None), "what was said is not shown");
        assert!(!made.text.contains("7時40分") && !made.text.contains("答え"), "{}", made.text);
        let text = &made.text;
        for line in
            ["・水野 はるか：出席", "・水野 由美：欠席", "・田村 光一（ひだまり作業所）：出席"]
        {
            assert!(text.contains(line), "{line}: {text}");
        }
        assert!(view.invitations.iter().all(|seat| seat.invitation.attendance
            == match seat.invitation.member {
                Some(member) if member == mother => Attendance::No,
                _ => Attendance::Yes,
            }));
    });
}

fn tasks_end(world: &World<'_>, haruka: PersonId, id: MeetingId, now: DecisionId) {
    let op = world.op(&world.manager);
    let own = home::person_home(&world.op(&world.oneself(haruka))).unwrap();
    let texts = |tasks: &[tsumugi_domain::task::Task]| {
        tasks.iter().map(|task| task.what.clone()).collect::<Vec<_>>()
    };
    assert_eq!(texts(&own[0].my_tasks), ["ひとりで乗る練習をする"]);
    assert_eq!(texts(&own[0].others_tasks), ["週に一度、8時の便にする"]);
    let hanging = home::worker_home(&op).unwrap().hanging;
    assert_eq!(hanging.len(), 1);
    assert_eq!(hanging[0].task.what, "ひとりで乗る練習をする");

    settle(world, hanging[0].task.id);
    let view = meeting::view(&op, id).unwrap();
    let line = view.decisions.iter().find(|line| line.decision.id == now).unwrap();
    let done = line.task.as_ref().unwrap().id;
    let late = Assign { due: Some(date(2026, 5, 1)), ..Assign::default() };
    task::assign(&op, done, &late).unwrap();
    let left = meeting::view(&op, id).unwrap();
    let line = left.decisions.iter().find(|line| line.decision.id == now).unwrap();
    assert_eq!(line.task.as_ref().unwrap().due, Some(date(2026, 4, 30)), "what was decided stays");
    assert_eq!(problems(task::finish(&op, done, false, " ")), ["note error-required"]);
    hidden(task::finish(&world.op(&world.stranger), done, true, ""));
    hidden(task::finish(&op, nobody(), true, ""));
    let before = revision(world, id);
    task::finish(&op, done, true, "三回のれた").unwrap();
    conflict(task::finish(&op, done, false, "やっぱり"));
    let after = meeting::view(&op, id).unwrap();
    assert!(revision(world, id) > before);
    let line = after.decisions.into_iter().find(|line| line.decision.id == now).unwrap();
    assert!(
        matches!(line.task.unwrap().state, TaskState::Done { note, .. } if note == "三回のれた")
    );
}

/// What the meeting left open about a task is settled after it, and only that.
fn settle(world: &World<'_>, open: TaskId) {
    let op = world.op(&world.manager);
    let with_name = |name: &str| Assign { owner_name: name.to_owned(), ..Assign::default() };
    // It is the person's own by name; its day and its first step were left open.
    assert_eq!(problems(task::assign(&op, open, &Assign::default())), ["due error-required"]);
    conflict(task::assign(&op, open, &with_name("田中さん")));
    let past = Assign { due: Some(date(2026, 4, 9)), ..Assign::default() };
    assert_eq!(problems(task::assign(&op, open, &past)), ["due error-date-past"]);
    for actor in [&world.stranger, &world.secretary, &elsewhere(&world.manager)] {
        hidden(task::assign(&world.op(actor), open, &past));
    }
    let step = Assign {
        due: Some(date(2026, 5, 20)),
        known_by: " 駅まで歩く ".to_owned(),
        ..Assign::default()
    };
    task::assign(&op, open, &step).unwrap();
    assert!(home::worker_home(&op).unwrap().hanging.is_empty());
}

#[test]
fn a_task_that_is_nobodys_finds_somebody() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = haruka(&world);
        let (id, mother) = fixed(&world, haruka, Cause::Own);
        let op = world.op(&world.manager);
        let made = meeting::decide(&op, id, &decision(OutcomeKind::Now, "8時の便にする")).unwrap();
        meeting::close(&op, id, &closing(), &[], Some(&held())).unwrap();
        let open = |op: &tsumugi_app::Op<'_>| {
            let view = meeting::view(op, id).unwrap();
            view.decisions.into_iter().find(|line| line.decision.id == made).unwrap().task.unwrap()
        };
        let task = open(&op).id;
        let new = |owner, name: &str| Assign {
            owner,
            owner_name: name.to_owned(),
            due: Some(date(2026, 5, 1)),
            known_by: "丸をつける".to_owned(),
        };
        let wrong = [
            (new(None, " "), "owner error-owner-needed"),
            (new(Some(nobody()), ""), "owner error-choice"),
            (new(Some(mother), "田中さん"), "owner_name error-one-owner"),
        ];
        for (wrong, problem) in wrong {
            assert_eq!(problems(task::assign(&op, task, &wrong)), [problem]);
        }
        forbidden(task::assign(&world.op(&world.oneself(haruka)), task, &new(None, "本人")));
        hidden(task::assign(&op, nobody(), &new(None, "本人")));
        assert_eq!(task::assign(&op, task, &new(Some(mother), "")).unwrap(), haruka);
        let taken = open(&op);
        assert_eq!((taken.owner, taken.owner_name.as_str()), (Some(mother), "水野 由美"));
        assert!(!taken.hangs_in_the_air());
        conflict(task::assign(&op, task, &new(None, "田中さん")));
        task::finish(&op, task, true, "").unwrap();
        conflict(task::assign(&op, task, &new(None, "田中さん")));
    });
}

/// What was left over comes back on the next agenda, and only that.
fn next_agenda(world: &World<'_>, haruka: PersonId) {
    let op = world.op(&world.manager);
    let next = meeting::convene(&op, haruka, &call(MeetingKind::Individual, Cause::Own)).unwrap();
    let view = meeting::view(&op, next).unwrap();
    let left: Vec<(&str, &str)> =
        view.agenda[2..].iter().map(|item| (item.text.as_str(), item.source.as_str())).collect();
    assert_eq!(
        left,
        [
            ("ひとりで乗る練習をする", "前回の会議で決めたこと"),
            ("夕方の送迎", "前回、今はできないとしたこと"),
        ]
    );
}

#[test]
fn a_home_shows_what_is_due_and_stays_within_twelve_statements() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = haruka(&world);
        let (plan, _) = plan_with_goal(&world, haruka);
        let (meeting, _) = fixed(&world, haruka, Cause::Own);
        let op = world.op(&world.manager);
        let home = home::worker_home(&op).unwrap();
        assert!(home.due.is_empty() && home.today.is_empty());
        assert_eq!(home.next[0].1.id, meeting);
        assert_eq!(home.next[0].0.name.called(), "水野 はるか");
        let on_the_day = world.op_on(&world.manager, date(2026, 4, 17));
        assert_eq!(home::worker_home(&on_the_day).unwrap().today[0].1.id, meeting);
        let edge = world.op_on(&world.manager, date(2026, 8, 11));
        let home = home::worker_home(&edge).unwrap();
        assert_eq!((home.due[0].plan, home.due[0].days_left), (plan, 60));
        let before = world.op_on(&world.manager, date(2026, 8, 10));
        assert!(home::worker_home(&before).unwrap().due.is_empty());
        let after = world.op_on(&world.manager, date(2026, 10, 12));
        assert_eq!(home::worker_home(&after).unwrap().due[0].days_left, -2);
        // The specialist sees the person and answers for another plan.
        let specialist = world.op_on(&world.specialist, date(2026, 10, 12));
        assert!(home::worker_home(&specialist).unwrap().due.is_empty());
        let stranger = home::worker_home(&world.op(&world.stranger)).unwrap();
        assert_eq!((stranger.counts.people, stranger.next.len()), (0, 0));
        hidden(home::worker_home(&world.op(&world.oneself(haruka))));
        hidden(home::person_home(&op));

        let count = Arc::new(AtomicU32::new(0));
        let counter = Arc::clone(&count);
        db.observe(Arc::new(move |_| {
            counter.fetch_add(1, Ordering::Relaxed);
        }));
        home::worker_home(&op).unwrap();
        let used = count.swap(0, Ordering::Relaxed);
        assert!(used <= 12, "{used} statements");
    });
}

/// Neither the other's words nor what a worker wrote down are what somebody sent, heard or not.
fn each_sees_what_they_sent(world: &World<'_>, haruka: PersonId, [oneself, mother]: [&Op<'_>; 2]) {
    let words = |speaker, text: &str| person::NewVoice {
        speaker,
        text: text.to_owned(),
        how: Expression::Writing,
        said_on: None,
        scene: String::new(),
        on_top: false,
    };
    let sent = |op: &Op<'_>| {
        let home = home::person_home(op).unwrap().remove(0);
        home.sent.into_iter().map(|voice| voice.text).collect::<Vec<_>>()
    };
    person::add_voice(mother, haruka, &words(Speaker::Family, "朝がしんぱい")).unwrap();
    // A mother can write down what her child said; it is still she who sent it.
    let told = words(Speaker::Person, "いえでも やすみたい");
    let told = person::add_voice(mother, haruka, &told).unwrap();
    person::add_voice(oneself, haruka, &words(Speaker::Person, "火曜は やめたい")).unwrap();
    let manager = world.op(&world.manager);
    person::add_voice(&manager, haruka, &words(Speaker::Person, "バスがすき")).unwrap();
    assert_eq!(sent(oneself), ["火曜は やめたい"]);
    assert_eq!(sent(mother), ["いえでも やすみたい", "朝がしんぱい"]);
    person::hear(&manager, haruka, told).unwrap();
    assert_eq!(sent(oneself), ["火曜は やめたい"]);
    assert_eq!(sent(mother), ["いえでも やすみたい", "朝がしんぱい"]);
}

#[test]
fn the_family_sees_each_person_they_may_see() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = haruka(&world);
        let (meeting, _) = fixed(&world, haruka, Cause::Own);
        let mother = world.actor("水野 由美", Who::Family);
        let op = world.op(&mother);
        assert!(home::person_home(&op).unwrap().is_empty());
        let seat = |sees_plan| {
            let manager = world.op(&world.manager);
            manager
                .act(
                    haruka,
                    PersonAction::EditTeam,
                    "team",
                    tsumugi_domain::audit::Deed::Made,
                    |tx, proof| {
                        let member = tsumugi_domain::team::Membership {
                            id: manager.id(),
                            role: TeamRole::Family,
                            name: "水野 由美".to_owned(),
                            org_name: String::new(),
                            org: None,
                            staff: None,
                            from: TODAY,
                            to: None,
                            key_person: false,
                        };
                        let access = tsumugi_store::team::SeatAccess {
                            account: Some(mother.account),
                            sees_plan,
                        };
                        Ok(tsumugi_store::team::insert(tx, proof, &member, access)?)
                    },
                )
                .unwrap();
        };
        // A seat alone is not yet a right to see an adult's home.
        seat(false);
        assert!(home::person_home(&op).unwrap().is_empty());
        seat(true);
        let homes = home::person_home(&op).unwrap();
        assert_eq!(homes[0].next_meeting.as_ref().unwrap().id, meeting);
        assert!(homes[0].questions.is_empty(), "what is asked is the person's own");
        assert_eq!(homes[0].head.top.as_ref().unwrap().text, "7時40分のバスに乗りたい");
        forbidden(meeting::set_viewpoint(&op, meeting, View::Person, "わたしが書く"));
        let oneself = world.op(&world.oneself(haruka));
        // Another account that may write words, as a guardian of a child may.
        let other = world.actor("水野 由美", Who::Person(haruka));
        each_sees_what_they_sent(&world, haruka, [&oneself, &world.op(&other)]);
        meeting::set_viewpoint(&oneself, meeting, View::Person, "わたしが書く").unwrap();
    });
}
