//! つぎにすること: what is begun about a person and not finished, and which of it comes first.
//!
//! The store tells the facts, [`steps`] alone says what follows from them; the person's page and
//! the worker's home show the same list.

use crate::ids::{ConcernId, MeetingId, MonitoringId, OrgId, PlanId, TaskId, UnmetNeedId, VoiceId};
use crate::meeting::MeetingKind;
use crate::monitoring::{MonitoringKind, Outcome, review_due};
use crate::person::Speaker;
use crate::plan::{PlanKind, Recipient, recipients_due};
use crate::policy::{PersonAction, Post};
use crate::staff::Role;
use jiff::Timestamp;
use jiff::civil::Date;

mod revision;

use revision::revision;
pub use revision::{looked_at, to_revise};

/// A concern that nobody has taken up, or whose day has come again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenConcern {
    /// Identity.
    pub id: ConcernId,
    /// The line.
    pub text: String,
}

/// The last monitoring of a kind by an organisation, when something was to follow from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastMonitoring {
    /// Identity.
    pub id: MonitoringId,
    /// Whose.
    pub kind: MonitoringKind,
    /// By which organisation.
    pub org: OrgId,
    /// The day of the talk.
    pub on: Date,
    /// What was to follow.
    pub outcome: Outcome,
    /// What was to be talked about.
    pub reason: String,
    /// A meeting or a request names it as its cause.
    pub called: bool,
    /// When it was written down.
    pub recorded: Timestamp,
}

/// Where a meeting stands, as far as the next step goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Looking for a day.
    Calling,
    /// It has a day.
    Fixed {
        /// The day.
        on: Date,
    },
    /// Conferred and closed.
    Closed {
        /// The day of closing.
        on: Date,
        /// The instant of closing.
        at: Timestamp,
        /// Its minutes wait for somebody to confirm them.
        unconfirmed: bool,
    },
}

/// A meeting that is open, or was the last to be closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Talk {
    /// Identity.
    pub id: MeetingId,
    /// Its kind.
    pub kind: MeetingKind,
    /// The convening organisation.
    pub org: OrgId,
    /// What it had to decide.
    pub must_decide: String,
    /// Where it stands.
    pub stage: Stage,
    /// Decisions that a plan can take up.
    pub for_plans: i64,
    /// Decisions to which the person has given no answer.
    pub unanswered: i64,
    /// Decisions to which the person last said いや or ほかのがいい, or took the answer back.
    pub refused: i64,
}

/// A version that is being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DraftNow {
    /// Its goals.
    pub goals: i64,
    /// Goals about which the person was never asked in these words.
    pub unasked: i64,
}

/// A plan as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanNow {
    /// Identity.
    pub id: PlanId,
    /// Which of the two.
    pub kind: PlanKind,
    /// Who writes it.
    pub org: OrgId,
    /// Since when a version counts.
    pub since: Option<Date>,
    /// When the version that counts was begun to be written; the epoch without one.
    pub made: Timestamp,
    /// The meeting from which the version that counts came.
    pub from_meeting: Option<MeetingId>,
    /// The last monitoring that left it as it is.
    pub confirmed: Option<Date>,
    /// The version that is being written.
    pub draft: Option<DraftNow>,
    /// To whom the version that counts was given.
    pub given: Vec<Recipient>,
    /// Nobody stands on the specialist's side.
    pub self_plan: bool,
    /// Goals of the version that counts to which the person last said いや or ほかのがいい, or took
    /// the answer back.
    pub refused: i64,
}

/// A need of the region that was neither reported nor kept back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenNeed {
    /// Identity.
    pub id: UnmetNeedId,
    /// What cannot be done now.
    pub text: String,
}

/// Words that the person or the family sent from their own account and nobody has heard yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewWords {
    /// Identity.
    pub id: VoiceId,
    /// Whose.
    pub speaker: Speaker,
    /// The words.
    pub text: String,
    /// When they were said.
    pub on: Date,
}

/// A task whose day has passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateTask {
    /// Identity.
    pub id: TaskId,
    /// The organisation whose meeting it came from.
    pub org: OrgId,
    /// The kind of that meeting.
    pub kind: MeetingKind,
    /// Whose it is; empty when it is nobody's.
    pub owner_name: String,
    /// What.
    pub what: String,
    /// The day that has passed.
    pub due: Date,
}

/// An answer of the council that has just come back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The need it began with.
    pub need: UnmetNeedId,
    /// The answer, in easy words where there are some.
    pub text: String,
    /// The day of the answer.
    pub on: Date,
}

/// What is begun about one person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Situation {
    /// Open concerns, the newest first.
    pub concerns: Vec<OpenConcern>,
    /// Monitorings from which a meeting or a revision was to follow.
    pub monitorings: Vec<LastMonitoring>,
    /// Open meetings, and the last closed one of each organisation.
    pub talks: Vec<Talk>,
    /// The plans.
    pub plans: Vec<PlanNow>,
    /// Needs that the region could hear of.
    pub needs: Vec<OpenNeed>,
    /// Words that nobody has heard yet, the oldest first.
    pub words: Vec<NewWords>,
    /// Tasks whose day has passed.
    pub late: Vec<LateTask>,
    /// Answers of the council of the last [`TELL_DAYS`] days.
    pub replies: Vec<Reply>,
}

/// Who looks at it: steps are only those they can take.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// Their posts today.
    pub posts: &'a [Post],
    /// What they may do about this person.
    pub may: &'a [PersonAction],
}

codes! {
    /// A step, in the order in which steps are taken when several wait.
    StepKind {
        /// The person sent words that nobody has heard.
        HearWords = "hear_words",
        /// The person said いや to something, or took a yes back: it is talked over again.
        TalkAgain = "talk_again",
        /// Decisions were made to which the person has not answered.
        AskDecisions = "ask_decisions",
        /// The day of the meeting has come: confer and close it.
        Confer = "confer",
        /// Minutes wait to be confirmed.
        Confirm = "confirm",
        /// A concern waits: call, or watch.
        CallConcern = "call_concern",
        /// A monitoring wants a meeting that nobody has called.
        CallMonitoring = "call_monitoring",
        /// A meeting has no day yet: fix it, invite.
        FixDay = "fix_day",
        /// A meeting has a day: prepare it.
        Prepare = "prepare",
        /// Somebody's task is late: ask how it goes.
        FollowUp = "follow_up",
        /// The council has answered: tell the person.
        TellAnswer = "tell_answer",
        /// A meeting decided something that is in no plan yet.
        ReviseFromMeeting = "revise_from_meeting",
        /// A monitoring wants the plan revised.
        ReviseFromMonitoring = "revise_from_monitoring",
        /// A draft has no goal yet.
        WriteGoals = "write_goals",
        /// A draft has goals the person was not asked about.
        AskGoals = "ask_goals",
        /// A draft waits for the agreement.
        Agree = "agree",
        /// The plan was agreed to and not yet given to everybody.
        Deliver = "deliver",
        /// What the region cannot do now could be reported, or kept.
        Report = "report",
        /// There is no plan yet.
        StartPlan = "start_plan",
        /// The plan is to be looked at again.
        Monitor = "monitor",
    }
}

/// What a step is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A concern.
    Concern(ConcernId),
    /// A monitoring.
    Monitoring(MonitoringId),
    /// A meeting.
    Meeting(MeetingId),
    /// A plan.
    Plan(PlanId, PlanKind),
    /// A need.
    Need(UnmetNeedId),
    /// A task.
    Task(TaskId),
    /// Words.
    Words(VoiceId),
    /// A plan that is not there yet.
    NewPlan(PlanKind),
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Which.
    pub kind: StepKind,
    /// About what.
    pub about: Target,
    /// The words it comes from; empty when the step says enough.
    pub text: String,
    /// The day that matters.
    pub day: Option<Date>,
}

/// Days before its end within which looking at a plan again is a step.
pub const SOON_DAYS: i64 = 30;

/// Days for which what follows from a monitoring may take its time.
pub const UNDER_WAY_DAYS: i64 = 60;

/// Days for which an answer of the council is news that the person is told.
pub const TELL_DAYS: i64 = 30;

/// What this reader can do next, the most pressing first; empty when nothing waits.
pub fn steps(now: &Situation, reader: Reader<'_>, today: Date) -> Vec<Step> {
    let mut steps: Vec<Step> = now
        .talks
        .iter()
        .flat_map(|talk| talk_steps(talk, reader, today))
        .chain(concern_steps(now, reader))
        .chain(now.monitorings.iter().filter_map(|one| monitoring_step(one, now, reader)))
        .chain(now.plans.iter().filter_map(|plan| plan_step(plan, now, reader, today)))
        .chain(need_steps(now, reader))
        .chain(start_steps(now, reader))
        .chain(word_steps(now, reader))
        .chain(late_steps(now, reader))
        .chain(reply_steps(now, reader))
        .collect();
    // Equal kinds: the nearest day first.
    steps.sort_by_key(|step| (step.kind, step.day));
    steps
}

/// The next plan to look at again, and by when: what to say when nothing else waits.
pub fn next_review(now: &Situation, reader: Reader<'_>) -> Option<Date> {
    let mine = now.plans.iter().filter(|plan| reader.writes(plan.kind, plan.org));
    mine.filter_map(|plan| Some(review_due(plan.since?, plan.confirmed))).min()
}

impl Reader<'_> {
    fn may(self, action: PersonAction) -> bool {
        self.may.contains(&action)
    }

    fn stands_for(self, org: OrgId) -> bool {
        self.posts.iter().any(|post| post.org == org)
    }

    fn leads(self, kind: MeetingKind, org: OrgId) -> bool {
        self.posts.iter().any(|post| {
            post.org == org
                && match kind {
                    MeetingKind::Individual => post.role.is_manager(),
                    MeetingKind::Providers => post.role == Role::Specialist,
                }
        })
    }

    fn writes(self, kind: PlanKind, org: OrgId) -> bool {
        self.posts.iter().any(|post| post.org == org && writes_as(kind, post.role))
    }

    fn may_write(self, kind: PlanKind) -> bool {
        self.may(match kind {
            PlanKind::Individual => PersonAction::WriteIndividualPlan,
            PlanKind::ServiceUse => PersonAction::WriteServiceUsePlan,
        })
    }

    fn may_call(self) -> bool {
        [
            PersonAction::ConveneIndividual,
            PersonAction::ConveneProviders,
            PersonAction::RequestProviders,
        ]
        .into_iter()
        .any(|action| self.may(action))
    }
}

fn writes_as(kind: PlanKind, role: Role) -> bool {
    match kind {
        PlanKind::Individual => role.is_manager(),
        PlanKind::ServiceUse => role == Role::Specialist,
    }
}

/// The kind of plan that a monitoring looks at.
fn plan_kind(kind: MonitoringKind) -> PlanKind {
    match kind {
        MonitoringKind::Individual => PlanKind::Individual,
        MonitoringKind::ServiceUse => PlanKind::ServiceUse,
    }
}

fn talk_steps(talk: &Talk, reader: Reader<'_>, today: Date) -> Vec<Step> {
    let step = |kind, day| Step {
        kind,
        about: Target::Meeting(talk.id),
        text: talk.must_decide.clone(),
        day,
    };
    let leads = reader.leads(talk.kind, talk.org) && reader.may(PersonAction::CloseMeeting);
    let may_ask = reader.stands_for(talk.org) && reader.may(PersonAction::Answer);
    let asks = talk.unanswered > 0 && may_ask;
    let mut steps = Vec::new();
    if talk.refused > 0 && may_ask {
        steps.push(step(StepKind::TalkAgain, None));
    }
    match talk.stage {
        Stage::Calling if leads => steps.push(step(StepKind::FixDay, None)),
        Stage::Fixed { on } if on <= today => {
            if asks {
                steps.push(step(StepKind::AskDecisions, Some(on)));
            }
            if leads {
                steps.push(step(StepKind::Confer, Some(on)));
            }
        }
        Stage::Fixed { on } if reader.may(PersonAction::Confer) => {
            steps.push(step(StepKind::Prepare, Some(on)));
        }
        Stage::Closed { on, unconfirmed, .. } => {
            if asks {
                steps.push(step(StepKind::AskDecisions, Some(on)));
            }
            if leads && unconfirmed {
                steps.push(step(StepKind::Confirm, Some(on)));
            }
        }
        Stage::Calling | Stage::Fixed { .. } => {}
    }
    steps
}

fn concern_steps<'a>(now: &'a Situation, reader: Reader<'_>) -> impl Iterator<Item = Step> + 'a {
    let may = reader.may(PersonAction::SortConcern) && reader.may_call();
    now.concerns.iter().filter(move |_| may).map(|concern| Step {
        kind: StepKind::CallConcern,
        about: Target::Concern(concern.id),
        text: concern.text.clone(),
        day: None,
    })
}

/// A meeting that is open, or was closed since, took the monitoring up, whatever was written down
/// as its cause; so did a newer version of the plan.
fn monitoring_step(found: &LastMonitoring, now: &Situation, reader: Reader<'_>) -> Option<Step> {
    let kind = plan_kind(found.kind);
    let newer = |plan: &PlanNow| {
        plan.since.is_some_and(|since| since > found.on) || plan.made > found.recorded
    };
    let settled = now.plans.iter().any(|plan| {
        plan.kind == kind && plan.org == found.org && (newer(plan) || plan.draft.is_some())
    });
    let talked = now.talks.iter().any(|talk| match talk.stage {
        Stage::Closed { at, .. } => talk.org == found.org && at > found.recorded,
        Stage::Calling | Stage::Fixed { .. } => talk.org == found.org,
    });
    let fits = found.outcome == Outcome::Meet
        && reader.writes(kind, found.org)
        && reader.may_call()
        && !(found.called || talked || settled);
    fits.then(|| Step {
        kind: StepKind::CallMonitoring,
        about: Target::Monitoring(found.id),
        text: found.reason.clone(),
        day: Some(found.on),
    })
}

fn plan_step(plan: &PlanNow, now: &Situation, reader: Reader<'_>, today: Date) -> Option<Step> {
    let step = |kind, day| Step {
        kind,
        about: Target::Plan(plan.id, plan.kind),
        text: String::new(),
        day,
    };
    let asks = reader.stands_for(plan.org) && reader.may(PersonAction::Answer);
    let writes = reader.writes(plan.kind, plan.org) && reader.may_write(plan.kind);
    if let Some(draft) = plan.draft {
        return match draft {
            DraftNow { goals: 0, .. } if writes => Some(step(StepKind::WriteGoals, None)),
            DraftNow { unasked: 1.., .. } if asks => Some(step(StepKind::AskGoals, None)),
            DraftNow { unasked: 0, goals: 1.. } if writes => Some(step(StepKind::Agree, None)),
            _ => None,
        };
    }
    if plan.refused > 0 && asks {
        return Some(step(StepKind::TalkAgain, None));
    }
    if !writes {
        return None;
    }
    // Its only draft was given up.
    let Some(since) = plan.since else { return Some(step(StepKind::StartPlan, None)) };
    if let Some(revise) = revision(plan, since, now) {
        return Some(revise);
    }
    let due = recipients_due(plan.kind, plan.self_plan);
    if due.iter().any(|due| !plan.given.contains(due)) {
        return Some(step(StepKind::Deliver, Some(since)));
    }
    let by = review_due(since, plan.confirmed);
    let soon = by <= today.saturating_add(jiff::Span::new().days(SOON_DAYS));
    (soon && !looked_at(now, plan, today)).then(|| step(StepKind::Monitor, Some(by)))
}

fn need_steps<'a>(now: &'a Situation, reader: Reader<'_>) -> impl Iterator<Item = Step> + 'a {
    let may = reader.may(PersonAction::ReportNeed);
    now.needs.iter().filter(move |_| may).map(|need| Step {
        kind: StepKind::Report,
        about: Target::Need(need.id),
        text: need.text.clone(),
        day: None,
    })
}

fn word_steps<'a>(now: &'a Situation, reader: Reader<'_>) -> impl Iterator<Item = Step> + 'a {
    let may = reader.may(PersonAction::SortConcern);
    now.words.iter().filter(move |_| may).map(|words| Step {
        kind: StepKind::HearWords,
        about: Target::Words(words.id),
        text: words.text.clone(),
        day: Some(words.on),
    })
}

/// Whoever convened the meeting asks how it goes; the one who does it is not reproached.
fn late_steps<'a>(now: &'a Situation, reader: Reader<'a>) -> impl Iterator<Item = Step> + 'a {
    let leads = move |late: &&LateTask| {
        reader.leads(late.kind, late.org) && reader.may(PersonAction::CloseMeeting)
    };
    now.late.iter().filter(leads).map(|late| Step {
        kind: StepKind::FollowUp,
        about: Target::Task(late.id),
        text: match late.owner_name.as_str() {
            "" => late.what.clone(),
            owner => format!("{owner}：{}", late.what),
        },
        day: Some(late.due),
    })
}

fn reply_steps<'a>(now: &'a Situation, reader: Reader<'_>) -> impl Iterator<Item = Step> + 'a {
    let may = reader.may(PersonAction::ReportNeed);
    now.replies.iter().filter(move |_| may).map(|reply| Step {
        kind: StepKind::TellAnswer,
        about: Target::Need(reply.need),
        text: reply.text.clone(),
        day: Some(reply.on),
    })
}

/// A plan of the reader's organisation that nobody has begun. Whose seat in the team it is, the
/// right to write says.
fn start_steps<'a>(now: &'a Situation, reader: Reader<'a>) -> impl Iterator<Item = Step> + 'a {
    PlanKind::ALL.iter().copied().filter_map(move |kind| {
        let mut mine = reader.posts.iter().filter(|post| writes_as(kind, post.role));
        let begun = |org: OrgId| now.plans.iter().any(|plan| plan.kind == kind && plan.org == org);
        let missing = reader.may_write(kind) && mine.clone().next().is_some();
        (missing && !mine.any(|post| begun(post.org))).then(|| Step {
            kind: StepKind::StartPlan,
            about: Target::NewPlan(kind),
            text: String::new(),
            day: None,
        })
    })
}

#[cfg(test)]
mod tests;
