//! The message files: three layers through Fluent, embedded, parsed once.

use crate::{Layer, Phrase};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use include_dir::{Dir, include_dir};
use std::borrow::Cow;
use std::sync::LazyLock;

static LOCALES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../locales");

// Noncharacters mark arguments while Fluent formats, so that they can be told from our own words.
// Private use characters would not do: offices store rare kanji of names there (外字).
const OPEN: char = '\u{fdd0}';
const CLOSE: char = '\u{fdd1}';
const PHRASE: char = '\u{fdd2}';

/// An argument of a message.
#[derive(Debug, Clone)]
pub enum Arg<'a> {
    /// Text of somebody else: shown as it is, never with readings.
    Text(Cow<'a, str>),
    /// A number, also for choosing plural forms.
    Number(i64),
    /// Something of ours that carries its own readings, such as a date.
    Phrase(Phrase),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<Phrase> for Arg<'_> {
    fn from(phrase: Phrase) -> Self {
        Self::Phrase(phrase)
    }
}

impl From<&Phrase> for Arg<'_> {
    fn from(phrase: &Phrase) -> Self {
        Self::Phrase(phrase.clone())
    }
}

macro_rules! numbers {
    ($($ty:ty),+) => {
        $(impl From<$ty> for Arg<'_> {
            fn from(number: $ty) -> Self {
                Self::Number(number.into())
            }
        })+
    };
}

numbers!(i64, i32, u32, i16, u16, i8, u8);

impl From<usize> for Arg<'_> {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

/// A formatted message in order.
#[derive(Debug, PartialEq)]
pub(crate) enum Piece {
    /// Our own words, which get readings.
    Ours(String),
    /// An argument, finished.
    Given(Phrase),
}

type Bundle = FluentBundle<FluentResource>;

struct Bundles {
    standard: Bundle,
    easy: Bundle,
    english: Bundle,
}

static BUNDLES: LazyLock<Bundles> = LazyLock::new(|| Bundles {
    standard: bundle(Layer::Standard),
    easy: bundle(Layer::Easy),
    english: bundle(Layer::English),
});

fn folder(layer: Layer) -> &'static str {
    match layer {
        Layer::Standard => "standard",
        Layer::Easy => "easy",
        Layer::English => "en",
    }
}

fn files(layer: Layer) -> impl Iterator<Item = (&'static str, &'static str)> {
    LOCALES
        .get_dir(folder(layer))
        .into_iter()
        .flat_map(include_dir::Dir::files)
        .filter(|file| file.path().extension().is_some_and(|ending| ending == "ftl"))
        .filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?)))
}

fn bundle(layer: Layer) -> Bundle {
    let language = match layer {
        Layer::Standard | Layer::Easy => unic_langid::langid!("ja"),
        Layer::English => unic_langid::langid!("en"),
    };
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Isolation marks would stand in titles, file names and the person's own words.
    bundle.set_use_isolating(false);
    // Only what is printed is marked: a selector still sees the bare text.
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::String(text) => Some(format!("{OPEN}{text}{CLOSE}")),
        _ => None,
    }));
    for (_, text) in files(layer) {
        // A broken line loses itself, not its file; a key that stands twice keeps its first text.
        // Tests name both.
        let (Ok(resource) | Err((resource, _))) = FluentResource::try_new(text.to_owned());
        let _ = bundle.add_resource(resource);
    }
    bundle
}

/// The bundle that answers for a key: the layer's own, else the standard one.
fn lookup(layer: Layer, key: &str) -> Option<&'static Bundle> {
    let bundles = &*BUNDLES;
    let own = match layer {
        Layer::Standard => &bundles.standard,
        Layer::Easy => &bundles.easy,
        Layer::English => &bundles.english,
    };
    [own, &bundles.standard].into_iter().find(|bundle| bundle.has_message(key))
}

pub(crate) fn has(layer: Layer, key: &str) -> bool {
    lookup(layer, key).is_some()
}

#[cfg(feature = "watch")]
static WATCH: std::sync::OnceLock<fn(&str)> = std::sync::OnceLock::new();

/// Tells of each key that is asked for in the easy layer and has no easy words: the test of the
/// pages that have to be easy listens. Nobody else may, and only one can.
#[cfg(feature = "watch")]
pub fn watch_hard_words(watch: fn(&str)) {
    let _first = WATCH.set(watch);
}

#[cfg(feature = "watch")]
fn watch(layer: Layer, key: &str) {
    if let (Layer::Easy, Some(watch)) = (layer, WATCH.get())
        && !BUNDLES.easy.has_message(key)
    {
        watch(key);
    }
}

/// The message in pieces.
pub(crate) fn format(layer: Layer, key: &str, args: &[(&str, Arg<'_>)]) -> Vec<Piece> {
    #[cfg(feature = "watch")]
    watch(layer, key);
    let found =
        lookup(layer, key).and_then(|bundle| Some((bundle, bundle.get_message(key)?.value()?)));
    let Some((bundle, pattern)) = found else {
        debug_assert!(false, "no message {key:?}");
        return vec![Piece::Given(Phrase::plain(key))];
    };
    let mut errors = Vec::new();
    let mut fluent = FluentArgs::with_capacity(args.len());
    for (at, (name, value)) in args.iter().enumerate() {
        match value {
            Arg::Text(text) => fluent.set(*name, without_marks(text)),
            Arg::Number(number) => fluent.set(*name, *number),
            Arg::Phrase(_) => fluent.set(*name, format!("{PHRASE}{at}")),
        }
    }
    let mut text = String::new();
    // `format_pattern` would mark the finished text as if it were an argument, too.
    let written = bundle.write_pattern(&mut text, pattern, Some(&fluent), &mut errors);
    debug_assert!(written.is_ok(), "{key}");
    debug_assert!(errors.is_empty(), "{key}: {errors:?}");
    split(&text, args)
}

/// Text as it is; whoever sends our marks loses them, not the page.
fn without_marks<'a>(text: &'a str) -> Cow<'a, str> {
    let mark = |c: char| matches!(c, OPEN | CLOSE | PHRASE);
    if text.contains(mark) { Cow::Owned(text.replace(mark, "")) } else { Cow::Borrowed(text) }
}

fn split(text: &str, args: &[(&str, Arg<'_>)]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((ours, tail)) = rest.split_once(OPEN) {
        if !ours.is_empty() {
            pieces.push(Piece::Ours(ours.to_owned()));
        }
        let (given, after) = tail.split_once(CLOSE).unwrap_or((tail, ""));
        let phrase = given
            .strip_prefix(PHRASE)
            .and_then(|at| args.get(at.parse::<usize>().ok()?))
            .and_then(|(_, arg)| match arg {
                Arg::Phrase(phrase) => Some(phrase.clone()),
                Arg::Text(_) | Arg::Number(_) => None,
            });
        pieces.push(Piece::Given(phrase.unwrap_or_else(|| Phrase::plain(given))));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Ours(rest.to_owned()));
    }
    pieces
}

/// A message as its file has it. For lints and tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The file inside `locales`, such as `easy/shell.ftl`.
    pub file: String,
    /// The key.
    pub key: String,
    /// The text: `□` stands for every argument, variants stand on lines of their own.
    pub text: String,
    /// The names of the arguments, sorted.
    pub args: Vec<String>,
}

/// Every message of a layer, file by file.
pub fn messages(layer: Layer) -> Vec<Message> {
    use fluent_syntax::ast::Entry;
    let mut found = Vec::new();
    for (path, source) in files(layer) {
        let resource = match fluent_syntax::parser::parse(source) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        for entry in resource.body {
            if let Entry::Message(message) = entry {
                let (mut text, mut args) = (String::new(), Vec::new());
                if let Some(pattern) = &message.value {
                    read_pattern(pattern, &mut text, &mut args);
                }
                args.sort();
                args.dedup();
                let key = message.id.name.to_owned();
                found.push(Message { file: path.to_owned(), key, text, args });
            }
        }
    }
    found
}

fn read_pattern(
    pattern: &fluent_syntax::ast::Pattern<&str>,
    text: &mut String,
    args: &mut Vec<String>,
) {
    use fluent_syntax::ast::{Expression, InlineExpression, PatternElement};
    let mut inline = |expression: &InlineExpression<&str>, text: &mut String| match expression {
        InlineExpression::StringLiteral { value } => text.push_str(value),
        InlineExpression::VariableReference { id } => {
            args.push(id.name.to_owned());
            text.push('□');
        }
        _ => text.push('□'),
    };
    let mut variants_of = Vec::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text.push_str(value),
            PatternElement::Placeable { expression: Expression::Inline(expression) } => {
                inline(expression, text);
            }
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                inline(selector, &mut String::new());
                text.push('□');
                variants_of.extend(variants);
            }
        }
    }
    for variant in variants_of {
        text.push('\n');
        read_pattern(&variant.value, text, args);
    }
}

/// Every key of a layer, sorted; a key that stands twice is listed twice.
pub fn all_keys(layer: Layer) -> Vec<String> {
    let mut keys: Vec<String> = messages(layer).into_iter().map(|message| message.key).collect();
    keys.sort();
    keys
}

/// The reading table's text.
pub(crate) fn readings() -> &'static str {
    LOCALES.get_file("readings.tsv").and_then(include_dir::File::contents_utf8).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    const LAYERS: [Layer; 3] = [Layer::Standard, Layer::Easy, Layer::English];

    fn keys(layer: Layer) -> BTreeSet<String> {
        all_keys(layer).into_iter().collect()
    }

    #[test]
    fn every_file_can_be_read_and_no_key_stands_twice() {
        for layer in LAYERS {
            assert!(files(layer).next().is_some(), "{layer:?} has no files");
            for (path, text) in files(layer) {
                let errors = fluent_syntax::parser::parse(text).err().map(|(_, errors)| errors);
                assert_eq!(errors, None, "{path}");
            }
            let all = all_keys(layer);
            let twice: Vec<_> = all.windows(2).filter(|pair| pair[0] == pair[1]).collect();
            assert!(twice.is_empty(), "{layer:?}: {twice:?}");
        }
    }

    #[test]
    fn every_message_exists_in_standard_and_in_english() {
        let (standard, english, easy) =
            (keys(Layer::Standard), keys(Layer::English), keys(Layer::Easy));
        let missing: Vec<_> = standard.difference(&english).collect();
        assert!(missing.is_empty(), "missing in English: {missing:?}");
        let unknown: Vec<_> = english.difference(&standard).collect();
        assert!(unknown.is_empty(), "in English only: {unknown:?}");
        let unknown: Vec<_> = easy.difference(&standard).collect();
        assert!(unknown.is_empty(), "in the easy layer only: {unknown:?}");
    }

    /// A translation that asks for an argument nobody passes would stop a page.
    #[test]
    fn translations_ask_for_no_other_arguments() {
        let standard: BTreeMap<String, Vec<String>> =
            messages(Layer::Standard).into_iter().map(|m| (m.key, m.args)).collect();
        for layer in [Layer::Easy, Layer::English] {
            let strange: Vec<_> = messages(layer)
                .into_iter()
                .filter(|m| {
                    standard.get(&m.key).is_some_and(|own| m.args.iter().any(|a| !own.contains(a)))
                })
                .map(|m| format!("{}: {} {:?}", m.file, m.key, m.args))
                .collect();
            assert!(strange.is_empty(), "{strange:#?}");
        }
    }

    #[test]
    fn every_kanji_of_the_easy_layer_has_a_reading() {
        let mut missing: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for message in messages(Layer::Easy) {
            // Most arguments before a kanji are numbers, and their counters have readings.
            for run in crate::missing_readings(&message.text.replace('□', "5")) {
                missing.entry(run).or_default().push(message.key.clone());
            }
        }
        assert!(missing.is_empty(), "add to locales/readings.tsv: {missing:#?}");
    }

    /// Words of the field that people hear all the time and that have no shorter name.
    const GLOSSARY: [&str; 1] = ["受給者証"];
    /// The longest sentence of the easy layer, in characters (手をつなぐ育成会, 2015).
    const LONGEST: usize = 30;

    /// What makes a text of the easy layer hard to read.
    fn hard_to_read(text: &str) -> Vec<&'static str> {
        let is_kanji = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}' | '々');
        let mut found = Vec::new();
        for sentence in text.split(['。', '？', '！', '\n']) {
            // A space shows where a phrase ends and is not read.
            if sentence.chars().filter(|c| !c.is_whitespace()).count() > LONGEST {
                found.push("a sentence is longer than 30 characters");
            }
            let bare =
                GLOSSARY.iter().fold(sentence.to_owned(), |text, word| text.replace(word, ""));
            if bare.split(|c| !is_kanji(c)).any(|run| run.chars().count() >= 4) {
                found.push("four or more kanji stand in a row");
            }
            // The name of an answer or a button is no part of what is said.
            let said: String = sentence
                .split('「')
                .map(|part| part.split_once('」').map_or(part, |(_, rest)| rest))
                .collect();
            let negations = ["ない", "ません", "なく", "なけれ", "ずに"];
            if negations.iter().map(|no| said.matches(no).count()).sum::<usize>() > 1 {
                found.push("a no is taken back by another");
            }
            let hours = said.split(|c: char| !c.is_ascii_digit() && c != '時' && c != ':');
            let late = hours
                .filter_map(|part| part.split(['時', ':']).next().filter(|n| n.len() < part.len()));
            if late.filter_map(|hour| hour.parse::<u8>().ok()).any(|hour| (13..=24).contains(&hour))
            {
                found.push("the clock runs to 24");
            }
            for vague in ["適宜", "支援を行う", "等を", "等の", "等が"] {
                if said.contains(vague) {
                    found.push("vague words of an office");
                }
            }
        }
        found
    }

    #[test]
    fn the_easy_layer_is_easy_to_read() {
        let hard: Vec<_> = messages(Layer::Easy)
            .into_iter()
            .flat_map(|message| {
                let line = format!("{}: {} {}", message.file, message.key, message.text);
                hard_to_read(&message.text).into_iter().map(move |why| format!("{why}: {line}"))
            })
            .collect();
        assert!(hard.is_empty(), "{hard:#?}");
    }

    #[test]
    fn what_is_hard_to_read_is_found() {
        for (text, why) in [
            ("これはとても長い文なので、読む人は、とちゅうで何の話だったかを忘れます。", "longer"),
            ("個別支援計画を見る", "kanji"),
            ("話さないと、わからないです。", "taken back"),
            ("15時に来てください。", "24"),
            ("午後の15:30から", "24"),
            ("適宜、電話します。", "vague"),
        ] {
            let found = hard_to_read(text);
            assert!(found.len() == 1 && found[0].contains(why), "{text}: {found:?}");
        }
        for text in [
            "午後3時に来てください。",
            "受給者証の番号",
            "まよったら、「きめない」を、えらばないでください。",
        ] {
            assert_eq!(hard_to_read(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn arguments_are_told_from_our_words() {
        let args = [("a", Arg::from("x")), ("b", Arg::Phrase(Phrase::plain("七日")))];
        let marked = format!("前{OPEN}会議{CLOSE}後{OPEN}{PHRASE}1{CLOSE}");
        let given = |text: &str| Piece::Given(Phrase::plain(text));
        assert_eq!(
            split(&marked, &args),
            [Piece::Ours("前".into()), given("会議"), Piece::Ours("後".into()), given("七日")]
        );
        assert_eq!(without_marks("水\u{fdd0}野\u{e000}"), "水野\u{e000}");
    }

    /// The table of keys that other crates rely on without naming each of them.
    #[test]
    fn the_shell_speaks_all_three_layers() {
        for key in [
            "app-name",
            "app-tagline",
            "skip-to-main",
            "nav-home",
            "nav-people",
            "nav-meetings",
            "nav-tasks",
            "nav-council",
            "nav-import",
            "nav-staff",
            "sign-out",
            "help-title",
            "display-settings",
            "text-size",
            "text-size-normal",
            "text-size-large",
            "text-size-xlarge",
            "theme",
            "theme-white",
            "theme-black",
            "theme-cream",
            "furigana",
            "furigana-off",
            "furigana-hard",
            "furigana-all",
            "layer",
            "layer-standard",
            "layer-easy",
            "layer-english",
            "save",
            "cancel",
            "back",
            "print",
            "required",
            "optional",
            "error-title-prefix",
            "error-summary-title",
            "who-can-see",
            "none-yet",
            "confirm",
            "search",
            "hide-this-screen",
        ] {
            assert!(LAYERS.into_iter().all(|layer| has(layer, key)), "{key}");
        }
    }
}
