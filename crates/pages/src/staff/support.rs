//! What can be sent to whoever helps, and what is never in it.

use crate::components::{
    Actions, Button, ButtonKind, Card, CardKind, Component as _, DataTable, Facts, PageHead,
};
use crate::html::{Html, T};
use crate::person::{code_key, columns, lines};
use crate::plan::{more, muted};

/// What the bundle says, for the page about it.
#[derive(Debug)]
pub struct SupportView {
    /// Label key and text of what stands above.
    pub facts: Vec<(&'static str, String)>,
    /// Keys of the configuration: key, where from, value.
    pub settings: Vec<[String; 3]>,
    /// The file, whole.
    pub file: String,
}

/// A code of the bundle in the reader's words; whoever helps reads the code in the file.
fn word(t: T, list: &str, code: &str) -> Html {
    let key = code_key(list, &code.replace(' ', "_"));
    if t.0.has(&key) { t.s(&key) } else { Html::text(code) }
}

/// What can be sent to whoever helps.
#[must_use]
pub fn support(t: T, view: &SupportView) -> Html {
    let get = Button::link(t.s("support-get"), ButtonKind::Primary, "/orgs/support/bundle.json");
    let list = |keys: &[&str]| lines(keys.iter().map(|key| t.s(key)));
    let inside = [
        "support-in-version",
        "support-in-settings",
        "support-in-counts",
        "support-in-jobs",
        "support-in-machine",
        "support-in-errors",
    ];
    let never = ["support-never-people", "support-never-texts", "support-never-secrets"];
    let rows = view
        .facts
        .iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(key, text)| (t.s(key), Html::text(text)))
        .collect();
    let settings = match view.settings.is_empty() {
        true => Html::default(),
        false => DataTable {
            caption: t.s("support-settings"),
            headers: ["support-key", "support-from", "support-value"].map(|key| t.s(key)).to_vec(),
            rows: view
                .settings
                .iter()
                .map(|[key, from, value]| {
                    vec![
                        word(t, "setting", key),
                        word(t, "setting-from", from),
                        word(t, "setting-value", value),
                    ]
                })
                .collect(),
        }
        .render_html(),
    };
    let whole = Html::rendered(format!("<pre class=\"paste\">{}</pre>", Html::text(&view.file)));
    Html::join([
        PageHead::new(t.s("support-title"))
            .lead(t.s("support-lead"))
            .back(t.s("orgs-title"), "/orgs")
            .render_html(),
        columns(
            Card::new(t.s("support-in"), list(&inside))
                .foot(Actions { buttons: vec![get] }.render_html())
                .render_html(),
            Card::new(t.s("support-never"), list(&never)).kind(CardKind::Quiet).render_html(),
        ),
        columns(
            settings,
            Card::new(t.s("support-now"), Facts { rows }.render_html()).render_html(),
        ),
        more(&t.s("support-whole"), &Html::join([muted(&t.s("support-whole-text")), whole]), false),
    ])
}
