//! Where somebody is signed in, and what ends it at once.

use crate::gates::{PASSWORD, Worker, acting, app, half, office, worker};
use crate::scenario::code;
use jiff::SignedDuration;
use tsumugi_app::auth::{Session, Stage, token_hash};
use tsumugi_app::{AppError, accounts, sessions, staff};
use tsumugi_domain::ids::OrgId;
use tsumugi_domain::staff::Role;
use tsumugi_testkit::{Browser, TestApp, on_both_engines};

/// Signs a worker in by both factors, at another browser than the one that was set up.
fn by_both_factors<'a>(app: &'a TestApp, login: &str, worker: &Worker) -> Browser<'a> {
    let mut browser = half(app, login);
    let next = app.state.gate().now + SignedDuration::from_secs(30);
    let right = code(&worker.secret, next);
    assert_eq!(browser.post("/sign-in/code", &[("code", &right)]).status, 303);
    browser
}

/// An office with a worker who is signed in at two browsers, and one that waits for the code.
fn at_two(app: &TestApp) -> (OrgId, Worker, [Browser<'_>; 3]) {
    let org = office(&app.op("system_admin"), "生活介護 ゆきわりの丘");
    let (first, found) = worker(app, org, Role::SupportWorker, "nozomi");
    let second = by_both_factors(app, "nozomi", &found);
    (org, found, [first, second, half(app, "nozomi")])
}

fn is_over(browsers: &mut [Browser<'_>]) {
    for (number, browser) in browsers.iter_mut().enumerate() {
        let answer = browser.get("/account");
        assert_eq!(
            (answer.status, &*answer.location),
            (303, "/sign-in?return=/account"),
            "{number}"
        );
        // Neither does a half sign-in go on.
        let answer = browser.post("/sign-in/code", &[("code", "000000")]);
        assert_ne!(answer.status, 422, "{number}: a code is still asked for");
    }
}

#[test]
fn a_session_that_is_ended_elsewhere_is_over_at_its_next_request() {
    on_both_engines(|engine| {
        let app = app(engine);
        let (_, _, [mut here, mut there, waiting]) = at_two(&app);
        assert_eq!(there.get("/account").status, 200);
        let mine = sessions::mine(&acting(&app, &here)).expect("places");
        assert_eq!(mine.len(), 2, "what waits for a code is no place");
        let page = here.get("/account").body;
        assert!(page.contains("名前のわからない機器"), "{page}");
        let forms = page.split("action=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let end: Vec<_> = forms.filter(|action| action.ends_with("/end")).collect();
        let [end] = end[..] else { panic!("{end:?}") };
        // Nobody ends what is somebody else's.
        let mut other = app.sign_in("service_manager");
        other.get("/account");
        assert_eq!(other.post(end, &[]).status, 404);
        assert_eq!(there.get("/account").status, 200);

        assert_eq!(here.post(end, &[]).location, "/account?done=session-ended");
        assert_eq!(there.get("/account").status, 303);
        assert_eq!(here.post(end, &[]).status, 404, "it is over");
        assert_eq!(here.get("/account").status, 200);
        is_over(&mut [there]);
        let done = here.post("/account/sessions/end-others", &[]);
        assert_eq!(done.location, "/account?done=sessions-ended");
        is_over(&mut [waiting]);
        assert_eq!(here.get("/account").status, 200);
    });
}

#[test]
fn a_new_set_up_link_ends_every_session() {
    on_both_engines(|engine| {
        let app = app(engine);
        let (org, found, mut browsers) = at_two(&app);
        staff::new_link(&app.op("system_admin"), org, found.employment).expect("a link");
        is_over(&mut browsers);
    });
}

/// A session of a worker that nobody signed in for, as a hole somewhere might leave one.
pub(crate) fn opened<'a>(
    app: &'a TestApp,
    worker: &staff::Worker,
    proved_at: Option<jiff::Timestamp>,
) -> Browser<'a> {
    let gate = app.state.gate();
    let id: tsumugi_domain::ids::SessionId = gate.chance.id(gate.now);
    let token = id.to_string();
    let session = Session {
        region: app.region.region,
        id,
        account: worker.account.expect("an account"),
        stage: Stage::Full,
        seen_at: gate.now,
        expires_at: gate.now + SignedDuration::from_hours(1),
        device: String::new(),
        proved_at,
        people_search: String::new(),
        word_search: String::new(),
    };
    let open = gate.db.write(|tx| {
        tsumugi_store::session::insert(tx, &session, &token_hash(&token))?;
        Ok::<_, AppError>(())
    });
    open.expect("a session");
    let mut browser = app.stranger();
    browser.keep("tsumugi", &token);
    assert_eq!(browser.get("/account").status, 200);
    browser
}

#[test]
fn new_factors_end_every_session_that_was_open_before() {
    on_both_engines(|engine| {
        let app = app(engine);
        let org = office(&app.op("system_admin"), "生活介護 ゆきわりの丘");
        let admin = app.op("system_admin");
        let (_, found) = worker(&app, org, Role::SupportWorker, "nozomi");
        let (_, link) = staff::new_link(&admin, org, found.employment).expect("a link");
        // Whoever got in after the link was made, by whatever way, is out when it is used.
        let between = opened(&app, &staff::workers(&admin, org).expect("workers").1[0], None);
        let mut fresh = app.stranger();
        let path = format!("/set-up/{}", link.0);
        let secret = crate::scenario::secret_of(&fresh.get(&path).body);
        let right = code(&secret, app.state.gate().now);
        let form = [("login", "nozomi"), ("password", PASSWORD), ("code", right.as_str())];
        assert_eq!(fresh.post(&path, &form).status, 303);
        is_over(&mut [between]);
        assert_eq!(fresh.get("/account").status, 200);
    });
}

#[test]
fn the_end_of_a_post_ends_every_session() {
    on_both_engines(|engine| {
        let app = app(engine);
        let (org, found, mut browsers) = at_two(&app);
        let admin = app.op("system_admin");
        staff::end_post(&admin, org, found.employment, admin.today()).expect("ended");
        is_over(&mut browsers);
    });
}

#[test]
fn a_closed_account_has_no_session() {
    on_both_engines(|engine| {
        let app = app(engine);
        let manager = app.op("child_support_manager");
        let mut mother = app.sign_in("mother");
        assert_eq!(mother.get("/account").status, 200);
        let account = app.region.accounts.iter().find(|one| one.role == "mother");
        let account = account.expect("the mother").account;
        let mut people =
            tsumugi_app::person::list(&manager, tsumugi_app::person::Asked::named(""), 1)
                .expect("a list")
                .people
                .into_iter();
        let closed = people.any(|one| accounts::close(&manager, one.id, account).is_ok());
        assert!(closed, "she belongs to one of them");
        is_over(&mut [mother]);
    });
}
