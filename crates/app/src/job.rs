//! Background jobs: numbering the audit, forgetting what has ended.

use crate::auth::Gate;
use crate::op::days_from;
use crate::{AppError, Result};
use jiff::SignedDuration;
use tsumugi_store::{account, audit, job, session, submit};

/// How long a worker may hold a job.
const LEASE: SignedDuration = SignedDuration::from_secs(60);
/// Entries numbered in one transaction, so that the writer is held shortly.
const CHUNK: i64 = 200;

/// Runs one due job; false when none was due.
///
/// # Errors
/// When the store fails; the lease then runs out and the job comes again.
pub fn run_one(gate: Gate<'_>) -> Result<bool> {
    let until = gate.now.saturating_add(LEASE).unwrap_or(gate.now);
    let leased = gate.db.write(|tx| Ok::<_, AppError>(job::lease(tx, gate.now, until)?))?;
    let Some(leased) = leased else { return Ok(false) };
    match leased.kind.as_str() {
        "sequence_audit" => gate.db.write(|tx| {
            let more = audit::number_leaves(tx, leased.region, CHUNK)? == CHUNK;
            job::done(tx, &leased, gate.now)?;
            if more {
                let next = crate::op::new_id(gate.rng, gate.now);
                job::enqueue(tx, leased.region, next, "sequence_audit", "{}", gate.now)?;
            }
            Ok::<_, AppError>(())
        })?,
        "forget" => gate.db.write(|tx| {
            session::forget_before(tx, leased.region, gate.now)?;
            account::forget_links_before(tx, leased.region, gate.now)?;
            submit::forget_before(tx, leased.region, days_from(gate.now, -2))?;
            job::forget_before(tx, leased.region, days_from(gate.now, -7))?;
            job::done(tx, &leased, gate.now)?;
            Ok::<_, AppError>(())
        })?,
        other => {
            tracing::error!(job.kind = other, "a job of an unknown kind was put off by a day");
            gate.db
                .write(|tx| Ok::<_, AppError>(job::later(tx, &leased, days_from(gate.now, 1))?))?;
        }
    }
    Ok(true)
}

/// How many jobs wait.
///
/// # Errors
/// When the store fails.
pub fn left(gate: Gate<'_>) -> Result<i64> {
    gate.db.read(|tx| Ok(job::left(tx)?))
}
