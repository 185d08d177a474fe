//! Limits on tries and on heavy work: taken before anything is read or written.

use axum::http::HeaderMap;
use governor::clock::DefaultClock;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::WebError;

/// How long somebody waits for heavy work of others.
const WAIT: Duration = Duration::from_secs(2);

/// After so many tries, keys that are free again are forgotten.
const PRUNE_EVERY: u32 = 1024;

/// Counts tries per minute and key.
pub(crate) struct Tries {
    limiter: RateLimiter<String, DashMapStateStore<String>, DefaultClock>,
    since_pruned: AtomicU32,
}

impl Tries {
    /// So many per minute and key.
    pub(crate) fn new(per_minute: u32) -> Self {
        let per_minute = NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN);
        Self {
            limiter: RateLimiter::keyed(Quota::per_minute(per_minute)),
            since_pruned: AtomicU32::new(0),
        }
    }

    /// Counts a try under every key.
    ///
    /// # Errors
    /// [`WebError::TooMany`] when one of them has no more.
    pub(crate) fn take(&self, keys: &[String]) -> Result<(), WebError> {
        if self.since_pruned.fetch_add(1, Ordering::Relaxed) >= PRUNE_EVERY {
            self.since_pruned.store(0, Ordering::Relaxed);
            self.limiter.retain_recent();
            self.limiter.shrink_to_fit();
        }
        // Each key is counted, whichever is refused first.
        let refused = keys.iter().filter(|key| self.limiter.check_key(key).is_err()).count();
        if refused == 0 { Ok(()) } else { Err(WebError::TooMany) }
    }
}

/// A turn at heavy work. Moved into the work itself: when the browser goes away the work goes on,
/// and its place stays taken.
///
/// # Errors
/// [`WebError::Busy`] when none comes up in time.
pub(crate) async fn turn(places: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, WebError> {
    match tokio::time::timeout(WAIT, Arc::clone(places).acquire_owned()).await {
        Ok(Ok(permit)) => Ok(permit),
        Ok(Err(_)) | Err(_) => Err(WebError::Busy),
    }
}

/// The network a request comes from, as a key for limits. A proxy in front appends the address it
/// saw to `X-Forwarded-For`; whatever stands before that, the browser may have written itself.
pub(crate) fn network(peer: Option<IpAddr>, headers: &HeaderMap, behind_proxy: bool) -> String {
    let told = headers.get_all("x-forwarded-for").iter().next_back();
    let told = told.filter(|_| behind_proxy).and_then(|value| value.to_str().ok());
    let told =
        told.and_then(|value| value.rsplit(',').next()).and_then(|last| address(last.trim()));
    told.or(peer).map_or_else(String::new, |address| masked(address).to_string())
}

/// An address, with or without a port behind it.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    let with_port = || text.parse::<std::net::SocketAddr>().ok().map(|found| found.ip());
    bare.parse().ok().or_else(with_port)
}

/// One household has a /64 of IPv6 to itself, and could change its address with every try.
fn masked(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(six) => {
            let [a, b, c, d, ..] = six.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        four @ IpAddr::V4(_) => four,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(value: &'static str, behind_proxy: bool) -> String {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", value.parse().unwrap());
        network(Some([192, 0, 2, 1].into()), &headers, behind_proxy)
    }

    #[test]
    fn only_the_last_hop_is_believed_and_only_behind_a_proxy() {
        assert_eq!(told("203.0.113.9", false), "192.0.2.1");
        assert_eq!(told("203.0.113.9", true), "203.0.113.9");
        assert_eq!(told("10.9.9.9, 203.0.113.9", true), "203.0.113.9");
        assert_eq!(told("203.0.113.9:4711", true), "203.0.113.9");
        assert_eq!(told("nonsense", true), "192.0.2.1");
        let mut twice = HeaderMap::new();
        twice.append("x-forwarded-for", "10.9.9.9".parse().unwrap());
        twice.append("x-forwarded-for", "203.0.113.9".parse().unwrap());
        assert_eq!(network(None, &twice, true), "203.0.113.9");
    }

    #[test]
    fn nobody_waits_for_ever() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let wait = Duration::from_millis(5);
        let never = crate::cx::in_time(wait, std::future::pending::<()>());
        assert!(matches!(runtime.block_on(never), Err(WebError::TooSlow)));
        let soon = crate::cx::in_time(wait, std::future::ready(7));
        assert!(matches!(runtime.block_on(soon), Ok(7)));
    }

    #[test]
    fn a_household_is_one_network() {
        assert_eq!(told("2001:db8:1:2:3:4:5:6", true), "2001:db8:1:2::");
        assert_eq!(told("[2001:db8:1:2::9]:443", true), "2001:db8:1:2::");
        assert_eq!(told("::ffff:203.0.113.9", true), "203.0.113.9");
    }

    #[test]
    fn tries_run_out_for_each_key_alone() {
        let tries = Tries::new(3);
        let one = ["one".to_owned()];
        assert!((0..3).all(|_| tries.take(&one).is_ok()));
        assert!(matches!(tries.take(&one), Err(WebError::TooMany)));
        assert!(tries.take(&["other".to_owned()]).is_ok());
    }

    #[test]
    fn what_is_free_again_is_forgotten() {
        let tries = Tries::new(60_000_000);
        for number in 0..=PRUNE_EVERY {
            let _ = tries.take(&[number.to_string()]);
        }
        std::thread::sleep(Duration::from_millis(5));
        tries.since_pruned.store(PRUNE_EVERY, Ordering::Relaxed);
        let _ = tries.take(&["last".to_owned()]);
        assert!(tries.limiter.len() < 3, "{}", tries.limiter.len());
    }
}
