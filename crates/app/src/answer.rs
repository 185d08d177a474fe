//! The living yes: answers bound to the exact words, taken back at any time, asked again in the
//! next natural talk.

use crate::person::{Head, head};
use crate::{AppError, Op, Problems, Result};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;
use tsumugi_domain::answer::{Line, Source, waiting};
use tsumugi_domain::audit::Deed;
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::{AnswerId, GoalId, MeetingId, PersonId, PlanId};
use tsumugi_domain::person::Expression;
use tsumugi_domain::plan::{
    About, Answer, AnswerKind, Answerer, Life, QUESTIONS_A_SITTING, Shown, life, text_hash,
};
use tsumugi_domain::policy::{Authorized, PersonAction, Read, Who};
use tsumugi_store::ReadTx;
use tsumugi_store::answer::{self, Decided, LiveGoal};

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

/// Where the page stands on which an answer is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedAt {
    /// At a plan.
    Plan(PlanId),
    /// At a meeting.
    Meeting(MeetingId),
}

impl AskedAt {
    /// Whose it is; tells nothing to somebody who is then refused.
    fn whose(self, op: &Op<'_>) -> Result<PersonId> {
        match self {
            Self::Plan(plan) => Ok(crate::plan::whose(op, plan)?.0),
            Self::Meeting(meeting) => crate::meeting::whose(op, meeting),
        }
    }
}

/// As [`record_shown`], for the person of a plan or a meeting.
///
/// # Errors
/// As [`record_shown`].
pub fn record_at(
    op: &Op<'_>,
    place: AskedAt,
    new: &NewAnswer,
    shown_hash: &str,
) -> Result<AnswerId> {
    record_shown(op, place.whose(op)?, new, shown_hash)
}

fn save(
    op: &Op<'_>,
    person: PersonId,
    new: &NewAnswer,
    shown_hash: Option<&str>,
) -> Result<AnswerId> {
    let mut problems = Problems::new();
    // Nobody's yes is given by another: from their own account each answers for themselves.
    if Answerer::of(&op.actor.who).is_some_and(|own| own != new.by) {
        problems.add("by", "error-answer-by");
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
fn talked_about(goals: Vec<LiveGoal>) -> BTreeMap<GoalId, LiveGoal> {
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
    take_back(op, person, given, None)
}

fn take_back(op: &Op<'_>, person: PersonId, given: AnswerId, plan: Option<PlanId>) -> Result<()> {
    op.act(person, PersonAction::Answer, ("answer", given), Deed::Withdrew, |tx, proof| {
        let stands = Stands::load(tx, &proof.reading())?;
        let found = stands.answers.iter().find(|one| one.id == given).ok_or(AppError::Hidden)?;
        if plan.is_some_and(|plan| !stands.is_at(found.about, plan)) {
            return Err(AppError::Hidden);
        }
        if Answerer::of(&op.actor.who).is_some_and(|own| own != found.by) {
            return Err(AppError::Forbidden);
        }
        if answer::withdraw(tx, proof, given, op.now)? { Ok(()) } else { Err(AppError::Hidden) }
    })
}

/// As [`withdraw`], for the family at a plan to whose goal they answered.
///
/// # Errors
/// As [`withdraw`]; [`AppError::Hidden`] for an answer that is not to a goal of this plan.
pub fn withdraw_at(op: &Op<'_>, plan: PlanId, given: AnswerId) -> Result<()> {
    if !matches!(op.actor.who, Who::Family) {
        return Err(AppError::Hidden);
    }
    take_back(op, AskedAt::Plan(plan).whose(op)?, given, Some(plan))
}

/// The answer that somebody is about to take back: their own, and the last one to its words.
///
/// # Errors
/// [`AppError::Hidden`] when there is none such.
pub fn to_withdraw(op: &Op<'_>, person: PersonId, given: AnswerId) -> Result<Answer> {
    to_take_back(op, person, given, None)
}

fn to_take_back(
    op: &Op<'_>,
    person: PersonId,
    given: AnswerId,
    plan: Option<PlanId>,
) -> Result<Answer> {
    let by = Answerer::of(&op.actor.who).ok_or(AppError::Hidden)?;
    op.see(person, PersonAction::See, "answer", |tx, proof| {
        let stands = Stands::load(tx, proof)?;
        let found = lines(&stands, op.today()).into_iter();
        found
            .filter(|line| plan.is_none_or(|plan| stands.is_at(line.about, plan)))
            .map(|line| line.answer)
            .find(|one| one.id == given && one.by == by && one.withdrawn_at.is_none())
            .ok_or(AppError::Hidden)
    })
}

/// As [`to_withdraw`], for the family at a plan to whose goal they answered.
///
/// # Errors
/// As [`to_withdraw`]; [`AppError::Hidden`] for an answer that is not to a goal of this plan.
pub fn to_withdraw_at(op: &Op<'_>, plan: PlanId, given: AnswerId) -> Result<Answer> {
    if !matches!(op.actor.who, Who::Family) {
        return Err(AppError::Hidden);
    }
    to_take_back(op, AskedAt::Plan(plan).whose(op)?, given, Some(plan))
}

/// One thing that was answered to: the last answer of one answerer, and whether it lives.
#[derive(Debug, Clone)]
pub struct AnswerLine {
    /// About what.
    pub about: About,
    /// The words as they are now; `None` when the goal is in no plan any more.
    pub text_now: Option<String>,
    /// Where they stand now.
    pub source: Option<Source>,
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
    /// About what.
    pub about: About,
    /// The exact words.
    pub text: String,
    /// Their hash, for [`record_shown`].
    pub hash: String,
    /// Where they stand.
    pub source: Source,
    /// Why it is asked.
    pub life: Life,
    /// What the family answered to these words, and when; it never counts as the person's.
    pub family: Option<(AnswerKind, Timestamp)>,
}

/// What to ask the person next: never more than a sitting bears, what has waited longest first.
#[derive(Debug, Clone, Default)]
pub struct Questions {
    /// For the next talk.
    pub now: Vec<Question>,
    /// How many more wait for a later talk.
    pub more: usize,
}

/// What was answered, and what waits.
#[derive(Debug, Clone)]
pub struct Answers {
    /// The person.
    pub head: Head,
    /// What was answered, newest first.
    pub lines: Vec<AnswerLine>,
    /// What to ask the person next.
    pub questions: Questions,
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
        let stands = Stands::load(tx, proof)?;
        Ok(Answers {
            lines: lines(&stands, op.today()),
            head: head(op, tx, proof)?,
            questions: stands.questions(op.today()),
        })
    })
}

/// What can be answered to, and what was answered.
struct Stands {
    answers: Vec<Answer>,
    goals: BTreeMap<GoalId, LiveGoal>,
    decisions: Vec<Decided>,
}

impl Stands {
    fn load(tx: &mut ReadTx<'_>, proof: &Authorized<PersonId, Read>) -> Result<Self> {
        Ok(Self {
            answers: answer::of_person(tx, proof)?,
            goals: talked_about(answer::live_goals(tx, proof)?),
            decisions: answer::decisions(tx, proof)?,
        })
    }

    /// The words of something as they are now, and where they stand.
    fn now(&self, about: About) -> Option<(&str, Source)> {
        match about {
            About::Goal(goal) => self.goals.get(&goal).map(|live| {
                let (plan, kind, org_name) = (live.plan, live.kind, live.org_name.clone());
                (live.text.as_str(), Source::Plan { plan, kind, org_name })
            }),
            About::Decision(decision) => {
                let found = self.decisions.iter().find(|one| one.decision == decision)?;
                let source = Source::Meeting { meeting: found.meeting, on: found.on };
                Some((found.text.as_str(), source))
            }
        }
    }

    /// The family's last answer to these words, unless it was taken back.
    fn of_family(&self, about: About, text: &str) -> Option<(AnswerKind, Timestamp)> {
        let given = |one: &&Answer| one.by == Answerer::Family && one.counts_for(about, text);
        let last = self.answers.iter().rev().find(given)?;
        let stands = last.withdrawn_at.is_none() && last.is_to(text);
        stands.then_some((last.kind, last.at))
    }

    /// Whether the words of something stand among the goals of a plan.
    fn is_at(&self, about: About, plan: PlanId) -> bool {
        matches!(self.now(about), Some((_, Source::Plan { plan: of, .. })) if of == plan)
    }

    /// What waits for the person.
    fn questions(&self, today: Date) -> Questions {
        let goals = self.goals.values().map(|live| Line {
            about: About::Goal(live.goal),
            text: live.text.clone(),
            since: live.since,
        });
        let decisions = self.decisions.iter().filter_map(|one| {
            let (about, text) = (About::Decision(one.decision), one.text.clone());
            Some(Line { about, text, since: one.open_since? })
        });
        let mut now: Vec<Question> = waiting(goals.chain(decisions), &self.answers, today)
            .into_iter()
            .filter_map(|one| {
                let (_, source) = self.now(one.line.about)?;
                Some(Question {
                    family: self.of_family(one.line.about, &one.line.text),
                    about: one.line.about,
                    hash: text_hash(&one.line.text),
                    text: one.line.text,
                    source,
                    life: one.life,
                })
            })
            .collect();
        let more = now.len().saturating_sub(QUESTIONS_A_SITTING);
        now.truncate(QUESTIONS_A_SITTING);
        Questions { now, more }
    }
}

/// What waits for the person; nothing for those who may not see their words.
pub(crate) fn questions(
    op: &Op<'_>,
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
) -> Result<Questions> {
    match proof.sees(DataClass::Voice) {
        true => Ok(Stands::load(tx, proof)?.questions(op.today())),
        false => Ok(Questions::default()),
    }
}

fn lines(stands: &Stands, today: Date) -> Vec<AnswerLine> {
    let mut by_line: BTreeMap<(About, Answerer), Vec<Answer>> = BTreeMap::new();
    for one in &stands.answers {
        by_line.entry((one.about, one.by)).or_default().push(one.clone());
    }
    let mut lines: Vec<AnswerLine> = by_line
        .into_iter()
        .filter_map(|((about, _), mut answers)| {
            let now = stands.now(about);
            // A goal that is in no plan any more keeps the words that were answered to.
            let words = match &now {
                Some((text, _)) => (*text).to_owned(),
                None => answers.last()?.shown.text.clone(),
            };
            let life = life(&answers, &words, today);
            let answer = answers.pop()?;
            let text_now = now.as_ref().map(|(text, _)| (*text).to_owned());
            let source = now.map(|(_, source)| source);
            Some(AnswerLine { about, text_now, source, answer, earlier: answers, life })
        })
        .collect();
    lines.sort_by_key(|line| std::cmp::Reverse((line.answer.at, line.answer.id)));
    lines
}
