//! The page of an issue: what stands behind it, where it was on the table, what was answered.

use tsumugi_domain::community::{CommunityIssue, IssueState, Report};
use tsumugi_domain::council::{AnswerKind, CouncilAnswer, CouncilBody, CouncilItem};

use super::{report_checks, report_line};
use crate::community::{answer_chip, issue_chip};
use crate::components::{
    Button, ButtonKind, Card, CardKind, Choice, Component as _, DateText, Empty, Facts, Field,
    NextStep, PageHead, Voice as Mark,
};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::person::{choices, code_key, columns, lines};
use crate::plan::{more, muted, told_apart};

/// The page of an issue.
#[derive(Debug)]
pub struct IssuePage<'a> {
    /// The issue.
    pub issue: &'a CommunityIssue,
    /// The reports behind it; `None` for members.
    pub reports: Option<&'a [Report]>,
    /// Reports that wait and could join it.
    pub received: &'a [Report],
    /// Where it was on the table, oldest session first.
    pub items: &'a [CouncilItem],
    /// The answers so far, oldest first.
    pub answers: &'a [CouncilAnswer],
    /// The bodies it can be put before.
    pub bodies: &'a [CouncilBody],
    /// The reader may sort reports and put issues on the table.
    pub may_sort: bool,
    /// The reader may answer.
    pub may_answer: bool,
}

impl IssuePage<'_> {
    fn path(&self, tail: &str) -> String {
        format!("/council/issues/{}{tail}", self.issue.id)
    }
}

/// What was typed into the forms of the page.
#[derive(Debug, Default)]
pub struct IssueForms {
    /// Ids of reports that join.
    pub reports: Vec<String>,
    /// Id of the body.
    pub body: String,
    /// The day of the session.
    pub session_on: DateText,
    /// Id of the item whose words are written down.
    pub item: String,
    /// What was said there.
    pub said: String,
    /// Code of the kind of answer.
    pub kind: String,
    /// The answer for the offices.
    pub text: String,
    /// The answer in easy words.
    pub easy: String,
    /// The day of the answer.
    pub on: DateText,
}

/// The fields of the page, with what is wrong put in.
struct Fields {
    reports: Field,
    agenda: [Field; 2],
    said: Vec<Field>,
    answer: [Field; 4],
}

/// The page of an issue.
#[must_use]
pub fn issue(kit: &Kit, view: &IssuePage<'_>, forms: &IssueForms, errors: &Errors) -> Html {
    let t = kit.t();
    let fields = fields(t, view, forms, errors);
    let all: Vec<&Field> = [&fields.reports]
        .into_iter()
        .chain(&fields.agenda)
        .chain(&fields.said)
        .chain(&fields.answer)
        .collect();
    let text = match view.issue.text.as_str() {
        "" => Html::default(),
        text => Html::rendered(format!("<p>{}</p>", Html::user(text))),
    };
    let about = Html::join([
        Html::rendered(format!("<p>{}</p>", issue_chip(t, view.issue.state).render_html())),
        text,
        Facts {
            rows: vec![
                (
                    t.s("issue-behind"),
                    t.with("issue-reports", &[("count", view.issue.reports.into())]),
                ),
                (t.s("issue-named-on"), t.date(view.issue.named_on)),
            ],
        }
        .render_html(),
    ]);
    let mut head = PageHead::new(Html::text(&view.issue.title))
        .lead(t.s("issue-lead"))
        .back(t.s("council-title"), "/council");
    if view.reports.is_some() {
        head = head.action(Button::link(
            t.s("sheet-open"),
            ButtonKind::Secondary,
            view.path("/sheet"),
        ));
    }
    Html::join([
        errors.summary(t, &all),
        head.render_html(),
        next_step(t, view),
        columns(
            Html::join([
                Card::new(t.s("issue-about"), about).render_html(),
                answers_card(kit, view, &fields),
                items_card(kit, view, &fields),
            ]),
            Html::join([agenda_card(kit, view, &fields), reports_card(kit, view, &fields)]),
        ),
    ])
}

fn next_step(t: T, view: &IssuePage<'_>) -> Html {
    let (what, why, label, href) = match view.issue.state {
        IssueState::Named if view.may_sort => {
            ("issue-next-agenda", "issue-next-agenda-why", "council-next-agenda-go", "#agenda")
        }
        IssueState::OnAgenda | IssueState::InProgress if view.may_answer => {
            ("issue-next-answer", "issue-next-answer-why", "council-next-answer-go", "#answer")
        }
        _ => return Html::default(),
    };
    let actions = vec![Button::link(t.s(label), ButtonKind::Primary, href)];
    NextStep { t, what: t.s(what), why: Some(t.s(why)), actions }.render_html()
}

fn fields(t: T, view: &IssuePage<'_>, forms: &IssueForms, errors: &Errors) -> Fields {
    let checked = |field: Field| {
        let error = errors.of(&field.name);
        field.error(error)
    };
    let bodies = view
        .bodies
        .iter()
        .map(|body| {
            let id = body.id.to_string();
            let chosen = id == forms.body;
            Choice::new(id, Html::text(&body.name), chosen)
                .hint(t.s(&code_key("body-kind", body.kind.code())))
        })
        .collect();
    let kinds: Vec<&str> = AnswerKind::ALL.iter().map(|kind| kind.code()).collect();
    let kinds = choices(t, "council-answer", &kinds, &forms.kind);
    let said = view
        .items
        .iter()
        .map(|item| {
            let typed = item.id.to_string() == forms.item;
            let text = if typed { &forms.said } else { &item.said };
            let field = Field::area(t, "said", t.s("item-said"), text)
                .hint(t.s("item-said-hint"))
                .id(format!("said-{}", item.id))
                .required();
            if typed { checked(field) } else { field }
        })
        .collect();
    Fields {
        reports: checked(
            Field::checks(
                t,
                "reports",
                t.s("issue-reports-choose"),
                report_checks(t, view.received, &forms.reports),
            )
            .required(),
        ),
        agenda: [
            Field::radios(t, "body", t.s("item-body"), bodies).required(),
            Field::date(t, "session_on", t.s("item-session-on"), forms.session_on.clone())
                .required(),
        ]
        .map(checked),
        said,
        answer: [
            Field::radios(t, "kind", t.s("council-answer-kind"), kinds).required(),
            Field::area(t, "text", t.s("council-answer-text"), &forms.text)
                .hint(t.s("council-answer-text-hint"))
                .voice(Mark::Staff)
                .required(),
            Field::area(t, "easy", t.s("council-answer-easy"), &forms.easy)
                .hint(t.s("council-answer-easy-hint"))
                .required(),
            Field::date(t, "on", t.s("council-answer-day"), forms.on.clone()).required(),
        ]
        .map(checked),
    }
}

fn joined(fields: &[Field]) -> Html {
    Html::join(fields.iter().map(|field| field.render_html()))
}

/// The answers so far, each in both kinds of words, and the form for the next.
fn answers_card(kit: &Kit, view: &IssuePage<'_>, fields: &Fields) -> Html {
    let t = kit.t();
    let given = view.answers.iter().map(|answer| {
        let day = t.date(answer.on);
        let head = format!("<p>{} {day}</p>", answer_chip(t, answer.kind).render_html());
        let rows = vec![
            (t.s("council-answer-text"), Html::user(&answer.text)),
            (t.s("council-answer-easy"), Html::user(&answer.easy)),
        ];
        Html::join([Html::rendered(head), Facts { rows }.render_html()])
    });
    let body = match view.answers.is_empty() {
        true => muted(&t.s("council-answers-none")),
        false => Html::join(given),
    };
    let mut card = Card::new(t.s("council-answers"), body).id("answer");
    if view.may_answer {
        let form = kit
            .form(view.path("/answers"), joined(&fields.answer), "council-answer-save")
            .draft(t, format!("council-answer-{}", view.issue.id))
            .render_html();
        let wrong = fields.answer.iter().any(|field| field.error.is_some());
        let open =
            wrong || matches!(view.issue.state, IssueState::OnAgenda | IssueState::InProgress);
        card = card.foot(more(&t.s("council-answer-add"), &form, open));
    }
    card.render_html()
}

/// Where it was on the table and what was said there.
fn items_card(kit: &Kit, view: &IssuePage<'_>, fields: &Fields) -> Html {
    let t = kit.t();
    if view.items.is_empty() {
        return Html::default();
    }
    let items = view.items.iter().zip(&fields.said).map(|(item, field)| {
        let heading = t.with(
            "item-where",
            &[("day", t.0.date(item.session_on).into()), ("body", (&item.body_name).into())],
        );
        let said = match item.said.as_str() {
            "" => muted(&t.s("item-said-none")),
            said => Html::rendered(format!("<p>{}</p>", Html::user(said))),
        };
        let mut card = Card::new(heading, said).inner();
        if view.may_sort {
            let action = format!("/council/items/{}/said", item.id);
            let mut form = kit
                .form(action, field.render_html(), "save")
                .hidden("issue", view.issue.id.to_string());
            let day = t.0.date_short(item.session_on).to_string();
            form.buttons[0].label = told_apart(&t.s("save"), &day);
            let form = form.render_html();
            let key = if item.said.is_empty() { "item-said-write" } else { "item-said-change" };
            card = card.foot(more(&t.s(key), &form, field.error.is_some()));
        }
        card.render_html()
    });
    Card::new(t.s("issue-items"), Html::join(items)).id("items").render_html()
}

fn agenda_card(kit: &Kit, view: &IssuePage<'_>, fields: &Fields) -> Html {
    let t = kit.t();
    if !view.may_sort {
        return Html::default();
    }
    if view.bodies.is_empty() {
        let (title, text) = (t.s("bodies-none"), t.s("bodies-none-text"));
        return Empty { title, text, action: None }.render_html();
    }
    let form = kit.form(view.path("/agenda"), joined(&fields.agenda), "item-save").render_html();
    let wrong = fields.agenda.iter().any(|field| field.error.is_some());
    let open = wrong || view.issue.state == IssueState::Named;
    Card::new(t.s("item-add-title"), muted(&t.s("item-add-lead")))
        .foot(more(&t.s("item-add-open"), &form, open))
        .id("agenda")
        .render_html()
}

/// The reports behind the issue, and the way for others to join.
fn reports_card(kit: &Kit, view: &IssuePage<'_>, fields: &Fields) -> Html {
    let t = kit.t();
    let Some(reports) = view.reports else { return Html::default() };
    let items = reports.iter().map(|report| report_line(t, report));
    let mut card = Card::new(t.s("issue-behind-title"), lines(items.collect::<Vec<_>>()))
        .kind(CardKind::Quiet);
    if view.may_sort && !view.received.is_empty() {
        let form = kit
            .form(view.path("/reports"), fields.reports.render_html(), "issue-reports-save")
            .render_html();
        let open = fields.reports.error.is_some();
        card = card.foot(more(&t.s("issue-reports-add"), &form, open));
    }
    card.render_html()
}
