//! What the system administrator can send to whoever helps.

use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use tsumugi_app::support::{self, Bundle};
use tsumugi_pages::staff::SupportView;

use crate::cx::User;
use crate::error::WebError;

async fn bundle(user: &User) -> Result<Bundle, WebError> {
    let inner = std::sync::Arc::clone(&user.state.inner);
    user.run(move |op| {
        let machine = inner.machine.as_ref().map(|ask| ask()).unwrap_or_default();
        support::for_administrator(op, machine, inner.met())
    })
    .await
}

pub(crate) async fn page(user: User) -> Response {
    let found = bundle(&user).await.and_then(|found| {
        let file = found.file()?;
        Ok((found, file))
    });
    match found {
        Err(error) => error.page(&user),
        Ok((found, file)) => {
            let view = view(&user, &found, file);
            user.page("support-title", tsumugi_pages::staff::support(user.t(), &view))
        }
    }
}

fn view(user: &User, found: &Bundle, file: String) -> SupportView {
    let t = user.t();
    let machine = &found.machine;
    let mib = |size: Option<u64>| {
        size.map(|size| t.plain_with("support-mib", &[("size", size.to_string().into())]))
    };
    let days =
        |key: &str, days: Option<i64>| days.map(|days| t.plain_with(key, &[("days", days.into())]));
    SupportView {
        facts: vec![
            ("support-version", format!("{} / {} {}", found.version, found.engine, found.schema)),
            ("support-size", mib(machine.database_mib).unwrap_or_default()),
            ("support-free", mib(machine.free_mib).unwrap_or_default()),
            (
                "support-certificate",
                days("support-days-left", machine.certificate_days).unwrap_or_default(),
            ),
            (
                "support-backup",
                days("support-days-ago", machine.backup_days)
                    .unwrap_or_else(|| t.plain("support-backup-unknown")),
            ),
            (
                "support-errors",
                t.plain_with("support-errors-count", &[("count", found.errors.len().into())]),
            ),
        ],
        settings: machine
            .configuration
            .iter()
            .map(|one| [one.key.to_owned(), one.from.to_owned(), one.value.clone()])
            .collect(),
        file,
    }
}

pub(crate) async fn file(user: User) -> Response {
    match bundle(&user).await.and_then(|found| Ok(found.file()?)) {
        Err(error) => error.page(&user),
        Ok(text) => {
            let headers = [
                (header::CONTENT_TYPE, "application/json; charset=utf-8"),
                (header::CONTENT_DISPOSITION, "attachment; filename=\"tsumugi-support.json\""),
            ];
            (headers, text).into_response()
        }
    }
}
