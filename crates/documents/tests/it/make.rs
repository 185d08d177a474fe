//! Builds files for the tests.

use std::io::{Cursor, Write};

use rust_xlsxwriter::{Workbook, XlsxError};
use tsumugi_documents::sheet::{Row, Sheet};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A workbook built by a closure.
pub(crate) fn workbook(build: impl FnOnce(&mut Workbook) -> Result<(), XlsxError>) -> Vec<u8> {
    let mut book = Workbook::new();
    build(&mut book).unwrap();
    book.save_to_buffer().unwrap()
}

/// A zip archive with these entries.
pub(crate) fn archive(entries: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    for (name, content) in entries {
        zip.start_file(*name, options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK_RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>"#;

/// The smallest workbook, with our own XML for the sheet and further parts; a part of the same
/// name replaces ours.
pub(crate) fn raw_workbook(rows: &str, parts: &[(&str, &[u8])]) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let mut entries: Vec<(&str, &[u8])> = vec![
        ("_rels/.rels", RELS.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    entries.retain(|(name, _)| parts.iter().all(|(other, _)| other != name));
    entries.extend(parts);
    archive(&entries, CompressionMethod::Deflated)
}

/// A sheet as `A1=text` entries, one row a line; formulas end with `(f)`.
pub(crate) fn show(sheet: &Sheet) -> String {
    sheet.rows.iter().map(show_row).collect::<Vec<_>>().join("\n")
}

fn show_row(row: &Row) -> String {
    let cell = |cell: &tsumugi_documents::sheet::Cell| {
        let mark = if cell.formula { " (f)" } else { "" };
        format!("{}{}={}{mark}", cell.column, row.number, cell.text.escape_debug())
    };
    row.cells.iter().map(cell).collect::<Vec<_>>().join(" | ")
}
