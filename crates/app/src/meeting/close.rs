//! Closing a meeting: what was decided becomes tasks, what cannot be done becomes unmet needs,
//! and the minutes are made. Or calling it off.

use super::agenda::for_everybody;
use super::minutes::{Material, corrected, text, voices};
use super::{day, done, lead, leads, topic_of, write};
use crate::{AppError, Op, Problems, Result};
use tsumugi_domain::audit::Deed;
use tsumugi_domain::community::{NeedState, UnmetNeed};
use tsumugi_domain::ids::{DecisionId, InvitationId, MeetingId, MinutesId, PersonId};
use tsumugi_domain::meeting::{
    Attendance, CloseError, Closing, Consequences, Decision, Invitation, Meeting, MeetingState,
    Minutes, Outcome, Point, PointState, Slot,
};
use tsumugi_domain::plan::{AnswerKind, Answerer};
use tsumugi_domain::policy::{Authorized, PersonAction, Write};
use tsumugi_domain::task::{Task, TaskState};
use tsumugi_store::meeting::record::{self, Answered};
use tsumugi_store::meeting::{self as meetings, Seated, request as requests};
use tsumugi_store::{WriteTx, community, notice, person as people, task, topic};

/// Longest correction of minutes, in characters.
const LONGEST_CORRECTION: usize = 500;

/// Closes a meeting and makes the first version of its minutes. `attended` says of seats who was
/// there; whoever convenes is, unless it says otherwise. `held` is when it really was; without it,
/// as it was fixed.
///
/// # Errors
/// [`AppError::Invalid`]: a point says nothing (`error-required` at the point's code), no day was
/// told or fixed (`error-meeting-no-day`), or it has not come yet (`error-held-ahead`).
/// [`AppError::Conflict`] when it is not open.
pub fn close(
    op: &Op<'_>,
    meeting: MeetingId,
    closing: &Closing,
    attended: &[(InvitationId, Attendance)],
    held: Option<&Slot>,
) -> Result<MeetingId> {
    let closing = said(closing);
    lead(op, meeting, Deed::Closed, |tx, proof, found| {
        let reading = proof.reading();
        let answered = record::answered(tx, &reading, meeting)?;
        let decisions: Vec<Decision> = answered.iter().map(|one| one.decision.clone()).collect();
        let held = day::held(op, found, held)?;
        let (closed, consequences) =
            found.clone().close(&closing, &decisions, held.clone(), op.now).map_err(problem)?;
        let people::WithTop { person, top, .. } =
            people::with_top(tx, &reading)?.ok_or(AppError::Hidden)?;
        let material = Material {
            top,
            seats: take_attendance(tx, proof, &closed, attended)?,
            viewpoints: record::viewpoints(tx, &reading, meeting)?,
            agenda: for_everybody(meetings::agenda(tx, &reading, meeting)?),
            decisions: &answered,
            person: &person,
            meeting: &closed,
            closing: &closing,
        };
        let (text, voices) = (text(&material), voices(&material));
        done(record::save_closing(tx, proof, meeting, &closing)?)?;
        let agreed: Vec<Decision> = answered
            .iter()
            .filter(|one| !is_refused(one))
            .map(|one| one.decision.clone())
            .collect();
        follow(op, tx, proof, &closed, &agreed, &consequences)?;
        done(meetings::close(tx, proof, meeting, &held, op.now)?)?;
        let minutes = Minutes::new(op.id(), 1, text, voices, op.now);
        done(record::insert_minutes(tx, proof, meeting, &minutes)?)?;
        Ok(meeting)
    })
}

/// The person said いや, or would like something else: nobody sets to work on it before it was
/// talked over again.
fn is_refused(Answered { answers, .. }: &Answered) -> bool {
    let last = answers.iter().flatten().rev().find(|one| one.by == Answerer::Person);
    last.is_some_and(|one| {
        one.withdrawn_at.is_some() || matches!(one.kind, AnswerKind::No | AnswerKind::Other)
    })
}

/// The person has said はい to a decision of a meeting that is over: what waited for it begins. The
/// others have their tasks from the closing.
pub(crate) fn begin_after_yes(
    op: &Op<'_>,
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    decision: DecisionId,
) -> Result<()> {
    let reading = proof.reading();
    let Some(meeting) = record::waits_for_yes(tx, &reading, decision)? else { return Ok(()) };
    let found = meetings::find(tx, &reading, meeting)?.ok_or(AppError::Hidden)?;
    let decisions = record::decisions(tx, &reading, meeting)?;
    let task = decisions.iter().find(|one| one.id == decision);
    if let Some(task) = task.and_then(|one| task_of(op, &found, one)) {
        task::insert(tx, proof, &task)?;
        topic::touch(tx, op.region(), &topic_of(meeting))?;
    }
    Ok(())
}

/// Writes down who was there, and gives the seats as they are now.
fn take_attendance(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    meeting: &Meeting,
    attended: &[(InvitationId, Attendance)],
) -> Result<Vec<Seated>> {
    let mut seats = meetings::invitations(tx, &proof.reading(), meeting.id)?;
    if attended.iter().any(|(id, _)| seats.iter().all(|seat| seat.invitation.id != *id)) {
        return Err(AppError::Hidden);
    }
    for seat in &mut seats {
        let said = attended.iter().find(|(id, _)| *id == seat.invitation.id);
        let now = said.map_or_else(|| presumed(meeting, &seat.invitation), |(_, now)| *now);
        if now != seat.invitation.attendance {
            let (id, note) = (seat.invitation.id, seat.invitation.note.as_str());
            done(meetings::set_attendance(tx, proof, meeting.id, id, now, note)?)?;
            seat.invitation.attendance = now;
        }
    }
    Ok(seats)
}

/// Who has said nothing has said nothing; but nobody closes a meeting without having been there.
pub(super) fn presumed(meeting: &Meeting, seat: &Invitation) -> Attendance {
    let convenes = seat.member.is_some()
        && seat.name == meeting.convener
        && seat.org_name == meeting.convener_org_name;
    match seat.attendance {
        Attendance::Unanswered if convenes => Attendance::Yes,
        said => said,
    }
}

/// A point that is ticked without a word says nothing.
fn said(closing: &Closing) -> Closing {
    Closing(closing.0.clone().map(|state| match state {
        PointState::Confirmed(text) if text.trim().is_empty() => PointState::Empty,
        PointState::Confirmed(text) => PointState::Confirmed(text.trim().to_owned()),
        PointState::NotYet(reason, text) => PointState::NotYet(reason, text.trim().to_owned()),
        PointState::Empty => PointState::Empty,
    }))
}

fn problem(error: CloseError) -> AppError {
    let mut problems = Problems::new();
    match error {
        CloseError::NotOpen => return AppError::Conflict("the meeting is not open"),
        CloseError::Empty(points) => {
            for point in points {
                problems.add(Point::code(point), "error-required");
            }
        }
    }
    AppError::Invalid(problems)
}

/// Makes the tasks and the unmet needs.
fn follow(
    op: &Op<'_>,
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    meeting: &Meeting,
    decisions: &[Decision],
    consequences: &Consequences,
) -> Result<()> {
    for decision in decisions {
        if consequences.tasks.contains(&decision.id)
            && let Some(task) = task_of(op, meeting, decision)
        {
            task::insert(tx, proof, &task)?;
        }
        if consequences.needs.contains(&decision.id)
            && let Some(need) = need_of(op, meeting, decision)
        {
            community::insert_need(tx, proof, &need)?;
        }
    }
    Ok(())
}

/// What takes time is known by its first step: that is what can be seen first.
fn task_of(op: &Op<'_>, meeting: &Meeting, decision: &Decision) -> Option<Task> {
    let (owner, owner_name, due, known_by) = match &decision.outcome {
        Outcome::Now { owner, owner_name, due, known_by } => (owner, owner_name, due, known_by),
        Outcome::TakesTime { owner, owner_name, first_step, due } => {
            (owner, owner_name, due, first_step)
        }
        Outcome::CannotNow { .. } => return None,
    };
    Some(Task {
        id: op.id(),
        decision: decision.id,
        meeting: meeting.id,
        owner: *owner,
        owner_name: owner_name.clone(),
        what: decision.text.clone(),
        due: *due,
        known_by: known_by.clone(),
        state: TaskState::Open,
    })
}

fn need_of(op: &Op<'_>, meeting: &Meeting, decision: &Decision) -> Option<UnmetNeed> {
    let Outcome::CannotNow { level, reason, until_then, .. } = &decision.outcome else {
        return None;
    };
    Some(UnmetNeed {
        id: op.id(),
        person: meeting.person,
        meeting: meeting.id,
        decision: decision.id,
        text: decision.text.clone(),
        level: *level,
        reason: *reason,
        until_then: until_then.clone(),
        since: op.now,
        state: NeedState::Open,
    })
}

/// Confirms and locks a version of the minutes: from then on it is never changed.
///
/// # Errors
/// [`AppError::Conflict`] when it was confirmed in between; [`AppError::Forbidden`] for others
/// than the convening office.
pub fn confirm_minutes(op: &Op<'_>, meeting: MeetingId, minutes: MinutesId) -> Result<()> {
    write(op, meeting, PersonAction::CloseMeeting, Deed::Closed, |tx, proof, found| {
        if !leads(op, found) {
            return Err(AppError::Forbidden);
        }
        let versions = record::minutes(tx, &proof.reading(), meeting)?;
        newest(&versions, minutes)?;
        let by = &op.actor.name;
        if !record::lock_minutes(tx, proof, meeting, minutes, by, op.now)? {
            return Err(AppError::Conflict("the minutes are locked"));
        }
        Ok(())
    })
}

/// Adds a correction to minutes that nobody has confirmed yet: a new version with everything that
/// stood there and the correction below it. `read` is the version that was read.
///
/// # Errors
/// [`AppError::Invalid`] without a text or with a long one; [`AppError::Conflict`] when the
/// minutes are confirmed, or were corrected in between; [`AppError::Forbidden`] for others than
/// the convening office.
pub fn correct_minutes(
    op: &Op<'_>,
    meeting: MeetingId,
    read: MinutesId,
    correction: &str,
) -> Result<()> {
    let mut problems = Problems::new();
    let correction = problems.required("correction", correction);
    if correction.chars().count() > LONGEST_CORRECTION {
        let most = vec![("most", LONGEST_CORRECTION.to_string())];
        problems.add_with("correction", "error-too-long", most);
    }
    write(op, meeting, PersonAction::CloseMeeting, Deed::Changed, |tx, proof, found| {
        if !leads(op, found) {
            return Err(AppError::Forbidden);
        }
        let versions = record::minutes_to_correct(tx, proof, meeting)?;
        let before = newest(&versions, read)?;
        if before.locked.is_some() {
            return Err(AppError::Conflict("the minutes are locked"));
        }
        problems.clone().check()?;
        let text = corrected(&before.text, &correction, &op.actor.name, op.today());
        let voices = before.voices.clone().unwrap_or_default();
        let minutes = Minutes::new(op.id(), before.number + 1, text, voices, op.now);
        done(record::insert_minutes(tx, proof, meeting, &minutes)?)
    })
}

/// The newest version, when it is the one that was read.
fn newest(versions: &[Minutes], read: MinutesId) -> Result<&Minutes> {
    if versions.iter().all(|version| version.id != read) {
        return Err(AppError::Hidden);
    }
    let newest = versions.last().filter(|version| version.id == read);
    newest.ok_or(AppError::Conflict("the minutes were corrected"))
}

/// Calls a meeting off. The concern it came from is open again, and a request it answered waits
/// again: nothing is lost with it.
///
/// # Errors
/// [`AppError::Invalid`] without a reason; [`AppError::Conflict`] when it is not open.
pub fn call_off(op: &Op<'_>, meeting: MeetingId, reason: &str) -> Result<()> {
    let mut problems = Problems::new();
    let reason = problems.required("reason", reason);
    lead(op, meeting, Deed::Changed, |tx, proof, found| {
        problems.clone().check()?;
        debug_assert!(!matches!(found.state, MeetingState::CalledOff { .. }));
        done(meetings::call_off(tx, proof, meeting, &reason)?)?;
        notice::reopen_of_meeting(tx, proof, meeting)?;
        requests::reopen_of_meeting(tx, proof, meeting)?;
        Ok(())
    })
}
