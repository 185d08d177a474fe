//! Writes tables that people open in a spreadsheet program.

use csv::{Terminator, WriterBuilder};

/// First characters that make a spreadsheet program calculate or call out instead of showing the
/// text; the wide forms count because Japanese input methods and programs treat them alike.
/// (ASVS 5.0, 1.2.10.)
const TRIGGERS: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The table as CSV in UTF-8 with a mark, lines ended by CRLF, as Excel in Japan opens it.
///
/// A cell that would be taken for a formula gets an apostrophe in front;
/// [`sheet::read`](crate::sheet::read) takes it away again.
pub fn write<H: AsRef<str>, C: AsRef<str>>(headers: &[H], rows: &[Vec<C>]) -> Vec<u8> {
    let mut writer = WriterBuilder::new()
        .has_headers(false)
        .flexible(true)
        .terminator(Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let in_memory = "writing to memory cannot fail";
    writer.write_record(headers.iter().map(|cell| escape(cell.as_ref()))).expect(in_memory);
    for row in rows {
        writer.write_record(row.iter().map(|cell| escape(cell.as_ref()))).expect(in_memory);
    }
    writer.into_inner().expect(in_memory)
}

/// Puts an apostrophe before what would be calculated. A text that already has one there gets a
/// second, so that reading gives back what was written.
fn escape(text: &str) -> String {
    if text.trim_start_matches('\'').starts_with(TRIGGERS) {
        format!("'{text}")
    } else {
        text.to_string()
    }
}

/// Takes away the apostrophe that [`write()`] put before a text.
pub(crate) fn unescape(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(TRIGGERS) => rest,
        _ => text,
    }
}
