//! Writing a plan together: how it begins, the draft, its goals, and the agreement.

use jiff::civil::Date;
use tsumugi_domain::meeting::{Decision, Outcome};
use tsumugi_domain::plan::{Goal, Horizon, Idea, Obstacle, PlanKind, PlanVersion};

use super::parts::{difference, idea_chip, muted, text_parts};
use super::{GoalLineView, PlanPage, Reader, life_chip};
use crate::components::{
    Actions, Button, ButtonKind, Card, CardKind, Component as _, DateText, DiffLine, Empty, Field,
    NextStep, PageHead, Progress, TaskList, TaskRow, Voice as Mark,
};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::person::{HeadView, choices, code_key, columns, lines, own_words};

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
    let chosen = if codes.len() == 1 { codes[0] } else { chosen };
    let kind = Field::radios(t, "kind", t.s("plan-kind"), choices(t, "plan-kind", &codes, chosen));
    let (summary, fields) = errors.fields(t, vec![kind.required()]);
    let form = kit.form(head.path("/plans"), fields, "plan-start-go").cancel(t, head.path(""));
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
        .required()
        .error(errors.of("on"));
    Html::join([
        errors.summary(t, &[&on]),
        PageHead::new(title)
            .lead(t.s("plan-draft-lead"))
            .back(t.s("plan-back"), view.path(""))
            .render_html(),
        own_words(t, &view.head),
        next_step(t, view),
        columns(
            Html::join([goals_card(kit, view), texts_form(kit, view, form)]),
            Html::join([
                proposals_card(t, view),
                difference_card(t, view, draft),
                agree_card(kit, view, &on),
            ]),
        ),
    ])
}

fn next_step(t: T, view: &PlanPage<'_>) -> Html {
    let no_goal = view.obstacles.contains(&Obstacle::NoGoal);
    let unasked = view.obstacles.iter().any(|one| matches!(one, Obstacle::NotAsked(_)));
    let refused = view.obstacles.iter().any(|one| matches!(one, Obstacle::Refused(_)));
    let (what, why, label, href) = if no_goal {
        ("draft-next-goal", "draft-next-goal-why", "goal-add", view.path("/goals/new"))
    } else if refused {
        ("draft-next-refused", "draft-next-refused-why", "draft-next-refused-go", "#goals".into())
    } else if unasked {
        ("draft-next-ask", "draft-next-ask-why", "plan-next-ask-go", view.path("/answers"))
    } else {
        ("draft-next-agree", "draft-next-agree-why", "draft-next-agree-go", "#agree".into())
    };
    let actions = vec![Button::link(t.s(label), ButtonKind::Primary, href)];
    NextStep { t, what: t.s(what), why: Some(t.s(why)), actions }.render_html()
}

fn texts_form(kit: &Kit, view: &PlanPage<'_>, form: &DraftForm) -> Html {
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
        .draft(t, format!("plan-{}", view.plan.id));
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
        chips.push(life_chip(t, person.life).render_html());
    }
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
    let body = Html::rendered(format!("<p>{chips}</p>"));
    Card::new(Html::text(&goal.text), body).inner().foot(Html::join(foot)).render_html()
}

/// Whose a decision is, and by when.
fn who_and_when(outcome: &Outcome) -> (&str, Option<Date>) {
    match outcome {
        Outcome::Now { owner_name, due, .. } | Outcome::TakesTime { owner_name, due, .. } => {
            (owner_name, *due)
        }
        Outcome::CannotNow { .. } => ("", None),
    }
}

/// The meeting's decisions, each with the way to a goal.
fn proposals_card(t: T, view: &PlanPage<'_>) -> Html {
    if view.proposals.is_empty() {
        return Html::default();
    }
    let items = view.proposals.iter().map(|one| {
        let (owner, due) = who_and_when(&one.outcome);
        let mut note = Vec::new();
        if !owner.is_empty() {
            note.push(owner.to_owned());
        }
        if let Some(due) = due {
            note.push(t.0.date_short(due).to_string());
        }
        let href = view.path(&format!("/goals/new?decision={}", one.id));
        let spoken = t.plain_with("proposal-take-spoken", &[("text", (&one.text).into())]);
        let take = Button::link(t.s("proposal-take"), ButtonKind::Quiet, href).spoken(spoken);
        Html::rendered(format!(
            "{}<br><span class=\"muted small\">{}</span><br>{}",
            Html::user(&one.text),
            Html::text(&note.join("　")),
            take.render_html()
        ))
    });
    let body = Html::join([muted(&t.s("proposals-lead")), lines(items.collect::<Vec<_>>())]);
    Card::new(t.s("proposals-title"), body).kind(CardKind::Warm).render_html()
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
fn agree_card(kit: &Kit, view: &PlanPage<'_>, on: &Field) -> Html {
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
    // While something is left, there is nothing to press.
    let form = match view.obstacles.is_empty() {
        true => kit.form(view.path("/agree"), on.render_html(), "plan-agree").render_html(),
        false => Html::default(),
    };
    Card::new(t.s("plan-agree-title"), Html::join([body, form])).id("agree").render_html()
}

/// A goal as typed.
#[derive(Debug, Clone, Default)]
pub struct GoalForm {
    /// Id of the goal that is changed; empty for a new one.
    pub goal: String,
    /// Code of short or long.
    pub horizon: String,
    /// The goal.
    pub text: String,
    /// Code of whose idea.
    pub idea: String,
    /// The person's words.
    pub own_words: String,
    /// Grounds.
    pub grounds: String,
    /// What the person does.
    pub person_role: String,
    /// The support.
    pub support: String,
    /// Who supports.
    pub provider: String,
    /// By when.
    pub due: DateText,
}

impl GoalForm {
    /// A goal that takes up a decision: its sentence is one the person can answer to. The day is
    /// given in the fields of a form.
    #[must_use]
    pub fn taking_up(decision: &Decision, due: impl Fn(Option<Date>) -> DateText) -> Self {
        let (owner, day) = who_and_when(&decision.outcome);
        Self {
            text: decision.text.clone(),
            provider: owner.to_owned(),
            due: due(day),
            ..Self::default()
        }
    }

    /// A goal as it stands.
    #[must_use]
    pub fn of(goal: &Goal, due: DateText) -> Self {
        Self {
            goal: goal.id.to_string(),
            horizon: goal.horizon.code().to_owned(),
            text: goal.text.clone(),
            idea: goal.idea.code().to_owned(),
            own_words: goal.own_words.clone(),
            grounds: goal.grounds.clone(),
            person_role: goal.person_role.clone(),
            support: goal.support.clone(),
            provider: goal.provider.clone(),
            due,
        }
    }
}

/// The form for one goal.
#[must_use]
pub fn goal_form(kit: &Kit, view: &PlanPage<'_>, form: &GoalForm, errors: &Errors) -> Html {
    let t = kit.t();
    let ideas: Vec<&str> = Idea::ALL.iter().map(|idea| idea.code()).collect();
    let horizons: Vec<&str> = Horizon::ALL.iter().map(|one| one.code()).collect();
    let (summary, fields) = errors.fields(
        t,
        vec![
            Field::area(t, "own_words", t.s("goal-own-words"), &form.own_words)
                .hint(t.s("goal-own-words-hint"))
                .voice(Mark::Own),
            Field::area(t, "text", t.s("goal-text"), &form.text)
                .hint(t.s("goal-text-hint"))
                .rows(2)
                .required(),
            Field::radios(t, "idea", t.s("goal-idea"), choices(t, "idea", &ideas, &form.idea))
                .hint(t.s("goal-idea-hint"))
                .in_row()
                .required(),
            Field::radios(
                t,
                "horizon",
                t.s("goal-horizon"),
                choices(t, "horizon", &horizons, &form.horizon),
            )
            .in_row()
            .required(),
            Field::area(t, "grounds", t.s("goal-grounds"), &form.grounds)
                .hint(t.s("goal-grounds-hint")),
            Field::area(t, "person_role", t.s("goal-person-role"), &form.person_role).rows(2),
            Field::area(t, "support", t.s("goal-support"), &form.support)
                .hint(t.s("goal-support-hint")),
            Field::line(t, "provider", t.s("goal-provider"), &form.provider),
            Field::date(t, "due", t.s("goal-due"), form.due.clone()),
        ],
    );
    let title = if form.goal.is_empty() { "goal-add" } else { "goal-edit-title" };
    let draft = match form.goal.as_str() {
        "" => format!("goal-new-{}", view.plan.id),
        goal => format!("goal-{goal}"),
    };
    let form = kit
        .form(view.path("/goals"), fields, "save")
        .hidden("goal", form.goal.clone())
        .cancel(t, view.path("/edit"))
        .draft(t, draft);
    let note = match (view.reader, title) {
        (Reader::Staff, "goal-edit-title") => muted(&t.s("goal-edit-note")),
        _ => Html::default(),
    };
    Html::join([
        summary,
        PageHead::new(t.s(title))
            .lead(t.s("goal-lead"))
            .back(t.s("plan-back-draft"), view.path("/edit"))
            .render_html(),
        own_words(t, &view.head),
        note,
        form.render_html(),
    ])
}
