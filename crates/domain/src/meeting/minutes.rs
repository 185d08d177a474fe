//! The minutes of a meeting: versions that are added to and locked, never changed.

use crate::ids::MinutesId;
use jiff::Timestamp;

/// One version of the minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minutes {
    /// Identity.
    pub id: MinutesId,
    /// 1, 2, 3…
    pub number: i64,
    /// The exact text: what everybody at the table may read.
    pub text: String,
    /// The person's own words and the answers to the decisions, as they were then; `None` when the
    /// reader may not see them.
    pub voices: Option<String>,
    /// SHA-256 of the bytes of both, in hex.
    pub hash: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// Who confirmed and locked it, and when.
    pub locked: Option<(String, Timestamp)>,
}

impl Minutes {
    /// A version that nobody has confirmed yet.
    #[must_use]
    pub fn new(
        id: MinutesId,
        number: i64,
        text: String,
        voices: String,
        made_at: Timestamp,
    ) -> Self {
        let hash = crate::plan::text_hash(&format!("{text}{voices}"));
        Self { id, number, text, voices: Some(voices), hash, made_at, locked: None }
    }
}
