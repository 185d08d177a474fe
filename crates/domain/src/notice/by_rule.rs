//! Notices by rule: what a night finds to tell a worker. Few a day, the rest once a week.
//!
//! They are working memory, no records: whoever has done the thing sees no notice of it any more.

use crate::ids::PersonId;
use jiff::civil::{Date, Weekday};

codes! {
    /// What a notice by rule is about.
    NoticeKind {
        /// A plan is to be looked at again, or a monitoring is due.
        Review = "review",
        /// A task's day has passed.
        TaskLate = "task_late",
        /// A request for a meeting has had no answer for long.
        RequestWaits = "request_waits",
        /// A consent ends, and nobody has asked again.
        ConsentEnds = "consent_ends",
        /// A question about sharing has its answer.
        ConsentAnswered = "consent_answered",
    }
}

/// Notices a day, at most; the rest waits for the week.
/// Source: the product's principle that few notices are read and many are not.
pub const A_DAY: usize = 5;

/// How many days before its day a review or the end of a consent is told.
pub const AHEAD_DAYS: i64 = 14;

/// Days for which a notice of a day is shown while it is not done: over a weekend and a holiday.
pub const SHOWN_DAYS: i64 = 7;

/// Days after which a notice is forgotten.
/// Source: `rules/retention.toml`, working memory, notices.
pub const KEPT_DAYS: i64 = 90;

/// Something that a rule found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Its day: until then, or since then.
    pub due: Date,
    /// What it is.
    pub kind: NoticeKind,
    /// Whom it is about.
    pub person: PersonId,
    /// The plan, task, request or consent.
    pub about: String,
}

/// Sorts what was found into what is told today, the longest past first, and what waits for the
/// week. `told` is how many of today's are there already.
#[must_use]
pub fn for_day(mut found: Vec<Found>, told: usize) -> (Vec<Found>, Vec<Found>) {
    found.sort();
    let rest = found.split_off(found.len().min(A_DAY.saturating_sub(told)));
    (found, rest)
}

/// The Monday of a day's week.
#[must_use]
pub fn monday_of(day: Date) -> Date {
    let back = day.weekday().since(Weekday::Monday);
    day.saturating_sub(jiff::Span::new().days(i64::from(back)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::TypedId as _;
    use jiff::civil::date;

    fn found(day: i8) -> Found {
        Found {
            due: date(2026, 11, day),
            kind: NoticeKind::TaskLate,
            person: PersonId::generate(0, [7; 16]),
            about: format!("task {day}"),
        }
    }

    #[test]
    fn five_a_day_and_the_longest_past_first() {
        let all: Vec<Found> = (1..=9).rev().map(found).collect();
        let (today, rest) = for_day(all.clone(), 0);
        assert_eq!(today, (1..=5).map(found).collect::<Vec<_>>());
        assert_eq!(rest.len(), 4);
        let (today, rest) = for_day(all.clone(), 4);
        assert_eq!((today.len(), rest.len()), (1, 8));
        assert_eq!(for_day(all, 7).0.len(), 0);
        assert_eq!(for_day(vec![found(1)], 0), (vec![found(1)], Vec::new()));
    }

    #[test]
    fn a_week_begins_on_monday() {
        for day in 23..=29 {
            assert_eq!(monday_of(date(2026, 11, day)), date(2026, 11, 23), "{day}");
        }
        assert_eq!(monday_of(date(2027, 1, 3)), date(2026, 12, 28));
    }

    #[test]
    fn notices_are_kept_as_long_as_the_rules_say() {
        let rules = include_str!("../../../../rules/retention.toml");
        let entry = rules.split("[[working_memory]]").find(|it| it.contains("code = \"notices\""));
        let entry = entry.expect("the rules speak of notices");
        assert!(entry.contains(&format!("days = {KEPT_DAYS}\n")), "{entry}");
    }
}
