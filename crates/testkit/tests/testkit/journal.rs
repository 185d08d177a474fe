//! What the store was asked and what it answered, in a form that both engines share.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use tsumugi_store::{Observer, Seen};

/// One statement as it was run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its name.
    pub(crate) name: &'static str,
    /// With which values.
    pub(crate) values: String,
    /// What came back.
    pub(crate) rows: Vec<String>,
}

/// Everything in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Journal(Arc<Mutex<Vec<Line>>>);

impl Journal {
    /// The one who writes it.
    pub(crate) fn observer(&self) -> Observer {
        let lines = Arc::clone(&self.0);
        Arc::new(move |seen| lines.lock().expect("nobody panics").push(line(seen)))
    }

    /// What was written so far.
    pub(crate) fn lines(&self) -> Vec<Line> {
        self.0.lock().expect("nobody panics").clone()
    }

    /// The names of all statements run.
    pub(crate) fn names(&self) -> BTreeSet<&'static str> {
        self.lines().iter().map(|line| line.name).collect()
    }
}

fn line(seen: &Seen<'_>) -> Line {
    let mut rows: Vec<_> = seen.rows.iter().map(|row| plain(&format!("{row:?}"))).collect();
    // Without an order the engines may answer in any.
    if !seen.statement.sql.contains("order by") {
        rows.sort();
    }
    Line {
        // The one statement that is another text on PostgreSQL: it locks the row it reads.
        name: seen.statement.name.trim_end_matches("_PG"),
        values: plain(&format!("{:?}", seen.values)),
        rows: rows.into_iter().map(|row| row.replace("_PG\"", "\"")).collect(),
    }
}

/// SQLite keeps truth as a number and tells no kind of a null.
fn plain(text: &str) -> String {
    text.replace("Bool(true)", "Int(1)")
        .replace("Bool(false)", "Int(0)")
        .replace("Null(Int)", "Null")
        .replace("Null(Text)", "Null")
        .replace("Null(Bytes)", "Null")
        .replace("Null(Bool)", "Null")
}
