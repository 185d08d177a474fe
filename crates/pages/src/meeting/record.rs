//! The text of the minutes laid out as tables. The stored text stays as it is: it is what was
//! confirmed and what the check number is of. Whatever does not fit a table stands as it was
//! written.

use std::fmt::Write as _;

use tsumugi_domain::meeting::Minutes;

use crate::components::nested;
use crate::html::{Html, T};
use crate::person::bare;

/// A line with what is written under it.
#[derive(Debug, Default)]
struct Row {
    head: String,
    /// Label and text; without a label where the line has none.
    details: Vec<(String, String)>,
}

/// A heading with its rows.
#[derive(Debug)]
struct Section {
    title: String,
    rows: Vec<Row>,
}

/// Reads the text back into what it was made from.
fn sections(text: &str) -> (String, Vec<Section>) {
    let mut title = String::new();
    let mut sections: Vec<Section> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if let Some(heading) = line.strip_prefix("■ ") {
            sections.push(Section { title: heading.to_owned(), rows: Vec::new() });
            continue;
        }
        let Some(section) = sections.last_mut() else {
            title.push_str(line);
            continue;
        };
        match (line.strip_prefix("  "), section.rows.last_mut()) {
            (Some(detail), Some(row)) => row.details.push(match detail.split_once('：') {
                Some((label, text)) => (label.to_owned(), text.to_owned()),
                None => (String::new(), detail.to_owned()),
            }),
            _ => section.rows.push(Row { head: line.to_owned(), details: Vec::new() }),
        }
    }
    (title, sections)
}

const OWN_WORDS: &str = "本人の言葉";
const DECIDED: &str = "決めたこと";
const ANSWERS: &str = "決めたことへの答え";

/// The sections in their order on paper: the person's words first, the answers below what they
/// answer. Minutes made before the two were kept apart have all of it in their text.
fn in_order(text: &str, voices: &str) -> (String, Vec<Section>) {
    let (title, mut all) = sections(text);
    let (_, said) = sections(voices);
    for section in said {
        let at = match section.title.as_str() {
            OWN_WORDS => 0,
            _ => all.iter().position(|one| one.title == DECIDED).map_or(all.len(), |at| at + 1),
        };
        all.insert(at, section);
    }
    (title, all)
}

/// Minutes as a sheet of paper.
pub(super) fn laid_out(t: T, minutes: &Minutes) -> Html {
    let voices = minutes.voices.as_deref().unwrap_or_default();
    let (title, sections) = in_order(&minutes.text, voices);
    let mut out = format!("<h2 class=\"paper-title\">{}</h2>", Html::text(&title));
    for section in &sections {
        if section.title == OWN_WORDS {
            let said = section.rows.first().is_some_and(|row| row.head.starts_with('「'));
            let heading = t.s(if said { "voice-own" } else { "voice-shown" });
            let _ =
                write!(out, "<div class=\"paper-own\"><h3 class=\"paper-label\">{heading}</h3>");
            own(&mut out, section);
            out.push_str("</div>");
            continue;
        }
        let heading = format!("<h3>{}</h3>", t.ours(&section.title));
        match section.title.as_str() {
            "会議" | "三つの視点" => pairs(&mut out, &heading, section),
            "出席" => present(t, &mut out, &heading, section),
            "五つの確認" => points(t, &mut out, &heading, section),
            DECIDED => {
                out.push_str(&heading);
                decided(t, &mut out, section);
            }
            ANSWERS => outcomes(t, &mut out, &heading, &section.rows),
            _ => {
                out.push_str(&heading);
                list(&mut out, section);
            }
        }
    }
    Html::rendered(out)
}

/// 「ことば」（日）: the words large, the day small.
fn own(out: &mut String, section: &Section) {
    let whole: Vec<&str> = section.rows.iter().map(|row| row.head.as_str()).collect();
    let whole = whole.join(" ");
    let parts = whole.rsplit_once('（').filter(|(words, _)| words.ends_with('」'));
    let _ = match parts {
        Some((words, day)) => write!(
            out,
            "<p>「{}」<span class=\"paper-note\">（{}</span></p>",
            Html::text(&nested(bare(words))),
            Html::text(day)
        ),
        None => write!(out, "<p>{}</p>", Html::text(&whole)),
    };
}

/// The beginning of a table whose heading is its caption, so that it is announced with it.
fn table(out: &mut String, more: &str, heading: &str) {
    let _ = write!(out, "<table class=\"paper-form{more}\"><caption>{heading}</caption>");
}

/// 「名：こと」 as two columns; a line without a name goes on with the one above it.
fn pairs(out: &mut String, heading: &str, section: &Section) {
    let mut rows: Vec<(&str, Html)> = Vec::new();
    for row in &section.rows {
        match (row.head.split_once('：'), rows.last_mut()) {
            (Some((name, text)), _) => rows.push((name, Html::text(text))),
            (None, Some((_, text))) => {
                *text = Html::rendered(format!("{text}<br>{}", Html::text(&row.head)));
            }
            (None, None) => rows.push(("", Html::text(&row.head))),
        }
    }
    table(out, "", heading);
    out.push_str("<tbody>");
    for (name, text) in rows {
        let _ = write!(out, "<tr><th scope=\"row\">{}</th><td>{text}</td></tr>", Html::text(name));
    }
    out.push_str("</tbody></table>");
}

/// The head of a table of several columns.
fn heads(out: &mut String, more: &str, heading: &str, heads: impl IntoIterator<Item = Html>) {
    table(out, &format!(" paper-rows{more}"), heading);
    out.push_str("<thead><tr>");
    for head in heads {
        let _ = write!(out, "<th scope=\"col\">{head}</th>");
    }
    out.push_str("</tr></thead><tbody>");
}

/// A cell; a name or a day stays on one line.
fn cell(out: &mut String, label: &Html, text: &str) {
    const LINE: usize = 10;
    let whole = if text.chars().count() <= LINE { " class=\"nowrap\"" } else { "" };
    let _ = write!(out, "<td{whole} data-label=\"{}\">{}</td>", label.label(), Html::text(text));
}

/// Who was there and from where, and who was not.
fn present(t: T, out: &mut String, heading: &str, section: &Section) {
    let labels = ["seat-name", "seat-from", "seat-attendance", "seat-words"].map(|key| t.s(key));
    heads(out, " paper-present", heading, labels.clone());
    for row in &section.rows {
        let line = row.head.trim_start_matches('・');
        let (who, state) = line.rsplit_once('：').unwrap_or((line, ""));
        let (name, org) = match who.strip_suffix('）').and_then(|who| who.split_once('（')) {
            Some((name, org)) => (name, org),
            None => (who, ""),
        };
        let _ = write!(out, "<tr><th scope=\"row\">{}</th>", Html::text(name));
        cell(out, &labels[1], org);
        cell(out, &labels[2], state);
        let words: Vec<&str> = row.details.iter().map(|(_, text)| text.as_str()).collect();
        cell(out, &labels[3], &words.join(" "));
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table>");
}

/// One table for each of the three ends: what, who, by when, how we know, and the answers.
fn decided(t: T, out: &mut String, section: &Section) {
    let starts: Vec<usize> =
        (0..section.rows.len()).filter(|at| section.rows[*at].head.starts_with('［')).collect();
    if starts.first() != Some(&0) {
        return list(out, section);
    }
    for (at, start) in starts.iter().enumerate() {
        let end = starts.get(at + 1).copied().unwrap_or(section.rows.len());
        let title = section.rows[*start].head.trim_matches(['［', '］']);
        let heading = format!("<h4>{}</h4>", t.ours(title));
        outcomes(t, out, &heading, &section.rows[start + 1..end]);
    }
}

fn outcomes(t: T, out: &mut String, heading: &str, rows: &[Row]) {
    let mut labels: Vec<&str> = Vec::new();
    for (label, _) in rows.iter().flat_map(|row| &row.details) {
        if !labels.contains(&label.as_str()) {
            labels.push(label);
        }
    }
    if labels.is_empty() {
        out.push_str(heading);
        for row in rows {
            let _ = write!(out, "<p>{}</p>", Html::text(&row.head));
        }
        return;
    }
    let shown = labels.iter().map(|label| t.ours(label));
    heads(out, "", heading, std::iter::once(t.s("decisions-title")).chain(shown));
    for row in rows {
        let head = Html::text(row.head.trim_start_matches('・'));
        let _ = write!(out, "<tr><th scope=\"row\">{head}</th>");
        for label in &labels {
            let found = row.details.iter().find(|(name, _)| name == label);
            cell(out, &t.ours(label), found.map_or("", |(_, text)| text));
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table>");
}

/// Each point with what was said about it.
fn points(t: T, out: &mut String, heading: &str, section: &Section) {
    table(out, " paper-points", heading);
    out.push_str("<tbody>");
    for row in &section.rows {
        let said: Vec<String> = row
            .details
            .iter()
            .map(|(label, text)| match label.as_str() {
                "" => Html::text(text).into_string(),
                label => format!("<strong>{}</strong>　{}", t.ours(label), Html::text(text)),
            })
            .collect();
        let _ = write!(
            out,
            "<tr><th scope=\"row\">{}</th><td>{}</td></tr>",
            Html::text(&row.head),
            said.join("<br>")
        );
    }
    out.push_str("</tbody></table>");
}

/// Lines with a mark as a list, others as they are.
fn list(out: &mut String, section: &Section) {
    out.push_str("<ul class=\"paper-list\">");
    for row in &section.rows {
        let _ = write!(out, "<li>{}", Html::text(row.head.trim_start_matches('・')));
        for (label, text) in &row.details {
            let text = if label.is_empty() { text.clone() } else { format!("{label}：{text}") };
            let _ = write!(out, "<br>{}", Html::text(&text));
        }
        out.push_str("</li>");
    }
    out.push_str("</ul>");
}
