//! The two monitorings and where they lead.

use crate::ids::{GoalId, MonitoringId, MonitoringNoteId, OrgId};
use crate::person::Expression;
use jiff::Timestamp;
use jiff::civil::Date;

codes! {
    /// Whose monitoring it is.
    MonitoringKind {
        /// 継続サービス利用支援: the specialist's, of the service use plan.
        ServiceUse = "service_use",
        /// 個別支援計画のモニタリング: the manager's.
        Individual = "individual",
    }
}

codes! {
    /// The four prompts of the deck, always first.
    Prompt {
        /// 生きる糧: what keeps the person going.
        Values = "values",
        /// 普遍性: what anyone of this age would want or do.
        OrdinaryLife = "ordinary_life",
        /// 内発的動機: the weight of a yes; own goals.
        OwnMotive = "own_motive",
        /// 関係: trust.
        Relationship = "relationship",
    }
}

codes! {
    /// How far a goal has come; no score, no fault.
    Attainment {
        /// かなった.
        Reached = "reached",
        /// 近づいている.
        Closer = "closer",
        /// 変わらない.
        Same = "same",
        /// 今の目標ではなくなった.
        Changed = "changed",
    }
}

codes! {
    /// What follows.
    Outcome {
        /// このまま続ける.
        Continue = "continue",
        /// 計画を直す.
        Revise = "revise",
        /// 会議をひらく.
        Meet = "meet",
        /// 会議はしない (with a reason).
        NoMeeting = "no_meeting",
    }
}

/// One monitoring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Monitoring {
    /// Identity.
    pub id: MonitoringId,
    /// Whose.
    pub kind: MonitoringKind,
    /// In the name of which organisation.
    pub org: OrgId,
    /// The day of the talk.
    pub on: Date,
    /// Who did it.
    pub by: String,
    /// The answers to the four prompts, in the order of [`Prompt::ALL`].
    pub prompts: [String; 4],
    /// What the person said in the talk, verbatim.
    pub own_words: String,
    /// How it was expressed.
    pub how: Expression,
    /// What follows.
    pub outcome: Outcome,
    /// Why no meeting, when that is the outcome; else what should be talked about.
    pub reason: String,
    /// Goal by goal.
    pub goals: Vec<GoalMonitoring>,
}

/// A correction: a line that is added. What was written down before stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonitoringNote {
    /// Identity.
    pub id: MonitoringNoteId,
    /// What is right instead.
    pub text: String,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// What a monitoring found about one goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalMonitoring {
    /// The goal.
    pub goal: GoalId,
    /// Its text at that time.
    pub goal_text: String,
    /// How far.
    pub attainment: Attainment,
    /// The person's own view of it.
    pub person_view: String,
    /// What comes next.
    pub next: String,
}

/// The longest time between two looks at a plan.
/// Source: operating standards (個別支援計画の見直し: once in six months or more often). Some
/// services and many decisions of a city ask for three months or one; six is the outer edge.
pub const REVIEW_MONTHS: i8 = 6;

/// The day by which a plan is looked at again: six months after its version began to count, or
/// after a monitoring that left it as it is. A monitoring that wants a revision or a meeting is
/// finished by the new version, so it moves nothing.
pub fn review_due(since: Date, confirmed: Option<Date>) -> Date {
    let last = confirmed.map_or(since, |day| day.max(since));
    last.saturating_add(jiff::Span::new().months(REVIEW_MONTHS))
}

/// True when the outcome must say why: no meeting, or what a meeting is to talk about.
pub fn needs_reason(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Meet | Outcome::NoMeeting)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn six_months_run_from_the_last_look_that_settled_something() {
        let since = date(2026, 8, 31);
        assert_eq!(review_due(since, None), date(2027, 2, 28));
        assert_eq!(review_due(since, Some(date(2026, 5, 1))), date(2027, 2, 28));
        assert_eq!(review_due(since, Some(date(2026, 12, 1))), date(2027, 6, 1));
    }
}
