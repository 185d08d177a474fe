//! What somebody without an account sees of the one meeting they are invited to, and the sheet
//! with the link that lets them in. No page here leads anywhere else.

use jiff::civil::Date;
use tsumugi_domain::ids::TaskId;
use tsumugi_domain::meeting::{
    AgendaItem, Attendance, Candidate, Decision, Facts, Invitation, Meeting, MeetingState, Outcome,
};
use tsumugi_domain::person::Voice;
use tsumugi_domain::seen;
use tsumugi_domain::task::{Task, TaskState};
use tsumugi_domain::team::TeamRole;

use super::confer::MeetingPage;
use super::replies::SaidForm;
use super::{replies, slot, state_chip};
use crate::accounts::link_once;
use crate::components::{
    Button, ButtonKind, Card, CardKind, Chip, Component as _, CopyLine, Field, PageHead, Tone, qr,
};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::person::{
    HeadView, choices, code_key, columns, end_chip, lines, own_by, task_actions, task_end,
    task_reopen, task_why,
};
use crate::plan::{more, muted, told_apart};
use crate::problem::paragraph;

mod on_paper;
mod step;

/// Behind a link, before it is opened.
#[derive(Debug)]
pub struct EntranceView<'a> {
    /// Path of the form.
    pub action: &'a str,
    /// Who is invited.
    pub name: &'a str,
    /// Where they belong.
    pub org_name: &'a str,
    /// Who invites.
    pub office: &'a str,
    /// The last day on which it works.
    pub until: Date,
}

/// Says who is invited and what opening does; whom the meeting is about stands behind the button.
#[must_use]
pub fn entrance(kit: &Kit, view: &EntranceView<'_>) -> Html {
    let t = kit.t();
    let from = t.with("guest-from", &[("office", view.office.into())]);
    let until = t.with("guest-until", &[("day", t.0.date(view.until).into())]);
    let go = kit.form(view.action, Html::default(), "guest-go-in");
    let body = Html::join([
        paragraph(&from),
        paragraph(&t.s("guest-seen")),
        paragraph(&until),
        muted(&t.s("guest-not-you")),
    ]);
    Html::join([
        PageHead::new(t.with("guest-dear", &[("name", called(view.name, view.org_name).into())]))
            .render_html(),
        Card::new(t.s("guest-invitation"), body).foot(go.render_html()).render_html(),
    ])
}

/// For a link that leads nowhere: whatever the reason, the way on is the same.
#[must_use]
pub fn over(t: T) -> Html {
    let body = Html::join([paragraph(&t.s("guest-over-why")), paragraph(&t.s("guest-over-ask"))]);
    Html::join([
        PageHead::new(t.s("guest-over")).render_html(),
        Card::new(t.s("guest-over-next"), body).kind(CardKind::Warm).render_html(),
    ])
}

/// After the page was closed: the link still works.
#[must_use]
pub fn left(t: T) -> Html {
    let body = paragraph(&t.s("guest-left-again"));
    Html::join([
        PageHead::new(t.s("guest-left")).render_html(),
        Card::new(t.s("guest-left-next"), body).kind(CardKind::Warm).render_html(),
    ])
}

fn called(name: &str, org_name: &str) -> String {
    match org_name {
        "" => name.to_owned(),
        org => format!("{org}　{name}"),
    }
}

/// The meeting as a guest sees it.
#[derive(Debug)]
pub struct GuestView<'a> {
    /// How the person wants to be called.
    pub called: &'a str,
    /// The person's words on top.
    pub top: Option<&'a Voice>,
    /// The meeting.
    pub meeting: &'a Meeting,
    /// Candidate times; empty once it has a day.
    pub candidates: &'a [Candidate],
    /// What the guest says about coming: as stored, or as typed when it could not be used.
    pub said: SaidForm,
    /// An answer about coming is stored.
    pub answered: bool,
    /// The guest's seat.
    pub own: &'a Invitation,
    /// Who else is invited.
    pub others: &'a [(Invitation, Option<TeamRole>)],
    /// What there is to talk about.
    pub agenda: &'a [AgendaItem],
    /// What the guest told before: as stored, or as typed when it could not be used.
    pub facts: &'a Facts,
    /// The mark of what is stored.
    pub facts_seen: String,
    /// What the guest does.
    pub tasks: &'a [Task],
    /// What was typed about a task that is not possible, when it could not be used.
    pub excuse: Option<(TaskId, String)>,
    /// What was decided.
    pub decisions: &'a [Decision],
    /// 手伝い方.
    pub support: &'a str,
    /// The office's telephone.
    pub phone: &'a str,
    /// The last day on which the link works.
    pub until: Date,
    /// The anchor of the card whose form was just kept; empty when nothing was.
    pub saved: &'a str,
}

/// The meeting as a guest sees it: when, what for, what is asked of them, what they get back.
#[must_use]
pub fn guest(kit: &Kit, view: &GuestView<'_>, errors: &Errors) -> Html {
    let t = kit.t();
    let meeting = view.meeting;
    let kind = t.plain(&code_key("meeting-kind", meeting.kind.code()));
    let title =
        t.with("invitation-of", &[("name", address(t, view).into()), ("kind", kind.into())]);
    let open = meeting.is_open();
    let mut fields = Vec::new();
    let tasks = tasks_card(kit, view, errors, &mut fields);
    let when = when_card(kit, view, errors, &mut fields);
    let facts = if open { facts_card(kit, view, errors, &mut fields) } else { Html::default() };
    Html::join([
        errors.summary(t, &fields.iter().collect::<Vec<_>>()),
        PageHead::new(title).lead(who_looks(t, view)).action(Button::print(t)).render_html(),
        own_words(t, view),
        step::next(t, view),
        Card::new(t.s("meeting-must-decide"), paragraph(&t.known(&meeting.must_decide)))
            .render_html(),
        columns(
            Html::join([tasks, when, decisions_card(t, view), facts]),
            Html::join([
                support_card(t, view),
                if open { agenda_card(t, view) } else { Html::default() },
                others_card(t, view),
            ]),
        ),
        leave(kit, view),
    ])
}

/// The person's name with its honorific.
fn address(t: T, view: &GuestView<'_>) -> String {
    tsumugi_words::name::address(t.0.layer(), view.called)
}

/// Who looks, who invited them, and until when.
fn who_looks(t: T, view: &GuestView<'_>) -> Html {
    let who = called(&view.own.name, &view.own.org_name);
    t.with(
        "guest-who-looks",
        &[
            ("who", who.into()),
            ("office", (&view.meeting.convener_org_name).into()),
            ("day", t.0.date(view.until).into()),
        ],
    )
}

/// The person's own sentence, before anything that others ask.
fn own_words(t: T, view: &GuestView<'_>) -> Html {
    let Some(voice) = view.top else { return Html::default() };
    own_by(t, voice.how, &voice.text).render_html()
}

/// A card that forms lead back to: there it says that what was sent is kept.
fn landing(t: T, view: &GuestView<'_>, id: &str, title: Html, body: Html) -> Html {
    let kept = match view.saved == id {
        true => {
            let chip = Chip::new(t.s("done-saved"), Tone::Good).render_html();
            Html::rendered(format!("<p class=\"screen-only\">{chip}</p>"))
        }
        false => Html::default(),
    };
    Card::new(title, Html::join([kept, body])).id(id).render_html()
}

/// The fields with what is wrong with them, rendered; `all` is what the summary links to.
fn rendered(errors: &Errors, fields: Vec<Field>, all: &mut Vec<Field>) -> Html {
    let fields = errors.put_in(fields);
    let html = Html::join(fields.iter().map(|field| field.render_html()));
    all.extend(fields);
    html
}

fn when_card(kit: &Kit, view: &GuestView<'_>, errors: &Errors, all: &mut Vec<Field>) -> Html {
    let t = kit.t();
    let (title, body) = match &view.meeting.state {
        MeetingState::Calling => {
            let fields = replies::fields(t, view.candidates, view.own.id, &view.said);
            let form = kit
                .form("/guest/reply", rendered(errors, fields, all), "reply-save")
                .hidden("seen", view.said.seen.clone());
            let lead = t.s("guest-when-lead");
            let lead = Html::rendered(format!("<p class=\"screen-only\">{lead}</p>"));
            let paper = on_paper::times(t, view);
            (t.s("guest-when-ask"), Html::join([lead, form.render_html(), paper]))
        }
        MeetingState::Fixed { when } => {
            let day = Html::rendered(format!("<p><strong>{}</strong></p>", slot(t, when)));
            let asked = attendance(kit, view, errors, all);
            (t.s("guest-when"), Html::join([day, asked, on_paper::coming(t, view)]))
        }
        MeetingState::Closed { when, .. } => {
            let chip = state_chip(t, &view.meeting.state).render_html();
            (t.s("guest-when"), Html::rendered(format!("<p>{} {chip}</p>", slot(t, when))))
        }
        MeetingState::CalledOff { reason } => {
            (t.s("meeting-called-off"), paragraph(&t.known(reason)))
        }
    };
    landing(t, view, "when", title, body)
}

/// What can be said to the day that is fixed.
const COMING: [Attendance; 4] =
    [Attendance::Yes, Attendance::Part, Attendance::Written, Attendance::No];

fn attendance(kit: &Kit, view: &GuestView<'_>, errors: &Errors, all: &mut Vec<Field>) -> Html {
    let (t, said) = (kit.t(), &view.said);
    let codes: Vec<&str> = COMING.map(Attendance::code).into();
    let fields = vec![
        Field::radios(
            t,
            "attendance",
            t.s("guest-attendance"),
            choices(t, "attendance", &codes, said.attendance.code()),
        )
        .in_row()
        .required(),
        Field::line(t, "note", t.s("reply-note"), &said.note)
            .needed_when(t.s("reply-note-when"))
            .id(format!("note-{}", view.own.id)),
    ];
    kit.form("/guest/attendance", rendered(errors, fields, all), "reply-save")
        .hidden("seen", said.seen.clone())
        .render_html()
}

/// What they promised: done, or not possible with a word why.
fn tasks_card(kit: &Kit, view: &GuestView<'_>, errors: &Errors, all: &mut Vec<Field>) -> Html {
    let t = kit.t();
    if view.tasks.is_empty() {
        return Html::default();
    }
    let items = view.tasks.iter().map(|task| {
        let due = task.due.map(|day| t.with("task-due", &[("day", t.0.date_short(day).into())]));
        let form = if task.state == TaskState::Open {
            let excuse = view.excuse.as_ref().filter(|(id, _)| *id == task.id);
            let why = task_why(t, task, excuse.map_or("", |(_, why)| why)).required();
            let why = errors.put(why);
            let form = task_actions(kit, format!("/guest/tasks/{}", task.id), task, &why);
            all.push(why);
            Html::join([form, on_paper::ended(t)])
        } else {
            task_reopen(kit, format!("/guest/tasks/{}/reopen", task.id), task)
        };
        let chip = end_chip(t, task);
        Html::rendered(format!(
            "<strong>{}</strong> {chip}<br><span class=\"muted small\">{}</span>{form}",
            t.known(&task.what),
            task_end(t, task).or(due).unwrap_or_default()
        ))
    });
    let body = lines(items.collect::<Vec<_>>());
    landing(t, view, "tasks", t.s("guest-tasks"), body)
}

fn facts_card(kit: &Kit, view: &GuestView<'_>, errors: &Errors, all: &mut Vec<Field>) -> Html {
    let t = kit.t();
    let fields = rendered(errors, fact_fields(t, view.facts, ""), all);
    let form = kit.form("/guest/facts", fields, "guest-facts-save");
    let form = form.hidden("seen", view.facts_seen.clone()).quieter().render_html();
    let lead = paragraph(&t.s("guest-facts-lead"));
    let body = Html::join([expected(t, view), lead, form, on_paper::facts(t, view.facts)]);
    landing(t, view, "facts", t.s("guest-facts"), body)
}

/// What those who prepare the meeting hope to hear from this seat.
fn expected(t: T, view: &GuestView<'_>) -> Html {
    match view.own.expected.as_str() {
        "" => Html::default(),
        text => {
            Html::rendered(format!("<h3>{}</h3><p>{}</p>", t.s("paper-expected"), t.known(text)))
        }
    }
}

/// Name and label of the three fields.
const FACTS: [(&str, &str); 3] =
    [("changed", "facts-changed"), ("chose", "facts-chose"), ("went_well", "facts-went-well")];

/// The three fields; `of` tells those of one seat from those of another.
pub(super) fn fact_fields(t: T, facts: &Facts, of: &str) -> Vec<Field> {
    FACTS
        .into_iter()
        .zip(facts.all())
        .map(|((name, key), fact)| {
            let field = Field::line(t, name, t.s(key), fact);
            if of.is_empty() { field } else { field.id(format!("{name}-{of}")) }
        })
        .collect()
}

/// What a seat told, for those who prepare the meeting.
pub(super) fn facts(t: T, facts: &Facts) -> Html {
    let lines = FACTS.into_iter().zip(facts.all()).filter(|(_, fact)| !fact.is_empty()).map(
        |((_, key), fact)| {
            let label = t.s(key);
            Html::rendered(format!("<p class=\"seat-more\">{label}：{}</p>", Html::text(fact)))
        },
    );
    Html::join(lines)
}

/// The form with which staff write down the facts that came by telephone or on paper.
pub(super) fn facts_form(
    kit: &Kit,
    view: &MeetingPage<'_>,
    seat: &Invitation,
    stored: &Facts,
) -> Html {
    let t = kit.t();
    let (facts, seen) = match view.facts_again(seat.id) {
        Some((typed, seen)) => (typed, seen.to_owned()),
        None => (stored, seen::mark(stored)),
    };
    let fields = view.rendered(fact_fields(t, facts, &seat.id.to_string()));
    let form = kit
        .form(format!("/meetings/{}/facts", view.meeting.id), fields, "guest-facts-save")
        .hidden("invitation", seat.id.to_string())
        .hidden("seen", seen)
        .title(told_apart(&t.s("facts-write"), &seat.name))
        .quieter();
    form.render_html()
}

fn decisions_card(t: T, view: &GuestView<'_>) -> Html {
    if view.decisions.is_empty() {
        return Html::default();
    }
    let items = view.decisions.iter().map(|decision| {
        let chip = super::outcome_chip(t, &decision.outcome).render_html();
        Html::rendered(format!(
            "<strong>{}</strong> {chip}<br><span class=\"muted small\">{}</span>",
            t.known(&decision.text),
            who_when(t, &decision.outcome)
        ))
    });
    Card::new(t.s("guest-decisions"), lines(items.collect::<Vec<_>>())).render_html()
}

fn who_when(t: T, outcome: &Outcome) -> Html {
    let (owner, due) = match outcome {
        Outcome::Now { owner_name, due, .. } => (owner_name.as_str(), *due),
        Outcome::TakesTime { owner_name, due, .. } => (owner_name.as_str(), *due),
        Outcome::CannotNow { until_then, .. } => return t.known(until_then),
    };
    let due = due.map(|day| t.with("task-due", &[("day", t.0.date_short(day).into())]));
    Html::join([Html::text(owner), Html::text("　"), due.unwrap_or_default()])
}

/// What helps the person: what guests get back for what they bring.
fn support_card(t: T, view: &GuestView<'_>) -> Html {
    if view.support.is_empty() {
        return Html::default();
    }
    let title = t.with("guest-support", &[("name", address(t, view).into())]);
    Card::new(title, paragraph(&t.known(view.support))).render_html()
}

fn agenda_card(t: T, view: &GuestView<'_>) -> Html {
    // What must be decided stands above already.
    let others = view.agenda.iter().filter(|item| item.text != view.meeting.must_decide);
    let items: Vec<Html> = others.map(|item| t.known(&item.text)).collect();
    if items.is_empty() {
        return Html::default();
    }
    Card::new(t.s("agenda-title"), lines(items)).render_html()
}

/// Family is told by what they are to the person, everybody else by name.
fn others_card(t: T, view: &GuestView<'_>) -> Html {
    let family = |role: &Option<TeamRole>| {
        matches!(role, Some(TeamRole::Custodian | TeamRole::Family | TeamRole::Friend))
    };
    let items = view.others.iter().map(|(seat, role)| match (seat.member, role) {
        (None, _) => t.with("reply-person", &[("name", address(t, view).into())]),
        (_, Some(role)) if family(&Some(*role)) => t.s(&code_key("team-role", role.code())),
        _ => Html::text(&called(&seat.name, &seat.org_name)),
    });
    Card::new(t.s("paper-guests"), lines(items.collect::<Vec<_>>())).render_html()
}

fn leave(kit: &Kit, view: &GuestView<'_>) -> Html {
    let t = kit.t();
    let ask = match view.phone {
        "" => Html::default(),
        phone => paragraph(&t.with(
            "guest-ask",
            &[("office", (&view.meeting.convener_org_name).into()), ("phone", phone.into())],
        )),
    };
    Html::join([ask, kit.post("/guest/leave", "guest-leave", ButtonKind::Quiet, vec![])])
}

/// A link that was just made.
#[derive(Debug)]
pub struct GivenView<'a> {
    /// The head.
    pub head: HeadView<'a>,
    /// The meeting.
    pub meeting: &'a Meeting,
    /// To whom.
    pub seat: &'a Invitation,
    /// The link's whole address.
    pub address: &'a str,
    /// The last day on which it works.
    pub until: Date,
    /// The office's telephone.
    pub phone: &'a str,
    /// A link that was given before works no longer.
    pub again: bool,
}

/// The link, shown this once, and the half page to give along with it.
#[must_use]
pub fn given(t: T, view: &GivenView<'_>) -> Html {
    let name = [("name", view.seat.name.as_str().into())];
    let until = t.with("guest-until", &[("day", t.0.date(view.until).into())]);
    let body = Html::join([
        paragraph(&t.with("guest-given-text", &name)),
        CopyLine { t, id: "address", label: t.s("guest-address"), text: view.address.to_owned() }
            .render_html(),
        paragraph(&until),
        link_once(t, view.again),
    ]);
    let card = Card::new(t.s("guest-link"), body).kind(CardKind::Warm).render_html();
    Html::join([
        PageHead::new(t.with("guest-given", &name))
            .back(t.s("meeting-title"), format!("/meetings/{}#seats", view.meeting.id))
            .action(Button::print(t))
            .render_html(),
        Html::rendered(format!("<div class=\"screen-only\">{card}</div>")),
        sheet(t, view, &until),
    ])
}

/// Half a page: whom it is for, the picture with the link, what it opens, whom to ask.
fn sheet(t: T, view: &GivenView<'_>, until: &Html) -> Html {
    let steps = ["guest-sheet-open", "guest-sheet-answer", "guest-sheet-after"]
        .map(|key| format!("<li>{}</li>", t.s(key)))
        .concat();
    let ask =
        [("office", view.meeting.convener_org_name.as_str().into()), ("phone", view.phone.into())];
    let name = called(&view.seat.name, &view.seat.org_name);
    Html::rendered(format!(
        "<section class=\"paper paper-half\"><div class=\"paper-head\"><p>{dear}</p></div>\
         <h2>{title}</h2><div class=\"paper-link\"><div><ol>{steps}</ol><p>{until}</p></div>{code}\
         </div><p class=\"small address\">{address}</p><p>{ask}</p>\
         <p class=\"paper-foot\"><span>{secret}</span></p></section>",
        dear = t.with("guest-dear", &[("name", name.into())]),
        title = t.s("guest-invitation"),
        code = qr(view.address, &t.s("guest-sheet-picture")).unwrap_or_default(),
        address = Html::text(view.address),
        ask = t.with("guest-ask", &ask),
        secret = t.s("guest-sheet-secret"),
    ))
}

/// A living link of a seat, as the list of seats shows it.
#[derive(Debug)]
pub struct LinkLine {
    /// To which seat.
    pub seat: tsumugi_domain::ids::InvitationId,
    /// The last day on which it works.
    pub until: Date,
    /// When it was opened first.
    pub opened_on: Option<Date>,
}

/// What can be done about the link of a seat, and where it stands.
pub(super) fn link(
    kit: &Kit,
    meeting: &Meeting,
    seat: &Invitation,
    (line, possible): (Option<&LinkLine>, bool),
) -> Html {
    let t = kit.t();
    let path = format!("/meetings/{}/invitations/{}/guest-link", meeting.id, seat.id);
    let give = |key: &str| {
        let spoken = format!("{}：{}", t.plain(key), seat.name);
        kit.post_named(path.clone(), key, ButtonKind::Secondary, spoken, vec![])
    };
    let Some(line) = line else {
        return if possible { give("guest-give") } else { Html::default() };
    };
    let day = t.0.date_short(line.until);
    let state = match line.opened_on {
        Some(on) => {
            t.with("guest-link-opened", &[("on", t.0.date_short(on).into()), ("until", day.into())])
        }
        None => t.with("guest-link-given", &[("until", day.into())]),
    };
    let spoken = format!("{}：{}", t.plain("guest-take-back"), seat.name);
    let end = format!("{path}/end");
    let end = kit.post_named(end, "guest-take-back", ButtonKind::Quiet, spoken, vec![]);
    let again = if possible { give("guest-give-again") } else { Html::default() };
    let forms = Html::rendered(format!("<div class=\"actions\">{again}{end}</div>"));
    Html::join([
        Html::rendered(format!("<p class=\"seat-more\">{state}</p>")),
        more(&told_apart(&t.s("guest-link-change"), &seat.name), &forms, false),
    ])
}
