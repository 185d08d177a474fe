//! Calling a meeting, asking for one, answering such a request.

use axum::response::Response;
use tsumugi_app::Problems;
use tsumugi_app::meeting::{self, AskForMeeting, CallForm as Found, Convene, Invited};
use tsumugi_domain::ids::{OrgId, PersonId, RequestId};
use tsumugi_domain::meeting::{Cause, MeetingKind, Request, Slot};
use tsumugi_domain::staff::{Org, OrgKind};
use tsumugi_pages::meeting::{CallForm, CallView, InvitedLine, RequestView};
use tsumugi_pages::person::code_key;

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
    // A request that is accepted, or after whose refusal the own meeting is held, brings its
    // cause and its question with it.
    let request: Option<RequestId> =
        user.query.parsed("request").or_else(|| user.query.parsed("after"));
    let request = match request {
        None => None,
        Some(request) => match user.run(move |op| meeting::request_view(op, request)).await {
            Ok(view) if view.request.person == id => Some(view.request),
            Ok(_) => return WebError::Hidden.page(&user),
            Err(error) => return error.page(&user),
        },
    };
    let accepting = user.query.has("request");
    let query = user.query.clone();
    call_page(&user, id, &query, (request.as_ref(), accepting), None, &Problems::new()).await
}

async fn call_page(
    user: &User,
    id: PersonId,
    from: &Form,
    (request, accepting): (Option<&Request>, bool),
    typed: Option<&Form>,
    problems: &Problems,
) -> Response {
    let cause = request.map_or_else(|| cause(from), |request| request.cause);
    let found = match user.run(move |op| meeting::call_form(op, id, cause)).await {
        Err(error) => return error.page(user),
        Ok(found) => found,
    };
    let t = user.t();
    let specialists: Vec<Org> = found.specialists.iter().map(asked_org).collect();
    let invited = found
        .team
        .iter()
        .map(|seat| InvitedLine {
            member: &seat.member,
            expected: t.plain(&code_key("expected", seat.expected.code())),
            chosen: typed.is_none_or(|form| {
                form.all("invited").any(|chosen| chosen == seat.member.id.to_string())
            }),
        })
        .collect();
    let view = CallView {
        head: head_view(&found.head),
        cause: found.cause_text.as_ref().map(|cause| cause.text.clone()),
        invited,
        specialists: &specialists,
        accepting: request.filter(|_| accepting),
        action: format!("/people/{id}/meetings"),
    };
    let form = typed.map_or_else(|| blank(&found, request, accepting), typed_call);
    let errors = errors(t, problems);
    let main = tsumugi_pages::meeting::call(&user.kit(), &view, &form, &errors);
    user.form_page("meeting-call", context(user, &found.head), main, &errors)
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

fn blank(found: &Found, request: Option<&Request>, accepting: bool) -> CallForm {
    let kind = match found.may_convene_individual {
        true => MeetingKind::Individual,
        false => MeetingKind::Providers,
    };
    let mut hidden = cause_fields(found.cause);
    if let Some(request) = request.filter(|_| accepting) {
        hidden.push(("request", request.id.to_string()));
    }
    CallForm {
        kind: kind.code().to_owned(),
        must_decide: request.map(|request| request.must_decide.clone()).unwrap_or_default(),
        minutes: "60".to_owned(),
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

fn typed_call(form: &Form) -> CallForm {
    let must = if form.has("must_decide") { "must_decide" } else { "ask_must_decide" };
    let mut hidden = cause_fields(cause(form));
    if form.has("request") {
        hidden.push(("request", form.text("request")));
    }
    CallForm {
        kind: form.text("kind"),
        must_decide: form.text(must),
        days: DAYS.map(|name| form.date_text(name)),
        times: TIMES.map(|name| form.text(name)),
        minutes: form.text("minutes"),
        place: form.text("place"),
        hidden,
        asked: form.text("asked"),
        reason: form.text("reason"),
    }
}

fn read_convene(form: &Form, problems: &mut Problems) -> Convene {
    let minutes = tsumugi_words::fold::digits(form.get("minutes")).parse().unwrap_or(60);
    let mut candidates = Vec::new();
    for (day, time) in DAYS.into_iter().zip(TIMES) {
        let (on, at) = (form.date(day, problems), form.time(time, problems));
        match (on, at) {
            (Some(on), Some(at)) => candidates.push(Slot {
                from: on.to_datetime(at),
                minutes,
                place: form.text("place"),
            }),
            (Some(_), None) if !form.has(time) => problems.add(time, "error-required"),
            _ => {}
        }
    }
    let invited = form
        .all("invited")
        .filter_map(|id| id.parse().ok())
        .map(|member| Invited {
            member: Some(member),
            expected: form.text(&format!("expected_{member}")),
        })
        .collect();
    Convene {
        kind: form.parsed("kind").unwrap_or(MeetingKind::Individual),
        must_decide: form.text("must_decide"),
        cause: cause(form),
        request: form.parsed("request"),
        candidates,
        invited,
    }
}

pub(crate) async fn convene(
    Ids((id,)): Ids<(PersonId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let mut problems = Problems::new();
    let new = read_convene(&form, &mut problems);
    let request = new.request;
    let done = user
        .checked(problems, &form, move |op| match new.request {
            Some(request) => meeting::accept(op, request, &new),
            None => meeting::convene(op, id, &new),
        })
        .await;
    match done {
        Ok(made) => user.go(&format!("/meetings/{made}"), "called"),
        Err(WebError::Invalid(problems)) => {
            let request = match request {
                None => None,
                Some(request) => user.run(move |op| meeting::request_view(op, request)).await.ok(),
            };
            let request = request.map(|view| view.request);
            let accepting = request.is_some();
            call_page(&user, id, &form, (request.as_ref(), accepting), Some(&form), &problems).await
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
                if problem.field == "must_decide" {
                    problem.field = "ask_must_decide";
                }
            }
            call_page(&user, id, &form, (None, false), Some(&form), &problems).await
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
                joinable: &found.open_meetings,
                cause: found.cause_text.as_ref().map(|cause| cause.text.clone()),
            };
            let errors = errors(user.t(), problems);
            let main = tsumugi_pages::meeting::request(&user.kit(), &view, reason, &errors);
            user.form_page("request-page", context(user, &found.head), main, &errors)
        }
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
        Ok(()) => user.go(&format!("/requests/{id}"), "saved"),
        Err(WebError::Invalid(problems)) => request_page(&user, id, "", &problems).await,
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn decline(
    Ids((id,)): Ids<(RequestId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let reason = form.text("reason");
    let sent = reason.clone();
    match user.submit(&form, move |op| meeting::decline(op, id, &sent)).await {
        Ok(()) => user.go(&format!("/requests/{id}"), "declined"),
        Err(WebError::Invalid(problems)) => request_page(&user, id, &reason, &problems).await,
        Err(error) => error.page(&user),
    }
}
