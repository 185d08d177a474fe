//! つぎにすること, in words: the same steps on the person's page and on a worker's home.

use jiff::civil::Date;
use tsumugi_domain::ids::PersonId;
use tsumugi_domain::next::{Step, StepKind, Target};
use tsumugi_domain::policy::PersonAction;

use crate::components::{Button, ButtonKind, Card, CardKind, Component as _, NextStep, Tone};
use crate::html::{Html, T};
use crate::person::{HeadView, code_key, lines, link};

/// How many steps are named beside the first one.
const MORE: usize = 4;

/// Where a step is taken.
#[must_use]
pub fn path(person: PersonId, step: &Step) -> String {
    match (step.about, step.kind) {
        (Target::Concern(id), _) => format!("/people/{person}/call?concern={id}"),
        (Target::Monitoring(id), _) => format!("/people/{person}/call?monitoring={id}"),
        (Target::Meeting(id), StepKind::FixDay) => format!("/meetings/{id}#days"),
        (Target::Meeting(id), StepKind::Confirm) => format!("/meetings/{id}/minutes"),
        (Target::Meeting(id), StepKind::ReviseFromMeeting) => format!("/meetings/{id}#plans"),
        (Target::Meeting(id), _) => format!("/meetings/{id}"),
        (Target::Plan(_, kind), StepKind::Monitor) => {
            format!("/people/{person}/monitorings/new?kind={}", kind.code())
        }
        (Target::Plan(id, _), StepKind::StartPlan) => format!("/plans/{id}"),
        (Target::Plan(id, _), StepKind::AskGoals | StepKind::TalkAgain) => {
            format!("/plans/{id}/answers")
        }
        (Target::Plan(id, _), StepKind::Deliver) => format!("/plans/{id}#deliver"),
        (Target::Plan(id, _), StepKind::ReviseFromMonitoring) => format!("/plans/{id}#revise"),
        (Target::Plan(id, _), StepKind::Agree) => format!("/plans/{id}/edit#agree"),
        (Target::Plan(id, _), _) => format!("/plans/{id}/edit"),
        (Target::Task(_), _) => format!("/people/{person}#tasks"),
        (Target::Words(_), _) => format!("/people/{person}/voices"),
        (Target::Need(id), StepKind::Report) => format!("/needs/{id}/report"),
        (Target::Need(id), _) => format!("/needs/{id}"),
        (Target::NewPlan(kind), _) => format!("/people/{person}/plans/new?kind={}", kind.code()),
    }
}

/// Why a step helps, with the words and the day it comes from.
#[must_use]
pub fn why(t: T, step: &Step) -> Html {
    let day = step.day.map(|day| t.0.date(day).to_string()).unwrap_or_default();
    let args = [("text", (&step.text).into()), ("day", day.into())];
    t.with(&code_key("step-why", step.kind.code()), &args)
}

/// What a step is, in a word, for a line of a list.
#[must_use]
pub fn mark(t: T, step: &Step) -> (Html, Tone) {
    let tone = match step.kind {
        StepKind::CallConcern
        | StepKind::CallMonitoring
        | StepKind::Confer
        | StepKind::HearWords
        | StepKind::TalkAgain => Tone::Care,
        StepKind::Prepare | StepKind::Monitor => Tone::Info,
        _ => Tone::Wait,
    };
    (t.s(&code_key("step-mark", step.kind.code())), tone)
}

/// The one thing to do next about a person, and what else waits.
#[must_use]
pub fn next_step(t: T, head: &HeadView<'_>, steps: &[Step], review: Option<Date>) -> Html {
    let Some((first, rest)) = steps.split_first() else { return nothing(t, head, review) };
    let label = t.s(&code_key("step-go", first.kind.code()));
    let mut actions = vec![Button::link(label, ButtonKind::Primary, path(head.person.id, first))];
    if !matches!(first.kind, StepKind::CallConcern | StepKind::CallMonitoring) {
        actions.extend(call(t, head));
    }
    let what = t.s(&code_key("step", first.kind.code()));
    let next = NextStep { t, what, why: Some(why(t, first)), actions }.render_html();
    Html::join([next, more(t, head, rest)])
}

/// What waits behind the first step.
fn more(t: T, head: &HeadView<'_>, rest: &[Step]) -> Html {
    if rest.is_empty() {
        return Html::default();
    }
    let items = rest.iter().take(MORE).map(|step| {
        let what = t.s(&code_key("step", step.kind.code()));
        let why = why(t, step);
        let what = crate::plan::told_apart_by(&what, &why);
        let line = link(&path(head.person.id, step), &what);
        Html::rendered(format!("{line}<br><span class=\"muted small\">{why}</span>"))
    });
    Card::new(t.s("steps-more"), lines(items.collect::<Vec<_>>()))
        .kind(CardKind::Quiet)
        .render_html()
}

fn call(t: T, head: &HeadView<'_>) -> Option<Button> {
    let may = [
        PersonAction::ConveneIndividual,
        PersonAction::ConveneProviders,
        PersonAction::RequestProviders,
    ]
    .into_iter()
    .any(|action| head.may(action));
    may.then(|| Button::link(t.s("meeting-call"), ButtonKind::Secondary, head.path("/call")))
}

/// The way to a monitoring, for whoever writes one.
#[must_use]
pub fn monitor(t: T, head: &HeadView<'_>, kind: ButtonKind) -> Option<Button> {
    let (_, path) = [
        (PersonAction::MonitorIndividual, "/monitorings/new?kind=individual"),
        (PersonAction::MonitorServiceUse, "/monitorings/new?kind=service_use"),
    ]
    .into_iter()
    .find(|(action, _)| head.may(*action))?;
    Some(Button::link(t.s("monitoring-start"), kind, head.path(path)))
}

/// What the person and the family can always do: say something.
pub(crate) fn say(t: T, head: &HeadView<'_>) -> Html {
    if head.may(PersonAction::Confer) || !head.may(PersonAction::AddVoice) {
        return Html::default();
    }
    let go = Button::link(t.s("me-say"), ButtonKind::Primary, head.path("/voices/new"));
    NextStep { t, what: t.s("me-no-talk"), why: Some(t.s("me-say-why")), actions: vec![go] }
        .render_html()
}

/// Nothing waits: says until when, and offers what can be done at any time.
fn nothing(t: T, head: &HeadView<'_>, review: Option<Date>) -> Html {
    let Some(monitor) = monitor(t, head, ButtonKind::Secondary) else { return say(t, head) };
    let why = match review {
        Some(by) => t.with("steps-none-until", &[("day", t.0.date(by).to_string().into())]),
        None => t.s("steps-none-why"),
    };
    let actions = std::iter::once(monitor).chain(call(t, head)).collect();
    NextStep { t, what: t.s("steps-none"), why: Some(why), actions }.render_html()
}
