//! Words: three layers of language, readings, eras, folding. Depends on nothing of ours and
//! contains no HTML: a [`Phrase`] is text with readings, and the pages decide how to show them.

mod dates;
pub mod era;
pub mod fold;
mod message;
pub mod name;
pub mod partial;
mod reading;

#[cfg(feature = "watch")]
pub use message::watch_hard_words;
pub use message::{Arg, Message, all_keys, messages};
pub use reading::{is_kanji, missing_readings};

use message::Piece;

/// Which language somebody reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Furigana {
    /// なし.
    #[default]
    Off,
    /// むずかしい字だけ.
    Hard,
    /// ぜんぶ.
    All,
}

/// A name of a layer or of a furigana switch that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown name {0:?}")]
pub struct UnknownName(String);

macro_rules! names {
    ($ty:ident { $($variant:ident = $name:literal),+ }) => {
        impl $ty {
            /// The name used in forms, storage and message keys.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// Reads the name back; anything unknown is the default.
            pub fn from_name(name: &str) -> Self {
                name.parse().unwrap_or_default()
            }
        }

        impl std::str::FromStr for $ty {
            type Err = UnknownName;

            fn from_str(name: &str) -> Result<Self, UnknownName> {
                match name {
                    $($name => Ok(Self::$variant),)+
                    _ => Err(UnknownName(name.to_owned())),
                }
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
    /// Text without readings: what people typed.
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

    /// The same with another phrase after it.
    #[must_use]
    pub fn then(mut self, next: Self) -> Self {
        self.0.extend(next.0);
        self
    }

    /// 1人 and 2人 are read as one word: their reading stands over the number, too.
    fn whole(self) -> Self {
        let mut out: Vec<Segment> = Vec::with_capacity(self.0.len());
        for segment in self.0 {
            let number = match (out.last_mut(), segment.base.as_str(), segment.reading.as_deref()) {
                (Some(Segment { base, reading: None }), "人", Some("り")) => base.pop(),
                _ => None,
            };
            let Some(number) = number else {
                out.push(segment);
                continue;
            };
            out.retain(|segment| !segment.base.is_empty());
            let reading = if matches!(number, '1' | '１') { "ひとり" } else { "ふたり" };
            out.push(Segment { base: format!("{number}人"), reading: Some(reading.to_owned()) });
        }
        Self(out)
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

impl From<Vec<Segment>> for Phrase {
    fn from(segments: Vec<Segment>) -> Self {
        Self(segments)
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

    /// A message with arguments. Arguments are other people's data: text among them gets no
    /// readings; a phrase keeps those it has.
    pub fn with(self, key: &str, args: &[(&str, Arg<'_>)]) -> Phrase {
        let mut out = Phrase::default();
        for piece in message::format(self.layer, key, args) {
            let next = match piece {
                Piece::Ours(text) => self.ruby_after(&out, &text),
                Piece::Given(phrase) => phrase,
            };
            out = out.then(next);
        }
        out.whole()
    }

    /// Whether a message exists in this layer, or in the standard layer behind it.
    pub fn has(self, key: &str) -> bool {
        message::has(self.layer, key)
    }

    /// Readings for a text of ours that is not a message. What people typed is not for this:
    /// use [`Phrase::plain`].
    pub fn ruby(self, text: &str) -> Phrase {
        self.ruby_after(&Phrase::default(), text).whole()
    }

    /// Text that somebody typed, with the readings of those words that the confirmed table reads
    /// for certain. No reading is guessed.
    pub fn known(self, text: &str) -> Phrase {
        if self.layer == Layer::English || self.furigana == Furigana::Off {
            return Phrase::plain(text);
        }
        Phrase(reading::typed(text, self.furigana)).whole()
    }

    /// A name of somebody in parts, each with the reading that they gave themselves.
    pub fn name(self, parts: [(&str, &str); 2]) -> Phrase {
        let shows = self.layer != Layer::English && self.furigana != Furigana::Off;
        let mut segments = Vec::new();
        for (base, kana) in parts.into_iter().filter(|(base, _)| !base.is_empty()) {
            if !segments.is_empty() {
                segments.push(Segment { base: " ".to_owned(), reading: None });
            }
            let reads = shows && !kana.is_empty() && base.contains(reading::is_kanji);
            let reading = reads.then(|| kana.to_owned());
            segments.push(Segment { base: base.to_owned(), reading });
        }
        Phrase(segments)
    }

    /// How 日 or 人 is read depends on the number before it, which may be an argument.
    fn ruby_after(self, before: &Phrase, text: &str) -> Phrase {
        if self.layer == Layer::English || self.furigana == Furigana::Off {
            return Phrase::plain(text);
        }
        let last = before.0.last().map_or("", |segment| segment.base.as_str());
        let digits = last.trim_end_matches(|c: char| c.is_ascii_digit());
        Phrase(reading::segments(text, &last[digits.len()..], self.furigana))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: Words = Words::new(Layer::Easy, Furigana::All);

    /// 会議(かいぎ) the way a person would write it down.
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
    fn one_ruby_for_one_word_and_kana_outside() {
        let all = |text: &str| shown(&ALL.ruby(text));
        insta::assert_snapshot!(all("話し合いを決める"), @"話(はな)し合(あ)いを決(き)める");
        insta::assert_snapshot!(all("個別支援計画とサービス担当者会議"), @"個別支援計画(こべつしえんけいかく)とサービス担当者会議(たんとうしゃかいぎ)");
        insta::assert_snapshot!(all("声を聞いて、紙に書く。"), @"声(こえ)を聞(き)いて、紙(かみ)に書(か)く。");
        insta::assert_snapshot!(all("取り込みの見直し"), @"取(と)り込(こ)みの見直(みなお)し");
        insta::assert_snapshot!(all("話がある。話せる。"), @"話(はなし)がある。話(はな)せる。");
        insta::assert_snapshot!(all("出ます。出します。"), @"出(で)ます。出(だ)します。");
        insta::assert_snapshot!(all("2人で3日以内に、10分、1回、4月から6か月"), @"2人(ふたり)で3日(か)以内(いない)に、10分(ぷん)、1回(かい)、4月(がつ)から6か月(げつ)");
        insta::assert_snapshot!(all("まだ1人。12人のうち1人"), @"まだ1人(ひとり)。12人(にん)のうち1人(ひとり)");
        let one = ALL.with("reply-none", &[("count", 1.into()), ("names", "森".into())]);
        insta::assert_snapshot!(shown(&one), @"まだ 1人(ひとり)：森");
        insta::assert_snapshot!(all("この人は月に何人と会うか"), @"この人(ひと)は月(つき)に何人(なんにん)と会(あ)うか");
    }

    #[test]
    fn hard_shows_the_hard_words_only() {
        let hard = Words::new(Layer::Standard, Furigana::Hard);
        insta::assert_snapshot!(shown(&hard.ruby("協議会の人に書く")), @"協議会(きょうぎかい)の人に書く");
        let off = Words::new(Layer::Standard, Furigana::Off);
        assert_eq!(off.ruby("協議会"), Phrase::plain("協議会"));
        let english = Words::new(Layer::English, Furigana::All);
        assert_eq!(english.ruby("協議会"), Phrase::plain("協議会"));
    }

    #[test]
    fn arguments_get_no_readings_of_ours() {
        let user = ALL.with("link-for", &[("name", "会議 人".into())]);
        assert_eq!(user.segments()[0], Segment { base: "会議 人".into(), reading: None });
        // The reading of a counter follows the argument before it.
        insta::assert_snapshot!(shown(&ALL.with("days-left", &[("days", 3.into())])), @"あと3日(か)");
        insta::assert_snapshot!(shown(&ALL.with("days-left", &[("days", "3".into())])), @"あと3日(か)");
        let date = ALL.date(jiff::civil::date(2026, 4, 1));
        insta::assert_snapshot!(shown(&ALL.with("link-for", &[("name", date.into())])), @"令和(れいわ)8年(ねん)(2026年(ねん))4月(がつ)1日(ついたち)(水曜日(すいようび))さんとして入(はい)ります。");
    }

    #[test]
    fn names_are_read_as_their_owners_said() {
        let mizuno = [("水野", "みずの"), ("はるか", "はるか")];
        insta::assert_snapshot!(shown(&ALL.name(mizuno)), @"水野(みずの) はるか");
        assert_eq!(ALL.name([("水野", ""), ("", "")]).to_string(), "水野");
        let off = Words::new(Layer::Easy, Furigana::Off);
        insta::assert_snapshot!(shown(&off.name(mizuno)), @"水野 はるか");
        insta::assert_snapshot!(shown(&ALL.known("水野さんの家")), @"水野さんの家(いえ)");
        insta::assert_snapshot!(shown(&off.known("花を見る")), @"花を見る");
    }

    #[test]
    fn the_easy_layer_falls_back_to_the_standard_one() {
        let key = all_keys(Layer::Standard)
            .into_iter()
            .find(|key| !all_keys(Layer::Easy).contains(key))
            .expect("some messages are for staff alone");
        assert!(ALL.has(&key));
        assert_eq!(
            ALL.text(&key).to_string(),
            Words::new(Layer::Standard, Furigana::Off).text(&key).to_string()
        );
        assert!(!ALL.has("no-such-key"));
    }

    #[test]
    #[should_panic(expected = "no message")]
    fn an_unknown_key_stops_a_debug_build() {
        ALL.text("no-such-key");
    }

    #[test]
    fn names_are_read_back() {
        for layer in [Layer::Standard, Layer::Easy, Layer::English] {
            assert_eq!(layer.as_str().parse(), Ok(layer));
        }
        for furigana in [Furigana::Off, Furigana::Hard, Furigana::All] {
            assert_eq!(furigana.as_str().parse(), Ok(furigana));
        }
        assert_eq!("loud".parse::<Furigana>(), Err(UnknownName("loud".into())));
        assert_eq!(Layer::from_name("loud"), Layer::Standard);
    }

    proptest::proptest! {
        #[test]
        fn readings_never_change_the_text(text in "\\PC*") {
            proptest::prop_assert_eq!(ALL.ruby(&text).to_string(), text);
        }

        #[test]
        fn what_people_typed_comes_out_as_typed(text in "[^\u{fdd0}-\u{fdd2}]*") {
            let phrase = ALL.with("link-for", &[("name", text.as_str().into())]);
            proptest::prop_assert_eq!(phrase.to_string(), format!("{text}さんとして入ります。"));
        }
    }
}
