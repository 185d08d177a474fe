//! What text files become, and what is written.

use encoding_rs::SHIFT_JIS;
use insta::assert_snapshot;
use proptest::prelude::*;
use tsumugi_documents::csv_out;
use tsumugi_documents::sheet::{self, SheetError};

use crate::make::show;

fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
    format!("\u{feff}{text}").encode_utf16().flat_map(bytes_of).collect()
}

#[test]
fn one_table_in_every_encoding() {
    let table = "氏名,備考\r\n髙橋,①\r\n";
    let (sjis, _, lost) = SHIFT_JIS.encode(table);
    assert!(!lost);
    let files = [
        table.as_bytes().to_vec(),
        format!("\u{feff}{table}").into_bytes(),
        utf16(table, u16::to_le_bytes),
        utf16(table, u16::to_be_bytes),
        sjis.into_owned(),
        table.replace(',', "\t").into_bytes(),
        utf16(&table.replace(',', "\t"), u16::to_le_bytes),
        format!("{table}\u{1a}").into_bytes(),
    ];
    for file in files {
        let sheet = sheet::read(&file, "C:\\名簿\\利用者.2026.csv").unwrap();
        assert_eq!(show(&sheet), "A1=氏名 | B1=備考\nA2=髙橋 | B2=①", "{file:02x?}");
        assert_eq!(sheet.name, "利用者.2026");
    }
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_program_shows_them() {
    let text = "\r\n\n題名\r\n\r\n氏名,住所\r\"花\r\n子\",\"a\"\"b\"\n\n,,\n太郎,x";
    assert_snapshot!(show(&sheet::read(text.as_bytes(), "").unwrap()), @r#"
    A3=題名
    A5=氏名 | B5=住所
    A6=花\n子 | B6=a\"b
    A9=太郎 | B9=x
    "#);
}

#[test]
fn cells_that_would_be_calculated_are_marked() {
    let text = "=\"0012\",=1+1,'=2,+81-78,-5,\"=\"\"0034\"\"\",'quoted'";
    assert_snapshot!(show(&sheet::read(text.as_bytes(), "").unwrap()), @r#"A1=0012 | B1==1+1 (f) | C1==2 | D1=+81-78 | E1=-5 | F1=0034 | G1=\'quoted\'"#);
}

#[test]
fn unknown_characters_are_reported_with_their_line() {
    let mut bytes = "氏名\n花子\n".as_bytes().to_vec();
    bytes.extend(b"\xe8\x8a\xff\xff\n");
    assert_eq!(sheet::read(&bytes, ""), Err(SheetError::BadEncoding { line: 3 }));
    let mut marked = b"\xef\xbb\xbfa\n".to_vec();
    marked.extend(b"\x82\xa0");
    assert_eq!(sheet::read(&marked, ""), Err(SheetError::BadEncoding { line: 2 }));
    let mut lone = utf16("a\nb\n", u16::to_le_bytes);
    lone.extend(0xd800_u16.to_le_bytes());
    assert_eq!(sheet::read(&lone, ""), Err(SheetError::BadEncoding { line: 3 }));
}

#[test]
fn a_forgotten_quotation_mark_does_not_swallow_people() {
    let text = "氏名,備考\n花子,\"よく笑う\n太郎,\n次郎,\n";
    assert_eq!(sheet::read(text.as_bytes(), ""), Err(SheetError::UnclosedQuote { row: 2 }));
    assert!(sheet::read("氏名,背丈\n花子,5\"\n".as_bytes(), "").is_ok());
}

#[test]
fn a_cell_full_of_tabs_does_not_make_a_tab_separated_table() {
    let text = "氏名,備考\n花子,a\tb\tc\td\te\n太郎,\n";
    let sheet = sheet::read(text.as_bytes(), "").unwrap();
    assert_eq!(sheet.rows[1].cells[1].text, "a\tb\tc\td\te");
}

#[test]
fn limits_hold_for_text_too() {
    let limit = |text: &str| sheet::read(text.as_bytes(), "").unwrap_err();
    assert_eq!(limit(&"a\n".repeat(20_001)), SheetError::TooManyRows { limit: 20_000 });
    assert_eq!(
        limit(&format!("{}x", ",".repeat(200))),
        SheetError::TooManyColumns { row: 1, limit: 200 }
    );
    assert_eq!(
        limit(&format!("a\nb,{}", "x".repeat(4_001))),
        SheetError::CellTooLong { row: 2, column: "B".to_string(), limit: 4_000 }
    );
    assert_eq!(limit("\u{feff}\r\n , \r\n"), SheetError::Empty);
}

#[test]
fn written_tables_open_in_excel_and_do_nothing_there() {
    let rows = vec![vec!["=cmd|'/c calc'!A1", "a,b\"c"], vec!["-5", "一行\n二行"]];
    let bytes = csv_out::write(&["氏名", "@備考"], &rows);
    assert_snapshot!(
        String::from_utf8(bytes).unwrap().escape_debug().to_string(),
        @r#"\u{feff}氏名,\'@備考\r\n\'=cmd|\'/c calc\'!A1,\"a,b\"\"c\"\r\n\'-5,\"一行\n二行\"\r\n"#
    );
}

proptest! {
    #[test]
    fn no_written_cell_starts_a_formula_and_all_read_back(
        rows in proptest::collection::vec(
            proptest::collection::vec("[-=+@'\t＝a-c\",; \n髙]{0,6}", 1..5), 1..6)
    ) {
        let bytes = csv_out::write(&["見出し"], &rows);
        let text = std::str::from_utf8(&bytes).unwrap().strip_prefix('\u{feff}').unwrap();
        let mut reader =
            csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        for record in reader.records() {
            for cell in &record.unwrap() {
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝']), "{cell:?}");
            }
        }
        // Lines full of tabs are taken for a tab-separated table, which the rest is not about.
        if text.contains('\t') {
            return Ok(());
        }
        let expected: Vec<Vec<&str>> = rows
            .iter()
            .map(|row| row.iter().map(String::as_str).filter(|t| !t.trim().is_empty()).collect())
            .filter(|row: &Vec<&str>| !row.is_empty())
            .collect();
        let sheet = sheet::read(&bytes, "").unwrap();
        let read: Vec<Vec<&str>> = sheet.rows[1..]
            .iter()
            .map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect())
            .collect();
        prop_assert_eq!(read, expected);
        prop_assert!(sheet.rows.iter().flat_map(|r| &r.cells).all(|cell| !cell.formula));
    }
}
