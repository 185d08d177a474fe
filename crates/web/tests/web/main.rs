//! The web layer through the whole application in process.

mod guards;
mod harvest;
mod meeting;
mod own;
mod sweep;
