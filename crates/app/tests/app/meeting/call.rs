//! Calling a meeting and finding its day.

use super::*;
use tsumugi_app::accounts::{self, Sight};

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
        // Something has to be said; a note alone is an answer, and is taken back by emptying it.
        let nothing = reply(&[], " ");
        assert_eq!(
            problems(meeting::reply(&person, id, own, &nothing)),
            ["fit error-reply-nothing"]
        );
        let stands = || {
            let seat = meeting::view(&op, id).unwrap().invitations.remove(0).invitation;
            (seat.attendance, seat.note)
        };
        for (said, stored) in [
            (reply(&[], "午前がいい"), (Attendance::Written, "午前がいい".to_owned())),
            (nothing, (Attendance::Unanswered, String::new())),
        ] {
            meeting::reply(&person, id, own, &said).unwrap();
            assert_eq!(stands(), stored);
        }
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

#[test]
fn the_person_and_the_family_say_whether_they_come_on_the_fixed_day() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = haruka(&world);
        let (id, mother) = fixed(&world, haruka, Cause::Own);
        let op = world.op(&world.manager);
        let seats = meeting::view(&op, id).unwrap().invitations;
        let of = |member| {
            let mut seats = seats.iter().map(|seat| &seat.invitation);
            seats.find(|seat| seat.member == member).expect("a seat").id
        };
        let (own, hers) = (of(None), of(Some(mother)));
        let stands = |seat| {
            let seats = meeting::view(&op, id).unwrap().invitations;
            let mut seats = seats.into_iter().map(|seat| seat.invitation);
            let found = seats.find(|one| one.id == seat).expect("the seat");
            (found.attendance, found.note)
        };
        let oneself = Actor { who: Who::Person(haruka), ..world.manager.clone() };
        let person = world.op(&oneself);
        let sight = Sight { sees: true, agreed_by: "水野 はるか".to_owned() };
        accounts::invite_family(&op, haruka, mother, &sight).unwrap();
        let family = accounts::page(&op, haruka).unwrap().family;
        let account = family.into_iter().find_map(|one| one.account).unwrap().account;
        let family = Actor { account, ..world.actor("水野 由美", Who::Family) };
        let family = world.op(&family);

        assert_eq!(meeting::view(&person, id).unwrap().own_seat, Some(own));
        let say = meeting::set_attendance;
        say(&person, id, own, Attendance::No, " 朝は こわい ").unwrap();
        assert_eq!(stands(own), (Attendance::No, "朝は こわい".to_owned()));
        // Which of the two it is says enough, and it can be changed.
        say(&person, id, own, Attendance::Yes, "").unwrap();
        say(&family, id, hers, Attendance::Yes, "").unwrap();
        assert_eq!([own, hers].map(|seat| stands(seat).0), [Attendance::Yes; 2]);
        let nothing = say(&person, id, own, Attendance::Unanswered, "まよう");
        assert_eq!(problems(nothing), ["attendance error-reply-nothing"]);
        // Nobody answers for somebody else.
        forbidden(say(&person, id, hers, Attendance::No, ""));
        forbidden(say(&family, id, own, Attendance::No, ""));
        hidden(say(&world.op(&world.stranger), id, own, Attendance::No, ""));
        // What is not there any more when it is sent was not seen.
        let shown = seen::mark(&(Attendance::Yes, ""));
        say(&op, id, own, Attendance::Part, "十時まで").unwrap();
        let late = tsumugi_app::Op { seen: Some(shown), ..world.op(&oneself) };
        conflict(say(&late, id, own, Attendance::No, ""));
        // Before a day is fixed the candidate times are what is answered to; after the end, nothing.
        let calling = Convene { invited: Vec::new(), ..call(MeetingKind::Individual, Cause::Own) };
        let calling = meeting::convene(&op, haruka, &calling).unwrap();
        let seat = meeting::view(&op, calling).unwrap().invitations[0].invitation.id;
        conflict(say(&person, calling, seat, Attendance::Yes, ""));
        meeting::close(&op, id, &closing(), &[], Some(&held())).unwrap();
        conflict(say(&person, id, own, Attendance::Yes, ""));
    });
}

#[test]
fn whoever_proposes_the_times_can_come_to_them() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = haruka(&world);
        let op = world.op(&world.manager);
        let own = NewMember {
            worker: None,
            role: TeamRole::ServiceManager,
            name: world.manager.name.clone(),
            org: Some(world.office),
            org_name: String::new(),
            from: None,
        };
        let team = team::page(&op, haruka).unwrap().members;
        let found = team.iter().find(|one| one.name == own.name).map(|one| one.id);
        let own = found.unwrap_or_else(|| team::add(&op, haruka, &own).unwrap());
        let mother = mother(&world, haruka);
        let invited =
            [own, mother].map(|member| Invited { member: Some(member), expected: String::new() });
        let new =
            Convene { invited: invited.to_vec(), ..call(MeetingKind::Individual, Cause::Own) };
        let meeting = meeting::convene(&op, haruka, &new).unwrap();
        let view = meeting::view(&op, meeting).unwrap();
        let seat = |member| {
            let found = view.invitations.iter().find(|one| one.invitation.member == Some(member));
            found.unwrap().invitation.id
        };
        assert_eq!(view.replies.len(), view.candidates.len());
        assert!(view.replies.iter().all(|one| one.seat == seat(own) && one.fit == Fit::Yes));
        let attends = || {
            let seats = meeting::view(&op, meeting).unwrap().invitations;
            let of = |id| {
                seats.iter().find(|one| one.invitation.id == id).unwrap().invitation.attendance
            };
            (of(seat(own)), of(seat(mother)))
        };
        meeting::fix(&op, meeting, view.candidates[0].id).unwrap();
        assert_eq!(attends(), (Attendance::Yes, Attendance::Unanswered));
        // Another day is theirs, too; the others are asked again.
        meeting::set_day(&op, meeting, &slot(date(2026, 4, 28), 10)).unwrap();
        assert_eq!(attends(), (Attendance::Yes, Attendance::Unanswered));
        // Who has said that they cannot come is not counted as coming.
        meeting::set_attendance(&op, meeting, seat(own), Attendance::Written, "任せます").unwrap();
        meeting::set_day(&op, meeting, &slot(date(2026, 4, 29), 10)).unwrap();
        assert_eq!(attends().0, Attendance::Written);
    });
}
