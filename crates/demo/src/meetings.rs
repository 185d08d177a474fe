//! Holding a meeting from its call to its locked minutes.

use crate::DemoError;
use crate::content::{bare, code};
use crate::world::{World, missing};
use serde::Deserialize;
use std::collections::BTreeMap;
use tsumugi_app::Op;
use tsumugi_app::answer::{self, NewAnswer};
use tsumugi_app::meeting::{self, Convene, Invited, MeetingView, NewDecision, SeatReply};
use tsumugi_app::task;
use tsumugi_domain::ids::{DecisionId, MeetingId, MembershipId, PersonId, RequestId, UnmetNeedId};
use tsumugi_domain::meeting::{
    Candidate, Cause, Closing, Fit, Invitation, MeetingKind, PointState, Slot, View,
};
use tsumugi_domain::plan::{About, Answerer};
use tsumugi_domain::policy::PersonAction;
use tsumugi_store::meeting as store;

/// A meeting as the content tells it.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct MeetingSpec {
    /// Called so many days ago.
    pub(crate) called: i64,
    /// Held so many days ago.
    pub(crate) since: i64,
    /// Begins at this hour.
    pub(crate) hour: i8,
    /// Lasts so many minutes.
    pub(crate) minutes: i64,
    /// The hour of the time that was not chosen.
    pub(crate) other_hour: i8,
    /// Where.
    pub(crate) place: String,
    /// What must be decided.
    pub(crate) must_decide: String,
    /// Who is asked.
    #[serde(default)]
    pub(crate) invited: Vec<InvitedSpec>,
    /// What is talked about beyond the made agenda.
    #[serde(default)]
    pub(crate) agenda: Vec<AgendaSpec>,
    /// Who writes the person's viewpoint down, when not the one who leads.
    #[serde(default)]
    pub(crate) view_by: Option<String>,
    /// The viewpoints by code.
    #[serde(default)]
    pub(crate) views: BTreeMap<String, String>,
    /// The decisions.
    #[serde(default)]
    pub(crate) decision: Vec<DecisionSpec>,
    /// The five points.
    #[serde(default)]
    pub(crate) closing: Vec<PointSpec>,
}

/// Somebody who is asked to come.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct InvitedSpec {
    /// Who: `person`, or a key of the team.
    pub(crate) key: String,
    /// What we hope they bring.
    pub(crate) expected: String,
    /// Whether they come, as stored.
    pub(crate) attendance: String,
    /// Opinion or hours.
    pub(crate) note: String,
}

/// Something to talk about.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct AgendaSpec {
    /// What.
    pub(crate) text: String,
    /// Which half, as stored.
    pub(crate) half: String,
}

/// A decision.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct DecisionSpec {
    /// How the story calls it.
    pub(crate) key: String,
    /// The sentence.
    pub(crate) text: String,
    /// now, takes_time or cannot_now.
    pub(crate) outcome: String,
    /// Whose, by key of the team; empty when it hangs in the air.
    pub(crate) owner: String,
    /// Whose, by name, for somebody without a seat.
    pub(crate) owner_name: String,
    /// By when, in days ago.
    pub(crate) due: Option<i64>,
    /// How we will know.
    pub(crate) known_by: String,
    /// The first step.
    pub(crate) first_step: String,
    /// How far up.
    pub(crate) level: Option<String>,
    /// Why not now.
    pub(crate) reason: Option<String>,
    /// Until then.
    pub(crate) until_then: String,
    /// With whom it was shared.
    pub(crate) shared_with: String,
    /// The person's answer: kind, how, words, reading.
    pub(crate) answer: Option<(String, String, String, String)>,
    /// Done so many days ago, and how we know.
    pub(crate) done: Option<(i64, String)>,
    /// Found impossible so many days ago, and why.
    pub(crate) stopped: Option<(i64, String)>,
}

/// One of the five points.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct PointSpec {
    /// confirmed or not_yet.
    pub(crate) state: String,
    /// The sentence.
    pub(crate) text: String,
    /// Why not yet, as stored.
    #[serde(default)]
    pub(crate) why: String,
}

impl PointSpec {
    /// A point that was gone through.
    pub(crate) fn confirmed(text: String) -> Self {
        Self { state: "confirmed".to_owned(), text, why: String::new() }
    }
}

/// Who leads, for whom, with which team.
#[derive(Debug)]
pub(crate) struct Table<'s> {
    /// Name of the one who convenes.
    pub(crate) leader: &'s str,
    /// For whom.
    pub(crate) person: PersonId,
    /// The seats of the team by key.
    pub(crate) team: &'s BTreeMap<String, MembershipId>,
    /// Which kind.
    pub(crate) kind: MeetingKind,
    /// What it comes from.
    pub(crate) cause: Cause,
    /// The request before it.
    pub(crate) request: Option<RequestId>,
}

/// What came of a meeting.
#[derive(Debug)]
pub(crate) struct Held {
    /// The meeting.
    pub(crate) meeting: MeetingId,
    /// The unmet needs by the decision's key.
    pub(crate) needs: BTreeMap<String, UnmetNeedId>,
}

impl Table<'_> {
    fn seat(&self, key: &str) -> Result<Option<MembershipId>, DemoError> {
        match key {
            "person" => Ok(None),
            key => self.team.get(key).copied().map(Some).ok_or_else(|| missing(key)),
        }
    }
}

/// Calls a meeting; nobody has answered yet, and no day is fixed.
pub(crate) fn call(
    world: &World<'_>,
    table: &Table<'_>,
    spec: &MeetingSpec,
) -> Result<MeetingId, DemoError> {
    let op = world.op(table.leader, spec.called, 14)?;
    let slot = |days_ago, hour| Slot {
        from: world.day(days_ago).at(hour, 0, 0, 0),
        minutes: spec.minutes,
        place: spec.place.clone(),
    };
    let mut invited = Vec::new();
    for one in &spec.invited {
        let (member, expected) = (table.seat(&one.key)?, one.expected.clone());
        invited.push(Invited { member, expected });
    }
    let new = Convene {
        kind: table.kind,
        must_decide: spec.must_decide.clone(),
        cause: table.cause,
        request: table.request,
        candidates: vec![slot(spec.since, spec.hour), slot(spec.since - 1, spec.other_hour)],
        invited,
    };
    let made = match (table.request, table.kind) {
        (Some(request), MeetingKind::Providers) => meeting::accept(&op, request, &new)?,
        _ => meeting::convene(&op, table.person, &new)?,
    };
    Ok(made)
}

/// The candidate times and the seats; the meeting's page would read all the rest as well.
fn asked(
    op: &Op<'_>,
    person: PersonId,
    meeting: MeetingId,
) -> Result<(Vec<Candidate>, Vec<Invitation>), DemoError> {
    Ok(op.see(person, PersonAction::See, "meeting", |tx, proof| {
        let candidates = store::candidates(tx, proof, meeting)?;
        let seats = store::invitations(tx, proof, meeting)?;
        Ok((candidates, seats.into_iter().map(|seat| seat.invitation).collect()))
    })?)
}

/// The first two seats, the person's among them, say when they can come; the others have not
/// answered yet.
pub(crate) fn first_replies(
    world: &World<'_>,
    table: &Table<'_>,
    spec: &MeetingSpec,
    meeting: MeetingId,
) -> Result<(), DemoError> {
    let op = world.op(table.leader, spec.called - 1, 17)?;
    let (candidates, seats) = asked(&op, table.person, meeting)?;
    let said = [([Fit::Yes, Fit::No], ""), ([Fit::Part, Fit::Yes], "午後四時まで")];
    for (seat, (fits, note)) in seats.iter().zip(said) {
        let fits = candidates.iter().map(|one| one.id).zip(fits).collect();
        let reply = SeatReply { fits, note: note.to_owned() };
        meeting::reply(&op, meeting, seat.id, &reply)?;
    }
    Ok(())
}

/// Fixes the first of the candidate times and writes down who comes.
pub(crate) fn fix(
    world: &World<'_>,
    table: &Table<'_>,
    spec: &MeetingSpec,
    meeting: MeetingId,
) -> Result<(), DemoError> {
    let op = world.op(table.leader, spec.called - 2, 17)?;
    let (candidates, seats) = asked(&op, table.person, meeting)?;
    let wanted = world.day(spec.since).at(spec.hour, 0, 0, 0);
    let chosen = candidates.iter().find(|one| one.slot.from == wanted);
    meeting::fix(&op, meeting, chosen.ok_or_else(|| missing("a candidate time"))?.id)?;
    for one in &spec.invited {
        let member = table.seat(&one.key)?;
        let seat = seats.iter().find(|seat| seat.member == member);
        let seat = seat.ok_or_else(|| missing(&one.key))?.id;
        meeting::set_attendance(&op, meeting, seat, code(&one.attendance)?, &one.note)?;
    }
    for one in &spec.agenda {
        meeting::add_agenda(&op, meeting, &one.text, code(&one.half)?)?;
    }
    Ok(())
}

/// Calls a meeting, holds it, closes it, locks its minutes, and says which tasks were done.
pub(crate) fn hold(
    world: &World<'_>,
    table: &Table<'_>,
    spec: &MeetingSpec,
) -> Result<Held, DemoError> {
    let meeting = call(world, table, spec)?;
    fix(world, table, spec, meeting)?;
    let op = world.op(table.leader, spec.since, spec.hour)?;
    for (view, text) in &spec.views {
        let view: View = code(view)?;
        let own = spec.view_by.as_deref().filter(|_| view == View::Person);
        let by = world.op(own.unwrap_or(table.leader), spec.since, spec.hour)?;
        meeting::set_viewpoint(&by, meeting, view, text)?;
    }
    let mut decisions = BTreeMap::new();
    for one in &spec.decision {
        let decision = meeting::decide(&op, meeting, &new_decision(world, table, one)?)?;
        answer_to(&op, table.person, decision, one)?;
        decisions.insert(one.key.clone(), decision);
    }
    let end = world.op(table.leader, spec.since, spec.hour + 1)?;
    meeting::close(&end, meeting, &closing(spec)?, &[], None)?;
    let next = world.op(table.leader, spec.since - 1, 9)?;
    let view = meeting::view(&next, meeting)?;
    if let Some(minutes) = view.minutes.last() {
        meeting::confirm_minutes(&next, meeting, minutes.id)?;
    }
    finish_tasks(world, table, spec, &view, &decisions)?;
    Ok(Held { meeting, needs: needs(&view, &decisions) })
}

fn new_decision(
    world: &World<'_>,
    table: &Table<'_>,
    spec: &DecisionSpec,
) -> Result<NewDecision, DemoError> {
    let owner = match spec.owner.as_str() {
        "" => None,
        key => table.seat(key)?,
    };
    Ok(NewDecision {
        text: spec.text.clone(),
        kind: code(&spec.outcome)?,
        owner,
        owner_name: spec.owner_name.clone(),
        due: spec.due.map(|days_ago| world.day(days_ago)),
        known_by: spec.known_by.clone(),
        first_step: spec.first_step.clone(),
        level: spec.level.as_deref().map(code).transpose()?,
        reason: spec.reason.as_deref().map(code).transpose()?,
        until_then: spec.until_then.clone(),
        shared_with: spec.shared_with.clone(),
    })
}

fn answer_to(
    op: &Op<'_>,
    person: PersonId,
    decision: DecisionId,
    spec: &DecisionSpec,
) -> Result<(), DemoError> {
    let Some((kind, how, words, reading)) = &spec.answer else { return Ok(()) };
    let given = NewAnswer {
        about: About::Decision(decision),
        by: Answerer::Person,
        kind: code(kind)?,
        how: code(how)?,
        words: bare(words),
        reading: reading.clone(),
        ask_again: None,
    };
    answer::record(op, person, &given)?;
    Ok(())
}

fn closing(spec: &MeetingSpec) -> Result<Closing, DemoError> {
    let mut closing = Closing::empty();
    for (state, point) in closing.0.iter_mut().zip(&spec.closing) {
        *state = match point.state.as_str() {
            "not_yet" => PointState::NotYet(code(&point.why)?, point.text.clone()),
            _ => PointState::Confirmed(point.text.clone()),
        };
    }
    Ok(closing)
}

fn finish_tasks(
    world: &World<'_>,
    table: &Table<'_>,
    spec: &MeetingSpec,
    view: &MeetingView,
    decisions: &BTreeMap<String, DecisionId>,
) -> Result<(), DemoError> {
    for one in &spec.decision {
        let (end, done) = match (&one.done, &one.stopped) {
            (Some(end), _) => (end, true),
            (None, Some(end)) => (end, false),
            (None, None) => continue,
        };
        let line =
            view.decisions.iter().find(|line| decisions.get(&one.key) == Some(&line.decision.id));
        if let Some(task) = line.and_then(|line| line.task.as_ref()) {
            task::finish(&world.op(table.leader, end.0, 17)?, task.id, done, &end.1)?;
        }
    }
    Ok(())
}

fn needs(
    view: &MeetingView,
    decisions: &BTreeMap<String, DecisionId>,
) -> BTreeMap<String, UnmetNeedId> {
    decisions
        .iter()
        .filter_map(|(key, decision)| {
            let line = view.decisions.iter().find(|line| line.decision.id == *decision)?;
            Some((key.clone(), line.need.as_ref()?.id))
        })
        .collect()
}
