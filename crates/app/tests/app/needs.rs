//! What was written in the hurry of a meeting about what cannot be done, put right afterwards.

use crate::council::{clean, with_council};
use crate::support::{World, conflict, forbidden, held, hidden, on_each_engine};
use jiff::civil::date;
use tsumugi_app::community::{self, NeedDetails};
use tsumugi_app::meeting::{self, Convene, NewDecision};
use tsumugi_domain::community::Hold;
use tsumugi_domain::ids::{PersonId, UnmetNeedId};
use tsumugi_domain::meeting::{
    Cause, Closing, GapReason, Level, MeetingKind, OutcomeKind, PointState, Slot,
};

/// A need as a real meeting leaves it: of the office, with nothing said about until then.
fn hurried(world: &World<'_>, person: PersonId) -> UnmetNeedId {
    let op = world.op(&world.manager);
    let new = Convene {
        kind: MeetingKind::Individual,
        must_decide: "夜の場所をどうするか".to_owned(),
        cause: Cause::Own,
        request: None,
        candidates: vec![Slot {
            from: date(2026, 4, 17).at(10, 0, 0, 0),
            minutes: 60,
            place: "ひだまり作業所".to_owned(),
        }],
        invited: Vec::new(),
    };
    let id = meeting::convene(&op, person, &new).unwrap();
    let candidate = meeting::view(&op, id).unwrap().candidates[0].id;
    meeting::fix(&op, id, candidate).unwrap();
    let cannot = NewDecision {
        text: "夜に泊まれる場所".to_owned(),
        kind: OutcomeKind::CannotNow,
        owner: None,
        owner_name: String::new(),
        due: None,
        known_by: String::new(),
        first_step: String::new(),
        level: Some(Level::Office),
        reason: Some(GapReason::NoResource),
        until_then: String::new(),
        shared_with: String::new(),
    };
    let decision = meeting::decide(&op, id, &cannot).unwrap();
    let points = ["人", "ことば", "分けて", "役割", "夜の場所がない"];
    let closing = Closing(points.map(|text| PointState::Confirmed(text.to_owned())));
    meeting::close(&op, id, &closing, &[], Some(&held())).unwrap();
    let view = meeting::view(&op, id).unwrap();
    let line = view.decisions.iter().find(|line| line.decision.id == decision).unwrap();
    line.need.as_ref().unwrap().id
}

#[test]
fn what_was_written_in_a_hurry_is_put_right_until_it_is_reported() {
    on_each_engine(|db| {
        let world = World::new(db);
        with_council(&world);
        let haruka = world.haruka();
        let id = hurried(&world, haruka);
        let op = world.op(&world.manager);
        let before = community::need_view(&op, id).unwrap();
        assert_eq!((before.held, before.as_decided), (Some(Hold::NotRegion), None));

        let right = NeedDetails {
            level: Level::Region,
            reason: GapReason::NotEnough,
            until_then: " 祖母の家に泊まる ".to_owned(),
        };
        forbidden(community::put_right(&world.op(&world.oneself(haruka)), id, &right));
        hidden(community::put_right(&world.op(&world.stranger), id, &right));
        hidden(community::put_right_form(&world.op(&world.stranger), id));
        community::put_right(&op, id, &right).unwrap();

        let after = community::need_view(&op, id).unwrap();
        assert_eq!((after.need.level, after.need.reason), (Level::Region, GapReason::NotEnough));
        assert_eq!((after.need.until_then.as_str(), after.held), ("祖母の家に泊まる", None));
        let then = after.as_decided.expect("the meeting's own words stay");
        assert_eq!((then.level, then.reason), (Level::Office, GapReason::NoResource));
        assert_eq!(then.until_then, "");

        // Kept from the report it is still the team's own; reported it is not.
        community::keep_from_report(&op, id, "").unwrap();
        community::put_right(&op, id, &right).unwrap();
        community::undo_keep_from_report(&op, id).unwrap();
        assert_eq!(community::put_right_form(&op, id).unwrap().1.level, Level::Region);
        community::report(&op, id, &clean()).unwrap();
        conflict(community::put_right(&op, id, &right));
        conflict(community::put_right_form(&op, id));
    });
}
