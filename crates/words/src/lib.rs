//! Words: three layers of language, readings, eras, folding. Depends on nothing of ours and
//! contains no HTML: a [`Phrase`] is text with readings, and the pages decide how to show them.

pub mod era;
pub mod fold;
mod message;
pub mod name;
pub mod partial;
mod reading;

pub use message::{Arg, all_keys, messages};
pub use reading::missing_readings;

use jiff::civil::{Date, DateTime, Time, Weekday};

/// Which language somebody reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layer {
    /// 標準.
    #[default]
    Standard,
    /// やさしい.
    Easy,
    /// English.
    English,
}

/// How much furigana.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Furigana {
    /// なし.
    #[default]
    Off,
    /// むずかしい字だけ.
    Hard,
    /// ぜんぶ.
    All,
}

macro_rules! names {
    ($ty:ident { $($variant:ident = $name:literal),+ }) => {
        impl $ty {
            /// The name used in forms and storage.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// Reads the name back; anything unknown is the default.
            pub fn from_name(name: &str) -> Self {
                match name { $($name => Self::$variant,)+ _ => Self::default() }
            }
        }
    };
}

names!(Layer { Standard = "standard", Easy = "easy", English = "english" });
names!(Furigana { Off = "off", Hard = "hard", All = "all" });

/// A piece of text with its reading, when it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// What is written.
    pub base: String,
    /// How it is read, in hiragana.
    pub reading: Option<String>,
}

/// Text, segment by segment. `Display` gives the base text alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Phrase(Vec<Segment>);

impl Phrase {
    /// Text without readings.
    pub fn plain(text: impl Into<String>) -> Self {
        Self(vec![Segment { base: text.into(), reading: None }])
    }

    /// The segments in order.
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }

    /// True when there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|segment| segment.base.is_empty())
    }

    pub(crate) fn from_segments(segments: Vec<Segment>) -> Self {
        Self(segments)
    }
}

impl std::fmt::Display for Phrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|segment| f.write_str(&segment.base))
    }
}

impl From<&str> for Phrase {
    fn from(text: &str) -> Self {
        Self::plain(text)
    }
}

impl From<String> for Phrase {
    fn from(text: String) -> Self {
        Self::plain(text)
    }
}

/// The words of one reader: a layer and a furigana switch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Words {
    /// The layer.
    pub layer: Layer,
    /// The furigana switch.
    pub furigana: Furigana,
}

impl Words {
    /// The words of a reader.
    pub const fn new(layer: Layer, furigana: Furigana) -> Self {
        Self { layer, furigana }
    }

    /// The layer.
    pub const fn layer(self) -> Layer {
        self.layer
    }

    /// The furigana switch.
    pub const fn furigana(self) -> Furigana {
        self.furigana
    }

    /// A message without arguments. An unknown key stops a debug build; a release shows the key.
    pub fn text(self, key: &str) -> Phrase {
        self.with(key, &[])
    }

    /// A message with arguments. Arguments are other people's data: they get no readings.
    pub fn with(self, key: &str, args: &[(&str, Arg<'_>)]) -> Phrase {
        message::format(self.layer, key, args)
            .into_iter()
            .flat_map(|(ours, text)| {
                if ours { self.ruby(&text).0 } else { Phrase::plain(text).0 }
            })
            .collect::<Vec<_>>()
            .into()
    }

    /// Whether a message exists in this layer or below.
    pub fn has(self, key: &str) -> bool {
        message::has(self.layer, key)
    }

    /// Readings for a text of ours.
    pub fn ruby(self, text: &str) -> Phrase {
        match (self.layer, self.furigana) {
            (Layer::English, _) | (_, Furigana::Off) => Phrase::plain(text),
            (_, furigana) => Phrase(reading::segments(text, furigana)),
        }
    }

    /// A date in full: 令和8年(2026年)4月10日(金).
    pub fn date(self, day: Date) -> Phrase {
        let weekday = self.weekday(day);
        let text = match self.layer {
            Layer::English => day.strftime("%a %-d %B %Y").to_string(),
            Layer::Standard => format!(
                "{}({}年){}月{}日({weekday})",
                era::year_text(day),
                day.year(),
                day.month(),
                day.day()
            ),
            Layer::Easy => format!(
                "{}({}年){}月{}日 {weekday}曜日",
                era::year_text(day),
                day.year(),
                day.month(),
                day.day()
            ),
        };
        self.ruby(&text)
    }

    /// A date for tables and lists: R8.4.10(金).
    pub fn date_short(self, day: Date) -> Phrase {
        match self.layer {
            Layer::English => Phrase::plain(day.to_string()),
            Layer::Standard => {
                Phrase::plain(format!("{}({})", era::short_text(day), self.weekday(day)))
            }
            Layer::Easy => self.ruby(&format!(
                "{}月{}日({})",
                day.month(),
                day.day(),
                self.weekday(day)
            )),
        }
    }

    /// A date with the time of day.
    pub fn date_time(self, at: DateTime) -> Phrase {
        let mut phrase = self.date(at.date());
        phrase.0.push(Segment { base: " ".to_owned(), reading: None });
        phrase.0.extend(self.time(at.time()).0);
        phrase
    }

    /// A time of day: 14:05; in easy words 午後2時5分.
    pub fn time(self, time: Time) -> Phrase {
        match self.layer {
            Layer::Easy => {
                let half = if time.hour() < 12 { "午前" } else { "午後" };
                let hour = if time.hour() == 12 { 0 } else { time.hour() % 12 };
                let minutes = match time.minute() {
                    0 => String::new(),
                    minute => format!("{minute}分"),
                };
                self.ruby(&format!("{half}{hour}時{minutes}"))
            }
            Layer::Standard | Layer::English => {
                Phrase::plain(format!("{}:{:02}", time.hour(), time.minute()))
            }
        }
    }

    /// A month: 令和8年4月.
    pub fn month(self, day: Date) -> Phrase {
        match self.layer {
            Layer::English => Phrase::plain(day.strftime("%B %Y").to_string()),
            Layer::Standard | Layer::Easy => {
                self.ruby(&format!("{}{}月", era::year_text(day), day.month()))
            }
        }
    }

    fn weekday(self, day: Date) -> &'static str {
        match day.weekday() {
            Weekday::Monday => "月",
            Weekday::Tuesday => "火",
            Weekday::Wednesday => "水",
            Weekday::Thursday => "木",
            Weekday::Friday => "金",
            Weekday::Saturday => "土",
            Weekday::Sunday => "日",
        }
    }
}

impl From<Vec<Segment>> for Phrase {
    fn from(segments: Vec<Segment>) -> Self {
        Self::from_segments(segments)
    }
}
