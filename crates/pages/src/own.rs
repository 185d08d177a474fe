//! The person's and the family's own pages: few things, large, in kind words.

use tsumugi_domain::council::CouncilAnswer;
use tsumugi_domain::meeting::Meeting;
use tsumugi_domain::person::{Profile, Voice};
use tsumugi_domain::plan::{Plan, PlanKind};
use tsumugi_domain::task::Task;

use crate::components::{
    Actions, Button, ButtonKind, Card, CardKind, Chip, Component as _, Empty, Facts, NextStep,
    PageHead, Tone,
};
use crate::html::{Html, T};
use crate::kit::Kit;
use crate::meeting::slot;
use crate::person::{HeadView, age_and_stage, lines, link, own_words, quote};
use crate::problem::paragraph;

/// Something to say はい, いや or まだ to.
#[derive(Debug)]
pub struct AskLine {
    /// The exact words.
    pub text: String,
    /// Where one answers.
    pub href: String,
    /// The plan it stands in: its kind and whose it is.
    pub plan: (PlanKind, String),
}

/// What one person's part of the page shows.
#[derive(Debug)]
pub struct OwnView<'a> {
    /// The head.
    pub head: HeadView<'a>,
    /// The reader is the person; else family.
    pub own: bool,
    /// The next talk.
    pub next: Option<&'a Meeting>,
    /// The one-page profile.
    pub profile: Option<&'a Profile>,
    /// What was written from here of late, newest first.
    pub sent: &'a [Voice],
    /// Questions that wait.
    pub asks: Vec<AskLine>,
    /// Plans.
    pub plans: &'a [Plan],
    /// What others do for the person.
    pub tasks: &'a [Task],
    /// Answers of the council, newest last.
    pub answers: &'a [CouncilAnswer],
}

/// The person's own page, or the family's.
#[must_use]
pub fn page(kit: &Kit, view: &OwnView<'_>) -> Html {
    let t = kit.t();
    let head = &view.head;
    let title = if view.own {
        t.s("me-title")
    } else {
        t.with("me-family-title", &[("name", head.called_aloud(t).into())])
    };
    let mut page_head = PageHead::new(title);
    if !view.own {
        page_head = page_head.lead(age_and_stage(t, head));
    }
    Html::join([
        page_head.render_html(),
        top_words(t, view),
        next(t, view),
        sent(t, view),
        asks(t, view),
        council(t, view),
        plans(t, view),
        tasks(t, view),
        profile(t, view),
        doors(t, view),
    ])
}

/// The words on top, called わたしの where the person reads.
fn top_words(t: T, view: &OwnView<'_>) -> Html {
    match view.head.top {
        Some(voice) => quote(t, voice).mine(view.own).render_html(),
        None => own_words(t, &view.head),
    }
}

/// The one thing to do: a talk that is coming, then a question that waits, then a word of one's
/// own.
fn next(t: T, view: &OwnView<'_>) -> Html {
    let say = |kind| Button::link(t.s("me-say"), kind, view.head.path("/voices/new"));
    let (what, why, actions) = match (view.next, view.asks.first()) {
        (Some(meeting), _) => {
            let when = meeting.slot().map_or_else(|| t.s("me-talk-no-day"), |when| slot(t, when));
            let href = format!("/meetings/{}", meeting.id);
            let open = Button::link(t.s("me-talk-open"), ButtonKind::Primary, href);
            (t.s("me-talk"), when, vec![open, say(ButtonKind::Secondary)])
        }
        (None, Some(ask)) => {
            let what = t.with("mine-next", &[("text", t.0.known(&ask.text).into())]);
            let why = Html::join([paragraph(&of_plan(t, ask)), paragraph(&t.s("mine-next-why"))]);
            let go = Button::link(t.s("me-answer"), ButtonKind::Primary, ask.href.clone());
            (what, why, vec![go, say(ButtonKind::Secondary)])
        }
        (None, None) => (t.s("me-no-talk"), t.s("me-no-talk-text"), vec![say(ButtonKind::Primary)]),
    };
    NextStep { t, what, why: Some(why), actions }.render_html()
}

/// What was said goes somewhere: whether somebody read it stands beside it.
fn sent(t: T, view: &OwnView<'_>) -> Html {
    if view.sent.is_empty() {
        return Html::default();
    }
    let words = view.sent.iter().map(|voice| {
        let read = match &voice.heard {
            None => Chip::new(t.s("voice-unheard"), Tone::Wait),
            Some((by, _)) => Chip::new(t.with("voice-heard-by", &[("by", by.into())]), Tone::Good),
        };
        Html::join([quote(t, voice).render_html(), read.render_html()])
    });
    Card::new(t.s("me-sent"), Html::join(words)).render_html()
}

/// In which plan a question stands.
fn of_plan(t: T, ask: &AskLine) -> Html {
    let (kind, org) = &ask.plan;
    let kind = t.0.text(&crate::person::code_key("plan-kind", kind.code()));
    t.with("mine-about-goal-of", &[("kind", kind.into()), ("org", org.into())])
}

/// The questions that wait; the first of them may already stand above.
fn asks(t: T, view: &OwnView<'_>) -> Html {
    let above = usize::from(view.next.is_none());
    if view.asks.len() <= above {
        return Html::default();
    }
    let cards = view.asks.iter().skip(above).map(|ask| {
        let button = Button::link(t.s("me-answer"), ButtonKind::Secondary, ask.href.clone())
            .spoken(t.plain_with("me-answer-spoken", &[("text", (&ask.text).into())]));
        let plan = of_plan(t, ask);
        Card::new(t.known(&ask.text), crate::plan::muted(&plan))
            .inner()
            .foot(Actions { buttons: vec![button] }.render_html())
            .render_html()
    });
    Card::new(t.s("me-asks"), Html::join(cards)).kind(CardKind::Warm).render_html()
}

fn council(t: T, view: &OwnView<'_>) -> Html {
    if view.answers.is_empty() {
        return Html::default();
    }
    let cards = view.answers.iter().rev().map(|answer| {
        let chip = Chip::new(
            t.s(&crate::person::code_key("council-answer", answer.kind.code())),
            Tone::Info,
        );
        let body = Html::join([paragraph(&t.known(&answer.easy)), chip.render_html()]);
        Card::new(t.date_short(answer.on), body).inner().render_html()
    });
    let key = if view.own { "me-council-text" } else { "me-council-text-family" };
    let lead = paragraph(&t.s(key));
    Card::new(t.s("me-council"), Html::join(std::iter::once(lead).chain(cards)))
        .kind(CardKind::Warm)
        .render_html()
}

fn plans(t: T, view: &OwnView<'_>) -> Html {
    let items: Vec<Html> = view
        .plans
        .iter()
        .filter(|plan| plan.current.is_some())
        .map(|plan| {
            let title = t.s(&crate::person::code_key("plan-kind", plan.kind.code()));
            let label = Html::rendered(format!("{title}（{}）", Html::text(&plan.org_name)));
            link(&format!("/plans/{}", plan.id), &label)
        })
        .collect();
    let body = if items.is_empty() { paragraph(&t.s("me-plans-none")) } else { lines(items) };
    Card::new(t.s("me-plans"), body).render_html()
}

fn tasks(t: T, view: &OwnView<'_>) -> Html {
    if view.tasks.is_empty() {
        return Html::default();
    }
    let items = view.tasks.iter().map(|task| {
        let who = match task.owner_name.as_str() {
            "" => t.s("task-nobody"),
            name => Html::text(name),
        };
        let due = task.due.map(|due| t.date_short(due)).unwrap_or_default();
        Html::rendered(format!(
            "{}<br><span class=\"muted small\"><span class=\"day\">{who}</span>　{due}</span>",
            t.known(&task.what)
        ))
    });
    Card::new(t.s("me-tasks"), lines(items.collect::<Vec<_>>())).render_html()
}

fn profile(t: T, view: &OwnView<'_>) -> Html {
    let body = match view.profile {
        None => {
            Empty { title: t.s("me-profile-none"), text: t.s("me-profile-none-text"), action: None }
                .render_html()
        }
        Some(profile) => Facts {
            rows: [
                ("profile-liked", &profile.liked),
                ("profile-important", &profile.important),
                ("profile-support", &profile.support),
            ]
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(key, text)| (t.s(key), t.known(text)))
            .collect(),
        }
        .render_html(),
    };
    let mut card = Card::new(t.s("profile-title"), body);
    if view.head.may(tsumugi_domain::policy::PersonAction::WriteProfile) {
        let button =
            Button::link(t.s("profile-write"), ButtonKind::Quiet, view.head.path("/profile"));
        card = card.foot(Actions { buttons: vec![button] }.render_html());
    }
    card.render_html()
}

fn doors(t: T, view: &OwnView<'_>) -> Html {
    use tsumugi_domain::policy::PersonAction as A;
    let head = &view.head;
    let mut items = Vec::new();
    if view.own {
        items.push(link("/me/answers", &t.s("nav-answers")));
    }
    if head.may(A::Consent) {
        items.push(link(&head.path("/consents"), &t.s("consents-title")));
    }
    if head.may(A::SeeLooks) {
        items.push(link(&head.path("/looks"), &t.s("looks-title")));
    }
    items.push(link(&head.path("/thread"), &t.s("thread-title")));
    Card::new(t.s("me-more"), lines(items)).kind(CardKind::Quiet).render_html()
}

/// Nobody has given this family account a seat yet.
#[must_use]
pub fn nobody(t: T) -> Html {
    Html::join([
        PageHead::new(t.s("me-title")).render_html(),
        Empty { title: t.s("me-nobody"), text: t.s("me-nobody-text"), action: None }.render_html(),
    ])
}
