//! Looks at a zip archive before anything parses it.
//!
//! What the directory claims is checked first because it is cheap; then every entry is unpacked
//! and counted, because a directory can lie. Unpacked bytes are thrown away as they come, except
//! those of the two parts that [`super::xml_guard`] must see.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::detect::{other, positions};
use super::{MAX_UNPACKED_BYTES, SheetError, xml_guard};

/// Most entries of an archive. A roster with a portrait for each person has some hundreds.
const MAX_ENTRIES: u64 = 5_000;
/// Most bytes that one packed byte may become, once an entry has passed [`RATIO_FREE_BYTES`].
/// Sheets of equal cells reach about 60; what is built to burst reaches 1,000.
const MAX_RATIO: u64 = 200;
/// Small parts pack well without harm.
const RATIO_FREE_BYTES: u64 = 1024 * 1024;
/// Furthest from the end that a zip64 locator can stand: a full comment, the two end records.
const ZIP64_TAIL: usize = 65_535 + 22 + 20;

const BOMB: SheetError = SheetError::ZipBomb { limit: MAX_UNPACKED_BYTES };
const DAMAGED: SheetError = SheetError::Damaged { part: "zip" };

/// What an entry is checked for while it is unpacked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Strings,
    Styles,
    Any,
}

/// Answers `Ok` for a workbook that is safe to hand to the parser.
pub(super) fn inspect(bytes: &[u8]) -> Result<(), SheetError> {
    refuse_huge_directory(bytes)?;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| DAMAGED)?;
    if u64::try_from(archive.len()).unwrap_or(u64::MAX) > MAX_ENTRIES {
        return Err(BOMB);
    }
    let parts = directory(&mut archive)?;
    let mut total = 0_u64;
    for (index, part) in parts.into_iter().enumerate() {
        total = unpack(&mut archive, index, part, total)?;
    }
    Ok(())
}

/// The reader reserves room for as many entries as a zip64 record claims, so a claim beyond our
/// limit is refused before it is opened.
fn refuse_huge_directory(bytes: &[u8]) -> Result<(), SheetError> {
    let tail = &bytes[bytes.len().saturating_sub(ZIP64_TAIL)..];
    if positions(tail, b"PK\x06\x07").next().is_none() {
        return Ok(());
    }
    for at in positions(bytes, b"PK\x06\x06") {
        let claims = [24, 32].map(|offset| bytes.get(at + offset..at + offset + 8));
        let huge = claims.into_iter().flatten().any(|claim| {
            let claim: [u8; 8] = claim.try_into().expect("eight bytes were taken");
            u64::from_le_bytes(claim) > MAX_ENTRIES
        });
        if huge {
            return Err(BOMB);
        }
    }
    Ok(())
}

/// Reads the directory only: the kind of archive, passwords, claimed sizes.
fn directory(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<Vec<Part>, SheetError> {
    let mut names = Vec::with_capacity(archive.len());
    let (mut claimed, mut encrypted) = (0_u64, false);
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|_| DAMAGED)?;
        names.push(entry.name().map_err(|_| DAMAGED)?.to_lowercase().replace('\\', "/"));
        claimed = claimed.saturating_add(entry.size());
        encrypted |= entry.encrypted();
    }
    let has = |start: &str| names.iter().any(|name| name.starts_with(start));
    let workbook =
        |end: &str| names.iter().any(|name| name.starts_with("xl/workbook") && name.ends_with(end));
    if !workbook(".xml") {
        return Err(other(match () {
            () if workbook(".bin") => "xlsb",
            () if has("word/") => "word",
            () if has("ppt/") => "powerpoint",
            () if has("index/") && has("metadata/") => "numbers",
            () if has("mimetype") && has("content.xml") => "ods",
            () => "zip",
        }));
    }
    if encrypted {
        return Err(SheetError::PasswordProtected);
    }
    if claimed > MAX_UNPACKED_BYTES {
        return Err(BOMB);
    }
    Ok(names.iter().map(|name| part(name)).collect())
}

fn part(name: &str) -> Part {
    if name.ends_with("sharedstrings.xml") {
        Part::Strings
    } else if name.ends_with("styles.xml") {
        Part::Styles
    } else {
        Part::Any
    }
}

/// Unpacks one entry and answers the bytes unpacked so far.
fn unpack(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    part: Part,
    before: u64,
) -> Result<u64, SheetError> {
    let entry = archive.by_index(index).map_err(|_| DAMAGED)?;
    let packed = entry.compressed_size();
    let mut kept = Vec::new();
    let unpacked = count(entry, packed, MAX_UNPACKED_BYTES - before, |chunk| {
        if part != Part::Any {
            kept.extend_from_slice(chunk);
        }
    })?;
    match part {
        Part::Strings => xml_guard::shared_strings(&kept)?,
        Part::Styles => xml_guard::styles(&kept)?,
        Part::Any => {}
    }
    Ok(before + unpacked)
}

/// Reads to the end and counts, or stops where it becomes too much. The unpacker of today also
/// stops at the claimed size; this does not rely on it.
fn count(
    mut entry: impl Read,
    packed: u64,
    room: u64,
    mut see: impl FnMut(&[u8]),
) -> Result<u64, SheetError> {
    let mut chunk = vec![0; 64 * 1024];
    let mut unpacked = 0_u64;
    loop {
        let count = entry.read(&mut chunk).map_err(|_| DAMAGED)?;
        if count == 0 {
            return Ok(unpacked);
        }
        unpacked += u64::try_from(count).unwrap_or(u64::MAX);
        let bursts = unpacked > RATIO_FREE_BYTES && unpacked / packed.max(1) > MAX_RATIO;
        if unpacked > room || bursts {
            return Err(BOMB);
        }
        see(&chunk[..count]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_that_never_ends_is_stopped() {
        let mut seen = 0;
        let answer = count(std::io::repeat(b' '), u64::MAX, 1_000_000, |chunk| seen += chunk.len());
        assert_eq!(answer, Err(BOMB));
        assert!(seen <= 1_000_000);
        assert_eq!(count(std::io::repeat(b' '), 10_000, u64::MAX, |_| ()), Err(BOMB));
    }

    #[test]
    fn room_is_used_to_the_last_byte_and_small_parts_may_pack_well() {
        let entry = |size| std::io::repeat(b' ').take(size);
        assert_eq!(count(entry(1_000), 1, 1_000, |_| ()), Ok(1_000));
        assert_eq!(count(entry(1_001), 1, 1_000, |_| ()), Err(BOMB));
        assert_eq!(count(entry(RATIO_FREE_BYTES), 1, u64::MAX, |_| ()), Ok(RATIO_FREE_BYTES));
    }
}
