//! Fresh databases, and a little world made through the store's own functions.

use jiff::Timestamp;
use jiff::civil::Date;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use tsumugi_domain::consent::{Classes, Consent, Ground, Purpose, Reply, Said, Share};
use tsumugi_domain::ids::{OrgId, PersonId, RegionId, StaffId, TypedId};
use tsumugi_domain::person::{Person, PersonName, Sex};
use tsumugi_domain::policy::{
    Actor, Authorized, PersonAction, PersonFacts, SystemAction, SystemActor, Who, Write,
    act_on_person, on_system, org_by_system,
};
use tsumugi_domain::staff::{Employment, Org, OrgKind, Role, Staff};
use tsumugi_domain::team::Membership;
use tsumugi_store::{Db, DbConfig, StoreError, WriteTx, person, staff, team};

/// The key of every test database.
pub(crate) const KEY: [u8; 32] = [7; 32];

/// A fresh, empty database that goes with its test.
pub(crate) struct Fresh {
    /// The database.
    pub(crate) db: Db,
    /// Where it is.
    pub(crate) config: DbConfig,
    _folder: Option<tempfile::TempDir>,
    // Dropped last: the database must be closed before it can be deleted.
    _server: Option<OnServer>,
}

/// A database of its own on the test server, deleted at the end.
struct OnServer {
    server: String,
    name: String,
}

impl Drop for OnServer {
    fn drop(&mut self) {
        raw_postgres(&self.server, &format!("drop database {} with (force)", self.name));
    }
}

/// Runs statements on a server past the store.
pub(crate) fn raw_postgres(url: &str, sql: &str) {
    let mut client = postgres::Client::connect(url, postgres::NoTls).expect("the test server");
    client.batch_execute(sql).expect("the statements run");
}

/// Opens a database file past the store.
pub(crate) fn raw_sqlite(path: &Path) -> rusqlite::Connection {
    let conn = rusqlite::Connection::open(path).expect("the file opens");
    let key: String = KEY.iter().map(|byte| format!("{byte:02x}")).collect();
    conn.pragma_update(None, "key", format!("x'{key}'")).expect("the key");
    conn
}

/// An embedded database.
pub(crate) fn sqlite() -> Fresh {
    let folder = tempfile::tempdir().expect("a folder");
    let config = DbConfig::Sqlite { path: folder.path().join("test.db"), key: KEY };
    let db = Db::open(&config).expect("a database");
    Fresh { db, config, _folder: Some(folder), _server: None }
}

/// A database on the server, when there is one.
pub(crate) fn postgres() -> Option<Fresh> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let server = std::env::var("TSUMUGI_TEST_PG").ok()?;
    let number = NEXT.fetch_add(1, Ordering::SeqCst);
    let name = format!("tsumugi_store_{}_{number}", std::process::id());
    raw_postgres(
        &server,
        &format!("create database {name} lc_collate 'C' lc_ctype 'C' template template0"),
    );
    let base = server.rsplit_once('/').map_or(server.as_str(), |(base, _)| base);
    let config = DbConfig::Postgres { url: format!("{base}/{name}") };
    let held = OnServer { server: server.clone(), name };
    let db = Db::open(&config).expect("a database");
    Some(Fresh { db, config, _folder: None, _server: Some(held) })
}

/// Runs a test on each engine there is.
pub(crate) fn on_each_engine(test: impl Fn(&Fresh)) {
    test(&sqlite());
    match postgres() {
        Some(fresh) => test(&fresh),
        None => eprintln!("TSUMUGI_TEST_PG is not set: PostgreSQL was not tested"),
    }
}

impl Fresh {
    /// The database file of the embedded engine.
    pub(crate) fn path(&self) -> PathBuf {
        match &self.config {
            DbConfig::Sqlite { path, .. } => path.clone(),
            DbConfig::Postgres { .. } => panic!("PostgreSQL has no file"),
        }
    }

    /// The connection string of the server's database.
    pub(crate) fn url(&self) -> &str {
        match &self.config {
            DbConfig::Postgres { url } => url,
            DbConfig::Sqlite { .. } => panic!("SQLite has no connection string"),
        }
    }
}

/// An instant that stands still.
pub(crate) fn now() -> Timestamp {
    "2026-11-23T01:00:00Z".parse().expect("an instant")
}

/// The id with a number, so that worlds are the same on both engines.
pub(crate) fn numbered<T: TypedId>(number: u32) -> T {
    let mut bytes = [0; 16];
    bytes[12..].copy_from_slice(&number.to_be_bytes());
    T::from_uuid(uuid::Uuid::from_bytes(bytes))
}

/// A region with the proofs that only the machine holds.
pub(crate) struct World {
    /// The region.
    pub(crate) region: RegionId,
    proof: Authorized<RegionId, Write>,
}

impl World {
    /// Makes an empty region.
    pub(crate) fn new(db: &Db, number: u32) -> Self {
        let region = numbered(number);
        let actor = Actor {
            region,
            account: numbered(1),
            name: "つむぎ".to_owned(),
            who: Who::System(SystemActor::SetUp),
        };
        let proof = on_system(&actor, SystemAction::ManageOrgs).expect("the machine may");
        let row = staff::Region {
            id: region,
            name: format!("地域{number}"),
            code: String::new(),
            demo: false,
        };
        db.write(|tx| staff::insert_region(tx, &proof, &row, now())).expect("a region");
        Self { region, proof }
    }

    /// The proof for one organisation.
    pub(crate) fn office(&self, org: OrgId) -> Authorized<OrgId, Write> {
        org_by_system(&self.proof, org)
    }

    /// Makes an organisation.
    pub(crate) fn org(&self, tx: &mut WriteTx<'_>, org: OrgId) -> Result<(), StoreError> {
        let org = Org {
            id: org,
            name: org.to_string(),
            kind: OrgKind::Office,
            phone: String::new(),
            services: String::new(),
        };
        staff::insert_org(tx, &self.proof, &org)
    }

    /// Makes a worker with posts; the first of them at least.
    pub(crate) fn worker(
        &self,
        tx: &mut WriteTx<'_>,
        worker: StaffId,
        posts: &[Employment],
    ) -> Result<(), StoreError> {
        let staff = Staff { id: worker, name: worker.to_string(), kana: String::new() };
        let (first, more) = posts.split_first().expect("a post");
        staff::insert_worker(tx, &self.office(first.org), &staff, first)?;
        more.iter().try_for_each(|post| staff::add_post(tx, &self.office(post.org), worker, post))
    }

    /// Registers a person at an organisation.
    pub(crate) fn person(
        &self,
        tx: &mut WriteTx<'_>,
        person: PersonId,
        org: OrgId,
        birth: Option<Date>,
    ) -> Result<(), StoreError> {
        let row = Person {
            id: person,
            name: PersonName {
                family: "水野".to_owned(),
                given: person.to_string(),
                family_kana: "みずの".to_owned(),
                given_kana: String::new(),
                preferred: None,
            },
            birth,
            sex: Sex::ALL[0],
            self_plan: false,
            certificate: None,
        };
        let keys = person::Keys { sort: person.to_string(), search: person.to_string() };
        person::insert(tx, &self.office(org), &row, &keys, now())
    }

    /// Gives somebody a seat in a person's team.
    pub(crate) fn seat(
        &self,
        tx: &mut WriteTx<'_>,
        person: PersonId,
        seat: &Membership,
    ) -> Result<(), StoreError> {
        // The proof names an office only to prove that the machine acts; any will do.
        team::insert_first(tx, &self.office(numbered(1)), person, seat)
    }

    /// The person, who may do with their own things what they like.
    pub(crate) fn oneself(&self, facts: &PersonFacts) -> Authorized<PersonId, Write> {
        let actor = Actor {
            region: self.region,
            account: numbered(2),
            name: "水野".to_owned(),
            who: Who::Person(facts.person),
        };
        act_on_person(&actor, PersonAction::Consent, facts).expect("a person may, for themselves")
    }
}

/// A post.
pub(crate) fn employment(
    number: u32,
    org: OrgId,
    role: Role,
    from: Date,
    to: Option<Date>,
) -> Employment {
    Employment { id: numbered(number), org, role, from, to }
}

/// Nothing happened: for closures whose type cannot be guessed.
pub(crate) fn fine<T>(value: T) -> Result<T, StoreError> {
    Ok(value)
}

/// A question whether an organisation may see classes on some days; nobody has answered yet.
pub(crate) fn asked(
    number: u32,
    recipient: OrgId,
    classes: Classes,
    (from, to): (Date, Date),
) -> Consent {
    let share = Share {
        recipient,
        role: None,
        purpose: Purpose::Support,
        classes,
        ground: Ground::Consent,
        reason: String::new(),
        to,
    };
    Consent {
        id: numbered(number),
        share,
        wording: "見せてもいいですか".to_owned(),
        asked_by: None,
        asked_by_name: String::new(),
        asked_at: now(),
        reply: Reply::Asked,
        said: Said::default(),
        from,
        withdrawn_at: None,
    }
}
