//! The demonstration: a fictional region, one-time sign-in links, this machine only.

use crate::config::Config;
use crate::serve::Outside;
use crate::{Done, Options, config, data_dir, serve};
use clap::Args;
use jiff::civil::Date;
use rand::SeedableRng as _;
use rand_chacha::ChaCha20Rng;
use serde_json::json;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;
use tsumugi_app::auth::{Gate, LinkPurpose, make_link};
use tsumugi_app::chance::Chance;
use tsumugi_app::job;
use tsumugi_app::op::days_from;
use tsumugi_domain::ids::{AccountId, RegionId};
use tsumugi_store::Db;
use tsumugi_web::Clock;

/// Which region is made.
#[derive(Debug, Args)]
pub(crate) struct RegionArgs {
    /// How many people a new region has; 300 when not given.
    #[arg(long, value_parser = people, allow_hyphen_values = true)]
    people: Option<usize>,
    /// The same seed makes the same region: a whole number; 1 when not given.
    #[arg(long, value_parser = seed, allow_hyphen_values = true)]
    seed: Option<u64>,
    /// The day on which the region's story stands still (YYYY-MM-DD); today when not given. The
    /// whole clock goes with it, for authenticator codes too: those of a real telephone do not fit
    /// then, the sign-in links do.
    #[arg(long, value_parser = day)]
    today: Option<Date>,
}

impl RegionArgs {
    fn people(&self) -> usize {
        self.people.unwrap_or(300)
    }

    fn seed(&self) -> u64 {
        self.seed.unwrap_or(1)
    }

    /// What was asked for a new region and is not how the one that stands was made; no older
    /// version wrote down how it made one.
    fn differs(&self, kept: &Kept) -> bool {
        self.people.is_some_and(|people| kept.people != Some(people))
            || self.seed.is_some_and(|seed| kept.seed != Some(seed))
    }
}

/// Options of the demonstration.
#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    #[command(flatten)]
    region: RegionArgs,
    /// Lets so many days pass after the region was made, with the work of each night.
    #[arg(long, default_value_t = 0, value_parser = days, allow_hyphen_values = true)]
    days: i64,
}

/// More people than any prefecture's offices support.
const MOST_PEOPLE: usize = 100_000;
/// Two years: plans, consents and certificates end on the way.
const MOST_DAYS: i64 = 730;

fn people(text: &str) -> Result<usize, String> {
    text.parse()
        .ok()
        .filter(|people| (1..=MOST_PEOPLE).contains(people))
        .ok_or_else(|| format!("a region has 1 to {MOST_PEOPLE} people, for instance 300"))
}

fn seed(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| "a seed is a whole number from 0, for instance 1".to_owned())
}

fn day(text: &str) -> Result<Date, String> {
    text.parse()
        .map_err(|_| "a day is written as year-month-day, for instance 2026-11-23".to_owned())
}

fn days(text: &str) -> Result<i64, String> {
    text.parse()
        .ok()
        .filter(|days| (0..=MOST_DAYS).contains(days))
        .ok_or_else(|| format!("0 to {MOST_DAYS} days can pass, for instance 7"))
}

/// A region that was begun and could not be finished.
#[derive(Debug, thiserror::Error)]
#[error("the region could not be finished, and nothing of it was kept; see why below")]
struct Unfinished(#[source] Box<dyn std::error::Error>);

/// What is kept beside the database for the next start.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct Kept {
    region: String,
    #[serde(default)]
    people: Option<usize>,
    #[serde(default)]
    seed: Option<u64>,
    accounts: Vec<(String, String, String)>,
    guests: Vec<(String, String, String)>,
    pages: Vec<(String, String, String)>,
}

/// The verb.
pub(crate) fn demo(options: &Options, args: &DemoArgs) -> Done {
    serve::start_log();
    let mut options = options.clone();
    options.data.get_or_insert_with(|| "tsumugi-demo".into());
    options.listen.get_or_insert_with(|| "127.0.0.1:8080".to_owned());
    let config = config::load(&options)?;
    if !config.listen.ip().is_loopback() {
        return Err("the demonstration listens on this machine only (127.0.0.1); its sign-in \
                    links are for everybody who can read this screen"
            .into());
    }
    let _held = data_dir::hold_for_server(&config.data)?;
    let listener = TcpListener::bind(config.listen).map_err(|why| {
        format!("cannot listen on {}: {why}; name another port with --listen", config.listen)
    })?;
    let base = format!("http://{}", listener.local_addr()?);
    let made = clock(args.region.today);
    let (db, kept) = region(&config, &args.region, &made)?;
    let clock = pass_days(&db, args, &made)?;
    let state =
        serve::state(db, clock, false, false, serve::seed()?, Outside::of(&options, &config));
    let links = links(&state, &kept)?;
    write_index(&config.data, &base, &kept, &links)?;
    println!("listening {base}");
    for (role, name, url) in &links {
        println!("sign-in\t{role}\t{name}\t{base}{url}");
    }
    println!(
        "Each link works once (those of guests as often as they are opened); start again for new ones. Everybody here is fictional."
    );
    serve::run(listener, state, None)
}

/// The clock of the machine, or ten in the morning of a chosen day and on from there.
fn clock(today: Option<Date>) -> Clock {
    let system = serve::system_clock();
    match today.and_then(|day| day.at(10, 0, 0, 0).to_zoned(tsumugi_app::op::japan()).ok()) {
        None => system,
        Some(start) => {
            let (start, began) = (start.timestamp(), system());
            Arc::new(move || start.saturating_add(system().duration_since(began)).unwrap_or(start))
        }
    }
}

/// The verb that only makes the region, to be looked at later or measured.
pub(crate) fn generate(options: &Options, args: &RegionArgs) -> Done {
    let mut options = options.clone();
    options.data.get_or_insert_with(|| "tsumugi-demo".into());
    let config = config::load(&options)?;
    let _held = data_dir::hold_for_server(&config.data)?;
    if list_of(&config).exists() {
        let folder = config.data.display();
        return Err(format!("there is a region in {folder} already; name another folder").into());
    }
    let begun = Instant::now();
    region(&config, args, &clock(args.today))?;
    let seconds = begun.elapsed().as_secs_f64();
    let pace = f64::from(u32::try_from(args.people())?) / seconds;
    println!("{} people in {seconds:.1} s, {pace:.0} a second", args.people());
    Ok(())
}

/// Lets the days pass, each with the work of its night; gives the clock of the last one.
fn pass_days(db: &Db, args: &DemoArgs, made: &Clock) -> Result<Clock, Box<dyn std::error::Error>> {
    let chance = Chance::new(ChaCha20Rng::seed_from_u64(args.region.seed()));
    for day in 1..=args.days {
        let gate = Gate { db, now: days_from(made(), day), chance: &chance };
        job::start(gate)?;
        job::tick(gate)?;
        while job::run_one(gate)? {}
    }
    let (made, days) = (made.clone(), args.days);
    Ok(Arc::new(move || days_from(made(), days)))
}

/// The list of what was made. It is written last: without it a region was begun and not finished.
fn list_of(config: &Config) -> PathBuf {
    config.data.join("demo-region.json")
}

/// Finds the region made before, or makes it. One that was begun and not finished is made anew;
/// when making fails, nothing of it stays.
fn region(
    config: &Config,
    args: &RegionArgs,
    clock: &Clock,
) -> Result<(Db, Kept), Box<dyn std::error::Error>> {
    let mut db = data_dir::open_or_make(config)?;
    let list = list_of(config);
    match db.read(tsumugi_store::staff::regions)?.first() {
        Some(region) if !region.demo => {
            return Err(
                "this is a real database; the demonstration needs a folder of its own".into()
            );
        }
        Some(_) if list.exists() => {
            let kept: Kept = serde_json::from_str(&std::fs::read_to_string(list)?)?;
            if args.differs(&kept) {
                eprintln!(
                    "a region stands in {} already and is used as it is; --people and --seed are \
                     for a new one: name another folder with --data, or delete this one",
                    config.data.display()
                );
            }
            return Ok((db, kept));
        }
        Some(_) if config.database_url.is_some() => {
            return Err("the region in this database was not finished; name an empty one".into());
        }
        Some(_) => {
            eprintln!("a region was begun here and not finished; it is made anew");
            drop(db);
            discard(config)?;
            db = data_dir::open_or_make(config)?;
        }
        None => {}
    }
    match make(&db, config, args, clock) {
        Ok(kept) => Ok((db, kept)),
        Err(why) => {
            drop(db);
            if config.database_url.is_none() {
                discard(config)?;
            }
            Err(Unfinished(why).into())
        }
    }
}

/// Removes an unfinished region of the embedded database: everybody in it is fictional.
fn discard(config: &Config) -> Done {
    let database = data_dir::database(&config.data);
    let beside = data_dir::BESIDE.iter().map(|ending| data_dir::beside(&database, ending));
    let key = data_dir::key_file(&config.data);
    for file in beside.chain([database.clone(), key, list_of(config)]) {
        if file.exists() {
            std::fs::remove_file(file)?;
        }
    }
    Ok(())
}

/// Generates the region into an empty database.
fn make(
    db: &Db,
    config: &Config,
    args: &RegionArgs,
    clock: &Clock,
) -> Result<Kept, Box<dyn std::error::Error>> {
    eprintln!("making a region with {} people…", args.people());
    let chance = Chance::new(ChaCha20Rng::seed_from_u64(args.seed()));
    let gate = Gate { db, now: clock(), chance: &chance };
    let tell = |made| eprintln!("{made} of {} people…", args.people());
    let made = db.in_haste(|| {
        let made = tsumugi_demo::generate(db, gate.now, args.seed(), args.people(), &tell)?;
        // Hundreds of thousands of audit entries are numbered here, not while somebody waits.
        job::tick(gate)?;
        while job::run_one(gate)? {}
        Ok::<_, Box<dyn std::error::Error>>(made)
    })?;
    let accounts = made.accounts.into_iter();
    let kept = Kept {
        region: made.region.to_string(),
        people: Some(args.people()),
        seed: Some(args.seed()),
        accounts: accounts
            .map(|one| (one.role.to_owned(), one.name, one.account.to_string()))
            .collect(),
        guests: made.guests,
        pages: made.pages,
    };
    std::fs::write(list_of(config), serde_json::to_string_pretty(&kept)?)?;
    Ok(kept)
}

/// A link: role, name, path.
type SignIn = (String, String, String);

/// New one-time links.
fn links(
    state: &tsumugi_web::AppState,
    kept: &Kept,
) -> Result<Vec<SignIn>, Box<dyn std::error::Error>> {
    let region: RegionId = kept.region.parse()?;
    let mut links = Vec::new();
    for (role, name, account) in &kept.accounts {
        let account: AccountId = account.parse()?;
        let token = state
            .db()
            .write(|tx| make_link(state.gate(), tx, region, account, LinkPurpose::Demo))?;
        links.push((role.clone(), name.clone(), format!("/link/{}", token.0)));
    }
    // A guest's link works until its meeting is over, as often as it is opened.
    links.extend(kept.guests.iter().cloned());
    Ok(links)
}

/// The index of pages by route and role: one command makes all screenshots from it.
fn write_index(data: &Path, base: &str, kept: &Kept, links: &[SignIn]) -> Done {
    let index = json!({
        "base_url": base,
        "sign_in": links.iter().map(|(role, name, path)| json!({
            "role": role, "name": name, "url": format!("{base}{path}"),
        })).collect::<Vec<_>>(),
        "pages": kept.pages.iter().map(|(route, role, path)| json!({
            "route": route, "role": role, "url": format!("{base}{path}"),
        })).collect::<Vec<_>>(),
    });
    std::fs::write(data.join("demo.json"), serde_json::to_string_pretty(&index)?)?;
    Ok(())
}
