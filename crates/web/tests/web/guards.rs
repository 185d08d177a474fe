//! The status sweep: every route, by strangers, by those without a relation, and forged.

use tsumugi_testkit::{Browser, Engine, TestApp, on_both_engines};
use tsumugi_web::routes::{Area, table};

/// An id that nothing has.
const NOBODY: &str = "00000000-0000-7000-8000-000000000000";

fn filled(path: &str, first: &str) -> String {
    let mut ids = [first, NOBODY].into_iter();
    path.split('/')
        .map(|part| match part.starts_with('{') {
            true => ids.next().unwrap_or(NOBODY).to_owned(),
            false => part.to_owned(),
        })
        .collect::<Vec<_>>()
        .join("/")
}

fn app(engine: Engine) -> TestApp {
    TestApp::on(engine).people(3).build()
}

#[test]
fn strangers_are_led_to_the_sign_in() {
    let app = app(Engine::Sqlite);
    for route in table().iter().filter(|route| route.area != Area::Public) {
        let path = filled(route.path, NOBODY);
        let mut stranger = app.stranger();
        let answer = match route.method {
            "GET" => stranger.get(&path),
            _ => stranger.send_form(&path, &[("csrf", "forged")]),
        };
        assert_eq!(answer.status, 303, "{route:?}");
        assert!(answer.location.starts_with("/sign-in?return="), "{route:?}");
    }
}

#[test]
fn who_has_no_relation_learns_nothing_of_a_person() {
    on_both_engines(|engine| {
        let app = app(engine);
        let person = app.region.people[0].to_string();
        for role in ["system_admin", "office_admin", "council_secretariat", "core_centre"] {
            let mut browser = app.sign_in(role);
            for route in table().iter().filter(|route| route.area == Area::Person) {
                refuses(&mut browser, route.method, &filled(route.path, &person), role);
            }
        }
    });
}

/// Hidden things answer like things that never were, whichever way one asks.
fn refuses(browser: &mut Browser<'_>, method: &str, path: &str, role: &str) {
    let answer = match method {
        "GET" => browser.get(path),
        _ => {
            browser.get("/help");
            browser.post(path, &[])
        }
    };
    assert_ne!(answer.status / 100, 5, "{role} {method} {path}");
    assert_ne!(answer.status, 200, "{role} {method} {path}");
    if method == "GET" {
        assert_eq!(answer.status, 404, "{role} {path}");
    }
    assert!(!answer.body.contains("水野"), "{role} {method} {path}");
}

#[test]
fn ids_that_are_none_answer_404() {
    let app = app(Engine::Sqlite);
    let mut manager = app.sign_in("service_manager");
    for route in table().iter().filter(|route| route.method == "GET" && route.path.contains('{')) {
        if route.area == Area::Public {
            continue;
        }
        for id in [NOBODY, "nonsense"] {
            let answer = manager.get(&filled(route.path, id));
            assert_eq!(answer.status, 404, "{route:?} {id}");
        }
    }
}

#[test]
fn forged_forms_change_nothing() {
    let app = app(Engine::Sqlite);
    let person = app.region.people[2].to_string();
    let mut manager = app.sign_in("service_manager");
    for route in table().iter().filter(|route| route.method == "POST") {
        if route.path.ends_with("/preview") {
            continue;
        }
        let answer =
            manager.send_form(&filled(route.path, &person), &[("csrf", "forged"), ("text", "x")]);
        assert_eq!(answer.status, 403, "{route:?}");
    }
}

#[test]
fn the_same_form_sent_twice_counts_once() {
    on_both_engines(|engine| {
        let app = app(engine);
        let person = app.region.people[2];
        let mut manager = app.sign_in("service_manager");
        let page = manager.get(&format!("/people/{person}"));
        let csrf = page.hidden("csrf").unwrap();
        let form = [
            ("csrf", csrf.as_str()),
            ("submit_token", "once"),
            ("text", "朝、バス停で立ち止まる日がふえた。"),
        ];
        let path = format!("/people/{person}/concerns");
        assert_eq!(
            manager.send_form(&path, &form).location,
            format!("/people/{person}?done=raised")
        );
        let again = manager.send_form(&path, &form);
        assert_eq!((again.status, again.location), (303, format!("/people/{person}?done=already")));
        let page = manager.get(&format!("/people/{person}"));
        assert_eq!(page.body.matches("朝、バス停で立ち止まる日がふえた。 <").count(), 1);
    });
}
