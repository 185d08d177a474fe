//! Decisions: the cards on the meeting's page, the form, and the answer to one.

use tsumugi_domain::meeting::{Decision, GapReason, Invitation, Level, Meeting, Outcome};
use tsumugi_domain::plan::{Answer, AnswerKind};
use tsumugi_domain::policy::PersonAction;

use super::confer::{DecisionLine, MeetingPage};
use super::outcome_chip;
use crate::components::{
    Actions, Button, ButtonKind, Card, Chip, Choice, Component as _, DateText, Empty, Facts, Field,
    FieldGroup, PageHead, Tone, Width, shown_for,
};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::person::{
    HeadView, choices, code_key, end_chip, expressed, own_words, owner_choices, task_end_to,
};
use crate::plan::Reader;

pub(super) fn decisions(kit: &Kit, view: &MeetingPage<'_>) -> Html {
    let t = kit.t();
    let body = if view.decisions.is_empty() {
        Empty { title: t.s("decisions-none"), text: t.s("decisions-none-text"), action: None }
            .render_html()
    } else {
        let cards = Html::join(view.decisions.iter().map(|line| decision_card(kit, view, line)));
        Html::rendered(format!("<div class=\"cols\">{cards}</div>"))
    };
    let mut card = Card::new(t.s("decisions-title"), body).id("decisions");
    if view.may_confer {
        let add = Button::link(
            t.s("decision-add"),
            ButtonKind::Secondary,
            format!("/meetings/{}/decisions/new", view.meeting.id),
        );
        let mut buttons = vec![add];
        if view.may_lead {
            buttons.push(Button::link(
                t.s("meeting-close"),
                ButtonKind::Quiet,
                format!("/meetings/{}/close", view.meeting.id),
            ));
        }
        card = card.foot(Actions { buttons }.render_html());
    }
    card.render_html()
}

/// How a decision ends, in words.
#[must_use]
pub(super) fn outcome_facts(t: T, outcome: &Outcome) -> Html {
    let rows = match outcome {
        Outcome::Now { owner_name, due, known_by, .. } => vec![
            ("decision-who", owner_name.clone()),
            ("decision-due", due.map(|due| t.0.date(due).to_string()).unwrap_or_default()),
            ("decision-known-by", known_by.clone()),
        ],
        Outcome::TakesTime { owner_name, first_step, due, .. } => vec![
            ("decision-who", owner_name.clone()),
            ("decision-first-step", first_step.clone()),
            ("decision-due", due.map(|due| t.0.date(due).to_string()).unwrap_or_default()),
        ],
        Outcome::CannotNow { level, reason, until_then, shared_with } => vec![
            ("decision-level", t.plain(&code_key("level", level.code()))),
            ("decision-reason", t.plain(&code_key("gap-reason", reason.code()))),
            ("decision-until-then", until_then.clone()),
            ("decision-shared-with", shared_with.clone()),
        ],
    };
    let rows = rows
        .into_iter()
        .map(|(key, text)| {
            let value = match text.as_str() {
                "" => Chip::new(t.s("decision-empty"), Tone::Care).render_html(),
                text => t.known(text),
            };
            (t.s(key), value)
        })
        .collect();
    Facts { rows }.render_html()
}

fn decision_card(kit: &Kit, view: &MeetingPage<'_>, line: &DecisionLine<'_>) -> Html {
    let t = kit.t();
    let decision = line.decision;
    let chip = outcome_chip(t, &decision.outcome).render_html();
    // Once it is a task, what was settled after the meeting counts.
    let lacks = match line.task {
        Some(task) => task.hangs_in_the_air().then(|| crate::person::task_hangs(t, task)),
        None => decision.outcome.hangs_in_the_air().then(|| t.s("decision-hangs")),
    };
    let hangs = lacks.is_some();
    let mark = lacks.map(|lacks| Chip::new(lacks, Tone::Care).render_html()).unwrap_or_default();
    let answers = Html::join(line.answers.iter().map(|answer| answer_line(t, answer)));
    let body = Html::join([
        chip,
        mark,
        outcome_facts(t, &decision.outcome),
        settled(t, line),
        ended(t, &view.head, line),
        answers,
    ]);
    let mut card = Card::new(t.known(&decision.text), body).inner();
    let mut buttons = Vec::new();
    let base = format!("/meetings/{}", view.meeting.id);
    let spoken = |key: &str| t.plain_with(key, &[("text", (&decision.text).into())]);
    if view.may_answer {
        // Whoever has answered can be asked again, but need not be.
        let kind = match line.answers.is_empty() {
            true => ButtonKind::Secondary,
            false => ButtonKind::Quiet,
        };
        let (label, aloud) = match view.reader {
            Reader::Own => ("me-answer", "me-answer-spoken"),
            Reader::Family => ("me-answer-family", "me-answer-family-spoken"),
            Reader::Staff => ("decision-ask", "decision-ask-spoken"),
        };
        let href = format!("{base}/answers?decision={}", decision.id);
        buttons.push(Button::link(t.s(label), kind, href).spoken(spoken(aloud)));
    }
    if view.may_confer {
        buttons.push(
            Button::link(
                t.s("decision-change"),
                ButtonKind::Quiet,
                format!("{base}/decisions/{}", decision.id),
            )
            .spoken(spoken("decision-change-spoken")),
        );
    }
    if hangs && line.task.is_some() && view.head.may(PersonAction::Confer) {
        buttons.push(
            Button::link(t.s("decision-settle"), ButtonKind::Secondary, view.head.path("#tasks"))
                .spoken(spoken("decision-settle-spoken")),
        );
    }
    if let Some(need) = line.need {
        buttons.push(
            Button::link(t.s("decision-need"), ButtonKind::Quiet, format!("/needs/{}", need.id))
                .spoken(spoken("decision-need-spoken")),
        );
    }
    if !buttons.is_empty() {
        card = card.foot(Actions { buttons }.render_html());
    }
    card.render_html()
}

/// What the meeting left open and somebody settled afterwards; what was decided stands above it.
fn settled(t: T, line: &DecisionLine<'_>) -> Html {
    let Some(task) = line.task else { return Html::default() };
    let (owner, due, known_by) = match &line.decision.outcome {
        Outcome::Now { owner_name, due, known_by, .. } => (owner_name, due, known_by),
        Outcome::TakesTime { owner_name, due, first_step, .. } => (owner_name, due, first_step),
        Outcome::CannotNow { .. } => return Html::default(),
    };
    let mut parts = Vec::new();
    if *owner != task.owner_name {
        parts.push(task.owner_name.clone());
    }
    if let Some(day) = task.due.filter(|day| Some(*day) != *due) {
        parts.push(t.plain_with("task-due", &[("day", t.0.date_short(day).to_string().into())]));
    }
    if *known_by != task.known_by {
        parts.push(task.known_by.clone());
    }
    if parts.is_empty() {
        return Html::default();
    }
    let text = t.with("decision-settled", &[("text", parts.join("　").into())]);
    Html::rendered(format!("<p>{text}</p>"))
}

/// What became of it: that it was done, or why it was not possible.
fn ended(t: T, head: &HeadView<'_>, line: &DecisionLine<'_>) -> Html {
    let Some(task) = line.task else { return Html::default() };
    let Some(end) = task_end_to(t, head, task) else { return Html::default() };
    Html::rendered(format!("<p>{} {end}</p>", end_chip(t, task)))
}

fn answer_line(t: T, answer: &Answer) -> Html {
    let tone = match answer.kind {
        AnswerKind::Yes => Tone::Good,
        AnswerKind::No | AnswerKind::NotYet | AnswerKind::Other => Tone::Info,
    };
    let label = t.with(
        &code_key("answer-of", answer.by.code()),
        &[("answer", t.plain(&code_key("answer", answer.kind.code())).into())],
    );
    let chip = Chip::new(label, tone).render_html();
    let words = match answer.words.as_str() {
        "" => Html::default(),
        words => Html::rendered(format!(" {}", expressed(t, words, answer.how))),
    };
    Html::rendered(format!("<p>{chip}{words}</p>"))
}

/// What was typed about a decision.
#[derive(Debug, Default, Clone)]
pub struct DecisionForm {
    /// Id, when an existing one is changed.
    pub decision: Option<String>,
    /// The decision.
    pub text: String,
    /// Code of the outcome.
    pub outcome: String,
    /// Id of the owner; `person` for the person.
    pub owner: String,
    /// Name of an owner without a seat in the team.
    pub owner_name: String,
    /// By when.
    pub due: DateText,
    /// How we will know.
    pub known_by: String,
    /// First step.
    pub first_step: String,
    /// Code of the level.
    pub level: String,
    /// Code of the reason.
    pub reason: String,
    /// Until then.
    pub until_then: String,
    /// Shared with.
    pub shared_with: String,
}

/// The form of a decision: three ends, each with its own few questions.
#[must_use]
pub fn decision_form(
    kit: &Kit,
    head: &HeadView<'_>,
    meeting: &Meeting,
    people: &[Invitation],
    form: &DecisionForm,
    errors: &Errors,
) -> Html {
    let t = kit.t();
    let (summary, fields) = decision_fields(t, head, people, form, errors);
    let back = format!("/meetings/{}", meeting.id);
    let mut sent = kit
        .form(format!("{back}/decisions"), fields, "save")
        .cancel(t, back.clone())
        .draft(t, format!("decision-{}", meeting.id));
    let mut remove = Html::default();
    if let Some(id) = &form.decision {
        sent = sent.hidden("decision", id);
        remove = kit.post(
            format!("{back}/remove-decision"),
            "decision-remove",
            ButtonKind::DangerQuiet,
            vec![("decision", id.clone())],
        );
    }
    Html::join([
        summary,
        PageHead::new(t.s("decision-title"))
            .lead(t.known(&meeting.must_decide))
            .back(t.s("meeting-back"), back)
            .render_html(),
        own_words(t, head),
        sent.render_html(),
        remove,
    ])
}

/// A group of questions for some of the three ends.
struct Part {
    legend: Html,
    ends: &'static [&'static str],
    fields: Vec<Field>,
}

/// The summary of what is wrong, and the fields: what every end asks, then each end's own.
fn decision_fields(
    t: T,
    head: &HeadView<'_>,
    people: &[Invitation],
    form: &DecisionForm,
    errors: &Errors,
) -> (Html, Html) {
    let wrong = |fields: Vec<Field>| -> Vec<Field> {
        let with_error = |field: Field| errors.put(field);
        fields.into_iter().map(with_error).collect()
    };
    let outcomes = ["now", "takes_time", "cannot_now"].map(|code| {
        Choice::new(code, t.s(&code_key("outcome", code)), form.outcome == code)
            .hint(t.s(&code_key("outcome-hint", code)))
    });
    let first = wrong(vec![
        Field::area(t, "text", t.s("decision-text"), &form.text)
            .hint(t.s("decision-text-hint"))
            .required(),
        Field::radios(t, "outcome", t.s("decision-outcome"), outcomes.to_vec()).required(),
    ]);
    let mut parts = parts(t, head, people, form);
    for part in &mut parts {
        part.fields = wrong(std::mem::take(&mut part.fields));
    }
    let all: Vec<&Field> = first.iter().chain(parts.iter().flat_map(|part| &part.fields)).collect();
    let summary = errors.summary(t, &all);
    let rendered = |fields: &[Field]| Html::join(fields.iter().map(|field| field.render_html()));
    let groups = parts.into_iter().map(|part| {
        let fields = rendered(&part.fields);
        let group = FieldGroup { legend: part.legend, hint: None, fields }.render_html();
        shown_for("outcome", part.ends, &group)
    });
    (summary, Html::join(std::iter::once(rendered(&first)).chain(groups)))
}

/// Who and when is asked once for both ends that somebody carries out: what is typed stays when
/// another end is chosen.
fn parts(t: T, head: &HeadView<'_>, people: &[Invitation], form: &DecisionForm) -> [Part; 4] {
    let others = people.iter().filter_map(|seat| Some((seat.member?, seat.name.as_str())));
    let owners = owner_choices(t, head, others, &form.owner);
    let levels: Vec<&str> = Level::ALL.iter().map(|level| level.code()).collect();
    let reasons: Vec<&str> = GapReason::ALL.iter().map(|reason| reason.code()).collect();
    let mut whys = vec![Choice::new("", t.s("choose-one"), form.reason.is_empty())];
    whys.extend(choices(t, "gap-reason", &reasons, &form.reason));
    [
        Part {
            legend: t.s("decision-for-now-and-time"),
            ends: &["now", "takes_time"],
            fields: vec![
                Field::select(t, "owner", t.s("decision-who"), owners),
                Field::line(t, "owner_name", t.s("owner-other"), &form.owner_name)
                    .hint(t.s("owner-other-hint"))
                    .width(Width::Middle),
                Field::date(t, "due", t.s("decision-due"), form.due.clone())
                    .hint(t.s("date-ahead-hint")),
            ],
        },
        Part {
            legend: t.s("decision-for-now"),
            ends: &["now"],
            fields: vec![Field::line(t, "known_by", t.s("decision-known-by"), &form.known_by)],
        },
        Part {
            legend: t.s("decision-for-time"),
            ends: &["takes_time"],
            fields: vec![Field::line(
                t,
                "first_step",
                t.s("decision-first-step"),
                &form.first_step,
            )],
        },
        Part {
            legend: t.s("decision-for-cannot"),
            ends: &["cannot_now"],
            fields: vec![
                Field::radios(
                    t,
                    "level",
                    t.s("decision-level"),
                    choices(t, "level", &levels, &form.level),
                )
                .required(),
                Field::select(t, "reason", t.s("decision-reason"), whys).required(),
                Field::line(t, "until_then", t.s("decision-until-then"), &form.until_then),
                Field::line(t, "shared_with", t.s("decision-shared-with"), &form.shared_with)
                    .width(Width::Middle),
            ],
        },
    ]
}

/// The one screen on which an answer to a decision is written down.
#[must_use]
pub fn decision_answer(
    kit: &Kit,
    meeting: &Meeting,
    decision: &Decision,
    reader: Reader,
    form: &crate::answer::AnswerForm,
    errors: &Errors,
) -> Html {
    let t = kit.t();
    let (summary, fields) = errors.fields(t, crate::answer::record_fields(t, reader, form));
    let back = format!("/meetings/{}", meeting.id);
    let sent = kit
        .form(format!("{back}/answers"), fields, "answer-save")
        .hidden("decision", decision.id.to_string())
        .hidden("shown", form.shown.clone())
        .cancel(t, back.clone())
        .draft(t, format!("answer-{}", decision.id));
    let (title, lead, shown) = match reader {
        Reader::Family => ("answers-family-title", "answer-family-lead", "answer-family-shown"),
        Reader::Own | Reader::Staff => ("answer-title", "answer-lead", "answer-shown"),
    };
    Html::join([
        summary,
        PageHead::new(t.s(title)).lead(t.s(lead)).back(t.s("meeting-back"), back).render_html(),
        crate::answer::words_card(t, shown, &decision.text),
        sent.render_html(),
    ])
}
