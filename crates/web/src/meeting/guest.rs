//! Guests: the pages behind a link, and the link itself.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use tsumugi_app::meeting::{self, GuestPage, SeatReply, WayIn};
use tsumugi_app::{Op, Problems, Result as AppResult, task};
use tsumugi_domain::ids::{InvitationId, MeetingId, TaskId};
use tsumugi_domain::meeting::{Attendance, Facts, MeetingState};
use tsumugi_domain::policy::Who;
use tsumugi_domain::seen;
use tsumugi_pages::HelpLine;
use tsumugi_pages::meeting::{EntranceView, GivenView, GuestView, SaidForm, Typed as Again};
use tsumugi_pages::problem::{HelpView, Helped};

use crate::cx::{Cx, Ids, OpenForm, Posted, blocking, check_csrf, cookie, marks, read_form};
use crate::error::WebError;
use crate::form::{Form, errors};
use crate::person::{context, head_view};
use crate::state::AppState;

/// A guest whose link lives.
pub(crate) struct Guest {
    cx: Cx,
    way: WayIn,
}

impl Guest {
    async fn known(cx: Cx, headers: &HeaderMap) -> Result<Self, Response> {
        let token = cookie(headers, cx.state.guest_cookie_name()).unwrap_or_default();
        if token.is_empty() {
            // Nothing was withdrawn: the page was closed, and the link opens it again.
            let main = tsumugi_pages::meeting::left(cx.t());
            return Err(cx.respond(StatusCode::NOT_FOUND, "guest-left", main));
        }
        match way_in(&cx, token).await {
            Ok(Some(way)) => Ok(Self { cx, way }),
            Ok(None) => Err(over(&cx)),
            Err(error) => Err(error.page(&cx)),
        }
    }

    async fn run<X: Send + 'static>(
        &self,
        form: Option<&Form>,
        work: impl FnOnce(&Op<'_>) -> AppResult<X> + Send + 'static,
    ) -> Result<X, WebError> {
        let marks = form.map_or(Ok((None, None)), marks)?;
        let who = (self.way.actor.clone(), self.way.org_name.clone());
        self.cx.run_as(who, marks, work).await
    }

    /// Back to the one page there is, or the error's own.
    fn back(&self, at: &str, done: Result<(), WebError>) -> Response {
        match done {
            Ok(()) | Err(WebError::AlreadyDone) => {
                Redirect::to(&format!("/guest?done=saved&at={at}#{at}")).into_response()
            }
            Err(WebError::Hidden) => over(&self.cx),
            Err(error) => error.page(&self.cx),
        }
    }
}

/// The context of a page for guests.
async fn guest_cx(parts: &mut Parts, state: &AppState) -> Result<Cx, Response> {
    let cx = Cx::from_request_parts(parts, state).await;
    let mut cx = cx.map_err(axum::response::IntoResponse::into_response)?;
    cx.guest = true;
    Ok(cx)
}

impl FromRequestParts<AppState> for Guest {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let cx = guest_cx(parts, state).await?;
        Self::known(cx, &parts.headers).await
    }
}

/// A form sent by a guest, checked against forgery.
pub(crate) struct GuestForm {
    guest: Guest,
    form: Form,
}

impl FromRequest<AppState> for GuestForm {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let mut cx = guest_cx(&mut parts, state).await?;
        let form = read_form(&parts.headers, body).await.map_err(|error| error.page(&cx))?;
        cx.typed = form.sentences();
        check_csrf(&cx, form.get("csrf")).map_err(|error| error.page(&cx))?;
        Ok(Self { guest: Guest::known(cx, &parts.headers).await?, form })
    }
}

async fn way_in(cx: &Cx, token: String) -> Result<Option<WayIn>, WebError> {
    let state = cx.state.clone();
    Ok(blocking(move || meeting::way_in(state.gate(), &token)).await??)
}

/// The same answer for every link that leads nowhere.
fn over(cx: &Cx) -> Response {
    cx.respond(StatusCode::NOT_FOUND, "guest-over", tsumugi_pages::meeting::over(cx.t()))
}

/// GET shows whom the link is for and uses nothing up.
pub(crate) async fn entrance(mut cx: Cx) -> Response {
    cx.guest = true;
    let token = crate::account::last_segment(&cx.path);
    match way_in(&cx, token).await {
        Ok(Some(way)) => {
            let view = EntranceView {
                action: &cx.path,
                name: &way.actor.name,
                org_name: &way.org_name,
                office: &way.office,
                until: way.until,
            };
            let main = tsumugi_pages::meeting::entrance(&cx.kit(), &view);
            cx.page("guest-invitation", main)
        }
        Ok(None) => over(&cx),
        Err(error) => error.page(&cx),
    }
}

pub(crate) async fn enter(OpenForm { mut cx, .. }: OpenForm) -> Response {
    cx.guest = true;
    let token = crate::account::last_segment(&cx.path);
    let way = match way_in(&cx, token.clone()).await {
        Ok(Some(way)) => way,
        Ok(None) => return over(&cx),
        Err(error) => return error.page(&cx),
    };
    let guest = Guest { cx, way };
    match guest.run(None, meeting::enter).await {
        Ok(()) => {
            let cx = &guest.cx;
            let mut response = Redirect::to("/guest").into_response();
            let cookie = (cx.state.guest_cookie_name(), token.as_str());
            cx.set_cookie_for("/guest", &mut response, cookie, None);
            response
        }
        Err(WebError::Hidden) => over(&guest.cx),
        Err(error) => error.page(&guest.cx),
    }
}

pub(crate) async fn leave(OpenForm { mut cx, .. }: OpenForm) -> Response {
    cx.guest = true;
    let main = tsumugi_pages::meeting::left(cx.t());
    let mut response = cx.page("guest-left", main);
    let cookie = (cx.state.guest_cookie_name(), "");
    cx.set_cookie_for("/guest", &mut response, cookie, Some(0));
    response
}

pub(crate) async fn page(guest: Guest) -> Response {
    guest_page(&guest, Typed::Nothing, &Problems::new()).await
}

/// Whom a guest calls: the office that invites. Whoever has no link that lives finds the page too.
pub(crate) async fn help(mut cx: Cx, guest: Result<Guest, Response>) -> Response {
    cx.guest = true;
    let found = match &guest {
        Ok(guest) => guest.run(None, meeting::guest_page).await.ok(),
        Err(_) => None,
    };
    let line = found
        .filter(|found| !found.phone.is_empty())
        .map(|found| HelpLine { who: found.meeting.convener_org_name, phone: found.phone });
    let reader = if guest.is_ok() { Helped::Guest } else { Helped::Nobody };
    let view = HelpView { reader, lines: line.into_iter().collect(), walk: None };
    cx.page("help-title", tsumugi_pages::problem::help(cx.t(), &view))
}

/// The form that could not be used; each is shown again with what was typed.
enum Typed<'a> {
    Nothing,
    Said(&'a Form),
    Facts(&'a Form),
    Excuse(TaskId, &'a Form),
}

async fn guest_page(guest: &Guest, typed: Typed<'_>, problems: &Problems) -> Response {
    let found = match guest.run(None, meeting::guest_page).await {
        Ok(found) => found,
        Err(WebError::Hidden) => return over(&guest.cx),
        Err(error) => return error.page(&guest.cx),
    };
    let cx = &guest.cx;
    let (facts, facts_seen) = match typed {
        Typed::Facts(form) => (read_facts(form), form.text("seen")),
        _ => (found.facts.clone(), seen::mark(&found.facts)),
    };
    let mut view = guest_view(&found, &facts, facts_seen);
    view.saved = cx.query.get("at");
    let mut errors = errors(cx.t(), problems);
    match typed {
        Typed::Nothing | Typed::Facts(_) => {}
        Typed::Said(form) => {
            view.said = typed_reply(form);
            errors = errors.at("note", format!("note-{}", found.own.id));
            if let Some(first) = found.candidates.first() {
                errors = errors.at("fit", format!("fit_{}", first.id));
            }
        }
        Typed::Excuse(task, form) => {
            view.excuse = Some((task, form.text("note")));
            errors = errors.at("note", format!("why-{task}"));
        }
    }
    let main = tsumugi_pages::meeting::guest(&cx.kit(), &view, &errors);
    match errors.is_empty() {
        true => cx.page("guest-title", main),
        false => cx.page_with_errors("guest-title", None, main),
    }
}

fn guest_view<'a>(found: &'a GuestPage, facts: &'a Facts, facts_seen: String) -> GuestView<'a> {
    let (said, answered) = match found.meeting.state {
        MeetingState::Calling => {
            let said = SaidForm::of_times(&found.own, &found.replies);
            let answered = !said.fits.is_empty();
            (said, answered)
        }
        _ => (SaidForm::of_day(&found.own), found.own.attendance != Attendance::Unanswered),
    };
    GuestView {
        called: &found.called,
        top: found.top.as_ref(),
        meeting: &found.meeting,
        candidates: &found.candidates,
        answered,
        said,
        own: &found.own,
        others: &found.others,
        agenda: &found.agenda,
        facts,
        facts_seen,
        tasks: &found.tasks,
        excuse: None,
        decisions: &found.decisions,
        support: &found.support,
        phone: &found.phone,
        until: found.until,
        saved: "",
    }
}

/// The meeting and the seat that a guest's link leads to.
fn place(op: &Op<'_>) -> AppResult<(MeetingId, InvitationId)> {
    match op.actor.who {
        Who::Guest(guest) => Ok((guest.meeting, guest.seat)),
        _ => Err(tsumugi_app::AppError::Hidden),
    }
}

pub(crate) async fn reply(GuestForm { guest, form }: GuestForm) -> Response {
    let new = read_reply(&form);
    let work = move |op: &Op<'_>| {
        let (meeting, seat) = place(op)?;
        meeting::reply(op, meeting, seat, &new)
    };
    match guest.run(Some(&form), work).await {
        Err(WebError::Invalid(problems)) => guest_page(&guest, Typed::Said(&form), &problems).await,
        done => guest.back("when", done),
    }
}

/// What was chosen for each candidate time, and the note.
pub(super) fn read_reply(form: &Form) -> SeatReply {
    let to = |(name, value): &(String, String)| {
        Some((name.strip_prefix("fit_")?.parse().ok()?, value.parse().ok()?))
    };
    SeatReply { fits: form.0.iter().filter_map(to).collect(), note: form.text("note") }
}

/// The same as typed, for showing it again.
pub(super) fn typed_reply(form: &Form) -> SaidForm {
    let SeatReply { fits, note } = read_reply(form);
    let attendance = form.parsed("attendance").unwrap_or(Attendance::Unanswered);
    SaidForm { fits, attendance, note, seen: form.text("seen") }
}

pub(crate) async fn attend(GuestForm { guest, form }: GuestForm) -> Response {
    let state = form.parsed("attendance").unwrap_or(Attendance::Unanswered);
    let note = form.text("note");
    match guest.run(Some(&form), move |op| meeting::attend(op, state, &note)).await {
        Err(WebError::Invalid(problems)) => guest_page(&guest, Typed::Said(&form), &problems).await,
        done => guest.back("when", done),
    }
}

fn read_facts(form: &Form) -> Facts {
    Facts {
        changed: form.text("changed"),
        chose: form.text("chose"),
        went_well: form.text("went_well"),
    }
}

pub(crate) async fn tell(GuestForm { guest, form }: GuestForm) -> Response {
    let facts = read_facts(&form);
    let work = move |op: &Op<'_>| {
        let (meeting, seat) = place(op)?;
        meeting::tell(op, meeting, seat, &facts)
    };
    match guest.run(Some(&form), work).await {
        Err(WebError::Invalid(problems)) => {
            guest_page(&guest, Typed::Facts(&form), &problems).await
        }
        done => guest.back("facts", done),
    }
}

pub(crate) async fn finish(
    Ids((id,)): Ids<(TaskId,)>,
    GuestForm { guest, form }: GuestForm,
) -> Response {
    let done = form.get("state") != "not_possible";
    let note = form.text("note");
    match guest.run(Some(&form), move |op| task::finish(op, id, done, &note).map(|_| ())).await {
        Err(WebError::Invalid(problems)) => {
            guest_page(&guest, Typed::Excuse(id, &form), &problems).await
        }
        done => guest.back("tasks", done),
    }
}

pub(crate) async fn reopen(
    Ids((id,)): Ids<(TaskId,)>,
    GuestForm { guest, form }: GuestForm,
) -> Response {
    let done = guest.run(Some(&form), move |op| task::reopen(op, id).map(|_| ())).await;
    guest.back("tasks", done)
}

/// The link is shown once, on the answer itself: it is stored nowhere but as a hash.
pub(crate) async fn give(
    Ids((id, seat)): Ids<(MeetingId, InvitationId)>,
    Posted { user, form }: Posted,
) -> Response {
    match user.submit(&form, move |op| meeting::give(op, id, seat)).await {
        Ok(found) => {
            let address = format!("{}/guest/in/{}", user.base, found.token.0);
            let view = GivenView {
                head: head_view(&found.head),
                meeting: &found.meeting,
                seat: &found.seat,
                address: &address,
                until: found.until,
                phone: &found.phone,
                again: found.again,
            };
            let main = tsumugi_pages::meeting::given(user.t(), &view);
            user.page_about("guest-link", context(&user, &found.head), main)
        }
        Err(error) => super::confer::back(&user, id, Err(error)),
    }
}

pub(crate) async fn take_back(
    Ids((id, seat)): Ids<(MeetingId, InvitationId)>,
    Posted { user, form }: Posted,
) -> Response {
    let done = user.submit(&form, move |op| meeting::take_back(op, id, seat)).await;
    super::confer::back(&user, id, done)
}

/// What came by telephone or on the sheet.
pub(crate) async fn write_facts(
    Ids((id,)): Ids<(MeetingId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let Some(seat) = form.parsed("invitation") else { return WebError::Hidden.page(&user) };
    let facts = read_facts(&form);
    let done = user.submit(&form, move |op| meeting::tell(op, id, seat, &facts)).await;
    let typed = || Again::Facts(seat, read_facts(&form), form.text("seen"));
    super::confer::back_with(&user, id, typed, done).await
}
