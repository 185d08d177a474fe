//! Use cases: authorise → load → decide → save → audit → enqueue. Plain and synchronous.
//!
//! Every public use case takes an [`Op`] first. Transactions begin and end in [`Op`]; a use case
//! that looks at a person goes through [`Op::see`], one that changes something through
//! [`Op::act`], and neither can forget the lock, the proof, the submit token or the audit.

pub mod auth;
pub mod consent;
pub mod job;
pub mod person;
pub mod staff;
pub mod team;
pub mod answer;
pub mod plan;
pub mod community;
pub mod council;
pub mod import;
pub mod op;

pub use tsumugi_store::Db;
pub use op::{AppError, Op, Problem, Problems};

/// Shorthand of this crate.
pub type Result<T, E = AppError> = std::result::Result<T, E>;
