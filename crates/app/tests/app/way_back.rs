//! The way in from the machine leaves a trace.

use crate::support::{noon, on_each_engine};
use jiff::civil::date;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng as _;
use tsumugi_app::auth::Gate;
use tsumugi_app::chance::Chance;
use tsumugi_app::staff::{self, first_start, system_op};
use tsumugi_app::{Db, job, way_back};
use tsumugi_domain::policy::SystemActor;
use tsumugi_store::audit;

#[test]
fn a_link_from_the_command_line_is_written_down() {
    on_each_engine(|db: &Db| {
        let chance = Chance::new(ChaCha20Rng::seed_from_u64(1));
        let gate = Gate { db, now: noon(date(2026, 4, 10)), chance: &chance };
        let (region, first) = first_start(gate, "みなと", false).unwrap().unwrap();
        job::tick(gate).unwrap();
        while job::run_one(gate).unwrap() {}
        assert_eq!(db.read(audit::regions_unnumbered).unwrap().len(), 0);
        let op = system_op(gate, &region, SystemActor::CommandLine);
        let org = staff::orgs(&op).unwrap().remove(0);
        let account = staff::workers(&op, org.id).unwrap().1.remove(0).account.unwrap();
        let link = way_back::system_administrator(&op, account).unwrap();
        assert_ne!(link, first);
        // The entry is there, and waits for its number.
        assert_eq!(db.read(audit::regions_unnumbered).unwrap().len(), 1);
        let limit = 10;
        let numbered = db.write(|tx| audit::number_leaves(tx, region.id, limit)).unwrap();
        assert_eq!(numbered, 1);
        while job::run_one(gate).unwrap() {}
    });
}
