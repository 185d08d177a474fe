//! The council's desk.

pub(crate) mod set_up;

use axum::response::Response;
use jiff::civil::Date;
use tsumugi_app::council::{self, Inbox, IssueView, NameIssue, NewAnswer};
use tsumugi_app::op::local_day;
use tsumugi_app::{AppError, Op, Problems, Result as AppResult};
use tsumugi_domain::community::Report;
use tsumugi_domain::council::AnswerKind;
use tsumugi_domain::ids::{CommunityIssueId, CouncilItemId, ReportId, TypedId};
use tsumugi_pages::components::DateText;
use tsumugi_pages::council::{DeskView, InboxView, IssueForms, IssuePage, NewIssueForm, Sheet};

use crate::cx::{Ids, Posted, User};
use crate::error::WebError;
use crate::form::{Form, errors};
use crate::person::date_text;

/// The reports, for those who may read them; members see issues only.
fn inbox(op: &Op<'_>) -> AppResult<Option<Inbox>> {
    match council::inbox(op) {
        Ok(inbox) => Ok(Some(inbox)),
        Err(AppError::Hidden | AppError::Forbidden) => Ok(None),
        Err(error) => Err(error),
    }
}

pub(crate) async fn desk(user: User) -> Response {
    let found = user
        .run(|op| {
            // Issues first: whoever may not read them learns nothing of the rest.
            let issues = council::issues(op)?;
            Ok((inbox(op)?, issues, council::agenda(op)?))
        })
        .await;
    match found {
        Err(error) => error.page(&user),
        Ok((inbox, issues, agenda)) => {
            let view = DeskView {
                inbox: inbox.as_ref().map(|inbox| InboxView {
                    received: &inbox.received,
                    grouped: &inbox.grouped,
                    returned: &inbox.returned,
                    by_reason: &inbox.by_reason,
                }),
                issues: &issues,
                agenda: &agenda,
                today: local_day(user.now),
            };
            user.page("council-title", tsumugi_pages::council::desk(user.t(), &view))
        }
    }
}

pub(crate) async fn report(user: User, Ids((id,)): Ids<(ReportId,)>) -> Response {
    report_page(&user, id, ("", false), &Problems::new()).await
}

async fn report_page(
    user: &User,
    id: ReportId,
    (reply, not_names): (&str, bool),
    problems: &Problems,
) -> Response {
    match user.run(move |op| council::report(op, id)).await {
        Err(error) => error.page(user),
        Ok(found) => {
            let errors = errors(user.t(), problems);
            let main = tsumugi_pages::council::report(
                &user.kit(),
                &found.report,
                &found.issues,
                (reply, not_names),
                &errors,
            );
            user.form_page("report-page", None, main, &errors)
        }
    }
}

pub(crate) async fn send_back(
    Ids((id,)): Ids<(ReportId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let (reply, not) = (form.text("reply"), form.has("not_names"));
    match user.submit(&form, move |op| council::send_back(op, id, &reply, not)).await {
        Ok(()) => user.go("/council", "report-returned"),
        Err(WebError::Invalid(problems)) => {
            report_page(&user, id, (form.get("reply"), not), &problems).await
        }
        Err(error) => error.page(&user),
    }
}

/// Puts a report to an issue that somebody has named before.
pub(crate) async fn join(Ids((id,)): Ids<(ReportId,)>, Posted { user, form }: Posted) -> Response {
    let mut problems = Problems::new();
    let issue: Option<CommunityIssueId> = form.parsed("issue");
    if issue.is_none() {
        problems.add("issue", "error-choice");
    }
    let issue = issue.unwrap_or(TypedId::from_uuid(uuid::Uuid::nil()));
    let done = user.checked(problems, &form, move |op| council::add_reports(op, issue, &[id]));
    match done.await {
        Ok(()) | Err(WebError::AlreadyDone) => {
            user.go(&format!("/council/issues/{issue}"), "issue-joined")
        }
        Err(WebError::Invalid(problems)) => report_page(&user, id, ("", false), &problems).await,
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn new_issue(user: User) -> Response {
    let chosen = user.query.all("report").map(str::to_owned).collect();
    let form = NewIssueForm { reports: chosen, ..NewIssueForm::default() };
    new_issue_page(&user, &form, &Problems::new()).await
}

async fn new_issue_page(user: &User, form: &NewIssueForm, problems: &Problems) -> Response {
    match user.run(council::inbox).await {
        Err(error) => error.page(user),
        Ok(inbox) => {
            let errors = errors(user.t(), problems);
            let main =
                tsumugi_pages::council::new_issue(&user.kit(), &inbox.received, form, &errors);
            user.form_page("issue-new", None, main, &errors)
        }
    }
}

fn chosen_reports(form: &Form) -> Vec<ReportId> {
    form.all("reports").filter_map(|id| id.parse().ok()).collect()
}

pub(crate) async fn name_issue(Posted { user, form }: Posted) -> Response {
    let new = NameIssue {
        title: form.text("title"),
        text: form.text("text"),
        reports: chosen_reports(&form),
        not_names: form.has("not_names"),
    };
    match user.submit(&form, move |op| council::name_issue(op, &new)).await {
        Ok(id) => user.go(&format!("/council/issues/{id}"), "issue-named"),
        Err(WebError::Invalid(problems)) => {
            let typed = NewIssueForm {
                title: form.text("title"),
                text: form.text("text"),
                reports: form.all("reports").map(str::to_owned).collect(),
                not_names: form.has("not_names"),
            };
            new_issue_page(&user, &typed, &problems).await
        }
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn issue(user: User, Ids((id,)): Ids<(CommunityIssueId,)>) -> Response {
    let today = date_text(Some(local_day(user.now)));
    // The next session is hardly today, and hardly in another year.
    let session_on = DateText { year: today.year.clone(), ..DateText::default() };
    let forms = IssueForms { on: today, session_on, ..IssueForms::default() };
    issue_page(&user, id, &forms, &Problems::new()).await
}

async fn issue_page(
    user: &User,
    id: CommunityIssueId,
    forms: &IssueForms,
    problems: &Problems,
) -> Response {
    let found = user
        .run(move |op| {
            let issue = council::issue(op, id)?;
            let received = if issue.may_sort { inbox(op)? } else { None };
            Ok((issue, received.map(|inbox| inbox.received).unwrap_or_default()))
        })
        .await;
    match found {
        Err(error) => error.page(user),
        Ok((found, received)) => {
            let errors = errors(user.t(), problems);
            let view = issue_view(&found, &received, local_day(user.now));
            let main = tsumugi_pages::council::issue(&user.kit(), &view, forms, &errors);
            user.form_page("issue-page", None, main, &errors)
        }
    }
}

fn issue_view<'a>(found: &'a IssueView, received: &'a [Report], today: Date) -> IssuePage<'a> {
    IssuePage {
        today,
        issue: &found.issue,
        reports: found.reports.as_deref(),
        received,
        items: &found.items,
        answers: &found.answers,
        bodies: &found.bodies,
        may_sort: found.may_sort,
        may_answer: found.may_answer,
    }
}

/// What was typed into the forms of an issue's page.
fn typed(user: &User, form: &Form) -> IssueForms {
    let on = form.date_text("on");
    let blank = on.year.is_empty() && on.month.is_empty() && on.day.is_empty();
    let answers = form.0.iter().any(|(name, _)| name == "easy");
    IssueForms {
        reports: form.all("reports").map(str::to_owned).collect(),
        not_names: form.has("not_names"),
        body: form.text("body"),
        session_on: form.date_text("session_on"),
        name: form.0.iter().any(|(name, _)| name == "title").then(|| form.text("title")),
        about: form.text("about"),
        seen: form.text("seen"),
        item: form.text("item"),
        said: form.text("said"),
        moved: None,
        kind: form.text("kind"),
        text: form.text("text"),
        easy: form.text("easy"),
        // The other forms of the page do not carry this day.
        on: if blank && !answers { date_text(Some(local_day(user.now))) } else { on },
    }
}

pub(crate) async fn add_reports(
    Ids((id,)): Ids<(CommunityIssueId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let reports = chosen_reports(&form);
    match user.submit(&form, move |op| council::add_reports(op, id, &reports)).await {
        Ok(()) => user.go(&format!("/council/issues/{id}"), "issue-joined"),
        Err(WebError::Invalid(problems)) => {
            issue_page(&user, id, &typed(&user, &form), &problems).await
        }
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn rename_issue(
    Ids((id,)): Ids<(CommunityIssueId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let (title, about, not) = (form.text("title"), form.text("about"), form.has("not_names"));
    let save = move |op: &Op<'_>| council::rename_issue(op, id, (&title, &about), not);
    match user.submit(&form, save).await {
        Ok(()) => user.go(&format!("/council/issues/{id}"), "saved"),
        Err(WebError::Invalid(problems)) => {
            issue_page(&user, id, &typed(&user, &form), &problems).await
        }
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn take_out(
    Ids((issue, report)): Ids<(CommunityIssueId, ReportId)>,
    Posted { user, form }: Posted,
) -> Response {
    match user.submit(&form, move |op| council::take_out(op, issue, report)).await {
        Ok(()) => user.go(&format!("/council/issues/{issue}"), "report-taken-out"),
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn move_item(
    Ids((item,)): Ids<(CouncilItemId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let Some(issue) = form.parsed::<CommunityIssueId>("issue") else {
        return WebError::Hidden.page(&user);
    };
    let mut problems = Problems::new();
    let day = form.date("item_on", &mut problems);
    if day.is_none() && problems.0.is_empty() {
        problems.add("item_on", "error-required");
    }
    let body = form.parsed("item_body");
    if body.is_none() {
        problems.add("item_body", "error-choose-body");
    }
    let done = user
        .checked(problems, &form, move |op| {
            // Both are there, or the problems above would have ended this.
            let (Some(body), Some(day)) = (body, day) else { return Err(AppError::Hidden) };
            council::move_item(op, item, body, day)
        })
        .await;
    let above = format!("/council/issues/{issue}");
    match done {
        Ok(_) => user.go(&above, "saved"),
        Err(WebError::AlreadyDone) => user.go(&above, "already"),
        Err(WebError::Invalid(problems)) => {
            let moved = Some((form.text("item_body"), form.date_text("item_on")));
            let forms = IssueForms { item: item.to_string(), moved, ..typed(&user, &form) };
            issue_page(&user, issue, &forms, &problems).await
        }
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn put_on_agenda(
    Ids((id,)): Ids<(CommunityIssueId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let mut problems = Problems::new();
    let day = form.date("session_on", &mut problems);
    if day.is_none() && problems.0.is_empty() {
        problems.add("session_on", "error-required");
    }
    let body = form.parsed("body");
    if body.is_none() {
        problems.add("body", "error-choose-body");
    }
    let done = user
        .checked(problems, &form, move |op| {
            // Both are there, or the problems above would have ended this.
            let (Some(body), Some(day)) = (body, day) else { return Err(AppError::Hidden) };
            council::put_on_agenda(op, id, body, day)
        })
        .await;
    match done {
        Ok(_) => user.go(&format!("/council/issues/{id}"), "issue-on-agenda"),
        Err(WebError::Invalid(problems)) => {
            issue_page(&user, id, &typed(&user, &form), &problems).await
        }
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn write_said(
    Ids((item,)): Ids<(CouncilItemId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let Some(issue) = form.parsed::<CommunityIssueId>("issue") else {
        return WebError::Hidden.page(&user);
    };
    let (said, above) = (form.text("said"), format!("/council/issues/{issue}"));
    let not = form.has("not_names");
    match user.submit(&form, move |op| council::write_said(op, item, &said, not)).await {
        Ok(()) => user.go(&above, "saved"),
        // The item itself has no page: it stands on its issue's.
        Err(WebError::AlreadyDone) => user.go(&above, "already"),
        Err(WebError::Invalid(problems)) => {
            let forms = IssueForms { item: item.to_string(), ..typed(&user, &form) };
            issue_page(&user, issue, &forms, &problems).await
        }
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn answer(
    Ids((id,)): Ids<(CommunityIssueId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let mut problems = Problems::new();
    let on = form.date("on", &mut problems);
    let kind = form.parsed("kind");
    if kind.is_none() {
        problems.add("kind", "error-choose-kind");
    }
    let not_names = form.has("not_names");
    // Everything that is wrong comes back at once.
    let text = problems.required("text", form.get("text"));
    let easy = problems.required("easy", form.get("easy"));
    let new = NewAnswer { kind: kind.unwrap_or(AnswerKind::Interim), text, easy, on, not_names };
    match user.checked(problems, &form, move |op| council::answer(op, id, &new)).await {
        Ok(_) => user.go(&format!("/council/issues/{id}"), "issue-answered"),
        Err(WebError::Invalid(problems)) => {
            issue_page(&user, id, &typed(&user, &form), &problems).await
        }
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn sheet(user: User, Ids((id,)): Ids<(CommunityIssueId,)>) -> Response {
    match user.run(move |op| council::presentation_sheet(op, id)).await {
        Err(error) => error.page(&user),
        Ok(found) => {
            let view = Sheet {
                council: &found.council,
                issue: &found.issue,
                by_reason: &found.by_reason,
                by_age: &found.by_age,
                by_stage: &found.by_stage,
                similar: found.similar,
                wishes: &found.wishes,
                facts: &found.facts,
                tried: &found.tried,
                could_not: &found.could_not,
                items: &found.items,
                answers: &found.answers,
            };
            user.page("sheet-title", tsumugi_pages::council::sheet(user.t(), &view))
        }
    }
}
