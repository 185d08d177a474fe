//! Writing a plan together: how it begins, the draft, its goals, and the agreement.

use tsumugi_domain::monitoring::Attainment;
use tsumugi_domain::plan::{Goal, GoalChange, Obstacle, PlanKind, PlanVersion};

use super::goal::who_and_when;
use super::parts::{difference, found_chip, idea_chip, muted, text_parts};
use super::{GoalLineView, PlanPage, ProposalView, life_chip, standing_chip};
use crate::components::{
    Actions, Button, ButtonKind, Card, CardKind, Chip, Component as _, DateText, DiffLine, Empty,
    Facts, Field, NextStep, PageHead, Progress, TaskList, TaskRow, Tone, Voice as Mark,
};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::person::{HeadView, choices, code_key, columns, lines, link, own_words};
use tsumugi_domain::seen;

/// The page on which a plan begins.
#[must_use]
pub fn start(
    kit: &Kit,
    head: &HeadView<'_>,
    kinds: &[PlanKind],
    chosen: &str,
    errors: &Errors,
) -> Html {
    let t = kit.t();
    let codes: Vec<&str> = kinds.iter().map(|kind| kind.code()).collect();
    // Nobody is asked to choose among one.
    let (summary, form) = match codes[..] {
        [only] => {
            let which = Facts { rows: vec![(t.s("plan-kind"), t.s(&code_key("plan-kind", only)))] };
            let form = kit.form(head.path("/plans"), which.render_html(), "plan-start-go");
            (Html::default(), form.hidden("kind", only))
        }
        _ => {
            let kinds = choices(t, "plan-kind", &codes, chosen);
            let kind = Field::radios(t, "kind", t.s("plan-kind"), kinds).required();
            let (summary, fields) = errors.fields(t, vec![kind]);
            (summary, kit.form(head.path("/plans"), fields, "plan-start-go"))
        }
    };
    let form = form.cancel(t, head.path(""));
    Html::join([
        summary,
        PageHead::new(t.s("plan-start-title"))
            .lead(t.s("plan-start-lead"))
            .back(Html::text(&head.called(t)), head.path(""))
            .render_html(),
        own_words(t, head),
        form.render_html(),
    ])
}

/// The texts of the draft and the day of the agreement, as typed.
#[derive(Debug, Clone, Default)]
pub struct DraftForm {
    /// The person's wish.
    pub person_wish: String,
    /// The family's wish.
    pub family_wish: String,
    /// 総合的な援助の方針.
    pub policy: String,
    /// Why this version.
    pub reason: String,
    /// The day of the agreement.
    pub on: DateText,
}

impl DraftForm {
    /// The texts as they stand.
    #[must_use]
    pub fn of(draft: &PlanVersion, on: DateText) -> Self {
        Self {
            person_wish: draft.person_wish.clone(),
            family_wish: draft.family_wish.clone(),
            policy: draft.policy.clone(),
            reason: draft.reason.clone(),
            on,
        }
    }
}

/// The page on which a draft is written.
#[must_use]
pub fn draft(
    kit: &Kit,
    view: &PlanPage<'_>,
    draft: &PlanVersion,
    form: &DraftForm,
    errors: &Errors,
) -> Html {
    let t = kit.t();
    let kind = t.0.text(&code_key("plan-kind", view.plan.kind.code()));
    let title =
        t.with("plan-draft-title", &[("kind", kind.into()), ("number", draft.number.into())]);
    let on = Field::date(t, "on", t.s("plan-agree-on"), form.on.clone())
        .hint(t.s("plan-agree-on-hint"))
        .required();
    let on = errors.put(on);
    Html::join([
        errors.summary(t, &[&on]),
        PageHead::new(title)
            .lead(t.s("plan-draft-lead"))
            .back(t.s("plan-back"), view.path(""))
            .render_html(),
        own_words(t, &view.head),
        next_step(t, view, draft),
        columns(
            Html::join([goals_card(kit, view), texts_form(kit, view, draft, form)]),
            Html::join([
                proposals_card(t, view),
                difference_card(t, view, draft),
                agree_card(kit, view, draft, &on),
                discard_card(t, view),
            ]),
        ),
    ])
}

/// Whether the draft says the same as what counts.
fn says_the_same(view: &PlanPage<'_>, draft: &PlanVersion) -> bool {
    let kept = |change: &GoalChange| matches!(change, GoalChange::Kept(_));
    view.current.is_some_and(|current| {
        let texts = |one: &PlanVersion| {
            (one.person_wish.clone(), one.family_wish.clone(), one.policy.clone())
        };
        texts(current) == texts(draft) && view.difference.iter().all(kept)
    })
}

/// A step of the draft: what, why, label, path.
type DraftStep = (&'static str, &'static str, &'static str, String);

/// The one thing to do now. What the meeting decided and what the monitoring found is looked at
/// before anybody agrees; whoever has looked at it goes on by the second button.
fn next_step(t: T, view: &PlanPage<'_>, draft: &PlanVersion) -> Html {
    let has = |fits: fn(&Obstacle) -> bool| view.obstacles.iter().any(fits);
    let no_goal = has(|one| matches!(one, Obstacle::NoGoal));
    let on: DraftStep = if has(|one| matches!(one, Obstacle::NotAsked(_))) {
        ("draft-next-ask", "draft-next-ask-why", "plan-next-ask-go", view.path("/answers"))
    } else {
        ("draft-next-agree", "draft-next-agree-why", "draft-next-agree-go", "#agree".into())
    };
    let waiting = view.proposals.iter().filter(|one| one.waits).count();
    let over = view.draft_goals.iter().any(|line| line.found == Some(Attainment::Changed));
    let goals = || "#goals".to_owned();
    let look: Option<DraftStep> = if has(|one| matches!(one, Obstacle::Refused(_))) {
        let go = "draft-next-refused-go";
        Some(("draft-next-refused", "draft-next-refused-why", go, goals()))
    } else if waiting > 0 {
        let go = "draft-next-proposals-go";
        Some(("draft-next-proposals", "draft-next-proposals-why", go, "#proposals".into()))
    } else if no_goal {
        Some(("draft-next-goal", "draft-next-goal-why", "goal-add", view.path("/goals/new")))
    } else if over {
        Some(("draft-next-over", "draft-next-over-why", "draft-next-refused-go", goals()))
    } else if says_the_same(view, draft) {
        Some(("draft-next-change", "draft-next-change-why", "draft-next-refused-go", goals()))
    } else {
        None
    };
    let go = |(_, _, label, href): &DraftStep, kind| Button::link(t.s(label), kind, href.clone());
    let mut actions = Vec::new();
    if let Some(look) = &look {
        actions.push(go(look, ButtonKind::Primary));
    }
    let stops = no_goal || has(|one| matches!(one, Obstacle::Refused(_)));
    if look.is_none() {
        actions.push(go(&on, ButtonKind::Primary));
    } else if !stops {
        actions.push(go(&on, ButtonKind::Secondary));
    }
    let (what, why, ..) = look.unwrap_or(on);
    let what = t.with(what, &[("count", waiting.into())]);
    NextStep { t, what, why: Some(t.s(why)), actions }.render_html()
}

fn texts_form(kit: &Kit, view: &PlanPage<'_>, draft: &PlanVersion, form: &DraftForm) -> Html {
    let t = kit.t();
    let area = |name: &str, text: &str| {
        let key = format!("plan-{}", name.replace('_', "-"));
        Field::area(t, name, t.s(&key), text).hint(t.s(&format!("{key}-hint")))
    };
    let fields = [
        area("person_wish", &form.person_wish).voice(Mark::Own),
        area("family_wish", &form.family_wish).voice(Mark::Family),
        area("policy", &form.policy).rows(4),
        area("reason", &form.reason).rows(2),
    ];
    let fields = Html::join(fields.iter().map(|field| field.render_html()));
    let form = kit
        .form(view.path("/draft"), fields, "plan-texts-save")
        .hidden("seen", seen::mark(&draft.texts()))
        .draft(t, format!("plan-{}", view.plan.id))
        .quieter();
    Card::new(t.s("plan-texts"), form.render_html()).id("texts").render_html()
}

fn goals_card(kit: &Kit, view: &PlanPage<'_>) -> Html {
    let t = kit.t();
    let last = view.draft_goals.len().saturating_sub(1);
    let items: Vec<Html> = view
        .draft_goals
        .iter()
        .enumerate()
        .map(|(at, line)| goal_item(kit, view, line, (at == 0, at == last)))
        .collect();
    let add = Button::link(t.s("goal-add"), ButtonKind::Secondary, view.path("/goals/new"));
    let body = if items.is_empty() {
        let (title, text) = (t.s("goals-none"), t.s("goals-none-text"));
        Empty { title, text, action: None }.render_html()
    } else {
        Html::join(items)
    };
    Card::new(t.s("goals-title"), body)
        .foot(Actions { buttons: vec![add] }.render_html())
        .id("goals")
        .render_html()
}

/// A goal of the draft with its buttons.
fn goal_item(kit: &Kit, view: &PlanPage<'_>, line: &GoalLineView<'_>, ends: (bool, bool)) -> Html {
    let t = kit.t();
    let goal = line.goal;
    let name = |key: &str| t.plain_with(key, &[("goal", (&goal.text).into())]);
    let hidden = || vec![("goal", goal.id.to_string())];
    let mut chips =
        vec![idea_chip(t, goal.idea).render_html(), t.s(&code_key("horizon", goal.horizon.code()))];
    if let Some(person) = line.person {
        chips.push(standing_chip(t, person).render_html());
    }
    chips.extend(found_chip(t, line.found).map(|chip| chip.render_html()));
    let chips = chips.iter().map(Html::as_str).collect::<Vec<_>>().join(" ");
    let mut foot = vec![
        Button::link(
            t.s("goal-edit"),
            ButtonKind::Secondary,
            view.path(&format!("/goals/{}", goal.id)),
        )
        .spoken(name("goal-edit-spoken"))
        .render_html(),
    ];
    if view.may_answer {
        let href = view.path(&format!("/answers?goal={}", goal.id));
        let ask = Button::link(t.s("goal-ask"), ButtonKind::Quiet, href);
        foot.push(ask.spoken(name("goal-ask-spoken")).render_html());
    }
    let (first, last) = ends;
    let mut moves = |key: &str, spoken: &str, to: &str| {
        let mut hidden = hidden();
        hidden.push(("to", to.to_owned()));
        foot.push(kit.post_named(
            view.path("/move-goal"),
            key,
            ButtonKind::Quiet,
            name(spoken),
            hidden,
        ));
    };
    if !first {
        moves("goal-up", "goal-up-spoken", "up");
    }
    if !last {
        moves("goal-down", "goal-down-spoken", "down");
    }
    foot.push(kit.post_named(
        view.path("/remove-goal"),
        "goal-remove",
        ButtonKind::DangerQuiet,
        name("goal-remove-spoken"),
        hidden(),
    ));
    let mut body = vec![Html::rendered(format!("<p>{chips}</p>"))];
    if line.found == Some(Attainment::Changed) {
        body.push(muted(&t.s("goal-found-changed")));
    }
    Card::new(Html::text(&goal.text), Html::join(body)).inner().foot(Html::join(foot)).render_html()
}

/// The meeting's decisions, each with the way to a goal.
fn proposals_card(t: T, view: &PlanPage<'_>) -> Html {
    if view.proposals.is_empty() {
        return Html::default();
    }
    let items = view.proposals.iter().map(|one| proposal(t, view, one));
    let body = Html::join([muted(&t.s("proposals-lead")), lines(items.collect::<Vec<_>>())]);
    Card::new(t.s("proposals-title"), body).kind(CardKind::Warm).id("proposals").render_html()
}

/// A decision: how the person answered to it, and the way on. An いや is talked about again.
fn proposal(t: T, view: &PlanPage<'_>, one: &ProposalView<'_>) -> Html {
    let decision = one.decision;
    let (owner, due) = who_and_when(&decision.outcome);
    let mut note = Vec::new();
    if !owner.is_empty() {
        note.push(owner.to_owned());
    }
    if let Some(due) = due {
        note.push(t.0.date_short(due).to_string());
    }
    let said = one.person.map_or_else(Html::default, |person| {
        let life = life_chip(t, person.life).render_html();
        Html::rendered(format!("<br><span class=\"small\">{}</span> {life}", t.s("mark-person")))
    });
    let spoken = |key: &str| t.plain_with(key, &[("text", (&decision.text).into())]);
    let on = if one.refused {
        let again = view.draft.and_then(|draft| draft.meeting).filter(|_| view.may_answer);
        let again = again.map(|meeting| {
            let href = format!("/meetings/{meeting}/answers?decision={}", decision.id);
            Button::link(t.s("proposal-talk"), ButtonKind::Quiet, href)
                .spoken(spoken("proposal-talk-spoken"))
                .render_html()
        });
        Html::join([muted(&t.s("proposal-refused")), again.unwrap_or_default()])
    } else if one.waits {
        let href = view.path(&format!("/goals/new?decision={}", decision.id));
        let take = Button::link(t.s("proposal-take"), ButtonKind::Quiet, href);
        Html::join([
            Html::rendered("<br>".to_owned()),
            take.spoken(spoken("proposal-take-spoken")).render_html(),
        ])
    } else {
        let taken = Chip::new(t.s("proposal-taken"), Tone::Good).render_html();
        Html::rendered(format!("<br>{taken}"))
    };
    Html::rendered(format!(
        "{}<br><span class=\"muted small\">{}</span>{said}{on}",
        Html::user(&decision.text),
        Html::text(&note.join("　")),
    ))
}

/// The way out of a draft that is not wanted any more.
fn discard_card(t: T, view: &PlanPage<'_>) -> Html {
    let go = Button::link(t.s("plan-discard"), ButtonKind::DangerQuiet, view.path("/discard"));
    Card::new(t.s("plan-discard-title"), muted(&t.s("plan-discard-lead")))
        .kind(CardKind::Quiet)
        .foot(Actions { buttons: vec![go] }.render_html())
        .render_html()
}

fn difference_card(t: T, view: &PlanPage<'_>, draft: &PlanVersion) -> Html {
    let Some(current) = view.current else { return Html::default() };
    let texts = [
        ("plan-person-wish", &current.person_wish, &draft.person_wish),
        ("plan-family-wish", &current.family_wish, &draft.family_wish),
        ("plan-policy", &current.policy, &draft.policy),
    ]
    .into_iter()
    .filter(|(_, before, after)| before != after)
    .map(|(key, before, after)| DiffLine {
        label: t.s(key),
        parts: text_parts(before, after),
        note: None,
    })
    .collect();
    Card::new(t.s("plan-difference"), difference(t, view.difference, texts)).render_html()
}

/// What still stands between the draft and its counting, and the day on which it was agreed.
fn agree_card(kit: &Kit, view: &PlanPage<'_>, draft: &PlanVersion, on: &Field) -> Html {
    let t = kit.t();
    let rows: Vec<TaskRow> = view
        .obstacles
        .iter()
        .map(|obstacle| {
            let (key, goal, href) = match obstacle {
                Obstacle::NoGoal => ("obstacle-no-goal", None, view.path("/goals/new")),
                Obstacle::NotAsked(goal) => {
                    let href = view.path(&format!("/answers?goal={}", goal.id));
                    ("obstacle-not-asked", Some(goal), href)
                }
                Obstacle::Refused(goal) => {
                    ("obstacle-refused", Some(goal), view.path(&format!("/goals/{}", goal.id)))
                }
            };
            TaskRow {
                title: goal.map_or_else(|| t.s(key), |goal| Html::text(&goal.text)),
                href: Some(href),
                note: goal.map(|_| t.s(key)),
                progress: Progress::Todo,
                actions: None,
            }
        })
        .collect();
    let body = match rows.is_empty() {
        true => Html::rendered(format!("<p>{}</p>", t.s("plan-agree-ready"))),
        false => Html::join([muted(&t.s("plan-agree-open")), TaskList { t, rows }.render_html()]),
    };
    let notes = agree_notes(t, view);
    // While something is left, there is nothing to press.
    let form = match view.obstacles.is_empty() {
        true => kit
            .form(view.path("/agree"), on.render_html(), "plan-agree")
            .leaves()
            .hidden("seen", seen::mark(draft))
            .render_html(),
        false => Html::default(),
    };
    Card::new(t.s("plan-agree-title"), Html::join([body, notes, form])).id("agree").render_html()
}

/// What does not stand in the way of an agreement, and should be known: it warns, it forbids
/// nothing.
fn agree_notes(t: T, view: &PlanPage<'_>) -> Html {
    let goals = || view.draft_goals.iter().map(|line| line.goal);
    let named = |key: &str, goals: Vec<&Goal>| {
        let items: Vec<Html> = goals
            .into_iter()
            .map(|goal| link(&view.path(&format!("/goals/{}", goal.id)), &Html::text(&goal.text)))
            .collect();
        match items.is_empty() {
            true => Html::default(),
            false => Html::join([muted(&t.s(key)), lines(items)]),
        }
    };
    let bare = named("plan-agree-bare", goals().filter(|goal| goal.is_without_support()).collect());
    let past = |goal: &&Goal| goal.due.is_some_and(|due| due < view.today);
    let late = named("plan-agree-late", goals().filter(past).collect());
    let waiting = view.proposals.iter().filter(|one| one.waits).count();
    let waiting = match waiting {
        0 => Html::default(),
        count => muted(&t.with("plan-agree-proposals", &[("count", count.into())])),
    };
    Html::join([waiting, bare, late])
}
