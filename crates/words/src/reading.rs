//! Furigana from a confirmed table: the longest known word wins; nothing is guessed.
//!
//! `locales/readings.tsv` says itself how its lines are written.

use crate::{Furigana, Segment, message};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Stands in the table for a counter that was just read: 〜後 in 3日後.
const AFTER_COUNTER: char = '〜';

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
            // A reading that does not fit its word is not shown; a test names it.
            let segments = match align(base, reading).as_slice() {
                [only] => only.clone(),
                _ => vec![plain(base)],
            };
            Entry { segments, hard }
        };
        table.longest = table.longest.max(word.chars().count());
        if word.starts_with(is_number_mark) {
            let counter = word.trim_start_matches(is_number_mark);
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

/// What stands for a number in front of a counter, or for a counter in front of its suffix.
fn is_number_mark(c: char) -> bool {
    c == 'N' || c == AFTER_COUNTER || c.is_ascii_digit()
}

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
    split(text, number, furigana, |_, _| true)
}

/// Words that people also write for something that is read otherwise: 外 is そと or ほか, 行って is
/// いって or おこなって. In our own texts somebody has looked; in what people type nobody has.
const TWO_WAYS: [&str; 42] = [
    "一日", "一行", "十分", "人気", "仮名", "何", "間", "外", "空", "空い", "空き", "空く", "空け",
    "上", "上が", "下", "下が", "後", "表", "側", "等", "印", "面", "市", "品", "年", "様", "行",
    "行っ", "開い", "開き", "開く", "開け", "開か", "開こ", "入っ", "入れ", "止め", "通っ", "怒り",
    "数", "方",
];

/// What may follow a word of one kanji without being a part of another word. 夜ふかし does not begin
/// with よる, and 森さん is somebody's name.
const PARTICLES: &str = "のをはへにでもとがかやだなまよ";

/// Whether a word that was found in a typed text is that word for certain.
fn is_certain(word: &str, after: &str) -> bool {
    let mut chars = word.chars();
    let one = chars.next().is_some_and(is_kanji) && chars.next().is_none();
    let next = after.chars().next().filter(|c| matches!(c, 'ぁ'..='ゖ'));
    let alone = next.is_none_or(|c| PARTICLES.contains(c));
    !TWO_WAYS.contains(&word) && (!one || alone)
}

/// Splits a text that somebody typed. A run of kanji with one that is not read for certain gets no
/// reading at all: half a reading would say of the other half that it needs none, and 今日 in 今日子
/// is read otherwise.
pub(crate) fn typed(text: &str, furigana: Furigana) -> Vec<Segment> {
    // Counters are told from the digits before them, whatever their width.
    let narrow: String = text.chars().map(narrow_digit).collect();
    let unsure = unsure(&split(&narrow, "", Furigana::All, is_certain));
    let (mut at, mut rest) = (0, text.chars());
    let mut out = Vec::new();
    for mut segment in split(&narrow, "", furigana, is_certain) {
        let length = segment.base.chars().count();
        if unsure[at..at + length].contains(&true) {
            segment.reading = None;
        }
        segment.base = rest.by_ref().take(length).collect();
        push(&mut out, &segment);
        at += length;
    }
    out
}

fn narrow_digit(c: char) -> char {
    let digit = u32::from(c).wrapping_sub(u32::from('０'));
    char::from_digit(digit, 10).unwrap_or(c)
}

/// For each character, whether it stands in a run of kanji of which one has no reading.
fn unsure(segments: &[Segment]) -> Vec<bool> {
    let chars: Vec<(char, bool)> = segments
        .iter()
        .flat_map(|one| one.base.chars().map(|c| (c, one.reading.is_none() && is_kanji(c))))
        .collect();
    let runs = chars.chunk_by(|(one, _), (next, _)| is_kanji(*one) == is_kanji(*next));
    runs.flat_map(|run| {
        let unread = run.iter().any(|(_, unread)| *unread);
        run.iter().map(move |_| unread)
    })
    .collect()
}

fn split(
    text: &str,
    number: &str,
    furigana: Furigana,
    fits: impl Fn(&str, &str) -> bool,
) -> Vec<Segment> {
    let table = &*TABLE;
    let mut out: Vec<Segment> = Vec::new();
    let mut number = number.to_owned();
    // Beside a kanji that nobody confirmed, any other reading would be a guess, too.
    let mut after_unread = false;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let before = text[..text.len() - rest.len()].chars().next_back();
        // The number itself may still go on: in 10日 no counter begins at 0.
        let complete = !number.is_empty() && !first.is_ascii_digit();
        let counter = if complete { counter(table, rest, &number) } else { None };
        let is_counter = counter.is_some();
        let found = counter.or_else(|| {
            // Behind a counter a word begins anew: 3日以内, 2回目.
            let before = before.filter(|_| number.is_empty());
            longest_word(table, before, rest).filter(|_| !after_unread || !is_kanji(first))
        });
        // What does not fit is left unread: a shorter word in its place would be a guess.
        let found = found.filter(|(word, _)| is_counter || fits(word, &rest[word.len()..]));
        if let Some((word, entry)) = found {
            if furigana == Furigana::All || entry.hard {
                entry.segments.iter().for_each(|segment| push(&mut out, segment));
            } else {
                push_plain(&mut out, word);
            }
            number.clear();
            if is_counter {
                number.push(AFTER_COUNTER);
            }
            after_unread = false;
            rest = &rest[word.len()..];
        } else {
            let (one, tail) = rest.split_at(first.len_utf8());
            push_plain(&mut out, one);
            if first.is_ascii_digit() {
                // A number behind a counter begins anew: 4月10日.
                number.retain(|c| c.is_ascii_digit());
                number.push(first);
            } else {
                number.clear();
            }
            after_unread = is_kanji(first);
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

/// The longest word that a text begins with. A single kanji is a word only when it stands alone:
/// within 目安, 目 is not め for certain.
fn longest_word<'a>(
    table: &'static Table,
    before: Option<char>,
    text: &'a str,
) -> Option<(&'a str, &'static Entry)> {
    heads(table, text).find_map(|word| {
        let touched = before.is_some_and(is_kanji) || text[word.len()..].starts_with(is_kanji);
        let alone = word.chars().nth(1).is_some() || !touched;
        Some((word, table.words.get(word).filter(|_| alone)?))
    })
}

/// The longest counter behind a number, or suffix behind a counter.
fn counter<'a>(
    table: &'static Table,
    text: &'a str,
    number: &str,
) -> Option<(&'a str, &'static Entry)> {
    let last = number.chars().next_back()?;
    heads(table, text).find_map(|word| {
        let exactly = table.counters.get(&format!("{number}{word}"));
        let any = || {
            let ends_in = table.counters.get(&format!("N{last}{word}"));
            ends_in.or_else(|| table.counters.get(&format!("N{word}")))
        };
        let found = if last == AFTER_COUNTER { exactly } else { exactly.or_else(any) };
        Some((word, found?))
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
pub fn is_kanji(c: char) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_line_can_be_used() {
        let mut seen = BTreeSet::new();
        for line in message::readings().lines() {
            if line.starts_with('#') || line.is_empty() {
                continue;
            }
            let (word, reading, _) = parse_line(line).expect(line);
            assert!(line.ends_with("\thard") || line.ends_with("\tcommon"), "{line}");
            let stem =
                word.split('[').next().expect("the part before").trim_start_matches(is_number_mark);
            assert!(stem.contains(is_kanji), "{line}: needs no reading");
            assert_eq!(align(stem, reading).len(), 1, "{line}: does not fit");
            let kanji_parts = &align(stem, reading)[0];
            for part in kanji_parts {
                let kana = |c: char| matches!(c, 'ぁ'..='ゖ' | 'ー');
                assert!(part.reading.as_ref().is_none_or(|r| r.chars().all(kana)), "{line}");
            }
            let forms = match word.strip_suffix(']').and_then(|word| word.split_once('[')) {
                Some((stem, endings)) => endings.chars().map(|c| format!("{stem}{c}")).collect(),
                None => vec![word.to_owned()],
            };
            for form in forms {
                assert!(seen.insert(form.clone()), "{form} stands twice");
            }
        }
        assert!(seen.len() > 350, "{}", seen.len());
    }

    #[test]
    fn a_reading_is_laid_along_its_word() {
        let fit = |word, reading| align(word, reading).len();
        assert_eq!(fit("話し合い", "はなしあい"), 1);
        assert_eq!(fit("話し合い", "はなすあい"), 0);
        assert_eq!(fit("会議", ""), 0);
        // Two ways to lay a reading would be a guess: such a line is refused.
        assert_eq!(fit("書き置き", "かききおき"), 2);
    }

    proptest::proptest! {
        #[test]
        fn no_character_is_lost(text in "[0-9N〜日分人後前話し合い会議聞か月書譚。]*") {
            let shown: String = segments(&text, "", Furigana::All)
                .into_iter()
                .map(|segment| segment.base)
                .collect();
            proptest::prop_assert_eq!(shown, text);
        }
    }

    #[test]
    fn typed_text_is_read_where_it_is_certain() {
        let read = |text: &str| {
            let part = |one: Segment| match one.reading {
                Some(reading) => format!("{}({reading})", one.base),
                None => one.base,
            };
            typed(text, Furigana::All).into_iter().map(part).collect::<String>()
        };
        insta::assert_snapshot!(read("夜も家族と花を見たい。3日に1回。"), @"夜(よる)も家族(かぞく)と花(はな)を見(み)たい。3日(か)に1回(かい)。");
        insta::assert_snapshot!(read("お母さんと話す。かなだけ"), @"お母(かあ)さんと話(はな)す。かなだけ");
        // What is not certain stays as it is, and all around it is read.
        insta::assert_snapshot!(read("森さんと花を見たい"), @"森さんと花(はな)を見(み)たい");
        insta::assert_snapshot!(read("花さんと話す。夜ふかしをする。"), @"花さんと話(はな)す。夜ふかしをする。");
        insta::assert_snapshot!(read("会議も行った。気に入った。山が上がる。"), @"会議(かいぎ)も行った。気(き)に入った。山(やま)が上がる。");
        insta::assert_snapshot!(read("夫さんと話す。鰯を見たい。"), @"夫さんと話(はな)す。鰯を見(み)たい。");
        insta::assert_snapshot!(read("３日に会う。１０分話す。"), @"３日(か)に会(あ)う。１０分(ぷん)話(はな)す。");
        // Beside a kanji that nobody confirmed, a known word may be the beginning of a name.
        insta::assert_snapshot!(read("今日子さんは今日来る。会議鰯。"), @"今日子さんは今日(きょう)来(く)る。会議鰯。");
        // With the hard words alone, what is unsure stays unsure.
        let hard = typed("協議会鰯と協議会", Furigana::Hard);
        assert_eq!(hard.iter().filter(|one| one.reading.is_some()).count(), 1, "{hard:?}");
    }

    proptest::proptest! {
        #[test]
        fn typed_text_stays_as_it_is(text in "[0-9０-９日分人後前話し合い会議夜ふさん森。]*") {
            let segments = typed(&text, Furigana::All);
            let shown: String = segments.into_iter().map(|segment| segment.base).collect();
            proptest::prop_assert_eq!(shown, text);
        }
    }

    #[test]
    fn nothing_is_guessed() {
        assert_eq!(missing_readings("会議の目次を読む。目を見る。"), ["目次"]);
        assert_eq!(missing_readings("鰯と鯖と鰯"), ["鯖", "鰯"]);
        assert_eq!(missing_readings("4月10日に5人で3日後まで"), [""; 0]);
        // 話 is known, 譚 is not: neither gets a reading.
        assert_eq!(missing_readings("話譚"), ["話譚"]);
    }
}
