//! The two engines behind one façade. Everything that differs between them is in this folder.

mod postgres;
mod sqlite;

use crate::value::{Row, Value};
use crate::{Result, Statement, StoreError};
use std::cell::Cell;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

/// Where the data is.
#[derive(Debug, Clone)]
pub enum DbConfig {
    /// A file, encrypted with the 32 bytes of the key.
    Sqlite {
        /// The database file; made when it does not exist.
        path: PathBuf,
        /// The raw key.
        key: [u8; 32],
    },
    /// A PostgreSQL server.
    Postgres {
        /// A connection string, `postgres://…`.
        url: String,
    },
}

/// Why a database cannot be opened: each is a sentence for the one who starts the program.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The library is in the range of a known corruption bug.
    #[error(
        "SQLite {found} can corrupt data (fixed in 3.51.3); this program must be built with a newer one"
    )]
    OldSqlite {
        /// Version found.
        found: String,
    },
    /// Locks do not work there.
    #[error(
        "{path} is on a network file system ({kind}); SQLite loses data there. Use a local disk, or PostgreSQL"
    )]
    NetworkFileSystem {
        /// The folder.
        path: String,
        /// What kind.
        kind: &'static str,
    },
    /// A newer program has written it.
    #[error(
        "the database is at version {found}, newer than this program ({known}); start the newer program"
    )]
    NewerDatabase {
        /// Version in the database.
        found: i64,
        /// Newest version this program knows.
        known: i64,
    },
    /// An older program has written it, and this is not the moment to change it.
    #[error(
        "the database is at version {found}, older than this program ({known}); make a backup, then run `tsumugi migrate`"
    )]
    OlderDatabase {
        /// Version in the database.
        found: i64,
        /// Newest version this program knows.
        known: i64,
    },
    /// Another machine, without encryption.
    #[error(
        "sslmode=disable would send everything to another machine in plain text; leave it out, and give PostgreSQL a certificate"
    )]
    PlainText,
    /// The key does not open it.
    #[error("the key does not open {path}; is it the key file of this database?")]
    WrongKey {
        /// The file.
        path: String,
    },
    /// Something else, at a step.
    #[error("opening the database failed while {step}")]
    Step {
        /// What was being done.
        step: &'static str,
        /// Why.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// One statement as it was run; what tests and the statement counter see.
#[derive(Debug)]
pub struct Seen<'a> {
    /// Which.
    pub statement: &'static Statement,
    /// With which values.
    pub values: &'a [Value],
    /// The rows it gave, before decoding.
    pub rows: &'a [Row],
}

/// Called after every statement, on the thread that ran it.
pub type Observer = Arc<dyn Fn(&Seen<'_>) + Send + Sync>;

/// An error type that a transaction's closure may end with.
pub trait Failure: From<StoreError> {
    /// The store's error inside, if that is what it is.
    fn store(&self) -> Option<&StoreError>;
}

impl Failure for StoreError {
    fn store(&self) -> Option<&StoreError> {
        Some(self)
    }
}

/// The database. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    engine: Arc<Engine>,
    observer: Arc<OnceLock<Observer>>,
}

enum Engine {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Db({})", self.engine_name())
    }
}

impl Db {
    /// Opens the database and brings its schema up to date.
    ///
    /// # Errors
    /// [`OpenError`] says what to do.
    pub fn open(config: &DbConfig) -> Result<Self, OpenError> {
        let db = Self::connect(config)?;
        crate::migrate::to_newest(&db)?;
        Ok(db)
    }

    /// Opens a database whose schema is up to date, and refuses any other: for everything that
    /// works beside a server, or whose name does not say that it changes the schema.
    ///
    /// # Errors
    /// [`OpenError`] says what to do.
    pub fn open_current(config: &DbConfig) -> Result<Self, OpenError> {
        let db = Self::open_as_it_is(config)?;
        let (found, known) = (crate::migrate::found(&db)?, crate::migrate::newest_known());
        if found < known {
            return Err(OpenError::OlderDatabase { found, known });
        }
        Ok(db)
    }

    /// Opens a database of this or an older version without changing it: for copies and checks
    /// that know no table.
    ///
    /// # Errors
    /// [`OpenError`] says what to do.
    pub fn open_as_it_is(config: &DbConfig) -> Result<Self, OpenError> {
        let db = Self::connect(config)?;
        let (found, known) = (crate::migrate::found(&db)?, crate::migrate::newest_known());
        if found > known {
            return Err(OpenError::NewerDatabase { found, known });
        }
        Ok(db)
    }

    fn connect(config: &DbConfig) -> Result<Self, OpenError> {
        let engine = match config {
            DbConfig::Sqlite { path, key } => Engine::Sqlite(sqlite::Sqlite::open(path, key)?),
            DbConfig::Postgres { url } => Engine::Postgres(postgres::Postgres::open(url)?),
        };
        Ok(Self { engine: Arc::new(engine), observer: Arc::default() })
    }

    /// `sqlite` or `postgresql`.
    pub fn engine_name(&self) -> &'static str {
        match &*self.engine {
            Engine::Sqlite(_) => "sqlite",
            Engine::Postgres(_) => "postgresql",
        }
    }

    /// Lets one observer see every statement from now on. A second call does nothing.
    pub fn observe(&self, observer: Observer) {
        let _ = self.observer.set(observer);
    }

    /// Runs a closure on one snapshot.
    ///
    /// # Errors
    /// What the closure says, or that the snapshot could not be opened.
    pub fn read<T, E: Failure>(
        &self,
        work: impl FnOnce(&mut ReadTx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let observer = self.observer.get();
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.read(observer, work),
            Engine::Postgres(postgres) => postgres.read(observer, work),
        }
    }

    /// As [`Db::read`], for what takes microseconds and comes before everything else, like who is
    /// signed in: with SQLite on the writer's connection when nobody is at it, whose pages are
    /// warm. A reader would decrypt its way anew after each change.
    ///
    /// # Errors
    /// As [`Db::read`].
    pub fn read_briefly<T, E: Failure>(
        &self,
        work: impl FnOnce(&mut ReadTx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let observer = self.observer.get();
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.read_briefly(observer, work),
            Engine::Postgres(postgres) => postgres.read(observer, work),
        }
    }

    /// Runs a closure in one transaction and answers only when it is durable.
    ///
    /// # Errors
    /// What the closure says (then nothing was written), or that the commit failed.
    pub fn write<T, E: Failure>(
        &self,
        work: impl Fn(&mut WriteTx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let observer = self.observer.get();
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.write(observer, work),
            Engine::Postgres(postgres) => postgres.write(observer, work),
        }
    }

    /// Runs work whose writes need not be durable before its end, when all of them are: for regions
    /// of the demonstration, which are made anew when they were not finished. Nobody else may write
    /// meanwhile, and nothing in it may fail and go on: with SQLite the first closure that fails
    /// takes what was not committed yet with it, and no other is run. PostgreSQL keeps its pace; it
    /// counts anew at the end, because without knowing how much there is it runs the large
    /// statements of the homes for half a minute.
    ///
    /// # Errors
    /// What the work says, or that not all of it is in the database.
    pub fn in_haste<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.in_haste(work),
            Engine::Postgres(postgres) => {
                let done = work()?;
                postgres
                    .batch("set statement_timeout = 0; analyze; set statement_timeout = '30s'")?;
                Ok(done)
            }
        }
    }

    /// Reads, writes down what was read, and answers only when that is durable.
    ///
    /// With SQLite both happen on the writer: a look changes the database, and each change makes
    /// the readers decrypt their pages anew, while the writer's own stay warm. PostgreSQL reads
    /// one snapshot, then writes.
    ///
    /// # Errors
    /// What the closures say (then nothing was written), or that the commit failed.
    pub fn look<T, E: Failure>(
        &self,
        read: impl FnOnce(&mut ReadTx<'_>) -> Result<T, E>,
        write: impl Fn(&mut WriteTx<'_>, &T) -> Result<(), E>,
    ) -> Result<T, E> {
        match &*self.engine {
            Engine::Sqlite(sqlite) => {
                let read = Cell::new(Some(read));
                sqlite.write(self.observer.get(), |tx| {
                    let read = read.take().ok_or(StoreError::Conflict("a look runs once"))?;
                    let seen = read(tx)?;
                    write(tx, &seen)?;
                    Ok(seen)
                })
            }
            Engine::Postgres(_) => {
                let seen = self.read(read)?;
                self.write(|tx| write(tx, &seen))?;
                Ok(seen)
            }
        }
    }

    /// Runs many statements of a migration at once.
    pub(crate) fn batch(&self, sql: &str) -> Result<()> {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.batch(sql),
            Engine::Postgres(postgres) => postgres.batch(sql),
        }
    }

    /// True when the schema has a table of this name.
    pub(crate) fn has_table(&self, name: &'static str) -> Result<bool> {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.has_table(name),
            Engine::Postgres(postgres) => postgres.has_table(name),
        }
    }

    /// Makes a further database on the same server, for tests; PostgreSQL only.
    ///
    /// # Errors
    /// When the server refuses, or the engine is SQLite.
    pub fn create_database(&self, name: &str) -> Result<()> {
        let simple = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        match &*self.engine {
            Engine::Postgres(postgres) if simple => postgres.batch(&format!(
                "create database {name} lc_collate 'C' lc_ctype 'C' template template0"
            )),
            _ => Err(StoreError::Conflict("databases are made on PostgreSQL, with a simple name")),
        }
    }

    /// Writes a whole, consistent copy to a new file. SQLite only: PostgreSQL has its own tools.
    ///
    /// # Errors
    /// When the file cannot be written, or the engine is PostgreSQL.
    pub fn backup_to(&self, path: &std::path::Path) -> Result<()> {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.backup_to(path),
            Engine::Postgres(_) => {
                Err(StoreError::Conflict("backup of PostgreSQL is pg_dump's work"))
            }
        }
    }

    /// What the engine says about its own integrity; empty when all is well. PostgreSQL is not
    /// asked: it has no such question for one connection to put.
    ///
    /// # Errors
    /// When it cannot be asked.
    pub fn integrity(&self) -> Result<Vec<String>> {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.integrity(),
            Engine::Postgres(_) => Ok(Vec::new()),
        }
    }

    /// The SQL that recreates the schema as the engine describes it; for comparing schemas.
    ///
    /// # Errors
    /// When it cannot be asked.
    pub fn describe_schema(&self) -> Result<Vec<String>> {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.describe_schema(),
            Engine::Postgres(postgres) => postgres.describe_schema(),
        }
    }
}

/// A snapshot: everything read through it is of one moment.
pub struct ReadTx<'c> {
    conn: Conn<'c>,
    observer: Option<&'c Observer>,
    statements: u32,
}

/// A transaction. Reads see its own writes.
pub struct WriteTx<'c> {
    read: ReadTx<'c>,
}

enum Conn<'c> {
    Sqlite(&'c rusqlite::Connection),
    Postgres(&'c mut postgres::Session),
}

impl<'c> std::ops::Deref for WriteTx<'c> {
    type Target = ReadTx<'c>;
    fn deref(&self) -> &Self::Target {
        &self.read
    }
}

impl std::ops::DerefMut for WriteTx<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.read
    }
}

impl<'c> ReadTx<'c> {
    fn new(conn: Conn<'c>, observer: Option<&'c Observer>) -> Self {
        Self { conn, observer, statements: 0 }
    }

    /// How many statements have run.
    pub fn statements(&self) -> u32 {
        self.statements
    }

    fn fetch(&mut self, statement: &'static Statement, values: &[Value]) -> Result<Vec<Row>> {
        self.statements += 1;
        let rows = match &mut self.conn {
            Conn::Sqlite(conn) => sqlite::fetch(conn, statement, values)?,
            Conn::Postgres(session) => session.fetch(statement, values)?,
        };
        if let Some(observer) = self.observer {
            observer(&Seen { statement, values, rows: &rows });
        }
        Ok(rows)
    }

    /// All rows.
    pub(crate) fn rows<T>(
        &mut self,
        statement: &'static Statement,
        values: &[Value],
        decode: impl Fn(&mut Row) -> Result<T>,
    ) -> Result<Vec<T>> {
        self.fetch(statement, values)?.iter_mut().map(decode).collect()
    }

    /// The first row, if there is one.
    pub(crate) fn row<T>(
        &mut self,
        statement: &'static Statement,
        values: &[Value],
        decode: impl Fn(&mut Row) -> Result<T>,
    ) -> Result<Option<T>> {
        self.fetch(statement, values)?.first_mut().map(decode).transpose()
    }
}

impl<'c> WriteTx<'c> {
    fn new(conn: Conn<'c>, observer: Option<&'c Observer>) -> Self {
        Self { read: ReadTx::new(conn, observer) }
    }

    /// Runs a statement; gives the number of rows it touched.
    pub(crate) fn run(&mut self, statement: &'static Statement, values: &[Value]) -> Result<u64> {
        self.read.statements += 1;
        let touched = match &mut self.read.conn {
            Conn::Sqlite(conn) => sqlite::execute(conn, statement, values)?,
            Conn::Postgres(session) => session.execute(statement, values)?,
        };
        if let Some(observer) = self.read.observer {
            observer(&Seen { statement, values, rows: &[] });
        }
        Ok(touched)
    }

    /// True where rows must be locked by hand. On SQLite the one writer is the lock.
    pub(crate) fn locks_rows(&self) -> bool {
        matches!(self.read.conn, Conn::Postgres(_))
    }

    /// Takes the root locks of a transaction.
    pub(crate) fn lock(&mut self, statement: &'static Statement, values: &[Value]) -> Result<bool> {
        Ok(!self.read.fetch(statement, values)?.is_empty())
    }
}

fn step<E: Into<Box<dyn std::error::Error + Send + Sync>>>(
    step: &'static str,
) -> impl FnOnce(E) -> OpenError {
    move |source| OpenError::Step { step, source: source.into() }
}

/// TLS for connections that leave this machine: certificates are always verified.
fn tls() -> tokio_postgres_rustls::MakeRustlsConnect {
    let mut roots = rustls::RootCertStore::empty();
    let found = rustls_native_certs::load_native_certs();
    for certificate in found.certs {
        // A certificate that cannot be read cannot be trusted; the connection will say so.
        let _ = roots.add(certificate);
    }
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("the provider supports TLS 1.2 and 1.3")
        .with_root_certificates(roots)
        .with_no_client_auth();
    tokio_postgres_rustls::MakeRustlsConnect::new(config)
}
