//! The organisations of the installation.

use tsumugi_domain::staff::{Org, OrgKind};

use super::same_name;
use crate::components::{
    Button, ButtonKind, Card, Component as _, DataTable, Empty, Field, LineKind, PageHead, Width,
};
use crate::html::Html;
use crate::kit::{Errors, Kit};
use crate::person::{choices, code_key, link};

/// What was typed about a new organisation.
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

/// The organisations, and the form for a new one.
#[must_use]
pub fn orgs(kit: &Kit, orgs: &[Org], form: &OrgForm, errors: &Errors) -> Html {
    let t = kit.t();
    let kinds: Vec<&str> = OrgKind::ALL.iter().map(|kind| kind.code()).collect();
    let mut fields = vec![
        Field::line(t, "name", t.s("org-name"), &form.name).required(),
        Field::select(t, "kind", t.s("org-kind"), choices(t, "org-kind", &kinds, &form.kind)),
        Field::line_of(t, "phone", t.s("person-phone"), &form.phone, LineKind::Phone)
            .width(Width::Middle),
        Field::line(t, "services", t.s("org-services"), &form.services)
            .hint(t.s("org-services-hint")),
    ];
    fields.extend(same_name(t, "org-same-name-yes", form.same_name, errors));
    let (summary, fields) = errors.fields(t, fields);
    let form = kit.form("/orgs/add", fields, "org-add");
    let list = if orgs.is_empty() {
        Empty { title: t.s("orgs-none"), text: t.s("orgs-none-text"), action: None }.render_html()
    } else {
        let rows = orgs
            .iter()
            .map(|org| {
                vec![
                    link(&format!("/orgs/{}/staff", org.id), &Html::text(&org.name)),
                    t.s(&code_key("org-kind", org.kind.code())),
                    Html::text(&org.services),
                    Html::text(&org.phone).together(),
                ]
            })
            .collect();
        DataTable {
            caption: t.s("orgs-caption"),
            headers: ["org-name", "org-kind", "org-services", "person-phone"]
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
            .action(Button::link(t.s("set-up-council-go"), ButtonKind::Secondary, "/orgs/council"))
            .action(Button::link(t.s("support-title"), ButtonKind::Quiet, "/orgs/support"))
            .render_html(),
        list,
        Card::new(t.s("org-add-title"), form.render_html()).render_html(),
    ])
}
