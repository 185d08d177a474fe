//! Signing in and out, set-up links, display settings, and the pages everybody may see.

use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse as _, Redirect, Response};
use tsumugi_app::auth::{self, Display, SecondFactor, SetUp, Stage, Token};
use tsumugi_app::{AppError, Problems};
use tsumugi_domain::policy::Who;
use tsumugi_domain::staff::{Org, Role};
use tsumugi_pages::account::SetUpView;
use tsumugi_pages::problem::{HelpView, Helped};
use tsumugi_pages::{HelpLine, TextSize, Theme};
use tsumugi_words::{Furigana, Layer};

use crate::cx::{Cx, OpenForm, Posted, blocking};
use crate::error::{WebError, url_query};
use crate::form::errors;
use crate::limits::turn;

/// `/`: to where the reader belongs.
pub(crate) async fn root(cx: Cx) -> Response {
    let to = match cx.signed.as_ref().map(|signed| &signed.actor.who) {
        None => "/sign-in",
        Some(Who::Person(_) | Who::Family) => "/me",
        // Nobody signs in as a guest.
        Some(Who::Staff { .. } | Who::Guest(_) | Who::System(_)) => "/home",
    };
    Redirect::to(to).into_response()
}

pub(crate) async fn healthz() -> &'static str {
    "ok"
}

pub(crate) async fn help(cx: Cx) -> Response {
    let walk = |signed: &auth::SignedIn| tsumugi_domain::walk::of(signed.demo, &signed.actor.who);
    let walks = cx.signed.as_ref().is_some_and(|signed| !walk(signed).is_empty());
    let walk = walks.then(|| crate::walk::resume(&cx));
    let reader = helped(&cx);
    let lines = match (reader, cx.signed.as_ref()) {
        (Helped::Own, Some(signed)) => {
            let who = (signed.actor.clone(), signed.org_name.clone());
            match cx.run_as(who, (None, None), tsumugi_app::home::supporters).await {
                Ok(offices) => offices.into_iter().map(help_line).collect(),
                Err(error) => return error.page(&cx),
            }
        }
        _ => Vec::new(),
    };
    let view = HelpView { reader, lines, walk };
    cx.page("help-title", tsumugi_pages::problem::help(cx.t(), &view))
}

/// An office with its telephone.
fn help_line(office: Org) -> HelpLine {
    HelpLine { who: office.name, phone: office.phone }
}

/// Whom the help page speaks to.
fn helped(cx: &Cx) -> Helped {
    let Some(signed) = cx.shown() else { return Helped::Nobody };
    let Who::Staff { posts, .. } = &signed.actor.who else { return Helped::Own };
    let holds = |role: Role| posts.iter().any(|post| post.role == role);
    match (holds(Role::SystemAdmin), holds(Role::OfficeAdmin)) {
        (true, _) => Helped::SystemAdmin,
        (_, true) => Helped::OfficeAdmin,
        _ => Helped::Worker,
    }
}

/// Our own symbols with their names.
pub(crate) async fn symbols(cx: Cx) -> Response {
    cx.page("symbols-title", tsumugi_pages::symbols::page(cx.t()))
}

/// Version, licence, and where the source is.
pub(crate) async fn about(cx: Cx) -> Response {
    let source = cx.state.inner.source.as_deref();
    cx.page("about-title", tsumugi_pages::problem::about(cx.t(), env!("CARGO_PKG_VERSION"), source))
}

/// The neutral page. From now on this browser shows nothing else, until its reader goes on.
pub(crate) async fn hidden(cx: Cx) -> Response {
    let kit = cx.kit();
    let main = tsumugi_pages::problem::hidden(&kit, cx.signed.is_some());
    let mut bare = cx.clone();
    bare.hidden = true;
    let mut response = bare.page("hidden-title", main);
    if cx.signed.is_some() {
        cx.set_cookie(&mut response, cx.state.hidden_cookie_name(), "1", None);
    }
    response
}

/// Shows again what was hidden.
pub(crate) async fn go_on(OpenForm { cx, .. }: OpenForm) -> Response {
    let mut response = Redirect::to("/").into_response();
    cx.set_cookie(&mut response, cx.state.hidden_cookie_name(), "", Some(0));
    response
}

pub(crate) async fn not_found(cx: Cx) -> Response {
    WebError::Hidden.page(&cx)
}

/// The address of a form, opened again by whoever read a page that its sending gave: the page on
/// which the form stands.
pub(crate) async fn form_only(method: Method, uri: Uri) -> Response {
    if method == Method::GET {
        return Redirect::to(crate::routes::page_above(uri.path())).into_response();
    }
    StatusCode::METHOD_NOT_ALLOWED.into_response()
}

pub(crate) async fn sign_in_form(cx: Cx) -> Response {
    let back = safe_path(cx.query.get("return"));
    let main = tsumugi_pages::account::sign_in(&cx.kit(), "", back, &Default::default());
    cx.page("sign-in", main)
}

pub(crate) async fn sign_in(OpenForm { cx, form }: OpenForm) -> Response {
    // Limits come before anything is read or written.
    let name = auth::token_hash(&auth::login_key(form.get("login")));
    let keys = [format!("net {}", cx.network), format!("name {name}")];
    if let Err(error) = cx.state.inner.tries.take(&keys) {
        return error.page(&cx);
    }
    let permit = match turn(&cx.state.inner.hashing).await {
        Ok(permit) => permit,
        Err(error) => return error.page(&cx),
    };
    let (state, login, password) = (cx.state.clone(), form.text("login"), form.text("password"));
    let device = cx.device.clone();
    let found = blocking(move || {
        let _permit = permit;
        auth::password(state.gate(), &login, &password, &device)
    });
    match found.await {
        Ok(Ok(Some((token, stage)))) => {
            let to = match stage {
                Stage::Full => safe_path(form.get("return")).to_owned(),
                Stage::Password => format!(
                    "/sign-in/code?return={}",
                    crate::error::url_query(safe_path(form.get("return")))
                ),
            };
            with_session(&cx, &token, &to)
        }
        Ok(Ok(None)) => {
            let mut problems = Problems::new();
            problems.add("login", "error-sign-in");
            let errors = errors(cx.t(), &problems);
            let back = safe_path(form.get("return"));
            let main = tsumugi_pages::account::sign_in(&cx.kit(), form.get("login"), back, &errors);
            cx.page_with_errors("sign-in", None, main)
        }
        Ok(Err(error)) => WebError::from(error).page(&cx),
        Err(error) => error.page(&cx),
    }
}

pub(crate) async fn code_form(cx: Cx) -> Response {
    let back = safe_path(cx.query.get("return"));
    let main = tsumugi_pages::account::second_factor(&cx.kit(), back, &Default::default());
    cx.page("totp-title", main)
}

pub(crate) async fn code(OpenForm { cx, form }: OpenForm) -> Response {
    let (Some(token), Some(account)) = (cx.token.clone(), cx.half) else {
        return Redirect::to("/sign-in").into_response();
    };
    // By account: whoever knows the password could open as many sessions as they like.
    if let Err(error) = cx.state.inner.tries.take(&[format!("code {account}")]) {
        return error.page(&cx);
    }
    let (state, code) = (cx.state.clone(), form.text("code"));
    match blocking(move || auth::second_factor(state.gate(), &token, &code)).await {
        Ok(Ok(SecondFactor::Right(token))) => {
            with_session(&cx, &token, safe_path(form.get("return")))
        }
        Ok(Ok(SecondFactor::Over)) => Redirect::to("/sign-in").into_response(),
        Ok(Ok(SecondFactor::Paused)) => WebError::Paused.page(&cx),
        Ok(Ok(SecondFactor::Wrong)) => {
            let mut problems = Problems::new();
            problems.add("code", "error-code-wrong");
            let errors = errors(cx.t(), &problems);
            let back = safe_path(form.get("return"));
            let main = tsumugi_pages::account::second_factor(&cx.kit(), back, &errors);
            cx.page_with_errors("totp-title", None, main)
        }
        Ok(Err(error)) => WebError::from(error).page(&cx),
        Err(error) => error.page(&cx),
    }
}

fn with_session(cx: &Cx, token: &Token, to: &str) -> Response {
    let mut response = Redirect::to(to).into_response();
    cx.set_cookie(&mut response, cx.state.cookie_name(), &token.0, None);
    response
}

pub(crate) async fn sign_out(Posted { user, .. }: Posted) -> Response {
    let (state, token) = (user.state.clone(), user.token.clone().unwrap_or_default());
    if let Err(error) = blocking(move || auth::sign_out(state.gate(), &token)).await {
        return error.page(&user);
    }
    let mut response = Redirect::to("/sign-in?done=signed-out").into_response();
    user.set_cookie(&mut response, user.state.cookie_name(), "", Some(0));
    response
}

/// GET shows the page and uses nothing up: mail scanners may open it as often as they like.
pub(crate) async fn link_form(cx: Cx) -> Response {
    let token = last_segment(&cx.path);
    let (state, looked) = (cx.state.clone(), token.clone());
    match blocking(move || auth::look_at_link(state.gate(), &looked)).await {
        Ok(Ok(Some(link))) if link.purpose == auth::LinkPurpose::Demo => {
            let main = tsumugi_pages::account::demo_link(&cx.kit(), &link.name, &token);
            cx.page("link-title", main)
        }
        Ok(Ok(_)) => link_over(&cx).await,
        Ok(Err(error)) => WebError::from(error).page(&cx),
        Err(error) => error.page(&cx),
    }
}

pub(crate) async fn link(OpenForm { cx, .. }: OpenForm) -> Response {
    let (state, token, device) = (cx.state.clone(), last_segment(&cx.path), cx.device.clone());
    match blocking(move || auth::use_demo_link(state.gate(), &token, &device)).await {
        Ok(Ok(Some(token))) => {
            let mut response = with_session(&cx, &token, "/");
            crate::walk::begin(&cx, &mut response);
            response
        }
        Ok(Ok(None)) => link_over(&cx).await,
        Ok(Err(error)) => WebError::from(error).page(&cx),
        Err(error) => error.page(&cx),
    }
}

pub(crate) async fn set_up_form(cx: Cx) -> Response {
    set_up_page(cx, "", &Problems::new()).await
}

async fn set_up_page(mut cx: Cx, login: &str, problems: &Problems) -> Response {
    let token = last_segment(&cx.path);
    let (state, looked) = (cx.state.clone(), token.clone());
    match blocking(move || auth::look_at_link(state.gate(), &looked)).await {
        Ok(Ok(Some(link))) if link.purpose == auth::LinkPurpose::SetUp => {
            let secret_uri = authenticator_uri(&link);
            // Who was invited by a sheet in easy words goes on in them.
            if !cx.display_chosen {
                cx.display = link.display.clone();
            }
            let view = SetUpView {
                name: &link.name,
                token: &token,
                needs_totp: link.needs_totp,
                secret: &link.totp_secret,
                secret_uri: &secret_uri,
                login,
                password_min: auth::PASSWORD_MIN,
            };
            let errors = errors(cx.t(), problems);
            let main = tsumugi_pages::account::set_up(&cx.kit(), &view, &errors);
            match errors.is_empty() {
                true => cx.page("set-up", main),
                false => cx.page_with_errors("set-up", None, main),
            }
        }
        Ok(Ok(_)) => link_over(&cx).await,
        Ok(Err(error)) => WebError::from(error).page(&cx),
        Err(error) => error.page(&cx),
    }
}

/// What authenticators read: whose key it is, the key, and who gave it.
fn authenticator_uri(link: &auth::Link) -> String {
    let name = url_query(&link.name);
    format!("otpauth://totp/Tsumugi:{name}?secret={}&issuer=Tsumugi", link.totp_secret)
}

pub(crate) async fn set_up(OpenForm { cx, form }: OpenForm) -> Response {
    let token = last_segment(&cx.path);
    let keys = [format!("net {}", cx.network), format!("set-up {}", auth::token_hash(&token))];
    if let Err(error) = cx.state.inner.tries.take(&keys) {
        return error.page(&cx);
    }
    let permit = match turn(&cx.state.inner.hashing).await {
        Ok(permit) => permit,
        Err(error) => return error.page(&cx),
    };
    let typed = SetUp {
        login: form.text("login"),
        password: form.text("password"),
        code: form.text("code"),
    };
    let (state, device) = (cx.state.clone(), cx.device.clone());
    let done = blocking(move || {
        let _permit = permit;
        auth::set_up(state.gate(), &token, &typed, &device)
    });
    match done.await {
        Ok(Ok(token)) => with_session(&cx, &token, "/"),
        Ok(Err(AppError::Invalid(problems))) => {
            let login = form.text("login");
            set_up_page(cx, &login, &problems).await
        }
        Ok(Err(AppError::Hidden)) => link_over(&cx).await,
        Ok(Err(error)) => WebError::from(error).page(&cx),
        Err(error) => error.page(&cx),
    }
}

async fn link_over(cx: &Cx) -> Response {
    let state = cx.state.clone();
    let demo = match blocking(move || auth::is_demo(state.gate())).await {
        Ok(Ok(demo)) => demo,
        Ok(Err(error)) => return WebError::from(error).page(cx),
        Err(error) => return error.page(cx),
    };
    let main = tsumugi_pages::account::link_over(&cx.kit(), demo);
    cx.respond(StatusCode::NOT_FOUND, "link-over", main)
}

/// Saves how somebody likes to read: in the account, or in a cookie before sign-in.
pub(crate) async fn display(OpenForm { cx, form }: OpenForm) -> Response {
    let display = Display {
        layer: Layer::from_name(form.get("layer")).as_str().to_owned(),
        furigana: Furigana::from_name(form.get("furigana")).as_str().to_owned(),
        text_size: TextSize::from_name(form.get("size")).as_str().to_owned(),
        theme: Theme::from_name(form.get("theme")).as_str().to_owned(),
    };
    let to = format!("{}?done=display", safe_path(form.get("return_to")));
    let mut response = Redirect::to(&to).into_response();
    if cx.signed.is_some() {
        let user = crate::cx::User(cx);
        let saved = user.run(move |op| auth::set_display(op, &display)).await;
        return match saved {
            Ok(()) => response,
            Err(error) => error.page(&user),
        };
    }
    let value =
        format!("{}.{}.{}.{}", display.layer, display.furigana, display.text_size, display.theme);
    cx.set_cookie(&mut response, crate::cx::DISPLAY_COOKIE, &value, Some(31_536_000));
    response
}

/// Only paths of our own: nobody is sent elsewhere by a link to us.
/// Browsers drop tabs and line ends before they read an address, and take `\` for `/`.
pub(crate) fn safe_path(path: &str) -> &str {
    let own = path.starts_with('/')
        && !path.starts_with("//")
        && !path.chars().any(|c| c == '\\' || c.is_control());
    if own { path } else { "/" }
}

pub(crate) fn last_segment(path: &str) -> String {
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nobody_is_sent_elsewhere() {
        assert_eq!(safe_path("/people"), "/people");
        for bad in [
            "//example.jp",
            "https://example.jp",
            "/\\example.jp",
            "/\t/example.jp",
            "/\r\n/example.jp",
            "\t//example.jp",
            "/\u{85}/example.jp",
            "",
            "x",
        ] {
            assert_eq!(safe_path(bad), "/", "{bad:?}");
        }
    }

    proptest! {
        /// Whatever is typed, what browsers make of it stays on this host.
        #[test]
        fn what_is_safe_stays_here(path in "[/\\\\a-z:\\PC\\x00-\\x20\\x7f\u{80}-\u{9f}]{0,12}") {
            let safe = safe_path(&path);
            let read: String = safe.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
            let read = read.replace('\\', "/");
            prop_assert!(read.starts_with('/') && !read.starts_with("//"), "{safe:?}");
            prop_assert!(axum::http::HeaderValue::from_str(&url_query(safe)).is_ok());
        }
    }
}
