//! Where a word that somebody looks for can stand.

use crate::ids::{ConcernId, MeetingId, MonitoringId, PlanId, UnmetNeedId};
use crate::person::Speaker;

/// What a text belongs to, and so where it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Somebody's words.
    Voice(Speaker),
    /// 気になる.
    Concern(ConcernId),
    /// A monitoring.
    Monitoring(MonitoringId),
    /// What a meeting has to decide.
    Meeting(MeetingId),
    /// What a meeting decided.
    Decision(MeetingId),
    /// A goal of the plan that counts.
    Goal(PlanId),
    /// What cannot be done now.
    Need(UnmetNeedId),
    /// The one-page profile.
    Profile,
}
