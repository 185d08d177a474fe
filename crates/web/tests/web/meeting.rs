//! Meetings through their forms: nothing typed is lost, everything wrong is said at once, and a
//! form sent twice shows what became of it.

use tsumugi_app::meeting;
use tsumugi_domain::ids::{PersonId, RequestId};
use tsumugi_domain::meeting::Cause;
use tsumugi_testkit::fixtures::ask;
use tsumugi_testkit::{Engine, TestApp};

fn app() -> TestApp {
    TestApp::on(Engine::Sqlite).people(12).build()
}

/// The person of the demonstration whose office may ask a specialist.
fn person(app: &TestApp) -> PersonId {
    app.id_of("person", "child_support_manager")
}

#[test]
fn a_call_says_everything_that_is_wrong_at_once() {
    let app = app();
    let person = person(&app);
    let mut manager = app.sign_in("child_support_manager");
    manager.get(&format!("/people/{person}/call"));
    let long = "あ".repeat(121);
    let form = [
        ("kind", "individual"),
        ("must_decide", long.as_str()),
        ("day1_year", "2020"),
        ("day1_month", "4"),
        ("day1_day", "1"),
        ("time1", "14:00"),
        ("day2_year", "2096"),
        ("day2_month", "4"),
        ("day2_day", "1"),
        ("time2", "ひる"),
        ("time3", "15:00"),
        ("minutes", "−5"),
    ];
    let answer = manager.post(&format!("/people/{person}/meetings"), &form);
    assert_eq!(answer.status, 422);
    for id in ["f-must_decide", "f-day1", "f-day2", "f-time2", "f-day3", "f-minutes"] {
        assert!(answer.body.contains(&format!("id=\"{id}-error\"")), "{id}: {}", answer.body);
    }
    assert_eq!(answer.body.matches(&long).count(), 1, "only in the form it was typed in");
}

#[test]
fn what_is_asked_of_the_specialist_stays_in_its_own_form() {
    let app = app();
    let person = person(&app);
    let mut manager = app.sign_in("child_support_manager");
    manager.get(&format!("/people/{person}/call"));
    let form = [("ask_must_decide", "だれがつきそうか"), ("reason", "")];
    let answer = manager.post(&format!("/people/{person}/requests"), &form);
    assert_eq!(answer.status, 422);
    assert_eq!(answer.body.matches("だれがつきそうか").count(), 1);
    assert!(
        answer.body.contains("name=\"minutes\" type=\"text\" inputmode=\"numeric\" value=\"60\"")
    );
}

#[test]
fn a_request_declined_twice_shows_its_answer_and_the_way_on() {
    let app = app();
    let person = person(&app);
    let (manager, specialist) = (app.op("child_support_manager"), app.op("specialist"));
    let request: RequestId =
        meeting::request(&manager, person, &ask(&specialist, Cause::Own)).expect("a request");
    let path = format!("/requests/{request}");
    let mut browser = app.sign_in("specialist");
    let token = browser.get(&path).hidden("submit_token").expect("a token");
    let form = [("reason", "来月まで待ってほしい"), ("submit_token", token.as_str())];
    for _ in 0..2 {
        let answer = browser.post(&format!("{path}/decline"), &form);
        assert_eq!(
            (answer.status, answer.location.as_str()),
            (303, format!("{path}?done=declined").as_str())
        );
    }
    let late = browser.post(&format!("{path}/decline"), &[("reason", "もう一度")]);
    assert_eq!(late.location, format!("{path}?done=answered-before"));

    // Who asked reads the reason and holds the own meeting, which stays tied to the request.
    let mut asker = app.sign_in("child_support_manager");
    let seen = asker.get(&path).body;
    assert!(seen.contains("来月まで待ってほしい"), "{seen}");
    let call = format!("/people/{person}/call?after={request}");
    assert!(seen.contains(&call), "{seen}");
    let page = asker.get(&call);
    assert_eq!(page.hidden("after").as_deref(), Some(request.to_string().as_str()));
    let after = request.to_string();
    let form = [
        ("kind", "individual"),
        ("must_decide", "だれがつきそうか"),
        ("day1_year", "2026"),
        ("day1_month", "12"),
        ("day1_day", "4"),
        ("time1", "14:00"),
        ("minutes", "60"),
        ("after", after.as_str()),
    ];
    let made = asker.post(&format!("/people/{person}/meetings"), &form);
    assert!(made.location.starts_with("/meetings/"), "{}", made.body);
    let meeting = made.location.trim_end_matches("?done=called").to_owned();
    let seen = asker.get(&path).body;
    assert!(seen.contains(&format!("href=\"{meeting}\"")) && !seen.contains(&call), "{seen}");
}
