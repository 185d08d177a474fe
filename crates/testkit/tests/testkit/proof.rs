//! Before what weighs much, whoever acts for others proves once more who they are.

use crate::gates::{PASSWORD, Worker, app, office, worker};
use crate::scenario::code;
use crate::sessions::opened;
use jiff::SignedDuration;
use tsumugi_app::staff;
use tsumugi_domain::ids::OrgId;
use tsumugi_domain::staff::Role;
use tsumugi_testkit::{Browser, TestApp, on_both_engines};

/// An office with a worker whose session has proved its factors so long ago.
fn after(app: &TestApp, role: Role, ago: SignedDuration) -> (OrgId, Worker, Browser<'_>) {
    let admin = app.op("system_admin");
    let org = office(&admin, "生活介護 ゆきわりの丘");
    let (_, found) = worker(app, org, role, "leader");
    let (_, workers) = staff::workers(&admin, org).expect("workers");
    let now = app.state.gate().now;
    let browser = opened(app, &workers[0], Some(now - ago));
    (org, found, browser)
}

/// The code that comes after the one by which the worker set up.
fn next(app: &TestApp, worker: &Worker) -> String {
    code(&worker.secret, app.state.gate().now + SignedDuration::from_secs(30))
}

/// The fields of the question that wait for the answer.
fn kept(page: &str) -> Vec<(String, String)> {
    let inputs = page.split("name=\"kept-").skip(1);
    let kept = inputs.filter_map(|rest| {
        let mut parts = rest.split('"');
        let (name, value) = (parts.next()?, parts.nth(1)?);
        Some((format!("kept-{name}"), value.to_owned()))
    });
    kept.collect()
}

#[test]
fn what_was_typed_waits_for_the_proof_and_goes_on_by_itself() {
    on_both_engines(|engine| {
        let app = app(engine);
        let ten = SignedDuration::from_mins(10);
        let (org, found, mut browser) = after(&app, Role::OfficeAdmin, ten);
        let path = format!("/orgs/{org}/staff/add");
        let day = [("from_year", "2026"), ("from_month", "11"), ("from_day", "23")];
        let mut typed = vec![("name", "春日 希＆<望>"), ("role", "support_worker")];
        typed.extend(day);
        assert_eq!(browser.get(&format!("/orgs/{org}/staff")).status, 200, "looking is free");
        let asked = browser.post(&path, &typed);
        assert_eq!(asked.status, 401, "{}", asked.body);
        let admin = app.op("system_admin");
        let count = || staff::workers(&admin, org).expect("workers").1.len();
        assert_eq!(count(), 1, "nothing was done yet");

        let right = next(&app, &found);
        let answer = |password: &str, code: &str, page: &str| {
            let page = page.replace("&lt;", "<").replace("&#60;", "<").replace("&#62;", ">");
            let mut fields = kept(&page.replace("&gt;", ">"));
            assert!(fields.iter().any(|(_, value)| value == "春日 希＆<望>"), "{fields:?}");
            for (name, value) in [("prove", "1"), ("password", password), ("code", code)] {
                fields.push((name.to_owned(), value.to_owned()));
            }
            fields
        };
        let send = |browser: &mut Browser<'_>, fields: Vec<(String, String)>| {
            let fields: Vec<_> =
                fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            browser.post(&path, &fields)
        };
        let wrong = send(&mut browser, answer("ちがう ことば", &right, &asked.body));
        assert_eq!(wrong.status, 422, "{}", wrong.body);
        let wrong = send(&mut browser, answer(PASSWORD, "000000", &wrong.body));
        assert_eq!((wrong.status, count()), (422, 1), "{}", wrong.body);
        let before = browser.cookie("tsumugi").expect("a session").to_owned();
        let done = send(&mut browser, answer(PASSWORD, &right, &wrong.body));
        assert_eq!((done.status, count()), (200, 2), "{}", done.body);
        assert!(done.body.contains("/set-up/"), "{}", done.body);
        // The session goes on under a new token, and nobody is asked a second time.
        let mut stolen = app.stranger();
        stolen.keep("tsumugi", &before);
        assert_eq!(stolen.get("/account").status, 303);
        let again = browser.post(&path, &typed);
        assert_eq!(again.status, 422, "somebody of this name works here: {}", again.body);
    });
}

#[test]
fn a_file_with_names_waits_for_the_proof() {
    on_both_engines(|engine| {
        let app = app(engine);
        let hour = SignedDuration::from_hours(1);
        let (_, found, mut browser) = after(&app, Role::ServiceManager, hour);
        let path = "/people/list.csv?which=all";
        let asked = browser.get(path);
        assert_eq!(asked.status, 401);
        assert_eq!(asked.hidden("to").as_deref(), Some(path));
        let right = next(&app, &found);
        let form = [("to", path), ("password", PASSWORD), ("code", right.as_str())];
        let proved = browser.post("/account/prove", &form);
        assert!(proved.location.starts_with("/account/proved?to=/people/list.csv"), "{proved:?}");
        let page = browser.get(&proved.location);
        assert!(page.body.contains("href=\"/people/list.csv?which=all\""), "{}", page.body);
        let file = browser.get(path);
        assert_eq!(file.status, 200);
        assert_eq!(file.header("content-type"), Some("text/csv; charset=utf-8"));
        // Nobody is sent elsewhere.
        let away = browser.get("/account/proved?to=https://evil.example");
        assert!(!away.body.contains("evil"), "{}", away.body);
    });
}

#[test]
fn whoever_has_proved_it_lately_is_not_asked() {
    let app = app(tsumugi_testkit::Engine::Sqlite);
    let nine = SignedDuration::from_mins(9);
    let (_, _, mut browser) = after(&app, Role::ServiceManager, nine);
    assert_eq!(browser.get("/people/list.csv").status, 200);
    // A forged form is refused before anything is asked.
    let id = app.region.people[0];
    let admin = app.op("system_admin");
    let org = office(&admin, "ゆりの木");
    worker(&app, org, Role::ServiceManager, "late");
    let mut late = opened(&app, &staff::workers(&admin, org).expect("workers").1[0], None);
    let path = format!("/people/{id}/address/reveal");
    assert_eq!(late.send_form(&path, &[("csrf", "forged")]).status, 403);
    late.get("/account");
    assert_eq!(late.post(&path, &[]).status, 401);
    assert_eq!(late.post(&format!("/people/{id}/address/keep"), &[]).status, 404);
}
