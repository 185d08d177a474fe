//! When a plan is to be revised: what a meeting decided after it, and what a monitoring wants.

use super::{
    LastMonitoring, PlanNow, Reader, Situation, Stage, Step, StepKind, Target, UNDER_WAY_DAYS,
    plan_kind,
};
use crate::ids::{MonitoringId, PlanId};
use crate::meeting::MeetingKind;
use crate::monitoring::Outcome;
use jiff::Timestamp;
use jiff::civil::Date;

fn day_in_japan(at: Timestamp) -> Date {
    at.to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(9))).date()
}

/// Somebody has just looked at the plan, and what was to follow is under way: nobody monitors
/// twice because the new version is not there yet.
pub fn looked_at(now: &Situation, plan: &PlanNow, today: Date) -> bool {
    let lately = today.saturating_sub(jiff::Span::new().days(UNDER_WAY_DAYS));
    now.monitorings.iter().any(|found| {
        plan_kind(found.kind) == plan.kind
            && found.org == plan.org
            && found.on >= lately
            && (plan.since.is_none_or(|since| found.on > since) || found.recorded > plan.made)
    })
}

/// What the version that counts does not know yet: a meeting that was closed after it began, or a
/// monitoring that wants another. A later monitoring that left the plan as it is settles both.
pub(super) fn revision(plan: &PlanNow, since: Date, now: &Situation) -> Option<Step> {
    let meeting = now.talks.iter().find(|talk| {
        let of_plan = talk.kind == MeetingKind::Providers || talk.org == plan.org;
        let closed =
            matches!(talk.stage, Stage::Closed { on, at, .. } if later(plan, since, on, at));
        of_plan && closed && talk.for_plans > 0 && plan.from_meeting != Some(talk.id)
    });
    let monitoring = now.monitorings.iter().find(|found| wants_revision(found, plan, since));
    match (meeting, monitoring) {
        (Some(talk), _) => Some(Step {
            kind: StepKind::ReviseFromMeeting,
            about: Target::Meeting(talk.id),
            text: talk.must_decide.clone(),
            day: None,
        }),
        (None, Some(found)) => Some(Step {
            kind: StepKind::ReviseFromMonitoring,
            about: Target::Plan(plan.id, plan.kind),
            text: found.reason.clone(),
            day: Some(found.on),
        }),
        (None, None) => None,
    }
}

/// What came after the version that counts. On one and the same day the instants tell what came
/// first.
fn later(plan: &PlanNow, since: Date, day: Date, at: Timestamp) -> bool {
    day >= since && at > plan.made && plan.confirmed.is_none_or(|settled| settled <= day)
}

fn wants_revision(found: &LastMonitoring, plan: &PlanNow, since: Date) -> bool {
    // Whoever writes a talk of last week down today decides today that the plan is revised.
    let decided = found.on.max(day_in_japan(found.recorded));
    found.outcome == Outcome::Revise
        && plan_kind(found.kind) == plan.kind
        && found.org == plan.org
        && later(plan, since, decided, found.recorded)
}

/// The plan that the reader writes and that has neither a draft nor a version since this monitoring
/// decided to revise it.
pub fn to_revise(now: &Situation, monitoring: MonitoringId, reader: Reader<'_>) -> Option<PlanId> {
    let found = now.monitorings.iter().find(|found| found.id == monitoring)?;
    let mut mine = now.plans.iter().filter(|plan| {
        plan.kind == plan_kind(found.kind)
            && plan.org == found.org
            && plan.draft.is_none()
            && reader.writes(plan.kind, plan.org)
            && reader.may_write(plan.kind)
    });
    let wanted =
        |plan: &PlanNow| plan.since.is_some_and(|since| wants_revision(found, plan, since));
    mine.find(|plan| wanted(plan)).map(|plan| plan.id)
}
