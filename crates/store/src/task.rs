//! Tasks: who does what by when, and how we will know.

use crate::value::{Row, id, opt_id};
use crate::{ReadTx, Result, WriteTx};
use jiff::Timestamp;
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::{MeetingId, PersonId, RegionId, TaskId};
use tsumugi_domain::policy::{Authorized, Read, Write};
use tsumugi_domain::task::{Task, TaskState};

/// The columns of [`decode`]; lists of other areas use them too, so that they cannot drift apart.
macro_rules! task_columns {
    () => {
        "t.task_id, t.decision_id, t.meeting_id, t.owner_membership, t.owner_name, t.what, t.due, \
         t.known_by, t.state, t.ended_at, t.ended_by, t.note"
    };
}
pub(crate) use task_columns;

statements! {
    WHOSE = "select person_id from task where region_id = $1 and task_id = $2";
    OPEN_OF_PERSON = concat!("select ", task_columns!(), " from task t where t.region_id = $1 \
        and t.person_id = $2 and t.state = 'open' order by t.due nulls last, t.task_id");
    LATELY_OF_PERSON = concat!("select ", task_columns!(), " from task t where t.region_id = $1 \
        and t.person_id = $2 and (t.state = 'open' or t.ended_at >= $3) \
        order by case when t.state = 'open' then 0 else 1 end, t.ended_at desc, \
        t.due nulls last, t.task_id");
    OF_MEETING = concat!("select ", task_columns!(), " from task t where t.region_id = $1 \
        and t.person_id = $2 and t.meeting_id = $3 order by t.due nulls last, t.task_id");
    FIND = concat!("select ", task_columns!(), " from task t where t.region_id = $1 \
        and t.person_id = $2 and t.task_id = $3");
    INSERT = "insert into task (region_id, task_id, person_id, meeting_id, decision_id, \
        owner_membership, owner_name, what, due, known_by, state, note) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open', '')";
    ASSIGN = "update task set owner_membership = $4, owner_name = $5, due = $6, known_by = $7 \
        where region_id = $1 and person_id = $2 and task_id = $3 and state = 'open'";
    FINISH = "update task set state = $4, ended_at = $5, ended_by = $6, note = $7 \
        where region_id = $1 and person_id = $2 and task_id = $3 and state = 'open'";
    REOPEN = "update task set state = 'open', ended_at = null, ended_by = '', note = '' \
        where region_id = $1 and person_id = $2 and task_id = $3 and state <> 'open' \
        and ended_at >= $4";
}

pub(crate) fn decode(row: &mut Row) -> Result<Task> {
    let (id, decision, meeting) = (row.id()?, row.id()?, row.id()?);
    let (owner, owner_name, what) = (row.opt_id()?, row.get()?, row.get()?);
    let (due, known_by) = (row.opt()?, row.get()?);
    let state: String = row.get()?;
    let (at, by, note) = (row.opt::<Timestamp>()?, row.get()?, row.get()?);
    let state = match (state.as_str(), at) {
        ("open", None) => TaskState::Open,
        ("done", Some(at)) => TaskState::Done { at, by, note },
        ("not_possible", Some(at)) => TaskState::NotPossible { at, by, reason: note },
        _ => return Err(row.broken("a task that has ended has an instant")),
    };
    Ok(Task { id, decision, meeting, owner, owner_name, what, due, known_by, state })
}

/// Whose task it is; needed before anything can be proved.
///
/// # Errors
/// When the store fails.
pub fn person_of(tx: &mut ReadTx<'_>, region: RegionId, task: TaskId) -> Result<Option<PersonId>> {
    tx.row(&WHOSE, &values![id(region), id(task)], Row::id)
}

/// What is still to be done for the person, the nearest day first.
///
/// # Errors
/// When the store fails.
pub fn open_of_person(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
) -> Result<Vec<Task>> {
    if !proof.sees(DataClass::Meeting) {
        return Ok(Vec::new());
    }
    tx.rows(&OPEN_OF_PERSON, &values![id(proof.region()), id(proof.id())], decode)
}

/// What is still to be done for the person, the nearest day first, and after it what ended at
/// `since` or later, the last end first.
///
/// # Errors
/// When the store fails.
pub fn lately_of_person(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    since: Timestamp,
) -> Result<Vec<Task>> {
    if !proof.sees(DataClass::Meeting) {
        return Ok(Vec::new());
    }
    tx.rows(&LATELY_OF_PERSON, &values![id(proof.region()), id(proof.id()), since], decode)
}

/// The tasks that came from a meeting, whatever became of them.
///
/// # Errors
/// When the store fails.
pub fn of_meeting(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    meeting: MeetingId,
) -> Result<Vec<Task>> {
    if !proof.sees(DataClass::Meeting) {
        return Ok(Vec::new());
    }
    tx.rows(&OF_MEETING, &values![id(proof.region()), id(proof.id()), id(meeting)], decode)
}

/// One task of the person.
///
/// # Errors
/// When the store fails.
pub fn find(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    task: TaskId,
) -> Result<Option<Task>> {
    if !proof.sees(DataClass::Meeting) {
        return Ok(None);
    }
    tx.row(&FIND, &values![id(proof.region()), id(proof.id()), id(task)], decode)
}

/// Adds a task; it begins open.
///
/// # Errors
/// When the store fails.
pub fn insert(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    task: &Task,
) -> Result<()> {
    let values = values![
        id(proof.region()),
        id(task.id),
        id(proof.id()),
        id(task.meeting),
        id(task.decision),
        opt_id(task.owner),
        task.owner_name,
        task.what,
        task.due,
        task.known_by
    ];
    tx.run(&INSERT, &values).map(|_| ())
}

/// Writes down who does an open task, by when, and how it will be known; false when it was not
/// open.
///
/// # Errors
/// When the store fails.
pub fn assign(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    task: &Task,
) -> Result<bool> {
    let values = values![
        id(proof.region()),
        id(proof.id()),
        id(task.id),
        opt_id(task.owner),
        task.owner_name,
        task.due,
        task.known_by
    ];
    Ok(tx.run(&ASSIGN, &values)? == 1)
}

/// Writes down how an open task ended; false when it was not open.
///
/// # Errors
/// When the store fails.
pub fn finish(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    task: TaskId,
    end: &TaskState,
) -> Result<bool> {
    let (state, at, by, note) = match end {
        TaskState::Open => return Ok(false),
        TaskState::Done { at, by, note } => ("done", *at, by, note),
        TaskState::NotPossible { at, by, reason } => ("not_possible", *at, by, reason),
    };
    let (by, note) = (by.as_str(), note.as_str());
    let values = values![id(proof.region()), id(proof.id()), id(task), state, at, by, note];
    Ok(tx.run(&FINISH, &values)? == 1)
}

/// Opens a task again that ended at `since` or later; false when there is no such end.
///
/// # Errors
/// When the store fails.
pub fn reopen(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    task: TaskId,
    since: Timestamp,
) -> Result<bool> {
    Ok(tx.run(&REOPEN, &values![id(proof.region()), id(proof.id()), id(task), since])? == 1)
}
