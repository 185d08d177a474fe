//! Routes, extractors, forms and assets. A handler parses, calls one use case and renders.
//!
//! Async stops here: a use case runs as one plain closure on the blocking pool, on one
//! connection. [`routes::table`] feeds the router, the status sweep and the screenshots.

mod account;
mod assets;
mod cx;
mod error;
mod form;
pub mod routes;
mod security;
mod state;

pub use routes::router;
pub use state::{AppState, Clock, StateConfig};
