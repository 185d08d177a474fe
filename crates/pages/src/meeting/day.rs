//! When a meeting is: the fields of a time and a place, and the form that fixes or moves the day.

use tsumugi_domain::meeting::{Meeting, Slot};

use crate::components::{Component as _, DateText, Field, LineKind, PageHead, Width};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::person::{HeadView, own_words};
use crate::problem::paragraph;

/// A time and a place as typed.
#[derive(Debug, Default, Clone)]
pub struct SlotForm {
    /// The day.
    pub day: DateText,
    /// The time.
    pub time: String,
    /// Length in minutes.
    pub minutes: String,
    /// Place.
    pub place: String,
}

impl SlotForm {
    /// From what is stored; `day` is its day as the form writes days.
    #[must_use]
    pub fn of(slot: &Slot, day: DateText) -> Self {
        Self {
            day,
            time: slot.from.strftime("%H:%M").to_string(),
            minutes: slot.minutes.to_string(),
            place: slot.place.clone(),
        }
    }
}

/// Day, time, length, place.
pub(super) fn slot_fields(t: T, form: &SlotForm) -> Vec<Field> {
    vec![
        Field::date(t, "day", t.s("slot-day"), form.day.clone()).required(),
        Field::line(t, "time", t.s("slot-time"), &form.time)
            .hint(t.s("meeting-time-hint"))
            .width(Width::Short)
            .required(),
        Field::line_of(t, "minutes", t.s("meeting-length"), &form.minutes, LineKind::Digits)
            .width(Width::Short)
            .required(),
        Field::line(t, "place", t.s("meeting-place"), &form.place).hint(t.s("meeting-place-hint")),
    ]
}

/// The form that fixes a day, or moves the meeting: whoever said that they come is asked again.
#[must_use]
pub fn day(
    kit: &Kit,
    head: &HeadView<'_>,
    meeting: &Meeting,
    form: &SlotForm,
    errors: &Errors,
) -> Html {
    let t = kit.t();
    let back = format!("/meetings/{}", meeting.id);
    let (title, lead) = match meeting.slot() {
        Some(_) => ("meeting-move", "meeting-move-lead"),
        None => ("meeting-day", "meeting-day-lead"),
    };
    let now = meeting.slot().map_or_else(Html::default, |slot| {
        paragraph(&t.with("meeting-move-from", &[("when", t.0.date_time(slot.from).into())]))
    });
    let (summary, fields) = errors.fields(t, slot_fields(t, form));
    let form = kit
        .form(format!("{back}/day"), fields, "meeting-day-go")
        .cancel(t, back.clone())
        .render_html();
    Html::join([
        summary,
        PageHead::new(t.s(title)).lead(t.s(lead)).back(t.s("meeting-back"), back).render_html(),
        own_words(t, head),
        now,
        form,
    ])
}
