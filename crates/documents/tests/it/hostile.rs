//! Files that are not what they say, or are made to hurt.

use std::time::{Duration, Instant};

use tsumugi_documents::sheet::{self, SheetError};
use zip::CompressionMethod::{Deflated, Stored};

use crate::make::{archive, raw_workbook, workbook};

fn error(bytes: &[u8]) -> SheetError {
    sheet::read(bytes, "名簿.xlsx").unwrap_err()
}

fn detected(bytes: &[u8]) -> &'static str {
    match error(bytes) {
        SheetError::NotASpreadsheet { detected } => detected,
        other => panic!("{other}"),
    }
}

fn ole(name: &str) -> Vec<u8> {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.resize(1024, 0);
    bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(2048, 0);
    bytes
}

#[test]
fn other_kinds_of_files_are_named() {
    assert_eq!(detected(b"%PDF-1.7\n%\xe2\xe3"), "pdf");
    assert_eq!(detected(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "png");
    assert_eq!(detected(b"\xff\xd8\xff\xe0\0\x10JFIF"), "jpeg");
    assert_eq!(detected(b"<html><table><tr><td>x"), "html");
    assert_eq!(detected("\u{feff}<?xml version=\"1.0\"?>".as_bytes()), "xml");
    assert_eq!(detected(b"abc\0def"), "binary");
    assert_eq!(detected(&archive(&[("word/document.xml", b"x")], Stored)), "word");
    assert_eq!(detected(&archive(&[("xl/workbook.bin", b"x")], Stored)), "xlsb");
    assert_eq!(detected(&archive(&[("写真.jpg", b"x")], Stored)), "zip");
    let ods: [(&str, &[u8]); 2] = [("mimetype", b"x"), ("content.xml", b"x")];
    assert_eq!(detected(&archive(&ods, Stored)), "ods");
    assert_eq!(detected(&ole("WordDocument")), "word");
    // A heading that begins like a bitmap is still a heading.
    assert!(sheet::read(b"BMI,x\n22,y\n", "").is_ok());
}

#[test]
fn old_and_locked_workbooks_are_told_apart() {
    assert_eq!(error(&ole("Workbook")), SheetError::OldExcel);
    assert_eq!(error(&ole("Book")), SheetError::OldExcel);
    assert_eq!(error(b"\x09\x08\x10\0\0\x06\x05\0"), SheetError::OldExcel);
    assert_eq!(error(&ole("EncryptedPackage")), SheetError::PasswordProtected);
    // The general purpose bit of the local and the central header says that an entry is locked.
    let mut zip = raw_workbook("", &[]);
    for (mark, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        for at in places(&zip, mark) {
            zip[at + flags] |= 1;
        }
    }
    assert_eq!(error(&zip), SheetError::PasswordProtected);
}

fn places(bytes: &[u8], needle: &[u8]) -> Vec<usize> {
    bytes
        .windows(needle.len())
        .enumerate()
        .filter(|(_, w)| *w == needle)
        .map(|(at, _)| at)
        .collect()
}

#[test]
fn ten_megabytes_of_zeros_are_refused_at_once() {
    let zeros = vec![0; 10 * 1024 * 1024];
    let start = Instant::now();
    assert_eq!(detected(&zeros), "binary");
    assert!(start.elapsed() < Duration::from_secs(1));
    let larger = vec![0; 10 * 1024 * 1024 + 1];
    assert_eq!(error(&larger), SheetError::TooLarge { bytes: 10_485_761, limit: 10_485_760 });
}

#[test]
fn a_workbook_that_unpacks_to_a_gigabyte_is_refused() {
    // The directory says so itself: nothing needs to be unpacked.
    let mut claimed = raw_workbook("", &[("xl/media/a.bin", b"small")]);
    for at in places(&claimed, b"PK\x01\x02") {
        claimed[at + 24..at + 28].copy_from_slice(&1_000_000_000_u32.to_le_bytes());
    }
    assert!(matches!(error(&claimed), SheetError::ZipBomb { .. }));
    // It really is that large: equal bytes pack a thousand to one.
    let burst = vec![b' '; 70 * 1024 * 1024];
    let real = raw_workbook("", &[("xl/media/a.bin", &burst)]);
    assert!(real.len() < 100_000);
    assert!(matches!(error(&real), SheetError::ZipBomb { .. }));
}

#[test]
fn a_directory_that_lies_is_found_out_while_unpacking() {
    // 8 MB that claim to be 100 bytes, in the local header and in the directory.
    let burst = vec![b' '; 8 * 1024 * 1024];
    let mut bytes = raw_workbook("", &[("xl/media/a.bin", &burst)]);
    for (mark, size) in [(b"PK\x03\x04", 22), (b"PK\x01\x02", 24)] {
        let last = *places(&bytes, mark).last().unwrap();
        bytes[last + size..last + size + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    assert_eq!(error(&bytes), SheetError::Damaged { part: "zip" });
    // Told truly, the same entry is refused for what it would become.
    let honest = raw_workbook("", &[("xl/media/a.bin", &burst)]);
    assert!(matches!(error(&honest), SheetError::ZipBomb { .. }));
}

#[test]
fn many_small_parts_count_together() {
    let noise: Vec<u8> = (0..4 * 1024 * 1024_u32).map(|n| (n % 251).to_le_bytes()[0]).collect();
    let names: Vec<String> = (0..20).map(|n| format!("xl/media/{n}.bin")).collect();
    let parts: Vec<(&str, &[u8])> =
        names.iter().map(|name| (name.as_str(), noise.as_slice())).collect();
    assert!(matches!(error(&raw_workbook("", &parts)), SheetError::ZipBomb { .. }));
    let names: Vec<String> = (0..5_001).map(|n| format!("xl/{n}")).collect();
    let parts: Vec<(&str, &[u8])> =
        names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    assert!(matches!(error(&raw_workbook("", &parts)), SheetError::ZipBomb { .. }));
}

#[test]
fn entities_are_never_expanded() {
    let sheet = r#"<!DOCTYPE x [<!ENTITY a "AAAA"><!ENTITY b SYSTEM "file:///etc/passwd">]>
        <worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&a;&b;</v></c></row></sheetData></worksheet>"#;
    let bytes = raw_workbook("", &[("xl/worksheets/sheet1.xml", sheet.as_bytes())]);
    assert_eq!(error(&bytes), SheetError::Damaged { part: "worksheet" });
    let strings = r#"<!DOCTYPE x [<!ENTITY a "AAAA">]><sst><si><t>&a;</t></si></sst>"#;
    let row = r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#;
    let bytes = raw_workbook(row, &[("xl/sharedStrings.xml", strings.as_bytes())]);
    assert_eq!(error(&bytes), SheetError::Damaged { part: "workbook" });
}

#[test]
fn claims_that_would_exhaust_memory_are_refused() {
    let bomb = |name: &str, xml: &str| error(&raw_workbook("", &[(name, xml.as_bytes())]));
    let huge = r#"<sst count="1" x='uniqueCount="1"' uniqueCount = '999999999999999'><si/></sst>"#;
    assert!(matches!(bomb("xl/sharedStrings.xml", huge), SheetError::ZipBomb { .. }));
    assert!(matches!(bomb("XL/SHAREDSTRINGS.XML", huge), SheetError::ZipBomb { .. }));
    let font = format!(r#"<fonts><font><name val="{}"/></font></fonts>"#, "x".repeat(100_000));
    let formats = "<xf fontId=\"0\"/>".repeat(10_000);
    let styles = format!("<styleSheet>{font}<cellXfs>{formats}</cellXfs></styleSheet>");
    assert!(matches!(bomb("xl/styles.xml", &styles), SheetError::ZipBomb { .. }));
    // A shared formula may name any index; nothing is reserved for it.
    let formula =
        r#"<row r="1"><c r="A1"><f t="shared" ref="A1" si="99999999999">B1</f><v>1</v></c></row>"#;
    assert!(sheet::read(&raw_workbook(formula, &[]), "").is_ok());
}

#[test]
fn a_record_that_claims_a_million_entries_is_refused() {
    let mut bytes = raw_workbook("", &[]);
    let end = places(&bytes, b"PK\x05\x06")[0];
    let mut record = b"PK\x06\x06".to_vec();
    record.resize(56, 0);
    record[24..32].copy_from_slice(&1_000_000_u64.to_le_bytes());
    record.extend(b"PK\x06\x07");
    record.resize(76, 0);
    bytes.splice(end..end, record);
    assert!(matches!(error(&bytes), SheetError::ZipBomb { .. }));
}

#[test]
fn damaged_workbooks_say_so() {
    let whole = workbook(|book| book.add_worksheet().write(0, 0, "氏名").map(|_| ()));
    assert_eq!(error(&whole[..whole.len() / 2]), SheetError::Damaged { part: "zip" });
    assert_eq!(error(b"PK\x03\x04"), SheetError::Damaged { part: "zip" });
    // References beyond what a spreadsheet knows.
    for place in ["A0", "A4294967296", "AAAAAAAAAAA1", "1A", "A2000000"] {
        let row = format!(r#"<row r="1"><c r="{place}"><v>1</v></c></row>"#);
        let answer = sheet::read(&raw_workbook(&row, &[]), "");
        assert!(answer.is_err(), "{place}: {answer:?}");
    }
    let unknown = archive(&[("xl/workbook.xml", b"<workbook/>")], Deflated);
    assert_eq!(error(&unknown), SheetError::Damaged { part: "workbook" });
}
