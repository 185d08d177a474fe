//! S01: one page that shows how everything hangs together, with a link for every arrow.

use crate::components::{Button, Component as _, Empty, PageHead, Timeline, TimelineItem};
use crate::html::{Html, T};
use crate::person::{EVENTS, HeadView, not_shown, own_words};
use crate::plan::Reader;

/// The thread of a person, oldest first.
#[must_use]
pub fn page(t: T, head: &HeadView<'_>, reader: Reader, items: Vec<TimelineItem>) -> Html {
    let (above, back) = reader.back(t, head);
    let body = if items.is_empty() && !head.sees_all(EVENTS) {
        // In place of the words it may have been said already.
        if head.hides_words() { Html::default() } else { not_shown(t) }
    } else if items.is_empty() {
        Empty { title: t.s("thread-none"), text: t.s("thread-none-text"), action: None }
            .render_html()
    } else {
        Timeline { t, items }.render_html()
    };
    Html::join([
        PageHead::new(t.s("thread-title"))
            .lead(t.s("thread-lead"))
            .back(above, back)
            .action(Button::print(t))
            .render_html(),
        own_words(t, head),
        body,
    ])
}
