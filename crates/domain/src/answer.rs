//! What waits for the person's answer in the next natural talk: goals and decisions by one rule.

use crate::ids::{MeetingId, PlanId};
use crate::plan::{About, Answer, Answerer, Life, PlanKind, WhyWaiting, life};
use jiff::Timestamp;
use jiff::civil::Date;

/// Where words stand that somebody answers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Among the goals of a plan.
    Plan {
        /// The plan.
        plan: PlanId,
        /// Its kind.
        kind: PlanKind,
        /// Whose plan.
        org_name: String,
    },
    /// Among the decisions of a meeting.
    Meeting {
        /// The meeting.
        meeting: MeetingId,
        /// Its day, once it has one.
        on: Option<Date>,
    },
}

/// Words that can be answered to now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// A goal of a plan, or a decision of a meeting that is over.
    pub about: About,
    /// The exact words.
    pub text: String,
    /// Since when they stand.
    pub since: Timestamp,
}

/// Words that wait for the person's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The words.
    pub line: Line,
    /// Why they wait.
    pub life: Life,
    /// Since when nothing was said to them.
    since: Timestamp,
}

/// The lines that wait for the person, the longest wait first, else in the order given. The
/// family's answers are not the person's, a まだ with a day is left in peace until that day, and no
/// sentence is asked twice: where a goal has a decision's words, the decision is asked, and the
/// answer counts for both. An answer to the goal alone does not end the wait of the decision: its
/// work waits for that yes.
pub fn waiting(
    lines: impl IntoIterator<Item = Line>,
    answers: &[Answer],
    today: Date,
) -> Vec<Waiting> {
    let mut all: Vec<Waiting> =
        lines.into_iter().filter_map(|line| waits(line, answers, today)).collect();
    let decided: Vec<String> = all
        .iter()
        .filter(|one| matches!(one.line.about, About::Decision(_)))
        .map(|one| one.line.text.clone())
        .collect();
    all.retain(|one| {
        !matches!(one.line.about, About::Goal(_)) || !decided.contains(&one.line.text)
    });
    all.sort_by_key(|one| one.since);
    all
}

/// Whether somebody is asked about words: not while their answer lives, and after a まだ with a day
/// not before that day. `answers` are theirs to these words, oldest first.
pub fn is_asked(life: &Life, answers: &[Answer], today: Date) -> bool {
    let last = answers.last();
    let left_in_peace = *life == Life::Waits(WhyWaiting::NotYet)
        && last.and_then(|last| last.ask_again).is_some_and(|day| day > today);
    !matches!(life, Life::Living(_)) && !left_in_peace
}

fn waits(line: Line, answers: &[Answer], today: Date) -> Option<Waiting> {
    let own: Vec<Answer> = answers
        .iter()
        .filter(|one| one.by == Answerer::Person && one.counts_for(line.about, &line.text))
        .cloned()
        .collect();
    let life = life(&own, &line.text, today);
    if !is_asked(&life, &own, today) {
        return None;
    }
    let said = own.last().map(|last| last.withdrawn_at.unwrap_or(last.at));
    let since = said.map_or(line.since, |said| said.max(line.since));
    Some(Waiting { line, life, since })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{AnswerId, DecisionId, GoalId, ShownId, TypedId as _};
    use crate::person::Expression;
    use crate::plan::{AnswerKind, Shown};
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 23);

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("a second")
    }

    fn goal(n: u8) -> About {
        About::Goal(GoalId::generate(0, [n; 16]))
    }

    fn decision(n: u8) -> About {
        About::Decision(DecisionId::generate(0, [n; 16]))
    }

    fn line(about: About, text: &str, since: i64) -> Line {
        Line { about, text: text.to_owned(), since: at(since) }
    }

    fn says(about: About, text: &str, kind: AnswerKind, second: i64) -> Answer {
        Answer {
            id: AnswerId::generate(0, [1; 16]),
            about,
            shown: Shown::new(ShownId::generate(0, [1; 16]), text.to_owned()),
            by: Answerer::Person,
            kind,
            how: Expression::Gaze,
            words: String::new(),
            reading: String::new(),
            asked_by: String::new(),
            at: at(second),
            ask_again: None,
            withdrawn_at: None,
        }
    }

    fn texts(lines: &[Line], answers: &[Answer]) -> Vec<String> {
        let waiting = waiting(lines.to_vec(), answers, TODAY);
        waiting.into_iter().map(|one| one.line.text).collect()
    }

    #[test]
    fn goals_and_decisions_wait_together_the_longest_wait_first() {
        let lines = [
            line(goal(1), "プールへ行く", 30),
            line(decision(2), "練習を始める", 10),
            line(goal(3), "絵を描く", 20),
            line(decision(4), "図書館へ行く", 5),
        ];
        let never = ["図書館へ行く", "練習を始める", "絵を描く", "プールへ行く"];
        assert_eq!(texts(&lines, &[]), never);
        // What was taken back, or left open, waits from then on.
        let back = Answer {
            withdrawn_at: Some(at(25)),
            ..says(decision(4), "図書館へ行く", AnswerKind::Yes, 6)
        };
        let open = says(decision(2), "練習を始める", AnswerKind::NotYet, 40);
        let said = [back, open];
        assert_eq!(
            texts(&lines, &said),
            ["絵を描く", "図書館へ行く", "プールへ行く", "練習を始める"]
        );
    }

    #[test]
    fn every_answer_of_the_person_ends_the_wait_and_the_familys_does_not() {
        let lines = [line(decision(1), "練習を始める", 10)];
        for kind in [AnswerKind::Yes, AnswerKind::No, AnswerKind::Other] {
            let own = says(decision(1), "練習を始める", kind, 20);
            assert_eq!(texts(&lines, std::slice::from_ref(&own)), [""; 0], "{kind:?}");
            let family = Answer { by: Answerer::Family, ..own };
            assert_eq!(texts(&lines, &[family]), ["練習を始める"], "{kind:?}");
        }
        let not_yet = |day| Answer {
            ask_again: Some(day),
            ..says(decision(1), "練習を始める", AnswerKind::NotYet, 20)
        };
        assert_eq!(texts(&lines, &[not_yet(date(2026, 11, 24))]), [""; 0]);
        assert_eq!(texts(&lines, &[not_yet(TODAY)]), ["練習を始める"]);
    }

    #[test]
    fn no_sentence_is_asked_twice() {
        let lines = [line(goal(1), "プールへ行く", 10), line(decision(2), "プールへ行く", 20)];
        let asked = waiting(lines.to_vec(), &[], TODAY);
        assert_eq!(asked.iter().map(|one| one.line.about).collect::<Vec<_>>(), [decision(2)]);
        // Who said it at the meeting need not say it again; a yes to the goal sets nothing going.
        let at_meeting = says(decision(2), "プールへ行く", AnswerKind::Yes, 30);
        assert_eq!(texts(&lines, &[at_meeting]), [""; 0]);
        let to_goal = says(goal(1), "プールへ行く", AnswerKind::Yes, 30);
        let asked = waiting(lines.to_vec(), &[to_goal], TODAY);
        assert_eq!(asked.iter().map(|one| one.line.about).collect::<Vec<_>>(), [decision(2)]);
        // Two goals are two lines, each in a plan of its own.
        let goals = [line(goal(1), "プールへ行く", 10), line(goal(2), "プールへ行く", 20)];
        assert_eq!(texts(&goals, &[]).len(), 2);
    }
}
