//! Checks the two parts of a workbook that the parser keeps in memory as a whole.
//!
//! The parser reserves room for as many shared texts as the part claims, and copies fonts and
//! borders into each cell format; a part of some kilobytes could make it ask for more memory
//! than the machine has, which ends the process. Real workbooks are far from these limits.

use super::detect::positions;
use super::{MAX_UNPACKED_BYTES, SheetError};

/// Most shared texts: all sheets of a workbook together, where one sheet has at most 500,000.
const MAX_STRINGS: usize = 2_000_000;
/// Most elements of the style part. A spreadsheet program keeps at most 65,490 cell formats.
const MAX_STYLE_ELEMENTS: usize = 500_000;
/// Most memory that copies of fonts and borders may take, in bytes.
const MAX_STYLE_COPIES: usize = 128 * 1024 * 1024;
/// About what one cell format takes before any text is copied into it, in bytes.
const STYLE_BYTES: usize = 512;

const BOMB: SheetError = SheetError::ZipBomb { limit: MAX_UNPACKED_BYTES };
const DAMAGED: SheetError = SheetError::Damaged { part: "workbook" };

/// Refuses a part with too many texts or a claim of more texts than it can hold.
pub(super) fn shared_strings(xml: &[u8]) -> Result<(), SheetError> {
    let mut texts = 0;
    let mut rest = xml;
    while let Some(tag) = next_tag(&mut rest)? {
        match local_name(tag) {
            b"si" => texts += 1,
            b"sst" if claimed_count(tag) > xml.len() => return Err(BOMB),
            _ => {}
        }
        if texts > MAX_STRINGS {
            return Err(BOMB);
        }
    }
    Ok(())
}

/// Refuses a part whose cell formats would take too much memory.
pub(super) fn styles(xml: &[u8]) -> Result<(), SheetError> {
    let (mut elements, mut formats, mut longest) = (0, 0, 0);
    let mut rest = xml;
    while let Some(tag) = next_tag(&mut rest)? {
        elements += 1;
        formats += usize::from(local_name(tag) == b"xf");
        longest = longest.max(tag.len());
    }
    // A format copies a font, a fill, a border and a number format: four tags at their longest.
    let copies = formats.saturating_mul(STYLE_BYTES + 4 * longest);
    if elements > MAX_STYLE_ELEMENTS || copies > MAX_STYLE_COPIES {
        return Err(BOMB);
    }
    Ok(())
}

/// The next opening or empty tag without its angle brackets. Text, comments and processing
/// instructions are passed over.
fn next_tag<'a>(rest: &mut &'a [u8]) -> Result<Option<&'a [u8]>, SheetError> {
    loop {
        let Some(start) = rest.iter().position(|b| *b == b'<') else { return Ok(None) };
        let xml = &rest[start + 1..];
        if let Some(end) = special_end(xml)? {
            *rest = &xml[end..];
            continue;
        }
        let end = tag_end(xml)?;
        *rest = &xml[end + 1..];
        if xml[0] != b'/' {
            return Ok(Some(&xml[..end]));
        }
    }
}

/// Length of a comment, CDATA section or processing instruction that starts here. A document
/// type, the only place to define entities, has no business in a workbook.
fn special_end(xml: &[u8]) -> Result<Option<usize>, SheetError> {
    let close: &[u8] = if xml.starts_with(b"!--") {
        b"-->"
    } else if xml.starts_with(b"![CDATA[") {
        b"]]>"
    } else if xml.starts_with(b"?") {
        b"?>"
    } else if xml.starts_with(b"!") {
        return Err(DAMAGED);
    } else {
        return Ok(None);
    };
    let at = xml.windows(close.len()).position(|w| w == close).ok_or(DAMAGED)?;
    Ok(Some(at + close.len()))
}

/// Where the tag closes, seen as the parser sees it: not inside quotation marks.
fn tag_end(xml: &[u8]) -> Result<usize, SheetError> {
    let mut quote = None;
    for (at, byte) in xml.iter().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Ok(at),
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), byte) if open == *byte => quote = None,
            _ => {}
        }
    }
    Err(DAMAGED)
}

/// The name of a tag without its namespace prefix.
fn local_name(tag: &[u8]) -> &[u8] {
    let end = tag.iter().position(|b| b.is_ascii_whitespace() || *b == b'/').unwrap_or(tag.len());
    let name = &tag[..end];
    name.rsplit(|b| *b == b':').next().unwrap_or(name)
}

/// The largest number that follows `uniqueCount` in a tag, or 0. Looking at every occurrence
/// leaves no room to hide the real one behind a harmless one.
fn claimed_count(tag: &[u8]) -> usize {
    positions(tag, b"uniqueCount").map(|at| first_number(&tag[at..])).max().unwrap_or(0)
}

fn first_number(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .skip_while(|b| !b.is_ascii_digit())
        .take_while(|b| b.is_ascii_digit())
        .fold(0_usize, |sum, b| sum.saturating_mul(10).saturating_add(usize::from(b - b'0')))
}
