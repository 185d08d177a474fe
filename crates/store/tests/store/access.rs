//! The days on which a right begins and ends are both inside; the store keeps what is over away
//! from the policy.

use crate::support::{Fresh, World, asked, employment, now, numbered, on_each_engine};
use jiff::civil::{Date, date};
use tsumugi_domain::consent::{DataClass, Giver, Reply, Said};
use tsumugi_domain::ids::{MembershipId, OrgId, PersonId, StaffId};
use tsumugi_domain::policy::{Actor, PersonAction, PersonFacts, Post, Shared, Who, see_person};
use tsumugi_domain::staff::Role;
use tsumugi_domain::team::{Membership, TeamRole};
use tsumugi_store::person::Health;
use tsumugi_store::{StoreError, access, consent, person, team};

const FIRST: Date = date(2026, 4, 1);
const LAST: Date = date(2026, 9, 30);
const BEFORE: Date = date(2026, 3, 31);
const AFTER: Date = date(2026, 10, 1);

fn office() -> OrgId {
    numbered(10)
}

fn worker() -> StaffId {
    numbered(20)
}

fn haruka() -> PersonId {
    numbered(30)
}

fn seat(number: u32, from: Date, to: Option<Date>) -> Membership {
    Membership {
        id: numbered::<MembershipId>(number),
        role: TeamRole::ServiceManager,
        name: "岸本".to_owned(),
        org_name: "みなも".to_owned(),
        org: Some(office()),
        staff: Some(worker()),
        from,
        to,
        key_person: false,
    }
}

fn world(fresh: &Fresh) -> World {
    let world = World::new(&fresh.db, 1);
    let made = fresh.db.write(|tx| {
        world.org(tx, office())?;
        let post = employment(21, office(), Role::ServiceManager, FIRST, Some(LAST));
        world.worker(tx, worker(), &[post])?;
        world.person(tx, haruka(), office(), Some(date(2008, 6, 1)))
    });
    made.expect("a world");
    world
}

fn facts(fresh: &Fresh, world: &World, today: Date) -> PersonFacts {
    let found =
        fresh.db.read(|tx| access::person_facts(tx, world.region, haruka(), today)).expect("facts");
    found.expect("a person")
}

#[test]
fn a_post_holds_on_its_first_and_its_last_day() {
    on_each_engine(|fresh| {
        let world = world(fresh);
        let posts = |day| {
            fresh.db.read(|tx| access::posts(tx, world.region, worker(), day)).expect("posts")
        };
        let post = Post { org: office(), role: Role::ServiceManager };
        assert_eq!(posts(BEFORE), []);
        assert_eq!(posts(FIRST), [post]);
        assert_eq!(posts(LAST), [post]);
        assert_eq!(posts(AFTER), []);
    });
}

#[test]
fn a_seat_holds_on_its_first_and_its_last_day() {
    on_each_engine(|fresh| {
        let world = world(fresh);
        let made = fresh.db.write(|tx| world.seat(tx, haruka(), &seat(40, FIRST, Some(LAST))));
        made.expect("a seat");
        for (day, seats) in [(BEFORE, 0), (FIRST, 1), (LAST, 1), (AFTER, 0)] {
            let facts = facts(fresh, &world, day);
            assert_eq!(facts.seats.len(), seats, "{day}");
            // The office that registered the person sees its own user while it has a seat.
            assert_eq!(facts.own_office(), (seats > 0).then(office), "{day}");
        }
    });
}

#[test]
fn a_seat_without_an_end_holds_on() {
    on_each_engine(|fresh| {
        let world = world(fresh);
        let made = fresh.db.write(|tx| world.seat(tx, haruka(), &seat(40, FIRST, None)));
        made.expect("a seat");
        assert!(facts(fresh, &world, BEFORE).seats.is_empty());
        assert_eq!(facts(fresh, &world, date(2040, 1, 1)).seats.len(), 1);
    });
}

#[test]
fn a_consent_holds_on_its_days_and_not_after_it_is_taken_back() {
    on_each_engine(|fresh| {
        let world = world(fresh);
        let proof = world.oneself(&facts(fresh, &world, FIRST));
        let given = asked(50, office(), [DataClass::Health, DataClass::Plan].into(), (FIRST, LAST));
        let (other, declined) =
            (asked(51, office(), given.share.classes.clone(), (FIRST, LAST)), Reply::Declined);
        let person = Said { giver: Some(Giver::Person), ..Said::default() };
        let made = fresh.db.write(|tx| {
            consent::insert(tx, &proof, &other)?;
            consent::insert(tx, &proof, &given)
        });
        made.expect("consents");
        let consents = |day| facts(fresh, &world, day).consents;
        let classes = given.share.classes.clone();
        let holds = vec![Shared { org: office(), role: None, classes }];
        // A question opens nothing, and a no neither.
        assert_eq!(consents(FIRST), []);
        let answered = fresh.db.write(|tx| {
            assert!(consent::answer(tx, &proof, other.id, (declined, &person), FIRST)?);
            assert!(consent::answer(tx, &proof, given.id, (Reply::Given, &person), FIRST)?);
            // Who has answered is not asked again.
            consent::answer(tx, &proof, other.id, (Reply::Given, &person), FIRST)
        });
        assert!(!answered.expect("answers"));
        assert_eq!(consents(BEFORE), []);
        assert_eq!(consents(FIRST), holds);
        assert_eq!(consents(LAST), holds);
        assert_eq!(consents(AFTER), []);
        let taken = fresh.db.write(|tx| consent::withdraw(tx, &proof, given.id, now()));
        assert!(taken.expect("taken back"));
        assert_eq!(consents(FIRST), []);
        let again = fresh.db.write(|tx| consent::withdraw(tx, &proof, given.id, now()));
        assert!(!again.expect("an answer"), "what is taken back stays as it was taken back");
    });
}

#[test]
fn an_adult_is_one_from_the_eighteenth_birthday() {
    on_each_engine(|fresh| {
        let world = world(fresh);
        assert!(!facts(fresh, &world, date(2026, 5, 31)).adult);
        assert!(facts(fresh, &world, date(2026, 6, 1)).adult);
    });
}

#[test]
fn without_a_birthday_nobody_is_a_minor() {
    on_each_engine(|fresh| {
        let world = world(fresh);
        let person: PersonId = numbered(31);
        fresh.db.write(|tx| world.person(tx, person, office(), None)).expect("a person");
        let read = fresh.db.read(|tx| access::person_facts(tx, world.region, person, FIRST));
        assert!(read.expect("facts").expect("a person").adult);
    });
}

#[test]
fn saving_an_address_again_never_uncovers_it() {
    on_each_engine(|fresh| {
        let world = world(fresh);
        let proof = world.oneself(&facts(fresh, &world, FIRST));
        fresh
            .db
            .write(|tx| person::save_address(tx, &proof, "6750000", "加古川市"))
            .expect("saved");
        assert!(!facts(fresh, &world, FIRST).concealed);
        let conceal = "update person_address set concealed = ";
        match &fresh.config {
            tsumugi_store::DbConfig::Sqlite { path, .. } => {
                let raw = crate::support::raw_sqlite(path);
                raw.execute_batch(&format!("{conceal} 1")).expect("concealed");
            }
            tsumugi_store::DbConfig::Postgres { url } => {
                crate::support::raw_postgres(url, &format!("{conceal} true"));
            }
        }
        assert!(facts(fresh, &world, FIRST).concealed);
        fresh.db.write(|tx| person::save_address(tx, &proof, "6750001", "高砂市")).expect("saved");
        assert!(facts(fresh, &world, FIRST).concealed);
    });
}

/// Health, telephone and address come in one answer: a class that the proof lacks is not in it.
#[test]
fn details_have_only_the_classes_of_the_proof() {
    on_each_engine(|fresh| {
        let world = world(fresh);
        let proof = world.oneself(&facts(fresh, &world, FIRST));
        let health =
            Health { disability: "自閉スペクトラム症".to_owned(), ..Health::default() };
        let made = fresh.db.write(|tx| {
            world.seat(tx, haruka(), &seat(40, FIRST, None))?;
            person::save_health(tx, &proof, &health)?;
            person::save_phone(tx, &proof, "0790000000")?;
            person::save_address(tx, &proof, "6750000", "加古川市")
        });
        made.expect("saved");
        let mut facts = facts(fresh, &world, FIRST);
        let posts = vec![Post { org: office(), role: Role::ServiceManager }];
        let who = Who::Staff { staff: worker(), posts };
        let actor =
            Actor { region: world.region, account: numbered(2), name: "岸本".to_owned(), who };
        let mut seen = |registered: bool, classes: &[DataClass]| {
            facts.registered_by = registered.then(office);
            let classes = classes.iter().copied().collect();
            facts.consents = vec![Shared { org: office(), role: None, classes }];
            let proof = see_person(&actor, PersonAction::See, &facts).expect("a proof");
            let found = fresh.db.read(|tx| person::details(tx, &proof)).expect("details");
            [found.health.is_some(), found.phone.is_some(), found.address.is_some()]
        };
        assert_eq!(seen(false, &[DataClass::Plan]), [false; 3]);
        assert_eq!(seen(false, &[DataClass::Health]), [true, false, false]);
        assert_eq!(seen(false, &[DataClass::Contact]), [false, true, false]);
        assert_eq!(seen(false, &[DataClass::Address]), [false, false, true]);
        assert_eq!(seen(true, &[]), [true; 3]);
        let own = fresh.db.read(|tx| person::details(tx, &proof.reading())).expect("details");
        assert_eq!(own.health, Some(health.clone()));
        assert_eq!(own.address.map(|own| own.address).as_deref(), Some("加古川市"));
    });
}

#[test]
fn another_region_has_nothing_of_this_one() {
    on_each_engine(|fresh| {
        let here = world(fresh);
        let there = World::new(&fresh.db, 2);
        let made = fresh.db.write(|tx| here.seat(tx, haruka(), &seat(40, FIRST, None)));
        made.expect("a seat");
        let read = fresh.db.read(|tx| {
            Ok::<_, StoreError>((
                access::person_facts(tx, there.region, haruka(), FIRST)?,
                access::posts(tx, there.region, worker(), FIRST)?,
                team::persons_of_account(tx, there.region, numbered(2), FIRST)?,
            ))
        });
        let (facts, posts, people) = read.expect("answers");
        assert_eq!((facts, posts, people), (None, vec![], vec![]));
        let locked = fresh.db.write(|tx| access::lock_person(tx, there.region, haruka()));
        assert!(!locked.expect("an answer"));
    });
}
