//! Closing a meeting, its minutes and its sheets.

use axum::response::Response;
use tsumugi_app::meeting::{self, Evidence};
use tsumugi_app::op::local_day;
use tsumugi_app::{Op, Problems};
use tsumugi_domain::ids::{InvitationId, MeetingId};
use tsumugi_domain::meeting::{Attendance, Closing, NotYetReason, Point, PointState};
use tsumugi_pages::components::DateText;
use tsumugi_pages::meeting::{
    CloseView, Following, InvitationView, MinutesView, PointForm, SheetSeat, SlotForm,
};
use tsumugi_pages::{Html, T};

use super::day::{read_slot, stored, typed_slot};
use super::{plan_lines, seats};
use crate::cx::{Ids, Posted, User};
use crate::error::WebError;
use crate::form::{Form, errors};
use crate::person::{context, date_text, head_view};
use crate::plan::reader;

/// What was typed on the closing screen.
struct Typed {
    points: [PointForm; 5],
    attended: Vec<(InvitationId, Attendance)>,
    held: SlotForm,
}

pub(crate) async fn form(user: User, Ids((id,)): Ids<(MeetingId,)>) -> Response {
    close_page(&user, id, None, &Problems::new()).await
}

async fn close_page(
    user: &User,
    id: MeetingId,
    typed: Option<Typed>,
    problems: &Problems,
) -> Response {
    match user.run(move |op| meeting::close_form(op, id)).await {
        Err(error) => error.page(user),
        Ok(found) => {
            let mut seats = seats(&found.invitations);
            let mut held = stored(found.meeting.slot());
            if found.ahead {
                // What has not come is not when it was: it is asked, but for the year.
                let year = date_text(Some(local_day(user.now))).year;
                let day = DateText { year, ..DateText::default() };
                held = SlotForm { day, time: String::new(), ..held };
            }
            let mut points = std::array::from_fn(|at| PointForm::of(&found.closing.0[at]));
            if let Some(typed) = typed {
                for seat in &mut seats {
                    let said = typed.attended.iter().find(|(id, _)| *id == seat.id);
                    seat.attendance = said.map_or(seat.attendance, |(_, said)| *said);
                }
                (points, held) = (typed.points, typed.held);
            }
            let view = CloseView {
                head: head_view(&found.head),
                meeting: &found.meeting,
                seats: &seats,
                held,
                ahead: found.ahead,
                nobody_answered: found.evidence.nobody_answered,
                undecided: found.evidence.kinds.iter().sum::<usize>() == 0,
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
    let decided = found.kinds.iter().sum::<usize>() > 0;
    if let Some((answered, all)) = found.answered.filter(|_| decided) {
        needs.push(
            t.with("evidence-answered", &[("answered", answered.into()), ("all", all.into())]),
        );
    }
    if found.refused > 0 {
        needs.push(t.with("evidence-refused", &[("count", found.refused.into())]));
    }
    if found.not_yet > 0 {
        needs.push(t.with("evidence-not-yet", &[("count", found.not_yet.into())]));
    }
    let [now, takes, cannot] = found.kinds;
    if !decided {
        // Nothing is told of what is not there: each point says so itself.
        let none = || vec![t.s("evidence-undecided")];
        needs.extend(none());
        return [people, needs, none(), none(), none()];
    }
    let horizons = t.with(
        "evidence-kinds",
        &[("now", now.into()), ("takes", takes.into()), ("cannot", cannot.into())],
    );
    let mut roles = vec![match (now, found.hanging_now.len()) {
        (0, _) => t.s("evidence-roles-none"),
        (all, 0) => t.with("evidence-roles-clear", &[("all", all.into())]),
        (all, count) => t.with("evidence-hanging", &[("all", all.into()), ("count", count.into())]),
    }];
    if !found.hanging_later.is_empty() {
        let count = [("count", found.hanging_later.len().into())];
        roles.push(t.with("evidence-hanging-later", &count));
    }
    let (all, region) = found.cannot_now;
    let cannot = t.with("evidence-cannot", &[("count", all.into()), ("region", region.into())]);
    [people, needs, vec![horizons], roles, vec![cannot]]
}

/// The names of the fields of a point: how it was left, the sentence, the reason for まだ.
const FIELDS: [[&str; 3]; 5] = [
    ["people_state", "people_text", "people_reason"],
    ["needs_state", "needs_text", "needs_reason"],
    ["horizons_state", "horizons_text", "horizons_reason"],
    ["roles_state", "roles_text", "roles_reason"],
    ["cannot_now_state", "cannot_now_text", "cannot_now_reason"],
];

/// Who was there, by seat.
fn read_attendance(form: &Form) -> Vec<(InvitationId, Attendance)> {
    let named = form.0.iter().filter_map(|(name, value)| {
        Some((name.strip_prefix("attendance_")?.parse().ok()?, value.parse().ok()?))
    });
    named.collect()
}

fn read_points(form: &Form, problems: &mut Problems) -> [PointForm; 5] {
    FIELDS.map(|[state, text, reason]| {
        let point =
            PointForm { state: form.text(state), text: form.text(text), reason: form.text(reason) };
        match point.state.as_str() {
            "" => problems.add(state, "error-point-empty"),
            "confirmed" if point.text.trim().is_empty() => problems.add(text, "error-required"),
            "not_yet" if point.reason.is_empty() => problems.add(reason, "error-choose-not-yet"),
            _ => {}
        }
        point
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
    let mut problems = Problems::new();
    let points = read_points(&form, &mut problems);
    let slot = read_slot(&form, None, &mut problems);
    let attended = read_attendance(&form);
    let (asked, present) = (closing(&points), attended.clone());
    let close =
        move |op: &Op<'_>| meeting::close(op, id, &asked, &present, slot.as_ref()).map(|_| ());
    match user.checked(problems, &form, close).await {
        Ok(()) | Err(WebError::AlreadyDone) => {
            user.go(&format!("/meetings/{id}/minutes"), "closed")
        }
        Err(WebError::Invalid(mut problems)) => {
            // The use case knows points, the page knows the fields in which they are written.
            for problem in &mut problems.0 {
                if let Some(at) = Point::ALL.iter().position(|p| p.code() == problem.field) {
                    problem.field = FIELDS[at][1];
                }
            }
            close_page(
                &user,
                id,
                Some(Typed { points, attended, held: typed_slot(&form) }),
                &problems,
            )
            .await
        }
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn minutes(user: User, Ids((id,)): Ids<(MeetingId,)>) -> Response {
    minutes_page(&user, id, "", &Problems::new()).await
}

async fn minutes_page(
    user: &User,
    id: MeetingId,
    correction: &str,
    problems: &Problems,
) -> Response {
    match user.run(move |op| meeting::minutes_view(op, id)).await {
        Err(error) => error.page(user),
        Ok(found) => {
            let head = head_view(&found.head);
            let plans = plan_lines(&found.head, &found.after.plans);
            let view = MinutesView {
                meeting: &found.meeting,
                versions: &found.versions,
                following: Following {
                    head: &head,
                    meeting: &found.meeting,
                    plans: &plans,
                    tasks: found.after.tasks.iter().collect(),
                    needs: found.after.needs.iter().collect(),
                },
                may_confirm: found.may_lead,
            };
            let errors = errors(user.t(), problems);
            let main = tsumugi_pages::meeting::minutes(&user.kit(), &view, correction, &errors);
            user.form_page("minutes-title", context(user, &found.head), main, &errors)
        }
    }
}

pub(crate) async fn confirm(
    Ids((id,)): Ids<(MeetingId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let Some(minutes) = form.parsed("minutes") else { return WebError::Hidden.page(&user) };
    match user.submit(&form, move |op| meeting::confirm_minutes(op, id, minutes)).await {
        Ok(()) | Err(WebError::AlreadyDone) => {
            user.go(&format!("/meetings/{id}/minutes"), "locked")
        }
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn correct(
    Ids((id,)): Ids<(MeetingId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let Some(minutes) = form.parsed("minutes") else { return WebError::Hidden.page(&user) };
    let correction = form.text("correction");
    let sent = correction.clone();
    match user.submit(&form, move |op| meeting::correct_minutes(op, id, minutes, &sent)).await {
        Ok(()) | Err(WebError::AlreadyDone) => {
            user.go(&format!("/meetings/{id}/minutes"), "corrected")
        }
        Err(WebError::Invalid(problems)) => minutes_page(&user, id, &correction, &problems).await,
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
    let found = match user.run(move |op| meeting::sheets(op, id, seat)).await {
        Err(error) => return error.page(&user),
        Ok(found) => found,
    };
    let at = |id| found.invitations.iter().position(|one| one.invitation.id == id);
    let view = InvitationView {
        head: head_view(&found.head),
        meeting: &found.meeting,
        seats: found
            .invitations
            .iter()
            .map(|one| SheetSeat { seat: &one.invitation, role: one.role })
            .collect(),
        only: seat.and_then(at),
        candidates: &found.candidates,
        agenda: &found.agenda,
        phone: &found.phone,
        reply_by: found.reply_by,
        decisions: &found.decisions,
        tasks: &found.tasks,
        support: &found.support,
        reader: reader(&found.head),
        today: local_day(user.now),
    };
    let main = tsumugi_pages::meeting::invitation(user.t(), &view);
    let title = view.title(seat.is_some());
    user.page_about(title, context(&user, &found.head), main)
}
