//! The answers of the person and the family, each bound to the exact words that were shown. There
//! is no statement that changes one: asking again adds another.

use crate::value::{Row, code, id, opt_id};
use crate::{ReadTx, Result, WriteTx};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::{AnswerId, DecisionId, GoalId, MeetingId, PersonId, PlanId};
use tsumugi_domain::plan::{About, Answer, PlanKind, Shown};
use tsumugi_domain::policy::{Authorized, Read, Write};

statements! {
    OF_PERSON = "select a.answer_id, a.goal_id, a.decision_id, a.shown_id, s.text, s.hash, \
        a.answerer, a.kind, a.how, a.words, a.reading, a.asked_by, a.at, a.ask_again, \
        a.withdrawn_at from answer a join shown s \
        on s.region_id = a.region_id and s.shown_id = a.shown_id \
        where a.region_id = $1 and a.person_id = $2 order by a.at, a.answer_id";
    LIVE_GOALS = "select g.goal_id, g.text, p.plan_id, p.kind, o.name, v.state, \
        (select min(w.made_at) from plan_version w cross join plan_goal h \
        where w.region_id = p.region_id and w.plan_id = p.plan_id and w.state <> 'discarded' \
        and h.region_id = w.region_id and h.plan_version_id = w.plan_version_id \
        and h.goal_id = g.goal_id and h.text = g.text) \
        from plan p cross join plan_version v cross join plan_goal g cross join org o \
        where p.region_id = $1 and p.person_id = $2 and v.region_id = p.region_id \
        and v.plan_id = p.plan_id and v.state in ('draft', 'current') \
        and g.region_id = v.region_id and g.plan_version_id = v.plan_version_id \
        and o.region_id = p.region_id and o.org_id = p.org_id \
        order by p.kind, p.plan_id, g.position, g.goal_id, v.state";
    DECISIONS = "select d.decision_id, d.text, m.meeting_id, m.closed_at, m.fixed_from, case \
        when m.state = 'closed' and d.kind <> 'cannot_now' and not exists (select 1 from meeting w \
        where w.region_id = m.region_id and w.person_id = m.person_id \
        and w.convener_org = m.convener_org and w.closed_at > m.closed_at) \
        and not exists (select 1 from task t where t.region_id = d.region_id \
        and t.person_id = d.person_id and t.decision_id = d.decision_id and t.state <> 'open') \
        then 1 else 0 end from decision d join meeting m on m.region_id = d.region_id \
        and m.meeting_id = d.meeting_id where d.region_id = $1 and d.person_id = $2 \
        order by m.called_at, m.meeting_id, d.position, d.decision_id";
    DECISION = "select text from decision \
        where region_id = $1 and person_id = $2 and decision_id = $3";
    INSERT_SHOWN = "insert into shown (region_id, shown_id, text, hash) values ($1, $2, $3, $4)";
    INSERT = "insert into answer (region_id, answer_id, person_id, goal_id, decision_id, \
        shown_id, answerer, kind, how, words, reading, asked_by, at, ask_again) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    WITHDRAW = "update answer set withdrawn_at = $4 where region_id = $1 and person_id = $2 \
        and answer_id = $3 and withdrawn_at is null";
}

fn decode(row: &mut Row) -> Result<Answer> {
    let id = row.id()?;
    let about = match (row.opt_id()?, row.opt_id()?) {
        (Some(goal), None) => About::Goal(goal),
        (None, Some(decision)) => About::Decision(decision),
        _ => return Err(row.broken("an answer is about one thing")),
    };
    Ok(Answer {
        id,
        about,
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
    })
}

/// Every answer of the person and the family, oldest first; none when their words may not be
/// seen, which is not the same as nobody having asked.
///
/// # Errors
/// When the store fails.
pub fn of_person(tx: &mut ReadTx<'_>, proof: &Authorized<PersonId, Read>) -> Result<Vec<Answer>> {
    if !proof.sees(DataClass::Voice) {
        return Ok(Vec::new());
    }
    tx.rows(&OF_PERSON, &values![id(proof.region()), id(proof.id())], decode)
}

/// A goal as it can be answered to now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveGoal {
    /// The goal.
    pub goal: GoalId,
    /// Its text.
    pub text: String,
    /// In which plan.
    pub plan: PlanId,
    /// Of which kind.
    pub kind: PlanKind,
    /// Whose plan.
    pub org_name: String,
    /// In a draft; the text of a draft is what is talked about, so it comes before the current.
    pub draft: bool,
    /// Since when it stands in the plan in these words.
    pub since: Timestamp,
}

/// The goals of current versions and drafts. A goal in both is there twice.
///
/// # Errors
/// When the store fails.
pub fn live_goals(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
) -> Result<Vec<LiveGoal>> {
    if !proof.sees(DataClass::Plan) {
        return Ok(Vec::new());
    }
    tx.rows(&LIVE_GOALS, &values![id(proof.region()), id(proof.id())], |row| {
        Ok(LiveGoal {
            goal: row.id()?,
            text: row.get()?,
            plan: row.id()?,
            kind: row.code()?,
            org_name: row.get()?,
            draft: row.get::<String>()? == "draft",
            since: row.get()?,
        })
    })
}

/// A decision about the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The decision.
    pub decision: DecisionId,
    /// Its words.
    pub text: String,
    /// The meeting.
    pub meeting: MeetingId,
    /// The meeting is over since then, no later one of the same convener has come in its place, and
    /// nobody has finished what was decided.
    pub open_since: Option<Timestamp>,
    /// The day of the meeting.
    pub on: Option<Date>,
}

/// The decisions of the person's meetings.
///
/// # Errors
/// When the store fails.
pub fn decisions(tx: &mut ReadTx<'_>, proof: &Authorized<PersonId, Read>) -> Result<Vec<Decided>> {
    if !proof.sees(DataClass::Meeting) {
        return Ok(Vec::new());
    }
    tx.rows(&DECISIONS, &values![id(proof.region()), id(proof.id())], |row| {
        let (decision, text, meeting) = (row.id()?, row.get()?, row.id()?);
        let (closed, from) = (row.opt::<Timestamp>()?, row.opt::<DateTime>()?);
        let open = row.get::<i64>()? == 1;
        let open_since = closed.filter(|_| open);
        Ok(Decided { decision, text, meeting, open_since, on: from.map(DateTime::date) })
    })
}

/// The words of a decision about the person.
///
/// # Errors
/// When the store fails.
pub fn decision_text(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    decision: DecisionId,
) -> Result<Option<String>> {
    if !proof.sees(DataClass::Meeting) {
        return Ok(None);
    }
    tx.row(&DECISION, &values![id(proof.region()), id(proof.id()), id(decision)], Row::get)
}

/// Adds an answer with the exact words that were shown. There is no way to change one.
///
/// # Errors
/// When the store fails.
pub fn insert(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    answer: &Answer,
) -> Result<()> {
    let region = id(proof.region());
    let shown = &answer.shown;
    tx.run(&INSERT_SHOWN, &values![region, id(shown.id), shown.text, shown.hash])?;
    let (goal, decision) = match answer.about {
        About::Goal(goal) => (Some(goal), None),
        About::Decision(decision) => (None, Some(decision)),
    };
    let values = values![
        region,
        id(answer.id),
        id(proof.id()),
        opt_id(goal),
        opt_id(decision),
        id(shown.id),
        code(answer.by),
        code(answer.kind),
        code(answer.how),
        answer.words,
        answer.reading,
        answer.asked_by,
        answer.at,
        answer.ask_again
    ];
    tx.run(&INSERT, &values).map(|_| ())
}

/// Marks an answer as taken back; false when it was before, or is not this person's.
///
/// # Errors
/// When the store fails.
pub fn withdraw(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    answer: AnswerId,
    at: Timestamp,
) -> Result<bool> {
    Ok(tx.run(&WITHDRAW, &values![id(proof.region()), id(proof.id()), id(answer), at])? == 1)
}
