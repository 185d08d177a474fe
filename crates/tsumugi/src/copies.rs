//! Backup and restore: a copy counts only after it was opened and read through.

use crate::{Done, Options, config, data_dir};
use data_dir::Scratch;
use std::path::{Path, PathBuf};
use tsumugi_store::{Db, DbConfig};

/// Writes a copy and opens it.
pub(crate) fn backup(options: &Options, file: &Path) -> Done {
    let config = config::load(options)?;
    if config.database_url.is_some() {
        return Err(
            "back up PostgreSQL with pg_dump; this verb copies the embedded database".into()
        );
    }
    let name = file.file_name().ok_or("give the name of a new file")?.to_string_lossy();
    if file.exists() {
        return Err(format!("{} exists; give a new name", file.display()).into());
    }
    // An older database too: this is what one does before bringing it up to date.
    let (db, _held) = data_dir::open_existing(&config, Db::open_as_it_is)?;
    // The name is given to a whole copy only.
    let part = file.with_file_name(format!(".{name}.{}.part", std::process::id()));
    let copy = Scratch::new(part)?;
    db.backup_to(&copy.0)?;
    std::fs::File::open(&copy.0)?.sync_all()?;
    let regions = verify(&config.data, &copy.0)
        .map_err(|error| format!("the copy is not good and was removed: {error}"))?;
    copy.become_file(file)?;
    remember(&config.data)?;
    println!("{} was written and opens ({regions} region)", file.display());
    println!("keep it apart from its key {}", data_dir::key_file(&config.data).display());
    Ok(())
}

/// The file whose age is that of the last backup; there is nothing in it.
const LAST: &str = "tsumugi.last-backup";

fn remember(data: &Path) -> Done {
    let file = data.join(LAST);
    if file.exists() {
        std::fs::remove_file(&file)?;
    }
    data_dir::make_file(&file)?;
    Ok(())
}

/// When the last backup was made with this program.
pub(crate) fn last(data: &Path) -> Option<jiff::Timestamp> {
    let made = std::fs::metadata(data.join(LAST)).ok()?.modified().ok()?;
    jiff::Timestamp::try_from(made).ok()
}

/// Opens a copy with the key of the folder, and reads it through; gives the number of regions.
fn verify(data: &Path, file: &Path) -> Result<usize, Box<dyn std::error::Error>> {
    let key = data_dir::read_key(data)?;
    // Opening brings an older copy up to date; a scratch copy keeps the original as it is.
    let scratch = data.join(format!("verify.{}.db", std::process::id()));
    let scratch = Scratch::copy_of(file, scratch)?;
    let db = Db::open(&DbConfig::Sqlite { path: scratch.0.clone(), key })?;
    let problems = db.integrity()?;
    if !problems.is_empty() {
        return Err(format!("{} is damaged: {}", file.display(), problems.join("; ")).into());
    }
    match db.read(tsumugi_store::staff::regions)?.len() {
        0 => Err(format!("{} is empty: there is no region in it", file.display()).into()),
        regions => Ok(regions),
    }
}

/// Puts a copy in the place of the database.
pub(crate) fn restore(options: &Options, file: &Path, replace: bool) -> Done {
    let config = config::load(options)?;
    if config.database_url.is_some() {
        return Err(
            "put PostgreSQL back with pg_restore; this verb is for the embedded database".into()
        );
    }
    let data = &config.data;
    let (database, key) = (data_dir::database(data), data_dir::key_file(data));
    if !key.exists() {
        return Err(format!(
            "a backup opens only with its key; put the key back as {} first",
            key.display()
        )
        .into());
    }
    let _held = data_dir::hold_alone(data)?;
    if database.exists() && !replace {
        return Err(format!(
            "{} exists; repeat with --replace to move it aside",
            database.display()
        )
        .into());
    }
    verify(data, file)?;
    // Whole or not at all: the copy comes to stand beside the database before it takes its place.
    let fresh = Scratch::copy_of(file, data.join(format!("restore.{}.db", std::process::id())))?;
    for (from, to) in move_aside(&database)? {
        println!("{} is now {}", from.display(), to.display());
    }
    fresh.become_file(&database)?;
    check(data, &database).map_err(|error| {
        format!("what was restored cannot be used: {error}; try again with --replace")
    })?;
    println!("restored; start the server");
    Ok(())
}

/// Opens what now stands in the database's place.
fn check(data: &Path, database: &Path) -> Done {
    let key = data_dir::read_key(data)?;
    let db = Db::open_as_it_is(&DbConfig::Sqlite { path: database.to_owned(), key })?;
    let problems = db.integrity()?;
    if problems.is_empty() {
        Ok(())
    } else {
        Err(format!("{} is damaged: {}", database.display(), problems.join("; ")).into())
    }
}

/// Keeps the present database under another name, with its write-ahead log: what was committed last
/// may stand there alone, and beside another database it would spoil it.
///
/// The database goes first. After a crash in between there is a log without a database, which no
/// server starts with, and the next restore carries on here. The other way round a server would
/// start without what was committed last.
fn move_aside(database: &Path) -> Result<Vec<(PathBuf, PathBuf)>, Box<dyn std::error::Error>> {
    let aside = database.with_extension("before-restore.db");
    let files = ["", "-wal", "-shm"]
        .map(|ending| (data_dir::beside(database, ending), data_dir::beside(&aside, ending)));
    let there: Vec<_> = files.into_iter().filter(|(from, _)| from.exists()).collect();
    for (_, to) in &there {
        if to.exists() {
            return Err(format!(
                "{} is still there from last time; move it to a safe place",
                to.display()
            )
            .into());
        }
    }
    for (from, to) in &there {
        data_dir::rename(from, to)?;
        data_dir::sync_folder(to)?;
    }
    Ok(there)
}

#[cfg(test)]
mod tests;
