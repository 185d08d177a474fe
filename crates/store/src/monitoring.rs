//! Monitorings, and the goals of the current plans that they look at.

use crate::value::{Row, Value, code, gathered, id};
use crate::{ReadTx, Result, Statement, WriteTx};
use jiff::Timestamp;
use jiff::civil::Date;
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::{
    GoalId, MeetingId, MonitoringId, OrgId, PersonId, PlanId, RegionId, RequestId,
};
use tsumugi_domain::monitoring::{GoalMonitoring, Monitoring, MonitoringKind, MonitoringNote};
use tsumugi_domain::plan::{Horizon, Idea, PlanKind};
use tsumugi_domain::policy::{Authorized, Read, Write};

/// The columns of [`decode`] and [`decode_goal`]; a monitoring without goals is there once.
macro_rules! monitorings {
    ($which:expr) => {
        concat!(
            "select m.monitoring_id, m.kind, m.on_day, m.by_name, m.prompt_values, \
             m.prompt_ordinary_life, m.prompt_own_motive, m.prompt_relationship, m.own_words, \
             m.org_id, m.own_how, m.outcome, m.reason, g.goal_id, g.goal_text, g.attainment, g.person_view, g.next \
             from monitoring m left join monitoring_goal g on g.region_id = m.region_id \
             and g.monitoring_id = m.monitoring_id \
             where m.region_id = $1 and m.person_id = $2 and m.monitoring_id ",
            $which,
            " order by m.on_day desc, m.monitoring_id desc, g.position nulls first, \
             g.goal_id nulls first"
        )
    };
}

statements! {
    WHOSE = "select person_id, kind from monitoring where region_id = $1 and monitoring_id = $2";
    OF_PERSON = monitorings!("in (select n.monitoring_id from monitoring n \
        where n.region_id = $1 and n.person_id = $2 \
        order by n.on_day desc, n.monitoring_id desc limit $3)");
    FIND = monitorings!("= $3");
    LAST = monitorings!("in (select n.monitoring_id from monitoring n \
        where n.region_id = $1 and n.person_id = $2 and n.kind = $3 and n.org_id = $4 \
        order by n.on_day desc, n.monitoring_id desc limit 1)");
    INSERT = "insert into monitoring (region_id, monitoring_id, person_id, kind, org_id, on_day, \
        by_name, prompt_values, prompt_ordinary_life, prompt_own_motive, prompt_relationship, \
        own_words, outcome, reason, recorded_at, own_how) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    INSERT_GOAL = "insert into monitoring_goal (region_id, monitoring_id, goal_id, goal_text, \
        attainment, person_view, next, position) values ($1, $2, $3, $4, $5, $6, $7, $8)";
    CURRENT_GOALS = "select g.goal_id, g.text, g.horizon, g.idea, g.own_words, g.due, p.plan_id, \
        p.kind, p.org_id, o.name, v.since from plan p \
        join plan_version v on v.region_id = p.region_id and v.plan_version_id = p.current_version \
        join plan_goal g on g.region_id = v.region_id and g.plan_version_id = v.plan_version_id \
        join org o on o.region_id = p.region_id and o.org_id = p.org_id \
        where p.region_id = $1 and p.person_id = $2 \
        order by p.kind, o.name, p.plan_id, g.position, g.goal_id";
    MEETINGS = "select meeting_id from meeting where region_id = $1 and person_id = $2 \
        and monitoring_id = $3 and state <> 'called_off' order by called_at, meeting_id";
    NOTES = "select monitoring_note_id, text, by_name, at from monitoring_note \
        where region_id = $1 and person_id = $2 and monitoring_id = $3 \
        order by at, monitoring_note_id";
    INSERT_NOTE = "insert into monitoring_note (region_id, monitoring_note_id, monitoring_id, \
        person_id, text, by_name, at) select m.region_id, $4, m.monitoring_id, m.person_id, $5, \
        $6, $7 from monitoring m where m.region_id = $1 and m.person_id = $2 \
        and m.monitoring_id = $3";
    REQUESTS = "select request_id from meeting_request where region_id = $1 and person_id = $2 \
        and monitoring_id = $3 order by at, request_id";
}

fn decode(row: &mut Row) -> Result<Monitoring> {
    let (id, kind, on, by) = (row.id()?, row.code()?, row.get()?, row.get()?);
    Ok(Monitoring {
        id,
        kind,
        on,
        by,
        prompts: [row.get()?, row.get()?, row.get()?, row.get()?],
        own_words: row.get()?,
        org: row.id()?,
        how: row.code()?,
        outcome: row.code()?,
        reason: row.get()?,
        goals: Vec::new(),
    })
}

fn decode_goal(row: &mut Row) -> Result<Option<GoalMonitoring>> {
    let Some(goal) = row.opt_id()? else { return Ok(None) };
    Ok(Some(GoalMonitoring {
        goal,
        goal_text: row.get()?,
        attainment: row.code()?,
        person_view: row.get()?,
        next: row.get()?,
    }))
}

/// Runs a statement made with `monitorings!`.
fn load(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    statement: &'static Statement,
    values: &[Value],
) -> Result<Vec<Monitoring>> {
    if !proof.sees(DataClass::Narrative) {
        return Ok(Vec::new());
    }
    let rows = tx.rows(statement, values, |row| Ok((decode(row)?, decode_goal(row)?)))?;
    let found = gathered(rows, |one| one.id).into_iter();
    Ok(found.map(|(one, goals)| masked(proof, Monitoring { goals, ..one })).collect())
}

/// Takes out the words of somebody whose words the reader may not see.
fn masked(proof: &Authorized<PersonId, Read>, mut found: Monitoring) -> Monitoring {
    if !proof.sees(DataClass::Voice) {
        found.own_words.clear();
        for goal in &mut found.goals {
            goal.person_view.clear();
        }
    }
    found
}

/// Whose monitoring it is and of which kind; needed before anything can be proved, because the
/// kind says which action writing to it is.
///
/// # Errors
/// When the store fails.
pub fn whose(
    tx: &mut ReadTx<'_>,
    region: RegionId,
    monitoring: MonitoringId,
) -> Result<Option<(PersonId, MonitoringKind)>> {
    tx.row(&WHOSE, &values![id(region), id(monitoring)], |row| Ok((row.id()?, row.code()?)))
}

/// The newest monitorings with their goals, newest first; none when notes may not be seen.
///
/// # Errors
/// When the store fails.
pub fn of_person(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    limit: i64,
) -> Result<Vec<Monitoring>> {
    load(tx, proof, &OF_PERSON, &values![id(proof.region()), id(proof.id()), limit])
}

/// One monitoring of the person with its goals, when notes may be seen.
///
/// # Errors
/// When the store fails.
pub fn find(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    monitoring: MonitoringId,
) -> Result<Option<Monitoring>> {
    let values = values![id(proof.region()), id(proof.id()), id(monitoring)];
    Ok(load(tx, proof, &FIND, &values)?.pop())
}

/// The newest monitoring of one kind by one organisation.
///
/// # Errors
/// When the store fails.
pub fn last(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    kind: MonitoringKind,
    org: OrgId,
) -> Result<Option<Monitoring>> {
    let values = values![id(proof.region()), id(proof.id()), code(kind), id(org)];
    Ok(load(tx, proof, &LAST, &values)?.pop())
}

/// The corrections of a monitoring, oldest first; none when notes may not be seen.
///
/// # Errors
/// When the store fails.
pub fn notes(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    monitoring: MonitoringId,
) -> Result<Vec<MonitoringNote>> {
    if !proof.sees(DataClass::Narrative) {
        return Ok(Vec::new());
    }
    tx.rows(&NOTES, &values![id(proof.region()), id(proof.id()), id(monitoring)], |row| {
        Ok(MonitoringNote { id: row.id()?, text: row.get()?, by: row.get()?, at: row.get()? })
    })
}

/// Adds a correction; false when there is no such monitoring of this person.
///
/// # Errors
/// When the store fails.
pub fn insert_note(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    monitoring: MonitoringId,
    note: &MonitoringNote,
) -> Result<bool> {
    let values = values![
        id(proof.region()),
        id(proof.id()),
        id(monitoring),
        id(note.id),
        note.text,
        note.by,
        note.at
    ];
    Ok(tx.run(&INSERT_NOTE, &values)? == 1)
}

/// Adds a monitoring with its goals.
///
/// # Errors
/// A duplicate when a goal is there twice.
pub fn insert(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    new: &Monitoring,
    at: Timestamp,
) -> Result<()> {
    let region = id(proof.region());
    let [lived_for, ordinary_life, own_motive, relationship] = &new.prompts;
    let values = values![
        region,
        id(new.id),
        id(proof.id()),
        code(new.kind),
        id(new.org),
        new.on,
        new.by,
        lived_for.as_str(),
        ordinary_life.as_str(),
        own_motive.as_str(),
        relationship.as_str(),
        new.own_words,
        code(new.outcome),
        new.reason,
        at,
        code(new.how)
    ];
    tx.run(&INSERT, &values)?;
    for (position, goal) in (0_i64..).zip(&new.goals) {
        let values = values![
            region,
            id(new.id),
            id(goal.goal),
            goal.goal_text,
            code(goal.attainment),
            goal.person_view,
            goal.next,
            position
        ];
        tx.run(&INSERT_GOAL, &values)?;
    }
    Ok(())
}

/// A goal of a plan version that counts now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurrentGoal {
    /// The goal.
    pub goal: GoalId,
    /// Its text.
    pub text: String,
    /// Short or long.
    pub horizon: Horizon,
    /// Whose idea.
    pub idea: Idea,
    /// The person's words it rests on.
    pub own_words: String,
    /// By when.
    pub due: Option<Date>,
    /// In which plan.
    pub plan: PlanId,
    /// Of which kind.
    pub kind: PlanKind,
    /// Whose plan.
    pub org: OrgId,
    /// That organisation's name.
    pub org_name: String,
    /// Since when the version counts.
    pub since: Date,
}

/// The goals of all plans that count now, plan by plan; none when plans may not be seen.
///
/// # Errors
/// When the store fails.
pub fn current_goals(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
) -> Result<Vec<CurrentGoal>> {
    if !proof.sees(DataClass::Plan) {
        return Ok(Vec::new());
    }
    tx.rows(&CURRENT_GOALS, &values![id(proof.region()), id(proof.id())], |row| {
        Ok(CurrentGoal {
            goal: row.id()?,
            text: row.get()?,
            horizon: row.code()?,
            idea: row.code()?,
            own_words: row.get()?,
            due: row.opt()?,
            plan: row.id()?,
            kind: row.code()?,
            org: row.id()?,
            org_name: row.get()?,
            since: row.get()?,
        })
    })
}

/// Where a monitoring led: the meetings and the requests that name it as their cause.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LedTo {
    /// Meetings that were not called off, oldest first.
    pub meetings: Vec<MeetingId>,
    /// Requests, oldest first.
    pub requests: Vec<RequestId>,
}

/// Where a monitoring led; nothing when meetings may not be seen.
///
/// # Errors
/// When the store fails.
pub fn led_to(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    monitoring: MonitoringId,
) -> Result<LedTo> {
    if !proof.sees(DataClass::Meeting) {
        return Ok(LedTo::default());
    }
    let values = values![id(proof.region()), id(proof.id()), id(monitoring)];
    Ok(LedTo {
        meetings: tx.rows(&MEETINGS, &values, Row::id)?,
        requests: tx.rows(&REQUESTS, &values, Row::id)?,
    })
}
