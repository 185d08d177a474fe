//! A worker's name, as it is typed for a new one and corrected later.

use tsumugi_domain::ids::{EmploymentId, OrgId};

use super::same_name;
use crate::components::{Component as _, Field, PageHead, Width};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};

/// What was typed about a worker's name.
#[derive(Debug, Default)]
pub struct NameForm {
    /// Name.
    pub name: String,
    /// Reading.
    pub kana: String,
    /// It was confirmed that this is somebody else than the one of the same name.
    pub same_name: bool,
}

/// The fields of a name.
pub(super) fn fields(t: T, name: &str, kana: &str) -> Vec<Field> {
    vec![
        Field::line(t, "name", t.s("worker-name"), name).required().width(Width::Middle),
        Field::line(t, "kana", t.s("worker-kana"), kana).width(Width::Middle),
    ]
}

/// The form that corrects a worker's name.
#[must_use]
pub fn worker_edit(
    kit: &Kit,
    (org, post): (OrgId, EmploymentId),
    form: &NameForm,
    errors: &Errors,
) -> Html {
    let t = kit.t();
    let back = format!("/orgs/{org}/staff");
    let mut fields = fields(t, &form.name, &form.kana);
    fields.extend(same_name(t, "worker-same-name-yes", form.same_name, errors));
    let (summary, fields) = errors.fields(t, fields);
    let form = kit.form(format!("{back}/{post}/edit"), fields, "save").cancel(t, back.clone());
    Html::join([
        summary,
        PageHead::new(t.s("worker-edit-title"))
            .lead(t.s("worker-edit-text"))
            .back(t.s("staff-title"), back)
            .render_html(),
        form.render_html(),
    ])
}
