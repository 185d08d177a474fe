//! The plan in its easy form: the person's words, and each goal in one sentence with who helps
//! and what the person answered. Whoever wants the whole has it one step away.

use tsumugi_domain::plan::{AnswerKind, Life, WhyWaiting};

use super::{GoalLineView, PlanPage, Reader, told_apart};
use crate::components::{
    Button, ButtonKind, Component as _, Empty, PageHead, Quote, Symbol, Voice as Mark,
};
use crate::html::{Html, T};
use crate::person::{code_key, own_words, spoken};

/// The easy form of a plan.
#[must_use]
pub fn easy(t: T, view: &PlanPage<'_>) -> Html {
    // A worker prints it for the person: it reads as the person reads it.
    let reads = match view.reader {
        Reader::Own | Reader::Family => t,
        Reader::Staff => T::for_easy_paper(),
    };
    let how = reads.reads();
    let sheet = Html::join([own(reads, view), goals(reads, view), family(reads, view)]);
    Html::join([
        head(t, reads, view),
        Html::rendered(format!("<div class=\"easy easy-sheet stack\" {how}>{sheet}</div>")),
    ])
}

/// The buttons are the reader's (`t`), the title is the sheet's.
fn head(t: T, reads: T, view: &PlanPage<'_>) -> Html {
    let title = match view.reader {
        Reader::Own => reads.s("plan-easy-title"),
        Reader::Family | Reader::Staff => {
            let name = view.head.called_aloud(reads);
            reads.with("plan-easy-title-of", &[("name", name.into())])
        }
    };
    let kind = reads.0.text(&code_key("plan-kind", view.plan.kind.code()));
    let lead = [("kind", kind.into()), ("org", (&view.plan.org_name).into())];
    let (above, href) = view.reader.back(t, &view.head);
    let part = |text: Html| Html::rendered(format!("<span {}>{text}</span>", reads.reads()));
    PageHead::new(part(title))
        .lead(part(reads.with("plan-easy-lead", &lead)))
        .back(above, href)
        .action(Button::link(t.s("plan-full-go"), ButtonKind::Secondary, view.path("")))
        .action(Button::print(t))
        .render_html()
}

fn goals(t: T, view: &PlanPage<'_>) -> Html {
    match view.current_goals.as_slice() {
        [] => Empty { title: t.s("plan-none"), text: t.s("plan-none-text"), action: None }
            .render_html(),
        goals => {
            let items = goals.iter().map(|line| format!("<li>{}</li>", goal(t, view, line)));
            let items = items.collect::<String>();
            Html::rendered(format!(
                "<section class=\"stack\"><h2>{}</h2><ol class=\"easy-goals\">{items}</ol></section>",
                t.s("plan-easy-goals")
            ))
        }
    }
}

/// Only the person's words stand on top; the family's come last, apart.
fn own(t: T, view: &PlanPage<'_>) -> Html {
    let wish = view.current.map_or("", |version| version.person_wish.as_str());
    match wish {
        "" => own_words(t, &view.head),
        wish => super::parts::wish(t, &view.head, wish),
    }
}

fn family(t: T, view: &PlanPage<'_>) -> Html {
    match view.current.map_or("", |version| version.family_wish.as_str()) {
        "" => Html::default(),
        wish => Quote::new(t, Mark::Family, spoken(t, wish))
            .source(t.s("plan-family-wish-source"))
            .render_html(),
    }
}

/// One goal: what, who helps, what was answered.
fn goal(t: T, view: &PlanPage<'_>, line: &GoalLineView<'_>) -> Html {
    let goal = line.goal;
    let mut parts = vec![format!("<h3><span>{}</span></h3>", t.known(&goal.text))];
    let mut row = |symbol: Symbol, key: &str, text: Html| {
        if !text.is_empty() {
            let name = symbol.with(t.s(key));
            parts.push(format!("<div class=\"easy-row\"><p>{name}</p><p>{text}</p></div>"));
        }
    };
    row(Symbol::Me, "plan-easy-me", t.known(&goal.person_role));
    row(Symbol::Help, "plan-easy-help", who_helps(t, line));
    if let Some(standing) = line.person {
        let (symbol, word) = answer(standing.life);
        let label = match view.reader {
            Reader::Own => "plan-easy-answer-own",
            Reader::Family | Reader::Staff => "mark-person",
        };
        parts.push(format!(
            "<p class=\"easy-answer\"><span>{}</span> <strong>{}</strong></p>",
            t.s(label),
            symbol.with(t.s(&word))
        ));
    }
    if view.own() && view.may_answer {
        let href = format!("/me/answers/ask?goal={}", goal.id);
        let answered = matches!(line.person.map(|one| one.life), Some(Life::Living(_)));
        let key = if answered { "mine-again" } else { "goal-answer-own" };
        let label = told_apart(&t.s(key), &goal.text);
        let button = Button::link(label, ButtonKind::Secondary, href).render_html();
        parts.push(format!("<div class=\"actions\">{button}</div>"));
    }
    Html::rendered(parts.concat())
}

fn who_helps(t: T, line: &GoalLineView<'_>) -> Html {
    let goal = line.goal;
    match (goal.provider.trim(), goal.support.trim()) {
        ("", support) => t.known(support),
        (provider, "") => Html::text(provider),
        (provider, support) => Html::rendered(format!(
            "<strong>{}</strong><br>{}",
            Html::text(provider),
            t.known(support)
        )),
    }
}

/// What the person answered, as a picture and the key of its word.
fn answer(life: &Life) -> (Symbol, String) {
    let of = |kind: AnswerKind| {
        let symbol = answer_symbol(kind);
        (symbol, code_key("answer", kind.code()))
    };
    match life {
        Life::NeverAsked => (Symbol::NotYet, "life-never-asked".to_owned()),
        Life::Living(kind) => of(*kind),
        Life::Waits(WhyWaiting::NotYet) => of(AnswerKind::NotYet),
        Life::Waits(_) => (Symbol::Again, "life-waits".to_owned()),
        Life::Withdrawn => (Symbol::Stop, "life-withdrawn".to_owned()),
    }
}

/// The picture of an answer.
pub(crate) fn answer_symbol(kind: AnswerKind) -> Symbol {
    match kind {
        AnswerKind::Yes => Symbol::Yes,
        AnswerKind::No => Symbol::No,
        AnswerKind::NotYet => Symbol::NotYet,
        AnswerKind::Other => Symbol::Other,
    }
}
