//! What a workbook of an office becomes.

use insta::assert_snapshot;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula};
use tsumugi_documents::sheet::{self, CellKind, SheetError, column_letters};

use crate::make::{raw_workbook, show, workbook};

#[test]
fn values_become_the_text_the_user_sees() {
    let bytes = workbook(|book| {
        let sheet = book.add_worksheet();
        let date = Format::new().set_num_format("[$-ja-JP]ggge\"年\"m\"月\"d\"日\";@");
        let moment = Format::new().set_num_format("yyyy/m/d h:mm");
        let time = Format::new().set_num_format("h:mm");
        let hours = Format::new().set_num_format("[h]:mm");
        sheet.write(0, 0, "S58.4.12")?.write(0, 1, "0012")?;
        sheet.write(1, 0, 1_234_567.0)?.write(1, 1, 0.1 + 0.2)?.write(1, 2, -3)?;
        sheet.write(1, 3, 2_810_100_011_u64)?.write(1, 4, 0)?;
        sheet.write_with_format(2, 0, &ExcelDateTime::from_ymd(1990, 4, 1)?, &date)?;
        let visit = ExcelDateTime::parse_from_str("2026-04-01 09:30")?;
        sheet.write_with_format(2, 1, &visit, &moment)?;
        sheet.write_with_format(2, 2, 0.395_833_333_333, &time)?;
        sheet.write_with_format(2, 3, 1.5, &hours)?;
        sheet.write(3, 0, true)?.write(3, 1, "一行目\r\n二行目")?.write(3, 2, "　 ")?;
        sheet.write_with_format(4, 0, 60, &date)?;
        Ok(())
    });
    let sheet = sheet::read(&bytes, "x.xlsx").unwrap();
    assert_snapshot!(show(&sheet), @r"
    A1=S58.4.12 | B1=0012
    A2=1234567 | B2=0.3 | C2=-3 | D2=2810100011 | E2=0
    A3=1990-04-01 | B3=2026-04-01 09:30 | C3=9:30 | D3=36:00
    A4=TRUE | B4=一行目\n二行目
    A5=1900-02-29
    ");
    assert_eq!(sheet.rows[2].cells[0].kind, CellKind::Date(jiff::civil::date(1990, 4, 1)));
    assert_eq!(sheet.rows[2].cells[1].kind, CellKind::Date(jiff::civil::date(2026, 4, 1)));
    assert_eq!(sheet.rows[2].cells[2].kind, CellKind::Text);
    assert_eq!(sheet.rows[1].cells[0].kind, CellKind::Number);
    // 29 February 1900 never was.
    assert_eq!(sheet.rows[4].cells[0].kind, CellKind::Text);
}

#[test]
fn zeros_that_only_the_format_shows_are_kept() {
    let bytes = workbook(|book| {
        let sheet = book.add_worksheet();
        let mut put = |column, number: f64, format: &str| {
            let format = Format::new().set_num_format(format);
            sheet.write_with_format(0, column, number, &format).map(|_| ())
        };
        put(0, 100_202.0, "0000000000")?;
        put(1, 600_001.0, r"000\-0000")?;
        put(2, 600_001.0, r"[<=999]000;[<=9999]000\-00;000\-0000")?;
        put(3, 12_345_678_901.0, "0000000000")?;
        put(4, 5.0, "0")?;
        put(5, 1.5, "0.00")?;
        put(6, -5.0, "000")
    });
    let sheet = sheet::read(&bytes, "").unwrap();
    assert_snapshot!(show(&sheet), @"A1=0000100202 | B1=060-0001 | C1=060-0001 | D1=12345678901 | E1=5 | F1=1.5 | G1=-5");
}

#[test]
fn formulas_keep_their_value_and_are_marked() {
    let bytes = workbook(|book| {
        let sheet = book.add_worksheet();
        sheet.write_formula(0, 0, Formula::new("=PHONETIC(B1)").set_result("タカハシ"))?;
        sheet.write(0, 1, "髙橋")?;
        sheet.write_formula(1, 0, Formula::new("=1+1").set_result("2"))?;
        Ok(())
    });
    let sheet = sheet::read(&bytes, "").unwrap();
    assert_snapshot!(show(&sheet), @r"
    A1=タカハシ (f) | B1=髙橋
    A2=2 (f)
    ");
    let shared = raw_workbook(
        r#"<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f><v>1</v></c></row>
           <row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c></row>
           <row r="3"><c r="A3" t="str"><f>IF(B3="","",B3)</f><v></v></c></row>"#,
        &[],
    );
    let sheet = sheet::read(&shared, "").unwrap();
    assert_snapshot!(show(&sheet), @r"
    A1=1 (f)
    A2=2 (f)
    A3= (f)
    ");
    assert_eq!(sheet.rows[2].cells[0].kind, CellKind::Empty);
}

#[test]
fn readings_above_the_text_are_not_part_of_it() {
    let strings = "<sst><si><t>髙橋</t><rPh sb=\"0\" eb=\"2\"><t>タカハシ</t></rPh></si>\
        <si><r><t>一</t></r><r><t>郎</t></r></si></sst>";
    let bytes = raw_workbook(
        r#"<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="inlineStr"><is><t>様</t></is></c></row>"#,
        &[("xl/sharedStrings.xml", strings.as_bytes())],
    );
    assert_snapshot!(show(&sheet::read(&bytes, "").unwrap()), @"A1=髙橋 | B1=一郎 | C1=様");
}

#[test]
fn the_first_visible_sheet_that_holds_something_is_read() {
    let bytes = workbook(|book| {
        book.add_worksheet().set_name("隠し")?.set_hidden(true).write(0, 0, "一覧")?;
        book.add_worksheet().set_name("表紙")?.set_active(true);
        let sheet = book.add_worksheet().set_name("台帳")?;
        sheet.write(4, 27, "氏名")?.write(6, 0, "隠れた行")?;
        sheet.set_row_hidden(6)?;
        book.add_worksheet().set_name("控え")?.write(0, 0, "x")?;
        Ok(())
    });
    let sheet = sheet::read(&bytes, "").unwrap();
    assert_eq!(sheet.name, "台帳");
    assert_eq!(sheet.other_sheets, ["隠し", "表紙", "控え"]);
    assert_snapshot!(show(&sheet), @r"
    AB5=氏名
    A7=隠れた行
    ");
}

#[test]
fn blank_workbooks_are_empty() {
    let blank = workbook(|book| {
        book.add_worksheet().write(0, 0, "　")?;
        Ok(())
    });
    let formulas = raw_workbook(r#"<row r="1"><c r="A1" t="str"><f>B1</f><v></v></c></row>"#, &[]);
    assert_eq!(sheet::read(&formulas, ""), Err(SheetError::Empty));
    assert_eq!(sheet::read(&blank, ""), Err(SheetError::Empty));
    assert_eq!(sheet::read(b"", "a.xlsx"), Err(SheetError::Empty));
}

#[test]
fn dates_count_from_1904_if_the_workbook_says_so() {
    let book = r#"<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="S" r:id="rId1"/></sheets></workbook>"#;
    let styles =
        r#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
    let bytes = raw_workbook(
        r#"<row r="1"><c r="A1" s="1"><v>1</v></c><c r="B1" t="d"><v>2026-04-01T00:00:00</v></c></row>"#,
        &[("xl/workbook.xml", book.as_bytes()), ("xl/styles.xml", styles.as_bytes())],
    );
    assert_snapshot!(show(&sheet::read(&bytes, "").unwrap()), @"A1=1904-01-02 | B1=2026-04-01");
}

#[test]
fn limits_of_rows_columns_and_cells_name_the_place() {
    let long = "あ".repeat(4_001);
    let limit = |rows: &str| sheet::read(&raw_workbook(rows, &[]), "").unwrap_err();
    assert_eq!(
        limit(&format!(r#"<row r="3"><c r="B3" t="str"><v>{long}</v></c></row>"#)),
        SheetError::CellTooLong { row: 3, column: "B".to_string(), limit: 4_000 }
    );
    assert_eq!(
        limit(r#"<row r="2"><c r="GS2"><v>1</v></c></row>"#),
        SheetError::TooManyColumns { row: 2, limit: 200 }
    );
    let rows = |count: u32| -> String {
        (1..=count).map(|n| format!(r#"<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>"#)).collect()
    };
    assert_eq!(limit(&rows(20_001)), SheetError::TooManyRows { limit: 20_000 });
    assert_eq!(sheet::read(&raw_workbook(&rows(20_000), &[]), "").unwrap().rows.len(), 20_000);
    // A blank formatted cell far away is no reason to refuse a file.
    let far = r#"<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row>"#;
    assert!(sheet::read(&raw_workbook(far, &[]), "").is_ok());
}

#[test]
fn many_cells_that_point_to_one_long_text_are_refused() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "あ".repeat(4_000));
    let row = |n: u32| format!(r#"<row r="{n}">{}</row>"#, "<c t=\"s\"><v>0</v></c>".repeat(100));
    let rows: String = (1..=60).map(row).collect();
    let bytes = raw_workbook(&rows, &[("xl/sharedStrings.xml", strings.as_bytes())]);
    let error = sheet::read(&bytes, "").unwrap_err();
    assert!(matches!(error, SheetError::TooMuchText { .. }), "{error}");
}

#[test]
fn columns_have_letters() {
    let letters = [0, 25, 26, 51, 52, 199, 701, 702].map(column_letters);
    assert_eq!(letters, ["A", "Z", "AA", "AZ", "BA", "GR", "ZZ", "AAA"]);
}
