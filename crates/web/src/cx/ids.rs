//! The ids in the path of a request.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use tsumugi_domain::ids::TypedId;

use super::Cx;
use crate::error::WebError;
use crate::state::AppState;

/// The ids in a path, in order. A malformed one is answered like one that never was.
pub(crate) struct Ids<X>(pub(crate) X);

impl<A: TypedId> FromRequestParts<AppState> for Ids<(A,)> {
    type Rejection = Response;
    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let found = path_ids(parts, state).await?;
        match found.as_slice() {
            [a, ..] => Ok(Self((A::from_uuid(*a),))),
            [] => Err(StatusCode::NOT_FOUND.into_response()),
        }
    }
}

impl<A: TypedId, B: TypedId> FromRequestParts<AppState> for Ids<(A, B)> {
    type Rejection = Response;
    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let found = path_ids(parts, state).await?;
        match found.as_slice() {
            [a, b, ..] => Ok(Self((A::from_uuid(*a), B::from_uuid(*b)))),
            _ => Err(StatusCode::NOT_FOUND.into_response()),
        }
    }
}

async fn path_ids(parts: &mut Parts, state: &AppState) -> Result<Vec<uuid::Uuid>, Response> {
    let raw = RawPathParams::from_request_parts(parts, state)
        .await
        .map_err(|_| StatusCode::NOT_FOUND.into_response())?;
    let ids: Result<Vec<_>, _> =
        raw.iter().map(|(_, value)| uuid::Uuid::parse_str(value)).collect();
    match ids {
        Ok(ids) => Ok(ids),
        Err(_) => {
            let cx = Cx::from_request_parts(parts, state)
                .await
                .map_err(axum::response::IntoResponse::into_response)?;
            Err(WebError::Hidden.page(&cx))
        }
    }
}
