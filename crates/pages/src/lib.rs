//! Templates and their view structs: everything a reader sees in the browser.
//!
//! A page is a struct with its own askama template that renders the inside of `<main>`; [`Shell`]
//! puts the document around it. Templates never extend, include or call macros: shared parts are
//! the small template structs of [`components`], rendered first and handed over as [`Html`].
//! Expressions in templates are fields, methods without arguments and `t.s("key")`.

pub mod account;
pub mod accounts;
pub mod address;
pub mod answer;
pub mod community;
pub mod components;
pub mod consent;
pub mod council;
pub mod home;
mod html;
pub mod import;
#[cfg(test)]
mod key_tests;
mod kit;
pub mod list;
pub mod meeting;
pub mod monitoring;
pub mod next;
pub mod own;
pub mod person;
pub mod plan;
pub mod problem;
pub mod proof;
pub mod removal;
pub mod search;
pub mod sessions;
mod shell;
pub mod staff;
pub mod symbols;
pub mod team;
pub mod thread;
pub mod walk;

pub use components::Component;
pub use html::{Html, T};
pub use kit::{Errors, Kit, Wrong};
pub use shell::{HelpLine, NavItem, Shell, ShellView, TextSize, Theme};
