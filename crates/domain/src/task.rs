//! Who does what by when, and how we will know.

use crate::ids::{DecisionId, MeetingId, MembershipId, TaskId};
use crate::person::PersonName;
use jiff::Timestamp;
use jiff::civil::Date;

/// The name under which a task is the person's own: the person has no seat in the own team.
pub const ONESELF: &str = "本人";

/// How many days a task that ended stands beside the open ones, and can be opened again.
pub const ENDED_DAYS: i64 = 30;

/// A task, born from a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Identity.
    pub id: TaskId,
    /// The decision it came from.
    pub decision: DecisionId,
    /// The meeting of that decision.
    pub meeting: MeetingId,
    /// The owner's seat in the team, when they have one.
    pub owner: Option<MembershipId>,
    /// The owner's name as shown; empty when nobody: then it hangs in the air.
    pub owner_name: String,
    /// What is done.
    pub what: String,
    /// By when; none means it hangs in the air.
    pub due: Option<Date>,
    /// How we will know.
    pub known_by: String,
    /// Where it stands.
    pub state: TaskState,
}

/// Where a task stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskState {
    /// To be done.
    Open,
    /// Done.
    Done {
        /// When it was said to be done.
        at: Timestamp,
        /// Who said so; empty for what was said before that was kept.
        by: String,
        /// How we know; may be empty.
        note: String,
    },
    /// It turned out not to be possible, and why. No fault.
    NotPossible {
        /// When that was said.
        at: Timestamp,
        /// Who said so; empty for what was said before that was kept.
        by: String,
        /// Why; may be empty where the person or the family says it.
        reason: String,
    },
}

impl Task {
    /// Its day has passed and nobody has said how it ended.
    pub fn is_late(&self, today: Date) -> bool {
        self.state == TaskState::Open && self.due.is_some_and(|due| due < today)
    }

    /// True when it is the person's own: they have no seat in their team, a task is theirs by name.
    pub fn is_persons(&self, person: &PersonName) -> bool {
        let names = [person.called(), person.full(), ONESELF.to_owned()];
        self.owner.is_none() && names.contains(&self.owner_name)
    }

    /// True when nobody has it.
    pub fn is_nobodys(&self) -> bool {
        self.owner_name.trim().is_empty()
    }

    /// 宙に浮いた役割: nobody, no day, or no sign by which we would know. Somebody who is named
    /// without a seat in the team (the person, a neighbour) is somebody.
    pub fn hangs_in_the_air(&self) -> bool {
        self.state == TaskState::Open
            && (self.is_nobodys() || self.due.is_none() || self.known_by.trim().is_empty())
    }
}
