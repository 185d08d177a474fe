//! Calling, conferring, closing.

use crate::ids::{
    AgendaItemId, CandidateId, ConcernId, DecisionId, InvitationId, MeetingId, MembershipId,
    MonitoringId, OrgId, PersonId, RequestId,
};
use crate::team::TeamRole;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

mod agenda;
mod guest;
mod minutes;
mod reply;

pub use agenda::AgendaFrom;
pub use guest::{Facts, LONGEST_FACT, open_until};
pub use minutes::Minutes;
pub use reply::{Fit, Lack, Reply, best_time, said_by};

codes! {
    /// What kind of meeting.
    MeetingKind {
        /// 個別支援会議: the office's own, convened by its manager.
        Individual = "individual",
        /// サービス担当者会議: convened by the specialist.
        Providers = "providers",
    }
}

/// What made somebody call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// A person's page, or home: no record before it.
    Own,
    /// A concern.
    Concern(ConcernId),
    /// A monitoring.
    Monitoring(MonitoringId),
}

/// A request that the specialist convene a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Identity.
    pub id: RequestId,
    /// The person.
    pub person: PersonId,
    /// Who proposes (発案者).
    pub proposer: String,
    /// Whose office proposes.
    pub proposer_org: OrgId,
    /// The specialists' office that is asked.
    pub asked_org: OrgId,
    /// Its name.
    pub asked_org_name: String,
    /// What must be decided, in one sentence.
    pub must_decide: String,
    /// Why now.
    pub reason: String,
    /// What it came from.
    pub cause: Cause,
    /// When it was sent.
    pub at: Timestamp,
    /// Where it stands.
    pub state: RequestState,
}

/// Where a request stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestState {
    /// No answer yet.
    Waiting,
    /// A meeting was called because of it.
    Accepted {
        /// The meeting.
        meeting: MeetingId,
    },
    /// It joins a meeting that was planned anyway.
    Merged {
        /// The meeting.
        meeting: MeetingId,
    },
    /// Declined; the reason is part of the record.
    Declined {
        /// Why.
        reason: String,
    },
    /// The office that asked took it back before it was answered.
    Withdrawn,
}

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// Identity.
    pub id: MeetingId,
    /// The person.
    pub person: PersonId,
    /// Its kind.
    pub kind: MeetingKind,
    /// Who had the idea (発案者).
    pub proposer: String,
    /// Who convenes (招集者).
    pub convener: String,
    /// The convening organisation.
    pub convener_org: OrgId,
    /// Its name.
    pub convener_org_name: String,
    /// What must be decided, in one sentence.
    pub must_decide: String,
    /// What it came from.
    pub cause: Cause,
    /// The request before it.
    pub request: Option<RequestId>,
    /// When it was called.
    pub called_at: Timestamp,
    /// Where it stands.
    pub state: MeetingState,
}

/// Where a meeting stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MeetingState {
    /// Looking for a day.
    Calling,
    /// A day is fixed.
    Fixed {
        /// When.
        when: Slot,
    },
    /// Conferred and closed.
    Closed {
        /// When it was.
        when: Slot,
        /// When it was closed.
        at: Timestamp,
    },
    /// Called off.
    CalledOff {
        /// Why.
        reason: String,
    },
}

/// A time and a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Begin, local time.
    pub from: DateTime,
    /// Length in minutes.
    pub minutes: i64,
    /// Where, or the address of the video call.
    pub place: String,
}

impl Meeting {
    /// True while people may still add to it.
    pub fn is_open(&self) -> bool {
        matches!(self.state, MeetingState::Calling | MeetingState::Fixed { .. })
    }

    /// The fixed time, if any.
    pub fn slot(&self) -> Option<&Slot> {
        match &self.state {
            MeetingState::Fixed { when } | MeetingState::Closed { when, .. } => Some(when),
            MeetingState::Calling | MeetingState::CalledOff { .. } => None,
        }
    }
}

/// A candidate time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Identity.
    pub id: CandidateId,
    /// When and where.
    pub slot: Slot,
}

/// By when people are asked to answer an invitation: a week before the first time it names, or
/// the day before it when the week has begun. None once that day is here.
pub fn reply_by(first: Date, today: Date) -> Option<Date> {
    let before = |days: i64| first.saturating_sub(jiff::Span::new().days(days));
    [before(7), before(1)].into_iter().find(|day| *day > today)
}

codes! {
    /// Whether somebody comes, or how else they take part.
    Attendance {
        /// まだ.
        Unanswered = "unanswered",
        /// 出席.
        Yes = "yes",
        /// 一部だけ.
        Part = "part",
        /// 書面で意見.
        Written = "written",
        /// 欠席.
        No = "no",
    }
}

/// A seat at a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Identity.
    pub id: InvitationId,
    /// The member of the team; none for the person.
    pub member: Option<MembershipId>,
    /// Name as shown.
    pub name: String,
    /// Organisation as shown.
    pub org_name: String,
    /// What we hope they bring, in a few words.
    pub expected: String,
    /// Whether they come.
    pub attendance: Attendance,
    /// Their written opinion, or the hours they can come.
    pub note: String,
}

codes! {
    /// What a member of the team is hoped to bring; proposed when a meeting is called, and free to
    /// be changed. Source: the deck's tables of who belongs at the table.
    Expected {
        /// 家でのようす、家族の願い.
        Home = "home",
        /// いつもの付き合いで見えること.
        Neighbourhood = "neighbourhood",
        /// 暮らし全体とのつながり、ほかの支援との調整.
        WholeLife = "whole_life",
        /// 事業所でのようす、できる支援.
        Office = "office",
        /// 園や学校でのようす.
        School = "school",
        /// からだと医療のこと.
        Health = "health",
        /// 職場でのようす.
        Work = "work",
        /// 介護の側から見えること.
        ElderCare = "elder_care",
        /// 使える制度、地域につなぐこと.
        Region = "region",
        /// 知っていること、できること.
        Knows = "knows",
    }
}

impl Expected {
    /// What is hoped for from a role.
    pub fn of(role: TeamRole) -> Self {
        use TeamRole as R;
        match role {
            R::Custodian | R::Family => Self::Home,
            R::Friend => Self::Neighbourhood,
            R::Specialist => Self::WholeLife,
            R::ServiceManager | R::ChildSupportManager | R::SupportWorker => Self::Office,
            R::Nursery | R::ClassTeacher | R::SneCoordinator => Self::School,
            R::SchoolNurse | R::Doctor | R::VisitingNurse | R::MedicalCareCoordinator => {
                Self::Health
            }
            R::Employer => Self::Work,
            R::CareManager => Self::ElderCare,
            R::MunicipalOfficer | R::CoreCentre => Self::Region,
            R::Guardian | R::Other => Self::Knows,
        }
    }
}

/// Who can carry a matter of the region onward: a meeting without any of them says so.
pub fn carries_onward(role: TeamRole) -> bool {
    matches!(role, TeamRole::Specialist | TeamRole::CoreCentre | TeamRole::MunicipalOfficer)
}

codes! {
    /// The two halves of the agenda.
    Half {
        /// すぐできる支援.
        Now = "now",
        /// 時間を要する支援.
        TakesTime = "takes_time",
    }
}

/// One thing to talk about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgendaItem {
    /// Identity.
    pub id: AgendaItemId,
    /// What.
    pub text: String,
    /// Which half.
    pub half: Half,
    /// Where it came from, in a few words: as [`AgendaFrom`], or who said it.
    pub source: String,
}

codes! {
    /// The three viewpoints of the deck.
    View {
        /// 本人: confirms with those who will really do it.
        Person = "person",
        /// サービス担当者: improves the draft.
        Provider = "provider",
        /// 相談支援専門員: gets real information.
        Specialist = "specialist",
    }
}

/// A viewpoint, written down by or for the one whose view it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewpoint {
    /// Which.
    pub view: View,
    /// What.
    pub text: String,
    /// Who wrote it down.
    pub by: String,
}

codes! {
    /// How far up a "cannot now" reaches. Only the third goes on to the council.
    Level {
        /// 事業所ではできない.
        Office = "office",
        /// チームではできない.
        Team = "team",
        /// 地域ではできない.
        Region = "region",
    }
}

codes! {
    /// Why something cannot be done now.
    /// Source: categories of practice, gathered in `rules/gap_reasons.toml`.
    GapReason {
        /// 社会資源がない.
        NoResource = "no_resource",
        /// 量・定員が足りない.
        NotEnough = "not_enough",
        /// あるが使えない.
        NotUsable = "not_usable",
        /// 制度のはざま・年齢の切れ目.
        BetweenSystems = "between_systems",
        /// 情報が届いていない.
        NotInformed = "not_informed",
        /// 機関どうしの連携不足.
        NotLinked = "not_linked",
        /// 人材・専門性不足.
        NoSkill = "no_skill",
        /// 費用・経済.
        Cost = "cost",
        /// 移動・交通.
        Transport = "transport",
        /// 住まい・保証人.
        Housing = "housing",
        /// 権利擁護・虐待・差別.
        Rights = "rights",
        /// 地域の理解.
        Understanding = "understanding",
        /// 災害・緊急時.
        Emergency = "emergency",
        /// 家族支援・親なき後.
        FamilyFuture = "family_future",
        /// そのほか.
        Other = "other",
    }
}

codes! {
    /// The three ways in which a topic ends, as a form asks.
    OutcomeKind {
        /// すぐできる.
        Now = "now",
        /// 時間を要する.
        TakesTime = "takes_time",
        /// 今はできない.
        CannotNow = "cannot_now",
    }
}

/// Every topic ends as one of three.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// すぐできる: who, what, by when, how we will know. Missing parts hang in the air.
    Now {
        /// Whose it is.
        owner: Option<MembershipId>,
        /// The name shown.
        owner_name: String,
        /// By when.
        due: Option<Date>,
        /// How we will know.
        known_by: String,
    },
    /// 時間を要する: an owner, a first step and a day.
    TakesTime {
        /// Whose it is.
        owner: Option<MembershipId>,
        /// The name shown.
        owner_name: String,
        /// The first step.
        first_step: String,
        /// Its day.
        due: Option<Date>,
    },
    /// 今はできない.
    CannotNow {
        /// How far up.
        level: Level,
        /// Why.
        reason: GapReason,
        /// What we do until then.
        until_then: String,
        /// With whom it was shared.
        shared_with: String,
    },
}

impl Outcome {
    /// Which of the three.
    pub fn kind(&self) -> OutcomeKind {
        match self {
            Self::Now { .. } => OutcomeKind::Now,
            Self::TakesTime { .. } => OutcomeKind::TakesTime,
            Self::CannotNow { .. } => OutcomeKind::CannotNow,
        }
    }

    /// Stored code of the kind of outcome.
    pub fn code(&self) -> &'static str {
        self.kind().code()
    }

    /// True when the roles are concrete enough to be carried out. Somebody who is named without a
    /// seat in the team (the person, a neighbour) is somebody.
    pub fn is_concrete(&self) -> bool {
        match self {
            Self::Now { owner_name, due, known_by, .. } => {
                !owner_name.trim().is_empty() && due.is_some() && !known_by.trim().is_empty()
            }
            Self::TakesTime { owner_name, due, first_step, .. } => {
                !owner_name.trim().is_empty() && due.is_some() && !first_step.trim().is_empty()
            }
            Self::CannotNow { until_then, .. } => !until_then.trim().is_empty(),
        }
    }

    /// True when a role hangs in the air (宙に浮いた役割). What cannot be done now is nobody's task,
    /// so nothing of it can hang.
    pub fn hangs_in_the_air(&self) -> bool {
        self.kind() != OutcomeKind::CannotNow && !self.is_concrete()
    }
}

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Identity.
    pub id: DecisionId,
    /// What was decided, in a sentence the person can answer to.
    pub text: String,
    /// How it ends.
    pub outcome: Outcome,
}

codes! {
    /// The five closing points of the deck.
    Point {
        /// ① 必要な関係者が参画しているか.
        People = "people",
        /// ② 本人のニーズに添った支援か.
        Needs = "needs",
        /// ③ 短期・中長期を分けて議論したか.
        Horizons = "horizons",
        /// ④ 具体的な役割分担ができたか.
        Roles = "roles",
        /// ⑤ 現状ではできないことを確認・共有できたか.
        CannotNow = "cannot_now",
    }
}

codes! {
    /// Why a point is left open. A hard gate would make people tick falsely.
    NotYetReason {
        /// 時間が足りなかった.
        NoTime = "no_time",
        /// 必要な人がいなかった.
        SomebodyMissing = "somebody_missing",
        /// 本人がまだ決めたくない.
        PersonNotReady = "person_not_ready",
        /// 調べてから.
        FindOutFirst = "find_out_first",
        /// 次の会議で.
        NextMeeting = "next_meeting",
    }
}

/// How one closing point was left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PointState {
    /// Nothing said: visibly empty.
    Empty,
    /// Confirmed, with a sentence.
    Confirmed(String),
    /// まだ, with a reason and, if somebody likes, a sentence.
    NotYet(NotYetReason, String),
}

/// The five points of one meeting, in the order of [`Point::ALL`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing(pub [PointState; 5]);

impl Closing {
    /// Nothing filled.
    pub fn empty() -> Self {
        Self([const { PointState::Empty }; 5])
    }

    /// The points that still say nothing; closing waits for them, with a word or with a まだ.
    pub fn open_points(&self) -> Vec<Point> {
        Point::ALL
            .iter()
            .zip(&self.0)
            .filter(|(_, state)| **state == PointState::Empty)
            .map(|(point, _)| *point)
            .collect()
    }
}

/// What follows from closing a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Consequences {
    /// Decisions that become tasks.
    pub tasks: Vec<DecisionId>,
    /// Decisions that become unmet needs.
    pub needs: Vec<DecisionId>,
}

/// Why a meeting cannot be closed yet.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CloseError {
    /// It is not open.
    #[error("the meeting is not open")]
    NotOpen,
    /// These points say nothing.
    #[error("closing points are empty: {0:?}")]
    Empty(Vec<Point>),
}

impl Meeting {
    /// Closes the meeting, or says what is missing. `held` is when it really was.
    ///
    /// # Errors
    /// [`CloseError`] names what stands in the way.
    pub fn close(
        self,
        closing: &Closing,
        decisions: &[Decision],
        held: Slot,
        now: Timestamp,
    ) -> Result<(Self, Consequences), CloseError> {
        if !self.is_open() {
            return Err(CloseError::NotOpen);
        }
        let empty = closing.open_points();
        if !empty.is_empty() {
            return Err(CloseError::Empty(empty));
        }
        let mut consequences = Consequences::default();
        for decision in decisions {
            match decision.outcome {
                Outcome::Now { .. } | Outcome::TakesTime { .. } => {
                    consequences.tasks.push(decision.id);
                }
                Outcome::CannotNow { .. } => consequences.needs.push(decision.id),
            }
        }
        Ok((Self { state: MeetingState::Closed { when: held, at: now }, ..self }, consequences))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn people_have_a_week_before_the_day_or_what_is_left_of_it() {
        let first = date(2026, 12, 4);
        assert_eq!(reply_by(first, date(2026, 11, 23)), Some(date(2026, 11, 27)));
        assert_eq!(reply_by(first, date(2026, 11, 27)), Some(date(2026, 12, 3)));
        assert_eq!(reply_by(first, date(2026, 12, 3)), None);
    }
}
