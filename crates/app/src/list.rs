//! Lists about all the people of a worker: meetings, tasks, unmet needs; a page of them, or the
//! whole for a file.

use crate::{Op, Result};
use tsumugi_documents::csv_out;
use tsumugi_domain::audit::Deed;
use tsumugi_domain::community::UnmetNeed;
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::list::{Meetings, Needs, Order, Tasks};
use tsumugi_domain::meeting::Meeting;
use tsumugi_domain::task::Task;
use tsumugi_store::ReadTx;
pub use tsumugi_store::home::PersonRef;
use tsumugi_store::home::Scope;
use tsumugi_store::list::{self as lists, Part, Rows};
use tsumugi_words::Words;

/// Rows on one page.
pub const PAGE: i64 = 50;

/// Rows of a file at most: more than any worker answers for.
pub(crate) const FILE: i64 = 200_000;

/// What is wanted of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Want {
    /// A page, from 1.
    Page(i64),
    /// Everything, for a file.
    File,
}

/// A part of a list.
#[derive(Debug, Clone)]
pub struct Listed<T> {
    /// The rows with their people.
    pub rows: Vec<(PersonRef, T)>,
    /// All there are.
    pub count: i64,
    /// Which page this is, from 1.
    pub page: i64,
    /// How many pages there are.
    pub pages: i64,
}

fn listed<T>(
    op: &Op<'_>,
    subject: &'static str,
    (order, want): (Order, Want),
    read: impl Fn(&mut ReadTx<'_>, Scope, Part) -> tsumugi_store::Result<Rows<T>>,
) -> Result<Listed<T>> {
    let deed = match want {
        Want::Page(_) => Deed::Saw,
        Want::File => Deed::Printed,
    };
    let classes = [DataClass::Basic, DataClass::Meeting];
    op.see_own_people((subject, deed), &classes, |tx, scope| {
        let part = |page: i64| match want {
            Want::File => Part { order, limit: FILE, offset: 0 },
            Want::Page(_) => Part { order, limit: PAGE, offset: (page - 1).saturating_mul(PAGE) },
        };
        let mut page = match want {
            Want::Page(page) => page.max(1),
            Want::File => 1,
        };
        let (mut rows, count) = read(tx, scope, part(page))?;
        let pages = last_page(count);
        if page > pages {
            page = pages;
            rows = read(tx, scope, part(page))?.0;
        }
        Ok(Listed { rows, count, page, pages })
    })
}

/// The last page of a list; an empty list has one too.
pub(crate) fn last_page(count: i64) -> i64 {
    (count.max(1) - 1) / PAGE + 1
}

/// The meetings of a worker's people.
///
/// # Errors
/// [`Hidden`](crate::AppError::Hidden) for anybody who is not a worker.
pub fn meetings(op: &Op<'_>, which: Meetings, order: Order, want: Want) -> Result<Listed<Meeting>> {
    listed(op, "meetings", (order, want), |tx, scope, part| lists::meetings(tx, scope, which, part))
}

/// The tasks of a worker's people.
///
/// # Errors
/// As [`meetings`].
pub fn tasks(op: &Op<'_>, which: Tasks, order: Order, want: Want) -> Result<Listed<Task>> {
    listed(op, "tasks", (order, want), |tx, scope, part| lists::tasks(tx, scope, which, part))
}

/// The unmet needs of a worker's people.
///
/// # Errors
/// As [`meetings`].
pub fn needs(op: &Op<'_>, which: Needs, order: Order, want: Want) -> Result<Listed<UnmetNeed>> {
    listed(op, "needs", (order, want), |tx, scope, part| lists::needs(tx, scope, which, part))
}

/// A table of a list with its headings, as a file for a spreadsheet program.
fn file<T>(
    words: Words,
    headings: [&str; 5],
    listed: &Listed<T>,
    cells: impl Fn(&T) -> [String; 4],
) -> Vec<u8> {
    let headings = headings.map(|key| words.text(key).to_string());
    let rows: Vec<Vec<String>> = listed
        .rows
        .iter()
        .map(|(person, one)| [vec![person.name.full()], cells(one).to_vec()].concat())
        .collect();
    csv_out::write(&headings, &rows)
}

/// The meetings of a worker's people as CSV.
///
/// # Errors
/// As [`meetings`].
pub fn meetings_file(op: &Op<'_>, words: Words, which: Meetings, order: Order) -> Result<Vec<u8>> {
    let listed = meetings(op, which, order, Want::File)?;
    let headings =
        ["list-person", "list-day", "meeting-must-decide", "list-convener", "list-place"];
    Ok(file(words, headings, &listed, |meeting| {
        let slot = meeting.slot();
        [
            slot.map(|slot| slot.from.strftime("%Y-%m-%d %H:%M").to_string()).unwrap_or_default(),
            meeting.must_decide.clone(),
            meeting.convener_org_name.clone(),
            slot.map(|slot| slot.place.clone()).unwrap_or_default(),
        ]
    }))
}

/// The tasks of a worker's people as CSV.
///
/// # Errors
/// As [`meetings`].
pub fn tasks_file(op: &Op<'_>, words: Words, which: Tasks, order: Order) -> Result<Vec<u8>> {
    let listed = tasks(op, which, order, Want::File)?;
    let headings = ["list-person", "list-what", "list-whose", "list-by", "list-known-by"];
    Ok(file(words, headings, &listed, |task| {
        [
            task.what.clone(),
            task.owner_name.clone(),
            task.due.map(|due| due.to_string()).unwrap_or_default(),
            task.known_by.clone(),
        ]
    }))
}

/// The unmet needs of a worker's people as CSV.
///
/// # Errors
/// As [`meetings`].
pub fn needs_file(op: &Op<'_>, words: Words, which: Needs, order: Order) -> Result<Vec<u8>> {
    let listed = needs(op, which, order, Want::File)?;
    let headings = ["list-person", "list-what", "need-level", "need-reason", "need-until-then"];
    let code = |list: &str, code: &str| words.text(&format!("{list}-{}", code.replace('_', "-")));
    Ok(file(words, headings, &listed, |need| {
        [
            need.text.clone(),
            code("level", need.level.code()).to_string(),
            code("gap-reason", need.reason.code()).to_string(),
            need.until_then.clone(),
        ]
    }))
}
