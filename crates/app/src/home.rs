//! The homes: what is due, what hangs in the air, who waits for me; and the person's own.

use crate::answer::{Questions, questions};
use crate::meeting::is_overdue;
use crate::plan::fits;
use crate::task::Own;
use crate::{AppError, Op, Result};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeSet;
use tsumugi_domain::audit::Deed;
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::{PersonId, PlanId, TaskId};
use tsumugi_domain::meeting::{Meeting, Request, RequestState};
use tsumugi_domain::monitoring::review_due;
use tsumugi_domain::next::{self, PlanNow, Reader, Situation, Step, StepKind, Target};
use tsumugi_domain::notice::Concern;
use tsumugi_domain::notice::by_rule::{SHOWN_DAYS, monday_of};
use tsumugi_domain::person::Voice;
use tsumugi_domain::plan::PlanKind;
use tsumugi_domain::policy::{self, PersonAction, Post, Relation, Who};
use tsumugi_domain::staff::{Org, Role, in_period};
use tsumugi_domain::task::{ENDED_DAYS, Task, TaskState};
use tsumugi_domain::team::{Membership, TeamRole};
use tsumugi_store::community::{self, AnswerBack};
use tsumugi_store::home::{self, Scope};
pub use tsumugi_store::home::{HomeTask, OpenMeeting, PersonRef, ToBegin};
use tsumugi_store::notice::by_rule as notices;
pub use tsumugi_store::notice::by_rule::Notice;
use tsumugi_store::{
    ReadTx, meeting::reply as replies, next as loose, person as people, staff, task, team,
};

/// How many days ahead a review shows.
pub const AHEAD_DAYS: i64 = 60;

/// How many days a declined request stays on the home: working memory, not a file.
pub const DECLINED_DAYS: i64 = 90;

/// How many days a closed meeting is looked at for what it left to be done.
pub const RECENT_DAYS: i64 = 90;

/// How many days the home tells that a task was done or not possible.
pub const TOLD_DAYS: i64 = 14;

/// What the lines of a home are made of.
const SHOWN: [DataClass; 5] =
    [DataClass::Basic, DataClass::Narrative, DataClass::Plan, DataClass::Meeting, DataClass::Voice];

/// Lines of one kind on a home; more would not be looked at.
pub(crate) const LINES: i64 = 30;

/// How many of the words that were sent stand on the own page.
const SENT: i64 = 3;

/// A plan to look at again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The person.
    pub person: PersonRef,
    /// The plan.
    pub plan: PlanId,
    /// Its kind; the monitoring to write is the one of the same kind.
    pub kind: PlanKind,
    /// By when.
    pub by: Date,
    /// Days left; negative when the day has passed.
    pub days_left: i32,
}

/// A request of the reader's office without its meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentRequest {
    /// The person.
    pub person: PersonRef,
    /// The request, with its answer.
    pub request: Request,
    /// It has waited so long that the office need not wait any more.
    pub overdue: bool,
}

/// The numbers on top of a home.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// People the reader may see.
    pub people: i64,
    /// Reviews whose day comes within [`AHEAD_DAYS`].
    pub due: usize,
    /// Roles that hang in the air.
    pub hanging: usize,
    /// Requests that wait for the reader's answer.
    pub waiting: usize,
    /// People without a plan of the reader's organisation.
    pub to_begin: i64,
}

/// A worker's home.
#[derive(Debug, Clone)]
pub struct Home {
    /// Plans to look at again, the nearest day first.
    pub due: Vec<Due>,
    /// 宙に浮いた役割.
    pub hanging: Vec<HomeTask>,
    /// Concrete tasks of the reader, the nearest day first.
    pub my_tasks: Vec<HomeTask>,
    /// What others said of late that was done or not possible, the last first.
    pub ended: Vec<HomeTask>,
    /// Requests that wait for the reader's specialists' office.
    pub requests: Vec<(PersonRef, Request)>,
    /// Requests of the reader's office that wait for an answer.
    pub sent: Vec<SentRequest>,
    /// Requests of the reader's office that were declined; an own meeting can be held.
    pub declined: Vec<SentRequest>,
    /// Concerns that nobody has taken up, or whose day has come.
    pub concerns: Vec<(PersonRef, Concern)>,
    /// Meetings of today, and those whose day has passed without their being closed.
    pub today: Vec<OpenMeeting>,
    /// Meetings to come.
    pub next: Vec<OpenMeeting>,
    /// Meetings without a day yet.
    pub calling: Vec<OpenMeeting>,
    /// People whose plan the reader's organisation has not begun, who came last first.
    pub to_begin: Vec<ToBegin>,
    /// What was begun and waits for the reader, beyond what stands in a list of its own: meetings
    /// to call, minutes to confirm, plans to revise, agree to and give, needs to report.
    pub steps: Vec<(PersonRef, Step)>,
    /// What the nights found to tell: the newest day's, and with them those of the week.
    pub notices: Vec<Notice>,
    /// The numbers on top.
    pub counts: Counts,
    /// The day for which all this was looked at.
    pub today_is: Date,
}

/// The home of a worker. Nine statements; each reads only what the worker may see.
///
/// # Errors
/// [`AppError::Hidden`] for anybody who is not a worker.
pub fn worker_home(op: &Op<'_>) -> Result<Home> {
    op.see_own_people(("home", Deed::Saw), &SHOWN, |tx, scope| {
        let recent = crate::op::days_from(op.now, -RECENT_DAYS);
        let situations = loose::in_scope(tx, scope, recent)?;
        let due = due(op.posts(), scope.today(), &situations);
        let lately = crate::op::days_from(op.now, -TOLD_DAYS);
        let tasks = home::tasks(tx, scope, (lately, &op.actor.name), 3 * LINES)?;
        let (open, ended): (Vec<HomeTask>, Vec<HomeTask>) =
            tasks.into_iter().partition(|one| one.task.state == TaskState::Open);
        let (hanging, mut my_tasks): (Vec<HomeTask>, Vec<HomeTask>) =
            open.into_iter().partition(|open| open.task.hangs_in_the_air());
        my_tasks.retain(|open| open.mine);
        let listed: Vec<TaskId> =
            hanging.iter().chain(&my_tasks).map(|open| open.task.id).collect();
        // What is late stands first; the store knows no today.
        my_tasks.sort_by_key(|open| !open.task.is_late(scope.today()));
        let since = crate::op::days_from(op.now, -DECLINED_DAYS);
        let (sent, declined): (Vec<SentRequest>, Vec<SentRequest>) =
            home::sent_requests(tx, scope, since, LINES)?
                .into_iter()
                .map(|(person, request)| SentRequest {
                    overdue: is_overdue(op, &request),
                    person,
                    request,
                })
                .partition(|sent| sent.request.state == RequestState::Waiting);
        let requests = home::waiting_requests(tx, scope, LINES)?;
        let concerns = home::open_concerns(tx, scope, LINES)?;
        let (calling, fixed): (Vec<_>, Vec<_>) = home::open_meetings(tx, scope, LINES)?
            .into_iter()
            .partition(|open: &OpenMeeting| open.meeting.slot().is_none());
        let (today, next) = fixed
            .into_iter()
            .partition(|open| day_of(&open.meeting).is_some_and(|day| day <= scope.today()));
        let (to_begin, without) = home::to_begin(tx, scope, LINES)?;
        let counts = Counts {
            to_begin: without,
            people: home::people(tx, scope)?,
            due: due.len(),
            hanging: hanging.len(),
            waiting: requests.len(),
        };
        Ok(Home {
            steps: waiting_steps(op, &situations, &listed),
            due,
            hanging,
            my_tasks,
            ended,
            to_begin,
            requests,
            sent,
            declined,
            concerns,
            today,
            next,
            calling,
            notices: told(tx, scope, &listed)?,
            counts,
            today_is: scope.today(),
        })
    })
}

/// What was told of late: somebody who does not work on a day finds its notices on the next. A task
/// that stands in a list of its own on the home is told there, where it is marked as late.
fn told(tx: &mut ReadTx<'_>, scope: Scope, tasks: &[TaskId]) -> Result<Vec<Notice>> {
    let after = scope.today().saturating_sub(jiff::Span::new().days(SHOWN_DAYS));
    let mut told = notices::shown(tx, scope, monday_of(scope.today()), after)?;
    told.retain(|notice| tasks.iter().all(|task| task.to_string() != notice.about));
    Ok(told)
}

fn day_of(meeting: &Meeting) -> Option<Date> {
    meeting.slot().map(|slot| slot.from.date())
}

/// The steps that stand in no list of their own: concerns, meetings with their days, reviews and
/// these tasks do, and a plan that nobody has begun is a matter of the person's page.
fn waiting_steps(
    op: &Op<'_>,
    situations: &[(PersonRef, Situation)],
    tasks: &[TaskId],
) -> Vec<(PersonRef, Step)> {
    let is_listed = |step: &Step| {
        let task = matches!(step.about, Target::Task(id) if tasks.contains(&id));
        task || matches!(
            step.kind,
            StepKind::CallConcern
                | StepKind::Confer
                | StepKind::FixDay
                | StepKind::Prepare
                | StepKind::Monitor
                | StepKind::StartPlan
        )
    };
    let may = leading_actions(op.posts());
    let reader = Reader { posts: op.posts(), may: &may };
    let mut steps: Vec<(PersonRef, Step)> = situations
        .iter()
        .flat_map(|(person, situation)| {
            let steps = next::steps(situation, reader, op.today());
            steps.into_iter().map(|step| (person.clone(), step))
        })
        .filter(|(_, step)| !is_listed(step))
        .collect();
    steps.sort_by_key(|(_, step)| step.kind);
    steps.truncate(usize::try_from(LINES).unwrap_or(usize::MAX));
    steps
}

/// What managers and specialists may do about the people of their scope.
fn leading_actions(posts: &[Post]) -> Vec<PersonAction> {
    let manager = posts.iter().any(|post| post.role.is_manager());
    let specialist = posts.iter().any(|post| post.role == Role::Specialist);
    let may = |action| {
        (manager && policy::may(Relation::Manager, action))
            || (specialist && policy::may(Relation::Specialist, action))
    };
    PersonAction::ALL.iter().copied().filter(|action| may(*action)).collect()
}

/// The plans that a worker looks at again within [`AHEAD_DAYS`], or should have.
///
/// # Errors
/// When the store fails.
pub(crate) fn all_due(
    tx: &mut ReadTx<'_>,
    scope: Scope,
    posts: &[Post],
    now: Timestamp,
) -> Result<Vec<Due>> {
    let situations = loose::in_scope(tx, scope, crate::op::days_from(now, -RECENT_DAYS))?;
    Ok(due(posts, scope.today(), &situations))
}

/// As [`all_due`], out of what was read already.
pub(crate) fn due(posts: &[Post], today: Date, situations: &[(PersonRef, Situation)]) -> Vec<Due> {
    let horizon = today.saturating_add(jiff::Span::new().days(AHEAD_DAYS));
    let mut due = Vec::new();
    for (person, situation) in situations {
        for plan in situation.plans.iter().filter(|plan| writes(posts, plan)) {
            let Some(by) = plan.since.map(|since| review_due(since, plan.confirmed)) else {
                continue;
            };
            // Where somebody has just looked at the plan, what is due now is what was to follow.
            let under_way = plan.draft.is_some() || next::looked_at(situation, plan, today);
            if by <= horizon && !under_way {
                let (person, days_left) = (person.clone(), days_between(today, by));
                due.push(Due { person, plan: plan.id, kind: plan.kind, by, days_left });
            }
        }
    }
    due.sort_by_key(|due| due.by);
    due
}

fn writes(posts: &[Post], plan: &PlanNow) -> bool {
    posts.iter().any(|post| post.org == plan.org && fits(plan.kind, post))
}

/// Days from one day to another; both lie in our lifetimes, so the difference is small.
fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// A meeting that comes, for somebody who has a seat at it or may read of it.
#[derive(Debug, Clone)]
pub struct Talk {
    /// The meeting.
    pub meeting: Meeting,
    /// The reader has a seat at it, and has not said whether or when they can come.
    pub coming_wanted: bool,
}

/// The home of one person: what comes, what they said, what they are asked, what came back.
#[derive(Debug, Clone)]
pub struct PersonHome {
    /// The head.
    pub head: crate::person::Head,
    /// What was written from the own account of late: it waits to be read, or somebody read it.
    pub sent: Vec<Voice>,
    /// The plans.
    pub plans: Vec<tsumugi_domain::plan::Plan>,
    /// The nearest meeting that has a day from today on; without one, a meeting without a day yet.
    pub next_talk: Option<Talk>,
    /// What to answer in the next talk.
    pub questions: Questions,
    /// What the council answered to what could not be done, newest first.
    pub council_answers: Vec<AnswerBack>,
    /// What the reader does, and did of late.
    pub my_tasks: Vec<Task>,
    /// What others do, and did of late.
    pub others_tasks: Vec<Task>,
}

/// Whose pages are the reader's own.
fn own_persons(op: &Op<'_>) -> Result<Vec<PersonId>> {
    match op.actor.who {
        Who::Person(person) => Ok(vec![person]),
        Who::Family => {
            let account = op.actor.account;
            Ok(op.db.read(|tx| team::persons_of_account(tx, op.region(), account, op.today()))?)
        }
        Who::Staff { .. } | Who::Guest(_) | Who::System(_) => Err(AppError::Hidden),
    }
}

/// Today this seat is that of somebody who supports day by day or plans the services: a doctor or a
/// school is not called about a page.
fn supports(seat: &Membership, today: Date) -> bool {
    use TeamRole as R;
    let role = matches!(
        seat.role,
        R::ServiceManager
            | R::ChildSupportManager
            | R::SupportWorker
            | R::Specialist
            | R::CareManager
    );
    role && in_period(seat.from, seat.to, today)
}

/// The home of the person, or of a family member: one entry for each person they may see.
///
/// # Errors
/// [`AppError::Hidden`] for workers.
pub fn person_home(op: &Op<'_>) -> Result<Vec<PersonHome>> {
    let mut homes = Vec::new();
    for person in own_persons(op)? {
        match one_home(op, person) {
            Ok(home) => homes.push(home),
            // A seat in the family is not yet a right to see.
            Err(AppError::Hidden) if matches!(op.actor.who, Who::Family) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(homes)
}

/// The offices that support the reader, with a number to call: those of the person's own team, each
/// once.
///
/// # Errors
/// [`AppError::Hidden`] for others than the person and the family.
pub fn supporters(op: &Op<'_>) -> Result<Vec<Org>> {
    let mut offices: Vec<Org> = Vec::new();
    for person in own_persons(op)? {
        let found = op.see(person, PersonAction::See, "team", |tx, proof| {
            let today = op.today();
            let mut found = Vec::new();
            for seat in team::of_person(tx, proof)? {
                let Some(org) = seat.org.filter(|_| supports(&seat, today)) else {
                    continue;
                };
                found.extend(staff::org(tx, op.region(), org)?);
            }
            Ok(found)
        });
        match found {
            Ok(found) => offices.extend(found),
            Err(AppError::Hidden) if matches!(op.actor.who, Who::Family) => {}
            Err(error) => return Err(error),
        }
    }
    let mut seen = BTreeSet::new();
    offices.retain(|org| !org.phone.is_empty() && seen.insert(org.id));
    Ok(offices)
}

fn one_home(op: &Op<'_>, person: PersonId) -> Result<PersonHome> {
    op.see(person, PersonAction::See, "home", |tx, proof| {
        let head = crate::person::head(op, tx, proof)?;
        let recent = crate::op::days_from(op.now, -RECENT_DAYS);
        let ended = crate::op::days_from(op.now, -ENDED_DAYS);
        let own = Own::of(op, tx, proof)?;
        let (my_tasks, others_tasks) =
            task::lately_of_person(tx, proof, ended)?.into_iter().partition(|task| own.has(task));
        let open = replies::open_of_person(tx, proof)?.into_iter().map(|(meeting, silent)| Talk {
            coming_wanted: silent.into_iter().any(|member| own.sits_at(member)),
            meeting,
        });
        let (fixed, mut calling): (Vec<Talk>, Vec<Talk>) =
            open.partition(|talk| talk.meeting.slot().is_some());
        // Where an answer is wanted, that comes first.
        calling.sort_by_key(|talk| !talk.coming_wanted);
        let mut ahead = fixed
            .into_iter()
            .filter(|talk| day_of(&talk.meeting).is_some_and(|day| day >= op.today()));
        let next_talk = ahead.next().or_else(|| calling.into_iter().next());
        Ok(PersonHome {
            head,
            sent: people::sent(tx, proof, (op.actor.account, recent), SENT)?,
            plans: tsumugi_store::plan::of_person(tx, proof)?,
            council_answers: community::answers_for_person(tx, proof)?,
            next_talk,
            questions: questions(op, tx, proof)?,
            my_tasks,
            others_tasks,
        })
    })
}
