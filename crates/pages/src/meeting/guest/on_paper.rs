//! What a guest's page says on paper where the screen has forms: what was answered, or boxes and
//! lines to answer by hand.

use tsumugi_domain::meeting::Facts;

use super::{COMING, FACTS, GuestView};
use crate::html::{Html, T};
use crate::meeting::paper;
use crate::person::code_key;

fn only(inside: &str) -> Html {
    Html::rendered(format!("<div class=\"print-only\">{inside}</div>"))
}

/// The candidate times with what the guest said to each, and the note.
pub(super) fn times(t: T, view: &GuestView<'_>) -> Html {
    let said = |id| view.said.fits.iter().find(|(to, _)| *to == id).map(|(_, fit)| *fit);
    let times = view.candidates.iter().map(|one| (&one.slot, said(one.id)));
    let table = paper::marks_table(t, &t.s("paper-candidates"), times);
    only(&[table, note(t, view)].concat())
}

/// Whether the guest comes on the day that is fixed, and the note.
pub(super) fn coming(t: T, view: &GuestView<'_>) -> Html {
    let boxes = COMING.map(|one| {
        let mark = if one == view.said.attendance { "☑" } else { "□" };
        format!("<span>{mark} {}</span>", t.s(&code_key("attendance", one.code())))
    });
    only(&format!("<p class=\"paper-boxes\">{}</p>{}", boxes.concat(), note(t, view)))
}

fn note(t: T, view: &GuestView<'_>) -> String {
    paper::to_write(std::iter::once((t.s("reply-note"), view.said.note.as_str())))
}

/// The three facts.
pub(super) fn facts(t: T, facts: &Facts) -> Html {
    let parts = FACTS.into_iter().zip(facts.all()).map(|((_, key), told)| (t.s(key), told));
    only(&paper::to_write(parts))
}

/// How a task ended, to be marked.
pub(super) fn ended(t: T) -> Html {
    let boxes = ["progress-done", "progress-not-possible"]
        .map(|key| format!("<span>□ {}</span>", t.s(key)));
    only(&format!("<p class=\"paper-boxes\">{}</p>", boxes.concat()))
}
