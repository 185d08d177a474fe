//! Errors become pages in one place, and each page says what to do next.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use tsumugi_app::{AppError, Problems};

use crate::cx::Cx;

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
            Self::SignIn(_) => (StatusCode::SEE_OTHER, "sign-in", "sign-in"),
            Self::Forged => (StatusCode::FORBIDDEN, "problem-forged", "problem-forged-text"),
            Self::TooMany => {
                (StatusCode::TOO_MANY_REQUESTS, "problem-too-many", "problem-too-many-text")
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
            Self::SignIn(back) => {
                let back: String = url_query(back);
                return Redirect::to(&format!("/sign-in?return={back}")).into_response();
            }
            // The second send of a form leads to where the first one led: the page above it.
            Self::AlreadyDone => {
                let parent = cx.path.rsplit_once('/').map_or("/", |(parent, _)| parent);
                // A task has no page of its own: it lives on the home.
                let parent = if parent.starts_with("/tasks/") { "/home" } else { parent };
                let parent = if parent.is_empty() { "/" } else { parent };
                return Redirect::to(&format!("{parent}?done=already")).into_response();
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
        let main = tsumugi_pages::problem::page(cx.t(), title, text, problems);
        cx.respond(status, title, main)
    }
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
