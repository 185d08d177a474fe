//! Tables of data that become cards on a narrow screen, and the way through their pages.

use askama::Template;

use crate::html::{Html, T};

/// A table with a caption. The first cell of a row is its heading.
#[derive(Template)]
#[template(path = "components/data_table.html")]
pub struct DataTable {
    /// What the table shows.
    pub caption: Html,
    /// One heading per column.
    pub headers: Vec<Html>,
    /// As many cells per row as there are headings.
    pub rows: Vec<Vec<Html>>,
}

/// The heading of a column (as a label without readings) and the cell under it.
struct LabelledCell<'a> {
    label: Html,
    cell: &'a Html,
    is_first: bool,
}

impl DataTable {
    fn labelled(&self) -> Vec<Vec<LabelledCell<'_>>> {
        let row = |row: &'_ [Html]| -> Vec<(Html, usize)> {
            self.headers.iter().map(Html::label).zip(0..row.len()).collect()
        };
        self.rows
            .iter()
            .map(|cells| {
                row(cells)
                    .into_iter()
                    .map(|(label, at)| LabelledCell { label, cell: &cells[at], is_first: at == 0 })
                    .collect()
            })
            .collect()
    }
}

/// Links to the page before and after.
#[derive(Template)]
#[template(path = "components/pager.html")]
pub struct Pager {
    /// Words of the reader.
    pub t: T,
    /// Address of the page before.
    pub previous: Option<String>,
    /// Address of the page after.
    pub next: Option<String>,
    /// Where the reader is, for example 「21〜40件目（全52件）」.
    pub position: Html,
}
