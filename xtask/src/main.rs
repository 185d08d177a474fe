//! Tests, benchmarks, generated files and house rules: `cargo xtask --help`.

mod bench;
mod generated;
mod install;
mod postgres;
mod screenshots;
mod server;
mod shell;
mod test;
mod tidy;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Work on the project itself.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Installs what is missing and runs every check; stops at the first that fails.
    Test {
        /// Without the reference documentation and the browser.
        #[arg(long)]
        quick: bool,
    },
    /// Measures the release build and prints a Markdown table.
    Bench(bench::Options),
    /// Writes the generated documents anew.
    Gen {
        /// Writes nothing; fails if a committed document differs.
        #[arg(long)]
        check: bool,
    },
    /// Checks the house rules that no other tool knows.
    Tidy,
    /// Takes a picture of every page of the demonstration region, wide and narrow.
    Screenshots {
        /// Folder for the pictures and their index.
        #[arg(long, default_value = "e2e/out/screenshots")]
        out: PathBuf,
        /// Display layer of all pages: standard, easy or english. Each role's own if not given.
        #[arg(long)]
        layer: Option<String>,
        /// Only pages whose name contains this.
        #[arg(long)]
        only: Option<String>,
    },
    /// Installs what the tests need: browser, database server, Node.js and its packages.
    Install,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().verb {
        Verb::Test { quick } => test::run(quick),
        Verb::Bench(options) => bench::run(&options),
        Verb::Gen { check: true } => generated::check(),
        Verb::Gen { check: false } => generated::write(),
        Verb::Tidy => tidy::run(),
        Verb::Screenshots { out, layer, only } => {
            screenshots::run(&out, layer.as_deref(), only.as_deref())
        }
        Verb::Install => install::run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}
