//! Meetings: calling, conferring, closing, and the papers that come out of them.

mod again;
mod call;
mod close;
mod confer;
mod day;
mod decision;
mod guest;
mod minutes;
mod next;
mod paper;
mod record;
mod replies;
mod seats;

pub use again::{Again, Typed};
pub use call::{CallForm, CallView, InvitedLine, RequestView, call, request};
pub use close::{CloseView, PointForm, close};
pub use confer::{DecisionLine, MeetingPage, PlanLine, page};
pub use day::{SlotForm, day};
pub use decision::{DecisionForm, decision_answer, decision_form};
pub use guest::{EntranceView, GivenView, GuestView, LinkLine, entrance, given, guest, left, over};
pub use minutes::{MinutesView, minutes};
pub use next::Following;
pub use paper::{InvitationView, SheetSeat, invitation};
pub use replies::SaidForm;

use tsumugi_domain::meeting::{MeetingState, Outcome, Slot};

use crate::components::{Chip, Tone};
use crate::html::{Html, T};

/// When and where, on one line.
#[must_use]
pub fn slot(t: T, slot: &Slot) -> Html {
    let when = t.date_time(slot.from);
    let minutes = t.with("meeting-minutes-long", &[("minutes", slot.minutes.into())]);
    Html::join([when, Html::text("　"), minutes, Html::text("　"), Html::text(&slot.place)])
}

/// Where a meeting stands.
#[must_use]
pub fn state_chip(t: T, state: &MeetingState) -> Chip {
    match state {
        MeetingState::Calling => Chip::new(t.s("meeting-calling"), Tone::Wait),
        MeetingState::Fixed { .. } => Chip::new(t.s("meeting-fixed"), Tone::Info),
        MeetingState::Closed { .. } => Chip::new(t.s("meeting-closed"), Tone::Good),
        MeetingState::CalledOff { .. } => Chip::new(t.s("meeting-called-off"), Tone::Neutral),
    }
}

/// How a decision ends.
#[must_use]
pub fn outcome_chip(t: T, outcome: &Outcome) -> Chip {
    match outcome {
        Outcome::Now { .. } => Chip::new(t.s("outcome-now"), Tone::Good),
        Outcome::TakesTime { .. } => Chip::new(t.s("outcome-takes-time"), Tone::Info),
        Outcome::CannotNow { .. } => Chip::new(t.s("outcome-cannot-now"), Tone::Care),
    }
}
