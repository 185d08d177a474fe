//! Reads the cells of a workbook that [`package`](super::package) has let through.

use std::io::Cursor;

use calamine::{
    DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Style, Xlsx, XlsxCellReader, XlsxError,
};

use super::grid::{Grid, Position};
use super::{CellKind, Sheet, SheetError};

type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Worksheets looked at to find one that holds something.
const MAX_SHEETS_TRIED: usize = 50;

/// Reads the first visible worksheet that holds something, else the first hidden one.
pub(super) fn read(bytes: &[u8]) -> Result<Sheet, SheetError> {
    // Cell references are computed without overflow checks of their own in the parser, so that
    // some damaged files panic in debug builds. A damaged file is an answer here, not a crash.
    std::panic::catch_unwind(|| read_workbook(bytes))
        .unwrap_or(Err(SheetError::Damaged { part: "worksheet" }))
}

fn read_workbook(bytes: &[u8]) -> Result<Sheet, SheetError> {
    let mut book = Workbook::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsxError::Password => SheetError::PasswordProtected,
        _ => SheetError::Damaged { part: "workbook" },
    })?;
    let sheets = book.sheets_metadata();
    let worksheets = || sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names: Vec<String> = worksheets().map(|sheet| sheet.name.clone()).collect();
    let visible = |sheet: &&calamine::Sheet| sheet.visible == SheetVisible::Visible;
    let order: Vec<String> = worksheets()
        .filter(visible)
        .chain(worksheets().filter(|sheet| !visible(sheet)))
        .map(|sheet| sheet.name.clone())
        .collect();
    for name in order.into_iter().take(MAX_SHEETS_TRIED) {
        let grid = read_cells(&mut book, &name)?;
        if !grid.is_blank() {
            let other_sheets = names.into_iter().filter(|other| *other != name).collect();
            return Ok(Sheet { name, rows: grid.into_rows(), other_sheets });
        }
    }
    Err(SheetError::Empty)
}

fn read_cells(book: &mut Workbook<'_>, name: &str) -> Result<Grid, SheetError> {
    let mut grid = Grid::default();
    let Some(mut cells) = open(book, name)? else { return Ok(grid) };
    let masks: Vec<Option<Mask>> = cells.styles().iter().map(mask_of).collect();
    let mut numbers = false;
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(damaged)? {
        let at = position(cell.pos)?;
        let (text, kind) = value(&cell.value);
        numbers |= kind == CellKind::Number;
        grid.put(at, &text, kind, cell.formula.is_some())?;
    }
    drop(cells);
    if numbers && masks.iter().any(Option::is_some) {
        apply_masks(book, name, &masks, &mut grid)?;
    }
    Ok(grid)
}

/// `None` for a sheet that has no cells, such as a chart that calls itself a worksheet.
fn open<'a, 'b>(
    book: &'a mut Workbook<'b>,
    name: &str,
) -> Result<Option<XlsxCellReader<'a, Cursor<&'b [u8]>>>, SheetError> {
    match book.worksheet_cells_reader(name) {
        Ok(cells) => Ok(Some(cells)),
        Err(XlsxError::NotAWorksheet(_)) => Ok(None),
        Err(error) => Err(damaged(error)),
    }
}

/// The parser's message may quote a cell, so it is not kept.
fn damaged(_: XlsxError) -> SheetError {
    SheetError::Damaged { part: "worksheet" }
}

fn position((row, column): (u32, u32)) -> Result<Position, SheetError> {
    let row = row.checked_add(1).ok_or(SheetError::Damaged { part: "worksheet" })?;
    Ok(Position { row, column })
}

/// The text a value is kept as, and its kind.
fn value(value: &DataRef<'_>) -> (String, CellKind) {
    match value {
        DataRef::Empty => (String::new(), CellKind::Empty),
        DataRef::Int(number) => (number.to_string(), CellKind::Number),
        DataRef::Float(number) => (number_text(*number), CellKind::Number),
        DataRef::String(text) | DataRef::DurationIso(text) => (text.clone(), CellKind::Text),
        DataRef::SharedString(text) => ((*text).to_string(), CellKind::Text),
        DataRef::Bool(truth) => (truth.to_string().to_uppercase(), CellKind::Text),
        DataRef::DateTime(moment) => date(moment),
        DataRef::DateTimeIso(text) => iso_date(text),
        DataRef::Error(error) => (error.to_string(), CellKind::Text),
    }
}

/// A number as a spreadsheet program shows it: no `.0`, fifteen digits at most.
fn number_text(number: f64) -> String {
    if number == 0.0 {
        return "0".to_string();
    }
    // Sums such as 0.1 + 0.2 are stored with a seventeenth digit that no program shows.
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    format!("{rounded}")
}

/// Dates become ISO dates; a time of day or a duration becomes `9:30`.
fn date(moment: &ExcelDateTime) -> (String, CellKind) {
    let serial = moment.as_f64();
    // The conversion below clamps what it does not know; a number is more honest.
    if !(0.0..2_958_466.0).contains(&serial) {
        return (number_text(serial), CellKind::Number);
    }
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    if moment.is_duration() {
        let minutes = (serial * 1440.0).round();
        let hours = (minutes / 60.0).floor();
        return (format!("{hours}:{:02}", minutes - hours * 60.0), CellKind::Text);
    }
    if serial < 1.0 {
        return (format!("{hour}:{minute:02}"), CellKind::Text);
    }
    let mut text = format!("{year:04}-{month:02}-{day:02}");
    // Excel believes in 29 February 1900; such a cell stays text.
    let kind = text.parse().map_or(CellKind::Text, CellKind::Date);
    if (hour, minute) != (0, 0) {
        text.push_str(&format!(" {hour:02}:{minute:02}"));
    }
    (text, kind)
}

/// A date that the file itself stores as ISO text.
fn iso_date(text: &str) -> (String, CellKind) {
    let (day, time) = text.split_once('T').unwrap_or((text, ""));
    let Ok(date) = day.parse::<jiff::civil::Date>() else {
        return (text.to_string(), CellKind::Text);
    };
    let time = time.get(..5).filter(|time| *time != "00:00");
    (time.map_or_else(|| date.to_string(), |time| format!("{date} {time}")), CellKind::Date(date))
}

/// How a number format shows a code: `0` stands for a digit that is always shown.
type Mask = Vec<char>;

/// The mask of a format such as `0000000000`, `000-0000` or the postal code format of Japanese
/// Excel. Certificate numbers typed as numbers have lost their zeros in the value, but the user
/// still sees them.
fn mask_of(style: &Style) -> Option<Mask> {
    let code = &style.number_format.as_ref()?.format_code;
    let mut sections = code.split(';');
    let first = sections.next()?;
    // `[<=999]000;[<=9999]000\-00;000\-0000`: the last section is for whole postal codes.
    let section = if first.starts_with("[<=") { sections.next_back()? } else { first };
    let mask: Mask = section.chars().filter(|c| !matches!(c, '\\' | '"')).collect();
    let zeros = mask.iter().filter(|c| **c == '0').count();
    let plain = mask.iter().all(|c| matches!(c, '0' | '-' | ' '));
    (plain && zeros >= 2).then_some(mask)
}

/// Rewrites numbers that the sheet shows with leading zeros. A second pass, because the parser
/// gives formulas or formats but not both.
fn apply_masks(
    book: &mut Workbook<'_>,
    name: &str,
    masks: &[Option<Mask>],
    grid: &mut Grid,
) -> Result<(), SheetError> {
    let Some(mut cells) = open(book, name)? else { return Ok(()) };
    while let Some((row, column, style)) = cells.next_style_id().map_err(damaged)? {
        let Some(mask) = masks.get(style).and_then(Option::as_ref) else { continue };
        let Some(cell) = grid.get_mut(position((row, column))?) else { continue };
        if cell.kind == CellKind::Number && cell.text.bytes().all(|b| b.is_ascii_digit()) {
            cell.text = masked(&cell.text, mask);
        }
    }
    Ok(())
}

/// Lays digits under a mask from the right; digits the mask has no room for go in front.
fn masked(digits: &str, mask: &[char]) -> String {
    let mut left = digits.chars().rev();
    let mut shown: Vec<char> = mask
        .iter()
        .rev()
        .map(|c| if *c == '0' { left.next().unwrap_or('0') } else { *c })
        .collect();
    shown.extend(left);
    shown.iter().rev().collect()
}
