//! The demonstration region and its content.

mod content;
mod region;
