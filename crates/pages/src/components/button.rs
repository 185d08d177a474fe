//! Buttons and rows of buttons.

use askama::Template;

use super::Component;
use crate::html::{Html, T};

/// How much a button stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one thing to do here; at most one a form.
    Primary,
    /// An ordinary choice.
    #[default]
    Secondary,
    /// A small way out, shown like a link.
    Quiet,
    /// Takes something away; never alarming, always reversible or confirmed.
    DangerQuiet,
}

impl ButtonKind {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "btn btn-primary",
            Self::Secondary => "btn",
            Self::Quiet => "btn btn-quiet",
            Self::DangerQuiet => "btn btn-quiet btn-danger",
        }
    }
}

/// What pressing a button does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ButtonUse {
    /// Goes to a page.
    Link(String),
    /// Sends the form around it.
    Submit,
    /// Sends the form around it, with a name and a value that say which button it was.
    SubmitAs(&'static str, String),
    /// Prints the page; shown only when scripts run.
    Print,
}

/// One button or a link that looks like one.
#[derive(Clone, Debug, Template)]
#[template(path = "components/button.html")]
pub struct Button {
    /// What it says: a verb.
    pub label: Html,
    /// How much it stands out.
    pub kind: ButtonKind,
    /// What it does.
    pub does: ButtonUse,
    /// Longer name for screen readers when the same label repeats in rows.
    pub spoken: Option<String>,
}

impl Button {
    /// A link to a page, dressed as a button.
    #[must_use]
    pub fn link(label: Html, kind: ButtonKind, href: impl Into<String>) -> Self {
        Self { label, kind, does: ButtonUse::Link(href.into()), spoken: None }
    }

    /// Sends the form around it.
    #[must_use]
    pub fn submit(label: Html, kind: ButtonKind) -> Self {
        Self { label, kind, does: ButtonUse::Submit, spoken: None }
    }

    /// Sends the form around it and says which button it was.
    #[must_use]
    pub fn submit_as(label: Html, kind: ButtonKind, name: &'static str, value: String) -> Self {
        Self { label, kind, does: ButtonUse::SubmitAs(name, value), spoken: None }
    }

    /// Prints the page.
    #[must_use]
    pub fn print(t: T) -> Self {
        Self {
            label: t.s("print"),
            kind: ButtonKind::Secondary,
            does: ButtonUse::Print,
            spoken: None,
        }
    }

    /// Adds the longer spoken name, for example 「編集：山田さんの計画」.
    #[must_use]
    pub fn spoken(mut self, name: String) -> Self {
        self.spoken = Some(name);
        self
    }

    fn class(&self) -> &'static str {
        self.kind.class()
    }
}

/// A row of buttons; the first is the one most people want.
#[derive(Clone, Debug, Template)]
#[template(path = "components/actions.html")]
pub struct Actions {
    /// The buttons in order.
    pub buttons: Vec<Button>,
}
