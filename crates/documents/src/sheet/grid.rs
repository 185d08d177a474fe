//! Collects cells and keeps the limits, for workbooks and text files alike.

use std::collections::BTreeMap;

use super::{
    Cell, CellKind, MAX_CELL_CHARS, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_TEXT_BYTES, Row,
    SheetError, column_letters,
};

/// Last row a spreadsheet program knows.
const LAST_ROW: u32 = 1_048_576;

/// Where a cell stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Position {
    /// From 1.
    pub(super) row: u32,
    /// From 0.
    pub(super) column: u32,
}

/// Cells by row and column; a workbook need not store them in order.
#[derive(Default)]
pub(super) struct Grid {
    rows: BTreeMap<u32, BTreeMap<u32, Cell>>,
    cells: usize,
    text_bytes: usize,
}

impl Grid {
    /// Adds a cell unless it is blank. Control characters are dropped, since no one typed them
    /// and no one can see them; the last cell at a position wins.
    pub(super) fn put(
        &mut self,
        at: Position,
        text: &str,
        kind: CellKind,
        formula: bool,
    ) -> Result<(), SheetError> {
        let blank = text.trim().is_empty();
        if blank && !formula {
            return Ok(());
        }
        if at.row == 0 || at.row > LAST_ROW {
            return Err(SheetError::Damaged { part: "worksheet" });
        }
        if at.column >= MAX_COLUMNS {
            return Err(SheetError::TooManyColumns { row: at.row, limit: MAX_COLUMNS });
        }
        let column = column_letters(at.column);
        if text.chars().nth(MAX_CELL_CHARS).is_some() {
            return Err(SheetError::CellTooLong { row: at.row, column, limit: MAX_CELL_CHARS });
        }
        let text = if blank { String::new() } else { clean(text) };
        let kind = if text.trim().is_empty() { CellKind::Empty } else { kind };
        if kind == CellKind::Empty && !formula {
            return Ok(());
        }
        self.cells += 1;
        self.text_bytes += text.len();
        if self.cells > MAX_CELLS || self.text_bytes > MAX_TEXT_BYTES {
            return Err(SheetError::TooMuchText { cells: MAX_CELLS, bytes: MAX_TEXT_BYTES });
        }
        if self.rows.len() >= MAX_ROWS && !self.rows.contains_key(&at.row) {
            return Err(SheetError::TooManyRows { limit: MAX_ROWS });
        }
        let cell = Cell { column, text, kind, formula };
        self.rows.entry(at.row).or_default().insert(at.column, cell);
        Ok(())
    }

    /// The cell at a position, to change its text.
    pub(super) fn get_mut(&mut self, at: Position) -> Option<&mut Cell> {
        self.rows.get_mut(&at.row)?.get_mut(&at.column)
    }

    /// True if no cell shows anything.
    pub(super) fn is_blank(&self) -> bool {
        self.rows.values().flat_map(BTreeMap::values).all(|cell| cell.kind == CellKind::Empty)
    }

    /// The rows from top to bottom, their cells from left to right.
    pub(super) fn into_rows(self) -> Vec<Row> {
        self.rows
            .into_iter()
            .map(|(number, cells)| Row { number, cells: cells.into_values().collect() })
            .collect()
    }
}

fn clean(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .map(|c| if c == '\r' { '\n' } else { c })
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect()
}
