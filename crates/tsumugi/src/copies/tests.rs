//! With real files, as an administrator finds them.

use super::*;
use crate::config::Config;
use crate::data_dir::{DataError, beside, database, hold_for_server, key_file, open_or_make};
use tsumugi_app::staff::first_start;
use tsumugi_store::staff::regions;

/// A folder with a region in its database.
struct Office {
    folder: tempfile::TempDir,
    options: Options,
}

fn office() -> Office {
    let folder = tempfile::tempdir().expect("a folder");
    let options = Options { data: Some(folder.path().join("data")), ..Options::default() };
    let office = Office { folder, options };
    let db = open_or_make(&office.config()).expect("a database");
    let state = crate::serve::state(
        db,
        crate::serve::system_clock(),
        true,
        false,
        [1; 32],
        crate::serve::Outside::default(),
    );
    first_start(state.gate(), "みなと", false).expect("a region");
    office
}

impl Office {
    fn config(&self) -> Config {
        config::load(&self.options).expect("a configuration")
    }

    fn data(&self) -> PathBuf {
        self.config().data
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn backup(&self, name: &str) -> PathBuf {
        let file = self.file(name);
        backup(&self.options, &file).expect("a backup");
        file
    }

    /// Exchanges the database for a large one with other pages, and leaves its log behind.
    fn leave_a_foreign_log(&self) {
        let path = database(&self.data());
        let key = data_dir::read_key(&self.data()).expect("the key");
        let db = Db::open(&DbConfig::Sqlite { path: path.clone(), key }).expect("it opens");
        let state = crate::serve::state(
            db,
            crate::serve::system_clock(),
            true,
            false,
            [2; 32],
            crate::serve::Outside::default(),
        );
        let region = state.db().read(regions).expect("regions").remove(0);
        let machine = tsumugi_domain::policy::SystemActor::CommandLine;
        let op = tsumugi_app::staff::system_op(state.gate(), &region, machine);
        for number in 0..40 {
            let new = tsumugi_app::staff::NewOrg {
                name: format!("事業所{number}"),
                same_name: false,
                kind: tsumugi_domain::staff::OrgKind::Office,
                phone: "079-000-0000".to_owned(),
                services: "生活介護".repeat(400),
            };
            tsumugi_app::staff::add_org(&op, &new).expect("an office");
        }
        for ending in ["-wal", "-shm"] {
            let kept = self.file(&format!("kept{ending}"));
            std::fs::copy(beside(&path, ending), kept).expect("it is there while it is open");
        }
        drop(state);
        for ending in ["-wal", "-shm"] {
            let back = beside(&path, ending);
            std::fs::copy(self.file(&format!("kept{ending}")), back).expect("as after a crash");
        }
    }

    fn is_whole(&self) {
        check(&self.data(), &database(&self.data())).expect("it is sound");
        let (db, _held) =
            data_dir::open_existing(&self.config(), Db::open_current).expect("it opens");
        assert_eq!(db.read(regions).expect("regions").len(), 1);
    }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn refusal(outcome: Done) -> String {
    outcome.expect_err("it is refused").to_string()
}

#[test]
fn a_log_without_its_database_does_not_spoil_what_is_restored() {
    let office = office();
    let copy = office.backup("copy.db");
    office.leave_a_foreign_log();
    std::fs::remove_file(database(&office.data())).expect("the database is lost");
    restore(&office.options, &copy, false).expect("restored");
    office.is_whole();
    let found = names(&office.data());
    assert!(found.contains(&"tsumugi.before-restore.db-wal".to_owned()), "{found:?}");
}

#[test]
fn a_restore_that_was_cut_off_can_be_repeated() {
    let office = office();
    let copy = office.backup("copy.db");
    office.leave_a_foreign_log();
    let path = database(&office.data());
    // The machine stopped after the first of the renames.
    std::fs::rename(&path, path.with_extension("before-restore.db")).expect("moved");
    let error = open_or_make(&office.config()).expect_err("no server starts with that");
    assert!(matches!(error, DataError::KeyAlone { .. }), "{error}");
    restore(&office.options, &copy, true).expect("restored");
    office.is_whole();
    let again = refusal(restore(&office.options, &copy, true));
    assert!(again.contains("still there from last time"), "{again}");
    office.is_whole();
}

#[test]
fn what_was_there_goes_aside_with_its_log() {
    let office = office();
    let copy = office.backup("copy.db");
    office.leave_a_foreign_log();
    let refused = refusal(restore(&office.options, &copy, false));
    assert!(refused.contains("--replace"), "{refused}");
    restore(&office.options, &copy, true).expect("restored");
    office.is_whole();
    let aside = database(&office.data()).with_extension("before-restore.db");
    check(&office.data(), &aside).expect("the old one still opens, with its log");
}

#[test]
fn a_backup_is_private_whole_and_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let office = office();
    let file = office.backup("copy.db");
    let mode = std::fs::metadata(&file).expect("the file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(names(office.folder.path()), ["copy.db", "data"]);
    assert!(!names(&office.data()).iter().any(|name| name.starts_with("verify")));
    assert!(refusal(backup(&office.options, &file)).contains("exists"));
}

#[test]
fn a_backup_of_nothing_is_an_error_and_leaves_no_file() {
    let office = office();
    let data = office.file("empty");
    let options = Options { data: Some(data.clone()), ..Options::default() };
    crate::care::migrate(&options).expect("an empty database");
    let copy = office.file("nothing.db");
    let refused = refusal(backup(&options, &copy));
    assert!(refused.contains("there is no region in it"), "{refused}");
    assert_eq!(names(office.folder.path()), ["data", "empty"]);
    // Nor can it be restored.
    let (db, _held) =
        data_dir::open_existing(&config::load(&options).unwrap(), Db::open_current).unwrap();
    db.backup_to(&copy).expect("a copy");
    drop((db, _held));
    assert!(refusal(restore(&options, &copy, true)).contains("there is no region in it"));
}

#[test]
fn a_mistyped_folder_is_not_made() {
    let office = office();
    let data = office.file("mistyped");
    let options = Options { data: Some(data.clone()), ..Options::default() };
    for outcome in [
        backup(&options, &office.file("copy.db")),
        restore(&options, &office.file("copy.db"), false),
        crate::care::doctor(&options),
        crate::admin::setup_link(&options),
    ] {
        let refused = refusal(outcome);
        assert!(refused.contains("mistyped"), "{refused}");
    }
    assert!(!data.exists());
}

#[test]
fn what_is_left_of_another_database_is_no_beginning() {
    let office = office();
    std::fs::remove_file(database(&office.data())).expect("removed");
    let error = open_or_make(&office.config()).expect_err("the key alone");
    assert!(error.to_string().contains("remove the key to start anew"), "{error}");
    std::fs::remove_file(key_file(&office.data())).expect("removed");
    let log = beside(&database(&office.data()), "-wal");
    std::fs::write(&log, "left").expect("a log");
    let error = open_or_make(&office.config()).expect_err("a log alone");
    assert!(matches!(error, DataError::Leftover(_)), "{error}");
    std::fs::remove_file(&log).expect("removed");
    open_or_make(&office.config()).expect("anew");
}

#[test]
fn nobody_exchanges_the_database_under_a_server() {
    let office = office();
    let copy = office.backup("copy.db");
    let server = hold_for_server(&office.data()).expect("free");
    assert!(matches!(hold_for_server(&office.data()), Err(DataError::Held(_))), "one server");
    let refused = refusal(restore(&office.options, &copy, true));
    assert!(refused.contains("another tsumugi is at work"), "{refused}");
    crate::admin::setup_link(&office.options).expect("beside a server");
    drop(server);
    let other = data_dir::hold_shared(&office.data()).expect("free");
    let refused = refusal(restore(&office.options, &copy, true));
    assert!(refused.contains("another tsumugi is at work"), "{refused}");
    drop(other);
    restore(&office.options, &copy, true).expect("nobody is there");
}
