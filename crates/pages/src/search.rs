//! Looking for words in what is written about the reader's people.

use jiff::civil::Date;
use tsumugi_domain::ids::PersonId;
use tsumugi_domain::person::Speaker;
use tsumugi_domain::search::Place;

use crate::components::{Card, Component as _, Empty, Field, PageHead, Pager};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::person::{lines, link};
use crate::plan::{muted, told_apart_by};

/// One finding.
#[derive(Debug)]
pub struct FindingLine<'a> {
    /// Whose record.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Its day.
    pub on: Date,
    /// Where it stands.
    pub place: Place,
    /// The text.
    pub text: &'a str,
}

/// The page.
#[derive(Debug)]
pub struct SearchView<'a> {
    /// What was looked for, as typed; empty at first.
    pub words: &'a str,
    /// What was found on this page.
    pub found: Vec<FindingLine<'a>>,
    /// All there are.
    pub count: usize,
    /// Which page, from 1.
    pub page: usize,
    /// How many pages.
    pub pages: usize,
    /// How many of each kind were looked through, where there are more.
    pub newest: Option<i64>,
}

/// The search box with what it found.
#[must_use]
pub fn page(kit: &Kit, view: &SearchView<'_>, errors: &Errors) -> Html {
    let t = kit.t();
    let head = PageHead::new(t.s("search-title"))
        .lead(t.s("search-lead"))
        .back(t.s("people-title"), "/people");
    let field = Field::line(t, "search", t.s("search-words"), view.words)
        .hint(t.s("search-words-hint"))
        .required();
    let (summary, field) = errors.fields(t, vec![field]);
    let form = kit.form("/search", field, "search-go").render_html();
    let body = match (view.words.is_empty() || !errors.is_empty(), view.found.is_empty()) {
        (true, _) => Html::default(),
        (false, true) => {
            Empty { title: t.s("search-none"), text: t.s("search-none-text"), action: None }
                .render_html()
        }
        (false, false) => found(t, view),
    };
    let cut = match view.newest {
        Some(most) => muted(&t.with("search-newest", &[("most", most.into())])),
        None => Html::default(),
    };
    Html::join([summary, head.render_html(), form, cut, body])
}

fn found(t: T, view: &SearchView<'_>) -> Html {
    let items = view.found.iter().map(|one| line(t, one));
    let title = t.with("search-count", &[("count", view.count.into())]);
    let pager = match view.pages {
        ..2 => Html::default(),
        pages => Pager {
            t,
            previous: (view.page > 1).then(|| format!("/search?page={}", view.page - 1)),
            next: (view.page < pages).then(|| format!("/search?page={}", view.page + 1)),
            position: t.with("page-of", &[("page", view.page.into()), ("pages", pages.into())]),
        }
        .render_html(),
    };
    Html::join([Card::new(title, lines(items.collect::<Vec<_>>())).render_html(), pager])
}

fn line(t: T, one: &FindingLine<'_>) -> Html {
    let place = t.s(name(one.place));
    let day = t.date_short(one.on);
    // Several findings about one person lead to different records.
    let about = Html::join([place.clone(), day.clone(), Html::short(one.text)]);
    let who = link(&path(one.place, one.person), &told_apart_by(&Html::text(&one.name), &about));
    Html::rendered(format!(
        "{who}　<span class=\"muted small\">{place}　<span class=\"nowrap\">{day}</span></span><br>{}",
        Html::user(one.text)
    ))
}

/// Where a text is read.
fn path(place: Place, person: PersonId) -> String {
    match place {
        Place::Voice(_) => format!("/people/{person}/voices"),
        Place::Concern(id) => format!("/people/{person}?concerns=all#concern-{id}"),
        Place::Monitoring(id) => format!("/monitorings/{id}"),
        Place::Meeting(id) | Place::Decision(id) => format!("/meetings/{id}"),
        Place::Goal(id) => format!("/plans/{id}"),
        Place::Need(id) => format!("/needs/{id}"),
        Place::Profile => format!("/people/{person}"),
    }
}

/// Key of the word for a kind of record.
fn name(place: Place) -> &'static str {
    match place {
        Place::Voice(Speaker::Person) => "search-place-voice-person",
        Place::Voice(Speaker::Family) => "search-place-voice-family",
        Place::Voice(Speaker::Supporter) => "search-place-voice-supporter",
        Place::Concern(_) => "search-place-concern",
        Place::Monitoring(_) => "search-place-monitoring",
        Place::Meeting(_) => "search-place-meeting",
        Place::Decision(_) => "search-place-decision",
        Place::Goal(_) => "search-place-goal",
        Place::Need(_) => "search-place-need",
        Place::Profile => "search-place-profile",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_concern_is_read_among_all_concerns() {
        let id = "0199ef77-5800-7d72-aea1-d9a31130d8de";
        let concern = Place::Concern(id.parse().expect("an id"));
        let path = path(concern, id.parse().expect("an id"));
        assert_eq!(path, format!("/people/{id}?concerns=all#concern-{id}"));
    }
}
