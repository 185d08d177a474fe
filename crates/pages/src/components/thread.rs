//! The thread of a person (notice → meeting → decision → plan → monitoring …) and differences.

use askama::Template;

use super::Component;
use super::state::{Chip, Tone};
use crate::html::{Html, T};

/// A station of the loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Somebody noticed something.
    Notice,
    /// People met.
    Meeting,
    /// Something was decided.
    Decision,
    /// The plan changed.
    Plan,
    /// Somebody asked how it goes.
    Monitoring,
    /// Something cannot be done now.
    UnmetNeed,
    /// The region named it as its issue.
    CommunityIssue,
    /// The council talked about it.
    Council,
    /// The answer came back.
    Answer,
}

impl Step {
    /// Key of its word; also its class.
    fn key(self) -> &'static str {
        match self {
            Self::Notice => "step-notice",
            Self::Meeting => "step-meeting",
            Self::Decision => "step-decision",
            Self::Plan => "step-plan",
            Self::Monitoring => "step-monitoring",
            Self::UnmetNeed => "step-unmet-need",
            Self::CommunityIssue => "step-community-issue",
            Self::Council => "step-council",
            Self::Answer => "step-answer",
        }
    }
}

/// One station with what happened there.
pub struct TimelineItem {
    /// Which station.
    pub step: Step,
    /// When.
    pub when: Html,
    /// What happened, in one line.
    pub title: Html,
    /// Where the record is.
    pub href: Option<String>,
    /// More words, for example a quote.
    pub body: Option<Html>,
    /// Whether it has not happened yet.
    pub ahead: bool,
}

impl TimelineItem {
    /// A station that lies behind us.
    #[must_use]
    pub fn new(step: Step, when: Html, title: Html) -> Self {
        Self { step, when, title, href: None, body: None, ahead: false }
    }

    /// Adds the link to its record.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// Adds more words.
    #[must_use]
    pub fn body(mut self, body: Html) -> Self {
        self.body = Some(body);
        self
    }

    /// Marks it as still to come.
    #[must_use]
    pub fn ahead(mut self) -> Self {
        self.ahead = true;
        self
    }

    fn class(&self) -> String {
        let ahead = if self.ahead { " thread-ahead" } else { "" };
        format!("thread-item {}{ahead}", self.step.key())
    }

    fn step_key(&self) -> &'static str {
        self.step.key()
    }
}

/// Stations joined by one thread, oldest first.
#[derive(Template)]
#[template(path = "components/timeline.html")]
pub struct Timeline {
    /// Words of the reader.
    pub t: T,
    /// The stations in order.
    pub items: Vec<TimelineItem>,
}

impl Timeline {
    fn ahead_chip(&self) -> Chip {
        Chip::new(self.t.s("step-ahead"), Tone::Wait)
    }
}

/// A piece of a line in a difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiffPart {
    /// Stayed.
    Same(String),
    /// Came in.
    Added(String),
    /// Went out.
    Removed(String),
}

/// One line of a difference: a goal, a support, a wish.
pub struct DiffLine {
    /// Which line it is.
    pub label: Html,
    /// Its pieces in order.
    pub parts: Vec<DiffPart>,
    /// What follows from the change, for example 「もういちど聞きます」.
    pub note: Option<Html>,
}

impl DiffLine {
    fn has(&self, wanted: fn(&DiffPart) -> bool) -> bool {
        self.parts.iter().any(wanted)
    }

    /// Key of the word for the kind of change; also its class.
    fn key(&self) -> &'static str {
        let added = self.has(|part| matches!(part, DiffPart::Added(_)));
        let removed = self.has(|part| matches!(part, DiffPart::Removed(_)));
        let same = self.has(|part| matches!(part, DiffPart::Same(_)));
        match (added, removed, same) {
            (false, false, _) => "diff-same",
            (true, false, false) => "diff-added",
            (false, true, false) => "diff-removed",
            _ => "diff-changed",
        }
    }

    /// The line as it was and as it is, each with the word for it; a line that only came or went is
    /// one row without a word.
    fn rows(&self) -> Vec<(Option<&'static str>, Vec<&DiffPart>)> {
        let without = |out: fn(&DiffPart) -> bool| self.parts.iter().filter(|p| !out(p)).collect();
        match self.key() {
            "diff-changed" => vec![
                (Some("diff-before"), without(|part| matches!(part, DiffPart::Added(_)))),
                (Some("diff-after"), without(|part| matches!(part, DiffPart::Removed(_)))),
            ],
            _ => vec![(None, self.parts.iter().collect())],
        }
    }

    fn shape(&self) -> &'static str {
        match self.key() {
            "diff-added" => "＋",
            "diff-removed" => "−",
            "diff-changed" => "⇄",
            _ => "＝",
        }
    }
}

/// What changed between two versions, in words and marks.
#[derive(Template)]
#[template(path = "components/diff.html")]
pub struct Diff {
    /// Words of the reader.
    pub t: T,
    /// The lines in order.
    pub lines: Vec<DiffLine>,
}
