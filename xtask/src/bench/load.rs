//! Requests on a fixed schedule. A slow answer does not delay the schedule, and each latency
//! counts from when the request was due: waiting in line is part of what a person feels.

use std::time::{Duration, Instant};

use super::http::{Client, Cookies};
use crate::shell::Outcome;

/// How many requests, how fast, over how many connections.
pub(crate) struct Plan {
    pub(crate) rate: u32,
    pub(crate) connections: u32,
    pub(crate) total: u32,
}

/// Measured times.
#[derive(Default)]
pub(crate) struct Latencies(Vec<Duration>);

impl Latencies {
    pub(crate) fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// The time that the share `q` of all stays within; `q` from 0 to 1.
    pub(crate) fn quantile(&self, q: f64) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "an index into a few thousand times"
        )]
        let rank = (q * sorted.len() as f64).ceil() as usize;
        sorted.get(rank.saturating_sub(1)).copied().unwrap_or_default()
    }
}

/// When request `number` of the plan is due, counted from the start.
fn due(plan: &Plan, number: u32) -> Duration {
    Duration::from_secs(1) * number / plan.rate
}

/// Asks for `paths` in turn; fails if any answer is not 200.
pub(crate) fn run(
    plan: &Plan,
    base_url: &str,
    cookies: &Cookies,
    paths: &[String],
) -> Outcome<Latencies> {
    // Connections are opened before the clock starts.
    let clients =
        (0..plan.connections).map(|_| Client::connect(base_url)).collect::<Outcome<Vec<_>>>()?;
    let start = Instant::now() + Duration::from_millis(50);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..)
            .zip(clients)
            .map(|(first, client)| {
                scope.spawn(move || work(plan, first, start, client, (cookies, paths)))
            })
            .collect();
        let mut all = Latencies::default();
        for worker in workers {
            let times =
                worker.join().map_err(|_| "a connection's thread panicked".to_owned())??;
            all.0.extend(times);
        }
        Ok(all)
    })
}

/// The requests of one connection: every n-th of the plan.
fn work(
    plan: &Plan,
    first: u32,
    start: Instant,
    mut client: Client,
    (cookies, paths): (&Cookies, &[String]),
) -> Outcome<Vec<Duration>> {
    let mut times = Vec::new();
    let mut number = first;
    while number < plan.total {
        let planned = start + due(plan, number);
        std::thread::sleep(planned.saturating_duration_since(Instant::now()));
        // The page changes from round to round, so that every connection asks for every page.
        let turn = (number + number / plan.connections) as usize % paths.len();
        let answer = client.get(&paths[turn], cookies)?;
        times.push(planned.elapsed());
        if answer.status != 200 {
            return Err(format!("{} answered {} under load", paths[turn], answer.status));
        }
        number += plan.connections;
    }
    Ok(times)
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader, Write};
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn quantiles_are_measured_times() {
        let latencies = Latencies((1..=100).rev().map(Duration::from_millis).collect());
        assert_eq!(latencies.quantile(0.5), Duration::from_millis(50));
        assert_eq!(latencies.quantile(0.99), Duration::from_millis(99));
        assert_eq!(latencies.quantile(1.0), Duration::from_millis(100));
        assert_eq!(Latencies::default().quantile(0.5), Duration::ZERO);
    }

    #[test]
    fn a_server_that_stalls_is_charged_for_the_whole_line() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base_url = format!("http://{}", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            let (stream, _) = listener.accept().unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let mut writer = stream;
            for request in 0.. {
                let mut line = String::new();
                while line != "\r\n" {
                    line.clear();
                    if reader.read_line(&mut line).unwrap_or(0) == 0 {
                        return;
                    }
                }
                if request == 0 {
                    std::thread::sleep(Duration::from_millis(100));
                }
                writer.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok").unwrap();
            }
        });
        let plan = Plan { rate: 100, connections: 1, total: 5 };
        let latencies = run(&plan, &base_url, &Cookies::default(), &["/".into()]).unwrap();
        assert_eq!(latencies.0.len(), 5);
        // The second was due at 10 ms and could be sent at 100 ms only.
        assert!(latencies.0[1] >= Duration::from_millis(80), "{:?}", latencies.0);
    }
}
