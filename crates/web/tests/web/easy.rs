//! The pages of the person, the family and guests speak easy words, key by key.

use crate::harvest::{self, Filled};
use std::cell::RefCell;
use std::collections::BTreeSet;
use tsumugi_testkit::fixtures::leave_things_open;
use tsumugi_testkit::{Browser, Engine, TestApp};

thread_local! {
    /// Pages are rendered on the thread that asks for them, so each test hears only its own.
    static HARD: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
}

fn hard(key: &str) {
    HARD.with_borrow_mut(|list| list.insert(key.to_owned()));
}

/// Days that no form takes: unreadable, not in the calendar, not in the era, of an unknown era,
/// past, and far ahead.
const DAYS: [[&str; 3]; 6] = [
    ["あ", "い", "う"],
    ["2026", "2", "30"],
    ["昭和99", "1", "1"],
    ["8", "4", "1"],
    ["2020", "4", "1"],
    ["2096", "4", "1"],
];

/// Sends a form in every way in which somebody may go wrong; tells what the answers were.
fn mistakes(browser: &mut Browser<'_>, form: &Filled, answers: &mut BTreeSet<u16>) {
    let with = |change: &dyn Fn(&str) -> Option<String>| -> Vec<(String, String)> {
        let fields = form.fields.iter();
        fields
            .map(|(name, value)| (name.clone(), change(name).unwrap_or_else(|| value.clone())))
            .collect()
    };
    let mut ways: Vec<Vec<(String, String)>> = DAYS
        .iter()
        .map(|day| {
            with(&|name| {
                let parts = ["_year", "_month", "_day"];
                let at = parts.iter().position(|part| name.ends_with(part))?;
                Some(day[at].to_owned())
            })
        })
        .collect();
    let long = "とても長い文です。".repeat(1000);
    ways.push(with(&|name| form.typed.contains(name).then(|| long.clone())));
    ways.push(with(&|name| (name == "seen").then(|| "stale".to_owned())));
    ways.dedup();
    for fields in ways {
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let answer = browser.post(&form.action, &fields);
        answers.insert(answer.status);
        if answer.location.starts_with('/') {
            browser.get(&answer.location);
        }
    }
}

/// From now on the pages are in easy words, and what lacks them is heard.
fn speak_easily(browser: &mut Browser<'_>, start: &str) {
    browser.get(start);
    let easy = [
        ("layer", "easy"),
        ("furigana", "all"),
        ("theme", "white"),
        ("size", "normal"),
        ("return_to", "/"),
    ];
    assert_eq!(browser.post("/display", &easy).status, 303);
    let shown = browser.get(start).body;
    assert!(shown.contains("data-furigana=\"all\""), "{start}: {shown}");
    tsumugi_words::watch_hard_words(hard);
    HARD.take();
}

/// Reads everything from a page on in the easy layer, and sends its forms empty and wrong; gives
/// the keys without easy words.
fn read(browser: &mut Browser<'_>, start: &str, answers: &mut BTreeSet<u16>) -> BTreeSet<String> {
    speak_easily(browser, start);
    for form in harvest::everything(browser, start) {
        mistakes(browser, &form, answers);
    }
    HARD.take()
}

#[test]
fn every_word_that_the_person_the_family_and_guests_read_has_an_easy_text() {
    let app = TestApp::on(Engine::Sqlite).people(60).build();
    leave_things_open(&app);
    let (mut missing, mut answers) = (BTreeSet::new(), BTreeSet::new());
    for role in ["person", "mother"] {
        missing.extend(read(&mut app.sign_in(role), "/me", &mut answers));
    }
    for (role, _, link) in &app.region.guests {
        let mut guest = app.stranger();
        guest.get(link);
        assert_eq!(guest.post(link, &[]).status, 303, "{role}");
        missing.extend(read(&mut guest, "/guest", &mut answers));
    }
    assert!(missing.is_empty(), "add to locales/easy: {missing:#?}");
    assert!([303, 409, 422].iter().all(|status| answers.contains(status)), "{answers:?}");
    assert!(!answers.contains(&401), "somebody was signed out and read no further");
}

#[test]
fn every_problem_that_can_stop_anybody_has_an_easy_text() {
    let easy: BTreeSet<String> =
        tsumugi_words::all_keys(tsumugi_words::Layer::Easy).into_iter().collect();
    let standard = tsumugi_words::all_keys(tsumugi_words::Layer::Standard).into_iter();
    let anybodys = |key: &String| key.starts_with("problem-") || key.starts_with("error-date-");
    let missing: Vec<String> =
        standard.filter(|key| anybodys(key) && !easy.contains(key)).collect();
    assert!(missing.is_empty(), "add to locales/easy: {missing:#?}");
}

#[test]
fn a_page_without_easy_words_is_found() {
    let app = TestApp::on(Engine::Sqlite).people(3).build();
    let mut manager = app.sign_in("service_manager");
    speak_easily(&mut manager, "/people/new");
    let page = manager.get("/people/new").body;
    assert!(HARD.take().contains("basics-names"));
    let form = Filled::all(&page).find(|form| form.action == "/people").expect("the form");
    mistakes(&mut manager, &form, &mut BTreeSet::new());
    let missing = HARD.take();
    for key in ["error-birth-future", "error-certificate"] {
        assert!(missing.contains(key), "{key}: {missing:#?}");
    }
}
