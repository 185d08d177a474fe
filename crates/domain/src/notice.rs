//! 気になる: one line that may start a call, and what became of it.

pub mod by_rule;

use crate::ids::{ConcernId, MeetingId, RequestId};
use jiff::Timestamp;
use jiff::civil::Date;

/// A concern in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concern {
    /// Identity.
    pub id: ConcernId,
    /// The line.
    pub text: String,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What became of it.
    pub state: ConcernState,
}

/// What became of a concern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConcernState {
    /// Nobody has taken it up.
    Open,
    /// 今は見守る: looked at, and left until a day.
    Watching {
        /// When it comes back.
        until: Date,
    },
    /// It led to a meeting.
    Met {
        /// The meeting.
        meeting: MeetingId,
    },
    /// It led to a request for a meeting.
    Requested {
        /// The request.
        request: RequestId,
    },
}
