//! Taking out what was written by mistake.

use axum::response::Response;
use tsumugi_app::op::local_day;
use tsumugi_app::removal::{self, AskPerson, Asking, Quoted, Reason};
use tsumugi_app::{Op, Problems};
use tsumugi_domain::ids::{EntryId, PersonId};
use tsumugi_domain::seen;
use tsumugi_pages::removal::{EntryView, PersonView, QuotedAt, ReasonForm, place};

use crate::cx::{Ids, Posted, User};
use crate::error::WebError;
use crate::form::{Form, errors};
use crate::person::{context, head_view};

fn reason(form: &Form) -> Reason {
    Reason { why: form.parsed("why"), note: form.text("note") }
}

fn typed(form: &Form) -> ReasonForm {
    ReasonForm { why: form.text("why"), note: form.text("note") }
}

/// What was shown is not what there is any more: the question is asked anew, about what there is.
pub(crate) fn changed(error: WebError) -> Result<Problems, WebError> {
    match error {
        WebError::Invalid(problems) => Ok(problems),
        WebError::Conflict => {
            let mut problems = Problems::new();
            problems.add("why", "error-remove-changed");
            Ok(problems)
        }
        other => Err(other),
    }
}

pub(crate) async fn form(user: User, Ids((id, entry)): Ids<(PersonId, EntryId)>) -> Response {
    show(&user, (id, entry), &ReasonForm::default(), &Problems::new()).await
}

async fn show(
    user: &User,
    (id, entry): (PersonId, EntryId),
    form: &ReasonForm,
    problems: &Problems,
) -> Response {
    match user.run(move |op| removal::ask(op, id, entry)).await {
        Err(error) => error.page(user),
        Ok(asking) => {
            let errors = errors(user.t(), problems);
            let kit = user.kit().seeing(seen::mark(&asking.entry));
            let main = tsumugi_pages::removal::ask(&kit, &entry_view(&asking), form, &errors);
            user.form_page("removal-title", context(user, &asking.head), main, &errors)
        }
    }
}

fn entry_view(asking: &Asking) -> EntryView<'_> {
    let Asking { head, entry } = asking;
    EntryView {
        head: head_view(head),
        id: entry.id,
        kind: entry.found.kind,
        within: entry.found.within,
        by: &entry.found.by,
        on: local_day(entry.found.at),
        texts: &entry.found.texts,
        goals: &entry.goals,
        notes: &entry.notes,
        voice: entry.voice.map(|(_, on_top)| on_top),
        quoted: entry
            .quoted
            .iter()
            .map(|at| match at {
                Quoted::Monitoring(id) => QuotedAt::Monitoring(*id),
                Quoted::Plan(id) => QuotedAt::Plan(*id),
                Quoted::Meeting(id) => QuotedAt::Meeting(*id),
            })
            .collect(),
        stays: entry.stays,
        sent: entry.sent,
    }
}

pub(crate) async fn remove(
    Ids((id, entry)): Ids<(PersonId, EntryId)>,
    Posted { user, form }: Posted,
) -> Response {
    let why = reason(&form);
    match user.submit(&form, move |op| removal::remove(op, id, entry, &why)).await {
        Ok((kind, within)) => user.go(&place(&format!("/people/{id}"), kind, within), "removed"),
        Err(error) => match changed(error) {
            Ok(problems) => show(&user, (id, entry), &typed(&form), &problems).await,
            Err(error) => error.page(&user),
        },
    }
}

pub(crate) async fn person_form(user: User, Ids((id,)): Ids<(PersonId,)>) -> Response {
    show_person(&user, id, &ReasonForm::default(), &Problems::new()).await
}

async fn show_person(
    user: &User,
    id: PersonId,
    form: &ReasonForm,
    problems: &Problems,
) -> Response {
    let ask = move |op: &Op<'_>| removal::ask_person(op, removal::office_of(op, id)?, id);
    match user.run(ask).await {
        Err(error) => error.page(user),
        Ok(asked) => {
            let errors = errors(user.t(), problems);
            let kit = user.kit().seeing(seen::mark(&asked.shown()));
            let view = person_view(user, &asked);
            let main = tsumugi_pages::removal::ask_person(&kit, &view, form, &errors);
            user.form_page("removal-person-title", context(user, &asked.head), main, &errors)
        }
    }
}

fn person_view<'a>(user: &User, asked: &'a AskPerson) -> PersonView<'a> {
    PersonView {
        head: head_view(&asked.head),
        facts: crate::person::facts(user, &asked.head, &asked.about),
        team: asked.about.team.iter().map(|member| member.name.clone()).collect(),
        built: asked.built.iter().copied().collect(),
    }
}

pub(crate) async fn remove_person(
    Ids((id,)): Ids<(PersonId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let why = reason(&form);
    let remove =
        move |op: &Op<'_>| removal::remove_person(op, removal::office_of(op, id)?, id, &why);
    match user.submit(&form, remove).await {
        Ok(()) | Err(WebError::AlreadyDone) => user.go("/import/past", "removed"),
        Err(error) => match changed(error) {
            Ok(problems) => show_person(&user, id, &typed(&form), &problems).await,
            Err(error) => error.page(&user),
        },
    }
}
