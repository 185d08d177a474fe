//! An address that nobody may see but the person.

use jiff::civil::Date;

use crate::components::{ButtonKind, Card, CardKind, Component as _, Field, PageHead, WhoCanSee};
use crate::html::Html;
use crate::kit::{Errors, Kit};
use crate::person::HeadView;
use crate::plan::muted;
use crate::problem::paragraph;

/// Whether the address is concealed.
#[derive(Debug)]
pub struct AddressView<'a> {
    /// The head.
    pub head: HeadView<'a>,
    /// How it is concealed.
    pub concealed: Option<Concealed<'a>>,
}

/// How an address is concealed.
#[derive(Debug)]
pub struct Concealed<'a> {
    /// By whom; empty when it came with a roster.
    pub by: &'a str,
    /// Since when.
    pub since: Option<Date>,
    /// Who asked to let it be seen again.
    pub asked_by: Option<&'a str>,
    /// That is the reader.
    pub asked_myself: bool,
}

/// The page: one form to conceal, two people to undo it.
#[must_use]
pub fn page(kit: &Kit, view: &AddressView<'_>, reason: &str, errors: &Errors) -> Html {
    let t = kit.t();
    let (summary, card) = match &view.concealed {
        None => conceal_card(kit, view, reason, errors),
        Some(found) => (Html::default(), concealed_card(kit, view, found)),
    };
    Html::join([
        summary,
        PageHead::new(t.s("address-title"))
            .lead(t.s("address-lead"))
            .back(t.s("facts-edit"), view.head.path("/edit"))
            .render_html(),
        card,
        WhoCanSee { t, sentence: t.s("address-who-can-see") }.render_html(),
    ])
}

fn conceal_card(kit: &Kit, view: &AddressView<'_>, reason: &str, errors: &Errors) -> (Html, Html) {
    let t = kit.t();
    let field = Field::area(t, "reason", t.s("address-reason"), reason)
        .hint(t.s("address-reason-hint"))
        .rows(2)
        .required();
    let (summary, fields) = errors.fields(t, vec![field]);
    let form = kit.form(view.head.path("/address/conceal"), fields, "address-conceal");
    let body = Html::join([
        paragraph(&t.s("address-text")),
        muted(&t.s("address-elsewhere")),
        form.render_html(),
    ]);
    (summary, Card::new(t.s("address-conceal-title"), body).kind(CardKind::Warm).render_html())
}

fn concealed_card(kit: &Kit, view: &AddressView<'_>, found: &Concealed<'_>) -> Html {
    let t = kit.t();
    let path = |tail: &str| view.head.path(&format!("/address/{tail}"));
    let since = match (found.by, found.since) {
        ("", _) | (_, None) => Html::default(),
        (by, Some(since)) => {
            let args = [("name", by.into()), ("day", t.0.date(since).into())];
            muted(&t.with("address-since", &args))
        }
    };
    let keep = || kit.post(path("keep"), "address-keep", ButtonKind::Secondary, vec![]);
    let (text, foot) = match (found.asked_by, found.asked_myself) {
        (None, _) => (
            t.s("address-undo-text"),
            kit.post(path("ask"), "address-ask", ButtonKind::DangerQuiet, vec![]),
        ),
        (Some(_), true) => (t.s("address-asked-myself"), keep()),
        (Some(name), false) => (
            t.with("address-asked", &[("name", name.into())]),
            Html::join([
                keep(),
                kit.post(path("reveal"), "address-reveal", ButtonKind::DangerQuiet, vec![]),
            ]),
        ),
    };
    let body = Html::join([paragraph(&t.s("address-concealed-text")), since, paragraph(&text)]);
    Card::new(t.s("address-concealed"), body).foot(foot).render_html()
}
