//! Calling a meeting, asking for one, answering such a request.

use axum::response::Response;
use jiff::civil::Date;
use tsumugi_app::meeting::{self, AskForMeeting, CallForm as Found, Convene, Invited};
use tsumugi_app::op::local_day;
use tsumugi_app::{Op, Problems};
use tsumugi_domain::ids::{OrgId, PersonId, RequestId};
use tsumugi_domain::meeting::{Cause, MeetingKind, Slot};
use tsumugi_domain::staff::{Org, OrgKind};
use tsumugi_pages::components::DateText;
use tsumugi_pages::meeting::{CallForm, CallView, InvitedLine, RequestView};
use tsumugi_pages::person::code_key;

use super::day::{USUAL_MINUTES, read_minutes};
use crate::cx::{Ids, Posted, User};
use crate::error::WebError;
use crate::form::{Form, errors};
use crate::person::{context, head_view};

/// What a call comes from: a concern, a monitoring, or the page it was made on.
fn cause(form: &Form) -> Cause {
    if let Some(concern) = form.parsed("concern") {
        Cause::Concern(concern)
    } else if let Some(monitoring) = form.parsed("monitoring") {
        Cause::Monitoring(monitoring)
    } else {
        Cause::Own
    }
}

pub(crate) async fn form(user: User, Ids((id,)): Ids<(PersonId,)>) -> Response {
    let query = user.query.clone();
    call_page(&user, id, &query, None, &Problems::new()).await
}

/// A request that is accepted, or after which the office holds its own meeting: it brings its
/// cause and its question with it. Gives the name of its field, and the request.
fn before(form: &Form) -> Option<(&'static str, RequestId)> {
    let name = if form.has("request") { "request" } else { "after" };
    Some((name, form.parsed(name)?))
}

/// The calling page. `from` is the query, or one of its two forms when `typed` is that one.
async fn call_page(
    user: &User,
    id: PersonId,
    from: &Form,
    typed: Option<Typed<'_>>,
    problems: &Problems,
) -> Response {
    let (before, cause) = (before(from), cause(from));
    let form = move |op: &Op<'_>| match before {
        Some((_, request)) => meeting::call_form_after(op, id, request),
        None => meeting::call_form(op, id, cause),
    };
    let found = match user.run(form).await {
        Err(error) => return error.page(user),
        Ok(found) => found,
    };
    let t = user.t();
    let specialists: Vec<Org> = found.specialists.iter().map(asked_org).collect();
    // Whoever would see nothing is asked for permission first, and then invited.
    let chosen = |member: &str, sees_nothing: bool| match &typed {
        Some(Typed::Call(form)) => form.all("invited").any(|chosen| chosen == member),
        _ => !sees_nothing,
    };
    let invited = found
        .team
        .iter()
        .map(|seat| InvitedLine {
            member: &seat.member,
            expected: t.plain(&code_key("expected", seat.expected.code())),
            chosen: chosen(&seat.member.id.to_string(), seat.sees_nothing),
            sees_nothing: seat.sees_nothing,
        })
        .collect();
    let before = before.map(|(name, _)| name);
    let blank = blank(&found, before);
    let view = CallView {
        head: head_view(&found.head),
        cause: found.cause_text.as_ref().map(|cause| cause.text.clone()),
        invited,
        specialists: &specialists,
        accepting: found.request.as_ref().filter(|_| before == Some("request")),
        action: format!("/people/{id}/meetings"),
    };
    let form = match &typed {
        None => blank,
        Some(Typed::Call(form)) => typed_call(blank, form),
        Some(Typed::Ask(form)) => typed_ask(blank, form),
    };
    let errors = errors(t, problems);
    let main = tsumugi_pages::meeting::call(&user.kit(), &view, &form, &errors);
    user.form_page("meeting-call", context(user, &found.head), main, &errors)
}

/// Which of the two forms of the page was sent: what was typed in one says nothing about the
/// other.
enum Typed<'a> {
    /// The call.
    Call(&'a Form),
    /// The request to the specialist.
    Ask(&'a Form),
}

fn asked_org(office: &meeting::AskedOffice) -> Org {
    Org {
        id: office.org,
        name: office.name.clone(),
        kind: OrgKind::Consultation,
        phone: String::new(),
        services: String::new(),
    }
}

fn blank(found: &Found, before: Option<&'static str>) -> CallForm {
    let kind = match found.may_convene_individual {
        true => MeetingKind::Individual,
        false => MeetingKind::Providers,
    };
    let mut hidden = cause_fields(found.cause);
    let request = found.request.as_ref();
    if let (Some(name), Some(request)) = (before, request) {
        hidden.push((name, request.id.to_string()));
    }
    CallForm {
        kind: kind.code().to_owned(),
        must_decide: request.map(|request| request.must_decide.clone()).unwrap_or_default(),
        minutes: USUAL_MINUTES.to_owned(),
        hidden,
        ..CallForm::default()
    }
}

fn cause_fields(cause: Cause) -> Vec<(&'static str, String)> {
    match cause {
        Cause::Own => Vec::new(),
        Cause::Concern(id) => vec![("concern", id.to_string())],
        Cause::Monitoring(id) => vec![("monitoring", id.to_string())],
    }
}

const DAYS: [&str; 3] = ["day1", "day2", "day3"];
const TIMES: [&str; 3] = ["time1", "time2", "time3"];

fn typed_call(blank: CallForm, form: &Form) -> CallForm {
    CallForm {
        kind: form.text("kind"),
        must_decide: form.text("must_decide"),
        days: DAYS.map(|name| form.date_text(name)),
        times: TIMES.map(|name| form.text(name)),
        minutes: form.text("minutes"),
        place: form.text("place"),
        ..blank
    }
}

fn typed_ask(blank: CallForm, form: &Form) -> CallForm {
    CallForm {
        asked: form.text("asked"),
        ask_must_decide: form.text("ask_must_decide"),
        reason: form.text("reason"),
        ..blank
    }
}

/// The candidate times. Each problem stands at its own field.
fn read_candidates(form: &Form, today: Date, problems: &mut Problems) -> Vec<Slot> {
    let minutes = read_minutes(form, problems);
    let mut candidates = Vec::new();
    for (day, time) in DAYS.into_iter().zip(TIMES) {
        let (on, at) = (form.date_ahead(day, today, problems), form.time(time, problems));
        if let Some(code) = on.and_then(|on| meeting::day_problem(on, today)) {
            problems.add(day, code);
        }
        match (on, at) {
            (Some(on), Some(at)) => candidates.push(Slot {
                from: on.to_datetime(at),
                minutes,
                place: form.text("place"),
            }),
            (Some(_), None) if !form.has(time) => problems.add(time, "error-required"),
            (None, Some(_)) if form.date_text(day) == DateText::default() => {
                problems.add(day, "error-required");
            }
            _ => {}
        }
    }
    candidates
}

fn read_convene(form: &Form, today: Date, problems: &mut Problems) -> Convene {
    let invited = form
        .all("invited")
        .filter_map(|id| id.parse().ok())
        .map(|member| Invited {
            member: Some(member),
            expected: form.text(&format!("expected_{member}")),
        })
        .collect();
    let kind = form.parsed("kind").unwrap_or(MeetingKind::Individual);
    let after = form.parsed("after").filter(|_| kind == MeetingKind::Individual);
    let new = Convene {
        kind,
        must_decide: form.text("must_decide"),
        cause: cause(form),
        request: form.parsed("request").or(after),
        candidates: read_candidates(form, today, problems),
        invited,
    };
    // Days and minutes have been looked at; the rest is the use case's to say, in the same round.
    let days_are_wrong = problems.0.iter().any(|one| DAYS.contains(&one.field));
    for mut problem in meeting::check_call(&new, today).0 {
        match problem.field {
            "candidates" if days_are_wrong => {}
            "minutes" => {}
            "candidates" => {
                problem.field = DAYS[0];
                problems.0.push(problem);
            }
            _ => problems.0.push(problem),
        }
    }
    new
}

pub(crate) async fn convene(
    Ids((id,)): Ids<(PersonId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let mut problems = Problems::new();
    let new = read_convene(&form, local_day(user.now), &mut problems);
    let accepted: Option<RequestId> = form.parsed("request");
    let done = user
        .checked(problems, &form, move |op| match accepted {
            Some(request) => meeting::accept(op, request, &new),
            None => meeting::convene(op, id, &new),
        })
        .await;
    match done {
        Ok(made) => user.go(&format!("/meetings/{made}"), "called"),
        Err(WebError::Invalid(problems)) => {
            call_page(&user, id, &form, Some(Typed::Call(&form)), &problems).await
        }
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn ask(Ids((id,)): Ids<(PersonId,)>, Posted { user, form }: Posted) -> Response {
    let mut problems = Problems::new();
    let asked: Option<OrgId> = form.parsed("asked");
    if asked.is_none() {
        problems.add("asked", "error-choice");
    }
    let new = AskForMeeting {
        asked_org: asked.unwrap_or(tsumugi_domain::ids::TypedId::from_uuid(uuid::Uuid::nil())),
        must_decide: form.text("ask_must_decide"),
        reason: form.text("reason"),
        cause: cause(&form),
    };
    match user.checked(problems, &form, move |op| meeting::request(op, id, &new)).await {
        Ok(made) => user.go(&format!("/requests/{made}"), "asked"),
        Err(WebError::Invalid(mut problems)) => {
            // The page has two forms; the question of the second has a name of its own.
            for problem in &mut problems.0 {
                match problem.field {
                    "must_decide" => problem.field = "ask_must_decide",
                    "asked_org" => problem.field = "asked",
                    _ => {}
                }
            }
            call_page(&user, id, &form, Some(Typed::Ask(&form)), &problems).await
        }
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn request(user: User, Ids((id,)): Ids<(RequestId,)>) -> Response {
    request_page(&user, id, "", &Problems::new()).await
}

async fn request_page(user: &User, id: RequestId, reason: &str, problems: &Problems) -> Response {
    match user.run(move |op| meeting::request_view(op, id)).await {
        Err(error) => error.page(user),
        Ok(found) => {
            let view = RequestView {
                head: head_view(&found.head),
                request: &found.request,
                may_answer: found.may_answer,
                may_go_on: found.may_hold_own,
                may_withdraw: found.may_withdraw,
                joinable: &found.open_meetings,
                cause: found.cause_text.as_ref().map(|cause| cause.text.clone()),
                overdue: found.overdue,
                held: &found.meetings,
            };
            let errors = errors(user.t(), problems);
            let main = tsumugi_pages::meeting::request(&user.kit(), &view, reason, &errors);
            user.form_page("request-page", context(user, &found.head), main, &errors)
        }
    }
}

/// Goes back to the request after an answer to it. Whoever sends twice, or too late, finds the
/// answer that counts there.
fn answered(user: &User, id: RequestId, done: &str, result: Result<(), WebError>) -> Response {
    let path = format!("/requests/{id}");
    match result {
        Ok(()) | Err(WebError::AlreadyDone) => user.go(&path, done),
        Err(WebError::Conflict) => user.go(&path, "answered-before"),
        Err(error) => error.page(user),
    }
}

pub(crate) async fn merge(
    Ids((id,)): Ids<(RequestId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let mut problems = Problems::new();
    let into = form.parsed("meeting");
    if into.is_none() {
        problems.add("meeting", "error-choice");
    }
    let into = into.unwrap_or(tsumugi_domain::ids::TypedId::from_uuid(uuid::Uuid::nil()));
    match user.checked(problems, &form, move |op| meeting::merge(op, id, into)).await {
        Err(WebError::Invalid(problems)) => request_page(&user, id, "", &problems).await,
        done => answered(&user, id, "merged", done),
    }
}

pub(crate) async fn withdraw(
    Ids((id,)): Ids<(RequestId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let done = user.submit(&form, move |op| meeting::withdraw(op, id)).await;
    answered(&user, id, "request-withdrawn", done)
}

pub(crate) async fn decline(
    Ids((id,)): Ids<(RequestId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let reason = form.text("reason");
    let sent = reason.clone();
    match user.submit(&form, move |op| meeting::decline(op, id, &sent)).await {
        Err(WebError::Invalid(problems)) => request_page(&user, id, &reason, &problems).await,
        done => answered(&user, id, "declined", done),
    }
}
