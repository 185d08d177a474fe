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

/// Takes the folder for one server, or for putting back a copy, as long as the result lives. The
/// system frees it when the program ends, in whichever way.
pub(crate) fn hold(data: &Path) -> Result<File, DataError> {
    make_private(data)?;
    let path = data.join("tsumugi.lock");
    let failed = |source| DataError::File { what: "cannot open", path: path.clone(), source };
    let file = private().create(true).truncate(false).open(&path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(DataError::Held(data.to_owned())),
        Err(TryLockError::Error(source)) => Err(failed(source)),
    }
}

/// Takes a file away from everybody but its owner.
pub(crate) fn keep_private(path: &Path) -> Result<(), DataError> {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))
        .map_err(|source| DataError::File { what: "cannot protect", path: path.to_owned(), source })
}

/// For files that only their owner can read.
fn private() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = OpenOptions::new();
    options.write(true).mode(0o600);
    options
}

/// Opens the database of a configuration; makes folder, key and database when they are not there.
pub(crate) fn open(config: &Config) -> Result<Db, DataError> {
    make_private(&config.data)?;
    if let Some(url) = &config.database_url {
        return Ok(Db::open(&DbConfig::Postgres { url: url.clone() })?);
    }
    let path = database(&config.data);
    let key = match read_key(&config.data) {
        Ok(key) => key,
        Err(DataError::File { source, .. })
            if source.kind() == std::io::ErrorKind::NotFound && !path.exists() =>
        {
            make_key(&config.data)?
        }
        Err(DataError::File { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
            return Err(DataError::KeyMissing { database: path, key: key_file(&config.data) });
        }
        Err(other) => return Err(other),
    };
    if !path.exists() {
        // The engine fills the file, and gives its journals the same mode.
        private().create_new(true).open(&path).map_err(|source| DataError::File {
            what: "cannot make",
            path: path.clone(),
            source,
        })?;
    }
    Ok(Db::open(&DbConfig::Sqlite { path, key })?)
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

fn make_key(data: &Path) -> Result<[u8; 32], DataError> {
    let path = key_file(data);
    let mut key = [0; 32];
    getrandom::fill(&mut key).map_err(|error| DataError::File {
        what: "no randomness for",
        path: path.clone(),
        source: std::io::Error::other(error.to_string()),
    })?;
    write_private(&path, &data_encoding::HEXLOWER.encode(&key))?;
    Ok(key)
}

/// Writes a file that only its owner can read, durably, and never over another one.
pub(crate) fn write_private(path: &Path, text: &str) -> Result<(), DataError> {
    private()
        .create_new(true)
        .open(path)
        .and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        })
        .map_err(|source| DataError::File { what: "cannot write", path: path.to_owned(), source })
}
