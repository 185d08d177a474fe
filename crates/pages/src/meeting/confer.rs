//! The meeting itself: people, agenda in two halves, three viewpoints, decisions and the
//! person's answer to each.

use jiff::civil::Date;
use tsumugi_domain::community::UnmetNeed;
use tsumugi_domain::ids::{InvitationId, MembershipId, PlanId};
use tsumugi_domain::meeting::{
    AgendaFrom, AgendaItem, Candidate, Decision, Facts as SeatFacts, Half, Invitation, Meeting,
    MeetingState, Minutes, Reply, View, Viewpoint,
};
use tsumugi_domain::plan::{Answer, Life, PlanKind};
use tsumugi_domain::removal::Removals;
use tsumugi_domain::task::Task;

use super::again::Again;
use super::guest::LinkLine;
use crate::components::{
    Actions, Button, ButtonKind, Card, Chip, Component as _, Facts, Field, Halves, PageHead, Quote,
    Tone, Voice as Mark, WhoCanSee,
};
use crate::html::{Html, T};
use crate::kit::Kit;
use crate::meeting::state_chip;
use crate::person::{HeadView, choices, code_key, lines, link, own_words, spoken};
use crate::plan::Reader;
use crate::plan::more;
use crate::problem::paragraph;

/// A decision with the answers to it.
#[derive(Debug)]
pub struct DecisionLine<'a> {
    /// The decision.
    pub decision: &'a Decision,
    /// Whether the person's answer lives; none when it may not be seen.
    pub life: Option<&'a Life>,
    /// The latest answers, of the person and of the family.
    pub answers: Vec<&'a Answer>,
    /// The task it became.
    pub task: Option<&'a Task>,
    /// The unmet need it became.
    pub need: Option<&'a UnmetNeed>,
}

/// A plan that the meeting may change, or has changed.
#[derive(Debug)]
pub struct PlanLine<'a> {
    /// The plan.
    pub plan: PlanId,
    /// Which of the two.
    pub kind: PlanKind,
    /// Whose.
    pub org_name: &'a str,
    /// The number of the version that came from this meeting.
    pub version: Option<i64>,
    /// The reader may write it.
    pub may_write: bool,
}

/// Everything on the meeting's page.
#[derive(Debug)]
pub struct MeetingPage<'a> {
    /// The head.
    pub head: HeadView<'a>,
    /// The meeting.
    pub meeting: &'a Meeting,
    /// Candidate times.
    pub candidates: &'a [Candidate],
    /// What the seats say to them.
    pub replies: &'a [Reply],
    /// The seat of the person or the family member who reads.
    pub own_seat: Option<InvitationId>,
    /// Seats.
    pub invitations: &'a [Invitation],
    /// What was taken out, and what the reader may take out.
    pub removals: &'a Removals,
    /// The facts that seats told beforehand.
    pub facts: Vec<(InvitationId, &'a SeatFacts)>,
    /// Seats of people who have no account here: what they told comes by telephone or on paper.
    pub from_outside: Vec<InvitationId>,
    /// The living links of seats.
    pub links: Vec<LinkLine>,
    /// Seats to which a link can be given.
    pub may_link: &'a [InvitationId],
    /// Seats of people who have an account here that does not show them the person.
    pub works_here: Vec<InvitationId>,
    /// What to talk about.
    pub agenda: &'a [AgendaItem],
    /// The three viewpoints, where written.
    pub viewpoints: &'a [Viewpoint],
    /// The marks of what they say now, in the order of [`View::ALL`].
    pub seen_views: Vec<String>,
    /// Decisions.
    pub decisions: Vec<DecisionLine<'a>>,
    /// Minutes, newest last.
    pub minutes: &'a [Minutes],
    /// The person's plans.
    pub plans: Vec<PlanLine<'a>>,
    /// Members of the team who are not invited yet: seat and name.
    pub not_invited: Vec<(MembershipId, String)>,
    /// Today.
    pub today: Date,
    /// The reader may write into the meeting.
    pub may_confer: bool,
    /// The reader's office convenes it.
    pub may_lead: bool,
    /// The reader may write the person's own viewpoint.
    pub may_write_own_view: bool,
    /// The reader may write down answers.
    pub may_answer: bool,
    /// Who reads.
    pub reader: Reader,
    /// The form that was sent and could not be used.
    pub again: Option<Again>,
}

impl MeetingPage<'_> {
    /// Somebody else than whoever proposed the times has replied to them.
    pub(super) fn others_replied(&self) -> bool {
        let convened = |id| {
            let seat = self.invitations.iter().find(|seat| seat.id == id);
            seat.is_some_and(|seat| seat.member.is_some() && seat.name == self.meeting.convener)
        };
        self.replies.iter().any(|reply| !convened(reply.seat))
    }
}

/// The meeting's page.
#[must_use]
pub fn page(kit: &Kit, view: &MeetingPage<'_>) -> Html {
    let t = kit.t();
    let (head, meeting) = (&view.head, view.meeting);
    let kind = t.s(&code_key("meeting-kind", meeting.kind.code()));
    let (above, back) = head.above(t);
    let mut top = PageHead::new(kind).back(above, back);
    if meeting.is_open() {
        let to = format!("/meetings/{}/invitations", meeting.id);
        top = top.action(Button::link(t.s("meeting-sheets"), ButtonKind::Secondary, to));
    }
    let start = Html::join([
        view.summary(t),
        top.action(Button::print(t)).render_html(),
        own_words(t, head),
        must_decide(t, view),
        super::next::of_meeting(t, view),
    ]);
    // Before it: who comes, and what there is to talk about. After it: what came of it.
    let rest = match meeting.is_open() {
        true => Html::join([
            super::replies::days(kit, view),
            super::seats::seats(kit, view),
            agenda(kit, view),
            viewpoints(kit, view),
            super::decision::decisions(kit, view),
        ]),
        false => Html::join([
            super::decision::decisions(kit, view),
            plans_card(kit, view),
            minutes_card(t, view),
            more(&t.s("meeting-seats"), &super::seats::seats(kit, view), false),
            more(&t.s("viewpoints-title"), &viewpoints(kit, view), false),
            more(&t.s("agenda-title"), &agenda(kit, view), false),
        ]),
    };
    let who = if head.own { "meeting-who-can-see-mine" } else { "meeting-who-can-see" };
    let who = WhoCanSee { t, sentence: t.s(who) }.render_html();
    Html::join([start, rest, call_off(kit, view), who])
}

fn may_work(view: &MeetingPage<'_>) -> bool {
    view.may_confer
}

fn must_decide(t: T, view: &MeetingPage<'_>) -> Html {
    let meeting = view.meeting;
    let by = t.with(
        "meeting-by",
        &[
            ("proposer", (&meeting.proposer).into()),
            ("convener", (&meeting.convener).into()),
            ("org", (&meeting.convener_org_name).into()),
        ],
    );
    let what = t.known(&meeting.must_decide);
    let what = Html::rendered(format!("<p class=\"must-decide\">{what}</p>"));
    let rows = match meeting.slot() {
        Some(when) => {
            let minutes = t.with("meeting-minutes-long", &[("minutes", when.minutes.into())]);
            let day = t.date_time(when.from);
            let time = Html::join([day, Html::text(" "), minutes]);
            vec![(t.s("meeting-when"), time), (t.s("meeting-place"), Html::text(&when.place))]
        }
        None => vec![(t.s("meeting-when"), t.s("meeting-no-day"))],
    };
    let rows = rows.into_iter().filter(|(_, text)| !text.is_empty()).collect();
    let by = Html::rendered(format!("<p class=\"muted small\">{by}</p>"));
    let body = Html::join([what, Facts { rows }.render_html(), by]);
    let chip = state_chip(t, &meeting.state).render_html();
    let why = match &meeting.state {
        MeetingState::CalledOff { reason } => {
            paragraph(&Html::join([t.s("meeting-called-off-why"), t.known(reason)]))
        }
        _ => Html::default(),
    };
    let card = Card::new(t.s("meeting-must-decide"), Html::join([body, chip, why]));
    let card = match (&meeting.state, view.may_lead) {
        (MeetingState::Fixed { .. }, true) => {
            let to = format!("/meetings/{}/day", meeting.id);
            card.foot(crate::person::link(&to, &t.s("meeting-move")))
        }
        _ => card,
    };
    card.render_html()
}

/// Calling off needs a reason; what made somebody call is open again afterwards.
fn call_off(kit: &Kit, view: &MeetingPage<'_>) -> Html {
    let t = kit.t();
    if !view.may_lead || !view.meeting.is_open() {
        return Html::default();
    }
    let typed = view.reason_again();
    let field = view.rendered(vec![reason_field(t, typed.unwrap_or_default())]);
    let action = format!("/meetings/{}/call-off", view.meeting.id);
    let mut form = kit.form(action, field, "meeting-call-off-go");
    form.buttons[0].kind = ButtonKind::DangerQuiet;
    more(&t.s("meeting-call-off"), &form.render_html(), typed.is_some())
}

pub(super) fn reason_field(t: T, reason: &str) -> Field {
    Field::line(t, "reason", t.s("meeting-call-off-reason"), reason).required()
}

fn agenda(kit: &Kit, view: &MeetingPage<'_>) -> Html {
    let t = kit.t();
    let half = |wanted: Half| {
        let items: Vec<Html> = view
            .agenda
            .iter()
            .filter(|item| item.half == wanted)
            .map(|item| {
                Html::rendered(format!(
                    "{}<br><span class=\"muted small\">{}</span>",
                    t.known(&item.text),
                    agenda_from(t, &item.source)
                ))
            })
            .collect();
        if items.is_empty() { paragraph(&t.s("agenda-none")) } else { lines(items) }
    };
    let halves = Halves { t, now: half(Half::Now), takes_time: half(Half::TakesTime), inner: true };
    let mut body = halves.render_html();
    if may_work(view) {
        let typed = view.agenda_again();
        let (text, half) = typed.unwrap_or(("", Half::Now.code()));
        let fields = view.rendered(agenda_fields(t, text, half));
        let action = format!("/meetings/{}/agenda", view.meeting.id);
        let form = kit.form(action, fields, "agenda-add").quieter().render_html();
        body = Html::join([body, more(&t.s("agenda-add-title"), &form, typed.is_some())]);
    }
    Card::new(t.s("agenda-title"), body).render_html()
}

/// Where something to talk about came from, in the reader's words.
fn agenda_from(t: T, source: &str) -> Html {
    let Ok(from) = source.parse::<AgendaFrom>() else { return t.known(source) };
    t.s(match from {
        AgendaFrom::MustDecide => "agenda-from-must-decide",
        AgendaFrom::Request => "agenda-from-request",
        AgendaFrom::ServiceUseShort => "agenda-from-service-use-short",
        AgendaFrom::ServiceUseLong => "agenda-from-service-use-long",
        AgendaFrom::IndividualShort => "agenda-from-individual-short",
        AgendaFrom::IndividualLong => "agenda-from-individual-long",
        AgendaFrom::LastDecided => "agenda-from-last-decided",
        AgendaFrom::StillOpen => "agenda-from-still-open",
        AgendaFrom::LastGap => "agenda-from-last-gap",
    })
}

pub(super) fn agenda_fields(t: T, text: &str, half: &str) -> Vec<Field> {
    let halves = choices(t, "half", &["now", "takes_time"], half);
    vec![
        Field::line(t, "text", t.s("agenda-text"), text).id("agenda-text"),
        Field::radios(t, "half", t.s("agenda-half"), halves).in_row(),
    ]
}

fn viewpoints(kit: &Kit, view: &MeetingPage<'_>) -> Html {
    let t = kit.t();
    let panels = View::ALL.iter().zip(&view.seen_views).map(|(which, seen)| {
        let found = view.viewpoints.iter().find(|v| v.view == *which);
        let code = match which {
            View::Person if view.head.own => "mine",
            _ => which.code(),
        };
        let mark = match which {
            View::Person => Mark::Own,
            View::Provider | View::Specialist => Mark::Staff,
        };
        let shown = match found {
            Some(viewpoint) => Quote::new(t, mark, spoken(t, &viewpoint.text))
                .mine(view.head.own)
                .source(match view.head.did(&viewpoint.by) {
                    true => t.s("viewpoint-by-mine"),
                    false => t.with("viewpoint-by", &[("by", (&viewpoint.by).into())]),
                })
                .render_html(),
            None => Html::rendered(format!("<p class=\"muted\">{}</p>", t.s("viewpoint-none"))),
        };
        let may_write = may_work(view) || (*which == View::Person && view.may_write_own_view);
        let body = if may_write {
            let field = Field::area(
                t,
                "text",
                t.s(&code_key("viewpoint-ask", code)),
                found.map_or("", |viewpoint| viewpoint.text.as_str()),
            )
            .id(format!("viewpoint-{}", which.code()));
            let form = kit
                .form(
                    format!("/meetings/{}/viewpoints", view.meeting.id),
                    field.render_html(),
                    "save",
                )
                .hidden("view", which.code())
                .hidden("seen", seen)
                .quieter()
                .render_html();
            Html::join([
                shown,
                Html::rendered(format!(
                    "<details class=\"more\"><summary>{}</summary>{form}</details>",
                    t.s(&code_key("viewpoint-write", code))
                )),
            ])
        } else {
            shown
        };
        Card::new(t.s(&code_key("viewpoint", code)), body).inner().render_html()
    });
    Card::new(t.s("viewpoints-title"), Html::join(panels)).id("views").render_html()
}

/// What the meeting decided goes into the plans; a version that came from it is linked.
fn plans_card(kit: &Kit, view: &MeetingPage<'_>) -> Html {
    let t = kit.t();
    if !matches!(view.meeting.state, MeetingState::Closed { .. }) || view.plans.is_empty() {
        return Html::default();
    }
    let items = view.plans.iter().map(|line| {
        let kind = t.plain(&code_key("plan-kind", line.kind.code()));
        let name = Html::text(&format!("{kind}（{}）", line.org_name));
        let name = link(&format!("/plans/{}", line.plan), &name);
        match line.version {
            Some(number) => {
                let label = t.with("meeting-plan-version", &[("number", number.into())]);
                Html::join([name, Html::text(" "), Chip::new(label, Tone::Good).render_html()])
            }
            None if line.may_write => Html::join([
                name,
                kit.post_named(
                    format!("/plans/{}/revise", line.plan),
                    "meeting-into-plan",
                    ButtonKind::Secondary,
                    t.plain_with("meeting-into-plan-spoken", &[("plan", kind.into())]),
                    vec![("meeting", view.meeting.id.to_string())],
                ),
            ]),
            None => name,
        }
    });
    Card::new(t.s("meeting-plans"), lines(items.collect::<Vec<_>>())).id("plans").render_html()
}

fn minutes_card(t: T, view: &MeetingPage<'_>) -> Html {
    let Some(minutes) = view.minutes.last() else { return Html::default() };
    let state = match &minutes.locked {
        Some((by, _)) => Chip::new(t.with("minutes-locked-by", &[("by", by.into())]), Tone::Good),
        None => Chip::new(t.s("minutes-to-confirm"), Tone::Wait),
    };
    let button = Button::link(
        t.s("meeting-to-minutes"),
        ButtonKind::Secondary,
        format!("/meetings/{}/minutes", view.meeting.id),
    );
    // Whoever has no account hears on paper what was decided and what they do.
    let to = format!("/meetings/{}/invitations", view.meeting.id);
    let sheets = Button::link(t.s("after-sheets"), ButtonKind::Quiet, to);
    Card::new(t.s("minutes-title"), state.render_html())
        .foot(Actions { buttons: vec![button, sheets] }.render_html())
        .render_html()
}
