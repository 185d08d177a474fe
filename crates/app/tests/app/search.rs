//! Looking for words in the records.

use crate::support::{TODAY, World, elsewhere, hidden, on_each_engine, problems};
use tsumugi_app::meeting::{self, Convene};
use tsumugi_app::notice::{self, RaiseConcern};
use tsumugi_app::person::{self, NewVoice};
use tsumugi_app::search;
use tsumugi_domain::ids::PersonId;
use tsumugi_domain::meeting::{Cause, MeetingKind, Slot};
use tsumugi_domain::person::{Expression, Speaker};
use tsumugi_domain::policy::Actor;
use tsumugi_domain::search::Place;

/// はるか with the same bath in her words, in a concern, in a meeting and in her profile.
fn bath(world: &World<'_>) -> PersonId {
    let haruka = world.haruka();
    let op = world.op(&world.manager);
    let voice = NewVoice {
        speaker: Speaker::Person,
        text: "土曜の銭湯が好き。ﾀｸｼｰで行く。".to_owned(),
        how: Expression::Speech,
        said_on: Some(TODAY),
        scene: String::new(),
        on_top: false,
    };
    person::add_voice(&op, haruka, &voice).unwrap();
    let concern = RaiseConcern { text: "銭湯が閉まるらしい。".to_owned() };
    notice::raise(&op, haruka, &concern).unwrap();
    person::write_profile(&op, haruka, "銭湯の番台", "", "").unwrap();
    let from = TODAY.at(10, 0, 0, 0);
    let new = Convene {
        kind: MeetingKind::Individual,
        must_decide: "銭湯のかわりを決める。".to_owned(),
        cause: Cause::Own,
        request: None,
        invited: Vec::new(),
        candidates: vec![Slot { from, minutes: 60, place: "相談室".to_owned() }],
    };
    meeting::convene(&op, haruka, &new).unwrap();
    haruka
}

fn kind(place: Place) -> &'static str {
    match place {
        Place::Voice(_) => "voice",
        Place::Concern(_) => "concern",
        Place::Meeting(_) => "meeting",
        Place::Profile => "profile",
        _ => "another",
    }
}

/// What somebody finds: kind and text, sorted.
fn found(world: &World<'_>, actor: &Actor, words: &str) -> Vec<String> {
    let found = search::find(&world.op(actor), words, 1).unwrap();
    assert_eq!(found.count, found.found.len());
    let mut lines: Vec<String> =
        found.found.iter().map(|one| format!("{}: {}", kind(one.place), one.text)).collect();
    lines.sort();
    lines
}

#[test]
fn words_are_found_where_the_reader_may_read_them_and_nowhere_else() {
    on_each_engine(|db| {
        let world = World::new(db);
        bath(&world);
        insta::allow_duplicates! {
            insta::assert_debug_snapshot!(found(&world, &world.manager, "銭湯"), @r#"
            [
                "concern: 銭湯が閉まるらしい。",
                "meeting: 銭湯のかわりを決める。",
                "profile: 銭湯の番台",
                "voice: 土曜の銭湯が好き。ﾀｸｼｰで行く。",
            ]
            "#);
            // The specialist may see plans, meetings and words, and no notes of the office.
            insta::assert_debug_snapshot!(found(&world, &world.specialist, "銭湯"), @r#"
            [
                "meeting: 銭湯のかわりを決める。",
                "profile: 銭湯の番台",
                "voice: 土曜の銭湯が好き。ﾀｸｼｰで行く。",
            ]
            "#);
        }
        for nobody in [&world.stranger, &world.secretary, &elsewhere(&world.manager)] {
            assert!(found(&world, nobody, "銭湯").is_empty());
        }
    });
}

#[test]
fn all_words_must_stand_in_a_record_however_they_are_written() {
    on_each_engine(|db| {
        let world = World::new(db);
        bath(&world);
        let lines = |words: &str| found(&world, &world.manager, words).len();
        assert_eq!(lines("タクシー"), 1, "half-width kana in the record");
        assert_eq!(lines("たくし　土曜"), 1, "hiragana, and a wide space between two words");
        assert_eq!(lines("タクシー 番台"), 0, "two records are not one");
        assert_eq!(lines("%"), 0, "a sign that databases know is a sign");
        assert_eq!(lines("　"), 0, "nothing was looked for");
        assert_eq!(lines("番"), 1, "one character is a word too");
    });
}

#[test]
fn a_person_looks_through_no_records_and_too_long_a_text_is_refused() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = bath(&world);
        let op = world.op(&world.oneself(haruka));
        hidden(search::find(&op, "銭湯", 1));
        hidden(search::find(&op, "", 1));
        hidden(search::ask(&op, op.id(), "銭湯"));
        let op = world.op(&world.manager);
        let long = "長".repeat(search::LONGEST + 1);
        insta::allow_duplicates! {
            insta::assert_debug_snapshot!(problems(search::ask(&op, op.id(), &long)), @r#"
            [
                "search error-too-long",
            ]
            "#);
        }
        // A page beyond the end is the last one.
        assert_eq!(search::find(&op, "銭湯", 99).unwrap().page, 1);
    });
}

#[test]
fn it_is_told_when_older_records_were_left_out() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = bath(&world);
        let raise = |text: &str| {
            let concern = RaiseConcern { text: text.to_owned() };
            notice::raise(&world.op(&world.manager), haruka, &concern).unwrap();
        };
        let newest = |most| {
            let op = world.op(&world.manager);
            let found = search::find_among(&op, "銭湯", 1, most).unwrap();
            (found.count, found.newest)
        };
        assert_eq!(newest(1), (4, None), "one of each kind, and all of them");
        raise("ねむそう。");
        assert_eq!(newest(2), (4, None));
        assert_eq!(newest(1), (3, Some(1)), "the older concern was left out");
    });
}

#[test]
fn an_old_concern_is_found_and_stands_on_the_page_it_leads_to() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = bath(&world);
        for number in 0..9 {
            let concern = RaiseConcern { text: format!("ねむそう {number}") };
            notice::raise(&world.op(&world.manager), haruka, &concern).unwrap();
        }
        let found = search::find(&world.op(&world.manager), "閉まる", 1).unwrap().found;
        let [one] = &found[..] else { panic!("{found:#?}") };
        let Place::Concern(id) = one.place else { panic!("{one:#?}") };
        let page = person::page(&world.op(&world.manager), haruka).unwrap();
        assert!(page.concerns.iter().any(|concern| concern.id == id));
    });
}

#[test]
fn whoever_is_found_is_told_and_nobody_else() {
    on_each_engine(|db| {
        let world = World::new(db);
        let (haruka, other) = (bath(&world), world.haruka());
        let told = |person: PersonId, actor: &Actor| {
            let looks = person::looks(&world.op(&world.oneself(person)), person, 1, true).unwrap();
            let by = looks.groups.into_iter().filter(|one| one.actor_name == actor.name);
            let subjects = by.flat_map(|one| one.subjects);
            subjects.filter(|subject| subject == "search").count()
        };
        search::find(&world.op(&world.manager), "湯治", 1).unwrap();
        assert_eq!(told(haruka, &world.manager), 0, "nothing was shown");
        for _ in 0..2 {
            search::find(&world.op(&world.manager), "銭湯", 1).unwrap();
        }
        search::find(&world.op(&world.specialist), "銭湯", 1).unwrap();
        search::find(&world.op(&world.stranger), "銭湯", 1).unwrap();
        let readers = [&world.manager, &world.specialist, &world.stranger];
        assert_eq!(readers.map(|actor| told(haruka, actor)), [1, 1, 0], "a line of each reader");
        assert_eq!(readers.map(|actor| told(other, actor)), [0, 0, 0]);
        // What stands on a later page is not shown with the first.
        let on = TODAY.saturating_add(jiff::Span::new().days(2));
        let op = || world.op_on(&world.manager, on);
        for number in 0..search::PAGE {
            let concern = RaiseConcern { text: format!("銭湯 {number}") };
            notice::raise(&op(), other, &concern).unwrap();
        }
        search::find(&op(), "銭湯", 1).unwrap();
        assert_eq!([other, haruka].map(|one| told(one, &world.manager)), [1, 1]);
        search::find(&op(), "銭湯", 2).unwrap();
        assert_eq!([other, haruka].map(|one| told(one, &world.manager)), [1, 2], "a second day");
    });
}
