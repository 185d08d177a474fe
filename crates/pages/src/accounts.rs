//! How the person and the family come in: who can sign in, and the sheet for who was invited.

use jiff::Timestamp;
use jiff::civil::DateTime;
use tsumugi_domain::ids::{AccountId, MembershipId};
use tsumugi_words::{Furigana, Layer, Words};

use crate::components::{
    Button, ButtonKind, Card, CardKind, Chip, Choice, Component as _, CopyLine, Empty, Field,
    PageHead, Tone, Width, qr,
};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::person::HeadView;
use crate::plan::muted;
use crate::problem::paragraph;

/// Where an account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// There is none.
    None,
    /// A link was given and not used yet.
    Invited,
    /// The link was not used in time.
    LinkOver,
    /// It is used.
    Ready,
    /// It is closed.
    Closed,
}

impl Standing {
    fn chip(self, t: T) -> Chip {
        let (key, tone) = match self {
            Self::None => ("access-none", Tone::Neutral),
            Self::Invited => ("access-invited", Tone::Wait),
            Self::LinkOver => ("access-link-over", Tone::Wait),
            Self::Ready => ("access-ready", Tone::Good),
            Self::Closed => ("access-closed", Tone::Neutral),
        };
        Chip::new(t.s(key), tone)
    }

    fn is_open(self) -> bool {
        matches!(self, Self::Invited | Self::LinkOver | Self::Ready)
    }
}

/// A family member with a seat.
#[derive(Debug)]
pub struct RelativeView<'a> {
    /// The seat.
    pub seat: MembershipId,
    /// Name.
    pub name: &'a str,
    /// Code of the role.
    pub role: &'static str,
    /// Where the account stands.
    pub standing: Standing,
    /// The account, once there is one.
    pub account: Option<AccountId>,
    /// Custodian of a minor.
    pub custodian: bool,
    /// Who agreed that the plan and the meetings may be seen; none when nobody did.
    pub agreed_by: Option<&'a str>,
}

/// Who of the person and the family can sign in.
#[derive(Debug)]
pub struct AccountsView<'a> {
    /// The head.
    pub head: HeadView<'a>,
    /// The person's account.
    pub own: (Standing, Option<AccountId>),
    /// The family.
    pub family: Vec<RelativeView<'a>>,
    /// Open accounts whose seat is over.
    pub left: Vec<(AccountId, &'a str)>,
}

/// What was chosen about a family member, when it could not be used.
#[derive(Debug, Default)]
pub struct SightForm {
    /// About whom.
    pub seat: Option<MembershipId>,
    /// May see.
    pub sees: bool,
    /// Who said so.
    pub agreed_by: String,
}

/// Who can sign in, and one form each to invite them.
#[must_use]
pub fn page(kit: &Kit, view: &AccountsView<'_>, form: &SightForm, errors: &Errors) -> Html {
    let t = kit.t();
    let head = &view.head;
    let mut summary = Html::default();
    let mut family = Vec::new();
    for relative in &view.family {
        let (wrong, card) = relative_card(kit, head, relative, form, errors);
        summary = Html::join([summary, wrong]);
        family.push(card);
    }
    let family = match family.is_empty() {
        true => Empty {
            title: t.s("access-no-family"),
            text: t.s("access-no-family-text"),
            action: Some(Button::link(
                t.s("access-add-family"),
                ButtonKind::Secondary,
                head.path("/team#add"),
            )),
        }
        .render_html(),
        false => Html::join(family),
    };
    Html::join([
        summary,
        PageHead::new(t.s("access-title"))
            .lead(t.s("access-lead"))
            .back(t.s("team-page"), head.path("/team"))
            .render_html(),
        own_card(kit, view),
        Html::rendered(format!("<h2>{}</h2>", t.s("access-family"))),
        family,
        left_card(kit, view),
    ])
}

fn own_card(kit: &Kit, view: &AccountsView<'_>) -> Html {
    let t = kit.t();
    let (standing, account) = view.own;
    let name = view.head.called(t);
    let key = if standing == Standing::None { "access-invite" } else { "access-link-anew" };
    let spoken = format!("{}：{name}", t.plain(key));
    let kind = if standing.is_open() { ButtonKind::Secondary } else { ButtonKind::Primary };
    let invite = kit.post_named(view.head.path("/accounts/own"), key, kind, spoken, vec![]);
    let body = Html::join([
        Html::rendered(format!("<p>{}</p>", standing.chip(t).render_html())),
        paragraph(&t.s("access-own-text")),
    ]);
    let foot = Html::join([invite, close_button(kit, &view.head, &name, standing, account)]);
    Card::new(Html::text(&name), body).foot(foot).render_html()
}

fn close_button(
    kit: &Kit,
    head: &HeadView<'_>,
    name: &str,
    standing: Standing,
    account: Option<AccountId>,
) -> Html {
    let Some(account) = account.filter(|_| standing.is_open()) else { return Html::default() };
    kit.post_named(
        head.path(&format!("/accounts/{account}/close")),
        "access-close",
        ButtonKind::DangerQuiet,
        kit.t().plain_with("access-close-spoken", &[("name", name.into())]),
        vec![],
    )
}

fn relative_card(
    kit: &Kit,
    head: &HeadView<'_>,
    relative: &RelativeView<'_>,
    typed: &SightForm,
    errors: &Errors,
) -> (Html, Html) {
    let t = kit.t();
    let open = relative.standing.is_open();
    let chips = Html::join([relative.standing.chip(t).render_html(), sight_chip(t, relative)]);
    let role = t.s(&crate::person::code_key("team-role", relative.role));
    let title = Html::rendered(format!("{}（{role}）", Html::text(relative.name)));
    let path = |tail: &str| head.path(&format!("/team/{}/{tail}", relative.seat));
    let wrong_here = typed.seat == Some(relative.seat);
    let none = Errors::default();
    let errors = if wrong_here { errors } else { &none };
    let (summary, fields) = match relative.custodian {
        true => (Html::default(), muted(&t.s("access-custodian"))),
        false => sight_fields(t, relative, typed, wrong_here, errors),
    };
    let key =
        if relative.standing == Standing::None { "access-invite" } else { "access-link-anew" };
    let invite = kit.form(path("invite"), fields.clone(), key).render_html();
    // Who is in already is let see, or no longer, without a new link.
    let change = match open && !relative.custodian {
        true => kit.form(path("sight"), fields, "access-sight-save").render_html(),
        false => Html::default(),
    };
    let forms = match open {
        true => Html::join([
            change,
            crate::plan::more(
                &t.s("access-link-lost"),
                &anew(kit, relative, &path("invite")),
                false,
            ),
        ]),
        false => invite,
    };
    let body = Html::join([Html::rendered(format!("<p>{chips}</p>")), forms]);
    let close = close_button(kit, head, relative.name, relative.standing, relative.account);
    (summary, Card::new(title, body).foot(close).render_html())
}

/// A new link changes nothing about what may be seen.
fn anew(kit: &Kit, relative: &RelativeView<'_>, action: &str) -> Html {
    let t = kit.t();
    let mut hidden = Vec::new();
    if let Some(by) = relative.agreed_by {
        hidden.push(("sees", "yes".to_owned()));
        hidden.push(("agreed_by", by.to_owned()));
    }
    let spoken = format!("{}：{}", t.plain("access-link-anew"), relative.name);
    kit.post_named(action, "access-link-anew", ButtonKind::Secondary, spoken, hidden)
}

fn sight_chip(t: T, relative: &RelativeView<'_>) -> Html {
    if !relative.standing.is_open() {
        return Html::default();
    }
    let chip = match (relative.custodian, relative.agreed_by) {
        (true, _) => Chip::new(t.s("access-sees-custodian"), Tone::Info),
        (_, Some(by)) => Chip::new(t.with("access-sees", &[("by", by.into())]), Tone::Info),
        (_, None) => Chip::new(t.s("access-sees-not"), Tone::Neutral),
    };
    Html::join([Html::text(" "), chip.render_html()])
}

fn sight_fields(
    t: T,
    relative: &RelativeView<'_>,
    typed: &SightForm,
    wrong_here: bool,
    errors: &Errors,
) -> (Html, Html) {
    let seat = relative.seat;
    let (sees, by) = match wrong_here {
        true => (typed.sees, typed.agreed_by.as_str()),
        false => (relative.agreed_by.is_some(), relative.agreed_by.unwrap_or_default()),
    };
    let may = vec![Choice::new("yes", t.s("access-may-see-yes"), sees)];
    errors.fields(
        t,
        vec![
            Field::checks(t, "sees", t.s("access-may-see"), may)
                .hint(t.s("access-may-see-hint"))
                .id(format!("f-sees-{seat}")),
            Field::line(t, "agreed_by", t.s("access-agreed-by"), by)
                .hint(t.s("access-agreed-by-hint"))
                .needed_when(t.s("access-agreed-by-when"))
                .width(Width::Middle)
                .id(format!("f-agreed-by-{seat}")),
        ],
    )
}

fn left_card(kit: &Kit, view: &AccountsView<'_>) -> Html {
    if view.left.is_empty() {
        return Html::default();
    }
    let t = kit.t();
    let lines = view.left.iter().map(|(account, name)| {
        let close = close_button(kit, &view.head, name, Standing::Ready, Some(*account));
        Html::rendered(format!("<p>{}</p>{close}", Html::text(name)))
    });
    let body = Html::join([muted(&t.s("access-left-text"))].into_iter().chain(lines));
    Card::new(t.s("access-left"), body).kind(CardKind::Quiet).render_html()
}

/// Somebody who was just invited.
#[derive(Debug)]
pub struct InvitedView<'a> {
    /// The head.
    pub head: HeadView<'a>,
    /// Who.
    pub name: &'a str,
    /// A family member; else the person.
    pub family: bool,
    /// Sees the plan and the meetings.
    pub sees: bool,
    /// The link's whole address.
    pub address: &'a str,
    /// Until when it works.
    pub until: DateTime,
    /// Who invites.
    pub inviter: &'a str,
    /// Where they work.
    pub office: &'a str,
    /// Its telephone.
    pub phone: &'a str,
    /// A link that was made before works no longer.
    pub again: bool,
}

/// The link, shown this once, and the half page to give along with it.
#[must_use]
pub fn invited(t: T, view: &InvitedView<'_>) -> Html {
    let name = [("name", view.name.into())];
    let body = Html::join([
        paragraph(&t.with("access-link-text", &name)),
        CopyLine { t, id: "address", label: t.s("link-address"), text: view.address.to_owned() }
            .render_html(),
        paragraph(&t.with("link-made-until", &[("at", t.0.date_time(view.until).into())])),
        link_once(t, view.again),
    ]);
    Html::join([
        PageHead::new(t.with("access-invited-title", &name))
            .back(t.s("access-title"), view.head.path("/accounts"))
            .action(Button::print(t))
            .render_html(),
        Html::rendered(format!(
            "<div class=\"screen-only\">{}</div>",
            Card::new(t.s("access-link"), body).kind(CardKind::Warm).render_html()
        )),
        sheet(view),
    ])
}

/// That the link before has ended; nothing where there was none.
pub(crate) fn link_once(t: T, again: bool) -> Html {
    if again { muted(&t.s("access-link-once")) } else { Html::default() }
}

/// Half a page in easy words with readings, whatever the inviter reads.
fn sheet(view: &InvitedView<'_>) -> Html {
    let t = T(Words::new(Layer::Easy, Furigana::All));
    let sees = match (view.family, view.sees) {
        (false, _) => t.s("access-sheet-sees-own"),
        (true, true) => t.s("access-sheet-sees-family"),
        (true, false) => t.s("access-sheet-sees-nothing"),
    };
    let steps = ["access-sheet-step-open", "access-sheet-step-name", "access-sheet-step-in"]
        .map(|key| format!("<li>{}</li>", t.s(key)))
        .concat();
    let until = t.with("access-sheet-until", &[("at", t.0.date_time(view.until).into())]);
    let ask = [
        ("office", view.office.into()),
        ("name", view.inviter.into()),
        ("phone", view.phone.into()),
    ];
    Html::rendered(format!(
        "<section class=\"paper paper-half\" lang=\"ja\">\
         <div class=\"paper-head\"><p>{name} {dear}</p></div><h2>{title}</h2>\
         <div class=\"paper-link\"><div><h3>{how}</h3><ol>{steps}</ol><p>{until}</p></div>{code}</div>\
         <p class=\"small address\">{address}</p>\
         <h3>{what}</h3><p>{sees}</p><h3>{whom}</h3><p>{ask}</p>\
         <p class=\"paper-foot\"><span>{secret}</span></p></section>",
        name = Html::text(view.name),
        dear = t.s("access-sheet-dear"),
        title = t.s("access-sheet-title"),
        how = t.s("access-sheet-how"),
        code = qr(view.address, &t.s("access-sheet-picture")).unwrap_or_default(),
        address = Html::text(view.address),
        what = t.s("access-sheet-what"),
        whom = t.s("access-sheet-whom"),
        ask = t.with("access-sheet-ask", &ask),
        secret = t.s("access-sheet-secret"),
    ))
}

/// Where an account stands.
#[must_use]
pub fn standing(
    ready: bool,
    closed: bool,
    link_until: Option<Timestamp>,
    now: Timestamp,
) -> Standing {
    match (closed, ready, link_until) {
        (true, ..) => Standing::Closed,
        (false, true, _) => Standing::Ready,
        (false, false, Some(until)) if until > now => Standing::Invited,
        (false, false, _) => Standing::LinkOver,
    }
}
