//! One rule for each field about a person, whoever fills it in: a form or a roster. Texts come
//! folded: half width, readings in hiragana, numbers as their digits.

use super::age_on;
use jiff::civil::Date;

/// Longest name, in characters; one of two words in a foreign script fits.
pub const LONGEST_NAME: usize = 60;
/// Longest line, such as an address, in characters.
pub const LONGEST_LINE: usize = 200;
/// Longest text about somebody, in characters; a page of paper.
pub const LONGEST_TOLD: usize = 2_000;
/// Nobody has become so old.
const OLDEST: i16 = 125;

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// More characters than this.
    TooLong(usize),
    /// A reading with other characters than kana.
    Reading,
    /// A birthday after today.
    Future,
    /// A birthday of which nobody is left.
    LongAgo,
    /// Not ten digits.
    Certificate,
    /// Not one telephone number.
    Phone,
    /// None of the categories there are.
    Category,
    /// A word that stands where a name is not known yet.
    Nobody,
}

/// A name, or a part of one.
///
/// # Errors
/// [`Fault::TooLong`].
pub fn name(text: &str) -> Result<String, Fault> {
    within(text, LONGEST_NAME)
}

/// A text of any length that people write by hand.
///
/// # Errors
/// [`Fault::TooLong`].
pub fn told(text: &str) -> Result<String, Fault> {
    within(text, LONGEST_TOLD)
}

/// A line of any words.
///
/// # Errors
/// [`Fault::TooLong`].
pub fn line(text: &str) -> Result<String, Fault> {
    within(text, LONGEST_LINE)
}

fn within(text: &str, most: usize) -> Result<String, Fault> {
    let text = text.trim();
    if text.chars().count() > most { Err(Fault::TooLong(most)) } else { Ok(text.to_owned()) }
}

/// The reading of a name, in hiragana.
///
/// # Errors
/// [`Fault::Reading`], [`Fault::TooLong`].
pub fn reading(hiragana: &str) -> Result<String, Fault> {
    let is_kana =
        |c: char| matches!(c, 'ぁ'..='ゖ' | 'ー' | '・' | '゛'..='ゞ') || c.is_whitespace();
    if hiragana.chars().all(is_kana) { name(hiragana) } else { Err(Fault::Reading) }
}

/// A birthday.
///
/// # Errors
/// [`Fault::Future`], [`Fault::LongAgo`].
pub fn birth(day: Date, today: Date) -> Result<Date, Fault> {
    match age_on(day, today) {
        None => Err(Fault::Future),
        Some(age) if age > OLDEST => Err(Fault::LongAgo),
        Some(_) => Ok(day),
    }
}

/// The number of the recipient certificate, by its digits.
///
/// # Errors
/// [`Fault::Certificate`].
pub fn certificate(digits: &str) -> Result<String, Fault> {
    if digits.len() == 10 { Ok(digits.to_owned()) } else { Err(Fault::Certificate) }
}

/// One telephone number, as its groups of digits.
///
/// # Errors
/// [`Fault::Phone`].
pub fn phone(groups: Option<String>) -> Result<String, Fault> {
    let is_one =
        |groups: &String| (6..=15).contains(&groups.bytes().filter(u8::is_ascii_digit).count());
    groups.filter(is_one).ok_or(Fault::Phone)
}

codes! {
    /// 障害支援区分, stored as every paper writes it.
    SupportCategory {
        /// 区分1.
        One = "区分1",
        /// 区分2.
        Two = "区分2",
        /// 区分3.
        Three = "区分3",
        /// 区分4.
        Four = "区分4",
        /// 区分5.
        Five = "区分5",
        /// 区分6.
        Six = "区分6",
        /// 非該当: assessed, and none of the six.
        NotApplicable = "非該当",
    }
}

impl SupportCategory {
    /// A category as people write it, with or without 区分.
    ///
    /// # Errors
    /// [`Fault::Category`].
    pub fn read(folded: &str) -> Result<Self, Fault> {
        let text = folded.trim();
        let number = text.strip_prefix("区分").unwrap_or(text).trim();
        let code = format!("区分{number}");
        text.parse().or_else(|_| code.parse()).map_err(|_| Fault::Category)
    }
}

/// The name of somebody who is known. A list that says 未定 names nobody.
///
/// # Errors
/// [`Fault::Nobody`], [`Fault::TooLong`].
pub fn somebody(text: &str) -> Result<String, Fault> {
    const NOBODY: [&str; 8] =
        ["だれか", "誰か", "未定", "検討中", "調整中", "担当者", "担当", "まだ"];
    if NOBODY.contains(&text.trim()) { Err(Fault::Nobody) } else { name(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_category_is_one_of_seven_however_it_is_written() {
        for text in ["3", "区分3", "区分 3", " 3 "] {
            assert_eq!(SupportCategory::read(text), Ok(SupportCategory::Three), "{text}");
        }
        assert_eq!(SupportCategory::read("非該当"), Ok(SupportCategory::NotApplicable));
        for text in ["99", "区分9", "0", "", "なし", "区分非該当"] {
            assert_eq!(SupportCategory::read(text), Err(Fault::Category), "{text}");
        }
    }

    #[test]
    fn what_is_no_name_reading_number_or_birthday_is_refused() {
        assert_eq!(name(&"あ".repeat(500)), Err(Fault::TooLong(60)));
        assert_eq!(reading("ABC"), Err(Fault::Reading));
        for text in ["うぇるかー・じん", "みすゞ", "さゝき"] {
            assert_eq!(reading(text), Ok(text.to_owned()));
        }
        for text in ["", "0", "078-000-0001-090-0000-0002"] {
            assert_eq!(phone(Some(text.to_owned())), Err(Fault::Phone), "{text}");
        }
        assert_eq!(phone(None), Err(Fault::Phone));
        assert_eq!(phone(Some("078-000-0001".to_owned())), Ok("078-000-0001".to_owned()));
        assert_eq!(certificate("123"), Err(Fault::Certificate));
        assert_eq!(somebody("未定"), Err(Fault::Nobody));
        let today = date(2026, 11, 23);
        assert_eq!(birth(date(2026, 11, 24), today), Err(Fault::Future));
        assert_eq!(birth(date(1026, 1, 1), today), Err(Fault::LongAgo));
        assert_eq!(birth(today, today), Ok(today));
    }
}
