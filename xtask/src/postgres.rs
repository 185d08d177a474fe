//! A PostgreSQL server of our own for the length of a test run.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::shell::{self, Outcome};

/// A fresh cluster on a free port of the loopback; stopped and deleted when dropped.
pub(crate) struct Cluster {
    server: Child,
    port: u16,
    // Holds the files; deleted after the server has stopped.
    _directory: TempDir,
}

impl Cluster {
    /// Makes and starts a cluster. It gives up safety on power loss for speed, and lets
    /// every local process in: it lives for minutes and holds invented data only.
    pub(crate) fn start() -> Outcome<Self> {
        let programs = programs()
            .ok_or("PostgreSQL is not installed: run `cargo xtask install`, or install the package postgresql")?;
        let directory = tempfile::Builder::new()
            .prefix("tsumugi-pg-")
            .tempdir()
            .map_err(|error| format!("cannot make a folder for PostgreSQL: {error}"))?;
        let root = shell::is_root();
        if root {
            // PostgreSQL refuses to run as root; Debian's package makes this user.
            shell::run(Command::new("chown").arg("postgres:").arg(directory.path()))?;
        }
        let data = directory.path().join("data");
        shell::output(
            as_owner(root, &programs.join("initdb"))
                .args(["--encoding=UTF8", "--locale=C", "--auth=trust", "--username=postgres"])
                .args(["--no-sync", "--pgdata"])
                .arg(&data)
                .current_dir(directory.path()),
        )?;
        let port = free_port()?;
        let server = server(root, &programs, &data, directory.path(), port)
            .spawn()
            .map_err(|error| format!("cannot start PostgreSQL: {error}"))?;
        let mut cluster = Self { server, port, _directory: directory };
        cluster.wait_until_ready(&programs)?;
        Ok(cluster)
    }

    /// Where to connect, for `TSUMUGI_TEST_PG`.
    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn wait_until_ready(&mut self, programs: &Path) -> Outcome {
        let deadline = Instant::now() + Duration::from_secs(30);
        while Instant::now() < deadline {
            if let Ok(Some(status)) = self.server.try_wait() {
                return Err(format!("PostgreSQL ended at once ({status})"));
            }
            // The port opens earlier than the database accepts connections.
            let mut ask = Command::new(programs.join("pg_isready"));
            ask.args(["--quiet", "--host", "127.0.0.1", "--port", &self.port.to_string()]);
            if ask.status().is_ok_and(|status| status.success()) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Err("PostgreSQL was not ready within 30 s".into())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // SIGINT is PostgreSQL's fast shutdown: it ends open sessions itself.
        shell::signal(self.server.id(), "INT");
        let deadline = Instant::now() + Duration::from_secs(15);
        while Instant::now() < deadline {
            if !matches!(self.server.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// The server as a direct child, so that its process id is ours to stop.
fn server(root: bool, programs: &Path, data: &Path, sockets: &Path, port: u16) -> Command {
    // `setpriv` becomes the server; if we die without cleaning up, the kernel stops it.
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "INT"]);
    if root {
        command.args(["--reuid", "postgres", "--regid", "postgres", "--init-groups"]);
    }
    command.arg(programs.join("postgres")).arg("-D").arg(data).args(["-p", &port.to_string()]);
    let settings = [
        "listen_addresses=127.0.0.1".to_owned(),
        format!("unix_socket_directories={}", sockets.display()),
        // Several test processes with one pool each.
        "max_connections=300".into(),
        "fsync=off".into(),
        "synchronous_commit=off".into(),
        "full_page_writes=off".into(),
        "log_min_messages=panic".into(),
    ];
    for setting in settings {
        command.args(["-c", &setting]);
    }
    command.current_dir(sockets).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// A program run by the user who owns the cluster.
fn as_owner(root: bool, program: &Path) -> Command {
    if !root {
        return Command::new(program);
    }
    let mut command = Command::new("runuser");
    command.args(["-u", "postgres", "--"]).arg(program);
    command
}

/// The folder with `initdb` and `postgres`: the newest of Debian's, or the search path's.
pub(crate) fn programs() -> Option<PathBuf> {
    let debian = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|version| version.path().join("bin"))
        .filter(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
        .max_by_key(|folder| version(folder));
    let path = std::env::var_os("PATH").unwrap_or_default();
    debian.or_else(|| {
        std::env::split_paths(&path)
            .find(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
    })
}

/// The major version in `/usr/lib/postgresql/15/bin`.
fn version(folder: &Path) -> u32 {
    let name = folder.parent().and_then(Path::file_name).unwrap_or_default();
    name.to_string_lossy().parse().unwrap_or(0)
}

fn free_port() -> Outcome<u16> {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| format!("no free port: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_version_wins_by_number() {
        assert!(
            version(Path::new("/usr/lib/postgresql/15/bin"))
                > version(Path::new("/usr/lib/postgresql/9/bin"))
        );
    }

    #[test]
    fn a_cluster_starts_answers_and_leaves_nothing() {
        // Only where PostgreSQL is installed; `cargo xtask test` installs it before.
        let Some(programs) = programs() else { return };
        let cluster = Cluster::start().expect("the cluster starts");
        let files = cluster._directory.path().to_path_buf();
        let pid = cluster.server.id();
        let answer = shell::output(
            Command::new(programs.join("psql"))
                .args(["--no-psqlrc", "--tuples-only", "--no-align", "--command"])
                .arg("select current_setting('server_encoding') || ' ' || datcollate from pg_database where datname = 'template0'")
                .arg(cluster.url()),
        );
        assert_eq!(answer.as_deref().map(str::trim), Ok("UTF8 C"));
        drop(cluster);
        assert!(!files.exists(), "the files are deleted");
        assert!(!Path::new(&format!("/proc/{pid}/cmdline")).exists(), "the server has ended");
    }
}
