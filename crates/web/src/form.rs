//! Forms as they arrive: typed text is kept, and every problem is a sentence beside its field.

use jiff::civil::Date;
use std::str::FromStr;
use tsumugi_app::{Problem, Problems};
use tsumugi_pages::components::DateText;
use tsumugi_pages::person::code_key;
use tsumugi_pages::{Html, T, Wrong};
use tsumugi_words::Arg;
use tsumugi_words::era::{self, DateError};

/// Largest form without a file, in bytes.
pub(crate) const MAX_FORM: usize = 512 * 1024;

/// A form's names and values in the order sent.
#[derive(Debug, Clone, Default)]
pub(crate) struct Form(pub(crate) Vec<(String, String)>);

impl Form {
    /// Reads `application/x-www-form-urlencoded`. U+0000 is refused: PostgreSQL cannot store it
    /// and nobody types it.
    pub(crate) fn parse(body: &str) -> Option<Self> {
        let mut pairs = Vec::new();
        for pair in body.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, value) = (decode(name)?, decode(value)?);
            if name.contains('\0') || value.contains('\0') {
                return None;
            }
            pairs.push((name, value.replace("\r\n", "\n")));
        }
        Some(Self(pairs))
    }

    /// The value of a field; empty when it was not sent.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value)
    }

    /// A copy of the value.
    pub(crate) fn text(&self, name: &str) -> String {
        self.get(name).to_owned()
    }

    /// All values of a field.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// Whether a field was sent with any value.
    pub(crate) fn has(&self, name: &str) -> bool {
        !self.get(name).is_empty()
    }

    /// The sentences and long numbers somebody wrote, without codes, ids and secrets: what must not
    /// be lost when the form cannot be taken.
    pub(crate) fn sentences(&self) -> Vec<String> {
        let secret =
            |name: &str| matches!(name, "password" | "code" | "csrf" | "submit_token" | "seen");
        self.0
            .iter()
            .filter(|(name, _)| !secret(name))
            .map(|(_, value)| value.trim())
            .filter(|value| {
                value.contains(|c: char| !c.is_ascii() || c.is_whitespace())
                    || is_long_number(value)
            })
            .map(str::to_owned)
            .collect()
    }

    /// A code or id; `None` when it is empty or unknown.
    pub(crate) fn parsed<X: FromStr>(&self, name: &str) -> Option<X> {
        self.get(name).parse().ok()
    }

    /// A date from its three fields. Empty is `None`; unreadable is a problem of that field.
    pub(crate) fn date(&self, name: &'static str, problems: &mut Problems) -> Option<Date> {
        let text = self.date_text(name);
        read_date(name, era::parse_parts(&text.year, &text.month, &text.day), problems)
    }

    /// A date to come: without a year it is the next such day.
    pub(crate) fn date_ahead(
        &self,
        name: &'static str,
        today: Date,
        problems: &mut Problems,
    ) -> Option<Date> {
        let text = self.date_text(name);
        let read = era::parse_parts_ahead(&text.year, &text.month, &text.day, today);
        read_date(name, read, problems)
    }

    /// A time of day as people type it: 14:00, 14時30分, 午後2時, 1400, full width too.
    pub(crate) fn time(
        &self,
        name: &'static str,
        problems: &mut Problems,
    ) -> Option<jiff::civil::Time> {
        let typed = self.get(name).trim();
        if typed.is_empty() {
            return None;
        }
        let time = read_time(typed);
        if time.is_none() {
            problems.add(name, "error-time-unreadable");
        }
        time
    }

    /// The three fields of a date as typed, for showing them again.
    pub(crate) fn date_text(&self, name: &str) -> DateText {
        DateText {
            year: self.text(&format!("{name}_year")),
            month: self.text(&format!("{name}_month")),
            day: self.text(&format!("{name}_day")),
        }
    }
}

fn read_date(
    name: &'static str,
    read: Result<Date, DateError>,
    problems: &mut Problems,
) -> Option<Date> {
    match read {
        Ok(day) => Some(day),
        Err(DateError::Empty) => None,
        Err(error) => {
            problems.0.push(date_problem(name, &error));
            None
        }
    }
}

/// A telephone number, a postal code, the number of a certificate. Ids are longer.
fn is_long_number(text: &str) -> bool {
    (5..=20).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit() || "-+()".contains(c))
}

fn read_time(typed: &str) -> Option<jiff::civil::Time> {
    let folded = tsumugi_words::fold::width(typed);
    let afternoon = folded.contains("午後") || folded.to_lowercase().contains("pm");
    let half = folded.contains('半');
    let mut numbers = folded
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(str::parse::<i16>);
    let first = numbers.next()?.ok()?;
    let (hour, minute) = match numbers.next() {
        Some(minute) => (first, minute.ok()?),
        None if first >= 100 => (first / 100, first % 100),
        None if half => (first, 30),
        None => (first, 0),
    };
    let hour = if afternoon && hour < 12 { hour + 12 } else { hour };
    jiff::civil::Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()
}

fn date_problem(field: &'static str, error: &DateError) -> Problem {
    let (code, args) = match error {
        DateError::Empty => ("error-required", vec![]),
        DateError::Unreadable(_) => ("error-date-unreadable", vec![]),
        DateError::NoSuchDay(given) => ("error-date-no-such-day", vec![("given", given.clone())]),
        DateError::EraRange { given, suggestion } => {
            ("error-date-era", vec![("given", given.clone()), ("suggestion", suggestion.clone())])
        }
        DateError::MissingEra(given) => ("error-date-which-era", vec![("given", given.clone())]),
    };
    Problem { field, code, args }
}

/// The sentence of a problem.
pub(crate) fn message(t: T, problem: &Problem) -> Html {
    let args: Vec<_> =
        problem.args.iter().map(|(name, value)| (*name, arg(t, name, value))).collect();
    t.with(problem.code, &args)
}

/// A role comes as its code, for use cases know no words; everything else is somebody's text.
fn arg<'a>(t: T, name: &str, value: &'a String) -> Arg<'a> {
    match name {
        "role" => t.0.text(&code_key("role", value)).into(),
        _ => value.into(),
    }
}

/// What a page needs to show a form again: values as typed and sentences beside the fields.
pub(crate) fn errors(t: T, problems: &Problems) -> tsumugi_pages::Errors {
    let wrong = |problem: &Problem| match problem.code {
        "error-required" => Wrong::Missing,
        _ => Wrong::Says(message(t, problem)),
    };
    problems.0.iter().map(|problem| (problem.field, wrong(problem))).collect()
}

fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let pair = [rest.next()?, rest.next()?];
                u8::from_str_radix(std::str::from_utf8(&pair).ok()?, 16).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_in_every_way_people_type_them() {
        let two = jiff::civil::time(14, 30, 0, 0);
        for typed in
            ["14:30", "１４：３０", "14時30分", "午後2時30分", "1430", "午後2時半", "2:30pm"]
        {
            assert_eq!(read_time(typed), Some(two), "{typed}");
        }
        assert_eq!(read_time("9時"), Some(jiff::civil::time(9, 0, 0, 0)));
        assert_eq!(read_time("25:00"), None);
        assert_eq!(read_time("ひる"), None);
    }

    #[test]
    fn forms_keep_what_was_typed() {
        let form = Form::parse("a=%E3%81%82+b&c=1&c=2&d_year=R8&d_month=4&d_day=10").unwrap();
        assert_eq!(form.get("a"), "あ b");
        assert_eq!(form.all("c").collect::<Vec<_>>(), ["1", "2"]);
        let mut problems = Problems::new();
        assert_eq!(form.date("d", &mut problems), Some(jiff::civil::date(2026, 4, 10)));
        assert!(problems.0.is_empty());
        // Whoever writes no year means the next such day.
        let today = jiff::civil::date(2026, 11, 23);
        let ahead =
            |typed: &str| Form::parse(typed).unwrap().date_ahead("d", today, &mut Problems::new());
        assert_eq!(ahead("d_month=12&d_day=1"), Some(jiff::civil::date(2026, 12, 1)));
        assert_eq!(ahead("d_month=1&d_day=8"), Some(jiff::civil::date(2027, 1, 8)));
        assert_eq!(ahead("d_month=2&d_day=29"), Some(jiff::civil::date(2028, 2, 29)));
        assert_eq!(ahead("d_year=R8&d_month=1&d_day=8"), Some(jiff::civil::date(2026, 1, 8)));
        assert_eq!((ahead("d_month=13&d_day=1"), ahead("d_day=1"), ahead("")), (None, None, None));
        let mark = "seen=12345678&id=0199ef77-5800-7d72-aea1-d9a31130d8de&kind=own";
        let form = Form::parse(&format!("phone=079-000-2222&day=23&{mark}")).unwrap();
        assert_eq!(form.sentences(), ["079-000-2222"]);
        assert!(Form::parse("a=%00").is_none());
        assert!(Form::parse("a=%zz").is_none());
    }
}
