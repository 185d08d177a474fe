//! Every id has its own type, from this one append-only list.
//!
//! Most ids are UUIDv7: they sort by time. Whatever a council or the public sees is a random v4,
//! because the time inside a v7 could be joined back to the record it came from.

use uuid::{Builder, Uuid};

/// What every id can do; lets the store read and write any of them.
pub trait TypedId: Copy + Eq + Ord + std::fmt::Debug + Send + Sync + 'static {
    /// Name of the thing, for errors and audit entries.
    const KIND: &'static str;
    /// Wraps a UUID read from storage or a form.
    fn from_uuid(uuid: Uuid) -> Self;
    /// The UUID inside.
    fn uuid(self) -> Uuid;
    /// Makes a new id from the time (milliseconds since 1970) and sixteen random bytes.
    fn generate(unix_ms: u64, random: [u8; 16]) -> Self;
}

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident $version:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl TypedId for $name {
            const KIND: &'static str = stringify!($name);
            fn from_uuid(uuid: Uuid) -> Self { Self(uuid) }
            fn uuid(self) -> Uuid { self.0 }
            fn generate(unix_ms: u64, random: [u8; 16]) -> Self { Self($version(unix_ms, random)) }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> { Uuid::parse_str(text).map(Self) }
        }
    )+};
}

fn v7(unix_ms: u64, random: [u8; 16]) -> Uuid {
    let mut tail = [0; 10];
    tail.copy_from_slice(&random[..10]);
    Builder::from_unix_timestamp_millis(unix_ms, &tail).into_uuid()
}

fn v4(_unix_ms: u64, random: [u8; 16]) -> Uuid {
    Builder::from_random_bytes(random).into_uuid()
}

ids! {
    /// One installation's municipality or area: the tenant.
    RegionId v7,
    /// An office, a specialists' office, a municipality, a council's secretariat.
    OrgId v7,
    /// A worker.
    StaffId v7,
    /// One period in which a worker holds one role in one organisation.
    EmploymentId v7,
    /// Something that signs in: a worker, a person, a family member.
    AccountId v7,
    /// The person this is all about.
    PersonId v7,
    /// One seat in a person's team, from a day to a day.
    MembershipId v7,
    /// One consent, given or withdrawn.
    ConsentId v7,
    /// One sentence in someone's own words.
    VoiceId v7,
    /// One version of the one-page profile.
    ProfileId v7,
    /// The exact text that was shown when an answer was given.
    ShownId v7,
    /// One answer of the person or the family.
    AnswerId v7,
    /// A plan of one kind by one organisation for one person.
    PlanId v7,
    /// One version of a plan.
    PlanVersionId v7,
    /// A goal; keeps its identity across versions.
    GoalId v7,
    /// One view heard about a goal.
    GoalViewId v7,
    /// The giving of a plan to somebody.
    DeliveryId v7,
    /// One monitoring.
    MonitoringId v7,
    /// A one-line worry or joy that may start a call.
    ConcernId v7,
    /// A request that a specialist convene a meeting.
    RequestId v7,
    /// A meeting.
    MeetingId v7,
    /// A candidate time of a meeting.
    CandidateId v7,
    /// A seat at a meeting.
    InvitationId v7,
    /// One thing to talk about.
    AgendaItemId v7,
    /// One decision of a meeting.
    DecisionId v7,
    /// One version of a meeting's minutes.
    MinutesId v7,
    /// Something somebody does by a day.
    TaskId v7,
    /// What cannot be done now.
    UnmetNeedId v7,
    /// A report without names to the council.
    ReportId v4,
    /// A community issue that people named from reports.
    CommunityIssueId v4,
    /// A regional council.
    CouncilId v4,
    /// One of a council's bodies (plenary, working group, regular meeting).
    CouncilBodyId v4,
    /// An issue on the table of a body.
    CouncilItemId v4,
    /// A dated answer of the council.
    CouncilAnswerId v4,
    /// One entry of the audit.
    AuditId v7,
    /// A file of people that was read in.
    ImportId v7,
    /// One signed-in browser.
    SessionId v7,
    /// A background job.
    JobId v7,
    /// A correction of a monitoring, added to it.
    MonitoringNoteId v7,
    /// Any one entry about a person, before its kind is known.
    EntryId v7,
    /// The mark that a removed entry leaves.
    RemovalId v7,
    /// A notice by rule to one worker.
    NoticeId v7,
    /// Two records of one person that became one.
    MergeId v7,
}
