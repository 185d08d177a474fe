//! What everybody says to the candidate times, and which of them is the best.

use super::{Attendance, Candidate, Invitation};
use crate::ids::{CandidateId, InvitationId};

codes! {
    /// What somebody says to a candidate time.
    Fit {
        /// ○.
        Yes = "yes",
        /// △: a part of it.
        Part = "part",
        /// ×.
        No = "no",
    }
}

/// What a seat says to a candidate time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reply {
    /// Whose.
    pub seat: InvitationId,
    /// To which time.
    pub candidate: CandidateId,
    /// What.
    pub fit: Fit,
}

/// What a seat has said so far: to the times, and in words.
pub fn said_by<'a>(seat: &'a Invitation, replies: &[Reply]) -> (Vec<(CandidateId, Fit)>, &'a str) {
    let own = replies.iter().filter(|reply| reply.seat == seat.id);
    (own.map(|reply| (reply.candidate, reply.fit)).collect(), &seat.note)
}

/// What an answer to an invitation lacks before those who prepare the meeting can use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// It says nothing.
    Answer,
    /// A part of the time, and not which.
    Time,
    /// A written opinion, and not what it is.
    Opinion,
}

impl Lack {
    /// Of what is said to candidate times, and in words.
    pub fn of_reply(fits: &[(CandidateId, Fit)], note: &str) -> Option<Self> {
        match note.trim() {
            "" if fits.is_empty() => Some(Self::Answer),
            "" if fits.iter().any(|(_, fit)| *fit == Fit::Part) => Some(Self::Time),
            _ => None,
        }
    }

    /// Of what is said to the day that is fixed.
    pub fn of_attendance(attendance: Attendance, note: &str) -> Option<Self> {
        match (attendance, note.trim()) {
            (Attendance::Unanswered, _) => Some(Self::Answer),
            (Attendance::Part, "") => Some(Self::Time),
            (Attendance::Written, "") => Some(Self::Opinion),
            _ => None,
        }
    }
}

/// The candidate time to which most can come; a part counts half, and a time that the person
/// refused is none. `None` before anybody has replied. Of equals the earliest.
pub fn best_time(
    candidates: &[Candidate],
    replies: &[Reply],
    person: Option<InvitationId>,
) -> Option<CandidateId> {
    let to = |at: CandidateId| replies.iter().filter(move |reply| reply.candidate == at);
    let refused = |at| to(at).any(|reply| Some(reply.seat) == person && reply.fit == Fit::No);
    let points = |at| -> usize {
        to(at)
            .map(|reply| match reply.fit {
                Fit::Yes => 2,
                Fit::Part => 1,
                Fit::No => 0,
            })
            .sum()
    };
    let possible = candidates.iter().filter(|one| !refused(one.id) && points(one.id) > 0);
    // Of equals `max_by_key` gives the last one.
    possible.rev().max_by_key(|one| points(one.id)).map(|one| one.id)
}
