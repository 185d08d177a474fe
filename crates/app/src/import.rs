//! Reading in the roster an office really has: looked at first, then taken over, and reading the
//! same file again changes nothing.

mod read;
mod save;
mod sort;
mod undo;

pub use read::{CellFault, CellProblem, Wanted};
pub use sort::{Change, Likeness, OfficeFound, Planned, RowKind, plan};
pub use tsumugi_store::import::undo::PastBatch;
pub use undo::{Closed, Fate, Line, Undoing, ask_undo, office_of, past, undo};

use crate::{AppError, Op, Problems, Result};
use jiff::Timestamp;
use sha2::Digest as _;
use std::collections::BTreeMap;
use tsumugi_documents::roster::{Column, Field, Roster, RosterError, SeenRow, Skipped, roster};
use tsumugi_documents::sheet::{self, SheetError};
use tsumugi_domain::audit::Deed;
use tsumugi_domain::consent::{Classes, DataClass};
use tsumugi_domain::ids::{ImportId, OrgId};
use tsumugi_domain::policy::OrgAction;
use tsumugi_store::import as store;

/// Columns that are taken over; the first day of use as the first day of the office's seat, for
/// new people only. The others are named on the preview, so that nobody believes they were.
pub const TAKEN: [Field; 17] = [
    Field::Name,
    Field::FamilyName,
    Field::GivenName,
    Field::Reading,
    Field::FamilyReading,
    Field::GivenReading,
    Field::BirthDate,
    Field::Sex,
    Field::CertificateNumber,
    Field::PostalCode,
    Field::Address,
    Field::Phone,
    Field::UseStart,
    Field::SupportCategory,
    Field::Custodian,
    Field::ConsultationOffice,
    Field::ConsultationSpecialist,
];

/// One row of the preview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewRow {
    /// Row number in the sheet.
    pub line: u32,
    /// The name as typed.
    pub name: String,
    /// What was understood, field by field; empty when something is wrong.
    pub says: Vec<(Field, String)>,
    /// What would become of it.
    pub kind: RowKind,
    /// Whether the specialists' office that it names is one of ours; none when it names none.
    pub office: Option<OfficeFound>,
}

/// How many rows of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// People who would be registered.
    pub new: usize,
    /// People who would be changed.
    pub changed: usize,
    /// People who are as the row says.
    pub same: usize,
    /// Rows that are likely somebody who is there already.
    pub duplicate: usize,
    /// Rows with something that cannot be used.
    pub wrong: usize,
}

impl Counts {
    fn of(rows: &[Planned]) -> Self {
        let mut counts = Self::default();
        for row in rows {
            match row.row.kind {
                RowKind::New => counts.new += 1,
                RowKind::Changed(_) => counts.changed += 1,
                RowKind::Same => counts.same += 1,
                RowKind::Duplicate(_) => counts.duplicate += 1,
                RowKind::Wrong(_) => counts.wrong += 1,
            }
        }
        counts
    }

    /// Rows that would be left out.
    pub fn left_out(&self) -> usize {
        self.duplicate + self.wrong
    }
}

/// What reading in a file would do.
#[derive(Debug, Clone)]
pub struct Preview {
    /// Name of the sheet that was read.
    pub sheet: String,
    /// Sheets of the file that were not.
    pub other_sheets: Vec<String>,
    /// The rows, from top to bottom.
    pub rows: Vec<PreviewRow>,
    /// How many of each kind.
    pub counts: Counts,
    /// Columns that hold something and are not taken over.
    pub ignored: Vec<Column>,
    /// Rows that are not people, and why.
    pub skipped: Vec<Skipped>,
    /// SHA-256 of the file, in hex.
    pub file_hash: String,
    /// When the office last read in exactly this file.
    pub read_before: Option<Timestamp>,
}

/// What was done with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Applied {
    /// The reading.
    pub import: ImportId,
    /// People registered.
    pub made: usize,
    /// People changed.
    pub changed: usize,
    /// People who were as the row said.
    pub same: usize,
    /// Rows left out: likely duplicates, and rows with something wrong.
    pub skipped: usize,
}

/// A file as far as it can be understood without knowing the office.
struct File {
    sheet: String,
    other_sheets: Vec<String>,
    roster: Roster,
    hash: String,
}

fn open(bytes: &[u8], file_name: &str) -> Result<File> {
    let sheet = sheet::read(bytes, file_name).map_err(|error| wrong_file(&error))?;
    let roster =
        roster(&sheet).map_err(|error| match is_excel_by_name_alone(bytes, file_name) {
            true => file_problem("error-file-not-excel", vec![]),
            false => no_roster(&error),
        })?;
    let hash = data_encoding::HEXLOWER.encode(&sha2::Sha256::digest(bytes));
    Ok(File { sheet: sheet.name, other_sheets: sheet.other_sheets, roster, hash })
}

fn file_problem(code: &'static str, args: Vec<(&'static str, String)>) -> AppError {
    let mut problems = Problems::new();
    problems.add_with("file", code, args);
    AppError::Invalid(problems)
}

fn wrong_file(error: &SheetError) -> AppError {
    let (code, args) = match error {
        SheetError::Empty => ("error-file-empty", vec![]),
        SheetError::TooLarge { limit, .. } => {
            ("error-file-too-large", vec![("megabytes", (limit / (1024 * 1024)).to_string())])
        }
        SheetError::NotASpreadsheet { detected } => {
            ("error-file-kind", vec![("detected", (*detected).to_owned())])
        }
        SheetError::OldExcel => ("error-file-old-excel", vec![]),
        SheetError::PasswordProtected => ("error-file-password", vec![]),
        SheetError::ZipBomb { .. } | SheetError::TooMuchText { .. } => {
            ("error-file-too-much", vec![])
        }
        SheetError::Damaged { .. } => ("error-file-damaged", vec![]),
        SheetError::TooManyRows { limit } => {
            ("error-file-rows", vec![("limit", limit.to_string())])
        }
        SheetError::TooManyColumns { row, limit } => {
            ("error-file-columns", vec![("row", row.to_string()), ("limit", limit.to_string())])
        }
        SheetError::CellTooLong { row, column, .. } => {
            ("error-file-cell", vec![("cell", format!("{column}{row}"))])
        }
        SheetError::BadEncoding { line } => {
            ("error-file-encoding", vec![("row", line.to_string())])
        }
        SheetError::UnclosedQuote { row } => ("error-file-quote", vec![("row", row.to_string())]),
    };
    file_problem(code, args)
}

/// A text that is called a workbook: a list with headings is read all the same, for everything
/// else the name says what somebody meant to send.
fn is_excel_by_name_alone(bytes: &[u8], file_name: &str) -> bool {
    let name = file_name.to_lowercase();
    let called = [".xlsx", ".xlsm", ".xls"].iter().any(|end| name.ends_with(end));
    // Workbooks are ZIP archives.
    called && !bytes.starts_with(b"PK")
}

/// Most characters of a cell, and most cells and rows, that a sentence quotes.
const QUOTED: (usize, usize, usize) = (40, 5, 3);

/// The beginning of a cell, for a sentence.
fn quoted(text: &str) -> String {
    let (most, ..) = QUOTED;
    let mut short: String = text.chars().take(most).collect();
    if text.chars().count() > most {
        short.push('…');
    }
    short
}

fn no_roster(error: &RosterError) -> AppError {
    let RosterError::NoHeadings { seen, .. } = error;
    let (_, cells, rows) = QUOTED;
    let line = |row: &SeenRow| {
        let texts: Vec<String> = row.texts.iter().take(cells).map(|text| quoted(text)).collect();
        format!("{}: {}", row.number, texts.join(" / "))
    };
    let seen = seen.iter().take(rows).map(line).collect::<Vec<_>>().join("\n");
    file_problem("error-file-headings", vec![("seen", seen)])
}

/// Columns that hold something and are not taken over.
fn ignored(roster: &Roster) -> Vec<Column> {
    let taken = |field: Field| TAKEN.contains(&field);
    roster.columns.iter().filter(|column| !column.field.is_some_and(taken)).cloned().collect()
}

/// The rows of a roster, with the headings of their columns at hand.
fn headings(roster: &Roster) -> BTreeMap<&str, &str> {
    roster.columns.iter().map(|one| (one.letter.as_str(), one.heading.as_str())).collect()
}

/// Whether a file can be looked at: as [`preview`], without the office's people.
///
/// # Errors
/// As [`preview`].
pub fn check(op: &Op<'_>, org: OrgId, bytes: &[u8], file_name: &str) -> Result<()> {
    op.see_org(org, OrgAction::RegisterPeople, |_, _| Ok(()))?;
    open(bytes, file_name).map(|_| ())
}

/// What reading in a file would do; nothing is written but that somebody looked.
///
/// # Errors
/// [`AppError::Invalid`] with `error-file-…` on `file` when the file cannot be read as a roster.
pub fn preview(op: &Op<'_>, org: OrgId, bytes: &[u8], file_name: &str) -> Result<Preview> {
    let today = op.today();
    // Whoever may not register people here learns nothing, not even about the file.
    op.see_org(org, OrgAction::RegisterPeople, |_, _| Ok(()))?;
    let file = open(bytes, file_name)?;
    let (planned, read_before) = op.see_org(org, OrgAction::RegisterPeople, |tx, office| {
        let known = store::known(tx, office, today)?;
        let read_before = store::read_before(tx, office, &file.hash)?;
        let offices = store::offices(tx, office, today)?;
        Ok((plan(&file.roster, &known, &offices, today), read_before))
    })?;
    let shown: Classes = [
        DataClass::Basic,
        DataClass::Contact,
        DataClass::Address,
        DataClass::Health,
        DataClass::Family,
    ]
    .into();
    op.db.write(|tx| op.note(tx, Deed::Saw, "roster", None, &shown))?;
    Ok(Preview {
        counts: Counts::of(&planned),
        rows: planned.into_iter().map(|one| one.row).collect(),
        ignored: ignored(&file.roster),
        skipped: file.roster.skipped,
        sheet: file.sheet,
        other_sheets: file.other_sheets,
        file_hash: file.hash,
        read_before,
    })
}

/// Reads a file in. Unless every row is good, nothing is written without `accept_partial`; then
/// the rows that are not good are left out.
///
/// One transaction for the whole file, also for hundreds of rows, which holds the writer longer
/// than anything else does: a roster that was taken over in part because the light went out
/// would have to be understood by hand.
///
/// # Errors
/// [`AppError::Invalid`] with `error-roster-rows` on `file` (`count` rows) when rows are not good
/// and `accept_partial` is not set, or as [`preview`]; [`AppError::Conflict`] when somebody changed
/// one of the people while the file was read.
pub fn apply(
    op: &Op<'_>,
    org: OrgId,
    bytes: &[u8],
    file_name: &str,
    accept_partial: bool,
) -> Result<Applied> {
    let today = op.today();
    op.see_org(org, OrgAction::RegisterPeople, |_, _| Ok(()))?;
    let file = open(bytes, file_name)?;
    op.act_org(org, OrgAction::RegisterPeople, "roster", Deed::Made, |tx, office| {
        let known = store::known(tx, office, today)?;
        let offices = store::offices(tx, office, today)?;
        let planned = plan(&file.roster, &known, &offices, today);
        let counts = Counts::of(&planned);
        if counts.left_out() > 0 && !accept_partial {
            let count = counts.left_out().to_string();
            return Err(file_problem("error-roster-rows", vec![("count", count)]));
        }
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        save::lock(op, tx, office, &planned, &known)?;
        let batch = store::Batch {
            id: op.id(),
            file_hash: file.hash.clone(),
            by: op.actor.name.clone(),
            at: op.now,
            made: number(counts.new),
            changed: number(counts.changed),
            skipped: number(counts.left_out()),
        };
        store::insert_batch(tx, office, &batch)?;
        let written = save::rows(op, tx, office, &planned, &known)?;
        undo::keep(tx, office, (batch.id, &written), &known, today)?;
        Ok(Applied {
            import: batch.id,
            made: counts.new,
            changed: counts.changed,
            same: counts.same,
            skipped: counts.left_out(),
        })
    })
}
