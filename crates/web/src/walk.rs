//! The guided walk through a demonstration region: where the reader is stays in a cookie, and a
//! step finds its page when it is asked for.

use axum::response::{IntoResponse as _, Redirect, Response};
use tsumugi_app::walk::{self, Place, Spot};
use tsumugi_domain::ids::PersonId;
use tsumugi_domain::seen::mark;
use tsumugi_domain::walk::{Stop, of};
use tsumugi_pages::Html;
use tsumugi_pages::walk::Now;

use crate::cx::{Cx, User};
use crate::error::WebError;

/// The cookie with the place in the walk.
pub(crate) const COOKIE: &str = "tsumugi-walk";
const LEFT: &str = "left";
const ELSEWHERE: &str = "elsewhere";

/// Where the reader of a walk is, as the cookie keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct At {
    step: usize,
    /// Whom the walk follows.
    person: Option<PersonId>,
    /// The mark of the page to which the step led; empty before it was opened.
    page: String,
    /// Led to somebody else's page.
    elsewhere: bool,
    /// The reader left the walk.
    left: bool,
}

impl At {
    fn read(cookie: &str) -> Self {
        let mut parts = cookie.split('~');
        let mut next = || parts.next().unwrap_or_default();
        let step = next().parse().unwrap_or_default();
        let (person, page) = (next().parse().ok(), next().to_owned());
        let rest = next();
        Self { step, person, page, elsewhere: rest == ELSEWHERE, left: rest == LEFT }
    }

    fn write(&self) -> String {
        let person = self.person.map_or_else(String::new, |person| person.to_string());
        let rest = match (self.left, self.elsewhere) {
            (true, _) => LEFT,
            (false, true) => ELSEWHERE,
            (false, false) => "",
        };
        format!("{}~{person}~{}~{rest}", self.step, self.page)
    }

    fn keep(&self, cx: &Cx, response: &mut Response) {
        cx.set_cookie(response, COOKIE, &self.write(), None);
    }
}

/// A walk begins with the first sign-in, and again for whoever signs in next; who left it is left
/// in peace.
pub(crate) fn begin(cx: &Cx, response: &mut Response) {
    let left = At::read(&cx.walk).left;
    At { step: usize::from(!left), left, ..At::default() }.keep(cx, response);
}

/// The strip of the walk: in a demonstration region, for those who have not left it.
pub(crate) fn strip(cx: &Cx) -> Html {
    let at = At::read(&cx.walk);
    let Some(signed) = cx.shown().filter(|_| !at.left) else { return Html::default() };
    let here = at.page == mark(&cx.path);
    let opened = !at.page.is_empty();
    let now = Now { step: at.step, opened, here, elsewhere: at.elsewhere && here };
    tsumugi_pages::walk::strip(cx.t(), of(signed.demo, &signed.actor.who), now)
}

/// Moves the walk on when the form that was sent is what its step is about: nobody is told to do
/// what they have just done. At the last step the end is still the reader's to press.
pub(crate) fn was_done(user: &User, response: &mut Response) {
    let at = At::read(&user.walk);
    let walk = of(user.signed().demo, &user.signed().actor.who);
    let stop = at.step.checked_sub(1).and_then(|step| walk.get(step));
    let fits = stop.is_some_and(|stop| is_form_of(*stop, &user.path));
    if fits && !at.left && at.step < walk.len() {
        let next = At { step: at.step + 1, page: String::new(), elsewhere: false, ..at };
        next.keep(user, response);
    }
}

/// Whether sending a form to a path does what a step is about. Steps that are only read have none.
fn is_form_of(stop: Stop, path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    matches!(
        (stop, parts.as_slice()),
        (Stop::Monitoring, ["people", _, "monitorings"])
            | (Stop::Concern, ["people", _, "concerns"])
            | (Stop::Call, ["people", _, "meetings" | "requests"])
            | (Stop::Meeting, ["meetings", _, "fix" | "day"])
            | (Stop::Decide, ["meetings", _, "decisions"])
            | (Stop::Close, ["meetings", _, "close"])
            | (Stop::Minutes, ["meetings", _, "minutes", "confirm"])
            | (Stop::Need, ["needs", _, "report" | "keep"])
            | (Stop::Request, ["requests", _, "merge" | "decline"] | ["people", _, "meetings"])
            | (Stop::Issue, ["council", "issues"])
            | (Stop::Reply, ["council", "issues", _, "answers"])
            | (Stop::OwnSay, ["people", _, "voices"])
            | (Stop::OwnAnswers, ["me", "answers", ..])
            | (Stop::OwnShare, ["people", _, "consents", ..])
    )
}

/// The step at which a reader takes the walk up again, where there is one to go on with.
pub(crate) fn resume(cx: &Cx) -> Option<usize> {
    let at = At::read(&cx.walk);
    let walk = cx.shown().map_or(&[][..], |signed| of(signed.demo, &signed.actor.who));
    (at.left && (2..=walk.len()).contains(&at.step)).then_some(at.step)
}

/// `/walk/go`: remembers the step and leads to its page, or ends the walk.
pub(crate) async fn go(user: User) -> Response {
    let walk = of(user.signed().demo, &user.signed().actor.who);
    if walk.is_empty() {
        return WebError::Hidden.page(&user);
    }
    let before = At::read(&user.walk);
    let step = user.query.parsed::<usize>("step").filter(|step| *step > 0);
    let stop = step.and_then(|step| walk.get(step - 1));
    let (Some(step), Some(stop)) = (step, stop.copied()) else {
        return leave(&user, &before, walk.len());
    };
    let followed = before.person.filter(|_| step > 1);
    match user.run(move |op| walk::place(op, stop, followed)).await {
        Ok(found) => lead(&user, (step, stop), found),
        Err(error) => error.page(&user),
    }
}

fn lead(user: &User, (step, stop): (usize, Stop), found: Place) -> Response {
    let path = path(stop, found.spot);
    // Which page it was is all that has to be known of it.
    let page = mark(&path.split(['?', '#']).next().unwrap_or_default());
    let Place { followed: person, elsewhere, .. } = found;
    let mut response = Redirect::to(&path).into_response();
    At { step, person, page, elsewhere, left: false }.keep(user, &mut response);
    response
}

/// Who leaves in the middle can go on from there, with the same person; who is through begins anew.
fn leave(user: &User, at: &At, steps: usize) -> Response {
    let (step, person) = if at.step < steps { (at.step, at.person) } else { (0, None) };
    let mut response = Redirect::to("/").into_response();
    At { step, person, left: true, ..At::default() }.keep(user, &mut response);
    response
}

/// The page of what there is for a step.
fn path(stop: Stop, spot: Spot) -> String {
    match (stop, spot) {
        (_, Spot::Person(person)) => format!("/people/{person}{}", page_of_person(stop)),
        (_, Spot::Concern(person, concern)) => format!("/people/{person}/call?concern={concern}"),
        (_, Spot::Request(request)) => format!("/requests/{request}"),
        (Stop::Decide, Spot::Meeting(meeting)) => format!("/meetings/{meeting}#decisions"),
        (Stop::Close, Spot::Meeting(meeting)) => format!("/meetings/{meeting}/close"),
        (Stop::Minutes, Spot::Meeting(meeting)) => format!("/meetings/{meeting}/minutes"),
        (_, Spot::Meeting(meeting)) => format!("/meetings/{meeting}"),
        (_, Spot::Need(need)) => format!("/needs/{need}"),
        (_, Spot::Issue(issue)) => format!("/council/issues/{issue}"),
        (_, Spot::Nobody) => page_of_nobody(stop).to_owned(),
    }
}

fn page_of_person(stop: Stop) -> &'static str {
    match stop {
        Stop::Monitoring => "/monitorings/new",
        Stop::Concern => "#concerns",
        Stop::Call => "/call",
        Stop::Answer => "/thread",
        Stop::OwnSay => "/voices/new",
        Stop::OwnShare => "/consents",
        Stop::OwnLooks => "/looks",
        _ => "",
    }
}

fn page_of_nobody(stop: Stop) -> &'static str {
    match stop {
        Stop::Request => "/home",
        Stop::Meeting | Stop::Decide | Stop::Close | Stop::Minutes => "/meetings",
        Stop::Need | Stop::Answer => "/needs",
        Stop::Inbox | Stop::Reply => "/council",
        Stop::Issue => "/council/issues/new",
        Stop::OwnAnswers => "/me/answers",
        Stop::OwnWords => "/me",
        _ => "/people",
    }
}
