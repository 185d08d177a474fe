//! What nobody can foretell: tokens for links, salts, and the random part of every id.

use crate::auth::Token;
use jiff::Timestamp;
use rand::Rng as _;
use rand_chacha::ChaCha20Rng;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use tsumugi_domain::ids::TypedId;

/// The one source of randomness of a process, and of the instant that an id bears.
#[derive(Debug)]
pub struct Chance {
    rng: Mutex<ChaCha20Rng>,
    /// Milliseconds since 1970 of the next id; without it an id bears the instant of its use case.
    next: Option<AtomicU64>,
}

impl Chance {
    /// Ids bear the instant of the use case that makes them.
    pub fn new(rng: ChaCha20Rng) -> Self {
        Self { rng: Mutex::new(rng), next: None }
    }

    /// Each id bears a millisecond of its own, the first one that of `first`: for a region that is
    /// made on many past days at once. Its rows come in the order of their keys, so that a table
    /// grows at its end instead of everywhere; with 20,000 people that is most of the time.
    pub fn in_order(rng: ChaCha20Rng, first: Timestamp) -> Self {
        Self { rng: Mutex::new(rng), next: Some(AtomicU64::new(millisecond(first))) }
    }

    /// Fills bytes that nobody guesses.
    pub fn fill(&self, bytes: &mut [u8]) {
        self.rng.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(bytes);
    }

    /// A new id, made at an instant.
    pub fn id<T: TypedId>(&self, now: Timestamp) -> T {
        let mut random = [0; 16];
        self.fill(&mut random);
        let at = self.next.as_ref().map(|next| next.fetch_add(1, Ordering::Relaxed));
        T::generate(at.unwrap_or_else(|| millisecond(now)), random)
    }

    /// 256 bits as text for an address.
    pub(crate) fn token(&self) -> Token {
        let mut bytes = [0; 32];
        self.fill(&mut bytes);
        Token(data_encoding::BASE64URL_NOPAD.encode(&bytes))
    }
}

fn millisecond(at: Timestamp) -> u64 {
    u64::try_from(at.as_millisecond()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng as _;
    use tsumugi_domain::ids::AuditId;

    #[test]
    fn ids_in_order_ascend_whatever_the_day() {
        let first = Timestamp::from_second(1_700_000_000).expect("an instant");
        let chance = Chance::in_order(ChaCha20Rng::seed_from_u64(1), first);
        let days = [9, -400, 3, -1, 0].map(|day| crate::op::days_from(first, day));
        let ids = days.map(|day| chance.id::<AuditId>(day));
        assert!(ids.is_sorted(), "{ids:?}");
        let chance = Chance::new(ChaCha20Rng::seed_from_u64(1));
        let ids = days.map(|day| chance.id::<AuditId>(day));
        assert!(!ids.is_sorted(), "without it an id bears the day of its use case: {ids:?}");
    }
}
