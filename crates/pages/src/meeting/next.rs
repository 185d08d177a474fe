//! The one thing to do next at a meeting: from the sheets that invite to the plan that follows.

use tsumugi_domain::community::{NeedState, UnmetNeed};
use tsumugi_domain::meeting::{
    Attendance, Cause, Level, Meeting, MeetingState, Outcome, Slot, View,
};
use tsumugi_domain::plan::{AnswerKind, Life};
use tsumugi_domain::policy::PersonAction;
use tsumugi_domain::task::{Task, TaskState};

use super::confer::{DecisionLine, MeetingPage, PlanLine};
use crate::components::{Button, ButtonKind, Component as _, NextStep};
use crate::html::{Html, T};
use crate::person::HeadView;

/// What is to be done, why, and where: the first action is the one.
struct Step {
    what: &'static str,
    why: &'static str,
    actions: Vec<(&'static str, String)>,
}

impl Step {
    fn new(what: &'static str, why: &'static str) -> Self {
        Self { what, why, actions: Vec::new() }
    }

    fn and(mut self, label: &'static str, href: String) -> Self {
        self.actions.push((label, href));
        self
    }

    fn and_if(self, may: bool, label: &'static str, href: String) -> Self {
        if may { self.and(label, href) } else { self }
    }

    fn render(self, t: T) -> Html {
        let actions = self.actions.into_iter().enumerate().map(|(at, (label, href))| {
            let kind = if at == 0 { ButtonKind::Primary } else { ButtonKind::Secondary };
            Button::link(t.s(label), kind, href)
        });
        NextStep { t, what: t.s(self.what), why: Some(t.s(self.why)), actions: actions.collect() }
            .render_html()
    }
}

/// The next step on the meeting's page.
pub(super) fn of_meeting(t: T, view: &MeetingPage<'_>) -> Html {
    if !view.head.may(PersonAction::Confer) {
        return family(view).map_or_else(Html::default, |step| step.render(t));
    }
    let step = match &view.meeting.state {
        MeetingState::Calling => calling(view),
        MeetingState::Fixed { when } => fixed(view, when),
        MeetingState::Closed { .. } => {
            let locked = view.minutes.last().is_some_and(|minutes| minutes.locked.is_some());
            match locked {
                true => return after(t, &following(view)),
                false => minutes(view),
            }
        }
        MeetingState::CalledOff { .. } => called_off(view),
    };
    step.map_or_else(Html::default, |step| step.render(t))
}

/// What the person and the family can do: say something before the talk, read what came of it.
fn family(view: &MeetingPage<'_>) -> Option<Step> {
    let said = view.viewpoints.iter().any(|one| one.view == View::Person && !one.text.is_empty());
    let silent = |own| !view.replies.iter().any(|reply| reply.seat == own);
    match &view.meeting.state {
        MeetingState::Calling if view.own_seat.is_some_and(silent) => {
            let step = Step::new("meeting-next-days", "meeting-next-days-why")
                .and("meeting-next-days-go", "#days".to_owned());
            Some(step)
        }
        MeetingState::Fixed { when } if view.today <= when.from.date() && unanswered(view) => {
            let step = Step::new("meeting-next-coming", "meeting-next-days-why")
                .and("meeting-next-coming-go", "#days".to_owned());
            Some(step)
        }
        MeetingState::Calling | MeetingState::Fixed { .. } => {
            let say = match (said, view.head.own) {
                (true, _) => "meeting-to-own-view",
                (false, true) => "viewpoint-write-mine",
                (false, false) => "viewpoint-write-person",
            };
            view.may_write_own_view.then(|| {
                Step::new("meeting-next-own", "meeting-next-own-why").and(say, "#views".to_owned())
            })
        }
        MeetingState::Closed { .. } => (!view.minutes.is_empty()).then(|| {
            Step::new("meeting-next-read", "meeting-next-read-why")
                .and("meeting-to-minutes", path(view.meeting, "/minutes"))
        }),
        MeetingState::CalledOff { .. } => None,
    }
}

/// The reader has a seat, and has not said whether they come.
fn unanswered(view: &MeetingPage<'_>) -> bool {
    view.invitations
        .iter()
        .any(|seat| Some(seat.id) == view.own_seat && seat.attendance == Attendance::Unanswered)
}

fn path(meeting: &Meeting, tail: &str) -> String {
    format!("/meetings/{}{tail}", meeting.id)
}

/// First the sheets go out, then the answers decide the day.
fn calling(view: &MeetingPage<'_>) -> Option<Step> {
    if !view.may_confer {
        return None;
    }
    let unanswered = !view.others_replied()
        && view.invitations.iter().all(|seat| seat.attendance == Attendance::Unanswered);
    let sheets = path(view.meeting, "/invitations");
    if unanswered {
        let step = Step::new("meeting-next-invite", "meeting-next-invite-why")
            .and("meeting-to-sheets", sheets)
            .and_if(view.may_lead, "meeting-to-days", "#days".to_owned());
        return Some(step);
    }
    view.may_lead.then(|| {
        Step::new("meeting-next-fix", "meeting-next-fix-why")
            .and("meeting-to-days", "#days".to_owned())
            .and("meeting-to-sheets", sheets)
    })
}

/// What cannot be done now is nothing to say はい or いや to.
fn is_never_asked(line: &&DecisionLine<'_>) -> bool {
    line.life == Some(&Life::NeverAsked)
        && !matches!(line.decision.outcome, Outcome::CannotNow { .. })
}

fn is_refused(line: &DecisionLine<'_>) -> bool {
    matches!(line.life, Some(Life::Living(AnswerKind::No | AnswerKind::Other)))
}

/// Sheets until the day, then the talk, the person's answers, and the end.
fn fixed(view: &MeetingPage<'_>, when: &Slot) -> Option<Step> {
    let meeting = view.meeting;
    if !view.may_confer {
        return None;
    }
    let decide = path(meeting, "/decisions/new");
    let close = path(meeting, "/close");
    if view.decisions.is_empty() {
        let before = view.today < when.from.date();
        return Some(match before {
            true => Step::new("meeting-next-sheets", "meeting-next-sheets-why")
                .and("meeting-to-sheets", path(meeting, "/invitations"))
                .and("decision-add", decide),
            false => Step::new("meeting-next-decide", "meeting-next-decide-why")
                .and("decision-add", decide),
        });
    }
    let unasked = view.decisions.iter().find(is_never_asked).filter(|_| view.may_answer);
    if let Some(line) = unasked {
        let ask = path(meeting, &format!("/answers?decision={}", line.decision.id));
        let step = Step::new("meeting-next-ask", "meeting-next-ask-why")
            .and("decision-ask", ask)
            .and("decision-add", decide);
        return Some(step);
    }
    if view.decisions.iter().any(is_refused) {
        let step = Step::new("meeting-next-refused", "meeting-next-refused-why")
            .and("decision-add", decide)
            .and_if(view.may_lead, "meeting-close", close);
        return Some(step);
    }
    view.may_lead.then(|| {
        Step::new("meeting-next-close", "meeting-next-close-why")
            .and("meeting-close", close)
            .and("decision-add", decide)
    })
}

fn minutes(view: &MeetingPage<'_>) -> Option<Step> {
    view.head.may(PersonAction::Confer).then(|| {
        Step::new("meeting-next-minutes", "meeting-next-minutes-why")
            .and("meeting-to-minutes", path(view.meeting, "/minutes"))
    })
}

/// What made somebody call is open again: it can be called for anew.
fn called_off(view: &MeetingPage<'_>) -> Option<Step> {
    let head = &view.head;
    let may = head.may(PersonAction::ConveneIndividual) || head.may(PersonAction::ConveneProviders);
    if !may {
        return None;
    }
    let step = Step::new("meeting-next-again", "meeting-next-again-why");
    Some(match (view.meeting.request, view.meeting.cause) {
        (Some(request), _) => step.and("meeting-to-request", format!("/requests/{request}")),
        (None, Cause::Concern(id)) => {
            step.and("meeting-call", head.path(&format!("/call?concern={id}")))
        }
        (None, Cause::Monitoring(id)) => {
            step.and("meeting-call", head.path(&format!("/call?monitoring={id}")))
        }
        (None, Cause::Own) => step.and("meeting-call", head.path("/call")),
    })
}

/// What came of a meeting whose minutes are confirmed.
#[derive(Debug)]
pub struct Following<'a> {
    /// The person.
    pub head: &'a HeadView<'a>,
    /// The meeting.
    pub meeting: &'a Meeting,
    /// The person's plans.
    pub plans: &'a [PlanLine<'a>],
    /// The tasks that came of it.
    pub tasks: Vec<&'a Task>,
    /// What could not be done.
    pub needs: Vec<&'a UnmetNeed>,
}

fn following<'a>(view: &'a MeetingPage<'a>) -> Following<'a> {
    Following {
        head: &view.head,
        meeting: view.meeting,
        plans: &view.plans,
        tasks: view.decisions.iter().filter_map(|line| line.task).collect(),
        needs: view.decisions.iter().filter_map(|line| line.need).collect(),
    }
}

/// The next step once the minutes are confirmed: the plan, what goes on to the council, the roles
/// that hang in the air, and what is to be done. The first of them is the one; the others follow.
pub(super) fn after(t: T, of: &Following<'_>) -> Html {
    let head = of.head;
    if !head.may(PersonAction::Confer) {
        return Html::default();
    }
    let plan = of.plans.iter().any(|line| line.may_write && line.version.is_none());
    let report = of
        .needs
        .iter()
        .find(|need| need.level == Level::Region && need.state == NeedState::Open)
        .filter(|_| head.may(PersonAction::ReportNeed));
    let hangs = of.tasks.iter().any(|task| task.hangs_in_the_air());
    let open = of.tasks.iter().any(|task| task.state == TaskState::Open);
    let mut steps = Vec::new();
    if plan {
        let to = path(of.meeting, "#plans");
        steps.push(
            Step::new("meeting-next-plan", "meeting-next-plan-why").and("meeting-to-plans", to),
        );
    }
    if let Some(need) = report {
        let to = format!("/needs/{}", need.id);
        steps.push(
            Step::new("meeting-next-need", "meeting-next-need-why").and("meeting-to-need", to),
        );
    }
    if hangs {
        let to = head.path("#tasks");
        steps
            .push(Step::new("meeting-next-air", "meeting-next-air-why").and("decision-settle", to));
    } else if open {
        let to = head.path("#tasks");
        steps.push(
            Step::new("meeting-next-tasks", "meeting-next-tasks-why").and("meeting-to-tasks", to),
        );
    }
    let mut steps = steps.into_iter();
    let Some(mut first) = steps.next() else { return Html::default() };
    first.actions.extend(steps.flat_map(|step| step.actions));
    first.render(t)
}
