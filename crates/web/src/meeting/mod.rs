//! Meetings: calling, conferring, closing, papers.

pub(crate) mod call;
pub(crate) mod close;
pub(crate) mod confer;
pub(crate) mod day;
pub(crate) mod guest;

use jiff::civil::Date;
use tsumugi_app::meeting::{MeetingView, PlanAfter, Seated};
use tsumugi_app::person::Head;
use tsumugi_domain::meeting::{Invitation, View};
use tsumugi_domain::seen;
use tsumugi_pages::meeting::{DecisionLine, LinkLine, MeetingPage, PlanLine};

use crate::person::head_view;

/// The meeting as its page needs it.
pub(crate) fn page_view<'a>(
    found: &'a MeetingView,
    seats: &'a [Invitation],
    today: Date,
) -> MeetingPage<'a> {
    MeetingPage {
        head: head_view(&found.head),
        meeting: &found.meeting,
        candidates: &found.candidates,
        replies: &found.replies,
        own_seat: found.own_seat,
        invitations: seats,
        removals: &found.removals,
        facts: found.invitations.iter().map(|seat| (seat.invitation.id, &seat.facts)).collect(),
        from_outside: found
            .invitations
            .iter()
            .filter(|seat| seat.role.is_some() && seat.staff.is_none())
            .map(|seat| seat.invitation.id)
            .collect(),
        links: found
            .links
            .given
            .iter()
            .map(|link| LinkLine { seat: link.seat, until: link.until, opened_on: link.opened_on })
            .collect(),
        may_link: &found.links.possible,
        works_here: found
            .invitations
            .iter()
            .filter(|seat| seat.works_here)
            .map(|seat| seat.invitation.id)
            .collect(),
        agenda: &found.agenda,
        viewpoints: &found.viewpoints,
        seen_views: View::ALL
            .iter()
            .map(|view| {
                let stored = found.viewpoints.iter().find(|one| one.view == *view);
                seen::mark(&stored.map_or("", |one| one.text.as_str()))
            })
            .collect(),
        decisions: found.decisions.iter().map(decision_line).collect(),
        minutes: &found.minutes,
        plans: plan_lines(&found.head, &found.plans),
        today,
        not_invited: found
            .not_invited
            .iter()
            .map(|seat| (seat.member.id, seat.member.name.clone()))
            .collect(),
        may_confer: found.may_confer,
        may_lead: found.may_lead,
        may_write_own_view: found.may_write_own_view,
        may_answer: found.may_answer,
        reader: crate::plan::reader(&found.head),
        again: None,
    }
}

fn decision_line(line: &tsumugi_app::meeting::DecisionLine) -> DecisionLine<'_> {
    let standings = [&line.person, &line.family].into_iter().flatten();
    DecisionLine {
        decision: &line.decision,
        answers: standings.filter_map(|standing| standing.answers.last()).collect(),
        life: line.person.as_ref().map(|standing| &standing.life),
        task: line.task.as_ref(),
        need: line.need.as_ref(),
    }
}

/// The plans that a meeting may change, or has changed.
pub(crate) fn plan_lines<'a>(head: &Head, plans: &'a [PlanAfter]) -> Vec<PlanLine<'a>> {
    plans
        .iter()
        .map(|after| PlanLine {
            plan: after.plan,
            kind: after.kind,
            org_name: &after.org_name,
            version: after.version,
            may_write: head.may(tsumugi_app::plan::write_action(after.kind)),
        })
        .collect()
}

/// The seats without what only access needs.
pub(crate) fn seats(seats: &[Seated]) -> Vec<Invitation> {
    seats.iter().map(|seated| seated.invitation.clone()).collect()
}
