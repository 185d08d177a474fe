//! Who does it: the questions that a role asks, and the form for a task that hangs in the air.

use tsumugi_domain::ids::MembershipId;
use tsumugi_domain::task::Task;
use tsumugi_domain::team::Membership;

use super::HeadView;
use crate::components::{Choice, Component as _, DateText, Field};
use crate::html::{Html, T};
use crate::kit::Kit;

/// Who can take a role: nobody yet, the person, then the others. `person` is chosen for the
/// person, who has no seat in the own team.
#[must_use]
pub fn owner_choices<'a>(
    t: T,
    head: &HeadView<'_>,
    others: impl Iterator<Item = (MembershipId, &'a str)>,
    chosen: &str,
) -> Vec<Choice> {
    let oneself = t.with("owner-oneself", &[("name", head.called(t).into())]);
    let mut choices = vec![
        Choice::new("", t.s("decision-nobody-yet"), chosen.is_empty()),
        Choice::new("person", oneself, chosen == "person"),
    ];
    choices.extend(others.map(|(id, name)| {
        let id = id.to_string();
        let is_chosen = id == chosen;
        Choice::new(id, Html::text(name), is_chosen)
    }));
    choices
}

/// The form that settles what a meeting left open about a task: it asks only that.
pub(super) fn assign_form(
    kit: &Kit,
    head: &HeadView<'_>,
    team: &[Membership],
    task: &Task,
) -> Html {
    let t = kit.t();
    let mut fields = Vec::new();
    if task.is_nobodys() {
        let others = team.iter().map(|member| (member.id, member.name.as_str()));
        fields.push(
            Field::select(t, "owner", t.s("decision-who"), owner_choices(t, head, others, ""))
                .required(),
        );
        fields.push(
            Field::line(t, "owner_name", t.s("owner-other"), "").hint(t.s("owner-other-hint")),
        );
    }
    if task.due.is_none() {
        let due = Field::date(t, "due", t.s("decision-due"), DateText::default());
        fields.push(due.hint(t.s("date-ahead-hint")));
    }
    if task.known_by.trim().is_empty() {
        fields.push(Field::line(t, "known_by", t.s("decision-known-by"), ""));
    }
    let fields = fields.into_iter().map(|field| {
        let id = format!("{}-{}", field.name, task.id);
        field.id(id).render_html()
    });
    let form = kit
        .form(format!("/tasks/{}/assign", task.id), Html::join(fields), "task-assign-go")
        .render_html();
    let what = [("what", (&task.what).into())];
    let summary = match task.is_nobodys() {
        true => t.with("task-assign", &what),
        false => t.with("task-settle", &what),
    };
    Html::rendered(format!("<details class=\"more\"><summary>{summary}</summary>{form}</details>"))
}
