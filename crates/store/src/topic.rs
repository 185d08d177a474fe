//! Revisions of things that several people look at: an event says only (topic, revision).

use crate::value::id;
use crate::{ReadTx, Result, WriteTx};
use tsumugi_domain::ids::RegionId;

statements! {
    TOUCH = "insert into topic (region_id, topic, revision) values ($1, $2, 1) \
        on conflict (region_id, topic) do update set revision = topic.revision + 1";
    REVISION = "select revision from topic where region_id = $1 and topic = $2";
}

/// Notes that a topic changed.
///
/// # Errors
/// When the store fails.
pub fn touch(tx: &mut WriteTx<'_>, region: RegionId, topic: &str) -> Result<()> {
    tx.run(&TOUCH, &values![id(region), topic]).map(|_| ())
}

/// The revision of a topic; 0 before the first change.
///
/// # Errors
/// When the store fails.
pub fn revision(tx: &mut ReadTx<'_>, region: RegionId, topic: &str) -> Result<i64> {
    Ok(tx.row(&REVISION, &values![id(region), topic], |row| row.get())?.unwrap_or(0))
}
