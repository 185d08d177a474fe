//! Notices by rule: the night looks through each worker's people, and keeps what is to be told.

use crate::auth::Gate;
use crate::home;
use crate::meeting::REPLY_DAYS;
use crate::op::{days_from, local_day};
use crate::{Result, staff};
use jiff::civil::Date;
use std::collections::BTreeSet;
use tsumugi_domain::ids::{RegionId, StaffId};
use tsumugi_domain::notice::by_rule::{
    AHEAD_DAYS, Found, KEPT_DAYS, NoticeKind, for_day, monday_of,
};
use tsumugi_domain::policy::{self, Post, SystemActor};
use tsumugi_domain::task::Task;
use tsumugi_store::access;
use tsumugi_store::home::Scope;
use tsumugi_store::notice::by_rule as notices;
use tsumugi_store::{ReadTx, WriteTx};

/// Tasks of one worker that a night looks through.
const MOST: i64 = 200;

/// Who is to be told something tonight; what is too old is forgotten.
///
/// # Errors
/// When the store fails.
pub(crate) fn begin_night(
    tx: &mut WriteTx<'_>,
    region: RegionId,
    today: Date,
) -> Result<Vec<StaffId>> {
    let oldest = today.saturating_sub(jiff::Span::new().days(KEPT_DAYS));
    notices::forget_before(tx, region, oldest)?;
    Ok(notices::readers(tx, region, today)?)
}

/// What there is to tell one worker tonight.
#[derive(Debug)]
pub(crate) struct Night {
    scope: Scope,
    today: Vec<Found>,
    rest: Vec<Found>,
}

/// Looks through one worker's people: a few notices for today, the rest for the week. What was told
/// before is not told again. It only reads: the one writer does not wait for it.
///
/// # Errors
/// When the store fails.
pub(crate) fn look_through(
    gate: Gate<'_>,
    tx: &mut ReadTx<'_>,
    region: RegionId,
    reader: StaffId,
) -> Result<Night> {
    let machine = staff::machine(gate, region, SystemActor::Jobs);
    let scope = Scope::new(&policy::people_of_worker(&machine, reader)?, local_day(gate.now));
    let known = notices::known(tx, scope)?;
    let told = known.iter().filter(|(_, today)| *today).count();
    let known: BTreeSet<Found> = known.into_iter().map(|(found, _)| found).collect();
    let posts = access::posts(tx, region, reader, scope.today())?;
    let mut found = find(gate, tx, scope, &posts)?;
    found.retain(|one| !known.contains(one));
    let (today, rest) = for_day(found, told);
    Ok(Night { scope, today, rest })
}

/// Gathers one worker's week, which is what did not fit into the days before its Monday, and keeps
/// what was found tonight. Every night, so that a Monday on which nobody switched the machine on is
/// made up for. What another run has kept meanwhile stays as it is.
///
/// # Errors
/// When the store fails.
pub(crate) fn keep(
    gate: Gate<'_>,
    tx: &mut WriteTx<'_>,
    (region, reader): (RegionId, StaffId),
    night: &Night,
) -> Result<()> {
    notices::gather(tx, region, reader, monday_of(night.scope.today()))?;
    let today = night.today.iter().map(|one| (one, true));
    for (one, daily) in today.chain(night.rest.iter().map(|one| (one, false))) {
        let today = night.scope.today();
        notices::insert(tx, (region, reader, today), gate.chance.id(gate.now), one, daily)?;
    }
    Ok(())
}

/// What the rules find among the people of one worker.
fn find(gate: Gate<'_>, tx: &mut ReadTx<'_>, scope: Scope, posts: &[Post]) -> Result<Vec<Found>> {
    let soon = scope.today().saturating_add(jiff::Span::new().days(AHEAD_DAYS));
    let mut found = notices::ending_consents(tx, scope, soon)?;
    found.extend(
        home::all_due(tx, scope, posts, gate.now)?.into_iter().filter(|due| due.by <= soon).map(
            |due| Found {
                due: due.by,
                kind: NoticeKind::Review,
                person: due.person.id,
                about: due.plan.to_string(),
            },
        ),
    );
    let tasks = tsumugi_store::home::tasks(tx, scope, (gate.now, ""), MOST)?;
    let late = |task: &Task| task.is_late(scope.today());
    found.extend(tasks.into_iter().filter(|open| open.mine && late(&open.task)).filter_map(
        |open| {
            Some(Found {
                due: open.task.due?,
                kind: NoticeKind::TaskLate,
                person: open.person.id,
                about: open.task.id.to_string(),
            })
        },
    ));
    // As with the tasks, nothing that is over is asked for: only what waits.
    let sent = tsumugi_store::home::sent_requests(tx, scope, gate.now, MOST)?;
    let waits = sent.into_iter().map(|(_, request)| (days_from(request.at, REPLY_DAYS), request));
    found.extend(waits.filter(|(by, _)| *by <= gate.now).map(|(by, request)| Found {
        due: local_day(by),
        kind: NoticeKind::RequestWaits,
        person: request.person,
        about: request.id.to_string(),
    }));
    Ok(found)
}
