//! Background jobs: the daily one keeps itself going, and no entry waits for ever for its number.

use crate::support::{noon, on_each_engine};
use jiff::SignedDuration;
use jiff::civil::date;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng as _;
use tsumugi_app::auth::Gate;
use tsumugi_app::chance::Chance;
use tsumugi_app::staff::first_start;
use tsumugi_app::{AppError, Db, job};
use tsumugi_store::{StoreError, audit, job as jobs, staff};

fn fine<T>(work: Result<T, StoreError>) -> T {
    work.expect("the store works")
}

fn all(gate: Gate<'_>) -> u32 {
    let mut count = 0;
    while job::run_one(gate).expect("a job") {
        count += 1;
    }
    count
}

fn with_region(test: impl Fn(Gate<'_>)) {
    on_each_engine(|db: &Db| {
        let chance = Chance::new(ChaCha20Rng::seed_from_u64(1));
        let gate = Gate { db, now: noon(date(2026, 4, 10)), chance: &chance };
        first_start(gate, "みなと", false).expect("a region");
        job::tick(gate).expect("a look");
        test(gate);
    });
}

#[test]
fn the_daily_job_comes_every_day_and_forgets_what_was_done() {
    with_region(|gate| {
        job::start(gate).expect("in line");
        job::start(gate).expect("in line once");
        assert_eq!(all(gate), 2, "the numbering and the daily job");
        assert_eq!(all(gate), 0, "tomorrow's waits");
        let day = SignedDuration::from_hours(24);
        for number in 1..=9 {
            let later = Gate { now: gate.now + day * number, ..gate };
            assert_eq!(all(later), 1, "day {number}");
        }
        // Done jobs of the last seven days are still there, older ones are not.
        let region = fine(gate.db.read(staff::regions))[0].id;
        let end = gate.now + day * 30;
        let left = fine(gate.db.write(|tx| jobs::forget_before(tx, region, end)));
        assert_eq!(left, 8, "days 2 to 9");
    });
}

#[test]
fn an_entry_whose_job_was_over_too_early_is_numbered_after_the_next_tick() {
    with_region(|gate| {
        // The job ends without having seen the entry, as when it looked before the commit.
        fine(gate.db.write(|tx| {
            let leased = jobs::lease(tx, gate.now, gate.now)?.expect("the numbering");
            jobs::done(tx, &leased, gate.now)
        }));
        assert_eq!(all(gate), 0);
        assert_eq!(fine(gate.db.read(audit::regions_unnumbered)).len(), 1);
        job::tick(gate).expect("a look");
        job::tick(gate).expect("another look");
        assert_eq!(all(gate), 1);
        assert_eq!(fine(gate.db.read(audit::regions_unnumbered)).len(), 0);
    });
}

#[test]
fn work_whose_lease_was_lost_is_not_committed() {
    with_region(|gate| {
        let leased = fine(gate.db.write(|tx| jobs::lease(tx, gate.now, gate.now)));
        let slow = leased.expect("the numbering");
        let quick = fine(gate.db.write(|tx| jobs::lease(tx, gate.now, gate.now)));
        assert!(quick.is_some(), "the lease was over at once");
        let lost = job::run_leased(gate, &slow).expect_err("somebody else has it");
        assert!(matches!(lost, AppError::Conflict(_)), "{lost:?}");
        assert_eq!(fine(gate.db.read(audit::regions_unnumbered)).len(), 0, "one still waits");
        assert_eq!(job::left(gate).expect("a count"), 1);
    });
}
