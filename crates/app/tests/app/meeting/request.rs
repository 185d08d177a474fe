//! Concerns, monitorings and requests: what leads to a meeting.

use super::*;

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
fn a_request_is_taken_back_before_it_is_answered() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = haruka(&world);
        let (op, specialist) = (world.op(&world.manager), world.op(&world.specialist));
        let concern = concern(&world, haruka);
        let ask = |cause| meeting::request(&op, haruka, &ask(&world, cause)).unwrap();
        let id = ask(Cause::Concern(concern));
        assert!(meeting::request_view(&op, id).unwrap().may_withdraw);
        assert!(!meeting::request_view(&specialist, id).unwrap().may_withdraw);
        forbidden(meeting::withdraw(&specialist, id));
        hidden(meeting::withdraw(&world.op(&world.stranger), id));
        meeting::withdraw(&op, id).unwrap();
        conflict(meeting::withdraw(&op, id));
        conflict(meeting::decline(&specialist, id, "おそい返事"));
        let view = meeting::request_view(&op, id).unwrap();
        assert_eq!(view.request.state, RequestState::Withdrawn);
        assert!(!view.may_withdraw && !view.may_hold_own);
        assert_eq!(state_of(&world, haruka, concern), ConcernState::Open, "nothing is lost");
        assert!(home::worker_home(&op).unwrap().sent.is_empty());
        assert!(home::worker_home(&specialist).unwrap().requests.is_empty());
        // What was answered stands.
        let second = ask(Cause::Own);
        meeting::decline(&specialist, second, "来月に").unwrap();
        conflict(meeting::withdraw(&op, second));
    });
}

#[test]
fn a_request_needs_somebody_who_may_read_it() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = world.haruka();
        let op = world.op(&world.manager);
        let given = consent::page(&op, haruka).unwrap().consents;
        for given in given {
            consent::withdraw(&op, haruka, given.consent.id).unwrap();
        }
        let form = meeting::call_form(&op, haruka, Cause::Own).unwrap();
        assert!(!form.specialists[0].sees_meetings);
        let blind = form.team.iter().filter(|seat| seat.sees_nothing);
        assert_eq!(blind.map(|seat| seat.member.role).collect::<Vec<_>>(), [TeamRole::Specialist]);
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
        assert!(home.to_begin.is_empty(), "who sees no plans is told of none");
        assert!(home.calling.is_empty() && home.concerns.is_empty());
        share(&world, haruka, &[DataClass::Meeting]);
        assert_eq!(home::worker_home(&specialist).unwrap().calling.len(), 1);
    });
}
