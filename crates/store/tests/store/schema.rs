//! The schema: what a fresh database is, how older ones come to it, and what is refused.

use crate::support::{Fresh, KEY, fine, postgres, raw_postgres, raw_sqlite, sqlite};
use std::fs;
use std::path::PathBuf;
use tsumugi_store::{Db, DbConfig, OpenError, migrate};

/// Set to write the fixture of the newest version after a step was added.
const UPDATE: &str = "TSUMUGI_UPDATE_FIXTURES";

fn fixture(version: i64, engine: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/{version:04}.{engine}.txt"))
}

/// Statements of the engine may have several lines, so an empty line parts them.
fn text(lines: &[String]) -> String {
    let joined: Vec<_> = lines.iter().map(|line| line.trim_end()).collect();
    format!("{}\n", joined.join("\n\n"))
}

fn read(version: i64, engine: &str) -> Option<String> {
    fs::read_to_string(fixture(version, engine)).ok()
}

/// Every version that a database in the world may have.
fn versions() -> impl Iterator<Item = i64> {
    1..=migrate::newest_known()
}

fn newest_is_as_written(db: &Db, engine: &str) {
    let found = text(&db.describe_schema().expect("a description"));
    let version = migrate::newest_known();
    if std::env::var_os(UPDATE).is_some() {
        fs::write(fixture(version, engine), &found).expect("the fixture is written");
    }
    let written = read(version, engine).unwrap_or_default();
    assert!(
        found == written,
        "the schema of version {version} on {engine} is not the committed one. A landed step is \
         never edited: add a step. For a new step, run once with {UPDATE}=1.\n{}",
        first_difference(&written, &found)
    );
}

fn first_difference(written: &str, found: &str) -> String {
    let mut lines = written.lines().zip(found.lines());
    lines
        .find(|(written, found)| written != found)
        .map_or("one is longer".to_owned(), |(written, found)| format!("- {written}\n+ {found}"))
}

#[test]
fn a_fresh_sqlite_database_has_the_committed_schema() {
    newest_is_as_written(&sqlite().db, "sqlite");
}

#[test]
fn a_fresh_postgres_database_has_the_committed_schema() {
    match postgres() {
        Some(fresh) => newest_is_as_written(&fresh.db, "postgres"),
        None => eprintln!("TSUMUGI_TEST_PG is not set: PostgreSQL was not tested"),
    }
}

#[test]
fn every_version_has_its_fixtures() {
    for version in versions() {
        for engine in ["sqlite", "postgres"] {
            assert!(read(version, engine).is_some(), "{}", fixture(version, engine).display());
        }
    }
}

/// A database as version `version` left it, made from what the engine said about itself then.
fn old_sqlite(path: &std::path::Path, version: i64) {
    let conn = raw_sqlite(path);
    let mut statements: Vec<String> = read(version, "sqlite")
        .expect("a fixture")
        .split("\n\n")
        .map(|statement| statement.trim().to_owned())
        .collect();
    // Tables before the indexes on them.
    statements.sort_by_key(|statement| !statement.to_lowercase().starts_with("create table"));
    for statement in statements {
        conn.execute_batch(&statement).unwrap_or_else(|error| panic!("{statement}: {error}"));
    }
    for number in 1..=version {
        conn.execute("insert into migration (number) values (?1)", [number]).expect("a note");
    }
}

/// The lines of a description without the order and the spacing of their words: a column added by
/// a later step stands elsewhere in the text than in a fresh table.
fn loosely(lines: &[String]) -> Vec<String> {
    let mut tables: Vec<_> = lines
        .iter()
        .map(|line| {
            let mut parts: Vec<_> = line
                .split([',', '\n'])
                .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
                .filter(|part| !part.is_empty())
                .collect();
            parts.sort();
            parts.join(", ")
        })
        .collect();
    tables.sort();
    tables
}

/// SQLite keeps the text of every `create`, so a fixture can be brought back to life and led
/// through the later steps.
#[test]
fn every_older_version_becomes_the_newest() {
    let fresh = loosely(&sqlite().db.describe_schema().expect("a description"));
    for version in versions() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("old.db");
        old_sqlite(&path, version);
        let db = Db::open(&DbConfig::Sqlite { path, key: KEY }).expect("the old database opens");
        let found = loosely(&db.describe_schema().expect("a description"));
        assert_eq!(found, fresh, "from version {version}");
    }
}

fn ledger(fresh: &Fresh) -> Vec<i64> {
    match &fresh.config {
        DbConfig::Sqlite { path, .. } => {
            let conn = raw_sqlite(path);
            let mut rows =
                conn.prepare("select number from migration order by number").expect("a query");
            rows.query_map([], |row| row.get(0))
                .expect("rows")
                .collect::<Result<_, _>>()
                .expect("numbers")
        }
        DbConfig::Postgres { url } => {
            let mut client = postgres::Client::connect(url, postgres::NoTls).expect("the server");
            let rows =
                client.query("select number from migration order by number", &[]).expect("rows");
            rows.iter().map(|row| row.get(0)).collect()
        }
    }
}

fn opens_again_without_a_change(fresh: &Fresh) {
    let before = fresh.db.describe_schema().expect("a description");
    let again = Db::open(&fresh.config).expect("it opens again");
    assert_eq!(again.describe_schema().expect("a description"), before);
    assert_eq!(ledger(fresh), versions().collect::<Vec<_>>());
}

fn a_newer_one_is_refused(fresh: &Fresh, run: impl Fn(&str)) {
    run("insert into migration (number) values (9000)");
    let error = Db::open(&fresh.config).expect_err("a newer database");
    assert!(matches!(error, OpenError::NewerDatabase { found: 9000, .. }), "{error:?}");
    let known = migrate::newest_known();
    assert_eq!(
        error.to_string(),
        format!(
            "the database is at version 9000, newer than this program ({known}); start the newer \
             program"
        )
    );
    assert_eq!(ledger(fresh).last(), Some(&9000), "nothing was written");
}

#[test]
fn sqlite_opens_again_and_a_newer_one_is_refused() {
    let fresh = sqlite();
    opens_again_without_a_change(&fresh);
    a_newer_one_is_refused(&fresh, |sql| {
        raw_sqlite(&fresh.path()).execute_batch(sql).expect("the note");
    });
}

#[test]
fn postgres_opens_again_and_a_newer_one_is_refused() {
    let Some(fresh) = postgres() else {
        eprintln!("TSUMUGI_TEST_PG is not set: PostgreSQL was not tested");
        return;
    };
    opens_again_without_a_change(&fresh);
    a_newer_one_is_refused(&fresh, |sql| raw_postgres(fresh.url(), sql));
}

fn an_empty_one_is_left_alone(config: &DbConfig) {
    let error = Db::open_current(config).expect_err("nothing is in it");
    assert!(matches!(error, OpenError::OlderDatabase { found: 0, .. }), "{error:?}");
    assert!(error.to_string().contains("`tsumugi migrate`"), "{error}");
    let untouched = Db::open_as_it_is(config).expect("it opens");
    assert_eq!(untouched.describe_schema().expect("a description"), Vec::<String>::new());
}

/// Two programs that start at the same moment do not stand in each other's way.
fn several_at_once_make_one_schema(config: &DbConfig) {
    std::thread::scope(|scope| {
        let starts: Vec<_> = (0..3).map(|_| scope.spawn(|| Db::open(config).map(drop))).collect();
        for start in starts {
            start.join().expect("no panic").expect("it opens");
        }
    });
    Db::open_current(config).expect("it is up to date");
}

#[test]
fn sqlite_changes_only_when_asked_and_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = DbConfig::Sqlite { path: folder.path().join("new.db"), key: KEY };
    an_empty_one_is_left_alone(&config);
    several_at_once_make_one_schema(&config);
}

#[test]
fn postgres_changes_only_when_asked_and_once() {
    let Some(fresh) = postgres() else {
        eprintln!("TSUMUGI_TEST_PG is not set: PostgreSQL was not tested");
        return;
    };
    raw_postgres(fresh.url(), "drop schema public cascade; create schema public");
    an_empty_one_is_left_alone(&fresh.config);
    several_at_once_make_one_schema(&fresh.config);
}

/// A column of another type makes prepared statements useless; trying again prepares them anew.
#[test]
fn postgres_prepares_anew_after_a_table_changed() {
    let Some(fresh) = postgres() else {
        eprintln!("TSUMUGI_TEST_PG is not set: PostgreSQL was not tested");
        return;
    };
    crate::support::World::new(&fresh.db, 1);
    let regions = || fresh.db.write(|tx| tsumugi_store::staff::regions(tx));
    assert_eq!(regions().expect("regions").len(), 1);
    raw_postgres(fresh.url(), "alter table region alter column name type varchar");
    assert_eq!(regions().expect("regions again").len(), 1);
}

#[test]
fn a_wrong_key_is_refused_with_a_sentence() {
    let fresh = sqlite();
    let path = fresh.path();
    let error =
        Db::open(&DbConfig::Sqlite { path: path.clone(), key: [8; 32] }).expect_err("another key");
    assert!(matches!(error, OpenError::WrongKey { .. }), "{error:?}");
    assert_eq!(
        error.to_string(),
        format!("the key does not open {}; is it the key file of this database?", path.display())
    );
    // The refusal has not hurt the database.
    let again = Db::open(&fresh.config).expect("the right key");
    assert_eq!(again.integrity().expect("an answer"), Vec::<String>::new());
}

#[test]
fn nothing_on_the_disk_can_be_read_without_the_key() {
    let fresh = sqlite();
    let word = "くもの上のさんぽ";
    fresh
        .db
        .write(|tx| {
            tsumugi_store::submit::take(
                tx,
                crate::support::numbered(1),
                word,
                crate::support::numbered(2),
                crate::support::now(),
            )
        })
        .expect("a write");
    fresh.db.read(|_| fine(())).expect("a read");
    let folder = fresh.path().parent().expect("a folder").to_owned();
    let mut files = 0;
    for entry in fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry")) {
        let bytes = fs::read(entry.path()).expect("the file");
        let found = bytes.windows(word.len()).any(|window| window == word.as_bytes());
        assert!(!found, "{} holds the word in the clear", entry.path().display());
        files += 1;
    }
    assert!(files >= 2, "the file and its log");
}

#[test]
fn a_backup_opens_with_the_same_key_and_is_whole() {
    let fresh = sqlite();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("copy.db");
    fresh.db.backup_to(&path).expect("a backup");
    let copy = Db::open(&DbConfig::Sqlite { path: path.clone(), key: KEY }).expect("it opens");
    assert_eq!(copy.integrity().expect("an answer"), Vec::<String>::new());
    assert_eq!(copy.describe_schema().unwrap(), fresh.db.describe_schema().unwrap());
    assert!(Db::open(&DbConfig::Sqlite { path, key: [8; 32] }).is_err());
}
