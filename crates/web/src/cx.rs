//! The context of a request: who reads, in which words, and how pages go out.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{Html as HtmlBody, IntoResponse as _, Redirect, Response};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use std::time::Duration;
use subtle::ConstantTimeEq as _;
use tsumugi_app::auth::{self, Display, SignedIn, Stage};
use tsumugi_app::{Op, Result as AppResult};
use tsumugi_domain::ids::AccountId;
use tsumugi_domain::policy::{Actor, Who};
use tsumugi_pages::{Html, Kit, NavItem, Shell, ShellView, T, TextSize, Theme};
use tsumugi_words::{Furigana, Layer, Phrase, Words};

mod ids;

pub(crate) use ids::Ids;

use crate::error::WebError;
use crate::form::{Form, MAX_FORM};
use crate::limits::network;
use crate::routes::{page_above, page_of};
use crate::state::{AppState, Inner};

/// How long a form without a file may take to arrive.
const FORM_TIME: Duration = Duration::from_secs(10);
/// Longest token against double sending.
const MAX_TOKEN: usize = 64;

/// The context of a request, signed in or not.
#[derive(Clone)]
pub(crate) struct Cx {
    pub(crate) state: AppState,
    pub(crate) now: Timestamp,
    pub(crate) path: String,
    pub(crate) query: Form,
    /// Who is signed in, by every factor.
    pub(crate) signed: Option<SignedIn>,
    /// Whose password was right while the second factor is missing: nobody yet.
    pub(crate) half: Option<AccountId>,
    pub(crate) token: Option<String>,
    pub(crate) display: Display,
    /// The reader chose how to read, here or with an account.
    pub(crate) display_chosen: bool,
    /// The cookie that stands for a browser before anybody is known.
    before: String,
    before_is_new: bool,
    /// The address under which the browser reached us, such as `https://tsumugi.example:8443`.
    pub(crate) base: String,
    /// At what the reader sits, in two plain words; empty when the browser does not tell.
    pub(crate) device: String,
    /// Address of the browser's network, for limits.
    pub(crate) network: String,
    /// The reader hid the screen: no page tells who is signed in.
    pub(crate) hidden: bool,
    /// The sentences of the form that was sent: a page that refuses it shows them again.
    pub(crate) typed: Vec<String>,
    /// The step of the guided walk, as the cookie has it.
    pub(crate) walk: String,
    /// The page is a guest's: whoever else is signed in at this browser does not show on it.
    pub(crate) guest: bool,
}

impl FromRequestParts<AppState> for Cx {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, WebError> {
        let token = cookie(&parts.headers, state.cookie_name());
        let before = cookie(&parts.headers, state.before_cookie_name());
        let before_is_new = before.is_none();
        let before = before.unwrap_or_else(|| random_text(state));
        let signed = match token.clone() {
            None => None,
            Some(token) => {
                let state = state.clone();
                blocking(move || auth::signed_in(state.gate(), &token)).await??
            }
        };
        let full = |signed: &SignedIn| signed.session.stage == Stage::Full;
        let half = signed.as_ref().filter(|signed| !full(signed));
        let half = half.map(|signed| signed.actor.account);
        let signed = signed.filter(full);
        let display = signed.as_ref().map_or_else(
            || display_from_cookie(&parts.headers),
            |signed| signed.account.display.clone(),
        );
        let query = Form::parse(parts.uri.query().unwrap_or_default()).unwrap_or_default();
        let peer = parts.extensions.get::<axum::extract::ConnectInfo<std::net::SocketAddr>>();
        let peer = peer.map(|info| info.0.ip());
        let network = network(peer, &parts.headers, state.inner.behind_proxy);
        Ok(Self {
            state: state.clone(),
            now: state.now(),
            path: parts.uri.path().to_owned(),
            query,
            display_chosen: signed.is_some() || cookie(&parts.headers, DISPLAY_COOKIE).is_some(),
            signed,
            half,
            token,
            display,
            before,
            before_is_new,
            base: base(parts, state),
            device: crate::device::label(&parts.headers),
            network,
            hidden: cookie(&parts.headers, state.hidden_cookie_name()).is_some(),
            typed: Vec::new(),
            walk: cookie(&parts.headers, crate::walk::COOKIE).unwrap_or_default(),
            guest: false,
        })
    }
}

impl Cx {
    /// The reader's words.
    pub(crate) fn words(&self) -> Words {
        Words::new(
            Layer::from_name(&self.display.layer),
            Furigana::from_name(&self.display.furigana),
        )
    }

    /// The reader's words for templates.
    pub(crate) fn t(&self) -> T {
        T(self.words())
    }

    /// The token that a form of this reader must carry. Bound to the session, or before it to the
    /// browser, and never stored.
    pub(crate) fn csrf(&self) -> String {
        let secret = match (&self.signed, &self.token) {
            (Some(_), Some(token)) => token,
            _ => &self.before,
        };
        let mut hash = Sha256::new();
        hash.update(b"tsumugi form\0");
        hash.update(secret.as_bytes());
        data_encoding::BASE64URL_NOPAD.encode(&hash.finalize())
    }

    /// What pages make forms with.
    pub(crate) fn kit(&self) -> Kit {
        Kit::new(self.t(), self.csrf(), random_text(&self.state))
    }

    /// Who is signed in, as far as the page may tell.
    pub(crate) fn shown(&self) -> Option<&SignedIn> {
        self.signed.as_ref().filter(|_| !self.hidden && !self.guest)
    }

    fn role_nav(&self) -> (Vec<(&'static str, &'static str)>, bool) {
        let Some(signed) = self.shown() else { return (Vec::new(), false) };
        match &signed.actor.who {
            Who::Person(_) => (vec![("nav-me", "/me"), ("nav-answers", "/me/answers")], true),
            Who::Family => (vec![("nav-me", "/me")], true),
            Who::Guest(_) => (Vec::new(), true),
            Who::System(_) => (Vec::new(), false),
            Who::Staff { posts, .. } => (crate::nav::of_staff(posts), false),
        }
    }

    fn shell_view(&self, status: Option<Phrase>, person: Option<String>) -> ShellView {
        let (nav, easy) = self.role_nav();
        // The longest entry that fits is the part the reader is in.
        let here = nav
            .iter()
            .map(|(_, href)| *href)
            .filter(|href| self.path == **href || self.path.starts_with(&format!("{href}/")))
            .max_by_key(|href| href.len())
            // What is told about a person belongs to the people, or to one's own page.
            .or_else(|| {
                let part = |href: &&str| matches!(*href, "/people" | "/me");
                person.as_ref().and_then(|_| nav.iter().map(|(_, href)| *href).find(part))
            });
        ShellView {
            assets: crate::assets::BASE.clone(),
            nav: nav
                .into_iter()
                .map(|(key, href)| NavItem {
                    key,
                    href: href.to_owned(),
                    current: here == Some(href),
                })
                .collect(),
            signed_in: self.shown().map(|signed| match signed.org_name.as_str() {
                "" => signed.actor.name.clone(),
                org => format!("{}（{org}）", signed.actor.name),
            }),
            person_context: person,
            status,
            csrf: self.csrf(),
            return_to: page_of(&self.path).to_owned(),
            theme: Theme::from_name(&self.display.theme),
            size: TextSize::from_name(&self.display.text_size),
            easy,
            hide_button: self.signed.is_some() && !self.guest,
            help: None,
            walk: crate::walk::strip(self),
            own: self.is_person(),
            guest: self.guest,
        }
    }

    /// Whether the person reads, whose pages these are.
    pub(crate) fn is_person(&self) -> bool {
        self.shown().is_some_and(|signed| matches!(signed.actor.who, Who::Person(_)))
    }

    /// A page with the message of what was just done, if the query names one.
    pub(crate) fn page(&self, title: &str, main: Html) -> Response {
        self.page_about(title, None, main)
    }

    /// A page about a person, whose name stands in the shell.
    pub(crate) fn page_about(&self, title: &str, person: Option<String>, main: Html) -> Response {
        let key = format!("done-{}", self.query.get("done"));
        let status =
            (self.query.has("done") && self.words().has(&key)).then(|| self.words().text(&key));
        let shell =
            Shell::new(self.t(), self.shell_view(status, person), self.t().plain(title), main);
        self.send(StatusCode::OK, &shell)
    }

    /// A page that shows what is wrong with what was typed; the text stays.
    pub(crate) fn page_with_errors(
        &self,
        title: &str,
        person: Option<String>,
        main: Html,
    ) -> Response {
        let mut shell =
            Shell::new(self.t(), self.shell_view(None, person), self.t().plain(title), main);
        shell.has_errors = true;
        self.send(StatusCode::UNPROCESSABLE_ENTITY, &shell)
    }

    /// A page with another status.
    pub(crate) fn respond(&self, status: StatusCode, title: &str, main: Html) -> Response {
        let shell = Shell::new(self.t(), self.shell_view(None, None), self.t().plain(title), main);
        self.send(status, &shell)
    }

    fn send(&self, status: StatusCode, shell: &Shell) -> Response {
        let mut response = (status, HtmlBody(shell.document())).into_response();
        if self.before_is_new && self.signed.is_none() {
            self.set_cookie(&mut response, self.state.before_cookie_name(), &self.before, None);
        }
        response
    }

    /// Runs a use case as somebody, on the blocking pool.
    pub(crate) async fn run_as<X: Send + 'static>(
        &self,
        (actor, org_name): (Actor, String),
        (submit, seen): Marks,
        work: impl FnOnce(&Op<'_>) -> AppResult<X> + Send + 'static,
    ) -> Result<X, WebError> {
        let (state, now) = (self.state.clone(), self.now);
        let done = blocking(move || {
            let Inner { db, chance, .. } = &*state.inner;
            let done = work(&Op { db, actor, org_name, now, submit, seen, chance });
            done.inspect_err(|error| state.note_error(error))
        });
        Ok(done.await??)
    }

    /// Sets a cookie for this host alone. `max_age` in seconds; `Some(0)` deletes it.
    pub(crate) fn set_cookie(
        &self,
        response: &mut Response,
        name: &str,
        value: &str,
        max_age: Option<u32>,
    ) {
        self.set_cookie_for("/", response, (name, value), max_age);
    }

    /// As [`Cx::set_cookie`], sent only with requests below a path.
    pub(crate) fn set_cookie_for(
        &self,
        path: &str,
        response: &mut Response,
        (name, value): (&str, &str),
        max_age: Option<u32>,
    ) {
        let secure = if self.state.inner.https { "; Secure" } else { "" };
        let age = max_age.map_or_else(String::new, |age| format!("; Max-Age={age}"));
        let text = format!("{name}={value}; Path={path}; HttpOnly; SameSite=Lax{secure}{age}");
        if let Ok(value) = HeaderValue::from_str(&text) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
}

/// What a form carries against double sending and against overwriting the unseen.
type Marks = (Option<String>, Option<String>);

/// The marks of a form.
///
/// # Errors
/// [`WebError::Forged`] without a token against double sending.
pub(crate) fn marks(form: &Form) -> Result<Marks, WebError> {
    let token = form.get("submit_token");
    if token.is_empty() || token.len() > MAX_TOKEN {
        return Err(WebError::Forged);
    }
    let seen = Some(form.text("seen")).filter(|seen| !seen.is_empty());
    Ok((Some(token.to_owned()), seen))
}

/// The context of somebody who is signed in.
#[derive(Clone)]
pub(crate) struct User(pub(crate) Cx);

impl std::ops::Deref for User {
    type Target = Cx;
    fn deref(&self) -> &Cx {
        &self.0
    }
}

impl FromRequestParts<AppState> for User {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let cx = Cx::from_request_parts(parts, state)
            .await
            .map_err(axum::response::IntoResponse::into_response)?;
        Self::of(cx, parts)
    }
}

impl User {
    /// The one who is signed in, or the way to the sign-in.
    #[expect(clippy::result_large_err, reason = "the answer is the error of every extractor")]
    fn of(cx: Cx, parts: &Parts) -> Result<Self, Response> {
        let back = match parts.method {
            Method::GET => page_again(&parts.uri),
            // After signing in again, a page can be opened; a form must be sent by its reader.
            _ => page_above(parts.uri.path()).to_owned(),
        };
        match cx.signed.is_some() {
            // Neither the back button nor the logo brings back what was hidden.
            true if cx.hidden && parts.method == Method::GET => {
                Err(Redirect::to("/hidden").into_response())
            }
            true => Ok(Self(cx)),
            false => Err(WebError::SignIn(back).page(&cx)),
        }
    }

    /// The one who is signed in.
    pub(crate) fn signed(&self) -> &SignedIn {
        self.0.signed.as_ref().expect("a User is made only of somebody signed in")
    }

    /// Runs a use case on the blocking pool.
    pub(crate) async fn run<X: Send + 'static>(
        &self,
        work: impl FnOnce(&Op<'_>) -> AppResult<X> + Send + 'static,
    ) -> Result<X, WebError> {
        self.run_with(None, None, work).await
    }

    /// Runs a use case that a form asked for; the form's token makes a double send count once.
    pub(crate) async fn submit<X: Send + 'static>(
        &self,
        form: &Form,
        work: impl FnOnce(&Op<'_>) -> AppResult<X> + Send + 'static,
    ) -> Result<X, WebError> {
        let (submit, seen) = marks(form)?;
        self.run_with(submit, seen, work).await
    }

    async fn run_with<X: Send + 'static>(
        &self,
        submit: Option<String>,
        seen: Option<String>,
        work: impl FnOnce(&Op<'_>) -> AppResult<X> + Send + 'static,
    ) -> Result<X, WebError> {
        let signed = self.signed();
        let who = (signed.actor.clone(), signed.org_name.clone());
        self.0.run_as(who, (submit, seen), work).await
    }

    /// Like [`User::submit`], for forms whose reading may already have found problems: those and
    /// the use case's own come back together.
    pub(crate) async fn checked<X: Send + 'static>(
        &self,
        unreadable: tsumugi_app::Problems,
        form: &Form,
        work: impl FnOnce(&Op<'_>) -> AppResult<X> + Send + 'static,
    ) -> Result<X, WebError> {
        if unreadable.0.is_empty() {
            return self.submit(form, work).await;
        }
        Err(WebError::Invalid(unreadable))
    }

    /// A page with a form: with status 422 and a title that says so when something is wrong.
    pub(crate) fn form_page(
        &self,
        title: &str,
        person: Option<String>,
        main: Html,
        errors: &tsumugi_pages::Errors,
    ) -> Response {
        if errors.is_empty() {
            self.page_about(title, person, main)
        } else {
            self.page_with_errors(title, person, main)
        }
    }

    /// Goes to a page, or to a place on it, after something was done; `done` names the message.
    pub(crate) fn go(&self, path: &str, done: &str) -> Response {
        let (page, place) = path
            .split_once('#')
            .map_or((path, String::new()), |(page, place)| (page, format!("#{place}")));
        let mut response = Redirect::to(&format!("{page}?done={done}{place}")).into_response();
        crate::walk::was_done(self, &mut response);
        response
    }
}

/// A page to be opened later: with what was asked of it, without the word of what was just done.
fn page_again(uri: &axum::http::Uri) -> String {
    let asked = uri.query().unwrap_or_default().split('&');
    let asked: Vec<&str> =
        asked.filter(|pair| !pair.is_empty() && !pair.starts_with("done=")).collect();
    match asked.is_empty() {
        true => uri.path().to_owned(),
        false => format!("{}?{}", uri.path(), asked.join("&")),
    }
}

/// Runs blocking work away from the async threads. A panic in it is an answer of its own.
pub(crate) async fn blocking<X: Send + 'static>(
    work: impl FnOnce() -> X + Send + 'static,
) -> Result<X, WebError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        tracing::error!(error = %error, "a use case panicked");
        WebError::Internal
    })
}

/// A form sent by a signed-in reader, checked against forgery.
pub(crate) struct Posted {
    pub(crate) user: User,
    pub(crate) form: Form,
}

impl FromRequest<AppState> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let mut cx = Cx::from_request_parts(&mut parts, state)
            .await
            .map_err(axum::response::IntoResponse::into_response)?;
        let form = read_form(&parts.headers, body).await.map_err(|error| error.page(&cx))?;
        cx.typed = form.sentences();
        let user = User::of(cx, &parts)?;
        check_csrf(&user, form.get("csrf")).map_err(|error| error.page(&user))?;
        Ok(Self { user, form })
    }
}

/// A form sent by somebody who need not be signed in, checked against forgery.
pub(crate) struct OpenForm {
    pub(crate) cx: Cx,
    pub(crate) form: Form,
}

impl FromRequest<AppState> for OpenForm {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let cx = Cx::from_request_parts(&mut parts, state)
            .await
            .map_err(axum::response::IntoResponse::into_response)?;
        let form = read_form(&parts.headers, body).await.map_err(|error| error.page(&cx))?;
        check_csrf(&cx, form.get("csrf")).map_err(|error| error.page(&cx))?;
        Ok(Self { cx, form })
    }
}

/// Waits for what is being sent, but not for ever: a connection that drips holds nothing up.
///
/// # Errors
/// [`WebError::TooSlow`].
pub(crate) async fn in_time<X>(
    limit: Duration,
    what: impl Future<Output = X>,
) -> Result<X, WebError> {
    tokio::time::timeout(limit, what).await.map_err(|_| WebError::TooSlow)
}

pub(crate) async fn read_form(
    headers: &HeaderMap,
    body: axum::body::Body,
) -> Result<Form, WebError> {
    refuse_cross_site(headers)?;
    let body: Bytes = in_time(FORM_TIME, axum::body::to_bytes(body, MAX_FORM))
        .await?
        .map_err(|_| WebError::TooLarge)?;
    let text = std::str::from_utf8(&body).map_err(|_| WebError::Forged)?;
    Form::parse(text).ok_or(WebError::Forged)
}

/// The browser itself says where a request comes from; only our own pages may send forms.
pub(crate) fn refuse_cross_site(headers: &HeaderMap) -> Result<(), WebError> {
    let site = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    if site.is_some_and(|site| !matches!(site, "same-origin" | "none")) {
        return Err(WebError::Forged);
    }
    let origin = headers.get(header::ORIGIN).and_then(|value| value.to_str().ok());
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok());
    match (origin, host) {
        (Some("null") | None, _) | (_, None) => Ok(()),
        (Some(origin), Some(host)) => {
            let from = origin.split_once("://").map_or(origin, |(_, host)| host);
            if from == host { Ok(()) } else { Err(WebError::Forged) }
        }
    }
}

/// Compares the form's token in constant time.
pub(crate) fn check_csrf(cx: &Cx, given: &str) -> Result<(), WebError> {
    if bool::from(given.as_bytes().ct_eq(cx.csrf().as_bytes())) {
        Ok(())
    } else {
        Err(WebError::Forged)
    }
}

pub(crate) fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value.to_owned())
}

/// Scheme and host of a request, for addresses that leave the browser. What is no host's name is
/// left out: such an address is then a path.
fn base(parts: &Parts, state: &AppState) -> String {
    let header = parts.headers.get(header::HOST).and_then(|value| value.to_str().ok());
    let host = header.or_else(|| parts.uri.authority().map(axum::http::uri::Authority::as_str));
    let fits = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
    let scheme = if state.inner.https { "https" } else { "http" };
    match host.filter(|host| !host.is_empty() && host.chars().all(fits)) {
        Some(host) => format!("{scheme}://{host}"),
        None => String::new(),
    }
}

/// The way of reading before anybody is known: `layer.furigana.size.theme`.
pub(crate) const DISPLAY_COOKIE: &str = "tsumugi-display";

fn display_from_cookie(headers: &HeaderMap) -> Display {
    let text = cookie(headers, DISPLAY_COOKIE).unwrap_or_default();
    let mut parts = text.split('.').map(str::to_owned);
    let mut next = |default: &str| {
        parts.next().filter(|part| !part.is_empty()).unwrap_or_else(|| default.to_owned())
    };
    Display {
        layer: next("standard"),
        furigana: next("off"),
        text_size: next("normal"),
        theme: next("white"),
    }
}

pub(crate) fn random_text(state: &AppState) -> String {
    let mut bytes = [0; 16];
    state.inner.chance.fill(&mut bytes);
    data_encoding::BASE64URL_NOPAD.encode(&bytes)
}
