//! The writer: what is acknowledged is there, what failed is not, and nobody pays for a neighbour.

use crate::support::{Fresh, fine, now, numbered, on_each_engine, sqlite};
use jiff::SignedDuration;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use tsumugi_domain::ids::{JobId, RegionId};
use tsumugi_store::{Db, StoreError, job, submit, topic};

fn region() -> RegionId {
    numbered(1)
}

fn revision(db: &Db, topic: &str) -> i64 {
    db.read(|tx| topic::revision(tx, region(), topic)).expect("a revision")
}

/// How a write of the plan ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Good,
    FailsHalfWay,
    FailsAtLast,
    Panics,
}

fn end() -> impl Strategy<Value = End> {
    prop_oneof![
        3 => Just(End::Good),
        1 => Just(End::FailsHalfWay),
        1 => Just(End::FailsAtLast),
        1 => Just(End::Panics),
    ]
}

/// Two changes in one write; true when it was acknowledged.
fn write_twice(db: &Db, name: &str, end: End) -> bool {
    let second = format!("{name} second");
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        db.write(|tx| {
            topic::touch(tx, region(), name)?;
            match end {
                End::FailsHalfWay => return Err(StoreError::Conflict("half way")),
                // Not a panic of the test: the hook stays quiet.
                End::Panics => std::panic::resume_unwind(Box::new("a closure panics")),
                End::Good | End::FailsAtLast => {}
            }
            topic::touch(tx, region(), &second)?;
            match end {
                End::FailsAtLast => Err(StoreError::Conflict("at the end")),
                _ => fine(()),
            }
        })
    }));
    let good = matches!(outcome, Ok(Ok(())));
    assert_eq!(good, end == End::Good, "{name}: {outcome:?}");
    if good {
        // Read your own writes: at once, on another connection.
        assert_eq!((revision(db, name), revision(db, &second)), (1, 1), "{name}");
    }
    good
}

/// Threads that all write at once, again and again.
fn stress(db: &Db, round: usize, plan: &[Vec<End>]) {
    std::thread::scope(|scope| {
        for (thread, ends) in plan.iter().enumerate() {
            scope.spawn(move || {
                for (number, end) in ends.iter().enumerate() {
                    write_twice(db, &format!("{round} {thread} {number}"), *end);
                }
            });
        }
    });
    for (thread, ends) in plan.iter().enumerate() {
        for (number, end) in ends.iter().enumerate() {
            let name = format!("{round} {thread} {number}");
            let expected = i64::from(*end == End::Good);
            let found = (revision(db, &name), revision(db, &format!("{name} second")));
            assert_eq!(found, (expected, expected), "{name} {end:?}");
        }
    }
}

#[test]
fn acknowledged_writes_are_there_and_failed_ones_leave_nothing() {
    on_each_engine(|fresh| {
        let config = Config { cases: 12, failure_persistence: None, ..Config::default() };
        let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        let round = AtomicUsize::new(0);
        let plans = proptest::collection::vec(proptest::collection::vec(end(), 1..8), 1..10);
        TestRunner::new_with_rng(config, rng)
            .run(&plans, |plan| {
                stress(&fresh.db, round.fetch_add(1, Ordering::SeqCst), &plan);
                Ok(())
            })
            .unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(fresh.db.integrity().expect("an answer"), Vec::<String>::new());
    });
}

/// Lets `count` threads write so that all of them are in line while the first one still runs, and
/// gives what each was told. On SQLite they share commits.
fn together<T: Send>(count: usize, work: impl Fn(usize, &dyn Fn()) -> T + Sync) -> Vec<T> {
    let coming = AtomicUsize::new(0);
    let told = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for number in 0..count {
            let (coming, told, work) = (&coming, &told, &work);
            scope.spawn(move || {
                coming.fetch_add(1, Ordering::SeqCst);
                let wait = || {
                    while coming.load(Ordering::SeqCst) < count {
                        std::thread::yield_now();
                    }
                };
                let answer = work(number, &wait);
                told.lock().expect("nobody panics").insert(number, answer);
            });
        }
    });
    told.into_inner().expect("nobody panics").into_values().collect()
}

#[test]
fn one_that_fails_takes_nobody_of_its_group_along() {
    let fresh = sqlite();
    for round in 0..20 {
        together(12, |number, wait| {
            let name = format!("{round} {number}");
            let told = catch_unwind(AssertUnwindSafe(|| {
                fresh.db.write(|tx| {
                    wait();
                    topic::touch(tx, region(), &name)?;
                    match number % 3 {
                        0 => Err(StoreError::Conflict("no")),
                        1 if number > 6 => std::panic::resume_unwind(Box::new("no")),
                        _ => Ok(()),
                    }
                })
            }));
            let good = matches!(told, Ok(Ok(())));
            assert_eq!(good, number % 3 != 0 && !(number % 3 == 1 && number > 6));
            assert_eq!(revision(&fresh.db, &name), i64::from(good), "{name}");
        });
    }
}

#[test]
fn a_reader_sees_one_moment() {
    on_each_engine(|fresh| {
        let db = &fresh.db;
        db.read(|tx| {
            assert_eq!(topic::revision(tx, region(), "moment")?, 0);
            // Somebody else's whole write begins and ends while this one looks.
            std::thread::scope(|scope| {
                scope.spawn(|| db.write(|tx| topic::touch(tx, region(), "moment")).unwrap());
            });
            assert_eq!(topic::revision(tx, region(), "moment")?, 0);
            fine(())
        })
        .expect("a snapshot");
        assert_eq!(revision(db, "moment"), 1);
    });
}

#[test]
fn a_panic_in_a_reader_gives_the_connection_back() {
    on_each_engine(|fresh| {
        for _ in 0..40 {
            let panicked = catch_unwind(AssertUnwindSafe(|| {
                fresh.db.read::<(), StoreError>(|_| std::panic::resume_unwind(Box::new("no")))
            }));
            assert!(panicked.is_err());
        }
        assert_eq!(revision(&fresh.db, "still there"), 0);
    });
}

#[test]
fn a_submit_token_is_taken_once_by_fifty() {
    on_each_engine(|fresh| {
        for round in 0..4 {
            let token = format!("token {round}");
            let taken = together(50, |_, _| {
                let account = numbered(2);
                let take = fresh.db.write(|tx| submit::take(tx, region(), &token, account, now()));
                take.expect("an answer")
            });
            assert_eq!(taken.iter().filter(|taken| **taken).count(), 1, "round {round}");
        }
    });
}

#[test]
fn a_failed_act_gives_its_submit_token_back() {
    on_each_engine(|fresh| {
        let take = |fail: bool| {
            fresh.db.write(|tx| {
                let fresh = submit::take(tx, region(), "again", numbered(2), now())?;
                if fail { Err(StoreError::Conflict("no")) } else { Ok(fresh) }
            })
        };
        assert!(take(true).is_err());
        assert!(take(false).expect("an answer"), "what failed can be sent again");
        assert!(!take(false).expect("an answer"), "what was done cannot");
    });
}

fn enqueue(fresh: &Fresh, count: u32) {
    let made = fresh.db.write(|tx| {
        (0..count).try_for_each(|number| {
            job::enqueue(tx, region(), numbered::<JobId>(100 + number), "sweep", "{}", now())
        })
    });
    made.expect("jobs");
}

#[test]
fn no_job_is_finished_by_two_workers() {
    on_each_engine(|fresh| {
        const JOBS: u32 = 30;
        enqueue(fresh, JOBS);
        let until = now() + SignedDuration::from_secs(60);
        let finished = AtomicU32::new(0);
        let done = together(8, |_, _| {
            let mut mine = Vec::new();
            while finished.load(Ordering::SeqCst) < JOBS {
                let leased = fresh.db.write(|tx| job::lease(tx, now(), until)).expect("a lease");
                let Some(leased) = leased else { continue };
                assert_eq!((leased.fence, leased.attempts), (1, 1), "{leased:?}");
                let done = fresh.db.write(|tx| job::done(tx, &leased, now())).expect("an answer");
                assert!(done, "nobody else could take {leased:?}");
                finished.fetch_add(1, Ordering::SeqCst);
                mine.push(leased.id);
            }
            mine
        });
        let mut all: Vec<_> = done.into_iter().flatten().collect();
        all.sort();
        assert_eq!(all, (0..JOBS).map(|number| numbered(100 + number)).collect::<Vec<_>>());
        assert_eq!(fresh.db.read(job::left).expect("a count"), 0);
    });
}

#[test]
fn who_lost_the_lease_cannot_finish() {
    on_each_engine(|fresh| {
        enqueue(fresh, 1);
        let minute = SignedDuration::from_secs(60);
        let lease = |at| fresh.db.write(|tx| job::lease(tx, at, at + minute)).expect("an answer");
        let slow = lease(now()).expect("a job");
        assert!(lease(now()).is_none(), "it is held");
        assert!(lease(now() + minute - SignedDuration::from_micros(1)).is_none(), "still held");
        let quick = lease(now() + minute).expect("the lease is over");
        assert_eq!((quick.id, quick.fence, quick.attempts), (slow.id, slow.fence + 1, 2));
        let done = |leased| fresh.db.write(|tx| job::done(tx, leased, now())).expect("an answer");
        let later = |leased| fresh.db.write(|tx| job::later(tx, leased, now())).expect("an answer");
        assert!(!later(&slow), "the slow one may not put it off");
        assert!(!done(&slow), "the slow one may not finish it");
        assert!(done(&quick));
        assert!(!done(&quick), "finished is finished");
        assert!(lease(now() + minute + minute).is_none());
    });
}

#[test]
fn what_is_put_off_comes_again_on_its_day() {
    on_each_engine(|fresh| {
        enqueue(fresh, 1);
        let day = SignedDuration::from_hours(24);
        let lease = |at| {
            fresh
                .db
                .write(|tx| job::lease(tx, at, at + SignedDuration::from_secs(60)))
                .expect("an answer")
        };
        let first = lease(now()).expect("a job");
        assert!(fresh.db.write(|tx| job::later(tx, &first, now() + day)).expect("an answer"));
        assert!(lease(now() + day - SignedDuration::from_secs(1)).is_none());
        assert_eq!(lease(now() + day).expect("a job").attempts, 2);
        assert_eq!(fresh.db.read(job::left).expect("a count"), 1);
    });
}

#[test]
fn the_sequencer_is_in_line_once() {
    on_each_engine(|fresh| {
        together(10, |number, _| {
            let id: JobId = numbered(200 + u32::try_from(number).expect("few"));
            let kind = "sequence_audit";
            let made = fresh.db.write(|tx| job::enqueue(tx, region(), id, kind, "{}", now()));
            made.expect("a job or none");
        });
        assert_eq!(fresh.db.read(job::left).expect("a count"), 1);
    });
}

#[test]
fn work_in_haste_is_in_the_database_at_its_end() {
    on_each_engine(|fresh| {
        let touch = || fresh.db.write(|tx| topic::touch(tx, region(), "haste"));
        let work = || {
            (0..50).try_for_each(|_| touch())?;
            Ok::<_, StoreError>(revision(&fresh.db, "haste"))
        };
        assert_eq!(fresh.db.in_haste(work).expect("told"), 50);
        if let tsumugi_store::DbConfig::Sqlite { path, .. } = &fresh.config {
            let log = path.with_extension("db-wal");
            let left = std::fs::metadata(&log).expect("a log").len();
            assert_eq!(left, 0, "{} still holds writes", log.display());
        }
        touch().expect("life goes on");
        assert_eq!(revision(&fresh.db, "haste"), 51);
    });
}

#[test]
fn what_fails_in_haste_takes_the_rest_with_it() {
    let fresh = sqlite();
    let touch = || fresh.db.write(|tx| topic::touch(tx, region(), "haste"));
    let fail = |tx: &mut tsumugi_store::WriteTx<'_>| {
        topic::touch(tx, region(), "haste")?;
        Err::<(), _>(StoreError::Conflict("planted"))
    };
    let told = fresh.db.in_haste(|| {
        touch()?;
        fresh.db.write(fail).expect_err("it fails");
        touch().expect_err("nothing is written any more");
        Ok::<_, StoreError>(())
    });
    told.expect_err("nobody is told that all is well");
    assert_eq!(revision(&fresh.db, "haste"), 0);
    let given_up = fresh.db.in_haste(|| {
        touch()?;
        Err::<(), _>(StoreError::Conflict("planted"))
    });
    given_up.expect_err("the work itself failed");
    assert_eq!(revision(&fresh.db, "haste"), 0);
    touch().expect("life goes on");
    assert_eq!(revision(&fresh.db, "haste"), 1);
}
