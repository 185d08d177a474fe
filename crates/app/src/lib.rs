//! Use cases: authorise → load → decide → save → audit → enqueue. Plain and synchronous.
//!
//! Every public use case takes an [`Op`] first. Transactions begin and end in [`Op`]; a use case
//! that looks at a person goes through [`Op::see`], one that changes something through
//! [`Op::act`], and neither can forget the lock, the proof, the submit token or the audit.

pub mod accounts;
pub mod address;
pub mod answer;
pub mod auth;
pub mod chance;
pub mod community;
pub mod consent;
pub mod council;
pub mod home;
pub mod import;
pub mod job;
pub mod list;
pub mod meeting;
pub mod monitoring;
pub mod notice;
pub mod op;
pub mod person;
pub mod plan;
pub mod proof;
pub mod removal;
pub mod search;
pub mod sessions;
pub mod staff;
pub mod support;
pub mod task;
pub mod team;
pub mod thread;
pub mod walk;
pub mod way_back;

pub use op::{AppError, Op, Problem, Problems};
pub use tsumugi_store::Db;

/// Shorthand of this crate.
pub type Result<T, E = AppError> = std::result::Result<T, E>;
