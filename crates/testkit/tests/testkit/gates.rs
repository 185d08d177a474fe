//! Who gets in: the second factor counts at the account, half a sign-in is none, and a set-up link
//! is made only by those who manage every place where its worker stands.

use crate::scenario::{code, secret_of};
use jiff::civil::Date;
use tsumugi_app::staff::{self, NewOrg, NewWorker};
use tsumugi_app::{AppError, Op};
use tsumugi_domain::ids::{EmploymentId, OrgId, StaffId, TypedId};
use tsumugi_domain::policy::{OrgAction, at_org, org_by_system};
use tsumugi_domain::policy::{SystemAction, on_system};
use tsumugi_domain::staff::{Employment, OrgKind, Role};
use tsumugi_testkit::{Browser, Engine, TestApp, on_both_engines};

pub(crate) const PASSWORD: &str = "ゆきのしたの ふきのとうと つくし";

pub(crate) fn app(engine: Engine) -> TestApp {
    TestApp::on(engine).people(3).build()
}

pub(crate) fn office(admin: &Op<'_>, name: &str) -> OrgId {
    let (name, phone, services) = (name.to_owned(), String::new(), String::new());
    let new = NewOrg { name, kind: OrgKind::Office, phone, services, same_name: false };
    staff::add_org(admin, &new).expect("an office")
}

/// A worker with a set-up account whose sign-in name is the given one; and the account's secret.
pub(crate) fn worker<'a>(
    app: &'a TestApp,
    org: OrgId,
    role: Role,
    login: &str,
) -> (Browser<'a>, Worker) {
    let admin = app.op("system_admin");
    let new = NewWorker {
        name: login.to_owned(),
        kana: String::new(),
        role,
        from: admin.today(),
        same_name: false,
    };
    let (staff, _, link) = staff::add_worker(&admin, org, &new).expect("a worker");
    let mut browser = app.stranger();
    let path = format!("/set-up/{}", link.0);
    let secret = secret_of(&browser.get(&path).body);
    assert_eq!(secret_of(&browser.get(&path).body), secret, "looking again changes nothing");
    let right = code(&secret, app.state.gate().now);
    let form = [("login", login), ("password", PASSWORD), ("code", right.as_str())];
    assert_eq!(browser.post(&path, &form).status, 303);
    let (_, workers) = staff::workers(&admin, org).expect("workers");
    let found = workers.into_iter().find(|one| one.staff.id == staff).expect("the worker");
    (browser, Worker { staff, employment: found.employment.id, secret })
}

pub(crate) struct Worker {
    pub(crate) staff: StaffId,
    pub(crate) employment: EmploymentId,
    pub(crate) secret: String,
}

/// What the one behind a browser does.
pub(crate) fn acting<'a>(app: &'a TestApp, browser: &Browser<'_>) -> Op<'a> {
    let gate = app.state.gate();
    let token = browser.cookie("tsumugi").expect("a session");
    let signed = tsumugi_app::auth::signed_in(gate, token).expect("an answer").expect("signed in");
    let (actor, org_name) = (signed.actor, signed.org_name);
    Op {
        db: gate.db,
        actor,
        org_name,
        now: gate.now,
        submit: None,
        seen: None,
        chance: gate.chance,
    }
}

pub(crate) fn half<'a>(app: &'a TestApp, login: &str) -> Browser<'a> {
    let mut browser = app.stranger();
    browser.get("/sign-in");
    let answer = browser.post("/sign-in", &[("login", login), ("password", PASSWORD)]);
    assert!(answer.location.starts_with("/sign-in/code"), "{}", answer.body);
    browser.get("/sign-in/code");
    browser
}

#[test]
fn wrong_codes_count_at_the_account_and_not_at_the_session() {
    on_both_engines(|engine| {
        let app = app(engine);
        let org = office(&app.op("system_admin"), "生活介護 ゆきわりの丘");
        let (_, worker) = worker(&app, org, Role::OfficeAdmin, "nozomi");
        let mut owner = half(&app, "nozomi");
        let try_code = |browser: &mut Browser<'_>, code: &str| {
            browser.post("/sign-in/code", &[("code", code)]).status
        };
        for _ in 0..4 {
            assert_eq!(try_code(&mut half(&app, "nozomi"), "000000"), 422);
        }
        assert_eq!(try_code(&mut half(&app, "nozomi"), "000000"), 429);
        // No session is left that waits for a code, and a new one gets no more tries.
        let now = app.state.gate().now + jiff::SignedDuration::from_secs(30);
        let right = code(&worker.secret, now);
        let over = owner.post("/sign-in/code", &[("code", right.as_str())]);
        assert_eq!((over.status, over.location.as_str()), (303, "/sign-in"));
        assert_eq!(try_code(&mut half(&app, "nozomi"), &right), 429);
        let later =
            tsumugi_app::auth::Gate { now: now + tsumugi_app::auth::PAUSE, ..app.state.gate() };
        let (token, _) = tsumugi_app::auth::password(later, "nozomi", PASSWORD, "")
            .expect("an answer")
            .expect("the password is right");
        let right = code(&worker.secret, later.now);
        let done = tsumugi_app::auth::second_factor(later, &token.0, &right).expect("an answer");
        let tsumugi_app::auth::SecondFactor::Right(token) = done else { panic!("{done:?}") };
        let again = tsumugi_app::auth::second_factor(later, &token.0, &right).expect("an answer");
        assert_eq!(again, tsumugi_app::auth::SecondFactor::Over, "who is in needs no code");
    });
}

#[test]
fn half_a_sign_in_is_none() {
    let app = app(Engine::Sqlite);
    let org = office(&app.op("system_admin"), "生活介護 ゆきわりの丘");
    let (mut whole, _) = worker(&app, org, Role::OfficeAdmin, "nozomi");
    let mut half = half(&app, "nozomi");
    let page = half.get("/help");
    assert!(!page.body.contains("nozomi") && !page.body.contains("/staff"), "{}", page.body);
    assert_eq!(half.get("/").location, "/sign-in");
    let to = half.post("/display", &[("theme", "black"), ("return_to", "/\t/evil.example")]);
    assert_eq!(to.location, "/?done=display");
    assert!(to.cookies().any(|cookie| cookie.starts_with("tsumugi-display=")), "the cookie alone");
    assert!(whole.get("/help").body.contains("nozomi"));
}

fn refusal(result: Result<(String, tsumugi_app::auth::Token), AppError>) -> &'static str {
    match result {
        Err(AppError::Invalid(problems)) => problems.0[0].code,
        Err(AppError::Hidden) => "hidden",
        other => panic!("{other:?}"),
    }
}

/// A second post of a worker, written past the use cases.
fn also_at(admin: &Op<'_>, org: OrgId, staff: StaffId, from: Date) {
    let system = on_system(&admin.actor, SystemAction::ManageOrgs).expect("the administrator");
    let proof = org_by_system(&system, org);
    let post = Employment { id: admin.id(), org, role: Role::SupportWorker, from, to: None };
    let write = admin.db.write(|tx| tsumugi_store::staff::add_post(tx, &proof, staff, &post));
    write.expect("a post");
}

#[test]
fn nobody_takes_over_the_account_of_somebody_who_works_elsewhere() {
    on_both_engines(|engine| {
        let app = app(engine);
        let admin = app.op("system_admin");
        let (here, there) = (office(&admin, "ここ"), office(&admin, "あちら"));
        let (leader, own) = worker(&app, here, Role::OfficeAdmin, "leader");
        let (mut moved, left) = worker(&app, here, Role::SupportWorker, "moved");
        let leader = acting(&app, &leader);
        assert!(at_org(&leader.actor, OrgAction::ManageStaff, here).is_ok());

        // The office does it itself; the system administrator only where nobody else can.
        let refused = staff::new_link(&admin, here, left.employment);
        assert_eq!(refusal(refused), "error-link-office");
        assert!(staff::new_link(&admin, here, own.employment).is_ok(), "nobody else leads there");
        assert_eq!(moved.get("/home").status, 200);
        staff::new_link(&leader, here, left.employment).expect("a link");
        assert_eq!(moved.get("/home").status, 303, "the old session is over");
        moved.get("/sign-in");
        let form = [("login", "moved"), ("password", PASSWORD)];
        assert_eq!(moved.post("/sign-in", &form).status, 422, "and so is the old password");

        // A post elsewhere, even one that has not begun.
        also_at(&admin, there, left.staff, admin.today().tomorrow().expect("a day"));
        let refused = staff::new_link(&leader, here, left.employment);
        assert_eq!(refusal(refused), "error-link-elsewhere");
        assert!(staff::new_link(&admin, here, left.employment).is_ok());

        // An ended post opens nothing.
        let yesterday = admin.today().yesterday().expect("a day");
        staff::end_post(&leader, here, left.employment, yesterday).expect("ended");
        assert_eq!(refusal(staff::new_link(&leader, here, left.employment)), "hidden");
        assert_eq!(refusal(staff::new_link(&admin, here, left.employment)), "hidden");
    });
}

#[test]
fn the_system_administrators_own_sign_in_is_made_at_the_server() {
    let app = app(Engine::Sqlite);
    let admin = app.op("system_admin");
    let (org, employment) = staff::orgs(&admin)
        .expect("organisations")
        .into_iter()
        .find_map(|org| {
            let (_, workers) = staff::workers(&admin, org.id).expect("workers");
            let found = workers.iter().find(|one| one.employment.role == Role::SystemAdmin);
            found.map(|one| (org.id, one.employment.id))
        })
        .expect("the administrator's post");
    assert_eq!(refusal(staff::new_link(&admin, org, employment)), "error-link-system");
    let mut browser = app.sign_in("system_admin");
    browser.get(&format!("/orgs/{org}/staff"));
    let page = browser.post(&format!("/orgs/{org}/staff/{employment}/link"), &[]);
    assert_eq!(page.status, 422);
    assert!(page.body.contains("setup-link"), "{}", page.body);
    // A form without its token against double sending is refused.
    let csrf = browser.csrf().to_owned();
    let path = format!("/orgs/{org}/staff/{employment}/link");
    assert_eq!(browser.send_form(&path, &[("csrf", &csrf)]).status, 403);
    let long = "x".repeat(65);
    let form = [("csrf", csrf.as_str()), ("submit_token", long.as_str())];
    assert_eq!(browser.send_form(&path, &form).status, 403);
}

#[test]
fn the_audit_names_the_account_of_a_link() {
    on_both_engines(|engine| {
        let app = app(engine);
        let admin = app.op("system_admin");
        let org = office(&admin, "ここ");
        let (_, own) = worker(&app, org, Role::OfficeAdmin, "leader");
        let (_, workers) = staff::workers(&admin, org).expect("workers");
        let account = workers[0].account.expect("an account").uuid().to_string();
        let seen = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
        let keep = std::sync::Arc::clone(&seen);
        app.state.db().observe(std::sync::Arc::new(move |one| {
            if one.statement.name.ends_with("audit::INSERT") {
                keep.lock().expect("values").push(format!("{:?}", one.values));
            }
        }));
        staff::new_link(&admin, org, own.employment).expect("a link");
        let seen = seen.lock().expect("values");
        assert!(seen.iter().any(|one| one.contains(&account)), "{seen:?}");
    });
}

#[test]
fn a_page_beyond_the_end_is_the_last_one() {
    on_both_engines(|engine| {
        let app = app(engine);
        let manager = app.op("service_manager");
        let first = tsumugi_app::person::list(&manager, tsumugi_app::person::Asked::named(""), 1)
            .expect("a list");
        for page in [2, i64::MAX, i64::MIN] {
            let list =
                tsumugi_app::person::list(&manager, tsumugi_app::person::Asked::named(""), page)
                    .expect("a list");
            assert_eq!((list.page, list.people.len()), (1, first.people.len()), "{page}");
        }
    });
}

#[test]
fn a_taken_name_and_a_missing_row_are_not_the_same() {
    on_both_engines(|engine| {
        let app = app(engine);
        let admin = app.op("system_admin");
        let org = office(&admin, "ここ");
        let (browser, _) = worker(&app, org, Role::OfficeAdmin, "first");
        let (other, _) = worker(&app, org, Role::OfficeAdmin, "second");
        let (first, second) = (acting(&app, &browser), acting(&app, &other));
        let secrets = tsumugi_store::account::Secrets {
            login: "first",
            password_hash: "",
            totp_secret: None,
            totp_step: None,
        };
        let taken = admin.db.write(|tx| {
            tsumugi_store::account::set_up(tx, admin.region(), second.actor.account, &secrets)
        });
        assert!(taken.expect_err("the name is taken").is_duplicate());
        assert!(first.actor.account != second.actor.account);
        let link = tsumugi_store::account::Link {
            region: admin.region(),
            account: admin.id(),
            purpose: tsumugi_app::auth::LinkPurpose::Demo,
            totp_secret: None,
        };
        let nobodys = admin
            .db
            .write(|tx| tsumugi_store::account::insert_link(tx, &link, "nobody's", admin.now));
        assert!(!nobodys.expect_err("there is no such account").is_duplicate());
    });
}
