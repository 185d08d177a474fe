//! Days go by: notices come, few a day and none twice; the week is gathered; no job is left.

use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use rand::SeedableRng as _;
use rand_chacha::ChaCha20Rng;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use tsumugi_app::auth::Gate;
use tsumugi_app::chance::Chance;
use tsumugi_app::home::{self, Notice};
use tsumugi_app::op::{days_from, local_day};
use tsumugi_app::{Op, job, staff, task};
use tsumugi_demo::generate;
use tsumugi_domain::job::JobKind;
use tsumugi_domain::notice::by_rule::{A_DAY, SHOWN_DAYS, monday_of};
use tsumugi_domain::policy::{Actor, Post, SystemActor, Who, see_own_people};
use tsumugi_store::home::Scope;
use tsumugi_store::notice::by_rule;
use tsumugi_store::{Db, DbConfig};

const NOW: &str = "2026-11-23T03:00:00Z";

/// Runs a test on a region in each engine there is.
fn on_each_engine(people: usize, test: impl Fn(Gate<'_>)) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = DbConfig::Sqlite { path: folder.path().join("demo.db"), key: [7; 32] };
    let run = |config: &DbConfig| {
        let db = Db::open(config).expect("an empty database opens");
        let chance = Chance::new(ChaCha20Rng::seed_from_u64(1));
        let now: Timestamp = NOW.parse().expect("a time");
        let gate = Gate { db: &db, now, chance: &chance };
        let work = || Ok::<_, Box<dyn Error>>(generate(&db, now, 1, people, &|_| ())?);
        db.in_haste(work).expect("the region is made");
        test(gate);
    };
    run(&file);
    let Ok(server) = std::env::var("TSUMUGI_TEST_PG") else { return };
    let name = format!("tsumugi_demo_{}_{people}", std::process::id());
    let base = server.rsplit_once('/').map_or(server.as_str(), |(base, _)| base);
    command(&server, &format!("create database {name}"));
    run(&DbConfig::Postgres { url: format!("{base}/{name}") });
    command(&server, &format!("drop database {name} with (force)"));
}

fn command(server: &str, sql: &str) {
    let mut client = postgres::Client::connect(server, postgres::NoTls).expect("a server");
    client.batch_execute(sql).expect("the command works");
}

/// Every worker of the region who sees people.
fn readers(gate: Gate<'_>) -> Vec<Actor> {
    let region = gate.db.read(tsumugi_store::staff::regions).expect("regions").remove(0);
    let op = staff::system_op(gate, &region, SystemActor::SetUp);
    let mut readers = Vec::new();
    for org in staff::orgs(&op).expect("organisations") {
        for worker in staff::workers(&op, org.id).expect("workers").1 {
            let role = worker.employment.role;
            let Some(account) = worker.account.filter(|_| role.sees_people()) else { continue };
            let posts = vec![Post { org: org.id, role }];
            let (staff, name) = (worker.staff.id, worker.staff.name);
            readers.push(Actor {
                region: region.id,
                account,
                name,
                who: Who::Staff { staff, posts },
            });
        }
    }
    readers
}

fn op<'a>(gate: Gate<'a>, actor: &Actor) -> Op<'a> {
    Op {
        db: gate.db,
        actor: actor.clone(),
        org_name: String::new(),
        now: gate.now,
        submit: None,
        seen: None,
        chance: gate.chance,
    }
}

/// What the nights have told somebody. The home leaves out the tasks that it lists beside.
fn notices(gate: Gate<'_>, actor: &Actor) -> Vec<Notice> {
    let today = local_day(gate.now);
    let scope = Scope::new(&see_own_people(actor).expect("a worker"), today);
    let after = today.saturating_sub(jiff::Span::new().days(SHOWN_DAYS));
    let told = gate.db.read(|tx| by_rule::shown(tx, scope, monday_of(today), after));
    let told = told.expect("notices");
    let home = home::worker_home(&op(gate, actor)).expect("a home");
    assert!(home.notices.iter().all(|one| told.iter().any(|it| it.about == one.about)));
    told
}

/// The work of the night before a day; nothing is left.
fn night(gate: Gate<'_>) {
    job::start(gate).expect("in line");
    job::tick(gate).expect("in line");
    while job::run_one(gate).expect("a job runs") {}
    assert_eq!(job::left(gate).expect("a count"), 0, "{}", local_day(gate.now));
}

/// The daily job comes a second time on the same day, as when somebody takes a copy back.
fn night_again(gate: Gate<'_>) {
    while job::run_one(gate).expect("a job runs") {}
    let tomorrow = days_from(gate.now, 1);
    let leased = gate.db.write(|tx| tsumugi_store::job::lease(tx, tomorrow, tomorrow));
    let leased = leased.expect("a lease").expect("tomorrow's job waits");
    assert_eq!(leased.kind, JobKind::Forget.code());
    job::run_leased(gate, &leased).expect("it runs");
    let mut looked = 0;
    while job::run_one(gate).expect("a job runs") {
        looked += 1;
    }
    assert!(looked > 10, "every worker's people are looked through: {looked}");
}

type Key = (String, String, Date);

fn key(notice: &Notice) -> Key {
    (notice.kind.code().to_owned(), notice.about.clone(), notice.due)
}

#[test]
fn two_months_go_by_and_nobody_is_told_twice_or_too_much() {
    on_each_engine(60, |made| {
        let readers = readers(made);
        assert!(readers.len() > 10, "{}", readers.len());
        let mut told: BTreeMap<String, BTreeMap<Key, i64>> = BTreeMap::new();
        let (mut kinds, mut gathered) = (BTreeSet::new(), 0);
        for day in 0..=61 {
            let gate = Gate { now: days_from(made.now, day), ..made };
            night(gate);
            // A program that starts again, or a job that comes again, changes nothing.
            let before: Vec<_> = readers.iter().map(|reader| notices(gate, reader)).collect();
            if day % 10 == 0 {
                night_again(gate);
                let again: Vec<_> = readers.iter().map(|reader| notices(gate, reader)).collect();
                assert_eq!(before, again, "day {day}");
            }
            for (reader, all) in readers.iter().zip(&before) {
                let (today, week): (Vec<_>, Vec<_>) = all.iter().partition(|one| one.today);
                assert!(today.len() <= A_DAY, "{}: {today:#?}", reader.name);
                let known = told.entry(reader.name.clone()).or_default();
                for one in &today {
                    kinds.insert(one.kind.code());
                    let first = *known.entry(key(one)).or_insert(day);
                    assert!(day - first < SHOWN_DAYS, "{} on day {day}: {one:#?}", reader.name);
                }
                let distinct: BTreeSet<Key> = all.iter().map(key).collect();
                assert_eq!(
                    distinct.len(),
                    all.len(),
                    "{}: nothing stands there twice",
                    reader.name
                );
                // What was told of late is still there; what did not fit waits for its Monday.
                let of_late = |one: &&&Notice| known.get(&key(one)).is_some();
                let old = week.iter().filter(of_late).count();
                assert!(day >= 7 || old == week.len(), "{} on day {day}: {week:#?}", reader.name);
                gathered += week.len() - old;
            }
        }
        let all: Vec<_> = kinds.into_iter().collect();
        assert_eq!(all, ["consent_ends", "request_waits", "review", "task_late"]);
        assert!(gathered > 0, "no week had anything gathered");
    });
}

#[test]
fn a_week_goes_by_and_what_is_done_is_told_no_more() {
    on_each_engine(24, |made| {
        let readers = readers(made);
        for day in 0..=7 {
            let gate = Gate { now: days_from(made.now, day), ..made };
            night(gate);
            for reader in &readers {
                let found = notices(gate, reader);
                let late = |one: &&Notice| one.kind.code() == "task_late" && one.today;
                let Some(late) = found.iter().find(late) else { continue };
                // Who has done it is not told of it any more, on the same day.
                let task = late.about.parse().expect("a task");
                task::finish(&op(gate, reader), task, true, "できた").expect("it is done");
                let left = notices(gate, reader);
                assert!(left.iter().all(|one| one.about != late.about), "{left:#?}");
                assert_eq!(left.len() + 1, found.len(), "the others are still there");
                return;
            }
        }
        panic!("no task was late in a week");
    });
}

#[test]
fn what_a_sunday_finds_is_still_there_when_people_come_to_work() {
    on_each_engine(20, |made| {
        let readers = readers(made);
        let (mut weekend, mut still) = (0, 0);
        for day in 5..=20 {
            let gate = Gate { now: days_from(made.now, day), ..made };
            night(gate);
            if local_day(gate.now).weekday() != Weekday::Sunday {
                continue;
            }
            let monday = Gate { now: days_from(gate.now, 1), ..made };
            for reader in &readers {
                // Nights whose notices hold a week: a task that is late stays late.
                let late = |one: &Notice| one.kind.code() == "task_late" && one.today;
                let found: Vec<_> = notices(gate, reader).into_iter().filter(late).collect();
                let then: BTreeSet<Key> = notices(monday, reader).iter().map(key).collect();
                weekend += found.len();
                still += found.iter().filter(|one| then.contains(&key(one))).count();
            }
            if weekend > 0 {
                break;
            }
        }
        assert!(weekend > 0, "no Sunday had anything to tell");
        assert_eq!(still, weekend);
    });
}
