//! Eras, and dates as people type them.
//!
//! First days from the calendar laws; the table is facts, see `data/jp-holidays-eras`.

use crate::fold;
use jiff::civil::Date;

/// An era with its first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Era {
    /// 令和.
    pub name: &'static str,
    /// R.
    pub letter: char,
    /// The first day.
    pub first: Date,
}

/// Newest first.
pub const ERAS: [Era; 5] = [
    Era { name: "令和", letter: 'R', first: Date::constant(2019, 5, 1) },
    Era { name: "平成", letter: 'H', first: Date::constant(1989, 1, 8) },
    Era { name: "昭和", letter: 'S', first: Date::constant(1926, 12, 25) },
    Era { name: "大正", letter: 'T', first: Date::constant(1912, 7, 30) },
    Era { name: "明治", letter: 'M', first: Date::constant(1868, 1, 25) },
];

/// Why a date cannot be used; carries what a good sentence needs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Nothing typed.
    #[error("no date")]
    Empty,
    /// Cannot be read as a date.
    #[error("unreadable date {0:?}")]
    Unreadable(String),
    /// The month or day does not exist.
    #[error("no such day {0:?}")]
    NoSuchDay(String),
    /// The era had ended, or had not begun.
    #[error("{given} lies outside its era; {suggestion} is that day")]
    EraRange {
        /// As typed.
        given: String,
        /// The same day in the right era.
        suggestion: String,
    },
    /// A small year without an era.
    #[error("which era is {0:?}?")]
    MissingEra(String),
}

/// The era of a day and the year in it.
pub fn to_era(day: Date) -> Option<(Era, i16)> {
    ERAS.into_iter()
        .find(|era| era.first <= day)
        .map(|era| (era, day.year() - era.first.year() + 1))
}

/// 令和8年; the first year is 元年.
pub fn year_text(day: Date) -> String {
    match to_era(day) {
        Some((era, 1)) => format!("{}元年", era.name),
        Some((era, year)) => format!("{}{year}年", era.name),
        None => format!("{}年", day.year()),
    }
}

/// R8.4.10.
pub fn short_text(day: Date) -> String {
    match to_era(day) {
        Some((era, year)) => format!("{}{year}.{}.{}", era.letter, day.month(), day.day()),
        None => day.to_string(),
    }
}

/// 令和8年4月10日.
pub fn day_text(day: Date) -> String {
    format!("{}{}月{}日", year_text(day), day.month(), day.day())
}

/// A year as typed: its value in the common era, and the era if one was named.
fn parse_year(text: &str) -> Result<(i16, Option<Era>), DateError> {
    let text = fold::width(text);
    let text = text.trim().trim_end_matches('年').trim();
    if text.is_empty() {
        return Err(DateError::Empty);
    }
    let era = ERAS.into_iter().find_map(|era| {
        let short = &era.name[..3];
        let rest = text
            .strip_prefix(era.name)
            .or_else(|| text.strip_prefix(short))
            .or_else(|| text.strip_prefix(era.letter))
            .or_else(|| text.strip_prefix(era.letter.to_ascii_lowercase()))?;
        Some((era, rest.trim_start_matches(['.', ' '])))
    });
    let unreadable = || DateError::Unreadable(text.to_owned());
    match era {
        Some((era, "元")) => Ok((era.first.year(), Some(era))),
        Some((era, number)) => {
            let year: i16 = number.parse().map_err(|_| unreadable())?;
            if !(1..=99).contains(&year) {
                return Err(unreadable());
            }
            Ok((era.first.year() + year - 1, Some(era)))
        }
        None => match text.parse::<i16>().map_err(|_| unreadable())? {
            year @ 1868..=2200 => Ok((year, None)),
            year @ 1..=99 => Err(DateError::MissingEra(year.to_string())),
            _ => Err(unreadable()),
        },
    }
}

/// A date typed in three fields.
///
/// # Errors
/// [`DateError`] says what is wrong.
pub fn parse_parts(year: &str, month: &str, day: &str) -> Result<Date, DateError> {
    if [year, month, day].iter().all(|part| part.trim().is_empty()) {
        return Err(DateError::Empty);
    }
    let given = format!("{}年{}月{}日", year.trim().trim_end_matches('年'), month.trim(), day.trim());
    let (year, era) = parse_year(year).map_err(|error| match error {
        DateError::Empty => DateError::Unreadable(given.clone()),
        other => other,
    })?;
    let number = |text: &str| {
        fold::width(text)
            .trim()
            .trim_end_matches(['月', '日'])
            .parse::<i8>()
            .map_err(|_| DateError::Unreadable(given.clone()))
    };
    let date = Date::new(year, number(month)?, number(day)?)
        .map_err(|_| DateError::NoSuchDay(given.clone()))?;
    match era {
        Some(era) if to_era(date).map(|(found, _)| found) != Some(era) => {
            Err(DateError::EraRange { given, suggestion: day_text(date) })
        }
        _ => Ok(date),
    }
}

/// A date typed in one field: 令和8年4月10日, R8.4.10, 2026/4/10, 20260410, full width too.
///
/// # Errors
/// [`DateError`] says what is wrong.
pub fn parse_date(text: &str) -> Result<Date, DateError> {
    let folded = fold::width(text);
    // A weekday in brackets, or the time of a spreadsheet's date cell, may follow.
    let folded = folded.split(['(', ' ']).next().unwrap_or_default();
    let folded = match folded.split_once('T') {
        Some((day, _)) if day.len() == 10 => day,
        _ => folded,
    };
    if text.trim().is_empty() {
        return Err(DateError::Empty);
    }
    if folded.len() == 8 && folded.bytes().all(|b| b.is_ascii_digit()) {
        return parse_parts(&folded[..4], &folded[4..6], &folded[6..]);
    }
    let unified = folded.replace(['年', '月', '/', '-', '.', '・'], ".").replace('日', "");
    let unified = unified.trim_end_matches('.');
    let mut parts: Vec<&str> = unified.split('.').collect();
    // "R.8.4.10": the era stands alone in front.
    let joined;
    if parts.len() == 4 {
        joined = format!("{}{}", parts[0], parts[1]);
        parts = vec![&joined, parts[2], parts[3]];
    }
    match parts.as_slice() {
        [year, month, day] => parse_parts(year, month, day),
        _ => Err(DateError::Unreadable(text.trim().to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn edges_of_the_eras() {
        assert_eq!(day_text(date(1989, 1, 7)), "昭和64年1月7日");
        assert_eq!(day_text(date(1989, 1, 8)), "平成元年1月8日");
        assert_eq!(day_text(date(2019, 4, 30)), "平成31年4月30日");
        assert_eq!(day_text(date(2019, 5, 1)), "令和元年5月1日");
        assert_eq!(parse_date("S64.1.7"), Ok(date(1989, 1, 7)));
        assert_eq!(
            parse_date("S64.1.8"),
            Err(DateError::EraRange {
                given: "S64年1月8日".into(),
                suggestion: "平成元年1月8日".into()
            })
        );
    }

    #[test]
    fn every_way_people_type_a_date() {
        for text in [
            "令和8年4月10日", "R8.4.10", "R8/4/10", "r8-4-10", "令8.4.10", "R.8.4.10", "2026-04-10",
            "２０２６／４／１０", "20260410", "2026年4月10日(金)", "Ｒ８．４．１０", "2026.4.10",
        ] {
            assert_eq!(parse_date(text), Ok(date(2026, 4, 10)), "{text}");
        }
        assert_eq!(parse_date("平成元年1月8日"), Ok(date(1989, 1, 8)));
        assert_eq!(parse_parts("令和８年", "４", "10"), Ok(date(2026, 4, 10)));
        assert_eq!(parse_date("8.4.10"), Err(DateError::MissingEra("8".into())));
        assert!(matches!(parse_date("令和8年2月30日"), Err(DateError::NoSuchDay(_))));
        assert!(matches!(parse_date("平成35年4月1日"), Err(DateError::EraRange { suggestion, .. }) if suggestion == "令和5年4月1日"));
        assert!(matches!(parse_date("あした"), Err(DateError::Unreadable(_))));
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_can_be_read(days in 0..60000i32) {
            let day = date(1880, 1, 1).saturating_add(jiff::Span::new().days(days));
            proptest::prop_assert_eq!(parse_date(&day_text(day)), Ok(day));
            proptest::prop_assert_eq!(parse_date(&short_text(day)), Ok(day));
            proptest::prop_assert_eq!(parse_date(&day.to_string()), Ok(day));
        }

        #[test]
        fn nothing_typed_makes_it_panic(text in "\\PC*") {
            let _ = parse_date(&text);
            let _ = parse_parts(&text, &text, &text);
        }
    }
}
