//! Eras, and dates as people type them.
//!
//! First and last days come from the calendar laws; the table is facts.

use crate::fold;
use jiff::civil::Date;

/// An era with its first and last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Era {
    /// 令和.
    pub name: &'static str,
    /// 令, as forms shorten it.
    pub short: char,
    /// R.
    pub letter: char,
    /// The first day.
    pub first: Date,
    /// The last day. 1912-07-30 and 1926-12-25 belong to the old era and to the new one.
    pub last: Date,
}

const fn era(name: &'static str, short: char, letter: char, first: Date, last: Date) -> Era {
    Era { name, short, letter, first, last }
}

const fn day(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

/// Newest first.
pub const ERAS: [Era; 5] = [
    era("令和", '令', 'R', day(2019, 5, 1), Date::MAX),
    era("平成", '平', 'H', day(1989, 1, 8), day(2019, 4, 30)),
    era("昭和", '昭', 'S', day(1926, 12, 25), day(1989, 1, 7)),
    era("大正", '大', 'T', day(1912, 7, 30), day(1926, 12, 25)),
    era("明治", '明', 'M', day(1868, 1, 25), day(1912, 7, 30)),
];

/// Before this day (明治6年1月1日) the lunisolar calendar was in force: months and days do not
/// map onto ours, so such dates are written and read in the common era alone.
const SOLAR_CALENDAR: Date = day(1873, 1, 1);

/// Why a date cannot be used; carries what a good sentence needs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Nothing typed.
    #[error("no date")]
    Empty,
    /// Cannot be read as a date; as typed.
    #[error("unreadable date {0:?}")]
    Unreadable(String),
    /// The month or day does not exist; as typed.
    #[error("no such day {0:?}")]
    NoSuchDay(String),
    /// The era had ended, or had not begun.
    #[error("{given} lies outside its era; {suggestion} is the same time")]
    EraRange {
        /// As typed: 平成35年4月1日, or 平成35年 when a year alone was read.
        given: String,
        /// The same day or year in the right era: 令和5年4月1日.
        suggestion: String,
    },
    /// A small year without an era; as typed.
    #[error("which era is {0:?}?")]
    MissingEra(String),
}

/// The era of a day and the year in it; `None` before 1873.
pub fn to_era(day: Date) -> Option<(Era, i16)> {
    ERAS.into_iter()
        .find(|era| era.first <= day && day >= SOLAR_CALENDAR)
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

/// Half width, no spaces, every dash `-`: what all readers here start from. In a date even the
/// long vowel mark is a dash that a Japanese keyboard wrote.
fn folded(text: &str) -> String {
    let text = fold::width(text);
    text.chars().filter(|c| !c.is_whitespace()).map(|c| if c == 'ー' { '-' } else { c }).collect()
}

/// A year as typed: its value in the common era, and the era if one was named.
fn read_year(typed: &str) -> Result<(i16, Option<Era>), DateError> {
    let text = folded(typed);
    let text = text.trim_end_matches('年');
    if text.is_empty() {
        return Err(DateError::Empty);
    }
    let unreadable = || DateError::Unreadable(typed.trim().to_owned());
    let named = ERAS.into_iter().find_map(|era| {
        let rest = text.strip_prefix(era.name).or_else(|| {
            text.strip_prefix([era.short, era.letter, era.letter.to_ascii_lowercase()])
        })?;
        Some((era, rest.trim_start_matches('.')))
    });
    match named {
        Some((era, "元")) => Ok((era.first.year(), Some(era))),
        Some((era, number)) => {
            let year =
                era.first.year() - 1 + whole_number(number, 1..=99).ok_or_else(unreadable)?;
            if year < SOLAR_CALENDAR.year() { Err(unreadable()) } else { Ok((year, Some(era))) }
        }
        None => match whole_number(text, 1..=2200).ok_or_else(unreadable)? {
            year @ 1868.. => Ok((year, None)),
            1..=99 => Err(DateError::MissingEra(text.to_owned())),
            _ => Err(unreadable()),
        },
    }
}

/// Digits alone: `parse` would take a sign, too.
fn whole_number(text: &str, range: std::ops::RangeInclusive<i16>) -> Option<i16> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| digits && range.contains(number))
}

/// A year as typed: `2026`, `R8`, `令和8`, `令8`, `H31`, `平成元`, `S64`, full width too. The year of
/// the common era.
///
/// # Errors
/// [`DateError::EraRange`] when no day of that year lies in the era; else what cannot be read.
pub fn parse_year(typed: &str) -> Result<i16, DateError> {
    match read_year(typed)? {
        (year, Some(era)) if !(era.first.year()..=era.last.year()).contains(&year) => {
            let given = format!("{}年", typed.trim().trim_end_matches('年'));
            let suggestion = year_text(Date::constant(year, 12, 31));
            Err(DateError::EraRange { given, suggestion })
        }
        (year, _) => Ok(year),
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
    let given = format!(
        "{}年{}月{}日",
        year.trim().trim_end_matches('年'),
        month.trim().trim_end_matches('月'),
        day.trim().trim_end_matches('日')
    );
    let unreadable = || DateError::Unreadable(given.clone());
    let (year, era) = read_year(year).map_err(|error| match error {
        DateError::MissingEra(year) => DateError::MissingEra(year),
        _ => unreadable(),
    })?;
    let number = |text: &str, unit| {
        whole_number(folded(text).trim_end_matches(unit), 0..=99)
            .and_then(|number| i8::try_from(number).ok())
            .ok_or_else(unreadable)
    };
    let date = Date::new(year, number(month, '月')?, number(day, '日')?)
        .map_err(|_| DateError::NoSuchDay(given.clone()))?;
    match era {
        Some(era) if !(era.first..=era.last).contains(&date) => {
            Err(DateError::EraRange { given, suggestion: day_text(date) })
        }
        _ => Ok(date),
    }
}

/// A date to come, typed in three fields; without a year it is the next such day, today included.
///
/// # Errors
/// As [`parse_parts`].
pub fn parse_parts_ahead(
    year: &str,
    month: &str,
    day: &str,
    today: Date,
) -> Result<Date, DateError> {
    if !year.trim().is_empty() || (month.trim().is_empty() && day.trim().is_empty()) {
        return parse_parts(year, month, day);
    }
    // 29 February comes again within eight years, whatever the century.
    let of_year = |years: i16| parse_parts(&(today.year() + years).to_string(), month, day);
    let next = (0..=8).filter_map(|years| of_year(years).ok()).find(|date| *date >= today);
    next.map_or_else(|| of_year(0), Ok)
}

/// A date typed in one field or read from a spreadsheet: 令和8年4月10日, R8.4.10, 2026/4/10,
/// 20260410, full width too; a weekday in brackets or a time of day behind it is passed over.
///
/// # Errors
/// [`DateError`] says what is wrong.
pub fn parse_date(typed: &str) -> Result<Date, DateError> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(DateError::Empty);
    }
    let text = folded(&without_time(&fold::width(typed)));
    let text = text.split('(').next().unwrap_or_default();
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return parse_parts(&text[..4], &text[4..6], &text[6..]);
    }
    let text = text.strip_suffix('日').unwrap_or(text);
    let mut parts: Vec<&str> = text.split(['年', '月', '/', '-', '.', '・']).collect();
    // "R.8.4.10": the era stands alone in front.
    let joined;
    if let [era, year, month, day] = parts[..] {
        if era.chars().any(|c| c.is_ascii_digit()) {
            return Err(DateError::Unreadable(typed.to_owned()));
        }
        joined = format!("{era}{year}");
        parts = vec![&joined, month, day];
    }
    match parts[..] {
        [year, month, day] => parse_parts(year, month, day),
        _ => Err(DateError::Unreadable(typed.to_owned())),
    }
}

/// `2026-04-10T00:00:00` and `2026/4/10 0:00` without the time of day.
fn without_time(text: &str) -> String {
    let Some((before, _)) = text.split_once(':') else { return text.to_owned() };
    // A `T` in front is the era 大正; the mark before a time never is.
    let end = before.rfind(|c: char| c.is_whitespace() || c == 'T').unwrap_or(before.len());
    before[..end].to_owned()
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
    fn two_days_had_two_eras_and_the_old_calendar_has_none() {
        for (old, new, day) in [
            ("明治45.7.30", "大正元年7月30日", date(1912, 7, 30)),
            ("大正15.12.25", "昭和元年12月25日", date(1926, 12, 25)),
        ] {
            assert_eq!(parse_date(old), Ok(day));
            assert_eq!(parse_date(new), Ok(day));
            assert_eq!(day_text(day), new);
        }
        assert_eq!(day_text(date(1873, 1, 1)), "明治6年1月1日");
        assert_eq!(day_text(date(1872, 12, 31)), "1872年12月31日");
        assert!(matches!(parse_date("M5.12.2"), Err(DateError::Unreadable(_))));
    }

    #[test]
    fn every_way_people_type_a_year() {
        for (text, year) in [
            ("2026", 2026),
            ("R8", 2026),
            ("令和8", 2026),
            ("令8", 2026),
            ("令和８年", 2026),
            ("Ｒ ８", 2026),
            ("H31", 2019),
            ("平成元", 1989),
            ("平成1年", 1989),
            ("S64", 1989),
            ("㍻30", 2018),
        ] {
            assert_eq!(parse_year(text), Ok(year), "{text}");
        }
        let range = |given: &str, suggestion: &str| {
            Err(DateError::EraRange { given: given.into(), suggestion: suggestion.into() })
        };
        assert_eq!(parse_year("平成35"), range("平成35年", "令和5年"));
        assert_eq!(parse_year("S65"), range("S65年", "平成2年"));
        assert_eq!(parse_year("10"), Err(DateError::MissingEra("10".into())));
        assert_eq!(parse_year(" "), Err(DateError::Empty));
        for text in ["令和0", "令和", "R+8", "R-8", "3026", "いつか", "平成100"] {
            assert_eq!(parse_year(text), Err(DateError::Unreadable(text.into())), "{text}");
        }
    }

    #[test]
    fn every_way_people_type_a_date() {
        for text in [
            "令和8年4月10日",
            "R8.4.10",
            "R8/4/10",
            "r8-4-10",
            "令8.4.10",
            "R.8.4.10",
            "2026-04-10",
            "２０２６／４／１０",
            "20260410",
            "2026年4月10日(金)",
            "Ｒ８．４．１０",
            "2026.4.10",
        ] {
            assert_eq!(parse_date(text), Ok(date(2026, 4, 10)), "{text}");
        }
        assert_eq!(parse_date("平成元年1月8日"), Ok(date(1989, 1, 8)));
        assert_eq!(parse_parts("令和８年", "４", "10"), Ok(date(2026, 4, 10)));
        assert_eq!(parse_date("8.4.10"), Err(DateError::MissingEra("8".into())));
        assert_eq!(parse_date("大正15年1月2日 9:30"), Ok(date(1926, 1, 2)));
        assert_eq!(parse_date("T15.1.2"), Ok(date(1926, 1, 2)));
        assert_eq!(parse_date("H30.1.5"), Ok(date(2018, 1, 5)));
        assert_eq!(parse_date(" "), Err(DateError::Empty));
        assert_eq!(parse_parts("R8", "", "10"), Err(DateError::Unreadable("R8年月10日".into())));
        assert_eq!(parse_parts("8", "4", "10"), Err(DateError::MissingEra("8".into())));
        for text in ["2026.4", "2026.4.10.1", "R8.-4.10", "2026041", "4月10日", ":", "T:"] {
            assert!(matches!(parse_date(text), Err(DateError::Unreadable(_))), "{text}");
        }
        assert!(matches!(parse_date("令和8年2月30日"), Err(DateError::NoSuchDay(_))));
        assert!(
            matches!(parse_date("平成35年4月1日"), Err(DateError::EraRange { suggestion, .. }) if suggestion == "令和5年4月1日")
        );
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
