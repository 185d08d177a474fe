//! Both engines do the same: a whole region, every page worth seeing and every use case leave the
//! same journal on both, statement by statement, value by value, row by row. And no statement of
//! the product is left that this journal does not hold.

use crate::journal::{Journal, Line};
use crate::scenario;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use tsumugi_store::all_statements;
use tsumugi_testkit::{Engine, TestApp};

/// Runs when a database is opened, before anybody can look.
const BEFORE_ANYBODY_LOOKS: &str = "tsumugi_store::migrate::NEWEST";

/// Where one writer is the lock, most acts need not take it.
const TAKEN_WHERE_ROWS_ARE_LOCKED: &str = "tsumugi_store::access::LOCK_PERSON";

fn journal_on(engine: Engine) -> Journal {
    let journal = Journal::default();
    let app = TestApp::on(engine).people(12).observed(journal.observer()).build();
    scenario::visit_every_page(&app);
    scenario::live(&app);
    app.run_jobs();
    journal
}

fn without_locks(journal: &Journal) -> Vec<Line> {
    let mut lines = journal.lines();
    lines.retain(|line| line.name != TAKEN_WHERE_ROWS_ARE_LOCKED);
    lines
}

/// The first difference of every statement, with what came before it: enough to see why.
fn compare(left: &[Line], right: &[Line]) {
    let mut different = BTreeMap::new();
    for (number, (one, other)) in left.iter().zip(right).enumerate() {
        if one.name != other.name {
            // From here on nothing belongs together any more.
            let before = number.checked_sub(1).map(|before| left[before].name);
            different
                .insert("the order", format!("{} / {} after {before:?}", one.name, other.name));
            break;
        }
        if one != other {
            different.entry(one.name).or_insert_with(|| difference(number, one, other));
        }
    }
    let text: Vec<_> = different.iter().map(|(name, what)| format!("{name}\n{what}")).collect();
    assert!(different.is_empty(), "SQLite (-) and PostgreSQL (+) differ:\n{}", text.join("\n\n"));
    assert_eq!(left.len(), right.len(), "one engine was asked more");
}

fn difference(number: usize, one: &Line, other: &Line) -> String {
    let mut text = format!("line {number}, values {}", one.values);
    if one.values != other.values {
        let _ = write!(text, "\n+ values {}", other.values);
    }
    let rows = one.rows.len().max(other.rows.len());
    let none = String::from("no row");
    for row in 0..rows {
        let (one, other) =
            (one.rows.get(row).unwrap_or(&none), other.rows.get(row).unwrap_or(&none));
        if one != other {
            let _ = write!(text, "\n- {one}\n+ {other}");
        }
    }
    text
}

fn never_run(journal: &Journal) -> Vec<&'static str> {
    let run = journal.names();
    let mut missing: Vec<_> = all_statements()
        .into_iter()
        .map(|statement| statement.name.trim_end_matches("_PG"))
        .filter(|name| *name != BEFORE_ANYBODY_LOOKS && !run.contains(name))
        .collect();
    missing.dedup();
    missing
}

#[test]
fn both_engines_leave_the_same_journal_and_every_statement_is_in_it() {
    let sqlite = journal_on(Engine::Sqlite);
    assert_eq!(never_run(&sqlite), Vec::<&str>::new(), "nothing drives these statements");
    if std::env::var_os("TSUMUGI_TEST_PG").is_none() {
        eprintln!("TSUMUGI_TEST_PG is not set: PostgreSQL was not tested");
        return;
    }
    let postgres = journal_on(Engine::Postgres);
    compare(&without_locks(&sqlite), &without_locks(&postgres));
}
