//! The data folder: one database, its key, and nothing that others may read.

use crate::config::Config;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use tsumugi_store::{Db, DbConfig, OpenError};

/// What can go wrong with the folder.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DataError {
    /// The folder or a file in it cannot be used.
    #[error("{what} {path}")]
    File {
        /// What was being done.
        what: &'static str,
        /// With what.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The key file is damaged.
    #[error(
        "{0} is not a key file of tsumugi (64 hexadecimal digits); put the right one back from your safe place"
    )]
    BadKey(PathBuf),
    /// The database is there and its key is not.
    #[error("{database} is there, but its key {key} is not; put the key back from your safe place")]
    KeyMissing {
        /// The database.
        database: PathBuf,
        /// Where the key should be.
        key: PathBuf,
    },
    /// The key is there and its database is not.
    #[error(
        "the key {key} is there and the database {database} is not: put back a backup with `tsumugi restore`, or remove the key to start anew"
    )]
    KeyAlone {
        /// The key.
        key: PathBuf,
        /// Where the database should be.
        database: PathBuf,
    },
    /// Nothing is there, and this verb makes nothing.
    #[error(
        "there is no database in {0}; name its folder with --data. A new one is made by `tsumugi serve`"
    )]
    NoDatabase(PathBuf),
    /// What is left of a database that is gone would spoil a new one.
    #[error(
        "{0} belongs to a database that is not here; put the database back, or move this file away"
    )]
    Leftover(PathBuf),
    /// Another program works in the folder.
    #[error("another tsumugi is at work in {0}; stop it first, or name another folder with --data")]
    Held(PathBuf),
    /// The database cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
}

/// Where the database is.
pub(crate) fn database(data: &Path) -> PathBuf {
    data.join("tsumugi.db")
}

/// Where its key is.
pub(crate) fn key_file(data: &Path) -> PathBuf {
    data.join("tsumugi.key")
}

/// The files that SQLite keeps beside a database while it is open, and after a crash.
pub(crate) const BESIDE: [&str; 2] = ["-wal", "-shm"];

/// The name of a file beside a database.
pub(crate) fn beside(database: &Path, ending: &str) -> PathBuf {
    let mut name = database.to_owned().into_os_string();
    name.push(ending);
    name.into()
}

/// The folder, taken as long as this lives. The system frees it when the program ends, in
/// whichever way.
#[derive(Debug)]
pub(crate) struct Held(#[expect(dead_code, reason = "holds the locks")] Vec<File>);

/// Takes the folder for a server: no second one, and nobody exchanges the database.
pub(crate) fn hold_for_server(data: &Path) -> Result<Held, DataError> {
    make_private(data)?;
    let server = lock(data, "tsumugi.lock", File::try_lock)?;
    Ok(Held(vec![server, lock(data, DATA_LOCK, File::try_lock_shared)?]))
}

/// Takes the folder for work beside a server: nobody exchanges the database.
pub(crate) fn hold_shared(data: &Path) -> Result<Held, DataError> {
    Ok(Held(vec![lock(data, DATA_LOCK, File::try_lock_shared)?]))
}

/// Takes the folder for exchanging the database: nobody else works with it.
pub(crate) fn hold_alone(data: &Path) -> Result<Held, DataError> {
    Ok(Held(vec![lock(data, DATA_LOCK, File::try_lock)?]))
}

/// Shared by all who work with the database, alone for the one who exchanges it.
const DATA_LOCK: &str = "tsumugi.data.lock";

fn lock(
    data: &Path,
    name: &str,
    how: impl FnOnce(&File) -> Result<(), TryLockError>,
) -> Result<File, DataError> {
    let path = data.join(name);
    let failed = |source| DataError::File { what: "cannot lock", path: path.clone(), source };
    let file = private().create(true).truncate(false).open(&path).map_err(failed)?;
    match how(&file) {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(DataError::Held(data.to_owned())),
        Err(TryLockError::Error(source)) => Err(failed(source)),
    }
}

/// For files that only their owner can read.
fn private() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = OpenOptions::new();
    options.write(true).mode(0o600);
    options
}

/// Opens the database of a configuration and brings it up to date; makes folder, key and database
/// when nothing is there.
pub(crate) fn open_or_make(config: &Config) -> Result<Db, DataError> {
    make_private(&config.data)?;
    if let Some(url) = &config.database_url {
        return Ok(Db::open(&DbConfig::Postgres { url: url.clone() })?);
    }
    let path = database(&config.data);
    if !path.exists() {
        let key = key_file(&config.data);
        if key.exists() {
            return Err(DataError::KeyAlone { key, database: path });
        }
        if let Some(left) = BESIDE.iter().map(|end| beside(&path, end)).find(|file| file.exists()) {
            return Err(DataError::Leftover(left));
        }
        make_key(&config.data)?;
        // The engine fills the file, and gives its journals the same mode.
        make_file(&path)?;
    }
    Ok(Db::open(&existing(config)?)?)
}

/// How a database is opened that is there already.
type Open = fn(&DbConfig) -> Result<Db, OpenError>;

/// Opens a database that is there already, for work beside a server; makes nothing.
pub(crate) fn open_existing(config: &Config, open: Open) -> Result<(Db, Option<Held>), DataError> {
    if let Some(url) = &config.database_url {
        return Ok((open(&DbConfig::Postgres { url: url.clone() })?, None));
    }
    if !config.data.is_dir() {
        return Err(DataError::NoDatabase(config.data.clone()));
    }
    let held = hold_shared(&config.data)?;
    Ok((open(&existing(config)?)?, Some(held)))
}

/// Database and key, both of which must be there.
fn existing(config: &Config) -> Result<DbConfig, DataError> {
    let (path, key) = (database(&config.data), key_file(&config.data));
    match (path.exists(), key.exists()) {
        (true, true) => Ok(DbConfig::Sqlite { path, key: read_key(&config.data)? }),
        (true, false) => Err(DataError::KeyMissing { database: path, key }),
        (false, true) => Err(DataError::KeyAlone { key, database: path }),
        (false, false) => Err(DataError::NoDatabase(config.data.clone())),
    }
}

/// Makes an empty file that only its owner can read.
pub(crate) fn make_file(path: &Path) -> Result<File, DataError> {
    private().create_new(true).open(path).map_err(|source| DataError::File {
        what: "cannot make",
        path: path.to_owned(),
        source,
    })
}

/// Makes a folder that only its owner can read.
pub(crate) fn make_private(folder: &Path) -> Result<(), DataError> {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|source| {
        DataError::File { what: "cannot make the folder", path: folder.to_owned(), source }
    })
}

/// The key of the database.
pub(crate) fn read_key(data: &Path) -> Result<[u8; 32], DataError> {
    let path = key_file(data);
    let mut text = String::new();
    File::open(&path)
        .and_then(|mut file| file.read_to_string(&mut text))
        .map_err(|source| DataError::File { what: "cannot read", path: path.clone(), source })?;
    data_encoding::HEXLOWER_PERMISSIVE
        .decode(text.trim().as_bytes())
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(DataError::BadKey(path))
}

fn make_key(data: &Path) -> Result<(), DataError> {
    let path = key_file(data);
    let mut key = [0; 32];
    getrandom::fill(&mut key).map_err(|error| DataError::File {
        what: "no randomness for",
        path: path.clone(),
        source: std::io::Error::other(error.to_string()),
    })?;
    let text = data_encoding::HEXLOWER.encode(&key);
    let failed = |source| DataError::File { what: "cannot write", path: path.clone(), source };
    let mut file = make_file(&path)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(failed)?;
    sync_folder(&path)
}

/// Puts a file that only its owner can read in its place, whole or not at all.
pub(crate) fn put(path: &Path, text: &str) -> Result<(), DataError> {
    let scratch = Scratch::new(beside(path, &format!(".{}.tmp", std::process::id())))?;
    let failed = |source| DataError::File { what: "cannot write", path: path.to_owned(), source };
    (|| {
        let mut file = private().truncate(true).open(&scratch.0)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()
    })()
    .map_err(failed)?;
    scratch.become_file(path)
}

/// A file that is gone, with what SQLite may have put beside it, unless it took its place.
#[derive(Debug)]
pub(crate) struct Scratch(pub(crate) PathBuf);

impl Scratch {
    /// Makes the file, empty and private. The name should hold the number of the process; what an
    /// earlier one with this number left is cleared away.
    pub(crate) fn new(path: PathBuf) -> Result<Self, DataError> {
        let scratch = Self(path);
        scratch.clear();
        make_file(&scratch.0)?;
        Ok(scratch)
    }

    /// Makes the file as a copy of another.
    pub(crate) fn copy_of(from: &Path, path: PathBuf) -> Result<Self, DataError> {
        let scratch = Self::new(path)?;
        let failed =
            |source| DataError::File { what: "cannot copy", path: from.to_owned(), source };
        (|| {
            let mut to = private().open(&scratch.0)?;
            std::io::copy(&mut File::open(from)?, &mut to)?;
            to.sync_all()
        })()
        .map_err(failed)?;
        Ok(scratch)
    }

    /// Takes its place, durably.
    pub(crate) fn become_file(self, path: &Path) -> Result<(), DataError> {
        rename(&self.0, path)?;
        sync_folder(path)
    }

    fn clear(&self) {
        let _ = std::fs::remove_file(&self.0);
        for ending in BESIDE {
            let _ = std::fs::remove_file(beside(&self.0, ending));
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        self.clear();
    }
}

/// Renames a file.
pub(crate) fn rename(from: &Path, to: &Path) -> Result<(), DataError> {
    std::fs::rename(from, to).map_err(|source| DataError::File {
        what: "cannot rename",
        path: from.to_owned(),
        source,
    })
}

/// Makes the names in the folder of a file durable.
pub(crate) fn sync_folder(path: &Path) -> Result<(), DataError> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(|source| DataError::File {
        what: "cannot sync the folder",
        path: folder.to_owned(),
        source,
    })
}
