//! Finds the list of people in a sheet: which row has the headings, which column is what, which
//! rows are people.
//!
//! Values are not interpreted here. Whatever is not taken over is named in the result, so that
//! the page can say so before anything is saved.

mod heading;

use std::collections::{BTreeMap, BTreeSet};

pub use heading::Field;
use heading::{fold, recognise};

use crate::sheet::{Cell, CellKind, Row, Sheet};

/// Rows that hold something among which the heading row is looked for.
const HEADING_SEARCH_ROWS: usize = 20;
/// Rows shown to the user when no heading row is found.
const SEEN_ROWS: usize = 5;

/// A list of people found in a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roster {
    /// Row number of the heading row; of the upper one if headings take two rows.
    pub heading_row: u32,
    /// Every column that has a heading or holds something below the headings.
    pub columns: Vec<Column>,
    /// The people, from top to bottom.
    pub lines: Vec<Line>,
    /// Rows below the headings that are not people, and why.
    pub skipped: Vec<Skipped>,
}

/// One column of a roster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Column letters.
    pub letter: String,
    /// The heading as it was typed, line breaks as spaces; empty if the column has none.
    pub heading: String,
    /// What the column is; `None` if it is not read. If two columns are the same thing, the left
    /// one is read.
    pub field: Option<Field>,
}

/// One person of a roster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Row number in the sheet.
    pub number: u32,
    /// The cells that hold something, by what they are.
    pub fields: BTreeMap<Field, Cell>,
}

/// A row that was not taken for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Row number in the sheet.
    pub number: u32,
    /// Why.
    pub reason: SkipReason,
}

/// Why a row was not taken for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SkipReason {
    /// The headings again, as printed lists have them on each page.
    RepeatedHeading,
    /// The title again, as it stands above the headings.
    RepeatedTitle,
    /// A sum or a closing word.
    Footer,
    /// A remark below the list, marked ※ or 注.
    Note,
    /// The example line of [`roster_template`](crate::template::roster_template).
    Example,
    /// Only columns that are not read hold something, such as a running number.
    NothingToRead,
}

/// Why no roster was found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RosterError {
    /// None of the first rows has a heading for names.
    #[error("no heading row with a column for names")]
    NoHeadings {
        /// The first rows that hold something, as they were typed.
        seen: Vec<SeenRow>,
        /// Headings that are understood as the name.
        expected: Vec<&'static str>,
    },
}

/// A row shown to the user so that the right heading row can be found together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenRow {
    /// Row number in the sheet.
    pub number: u32,
    /// Texts of its cells, from left to right.
    pub texts: Vec<String>,
}

impl Roster {
    /// Columns that are not read.
    pub fn ignored_columns(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(|column| column.field.is_none())
    }

    /// True if a column is read as this field.
    pub fn has(&self, field: Field) -> bool {
        self.columns.iter().any(|column| column.field == Some(field))
    }
}

/// Finds the list of people in a sheet.
///
/// # Errors
///
/// [`RosterError::NoHeadings`] if none of the first twenty filled rows names a column for names.
pub fn roster(sheet: &Sheet) -> Result<Roster, RosterError> {
    let Some(top) = heading_row(&sheet.rows) else {
        return Err(RosterError::NoHeadings {
            seen: sheet.rows.iter().take(SEEN_ROWS).map(seen).collect(),
            expected: [Field::Name, Field::FamilyName]
                .into_iter()
                .flat_map(|field| field.headings().iter().copied())
                .collect(),
        });
    };
    let upper = &sheet.rows[top];
    let lower = sheet.rows.get(top + 1).filter(|row| is_second_heading_row(upper, row));
    let body = &sheet.rows[top + 1 + usize::from(lower.is_some())..];
    let columns = columns(upper, lower, body);
    let titles: BTreeSet<&str> = sheet.rows[..top].iter().flat_map(texts).collect();
    let reader = Reader { columns: &columns, titles: &titles };
    let (mut lines, mut skipped) = (Vec::new(), Vec::new());
    for row in body.iter().filter(|row| row.cells.iter().any(|cell| !is_blank(cell))) {
        match reader.read(row) {
            Ok(line) => lines.push(line),
            Err(reason) => skipped.push(Skipped { number: row.number, reason }),
        }
    }
    Ok(Roster { heading_row: upper.number, columns, lines, skipped })
}

/// The first of the rows that name the most columns, one of them the name.
fn heading_row(rows: &[Row]) -> Option<usize> {
    let mut best = None;
    for (index, row) in rows.iter().take(HEADING_SEARCH_ROWS).enumerate() {
        let fields: BTreeSet<Field> = texts(row).filter_map(recognise).collect();
        let named = fields.contains(&Field::Name) || fields.contains(&Field::FamilyName);
        if named && best.is_none_or(|(_, count)| fields.len() > count) {
            best = Some((index, fields.len()));
        }
    }
    best.map(|(index, _)| index)
}

/// Headings often take two rows: a wide one such as 連絡先 above 住所 and 電話番号.
fn is_second_heading_row(upper: &Row, lower: &Row) -> bool {
    let known = texts(lower).filter(|text| recognise(text).is_some()).count();
    let under_name = lower.cells.iter().any(|cell| {
        let above = upper.cells.iter().find(|over| over.column == cell.column);
        above.and_then(|over| recognise(&over.text)).is_some_and(Field::is_name)
            && !recognise(&cell.text).is_some_and(Field::is_name)
    });
    lower.number == upper.number + 1 && known * 2 > lower.cells.len() && !under_name
}

/// The columns in their order on the sheet. A heading of the lower row is the more exact one.
fn columns(upper: &Row, lower: Option<&Row>, body: &[Row]) -> Vec<Column> {
    let rows = || std::iter::once(upper).chain(lower);
    let letters: BTreeSet<(usize, &str)> = rows()
        .chain(body)
        .flat_map(|row| row.cells.iter())
        .map(|cell| (cell.column.len(), cell.column.as_str()))
        .collect();
    let mut taken = BTreeSet::new();
    letters
        .into_iter()
        .map(|(_, letter)| {
            let headings: Vec<&str> = rows()
                .flat_map(|row| row.cells.iter())
                .filter(|cell| cell.column == letter)
                .map(|cell| cell.text.as_str())
                .collect();
            let field = headings.iter().rev().find_map(|text| recognise(text));
            Column {
                letter: letter.to_string(),
                heading: headings.join(" ").split_whitespace().collect::<Vec<_>>().join(" "),
                field: field.filter(|field| taken.insert(*field)),
            }
        })
        .collect()
}

/// What is needed to judge a row below the headings.
struct Reader<'a> {
    columns: &'a [Column],
    titles: &'a BTreeSet<&'a str>,
}

impl Reader<'_> {
    fn read(&self, row: &Row) -> Result<Line, SkipReason> {
        let fields: BTreeMap<Field, Cell> = row
            .cells
            .iter()
            .filter(|cell| !is_blank(cell))
            .filter_map(|cell| Some((self.field(cell)?, cell.clone())))
            .collect();
        if self.repeats_heading(row) {
            return Err(SkipReason::RepeatedHeading);
        }
        if texts(row).all(|text| self.titles.contains(text)) {
            return Err(SkipReason::RepeatedTitle);
        }
        if self.is_footer(row, &fields) {
            return Err(SkipReason::Footer);
        }
        if is_note(row) {
            return Err(SkipReason::Note);
        }
        if fields.is_empty() {
            return Err(SkipReason::NothingToRead);
        }
        if fields.get(&Field::Name).is_some_and(|cell| cell.text == crate::template::EXAMPLE_NAME) {
            return Err(SkipReason::Example);
        }
        Ok(Line { number: row.number, fields })
    }

    fn field(&self, cell: &Cell) -> Option<Field> {
        self.columns.iter().find(|column| column.letter == cell.column)?.field
    }

    /// Most cells say what their column's heading says.
    fn repeats_heading(&self, row: &Row) -> bool {
        let same: Vec<Field> = row
            .cells
            .iter()
            .filter_map(|cell| {
                self.field(cell).filter(|field| recognise(&cell.text) == Some(*field))
            })
            .collect();
        let sure = same.len() >= 2 || same.iter().any(|field| field.is_name());
        sure && same.len() * 2 > texts(row).count()
    }

    /// The first word is a closing one and no person's name stands in the row.
    fn is_footer(&self, row: &Row, fields: &BTreeMap<Field, Cell>) -> bool {
        let closes = texts(row).next().is_some_and(|text| is_closing_word(&fold(text).base));
        // 合計 often stands in the column of running numbers and 20名 in that of the names.
        closes
            && fields.iter().filter(|(field, _)| field.is_name()).all(|(_, cell)| {
                let text = fold(&cell.text).base;
                is_closing_word(&text) || is_count(&text)
            })
    }
}

/// 合計, 計, 以上 and their kin, alone or with a number of people after them.
fn is_closing_word(text: &str) -> bool {
    ["合計", "総計", "小計", "総数", "利用者数", "計", "以上"]
        .iter()
        .any(|word| text.strip_prefix(word).is_some_and(is_count))
}

/// Nothing, or a number of people.
fn is_count(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || "名人件です。".contains(c))
}

/// A remark stands alone in its row.
fn is_note(row: &Row) -> bool {
    let mut texts = texts(row);
    let (first, second) = (texts.next(), texts.next());
    second.is_none()
        && first.is_some_and(|text| {
            ["※", "＊", "*", "注)", "注）", "(注", "（注", "注:", "注："]
                .iter()
                .any(|mark| text.starts_with(mark))
        })
}

fn is_blank(cell: &Cell) -> bool {
    cell.kind == CellKind::Empty || cell.text.trim().is_empty()
}

/// The texts of the cells that are not blank.
fn texts(row: &Row) -> impl Iterator<Item = &str> {
    row.cells.iter().filter(|cell| !is_blank(cell)).map(|cell| cell.text.trim())
}

fn seen(row: &Row) -> SeenRow {
    SeenRow { number: row.number, texts: texts(row).map(str::to_string).collect() }
}
