//! Lists about several people: narrowed down by links, ordered, page by page, as a file.

use jiff::civil::{Date, DateTime};
use tsumugi_domain::community::UnmetNeed;
use tsumugi_domain::ids::PersonId;
use tsumugi_domain::list::{Meetings, Needs, Order, Tasks};
use tsumugi_domain::meeting::Meeting;
use tsumugi_domain::task::Task;

use crate::components::{
    Button, ButtonKind, Chip, Component as _, DataTable, Empty, PageHead, Pager, Tone,
};
use crate::html::{Html, T};
use crate::meeting::state_chip;
use crate::person::{code_key, end_mark, link};
use crate::plan::told_apart_by;

/// A row: whose it is, by name, and what.
pub type Row<'a, X> = (PersonId, String, &'a X);

/// Which part of which list is shown.
#[derive(Debug, Clone, Copy)]
pub struct Shown {
    /// What the list is narrowed down to.
    pub which: &'static str,
    /// Its order.
    pub order: Order,
    /// All rows there are.
    pub count: i64,
    /// Which page, from 1.
    pub page: i64,
    /// How many pages.
    pub pages: i64,
}

/// What one list is called.
struct Name {
    /// Its address.
    path: &'static str,
    title: &'static str,
    /// The list of codes that it can be narrowed down to.
    list: &'static str,
    choices: Vec<&'static str>,
    /// What stands there when there is nothing, and how something comes there.
    none: (&'static str, &'static str),
}

impl Name {
    fn to(&self, which: &str, order: Order) -> String {
        format!("{}?which={which}&order={}", self.path, order.code())
    }
}

/// The meetings of the reader's people.
#[must_use]
pub fn meetings(t: T, shown: &Shown, rows: &[Row<'_, Meeting>]) -> Html {
    let name = Name {
        path: "/meetings",
        title: "list-meetings-title",
        list: "list-meetings",
        choices: codes(Meetings::ALL, Meetings::code),
        none: ("list-meetings-none", "list-meetings-none-text"),
    };
    let headers = ["list-day", "list-person", "meeting-must-decide", "list-state"];
    let rows = rows.iter().map(|(person, called, meeting)| {
        let day = meeting.slot().map_or_else(|| t.s("list-no-day"), |at| when(t, at.from));
        let what = linked(&format!("/meetings/{}", meeting.id), &meeting.must_decide, called, &day);
        vec![day, who(*person, called), what, state_chip(t, &meeting.state).render_html()]
    });
    page(t, &name, shown, &headers, rows.collect())
}

/// The tasks of the reader's people.
#[must_use]
pub fn tasks(t: T, shown: &Shown, rows: &[Row<'_, Task>], today: Date) -> Html {
    let name = Name {
        path: "/tasks",
        title: "list-tasks-title",
        list: "list-tasks",
        choices: codes(Tasks::ALL, Tasks::code),
        none: ("list-tasks-none", "list-tasks-none-text"),
    };
    let headers = ["list-by", "list-person", "list-what", "list-whose", "list-state"];
    let rows = rows.iter().map(|(person, called, task)| {
        let day = task.due.map_or_else(|| t.s("list-no-day"), |due| whole(&t.date_short(due)));
        let what = linked(&format!("/meetings/{}", task.meeting), &task.what, called, &day);
        let whose = match task.owner_name.as_str() {
            "" => t.s("list-nobody"),
            name => Html::text(name),
        };
        let chip = task_chip(t, task, today).render_html();
        vec![day, who(*person, called), what, whose, chip]
    });
    page(t, &name, shown, &headers, rows.collect())
}

/// The unmet needs of the reader's people.
#[must_use]
pub fn needs(t: T, shown: &Shown, rows: &[Row<'_, UnmetNeed>]) -> Html {
    let name = Name {
        path: "/needs",
        title: "list-needs-title",
        list: "list-needs",
        choices: codes(Needs::ALL, Needs::code),
        none: ("list-needs-none", "list-needs-none-text"),
    };
    let headers = ["list-what", "list-person", "need-level", "need-reason"];
    let rows = rows.iter().map(|(person, called, need)| {
        vec![
            linked(&format!("/needs/{}", need.id), &need.text, called, &Html::default()),
            who(*person, called),
            t.s(&code_key("level", need.level.code())),
            t.s(&code_key("gap-reason", need.reason.code())),
        ]
    });
    page(t, &name, shown, &headers, rows.collect())
}

fn codes<C: Copy>(all: &[C], code: impl Fn(C) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|one| code(*one)).collect()
}

fn who(person: PersonId, called: &str) -> Html {
    let link = link(&format!("/people/{person}"), &Html::text(called));
    Html::rendered(format!("<span class=\"keep\">{link}</span>"))
}

/// Day and time in the short form of tables.
fn when(t: T, at: DateTime) -> Html {
    let time = Html::text(&at.strftime(" %H:%M").to_string());
    whole(&Html::join([t.date_short(at.date()), time]))
}

/// Never broken in two.
fn whole(html: &Html) -> Html {
    Html::rendered(format!("<span class=\"nowrap\">{html}</span>"))
}

/// A link to what is about somebody; read alone it says about whom and of which day.
fn linked(href: &str, text: &str, called: &str, day: &Html) -> Html {
    let about = Html::join([Html::text(called), Html::text(" "), day.label()]);
    link(href, &told_apart_by(&Html::short(text), &about))
}

fn task_chip(t: T, task: &Task, today: Date) -> Chip {
    let (word, tone) = end_mark(t, task).unwrap_or_else(|| match task {
        task if task.is_late(today) => (t.s("task-late"), Tone::Care),
        task if task.hangs_in_the_air() => (t.s("list-task-hanging"), Tone::Wait),
        _ => (t.s("list-task-open"), Tone::Info),
    });
    Chip::new(word, tone)
}

fn page(t: T, name: &Name, shown: &Shown, headers: &[&str], rows: Vec<Vec<Html>>) -> Html {
    let mut head =
        PageHead::new(t.s(name.title)).lead(t.with("list-count", &[("count", shown.count.into())]));
    if !rows.is_empty() {
        let file =
            format!("{}/list.csv?which={}&order={}", name.path, shown.which, shown.order.code());
        head = head.action(Button::print(t)).action(Button::link(
            t.s("list-file"),
            ButtonKind::Quiet,
            file,
        ));
    }
    let body = if rows.is_empty() {
        let title = t.s(name.none.0);
        Empty { title, text: t.s(name.none.1), action: None }.render_html()
    } else {
        let caption = t.s(&code_key(name.list, shown.which));
        let headers = headers.iter().map(|key| t.s(key)).collect();
        Html::join([DataTable { caption, headers, rows }.render_html(), pager(t, name, shown)])
    };
    Html::join([head.render_html(), choices(t, name, shown), body])
}

fn choices(t: T, name: &Name, shown: &Shown) -> Html {
    let which = name.choices.iter().map(|code| {
        (t.s(&code_key(name.list, code)), name.to(code, shown.order), *code == shown.which)
    });
    let order = Order::ALL.iter().map(|order| {
        let label = t.s(&code_key("list-order", order.code()));
        (label, name.to(shown.which, *order), *order == shown.order)
    });
    narrowing(t, which, order)
}

/// What a list can be narrowed down to, and its order, as links that can be kept: label, address,
/// whether it is what is shown.
pub(crate) fn narrowing(
    t: T,
    which: impl Iterator<Item = (Html, String, bool)>,
    order: impl Iterator<Item = (Html, String, bool)>,
) -> Html {
    let item = |(label, href, here): (Html, String, bool)| {
        let here = if here { " aria-current=\"true\"" } else { "" };
        format!("<li><a href=\"{}\"{here}>{label}</a></li>", Html::text(&href))
    };
    let nav = |key: &str, items: String| {
        format!("<nav class=\"choices\" aria-label=\"{}\"><ul>{items}</ul></nav>", t.s(key).label())
    };
    Html::rendered(format!(
        "<div class=\"choices-row\">{}{}</div>",
        nav("list-which", which.map(item).collect()),
        nav("list-order", order.map(item).collect())
    ))
}

fn pager(t: T, name: &Name, shown: &Shown) -> Html {
    if shown.pages < 2 {
        return Html::default();
    }
    let to = |page: i64| format!("{}&page={page}", name.to(shown.which, shown.order));
    Pager {
        t,
        previous: (shown.page > 1).then(|| to(shown.page - 1)),
        next: (shown.page < shown.pages).then(|| to(shown.page + 1)),
        position: t.with("page-of", &[("page", shown.page.into()), ("pages", shown.pages.into())]),
    }
    .render_html()
}
