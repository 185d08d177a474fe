//! Guests: somebody without an account is let into one meeting by a link, and by nothing else.
//!
//! A link is no session. It is looked up anew at each step, in the snapshot of the data: a link
//! that was taken back, a seat that ended or an address that was concealed ends it at once.

use super::day::complete;
use super::view::may_lead;
use super::{done, lead, look, write, write_open};
use crate::auth::{Gate, Token, token_hash};
use crate::op::local_day;
use crate::person::Head;
use crate::task::Own;
use crate::{AppError, Op, Problems, Result};
use jiff::civil::Date;
use tsumugi_domain::audit::Deed;
use tsumugi_domain::ids::{AccountId, InvitationId, MeetingId, PersonId, TypedId};
use tsumugi_domain::meeting::{
    AgendaItem, Attendance, Candidate, Decision, Facts, Invitation, LONGEST_FACT, Lack, Meeting,
    MeetingState, Reply, open_until,
};
use tsumugi_domain::person::Voice;
use tsumugi_domain::policy::{
    self, Actor, Authorized, Guest, PersonAction, PersonFacts, Read, Who, Write,
};
use tsumugi_domain::task::{ENDED_DAYS, Task};
use tsumugi_domain::team::TeamRole;
use tsumugi_store::meeting::{self as meetings, Seated, guest as guests, record, reply as replies};
use tsumugi_store::{ReadTx, access, person as people, staff, task};

/// Where a link leads, for whoever holds it.
#[derive(Debug, Clone)]
pub struct WayIn {
    /// Who is let in.
    pub actor: Actor,
    /// The organisation beside the name.
    pub org_name: String,
    /// Who invites.
    pub office: String,
    /// The last day on which it works.
    pub until: Date,
}

/// Looks where a link leads, without using it up: mail scanners and curious eyes do no harm.
/// `None` for every link that leads nowhere, whatever the reason.
///
/// # Errors
/// When the store fails.
pub fn way_in(gate: Gate<'_>, token: &str) -> Result<Option<WayIn>> {
    let today = local_day(gate.now);
    gate.db.read(|tx| {
        let Some(found) = guests::by_token(tx, &token_hash(token))? else { return Ok(None) };
        let guests::Invited { region, guest, name, org_name } = found;
        let Some(facts) = access::person_facts(tx, region, guest.person, today)? else {
            return Ok(None);
        };
        // A guest has no account; the seat stands for one where forms are counted.
        let account = AccountId::from_uuid(guest.seat.uuid());
        let actor = Actor { region, account, name, who: Who::Guest(guest) };
        let Ok(proof) = policy::see_person(&actor, PersonAction::SeeAsGuest, &facts) else {
            return Ok(None);
        };
        match admitted(tx, &proof, guest, today) {
            Ok((meeting, until)) => {
                Ok(Some(WayIn { actor, org_name, office: meeting.convener_org_name, until }))
            }
            Err(AppError::Hidden) => Ok(None),
            Err(error) => Err(error),
        }
    })
}

/// The meeting that a guest is let into, and until when.
fn admitted(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    guest: Guest,
    today: Date,
) -> Result<(Meeting, Date)> {
    let made = guests::living(tx, proof, guest.seat, today)?.ok_or(AppError::Hidden)?;
    let meeting = meetings::find(tx, proof, guest.meeting)?.ok_or(AppError::Hidden)?;
    let until = open_until(&meeting, local_day(made));
    if until < today { Err(AppError::Hidden) } else { Ok((meeting, until)) }
}

/// Asks again, in the transaction of a change, whether whoever acts is still let in; nothing for
/// others than guests.
///
/// # Errors
/// [`AppError::Hidden`] when the link has ended.
pub(crate) fn still_in(
    op: &Op<'_>,
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Write>,
) -> Result<()> {
    match op.actor.who {
        Who::Guest(guest) => admitted(tx, &proof.reading(), guest, op.today()).map(|_| ()),
        _ => Ok(()),
    }
}

fn guest(op: &Op<'_>) -> Result<Guest> {
    match op.actor.who {
        Who::Guest(guest) => Ok(guest),
        _ => Err(AppError::Hidden),
    }
}

/// Goes in by a link: from now on it is known that it was opened. It may be done on any day until
/// the link ends.
///
/// # Errors
/// [`AppError::Hidden`] when the link has ended.
pub fn enter(op: &Op<'_>) -> Result<()> {
    let guest = guest(op)?;
    let what = ("meeting", guest.meeting);
    op.act(guest.person, PersonAction::AnswerAsGuest, what, Deed::SignedIn, |tx, proof| {
        still_in(op, tx, proof)?;
        Ok(guests::opened(tx, proof, guest.seat, op.now)?)
    })
}

/// What a guest sees of the meeting.
#[derive(Debug, Clone)]
pub struct GuestPage {
    /// How the person wants to be called.
    pub called: String,
    /// The person's words on top.
    pub top: Option<Voice>,
    /// The meeting.
    pub meeting: Meeting,
    /// Candidate times; empty once it has a day.
    pub candidates: Vec<Candidate>,
    /// What the guest said to them.
    pub replies: Vec<Reply>,
    /// The guest's own seat.
    pub own: Invitation,
    /// Who else is invited, with what they are to the person.
    pub others: Vec<(Invitation, Option<TeamRole>)>,
    /// What there is to talk about.
    pub agenda: Vec<AgendaItem>,
    /// What the guest told before.
    pub facts: Facts,
    /// What the guest has promised to do, from this meeting and before.
    pub tasks: Vec<Task>,
    /// What was decided; once it is closed.
    pub decisions: Vec<Decision>,
    /// 手伝い方, in the words of the one-page profile.
    pub support: String,
    /// The telephone of the office that convenes it.
    pub phone: String,
    /// The last day on which the link works.
    pub until: Date,
}

/// What a guest sees of the meeting: nothing that does not belong to it.
///
/// # Errors
/// [`AppError::Hidden`] when the link has ended.
pub fn guest_page(op: &Op<'_>) -> Result<GuestPage> {
    let guest = guest(op)?;
    op.see(guest.person, PersonAction::SeeAsGuest, "meeting", |tx, proof| {
        let (meeting, until) = admitted(tx, proof, guest, op.today())?;
        let people::WithTop { person, top, .. } =
            people::with_top(tx, proof)?.ok_or(AppError::Hidden)?;
        let seats = meetings::invitations(tx, proof, meeting.id)?;
        let (mut own, others): (Vec<_>, Vec<_>) =
            seats.into_iter().partition(|seat| seat.invitation.id == guest.seat);
        let own = own.pop().ok_or(AppError::Hidden)?;
        let others = others.into_iter().map(|seat| (seat.invitation, seat.role));
        let mut replies = Vec::new();
        let mut candidates = Vec::new();
        if meeting.state == MeetingState::Calling {
            candidates = meetings::candidates(tx, proof, meeting.id)?;
            replies = replies::of_meeting(tx, proof, meeting.id)?;
            replies.retain(|reply| reply.seat == guest.seat);
        }
        let decisions = match meeting.state {
            MeetingState::Closed { .. } => record::decisions(tx, proof, meeting.id)?,
            _ => Vec::new(),
        };
        let profile = people::profile(tx, proof)?;
        Ok(GuestPage {
            called: person.name.called(),
            top,
            candidates,
            replies,
            own: own.invitation,
            others: others.collect(),
            agenda: super::agenda::for_everybody(meetings::agenda(tx, proof, meeting.id)?),
            facts: own.facts,
            tasks: own_tasks(op, tx, proof, guest)?,
            decisions,
            support: profile.map(|profile| profile.support).unwrap_or_default(),
            phone: staff::org(tx, op.region(), meeting.convener_org)?
                .map(|org| org.phone)
                .unwrap_or_default(),
            meeting,
            until,
        })
    })
}

/// What the guest does or did after this meeting, and what is still open or ended of late from
/// others.
fn own_tasks(
    op: &Op<'_>,
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    guest: Guest,
) -> Result<Vec<Task>> {
    let ended = crate::op::days_from(op.now, -ENDED_DAYS);
    let mut tasks = task::lately_of_person(tx, proof, ended)?;
    let known = |tasks: &[Task], one: &Task| tasks.iter().any(|task| task.id == one.id);
    for one in task::of_meeting(tx, proof, guest.meeting)? {
        if !known(&tasks, &one) {
            tasks.push(one);
        }
    }
    let own = Own::of(op, tx, proof)?;
    tasks.retain(|task| own.has(task));
    Ok(tasks)
}

/// Says whether the guest comes on the day that is fixed.
///
/// # Errors
/// [`AppError::Invalid`] when nothing is chosen, or a part without its time, or a written opinion
/// without a word; [`AppError::Hidden`] when the link has ended; [`AppError::Conflict`] when the
/// answer is no longer what was shown, or the meeting is over.
pub fn attend(op: &Op<'_>, attendance: Attendance, note: &str) -> Result<()> {
    let Guest { meeting, seat, .. } = guest(op)?;
    write_open(op, meeting, PersonAction::AnswerAsGuest, Deed::Answered, |tx, proof, _| {
        still_in(op, tx, proof)?;
        let seats = meetings::invitations(tx, &proof.reading(), meeting)?;
        let mut seats = seats.into_iter().map(|one| one.invitation);
        let own = seats.find(|one| one.id == seat).ok_or(AppError::Hidden)?;
        op.unchanged(&(own.attendance, &own.note))?;
        complete("attendance", Lack::of_attendance(attendance, note))?;
        done(meetings::set_attendance(tx, proof, meeting, seat, attendance, note.trim())?)
    })
}

/// Tells three facts before the meeting: the guest for the own seat, staff for whoever telephoned
/// or sent the sheet back.
///
/// # Errors
/// [`AppError::Invalid`] (`error-too-long`, `error-facts-nothing`); [`AppError::Conflict`] when they are no longer what
/// was shown; [`AppError::Hidden`] when there is no such seat.
pub fn tell(op: &Op<'_>, meeting: MeetingId, seat: InvitationId, facts: &Facts) -> Result<()> {
    let facts = Facts {
        changed: facts.changed.trim().to_owned(),
        chose: facts.chose.trim().to_owned(),
        went_well: facts.went_well.trim().to_owned(),
    };
    let mut problems = Problems::new();
    for (field, fact) in ["changed", "chose", "went_well"].into_iter().zip(facts.all()) {
        if fact.chars().count() > LONGEST_FACT {
            problems.add_with(field, "error-too-long", vec![("most", LONGEST_FACT.to_string())]);
        }
    }
    let (action, own) = match op.actor.who {
        Who::Guest(guest) => (PersonAction::AnswerAsGuest, Some(guest.seat)),
        _ => (PersonAction::Confer, None),
    };
    if own.is_some_and(|own| own != seat) {
        return Err(AppError::Hidden);
    }
    write_open(op, meeting, action, Deed::Answered, |tx, proof, _| {
        still_in(op, tx, proof)?;
        problems.clone().check()?;
        let mut seats = meetings::invitations(tx, &proof.reading(), meeting)?.into_iter();
        let stored = seats.find(|one| one.invitation.id == seat).ok_or(AppError::Hidden)?;
        op.unchanged(&stored.facts)?;
        // Whoever empties what stood there takes it back; whoever never wrote has told nothing.
        if [&facts, &stored.facts].iter().all(|facts| **facts == Facts::default()) {
            let mut problems = Problems::new();
            problems.add("changed", "error-facts-nothing");
            problems.check()?;
        }
        done(guests::save_facts(tx, proof, meeting, seat, &facts)?)
    })
}

/// A link that was given, as those who gave it see it.
#[derive(Debug, Clone)]
pub struct GivenLink {
    /// To which seat.
    pub seat: InvitationId,
    /// The last day on which it works.
    pub until: Date,
    /// When it was opened first.
    pub opened_on: Option<Date>,
}

/// The living links of a meeting, and the seats to which one can be given.
#[derive(Debug, Clone, Default)]
pub struct Links {
    /// Given and living.
    pub given: Vec<GivenLink>,
    /// Seats of people from outside, who have no account here.
    pub possible: Vec<InvitationId>,
}

/// The links of a meeting for whoever leads it; nothing for others, and nothing while the address
/// is concealed.
pub(super) fn links(
    op: &Op<'_>,
    facts: &PersonFacts,
    (meeting, head): (&Meeting, &Head),
    seats: &[Seated],
) -> Links {
    if !may_lead(op, head, meeting) || facts.concealed {
        return Links::default();
    }
    let given = seats.iter().filter_map(|seat| {
        let (made_at, opened_at) = seat.link?;
        let until = open_until(meeting, local_day(made_at));
        let opened_on = opened_at.map(local_day);
        (until >= op.today()).then_some(GivenLink { seat: seat.invitation.id, until, opened_on })
    });
    // Who was not let in before the end is told by telephone or paper.
    let possible = seats.iter().filter(|seat| {
        // Whoever works at the office that convenes signs in there.
        let inside = seat.org == Some(meeting.convener_org);
        meeting.is_open() && !inside && is_outside(seat, op.today())
    });
    Links { given: given.collect(), possible: possible.map(|seat| seat.invitation.id).collect() }
}

/// Somebody of the team today who has no account here and is no family: whether family may see,
/// the person decides with their account. Whoever leads at one of our organisations signs in there,
/// by name or as the one who holds the post.
fn is_outside(seat: &Seated, today: Date) -> bool {
    use TeamRole as R;
    let family = |role| matches!(role, R::Custodian | R::Family | R::Friend);
    let leads = |role| matches!(role, R::ServiceManager | R::ChildSupportManager | R::Specialist);
    let signs_in = |role| seat.org.is_some() && leads(role);
    seat.role.is_some_and(|role| !(family(role) || signs_in(role)))
        && seat.staff.is_none()
        && seat.until.is_none_or(|until| until >= today)
}

/// A link that was just made: shown once, stored nowhere but as a hash.
#[derive(Debug, Clone)]
pub struct Given {
    /// The person, with the words on top.
    pub head: Head,
    /// The meeting.
    pub meeting: Meeting,
    /// To whom.
    pub seat: Invitation,
    /// The token of the link.
    pub token: Token,
    /// The last day on which it works.
    pub until: Date,
    /// The telephone of the office.
    pub phone: String,
    /// A link that was given before works no longer.
    pub again: bool,
}

/// Gives a link to a seat; the one before ends.
///
/// # Errors
/// [`AppError::Forbidden`] for others than the convening office; [`AppError::Hidden`] when there
/// is no such seat; [`AppError::Conflict`] for a seat that needs none, and while the address is
/// concealed.
pub fn give(op: &Op<'_>, meeting: MeetingId, seat: InvitationId) -> Result<Given> {
    let token = op.token();
    let again = lead(op, meeting, Deed::Sent, |tx, proof, found| {
        let reading = proof.reading();
        let seats = meetings::invitations(tx, &reading, meeting)?;
        if !seats.iter().any(|one| one.invitation.id == seat) {
            return Err(AppError::Hidden);
        }
        let head = crate::person::head(op, tx, &reading)?;
        let facts = super::facts(op, tx, proof.id())?;
        let links = links(op, &facts, (found, &head), &seats);
        if !links.possible.contains(&seat) {
            return Err(AppError::Conflict("no link for this seat"));
        }
        let by = (op.now, op.actor.name.as_str());
        done(guests::save(tx, proof, (meeting, seat), &token_hash(&token.0), by)?)?;
        Ok(links.given.iter().any(|one| one.seat == seat))
    })?;
    look(op, meeting, |tx, proof, meeting, head| {
        let seats = meetings::invitations(tx, proof, meeting.id)?;
        let mut seats = seats.into_iter().map(|one| one.invitation);
        Ok(Given {
            seat: seats.find(|one| one.id == seat).ok_or(AppError::Hidden)?,
            until: open_until(&meeting, op.today()),
            phone: staff::org(tx, op.region(), meeting.convener_org)?
                .map(|org| org.phone)
                .unwrap_or_default(),
            token: token.clone(),
            again,
            head,
            meeting,
        })
    })
}

/// Takes a link back; whoever is in by it is out.
///
/// # Errors
/// [`AppError::Forbidden`] for others than the convening office; [`AppError::Hidden`] when there
/// is none.
pub fn take_back(op: &Op<'_>, meeting: MeetingId, seat: InvitationId) -> Result<()> {
    write(op, meeting, PersonAction::CloseMeeting, Deed::Withdrew, |tx, proof, found| {
        if !super::leads(op, found) {
            return Err(AppError::Forbidden);
        }
        done(guests::end(tx, proof, meeting, seat)?)
    })
}
