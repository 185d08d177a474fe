//! Papers: the invitation on one A4 sheet, and the minutes.

use tsumugi_domain::meeting::{AgendaItem, Candidate, Invitation, Meeting};

use crate::components::{Button, Component as _, PageHead};
use crate::html::{Html, T};
use crate::meeting::slot;
use crate::person::{HeadView, code_key, lines, link, spoken};

/// The sheet for one guest.
#[derive(Debug)]
pub struct InvitationView<'a> {
    /// The head.
    pub head: HeadView<'a>,
    /// The meeting.
    pub meeting: &'a Meeting,
    /// All seats: the list of sheets, or the one to print.
    pub seats: &'a [Invitation],
    /// The seat to print; none shows the list.
    pub seat: Option<&'a Invitation>,
    /// Candidate times.
    pub candidates: &'a [Candidate],
    /// What to talk about.
    pub agenda: &'a [AgendaItem],
    /// Telephone of the convening organisation.
    pub phone: &'a str,
}

/// The list of sheets, or one sheet with large boxes to mark and to send back.
#[must_use]
pub fn invitation(t: T, view: &InvitationView<'_>) -> Html {
    let back = format!("/meetings/{}", view.meeting.id);
    let Some(seat) = view.seat else {
        let items = view.seats.iter().map(|seat| {
            let label = t.with("sheet-for", &[("name", (&seat.name).into())]);
            link(&format!("{back}/invitations/{}", seat.id), &label)
        });
        return Html::join([
            PageHead::new(t.s("meeting-sheets"))
                .lead(t.s("meeting-sheets-lead"))
                .back(t.s("meeting-back"), back.clone())
                .render_html(),
            lines(items.collect::<Vec<_>>()),
        ]);
    };
    Html::join([
        PageHead::new(t.s("invitation-title"))
            .back(t.s("meeting-sheets"), format!("{back}/invitations"))
            .action(Button::print(t))
            .render_html(),
        sheet(t, view, seat),
    ])
}

fn sheet(t: T, view: &InvitationView<'_>, seat: &Invitation) -> Html {
    let meeting = view.meeting;
    let kind = t.s(&code_key("meeting-kind", meeting.kind.code()));
    let times: Vec<Html> = match meeting.slot() {
        Some(when) => vec![slot(t, when)],
        None => view.candidates.iter().map(|candidate| slot(t, &candidate.slot)).collect(),
    };
    let boxes: String = times
        .iter()
        .map(|time| {
            format!(
                "<tr><th scope=\"row\">{time}</th><td class=\"ox\"><span class=\"ox-box\">○</span>\
                 <span class=\"ox-box\">△</span><span class=\"ox-box\">×</span></td></tr>"
            )
        })
        .collect();
    let own = view.head.top.map_or_else(Html::default, |voice| {
        Html::rendered(format!("<p class=\"paper-own\">「{}」</p>", spoken(&voice.text)))
    });
    let agenda = lines(view.agenda.iter().take(8).map(|item| Html::user(&item.text)));
    let org = match seat.org_name.as_str() {
        "" => String::new(),
        org => format!("{}　", Html::text(org)),
    };
    Html::rendered(format!(
        "<section class=\"paper\">\
         <div class=\"paper-head\"><p>{org}{name} {sama}</p><p>{from}</p></div>\
         <h2>{kind}{title}</h2>{own}\
         <h3>{must}</h3><p><strong>{must_decide}</strong></p>\
         <p>{expected}</p>\
         <h3>{when}</h3><table class=\"paper-form paper-slots\"><caption class=\"visually-hidden\">{when}</caption><tbody>{boxes}</tbody></table>\
         <p>{marks}</p>\
         <h3>{agenda_title}</h3>{agenda}\
         <h3>{facts}</h3><div class=\"paper-lines\"></div>\
         <p class=\"paper-foot\">{reply}</p></section>",
        name = Html::text(&seat.name),
        sama = t.s("paper-dear"),
        from = t.with(
            "paper-from",
            &[("org", (&meeting.convener_org_name).into()), ("name", (&meeting.convener).into())]
        ),
        title = t.s("invitation-to"),
        must = t.s("meeting-must-decide"),
        must_decide = Html::user(&meeting.must_decide),
        expected = match seat.expected.as_str() {
            "" => Html::default(),
            text => t.with("paper-expected", &[("text", text.into())]),
        },
        when = t.s(if meeting.slot().is_some() { "paper-when" } else { "paper-candidates" }),
        marks = t.s("paper-marks"),
        agenda_title = t.s("agenda-title"),
        facts = t.s("paper-facts"),
        reply = t.with(
            "paper-reply",
            &[("org", (&meeting.convener_org_name).into()), ("phone", view.phone.into())]
        ),
    ))
}
