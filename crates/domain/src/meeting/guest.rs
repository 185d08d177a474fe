//! Somebody without an account, invited to one meeting.

use super::Meeting;
use jiff::Span;
use jiff::civil::Date;

/// For so many days after the meeting its guests can still look and say what they did.
const AFTER: i64 = 14;
/// For so many days a link works while the meeting has no day.
const LOOKING: i64 = 60;

/// Longest fact, in characters: one can be said in a breath.
pub const LONGEST_FACT: usize = 60;

/// The last day on which the link to a meeting works that was made on a day.
pub fn open_until(meeting: &Meeting, made_on: Date) -> Date {
    match meeting.slot() {
        Some(slot) => slot.from.date().saturating_add(Span::new().days(AFTER)),
        None => made_on.saturating_add(Span::new().days(LOOKING)),
    }
}

/// What a seat tells before the meeting: three short facts, each may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// 変わったこと.
    pub changed: String,
    /// 本人がえらんだこと、いやがったこと.
    pub chose: String,
    /// うまくいったこと.
    pub went_well: String,
}

impl Facts {
    /// The three, in the order of the form.
    pub fn all(&self) -> [&str; 3] {
        [&self.changed, &self.chose, &self.went_well]
    }
}
