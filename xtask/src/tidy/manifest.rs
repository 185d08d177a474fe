//! Dependencies: each has a reason and a user, and they do not grow unseen.

use super::{File, Finding, numbered};

/// More packages than this are more than a small team can answer for.
const LOCK_LIMIT: usize = 850;

/// Every shared dependency is used, and it or its group has a comment above.
pub(crate) fn workspace_dependencies(files: &[File]) -> Vec<Finding> {
    let Some(root) = files.iter().find(|file| file.path == "Cargo.toml") else { return Vec::new() };
    let members: Vec<&str> = files
        .iter()
        .filter(|file| file.path.ends_with("/Cargo.toml"))
        .map(|file| file.text.as_str())
        .collect();
    let mut findings = Vec::new();
    let (mut inside, mut commented) = (false, false);
    for (number, line) in numbered(&root.text) {
        let line = line.trim();
        if line.starts_with('[') {
            inside = line == "[workspace.dependencies]";
            commented = false;
        } else if line.starts_with('#') {
            commented = true;
        } else if line.is_empty() {
            commented = false;
        } else if let Some((name, _)) = line.split_once('=').filter(|_| inside) {
            let name = name.trim();
            if !commented {
                findings.push(Finding::new(
                    &root.path,
                    number,
                    format!("{name} has no reason above it"),
                ));
            }
            if !members.iter().any(|text| text.lines().any(|line| uses(line, name))) {
                findings.push(Finding::new(
                    &root.path,
                    number,
                    format!("{name} is used by no crate"),
                ));
            }
        }
    }
    findings
}

/// `name.workspace = true` or `name = { workspace = true, … }`.
fn uses(line: &str, name: &str) -> bool {
    let Some(rest) = line.trim().strip_prefix(name) else { return false };
    rest.starts_with(".workspace")
        || (rest.trim_start().starts_with('=') && rest.contains("workspace = true"))
}

/// The number of packages that are built into the product or used to build and test it.
pub(crate) fn lock_size(files: &[File]) -> Vec<Finding> {
    let locks = files.iter().filter(|file| file.path == "Cargo.lock");
    locks
        .map(|lock| (lock, lock.text.lines().filter(|line| *line == "[[package]]").count()))
        .filter(|(_, packages)| *packages > LOCK_LIMIT)
        .map(|(lock, packages)| {
            Finding::new(&lock.path, 0, format!("{packages} packages, at most {LOCK_LIMIT}"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    const ROOT: &str = "[workspace]\nmembers = []\n\n[workspace.dependencies]\n# Command line.\nclap = \"=4\"\nclap_extra = \"=4\"\n\nserde = \"=1\"\n\n[profile.dev]\ndebug = false\n";

    #[test]
    fn a_dependency_needs_a_reason_and_a_user() {
        let member = file(
            "xtask/Cargo.toml",
            "[dependencies]\nclap.workspace = true\nserde = { workspace = true }\n",
        );
        let findings = workspace_dependencies(&[file("Cargo.toml", ROOT), member]);
        assert_eq!(
            findings,
            [
                Finding::new("Cargo.toml", 7, "clap_extra is used by no crate"),
                Finding::new("Cargo.toml", 9, "serde has no reason above it"),
            ]
        );
    }

    #[test]
    fn too_many_packages_are_found() {
        let lock =
            |packages: usize| [file("Cargo.lock", &"[[package]]\nname = \"a\"\n".repeat(packages))];
        assert_eq!(lock_size(&lock(LOCK_LIMIT)), []);
        assert_eq!(lock_size(&lock(LOCK_LIMIT + 1)).len(), 1);
    }
}
