//! The web layer through the whole application in process.

mod council;
mod easy;
mod guards;
mod guest;
mod harvest;
mod meeting;
mod own;
mod sweep;
