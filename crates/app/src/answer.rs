//! The living yes: answers bound to the exact words, taken back at any time, asked again in the
//! next natural talk.

use crate::person::{Head, head};
use crate::plan::Standing;
use crate::{AppError, Op, Problems, Result};
use jiff::civil::Date;
use std::collections::BTreeMap;
use tsumugi_domain::audit::Deed;
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::{AnswerId, GoalId, PersonId, PlanId};
use tsumugi_domain::person::Expression;
use tsumugi_domain::plan::{
    About, Answer, AnswerKind, Answerer, Life, PlanKind, QUESTIONS_A_SITTING, Shown, WhyWaiting,
    life, text_hash,
};
use tsumugi_domain::policy::{Authorized, PersonAction, Read, Who};
use tsumugi_store::ReadTx;
use tsumugi_store::answer::{self, LiveGoal};

/// An answer as typed. What it is about is loaded, never typed: the words shown are exact.
#[derive(Debug, Clone)]
pub struct NewAnswer {
    /// About what.
    pub about: About,
    /// Who answered.
    pub by: Answerer,
    /// The answer.
    pub kind: AnswerKind,
    /// How it was expressed.
    pub how: Expression,
    /// The words or the sign, verbatim; may be empty.
    pub words: String,
    /// The supporter's reading of it, apart; may be empty.
    pub reading: String,
    /// When to ask again.
    pub ask_again: Option<Date>,
}

/// Records an answer to the words that stand now: those of the draft while one is written.
///
/// # Errors
/// [`AppError::Invalid`] when somebody answers for another; [`AppError::Hidden`] when there is
/// nothing to answer to.
pub fn record(op: &Op<'_>, person: PersonId, new: &NewAnswer) -> Result<AnswerId> {
    save(op, person, new, None)
}

/// Records an answer only if the words that were shown still stand. `shown_hash` is
/// [`Question::hash`], or [`text_hash`] of any other text that was shown; a page that was open
/// for an hour cannot bind a yes to words nobody has seen.
///
/// # Errors
/// [`AppError::Conflict`] when the words have changed, else as [`record`].
pub fn record_shown(
    op: &Op<'_>,
    person: PersonId,
    new: &NewAnswer,
    shown_hash: &str,
) -> Result<AnswerId> {
    save(op, person, new, Some(shown_hash))
}

fn save(
    op: &Op<'_>,
    person: PersonId,
    new: &NewAnswer,
    shown_hash: Option<&str>,
) -> Result<AnswerId> {
    let mut problems = Problems::new();
    // Nobody's yes is given by another: from their own account each answers for themselves.
    match (&op.actor.who, new.by) {
        (Who::Person(_), Answerer::Family) | (Who::Family, Answerer::Person) => {
            problems.add("by", "error-answer-by");
        }
        _ => {}
    }
    if new.ask_again.is_some_and(|day| day <= op.today()) {
        problems.add("ask_again", "error-date-past");
    }
    problems.check()?;
    op.make(person, PersonAction::Answer, "answer", Deed::Answered, |tx, proof| {
        let reading = proof.reading();
        if !reading.sees(DataClass::Voice) {
            return Err(AppError::Hidden);
        }
        let text = text_now(tx, &reading, new.about)?.ok_or(AppError::Hidden)?;
        if shown_hash.is_some_and(|hash| hash != text_hash(&text)) {
            return Err(AppError::Conflict("the words have changed"));
        }
        let given = Answer {
            id: op.id(),
            about: new.about,
            shown: Shown::new(op.id(), text),
            by: new.by,
            kind: new.kind,
            how: new.how,
            words: new.words.trim().to_owned(),
            reading: new.reading.trim().to_owned(),
            asked_by: op.actor.name.clone(),
            at: op.now,
            ask_again: new.ask_again,
            withdrawn_at: None,
        };
        answer::insert(tx, proof, &given)?;
        if let (About::Decision(decision), Answerer::Person, AnswerKind::Yes) =
            (given.about, given.by, given.kind)
        {
            crate::meeting::begin_after_yes(op, tx, proof, decision)?;
        }
        Ok(given.id)
    })
}

/// The exact words that stand now, if there are any to answer to.
fn text_now(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    about: About,
) -> Result<Option<String>> {
    Ok(match about {
        About::Goal(goal) => {
            talked_about(answer::live_goals(tx, proof)?).remove(&goal).map(|live| live.text)
        }
        About::Decision(decision) => answer::decision_text(tx, proof, decision)?,
    })
}

/// The exact words that can be answered to now, for the page that asks.
///
/// # Errors
/// [`AppError::Hidden`] when there are none, or the reader may not see the person's words.
pub fn words_now(op: &Op<'_>, person: PersonId, about: About) -> Result<String> {
    op.see(person, PersonAction::See, "answer", |tx, proof| {
        if !proof.sees(DataClass::Voice) {
            return Err(AppError::Hidden);
        }
        text_now(tx, proof, about)?.ok_or(AppError::Hidden)
    })
}

/// Each goal once: as the draft has it where there is one, else as it counts.
pub(crate) fn talked_about(goals: Vec<LiveGoal>) -> BTreeMap<GoalId, LiveGoal> {
    let mut by_goal = BTreeMap::new();
    for goal in goals {
        if goal.draft || !by_goal.contains_key(&goal.goal) {
            by_goal.insert(goal.goal, goal);
        }
    }
    by_goal
}

/// Takes an answer back, at once and without a reason.
///
/// # Errors
/// [`AppError::Forbidden`] when a person or a family member takes back what the other said;
/// [`AppError::Hidden`] when there is no such answer, or it was taken back before.
pub fn withdraw(op: &Op<'_>, person: PersonId, given: AnswerId) -> Result<()> {
    op.act(person, PersonAction::Answer, ("answer", given), Deed::Withdrew, |tx, proof| {
        let all = answer::of_person(tx, &proof.reading())?;
        let found = all.iter().find(|one| one.id == given).ok_or(AppError::Hidden)?;
        match (&op.actor.who, found.by) {
            (Who::Person(_), Answerer::Family) | (Who::Family, Answerer::Person) => {
                return Err(AppError::Forbidden);
            }
            _ => {}
        }
        if answer::withdraw(tx, proof, given, op.now)? { Ok(()) } else { Err(AppError::Hidden) }
    })
}

/// One thing that was answered to: the last answer of one answerer, and whether it lives.
#[derive(Debug, Clone)]
pub struct AnswerLine {
    /// About what.
    pub about: About,
    /// The words as they are now; `None` when the goal is in no plan any more.
    pub text_now: Option<String>,
    /// The plan the goal stands in now: its kind and whose it is.
    pub plan: Option<(PlanKind, String)>,
    /// The last answer.
    pub answer: Answer,
    /// The answers before it, oldest first.
    pub earlier: Vec<Answer>,
    /// Whether the last answer lives.
    pub life: Life,
}

/// Something to ask in the next talk.
#[derive(Debug, Clone)]
pub struct Question {
    /// The goal.
    pub goal: GoalId,
    /// The exact words.
    pub text: String,
    /// Their hash, for [`record_shown`].
    pub hash: String,
    /// In which plan.
    pub plan: PlanId,
    /// Of which kind.
    pub kind: PlanKind,
    /// Whose plan.
    pub org_name: String,
    /// Why it is asked.
    pub life: Life,
}

/// What was answered, and what waits.
#[derive(Debug, Clone)]
pub struct Answers {
    /// The person.
    pub head: Head,
    /// What was answered, newest first.
    pub lines: Vec<AnswerLine>,
    /// What to ask the person next: never more than a sitting bears.
    pub questions: Vec<Question>,
    /// How many more wait for a later talk.
    pub more: usize,
}

/// The answers of the person and the family, line by line, newest first.
///
/// # Errors
/// As [`Op::see`].
pub fn of_person(op: &Op<'_>, person: PersonId) -> Result<Vec<AnswerLine>> {
    Ok(page(op, person)?.lines)
}

/// The page 「わたしの答え」: what was answered, and what to ask in the next talk.
///
/// # Errors
/// [`AppError::Hidden`] when the reader may not see the person's words.
pub fn page(op: &Op<'_>, person: PersonId) -> Result<Answers> {
    op.see(person, PersonAction::See, "answer", |tx, proof| {
        if !proof.sees(DataClass::Voice) {
            return Err(AppError::Hidden);
        }
        let all = answer::of_person(tx, proof)?;
        let goals = talked_about(answer::live_goals(tx, proof)?);
        let decisions: BTreeMap<_, _> =
            answer::answered_decisions(tx, proof)?.into_iter().collect();
        let now = |about: About| match about {
            About::Goal(goal) => match goals.get(&goal) {
                None => Now::default(),
                Some(live) => Now {
                    text: Some(live.text.clone()),
                    plan: Some((live.kind, live.org_name.clone())),
                },
            },
            About::Decision(decision) => {
                Now { text: decisions.get(&decision).cloned(), plan: None }
            }
        };
        let mut questions = questions(&all, goals.values(), op.today());
        let more = questions.len().saturating_sub(QUESTIONS_A_SITTING);
        questions.truncate(QUESTIONS_A_SITTING);
        Ok(Answers {
            lines: lines(&all, now, op.today()),
            head: head(op, tx, proof)?,
            questions,
            more,
        })
    })
}

/// What something that was answered to is now.
#[derive(Default)]
struct Now {
    text: Option<String>,
    plan: Option<(PlanKind, String)>,
}

fn lines(all: &[Answer], now: impl Fn(About) -> Now, today: Date) -> Vec<AnswerLine> {
    let mut by_line: BTreeMap<(About, Answerer), Vec<Answer>> = BTreeMap::new();
    for one in all {
        by_line.entry((one.about, one.by)).or_default().push(one.clone());
    }
    let mut lines: Vec<AnswerLine> = by_line
        .into_iter()
        .filter_map(|((about, _), mut answers)| {
            let Now { text: text_now, plan } = now(about);
            // A goal that is in no plan any more keeps the words that were answered to.
            let stands = text_now.clone().or_else(|| Some(answers.last()?.shown.text.clone()))?;
            let life = life(&answers, &stands, today);
            let answer = answers.pop()?;
            Some(AnswerLine { about, text_now, plan, answer, earlier: answers, life })
        })
        .collect();
    lines.sort_by_key(|line| std::cmp::Reverse((line.answer.at, line.answer.id)));
    lines
}

/// Goals whose line does not live: never asked, taken back, or waiting for a talk.
pub(crate) fn questions<'a>(
    all: &[Answer],
    goals: impl Iterator<Item = &'a LiveGoal>,
    today: Date,
) -> Vec<Question> {
    goals
        .filter_map(|live| {
            let goal = (live.goal, live.text.as_str());
            let standing = Standing::of_goal(all, goal, Answerer::Person, today);
            // A まだ with a day is left in peace until that day.
            let left_in_peace = standing.answers.last().is_some_and(|last| {
                standing.life == Life::Waits(WhyWaiting::NotYet)
                    && last.ask_again.is_some_and(|day| day > today)
            });
            let waits = !matches!(standing.life, Life::Living(_)) && !left_in_peace;
            waits.then(|| Question {
                goal: live.goal,
                text: live.text.clone(),
                hash: text_hash(&live.text),
                plan: live.plan,
                kind: live.kind,
                org_name: live.org_name.clone(),
                life: standing.life,
            })
        })
        .collect()
}
