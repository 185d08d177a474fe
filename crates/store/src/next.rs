//! What is begun about people and not finished, as `domain::next` wants to know it: one statement
//! for one person against a proof, the same one for the people a worker answers for.
//!
//! `cross join` says to SQLite in which order to look, which PostgreSQL finds by itself.
//!
//! `$3` is the day for which it is looked at, `$4` the instant since when closed meetings count,
//! `$5` the day since when answers of the council do.

use crate::home::{PersonRef, Scope, decode_person, seat_sees, who};
use crate::person::seats;
use crate::value::{Row, id};
use crate::{ReadTx, Result};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{TimeZone, offset};
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::PersonId;
use tsumugi_domain::meeting::MeetingKind;
use tsumugi_domain::next::{
    DraftNow, LastMonitoring, LateTask, NewWords, OpenConcern, OpenNeed, PlanNow, Reply, Situation,
    Stage, TELL_DAYS, Talk,
};
use tsumugi_domain::plan::Recipient;
use tsumugi_domain::policy::{Authorized, Read};

/// True for the person's last answer (`a`) to the same thing, when it was no yes and no まだ, or
/// was taken back.
macro_rules! refused {
    ($same:literal) => {
        concat!(
            "a.answerer = 'person' and (a.kind in ('no', 'other') or a.withdrawn_at is not null) \
             and not exists (select 1 from answer b where b.region_id = a.region_id \
             and b.person_id = a.person_id and ",
            $same,
            " and b.answerer = 'person' and (b.at, b.answer_id) > (a.at, a.answer_id))"
        )
    };
}

/// The parts of a situation, each row one of them, from `scope`: the people with the classes that
/// the reader sees of each.
macro_rules! parts {
    () => {
        concat!("select s.person_id, 'concern' as part, c.concern_id as part_id, '' as org_id, \
         '' as kind, '' as state, '' as day, '' as other_day, c.text, 0 as a, 0 as b, 0 as c, \
         0 as d, 0 as e, 0 as f from scope s cross join concern c \
         where c.region_id = s.region_id and c.person_id = s.person_id and s.narrative and (c.state = 'open' \
         or (c.state = 'watching' and c.watch_until <= $3)) \
         union all select s.person_id, 'monitoring', q.monitoring_id, q.org_id, q.kind, q.outcome, \
         q.on_day, '', q.reason, (select count(*) from meeting m where m.region_id = q.region_id \
         and m.person_id = q.person_id and m.monitoring_id = q.monitoring_id \
         and m.state <> 'called_off') \
         + (select count(*) from meeting_request r where r.region_id = q.region_id \
         and r.person_id = q.person_id and r.monitoring_id = q.monitoring_id \
         and r.state not in ('declined', 'withdrawn')), q.recorded_at, 0, 0, 0, 0 \
         from scope s cross join monitoring q \
         where q.region_id = s.region_id and q.person_id = s.person_id and s.narrative and q.outcome in ('meet', 'revise') \
         and not exists (select 1 from monitoring n where n.region_id = q.region_id \
         and n.person_id = q.person_id and n.kind = q.kind and n.org_id = q.org_id \
         and (n.on_day, n.monitoring_id) > (q.on_day, q.monitoring_id)) \
         union all select s.person_id, 'meeting', m.meeting_id, m.convener_org, m.kind, m.state, \
         coalesce(m.fixed_from, ''), '', m.must_decide, coalesce(m.closed_at, 0), \
         (select count(*) from decision d where d.region_id = m.region_id \
         and d.meeting_id = m.meeting_id and d.kind in ('now', 'takes_time')), \
         (select count(*) from decision d where d.region_id = m.region_id \
         and d.meeting_id = m.meeting_id and d.kind <> 'cannot_now' and s.voices \
         and not exists (select 1 from answer a \
         where a.region_id = d.region_id and a.person_id = d.person_id \
         and a.decision_id = d.decision_id and a.answerer = 'person')), \
         (select case when count(*) > 0 and count(n.locked_at) = 0 then 1 else 0 end \
         from minutes n where n.region_id = m.region_id and n.meeting_id = m.meeting_id), \
         (select count(*) from decision d cross join answer a where d.region_id = m.region_id \
         and d.meeting_id = m.meeting_id and s.voices and a.region_id = d.region_id \
         and a.decision_id = d.decision_id and ", refused!("b.decision_id = a.decision_id"), "), 0 \
         from scope s cross join meeting m \
         where m.region_id = s.region_id and m.person_id = s.person_id and s.meetings and (m.state in ('calling', 'fixed') or (m.state = 'closed' \
         and (not exists (select 1 from minutes n where n.region_id = m.region_id \
         and n.meeting_id = m.meeting_id and n.locked_at is not null) or (m.closed_at >= $4 \
         and not exists (select 1 from meeting w where w.region_id = m.region_id \
         and w.person_id = m.person_id and w.convener_org = m.convener_org \
         and w.closed_at > m.closed_at))))) \
         union all select s.person_id, 'plan', l.plan_id, l.org_id, l.kind, \
         case when s.self_plan then 'self' else '' end, coalesce(v.since, ''), \
         coalesce((select max(q.on_day) from monitoring q where q.region_id = l.region_id \
         and q.person_id = l.person_id and q.kind = l.kind and q.org_id = l.org_id \
         and q.outcome in ('continue', 'no_meeting')), ''), \
         coalesce(v.meeting_id, ''), coalesce((select (select count(*) from plan_goal g \
         where g.region_id = n.region_id and g.plan_version_id = n.plan_version_id) \
         from plan_version n where n.region_id = l.region_id and n.plan_id = l.plan_id \
         and n.state = 'draft' order by n.number desc limit 1), -1), \
         (select count(*) from plan_version n cross join plan_goal g \
         where n.region_id = l.region_id and n.plan_id = l.plan_id and n.state = 'draft' \
         and g.region_id = n.region_id and g.plan_version_id = n.plan_version_id and s.voices \
         and not exists (select 1 from answer a join shown w on w.region_id = a.region_id \
         and w.shown_id = a.shown_id where a.region_id = l.region_id \
         and a.person_id = l.person_id and a.answerer = 'person' and a.withdrawn_at is null \
         and (w.text = g.text or (a.goal_id = g.goal_id and a.kind = 'yes')) \
         and not exists (select 1 from answer b where b.region_id = a.region_id \
         and b.person_id = a.person_id and b.goal_id = g.goal_id and b.answerer = 'person' \
         and (b.at, b.answer_id) > (a.at, a.answer_id)))), \
         (select count(*) from delivery d where d.region_id = l.region_id \
         and d.plan_version_id = l.current_version and d.recipient = 'person'), \
         (select count(*) from delivery d where d.region_id = l.region_id \
         and d.plan_version_id = l.current_version and d.recipient \
         = case l.kind when 'individual' then 'specialist' else 'provider' end), \
         coalesce(v.made_at, 0), (select count(*) from plan_goal g cross join answer a \
         where g.region_id = l.region_id and g.plan_version_id = l.current_version and s.voices \
         and a.region_id = l.region_id and a.person_id = l.person_id and a.goal_id = g.goal_id \
         and ", refused!("b.goal_id = a.goal_id"), ") \
         from scope s cross join plan l \
         left join plan_version v on v.region_id = l.region_id \
         and v.plan_version_id = l.current_version \
         where l.region_id = s.region_id and l.person_id = s.person_id and s.plans \
         and l.set_aside_at is null \
         union all select s.person_id, 'need', n.unmet_need_id, '', '', n.state, '', '', n.text, \
         0, 0, 0, 0, 0, 0 from scope s cross join unmet_need n \
         where n.region_id = s.region_id and n.person_id = s.person_id and s.meetings and n.state = 'open' \
         and n.level = 'region' \
         union all select s.person_id, 'words', v.voice_id, '', v.speaker, '', v.said_on, '', \
         v.text, 0, 0, 0, 0, 0, 0 from scope s cross join voice v \
         where v.region_id = s.region_id and v.person_id = s.person_id and s.voices \
         and v.heard_at is null \
         union all select s.person_id, 'late', t.task_id, m.convener_org, m.kind, t.owner_name, \
         t.due, '', t.what, 0, 0, 0, 0, 0, 0 from scope s cross join task t cross join meeting m \
         where t.region_id = s.region_id and t.person_id = s.person_id and s.meetings \
         and t.state = 'open' and t.due < $3 and m.region_id = t.region_id \
         and m.meeting_id = t.meeting_id \
         union all select s.person_id, 'reply', n.unmet_need_id, '', '', '', a.on_day, '', \
         case a.easy when '' then a.text else a.easy end, 0, 0, 0, 0, 0, 0 \
         from scope s cross join unmet_need n cross join report r cross join council_answer a \
         where n.region_id = s.region_id and n.person_id = s.person_id and s.meetings \
         and coalesce(n.report_id, '') <> '' and r.region_id = n.region_id and r.report_id = n.report_id \
         and a.region_id = r.region_id and a.issue_id = r.issue_id and a.on_day >= $5")
    };
}

/// The columns of [`decode`].
macro_rules! columns {
    () => {
        "x.part, x.part_id, x.org_id, x.kind, x.state, x.day, x.other_day, x.text, x.a, x.b, x.c, \
         x.d, x.e, x.f"
    };
}

statements! {
    OF_PERSON = concat!("with scope as (select p.region_id, p.person_id, p.self_plan, \
        $6 as narrative, $7 as meetings, $8 as plans, $9 as voices from person p \
        where p.region_id = $1 and p.person_id = $2) select ", columns!(), " from (", parts!(),
        ") x order by x.part, x.part_id");
    IN_SCOPE = concat!("with scope as materialized (select i.region_id, i.person_id, i.self_plan, ",
        seat_sees!("narrative"), " as narrative, ", seat_sees!("meeting"), " as meetings, ",
        seat_sees!("plan"), " as plans, ", seat_sees!("voice"), " as voices from employment e \
        cross join membership m cross join person i where i.region_id = m.region_id \
        and i.person_id = m.person_id and ", seats!(), " group by i.region_id, i.person_id, \
        i.self_plan having max(case when e.role not in ('support_worker', 'municipal_officer') \
        then 1 else 0 end) = 1) select ", who!(), ", ", columns!(),
        " from (", parts!(), ") x cross join person p where p.region_id = $1 \
        and p.person_id = x.person_id order by p.sort_key, p.person_id, x.part, x.part_id");
}

/// A day of the year out of a column that is empty when there is none; of an instant of local
/// time, its day.
fn day(row: &Row, text: &str) -> Result<Option<Date>> {
    match text.get(..10) {
        None if text.is_empty() => Ok(None),
        Some(day) => day.parse().map(Some).map_err(|_| row.broken("a day that is none")),
        None => Err(row.broken("a day that is none")),
    }
}

fn day_in_japan(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::fixed(offset(9))).date()
}

/// One row.
enum Part {
    Concern(OpenConcern),
    Monitoring(LastMonitoring),
    Talk(Talk),
    Plan(PlanNow),
    Need(OpenNeed),
    Words(NewWords),
    Late(LateTask),
    Reply(Reply),
}

fn decode(row: &mut Row) -> Result<Part> {
    let part: String = row.get()?;
    Ok(match part.as_str() {
        "concern" => Part::Concern(OpenConcern { id: row.id()?, text: text_of(row)? }),
        "monitoring" => Part::Monitoring(decode_monitoring(row)?),
        "meeting" => Part::Talk(decode_talk(row)?),
        "plan" => Part::Plan(decode_plan(row)?),
        "need" => Part::Need(OpenNeed { id: row.id()?, text: text_of(row)? }),
        "words" => Part::Words(decode_words(row)?),
        "late" => Part::Late(decode_late(row)?),
        "reply" => Part::Reply(decode_reply(row)?),
        _ => return Err(row.broken("a part of a situation that nobody knows")),
    })
}

fn put(part: Part, into: &mut Situation) {
    match part {
        Part::Concern(concern) => into.concerns.push(concern),
        Part::Monitoring(monitoring) => into.monitorings.push(monitoring),
        Part::Talk(talk) => into.talks.push(talk),
        Part::Plan(plan) => into.plans.push(plan),
        Part::Need(need) => into.needs.push(need),
        Part::Words(words) => into.words.push(words),
        Part::Late(late) => into.late.push(late),
        Part::Reply(reply) => into.replies.push(reply),
    }
}

/// The text of a part of which only the id was read; what stands between them is empty there.
fn text_of(row: &mut Row) -> Result<String> {
    for _ in ["org", "kind", "state", "day", "other day"] {
        row.get::<String>()?;
    }
    row.get()
}

fn decode_words(row: &mut Row) -> Result<NewWords> {
    let (id, _) = (row.id()?, row.get::<String>()?);
    let (speaker, _) = (row.code()?, row.get::<String>()?);
    let (on, _) = (row.get()?, row.get::<String>()?);
    Ok(NewWords { id, speaker, on, text: row.get()? })
}

fn decode_late(row: &mut Row) -> Result<LateTask> {
    let (id, org, kind) = (row.id()?, row.id()?, row.code()?);
    let (owner_name, due) = (row.get()?, row.get()?);
    row.get::<String>()?;
    Ok(LateTask { id, org, kind, owner_name, due, what: row.get()? })
}

fn decode_reply(row: &mut Row) -> Result<Reply> {
    let need = row.id()?;
    for _ in ["org", "kind", "state"] {
        row.get::<String>()?;
    }
    let (on, _) = (row.get()?, row.get::<String>()?);
    Ok(Reply { need, on, text: row.get()? })
}

fn decode_monitoring(row: &mut Row) -> Result<LastMonitoring> {
    let (id, org, kind, outcome) = (row.id()?, row.id()?, row.code()?, row.code()?);
    let (on, _) = (row.get()?, row.get::<String>()?);
    let (reason, called) = (row.get()?, row.get::<i64>()? > 0);
    let recorded = row.get()?;
    Ok(LastMonitoring { id, kind, org, on, outcome, reason, called, recorded })
}

fn decode_talk(row: &mut Row) -> Result<Talk> {
    let (id, org) = (row.id()?, row.id()?);
    let kind: MeetingKind = row.code()?;
    let (state, from) = (row.get::<String>()?, row.get::<String>()?);
    row.get::<String>()?;
    let (must_decide, at) = (row.get()?, row.get::<Timestamp>()?);
    let (for_plans, unanswered) = (row.get()?, row.get()?);
    let unconfirmed = row.get::<i64>()? > 0;
    let refused = row.get()?;
    let stage = match (state.as_str(), day(row, &from)?) {
        ("calling", None) => Stage::Calling,
        ("fixed", Some(on)) => Stage::Fixed { on },
        ("closed", _) => Stage::Closed { on: day_in_japan(at), at, unconfirmed },
        _ => return Err(row.broken("the state of a meeting and its day do not fit together")),
    };
    Ok(Talk { id, kind, org, must_decide, stage, for_plans, unanswered, refused })
}

fn decode_plan(row: &mut Row) -> Result<PlanNow> {
    let (id, org, kind) = (row.id()?, row.id()?, row.code()?);
    let self_plan = row.get::<String>()? == "self";
    let (since, confirmed) = (row.get::<String>()?, row.get::<String>()?);
    let from_meeting: String = row.get()?;
    let (goals, unasked) = (row.get::<i64>()?, row.get()?);
    let (person, other) = (row.get::<i64>()? > 0, row.get::<i64>()? > 0);
    let other_recipient = match kind {
        tsumugi_domain::plan::PlanKind::Individual => Recipient::Specialist,
        tsumugi_domain::plan::PlanKind::ServiceUse => Recipient::Provider,
    };
    let given = [(person, Recipient::Person), (other, other_recipient)];
    Ok(PlanNow {
        id,
        kind,
        org,
        since: day(row, &since)?,
        confirmed: day(row, &confirmed)?,
        made: row.get()?,
        from_meeting: from_meeting.parse().ok(),
        draft: (goals >= 0).then_some(DraftNow { goals, unasked }),
        refused: row.get()?,
        given: given.into_iter().filter(|(given, _)| *given).map(|(_, to)| to).collect(),
        self_plan,
    })
}

fn tell_since(today: Date) -> Date {
    today.saturating_sub(jiff::Span::new().days(TELL_DAYS))
}

/// What is begun about one person, as far as the reader may see it.
///
/// # Errors
/// When the store fails.
pub fn of_person(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    today: Date,
    since: Timestamp,
) -> Result<Situation> {
    let sees = |class| proof.sees(class);
    let values = values![
        id(proof.region()),
        id(proof.id()),
        today,
        since,
        tell_since(today),
        sees(DataClass::Narrative),
        sees(DataClass::Meeting),
        sees(DataClass::Plan),
        sees(DataClass::Voice)
    ];
    let mut situation = Situation::default();
    for part in tx.rows(&OF_PERSON, &values, decode)? {
        put(part, &mut situation);
    }
    Ok(situation)
}

/// What is begun about the people a manager or a specialist answers for, person by person in kana
/// order; whoever has nothing begun is not in it.
///
/// # Errors
/// When the store fails.
pub fn in_scope(
    tx: &mut ReadTx<'_>,
    scope: Scope,
    since: Timestamp,
) -> Result<Vec<(PersonRef, Situation)>> {
    let mut values = scope.values().to_vec();
    values.extend(values![since, tell_since(scope.today())]);
    let mut all: Vec<(PersonRef, Situation)> = Vec::new();
    for (person, part) in
        tx.rows(&IN_SCOPE, &values, |row| Ok((decode_person(row)?, decode(row)?)))?
    {
        match all.last_mut().filter(|(last, _)| last.id == person.id) {
            Some((_, situation)) => put(part, situation),
            None => {
                let mut situation = Situation::default();
                put(part, &mut situation);
                all.push((person, situation));
            }
        }
    }
    Ok(all)
}
