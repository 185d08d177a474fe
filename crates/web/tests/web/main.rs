//! The web layer through the whole application in process.

mod guards;
mod guest;
mod harvest;
mod meeting;
mod own;
mod sweep;
