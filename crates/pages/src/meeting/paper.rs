//! Paper: the invitations before a meeting, each on one A4 sheet; after it, what was decided and
//! what each one does.

use jiff::civil::Date;
use std::collections::BTreeSet;
use tsumugi_domain::meeting::{
    AgendaItem, Candidate, Decision, Fit, Invitation, Meeting, MeetingState, Slot,
};
use tsumugi_domain::task::Task;
use tsumugi_domain::team::TeamRole;
use tsumugi_words::Layer;

use crate::components::{Button, ButtonKind, Component as _, PageHead, Symbol};
use crate::html::{Html, T};
use crate::person::{HeadView, code_key, expressed, lines, link, quote};
use crate::plan::Reader;

mod after;

/// A seat to which a sheet goes.
#[derive(Debug)]
pub struct SheetSeat<'a> {
    /// The seat.
    pub seat: &'a Invitation,
    /// What its holder is to the person; none for the person.
    pub role: Option<TeamRole>,
}

impl SheetSeat<'_> {
    /// It is the person's own.
    fn is_person(&self) -> bool {
        self.seat.member.is_none()
    }
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
    /// By when people are asked to answer.
    pub reply_by: Option<Date>,
    /// What was decided; once it is closed.
    pub decisions: &'a [Decision],
    /// What everybody does since.
    pub tasks: &'a [Task],
    /// 手伝い方.
    pub support: &'a str,
    /// Who prints.
    pub reader: Reader,
    /// Today, for the foot of the sheets.
    pub today: Date,
}

impl InvitationView<'_> {
    /// The meeting is over: the sheets tell what came of it.
    fn after(&self) -> bool {
        matches!(self.meeting.state, MeetingState::Closed { .. })
    }

    /// Key of the page's title.
    #[must_use]
    pub fn title(&self, alone: bool) -> &'static str {
        match (self.after(), alone) {
            (true, true) => "after-sheet",
            (true, false) => "after-sheets",
            (false, true) => "invitation-title",
            (false, false) => "meeting-sheets",
        }
    }

    /// Whose seat it is decides how a sheet reads, not who prints it. The person and the family
    /// print their own as they chose to read.
    fn words(&self, t: T, to: &SheetSeat<'_>) -> T {
        let theirs =
            to.is_person() || matches!(to.role, Some(TeamRole::Custodian | TeamRole::Family));
        if theirs && self.reader == Reader::Staff { T::for_easy_paper() } else { t }
    }

    fn sheet(&self, t: T, to: &SheetSeat<'_>) -> Html {
        let t = self.words(t, to);
        if self.after() { after::sheet(t, self, to) } else { sheet(t, self, to) }
    }
}

/// The list of sheets with all of them below it, to be printed together; or one sheet, with large
/// boxes to mark and to send back.
#[must_use]
pub fn invitation(t: T, view: &InvitationView<'_>) -> Html {
    let back = format!("/meetings/{}", view.meeting.id);
    let mut print = Button::print(t);
    print.kind = ButtonKind::Primary;
    if let Some(seat) = view.only.and_then(|at| view.seats.get(at)) {
        return Html::join([
            PageHead::new(t.s(view.title(true)))
                .back(t.s(view.title(false)), format!("{back}/invitations"))
                .action(print)
                .render_html(),
            view.sheet(t, seat),
        ]);
    }
    let (one, lead) = match view.after() {
        true => ("after-sheet-for", "after-sheets-lead"),
        false => ("sheet-for", "meeting-sheets-lead"),
    };
    let items = view.seats.iter().map(|seat| {
        let label = t.with(one, &[("name", addressed(t, seat).into())]);
        link(&format!("{back}/invitations/{}", seat.seat.id), &label)
    });
    print.label = t.with("sheets-print-all", &[("count", view.seats.len().into())]);
    Html::join([
        PageHead::new(t.s(view.title(false)))
            .lead(t.s(lead))
            .back(t.s("meeting-back"), back.clone())
            .action(print)
            .render_html(),
        lines(items.collect::<Vec<_>>()),
        Html::join(view.seats.iter().map(|seat| view.sheet(t, seat))),
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

/// A heading; on an easy sheet with its symbol, for whoever reads pictures before words.
fn marked(t: T, symbol: Symbol, title: Html) -> Html {
    if t.0.layer() == Layer::Easy { symbol.with(title) } else { title }
}

/// When and where, with the boxes to mark; what was said before is circled.
fn slot_row(t: T, when: &Slot, said: Option<Fit>) -> String {
    let day = t.date_time(when.from);
    let minutes = t.with("meeting-minutes-long", &[("minutes", when.minutes.into())]);
    let boxes = [(Fit::Yes, "○"), (Fit::Part, "△"), (Fit::No, "×")].map(|(fit, mark)| {
        let said = if said == Some(fit) { " ox-said" } else { "" };
        format!("<td class=\"mark\"><span class=\"ox-box{said}\"><span>{mark}</span></span></td>")
    });
    format!(
        "<tr><th scope=\"row\">{day}<br>\
         <span class=\"paper-place\">{minutes}　{}</span></th>{}</tr>",
        Html::text(&when.place),
        boxes.concat()
    )
}

/// The times as rows, with what a mark means over its column.
pub(super) fn marks_table<'a>(
    t: T,
    caption: &Html,
    times: impl Iterator<Item = (&'a Slot, Option<Fit>)>,
) -> String {
    let rows: String = times.map(|(when, said)| slot_row(t, when, said)).collect();
    let marks = ["yes", "part", "no"]
        .map(|mark| format!("<th scope=\"col\">{}</th>", t.s(&format!("paper-mark-{mark}"))));
    format!(
        "<table class=\"paper-form paper-slots\"><caption>{caption}</caption>\
         <thead><tr><th scope=\"col\">{}</th>{}</tr></thead><tbody>{rows}</tbody></table>",
        t.s("paper-when"),
        marks.concat()
    )
}

/// The time, or the times to choose from.
fn slots(t: T, view: &InvitationView<'_>) -> String {
    match view.meeting.slot() {
        Some(when) => marks_table(t, &t.s("paper-fixed"), std::iter::once((when, None))),
        None => {
            let times = view.candidates.iter().map(|one| (&one.slot, None));
            marks_table(t, &t.s("paper-candidates"), times)
        }
    }
}

/// What is asked in words: as it was told, or lines to write on.
pub(super) fn to_write<'a>(parts: impl Iterator<Item = (Html, &'a str)>) -> String {
    let parts = parts
        .map(|(label, told)| format!("<div><dt>{label}</dt><dd>{}</dd></div>", Html::user(told)));
    format!("<dl class=\"paper-write\">{}</dl>", parts.collect::<String>())
}

/// What there is to talk about beside the question above it, each thing once. What does not fit
/// on the sheet is told at the table.
fn agenda(t: T, view: &InvitationView<'_>) -> String {
    const MOST: usize = 3;
    let mut said = BTreeSet::from([view.meeting.must_decide.as_str()]);
    let items: Vec<&AgendaItem> =
        view.agenda.iter().filter(|item| said.insert(item.text.as_str())).collect();
    if items.is_empty() {
        return String::new();
    }
    let shown = items.iter().take(MOST).map(|item| format!("<li>{}</li>", t.known(&item.text)));
    let more = match items.len().saturating_sub(MOST) {
        0 => String::new(),
        count => {
            format!("<li>{}</li>", t.with("paper-agenda-more", &[("count", count.into())]))
        }
    };
    let title = marked(t, Symbol::Talk, t.s("agenda-title"));
    format!("<h3>{title}</h3><ul class=\"paper-list\">{}{more}</ul>", shown.collect::<String>())
}

/// Everybody who is invited: whoever reads knows who will be at the table.
fn guests(t: T, view: &InvitationView<'_>) -> String {
    let names: String = view
        .seats
        .iter()
        .map(|one| {
            let name = Html::text(&one.seat.name);
            let org = match one.seat.org_name.as_str() {
                org if org.is_empty() || org == one.seat.name => String::new(),
                org => format!("（{}）", Html::text(org)),
            };
            format!("<li>{name}{org}</li>")
        })
        .collect();
    let title = marked(t, Symbol::Friend, t.s("paper-guests"));
    format!("<h3>{title}</h3><ul class=\"paper-names\">{names}</ul>")
}

fn sheet(t: T, view: &InvitationView<'_>, to: &SheetSeat<'_>) -> Html {
    let (meeting, seat) = (view.meeting, to.seat);
    let kind = t.plain(&code_key("meeting-kind", meeting.kind.code()));
    let title =
        t.with("invitation-of", &[("name", view.head.called(t).into()), ("kind", kind.into())]);
    let inside = format!(
        "{top}<div class=\"paper-own\"><p class=\"paper-label\">{must}</p><p>{must_decide}</p></div>\
         {slots}{note}{expected}{agenda}{guests}\
         <h3>{told}</h3><div class=\"paper-fill\">{facts}</div>{reply}{foot}",
        top = top(t, view, to, &title),
        must = marked(t, Symbol::Important, t.s("meeting-must-decide")),
        must_decide = t.known(&meeting.must_decide),
        slots = slots(t, view),
        expected = match seat.expected.as_str() {
            "" => String::new(),
            text => {
                let title = marked(t, Symbol::Words, t.s("paper-expected"));
                format!("<h3>{title}</h3><p>{}</p>", t.known(text))
            }
        },
        agenda = agenda(t, view),
        guests = guests(t, view),
        note = to_write(std::iter::once((t.s("reply-note"), ""))),
        told = marked(t, Symbol::Write, t.s("paper-facts")),
        facts = to_write(fact_labels(to).into_iter().map(|key| (t.s(key), ""))),
        reply = reply(t, view, seat, &answer_by(t, view)),
        foot = foot(t, view),
    );
    section(t, &inside)
}

/// The labels of the three facts; the person is not asked about the person.
fn fact_labels(to: &SheetSeat<'_>) -> [&'static str; 3] {
    let chose = if to.is_person() { "paper-facts-chose-own" } else { "facts-chose" };
    ["facts-changed", chose, "facts-went-well"]
}

/// One sheet; larger for whoever reads easy words.
fn section(t: T, inside: &str) -> Html {
    let easy = if t.0.layer() == Layer::Easy { " paper-easy" } else { "" };
    let reads = t.reads();
    Html::rendered(format!("<section class=\"paper paper-sheet{easy}\" {reads}>{inside}</section>"))
}

/// When it was printed: an older sheet is told from a newer one.
fn foot(t: T, view: &InvitationView<'_>) -> String {
    let day = t.with("paper-printed", &[("day", t.0.date(view.today).into())]);
    format!("<p class=\"paper-foot\"><span>{day}</span></p>")
}

/// To whom and from whom, what it is, and the person's own words on top.
fn top(t: T, view: &InvitationView<'_>, to: &SheetSeat<'_>, title: &Html) -> String {
    let own = view.head.top.map_or_else(String::new, |voice| {
        let words = expressed(t, &voice.text, voice.how);
        let label = quote(t, voice).label();
        format!("<p class=\"paper-voice\"><span>{label}</span>{words}</p>")
    });
    let org = match to.seat.org_name.as_str() {
        org if org.is_empty() || org == to.seat.name => String::new(),
        org => format!("{}<br>", Html::text(org)),
    };
    format!(
        "<div class=\"paper-head\"><p>{org}{name}</p><p>{from}</p></div>\
         <h2 class=\"paper-title\">{title}</h2>{own}",
        name = Html::text(&addressed(t, to)),
        from = sender(t, view),
    )
}

/// By when the invitation is answered.
fn answer_by(t: T, view: &InvitationView<'_>) -> Html {
    match view.reply_by {
        Some(day) => t.with("paper-reply-by", &[("day", t.0.date(day).into())]),
        None => t.s("paper-reply-soon"),
    }
}

/// Who invites, and from where.
fn sender(t: T, view: &InvitationView<'_>) -> Html {
    let meeting = view.meeting;
    let phone = match view.phone {
        "" => Html::default(),
        phone => Html::rendered(format!("<br>{} {}", t.s("paper-phone"), Html::text(phone))),
    };
    Html::join([
        Html::text(&meeting.convener_org_name),
        Html::rendered("<br>".to_owned()),
        t.with("paper-from", &[("name", (&meeting.convener).into())]),
        phone,
    ])
}

/// Who answers, by when (`by`), and where the sheet goes back to. An easy sheet is handed back to
/// whoever stands at its head.
fn reply(t: T, view: &InvitationView<'_>, seat: &Invitation, by: &Html) -> Html {
    let to = if t.0.layer() == Layer::Easy { String::new() } else { reply_to(t, view) };
    Html::rendered(format!(
        "<table class=\"paper-form paper-reply\"><caption>{by}</caption><tbody>{to}\
         <tr><th scope=\"row\">{from}</th><td>{name}<span class=\"paper-note\">{day}</span></td></tr>\
         </tbody></table>",
        from = t.s("paper-reply-from"),
        name = Html::text(&seat.name),
        day = t.s("paper-written-on"),
    ))
}

/// A FAX number is written in by hand: nobody keeps one here.
fn reply_to(t: T, view: &InvitationView<'_>) -> String {
    let blank = "<span class=\"paper-blank\"></span>";
    let phone = match view.phone {
        "" => Html::rendered(blank.to_owned()),
        phone => Html::text(phone),
    };
    format!(
        "<tr><th scope=\"row\">{to}</th><td>{org}　{convener}<br>{tel} {phone}\
         <br>{fax} {blank}</td></tr>",
        to = t.s("paper-reply-to"),
        org = Html::text(&view.meeting.convener_org_name),
        convener = Html::text(&view.meeting.convener),
        tel = t.s("paper-phone"),
        fax = t.s("paper-fax"),
    )
}
