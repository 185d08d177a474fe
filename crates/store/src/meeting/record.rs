//! What is said and decided at a meeting: viewpoints, decisions and the answers to them, the five
//! closing points, the minutes.

use super::is_open;
use crate::value::{Row, code, gathered, id, opt_code, opt_id};
use crate::{ReadTx, Result, WriteTx};
use jiff::Timestamp;
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::{DecisionId, MeetingId, MinutesId, PersonId, PlanId};
use tsumugi_domain::meeting::{
    Closing, Decision, Minutes, Outcome, Point, PointState, View, Viewpoint,
};
use tsumugi_domain::plan::{About, Answer, PlanKind, Shown};
use tsumugi_domain::policy::{Authorized, Read, Write};

/// The columns of [`decode_decision`].
macro_rules! decision_columns {
    () => {
        "d.decision_id, d.text, d.kind, d.owner_membership, d.owner_name, d.due, d.known_by, \
         d.first_step, d.level, d.reason, d.until_then, d.shared_with"
    };
}

statements! {
    VIEWPOINTS = "select v.view, v.text, v.by_name from viewpoint v \
        join meeting m on m.region_id = v.region_id and m.meeting_id = v.meeting_id \
        where m.region_id = $1 and m.person_id = $2 and m.meeting_id = $3 \
        and v.text <> '' order by v.view";
    REMOVE_VIEWPOINT = concat!("delete from viewpoint where region_id = $1 and meeting_id = $3 \
        and view = $4 and ", is_open!());
    SAVE_VIEWPOINT = concat!("insert into viewpoint (region_id, meeting_id, view, text, by_name) \
        select w.region_id, w.meeting_id, $4, $5, $6 from meeting w \
        where w.region_id = $1 and w.meeting_id = $3 and ", is_open!(),
        " on conflict (region_id, meeting_id, view) do update set text = excluded.text, \
        by_name = excluded.by_name");
    DECISIONS = concat!("select ", decision_columns!(), " from decision d \
        where d.region_id = $1 and d.person_id = $2 and d.meeting_id = $3 \
        order by d.position, d.decision_id");
    ANSWERED = concat!("select ", decision_columns!(), ", a.answer_id, a.shown_id, s.text, s.hash, \
        a.answerer, a.kind, a.how, a.words, a.reading, a.asked_by, a.at, a.ask_again, \
        a.withdrawn_at from decision d left join answer a on $4 and a.region_id = d.region_id \
        and a.person_id = d.person_id and a.decision_id = d.decision_id \
        left join shown s on s.region_id = a.region_id and s.shown_id = a.shown_id \
        where d.region_id = $1 and d.person_id = $2 and d.meeting_id = $3 \
        order by d.position, d.decision_id, a.at nulls first, a.answer_id nulls first");
    INSERT_DECISION = concat!("insert into decision (region_id, decision_id, meeting_id, person_id, \
        text, kind, owner_membership, owner_name, due, known_by, first_step, level, reason, \
        until_then, shared_with, position) \
        select w.region_id, $4, w.meeting_id, w.person_id, $5, $6, $7, $8, $9, $10, $11, $12, $13, \
        $14, $15, $16 from meeting w where w.region_id = $1 and w.meeting_id = $3 and ",
        is_open!());
    CHANGE_DECISION = concat!("update decision set text = $5, kind = $6, owner_membership = $7, \
        owner_name = $8, due = $9, known_by = $10, first_step = $11, level = $12, reason = $13, \
        until_then = $14, shared_with = $15 where region_id = $1 and meeting_id = $3 \
        and decision_id = $4 and ", is_open!());
    REMOVE_DECISION = concat!("delete from decision where region_id = $1 and meeting_id = $3 \
        and decision_id = $4 and not exists (select 1 from answer a \
        where a.region_id = $1 and a.decision_id = $4) and ", is_open!());
    WAITS_FOR_YES = "select d.meeting_id from decision d join meeting m \
        on m.region_id = d.region_id and m.meeting_id = d.meeting_id where d.region_id = $1 \
        and d.person_id = $2 and d.decision_id = $3 and d.kind in ('now', 'takes_time') \
        and m.state = 'closed' and not exists (select 1 from task t where t.region_id = d.region_id \
        and t.person_id = d.person_id and t.decision_id = d.decision_id)";
    IS_ANSWERED = "select count(*) from answer where region_id = $1 and person_id = $2 \
        and decision_id = $3";
    POINTS = "select p.point, p.state, p.text, p.not_yet_reason from closing_point p \
        join meeting m on m.region_id = p.region_id and m.meeting_id = p.meeting_id \
        where m.region_id = $1 and m.person_id = $2 and m.meeting_id = $3 order by p.point";
    SAVE_POINT = concat!("insert into closing_point (region_id, meeting_id, point, state, text, \
        not_yet_reason) select w.region_id, w.meeting_id, $4, $5, $6, $7 from meeting w \
        where w.region_id = $1 and w.meeting_id = $3 and ", is_open!());
    MINUTES = "select n.minutes_id, n.number, n.text, case when $4 then n.voices end, n.hash, \
        n.made_at, n.locked_by, n.locked_at from minutes n join meeting m on m.region_id = n.region_id and m.meeting_id = n.meeting_id \
        where m.region_id = $1 and m.person_id = $2 and m.meeting_id = $3 order by n.number";
    INSERT_MINUTES = "insert into minutes (region_id, minutes_id, meeting_id, number, text, \
        voices, hash, made_at) select w.region_id, $4, w.meeting_id, $5, $6, $7, $8, $9 from meeting w \
        where w.region_id = $1 and w.person_id = $2 and w.meeting_id = $3";
    LOCK_MINUTES = "update minutes set locked_by = $5, locked_at = $6 where region_id = $1 \
        and meeting_id = $3 and minutes_id = $4 and locked_at is null \
        and exists (select 1 from meeting w where w.region_id = $1 and w.person_id = $2 \
        and w.meeting_id = $3 and w.state = 'closed')";
    PLANS = "select p.plan_id, p.kind, p.org_id, o.name, max(v.number) from plan p \
        join org o on o.region_id = p.region_id and o.org_id = p.org_id \
        left join plan_version v on v.region_id = p.region_id and v.plan_id = p.plan_id \
        and v.meeting_id = $3 and v.state <> 'discarded' where p.region_id = $1 and p.person_id = $2 \
        and p.set_aside_at is null \
        group by p.plan_id, p.kind, p.org_id, o.name order by p.kind, o.name, p.plan_id";
}

/// The viewpoints that were written down.
///
/// # Errors
/// When the store fails.
pub fn viewpoints(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    meeting: MeetingId,
) -> Result<Vec<Viewpoint>> {
    if !proof.sees(DataClass::Meeting) {
        return Ok(Vec::new());
    }
    tx.rows(&VIEWPOINTS, &values![id(proof.region()), id(proof.id()), id(meeting)], |row| {
        Ok(Viewpoint { view: row.code()?, text: row.get()?, by: row.get()? })
    })
}

/// Writes a viewpoint down, in place of the one before; false when the meeting is not open.
///
/// # Errors
/// When the store fails.
pub fn save_viewpoint(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    meeting: MeetingId,
    viewpoint: &Viewpoint,
) -> Result<bool> {
    let values = values![
        id(proof.region()),
        id(proof.id()),
        id(meeting),
        code(viewpoint.view),
        viewpoint.text,
        viewpoint.by
    ];
    Ok(tx.run(&SAVE_VIEWPOINT, &values)? == 1)
}

/// Takes a viewpoint back; nothing happens when there is none, or the meeting is not open.
///
/// # Errors
/// When the store fails.
pub fn remove_viewpoint(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    meeting: MeetingId,
    view: View,
) -> Result<()> {
    let values = values![id(proof.region()), id(proof.id()), id(meeting), code(view)];
    tx.run(&REMOVE_VIEWPOINT, &values).map(|_| ())
}

fn decode_decision(row: &mut Row) -> Result<Decision> {
    let (id, text) = (row.id()?, row.get()?);
    let kind: String = row.get()?;
    let (owner, owner_name, due) = (row.opt_id()?, row.get()?, row.opt()?);
    let (known_by, first_step) = (row.get()?, row.get()?);
    let (level, reason) = (row.opt_code()?, row.opt_code()?);
    let (until_then, shared_with) = (row.get()?, row.get()?);
    let outcome = match (kind.as_str(), level, reason) {
        ("now", None, None) => Outcome::Now { owner, owner_name, due, known_by },
        ("takes_time", None, None) => Outcome::TakesTime { owner, owner_name, first_step, due },
        ("cannot_now", Some(level), Some(reason)) => {
            Outcome::CannotNow { level, reason, until_then, shared_with }
        }
        _ => return Err(row.broken("a decision and its outcome do not fit together")),
    };
    Ok(Decision { id, text, outcome })
}

/// The decisions of a meeting, in the order in which they were made.
///
/// # Errors
/// When the store fails.
pub fn decisions(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    meeting: MeetingId,
) -> Result<Vec<Decision>> {
    if !proof.sees(DataClass::Meeting) {
        return Ok(Vec::new());
    }
    let values = values![id(proof.region()), id(proof.id()), id(meeting)];
    tx.rows(&DECISIONS, &values, decode_decision)
}

/// The values from `$1` to `$15` that both ways of writing a decision share.
fn decision_values(
    proof: &Authorized<PersonId, Write>,
    meeting: MeetingId,
    decision: &Decision,
) -> [crate::Value; 15] {
    let (mut owner, mut owner_name, mut due) = (None, "", None);
    let (mut known_by, mut first_step) = ("", "");
    let (mut level, mut reason) = (None, None);
    let (mut until_then, mut shared_with) = ("", "");
    match &decision.outcome {
        Outcome::Now { owner: whose, owner_name: name, due: day, known_by: sign } => {
            (owner, owner_name, due, known_by) = (*whose, name, *day, sign);
        }
        Outcome::TakesTime { owner: whose, owner_name: name, first_step: step, due: day } => {
            (owner, owner_name, due, first_step) = (*whose, name, *day, step);
        }
        Outcome::CannotNow {
            level: how_far,
            reason: why,
            until_then: until,
            shared_with: with,
        } => {
            (level, reason, until_then, shared_with) = (Some(*how_far), Some(*why), until, with);
        }
    }
    values![
        id(proof.region()),
        id(proof.id()),
        id(meeting),
        id(decision.id),
        decision.text,
        decision.outcome.code(),
        opt_id(owner),
        owner_name,
        due,
        known_by,
        first_step,
        opt_code(level),
        opt_code(reason),
        until_then,
        shared_with
    ]
}

/// Adds a decision; false when the meeting is not open.
///
/// # Errors
/// When the store fails.
pub fn insert_decision(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    meeting: MeetingId,
    decision: &Decision,
    position: i64,
) -> Result<bool> {
    let mut values = decision_values(proof, meeting, decision).to_vec();
    values.extend(values![position]);
    Ok(tx.run(&INSERT_DECISION, &values)? == 1)
}

/// Changes a decision; false when there is no such one at an open meeting.
///
/// # Errors
/// When the store fails.
pub fn change_decision(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    meeting: MeetingId,
    decision: &Decision,
) -> Result<bool> {
    Ok(tx.run(&CHANGE_DECISION, &decision_values(proof, meeting, decision))? == 1)
}

/// Takes a decision back; false when there is no such one at an open meeting, or somebody has
/// answered to it: an answer never loses what it was given to.
///
/// # Errors
/// When the store fails.
pub fn remove_decision(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    meeting: MeetingId,
    decision: DecisionId,
) -> Result<bool> {
    let values = values![id(proof.region()), id(proof.id()), id(meeting), id(decision)];
    Ok(tx.run(&REMOVE_DECISION, &values)? == 1)
}

/// Whether anybody has answered to a decision. Asked by those who want to change it, so it does
/// not ask whether they may see the answer.
///
/// # Errors
/// When the store fails.
pub fn is_answered(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Write>,
    decision: DecisionId,
) -> Result<bool> {
    let values = values![id(proof.region()), id(proof.id()), id(decision)];
    let count = tx.row(&IS_ANSWERED, &values, Row::get::<i64>)?;
    Ok(count.is_some_and(|count| count > 0))
}

/// A decision, and the answers to it, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The decision.
    pub decision: Decision,
    /// The answers; none when the person's words may not be seen, which is not the same as nobody
    /// having asked.
    pub answers: Option<Vec<Answer>>,
}

/// The decisions of a meeting with the answers to them, in the order in which they were made.
///
/// # Errors
/// When the store fails.
pub fn answered(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    meeting: MeetingId,
) -> Result<Vec<Answered>> {
    if !proof.sees(DataClass::Meeting) {
        return Ok(Vec::new());
    }
    let voice = proof.sees(DataClass::Voice);
    let values = values![id(proof.region()), id(proof.id()), id(meeting), voice];
    let rows = tx.rows(&ANSWERED, &values, |row| {
        let decision = decode_decision(row)?;
        let answer = decode_answer(row, decision.id)?;
        Ok((decision, answer))
    })?;
    let decisions = gathered(rows, |decision| decision.id).into_iter();
    let of = |answers| voice.then_some(answers);
    Ok(decisions.map(|(decision, all)| Answered { decision, answers: of(all) }).collect())
}

fn decode_answer(row: &mut Row, decision: DecisionId) -> Result<Option<Answer>> {
    let Some(id) = row.opt_id()? else { return Ok(None) };
    Ok(Some(Answer {
        id,
        about: About::Decision(decision),
        shown: Shown { id: row.id()?, text: row.get()?, hash: row.get()? },
        by: row.code()?,
        kind: row.code()?,
        how: row.code()?,
        words: row.get()?,
        reading: row.get()?,
        asked_by: row.get()?,
        at: row.get()?,
        ask_again: row.opt()?,
        withdrawn_at: row.opt()?,
    }))
}

/// How the five points of a meeting were left; empty before it is closed.
///
/// # Errors
/// When the store fails.
pub fn closing(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    meeting: MeetingId,
) -> Result<Closing> {
    let mut closing = Closing::empty();
    if !proof.sees(DataClass::Meeting) {
        return Ok(closing);
    }
    let values = values![id(proof.region()), id(proof.id()), id(meeting)];
    let points = tx.rows(&POINTS, &values, |row| {
        let point: Point = row.code()?;
        let (state, text) = (row.get::<String>()?, row.get()?);
        let state = match (state.as_str(), row.opt_code()?) {
            ("confirmed", None) => PointState::Confirmed(text),
            ("not_yet", Some(reason)) => PointState::NotYet(reason, text),
            _ => return Err(row.broken("a closing point and its reason do not fit together")),
        };
        Ok((point, state))
    })?;
    for (point, state) in points {
        for (place, of) in closing.0.iter_mut().zip(Point::ALL) {
            if *of == point {
                place.clone_from(&state);
            }
        }
    }
    Ok(closing)
}

/// The closed meeting of a decision that nobody does, because the person had not said はい to it.
///
/// # Errors
/// When the store fails.
pub fn waits_for_yes(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    decision: DecisionId,
) -> Result<Option<MeetingId>> {
    if !proof.sees(DataClass::Meeting) {
        return Ok(None);
    }
    tx.row(&WAITS_FOR_YES, &values![id(proof.region()), id(proof.id()), id(decision)], Row::id)
}

/// Writes down how the five points were left; false when the meeting is not open.
///
/// # Errors
/// A duplicate when it was done before.
pub fn save_closing(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    meeting: MeetingId,
    closing: &Closing,
) -> Result<bool> {
    for (point, state) in Point::ALL.iter().zip(&closing.0) {
        let (state, text, reason) = match state {
            PointState::Empty => continue,
            PointState::Confirmed(text) => ("confirmed", text, None),
            PointState::NotYet(reason, text) => ("not_yet", text, Some(*reason)),
        };
        let values = values![
            id(proof.region()),
            id(proof.id()),
            id(meeting),
            code(*point),
            state,
            text.as_str(),
            opt_code(reason)
        ];
        if tx.run(&SAVE_POINT, &values)? == 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The versions of a meeting's minutes, oldest first.
///
/// # Errors
/// When the store fails.
pub fn minutes(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    meeting: MeetingId,
) -> Result<Vec<Minutes>> {
    if !proof.sees(DataClass::Meeting) {
        return Ok(Vec::new());
    }
    versions(tx, proof, meeting, proof.sees(DataClass::Voice))
}

/// The versions with all that stands in them, so that a new one loses nothing of the one before,
/// whoever makes it. Never shown to anybody.
///
/// # Errors
/// When the store fails.
pub fn minutes_to_correct(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    meeting: MeetingId,
) -> Result<Vec<Minutes>> {
    versions(tx, &proof.reading(), meeting, true)
}

fn versions(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    meeting: MeetingId,
    voices: bool,
) -> Result<Vec<Minutes>> {
    let values = values![id(proof.region()), id(proof.id()), id(meeting), voices];
    tx.rows(&MINUTES, &values, |row| {
        Ok(Minutes {
            id: row.id()?,
            number: row.get()?,
            text: row.get()?,
            voices: row.opt()?,
            hash: row.get()?,
            made_at: row.get()?,
            locked: row.opt()?.zip(row.opt()?),
        })
    })
}

/// Adds a version of the minutes; false when the meeting is not this person's.
///
/// # Errors
/// A duplicate when the number is taken.
pub fn insert_minutes(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    meeting: MeetingId,
    minutes: &Minutes,
) -> Result<bool> {
    let values = values![
        id(proof.region()),
        id(proof.id()),
        id(meeting),
        id(minutes.id),
        minutes.number,
        minutes.text,
        minutes.voices.as_deref().unwrap_or_default(),
        minutes.hash,
        minutes.made_at
    ];
    Ok(tx.run(&INSERT_MINUTES, &values)? == 1)
}

/// Confirms and locks a version of the minutes; false when there is none such, or it is locked.
/// There is no statement that changes its text.
///
/// # Errors
/// When the store fails.
pub fn lock_minutes(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    meeting: MeetingId,
    minutes: MinutesId,
    by: &str,
    at: Timestamp,
) -> Result<bool> {
    let values = values![id(proof.region()), id(proof.id()), id(meeting), id(minutes), by, at];
    Ok(tx.run(&LOCK_MINUTES, &values)? == 1)
}

/// A plan of the person, and the version that came from a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanAfter {
    /// The plan.
    pub plan: PlanId,
    /// Its kind.
    pub kind: PlanKind,
    /// Whose plan.
    pub org: tsumugi_domain::ids::OrgId,
    /// That organisation's name.
    pub org_name: String,
    /// The number of the newest version that names the meeting; none before there is one.
    pub version: Option<i64>,
}

/// The plans of the person, with the versions that came from a meeting; none when plans may not
/// be seen.
///
/// # Errors
/// When the store fails.
pub fn plans_after(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    meeting: MeetingId,
) -> Result<Vec<PlanAfter>> {
    if !proof.sees(DataClass::Plan) || !proof.sees(DataClass::Meeting) {
        return Ok(Vec::new());
    }
    tx.rows(&PLANS, &values![id(proof.region()), id(proof.id()), id(meeting)], |row| {
        Ok(PlanAfter {
            plan: row.id()?,
            kind: row.code()?,
            org: row.id()?,
            org_name: row.get()?,
            version: row.opt()?,
        })
    })
}
