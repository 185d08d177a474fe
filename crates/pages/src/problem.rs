//! Pages for what did not work, and the neutral page behind 「この画面をかくす」.

use crate::components::{
    Actions, Button, ButtonKind, Card, CardKind, Component as _, Facts, PageHead,
};
use crate::html::{Html, T};
use crate::kit::Kit;
use crate::walk;

/// What is wrong, in a sentence, and the `way` on (label and path). What was `typed` stands there to be copied: it was not saved, and it is not lost.
#[must_use]
pub fn page(
    t: T,
    title: &str,
    text: &str,
    way: (&str, String),
    details: Vec<Html>,
    typed: &[String],
) -> Html {
    let head = PageHead::new(t.s(title)).lead(t.s(text));
    let on = Button::link(t.s(way.0), ButtonKind::Primary, way.1);
    let details = Html::join(details.into_iter().map(|detail| paragraph(&detail)));
    Html::join([
        head.render_html(),
        details,
        written(t, typed),
        crate::components::Actions { buttons: vec![on] }.render_html(),
    ])
}

fn written(t: T, typed: &[String]) -> Html {
    if typed.is_empty() {
        return Html::default();
    }
    let texts = typed
        .iter()
        .map(|text| Html::rendered(format!("<p class=\"kept\">{}</p>", Html::text(text))));
    let body = Html::join([paragraph(&t.s("problem-typed-text"))].into_iter().chain(texts));
    Card::new(t.s("problem-typed"), body).kind(CardKind::Warm).render_html()
}

/// The help page: a human being first, then the few things that help everywhere. The button that
/// hides the screen is named to those who have it. In a demonstration the `walk` begins here, and
/// whoever left it goes on from the step where that was.
#[must_use]
pub fn help(t: T, can_hide: bool, walk: Option<Option<usize>>) -> Html {
    let mut keys = vec!["help-person", "help-words", "help-back"];
    if can_hide {
        keys.push("help-safe");
    }
    let body = Html::join(keys.into_iter().map(|key| paragraph(&t.s(key))));
    let mut buttons = vec![Button::link(t.s("symbols-go"), ButtonKind::Secondary, "/help/symbols")];
    if let Some(Some(step)) = walk {
        buttons.push(Button::link(t.s("walk-resume"), ButtonKind::Secondary, walk::go(step)));
    }
    if walk.is_some() {
        buttons.push(Button::link(t.s("walk-start"), ButtonKind::Secondary, walk::go(1)));
    }
    Html::join([
        PageHead::new(t.s("help-title")).render_html(),
        Card::new(t.s("help-heading"), body).kind(CardKind::Warm).render_html(),
        Actions { buttons }.render_html(),
    ])
}

/// What runs here: its version, its licence, and where its source is found. The licence gives
/// every reader the right to the source of the very version that answers.
#[must_use]
pub fn about(t: T, version: &str, source: Option<&str>) -> Html {
    let at = match source {
        Some(address) => crate::person::link(address, &Html::text(address)),
        None => t.s("about-source-ask"),
    };
    let rows = vec![
        (t.s("about-version"), Html::text(version)),
        (t.s("about-licence"), t.s("about-licence-name")),
        (t.s("about-source"), at),
    ];
    Html::join([
        PageHead::new(t.s("about-title")).lead(t.s("about-lead")).render_html(),
        Card::new(t.s("app-name"), Facts { rows }.render_html()).render_html(),
        paragraph(&t.s("about-rights")),
    ])
}

/// The page that stands in for a hidden one: says nothing about anybody. Whoever hid a page finds
/// the way back to it (`way_back`).
#[must_use]
pub fn hidden(kit: &Kit, way_back: bool) -> Html {
    let t = kit.t();
    let go_on = || kit.post("/hidden/go-on", "hidden-go-on", ButtonKind::Quiet, vec![]);
    Html::join([
        PageHead::new(t.s("hidden-title")).render_html(),
        paragraph(&t.s("hidden-text")),
        if way_back { go_on() } else { Html::default() },
    ])
}

/// A paragraph of finished words.
#[must_use]
pub fn paragraph(text: &Html) -> Html {
    Html::rendered(format!("<p>{text}</p>"))
}
