//! Two records of one person: found, compared, made one, made two again; and where the links of a
//! merged record lead.

use axum::extract::{FromRequestParts as _, Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use tsumugi_app::op::local_day;
use tsumugi_app::person::SearchedOn;
use tsumugi_app::person::merge::{self, Choose, Preview, Undo, UndoPage};
use tsumugi_app::{Problems, person};
use tsumugi_domain::ids::{MergeId, PersonId};
use tsumugi_domain::person::merge::{Change, Chosen, FamilyChange, Fate, Part, fate, undo_until};
use tsumugi_pages::person::merge::{
    ChooseView, FamilyView, MergeView, Past, SideView, SightView, UndoState, UndoView,
};

use super::{context, head_view, searched};
use crate::cx::{Cx, Ids, Posted, User};
use crate::error::WebError;
use crate::form::{Form, errors};
use crate::state::AppState;

pub(crate) async fn choose(user: User, Ids((id,)): Ids<(PersonId,)>) -> Response {
    choose_page(&user, id, None, &Problems::new()).await
}

async fn choose_page(
    user: &User,
    id: PersonId,
    typed: Option<&str>,
    problems: &Problems,
) -> Response {
    let search = searched(user, SearchedOn::Merge(id));
    let wanted = search.clone();
    match user.run(move |op| merge::choose(op, id, &wanted)).await {
        Err(error) => error.page(user),
        Ok(found) => {
            let view = choose_view(&found, typed.unwrap_or(&search));
            let errors = errors(user.t(), problems);
            let main = tsumugi_pages::person::merge::choose(&user.kit(), &view, &errors);
            user.form_page("merge-title", context(user, &found.head), main, &errors)
        }
    }
}

fn choose_view<'a>(found: &'a Choose, search: &'a str) -> ChooseView<'a> {
    let head = head_view(&found.head);
    let past = found.merges.iter().map(|one| Past {
        href: head.path(&format!("/merges/{}", one.id)),
        on: local_day(one.at),
        by: &one.by,
        undone: one.undone.is_some(),
    });
    ChooseView { past: past.collect(), head, alike: &found.alike, found: &found.found, search }
}

/// A name in an address would stay in the browser's history: it is kept in the session, as on the
/// list of people, for this page alone.
pub(crate) async fn search(
    Ids((id,)): Ids<(PersonId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let (session, typed) = (user.signed().session.id, form.text("search"));
    let text = typed.clone();
    let searched = move |op: &tsumugi_app::Op<'_>| {
        person::head_of(op, id)?;
        person::search(op, session, SearchedOn::Merge(id), &text)
    };
    match user.submit(&form, searched).await {
        Ok(()) => Redirect::to(&format!("/people/{id}/merge")).into_response(),
        Err(WebError::Invalid(problems)) => choose_page(&user, id, Some(&typed), &problems).await,
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn doubles(user: User) -> Response {
    match user.run(merge::doubles).await {
        Err(error) => error.page(&user),
        Ok(pairs) => {
            let main = tsumugi_pages::person::merge::doubles(user.t(), &pairs);
            user.page("doubles-title", main)
        }
    }
}

pub(crate) async fn preview(
    user: User,
    Ids((kept, merged)): Ids<(PersonId, PersonId)>,
) -> Response {
    preview_page(&user, (kept, merged), None, &Problems::new()).await
}

async fn preview_page(
    user: &User,
    (kept, merged): (PersonId, PersonId),
    typed: Option<&Form>,
    problems: &Problems,
) -> Response {
    match user.run(move |op| merge::preview(op, kept, merged)).await {
        Err(error) => error.page(user),
        Ok(found) => {
            let mut view = merge_view(user, &found);
            let typed = typed.map(chosen).unwrap_or_default();
            for (part, fate) in &mut view.fates {
                if let (Fate::Choice(side), Some(typed)) = (fate, typed.get(part)) {
                    *side = *typed;
                }
            }
            let errors = errors(user.t(), problems);
            let kit = user.kit().seeing(found.mark.clone());
            let main = tsumugi_pages::person::merge::preview(&kit, &view, &errors);
            let about = context(user, &found.kept);
            user.form_page("merge-preview-title", about, main, &errors)
        }
    }
}

fn merge_view<'a>(user: &User, found: &'a Preview) -> MergeView<'a> {
    let [kept, merged] = &found.content;
    let concealed = kept.concealed || merged.concealed;
    let shown = |part: &Part| {
        let hidden = concealed && *part == Part::Address;
        !hidden && !found.closed.contains(&part.class())
    };
    let fates = Part::ALL
        .iter()
        .copied()
        .filter(shown)
        .map(|part| (part, fate(part, &kept.record, &merged.record, found.merged_is_newer)));
    MergeView {
        head: head_view(&found.kept),
        other: found.merged.person.id.to_string(),
        sides: [0, 1].map(|at| side_view(found, at)),
        must_ask: found.must_ask(),
        fates: fates.collect(),
        concealed,
        closed: !found.closed.is_empty(),
        sight: found.sight.iter().map(|one| sight_view(found, one)).collect(),
        family: found.family.iter().map(family_view).collect(),
        plans: found
            .plans
            .iter()
            .map(|pair| (pair.kind, pair.org_name.as_str(), pair.kept_goes_on()))
            .collect(),
        unseen: found.unseen,
        until: local_day(undo_until(user.now)),
    }
}

fn side_view(found: &Preview, at: usize) -> SideView<'_> {
    let (content, accounts) = (&found.content[at], &found.accounts[at]);
    let holds = &content.holds;
    let open = || accounts.iter().filter(|one| one.disabled_at.is_none());
    SideView {
        record: &content.record,
        office: &holds.registered_by,
        registered: local_day(holds.registered_at),
        holds: vec![
            ("merge-holds-voices", holds.voices),
            ("merge-holds-answers", holds.answers),
            ("merge-holds-plans", holds.plans),
            ("merge-holds-meetings", holds.meetings),
            ("merge-holds-tasks", holds.tasks),
            ("merge-holds-needs", holds.needs),
            ("merge-holds-notes", holds.notes),
            ("merge-holds-seats", holds.seats),
        ],
        own_account: open().any(|one| one.seat.is_none()),
        guests: holds.guests > 0,
    }
}

fn sight_view<'a>(found: &'a Preview, (change, org): &'a (Change, String)) -> SightView<'a> {
    // The consents page offers the organisations of its team: the record in which it has a seat.
    let person = match found.seated[0].contains(&change.org) {
        true => found.kept.person.id,
        false => found.merged.person.id,
    };
    SightView {
        org,
        of: change.of,
        gains: &change.gains,
        loses: &change.loses,
        ask: change.to_ask(),
        consents: format!("/people/{person}/consents"),
    }
}

fn family_view((change, name): &(FamilyChange, String)) -> FamilyView<'_> {
    let FamilyChange { account, of, ref gains, ref loses, ends } = *change;
    FamilyView { account, name, of, gains, loses, ends }
}

/// What was chosen where the two differ.
fn chosen(form: &Form) -> Chosen {
    let of = |part: &Part| form.parsed(part.code()).map(|side| (*part, side));
    Part::ALL.iter().filter_map(of).collect()
}

pub(crate) async fn join(
    Ids((kept, merged)): Ids<(PersonId, PersonId)>,
    Posted { user, form }: Posted,
) -> Response {
    let chosen = chosen(&form);
    match user.submit(&form, move |op| merge::join(op, kept, merged, &chosen)).await {
        Ok(_) => user.go(&format!("/people/{kept}"), "one-record"),
        Err(WebError::Invalid(problems)) => {
            preview_page(&user, (kept, merged), Some(&form), &problems).await
        }
        Err(WebError::Conflict) => {
            let mut problems = Problems::new();
            problems.add("changed", "error-merge-changed");
            preview_page(&user, (kept, merged), Some(&form), &problems).await
        }
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn undo_form(user: User, Ids((id, one)): Ids<(PersonId, MergeId)>) -> Response {
    undo_page(&user, (id, one), &Problems::new()).await
}

async fn undo_page(user: &User, (id, one): (PersonId, MergeId), problems: &Problems) -> Response {
    match user.run(move |op| merge::undo_page(op, id, one)).await {
        Err(error) => error.page(user),
        Ok(found) => {
            let errors = errors(user.t(), problems);
            let view = undo_view(&found);
            let main = tsumugi_pages::person::merge::undo(&user.kit(), &view, &errors);
            user.form_page("merge-undo-title", context(user, &found.head), main, &errors)
        }
    }
}

fn undo_view(found: &UndoPage) -> UndoView<'_> {
    let head = head_view(&found.head);
    let count = |tables: &[&str]| tables.iter().filter_map(|table| found.goes.get(*table)).sum();
    UndoView {
        action: head.path(&format!("/merges/{}/undo", found.merge.id)),
        head,
        on: local_day(found.merge.at),
        by: &found.merge.by,
        state: match (found.undo, &found.merge.undone) {
            (_, Some((at, by))) => UndoState::Undone(local_day(*at), by),
            (Undo::Until(at), _) => UndoState::Until(local_day(at)),
            (Undo::LaterFirst, _) => UndoState::LaterFirst,
            (Undo::Over | Undo::Undone, _) => UndoState::Over,
        },
        goes: vec![
            ("merge-holds-voices", count(&["voice"])),
            ("merge-holds-answers", count(&["answer"])),
            ("merge-holds-plans", count(&["plan"])),
            ("merge-holds-meetings", count(&["meeting"])),
            ("merge-holds-tasks", count(&["task"])),
            ("merge-holds-needs", count(&["unmet_need"])),
            ("merge-holds-notes", count(&["concern", "monitoring"])),
            ("merge-holds-seats", count(&["membership"])),
        ],
        parts: &found.parts,
    }
}

pub(crate) async fn undo(
    Ids((id, one)): Ids<(PersonId, MergeId)>,
    Posted { user, form }: Posted,
) -> Response {
    match user.submit(&form, move |op| merge::undo(op, id, one)).await {
        Ok(()) => user.go(&format!("/people/{id}/merges/{one}"), "two-records"),
        Err(WebError::Invalid(problems)) => undo_page(&user, (id, one), &problems).await,
        Err(error) => error.page(&user),
    }
}

/// Leads whoever comes by an old link, or sends a form of an old page, to the record that the
/// person has now; with what was typed. Who may not see that one finds nothing.
pub(crate) async fn lead_on(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let uri = request.uri();
    let path = uri.path_and_query().map_or(uri.path(), |path| path.as_str()).to_owned();
    let Some((person, tail)) = of_person(&path) else { return next.run(request).await };
    let (mut parts, body) = request.into_parts();
    let asked = parts.clone();
    let response = next.run(Request::from_parts(asked, body)).await;
    if response.status() != StatusCode::NOT_FOUND {
        return response;
    }
    let Ok(cx) = Cx::from_request_parts(&mut parts, &state).await else { return response };
    if cx.signed.is_none() {
        return response;
    }
    match User(cx).run(move |op| merge::leads_to(op, person)).await {
        Ok(Some(to)) => Redirect::temporary(&format!("/people/{to}{tail}")).into_response(),
        _ => response,
    }
}

/// The person of a path and what comes after, with the query.
fn of_person(path: &str) -> Option<(PersonId, &str)> {
    let rest = path.strip_prefix("/people/")?;
    let (id, tail) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    Some((id.parse().ok()?, tail))
}
