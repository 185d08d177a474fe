//! Where the reader is signed in.

use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::DateTime;
use tsumugi_app::op::japan;
use tsumugi_app::sessions::{self, HOURS, MINUTES, Place};
use tsumugi_domain::ids::SessionId;
use tsumugi_pages::sessions::{PlaceView, SignInView};

use crate::cx::{Ids, Posted, User};

/// `/account`: the reader's own sign-in.
pub(crate) async fn page(user: User) -> Response {
    match user.run(sessions::mine).await {
        Err(error) => error.page(&user),
        Ok(places) => {
            let view = SignInView {
                places: places.into_iter().map(|place| line(&user, place)).collect(),
                ends: (HOURS, MINUTES),
            };
            user.page("account-title", tsumugi_pages::sessions::page(&user.kit(), &view))
        }
    }
}

fn line(user: &User, place: Place) -> PlaceView {
    PlaceView {
        here: place.id == user.signed().session.id,
        id: place.id,
        device: place.device,
        since: local(place.started_at),
        seen: local(place.seen_at),
    }
}

pub(crate) fn local(at: Timestamp) -> DateTime {
    at.to_zoned(japan()).datetime()
}

pub(crate) async fn end(Ids((id,)): Ids<(SessionId,)>, Posted { user, form }: Posted) -> Response {
    match user.submit(&form, move |op| sessions::end(op, id)).await {
        Ok(()) => user.go("/account", "session-ended"),
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn end_others(Posted { user, form }: Posted) -> Response {
    let kept = user.signed().session.id;
    match user.submit(&form, move |op| sessions::end_others(op, kept)).await {
        Ok(()) => user.go("/account", "sessions-ended"),
        Err(error) => error.page(&user),
    }
}
