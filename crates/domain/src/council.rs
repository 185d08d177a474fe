//! The regional council: bodies, items, answers. It sees issues, never people.

use crate::community::IssueState;
use crate::ids::{CommunityIssueId, CouncilAnswerId, CouncilBodyId, CouncilItemId};
use jiff::civil::Date;

codes! {
    /// What a body of the council is for. Names vary by region; kinds do not.
    BodyKind {
        /// 定例会.
        Regular = "regular",
        /// 運営会議.
        Steering = "steering",
        /// 専門部会.
        WorkingGroup = "working_group",
        /// 全体会.
        Plenary = "plenary",
    }
}

/// A body of the council.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CouncilBody {
    /// Identity; random.
    pub id: CouncilBodyId,
    /// Its name here.
    pub name: String,
    /// Its kind.
    pub kind: BodyKind,
}

/// An issue on the table of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CouncilItem {
    /// Identity; random.
    pub id: CouncilItemId,
    /// The issue.
    pub issue: CommunityIssueId,
    /// The issue's title.
    pub title: String,
    /// The body.
    pub body: CouncilBodyId,
    /// The body's name.
    pub body_name: String,
    /// The day of the session.
    pub session_on: Date,
    /// What was said there; empty before.
    pub said: String,
}

codes! {
    /// What kind of answer.
    AnswerKind {
        /// 途中の返事.
        Interim = "interim",
        /// 返事.
        Final = "final",
        /// 取り組まないという返事, with a reason.
        NoAction = "no_action",
    }
}

impl AnswerKind {
    /// Where an issue stands once this answer is given.
    pub fn leads_to(self) -> IssueState {
        match self {
            Self::Interim => IssueState::InProgress,
            Self::Final => IssueState::Answered,
            Self::NoAction => IssueState::ClosedNoAction,
        }
    }
}

/// A dated answer, in two layers of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CouncilAnswer {
    /// Identity; random.
    pub id: CouncilAnswerId,
    /// The issue it answers.
    pub issue: CommunityIssueId,
    /// Its kind.
    pub kind: AnswerKind,
    /// For the offices.
    pub text: String,
    /// For the person, in easy words.
    pub easy: String,
    /// The day.
    pub on: Date,
}
