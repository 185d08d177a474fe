//! The guided walk through a demonstration region: whom it follows, and what they have to show for a
//! step. Nothing is shown here and nothing is written down as looked at: only ids leave.

use crate::list::PAGE;
use crate::{AppError, Op, Result, home};
use tsumugi_domain::ids::{
    CommunityIssueId, ConcernId, MeetingId, PersonId, RequestId, UnmetNeedId,
};
use tsumugi_domain::list::{Meetings, Needs, Order};
use tsumugi_domain::policy::{self, Who};
use tsumugi_domain::walk::{Stop, of};
use tsumugi_store::home::{self as lines, Scope};
use tsumugi_store::list::{self as lists, Part};
use tsumugi_store::{ReadTx, next as loose};

/// What there is for a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// A page of somebody.
    Person(PersonId),
    /// A concern about somebody.
    Concern(PersonId, ConcernId),
    /// A request.
    Request(RequestId),
    /// A meeting.
    Meeting(MeetingId),
    /// An unmet need.
    Need(UnmetNeedId),
    /// An issue of the council.
    Issue(CommunityIssueId),
    /// Nobody has anything, or the step is about nobody: its own page.
    Nobody,
}

/// Where a step leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// What there is.
    pub spot: Spot,
    /// Whom the walk follows.
    pub followed: Option<PersonId>,
    /// Whom the walk follows has nothing for the step: it leads to somebody else, or to nobody.
    pub elsewhere: bool,
}

/// Where a step leads, and whom the walk follows; `followed` is whom it followed up to here.
///
/// # Errors
/// [`AppError::Hidden`] for a step that is not on the reader's way.
pub fn place(op: &Op<'_>, stop: Stop, followed: Option<PersonId>) -> Result<Place> {
    let walk = of(true, &op.actor.who);
    if !walk.contains(&stop) {
        return Err(AppError::Hidden);
    }
    let alone = |spot| Place { spot, followed: None, elsewhere: false };
    Ok(match (&op.actor.who, stop) {
        (Who::Person(person), Stop::OwnSay | Stop::OwnShare | Stop::OwnLooks) => {
            alone(Spot::Person(*person))
        }
        (Who::Person(_), _) | (_, Stop::Inbox | Stop::Issue) => alone(Spot::Nobody),
        (_, Stop::Reply) => {
            let newest = crate::council::issues(op)?.first().map(|issue| issue.id);
            alone(newest.map_or(Spot::Nobody, Spot::Issue))
        }
        _ => {
            let scope = Scope::new(&policy::see_own_people(&op.actor)?, op.today());
            op.db.read(|tx| Found::gather(op, tx, scope))?.place(walk, stop, followed)
        }
    })
}

/// What a worker's people have to show, in the order in which it stands on the home and the lists.
struct Found {
    due: Vec<PersonId>,
    concerns: Vec<(PersonId, ConcernId)>,
    requests: Vec<(PersonId, RequestId)>,
    /// Open meetings, and whether they have a day.
    meetings: Vec<(PersonId, MeetingId, bool)>,
    closed: Vec<(PersonId, MeetingId)>,
    open: Vec<(PersonId, UnmetNeedId)>,
    reported: Vec<PersonId>,
}

impl Found {
    fn gather(op: &Op<'_>, tx: &mut ReadTx<'_>, scope: Scope) -> Result<Self> {
        let recent = crate::op::days_from(op.now, -home::RECENT_DAYS);
        let situations = loose::in_scope(tx, scope, recent)?;
        let due = home::due(op.posts(), scope.today(), &situations);
        let concerns = lines::open_concerns(tx, scope, home::LINES)?;
        let requests = lines::waiting_requests(tx, scope, home::LINES)?;
        let meetings = lines::open_meetings(tx, scope, home::LINES)?;
        let newest = Part { order: Order::Day, limit: PAGE, offset: 0 };
        let (closed, _) = lists::meetings(tx, scope, Meetings::Closed, newest)?;
        let (open, _) = lists::needs(tx, scope, Needs::Open, newest)?;
        let (reported, _) = lists::needs(tx, scope, Needs::Reported, newest)?;
        Ok(Self {
            due: due.into_iter().map(|due| due.person.id).collect(),
            concerns: concerns.into_iter().map(|(person, of)| (person.id, of.id)).collect(),
            requests: requests.into_iter().map(|(person, of)| (person.id, of.id)).collect(),
            meetings: meetings
                .into_iter()
                .map(|open| (open.person.id, open.meeting.id, open.meeting.slot().is_some()))
                .collect(),
            closed: closed.into_iter().map(|(person, of)| (person.id, of.id)).collect(),
            open: open.into_iter().map(|(person, of)| (person.id, of.id)).collect(),
            reported: reported.into_iter().map(|(person, _)| person.id).collect(),
        })
    }

    /// Everybody for whom something waits or was done, the nearest first.
    fn people(&self) -> Vec<PersonId> {
        let mut people = self.due.clone();
        people.extend(self.concerns.iter().map(|(person, _)| person));
        people.extend(self.requests.iter().map(|(person, _)| person));
        people.extend(self.meetings.iter().map(|(person, _, _)| person));
        people.extend(self.closed.iter().map(|(person, _)| person));
        people.extend(self.open.iter().map(|(person, _)| person));
        people.extend(&self.reported);
        people
    }

    /// Whom a walk can follow through the most steps; of several the one for whom most is waiting.
    fn best(&self, walk: &[Stop]) -> Option<PersonId> {
        let waiting = |stop: &Stop, person| self.own(*stop, person).is_some();
        let count = |person: PersonId| {
            let own = walk.iter().filter(|stop| waiting(stop, person)).count();
            let pages = walk.iter().filter(|stop| always(**stop) || waiting(stop, person));
            (pages.count(), own)
        };
        // Of equals the last one wins.
        self.people().into_iter().rev().max_by_key(|person| count(*person))
    }

    /// What there is of whom the walk follows; of somebody else where they have nothing.
    fn place(&self, walk: &[Stop], stop: Stop, followed: Option<PersonId>) -> Place {
        let people = self.people();
        let followed = followed.filter(|id| people.contains(id)).or_else(|| self.best(walk));
        let own = followed.and_then(|person| {
            self.own(stop, person).or_else(|| always(stop).then_some(Spot::Person(person)))
        });
        let elsewhere = || people.iter().find_map(|person| self.own(stop, *person));
        Place {
            spot: own.or_else(elsewhere).unwrap_or(Spot::Nobody),
            followed,
            elsewhere: own.is_none() && followed.is_some(),
        }
    }

    /// What a person has to show for a step.
    fn own(&self, stop: Stop, person: PersonId) -> Option<Spot> {
        // The newest is the one that the walker has just called.
        let newest = |fits: &dyn Fn(bool) -> bool| {
            let own = self.meetings.iter().filter(|(one, _, day)| *one == person && fits(*day));
            own.map(|(_, meeting, _)| *meeting).max().map(Spot::Meeting)
        };
        match stop {
            Stop::Request => of_person(&self.requests, person).map(Spot::Request),
            Stop::Monitoring => self.due.contains(&person).then_some(Spot::Person(person)),
            Stop::Concern => of_person(&self.concerns, person).map(|_| Spot::Person(person)),
            Stop::Call => {
                of_person(&self.concerns, person).map(|concern| Spot::Concern(person, concern))
            }
            Stop::Meeting | Stop::Decide => newest(&|_| true),
            // Before it has a day, there is nothing to close.
            Stop::Close => newest(&|has_day| has_day),
            Stop::Minutes => of_person(&self.closed, person).map(Spot::Meeting),
            Stop::Need => of_person(&self.open, person).map(Spot::Need),
            Stop::Answer => self.reported.contains(&person).then_some(Spot::Person(person)),
            _ => None,
        }
    }
}

/// The first of what there is about somebody.
fn of_person<Id: Copy>(all: &[(PersonId, Id)], person: PersonId) -> Option<Id> {
    all.iter().find(|(one, _)| *one == person).map(|(_, id)| *id)
}

/// What can be done for everybody, whatever waits.
fn always(stop: Stop) -> bool {
    matches!(stop, Stop::Person | Stop::Monitoring | Stop::Concern | Stop::Call | Stop::Answer)
}
