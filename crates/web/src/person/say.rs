//! What the person says from their own page: typed, by cards, or through somebody else.

use axum::response::Response;
use tsumugi_app::Problems;
use tsumugi_app::person::{self, NewVoice};
use tsumugi_domain::ids::PersonId;
use tsumugi_domain::person::{Expression, Speaker};
use tsumugi_pages::T;
use tsumugi_pages::components::Symbol;
use tsumugi_pages::own::{CARDS, FEELINGS, SayForm, Teller};
use tsumugi_pages::person::code_key;

use super::{context, head_view};
use crate::cx::User;
use crate::error::WebError;
use crate::form::{Form, errors};

pub(super) async fn page(user: &User, id: PersonId, typed: &Form, problems: &Problems) -> Response {
    match user.run(move |op| person::say(op, id)).await {
        Err(error) => error.page(user),
        Ok((head, team)) => {
            let errors = errors(user.t(), problems);
            let tellers: Vec<Teller<'_>> = team
                .iter()
                .map(|seat| Teller { name: &seat.name, role: seat.role.code() })
                .collect();
            let form = SayForm {
                text: typed.text("text"),
                cards: typed.all("card").map(str::to_owned).collect(),
                teller: typed.text("teller"),
            };
            let (kit, view) = (user.kit(), head_view(&head));
            let main = tsumugi_pages::own::say(&kit, &view, &tellers, &form, &errors);
            user.form_page("me-say", context(user, &head), main, &errors)
        }
    }
}

pub(super) async fn send(user: &User, id: PersonId, form: &Form) -> Response {
    let mut problems = Problems::new();
    let new = said(user.t(), form);
    if new.text.is_empty() {
        problems.add("text", "error-say-something");
    }
    match user.checked(problems, form, move |op| person::add_voice(op, id, &new)).await {
        Ok(_) => user.go("/me", "said"),
        Err(WebError::Invalid(problems)) => page(user, id, form, &problems).await,
        Err(error) => error.page(user),
    }
}

/// One record of what was said. Typed words are the words; chosen cards are described, never
/// quoted; and who only chose somebody to speak for them has chosen, and said nothing. What was
/// chosen besides stands beside it.
fn said(t: T, form: &Form) -> NewVoice {
    let (typed, teller) = (form.text("text").trim().to_owned(), form.text("teller"));
    let cards = chosen(t, form);
    let relay = t.plain_with("say-relay-chosen", &[("name", (&teller).into())]);
    let (text, how) = match (typed.is_empty(), cards.is_empty(), teller.is_empty()) {
        (false, ..) => (typed.clone(), Expression::Writing),
        (true, false, _) => {
            (t.plain_with("say-cards-chosen", &[("cards", (&cards).into())]), Expression::Card)
        }
        (true, true, false) => (relay.clone(), Expression::Asked),
        (true, true, true) => (String::new(), Expression::Writing),
    };
    let mut beside = Vec::new();
    if !typed.is_empty() && !cards.is_empty() {
        beside.push(t.plain_with("say-cards-beside", &[("cards", (&cards).into())]));
    }
    if !teller.is_empty() && how != Expression::Asked {
        beside.push(relay);
    }
    NewVoice {
        speaker: Speaker::Person,
        text,
        how,
        said_on: None,
        scene: beside.join(&t.plain("say-beside-join")),
        on_top: false,
    }
}

/// The names of the chosen cards, in the order of the page.
fn chosen(t: T, form: &Form) -> String {
    let is_chosen = |symbol: &&Symbol| form.all("card").any(|code| code == symbol.code());
    let cards = CARDS.iter().chain(&FEELINGS).filter(is_chosen);
    let names: Vec<String> =
        cards.map(|symbol| t.plain(&code_key("symbol", symbol.code()))).collect();
    names.join(&t.plain("list-comma"))
}
