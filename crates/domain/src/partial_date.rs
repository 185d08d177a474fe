//! Dates as people remember them: "around 1998", "the summer of third grade".

use jiff::civil::Date;

/// What is known of a day, with the words it was told in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartialDate {
    /// As told. Always shown; never rewritten.
    pub text: String,
    /// The earliest day it can mean, where the words allow to say so.
    pub from: Option<Date>,
    /// The latest day it can mean.
    pub to: Option<Date>,
}

impl PartialDate {
    /// A day known exactly.
    pub fn exact(day: Date, text: String) -> Self {
        Self { text, from: Some(day), to: Some(day) }
    }

    /// The day, when it is known exactly.
    pub fn day(&self) -> Option<Date> {
        self.from.filter(|from| Some(*from) == self.to)
    }

    /// Sorts what is known by its beginning, and the unplaced last.
    pub fn sort_key(&self) -> (bool, Option<Date>) {
        (self.from.is_none(), self.from)
    }
}
