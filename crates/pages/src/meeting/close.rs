//! The closing screen: five panels, each visibly empty until filled.

use tsumugi_domain::meeting::{Attendance, Invitation, Meeting, NotYetReason, Point, PointState};

use super::day::{SlotForm, slot_fields};
use crate::components::{
    Button, ButtonKind, Choice, Component as _, Empty, Field, FieldGroup, PageHead, Panel, Panels,
    shown_for,
};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::person::{HeadView, choices, code_key, lines, own_words};

/// What was typed or stored for one point.
#[derive(Debug, Default, Clone)]
pub struct PointForm {
    /// `confirmed`, `not_yet` or empty.
    pub state: String,
    /// The sentence.
    pub text: String,
    /// Code of the reason for まだ.
    pub reason: String,
}

impl PointForm {
    /// From what is stored.
    #[must_use]
    pub fn of(state: &PointState) -> Self {
        match state {
            PointState::Empty => Self::default(),
            PointState::Confirmed(text) => {
                Self { state: "confirmed".into(), text: text.clone(), reason: String::new() }
            }
            PointState::NotYet(reason, text) => Self {
                state: "not_yet".into(),
                text: text.clone(),
                reason: reason.code().to_owned(),
            },
        }
    }
}

/// What the closing screen shows beside each question: what the records already say.
#[derive(Debug)]
pub struct CloseView<'a> {
    /// The head.
    pub head: HeadView<'a>,
    /// The meeting.
    pub meeting: &'a Meeting,
    /// The seats, with who is known or taken to be there.
    pub seats: &'a [Invitation],
    /// When it was, as typed or as far as the records tell.
    pub held: SlotForm,
    /// It is planned for a time that has not come.
    pub ahead: bool,
    /// Nobody said beforehand whether they come.
    pub nobody_answered: bool,
    /// Nothing is written down as decided.
    pub undecided: bool,
    /// For each point, what was found in the records, as sentences.
    pub found: [Vec<Html>; 5],
    /// For each point, what was typed.
    pub points: [PointForm; 5],
}

/// The closing screen.
#[must_use]
pub fn close(kit: &Kit, view: &CloseView<'_>, errors: &Errors) -> Html {
    let t = kit.t();
    let head = &view.head;
    let back = format!("/meetings/{}", view.meeting.id);
    let mut fields = Vec::new();
    let panels = Point::ALL
        .iter()
        .enumerate()
        .map(|(at, point)| {
            let (panel, mine) = panel(t, *point, &view.found[at], &view.points[at], errors);
            fields.extend(mine);
            panel
        })
        .collect();
    let mut all = errors.put_in(slot_fields(t, &view.held));
    let held = held(t, view, &all);
    all.extend(fields);
    let summary = errors.summary(t, &all.iter().collect::<Vec<_>>());
    let body = Html::join([held, attended(t, view), Panels { t, panels }.render_html()]);
    let form = kit
        .form(format!("{back}/close"), body, "meeting-close-go")
        .cancel(t, back.clone())
        .draft(t, format!("close-{}", view.meeting.id));
    Html::join([
        summary,
        PageHead::new(t.s("meeting-close"))
            .lead(t.s("meeting-close-lead"))
            .back(t.s("meeting-back"), back)
            .render_html(),
        own_words(t, head),
        undecided(t, view),
        form.render_html(),
    ])
}

/// When it really was: it stands in the minutes. A meeting that is planned for later can be closed
/// when the talk took place sooner: then the plan is told and the time asked.
fn held(t: T, view: &CloseView<'_>, fields: &[Field]) -> Html {
    let fields = Html::join(fields.iter().map(|field| field.render_html()));
    let fields = Html::rendered(format!("<div class=\"slots\">{fields}</div>"));
    let hint = match view.meeting.slot() {
        Some(slot) if view.ahead => {
            t.with("held-ahead", &[("when", t.0.date_time(slot.from).into())])
        }
        Some(_) => t.s("held-hint"),
        None => t.s("held-no-day"),
    };
    FieldGroup { legend: t.s("held-title"), hint: Some(hint), fields }.render_html()
}

/// Without a decision there is nothing for the minutes and the plan: the way to write one first.
fn undecided(t: T, view: &CloseView<'_>) -> Html {
    if !view.undecided {
        return Html::default();
    }
    let to = format!("/meetings/{}/decisions/new", view.meeting.id);
    let action = Some(Button::link(t.s("decision-add"), ButtonKind::Secondary, to));
    let (title, text) = (t.s("close-undecided"), t.s("close-undecided-text"));
    Empty { title, text, action }.render_html()
}

/// Who was there: it stands in the minutes, so it is asked before the points.
fn attended(t: T, view: &CloseView<'_>) -> Html {
    let codes: Vec<&str> = Attendance::ALL.iter().map(|state| state.code()).collect();
    let fields = view.seats.iter().map(|seat| {
        let mut choices = choices(t, "attendance", &codes, seat.attendance.code());
        if let Some(unanswered) = choices.first_mut() {
            unanswered.label = t.s("attended-unknown");
        }
        Field::select(t, &format!("attendance_{}", seat.id), Html::text(&seat.name), choices)
            .render_html()
    });
    let hint = if view.nobody_answered { "attended-nobody" } else { "attended-hint" };
    let fields = Html::rendered(format!("<div class=\"slots\">{}</div>", Html::join(fields)));
    FieldGroup { legend: t.s("attended-title"), hint: Some(t.s(hint)), fields }.render_html()
}

fn panel(
    t: T,
    point: Point,
    found: &[Html],
    typed: &PointForm,
    errors: &Errors,
) -> (Panel, Vec<Field>) {
    let code = point.code();
    let reasons: Vec<&str> = NotYetReason::ALL.iter().map(|reason| reason.code()).collect();
    let mut whys = vec![Choice::new("", t.s("choose-one"), typed.reason.is_empty())];
    whys.extend(choices(t, "not-yet", &reasons, &typed.reason));
    let fields: Vec<Field> = vec![
        Field::radios(
            t,
            &format!("{code}_state"),
            t.s("point-state"),
            choices(t, "point-state", &["confirmed", "not_yet"], &typed.state),
        )
        .in_row()
        .required(),
        Field::line(t, &format!("{code}_text"), t.s(&code_key("point-text", code)), &typed.text)
            .needed_when(t.s("point-text-when")),
        Field::select(t, &format!("{code}_reason"), t.s("point-not-yet-reason"), whys)
            .needed_when(t.s("point-not-yet-when")),
    ]
    .into_iter()
    .map(|field| errors.put(field).about(t.s(&code_key("point", code))))
    .collect();
    let records = lines(found.iter().cloned());
    let state = format!("{code}_state");
    let input = fields.iter().map(|field| match field.name.ends_with("_reason") {
        true => shown_for(&state, &["not_yet"], &field.render_html()),
        false => field.render_html(),
    });
    let input = Html::join(std::iter::once(records).chain(input));
    let answer = match typed.state.as_str() {
        "confirmed" if typed.text.is_empty() => Some(t.s("point-state-confirmed")),
        "confirmed" => Some(t.known(&typed.text)),
        "not_yet" => {
            let reason = typed.reason.parse::<NotYetReason>().map_or_else(
                |_| t.s("point-state-not-yet"),
                |reason| t.s(&code_key("not-yet", reason.code())),
            );
            Some(Html::join([t.s("point-state-not-yet"), Html::text("："), reason]))
        }
        _ => None,
    };
    let panel = Panel {
        question: t.s(&code_key("point", code)),
        answer,
        input: Some(input),
        id: format!("point-{}", code.replace('_', "-")),
    };
    (panel, fields)
}
