//! Rules on every text file.

use super::{File, Finding, numbered};

// Put together from parts so that this file keeps its own rules.
const MACHINE_PATHS: [&str; 2] = [concat!("/wo", "rk/"), concat!("/ro", "ot/")];
const REGISTRY_HOSTS: [&str; 8] = [
    concat!("registry.", "npmjs.org"),
    concat!("registry.", "yarnpkg.com"),
    concat!("crates", ".io/"),
    concat!("index.", "crates", ".io"),
    concat!("static.", "crates", ".io"),
    concat!("deb.", "debian.org"),
    concat!("pypi", ".org"),
    concat!("files.", "pythonhosted.org"),
];

/// A path of one person's machine works on no other.
pub(crate) fn no_absolute_paths(files: &[File]) -> Vec<Finding> {
    find(files, |line| {
        let path = MACHINE_PATHS.iter().find(|path| {
            line.match_indices(**path).any(|(at, _)| {
                // Inside an address or a longer path it is somebody else's.
                !line[..at].ends_with(|c: char| c.is_alphanumeric() || "._-}~".contains(c))
            })
        })?;
        Some(format!("names a path of one machine ({path})"))
    })
}

/// Where packages are fetched from is the setting of whoever builds.
pub(crate) fn no_registry_hosts(files: &[File]) -> Vec<Finding> {
    // Cargo's lock names its registry by a fixed address that it never connects to.
    let mut findings = find(files, |line| {
        let host = REGISTRY_HOSTS.iter().find(|host| line.contains(**host))?;
        Some(format!("names a package registry ({host})"))
    });
    findings.retain(|finding| finding.path != "Cargo.lock");
    findings
}

/// What a merge leaves behind.
pub(crate) fn no_conflict_marks(files: &[File]) -> Vec<Finding> {
    find(files, |line| {
        let marks = ["<<<<<<< ", ">>>>>>> "];
        marks.iter().any(|mark| line.starts_with(mark)).then(|| "has a conflict mark".into())
    })
}

fn find(files: &[File], breach: impl Fn(&str) -> Option<String>) -> Vec<Finding> {
    let lines = files.iter().flat_map(|file| numbered(&file.text).map(move |line| (file, line)));
    lines
        .filter_map(|(file, (number, line))| Some(Finding::new(&file.path, number, breach(line)?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    #[test]
    fn paths_of_one_machine_are_found() {
        for path in MACHINE_PATHS {
            let text = format!("fine\ncd {path}main\n");
            let findings = no_absolute_paths(&[file(".ci/run", &text)]);
            assert_eq!(
                findings.iter().map(|finding| finding.line).collect::<Vec<_>>(),
                [2],
                "{path}"
            );
            let address = format!("https://example.jp{path}plan and \"${{base}}{path}\"");
            assert_eq!(no_absolute_paths(&[file("README.md", &address)]), []);
        }
    }

    #[test]
    fn registries_are_found() {
        for host in REGISTRY_HOSTS {
            let line = format!("\"resolved\": \"https://{host}/a.tgz\"");
            assert_eq!(
                no_registry_hosts(&[file("e2e/package-lock.json", &line)]).len(),
                1,
                "{host}"
            );
            assert_eq!(no_registry_hosts(&[file("Cargo.lock", &line)]), []);
        }
        assert_eq!(no_registry_hosts(&[file("README.md", "https://docs.rs/jiff")]), []);
    }

    #[test]
    fn conflict_marks_are_found() {
        let text = format!("a\n{} main\n", "<".repeat(7));
        assert_eq!(no_conflict_marks(&[file("a.md", &text)]).len(), 1);
    }
}
