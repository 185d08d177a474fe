//! Homes: what is due, what hangs in the air, who waits for me.

use crate::components::{
    Button, ButtonKind, Card, CardKind, Chip, Component as _, Empty, NextStep, PageHead, Tone,
};
use crate::html::{Html, T};
use crate::person::{lines, link};
use crate::plan::{more, told_apart_by};

/// So many lines of a group are seen at first.
const AT_FIRST: usize = 6;

/// One line of a home: a link, a note and a mark.
#[derive(Debug)]
pub struct HomeLine {
    /// Whom or what it is about.
    pub title: Html,
    /// Where it leads.
    pub href: String,
    /// When, who, how long.
    pub note: Html,
    /// A mark.
    pub chip: Option<(Html, Tone)>,
}

/// One group of lines.
#[derive(Debug)]
pub struct HomeGroup {
    /// Key of its heading.
    pub title: &'static str,
    /// Key of the sentence when it is empty.
    pub empty: &'static str,
    /// The lines.
    pub lines: Vec<HomeLine>,
}

/// A worker's home.
#[derive(Debug)]
pub struct HomeView {
    /// Greeting, ready to show.
    pub greeting: Html,
    /// Key of the sentence under it: what stands here for this role.
    pub lead: &'static str,
    /// The one next step: what, why, label, path.
    pub next: Option<(Html, Html, Html, String)>,
    /// The groups, most pressing first.
    pub groups: Vec<HomeGroup>,
    /// Large ways in: label key and path.
    pub doors: Vec<(&'static str, String)>,
}

/// A worker's home.
#[must_use]
pub fn page(t: T, view: &HomeView) -> Html {
    let mut head = PageHead::new(view.greeting.clone()).lead(t.s(view.lead));
    // A door that the next step leads through needs no second handle.
    let next = view.next.as_ref().map(|(_, _, _, href)| href);
    let doors = view.doors.iter().filter(|(_, href)| next != Some(href));
    for (at, (key, href)) in doors.enumerate() {
        let kind = if at == 0 { ButtonKind::Secondary } else { ButtonKind::Quiet };
        head = head.action(Button::link(t.s(key), kind, href.clone()));
    }
    let next = view.next.as_ref().map_or_else(Html::default, |(what, why, label, href)| {
        NextStep {
            t,
            what: what.clone(),
            why: Some(why.clone()),
            actions: vec![Button::link(label.clone(), ButtonKind::Primary, href.clone())],
        }
        .render_html()
    });
    // What holds nothing stands last, so that nobody scrolls past it to what waits.
    let (quiet, waiting): (Vec<_>, Vec<_>) =
        view.groups.iter().partition(|group| group.lines.is_empty());
    let groups = Html::join(waiting.into_iter().chain(quiet).map(|group| card(t, group)));
    Html::join([
        head.render_html(),
        next,
        Html::rendered(format!("<div class=\"home-groups\">{groups}</div>")),
    ])
}

fn card(t: T, group: &HomeGroup) -> Html {
    if group.lines.is_empty() {
        let body = Html::rendered(format!("<p class=\"muted\">{}</p>", t.s(group.empty)));
        return Card::new(t.s(group.title), body).kind(CardKind::Quiet).render_html();
    }
    let items: Vec<Html> = group.lines.iter().map(line_of).collect();
    let count = t.with("home-count", &[("count", items.len().into())]);
    let heading = Html::join([t.s(group.title), Html::text("　"), count]);
    // A fold for one line would only hide it.
    let rest = items.len().saturating_sub(AT_FIRST);
    let shown = if rest > 1 { AT_FIRST } else { items.len() };
    let mut body = lines(items[..shown].to_vec());
    if rest > 1 {
        let label = t.with("home-more", &[("count", rest.into())]);
        let label = told_apart_by(&label, &t.s(group.title));
        body = Html::join([body, more(&label, &lines(items[shown..].to_vec()), false)]);
    }
    Card::new(heading, body).render_html()
}

fn line_of(line: &HomeLine) -> Html {
    let chip = line
        .chip
        .as_ref()
        .map_or_else(Html::default, |(label, tone)| Chip::new(label.clone(), *tone).render_html());
    // One name stands on the page for several things: the link says which one it leads to.
    let title = told_apart_by(&line.title, &line.note);
    Html::rendered(format!(
        "{} {chip}<br><span class=\"muted small\">{}</span>",
        link(&line.href, &title),
        line.note
    ))
}

/// The home of somebody who has no people and no council: says who to ask.
#[must_use]
pub fn nothing(t: T) -> Html {
    Empty { title: t.s("home-nothing"), text: t.s("home-nothing-text"), action: None }.render_html()
}
