//! The cards of the person's page.

use jiff::civil::Date;
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::meeting::MeetingState;
use tsumugi_domain::notice::{Concern, ConcernState};
use tsumugi_domain::policy::PersonAction;
use tsumugi_domain::removal::EntryKind;
use tsumugi_domain::task::{Task, TaskState};
use tsumugi_domain::team::Membership;

use super::assign::assign_form;
use super::{HeadView, PageView, code_key, link, quote_to};
use crate::components::{
    Actions, Button, ButtonKind, Card, CardKind, Chip, Component as _, Facts, Field, Progress,
    TaskList, TaskRow, Tone,
};
use crate::html::{Html, T};
use crate::kit::Kit;
use crate::plan::{day_of, more, told_apart};
use crate::removal;

/// A list of finished lines.
#[must_use]
pub fn lines(items: impl IntoIterator<Item = Html>) -> Html {
    let inner: Vec<String> = items.into_iter().map(|item| format!("<li>{item}</li>")).collect();
    if inner.is_empty() {
        return Html::default();
    }
    Html::rendered(format!("<ul class=\"plain-list\">{}</ul>", inner.concat()))
}

/// A card with lines, or with one sentence that says what will stand here.
fn card(t: T, title: &str, items: Vec<Html>, empty: &str, foot: Option<Button>) -> Html {
    let body = if items.is_empty() {
        Html::rendered(format!("<p class=\"muted\">{}</p>", t.s(empty)))
    } else {
        lines(items)
    };
    let mut card = Card::new(t.s(title), body);
    if let Some(button) = foot {
        card = card.foot(Actions { buttons: vec![button] }.render_html());
    }
    card.render_html()
}

/// Words and a chip on one line.
fn with_chip(text: &Html, chip: &Chip) -> Html {
    Html::rendered(format!("{text} {}", chip.render_html()))
}

pub(super) fn plans_card(t: T, view: &PageView<'_>) -> Html {
    let items = view
        .plans
        .iter()
        .map(|plan| {
            let title = t.s(&code_key("plan-kind", plan.kind.code()));
            let name = Html::rendered(format!("{title}（{}）", Html::text(&plan.org_name)));
            let line = link(&format!("/plans/{}", plan.id), &name);
            match (plan.current_number, plan.current_since) {
                (Some(number), Some(since)) => {
                    let since = t.0.date_short(since).to_string();
                    let note =
                        t.with("plan-since", &[("number", number.into()), ("day", since.into())]);
                    Html::rendered(format!("{line}<br><span class=\"muted small\">{note}</span>"))
                }
                _ if plan.set_aside => {
                    with_chip(&line, &Chip::new(t.s("plan-aside"), Tone::Neutral))
                }
                _ => with_chip(&line, &Chip::new(t.s("plan-draft"), Tone::Wait)),
            }
        })
        .collect();
    let head = &view.head;
    let start = if head.may(PersonAction::WriteIndividualPlan) {
        Some(head.path("/plans/new?kind=individual"))
    } else if head.may(PersonAction::WriteServiceUsePlan) {
        Some(head.path("/plans/new?kind=service_use"))
    } else {
        None
    };
    let button = start
        .filter(|_| view.plans.is_empty())
        .map(|href| Button::link(t.s("plan-start"), ButtonKind::Secondary, href));
    card(t, "person-plans", items, "person-plans-none", button)
}

pub(super) fn meetings_card(t: T, view: &PageView<'_>) -> Html {
    let items = view.meetings.iter().map(|meeting| {
        let kind = t.s(&code_key("meeting-kind", meeting.kind.code()));
        let label = Html::rendered(format!("{kind}：{}", Html::short(&meeting.must_decide)));
        let line = link(&format!("/meetings/{}", meeting.id), &label);
        let when = meeting.slot().map(|slot| {
            let (day, time) = (t.date_short(slot.from.date()), t.time(slot.from.time()));
            Html::join([day, Html::text(" "), time])
        });
        let chip = match meeting.state {
            MeetingState::Calling => Chip::new(t.s("meeting-calling"), Tone::Wait),
            MeetingState::Fixed { .. } => Chip::new(t.s("meeting-fixed"), Tone::Info),
            MeetingState::Closed { .. } => Chip::new(t.s("meeting-closed"), Tone::Good),
            MeetingState::CalledOff { .. } => Chip::new(t.s("meeting-called-off"), Tone::Neutral),
        };
        let when = when.map(|when| format!("<br><span class=\"muted small\">{when}</span>"));
        Html::rendered(format!("{} {}", with_chip(&line, &chip), when.unwrap_or_default()))
    });
    card(t, "person-meetings", items.collect(), "person-meetings-none", None)
}

pub(super) fn tasks_card(kit: &Kit, view: &PageView<'_>) -> Html {
    let t = kit.t();
    let rows: Vec<TaskRow> = view
        .tasks
        .iter()
        .map(|task| {
            let mut row = task_row(t, task, view.today);
            if view.head.may(PersonAction::FinishTask) && task.state != TaskState::Open {
                row.actions = Some(task_reopen(kit, format!("/tasks/{}/reopen", task.id), task));
            } else if view.head.may(PersonAction::FinishTask) {
                let assign = match task.hangs_in_the_air() {
                    true => assign_form(kit, &view.head, view.team, task),
                    false => Html::default(),
                };
                row.actions = Some(Html::join([
                    assign,
                    task_actions(
                        kit,
                        format!("/tasks/{}/finish", task.id),
                        task,
                        &task_why(t, task, "").required(),
                    ),
                ]));
            }
            row
        })
        .collect();
    let body = if rows.is_empty() {
        Html::rendered(format!("<p class=\"muted\">{}</p>", t.s("person-tasks-none")))
    } else {
        TaskList { t, rows }.render_html()
    };
    Card::new(t.s("person-tasks"), body).id("tasks").render_html()
}

/// The line that asks why a task is not possible.
#[must_use]
pub fn task_why(t: T, task: &Task, typed: &str) -> Field {
    Field::line(t, "note", t.with("task-why", &[("what", (&task.what).into())]), typed)
        .id(format!("why-{}", task.id))
}

/// できた, or むずかしい with a word why, sent to `action`: both are good to know, neither is a fault.
#[must_use]
pub fn task_actions(kit: &Kit, action: String, task: &Task, why: &Field) -> Html {
    let t = kit.t();
    let what = [("what", (&task.what).into())];
    let done = kit.post_named(
        action.clone(),
        "task-done",
        ButtonKind::Secondary,
        t.plain_with("task-done-spoken", &what),
        vec![("state", "done".to_owned())],
    );
    let form = kit
        .form(action, why.render_html(), "task-not-possible-go")
        .hidden("state", "not_possible")
        .quieter()
        .render_html();
    Html::join([done, more(&t.with("task-not-possible", &what), &form, why.error.is_some())])
}

/// Takes back that a task has ended.
#[must_use]
pub fn task_reopen(kit: &Kit, action: String, task: &Task) -> Html {
    let spoken = kit.t().plain_with("task-reopen-spoken", &[("what", (&task.what).into())]);
    kit.post_named(action, "task-reopen", ButtonKind::Quiet, spoken, Vec::new())
}

/// How a task ended, in a word; nothing while it is open.
#[must_use]
pub fn end_mark(t: T, task: &Task) -> Option<(Html, Tone)> {
    match task.state {
        TaskState::Open => None,
        TaskState::Done { .. } => Some((t.s("progress-done"), Tone::Good)),
        TaskState::NotPossible { .. } => Some((t.s("progress-not-possible"), Tone::Neutral)),
    }
}

/// [`end_mark`] as a chip.
#[must_use]
pub fn end_chip(t: T, task: &Task) -> Html {
    end_mark(t, task).map(|(word, tone)| Chip::new(word, tone).render_html()).unwrap_or_default()
}

/// What a role in the air lacks: who, by when, or a sign by which we would know.
#[must_use]
pub fn task_hangs(t: T, task: &Task) -> Html {
    let lacks = [
        (task.is_nobodys(), "task-lacks-who"),
        (task.due.is_none(), "task-lacks-day"),
        (task.known_by.trim().is_empty(), "task-lacks-sign"),
    ];
    let lacks = lacks.into_iter().filter(|(lacks, _)| *lacks).map(|(_, key)| t.plain(key));
    t.with("task-hangs", &[("lacks", lacks.collect::<Vec<_>>().join("、").into())])
}

/// When a task ended, who said so, and what they said about it; nothing while it is open.
#[must_use]
pub fn task_end(t: T, task: &Task) -> Option<Html> {
    ended(t, task, false)
}

/// As [`task_end`], on a page about a person: who said so themselves is not told by name.
#[must_use]
pub fn task_end_to(t: T, head: &HeadView<'_>, task: &Task) -> Option<Html> {
    let (TaskState::Done { by, .. } | TaskState::NotPossible { by, .. }) = &task.state else {
        return None;
    };
    ended(t, task, head.did(by))
}

fn ended(t: T, task: &Task, mine: bool) -> Option<Html> {
    let (at, by, words) = match &task.state {
        TaskState::Open => return None,
        TaskState::Done { at, by, note } => (at, by, note),
        TaskState::NotPossible { at, by, reason } => (at, by, reason),
    };
    let day = t.0.date_short(day_of(*at));
    let key = match (mine, by.as_str()) {
        (true, _) => "task-ended-mine",
        (false, "") => "task-ended",
        (false, _) => "task-ended-by",
    };
    let line = t.with(key, &[("day", day.into()), ("by", by.into())]);
    let words = match words.as_str() {
        "" => Html::default(),
        words => Html::rendered(format!("<br>{}", t.known(words))),
    };
    Some(Html::join([line, words]))
}

/// A task as a row: who, by when, and whether it hangs in the air; how it ended.
#[must_use]
pub fn task_row(t: T, task: &Task, today: Date) -> TaskRow {
    let progress = match task.state {
        TaskState::Open if task.hangs_in_the_air() => Progress::Todo,
        TaskState::Open => Progress::Doing,
        TaskState::Done { .. } => Progress::Done,
        TaskState::NotPossible { .. } => Progress::NotPossible,
    };
    TaskRow {
        title: t.known(&task.what),
        href: Some(format!("/meetings/{}", task.meeting)),
        note: Some(task_end(t, task).unwrap_or_else(|| open_note(t, task, today))),
        progress,
        actions: None,
    }
}

/// Who does an open task, by when, and whether it hangs in the air.
fn open_note(t: T, task: &Task, today: Date) -> Html {
    let who = match task.owner_name.as_str() {
        "" => t.s("task-nobody"),
        name => Html::text(name),
    };
    let due = task.due.map_or_else(
        || t.s("task-no-day"),
        |due| {
            let key = if due < today { "task-was-due" } else { "task-due" };
            t.with(key, &[("day", t.0.date_short(due).into())])
        },
    );
    let hangs = task.hangs_in_the_air().then(|| task_hangs(t, task));
    let note: Vec<Html> = [who, due].into_iter().chain(hangs).collect();
    let note: Vec<&str> = note.iter().map(Html::as_str).collect();
    Html::rendered(note.join("　"))
}

pub(super) fn needs_card(t: T, view: &PageView<'_>) -> Html {
    let needs = view
        .needs
        .iter()
        .map(|need| {
            let line = link(&format!("/needs/{}", need.id), &t.known(&need.text));
            let level = t.s(&code_key("level", need.level.code()));
            Html::rendered(format!("{line}<br><span class=\"muted small\">{level}</span>"))
        })
        .collect::<Vec<_>>();
    let gone = removal::marks(t, view.removals, EntryKind::Need, None);
    let items = [needs, gone].concat();
    card(t, "person-needs", items, "person-needs-none", None)
}

/// Concerns that stand on the page at once; older ones stand behind a fold.
const NEWEST: usize = 5;

/// The line in which a concern is written down.
pub(super) fn concern_field(t: T, typed: &str) -> Field {
    let field = Field::line(t, "text", t.s("concern-text"), typed);
    field.hint(t.s("concern-hint")).required()
}

pub(super) fn notices_card(kit: &Kit, view: &PageView<'_>, concern: &Field) -> Html {
    let t = kit.t();
    let head = &view.head;
    let concerns: Vec<Html> =
        view.concerns.iter().map(|concern| concern_line(kit, view, concern)).collect();
    let (newest, older) = concerns.split_at(concerns.len().min(NEWEST));
    let monitorings = view.monitorings.iter().map(|monitoring| {
        let day = t.0.date_short(monitoring.on).to_string();
        let kind = t.plain(&code_key("monitoring-kind", monitoring.kind.code()));
        let label = Html::text(&format!("{day}　{kind}"));
        let outcome = Chip::new(
            t.s(&code_key("monitoring-outcome", monitoring.outcome.code())),
            Tone::Neutral,
        );
        with_chip(&link(&format!("/monitorings/{}", monitoring.id), &label), &outcome)
    });
    let gone = [EntryKind::Concern, EntryKind::Monitoring]
        .map(|kind| removal::marks(t, view.removals, kind, None))
        .concat();
    let list = lines(newest.iter().cloned().chain(monitorings).chain(gone).collect::<Vec<_>>());
    let older = match older {
        [] => Html::default(),
        older => {
            let summary = t.with("concern-older", &[("count", older.len().into())]);
            more(&summary, &lines(older.to_vec()), view.all_concerns)
        }
    };
    let form = if head.may(PersonAction::RaiseConcern) {
        let mut form = kit.form(head.path("/concerns"), concern.render_html(), "concern-raise");
        form.buttons = vec![Button::submit(t.s("concern-raise"), ButtonKind::Secondary)];
        form.render_html()
    } else {
        Html::default()
    };
    let mut card = Card::new(t.s("person-notices"), Html::join([list, older, form])).id("concerns");
    if let Some(monitor) = crate::next::monitor(t, head, ButtonKind::Quiet) {
        card = card.foot(Actions { buttons: vec![monitor] }.render_html());
    }
    card.render_html()
}

/// A concern, under an address of its own: a finding leads to it.
fn concern_line(kit: &Kit, view: &PageView<'_>, concern: &Concern) -> Html {
    let (t, head) = (kit.t(), &view.head);
    let chip = match concern.state {
        ConcernState::Open => Chip::new(t.s("concern-open"), Tone::Care),
        ConcernState::Watching { .. } => Chip::new(t.s("concern-watching"), Tone::Neutral),
        ConcernState::Met { .. } => Chip::new(t.s("concern-met"), Tone::Good),
        ConcernState::Requested { .. } => Chip::new(t.s("concern-requested"), Tone::Wait),
    };
    let went = match concern.state {
        ConcernState::Open => Html::default(),
        ConcernState::Watching { until } => {
            let day = t.0.date_short(until).to_string();
            Html::rendered(format!("　{}", t.with("concern-until", &[("day", day.into())])))
        }
        // Whoever sees only what they wrote themselves is led nowhere further.
        ConcernState::Met { .. } | ConcernState::Requested { .. }
            if !head.sees.contains(&DataClass::Meeting) =>
        {
            Html::default()
        }
        ConcernState::Met { meeting } => {
            let label = told_apart(&t.s("request-meeting"), &concern.text);
            Html::rendered(format!("　{}", link(&format!("/meetings/{meeting}"), &label)))
        }
        ConcernState::Requested { request } => {
            let label = told_apart(&t.s("concern-to-request"), &concern.text);
            Html::rendered(format!("　{}", link(&format!("/requests/{request}"), &label)))
        }
    };
    let line = with_chip(&t.known(&concern.text), &chip);
    let source = Html::rendered(format!(
        "<br><span class=\"muted small\">{}{went}</span>",
        Html::text(&concern.by)
    ));
    let actions = if concern.state == ConcernState::Open && head.may(PersonAction::SortConcern) {
        concern_actions(kit, head, concern)
    } else {
        Html::default()
    };
    let remove = match view.removals.may(concern.id) {
        true => {
            let go = removal::go(t, head, concern.id, &concern.text);
            Actions { buttons: vec![go] }.render_html()
        }
        false => Html::default(),
    };
    let whole = Html::join([line, source, actions, remove]);
    Html::rendered(format!("<div id=\"concern-{}\">{whole}</div>", concern.id))
}

fn concern_actions(kit: &Kit, head: &HeadView<'_>, concern: &Concern) -> Html {
    let t = kit.t();
    let call = Button::link(
        t.s("meeting-call"),
        ButtonKind::Secondary,
        head.path(&format!("/call?concern={}", concern.id)),
    )
    .spoken(t.plain_with("concern-call-spoken", &[("text", (&concern.text).into())]));
    let watch = kit.post_named(
        head.path(&format!("/concerns/{}/watch", concern.id)),
        "concern-watch",
        ButtonKind::Quiet,
        t.plain_with("concern-watch-spoken", &[("text", (&concern.text).into())]),
        vec![],
    );
    Html::join([Actions { buttons: vec![call] }.render_html(), watch])
}

pub(super) fn profile_card(t: T, view: &PageView<'_>) -> Html {
    let body = match view.profile {
        None => Html::rendered(format!("<p class=\"muted\">{}</p>", t.s("profile-none"))),
        Some(profile) => Facts {
            rows: [
                ("profile-liked", &profile.liked),
                ("profile-important", &profile.important),
                ("profile-support", &profile.support),
            ]
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(key, text)| (t.s(key), t.known(text)))
            .collect(),
        }
        .render_html(),
    };
    let mut card = Card::new(t.s("profile-title"), body).kind(CardKind::Warm);
    if view.head.may(PersonAction::WriteProfile) {
        let button =
            Button::link(t.s("profile-write"), ButtonKind::Quiet, view.head.path("/profile"));
        card = card.foot(Actions { buttons: vec![button] }.render_html());
    }
    card.render_html()
}

pub(super) fn voices_card(t: T, view: &PageView<'_>) -> Html {
    let rest = view.voices.iter().filter(|voice| !voice.on_top).take(2);
    let items: Vec<Html> = rest.map(|voice| quote_to(t, &view.head, voice).render_html()).collect();
    let body = if items.is_empty() {
        Html::rendered(format!("<p class=\"muted\">{}</p>", t.s("voices-none")))
    } else {
        Html::join(items)
    };
    let mut buttons =
        vec![Button::link(t.s("voices-all"), ButtonKind::Quiet, view.head.path("/voices"))];
    if view.head.may(PersonAction::AddVoice) {
        let add =
            Button::link(t.s("voice-add"), ButtonKind::Secondary, view.head.path("/voices/new"));
        buttons.insert(0, add);
    }
    Card::new(t.s("voices-title"), body).foot(Actions { buttons }.render_html()).render_html()
}

pub(super) fn team_card(t: T, view: &PageView<'_>) -> Html {
    let items = view
        .team
        .iter()
        .filter(|member| tsumugi_domain::staff::in_period(member.from, member.to, view.today))
        .map(|member| member_line(t, member))
        .collect();
    let button = Button::link(t.s("team-page"), ButtonKind::Quiet, view.head.path("/team"));
    card(t, "team-title", items, "team-none", Some(button))
}

/// A member of the team on one line.
#[must_use]
pub fn member_line(t: T, member: &Membership) -> Html {
    let role = t.s(&code_key("team-role", member.role.code()));
    let org = match member.org_name.as_str() {
        "" => String::new(),
        // A roster names the office alone: who works with the person is still to be said.
        org if org == member.name => format!("<br>{}", t.s("team-no-name")),
        org => format!("（{}）", Html::text(org)),
    };
    let line = Html::rendered(format!(
        "<span class=\"muted small\">{role}</span><br>{}{org}",
        Html::text(&member.name)
    ));
    if member.key_person {
        with_chip(&line, &Chip::new(t.s("team-key-person"), Tone::Good))
    } else {
        line
    }
}

pub(super) fn facts_card(t: T, view: &PageView<'_>) -> Html {
    let rows: Vec<_> = view
        .facts
        .iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(key, text)| (t.s(key), t.known(text)))
        .collect();
    let body = if rows.is_empty() {
        Html::rendered(format!("<p class=\"muted\">{}</p>", t.s("facts-none")))
    } else {
        Facts { rows }.render_html()
    };
    let mut card = Card::new(t.s("facts-title"), body).kind(CardKind::Quiet);
    if view.head.may(PersonAction::EditBasics) {
        let button = Button::link(t.s("facts-edit"), ButtonKind::Quiet, view.head.path("/edit"));
        card = card.foot(Actions { buttons: vec![button] }.render_html());
    }
    card.render_html()
}

pub(super) fn care_card(t: T, view: &PageView<'_>) -> Html {
    let mut items = vec![link(&view.head.path("/consents"), &t.s("consents-title"))];
    if view.head.may(PersonAction::SeeLooks) {
        items.push(link(&view.head.path("/looks"), &t.s("looks-title")));
    }
    if view.head.may(PersonAction::EditTeam) {
        items.push(link(&view.head.path("/address"), &t.s("address-go")));
    }
    Card::new(t.s("care-title"), lines(items)).kind(CardKind::Quiet).render_html()
}
