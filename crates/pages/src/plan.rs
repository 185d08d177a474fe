//! Plans: what counts now, whose idea each goal was, and how it is answered to.

mod easy;
mod edit;
mod goal;
mod parts;
mod version;

pub(crate) use easy::answer_symbol;
pub use easy::easy;
pub use edit::{DraftForm, draft, start};
pub use goal::{GoalForm, goal_form};
pub(crate) use parts::{
    day_of, life_chip, marks, more, muted, standing_chip, told_apart, told_apart_by,
};
pub use version::{VersionPage, discard, version};

use jiff::civil::Date;
use tsumugi_domain::answer::is_asked;
use tsumugi_domain::ids::{MeetingId, PlanId, PlanVersionId};
use tsumugi_domain::meeting::Decision;
use tsumugi_domain::monitoring::Attainment;
use tsumugi_domain::plan::{
    Answer, Delivery, Goal, GoalChange, GoalView, Horizon, Life, Obstacle, Plan, PlanVersion,
    Recipient, VersionState,
};

use crate::components::{
    Button, ButtonKind, Card, CardKind, Choice, Component as _, DateText, Empty, Field, NextStep,
    PageHead, Progress, Quote, TaskList, TaskRow, Voice as Mark,
};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::person::{HeadView, choices, code_key, columns, lines, link, own_words, spoken};
use parts::{difference, goal_card};

/// How one kind of answerer stands to a goal.
#[derive(Debug, Clone, Copy)]
pub struct StandingView<'a> {
    /// The answers, oldest first.
    pub answers: &'a [Answer],
    /// Whether the last one lives.
    pub life: &'a Life,
}

/// Who reads a page about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// The person.
    Own,
    /// The family.
    Family,
    /// A worker.
    Staff,
}

impl Reader {
    /// The page above every page about the person, for this reader.
    pub(crate) fn back(self, t: T, head: &HeadView<'_>) -> (Html, String) {
        match self {
            Self::Own | Self::Family => (t.s("nav-me"), "/me".to_owned()),
            Self::Staff => (Html::text(&head.called(t)), head.path("")),
        }
    }
}

/// A goal with all that was said about it.
#[derive(Debug, Clone)]
pub struct GoalLineView<'a> {
    /// The goal.
    pub goal: &'a Goal,
    /// The views heard.
    pub views: &'a [GoalView],
    /// The person's answers; `None` when the reader may not see them.
    pub person: Option<StandingView<'a>>,
    /// The family's answers, apart.
    pub family: Option<StandingView<'a>>,
    /// What the last monitoring found about it.
    pub found: Option<Attainment>,
}

/// What a meeting decided to do, offered for taking up.
#[derive(Debug, Clone, Copy)]
pub struct ProposalView<'a> {
    /// The decision.
    pub decision: &'a Decision,
    /// The person's answers to it.
    pub person: Option<StandingView<'a>>,
    /// The person said いや to it.
    pub refused: bool,
    /// It waits for somebody to take it up.
    pub waits: bool,
}

/// A version in the list of versions.
#[derive(Debug, Clone)]
pub struct VersionView<'a> {
    /// Identity.
    pub id: PlanVersionId,
    /// 1, 2, 3…
    pub number: i64,
    /// Where it stands.
    pub state: VersionState,
    /// Why it was made.
    pub reason: &'a str,
    /// The meeting it came from.
    pub meeting: Option<MeetingId>,
    /// What changed since the version before.
    pub changes: &'a [GoalChange],
}

/// Everything the pages of one plan show.
#[derive(Debug)]
pub struct PlanPage<'a> {
    /// The person.
    pub head: HeadView<'a>,
    /// Who reads.
    pub reader: Reader,
    /// The plan.
    pub plan: &'a Plan,
    /// The version that counts.
    pub current: Option<&'a PlanVersion>,
    /// The version being written.
    pub draft: Option<&'a PlanVersion>,
    /// All versions, newest first.
    pub versions: Vec<VersionView<'a>>,
    /// The goals that count.
    pub current_goals: Vec<GoalLineView<'a>>,
    /// The goals of the draft.
    pub draft_goals: Vec<GoalLineView<'a>>,
    /// To whom the current version was given.
    pub deliveries: &'a [Delivery],
    /// To whom it still has to be given.
    pub to_deliver: &'a [Recipient],
    /// What the draft changes.
    pub difference: &'a [GoalChange],
    /// What stands between the draft and the agreement.
    pub obstacles: &'a [Obstacle],
    /// The decisions of the meeting the draft comes from.
    pub proposals: Vec<ProposalView<'a>>,
    /// The reader may write.
    pub may_write: bool,
    /// The reader may record answers.
    pub may_answer: bool,
    /// Today.
    pub today: Date,
}

impl PlanPage<'_> {
    /// The reader is the person.
    fn own(&self) -> bool {
        self.reader == Reader::Own
    }

    /// Path of the plan, with a tail.
    fn path(&self, tail: &str) -> String {
        path(self.plan.id, tail)
    }

    /// The goals that can be answered to now: those of the draft, and those that count and are
    /// not in it.
    pub fn askable(&self) -> impl Iterator<Item = &GoalLineView<'_>> {
        let in_draft = |line: &&GoalLineView<'_>| {
            self.draft_goals.iter().all(|draft| draft.goal.id != line.goal.id)
        };
        self.draft_goals.iter().chain(self.current_goals.iter().filter(in_draft))
    }

    /// Goals to ask the person about: never asked, taken back, or waiting for a talk.
    pub fn waiting(&self) -> impl Iterator<Item = &GoalLineView<'_>> {
        self.askable().filter(|line| line.person.is_some_and(|standing| self.is_asked(standing)))
    }

    /// Whether somebody who stands so to a goal is asked about it today.
    pub(crate) fn is_asked(&self, standing: StandingView<'_>) -> bool {
        is_asked(standing.life, standing.answers, self.today)
    }
}

/// Path of a plan, with a tail.
pub(crate) fn path(plan: PlanId, tail: &str) -> String {
    format!("/plans/{plan}{tail}")
}

/// What was typed into the small forms of the plan's page.
#[derive(Debug, Default)]
pub struct PlanForms {
    /// Code of the recipient.
    pub to: String,
    /// Who received it.
    pub name: String,
    /// When.
    pub on: DateText,
    /// Id of the goal a view is about.
    pub goal: String,
    /// Who said it.
    pub who: String,
    /// What they said.
    pub text: String,
    /// Why the plan is looked at again.
    pub reason: String,
}

/// The page of a plan.
#[must_use]
pub fn page(kit: &Kit, view: &PlanPage<'_>, forms: &PlanForms, errors: &Errors) -> Html {
    let t = kit.t();
    let (summary, deliver, heard) = small_forms(kit, view, forms, errors);
    let aside = Html::join([
        changes_card(t, view),
        deliveries_card(t, view, deliver),
        heard,
        revise_card(kit, view, forms),
        versions_card(t, view),
    ]);
    Html::join([
        summary,
        page_head(t, view),
        wishes(t, view),
        next_step(t, view),
        columns(Html::join([policy_card(t, view), goals(kit, view)]), aside),
        signatures(t, view),
    ])
}

fn page_head(t: T, view: &PlanPage<'_>) -> Html {
    let org = &view.plan.org_name;
    let lead = match (view.plan.current_number, view.plan.current_since) {
        (Some(number), Some(since)) => t.with(
            "plan-lead",
            &[("org", org.into()), ("number", number.into()), ("day", t.0.date(since).into())],
        ),
        _ if view.plan.set_aside => t.with("plan-lead-aside", &[("org", org.into())]),
        _ => t.with("plan-lead-draft", &[("org", org.into())]),
    };
    let (above, href) = view.reader.back(t, &view.head);
    PageHead::new(t.s(&code_key("plan-kind", view.plan.kind.code())))
        .lead(lead)
        .back(above, href)
        .action(Button::link(t.s("plan-easy-go"), ButtonKind::Secondary, view.path("/easy")))
        .action(Button::print(t))
        .render_html()
}

/// The person's wish on top, the family's apart from it.
fn wishes(t: T, view: &PlanPage<'_>) -> Html {
    let Some(version) = view.current.or(view.draft) else { return own_words(t, &view.head) };
    let own = match version.person_wish.as_str() {
        "" => own_words(t, &view.head),
        wish => parts::wish(t, &view.head, wish),
    };
    let family = match version.family_wish.as_str() {
        "" => Html::default(),
        wish => Quote::new(t, Mark::Family, spoken(t, wish))
            .source(t.s("plan-family-wish-source"))
            .render_html(),
    };
    Html::join([own, family])
}

/// The one thing that helps most now, for those who can do it.
fn next_step(t: T, view: &PlanPage<'_>) -> Html {
    let waiting = view.waiting().count();
    let (what, why, label, href) = if view.may_write && view.draft.is_some() {
        ("plan-next-draft", "plan-next-draft-why", "plan-next-draft-go", view.path("/edit"))
    } else if view.may_write && !view.to_deliver.is_empty() {
        ("plan-next-deliver", "plan-next-deliver-why", "plan-next-deliver-go", "#deliver".into())
    } else if view.may_answer && !view.own() && waiting > 0 {
        ("plan-next-ask", "plan-next-ask-why", "plan-next-ask-go", view.path("/answers"))
    } else if view.own() && waiting > 0 {
        ("plan-next-own", "plan-next-own-why", "plan-next-own-go", "/me/answers".into())
    } else {
        return Html::default();
    };
    let mut actions = vec![Button::link(t.s(label), ButtonKind::Primary, href)];
    if label == "plan-next-draft-go" && view.may_answer && waiting > 0 {
        let ask =
            Button::link(t.s("plan-next-ask-go"), ButtonKind::Secondary, view.path("/answers"));
        actions.push(ask);
    }
    let args = [("count", waiting.into())];
    NextStep { t, what: t.with(what, &args), why: Some(t.s(why)), actions }.render_html()
}

fn policy_card(t: T, view: &PlanPage<'_>) -> Html {
    match view.current.map(|version| version.policy.as_str()) {
        None | Some("") => Html::default(),
        Some(policy) => {
            Card::new(t.s("plan-policy"), Html::rendered(format!("<p>{}</p>", t.known(policy))))
                .render_html()
        }
    }
}

/// The goals that count, far ones first: the near ones are steps on that way.
fn goals(kit: &Kit, view: &PlanPage<'_>) -> Html {
    let t = kit.t();
    if view.current.is_none() {
        return none_yet(kit, view);
    }
    let part = |horizon: Horizon| {
        let cards: Vec<Html> = view
            .current_goals
            .iter()
            .filter(|line| line.goal.horizon == horizon)
            .map(|line| goal_card(t, &view.head, line, goal_foot(t, view, line)))
            .collect();
        if cards.is_empty() {
            return Html::default();
        }
        let heading = t.s(&code_key("horizon", horizon.code()));
        Html::rendered(format!(
            "<section class=\"stack\"><h2>{heading}</h2>{}</section>",
            Html::join(cards)
        ))
    };
    Html::join([part(Horizon::Long), part(Horizon::Short)])
}

/// Nothing counts yet: the draft goes on, or, where it was given up, another one begins.
fn none_yet(kit: &Kit, view: &PlanPage<'_>) -> Html {
    let t = kit.t();
    let action = (view.may_write && view.draft.is_some()).then(|| {
        Button::link(t.s("plan-next-draft-go"), ButtonKind::Secondary, view.path("/edit"))
    });
    let none = Empty { title: t.s("plan-none"), text: t.s("plan-none-text"), action };
    let again = match view.may_write && view.draft.is_none() {
        true => kit.post(view.path("/revise"), "plan-start-again", ButtonKind::Primary, vec![]),
        false => Html::default(),
    };
    Html::join([none.render_html(), again])
}

fn goal_foot(t: T, view: &PlanPage<'_>, line: &GoalLineView<'_>) -> Option<Html> {
    if !view.may_answer {
        return None;
    }
    let href = match view.own() {
        true => format!("/me/answers/ask?goal={}", line.goal.id),
        false => view.path(&format!("/answers?goal={}", line.goal.id)),
    };
    let key = if view.own() { "goal-answer-own" } else { "goal-answer" };
    let label = told_apart(&t.s(key), &line.goal.text);
    Some(Button::link(label, ButtonKind::Secondary, href).render_html())
}

/// What changed since the version before. A change is a good result: somebody was heard.
fn changes_card(t: T, view: &PlanPage<'_>) -> Html {
    let current = |version: &&VersionView<'_>| {
        matches!(version.state, VersionState::Current { .. }) && version.number > 1
    };
    let Some(version) = view.versions.iter().find(current) else { return Html::default() };
    let mut body = vec![Html::rendered(format!("<p>{}</p>", t.s("plan-changes-lead")))];
    if !version.reason.is_empty() {
        body.push(muted(&t.with("plan-reason-is", &[("reason", version.reason.into())])));
    }
    body.push(difference(t, version.changes, Vec::new()));
    let mut card = Card::new(t.s("plan-changes"), Html::join(body)).id("changes");
    if let Some(meeting) = version.meeting {
        card = card.foot(link(&format!("/meetings/{meeting}"), &t.s("plan-from-meeting")));
    }
    card.render_html()
}

fn deliveries_card(t: T, view: &PlanPage<'_>, form: Html) -> Html {
    if view.current.is_none() {
        return Html::default();
    }
    let given = view.deliveries.iter().map(|given| TaskRow {
        title: recipient(t, given.to),
        href: None,
        note: Some(t.with(
            "delivery-note",
            &[("name", (&given.name).into()), ("day", t.0.date(given.on).into())],
        )),
        progress: Progress::Done,
        actions: None,
    });
    let due = view.to_deliver.iter().map(|due| TaskRow {
        title: recipient(t, *due),
        href: None,
        note: Some(t.s("delivery-due")),
        progress: Progress::Todo,
        actions: None,
    });
    let rows: Vec<TaskRow> = due.chain(given).collect();
    let body = match rows.is_empty() {
        true => muted(&t.s("deliveries-none")),
        false => TaskList { t, rows }.render_html(),
    };
    let mut card = Card::new(t.s("deliveries-title"), body).id("deliver");
    if !form.is_empty() {
        card = card.foot(form);
    }
    card.render_html()
}

fn recipient(t: T, to: Recipient) -> Html {
    t.s(&code_key("recipient", to.code()))
}

/// The forms for a giving and for a view heard, with one summary of what is wrong in them.
fn small_forms(
    kit: &Kit,
    view: &PlanPage<'_>,
    forms: &PlanForms,
    errors: &Errors,
) -> (Html, Html, Html) {
    let t = kit.t();
    if !view.may_write || view.current.is_none() {
        return (errors.summary(t, &[]), Html::default(), Html::default());
    }
    let codes: Vec<&str> = Recipient::ALL.iter().map(|to| to.code()).collect();
    let goals = view
        .current_goals
        .iter()
        .map(|line| {
            let id = line.goal.id.to_string();
            let chosen = id == forms.goal;
            Choice::new(id, t.known(&line.goal.text), chosen)
        })
        .collect();
    let checked = |field: Field| errors.put(field);
    let deliver = [
        Field::radios(t, "to", t.s("delivery-to"), choices(t, "recipient", &codes, &forms.to))
            .required(),
        Field::line(t, "name", t.s("delivery-name"), &forms.name).required(),
        Field::date(t, "on", t.s("delivery-on"), forms.on.clone()).required(),
    ]
    .map(checked);
    let heard = [
        Field::select(t, "goal", t.s("view-goal"), goals),
        Field::line(t, "who", t.s("view-who"), &forms.who).hint(t.s("view-who-hint")).required(),
        Field::area(t, "text", t.s("view-text"), &forms.text).required(),
    ]
    .map(checked);
    let summary = errors.summary(t, &deliver.iter().chain(&heard).collect::<Vec<_>>());
    let wrong = |fields: &[Field]| fields.iter().any(|field| field.error.is_some());
    let joined = |fields: &[Field]| Html::join(fields.iter().map(|field| field.render_html()));
    let deliver_form = kit.form(view.path("/deliver"), joined(&deliver), "delivery-save");
    let deliver_form = more(&t.s("delivery-add"), &deliver_form.render_html(), wrong(&deliver));
    let heard_form = kit.form(view.path("/views"), joined(&heard), "view-save").render_html();
    let heard_card = Card::new(t.s("views-title"), muted(&t.s("views-lead")))
        .foot(more(&t.s("view-add"), &heard_form, wrong(&heard)))
        .kind(CardKind::Quiet)
        .render_html();
    (summary, deliver_form, on_screen(&heard_card))
}

/// The way to a new version.
fn revise_card(kit: &Kit, view: &PlanPage<'_>, forms: &PlanForms) -> Html {
    let t = kit.t();
    if !view.may_write || view.current.is_none() || view.draft.is_some() {
        return Html::default();
    }
    let reason = Field::area(t, "reason", t.s("plan-reason"), &forms.reason)
        .hint(t.s("plan-reason-hint"))
        .rows(2);
    let form = kit.form(view.path("/revise"), reason.render_html(), "plan-revise").render_html();
    let card = Card::new(t.s("plan-revise-title"), muted(&t.s("plan-revise-lead")))
        .foot(more(&t.s("plan-revise-open"), &form, false))
        .kind(CardKind::Quiet)
        .id("revise")
        .render_html();
    on_screen(&card)
}

/// What can only be done on the screen says nothing on paper.
fn on_screen(card: &Html) -> Html {
    Html::rendered(format!("<div class=\"screen-only\">{card}</div>"))
}

/// At the end of the paper: who was told what the plan says and agreed to it, signed by hand.
fn signatures(t: T, view: &PlanPage<'_>) -> Html {
    if view.current.is_none() && view.draft.is_none() {
        return Html::default();
    }
    let since = view.current.and(view.plan.current_since).map(|day| t.date(day));
    let sign =
        |key: &str, known: Html| format!("<p class=\"sign-box\">{}<br>{known}</p>", t.s(key));
    Html::rendered(format!(
        "<section class=\"print-only\"><h2>{}</h2><p>{}</p>\
         <div class=\"sign\">{}{}</div><div class=\"sign\">{}{}</div></section>",
        t.s("plan-sign"),
        t.s("plan-sign-what"),
        sign("plan-sign-on", since.unwrap_or_default()),
        sign("plan-sign-person", Html::default()),
        sign("plan-sign-family", Html::default()),
        sign("plan-sign-by", Html::default()),
    ))
}

fn versions_card(t: T, view: &PlanPage<'_>) -> Html {
    let items = view.versions.iter().map(|version| {
        let state = version::state_text(t, version.state);
        let number = t.with("plan-version", &[("number", version.number.into())]);
        let number = link(&view.path(&format!("/versions/{}", version.id)), &number);
        let reason = match version.reason {
            "" => Html::default(),
            reason => Html::rendered(format!(
                "<br><span class=\"muted small\">{}</span>",
                Html::text(reason)
            )),
        };
        Html::join([number, Html::text("　"), state, reason])
    });
    Card::new(t.s("plan-versions"), lines(items.collect::<Vec<_>>()))
        .kind(CardKind::Quiet)
        .render_html()
}

fn since_text(t: T, key: &str, since: Date) -> Html {
    t.with(key, &[("day", t.0.date_short(since).into())])
}
