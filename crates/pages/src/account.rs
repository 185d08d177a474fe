//! Signing in, setting up, choosing.

use crate::components::{
    Actions, Button, ButtonKind, Card, CardKind, Component as _, Facts, Field, LineKind, PageHead,
    Width, qr,
};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::problem::paragraph;

/// The sign-in page.
#[must_use]
pub fn sign_in(kit: &Kit, login: &str, back: &str, errors: &Errors) -> Html {
    let t = kit.t();
    let (summary, fields) = errors.fields(
        t,
        vec![
            Field::line(t, "login", t.s("login-name"), login).required().autocomplete("username"),
            Field::line_of(t, "password", t.s("password"), "", LineKind::Password)
                .width(Width::Full)
                .required()
                .autocomplete("current-password"),
        ],
    );
    let form = kit.form("/sign-in", fields, "sign-in").hidden("return", back);
    Html::join([
        summary,
        PageHead::new(t.s("sign-in")).lead(t.s("sign-in-lead")).render_html(),
        form.render_html(),
        paragraph(&t.s("sign-in-lost")),
    ])
}

/// The page of the second factor.
#[must_use]
pub fn second_factor(kit: &Kit, back: &str, errors: &Errors) -> Html {
    let t = kit.t();
    let (summary, fields) = errors.fields(
        t,
        vec![
            Field::line_of(t, "code", t.s("totp-code"), "", LineKind::Digits)
                .hint(t.s("totp-hint"))
                .required()
                .autocomplete("one-time-code"),
        ],
    );
    let form = kit.form("/sign-in/code", fields, "sign-in").hidden("return", back);
    Html::join([summary, PageHead::new(t.s("totp-title")).render_html(), form.render_html()])
}

/// The page of a one-time link to the demonstration: looking does not use it up.
#[must_use]
pub fn demo_link(kit: &Kit, name: &str, token: &str) -> Html {
    let t = kit.t();
    let lead = t.with("link-for", &[("name", name.into())]);
    let button = kit.post(format!("/link/{token}"), "link-go", ButtonKind::Primary, vec![]);
    Html::join([
        PageHead::new(t.s("link-title")).lead(lead).render_html(),
        Card::new(t.s("link-demo"), paragraph(&t.s("link-demo-text")))
            .kind(CardKind::Warm)
            .foot(button)
            .render_html(),
    ])
}

/// What the set-up page shows.
#[derive(Debug)]
pub struct SetUpView<'a> {
    /// For whom.
    pub name: &'a str,
    /// The link's token.
    pub token: &'a str,
    /// Whether an authenticator is needed.
    pub needs_totp: bool,
    /// Its secret in base32.
    pub secret: &'a str,
    /// The same as an address that authenticators read from a picture or a link.
    pub secret_uri: &'a str,
    /// What was typed as sign-in name.
    pub login: &'a str,
    /// The shortest password.
    pub password_min: usize,
}

/// The page on which somebody sets name, password and authenticator.
#[must_use]
pub fn set_up(kit: &Kit, view: &SetUpView<'_>, errors: &Errors) -> Html {
    let t = kit.t();
    let min = [("min", view.password_min.into())];
    let mut fields = vec![
        Field::line(t, "login", t.s("login-name"), view.login)
            .hint(t.s("login-hint"))
            .required()
            .autocomplete("username"),
        Field::line_of(t, "password", t.s("password"), "", LineKind::Password)
            .hint(t.with("password-hint", &min))
            .width(Width::Full)
            .required()
            .autocomplete("new-password"),
    ];
    let authenticator = if view.needs_totp {
        fields.push(
            Field::line_of(t, "code", t.s("totp-code"), "", LineKind::Digits)
                .hint(t.s("totp-hint"))
                .required()
                .autocomplete("one-time-code"),
        );
        authenticator(t, view)
    } else {
        Html::default()
    };
    let (summary, fields) = errors.fields(t, fields);
    let form = kit.form(format!("/set-up/{}", view.token), fields, "set-up-go");
    Html::join([
        summary,
        PageHead::new(t.with("set-up-title", &[("name", view.name.into())]))
            .lead(t.s("set-up-lead"))
            .render_html(),
        authenticator,
        form.render_html(),
    ])
}

/// How the key gets into the authenticator: by camera, on the telephone itself, or by hand.
fn authenticator(t: T, view: &SetUpView<'_>) -> Html {
    let grouped: Vec<_> = view.secret.as_bytes().chunks(4).map(String::from_utf8_lossy).collect();
    let by_hand = Facts { rows: vec![(t.s("totp-secret"), Html::text(&grouped.join(" ")))] };
    let open = Button::link(t.s("totp-open"), ButtonKind::Quiet, view.secret_uri);
    Card::new(
        t.s("totp-set-up"),
        Html::join([
            paragraph(&t.s("totp-set-up-text")),
            qr(view.secret_uri, &t.s("totp-picture")).unwrap_or_default(),
            paragraph(&t.s("totp-by-hand")),
            by_hand.render_html(),
            Actions { buttons: vec![open] }.render_html(),
        ]),
    )
    .render_html()
}

/// A link that does not work any more; where a demonstration runs, nobody has sent it.
#[must_use]
pub fn link_over(kit: &Kit, demo: bool) -> Html {
    let t = kit.t();
    let text = if demo { "link-over-demo" } else { "link-over-text" };
    let home = Button::link(t.s("sign-in"), ButtonKind::Primary, "/sign-in");
    Html::join([
        PageHead::new(t.s("link-over")).lead(t.s(text)).render_html(),
        Actions { buttons: vec![home] }.render_html(),
    ])
}
