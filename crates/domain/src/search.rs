//! Where a word that somebody looks for can stand.

use crate::ids::{ConcernId, MeetingId, MonitoringId, PersonId, PlanId, UnmetNeedId};
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

impl Place {
    /// Where it is read.
    pub fn path(self, person: PersonId) -> String {
        match self {
            Self::Voice(_) => format!("/people/{person}/voices"),
            Self::Concern(id) => format!("/people/{person}?concerns=all#concern-{id}"),
            Self::Monitoring(id) => format!("/monitorings/{id}"),
            Self::Meeting(id) | Self::Decision(id) => format!("/meetings/{id}"),
            Self::Goal(id) => format!("/plans/{id}"),
            Self::Need(id) => format!("/needs/{id}"),
            Self::Profile => format!("/people/{person}"),
        }
    }
}
