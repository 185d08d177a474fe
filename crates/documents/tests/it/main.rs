//! Files as offices and attackers make them.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail as loudly as tests")]

mod csv_files;
mod hostile;
mod make;
mod never_panics;
mod rosters;
mod workbooks;

#[path = "../../examples/make_fixtures.rs"]
#[expect(dead_code, reason = "its main function writes the files; the tests compare them")]
mod make_fixtures;
