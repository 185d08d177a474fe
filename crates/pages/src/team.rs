//! The team around a person, and who may see what.

use std::collections::BTreeSet;

use jiff::civil::Date;
use tsumugi_domain::consent::{Consent, DataClass, Giver, SHAREABLE};
use tsumugi_domain::ids::OrgId;
use tsumugi_domain::person::is_adult;
use tsumugi_domain::policy::PersonAction;
use tsumugi_domain::staff::{Org, in_period};
use tsumugi_domain::team::{Membership, TeamRole};

use crate::components::{
    Button, ButtonKind, Card, CardKind, Chip, Choice, Component as _, DataTable, DateText, Empty,
    Field, PageHead, Symbol, Tone, Width,
};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::person::{HeadView, choices, code_key, own_words};
use crate::plan::{Reader, more, muted};
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

/// What was typed about a new member.
#[derive(Debug, Default)]
pub struct MemberForm {
    /// It is the form for a worker; else that for anybody else.
    pub of_worker: bool,
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
        table(kit, head, "team-now", &now, may)
    };
    // The person and the family come from their own page.
    let (above, back) = match head.own || head.family {
        true => (t.s("nav-me"), "/me".to_owned()),
        false => (Html::text(&head.called(t)), head.path("")),
    };
    let before = if before.is_empty() {
        Html::default()
    } else {
        table(kit, head, "team-before", &before, false)
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
    members: &[&Membership],
    may: bool,
) -> Html {
    let t = kit.t();
    let rows = members
        .iter()
        .map(|seat| {
            let mut name = Html::text(&seat.name);
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
    let (workers, others) = match form.of_worker {
        true => ((form, errors), (&empty, &none)),
        false => ((&empty, &none), (form, errors)),
    };
    let (wrong_worker, worker) = worker_form(kit, view, workers.0, workers.1);
    let (wrong_other, other) = other_form(kit, view, others.0, others.1);
    let card = Card::new(kit.t().s("team-grow"), Html::join([worker, other])).id("add");
    (Html::join([wrong_worker, wrong_other]), card.render_html())
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
    let roles: Vec<&str> = TeamRole::ALL.iter().map(|role| role.code()).collect();
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

/// The consent page.
#[derive(Debug)]
pub struct ConsentView<'a> {
    /// The head.
    pub head: HeadView<'a>,
    /// Who reads.
    pub reader: Reader,
    /// All consents with the recipient's name.
    pub consents: &'a [(Consent, String)],
    /// Organisations of the team.
    pub orgs: &'a [Org],
    /// Those of them of which the reader is told what they see.
    pub told: &'a [OrgId],
    /// The office with the contract.
    pub office: Option<OrgId>,
    /// Today.
    pub today: Date,
}

/// What was chosen on the consent page.
#[derive(Debug, Default)]
pub struct ConsentForm {
    /// Id of the organisation.
    pub recipient: String,
    /// Codes of the classes.
    pub classes: BTreeSet<String>,
    /// Code of the giver.
    pub giver: String,
    /// The giver's name.
    pub giver_name: String,
    /// Until when.
    pub to: DateText,
}

/// Who may see what, until when; withdrawn in one tap.
#[must_use]
pub fn consents(kit: &Kit, view: &ConsentView<'_>, form: &ConsentForm, errors: &Errors) -> Html {
    let t = kit.t();
    let head = &view.head;
    let (open, over): (Vec<_>, Vec<_>) =
        view.consents.iter().partition(|(consent, _)| consent.holds_on(view.today));
    let open_cards = if open.is_empty() {
        let none = match view.orgs.iter().all(|org| view.told.contains(&org.id)) {
            true => "consents-none",
            false => "consents-none-own",
        };
        Empty { title: t.s(none), text: t.s("consents-none-text"), action: None }.render_html()
    } else {
        halves(open.iter().map(|(consent, org)| consent_card(t, view, consent, org, true)))
    };
    let over_cards = if over.is_empty() {
        Html::default()
    } else {
        let cards = Html::join(
            over.iter().map(|(consent, org)| consent_card(t, view, consent, org, false)),
        );
        Html::rendered(format!(
            "<details class=\"more\"><summary>{}</summary>{cards}</details>",
            t.s("consents-over")
        ))
    };
    // What is shared comes first; the form is folded away until somebody wants it.
    let folded = !open.is_empty() && errors.is_empty();
    let (summary, form) = if head.may(PersonAction::Consent) {
        consent_form(kit, view, form, errors)
    } else {
        Default::default()
    };
    let form = match folded && !form.is_empty() {
        true => more(&t.s("consent-new-open"), &form, false),
        // Nothing of an empty form is worth a sheet of paper.
        false if !form.is_empty() => {
            Html::rendered(format!("<div class=\"card screen-only\">{form}</div>"))
        }
        false => form,
    };
    let (above, back) = view.reader.back(t, head);
    Html::join([
        summary,
        PageHead::new(t.s("consents-title"))
            .lead(t.s("consents-lead"))
            .back(above, back)
            .action(Button::print(t))
            .render_html(),
        open_cards,
        others(t, view, &open),
        form,
        over_cards,
    ])
}

/// The other organisations of the team, so that one look tells of all: the office with the contract
/// sees what its service needs, everybody else no more than the name.
fn others(t: T, view: &ConsentView<'_>, open: &[&(Consent, String)]) -> Html {
    let shared = |org: &Org| open.iter().any(|(consent, _)| consent.recipient == org.id);
    let (office, rest): (Vec<&Org>, Vec<&Org>) = view
        .orgs
        .iter()
        .filter(|org| view.told.contains(&org.id))
        .filter(|org| !shared(org) || view.office == Some(org.id))
        .partition(|org| view.office == Some(org.id));
    let card = |symbol: Symbol, title: &str, text: &str, orgs: &[&Org]| {
        if orgs.is_empty() {
            return Html::default();
        }
        let names = crate::person::lines(orgs.iter().map(|org| Html::text(&org.name)));
        let body = Html::join([names, muted(&t.s(text))]);
        Card::new(symbol.with(t.s(title)), body).kind(CardKind::Quiet).render_html()
    };
    halves([
        card(Symbol::Share, "consents-office", "consents-office-text", &office),
        card(Symbol::Private, "consents-not-shared", "consents-not-shared-text", &rest),
    ])
}

/// Cards side by side where there is room, so that all of them fit on one sheet.
fn halves(cards: impl IntoIterator<Item = Html>) -> Html {
    let cards = Html::join(cards);
    if cards.is_empty() {
        return cards;
    }
    Html::rendered(format!("<div class=\"halves\">{cards}</div>"))
}

/// Who agreed, and when: told to the person as to the one who did.
fn source(t: T, reader: Reader, consent: &Consent) -> Html {
    let from = t.0.date_short(consent.from);
    if consent.giver == Giver::Person && reader == Reader::Own {
        return t.with("consent-source-own", &[("from", from.into())]);
    }
    let name = &consent.giver_name;
    if consent.giver == Giver::Person {
        return t.with("consent-source-person", &[("name", name.into()), ("from", from.into())]);
    }
    let giver = t.0.text(&code_key("giver", consent.giver.code()));
    t.with(
        "consent-source",
        &[("giver", giver.into()), ("name", name.into()), ("from", from.into())],
    )
}

/// What is shared with one organisation: until when, what, and the way to stop it.
fn consent_card(t: T, view: &ConsentView<'_>, consent: &Consent, org: &str, open: bool) -> Html {
    let head = &view.head;
    let until = t.with("consent-until", &[("to", t.0.date(consent.to).into())]);
    let source = source(t, view.reader, consent);
    let (state, symbol) = if consent.withdrawn_at.is_some() {
        (Chip::new(t.s("consent-withdrawn"), Tone::Neutral), Symbol::Private)
    } else if open {
        (Chip::new(t.s("consent-open"), Tone::Good), Symbol::Share)
    } else {
        (Chip::new(t.s("consent-ended"), Tone::Neutral), Symbol::Private)
    };
    let body = Html::join([
        Html::rendered(format!("<p>{} {until}</p>", state.render_html())),
        shared_list(t, head, consent),
        Html::rendered(format!("<p class=\"muted small\">{source}</p>")),
    ]);
    let mut card = Card::new(symbol.with(Html::text(org)), body);
    if open && head.may(PersonAction::Consent) {
        let href = head.path(&format!("/consents/{}/withdraw", consent.id));
        let spoken = t.plain_with("consent-withdraw-spoken", &[("org", org.into())]);
        let label = Symbol::Stop.with(t.s("consent-withdraw"));
        let stop = Button::link(label, ButtonKind::Secondary, href).spoken(spoken);
        card = card.foot(stop.render_html());
    } else {
        card = card.kind(CardKind::Quiet);
    }
    card.render_html()
}

/// What of a record is shared, in the words of the reader: one's own words are not another's.
fn class_of(t: T, head: &HeadView<'_>, class: DataClass) -> Html {
    match class {
        DataClass::Voice if head.own => t.s("class-voice-mine"),
        class => t.s(&code_key("class", class.code())),
    }
}

fn shared_list(t: T, head: &HeadView<'_>, consent: &Consent) -> Html {
    let items =
        consent.classes.iter().map(|class| format!("<li>{}</li>", class_of(t, head, *class)));
    Html::rendered(format!("<ul class=\"shared\">{}</ul>", items.collect::<String>()))
}

/// The question before a consent is taken back: what will not be seen any more. No reason is
/// asked for.
#[must_use]
pub fn withdraw(kit: &Kit, head: &HeadView<'_>, consent: &Consent, org: &str) -> Html {
    let t = kit.t();
    let above = head.path("/consents");
    let stop = kit.post(
        head.path(&format!("/consents/{}/withdraw", consent.id)),
        "consent-withdraw-go",
        ButtonKind::Primary,
        vec![],
    );
    let keep = Button::link(t.s("consent-withdraw-keep"), ButtonKind::Secondary, above.clone());
    let what = paragraph(&t.with("consent-withdraw-what", &[("org", org.into())]));
    Html::join([
        PageHead::new(t.s("consent-withdraw-title"))
            .lead(t.s("consent-withdraw-lead"))
            .back(t.s("consents-title"), above)
            .render_html(),
        Card::new(Html::text(org), Html::join([what, shared_list(t, head, consent)]))
            .kind(CardKind::Warm)
            .foot(Html::join([stop, keep.render_html()]))
            .render_html(),
    ])
}

fn consent_form(
    kit: &Kit,
    view: &ConsentView<'_>,
    form: &ConsentForm,
    errors: &Errors,
) -> (Html, Html) {
    let t: T = kit.t();
    let orgs = view
        .orgs
        .iter()
        .map(|org| {
            let id = org.id.to_string();
            let chosen = id == form.recipient;
            Choice::new(id, Html::text(&org.name), chosen)
        })
        .collect();
    let classes = SHAREABLE
        .iter()
        .map(|class| {
            let chosen = form.classes.contains(class.code());
            Choice::new(class.code(), class_of(t, &view.head, *class), chosen)
        })
        .collect();
    let mut fields = vec![
        Field::radios(t, "recipient", t.s("consent-recipient"), orgs)
            .hint(t.s("consent-recipient-hint"))
            .required(),
        Field::checks(t, "classes", t.s("consent-classes"), classes).in_row().required(),
        Field::date(t, "to", t.s("consent-to"), form.to.clone()).required(),
    ];
    // Only staff write down what somebody else said, by mouth or on paper.
    if view.reader == Reader::Staff {
        // A custodian decides for a minor only.
        let givers: &[&str] = match is_adult(view.head.person.birth, view.today) {
            true => &["person", "guardian"],
            false => &["person", "custodian", "guardian"],
        };
        let givers = choices(t, "giver", givers, &form.giver);
        fields.push(Field::radios(t, "giver", t.s("consent-giver"), givers).in_row());
        let name = Field::line(t, "giver_name", t.s("consent-giver-name"), &form.giver_name);
        fields.push(name.required().width(Width::Middle));
    }
    let (summary, fields) = errors.fields(t, fields);
    let form = kit.form(view.head.path("/consents/give"), fields, "consent-give");
    let body = Html::join([paragraph(&t.s("consent-how")), form.render_html()]);
    (summary, Card::new(t.s("consent-new"), body).kind(CardKind::Warm).render_html())
}
