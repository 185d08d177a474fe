//! S01: every record points at the one before. One page shows the thread of a person.

use crate::op::{japan, local_day};
use crate::person::{Head, head};
use crate::{Op, Result};
use jiff::civil::Date;
use tsumugi_domain::community::UnmetNeed;
use tsumugi_domain::ids::PersonId;
use tsumugi_domain::meeting::{Meeting, Request};
use tsumugi_domain::monitoring::Monitoring;
use tsumugi_domain::notice::Concern;
use tsumugi_domain::policy::PersonAction;
use tsumugi_store::community::AnswerBack;
pub use tsumugi_store::plan::Beginning;
use tsumugi_store::{community, meeting, monitoring, notice, plan};

/// How many records of each kind a thread shows: some years of a life.
const DEPTH: i64 = 60;

/// One knot of the thread.
#[derive(Debug, Clone)]
pub enum Knot {
    /// Somebody noticed something.
    Concern(Concern),
    /// A monitoring.
    Monitoring(Monitoring),
    /// The specialist was asked.
    Request(Request),
    /// A meeting was called.
    Meeting(Meeting),
    /// A plan version began to count.
    Version(Beginning),
    /// Something cannot be done now.
    Need(UnmetNeed),
    /// The council answered.
    Answer(AnswerBack),
}

/// The thread of a person.
#[derive(Debug, Clone)]
pub struct Thread {
    /// The head.
    pub head: Head,
    /// The knots with their days, oldest first.
    pub knots: Vec<(Date, Knot)>,
}

/// Loads the thread of a person.
///
/// # Errors
/// As [`Op::see`].
pub fn of_person(op: &Op<'_>, person: PersonId) -> Result<Thread> {
    op.see(person, PersonAction::See, "thread", |tx, proof| {
        let mut knots: Vec<(jiff::Timestamp, Knot)> = Vec::new();
        let noon = |day: Date| {
            day.at(12, 0, 0, 0).to_zoned(japan()).map_or(op.now, |zoned| zoned.timestamp())
        };
        for concern in notice::of_person(tx, proof, DEPTH)? {
            knots.push((concern.at, Knot::Concern(concern)));
        }
        for monitoring in monitoring::of_person(tx, proof, DEPTH)? {
            knots.push((noon(monitoring.on), Knot::Monitoring(monitoring)));
        }
        for request in meeting::request::of_person(tx, proof, DEPTH)? {
            knots.push((request.at, Knot::Request(request)));
        }
        for meeting in meeting::of_person(tx, proof, DEPTH)? {
            knots.push((meeting.called_at, Knot::Meeting(meeting)));
        }
        for version in plan::beginnings(tx, proof)? {
            knots.push((noon(version.since), Knot::Version(version)));
        }
        for need in community::of_person(tx, proof)? {
            knots.push((need.since, Knot::Need(need)));
        }
        for answer in community::answers_for_person(tx, proof)? {
            knots.push((noon(answer.answer.on), Knot::Answer(answer)));
        }
        knots.sort_by_key(|(at, _)| *at);
        let knots = knots.into_iter().map(|(at, knot)| (local_day(at), knot)).collect();
        Ok(Thread { head: head(op, tx, proof)?, knots })
    })
}
