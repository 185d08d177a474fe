//! Rules on Rust sources, over a small reading of the language: what is code, what is a string.

use super::{File, Finding, numbered};

/// Lines of a file without its tests: what still fits into a head.
const FILE_LIMIT: usize = 600;

/// Sources in `crates/*/src` are at most [`FILE_LIMIT`] lines long, tests not counted.
pub(crate) fn file_length(files: &[File]) -> Vec<Finding> {
    let test_files = test_files(files);
    sources(files)
        .filter(|file| file.path.contains("/src/"))
        .filter(|file| !test_files.contains(&file.path))
        .map(|file| (file, lines_without_tests(&file.text)))
        .filter(|(_, lines)| *lines > FILE_LIMIT)
        .map(|(file, lines)| {
            Finding::new(
                &file.path,
                0,
                format!("{lines} lines without tests, at most {FILE_LIMIT}"),
            )
        })
        .collect()
}

/// `#[expect]` complains when its reason is gone; the other one stays for ever.
pub(crate) fn no_allow(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.extension() == "rs") {
        for (number, line) in numbered(&split(&file.text).code) {
            let line: String = line.split_whitespace().collect();
            if line.contains("#[allow(") || line.contains("#![allow(") {
                findings.push(Finding::new(&file.path, number, "use #[expect(…, reason = \"…\")]"));
            }
        }
    }
    findings
}

/// SQL text lives in the store, where it is executed on both engines in tests.
pub(crate) fn no_sql_outside_store(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in sources(files).filter(|file| !file.path.starts_with("crates/store/")) {
        for (number, literal) in split(&file.text).literals {
            if is_sql(&literal) {
                findings.push(Finding::new(&file.path, number, "SQL text outside crates/store"));
            }
        }
    }
    findings
}

fn sources(files: &[File]) -> impl Iterator<Item = &File> {
    files.iter().filter(|file| file.path.starts_with("crates/") && file.extension() == "rs")
}

/// Paths of modules that are declared as `#[cfg(test)] mod name;`.
fn test_files(files: &[File]) -> Vec<String> {
    let mut paths = Vec::new();
    for file in sources(files) {
        let (folder, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
        let folder = match name {
            "lib.rs" | "main.rs" | "mod.rs" => folder.to_owned(),
            _ => format!("{folder}/{}", name.trim_end_matches(".rs")),
        };
        let lines: Vec<&str> = file.text.lines().collect();
        for pair in lines.windows(2).filter(|pair| pair[0] == "#[cfg(test)]") {
            let module = pair[1].strip_prefix("mod ").and_then(|rest| rest.strip_suffix(';'));
            if let Some(module) = module {
                paths.push(format!("{folder}/{module}.rs"));
                paths.push(format!("{folder}/{module}/mod.rs"));
            }
        }
    }
    paths
}

/// Counts lines outside `#[cfg(test)]` modules, as rustfmt lays them out.
fn lines_without_tests(text: &str) -> usize {
    let mut count = 0;
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let starts_tests = line.trim() == "#[cfg(test)]"
            && lines.peek().is_some_and(|next| next.contains("mod ") && next.ends_with('{'));
        if !starts_tests {
            count += 1;
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        let end = format!("{}}}", " ".repeat(indent));
        // The module ends at the first closing brace as far to the left as its start.
        lines.by_ref().find(|line| *line == end);
    }
    count
}

fn is_sql(literal: &str) -> bool {
    let text = literal.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let starts_with_both =
        |first: &str, second: &str| text.starts_with(first) && text.contains(second);
    text.contains("insert into ")
        || text.contains("delete from ")
        || text.starts_with("create table ")
        || starts_with_both("update ", " set ")
        || (text.contains("select ") && text.contains(" from "))
        || (text.starts_with("select ") && !text.contains(". "))
}

/// A source taken apart.
struct Split {
    /// The code with comments and the insides of literals blanked, line for line.
    code: String,
    /// String literals with the line on which they start.
    literals: Vec<(usize, String)>,
}

/// Reads Rust well enough to tell code, comments and string literals apart.
fn split(text: &str) -> Split {
    let mut reader =
        Reader { rest: text, line: 1, split: Split { code: String::new(), literals: Vec::new() } };
    while let Some(character) = reader.rest.chars().next() {
        if reader.rest.starts_with("//") {
            let end = reader.rest.find('\n').unwrap_or(reader.rest.len());
            reader.blank(end);
        } else if reader.rest.starts_with("/*") {
            let end = reader.rest.find("*/").map_or(reader.rest.len(), |end| end + 2);
            reader.blank(end);
        } else if let Some((start, end)) = raw_string(reader.rest, &reader.split.code) {
            // The quote and as many hashes as before it.
            reader.literal(start, end, end + start - 1);
        } else if character == '"' {
            let end = closing_quote(reader.rest);
            reader.literal(1, end, (end + 1).min(reader.rest.len()));
        } else if let Some(end) = character_literal(reader.rest) {
            reader.blank(end);
        } else {
            reader.copy(character.len_utf8());
        }
    }
    reader.split
}

struct Reader<'text> {
    rest: &'text str,
    line: usize,
    split: Split,
}

impl Reader<'_> {
    fn copy(&mut self, length: usize) {
        let (part, rest) = self.rest.split_at(length);
        self.split.code.push_str(part);
        self.line += part.matches('\n').count();
        self.rest = rest;
    }

    /// Keeps only line ends, so that numbers stay true.
    fn blank(&mut self, length: usize) {
        let (part, rest) = self.rest.split_at(length);
        let lines = part.matches('\n').count();
        self.split.code.push_str(&"\n".repeat(lines));
        self.line += lines;
        self.rest = rest;
    }

    fn literal(&mut self, start: usize, end: usize, length: usize) {
        self.split.literals.push((self.line, self.rest[start..end].to_owned()));
        self.blank(length.min(self.rest.len()));
    }
}

/// Inside of `r"…"` or `r#"…"#` at the start of `rest`, as start and end.
fn raw_string(rest: &str, before: &str) -> Option<(usize, usize)> {
    let in_a_word =
        before.ends_with(|c: char| c.is_alphanumeric() || c == '_') && !before.ends_with('b');
    let hashes = rest.strip_prefix('r')?;
    let count = hashes.len() - hashes.trim_start_matches('#').len();
    if in_a_word || !hashes[count..].starts_with('"') {
        return None;
    }
    let start = 2 + count;
    let close = format!("\"{}", "#".repeat(count));
    let end = rest[start..].find(&close).map_or(rest.len(), |end| start + end);
    Some((start, end))
}

/// Where the string that starts `rest` ends, escapes respected.
fn closing_quote(rest: &str) -> usize {
    let mut escaped = false;
    for (index, character) in rest.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return index,
            _ => {}
        }
    }
    rest.len()
}

/// Length of `'x'` or `'\n'` at the start of `rest`; a lifetime is none.
fn character_literal(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('\'')?;
    if let Some(escape) = inside.strip_prefix('\\') {
        // The escaped sign may itself be a quote.
        let end = escape.char_indices().skip(1).find(|(_, character)| *character == '\'')?.0;
        return Some(end + 3);
    }
    let first = inside.chars().next()?.len_utf8();
    inside[first..].starts_with('\'').then_some(first + 2)
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    #[test]
    fn long_files_are_found_and_tests_do_not_count() {
        let long = "fn a() {}\n".repeat(FILE_LIMIT);
        let tested = format!("{long}#[cfg(test)]\nmod tests {{\n    fn t() {{\n    }}\n}}\n");
        let too_long = format!("{tested}fn b() {{}}\n");
        let path = "crates/app/src/plan.rs";
        assert_eq!(file_length(&[file(path, &tested)]), []);
        assert_eq!(
            file_length(&[file(path, &too_long)]),
            [Finding::new(path, 0, "601 lines without tests, at most 600")]
        );
        let tests = || file("crates/app/src/plan/tests.rs", &too_long);
        let declared = file(path, "#[cfg(test)]\nmod tests;\n");
        assert_eq!(file_length(&[tests(), declared]), []);
        assert_eq!(file_length(&[tests(), file(path, "mod tests;\n")]).len(), 1);
        assert_eq!(file_length(&[file("crates/app/tests/plan.rs", &too_long)]), []);
    }

    #[test]
    fn allow_is_found_in_code_only() {
        let source = "// #[allow(dead_code)]\nconst A: &str = \"#[allow(x)]\";\n#[ allow(dead_code)]\nfn a() {}\n";
        let findings = no_allow(&[file("xtask/src/a.rs", source)]);
        assert_eq!(findings.iter().map(|finding| finding.line).collect::<Vec<_>>(), [3]);
        assert_eq!(no_allow(&[file("crates/a/src/lib.rs", "#![allow(missing_docs)]\n")]).len(), 1);
        assert_eq!(
            no_allow(&[file("crates/a/src/lib.rs", "#[expect(dead_code, reason = \"r\")]\n")]),
            []
        );
    }

    #[test]
    fn sql_is_found_outside_the_store() {
        for sql in [
            r#""select id from person""#,
            r#""SELECT 1""#,
            r##"r#"insert into "t" values (1)"#"##,
            "\"update person\n   set name = $1\"",
            r#""with a as (select b from c) delete from d""#,
        ] {
            let source = format!("fn a() {{\n    run({sql});\n}}\n");
            let findings = no_sql_outside_store(&[file("crates/app/src/a.rs", &source)]);
            assert_eq!(
                findings,
                [Finding::new("crates/app/src/a.rs", 2, "SQL text outside crates/store")]
            );
            assert_eq!(no_sql_outside_store(&[file("crates/store/src/a.rs", &source)]), []);
        }
        for text in [
            r#""select""#,
            r#""Select a file. Then go on.""#,
            "// select a from b",
            r#""updates the set""#,
        ] {
            assert_eq!(no_sql_outside_store(&[file("crates/app/src/a.rs", text)]), [], "{text}");
        }
    }

    #[test]
    fn literals_characters_and_comments_are_told_apart() {
        let source = r##"let a = '"'; let b = "x\"y"; let c: &'static str = r#"z"#; // "no"
/* "no" */ let d = '\''; let e = br"raw"; let f = b"bytes"; for_r("w");"##;
        let literals: Vec<String> =
            split(source).literals.into_iter().map(|(_, text)| text).collect();
        assert_eq!(literals, [r#"x\"y"#, "z", "raw", "bytes", "w"]);
        assert_eq!(split("a\n\"b\nc\"\n\"d\"").literals[1], (4, "d".into()));
    }
}
