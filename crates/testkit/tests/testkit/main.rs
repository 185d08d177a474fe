//! The whole application against its own promises.

mod engines;
mod journal;
mod scenario;
