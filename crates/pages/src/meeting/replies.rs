//! The candidate times of a meeting, what everybody says to them, and the form to say it.

use tsumugi_domain::ids::{CandidateId, InvitationId};
use tsumugi_domain::meeting::{
    Attendance, Candidate, Fit, Invitation, MeetingState, Reply, Slot, best_time, said_by,
};
use tsumugi_domain::seen;

use super::confer::MeetingPage;
use crate::components::{ButtonKind, Card, Chip, Component as _, Field, Tone};
use crate::html::{Html, T};
use crate::kit::Kit;
use crate::meeting::slot;
use crate::person::{choices, code_key, lines, link};

/// The candidate times: for the convening office with the way to fix one, for the person and the
/// family with their own reply. Once a day is fixed, they say whether they come on it.
pub(super) fn days(kit: &Kit, view: &MeetingPage<'_>) -> Html {
    let t = kit.t();
    let own = view.own_seat.and_then(|own| view.invitations.iter().find(|seat| seat.id == own));
    match &view.meeting.state {
        MeetingState::Calling => {}
        MeetingState::Fixed { when } => {
            // Until the day: afterwards the meeting says who was there.
            let own = own.filter(|_| view.today <= when.from.date());
            return own.map_or_else(Html::default, |own| coming(kit, view, own, when));
        }
        MeetingState::Closed { .. } | MeetingState::CalledOff { .. } => return Html::default(),
    }
    if let Some(own) = own {
        let card = Card::new(t.s("meeting-days"), seat_form(kit, view, own));
        return card.id("days").render_html();
    }
    let person = view.invitations.iter().find(|seat| seat.member.is_none()).map(|seat| seat.id);
    let best = best_time(view.candidates, view.replies, person).filter(|_| view.others_replied());
    let items = view.candidates.iter().map(|candidate| {
        let chip = match best == Some(candidate.id) {
            true => {
                let chip = Chip::new(t.s("meeting-day-best"), Tone::Good).render_html();
                Html::rendered(format!("<br>{chip}"))
            }
            false => Html::default(),
        };
        Html::join([
            slot(t, &candidate.slot),
            chip,
            tally(t, view, candidate),
            fix(kit, view, candidate),
        ])
    });
    let card = Card::new(t.s("meeting-days"), lines(items.collect::<Vec<_>>())).id("days");
    let other = format!("/meetings/{}/day", view.meeting.id);
    match view.may_lead {
        true => card.foot(link(&other, &t.s("meeting-day-other"))).render_html(),
        false => card.render_html(),
    }
}

/// Whether the reader comes on the day that is fixed.
fn coming(kit: &Kit, view: &MeetingPage<'_>, seat: &Invitation, when: &Slot) -> Html {
    let t = kit.t();
    let stored = SaidForm::of_day(seat);
    let said = view.reply_again(seat.id).unwrap_or(&stored);
    let fields = view.rendered(coming_fields(t, seat.id, said));
    let form = kit
        .form(format!("/meetings/{}/attendance", view.meeting.id), fields, "reply-save")
        .hidden("seen", said.seen.clone())
        .hidden("invitation", seat.id.to_string())
        .quieter()
        .render_html();
    let day = Html::rendered(format!("<p><strong>{}</strong></p>", slot(t, when)));
    Card::new(t.s("coming-title"), Html::join([day, form])).id("days").render_html()
}

/// Coming or not, and a word. What was told to the candidate times, or by telephone, stays a choice.
pub(super) fn coming_fields(t: T, seat: InvitationId, said: &SaidForm) -> Vec<Field> {
    let told =
        Some(said.attendance).filter(|told| matches!(told, Attendance::Part | Attendance::Written));
    let codes: Vec<&str> = [Some(Attendance::Yes), told, Some(Attendance::No)]
        .into_iter()
        .flatten()
        .map(Attendance::code)
        .collect();
    let choices = choices(t, "coming", &codes, said.attendance.code());
    vec![
        Field::radios(t, "attendance", t.s("coming-ask"), choices).in_row().required(),
        Field::line(t, "note", t.s("coming-note"), &said.note).id(format!("note-{seat}")),
    ]
}

fn fix(kit: &Kit, view: &MeetingPage<'_>, candidate: &Candidate) -> Html {
    if !view.may_lead {
        return Html::default();
    }
    let t = kit.t();
    let words = t.0.date_time(candidate.slot.from).to_string();
    kit.post_named(
        format!("/meetings/{}/fix", view.meeting.id),
        "meeting-fix",
        ButtonKind::Secondary,
        t.plain_with("meeting-fix-spoken", &[("when", words.into())]),
        vec![("candidate", candidate.id.to_string())],
    )
}

/// Who can come, who for a part, who cannot, and who has not said; the person's own reply first.
fn tally(t: T, view: &MeetingPage<'_>, candidate: &Candidate) -> Html {
    if view.replies.is_empty() {
        return Html::default();
    }
    let said = |seat: &Invitation| {
        let to = |reply: &&Reply| reply.seat == seat.id && reply.candidate == candidate.id;
        view.replies.iter().find(to).map(|reply| reply.fit)
    };
    let group = |fit: Option<Fit>, key: String| {
        let of = view.invitations.iter().filter(|seat| said(seat) == fit);
        let names: Vec<String> = of.map(|seat| called(t, seat)).collect();
        let text = [("names", names.join("、").into()), ("count", names.len().into())];
        (!names.is_empty()).then(|| t.with(&key, &text))
    };
    let groups = Fit::ALL
        .iter()
        .map(|fit| group(Some(*fit), code_key("reply", fit.code())))
        .chain([group(None, "reply-none".to_owned())]);
    let groups: String = groups.flatten().map(|text| format!("<br>{text}")).collect();
    Html::rendered(format!("<span class=\"small\">{groups}</span><br>"))
}

/// The name; the person is marked, because their word weighs most.
fn called(t: T, seat: &Invitation) -> String {
    match seat.member {
        Some(_) => seat.name.clone(),
        None => t.plain_with("reply-person", &[("name", (&seat.name).into())]),
    }
}

/// The form of a seat on the meeting's own page.
pub(super) fn seat_form(kit: &Kit, view: &MeetingPage<'_>, seat: &Invitation) -> Html {
    let action = format!("/meetings/{}/replies", view.meeting.id);
    let stored = SaidForm::of_times(seat, view.replies);
    let said = view.reply_again(seat.id).unwrap_or(&stored);
    let fields = view.rendered(fields(kit.t(), view.candidates, seat.id, said));
    kit.form(action, fields, "reply-save")
        .hidden("seen", said.seen.clone())
        .hidden("invitation", seat.id.to_string())
        .quieter()
        .render_html()
}

/// What a seat says about coming: as stored, or as typed when it could not be used.
#[derive(Debug)]
pub struct SaidForm {
    /// To candidate times.
    pub fits: Vec<(CandidateId, Fit)>,
    /// To the day that is fixed.
    pub attendance: Attendance,
    /// In words.
    pub note: String,
    /// The mark of what is stored.
    pub seen: String,
}

impl SaidForm {
    /// What is stored while there are candidate times.
    #[must_use]
    pub fn of_times(seat: &Invitation, replies: &[Reply]) -> Self {
        let (fits, note) = said_by(seat, replies);
        let seen = seen::mark(&(&fits, note));
        Self { fits, attendance: seat.attendance, note: note.to_owned(), seen }
    }

    /// What is stored once a day is fixed.
    #[must_use]
    pub fn of_day(seat: &Invitation) -> Self {
        let seen = seen::mark(&(seat.attendance, &seat.note));
        Self { fits: Vec::new(), attendance: seat.attendance, note: seat.note.clone(), seen }
    }
}

/// What one seat says to each time, and in words. What is wrong with all times (`fit`) stands at
/// the first.
pub(super) fn fields(
    t: T,
    candidates: &[Candidate],
    seat: InvitationId,
    said: &SaidForm,
) -> Vec<Field> {
    let codes: Vec<&str> = Fit::ALL.iter().map(|fit| fit.code()).collect();
    let times = candidates.iter().map(|candidate| {
        let fit = said.fits.iter().find(|(id, _)| *id == candidate.id);
        let code = fit.map_or("", |(_, fit)| fit.code());
        let label = slot(t, &candidate.slot);
        let name = format!("fit_{}", candidate.id);
        Field::radios(t, &name, label, choices(t, "fit", &codes, code))
            .required()
            .in_row()
            .id(format!("{name}-{seat}"))
    });
    let note = Field::line(t, "note", t.s("reply-note"), &said.note)
        .hint(t.s("reply-note-hint"))
        .id(format!("note-{seat}"));
    times.chain([note]).collect()
}
