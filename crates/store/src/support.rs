//! What is told about an installation without telling about anybody: how much there is, and how
//! the jobs stand.

use crate::{ReadTx, Result};

macro_rules! counts {
    ($($table:literal),+ $(,)?) => {
        /// The tables whose rows are counted: all of them.
        pub const TABLES: &[&str] = &[$($table),+];
        statements! {
            COUNTS = concat!(
                $("select '", $table, "' as named, count(*) from ", $table, " union all ",)+
                "select 'migration', count(*) from migration order by 1"
            );
            JOBS = "select kind, case when done_at is not null then 'done' \
                when attempts > 1 then 'tried_again' else 'waiting' end as state, count(*) \
                from job group by kind, state order by kind, state";
        }
    };
}

counts!(
    "account",
    "agenda_item",
    "answer",
    "audit",
    "candidate",
    "candidate_reply",
    "closing_point",
    "community_issue",
    "concealment",
    "concern",
    "consent",
    "council",
    "council_answer",
    "council_body",
    "council_item",
    "decision",
    "delivery",
    "employment",
    "goal_view",
    "guardian",
    "guest_link",
    "import_batch",
    "import_before",
    "import_before_address",
    "import_before_health",
    "import_person",
    "invitation",
    "job",
    "meeting",
    "meeting_request",
    "membership",
    "minutes",
    "monitoring",
    "monitoring_goal",
    "monitoring_note",
    "notice",
    "org",
    "person",
    "person_address",
    "person_contact",
    "person_health",
    "person_justice",
    "person_merge",
    "person_merge_address",
    "person_merge_field",
    "person_merge_health",
    "person_merge_row",
    "plan",
    "plan_goal",
    "plan_version",
    "profile",
    "region",
    "removal",
    "report",
    "seat_facts",
    "session",
    "shown",
    "sign_in_link",
    "staff",
    "submit_token",
    "task",
    "topic",
    "unmet_need",
    "viewpoint",
    "voice",
);

/// How many rows each table has.
///
/// # Errors
/// When the store fails.
pub fn counts(tx: &mut ReadTx<'_>) -> Result<Vec<(String, i64)>> {
    tx.rows(&COUNTS, &[], |row| Ok((row.get()?, row.get()?)))
}

/// Jobs of one kind in one state, counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jobs {
    /// What kind.
    pub kind: String,
    /// `done`, `waiting`, or `tried_again` where it failed before.
    pub state: String,
    /// How many.
    pub count: i64,
}

/// The jobs of all regions, by kind and state.
///
/// # Errors
/// When the store fails.
pub fn jobs(tx: &mut ReadTx<'_>) -> Result<Vec<Jobs>> {
    tx.rows(&JOBS, &[], |row| Ok(Jobs { kind: row.get()?, state: row.get()?, count: row.get()? }))
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_table_is_counted() {
        let conn = rusqlite::Connection::open_in_memory().expect("a database");
        crate::migrate::newest_schema(&conn);
        let mut tables: Vec<String> = conn
            .prepare(
                "select name from sqlite_schema where type = 'table' and name <> 'migration' \
                 and name not like 'sqlite_%' order by name",
            )
            .and_then(|mut asked| asked.query_map([], |row| row.get(0))?.collect())
            .expect("tables");
        tables.sort();
        assert_eq!(tables, super::TABLES);
    }
}
