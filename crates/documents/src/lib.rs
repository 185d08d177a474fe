//! Spreadsheets and other files, from and to plain structs.
//!
//! [`sheet`] reads what an office has, [`roster`] finds the people list in it, [`csv_out`] writes
//! tables that a spreadsheet program may open without harm, [`template`] is the file we offer.
//! Nothing here knows a database or the meaning of a value: a birth date stays the text that was
//! typed until the caller interprets it.

pub mod csv_out;
pub mod roster;
pub mod sheet;
pub mod template;
