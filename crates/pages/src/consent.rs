//! Who may see what, until when: asked in words that are kept, answered, withdrawn in one tap.

mod ask;

pub use ask::ConsentForm;

use jiff::civil::Date;
use tsumugi_domain::consent::{Consent, DataClass, Giver, Ground, Reply};
use tsumugi_domain::ids::OrgId;
use tsumugi_domain::person::is_adult;
use tsumugi_domain::policy::PersonAction;
use tsumugi_domain::seen;
use tsumugi_domain::staff::{Org, Role};
use tsumugi_domain::team::Guardian;

use crate::components::{
    Button, ButtonKind, Card, CardKind, Chip, Choice, Component as _, Empty, Facts, Field,
    PageHead, Symbol, Tone, Width,
};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::person::{HeadView, choices, code_key};
use crate::plan::{Reader, more, muted};
use crate::problem::paragraph;

/// A consent as the reader sees it.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'a> {
    /// The consent.
    pub consent: &'a Consent,
    /// The recipient's name.
    pub org: &'a str,
    /// Whoever gave it may not give it any more.
    pub lapsed: bool,
    /// Data flows because of it today.
    pub holds: bool,
}

impl Shown<'_> {
    fn is_open(self) -> bool {
        self.consent.reply == Reply::Asked && self.consent.withdrawn_at.is_none()
    }

    fn is_lapsed(self) -> bool {
        self.lapsed && self.consent.reply == Reply::Given && self.consent.withdrawn_at.is_none()
    }

    fn path(self, head: &HeadView<'_>) -> String {
        head.path(&format!("/consents/{}", self.consent.id))
    }
}

/// The consent page.
#[derive(Debug)]
pub struct ConsentView<'a> {
    /// The head.
    pub head: HeadView<'a>,
    /// Who reads.
    pub reader: Reader,
    /// All consents.
    pub consents: Vec<Shown<'a>>,
    /// Organisations of the team.
    pub orgs: &'a [Org],
    /// Those of them of which the reader is told what they see.
    pub told: &'a [OrgId],
    /// The office with the contract.
    pub office: Option<OrgId>,
    /// The guardians of today.
    pub guardians: &'a [Guardian],
    /// Today.
    pub today: Date,
}

/// Who may see what, until when; withdrawn in one tap.
#[must_use]
pub fn page(kit: &Kit, view: &ConsentView<'_>, form: &ConsentForm, errors: &Errors) -> Html {
    let t = kit.t();
    let head = &view.head;
    let all = || view.consents.iter().copied();
    let open: Vec<Shown<'_>> = all().filter(|one| one.holds).collect();
    let (summary, form) = match head.may(PersonAction::Consent) {
        true => ask::form(kit, view, form, errors),
        false => Default::default(),
    };
    // What is shared comes first; the form is folded away until somebody wants it.
    let form = match (form.is_empty(), open.is_empty() || !errors.is_empty()) {
        (true, _) => form,
        (false, false) => more(&t.s("consent-new-open"), &form, false),
        // Nothing of an empty form is worth a sheet of paper.
        (false, true) => Html::rendered(format!("<div class=\"card screen-only\">{form}</div>")),
    };
    let (above, back) = view.reader.back(t, head);
    Html::join([
        summary,
        PageHead::new(t.s("consents-title"))
            .lead(t.s("consents-lead"))
            .back(above, back)
            .action(Button::print(t))
            .render_html(),
        Html::join(all().filter(|one| one.is_open()).map(|one| open_card(t, view, one))),
        shared(t, view, &open),
        Html::join(all().filter(|one| one.is_lapsed()).map(|one| lapsed_card(t, view, one))),
        others(t, view, &open),
        form,
        over(t, view),
    ])
}

/// A question that waits for its answer: the words, and the way to say yes or no.
fn open_card(t: T, view: &ConsentView<'_>, one: Shown<'_>) -> Html {
    let head = &view.head;
    let mut card = Card::new(Symbol::Share.with(t.s("consent-asked")), words(t, one.consent))
        .kind(CardKind::Warm);
    if head.may(PersonAction::Consent) {
        let label = t.s(match view.reader {
            Reader::Staff => "consent-record",
            Reader::Own | Reader::Family => "consent-answer",
        });
        let label = crate::plan::told_apart(&label, one.org);
        let go = Button::link(label, ButtonKind::Primary, one.path(head));
        card = card.foot(go.render_html());
    }
    // On paper the question has a sheet of its own, to be signed.
    Html::rendered(format!("<div class=\"screen-only\">{}</div>", card.render_html()))
}

/// The exact words that were asked, in a frame of their own.
fn words(t: T, consent: &Consent) -> Html {
    let (what, rest): (Vec<&str>, Vec<&str>) =
        consent.wording.lines().skip(1).partition(|line| line.starts_with('・'));
    let first = t.known(consent.wording.lines().next().unwrap_or_default());
    let what =
        what.iter().map(|line| format!("<li>{}</li>", t.known(line.trim_start_matches('・'))));
    let rest = rest.iter().map(|line| format!("<p>{}</p>", t.known(line)));
    Html::rendered(format!(
        "<p class=\"lead\">{first}</p><ul class=\"shared\">{}</ul>{}",
        what.collect::<String>(),
        rest.collect::<String>()
    ))
}

fn shared(t: T, view: &ConsentView<'_>, open: &[Shown<'_>]) -> Html {
    if !open.is_empty() {
        return halves(open.iter().map(|one| consent_card(t, view, *one)));
    }
    let none = match view.orgs.iter().all(|org| view.told.contains(&org.id)) {
        true => "consents-none",
        false => "consents-none-own",
    };
    Empty { title: t.s(none), text: t.s("consents-none-text"), action: None }.render_html()
}

/// What somebody allowed who does not decide any more: it is asked again, not taken for granted.
fn lapsed_card(t: T, view: &ConsentView<'_>, one: Shown<'_>) -> Html {
    let why = match one.consent.said.giver {
        Some(Giver::Custodian) => "consent-lapsed-grown",
        _ => "consent-lapsed-guardian",
    };
    let body = Html::join([paragraph(&t.s(why)), shared_list(t, &view.head, one.consent)]);
    Card::new(Symbol::Private.with(Html::text(one.org)), body).kind(CardKind::Warm).render_html()
}

/// What has ended, was declined or taken back.
fn over(t: T, view: &ConsentView<'_>) -> Html {
    let ended = |one: &Shown<'_>| !one.holds && !one.is_open() && !one.is_lapsed();
    let cards: Vec<Html> =
        view.consents.iter().copied().filter(ended).map(|one| consent_card(t, view, one)).collect();
    if cards.is_empty() {
        return Html::default();
    }
    more(&t.s("consents-over"), &Html::join(cards), false)
}

/// The other organisations of the team, so that one look tells of all: the office with the contract
/// sees what its service needs, everybody else no more than the name.
fn others(t: T, view: &ConsentView<'_>, open: &[Shown<'_>]) -> Html {
    let shared = |org: &Org| open.iter().any(|one| one.consent.share.recipient == org.id);
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
    let Some(giver) = consent.said.giver else {
        let ground = t.0.text(&code_key("ground", consent.share.ground.code()));
        let name = consent.asked_by_name.as_str().into();
        let args = [("ground", ground.into()), ("name", name), ("from", from.into())];
        return t.with("consent-source-ground", &args);
    };
    if giver == Giver::Person && reader == Reader::Own {
        return t.with("consent-source-own", &[("from", from.into())]);
    }
    let name = consent.said.giver_name.as_str();
    if giver == Giver::Person {
        return t.with("consent-source-person", &[("name", name.into()), ("from", from.into())]);
    }
    let giver = t.0.text(&code_key("giver", giver.code()));
    t.with(
        "consent-source",
        &[("giver", giver.into()), ("name", name.into()), ("from", from.into())],
    )
}

fn state(t: T, one: Shown<'_>) -> (Chip, Symbol) {
    let (key, tone) = match one.consent.reply {
        Reply::Declined => ("consent-declined", Tone::Neutral),
        Reply::Asked if one.is_open() => ("consent-asked-chip", Tone::Wait),
        Reply::Asked => ("consent-asked-off", Tone::Neutral),
        Reply::Given if one.consent.withdrawn_at.is_some() => ("consent-withdrawn", Tone::Neutral),
        Reply::Given if one.holds && one.consent.said.giver.is_none() => {
            ("consent-without", Tone::Wait)
        }
        Reply::Given if one.holds => ("consent-open", Tone::Good),
        Reply::Given => ("consent-ended", Tone::Neutral),
    };
    let symbol = if one.holds { Symbol::Share } else { Symbol::Private };
    (Chip::new(t.s(key), tone), symbol)
}

/// What is shared with one organisation: until when, what, and the way to stop it.
fn consent_card(t: T, view: &ConsentView<'_>, one: Shown<'_>) -> Html {
    let head = &view.head;
    let consent = one.consent;
    let until = t.with("consent-until", &[("to", t.0.date(consent.share.to).into())]);
    let (chip, symbol) = state(t, one);
    let role = match consent.share.role {
        Some(role) => muted(&t.with("consent-role-only", &[("role", role_words(t, role).into())])),
        None => Html::default(),
    };
    let source = match consent.reply {
        Reply::Given => source(t, view.reader, consent),
        Reply::Asked | Reply::Declined => t.with("consent-asked-by", &asked_args(t, consent)),
    };
    let look = Button::link(look_label(t, one.org), ButtonKind::Quiet, one.path(head));
    let body = Html::join([
        Html::rendered(format!("<p>{} {until}</p>", chip.render_html())),
        shared_list(t, head, consent),
        role,
        Html::rendered(format!(
            "<p class=\"muted small\">{source}</p><p class=\"screen-only\">{}</p>",
            look.render_html()
        )),
    ]);
    let mut card = Card::new(symbol.with(Html::text(one.org)), body);
    card = match may_end(view, one) {
        true => card.foot(stop(t, head, one)),
        false => card.kind(CardKind::Quiet),
    };
    card.render_html()
}

fn look_label(t: T, org: &str) -> Html {
    crate::plan::told_apart(&t.s("consent-look"), org)
}

fn may_end(view: &ConsentView<'_>, one: Shown<'_>) -> bool {
    let mine = one.consent.share.ground == Ground::Consent || view.reader == Reader::Staff;
    one.holds && mine && view.head.may(PersonAction::Consent)
}

fn stop(t: T, head: &HeadView<'_>, one: Shown<'_>) -> Html {
    let href = format!("{}/withdraw", one.path(head));
    let spoken = t.plain_with("consent-withdraw-spoken", &[("org", one.org.into())]);
    let label = Symbol::Stop.with(t.s("consent-withdraw"));
    Button::link(label, ButtonKind::Secondary, href).spoken(spoken).render_html()
}

fn asked_args<'a>(t: T, consent: &'a Consent) -> [(&'static str, tsumugi_words::Arg<'a>); 2] {
    [("name", consent.asked_by_name.as_str().into()), ("from", t.0.date_short(consent.from).into())]
}

/// A role in the words of the team.
fn role_words(t: T, role: Role) -> tsumugi_words::Phrase {
    t.0.text(&code_key("team-role", role.code()))
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
        consent.share.classes.iter().map(|class| format!("<li>{}</li>", class_of(t, head, *class)));
    Html::rendered(format!("<ul class=\"shared\">{}</ul>", items.collect::<String>()))
}

/// The question before a consent is taken back: what will not be seen any more. No reason is
/// asked for.
#[must_use]
pub fn withdraw(kit: &Kit, head: &HeadView<'_>, one: Shown<'_>) -> Html {
    let t = kit.t();
    let above = head.path("/consents");
    let action = format!("{}/withdraw", one.path(head));
    let stop = kit.post(action, "consent-withdraw-go", ButtonKind::Primary, vec![]);
    let keep = Button::link(t.s("consent-withdraw-keep"), ButtonKind::Secondary, above.clone());
    let what = paragraph(&t.with("consent-withdraw-what", &[("org", one.org.into())]));
    Html::join([
        PageHead::new(t.s("consent-withdraw-title"))
            .lead(t.s("consent-withdraw-lead"))
            .back(t.s("consents-title"), above)
            .render_html(),
        Card::new(Html::text(one.org), Html::join([what, shared_list(t, head, one.consent)]))
            .kind(CardKind::Warm)
            .foot(Html::join([stop, keep.render_html()]))
            .render_html(),
    ])
}

/// What was typed about an answer.
#[derive(Debug, Default)]
pub struct AnswerForm {
    /// `yes` or `no`.
    pub answer: String,
    /// Code of the giver.
    pub giver: String,
    /// The name.
    pub giver_name: String,
    /// Id of a guardian's seat.
    pub guardian: String,
    /// How it was explained.
    pub how: String,
    /// Who was there besides.
    pub witness: String,
    /// Who of the family agreed.
    pub family: String,
}

/// One consent: the words, what became of them, and the way to answer or to take it back. Printed,
/// it is the paper to be signed.
#[must_use]
pub fn one(
    kit: &Kit,
    view: &ConsentView<'_>,
    one: Shown<'_>,
    form: &AnswerForm,
    errors: &Errors,
) -> Html {
    let t = kit.t();
    let head = &view.head;
    let (chip, _) = state(t, one);
    let may = one.is_open() && head.may(PersonAction::Consent);
    let (summary, answer) = match (may, view.reader) {
        (false, _) => Default::default(),
        (true, Reader::Staff) => record_form(kit, view, one, form, errors),
        (true, Reader::Own | Reader::Family) => yes_or_no(kit, head, one, form, errors),
    };
    let foot = if may_end(view, one) { stop(t, head, one) } else { Html::default() };
    let card = Card::new(
        Symbol::Share.with(Html::text(one.org)),
        Html::join([
            Html::rendered(format!("<p class=\"screen-only\">{}</p>", chip.render_html())),
            words(t, one.consent),
        ]),
    )
    .kind(if may { CardKind::Warm } else { CardKind::Plain })
    .foot(foot);
    Html::join([
        summary,
        PageHead::new(t.s(if may { "consent-one-ask" } else { "consent-one" }))
            .back(t.s("consents-title"), head.path("/consents"))
            .action(Button::print(t))
            .render_html(),
        card.render_html(),
        facts(t, view, one),
        answer,
        if one.is_open() { signatures(t) } else { Html::default() },
    ])
}

/// Who asked and who answered, with how it was explained.
fn facts(t: T, view: &ConsentView<'_>, one: Shown<'_>) -> Html {
    let consent = one.consent;
    let mut rows = Vec::new();
    if !consent.asked_by_name.is_empty() {
        let args = asked_args(t, consent);
        rows.push((t.s("consent-fact-asked"), t.with("consent-asked-by", &args)));
    }
    if consent.reply == Reply::Given {
        rows.push((t.s("consent-fact-answer"), source(t, view.reader, consent)));
    }
    let said = &consent.said;
    if consent.reply == Reply::Declined {
        let args = [("name", said.giver_name.as_str().into())];
        rows.push((t.s("consent-fact-answer"), t.with("consent-declined-by", &args)));
    }
    for (key, text) in [
        ("consent-fact-how", &said.how),
        ("consent-fact-explained", &said.explained_by),
        ("consent-fact-witness", &said.witness),
        ("consent-fact-family", &said.family),
    ] {
        if !text.is_empty() {
            rows.push((t.s(key), t.known(text)));
        }
    }
    match rows.is_empty() {
        true => Html::default(),
        false => Facts { rows }.render_html(),
    }
}

/// Two answers beside each other. Where something belongs to the family too, its members are
/// asked for first.
fn yes_or_no(
    kit: &Kit,
    head: &HeadView<'_>,
    one: Shown<'_>,
    form: &AnswerForm,
    errors: &Errors,
) -> (Html, Html) {
    let t = kit.t();
    let action = format!("{}/answer", one.path(head));
    let family = one.consent.share.classes.contains(&DataClass::Family);
    let fields = match family {
        true => vec![family_field(t, form)],
        false => vec![],
    };
    let (summary, fields) = errors.fields(t, fields);
    let yes = kit.form(action.clone(), fields, "consent-yes").hidden("answer", "yes");
    let seen = seen::mark(&one.consent.wording);
    let no = vec![("answer", "no".to_owned()), ("seen", seen)];
    let no = kit.post(action, "consent-no", ButtonKind::Secondary, no);
    let forms = format!("<div class=\"halves screen-only\">{}{no}</div>", yes.render_html());
    (summary, Html::rendered(forms))
}

fn family_field(t: T, form: &AnswerForm) -> Field {
    Field::line(t, "family", t.s("consent-family"), &form.family)
        .hint(t.s("consent-family-hint"))
        .needed_when(t.s("consent-family-when"))
        .width(Width::Middle)
}

/// What staff write down of an answer: who, how it was explained, what they said.
fn record_form(
    kit: &Kit,
    view: &ConsentView<'_>,
    one: Shown<'_>,
    form: &AnswerForm,
    errors: &Errors,
) -> (Html, Html) {
    let t = kit.t();
    // A custodian decides for a minor only, a guardian while there is one.
    let adult = is_adult(view.head.person.birth, view.today);
    let mut givers = vec!["person"];
    givers.extend((!adult).then_some("custodian"));
    givers.extend((!view.guardians.is_empty()).then_some("guardian"));
    let answers = choices(t, "consent-said", &["yes", "no"], &form.answer);
    let givers = choices(t, "giver", &givers, &form.giver);
    let mut fields = vec![
        Field::radios(t, "answer", t.s("consent-said"), answers).in_row().required(),
        Field::radios(t, "giver", t.s("consent-giver"), givers).in_row().required(),
        Field::line(t, "giver_name", t.s("consent-giver-name"), &form.giver_name)
            .hint(t.s("consent-giver-name-hint"))
            .width(Width::Middle),
    ];
    if !view.guardians.is_empty() {
        let seats = view.guardians.iter().map(|one| {
            let id = one.seat.to_string();
            let chosen = id == form.guardian;
            Choice::new(id, Html::text(&format!("{}（{}）", one.name, one.scope)), chosen)
        });
        fields.push(Field::radios(t, "guardian", t.s("consent-guardian"), seats.collect()));
    }
    fields.push(
        Field::area(t, "how", t.s("consent-how-explained"), &form.how)
            .hint(t.s("consent-how-explained-hint"))
            .rows(2)
            .required(),
    );
    let witness = Field::line(t, "witness", t.s("consent-witness"), &form.witness);
    fields.push(witness.width(Width::Middle));
    if one.consent.share.classes.contains(&DataClass::Family) {
        fields.push(family_field(t, form));
    }
    let (summary, fields) = errors.fields(t, fields);
    let form = kit.form(format!("{}/answer", one.path(&view.head)), fields, "consent-record");
    let off = kit.post(
        format!("{}/withdraw", one.path(&view.head)),
        "consent-ask-off",
        ButtonKind::Quiet,
        vec![],
    );
    let body = Html::join([paragraph(&t.s("consent-record-how")), form.render_html(), off]);
    let card = Card::new(t.s("consent-record-title"), body);
    (summary, Html::rendered(format!("<div class=\"screen-only\">{}</div>", card.render_html())))
}

/// On paper: who says yes or no by hand.
fn signatures(t: T) -> Html {
    let sign = |key: &str| format!("<p class=\"sign-box\">{}<br></p>", t.s(key));
    Html::rendered(format!(
        "<section class=\"print-only\"><h2>{}</h2><p>{}</p>\
         <div class=\"sign\">{}{}</div><div class=\"sign\">{}{}</div></section>",
        t.s("consent-sign"),
        t.s("consent-sign-what"),
        sign("plan-sign-on"),
        sign("plan-sign-person"),
        sign("consent-sign-for"),
        sign("consent-sign-family"),
    ))
}
