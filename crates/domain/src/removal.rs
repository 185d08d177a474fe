//! Taking out what was written by mistake. What it said is gone; that it was there stays.

use crate::consent::DataClass;
use crate::ids::{EntryId, TypedId};
use jiff::Timestamp;
use std::collections::BTreeSet;

codes! {
    /// What can be taken out. Answers, plans that count and confirmed minutes are not here: they
    /// are answered anew, revised, corrected.
    EntryKind {
        /// Somebody's words.
        Voice = "voice",
        /// A version of the one-page profile.
        Profile = "profile",
        /// 気になる.
        Concern = "concern",
        /// A monitoring.
        Monitoring = "monitoring",
        /// A correction of a monitoring.
        MonitoringNote = "monitoring_note",
        /// Three facts of a seat before a meeting.
        Facts = "facts",
        /// What cannot be done now.
        Need = "need",
        /// Somebody who was registered by mistake.
        Person = "person",
        /// A roster that was read in.
        Import = "import",
    }
}

impl EntryKind {
    /// Who may not see this class sees neither the entry nor the mark it left.
    pub fn class(self) -> DataClass {
        match self {
            Self::Voice => DataClass::Voice,
            Self::Concern | Self::Monitoring | Self::MonitoringNote => DataClass::Narrative,
            Self::Facts | Self::Need => DataClass::Meeting,
            Self::Profile | Self::Person | Self::Import => DataClass::Basic,
        }
    }
}

codes! {
    /// Why something is taken out.
    Why {
        /// 別の人の記録だった.
        WrongPerson = "wrong_person",
        /// 二重に入れた.
        Twice = "twice",
        /// 書きまちがい.
        Slip = "slip",
        /// 本人が消してほしいと言った.
        Asked = "asked",
        /// その他.
        Other = "other",
    }
}

impl Why {
    /// Why others may take out what the person or the family sent from their own account: it is
    /// theirs, and what a supporter thinks of it is no reason.
    pub const OF_SENT: [Self; 2] = [Self::WrongPerson, Self::Asked];
}

codes! {
    /// Why an entry cannot be taken out any more.
    Stays {
        /// A request or a meeting rests on it.
        LedOn = "led_on",
        /// The council has it.
        Reported = "reported",
        /// The meeting is over: its minutes tell of it.
        Over = "over",
        /// A newer version stands above it.
        Older = "older",
    }
}

codes! {
    /// What somebody can have built on a person: then the person stays.
    Built {
        /// Words.
        Voice = "voice",
        /// A one-page profile.
        Profile = "profile",
        /// A concern.
        Concern = "concern",
        /// A monitoring.
        Monitoring = "monitoring",
        /// A request for a meeting.
        Request = "request",
        /// A meeting.
        Meeting = "meeting",
        /// A plan.
        Plan = "plan",
        /// A task.
        Task = "task",
        /// A view of a goal.
        GoalView = "goal_view",
        /// An answer.
        Answer = "answer",
        /// What cannot be done now.
        Need = "need",
        /// A consent.
        Consent = "consent",
        /// An account of the person or of the family.
        Account = "account",
        /// A concealed address.
        Concealed = "concealed",
        /// A note about justice.
        Justice = "justice",
        /// Another record that became one with this one, or had.
        Merge = "merge",
        /// Another organisation of ours in the team.
        Team = "team",
        /// Changed by hand since it came in by a roster.
        Edited = "edited",
        /// Another office keeps the person.
        Elsewhere = "elsewhere",
        /// Something the reader may not know of.
        Hidden = "hidden",
    }
}

impl Built {
    /// As somebody is told of it who sees such classes: what they may not see is one neutral
    /// reason, and nobody learns here of a concealed address or a note about justice.
    #[must_use]
    pub fn told(self, sees: impl FnOnce(DataClass) -> bool) -> Self {
        let class = match self {
            Self::Concealed | Self::Justice => return Self::Hidden,
            Self::Edited | Self::Elsewhere | Self::Hidden => return self,
            Self::Voice | Self::Answer => DataClass::Voice,
            Self::Concern | Self::Monitoring => DataClass::Narrative,
            Self::Request | Self::Meeting | Self::Task | Self::Need => DataClass::Meeting,
            Self::Plan | Self::GoalView => DataClass::Plan,
            Self::Profile | Self::Consent | Self::Account | Self::Merge | Self::Team => {
                DataClass::Basic
            }
        };
        if sees(class) { self } else { Self::Hidden }
    }
}

/// The mark that stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tombstone {
    /// What it was.
    pub kind: EntryKind,
    /// Which one.
    pub entry: EntryId,
    /// What it belonged to: the monitoring of a correction, the meeting of three facts.
    pub within: Option<EntryId>,
    /// When it had been written.
    pub written_at: Timestamp,
    /// Why it was taken out.
    pub why: Why,
    /// A word more, without what it said; may be empty.
    pub note: String,
    /// Name of who took it out.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// For how many days a roster that was read in can be called off: what people were before it is
/// kept so long and no longer.
pub const IMPORT_DAYS: i64 = 30;

/// Characters of the word more.
pub const LONGEST_NOTE: usize = 100;

/// What was taken out about a person, and what the reader may take out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Removals {
    /// The marks that may be seen, newest first.
    pub tombstones: Vec<Tombstone>,
    /// The reader may take out what anybody wrote.
    pub any: bool,
    /// What the reader wrote, and may take out for that reason.
    pub own: BTreeSet<EntryId>,
}

impl Removals {
    /// Whether the reader may ask to take an entry out.
    pub fn may<T: TypedId>(&self, entry: T) -> bool {
        self.any || self.own.contains(&EntryId::from_uuid(entry.uuid()))
    }

    /// The marks of one kind, newest first.
    pub fn of(&self, kind: EntryKind) -> impl Iterator<Item = &Tombstone> {
        self.tombstones.iter().filter(move |mark| mark.kind == kind)
    }
}
