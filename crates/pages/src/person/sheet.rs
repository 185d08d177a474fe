//! わたしの1ページ, to read and to print: the three headings, and the person's words on top.

use tsumugi_domain::person::Profile;
use tsumugi_domain::policy::PersonAction;

use super::{HeadView, own_words, quote_to};
use crate::components::{Button, ButtonKind, Component as _, Empty, PageHead, Symbol};
use crate::html::{Html, T};
use crate::plan::Reader;

/// The one page about a person.
#[must_use]
pub fn profile_sheet(t: T, head: &HeadView<'_>, reader: Reader, profile: Option<&Profile>) -> Html {
    let (above, href) = reader.back(t, head);
    let mut page_head = PageHead::new(t.s("profile-title"))
        .lead(t.with("profile-sheet-lead", &[("name", head.called_aloud(t).into())]))
        .back(above, href);
    if head.may(PersonAction::WriteProfile) {
        let write = Button::link(t.s("profile-write"), ButtonKind::Primary, head.path("/profile"));
        page_head = page_head.action(write);
    }
    let words = match head.top {
        Some(voice) => quote_to(t, head, voice).render_html(),
        None => own_words(t, head),
    };
    let body = match profile {
        None => {
            Empty { title: t.s("me-profile-none"), text: t.s("me-profile-none-text"), action: None }
                .render_html()
        }
        Some(profile) => parts(t, profile),
    };
    Html::join([page_head.action(Button::print(t)).render_html(), words, body])
}

fn parts(t: T, profile: &Profile) -> Html {
    let parts = [
        (Symbol::Like, "profile-liked", &profile.liked),
        (Symbol::Important, "profile-important", &profile.important),
        (Symbol::Help, "profile-support", &profile.support),
    ];
    let parts =
        parts.into_iter().filter(|(_, _, text)| !text.is_empty()).map(|(symbol, key, text)| {
            format!(
                "<section class=\"card one-page\"><h2>{}</h2><p>{}</p></section>",
                symbol.with(t.s(key)),
                t.known(text)
            )
        });
    Html::join(parts.map(Html::rendered))
}
