//! Putting right what was written about a need in the hurry of a meeting.

use tsumugi_domain::community::UnmetNeed;
use tsumugi_domain::meeting::{GapReason, Level};

use super::NeedPage;
use crate::components::{
    Button, ButtonKind, Card, CardKind, Component as _, Field, NextStep, PageHead,
};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::person::{choices, code_key};

/// What can be put right, as typed.
#[derive(Debug, Clone, Default)]
pub struct FixForm {
    /// Code of the level.
    pub level: String,
    /// Code of the reason.
    pub reason: String,
    /// What we do until then.
    pub until_then: String,
}

/// What the meeting wrote, where it says something else now.
pub(super) fn as_decided(t: T, view: &NeedPage<'_>) -> Option<(Html, Html)> {
    let (level, reason, until_then) = view.as_decided?;
    let coded = [code_key("level", level.code()), code_key("gap-reason", reason.code())];
    let coded = coded.map(|key| t.plain(&key)).join("　");
    let lines = match until_then {
        "" => coded,
        text => format!("{coded}\n{text}"),
    };
    Some((t.s("need-as-decided"), Html::user(&lines)))
}

/// Nobody may be left without an answer to the question what is done until then.
pub(super) fn until_then_first(t: T, view: &NeedPage<'_>) -> Html {
    let go = Button::link(t.s("need-until-then-go"), ButtonKind::Primary, view.path("/edit"));
    let report = Button::link(t.s("need-report-go"), ButtonKind::Secondary, view.path("/report"));
    let actions = std::iter::once(go).chain(view.held.is_none().then_some(report)).collect();
    NextStep {
        t,
        what: t.s("need-until-then-next"),
        why: Some(t.s("need-until-then-why")),
        actions,
    }
    .render_html()
}

/// The form that puts level, reason and what is done until then right.
#[must_use]
pub fn fix(kit: &Kit, need: &UnmetNeed, form: &FixForm, errors: &Errors) -> Html {
    let t = kit.t();
    let above = format!("/needs/{}", need.id);
    let levels: Vec<&str> = Level::ALL.iter().map(|level| level.code()).collect();
    let reasons: Vec<&str> = GapReason::ALL.iter().map(|reason| reason.code()).collect();
    let (summary, fields) = errors.fields(
        t,
        vec![
            Field::area(t, "until_then", t.s("need-until-then"), &form.until_then)
                .hint(t.s("need-until-then-hint")),
            Field::radios(t, "level", t.s("need-level"), choices(t, "level", &levels, &form.level))
                .hint(t.s("need-level-hint"))
                .required(),
            Field::select(
                t,
                "reason",
                t.s("need-reason"),
                choices(t, "gap-reason", &reasons, &form.reason),
            )
            .required(),
        ],
    );
    let sent = kit
        .form(format!("{above}/edit"), fields, "save")
        .cancel(t, above.clone())
        .draft(t, format!("need-fix-{}", need.id));
    let what =
        Card::new(t.s("need-title"), Html::rendered(format!("<p>{}</p>", Html::user(&need.text))))
            .kind(CardKind::Quiet)
            .render_html();
    Html::join([
        summary,
        PageHead::new(t.s("need-fix"))
            .lead(t.s("need-fix-lead"))
            .back(t.s("need-title"), above)
            .render_html(),
        what,
        sent.render_html(),
    ])
}
