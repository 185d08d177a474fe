//! All symbols with their names: to learn them, and to print them and point at them.

use crate::components::{Button, Component as _, PageHead, Symbol};
use crate::html::{Html, T};
use crate::person::code_key;
use crate::problem::paragraph;

/// The whole set.
#[must_use]
pub fn page(t: T) -> Html {
    let items = Symbol::ALL.iter().map(|symbol| {
        let name = t.s(&code_key("symbol", symbol.code()));
        format!("<li>{}<span>{name}</span></li>", symbol.svg())
    });
    Html::join([
        PageHead::new(t.s("symbols-title"))
            .lead(t.s("symbols-lead"))
            .back(t.s("help-title"), "/help")
            .action(Button::print(t))
            .render_html(),
        paragraph(&t.s("symbols-print-lead")),
        Html::rendered(format!("<ul class=\"symbols\">{}</ul>", items.collect::<String>())),
        paragraph(&t.s("symbols-licence")),
    ])
}
