//! Lists are scoped in SQL, single pages by the policy: on random teams, posts and consents both
//! must say the same, on both engines, and nothing of a neighbouring region may show.

use crate::support::{Fresh, World, asked, employment, now, numbered, postgres, sqlite};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use std::collections::BTreeSet;
use tsumugi_domain::consent::{Classes, DataClass, Giver, Purpose, Reply};
use tsumugi_domain::ids::{OrgId, PersonId, StaffId};
use tsumugi_domain::list::{People, PeopleOrder};
use tsumugi_domain::notice::{Concern, ConcernState};
use tsumugi_domain::policy::{Actor, PersonAction, Question, Who, decide, see_own_people};
use tsumugi_domain::staff::Role;
use tsumugi_domain::team::{Membership, TeamRole};
use tsumugi_store::home::{self, Scope};
use tsumugi_store::person::{self, ListPage};
use tsumugi_store::{ReadTx, StoreError, WriteTx, access, consent, notice, search};

const TODAY: Date = date(2026, 11, 23);
const ORGS: u32 = 3;
const WORKERS: u32 = 4;
const PEOPLE: u32 = 4;

/// A period of days around today: its ends fall before, on and after it.
#[derive(Debug, Clone, Copy)]
struct Days {
    from: i64,
    to: Option<i64>,
}

impl Days {
    fn from(self) -> Date {
        TODAY.saturating_add(self.from.days())
    }

    fn to(self) -> Option<Date> {
        self.to.map(|to| TODAY.saturating_add(to.days()))
    }
}

#[derive(Debug, Clone)]
struct PostPlan {
    worker: u32,
    org: u32,
    role: Role,
    days: Days,
}

#[derive(Debug, Clone)]
struct SeatPlan {
    person: u32,
    org: Option<u32>,
    worker: Option<u32>,
    role: TeamRole,
    days: Days,
}

#[derive(Debug, Clone)]
struct ConsentPlan {
    person: u32,
    org: u32,
    role: Option<Role>,
    reply: Reply,
    giver: Giver,
    purpose: Purpose,
    classes: Classes,
    days: Days,
    withdrawn: bool,
}

#[derive(Debug, Clone)]
struct Plan {
    posts: Vec<PostPlan>,
    homes: Vec<u32>,
    seats: Vec<SeatPlan>,
    consents: Vec<ConsentPlan>,
}

fn days() -> impl Strategy<Value = Days> {
    let to = prop_oneof![3 => Just(None), 1 => Just(Some(0)), 1 => Just(Some(-1))];
    (proptest::sample::select(vec![-2_i64, -1, 0, 0, 1]), to)
        .prop_map(|(from, to)| Days { from, to })
}

fn role() -> impl Strategy<Value = Role> {
    // The roles that relate are drawn as often as all the others together.
    prop_oneof![
        proptest::sample::select(Role::ALL),
        proptest::sample::select(vec![
            Role::ServiceManager,
            Role::Specialist,
            Role::SupportWorker,
            Role::MunicipalOfficer,
        ]),
    ]
}

fn post() -> impl Strategy<Value = PostPlan> {
    (0..WORKERS, 0..ORGS, role(), days()).prop_map(|(worker, org, role, days)| PostPlan {
        worker,
        org,
        role,
        days,
    })
}

fn seat() -> impl Strategy<Value = SeatPlan> {
    let org = proptest::option::weighted(0.8, 0..ORGS);
    let worker = proptest::option::weighted(0.6, 0..WORKERS);
    let role = proptest::sample::select(TeamRole::ALL);
    (0..PEOPLE, org, worker, role, days()).prop_map(|(person, org, worker, role, days)| SeatPlan {
        person,
        org,
        worker,
        role,
        days,
    })
}

fn given() -> impl Strategy<Value = ConsentPlan> {
    let classes = proptest::collection::btree_set(
        proptest::sample::select(vec![DataClass::Narrative, DataClass::Meeting, DataClass::Plan]),
        1..=2,
    );
    let purpose = proptest::sample::select(Purpose::ALL);
    let role = proptest::option::weighted(0.3, role());
    let reply = prop_oneof![4 => Just(Reply::Given), 1 => proptest::sample::select(Reply::ALL)];
    let giver = proptest::sample::select(Giver::ALL);
    let shape = (
        (0..PEOPLE, 0..ORGS, role, reply, giver),
        (purpose, classes, days(), proptest::bool::weighted(0.2)),
    );
    shape.prop_map(|((person, org, role, reply, giver), (purpose, classes, days, withdrawn))| {
        ConsentPlan { person, org, role, reply, giver, purpose, classes, days, withdrawn }
    })
}

fn plan() -> impl Strategy<Value = Plan> {
    (
        proptest::collection::vec(post(), 4..12),
        proptest::collection::vec(0..ORGS, PEOPLE as usize),
        proptest::collection::vec(seat(), 4..14),
        proptest::collection::vec(given(), 0..8),
    )
        .prop_map(|(posts, homes, seats, consents)| Plan { posts, homes, seats, consents })
}

/// Grown up long ago; eighteen today; eighteen tomorrow; nobody knows.
fn birth(number: u32) -> Option<Date> {
    let born = [Some(date(2000, 1, 1)), Some(date(2008, 11, 23)), Some(date(2008, 11, 24)), None];
    born[number as usize % born.len()]
}

/// Number of the first seat.
const SEATS: u32 = 2000;

fn org(number: u32) -> OrgId {
    numbered(100 + number)
}

fn worker(number: u32) -> StaffId {
    numbered(200 + number)
}

fn person_id(number: u32) -> PersonId {
    numbered(300 + number)
}

fn settle(tx: &mut WriteTx<'_>, world: &World, plan: &Plan) -> Result<(), StoreError> {
    for number in 0..ORGS {
        world.org(tx, org(number))?;
    }
    for number in 0..WORKERS {
        let mut posts: Vec<_> = plan
            .posts
            .iter()
            .enumerate()
            .filter(|(_, post)| post.worker == number)
            .map(|(at, post)| {
                let id = 1000 + u32::try_from(at).expect("few posts");
                employment(id, org(post.org), post.role, post.days.from(), post.days.to())
            })
            .collect();
        if posts.is_empty() {
            let over = Days { from: -9, to: Some(-8) };
            let role = Role::ServiceManager;
            posts.push(employment(900 + number, org(0), role, over.from(), over.to()));
        }
        world.worker(tx, worker(number), &posts)?;
    }
    for (number, home) in (0..).zip(&plan.homes) {
        world.person(tx, person_id(number), org(*home), birth(number))?;
    }
    for (number, seat) in (SEATS..).zip(&plan.seats) {
        let seat_of = Membership {
            id: numbered(number),
            role: seat.role,
            name: String::new(),
            org_name: String::new(),
            org: seat.org.map(org),
            staff: seat.worker.map(worker),
            from: seat.days.from(),
            to: seat.days.to(),
            key_person: false,
        };
        world.seat(tx, person_id(seat.person), &seat_of)?;
    }
    for number in 0..PEOPLE {
        belongings(tx, world, plan, number)?;
    }
    Ok(())
}

/// The consents of a person, and a concern that is open.
fn belongings(
    tx: &mut WriteTx<'_>,
    world: &World,
    plan: &Plan,
    number: u32,
) -> Result<(), StoreError> {
    let person = person_id(number);
    let facts = access::person_facts(tx, world.region, person, TODAY)?.expect("just made");
    let proof = world.oneself(&facts);
    for (id, given) in (3000..).zip(&plan.consents).filter(|(_, given)| given.person == number) {
        let days = (given.days.from(), given.days.to().unwrap_or(TODAY));
        let mut row = asked(id, org(given.org), given.classes.clone(), days);
        (row.share.purpose, row.share.role) = (given.purpose, given.role);
        consent::insert(tx, &proof, &row)?;
        if given.reply != Reply::Asked {
            // A guardian is one of the person's seats, whose term may be over.
            let guardian = plan.seats.iter().position(|seat| seat.person == number);
            let guardian = guardian.map(|at| numbered(SEATS + u32::try_from(at).unwrap_or(0)));
            let guardian = guardian.filter(|_| given.giver == Giver::Guardian);
            let said = tsumugi_domain::consent::Said {
                giver: Some(given.giver),
                guardian,
                ..Default::default()
            };
            consent::answer(tx, &proof, row.id, (given.reply, &said), days.0)?;
        }
        if given.withdrawn {
            consent::withdraw(tx, &proof, row.id, now())?;
        }
    }
    let concern = Concern {
        id: numbered(4000 + number),
        text: "朝がつらそう".to_owned(),
        by: "水野".to_owned(),
        at: now(),
        state: ConcernState::Open,
    };
    notice::insert(tx, &proof, &concern, None)
}

/// What the lists say and what the policy says, for one worker.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    seen: BTreeSet<PersonId>,
    count: i64,
    notes_seen: BTreeSet<PersonId>,
}

fn by_lists(tx: &mut ReadTx<'_>, actor: &Actor) -> Result<Said, StoreError> {
    let scope = Scope::new(&see_own_people(actor).expect("a worker"), TODAY);
    let (which, order) = (People::All, PeopleOrder::Name);
    let page = ListPage { scope, search: "", which, order, limit: 100, offset: 0 };
    let (people, count) = person::list(tx, page)?;
    // Every name holds the same digits, so a search for them finds everybody who may be found.
    let (found, found_count) = person::list(tx, ListPage { search: "0000", ..page })?;
    assert_eq!((&found, found_count), (&people, count), "a search sees what the list sees");
    assert_eq!(home::people(tx, scope)?, count);
    let concerns = home::open_concerns(tx, scope, 100)?;
    let seen: BTreeSet<_> = people.iter().map(|listed| listed.person.id).collect();
    assert_eq!(seen.len(), people.len(), "nobody is listed twice");
    let notes_seen: BTreeSet<_> = concerns.iter().map(|(who, _)| who.id).collect();
    let (texts, _) = search::texts(tx, scope, 100, |_| true)?;
    let searched: BTreeSet<_> = texts.iter().map(|text| text.person.id).collect();
    assert_eq!(searched, notes_seen, "a search for words sees what the lists see");
    assert_eq!(notes_seen.len(), concerns.len(), "no concern is listed twice");
    Ok(Said { seen, count, notes_seen })
}

/// A worker with the posts of today.
fn actor(tx: &mut ReadTx<'_>, world: &World, staff: StaffId) -> Result<Actor, StoreError> {
    let posts = access::posts(tx, world.region, staff, TODAY)?;
    let who = Who::Staff { staff, posts };
    Ok(Actor { region: world.region, account: numbered(5000), name: String::new(), who })
}

fn by_policy(tx: &mut ReadTx<'_>, world: &World, actor: &Actor) -> Result<Said, StoreError> {
    let (mut seen, mut notes_seen) = (BTreeSet::new(), BTreeSet::new());
    for number in 0..PEOPLE {
        let person = person_id(number);
        let facts = access::person_facts(tx, world.region, person, TODAY)?.expect("a person");
        if let Ok(classes) = decide(actor, Question::Person(PersonAction::See, &facts)) {
            seen.insert(person);
            if classes.contains(&DataClass::Narrative) {
                notes_seen.insert(person);
            }
        }
    }
    let count = i64::try_from(seen.len()).expect("few people");
    Ok(Said { seen, count, notes_seen })
}

/// How many people somebody saw, and how many somebody did not: a test that draws only one kind
/// shows nothing.
#[derive(Debug, Default, Clone, Copy)]
struct Drawn {
    seen: usize,
    notes: usize,
    hidden: usize,
}

fn one_world(fresh: &Fresh, number: u32, plan: &Plan) -> Result<Drawn, TestCaseError> {
    let world = World::new(&fresh.db, number);
    fresh.db.write(|tx| settle(tx, &world, plan)).expect("a world");
    let mut drawn = Drawn::default();
    for number in 0..WORKERS {
        let staff = worker(number);
        let read = fresh.db.read(|tx| {
            let actor = actor(tx, &world, staff)?;
            Ok::<_, StoreError>((by_lists(tx, &actor)?, by_policy(tx, &world, &actor)?))
        });
        let (lists, policy) = read.expect("answers");
        prop_assert_eq!(&lists, &policy, "worker {}", number);
        drawn.seen += lists.seen.len();
        drawn.notes += lists.notes_seen.len();
        drawn.hidden += PEOPLE as usize - lists.seen.len();
    }
    Ok(drawn)
}

/// Each case is a region of its own in one database, all with the same ids: a condition on the
/// region that is missing anywhere shows at once.
fn lists_agree_with_the_policy(fresh: &Fresh, cases: u32) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(
        config,
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    );
    let region = std::cell::Cell::new(10_000);
    let all = std::cell::Cell::new(Drawn::default());
    let outcome = runner.run(&plan(), |plan| {
        region.set(region.get() + 1);
        let drawn = one_world(fresh, region.get(), &plan)?;
        let before = all.get();
        all.set(Drawn {
            seen: before.seen + drawn.seen,
            notes: before.notes + drawn.notes,
            hidden: before.hidden + drawn.hidden,
        });
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{}: {error}", fresh.db.engine_name()));
    let Drawn { seen, notes, hidden } = all.get();
    let few = cases as usize;
    assert!(seen > few && notes > few / 2 && hidden > few, "{:?} in {cases} cases", all.get());
}

#[test]
fn lists_agree_with_the_policy_on_sqlite() {
    lists_agree_with_the_policy(&sqlite(), 120);
}

#[test]
fn lists_agree_with_the_policy_on_postgres() {
    match postgres() {
        Some(fresh) => lists_agree_with_the_policy(&fresh, 60),
        None => eprintln!("TSUMUGI_TEST_PG is not set: PostgreSQL was not tested"),
    }
}
