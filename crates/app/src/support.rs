//! What the administrator can send to whoever helps: how the installation stands, and nothing about
//! anybody. What goes in is listed here, one by one; nothing is copied over as a whole.

use crate::{Op, Result};
use jiff::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;
use tsumugi_domain::job::JobKind;
use tsumugi_domain::policy::{self, SystemAction};
use tsumugi_store::{Db, StoreError, migrate, support};

/// A key of the configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Setting {
    /// The key.
    pub key: &'static str,
    /// `default`, `file`, `environment` or `flag`.
    pub from: &'static str,
    /// The value, where it tells nothing about the office: a switch, a number; else whether
    /// something is set.
    pub value: String,
}

/// What the machine tells of itself; a part that cannot be known is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Machine {
    /// The configuration.
    pub configuration: Vec<Setting>,
    /// Size of the database, in MiB.
    pub database_mib: Option<u64>,
    /// Free space beside it, in MiB.
    pub free_mib: Option<u64>,
    /// Days until the certificate ends; below zero when it has.
    pub certificate_days: Option<i64>,
    /// Days since the last backup that was made with this program.
    pub backup_days: Option<i64>,
}

/// An error that was met, without what it was about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Met {
    /// The hour.
    pub at: String,
    /// Its code.
    pub code: String,
}

impl Met {
    /// An error of the store, at an instant.
    pub fn new(error: &StoreError, at: Timestamp) -> Self {
        let at = at.to_zoned(crate::op::japan()).strftime("%Y-%m-%dT%H").to_string();
        Self { at, code: error.code() }
    }
}

/// Jobs of one kind in one state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JobLine {
    /// What kind; `other` where this version does not know it.
    pub kind: &'static str,
    /// `waiting`, `tried_again` or `done`.
    pub state: &'static str,
    /// About how many.
    pub count: &'static str,
}

/// The whole bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bundle {
    /// When it was made.
    pub made: String,
    /// The version of the program.
    pub version: &'static str,
    /// The database.
    pub engine: &'static str,
    /// The version of the schema.
    pub schema: i64,
    /// The machine.
    pub machine: Machine,
    /// About how many rows each table has.
    pub rows: BTreeMap<&'static str, &'static str>,
    /// The jobs.
    pub jobs: Vec<JobLine>,
    /// The last errors since the server started.
    pub errors: Vec<Met>,
}

impl Bundle {
    /// As the file that is handed over.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn file(&self) -> Result<String> {
        let text = serde_json::to_string_pretty(self)
            .map_err(|_| StoreError::Conflict("the bundle could not be written as JSON"))?;
        Ok(text + "\n")
    }
}

/// States of jobs that this version knows: nothing else leaves the database.
const STATES: [&str; 4] = ["waiting", "tried_again", "done", "other"];

fn known(names: &[&'static str], name: &str) -> &'static str {
    names.iter().copied().find(|known| *known == name).unwrap_or("other")
}

/// About how many: an exact number could tell about a small office.
fn about(count: i64) -> &'static str {
    match count {
        ..=0 => "0",
        1..=9 => "1-9",
        10..=99 => "10-99",
        100..=999 => "100-999",
        1_000..=9_999 => "1000-9999",
        10_000..=99_999 => "10000-99999",
        _ => "100000-",
    }
}

/// One line for each kind and state; what this version does not know is added up as `other`.
fn job_lines(jobs: &[support::Jobs]) -> Vec<JobLine> {
    let mut counts = BTreeMap::new();
    for jobs in jobs {
        let kind = jobs.kind.parse().map_or("other", JobKind::code);
        *counts.entry((kind, known(&STATES, &jobs.state))).or_insert(0) += jobs.count;
    }
    let line = |((kind, state), count)| JobLine { kind, state, count: about(count) };
    counts.into_iter().map(line).collect()
}

/// Puts the bundle together, for whoever owns the machine.
///
/// # Errors
/// When the store fails.
pub fn bundle(db: &Db, now: Timestamp, machine: Machine, errors: Vec<Met>) -> Result<Bundle> {
    let (counts, jobs) =
        db.read(|tx| Ok::<_, crate::AppError>((support::counts(tx)?, support::jobs(tx)?)))?;
    let rows = counts.iter().filter_map(|(table, count)| {
        let table = support::TABLES.iter().copied().find(|known| known == table)?;
        Some((table, about(*count)))
    });
    Ok(Bundle {
        made: now.to_zoned(crate::op::japan()).strftime("%Y-%m-%dT%H:%M").to_string(),
        version: env!("CARGO_PKG_VERSION"),
        engine: db.engine_name(),
        schema: migrate::newest_known(),
        machine,
        rows: rows.collect(),
        jobs: job_lines(&jobs),
        errors,
    })
}

/// The bundle, for the system administrator.
///
/// # Errors
/// [`crate::AppError::Hidden`] for everybody else.
pub fn for_administrator(op: &Op<'_>, machine: Machine, errors: Vec<Met>) -> Result<Bundle> {
    policy::on_system(&op.actor, SystemAction::ManageOrgs)?;
    bundle(op.db, op.now, machine, errors)
}
