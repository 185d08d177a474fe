//! The store against its promises, on SQLite and, when `TSUMUGI_TEST_PG` names a server, on
//! PostgreSQL too.

mod access;
mod classes;
mod kill;
mod merge;
mod schema;
mod scope;
mod support;
mod writer;
