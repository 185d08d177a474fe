//! The schema grows by numbered steps and never shrinks.

use crate::{Db, OpenError, Result, StoreError};

/// All steps, oldest first. A landed step is never edited: its effect is kept in `fixtures/`.
const STEPS: &[(i64, &str)] =
    &[(1, include_str!("../schema/0001.sql")), (2, include_str!("../schema/0002.sql"))];

/// Creates the ledger of steps when it does not exist. Runs as a batch, before any step.
const LEDGER: &str = "create table if not exists migration (number bigint primary key)";

statements! {
    NEWEST = "select coalesce(max(number), 0) from migration";
}

/// The newest version this program knows.
pub fn newest_known() -> i64 {
    STEPS.last().map_or(0, |(number, _)| *number)
}

/// Runs the steps that are missing, each in a transaction.
pub(crate) fn to_newest(db: &Db) -> Result<(), OpenError> {
    let failed = |source: StoreError| OpenError::Step {
        step: "bringing the schema up to date",
        source: source.into(),
    };
    db.batch(LEDGER).map_err(failed)?;
    let found: i64 =
        db.read(|tx| tx.row(&NEWEST, &[], |row| row.get())).map_err(failed)?.unwrap_or_default();
    let known = newest_known();
    if found > known {
        return Err(OpenError::NewerDatabase { found, known });
    }
    for (number, text) in STEPS.iter().filter(|(number, _)| *number > found) {
        let sql = for_engine(text, db.engine_name());
        // One batch per step: begin, the step, its note in the ledger, commit.
        let note = format!("insert into migration (number) values ({number})");
        let step = format!("begin;\n{sql}\n{note};\ncommit");
        if let Err(error) = db.batch(&step) {
            let _ = db.batch("rollback");
            return Err(failed(error));
        }
    }
    Ok(())
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
