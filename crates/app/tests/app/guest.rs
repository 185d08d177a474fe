//! Somebody without an account, let into one meeting.

use crate::meeting::{call, closing, decision, haruka};
use crate::support::{
    TODAY, World, conflict, forbidden, held, hidden, nobody, on_each_engine, problems,
};
use jiff::civil::{Date, date};
use tsumugi_app::meeting::{self, Convene, Invited, NewDecision, SeatReply, WayIn};
use tsumugi_app::team::{self, NewMember};
use tsumugi_app::{Op, address, person, task};
use tsumugi_domain::ids::{InvitationId, MeetingId, MembershipId, PersonId};
use tsumugi_domain::meeting::{Attendance, Cause, Facts, Fit, MeetingKind, OutcomeKind};
use tsumugi_domain::policy::Actor;
use tsumugi_domain::task::TaskState;
use tsumugi_domain::team::TeamRole;
use tsumugi_store::meeting::Seated;

/// はるか's meeting with a teacher who has no account.
struct School {
    haruka: PersonId,
    teacher: MembershipId,
    meeting: MeetingId,
    seat: InvitationId,
    token: String,
}

fn school(world: &World<'_>) -> School {
    let haruka = haruka(world);
    let op = world.op(&world.manager);
    let teacher = team::add(&op, haruka, &member(TeamRole::ClassTeacher, "森 千夏")).unwrap();
    let invited = vec![Invited { member: Some(teacher), expected: String::new() }];
    let new = Convene { invited, ..call(MeetingKind::Individual, Cause::Own) };
    let meeting = meeting::convene(&op, haruka, &new).unwrap();
    let seats = meeting::view(&op, meeting).unwrap().invitations;
    let seat = seats.iter().find(|one| one.invitation.member == Some(teacher)).unwrap();
    let seat = seat.invitation.id;
    let token = meeting::give(&op, meeting, seat).unwrap().token.0;
    School { haruka, teacher, meeting, seat, token }
}

fn member(role: TeamRole, name: &str) -> NewMember {
    NewMember {
        worker: None,
        role,
        name: name.to_owned(),
        org: None,
        org_name: "ひばり野小学校".to_owned(),
        from: None,
    }
}

fn way(world: &World<'_>, token: &str, day: Date) -> Option<WayIn> {
    meeting::way_in(world.gate(day), token).unwrap()
}

fn guest(world: &World<'_>, school: &School) -> Actor {
    way(world, &school.token, TODAY).expect("the link lives").actor
}

fn facts(changed: &str) -> Facts {
    Facts { changed: changed.to_owned(), ..Facts::default() }
}

#[test]
fn a_link_leads_to_one_meeting_and_tells_nothing_before_it_is_opened() {
    on_each_engine(|db| {
        let world = World::new(db);
        let school = school(&world);
        let found = way(&world, &school.token, TODAY).unwrap();
        assert_eq!(
            (found.actor.name.as_str(), found.org_name.as_str(), found.office.as_str()),
            ("森 千夏", "ひばり野小学校", "ひだまり作業所")
        );
        let manager = world.op(&world.manager);
        let links = || meeting::view(&manager, school.meeting).unwrap().links.given;
        assert_eq!(links()[0].opened_on, None, "looking at a link does not open it");
        let op = world.op(&found.actor);
        meeting::enter(&op).unwrap();
        meeting::enter(&op).unwrap();
        assert_eq!(links()[0].opened_on, Some(TODAY));

        // The person sees who was let in.
        let oneself = world.oneself(school.haruka);
        let looks = person::looks(&world.op(&oneself), school.haruka, 1, false).unwrap();
        assert!(format!("{looks:?}").contains("森 千夏"));

        // Whatever is not the meeting does not exist.
        let page = meeting::guest_page(&op).unwrap();
        assert_eq!(page.own.id, school.seat);
        forbidden(meeting::view(&op, school.meeting));
        forbidden(person::page(&op, school.haruka));
        forbidden(meeting::call_off(&op, school.meeting, "x"));
        hidden(meeting::guest_page(&manager));
        assert!(way(&world, "guessed", TODAY).is_none());
    });
}

#[test]
fn a_guest_answers_for_the_own_seat_alone() {
    on_each_engine(|db| {
        let world = World::new(db);
        let school = school(&world);
        let op = world.op(&guest(&world, &school));
        let manager = world.op(&world.manager);
        let view = || meeting::view(&manager, school.meeting).unwrap();
        let [early, late] = [0, 1].map(|at: usize| view().candidates[at].id);
        let own = view().invitations[0].invitation.id;
        let fits = vec![(early, Fit::Part), (late, Fit::Yes)];
        let said = SeatReply { fits, note: "15時半から".to_owned() };
        meeting::reply(&op, school.meeting, school.seat, &said).unwrap();
        forbidden(meeting::reply(&op, school.meeting, own, &said));
        assert_eq!(view().replies.len(), 2);

        meeting::tell(&op, school.meeting, school.seat, &facts("席がかわった")).unwrap();
        hidden(meeting::tell(&op, school.meeting, own, &facts("x")));
        let long = facts(&"あ".repeat(61));
        let told = meeting::tell(&op, school.meeting, school.seat, &long);
        assert_eq!(problems(told), ["changed error-too-long"]);
        assert_eq!(view().invitations[1].facts, facts("席がかわった"));
        // Staff write down what came by telephone; a page that showed other facts changes nothing.
        meeting::tell(&manager, school.meeting, school.seat, &facts("係になった")).unwrap();
        let stale = Op { seen: Some("another".to_owned()), ..world.op(&op.actor) };
        conflict(meeting::tell(&stale, school.meeting, school.seat, &facts("x")));

        meeting::fix(&manager, school.meeting, late).unwrap();
        let seat = || meeting::guest_page(&op).unwrap().own;
        assert_eq!(seat().attendance, Attendance::Yes, "the reply counts for the day");
        meeting::attend(&op, Attendance::Written, " 紙で送ります ").unwrap();
        assert_eq!(
            (seat().attendance, seat().note.as_str()),
            (Attendance::Written, "紙で送ります")
        );
    });
}

#[test]
fn a_guest_ends_the_own_tasks_alone() {
    on_each_engine(|db| {
        let world = World::new(db);
        let school = school(&world);
        let manager = world.op(&world.manager);
        let promised = |owner: Option<MembershipId>, text: &str| NewDecision {
            owner,
            owner_name: if owner.is_none() { "だれか".to_owned() } else { String::new() },
            due: Some(date(2026, 12, 20)),
            known_by: "見れば分かる".to_owned(),
            ..decision(OutcomeKind::Now, text)
        };
        let mine = promised(Some(school.teacher), "時間割の絵を作る");
        meeting::decide(&manager, school.meeting, &mine).unwrap();
        meeting::decide(&manager, school.meeting, &promised(None, "ほかの人がする")).unwrap();
        meeting::close(&manager, school.meeting, &closing(), &[], Some(&held())).unwrap();

        let op = world.op(&guest(&world, &school));
        let page = meeting::guest_page(&op).unwrap();
        assert_eq!(page.decisions.len(), 2);
        let [own] = page.tasks.as_slice() else { panic!("{:?}", page.tasks) };
        assert_eq!(own.what, "時間割の絵を作る");
        let all = meeting::view(&manager, school.meeting).unwrap().decisions;
        let others = all.iter().filter_map(|line| line.task.as_ref());
        let foreign = others.into_iter().find(|task| task.id != own.id).unwrap();
        hidden(task::finish(&op, foreign.id, true, ""));
        task::finish(&op, own.id, true, "").unwrap();
        let state = meeting::guest_page(&op).unwrap().tasks[0].state.clone();
        assert!(matches!(&state, TaskState::Done { by, .. } if by == "森 千夏"), "{state:?}");
        // The guest of the next meeting still sees what they said about it, and takes it back.
        let invited = vec![Invited { member: Some(school.teacher), expected: String::new() }];
        let next = Convene { invited, ..call(MeetingKind::Individual, Cause::Own) };
        let next = meeting::convene(&manager, school.haruka, &next).unwrap();
        let seats = meeting::view(&manager, next).unwrap().invitations;
        let seat = seats.iter().find(|one| one.invitation.member == Some(school.teacher));
        let given = meeting::give(&manager, next, seat.unwrap().invitation.id).unwrap();
        let later = world.op(&way(&world, &given.token.0, TODAY).unwrap().actor);
        let tasks = || meeting::guest_page(&later).unwrap().tasks;
        assert!(matches!(tasks()[0].state, TaskState::Done { .. }));
        hidden(task::reopen(&later, foreign.id));
        task::reopen(&later, own.id).unwrap();
        assert_eq!(tasks()[0].state, TaskState::Open);
        // What is over takes no more replies, and no new link is given.
        conflict(meeting::tell(&op, school.meeting, school.seat, &facts("x")));
        conflict(meeting::give(&manager, school.meeting, school.seat));
    });
}

#[test]
fn a_link_ends_with_its_reason() {
    on_each_engine(|db| {
        let world = World::new(db);
        let school = school(&world);
        let manager = world.op(&world.manager);
        let opens = |token: &str, day| way(&world, token, day).is_some();

        // While no day is fixed it works for sixty days, then for fourteen after the day.
        let after = |days: i64| TODAY.saturating_add(jiff::Span::new().days(days));
        assert!(opens(&school.token, after(60)) && !opens(&school.token, after(61)));

        // A new one replaces it; who was in by the old one is out.
        let inside = guest(&world, &school);
        let fresh = meeting::give(&manager, school.meeting, school.seat).unwrap().token.0;
        assert!(!opens(&school.token, TODAY) && opens(&fresh, TODAY));
        meeting::take_back(&manager, school.meeting, school.seat).unwrap();
        assert!(!opens(&fresh, TODAY));
        let op = world.op(&inside);
        hidden(meeting::guest_page(&op));
        hidden(meeting::enter(&op));
        hidden(meeting::tell(&op, school.meeting, school.seat, &facts("x")));
        hidden(meeting::take_back(&manager, school.meeting, school.seat));

        // So do the seat's end and a concealed address; then nobody gives a new one either.
        let give = || meeting::give(&manager, school.meeting, school.seat);
        let again = give().unwrap().token.0;
        address::conceal(&manager, school.haruka, "避難している").unwrap();
        assert!(!opens(&again, TODAY));
        conflict(give());
        team::end(&manager, school.haruka, school.teacher).unwrap();
        assert!(!opens(&again, after(1)));
        // Only the convening office gives links, and only to those from outside.
        forbidden(meeting::give(&world.op(&world.specialist), school.meeting, school.seat));
        hidden(meeting::give(&world.op(&world.stranger), school.meeting, school.seat));
        hidden(meeting::give(&manager, school.meeting, nobody()));
    });
}

#[test]
fn whoever_signs_in_here_needs_no_link() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = haruka(&world);
        let op = world.op(&world.manager);
        let doctor = NewMember {
            org: Some(world.consultation),
            org_name: String::new(),
            ..member(TeamRole::Doctor, "西 道夫")
        };
        let doctor = team::add(&op, haruka, &doctor).unwrap();
        let team = team::page(&op, haruka).unwrap().members;
        let invited =
            team.iter().map(|one| Invited { member: Some(one.id), expected: String::new() });
        let invited = invited.collect();
        let new = Convene { invited, ..call(MeetingKind::Individual, Cause::Own) };
        let meeting = meeting::convene(&op, haruka, &new).unwrap();
        let view = meeting::view(&op, meeting).unwrap();
        let seat = |of: &dyn Fn(&Seated) -> bool| view.invitations.iter().find(|one| of(one));
        let specialist = seat(&|one| one.role == Some(TeamRole::Specialist)).unwrap();
        let doctor = seat(&|one| one.invitation.member == Some(doctor)).unwrap();
        assert_eq!(
            view.links.possible,
            [doctor.invitation.id],
            "at the same office, without an account"
        );
        conflict(meeting::give(&op, meeting, specialist.invitation.id));
        // Who has an account that does not show the meeting is told apart from who has none.
        assert!(!doctor.works_here);
        let core = NewMember {
            name: world.secretary.name.clone(),
            org: Some(world.secretariat),
            org_name: String::new(),
            ..member(TeamRole::CoreCentre, "")
        };
        let core = team::add(&op, haruka, &core).unwrap();
        meeting::invite(&op, meeting, &Invited { member: Some(core), expected: String::new() })
            .unwrap();
        let view = meeting::view(&op, meeting).unwrap();
        let core = view.invitations.iter().find(|one| one.invitation.member == Some(core)).unwrap();
        assert!(core.works_here && view.links.possible.contains(&core.invitation.id));
    });
}
