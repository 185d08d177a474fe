//! The organisations of the installation.

use tsumugi_domain::ids::OrgId;
use tsumugi_domain::staff::{Org, OrgKind};

use super::same_name;
use crate::components::{
    Button, ButtonKind, Card, Component as _, DataTable, Empty, Field, LineKind, PageHead, Width,
};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::person::{choices, code_key, link};

/// What was typed about an organisation.
#[derive(Debug, Default)]
pub struct OrgForm {
    /// Name.
    pub name: String,
    /// Code of the kind.
    pub kind: String,
    /// Telephone.
    pub phone: String,
    /// Services.
    pub services: String,
    /// It was confirmed that it is another one than that of the same name.
    pub same_name: bool,
}

/// The fields about an organisation: its kind is asked in two ways.
fn fields(t: T, form: &OrgForm, kind: impl Fn(Field) -> Field, errors: &Errors) -> Vec<Field> {
    let kinds: Vec<&str> = OrgKind::ALL.iter().map(|kind| kind.code()).collect();
    let kinds = choices(t, "org-kind", &kinds, &form.kind);
    let mut fields = vec![
        Field::line(t, "name", t.s("org-name"), &form.name).required(),
        kind(Field::select(t, "kind", t.s("org-kind"), kinds)),
        Field::line_of(t, "phone", t.s("person-phone"), &form.phone, LineKind::Phone)
            .width(Width::Middle),
        Field::line(t, "services", t.s("org-services"), &form.services)
            .hint(t.s("org-services-hint")),
    ];
    fields.extend(same_name(t, "org-same-name-yes", form.same_name, errors));
    fields
}

/// The form that corrects an organisation.
#[must_use]
pub fn org_edit(kit: &Kit, org: OrgId, form: &OrgForm, errors: &Errors) -> Html {
    let t = kit.t();
    let kind = |field: Field| field.hint(t.s("org-kind-hint")).required();
    let (summary, fields) = errors.fields(t, fields(t, form, kind, errors));
    let form = kit.form(format!("/orgs/{org}/edit"), fields, "save").cancel(t, "/orgs");
    Html::join([
        summary,
        PageHead::new(t.s("org-edit-title"))
            .lead(t.s("org-edit-text"))
            .back(t.s("orgs-title"), "/orgs")
            .render_html(),
        form.render_html(),
    ])
}

/// The organisations, and the form for a new one.
#[must_use]
pub fn orgs(kit: &Kit, orgs: &[Org], form: &OrgForm, errors: &Errors) -> Html {
    let t = kit.t();
    let (summary, fields) = errors.fields(t, fields(t, form, |kind| kind, errors));
    let form = kit.form("/orgs/add", fields, "org-add");
    let list = if orgs.is_empty() {
        Empty { title: t.s("orgs-none"), text: t.s("orgs-none-text"), action: None }.render_html()
    } else {
        let rows = orgs
            .iter()
            .map(|org| {
                let spoken = t.plain_with("org-edit-spoken", &[("name", (&org.name).into())]);
                let to = format!("/orgs/{}/edit", org.id);
                vec![
                    link(&format!("/orgs/{}/staff", org.id), &Html::text(&org.name)),
                    t.s(&code_key("org-kind", org.kind.code())),
                    Html::text(&org.services),
                    Html::text(&org.phone).together(),
                    Button::link(t.s("org-edit"), ButtonKind::Quiet, to)
                        .spoken(spoken)
                        .render_html(),
                ]
            })
            .collect();
        DataTable {
            caption: t.s("orgs-caption"),
            headers: ["org-name", "org-kind", "org-services", "person-phone", "team-actions"]
                .map(|key| t.s(key))
                .to_vec(),
            rows,
        }
        .render_html()
    };
    Html::join([
        summary,
        PageHead::new(t.s("orgs-title"))
            .lead(t.s("orgs-lead"))
            .action(Button::link(t.s("org-add-title"), ButtonKind::Secondary, "#add"))
            .action(Button::link(t.s("set-up-council-go"), ButtonKind::Secondary, "/orgs/council"))
            .action(Button::link(t.s("support-title"), ButtonKind::Quiet, "/orgs/support"))
            .render_html(),
        list,
        Card::new(t.s("org-add-title"), form.render_html()).id("add").render_html(),
    ])
}
