//! Lists about several people, as pages and as files.

use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use tsumugi_app::list::{self, Listed, Want};
use tsumugi_domain::list::{Meetings, Needs, Order, Tasks};
use tsumugi_pages::list::{Row, Shown};

use crate::cx::User;

fn order(user: &User) -> Order {
    user.query.parsed("order").unwrap_or(Order::Day)
}

fn page(user: &User) -> Want {
    Want::Page(user.query.parsed("page").unwrap_or(1))
}

fn shown<X>(user: &User, found: &Listed<X>, which: &'static str) -> Shown {
    Shown { which, order: order(user), count: found.count, page: found.page, pages: found.pages }
}

fn rows<X>(found: &Listed<X>) -> Vec<Row<'_, X>> {
    found.rows.iter().map(|(person, one)| (person.id, person.name.full(), one)).collect()
}

/// A file for a spreadsheet program. Its name says nothing about anybody.
pub(crate) fn file(name: &str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"tsumugi-{name}.csv\"");
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    (headers, bytes).into_response()
}

pub(crate) async fn meetings(user: User) -> Response {
    let which = user.query.parsed("which").unwrap_or(Meetings::Open);
    let (order, want) = (order(&user), page(&user));
    match user.run(move |op| list::meetings(op, which, order, want)).await {
        Err(error) => error.page(&user),
        Ok(found) => {
            let shown = shown(&user, &found, which.code());
            let main = tsumugi_pages::list::meetings(user.t(), &shown, &rows(&found));
            user.page("list-meetings-title", main)
        }
    }
}

pub(crate) async fn meetings_file(user: User) -> Response {
    let which = user.query.parsed("which").unwrap_or(Meetings::Open);
    let (order, words) = (order(&user), user.words());
    match user.run(move |op| list::meetings_file(op, words, which, order)).await {
        Err(error) => error.page(&user),
        Ok(bytes) => file("meetings", bytes),
    }
}

pub(crate) async fn tasks(user: User) -> Response {
    let which = user.query.parsed("which").unwrap_or(Tasks::Mine);
    let (order, want) = (order(&user), page(&user));
    match user.run(move |op| list::tasks(op, which, order, want)).await {
        Err(error) => error.page(&user),
        Ok(found) => {
            let shown = shown(&user, &found, which.code());
            let today = tsumugi_app::op::local_day(user.now);
            let main = tsumugi_pages::list::tasks(user.t(), &shown, &rows(&found), today);
            user.page("list-tasks-title", main)
        }
    }
}

pub(crate) async fn tasks_file(user: User) -> Response {
    let which = user.query.parsed("which").unwrap_or(Tasks::Mine);
    let (order, words) = (order(&user), user.words());
    match user.run(move |op| list::tasks_file(op, words, which, order)).await {
        Err(error) => error.page(&user),
        Ok(bytes) => file("tasks", bytes),
    }
}

pub(crate) async fn needs(user: User) -> Response {
    let which = user.query.parsed("which").unwrap_or(Needs::Open);
    let (order, want) = (order(&user), page(&user));
    match user.run(move |op| list::needs(op, which, order, want)).await {
        Err(error) => error.page(&user),
        Ok(found) => {
            let shown = shown(&user, &found, which.code());
            let main = tsumugi_pages::list::needs(user.t(), &shown, &rows(&found));
            user.page("list-needs-title", main)
        }
    }
}

pub(crate) async fn needs_file(user: User) -> Response {
    let which = user.query.parsed("which").unwrap_or(Needs::Open);
    let (order, words) = (order(&user), user.words());
    match user.run(move |op| list::needs_file(op, words, which, order)).await {
        Err(error) => error.page(&user),
        Ok(bytes) => file("needs", bytes),
    }
}
