//! The rosters that were read in, and calling one of them off.

use axum::response::Response;
use tsumugi_app::import::{
    Fate, PastBatch, Undoing, ask_undo, office_of, past as readings, undo as call_off,
};
use tsumugi_app::removal::{Reason, removed_at_office};
use tsumugi_app::{Problems, op};
use tsumugi_domain::ids::ImportId;
use tsumugi_domain::removal::Removals;
use tsumugi_domain::seen;
use tsumugi_pages::import::{BatchView, FateView, OfficeView, UndoView};
use tsumugi_pages::removal::ReasonForm;

use super::offices;
use crate::cx::{Ids, Posted, User};
use crate::form::errors;
use crate::limits::turn;

pub(crate) async fn past(user: User) -> Response {
    let mut views = Vec::new();
    let offices = match offices(&user).await {
        Ok(offices) => offices,
        Err(error) => return error.page(&user),
    };
    for (org, name) in offices {
        let found = user.run(move |op| Ok((readings(op, org)?, removed_at_office(op, org)?)));
        match found.await {
            Err(error) => return error.page(&user),
            Ok((batches, tombstones)) => views.push(OfficeView {
                name,
                batches: batches.into_iter().map(batch_view).collect(),
                removals: Removals { tombstones, ..Removals::default() },
            }),
        }
    }
    user.page("import-past", tsumugi_pages::import::past(user.t(), &views))
}

fn batch_view(batch: PastBatch) -> BatchView {
    let local = |at: jiff::Timestamp| at.to_zoned(op::japan()).datetime();
    BatchView {
        id: batch.id,
        by: batch.by,
        at: local(batch.at),
        counts: [batch.made, batch.changed, batch.skipped],
        undone: batch.undone.map(|(by, at, why)| (by, local(at), why)),
    }
}

pub(crate) async fn one(user: User, Ids((import,)): Ids<(ImportId,)>) -> Response {
    show(&user, import, &ReasonForm::default(), &Problems::new()).await
}

async fn show(user: &User, import: ImportId, form: &ReasonForm, problems: &Problems) -> Response {
    let found = user.run(move |op| ask_undo(op, office_of(op, import)?, import)).await;
    match found {
        Err(error) => error.page(user),
        Ok(found) => {
            let errors = errors(user.t(), problems);
            let kit = user.kit().seeing(seen::mark(&found.lines));
            let main = tsumugi_pages::import::undo(&kit, &undo_view(found), form, &errors);
            user.form_page("import-undo-page", None, main, &errors)
        }
    }
}

fn undo_view(found: Undoing) -> UndoView {
    let people = found.lines.into_iter().map(|line| {
        let fate = match line.fate {
            Fate::Goes => FateView::Goes,
            Fate::Stays(built) => FateView::Stays(built.into_iter().collect()),
            Fate::PutBack { back, left } => FateView::PutBack(back, left),
        };
        (line.person, line.name, fate)
    });
    UndoView {
        people: people.collect(),
        open: found.closed.is_none(),
        batch: batch_view(found.batch),
    }
}

pub(crate) async fn undo(
    Ids((import,)): Ids<(ImportId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let why = Reason { why: form.parsed("why"), note: form.text("note") };
    // One roster at a time, also backwards.
    let done = match turn(&user.state.inner.bulk).await {
        Err(error) => Err(error),
        Ok(permit) => {
            let work = move |op: &op::Op<'_>| {
                let _permit = permit;
                call_off(op, office_of(op, import)?, import, &why)
            };
            user.submit(&form, work).await
        }
    };
    match done {
        Ok(()) => user.go(&format!("/import/past/{import}"), "undone"),
        Err(error) => match crate::removal::changed(error) {
            Ok(problems) => {
                let typed = ReasonForm { why: form.text("why"), note: form.text("note") };
                show(&user, import, &typed, &problems).await
            }
            Err(error) => error.page(&user),
        },
    }
}
