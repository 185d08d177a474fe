//! Who may do what, stated a second time.
//!
//! `policy` answers by a relation and tables of rights. This file states the same rules in another
//! shape, sentence by sentence from the plain text of the rules, by somebody who has not read the
//! first statement; random worlds then look for a case in which the two differ.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeSet;
use tsumugi_domain::consent::{Classes, DataClass};
use tsumugi_domain::ids::{OrgId, PersonId, StaffId, TypedId};
use tsumugi_domain::person::merge::{Change, Holding, Side, changes_of_sight, joined_facts};
use tsumugi_domain::policy::{
    Actor, Guest, PersonAction, PersonFacts, Post, Question, Refusal, Seat, Shared, Who,
    classes_at, decide,
};
use tsumugi_domain::staff::Role;
use uuid::Uuid;

/// The id with a number.
fn id<T: TypedId>(number: u8) -> T {
    T::from_uuid(Uuid::from_bytes([number; 16]))
}

/// What the rules say of one actor and one person: what may be done, and what may be seen.
#[derive(Debug, Default, PartialEq, Eq)]
struct Rights {
    deeds: BTreeSet<PersonAction>,
    classes: Classes,
}

impl Rights {
    fn add(&mut self, deeds: &[PersonAction], classes: &[DataClass]) {
        self.deeds.extend(deeds);
        self.classes.extend(classes);
    }
}

/// «A person may see and do for themselves: see, see who looked, add own words, write own profile,
/// give and withdraw consent, raise a concern, answer, take out what they wrote themselves, ask
/// that a need is not reported, say how a task of their own ended, and whether they come to a
/// meeting.»
const FOR_ONESELF: &[PersonAction] = &[
    PersonAction::See,
    PersonAction::SeeLooks,
    PersonAction::AddVoice,
    PersonAction::WriteProfile,
    PersonAction::Consent,
    PersonAction::RaiseConcern,
    PersonAction::Answer,
    PersonAction::RemoveOwn,
    PersonAction::AskNoReport,
    PersonAction::FinishOwnTask,
    PersonAction::SayComing,
];

/// «A worker or an official may see, add words, answer, concern, confer, finish tasks, and take out
/// what they wrote themselves; a worker also writes the profile, an official does not.»
const AS_WORKER: &[PersonAction] = &[
    PersonAction::See,
    PersonAction::AddVoice,
    PersonAction::Answer,
    PersonAction::RaiseConcern,
    PersonAction::Confer,
    PersonAction::FinishTask,
    PersonAction::RemoveOwn,
];

/// «Managers and specialists may also see who looked, record consent, edit the team, sort concerns,
/// close meetings and confirm minutes, report needs, take out what anybody wrote. The basics are
/// changed by those of them who see the contacts: as the registering office, or by consent.»
const AS_LEAD: &[PersonAction] = &[
    PersonAction::SeeLooks,
    PersonAction::Consent,
    PersonAction::EditTeam,
    PersonAction::SortConcern,
    PersonAction::CloseMeeting,
    PersonAction::ReportNeed,
    PersonAction::Remove,
];

/// «Only managers: …»
const AS_MANAGER: &[PersonAction] = &[
    PersonAction::MonitorIndividual,
    PersonAction::ConveneIndividual,
    PersonAction::RequestProviders,
    PersonAction::WriteIndividualPlan,
];

/// «Only specialists: …»
const AS_SPECIALIST: &[PersonAction] = &[
    PersonAction::MonitorServiceUse,
    PersonAction::ConveneProviders,
    PersonAction::WriteServiceUsePlan,
];

/// Classes that a person has; organisations, councils, the machinery and the audit are no one
/// person's.
const OF_A_PERSON: &[DataClass] = &[
    DataClass::Basic,
    DataClass::Contact,
    DataClass::Address,
    DataClass::Health,
    DataClass::Medication,
    DataClass::Education,
    DataClass::Work,
    DataClass::Family,
    DataClass::Income,
    DataClass::Justice,
    DataClass::Abuse,
    DataClass::Narrative,
    DataClass::Plan,
    DataClass::Meeting,
    DataClass::Voice,
    DataClass::Reflection,
    DataClass::Secret,
];

/// «The registering office additionally …»
const OF_THE_OFFICE: &[DataClass] = &[
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

/// «… nothing staff wrote as narrative, justice, abuse, income or reflection is visible.»
const NOT_FOR_CUSTODIANS: &[DataClass] = &[
    DataClass::Narrative,
    DataClass::Justice,
    DataClass::Abuse,
    DataClass::Income,
    DataClass::Reflection,
];

fn rights(actor: &Actor, facts: &PersonFacts) -> Rights {
    let mut rights = Rights::default();
    match &actor.who {
        Who::Person(person) if *person == facts.person => rights.add(FOR_ONESELF, OF_A_PERSON),
        // The rules speak of people; what the machine does by itself is not asked here.
        Who::Person(_) | Who::System(_) => {}
        // «Whom the link of a meeting lets in may look at that meeting and answer there; they see
        // the basics and the meeting, and nothing at all while the address is concealed.»
        Who::Guest(guest) if guest.person == facts.person && !facts.concealed => rights.add(
            &[PersonAction::SeeAsGuest, PersonAction::AnswerAsGuest],
            &[DataClass::Basic, DataClass::Meeting],
        ),
        Who::Guest(_) => {}
        Who::Family => {
            for seat in facts.seats.iter().filter(|seat| seat.account == Some(actor.account)) {
                // «A custodian stops being one on the 18th birthday.»
                if seat.custodian && !facts.adult {
                    rights.add(FOR_ONESELF, OF_A_PERSON);
                    rights.classes.retain(|class| !NOT_FOR_CUSTODIANS.contains(class));
                } else if seat.sees_plan {
                    let classes = [DataClass::Basic, DataClass::Plan, DataClass::Meeting];
                    let deeds =
                        [PersonAction::See, PersonAction::FinishOwnTask, PersonAction::SayComing];
                    rights.add(&deeds, &classes);
                }
            }
        }
        Who::Staff { staff, posts } => {
            for post in posts {
                add_post(&mut rights, facts, *staff, *post);
            }
        }
    }
    let leads = rights.deeds.contains(&PersonAction::EditTeam);
    if leads && rights.classes.contains(&DataClass::Contact) {
        rights.add(&[PersonAction::EditBasics], &[]);
    }
    // «Reflection and secrets are never visible to anybody else.»
    rights.classes.remove(&DataClass::Reflection);
    rights.classes.remove(&DataClass::Secret);
    // «A concealed address is visible to the person alone, whatever else holds.»
    if facts.concealed && actor.who != Who::Person(facts.person) {
        rights.classes.remove(&DataClass::Address);
    }
    rights
}

/// What one post gives.
fn add_post(rights: &mut Rights, facts: &PersonFacts, staff: StaffId, post: Post) {
    let mut seats = facts.seats.iter().filter(|seat| seat.org == Some(post.org));
    let relates = match post.role {
        // «A worker or an official needs an own seat in the team today.»
        Role::SupportWorker | Role::MunicipalOfficer => seats.any(|seat| seat.staff == Some(staff)),
        // «… employed today at an organisation that has a seat in the team today.»
        Role::ServiceManager | Role::ChildSupportManager | Role::Specialist => {
            seats.next().is_some()
        }
        // «… never does.»
        Role::SystemAdmin
        | Role::OfficeAdmin
        | Role::CoreCentre
        | Role::CouncilSecretariat
        | Role::CouncilMember => false,
    };
    if !relates {
        return;
    }
    rights.add(AS_WORKER, &[DataClass::Basic]);
    if post.role != Role::MunicipalOfficer {
        rights.add(&[PersonAction::WriteProfile], &[]);
    }
    match post.role {
        Role::ServiceManager | Role::ChildSupportManager => {
            rights.add(AS_LEAD, &[]);
            rights.add(AS_MANAGER, &[]);
        }
        Role::Specialist => {
            rights.add(AS_LEAD, &[]);
            rights.add(AS_SPECIALIST, &[]);
        }
        _ => {}
    }
    if facts.registered_by == Some(post.org) {
        rights.add(&[], OF_THE_OFFICE);
    }
    // «… any other class and any other organisation only what a consent gives to it.»
    // «Some consents are only for those in one role there.»
    for shared in &facts.consents {
        let for_all = shared.role.is_none();
        if shared.org == post.org && (for_all || shared.role == Some(post.role)) {
            rights.classes.extend(&shared.classes);
        }
    }
}

/// The answer to one question, with the classes that a person has.
fn expected(actor: &Actor, facts: &PersonFacts, action: PersonAction) -> Result<Classes, Refusal> {
    let rights = rights(actor, facts);
    if rights.deeds.is_empty() {
        // «Without a relation the person does not exist.»
        Err(Refusal::Hidden)
    } else if rights.deeds.contains(&action) {
        Ok(of_a_person(&rights.classes))
    } else {
        Err(Refusal::Forbidden)
    }
}

fn of_a_person(classes: &Classes) -> Classes {
    classes.iter().copied().filter(|class| OF_A_PERSON.contains(class)).collect()
}

fn found(actor: &Actor, facts: &PersonFacts, action: PersonAction) -> Result<Classes, Refusal> {
    decide(actor, Question::Person(action, facts)).map(|classes| of_a_person(&classes))
}

const ORGS: u8 = 3;
const WORKERS: u8 = 2;
const ACCOUNTS: u8 = 2;

fn org() -> impl Strategy<Value = OrgId> {
    (0..ORGS).prop_map(id)
}

fn actors() -> impl Strategy<Value = Actor> {
    let post = (org(), select(Role::ALL)).prop_map(|(org, role)| Post { org, role });
    let staff = (0..WORKERS, vec(post, 0..4))
        .prop_map(|(staff, posts)| Who::Staff { staff: id(staff), posts });
    let who = prop_oneof![
        6 => staff,
        2 => Just(Who::Family),
        1 => (0_u8..2).prop_map(|person| Who::Person(id(person))),
        1 => (0_u8..2).prop_map(guest_of),
    ];
    (who, 0..ACCOUNTS).prop_map(|(who, account)| Actor {
        region: id(0),
        account: id(account),
        name: String::new(),
        who,
    })
}

fn worlds() -> impl Strategy<Value = PersonFacts> {
    let seat = (
        option::of(org()),
        option::of(0..WORKERS),
        option::of(0..ACCOUNTS),
        any::<bool>(),
        any::<bool>(),
    );
    let seat = seat.prop_map(|(org, staff, account, custodian, sees_plan)| Seat {
        org,
        staff: staff.map(id),
        account: account.map(id),
        custodian,
        sees_plan,
    });
    let classes = proptest::collection::btree_set(select(DataClass::ALL), 0..5);
    (
        any::<bool>(),
        proptest::bool::weighted(0.3),
        option::of(org()),
        vec(seat, 0..5),
        vec((org(), option::weighted(0.3, select(Role::ALL)), classes), 0..4),
    )
        .prop_map(|(adult, concealed, registered_by, seats, consents)| PersonFacts {
            person: id::<PersonId>(0),
            adult,
            concealed,
            registered_by,
            seats,
            consents: consents
                .into_iter()
                .map(|(org, role, classes)| Shared { org, role, classes })
                .collect(),
        })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 20_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn two_statements_of_the_rules_agree(actor in actors(), facts in worlds()) {
        for action in PersonAction::ALL {
            prop_assert_eq!(
                found(&actor, &facts, *action),
                expected(&actor, &facts, *action),
                "{}", action.code()
            );
        }
    }
}

/// «When two records become one, whoever may see the joined record sees no more of either than
/// what they saw of it before, what the person has allowed their organisation on either record, and
/// what the page that was shown said their organisation will see. Nobody's consent is made up: a
/// class that comes without one is among those to be asked about. A concealed address stays so.»
fn joined_sight(actor: &Actor, kept: &PersonFacts, merged: &PersonFacts) {
    let everything: Classes = OF_A_PERSON.iter().copied().collect();
    let [one, other] = [kept, merged].map(|facts| Holding { facts, holds: &everything });
    let told = changes_of_sight(one, other);
    let joined = joined_facts(kept, merged, kept.adult);
    let Who::Staff { posts, .. } = &actor.who else { return };
    let after = rights(actor, &joined).classes;
    assert!(!(kept.concealed || merged.concealed) || !after.contains(&DataClass::Address));
    for (side, facts) in [(Side::Kept, kept), (Side::Merged, merged)] {
        let before = rights(actor, facts).classes;
        for class in of_a_person(&after).difference(&before) {
            let of_mine = |change: &&Change| {
                change.of == side && posts.iter().any(|post| post.org == change.org)
            };
            let said = told.iter().filter(of_mine).any(|change| change.gains.contains(class));
            // A worker may get a seat of their own, or a manager's post count anew, through the
            // other team; their office saw it before.
            let office = posts.iter().any(|post| classes_at(post.org, facts).contains(class));
            assert!(said || office, "{class:?} of {side:?} comes unsaid: {told:?}");
        }
    }
    for change in &told {
        let allowed = |class: &DataClass| {
            let consents = kept.consents.iter().chain(&merged.consents);
            consents.clone().any(|one| one.org == change.org && one.classes.contains(class))
        };
        for class in change.gains.iter().chain(&change.loses) {
            let asked = change.ask.contains(class);
            let basic = *class == DataClass::Basic;
            assert_eq!(asked, !basic && !allowed(class), "{class:?} in {change:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 20_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn nobody_sees_more_of_two_records_than_was_said(
        actor in actors(),
        kept in worlds(),
        merged in worlds(),
    ) {
        joined_sight(&actor, &kept, &merged);
    }
}

// Named cases: the holes that such rules usually have.

fn team(seats: Vec<Seat>) -> PersonFacts {
    PersonFacts {
        person: id(0),
        adult: true,
        concealed: false,
        registered_by: None,
        seats,
        consents: Vec::new(),
    }
}

/// A consent for everybody who relates to the person from an organisation.
fn to_all(org: u8, classes: Classes) -> Shared {
    Shared { org: id(org), role: None, classes }
}

fn seat_of(org: u8, staff: Option<u8>) -> Seat {
    Seat {
        org: Some(id(org)),
        staff: staff.map(id),
        account: None,
        custodian: false,
        sees_plan: false,
    }
}

fn family_seat(custodian: bool, sees_plan: bool) -> Seat {
    Seat { org: None, staff: None, account: Some(id(1)), custodian, sees_plan }
}

fn who(who: Who) -> Actor {
    Actor { region: id(0), account: id(1), name: String::new(), who }
}

fn guest_of(person: u8) -> Who {
    Who::Guest(Guest { person: id(person), meeting: id(1), seat: id(1), member: id(1) })
}

#[test]
fn a_guest_sees_a_meeting_and_never_the_person() {
    let mut facts = team(vec![seat_of(1, None), family_seat(true, true)]);
    let guest = who(guest_of(0));
    assert_eq!(see(&guest, &facts), Err(Refusal::Forbidden));
    let meeting = found(&guest, &facts, PersonAction::SeeAsGuest);
    assert_eq!(meeting, Ok([DataClass::Basic, DataClass::Meeting].into()));
    assert_eq!(found(&who(guest_of(1)), &facts, PersonAction::SeeAsGuest), Err(Refusal::Hidden));
    let manager = staff(&[(1, Role::ServiceManager)]);
    assert_eq!(found(&manager, &facts, PersonAction::SeeAsGuest), Err(Refusal::Forbidden));
    facts.concealed = true;
    assert_eq!(found(&guest, &facts, PersonAction::SeeAsGuest), Err(Refusal::Hidden));
}

fn staff(posts: &[(u8, Role)]) -> Actor {
    let posts = posts.iter().map(|(org, role)| Post { org: id(*org), role: *role }).collect();
    who(Who::Staff { staff: id(7), posts })
}

fn see(actor: &Actor, facts: &PersonFacts) -> Result<Classes, Refusal> {
    found(actor, facts, PersonAction::See)
}

#[test]
fn administrators_never_relate_to_anybody() {
    let facts = team(vec![seat_of(1, Some(7))]);
    for role in Role::ALL {
        let relates = role.is_manager()
            || matches!(role, Role::Specialist | Role::SupportWorker | Role::MunicipalOfficer);
        let answer = see(&staff(&[(1, *role)]), &facts);
        assert_eq!(
            answer,
            if relates { Ok([DataClass::Basic].into()) } else { Err(Refusal::Hidden) }
        );
    }
}

#[test]
fn an_official_does_not_write_who_the_person_is() {
    let mut facts = team(vec![seat_of(1, Some(7))]);
    facts.consents = vec![to_all(1, DataClass::ALL.iter().copied().collect())];
    let official = staff(&[(1, Role::MunicipalOfficer)]);
    let profile = PersonAction::WriteProfile;
    assert_eq!(found(&official, &facts, profile), Err(Refusal::Forbidden));
    assert!(found(&official, &facts, PersonAction::AddVoice).is_ok());
    assert!(found(&staff(&[(1, Role::SupportWorker)]), &facts, profile).is_ok());
}

#[test]
fn the_basics_are_changed_by_the_office_and_by_consent() {
    let mut facts = team(vec![seat_of(1, None), seat_of(2, None)]);
    facts.registered_by = Some(id(2));
    let edit = |org, facts: &PersonFacts| {
        found(&staff(&[(org, Role::Specialist)]), facts, PersonAction::EditBasics)
    };
    assert_eq!(edit(1, &facts), Err(Refusal::Forbidden));
    assert!(edit(2, &facts).is_ok());
    facts.consents = vec![to_all(1, [DataClass::Contact].into())];
    assert!(edit(1, &facts).is_ok());
}

#[test]
fn a_colleagues_seat_is_not_a_workers_own() {
    let facts = team(vec![seat_of(1, Some(8)), seat_of(2, Some(7))]);
    for role in [Role::SupportWorker, Role::MunicipalOfficer] {
        assert_eq!(see(&staff(&[(1, role)]), &facts), Err(Refusal::Hidden));
    }
    // A seat that was theirs at the office they have left does not come along either.
    assert_eq!(see(&staff(&[(3, Role::SupportWorker)]), &facts), Err(Refusal::Hidden));
}

#[test]
fn a_custodian_is_one_until_the_eighteenth_birthday() {
    let mut facts = team(vec![family_seat(true, false)]);
    let mother = who(Who::Family);
    assert_eq!(see(&mother, &facts), Err(Refusal::Hidden));
    facts.adult = false;
    assert!(see(&mother, &facts).is_ok());
    // Grown up, it is the person's own decision whether she may look.
    let grown = team(vec![family_seat(true, true)]);
    let looks = [DataClass::Basic, DataClass::Plan, DataClass::Meeting];
    assert_eq!(see(&mother, &grown), Ok(looks.into()));
    assert_eq!(found(&mother, &grown, PersonAction::Answer), Err(Refusal::Forbidden));
}

#[test]
fn a_workers_account_is_nobodys_family() {
    let facts = PersonFacts { adult: false, ..team(vec![family_seat(true, true)]) };
    assert_eq!(see(&staff(&[(1, Role::ServiceManager)]), &facts), Err(Refusal::Hidden));
}

#[test]
fn a_concealed_address_beats_every_permit() {
    let mut facts = team(vec![seat_of(1, None), family_seat(true, true)]);
    facts.concealed = true;
    facts.adult = false;
    facts.registered_by = Some(id(1));
    facts.consents = vec![to_all(1, [DataClass::Address].into())];
    for actor in [staff(&[(1, Role::ServiceManager)]), who(Who::Family)] {
        assert!(!see(&actor, &facts).expect("a relation").contains(&DataClass::Address));
    }
    let oneself = who(Who::Person(id(0)));
    assert!(see(&oneself, &facts).expect("a relation").contains(&DataClass::Address));
}

#[test]
fn no_consent_opens_private_notes_or_secrets() {
    let mut facts = team(vec![seat_of(1, None)]);
    facts.consents = vec![to_all(1, DataClass::ALL.iter().copied().collect())];
    let classes = see(&staff(&[(1, Role::Specialist)]), &facts).expect("a relation");
    assert!(classes.contains(&DataClass::Justice), "what was permitted is visible");
    for dark in [DataClass::Reflection, DataClass::Secret] {
        assert!(!classes.contains(&dark), "{dark:?}");
    }
}

#[test]
fn a_post_that_gives_no_relation_opens_nothing_through_another() {
    let mut facts = team(vec![seat_of(1, None), seat_of(2, None)]);
    facts.registered_by = Some(id(2));
    facts.consents = vec![to_all(3, [DataClass::Health].into())];
    // Specialist at one office; administrator of the registering one; manager where no seat is.
    let posts = [(1, Role::Specialist), (2, Role::OfficeAdmin), (3, Role::ServiceManager)];
    assert_eq!(see(&staff(&posts), &facts), Ok([DataClass::Basic].into()));
}

#[test]
fn who_is_manager_and_specialist_has_the_rights_of_both() {
    let facts = team(vec![seat_of(1, None), seat_of(2, None)]);
    let both = staff(&[(1, Role::ServiceManager), (2, Role::Specialist)]);
    for action in AS_MANAGER.iter().chain(AS_SPECIALIST) {
        assert!(found(&both, &facts, *action).is_ok(), "{action:?}");
    }
    let one = staff(&[(1, Role::ServiceManager)]);
    assert_eq!(found(&one, &facts, PersonAction::ConveneProviders), Err(Refusal::Forbidden));
}

#[test]
fn a_consent_for_one_role_opens_nothing_to_another() {
    let mut facts = team(vec![seat_of(1, Some(7))]);
    let plan: Classes = [DataClass::Plan].into();
    let role = Some(Role::Specialist);
    facts.consents = vec![Shared { role, ..to_all(1, plan) }];
    let sees = |role| see(&staff(&[(1, role)]), &facts).expect("a relation");
    assert!(sees(Role::Specialist).contains(&DataClass::Plan));
    assert!(!sees(Role::SupportWorker).contains(&DataClass::Plan));
    assert!(classes_at(id(1), &facts).contains(&DataClass::Plan));
}
