//! The guided walk through a demonstration region: which step the reader is at stays in a cookie,
//! and a step finds its page when it is asked for.

use axum::response::{IntoResponse as _, Redirect, Response};
use tsumugi_app::home::{self, Home};
use tsumugi_app::list::{self, Listed, Want};
use tsumugi_app::{Op, Result};
use tsumugi_domain::ids::PersonId;
use tsumugi_domain::list::{Meetings, Needs, Order};
use tsumugi_domain::policy::Who;
use tsumugi_pages::Html;
use tsumugi_pages::walk::{Stop, of};

use crate::cx::{Cx, User};
use crate::error::WebError;

/// The cookie with the step; [`OVER`] when the reader left the walk.
pub(crate) const COOKIE: &str = "tsumugi-walk";
const OVER: &str = "over";

/// A walk begins with the first sign-in, and again for whoever signs in next; who left it is left
/// in peace.
pub(crate) fn begin(cx: &Cx, response: &mut Response) {
    if cx.walk != OVER {
        cx.set_cookie(response, COOKIE, "1", None);
    }
}

/// The strip of the walk: in a demonstration region, for those who have not left it.
pub(crate) fn strip(cx: &Cx) -> Html {
    let step = cx.walk.parse().unwrap_or_default();
    cx.shown().map_or_else(Html::default, |signed| {
        let walk = of(signed.demo, &signed.actor.who);
        tsumugi_pages::walk::strip(cx.t(), walk, step)
    })
}

/// `/walk/go`: remembers the step and leads to its page, or ends the walk.
pub(crate) async fn go(user: User) -> Response {
    let walk = of(user.signed().demo, &user.signed().actor.who);
    if walk.is_empty() {
        return WebError::Hidden.page(&user);
    }
    let step = user.query.parsed::<usize>("step").filter(|step| *step > 0);
    let stop = step.and_then(|step| walk.get(step - 1));
    let (Some(step), Some(stop)) = (step, stop.copied()) else {
        return remember(&user, OVER, "/");
    };
    match place(&user, stop).await {
        Ok(path) => remember(&user, &step.to_string(), &path),
        Err(error) => error.page(&user),
    }
}

fn remember(user: &User, step: &str, path: &str) -> Response {
    let mut response = Redirect::to(path).into_response();
    user.set_cookie(&mut response, COOKIE, step, None);
    response
}

/// The page on which a step is done.
async fn place(user: &User, stop: Stop) -> std::result::Result<String, WebError> {
    if let Who::Person(person) = user.signed().actor.who {
        return Ok(own_place(person, stop));
    }
    user.run(move |op| match stop {
        Stop::Minutes => minutes(op),
        Stop::Need => need(op),
        Stop::Answer => answer(op),
        Stop::Inbox | Stop::Issue | Stop::Reply => council(op, stop),
        _ => Ok(among(&home::worker_home(op)?, stop)),
    })
    .await
}

fn own_place(person: PersonId, stop: Stop) -> String {
    match stop {
        Stop::OwnSay => format!("/people/{person}/voices/new"),
        Stop::OwnAnswers => "/me/answers".to_owned(),
        Stop::OwnShare => format!("/people/{person}/consents"),
        Stop::OwnLooks => format!("/people/{person}/looks"),
        _ => "/me".to_owned(),
    }
}

/// A page of somebody for whom something waits; a list where nothing does.
fn among(home: &Home, stop: Stop) -> String {
    let concern = home.concerns.first();
    let meetings = || home.today.iter().chain(&home.next).chain(&home.calling);
    let person = concern
        .map(|(person, _)| person.id)
        .or_else(|| home.due.first().map(|due| due.person.id))
        .or_else(|| meetings().next().map(|(person, _)| person.id));
    // The newest is the one that the walker has just called.
    let meeting = meetings().map(|(_, meeting)| meeting).max_by_key(|meeting| meeting.id);
    let about = |tail: &str| {
        person.map_or("/people".to_owned(), |person| format!("/people/{person}{tail}"))
    };
    let at = |tail: &str| {
        meeting.map_or("/meetings".to_owned(), |meeting| format!("/meetings/{}{tail}", meeting.id))
    };
    match stop {
        Stop::Request => match home.requests.first() {
            Some((_, request)) => format!("/requests/{}", request.id),
            None => "/home".to_owned(),
        },
        Stop::Monitoring => about("/monitorings/new"),
        Stop::Concern => about("#concerns"),
        Stop::Call => match concern {
            Some((person, concern)) => format!("/people/{}/call?concern={}", person.id, concern.id),
            None => about("/call"),
        },
        Stop::Meeting => at(""),
        Stop::Decide => at("#decisions"),
        // Before it has a day, there is nothing to close.
        Stop::Close if meeting.is_some_and(|meeting| meeting.slot().is_some()) => at("/close"),
        Stop::Close => at(""),
        _ => about(""),
    }
}

fn first<X>(found: Listed<X>) -> Option<(PersonId, X)> {
    found.rows.into_iter().next().map(|(person, row)| (person.id, row))
}

fn minutes(op: &Op<'_>) -> Result<String> {
    let closed = list::meetings(op, Meetings::Closed, Order::Day, Want::Page(1))?;
    Ok(first(closed)
        .map_or("/meetings".to_owned(), |(_, meeting)| format!("/meetings/{}/minutes", meeting.id)))
}

fn need(op: &Op<'_>) -> Result<String> {
    let open = list::needs(op, Needs::Open, Order::Day, Want::Page(1))?;
    Ok(first(open).map_or("/needs".to_owned(), |(_, need)| format!("/needs/{}", need.id)))
}

fn answer(op: &Op<'_>) -> Result<String> {
    let reported = list::needs(op, Needs::Reported, Order::Day, Want::Page(1))?;
    Ok(first(reported)
        .map_or("/needs".to_owned(), |(person, _)| format!("/people/{person}/thread")))
}

fn council(op: &Op<'_>, stop: Stop) -> Result<String> {
    Ok(match stop {
        Stop::Issue => "/council/issues/new".to_owned(),
        Stop::Reply => tsumugi_app::council::issues(op)?
            .first()
            .map_or("/council".to_owned(), |issue| format!("/council/issues/{}", issue.id)),
        _ => "/council".to_owned(),
    })
}
