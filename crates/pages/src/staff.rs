//! Workers of an office, and the organisations of the installation.

use jiff::civil::{Date, DateTime};
use tsumugi_domain::ids::EmploymentId;
use tsumugi_domain::staff::{Org, OrgKind, Role, in_period};

use crate::components::{
    Button, ButtonKind, Card, CardKind, Chip, Component as _, DataTable, DateText, Empty, Field, PageHead,
    Tone, Width,
};
use crate::html::Html;
use crate::kit::{Errors, Kit};
use crate::person::{choices, code_key, link};
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
}

/// The workers of an office.
#[derive(Debug)]
pub struct WorkersView<'a> {
    /// The office.
    pub org: &'a Org,
    /// The posts.
    pub lines: Vec<WorkerLine>,
    /// Today.
    pub today: Date,
    /// A set-up link that was just made: for whom, and its path. Shown once.
    pub link: Option<(&'a str, String)>,
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
}

/// The workers, a fresh set-up link if one was made, and the form for somebody new.
#[must_use]
pub fn workers(kit: &Kit, view: &WorkersView<'_>, form: &WorkerForm, errors: &Errors) -> Html {
    let t = kit.t();
    let path = format!("/orgs/{}/staff", view.org.id);
    let roles: Vec<&str> = Role::ALL
        .iter()
        .filter(|role| **role != Role::SystemAdmin)
        .map(|role| role.code())
        .collect();
    let (summary, fields) = errors.fields(
        t,
        vec![
            Field::line(t, "name", t.s("worker-name"), &form.name).required().width(Width::Middle),
            Field::line(t, "kana", t.s("worker-kana"), &form.kana).width(Width::Middle),
            Field::select(t, "role", t.s("worker-role"), choices(t, "role", &roles, &form.role)),
            Field::date(t, "from", t.s("worker-from"), form.from.clone()),
        ],
    );
    let form = kit.form(format!("{path}/add"), fields, "worker-add");
    Html::join([
        summary,
        PageHead::new(t.s("staff-title")).lead(Html::text(&view.org.name)).render_html(),
        fresh_link(kit, view),
        workers_table(kit, view, &path),
        Card::new(t.s("worker-add-title"), form.render_html()).render_html(),
    ])
}

fn fresh_link(kit: &Kit, view: &WorkersView<'_>) -> Html {
    let t = kit.t();
    let Some((name, path)) = &view.link else { return Html::default() };
    let body = Html::join([
        paragraph(&t.with("link-made-text", &[("name", (*name).into())])),
        Html::rendered(format!("<p><code id=\"set-up-link\">{}</code></p>", Html::text(path))),
        Html::rendered(format!("<p class=\"muted small\">{}</p>", t.s("link-made-once"))),
    ]);
    Card::new(t.s("link-made"), body).kind(CardKind::Warm).render_html()
}

fn workers_table(kit: &Kit, view: &WorkersView<'_>, path: &str) -> Html {
    let t = kit.t();
    let rows = view
        .lines
        .iter()
        .map(|line| {
            let here = in_period(line.from, line.to, view.today);
            let state = match (here, line.ready) {
                (false, _) => Chip::new(t.s("worker-left"), Tone::Neutral),
                (true, true) => Chip::new(t.s("worker-ready"), Tone::Good),
                (true, false) => Chip::new(t.s("worker-not-ready"), Tone::Wait),
            };
            let to = line.to.map(|to| t.date_short(to)).unwrap_or_default();
            let period = Html::join([t.date_short(line.from), Html::text("〜"), to]);
            let seen = line.seen.map(|seen| t.date_short(seen.date())).unwrap_or_default();
            let named = |key: &str| t.plain_with(key, &[("name", (&line.name).into())]);
            let actions = if here {
                let link = kit.post_named(
                    format!("{path}/{}/link", line.employment),
                    "worker-link",
                    ButtonKind::Quiet,
                    named("worker-link-spoken"),
                    vec![],
                );
                let end = kit.post_named(
                    format!("{path}/{}/end", line.employment),
                    "worker-end",
                    ButtonKind::DangerQuiet,
                    named("worker-end-spoken"),
                    vec![],
                );
                Html::join([link, end])
            } else {
                Html::default()
            };
            vec![
                Html::text(&line.name),
                t.s(&code_key("role", line.role.code())),
                period,
                state.render_html(),
                seen,
                actions,
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

/// What was typed about a new organisation.
#[derive(Debug, Default)]
pub struct OrgForm {
    /// Name.
    pub name: String,
    /// Code of the kind.
    pub kind: String,
    /// Telephone.
    pub phone: String,
    /// Services.
    pub services: String,
}

/// The organisations, and the form for a new one.
#[must_use]
pub fn orgs(kit: &Kit, orgs: &[Org], form: &OrgForm, errors: &Errors) -> Html {
    let t = kit.t();
    let kinds: Vec<&str> = OrgKind::ALL.iter().map(|kind| kind.code()).collect();
    let (summary, fields) = errors.fields(
        t,
        vec![
            Field::line(t, "name", t.s("org-name"), &form.name).required(),
            Field::select(t, "kind", t.s("org-kind"), choices(t, "org-kind", &kinds, &form.kind)),
            Field::line(t, "phone", t.s("person-phone"), &form.phone).width(Width::Middle),
            Field::line(t, "services", t.s("org-services"), &form.services)
                .hint(t.s("org-services-hint")),
        ],
    );
    let form = kit.form("/orgs/add", fields, "org-add");
    let list = if orgs.is_empty() {
        Empty { title: t.s("orgs-none"), text: t.s("orgs-none-text"), action: None }.render_html()
    } else {
        let rows = orgs
            .iter()
            .map(|org| {
                vec![
                    link(&format!("/orgs/{}/staff", org.id), &Html::text(&org.name)),
                    t.s(&code_key("org-kind", org.kind.code())),
                    Html::text(&org.services),
                    Html::text(&org.phone),
                ]
            })
            .collect();
        DataTable {
            caption: t.s("orgs-caption"),
            headers: ["org-name", "org-kind", "org-services", "person-phone"]
                .map(|key| t.s(key))
                .to_vec(),
            rows,
        }
        .render_html()
    };
    Html::join([
        summary,
        PageHead::new(t.s("orgs-title"))
            .lead(t.s("orgs-lead"))
            .action(Button::link(t.s("set-up-council-go"), ButtonKind::Secondary, "/orgs/council"))
            .render_html(),
        list,
        Card::new(t.s("org-add-title"), form.render_html()).render_html(),
    ])
}
