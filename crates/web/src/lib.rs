//! Routes, extractors, forms and assets. A handler parses, calls one use case and renders.
//!
//! Async stops here: a use case runs as one plain closure on the blocking pool, on one
//! connection. [`routes::table`] feeds the router, the status sweep and the screenshots.

mod account;
mod accounts;
mod address;
mod answer;
mod assets;
mod community;
mod consent;
mod council;
mod cx;
mod device;
mod error;
mod form;
mod home;
mod import;
mod limits;
mod list;
mod meeting;
mod monitoring;
mod nav;
mod person;
mod plan;
mod proof;
mod removal;
pub mod routes;
mod search;
mod security;
mod sessions;
mod staff;
mod state;
mod support;
mod task;
mod team;
mod thread;
mod uploads;
mod walk;

pub use routes::router;
pub use state::{AppState, AskMachine, Clock, StateConfig};
