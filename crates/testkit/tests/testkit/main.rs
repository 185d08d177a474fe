//! The whole application against its own promises.

mod engines;
mod gates;
mod journal;
mod proof;
mod scenario;
mod sessions;
mod slips;
