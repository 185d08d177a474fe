//! The demonstration region and its content.

mod content;
mod days;
mod region;
