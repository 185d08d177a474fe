//! The guided first walk through a demonstration region: a quiet strip on top of every page, which
//! says what to do next and why, and leads there. It can be left at any step.

use tsumugi_domain::policy::Who;
use tsumugi_domain::staff::Role;

use crate::components::{Actions, Button, ButtonKind, Component as _};
use crate::html::{Html, T};
use crate::person::code_key;

/// Declares the steps with the names of their words.
macro_rules! stops {
    ($($name:ident = $code:literal),+ $(,)?) => {
        /// One step of a walk: what it is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "each is the page of that name")]
        pub enum Stop {
            $($name),+
        }

        impl Stop {
            /// All steps of all walks.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The name of its words in the locale files.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }
        }
    };
}

stops! {
    Person = "person",
    Monitoring = "monitoring",
    Concern = "concern",
    Call = "call",
    Meeting = "meeting",
    Decide = "decide",
    Close = "close",
    Minutes = "minutes",
    Need = "need",
    Answer = "answer",
    Request = "request",
    Inbox = "inbox",
    Issue = "issue",
    Reply = "reply",
    OwnWords = "own_words",
    OwnSay = "own_say",
    OwnAnswers = "own_answers",
    OwnShare = "own_share",
    OwnLooks = "own_looks",
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

/// Where a step of a walk leads, by its number from 1.
#[must_use]
pub fn go(step: usize) -> String {
    format!("/walk/go?step={step}")
}

/// Where the reader of a walk is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Now {
    /// The step, by its number from 1.
    pub step: usize,
    /// The page of the step was opened already: the way on is the next one.
    pub opened: bool,
    /// This is the page of the step.
    pub here: bool,
    /// The person whom the walk follows has no such page; it shows somebody else's.
    pub elsewhere: bool,
}

/// The strip for a step: one line with the way on, and the rest folded. Nothing when the walk has
/// no such step.
#[must_use]
pub fn strip(t: T, walk: &[Stop], now: Now) -> Html {
    let step = now.step;
    let Some(stop) = step.checked_sub(1).and_then(|at| walk.get(at)) else {
        return Html::default();
    };
    let counted =
        [("step", count(step)), ("of", count(walk.len()))].map(|(name, n)| (name, n.into()));
    let over = "/walk/go?step=over".to_owned();
    let is_last = step == walk.len();
    let (on, to) = match (now.opened, is_last) {
        (false, _) => ("walk-here", go(step)),
        (true, false) => ("walk-next", go(step + 1)),
        (true, true) => ("walk-done", over.clone()),
    };
    let mut folded = Vec::new();
    if now.opened && !now.here {
        folded.push(Button::link(t.s("walk-back"), ButtonKind::Secondary, go(step)));
    }
    if !(now.opened && is_last) {
        folded.push(Button::link(t.s("walk-end"), ButtonKind::Quiet, over));
    }
    let mut why = vec![t.s(&code_key("walk-why", stop.code()))];
    if now.elsewhere {
        why.push(t.s("walk-elsewhere"));
    }
    let why = why.iter().map(|line| Html::rendered(format!("<p class=\"walk-why\">{line}</p>")));
    Html::rendered(format!(
        "<aside class=\"walk\" aria-label=\"{name}\"><div class=\"walk-row\"><details>\
         <summary><span class=\"walk-count\">{count}</span> \
         <span class=\"walk-what\">{what}</span></summary>{why}{folded}</details>{on}\
         </div></aside>",
        name = t.s("walk-name").label(),
        count = t.with("walk-count", &counted),
        what = t.s(&code_key("walk", stop.code())),
        why = Html::join(why),
        folded = Actions { buttons: folded }.render_html(),
        on = Button::link(t.s(on), ButtonKind::Secondary, to).render_html(),
    ))
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tsumugi_domain::policy::Post;
    use tsumugi_words::{Furigana, Layer, Words};

    fn id<X: std::str::FromStr<Err: std::fmt::Debug>>() -> X {
        "0199ef77-5800-7d72-aea1-d9a31130d8de".parse().expect("an id")
    }

    fn staff(role: Role) -> Who {
        let post = Post { org: id(), role };
        Who::Staff { staff: id(), posts: vec![post] }
    }

    #[test]
    fn each_role_walks_its_own_way_and_only_among_invented_people() {
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

    #[test]
    fn there_is_one_way_on_and_never_to_the_page_one_is_on() {
        let t = T(Words::new(Layer::Standard, Furigana::Off));
        let walk = of(true, &staff(Role::ServiceManager));
        let ways = |step, opened, here| {
            let now = Now { step, opened, here, elsewhere: false };
            let strip = strip(t, walk, now).into_string();
            let ways = strip.split("/walk/go?step=").skip(1);
            ways.filter_map(|rest| rest.split('"').next()).collect::<Vec<_>>().join(" ")
        };
        // What is folded comes first, the way on last.
        assert_eq!(ways(1, false, false), "over 1");
        assert_eq!(ways(1, true, true), "over 2");
        assert_eq!(ways(2, true, false), "2 over 3");
        assert_eq!(ways(10, true, true), "over");
        assert_eq!(ways(10, true, false), "10 over");
        assert_eq!((ways(0, true, true), ways(11, true, true)), (String::new(), String::new()));
    }
}
