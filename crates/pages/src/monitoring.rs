//! Monitoring: the four prompts first, then goal by goal, then what follows.

use jiff::civil::Date;
use tsumugi_domain::ids::{EntryId, GoalId, MeetingId, PlanId, TypedId as _};
use tsumugi_domain::monitoring::{
    Attainment, GoalMonitoring, Monitoring, MonitoringKind, MonitoringNote, Outcome, Prompt,
};
use tsumugi_domain::person::Expression;
use tsumugi_domain::plan::Horizon;
use tsumugi_domain::removal::{EntryKind, Removals};

use crate::components::{
    Actions, Button, ButtonKind, Card, CardKind, Chip, Component as _, DateText, Field, FieldGroup,
    PageHead, Tone, Voice as Mark,
};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::person::{HeadView, choices, code_key, lines, own_by, own_words};
use crate::plan::{day_of, more, muted};
use crate::problem::paragraph;
use crate::removal;

/// What the form knows.
#[derive(Debug)]
pub struct FormView<'a> {
    /// The head.
    pub head: HeadView<'a>,
    /// Whose monitoring.
    pub kind: MonitoringKind,
    /// The goals that count now: identity, text, short or long.
    pub goals: &'a [(GoalId, String, Horizon)],
    /// The monitoring before this one.
    pub last: Option<&'a Monitoring>,
    /// Today.
    pub today: Date,
}

/// What was typed about one goal.
#[derive(Debug, Default, Clone)]
pub struct GoalForm {
    /// Code of the attainment.
    pub attainment: String,
    /// The person's view.
    pub person_view: String,
    /// What comes next.
    pub next: String,
}

/// What was typed.
#[derive(Debug, Default)]
pub struct MonitoringForm {
    /// The day.
    pub on: DateText,
    /// The answers to the four prompts.
    pub prompts: [String; 4],
    /// Verbatim words.
    pub own_words: String,
    /// Code of how it was expressed.
    pub how: String,
    /// One per goal, in order.
    pub goals: Vec<GoalForm>,
    /// Code of what follows.
    pub outcome: String,
    /// Why.
    pub reason: String,
}

/// The form.
#[must_use]
pub fn form(kit: &Kit, view: &FormView<'_>, typed: &MonitoringForm, errors: &Errors) -> Html {
    let t = kit.t();
    let head = &view.head;
    let hows: Vec<&str> = Expression::seen().map(|how| how.code()).collect();
    let first = errors.put_in(vec![
        Field::date(t, "on", t.s("monitoring-on"), typed.on.clone()).required(),
        Field::area(t, "own_words", t.s("monitoring-own-words"), &typed.own_words)
            .hint(t.s("monitoring-own-words-hint"))
            .voice(Mark::Own),
        Field::radios(t, "how", t.s("voice-how"), choices(t, "expression", &hows, &typed.how))
            .needed_when(t.s("monitoring-how-when"))
            .in_row(),
    ]);
    let prompts: Vec<Field> = Prompt::ALL
        .iter()
        .zip(&typed.prompts)
        .map(|(prompt, text)| {
            let code = prompt.code();
            Field::area(t, &format!("prompt_{code}"), t.s(&code_key("prompt", code)), text)
                .hint(t.s(&code_key("prompt-hint", code)))
        })
        .collect();
    let outcomes: Vec<&str> = Outcome::ALL.iter().map(|outcome| outcome.code()).collect();
    let outcomes = choices(t, "monitoring-outcome", &outcomes, &typed.outcome);
    let last = errors.put_in(vec![
        Field::radios(t, "outcome", t.s("monitoring-outcome"), outcomes).required(),
        Field::area(t, "reason", t.s("monitoring-reason"), &typed.reason)
            .needed_when(t.s("monitoring-reason-when"))
            .hint(t.s("monitoring-reason-hint")),
    ]);
    let all: Vec<&Field> = first.iter().chain(&prompts).chain(&last).collect();
    let summary = errors.summary(t, &all);
    let group = |key: &str, hint: &str, fields: &[Field]| {
        FieldGroup {
            legend: t.s(key),
            hint: Some(t.s(hint)),
            fields: Html::join(fields.iter().map(|field| field.render_html())),
        }
        .render_html()
    };
    let fields = Html::join([
        Html::join(first.iter().map(|field| field.render_html())),
        group("monitoring-prompts", "monitoring-prompts-hint", &prompts),
        goals(t, view, typed),
        group("monitoring-then", "monitoring-then-hint", &last),
    ]);
    let form = kit
        .form(head.path("/monitorings"), fields, "monitoring-save")
        .hidden("kind", view.kind.code())
        .cancel(t, head.path(""))
        .draft(t, format!("monitoring-{}-{}", head.person.id, view.kind.code()));
    Html::join([
        summary,
        PageHead::new(t.s(&code_key("monitoring-kind", view.kind.code())))
            .lead(t.s("monitoring-lead"))
            .back(Html::text(&head.called(t)), head.path(""))
            .render_html(),
        own_words(t, head),
        before(t, view),
        form.render_html(),
    ])
}

/// What was found last time: nobody is asked the same thing twice.
fn before(t: T, view: &FormView<'_>) -> Html {
    let Some(last) = view.last else { return Html::default() };
    let day = t.0.date(last.on).to_string();
    let body = Html::join([
        Chip::new(t.s(&code_key("monitoring-outcome", last.outcome.code())), Tone::Neutral)
            .render_html(),
        if last.own_words.is_empty() {
            Html::default()
        } else {
            own_by(t, last.how, &last.own_words).render_html()
        },
        paragraph(&t.known(&last.reason)),
    ]);
    Card::new(t.with("monitoring-before", &[("day", day.into())]), body)
        .kind(CardKind::Quiet)
        .render_html()
}

fn goals(t: T, view: &FormView<'_>, typed: &MonitoringForm) -> Html {
    if view.goals.is_empty() {
        return Card::new(t.s("monitoring-goals"), paragraph(&t.s("monitoring-no-goals")))
            .kind(CardKind::Quiet)
            .render_html();
    }
    let codes: Vec<&str> = Attainment::ALL.iter().map(|a| a.code()).collect();
    Html::join(view.goals.iter().enumerate().map(|(at, (goal, text, horizon))| {
        let form = typed.goals.get(at).cloned().unwrap_or_default();
        let name = |part: &str| format!("goal_{at}_{part}");
        let hidden =
            Html::rendered(format!("<input type=\"hidden\" name=\"goal_{at}\" value=\"{goal}\">"));
        let fields = Html::join([
            hidden,
            Field::radios(
                t,
                &name("attainment"),
                t.s("monitoring-attainment"),
                choices(t, "attainment", &codes, &form.attainment),
            )
            .in_row()
            .render_html(),
            Field::line(t, &name("person_view"), t.s("monitoring-person-view"), &form.person_view)
                .voice(Mark::Own)
                .render_html(),
            Field::line(t, &name("next"), t.s("monitoring-next"), &form.next).render_html(),
        ]);
        FieldGroup {
            legend: Html::join([t.s("monitoring-goal"), Html::text("　"), t.known(text)]),
            hint: Some(t.s(&code_key("horizon", horizon.code()))),
            fields,
        }
        .render_html()
    }))
}

/// What the page of a monitoring shows.
#[derive(Debug)]
pub struct MonitoringPage<'a> {
    /// The head.
    pub head: HeadView<'a>,
    /// The monitoring.
    pub monitoring: &'a Monitoring,
    /// Corrections, oldest first.
    pub notes: &'a [MonitoringNote],
    /// The meeting it led to.
    pub meeting: Option<MeetingId>,
    /// The plan that is still to be revised because of it.
    pub revise: Option<PlanId>,
    /// The reader may add a correction.
    pub may_correct: bool,
    /// What was taken out, and what the reader may take out.
    pub removals: &'a Removals,
}

/// One monitoring, and the way on from it.
#[must_use]
pub fn page(kit: &Kit, view: &MonitoringPage<'_>, note: &str, errors: &Errors) -> Html {
    let t = kit.t();
    let note = Field::line(t, "text", t.s("monitoring-note-text"), note).required();
    let note = errors.put(note);
    let (head, monitoring) = (&view.head, view.monitoring);
    let day = t.date(monitoring.on);
    let prompts: Vec<_> = Prompt::ALL
        .iter()
        .zip(&monitoring.prompts)
        .filter(|(_, text)| !text.is_empty())
        .map(|(prompt, text)| (t.s(&code_key("prompt", prompt.code())), t.known(text)))
        .collect();
    let goals = monitoring.goals.iter().map(|goal| goal_card(t, goal));
    let prompts = match prompts.is_empty() {
        true => Html::default(),
        false => crate::components::Facts { rows: prompts }.render_html(),
    };
    // Whatever nobody wrote about has no card.
    let part = |title: &str, body: Html| match body.is_empty() {
        true => Html::default(),
        false => Card::new(t.s(title), body).render_html(),
    };
    let own = match monitoring.own_words.as_str() {
        "" => own_words(t, head),
        words => {
            let how = t.s(&code_key("expression", monitoring.how.code()));
            let source = Html::join([day.clone(), Html::text("　"), how]);
            own_by(t, monitoring.how, words).mine(head.own).source(source).render_html()
        }
    };
    let (above, back) = head.above(t);
    Html::join([
        errors.summary(t, &[&note]),
        PageHead::new(t.s(&code_key("monitoring-kind", monitoring.kind.code())))
            .lead(t.with(
                "monitoring-by",
                &[
                    ("by", (&monitoring.by).into()),
                    ("day", t.0.date(monitoring.on).to_string().into()),
                ],
            ))
            .back(above, back)
            .action(Button::print(t))
            .render_html(),
        own,
        part("monitoring-prompts", prompts),
        part("monitoring-goals", Html::join(goals)),
        then_card(kit, view),
        notes(kit, view, &note),
        remove_card(t, view),
    ])
}

/// What was found about one goal.
fn goal_card(t: T, goal: &GoalMonitoring) -> Html {
    let chip = Chip::new(
        t.s(&code_key("attainment", goal.attainment.code())),
        match goal.attainment {
            Attainment::Reached | Attainment::Closer => Tone::Good,
            Attainment::Same | Attainment::Changed => Tone::Info,
        },
    );
    let rows = [("monitoring-person-view", &goal.person_view), ("monitoring-next", &goal.next)]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(key, text)| (t.s(key), t.known(text)))
        .collect();
    let body = Html::join([chip.render_html(), crate::components::Facts { rows }.render_html()]);
    Card::new(t.known(&goal.goal_text), body).inner().render_html()
}

/// What follows, and the way to the meeting.
fn then_card(kit: &Kit, view: &MonitoringPage<'_>) -> Html {
    let t = kit.t();
    let monitoring = view.monitoring;
    let outcome = t.s(&code_key("monitoring-outcome", monitoring.outcome.code()));
    let outcome = Chip::new(outcome, Tone::Info).render_html();
    let body = Html::join([outcome, paragraph(&t.known(&monitoring.reason))]);
    let card = Card::new(t.s("monitoring-then"), body).kind(CardKind::Warm);
    let button = |button| Actions { buttons: vec![button] }.render_html();
    let way = if let Some(meeting) = view.meeting {
        let to = format!("/meetings/{meeting}");
        button(Button::link(t.s("monitoring-to-meeting"), ButtonKind::Secondary, to))
    } else if monitoring.outcome == Outcome::Meet {
        let to = view.head.path(&format!("/call?monitoring={}", monitoring.id));
        button(Button::link(t.s("meeting-call"), ButtonKind::Primary, to))
    } else if let Some(plan) = view.revise {
        let action = format!("/plans/{plan}/revise");
        let reason = vec![("reason", monitoring.reason.clone())];
        kit.post(action, "monitoring-revise", ButtonKind::Primary, reason)
    } else {
        return card.render_html();
    };
    card.foot(way).render_html()
}

/// Whoever writes here for the office may take out a monitoring that was a mistake as a whole.
fn remove_card(t: T, view: &MonitoringPage<'_>) -> Html {
    if !view.may_correct {
        return Html::default();
    }
    let day = t.0.date_short(view.monitoring.on).to_string();
    let go = removal::go(t, &view.head, view.monitoring.id, &day);
    Actions { buttons: vec![go] }.render_html()
}

/// Corrections, and the line in which one is added.
fn notes(kit: &Kit, view: &MonitoringPage<'_>, field: &Field) -> Html {
    let t = kit.t();
    let within = EntryId::from_uuid(view.monitoring.id.uuid());
    let gone = removal::marks(t, view.removals, EntryKind::MonitoringNote, Some(within));
    if view.notes.is_empty() && gone.is_empty() && !view.may_correct {
        return Html::default();
    }
    let items = view.notes.iter().map(|note| {
        let day = t.0.date_short(day_of(note.at)).to_string();
        let by = t.with("monitoring-by", &[("by", (&note.by).into()), ("day", day.into())]);
        let go = match view.may_correct {
            true => {
                let go = removal::go(t, &view.head, note.id, &note.text);
                Actions { buttons: vec![go] }.render_html()
            }
            false => Html::default(),
        };
        Html::rendered(format!(
            "{}<br><span class=\"muted small\">{by}</span>{go}",
            t.known(&note.text)
        ))
    });
    let mut card = Card::new(
        t.s("monitoring-notes"),
        Html::join([
            muted(&t.s("monitoring-notes-lead")),
            lines(items.chain(gone).collect::<Vec<_>>()),
        ]),
    )
    .kind(CardKind::Quiet)
    .id("notes");
    if view.may_correct {
        let action = format!("/monitorings/{}/notes", view.monitoring.id);
        let form = kit.form(action, field.render_html(), "monitoring-note-save");
        let open = field.error.is_some();
        card = card.foot(more(&t.s("monitoring-note-add"), &form.render_html(), open));
    }
    card.render_html()
}
