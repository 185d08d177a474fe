//! The council's desk: reports without names, issues that people name, agendas, dated answers.
//!
//! Nobody here sees a person. An answer finds its way back through the need, on the team's side.

use crate::{AppError, Op, Problems, Result};
use jiff::civil::Date;
use std::collections::BTreeMap;
use tsumugi_domain::audit::Deed;
use tsumugi_domain::community::{AgeBand, CommunityIssue, IssueState, Report, ReportState};
use tsumugi_domain::consent::Classes;
use tsumugi_domain::council::{AnswerKind, BodyKind, CouncilAnswer, CouncilBody, CouncilItem};
use tsumugi_domain::ids::{
    CommunityIssueId, CouncilAnswerId, CouncilBodyId, CouncilId, CouncilItemId, OrgId, ReportId,
};
use tsumugi_domain::meeting::GapReason;
use tsumugi_domain::person::ServiceStage;
use tsumugi_domain::policy::{self, CouncilAction, SystemAction};
use tsumugi_domain::staff::Org;
use tsumugi_store::{ReadTx, access, council as councils, staff};
use tsumugi_words::era;

/// The reports by where they stand.
#[derive(Debug, Clone)]
pub struct Inbox {
    /// Waiting to be looked at, the oldest month first.
    pub received: Vec<Report>,
    /// Grouped into an issue.
    pub grouped: Vec<Report>,
    /// Returned to their team.
    pub returned: Vec<Report>,
    /// How many reports give each reason, all states together, most first.
    pub by_reason: Vec<(GapReason, i64)>,
}

/// The reports without names.
///
/// # Errors
/// [`AppError::Hidden`] for those outside the secretariat.
pub fn inbox(op: &Op<'_>) -> Result<Inbox> {
    op.see_council(CouncilAction::ReadReports, |tx, council| {
        let reports = councils::reports(tx, council)?;
        let by_reason = most_first(reports.iter().map(|report| report.reason));
        let of = |state: ReportState| {
            reports.iter().filter(|report| report.state == state).cloned().collect()
        };
        let mut received: Vec<Report> = of(ReportState::Received);
        received.sort_by_key(|report| (report.month, report.id));
        Ok(Inbox {
            received,
            grouped: of(ReportState::Grouped),
            returned: of(ReportState::Returned),
            by_reason,
        })
    })
}

/// Counts equal things, most first; equally many stay in their own order.
fn most_first<T: Ord>(things: impl Iterator<Item = T>) -> Vec<(T, i64)> {
    let mut counts: BTreeMap<T, i64> = BTreeMap::new();
    for thing in things {
        *counts.entry(thing).or_default() += 1;
    }
    let mut counts: Vec<(T, i64)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

/// One report, and the issues it could join.
#[derive(Debug, Clone)]
pub struct ReportView {
    /// The report.
    pub report: Report,
    /// The issues, newest first.
    pub issues: Vec<CommunityIssue>,
}

/// One report.
///
/// # Errors
/// [`AppError::Hidden`] when there is none.
pub fn report(op: &Op<'_>, id: ReportId) -> Result<ReportView> {
    op.see_council(CouncilAction::ReadReports, |tx, council| {
        Ok(ReportView {
            report: councils::report(tx, council, id)?.ok_or(AppError::Hidden)?,
            issues: councils::issues(tx, council)?,
        })
    })
}

/// Returns a report to its team with a kind sentence: what helps one person is done there.
///
/// # Errors
/// [`AppError::Invalid`] without the sentence; [`AppError::Conflict`] when it is not waiting.
pub fn send_back(op: &Op<'_>, report: ReportId, reply: &str, not_names: bool) -> Result<()> {
    let mut problems = Problems::new();
    let reply = problems.required("reply", reply);
    problems.no_names(&[("reply", &reply)], not_names);
    problems.check()?;
    op.act_council(CouncilAction::SortReports, ("report", report), Deed::Changed, |tx, council| {
        if councils::send_back(tx, council, report, &reply)? {
            return Ok(());
        }
        Err(not_waiting(councils::report(tx, council, report)?.is_some()))
    })
}

fn not_waiting(is_there: bool) -> AppError {
    if is_there {
        AppError::Conflict("the report is not waiting any more")
    } else {
        AppError::Hidden
    }
}

/// An issue as typed.
#[derive(Debug, Clone)]
pub struct NameIssue {
    /// Its name.
    pub title: String,
    /// What it is about.
    pub text: String,
    /// The reports behind it.
    pub reports: Vec<ReportId>,
    /// A human has read that what looks like a name is none.
    pub not_names: bool,
}

/// Names an issue from one report or more. People name it; nothing is grouped by itself.
///
/// # Errors
/// [`AppError::Invalid`] without a title or a report; [`AppError::Conflict`] when one of the
/// reports is not waiting any more.
pub fn name_issue(op: &Op<'_>, new: &NameIssue) -> Result<CommunityIssueId> {
    let mut problems = Problems::new();
    let title = problems.required("title", &new.title);
    if new.reports.is_empty() {
        problems.add("reports", "error-choice");
    }
    problems.no_names(&[("title", &title), ("text", &new.text)], new.not_names);
    problems.check()?;
    op.act_council(CouncilAction::SortReports, "issue", Deed::Made, |tx, council| {
        let issue = CommunityIssue {
            id: op.id(),
            title: title.clone(),
            text: new.text.trim().to_owned(),
            state: IssueState::Named,
            reports: 0,
            named_on: op.today(),
        };
        councils::insert_issue(tx, council, &issue)?;
        group(tx, council, issue.id, &new.reports)?;
        Ok(issue.id)
    })
}

type Proof = policy::Authorized<CouncilId, policy::Write>;

fn group(
    tx: &mut tsumugi_store::WriteTx<'_>,
    council: &Proof,
    issue: CommunityIssueId,
    reports: &[ReportId],
) -> Result<()> {
    for report in reports {
        if !councils::group(tx, council, *report, issue)? {
            return Err(not_waiting(councils::report(tx, council, *report)?.is_some()));
        }
    }
    Ok(())
}

/// Adds reports to an issue.
///
/// # Errors
/// As [`name_issue`].
pub fn add_reports(op: &Op<'_>, issue: CommunityIssueId, reports: &[ReportId]) -> Result<()> {
    let mut problems = Problems::new();
    if reports.is_empty() {
        problems.add("reports", "error-choice");
    }
    problems.check()?;
    op.act_council(CouncilAction::SortReports, ("issue", issue), Deed::Changed, |tx, council| {
        councils::issue(tx, council, issue)?.ok_or(AppError::Hidden)?;
        group(tx, council, issue, reports)
    })
}

/// Takes a report that does not belong there out of an issue: it waits on the desk again.
///
/// # Errors
/// [`AppError::Hidden`] when there is no such issue; [`AppError::Conflict`] when the report is not
/// behind it, or when an answer to the issue has reached those who reported it.
pub fn take_out(op: &Op<'_>, issue: CommunityIssueId, report: ReportId) -> Result<()> {
    op.act_council(CouncilAction::SortReports, ("report", report), Deed::Changed, |tx, council| {
        councils::issue(tx, council, issue)?.ok_or(AppError::Hidden)?;
        match councils::ungroup(tx, council, report, issue)? {
            true => Ok(()),
            false => Err(AppError::Conflict("the report is answered, or not behind the issue")),
        }
    })
}

/// Gives an issue another name and says anew what it is about.
///
/// # Errors
/// [`AppError::Invalid`] without a title; [`AppError::Hidden`] when there is no such issue;
/// [`AppError::Conflict`] when it is no longer called as was shown.
pub fn rename_issue(
    op: &Op<'_>,
    issue: CommunityIssueId,
    (title, text): (&str, &str),
    not_names: bool,
) -> Result<()> {
    let mut problems = Problems::new();
    let title = problems.required("title", title);
    problems.no_names(&[("title", &title), ("about", text)], not_names);
    problems.check()?;
    op.act_council(CouncilAction::SortReports, ("issue", issue), Deed::Changed, |tx, council| {
        let found = councils::issue(tx, council, issue)?.ok_or(AppError::Hidden)?;
        op.unchanged(&(&found.title, &found.text))?;
        match councils::rename(tx, council, issue, &title, text.trim())? {
            true => Ok(()),
            false => Err(AppError::Hidden),
        }
    })
}

/// All issues, newest first.
///
/// # Errors
/// [`AppError::Hidden`] for those outside the council.
pub fn issues(op: &Op<'_>) -> Result<Vec<CommunityIssue>> {
    op.see_council(CouncilAction::ReadIssues, |tx, council| Ok(councils::issues(tx, council)?))
}

/// Everything that was or will be on a table, newest session first.
///
/// # Errors
/// As [`issues`].
pub fn agenda(op: &Op<'_>) -> Result<Vec<CouncilItem>> {
    op.see_council(CouncilAction::ReadIssues, |tx, council| Ok(councils::items(tx, council)?))
}

/// The page of an issue.
#[derive(Debug, Clone)]
pub struct IssueView {
    /// The issue.
    pub issue: CommunityIssue,
    /// The reports behind it; `None` for members, who see how many there are.
    pub reports: Option<Vec<Report>>,
    /// Where it was on the table, oldest session first.
    pub items: Vec<CouncilItem>,
    /// The answers so far, oldest first.
    pub answers: Vec<CouncilAnswer>,
    /// The bodies it can be put before.
    pub bodies: Vec<CouncilBody>,
    /// The reader may sort reports and put issues on the table.
    pub may_sort: bool,
    /// The reader may answer.
    pub may_answer: bool,
}

/// The page of an issue.
///
/// # Errors
/// [`AppError::Hidden`] when there is none.
pub fn issue(op: &Op<'_>, id: CommunityIssueId) -> Result<IssueView> {
    op.see_council(CouncilAction::ReadIssues, |tx, council| {
        let issue = councils::issue(tx, council, id)?.ok_or(AppError::Hidden)?;
        let facts = access::council(tx, op.region())?.ok_or(AppError::Hidden)?;
        let may = |action| policy::at_council(&op.actor, action, facts).is_ok();
        let reports = match may(CouncilAction::ReadReports) {
            true => Some(councils::reports_of(tx, council, id)?),
            false => None,
        };
        Ok(IssueView {
            issue,
            reports,
            items: councils::items_of(tx, council, id)?,
            answers: councils::answers_of(tx, council, id)?,
            bodies: councils::bodies(tx, council)?,
            may_sort: may(CouncilAction::SortReports),
            may_answer: may(CouncilAction::Answer),
        })
    })
}

/// The bodies of the council, in their order.
///
/// # Errors
/// As [`issues`].
pub fn bodies(op: &Op<'_>) -> Result<Vec<CouncilBody>> {
    op.see_council(CouncilAction::ReadIssues, |tx, council| Ok(councils::bodies(tx, council)?))
}

/// Checks the day of a session: not before the first report behind the issue, not far ahead.
fn check_session(
    op: &Op<'_>,
    tx: &mut ReadTx<'_>,
    council: &Proof,
    issue: &CommunityIssue,
    (field, on): (&'static str, Date),
) -> Result<()> {
    let reports = councils::reports_of(tx, council, issue.id)?;
    let months = reports.iter().map(|report| report.month);
    let first = months.min().unwrap_or_else(|| issue.named_on.first_of_month());
    let mut problems = Problems::new();
    if on < first {
        let month = format!("{}{}月", era::year_text(first), first.month());
        problems.add_with(field, "error-session-early", vec![("month", month)]);
    }
    problems.not_far(field, on, op.today());
    problems.check()
}

/// Puts an issue on the table of a body.
///
/// # Errors
/// [`AppError::Invalid`] for a day before the first report or far ahead; [`AppError::Hidden`] when
/// there is no such issue or body.
pub fn put_on_agenda(
    op: &Op<'_>,
    issue: CommunityIssueId,
    body: CouncilBodyId,
    session_on: Date,
) -> Result<CouncilItemId> {
    op.act_council(CouncilAction::SortReports, "council_item", Deed::Made, |tx, council| {
        let found = councils::issue(tx, council, issue)?.ok_or(AppError::Hidden)?;
        check_session(op, tx, council, &found, ("session_on", session_on))?;
        let item = op.id();
        if !councils::insert_item(tx, council, item, issue, (body, session_on))? {
            return Err(AppError::Hidden);
        }
        // Work in progress and answers are not undone by talking about them once more.
        if found.state == IssueState::Named {
            councils::set_state(tx, council, issue, IssueState::OnAgenda)?;
        }
        Ok(item)
    })
}

/// Corrects the body or the day of a session. Gives the issue that is on its table.
///
/// # Errors
/// As [`put_on_agenda`], with the day in the field `item_on`; [`AppError::Conflict`] when they are
/// no longer what was shown.
pub fn move_item(
    op: &Op<'_>,
    item: CouncilItemId,
    body: CouncilBodyId,
    session_on: Date,
) -> Result<CommunityIssueId> {
    op.act_council(
        CouncilAction::SortReports,
        ("council_item", item),
        Deed::Changed,
        |tx, council| {
            let found = councils::item(tx, council, item)?.ok_or(AppError::Hidden)?;
            op.unchanged(&(found.body, found.session_on))?;
            let issue = councils::issue(tx, council, found.issue)?.ok_or(AppError::Hidden)?;
            check_session(op, tx, council, &issue, ("item_on", session_on))?;
            match councils::move_item(tx, council, item, (body, session_on))? {
                true => Ok(issue.id),
                false => Err(AppError::Hidden),
            }
        },
    )
}

/// Writes down what was said about an issue at a session.
///
/// # Errors
/// [`AppError::Invalid`] without words; [`AppError::Hidden`] when there is no such item;
/// [`AppError::Conflict`] when other words stand there than were shown.
pub fn write_said(op: &Op<'_>, item: CouncilItemId, said: &str, not_names: bool) -> Result<()> {
    let mut problems = Problems::new();
    let said = problems.required("said", said);
    problems.no_names(&[("said", &said)], not_names);
    problems.check()?;
    op.act_council(
        CouncilAction::SortReports,
        ("council_item", item),
        Deed::Changed,
        |tx, council| {
            let found = councils::item(tx, council, item)?.ok_or(AppError::Hidden)?;
            op.unchanged(&found.said)?;
            match councils::write_said(tx, council, item, &said)? {
                true => Ok(()),
                false => Err(AppError::Hidden),
            }
        },
    )
}

/// An answer as typed.
#[derive(Debug, Clone)]
pub struct NewAnswer {
    /// Its kind.
    pub kind: AnswerKind,
    /// For the offices; with 取り組まない, the reason.
    pub text: String,
    /// For the person, in easy words.
    pub easy: String,
    /// The day of the answer.
    pub on: Option<Date>,
    /// A human has read that what looks like a name is none.
    pub not_names: bool,
}

/// Answers an issue. The answer shows at once on the pages of those it began with.
///
/// # Errors
/// [`AppError::Invalid`] without both texts or the day; [`AppError::Hidden`] when there is no
/// such issue.
pub fn answer(op: &Op<'_>, issue: CommunityIssueId, new: &NewAnswer) -> Result<CouncilAnswerId> {
    let mut problems = Problems::new();
    let text = problems.required("text", &new.text);
    let easy = problems.required("easy", &new.easy);
    problems.no_names(&[("text", &text), ("easy", &easy)], new.not_names);
    match new.on {
        None => problems.add("on", "error-required"),
        Some(on) if on > op.today() => problems.add("on", "error-date-future"),
        Some(_) => {}
    }
    problems.check()?;
    let on = new.on.unwrap_or(op.today());
    op.act_council(CouncilAction::Answer, "council_answer", Deed::Answered, |tx, council| {
        let given = CouncilAnswer {
            id: op.id(),
            issue,
            kind: new.kind,
            text: text.clone(),
            easy: easy.clone(),
            on,
        };
        if !councils::insert_answer(tx, council, &given)? {
            return Err(AppError::Hidden);
        }
        councils::set_state(tx, council, issue, new.kind.leads_to())?;
        Ok(given.id)
    })
}

/// What one printed sheet about an issue says. Reports are added up and their texts stand apart
/// from office, month, age and stage, so that nothing on the sheet can be put together again.
#[derive(Debug, Clone)]
pub struct PresentationSheet {
    /// The council's name.
    pub council: String,
    /// The issue.
    pub issue: CommunityIssue,
    /// Reports by reason, most first.
    pub by_reason: Vec<(GapReason, i64)>,
    /// Reports by age, where it is known, most first.
    pub by_age: Vec<(AgeBand, i64)>,
    /// Reports by stage, where it is known, most first.
    pub by_stage: Vec<(ServiceStage, i64)>,
    /// Similar situations the teams know of, all together.
    pub similar: i64,
    /// Lives that are wished for.
    pub wishes: Vec<String>,
    /// What happens.
    pub facts: Vec<String>,
    /// What was tried, and what worked.
    pub tried: Vec<String>,
    /// What could not be done.
    pub could_not: Vec<String>,
    /// Where it was on the table.
    pub items: Vec<CouncilItem>,
    /// The answers so far.
    pub answers: Vec<CouncilAnswer>,
}

/// The data of one printed sheet about an issue.
///
/// # Errors
/// [`AppError::Hidden`] when there is no such issue, or for those who may not read reports.
pub fn presentation_sheet(op: &Op<'_>, id: CommunityIssueId) -> Result<PresentationSheet> {
    op.see_council(CouncilAction::ReadReports, |tx, council| sheet(tx, council, id))
}

fn sheet(tx: &mut ReadTx<'_>, council: &Proof, id: CommunityIssueId) -> Result<PresentationSheet> {
    let issue = councils::issue(tx, council, id)?.ok_or(AppError::Hidden)?;
    let reports = councils::reports_of(tx, council, id)?;
    // Sorted, so that the first wish does not stand with the first fact.
    let texts = |part: fn(&Report) -> &String| {
        let mut texts: Vec<String> =
            reports.iter().map(part).filter(|text| !text.is_empty()).cloned().collect();
        texts.sort();
        texts.dedup();
        texts
    };
    Ok(PresentationSheet {
        council: councils::name(tx, council)?.unwrap_or_default(),
        by_reason: most_first(reports.iter().map(|report| report.reason)),
        by_age: most_first(reports.iter().filter_map(|report| report.age_band)),
        by_stage: most_first(reports.iter().filter_map(|report| report.stage)),
        similar: reports.iter().map(|report| report.similar).sum(),
        wishes: texts(|report| &report.wish),
        facts: texts(|report| &report.facts),
        tried: texts(|report| &report.tried),
        could_not: texts(|report| &report.could_not),
        items: councils::items_of(tx, council, id)?,
        answers: councils::answers_of(tx, council, id)?,
        issue,
    })
}

/// A council as typed.
#[derive(Debug, Clone)]
pub struct NewCouncil {
    /// Its name.
    pub name: String,
    /// The organisation that runs it.
    pub secretariat: OrgId,
    /// Its bodies, in order.
    pub bodies: Vec<(String, BodyKind)>,
}

/// Makes the region's council. There is one.
///
/// # Errors
/// [`AppError::Hidden`] for others than the system administrator; [`AppError::Invalid`] without
/// names, without a body, or with a secretariat that is none of the region's organisations;
/// [`AppError::Conflict`] when there is a council already.
pub fn create(op: &Op<'_>, new: &NewCouncil) -> Result<CouncilId> {
    let system = policy::on_system(&op.actor, SystemAction::ManageOrgs)?;
    let mut problems = Problems::new();
    let name = problems.required("name", &new.name);
    if new.bodies.is_empty() || new.bodies.iter().any(|(name, _)| name.trim().is_empty()) {
        problems.add("bodies", "error-required");
    }
    problems.check()?;
    op.db.write(|tx| {
        op.take_submit(tx)?;
        if access::council(tx, op.region())?.is_some() {
            return Err(AppError::Conflict("there is a council"));
        }
        if staff::org(tx, op.region(), new.secretariat)?.is_none() {
            let mut problems = Problems::new();
            problems.add("secretariat", "error-choice");
            return Err(AppError::Invalid(problems));
        }
        let council = op.id();
        councils::insert_council(tx, &system, council, &name, new.secretariat)?;
        for (position, (name, kind)) in (0..).zip(&new.bodies) {
            let body = CouncilBody { id: op.id(), name: name.trim().to_owned(), kind: *kind };
            councils::insert_body(tx, &system, council, &body, position)?;
        }
        op.note(tx, Deed::Made, "council", None, &Classes::new())?;
        Ok(council)
    })
}

/// What the page on which the council is made needs.
#[derive(Debug, Clone)]
pub struct SetUpPage {
    /// The council, once there is one.
    pub council: Option<councils::SetUp>,
    /// The region's organisations: one of them is or becomes the secretariat.
    pub orgs: Vec<Org>,
}

/// The page on which the council is made.
///
/// # Errors
/// [`AppError::Hidden`] for others than the system administrator.
pub fn set_up_page(op: &Op<'_>) -> Result<SetUpPage> {
    let system = policy::on_system(&op.actor, SystemAction::ManageOrgs)?;
    op.db.read(|tx| {
        Ok(SetUpPage {
            council: councils::set_up(tx, &system)?,
            orgs: staff::orgs(tx, op.region())?,
        })
    })
}

/// Adds a body to the region's council, behind the others.
///
/// # Errors
/// [`AppError::Hidden`] for others than the system administrator, or without a council;
/// [`AppError::Invalid`] without a name.
pub fn add_body(op: &Op<'_>, name: &str, kind: BodyKind) -> Result<CouncilBodyId> {
    let system = policy::on_system(&op.actor, SystemAction::ManageOrgs)?;
    let mut problems = Problems::new();
    let name = problems.required("name", name);
    problems.check()?;
    op.db.write(|tx| {
        op.take_submit(tx)?;
        if !access::lock_council(tx, op.region())? {
            return Err(AppError::Hidden);
        }
        let council = councils::set_up(tx, &system)?.ok_or(AppError::Hidden)?;
        let body = CouncilBody { id: op.id(), name: name.clone(), kind };
        let position = i64::try_from(council.bodies.len()).unwrap_or(i64::MAX);
        councils::insert_body(tx, &system, council.id, &body, position)?;
        op.note(tx, Deed::Made, "council_body", None, &Classes::new())?;
        Ok(body.id)
    })
}
