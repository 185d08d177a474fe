//! Reads a file an office really has into a grid of cells.
//!
//! The kind of file is decided by its content, never by its name. A file that breaks a limit is
//! refused as a whole: a roster that was read in part would look like a roster that was read.

mod detect;
mod grid;
mod package;
mod text;
mod xlsx;
mod xml_guard;

/// Largest file that is read, in bytes (10 MB).
pub const MAX_FILE_BYTES: u64 = 10 * 1024 * 1024;
/// Most bytes a workbook may unpack to, for all its parts together and so for each (60 MB).
pub const MAX_UNPACKED_BYTES: u64 = 60 * 1024 * 1024;
/// Most rows that hold something. Blank rows are not counted.
pub const MAX_ROWS: usize = 20_000;
/// Columns a row may use.
pub const MAX_COLUMNS: u32 = 200;
/// Most filled cells of a sheet; keeps memory bounded where rows times columns would not.
pub const MAX_CELLS: usize = 500_000;
/// Most characters of one cell.
pub const MAX_CELL_CHARS: usize = 4_000;
/// Most bytes of text of all cells together; a workbook may point to one long text many times.
pub const MAX_TEXT_BYTES: usize = 60 * 1024 * 1024;

/// One table as the user sees it: only the rows and cells that hold something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Name of the worksheet; of a text file, the file name without its extension.
    pub name: String,
    /// Rows that hold something, from top to bottom. Hidden rows are among them.
    pub rows: Vec<Row>,
    /// Names of the worksheets that were not read, in the workbook's order, hidden ones included.
    pub other_sheets: Vec<String>,
}

/// One row of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Row number as a spreadsheet program shows it, from 1. Blank rows count, and so does a row
    /// of a text file whose cells contain line breaks (as one).
    pub number: u32,
    /// Cells that hold something, from left to right; [`Cell::column`] says where each stands.
    pub cells: Vec<Cell>,
}

/// One cell that holds something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Column letters, such as `A` or `AB`.
    pub column: String,
    /// The value as text: numbers without needless decimals, dates as `2026-04-01`, line breaks
    /// inside the cell as `\n`.
    pub text: String,
    /// What the file says the value is.
    pub kind: CellKind,
    /// The cell is a formula and `text` is the value stored with it, which may be out of date.
    pub formula: bool,
}

/// What a file says a value is. Text files have no kinds: all their cells are [`CellKind::Text`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// Text, a time of day, a truth value or an error value such as `#N/A`.
    Text,
    /// A number.
    Number,
    /// A date, with or without a time; the time is in the text only.
    Date(jiff::civil::Date),
    /// A formula without a stored value; other blank cells are left out.
    Empty,
}

/// Why a file cannot be read. No variant carries what a cell says, so that it may be logged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// The file, or every sheet in it, holds nothing.
    #[error("the file holds nothing")]
    Empty,
    /// The file is larger than [`MAX_FILE_BYTES`].
    #[error("the file has {bytes} bytes, at most {limit} are read")]
    TooLarge {
        /// Size of the file.
        bytes: u64,
        /// Largest size that is read.
        limit: u64,
    },
    /// Some other kind of file. `detected` is one of: `pdf`, `png`, `jpeg`, `gif`, `webp`,
    /// `bmp`, `tiff`, `word`, `powerpoint`, `ods`, `numbers`, `xlsb`, `zip`, `7z`, `rar`, `gzip`,
    /// `ole`, `rtf`, `html`, `xml`, `binary`.
    #[error("not a spreadsheet: {detected}")]
    NotASpreadsheet {
        /// Short code of what it seems to be.
        detected: &'static str,
    },
    /// A workbook of Excel 2003 or older (.xls). Saving it as .xlsx helps.
    #[error("a workbook of Excel 2003 or older")]
    OldExcel,
    /// The workbook opens with a password only.
    #[error("the workbook is protected with a password")]
    PasswordProtected,
    /// Unpacks to more than [`MAX_UNPACKED_BYTES`], or is built to exhaust memory.
    #[error("the workbook unpacks to more than {limit} bytes or repeats itself without end")]
    ZipBomb {
        /// Most bytes a workbook may unpack to.
        limit: u64,
    },
    /// The file says it is a workbook but cannot be read as one.
    #[error("damaged: {part}")]
    Damaged {
        /// Which part: `zip`, `workbook`, `worksheet`.
        part: &'static str,
    },
    /// More rows than [`MAX_ROWS`].
    #[error("more than {limit} rows")]
    TooManyRows {
        /// Most rows.
        limit: usize,
    },
    /// A row uses columns beyond [`MAX_COLUMNS`].
    #[error("row {row} has more than {limit} columns")]
    TooManyColumns {
        /// Row number.
        row: u32,
        /// Most columns.
        limit: u32,
    },
    /// More filled cells than [`MAX_CELLS`] or more text than [`MAX_TEXT_BYTES`].
    #[error("more than {cells} filled cells or {bytes} bytes of text")]
    TooMuchText {
        /// Most filled cells.
        cells: usize,
        /// Most bytes of text.
        bytes: usize,
    },
    /// A cell is longer than [`MAX_CELL_CHARS`].
    #[error("cell {column}{row} has more than {limit} characters")]
    CellTooLong {
        /// Row number.
        row: u32,
        /// Column letters.
        column: String,
        /// Most characters.
        limit: usize,
    },
    /// A text file that is neither UTF-8, UTF-16 with a mark nor Shift_JIS.
    #[error("unknown characters at line {line}")]
    BadEncoding {
        /// Line of the text file, from 1.
        line: u32,
    },
    /// A quotation mark of a text file is opened and never closed, so that rows run together.
    #[error("the quotation mark opened in row {row} is not closed")]
    UnclosedQuote {
        /// Row number.
        row: u32,
    },
}

/// Reads the first sheet that holds something.
///
/// `file_name` is used for the name of a text file only. Visible sheets come before hidden ones.
///
/// # Errors
///
/// See [`SheetError`]; whatever the bytes are, this returns.
pub fn read(bytes: &[u8], file_name: &str) -> Result<Sheet, SheetError> {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if size > MAX_FILE_BYTES {
        return Err(SheetError::TooLarge { bytes: size, limit: MAX_FILE_BYTES });
    }
    match detect::format(bytes)? {
        detect::Format::Zip => {
            package::inspect(bytes)?;
            xlsx::read(bytes)
        }
        detect::Format::Text => text::read(bytes, stem(file_name)),
    }
}

/// Column letters of a column counted from 0: 0 is `A`, 26 is `AA`.
pub fn column_letters(index: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = index;
    loop {
        letters.push(char::from(b'A' + u8::try_from(rest % 26).expect("below 26")));
        if rest < 26 {
            break;
        }
        rest = rest / 26 - 1;
    }
    letters.iter().rev().collect()
}

/// The name without folder and extension. Old browsers sent whole Windows paths.
fn stem(file_name: &str) -> &str {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
}
