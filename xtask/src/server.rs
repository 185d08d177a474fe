//! A running demonstration region.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use serde::Deserialize;

use crate::shell::{self, Outcome};

/// A region is made anew at the first start; debug builds take their time for that.
const START: Duration = Duration::from_secs(180);

/// The demonstration server as a child; stopped when dropped.
pub(crate) struct Server {
    child: Child,
    data: PathBuf,
    /// `http://127.0.0.1:PORT`.
    pub(crate) base_url: String,
    /// Role, name and address of every one-time sign-in link it announced.
    pub(crate) sign_in: Vec<SignIn>,
    /// What it prints; a thread reads on so that a full pipe does not stop the server.
    lines: Receiver<String>,
}

/// A one-time sign-in link.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct SignIn {
    /// Role in the demonstration region.
    pub(crate) role: String,
    /// Address, absolute.
    pub(crate) url: String,
}

/// One page of the region as one role sees it.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Page {
    /// Name of the route in the route table.
    pub(crate) route: String,
    /// Role in the demonstration region.
    pub(crate) role: String,
    /// Address, absolute or a path.
    pub(crate) url: String,
}

/// The index that the demonstration writes beside its data.
#[derive(Deserialize)]
pub(crate) struct Index {
    /// Every page by route and role.
    pub(crate) pages: Vec<Page>,
}

/// Where a region lies.
pub(crate) struct Place {
    /// Its folder.
    pub(crate) data: PathBuf,
    /// Its database in PostgreSQL; none is the embedded one.
    pub(crate) url: Option<String>,
}

impl Place {
    /// A region in the embedded database.
    pub(crate) fn embedded(data: &Path) -> Self {
        Self { data: data.to_path_buf(), url: None }
    }

    /// A verb of the binary on this region. `setpriv` becomes the program; if we die without
    /// cleaning up, the kernel stops it.
    pub(crate) fn verb(&self, binary: &Path, verb: &str) -> Command {
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "TERM"]).arg(binary).args([verb, "--data"]).arg(&self.data);
        if let Some(url) = &self.url {
            command.args(["--database-url", url]);
        }
        command
    }
}

impl Server {
    /// Starts `binary demo` on a free port and waits until all of its announcement is read.
    pub(crate) fn start(binary: &Path, place: &Place) -> Outcome<Self> {
        let mut server = Self::start_unsettled(binary, place)?;
        // Sign-in links may come before or after the address, but together with it.
        while server.sign_in.is_empty() {
            server.read_line_within(START)?;
        }
        while server.read_line_within(Duration::from_millis(50)).is_ok() {}
        Ok(server)
    }

    /// Like [`Self::start`], but returns as soon as the address is known.
    pub(crate) fn start_unsettled(binary: &Path, place: &Place) -> Outcome<Self> {
        let mut child = place
            .verb(binary, "demo")
            .args(["--listen", "127.0.0.1:0"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("cannot start {}: {error}", binary.display()))?;
        let stdout = child.stdout.take().ok_or("the server has no output")?;
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                // Nobody listens any more once the announcement is complete; read on all the same.
                let _ = sender.send(line);
            }
        });
        let mut server = Self {
            child,
            data: place.data.clone(),
            base_url: String::new(),
            sign_in: Vec::new(),
            lines,
        };
        while server.base_url.is_empty() {
            server.read_line_within(START)?;
        }
        Ok(server)
    }

    /// Process id, for measurements.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Where the index lies.
    pub(crate) fn index_path(&self) -> PathBuf {
        self.data.join("demo.json")
    }

    /// The index of all pages.
    pub(crate) fn index(&self) -> Outcome<Index> {
        let text = shell::read(&self.index_path())?;
        serde_json::from_str(&text)
            .map_err(|error| format!("{}: {error}", self.index_path().display()))
    }

    /// Reads one line of the announcement.
    fn read_line_within(&mut self, wait: Duration) -> Outcome {
        let line = self.lines.recv_timeout(wait).map_err(|error| match error {
            RecvTimeoutError::Timeout => {
                format!("the server announced nothing for {} s", wait.as_secs())
            }
            RecvTimeoutError::Disconnected => "the server ended before it listened".into(),
        })?;
        if let Some(url) = line.strip_prefix("listening ") {
            url.trim().clone_into(&mut self.base_url);
        } else if let Some(link) = sign_in(&line) {
            self.sign_in.push(link);
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        shell::signal(self.child.id(), "TERM");
        let deadline = Instant::now() + Duration::from_secs(10);
        while Instant::now() < deadline {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `sign-in<TAB>role<TAB>name<TAB>address`.
fn sign_in(line: &str) -> Option<SignIn> {
    let mut parts = line.strip_prefix("sign-in\t")?.split('\t');
    let (role, _name, url) = (parts.next()?, parts.next()?, parts.next()?);
    Some(SignIn { role: role.into(), url: url.trim().into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn announcements_are_read() {
        let link = sign_in("sign-in\tfamily\t山田 花子\thttp://127.0.0.1:1/s/x").unwrap();
        assert_eq!((link.role.as_str(), link.url.as_str()), ("family", "http://127.0.0.1:1/s/x"));
        assert_eq!(sign_in("sign-in family"), None);
        assert_eq!(sign_in("listening http://127.0.0.1:1"), None);
    }

    #[test]
    fn a_program_that_ends_is_said_to_have_ended() {
        let problem =
            Server::start(Path::new("true"), &Place::embedded(Path::new("nowhere"))).err().unwrap();
        assert_eq!(problem, "the server ended before it listened");
    }
}
