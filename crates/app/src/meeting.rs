//! Calling, conferring, closing.
//!
//! `request` and `call` have the request and the call, `day` when it is, `guest` who comes from
//! outside, `confer` what happens at the table, `close` the end with its consequences and the
//! minutes, `view` the page and `parts` the smaller ones.

mod agenda;
mod call;
mod close;
mod confer;
mod day;
mod guest;
mod minutes;
mod parts;
mod request;
mod view;

pub use call::{
    CallForm, CauseText, Convene, Invited, LONGEST_QUESTION, TeamSeat, call_form, call_form_after,
    check_call, convene, day_problem, minutes_fit,
};
pub(crate) use close::begin_after_yes;
pub use close::{call_off, close, confirm_minutes, correct_minutes};
pub(crate) use confer::owner_name;
pub use confer::{
    NewDecision, add_agenda, change_decision, decide, invite, remove_decision, set_attendance,
    set_viewpoint,
};
pub use day::{SeatReply, day_form, fix, reply, set_day};
pub(crate) use guest::still_in;
pub use guest::{
    Given, GivenLink, GuestPage, Links, WayIn, attend, enter, give, guest_page, take_back, tell,
    way_in,
};
pub use parts::{
    Answering, CloseForm, Deciding, Evidence, MinutesView, Sheets, answering, close_form, deciding,
    minutes_view, sheets,
};
pub(crate) use request::is_overdue;
pub use request::{
    AskForMeeting, AskedOffice, REPLY_DAYS, RequestView, accept, decline, merge, request,
    request_view, withdraw,
};
pub use tsumugi_store::meeting::Seated;
pub use tsumugi_store::meeting::record::PlanAfter;
pub use view::{After, DecisionLine, MeetingView, of_person, view};

use crate::person::{Head, head};
use crate::{AppError, Op, Result};
use tsumugi_domain::audit::Deed;
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::{MeetingId, OrgId, PersonId};
use tsumugi_domain::meeting::{Meeting, MeetingKind};
use tsumugi_domain::policy::{Authorized, PersonAction, PersonFacts, Post, Read, Who, Write};
use tsumugi_domain::staff::Role;
use tsumugi_store::{ReadTx, WriteTx, access, meeting as meetings, topic};

/// The topic whose revision moves with every change at a meeting.
pub fn topic_of(meeting: MeetingId) -> String {
    format!("meeting:{meeting}")
}

/// Which action convening a meeting of this kind is.
pub fn convene_action(kind: MeetingKind) -> PersonAction {
    match kind {
        MeetingKind::Individual => PersonAction::ConveneIndividual,
        MeetingKind::Providers => PersonAction::ConveneProviders,
    }
}

/// Whether a post convenes meetings of this kind.
fn fits(kind: MeetingKind, post: &Post) -> bool {
    match kind {
        MeetingKind::Individual => post.role.is_manager(),
        MeetingKind::Providers => post.role == Role::Specialist,
    }
}

/// The organisation of the team in whose name the actor convenes; `wanted` when it is one.
fn convening_org(
    op: &Op<'_>,
    kind: MeetingKind,
    facts: &PersonFacts,
    wanted: Option<OrgId>,
) -> Option<OrgId> {
    let seated = |org: OrgId| facts.seats.iter().any(|seat| seat.org == Some(org));
    match op.actor.who {
        Who::System(_) => wanted.or(facts.own_office()),
        _ => op
            .post(|post| {
                fits(kind, post)
                    && seated(post.org)
                    && wanted.is_none_or(|wanted| wanted == post.org)
            })
            .map(|post| post.org),
    }
}

/// Whether an organisation may see a class of the person's data.
fn org_sees(facts: &PersonFacts, org: OrgId, class: DataClass) -> bool {
    facts.own_office() == Some(org)
        || facts.consents.iter().any(|one| one.org == org && one.classes.contains(&class))
}

/// Whether the actor acts for the organisation that convened the meeting: only it fixes the day,
/// closes, confirms and calls off.
fn leads(op: &Op<'_>, meeting: &Meeting) -> bool {
    matches!(op.actor.who, Who::System(_))
        || op.post(|post| post.org == meeting.convener_org && fits(meeting.kind, post)).is_some()
}

fn facts(op: &Op<'_>, tx: &mut ReadTx<'_>, person: PersonId) -> Result<PersonFacts> {
    access::person_facts(tx, op.region(), person, op.today())?.ok_or(AppError::Hidden)
}

/// Whose meeting it is; tells nothing to somebody who is then refused.
pub(crate) fn whose(op: &Op<'_>, meeting: MeetingId) -> Result<PersonId> {
    op.db.read(|tx| access::person_of_meeting(tx, op.region(), meeting)?.ok_or(AppError::Hidden))
}

/// Looks at a meeting and at the head of the person it is about: what every page of one begins
/// with.
fn look<T>(
    op: &Op<'_>,
    meeting: MeetingId,
    work: impl FnOnce(&mut ReadTx<'_>, &Authorized<PersonId, Read>, Meeting, Head) -> Result<T>,
) -> Result<T> {
    op.see(whose(op, meeting)?, PersonAction::See, "meeting", |tx, proof| {
        let found = meetings::find(tx, proof, meeting)?.ok_or(AppError::Hidden)?;
        let head = head(op, tx, proof)?;
        work(tx, proof, found, head)
    })
}

/// Changes something at a meeting: the one way in for everything that does. Whoever looks at the
/// meeting is told by its topic.
fn write<T>(
    op: &Op<'_>,
    meeting: MeetingId,
    action: PersonAction,
    deed: Deed,
    work: impl Fn(&mut WriteTx<'_>, &Authorized<PersonId, Write>, &Meeting) -> Result<T>,
) -> Result<T> {
    op.act(whose(op, meeting)?, action, ("meeting", meeting), deed, |tx, proof| {
        let found = meetings::find(tx, &proof.reading(), meeting)?.ok_or(AppError::Hidden)?;
        let done = work(tx, proof, &found)?;
        topic::touch(tx, op.region(), &topic_of(meeting))?;
        Ok(done)
    })
}

/// Changes something at a meeting that is still open.
fn write_open<T>(
    op: &Op<'_>,
    meeting: MeetingId,
    action: PersonAction,
    deed: Deed,
    work: impl Fn(&mut WriteTx<'_>, &Authorized<PersonId, Write>, &Meeting) -> Result<T>,
) -> Result<T> {
    write(op, meeting, action, deed, |tx, proof, found| {
        if !found.is_open() {
            return Err(AppError::Conflict("the meeting is not open"));
        }
        work(tx, proof, found)
    })
}

/// As [`write_open`], for the convening organisation alone.
fn lead<T>(
    op: &Op<'_>,
    meeting: MeetingId,
    deed: Deed,
    work: impl Fn(&mut WriteTx<'_>, &Authorized<PersonId, Write>, &Meeting) -> Result<T>,
) -> Result<T> {
    write_open(op, meeting, PersonAction::CloseMeeting, deed, |tx, proof, found| {
        if !leads(op, found) {
            return Err(AppError::Forbidden);
        }
        work(tx, proof, found)
    })
}

/// A statement that touched nothing found the meeting closed or the thing gone.
fn done(touched: bool) -> Result<()> {
    if touched { Ok(()) } else { Err(AppError::Hidden) }
}

/// A place in a list as the store keeps it.
fn place(position: usize) -> i64 {
    i64::try_from(position).unwrap_or(i64::MAX)
}
