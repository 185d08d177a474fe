//! The reader's own sign-in: where it is open.

use jiff::civil::DateTime;
use tsumugi_domain::ids::SessionId;

use crate::components::{ButtonKind, Card, Chip, Component as _, Facts, PageHead, Tone};
use crate::html::{Html, T};
use crate::kit::Kit;
use crate::plan::muted;
use crate::problem::paragraph;

/// A place at which the reader is signed in.
#[derive(Debug)]
pub struct PlaceView {
    /// The session.
    pub id: SessionId,
    /// At what; empty when nobody can tell.
    pub device: String,
    /// Since when.
    pub since: DateTime,
    /// When it was last used.
    pub seen: DateTime,
    /// This very browser.
    pub here: bool,
}

/// What the page shows.
#[derive(Debug)]
pub struct SignInView {
    /// The places, the last used first.
    pub places: Vec<PlaceView>,
    /// After how many hours a session ends, and after how many minutes without use.
    pub ends: (i64, i64),
}

/// Where the reader is signed in. This one comes first, and is left by signing out.
#[must_use]
pub fn page(kit: &Kit, view: &SignInView) -> Html {
    let t = kit.t();
    let (here, others): (Vec<_>, Vec<_>) = view.places.iter().partition(|place| place.here);
    let all = match others.len() {
        0 | 1 => Html::default(),
        _ => kit.post(
            "/account/sessions/end-others",
            "session-end-others",
            ButtonKind::Secondary,
            vec![],
        ),
    };
    let ends = [("hours", view.ends.0.into()), ("minutes", view.ends.1.into())];
    let elsewhere = match others.is_empty() {
        true => paragraph(&t.s("session-nowhere-else")),
        false => Html::join([paragraph(&t.s("session-unknown")), all]),
    };
    Html::join([
        PageHead::new(t.s("account-title")).lead(t.s("account-lead")).render_html(),
        Html::join(here.into_iter().map(|place| card(kit, place))),
        Html::rendered(format!("<h2>{}</h2>", t.s("session-elsewhere"))),
        elsewhere,
        Html::join(others.into_iter().map(|place| card(kit, place))),
        muted(&t.with("session-ends", &ends)),
    ])
}

fn device(t: T, place: &PlaceView) -> Html {
    match place.device.as_str() {
        "" => t.s("session-device-unknown"),
        words => Html::text(words),
    }
}

fn card(kit: &Kit, place: &PlaceView) -> Html {
    let t = kit.t();
    let rows = vec![
        (t.s("session-since"), t.date_time(place.since)),
        (t.s("session-seen"), t.date_time(place.seen)),
    ];
    let facts = Facts { rows }.render_html();
    let name = device(t, place);
    if place.here {
        let mark = Chip::new(t.s("session-here"), Tone::Good).render_html();
        let mark = Html::rendered(format!("<p>{mark}</p>"));
        return Card::new(name, Html::join([mark, facts])).render_html();
    }
    let spoken = match place.device.as_str() {
        "" => t.plain("session-device-unknown"),
        words => words.to_owned(),
    };
    let spoken = format!("{} {spoken} {}", t.plain("session-end"), place.since);
    let to = format!("/account/sessions/{}/end", place.id);
    let end = kit.post_named(to, "session-end", ButtonKind::Quiet, spoken, vec![]);
    Card::new(name, facts).foot(end).render_html()
}
