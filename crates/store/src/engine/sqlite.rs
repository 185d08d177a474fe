//! SQLite through SQLCipher: one writer, group commit, four readers.

use super::{Conn, Failure, Observer, OpenError, ReadTx, WriteTx, step};
use crate::value::{Kind, Row, Value};
use crate::{Result, Statement, StoreError};
use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags, params_from_iter};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, Once, PoisonError};

/// The first version without the WAL-reset bug.
const FIRST_SOUND: i32 = 3_051_003;
const READERS: usize = 4;
const WRITER_CACHE_KIB: i32 = 16 * 1024;
const READER_CACHE_KIB: i32 = 12 * 1024;
/// Upper bound of closures that share one commit, so that nobody waits for a long queue.
const GROUP: u32 = 64;
/// As [`GROUP`], while everything is done in haste: each page is encrypted once a commit.
const HASTE_GROUP: u32 = 16 * 1024;
const HASTE_CACHE_KIB: i32 = 256 * 1024;

/// SQLCipher sets itself up with the first connection of the process, but SQLite calls itself
/// ready a moment earlier: a second thread could open a connection that cannot take its key.
static SET_UP: Once = Once::new();

pub(super) struct Sqlite {
    readers: Mutex<Vec<Connection>>,
    reader_back: Condvar,
    writer: Mutex<Writer>,
    waiting: AtomicUsize,
    haste: AtomicBool,
}

/// The one writer. Whoever holds its lock runs; whoever leaves last commits for all.
struct Writer {
    conn: Connection,
    /// The group that is open now.
    open: Option<Group>,
    /// Something that was written in haste failed.
    spoiled: bool,
}

/// Closures that share one commit.
#[derive(Default)]
struct Group {
    /// How many closures are in it.
    members: u32,
    outcome: Arc<Outcome>,
}

/// What becomes of a commit. Each member of the group holds it, because the next group may be over
/// before a member of this one wakes; and waits on it alone, without the writer.
#[derive(Default)]
struct Outcome {
    result: Mutex<Option<Result<(), String>>>,
    known: Condvar,
}

impl Outcome {
    fn set(&self, result: Result<(), String>) {
        *lock(&self.result) = Some(result);
        self.known.notify_all();
    }

    fn wait(&self) -> Result<(), String> {
        let mut result = lock(&self.result);
        loop {
            match &*result {
                Some(known) => return known.clone(),
                None => result = self.known.wait(result).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }
}

impl Sqlite {
    pub(super) fn open(path: &Path, key: &[u8; 32]) -> Result<Self, OpenError> {
        let version = rusqlite::version_number();
        check_version(version, rusqlite::version())?;
        // A failure here shows again, with its reason, when the file is opened.
        SET_UP.call_once(|| drop(Connection::open_in_memory()));
        if let Some(folder) = path.parent() {
            refuse_network(folder)?;
        }
        let writer = connect(path, key, WRITER_CACHE_KIB)?;
        writer
            .pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))
            .map_err(step("switching to WAL"))?;
        let readers = (0..READERS)
            .map(|_| connect(path, key, READER_CACHE_KIB))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            readers: Mutex::new(readers),
            reader_back: Condvar::new(),
            writer: Mutex::new(Writer { conn: writer, open: None, spoiled: false }),
            waiting: AtomicUsize::new(0),
            haste: AtomicBool::new(false),
        })
    }

    pub(super) fn read<T, E: Failure>(
        &self,
        observer: Option<&Observer>,
        work: impl FnOnce(&mut ReadTx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        if self.haste.load(Ordering::SeqCst) {
            // What was written in haste is on the writer only, until the group ends.
            return work(&mut ReadTx::new(Conn::Sqlite(&lock(&self.writer).conn), observer));
        }
        snapshot(self.lease().conn(), observer, work)
    }

    /// See [`super::Db::read_briefly`]. What an open group has written is nobody's yet: then a reader
    /// reads, which sees nothing of it.
    pub(super) fn read_briefly<T, E: Failure>(
        &self,
        observer: Option<&Observer>,
        work: impl FnOnce(&mut ReadTx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        match self.writer.try_lock() {
            Ok(writer) if writer.open.is_none() => snapshot(&writer.conn, observer, work),
            _ => self.read(observer, work),
        }
    }

    fn lease(&self) -> Lease<'_> {
        let mut readers = lock(&self.readers);
        loop {
            if let Some(conn) = readers.pop() {
                return Lease { sqlite: self, conn: Some(conn) };
            }
            readers = self.reader_back.wait(readers).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Runs the closure in a savepoint of the open group. The last one in line commits the group
    /// and wakes the others: one fsync for all, no thread hop, closures may borrow.
    pub(super) fn write<T, E: Failure>(
        &self,
        observer: Option<&Observer>,
        work: impl Fn(&mut WriteTx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        if self.haste.load(Ordering::SeqCst) {
            return self.write_in_haste(observer, work);
        }
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let mut writer = lock(&self.writer);
        self.waiting.fetch_sub(1, Ordering::SeqCst);

        if writer.open.is_none() {
            batch(&writer.conn, "begin immediate").map_err(E::from)?;
        }
        let group = writer.open.get_or_insert_default();
        group.members += 1;
        let (members, outcome) = (group.members, Arc::clone(&group.outcome));
        let result = in_savepoint(&writer.conn, observer, &work);

        // On a full disk SQLite ends the whole transaction by itself. The group ends with it, or
        // the next closure would write outside of any transaction.
        let ended = writer.conn.is_autocommit();
        if ended || members >= GROUP || self.waiting.load(Ordering::SeqCst) == 0 {
            self.commit(&mut writer);
        }
        drop(writer);
        let result = result.unwrap_or_else(|panic| resume_unwind(panic));
        // A refusal waits too: it may rest on what a neighbour in the group has written.
        outcome.wait().map_err(|why| E::from(StoreError::CommitFailed(why)))?;
        result
    }

    /// Runs the closure in the open group, without a savepoint of its own: SQLite would copy each page
    /// that it touches. What fails takes the group with it, and nothing is written in haste any more.
    fn write_in_haste<T, E: Failure>(
        &self,
        observer: Option<&Observer>,
        work: impl Fn(&mut WriteTx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut writer = lock(&self.writer);
        if writer.spoiled {
            return Err(E::from(spoiled()));
        }
        if writer.open.is_none() {
            batch(&writer.conn, "begin immediate").map_err(E::from)?;
        }
        let group = writer.open.get_or_insert_default();
        group.members += 1;
        let (full, outcome) = (group.members >= HASTE_GROUP, Arc::clone(&group.outcome));
        let conn = Conn::Sqlite(&writer.conn);
        let result = catch_unwind(AssertUnwindSafe(|| work(&mut WriteTx::new(conn, observer))));
        if !matches!(result, Ok(Ok(_))) || writer.conn.is_autocommit() {
            writer.spoiled = true;
            writer.open = None;
            let _ = batch(&writer.conn, "rollback");
        } else if full {
            self.commit(&mut writer);
            if let Err(why) = outcome.wait() {
                writer.spoiled = true;
                return Err(E::from(StoreError::CommitFailed(why)));
            }
        }
        drop(writer);
        result.unwrap_or_else(|panic| resume_unwind(panic))
    }

    fn commit(&self, writer: &mut MutexGuard<'_, Writer>) {
        let outcome = writer.conn.execute_batch("commit").map_err(|error| {
            tracing::error!(error = %error, "commit failed");
            // A failed COMMIT may leave the transaction open; a second rollback is harmless.
            let _ = batch(&writer.conn, "rollback");
            error.to_string()
        });
        if let Some(group) = writer.open.take() {
            group.outcome.set(outcome);
        }
    }

    pub(super) fn batch(&self, sql: &str) -> Result<()> {
        batch(&lock(&self.writer).conn, sql)
    }

    /// See [`super::Db::in_haste`].
    pub(super) fn in_haste<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        self.batch(&format!("pragma synchronous = off; pragma cache_size = -{HASTE_CACHE_KIB};"))?;
        self.haste.store(true, Ordering::SeqCst);
        let done = catch_unwind(AssertUnwindSafe(work));
        self.haste.store(false, Ordering::SeqCst);
        if !matches!(done, Ok(Ok(_))) {
            self.give_haste_up();
        }
        let done = done.unwrap_or_else(|panic| resume_unwind(panic))?;
        self.end_haste()?;
        Ok(done)
    }

    /// Takes back what was not committed yet, and writes as at any other time again.
    fn give_haste_up(&self) {
        let mut writer = lock(&self.writer);
        writer.spoiled = false;
        if writer.open.take().is_some() {
            let _ = batch(&writer.conn, "rollback");
        }
        let _ = batch(&writer.conn, &at_leisure());
    }

    /// Commits what is open, and writes the log into the database, synced.
    fn end_haste(&self) -> Result<()> {
        let wrap = |source| StoreError::Sqlite { statement: "checkpoint", source };
        if lock(&self.writer).spoiled {
            self.give_haste_up();
            return Err(spoiled());
        }
        let mut writer = lock(&self.writer);
        if let Some(outcome) = writer.open.as_ref().map(|group| Arc::clone(&group.outcome)) {
            self.commit(&mut writer);
            outcome.wait().map_err(StoreError::CommitFailed)?;
        }
        batch(&writer.conn, &at_leisure())?;
        let ask = "pragma wal_checkpoint(truncate)";
        writer.conn.query_row(ask, [], |_| Ok(())).map_err(wrap)
    }

    pub(super) fn has_table(&self, name: &'static str) -> Result<bool> {
        let lease = self.lease();
        lease
            .conn()
            .query_row(
                "select count(*) from sqlite_schema where type = 'table' and name = ?1",
                [name],
                |row| row.get::<_, i64>(0),
            )
            .map(|count| count > 0)
            .map_err(|source| StoreError::Sqlite { statement: "sqlite_schema", source })
    }

    pub(super) fn backup_to(&self, path: &Path) -> Result<()> {
        let lease = self.lease();
        let name = path.to_string_lossy();
        lease
            .conn()
            .execute("vacuum into ?1", [name.as_ref()])
            .map(|_| ())
            .map_err(|source| StoreError::Sqlite { statement: "vacuum into", source })
    }

    pub(super) fn integrity(&self) -> Result<Vec<String>> {
        let lease = self.lease();
        let wrap = |source| StoreError::Sqlite { statement: "integrity_check", source };
        let mut statement = lease.conn().prepare("pragma integrity_check").map_err(wrap)?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0)).map_err(wrap)?;
        let lines = rows.collect::<Result<Vec<_>, _>>().map_err(wrap)?;
        Ok(lines.into_iter().filter(|line| line != "ok").collect())
    }

    pub(super) fn describe_schema(&self) -> Result<Vec<String>> {
        let lease = self.lease();
        let wrap = |source| StoreError::Sqlite { statement: "sqlite_schema", source };
        let mut statement = lease
            .conn()
            .prepare("select sql from sqlite_schema where sql is not null order by type, name")
            .map_err(wrap)?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0)).map_err(wrap)?;
        rows.collect::<Result<Vec<_>, _>>().map_err(wrap)
    }
}

/// A reader on loan; goes back when dropped, also after a panic.
struct Lease<'a> {
    sqlite: &'a Sqlite,
    conn: Option<Connection>,
}

impl Lease<'_> {
    fn conn(&self) -> &Connection {
        self.conn.as_ref().expect("the connection leaves only in drop")
    }
}

impl Drop for Lease<'_> {
    fn drop(&mut self) {
        if let Some(conn) = self.conn.take() {
            if !conn.is_autocommit() {
                let _ = batch(&conn, "rollback");
            }
            lock(&self.sqlite.readers).push(conn);
            self.sqlite.reader_back.notify_one();
        }
    }
}

/// A poisoned lock means that a closure panicked; its savepoint was rolled back, so the data is
/// sound and the next one may go on.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Reads one snapshot; it ends also when the work fails or panics.
fn snapshot<T, E: Failure>(
    conn: &Connection,
    observer: Option<&Observer>,
    work: impl FnOnce(&mut ReadTx<'_>) -> Result<T, E>,
) -> Result<T, E> {
    batch(conn, "begin deferred").map_err(E::from)?;
    let read = || work(&mut ReadTx::new(Conn::Sqlite(conn), observer));
    let result = catch_unwind(AssertUnwindSafe(read));
    batch(conn, "commit").map_err(E::from)?;
    result.unwrap_or_else(|panic| resume_unwind(panic))
}

/// The writer's settings at any time but in haste.
fn at_leisure() -> String {
    format!("pragma synchronous = full; pragma cache_size = -{WRITER_CACHE_KIB};")
}

fn spoiled() -> StoreError {
    StoreError::CommitFailed("what was written in haste failed before".to_owned())
}

fn in_savepoint<T, E: Failure>(
    conn: &Connection,
    observer: Option<&Observer>,
    work: impl Fn(&mut WriteTx<'_>) -> Result<T, E>,
) -> std::thread::Result<Result<T, E>> {
    if let Err(error) = batch(conn, "savepoint one") {
        return Ok(Err(error.into()));
    }
    let result =
        catch_unwind(AssertUnwindSafe(|| work(&mut WriteTx::new(Conn::Sqlite(conn), observer))));
    let end = match result {
        Ok(Ok(_)) => batch(conn, "release one"),
        Ok(Err(_)) | Err(_) => batch(conn, "rollback to one; release one"),
    };
    match (result, end) {
        (Ok(Ok(_)), Err(error)) => Ok(Err(error.into())),
        (result, _) => result,
    }
}

fn batch(conn: &Connection, sql: &str) -> Result<()> {
    conn.execute_batch(sql).map_err(|source| StoreError::Sqlite { statement: "batch", source })
}

fn connect(path: &Path, key: &[u8; 32], cache_kib: i32) -> Result<Connection, OpenError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).map_err(step("opening the file"))?;
    let raw_key = format!("x'{}'", data_encoding::HEXLOWER.encode(key));
    conn.pragma_update(None, "key", &raw_key).map_err(step("setting the key"))?;
    conn.query_row("select count(*) from sqlite_schema", [], |row| row.get::<_, i64>(0)).map_err(
        |error| match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase) => {
                OpenError::WrongKey { path: path.display().to_string() }
            }
            _ => step("reading the schema")(error),
        },
    )?;
    let settings = format!(
        "pragma synchronous = full; pragma foreign_keys = on; pragma trusted_schema = off;
         pragma cell_size_check = on; pragma mmap_size = 0; pragma secure_delete = on;
         pragma temp_store = memory; pragma busy_timeout = 5000; pragma cache_size = -{cache_kib};"
    );
    conn.execute_batch(&settings).map_err(step("setting up the connection"))?;
    // A plan must not depend on the values of one call: without this, SQLite compares them with
    // the conditions of partial indices and prepares the statement anew each time it runs.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
        .map_err(step("keeping plans stable"))?;
    conn.set_prepared_statement_cache_capacity(512);
    Ok(conn)
}

fn check_version(number: i32, text: &str) -> Result<(), OpenError> {
    if number < FIRST_SOUND {
        return Err(OpenError::OldSqlite { found: text.to_owned() });
    }
    Ok(())
}

/// SQLite's locks are not reliable on network file systems.
fn refuse_network(folder: &Path) -> Result<(), OpenError> {
    let stat = rustix::fs::statfs(folder).map_err(step("looking at the file system"))?;
    let magic = u64::from_ne_bytes(stat.f_type.to_ne_bytes()) & 0xffff_ffff;
    match network_name(magic) {
        Some(kind) => {
            Err(OpenError::NetworkFileSystem { path: folder.display().to_string(), kind })
        }
        None => Ok(()),
    }
}

/// Names of network file systems by the magic number of `statfs(2)`.
fn network_name(magic: u64) -> Option<&'static str> {
    Some(match magic {
        0x6969 => "NFS",
        0xff53_4d42 | 0xfe53_4d42 | 0x517b => "SMB",
        0x7375_7245 => "Coda",
        0x0102_1997 => "9P",
        0x5346_414f => "AFS",
        0x00c3_6400 => "Ceph",
        0x0bd0_0bd0 => "Lustre",
        0x0116_1970 => "GFS2",
        0x7461_636f => "OCFS2",
        _ => return None,
    })
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null(_) => ValueRef::Null,
            Self::Int(int) => ValueRef::Integer(*int),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
            Self::Bool(truth) => ValueRef::Integer(i64::from(*truth)),
        }))
    }
}

pub(super) fn fetch(
    conn: &Connection,
    statement: &'static Statement,
    values: &[Value],
) -> Result<Vec<Row>> {
    let wrap = |source| StoreError::Sqlite { statement: statement.name, source };
    let mut prepared = conn.prepare_cached(statement.sqlite()).map_err(wrap)?;
    let columns = prepared.column_count();
    let mut rows = prepared.query(params_from_iter(values)).map_err(wrap)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next().map_err(wrap)? {
        // Every page and every use case comes through here: no growing, no checking twice.
        let mut values = Vec::with_capacity(columns);
        for column in 0..columns {
            values.push(Some(from_sqlite(row.get_ref(column).map_err(wrap)?)));
        }
        found.push(Row { statement: statement.name, values, at: 0 });
    }
    Ok(found)
}

fn from_sqlite(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null(Kind::Text),
        ValueRef::Integer(int) => Value::Int(int),
        // STRICT tables hold no reals; if one appears, decoding names the column.
        ValueRef::Real(real) => Value::Text(real.to_string()),
        ValueRef::Text(text) => Value::Text(match std::str::from_utf8(text) {
            Ok(text) => text.to_owned(),
            Err(_) => String::from_utf8_lossy(text).into_owned(),
        }),
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
    }
}

pub(super) fn execute(
    conn: &Connection,
    statement: &'static Statement,
    values: &[Value],
) -> Result<u64> {
    let wrap = |source| StoreError::Sqlite { statement: statement.name, source };
    if conn.is_autocommit() {
        // The transaction has ended under the closure, which must not go on outside of it.
        return Err(StoreError::CommitFailed("the transaction was rolled back".to_owned()));
    }
    let mut prepared = conn.prepare_cached(statement.sqlite()).map_err(wrap)?;
    let touched = prepared.execute(params_from_iter(values)).map_err(wrap)?;
    Ok(touched as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unsound_library_is_refused_with_a_sentence() {
        let error = check_version(3_051_002, "3.51.2").unwrap_err();
        insta::assert_snapshot!(error, @"SQLite 3.51.2 can corrupt data (fixed in 3.51.3); this program must be built with a newer one");
        assert!(check_version(rusqlite::version_number(), rusqlite::version()).is_ok());
    }

    static COUNT: Statement = Statement::new("tests::COUNT", "select count(*) from mark");
    static MARK: Statement = Statement::new("tests::MARK", "insert into mark (at) values (1)");

    fn marks(sqlite: &Sqlite) -> i64 {
        let count = |tx: &mut ReadTx<'_>| tx.row(&COUNT, &[], |row| row.get());
        sqlite.read_briefly(None, count).expect("a count").unwrap_or(-1)
    }

    #[test]
    fn a_brief_look_sees_nothing_of_an_open_group() {
        let folder = tempfile::tempdir().expect("a folder");
        let sqlite = Sqlite::open(&folder.path().join("one.db"), &[3; 32]).expect("a database");
        sqlite.batch("create table mark (at integer not null) strict").expect("a table");
        let mark = || sqlite.write(None, |tx| tx.run(&MARK, &[]));
        // Somebody stands in line, so that the group stays open when its first member is done.
        sqlite.waiting.fetch_add(1, Ordering::SeqCst);
        std::thread::scope(|scope| {
            let first = scope.spawn(mark);
            while lock(&sqlite.writer).open.is_none() {
                std::thread::yield_now();
            }
            assert_eq!(marks(&sqlite), 0, "nobody was told yet that it is written");
            sqlite.waiting.fetch_sub(1, Ordering::SeqCst);
            mark().expect("the last in line commits for both");
            first.join().expect("no panic").expect("written");
        });
        assert_eq!(marks(&sqlite), 2);
    }

    #[test]
    fn network_file_systems_are_known_by_name() {
        assert_eq!(network_name(0x6969), Some("NFS"));
        assert_eq!(network_name(0xff53_4d42), Some("SMB"));
        assert_eq!(network_name(0xef53), None);
    }
}
