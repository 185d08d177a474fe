//! The team of a person.

use axum::response::Response;
use tsumugi_app::Problems;
use tsumugi_app::team::{self, NewGuardian, NewMember};
use tsumugi_domain::ids::{MembershipId, OrgId, PersonId, StaffId};
use tsumugi_domain::team::TeamRole;
use tsumugi_pages::team::{MemberForm, MemberSort, TeamView, WorkerChoice};

use crate::cx::{Ids, Posted, User};
use crate::error::WebError;
use crate::form::{Form, errors};
use crate::person::{context, head_view};

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
                guardians: &found.guardians,
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
                sort: if of_worker { MemberSort::Worker } else { MemberSort::Other },
                worker: form.text("worker"),
                role: form.text("role"),
                name: form.text("name"),
                org: form.text("org"),
                org_name: form.text("org_name"),
                from: form.date_text("from"),
                ..MemberForm::default()
            };
            team_page(&user, id, typed, &problems).await
        }
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn add_guardian(
    Ids((id,)): Ids<(PersonId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let mut problems = Problems::new();
    let new = NewGuardian {
        name: form.text("name"),
        kind: form.parsed("kind"),
        scope: form.text("scope"),
        from: form.date("from", &mut problems),
        to: form.date("to", &mut problems),
    };
    match user.checked(problems, &form, move |op| team::add_guardian(op, id, &new)).await {
        Ok(_) => user.go(&format!("/people/{id}/team"), "saved"),
        Err(WebError::Invalid(problems)) => {
            let typed = MemberForm {
                sort: MemberSort::Guardian,
                name: form.text("name"),
                kind: form.text("kind"),
                scope: form.text("scope"),
                from: form.date_text("from"),
                to: form.date_text("to"),
                ..MemberForm::default()
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
