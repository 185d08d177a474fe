//! Files that were looked at and wait to be taken over. Kept in memory alone: they are lists of
//! people, and nobody asked to store them yet.

use jiff::{SignedDuration, Timestamp};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tsumugi_domain::ids::{AccountId, ImportId, OrgId};

/// Largest file, in bytes.
pub(crate) const MAX_FILE: usize = 10 * 1024 * 1024;

/// Files that wait at the same time.
const MOST: usize = 20;

/// How long a file waits.
const WAITS: SignedDuration = SignedDuration::from_mins(15);

/// A file that waits.
#[derive(Debug, Clone)]
pub(crate) struct Upload {
    /// Who sent it; nobody else can take it over.
    pub(crate) account: AccountId,
    /// For which office.
    pub(crate) org: OrgId,
    /// The file's name.
    pub(crate) name: String,
    /// The file.
    pub(crate) bytes: Arc<[u8]>,
    /// When it came.
    pub(crate) at: Timestamp,
}

/// Results that are kept, for the page that shows them and for a form that is sent twice.
const REMEMBERED: usize = 100;

/// What became of a file: the reading; people made, changed, the same, rows left out.
pub(crate) type Result = (ImportId, [usize; 4]);

/// The files that wait, oldest first, and what became of those that were taken over.
#[derive(Debug, Default)]
pub(crate) struct Uploads(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    waiting: Vec<(String, Upload)>,
    taken: Vec<(String, AccountId, Result)>,
}

impl Uploads {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a file. The one that waited longest makes room when there are too many.
    pub(crate) fn keep(&self, token: String, upload: Upload) {
        let mut kept = self.kept();
        forget_old(&mut kept.waiting, upload.at);
        if kept.waiting.len() >= MOST {
            kept.waiting.remove(0);
        }
        kept.waiting.push((token, upload));
    }

    /// The file under a token, for the account that sent it.
    pub(crate) fn find(&self, token: &str, account: AccountId, now: Timestamp) -> Option<Upload> {
        let mut kept = self.kept();
        forget_old(&mut kept.waiting, now);
        let mut waiting = kept.waiting.iter();
        waiting
            .find(|(key, one)| key == token && one.account == account)
            .map(|(_, one)| one.clone())
    }

    /// Forgets a file once it was taken over, and keeps what became of it for its sender.
    pub(crate) fn take(&self, token: &str, account: AccountId, result: Result) {
        let mut kept = self.kept();
        kept.waiting.retain(|(key, _)| key != token);
        if kept.taken.len() >= REMEMBERED {
            kept.taken.remove(0);
        }
        kept.taken.push((token.to_owned(), account, result));
    }

    /// What became of the file under a token, for the account that sent it.
    pub(crate) fn result(&self, token: &str, account: AccountId) -> Option<Result> {
        let kept = self.kept();
        let mut taken = kept.taken.iter();
        taken.find(|(key, by, _)| key == token && *by == account).map(|(_, _, result)| *result)
    }
}

fn forget_old(waiting: &mut Vec<(String, Upload)>, now: Timestamp) {
    waiting.retain(|(_, one)| now.duration_since(one.at) < WAITS);
}

#[cfg(test)]
mod tests {
    use super::*;
    use tsumugi_domain::ids::TypedId as _;

    fn upload(account: u8, minute: i64) -> Upload {
        Upload {
            account: AccountId::generate(0, [account; 16]),
            org: OrgId::generate(0, [1; 16]),
            name: "名簿.csv".to_owned(),
            bytes: Arc::from(b"x".as_slice()),
            at: Timestamp::from_second(minute * 60).unwrap(),
        }
    }

    #[test]
    fn a_file_waits_for_its_sender_and_not_for_long() {
        let at = |minute: i64| Timestamp::from_second(minute * 60).unwrap();
        let (mine, other) = (upload(1, 0).account, upload(2, 0).account);
        let uploads = Uploads::default();
        uploads.keep("a".to_owned(), upload(1, 0));
        assert!(uploads.find("a", mine, at(14)).is_some());
        assert!(uploads.find("a", other, at(14)).is_none());
        assert!(uploads.find("b", mine, at(14)).is_none());
        assert!(uploads.find("a", mine, at(15)).is_none());
        uploads.keep("a".to_owned(), upload(1, 20));
        let result = (ImportId::generate(0, [3; 16]), [1, 2, 3, 4]);
        uploads.take("a", mine, result);
        assert_eq!(uploads.result("a", mine), Some(result));
        assert_eq!((uploads.result("a", other), uploads.result("b", mine)), (None, None));
        assert!(uploads.find("a", mine, at(20)).is_none());
    }

    #[test]
    fn the_oldest_makes_room() {
        let (mine, at) = (upload(1, 0).account, Timestamp::UNIX_EPOCH);
        let uploads = Uploads::default();
        for number in 0..=MOST {
            uploads.keep(number.to_string(), upload(1, 0));
        }
        assert!(uploads.find("0", mine, at).is_none());
        assert!(uploads.find(&MOST.to_string(), mine, at).is_some());
    }
}
