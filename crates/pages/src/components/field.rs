//! Form fields: label, required mark, hint, input, error, always in this order.
//!
//! The first input of a field has the id `f-NAME`, so that an error summary can link to it.

use askama::Template;
use jiff::civil::Date;
use tsumugi_words::era;

use super::quote::Voice;
use crate::html::{Html, T};

/// What kind of one-line text is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineKind {
    /// Any text.
    #[default]
    Text,
    /// Digits only, for example a certificate number.
    Digits,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A secret; never printed back, never kept as a draft.
    Password,
}

impl LineKind {
    fn input_type(self) -> &'static str {
        match self {
            Self::Text | Self::Digits => "text",
            Self::Phone => "tel",
            Self::Email => "email",
            Self::Password => "password",
        }
    }
}

/// How wide a line is; the width hints at how much is expected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// As wide as the page allows.
    #[default]
    Full,
    /// About twenty letters: a name, a telephone number.
    Middle,
    /// About ten letters: a postcode, a time.
    Short,
}

/// The three parts of a date as they were typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateText {
    /// Year: `2026`, `R8`, `令和8`…
    pub year: String,
    /// Month.
    pub month: String,
    /// Day.
    pub day: String,
}

impl DateText {
    /// A day as people type it.
    #[must_use]
    pub fn of(day: Date) -> Self {
        Self {
            // The field says 年 itself.
            year: era::year_text(day).trim_end_matches('年').to_owned(),
            month: day.month().to_string(),
            day: day.day().to_string(),
        }
    }
}

/// One choice of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What it says.
    pub label: Html,
    /// A line under the label.
    pub hint: Option<Html>,
    /// Whether it is chosen.
    pub chosen: bool,
}

impl Choice {
    /// A choice without a hint.
    #[must_use]
    pub fn new(value: impl Into<String>, label: Html, chosen: bool) -> Self {
        Self { value: value.into(), label, hint: None, chosen }
    }

    /// Adds a line under the label.
    #[must_use]
    pub fn hint(mut self, hint: Html) -> Self {
        self.hint = Some(hint);
        self
    }
}

/// What a field is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Control {
    /// One line; sent as `NAME`.
    Line {
        /// What was typed.
        value: String,
        /// What kind of text.
        kind: LineKind,
        /// `autocomplete` token; `off` unless the data is the reader's own.
        autocomplete: &'static str,
        /// How wide.
        width: Width,
    },
    /// Several lines; sent as `NAME`.
    Area {
        /// What was typed.
        value: String,
        /// Lines shown at first.
        rows: u8,
    },
    /// One of a long list; sent as `NAME`.
    Select(Vec<Choice>),
    /// One of a few, all visible; sent as `NAME`.
    Radios(Vec<Choice>),
    /// Any of a few; `NAME` is sent once for each.
    Checks(Vec<Choice>),
    /// A date; sent as `NAME_year`, `NAME_month`, `NAME_day`.
    Date(DateText),
    /// A file; sent as `NAME` in a multipart form.
    File {
        /// File types, for example `.csv,.xlsx`.
        accept: &'static str,
    },
}

/// One question of a form.
#[derive(Clone, Template)]
#[template(path = "components/field.html")]
pub struct Field {
    /// Words of the reader.
    pub t: T,
    /// Name that is sent.
    pub name: String,
    /// The question.
    pub label: Html,
    /// How to answer, before the input.
    pub hint: Option<Html>,
    /// What is wrong and how to mend it.
    pub error: Option<Html>,
    /// Whether an answer is needed.
    pub required: bool,
    /// When an answer is needed, if that hangs on another one.
    pub needed_when: Option<Html>,
    /// What it is made of.
    pub control: Control,
    /// Whose words are asked: gives the field the colour of that voice.
    pub voice: Option<Voice>,
    /// Id when the same name stands on a page twice.
    pub id: Option<String>,
    /// Whether short choices such as ○ △ × stand side by side.
    pub row: bool,
    /// What it is about, where fields of the same label stand in several parts of a form.
    pub about: Option<Html>,
}

impl Field {
    /// A field of any kind.
    #[must_use]
    pub fn new(t: T, name: &str, label: Html, control: Control) -> Self {
        Self {
            t,
            name: name.to_owned(),
            label,
            hint: None,
            error: None,
            required: false,
            needed_when: None,
            control,
            voice: None,
            id: None,
            row: false,
            about: None,
        }
    }

    /// One line of text.
    #[must_use]
    pub fn line(t: T, name: &str, label: Html, value: &str) -> Self {
        Self::line_of(t, name, label, value, LineKind::Text)
    }

    /// One line of a certain kind.
    #[must_use]
    pub fn line_of(t: T, name: &str, label: Html, value: &str, kind: LineKind) -> Self {
        // A secret is never written back into the page.
        let value = if kind == LineKind::Password { String::new() } else { value.to_owned() };
        let width = if kind == LineKind::Text { Width::Full } else { Width::Middle };
        Self::new(t, name, label, Control::Line { value, kind, autocomplete: "off", width })
    }

    /// Several lines of text.
    #[must_use]
    pub fn area(t: T, name: &str, label: Html, value: &str) -> Self {
        Self::new(t, name, label, Control::Area { value: value.to_owned(), rows: 3 })
    }

    /// One of a long list.
    #[must_use]
    pub fn select(t: T, name: &str, label: Html, choices: Vec<Choice>) -> Self {
        Self::new(t, name, label, Control::Select(choices))
    }

    /// One of a few.
    #[must_use]
    pub fn radios(t: T, name: &str, label: Html, choices: Vec<Choice>) -> Self {
        Self::new(t, name, label, Control::Radios(choices))
    }

    /// Any of a few.
    #[must_use]
    pub fn checks(t: T, name: &str, label: Html, choices: Vec<Choice>) -> Self {
        Self::new(t, name, label, Control::Checks(choices))
    }

    /// A date.
    #[must_use]
    pub fn date(t: T, name: &str, label: Html, value: DateText) -> Self {
        Self::new(t, name, label, Control::Date(value))
    }

    /// A file.
    #[must_use]
    pub fn file(t: T, name: &str, label: Html, accept: &'static str) -> Self {
        Self::new(t, name, label, Control::File { accept })
    }

    /// Adds how to answer.
    #[must_use]
    pub fn hint(mut self, hint: Html) -> Self {
        self.hint = Some(hint);
        self
    }

    /// Adds what is wrong, when something is.
    #[must_use]
    pub fn error(mut self, error: Option<Html>) -> Self {
        self.error = error;
        self
    }

    /// Says that an answer is needed.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Says in which case an answer is needed; the browser does not check it.
    #[must_use]
    pub fn needed_when(mut self, case: Html) -> Self {
        self.needed_when = Some(case);
        self
    }

    /// Says whose words are asked.
    #[must_use]
    pub fn voice(mut self, voice: Voice) -> Self {
        self.voice = Some(voice);
        self
    }

    /// Gives it another id, because the name stands on the page twice.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Says what it is about, so that an error summary tells it from others of the same label.
    #[must_use]
    pub fn about(mut self, about: Html) -> Self {
        self.about = Some(about);
        self
    }

    /// Puts short choices side by side.
    #[must_use]
    pub fn in_row(mut self) -> Self {
        self.row = true;
        self
    }

    /// Changes the width of a line.
    #[must_use]
    pub fn width(mut self, wanted: Width) -> Self {
        if let Control::Line { width, .. } = &mut self.control {
            *width = wanted;
        }
        self
    }

    /// Changes the lines shown by an area.
    #[must_use]
    pub fn rows(mut self, wanted: u8) -> Self {
        if let Control::Area { rows, .. } = &mut self.control {
            *rows = wanted;
        }
        self
    }

    /// Lets the browser fill in the reader's own data.
    #[must_use]
    pub fn autocomplete(mut self, token: &'static str) -> Self {
        if let Control::Line { autocomplete, .. } = &mut self.control {
            *autocomplete = token;
        }
        self
    }

    /// Id of the first input, the target of the error summary.
    #[must_use]
    pub fn input_id(&self) -> String {
        self.id.clone().unwrap_or_else(|| format!("f-{}", self.name))
    }

    /// Whether something is chosen, and not written.
    #[must_use]
    pub fn is_chosen(&self) -> bool {
        match self.control {
            Control::Select(_) | Control::Radios(_) | Control::Checks(_) | Control::File { .. } => {
                true
            }
            Control::Line { .. } | Control::Area { .. } | Control::Date(_) => false,
        }
    }

    /// Whether it is this name or id.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        self.name == name || self.id.as_deref() == Some(name)
    }

    fn is_group(&self) -> bool {
        matches!(self.control, Control::Radios(_) | Control::Checks(_) | Control::Date(_))
    }

    fn class(&self) -> String {
        let voice = self.voice.map(Voice::class).unwrap_or_default();
        let error = if self.error.is_some() { " field-wrong" } else { "" };
        format!("field{error} {voice}").trim_end().to_owned()
    }

    /// The attributes that tie hint and error to the input.
    fn tied(&self) -> Html {
        let id = self.input_id();
        let mut ids = Vec::new();
        if self.hint.is_some() {
            ids.push(format!("{id}-hint"));
        }
        if self.error.is_some() {
            ids.push(format!("{id}-error"));
        }
        let mut out = String::new();
        if !ids.is_empty() {
            let ids = Html::text(&ids.join(" "));
            out.push_str(&format!(" aria-describedby=\"{ids}\""));
        }
        if self.error.is_some() && !matches!(self.control, Control::Checks(_)) {
            out.push_str(" aria-invalid=\"true\"");
        }
        if self.required && !matches!(self.control, Control::Checks(_)) {
            out.push_str(" required");
        }
        Html::rendered(out)
    }

    /// Each choice with its id; the first one carries the id of the field.
    fn numbered<'a>(&self, choices: &'a [Choice]) -> Vec<(String, &'a Choice)> {
        let id = self.input_id();
        let name = |at: usize| if at == 0 { id.clone() } else { format!("{id}-{}", at + 1) };
        choices.iter().enumerate().map(|(at, choice)| (name(at), choice)).collect()
    }

    fn radios_or_checks(&self) -> Option<(&'static str, Vec<(String, &Choice)>)> {
        match &self.control {
            Control::Radios(choices) => Some(("radio", self.numbered(choices))),
            Control::Checks(choices) => Some(("checkbox", self.numbered(choices))),
            _ => None,
        }
    }
}

impl Width {
    fn class(self) -> &'static str {
        match self {
            Self::Full => "input",
            Self::Middle => "input input-middle",
            Self::Short => "input input-short",
        }
    }
}

/// Fields that belong together, with a legend.
#[derive(Template)]
#[template(path = "components/field_group.html")]
pub struct FieldGroup {
    /// What they are about.
    pub legend: Html,
    /// A sentence under the legend.
    pub hint: Option<Html>,
    /// The rendered fields.
    pub fields: Html,
}

/// A part of a form that belongs to some choices of a group of radios. With scripts it shows only
/// while one of them is made; without, it always stands there, so it needs a heading of its own.
#[must_use]
pub fn shown_for(name: &str, choices: &[&str], part: &Html) -> Html {
    Html::rendered(format!(
        "<div data-shown-for=\"{}\" data-shown-when=\"{}\">{part}</div>",
        Html::text(name),
        Html::text(&choices.join(" "))
    ))
}
