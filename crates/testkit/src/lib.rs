//! The whole application in process, on either engine, with a fixed clock and seeded randomness.
//!
//! [`TestApp`] fails its test when background jobs are left undone: a job that nobody runs is a
//! promise that nobody keeps.

mod browser;
mod engines;
pub mod fixtures;

pub use browser::{Answer, Browser};
pub use engines::{Engine, TestDb, on_both_engines};

use jiff::Timestamp;
use rand::SeedableRng as _;
use rand_chacha::ChaCha20Rng;
use std::sync::Arc;
use tsumugi_app::Op;
use tsumugi_app::auth::{LinkPurpose, make_link, signed_in};
use tsumugi_app::chance::Chance;
use tsumugi_app::staff::{self, NewOrg, NewWorker};
use tsumugi_domain::ids::{AccountId, RegionId};
use tsumugi_domain::staff::{OrgKind, Role};
use tsumugi_store::Observer;
use tsumugi_web::{AppState, StateConfig};

/// The instant at which every test stands still: Monday 23 November 2026, ten in the morning in
/// Japan.
pub fn test_now() -> Timestamp {
    "2026-11-23T01:00:00Z".parse().expect("a valid instant")
}

/// Builds a [`TestApp`].
pub struct Builder {
    engine: Engine,
    people: usize,
    seed: u64,
    observer: Option<Observer>,
}

/// The application with a demonstration region in it.
pub struct TestApp {
    /// Shared state, as the server has it.
    pub state: AppState,
    /// The region.
    pub region: tsumugi_demo::Region,
    runtime: tokio::runtime::Runtime,
    router: axum::Router,
    // Dropped last: the database lives in it.
    _db: TestDb,
}

impl Builder {
    /// How many people the region has; 12 when not said.
    #[must_use]
    pub fn people(mut self, people: usize) -> Self {
        self.people = people;
        self
    }

    /// Lets somebody see every statement, from the first one of the region on.
    #[must_use]
    pub fn observed(mut self, observer: Observer) -> Self {
        self.observer = Some(observer);
        self
    }

    /// Generates the region and puts the application together.
    ///
    /// # Panics
    /// When anything of it fails: the test then fails with the reason.
    pub fn build(self) -> TestApp {
        let db = TestDb::new(self.engine);
        if let Some(observer) = self.observer {
            db.db.observe(observer);
        }
        let region = tsumugi_demo::generate(&db.db, test_now(), self.seed, self.people, &|_| ())
            .expect("a region");
        let state = AppState::new(StateConfig {
            db: db.db.clone(),
            clock: Arc::new(test_now),
            chance: Chance::new(ChaCha20Rng::seed_from_u64(self.seed + 1)),
            https: false,
            behind_proxy: false,
            tries_per_minute: 10_000,
            source: None,
            machine: None,
        });
        TestApp {
            router: tsumugi_web::router(state.clone()),
            state,
            region,
            runtime: tokio::runtime::Builder::new_current_thread()
                .enable_time()
                .build()
                .expect("a runtime"),
            _db: db,
        }
    }
}

impl TestApp {
    /// A builder for an engine.
    #[must_use]
    pub fn on(engine: Engine) -> Builder {
        Builder { engine, people: 12, seed: 1, observer: None }
    }

    /// Somebody who has not signed in.
    pub fn stranger(&self) -> Browser<'_> {
        Browser::new(self)
    }

    /// Somebody with a role of the demonstration, signed in through a one-time link.
    ///
    /// # Panics
    /// When the region has nobody with this role.
    pub fn sign_in(&self, role: &str) -> Browser<'_> {
        let account = self
            .region
            .accounts
            .iter()
            .find(|account| account.role == role)
            .unwrap_or_else(|| panic!("nobody is {role}"))
            .account;
        self.sign_in_as(self.region.region, account)
    }

    /// Somebody with an account.
    ///
    /// # Panics
    /// When signing in does not lead on.
    pub fn sign_in_as(&self, region: RegionId, account: AccountId) -> Browser<'_> {
        let token = self
            .state
            .db()
            .write(|tx| make_link(self.state.gate(), tx, region, account, LinkPurpose::Demo))
            .expect("a link");
        let mut browser = Browser::new(self);
        let page = browser.get(&format!("/link/{}", token.0));
        assert_eq!(page.status, 200, "{}", page.body);
        let done = browser.post(&format!("/link/{}", token.0), &[]);
        assert_eq!(done.status, 303, "{}", done.body);
        browser.forget("tsumugi-walk");
        browser
    }

    /// The acts of somebody with a role of the demonstration, past the web.
    ///
    /// # Panics
    /// When the region has nobody with this role.
    pub fn op(&self, role: &str) -> Op<'_> {
        let browser = self.sign_in(role);
        let gate = self.state.gate();
        let token = browser.cookie("tsumugi").expect("a session");
        let signed = signed_in(gate, token).expect("an answer").expect("signed in");
        Op {
            db: gate.db,
            actor: signed.actor,
            org_name: signed.org_name,
            now: gate.now,
            submit: None,
            seen: None,
            chance: gate.chance,
        }
    }

    /// A new office with one worker who knows nobody yet; their account.
    ///
    /// # Panics
    /// When the office cannot be made.
    pub fn newcomer(&self, role: Role) -> AccountId {
        let admin = self.op("system_admin");
        let org = NewOrg {
            name: "生活介護 ゆきわりの丘".to_owned(),
            kind: OrgKind::Office,
            phone: String::new(),
            services: String::new(),
            same_name: true,
        };
        let org = staff::add_org(&admin, &org).expect("an office");
        let worker = NewWorker {
            name: "春日 望".to_owned(),
            kana: "かすが のぞみ".to_owned(),
            role,
            from: admin.today(),
            same_name: false,
        };
        let (_, account, _) = staff::add_worker(&admin, org, &worker).expect("a worker");
        account
    }

    /// Runs background jobs until none is due.
    ///
    /// # Panics
    /// When a job fails.
    pub fn run_jobs(&self) {
        while tsumugi_app::job::run_one(self.state.gate()).expect("a job") {}
    }

    fn send(&self, request: axum::http::Request<axum::body::Body>) -> Answer {
        use tower::ServiceExt as _;
        let router = self.router.clone();
        self.runtime.block_on(async move {
            let response = router.oneshot(request).await.expect("the router never fails");
            Answer::read(response).await
        })
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.run_jobs();
            let left = tsumugi_app::job::left(self.state.gate()).expect("jobs can be counted");
            assert_eq!(left, 0, "jobs were left undone");
        }
    }
}
