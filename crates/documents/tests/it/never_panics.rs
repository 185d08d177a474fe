//! Whatever the bytes are, reading returns.

use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use tsumugi_documents::{roster, sheet};

use crate::make::raw_workbook;
use crate::make_fixtures;

static FILES: LazyLock<Vec<Vec<u8>>> =
    LazyLock::new(|| make_fixtures::files().unwrap().into_iter().map(|(_, bytes)| bytes).collect());

/// Reads and looks for a roster; a sheet that was read keeps its promises.
fn read(bytes: &[u8]) {
    let Ok(sheet) = sheet::read(bytes, "a.b") else { return };
    assert!(!sheet.rows.is_empty());
    assert!(sheet.rows.windows(2).all(|pair| pair[0].number < pair[1].number));
    for cell in sheet.rows.iter().flat_map(|row| &row.cells) {
        assert!(cell.formula || !cell.text.trim().is_empty());
        assert!(cell.text.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\t')));
    }
    if let Ok(found) = roster::roster(&sheet) {
        assert!(found.lines.iter().all(|line| !line.fields.is_empty()));
        assert!(found.lines.len() + found.skipped.len() < sheet.rows.len());
    }
}

/// Some bytes changed, then perhaps the end cut off.
fn mutate(bytes: &[u8], changes: &[(usize, u8)], keep: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (at, value) in changes {
        let at = at % bytes.len();
        bytes[at] = *value;
    }
    bytes.truncate(bytes.len() - bytes.len().min(keep));
    bytes
}

const ROWS: &str = r#"<row r="1"><c r="A1" s="1"><v>45000</v></c><c r="B1" t="s"><v>0</v></c>
    <c r="C1" t="b"><v>1</v></c><c r="D1" t="e"><v>#N/A</v></c></row><row r="2"><c r="A2">
    <f t="shared" ref="A2:A3" si="0">B2</f><v>1.5</v></c><c r="B2" t="inlineStr"><is><t>x</t></is>
    </c></row><row r="3" hidden="1"><c r="A3"><f t="shared" si="0"/><v>2</v></c></row>"#;
const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="170" formatCode="000\-0000"/></numFmts>
    <fonts><font><name val="x"/></font></fonts><cellXfs><xf numFmtId="170" fontId="0"/>
    <xf numFmtId="14"/></cellXfs></styleSheet>"#;
const STRINGS: &str =
    r#"<sst uniqueCount="1"><si><t>氏名&amp;</t><rPh><t>シメイ</t></rPh></si></sst>"#;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn random_bytes(bytes in vec(any::<u8>(), 0..2_000), start in 0_usize..6) {
        let starts: [&[u8]; 6] = [b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf", b"PK\x05\x06",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"];
        read(&[starts[start], &bytes].concat());
    }

    #[test]
    fn random_tables(text in "[氏名生年月日合計a-c0-9,\t\"'=\r\n　（）]{0,300}") {
        read(text.as_bytes());
        read(format!("氏名,住所\n{text}").as_bytes());
    }

    #[test]
    fn mutated_files(
        which in 0_usize..3,
        changes in vec((any::<usize>(), any::<u8>()), 0..8),
        cut in prop_oneof![3 => Just(0_usize), 1 => 0_usize..3_000],
    ) {
        read(&mutate(&FILES[which], &changes, cut));
    }

    /// The packed bytes are whole here, so that the parser itself sees the damage.
    #[test]
    fn mutated_parts(
        which in 0_usize..3,
        changes in vec((any::<usize>(), prop_oneof![any::<u8>(), b' '..b'~', Just(b'9')]), 1..10),
        cut in prop_oneof![3 => Just(0_usize), 1 => 0_usize..300],
    ) {
        let rows = format!("<worksheet><sheetData>{ROWS}</sheetData></worksheet>");
        let mut parts = [
            ("xl/worksheets/sheet1.xml", rows.into_bytes()),
            ("xl/styles.xml", STYLES.as_bytes().to_vec()),
            ("xl/sharedStrings.xml", STRINGS.as_bytes().to_vec()),
        ];
        parts[which].1 = mutate(&parts[which].1, &changes, cut);
        let parts = parts.each_ref().map(|(name, content)| (*name, content.as_slice()));
        read(&raw_workbook("", &parts));
    }
}
