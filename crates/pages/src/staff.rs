//! Workers of an office, and the organisations of the installation.

mod name;
mod orgs;
mod support;

pub use name::{NameForm, worker_edit};
pub use orgs::{OrgForm, org_edit, orgs};
pub use support::{SupportView, support};

use jiff::civil::{Date, DateTime};
use tsumugi_domain::ids::EmploymentId;
use tsumugi_domain::staff::{Org, Role};

use crate::components::{
    Actions, Button, ButtonKind, Card, CardKind, Chip, Choice, Component as _, CopyLine, DataTable,
    DateText, Empty, Facts, Field, PageHead, Tone, qr,
};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::person::{choices, code_key};
use crate::plan::{more, muted};
use crate::problem::paragraph;

/// A worker as a line of the list.
#[derive(Debug)]
pub struct WorkerLine {
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// The post.
    pub employment: EmploymentId,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Option<Date>,
    /// Whether sign-in is set up.
    pub ready: bool,
    /// When last seen.
    pub seen: Option<DateTime>,
    /// Until when an unused set-up link works; none when it works no more.
    pub link_until: Option<DateTime>,
    /// It is the reader's own.
    pub own: bool,
}

/// Where a post stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// Was called off before its first day.
    CalledOff,
    /// Over.
    Left,
    /// Today is the last day.
    LastDay,
    /// The first day is still to come.
    Later,
    /// Runs.
    Here,
}

impl WorkerLine {
    fn standing(&self, today: Date) -> Standing {
        match self.to {
            Some(to) if to < self.from => Standing::CalledOff,
            Some(to) if to < today => Standing::Left,
            _ if self.from > today => Standing::Later,
            Some(_) => Standing::LastDay,
            None => Standing::Here,
        }
    }

    /// What a reader has to know: an end before a beginning before signing in.
    fn chip(&self, t: T, today: Date) -> Chip {
        let (key, tone) = match self.standing(today) {
            Standing::CalledOff => ("worker-called-off", Tone::Neutral),
            Standing::Left => ("worker-left", Tone::Neutral),
            Standing::LastDay => ("worker-last-day", Tone::Wait),
            Standing::Later => ("worker-later", Tone::Info),
            Standing::Here if self.seen.is_some() => ("worker-ready", Tone::Good),
            Standing::Here if self.ready => ("worker-set-up", Tone::Good),
            Standing::Here if self.link_until.is_some() => ("worker-link-made", Tone::Wait),
            Standing::Here => ("worker-not-ready", Tone::Care),
        };
        Chip::new(t.s(key), tone)
    }
}

/// A set-up link that was just made.
#[derive(Debug)]
pub struct FreshLink<'a> {
    /// For whom.
    pub name: &'a str,
    /// The whole address.
    pub address: String,
    /// Until when it works.
    pub until: DateTime,
}

/// The workers of an office.
#[derive(Debug)]
pub struct WorkersView<'a> {
    /// The office.
    pub org: &'a Org,
    /// The posts.
    pub lines: Vec<WorkerLine>,
    /// What a new worker can be here.
    pub roles: &'a [Role],
    /// The reader manages the organisations, too.
    pub manages_orgs: bool,
    /// Today.
    pub today: Date,
    /// A set-up link that was just made; shown once.
    pub link: Option<FreshLink<'a>>,
}

/// What was typed about a new worker.
#[derive(Debug, Default)]
pub struct WorkerForm {
    /// Name.
    pub name: String,
    /// Reading.
    pub kana: String,
    /// Code of the role.
    pub role: String,
    /// First day.
    pub from: DateText,
    /// It was confirmed that this is somebody else than the one of the same name.
    pub same_name: bool,
}

/// The box that confirms a second one of the same name; asked for only when there is one.
fn same_name(t: T, label: &str, ticked: bool, errors: &Errors) -> Option<Field> {
    let asked = ticked || errors.has("same_name");
    let yes = Choice::new("yes", t.s(label), ticked);
    asked.then(|| Field::checks(t, "same_name", t.s("same-name"), vec![yes]).required())
}

/// The workers, a fresh set-up link if one was made, and the form for somebody new.
#[must_use]
pub fn workers(kit: &Kit, view: &WorkersView<'_>, form: &WorkerForm, errors: &Errors) -> Html {
    let t = kit.t();
    let path = format!("/orgs/{}/staff", view.org.id);
    let roles: Vec<&str> = view.roles.iter().map(|role| role.code()).collect();
    let mut fields = name::fields(t, &form.name, &form.kana);
    fields.extend([
        Field::select(t, "role", t.s("worker-role"), choices(t, "role", &roles, &form.role))
            .required(),
        Field::date(t, "from", t.s("worker-from"), form.from.clone()).required(),
    ]);
    fields.extend(same_name(t, "worker-same-name-yes", form.same_name, errors));
    let (summary, fields) = errors.fields(t, fields);
    let form = kit.form(format!("{path}/add"), fields, "worker-add");
    let mut head = PageHead::new(t.s("staff-title")).lead(Html::text(&view.org.name));
    if view.manages_orgs {
        head = head.back(t.s("orgs-title"), "/orgs");
    }
    Html::join([
        summary,
        head.render_html(),
        fresh_link(t, view),
        workers_table(kit, view, &path),
        Card::new(t.s("worker-add-title"), form.render_html()).id("add").render_html(),
    ])
}

fn fresh_link(t: T, view: &WorkersView<'_>) -> Html {
    let Some(link) = &view.link else { return Html::default() };
    let name = [("name", link.name.into())];
    let until = t.0.date_time(link.until);
    let picture = qr(&link.address, &t.with("link-picture", &name)).unwrap_or_default();
    let picture = Html::join([muted(&t.s("link-picture-text")), picture]);
    let body = Html::join([
        paragraph(&t.with("link-made-text", &name)),
        CopyLine { t, id: "address", label: t.s("link-address"), text: link.address.clone() }
            .render_html(),
        paragraph(&t.with("link-made-until", &[("at", until.into())])),
        muted(&t.s("link-made-safe")),
        more(&t.s("link-picture-open"), &picture, false),
    ]);
    Card::new(t.s("link-made"), body).kind(CardKind::Warm).render_html()
}

fn workers_table(kit: &Kit, view: &WorkersView<'_>, path: &str) -> Html {
    let t = kit.t();
    if view.lines.is_empty() {
        return Empty { title: t.s("workers-none"), text: t.s("workers-none-text"), action: None }
            .render_html();
    }
    let rows = view
        .lines
        .iter()
        .map(|line| {
            vec![
                Html::text(&line.name).together(),
                t.s(&code_key("role", line.role.code())),
                period(t, line, view.today),
                state(t, line, view.today),
                line.seen.map(|seen| t.date_short(seen.date())).unwrap_or_default(),
                actions(kit, line, path, view.today),
            ]
        })
        .collect();
    DataTable {
        caption: t.s("workers-caption"),
        headers: [
            "worker-name",
            "worker-role",
            "team-period",
            "worker-state",
            "worker-seen",
            "team-actions",
        ]
        .map(|key| t.s(key))
        .to_vec(),
        rows,
    }
    .render_html()
}

fn period(t: T, line: &WorkerLine, today: Date) -> Html {
    let to = match line.standing(today) {
        // An end before the beginning is no period to show.
        Standing::CalledOff => Html::default(),
        _ => line.to.map(|to| t.date_short(to)).unwrap_or_default(),
    };
    // Beginning and end may stand on two lines; the mark stays with the beginning.
    Html::join([Html::join([t.date_short(line.from), Html::text("〜")]).together(), to])
}

/// The chip, and until when the link works that was handed over.
fn state(t: T, line: &WorkerLine, today: Date) -> Html {
    let chip = line.chip(t, today).render_html();
    let open = matches!(line.standing(today), Standing::Here | Standing::Later);
    let until = line.link_until.filter(|_| open && !line.ready).map(|until| {
        let at = t.0.date_time(until);
        let text = t.with("worker-link-until", &[("at", at.into())]);
        Html::rendered(format!("<br><span class=\"muted small\">{text}</span>"))
    });
    Html::join([chip, until.unwrap_or_default()])
}

fn actions(kit: &Kit, line: &WorkerLine, path: &str, today: Date) -> Html {
    let t = kit.t();
    let named = |key: &str| t.plain_with(key, &[("name", (&line.name).into())]);
    let at = |tail: &str| format!("{path}/{}{tail}", line.employment);
    match line.standing(today) {
        Standing::Left => Html::default(),
        // Made today at the earliest: a slip can be taken back.
        Standing::LastDay | Standing::CalledOff => kit.post_named(
            at("/undo-end"),
            "worker-undo-end",
            ButtonKind::Secondary,
            named("worker-undo-end-spoken"),
            vec![],
        ),
        standing => {
            let key = match standing {
                Standing::Later => "worker-call-off",
                _ => "worker-end",
            };
            let link = match line.own {
                true => Html::default(),
                false => Button::link(t.s("worker-link"), ButtonKind::Quiet, at("/link"))
                    .spoken(named("worker-link-spoken"))
                    .render_html(),
            };
            let edit = Button::link(t.s("worker-edit"), ButtonKind::Quiet, at("/edit"))
                .spoken(named("worker-edit-spoken"));
            let end = Button::link(t.s(key), ButtonKind::DangerQuiet, at("/end"))
                .spoken(named(&format!("{key}-spoken")));
            Html::join([edit.render_html(), link, end.render_html()])
        }
    }
}

/// The question before a post ends.
#[derive(Debug)]
pub struct EndView<'a> {
    /// The office.
    pub org: &'a Org,
    /// The post.
    pub line: WorkerLine,
    /// Today.
    pub today: Date,
}

/// The question before a worker gets a new set-up link: whose sign-in stops working with it.
#[must_use]
pub fn link(kit: &Kit, org: &Org, line: &WorkerLine) -> Html {
    let t = kit.t();
    let back = format!("/orgs/{}/staff", org.id);
    let text = match (line.ready, line.link_until) {
        (true, _) => "worker-link-text",
        (false, Some(_)) => "worker-link-again-text",
        (false, None) => "worker-link-first-text",
    };
    let rows = vec![
        (t.s("worker-name"), Html::text(&line.name)),
        (t.s("worker-role"), t.s(&code_key("role", line.role.code()))),
        (t.s("worker-seen"), line.seen.map(|seen| t.date(seen.date())).unwrap_or_default()),
    ];
    let buttons = Html::join([
        kit.post(
            format!("{back}/{}/link", line.employment),
            "worker-link",
            ButtonKind::Primary,
            vec![],
        ),
        Actions { buttons: vec![Button::link(t.s("cancel"), ButtonKind::Quiet, back.clone())] }
            .render_html(),
    ]);
    let name = [("name", (&line.name).into())];
    let body = Html::join([Facts { rows }.render_html(), paragraph(&t.with(text, &name))]);
    Html::join([
        PageHead::new(t.with("worker-link-title", &name))
            .back(t.s("staff-title"), back)
            .render_html(),
        Card::new(t.s("worker-link-what"), body).foot(buttons).render_html(),
    ])
}

/// The question before a post ends: who, what ends with it, and how it is undone.
#[must_use]
pub fn end(kit: &Kit, view: &EndView<'_>) -> Html {
    let t = kit.t();
    let line = &view.line;
    let back = format!("/orgs/{}/staff", view.org.id);
    let later = line.standing(view.today) == Standing::Later;
    let (title, text, go) = match later {
        true => ("worker-call-off-title", "worker-call-off-text", "worker-call-off"),
        false => ("worker-end-title", "worker-end-text", "worker-end"),
    };
    let rows = vec![
        (t.s("worker-name"), Html::text(&line.name)),
        (t.s("worker-role"), t.s(&code_key("role", line.role.code()))),
        (t.s("worker-from"), t.date(line.from)),
    ];
    let own = match line.own {
        true => paragraph(&t.s("worker-end-own")),
        false => Html::default(),
    };
    let end = format!("{back}/{}/end", line.employment);
    let buttons = Html::join([
        kit.post(end, go, ButtonKind::Primary, vec![]),
        Actions { buttons: vec![Button::link(t.s("cancel"), ButtonKind::Quiet, back.clone())] }
            .render_html(),
    ]);
    let name = [("name", (&line.name).into())];
    Html::join([
        PageHead::new(t.with(title, &name)).back(t.s("staff-title"), back).render_html(),
        Card::new(
            t.s("worker-end-what"),
            Html::join([Facts { rows }.render_html(), paragraph(&t.s(text)), own]),
        )
        .foot(buttons)
        .render_html(),
    ])
}
