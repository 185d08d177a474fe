//! Paper after a meeting: what was decided, what the holder of the seat does, with boxes to mark
//! and to send back, and what helps the person. Whoever has no account gets it like a guest does
//! on the screen.

use tsumugi_domain::meeting::{Decision, Outcome};
use tsumugi_domain::task::{ONESELF, Task, TaskState};

use super::{InvitationView, SheetSeat, foot, marked, reply, section, top};
use crate::components::Symbol;
use crate::html::{Html, T};
use crate::person::code_key;

/// The sheet of one seat.
pub(super) fn sheet(t: T, view: &InvitationView<'_>, to: &SheetSeat<'_>) -> Html {
    let kind = t.plain(&code_key("meeting-kind", view.meeting.kind.code()));
    let title =
        t.with("after-sheet-of", &[("name", view.head.called(t).into()), ("kind", kind.into())]);
    let day = match view.meeting.slot() {
        Some(slot) => format!("<p class=\"paper-place\">{}</p>", t.date_time(slot.from)),
        None => String::new(),
    };
    let tasks = tasks(t, view, to);
    // Nothing is asked of whoever promised nothing.
    let reply = match tasks.is_empty() {
        true => Html::default(),
        false => reply(t, view, to.seat, &t.s("after-sheet-reply")),
    };
    // What is asked of the reader stands before what was decided for all.
    let inside = format!(
        "{top}{day}{tasks}{decisions}{support}{reply}{foot}",
        top = top(t, view, to, &title),
        decisions = decisions(t, view.decisions),
        support = support(t, view),
        foot = foot(t, view),
    );
    section(t, &inside)
}

/// All of them: what cannot be done now is told with what is done until then.
fn decisions(t: T, decisions: &[Decision]) -> String {
    let title = marked(t, Symbol::Yes, t.s("guest-decisions"));
    if decisions.is_empty() {
        return format!("<h3>{title}</h3><p>{}</p>", t.s("after-sheet-none"));
    }
    let items = decisions.iter().map(|decision| {
        format!("<li>{}<br>{}</li>", t.known(&decision.text), who_when(t, &decision.outcome))
    });
    format!("<h3>{title}</h3><ul class=\"paper-list\">{}</ul>", items.collect::<String>())
}

fn who_when(t: T, outcome: &Outcome) -> Html {
    let kind = t.s(&code_key("outcome", outcome.kind().code()));
    let (owner, due) = match outcome {
        Outcome::Now { owner_name, due, .. } | Outcome::TakesTime { owner_name, due, .. } => {
            (owner_name.as_str(), *due)
        }
        Outcome::CannotNow { until_then, .. } => (until_then.as_str(), None),
    };
    let due = due.map(|day| t.with("task-due", &[("day", t.0.date_short(day).into())]));
    Html::rendered(format!(
        "<span class=\"paper-place\">{kind}　{}　{}</span>",
        t.known(owner),
        due.unwrap_or_default()
    ))
}

/// What the holder of the seat does: marked, and a reason written where it did not work out.
fn tasks(t: T, view: &InvitationView<'_>, to: &SheetSeat<'_>) -> String {
    let rows: String =
        view.tasks.iter().filter(|task| is_theirs(task, to)).map(|task| row(t, task)).collect();
    if rows.is_empty() {
        return rows;
    }
    let title = marked(t, Symbol::Me, t.s("after-sheet-tasks"));
    format!(
        "<table class=\"paper-form paper-slots paper-tasks\"><caption>{title}</caption>\
         <thead><tr><th scope=\"col\">{what}</th><th scope=\"col\">{done}</th>\
         <th scope=\"col\">{not}</th></tr></thead><tbody>{rows}</tbody></table>\
         <p class=\"paper-place\">{why}</p><div class=\"paper-lines\"></div>",
        what = t.s("after-sheet-what"),
        done = t.s("progress-done"),
        not = t.s("progress-not-possible"),
        why = t.s("after-sheet-why"),
    )
}

/// The person's tasks bear no seat: the person has none in the own team.
fn is_theirs(task: &Task, to: &SheetSeat<'_>) -> bool {
    let own = || task.owner_name == ONESELF || task.owner_name == to.seat.name;
    let theirs = match to.seat.member {
        Some(member) => task.owner == Some(member),
        None => task.owner.is_none() && own(),
    };
    theirs && task.state == TaskState::Open
}

fn row(t: T, task: &Task) -> String {
    let due = task.due.map(|day| t.with("task-due", &[("day", t.0.date(day).into())]));
    let mark = "<td class=\"mark\"><span class=\"ox-box\"><span>□</span></span></td>";
    format!(
        "<tr><th scope=\"row\">{}<br><span class=\"paper-place\">{}</span></th>{mark}{mark}</tr>",
        t.known(&task.what),
        due.unwrap_or_default()
    )
}

fn support(t: T, view: &InvitationView<'_>) -> String {
    if view.support.is_empty() {
        return String::new();
    }
    let title = t.with("guest-support", &[("name", view.head.called(t).into())]);
    let title = marked(t, Symbol::Help, title);
    format!("<h3>{title}</h3><p>{}</p>", t.known(view.support))
}
