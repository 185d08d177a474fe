//! Who comes to the meeting: one short entry for each seat.

use tsumugi_domain::ids::{EntryId, TypedId as _};
use tsumugi_domain::meeting::{Attendance, Facts, Invitation, Meeting};
use tsumugi_domain::removal::EntryKind;

use super::confer::MeetingPage;
use super::guest;
use crate::components::{Actions, Card, Chip, Choice, Component as _, Field, Tone};
use crate::html::{Html, T};
use crate::kit::Kit;
use crate::person::{choices, code_key, lines};
use crate::plan::{more, told_apart};
use crate::removal;
use tsumugi_domain::seen;

/// The seats, with the forms of those who may write down an answer.
pub(super) fn seats(kit: &Kit, view: &MeetingPage<'_>) -> Html {
    let t = kit.t();
    let items: String = view.invitations.iter().map(|seat| entry(kit, view, seat)).collect();
    let list = Html::rendered(format!("<ul class=\"seats\">{items}</ul>"));
    Card::new(t.s("meeting-seats"), Html::join([list, invite(kit, view)])).id("seats").render_html()
}

/// Name and answer on one line, where from and what they bring below it.
fn entry(kit: &Kit, view: &MeetingPage<'_>, seat: &Invitation) -> String {
    let t = kit.t();
    let replied = view.replies.iter().any(|reply| reply.seat == seat.id);
    let chip = match seat.attendance {
        Attendance::Unanswered if replied => Chip::new(t.s("seat-replied"), Tone::Info),
        attendance => attendance_chip(t, view.meeting, attendance),
    };
    let chip = chip.render_html();
    let muted = |text: Html| match text.is_empty() {
        true => String::new(),
        false => format!("<p class=\"seat-more\">{text}</p>"),
    };
    // What is hoped for matters until the day.
    let expected = match seat.expected.as_str() {
        text if !text.is_empty() && view.meeting.is_open() => {
            Html::join([t.s("seat-expected"), Html::text("："), t.known(text)])
        }
        _ => Html::default(),
    };
    let told = view.facts.iter().find(|(of, _)| *of == seat.id).map(|(_, facts)| *facts);
    let none = Facts::default();
    let form = match view.may_confer {
        // Whoever works here says at the table what they know.
        true if view.from_outside.contains(&seat.id) => {
            let facts = guest::facts_form(kit, view, seat, told.unwrap_or(&none));
            answer_form(kit, view, seat, facts)
        }
        true => answer_form(kit, view, seat, Html::default()),
        false => Html::default(),
    };
    let go = told.filter(|told| view.removals.any && **told != none).map(|_| {
        let go = removal::go(t, &view.head, seat.id, &seat.name);
        Actions { buttons: vec![go] }.render_html()
    });
    let of_seat = EntryId::from_uuid(seat.id.uuid());
    let gone = view.removals.of(EntryKind::Facts).filter(|mark| mark.entry == of_seat);
    let gone = lines(gone.map(|mark| removal::mark(t, mark)));
    let told = told.map_or_else(Html::default, |told| guest::facts(t, told));
    let told = Html::join([told, go.unwrap_or_default(), gone]);
    let line = view.links.iter().find(|line| line.seat == seat.id);
    let may_link = view.may_link.contains(&seat.id);
    let why = match may_link && view.works_here.contains(&seat.id) {
        true => muted(t.s("guest-give-why")),
        false => String::new(),
    };
    let link = guest::link(kit, view.meeting, seat, (line, may_link));
    format!(
        "<li class=\"seat\"><p class=\"seat-name\"><strong class=\"keep\">{}</strong> \
         <span class=\"muted small\">{}</span></p><p>{chip}</p>{}{}{told}{form}{why}{link}</li>",
        Html::text(&seat.name),
        Html::text(&seat.org_name),
        muted(t.known(&seat.note)),
        muted(expected),
    )
}

/// Whether somebody comes; once the meeting is over nobody waits for an answer any more.
fn attendance_chip(t: T, meeting: &Meeting, attendance: Attendance) -> Chip {
    let tone = match attendance {
        Attendance::Yes => Tone::Good,
        Attendance::Part | Attendance::Written => Tone::Info,
        Attendance::No => Tone::Neutral,
        Attendance::Unanswered if !meeting.is_open() => {
            return Chip::new(t.s("attended-none"), Tone::Neutral);
        }
        Attendance::Unanswered => Tone::Wait,
    };
    Chip::new(t.s(&code_key("attendance", attendance.code())), tone)
}

/// Somebody of the team who was forgotten can still be invited.
fn invite(kit: &Kit, view: &MeetingPage<'_>) -> Html {
    let t = kit.t();
    if view.not_invited.is_empty() || !view.may_lead {
        return Html::default();
    }
    let members = view
        .not_invited
        .iter()
        .map(|(id, name)| Choice::new(id.to_string(), Html::text(name), false))
        .collect();
    let field = Field::select(t, "member", t.s("meeting-invite-who"), members);
    let action = format!("/meetings/{}/invite", view.meeting.id);
    let form = kit.form(action, field.render_html(), "meeting-invite").quieter();
    Html::rendered(format!(
        "<details class=\"more\"><summary>{}</summary>{}</details>",
        t.s("meeting-invite-title"),
        form.render_html()
    ))
}

/// What somebody said by telephone or on the sheet: to the times, or to the day that is fixed.
fn answer_form(kit: &Kit, view: &MeetingPage<'_>, seat: &Invitation, facts: Html) -> Html {
    let t = kit.t();
    let form = match view.candidates.is_empty() {
        true => attendance_form(kit, view, seat),
        false => super::replies::seat_form(kit, view, seat),
    };
    let forms = Html::join([form, facts]);
    let typed = view.reply_again(seat.id).is_some() || view.facts_again(seat.id).is_some();
    more(&told_apart(&t.s("seat-change-go"), &seat.name), &forms, typed)
}

fn attendance_form(kit: &Kit, view: &MeetingPage<'_>, seat: &Invitation) -> Html {
    let t = kit.t();
    let codes: Vec<&str> = Attendance::ALL.iter().map(|state| state.code()).collect();
    let name = [("name", (&seat.name).into())];
    let fields = Html::join([
        Field::select(
            t,
            "attendance",
            t.with("seat-attendance-of", &name),
            choices(t, "attendance", &codes, seat.attendance.code()),
        )
        .id(format!("attendance-{}", seat.id))
        .render_html(),
        Field::line(t, "note", t.with("seat-note-of", &name), &seat.note)
            .id(format!("note-{}", seat.id))
            .render_html(),
    ]);
    kit.form(format!("/meetings/{}/attendance", view.meeting.id), fields, "save")
        .hidden("invitation", seat.id.to_string())
        .hidden("seen", seen::mark(&(seat.attendance, &seat.note)))
        .quieter()
        .render_html()
}
