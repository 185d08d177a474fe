//! Before some routes the reader proves once more who they are. The route table says which, and
//! this is the only place that asks.

use axum::body::Body;
use axum::extract::{FromRequestParts as _, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use tsumugi_app::Problems;
use tsumugi_app::proof::{self, Proved};
use tsumugi_domain::policy::Who;
use tsumugi_pages::proof::ProofView;

use crate::account::safe_path;
use crate::cx::{Cx, Posted, User, blocking, check_csrf, read_form};
use crate::error::{WebError, url_query};
use crate::form::{Form, errors};
use crate::limits::turn;
use crate::routes::{Area, page_above};
use crate::state::AppState;

/// What the interrupted form sent is kept in the question under this prefix, so that no name of
/// its fields meets one of ours.
const KEPT: &str = "kept-";

/// Lets a request pass whose session has proved its factors lately, and asks otherwise.
pub(crate) async fn guard(
    State((state, area)): State<(AppState, Area)>,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let cx = match Cx::from_request_parts(&mut parts, &state).await {
        Ok(cx) => cx,
        Err(error) => return error.into_response(),
    };
    if !must_prove(&cx, area) {
        return next.run(Request::from_parts(parts, body)).await;
    }
    if parts.method == Method::GET {
        let asked = parts.uri.path_and_query().map_or("/", |asked| asked.as_str()).to_owned();
        return ask(&cx, "/account/prove", vec![("to".to_owned(), asked)], &Problems::new());
    }
    let form = match read_form(&parts.headers, body).await {
        Ok(form) => form,
        Err(error) => return error.page(&cx),
    };
    if let Err(error) = check_csrf(&cx, form.get("csrf")) {
        return error.page(&cx);
    }
    if !form.has("prove") {
        let kept = form.0.into_iter().map(|(name, value)| (format!("{KEPT}{name}"), value));
        return ask(&cx, &cx.path, kept.collect(), &Problems::new());
    }
    match prove(&cx, &form).await {
        Err(answer) => answer,
        Ok(token) => {
            let mut proved = cx.clone();
            proved.token = Some(token.clone());
            let mut response = next.run(again(&proved, parts, &form)).await;
            cx.set_cookie(&mut response, state.cookie_name(), &token, None);
            response
        }
    }
}

/// Whoever acts for others is asked before such acts; before a change of one's own sign-in,
/// everybody.
fn must_prove(cx: &Cx, area: Area) -> bool {
    let Some(signed) = &cx.signed else { return false };
    let asked = area == Area::Signed || matches!(signed.actor.who, Who::Staff { .. });
    asked && !proof::is_fresh(cx.state.gate(), signed)
}

/// The question. What was wanted waits in it, word for word.
fn ask(cx: &Cx, action: &str, kept: Vec<(String, String)>, problems: &Problems) -> Response {
    let signed = cx.signed.as_ref();
    let back = kept.iter().find(|(name, _)| name == "to").map_or(cx.path.as_str(), |(_, to)| to);
    let back = page_above(back.split('?').next().unwrap_or_default()).to_owned();
    let errors = errors(cx.t(), problems);
    let view = ProofView {
        action,
        needs_code: signed.is_some_and(|signed| signed.account.totp_secret.is_some()),
        minutes: proof::FRESH.as_mins(),
        back,
        typed: kept.iter().any(|(name, value)| name.starts_with(KEPT) && !value.is_ascii()),
        kept,
    };
    let main = tsumugi_pages::proof::ask(&cx.kit(), &view, &errors);
    match errors.is_empty() {
        true => cx.respond(StatusCode::UNAUTHORIZED, "proof-title", main),
        false => cx.page_with_errors("proof-title", None, main),
    }
}

/// Checks what was given as proof; gives the session's new token, or the answer that says what is
/// wrong.
async fn prove(cx: &Cx, form: &Form) -> Result<String, Response> {
    let (Some(token), Some(signed)) = (cx.token.clone(), &cx.signed) else {
        return Err(Redirect::to("/sign-in").into_response());
    };
    // By account, together with the tries of the second factor.
    let key = format!("code {}", signed.actor.account);
    cx.state.inner.tries.take(&[key]).map_err(|error| error.page(cx))?;
    let permit = turn(&cx.state.inner.hashing).await.map_err(|error| error.page(cx))?;
    let (state, password, code) = (cx.state.clone(), form.text("password"), form.text("code"));
    let done = blocking(move || {
        let _permit = permit;
        proof::by_password(state.gate(), &token, &password, &code)
    });
    match done.await.map_err(|error| error.page(cx))? {
        Ok(Proved::Right(token)) => Ok(token.0),
        Ok(Proved::Wrong) => {
            let mut problems = Problems::new();
            problems.add("password", "error-proof");
            let kept = form.0.iter().filter(|(name, _)| name.starts_with(KEPT) || name == "to");
            Err(ask(cx, &cx.path, kept.cloned().collect(), &problems))
        }
        Ok(Proved::Paused) => Err(WebError::Paused.page(cx)),
        Ok(Proved::Over) => Err(Redirect::to("/sign-in").into_response()),
        Err(error) => Err(WebError::from(error).page(cx)),
    }
}

/// The interrupted request as it was, under the session's new token.
fn again(cx: &Cx, mut parts: Parts, form: &Form) -> Request {
    let kept = form.0.iter().filter_map(|(name, value)| Some((name.strip_prefix(KEPT)?, value)));
    let (csrf, mut body) = (cx.csrf(), String::new());
    for (name, value) in kept.filter(|(name, _)| *name != "csrf") {
        body += &format!("{}={}&", url_query(name), url_query(value));
    }
    body += &format!("csrf={}", url_query(&csrf));
    let token = cx.token.as_deref().unwrap_or_default();
    let name = cx.state.cookie_name();
    let cookies = parts.headers.get_all(header::COOKIE).iter().filter_map(|all| all.to_str().ok());
    let others = cookies.flat_map(|all| all.split(';')).map(str::trim);
    let others = others.filter(|pair| pair.split_once('=').is_some_and(|(found, _)| found != name));
    let all: Vec<String> =
        std::iter::once(format!("{name}={token}")).chain(others.map(str::to_owned)).collect();
    if let Ok(cookies) = HeaderValue::from_str(&all.join("; ")) {
        parts.headers.insert(header::COOKIE, cookies);
    }
    parts.headers.remove(header::CONTENT_LENGTH);
    Request::from_parts(parts, Body::from(body))
}

/// Before a page or a file: the answer leads on to it.
pub(crate) async fn answer(Posted { user, form }: Posted) -> Response {
    let to = format!("/account/proved?to={}&done=proved", url_query(safe_path(form.get("to"))));
    match prove(&user, &form).await {
        Err(answer) => answer,
        Ok(token) => {
            let mut response = Redirect::to(&to).into_response();
            user.set_cookie(&mut response, user.state.cookie_name(), &token, None);
            response
        }
    }
}

/// The file that was wanted, one press away: after it was fetched its reader is still here.
pub(crate) async fn proved(user: User) -> Response {
    let to = safe_path(user.query.get("to"));
    let back = page_above(to.split('?').next().unwrap_or_default());
    user.page("proved-title", tsumugi_pages::proof::proved(user.t(), to, back))
}
