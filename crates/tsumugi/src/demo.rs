//! The demonstration: a fictional region, one-time sign-in links, this machine only.

use crate::{Done, Options, config, data_dir, serve};
use clap::Args;
use jiff::civil::Date;
use rand::SeedableRng as _;
use rand_chacha::ChaCha20Rng;
use serde_json::json;
use std::net::TcpListener;
use std::path::Path;
use std::sync::{Arc, Mutex};
use tsumugi_app::auth::{Gate, LinkPurpose, make_link};
use tsumugi_domain::ids::{AccountId, RegionId};
use tsumugi_store::Db;
use tsumugi_web::Clock;

/// Options of the demonstration.
#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// How many people the region has.
    #[arg(long, default_value_t = 60)]
    people: usize,
    /// The same seed makes the same region.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The day on which the region's story stands still (YYYY-MM-DD); today when not given. The
    /// whole clock goes with it, for authenticator codes too: those of a real telephone do not fit
    /// then, the sign-in links do.
    #[arg(long)]
    today: Option<Date>,
}

/// What is kept beside the database for the next start.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct Kept {
    region: String,
    accounts: Vec<(String, String, String)>,
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
    let listener = TcpListener::bind(config.listen)?;
    let base = format!("http://{}", listener.local_addr()?);
    let db = data_dir::open_or_make(&config)?;
    let clock = clock(args.today);
    let kept = prepare(&db, &config.data, args, &clock)?;
    let state = serve::state(db, clock, false, false, serve::seed()?, None);
    let links = links(&state, &kept)?;
    write_index(&config.data, &base, &kept, &links)?;
    println!("listening {base}");
    for (role, name, url) in &links {
        println!("sign-in\t{role}\t{name}\t{base}{url}");
    }
    println!("Each link works once; start again for new ones. Everybody here is fictional.");
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

/// Generates the region into an empty database, or finds the one made before.
fn prepare(
    db: &Db,
    data: &Path,
    args: &DemoArgs,
    clock: &Clock,
) -> Result<Kept, Box<dyn std::error::Error>> {
    let file = data.join("demo-region.json");
    let regions = db.read(tsumugi_store::staff::regions)?;
    match regions.first() {
        Some(region) if !region.demo => {
            Err("this is a real database; the demonstration needs a folder of its own".into())
        }
        // The list is written last: without it the region was begun and not finished.
        Some(_) if !file.exists() => Err(format!(
            "the region in {} was not finished; remove the folder and start again",
            data.display()
        )
        .into()),
        Some(_) => Ok(serde_json::from_str(&std::fs::read_to_string(file)?)?),
        None => {
            eprintln!("making a region with {} people…", args.people);
            let rng = Mutex::new(ChaCha20Rng::seed_from_u64(args.seed));
            let gate = Gate { db, now: clock(), rng: &rng };
            let made =
                gate.db.in_haste(|| tsumugi_demo::generate(gate, args.seed, args.people))??;
            let kept = Kept {
                region: made.region.to_string(),
                accounts: made
                    .accounts
                    .into_iter()
                    .map(|a| (a.role.to_owned(), a.name, a.account.to_string()))
                    .collect(),
                pages: made.pages,
            };
            std::fs::write(file, serde_json::to_string_pretty(&kept)?)?;
            Ok(kept)
        }
    }
}

/// A one-time link: role, name, path.
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
