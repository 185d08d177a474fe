//! The team around a person, and who may see what.

use jiff::civil::Date;
use tsumugi_domain::policy::PersonAction;
use tsumugi_domain::staff::{Org, in_period};
use tsumugi_domain::team::{Guardian, GuardianKind, Membership, TeamRole};

use crate::components::{
    Button, ButtonKind, Card, Chip, Choice, Component as _, DataTable, DateText, Empty, Field,
    PageHead, Tone, Width,
};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::person::{HeadView, choices, code_key, own_words};
use crate::plan::more;
use crate::problem::paragraph;

/// The team's page.
#[derive(Debug)]
pub struct TeamView<'a> {
    /// The head.
    pub head: HeadView<'a>,
    /// All seats.
    pub members: &'a [Membership],
    /// Organisations of the region.
    pub orgs: &'a [Org],
    /// Workers who can be given a seat.
    pub workers: Vec<WorkerChoice<'a>>,
    /// The guardians of today.
    pub guardians: &'a [Guardian],
    /// Today.
    pub today: Date,
}

/// A worker who can be given a seat.
#[derive(Debug)]
pub struct WorkerChoice<'a> {
    /// What is sent.
    pub value: String,
    /// Name.
    pub name: &'a str,
    /// Where.
    pub org: &'a str,
    /// Code of the role.
    pub role: &'static str,
}

/// Which of the forms for somebody new was sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MemberSort {
    /// Anybody who is no worker of ours.
    #[default]
    Other,
    /// A worker.
    Worker,
    /// A guardian.
    Guardian,
}

/// What was typed about a new member.
#[derive(Debug, Default)]
pub struct MemberForm {
    /// Of whom.
    pub sort: MemberSort,
    /// A worker, as [`WorkerChoice::value`].
    pub worker: String,
    /// Code of the role.
    pub role: String,
    /// Name.
    pub name: String,
    /// Id of one of our organisations.
    pub org: String,
    /// Any other organisation.
    pub org_name: String,
    /// First day.
    pub from: DateText,
    /// Code of the kind of guardian.
    pub kind: String,
    /// For what a guardian may decide.
    pub scope: String,
    /// Last day of a guardian's term.
    pub to: DateText,
}

/// The team: who is there now, who was there, and the form for somebody new.
#[must_use]
pub fn page(kit: &Kit, view: &TeamView<'_>, form: &MemberForm, errors: &Errors) -> Html {
    let t = kit.t();
    let head = &view.head;
    let may = head.may(PersonAction::EditTeam);
    let (now, before): (Vec<&Membership>, Vec<&Membership>) =
        view.members.iter().partition(|seat| in_period(seat.from, seat.to, view.today));
    let (summary, form) =
        if may { member_forms(kit, view, form, errors) } else { Default::default() };
    let members = if now.is_empty() {
        Empty { title: t.s("team-none"), text: t.s("team-none-text"), action: None }.render_html()
    } else {
        table(kit, head, "team-now", (&now, view.guardians), may)
    };
    // The person and the family come from their own page.
    let (above, back) = match head.own || head.family {
        true => (t.s("nav-me"), "/me".to_owned()),
        false => (Html::text(&head.called(t)), head.path("")),
    };
    let before = if before.is_empty() {
        Html::default()
    } else {
        table(kit, head, "team-before", (&before, &[]), false)
    };
    Html::join([
        summary,
        PageHead::new(t.s("team-title"))
            .lead(t.s("team-lead"))
            .back(above, back)
            .action(Button::print(t))
            .render_html(),
        own_words(t, head),
        members,
        form,
        accounts_card(t, head, may),
        before,
    ])
}

/// The way to the accounts of the person and the family.
fn accounts_card(t: T, head: &HeadView<'_>, may: bool) -> Html {
    if !may {
        return Html::default();
    }
    let go = Button::link(t.s("access-go"), ButtonKind::Secondary, head.path("/accounts"));
    Card::new(t.s("access-title"), paragraph(&t.s("access-card")))
        .foot(go.render_html())
        .render_html()
}

fn table(
    kit: &Kit,
    head: &HeadView<'_>,
    caption: &str,
    (members, guardians): (&[&Membership], &[Guardian]),
    may: bool,
) -> Html {
    let t = kit.t();
    let rows = members
        .iter()
        .map(|seat| {
            let mut name = Html::text(&seat.name);
            if let Some(guardian) = guardians.iter().find(|one| one.seat == seat.id) {
                let kind = t.0.text(&code_key("guardian-kind", guardian.kind.code()));
                let args = [("kind", kind.into()), ("scope", guardian.scope.as_str().into())];
                let what = t.with("guardian-line", &args);
                name =
                    Html::rendered(format!("{name}<br><span class=\"muted small\">{what}</span>"));
            }
            if seat.key_person {
                let chip = Chip::new(t.s("team-key-person"), Tone::Good).render_html();
                name = Html::join([name, Html::text(" "), chip]);
            }
            let to = seat.to.map(|to| t.date_short(to)).unwrap_or_default();
            let from = t.date_short(seat.from);
            let period = Html::rendered(format!("<span class=\"keep\">{from}〜</span>{to}"));
            let mut row = vec![
                name,
                t.s(&code_key("team-role", seat.role.code())),
                Html::text(&seat.org_name),
                period,
            ];
            if may {
                row.push(seat_actions(kit, head, seat));
            }
            row
        })
        .collect();
    let mut headers = vec!["team-name", "team-role", "team-org", "team-period"];
    if may {
        headers.push("team-actions");
    }
    let table = DataTable {
        caption: t.s(caption),
        headers: headers.into_iter().map(|key| t.s(key)).collect(),
        rows,
    };
    Html::rendered(format!("<div class=\"rows\">{}</div>", table.render_html()))
}

fn seat_actions(kit: &Kit, head: &HeadView<'_>, seat: &Membership) -> Html {
    let t = kit.t();
    let named = |key: &str| t.plain_with(key, &[("name", (&seat.name).into())]);
    let end = kit.post_named(
        head.path(&format!("/team/{}/end", seat.id)),
        "team-end",
        ButtonKind::DangerQuiet,
        named("team-end-spoken"),
        vec![],
    );
    let folded = |acts: Html| {
        let summary = crate::plan::told_apart(&t.s("team-change"), &seat.name);
        more(&summary, &Html::rendered(format!("<div class=\"team-acts\">{acts}</div>")), false)
    };
    if seat.key_person {
        return folded(end);
    }
    let key = kit.post_named(
        head.path(&format!("/team/{}/key", seat.id)),
        "team-make-key",
        ButtonKind::Quiet,
        named("team-make-key-spoken"),
        vec![],
    );
    folded(Html::join([key, end]))
}

/// The forms for a worker near the person and for anybody else.
fn member_forms(
    kit: &Kit,
    view: &TeamView<'_>,
    form: &MemberForm,
    errors: &Errors,
) -> (Html, Html) {
    let (none, empty) = (Errors::default(), MemberForm::default());
    let of = |sort| if form.sort == sort { (form, errors) } else { (&empty, &none) };
    let (workers, others) = (of(MemberSort::Worker), of(MemberSort::Other));
    let guardians = of(MemberSort::Guardian);
    let (wrong_worker, worker) = worker_form(kit, view, workers.0, workers.1);
    let (wrong_other, other) = other_form(kit, view, others.0, others.1);
    let (wrong_guardian, guardian) = guardian_form(kit, view, guardians.0, guardians.1);
    let card = Card::new(kit.t().s("team-grow"), Html::join([worker, other, guardian])).id("add");
    (Html::join([wrong_worker, wrong_other, wrong_guardian]), card.render_html())
}

/// A guardian, with what the court or the contract says: for what they decide, and until when.
fn guardian_form(
    kit: &Kit,
    view: &TeamView<'_>,
    form: &MemberForm,
    errors: &Errors,
) -> (Html, Html) {
    let t = kit.t();
    let kinds: Vec<&str> = GuardianKind::ALL.iter().map(|kind| kind.code()).collect();
    let kinds = choices(t, "guardian-kind", &kinds, &form.kind);
    let (summary, fields) = errors.fields(
        t,
        vec![
            Field::line(t, "name", t.s("team-name"), &form.name)
                .id("guardian_name")
                .required()
                .width(Width::Middle),
            Field::radios(t, "kind", t.s("guardian-kind"), kinds).required(),
            Field::line(t, "scope", t.s("guardian-scope"), &form.scope)
                .hint(t.s("guardian-scope-hint"))
                .required(),
            Field::date(t, "from", t.s("guardian-from"), form.from.clone()).id("guardian_from"),
            Field::date(t, "to", t.s("guardian-to"), form.to.clone()).hint(t.s("guardian-to-hint")),
        ],
    );
    let sent = kit.form(view.head.path("/team/guardian"), fields, "guardian-add").quieter();
    (summary, more(&t.s("guardian-title"), &sent.render_html(), !errors.is_empty()))
}

/// Name, role and organisation come with the choice.
fn worker_form(kit: &Kit, view: &TeamView<'_>, form: &MemberForm, errors: &Errors) -> (Html, Html) {
    if view.workers.is_empty() {
        return Default::default();
    }
    let t = kit.t();
    let mut workers = vec![Choice::new("", t.s("choose-one"), form.worker.is_empty())];
    workers.extend(view.workers.iter().map(|worker| {
        let role = t.plain(&code_key("role", worker.role));
        let label = format!("{}（{role}　{}）", worker.name, worker.org);
        Choice::new(&worker.value, Html::text(&label), worker.value == form.worker)
    }));
    let (summary, fields) = errors.fields(
        t,
        vec![
            Field::select(t, "worker", t.s("team-worker"), workers)
                .hint(t.s("team-worker-hint"))
                .required(),
            Field::date(t, "from", t.s("team-from"), form.from.clone())
                .hint(t.s("team-from-hint"))
                .id("worker_from"),
        ],
    );
    let sent = kit
        .form(view.head.path("/team/add"), fields, "team-worker-add")
        .hidden("sort", "worker")
        .quieter();
    (summary, more(&t.s("team-worker-title"), &sent.render_html(), !errors.is_empty()))
}

/// Family, friends, and whoever works where nobody uses Tsumugi.
fn other_form(kit: &Kit, view: &TeamView<'_>, form: &MemberForm, errors: &Errors) -> (Html, Html) {
    let t = kit.t();
    // A guardian has a form of their own.
    let roles = TeamRole::ALL.iter().filter(|role| **role != TeamRole::Guardian);
    let roles: Vec<&str> = roles.map(|role| role.code()).collect();
    // Nothing is chosen beforehand: a custodian sees what others do not.
    let mut of_role = vec![Choice::new("", t.s("choose-one"), form.role.is_empty())];
    of_role.extend(choices(t, "team-role", &roles, &form.role));
    let mut orgs = vec![Choice::new("", t.s("team-org-other"), form.org.is_empty())];
    orgs.extend(view.orgs.iter().map(|org| {
        let id = org.id.to_string();
        let chosen = id == form.org;
        Choice::new(id, Html::text(&org.name), chosen)
    }));
    let (summary, fields) = errors.fields(
        t,
        vec![
            Field::line(t, "name", t.s("team-name"), &form.name).required().width(Width::Middle),
            Field::select(t, "role", t.s("team-role"), of_role).required(),
            Field::select(t, "org", t.s("team-org"), orgs).hint(t.s("team-org-hint")),
            Field::line(t, "org_name", t.s("team-org-name"), &form.org_name),
            Field::date(t, "from", t.s("team-from"), form.from.clone()).hint(t.s("team-from-hint")),
        ],
    );
    let sent = kit.form(view.head.path("/team/add"), fields, "team-add").quieter();
    (summary, more(&t.s("team-add-title"), &sent.render_html(), !errors.is_empty()))
}
