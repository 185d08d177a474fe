//! Looking for words.

use axum::response::Response;
use tsumugi_app::Problems;
use tsumugi_app::search::{self, Findings};
use tsumugi_pages::search::{FindingLine, SearchView};

use crate::cx::{Posted, User};
use crate::error::WebError;
use crate::form::errors;

pub(crate) async fn page(user: User) -> Response {
    let words = user.signed().session.word_search.clone();
    let (wanted, page) = (words.clone(), user.query.parsed("page").unwrap_or(1));
    match user.run(move |op| search::find(op, &wanted, page)).await {
        Err(error) => error.page(&user),
        Ok(found) => shown(&user, &words, &found, &Problems::new()),
    }
}

fn shown(user: &User, words: &str, found: &Findings, problems: &Problems) -> Response {
    let errors = errors(user.t(), problems);
    let lines = found.found.iter().map(|one| FindingLine {
        person: one.person.id,
        name: one.person.name.full(),
        on: one.on,
        place: one.place,
        text: &one.text,
    });
    let view = SearchView {
        words,
        found: lines.collect(),
        count: found.count,
        page: found.page,
        pages: found.pages,
        newest: found.newest,
    };
    let main = tsumugi_pages::search::page(&user.kit(), &view, &errors);
    match errors.is_empty() {
        true => user.page("search-title", main),
        false => user.page_with_errors("search-title", None, main),
    }
}

pub(crate) async fn ask(Posted { user, form }: Posted) -> Response {
    let (session, words) = (user.signed().session.id, form.text("search"));
    let sent = words.clone();
    match user.submit(&form, move |op| search::ask(op, session, &sent)).await {
        Ok(()) => user.go("/search", "searched"),
        Err(WebError::Invalid(problems)) => shown(&user, &words, &Findings::default(), &problems),
        Err(error) => error.page(&user),
    }
}
