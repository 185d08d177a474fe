//! Plans: versions, goals that keep their identity, differences in plain words, and the living yes.

use crate::ids::{
    AnswerId, DecisionId, DeliveryId, GoalId, GoalViewId, MeetingId, OrgId, PlanId, PlanVersionId,
    ShownId,
};
use crate::person::Expression;
use crate::policy::Who;
use jiff::Timestamp;
use jiff::civil::Date;

codes! {
    /// Which of the two plans.
    PlanKind {
        /// サービス等利用計画・障害児支援利用計画.
        ServiceUse = "service_use",
        /// 個別支援計画.
        Individual = "individual",
    }
}

codes! {
    /// Whose idea a goal was.
    Idea {
        /// 本人.
        Person = "person",
        /// 家族.
        Family = "family",
        /// 支援者.
        Supporter = "supporter",
        /// 一緒に.
        Together = "together",
    }
}

codes! {
    /// How far ahead a goal looks.
    Horizon {
        /// 短期目標.
        Short = "short",
        /// 長期目標.
        Long = "long",
    }
}

codes! {
    /// An answer of the person. いや and まだ are normal results.
    AnswerKind {
        /// はい.
        Yes = "yes",
        /// いや.
        No = "no",
        /// まだきめない.
        NotYet = "not_yet",
        /// ほかのがいい.
        Other = "other",
    }
}

codes! {
    /// Who answered. A family's yes never counts as the person's.
    Answerer {
        /// 本人.
        Person = "person",
        /// 家族.
        Family = "family",
    }
}

impl Answerer {
    /// As whom somebody answers for themselves; none for those who write down what others answered.
    pub fn of(who: &Who) -> Option<Self> {
        match who {
            Who::Person(_) => Some(Self::Person),
            Who::Family => Some(Self::Family),
            Who::Staff { .. } | Who::Guest(_) | Who::System(_) => None,
        }
    }
}

codes! {
    /// To whom a plan was given.
    Recipient {
        /// 本人・保護者.
        Person = "person",
        /// 相談支援事業所.
        Specialist = "specialist",
        /// サービスを提供する事業所.
        Provider = "provider",
        /// 市町村.
        Municipality = "municipality",
    }
}

/// A plan of one kind by one organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Identity.
    pub id: PlanId,
    /// Which of the two.
    pub kind: PlanKind,
    /// Who writes it.
    pub org: OrgId,
    /// That organisation's name.
    pub org_name: String,
    /// The one version that counts now, if any.
    pub current: Option<PlanVersionId>,
    /// Its number.
    pub current_number: Option<i64>,
    /// When that version began to count.
    pub current_since: Option<Date>,
    /// Two records of the person became one, and another plan of this organisation goes on: this
    /// one can be read and nothing else.
    pub set_aside: bool,
}

/// Where a version stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersionState {
    /// Being written; nobody has agreed yet.
    Draft,
    /// Counts now.
    Current {
        /// Since when.
        since: Date,
    },
    /// A later version counts.
    Superseded {
        /// Since when it had counted.
        since: Date,
    },
    /// It was begun and given up; what was answered to its goals is kept.
    Discarded,
}

/// One version of a plan, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanVersion {
    /// Identity.
    pub id: PlanVersionId,
    /// 1, 2, 3…
    pub number: i64,
    /// Where it stands.
    pub state: VersionState,
    /// Why it was made, in one sentence.
    pub reason: String,
    /// The meeting it came from.
    pub meeting: Option<MeetingId>,
    /// The person's wish for their life, in their words.
    pub person_wish: String,
    /// The family's wish, apart.
    pub family_wish: String,
    /// 総合的な援助の方針.
    pub policy: String,
    /// The goals, in order.
    pub goals: Vec<Goal>,
}

/// A goal as one version has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// Identity, the same in every version.
    pub id: GoalId,
    /// Short or long.
    pub horizon: Horizon,
    /// The goal.
    pub text: String,
    /// Whose idea.
    pub idea: Idea,
    /// The person's words it rests on.
    pub own_words: String,
    /// Why this goal: what was seen, heard, measured.
    pub grounds: String,
    /// What the person does.
    pub person_role: String,
    /// The support.
    pub support: String,
    /// Who supports.
    pub provider: String,
    /// By when.
    pub due: Option<Date>,
}

impl PlanVersion {
    /// The texts that one form changes.
    pub fn texts(&self) -> [&str; 4] {
        [&self.person_wish, &self.family_wish, &self.policy, &self.reason]
    }

    /// The day since which it counts or counted.
    pub fn since(&self) -> Option<Date> {
        match self.state {
            VersionState::Draft | VersionState::Discarded => None,
            VersionState::Current { since } | VersionState::Superseded { since } => Some(since),
        }
    }
}

/// Questions asked in one sitting: more would be an examination.
pub const QUESTIONS_A_SITTING: usize = 3;

impl Goal {
    /// The text a person says yes to; an answer is bound to exactly this.
    pub fn meaning(&self) -> &str {
        &self.text
    }

    /// Nobody and nothing stands behind it yet: it may be agreed to, and somebody should know.
    pub fn is_without_support(&self) -> bool {
        self.support.trim().is_empty() && self.provider.trim().is_empty()
    }
}

/// A view heard about a goal: role and one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalView {
    /// Identity.
    pub id: GoalViewId,
    /// The goal.
    pub goal: GoalId,
    /// Who said it.
    pub who: String,
    /// What they said.
    pub text: String,
}

/// What changed between two versions, goal by goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GoalChange {
    /// New.
    Added(Goal),
    /// No longer in the plan.
    Removed(Goal),
    /// In both, with these fields changed.
    Changed {
        /// Before.
        before: Goal,
        /// After.
        after: Goal,
        /// Which fields.
        fields: Vec<GoalField>,
    },
    /// As it was.
    Kept(Goal),
}

codes! {
    /// A field of a goal that can change.
    GoalField {
        /// The goal itself.
        Text = "text",
        /// Short or long.
        Horizon = "horizon",
        /// Whose idea.
        Idea = "idea",
        /// The person's words.
        OwnWords = "own_words",
        /// Grounds.
        Grounds = "grounds",
        /// What the person does.
        PersonRole = "person_role",
        /// The support.
        Support = "support",
        /// Who supports.
        Provider = "provider",
        /// By when.
        Due = "due",
    }
}

/// Compares two versions by the goals' identities: removed ones first, then the new order.
pub fn difference(before: &[Goal], after: &[Goal]) -> Vec<GoalChange> {
    let removed = before
        .iter()
        .filter(|old| after.iter().all(|new| new.id != old.id))
        .cloned()
        .map(GoalChange::Removed);
    let rest = after.iter().map(|new| match before.iter().find(|old| old.id == new.id) {
        None => GoalChange::Added(new.clone()),
        Some(old) => match changed_fields(old, new) {
            fields if fields.is_empty() => GoalChange::Kept(new.clone()),
            fields => GoalChange::Changed { before: old.clone(), after: new.clone(), fields },
        },
    });
    removed.chain(rest).collect()
}

fn changed_fields(old: &Goal, new: &Goal) -> Vec<GoalField> {
    let pairs = [
        (GoalField::Text, old.text != new.text),
        (GoalField::Horizon, old.horizon != new.horizon),
        (GoalField::Idea, old.idea != new.idea),
        (GoalField::OwnWords, old.own_words != new.own_words),
        (GoalField::Grounds, old.grounds != new.grounds),
        (GoalField::PersonRole, old.person_role != new.person_role),
        (GoalField::Support, old.support != new.support),
        (GoalField::Provider, old.provider != new.provider),
        (GoalField::Due, old.due != new.due),
    ];
    pairs.into_iter().filter_map(|(field, changed)| changed.then_some(field)).collect()
}

/// What an answer is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// A goal.
    Goal(GoalId),
    /// A decision of a meeting.
    Decision(DecisionId),
}

/// The exact words somebody answered to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Identity.
    pub id: ShownId,
    /// The exact text.
    pub text: String,
    /// SHA-256 of its bytes, in hex.
    pub hash: String,
}

impl Shown {
    /// Binds a text to its hash.
    pub fn new(id: ShownId, text: String) -> Self {
        let hash = text_hash(&text);
        Self { id, text, hash }
    }
}

/// SHA-256 of the exact bytes of a text, in lower-case hex.
pub fn text_hash(text: &str) -> String {
    use sha2::Digest as _;
    data_encoding::HEXLOWER.encode(&sha2::Sha256::digest(text.as_bytes()))
}

/// One answer. Never overwritten: asking again adds another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Identity.
    pub id: AnswerId,
    /// About what.
    pub about: About,
    /// The exact words shown.
    pub shown: Shown,
    /// Who answered.
    pub by: Answerer,
    /// The answer.
    pub kind: AnswerKind,
    /// How it was expressed.
    pub how: Expression,
    /// The words or the sign, verbatim.
    pub words: String,
    /// The supporter's reading of it, apart.
    pub reading: String,
    /// Who asked.
    pub asked_by: String,
    /// When.
    pub at: Timestamp,
    /// When to ask again.
    pub ask_again: Option<Date>,
    /// When the person took it back.
    pub withdrawn_at: Option<Timestamp>,
}

impl Answer {
    /// Whether it was given to exactly these words.
    pub fn is_to(&self, text: &str) -> bool {
        self.shown.hash == text_hash(text)
    }

    /// Whether it counts for a goal or a decision with these words: it was given to it, or, for a
    /// goal, to a decision in exactly the same words. Not the other way round: work that waits for
    /// the yes to a decision begins with that yes alone. And the goals of two plans are two.
    pub fn counts_for(&self, about: About, text: &str) -> bool {
        match (self.about, about) {
            (About::Decision(_), About::Goal(_)) => self.is_to(text),
            (given, asked) => given == asked,
        }
    }
}

/// Whether a yes still lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Life {
    /// Nobody has asked.
    NeverAsked,
    /// The answer holds for the text as it is now.
    Living(AnswerKind),
    /// It waits for the next natural talk.
    Waits(WhyWaiting),
    /// The person took it back.
    Withdrawn,
}

codes! {
    /// Why a line waits for a talk.
    WhyWaiting {
        /// The text has changed since.
        TextChanged = "text_changed",
        /// The day to ask again has come.
        DayCame = "day_came",
        /// The person was not ready to decide.
        NotYet = "not_yet",
    }
}

/// The life of the latest answer, given the text that stands now. `answers` are oldest first.
pub fn life(answers: &[Answer], text_now: &str, today: Date) -> Life {
    let Some(last) = answers.last() else { return Life::NeverAsked };
    if last.withdrawn_at.is_some() {
        Life::Withdrawn
    } else if !last.is_to(text_now) {
        Life::Waits(WhyWaiting::TextChanged)
    } else if last.kind == AnswerKind::NotYet {
        Life::Waits(WhyWaiting::NotYet)
    } else if last.ask_again.is_some_and(|day| day <= today) {
        Life::Waits(WhyWaiting::DayCame)
    } else {
        Life::Living(last.kind)
    }
}

/// What stands between a draft and its counting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// The draft has no goal.
    NoGoal,
    /// The person was never asked about this goal, took the answer back, or said no yes to it and
    /// the words are others now.
    NotAsked(Goal),
    /// The person said いや to exactly these words.
    Refused(Goal),
}

/// What stands in the way of a draft, goal by goal. まだ and ほかのがいい do not: they are answers,
/// and the line waits for the next talk. An いや does, until the goal is taken out or the person
/// was asked about other words: nobody writes past an いや. A はい outlives a mended slip.
/// `answers` are those of the person, about anything, oldest first.
pub fn obstacles(goals: &[Goal], answers: &[Answer]) -> Vec<Obstacle> {
    if goals.is_empty() {
        return vec![Obstacle::NoGoal];
    }
    let last_about = |goal: &Goal| {
        answers.iter().rev().find(|given| {
            given.by == Answerer::Person && given.counts_for(About::Goal(goal.id), goal.meaning())
        })
    };
    goals
        .iter()
        .filter_map(|goal| match last_about(goal) {
            Some(last) if last.withdrawn_at.is_some() => Some(Obstacle::NotAsked(goal.clone())),
            Some(last) if last.kind == AnswerKind::No && last.is_to(goal.meaning()) => {
                Some(Obstacle::Refused(goal.clone()))
            }
            Some(last) if last.kind != AnswerKind::Yes && !last.is_to(goal.meaning()) => {
                Some(Obstacle::NotAsked(goal.clone()))
            }
            Some(_) => None,
            None => Some(Obstacle::NotAsked(goal.clone())),
        })
        .collect()
}

/// The giving of a plan version to somebody, with its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Identity.
    pub id: DeliveryId,
    /// The version.
    pub version: PlanVersionId,
    /// To whom, by kind.
    pub to: Recipient,
    /// To whom, by name.
    pub name: String,
    /// The day.
    pub on: Date,
}

/// Who has to be given a plan of this kind. Source: operating standards of 2024-04
/// (individual support plan to the person and to the specialist); with a self-plan nobody stands
/// on the specialist's side.
pub fn recipients_due(kind: PlanKind, self_plan: bool) -> &'static [Recipient] {
    match (kind, self_plan) {
        (PlanKind::ServiceUse, _) => &[Recipient::Person, Recipient::Provider],
        (PlanKind::Individual, false) => &[Recipient::Person, Recipient::Specialist],
        (PlanKind::Individual, true) => &[Recipient::Person],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::TypedId as _;
    use jiff::civil::date;

    fn goal(n: u8, text: &str) -> Goal {
        Goal {
            id: GoalId::generate(0, [n; 16]),
            horizon: Horizon::Short,
            text: text.into(),
            idea: Idea::Person,
            own_words: String::new(),
            grounds: String::new(),
            person_role: String::new(),
            support: String::new(),
            provider: String::new(),
            due: None,
        }
    }

    fn answer(kind: AnswerKind, text: &str) -> Answer {
        Answer {
            id: AnswerId::generate(0, [1; 16]),
            about: About::Goal(GoalId::generate(0, [1; 16])),
            shown: Shown::new(ShownId::generate(0, [1; 16]), text.into()),
            by: Answerer::Person,
            kind,
            how: Expression::Gaze,
            words: String::new(),
            reading: String::new(),
            asked_by: String::new(),
            at: Timestamp::UNIX_EPOCH,
            ask_again: Some(date(2026, 6, 1)),
            withdrawn_at: None,
        }
    }

    #[test]
    fn a_yes_is_bound_to_the_words_and_to_its_day() {
        let yes = [answer(AnswerKind::Yes, "プールへ行く")];
        let before = date(2026, 5, 31);
        assert_eq!(life(&[], "プールへ行く", before), Life::NeverAsked);
        assert_eq!(life(&yes, "プールへ行く", before), Life::Living(AnswerKind::Yes));
        assert_eq!(life(&yes, "プールで泳ぐ", before), Life::Waits(WhyWaiting::TextChanged));
        assert_eq!(life(&yes, "プールへ行く", date(2026, 6, 1)), Life::Waits(WhyWaiting::DayCame));
        let mut taken_back = yes.clone();
        taken_back[0].withdrawn_at = Some(Timestamp::UNIX_EPOCH);
        assert_eq!(life(&taken_back, "プールへ行く", before), Life::Withdrawn);
        let no = [yes[0].clone(), answer(AnswerKind::No, "プールへ行く")];
        assert_eq!(life(&no, "プールへ行く", before), Life::Living(AnswerKind::No));
    }

    #[test]
    fn a_no_stands_in_the_way_until_the_person_is_asked_about_other_words() {
        let pool = goal(1, "プールへ行く");
        let about = |kind, text: &str| Answer { about: About::Goal(pool.id), ..answer(kind, text) };
        let goals = [pool.clone()];
        assert_eq!(obstacles(&[], &[]), [Obstacle::NoGoal]);
        assert_eq!(obstacles(&goals, &[]), [Obstacle::NotAsked(pool.clone())]);
        for kind in [AnswerKind::Yes, AnswerKind::NotYet, AnswerKind::Other] {
            assert_eq!(obstacles(&goals, &[about(kind, "プールへ行く")]), [], "{kind:?}");
        }
        let no = about(AnswerKind::No, "プールへ行く");
        assert_eq!(obstacles(&goals, std::slice::from_ref(&no)), [Obstacle::Refused(pool.clone())]);
        // To other words than those the person answered, only a yes still counts.
        for kind in [AnswerKind::No, AnswerKind::NotYet, AnswerKind::Other] {
            let before = [about(kind, "プールで泳ぐ")];
            assert_eq!(obstacles(&goals, &before), [Obstacle::NotAsked(pool.clone())], "{kind:?}");
        }
        assert_eq!(obstacles(&goals, &[about(AnswerKind::Yes, "プールヘ行く")]), []);
        assert_eq!(obstacles(&goals, &[no, about(AnswerKind::Yes, "プールへ行く")]), []);
        let taken_back = Answer {
            withdrawn_at: Some(Timestamp::UNIX_EPOCH),
            ..about(AnswerKind::Yes, "プールへ行く")
        };
        assert_eq!(obstacles(&goals, &[taken_back]), [Obstacle::NotAsked(pool.clone())]);
        let family =
            Answer { by: Answerer::Family, ..about(AnswerKind::Yes, "プールへ行く") };
        assert_eq!(obstacles(&goals, &[family]), [Obstacle::NotAsked(pool)]);
    }

    #[test]
    fn an_answer_at_a_meeting_counts_for_the_same_words() {
        let pool = goal(1, "プールへ行く");
        let goals = [pool.clone()];
        let at_meeting = |kind, text: &str| Answer {
            about: About::Decision(DecisionId::generate(0, [9; 16])),
            ..answer(kind, text)
        };
        assert_eq!(obstacles(&goals, &[at_meeting(AnswerKind::Yes, "プールへ行く")]), []);
        let no = at_meeting(AnswerKind::No, "プールへ行く");
        assert_eq!(obstacles(&goals, &[no]), [Obstacle::Refused(pool.clone())]);
        let other = at_meeting(AnswerKind::Yes, "プールで泳ぐ");
        assert_eq!(obstacles(&goals, &[other]), [Obstacle::NotAsked(pool)]);
    }

    #[test]
    fn the_difference_names_what_changed_and_nothing_else() {
        let old = [goal(1, "a"), goal(2, "b"), goal(3, "c")];
        let new = [goal(3, "c"), goal(2, "B"), goal(4, "d")];
        let changes = difference(&old, &new);
        assert!(matches!(&changes[0], GoalChange::Removed(g) if g.text == "a"));
        assert!(matches!(&changes[1], GoalChange::Kept(g) if g.text == "c"));
        assert!(
            matches!(&changes[2], GoalChange::Changed { fields, .. } if fields == &[GoalField::Text])
        );
        assert!(matches!(&changes[3], GoalChange::Added(g) if g.text == "d"));
    }
}
