//! Small template structs that pages are made of. Each one looks the same everywhere.
//!
//! | for | component |
//! |---|---|
//! | top of a page | [`PageHead`], [`NextStep`] (exactly one a page), [`WhoCanSee`], [`ErrorSummary`] |
//! | words of people | [`Quote`]: own words first, then staff, then family |
//! | blocks | [`Card`], [`Facts`], [`Empty`], [`Halves`], [`Panels`], [`DataTable`], [`Pager`] |
//! | pictures | [`Symbol`]: beside a word, on pages of the person, the family and guests |
//! | states and change | [`Chip`], [`TaskState`], [`TaskList`], [`Timeline`], [`Diff`] |
//! | forms | [`Form`], [`Field`], [`FieldGroup`], [`shown_for`], [`Actions`], [`Button`], [`PostButton`], [`SearchBox`] |
//!
//! Page templates place them with a few classes of `assets/app.css`: `stack` (things below each
//! other), `cols` and `cols cols-lead` (two columns on wide screens), `tiles` with `tile`,
//! `tile-title`, `tile-note` (large links of the person's page), `more` (a `<details>`), `muted`,
//! `small`, `num`, `visually-hidden`, `table-scroll`, `fig` with `fig-node`, `fig-own`, `fig-line`…
//! (drawings), and [`qr()`] codes, and `paper` with `paper-head`, `paper-own`, `paper-form`, `paper-lines`, `ox`,
//! `ox-box`, `sign`, `sign-box`, `paper-foot` (sheets for print and FAX). A text that a button
//! copies: `data-copy="ID" data-copied="…" hidden` on the button, as in [`CopyLine`].

mod block;
mod button;
mod copy;
mod field;
mod form;
mod icon;
#[cfg(test)]
mod kitchen_sink;
#[cfg(test)]
mod look_tests;
mod qr;
mod quote;
mod state;
mod symbol;
mod table;
mod thread;

use askama::Template;

pub use block::{Card, CardKind, Empty, Facts, Halves, Link, NextStep, PageHead, WhoCanSee};
pub use button::{Actions, Button, ButtonKind, ButtonUse};
pub use copy::CopyLine;
pub use field::{Choice, Control, DateText, Field, FieldGroup, LineKind, Width, shown_for};
pub use form::{ErrorItem, ErrorSummary, Form, PostButton, SearchBox};
pub(crate) use icon::Icon;
pub use qr::qr;
pub use quote::{Quote, Voice, nested};
pub use state::{Chip, Panel, Panels, Progress, TaskList, TaskRow, TaskState, Tone};
pub use symbol::Symbol;
pub use table::{DataTable, Pager};
pub use thread::{Diff, DiffLine, DiffPart, Step, Timeline, TimelineItem};

use crate::html::Html;

/// Anything that renders to finished HTML: every template of this crate.
pub trait Component {
    /// Renders it.
    fn render_html(&self) -> Html;
}

impl<X: Template> Component for X {
    fn render_html(&self) -> Html {
        Html::rendered(self.render().expect("rendering into a String cannot fail"))
    }
}
