//! Errors become pages in one place, and each page says what to do next.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use tsumugi_app::{AppError, Problems};

use crate::cx::Cx;
use crate::routes::page_above;

/// What a handler may end with.
#[derive(Debug)]
pub(crate) enum WebError {
    /// Not there, or not for this reader: the same answer.
    Hidden,
    /// Seen, but not allowed.
    Forbidden,
    /// Typed text that cannot be used and that the handler did not show beside its fields.
    Invalid(Problems),
    /// The form was sent before.
    AlreadyDone,
    /// Changed by somebody else in between.
    Conflict,
    /// Nobody is signed in; where to come back to.
    SignIn(String),
    /// The form was forged, or its page is older than the session.
    Forged,
    /// Too many tries.
    TooMany,
    /// Too many wrong codes in a row.
    Paused,
    /// It took too long to arrive.
    TooSlow,
    /// Too large.
    TooLarge,
    /// Everybody waits; the text is not lost.
    Busy,
    /// Our fault.
    Internal,
}

impl From<AppError> for WebError {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Hidden => Self::Hidden,
            AppError::Forbidden => Self::Forbidden,
            AppError::Invalid(problems) => Self::Invalid(problems),
            AppError::AlreadyDone => Self::AlreadyDone,
            AppError::Conflict(what) => {
                tracing::info!(what, "changed in between");
                Self::Conflict
            }
            AppError::Store(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, "the store failed");
                Self::Internal
            }
        }
    }
}

impl WebError {
    /// Status and message keys (title, text).
    fn parts(&self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::Hidden => (StatusCode::NOT_FOUND, "problem-hidden", "problem-hidden-text"),
            Self::Forbidden => {
                (StatusCode::FORBIDDEN, "problem-forbidden", "problem-forbidden-text")
            }
            Self::Invalid(_) => {
                (StatusCode::UNPROCESSABLE_ENTITY, "problem-invalid", "problem-invalid-text")
            }
            Self::AlreadyDone => (StatusCode::CONFLICT, "problem-done", "problem-done-text"),
            Self::Conflict => (StatusCode::CONFLICT, "problem-conflict", "problem-conflict-text"),
            Self::SignIn(_) => {
                (StatusCode::UNAUTHORIZED, "problem-signed-out", "problem-signed-out-text")
            }
            Self::Forged => (StatusCode::FORBIDDEN, "problem-forged", "problem-forged-text"),
            Self::TooMany => {
                (StatusCode::TOO_MANY_REQUESTS, "problem-too-many", "problem-too-many-text")
            }
            Self::Paused => {
                (StatusCode::TOO_MANY_REQUESTS, "problem-paused", "problem-paused-text")
            }
            Self::TooSlow => {
                (StatusCode::REQUEST_TIMEOUT, "problem-too-slow", "problem-too-slow-text")
            }
            Self::TooLarge => {
                (StatusCode::PAYLOAD_TOO_LARGE, "problem-too-large", "problem-too-large-text")
            }
            Self::Busy => (StatusCode::SERVICE_UNAVAILABLE, "problem-busy", "problem-busy-text"),
            Self::Internal => {
                (StatusCode::INTERNAL_SERVER_ERROR, "problem-internal", "problem-internal-text")
            }
        }
    }

    /// The page of this error in the reader's words.
    pub(crate) fn page(self, cx: &Cx) -> Response {
        match &self {
            // Whoever wrote for long and was signed out meanwhile sees the text once more.
            Self::SignIn(back) if cx.typed.is_empty() => {
                return Redirect::to(&sign_in_path(back)).into_response();
            }
            Self::AlreadyDone => {
                return Redirect::to(&format!("{}?done=already", page_above(&cx.path)))
                    .into_response();
            }
            _ => {}
        }
        let (status, title, text) = self.parts();
        let problems = match &self {
            Self::Invalid(problems) => {
                problems.0.iter().map(|problem| crate::form::message(cx.t(), problem)).collect()
            }
            _ => Vec::new(),
        };
        let way = match &self {
            Self::SignIn(back) => ("sign-in", sign_in_path(back)),
            Self::Invalid(_) | Self::Conflict | Self::Forged | Self::Busy | Self::TooSlow => {
                ("problem-back", page_above(&cx.path).to_owned())
            }
            _ => ("problem-home", "/".to_owned()),
        };
        let main = tsumugi_pages::problem::page(cx.t(), title, text, way, problems, &cx.typed);
        cx.respond(status, title, main)
    }
}

fn sign_in_path(back: &str) -> String {
    format!("/sign-in?return={}", url_query(back))
}

/// An error without a reader: the answer is a bare status.
impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        self.parts().0.into_response()
    }
}

/// Percent-encodes a value for a query.
pub(crate) fn url_query(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}
