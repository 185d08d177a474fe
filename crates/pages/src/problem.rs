//! Pages for what did not work, and the neutral page behind 「この画面をかくす」.

use crate::components::{
    Actions, Button, ButtonKind, Card, CardKind, Component as _, Facts, PageHead, Symbol,
};
use crate::html::{Html, T};
use crate::kit::Kit;
use crate::shell::HelpLine;
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

/// Who asks for help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Helped {
    /// The person or the family: those who support them are called.
    Own,
    /// A guest: the office that invites is called.
    Guest,
    /// A worker: the administrator of the office is asked.
    Worker,
    /// The administrator of an office.
    OfficeAdmin,
    /// The system administrator.
    SystemAdmin,
    /// Nobody is signed in.
    Nobody,
}

impl Helped {
    /// Whom to ask; `called`: the numbers to call stand above it.
    fn key(self, called: bool) -> &'static str {
        match self {
            Self::Own | Self::Guest if called => "help-call",
            Self::Own | Self::Guest | Self::Nobody => "help-person",
            Self::Worker => "help-worker",
            Self::OfficeAdmin => "help-office-admin",
            Self::SystemAdmin => "help-system-admin",
        }
    }

    /// The page of theirs that helps further: label and path.
    fn way(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Guest => Some(("help-guest-back", "/guest")),
            Self::OfficeAdmin => Some(("nav-staff", "/staff")),
            Self::SystemAdmin => Some(("support-title", "/orgs/support")),
            Self::Own | Self::Worker | Self::Nobody => None,
        }
    }
}

/// The help page.
#[derive(Debug)]
pub struct HelpView {
    /// Who reads.
    pub reader: Helped,
    /// Whom they call.
    pub lines: Vec<HelpLine>,
    /// Where the guided walk is; none without one, and within it none before its first step.
    pub walk: Option<Option<usize>>,
}

/// The help page: a human being first, with the number to press, then the few things that help
/// everywhere. The button that hides the screen is named to those who have it. In a demonstration
/// the walk begins here, and whoever left it goes on from the step where that was.
#[must_use]
pub fn help(t: T, view: &HelpView) -> Html {
    let HelpView { reader, lines, walk } = view;
    let mut keys = vec![reader.key(!lines.is_empty()), "help-words", "help-back"];
    match reader {
        Helped::Nobody => {}
        Helped::Guest => _ = keys.pop(),
        _ => keys.push("help-safe"),
    }
    let mut said = keys.into_iter().map(|key| paragraph(&t.s(key)));
    let first = said.next().unwrap_or_default();
    let body = Html::join([first, calls(t, lines)].into_iter().chain(said));
    let way = reader.way().map(|(key, to)| Button::link(t.s(key), ButtonKind::Primary, to));
    let mut buttons: Vec<Button> = way.into_iter().collect();
    buttons.push(Button::link(t.s("symbols-go"), ButtonKind::Secondary, "/help/symbols"));
    if let Some(Some(step)) = *walk {
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

/// One large button for each office: its name, and its number.
fn calls(t: T, lines: &[HelpLine]) -> Html {
    let buttons = lines.iter().map(|line| {
        let label = Html::join([
            t.known(&line.who),
            Html::rendered(format!("<br>{}", Html::text(&line.phone).together())),
        ]);
        let to = format!("tel:{}", line.dial());
        Button::link(Symbol::Phone.with(label), ButtonKind::Primary, to)
    });
    let buttons: Vec<Button> = buttons.collect();
    if buttons.is_empty() { Html::default() } else { Actions { buttons }.render_html() }
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
