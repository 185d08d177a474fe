//! The nouns and rules of the loop, as pure types.
//!
//! Nothing here does I/O, knows the time or makes randomness: all three come in as arguments.
//! Rules answer with codes and values, never with sentences; `words` has the sentences.

#[macro_use]
pub mod codes;

pub mod answer;
pub mod audit;
pub mod community;
pub mod consent;
pub mod council;
pub mod ids;
pub mod job;
pub mod list;
pub mod meeting;
pub mod monitoring;
pub mod next;
pub mod notice;
pub mod partial_date;
pub mod person;
pub mod plan;
pub mod policy;
pub mod removal;
pub mod search;
pub mod seen;
pub mod staff;
pub mod task;
pub mod team;
pub mod walk;

pub use codes::UnknownCode;
pub use partial_date::PartialDate;
