//! Meetings: the call, the seats, the agenda. The request before is in [`request`], what is said
//! and decided there in [`record`].

pub mod guest;
pub mod record;
pub mod reply;
pub mod request;

use crate::value::{Row, code, id, opt_id};
use crate::{ReadTx, Result, WriteTx};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::{
    CandidateId, ConcernId, InvitationId, MeetingId, MonitoringId, OrgId, PersonId, RequestId,
    StaffId,
};
use tsumugi_domain::meeting::{
    AgendaItem, Attendance, Candidate, Cause, Facts, Invitation, Meeting, MeetingState, Slot,
};
use tsumugi_domain::policy::{Authorized, Read, Write};
use tsumugi_domain::team::TeamRole;

/// The columns of [`decode`]; `m` is the meeting, `o` its convening organisation.
macro_rules! meeting_columns {
    () => {
        "m.meeting_id, m.person_id, m.kind, m.proposer_name, m.convener_name, m.convener_org, \
         o.name, m.must_decide, m.concern_id, m.monitoring_id, m.request_id, m.called_at, m.state, \
         m.fixed_from, m.fixed_minutes, m.fixed_place, m.closed_at, m.called_off_reason"
    };
}
pub(crate) use meeting_columns;

macro_rules! meetings {
    () => {
        concat!(
            "select ",
            meeting_columns!(),
            " from meeting m join org o on o.region_id = m.region_id \
             and o.org_id = m.convener_org where m.region_id = $1 and m.person_id = $2"
        )
    };
}

/// True for a meeting (`$3`) of the person (`$2`) that is still open: nothing is written to any
/// other.
macro_rules! is_open {
    () => {
        "exists (select 1 from meeting w where w.region_id = $1 and w.person_id = $2 \
         and w.meeting_id = $3 and w.state in ('calling', 'fixed'))"
    };
}
pub(crate) use is_open;

statements! {
    OF_PERSON = concat!(meetings!(), " order by m.called_at desc, m.meeting_id desc limit $3");
    OPEN_OF_PERSON = concat!(meetings!(), " and m.state in ('calling', 'fixed') \
        order by m.fixed_from nulls last, m.called_at, m.meeting_id");
    LAST_CLOSED = concat!(meetings!(), " and m.state = 'closed' \
        order by m.closed_at desc nulls last, m.meeting_id desc limit 1");
    FIND = concat!(meetings!(), " and m.meeting_id = $3");
    OF_REQUEST = concat!(meetings!(), " and m.request_id = $3 and m.state <> 'called_off' \
        order by m.called_at, m.meeting_id");
    INSERT = "insert into meeting (region_id, meeting_id, person_id, kind, proposer_name, \
        convener_name, convener_org, must_decide, concern_id, monitoring_id, request_id, called_at, \
        state, called_off_reason) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'calling', '')";
    FIX = "update meeting set state = 'fixed', fixed_from = $4, fixed_minutes = $5, \
        fixed_place = $6 where region_id = $1 and person_id = $2 and meeting_id = $3 \
        and state in ('calling', 'fixed')";
    CLOSE = "update meeting set state = 'closed', fixed_from = $4, fixed_minutes = $5, \
        fixed_place = $6, closed_at = $7 where region_id = $1 and person_id = $2 \
        and meeting_id = $3 and state in ('calling', 'fixed')";
    CALL_OFF = "update meeting set state = 'called_off', called_off_reason = $4 \
        where region_id = $1 and person_id = $2 and meeting_id = $3 \
        and state in ('calling', 'fixed')";
    CANDIDATES = "select c.candidate_id, c.from_time, c.minutes, c.place from candidate c \
        join meeting m on m.region_id = c.region_id and m.meeting_id = c.meeting_id \
        where m.region_id = $1 and m.person_id = $2 and m.meeting_id = $3 \
        order by c.from_time, c.candidate_id";
    INSERT_CANDIDATE = concat!("insert into candidate (region_id, candidate_id, meeting_id, \
        from_time, minutes, place) select w.region_id, $4, w.meeting_id, $5, $6, $7 \
        from meeting w where w.region_id = $1 and w.meeting_id = $3 and ", is_open!());
    INVITATIONS = "select i.invitation_id, i.membership_id, i.name, i.org_name, i.expected, \
        i.attendance, i.note, s.role, s.org_id, s.staff_id, s.to_day, f.changed, f.chose, f.went_well, \
        g.made_at, g.opened_at, (s.staff_id is null and exists (select 1 from employment e \
        cross join staff f where e.region_id = s.region_id and e.org_id = s.org_id \
        and f.region_id = e.region_id and f.staff_id = e.staff_id and f.name = s.name)) \
        from invitation i \
        join meeting m on m.region_id = i.region_id and m.meeting_id = i.meeting_id \
        left join membership s on s.region_id = i.region_id and s.membership_id = i.membership_id \
        left join seat_facts f on f.region_id = i.region_id \
        and f.invitation_id = i.invitation_id \
        left join guest_link g on g.region_id = i.region_id \
        and g.invitation_id = i.invitation_id \
        where m.region_id = $1 and m.person_id = $2 and m.meeting_id = $3 \
        order by i.position, i.invitation_id";
    INSERT_INVITATION = concat!("insert into invitation (region_id, invitation_id, meeting_id, \
        membership_id, name, org_name, expected, attendance, note, position) \
        select w.region_id, $4, w.meeting_id, $5, $6, $7, $8, $9, $10, $11 from meeting w \
        where w.region_id = $1 and w.meeting_id = $3 and ", is_open!());
    SET_ATTENDANCE = concat!("update invitation set attendance = $5, note = $6 \
        where region_id = $1 and meeting_id = $3 and invitation_id = $4 and ", is_open!());
    ASK_AGAIN = concat!("update invitation set attendance = 'unanswered' where region_id = $1 \
        and meeting_id = $3 and attendance in ('yes', 'part', 'no') and ", is_open!());
    AGENDA = "select a.agenda_item_id, a.text, a.half, a.source from agenda_item a \
        join meeting m on m.region_id = a.region_id and m.meeting_id = a.meeting_id \
        where m.region_id = $1 and m.person_id = $2 and m.meeting_id = $3 \
        order by a.position, a.agenda_item_id";
    INSERT_AGENDA = concat!("insert into agenda_item (region_id, agenda_item_id, meeting_id, text, \
        half, source, position) select w.region_id, $4, w.meeting_id, $5, $6, $7, $8 \
        from meeting w where w.region_id = $1 and w.meeting_id = $3 and ", is_open!());
}

/// Reads a cause from its two columns.
fn cause(row: &mut Row) -> Result<Cause> {
    match (row.opt_id()?, row.opt_id()?) {
        (None, None) => Ok(Cause::Own),
        (Some(concern), None) => Ok(Cause::Concern(concern)),
        (None, Some(monitoring)) => Ok(Cause::Monitoring(monitoring)),
        (Some(_), Some(_)) => Err(row.broken("a call has one cause")),
    }
}

fn cause_ids(cause: Cause) -> (Option<ConcernId>, Option<MonitoringId>) {
    match cause {
        Cause::Own => (None, None),
        Cause::Concern(concern) => (Some(concern), None),
        Cause::Monitoring(monitoring) => (None, Some(monitoring)),
    }
}

pub(crate) fn decode(row: &mut Row) -> Result<Meeting> {
    Ok(Meeting {
        id: row.id()?,
        person: row.id()?,
        kind: row.code()?,
        proposer: row.get()?,
        convener: row.get()?,
        convener_org: row.id()?,
        convener_org_name: row.get()?,
        must_decide: row.get()?,
        cause: cause(row)?,
        request: row.opt_id()?,
        called_at: row.get()?,
        state: decode_state(row)?,
    })
}

fn decode_state(row: &mut Row) -> Result<MeetingState> {
    let state: String = row.get()?;
    let (from, minutes) = (row.opt::<DateTime>()?, row.opt::<i64>()?);
    let place: Option<String> = row.opt()?;
    let (closed_at, reason) = (row.opt::<Timestamp>()?, row.get::<String>()?);
    let when = match (from, minutes, place) {
        (Some(from), Some(minutes), Some(place)) => Some(Slot { from, minutes, place }),
        _ => None,
    };
    match (state.as_str(), when, closed_at) {
        ("calling", None, None) => Ok(MeetingState::Calling),
        ("fixed", Some(when), None) => Ok(MeetingState::Fixed { when }),
        ("closed", Some(when), Some(at)) => Ok(MeetingState::Closed { when, at }),
        ("called_off", ..) => Ok(MeetingState::CalledOff { reason }),
        _ => Err(row.broken("the state of a meeting and its day do not fit together")),
    }
}

/// The newest meetings, newest call first; none when meetings may not be seen.
///
/// # Errors
/// When the store fails.
pub fn of_person(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    limit: i64,
) -> Result<Vec<Meeting>> {
    if !proof.sees(DataClass::Meeting) {
        return Ok(Vec::new());
    }
    tx.rows(&OF_PERSON, &values![id(proof.region()), id(proof.id()), limit], decode)
}

/// The meetings that are being called or have a day, the nearest day first.
///
/// # Errors
/// When the store fails.
pub fn open_of_person(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
) -> Result<Vec<Meeting>> {
    if !proof.sees(DataClass::Meeting) {
        return Ok(Vec::new());
    }
    tx.rows(&OPEN_OF_PERSON, &values![id(proof.region()), id(proof.id())], decode)
}

/// The meeting that was closed last.
///
/// # Errors
/// When the store fails.
pub fn last_closed(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
) -> Result<Option<Meeting>> {
    if !proof.sees(DataClass::Meeting) {
        return Ok(None);
    }
    tx.row(&LAST_CLOSED, &values![id(proof.region()), id(proof.id())], decode)
}

/// One meeting of the person, when meetings may be seen.
///
/// # Errors
/// When the store fails.
pub fn find(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    meeting: MeetingId,
) -> Result<Option<Meeting>> {
    if !proof.sees(DataClass::Meeting) {
        return Ok(None);
    }
    tx.row(&FIND, &values![id(proof.region()), id(proof.id()), id(meeting)], decode)
}

/// The meetings that were called because of a request, whatever was answered to it.
///
/// # Errors
/// When the store fails.
pub fn of_request(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    request: RequestId,
) -> Result<Vec<Meeting>> {
    if !proof.sees(DataClass::Meeting) {
        return Ok(Vec::new());
    }
    tx.rows(&OF_REQUEST, &values![id(proof.region()), id(proof.id()), id(request)], decode)
}

/// Adds a meeting that is being called.
///
/// # Errors
/// When the store fails.
pub fn insert(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    meeting: &Meeting,
) -> Result<()> {
    let (concern, monitoring) = cause_ids(meeting.cause);
    let values = values![
        id(proof.region()),
        id(meeting.id),
        id(proof.id()),
        code(meeting.kind),
        meeting.proposer,
        meeting.convener,
        id(meeting.convener_org),
        meeting.must_decide,
        opt_id(concern),
        opt_id(monitoring),
        opt_id(meeting.request),
        meeting.called_at
    ];
    tx.run(&INSERT, &values).map(|_| ())
}

/// Fixes the day, or another day; false when the meeting is not open.
///
/// # Errors
/// When the store fails.
pub fn fix(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    meeting: MeetingId,
    slot: &Slot,
) -> Result<bool> {
    let values = values![
        id(proof.region()),
        id(proof.id()),
        id(meeting),
        slot.from,
        slot.minutes,
        slot.place
    ];
    Ok(tx.run(&FIX, &values)? == 1)
}

/// Closes a meeting that was held at a time; false when it is not open.
///
/// # Errors
/// When the store fails.
pub fn close(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    meeting: MeetingId,
    held: &Slot,
    at: Timestamp,
) -> Result<bool> {
    let values = values![
        id(proof.region()),
        id(proof.id()),
        id(meeting),
        held.from,
        held.minutes,
        held.place,
        at
    ];
    Ok(tx.run(&CLOSE, &values)? == 1)
}

/// Calls an open meeting off; false when it is not open.
///
/// # Errors
/// When the store fails.
pub fn call_off(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    meeting: MeetingId,
    reason: &str,
) -> Result<bool> {
    Ok(tx.run(&CALL_OFF, &values![id(proof.region()), id(proof.id()), id(meeting), reason])? == 1)
}

/// The candidate times of a meeting, the earliest first.
///
/// # Errors
/// When the store fails.
pub fn candidates(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    meeting: MeetingId,
) -> Result<Vec<Candidate>> {
    if !proof.sees(DataClass::Meeting) {
        return Ok(Vec::new());
    }
    tx.rows(&CANDIDATES, &values![id(proof.region()), id(proof.id()), id(meeting)], |row| {
        Ok(Candidate {
            id: row.id::<CandidateId>()?,
            slot: Slot { from: row.get()?, minutes: row.get()?, place: row.get()? },
        })
    })
}

/// Adds a candidate time; false when the meeting is not open.
///
/// # Errors
/// When the store fails.
pub fn insert_candidate(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    meeting: MeetingId,
    candidate: &Candidate,
) -> Result<bool> {
    let values = values![
        id(proof.region()),
        id(proof.id()),
        id(meeting),
        id(candidate.id),
        candidate.slot.from,
        candidate.slot.minutes,
        candidate.slot.place
    ];
    Ok(tx.run(&INSERT_CANDIDATE, &values)? == 1)
}

/// A seat at a meeting, and what its holder is to the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seated {
    /// The seat.
    pub invitation: Invitation,
    /// What they are to the person; none for the person.
    pub role: Option<TeamRole>,
    /// The organisation of ours that their seat in the team belongs to.
    pub org: Option<OrgId>,
    /// The worker, when they are one of ours.
    pub staff: Option<StaffId>,
    /// The last day of their seat in the team, when it is over or known.
    pub until: Option<Date>,
    /// What they told before the meeting.
    pub facts: Facts,
    /// The link that was given to them: when it was made, and when opened first.
    pub link: Option<(Timestamp, Option<Timestamp>)>,
    /// Somebody of that name works at the organisation, without being tied to the seat: with their
    /// own account they do not see the person.
    pub works_here: bool,
}

/// The seats of a meeting; the person is the first.
///
/// # Errors
/// When the store fails.
pub fn invitations(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    meeting: MeetingId,
) -> Result<Vec<Seated>> {
    if !proof.sees(DataClass::Meeting) {
        return Ok(Vec::new());
    }
    tx.rows(&INVITATIONS, &values![id(proof.region()), id(proof.id()), id(meeting)], |row| {
        Ok(Seated {
            invitation: Invitation {
                id: row.id()?,
                member: row.opt_id()?,
                name: row.get()?,
                org_name: row.get()?,
                expected: row.get()?,
                attendance: row.code()?,
                note: row.get()?,
            },
            role: row.opt_code()?,
            org: row.opt_id()?,
            staff: row.opt_id()?,
            until: row.opt()?,
            facts: Facts {
                changed: row.opt()?.unwrap_or_default(),
                chose: row.opt()?.unwrap_or_default(),
                went_well: row.opt()?.unwrap_or_default(),
            },
            link: match (row.opt()?, row.opt()?) {
                (Some(made_at), opened_at) => Some((made_at, opened_at)),
                (None, _) => None,
            },
            works_here: row.get()?,
        })
    })
}

/// Adds a seat; false when the meeting is not open.
///
/// # Errors
/// When the store fails.
pub fn insert_invitation(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    meeting: MeetingId,
    invitation: &Invitation,
    position: i64,
) -> Result<bool> {
    let values = values![
        id(proof.region()),
        id(proof.id()),
        id(meeting),
        id(invitation.id),
        opt_id(invitation.member),
        invitation.name,
        invitation.org_name,
        invitation.expected,
        code(invitation.attendance),
        invitation.note,
        position
    ];
    Ok(tx.run(&INSERT_INVITATION, &values)? == 1)
}

/// Writes down whether somebody comes; false when there is no such seat at an open meeting.
///
/// # Errors
/// When the store fails.
pub fn set_attendance(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    meeting: MeetingId,
    invitation: InvitationId,
    attendance: Attendance,
    note: &str,
) -> Result<bool> {
    let values = values![
        id(proof.region()),
        id(proof.id()),
        id(meeting),
        id(invitation),
        code(attendance),
        note
    ];
    Ok(tx.run(&SET_ATTENDANCE, &values)? == 1)
}

/// Takes back who said whether they come: the day they said it for is another one now. Written
/// opinions stay.
///
/// # Errors
/// When the store fails.
pub fn ask_again(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    meeting: MeetingId,
) -> Result<()> {
    tx.run(&ASK_AGAIN, &values![id(proof.region()), id(proof.id()), id(meeting)]).map(|_| ())
}

/// What there is to talk about, in order.
///
/// # Errors
/// When the store fails.
pub fn agenda(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    meeting: MeetingId,
) -> Result<Vec<AgendaItem>> {
    if !proof.sees(DataClass::Meeting) {
        return Ok(Vec::new());
    }
    tx.rows(&AGENDA, &values![id(proof.region()), id(proof.id()), id(meeting)], |row| {
        Ok(AgendaItem { id: row.id()?, text: row.get()?, half: row.code()?, source: row.get()? })
    })
}

/// Adds something to talk about; false when the meeting is not open.
///
/// # Errors
/// When the store fails.
pub fn insert_agenda(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    meeting: MeetingId,
    item: &AgendaItem,
    position: i64,
) -> Result<bool> {
    let values = values![
        id(proof.region()),
        id(proof.id()),
        id(meeting),
        id(item.id),
        item.text,
        code(item.half),
        item.source,
        position
    ];
    Ok(tx.run(&INSERT_AGENDA, &values)? == 1)
}
