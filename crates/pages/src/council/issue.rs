//! The page of an issue: what stands behind it, where it was on the table, what was answered.

use jiff::civil::Date;
use tsumugi_domain::community::{CommunityIssue, IssueState, Report};
use tsumugi_domain::council::{AnswerKind, CouncilAnswer, CouncilBody, CouncilItem};
use tsumugi_domain::seen;

use super::{not_names, report_checks, report_line, title_text};
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
    /// Today.
    pub today: Date,
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
    /// It was ticked that nobody is named.
    pub not_names: bool,
    /// Id of the body.
    pub body: String,
    /// The day of the session.
    pub session_on: DateText,
    /// Its name, when that was typed anew.
    pub name: Option<String>,
    /// What it is about, when the name was typed anew.
    pub about: String,
    /// The mark of what the form that was typed into had shown.
    pub seen: String,
    /// Id of the item whose words are written down, or that is moved.
    pub item: String,
    /// What was said there.
    pub said: String,
    /// The body and the day it is moved to.
    pub moved: Option<(String, DateText)>,
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
    name: [Field; 2],
    reports: Field,
    agenda: [Field; 2],
    said: Vec<Field>,
    moved: Vec<[Field; 2]>,
    answer: [Field; 4],
    /// The tick that nobody is named, for the form that was sent.
    not_names: Option<Field>,
    /// The mark that came back with what was typed.
    seen: String,
}

impl Fields {
    /// The tick that nobody is named, in the form with something wrong.
    fn tick(&self, wrong: bool) -> Html {
        let tick = self.not_names.as_ref().filter(|_| wrong);
        tick.map_or_else(Html::default, |field| field.render_html())
    }

    /// The mark of what a form shows; of what it showed before, when it comes back to be mended.
    fn mark(&self, wrong: bool, shown: &impl std::fmt::Debug) -> String {
        if wrong { self.seen.clone() } else { seen::mark(shown) }
    }
}

/// The page of an issue.
#[must_use]
pub fn issue(kit: &Kit, view: &IssuePage<'_>, forms: &IssueForms, errors: &Errors) -> Html {
    let t = kit.t();
    let fields = fields(t, view, forms, errors);
    let all: Vec<&Field> = [&fields.reports]
        .into_iter()
        .chain(&fields.agenda)
        .chain(&fields.name)
        .chain(&fields.said)
        .chain(fields.moved.iter().flatten())
        .chain(&fields.answer)
        .chain(&fields.not_names)
        // The same fields stand at every session; only what was sent can be wrong.
        .filter(|field| field.error.is_some())
        .collect();
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
                about_card(kit, view, &fields),
                answers_card(kit, view, &fields),
                items_card(kit, view, &fields),
            ]),
            Html::join([agenda_card(kit, view, &fields), reports_card(kit, view, &fields)]),
        ),
    ])
}

/// What it is about, and the form that says so better.
fn about_card(kit: &Kit, view: &IssuePage<'_>, fields: &Fields) -> Html {
    let t = kit.t();
    let issue = view.issue;
    let text = match issue.text.as_str() {
        "" => Html::default(),
        text => Html::rendered(format!("<p>{}</p>", Html::user(text))),
    };
    let count = t.with("issue-reports", &[("count", issue.reports.into())]);
    let rows = vec![(t.s("issue-behind"), count), (t.s("issue-named-on"), t.date(issue.named_on))];
    let about = Html::join([
        Html::rendered(format!("<p>{}</p>", issue_chip(t, issue.state).render_html())),
        text,
        Facts { rows }.render_html(),
    ]);
    let mut card = Card::new(t.s("issue-about"), about);
    if view.may_sort {
        let open = fields.name.iter().any(|field| field.error.is_some());
        let shown = (&view.issue.title, &view.issue.text);
        let form = kit
            .form(view.path("/edit"), Html::join([joined(&fields.name), fields.tick(open)]), "save")
            .hidden("seen", fields.mark(open, &shown))
            .render_html();
        card = card.foot(more(&t.s("issue-rename"), &form, open));
    }
    card.render_html()
}

/// The session that is still ahead, or that nobody has written about.
fn open_session<'a>(view: &IssuePage<'a>) -> Option<&'a CouncilItem> {
    view.items.iter().find(|item| item.said.is_empty())
}

/// It was talked about, or is without a session, and those who wait have heard nothing yet.
fn answer_is_next(view: &IssuePage<'_>) -> bool {
    let talked = open_session(view).is_none();
    view.may_answer && talked && view.issue.state == IssueState::OnAgenda
}

/// One step for each state: nobody is asked to answer twice.
fn next_step(t: T, view: &IssuePage<'_>) -> Html {
    let button = |key: &str, kind, href: String| Button::link(t.s(key), kind, href);
    let answer_key = match view.answers.is_empty() {
        true => "council-next-answer-go",
        false => "council-answer-more",
    };
    let answer = |kind| button(answer_key, kind, "#answer".to_owned());
    let (what, why, actions) = match (view.issue.state, open_session(view)) {
        (IssueState::Named, _) if view.may_sort => {
            let go = button("council-next-agenda-go", ButtonKind::Primary, "#agenda".to_owned());
            (t.s("issue-next-agenda"), "issue-next-agenda-why", vec![go])
        }
        (IssueState::OnAgenda | IssueState::InProgress, Some(item)) if view.may_sort => {
            let past = item.session_on <= view.today;
            let what = if past { "issue-next-said" } else { "issue-next-session" };
            let why = if past { "issue-next-said-why" } else { "issue-next-session-why" };
            let go = match past {
                true => button("item-said-write", ButtonKind::Primary, "#items".to_owned()),
                false => button("sheet-open", ButtonKind::Primary, view.path("/sheet")),
            };
            (
                t.with(what, &[("place", place(t, item).into())]),
                why,
                vec![go, answer(ButtonKind::Quiet)],
            )
        }
        (IssueState::OnAgenda, _) if view.may_answer => {
            (t.s("issue-next-answer"), "issue-next-answer-why", vec![answer(ButtonKind::Primary)])
        }
        (IssueState::InProgress, _) if view.may_answer => {
            let go = answer(ButtonKind::Secondary);
            (t.s("issue-next-more"), "issue-next-more-why", vec![go])
        }
        (IssueState::Answered | IssueState::ClosedNoAction, _) => {
            (t.s("issue-next-none"), "issue-next-none-why", Vec::new())
        }
        _ => reading(t, view),
    };
    NextStep { t, what, why: Some(t.s(why)), actions }.render_html()
}

/// What is next for those who neither sort nor answer here: they read, and talk at the session.
fn reading(t: T, view: &IssuePage<'_>) -> (Html, &'static str, Vec<Button>) {
    let coming = view.items.iter().find(|item| item.session_on >= view.today);
    let (what, why) = match (coming, open_session(view), view.issue.state) {
        (Some(item), ..) => {
            let what = t.with("issue-next-session", &[("place", place(t, item).into())]);
            (what, "issue-next-member-session-why")
        }
        (None, Some(_), _) => (t.s("issue-next-member-said"), "issue-next-member-said-why"),
        (None, None, IssueState::Named) => {
            (t.s("issue-next-member-named"), "issue-next-member-named-why")
        }
        (None, None, IssueState::InProgress) => {
            (t.s("issue-next-member-goes-on"), "issue-next-member-goes-on-why")
        }
        (None, None, _) => (t.s("issue-next-member-wait"), "issue-next-member-wait-why"),
    };
    let others = t.s("issue-next-member-go");
    (what, why, vec![Button::link(others, ButtonKind::Secondary, "/council")])
}

/// Day and body of a session on one line.
fn place(t: T, item: &CouncilItem) -> String {
    let day = t.0.date(item.session_on);
    t.plain_with("item-where", &[("day", day.into()), ("body", (&item.body_name).into())])
}

fn fields(t: T, view: &IssuePage<'_>, forms: &IssueForms, errors: &Errors) -> Fields {
    let checked = |field: Field| errors.put(field);
    let kinds: Vec<&str> = AnswerKind::ALL.iter().map(|kind| kind.code()).collect();
    let kinds = choices(t, "council-answer", &kinds, &forms.kind);
    let said = view
        .items
        .iter()
        .map(|item| {
            let typed = item.id.to_string() == forms.item && forms.moved.is_none();
            let text = if typed { &forms.said } else { &item.said };
            let field = Field::area(t, "said", t.s("item-said"), text)
                .hint(t.s("item-said-hint"))
                .id(format!("said-{}", item.id))
                .required();
            if typed { checked(field) } else { field }
        })
        .collect();
    let name = forms.name.as_deref().unwrap_or(&view.issue.title);
    let about = if forms.name.is_some() { &forms.about } else { &view.issue.text };
    Fields {
        seen: forms.seen.clone(),
        not_names: not_names(t, errors, forms.not_names).map(checked),
        name: [
            Field::line(t, "title", t.s("issue-name"), name).required(),
            Field::area(t, "about", t.s("issue-text"), about).hint(t.s("issue-text-hint")),
        ]
        .map(checked),
        moved: view.items.iter().map(|item| moved_fields(t, view, forms, item, errors)).collect(),
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
            Field::radios(t, "body", t.s("item-body"), bodies(t, view, &forms.body)).required(),
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

/// The bodies as choices.
fn bodies(t: T, view: &IssuePage<'_>, chosen: &str) -> Vec<Choice> {
    let choice = |body: &CouncilBody| {
        let id = body.id.to_string();
        let chosen = id == chosen;
        let kind = t.s(&code_key("body-kind", body.kind.code()));
        let choice = Choice::new(id, Html::text(&body.name), chosen);
        // Many bodies are called by their kind; nobody needs to read that twice.
        if *kind.as_str() == body.name { choice } else { choice.hint(kind) }
    };
    view.bodies.iter().map(choice).collect()
}

/// Body and day of a session, to be corrected.
fn moved_fields(
    t: T,
    view: &IssuePage<'_>,
    forms: &IssueForms,
    item: &CouncilItem,
    errors: &Errors,
) -> [Field; 2] {
    let id = item.id.to_string();
    let typed = forms.moved.as_ref().filter(|_| id == forms.item);
    let (body, day) =
        typed.cloned().unwrap_or_else(|| (item.body.to_string(), DateText::of(item.session_on)));
    let wrong = |field: Field| match typed {
        Some(_) => errors.put(field),
        None => field,
    };
    [
        Field::radios(t, "item_body", t.s("item-body"), bodies(t, view, &body))
            .id(format!("body-{id}"))
            .required(),
        Field::date(t, "item_on", t.s("item-session-on"), day).id(format!("on-{id}")).required(),
    ]
    .map(wrong)
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
        let wrong = fields.answer.iter().any(|field| field.error.is_some());
        let asked = Html::join([joined(&fields.answer), fields.tick(wrong)]);
        let form = kit
            .form(view.path("/answers"), asked, "council-answer-save")
            .draft(t, format!("council-answer-{}", view.issue.id))
            .render_html();
        let key = match view.answers.is_empty() {
            true => "council-answer-add",
            false => "council-answer-more",
        };
        card = card.foot(more(&t.s(key), &form, wrong || answer_is_next(view)));
    }
    card.render_html()
}

/// Where it was on the table and what was said there.
fn items_card(kit: &Kit, view: &IssuePage<'_>, fields: &Fields) -> Html {
    let t = kit.t();
    if view.items.is_empty() {
        return Html::default();
    }
    let pairs = fields.said.iter().zip(&fields.moved);
    let items = view.items.iter().zip(pairs).map(|(item, (field, moved))| {
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
                .form(
                    action,
                    Html::join([field.render_html(), fields.tick(field.error.is_some())]),
                    "save",
                )
                .hidden("issue", view.issue.id.to_string())
                .hidden("seen", fields.mark(field.error.is_some(), &item.said));
            let day = t.0.date_short(item.session_on).to_string();
            form.buttons[0].label = told_apart(&t.s("save"), &day);
            let form = form.render_html();
            let key = if item.said.is_empty() { "item-said-write" } else { "item-said-change" };
            let said = more(&t.s(key), &form, field.error.is_some());
            card = card.foot(Html::join([said, move_form(kit, view, item, fields, moved)]));
        }
        card.render_html()
    });
    Card::new(t.s("issue-items"), Html::join(items)).id("items").render_html()
}

/// The form that corrects a slip in body or day.
fn move_form(
    kit: &Kit,
    view: &IssuePage<'_>,
    item: &CouncilItem,
    fields: &Fields,
    moved: &[Field; 2],
) -> Html {
    let t = kit.t();
    let day = t.0.date_short(item.session_on).to_string();
    let open = moved.iter().any(|field| field.error.is_some());
    let mut form = kit
        .form(format!("/council/items/{}/edit", item.id), joined(moved), "save")
        .hidden("issue", view.issue.id.to_string())
        .hidden("seen", fields.mark(open, &(item.body, item.session_on)));
    form.buttons[0].label = told_apart(&t.s("save"), &day);
    more(&told_apart(&t.s("item-move"), &day), &form.render_html(), open)
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
    let out = view.may_sort && view.answers.is_empty();
    let items = reports.iter().map(|report| {
        let line = report_line(t, report);
        if out {
            Html::rendered(format!("{line}<br>{}", take_out(kit, view, report)))
        } else {
            line
        }
    });
    let note = match (view.may_sort, reports.is_empty()) {
        (_, true) => muted(&t.s("issue-behind-none")),
        (true, _) if !out => muted(&t.s("report-stays-answered")),
        _ => Html::default(),
    };
    let body = Html::join([lines(items.collect::<Vec<_>>()), note]);
    let mut card = Card::new(t.s("issue-behind-title"), body).kind(CardKind::Quiet);
    if view.may_sort && !view.received.is_empty() {
        let form = kit
            .form(view.path("/reports"), fields.reports.render_html(), "issue-reports-save")
            .render_html();
        let open = fields.reports.error.is_some();
        card = card.foot(more(&t.s("issue-reports-add"), &form, open));
    }
    card.render_html()
}

/// The way back to the desk for a report that was grouped by mistake.
fn take_out(kit: &Kit, view: &IssuePage<'_>, report: &Report) -> Html {
    let t = kit.t();
    let action = view.path(&format!("/reports/{}/take-out", report.id));
    let title = title_text(t, report);
    let spoken = t.plain_with("report-take-out-spoken", &[("report", title.into())]);
    kit.post_named(action, "report-take-out", ButtonKind::Quiet, spoken, vec![])
}
