//! The consents of a person: asked, answered, withdrawn.

use axum::response::Response;
use jiff::Span;
use jiff::civil::Date;
use tsumugi_app::Problems;
use tsumugi_app::consent::{self, ConsentPage, NewConsent, NewReply};
use tsumugi_domain::consent::{Ground, Purpose};
use tsumugi_domain::ids::{ConsentId, PersonId};
use tsumugi_domain::seen;
use tsumugi_pages::consent::{AnswerForm, ConsentForm, ConsentView, Shown};

use crate::cx::{Ids, Posted, User};
use crate::error::WebError;
use crate::form::{Form, errors};
use crate::person::{context, date_text, head_view};
use crate::plan::reader;

pub(crate) async fn page(user: User, Ids((id,)): Ids<(PersonId,)>) -> Response {
    list_page(&user, id, None, &Problems::new()).await
}

fn view<'a>(page: &'a ConsentPage, today: Date) -> ConsentView<'a> {
    ConsentView {
        head: head_view(&page.head),
        reader: reader(&page.head),
        consents: page.consents.iter().map(shown).collect(),
        orgs: &page.team_orgs,
        told: &page.told,
        office: page.office,
        guardians: &page.guardians,
        today,
    }
}

fn shown(one: &consent::Shown) -> Shown<'_> {
    Shown { consent: &one.consent, org: &one.org, lapsed: one.lapsed, holds: one.holds }
}

async fn list_page(
    user: &User,
    id: PersonId,
    typed: Option<&Form>,
    problems: &Problems,
) -> Response {
    match user.run(move |op| consent::page(op, id)).await {
        Err(error) => error.page(user),
        Ok(page) => {
            let today = tsumugi_app::op::local_day(user.now);
            let form = match typed {
                Some(form) => typed_ask(form),
                None => ConsentForm {
                    purpose: Purpose::Support.code().to_owned(),
                    ground: Ground::Consent.code().to_owned(),
                    to: date_text(Some(today.saturating_add(Span::new().years(1)))),
                    ..ConsentForm::default()
                },
            };
            let errors = errors(user.t(), problems);
            let view = view(&page, today);
            let main = tsumugi_pages::consent::page(&user.kit(), &view, &form, &errors);
            user.form_page("consents-title", context(user, &page.head), main, &errors)
        }
    }
}

fn typed_ask(form: &Form) -> ConsentForm {
    ConsentForm {
        recipient: form.text("recipient"),
        role: form.text("role"),
        purpose: form.text("purpose"),
        classes: form.all("classes").map(str::to_owned).collect(),
        ground: form.text("ground"),
        reason: form.text("reason"),
        to: form.date_text("to"),
    }
}

pub(crate) async fn ask(Ids((id,)): Ids<(PersonId,)>, Posted { user, form }: Posted) -> Response {
    let mut problems = Problems::new();
    let new = NewConsent {
        recipient: form.parsed("recipient"),
        role: form.parsed("role"),
        purpose: form.parsed("purpose").unwrap_or(Purpose::Support),
        classes: form.all("classes").filter_map(|class| class.parse().ok()).collect(),
        ground: form.parsed("ground").unwrap_or(Ground::Consent),
        reason: form.text("reason"),
        to: form.date("to", &mut problems),
    };
    match user.checked(problems, &form, move |op| consent::ask(op, id, &new)).await {
        Ok(asked) => user.go(&format!("/people/{id}/consents/{asked}"), "consent-asked"),
        Err(WebError::Invalid(problems)) => list_page(&user, id, Some(&form), &problems).await,
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn one(user: User, Ids((id, asked)): Ids<(PersonId, ConsentId)>) -> Response {
    one_page(&user, (id, asked), &AnswerForm::default(), &Problems::new()).await
}

async fn one_page(
    user: &User,
    (id, asked): (PersonId, ConsentId),
    form: &AnswerForm,
    problems: &Problems,
) -> Response {
    match user.run(move |op| consent::one(op, id, asked)).await {
        Err(error) => error.page(user),
        Ok((page, found)) => {
            let view = view(&page, tsumugi_app::op::local_day(user.now));
            let kit = user.kit().seeing(seen::mark(&found.consent.wording));
            let errors = errors(user.t(), problems);
            let main = tsumugi_pages::consent::one(&kit, &view, shown(&found), form, &errors);
            user.form_page("consent-one", context(user, &page.head), main, &errors)
        }
    }
}

pub(crate) async fn answer(
    Ids((id, asked)): Ids<(PersonId, ConsentId)>,
    Posted { user, form }: Posted,
) -> Response {
    let mut problems = Problems::new();
    if !matches!(form.get("answer"), "yes" | "no") {
        problems.add("answer", "error-required");
    }
    let new = NewReply {
        yes: form.get("answer") == "yes",
        giver: form.parsed("giver"),
        giver_name: form.text("giver_name"),
        guardian: form.parsed("guardian"),
        how: form.text("how"),
        witness: form.text("witness"),
        family: form.text("family"),
    };
    let done = if new.yes { "consented" } else { "consent-declined" };
    match user.checked(problems, &form, move |op| consent::answer(op, id, asked, &new)).await {
        Ok(()) => user.go(&format!("/people/{id}/consents"), done),
        Err(WebError::Invalid(problems)) => {
            let typed = AnswerForm {
                answer: form.text("answer"),
                giver: form.text("giver"),
                giver_name: form.text("giver_name"),
                guardian: form.text("guardian"),
                how: form.text("how"),
                witness: form.text("witness"),
                family: form.text("family"),
            };
            one_page(&user, (id, asked), &typed, &problems).await
        }
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
        Ok((head, found)) => {
            let view = head_view(&head);
            let main = tsumugi_pages::consent::withdraw(&user.kit(), &view, shown(&found));
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
