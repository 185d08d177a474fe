//! Taking out what was written by mistake: the question before, and the quiet mark after.

use jiff::civil::Date;
use tsumugi_domain::ids::{EntryId, TypedId};
use tsumugi_domain::meeting::{GapReason, Level};
use tsumugi_domain::monitoring::Prompt;
use tsumugi_domain::person::{Expression, Speaker};
use tsumugi_domain::removal::{Built, EntryKind, LONGEST_NOTE, Removals, Stays, Tombstone, Why};

use crate::components::{
    Actions, Button, ButtonKind, Card, CardKind, Choice, Component as _, Facts, Field, PageHead,
    Quote,
};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::person::{self, HeadView, bare, choices, code_key, lines, link};
use crate::plan::{day_of, more, muted};
use crate::problem::paragraph;

/// What was chosen and typed about why.
#[derive(Debug, Clone, Default)]
pub struct ReasonForm {
    /// Code of the reason.
    pub why: String,
    /// A word more.
    pub note: String,
}

/// Where the same words stand, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuotedAt {
    /// A monitoring.
    Monitoring(EntryId),
    /// A plan.
    Plan(EntryId),
    /// A meeting.
    Meeting(EntryId),
}

/// An entry that could be taken out.
#[derive(Debug)]
pub struct EntryView<'a> {
    /// The person.
    pub head: HeadView<'a>,
    /// Which entry.
    pub id: EntryId,
    /// What it is.
    pub kind: EntryKind,
    /// What it belongs to.
    pub within: Option<EntryId>,
    /// Who wrote it; empty where a meeting did.
    pub by: &'a str,
    /// When.
    pub on: Date,
    /// What it says, in the order of its kind.
    pub texts: &'a [String; 6],
    /// What a monitoring found: the goal, and what was written to it.
    pub goals: &'a [(String, String)],
    /// Corrections of a monitoring.
    pub notes: &'a [String],
    /// A monitoring's words stand among the person's; true when on top.
    pub voice: Option<bool>,
    /// Where the same words stay.
    pub quoted: Vec<QuotedAt>,
    /// Why it stays.
    pub stays: Option<Stays>,
    /// The person or the family sent it, and the reader is somebody else.
    pub sent: bool,
}

impl EntryView<'_> {
    /// The page on which it stands, and where its mark will.
    #[must_use]
    pub fn place(&self) -> String {
        place(&self.head.path(""), self.kind, self.within)
    }
}

/// The page on which entries of a kind stand, below a person's page.
#[must_use]
pub fn place(person: &str, kind: EntryKind, within: Option<EntryId>) -> String {
    match (kind, within) {
        (EntryKind::Voice, _) => format!("{person}/voices"),
        (EntryKind::Profile, _) => format!("{person}/profile"),
        (EntryKind::MonitoringNote, Some(monitoring)) => format!("/monitorings/{monitoring}"),
        (EntryKind::Facts, Some(meeting)) => format!("/meetings/{meeting}"),
        _ => person.to_owned(),
    }
}

/// The way to the question, beside an entry.
#[must_use]
pub fn go(t: T, head: &HeadView<'_>, entry: impl TypedId, what: &str) -> Button {
    let href = head.path(&format!("/entries/{}/remove", entry.uuid()));
    let spoken = t.plain_with("removal-go-spoken", &[("text", what.into())]);
    Button::link(t.s("removal-go"), ButtonKind::DangerQuiet, href).spoken(spoken)
}

/// The quiet line that stays where something stood.
#[must_use]
pub fn mark(t: T, mark: &Tombstone) -> Html {
    let kind = t.plain(&code_key("entry", mark.kind.code()));
    let written = t.0.date_short(day_of(mark.written_at)).to_string();
    let what = t.with("removal-mark", &[("kind", kind.into()), ("day", written.into())]);
    let day = t.0.date_short(day_of(mark.at)).to_string();
    let why = t.plain(&code_key("removal-why", mark.why.code()));
    let by = [("day", day.into()), ("by", (&mark.by).into()), ("why", why.into())];
    let note = match mark.note.as_str() {
        "" => Html::default(),
        note => Html::rendered(format!("<br>{}", t.known(note))),
    };
    Html::rendered(format!(
        "<span class=\"muted small\">{what}<br>{}{note}</span>",
        t.with("removal-mark-by", &by)
    ))
}

/// The marks of one kind, as lines; within one record, where it is named.
#[must_use]
pub fn marks(t: T, removals: &Removals, kind: EntryKind, within: Option<EntryId>) -> Vec<Html> {
    let here = |found: &&Tombstone| within.is_none() || found.within == within;
    removals.of(kind).filter(here).map(|found| mark(t, found)).collect()
}

/// The question before an entry is taken out: what goes, what stays, and why.
#[must_use]
pub fn ask(kit: &Kit, view: &EntryView<'_>, form: &ReasonForm, errors: &Errors) -> Html {
    let t = kit.t();
    let place = view.place();
    let (summary, rest) = match view.stays {
        Some(why) => (errors.summary(t, &[]), stays_card(t, view, why)),
        None => {
            let action = view.head.path(&format!("/entries/{}/remove", view.id));
            let whys: &[Why] = if view.sent { &Why::OF_SENT } else { Why::ALL };
            let (summary, form) = reason_form(kit, (&action, &place), whys, form, errors);
            let lead = match view.sent {
                true => muted(&t.s("removal-sent")),
                false => Html::default(),
            };
            (summary, Html::join([after_card(t, view), lead, form]))
        }
    };
    Html::join([
        summary,
        PageHead::new(t.s("removal-title"))
            .lead(t.s("removal-lead"))
            .back(Html::text(&view.head.called(t)), place)
            .render_html(),
        entry_card(t, view),
        rest,
    ])
}

/// What it says, whole: nobody takes out what they have not seen.
fn entry_card(t: T, view: &EntryView<'_>) -> Html {
    let day = t.0.date(view.on).to_string();
    let source = match view.by {
        "" => t.with("removal-written-on", &[("day", day.into())]),
        by => t.with("removal-written", &[("day", day.into()), ("by", by.into())]),
    };
    let body = match view.kind {
        EntryKind::Voice => voice(t, view, source),
        _ => Html::join([
            muted(&source),
            Facts { rows: rows(t, view) }.render_html(),
            with_monitoring(t, view),
        ]),
    };
    Card::new(t.s(&code_key("entry", view.kind.code())), body).id("entry").render_html()
}

fn voice(t: T, view: &EntryView<'_>, source: Html) -> Html {
    let [text, scene, speaker, how, ..] = view.texts;
    // What came in no known way was shown: it is not quoted.
    let how = how.parse().unwrap_or(Expression::Face);
    let mark = person::mark(speaker.parse().unwrap_or(Speaker::Person), how);
    let source = match scene.as_str() {
        "" => source,
        scene => Html::join([source, Html::text("　"), t.known(scene)]),
    };
    Quote::new(t, mark, t.known(bare(text))).source(source).render_html()
}

/// The texts under their names; what is empty is left out.
fn rows(t: T, view: &EntryView<'_>) -> Vec<(Html, Html)> {
    let texts = view.texts;
    let row = |key: &str, text: &String| (t.s(key), t.known(text));
    let rows: Vec<(&String, (Html, Html))> = match view.kind {
        EntryKind::Profile => ["profile-liked", "profile-important", "profile-support"]
            .into_iter()
            .zip(texts)
            .map(|(key, text)| (text, row(key, text)))
            .collect(),
        EntryKind::Facts => ["facts-changed", "facts-chose", "facts-went-well"]
            .into_iter()
            .zip(texts)
            .map(|(key, text)| (text, row(key, text)))
            .collect(),
        EntryKind::Monitoring => {
            let prompts = Prompt::ALL
                .iter()
                .zip(texts)
                .map(|(prompt, text)| (text, row(&code_key("prompt", prompt.code()), text)));
            let last = [
                (&texts[4], row("removal-own-words", &texts[4])),
                (&texts[5], row("removal-reason", &texts[5])),
            ];
            prompts.chain(last).collect()
        }
        EntryKind::Need => {
            let level = texts[2].parse::<Level>().map(|one| code_key("level", one.code()));
            let reason =
                texts[3].parse::<GapReason>().map(|one| code_key("gap-reason", one.code()));
            let coded = |key: &str, code: Result<String, _>| {
                (t.s(key), code.map(|code| t.s(&code)).unwrap_or_default())
            };
            vec![
                (&texts[0], row("removal-text", &texts[0])),
                (&texts[1], row("need-until-then", &texts[1])),
                (&texts[2], coded("need-level", level)),
                (&texts[3], coded("need-reason", reason)),
            ]
        }
        _ => vec![(&texts[0], row("removal-text", &texts[0]))],
    };
    rows.into_iter().filter(|(text, _)| !text.is_empty()).map(|(_, row)| row).collect()
}

/// What goes with a monitoring.
fn with_monitoring(t: T, view: &EntryView<'_>) -> Html {
    let goals = view.goals.iter().map(|(goal, text)| (t.known(goal), t.known(text)));
    let goals: Vec<_> = goals.collect();
    let notes: Vec<Html> = view.notes.iter().map(|note| t.known(note)).collect();
    let part = |key: &str, empty: bool, body: Html| match empty {
        true => Html::default(),
        false => Card::new(t.s(key), body).inner().render_html(),
    };
    Html::join([
        part("monitoring-goals", goals.is_empty(), Facts { rows: goals }.render_html()),
        part("monitoring-notes", notes.is_empty(), lines(notes)),
    ])
}

/// What becomes of it, in as few sentences as are true of this entry.
fn after_card(t: T, view: &EntryView<'_>) -> Html {
    let mut after = vec![t.s("removal-gone"), t.s("removal-mark-stays")];
    match view.kind {
        EntryKind::Voice if view.texts[4] == "top" => after.push(t.s("removal-was-top")),
        EntryKind::Profile => after.push(t.s("removal-profile-before")),
        EntryKind::Monitoring => after.push(t.s("removal-review")),
        EntryKind::Need => after.push(t.s("removal-need-minutes")),
        _ => {}
    }
    match view.voice {
        Some(true) => {
            after.extend([t.s("removal-voice-too"), t.s("removal-was-top")]);
        }
        Some(false) => after.push(t.s("removal-voice-too")),
        None => {}
    }
    let quoted: Vec<Html> = view.quoted.iter().map(|at| quoted_at(t, *at)).collect();
    if !quoted.is_empty() {
        after.push(Html::join([t.s("removal-quoted"), lines(quoted)]));
    }
    let copies = more(&t.s("removal-copies"), &muted(&t.s("removal-copies-text")), false);
    Card::new(t.s("removal-after"), Html::join([lines(after), copies]))
        .kind(CardKind::Quiet)
        .render_html()
}

fn quoted_at(t: T, at: QuotedAt) -> Html {
    match at {
        QuotedAt::Monitoring(id) => link(&format!("/monitorings/{id}"), &t.s("entry-monitoring")),
        QuotedAt::Plan(id) => link(&format!("/plans/{id}"), &t.s("removal-in-plan")),
        QuotedAt::Meeting(id) => link(&format!("/meetings/{id}"), &t.s("removal-in-meeting")),
    }
}

/// Why it stays, and what can be done instead.
fn stays_card(t: T, view: &EntryView<'_>, why: Stays) -> Html {
    let instead = t.s(&code_key("removal-instead", why.code()));
    let back = Button::link(t.s("removal-back"), ButtonKind::Primary, view.place());
    Card::new(
        t.s("removal-stays"),
        Html::join([paragraph(&t.s(&code_key("removal-stays", why.code()))), paragraph(&instead)]),
    )
    .kind(CardKind::Quiet)
    .foot(Actions { buttons: vec![back] }.render_html())
    .render_html()
}

/// Why it is taken out: coded, and a word more if needed. What it said does not belong there.
fn reason_form(
    kit: &Kit,
    ways: (&str, &str),
    whys: &[Why],
    form: &ReasonForm,
    errors: &Errors,
) -> (Html, Html) {
    let t = kit.t();
    let codes: Vec<&str> = whys.iter().map(|why| why.code()).collect();
    let whys = choices(t, "removal-why", &codes, &form.why);
    reason_form_of(kit, ways, whys, form, errors)
}

/// The same for something whose reasons have other words.
pub(crate) fn reason_form_of(
    kit: &Kit,
    (action, cancel): (&str, &str),
    whys: Vec<Choice>,
    form: &ReasonForm,
    errors: &Errors,
) -> (Html, Html) {
    let t = kit.t();
    let (summary, fields) = errors.fields(
        t,
        vec![
            Field::radios(t, "why", t.s("removal-why"), whys).required(),
            Field::line(t, "note", t.s("removal-note"), &form.note)
                .hint(t.with("removal-note-hint", &[("most", LONGEST_NOTE.into())])),
        ],
    );
    let form = kit.form(action, fields, "removal-do").cancel(t, cancel).render_html();
    (summary, form)
}

/// Somebody who was registered by mistake.
#[derive(Debug)]
pub struct PersonView<'a> {
    /// The person.
    pub head: HeadView<'a>,
    /// What is kept: label key and text.
    pub facts: Vec<(&'static str, String)>,
    /// The team, by name.
    pub team: Vec<String>,
    /// What rests on them.
    pub built: Vec<Built>,
}

/// The question before somebody is taken out who was registered by mistake.
#[must_use]
pub fn ask_person(kit: &Kit, view: &PersonView<'_>, form: &ReasonForm, errors: &Errors) -> Html {
    let t = kit.t();
    let head = &view.head;
    let mut rows: Vec<_> = view
        .facts
        .iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(key, text)| (t.s(key), t.known(text)))
        .collect();
    rows.push((t.s("team-title"), lines(view.team.iter().map(|name| Html::text(name)))));
    let (summary, rest) = if view.built.is_empty() {
        let after = ["removal-gone", "removal-person-mark"].map(|key| t.s(key));
        let copies = more(&t.s("removal-copies"), &muted(&t.s("removal-copies-text")), false);
        let after = Card::new(t.s("removal-after"), Html::join([lines(after), copies]))
            .kind(CardKind::Quiet)
            .render_html();
        let (summary, form) =
            reason_form(kit, (&head.path("/remove"), &head.path("/edit")), Why::ALL, form, errors);
        (summary, Html::join([after, form]))
    } else {
        (errors.summary(t, &[]), person_stays(t, view))
    };
    let kept = Card::new(Html::text(&head.called(t)), Facts { rows }.render_html()).render_html();
    let page_head = PageHead::new(t.s("removal-person-title"))
        .lead(t.s("removal-person-lead"))
        .back(t.s("facts-edit"), head.path("/edit"))
        .render_html();
    // Where nothing can be taken out, that is what the reader came to know: it stands first.
    let body = if view.built.is_empty() { [kept, rest] } else { [rest, kept] };
    Html::join([summary, page_head, Html::join(body)])
}

fn person_stays(t: T, view: &PersonView<'_>) -> Html {
    let built: String = view
        .built
        .iter()
        .map(|built| format!("<li>{}</li>", t.s(&code_key("built", built.code()))))
        .collect();
    let built = Html::rendered(format!("<ul>{built}</ul>"));
    let back = Button::link(t.s("removal-back"), ButtonKind::Primary, view.head.path(""));
    Card::new(
        t.s("removal-person-stays"),
        Html::join([built, paragraph(&t.s("removal-person-instead"))]),
    )
    .kind(CardKind::Quiet)
    .foot(Actions { buttons: vec![back] }.render_html())
    .render_html()
}

/// The way to that question, at the end of the form for the basics.
#[must_use]
pub fn person_card(t: T, head: &HeadView<'_>) -> Html {
    let go = Button::link(t.s("removal-person-go"), ButtonKind::DangerQuiet, head.path("/remove"));
    Card::new(t.s("removal-person-title"), muted(&t.s("removal-person-lead")))
        .kind(CardKind::Quiet)
        .foot(Actions { buttons: vec![go] }.render_html())
        .render_html()
}

/// What can be done about what cannot be taken out, where somebody would look for it.
#[must_use]
pub fn instead(t: T, key: &str) -> Html {
    more(&t.s("removal-instead"), &paragraph(&t.s(key)), false)
}
