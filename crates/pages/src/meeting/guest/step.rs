//! つぎにすること of a guest: the first thing that is not answered yet.

use tsumugi_domain::meeting::MeetingState;
use tsumugi_domain::task::TaskState;

use super::GuestView;
use crate::components::{Button, ButtonKind, Component as _, NextStep};
use crate::html::{Html, T};

/// The days, then what is told before the meeting, then what was promised.
pub(super) fn next(t: T, view: &GuestView<'_>) -> Html {
    let Some((key, why, at)) = first(t, view) else { return nothing(t, view) };
    let label = t.s(&format!("guest-next-{key}-go"));
    let actions = vec![Button::link(label, ButtonKind::Primary, at)];
    NextStep { t, what: t.s(&format!("guest-next-{key}")), why: Some(why), actions }.render_html()
}

fn first(t: T, view: &GuestView<'_>) -> Option<(&'static str, Html, &'static str)> {
    match &view.meeting.state {
        MeetingState::Calling if !view.answered && !view.candidates.is_empty() => {
            let why = t.with("guest-next-days-why", &[("count", view.candidates.len().into())]);
            return Some(("days", why, "#when"));
        }
        MeetingState::Fixed { when } if !view.answered => {
            return Some(("coming", crate::meeting::slot(t, when), "#when"));
        }
        _ => {}
    }
    if view.meeting.is_open() && view.facts.all().iter().all(|fact| fact.is_empty()) {
        let why = match view.own.expected.as_str() {
            "" => t.s("guest-next-facts-why"),
            text => t.known(text),
        };
        return Some(("facts", why, "#facts"));
    }
    let task = view.tasks.iter().find(|task| task.state == TaskState::Open)?;
    Some(("tasks", t.known(&task.what), "#tasks"))
}

/// Everything is answered: says what comes, and what can still be changed.
fn nothing(t: T, view: &GuestView<'_>) -> Html {
    let why = match view.meeting.is_open() {
        true => t.s("guest-next-none-open"),
        false => t.with("guest-next-none-over", &[("day", t.0.date(view.until).into())]),
    };
    NextStep { t, what: t.s("guest-next-none"), why: Some(why), actions: Vec::new() }.render_html()
}
