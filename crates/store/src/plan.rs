//! Plans, their versions and goals, the views heard, the givings.

use crate::value::{Row, code, gathered, id, opt_id};
use crate::{ReadTx, Result, Statement, WriteTx};
use jiff::Timestamp;
use jiff::civil::Date;
use std::cmp::Reverse;
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::{GoalId, MeetingId, PersonId, PlanId, PlanVersionId, RegionId};
use tsumugi_domain::plan::{Delivery, Goal, GoalView, Plan, PlanKind, PlanVersion, VersionState};
use tsumugi_domain::policy::{Authorized, Read, Write};

/// The columns of [`decode`] and what they are read from.
macro_rules! plans {
    () => {
        "select p.plan_id, p.kind, p.org_id, o.name, v.plan_version_id, v.number, v.since, \
         p.set_aside_at from plan p join org o on o.region_id = p.region_id and o.org_id = p.org_id \
         left join plan_version v on v.region_id = p.region_id \
         and v.plan_version_id = p.current_version \
         where p.region_id = $1 and p.person_id = $2"
    };
}

/// True for rows whose version is a draft of the person (`$2`): what counts or counted is never
/// written to.
macro_rules! is_own_draft {
    () => {
        "exists (select 1 from plan_version v join plan p \
         on p.region_id = v.region_id and p.plan_id = v.plan_id \
         where v.region_id = $1 and v.plan_version_id = $3 and p.person_id = $2 \
         and v.state = 'draft')"
    };
}

/// The versions of a plan (`$3`) of a person (`$2`) with their goals.
macro_rules! versions {
    () => {
        "select v.plan_version_id, v.number, v.state, v.since, v.reason, v.meeting_id, \
         v.person_wish, v.family_wish, v.policy, g.position, g.goal_id, g.horizon, g.text, g.idea, \
         g.own_words, g.grounds, g.person_role, g.support, g.provider, g.due \
         from plan p join plan_version v on v.region_id = p.region_id and v.plan_id = p.plan_id \
         left join plan_goal g on g.region_id = v.region_id \
         and g.plan_version_id = v.plan_version_id \
         where p.region_id = $1 and p.person_id = $2 and p.plan_id = $3"
    };
}

statements! {
    OF_PERSON = concat!(plans!(), " order by p.kind, o.name, p.set_aside_at nulls first, p.plan_id");
    FIND = concat!(plans!(), " and p.plan_id = $3");
    WHOSE = "select person_id, kind from plan where region_id = $1 and plan_id = $2";
    INSERT = "insert into plan (region_id, plan_id, person_id, kind, org_id) \
        values ($1, $2, $3, $4, $5)";
    VERSIONS = versions!();
    AT_WORK = concat!(versions!(), " and v.state in ('draft', 'current')");
    LAST_NUMBER = "select coalesce(max(v.number), 0) from plan p join plan_version v \
        on v.region_id = p.region_id and v.plan_id = p.plan_id \
        where p.region_id = $1 and p.person_id = $2 and p.plan_id = $3";
    BEGINNINGS = "select p.plan_id, p.kind, o.name, v.number, v.since, v.reason, v.meeting_id \
        from plan p cross join org o cross join plan_version v \
        where p.region_id = $1 and p.person_id = $2 \
        and o.region_id = p.region_id and o.org_id = p.org_id \
        and v.region_id = p.region_id and v.plan_id = p.plan_id \
        and v.state in ('current', 'superseded') \
        order by p.kind, o.name, p.plan_id, v.number desc";
    INSERT_VERSION = "insert into plan_version (region_id, plan_version_id, plan_id, number, state, \
        reason, meeting_id, person_wish, family_wish, policy, made_by, made_at) \
        select p.region_id, $4, p.plan_id, $5, 'draft', $6, $7, $8, $9, $10, $11, $12 from plan p \
        where p.region_id = $1 and p.person_id = $2 and p.plan_id = $3 \
        and p.set_aside_at is null";
    SAVE_DRAFT = concat!("update plan_version set person_wish = $4, family_wish = $5, policy = $6, \
        reason = $7, meeting_id = $8 where region_id = $1 and plan_version_id = $3 and ",
        is_own_draft!());
    SAVE_GOAL = concat!("insert into plan_goal (region_id, plan_version_id, goal_id, position, \
        horizon, text, idea, own_words, grounds, person_role, support, provider, due) \
        select d.region_id, d.plan_version_id, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14 \
        from plan_version d where d.region_id = $1 and d.plan_version_id = $3 and ",
        is_own_draft!(),
        " on conflict (region_id, plan_version_id, goal_id) do update set \
        position = excluded.position, horizon = excluded.horizon, text = excluded.text, \
        idea = excluded.idea, own_words = excluded.own_words, grounds = excluded.grounds, \
        person_role = excluded.person_role, support = excluded.support, \
        provider = excluded.provider, due = excluded.due");
    REMOVE_GOAL = concat!("delete from plan_goal \
        where region_id = $1 and plan_version_id = $3 and goal_id = $4 and ", is_own_draft!());
    DISCARD = concat!("update plan_version set state = 'discarded' \
        where region_id = $1 and plan_version_id = $3 and ", is_own_draft!());
    SUPERSEDE = "update plan_version set state = 'superseded' where region_id = $1 \
        and plan_id = $3 and state = 'current' and exists (select 1 from plan p \
        where p.region_id = $1 and p.plan_id = $3 and p.person_id = $2)";
    MAKE_CURRENT = concat!("update plan_version set state = 'current', since = $4 \
        where region_id = $1 and plan_version_id = $3 and ", is_own_draft!());
    POINT_TO = "update plan set current_version = $4 \
        where region_id = $1 and person_id = $2 and plan_id = $3";
    VIEWS = "select goal_view_id, goal_id, who, text from goal_view \
        where region_id = $1 and person_id = $2 order by at, goal_view_id";
    INSERT_VIEW = "insert into goal_view (region_id, goal_view_id, goal_id, person_id, who, text, \
        at) values ($1, $2, $3, $4, $5, $6, $7)";
    DELIVERIES = "select d.delivery_id, d.plan_version_id, d.recipient, d.name, d.on_day \
        from plan p cross join plan_version v cross join delivery d \
        where p.region_id = $1 and p.person_id = $2 and p.plan_id = $3 \
        and v.region_id = p.region_id and v.plan_id = p.plan_id \
        and d.region_id = v.region_id and d.plan_version_id = v.plan_version_id \
        order by d.on_day, d.delivery_id";
    INSERT_DELIVERY = "insert into delivery (region_id, delivery_id, plan_version_id, recipient, \
        name, on_day) select p.region_id, $4, p.current_version, $5, $6, $7 from plan p \
        where p.region_id = $1 and p.person_id = $2 and p.plan_id = $3 \
        and p.current_version is not null";
}

fn decode(row: &mut Row) -> Result<Plan> {
    Ok(Plan {
        id: row.id()?,
        kind: row.code::<PlanKind>()?,
        org: row.id()?,
        org_name: row.get()?,
        current: row.opt_id()?,
        current_number: row.opt()?,
        current_since: row.opt()?,
        set_aside: row.opt::<Timestamp>()?.is_some(),
    })
}

/// The plans of a person; none when plans may not be seen.
///
/// # Errors
/// When the store fails.
pub fn of_person(tx: &mut ReadTx<'_>, proof: &Authorized<PersonId, Read>) -> Result<Vec<Plan>> {
    if !proof.sees(DataClass::Plan) {
        return Ok(Vec::new());
    }
    tx.rows(&OF_PERSON, &values![id(proof.region()), id(proof.id())], decode)
}

/// One plan of the person, when plans may be seen.
///
/// # Errors
/// When the store fails.
pub fn load(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    plan: PlanId,
) -> Result<Option<Plan>> {
    if !proof.sees(DataClass::Plan) {
        return Ok(None);
    }
    tx.row(&FIND, &values![id(proof.region()), id(proof.id()), id(plan)], decode)
}

/// Whose plan it is and of which kind; needed before anything can be proved, because the kind
/// says which action writing in it is.
///
/// # Errors
/// When the store fails.
pub fn whose(
    tx: &mut ReadTx<'_>,
    region: RegionId,
    plan: PlanId,
) -> Result<Option<(PersonId, PlanKind)>> {
    tx.row(&WHOSE, &values![id(region), id(plan)], |row| Ok((row.id()?, row.code()?)))
}

fn decode_goal(row: &mut Row) -> Result<Option<Goal>> {
    let Some(id) = row.opt_id()? else { return Ok(None) };
    Ok(Some(Goal {
        id,
        horizon: row.code()?,
        text: row.get()?,
        idea: row.code()?,
        own_words: row.get()?,
        grounds: row.get()?,
        person_role: row.get()?,
        support: row.get()?,
        provider: row.get()?,
        due: row.opt()?,
    }))
}

fn decode_version(row: &mut Row) -> Result<PlanVersion> {
    let (id, number) = (row.id()?, row.get()?);
    let state: String = row.get()?;
    let since: Option<Date> = row.opt()?;
    let state = match (state.as_str(), since) {
        ("draft", _) => VersionState::Draft,
        ("discarded", _) => VersionState::Discarded,
        ("current", Some(since)) => VersionState::Current { since },
        ("superseded", Some(since)) => VersionState::Superseded { since },
        _ => return Err(row.broken("a version that counts or counted has a day")),
    };
    Ok(PlanVersion {
        id,
        number,
        state,
        reason: row.get()?,
        meeting: row.opt_id()?,
        person_wish: row.get()?,
        family_wish: row.get()?,
        policy: row.get()?,
        goals: Vec::new(),
    })
}

/// All versions of a plan with their goals, newest first.
///
/// # Errors
/// When the store fails.
pub fn versions(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    plan: PlanId,
) -> Result<Vec<PlanVersion>> {
    found(tx, proof, plan, &VERSIONS)
}

/// The draft and the version that counts, as far as there are such, with their goals: what is
/// needed to write in a plan, however long its past.
///
/// # Errors
/// When the store fails.
pub fn at_work(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    plan: PlanId,
) -> Result<Vec<PlanVersion>> {
    found(tx, proof, plan, &AT_WORK)
}

fn found(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    plan: PlanId,
    statement: &'static Statement,
) -> Result<Vec<PlanVersion>> {
    if !proof.sees(DataClass::Plan) {
        return Ok(Vec::new());
    }
    let values = values![id(proof.region()), id(proof.id()), id(plan)];
    let mut rows = tx.rows(statement, &values, |row| {
        Ok((decode_version(row)?, row.opt::<i64>()?, decode_goal(row)?))
    })?;
    // Put in order here: the database would sort all these texts with every change of a plan.
    rows.sort_by_key(|(version, place, goal)| {
        (Reverse(version.number), *place, goal.as_ref().map(|goal| goal.id))
    });
    let rows = rows.into_iter().map(|(version, _, goal)| (version, goal)).collect();
    let versions = gathered(rows, |version: &PlanVersion| version.id);
    Ok(versions.into_iter().map(|(version, goals)| PlanVersion { goals, ..version }).collect())
}

/// The number of the newest version, given up or not; 0 when there is none.
///
/// # Errors
/// When the store fails.
pub fn last_number(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    plan: PlanId,
) -> Result<i64> {
    let values = values![id(proof.region()), id(proof.id()), id(plan)];
    Ok(tx.row(&LAST_NUMBER, &values, |row| row.get())?.unwrap_or(0))
}

/// A version of a plan, and the day on which it began to count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beginning {
    /// The plan.
    pub plan: PlanId,
    /// Which of the two.
    pub kind: PlanKind,
    /// Its organisation.
    pub org_name: String,
    /// The version's number.
    pub number: i64,
    /// Since when it counts, or from when it counted.
    pub since: Date,
    /// Why it was made.
    pub reason: String,
    /// The meeting it came from.
    pub meeting: Option<MeetingId>,
}

/// Every version of the person's plans that counts or counted, plan by plan; none when plans may
/// not be seen.
///
/// # Errors
/// When the store fails.
pub fn beginnings(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
) -> Result<Vec<Beginning>> {
    if !proof.sees(DataClass::Plan) {
        return Ok(Vec::new());
    }
    tx.rows(&BEGINNINGS, &values![id(proof.region()), id(proof.id())], |row| {
        Ok(Beginning {
            plan: row.id()?,
            kind: row.code()?,
            org_name: row.get()?,
            number: row.get()?,
            since: row.get()?,
            reason: row.get()?,
            meeting: row.opt_id()?,
        })
    })
}

/// Makes a plan without any version yet.
///
/// # Errors
/// A duplicate when the organisation has one of this kind already.
pub fn insert(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    plan: &Plan,
) -> Result<()> {
    let values =
        values![id(proof.region()), id(plan.id), id(proof.id()), code(plan.kind), id(plan.org)];
    tx.run(&INSERT, &values).map(|_| ())
}

/// Who wrote a version, and when.
#[derive(Debug, Clone, Copy)]
pub struct Made<'a> {
    /// The writer's name.
    pub by: &'a str,
    /// When.
    pub at: Timestamp,
}

/// Adds a draft with its goals; false when the plan is not this person's.
///
/// # Errors
/// A duplicate when the number is taken.
pub fn insert_draft(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    plan: PlanId,
    draft: &PlanVersion,
    made: Made<'_>,
) -> Result<bool> {
    let values = values![
        id(proof.region()),
        id(proof.id()),
        id(plan),
        id(draft.id),
        draft.number,
        draft.reason,
        opt_id(draft.meeting),
        draft.person_wish,
        draft.family_wish,
        draft.policy,
        made.by,
        made.at
    ];
    if tx.run(&INSERT_VERSION, &values)? == 0 {
        return Ok(false);
    }
    for (position, goal) in (0..).zip(&draft.goals) {
        save_goal(tx, proof, draft.id, goal, position)?;
    }
    Ok(true)
}

/// Saves the texts of a draft; false when it is not a draft of this person any more.
///
/// # Errors
/// When the store fails.
pub fn save_draft(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    draft: &PlanVersion,
) -> Result<bool> {
    let values = values![
        id(proof.region()),
        id(proof.id()),
        id(draft.id),
        draft.person_wish,
        draft.family_wish,
        draft.policy,
        draft.reason,
        opt_id(draft.meeting)
    ];
    Ok(tx.run(&SAVE_DRAFT, &values)? == 1)
}

/// Adds a goal to a draft, or saves it there; false when it is not a draft of this person.
///
/// # Errors
/// When the store fails.
pub fn save_goal(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    draft: PlanVersionId,
    goal: &Goal,
    position: i64,
) -> Result<bool> {
    let values = values![
        id(proof.region()),
        id(proof.id()),
        id(draft),
        id(goal.id),
        position,
        code(goal.horizon),
        goal.text,
        code(goal.idea),
        goal.own_words,
        goal.grounds,
        goal.person_role,
        goal.support,
        goal.provider,
        goal.due
    ];
    Ok(tx.run(&SAVE_GOAL, &values)? == 1)
}

/// Takes a goal out of a draft; earlier versions keep it.
///
/// # Errors
/// When the store fails.
pub fn remove_goal(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    draft: PlanVersionId,
    goal: GoalId,
) -> Result<bool> {
    let values = values![id(proof.region()), id(proof.id()), id(draft), id(goal)];
    Ok(tx.run(&REMOVE_GOAL, &values)? == 1)
}

/// Gives a draft up; its rows stay, because answers may rest on its words. False when it is not a
/// draft of this person.
///
/// # Errors
/// When the store fails.
pub fn discard(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    draft: PlanVersionId,
) -> Result<bool> {
    Ok(tx.run(&DISCARD, &values![id(proof.region()), id(proof.id()), id(draft)])? == 1)
}

/// Makes a draft count from a day on; what counted before no longer does. False when it is not a
/// draft of this person.
///
/// # Errors
/// When the store fails.
pub fn make_current(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    plan: PlanId,
    draft: PlanVersionId,
    since: Date,
) -> Result<bool> {
    let (region, person) = (id(proof.region()), id(proof.id()));
    tx.run(&SUPERSEDE, &values![region, person, id(plan)])?;
    let made = tx.run(&MAKE_CURRENT, &values![region, person, id(draft), since])?;
    let pointed = tx.run(&POINT_TO, &values![region, person, id(plan), id(draft)])?;
    Ok(made == 1 && pointed == 1)
}

/// The views heard about the person's goals, oldest first.
///
/// # Errors
/// When the store fails.
pub fn views(tx: &mut ReadTx<'_>, proof: &Authorized<PersonId, Read>) -> Result<Vec<GoalView>> {
    if !proof.sees(DataClass::Plan) {
        return Ok(Vec::new());
    }
    tx.rows(&VIEWS, &values![id(proof.region()), id(proof.id())], |row| {
        Ok(GoalView { id: row.id()?, goal: row.id()?, who: row.get()?, text: row.get()? })
    })
}

/// Adds a view; the caller has seen that the goal is in a plan of this person.
///
/// # Errors
/// When the store fails.
pub fn insert_view(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    view: &GoalView,
    at: Timestamp,
) -> Result<()> {
    let values = values![
        id(proof.region()),
        id(view.id),
        id(view.goal),
        id(proof.id()),
        view.who,
        view.text,
        at
    ];
    tx.run(&INSERT_VIEW, &values).map(|_| ())
}

/// To whom the versions of a plan were given, oldest first.
///
/// # Errors
/// When the store fails.
pub fn deliveries(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    plan: PlanId,
) -> Result<Vec<Delivery>> {
    if !proof.sees(DataClass::Plan) {
        return Ok(Vec::new());
    }
    tx.rows(&DELIVERIES, &values![id(proof.region()), id(proof.id()), id(plan)], |row| {
        Ok(Delivery {
            id: row.id()?,
            version: row.id()?,
            to: row.code()?,
            name: row.get()?,
            on: row.get()?,
        })
    })
}

/// Writes down that the current version was given to somebody; false when there is none.
///
/// # Errors
/// When the store fails.
pub fn insert_delivery(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    plan: PlanId,
    delivery: &Delivery,
) -> Result<bool> {
    let values = values![
        id(proof.region()),
        id(proof.id()),
        id(plan),
        id(delivery.id),
        code(delivery.to),
        delivery.name,
        delivery.on
    ];
    Ok(tx.run(&INSERT_DELIVERY, &values)? == 1)
}
