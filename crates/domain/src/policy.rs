//! Who may do what. One pure function, [`decide`]; everything else here feeds it or wraps it.
//!
//! Rights = relation to the person × data class. A relation comes from the team and from the
//! days of employment; consent widens the classes, a concealed address beats everything.
//! The store takes only [`Authorized`] values, and only `proof` can make them.

use crate::consent::{Classes, DataClass};
use crate::ids::{
    AccountId, CouncilId, InvitationId, MeetingId, MembershipId, OrgId, PersonId, RegionId,
    StaffId, TypedId as _,
};
use crate::staff::Role;
use std::collections::BTreeSet;

mod proof;

pub use proof::{
    Authorized, Read, Write, act_on_person, at_council, at_org, on_system, org_by_system,
    people_of_worker, see_own_people, see_person,
};

/// Who acts, as of today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The tenant; nothing of another region exists for this actor.
    pub region: RegionId,
    /// The account that signed in.
    pub account: AccountId,
    /// Name as shown to others.
    pub name: String,
    /// In which capacity.
    pub who: Who,
}

/// In which capacity somebody acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// A worker with the posts they hold today.
    Staff {
        /// The worker.
        staff: StaffId,
        /// Today's posts.
        posts: Vec<Post>,
    },
    /// The person.
    Person(PersonId),
    /// A member of a family; for whom, the team says.
    Family,
    /// Somebody without an account, invited to one meeting and let in by its link.
    Guest(Guest),
    /// The machine itself, and why.
    System(SystemActor),
}

/// What a guest's link leads to. Nothing a guest sends names any of it: it comes from the link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guest {
    /// Whom the meeting is about.
    pub person: PersonId,
    /// The meeting.
    pub meeting: MeetingId,
    /// The guest's seat there.
    pub seat: InvitationId,
    /// The guest's seat in the team.
    pub member: MembershipId,
}

/// A post held today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Post {
    /// Where.
    pub org: OrgId,
    /// As what.
    pub role: Role,
}

/// A reason why the machine acts by itself. Each new one is a decision to be seen in review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SystemActor {
    /// The first set-up of an installation: nobody exists yet who could act.
    SetUp,
    /// A roster read in from the command line by whoever owns the machine.
    CommandLine,
    /// Background jobs: they number the audit, forget what has ended, and look through each worker's
    /// people at night for what is to be told to that worker alone. Nobody begins them.
    Jobs,
}

/// What is known about a person when a decision about access is made; read in the same snapshot
/// as the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonFacts {
    /// The person.
    pub person: PersonId,
    /// Eighteen or older today.
    pub adult: bool,
    /// The address is concealed.
    pub concealed: bool,
    /// The office that registered the person, whether it has a seat today or not.
    pub registered_by: Option<OrgId>,
    /// Today's seats in the team.
    pub seats: Vec<Seat>,
    /// What flows today by consent or another ground.
    pub consents: Vec<Shared>,
}

/// What one consent opens today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// To whom.
    pub org: OrgId,
    /// Only to those who hold this role there.
    pub role: Option<Role>,
    /// Which classes.
    pub classes: Classes,
}

impl Shared {
    /// Whether it opens anything to somebody in a role at an organisation.
    #[must_use]
    pub fn opens_to(&self, post: Post) -> bool {
        self.org == post.org && self.role.is_none_or(|role| role == post.role)
    }
}

impl PersonFacts {
    /// The office whose own user the person is: it registered them, and has a seat today.
    #[must_use]
    pub fn own_office(&self) -> Option<OrgId> {
        self.registered_by.filter(|office| self.seats.iter().any(|seat| seat.org == Some(*office)))
    }
}

/// A seat in the team, as far as access goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// The organisation.
    pub org: Option<OrgId>,
    /// The worker.
    pub staff: Option<StaffId>,
    /// The family member's account.
    pub account: Option<AccountId>,
    /// True for the custodian.
    pub custodian: bool,
    /// The person lets this family member see the plan and the meetings.
    pub sees_plan: bool,
}

/// What a council is, as far as access goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CouncilFacts {
    /// The council.
    pub council: CouncilId,
    /// The organisation that runs it.
    pub secretariat: OrgId,
}

/// What stands between an actor and a person. The strongest one counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Nothing: the person does not exist for this actor.
    None,
    /// Invited to one meeting, without an account.
    Guest,
    /// Family whom the adult person lets see.
    Relative,
    /// Custodian of a minor.
    Custodian,
    /// An official of a municipality with an own seat in the team.
    Official,
    /// A worker with an own seat in the team.
    Worker,
    /// Manager at an office with a seat.
    Manager,
    /// Specialist at an office with a seat.
    Specialist,
    /// The person.
    Oneself,
}

impl Relation {
    /// All of them, weakest first.
    pub const ALL: [Self; 9] = [
        Self::None,
        Self::Guest,
        Self::Relative,
        Self::Custodian,
        Self::Official,
        Self::Worker,
        Self::Manager,
        Self::Specialist,
        Self::Oneself,
    ];
}

codes! {
    /// What one can do that touches one person.
    PersonAction {
        /// See the person's pages.
        See = "see",
        /// See who looked.
        SeeLooks = "see_looks",
        /// Write down the person's own words, or say them.
        AddVoice = "add_voice",
        /// Write the one-page profile.
        WriteProfile = "write_profile",
        /// Change name, birthday, address, contacts.
        EditBasics = "edit_basics",
        /// Change the team.
        EditTeam = "edit_team",
        /// Record or withdraw consent.
        Consent = "consent",
        /// Write a one-line concern.
        RaiseConcern = "raise_concern",
        /// Decide what becomes of a concern.
        SortConcern = "sort_concern",
        /// Write the monitoring of the individual support plan.
        MonitorIndividual = "monitor_individual",
        /// Write the monitoring of the service use plan.
        MonitorServiceUse = "monitor_service_use",
        /// Convene the office's 個別支援会議.
        ConveneIndividual = "convene_individual",
        /// Ask the specialist for a サービス担当者会議.
        RequestProviders = "request_providers",
        /// Convene a サービス担当者会議; accept, merge or decline a request.
        ConveneProviders = "convene_providers",
        /// Write agenda, viewpoints, decisions.
        Confer = "confer",
        /// Close a meeting; confirm its minutes.
        CloseMeeting = "close_meeting",
        /// Answer はい, いや, まだ; take it back. Or record the answer given.
        Answer = "answer",
        /// Write the individual support plan.
        WriteIndividualPlan = "write_individual_plan",
        /// Write the service use plan.
        WriteServiceUsePlan = "write_service_use_plan",
        /// Take out what one wrote oneself by mistake.
        RemoveOwn = "remove_own",
        /// Take out what anybody wrote by mistake.
        Remove = "remove",
        /// Say that a task is done or not possible.
        FinishTask = "finish_task",
        /// Say that of a task of one's own.
        FinishOwnTask = "finish_own_task",
        /// Say of one's own seat at a meeting whether and when one can come.
        SayComing = "say_coming",
        /// Report an unmet need without names, or respect that it is not to be reported.
        ReportNeed = "report_need",
        /// Ask by oneself that an unmet need is not reported, or take that back.
        AskNoReport = "ask_no_report",
        /// See the one meeting that one is invited to.
        SeeAsGuest = "see_as_guest",
        /// Answer as a guest of a meeting: when, three facts, one's own tasks.
        AnswerAsGuest = "answer_as_guest",
    }
}

impl PersonAction {
    /// True when it only looks.
    pub fn is_sight(self) -> bool {
        matches!(self, Self::See | Self::SeeLooks | Self::SeeAsGuest)
    }
}

codes! {
    /// What one can do at an organisation.
    OrgAction {
        /// See the list of the office's people.
        ListPeople = "list_people",
        /// Register a person, read in a roster.
        RegisterPeople = "register_people",
        /// Add workers, end their posts, make sign-in links.
        ManageStaff = "manage_staff",
    }
}

codes! {
    /// What one can do at a council. Nobody sees a person there.
    CouncilAction {
        /// Read reports without names.
        ReadReports = "read_reports",
        /// Read issues, items and answers.
        ReadIssues = "read_issues",
        /// Group reports, put issues on the table, return a report.
        SortReports = "sort_reports",
        /// Answer.
        Answer = "answer",
    }
}

codes! {
    /// What one can do with the whole installation.
    SystemAction {
        /// Make organisations and their first administrators.
        ManageOrgs = "manage_orgs",
    }
}

/// The question put to [`decide`].
#[derive(Debug, Clone, Copy)]
pub enum Question<'a> {
    /// About a person.
    Person(PersonAction, &'a PersonFacts),
    /// About an organisation.
    Org(OrgAction, OrgId),
    /// About a council.
    Council(CouncilAction, CouncilFacts),
    /// About the installation.
    System(SystemAction),
}

/// Why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// For this actor the thing does not exist; answered like a thing that never was.
    #[error("hidden")]
    Hidden,
    /// The actor may see it, but not do this.
    #[error("forbidden")]
    Forbidden,
}

/// The one decision: the data classes that may be touched, or why not.
///
/// # Errors
/// [`Refusal::Hidden`] when even the existence must not show.
pub fn decide(actor: &Actor, question: Question<'_>) -> Result<Classes, Refusal> {
    match question {
        Question::Person(action, facts) => {
            if let Who::System(_) = actor.who {
                return Ok(DataClass::ALL.iter().copied().collect());
            }
            let standing = relations(actor, facts);
            let strongest = *standing.last().ok_or(Refusal::Hidden)?;
            if !standing.iter().any(|relation| may(*relation, action)) {
                return Err(Refusal::Forbidden);
            }
            let classes = visible(actor, strongest, facts);
            if needs(action).is_some_and(|class| !classes.contains(&class)) {
                return Err(Refusal::Forbidden);
            }
            Ok(classes)
        }
        Question::Org(action, org) => {
            granted(has_post(actor, |post| post.org == org && may_at_org(post.role, action)))
        }
        Question::Council(action, facts) => granted(has_post(actor, |post| {
            post.org == facts.secretariat && may_at_council(post.role, action)
        })),
        Question::System(SystemAction::ManageOrgs) => {
            granted(has_post(actor, |post| post.role == Role::SystemAdmin))
        }
    }
}

fn granted(yes: bool) -> Result<Classes, Refusal> {
    if yes { Ok([DataClass::Staff, DataClass::Council].into()) } else { Err(Refusal::Hidden) }
}

fn has_post(actor: &Actor, fits: impl Fn(&Post) -> bool) -> bool {
    match &actor.who {
        Who::Staff { posts, .. } => posts.iter().any(fits),
        Who::System(_) => true,
        Who::Person(_) | Who::Family | Who::Guest(_) => false,
    }
}

/// Every relation that stands today: who is manager and specialist has the rights of both.
fn relations(actor: &Actor, facts: &PersonFacts) -> BTreeSet<Relation> {
    match &actor.who {
        Who::Person(person) if *person == facts.person => [Relation::Oneself].into(),
        Who::Person(_) | Who::System(_) => BTreeSet::new(),
        // A concealed address must not be told by where and with whom people meet: there is paper.
        Who::Guest(guest) if guest.person == facts.person && !facts.concealed => {
            [Relation::Guest].into()
        }
        Who::Guest(_) => BTreeSet::new(),
        Who::Family => facts
            .seats
            .iter()
            .filter(|seat| seat.account == Some(actor.account))
            .filter_map(|seat| match (facts.adult, seat.custodian, seat.sees_plan) {
                (false, true, _) => Some(Relation::Custodian),
                (_, _, true) => Some(Relation::Relative),
                _ => None,
            })
            .collect(),
        Who::Staff { staff, posts } => {
            posts.iter().filter_map(|post| through(*post, *staff, facts)).collect()
        }
    }
}

/// The relation that one post gives today.
fn through(post: Post, staff: StaffId, facts: &PersonFacts) -> Option<Relation> {
    let mut seats = facts.seats.iter().filter(|seat| seat.org == Some(post.org));
    match post.role {
        Role::Specialist => seats.next().map(|_| Relation::Specialist),
        role if role.is_manager() => seats.next().map(|_| Relation::Manager),
        // A seat of one's own office is not enough for a worker or an official: it must be one's
        // own.
        Role::SupportWorker | Role::MunicipalOfficer => {
            let relation = match post.role {
                Role::MunicipalOfficer => Relation::Official,
                _ => Relation::Worker,
            };
            seats.find(|seat| seat.staff == Some(staff)).map(|_| relation)
        }
        _ => None,
    }
}

/// Whether a relation may do an action: the rule table that people read.
pub fn may(relation: Relation, action: PersonAction) -> bool {
    use PersonAction as A;
    use Relation as R;
    match action {
        A::SeeAsGuest | A::AnswerAsGuest => relation == R::Guest,
        A::See => !matches!(relation, R::None | R::Guest),
        A::SeeLooks => matches!(relation, R::Oneself | R::Custodian | R::Manager | R::Specialist),
        A::AddVoice | A::RaiseConcern => !matches!(relation, R::None | R::Guest | R::Relative),
        // An official decides about support, and does not say who the person is.
        A::WriteProfile => {
            matches!(relation, R::Oneself | R::Custodian | R::Worker | R::Manager | R::Specialist)
        }
        A::FinishOwnTask | A::SayComing => {
            matches!(relation, R::Oneself | R::Custodian | R::Relative)
        }
        A::AskNoReport => matches!(relation, R::Oneself | R::Custodian),
        A::Answer | A::RemoveOwn => !matches!(relation, R::None | R::Guest | R::Relative),
        A::Consent => {
            matches!(relation, R::Oneself | R::Custodian | R::Manager | R::Specialist)
        }
        A::Confer | A::FinishTask => {
            matches!(relation, R::Official | R::Worker | R::Manager | R::Specialist)
        }
        A::EditBasics
        | A::EditTeam
        | A::SortConcern
        | A::CloseMeeting
        | A::ReportNeed
        | A::Remove => matches!(relation, R::Manager | R::Specialist),
        A::MonitorIndividual
        | A::ConveneIndividual
        | A::RequestProviders
        | A::WriteIndividualPlan => relation == R::Manager,
        A::MonitorServiceUse | A::ConveneProviders | A::WriteServiceUsePlan => {
            relation == R::Specialist
        }
    }
}

/// The class without which an action is refused: the basics are changed by those who reach the
/// person, as the office that registered them or because it was permitted.
fn needs(action: PersonAction) -> Option<DataClass> {
    (action == PersonAction::EditBasics).then_some(DataClass::Contact)
}

/// The classes visible to a relation. Concealment beats every permit.
fn visible(actor: &Actor, relation: Relation, facts: &PersonFacts) -> Classes {
    use DataClass as D;
    let mut classes: Classes = match relation {
        Relation::None => Classes::new(),
        Relation::Guest => [D::Basic, D::Meeting].into(),
        Relation::Oneself => DataClass::ALL.iter().copied().collect(),
        // What the office keeps, without the notes of its workers.
        Relation::Custodian => {
            OWN_OFFICE.into_iter().filter(|class| *class != D::Narrative).collect()
        }
        Relation::Relative => OF_RELATIVE.into(),
        Relation::Official | Relation::Worker | Relation::Manager | Relation::Specialist => {
            let mut classes: Classes = [D::Basic].into();
            for post in related_posts(actor, facts) {
                classes.extend(shared_with(post, facts));
            }
            classes
        }
    };
    if relation == Relation::Oneself {
        classes.retain(|class| !matches!(class, D::Reflection | D::Secret));
        return classes;
    }
    never_shown(&mut classes, facts);
    classes
}

/// Takes out what is shown to nobody but the person: a concealed address beats every permit, and
/// nobody can permit what nobody may be shown.
fn never_shown(classes: &mut Classes, facts: &PersonFacts) {
    classes.retain(|class| !matches!(class, DataClass::Reflection | DataClass::Secret));
    if facts.concealed {
        classes.remove(&DataClass::Address);
    }
}

/// What a post shows beyond the basics: as one at the office of the person, and by consent.
fn shared_with(post: Post, facts: &PersonFacts) -> Classes {
    let mut classes = Classes::new();
    if facts.own_office() == Some(post.org) {
        classes.extend(OWN_OFFICE);
    }
    for shared in facts.consents.iter().filter(|shared| shared.opens_to(post)) {
        classes.extend(&shared.classes);
    }
    classes
}

/// The most that somebody at an organisation sees of a person; nothing without a seat in the team.
/// For telling beforehand what a change of the team or of the consents would open and close.
pub fn classes_at(org: OrgId, facts: &PersonFacts) -> Classes {
    if !facts.seats.iter().any(|seat| seat.org == Some(org)) {
        return Classes::new();
    }
    let roles = Role::ALL.iter().flat_map(|role| shared_with(Post { org, role: *role }, facts));
    let mut classes: Classes = roles.chain([DataClass::Basic]).collect();
    never_shown(&mut classes, facts);
    classes
}

/// What a family member who signs in sees of a person, for telling beforehand what a change of the
/// team would open and close.
pub fn classes_of_family(account: AccountId, facts: &PersonFacts) -> Classes {
    let region = RegionId::from_uuid(uuid::Uuid::nil());
    let actor = Actor { region, account, name: String::new(), who: Who::Family };
    decide(&actor, Question::Person(PersonAction::See, facts)).unwrap_or_default()
}

/// What a relative sees whom the person lets see the plan and the meetings; without it, nothing.
pub const OF_RELATIVE: [DataClass; 3] = [DataClass::Basic, DataClass::Plan, DataClass::Meeting];

/// What the office that holds the contract may see of its own user without a further consent.
/// Justice, abuse, income and other people's private notes always need more.
const OWN_OFFICE: [DataClass; 12] = [
    DataClass::Basic,
    DataClass::Contact,
    DataClass::Address,
    DataClass::Health,
    DataClass::Medication,
    DataClass::Education,
    DataClass::Work,
    DataClass::Family,
    DataClass::Narrative,
    DataClass::Plan,
    DataClass::Meeting,
    DataClass::Voice,
];

/// The posts for which the actor stands there: one elsewhere that gives no relation opens nothing
/// either.
fn related_posts(actor: &Actor, facts: &PersonFacts) -> Vec<Post> {
    let Who::Staff { staff, posts } = &actor.who else { return Vec::new() };
    posts.iter().copied().filter(|post| through(*post, *staff, facts).is_some()).collect()
}

/// Whether a role may do something at its organisation.
pub fn may_at_org(role: Role, action: OrgAction) -> bool {
    match action {
        OrgAction::ListPeople => role.is_manager() || role == Role::Specialist,
        OrgAction::RegisterPeople => role.is_manager() || role == Role::Specialist,
        OrgAction::ManageStaff => role == Role::OfficeAdmin || role.is_manager(),
    }
}

/// Whether a role may do something at the council that its organisation runs.
pub fn may_at_council(role: Role, action: CouncilAction) -> bool {
    match action {
        CouncilAction::ReadIssues => {
            matches!(role, Role::CouncilSecretariat | Role::CoreCentre | Role::CouncilMember)
        }
        CouncilAction::ReadReports | CouncilAction::SortReports | CouncilAction::Answer => {
            matches!(role, Role::CouncilSecretariat | Role::CoreCentre)
        }
    }
}
