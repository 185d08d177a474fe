//! The whole application against its own promises.

mod engines;
mod gates;
mod journal;
mod scenario;
mod sessions;
mod slips;
