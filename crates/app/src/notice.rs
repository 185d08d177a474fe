//! 気になる: anybody near the person writes one line; whoever answers for the person decides what
//! becomes of it.

pub mod by_rule;

use crate::{AppError, Op, Problems, Result};
use jiff::civil::Date;
use tsumugi_domain::audit::Deed;
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::{ConcernId, PersonId};
use tsumugi_domain::notice::{Concern, ConcernState};
use tsumugi_domain::policy::{PersonAction, Who};
use tsumugi_store::notice;

/// For how many days a concern is left when no other day is said.
pub const WATCH_DAYS: i64 = 14;

/// Characters of a concern: one line, not a report.
pub const LONGEST: usize = 300;

/// A concern as typed.
#[derive(Debug, Clone)]
pub struct RaiseConcern {
    /// The line.
    pub text: String,
}

/// Writes down a concern.
///
/// # Errors
/// [`AppError::Invalid`] without a text, or with more than a line (`error-too-long`).
pub fn raise(op: &Op<'_>, person: PersonId, new: &RaiseConcern) -> Result<ConcernId> {
    let mut problems = Problems::new();
    let text = problems.required("text", &new.text);
    if text.chars().count() > LONGEST {
        problems.add_with("text", "error-too-long", vec![("most", LONGEST.to_string())]);
    }
    op.make(person, PersonAction::RaiseConcern, "concern", Deed::Made, |tx, proof| {
        problems.clone().check()?;
        let concern = Concern {
            id: op.id(),
            text: text.clone(),
            by: op.actor.name.clone(),
            at: op.now,
            state: ConcernState::Open,
        };
        let by = (!matches!(op.actor.who, Who::System(_))).then_some(op.actor.account);
        notice::insert(tx, proof, &concern, by)?;
        Ok(concern.id)
    })
}

/// 今は見守る: leaves a concern until a day, [`WATCH_DAYS`] from today when none is said.
///
/// # Errors
/// [`AppError::Invalid`] when the day is not after today; [`AppError::Conflict`] when it has led
/// to a meeting or a request already.
pub fn watch(op: &Op<'_>, person: PersonId, concern: ConcernId, until: Option<Date>) -> Result<()> {
    let until =
        until.unwrap_or_else(|| op.today().saturating_add(jiff::Span::new().days(WATCH_DAYS)));
    let mut problems = Problems::new();
    if until <= op.today() {
        problems.add("until", "error-date-past");
    }
    op.act(person, PersonAction::SortConcern, ("concern", concern), Deed::Changed, |tx, proof| {
        problems.clone().check()?;
        if !proof.sees(DataClass::Narrative) {
            return Err(AppError::Hidden);
        }
        let found = notice::find(tx, &proof.reading(), concern)?.ok_or(AppError::Hidden)?;
        match found.state {
            ConcernState::Open | ConcernState::Watching { .. } => {
                notice::set_state(tx, proof, concern, ConcernState::Watching { until })?;
                Ok(())
            }
            ConcernState::Met { .. } | ConcernState::Requested { .. } => {
                Err(AppError::Conflict("the concern was taken up"))
            }
        }
    })
}
