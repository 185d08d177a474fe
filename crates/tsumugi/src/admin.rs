//! Work of whoever owns the machine.

use crate::{Done, Options, config, data_dir, serve};
use clap::Args;
use std::path::PathBuf;
use tsumugi_app::staff::{first_start, system_op};
use tsumugi_app::way_back;
use tsumugi_domain::policy::SystemActor;
use tsumugi_domain::staff::Role;
use tsumugi_store::Db;

/// Options of the roster import.
#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// The roster: xlsx, or CSV in UTF-8 or Shift_JIS.
    file: PathBuf,
    /// Name of the office whose people these are.
    #[arg(long)]
    office: String,
    /// Write what the dry run shows.
    #[arg(long)]
    write: bool,
    /// Write the good rows even when others are not good.
    #[arg(long)]
    accept_partial: bool,
}

/// What use cases need, for work on the command line: nobody is served.
fn state(db: Db) -> Result<tsumugi_web::AppState, Box<dyn std::error::Error>> {
    let outside = serve::Outside::default();
    Ok(serve::state(db, serve::system_clock(), true, false, serve::seed()?, outside))
}

/// Prints a new set-up link for the system administrator: the way in when everything is lost but
/// the machine.
pub(crate) fn setup_link(options: &Options) -> Done {
    let config = config::load(options)?;
    let (db, _held) = data_dir::open_existing(&config, Db::open_current)?;
    let state = state(db)?;
    let token = match first_start(state.gate(), &config.region, false)? {
        Some((_, token)) => token,
        None => {
            let (region, account) = system_administrator(&state)?;
            let op = system_op(state.gate(), &region, SystemActor::CommandLine);
            way_back::system_administrator(&op, account)?
        }
    };
    println!("/set-up/{}", token.0);
    println!("  open it on this server's address; it works once, for 72 hours");
    Ok(())
}

/// What reading the file in would do, row by row, in the words of the screen.
fn print_preview(preview: &tsumugi_app::import::Preview) {
    use tsumugi_app::import::RowKind;
    let words = tsumugi_words::Words::default();
    for row in &preview.rows {
        match &row.kind {
            RowKind::New => println!("{:>5}  new        {}", row.line, row.name),
            RowKind::Same => println!("{:>5}  as before  {}", row.line, row.name),
            RowKind::Changed(changes) => {
                println!("{:>5}  changed    {}", row.line, row.name);
                for change in changes {
                    let label = change.field.label();
                    println!("              {label}: {:?} -> {:?}", change.before, change.after);
                }
            }
            RowKind::Duplicate(_) => {
                println!("{:>5}  likely here already, left out  {}", row.line, row.name);
            }
            RowKind::Wrong(problems) => {
                println!("{:>5}  WRONG      {}", row.line, row.name);
                for cell in problems {
                    println!(
                        "              {}{} {} {:?}: {} {}",
                        cell.column,
                        row.line,
                        cell.heading,
                        cell.text,
                        words.text(cell.fault.code()),
                        words.text(cell.fault.mend())
                    );
                }
            }
        }
    }
    let counts = preview.counts;
    println!(
        "{} new, {} changed, {} as before, {} likely duplicates, {} wrong",
        counts.new, counts.changed, counts.same, counts.duplicate, counts.wrong
    );
}

fn system_administrator(
    state: &tsumugi_web::AppState,
) -> Result<
    (tsumugi_store::staff::Region, tsumugi_domain::ids::AccountId),
    Box<dyn std::error::Error>,
> {
    let regions = state.db().read(tsumugi_store::staff::regions)?;
    for region in regions {
        let op = system_op(state.gate(), &region, SystemActor::CommandLine);
        for org in tsumugi_app::staff::orgs(&op)? {
            let (_, workers) = tsumugi_app::staff::workers(&op, org.id)?;
            let found = workers
                .into_iter()
                .find(|worker| worker.employment.role == Role::SystemAdmin)
                .and_then(|worker| worker.account);
            if let Some(account) = found {
                return Ok((region, account));
            }
        }
    }
    Err("there is no system administrator in this database".into())
}

/// Reads in a roster, first as a dry run.
pub(crate) fn import_people(options: &Options, args: &ImportArgs) -> Done {
    let config = config::load(options)?;
    let bytes = std::fs::read(&args.file)
        .map_err(|why| format!("cannot read {}: {why}", args.file.display()))?;
    let name = args.file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let (db, _held) = data_dir::open_existing(&config, Db::open_current)?;
    let state = state(db)?;
    let regions = state.db().read(tsumugi_store::staff::regions)?;
    let region = regions.first().ok_or("the database is empty; start `tsumugi serve` once")?;
    let op = system_op(state.gate(), region, SystemActor::CommandLine);
    let orgs = tsumugi_app::staff::orgs(&op)?;
    let office = orgs.iter().find(|org| org.name == args.office).ok_or_else(|| {
        let names: Vec<_> = orgs.iter().map(|org| org.name.as_str()).collect();
        format!("no office is called {:?}; there are: {}", args.office, names.join("、"))
    })?;
    let preview = tsumugi_app::import::preview(&op, office.id, &bytes, &name)?;
    print_preview(&preview);
    if args.write {
        let done = tsumugi_app::import::apply(&op, office.id, &bytes, &name, args.accept_partial)?;
        println!(
            "written: {} new, {} changed, {} as before, {} left out",
            done.made, done.changed, done.same, done.skipped
        );
    } else {
        println!("nothing was written; repeat with --write");
    }
    Ok(())
}
