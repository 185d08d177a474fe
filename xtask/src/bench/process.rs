//! What the kernel says about a running process.

use crate::shell::{self, Outcome};

/// Linux counts processor time for programs in hundredths of a second (`USER_HZ`).
const TICK_MS: f64 = 10.0;

/// Resident memory in megabytes.
pub(crate) fn rss_mb(pid: u32) -> Outcome<f64> {
    let status = shell::read(format!("/proc/{pid}/status").as_ref())?;
    parse_rss(&status).ok_or_else(|| format!("/proc/{pid}/status has no VmRSS"))
}

/// Milliseconds of processor time of all threads so far, in user and kernel.
pub(crate) fn cpu_ms(pid: u32) -> Outcome<f64> {
    let stat = shell::read(format!("/proc/{pid}/stat").as_ref())?;
    parse_cpu(&stat).ok_or_else(|| format!("/proc/{pid}/stat cannot be read"))
}

fn parse_rss(status: &str) -> Option<f64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes / 1024.0)
}

fn parse_cpu(stat: &str) -> Option<f64> {
    // The name in brackets may hold spaces; the fields are counted after it.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let user: f64 = fields.next()?.parse().ok()?;
    let system: f64 = fields.next()?.parse().ok()?;
    Some((user + system) * TICK_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernels_words_are_read() {
        assert_eq!(parse_rss("Name:\ta\nVmRSS:\t   20480 kB\n"), Some(20.0));
        let stat = "7 (a b) c) S 1 2 3 4 5 6 7 8 9 10 150 25 0 0 20 0";
        assert_eq!(parse_cpu(stat), Some(1750.0));
        assert!(rss_mb(std::process::id()).unwrap() > 0.1);
        assert!(cpu_ms(std::process::id()).unwrap() >= 0.0);
    }
}
