//! Guests of a meeting: their links, and the facts that a seat tells before it. Both are read with
//! the seats.

use super::is_open;
use crate::value::{Row, id};
use crate::{ReadTx, Result, WriteTx};
use jiff::Timestamp;
use jiff::civil::Date;
use tsumugi_domain::ids::{InvitationId, MeetingId, PersonId, RegionId};
use tsumugi_domain::meeting::Facts;
use tsumugi_domain::policy::{Authorized, Guest, Read, Write};

statements! {
    BY_TOKEN = "select g.region_id, g.person_id, g.meeting_id, g.invitation_id, i.membership_id, \
        i.name, i.org_name from guest_link g cross join invitation i \
        where g.token_hash = $1 and i.region_id = g.region_id \
        and i.invitation_id = g.invitation_id and i.membership_id is not null";
    LIVING = "select g.made_at from guest_link g cross join invitation i \
        cross join membership s where g.region_id = $1 and g.person_id = $2 \
        and g.invitation_id = $3 and i.region_id = g.region_id \
        and i.invitation_id = g.invitation_id and s.region_id = i.region_id \
        and s.membership_id = i.membership_id and s.from_day <= $4 \
        and (s.to_day is null or s.to_day >= $4)";
    SAVE = "insert into guest_link (region_id, invitation_id, meeting_id, person_id, token_hash, \
        made_at, made_by) select i.region_id, i.invitation_id, m.meeting_id, m.person_id, $5, $6, \
        $7 from invitation i join meeting m on m.region_id = i.region_id \
        and m.meeting_id = i.meeting_id where i.region_id = $1 and m.person_id = $2 \
        and i.meeting_id = $3 and i.invitation_id = $4 \
        on conflict (region_id, invitation_id) do update set token_hash = excluded.token_hash, \
        made_at = excluded.made_at, made_by = excluded.made_by, opened_at = null";
    OPENED = "update guest_link set opened_at = $4 where region_id = $1 and person_id = $2 \
        and invitation_id = $3 and opened_at is null";
    END = "delete from guest_link where region_id = $1 and person_id = $2 and meeting_id = $3 \
        and invitation_id = $4";
    SAVE_FACTS = concat!("insert into seat_facts (region_id, invitation_id, meeting_id, changed, \
        chose, went_well) select i.region_id, i.invitation_id, i.meeting_id, $5, $6, $7 \
        from invitation i where i.region_id = $1 and i.meeting_id = $3 \
        and i.invitation_id = $4 and ", is_open!(), " on conflict (region_id, invitation_id) \
        do update set changed = excluded.changed, chose = excluded.chose, \
        went_well = excluded.went_well");
}

/// Whom a link lets in, as far as it tells by itself.
#[derive(Debug, Clone)]
pub struct Invited {
    /// The tenant.
    pub region: RegionId,
    /// What it leads to.
    pub guest: Guest,
    /// Name as shown.
    pub name: String,
    /// Organisation as shown.
    pub org_name: String,
}

/// Whom a link lets in; needed before anything can be proved.
///
/// # Errors
/// When the store fails.
pub fn by_token(tx: &mut ReadTx<'_>, token_hash: &str) -> Result<Option<Invited>> {
    tx.row(&BY_TOKEN, &values![token_hash], |row| {
        Ok(Invited {
            region: row.id()?,
            guest: Guest {
                person: row.id()?,
                meeting: row.id()?,
                seat: row.id()?,
                member: row.id()?,
            },
            name: row.get()?,
            org_name: row.get()?,
        })
    })
}

/// When the living link to a seat was made: not taken back, and its holder is still in the team.
///
/// # Errors
/// When the store fails.
pub fn living(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    seat: InvitationId,
    today: Date,
) -> Result<Option<Timestamp>> {
    let values = values![id(proof.region()), id(proof.id()), id(seat), today];
    tx.row(&LIVING, &values, Row::get)
}

/// Gives a link to a seat, in place of the one before; false when the meeting has no such seat.
///
/// # Errors
/// When the store fails.
pub fn save(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    (meeting, seat): (MeetingId, InvitationId),
    token_hash: &str,
    (at, by): (Timestamp, &str),
) -> Result<bool> {
    let values =
        values![id(proof.region()), id(proof.id()), id(meeting), id(seat), token_hash, at, by];
    Ok(tx.run(&SAVE, &values)? == 1)
}

/// Notes when a link was opened first.
///
/// # Errors
/// When the store fails.
pub fn opened(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    seat: InvitationId,
    at: Timestamp,
) -> Result<()> {
    tx.run(&OPENED, &values![id(proof.region()), id(proof.id()), id(seat), at]).map(|_| ())
}

/// Takes a link back; false when there is none.
///
/// # Errors
/// When the store fails.
pub fn end(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    meeting: MeetingId,
    seat: InvitationId,
) -> Result<bool> {
    let values = values![id(proof.region()), id(proof.id()), id(meeting), id(seat)];
    Ok(tx.run(&END, &values)? == 1)
}

/// Saves the facts of a seat; false when the meeting is not open or has no such seat.
///
/// # Errors
/// When the store fails.
pub fn save_facts(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    meeting: MeetingId,
    seat: InvitationId,
    facts: &Facts,
) -> Result<bool> {
    let values = values![
        id(proof.region()),
        id(proof.id()),
        id(meeting),
        id(seat),
        facts.changed,
        facts.chose,
        facts.went_well
    ];
    Ok(tx.run(&SAVE_FACTS, &values)? == 1)
}
