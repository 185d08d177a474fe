//! The schema grows by numbered steps and never shrinks.

use crate::{Db, OpenError, Result, StoreError};

/// All steps, oldest first. A landed step is never edited: its effect is kept in `fixtures/`.
const STEPS: &[(i64, &str)] = &[
    (1, include_str!("../schema/0001.sql")),
    (2, include_str!("../schema/0002.sql")),
    (3, include_str!("../schema/0003.sql")),
    (4, include_str!("../schema/0004.sql")),
    (5, include_str!("../schema/0005.sql")),
    (6, include_str!("../schema/0006.sql")),
    (7, include_str!("../schema/0007.sql")),
    (8, include_str!("../schema/0008.sql")),
    (9, include_str!("../schema/0009.sql")),
    (10, include_str!("../schema/0010.sql")),
    (11, include_str!("../schema/0011.sql")),
    (12, include_str!("../schema/0012.sql")),
    (13, include_str!("../schema/0013.sql")),
    (14, include_str!("../schema/0014.sql")),
    (15, include_str!("../schema/0015.sql")),
];

/// Creates the ledger of steps when it does not exist. Runs as a batch, before any step.
const LEDGER: &str = "create table if not exists migration (number bigint primary key)";

/// Begins a step. Programs that start at the same moment go one after another; a step may take as
/// long as it needs.
fn begin(engine: &str) -> &'static str {
    match engine {
        "sqlite" => "begin immediate",
        _ => {
            "begin; set local statement_timeout = 0; set local lock_timeout = 0; \
              select pg_advisory_xact_lock(5283920165)"
        }
    }
}

statements! {
    NEWEST = "select coalesce(max(number), 0) from migration";
}

/// The newest version this program knows.
pub fn newest_known() -> i64 {
    STEPS.last().map_or(0, |(number, _)| *number)
}

/// The version of a database; 0 when it is empty.
pub(crate) fn found(db: &Db) -> Result<i64, OpenError> {
    let read = || {
        if !db.has_table("migration")? {
            return Ok(0);
        }
        Ok(db.read(|tx| tx.row(&NEWEST, &[], |row| row.get()))?.unwrap_or_default())
    };
    read().map_err(|source: StoreError| OpenError::Step {
        step: "reading the version of the schema",
        source: source.into(),
    })
}

/// Runs the steps that are missing, each in a transaction.
pub(crate) fn to_newest(db: &Db) -> Result<(), OpenError> {
    let (newest, known) = (found(db)?, newest_known());
    if newest > known {
        return Err(OpenError::NewerDatabase { found: newest, known });
    }
    if newest == known {
        return Ok(());
    }
    in_one(db, LEDGER).map_err(failed)?;
    for (number, text) in STEPS.iter().filter(|(number, _)| *number > newest) {
        // The note comes first: whoever waited for another program to run this step stops at it.
        let note = format!("insert into migration (number) values ({number})");
        let step = format!("{note};\n{}", for_engine(text, db.engine_name()));
        match in_one(db, &step) {
            Err(error) if error.is_duplicate() && found(db)? >= *number => {}
            outcome => outcome.map_err(failed)?,
        }
    }
    Ok(())
}

fn failed(source: StoreError) -> OpenError {
    OpenError::Step { step: "bringing the schema up to date", source: source.into() }
}

/// Runs statements in a transaction of their own.
fn in_one(db: &Db, sql: &str) -> Result<()> {
    let sql = sql.trim_end().trim_end_matches(';');
    let outcome = db.batch(&format!("{};\n{sql};\ncommit", begin(db.engine_name())));
    if outcome.is_err() && db.engine_name() == "sqlite" {
        // There is one connection that writes; PostgreSQL's does not come back.
        let _ = db.batch("rollback");
    }
    outcome
}

/// Fills in the words that differ: `{bytes}`, `{bool}`, and `;` ends a STRICT table on SQLite.
pub fn for_engine(sql: &str, engine: &str) -> String {
    let (bytes, truth, end) = match engine {
        "sqlite" => ("BLOB", "INTEGER", ") STRICT;"),
        _ => ("BYTEA", "BOOLEAN", ");"),
    };
    let int = if engine == "sqlite" { "INTEGER" } else { "BIGINT" };
    sql.replace("{bytes}", bytes)
        .replace("{bool}", truth)
        .replace("{int}", int)
        .replace("\n);", &format!("\n{end}"))
}

/// The text of all steps.
#[cfg(test)]
pub(crate) fn all_steps() -> String {
    STEPS.iter().map(|(_, text)| *text).collect()
}

/// The newest schema in a connection of a test's own.
#[cfg(test)]
pub(crate) fn newest_schema(conn: &rusqlite::Connection) {
    conn.execute_batch(LEDGER).expect("the ledger");
    for (_, text) in STEPS {
        conn.execute_batch(&for_engine(text, "sqlite")).expect("a step");
    }
}
