//! House rules that no other tool knows. Each rule is a function from texts to findings, so that
//! its test can plant the defect.

mod assets;
mod edges;
mod manifest;
mod rust;
mod text;

use std::fmt;
use std::process::Command;

use crate::shell::{self, Outcome};

/// A file of the repository as the rules see it.
pub(crate) struct File {
    /// Path from the root, with forward slashes.
    path: String,
    /// Content; files that are not UTF-8 are not read.
    text: String,
}

impl File {
    fn extension(&self) -> &str {
        self.path.rsplit_once('.').map_or("", |(_, extension)| extension)
    }
}

/// A breach of a rule.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    path: String,
    /// From 1; 0 if it concerns the whole file.
    line: usize,
    message: String,
}

impl Finding {
    fn new(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self { path: path.into(), line, message: message.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(formatter, "{}: {}", self.path, self.message),
            line => write!(formatter, "{}:{line}: {}", self.path, self.message),
        }
    }
}

/// A rule from texts to findings.
type Rule = fn(&[File]) -> Vec<Finding>;

/// Every rule that looks at files.
const RULES: [Rule; 13] = [
    manifest::workspace_dependencies,
    manifest::lock_size,
    rust::file_length,
    rust::no_allow,
    rust::no_sql_outside_store,
    assets::no_inline_code,
    assets::no_template_inheritance,
    assets::css_length,
    assets::script_length,
    assets::script_size,
    text::no_absolute_paths,
    text::no_registry_hosts,
    text::no_conflict_marks,
];

/// Checks every rule; prints all findings and fails if there is one.
pub(crate) fn run() -> Outcome {
    let files = files()?;
    let mut findings: Vec<Finding> = RULES.iter().flat_map(|rule| rule(&files)).collect();
    let edges = edges::read()?;
    findings.extend(edges::allowed(&edges));
    findings.extend(edges::axum_stays_at_the_door(&edges));
    if findings.is_empty() {
        println!("tidy: {} files keep the rules", files.len());
        return Ok(());
    }
    let lines: Vec<String> = findings.iter().map(Finding::to_string).collect();
    Err(format!("{}\ntidy: {} findings", lines.join("\n"), findings.len()))
}

/// Every text file that is tracked, or would be by `git add`.
fn files() -> Outcome<Vec<File>> {
    let listing = shell::output(
        Command::new("git")
            .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            .current_dir(shell::root()),
    )?;
    let texts = listing.split('\0').filter(|path| !path.is_empty()).filter_map(|path| {
        // A deleted file is still listed, a picture is not text.
        let text = std::fs::read_to_string(shell::root().join(path)).ok()?;
        Some(File { path: path.into(), text })
    });
    Ok(texts.collect())
}

/// Lines with their numbers from 1.
fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(index, line)| (index + 1, line))
}

#[cfg(test)]
fn file(path: &str, text: &str) -> File {
    File { path: path.into(), text: text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_name_the_place() {
        assert_eq!(Finding::new("a.rs", 3, "is wrong").to_string(), "a.rs:3: is wrong");
        assert_eq!(Finding::new("a.rs", 0, "is wrong").to_string(), "a.rs: is wrong");
    }

    #[test]
    fn the_repository_is_listed_without_what_git_ignores() {
        let files = files().unwrap();
        assert!(files.iter().any(|file| file.path == "Cargo.toml"));
        assert!(!files.iter().any(|file| file.path.starts_with("target/")));
    }
}
