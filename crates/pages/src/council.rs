//! The council's desk: reports without names, issues that people name, agendas, dated answers.

mod issue;
mod set_up;
mod sheet;

pub use issue::{IssueForms, IssuePage, issue};
pub use set_up::{BODIES, SetUpForm, SetUpView, set_up};
pub use sheet::{Sheet, sheet};

use tsumugi_domain::community::{CommunityIssue, IssueState, Report, ReportState};
use tsumugi_domain::council::CouncilItem;
use tsumugi_domain::meeting::GapReason;

use crate::community::{age_key, issue_chip, report_facts};
use crate::components::{
    Actions, Button, ButtonKind, Card, CardKind, Chip, Choice, Component as _, DataTable, Empty,
    Field, NextStep, PageHead, Quote, Tone, Voice as Mark,
};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::person::{code_key, columns, lines, link};
use crate::plan::muted;
use jiff::civil::Date;

/// The reports by where they stand.
#[derive(Debug)]
pub struct InboxView<'a> {
    /// Waiting to be looked at.
    pub received: &'a [Report],
    /// Grouped into an issue.
    pub grouped: &'a [Report],
    /// Returned to their team.
    pub returned: &'a [Report],
    /// How many reports give each reason.
    pub by_reason: &'a [(GapReason, i64)],
}

/// The council's page.
#[derive(Debug)]
pub struct DeskView<'a> {
    /// The reports; `None` for members, who see issues only.
    pub inbox: Option<InboxView<'a>>,
    /// The issues, newest first.
    pub issues: &'a [CommunityIssue],
    /// What was or will be on a table, newest session first.
    pub agenda: &'a [CouncilItem],
    /// Today.
    pub today: Date,
}

/// The council's page: what arrived, what it became, what is on the table.
#[must_use]
pub fn desk(t: T, view: &DeskView<'_>) -> Html {
    let main = Html::join([received_card(t, view), issues_card(t, view)]);
    let side = Html::join([agenda_card(t, view), reasons_card(t, view), other_reports(t, view)]);
    Html::join([
        PageHead::new(t.s("council-title")).lead(t.s("council-lead")).render_html(),
        next_step(t, view),
        columns(main, side),
    ])
}

fn next_step(t: T, view: &DeskView<'_>) -> Html {
    let with = |state: IssueState| view.issues.iter().find(|issue| issue.state == state);
    let received = view.inbox.as_ref().and_then(|inbox| inbox.received.first());
    let sorts = view.inbox.is_some();
    let (what, why, label, href) = if let Some(report) = received {
        let href = format!("/council/reports/{}", report.id);
        ("council-next-read", "council-next-read-why", "council-next-read-go", href)
    } else if let (true, Some(issue)) = (sorts, with(IssueState::Named)) {
        let href = format!("/council/issues/{}#agenda", issue.id);
        ("council-next-agenda", "council-next-agenda-why", "council-next-agenda-go", href)
    } else if let (true, Some(issue)) = (sorts, with(IssueState::OnAgenda)) {
        let href = format!("/council/issues/{}", issue.id);
        ("council-next-answer", "council-next-answer-why", "council-next-issue-go", href)
    } else if let (true, Some(issue)) = (sorts, with(IssueState::InProgress)) {
        let href = format!("/council/issues/{}", issue.id);
        ("council-next-more", "council-next-more-why", "council-next-issue-go", href)
    } else {
        return Html::default();
    };
    let actions = vec![Button::link(t.s(label), ButtonKind::Primary, href)];
    NextStep { t, what: t.s(what), why: Some(t.s(why)), actions }.render_html()
}

/// What tells one report from another in a list, without a name.
#[must_use]
pub fn report_note(t: T, report: &Report) -> Html {
    let mut parts = vec![report.office.clone(), t.0.month(report.month).to_string()];
    if let Some(age) = report.age_band {
        parts.push(t.plain(&age_key(age)));
    }
    parts.push(t.plain(&code_key("gap-reason", report.reason.code())));
    Html::text(&parts.join("　"))
}

/// A report in a list: how it begins, and what tells it from another.
pub(crate) fn report_line(t: T, report: &Report) -> Html {
    let title = link(&format!("/council/reports/{}", report.id), &report_title(t, report));
    Html::rendered(format!(
        "{title}<br><span class=\"muted small\">{}</span>",
        report_note(t, report)
    ))
}

/// The beginning of what happens, as a title; of what else was written, where that is missing;
/// the reason, where nothing was.
#[must_use]
pub fn report_title(t: T, report: &Report) -> Html {
    Html::text(&title_text(t, report))
}

fn title_text(t: T, report: &Report) -> String {
    const SHOWN: usize = 60;
    let texts = [&report.facts, &report.could_not, &report.tried, &report.wish];
    let Some(first) = texts.into_iter().find(|text| !text.trim().is_empty()) else {
        let reason = t.plain(&code_key("gap-reason", report.reason.code()));
        return t.plain_with("report-without-text", &[("reason", reason.into())]);
    };
    let mut text: String = first.chars().take(SHOWN).collect();
    if first.chars().count() > SHOWN {
        text.push('…');
    }
    text
}

fn received_card(t: T, view: &DeskView<'_>) -> Html {
    let Some(inbox) = &view.inbox else { return Html::default() };
    if inbox.received.is_empty() {
        let (title, text) = (t.s("council-received-none"), t.s("council-received-none-text"));
        return Empty { title, text, action: None }.render_html();
    }
    let items = inbox.received.iter().map(|report| report_line(t, report));
    let new = Button::link(t.s("issue-new"), ButtonKind::Secondary, "/council/issues/new");
    Card::new(
        t.with("council-received", &[("count", inbox.received.len().into())]),
        lines(items.collect::<Vec<_>>()),
    )
    .foot(Actions { buttons: vec![new] }.render_html())
    .render_html()
}

fn issues_card(t: T, view: &DeskView<'_>) -> Html {
    if view.issues.is_empty() {
        let (title, text) = (t.s("council-issues-none"), t.s("council-issues-none-text"));
        return Empty { title, text, action: None }.render_html();
    }
    let items = view.issues.iter().map(|issue| {
        let title = link(&format!("/council/issues/{}", issue.id), &Html::text(&issue.title));
        let note = t.with(
            "issue-note",
            &[("count", issue.reports.into()), ("day", t.0.date_short(issue.named_on).into())],
        );
        let chip = issue_chip(t, issue.state).render_html();
        Html::rendered(format!("{title}<br>{chip} <span class=\"muted small\">{note}</span>"))
    });
    Card::new(t.s("council-issues"), lines(items.collect::<Vec<_>>())).render_html()
}

fn agenda_card(t: T, view: &DeskView<'_>) -> Html {
    let mut ahead: Vec<&CouncilItem> =
        view.agenda.iter().filter(|item| item.session_on >= view.today).collect();
    ahead.reverse();
    let unwritten =
        view.agenda.iter().filter(|item| item.session_on < view.today && item.said.is_empty());
    let line = |item: &CouncilItem| {
        let place = t.with(
            "item-where",
            &[("day", t.0.date(item.session_on).into()), ("body", (&item.body_name).into())],
        );
        let place = link(&format!("/council/issues/{}#items", item.issue), &place);
        Html::rendered(format!("{place}<br>{}", Html::text(&item.title)))
    };
    let late = Chip::new(t.s("item-said-none"), Tone::Care).render_html();
    let unwritten = unwritten.map(|item| Html::rendered(format!("{}<br>{late}", line(item))));
    let items: Vec<Html> = unwritten.chain(ahead.into_iter().map(line)).collect();
    let body = match items.is_empty() {
        true => muted(&t.s("council-agenda-none")),
        false => lines(items),
    };
    Card::new(t.s("council-agenda"), body).render_html()
}

fn reasons_card(t: T, view: &DeskView<'_>) -> Html {
    let Some(inbox) = view.inbox.as_ref().filter(|inbox| !inbox.by_reason.is_empty()) else {
        return Html::default();
    };
    let rows = inbox
        .by_reason
        .iter()
        .map(|(reason, count)| {
            vec![
                t.s(&code_key("gap-reason", reason.code())),
                t.with("issue-reports", &[("count", (*count).into())]),
            ]
        })
        .collect();
    DataTable {
        caption: t.s("council-by-reason"),
        headers: vec![t.s("report-reason"), t.s("council-reports")],
        rows,
    }
    .render_html()
}

fn other_reports(t: T, view: &DeskView<'_>) -> Html {
    let Some(inbox) = &view.inbox else { return Html::default() };
    let part = |key: &str, reports: &[Report]| {
        if reports.is_empty() {
            return Html::default();
        }
        let items = reports.iter().map(|report| report_line(t, report));
        let title = t.with(key, &[("count", reports.len().into())]);
        crate::plan::more(&title, &lines(items.collect::<Vec<_>>()), false)
    };
    Html::join([part("council-grouped", inbox.grouped), part("council-returned", inbox.returned)])
}

/// One report with what can become of it.
#[must_use]
pub fn report(
    kit: &Kit,
    report: &Report,
    issues: &[CommunityIssue],
    (reply, ticked): (&str, bool),
    errors: &Errors,
) -> Html {
    let t = kit.t();
    let tick = not_names(t, errors, ticked).map(|field| errors.put(field));
    let reply_field = Field::area(t, "reply", t.s("report-reply"), reply)
        .hint(t.s("report-reply-hint"))
        .required();
    let reply_field = errors.put(reply_field);
    let join = errors.put(join_field(t, issues));
    let waiting = report.state == ReportState::Received;
    let (next, side) = match waiting {
        true => (
            report_next(t, report),
            Html::join([
                join_card(kit, report, issues, &join),
                send_back_card(kit, report, &reply_field, tick.as_ref()),
            ]),
        ),
        false => (Html::default(), outcome_card(t, report, issues)),
    };
    let chip = match report.state {
        ReportState::Received => Chip::new(t.s("report-state-received"), Tone::Wait),
        ReportState::Grouped => Chip::new(t.s("report-state-grouped"), Tone::Good),
        ReportState::Returned => Chip::new(t.s("report-state-returned"), Tone::Neutral),
    };
    let body = Html::join([
        Html::rendered(format!("<p>{}</p>", chip.render_html())),
        report_facts(t, report),
        muted(&t.s("report-known-why")),
    ]);
    Html::join([
        errors.summary(t, &[&join, &reply_field].into_iter().chain(&tick).collect::<Vec<_>>()),
        PageHead::new(t.s("report-page"))
            .lead(t.s("report-page-lead"))
            .back(t.s("council-title"), "/council")
            .action(Button::print(t))
            .render_html(),
        next,
        columns(Card::new(t.s("report-content"), body).render_html(), side),
    ])
}

fn report_next(t: T, report: &Report) -> Html {
    let href = format!("/council/issues/new?report={}", report.id);
    NextStep {
        t,
        what: t.s("report-next"),
        why: Some(t.s("report-next-why")),
        actions: vec![Button::link(t.s("issue-new"), ButtonKind::Primary, href)],
    }
    .render_html()
}

/// The issues it could join, to choose one from; those that are closed are not offered.
fn join_field(t: T, issues: &[CommunityIssue]) -> Field {
    let answered = |issue: &CommunityIssue| {
        matches!(issue.state, IssueState::InProgress | IssueState::Answered)
    };
    let choices = issues
        .iter()
        .filter(|issue| issue.state != IssueState::ClosedNoAction)
        .map(|issue| {
            let state = t.plain(&code_key("issue-state", issue.state.code()));
            let count = t.plain_with("issue-reports", &[("count", issue.reports.into())]);
            Choice::new(issue.id.to_string(), Html::text(&issue.title), false)
                .hint(Html::text(&format!("{state}　{count}")))
        })
        .collect();
    let which = Field::radios(t, "issue", t.s("report-join-which"), choices).required();
    match issues.iter().any(answered) {
        true => which.hint(t.s("report-join-answered")),
        false => which,
    }
}

fn join_card(kit: &Kit, report: &Report, issues: &[CommunityIssue], field: &Field) -> Html {
    let t = kit.t();
    if issues.iter().all(|issue| issue.state == IssueState::ClosedNoAction) {
        return Html::default();
    }
    let action = format!("/council/reports/{}/join", report.id);
    let form = kit.form(action, field.render_html(), "report-join").quieter();
    Card::new(t.s("report-join-title"), form.render_html()).id("join").render_html()
}

fn send_back_card(kit: &Kit, report: &Report, field: &Field, tick: Option<&Field>) -> Html {
    let t = kit.t();
    let action = format!("/council/reports/{}/send-back", report.id);
    let fields = Html::join(std::iter::once(field).chain(tick).map(|field| field.render_html()));
    let form = kit.form(action, fields, "report-send-back").quieter().render_html();
    let open = field.error.is_some();
    Card::new(t.s("report-send-back-title"), muted(&t.s("report-send-back-lead")))
        .foot(crate::plan::more(&t.s("report-send-back-open"), &form, open))
        .kind(CardKind::Quiet)
        .render_html()
}

fn outcome_card(t: T, report: &Report, issues: &[CommunityIssue]) -> Html {
    let issue = issues.iter().find(|issue| Some(issue.id) == report.issue);
    let body = match (issue, report.reply.as_str()) {
        (Some(issue), _) => Html::rendered(format!(
            "<p>{} {}</p>",
            link(&format!("/council/issues/{}", issue.id), &Html::text(&issue.title)),
            issue_chip(t, issue.state).render_html()
        )),
        (None, "") => return Html::default(),
        (None, reply) => Quote::new(t, Mark::Staff, Html::user(reply)).render_html(),
    };
    Card::new(t.s("report-outcome"), body).render_html()
}

/// An issue as typed.
#[derive(Debug, Default)]
pub struct NewIssueForm {
    /// Its name.
    pub title: String,
    /// What it is about.
    pub text: String,
    /// Ids of the reports behind it.
    pub reports: Vec<String>,
    /// It was ticked that nobody is named.
    pub not_names: bool,
}

/// The tick that what looks like a name is none. It stands there only when something was found.
pub(crate) fn not_names(t: T, errors: &Errors, ticked: bool) -> Option<Field> {
    let yes = Choice::new("yes", t.s("not-names-yes"), ticked);
    (ticked || errors.has("not_names"))
        .then(|| Field::checks(t, "not_names", t.s("not-names"), vec![yes]))
}

/// Reports as boxes to tick.
fn report_checks(t: T, reports: &[Report], chosen: &[String]) -> Vec<Choice> {
    reports
        .iter()
        .map(|report| {
            let id = report.id.to_string();
            let ticked = chosen.contains(&id);
            Choice::new(id, report_title(t, report), ticked).hint(report_note(t, report))
        })
        .collect()
}

/// The form that names an issue. People name it; nothing is grouped by itself.
#[must_use]
pub fn new_issue(kit: &Kit, received: &[Report], form: &NewIssueForm, errors: &Errors) -> Html {
    let t = kit.t();
    let checks = report_checks(t, received, &form.reports);
    let asked = not_names(t, errors, form.not_names);
    let (summary, fields) = errors.fields(
        t,
        [
            Field::checks(t, "reports", t.s("issue-reports-choose"), checks)
                .hint(t.s("issue-reports-hint"))
                .required(),
            Field::line(t, "title", t.s("issue-name"), &form.title)
                .hint(t.s("issue-name-hint"))
                .required(),
            Field::area(t, "text", t.s("issue-text"), &form.text).hint(t.s("issue-text-hint")),
        ]
        .into_iter()
        .chain(asked)
        .collect(),
    );
    let sent = kit.form("/council/issues", fields, "issue-save").cancel(t, "/council");
    let body = match received.is_empty() {
        true => Empty {
            title: t.s("council-received-none"),
            text: t.s("council-received-none-text"),
            action: None,
        }
        .render_html(),
        false => sent.render_html(),
    };
    Html::join([
        summary,
        PageHead::new(t.s("issue-new"))
            .lead(t.s("issue-new-lead"))
            .back(t.s("council-title"), "/council")
            .render_html(),
        body,
    ])
}
