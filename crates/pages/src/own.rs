//! The person's and the family's own pages: few things, large, in kind words.

mod say;

pub use say::{CARDS, FEELINGS, SayForm, Teller, say};

use jiff::civil::Date;
use tsumugi_domain::answer::Source;
use tsumugi_domain::council::CouncilAnswer;
use tsumugi_domain::meeting::Meeting;
use tsumugi_domain::person::Voice;
use tsumugi_domain::plan::{About, AnswerKind, Plan};
use tsumugi_domain::task::{Task, TaskState};

use crate::answer::{stands_in, why_asked};
use crate::components::{
    Actions, Button, ButtonKind, Card, CardKind, Chip, Component as _, Empty, NextStep, PageHead,
    Symbol, Tone,
};
use crate::html::{Html, T};
use crate::kit::Kit;
use crate::meeting::slot;
use crate::person::{
    HeadView, age_and_stage, code_key, end_chip, lines, own_words, quote_to, task_actions,
    task_end_to, task_reopen, task_why,
};
use crate::problem::paragraph;

/// Something to say はい, いや or まだ to.
#[derive(Debug)]
pub struct AskLine {
    /// The exact words.
    pub text: String,
    /// Where one answers.
    pub href: String,
    /// About what.
    pub about: About,
    /// Where they stand.
    pub source: Source,
    /// What the family that reads has answered, and when.
    pub answered: Option<(AnswerKind, Date)>,
}

/// What one person's part of the page shows.
#[derive(Debug)]
pub struct OwnView<'a> {
    /// The head.
    pub head: HeadView<'a>,
    /// The reader is the person; else family.
    pub own: bool,
    /// The next talk; true when the reader has not said yet whether or when they can come to it.
    pub next: Option<(&'a Meeting, bool)>,
    /// What was written from here of late, newest first.
    pub sent: &'a [Voice],
    /// Questions that wait for the person.
    pub asks: Vec<AskLine>,
    /// How many more wait for a later talk.
    pub more_asks: usize,
    /// Plans.
    pub plans: &'a [Plan],
    /// What the reader does, and did of late.
    pub my_tasks: &'a [Task],
    /// What others do for the person, and did of late.
    pub tasks: &'a [Task],
    /// Answers of the council, newest first, each with what could not be done.
    pub answers: Vec<(&'a str, &'a CouncilAnswer)>,
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
        share_asked(t, view),
        asks(t, view),
        my_tasks(kit, view),
        sent(t, view),
        council(t, view),
        doors(t, view),
        tasks(t, view),
    ])
}

/// The words on top, called わたしの where the person reads.
fn top_words(t: T, view: &OwnView<'_>) -> Html {
    match view.head.top {
        Some(voice) => quote_to(t, &view.head, voice).render_html(),
        None => own_words(t, &view.head),
    }
}

/// The one thing to do: a talk that is coming, then a question that waits, then a word of one's
/// own.
fn next(t: T, view: &OwnView<'_>) -> Html {
    let label = Symbol::Words.with(t.s("me-say"));
    let say = |kind| Button::link(label.clone(), kind, view.head.path("/voices/new"));
    // What waits for the person is not the family's to do.
    let ask = view.asks.first().filter(|_| view.own);
    let (what, why, actions) = match (view.next, ask) {
        (Some((meeting, coming_wanted)), _) => {
            let (when, go) = talk(t, meeting, coming_wanted);
            (Symbol::Talk.with(t.s("me-talk")), when, vec![go, say(ButtonKind::Secondary)])
        }
        (None, Some(ask)) => {
            let what = t.with("mine-next", &[("text", t.0.known(&ask.text).into())]);
            let why = why_asked(t, ask.about, Some(&ask.source));
            let go = Button::link(t.s("me-answer"), ButtonKind::Primary, ask.href.clone());
            (what, why, vec![go, say(ButtonKind::Secondary)])
        }
        // Whoever has just spoken is not asked to speak: it has come, and more can be said.
        (None, None) if view.sent.iter().any(|voice| voice.heard.is_none()) => {
            (t.s("me-arrived"), t.s("me-arrived-text"), vec![say(ButtonKind::Secondary)])
        }
        (None, None) => (t.s("me-no-talk"), t.s("me-no-talk-text"), vec![say(ButtonKind::Primary)]),
    };
    NextStep { t, what, why: Some(why), actions }.render_html()
}

/// When the talk is, and the way to it; straight to the answer, as long as one is wanted.
fn talk(t: T, meeting: &Meeting, coming_wanted: bool) -> (Html, Button) {
    let page = format!("/meetings/{}", meeting.id);
    let to = |key, href| Button::link(t.s(key), ButtonKind::Primary, href);
    let days = format!("{page}#days");
    match (meeting.slot(), coming_wanted) {
        (None, true) => (t.s("me-talk-days"), to("me-talk-days-go", days)),
        (Some(when), true) => {
            let gap = Html::rendered("<br>".to_owned());
            let why = Html::join([slot(t, when), gap, t.s("meeting-next-coming")]);
            (why, to("meeting-next-coming-go", days))
        }
        (None, false) => (t.s("me-talk-no-day"), to("me-talk-open", page)),
        (Some(when), false) => (slot(t, when), to("me-talk-open", page)),
    }
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
        Html::join([quote_to(t, &view.head, voice).render_html(), read.render_html()])
    });
    Card::new(Symbol::Letter.with(t.s("me-sent")), Html::join(words)).render_html()
}

/// Whether somebody may see something: read and answered on a page of its own.
fn share_asked(t: T, view: &OwnView<'_>) -> Html {
    let Some(asked) = view.head.share_asked else { return Html::default() };
    let href = view.head.path(&format!("/consents/{asked}"));
    let go = Button::link(t.s("consent-answer"), ButtonKind::Secondary, href);
    Card::new(Symbol::Share.with(t.s("consent-one-ask")), paragraph(&t.s("me-share-asked")))
        .kind(CardKind::Warm)
        .foot(go.render_html())
        .render_html()
}

fn source_of(t: T, ask: &AskLine) -> Html {
    stands_in(t, ask.about, Some(&ask.source))
}

/// The questions that wait; the first of them may already stand above. The family sees what the
/// person is asked, and answers beside it, as family.
fn asks(t: T, view: &OwnView<'_>) -> Html {
    let above = usize::from(view.own && view.next.is_none());
    if view.asks.len() <= above {
        return Html::default();
    }
    let (title, lead, label, spoken) = match view.own {
        true => ("me-asks", None, "me-answer", "me-answer-spoken"),
        false => (
            "me-asks-family",
            Some("me-asks-family-text"),
            "me-answer-family",
            "me-answer-family-spoken",
        ),
    };
    let cards = view.asks.iter().skip(above).map(|ask| {
        let (label, spoken, given) = match ask.answered {
            Some((kind, on)) => ("me-answer-change", "me-answer-change-spoken", given(t, kind, on)),
            None => (label, spoken, Html::default()),
        };
        let button = Button::link(t.s(label), ButtonKind::Secondary, ask.href.clone())
            .spoken(t.plain_with(spoken, &[("text", (&ask.text).into())]));
        let body = Html::join([crate::plan::muted(&source_of(t, ask)), given]);
        Card::new(t.known(&ask.text), body)
            .inner()
            .foot(Actions { buttons: vec![button] }.render_html())
            .render_html()
    });
    let lead = lead.map(|key| paragraph(&t.s(key))).unwrap_or_default();
    let more = match view.more_asks {
        0 => Html::default(),
        count => crate::plan::muted(&t.with("mine-more", &[("count", count.into())])),
    };
    let body = Html::join(std::iter::once(lead).chain(cards).chain([more]));
    Card::new(Symbol::Talk.with(t.s(title)), body).kind(CardKind::Warm).render_html()
}

/// The family's own answer, with its day.
fn given(t: T, kind: AnswerKind, on: Date) -> Html {
    let answer = t.0.text(&code_key("answer", kind.code()));
    let day = t.0.date_short(on);
    let args = [("answer", answer.into()), ("day", day.into())];
    paragraph(&t.with("me-answer-given", &args))
}

/// What the council answered, and which wish it answers.
fn council(t: T, view: &OwnView<'_>) -> Html {
    if view.answers.is_empty() {
        return Html::default();
    }
    let cards = view.answers.iter().map(|(need, answer)| {
        let kind = t.s(&code_key("council-answer", answer.kind.code()));
        let about = t.with("me-council-about", &[("need", t.0.known(need).into())]);
        let body = Html::join([
            crate::plan::muted(&about),
            paragraph(&t.known(&answer.easy)),
            Chip::new(kind, Tone::Info).render_html(),
        ]);
        Card::new(t.date_short(answer.on), body).inner().render_html()
    });
    let key = if view.own { "me-council-text" } else { "me-council-text-family" };
    let lead = paragraph(&t.s(key));
    let title = Symbol::Answer.with(t.s("me-council"));
    Card::new(title, Html::join(std::iter::once(lead).chain(cards)))
        .kind(CardKind::Warm)
        .id("council")
        .render_html()
}

/// What the reader said they would do: they say themselves how it went.
fn my_tasks(kit: &Kit, view: &OwnView<'_>) -> Html {
    let t = kit.t();
    if view.my_tasks.is_empty() {
        return Html::default();
    }
    let items = view.my_tasks.iter().map(|task| {
        let (chip, note, form) = match task_end_to(t, &view.head, task) {
            None => {
                let due =
                    task.due.map(|day| t.with("task-due", &[("day", t.0.date_short(day).into())]));
                let why = task_why(t, task, "");
                let action = format!("/tasks/{}/finish", task.id);
                let form = task_actions(kit, action, task, &why);
                (Html::default(), due.unwrap_or_default(), form)
            }
            Some(end) => {
                let form = task_reopen(kit, format!("/tasks/{}/reopen", task.id), task);
                (end_chip(t, task), end, form)
            }
        };
        Html::rendered(format!(
            "<strong>{}</strong> {chip}<br><span class=\"muted small\">{note}</span>{form}",
            t.known(&task.what)
        ))
    });
    let title = Symbol::Me.with(t.s("me-my-tasks"));
    Card::new(title, lines(items.collect::<Vec<_>>())).id("tasks").render_html()
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
        let due = match task.state {
            TaskState::Open => task.due.map(|due| t.date_short(due)).unwrap_or_default(),
            _ => end_chip(t, task),
        };
        Html::rendered(format!(
            "{}<br><span class=\"muted small\"><span class=\"day\">{who}</span>　{due}</span>",
            t.known(&task.what)
        ))
    });
    Card::new(Symbol::Help.with(t.s("me-tasks")), lines(items.collect::<Vec<_>>())).render_html()
}

/// A large way to one of the pages.
struct Door {
    symbol: Symbol,
    title: Html,
    note: Html,
    href: String,
}

/// All the pages, large: a picture, a name, a few words.
fn doors(t: T, view: &OwnView<'_>) -> Html {
    use tsumugi_domain::policy::PersonAction as A;
    let head = &view.head;
    let door = |symbol, title: &str, note: &str, href: String| Door {
        symbol,
        title: t.s(title),
        note: t.s(note),
        href,
    };
    let mut doors =
        vec![door(Symbol::Words, "voices-title", "me-door-words", head.path("/voices"))];
    doors.extend(view.plans.iter().filter(|plan| plan.current.is_some()).map(|plan| Door {
        symbol: Symbol::Plan,
        title: t.s(&code_key("plan-kind", plan.kind.code())),
        note: t.known(&plan.org_name),
        href: format!("/plans/{}/easy", plan.id),
    }));
    if view.own {
        doors.push(door(Symbol::Yes, "nav-answers", "me-door-answers", "/me/answers".into()));
    }
    let page = head.path("/profile/sheet");
    doors.push(door(Symbol::Page, "profile-title", "me-door-profile", page));
    if head.may(A::Consent) {
        let href = head.path("/consents");
        doors.push(door(Symbol::Share, "consents-title", "me-door-consents", href));
    }
    if head.may(A::SeeLooks) {
        doors.push(door(Symbol::Looked, "looks-title", "me-door-looks", head.path("/looks")));
    }
    doors.push(door(Symbol::Link, "thread-title", "me-door-thread", head.path("/thread")));
    let items = doors.iter().map(|door| {
        format!(
            "<li><a class=\"tile tile-door\" href=\"{}\">{}<span class=\"tile-title\">{}</span>\
             <span class=\"tile-note\">{}</span></a></li>",
            Html::text(&door.href),
            door.symbol.svg(),
            door.title,
            door.note
        )
    });
    let items = items.collect::<String>();
    Html::rendered(format!(
        "<section class=\"stack\"><h2>{}</h2><ul class=\"tiles\">{items}</ul></section>",
        t.s("me-doors")
    ))
}

/// Nobody has given this family account a seat yet.
#[must_use]
pub fn nobody(t: T) -> Html {
    Html::join([
        PageHead::new(t.s("me-title")).render_html(),
        Empty { title: t.s("me-nobody"), text: t.s("me-nobody-text"), action: None }.render_html(),
    ])
}
