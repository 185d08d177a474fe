//! Parts of plan pages: a goal with its marks, and a difference in plain words.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{TimeZone, offset};
use tsumugi_domain::monitoring::Attainment;
use tsumugi_domain::plan::{
    About, Answer, AnswerKind, Goal, GoalChange, GoalField, Idea, Life, WhyWaiting,
};
use tsumugi_words::is_kanji;

use super::{GoalLineView, StandingView};
use crate::components::{
    Card, Chip, Component as _, Diff, DiffLine, DiffPart, Facts, Quote, Tone, Voice as Mark, nested,
};
use crate::html::{Html, T};
use crate::person::{HeadView, bare, code_key, lines, own_or_shown};

/// The day in Japan at an instant.
pub(crate) fn day_of(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::fixed(offset(9))).date()
}

/// A quiet sentence.
pub(crate) fn muted(text: &Html) -> Html {
    Html::rendered(format!("<p class=\"muted\">{text}</p>"))
}

/// Something that opens when it is wanted.
pub(crate) fn more(summary: &Html, body: &Html, open: bool) -> Html {
    let open = if open { " open" } else { "" };
    Html::rendered(format!(
        "<details class=\"more\"{open}><summary>{summary}</summary>{body}</details>"
    ))
}

/// A label with what tells it from others like it, for those who hear the page. It stands inside
/// the label, because a name of its own would not match words that carry readings.
pub(crate) fn told_apart(label: &Html, what: &str) -> Html {
    told_apart_by(label, &Html::text(what))
}

/// As [`told_apart`], by words that are finished.
pub(crate) fn told_apart_by(label: &Html, what: &Html) -> Html {
    let what = what.label();
    Html::rendered(format!("{label}<span class=\"visually-hidden\">：{what}</span>"))
}

/// Whose idea it was.
pub(super) fn idea_chip(t: T, idea: Idea) -> Chip {
    let tone = if idea == Idea::Person { Tone::Good } else { Tone::Neutral };
    Chip::new(t.s(&code_key("idea", idea.code())), tone)
}

/// How an answer stands, in a word. いや and まだ are normal results, never a fault.
pub(crate) fn life_chip(t: T, life: &Life) -> Chip {
    let (key, tone) = match life {
        Life::NeverAsked => ("life-never-asked".to_owned(), Tone::Neutral),
        Life::Living(kind) => {
            let tone = if *kind == AnswerKind::Yes { Tone::Good } else { Tone::Info };
            (code_key("answer", kind.code()), tone)
        }
        Life::Waits(WhyWaiting::NotYet) => ("answer-not-yet".to_owned(), Tone::Wait),
        Life::Waits(_) => ("life-waits".to_owned(), Tone::Wait),
        Life::Withdrawn => ("life-withdrawn".to_owned(), Tone::Neutral),
    };
    Chip::new(t.s(&key), tone)
}

/// How somebody stands to a goal: as [`life_chip`], and where it was said at a meeting to the same
/// words, that it was.
pub(crate) fn standing_chip(t: T, standing: StandingView<'_>) -> Chip {
    let at_meeting = |last: &&Answer| matches!(last.about, About::Decision(_));
    match (standing.life, standing.answers.last().filter(at_meeting)) {
        (Life::Living(kind), Some(last)) => {
            let tone = if *kind == AnswerKind::Yes { Tone::Good } else { Tone::Info };
            let said = t.plain(&code_key("answer", kind.code()));
            let day = t.0.date_short(day_of(last.at)).to_string();
            let args = [("answer", said.into()), ("day", day.into())];
            Chip::new(t.with("life-at-meeting", &args), tone)
        }
        _ => life_chip(t, standing.life),
    }
}

/// What the last monitoring found, where it asks for a decision about the goal.
pub(super) fn found_chip(t: T, found: Option<Attainment>) -> Option<Chip> {
    let tone = match found? {
        Attainment::Reached => Tone::Good,
        Attainment::Changed => Tone::Care,
        Attainment::Closer | Attainment::Same => return None,
    };
    let found = t.plain(&code_key("attainment", found?.code()));
    Some(Chip::new(t.with("goal-found", &[("found", found.into())]), tone))
}

/// The person's mark and the family's, apart: the second never counts as the first.
pub(crate) fn marks(t: T, head: &HeadView<'_>, line: &GoalLineView<'_>) -> Vec<(Html, Html)> {
    let row = |key: &str, standing: Option<StandingView<'_>>| {
        standing.map(|standing| (t.s(key), mark(t, head, standing)))
    };
    [
        row(if head.own { "mark-mine" } else { "mark-person" }, line.person),
        row("mark-family", line.family)
            .filter(|_| line.family.is_some_and(|family| !family.answers.is_empty())),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn mark(t: T, head: &HeadView<'_>, standing: StandingView<'_>) -> Html {
    let mut parts = vec![standing_chip(t, standing).render_html()];
    if let Life::Waits(why) = standing.life {
        parts.push(muted(&t.s(&code_key("why-waiting", why.code()))));
    }
    if let Some(last) = standing.answers.last() {
        parts.push(said(t, head, last));
    }
    Html::join(parts)
}

/// What was said, verbatim, and apart from it what a supporter concluded.
fn said(t: T, head: &HeadView<'_>, answer: &Answer) -> Html {
    let day = day_of(answer.at);
    let how = t.0.text(&code_key("expression", answer.how.code()));
    // Whoever answered from their own page was asked by nobody.
    let key = match head.did(&answer.asked_by) {
        true => "answer-source-mine",
        false => "answer-source",
    };
    let mut source = vec![t.with(
        key,
        &[
            ("day", t.0.date_short(day).into()),
            ("how", how.into()),
            ("by", (&answer.asked_by).into()),
        ],
    )];
    if let Some(day) = answer.ask_again.filter(|_| answer.withdrawn_at.is_none()) {
        source.push(t.with("answer-again-on", &[("day", t.0.date_short(day).into())]));
    }
    let source = source.iter().map(Html::as_str).collect::<Vec<_>>().join("　");
    // The row says whose words these are; a supporter's reading stands in a block of its own.
    let own = match (answer.words.trim(), answer.how.is_words()) {
        ("", _) => Html::default(),
        (words, true) => Html::rendered(format!(
            "<p><strong>{}{}{}</strong></p>",
            t.s("quote-open"),
            t.known(&nested(bare(words))),
            t.s("quote-close")
        )),
        (sign, false) => Html::rendered(format!("<p><strong>{}</strong></p>", t.known(sign))),
    };
    let reading = match answer.reading.as_str() {
        "" => Html::default(),
        reading => Quote::new(t, Mark::Estimate, t.known(reading)).render_html(),
    };
    let source = Html::rendered(format!("<p class=\"muted small\">{source}</p>"));
    Html::join([own, reading, source])
}

/// The person's wish, on which the plan rests.
pub(super) fn wish(t: T, head: &HeadView<'_>, wish: &str) -> Html {
    let source = if head.own { "plan-wish-source-mine" } else { "plan-person-wish-source" };
    own_or_shown(t, wish).mine(head.own).source(t.s(source)).render_html()
}

/// A goal whole: its words, whose idea, what it rests on, who said what, how it is answered to.
pub(super) fn goal_card(
    t: T,
    head: &HeadView<'_>,
    line: &GoalLineView<'_>,
    foot: Option<Html>,
) -> Html {
    let goal = line.goal;
    let mut body = vec![idea_chip(t, goal.idea).render_html()];
    body.extend(found_chip(t, line.found).map(|chip| chip.render_html()));
    if !goal.own_words.is_empty() {
        let quote = own_or_shown(t, &goal.own_words).mine(head.own);
        body.push(quote.source(t.s("goal-own-words-source")).render_html());
    }
    let mut rows = goal_rows(t, goal);
    if !line.views.is_empty() {
        let views = line.views.iter().map(|view| {
            Html::rendered(format!(
                "<span class=\"muted small\">{}</span><br>{}",
                Html::text(&view.who),
                t.known(&view.text)
            ))
        });
        rows.push((t.s("goal-views"), lines(views.collect::<Vec<_>>())));
    }
    rows.extend(marks(t, head, line));
    body.push(Facts { rows }.render_html());
    let mut card =
        Card::new(t.known(&goal.text), Html::join(body)).inner().id(format!("goal-{}", goal.id));
    if let Some(foot) = foot {
        card = card.foot(foot);
    }
    card.render_html()
}

/// What stands in a goal beyond its words.
pub(super) fn goal_rows(t: T, goal: &Goal) -> Vec<(Html, Html)> {
    let mut rows: Vec<(Html, Html)> = [
        ("goal-person-role", &goal.person_role),
        ("goal-support", &goal.support),
        ("goal-provider", &goal.provider),
        ("goal-grounds", &goal.grounds),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
    .map(|(key, text)| (t.s(key), t.known(text)))
    .collect();
    if let Some(due) = goal.due {
        rows.push((t.s("goal-due"), t.date(due)));
    }
    rows
}

/// A difference in plain words: what is new, what ended, what changed goal by goal; what stayed
/// is counted. `texts` are lines about the texts that belong to no goal.
pub(super) fn difference(t: T, changes: &[GoalChange], texts: Vec<DiffLine>) -> Html {
    let whole = changes.iter().filter_map(|change| match change {
        GoalChange::Added(goal) => Some(("plan-diff-new", DiffPart::Added(goal.text.clone()))),
        GoalChange::Removed(goal) => {
            Some(("plan-diff-ended", DiffPart::Removed(goal.text.clone())))
        }
        GoalChange::Changed { .. } | GoalChange::Kept(_) => None,
    });
    let whole =
        whole.map(|(key, part)| DiffLine { label: t.s(key), parts: vec![part], note: None });
    let lines: Vec<DiffLine> = texts.into_iter().chain(whole).collect();
    let mut parts = Vec::new();
    if !lines.is_empty() {
        parts.push(Diff { t, lines }.render_html());
    }
    parts.extend(changes.iter().filter_map(|change| match change {
        GoalChange::Changed { before, after, fields } => {
            Some(changed_goal(t, before, after, fields))
        }
        _ => None,
    }));
    if parts.is_empty() {
        parts.push(Html::rendered(format!("<p>{}</p>", t.s("plan-diff-none"))));
    }
    let kept = changes.iter().filter(|change| matches!(change, GoalChange::Kept(_))).count();
    if kept > 0 {
        parts.push(muted(&t.with("plan-diff-kept", &[("count", kept.into())])));
    }
    Html::join(parts)
}

/// What changed in one goal, under its words as they are now.
fn changed_goal(t: T, before: &Goal, after: &Goal, fields: &[GoalField]) -> Html {
    let lines = fields
        .iter()
        .map(|field| DiffLine {
            label: t.s(&code_key("goal-field", field.code())),
            parts: text_parts(&field_text(t, before, *field), &field_text(t, after, *field)),
            note: (*field == GoalField::Text).then(|| t.s("plan-diff-ask-again")),
        })
        .collect();
    let heading = t.with("plan-diff-goal", &[("goal", t.0.known(&after.text).into())]);
    Html::join([Html::rendered(format!("<h3>{heading}</h3>")), Diff { t, lines }.render_html()])
}

fn field_text(t: T, goal: &Goal, field: GoalField) -> String {
    match field {
        GoalField::Text => goal.text.clone(),
        GoalField::Horizon => t.plain(&code_key("horizon", goal.horizon.code())),
        GoalField::Idea => t.plain(&code_key("idea", goal.idea.code())),
        GoalField::OwnWords => goal.own_words.clone(),
        GoalField::Grounds => goal.grounds.clone(),
        GoalField::PersonRole => goal.person_role.clone(),
        GoalField::Support => goal.support.clone(),
        GoalField::Provider => goal.provider.clone(),
        GoalField::Due => goal.due.map(|due| t.0.date(due).to_string()).unwrap_or_default(),
    }
}

/// Shares of a text that must stay at the beginning and the end before they are shown as the same.
const WORTH_KEEPING: usize = 3;

/// How many characters stayed at the beginning. No word of kanji, and no number with what it counts,
/// is cut in two: half of it is neither read nor understood.
fn same(old: &[char], new: &[char]) -> usize {
    let whole = |c: &char| is_kanji(*c) || c.is_numeric();
    let cut = |at: usize| [old, new].iter().any(|text| text.get(at).is_some_and(whole));
    let mut count = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    while count > 0 && whole(&old[count - 1]) && cut(count) {
        count -= 1;
    }
    if count < WORTH_KEEPING { 0 } else { count }
}

/// What went out and what came in, between what stayed at the beginning and at the end.
pub(super) fn text_parts(before: &str, after: &str) -> Vec<DiffPart> {
    let (old, new): (Vec<char>, Vec<char>) = (before.chars().collect(), after.chars().collect());
    let head = same(&old, &new);
    let backwards = |text: &[char]| text[head..].iter().rev().copied().collect::<Vec<_>>();
    let tail = same(&backwards(&old), &backwards(&new));
    let text = |chars: &[char]| chars.iter().collect::<String>();
    [
        DiffPart::Same(text(&old[..head])),
        DiffPart::Removed(text(&old[head..old.len() - tail])),
        DiffPart::Added(text(&new[head..new.len() - tail])),
        DiffPart::Same(text(&old[old.len() - tail..])),
    ]
    .into_iter()
    .filter(|part| {
        let (DiffPart::Same(text) | DiffPart::Added(text) | DiffPart::Removed(text)) = part;
        !text.is_empty()
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_keeps_what_stayed_at_both_ends() {
        let removed = |text: &str| DiffPart::Removed(text.to_owned());
        let added = |text: &str| DiffPart::Added(text.to_owned());
        let same = |text: &str| DiffPart::Same(text.to_owned());
        assert_eq!(
            text_parts("月に1回プールへ行く", "月に1回プールで泳ぐ"),
            [same("月に1回プール"), removed("へ行く"), added("で泳ぐ")]
        );
        assert_eq!(text_parts("", "新しい"), [added("新しい")]);
        assert_eq!(text_parts("やめる", ""), [removed("やめる")]);
        assert_eq!(text_parts("あのね", "あのね"), [same("あのね")]);
        assert_eq!(
            text_parts("朝の送迎車で行く", "朝の送迎で行く"),
            [removed("朝の送迎車"), added("朝の送迎"), same("で行く")]
        );
        // Two letters in common are chance; the words are shown whole.
        assert_eq!(text_parts("毎日", "毎週"), [removed("毎日"), added("毎週")]);
    }
}
