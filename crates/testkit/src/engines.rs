//! Fresh databases on both engines.

use std::sync::atomic::{AtomicU32, Ordering};
use tsumugi_store::{Db, DbConfig};

/// Which engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// The embedded one.
    Sqlite,
    /// A database of its own on the server that `TSUMUGI_TEST_PG` names.
    Postgres,
}

/// A database that goes with its test.
pub struct TestDb {
    /// The database.
    pub db: Db,
    _folder: Option<tempfile::TempDir>,
}

static NEXT: AtomicU32 = AtomicU32::new(0);

impl TestDb {
    /// A fresh, empty database.
    ///
    /// # Panics
    /// When it cannot be made.
    pub fn new(engine: Engine) -> Self {
        match engine {
            Engine::Sqlite => {
                let folder = tempfile::tempdir().expect("a folder");
                let path = folder.path().join("test.db");
                let db = Db::open(&DbConfig::Sqlite { path, key: [7; 32] }).expect("a database");
                Self { db, _folder: Some(folder) }
            }
            Engine::Postgres => {
                let server = std::env::var("TSUMUGI_TEST_PG").expect("TSUMUGI_TEST_PG");
                let number = NEXT.fetch_add(1, Ordering::SeqCst);
                let name = format!("t{}_{number}", std::process::id());
                let admin = Db::open(&DbConfig::Postgres { url: server.clone() });
                let admin = admin.expect("the test server");
                admin.create_database(&name).expect("a database of one's own");
                let base = server.rsplit_once('/').map_or(server.as_str(), |(base, _)| base);
                let url = format!("{base}/{name}");
                let db = Db::open(&DbConfig::Postgres { url }).expect("a database");
                Self { db, _folder: None }
            }
        }
    }
}

/// Runs a test on SQLite, and on PostgreSQL when a server is there. `cargo xtask test` always
/// starts one; a run without it says so.
pub fn on_both_engines(test: impl Fn(Engine)) {
    test(Engine::Sqlite);
    if std::env::var_os("TSUMUGI_TEST_PG").is_some() {
        test(Engine::Postgres);
    } else {
        eprintln!("TSUMUGI_TEST_PG is not set: PostgreSQL was not tested");
    }
}
