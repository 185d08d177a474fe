//! Which crate may use which: the arrows of the architecture.

use cargo_metadata::{DependencyKind, MetadataCommand};

use super::Finding;
use crate::shell::{self, Outcome};

/// One crate of ours naming a dependency.
pub(crate) struct Edge {
    from: String,
    to: String,
    /// Used by tests only.
    for_tests: bool,
}

/// What each crate may use of ours. A crate that is not listed may use nothing.
const ALLOWED: [(&str, &[&str]); 10] = [
    ("tsumugi-domain", &[]),
    ("tsumugi-words", &[]),
    ("tsumugi-documents", &[]),
    ("tsumugi-store", &["tsumugi-domain"]),
    ("tsumugi-pages", &["tsumugi-domain", "tsumugi-words"]),
    ("tsumugi-app", &["tsumugi-domain", "tsumugi-store", "tsumugi-words", "tsumugi-documents"]),
    ("tsumugi-demo", &["tsumugi-app", "tsumugi-domain", "tsumugi-store", "tsumugi-words"]),
    ("tsumugi-web", &["tsumugi-app", "tsumugi-domain", "tsumugi-pages", "tsumugi-words"]),
    ("tsumugi", ASSEMBLY),
    ("tsumugi-testkit", ASSEMBLY),
];

/// The two places where everything is put together.
const ASSEMBLY: &[&str] = &[
    "tsumugi-app",
    "tsumugi-demo",
    "tsumugi-domain",
    "tsumugi-store",
    "tsumugi-web",
    "tsumugi-words",
];

/// What tests of any crate may use besides.
const FOR_TESTS: [&str; 3] = ["tsumugi-testkit", "tsumugi-documents", "tsumugi-pages"];

/// The only crates that may speak HTTP.
const DOOR: [&str; 3] = ["tsumugi-web", "tsumugi", "tsumugi-testkit"];

/// All dependencies of all crates of the workspace.
pub(crate) fn read() -> Outcome<Vec<Edge>> {
    let metadata = MetadataCommand::new()
        .manifest_path(shell::root().join("Cargo.toml"))
        .no_deps()
        .exec()
        .map_err(|error| format!("cargo metadata: {error}"))?;
    let edges = metadata.packages.iter().flat_map(|package| {
        package.dependencies.iter().map(|dependency| Edge {
            from: package.name.to_string(),
            to: dependency.name.clone(),
            for_tests: dependency.kind == DependencyKind::Development,
        })
    });
    Ok(edges.collect())
}

/// The direction of dependencies between our crates.
pub(crate) fn allowed(edges: &[Edge]) -> Vec<Finding> {
    let ours = |name: &str| ALLOWED.iter().any(|(from, _)| *from == name);
    let may = |edge: &Edge| {
        let listed =
            ALLOWED.iter().find(|(from, _)| *from == edge.from).map_or(&[][..], |(_, to)| to);
        listed.contains(&edge.to.as_str())
            || (edge.for_tests && FOR_TESTS.contains(&edge.to.as_str()))
    };
    edges
        .iter()
        .filter(|edge| ours(&edge.to) && !may(edge))
        .map(|edge| manifest(edge, format!("{} may not use {}", edge.from, edge.to)))
        .collect()
}

/// HTTP types stay in the crates at the door.
pub(crate) fn axum_stays_at_the_door(edges: &[Edge]) -> Vec<Finding> {
    edges
        .iter()
        .filter(|edge| edge.to == "axum" || edge.to.starts_with("axum-"))
        .filter(|edge| !DOOR.contains(&edge.from.as_str()))
        .map(|edge| manifest(edge, format!("{} may not use {}", edge.from, edge.to)))
        .collect()
}

fn manifest(edge: &Edge, message: String) -> Finding {
    Finding::new(&format!("Cargo.toml of {}", edge.from), 0, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(from: &str, to: &str, for_tests: bool) -> [Edge; 1] {
        [Edge { from: from.into(), to: to.into(), for_tests }]
    }

    #[test]
    fn arrows_point_inward() {
        for (from, to, for_tests) in [
            ("tsumugi-domain", "tsumugi-store", false),
            ("tsumugi-store", "tsumugi-words", false),
            ("tsumugi-pages", "tsumugi-store", false),
            ("tsumugi-web", "tsumugi-store", false),
            ("tsumugi-web", "tsumugi-documents", false),
            ("tsumugi-app", "tsumugi-testkit", false),
            ("xtask", "tsumugi-domain", false),
            ("tsumugi-domain", "tsumugi-web", true),
        ] {
            assert_eq!(allowed(&edge(from, to, for_tests)).len(), 1, "{from} → {to}");
        }
        for (from, to, for_tests) in [
            ("tsumugi-store", "tsumugi-domain", false),
            ("tsumugi-web", "tsumugi-pages", false),
            ("tsumugi-app", "tsumugi-testkit", true),
            ("tsumugi-testkit", "tsumugi-documents", true),
            ("xtask", "serde", false),
        ] {
            assert_eq!(allowed(&edge(from, to, for_tests)), [], "{from} → {to}");
        }
    }

    #[test]
    fn http_stays_at_the_door() {
        assert_eq!(axum_stays_at_the_door(&edge("tsumugi-app", "axum", false)).len(), 1);
        assert_eq!(axum_stays_at_the_door(&edge("tsumugi-demo", "axum-server", true)).len(), 1);
        assert_eq!(axum_stays_at_the_door(&edge("tsumugi-web", "axum", false)), []);
    }

    #[test]
    fn every_crate_of_the_workspace_is_read() {
        let edges = read().unwrap();
        assert!(edges.iter().any(|edge| edge.from == "tsumugi" && edge.to == "tsumugi-web"));
        assert!(edges.iter().any(|edge| edge.from == "xtask" && edge.to == "clap"));
    }
}
