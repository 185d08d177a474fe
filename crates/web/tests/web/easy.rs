//! The pages of the person, the family and guests speak easy words, key by key.

use crate::harvest;
use std::collections::BTreeSet;
use std::sync::Mutex;
use tsumugi_testkit::fixtures::leave_things_open;
use tsumugi_testkit::{Browser, Engine, TestApp};

static HARD: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

fn hard(key: &str) {
    HARD.lock().expect("the list").insert(key.to_owned());
}

/// Reads everything from a page on in the easy layer; gives the keys without easy words.
fn read(browser: &mut Browser<'_>, start: &str) -> BTreeSet<String> {
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
    HARD.lock().expect("the list").clear();
    harvest::everything(browser, start);
    std::mem::take(&mut *HARD.lock().expect("the list"))
}

#[test]
fn every_word_that_the_person_the_family_and_guests_read_has_an_easy_text() {
    let app = TestApp::on(Engine::Sqlite).people(60).build();
    leave_things_open(&app);
    tsumugi_words::watch_hard_words(hard);
    let mut missing = BTreeSet::new();
    for role in ["person", "mother"] {
        missing.extend(read(&mut app.sign_in(role), "/me"));
    }
    for (role, _, link) in &app.region.guests {
        let mut guest = app.stranger();
        guest.get(link);
        assert_eq!(guest.post(link, &[]).status, 303, "{role}");
        missing.extend(read(&mut guest, "/guest"));
    }
    assert!(missing.is_empty(), "add to locales/easy: {missing:#?}");
}

#[test]
fn a_page_without_easy_words_is_found() {
    let app = TestApp::on(Engine::Sqlite).people(3).build();
    tsumugi_words::watch_hard_words(hard);
    let missing = read(&mut app.sign_in("service_manager"), "/people");
    assert!(missing.contains("doubles-go"), "{missing:#?}");
}
