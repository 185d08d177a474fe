//! What all requests share.

use jiff::Timestamp;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Semaphore;
use tsumugi_app::auth::Gate;
use tsumugi_app::chance::Chance;
use tsumugi_app::support::{Machine, Met};
use tsumugi_app::{AppError, Db};

use crate::limits::Tries;

/// Tells the time; fixed in tests and in a demonstration of a chosen day.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// What the binary decides.
pub struct StateConfig {
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Clock,
    /// Seeded from the operating system; seeded by hand in tests.
    pub chance: Chance,
    /// The browser reaches us by HTTPS: cookies get the `__Host-` prefix and `Secure`.
    pub https: bool,
    /// A proxy of ours stands in front and tells the browser's address.
    pub behind_proxy: bool,
    /// Sign-in tries per minute and key. Tests that sign in often raise it.
    pub tries_per_minute: u32,
    /// Where the source of the running version is found.
    pub source: Option<String>,
    /// What the machine tells of itself, where there is one to ask.
    pub machine: Option<AskMachine>,
}

/// Asks the machine how it stands, for whoever helps.
pub type AskMachine = Arc<dyn Fn() -> Machine + Send + Sync>;

/// Errors that are kept for whoever helps, newest last.
const KEPT: usize = 20;

/// What all requests share. Cheap to clone.
#[derive(Clone)]
pub struct AppState {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) db: Db,
    pub(crate) clock: Clock,
    pub(crate) chance: Chance,
    pub(crate) https: bool,
    pub(crate) behind_proxy: bool,
    /// Hashing a password takes 19 MiB and a core: two at a time.
    pub(crate) hashing: Arc<Semaphore>,
    /// Reading in a roster holds the writer: one at a time.
    pub(crate) bulk: Arc<Semaphore>,
    pub(crate) tries: Tries,
    pub(crate) source: Option<String>,
    pub(crate) machine: Option<AskMachine>,
    errors: Mutex<VecDeque<Met>>,
    /// Files that were looked at and wait to be taken over.
    pub(crate) uploads: crate::uploads::Uploads,
}

impl Inner {
    /// The last errors since the start, oldest first.
    pub(crate) fn met(&self) -> Vec<Met> {
        let errors = self.errors.lock().unwrap_or_else(PoisonError::into_inner);
        errors.iter().cloned().collect()
    }
}

impl AppState {
    /// Keeps the code of an error of the store, for whoever helps.
    pub fn note_error(&self, error: &AppError) {
        let AppError::Store(error) = error else { return };
        let mut errors = self.inner.errors.lock().unwrap_or_else(PoisonError::into_inner);
        if errors.len() >= KEPT {
            errors.pop_front();
        }
        errors.push_back(Met::new(error, self.now()));
    }

    /// Puts the state together.
    pub fn new(config: StateConfig) -> Self {
        Self {
            inner: Arc::new(Inner {
                db: config.db,
                clock: config.clock,
                chance: config.chance,
                https: config.https,
                behind_proxy: config.behind_proxy,
                hashing: Arc::new(Semaphore::new(2)),
                bulk: Arc::new(Semaphore::new(1)),
                tries: Tries::new(config.tries_per_minute),
                source: config.source,
                machine: config.machine,
                errors: Mutex::default(),
                uploads: crate::uploads::Uploads::default(),
            }),
        }
    }

    /// The instant of this request.
    pub(crate) fn now(&self) -> Timestamp {
        (self.inner.clock)()
    }

    /// The gate for those who are not known yet.
    pub fn gate(&self) -> Gate<'_> {
        Gate { db: &self.inner.db, now: self.now(), chance: &self.inner.chance }
    }

    /// The database, for the binary's background jobs and for tests.
    pub fn db(&self) -> &Db {
        &self.inner.db
    }

    pub(crate) fn cookie_name(&self) -> &'static str {
        if self.inner.https { "__Host-tsumugi" } else { "tsumugi" }
    }

    pub(crate) fn before_cookie_name(&self) -> &'static str {
        if self.inner.https { "__Host-tsumugi-before" } else { "tsumugi-before" }
    }

    /// The cookie of a guest: it holds the link's token and goes only to the guest's pages.
    pub(crate) fn guest_cookie_name(&self) -> &'static str {
        if self.inner.https { "__Secure-tsumugi-guest" } else { "tsumugi-guest" }
    }

    /// The cookie of a browser whose reader hid the screen.
    pub(crate) fn hidden_cookie_name(&self) -> &'static str {
        if self.inner.https { "__Host-tsumugi-hidden" } else { "tsumugi-hidden" }
    }
}
