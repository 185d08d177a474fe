//! One goal, as it is written.

use jiff::civil::Date;
use tsumugi_domain::meeting::{Decision, Outcome};
use tsumugi_domain::plan::{Goal, Horizon, Idea};

use super::parts::muted;
use super::{PlanPage, Reader};
use crate::components::{Component as _, DateText, Field, PageHead, Voice as Mark};
use crate::html::Html;
use crate::kit::{Errors, Kit};
use crate::person::{choices, own_words};

/// Whose a decision is, and by when.
pub(super) fn who_and_when(outcome: &Outcome) -> (&str, Option<Date>) {
    match outcome {
        Outcome::Now { owner_name, due, .. } | Outcome::TakesTime { owner_name, due, .. } => {
            (owner_name, *due)
        }
        Outcome::CannotNow { .. } => ("", None),
    }
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
    /// given in the fields of a form; a day that has passed is not taken over.
    #[must_use]
    pub fn taking_up(
        decision: &Decision,
        today: Date,
        due: impl Fn(Option<Date>) -> DateText,
    ) -> Self {
        let (owner, day) = who_and_when(&decision.outcome);
        let day = day.filter(|day| *day >= today);
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
            Field::date(t, "due", t.s("goal-due"), form.due.clone()).hint(t.s("goal-due-hint")),
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
