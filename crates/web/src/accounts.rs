//! How the person and the family come in.

use axum::response::Response;
use tsumugi_app::Problems;
use tsumugi_app::accounts::{self, Invited, Sight};
use tsumugi_domain::ids::{AccountId, MembershipId, PersonId};
use tsumugi_pages::accounts::{
    AccountsView, InvitedView, RelativeView, SightForm, Standing, standing,
};

use crate::cx::{Ids, Posted, User};
use crate::error::WebError;
use crate::form::{Form, errors};
use crate::person::{context, head_view};

pub(crate) async fn page(user: User, Ids((id,)): Ids<(PersonId,)>) -> Response {
    accounts_page(&user, id, SightForm::default(), &Problems::new()).await
}

async fn accounts_page(
    user: &User,
    id: PersonId,
    form: SightForm,
    problems: &Problems,
) -> Response {
    let found = match user.run(move |op| accounts::page(op, id)).await {
        Ok(found) => found,
        Err(error) => return error.page(user),
    };
    let stands = |account: Option<&tsumugi_app::accounts::TeamAccount>| {
        account.map_or(Standing::None, |one| {
            let closed = one.disabled_at.is_some();
            standing(!one.login.is_empty(), closed, one.link_until, user.now)
        })
    };
    let family = found
        .family
        .iter()
        .map(|one| RelativeView {
            seat: one.seat.id,
            name: &one.seat.name,
            role: one.seat.role.code(),
            standing: stands(one.account.as_ref()),
            account: one.account.as_ref().map(|account| account.account),
            custodian: one.custodian,
            agreed_by: one
                .account
                .as_ref()
                .filter(|account| account.sees_plan)
                .map(|account| account.sees_plan_by.as_deref().unwrap_or_default()),
        })
        .collect();
    let own = found.own.as_ref();
    let view = AccountsView {
        head: head_view(&found.head),
        own: (stands(own), own.map(|account| account.account)),
        family,
        left: found.left.iter().map(|one| (one.account, one.name.as_str())).collect(),
    };
    let errors = errors(user.t(), problems);
    let main = tsumugi_pages::accounts::page(&user.kit(), &view, &form, &errors);
    user.form_page("access-title", context(user, &found.head), main, &errors)
}

/// The link is shown once, on the answer itself: it is stored nowhere but as a hash.
fn invited_page(user: &User, found: &Invited) -> Response {
    let address = format!("{}/set-up/{}", user.base, found.token.0);
    let office = found.office.as_ref();
    let view = InvitedView {
        head: head_view(&found.head),
        name: &found.name,
        family: found.family,
        sees: found.sees,
        address: &address,
        until: found.until.to_zoned(tsumugi_app::op::japan()).datetime(),
        inviter: &found.inviter,
        again: found.again,
        office: office.map_or("", |office| office.name.as_str()),
        phone: office.map_or("", |office| office.phone.as_str()),
    };
    let main = tsumugi_pages::accounts::invited(user.t(), &view);
    user.page_about("access-link", context(user, &found.head), main)
}

pub(crate) async fn invite_person(
    Ids((id,)): Ids<(PersonId,)>,
    Posted { user, form }: Posted,
) -> Response {
    match user.submit(&form, move |op| accounts::invite_person(op, id)).await {
        Ok(found) => invited_page(&user, &found),
        Err(error) => error.page(&user),
    }
}

fn sight(form: &Form) -> Sight {
    Sight { sees: form.has("sees"), agreed_by: form.text("agreed_by") }
}

fn typed(form: &Form, member: MembershipId) -> SightForm {
    let Sight { sees, agreed_by } = sight(form);
    SightForm { seat: Some(member), sees, agreed_by }
}

pub(crate) async fn invite_family(
    Ids((id, member)): Ids<(PersonId, MembershipId)>,
    Posted { user, form }: Posted,
) -> Response {
    let chosen = sight(&form);
    match user.submit(&form, move |op| accounts::invite_family(op, id, member, &chosen)).await {
        Ok(found) => invited_page(&user, &found),
        Err(WebError::Invalid(problems)) => {
            accounts_page(&user, id, typed(&form, member), &problems).await
        }
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn set_sight(
    Ids((id, member)): Ids<(PersonId, MembershipId)>,
    Posted { user, form }: Posted,
) -> Response {
    let chosen = sight(&form);
    match user.submit(&form, move |op| accounts::set_sight(op, id, member, &chosen)).await {
        Ok(()) => user.go(&format!("/people/{id}/accounts"), "saved"),
        Err(WebError::Invalid(problems)) => {
            accounts_page(&user, id, typed(&form, member), &problems).await
        }
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn close(
    Ids((id, account)): Ids<(PersonId, AccountId)>,
    Posted { user, form }: Posted,
) -> Response {
    match user.submit(&form, move |op| accounts::close(op, id, account)).await {
        Ok(()) => user.go(&format!("/people/{id}/accounts"), "access-closed"),
        Err(error) => error.page(&user),
    }
}
