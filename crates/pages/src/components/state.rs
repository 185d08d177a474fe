//! States: chips, progress, task lists, the panels that close a meeting. Always word, shape and
//! colour together, so that black-and-white paper tells the same.

use askama::Template;

use super::Component;
use super::icon::Icon;
use crate::html::{Html, T};

/// What a chip says by its colour and shape.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// A plain mark.
    #[default]
    Neutral,
    /// Done, agreed, living.
    Good,
    /// Waiting for somebody.
    Wait,
    /// Needs care soon.
    Care,
    /// Worth knowing.
    Info,
}

/// A short mark beside a title.
#[derive(Template)]
#[template(path = "components/chip.html")]
pub struct Chip {
    /// One or two words.
    pub label: Html,
    /// Colour and shape.
    pub tone: Tone,
}

impl Chip {
    /// A chip.
    #[must_use]
    pub fn new(label: Html, tone: Tone) -> Self {
        Self { label, tone }
    }

    fn class(&self) -> &'static str {
        match self.tone {
            Tone::Neutral => "chip",
            Tone::Good => "chip chip-good",
            Tone::Wait => "chip chip-wait",
            Tone::Care => "chip chip-care",
            Tone::Info => "chip chip-info",
        }
    }

    fn icon(&self) -> Option<Html> {
        let icon = match self.tone {
            Tone::Neutral => return None,
            Tone::Good => Icon::Tick,
            Tone::Wait => Icon::Clock,
            Tone::Care => Icon::Triangle,
            Tone::Info => Icon::Diamond,
        };
        Some(icon.svg())
    }
}

/// How far a piece of work is. The middle state exists because work that was looked at and left
/// open would otherwise look untouched to colleagues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Progress {
    /// Not begun.
    #[default]
    Todo,
    /// Begun.
    Doing,
    /// Finished.
    Done,
    /// It turned out not to be possible.
    NotPossible,
}

/// The mark of one piece of work.
#[derive(Template)]
#[template(path = "components/task_state.html")]
pub struct TaskState {
    /// Words of the reader.
    pub t: T,
    /// How far it is.
    pub progress: Progress,
}

impl TaskState {
    fn class(&self) -> &'static str {
        match self.progress {
            Progress::Todo => "state state-todo",
            Progress::Doing => "state state-doing",
            Progress::Done => "state state-done",
            Progress::NotPossible => "state",
        }
    }

    fn icon(&self) -> Html {
        match self.progress {
            Progress::Todo => Icon::Open.svg(),
            Progress::Doing => Icon::Half.svg(),
            Progress::Done => Icon::Tick.svg(),
            Progress::NotPossible => Icon::Diamond.svg(),
        }
    }

    fn word(&self) -> Html {
        self.t.s(match self.progress {
            Progress::Todo => "progress-todo",
            Progress::Doing => "progress-doing",
            Progress::Done => "progress-done",
            Progress::NotPossible => "progress-not-possible",
        })
    }
}

/// One row of a task list.
pub struct TaskRow {
    /// What is to be done.
    pub title: Html,
    /// Where it is done.
    pub href: Option<String>,
    /// Who, by when, who touched it last.
    pub note: Option<Html>,
    /// How far it is.
    pub progress: Progress,
    /// Buttons of the row.
    pub actions: Option<Html>,
}

/// A list of work with its states.
#[derive(Template)]
#[template(path = "components/task_list.html")]
pub struct TaskList {
    /// Words of the reader.
    pub t: T,
    /// The rows in order.
    pub rows: Vec<TaskRow>,
}

impl TaskList {
    fn marked(&self) -> Vec<(&TaskRow, TaskState)> {
        let mark = |row: &TaskRow| TaskState { t: self.t, progress: row.progress };
        self.rows.iter().map(|row| (row, mark(row))).collect()
    }
}

/// One of the points that are confirmed before a meeting is closed.
pub struct Panel {
    /// The question.
    pub question: Html,
    /// What was confirmed; the panel is visibly empty without it.
    pub answer: Option<Html>,
    /// The fields or links that fill it.
    pub input: Option<Html>,
    /// Anchor for links to this panel.
    pub id: String,
}

/// The panels that close a meeting: each one is empty until it is filled.
#[derive(Template)]
#[template(path = "components/panels.html")]
pub struct Panels {
    /// Words of the reader.
    pub t: T,
    /// The panels in order.
    pub panels: Vec<Panel>,
}

impl Panels {
    fn confirmed(&self) -> Chip {
        Chip::new(self.t.s("panel-confirmed"), Tone::Good)
    }

    fn open_mark(&self) -> Html {
        Icon::Open.svg()
    }

    fn filled(&self) -> usize {
        self.panels.iter().filter(|panel| panel.answer.is_some()).count()
    }
}
