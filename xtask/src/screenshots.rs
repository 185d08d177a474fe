//! Pictures of every page of the demonstration region.

use std::path::Path;
use std::process::Command;

use crate::install;
use crate::server::{Place, Server};
use crate::shell::{self, Outcome};

/// Starts a fresh region and lets the browser script visit every page of its index.
pub(crate) fn run(out: &Path, layer: Option<&str>, only: Option<&str>) -> Outcome {
    install::run()?;
    shell::run(shell::cargo().args(["build", "--package", "tsumugi"]))?;
    let folder = tempfile::tempdir().map_err(|error| format!("cannot make a folder: {error}"))?;
    let server = Server::start(
        &shell::target_dir().join("debug/tsumugi"),
        &Place::embedded(&folder.path().join("data")),
    )?;
    // Relative to where the person stands, not to the root.
    let out = std::path::absolute(out).map_err(|error| format!("{}: {error}", out.display()))?;
    let mut script = Command::new(install::node());
    script.arg("e2e/screenshots.mjs").current_dir(shell::root());
    script.arg("--demo").arg(server.index_path()).arg("--out").arg(out);
    if let Some(layer) = layer {
        script.args(["--layer", layer]);
    }
    if let Some(only) = only {
        script.args(["--only", only]);
    }
    shell::run(&mut script)
}
