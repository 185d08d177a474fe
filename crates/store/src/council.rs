//! The council: reports without names, issues, agendas, answers.
//!
//! No statement here touches a table that knows a person; a test below keeps it so.

use crate::community::{decode_issue, decode_report};
use crate::value::{Row, code, id};
use crate::{ReadTx, Result, WriteTx};
use jiff::civil::Date;
use tsumugi_domain::community::{CommunityIssue, IssueState, Report};
use tsumugi_domain::council::{BodyKind, CouncilAnswer, CouncilBody, CouncilItem};
use tsumugi_domain::ids::{
    CommunityIssueId, CouncilBodyId, CouncilId, CouncilItemId, OrgId, RegionId, ReportId,
};
use tsumugi_domain::policy::{Authorized, Write};

/// The columns of a report, in the order of `decode_report`.
macro_rules! reports {
    () => {
        "select r.report_id, r.office, r.month, r.age_band, r.stage, r.wish, r.facts, r.tried, \
         r.could_not, r.reason, r.similar_count, r.state, r.reply, r.issue_id from report r \
         where r.region_id = $1 and r.council_id = $2"
    };
}

/// The columns of an issue, in the order of `decode_issue`.
macro_rules! issues {
    () => {
        "select i.issue_id, i.title, i.text, i.state, i.named_on, \
         (select count(*) from report c where c.region_id = i.region_id \
          and c.issue_id = i.issue_id) \
         from community_issue i where i.region_id = $1 and i.council_id = $2"
    };
}

/// The columns of an item.
macro_rules! items {
    () => {
        "select t.council_item_id, t.issue_id, i.title, t.council_body_id, b.name, t.session_on, \
         t.said from council_item t \
         join community_issue i on i.region_id = t.region_id and i.issue_id = t.issue_id \
         join council_body b on b.region_id = t.region_id \
         and b.council_body_id = t.council_body_id \
         where i.region_id = $1 and i.council_id = $2"
    };
}

statements! {
    INSERT = "insert into council (region_id, council_id, name, secretariat) \
        values ($1, $2, $3, $4)";
    OF_REGION = "select council_id, name, secretariat from council where region_id = $1 \
        order by council_id";
    NAME = "select name from council where region_id = $1 and council_id = $2";
    INSERT_BODY = "insert into council_body (region_id, council_body_id, council_id, name, kind, \
        position) values ($1, $2, $3, $4, $5, $6)";
    BODIES = "select council_body_id, name, kind from council_body \
        where region_id = $1 and council_id = $2 order by position, council_body_id";
    REPORTS = concat!(reports!(), " order by r.month desc, r.report_id");
    REPORT = concat!(reports!(), " and r.report_id = $3");
    REPORTS_OF_ISSUE = concat!(reports!(), " and r.issue_id = $3 \
        order by r.month desc, r.report_id");
    SEND_BACK = "update report set state = 'returned', reply = $4 where region_id = $1 \
        and council_id = $2 and report_id = $3 and state = 'received'";
    GROUP = "update report set state = 'grouped', issue_id = $4 where region_id = $1 \
        and council_id = $2 and report_id = $3 and state = 'received'";
    UNGROUP = "update report set state = 'received', issue_id = null where region_id = $1 \
        and council_id = $2 and report_id = $3 and issue_id = $4 and state = 'grouped' \
        and not exists (select 1 from council_answer a \
        where a.region_id = $1 and a.issue_id = $4)";
    INSERT_ISSUE = "insert into community_issue (region_id, issue_id, council_id, title, text, \
        state, named_on) values ($1, $2, $3, $4, $5, $6, $7)";
    ISSUES = concat!(issues!(), " order by i.named_on desc, i.issue_id");
    ISSUE = concat!(issues!(), " and i.issue_id = $3");
    RENAME = "update community_issue set title = $4, text = $5 \
        where region_id = $1 and council_id = $2 and issue_id = $3";
    SET_STATE = "update community_issue set state = $4 \
        where region_id = $1 and council_id = $2 and issue_id = $3";
    INSERT_ITEM = "insert into council_item (region_id, council_item_id, issue_id, council_body_id, \
        session_on, said) select i.region_id, $4, i.issue_id, b.council_body_id, $6, '' \
        from community_issue i join council_body b \
        on b.region_id = i.region_id and b.council_id = i.council_id \
        where i.region_id = $1 and i.council_id = $2 and i.issue_id = $3 \
        and b.council_body_id = $5";
    ITEM = concat!(items!(), " and t.council_item_id = $3");
    MOVE_ITEM = "update council_item set council_body_id = $4, session_on = $5 \
        where region_id = $1 and council_item_id = $3 \
        and issue_id in (select i.issue_id from community_issue i \
        where i.region_id = $1 and i.council_id = $2) \
        and exists (select 1 from council_body b where b.region_id = $1 \
        and b.council_id = $2 and b.council_body_id = $4)";
    ITEMS = concat!(items!(), " order by t.session_on desc, t.council_item_id");
    ITEMS_OF_ISSUE = concat!(items!(), " and i.issue_id = $3 \
        order by t.session_on, t.council_item_id");
    WRITE_SAID = "update council_item set said = $4 where region_id = $1 and council_item_id = $3 \
        and issue_id in (select i.issue_id from community_issue i \
        where i.region_id = $1 and i.council_id = $2)";
    INSERT_ANSWER = "insert into council_answer (region_id, council_answer_id, issue_id, kind, text, \
        easy, on_day) select i.region_id, $4, i.issue_id, $5, $6, $7, $8 from community_issue i \
        where i.region_id = $1 and i.council_id = $2 and i.issue_id = $3";
    ANSWERS_OF_ISSUE = "select a.council_answer_id, a.issue_id, a.kind, a.text, a.easy, a.on_day \
        from council_answer a join community_issue i \
        on i.region_id = a.region_id and i.issue_id = a.issue_id \
        where i.region_id = $1 and i.council_id = $2 and i.issue_id = $3 \
        order by a.on_day, a.council_answer_id";
}

type Council = Authorized<CouncilId, Write>;

/// Makes the council of a region.
///
/// # Errors
/// When the store fails.
pub fn insert_council(
    tx: &mut WriteTx<'_>,
    system: &Authorized<RegionId, Write>,
    council: CouncilId,
    name: &str,
    secretariat: OrgId,
) -> Result<()> {
    tx.run(&INSERT, &values![id(system.id()), id(council), name, id(secretariat)]).map(|_| ())
}

/// Adds a body to a council; `position` is its place in the list.
///
/// # Errors
/// When the store fails.
pub fn insert_body(
    tx: &mut WriteTx<'_>,
    system: &Authorized<RegionId, Write>,
    council: CouncilId,
    body: &CouncilBody,
    position: i64,
) -> Result<()> {
    let values =
        values![id(system.id()), id(body.id), id(council), body.name, code(body.kind), position];
    tx.run(&INSERT_BODY, &values).map(|_| ())
}

/// The council of a region as the system administrator sees it: no report, no issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetUp {
    /// Identity.
    pub id: CouncilId,
    /// Its name.
    pub name: String,
    /// The organisation that runs it.
    pub secretariat: OrgId,
    /// Its bodies, in their order.
    pub bodies: Vec<CouncilBody>,
}

/// The council of the region with its bodies, for who sets it up.
///
/// # Errors
/// When the store fails.
pub fn set_up(tx: &mut ReadTx<'_>, system: &Authorized<RegionId, Write>) -> Result<Option<SetUp>> {
    let found = tx.row(&OF_REGION, &values![id(system.id())], |row| {
        Ok(SetUp { id: row.id()?, name: row.get()?, secretariat: row.id()?, bodies: Vec::new() })
    })?;
    let Some(council) = found else { return Ok(None) };
    let bodies = tx.rows(&BODIES, &values![id(system.id()), id(council.id)], decode_body)?;
    Ok(Some(SetUp { bodies, ..council }))
}

fn decode_body(row: &mut Row) -> Result<CouncilBody> {
    Ok(CouncilBody { id: row.id()?, name: row.get()?, kind: row.code::<BodyKind>()? })
}

/// The council's name.
///
/// # Errors
/// When the store fails.
pub fn name(tx: &mut ReadTx<'_>, council: &Council) -> Result<Option<String>> {
    tx.row(&NAME, &values![id(council.region()), id(council.id())], Row::get)
}

/// The bodies, in their order.
///
/// # Errors
/// When the store fails.
pub fn bodies(tx: &mut ReadTx<'_>, council: &Council) -> Result<Vec<CouncilBody>> {
    tx.rows(&BODIES, &values![id(council.region()), id(council.id())], decode_body)
}

/// All reports, newest month first. Inside a month the order is random on purpose: the order of
/// arrival could be joined back.
///
/// # Errors
/// When the store fails.
pub fn reports(tx: &mut ReadTx<'_>, council: &Council) -> Result<Vec<Report>> {
    tx.rows(&REPORTS, &values![id(council.region()), id(council.id())], decode_report)
}

/// One report.
///
/// # Errors
/// When the store fails.
pub fn report(tx: &mut ReadTx<'_>, council: &Council, report: ReportId) -> Result<Option<Report>> {
    tx.row(&REPORT, &values![id(council.region()), id(council.id()), id(report)], decode_report)
}

/// The reports behind an issue.
///
/// # Errors
/// When the store fails.
pub fn reports_of(
    tx: &mut ReadTx<'_>,
    council: &Council,
    issue: CommunityIssueId,
) -> Result<Vec<Report>> {
    let values = values![id(council.region()), id(council.id()), id(issue)];
    tx.rows(&REPORTS_OF_ISSUE, &values, decode_report)
}

/// Returns a report to its team with a kind sentence; false when it is not waiting any more.
///
/// # Errors
/// When the store fails.
pub fn send_back(
    tx: &mut WriteTx<'_>,
    council: &Council,
    report: ReportId,
    reply: &str,
) -> Result<bool> {
    let values = values![id(council.region()), id(council.id()), id(report), reply];
    Ok(tx.run(&SEND_BACK, &values)? == 1)
}

/// Groups a report into an issue; false when it is not waiting any more.
///
/// # Errors
/// When the store fails.
pub fn group(
    tx: &mut WriteTx<'_>,
    council: &Council,
    report: ReportId,
    issue: CommunityIssueId,
) -> Result<bool> {
    let values = values![id(council.region()), id(council.id()), id(report), id(issue)];
    Ok(tx.run(&GROUP, &values)? == 1)
}

/// Takes a report out of an issue again; false when it is not behind it, or when an answer has
/// reached those who reported it.
///
/// # Errors
/// When the store fails.
pub fn ungroup(
    tx: &mut WriteTx<'_>,
    council: &Council,
    report: ReportId,
    issue: CommunityIssueId,
) -> Result<bool> {
    let values = values![id(council.region()), id(council.id()), id(report), id(issue)];
    Ok(tx.run(&UNGROUP, &values)? == 1)
}

/// Adds an issue.
///
/// # Errors
/// When the store fails.
pub fn insert_issue(tx: &mut WriteTx<'_>, council: &Council, issue: &CommunityIssue) -> Result<()> {
    let values = values![
        id(council.region()),
        id(issue.id),
        id(council.id()),
        issue.title,
        issue.text,
        code(issue.state),
        issue.named_on
    ];
    tx.run(&INSERT_ISSUE, &values).map(|_| ())
}

/// All issues, newest first.
///
/// # Errors
/// When the store fails.
pub fn issues(tx: &mut ReadTx<'_>, council: &Council) -> Result<Vec<CommunityIssue>> {
    tx.rows(&ISSUES, &values![id(council.region()), id(council.id())], decode_issue)
}

/// One issue.
///
/// # Errors
/// When the store fails.
pub fn issue(
    tx: &mut ReadTx<'_>,
    council: &Council,
    issue: CommunityIssueId,
) -> Result<Option<CommunityIssue>> {
    tx.row(&ISSUE, &values![id(council.region()), id(council.id()), id(issue)], decode_issue)
}

/// Gives an issue another name and text; false when there is no such issue here.
///
/// # Errors
/// When the store fails.
pub fn rename(
    tx: &mut WriteTx<'_>,
    council: &Council,
    issue: CommunityIssueId,
    title: &str,
    text: &str,
) -> Result<bool> {
    let values = values![id(council.region()), id(council.id()), id(issue), title, text];
    Ok(tx.run(&RENAME, &values)? == 1)
}

/// Moves an issue on.
///
/// # Errors
/// When the store fails.
pub fn set_state(
    tx: &mut WriteTx<'_>,
    council: &Council,
    issue: CommunityIssueId,
    state: IssueState,
) -> Result<bool> {
    let values = values![id(council.region()), id(council.id()), id(issue), code(state)];
    Ok(tx.run(&SET_STATE, &values)? == 1)
}

/// Puts an issue on the table of a body; false when one of the two is not this council's.
///
/// # Errors
/// When the store fails.
pub fn insert_item(
    tx: &mut WriteTx<'_>,
    council: &Council,
    item: CouncilItemId,
    issue: CommunityIssueId,
    session: (CouncilBodyId, Date),
) -> Result<bool> {
    let (body, on) = session;
    let values = values![id(council.region()), id(council.id()), id(issue), id(item), id(body), on];
    Ok(tx.run(&INSERT_ITEM, &values)? == 1)
}

fn decode_item(row: &mut Row) -> Result<CouncilItem> {
    Ok(CouncilItem {
        id: row.id()?,
        issue: row.id()?,
        title: row.get()?,
        body: row.id()?,
        body_name: row.get()?,
        session_on: row.get()?,
        said: row.get()?,
    })
}

/// One item.
///
/// # Errors
/// When the store fails.
pub fn item(
    tx: &mut ReadTx<'_>,
    council: &Council,
    item: CouncilItemId,
) -> Result<Option<CouncilItem>> {
    tx.row(&ITEM, &values![id(council.region()), id(council.id()), id(item)], decode_item)
}

/// Moves an item to another body or day; false when one of the two is not this council's.
///
/// # Errors
/// When the store fails.
pub fn move_item(
    tx: &mut WriteTx<'_>,
    council: &Council,
    item: CouncilItemId,
    session: (CouncilBodyId, Date),
) -> Result<bool> {
    let (body, on) = session;
    let values = values![id(council.region()), id(council.id()), id(item), id(body), on];
    Ok(tx.run(&MOVE_ITEM, &values)? == 1)
}

/// Everything that was or will be on a table, newest session first.
///
/// # Errors
/// When the store fails.
pub fn items(tx: &mut ReadTx<'_>, council: &Council) -> Result<Vec<CouncilItem>> {
    tx.rows(&ITEMS, &values![id(council.region()), id(council.id())], decode_item)
}

/// Where an issue was on the table, oldest session first.
///
/// # Errors
/// When the store fails.
pub fn items_of(
    tx: &mut ReadTx<'_>,
    council: &Council,
    issue: CommunityIssueId,
) -> Result<Vec<CouncilItem>> {
    let values = values![id(council.region()), id(council.id()), id(issue)];
    tx.rows(&ITEMS_OF_ISSUE, &values, decode_item)
}

/// Writes down what was said at a session; false when there is no such item here.
///
/// # Errors
/// When the store fails.
pub fn write_said(
    tx: &mut WriteTx<'_>,
    council: &Council,
    item: CouncilItemId,
    said: &str,
) -> Result<bool> {
    let values = values![id(council.region()), id(council.id()), id(item), said];
    Ok(tx.run(&WRITE_SAID, &values)? == 1)
}

/// Adds an answer; false when the issue is not this council's.
///
/// # Errors
/// When the store fails.
pub fn insert_answer(
    tx: &mut WriteTx<'_>,
    council: &Council,
    answer: &CouncilAnswer,
) -> Result<bool> {
    let values = values![
        id(council.region()),
        id(council.id()),
        id(answer.issue),
        id(answer.id),
        code(answer.kind),
        answer.text,
        answer.easy,
        answer.on
    ];
    Ok(tx.run(&INSERT_ANSWER, &values)? == 1)
}

/// The answers to an issue, oldest first.
///
/// # Errors
/// When the store fails.
pub fn answers_of(
    tx: &mut ReadTx<'_>,
    council: &Council,
    issue: CommunityIssueId,
) -> Result<Vec<CouncilAnswer>> {
    let values = values![id(council.region()), id(council.id()), id(issue)];
    tx.rows(&ANSWERS_OF_ISSUE, &values, |row| {
        Ok(CouncilAnswer {
            id: row.id()?,
            issue: row.id()?,
            kind: row.code()?,
            text: row.get()?,
            easy: row.get()?,
            on: row.get()?,
        })
    })
}

#[cfg(test)]
mod tests {
    /// Tables the council's statements may name. Everything else may know a person.
    const MAY: [&str; 6] =
        ["report", "community_issue", "council", "council_body", "council_item", "council_answer"];

    /// The tables a statement names, read from the schema so that a new table cannot slip by.
    fn tables(sql: &str) -> Vec<String> {
        let schema = crate::migrate::all_steps();
        let all = schema.split("create table ").skip(1).filter_map(|rest| rest.split(' ').next());
        let words: Vec<&str> =
            sql.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect();
        all.filter(|table| {
            words.windows(2).any(|pair| {
                ["from", "join", "into", "update"].contains(&pair[0]) && pair[1] == *table
            })
        })
        .map(str::to_owned)
        .collect()
    }

    #[test]
    fn no_statement_of_the_council_touches_a_person() {
        assert_eq!(tables("select 1 from person p join unmet_need n"), ["person", "unmet_need"]);
        for statement in super::ALL {
            let named = tables(statement.sql);
            assert!(!named.is_empty(), "{}", statement.name);
            for table in named {
                assert!(MAY.contains(&table.as_str()), "{} reads {table}", statement.name);
            }
            assert!(!statement.sql.contains("checked_by"), "{}", statement.name);
        }
    }
}
