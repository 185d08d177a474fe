//! Dates as people remember them.

use crate::era;
use jiff::civil::{Date, date};

/// What can be said about a remembered time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// As told.
    pub text: String,
    /// Earliest day it can mean.
    pub from: Option<Date>,
    /// Latest day it can mean.
    pub to: Option<Date>,
}

/// Reads "平成10年ごろ", "平成10年4月", "R8.4.10"; anything else is kept as told.
pub fn parse(text: &str) -> Remembered {
    let told = text.trim();
    let core = told.trim_end_matches("ごろ").trim_end_matches('頃').trim();
    let range = era::parse_date(core).ok().map(|day| (day, day)).or_else(|| month_or_year(core));
    Remembered { text: told.to_owned(), from: range.map(|r| r.0), to: range.map(|r| r.1) }
}

fn month_or_year(text: &str) -> Option<(Date, Date)> {
    let (year, rest) = text.split_once('年')?;
    let month = rest.trim().trim_end_matches('月').trim();
    if month.is_empty() {
        // A year of an era that began or ended in it still means the whole year.
        let last = era::parse_parts(year, "12", "31").or_else(|_| era::parse_parts(year, "1", "1"));
        let year = last.ok()?.year();
        return Some((date(year, 1, 1), date(year, 12, 31)));
    }
    let first = era::parse_parts(year, month, "1").ok()?;
    Some((first, first.last_of_month()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remembered_times() {
        assert_eq!(parse("平成10年ごろ").from, Some(date(1998, 1, 1)));
        assert_eq!(parse("平成10年4月").to, Some(date(1998, 4, 30)));
        assert_eq!(parse("R8.4.10").from, Some(date(2026, 4, 10)));
        let told = parse("小3の夏");
        assert_eq!((told.text.as_str(), told.from), ("小3の夏", None));
    }
}
