//! Proving once more who one is.

use crate::components::{
    Actions, Button, ButtonKind, Component as _, Field, LineKind, PageHead, Width,
};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::problem::paragraph;

/// The question before something of weight.
#[derive(Debug)]
pub struct ProofView<'a> {
    /// Where the answer is sent.
    pub action: &'a str,
    /// The account has an authenticator.
    pub needs_code: bool,
    /// For so many minutes nobody is asked again.
    pub minutes: i64,
    /// The page from which the reader came.
    pub back: String,
    /// The reader has typed words that wait.
    pub typed: bool,
    /// What was sent, and waits.
    pub kept: Vec<(String, String)>,
}

/// Asks for password and code.
#[must_use]
pub fn ask(kit: &Kit, view: &ProofView<'_>, errors: &Errors) -> Html {
    let t = kit.t();
    let mut fields = vec![
        Field::line_of(t, "password", t.s("password"), "", LineKind::Password)
            .width(Width::Full)
            .required()
            .autocomplete("current-password"),
    ];
    if view.needs_code {
        fields.push(
            Field::line_of(t, "code", t.s("totp-code"), "", LineKind::Digits)
                .hint(t.s("totp-hint"))
                .required()
                .autocomplete("one-time-code"),
        );
    }
    let (summary, fields) = errors.fields(t, fields);
    let mut form = kit.form(view.action, fields, "proof-go").hidden("prove", "1");
    for (name, value) in &view.kept {
        form = form.hidden(name.clone(), value);
    }
    let form = form.cancel(t, view.back.as_str());
    let waits = if view.typed { paragraph(&t.s("proof-typed")) } else { Html::default() };
    Html::join([
        summary,
        PageHead::new(t.s("proof-title"))
            .lead(t.with("proof-lead", &[("minutes", view.minutes.into())]))
            .render_html(),
        waits,
        form.render_html(),
    ])
}

/// Leads on to the file that was wanted.
#[must_use]
pub fn proved(t: T, to: &str, back: &str) -> Html {
    let buttons = vec![
        Button::link(t.s("proved-go"), ButtonKind::Primary, to),
        Button::link(t.s("problem-back"), ButtonKind::Quiet, back),
    ];
    Html::join([
        PageHead::new(t.s("proved-title")).lead(t.s("proved-lead")).render_html(),
        Actions { buttons }.render_html(),
    ])
}
