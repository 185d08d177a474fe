//! Storage: one SQL text on two engines, behind proofs.
//!
//! # The contract
//! * [`Db::read`] gives one snapshot, [`Db::write`] one transaction. Nothing else opens one.
//! * A function that touches a person's data takes a proof ([`tsumugi_domain::policy::Authorized`]).
//! * "Not found" is `None`; an error means that something is broken or in conflict.
//! * SQL is static text with `$n`, registered with `statements!`; the lint in
//!   `statement::tests` keeps it inside what both engines understand in the same way.
//! * Closures given to [`Db::write`] may run more than once: no I/O inside, side effects are jobs.
//! * Instants are microseconds, dates ISO text, ids UUID text, closed lists their codes.

#[macro_use]
mod statement;
#[macro_use]
mod value;

pub mod access;
pub mod account;
pub mod address;
pub mod answer;
pub mod audit;
pub mod community;
pub mod consent;
pub mod council;
mod engine;
pub mod home;
pub mod import;
pub mod job;
pub mod list;
pub mod meeting;
pub mod migrate;
pub mod monitoring;
pub mod next;
pub mod notice;
pub mod person;
pub mod plan;
pub mod removal;
pub mod search;
pub mod session;
pub mod staff;
pub mod submit;
pub mod support;
pub mod task;
pub mod team;
pub mod topic;

pub use engine::{Db, DbConfig, Failure, Observer, OpenError, ReadTx, Seen, WriteTx};
pub use statement::{Statement, all_statements};
pub use value::{FromValue, Kind, Row, ToValue, Value};

/// What can go wrong below the rules.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite said no.
    #[error("sqlite: {statement}")]
    Sqlite {
        /// Which statement.
        statement: &'static str,
        /// Why.
        #[source]
        source: rusqlite::Error,
    },
    /// PostgreSQL said no.
    #[error("postgresql: {statement}")]
    Postgres {
        /// Which statement.
        statement: &'static str,
        /// Why.
        #[source]
        source: postgres::Error,
    },
    /// A stored value is not what this version expects.
    #[error("column {column} of {statement}: {problem}")]
    Decode {
        /// Which statement.
        statement: &'static str,
        /// Which column, from 0.
        column: usize,
        /// What is wrong.
        problem: String,
    },
    /// Somebody else's change came first, or a uniqueness rule stands in the way.
    #[error("conflict: {0}")]
    Conflict(&'static str),
    /// The commit of a group failed; nothing of it was written.
    #[error("the commit failed: {0}")]
    CommitFailed(String),
    /// The outcome of a commit is not known; the submit token tells it.
    #[error("the outcome of the commit is not known")]
    UnknownOutcome,
    /// A transaction panicked; it was rolled back.
    #[error("a transaction panicked")]
    Panicked,
}

impl StoreError {
    /// True when running the same closure again may succeed.
    fn is_retryable(&self) -> bool {
        match self {
            Self::Postgres { source, .. } => {
                source.code().is_some_and(|code| matches!(code.code(), "40001" | "40P01" | "0A000"))
            }
            _ => false,
        }
    }

    /// What happened, for whoever helps: the kind of error, the statement by its name, the engine's
    /// own code. Nothing of what it was about.
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Self::Sqlite { statement, source } => {
                let code = source.sqlite_error().map_or(0, |error| error.extended_code);
                format!("sqlite {code} {statement}")
            }
            Self::Postgres { statement, source } => {
                let code = source.code().map_or("connection", |code| code.code());
                format!("postgresql {code} {statement}")
            }
            Self::Decode { statement, column, .. } => format!("decode {column} {statement}"),
            Self::Conflict(what) => format!("conflict {what}"),
            Self::CommitFailed(_) => "commit failed".to_owned(),
            Self::UnknownOutcome => "commit unknown".to_owned(),
            Self::Panicked => "panicked".to_owned(),
        }
    }

    /// True when a unique index or primary key refused a row.
    pub fn is_duplicate(&self) -> bool {
        match self {
            Self::Postgres { source, .. } => {
                source.code().is_some_and(|code| code.code() == "23505")
            }
            Self::Sqlite { source, .. } => {
                // A foreign key or a NOT NULL is a constraint too, but no duplicate.
                let code = source.sqlite_error().map(|error| error.extended_code);
                matches!(
                    code,
                    Some(
                        rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE
                            | rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY
                    )
                )
            }
            _ => false,
        }
    }
}

/// Shorthand of this crate.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;
