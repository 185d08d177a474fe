//! From many teams to the region: reports, the issue that was named from them, the answer.

use crate::DemoError;
use crate::content::{Content, Matter, MatterNeed, code};
use crate::meetings::{self, DecisionSpec, InvitedSpec, MeetingSpec, Table};
use crate::people::{Drawn, Made};
use crate::story_a::{Story, Told};
use crate::world::{World, missing};
use serde::Deserialize;
use std::collections::BTreeMap;
use tsumugi_app::community::{self, NewReport};
use tsumugi_app::council::{self, NameIssue, NewAnswer};
use tsumugi_domain::ids::{CommunityIssueId, PersonId, ReportId};
use tsumugi_domain::meeting::{Cause, MeetingKind};

/// A report.
#[derive(Debug, Deserialize)]
pub(crate) struct ReportSpec {
    /// Sent so many days ago.
    pub(crate) since: i64,
    /// The decision it begins with.
    pub(crate) need: String,
    wish: String,
    facts: String,
    tried: String,
    could_not: String,
    similar: i64,
}

impl ReportSpec {
    /// As typed and read for names by somebody.
    pub(crate) fn new_report(&self) -> NewReport {
        NewReport {
            wish: self.wish.clone(),
            facts: self.facts.clone(),
            tried: self.tried.clone(),
            could_not: self.could_not.clone(),
            similar: self.similar,
            checked: true,
        }
    }
}

/// Another office's report, with the meeting that said so.
#[derive(Debug, Deserialize)]
pub(crate) struct OtherSpec {
    office: String,
    /// In the person's words or disability, where there is somebody like that.
    like: String,
    /// grouped, received or returned.
    fate: String,
    /// The meeting was so many days ago.
    held: i64,
    must_decide: String,
    text: String,
    reason: String,
    until_then: String,
    #[serde(default)]
    reply: String,
    #[serde(flatten)]
    report: ReportSpec,
}

impl OtherSpec {
    /// Of this office, and long enough there for the meeting.
    fn fits(&self, drawn: &Drawn<'_>) -> bool {
        drawn.office.code == self.office && drawn.since_days > self.held + 30
    }
}

/// The issue.
#[derive(Debug, Deserialize)]
pub(crate) struct IssueSpec {
    since: i64,
    title: String,
    text: String,
}

/// One session at which it was on the table.
#[derive(Debug, Deserialize)]
pub(crate) struct SessionSpec {
    body: String,
    placed: i64,
    on: i64,
    said: String,
}

/// An answer of the council.
#[derive(Debug, Deserialize)]
pub(crate) struct AnswerSpec {
    since: i64,
    kind: String,
    text: String,
    easy: String,
}

/// The secretariat's worker.
const SECRETARY: &str = "富永 千鶴";

/// Somebody else of the region who has a need that goes to the council.
pub(crate) struct Neighbour<'p> {
    /// As drawn.
    pub(crate) drawn: &'p Drawn<'p>,
    /// As made.
    pub(crate) made: &'p Made,
}

/// Everything between the first report and the interim answer.
pub(crate) fn tell(
    world: &mut World<'_>,
    (content, story): (&Content, &Story),
    told: &Told,
    neighbours: &[Neighbour<'_>],
) -> Result<(), DemoError> {
    let mut grouped = vec![told.report];
    let mut used = Vec::new();
    for spec in &story.other {
        // In a small region an office may have nobody; then it reports nothing.
        let fits = neighbours
            .iter()
            .filter(|one| spec.fits(one.drawn) && !used.contains(&one.made.person));
        let Some(one) = fits.max_by_key(|one| one.drawn.life.is_like(&spec.like)) else { continue };
        used.push(one.made.person);
        let report = report_of(world, &spec.as_need(), one, (spec.held, spec.report.since))?;
        match spec.fate.as_str() {
            "grouped" => grouped.push(report),
            "returned" => {
                let op = world.op(SECRETARY, spec.report.since - 6, 10)?;
                council::send_back(&op, report, &spec.reply, false)?;
            }
            _ => {
                let path = format!("/council/reports/{report}");
                world.page("council_report", "council_secretariat", path);
            }
        }
    }
    let issue = name(world, story, grouped)?;
    talk(world, story, issue)?;
    matters(world, content, neighbours, &mut used)?;
    for (route, role, path) in [
        ("council", "council_secretariat", "/council".to_owned()),
        ("issue", "council_secretariat", format!("/council/issues/{issue}")),
        ("issue_sheet", "council_secretariat", format!("/council/issues/{issue}/sheet")),
        ("council", "core_centre", "/council".to_owned()),
        ("council", "council_member", "/council".to_owned()),
        ("issue", "council_member", format!("/council/issues/{issue}")),
    ] {
        world.page(route, role, path);
    }
    Ok(())
}

impl OtherSpec {
    fn as_need(&self) -> TeamNeed<'_> {
        TeamNeed {
            must_decide: self.must_decide.clone(),
            text: &self.text,
            reason: &self.reason,
            until_then: &self.until_then,
            report: self.report.new_report(),
        }
    }
}

/// What a team could not do, ready to be said at a meeting and reported.
struct TeamNeed<'s> {
    must_decide: String,
    text: &'s str,
    reason: &'s str,
    until_then: &'s str,
    report: NewReport,
}

/// Holds the meeting that says so, and sends the report. `days` are those of the two, in days ago.
fn report_of(
    world: &World<'_>,
    need: &TeamNeed<'_>,
    one: &Neighbour<'_>,
    days: (i64, i64),
) -> Result<ReportId, DemoError> {
    let decision = DecisionSpec {
        key: "need".to_owned(),
        text: need.text.to_owned(),
        outcome: "cannot_now".to_owned(),
        level: Some("region".to_owned()),
        reason: Some(need.reason.to_owned()),
        until_then: need.until_then.to_owned(),
        shared_with: one.drawn.one_of(&one.drawn.phrases.shared_with, days.0),
        ..DecisionSpec::default()
    };
    let meeting = MeetingSpec {
        called: days.0 + 8,
        since: days.0,
        hour: 14,
        minutes: 40,
        other_hour: 10,
        place: one.drawn.office.name.clone(),
        must_decide: need.must_decide.clone(),
        invited: vec![present("person")],
        views: BTreeMap::from([("provider".to_owned(), need.until_then.to_owned())]),
        decision: vec![decision],
        closing: one.drawn.closing(days.0),
        ..MeetingSpec::default()
    };
    let table = Table {
        leader: one.drawn.manager,
        person: one.made.person,
        team: &BTreeMap::new(),
        kind: MeetingKind::Individual,
        cause: Cause::Own,
        request: None,
    };
    let held = meetings::hold(world, &table, &meeting)?;
    let found = held.needs.get("need").ok_or_else(|| missing("need"))?;
    let op = world.op(one.drawn.manager, days.1, 11)?;
    Ok(community::report(&op, *found, &need.report)?)
}

/// The other matters of the region, each a little later than the one before: some are answered, some
/// are being worked on, some have only been talked about.
fn matters(
    world: &World<'_>,
    content: &Content,
    neighbours: &[Neighbour<'_>],
    used: &mut Vec<PersonId>,
) -> Result<(), DemoError> {
    for (number, matter) in (0..).zip(&content.matters.matter) {
        let held = 168 - 12 * number;
        let mut reports = Vec::new();
        for need in &matter.needs {
            let fits = neighbours.iter().find(|one| {
                one.drawn.life.group == need.group
                    && one.drawn.life.is_like(&need.like)
                    && one.drawn.since_days > held + 30
                    && !used.contains(&one.made.person)
            });
            let Some(one) = fits else { continue };
            used.push(one.made.person);
            reports.push(report_of(world, &team_need(one, need), one, (held, held - 8))?);
        }
        // In a small region nobody may have this need.
        if !reports.is_empty() {
            answer_matter(world, matter, reports, held)?;
        }
    }
    Ok(())
}

fn team_need<'s>(one: &Neighbour<'_>, need: &'s MatterNeed) -> TeamNeed<'s> {
    TeamNeed {
        must_decide: one.drawn.one_of(&one.drawn.phrases.must_decide, 0),
        text: &need.text,
        reason: &need.reason,
        until_then: &need.until_then,
        report: NewReport {
            wish: need.wish.clone(),
            facts: need.facts.clone(),
            tried: need.tried.clone(),
            could_not: need.could_not.clone(),
            similar: need.similar,
            checked: true,
        },
    }
}

fn answer_matter(
    world: &World<'_>,
    matter: &Matter,
    reports: Vec<ReportId>,
    held: i64,
) -> Result<(), DemoError> {
    let op = world.op(SECRETARY, held - 24, 13)?;
    let new = NameIssue {
        title: matter.title.clone(),
        text: matter.text.clone(),
        reports,
        not_names: false,
    };
    let issue = council::name_issue(&op, &new)?;
    let session = SessionSpec {
        body: matter.body.clone(),
        placed: held - 26,
        on: held - 40,
        said: matter.said.clone(),
    };
    put_and_say(world, issue, &session)?;
    for given in &matter.answers {
        let since = if given.kind == "interim" { held - 54 } else { held - 118 };
        // What lies ahead has not been answered yet.
        if since > 2 {
            give(world, issue, since, (&given.kind, &given.text, &given.easy))?;
        }
    }
    Ok(())
}

/// Somebody who comes.
pub(crate) fn present(key: &str) -> InvitedSpec {
    InvitedSpec { key: key.to_owned(), attendance: "yes".to_owned(), ..InvitedSpec::default() }
}

fn name(
    world: &World<'_>,
    story: &Story,
    reports: Vec<ReportId>,
) -> Result<CommunityIssueId, DemoError> {
    let op = world.op(SECRETARY, story.issue.since, 14)?;
    let new = NameIssue {
        title: story.issue.title.clone(),
        text: story.issue.text.clone(),
        reports,
        not_names: false,
    };
    Ok(council::name_issue(&op, &new)?)
}

/// The sessions and the answer, in the order of their days.
fn talk(world: &World<'_>, story: &Story, issue: CommunityIssueId) -> Result<(), DemoError> {
    for session in &story.session {
        put_and_say(world, issue, session)?;
    }
    let answer = &story.answer;
    give(world, issue, answer.since, (&answer.kind, &answer.text, &answer.easy))
}

fn put_and_say(
    world: &World<'_>,
    issue: CommunityIssueId,
    session: &SessionSpec,
) -> Result<(), DemoError> {
    let op = world.op(SECRETARY, session.placed, 14)?;
    let bodies = council::bodies(&op)?;
    let body = bodies.iter().find(|body| body.name == session.body);
    let body = body.ok_or_else(|| missing(&session.body))?.id;
    let item = council::put_on_agenda(&op, issue, body, world.day(session.on))?;
    if !session.said.is_empty() {
        let later = world.op(SECRETARY, session.on, 17)?;
        council::write_said(&later, item, &session.said, false)?;
    }
    Ok(())
}

fn give(
    world: &World<'_>,
    issue: CommunityIssueId,
    days_ago: i64,
    (kind, text, easy): (&str, &str, &str),
) -> Result<(), DemoError> {
    let op = world.op(SECRETARY, days_ago, 11)?;
    let given = NewAnswer {
        kind: code(kind)?,
        text: text.to_owned(),
        easy: easy.to_owned(),
        on: Some(op.today()),
        not_names: false,
    };
    council::answer(&op, issue, &given)?;
    Ok(())
}
