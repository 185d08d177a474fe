//! Dates as people remember them.

use crate::{era, fold};
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

/// Words that make a time vaguer without moving it.
const VAGUE: [&str; 8] = ["ごろ", "ころ", "頃", "くらい", "ぐらい", "たぶん", "おそらく", "約"];

/// Reads 平成10年ごろ, 平成10年の夏, 平成10年4月, 平成10年度, 昭和50年代, H10.4, R8.4.10. Anything else,
/// such as 小3の夏, is kept as told and has no days.
pub fn parse(text: &str) -> Remembered {
    let told = text.trim();
    let folded = fold::width(told);
    let mut core = folded.trim();
    loop {
        let cut = VAGUE.iter().fold(core, |core, vague| {
            core.trim_end_matches(vague).trim_start_matches(vague).trim()
        });
        if cut == core {
            break;
        }
        core = cut;
    }
    let range = era::parse_date(core).ok().map(|day| (day, day)).or_else(|| range(core));
    Remembered { text: told.to_owned(), from: range.map(|r| r.0), to: range.map(|r| r.1) }
}

fn range(text: &str) -> Option<(Date, Date)> {
    if let Some((year, rest)) = text.split_once('年') {
        let first = era::parse_year(year).ok()?;
        return match rest.trim().trim_start_matches('の') {
            // The start of an era does not cut the year: people remember years, not successions.
            "" | "春" | "夏" | "秋" | "冬" => Some(years(first, first)),
            "度" => Some((date(first, 4, 1), date(first + 1, 3, 31))),
            "代" => decade(year, first),
            rest => month(first, rest.strip_suffix('月')?),
        };
    }
    let (year, rest) = text.rsplit_once(['.', '/', '-']).unwrap_or((text, ""));
    let first = era::parse_year(year).ok()?;
    if rest.is_empty() { Some(years(first, first)) } else { month(first, rest) }
}

fn years(first: i16, last: i16) -> (Date, Date) {
    (date(first, 1, 1), date(last, 12, 31))
}

/// 昭和50年代 are ten years; 昭和55年代 is not said.
fn decade(year: &str, first: i16) -> Option<(Date, Date)> {
    year.trim().ends_with('0').then(|| years(first, first + 9))
}

fn month(year: i16, month: &str) -> Option<(Date, Date)> {
    let first = Date::new(year, month.trim().parse().ok()?, 1).ok()?;
    Some((first, first.last_of_month()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn means(text: &str, from: (i16, i8, i8), to: (i16, i8, i8)) {
        let told = parse(text);
        assert_eq!(told.text, text.trim());
        assert_eq!(told.from, Some(date(from.0, from.1, from.2)), "{text}");
        assert_eq!(told.to, Some(date(to.0, to.1, to.2)), "{text}");
    }

    #[test]
    fn remembered_times() {
        for text in [
            "平成10年",
            "平成10年ごろ",
            "平成１０年頃",
            "H10",
            "1998年の夏",
            "たぶん平成10年くらい",
        ] {
            means(text, (1998, 1, 1), (1998, 12, 31));
        }
        for text in ["平成10年4月", "平成10年4月ごろ", "H10.4", "1998/04", " 1998年4月 "]
        {
            means(text, (1998, 4, 1), (1998, 4, 30));
        }
        means("R8.4.10", (2026, 4, 10), (2026, 4, 10));
        means("平成10年度", (1998, 4, 1), (1999, 3, 31));
        means("昭和50年代", (1975, 1, 1), (1984, 12, 31));
        means("平成31年", (2019, 1, 1), (2019, 12, 31));
    }

    #[test]
    fn what_is_no_date_stays_as_told() {
        for text in [
            "小3の夏",
            "平成35年",
            "小学校に入る前",
            "平成10年13月",
            "平成10年から",
            "",
            "ごろ",
            "10",
            "平成10年4",
            "昭和55年代",
            "今年",
        ] {
            assert_eq!(parse(text), Remembered { text: text.into(), from: None, to: None });
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_told_makes_it_panic_or_is_lost(text in "\\PC*") {
            let told = parse(&text);
            proptest::prop_assert_eq!(told.text, text.trim());
            proptest::prop_assert_eq!(told.from.is_some(), told.to.is_some());
            proptest::prop_assert!(told.from <= told.to);
        }
    }
}
