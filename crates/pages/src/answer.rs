//! The living yes: asking, answering, taking back.

use tsumugi_domain::answer::Source;
use tsumugi_domain::person::Expression;
use tsumugi_domain::plan::{
    About, Answer, AnswerKind, Answerer, Life, QUESTIONS_A_SITTING, WhyWaiting,
};

use crate::components::{
    Actions, Button, ButtonKind, Card, CardKind, Component as _, DateText, Empty, Field, NextStep,
    PageHead, Progress, Quote, Symbol, TaskList, TaskRow, Voice as Mark,
};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::person::{HeadView, choices, code_key, columns, lines, link, own_by, own_words};
use crate::plan::{
    GoalLineView, PlanPage, Reader, day_of, life_chip, marks, more, muted, path, standing_chip,
    told_apart,
};

/// Whether a goal waits for this reader: the family's own answer for the family, the person's for
/// everybody else.
fn waits(view: &PlanPage<'_>, line: &GoalLineView<'_>) -> bool {
    let standing = match view.reader {
        Reader::Family => line.family,
        Reader::Own | Reader::Staff => line.person,
    };
    standing.is_some_and(|standing| view.is_asked(standing))
}

/// The goals of a plan to ask about: few today, the rest in a later talk. The family finds the
/// goals it can answer to itself.
#[must_use]
pub fn choose(kit: &Kit, view: &PlanPage<'_>) -> Html {
    let t = kit.t();
    let family = view.reader == Reader::Family;
    let row = |line: &GoalLineView<'_>| {
        let standing = if family { line.family } else { line.person };
        let chip = standing.map(|standing| standing_chip(t, standing).render_html());
        let title = link(&ask_path_of(view, line), &t.known(&line.goal.text));
        let back = if family { take_back(t, view, line) } else { mend(t, view, line) };
        Html::rendered(format!("{title}<br>{}{back}", chip.unwrap_or_default()))
    };
    let living: Vec<Html> = view.askable().filter(|line| !waits(view, line)).map(row).collect();
    let mut today: Vec<Html> = view.askable().filter(|line| waits(view, line)).map(row).collect();
    let later = today.split_off(today.len().min(QUESTIONS_A_SITTING));
    let card = |title: &str, lead: &str, items: Vec<Html>| match items.is_empty() {
        true => Html::default(),
        false => Card::new(t.s(title), Html::join([muted(&t.s(lead)), lines(items)])).render_html(),
    };
    let none = match today.is_empty() && living.is_empty() {
        true => Empty { title: t.s("answers-none"), text: t.s("answers-none-text"), action: None }
            .render_html(),
        false => answers_next(t, view),
    };
    let (title, lead, first) = match family {
        true => ("answers-family-title", "answers-family-lead", "answers-family-lead-list"),
        false => ("answers-title", "answers-lead", "answers-today-lead"),
    };
    Html::join([
        PageHead::new(t.s(title))
            .lead(t.s(lead))
            .back(t.s("plan-back"), path(view.plan.id, ""))
            .render_html(),
        own_words(t, &view.head),
        none,
        card("answers-today", first, today),
        card("answers-later", "answers-later-lead", later),
        card("answers-living", "answers-living-lead", living),
        match view.reader {
            Reader::Staff => crate::removal::instead(t, "removal-instead-answer"),
            Reader::Own | Reader::Family => Html::default(),
        },
    ])
}

/// The way to other words, for those who write the draft: what is asked is often put better.
fn mend(t: T, view: &PlanPage<'_>, line: &GoalLineView<'_>) -> Html {
    let goals = view.draft.iter().flat_map(|draft| &draft.goals);
    if !view.may_write || !goals.map(|goal| goal.id).any(|id| id == line.goal.id) {
        return Html::default();
    }
    let href = path(view.plan.id, &format!("/goals/{}", line.goal.id));
    Html::rendered(format!(" {}", link(&href, &told_apart(&t.s("goal-edit"), &line.goal.text))))
}

/// The way to take back what the family answered.
fn take_back(t: T, view: &PlanPage<'_>, line: &GoalLineView<'_>) -> Html {
    let last = line.family.and_then(|standing| standing.answers.last());
    let Some(given) = last.filter(|given| given.withdrawn_at.is_none()) else {
        return Html::default();
    };
    let kind = t.0.text(&code_key("answer", given.kind.code()));
    let label = t.with("mine-withdraw", &[("kind", kind.into())]);
    let href = path(view.plan.id, &format!("/answers/{}/withdraw", given.id));
    let label = told_apart(&label, &line.goal.text);
    Html::rendered(format!(" {}", link(&href, &label)))
}

fn ask_path_of(view: &PlanPage<'_>, line: &GoalLineView<'_>) -> String {
    path(view.plan.id, &format!("/answers?goal={}", line.goal.id))
}

/// The first question, or where to go when every one was asked.
fn answers_next(t: T, view: &PlanPage<'_>) -> Html {
    let family = view.reader == Reader::Family;
    let plan = Button::link(t.s("plan-back"), ButtonKind::Secondary, path(view.plan.id, ""));
    let first = view.askable().find(|line| waits(view, line));
    let (what, why, actions) = if let Some(first) = first {
        let (what, why) = match family {
            true => ("answers-family-next", "answers-family-next-why"),
            false => ("answers-next", "answers-next-why"),
        };
        let href = ask_path_of(view, first);
        let go = Button::link(t.s("answers-next-go"), ButtonKind::Primary, href);
        (what, why, vec![go])
    } else if family {
        let me = Button::link(t.s("nav-me"), ButtonKind::Secondary, "/me");
        ("answers-family-done", "answers-family-done-why", vec![plan, me])
    } else if view.may_write && view.draft.is_some() {
        let href = path(view.plan.id, "/edit#agree");
        let go = Button::link(t.s("answers-done-agree-go"), ButtonKind::Primary, href);
        ("answers-done-agree", "answers-done-agree-why", vec![go])
    } else {
        ("answers-done", "answers-done-why", vec![plan])
    };
    NextStep { t, what: t.s(what), why: Some(t.s(why)), actions }.render_html()
}

/// An answer as typed.
#[derive(Debug, Clone, Default)]
pub struct AnswerForm {
    /// Hash of the words that were shown.
    pub shown: String,
    /// Code of the answerer.
    pub by: String,
    /// Code of the answer.
    pub kind: String,
    /// Code of the expression.
    pub how: String,
    /// The words or the sign.
    pub words: String,
    /// The supporter's reading.
    pub reading: String,
    /// When to ask again.
    pub ask_again: DateText,
}

/// The one screen on which an answer to a goal is written down.
#[must_use]
pub fn record(
    kit: &Kit,
    view: &PlanPage<'_>,
    line: &GoalLineView<'_>,
    form: &AnswerForm,
    errors: &Errors,
) -> Html {
    let t = kit.t();
    let (summary, fields) = errors.fields(t, record_fields(t, view.reader, form));
    let list = path(view.plan.id, "/answers");
    let sent = kit
        .form(list.clone(), fields, "answer-save")
        .hidden("goal", line.goal.id.to_string())
        .hidden("shown", form.shown.clone())
        .cancel(t, list.clone())
        .draft(t, format!("answer-{}", line.goal.id));
    let family = view.reader == Reader::Family;
    let answered = [line.person, line.family].into_iter().flatten();
    let before = match answered.into_iter().any(|standing| !standing.answers.is_empty()) {
        true => {
            let rows = marks(t, &view.head, line);
            Card::new(t.s("answer-before"), crate::components::Facts { rows }.render_html())
                .kind(CardKind::Quiet)
                .render_html()
        }
        false => Html::default(),
    };
    // How to ask is nothing to read for somebody who answers.
    let how = match family {
        true => Html::default(),
        false => Card::new(
            t.s("answer-how-to"),
            lines(["answer-how-to-1", "answer-how-to-2", "answer-how-to-3"].map(|key| t.s(key))),
        )
        .kind(CardKind::Quiet)
        .render_html(),
    };
    let (title, lead, back, shown) = match family {
        true => (
            "answers-family-title",
            "answer-family-lead",
            "answers-family-title",
            words_card(t, "answer-family-shown", &line.goal.text),
        ),
        false => (
            "answer-title",
            "answer-lead",
            "answers-title",
            words_card(t, "answer-shown", &line.goal.text),
        ),
    };
    Html::join([
        summary,
        PageHead::new(t.s(title)).lead(t.s(lead)).back(t.s(back), list).render_html(),
        shown,
        columns(sent.render_html(), Html::join([how, before])),
    ])
}

/// The exact words that are answered to, large, under a heading.
pub(crate) fn words_card(t: T, title: &str, text: &str) -> Html {
    Card::new(t.s(title), Html::rendered(format!("<p class=\"next-what\">{}</p>", t.known(text))))
        .kind(CardKind::Warm)
        .render_html()
}

pub(crate) fn record_fields(t: T, reader: Reader, form: &AnswerForm) -> Vec<Field> {
    let kinds: Vec<&str> = AnswerKind::ALL.iter().map(|kind| kind.code()).collect();
    let hows: Vec<&str> = Expression::seen().map(|how| how.code()).collect();
    let mut fields = Vec::new();
    if reader == Reader::Staff {
        let by: Vec<&str> = Answerer::ALL.iter().map(|by| by.code()).collect();
        let by = choices(t, "answerer", &by, &form.by);
        fields.push(
            Field::radios(t, "by", t.s("answer-by"), by).hint(t.s("answer-by-hint")).in_row(),
        );
    }
    fields.push(
        Field::radios(t, "kind", t.s("answer-kind"), choices(t, "answer", &kinds, &form.kind))
            .in_row()
            .required(),
    );
    // Whoever answers for themselves by writing needs nobody to say how.
    if reader != Reader::Family {
        fields.push(
            Field::radios(t, "how", t.s("answer-how"), choices(t, "expression", &hows, &form.how))
                .in_row()
                .required(),
        );
    }
    let voice = if reader == Reader::Family { Mark::Family } else { Mark::Own };
    fields.push(
        Field::area(t, "words", t.s("answer-words"), &form.words)
            .hint(t.s("answer-words-hint"))
            .voice(voice)
            .rows(2),
    );
    if reader == Reader::Staff {
        fields.push(
            Field::area(t, "reading", t.s("answer-reading"), &form.reading)
                .hint(t.s("answer-reading-hint"))
                .voice(Mark::Estimate)
                .rows(2),
        );
    }
    fields.push(
        Field::date(t, "ask_again", t.s("answer-ask-again"), form.ask_again.clone())
            .hint(t.s("answer-ask-again-hint")),
    );
    fields
}

/// One thing the person or the family answered to.
#[derive(Debug)]
pub struct MineLine<'a> {
    /// About what.
    pub about: About,
    /// The words as they are now, when they still stand somewhere.
    pub text_now: Option<&'a str>,
    /// Where they stand.
    pub source: Option<&'a Source>,
    /// The last answer.
    pub answer: &'a Answer,
    /// The answers before it, oldest first.
    pub earlier: &'a [Answer],
    /// Whether it lives.
    pub life: &'a Life,
}

/// Something to ask next.
#[derive(Debug)]
pub struct AskView<'a> {
    /// About what.
    pub about: About,
    /// The exact words.
    pub text: &'a str,
    /// Their hash.
    pub hash: String,
    /// Where they stand.
    pub source: Option<&'a Source>,
}

/// The page 「わたしの答え」.
#[derive(Debug)]
pub struct MineView<'a> {
    /// The person.
    pub head: HeadView<'a>,
    /// What was answered, newest first.
    pub lines: Vec<MineLine<'a>>,
    /// What to ask now.
    pub questions: Vec<AskView<'a>>,
    /// How many more wait.
    pub more: usize,
}

/// Where the person answers to something.
#[must_use]
pub fn ask_path(about: About) -> String {
    match about {
        About::Goal(goal) => format!("/me/answers/ask?goal={goal}"),
        About::Decision(decision) => format!("/me/answers/ask?decision={decision}"),
    }
}

/// The page 「わたしの答え」: what waits, what was said, and the way back from it.
#[must_use]
pub fn mine(t: T, view: &MineView<'_>) -> Html {
    let next = match view.questions.first() {
        None => Html::default(),
        Some(first) => {
            let go = Button::link(t.s("mine-next-go"), ButtonKind::Primary, ask_path(first.about));
            NextStep {
                t,
                what: t.with("mine-next", &[("text", t.0.known(first.text).into())]),
                why: Some(why_asked(t, first.about, first.source)),
                actions: vec![go],
            }
            .render_html()
        }
    };
    let later = match view.more {
        0 => Html::default(),
        count => muted(&t.with("mine-more", &[("count", count.into())])),
    };
    Html::join([
        PageHead::new(t.s("nav-answers"))
            .lead(t.s("mine-lead"))
            .back(t.s("nav-me"), "/me")
            .action(Button::print(t))
            .render_html(),
        next,
        asked_after(t, view),
        later,
        said(t, view),
    ])
}

/// What is asked after the first question.
fn asked_after(t: T, view: &MineView<'_>) -> Html {
    let rows: Vec<TaskRow> = view
        .questions
        .iter()
        .skip(1)
        .map(|question| TaskRow {
            title: t.known(question.text),
            href: Some(ask_path(question.about)),
            note: Some(stands_in(t, question.about, question.source)),
            progress: Progress::Todo,
            actions: None,
        })
        .collect();
    match rows.is_empty() {
        true => Html::default(),
        false => Card::new(t.s("mine-rest"), TaskList { t, rows }.render_html()).render_html(),
    }
}

/// What the person answered, and apart from it the family.
fn said(t: T, view: &MineView<'_>) -> Html {
    let of = |by: Answerer| view.lines.iter().filter(move |line| line.answer.by == by);
    // The same words can stand in two plans: one card, with an answer for each.
    let mut same: Vec<Vec<&MineLine<'_>>> = Vec::new();
    for line in of(Answerer::Person) {
        let text = &line.answer.shown.text;
        match same.iter_mut().find(|group| &group[0].answer.shown.text == text) {
            Some(group) => group.push(line),
            None => same.push(vec![line]),
        }
    }
    let own: Vec<Html> = same.iter().map(|group| mine_card(t, group)).collect();
    let family: Vec<Html> = of(Answerer::Family).map(|line| family_line(t, line)).collect();
    let own = match own.is_empty() {
        true => Empty { title: t.s("mine-none"), text: t.s("mine-none-text"), action: None }
            .render_html(),
        false => Html::join(own),
    };
    let family = match family.is_empty() {
        true => Html::default(),
        false => {
            Card::new(t.s("mine-family"), Html::join(family)).kind(CardKind::Quiet).render_html()
        }
    };
    Html::join([own, family])
}

/// Beside a question: where its sentence stands, and that every answer is fine.
pub(crate) fn why_asked(t: T, about: About, source: Option<&Source>) -> Html {
    let lines = [stands_in(t, about, source), Html::rendered("<br>".to_owned())];
    Html::join(lines.into_iter().chain([t.s("mine-next-why")]))
}

/// Where a sentence stands: in which plan, or among the decisions of which meeting.
pub(crate) fn stands_in(t: T, about: About, source: Option<&Source>) -> Html {
    match (about, source) {
        (_, Some(Source::Meeting { on: Some(day), .. })) => {
            t.with("mine-about-decision-of", &[("day", t.0.date_short(*day).into())])
        }
        (_, Some(Source::Plan { kind, org_name, .. })) => {
            let kind = t.0.text(&code_key("plan-kind", kind.code()));
            t.with(
                "mine-about-goal-of",
                &[("kind", kind.into()), ("org", t.0.known(org_name).into())],
            )
        }
        (About::Decision(_), _) => t.s("mine-about-decision"),
        (About::Goal(_), _) => t.s("mine-about-goal"),
    }
}

fn mine_card(t: T, group: &[&MineLine<'_>]) -> Html {
    let mut words = "";
    let parts = group.iter().map(|line| {
        // What was said to both is not read twice.
        let said = line.answer.words.trim();
        let again = std::mem::replace(&mut words, said) == said;
        mine_part(t, line, again)
    });
    Card::new(t.known(&group[0].answer.shown.text), Html::join(parts)).render_html()
}

/// One answer: in which plan, when, in which words, and the way to change it.
fn mine_part(t: T, line: &MineLine<'_>, again: bool) -> Html {
    let answer = line.answer;
    let shown = &answer.shown.text;
    let day = t.with("mine-said-on", &[("day", t.0.date(day_of(answer.at)).into())]);
    let about = match (line.about, line.text_now) {
        (About::Goal(_), None) => t.s("mine-about-past"),
        _ => stands_in(t, line.about, line.source),
    };
    let mut body = vec![
        muted(&about),
        Html::rendered(format!("<p>{} {day}</p>", life_chip(t, line.life).render_html())),
    ];
    if !answer.words.is_empty() && !again {
        body.push(own_by(t, answer.how, &answer.words).mine(true).render_html());
    }
    match (line.life, line.text_now) {
        (Life::Waits(WhyWaiting::TextChanged), Some(now)) => {
            let text = t.with("mine-changed", &[("text", t.0.known(now).into())]);
            body.push(Html::rendered(format!("<p>{text}</p>")));
        }
        (Life::Waits(why), _) => {
            body.push(muted(&t.s(&code_key("why-waiting", why.code()))));
        }
        (Life::Withdrawn, _) => body.push(muted(&t.s("mine-withdrawn"))),
        _ => {}
    }
    if !line.earlier.is_empty() {
        let earlier = lines(line.earlier.iter().rev().map(|one| {
            let kind = t.0.text(&code_key("answer", one.kind.code()));
            let day = t.0.date(day_of(one.at));
            t.with("mine-earlier-line", &[("day", day.into()), ("kind", kind.into())])
        }));
        body.push(more(&t.s("mine-earlier"), &earlier, false));
    }
    let kind = t.0.text(&code_key("answer", answer.kind.code()));
    let named = |key: &str| {
        let day = t.0.date_short(day_of(answer.at));
        let label = t.with(key, &[("kind", kind.clone().into())]);
        told_apart(&label, &format!("{shown}　{}　{day}", about.label()))
    };
    let mut buttons = Vec::new();
    if line.text_now.is_some() {
        let (href, again) = (ask_path(line.about), Symbol::Again.with(named("mine-again")));
        buttons.push(Button::link(again, ButtonKind::Secondary, href));
    }
    if *line.life != Life::Withdrawn {
        let href = format!("/me/answers/{}/withdraw", answer.id);
        let stop = Symbol::Stop.with(named("mine-withdraw"));
        buttons.push(Button::link(stop, ButtonKind::Quiet, href));
    }
    body.push(Actions { buttons }.render_html());
    Html::rendered(format!("<div class=\"stack mine\">{}</div>", Html::join(body)))
}

fn family_line(t: T, line: &MineLine<'_>) -> Html {
    let day = t.0.date(day_of(line.answer.at));
    let source = t.with("mine-said-on", &[("day", day.into())]);
    let text = Html::rendered(format!(
        "{} {}",
        t.known(&line.answer.shown.text),
        life_chip(t, line.life).render_html()
    ));
    Quote::new(t, Mark::Family, text).source(source).render_html()
}

/// The page on which the person answers: the exact words, and buttons of the same weight.
#[must_use]
pub fn ask(kit: &Kit, view: &AskView<'_>, words: &str, errors: &Errors) -> Html {
    let t = kit.t();
    let field = Field::area(t, "words", t.s("ask-words"), words).voice(Mark::Own).rows(2);
    let (summary, fields) = errors.fields(t, vec![field]);
    let (name, id) = match view.about {
        About::Goal(goal) => ("goal", goal.to_string()),
        About::Decision(decision) => ("decision", decision.to_string()),
    };
    let mut form = kit
        .form("/me/answers", fields, "ask-yes")
        .hidden(name, id)
        .hidden("shown", view.hash.clone());
    form.buttons = AnswerKind::ALL
        .iter()
        .map(|kind| {
            let label = t.s(&code_key("answer", kind.code()));
            let label = crate::plan::answer_symbol(*kind).with(label);
            Button::submit_as(label, ButtonKind::Secondary, "kind", kind.code().to_owned())
        })
        .collect();
    Html::join([
        summary,
        PageHead::new(t.s("ask-title"))
            .lead(t.s("ask-lead"))
            .back(t.s("nav-answers"), "/me/answers")
            .render_html(),
        words_card(t, "answer-shown", view.text),
        form.render_html(),
        muted(&t.s("ask-note")),
    ])
}

/// The question before an answer is taken back: no reason is asked for. `above` is the page with
/// the answers, and how it is called.
#[must_use]
pub fn withdraw(kit: &Kit, above: (&str, &str), given: &Answer) -> Html {
    let t = kit.t();
    let (text, kind) = (&given.shown.text, t.s(&code_key("answer", given.kind.code())));
    let (name, above) = above;
    let stop = kit.post(
        format!("{above}/{}/withdraw", given.id),
        "withdraw-go",
        ButtonKind::Primary,
        vec![],
    );
    let keep = Button::link(t.s("withdraw-keep"), ButtonKind::Secondary, above).render_html();
    let body = Html::rendered(format!(
        "<p class=\"next-what\">{}</p><p>{}：{kind}</p>",
        t.known(text),
        t.s("withdraw-said")
    ));
    Html::join([
        PageHead::new(t.s("withdraw-title"))
            .lead(t.s("withdraw-lead"))
            .back(t.s(name), above)
            .render_html(),
        Card::new(t.s("withdraw-what"), body)
            .kind(CardKind::Warm)
            .foot(Html::join([stop, keep]))
            .render_html(),
    ])
}
