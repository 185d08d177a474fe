//! Furigana from a confirmed table: the longest known word wins; nothing is guessed.
//!
//! `locales/readings.tsv` has one word a line: word, reading of the whole word, `hard` or `common`.
//! - `話[さしせ]` stands for 話さ, 話し and 話せ, so that every form of a verb is found; its reading
//!   ends before the bracket.
//! - A word that begins with a number is a counter and its reading is the counter's alone: `N日` is
//!   日 after any number, `N1分` after a number that ends in 1, `14日` after exactly 14.

use crate::{Furigana, Segment, message};
use std::collections::HashMap;
use std::sync::LazyLock;

struct Entry {
    segments: Vec<Segment>,
    hard: bool,
}

#[derive(Default)]
struct Table {
    /// By the word as written.
    words: HashMap<String, Entry>,
    /// By `N日`, `N1分`, `14日`.
    counters: HashMap<String, Entry>,
    /// Characters of the longest word.
    longest: usize,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::default();
    for (word, reading, hard) in message::readings().lines().filter_map(parse_line) {
        let entry = |base: &str| {
            let mut ways = align(base, reading);
            debug_assert!(ways.len() == 1, "{word}: {} ways to read {reading}", ways.len());
            // A reading that does not fit its word is not shown.
            let segments = ways.pop().unwrap_or_else(|| vec![plain(base)]);
            Entry { segments, hard }
        };
        table.longest = table.longest.max(word.chars().count());
        if word.starts_with(|c: char| c == 'N' || c.is_ascii_digit()) {
            let counter = word.trim_start_matches(|c: char| c == 'N' || c.is_ascii_digit());
            table.counters.insert(word.to_owned(), entry(counter));
        } else if let Some((stem, endings)) = word.strip_suffix(']').and_then(|w| w.split_once('['))
        {
            for ending in endings.chars() {
                let mut segments = entry(stem).segments;
                push_plain(&mut segments, ending.encode_utf8(&mut [0; 4]));
                table.words.insert(format!("{stem}{ending}"), Entry { segments, hard });
            }
        } else {
            table.words.insert(word.to_owned(), entry(word));
        }
    }
    table
});

fn parse_line(line: &str) -> Option<(&str, &str, bool)> {
    let mut parts = line.split('\t');
    let (word, reading, level) = (parts.next()?, parts.next()?, parts.next()?);
    (!word.starts_with('#')).then_some((word, reading, level == "hard"))
}

/// Every way in which a reading fits a word: kana stands for itself, kanji for one kana or more.
fn align(word: &str, reading: &str) -> Vec<Vec<Segment>> {
    let Some(first) = word.chars().next() else {
        return if reading.is_empty() { vec![Vec::new()] } else { Vec::new() };
    };
    let end = word.find(|c| is_kanji(c) != is_kanji(first)).unwrap_or(word.len());
    let (run, rest) = word.split_at(end);
    let before = |head: Segment, ways: Vec<Vec<Segment>>| {
        ways.into_iter().map(move |tail| {
            let mut all = vec![head.clone()];
            all.extend(tail);
            all
        })
    };
    if !is_kanji(first) {
        return match reading.strip_prefix(run) {
            Some(after) => before(plain(run), align(rest, after)).collect(),
            None => Vec::new(),
        };
    }
    let ends = reading.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.flat_map(|end| {
        let (own, after) = reading.split_at(end);
        let head = Segment { base: run.to_owned(), reading: Some(own.to_owned()) };
        before(head, align(rest, after))
    })
    .collect()
}

/// Splits a text of ours into words with readings. `number` holds the digits that stand right
/// before the text, if any.
pub(crate) fn segments(text: &str, number: &str, furigana: Furigana) -> Vec<Segment> {
    let table = &*TABLE;
    let mut out: Vec<Segment> = Vec::new();
    let mut number = number.to_owned();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let found = if number.is_empty() { None } else { counter(table, rest, &number) };
        if let Some((word, entry)) = found.or_else(|| longest_word(table, rest)) {
            if furigana == Furigana::All || entry.hard {
                entry.segments.iter().for_each(|segment| push(&mut out, segment));
            } else {
                push_plain(&mut out, word);
            }
            number.clear();
            rest = &rest[word.len()..];
        } else {
            let (one, tail) = rest.split_at(first.len_utf8());
            push_plain(&mut out, one);
            if first.is_ascii_digit() { number.push(first) } else { number.clear() }
            rest = tail;
        }
    }
    out
}

/// The beginnings of a text that could be a word, longest first.
fn heads<'a>(table: &Table, text: &'a str) -> impl Iterator<Item = &'a str> {
    let ends: Vec<usize> =
        text.char_indices().take(table.longest).map(|(at, c)| at + c.len_utf8()).collect();
    ends.into_iter().rev().map(|end| &text[..end])
}

fn longest_word<'a>(table: &'static Table, text: &'a str) -> Option<(&'a str, &'static Entry)> {
    heads(table, text).find_map(|word| Some((word, table.words.get(word)?)))
}

fn counter<'a>(
    table: &'static Table,
    text: &'a str,
    number: &str,
) -> Option<(&'a str, &'static Entry)> {
    let last = &number[number.len() - 1..];
    heads(table, text).find_map(|word| {
        [format!("{number}{word}"), format!("N{last}{word}"), format!("N{word}")]
            .iter()
            .find_map(|key| Some((word, table.counters.get(key)?)))
    })
}

fn plain(text: &str) -> Segment {
    Segment { base: text.to_owned(), reading: None }
}

fn push(out: &mut Vec<Segment>, segment: &Segment) {
    match &segment.reading {
        Some(_) => out.push(segment.clone()),
        None => push_plain(out, &segment.base),
    }
}

/// Adds text without a reading to the segment before, so that words stay whole.
pub(crate) fn push_plain(out: &mut Vec<Segment>, text: &str) {
    match out.last_mut() {
        Some(Segment { base, reading: None }) => base.push_str(text),
        _ => out.push(plain(text)),
    }
}

/// CJK ideographs, with the iteration mark.
pub(crate) fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '々' | '\u{20000}'..='\u{3ffff}')
}

/// Runs of kanji in a text of ours that the table cannot read.
pub fn missing_readings(text: &str) -> Vec<String> {
    let mut missing: Vec<String> = segments(text, "", Furigana::All)
        .into_iter()
        .filter(|segment| segment.reading.is_none())
        .flat_map(|segment| {
            let runs = segment.base.split(|c| !is_kanji(c)).filter(|run| !run.is_empty());
            runs.map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    missing.sort();
    missing.dedup();
    missing
}
