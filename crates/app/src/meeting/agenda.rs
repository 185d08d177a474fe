//! The agenda that a call begins with: nobody has to type what is known already.

use crate::{Op, Result};
use std::collections::BTreeSet;
use tsumugi_domain::ids::PersonId;
use tsumugi_domain::meeting::{AgendaFrom, AgendaItem, Half, Request};
use tsumugi_domain::plan::{Horizon, PlanKind};
use tsumugi_domain::policy::{Authorized, Read};
use tsumugi_store::{ReadTx, community, meeting as meetings, monitoring, task};

/// What may stand on a sheet that everybody invited gets: why one of them asked for the meeting is
/// told in it, not sent around.
pub(super) fn for_everybody(mut items: Vec<AgendaItem>) -> Vec<AgendaItem> {
    items.retain(|item| item.source != AgendaFrom::Request.code());
    items
}

/// Everything there is to talk about: what must be decided, the request, the goals of the plans
/// that count, what is still to be done, what could not be done last time.
pub(super) fn generate(
    op: &Op<'_>,
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    must_decide: &str,
    request: Option<&Request>,
) -> Result<Vec<AgendaItem>> {
    let mut items = vec![item(op, must_decide, Half::Now, AgendaFrom::MustDecide.code())];
    if let Some(request) = request.filter(|request| !request.reason.is_empty()) {
        items.push(item(op, &request.reason, Half::Now, AgendaFrom::Request.code()));
    }
    let mut seen = BTreeSet::new();
    for goal in monitoring::current_goals(tx, proof)? {
        // Both plans may carry the same goal; it is talked about once.
        if seen.insert(goal.goal) {
            let (half, source) = goal_place(goal.kind, goal.horizon);
            items.push(item(op, &goal.text, half, source.code()));
        }
    }
    let last = meetings::last_closed(tx, proof)?.map(|last| last.id);
    for open in task::open_of_person(tx, proof)? {
        let source = match Some(open.meeting) == last {
            true => AgendaFrom::LastDecided,
            false => AgendaFrom::StillOpen,
        };
        items.push(item(op, &open.what, Half::Now, source.code()));
    }
    for need in community::of_person(tx, proof)? {
        if Some(need.meeting) == last {
            let source = AgendaFrom::LastGap.code();
            items.push(item(op, &need.text, Half::TakesTime, source));
        }
    }
    // Two records in the same words are one thing to talk about.
    let mut said = BTreeSet::new();
    items.retain(|item| said.insert(item.text.clone()));
    Ok(items)
}

fn goal_place(kind: PlanKind, horizon: Horizon) -> (Half, AgendaFrom) {
    match (kind, horizon) {
        (PlanKind::ServiceUse, Horizon::Short) => (Half::Now, AgendaFrom::ServiceUseShort),
        (PlanKind::ServiceUse, Horizon::Long) => (Half::TakesTime, AgendaFrom::ServiceUseLong),
        (PlanKind::Individual, Horizon::Short) => (Half::Now, AgendaFrom::IndividualShort),
        (PlanKind::Individual, Horizon::Long) => (Half::TakesTime, AgendaFrom::IndividualLong),
    }
}

pub(super) fn item(op: &Op<'_>, text: &str, half: Half, source: &str) -> AgendaItem {
    AgendaItem { id: op.id(), text: text.to_owned(), half, source: source.to_owned() }
}
