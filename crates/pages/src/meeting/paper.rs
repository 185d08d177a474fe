//! Paper: the invitations, each on one A4 sheet.

use std::collections::BTreeSet;
use tsumugi_domain::meeting::{AgendaItem, Candidate, Invitation, Meeting, Slot};
use tsumugi_domain::team::TeamRole;

use crate::components::{Button, Component as _, PageHead};
use crate::html::{Html, T};
use crate::person::{HeadView, code_key, expressed, lines, link};

/// A seat to which a sheet goes.
#[derive(Debug)]
pub struct SheetSeat<'a> {
    /// The seat.
    pub seat: &'a Invitation,
    /// What its holder is to the person; none for the person.
    pub role: Option<TeamRole>,
}

/// The sheets of a meeting.
#[derive(Debug)]
pub struct InvitationView<'a> {
    /// The head.
    pub head: HeadView<'a>,
    /// The meeting.
    pub meeting: &'a Meeting,
    /// All seats.
    pub seats: Vec<SheetSeat<'a>>,
    /// Place of the seat whose sheet is shown alone; none shows the list and all sheets.
    pub only: Option<usize>,
    /// Candidate times.
    pub candidates: &'a [Candidate],
    /// What to talk about.
    pub agenda: &'a [AgendaItem],
    /// Telephone of the convening organisation.
    pub phone: &'a str,
}

/// The list of sheets with all of them below it, to be printed together; or one sheet, with large
/// boxes to mark and to send back.
#[must_use]
pub fn invitation(t: T, view: &InvitationView<'_>) -> Html {
    let back = format!("/meetings/{}", view.meeting.id);
    if let Some(seat) = view.only.and_then(|at| view.seats.get(at)) {
        return Html::join([
            PageHead::new(t.s("invitation-title"))
                .back(t.s("meeting-sheets"), format!("{back}/invitations"))
                .action(Button::print(t))
                .render_html(),
            sheet(t, view, seat),
        ]);
    }
    let items = view.seats.iter().map(|seat| {
        let label = t.with("sheet-for", &[("name", addressed(t, seat).into())]);
        link(&format!("{back}/invitations/{}", seat.seat.id), &label)
    });
    let mut print = Button::print(t);
    print.label = t.s("sheets-print-all");
    Html::join([
        PageHead::new(t.s("meeting-sheets"))
            .lead(t.s("meeting-sheets-lead"))
            .back(t.s("meeting-back"), back.clone())
            .action(print)
            .render_html(),
        lines(items.collect::<Vec<_>>()),
        Html::join(view.seats.iter().map(|seat| sheet(t, view, seat))),
    ])
}

/// How the holder of a seat is addressed. Nobody is called by a role and 様: who is known only as
/// the doctor or the teacher is 主治医の先生.
fn addressed(t: T, seat: &SheetSeat<'_>) -> String {
    const TITLES: [&str; 6] = ["さん", "さま", "様", "先生", "くん", "ちゃん"];
    let name = seat.seat.name.trim();
    if TITLES.iter().any(|title| name.ends_with(title)) {
        return name.to_owned();
    }
    let role = seat.role.filter(|role| {
        let label = t.plain(&code_key("team-role", role.code()));
        name == label || name == seat.seat.org_name
    });
    let key = match role {
        None => "paper-dear",
        Some(
            TeamRole::Doctor
            | TeamRole::ClassTeacher
            | TeamRole::SchoolNurse
            | TeamRole::SneCoordinator,
        ) => "paper-dear-teacher",
        Some(_) => return name.to_owned(),
    };
    t.plain_with(key, &[("name", name.into())])
}

/// When and where, with the boxes to mark.
fn slot_row(t: T, when: &Slot) -> String {
    let day = t.date_time(when.from);
    let minutes = t.with("meeting-minutes-long", &[("minutes", when.minutes.into())]);
    format!(
        "<tr><th scope=\"row\"><span class=\"keep\">{day}</span><br>{minutes}　{}</th>\
         <td><span class=\"ox\"><span class=\"ox-box\">○</span><span class=\"ox-box\">△</span>\
         <span class=\"ox-box\">×</span></span></td></tr>",
        Html::text(&when.place)
    )
}

/// What there is to talk about beside the question above it, each thing once.
fn agenda(view: &InvitationView<'_>) -> Html {
    const MOST: usize = 8;
    let mut said = BTreeSet::from([view.meeting.must_decide.as_str()]);
    let items = view.agenda.iter().filter(|item| said.insert(item.text.as_str()));
    lines(items.take(MOST).map(|item| Html::short(&item.text)).collect::<Vec<_>>())
}

fn sheet(t: T, view: &InvitationView<'_>, to: &SheetSeat<'_>) -> Html {
    let (meeting, seat) = (view.meeting, to.seat);
    let kind = t.plain(&code_key("meeting-kind", meeting.kind.code()));
    let slots: String = match meeting.slot() {
        Some(when) => slot_row(t, when),
        None => view.candidates.iter().map(|candidate| slot_row(t, &candidate.slot)).collect(),
    };
    let own = view.head.top.map_or_else(Html::default, |voice| {
        Html::rendered(format!(
            "<p class=\"paper-own\">{}</p>",
            expressed(t, &voice.text, voice.how)
        ))
    });
    let agenda = agenda(view);
    let agenda = match agenda.as_str() {
        "" => String::new(),
        items => format!("<h3>{}</h3>{items}", t.s("agenda-title")),
    };
    let org = match seat.org_name.as_str() {
        org if org.is_empty() || org == seat.name => String::new(),
        org => format!("{}　", Html::text(org)),
    };
    Html::rendered(format!(
        "<section class=\"paper\">\
         <div class=\"paper-head\"><p>{org}{name}</p><p>{from}</p></div>\
         <h2>{title}</h2>{own}\
         <h3>{must}</h3><p><strong>{must_decide}</strong></p>\
         <p>{expected}</p>\
         <h3>{when}</h3><table class=\"paper-form paper-slots\"><caption class=\"visually-hidden\">{when}</caption><tbody>{slots}</tbody></table>\
         <p>{marks}</p>{agenda}\
         <h3>{facts}</h3><div class=\"paper-lines\"></div>{reply}</section>",
        name = Html::text(&addressed(t, to)),
        from = t.with(
            "paper-from",
            &[("org", (&meeting.convener_org_name).into()), ("name", (&meeting.convener).into())]
        ),
        title =
            t.with("invitation-of", &[("name", view.head.called(t).into()), ("kind", kind.into())]),
        must = t.s("meeting-must-decide"),
        must_decide = Html::user(&meeting.must_decide),
        expected = match seat.expected.as_str() {
            "" => Html::default(),
            text => t.with("paper-expected", &[("text", text.into())]),
        },
        when = t.s(if meeting.slot().is_some() { "paper-when" } else { "paper-candidates" }),
        marks = t.s("paper-marks"),
        facts = t.s("paper-facts"),
        reply = reply(t, view),
    ))
}

/// Where the sheet goes back to. A FAX number is written in by hand: nobody keeps one here.
fn reply(t: T, view: &InvitationView<'_>) -> Html {
    let blank = "<span class=\"paper-blank\"></span>";
    let phone = match view.phone {
        "" => Html::rendered(blank.to_owned()),
        phone => Html::text(phone),
    };
    Html::rendered(format!(
        "<p class=\"paper-foot\"><span>{}</span><span>{} {phone}　{} {blank}</span></p>",
        t.with("paper-reply", &[("org", (&view.meeting.convener_org_name).into())]),
        t.s("paper-phone"),
        t.s("paper-fax"),
    ))
}
