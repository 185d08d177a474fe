//! The team and the consents of a person.

use axum::response::Response;
use tsumugi_app::Problems;
use tsumugi_app::consent::{self, NewConsent};
use tsumugi_app::team::{self, NewMember};
use tsumugi_domain::consent::Giver;
use tsumugi_domain::ids::{ConsentId, MembershipId, OrgId, PersonId, StaffId};
use tsumugi_domain::team::TeamRole;
use tsumugi_pages::team::{ConsentForm, ConsentView, MemberForm, TeamView, WorkerChoice};

use crate::cx::{Ids, Posted, User};
use crate::error::WebError;
use crate::form::{Form, errors};
use crate::person::{context, date_text, head_view};
use crate::plan::reader;

pub(crate) async fn page(user: User, Ids((id,)): Ids<(PersonId,)>) -> Response {
    team_page(&user, id, MemberForm::default(), &Problems::new()).await
}

async fn team_page(user: &User, id: PersonId, form: MemberForm, problems: &Problems) -> Response {
    match user.run(move |op| team::page(op, id)).await {
        Err(error) => error.page(user),
        Ok(found) => {
            let head = found.head;
            let view = TeamView {
                head: head_view(&head),
                members: &found.members,
                orgs: &found.orgs,
                workers: found
                    .workers
                    .iter()
                    .map(|one| WorkerChoice {
                        value: format!("{}.{}", one.staff.id, one.org),
                        name: &one.staff.name,
                        org: &one.org_name,
                        role: one.role.code(),
                    })
                    .collect(),
                today: tsumugi_app::op::local_day(user.now),
            };
            let errors = errors(user.t(), problems);
            let main = tsumugi_pages::team::page(&user.kit(), &view, &form, &errors);
            user.form_page("team-title", context(user, &head), main, &errors)
        }
    }
}

/// A worker and their organisation, as the choices name them together.
fn worker(form: &Form) -> Option<(StaffId, OrgId)> {
    let (staff, org) = form.get("worker").split_once('.')?;
    Some((staff.parse().ok()?, org.parse().ok()?))
}

pub(crate) async fn add(Ids((id,)): Ids<(PersonId,)>, Posted { user, form }: Posted) -> Response {
    let mut problems = Problems::new();
    let (worker, role) = (worker(&form), form.parsed("role"));
    let of_worker = form.get("sort") == "worker";
    if of_worker && worker.is_none() {
        problems.add("worker", "error-choice");
    }
    if !of_worker && role.is_none() {
        problems.add("role", "error-choice");
    }
    let new = NewMember {
        worker,
        role: role.unwrap_or(TeamRole::Other),
        name: form.text("name"),
        org: form.parsed("org"),
        org_name: form.text("org_name"),
        from: form.date("from", &mut problems),
    };
    match user.checked(problems, &form, move |op| team::add(op, id, &new)).await {
        Ok(_) => user.go(&format!("/people/{id}/team"), "saved"),
        Err(WebError::Invalid(problems)) => {
            let typed = MemberForm {
                of_worker,
                worker: form.text("worker"),
                role: form.text("role"),
                name: form.text("name"),
                org: form.text("org"),
                org_name: form.text("org_name"),
                from: form.date_text("from"),
            };
            team_page(&user, id, typed, &problems).await
        }
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn end(
    Ids((id, member)): Ids<(PersonId, MembershipId)>,
    Posted { user, form }: Posted,
) -> Response {
    match user.submit(&form, move |op| team::end(op, id, member)).await {
        Ok(()) => user.go(&format!("/people/{id}/team"), "saved"),
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn set_key(
    Ids((id, member)): Ids<(PersonId, MembershipId)>,
    Posted { user, form }: Posted,
) -> Response {
    match user.submit(&form, move |op| team::set_key_person(op, id, member)).await {
        Ok(()) => user.go(&format!("/people/{id}/team"), "saved"),
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn consents(user: User, Ids((id,)): Ids<(PersonId,)>) -> Response {
    consents_page(&user, id, None, &Problems::new()).await
}

async fn consents_page(
    user: &User,
    id: PersonId,
    typed: Option<&Form>,
    problems: &Problems,
) -> Response {
    match user.run(move |op| consent::page(op, id)).await {
        Err(error) => error.page(user),
        Ok(page) => {
            let today = tsumugi_app::op::local_day(user.now);
            let view = ConsentView {
                head: head_view(&page.head),
                reader: reader(&page.head),
                consents: &page.consents,
                orgs: &page.team_orgs,
                told: &page.told,
                office: page.office,
                today,
            };
            let form = match typed {
                Some(form) => ConsentForm {
                    recipient: form.text("recipient"),
                    classes: form.all("classes").map(str::to_owned).collect(),
                    giver: form.text("giver"),
                    giver_name: form.text("giver_name"),
                    to: form.date_text("to"),
                },
                None => ConsentForm {
                    giver: if page.head.age.is_some_and(|age| age < 18) {
                        Giver::Custodian.code().to_owned()
                    } else {
                        Giver::Person.code().to_owned()
                    },
                    to: date_text(Some(today.saturating_add(jiff::Span::new().years(1)))),
                    ..ConsentForm::default()
                },
            };
            let errors = errors(user.t(), problems);
            let main = tsumugi_pages::team::consents(&user.kit(), &view, &form, &errors);
            user.form_page("consents-title", context(user, &page.head), main, &errors)
        }
    }
}

pub(crate) async fn give(Ids((id,)): Ids<(PersonId,)>, Posted { user, form }: Posted) -> Response {
    let mut problems = Problems::new();
    let new = NewConsent {
        recipient: form.parsed("recipient"),
        classes: form.all("classes").filter_map(|class| class.parse().ok()).collect(),
        giver: form.parsed("giver").unwrap_or(Giver::Person),
        giver_name: form.text("giver_name"),
        to: form.date("to", &mut problems),
    };
    match user.checked(problems, &form, move |op| consent::give(op, id, &new)).await {
        Ok(_) => user.go(&format!("/people/{id}/consents"), "consented"),
        Err(WebError::Invalid(problems)) => consents_page(&user, id, Some(&form), &problems).await,
        Err(error) => error.page(&user),
    }
}

/// `/people/{id}/consents/{consent}/withdraw`: asks once before it is taken back.
pub(crate) async fn withdraw_form(
    user: User,
    Ids((id, given)): Ids<(PersonId, ConsentId)>,
) -> Response {
    match user.run(move |op| consent::to_withdraw(op, id, given)).await {
        Err(error) => error.page(&user),
        Ok((head, consent, org)) => {
            let view = head_view(&head);
            let main = tsumugi_pages::team::withdraw(&user.kit(), &view, &consent, &org);
            user.page_about("consent-withdraw-title", context(&user, &head), main)
        }
    }
}

pub(crate) async fn withdraw(
    Ids((id, given)): Ids<(PersonId, ConsentId)>,
    Posted { user, form }: Posted,
) -> Response {
    match user.submit(&form, move |op| consent::withdraw(op, id, given)).await {
        Ok(()) => user.go(&format!("/people/{id}/consents"), "consent-withdrawn"),
        Err(error) => error.page(&user),
    }
}
