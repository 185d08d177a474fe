//! The page on which the system administrator makes the region's council.

use tsumugi_domain::council::{BodyKind, CouncilBody};
use tsumugi_domain::staff::Org;

use crate::components::{
    Button, ButtonKind, Card, CardKind, Choice, Component as _, DataTable, Field, PageHead, Width,
};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::person::{choices, code_key};
use crate::problem::paragraph;

/// How many bodies the first form has room for; others are added later.
pub const BODIES: usize = 4;

/// The council as it is, or as it could be.
#[derive(Debug)]
pub struct SetUpView<'a> {
    /// Its name, its secretariat and its bodies; none before it is made.
    pub council: Option<(&'a str, &'a Org, &'a [CouncilBody])>,
    /// The region's organisations.
    pub orgs: &'a [Org],
}

/// What was typed.
#[derive(Debug, Default)]
pub struct SetUpForm {
    /// Name of the council or of a new body.
    pub name: String,
    /// Id of the secretariat.
    pub secretariat: String,
    /// Names and kinds of the bodies; of a new body the kind alone.
    pub bodies: Vec<(String, String)>,
}

/// Name, secretariat and bodies, and one more body later.
#[must_use]
pub fn set_up(kit: &Kit, view: &SetUpView<'_>, form: &SetUpForm, errors: &Errors) -> Html {
    let t = kit.t();
    let (summary, main) = match view.council {
        None => make(kit, view, form, errors),
        Some((_, secretariat, bodies)) => made(kit, secretariat, bodies, form, errors),
    };
    let (title, lead) = match view.council {
        None => (t.s("set-up-council-title"), "set-up-council-lead"),
        Some((name, ..)) => (Html::text(name), "set-up-council-made-lead"),
    };
    Html::join([
        summary,
        PageHead::new(title).lead(t.s(lead)).back(t.s("orgs-title"), "/orgs").render_html(),
        main,
    ])
}

fn kind(t: T, name: &str, chosen: &str) -> Field {
    let kinds: Vec<&str> = BodyKind::ALL.iter().map(|kind| kind.code()).collect();
    Field::select(t, name, t.s("set-up-body-kind"), choices(t, "body-kind", &kinds, chosen))
}

fn make(kit: &Kit, view: &SetUpView<'_>, form: &SetUpForm, errors: &Errors) -> (Html, Html) {
    let t = kit.t();
    // Nothing is chosen beforehand: the secretariat reads everything that is reported.
    let mut orgs = vec![Choice::new("", t.s("choose-one"), form.secretariat.is_empty())];
    orgs.extend(view.orgs.iter().map(|org| {
        let id = org.id.to_string();
        let chosen = id == form.secretariat;
        Choice::new(id, Html::text(&org.name), chosen)
    }));
    let (summary, fields) = errors.fields(
        t,
        vec![
            Field::line(t, "name", t.s("set-up-council-name"), &form.name).required(),
            Field::select(t, "secretariat", t.s("set-up-secretariat"), orgs)
                .hint(t.s("set-up-secretariat-hint"))
                .required(),
        ],
    );
    let bodies = form.bodies.iter().enumerate().map(|(at, (name, code))| {
        let number = at + 1;
        let name = Field::line(t, &format!("body_{at}"), body_label(t, number), name)
            .width(Width::Middle)
            .render_html();
        let kind = kind(t, &format!("kind_{at}"), code).render_html();
        Html::rendered(format!("<div class=\"field-pair\">{name}{kind}</div>"))
    });
    let bodies = Html::join(bodies);
    let fields = Html::join([fields, paragraph(&t.s("set-up-bodies-hint")), bodies]);
    let form = kit.form("/orgs/council/make", fields, "set-up-council-make");
    (summary, Card::new(t.s("set-up-council-new"), form.render_html()).render_html())
}

fn body_label(t: T, number: usize) -> Html {
    t.with("set-up-body-name-of", &[("number", number.into())])
}

fn made(
    kit: &Kit,
    secretariat: &Org,
    bodies: &[CouncilBody],
    form: &SetUpForm,
    errors: &Errors,
) -> (Html, Html) {
    let t = kit.t();
    let table = DataTable {
        caption: t.s("set-up-bodies"),
        headers: ["set-up-body-name", "set-up-body-kind"].map(|key| t.s(key)).to_vec(),
        rows: bodies
            .iter()
            .map(|body| vec![Html::text(&body.name), t.s(&code_key("body-kind", body.kind.code()))])
            .collect(),
    };
    let staff = Button::link(
        t.s("set-up-secretariat-go"),
        ButtonKind::Secondary,
        format!("/orgs/{}/staff", secretariat.id),
    );
    let next = Html::join([
        Html::rendered(format!("<p><strong>{}</strong></p>", Html::text(&secretariat.name))),
        paragraph(&t.s("set-up-secretariat-next")),
    ]);
    // What is added later is most often a working group.
    let usual = BodyKind::WorkingGroup.code();
    let chosen = form.bodies.first().map_or(usual, |(_, kind)| kind.as_str());
    let (summary, fields) = errors.fields(
        t,
        vec![
            Field::line(t, "name", t.s("set-up-body-name"), &form.name)
                .required()
                .width(Width::Middle),
            kind(t, "kind", chosen),
        ],
    );
    let form = kit.form("/orgs/council/bodies", fields, "set-up-body-add");
    let main = Html::join([
        Card::new(t.s("set-up-secretariat"), next)
            .kind(CardKind::Warm)
            .foot(staff.render_html())
            .render_html(),
        table.render_html(),
        Card::new(t.s("set-up-body-new"), form.render_html()).render_html(),
    ]);
    (summary, main)
}
