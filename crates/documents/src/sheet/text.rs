//! Reads CSV and tab-separated text in the encodings that offices have.

use std::borrow::Cow;

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, SHIFT_JIS, UTF_16BE, UTF_16LE};

use super::detect::{other, refuse_markup};
use super::grid::{Grid, Position};
use super::{CellKind, Sheet, SheetError};
use crate::csv_out::unescape;

/// Bytes looked at to tell text from something else.
const SAMPLE: usize = 8 * 1024;

/// Reads the whole text as one sheet called `name`.
pub(super) fn read(bytes: &[u8], name: &str) -> Result<Sheet, SheetError> {
    let text = decode(bytes)?;
    // Old programs end a text with control-Z.
    let text = text.trim_end_matches('\u{1a}');
    refuse_markup(text)?;
    let mut grid = Grid::default();
    read_records(text, &mut grid)?;
    if grid.is_blank() {
        return Err(SheetError::Empty);
    }
    Ok(Sheet { name: name.to_string(), rows: grid.into_rows(), other_sheets: Vec::new() })
}

/// A mark at the start decides; without one, UTF-8 is tried before Shift_JIS, because Japanese
/// text in Shift_JIS is practically never valid UTF-8.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, SheetError> {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return utf8(rest).map(Cow::Borrowed).map_err(|line| SheetError::BadEncoding { line });
    }
    for (mark, encoding) in [(b"\xff\xfe", UTF_16LE), (b"\xfe\xff", UTF_16BE)] {
        if let Some(rest) = bytes.strip_prefix(mark) {
            let text = legacy(rest, encoding).map_err(|line| SheetError::BadEncoding { line })?;
            return if text.contains('\0') { Err(other("binary")) } else { Ok(text) };
        }
    }
    if is_binary(bytes) {
        return Err(other("binary"));
    }
    let as_utf8 = match utf8(bytes) {
        Ok(text) => return Ok(Cow::Borrowed(text)),
        Err(line) => line,
    };
    // Of the two guesses, the one that got further is the better one to report.
    legacy(bytes, SHIFT_JIS)
        .map_err(|as_sjis| SheetError::BadEncoding { line: as_utf8.max(as_sjis) })
}

/// The text, or the line of the first byte that does not fit.
fn utf8(bytes: &[u8]) -> Result<&str, u32> {
    std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        line_of(before.iter().filter(|b| **b == b'\n').count())
    })
}

/// The text, or the line of the first character that does not fit.
fn legacy<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Result<Cow<'a, str>, u32> {
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        return Ok(text);
    }
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let before = text.split('\u{fffd}').next().unwrap_or_default();
    Err(line_of(before.matches('\n').count()))
}

fn line_of(line_breaks: usize) -> u32 {
    u32::try_from(line_breaks).unwrap_or(u32::MAX).saturating_add(1)
}

/// Text has no zero byte and hardly any control characters, not counting the control-Z of old
/// programs.
fn is_binary(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let control = |b: &&u8| **b < 0x20 && !matches!(**b, 0x09..=0x0d | 0x1a);
    bytes.contains(&0) || sample.iter().filter(control).count() * 50 > sample.len()
}

fn read_records(text: &str, grid: &mut Grid) -> Result<(), SheetError> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let mut row = 0_u32;
    let mut end = 0;
    loop {
        let start = end;
        let more = reader.read_record(&mut record);
        if !more.map_err(|_| SheetError::Damaged { part: "worksheet" })? {
            return Ok(());
        }
        end = usize::try_from(reader.position().byte()).unwrap_or(text.len());
        let raw = text.as_bytes().get(start..end).unwrap_or_default();
        row = row.saturating_add(blank_lines(text.as_bytes(), start)).saturating_add(1);
        if end >= text.len() && is_unclosed(raw) {
            return Err(SheetError::UnclosedQuote { row });
        }
        for (column, field) in (0_u32..).zip(record.iter()) {
            let (value, formula) = field_value(field);
            grid.put(Position { row, column }, value, CellKind::Text, formula)?;
        }
    }
}

/// The reader passes over blank lines without a word, but a spreadsheet program shows them as
/// rows. A line feed right after a carriage return belongs to the row before.
fn blank_lines(text: &[u8], start: usize) -> u32 {
    let completes = start > 0 && text[start - 1] == b'\r' && text.get(start) == Some(&b'\n');
    let mut rest = &text[start + usize::from(completes)..];
    let mut count = 0_u32;
    while let Some(after) = rest
        .strip_prefix(b"\r\n")
        .or_else(|| rest.strip_prefix(b"\r"))
        .or_else(|| rest.strip_prefix(b"\n"))
    {
        rest = after;
        count = count.saturating_add(1);
    }
    count
}

/// Quotation marks come in pairs unless one was never closed and swallowed line breaks.
fn is_unclosed(raw: &[u8]) -> bool {
    let quotes = raw.iter().filter(|b| **b == b'"').count();
    let text = raw.trim_ascii();
    quotes % 2 == 1 && (text.contains(&b'\n') || text.contains(&b'\r'))
}

/// Tab if it separates more of the first lines than the comma does: what is copied out of a
/// spreadsheet. Lines vote, so that one cell full of tabs or commas decides nothing.
fn delimiter(text: &str) -> u8 {
    let vote = |line: &str| line.matches('\t').count().cmp(&line.matches(',').count()) as i32;
    if text.lines().take(20).map(vote).sum::<i32>() > 0 { b'\t' } else { b',' }
}

/// The value of a field and whether a spreadsheet program would take it for a formula.
///
/// Many systems write `="0123"` so that Excel keeps the zeros; that is a text, not a formula.
fn field_value(field: &str) -> (&str, bool) {
    let quoted = field.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    match quoted {
        Some(inner) if !inner.contains('"') => (inner, false),
        _ => (unescape(field), field.starts_with('=')),
    }
}
