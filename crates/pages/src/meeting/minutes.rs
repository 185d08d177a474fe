//! The minutes: read, corrected while nobody has confirmed them, confirmed, locked.

use tsumugi_domain::meeting::{Meeting, MeetingState, Minutes};

use super::next::{Following, after};
use super::record::laid_out;
use crate::components::{
    Button, ButtonKind, Card, CardKind, Chip, Component as _, Field, PageHead, Tone,
};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::problem::paragraph;

/// The minutes.
#[derive(Debug)]
pub struct MinutesView<'a> {
    /// The meeting.
    pub meeting: &'a Meeting,
    /// All versions, oldest first.
    pub versions: &'a [Minutes],
    /// What came of the meeting.
    pub following: Following<'a>,
    /// Whether the reader may confirm.
    pub may_confirm: bool,
}

/// The newest minutes as a sheet; confirming locks them by version and hash. `correction` is what
/// was typed and could not be taken.
#[must_use]
pub fn minutes(kit: &Kit, view: &MinutesView<'_>, correction: &str, errors: &Errors) -> Html {
    let t = kit.t();
    let back = format!("/meetings/{}", view.meeting.id);
    let head = PageHead::new(t.s("minutes-title"))
        .back(t.s("meeting-back"), back)
        .action(Button::print(t))
        .render_html();
    let Some(newest) = view.versions.last() else {
        let key = match view.meeting.state {
            MeetingState::Closed { .. } => "minutes-none",
            _ => "minutes-not-closed",
        };
        return Html::join([head, paragraph(&t.s(key))]);
    };
    let (state, next, change) = match &newest.locked {
        Some((by, _)) => (
            Chip::new(t.with("minutes-locked-by", &[("by", by.into())]), Tone::Good),
            after(t, &view.following),
            (Html::default(), Html::default()),
        ),
        None if view.may_confirm => (
            Chip::new(t.s("minutes-to-confirm"), Tone::Wait),
            confirm_card(kit, newest, view),
            correct_card(kit, newest, view, correction, errors),
        ),
        None => (
            Chip::new(t.s("minutes-to-confirm"), Tone::Wait),
            paragraph(&t.s("minutes-wait")),
            (Html::default(), Html::default()),
        ),
    };
    let (summary, correct) = change;
    Html::join([
        summary,
        head,
        Html::rendered(format!("<p>{}</p>", state.render_html())),
        next,
        Html::rendered(format!(
            "<section class=\"paper paper-tight paper-minutes\">{}{}</section>",
            laid_out(t, newest),
            below(t, newest)
        )),
        correct,
    ])
}

fn confirm_card(kit: &Kit, newest: &Minutes, view: &MinutesView<'_>) -> Html {
    let t = kit.t();
    let text = Html::join([
        paragraph(&t.s("minutes-confirm-text")),
        crate::person::link("#correct", &t.s("minutes-to-correct")),
    ]);
    Card::new(t.s("minutes-confirm-title"), text)
        .kind(CardKind::Warm)
        .foot(kit.post(
            format!("/meetings/{}/minutes/confirm", view.meeting.id),
            "minutes-confirm",
            ButtonKind::Primary,
            vec![("minutes", newest.id.to_string())],
        ))
        .render_html()
}

/// The summary of what is wrong, and the form: nothing that stands there is changed, the
/// correction goes below it.
fn correct_card(
    kit: &Kit,
    newest: &Minutes,
    view: &MinutesView<'_>,
    correction: &str,
    errors: &Errors,
) -> (Html, Html) {
    let t = kit.t();
    let field = Field::area(t, "correction", t.s("minutes-correction"), correction)
        .hint(t.s("minutes-correction-hint"))
        .required()
        .rows(2);
    let (summary, fields) = errors.fields(t, vec![field]);
    let form = kit
        .form(format!("/meetings/{}/minutes/correct", view.meeting.id), fields, "minutes-correct")
        .hidden("minutes", newest.id.to_string());
    let card = Card::new(t.s("minutes-correct-title"), form.render_html()).id("correct");
    (summary, card.render_html())
}

/// What stands under the text: the next meeting and who has read it, written by hand; which version
/// this is, and what its number is good for.
fn below(t: T, newest: &Minutes) -> Html {
    let boxes = ["minutes-sign-person", "minutes-sign-family", "minutes-sign-convener"]
        .map(|key| format!("<p class=\"sign-box\">{}</p>", t.s(key)));
    // In fours, so that it can be read out on the telephone.
    let hash: Vec<&str> = (0..4).filter_map(|at| newest.hash.get(at * 4..at * 4 + 4)).collect();
    let foot = t
        .with("minutes-foot", &[("number", newest.number.into()), ("hash", hash.join(" ").into())]);
    let by = match &newest.locked {
        Some((by, _)) => t.with("minutes-locked-by", &[("by", by.into())]),
        None => t.s("minutes-to-confirm"),
    };
    Html::rendered(format!(
        "<table class=\"paper-form\"><caption><h3>{}</h3></caption><tbody><tr><th scope=\"row\">{}</th><td>{}</td>\
         </tr></tbody></table><div class=\"sign\">{}</div>\
         <div class=\"paper-foot\"><p>{foot}</p><p>{by}</p><p>{}</p></div>",
        t.s("minutes-after"),
        t.s("minutes-next"),
        t.s("minutes-next-blank"),
        boxes.concat(),
        t.s("minutes-hash-what"),
    ))
}
