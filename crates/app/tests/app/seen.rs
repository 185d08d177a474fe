//! Nobody overwrites what they have not seen.

use crate::meeting::decision;
use crate::plan::goal;
use crate::support::{TODAY, World, conflict, on_each_engine};
use jiff::civil::date;
use tsumugi_app::meeting::{self, Convene, NewDecision};
use tsumugi_app::person::{self, Basics};
use tsumugi_app::plan::{self, DraftText, GoalInput};
use tsumugi_app::{Op, Result};
use tsumugi_domain::ids::PersonId;
use tsumugi_domain::meeting::{Attendance, Cause, MeetingKind, OutcomeKind, Slot, View};
use tsumugi_domain::plan::PlanKind;
use tsumugi_domain::seen;

/// One writer after another, both of whom were shown the same: the first counts, the second is
/// told, and whoever looks again may write.
fn two_writers(
    world: &World<'_>,
    shown: impl Fn(&Op<'_>) -> String,
    write: impl Fn(&Op<'_>, &str) -> Result<()>,
) {
    let first = world.op(&world.manager);
    let both_saw = shown(&first);
    let with = |mark: &str| Op { seen: Some(mark.to_owned()), ..world.op(&world.manager) };
    write(&with(&both_saw), "一人目").expect("the first writer");
    conflict(write(&with(&both_saw), "二人目"));
    let again = shown(&world.op(&world.manager));
    write(&with(&again), "もう一度").expect("whoever has looked again");
}

fn called(world: &World<'_>, person: PersonId) -> tsumugi_domain::ids::MeetingId {
    let from = date(2026, 9, 1).at(10, 0, 0, 0);
    let slot = Slot { from, minutes: 60, place: "ひだまり作業所".to_owned() };
    let new = Convene {
        kind: MeetingKind::Individual,
        must_decide: "朝の始め方".to_owned(),
        cause: Cause::Own,
        request: None,
        invited: Vec::new(),
        candidates: vec![slot],
    };
    meeting::convene(&world.op(&world.manager), person, &new).expect("a meeting")
}

#[test]
fn the_basics_are_not_overwritten_unseen() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = world.haruka();
        let shown = |op: &Op<'_>| seen::mark(&person::edit_form(op, haruka).unwrap().basics);
        two_writers(&world, shown, |op, text| {
            let basics = person::edit_form(op, haruka)?.basics;
            person::edit(op, haruka, &Basics { preferred: text.to_owned(), ..basics })
        });
        let profile = |op: &Op<'_>| person::profile(op, haruka).unwrap().1.map(|one| one.id);
        two_writers(
            &world,
            |op| seen::mark(&profile(op)),
            |op, text| person::write_profile(op, haruka, text, "", ""),
        );
    });
}

#[test]
fn a_draft_and_its_goals_are_not_overwritten_unseen() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = world.haruka();
        let op = world.op(&world.manager);
        let plan = plan::start(&op, haruka, PlanKind::Individual).unwrap();
        let draft = |op: &Op<'_>| plan::view(op, plan).unwrap().draft.expect("a draft");
        two_writers(
            &world,
            |op| seen::mark(&draft(op).texts()),
            |op, text| {
                let policy = text.to_owned();
                plan::save_draft(op, plan, &DraftText { policy, ..DraftText::default() })
            },
        );
        let goal = |id, text: &str| GoalInput { goal: id, ..goal(text) };
        let pool = plan::save_goal(&op, plan, &goal(None, "プールへ行く")).unwrap();
        let stored = |op: &Op<'_>| draft(op).goals.into_iter().find(|one| one.id == pool).unwrap();
        two_writers(
            &world,
            |op| seen::mark(&stored(op)),
            |op, text| plan::save_goal(op, plan, &goal(Some(pool), text)).map(|_| ()),
        );
        // Nor does anybody agree to a goal that was added behind their back.
        let shown = seen::mark(&draft(&op));
        plan::save_goal(&op, plan, &goal(None, "ひとりで留守番する")).unwrap();
        let agreeing = Op { seen: Some(shown), ..world.op(&world.manager) };
        conflict(plan::agree(&agreeing, plan, TODAY));
    });
}

#[test]
fn what_a_meeting_writes_is_not_overwritten_unseen() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = world.haruka();
        let meeting = called(&world, haruka);
        let view = |op: &Op<'_>| {
            let found = meeting::view(op, meeting).unwrap().viewpoints;
            found.into_iter().find(|one| one.view == View::Provider)
        };
        two_writers(
            &world,
            |op| seen::mark(&view(op).map_or(String::new(), |one| one.text)),
            |op, text| meeting::set_viewpoint(op, meeting, View::Provider, text),
        );
        let seat = |op: &Op<'_>| {
            let found = meeting::view(op, meeting).unwrap().invitations;
            found.into_iter().next().expect("the person's seat").invitation
        };
        two_writers(
            &world,
            |op| seen::mark(&(seat(op).attendance, seat(op).note)),
            |op, text| meeting::set_attendance(op, meeting, seat(op).id, Attendance::Part, text),
        );
        let new = |text: &str| NewDecision {
            owner_name: "田村 光一".to_owned(),
            due: Some(TODAY),
            known_by: "写真".to_owned(),
            ..decision(OutcomeKind::Now, text)
        };
        let decision = meeting::decide(&world.op(&world.manager), meeting, &new("泳ぐ")).unwrap();
        let stored = |op: &Op<'_>| {
            let found = meeting::deciding(op, meeting, None).unwrap().decisions;
            seen::mark(found.iter().find(|one| one.id == decision).unwrap())
        };
        two_writers(&world, stored, |op, text| {
            meeting::change_decision(op, meeting, decision, &new(text))
        });
    });
}
