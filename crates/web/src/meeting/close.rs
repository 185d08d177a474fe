//! Closing a meeting, its minutes and its sheets.

use axum::response::Response;
use tsumugi_app::Problems;
use tsumugi_app::meeting::{self, Evidence};
use tsumugi_domain::ids::{InvitationId, MeetingId};
use tsumugi_domain::meeting::{Closing, NotYetReason, Point, PointState};
use tsumugi_pages::meeting::{CloseView, InvitationView, MinutesView, PointForm};
use tsumugi_pages::{Html, T};

use super::seats;
use crate::cx::{Ids, Posted, User};
use crate::error::WebError;
use crate::form::{Form, errors};
use crate::person::{context, head_view};

pub(crate) async fn form(user: User, Ids((id,)): Ids<(MeetingId,)>) -> Response {
    close_page(&user, id, None, &Problems::new()).await
}

async fn close_page(
    user: &User,
    id: MeetingId,
    typed: Option<[PointForm; 5]>,
    problems: &Problems,
) -> Response {
    match user.run(move |op| meeting::close_form(op, id)).await {
        Err(error) => error.page(user),
        Ok(found) => {
            let points = typed
                .unwrap_or_else(|| std::array::from_fn(|at| PointForm::of(&found.closing.0[at])));
            let view = CloseView {
                head: head_view(&found.head),
                meeting: &found.meeting,
                found: evidence(user.t(), &found.evidence),
                points,
            };
            let errors = errors(user.t(), problems);
            let main = tsumugi_pages::meeting::close(&user.kit(), &view, &errors);
            user.form_page("meeting-close", context(user, &found.head), main, &errors)
        }
    }
}

/// What the records already say about each point.
fn evidence(t: T, found: &Evidence) -> [Vec<Html>; 5] {
    let mut people = vec![t.with("evidence-taking-part", &[("count", found.taking_part.into())])];
    if !found.unanswered.is_empty() {
        people
            .push(t.with("evidence-unanswered", &[("names", found.unanswered.join("、").into())]));
    }
    people.push(match found.carriers.as_slice() {
        [] => t.s("evidence-no-carrier"),
        names => t.with("evidence-carriers", &[("names", names.join("、").into())]),
    });
    let mut needs =
        vec![t.s(if found.person_takes_part { "evidence-person" } else { "evidence-no-person" })];
    if let Some((answered, all)) = found.answered {
        needs.push(
            t.with("evidence-answered", &[("answered", answered.into()), ("all", all.into())]),
        );
    }
    let (now, takes_time) = found.halves;
    let horizons = t.with("evidence-halves", &[("now", now.into()), ("takes", takes_time.into())]);
    let roles = match found.hanging.len() {
        0 => t.s("evidence-roles-clear"),
        count => t.with("evidence-hanging", &[("count", count.into())]),
    };
    let (all, region) = found.cannot_now;
    let cannot = t.with("evidence-cannot", &[("count", all.into()), ("region", region.into())]);
    [people, needs, vec![horizons], vec![roles], vec![cannot]]
}

const STATES: [&str; 5] =
    ["people_state", "needs_state", "horizons_state", "roles_state", "cannot_now_state"];

const TEXTS: [&str; 5] =
    ["people_text", "needs_text", "horizons_text", "roles_text", "cannot_now_text"];

fn read_points(form: &Form) -> [PointForm; 5] {
    std::array::from_fn(|at| {
        let code = Point::ALL[at].code();
        PointForm {
            state: form.text(&format!("{code}_state")),
            text: form.text(&format!("{code}_text")),
            reason: form.text(&format!("{code}_reason")),
        }
    })
}

fn closing(points: &[PointForm; 5]) -> Closing {
    Closing(std::array::from_fn(|at| {
        let point = &points[at];
        match point.state.as_str() {
            "confirmed" => PointState::Confirmed(point.text.trim().to_owned()),
            "not_yet" => PointState::NotYet(
                point.reason.parse().unwrap_or(NotYetReason::NextMeeting),
                point.text.trim().to_owned(),
            ),
            _ => PointState::Empty,
        }
    }))
}

pub(crate) async fn close(
    Ids((id,)): Ids<(MeetingId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let points = read_points(&form);
    let mut problems = Problems::new();
    for (at, point) in points.iter().enumerate() {
        if point.state.is_empty() {
            problems.add(STATES[at], "error-point-empty");
        }
    }
    let asked = closing(&points);
    match user.checked(problems, &form, move |op| meeting::close(op, id, &asked)).await {
        Ok(_) => user.go(&format!("/meetings/{id}/minutes"), "closed"),
        Err(WebError::Invalid(mut problems)) => {
            // The use case knows points, the page knows the fields in which they are written.
            for problem in &mut problems.0 {
                if let Some(at) = Point::ALL.iter().position(|p| p.code() == problem.field) {
                    problem.field = TEXTS[at];
                }
            }
            close_page(&user, id, Some(points), &problems).await
        }
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn minutes(user: User, Ids((id,)): Ids<(MeetingId,)>) -> Response {
    match user.run(move |op| meeting::minutes_view(op, id)).await {
        Err(error) => error.page(&user),
        Ok(found) => {
            let view = MinutesView {
                head: head_view(&found.head),
                meeting: &found.meeting,
                versions: &found.versions,
                may_confirm: found.may_lead,
            };
            let main = tsumugi_pages::meeting::minutes(&user.kit(), &view);
            user.page_about("minutes-title", context(&user, &found.head), main)
        }
    }
}

pub(crate) async fn confirm(
    Ids((id,)): Ids<(MeetingId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let Some(minutes) = form.parsed("minutes") else { return WebError::Hidden.page(&user) };
    match user.submit(&form, move |op| meeting::confirm_minutes(op, id, minutes)).await {
        Ok(()) => user.go(&format!("/meetings/{id}/minutes"), "locked"),
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn sheets(user: User, Ids((id,)): Ids<(MeetingId,)>) -> Response {
    sheet_page(user, id, None).await
}

pub(crate) async fn sheet(user: User, Ids((id, seat)): Ids<(MeetingId, InvitationId)>) -> Response {
    sheet_page(user, id, Some(seat)).await
}

async fn sheet_page(user: User, id: MeetingId, seat: Option<InvitationId>) -> Response {
    let found = match user.run(move |op| meeting::sheets(op, id)).await {
        Err(error) => return error.page(&user),
        Ok(found) => found,
    };
    let seats = seats(&found.invitations);
    let chosen = match seat {
        None => None,
        Some(seat) => match seats.iter().find(|one| one.id == seat) {
            Some(seat) => Some(seat),
            None => return WebError::Hidden.page(&user),
        },
    };
    let view = InvitationView {
        head: head_view(&found.head),
        meeting: &found.meeting,
        seats: &seats,
        seat: chosen,
        candidates: &found.candidates,
        agenda: &found.agenda,
        phone: &found.phone,
    };
    let main = tsumugi_pages::meeting::invitation(user.t(), &view);
    let title = if seat.is_some() { "invitation-title" } else { "meeting-sheets" };
    user.page_about(title, context(&user, &found.head), main)
}
