//! The one printed sheet with which an issue is put before a body.

use askama::Template;
use tsumugi_domain::community::{AgeBand, CommunityIssue};
use tsumugi_domain::council::{CouncilAnswer, CouncilItem};
use tsumugi_domain::meeting::GapReason;
use tsumugi_domain::person::ServiceStage;

use crate::community::age_key;
use crate::components::{Actions, Button, ButtonKind, Component as _};
use crate::html::{Html, T};
use crate::person::code_key;

/// What the sheet says. Counts and texts stand apart, so that nothing can be put together again.
#[derive(Debug)]
pub struct Sheet<'a> {
    /// The council's name.
    pub council: &'a str,
    /// The issue.
    pub issue: &'a CommunityIssue,
    /// Reports by reason.
    pub by_reason: &'a [(GapReason, i64)],
    /// Reports by age.
    pub by_age: &'a [(AgeBand, i64)],
    /// Reports by stage.
    pub by_stage: &'a [(ServiceStage, i64)],
    /// Similar situations the teams know of.
    pub similar: i64,
    /// Lives that are wished for.
    pub wishes: &'a [String],
    /// What happens.
    pub facts: &'a [String],
    /// What was tried.
    pub tried: &'a [String],
    /// What could not be done.
    pub could_not: &'a [String],
    /// Where it was on the table.
    pub items: &'a [CouncilItem],
    /// The answers so far.
    pub answers: &'a [CouncilAnswer],
}

#[derive(Template)]
#[template(path = "council/sheet.html")]
struct Paper {
    t: T,
    council: String,
    /// The session that comes next, if the day is set.
    session: Html,
    title: String,
    text: Html,
    /// Heading and content of each row of the form.
    rows: Vec<(Html, Html)>,
    wishes: Html,
    state: Html,
    named_on: Html,
    /// Nothing was said or answered yet, so that there is room to write by hand.
    first: bool,
}

/// The sheet with the way back and the print button above it.
#[must_use]
pub fn sheet(t: T, view: &Sheet<'_>) -> Html {
    let issue = view.issue;
    let paper = Paper {
        t,
        council: view.council.to_owned(),
        session: view
            .items
            .iter()
            .rev()
            .find(|item| item.said.is_empty())
            .map(|item| place(t, item))
            .unwrap_or_default(),
        title: issue.title.clone(),
        text: Html::user(&issue.text),
        rows: rows(t, view),
        wishes: list(view.wishes),
        state: t.s(&code_key("issue-state", issue.state.code())),
        named_on: t.date(issue.named_on),
        first: view.answers.is_empty() && view.items.iter().all(|item| item.said.is_empty()),
    };
    let above = format!("/council/issues/{}", issue.id);
    let bar = Actions {
        buttons: vec![Button::print(t), Button::link(t.s("sheet-back"), ButtonKind::Quiet, above)],
    };
    Html::join([bar.render_html(), paper.render_html()])
}

fn rows(t: T, view: &Sheet<'_>) -> Vec<(Html, Html)> {
    let on_a_line = |parts: Vec<Html>| {
        Html::rendered(parts.iter().map(Html::as_str).collect::<Vec<_>>().join("　"))
    };
    let ages = counted(t, "report-stage", view.by_stage, |one| code_key("stage", one.code()))
        .into_iter()
        .chain(counted(t, "report-age", view.by_age, age_key));
    let sizes = [
        on_a_line(vec![
            count(t, "issue-behind", view.issue.reports),
            count(t, "report-similar-known", view.similar),
        ]),
        counted(t, "report-reason", view.by_reason, |one| code_key("gap-reason", one.code()))
            .unwrap_or_default(),
        on_a_line(ages.collect()),
    ];
    let sizes = sizes.into_iter().filter(|line| !line.is_empty());
    let mut rows = vec![(t.s("sheet-size"), close(sizes))];
    let texts = [
        ("report-facts", view.facts),
        ("report-tried", view.tried),
        ("report-could-not", view.could_not),
    ];
    rows.extend(
        texts
            .into_iter()
            .filter(|(_, texts)| !texts.is_empty())
            .map(|(key, texts)| (t.s(key), list(texts))),
    );
    // One sheet has room for how it stands, not for the whole story: that is on the screen.
    if let Some(item) = view.items.iter().rev().find(|item| !item.said.is_empty()) {
        rows.push((t.s("sheet-last-talk"), below(&place(t, item), &item.said)));
    }
    if let Some(answer) = view.answers.last() {
        let kind = t.s(&code_key("council-answer", answer.kind.code()));
        let head = Html::join([t.date(answer.on), Html::text("　"), kind]);
        rows.push((t.s("sheet-last-answer"), below(&head, &answer.text)));
    }
    rows
}

fn place(t: T, item: &CouncilItem) -> Html {
    t.with(
        "item-where",
        &[("day", t.0.date(item.session_on).into()), ("body", (&item.body_name).into())],
    )
}

fn below(head: &Html, text: &str) -> Html {
    Html::rendered(format!("{head}<br>{}", Html::user(text)))
}

fn count(t: T, key: &str, count: i64) -> Html {
    let count = t.with("issue-reports", &[("count", count.into())]);
    Html::join([t.s(key), Html::text("："), count])
}

/// What the reports say about one thing, counted, on one line.
fn counted<C: Copy>(
    t: T,
    key: &str,
    counts: &[(C, i64)],
    label: impl Fn(C) -> String,
) -> Option<Html> {
    let parts: Vec<String> = counts
        .iter()
        .map(|(one, count)| {
            let count = t.plain_with("issue-reports", &[("count", (*count).into())]);
            format!("{} {count}", t.plain(&label(*one)))
        })
        .collect();
    (!parts.is_empty())
        .then(|| Html::join([t.s(key), Html::text("："), Html::text(&parts.join("、"))]))
}

/// Texts one below the other, each with its mark.
fn list(texts: &[String]) -> Html {
    close(texts.iter().map(|text| Html::join([Html::text("・"), Html::user(text)])))
}

/// Lines without air between them: a sheet is short.
fn close(items: impl IntoIterator<Item = Html>) -> Html {
    let items: Vec<String> = items.into_iter().map(Html::into_string).collect();
    Html::rendered(items.join("<br>"))
}

impl Paper {
    fn has_wishes(&self) -> bool {
        !self.wishes.is_empty()
    }

    fn has_text(&self) -> bool {
        !self.text.is_empty()
    }
}
