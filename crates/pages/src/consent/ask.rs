//! The form that asks whether something may be shared.

use std::collections::BTreeSet;

use tsumugi_domain::consent::{Ground, Purpose, SHAREABLE};
use tsumugi_domain::staff::Role;

use super::{ConsentView, class_of, role_words};
use crate::components::{Card, CardKind, Choice, Component as _, DateText, Field};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::person::choices;
use crate::plan::Reader;
use crate::problem::paragraph;

/// Roles to which a consent may be narrowed: those who come to see people at all.
const ROLES: [Role; 5] = [
    Role::Specialist,
    Role::ServiceManager,
    Role::ChildSupportManager,
    Role::SupportWorker,
    Role::MunicipalOfficer,
];

/// What was chosen on the consent page.
#[derive(Debug, Default)]
pub struct ConsentForm {
    /// Id of the organisation.
    pub recipient: String,
    /// Code of the role there.
    pub role: String,
    /// Code of the purpose.
    pub purpose: String,
    /// Codes of the classes.
    pub classes: BTreeSet<String>,
    /// Code of the ground.
    pub ground: String,
    /// Why.
    pub reason: String,
    /// Until when.
    pub to: DateText,
}

/// The form that asks: to whom, what, what for, until when. The words it becomes are shown next,
/// before anybody says yes.
pub(super) fn form(
    kit: &Kit,
    view: &ConsentView<'_>,
    form: &ConsentForm,
    errors: &Errors,
) -> (Html, Html) {
    let t: T = kit.t();
    let staff = view.reader == Reader::Staff;
    let mut fields = vec![recipient_field(t, view, form)];
    let classes = SHAREABLE.iter().map(|class| {
        let chosen = form.classes.contains(class.code());
        Choice::new(class.code(), class_of(t, &view.head, *class), chosen)
    });
    let classes = Field::checks(t, "classes", t.s("consent-classes"), classes.collect());
    fields.push(classes.in_row().required());
    if staff {
        let purposes: Vec<&str> = Purpose::ALL.iter().map(|purpose| purpose.code()).collect();
        let purposes = choices(t, "purpose", &purposes, &form.purpose);
        fields.push(Field::radios(t, "purpose", t.s("consent-purpose"), purposes).in_row());
        let reason = Field::line(t, "reason", t.s("consent-reason"), &form.reason);
        fields.push(reason.hint(t.s("consent-reason-hint")));
    }
    fields.push(Field::date(t, "to", t.s("consent-to"), form.to.clone()).required());
    if staff {
        fields.push(role_field(t, form));
        let grounds: Vec<&str> = Ground::ALL.iter().map(|ground| ground.code()).collect();
        let grounds = choices(t, "ground", &grounds, &form.ground);
        let ground = Field::radios(t, "ground", t.s("consent-ground"), grounds).in_row();
        fields.push(ground.hint(t.s("consent-ground-hint")));
    }
    let (summary, fields) = errors.fields(t, fields);
    let form = kit.form(view.head.path("/consents/ask"), fields, "consent-ask");
    let body = Html::join([paragraph(&t.s("consent-how")), form.render_html()]);
    (summary, Card::new(t.s("consent-new"), body).kind(CardKind::Warm).render_html())
}

fn recipient_field(t: T, view: &ConsentView<'_>, form: &ConsentForm) -> Field {
    // The office with the contract sees what its service needs already.
    let orgs = view.orgs.iter().filter(|org| view.office != Some(org.id)).map(|org| {
        let id = org.id.to_string();
        let chosen = id == form.recipient;
        Choice::new(id, Html::text(&org.name), chosen)
    });
    Field::radios(t, "recipient", t.s("consent-recipient"), orgs.collect())
        .hint(t.s("consent-recipient-hint"))
        .required()
}

fn role_field(t: T, form: &ConsentForm) -> Field {
    let mut roles = vec![Choice::new("", t.s("consent-role-all"), form.role.is_empty())];
    roles.extend(ROLES.iter().map(|role| {
        let label = Html::phrase(&role_words(t, *role));
        Choice::new(role.code(), label, role.code() == form.role)
    }));
    Field::select(t, "role", t.s("consent-role"), roles)
}
