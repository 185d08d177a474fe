//! Background jobs: numbering the audit; once a day forgetting what has ended, and telling workers
//! what is due.

use crate::auth::Gate;
use crate::notice::by_rule;
use crate::op::{days_from, local_day};
use crate::{AppError, Result};
use jiff::{SignedDuration, Timestamp};
use tsumugi_domain::ids::{RegionId, StaffId};
use tsumugi_domain::job::JobKind;
use tsumugi_store::{ReadTx, WriteTx, account, audit, import, job, person, session, staff, submit};

/// How long a worker may hold a job.
const LEASE: SignedDuration = SignedDuration::from_secs(60);
/// Entries numbered in one transaction, so that the writer is held shortly.
const CHUNK: i64 = 200;

/// Puts the daily job of every region in line, where none waits yet. For the start of a server.
///
/// # Errors
/// When the store fails.
pub fn start(gate: Gate<'_>) -> Result<()> {
    gate.db.write(|tx| {
        for region in staff::regions(tx)? {
            enqueue(gate, tx, region.id, JobKind::Forget, gate.now)?;
        }
        Ok(())
    })
}

/// Puts the numbering of the audit in line where entries wait for it and no job does. To be called
/// every few seconds.
///
/// # Errors
/// When the store fails.
pub fn tick(gate: Gate<'_>) -> Result<()> {
    let regions = gate.db.read(|tx| Ok::<_, AppError>(audit::regions_unnumbered(tx)?))?;
    if regions.is_empty() {
        return Ok(());
    }
    gate.db.write(|tx| {
        regions
            .iter()
            .try_for_each(|region| enqueue(gate, tx, *region, JobKind::SequenceAudit, gate.now))
    })
}

fn enqueue(
    gate: Gate<'_>,
    tx: &mut WriteTx<'_>,
    region: RegionId,
    kind: JobKind,
    at: Timestamp,
) -> Result<()> {
    let id = gate.chance.id(gate.now);
    Ok(job::enqueue(tx, region, id, kind.code(), "{}", at)?)
}

/// Puts jobs for workers in line: one each, so that nobody waits long for the writer.
fn for_each(
    gate: Gate<'_>,
    tx: &mut WriteTx<'_>,
    region: RegionId,
    (kind, workers): (JobKind, &[StaffId]),
) -> Result<()> {
    for staff in workers {
        let id = gate.chance.id(gate.now);
        let payload = format!("{{\"staff\":\"{staff}\"}}");
        job::enqueue(tx, region, id, kind.code(), &payload, gate.now)?;
    }
    Ok(())
}

/// The worker a job is for; the text of an id says nothing that JSON would have to hide.
fn worker_of(leased: &job::Leased) -> Option<StaffId> {
    let rest = leased.payload.strip_prefix("{\"staff\":\"")?;
    rest.strip_suffix("\"}")?.parse().ok()
}

/// Finishes a job in the transaction of its work. Whoever lost the lease must not commit the
/// work: somebody else is at it, or has done it.
fn finish(gate: Gate<'_>, tx: &mut WriteTx<'_>, leased: &job::Leased) -> Result<()> {
    if job::done(tx, leased, gate.now)? {
        Ok(())
    } else {
        Err(AppError::Conflict("the lease of a job was lost"))
    }
}

/// Runs one due job; false when none was due.
///
/// # Errors
/// When the store fails; the lease then runs out and the job comes again.
pub fn run_one(gate: Gate<'_>) -> Result<bool> {
    let until = gate.now.saturating_add(LEASE).unwrap_or(gate.now);
    let leased = gate.db.write(|tx| Ok::<_, AppError>(job::lease(tx, gate.now, until)?))?;
    let Some(leased) = leased else { return Ok(false) };
    run_leased(gate, &leased)?;
    Ok(true)
}

/// Does the work of a job that this worker holds, and finishes it in the same transaction.
///
/// # Errors
/// [`AppError::Conflict`] when the lease was lost meanwhile; then nothing was written.
pub fn run_leased(gate: Gate<'_>, leased: &job::Leased) -> Result<()> {
    match leased.kind.parse() {
        Ok(JobKind::SequenceAudit) => gate.db.write(|tx| {
            let more = audit::number_leaves(tx, leased.region, CHUNK)? == CHUNK.unsigned_abs();
            finish(gate, tx, leased)?;
            if more {
                enqueue(gate, tx, leased.region, JobKind::SequenceAudit, gate.now)?;
            }
            Ok::<_, AppError>(())
        })?,
        Ok(JobKind::Forget) => gate.db.write(|tx| {
            session::forget_before(tx, leased.region, gate.now)?;
            account::forget_links_before(tx, leased.region, gate.now)?;
            submit::forget_before(tx, leased.region, days_from(gate.now, -2))?;
            job::forget_before(tx, leased.region, days_from(gate.now, -7))?;
            let undoable = days_from(gate.now, -tsumugi_domain::removal::IMPORT_DAYS);
            import::undo::forget_before(tx, leased.region, undoable)?;
            let undoable = days_from(gate.now, -tsumugi_domain::person::merge::UNDO_DAYS);
            person::merge::forget_before(tx, leased.region, undoable)?;
            let readers = by_rule::begin_night(tx, leased.region, local_day(gate.now))?;
            for_each(gate, tx, leased.region, (JobKind::LookThrough, &readers))?;
            finish(gate, tx, leased)?;
            enqueue(gate, tx, leased.region, JobKind::Forget, days_from(gate.now, 1))?;
            Ok::<_, AppError>(())
        })?,
        Ok(JobKind::LookThrough) => look_through(gate, leased)?,
        Err(_) => {
            tracing::error!(
                job.kind = leased.kind,
                "a job of an unknown kind was put off by a day"
            );
            gate.db
                .write(|tx| Ok::<_, AppError>(job::later(tx, leased, days_from(gate.now, 1))?))?;
        }
    }
    Ok(())
}

/// Looks while others may write, and holds the one writer only to keep what was found.
fn look_through(gate: Gate<'_>, leased: &job::Leased) -> Result<()> {
    let region = leased.region;
    // A worker who is nobody any more has nothing to be told.
    let night = match worker_of(leased) {
        Some(reader) => {
            let look = |tx: &mut ReadTx<'_>| by_rule::look_through(gate, tx, region, reader);
            Some((reader, gate.db.read(look)?))
        }
        None => None,
    };
    gate.db.write(|tx| {
        if let Some((reader, night)) = &night {
            by_rule::keep(gate, tx, (region, *reader), night)?;
        }
        finish(gate, tx, leased)
    })
}

/// How many jobs wait, the daily one left out.
///
/// # Errors
/// When the store fails.
pub fn left(gate: Gate<'_>) -> Result<i64> {
    gate.db.read(|tx| Ok(job::left(tx)?))
}
