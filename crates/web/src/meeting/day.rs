//! The day of a meeting: fixed, moved, and when it really was.

use axum::response::Response;
use jiff::civil::Date;
use tsumugi_app::op::local_day;
use tsumugi_app::{Problems, meeting};
use tsumugi_domain::ids::MeetingId;
use tsumugi_domain::meeting::Slot;
use tsumugi_domain::seen;
use tsumugi_pages::meeting::{SlotForm, Typed};

use crate::cx::{Ids, Posted, User};
use crate::error::WebError;
use crate::form::{Form, errors};
use crate::person::{context, date_text, head_view};

/// How long a meeting is taken to be until somebody says otherwise, in minutes.
pub(super) const USUAL_MINUTES: &str = "60";

pub(crate) async fn fix(Ids((id,)): Ids<(MeetingId,)>, Posted { user, form }: Posted) -> Response {
    let Some(candidate) = form.parsed("candidate") else { return WebError::Hidden.page(&user) };
    let done = user.submit(&form, move |op| meeting::fix(op, id, candidate)).await;
    super::confer::back(&user, id, done)
}

pub(crate) async fn reply(
    Ids((id,)): Ids<(MeetingId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let Some(seat) = form.parsed("invitation") else { return WebError::Hidden.page(&user) };
    let new = super::guest::read_reply(&form);
    let done = user.submit(&form, move |op| meeting::reply(op, id, seat, &new)).await;
    let typed = || Typed::Reply(seat, super::guest::typed_reply(&form));
    super::confer::back_with(&user, id, typed, done).await
}

pub(crate) async fn form(user: User, Ids((id,)): Ids<(MeetingId,)>) -> Response {
    day_page(&user, id, None, &Problems::new()).await
}

async fn day_page(
    user: &User,
    id: MeetingId,
    typed: Option<&Form>,
    problems: &Problems,
) -> Response {
    match user.run(move |op| meeting::day_form(op, id)).await {
        Err(error) => error.page(user),
        Ok((head, found)) => {
            let mark = typed.map_or_else(|| seen::mark(&found.slot()), |form| form.text("seen"));
            let slot = typed.map_or_else(|| stored(found.slot()), typed_slot);
            let errors = errors(user.t(), problems);
            let kit = user.kit().seeing(mark);
            let main = tsumugi_pages::meeting::day(&kit, &head_view(&head), &found, &slot, &errors);
            let title = if found.slot().is_some() { "meeting-move" } else { "meeting-day" };
            user.form_page(title, context(user, &head), main, &errors)
        }
    }
}

pub(crate) async fn set(Ids((id,)): Ids<(MeetingId,)>, Posted { user, form }: Posted) -> Response {
    let mut problems = Problems::new();
    let slot = read_slot(&form, Some(local_day(user.now)), &mut problems);
    let set = move |op: &tsumugi_app::Op<'_>| match &slot {
        Some(slot) => meeting::set_day(op, id, slot),
        None => Ok(()),
    };
    match user.checked(problems, &form, set).await {
        Ok(()) | Err(WebError::AlreadyDone) => user.go(&format!("/meetings/{id}"), "day-set"),
        Err(WebError::Invalid(problems)) => day_page(&user, id, Some(&form), &problems).await,
        Err(error) => error.page(&user),
    }
}

/// What a form of a time starts with.
pub(super) fn stored(slot: Option<&Slot>) -> SlotForm {
    match slot {
        Some(slot) => SlotForm::of(slot, date_text(Some(slot.from.date()))),
        None => SlotForm { minutes: USUAL_MINUTES.to_owned(), ..SlotForm::default() },
    }
}

/// A time as typed, for showing it again.
pub(super) fn typed_slot(form: &Form) -> SlotForm {
    SlotForm {
        day: form.date_text("day"),
        time: form.text("time"),
        minutes: form.text("minutes"),
        place: form.text("place"),
    }
}

/// The length in minutes as typed; full width and 分 too.
pub(super) fn read_minutes(form: &Form, problems: &mut Problems) -> i64 {
    let minutes = tsumugi_words::fold::width(form.get("minutes"));
    let minutes = minutes.trim().trim_end_matches('分').parse().unwrap_or(0);
    if !meeting::minutes_fit(minutes) {
        problems.add("minutes", "error-minutes");
    }
    minutes
}

/// A time with its place. Each problem stands at its own field.
pub(super) fn read_slot(
    form: &Form,
    ahead_of: Option<Date>,
    problems: &mut Problems,
) -> Option<Slot> {
    let (before, minutes) = (problems.0.len(), read_minutes(form, problems));
    let day = match ahead_of {
        Some(today) => form.date_ahead("day", today, problems),
        None => form.date("day", problems),
    };
    let time = form.time("time", problems);
    // What cannot be read has its own sentence.
    let told = |field: &str| problems.0.iter().skip(before).any(|one| one.field == field);
    let missing: Vec<&'static str> = [("day", day.is_none()), ("time", time.is_none())]
        .into_iter()
        .filter(|(field, none)| *none && !told(field))
        .map(|(field, _)| field)
        .collect();
    for field in missing {
        problems.add(field, "error-required");
    }
    Some(Slot { from: day?.to_datetime(time?), minutes, place: form.text("place") })
}
