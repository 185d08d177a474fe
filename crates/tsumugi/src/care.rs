//! Looking after an installation.

use crate::{Done, Options, config, data_dir};
use std::path::Path;
use tsumugi_store::{Db, DbConfig};

/// Brings the database up to date.
pub(crate) fn migrate(options: &Options) -> Done {
    let config = config::load(options)?;
    let db = data_dir::open(&config)?;
    println!("{} is at version {}", db.engine_name(), tsumugi_store::migrate::newest_known());
    Ok(())
}

/// Writes a copy and opens it.
pub(crate) fn backup(options: &Options, file: &Path) -> Done {
    let config = config::load(options)?;
    if config.database_url.is_some() {
        return Err(
            "back up PostgreSQL with pg_dump; this verb copies the embedded database".into()
        );
    }
    if file.exists() {
        return Err(format!("{} exists; give a new name", file.display()).into());
    }
    let db = data_dir::open(&config)?;
    db.backup_to(file)?;
    data_dir::keep_private(file)?;
    let regions = verify(&config.data, file)?;
    println!("{} was written and opens ({regions} region)", file.display());
    println!("keep it apart from its key {}", data_dir::key_file(&config.data).display());
    Ok(())
}

/// Opens a copy with the key of the folder, and reads it through.
fn verify(data: &Path, file: &Path) -> Result<usize, Box<dyn std::error::Error>> {
    let key = data_dir::read_key(data)?;
    // Opening may bring the copy up to date; a scratch copy keeps the original as it is.
    let scratch = data.join("verify.db");
    let _ = std::fs::remove_file(&scratch);
    std::fs::copy(file, &scratch)?;
    let opened = (|| {
        let db = Db::open(&DbConfig::Sqlite { path: scratch.clone(), key })?;
        let problems = db.integrity()?;
        if !problems.is_empty() {
            return Err(format!("{} is damaged: {}", file.display(), problems.join("; ")).into());
        }
        let regions = db.read(tsumugi_store::staff::regions)?;
        Ok(regions.len())
    })();
    for ending in ["", "-wal", "-shm"] {
        let mut name = scratch.clone().into_os_string();
        name.push(ending);
        let _ = std::fs::remove_file(name);
    }
    opened
}

/// Puts a copy in the place of the database.
pub(crate) fn restore(options: &Options, file: &Path, replace: bool) -> Done {
    let config = config::load(options)?;
    if config.database_url.is_some() {
        return Err(
            "put PostgreSQL back with pg_restore; this verb is for the embedded database".into()
        );
    }
    let _held = data_dir::hold(&config.data)?;
    verify(&config.data, file)?;
    let database = data_dir::database(&config.data);
    // Whole or not at all: the copy comes to stand beside the database before it takes its place.
    let fresh = database.with_extension("fresh.db");
    std::fs::copy(file, &fresh)?;
    data_dir::keep_private(&fresh)?;
    std::fs::File::open(&fresh)?.sync_all()?;
    if database.exists() {
        if !replace {
            std::fs::remove_file(&fresh)?;
            return Err(format!(
                "{} exists; repeat with --replace to move it aside",
                database.display()
            )
            .into());
        }
        move_aside(&database)?;
    }
    std::fs::rename(&fresh, &database)?;
    std::fs::File::open(&config.data)?.sync_all()?;
    println!("restored; start the server");
    Ok(())
}

/// Keeps the present database under another name, with its write-ahead log: what was committed last
/// may stand there alone.
fn move_aside(database: &Path) -> Done {
    let aside = database.with_extension("before-restore.db");
    if aside.exists() {
        return Err(format!("{} is still there from last time", aside.display()).into());
    }
    std::fs::rename(database, &aside)?;
    let beside = |of: &Path| {
        let mut name = of.to_owned().into_os_string();
        name.push("-wal");
        std::path::PathBuf::from(name)
    };
    if beside(database).exists() {
        std::fs::rename(beside(database), beside(&aside))?;
    }
    // An index over the log, made anew whenever it is missing.
    let _ = std::fs::remove_file(database.with_extension("db-shm"));
    println!("the present database is now {}", aside.display());
    Ok(())
}

/// Says where each value came from.
pub(crate) fn check(options: &Options) -> Done {
    let config = config::load(options)?;
    let figment = config::figment(options);
    for key in ["data", "listen", "region", "database_url", "behind_proxy", "names", "certificate"]
    {
        println!("{key}: {}", config::origin(figment.find_metadata(key)));
    }
    println!("the configuration is good; data in {}", config.data.display());
    Ok(())
}

/// Looks at what usually goes wrong.
pub(crate) fn doctor(options: &Options) -> Done {
    let config = config::load(options)?;
    let db = data_dir::open(&config)?;
    let problems = db.integrity()?;
    if problems.is_empty() {
        println!("database: {} is sound", db.engine_name());
    } else {
        println!("database: DAMAGED: {}", problems.join("; "));
    }
    let waiting = db.read(tsumugi_store::job::left)?;
    println!("jobs waiting: {waiting}");
    if config.database_url.is_none() {
        use std::os::unix::fs::PermissionsExt as _;
        let key = data_dir::key_file(&config.data);
        let mode = std::fs::metadata(&key)?.permissions().mode() & 0o777;
        match mode {
            0o600 | 0o400 => println!("key: readable by its owner only"),
            other => {
                println!(
                    "key: {} can be read by others (mode {other:o}); chmod 600",
                    key.display()
                );
            }
        }
        let size = std::fs::metadata(data_dir::database(&config.data))?.len();
        println!("size: {} KiB", size / 1024);
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err("the database is damaged; restore a backup".into())
    }
}
