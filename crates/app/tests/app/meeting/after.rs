//! What comes after a meeting, and the homes.

use super::*;
use crate::support::worker;
use tsumugi_domain::staff::Role;

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

/// Holds a meeting in the office at which so much was decided, and gives the decisions.
fn held_with(world: &World<'_>, day: Date, meeting: MeetingId, texts: &[&str]) -> Vec<DecisionId> {
    let op = world.op_on(&world.manager, day);
    let decide = |text: &&str| meeting::decide(&op, meeting, &decision(OutcomeKind::Now, text));
    let made = texts.iter().map(|text| decide(text).unwrap()).collect();
    let held = Slot { from: day.at(9, 0, 0, 0), ..held() };
    meeting::close(&op, meeting, &closing(), &[], Some(&held)).unwrap();
    made
}

#[test]
fn what_a_meeting_decided_is_asked_on_the_own_pages_until_it_is_answered() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = haruka(&world);
        let (meeting, _) = fixed(&world, haruka, Cause::Own);
        let oneself = world.oneself(haruka);
        let day = date(2026, 4, 11);
        let op = || world.op_on(&oneself, day);
        let asked = || {
            let home = home::person_home(&op()).unwrap().remove(0).questions;
            let page = answer::page(&op(), haruka).unwrap().questions;
            let texts = |all: answer::Questions| {
                (all.now.into_iter().map(|one| one.text).collect::<Vec<_>>(), all.more)
            };
            let home = texts(home);
            assert_eq!(home, texts(page), "the home asks what the page of the answers asks");
            home
        };
        let texts = ["8時の便にする", "雨の日は送る", "水曜は休む", "カードを作る"];
        let made = held_with(&world, TODAY, meeting, &texts);
        // Three in one sitting, one later; the plan that comes after waits its turn.
        let first = vec!["8時の便にする".to_owned(), "雨の日は送る".into(), "水曜は休む".into()];
        assert_eq!(asked(), (first, 1));
        let manager = world.op_on(&world.manager, day);
        let plan = plan::start(&manager, haruka, PlanKind::Individual).unwrap();
        plan::save_goal(&manager, plan, &goal("ひとりでバスに乗る")).unwrap();
        let says = |at: usize, by, kind| NewAnswer {
            by,
            kind,
            ask_again: (kind == AnswerKind::NotYet).then_some(date(2026, 4, 25)),
            ..yes(About::Decision(made[at]))
        };
        // Every answer of the person's counts, and only the person's.
        let family = says(0, Answerer::Family, AnswerKind::Yes);
        answer::record(&manager, haruka, &family).unwrap();
        assert_eq!(asked().0[0], "8時の便にする");
        for (at, kind) in [AnswerKind::No, AnswerKind::NotYet, AnswerKind::Other].iter().enumerate()
        {
            let new = says(at, Answerer::Person, *kind);
            answer::record_shown(&op(), haruka, &new, &text_hash(texts[at])).unwrap();
        }
        let rest = vec!["カードを作る".to_owned(), "ひとりでバスに乗る".into()];
        assert_eq!(asked(), (rest, 0));
        // What somebody has finished is no question any more.
        let tasks = meeting::view(&manager, meeting).unwrap().decisions;
        let task = tasks.iter().find(|line| line.decision.id == made[3]).unwrap();
        task::finish(&manager, task.task.as_ref().unwrap().id, true, "").unwrap();
        assert_eq!(asked().0, ["ひとりでバスに乗る"]);
    });
}

#[test]
fn a_goal_waits_since_its_words_stand_whatever_draft_came_after() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = haruka(&world);
        let manager = world.op(&world.manager);
        let plan = plan::start(&manager, haruka, PlanKind::Individual).unwrap();
        let bus = plan::save_goal(&manager, plan, &goal("ひとりでバスに乗る")).unwrap();
        let open = NewAnswer { kind: AnswerKind::NotYet, ..yes(About::Goal(bus)) };
        answer::record(&manager, haruka, &open).unwrap();
        plan::agree(&manager, plan, TODAY).unwrap();
        let (meeting, _) = fixed(&world, haruka, Cause::Own);
        held_with(&world, date(2026, 4, 11), meeting, &["8時の便にする"]);
        let later = world.op_on(&world.manager, date(2026, 4, 12));
        plan::revise(&later, plan, None, "秋から").unwrap();
        let op = world.op_on(&world.oneself(haruka), date(2026, 4, 12));
        let asked = answer::page(&op, haruka).unwrap().questions.now;
        let asked: Vec<_> = asked.into_iter().map(|one| one.text).collect();
        assert_eq!(asked, ["ひとりでバスに乗る", "8時の便にする"]);
    });
}

#[test]
fn a_later_meeting_takes_the_place_of_what_was_not_answered() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = haruka(&world);
        let asked = || {
            let op = world.op_on(&world.oneself(haruka), date(2026, 4, 12));
            let asked = answer::page(&op, haruka).unwrap().questions.now;
            asked.into_iter().map(|one| one.text).collect::<Vec<_>>()
        };
        let (first, _) = fixed(&world, haruka, Cause::Own);
        held_with(&world, TODAY, first, &["8時の便にする"]);
        let (open, _) = fixed(&world, haruka, Cause::Own);
        let op = world.op(&world.manager);
        meeting::decide(&op, open, &decision(OutcomeKind::Now, "9時の便にする")).unwrap();
        // What cannot be done now is nothing to say はい or いや to.
        meeting::decide(&op, open, &cannot_now("夜のバスがない")).unwrap();
        assert_eq!(asked(), ["8時の便にする"], "what is still talked about waits for the talk");
        held_with(&world, date(2026, 4, 11), open, &[]);
        assert_eq!(asked(), ["9時の便にする"]);
    });
}

#[test]
fn a_meeting_is_ones_own_with_a_seat_at_it_or_as_the_office_that_called() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = haruka(&world);
        let system = world.op(&world.administrator);
        let colleague = worker(&system, world.office, "小野 真", Role::SupportWorker);
        let (id, _) = fixed(&world, haruka, Cause::Own);
        let seen = |actor: &Actor| {
            let home = home::worker_home(&world.op_on(actor, date(2026, 4, 17))).unwrap();
            home.today.iter().map(|open| (open.leads, open.seated)).collect::<Vec<_>>()
        };
        let op = world.op(&world.manager);
        let Who::Staff { staff, .. } = colleague.who else { panic!("a worker") };
        let own = NewMember {
            worker: Some((staff, world.office)),
            role: TeamRole::SupportWorker,
            name: String::new(),
            org: None,
            org_name: String::new(),
            from: None,
        };
        let own = team::add(&op, haruka, &own).unwrap();
        assert_eq!(seen(&world.manager), [(true, false)]);
        assert_eq!(seen(&world.specialist), [(false, false)], "nobody of that office is asked");
        assert_eq!(seen(&colleague), [(false, false)], "in the team, and not asked");

        let team = team::page(&op, haruka).unwrap().members;
        let theirs = team.iter().find(|one| one.role == TeamRole::Specialist).unwrap().id;
        for member in [own, theirs] {
            let new = Invited { member: Some(member), expected: String::new() };
            meeting::invite(&op, id, &new).unwrap();
        }
        assert_eq!(seen(&colleague), [(false, true)], "by name");
        assert_eq!(seen(&world.specialist), [(false, true)], "as the specialist of the office");
    });
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
        assert_eq!(home.next[0].meeting.id, meeting);
        assert_eq!(home.next[0].person.name.called(), "水野 はるか");
        let on_the_day = world.op_on(&world.manager, date(2026, 4, 17));
        assert_eq!(home::worker_home(&on_the_day).unwrap().today[0].meeting.id, meeting);
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
    let told = person::add_voice(&world.op(&mother.actor), haruka, &told).unwrap();
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
        assert_eq!(homes[0].next_talk.as_ref().unwrap().meeting.id, meeting);
        assert!(homes[0].questions.now.is_empty(), "what is asked is the person's own");
        assert_eq!(homes[0].head.top.as_ref().unwrap().text, "7時40分のバスに乗りたい");
        forbidden(meeting::set_viewpoint(&op, meeting, View::Person, "わたしが書く"));
        let oneself = world.op(&world.oneself(haruka));
        // Another account that may write words, as a guardian of a child may.
        let other = world.actor("水野 由美", Who::Person(haruka));
        each_sees_what_they_sent(&world, haruka, [&oneself, &world.op(&other)]);
        meeting::set_viewpoint(&oneself, meeting, View::Person, "わたしが書く").unwrap();
    });
}
