//! Lists about several people.

use crate::support::{TODAY, World, elsewhere, held as held_at, hidden, on_each_engine};
use jiff::civil::date;
use tsumugi_app::list::{self, Want};
use tsumugi_app::meeting::{self, Convene, NewDecision};
use tsumugi_app::person;
use tsumugi_domain::ids::{MeetingId, PersonId};
use tsumugi_domain::list::{Meetings, Needs, Order, Tasks};
use tsumugi_domain::meeting::{
    Cause, Closing, GapReason, Level, MeetingKind, OutcomeKind, PointState, Slot,
};
use tsumugi_domain::policy::{Actor, Who};
use tsumugi_words::{Furigana, Layer, Words};

fn called(world: &World<'_>, person: PersonId, must_decide: &str) -> MeetingId {
    let from = date(2026, 9, 1).at(10, 0, 0, 0);
    let new = Convene {
        kind: MeetingKind::Individual,
        must_decide: must_decide.to_owned(),
        cause: Cause::Own,
        request: None,
        invited: Vec::new(),
        candidates: vec![Slot { from, minutes: 60, place: "相談室".to_owned() }],
    };
    meeting::convene(&world.op(&world.manager), person, &new).unwrap()
}

fn decision(text: &str, kind: OutcomeKind) -> NewDecision {
    NewDecision {
        text: text.to_owned(),
        kind,
        owner: None,
        owner_name: "田村 光一".to_owned(),
        due: Some(TODAY),
        known_by: "写真".to_owned(),
        first_step: String::new(),
        level: Some(Level::Region),
        reason: Some(GapReason::NotEnough),
        until_then: "=1+1".to_owned(),
        shared_with: "本人".to_owned(),
    }
}

/// A meeting that was held: one thing to do, one that cannot be done now.
fn held(world: &World<'_>, person: PersonId) -> MeetingId {
    let op = world.op(&world.manager);
    let meeting = called(world, person, "夜の見守りをどうするか");
    let candidate = meeting::view(&op, meeting).unwrap().candidates[0].id;
    meeting::fix(&op, meeting, candidate).unwrap();
    meeting::decide(&op, meeting, &decision("週に一度歩く", OutcomeKind::Now)).unwrap();
    meeting::decide(&op, meeting, &decision("夜に預ける", OutcomeKind::CannotNow)).unwrap();
    let said = PointState::Confirmed("確かめた".to_owned());
    let closing = Closing(std::array::from_fn(|_| said.clone()));
    meeting::close(&op, meeting, &closing, &[], Some(&held_at())).unwrap();
    meeting
}

#[test]
fn lists_show_what_the_reader_may_see_and_nothing_else() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = world.haruka();
        let over = held(&world, haruka);
        let open = called(&world, haruka, "朝の始め方");
        let page = (Order::Day, Want::Page(1));
        let meetings = |actor, which| {
            let found = list::meetings(&world.op(actor), which, page.0, page.1).unwrap();
            let ids: Vec<_> = found.rows.iter().map(|(_, one)| one.id).collect();
            assert_eq!(found.count, i64::try_from(ids.len()).unwrap());
            ids
        };
        for reader in [&world.manager, &world.specialist] {
            assert_eq!(meetings(reader, Meetings::Open), [open]);
            assert_eq!(meetings(reader, Meetings::Closed), [over]);
            assert_eq!(meetings(reader, Meetings::CalledOff), []);
        }
        assert_eq!(meetings(&world.stranger, Meetings::Closed), []);

        let manager = world.op(&world.manager);
        let tasks = |which| list::tasks(&manager, which, Order::Name, Want::Page(1)).unwrap();
        assert_eq!(tasks(Tasks::Open).rows[0].1.what, "週に一度歩く");
        assert_eq!(
            [Tasks::Late, Tasks::Hanging, Tasks::Ended].map(|which| tasks(which).count),
            [0; 3]
        );
        let tomorrow = world.op_on(&world.manager, TODAY.tomorrow().unwrap());
        let late = list::tasks(&tomorrow, Tasks::Late, Order::Day, Want::Page(1)).unwrap();
        assert_eq!(late.count, 1);

        let needs = list::needs(&manager, Needs::Open, Order::Day, Want::Page(7)).unwrap();
        assert_eq!((needs.rows[0].1.text.as_str(), needs.page, needs.pages), ("夜に預ける", 1, 1));
        let stranger = world.op(&world.stranger);
        assert_eq!(
            list::needs(&stranger, Needs::Open, Order::Day, Want::Page(1)).unwrap().count,
            0
        );
        let away = world.op(&elsewhere(&world.manager));
        assert_eq!(list::needs(&away, Needs::Open, Order::Day, Want::Page(1)).unwrap().count, 0);
        let person = Actor { who: Who::Person(haruka), ..world.manager.clone() };
        hidden(list::needs(&world.op(&person), Needs::Open, Order::Day, Want::Page(1)));
        let words = Words::new(Layer::Standard, Furigana::Off);
        hidden(person::file(&world.op(&person), words, person::Asked::named("")));
    });
}

/// The file as text, without its mark and with plain line ends.
fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap().replace(['\r', '\u{feff}'], "")
}

#[test]
fn a_file_holds_the_whole_list_and_no_formula() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = world.haruka();
        let plain = Words::new(Layer::Standard, Furigana::Off);
        let bytes =
            person::file(&world.op(&world.manager), plain, person::Asked::named("みずの")).unwrap();
        assert_eq!(
            text(bytes),
            "氏名,ふりがな,生年月日,計画を作る人\n水野 はるか,みずの はるか,2003-07-01,みどり相談室\n"
        );
        let nobody =
            person::file(&world.op(&world.manager), plain, person::Asked::named("いない人"))
                .unwrap();
        assert_eq!(text(nobody).lines().count(), 1);
        held(&world, haruka);
        let words = Words::new(Layer::Standard, Furigana::Off);
        let manager = world.op(&world.manager);
        let bytes = list::needs_file(&manager, words, Needs::Open, Order::Day).unwrap();
        assert_eq!(
            text(bytes),
            "本人,内容,どこまで考えたか,できない理由,それまでどうするか\n\
             水野 はるか,夜に預ける,地域ではできない,量・定員が足りない,'=1+1\n"
        );
        let bytes = list::tasks_file(&manager, words, Tasks::Open, Order::Day).unwrap();
        assert_eq!(
            text(bytes),
            "本人,内容,だれが,いつまでに,何でわかるか\n\
             水野 はるか,週に一度歩く,田村 光一,2026-04-10,写真\n"
        );
        let bytes = list::meetings_file(&manager, words, Meetings::Closed, Order::Name).unwrap();
        assert_eq!(
            text(bytes),
            "本人,日時,この会議で決めること,招集した事業所,場所\n\
             水野 はるか,2026-04-10 10:00,夜の見守りをどうするか,ひだまり作業所,ひだまり作業所\n"
        );
    });
}
