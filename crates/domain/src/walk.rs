//! The guided first walk through a demonstration region: which steps a reader takes.

use crate::policy::Who;
use crate::staff::Role;

codes! {
    /// One step of a walk: what it is about.
    Stop {
        /// Somebody's page.
        Person = "person",
        /// Looking at a plan again.
        Monitoring = "monitoring",
        /// 気になる.
        Concern = "concern",
        /// Calling a meeting.
        Call = "call",
        /// A meeting.
        Meeting = "meeting",
        /// Its decisions.
        Decide = "decide",
        /// Closing it.
        Close = "close",
        /// Its minutes.
        Minutes = "minutes",
        /// What cannot be done now.
        Need = "need",
        /// The council's answer, at the person's thread.
        Answer = "answer",
        /// A request to hold a meeting.
        Request = "request",
        /// The council's desk.
        Inbox = "inbox",
        /// Naming an issue.
        Issue = "issue",
        /// Answering to an issue.
        Reply = "reply",
        /// One's own page.
        OwnWords = "own_words",
        /// Saying something.
        OwnSay = "own_say",
        /// One's own answers.
        OwnAnswers = "own_answers",
        /// With whom something is shared.
        OwnShare = "own_share",
        /// Who looked.
        OwnLooks = "own_looks",
    }
}

/// Once around the loop, for those who lead it.
const LEADS: [Stop; 10] = [
    Stop::Person,
    Stop::Monitoring,
    Stop::Concern,
    Stop::Call,
    Stop::Meeting,
    Stop::Decide,
    Stop::Close,
    Stop::Minutes,
    Stop::Need,
    Stop::Answer,
];

/// The specialist begins with what was asked for.
const SPECIALIST: [Stop; 6] =
    [Stop::Request, Stop::Person, Stop::Meeting, Stop::Minutes, Stop::Need, Stop::Answer];

const COUNCIL: [Stop; 3] = [Stop::Inbox, Stop::Issue, Stop::Reply];

const OWN: [Stop; 5] =
    [Stop::OwnWords, Stop::OwnSay, Stop::OwnAnswers, Stop::OwnShare, Stop::OwnLooks];

/// The walk of a reader; empty for those who have none, and wherever people are real.
#[must_use]
pub fn of(demo: bool, who: &Who) -> &'static [Stop] {
    if !demo {
        return &[];
    }
    let posts = match who {
        Who::Person(_) => return &OWN,
        Who::Staff { posts, .. } => posts,
        Who::Family | Who::Guest(_) | Who::System(_) => return &[],
    };
    let any = |fits: fn(Role) -> bool| posts.iter().any(|post| fits(post.role));
    if any(Role::is_manager) {
        &LEADS
    } else if any(|role| role == Role::Specialist) {
        &SPECIALIST
    } else if any(|role| matches!(role, Role::CouncilSecretariat | Role::CoreCentre)) {
        &COUNCIL
    } else {
        &[]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::TypedId as _;
    use crate::policy::Post;

    #[test]
    fn each_role_walks_its_own_way_and_only_among_invented_people() {
        let nil = uuid::Uuid::nil();
        let staff = |role| {
            let post = Post { org: crate::ids::OrgId::from_uuid(nil), role };
            Who::Staff { staff: crate::ids::StaffId::from_uuid(nil), posts: vec![post] }
        };
        let steps = |demo, role| of(demo, &staff(role)).len();
        assert_eq!(steps(true, Role::ServiceManager), 10);
        assert_eq!(steps(true, Role::Specialist), 6);
        assert_eq!(steps(true, Role::CouncilSecretariat), 3);
        assert_eq!(steps(true, Role::SystemAdmin), 0);
        assert_eq!(of(true, &Who::Family), &[]);
        for role in Role::ALL {
            assert_eq!(steps(false, *role), 0, "{}", role.code());
        }
    }
}
