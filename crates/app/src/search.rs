//! Looking for words in what is written about one's own people.

use crate::op::local_day;
use crate::{Op, Problems, Result};
use jiff::civil::Date;
use std::collections::BTreeMap;
use tsumugi_domain::consent::{Classes, DataClass};
use tsumugi_domain::ids::{PersonId, SessionId};
use tsumugi_domain::policy;
use tsumugi_domain::search::Place;
pub use tsumugi_store::home::PersonRef;
use tsumugi_store::search::{self as texts, When};
use tsumugi_store::session;
use tsumugi_words::fold;

/// Records of each kind that are looked through; the newest ones.
const MOST: i64 = 20_000;
/// Findings on one page.
pub const PAGE: usize = 30;
/// Longest text that is looked for, in characters.
pub const LONGEST: usize = 100;

/// What the records may be looked through for.
const CLASSES: [DataClass; 5] =
    [DataClass::Basic, DataClass::Narrative, DataClass::Plan, DataClass::Meeting, DataClass::Voice];

/// A place where all the words stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Whose record.
    pub person: PersonRef,
    /// Its day.
    pub on: Date,
    /// Where it stands.
    pub place: Place,
    /// The text with the first of the words, and what else there is of the record when the other
    /// words stand there.
    pub text: String,
}

/// A page of findings.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// The findings, the newest first.
    pub found: Vec<Finding>,
    /// All there are.
    pub count: usize,
    /// Which page, from 1.
    pub page: usize,
    /// How many pages.
    pub pages: usize,
    /// How many of each kind were looked through, where there are more: the newest ones.
    pub newest: Option<i64>,
}

/// Notes in the session which words are looked for: in an address they would stay in the browser's
/// history.
///
/// # Errors
/// [`Hidden`](crate::AppError::Hidden) for anybody who is not a worker; [`Invalid`](crate::AppError::Invalid) (`error-too-long`).
pub fn ask(op: &Op<'_>, at: SessionId, words: &str) -> Result<()> {
    policy::see_own_people(&op.actor)?;
    let words = words.trim();
    let mut problems = Problems::new();
    if words.chars().count() > LONGEST {
        problems.add_with("search", "error-too-long", vec![("most", LONGEST.to_string())]);
    }
    problems.check()?;
    op.db.write(|tx| Ok(session::set_word_search(tx, op.region(), at, words)?))
}

/// Where all the words stand, in whatever order, the newest first; nothing for no words. Whoever is
/// on the page that is shown is told that a part of their record was looked at.
///
/// # Errors
/// [`Hidden`](crate::AppError::Hidden) for anybody who is not a worker.
pub fn find(op: &Op<'_>, words: &str, page: usize) -> Result<Findings> {
    find_among(op, words, page, MOST)
}

/// As [`find`], among the newest `most` records of each kind.
///
/// # Errors
/// As [`find`].
pub fn find_among(op: &Op<'_>, words: &str, page: usize, most: i64) -> Result<Findings> {
    let keys = keys(words);
    if keys.is_empty() {
        policy::see_own_people(&op.actor)?;
        return Ok(Findings { page: 1, pages: 1, ..Findings::default() });
    }
    op.see_records("search", &CLASSES, |tx, scope| {
        let all_stand = |texts: &[String]| {
            let folded = fold::search_key(&texts.join("\n"));
            keys.iter().all(|key| folded.contains(key.as_str()))
        };
        let (texts, cut) = texts::texts(tx, scope, most, all_stand)?;
        let mut found: Vec<_> = texts.into_iter().map(|text| finding(text, &keys)).collect();
        found.sort_by_key(|(one, _)| std::cmp::Reverse(one.on));
        let (count, pages) = (found.len(), found.len().max(1).div_ceil(PAGE));
        let page = page.clamp(1, pages);
        let mut shown: BTreeMap<PersonId, Classes> = BTreeMap::new();
        let found = found.into_iter().skip((page - 1) * PAGE).take(PAGE).map(|(one, class)| {
            // The name is shown with every text.
            let classes = [DataClass::Basic, class];
            shown.entry(one.person.id).or_default().extend(classes);
            one
        });
        let newest = cut.then_some(most);
        Ok((Findings { found: found.collect(), count, page, pages, newest }, shown))
    })
}

/// The words, folded; a space of either width parts them.
fn keys(words: &str) -> Vec<String> {
    words.split_whitespace().map(fold::search_key).filter(|key| !key.is_empty()).collect()
}

/// What is shown of a record, and the class it is of.
fn finding(text: texts::Text, keys: &[String]) -> (Finding, DataClass) {
    let has_one = |text: &&String| {
        let folded = fold::search_key(text);
        keys.iter().any(|key| folded.contains(key.as_str()))
    };
    let shown: Vec<&str> = text.texts.iter().filter(has_one).map(String::as_str).collect();
    let found = Finding {
        text: shown.join("　／　"),
        on: match text.when {
            When::Day(day) => day,
            When::At(at) => local_day(at),
        },
        place: text.place,
        person: text.person,
    };
    (found, text.class)
}
