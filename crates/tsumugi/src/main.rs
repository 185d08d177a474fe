//! The binary: verbs, configuration, wiring. No logic of the loop lives here.

mod admin;
mod care;
mod config;
mod copies;
mod data_dir;
mod demo;
mod listing;
mod serve;
mod tls;

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// What it is, for whoever types `--help` first.
const ABOUT: &str = "Tsumugi (つむぎ): for those who support people with disabilities in a region. \
From what somebody noticed to a meeting, a plan, and the council's answer.";

/// The verbs.
#[derive(Debug, Parser)]
#[command(name = "tsumugi", version, about = ABOUT, long_about = None)]
struct Cli {
    #[command(subcommand)]
    verb: Option<Verb>,
    #[command(flatten)]
    options: Options,
}

/// Options that every verb understands.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Options {
    /// Folder with the database, its key and the certificates.
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Address and port to listen on.
    #[arg(long, global = true, value_name = "ADDR", value_parser = address)]
    listen: Option<String>,
    /// PostgreSQL instead of the embedded database: postgres://…
    #[arg(long, global = true, value_name = "URL")]
    database_url: Option<String>,
    /// Another configuration file than DIR/tsumugi.toml.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// A proxy in front speaks HTTPS with the browsers.
    #[arg(long, global = true)]
    behind_proxy: bool,
}

fn address(text: &str) -> Result<String, String> {
    match text.parse::<std::net::SocketAddr>() {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err("an address is written with its port, for instance 127.0.0.1:8443 for this \
                       machine only or 0.0.0.0:8443 for the network"
            .to_owned()),
    }
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Serve the office or the region (the default).
    Serve,
    /// A fictional region to walk through, on this machine only.
    Demo(demo::DemoArgs),
    /// Make such a region and stop.
    Generate(demo::RegionArgs),
    /// Read data in.
    Import {
        #[command(subcommand)]
        what: ImportVerb,
    },
    /// Work of the administrator.
    Admin {
        #[command(subcommand)]
        what: AdminVerb,
    },
    /// Bring the database up to date and stop.
    Migrate,
    /// Write a whole copy of the database, verified by opening it.
    Backup {
        /// The new file.
        file: PathBuf,
    },
    /// Put a copy in the place of the database, after verifying it.
    Restore {
        /// The copy.
        file: PathBuf,
        /// Move the present database aside first.
        #[arg(long)]
        replace: bool,
    },
    /// Check the configuration and say where each value came from.
    Check,
    /// Look after the installation: database, key, disk, certificates.
    Doctor {
        /// Write what whoever helps needs to know into a new file; nothing about anybody is in it.
        #[arg(long, value_name = "FILE")]
        bundle: Option<PathBuf>,
    },
    /// Print the table of routes.
    #[command(hide = true)]
    Routes,
    /// Print the permission matrix.
    #[command(hide = true)]
    Permissions,
}

#[derive(Debug, Subcommand)]
enum ImportVerb {
    /// The roster of an office: xlsx or CSV. Without --write it only shows what would happen.
    People(admin::ImportArgs),
}

#[derive(Debug, Subcommand)]
enum AdminVerb {
    /// Print a new one-time set-up link for the system administrator.
    SetupLink,
}

/// What ends a verb: a sentence for the one who typed it.
pub(crate) type Done = Result<(), Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(&cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("tsumugi: {error}");
            let mut cause = error.source();
            while let Some(next) = cause {
                eprintln!("  because: {next}");
                cause = next.source();
            }
            ExitCode::FAILURE
        }
    }
}

fn run(cli: &Cli) -> Done {
    let options = &cli.options;
    match cli.verb.as_ref().unwrap_or(&Verb::Serve) {
        Verb::Serve => serve::serve(options),
        Verb::Demo(args) => demo::demo(options, args),
        Verb::Generate(args) => demo::generate(options, args),
        Verb::Import { what: ImportVerb::People(args) } => admin::import_people(options, args),
        Verb::Admin { what: AdminVerb::SetupLink } => admin::setup_link(options),
        Verb::Migrate => care::migrate(options),
        Verb::Backup { file } => copies::backup(options, file),
        Verb::Restore { file, replace } => copies::restore(options, file, *replace),
        Verb::Check => care::check(options),
        Verb::Doctor { bundle: None } => care::doctor(options),
        Verb::Doctor { bundle: Some(file) } => care::bundle(options, file),
        Verb::Routes => listing::routes(),
        Verb::Permissions => listing::permissions(),
    }
}
