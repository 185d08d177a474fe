//! One version of a plan as it was, for reading and printing; and the question before a draft is
//! given up.

use tsumugi_domain::plan::{Goal, GoalChange, Plan, PlanVersion, VersionState};

use super::parts::{difference, goal_rows, idea_chip, muted};
use super::{PlanPage, path, since_text};
use crate::components::{
    Button, ButtonKind, Card, CardKind, Component as _, Facts, PageHead, Quote, Voice as Mark,
};
use crate::html::{Html, T};
use crate::kit::Kit;
use crate::person::{HeadView, code_key, link, own_or_shown, spoken};
use crate::problem::paragraph;

/// What the page of a version shows.
#[derive(Debug)]
pub struct VersionPage<'a> {
    /// The person.
    pub head: HeadView<'a>,
    /// The plan.
    pub plan: &'a Plan,
    /// The version.
    pub version: &'a PlanVersion,
    /// What changed since the version before.
    pub changes: &'a [GoalChange],
    /// There is none before it.
    pub first: bool,
}

/// Where a version stands, in words.
#[must_use]
pub(super) fn state_text(t: T, state: VersionState) -> Html {
    match state {
        VersionState::Draft => t.s("plan-version-draft"),
        VersionState::Current { since } => since_text(t, "plan-version-current", since),
        VersionState::Superseded { since } => since_text(t, "plan-version-superseded", since),
        VersionState::Discarded => t.s("plan-version-discarded"),
    }
}

/// One version, whole and as it was.
#[must_use]
pub fn version(t: T, view: &VersionPage<'_>) -> Html {
    let version = view.version;
    let number = t.with("plan-version", &[("number", version.number.into())]);
    let kind = t.s(&code_key("plan-kind", view.plan.kind.code()));
    let lead = Html::join([
        Html::text(&view.plan.org_name),
        Html::text("　"),
        state_text(t, version.state),
    ]);
    Html::join([
        PageHead::new(Html::join([kind, Html::text("　"), number]))
            .lead(lead)
            .back(t.s("plan-back"), path(view.plan.id, ""))
            .action(Button::print(t))
            .render_html(),
        wish(own_or_shown(t, &version.person_wish), t.s("plan-person-wish-source")),
        wish(
            Quote::new(t, Mark::Family, spoken(t, &version.family_wish)),
            t.s("plan-family-wish-source"),
        ),
        policy(t, version),
        goals(t, version),
        since_before(t, view),
    ])
}

fn wish(quote: Quote, source: Html) -> Html {
    match quote.text.is_empty() {
        true => Html::default(),
        false => quote.source(source).render_html(),
    }
}

fn policy(t: T, version: &PlanVersion) -> Html {
    match version.policy.as_str() {
        "" => Html::default(),
        policy => Card::new(t.s("plan-policy"), paragraph(&t.known(policy))).render_html(),
    }
}

fn goals(t: T, version: &PlanVersion) -> Html {
    let cards = version.goals.iter().map(|goal| goal_card(t, goal));
    Card::new(t.s("goals-title"), Html::join(cards)).render_html()
}

fn goal_card(t: T, goal: &Goal) -> Html {
    let horizon = t.s(&code_key("horizon", goal.horizon.code()));
    let own = match goal.own_words.as_str() {
        "" => Html::default(),
        words => own_or_shown(t, words).source(t.s("goal-own-words-source")).render_html(),
    };
    let chips =
        Html::rendered(format!("<p>{} {horizon}</p>", idea_chip(t, goal.idea).render_html()));
    let rows = Facts { rows: goal_rows(t, goal) }.render_html();
    Card::new(t.known(&goal.text), Html::join([chips, own, rows])).inner().render_html()
}

/// Why it was made and what it changed.
fn since_before(t: T, view: &VersionPage<'_>) -> Html {
    let version = view.version;
    let mut body = Vec::new();
    if !version.reason.is_empty() {
        body.push(match view.first {
            true => paragraph(&t.known(&version.reason)),
            false => {
                let reason = [("reason", (&version.reason).into())];
                muted(&t.with("plan-reason-is", &reason))
            }
        });
    }
    if !view.first {
        body.push(difference(t, view.changes, Vec::new()));
    }
    let from = version
        .meeting
        .map(|meeting| link(&format!("/meetings/{meeting}"), &t.s("plan-from-meeting")));
    if body.is_empty() && from.is_none() {
        return Html::default();
    }
    let title = if view.first { "plan-version-why" } else { "plan-changes" };
    let card = Card::new(t.s(title), Html::join(body));
    match from {
        Some(from) => card.foot(from).render_html(),
        None => card.render_html(),
    }
}

/// The question before a draft is given up.
#[must_use]
pub fn discard(kit: &Kit, view: &PlanPage<'_>, draft: &PlanVersion) -> Html {
    let t = kit.t();
    let go = kit.post(view.path("/discard"), "plan-discard-go", ButtonKind::Primary, vec![]);
    let keep = Button::link(t.s("plan-discard-keep"), ButtonKind::Secondary, view.path("/edit"));
    let stays = match view.plan.current_number {
        Some(number) => t.with("plan-discard-stays", &[("number", number.into())]),
        None => t.s("plan-discard-none-stays"),
    };
    let kind = t.0.text(&code_key("plan-kind", view.plan.kind.code()));
    let what =
        t.with("plan-draft-title", &[("kind", kind.into()), ("number", draft.number.into())]);
    Html::join([
        PageHead::new(t.s("plan-discard-ask"))
            .lead(t.s("plan-discard-lead"))
            .back(t.s("plan-back-draft"), view.path("/edit"))
            .render_html(),
        Card::new(what, Html::join([paragraph(&stays), paragraph(&t.s("plan-discard-answers"))]))
            .kind(CardKind::Warm)
            .foot(Html::join([go, keep.render_html()]))
            .render_html(),
    ])
}
