//! Background jobs as rows: written with the change that needs them, leased with a fence.

use crate::value::id;
use crate::{ReadTx, Result, WriteTx};
use jiff::Timestamp;
use tsumugi_domain::ids::{JobId, RegionId};

statements! {
    ENQUEUE = "insert into job (region_id, job_id, kind, payload, run_at, attempts, fence) \
        values ($1, $2, $3, $4, $5, 0, 0) on conflict do nothing";
    DUE = "select region_id, job_id, kind, payload, attempts, fence from job \
        where done_at is null and run_at <= $1 and coalesce(lease_until, 0) <= $1 \
        order by run_at, job_id limit 1";
    LEASE = "update job set lease_until = $4, fence = fence + 1, attempts = attempts + 1 \
        where region_id = $1 and job_id = $2 and fence = $3 and done_at is null";
    DONE = "update job set done_at = $4 where region_id = $1 and job_id = $2 and fence = $3 \
        and done_at is null";
    LATER = "update job set run_at = $4, lease_until = $5 where region_id = $1 and job_id = $2 \
        and fence = $3 and done_at is null";
    LEFT = "select count(*) from job where done_at is null and kind <> 'forget'";
    FORGET = "delete from job where region_id = $1 and done_at < $2";
}

/// A job that this worker holds until its lease ends.
#[derive(Debug, Clone)]
pub struct Leased {
    /// Its region.
    pub region: RegionId,
    /// Identity.
    pub id: JobId,
    /// What kind.
    pub kind: String,
    /// JSON.
    pub payload: String,
    /// How often it has been tried, this time included.
    pub attempts: i64,
    /// Only the holder of this number may finish it.
    pub fence: i64,
}

/// Adds a job. Kinds with a unique index (the sequencer, forgetting) are added only
/// when none of them waits.
///
/// # Errors
/// When the store fails.
pub fn enqueue(
    tx: &mut WriteTx<'_>,
    region: RegionId,
    job: JobId,
    kind: &str,
    payload: &str,
    run_at: Timestamp,
) -> Result<()> {
    tx.run(&ENQUEUE, &values![id(region), id(job), kind, payload, run_at]).map(|_| ())
}

/// Takes the next due job; `None` when there is none or another worker was faster.
///
/// # Errors
/// When the store fails.
pub fn lease(tx: &mut WriteTx<'_>, now: Timestamp, until: Timestamp) -> Result<Option<Leased>> {
    let due = tx.row(&DUE, &values![now], |row| {
        Ok(Leased {
            region: row.id()?,
            id: row.id()?,
            kind: row.get()?,
            payload: row.get()?,
            attempts: row.get()?,
            fence: row.get()?,
        })
    })?;
    let Some(job) = due else { return Ok(None) };
    let taken = tx.run(&LEASE, &values![id(job.region), id(job.id), job.fence, until])? == 1;
    Ok(taken.then(|| Leased { fence: job.fence + 1, attempts: job.attempts + 1, ..job }))
}

/// Finishes a job; false when the lease was lost to somebody else.
///
/// # Errors
/// When the store fails.
pub fn done(tx: &mut WriteTx<'_>, job: &Leased, at: Timestamp) -> Result<bool> {
    Ok(tx.run(&DONE, &values![id(job.region), id(job.id), job.fence, at])? == 1)
}

/// Puts a failed job off.
///
/// # Errors
/// When the store fails.
pub fn later(tx: &mut WriteTx<'_>, job: &Leased, run_at: Timestamp) -> Result<bool> {
    let values = values![id(job.region), id(job.id), job.fence, run_at, None::<i64>];
    Ok(tx.run(&LATER, &values)? == 1)
}

/// How many jobs are not done. The daily one that forgets does not count: it always waits.
///
/// # Errors
/// When the store fails.
pub fn left(tx: &mut ReadTx<'_>) -> Result<i64> {
    Ok(tx.row(&LEFT, &[], |row| row.get())?.unwrap_or(0))
}

/// Forgets jobs that were done before an instant.
///
/// # Errors
/// When the store fails.
pub fn forget_before(tx: &mut WriteTx<'_>, region: RegionId, at: Timestamp) -> Result<u64> {
    tx.run(&FORGET, &values![id(region), at])
}
