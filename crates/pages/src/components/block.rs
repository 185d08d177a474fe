//! Blocks of a page: its head, cards, facts, what to do next, what is still empty.

use askama::Template;

use super::Component;
use super::button::Button;
use crate::html::{Html, T};

/// A link with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it says; never "here" or "more" alone.
    pub label: Html,
    /// Where it leads.
    pub href: String,
}

/// The top of a page: the way back, the only `<h1>`, one sentence, actions.
#[derive(Template)]
#[template(path = "components/page_head.html")]
pub struct PageHead {
    /// The heading.
    pub title: Html,
    /// One sentence that says what this page is for.
    pub lead: Option<Html>,
    /// The page above this one.
    pub back: Option<Link>,
    /// Buttons that belong to the whole page.
    pub actions: Vec<Button>,
}

impl PageHead {
    /// A head with nothing but the heading.
    #[must_use]
    pub fn new(title: Html) -> Self {
        Self { title, lead: None, back: None, actions: Vec::new() }
    }

    /// Adds the sentence under the heading.
    #[must_use]
    pub fn lead(mut self, lead: Html) -> Self {
        self.lead = Some(lead);
        self
    }

    /// Adds the way back.
    #[must_use]
    pub fn back(mut self, label: Html, href: impl Into<String>) -> Self {
        self.back = Some(Link { label, href: href.into() });
        self
    }

    /// Adds a button for the whole page.
    #[must_use]
    pub fn action(mut self, button: Button) -> Self {
        self.actions.push(button);
        self
    }
}

/// How a card looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CardKind {
    /// White paper.
    #[default]
    Plain,
    /// Warm paper: something that belongs to the person.
    Warm,
    /// No fill: something to look at when there is time.
    Quiet,
}

/// A block with a heading.
#[derive(Template)]
#[template(path = "components/card.html")]
pub struct Card {
    /// The heading.
    pub heading: Html,
    /// Whether the heading is an `<h3>` instead of an `<h2>`.
    pub inner: bool,
    /// What stands in it.
    pub body: Html,
    /// Links or buttons under it.
    pub foot: Option<Html>,
    /// How it looks.
    pub kind: CardKind,
    /// Anchor for links to this block.
    pub id: Option<String>,
}

impl Card {
    /// A plain card with an `<h2>`.
    #[must_use]
    pub fn new(heading: Html, body: Html) -> Self {
        Self { heading, inner: false, body, foot: None, kind: CardKind::Plain, id: None }
    }

    /// Chooses how it looks.
    #[must_use]
    pub fn kind(mut self, kind: CardKind) -> Self {
        self.kind = kind;
        self
    }

    /// Adds links or buttons under it.
    #[must_use]
    pub fn foot(mut self, foot: Html) -> Self {
        self.foot = Some(foot);
        self
    }

    /// Makes it a part of another block, with an `<h3>`.
    #[must_use]
    pub fn inner(mut self) -> Self {
        self.inner = true;
        self
    }

    /// Gives it an anchor.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    fn class(&self) -> &'static str {
        match self.kind {
            CardKind::Plain => "card",
            CardKind::Warm => "card card-warm",
            CardKind::Quiet => "card card-quiet",
        }
    }
}

/// Names and values, for example 「日時」 and 「4月10日（金）」.
#[derive(Template)]
#[template(path = "components/facts.html")]
pub struct Facts {
    /// Name and value of each row.
    pub rows: Vec<(Html, Html)>,
}

/// 「つぎにすること」: the one thing that helps most now. Exactly one a page.
#[derive(Template)]
#[template(path = "components/next_step.html")]
pub struct NextStep {
    /// Words of the reader.
    pub t: T,
    /// What to do.
    pub what: Html,
    /// Why it helps.
    pub why: Option<Html>,
    /// The buttons; none when there is nothing to do.
    pub actions: Vec<Button>,
}

/// A place where nothing is yet: says what will stand here and how it begins.
#[derive(Template)]
#[template(path = "components/empty.html")]
pub struct Empty {
    /// What is not there yet.
    pub title: Html,
    /// What will stand here and how to begin.
    pub text: Html,
    /// The way to begin.
    pub action: Option<Button>,
}

/// The two halves of an agenda: what can be done now and what takes time.
#[derive(Template)]
#[template(path = "components/halves.html")]
pub struct Halves {
    /// Words of the reader.
    pub t: T,
    /// What can be done now.
    pub now: Html,
    /// What takes time.
    pub takes_time: Html,
    /// Whether the headings are `<h3>`, inside a block that has an `<h2>`.
    pub inner: bool,
}

/// The sentence that says who can see this record.
#[derive(Template)]
#[template(path = "components/who_can_see.html")]
pub struct WhoCanSee {
    /// Words of the reader.
    pub t: T,
    /// The whole sentence.
    pub sentence: Html,
}
