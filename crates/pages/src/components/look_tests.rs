//! Checks of the stylesheet and the scripts: contrast in all themes, sizes, what the content
//! security policy forbids.

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;

fn assets() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../assets")
}

fn read(path: &str) -> String {
    fs::read_to_string(assets().join(path)).expect("the asset exists")
}

/// The custom properties of the first block that starts with a selector.
fn variables(css: &str, selector: &str) -> HashMap<String, String> {
    let start = css.find(&format!("{selector} {{")).expect("the block exists");
    let block = css[start..].split_once('{').expect("a block opens").1;
    let block = block.split_once('}').expect("a block closes").0;
    let pair = |line: &str| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(':')?;
        Some((name.to_owned(), value.trim().to_owned()))
    };
    block.split(';').filter_map(pair).collect()
}

/// Follows `var(--…)` down to `#rrggbb`.
fn colour(name: &str, layers: &[&HashMap<String, String>]) -> [f64; 3] {
    let value = layers.iter().find_map(|layer| layer.get(name));
    let value = value.unwrap_or_else(|| panic!("--{name} is not defined"));
    if let Some(inner) = value.strip_prefix("var(--") {
        return colour(inner.trim_end_matches(')'), layers);
    }
    let hex = value.strip_prefix('#').unwrap_or_else(|| panic!("--{name}: {value}"));
    [0, 2, 4].map(|at| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("two digits")))
}

/// Relative luminance as WCAG 2.2 defines it.
fn luminance(colour: [f64; 3]) -> f64 {
    let linear = |channel: f64| {
        let c = channel / 255.0;
        if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2])
}

fn ratio(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Text and the backgrounds it stands on.
const TEXT: &[(&str, &[&str])] = &[
    ("ink", &["paper", "card", "own", "staff", "family", "chosen"]),
    ("ink-soft", &["paper", "card", "own", "staff", "family", "chosen"]),
    ("accent", &["paper", "card", "own"]),
    ("link", &["paper", "card", "own", "staff", "family", "good", "wait"]),
    ("link-hover", &["paper", "card", "own", "staff", "family"]),
    ("action", &["paper", "card", "own", "chosen"]),
    ("action-hover", &["paper", "card", "chosen"]),
    ("on-action", &["action", "action-hover"]),
    ("own-label", &["own"]),
    ("staff-label", &["staff"]),
    ("family-label", &["family"]),
    ("good-ink", &["good", "paper", "card"]),
    ("wait-ink", &["wait"]),
    ("care-ink", &["care", "paper", "card"]),
    ("info-ink", &["info", "paper", "card"]),
    ("wrong-ink", &["wrong", "paper", "card", "own", "staff", "family"]),
];

/// Lines that carry meaning and the backgrounds they stand on.
const LINES: &[(&str, &[&str])] = &[
    ("line-strong", &["paper", "card", "own", "staff", "family"]),
    ("thread", &["card"]),
    ("outline", &["ring"]),
];

#[test]
fn every_text_has_contrast_in_every_theme() {
    let (tokens, css) = (read("vendor/design-tokens/tokens.css"), read("app.css"));
    let tokens = variables(&tokens, ":root");
    let white = variables(&css, ":root");
    let cream = variables(&css, "[data-theme=\"cream\"]");
    let black = variables(&css, "[data-theme=\"black\"]");
    let none = HashMap::new();
    let mut weak = Vec::new();
    for (theme, own) in [("white", &none), ("cream", &cream), ("black", &black)] {
        let layers = [own, &white, &tokens];
        for (pairs, least) in [(TEXT, 4.5), (LINES, 3.0)] {
            for (front, backs) in pairs {
                for back in *backs {
                    let found = ratio(colour(front, &layers), colour(back, &layers));
                    if found < least {
                        weak.push(format!("{theme}: {front} on {back} is {found:.2}, not {least}"));
                    }
                }
            }
        }
    }
    assert!(weak.is_empty(), "{weak:#?}");
}

#[test]
fn contrast_is_computed_as_the_standard_says() {
    let grey = [0x76 as f64; 3];
    assert!((ratio([0.0; 3], [255.0; 3]) - 21.0).abs() < 0.001);
    assert!((ratio(grey, [255.0; 3]) - 4.54).abs() < 0.01);
}

#[test]
fn the_stylesheet_stays_at_home() {
    let css = read("app.css");
    assert!(!css.contains("http") && !css.contains("@import"), "nothing comes from elsewhere");
    let fonts = read("vendor/biz-udpgothic/biz-udpgothic.css");
    for file in fonts.split("url(").skip(1).filter_map(|rest| rest.split(')').next()) {
        assert!(assets().join("vendor/biz-udpgothic").join(file).exists(), "{file}");
    }
}

#[test]
fn scripts_are_few_small_and_fit_the_policy() {
    let mut bytes = 0;
    for entry in fs::read_dir(assets().join("js")).expect("the folder exists") {
        let path = entry.expect("readable").path();
        let code = fs::read_to_string(&path).expect("readable");
        bytes += code.len();
        assert!(code.lines().count() <= 120, "{}", path.display());
        for word in [
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "eval(",
            "new Function",
            "document.write",
            ".style",
        ] {
            assert!(!code.contains(word), "{}: {word}", path.display());
        }
    }
    assert!(bytes > 0 && bytes <= 25 * 1024, "{bytes} bytes");
}

#[test]
fn templates_hold_no_inline_style_or_script() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut open = vec![folder];
    let mut seen = 0;
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(path).expect("readable").map(|e| e.expect("readable").path()));
            continue;
        }
        let html = fs::read_to_string(&path).expect("readable");
        seen += 1;
        for word in [
            "style=",
            "<style",
            "onclick=",
            "onchange=",
            "onsubmit=",
            "javascript:",
            "|safe",
            "{% extends",
            "{% include",
            "{% macro",
        ] {
            assert!(!html.contains(word), "{}: {word}", path.display());
        }
    }
    assert!(seen > 20);
}
