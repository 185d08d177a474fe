//! The guided walk through a demonstration region: where the reader is stays in a cookie, and a
//! step finds its page when it is asked for. The walk of a worker follows one person as far as it
//! can.

use axum::response::{IntoResponse as _, Redirect, Response};
use tsumugi_app::home::{self, Home, PersonRef};
use tsumugi_app::list::{self, Listed, Want};
use tsumugi_app::{Op, Result};
use tsumugi_domain::community::UnmetNeed;
use tsumugi_domain::ids::PersonId;
use tsumugi_domain::list::{Meetings, Needs, Order};
use tsumugi_domain::meeting::Meeting;
use tsumugi_domain::policy::Who;
use tsumugi_pages::Html;
use tsumugi_pages::walk::{Now, Stop, of};

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
    /// Where the step led; empty before it was opened.
    path: String,
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
        let (person, path) = (next().parse().ok(), next().to_owned());
        let rest = next();
        Self { step, person, path, elsewhere: rest == ELSEWHERE, left: rest == LEFT }
    }

    fn write(&self) -> String {
        let person = self.person.map_or_else(String::new, |person| person.to_string());
        let rest = match (self.left, self.elsewhere) {
            (true, _) => LEFT,
            (false, true) => ELSEWHERE,
            (false, false) => "",
        };
        format!("{}~{person}~{}~{rest}", self.step, self.path)
    }

    /// The page of the step, without the place on it.
    fn page(&self) -> &str {
        self.path.split(['?', '#']).next().unwrap_or_default()
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
    let now = Now {
        step: at.step,
        opened: !at.path.is_empty(),
        here: at.page() == cx.path,
        elsewhere: at.elsewhere && at.page() == cx.path,
    };
    tsumugi_pages::walk::strip(cx.t(), of(signed.demo, &signed.actor.who), now)
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
        return leave(&user, before, walk.len());
    };
    let followed = before.person.filter(|_| step > 1);
    match place(&user, walk, stop, followed).await {
        Ok(found) => lead(&user, &At { step, ..found }),
        Err(error) => error.page(&user),
    }
}

fn lead(user: &User, at: &At) -> Response {
    let mut response = Redirect::to(&at.path).into_response();
    at.keep(user, &mut response);
    response
}

/// Who leaves in the middle can go on from there; who is through begins anew.
fn leave(user: &User, at: At, steps: usize) -> Response {
    let step = if at.step < steps { at.step } else { 0 };
    let mut response = Redirect::to("/").into_response();
    At { step, left: true, ..at }.keep(user, &mut response);
    response
}

/// The page on which a step is done, and whom the walk follows.
async fn place(
    user: &User,
    walk: &'static [Stop],
    stop: Stop,
    followed: Option<PersonId>,
) -> std::result::Result<At, WebError> {
    if let Who::Person(person) = user.signed().actor.who {
        return Ok(At { path: own_place(person, stop), ..At::default() });
    }
    user.run(move |op| match stop {
        Stop::Inbox | Stop::Issue | Stop::Reply => {
            Ok(At { path: council(op, stop)?, ..At::default() })
        }
        _ => Ok(Found::gather(op)?.place(walk, stop, followed)),
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

/// What a worker's people have to show.
struct Found {
    home: Home,
    closed: Listed<Meeting>,
    open: Listed<UnmetNeed>,
    reported: Listed<UnmetNeed>,
}

impl Found {
    fn gather(op: &Op<'_>) -> Result<Self> {
        let needs = |which| list::needs(op, which, Order::Day, Want::Page(1));
        Ok(Self {
            home: home::worker_home(op)?,
            closed: list::meetings(op, Meetings::Closed, Order::Day, Want::Page(1))?,
            open: needs(Needs::Open)?,
            reported: needs(Needs::Reported)?,
        })
    }

    /// Everybody for whom something waits or was done, the nearest first.
    fn people(&self) -> Vec<PersonId> {
        let mut people: Vec<PersonId> = self.home.due.iter().map(|due| due.person.id).collect();
        people.extend(self.home.concerns.iter().map(|(person, _)| person.id));
        people.extend(self.home.requests.iter().map(|(person, _)| person.id));
        people.extend(self.meetings().map(|(person, _)| person.id));
        people.extend(self.closed.rows.iter().map(|(person, _)| person.id));
        let needs = self.open.rows.iter().chain(&self.reported.rows);
        people.extend(needs.map(|(person, _)| person.id));
        people
    }

    fn meetings(&self) -> impl Iterator<Item = &(PersonRef, Meeting)> {
        self.home.today.iter().chain(&self.home.next).chain(&self.home.calling)
    }

    /// Whom a walk can follow through the most steps; of several the one for whom most is waiting.
    fn best(&self, walk: &[Stop]) -> Option<PersonId> {
        let waiting = |stop: &Stop, person| self.own(*stop, person).is_some();
        let count = |person: PersonId| {
            let own = walk.iter().filter(|stop| waiting(stop, person)).count();
            let pages = walk.iter().filter(|stop| about(**stop).is_some() || waiting(stop, person));
            (pages.count(), own)
        };
        // Of equals the last one wins.
        self.people().into_iter().rev().max_by_key(|person| count(*person))
    }

    /// The page of a step, of whom the walk follows; of somebody else where they have none, and a
    /// list where nobody has.
    fn place(&self, walk: &[Stop], stop: Stop, followed: Option<PersonId>) -> At {
        let people = self.people();
        let person = followed.filter(|id| people.contains(id)).or_else(|| self.best(walk));
        let own = person.and_then(|person| {
            let plain = || about(stop).map(|tail| format!("/people/{person}{tail}"));
            self.own(stop, person).or_else(plain)
        });
        let elsewhere = || people.iter().find_map(|person| self.own(stop, *person));
        let (path, is_own) = match own {
            Some(path) => (path, true),
            None => (elsewhere().unwrap_or_else(|| nothing(stop).to_owned()), false),
        };
        At { person, path, elsewhere: !is_own && person.is_some(), ..At::default() }
    }

    /// What a person has to show for a step.
    fn own(&self, stop: Stop, person: PersonId) -> Option<String> {
        let is_theirs = |found: &PersonRef| found.id == person;
        let path = |tail: &str| format!("/people/{person}{tail}");
        let need = |of: &Listed<UnmetNeed>| of.rows.iter().find(|(one, _)| is_theirs(one)).cloned();
        // The newest is the one that the walker has just called.
        let meetings = || self.meetings().filter(|(one, _)| is_theirs(one)).map(|(_, of)| of);
        let newest = || meetings().max_by_key(|meeting| meeting.id);
        let concern = || self.home.concerns.iter().find(|(one, _)| is_theirs(one));
        match stop {
            Stop::Request => {
                let mut requests = self.home.requests.iter();
                let (_, request) = requests.find(|(one, _)| is_theirs(one))?;
                Some(format!("/requests/{}", request.id))
            }
            Stop::Monitoring => {
                let is_due = self.home.due.iter().any(|due| is_theirs(&due.person));
                is_due.then(|| path("/monitorings/new"))
            }
            Stop::Concern => concern().map(|_| path("#concerns")),
            Stop::Call => {
                let (_, concern) = concern()?;
                Some(path(&format!("/call?concern={}", concern.id)))
            }
            Stop::Meeting => Some(format!("/meetings/{}", newest()?.id)),
            Stop::Decide => Some(format!("/meetings/{}#decisions", newest()?.id)),
            Stop::Close => {
                // Before it has a day, there is nothing to close.
                let fixed = meetings().filter(|meeting| meeting.slot().is_some());
                Some(format!("/meetings/{}/close", fixed.max_by_key(|meeting| meeting.id)?.id))
            }
            Stop::Minutes => {
                let mut closed = self.closed.rows.iter();
                let (_, meeting) = closed.find(|(one, _)| is_theirs(one))?;
                Some(format!("/meetings/{}/minutes", meeting.id))
            }
            Stop::Need => need(&self.open).map(|(_, need)| format!("/needs/{}", need.id)),
            Stop::Answer => need(&self.reported).map(|_| path("/thread")),
            _ => None,
        }
    }
}

/// What can be done for everybody, whatever waits: where, from the person's page.
fn about(stop: Stop) -> Option<&'static str> {
    match stop {
        Stop::Person => Some(""),
        Stop::Monitoring => Some("/monitorings/new"),
        Stop::Concern => Some("#concerns"),
        Stop::Call => Some("/call"),
        Stop::Answer => Some("/thread"),
        _ => None,
    }
}

/// Where a step leads when nobody has anything for it.
fn nothing(stop: Stop) -> &'static str {
    match stop {
        Stop::Request => "/home",
        Stop::Meeting | Stop::Decide | Stop::Close | Stop::Minutes => "/meetings",
        Stop::Need | Stop::Answer => "/needs",
        _ => "/people",
    }
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
