//! `cargo xtask test`: every check there is, quick ones first.

use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::postgres::Cluster;
use crate::shell::{self, Outcome};
use crate::{generated, install, tidy};

/// What was done and how long it took.
#[derive(Default)]
struct Run {
    done: Vec<(&'static str, Duration)>,
}

impl Run {
    /// One step under its heading; the first failure ends the run.
    fn step(&mut self, name: &'static str, step: impl FnOnce() -> Outcome) -> Outcome {
        println!("\n== {name}");
        let start = Instant::now();
        let outcome = step();
        let seconds = start.elapsed();
        match &outcome {
            Ok(()) => {
                println!("== {name}: {:.1} s", seconds.as_secs_f64());
                self.done.push((name, seconds));
            }
            Err(_) => println!("== {name}: failed after {:.1} s", seconds.as_secs_f64()),
        }
        outcome.map_err(|problem| {
            format!("{problem}\n\n{} steps passed, {name} failed", self.done.len())
        })
    }

    /// The last line of a run in which everything passed.
    fn summary(&self) -> String {
        let seconds: f64 = self.done.iter().map(|(_, time)| time.as_secs_f64()).sum();
        let steps: Vec<String> = self
            .done
            .iter()
            .map(|(name, time)| format!("{name} {:.0} s", time.as_secs_f64()))
            .collect();
        format!("all {} steps passed in {seconds:.0} s: {}", self.done.len(), steps.join(", "))
    }
}

/// Runs every step; `quick` leaves out the reference documentation and the browser.
pub(crate) fn run(quick: bool) -> Outcome {
    let mut run = Run::default();
    run.step("install", || if quick { install::database() } else { install::run() })?;
    run.step("fmt", || shell::run(shell::cargo().args(["fmt", "--all", "--check"])))?;
    run.step("tidy", tidy::run)?;
    if !quick {
        run.step("lints of the lints", || browser_tests(&["lint.selftest.mjs".into()], &[]))?;
    }
    run.step("build", || shell::run(shell::cargo().arg("build")))?;
    run.step("generated documents", generated::check)?;
    run.step("clippy", clippy)?;
    if !quick {
        run.step("reference documentation", reference)?;
    }
    let cluster = Cluster::start()?;
    let database = [("TSUMUGI_TEST_PG", cluster.url())];
    run.step("tests on both engines", || rust_tests(&database))?;
    if !quick {
        run.step("browser", || browser_tests(&browser_files()?, &database))?;
        let story = "story-a.test.mjs".to_owned();
        let engine = [database[0].clone(), ("ENGINE", "postgres".to_owned())];
        run.step("story A on PostgreSQL", || browser_tests(&[story], &engine))?;
    }
    drop(cluster);
    println!("\n{}", run.summary());
    Ok(())
}

fn clippy() -> Outcome {
    let arguments = ["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"];
    shell::run(shell::cargo().args(arguments))
}

/// The reference for readers of the code, private items included; a broken link is an error.
fn reference() -> Outcome {
    let arguments = ["doc", "--workspace", "--no-deps", "--document-private-items"];
    shell::run(shell::cargo().args(arguments).env("RUSTDOCFLAGS", "--deny warnings"))
}

/// Unit, property and store tests: the faster runner if it is installed, else cargo's own.
fn rust_tests(environment: &[(&str, String)]) -> Outcome {
    let run = |arguments: &[&str]| {
        let environment = environment.iter().map(|(name, value)| (name, value));
        shell::run(
            shell::cargo()
                .args(arguments)
                .args(["--workspace", "--no-fail-fast"])
                .envs(environment),
        )
    };
    if !shell::in_path("cargo-nextest") {
        return run(&["test"]);
    }
    run(&["nextest", "run"])?;
    // The faster runner leaves out the examples in the documentation.
    run(&["test", "--doc", "--quiet"])
}

/// Node's test runner over some files of `e2e/tests`.
fn browser_tests(files: &[String], environment: &[(&str, String)]) -> Outcome {
    // A file that is missing must not pass for one that was run.
    if let Some(missing) = files.iter().find(|file| !tests_folder().join(file).is_file()) {
        return Err(format!("{} is missing", tests_folder().join(missing).display()));
    }
    let mut command = Command::new(install::node());
    command
        // Two files at a time: a browser and a server each are enough for two cores.
        .args(["--test", "--test-reporter=spec", "--test-concurrency=2"])
        .args(files.iter().map(|file| tests_folder().join(file)))
        .envs(environment.iter().map(|(name, value)| (name, value)))
        .env("SERVER_BIN", shell::target_dir().join("debug/tsumugi"))
        .current_dir(shell::root().join("e2e"));
    shell::run(&mut command)
}

/// Takes as long as half of the others together: begun last, it would keep one core waiting.
const LONGEST: &str = "pages.test.mjs";

/// Every `*.test.mjs`: the longest first, the others in the order of names.
fn browser_files() -> Outcome<Vec<String>> {
    let folder = tests_folder();
    let entries =
        std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<String> = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".test.mjs"))
        .collect();
    files.sort_by_key(|name| (name != LONGEST, name.clone()));
    Ok(files)
}

fn tests_folder() -> PathBuf {
    shell::root().join("e2e/tests")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_step_ends_the_run_and_is_named() {
        let mut run = Run::default();
        assert_eq!(run.step("first", || Ok(())), Ok(()));
        assert!(run.summary().starts_with("all 1 steps passed in 0 s: first 0 s"));
        let problem = run.step("second", || Err("broken".into())).unwrap_err();
        assert_eq!(problem, "broken\n\n1 steps passed, second failed");
    }

    #[test]
    fn a_missing_browser_test_is_an_error() {
        let problem = browser_tests(&["nobody-wrote-this.test.mjs".into()], &[]).unwrap_err();
        assert!(problem.ends_with("nobody-wrote-this.test.mjs is missing"), "{problem}");
    }

    #[test]
    fn the_page_sweep_is_among_the_browser_tests() {
        assert_eq!(browser_files().unwrap()[0], LONGEST);
    }
}
