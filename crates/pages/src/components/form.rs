//! Forms, one-button forms, searching, and the summary of what is wrong.

use std::borrow::Cow;

use askama::Template;

use super::Component;
use super::button::{Button, ButtonKind};
use super::field::Field;
use crate::html::{Html, T};

/// A form that changes something. Every form carries the token against forged requests and the
/// token that makes a double send count once.
#[derive(Template)]
#[template(path = "components/form.html")]
pub struct Form {
    /// Where it is sent.
    pub action: String,
    /// Token against forged requests.
    pub csrf: String,
    /// Token of this attempt: the same token sent twice counts once.
    pub submit_token: String,
    /// A heading (`<h2>`), when the page has several forms.
    pub title: Option<Html>,
    /// The rendered fields.
    pub fields: Html,
    /// The buttons; the first sends the form.
    pub buttons: Vec<Button>,
    /// Names and values that are sent but not shown.
    pub hidden: Vec<(Cow<'static, str>, String)>,
    /// Key under which typed text is kept in this tab until it was saved.
    pub draft: Option<(String, T)>,
    /// A draft is offered and not filled in at once; the way out discards it.
    pub draft_asked: bool,
    /// The page as it stands is left for good: what was typed in its other forms would be lost.
    pub leaves: bool,
    /// Whether a file is sent.
    pub multipart: bool,
}

impl Form {
    /// A form with one primary button.
    #[must_use]
    pub fn new(
        action: impl Into<String>,
        csrf: &str,
        submit_token: &str,
        fields: Html,
        submit: Html,
    ) -> Self {
        Self {
            action: action.into(),
            csrf: csrf.to_owned(),
            submit_token: submit_token.to_owned(),
            title: None,
            fields,
            buttons: vec![Button::submit(submit, ButtonKind::Primary)],
            hidden: Vec::new(),
            draft: None,
            draft_asked: false,
            leaves: false,
            multipart: false,
        }
    }

    /// Adds a heading.
    #[must_use]
    pub fn title(mut self, title: Html) -> Self {
        self.title = Some(title);
        self
    }

    /// Makes its button an ordinary one: a form beside the one thing to do.
    #[must_use]
    pub fn quieter(mut self) -> Self {
        self.buttons[0].kind = ButtonKind::Secondary;
        self
    }

    /// Adds a further button.
    #[must_use]
    pub fn button(mut self, button: Button) -> Self {
        self.buttons.push(button);
        self
    }

    /// Adds the way out: 「やめる」, back to a page.
    #[must_use]
    pub fn cancel(self, t: T, href: impl Into<String>) -> Self {
        self.button(Button::link(t.s("cancel"), ButtonKind::Quiet, href))
    }

    /// Sends a value that is not shown.
    #[must_use]
    pub fn hidden(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        self.hidden.push((name.into(), value.into()));
        self
    }

    /// Keeps typed text in this tab until it was saved. The key must hold ids only, no names.
    #[must_use]
    pub fn draft(mut self, t: T, key: impl Into<String>) -> Self {
        self.draft = Some((key.into(), t));
        self
    }

    /// Offers what was typed before instead of filling it in; the way out discards it.
    #[must_use]
    pub fn draft_asked(mut self) -> Self {
        self.draft_asked = true;
        self
    }

    /// Asks before it is sent while other forms of the page hold what was typed and not sent.
    #[must_use]
    pub fn leaves(mut self) -> Self {
        self.leaves = true;
        self
    }

    /// Lets the form send a file.
    #[must_use]
    pub fn multipart(mut self) -> Self {
        self.multipart = true;
        self
    }
}

/// A form that is nothing but one button.
#[derive(Template)]
#[template(path = "components/post_button.html")]
pub struct PostButton {
    /// Where it is sent.
    pub action: String,
    /// Token against forged requests.
    pub csrf: String,
    /// Token of this attempt.
    pub submit_token: String,
    /// Names and values that are sent.
    pub hidden: Vec<(&'static str, String)>,
    /// The button.
    pub button: Button,
}

/// A search. It is sent as a form: what people search for are names, which must not stand in an
/// address.
#[derive(Template)]
#[template(path = "components/search_box.html")]
pub struct SearchBox {
    /// Words of the reader.
    pub t: T,
    /// Where it is sent.
    pub action: String,
    /// Anti-forgery token of the session.
    pub csrf: String,
    /// Token that makes a double send count once.
    pub submit_token: String,
    /// What was searched.
    pub value: String,
    /// What can be searched here.
    pub label: Html,
    /// Why it was not searched for.
    pub error: Option<Html>,
}

/// One mistake and the field it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorItem {
    /// Id of the input; `None` when the mistake belongs to the whole form.
    pub input_id: Option<String>,
    /// What is wrong and how to mend it.
    pub message: Html,
}

/// All mistakes at once, first in the page, each linked to its field.
#[derive(Template)]
#[template(path = "components/error_summary.html")]
pub struct ErrorSummary {
    /// Words of the reader.
    pub t: T,
    /// The mistakes in the order of the fields.
    pub items: Vec<ErrorItem>,
}

impl ErrorSummary {
    /// The mistakes of some fields; `None` when there are none.
    #[must_use]
    pub fn of(t: T, fields: &[&Field]) -> Option<Self> {
        let items: Vec<_> = fields
            .iter()
            .filter_map(|field| {
                let message = field.error.clone()?;
                Some(ErrorItem { input_id: Some(field.input_id()), message })
            })
            .collect();
        if items.is_empty() { None } else { Some(Self { t, items }) }
    }
}
