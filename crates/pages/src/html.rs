//! Finished HTML and the words handle that templates use.

use std::fmt;

use askama::filters::{Escaper, HtmlSafe};
use jiff::civil::{Date, DateTime, Time};
use tsumugi_words::{Arg, Furigana, Layer, Phrase, Segment, Words};

/// A piece of finished HTML: templates print it as it is.
///
/// Outside this crate it can only come from text that is escaped here ([`Html::text`],
/// [`Html::user`]), from a phrase of the locale files, or from a rendered template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

impl HtmlSafe for Html {}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Html {
    /// Takes markup that a template of this crate rendered.
    pub(crate) fn rendered(markup: String) -> Self {
        Self(markup)
    }

    /// One line of plain text, escaped.
    #[must_use]
    pub fn text(text: &str) -> Self {
        let mut out = String::with_capacity(text.len());
        push_escaped(&mut out, text);
        Self(out)
    }

    /// Text that somebody typed: escaped, line breaks kept as `<br>`.
    #[must_use]
    pub fn user(text: &str) -> Self {
        let mut out = String::with_capacity(text.len());
        for (i, line) in text.trim_end().lines().enumerate() {
            if i > 0 {
                out.push_str("<br>");
            }
            push_escaped(&mut out, line);
        }
        Self(out)
    }

    /// The beginning of a text that somebody typed, for links and lists: one line, not long.
    #[must_use]
    pub fn short(text: &str) -> Self {
        Self::text(&shortened(text))
    }

    /// A phrase with its readings, one base and one reading per `<ruby>`: with several pairs in
    /// one element, screen readers are told the first reading only.
    #[must_use]
    pub fn phrase(phrase: &Phrase) -> Self {
        let mut out = String::new();
        let mut rest = phrase.segments();
        let mut closed = false;
        while let Some((segment, tail)) = rest.split_first() {
            rest = tail;
            if segment.reading.is_some() {
                push_segment(&mut out, segment);
                continue;
            }
            let whole = segment.base.as_str();
            let base =
                whole.strip_prefix(')').filter(|_| std::mem::take(&mut closed)).unwrap_or(whole);
            let text = base.trim_end_matches(|c: char| c.is_ascii_digit());
            let number = &base[text.len()..];
            match counted(number, rest) {
                0 => push_escaped(&mut out, base),
                counters => {
                    let (counters, tail) = rest.split_at(counters);
                    rest = tail;
                    // A line would break inside of the brackets around it, too.
                    closed = text.ends_with('(') && rest.first().is_some_and(closes);
                    push_escaped(
                        &mut out,
                        text.strip_suffix('(').filter(|_| closed).unwrap_or(text),
                    );
                    out.push_str("<span class=\"counted\">");
                    out.push_str(if closed { "(" } else { "" });
                    out.push_str(number);
                    counters.iter().for_each(|one| push_segment(&mut out, one));
                    out.push_str(if closed { ")</span>" } else { "</span>" });
                }
            }
        }
        Self(out)
    }

    /// Words that a line does not break inside of, such as a date or a name.
    #[must_use]
    pub fn together(self) -> Self {
        Self(format!("<span class=\"day\">{}</span>", self.0))
    }

    /// Several pieces one after the other, with nothing between them.
    #[must_use]
    pub fn join(parts: impl IntoIterator<Item = Self>) -> Self {
        Self(parts.into_iter().map(|part| part.0).collect())
    }

    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The markup.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The markup, to be sent as a response body.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }

    /// The same words without tags and readings, still escaped: what an attribute or a table
    /// label can carry.
    #[must_use]
    pub fn label(&self) -> Self {
        let mut out = String::with_capacity(self.0.len());
        let mut rest = self.0.as_str();
        while let Some(start) = rest.find('<') {
            out.push_str(&rest[..start]);
            let tag = &rest[start..];
            let Some(end) = tag.find('>') else { break };
            // Readings and their brackets repeat the base; in an attribute they would be read twice.
            let hidden = ["<rp>", "<rt>"].into_iter().find(|open| tag.starts_with(open));
            let skip = hidden.and_then(|open| {
                let close = if open == "<rp>" { "</rp>" } else { "</rt>" };
                tag.find(close).map(|at| at + close.len())
            });
            rest = &tag[skip.unwrap_or(end + 1)..];
        }
        out.push_str(rest);
        Self(out)
    }
}

fn push_escaped(out: &mut String, text: &str) {
    askama::filters::Html.write_escaped_str(out, text).expect("writing into a String cannot fail");
}

/// Characters of the longest word that stays on one line wherever it stands.
const LONGEST_WHOLE: usize = 6;

/// How many of the pieces behind a number stay on one line with it: what it counts, and a further
/// number with what that counts (12月7日). Between text and a word with its reading every browser
/// breaks.
fn counted(number: &str, after: &[Segment]) -> usize {
    let read = |at: usize| after.get(at).is_some_and(|one| one.reading.is_some());
    let digits = |at: usize| {
        after.get(at).is_some_and(|one| one.base.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let mut count = usize::from(!number.is_empty() && read(0));
    while count > 0 && digits(count) && read(count + 1) {
        count += 2;
    }
    count
}

/// Text that begins with a closing bracket.
fn closes(segment: &Segment) -> bool {
    segment.reading.is_none() && segment.base.starts_with(')')
}

/// Text, or a word with its reading. A very long word may break, so that it fits a narrow card.
fn push_segment(out: &mut String, segment: &Segment) {
    let Some(reading) = &segment.reading else { return push_escaped(out, &segment.base) };
    let long = segment.base.chars().count() > LONGEST_WHOLE;
    out.push_str(if long { "<ruby class=\"long\">" } else { "<ruby>" });
    push_escaped(out, &segment.base);
    out.push_str("<rp>（</rp><rt>");
    push_escaped(out, reading);
    out.push_str("</rt><rp>）</rp></ruby>");
}

/// The beginning of a text: one line, not long.
fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut chars = line.chars();
    let mut start: String = chars.by_ref().take(MOST).collect();
    if chars.next().is_some() {
        start.pop();
        start.push('…');
    }
    start
}

/// The words handle that templates carry as `t`.
#[derive(Clone, Copy)]
pub struct T(pub Words);

impl T {
    /// The words of paper that goes to the person or the family, whoever prints it.
    #[must_use]
    pub fn for_easy_paper() -> Self {
        Self(Words::new(Layer::Easy, Furigana::All))
    }

    /// Attributes of a part that is written in these words on a page in others.
    #[must_use]
    pub fn reads(&self) -> String {
        format!("lang=\"{}\" data-furigana=\"{}\"", self.lang(), self.0.furigana().as_str())
    }

    /// The phrase of a key, with readings when the reader asked for them.
    #[must_use]
    pub fn s(&self, key: &str) -> Html {
        Html::phrase(&self.0.text(key))
    }

    /// The phrase of a key without readings: for attributes and titles.
    #[must_use]
    pub fn plain(&self, key: &str) -> String {
        plain(&self.0.text(key))
    }

    /// The phrase of a key with arguments.
    #[must_use]
    pub fn with(&self, key: &str, args: &[(&str, Arg<'_>)]) -> Html {
        Html::phrase(&self.0.with(key, args))
    }

    /// The phrase of a key with arguments, without readings.
    #[must_use]
    pub fn plain_with(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        plain(&self.0.with(key, args))
    }

    /// A date in full: era, year, month, day and weekday.
    #[must_use]
    pub fn date(&self, date: Date) -> Html {
        Html::phrase(&self.0.date(date)).together()
    }

    /// A date for tables and lists.
    #[must_use]
    pub fn date_short(&self, date: Date) -> Html {
        Html::phrase(&self.0.date_short(date)).together()
    }

    /// A birthday for tables: nobody asks its weekday.
    #[must_use]
    pub fn birthday_short(&self, date: Date) -> Html {
        Html::phrase(&self.0.birthday_short(date))
    }

    /// A date with the time of day.
    #[must_use]
    pub fn date_time(&self, at: DateTime) -> Html {
        Html::phrase(&self.0.date_time(at)).together()
    }

    /// A time of day.
    #[must_use]
    pub fn time(&self, time: Time) -> Html {
        Html::phrase(&self.0.time(time))
    }

    /// A month.
    #[must_use]
    pub fn month(&self, day: Date) -> Html {
        Html::phrase(&self.0.month(day))
    }

    /// Text of ours that does not come from the locale files (rules, lists), with readings.
    #[must_use]
    pub fn ours(&self, text: &str) -> Html {
        Html::phrase(&self.0.ruby(text))
    }

    /// Text that somebody typed: escaped, line breaks kept.
    #[must_use]
    pub fn user(&self, text: &str) -> Html {
        Html::user(text)
    }

    /// Text that somebody typed, with the readings that the confirmed table is certain of; escaped,
    /// line breaks kept. For pages of the person, the family and guests.
    #[must_use]
    pub fn known(&self, text: &str) -> Html {
        let phrase = self.0.known(text.trim_end());
        if phrase.segments().iter().all(|segment| segment.reading.is_none()) {
            return Html::user(text);
        }
        Html(Html::phrase(&phrase).0.lines().collect::<Vec<_>>().join("<br>"))
    }

    /// The beginning of a text that somebody typed, with the readings that are certain.
    #[must_use]
    pub fn short(&self, text: &str) -> Html {
        self.known(&shortened(text))
    }

    /// The language of the words for the `lang` attribute.
    #[must_use]
    pub fn lang(&self) -> &'static str {
        match self.0.layer {
            Layer::English => "en",
            Layer::Standard | Layer::Easy => "ja",
        }
    }
}

fn plain(phrase: &Phrase) -> String {
    phrase.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_text_is_escaped_and_keeps_its_lines() {
        let html = Html::user("<script>alert('x')</script>\r\n\"&\" です\n");
        assert_eq!(
            html.as_str(),
            "&#60;script&#62;alert(&#39;x&#39;)&#60;/script&#62;<br>&#34;&#38;&#34; です"
        );
    }

    #[test]
    fn a_long_text_is_one_short_line() {
        assert_eq!(Html::short(" 朝の\n支度 <1> ").as_str(), "朝の 支度 &#60;1&#62;");
        let long = Html::short(&"あ".repeat(61));
        assert_eq!(long.as_str(), format!("{}…", "あ".repeat(59)));
        assert_eq!(Html::short(&"あ".repeat(60)).as_str(), "あ".repeat(60));
    }

    #[test]
    fn a_number_stays_with_what_it_counts() {
        let easy = T(Words::new(Layer::Easy, tsumugi_words::Furigana::All));
        let read = |text: &str| {
            let html = easy.ours(text).0.replace("<rp>（</rp>", "").replace("<rp>）</rp>", "");
            let html = html.replace("<ruby>", "").replace("</ruby>", "");
            let html = html.replace("<rt>", "(").replace("</rt>", ")");
            html.replace("<span class=\"counted\">", "{").replace("</span>", "}")
        };
        assert_eq!(read("令和8年(2026年)に"), "令和(れいわ){8年(ねん)}{(2026年(ねん))}に");
        assert_eq!(read("12月7日と12"), "{12月(がつ)7日(か)}と12");
        assert_eq!(read("10分、1人"), "{10分(ぷん)}、1人(ひとり)");
    }

    #[test]
    fn label_drops_tags_and_readings_but_stays_escaped() {
        let html =
            Html("<ruby>会議<rp>（</rp><rt>かいぎ</rt><rp>）</rp></ruby>の<b>日</b> &#60;3".into());
        assert_eq!(html.label().as_str(), "会議の日 &#60;3");
    }
}
