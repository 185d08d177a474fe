//! What comes after a meeting, and the homes.

use super::*;

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
