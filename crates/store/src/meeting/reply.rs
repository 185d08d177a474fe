//! What each seat says to each candidate time.

use super::{decode, is_open, meeting_columns};
use crate::value::{code, id};
use crate::{ReadTx, Result, WriteTx};
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::{CandidateId, InvitationId, MeetingId, MembershipId, PersonId};
use tsumugi_domain::meeting::{Meeting, Reply};
use tsumugi_domain::policy::{Authorized, Read, Write};

statements! {
    OPEN = concat!("select ", meeting_columns!(), ", i.invitation_id, i.membership_id \
        from meeting m join org o on o.region_id = m.region_id and o.org_id = m.convener_org \
        left join invitation i on i.region_id = m.region_id and i.meeting_id = m.meeting_id \
        and i.attendance = 'unanswered' and (m.state = 'fixed' or not exists (select 1 \
        from candidate_reply e where e.region_id = i.region_id \
        and e.invitation_id = i.invitation_id)) where m.region_id = $1 and m.person_id = $2 \
        and m.state in ('calling', 'fixed') \
        order by m.fixed_from nulls last, m.called_at, m.meeting_id, i.position");
    OF_MEETING = "select r.invitation_id, r.candidate_id, r.fit from meeting m \
        cross join candidate_reply r where m.region_id = $1 and m.person_id = $2 \
        and m.meeting_id = $3 and r.region_id = m.region_id and r.meeting_id = m.meeting_id \
        order by r.invitation_id, r.candidate_id";
    SAVE = concat!("insert into candidate_reply (region_id, meeting_id, invitation_id, \
        candidate_id, fit) select i.region_id, i.meeting_id, i.invitation_id, c.candidate_id, $6 \
        from invitation i join candidate c on c.region_id = i.region_id \
        and c.meeting_id = i.meeting_id where i.region_id = $1 and i.meeting_id = $3 \
        and i.invitation_id = $4 and c.candidate_id = $5 and ", is_open!(),
        " on conflict (region_id, candidate_id, invitation_id) do update set fit = excluded.fit");
    ATTEND = concat!("update invitation set attendance = (select r.fit from candidate_reply r \
        where r.region_id = invitation.region_id and r.invitation_id = invitation.invitation_id \
        and r.candidate_id = $4) where region_id = $1 and meeting_id = $3 \
        and attendance = 'unanswered' and exists (select 1 from candidate_reply e \
        where e.region_id = invitation.region_id and e.invitation_id = invitation.invitation_id \
        and e.candidate_id = $4) and ", is_open!());
}

/// The meetings that are being called or have a day, the nearest day first, each with the seats
/// that have not said whether or when they can come; no member means the person.
///
/// # Errors
/// When the store fails.
pub fn open_of_person(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
) -> Result<Vec<(Meeting, Vec<Option<MembershipId>>)>> {
    if !proof.sees(DataClass::Meeting) {
        return Ok(Vec::new());
    }
    let rows = tx.rows(&OPEN, &values![id(proof.region()), id(proof.id())], |row| {
        Ok((decode(row)?, row.opt_id::<InvitationId>()?, row.opt_id::<MembershipId>()?))
    })?;
    let mut open: Vec<(Meeting, Vec<Option<MembershipId>>)> = Vec::new();
    for (meeting, seat, member) in rows {
        if open.last().is_none_or(|(last, _)| last.id != meeting.id) {
            open.push((meeting, Vec::new()));
        }
        if let (Some(_), Some((_, silent))) = (seat, open.last_mut()) {
            silent.push(member);
        }
    }
    Ok(open)
}

/// The replies to the candidate times of a meeting.
///
/// # Errors
/// When the store fails.
pub fn of_meeting(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    meeting: MeetingId,
) -> Result<Vec<Reply>> {
    if !proof.sees(DataClass::Meeting) {
        return Ok(Vec::new());
    }
    tx.rows(&OF_MEETING, &values![id(proof.region()), id(proof.id()), id(meeting)], |row| {
        Ok(Reply { seat: row.id()?, candidate: row.id()?, fit: row.code()? })
    })
}

/// Saves a reply, in place of the one before; false when the meeting is not open or has no such
/// seat or time.
///
/// # Errors
/// When the store fails.
pub fn save(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    meeting: MeetingId,
    reply: &Reply,
) -> Result<bool> {
    let values = values![
        id(proof.region()),
        id(proof.id()),
        id(meeting),
        id(reply.seat),
        id(reply.candidate),
        code(reply.fit)
    ];
    Ok(tx.run(&SAVE, &values)? == 1)
}

/// A candidate time becomes the day: who replied to it is taken at their word. Written opinions
/// stay.
///
/// # Errors
/// When the store fails.
pub fn attend(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    meeting: MeetingId,
    candidate: CandidateId,
) -> Result<()> {
    let values = values![id(proof.region()), id(proof.id()), id(meeting), id(candidate)];
    tx.run(&ATTEND, &values).map(|_| ())
}
