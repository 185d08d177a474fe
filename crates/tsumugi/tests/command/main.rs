//! The demonstration from the command line: what is typed wrongly or goes wrong ends in a sentence,
//! with nothing half made.

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

const TSUMUGI: &str = env!("CARGO_BIN_EXE_tsumugi");

fn tsumugi(arguments: &[&str], data: &Path) -> Command {
    let mut command = Command::new(TSUMUGI);
    command.args(arguments).arg("--data").arg(data).env_remove("RUST_BACKTRACE");
    command
}

fn refused(mut command: Command) -> String {
    let Output { status, stderr, .. } = command.output().expect("the program runs");
    let said = String::from_utf8_lossy(&stderr).into_owned();
    assert!(!status.success(), "{said}");
    assert!(!said.contains("panicked"), "{said}");
    said
}

/// A process that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_wrong_value_is_answered_with_what_would_be_right() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("demo");
    for (arguments, sentence) in [
        (vec!["generate", "--people", "0"], "a region has 1 to 100000 people, for instance 300"),
        (vec!["demo", "--people", "-5"], "a region has 1 to 100000 people, for instance 300"),
        (vec!["serve", "--listen", "foo"], "an address is written with its port"),
        (vec!["import", "people", "no.csv", "--office", "x"], "cannot read no.csv"),
        (vec!["demo", "--people", "many"], "a region has 1 to 100000 people, for instance 300"),
        (vec!["demo", "--seed", "abc"], "a seed is a whole number from 0, for instance 1"),
        (vec!["demo", "--days", "900"], "0 to 730 days can pass, for instance 7"),
        (vec!["demo", "--today", "2026-02-30"], "a day is written as year-month-day"),
        (vec!["demo", "--listen", "0.0.0.0:0"], "listens on this machine only"),
    ] {
        let said = refused(tsumugi(&arguments, &data));
        assert!(said.contains(sentence), "{arguments:?}: {said}");
        assert!(!data.exists(), "{arguments:?} left something behind");
    }
}

#[test]
fn a_port_that_is_taken_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let said = refused(tsumugi(&["demo", "--people", "1", "--listen", &address], folder.path()));
    assert!(said.contains(&format!("cannot listen on {address}")), "{said}");
    assert!(said.contains("--listen"), "{said}");
    assert!(!folder.path().join("tsumugi.db").exists());
}

#[test]
fn a_region_that_stands_is_used_and_says_so_when_another_was_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("demo");
    let made = tsumugi(&["generate", "--people", "1", "--seed", "7"], &data).status();
    assert!(made.expect("the program runs").success());
    let said = |arguments: &[&str]| {
        let mut start = tsumugi(&["demo", "--listen", "127.0.0.1:0"], &data);
        let child = start.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut demo = Running(child.expect("the program runs"));
        let mut lines = BufReader::new(demo.0.stdout.take().expect("its output")).lines();
        lines.next().expect("a line").expect("text");
        let mut stderr = demo.0.stderr.take().expect("what it says");
        drop(demo);
        let mut text = String::new();
        std::io::Read::read_to_string(&mut stderr, &mut text).expect("text");
        text.contains("a region stands in")
    };
    assert!(said(&["--people", "60"]) && said(&["--seed", "1"]));
    assert!(!said(&[]) && !said(&["--people", "1", "--seed", "7"]));
}

#[test]
fn two_demonstrations_do_not_share_a_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let start = || tsumugi(&["demo", "--people", "1", "--listen", "127.0.0.1:0"], folder.path());
    let child = start().stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut first = Running(child.expect("the program runs"));
    let mut lines = BufReader::new(first.0.stdout.take().expect("its output")).lines();
    let line = lines.next().expect("a line").expect("text");
    assert!(line.starts_with("listening http://127.0.0.1:"), "{line}");
    let said = refused(start());
    assert!(said.contains("another tsumugi is at work in"), "{said}");
}

#[test]
fn a_full_disk_is_said_and_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    // No file may grow beyond some megabytes: the writer meets it as it meets a full disk.
    let script = "trap '' XFSZ; ulimit -f 6000; exec \"$0\" \"$@\"";
    let mut limited = Command::new("sh");
    limited.args(["-c", script, TSUMUGI, "generate", "--people", "300", "--data"]);
    limited.arg(folder.path());
    let said = refused(limited);
    assert!(said.contains("could not be finished, and nothing of it was kept"), "{said}");
    assert!(said.contains("because: "), "{said}");
    assert!(!folder.path().join("tsumugi.db").exists(), "{said}");
    let again = tsumugi(&["generate", "--people", "2"], folder.path()).output().expect("it runs");
    assert!(again.status.success(), "{}", String::from_utf8_lossy(&again.stderr));
}

#[test]
fn what_was_killed_in_the_middle_is_made_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = tsumugi(&["generate", "--people", "5000"], folder.path());
    let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let mut running = Running(child.expect("the program runs"));
    // Some megabytes are written: the region is begun, and far from finished.
    let log = folder.path().join("tsumugi.db-wal");
    while log.metadata().map_or(0, |file| file.len()) < 8_000_000 {
        assert!(running.0.try_wait().expect("a process").is_none(), "it ended by itself");
        std::thread::yield_now();
    }
    running.0.kill().expect("it is killed");
    running.0.wait().expect("it has ended");
    assert!(!folder.path().join("demo-region.json").exists());
    let again = tsumugi(&["generate", "--people", "2"], folder.path()).output().expect("it runs");
    let said = String::from_utf8_lossy(&again.stderr);
    assert!(again.status.success(), "{said}");
    let list = folder.path().join("demo-region.json");
    assert!(std::fs::read_to_string(list).expect("a list").contains("service_manager"));
    let twice = refused(tsumugi(&["generate", "--people", "2"], folder.path()));
    assert!(twice.contains("there is a region in"), "{twice}");
}
