//! The region's council is made, and gets more bodies.

use axum::response::Response;
use tsumugi_app::Problems;
use tsumugi_app::council::{self, NewCouncil};
use tsumugi_domain::council::BodyKind;
use tsumugi_domain::ids::{OrgId, TypedId as _};
use tsumugi_pages::council::{BODIES, SetUpForm, SetUpView};

use crate::cx::{Posted, User};
use crate::error::WebError;
use crate::form::{Form, errors};

/// What most regions have; each name can be changed or left out.
const USUAL: [BodyKind; BODIES] =
    [BodyKind::Plenary, BodyKind::Steering, BodyKind::Regular, BodyKind::WorkingGroup];

pub(crate) async fn page(user: User) -> Response {
    set_up_page(&user, None, &Problems::new()).await
}

async fn set_up_page(user: &User, typed: Option<SetUpForm>, problems: &Problems) -> Response {
    match user.run(council::set_up_page).await {
        Err(error) => error.page(user),
        Ok(found) => {
            let made = found.council.as_ref();
            let council = made.and_then(|made| {
                let org = found.orgs.iter().find(|org| org.id == made.secretariat)?;
                Some((made.name.as_str(), org, made.bodies.as_slice()))
            });
            let form = match (typed, council) {
                (Some(typed), _) => typed,
                (None, Some(_)) => SetUpForm::default(),
                (None, None) => usual(user),
            };
            let view = SetUpView { council, orgs: &found.orgs };
            let errors = errors(user.t(), problems);
            let main = tsumugi_pages::council::set_up(&user.kit(), &view, &form, &errors);
            user.form_page("set-up-council-title", None, main, &errors)
        }
    }
}

fn usual(user: &User) -> SetUpForm {
    let name =
        |kind: BodyKind| user.t().plain(&tsumugi_pages::person::code_key("body-kind", kind.code()));
    let bodies = USUAL.map(|kind| (name(kind), kind.code().to_owned()));
    SetUpForm { bodies: bodies.to_vec(), ..SetUpForm::default() }
}

fn typed_bodies(form: &Form) -> Vec<(String, String)> {
    (0..BODIES)
        .map(|at| (form.text(&format!("body_{at}")), form.text(&format!("kind_{at}"))))
        .collect()
}

pub(crate) async fn make(Posted { user, form }: Posted) -> Response {
    let bodies = typed_bodies(&form);
    let new = NewCouncil {
        name: form.text("name"),
        // Nothing chosen is none of the region's organisations, and is refused as such.
        secretariat: form.parsed("secretariat").unwrap_or(OrgId::from_uuid(uuid::Uuid::nil())),
        // A line left empty is a body this region does not have.
        bodies: bodies
            .iter()
            .filter(|(name, _)| !name.trim().is_empty())
            .map(|(name, kind)| (name.clone(), kind.parse().unwrap_or(BodyKind::Regular)))
            .collect(),
    };
    match user.submit(&form, move |op| council::create(op, &new)).await {
        Ok(_) => user.go("/orgs/council", "council-made"),
        Err(WebError::Invalid(problems)) => {
            let typed = SetUpForm {
                name: form.text("name"),
                secretariat: form.text("secretariat"),
                bodies,
            };
            set_up_page(&user, Some(typed), &problems).await
        }
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn add_body(Posted { user, form }: Posted) -> Response {
    let name = form.text("name");
    let kind = form.parsed("kind").unwrap_or(BodyKind::WorkingGroup);
    match user.submit(&form, move |op| council::add_body(op, &name, kind)).await {
        Ok(_) => user.go("/orgs/council", "saved"),
        Err(WebError::Invalid(problems)) => {
            let bodies = vec![(String::new(), form.text("kind"))];
            let typed = SetUpForm { name: form.text("name"), bodies, ..SetUpForm::default() };
            set_up_page(&user, Some(typed), &problems).await
        }
        Err(error) => error.page(&user),
    }
}
