//! Dates and times in three layers.

use crate::{Furigana, Layer, Phrase, Segment, Words, era};
use jiff::civil::{Date, DateTime, Time, Weekday};

/// The kanji of a weekday with its reading. Alone, 月 or 日 would be read otherwise.
const fn kanji(weekday: Weekday) -> (&'static str, &'static str) {
    match weekday {
        Weekday::Monday => ("月", "げつ"),
        Weekday::Tuesday => ("火", "か"),
        Weekday::Wednesday => ("水", "すい"),
        Weekday::Thursday => ("木", "もく"),
        Weekday::Friday => ("金", "きん"),
        Weekday::Saturday => ("土", "ど"),
        Weekday::Sunday => ("日", "にち"),
    }
}

const fn key(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "weekday-mon",
        Weekday::Tuesday => "weekday-tue",
        Weekday::Wednesday => "weekday-wed",
        Weekday::Thursday => "weekday-thu",
        Weekday::Friday => "weekday-fri",
        Weekday::Saturday => "weekday-sat",
        Weekday::Sunday => "weekday-sun",
    }
}

impl Words {
    /// A date in full: 令和8年(2026年)4月10日(金); in easy words (金曜日); Fri 10 April 2026.
    pub fn date(self, day: Date) -> Phrase {
        if self.layer == Layer::English {
            return Phrase::plain(day.strftime("%a %-d %B %Y").to_string());
        }
        let weekday = match self.layer {
            Layer::Easy => self.weekday(day.weekday()),
            Layer::Standard | Layer::English => self.weekday_short(day.weekday()),
        };
        self.birthday(day).then(bracketed(weekday))
    }

    /// A day of which nobody asks the weekday: 昭和59年(1984年)8月7日; 7 August 1984.
    pub fn birthday(self, day: Date) -> Phrase {
        if self.layer == Layer::English {
            return Phrase::plain(day.strftime("%-d %B %Y").to_string());
        }
        let year = format!("{}({}年){}月", era::year_text(day), day.year(), day.month());
        self.ruby(&year).then(self.day_of_month(day))
    }

    /// As [`Words::birthday`], for tables: S59.8.7; 1984-08-07.
    pub fn birthday_short(self, day: Date) -> Phrase {
        match self.layer {
            Layer::English => Phrase::plain(day.to_string()),
            Layer::Standard => Phrase::plain(era::short_text(day)),
            Layer::Easy => self.month(day).then(self.day_of_month(day)),
        }
    }

    /// A date for tables and lists: R8.4.10(金); in easy words 令和8年4月10日(金); 2026-04-10.
    pub fn date_short(self, day: Date) -> Phrase {
        let weekday = || bracketed(self.weekday_short(day.weekday()));
        match self.layer {
            Layer::English => Phrase::plain(day.to_string()),
            Layer::Standard => Phrase::plain(era::short_text(day)).then(weekday()),
            Layer::Easy => self.month(day).then(self.day_of_month(day)).then(weekday()),
        }
    }

    /// A date with the time of day.
    pub fn date_time(self, at: DateTime) -> Phrase {
        self.date(at.date()).then(Phrase::plain(" ")).then(self.time(at.time()))
    }

    /// A time of day: 14:05; in easy words 午後2時5分, with noon as 午後0時.
    pub fn time(self, time: Time) -> Phrase {
        if self.layer != Layer::Easy {
            return Phrase::plain(format!("{}:{:02}", time.hour(), time.minute()));
        }
        let half = if time.hour() < 12 { "午前" } else { "午後" };
        let minutes = match time.minute() {
            0 => String::new(),
            minute => format!("{minute}分"),
        };
        self.ruby(&format!("{half}{}時{minutes}", time.hour() % 12))
    }

    /// A month: 令和8年4月; April 2026.
    pub fn month(self, day: Date) -> Phrase {
        match self.layer {
            Layer::English => Phrase::plain(day.strftime("%B %Y").to_string()),
            Layer::Standard | Layer::Easy => {
                self.ruby(&format!("{}{}月", era::year_text(day), day.month()))
            }
        }
    }

    /// The day within its month, read as a date: 1日 is ついたち here, not いちにち.
    fn day_of_month(self, day: Date) -> Phrase {
        if day.day() == 1 {
            return self.read("1日", "ついたち");
        }
        self.ruby(&format!("{}日", day.day()))
    }

    /// A weekday: 金曜日; Friday.
    pub fn weekday(self, weekday: Weekday) -> Phrase {
        self.text(key(weekday))
    }

    /// A weekday in a column: 金; Fri.
    pub fn weekday_short(self, weekday: Weekday) -> Phrase {
        if self.layer == Layer::English {
            let name = self.weekday(weekday).to_string();
            return Phrase::plain(name.chars().take(3).collect::<String>());
        }
        let (base, reading) = kanji(weekday);
        self.read(base, reading)
    }

    /// An age in full years on a day: 8歳; 8 years old. `None` before birth.
    pub fn age(self, birth: Date, on: Date) -> Option<Phrase> {
        let before_birthday = (on.month(), on.day()) < (birth.month(), birth.day());
        let years = on.year() - birth.year() - i16::from(before_birthday);
        (years >= 0).then(|| self.with("age-years", &[("years", years.into())]))
    }

    /// How far a day is from today: 今日, あした, あと3日, 3日前.
    pub fn days_from(self, today: Date, day: Date) -> Phrase {
        let days = today.duration_until(day).as_hours() / 24;
        match days {
            0 => self.text("day-today"),
            1 => self.text("day-tomorrow"),
            -1 => self.text("day-yesterday"),
            2.. => self.with("days-left", &[("days", days.into())]),
            _ => self.with("days-ago", &[("days", (-days).into())]),
        }
    }

    /// A word with a reading that only its place in a date tells.
    fn read(self, base: &str, reading: &str) -> Phrase {
        let shown = self.layer != Layer::English && self.furigana == Furigana::All;
        let reading = shown.then(|| reading.to_owned());
        Phrase::from(vec![Segment { base: base.to_owned(), reading }])
    }
}

fn bracketed(phrase: Phrase) -> Phrase {
    Phrase::plain("(").then(phrase).then(Phrase::plain(")"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, datetime, time};

    const STANDARD: Words = Words::new(Layer::Standard, Furigana::Off);
    const EASY: Words = Words::new(Layer::Easy, Furigana::All);
    const ENGLISH: Words = Words::new(Layer::English, Furigana::All);

    fn shown(phrase: &Phrase) -> String {
        let segments = phrase.segments().iter();
        segments
            .map(|segment| match &segment.reading {
                Some(reading) => format!("{}({reading})", segment.base),
                None => segment.base.clone(),
            })
            .collect()
    }

    #[test]
    fn a_date_in_three_layers() {
        let day = date(2026, 4, 10);
        assert_eq!(STANDARD.date(day).to_string(), "令和8年(2026年)4月10日(金)");
        assert_eq!(EASY.date(day).to_string(), "令和8年(2026年)4月10日(金曜日)");
        assert_eq!(ENGLISH.date(day).to_string(), "Fri 10 April 2026");
        assert_eq!(STANDARD.date_short(day).to_string(), "R8.4.10(金)");
        assert_eq!(EASY.date_short(day).to_string(), "令和8年4月10日(金)");
        assert_eq!(ENGLISH.date_short(day).to_string(), "2026-04-10");
        assert_eq!(STANDARD.birthday(date(1984, 8, 7)).to_string(), "昭和59年(1984年)8月7日");
        assert_eq!(STANDARD.birthday_short(date(1984, 8, 7)).to_string(), "S59.8.7");
        assert_eq!(EASY.birthday_short(date(1984, 8, 7)).to_string(), "昭和59年8月7日");
        assert_eq!(ENGLISH.birthday(date(1984, 8, 7)).to_string(), "7 August 1984");
        assert_eq!(STANDARD.month(day).to_string(), "令和8年4月");
        assert_eq!(ENGLISH.month(day).to_string(), "April 2026");
        assert_eq!(STANDARD.date(date(2019, 5, 1)).to_string(), "令和元年(2019年)5月1日(水)");
    }

    #[test]
    fn a_time_in_three_layers() {
        assert_eq!(STANDARD.time(time(14, 5, 0, 0)).to_string(), "14:05");
        assert_eq!(EASY.time(time(14, 5, 0, 0)).to_string(), "午後2時5分");
        assert_eq!(EASY.time(time(9, 0, 0, 0)).to_string(), "午前9時");
        assert_eq!(EASY.time(time(12, 30, 0, 0)).to_string(), "午後0時30分");
        assert_eq!(EASY.time(time(0, 10, 0, 0)).to_string(), "午前0時10分");
        let at = datetime(2026, 4, 10, 15, 30, 0, 0);
        assert_eq!(EASY.date_time(at).to_string(), "令和8年(2026年)4月10日(金曜日) 午後3時30分");
        assert_eq!(ENGLISH.date_time(at).to_string(), "Fri 10 April 2026 15:30");
    }

    #[test]
    fn readings_of_dates() {
        insta::assert_snapshot!(shown(&EASY.date(date(2026, 4, 10))), @"令和(れいわ)8年(ねん)(2026年(ねん))4月(がつ)10日(か)(金曜日(きんようび))");
        insta::assert_snapshot!(shown(&EASY.date(date(2026, 5, 1))), @"令和(れいわ)8年(ねん)(2026年(ねん))5月(がつ)1日(ついたち)(金曜日(きんようび))");
        insta::assert_snapshot!(shown(&EASY.date_short(date(2026, 6, 15))), @"令和(れいわ)8年(ねん)6月(がつ)15日(にち)(月(げつ))");
        insta::assert_snapshot!(shown(&EASY.time(time(15, 30, 0, 0))), @"午後(ごご)3時(じ)30分(ぷん)");
        insta::assert_snapshot!(shown(&EASY.weekday_short(Weekday::Monday)), @"月(げつ)");
    }

    #[test]
    fn ages_and_distances() {
        let today = date(2026, 4, 10);
        let age = |words: Words, birth| words.age(birth, today).map(|phrase| phrase.to_string());
        assert_eq!(age(STANDARD, date(2019, 4, 10)), Some("7歳".into()));
        assert_eq!(age(STANDARD, date(2019, 4, 11)), Some("6歳".into()));
        assert_eq!(age(ENGLISH, date(2025, 4, 10)), Some("1 year old".into()));
        assert_eq!(age(ENGLISH, date(2026, 4, 11)), None);
        let from = |words: Words, day| words.days_from(today, day).to_string();
        assert_eq!(from(STANDARD, today), "今日");
        assert_eq!(from(STANDARD, date(2026, 4, 13)), "あと3日");
        assert_eq!(from(STANDARD, date(2026, 4, 3)), "7日前");
        assert_eq!(from(ENGLISH, date(2026, 4, 11)), "tomorrow");
        assert_eq!(from(ENGLISH, date(2026, 4, 13)), "3 days left");
        assert_eq!(from(ENGLISH, date(2026, 4, 8)), "2 days ago");
    }
}
