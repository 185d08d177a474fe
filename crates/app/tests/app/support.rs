//! A small world to act in: a region with offices, their workers, はるか and her team.

use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng as _;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use tsumugi_app::auth::Gate;
use tsumugi_app::chance::Chance;
use tsumugi_app::consent::{NewConsent, NewReply};
use tsumugi_app::person::Basics;
use tsumugi_app::staff::{NewOrg, NewWorker};
use tsumugi_app::team::NewMember;
use tsumugi_app::{AppError, Db, Op, consent, person, staff, team};
use tsumugi_domain::consent::{DataClass, Giver};
use tsumugi_domain::ids::{ConsentId, OrgId, PersonId, RegionId, TypedId};
use tsumugi_domain::meeting::Slot;
use tsumugi_domain::policy::{Actor, Post, SystemActor, Who};
use tsumugi_domain::staff::{OrgKind, Role};
use tsumugi_domain::team::TeamRole;
use tsumugi_store::DbConfig;

/// The day of the world.
pub(crate) const TODAY: Date = date(2026, 4, 10);

/// When a meeting of that day was held.
pub(crate) fn held() -> Slot {
    Slot { from: TODAY.at(10, 0, 0, 0), minutes: 90, place: " ひだまり作業所 ".to_owned() }
}

/// The person says yes to a worker: an organisation may see classes for a year.
pub(crate) fn share(op: &Op<'_>, person: PersonId, org: OrgId, classes: &[DataClass]) -> ConsentId {
    let to = date(2027, 4, 9);
    let new = NewConsent::of(org, classes.iter().copied().collect(), to);
    let asked = consent::ask(op, person, &new).expect("asked");
    let yes = NewReply::yes(Giver::Person, "水野 はるか", "いっしょに読んだ");
    let yes = NewReply { family: "水野 由美".to_owned(), ..yes };
    consent::answer(op, person, asked, &yes).expect("a yes");
    asked
}

/// Runs a test on an empty database of each engine there is.
pub(crate) fn on_each_engine(test: impl Fn(&Db)) {
    on_each_engine_at(|db, _| test(db));
}

/// As [`on_each_engine`], for tests that also look into the database past the use cases.
pub(crate) fn on_each_engine_at(test: impl Fn(&Db, &DbConfig)) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let config = DbConfig::Sqlite { path: dir.path().join("test.db"), key: KEY };
    test(&Db::open(&config).expect("an empty database opens"), &config);
    if let Ok(server) = std::env::var("TSUMUGI_TEST_PG") {
        let fresh = FreshDatabase::make(&server);
        let config = DbConfig::Postgres { url: fresh.url.clone() };
        test(&Db::open(&config).expect("an empty database opens"), &config);
    }
}

/// Every column of text in which a text stands, as `table.column`.
pub(crate) fn everywhere(config: &DbConfig, text: &str) -> Vec<String> {
    crate::everywhere::everywhere(config, text)
}

const KEY: [u8; 32] = [7; 32];

/// A database of its own on the test server, dropped at the end.
pub(crate) struct FreshDatabase {
    server: String,
    name: String,
    pub(crate) url: String,
}

impl FreshDatabase {
    pub(crate) fn make(server: &str) -> Self {
        static COUNTER: AtomicU32 = AtomicU32::new(0);
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        let name = format!("tsumugi_app_{}_{number}", std::process::id());
        command(server, &format!("create database {name}"));
        let base = server.rsplit_once('/').map_or(server, |(base, _)| base);
        Self { server: server.to_owned(), url: format!("{base}/{name}"), name }
    }
}

impl Drop for FreshDatabase {
    fn drop(&mut self) {
        command(&self.server, &format!("drop database {} with (force)", self.name));
    }
}

fn command(server: &str, sql: &str) {
    let mut client =
        postgres::Client::connect(server, postgres::NoTls).expect("the test server answers");
    client.batch_execute(sql).expect("the command works");
}

/// Noon in Japan.
pub(crate) fn noon(day: Date) -> Timestamp {
    day.at(12, 0, 0, 0)
        .to_zoned(tsumugi_app::op::japan())
        .expect("noon exists every day")
        .timestamp()
}

/// A region with two offices, a specialists' office and a council's secretariat.
pub(crate) struct World<'a> {
    /// The database.
    pub(crate) db: &'a Db,
    chance: Chance,
    seconds: AtomicI64,
    orgs: [(OrgId, &'static str); 4],
    /// The region's system administrator.
    pub(crate) administrator: Actor,
    /// The office that はるか goes to.
    pub(crate) office: OrgId,
    /// Its service manager.
    pub(crate) manager: Actor,
    /// The specialists' office.
    pub(crate) consultation: OrgId,
    /// Its specialist.
    pub(crate) specialist: Actor,
    /// A service manager of another office.
    pub(crate) stranger: Actor,
    /// The secretariat of the council.
    pub(crate) secretariat: OrgId,
    /// Somebody of the secretariat.
    pub(crate) secretary: Actor,
    /// A member of the council.
    pub(crate) member: Actor,
}

impl<'a> World<'a> {
    /// Makes the region in an empty database.
    pub(crate) fn new(db: &'a Db) -> Self {
        let chance = Chance::new(ChaCha20Rng::seed_from_u64(7));
        let gate = Gate { db, now: noon(TODAY), chance: &chance };
        let (region, _) = staff::first_start(gate, "つむぎ市", false)
            .expect("the first start works")
            .expect("the database was empty");
        let system = staff::system_op(gate, &region, SystemActor::SetUp);
        let orgs = [
            ("ひだまり作業所", OrgKind::Office),
            ("みどり相談室", OrgKind::Consultation),
            ("となり事業所", OrgKind::Office),
            ("つむぎ市協議会事務局", OrgKind::CouncilSecretariat),
        ]
        .map(|(name, kind)| {
            let (phone, services) = (String::new(), String::new());
            let new = NewOrg { name: name.to_owned(), kind, phone, services, same_name: false };
            (staff::add_org(&system, &new).expect("an organisation"), name)
        });
        let [office, consultation, other, secretariat] = orgs.map(|(id, _)| id);
        let administrator = Actor {
            who: Who::Staff {
                staff: system.id(),
                posts: vec![Post { org: system.id(), role: Role::SystemAdmin }],
            },
            ..system.actor.clone()
        };
        let manager = worker(&system, office, "田村 光一", Role::ServiceManager);
        let specialist = worker(&system, consultation, "青木 さくら", Role::Specialist);
        let stranger = worker(&system, other, "北川 誠", Role::ServiceManager);
        let secretary = worker(&system, secretariat, "中井 恵", Role::CouncilSecretariat);
        let member = worker(&system, secretariat, "岡 実", Role::CouncilMember);
        drop(system);
        Self {
            db,
            chance,
            seconds: AtomicI64::new(0),
            orgs,
            administrator,
            office,
            manager,
            consultation,
            specialist,
            stranger,
            secretariat,
            secretary,
            member,
        }
    }

    /// Before anybody is known, on a day.
    pub(crate) fn gate(&self, day: Date) -> Gate<'_> {
        Gate { db: self.db, now: noon(day), chance: &self.chance }
    }

    /// One more organisation.
    pub(crate) fn one_more(&self, name: &str, kind: OrgKind) -> OrgId {
        let (phone, services) = (String::new(), String::new());
        let new = NewOrg { name: name.to_owned(), kind, phone, services, same_name: false };
        staff::add_org(&self.op(&self.administrator), &new).expect("an organisation")
    }

    /// Somebody acts today.
    pub(crate) fn op(&self, actor: &Actor) -> Op<'_> {
        self.op_on(actor, TODAY)
    }

    /// Somebody acts on another day, a second later than the last time somebody began to.
    pub(crate) fn op_on(&self, actor: &Actor, day: Date) -> Op<'_> {
        let later = self.seconds.fetch_add(1, Ordering::Relaxed);
        let org = match &actor.who {
            Who::Staff { posts, .. } => posts.first().map(|post| post.org),
            Who::Person(_) | Who::Family | Who::Guest(_) | Who::System(_) => None,
        };
        let name = self.orgs.iter().find(|(id, _)| Some(*id) == org).map(|(_, name)| *name);
        Op {
            db: self.db,
            actor: actor.clone(),
            org_name: name.unwrap_or_default().to_owned(),
            now: noon(day) + SignedDuration::from_secs(later),
            submit: None,
            seen: None,
            chance: &self.chance,
        }
    }

    /// はるか, who goes to the office; the specialist has a seat in her team and may see plans,
    /// meetings and her words.
    pub(crate) fn haruka(&self) -> PersonId {
        let op = self.op(&self.manager);
        let basics = Basics {
            family: "水野".to_owned(),
            given: "はるか".to_owned(),
            family_kana: "みずの".to_owned(),
            given_kana: "はるか".to_owned(),
            birth: Some(date(2003, 7, 1)),
            sex: "f".to_owned(),
            // Some tests have two of her.
            same_name: true,
            ..Basics::default()
        };
        let haruka = person::register(&op, self.office, &basics).expect("a person");
        let seat = NewMember {
            worker: None,
            role: TeamRole::Specialist,
            name: self.specialist.name.clone(),
            org: Some(self.consultation),
            org_name: String::new(),
            from: None,
        };
        team::add(&op, haruka, &seat).expect("a seat");
        let classes = [DataClass::Plan, DataClass::Meeting, DataClass::Voice];
        share(&op, haruka, self.consultation, &classes);
        haruka
    }

    /// The person, signed in.
    pub(crate) fn oneself(&self, person: PersonId) -> Actor {
        self.actor("水野 はるか", Who::Person(person))
    }

    /// Somebody else of the region with an account of their own.
    pub(crate) fn actor(&self, name: &str, who: Who) -> Actor {
        let account = self.op(&self.manager).id();
        Actor { account, name: name.to_owned(), who, ..self.manager.clone() }
    }
}

pub(crate) fn worker(op: &Op<'_>, org: OrgId, name: &str, role: Role) -> Actor {
    let new = NewWorker {
        name: name.to_owned(),
        kana: String::new(),
        role,
        from: TODAY,
        same_name: false,
    };
    let (staff, account, _) = staff::add_worker(op, org, &new).expect("a worker");
    let who = Who::Staff { staff, posts: vec![Post { org, role }] };
    Actor { region: op.region(), account, name: name.to_owned(), who }
}

/// The same person in another region.
pub(crate) fn elsewhere(actor: &Actor) -> Actor {
    Actor { region: nobody::<RegionId>(), ..actor.clone() }
}

/// An id of nothing.
pub(crate) fn nobody<T: TypedId>() -> T {
    T::generate(0, [9; 16])
}

/// For this actor it does not exist.
#[track_caller]
pub(crate) fn hidden<T>(result: Result<T, AppError>) {
    let error = result.err().expect("hidden, not done");
    assert!(matches!(error, AppError::Hidden), "{error:?}");
}

/// The actor may see it, but not do this.
#[track_caller]
pub(crate) fn forbidden<T>(result: Result<T, AppError>) {
    let error = result.err().expect("forbidden, not done");
    assert!(matches!(error, AppError::Forbidden), "{error:?}");
}

/// Somebody was faster.
#[track_caller]
pub(crate) fn conflict<T>(result: Result<T, AppError>) {
    let error = result.err().expect("a conflict, not done");
    assert!(matches!(error, AppError::Conflict(_)), "{error:?}");
}

/// What is wrong with the form, as `field code`.
#[track_caller]
pub(crate) fn problems<T>(result: Result<T, AppError>) -> Vec<String> {
    match result.err().expect("problems, not done") {
        AppError::Invalid(problems) => problems
            .0
            .into_iter()
            .map(|problem| format!("{} {}", problem.field, problem.code))
            .collect(),
        error => panic!("not a problem with the form: {error:?}"),
    }
}
