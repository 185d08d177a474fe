//! Looking after an installation.

use crate::config::Config;
use crate::{Done, Options, config, copies, data_dir, serve, tls};
use std::io::Write as _;
use std::path::Path;
use tsumugi_app::support::{self, Machine, Setting};
use tsumugi_store::Db;

/// Free space below which the doctor warns, whatever the size of the database.
const LITTLE: u64 = 1 << 30;

/// The keys of the configuration.
const KEYS: [&str; 9] = [
    "data",
    "listen",
    "region",
    "database_url",
    "behind_proxy",
    "names",
    "certificate",
    "certificate_key",
    "source",
];

/// Brings the database up to date.
pub(crate) fn migrate(options: &Options) -> Done {
    let config = config::load(options)?;
    data_dir::make_private(&config.data)?;
    let _held = data_dir::hold_shared(&config.data)?;
    let db = data_dir::open_or_make(&config)?;
    println!("{} is at version {}", db.engine_name(), tsumugi_store::migrate::newest_known());
    Ok(())
}

/// Says where each value came from.
pub(crate) fn check(options: &Options) -> Done {
    let config = config::load(options)?;
    let figment = config::figment(options);
    for key in KEYS {
        println!("{key}: {}", config::origin(figment.find_metadata(key)));
    }
    println!("the configuration is good; data in {}", config.data.display());
    Ok(())
}

/// Looks at what usually goes wrong.
pub(crate) fn doctor(options: &Options) -> Done {
    let config = config::load(options)?;
    let (db, _held) = data_dir::open_existing(&config, Db::open_current)?;
    let problems = db.integrity()?;
    if config.database_url.is_some() {
        println!("database: {} answers; its integrity is not checked", db.engine_name());
    } else if problems.is_empty() {
        println!("database: {} is sound", db.engine_name());
    } else {
        println!("database: DAMAGED: {}", problems.join("; "));
    }
    let waiting = db.read(tsumugi_store::job::left)?;
    println!("jobs waiting: {waiting}");
    let mut size = 0;
    if config.database_url.is_none() {
        key_mode(&config.data)?;
        let database = data_dir::database(&config.data);
        let log = std::fs::metadata(data_dir::beside(&database, "-wal")).map_or(0, |log| log.len());
        size = std::fs::metadata(&database)?.len() + log;
        println!("size: {} KiB", size / 1024);
    }
    if config.data.is_dir() {
        free_space(&config.data, size)?;
    }
    certificate(&config)?;
    if problems.is_empty() {
        Ok(())
    } else {
        Err("the database is damaged; restore a backup".into())
    }
}

/// Writes the bundle for whoever helps.
pub(crate) fn bundle(options: &Options, file: &Path) -> Done {
    let config = config::load(options)?;
    let (db, _held) = data_dir::open_existing(&config, Db::open_current)?;
    let machine = machine(options, &config);
    let found = support::bundle(&db, serve::system_clock()(), machine, Vec::new())?;
    let mut made = data_dir::make_file(file)?;
    made.write_all(found.file()?.as_bytes())?;
    made.sync_all()?;
    println!("{} was written; no names, texts or addresses are in it", file.display());
    println!("  the last errors are in the one that the system administrator gets in the browser");
    Ok(())
}

/// How the machine stands. What cannot be found out is left out.
pub(crate) fn machine(options: &Options, config: &Config) -> Machine {
    let figment = config::figment(options);
    let configuration = KEYS.map(|key| Setting {
        key,
        from: config::kind_of_origin(figment.find_metadata(key)),
        value: value(config, key),
    });
    let database = data_dir::database(&config.data);
    let length = |path: &Path| std::fs::metadata(path).map(|file| file.len()).ok();
    let size = length(&database)
        .map(|size| size + length(&data_dir::beside(&database, "-wal")).unwrap_or(0));
    let now = serve::system_clock()();
    let days = |from: jiff::Timestamp, to: jiff::Timestamp| to.duration_since(from).as_hours() / 24;
    let ends = match config.behind_proxy {
        true => None,
        false => tls::ends(&tls::chain_file(config)).ok(),
    };
    Machine {
        configuration: configuration.to_vec(),
        database_mib: size.filter(|_| config.database_url.is_none()).map(|size| size >> 20),
        free_mib: rustix::fs::statvfs(&config.data)
            .ok()
            .map(|disk| disk.f_bavail.saturating_mul(disk.f_frsize) >> 20),
        certificate_days: ends.map(|ends| days(now, ends)),
        backup_days: copies::last(&config.data).map(|last| days(last, now)),
    }
}

/// A value as it may leave the house: switches and numbers as they are, of everything else only
/// whether it is set.
fn value(config: &Config, key: &str) -> String {
    let set = |set: bool| if set { "set" } else { "not set" }.to_owned();
    match key {
        "listen" if config.listen.ip().is_loopback() => "this machine only".to_owned(),
        "listen" => "the network".to_owned(),
        "behind_proxy" => config.behind_proxy.to_string(),
        "names" => config.names.len().to_string(),
        "database_url" => set(config.database_url.is_some()),
        "certificate" => set(config.certificate.is_some()),
        "certificate_key" => set(config.certificate_key.is_some()),
        "source" => set(config.source.is_some()),
        _ => set(true),
    }
}

fn key_mode(data: &Path) -> Done {
    use std::os::unix::fs::PermissionsExt as _;
    let key = data_dir::key_file(data);
    let mode = std::fs::metadata(&key)?.permissions().mode() & 0o777;
    match mode {
        0o600 | 0o400 => println!("key: readable by its owner only"),
        other => {
            println!("key: {} can be read by others (mode {other:o}); chmod 600", key.display());
        }
    }
    Ok(())
}

/// A backup needs the size of the database twice on the way, and the database grows meanwhile.
fn free_space(data: &Path, size: u64) -> Done {
    let disk = rustix::fs::statvfs(data)?;
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    let mib = free >> 20;
    if free < LITTLE.max(size.saturating_mul(3)) {
        println!("disk: LITTLE SPACE: {mib} MiB free in {}; make room", data.display());
    } else {
        println!("disk: {mib} MiB free");
    }
    Ok(())
}

fn certificate(config: &Config) -> Done {
    if config.behind_proxy {
        println!("certificate: the proxy's; not checked");
        return Ok(());
    }
    let file = tls::chain_file(config);
    if !file.exists() {
        println!("certificate: none yet; `tsumugi serve` makes it");
        return Ok(());
    }
    let ends = tls::ends(&file)?;
    let left = ends.duration_since(serve::system_clock()()).as_hours() / 24;
    let day = ends.to_zoned(tsumugi_app::op::japan()).date();
    let file = file.display();
    match (left, config.certificate.is_some()) {
        (..0, _) => println!("certificate: EXPIRED: {file} ended on {day}"),
        (0..tls::RENEW_DAYS, true) => {
            println!("certificate: ENDS SOON: {file} ends on {day}; put a new one in its place");
        }
        (0..tls::RENEW_DAYS, false) => {
            println!("certificate: ENDS SOON: {file} ends on {day}; start the server anew");
        }
        _ => println!("certificate: good until {day} ({left} days)"),
    }
    Ok(())
}

#[cfg(test)]
mod tests;
