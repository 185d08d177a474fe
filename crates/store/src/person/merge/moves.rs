//! The tables of which rows go from one record to the other, and the way back of each.

use super::each;
use crate::value::id;
use crate::{Result, Statement, WriteTx};
use tsumugi_domain::ids::{MergeId, PersonId, RegionId};

/// What hangs on a person one to one stays with the record it was written in, and what was seen and
/// done is never rewritten. An account moves by a rule of its own.
pub const STAYS: [&str; 12] = [
    "person",
    "person_contact",
    "person_address",
    "person_health",
    "person_justice",
    "concealment",
    "account",
    "audit",
    // What a roster did is told of the record it was read into.
    "import_person",
    "import_before",
    "import_before_address",
    "import_before_health",
];

/// Goals of a plan that goes back.
macro_rules! goals {
    () => {
        concat!(
            "(select g.goal_id from plan_version v cross join plan_goal g where v.region_id = $1 \
             and v.plan_id in ",
            noted!("$4", "plan"),
            " and g.region_id = v.region_id and g.plan_version_id = v.plan_version_id)"
        )
    };
}

/// Declares for each table what remembers its rows, what moves them, and what brings them back; the
/// last with what else belongs to something that goes back.
macro_rules! moves {
    ($($table:literal $key:literal [$note:ident $go:ident $back:ident] $with:expr;)+) => {
        statements! {
            $($note = concat!("insert into person_merge_row (region_id, merge_id, part, row_id) \
                select t.region_id, $3, '", $table, "', t.", $key, " from ", $table,
                " t where t.region_id = $1 and t.person_id = $2");
            $go = concat!("update ", $table, " set person_id = $3 where region_id = $1 \
                and person_id = $2");
            $back = concat!("update ", $table, " set person_id = $3 where region_id = $1 \
                and person_id = $2 and (", $key, " in ", noted!("$4", $table), $with, ")");)+
        }

        /// Table, what remembers its rows, what moves them, what brings them back.
        static MOVES: &[(&str, &Statement, &Statement, &Statement)] =
            &[$(($table, &$note, &$go, &$back)),+];
    };
}

moves! {
    "membership" "membership_id" [NOTE_SEATS SEATS SEATS_BACK] "";
    "consent" "consent_id" [NOTE_CONSENTS CONSENTS CONSENTS_BACK] "";
    "voice" "voice_id" [NOTE_VOICES VOICES VOICES_BACK] "";
    "profile" "profile_id" [NOTE_PROFILES PROFILES PROFILES_BACK] "";
    "concern" "concern_id" [NOTE_CONCERNS CONCERNS CONCERNS_BACK] "";
    "monitoring" "monitoring_id" [NOTE_MONITORINGS MONITORINGS MONITORINGS_BACK] "";
    "monitoring_note" "monitoring_note_id" [NOTE_NOTES NOTES NOTES_BACK]
        concat!(" or monitoring_id in ", noted!("$4", "monitoring"));
    "meeting_request" "request_id" [NOTE_REQUESTS REQUESTS REQUESTS_BACK] "";
    "meeting" "meeting_id" [NOTE_MEETINGS MEETINGS MEETINGS_BACK] "";
    "decision" "decision_id" [NOTE_DECISIONS DECISIONS DECISIONS_BACK]
        concat!(" or meeting_id in ", noted!("$4", "meeting"));
    "task" "task_id" [NOTE_TASKS TASKS TASKS_BACK]
        concat!(" or meeting_id in ", noted!("$4", "meeting"));
    "unmet_need" "unmet_need_id" [NOTE_NEEDS NEEDS NEEDS_BACK]
        concat!(" or meeting_id in ", noted!("$4", "meeting"));
    "guest_link" "invitation_id" [NOTE_GUESTS GUESTS GUESTS_BACK]
        concat!(" or meeting_id in ", noted!("$4", "meeting"));
    "plan" "plan_id" [NOTE_PLANS PLANS PLANS_BACK] "";
    "notice" "notice_id" [NOTE_NOTICES NOTICES NOTICES_BACK] "";
    "removal" "removal_id" [NOTE_REMOVALS REMOVALS REMOVALS_BACK] "";
    "goal_view" "goal_view_id" [NOTE_VIEWS VIEWS VIEWS_BACK]
        concat!(" or goal_id in ", goals!());
    "answer" "answer_id" [NOTE_ANSWERS ANSWERS ANSWERS_BACK]
        concat!(" or goal_id in ", goals!(), " or decision_id in (select d.decision_id \
            from decision d where d.region_id = $1 and d.meeting_id in ",
            noted!("$4", "meeting"), ")");
}

/// The tables whose rows move.
pub fn tables() -> impl Iterator<Item = &'static str> {
    MOVES.iter().map(|(table, ..)| *table)
}

pub(super) fn go(
    tx: &mut WriteTx<'_>,
    region: RegionId,
    (from, to): (PersonId, PersonId),
    merge: MergeId,
) -> Result<()> {
    let notes = MOVES.iter().map(|(_, note, ..)| *note);
    each(tx, notes, &values![id(region), id(from), id(merge)])?;
    let goes = MOVES.iter().map(|(_, _, go, _)| *go);
    each(tx, goes, &values![id(region), id(from), id(to)])
}

pub(super) fn back(
    tx: &mut WriteTx<'_>,
    region: RegionId,
    (from, to): (PersonId, PersonId),
    merge: MergeId,
) -> Result<()> {
    let back = MOVES.iter().map(|(.., back)| *back);
    each(tx, back, &values![id(region), id(from), id(to), id(merge)])
}
