//! Saying something from one's own page: in words, by cards, or through somebody else.

use crate::components::{Choice, Component as _, Field, PageHead, Symbol, Voice};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::person::{HeadView, code_key};
use crate::plan::{more, muted};

/// What a card can be about.
pub const CARDS: [Symbol; 16] = [
    Symbol::Home,
    Symbol::Family,
    Symbol::Friend,
    Symbol::Work,
    Symbol::School,
    Symbol::Walk,
    Symbol::Bus,
    Symbol::Shopping,
    Symbol::Eat,
    Symbol::Bath,
    Symbol::Sleep,
    Symbol::Rest,
    Symbol::Music,
    Symbol::Hospital,
    Symbol::Medicine,
    Symbol::Money,
];

/// What can be said about it.
pub const FEELINGS: [Symbol; 7] = [
    Symbol::Like,
    Symbol::Dislike,
    Symbol::Good,
    Symbol::Bad,
    Symbol::Help,
    Symbol::Again,
    Symbol::Stop,
];

/// What was typed and chosen.
#[derive(Debug, Default)]
pub struct SayForm {
    /// The words.
    pub text: String,
    /// Codes of the chosen cards.
    pub cards: Vec<String>,
    /// Who shall say it in the talk; empty when nobody in particular.
    pub teller: String,
}

/// Somebody of the team who could say it.
#[derive(Debug)]
pub struct Teller<'a> {
    /// Name.
    pub name: &'a str,
    /// Code of what they are to the person.
    pub role: &'static str,
}

/// The form: three ways, of which any one is enough. Each is a door; what was used stands open.
#[must_use]
pub fn say(
    kit: &Kit,
    head: &HeadView<'_>,
    tellers: &[Teller<'_>],
    form: &SayForm,
    errors: &Errors,
) -> Html {
    let t = kit.t();
    // One of the three is enough, and the page says so once.
    let once = Html::default;
    let text = Field::area(t, "text", t.s("say-words"), &form.text)
        .hint(t.s("voice-own-hint"))
        .voice(Voice::Own)
        .needed_when(once());
    let card = |symbol: &Symbol| {
        let chosen = form.cards.iter().any(|code| code == symbol.code());
        let word = symbol.with(t.s(&code_key("symbol", symbol.code())));
        Choice::new(symbol.code(), word, chosen)
    };
    let cards = |id: &str, label: &str, symbols: &[Symbol]| {
        let choices = symbols.iter().map(card).collect();
        Field::checks(t, "card", t.s(label), choices).in_row().id(id).needed_when(once())
    };
    let fields = errors.put_in(vec![
        text,
        cards("about", "say-cards-about", &CARDS),
        cards("feeling", "say-cards-feeling", &FEELINGS),
        teller(t, tellers, form),
    ]);
    let summary = errors.summary(t, &fields.iter().collect::<Vec<_>>());
    let way = |symbol: Symbol, key: &str, hint: Option<&str>, fields: &[Field], used: bool| {
        let hint = hint.map(|hint| muted(&t.s(hint))).unwrap_or_default();
        let fields = Html::join(fields.iter().map(|field| field.render_html()));
        more(&symbol.with(t.s(key)), &Html::join([hint, fields]), used)
    };
    let (by_card, by_other) = (!form.cards.is_empty(), !form.teller.is_empty());
    let by_word = !form.text.is_empty() || !(by_card || by_other);
    let ways = Html::join([
        way(Symbol::Write, "say-write", None, &fields[..1], by_word),
        way(Symbol::Card, "say-cards", Some("say-cards-hint"), &fields[1..3], by_card),
        match tellers.is_empty() {
            true => Html::default(),
            false => {
                way(Symbol::Relay, "say-relay", Some("say-relay-hint"), &fields[3..], by_other)
            }
        },
    ]);
    let ways = Html::rendered(format!("<div class=\"ways\">{ways}</div>"));
    let form = kit
        .form(head.path("/voices"), ways, "say-send")
        .cancel(t, "/me")
        .draft(t, format!("voice-{}", head.person.id));
    Html::join([
        summary,
        PageHead::new(t.s("me-say")).lead(t.s("say-lead")).back(t.s("nav-me"), "/me").render_html(),
        form.render_html(),
    ])
}

fn teller(t: T, tellers: &[Teller<'_>], form: &SayForm) -> Field {
    let mut choices = vec![Choice::new("", t.s("say-relay-none"), form.teller.is_empty())];
    choices.extend(tellers.iter().map(|one| {
        let role = t.s(&code_key("team-role", one.role));
        Choice::new(one.name, Html::text(one.name), form.teller == one.name).hint(role)
    }));
    let who = t.s("say-relay-who");
    Field::radios(t, "teller", who, choices).needed_when(Html::default())
}
