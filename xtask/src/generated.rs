//! Documents that the binary writes about itself. They are committed so that a change shows up
//! in review, and compared in the test run so that they cannot become untrue.

use crate::shell::{self, Outcome};

/// Where a document lies and the arguments that make the binary print it.
const DOCUMENTS: [(&str, &[&str]); 2] = [
    ("docs/generated/routes.md", &["routes"]),
    ("docs/generated/permissions.md", &["permissions"]),
];

/// Writes every document anew.
pub(crate) fn write() -> Outcome {
    for (path, arguments) in DOCUMENTS {
        let path = shell::root().join(path);
        let text = print(arguments)?;
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)
                .map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
        }
        std::fs::write(&path, text)
            .map_err(|error| format!("cannot write {}: {error}", path.display()))?;
    }
    Ok(())
}

/// Fails if a committed document is not what the binary prints now.
pub(crate) fn check() -> Outcome {
    for (path, arguments) in DOCUMENTS {
        let committed = std::fs::read_to_string(shell::root().join(path)).unwrap_or_default();
        if let Some(difference) = first_difference(&committed, &print(arguments)?) {
            return Err(format!("{path} is out of date: run `cargo xtask gen`.\n{difference}"));
        }
    }
    Ok(())
}

fn print(arguments: &[&str]) -> Outcome<String> {
    shell::output(
        shell::cargo().args(["run", "--quiet", "--package", "tsumugi", "--"]).args(arguments),
    )
}

/// The first line that differs, with its number.
fn first_difference(committed: &str, now: &str) -> Option<String> {
    if committed == now {
        return None;
    }
    let (mut old, mut new) = (committed.lines(), now.lines());
    for number in 1.. {
        let pair = (old.next(), new.next());
        match pair {
            (None, None) => break,
            (old, new) if old == new => {}
            (old, new) => {
                let show = |line: Option<&str>| line.unwrap_or("(end of file)").to_owned();
                return Some(format!("  line {number}\n  - {}\n  + {}", show(old), show(new)));
            }
        }
    }
    Some("  only line endings differ".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_difference_is_shown() {
        assert_eq!(first_difference("a\nb\n", "a\nb\n"), None);
        assert_eq!(first_difference("a\nb\n", "a\nc\n").as_deref(), Some("  line 2\n  - b\n  + c"));
        assert_eq!(
            first_difference("", "a\n").as_deref(),
            Some("  line 1\n  - (end of file)\n  + a")
        );
        assert_eq!(first_difference("a\n", "a\r\n").as_deref(), Some("  only line endings differ"));
    }
}
