//! A process that writes is killed, or its disk is full: what it was told stays true.
//!
//! The children are tests of this same binary, started by their parents with a folder in the
//! environment; by themselves they do nothing, and are ignored.

use crate::support::{KEY, fine, numbered, raw_sqlite};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use tsumugi_domain::ids::RegionId;
use tsumugi_store::{Db, DbConfig, StoreError, topic};

const FOLDER: &str = "TSUMUGI_TEST_CHILD_FOLDER";
/// Begins every line of a child that its parent reads.
const ACK: &str = "acknowledged:";

fn region() -> RegionId {
    numbered(1)
}

fn file(folder: &Path) -> PathBuf {
    folder.join("test.db")
}

fn open(folder: &Path) -> Db {
    Db::open(&DbConfig::Sqlite { path: file(folder), key: KEY }).expect("the database opens")
}

fn child_folder() -> Option<PathBuf> {
    std::env::var_os(FOLDER).map(PathBuf::from)
}

/// This test binary, told to run one of its children only. The shell makes a write beyond the
/// limit of a file an error instead of a signal.
fn child(test: &str, folder: &Path) -> Command {
    let mut command = Command::new("sh");
    command
        .args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""])
        .arg(std::env::current_exe().expect("this binary"))
        .args(["--exact", test, "--ignored", "--nocapture", "--test-threads=1"])
        .env(FOLDER, folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}

#[test]
#[ignore = "a child of what_was_acknowledged_survives_the_kill"]
fn child_that_writes() {
    let Some(folder) = child_folder() else { return };
    let db = open(&folder);
    let start = db.read(|tx| topic::revision(tx, region(), "starts")).expect("a revision");
    db.write(|tx| topic::touch(tx, region(), "starts")).expect("a write");
    std::thread::scope(|scope| {
        for thread in 0..3 {
            let db = &db;
            scope.spawn(move || {
                for number in 0.. {
                    let name = format!("{start} {thread} {number}");
                    // Enough text that commits reach the log in several pages.
                    let long = format!("{name} {}", "ながいことば".repeat(200));
                    let write = db.write(|tx| {
                        topic::touch(tx, region(), &long)?;
                        topic::touch(tx, region(), &name)
                    });
                    write.expect("a write");
                    let mut out = std::io::stdout().lock();
                    let written = writeln!(out, "{ACK}{name}").and_then(|()| out.flush());
                    written.expect("the parent reads");
                }
            });
        }
    });
}

/// Kills the child after so many acknowledgements, wherever it then is; gives all it said.
fn kill_after(mut child: Child, acknowledgements: usize) -> Vec<String> {
    let out = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut said = Vec::new();
    let mut killed = acknowledgements == 0;
    if killed {
        child.kill().expect("SIGKILL");
    }
    for line in out.lines() {
        let Ok(line) = line else { break };
        // The runner's own words may stand before the first acknowledgement on its line.
        if let Some((_, name)) = line.split_once(ACK) {
            said.push(name.to_owned());
        }
        if !killed && said.len() >= acknowledgements {
            child.kill().expect("SIGKILL");
            killed = true;
        }
    }
    child.wait().expect("the child is over");
    said
}

#[test]
fn what_was_acknowledged_survives_the_kill() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut all = Vec::new();
    // Between the first moment and some checkpoints of the log later.
    let moments = [0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 7, 1, 60, 33, 2, 120, 17, 250];
    for moment in moments {
        let child = child("kill::child_that_writes", folder.path()).spawn().expect("a child");
        let said = kill_after(child, moment);
        assert!(said.len() >= moment, "{} of {moment}", said.len());
        all.extend(said);
        let db = open(folder.path());
        assert_eq!(db.integrity().expect("an answer"), Vec::<String>::new());
        let lost: Vec<_> = db
            .read(|tx| {
                let mut lost = Vec::new();
                for name in &all {
                    let long = format!("{name} {}", "ながいことば".repeat(200));
                    let both = (
                        topic::revision(tx, region(), name)?,
                        topic::revision(tx, region(), &long)?,
                    );
                    if both != (1, 1) {
                        lost.push((name.clone(), both));
                    }
                }
                fine(lost)
            })
            .expect("a reader");
        assert_eq!(lost, [], "after {moment}");
    }
    assert!(all.len() >= moments.iter().sum());
    no_half_is_there(folder.path());
}

/// Every write made two topics: there are as many long ones as short ones, killed or not.
fn no_half_is_there(folder: &Path) {
    let conn = raw_sqlite(&file(folder));
    let count = |condition: &str| -> i64 {
        let sql = format!("select count(*) from topic where topic <> 'starts' and {condition}");
        conn.query_row(&sql, [], |row| row.get(0)).expect("a count")
    };
    assert_eq!(count("length(topic) > 1000"), count("length(topic) <= 1000"));
}

/// How large a file this process may write.
fn limit_files(bytes: &str) {
    let process = std::process::id().to_string();
    let done = Command::new("prlimit")
        .args(["--pid", &process, &format!("--fsize={bytes}:")])
        .status()
        .expect("prlimit is installed");
    assert!(done.success());
}

fn log_size(folder: &Path) -> u64 {
    std::fs::metadata(folder.join("test.db-wal")).expect("the log").len()
}

/// Tells the parent what became of a write.
fn tell(name: &str, told: &Result<(), StoreError>) {
    let told = match told {
        Ok(()) => "done",
        Err(StoreError::CommitFailed(_)) => "commit failed",
        Err(_) => "failed",
    };
    println!("{ACK}{name}={told}");
}

#[test]
#[ignore = "a child of on_a_full_disk_nobody_is_told_a_lie"]
fn child_with_a_full_disk() {
    let Some(folder) = child_folder() else { return };
    let db = open(&folder);
    let write = |name: &str| db.write(|tx| topic::touch(tx, region(), name));
    tell("before", &write("before"));

    // Nothing can be added to the log any more. Many groups fail one after another.
    limit_files(&log_size(&folder).to_string());
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let write = &write;
            scope.spawn(move || {
                for number in 0..25 {
                    let name = format!("full {thread} {number}");
                    tell(&name, &write(&name));
                }
            });
        }
    });
    limit_files("unlimited");
    tell("between", &write("between"));

    // One write outgrows the cache while others are in its group: SQLite then ends the whole
    // transaction in the middle of it.
    for round in 0..5 {
        limit_files(&(log_size(&folder) + 64 * 1024).to_string());
        let coming = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for thread in 0..6 {
                let (db, coming) = (&db, &coming);
                scope.spawn(move || {
                    let name = format!("large {round} {thread}");
                    coming.fetch_add(1, Ordering::SeqCst);
                    let told = db.write(|tx| {
                        while coming.load(Ordering::SeqCst) < 6 {
                            std::thread::yield_now();
                        }
                        topic::touch(tx, region(), &name)?;
                        if thread % 3 == 1 {
                            for part in 0..24 {
                                let long = format!("{name} {part} {}", "x".repeat(1 << 20));
                                topic::touch(tx, region(), &long)?;
                            }
                        }
                        Ok(())
                    });
                    tell(&name, &told);
                });
            }
        });
        limit_files("unlimited");
        let name = format!("after {round}");
        tell(&name, &write(&name));
    }
}

#[test]
fn on_a_full_disk_nobody_is_told_a_lie() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = child("kill::child_with_a_full_disk", folder.path()).output().expect("a child");
    let out = String::from_utf8(output.stdout).expect("text");
    assert!(output.status.success(), "{out}");
    let db = open(folder.path());
    assert_eq!(db.integrity().expect("an answer"), Vec::<String>::new());
    let (mut lies, mut surprises) = (Vec::new(), Vec::new());
    let (mut failed, mut done) = (0, 0);
    for line in out.lines() {
        let Some((_, said)) = line.split_once(ACK) else { continue };
        let (name, told) = said.split_once('=').expect("name=told");
        let there = db.read(|tx| topic::revision(tx, region(), name)).expect("a revision");
        if (told == "done") != (there == 1) {
            lies.push((name.to_owned(), told.to_owned(), there));
        }
        let expected = match name.split(' ').next() {
            Some("full") => Some("commit failed"),
            Some("before" | "between" | "after") => Some("done"),
            _ => None,
        };
        if expected.is_some_and(|expected| expected != told) {
            surprises.push((name.to_owned(), told.to_owned()));
        }
        if told == "done" { done += 1 } else { failed += 1 }
    }
    assert_eq!(lies, [], "told ≠ there");
    assert_eq!(surprises, [], "the disk is full, or usable again");
    assert!(failed >= 205 && done >= 7, "{failed} failed, {done} done");
}
