//! Tells kinds of files apart by their first bytes.

use super::SheetError;

/// The two families that can be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// A zip archive: perhaps a workbook.
    Zip,
    /// Perhaps a text file with separators.
    Text,
}

/// First bytes of files that people mistake for a roster, and the code for each.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"BM", "bmp"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\x1f\x8b", "gzip"),
    (b"{\\rtf", "rtf"),
];

/// First bytes of workbooks from before Excel 5, which are not even inside an OLE file.
const BARE_BIFF: &[&[u8]] =
    &[b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x10\x00"];

const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Decides from the first bytes; only OLE files are searched further.
pub(super) fn format(bytes: &[u8]) -> Result<Format, SheetError> {
    if bytes.is_empty() {
        return Err(SheetError::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Format::Zip);
    }
    if bytes.starts_with(OLE) {
        return Err(ole(bytes));
    }
    if BARE_BIFF.iter().any(|start| bytes.starts_with(start)) {
        return Err(SheetError::OldExcel);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Err(other("webp"));
    }
    if let Some((_, detected)) = SIGNATURES.iter().find(|(start, _)| signed(bytes, start)) {
        return Err(other(detected));
    }
    Ok(Format::Text)
}

/// `BM` alone would also refuse a list whose first heading starts with these letters; a bitmap
/// has zeros in its reserved fields.
fn signed(bytes: &[u8], start: &[u8]) -> bool {
    bytes.starts_with(start) && (start != b"BM" || bytes.get(6..10) == Some(&[0; 4]))
}

/// Names inside an OLE file are UTF-16, and they tell what it is.
fn ole(bytes: &[u8]) -> SheetError {
    let names = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        contains(bytes, &wide)
    };
    if names("EncryptedPackage") {
        SheetError::PasswordProtected
    } else if names("WordDocument") {
        other("word")
    } else if names("PowerPoint Document") {
        other("powerpoint")
    } else if names("Workbook") || names("Book") {
        SheetError::OldExcel
    } else {
        other("ole")
    }
}

/// Refuses text that is a document of another kind. Some systems export HTML tables as `.xls`.
pub(super) fn refuse_markup(text: &str) -> Result<(), SheetError> {
    let start: String = text.trim_start().chars().take(16).collect::<String>().to_lowercase();
    if ["<!doctype html", "<html", "<table", "<head", "<body", "<meta"]
        .iter()
        .any(|tag| start.starts_with(tag))
    {
        return Err(other("html"));
    }
    if start.starts_with("<?xml") {
        return Err(other("xml"));
    }
    Ok(())
}

/// Shorthand for the error that names a kind of file.
pub(super) fn other(detected: &'static str) -> SheetError {
    SheetError::NotASpreadsheet { detected }
}

/// True if `needle` occurs in `bytes`.
pub(super) fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    positions(bytes, needle).next().is_some()
}

/// Every place where `needle` occurs in `bytes`.
pub(super) fn positions<'a>(bytes: &'a [u8], needle: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    bytes.windows(needle.len()).enumerate().filter(move |(_, w)| *w == needle).map(|(at, _)| at)
}
