//! An address that nobody may see but the person.

use axum::response::Response;
use tsumugi_app::op::local_day;
use tsumugi_app::{Problems, address};
use tsumugi_domain::ids::PersonId;
use tsumugi_pages::address::{AddressView, Concealed};

use crate::cx::{Ids, Posted, User};
use crate::error::WebError;
use crate::form::errors;
use crate::person::{context, head_view};

pub(crate) async fn page(user: User, Ids((id,)): Ids<(PersonId,)>) -> Response {
    address_page(&user, id, "", &Problems::new()).await
}

async fn address_page(user: &User, id: PersonId, reason: &str, problems: &Problems) -> Response {
    match user.run(move |op| address::page(op, id)).await {
        Err(error) => error.page(user),
        Ok(found) => {
            let concealed = found.concealed.as_ref().map(|one| Concealed {
                by: &one.by,
                since: one.at.map(local_day),
                asked_by: one.reveal.as_ref().map(|(_, name)| name.as_str()),
                asked_myself: found.asked_myself,
            });
            let view = AddressView { head: head_view(&found.head), concealed };
            let errors = errors(user.t(), problems);
            let main = tsumugi_pages::address::page(&user.kit(), &view, reason, &errors);
            user.form_page("address-title", context(user, &found.head), main, &errors)
        }
    }
}

pub(crate) async fn conceal(
    Ids((id,)): Ids<(PersonId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let reason = form.text("reason");
    match user.submit(&form, move |op| address::conceal(op, id, &reason)).await {
        Ok(()) => user.go(&format!("/people/{id}/address"), "address-concealed"),
        Err(WebError::Invalid(problems)) => {
            address_page(&user, id, form.get("reason"), &problems).await
        }
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn ask(Ids((id,)): Ids<(PersonId,)>, Posted { user, form }: Posted) -> Response {
    match user.submit(&form, move |op| address::ask_reveal(op, id)).await {
        Ok(()) => user.go(&format!("/people/{id}/address"), "address-asked"),
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn keep(Ids((id,)): Ids<(PersonId,)>, Posted { user, form }: Posted) -> Response {
    match user.submit(&form, move |op| address::keep(op, id)).await {
        Ok(()) => user.go(&format!("/people/{id}/address"), "address-kept"),
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn reveal(
    Ids((id,)): Ids<(PersonId,)>,
    Posted { user, form }: Posted,
) -> Response {
    match user.submit(&form, move |op| address::reveal(op, id)).await {
        Ok(()) => user.go(&format!("/people/{id}/address"), "address-revealed"),
        Err(error) => error.page(&user),
    }
}
