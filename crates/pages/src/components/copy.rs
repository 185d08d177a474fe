//! A text to be handed on: shown whole, copied by a button where scripts run.

use askama::Template;

use crate::html::{Html, T};

/// One line that is copied, not typed.
#[derive(Template)]
#[template(path = "components/copy_line.html")]
pub struct CopyLine {
    /// Words of the reader.
    pub t: T,
    /// Id of the line; the button names it.
    pub id: &'static str,
    /// What it is.
    pub label: Html,
    /// The text.
    pub text: String,
}
