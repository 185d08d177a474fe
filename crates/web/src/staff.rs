//! The workers of an office, and the organisations of the installation.

use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::DateTime;
use tsumugi_app::Problems;
use tsumugi_app::auth::{LINK_LIFE, Token};
use tsumugi_app::op::local_day;
use tsumugi_app::staff::{self, NewOrg, NewWorker, Worker, WorkerName};
use tsumugi_domain::ids::{EmploymentId, OrgId};
use tsumugi_domain::policy::{OrgAction, Who, may_at_org};
use tsumugi_domain::seen;
use tsumugi_domain::staff::{OrgKind, Role};
use tsumugi_pages::staff::{
    EndView, FreshLink, NameForm, OrgForm, WorkerForm, WorkerLine, WorkersView,
};

use crate::cx::{Ids, Posted, User};
use crate::error::WebError;
use crate::form::{Form, errors};
use crate::person::date_text;

/// `/staff`: the office where the reader manages workers.
pub(crate) async fn own(user: User) -> Response {
    let org = match &user.signed().actor.who {
        Who::Staff { posts, .. } => posts
            .iter()
            .find(|post| may_at_org(post.role, OrgAction::ManageStaff))
            .map(|post| post.org),
        _ => None,
    };
    match org {
        Some(org) => workers_page(&user, org, None, &Problems::new(), None).await,
        None => WebError::Hidden.page(&user),
    }
}

pub(crate) async fn of_org(user: User, Ids((org,)): Ids<(OrgId,)>) -> Response {
    workers_page(&user, org, None, &Problems::new(), None).await
}

async fn workers_page(
    user: &User,
    org: OrgId,
    typed: Option<WorkerForm>,
    problems: &Problems,
    link: Option<(String, Token)>,
) -> Response {
    match user.run(move |op| staff::workers_page(op, org)).await {
        Err(error) => error.page(user),
        Ok(found) => {
            let today = local_day(user.now);
            let link = link.as_ref().map(|(name, token)| FreshLink {
                name,
                address: format!("{}/set-up/{}", user.base, token.0),
                until: local(user.now.saturating_add(LINK_LIFE).unwrap_or(user.now)),
            });
            let view = WorkersView {
                org: &found.org,
                lines: found.workers.iter().map(|worker| line(worker, user)).collect(),
                roles: &found.roles,
                manages_orgs: found.manages_orgs,
                today,
                link,
            };
            let form = typed.unwrap_or_else(|| WorkerForm {
                from: date_text(Some(today)),
                role: found.likely.code().to_owned(),
                ..WorkerForm::default()
            });
            let errors = errors(user.t(), problems);
            let main = tsumugi_pages::staff::workers(&user.kit(), &view, &form, &errors);
            user.form_page("staff-title", None, main, &errors)
        }
    }
}

fn local(at: Timestamp) -> DateTime {
    at.to_zoned(tsumugi_app::op::japan()).datetime()
}

fn line(worker: &Worker, user: &User) -> WorkerLine {
    let who = &user.signed().actor.who;
    WorkerLine {
        own: matches!(who, Who::Staff { staff, .. } if *staff == worker.staff.id),
        name: worker.staff.name.clone(),
        role: worker.employment.role,
        employment: worker.employment.id,
        from: worker.employment.from,
        to: worker.employment.to,
        ready: !worker.login.is_empty(),
        seen: worker.seen_at.map(local),
        link_until: worker.link_until.filter(|until| *until > user.now).map(local),
    }
}

pub(crate) async fn add(Ids((org,)): Ids<(OrgId,)>, Posted { user, form }: Posted) -> Response {
    let mut problems = Problems::new();
    let from = form.date("from", &mut problems);
    if from.is_none() && problems.0.is_empty() {
        problems.add("from", "error-required");
    }
    let role = form.parsed("role");
    if role.is_none() {
        problems.add("role", "error-choice");
    }
    let new = NewWorker {
        name: form.text("name"),
        kana: form.text("kana"),
        role: role.unwrap_or(Role::SupportWorker),
        from: from.unwrap_or(local_day(user.now)),
        same_name: form.has("same_name"),
    };
    let name = new.name.clone();
    match user.checked(problems, &form, move |op| staff::add_worker(op, org, &new)).await {
        // The link is shown once, on the answer itself: it is stored nowhere but as a hash.
        Ok((_, _, token)) => {
            workers_page(&user, org, None, &Problems::new(), Some((name, token))).await
        }
        Err(WebError::Invalid(problems)) => {
            let typed = WorkerForm {
                name: form.text("name"),
                kana: form.text("kana"),
                role: form.text("role"),
                from: form.date_text("from"),
                same_name: form.has("same_name"),
            };
            workers_page(&user, org, Some(typed), &problems, None).await
        }
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn edit_form(
    user: User,
    Ids((org, employment)): Ids<(OrgId, EmploymentId)>,
) -> Response {
    edit_page(&user, (org, employment), None, &Problems::new()).await
}

async fn edit_page(
    user: &User,
    post: (OrgId, EmploymentId),
    typed: Option<&Form>,
    problems: &Problems,
) -> Response {
    match user.run(move |op| staff::worker_to_edit(op, post.0, post.1)).await {
        Err(error) => error.page(user),
        Ok(staff) => {
            let mark = typed.map_or_else(|| seen::mark(&staff), |form| form.text("seen"));
            let stored = || NameForm { name: staff.name, kana: staff.kana, same_name: false };
            let form = typed.map_or_else(stored, |form| NameForm {
                name: form.text("name"),
                kana: form.text("kana"),
                same_name: form.has("same_name"),
            });
            let errors = errors(user.t(), problems);
            let kit = user.kit().seeing(mark);
            let main = tsumugi_pages::staff::worker_edit(&kit, post, &form, &errors);
            user.form_page("worker-edit-title", None, main, &errors)
        }
    }
}

pub(crate) async fn edit(
    Ids((org, employment)): Ids<(OrgId, EmploymentId)>,
    Posted { user, form }: Posted,
) -> Response {
    let new = WorkerName {
        name: form.text("name"),
        kana: form.text("kana"),
        same_name: form.has("same_name"),
    };
    match user.submit(&form, move |op| staff::edit_worker(op, org, employment, &new)).await {
        Ok(()) => user.go(&format!("/orgs/{org}/staff"), "saved"),
        Err(WebError::Invalid(problems)) => {
            edit_page(&user, (org, employment), Some(&form), &problems).await
        }
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn link_form(
    user: User,
    Ids((org, employment)): Ids<(OrgId, EmploymentId)>,
) -> Response {
    match user.run(move |op| staff::ask_link(op, org, employment)).await {
        Err(error) => error.page(&user),
        Ok((org, worker)) => {
            let line = line(&worker, &user);
            user.page("worker-link-what", tsumugi_pages::staff::link(&user.kit(), &org, &line))
        }
    }
}

pub(crate) async fn new_link(
    Ids((org, employment)): Ids<(OrgId, EmploymentId)>,
    Posted { user, form }: Posted,
) -> Response {
    match user.submit(&form, move |op| staff::new_link(op, org, employment)).await {
        Ok(link) => workers_page(&user, org, None, &Problems::new(), Some(link)).await,
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn end_form(
    user: User,
    Ids((org, employment)): Ids<(OrgId, EmploymentId)>,
) -> Response {
    match user.run(move |op| staff::open_post(op, org, employment)).await {
        Err(error) => error.page(&user),
        Ok((org, worker)) => {
            let line = line(&worker, &user);
            let view = EndView { org: &org, line, today: local_day(user.now) };
            user.page("worker-end-what", tsumugi_pages::staff::end(&user.kit(), &view))
        }
    }
}

pub(crate) async fn end(
    Ids((org, employment)): Ids<(OrgId, EmploymentId)>,
    Posted { user, form }: Posted,
) -> Response {
    let today = local_day(user.now);
    match user.submit(&form, move |op| staff::end_post(op, org, employment, today)).await {
        Ok(()) => user.go(&format!("/orgs/{org}/staff"), "post-ended"),
        Err(WebError::AlreadyDone) => user.go(&format!("/orgs/{org}/staff"), "already"),
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn undo_end(
    Ids((org, employment)): Ids<(OrgId, EmploymentId)>,
    Posted { user, form }: Posted,
) -> Response {
    match user.submit(&form, move |op| staff::undo_end(op, org, employment)).await {
        Ok(()) => user.go(&format!("/orgs/{org}/staff"), "post-reopened"),
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn orgs(user: User) -> Response {
    orgs_page(&user, OrgForm::default(), &Problems::new()).await
}

async fn orgs_page(user: &User, form: OrgForm, problems: &Problems) -> Response {
    match user.run(staff::orgs_to_manage).await {
        Err(error) => error.page(user),
        Ok(orgs) => {
            let errors = errors(user.t(), problems);
            let main = tsumugi_pages::staff::orgs(&user.kit(), &orgs, &form, &errors);
            user.form_page("orgs-title", None, main, &errors)
        }
    }
}

fn typed_org(form: &Form) -> OrgForm {
    OrgForm {
        name: form.text("name"),
        kind: form.text("kind"),
        phone: form.text("phone"),
        services: form.text("services"),
        same_name: form.has("same_name"),
    }
}

fn read_org(form: &Form, kind: OrgKind) -> NewOrg {
    NewOrg {
        name: form.text("name"),
        kind,
        phone: form.text("phone"),
        services: form.text("services"),
        same_name: form.has("same_name"),
    }
}

pub(crate) async fn add_org(Posted { user, form }: Posted) -> Response {
    let new = read_org(&form, form.parsed("kind").unwrap_or(OrgKind::Other));
    match user.submit(&form, move |op| staff::add_org(op, &new)).await {
        Ok(org) => user.go(&format!("/orgs/{org}/staff"), "saved"),
        Err(WebError::Invalid(problems)) => orgs_page(&user, typed_org(&form), &problems).await,
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn org_form(user: User, Ids((org,)): Ids<(OrgId,)>) -> Response {
    org_page(&user, org, None, &Problems::new()).await
}

async fn org_page(user: &User, org: OrgId, typed: Option<&Form>, problems: &Problems) -> Response {
    match user.run(move |op| staff::org_to_edit(op, org)).await {
        Err(error) => error.page(user),
        Ok(stored) => {
            let mark = typed.map_or_else(|| seen::mark(&stored), |form| form.text("seen"));
            let shown = || OrgForm {
                name: stored.name,
                kind: stored.kind.code().to_owned(),
                phone: stored.phone,
                services: stored.services,
                same_name: false,
            };
            let form = typed.map_or_else(shown, typed_org);
            let errors = errors(user.t(), problems);
            let kit = user.kit().seeing(mark);
            let main = tsumugi_pages::staff::org_edit(&kit, org, &form, &errors);
            user.form_page("org-edit-title", None, main, &errors)
        }
    }
}

pub(crate) async fn edit_org(
    Ids((org,)): Ids<(OrgId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let mut problems = Problems::new();
    // Unlike a new one, this has a kind already: one that cannot be read must not replace it.
    let kind = form.parsed("kind");
    if kind.is_none() {
        problems.add("kind", "error-choice");
    }
    let new = read_org(&form, kind.unwrap_or(OrgKind::Other));
    match user.checked(problems, &form, move |op| staff::edit_org(op, org, &new)).await {
        Ok(()) => user.go("/orgs", "saved"),
        Err(WebError::Invalid(problems)) => org_page(&user, org, Some(&form), &problems).await,
        Err(error) => error.page(&user),
    }
}
