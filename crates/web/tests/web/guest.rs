//! A guest's link in the browser: what uses it up, what it shows, where it leads.

use tsumugi_testkit::{Browser, Engine, TestApp};

fn region() -> TestApp {
    TestApp::on(Engine::Sqlite).people(60).build()
}

/// The path of the link of one of the demonstration's guests, and their name.
fn link<'a>(app: &'a TestApp, visitor: &str) -> (&'a str, &'a str) {
    let guest = app.region.guests.iter().find(|(role, ..)| role == visitor).expect("a guest");
    (guest.2.as_str(), guest.1.as_str())
}

/// Goes in by the link.
fn go_in<'a>(app: &'a TestApp, visitor: &str) -> Browser<'a> {
    let mut browser = app.stranger();
    browser.get(link(app, visitor).0);
    let answer = browser.post(link(app, visitor).0, &[]);
    assert_eq!((answer.status, answer.location.as_str()), (303, "/guest"));
    browser
}

#[test]
fn looking_at_a_link_uses_nothing_up_and_names_only_its_holder() {
    let app = region();
    let (path, name) = link(&app, "school_guest");
    let mut scanner = app.stranger();
    for _ in 0..5 {
        let answer = scanner.get(path);
        assert_eq!(answer.status, 200);
        assert!(answer.body.contains(name));
        assert!(scanner.cookie("tsumugi-guest").is_none());
    }
    assert_eq!(scanner.request("HEAD", path).status, 200);
    assert_eq!(scanner.get("/guest").status, 404);
    let mut guest = go_in(&app, "school_guest");
    let page = guest.get("/guest");
    assert_eq!(page.status, 200);
    // On another day, or another machine, the same link opens again.
    assert_eq!(go_in(&app, "school_guest").get("/guest").status, 200);
    // Whom the meeting is about stands behind the button.
    let title = page.body.split("<h1").nth(1).and_then(|rest| rest.split("さんの").next());
    let person = title.and_then(|title| title.rsplit('>').next()).expect("a name");
    assert!(person.chars().count() > 2, "{person}");
    assert!(!scanner.get(path).body.contains(person), "{person}");
}

#[test]
fn a_guest_goes_nowhere_else_and_leaves_for_good() {
    let app = region();
    let mut guest = go_in(&app, "hospital_guest");
    let page = guest.get("/guest").body;
    assert!(!page.contains("/sign-in") && !page.contains("href=\"/people"), "{page}");
    assert!(!page.contains("href=\"/meetings") && !page.contains("/sign-out"), "{page}");
    for path in ["/home", "/me", "/people", "/meetings"] {
        let answer = guest.get(path);
        assert!(answer.location.starts_with("/sign-in"), "{path}: {}", answer.status);
    }
    guest.get("/guest");
    let left = guest.post("/guest/leave", &[]);
    assert!(left.body.contains("もう一度開いてください"), "{}", left.body);
    let closed = guest.get("/guest");
    assert_eq!(closed.status, 404);
    assert!(closed.body.contains("もう一度開いてください"), "{}", closed.body);
    assert!(closed.body.contains("href=\"/guest\"") && !closed.body.contains("href=\"/\""));
}

#[test]
fn a_guest_is_led_from_the_days_to_the_facts_and_told_where_they_land() {
    let app = region();
    let mut guest = go_in(&app, "school_guest");
    let page = guest.get("/guest").body;
    assert!(page.contains("来られる日時を答える") && page.contains("href=\"#when\""), "{page}");
    assert!(page.contains("あなたにお聞きしたいこと"), "{page}");
    let fits = page.split("name=\"fit_").skip(1).filter_map(|rest| rest.split('"').next());
    let fits: std::collections::BTreeSet<String> = fits.map(|id| format!("fit_{id}")).collect();
    let form: Vec<(&str, &str)> = fits.iter().map(|name| (name.as_str(), "yes")).collect();
    let sent = guest.post("/guest/reply", &form);
    assert_eq!(sent.location, "/guest?done=saved&at=when#when", "{}", sent.body);
    let page = guest.get("/guest?done=saved&at=when").body;
    let card = page.split("id=\"when\"").nth(1).unwrap_or_default();
    assert!(card.split("</section>").next().unwrap_or_default().contains("保存しました"), "{page}");
    assert!(page.contains("会議の前に、分かることを書く"), "{page}");
    // On paper the answer is circled where the screen has a form.
    assert_eq!(page.matches("ox-said").count(), fits.len());
}

#[test]
fn a_fact_that_is_too_long_stays_in_its_field_and_names_the_way_out() {
    let app = region();
    let mut guest = go_in(&app, "employer_guest");
    guest.get("/guest");
    let long = "あ".repeat(61);
    let refused = guest.post("/guest/facts", &[("changed", long.as_str())]);
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains(&long) && refused.body.contains("60文字まで"));
    let kept = guest.post("/guest/facts", &[("changed", "朝の準備が早くなった")]);
    assert_eq!(kept.location, "/guest?done=saved&at=facts#facts");
    assert!(guest.get("/guest").body.contains("朝の準備が早くなった"));
    // The same words stand on the meeting's page of those who invited.
    let attend = guest.post("/guest/attendance", &[("attendance", "part"), ("note", "15時から")]);
    assert_eq!(attend.location, "/guest?done=saved&at=when#when");
}

#[test]
fn a_guest_who_says_nothing_is_told_what_is_missing_and_keeps_what_was_typed() {
    let app = region();
    let mut guest = go_in(&app, "employer_guest");
    let page = guest.get("/guest").body;
    let task = page.split("action=\"/guest/tasks/").nth(1).and_then(|rest| rest.split('"').next());
    let task = format!("/guest/tasks/{}", task.expect("something promised"));
    let mut refused = |path: &str, fields: &[(&str, &str)]| {
        let answer = guest.post(path, fields);
        assert_eq!(answer.status, 422, "{path}: {}", answer.location);
        assert!(fields.iter().all(|(_, typed)| answer.body.contains(typed)), "{}", answer.body);
        answer.mistakes()
    };
    let said = [
        refused("/guest/facts", &[("chose", " ")]),
        refused("/guest/attendance", &[("note", "たぶん")]),
        refused("/guest/attendance", &[("attendance", "part")]),
        refused("/guest/attendance", &[("attendance", "written")]),
        refused(&task, &[("state", "not_possible")]),
    ];
    let seat = said[3].trim_start_matches("note-").split(' ').next().unwrap_or_default();
    insta::assert_snapshot!(said.join("\n").replace(seat, "SEAT").replace(&task[13..], "TASK"), @r"
    f-changed 変わったこと：三つのうち、分かるものを書いてください。一つだけでもかまいません。
    f-attendance 出席：来られるかどうかを選んでください。
    note-SEAT 来られる時間、書面での意見：一部だけ来られるときは、来られる時間を書いてください。
    note-SEAT 来られる時間、書面での意見：書面で意見を出すときは、その意見を書いてください。
    why-TASK むずかしかったわけ：休みたいときに使う部屋を、本人に見せる。：ここに書いてください。
    ");
    assert_eq!(guest.post("/guest/attendance", &[("attendance", "no")]).status, 303);
}

#[test]
fn a_signed_in_worker_who_opens_a_guests_link_is_the_guest_there() {
    let app = region();
    let mut worker = app.sign_in("service_manager");
    let (path, _) = link(&app, "hospital_guest");
    worker.get(path);
    assert_eq!(worker.post(path, &[]).location, "/guest");
    let page = worker.get("/guest").body;
    assert!(page.contains("三輪 早苗") && !page.contains("岸本 直樹</strong>"), "{page}");
    assert_eq!(worker.get("/home").status, 200, "their own session is untouched");
}

#[test]
fn a_guest_who_needs_help_finds_the_inviting_office_and_the_way_back() {
    let app = region();
    let mut guest = go_in(&app, "school_guest");
    let page = guest.get("/guest").body;
    assert!(page.contains("href=\"/guest/help\"") && !page.contains("href=\"/help\""), "{page}");
    let help = guest.get("/guest/help");
    assert_eq!(help.status, 200);
    let links: Vec<&str> =
        help.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let call = links.iter().position(|link| link.starts_with("tel:0"));
    assert!(call.is_some_and(|at| links[at..].contains(&"/guest")), "{links:?}");
    // Without a link the page is there, and knows no office.
    let stranger = app.stranger().get("/guest/help");
    assert_eq!(stranger.status, 200);
    assert!(!stranger.body.contains("tel:"), "{}", stranger.body);
}
