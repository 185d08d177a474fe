//! The demonstration region: fictional people and offices in two real cities of Hyogo.
//!
//! Everything is made through the use cases, on past days, by those who may do it: rights, audits
//! and rules hold in the demonstration as they do in an office. The same seed and the same day
//! give the same region.

mod acts;
mod content;
mod council;
mod doubles;
mod history;
mod meetings;
mod past;
mod people;
mod story_a;
mod world;

use crate::content::Content;
use crate::council::Neighbour;
use crate::story_a::Story;
use crate::world::World;
use jiff::Timestamp;
use rand::SeedableRng as _;
use rand_chacha::ChaCha20Rng;
use tsumugi_app::AppError;
use tsumugi_app::auth::Gate;
use tsumugi_app::chance::Chance;
use tsumugi_app::job;
use tsumugi_domain::ids::{AccountId, PersonId, RegionId};
use tsumugi_store::Db;

/// Why no region could be made.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// A use case refused; then a content file and a rule do not fit together.
    #[error("a step of the demonstration failed: {0}")]
    App(#[from] AppError),
    /// A content file cannot be read.
    #[error("the content of the demonstration cannot be read: {0}")]
    Content(String),
    /// Somebody's data is there already.
    #[error("the database is not empty")]
    NotEmpty,
}

/// Somebody whom a visitor of the demonstration can be.
#[derive(Debug, Clone)]
pub struct DemoAccount {
    /// As what: `service_manager`, `child_support_manager`, `support_worker`, `specialist`,
    /// `municipal_officer`, `council_secretariat`, `council_member`, `core_centre`, `person`, `mother`,
    /// `office_admin`, `system_admin`.
    pub role: &'static str,
    /// Name.
    pub name: String,
    /// Account.
    pub account: AccountId,
}

/// What was made.
#[derive(Debug, Clone)]
pub struct Region {
    /// The region.
    pub region: RegionId,
    /// Who can sign in.
    pub accounts: Vec<DemoAccount>,
    /// Who is let into one meeting by a link, without an account: `school_guest`,
    /// `hospital_guest`, `employer_guest`; name; path of the link.
    pub guests: Vec<(String, String, String)>,
    /// Everybody, in the order of making; the stories' people first.
    pub people: Vec<PersonId>,
    /// Pages worth seeing: route, role of the account that may see it, path.
    pub pages: Vec<(String, String, String)>,
}

/// Makes the region as it stands at `now`: the stories' people, and others up to `people` in number.
/// Now and then it tells how many there are.
///
/// # Errors
/// [`DemoError::NotEmpty`] when somebody's data is there already.
pub fn generate(
    db: &Db,
    now: Timestamp,
    seed: u64,
    people: usize,
    tell: &dyn Fn(usize),
) -> Result<Region, DemoError> {
    let content = Content::load(people)?;
    let story = Story::load()?;
    // Content has its own randomness, so that ids and tokens do not change who lives here.
    let mut rng = ChaCha20Rng::seed_from_u64(seed);
    let mut keys = ChaCha20Rng::seed_from_u64(seed);
    keys.set_stream(1);
    let chance = Chance::in_order(keys, world::set_up(now));
    let mut world = World::new(Gate { db, now, chance: &chance }, &content, people)?;
    sign_ins(&mut world)?;
    let told = story_a::tell(&mut world, &story)?;
    let mut all = vec![told.person];
    all.extend(story_a::walkers(&mut world, &story, &content)?);
    let others = people::draw(&content, &mut rng, world.today(), people.saturating_sub(all.len()))?;
    let mut made = Vec::new();
    for drawn in &others {
        let one = people::settle(&world, drawn)?;
        history::pass(&mut world, &content, &mut rng, drawn, &one)?;
        all.push(one.person);
        made.push(one);
        if all.len().is_multiple_of(NUMBER_EVERY) {
            job::tick(world.gate)?;
            while job::run_one(world.gate)? {}
        }
        if all.len().is_multiple_of(TELL_EVERY) {
            tell(all.len());
        }
    }
    let neighbours: Vec<Neighbour<'_>> =
        others.iter().zip(&made).map(|(drawn, made)| Neighbour { drawn, made }).collect();
    council::tell(&mut world, (&content, &story), &told, &neighbours)?;
    doubles::tell(&mut world, SERVICE_MANAGER, &others, &made)?;
    Ok(Region {
        region: world.region.id,
        accounts: world.accounts,
        guests: world.guests,
        people: all,
        pages: world.pages,
    })
}

/// The audit is numbered after so many people: later, its pages would have to be read again.
const NUMBER_EVERY: usize = 100;

/// A large region takes minutes: it is told after so many people.
const TELL_EVERY: usize = 1000;

/// The service manager whom a visitor can be.
const SERVICE_MANAGER: &str = "岸本 直樹";

/// The workers whom a visitor can be, and the pages that are theirs without any person.
fn sign_ins(world: &mut World<'_>) -> Result<(), DemoError> {
    for (role, name) in [
        ("service_manager", SERVICE_MANAGER),
        ("child_support_manager", "岡部 智恵"),
        ("support_worker", "内藤 由紀"),
        ("specialist", "瀬尾 文香"),
        ("municipal_officer", "竹中 修"),
        ("core_centre", "植月 理恵"),
        ("council_secretariat", "富永 千鶴"),
        ("council_member", "有馬 俊介"),
        ("office_admin", "石守 哲郎"),
        ("system_admin", "システム管理者"),
    ] {
        world.may_sign_in(role, name)?;
        world.page("home", role, "/home".to_owned());
    }
    world.page("people", "service_manager", "/people".to_owned());
    world.page("search", "service_manager", "/search".to_owned());
    world.page("meetings", "specialist", "/meetings?which=closed".to_owned());
    world.page("tasks", "service_manager", "/tasks?which=open".to_owned());
    world.page("needs", "child_support_manager", "/needs?which=reported".to_owned());
    world.page("import", "service_manager", "/import".to_owned());
    world.page("register", "service_manager", "/people/new".to_owned());
    world.page("staff", "office_admin", "/staff".to_owned());
    world.page("orgs", "system_admin", "/orgs".to_owned());
    world.page("own", "mother", "/me".to_owned());
    world.page("account", "service_manager", "/account".to_owned());
    world.page("account", "mother", "/account".to_owned());
    Ok(())
}
