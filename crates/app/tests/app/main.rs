//! Use cases against real databases: SQLite always, PostgreSQL when `TSUMUGI_TEST_PG` names a
//! server.

#![expect(clippy::unwrap_used, reason = "helpers of tests stop where something is missing")]

mod consent;
mod council;
#[path = "../../../store/tests/probe/everywhere.rs"]
mod everywhere;
mod guest;
mod import;
mod job;
mod list;
mod meeting;
mod merge;
mod needs;
mod next;
mod person;
mod plan;
mod removal;
mod search;
mod seen;
mod staff;
mod support;
#[path = "../../../store/tests/probe/waits.rs"]
mod waits;
mod walk;
mod way_back;
