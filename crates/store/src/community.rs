//! Unmet needs of a person, their report without names, and what came back.
//!
//! The link between a person and a report is kept here, on the need's side, and nowhere else.

use crate::value::{Row, code, id, opt_code};
use crate::{ReadTx, Result, WriteTx};
use jiff::Timestamp;
use tsumugi_domain::community::{
    CommunityIssue, IssueState, NeedState, Report, ReportState, UnmetNeed,
};
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::council::CouncilAnswer;
use tsumugi_domain::ids::{CouncilId, PersonId, RegionId, ReportId, UnmetNeedId};
use tsumugi_domain::meeting::{GapReason, Level};
use tsumugi_domain::policy::{Authorized, Read, Write};

/// The columns of [`decode_need`].
macro_rules! need_columns {
    () => {
        "n.unmet_need_id, n.person_id, n.meeting_id, n.decision_id, n.text, n.level, n.reason, \
         n.until_then, n.since, n.state, n.not_reported_reason, n.report_id, \
         n.asked_not_by, n.asked_not_at"
    };
}
pub(crate) use need_columns;

statements! {
    PERSON_OF_NEED = "select person_id from unmet_need \
        where region_id = $1 and unmet_need_id = $2";
    OF_PERSON = concat!("select ", need_columns!(), " from unmet_need n \
        where n.region_id = $1 and n.person_id = $2 order by n.since desc, n.unmet_need_id");
    FIND = concat!("select ", need_columns!(), " from unmet_need n \
        where n.region_id = $1 and n.person_id = $2 and n.unmet_need_id = $3");
    INSERT = "insert into unmet_need (region_id, unmet_need_id, person_id, meeting_id, decision_id, \
        text, level, reason, until_then, since, state, not_reported_reason) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open', '')";
    KEEP = "update unmet_need set state = 'not_reported', not_reported_reason = $4 \
        where region_id = $1 and person_id = $2 and unmet_need_id = $3 and state = 'open'";
    UNDO_KEEP = "update unmet_need set state = 'open', not_reported_reason = '' \
        where region_id = $1 and person_id = $2 and unmet_need_id = $3 \
        and state = 'not_reported' and asked_not_at is null";
    ASK = "update unmet_need set state = 'not_reported', asked_not_by = $4, asked_not_at = $5 \
        where region_id = $1 and person_id = $2 and unmet_need_id = $3 \
        and state in ('open', 'not_reported') and asked_not_at is null";
    UNDO_ASK = "update unmet_need set state = 'open', not_reported_reason = '', \
        asked_not_by = null, asked_not_at = null \
        where region_id = $1 and person_id = $2 and unmet_need_id = $3 \
        and state = 'not_reported' and asked_not_at is not null";
    PUT_RIGHT = "update unmet_need set level = $4, reason = $5, until_then = $6 \
        where region_id = $1 and person_id = $2 and unmet_need_id = $3 and state <> 'reported'";
    LINK = "update unmet_need set state = 'reported', report_id = $4 \
        where region_id = $1 and person_id = $2 and unmet_need_id = $3 and state = 'open' \
        and report_id is null";
    INSERT_REPORT = "insert into report (region_id, report_id, council_id, office, month, age_band, \
        stage, wish, facts, tried, could_not, reason, similar_count, checked_by, state, reply) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'received', '')";
    REPORT = "select r.report_id, r.office, r.month, r.age_band, r.stage, r.wish, r.facts, r.tried, \
        r.could_not, r.reason, r.similar_count, r.state, r.reply, r.issue_id \
        from unmet_need n join report r \
        on r.region_id = n.region_id and r.report_id = n.report_id \
        where n.region_id = $1 and n.person_id = $2 and n.unmet_need_id = $3";
    ISSUE = "select i.issue_id, i.title, i.text, i.state, i.named_on, \
        (select count(*) from report c where c.region_id = i.region_id \
         and c.issue_id = i.issue_id) \
        from unmet_need n join report r \
        on r.region_id = n.region_id and r.report_id = n.report_id \
        join community_issue i on i.region_id = r.region_id and i.issue_id = r.issue_id \
        where n.region_id = $1 and n.person_id = $2 and n.unmet_need_id = $3";
    ANSWERS = "select n.unmet_need_id, n.text, i.title, i.state, a.council_answer_id, a.issue_id, \
        a.kind, a.text, a.easy, a.on_day \
        from unmet_need n join report r \
        on r.region_id = n.region_id and r.report_id = n.report_id \
        join community_issue i on i.region_id = r.region_id and i.issue_id = r.issue_id \
        join council_answer a on a.region_id = i.region_id and a.issue_id = i.issue_id \
        where n.region_id = $1 and n.person_id = $2 \
        order by a.on_day desc, a.council_answer_id, n.unmet_need_id";
}

/// Whose need it is; needed before anything can be proved.
///
/// # Errors
/// When the store fails.
pub fn person_of_need(
    tx: &mut ReadTx<'_>,
    region: RegionId,
    need: UnmetNeedId,
) -> Result<Option<PersonId>> {
    tx.row(&PERSON_OF_NEED, &values![id(region), id(need)], Row::id)
}

pub(crate) fn decode_need(row: &mut Row) -> Result<UnmetNeed> {
    let (id, person, meeting, decision) = (row.id()?, row.id()?, row.id()?, row.id()?);
    let (text, level, reason) = (row.get()?, row.code()?, row.code()?);
    let (until_then, since) = (row.get()?, row.get()?);
    let state: String = row.get()?;
    let kept: String = row.get()?;
    let report: Option<ReportId> = row.opt_id()?;
    let asked = row.opt()?.zip(row.opt()?);
    let state = match (state.as_str(), report) {
        ("open", None) => NeedState::Open,
        ("not_reported", None) => NeedState::NotReported { reason: kept, asked },
        ("reported", Some(report)) => NeedState::Reported { report },
        _ => return Err(row.broken("a need and its report do not fit together")),
    };
    Ok(UnmetNeed { id, person, meeting, decision, text, level, reason, until_then, since, state })
}

/// The person's unmet needs, newest first. They come from meetings and are seen with them.
///
/// # Errors
/// When the store fails.
pub fn of_person(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
) -> Result<Vec<UnmetNeed>> {
    if !proof.sees(DataClass::Meeting) {
        return Ok(Vec::new());
    }
    tx.rows(&OF_PERSON, &values![id(proof.region()), id(proof.id())], decode_need)
}

/// One unmet need of the person.
///
/// # Errors
/// When the store fails.
pub fn need(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    need: UnmetNeedId,
) -> Result<Option<UnmetNeed>> {
    if !proof.sees(DataClass::Meeting) {
        return Ok(None);
    }
    tx.row(&FIND, &values![id(proof.region()), id(proof.id()), id(need)], decode_need)
}

/// Adds a need that a meeting has just confirmed; it begins open.
///
/// # Errors
/// When the store fails.
pub fn insert_need(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    need: &UnmetNeed,
) -> Result<()> {
    let values = values![
        id(proof.region()),
        id(need.id),
        id(proof.id()),
        id(need.meeting),
        id(need.decision),
        need.text,
        code(need.level),
        code(need.reason),
        need.until_then,
        need.since
    ];
    tx.run(&INSERT, &values).map(|_| ())
}

/// Writes down that the need is not to be reported; false when it is not open.
///
/// # Errors
/// When the store fails.
pub fn keep(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    need: UnmetNeedId,
    reason: &str,
) -> Result<bool> {
    Ok(tx.run(&KEEP, &values![id(proof.region()), id(proof.id()), id(need), reason])? == 1)
}

/// Opens a need that was not to be reported; false when it was not such a one, or somebody of the
/// person's own side asked for it.
///
/// # Errors
/// When the store fails.
pub fn undo_keep(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    need: UnmetNeedId,
) -> Result<bool> {
    Ok(tx.run(&UNDO_KEEP, &values![id(proof.region()), id(proof.id()), id(need)])? == 1)
}

/// Writes down who asked by themselves that the need is not reported; false when somebody had, or
/// it was reported.
///
/// # Errors
/// When the store fails.
pub fn ask_not(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    need: UnmetNeedId,
    by: &str,
    at: Timestamp,
) -> Result<bool> {
    let values = values![id(proof.region()), id(proof.id()), id(need), by, at];
    Ok(tx.run(&ASK, &values)? == 1)
}

/// Takes back what was asked for by oneself; false when nobody had.
///
/// # Errors
/// When the store fails.
pub fn undo_ask_not(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    need: UnmetNeedId,
) -> Result<bool> {
    Ok(tx.run(&UNDO_ASK, &values![id(proof.region()), id(proof.id()), id(need)])? == 1)
}

/// Puts level, reason and what we do until then right; false when it was reported.
///
/// # Errors
/// When the store fails.
pub fn put_right(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    need: UnmetNeedId,
    (level, reason): (Level, GapReason),
    until_then: &str,
) -> Result<bool> {
    let values = values![
        id(proof.region()),
        id(proof.id()),
        id(need),
        code(level),
        code(reason),
        until_then
    ];
    Ok(tx.run(&PUT_RIGHT, &values)? == 1)
}

/// Where a report goes, and who read it before.
#[derive(Debug, Clone, Copy)]
pub struct Sending<'a> {
    /// The council.
    pub council: CouncilId,
    /// The human who read it for names.
    pub checked_by: &'a str,
}

/// Files a report and links it on the need's side; false when the need is not open.
///
/// # Errors
/// When the store fails.
pub fn insert_report(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    need: UnmetNeedId,
    report: &Report,
    sending: Sending<'_>,
) -> Result<bool> {
    let region = id(proof.region());
    if tx.run(&LINK, &values![region, id(proof.id()), id(need), id(report.id)])? == 0 {
        return Ok(false);
    }
    let values = values![
        region,
        id(report.id),
        id(sending.council),
        report.office,
        report.month,
        opt_code(report.age_band),
        opt_code(report.stage),
        report.wish,
        report.facts,
        report.tried,
        report.could_not,
        code(report.reason),
        report.similar,
        sending.checked_by
    ];
    tx.run(&INSERT_REPORT, &values)?;
    Ok(true)
}

/// Reads the columns of a report; the council reads them in the same order.
pub(crate) fn decode_report(row: &mut Row) -> Result<Report> {
    Ok(Report {
        id: row.id()?,
        office: row.get()?,
        month: row.get()?,
        age_band: row.opt_code()?,
        stage: row.opt_code()?,
        wish: row.get()?,
        facts: row.get()?,
        tried: row.get()?,
        could_not: row.get()?,
        reason: row.code()?,
        similar: row.get()?,
        state: row.code::<ReportState>()?,
        reply: row.get()?,
        issue: row.opt_id()?,
    })
}

/// Reads the columns of an issue; the council reads them in the same order.
pub(crate) fn decode_issue(row: &mut Row) -> Result<CommunityIssue> {
    Ok(CommunityIssue {
        id: row.id()?,
        title: row.get()?,
        text: row.get()?,
        state: row.code::<IssueState>()?,
        named_on: row.get()?,
        reports: row.get()?,
    })
}

/// The report of a need, and the issue it was grouped into.
///
/// # Errors
/// When the store fails.
pub fn report_and_issue(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    need: UnmetNeedId,
) -> Result<Option<(Report, Option<CommunityIssue>)>> {
    if !proof.sees(DataClass::Meeting) {
        return Ok(None);
    }
    let values = values![id(proof.region()), id(proof.id()), id(need)];
    let Some(report) = tx.row(&REPORT, &values, decode_report)? else { return Ok(None) };
    let issue = match report.issue {
        Some(_) => tx.row(&ISSUE, &values, decode_issue)?,
        None => None,
    };
    Ok(Some((report, issue)))
}

/// An answer of the council that has come back to the need it began with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerBack {
    /// The need.
    pub need: UnmetNeedId,
    /// What could not be done.
    pub need_text: String,
    /// The issue's name.
    pub issue_title: String,
    /// Where the issue stands.
    pub issue_state: IssueState,
    /// The answer.
    pub answer: CouncilAnswer,
}

/// Every answer of the council to what this person could not have, newest first.
///
/// # Errors
/// When the store fails.
pub fn answers_for_person(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
) -> Result<Vec<AnswerBack>> {
    if !proof.sees(DataClass::Meeting) {
        return Ok(Vec::new());
    }
    tx.rows(&ANSWERS, &values![id(proof.region()), id(proof.id())], |row| {
        Ok(AnswerBack {
            need: row.id()?,
            need_text: row.get()?,
            issue_title: row.get()?,
            issue_state: row.code()?,
            answer: CouncilAnswer {
                id: row.id()?,
                issue: row.id()?,
                kind: row.code()?,
                text: row.get()?,
                easy: row.get()?,
                on: row.get()?,
            },
        })
    })
}
