//! Rules on what is sent to the browser.

use super::{File, Finding, numbered};

const CSS_LINES: usize = 850;
const SCRIPT_LINES: usize = 120;
const SCRIPT_BYTES: usize = 25 * 1024;

/// Style attributes, event attributes and inline code: the content security policy blocks them
/// without a word to the reader.
pub(crate) fn no_inline_code(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| is_template(file)) {
        for (number, line) in numbered(&file.text) {
            if let Some(what) = inline_code(line) {
                findings.push(Finding::new(
                    &file.path,
                    number,
                    format!("{what} is blocked by our policy"),
                ));
            }
        }
    }
    findings
}

/// Templates are joined in Rust: inheritance made one edit rebuild every page.
pub(crate) fn no_template_inheritance(files: &[File]) -> Vec<Finding> {
    const BANNED: [&str; 6] = ["extends", "include", "macro", "import", "call", "block"];
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| is_template(file)) {
        for (number, line) in numbered(&file.text) {
            for tag in line.split("{%").skip(1) {
                let word =
                    tag.trim_start_matches(['-', '~', '+', ' ']).split([' ', '%', '-']).next();
                if let Some(word) = word.filter(|word| BANNED.contains(word)) {
                    findings.push(Finding::new(
                        &file.path,
                        number,
                        format!("{{% {word} %}} in a template"),
                    ));
                }
            }
        }
    }
    findings
}

/// The stylesheet stays small enough to be read as a whole.
pub(crate) fn css_length(files: &[File]) -> Vec<Finding> {
    too_long(own_assets(files).filter(|file| file.path.ends_with("/app.css")), CSS_LINES)
}

/// A script that is longer does more than one thing.
pub(crate) fn script_length(files: &[File]) -> Vec<Finding> {
    too_long(scripts(files), SCRIPT_LINES)
}

/// All scripts together, uncompressed.
pub(crate) fn script_size(files: &[File]) -> Vec<Finding> {
    let bytes: usize = scripts(files).map(|file| file.text.len()).sum();
    if bytes <= SCRIPT_BYTES {
        return Vec::new();
    }
    vec![Finding::new("assets", 0, format!("{bytes} bytes of scripts, at most {SCRIPT_BYTES}"))]
}

/// Files made by us, not taken over.
fn own_assets(files: &[File]) -> impl Iterator<Item = &File> {
    files.iter().filter(|file| file.path.starts_with("assets/") && !file.path.contains("/vendor/"))
}

fn scripts(files: &[File]) -> impl Iterator<Item = &File> {
    own_assets(files).filter(|file| ["js", "mjs"].contains(&file.extension()))
}

fn is_template(file: &File) -> bool {
    file.path.starts_with("crates/") && ["html", "svg"].contains(&file.extension())
}

fn too_long<'files>(files: impl Iterator<Item = &'files File>, limit: usize) -> Vec<Finding> {
    files
        .map(|file| (file, file.text.lines().count()))
        .filter(|(_, lines)| *lines > limit)
        .map(|(file, lines)| Finding::new(&file.path, 0, format!("{lines} lines, at most {limit}")))
        .collect()
}

/// What a line holds that the policy would block.
fn inline_code(line: &str) -> Option<&'static str> {
    let line = line.to_lowercase();
    if line.contains("<style") {
        return Some("an inline stylesheet");
    }
    if line.contains("javascript:") {
        return Some("a script in an address");
    }
    if line
        .split("<script")
        .skip(1)
        .any(|tag| !tag.split('>').next().unwrap_or("").contains(" src="))
    {
        return Some("an inline script");
    }
    let attributes =
        line.split(|c: char| c.is_whitespace() || c == '}' || c == '"').filter_map(|word| {
            let (name, value) = word.split_once('=')?;
            // In an expression of the template there are spaces or a second `=`.
            (!value.starts_with('=')).then_some(name)
        });
    for name in attributes {
        if name == "style" {
            return Some("a style attribute");
        }
        let event = name.strip_prefix("on").unwrap_or("");
        if event.len() > 2 && event.chars().all(|c| c.is_ascii_lowercase()) {
            return Some("an event attribute");
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    #[test]
    fn inline_code_is_found() {
        for (line, what) in [
            ("<p style=\"color:red\">", "a style attribute"),
            ("<p class=\"a\"{% if b %} style={{ c }}{% endif %}>", "a style attribute"),
            ("<p {% if b %}style='x'{% endif %}>", "a style attribute"),
            ("<button onclick=\"go()\">", "an event attribute"),
            ("<body ONLOAD=go()>", "an event attribute"),
            ("<script>go()</script>", "an inline script"),
            ("<script type=\"module\">", "an inline script"),
            ("<style>p{}</style>", "an inline stylesheet"),
            ("<a href=\"javascript:go()\">", "a script in an address"),
        ] {
            let findings = no_inline_code(&[file("crates/pages/templates/a.html", line)]);
            assert_eq!(findings.len(), 1, "{line}");
            assert!(findings[0].message.starts_with(what), "{line}: {}", findings[0]);
        }
        for line in [
            "<script type=\"module\" src=\"/assets/main.js\"></script>",
            "<link rel=\"stylesheet\" href=\"/assets/app.css\">",
            "{% if style == 1 %}<p data-one=\"1\">{% endif %}",
        ] {
            assert_eq!(
                no_inline_code(&[file("crates/pages/templates/a.html", line)]),
                [],
                "{line}"
            );
        }
    }

    #[test]
    fn joined_templates_are_found() {
        for line in [
            "{% extends \"a.html\" %}",
            "{%- include \"a.html\" -%}",
            "<p>{%~ macro a() %}",
            "{%import \"a\" as b%}",
        ] {
            assert_eq!(
                no_template_inheritance(&[file("crates/pages/templates/a.html", line)]).len(),
                1,
                "{line}"
            );
        }
        let fine = "{% for row in rows %}{% if row.included %}{{ row }}{% endif %}{% endfor %}";
        assert_eq!(no_template_inheritance(&[file("crates/pages/templates/a.html", fine)]), []);
    }

    #[test]
    fn long_and_heavy_assets_are_found() {
        let lines = |count: usize| "a\n".repeat(count);
        assert_eq!(css_length(&[file("assets/app.css", &lines(CSS_LINES))]), []);
        assert_eq!(css_length(&[file("assets/app.css", &lines(CSS_LINES + 1))]).len(), 1);
        assert_eq!(script_length(&[file("assets/js/a.js", &lines(SCRIPT_LINES))]), []);
        assert_eq!(script_length(&[file("assets/js/a.js", &lines(SCRIPT_LINES + 1))]).len(), 1);
        assert_eq!(script_length(&[file("assets/vendor/a.js", &lines(SCRIPT_LINES + 1))]), []);
        let half = file("assets/js/a.js", &"x".repeat(SCRIPT_BYTES / 2));
        let rest = file("assets/js/b.mjs", &"x".repeat(SCRIPT_BYTES / 2 + 1));
        assert_eq!(script_size(std::slice::from_ref(&half)), []);
        assert_eq!(script_size(&[half, rest]).len(), 1);
    }
}
