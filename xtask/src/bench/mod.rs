//! `cargo xtask bench`: the figures of the release build, as a Markdown table.

mod http;
mod load;
mod process;

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use clap::Args;

use crate::postgres::Cluster;
use crate::server::{Index, Place, Server};
use crate::shell::{self, Outcome};
use http::{Client, Cookies};
use load::{Latencies, Plan};

/// How to measure.
#[derive(Args)]
pub(crate) struct Options {
    /// Whose home and person page are asked for.
    #[arg(long, default_value = "service_manager")]
    role: String,
    /// Name of the home route.
    #[arg(long, default_value = "home")]
    home: String,
    /// Name of the person route.
    #[arg(long, default_value = "person")]
    person: String,
    /// Requests a second under load.
    #[arg(long, default_value_t = 300)]
    rate: u32,
    /// Connections under load.
    #[arg(long, default_value_t = 50)]
    connections: u32,
    /// Seconds of load.
    #[arg(long, default_value_t = 20)]
    seconds: u32,
    /// How many people the regions in the embedded database have.
    #[arg(long, value_delimiter = ',', default_value = "300,20000")]
    people: Vec<u32>,
    /// How many people the regions in PostgreSQL have. Each use case is a transaction of its own
    /// there, so that a large region takes its time.
    #[arg(long, value_delimiter = ',', default_value = "300")]
    postgres: Vec<u32>,
    /// Also builds everything from nothing in a temporary folder and reports the time.
    #[arg(long)]
    cold_build: bool,
}

/// One figure and what it should be.
struct Row {
    what: String,
    value: f64,
    unit: &'static str,
    limit: Option<Limit>,
}

/// What a figure should be.
#[derive(Clone, Copy)]
enum Limit {
    AtMost(f64),
    AtLeast(f64),
}

const STARTS: usize = 10;
const SINGLE_REQUESTS: usize = 300;
const MEGABYTE: f64 = 1024.0 * 1024.0;

/// Builds, measures and prints.
pub(crate) fn run(options: &Options) -> Outcome {
    let folder = tempfile::tempdir().map_err(|error| format!("cannot make a folder: {error}"))?;
    print!("{HEAD}");
    if options.cold_build {
        tell(&[row("cold release build", cold_build(folder.path())?, "s", None)]);
    }
    shell::run(shell::cargo().args(["build", "--release", "--package", "tsumugi"]))?;
    let binary = shell::target_dir().join("release/tsumugi");
    tell(&[row("binary", size(&binary)?, "MB", None)]);
    let first = row(
        "demo, first start",
        first_start(&binary, &folder.path().join("demo"))?,
        "ms",
        Some(Limit::AtMost(5000.0)),
    );
    tell(&[first]);
    for people in &options.people {
        let place = Place { data: folder.path().join(format!("sqlite-{people}")), url: None };
        tell(&region(&binary, &place, *people, options)?);
    }
    for people in &options.postgres {
        let cluster = Cluster::start()?;
        let data = folder.path().join(format!("postgres-{people}"));
        let place = Place { data, url: Some(cluster.url()) };
        tell(&region(&binary, &place, *people, options)?);
    }
    Ok(())
}

/// Prints figures as soon as they are known: a large region takes its time.
fn tell(rows: &[Row]) {
    print!("{}", lines(rows));
}

/// All figures of one region on one engine.
fn region(binary: &Path, place: &Place, people: u32, options: &Options) -> Outcome<Vec<Row>> {
    let engine = if place.url.is_some() { "PostgreSQL" } else { "SQLite" };
    let seconds = generate(binary, place, people)?;
    // Each use case is a transaction of its own in PostgreSQL; only the embedded database has a pace
    // to keep.
    let pace = place.url.is_none().then_some(Limit::AtLeast(400.0));
    let mut rows = vec![
        row("region made", seconds, "s", None),
        row("people made a second", f64::from(people) / seconds, "", pace),
    ];
    rows.push(row(
        format!("start to healthy, median of {STARTS}"),
        median_start(binary, place)?,
        "ms",
        Some(Limit::AtMost(300.0)),
    ));
    let server = Server::start(binary, place)?;
    rows.push(row(
        "memory (RSS), idle",
        process::rss_mb(server.pid())?,
        "MB",
        Some(Limit::AtMost(120.0)),
    ));
    let cookies = sign_in(&server, &options.role)?;
    let index = server.index()?;
    let paths =
        [path_of(&index, &options.home, options)?, path_of(&index, &options.person, options)?];
    rows.extend(single_client(&server, &cookies, &paths)?);
    rows.extend(under_load(&server, &cookies, &paths, options)?);
    rows.push(row(
        "memory (RSS), after load",
        process::rss_mb(server.pid())?,
        "MB",
        Some(Limit::AtMost(120.0)),
    ));
    for row in &mut rows {
        row.what = format!("{engine}, {people} people: {}", row.what);
    }
    Ok(rows)
}

/// Seconds to make a region.
fn generate(binary: &Path, place: &Place, people: u32) -> Outcome<f64> {
    let mut command = place.verb(binary, "generate");
    let start = Instant::now();
    shell::run(command.args(["--people", &people.to_string()]))?;
    Ok(start.elapsed().as_secs_f64())
}

/// Seconds to build the release binary from nothing; the packages are fetched before.
fn cold_build(folder: &Path) -> Outcome<f64> {
    shell::run(shell::cargo().args(["fetch", "--locked"]))?;
    let start = Instant::now();
    shell::run(
        shell::cargo()
            .args(["build", "--release", "--locked", "--package", "tsumugi", "--target-dir"])
            .arg(folder.join("cold")),
    )?;
    Ok(start.elapsed().as_secs_f64())
}

fn size(binary: &Path) -> Outcome<f64> {
    let bytes =
        std::fs::metadata(binary).map_err(|error| format!("{}: {error}", binary.display()))?.len();
    #[expect(clippy::cast_precision_loss, reason = "a binary is far below 2^52 bytes")]
    Ok(bytes as f64 / MEGABYTE)
}

/// Milliseconds until the first `/healthz`.
fn first_start(binary: &Path, data: &Path) -> Outcome<f64> {
    let start = Instant::now();
    let server = Server::start_unsettled(binary, &Place::embedded(data))?;
    wait_until_healthy(&server.base_url)?;
    Ok(milliseconds(start.elapsed()))
}

fn median_start(binary: &Path, place: &Place) -> Outcome<f64> {
    let mut starts = Latencies::default();
    for _ in 0..STARTS {
        let start = Instant::now();
        let server = Server::start_unsettled(binary, place)?;
        wait_until_healthy(&server.base_url)?;
        starts.add(start.elapsed());
    }
    Ok(milliseconds(starts.quantile(0.5)))
}

fn wait_until_healthy(base_url: &str) -> Outcome {
    let deadline = Instant::now() + Duration::from_secs(30);
    while Instant::now() < deadline {
        let answer = Client::connect(base_url)
            .and_then(|mut client| client.get("/healthz", &Cookies::default()));
        if answer.is_ok_and(|answer| answer.status == 200) {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    Err("the server did not become healthy within 30 s".into())
}

/// Uses the role's one-time link as a browser would: look at the page, then press its button.
fn sign_in(server: &Server, role: &str) -> Outcome<Cookies> {
    let link = server.sign_in.iter().find(|link| link.role == role).ok_or_else(|| {
        let roles: Vec<&str> = server.sign_in.iter().map(|link| link.role.as_str()).collect();
        format!("the region has no role {role}, only {}", roles.join(", "))
    })?;
    let mut client = Client::connect(&server.base_url)?;
    let mut cookies = Cookies::default();
    let path = http::path(&link.url);
    let page = client.get(path, &cookies)?;
    cookies.keep(&page);
    let form =
        http::first_form(&page.text(), path).ok_or("the sign-in page has no form in main")?;
    let answer = client.post(&form.action, &form.fields, &cookies)?;
    cookies.keep(&answer);
    if answer.status >= 400 || cookies.is_empty() {
        return Err(format!("signing in as {role} answered {} and set no cookie", answer.status));
    }
    Ok(cookies)
}

/// The path of a page of the measured role.
fn path_of(index: &Index, route: &str, options: &Options) -> Outcome<String> {
    let mut pages = index.pages.iter().filter(|page| page.role == options.role);
    pages
        .clone()
        .find(|page| page.route == route)
        .map(|page| http::path(&page.url).to_owned())
        .ok_or_else(|| {
            let routes: Vec<&str> = pages.by_ref().map(|page| page.route.as_str()).collect();
            format!("{} has no page {route}, only {}", options.role, routes.join(", "))
        })
}

/// One client, one request after the other.
fn single_client(server: &Server, cookies: &Cookies, paths: &[String]) -> Outcome<Vec<Row>> {
    let mut client = Client::connect(&server.base_url)?;
    let mut rows = Vec::new();
    for path in paths {
        let mut latencies = Latencies::default();
        let mut bytes = 0;
        for _ in 0..SINGLE_REQUESTS {
            let start = Instant::now();
            let answer = client.get(path, cookies)?;
            latencies.add(start.elapsed());
            if answer.status != 200 {
                return Err(format!("{path} answered {}", answer.status));
            }
            bytes = answer.body.len();
        }
        let what = format!("one client, {} ({} KB), median", template(path), bytes.div_ceil(1024));
        rows.push(row(what, milliseconds(latencies.quantile(0.5)), "ms", Some(Limit::AtMost(2.0))));
    }
    Ok(rows)
}

/// Requests on a fixed schedule, whatever the server does.
fn under_load(
    server: &Server,
    cookies: &Cookies,
    paths: &[String],
    options: &Options,
) -> Outcome<Vec<Row>> {
    let plan = Plan {
        rate: options.rate,
        connections: options.connections,
        total: options.rate.saturating_mul(options.seconds),
    };
    let before = process::cpu_ms(server.pid())?;
    let latencies = load::run(&plan, &server.base_url, cookies, paths)?;
    let used = process::cpu_ms(server.pid())? - before;
    let what = format!("{} requests/s over {} connections", options.rate, options.connections);
    let quantile = |q: f64| milliseconds(latencies.quantile(q));
    Ok(vec![
        row(format!("{what}, median"), quantile(0.5), "ms", Some(Limit::AtMost(5.0))),
        row(format!("{what}, p99"), quantile(0.99), "ms", Some(Limit::AtMost(25.0))),
        row(format!("{what}, max"), quantile(1.0), "ms", None),
        row("server CPU a request", used / f64::from(plan.total), "ms", Some(Limit::AtMost(0.3))),
    ])
}

fn row(what: impl Into<String>, value: f64, unit: &'static str, limit: Option<Limit>) -> Row {
    Row { what: what.into(), value, unit, limit }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// A path without ids, for headings.
fn template(path: &str) -> String {
    let parts = path.split('?').next().unwrap_or(path).split('/');
    parts.map(|part| if part.len() >= 16 { "{id}" } else { part }).collect::<Vec<_>>().join("/")
}

const HEAD: &str = "| figure | value | target | |\n|---|---:|---:|---|\n";

fn lines(rows: &[Row]) -> String {
    let mut text = String::new();
    for Row { what, value, unit, limit } in rows {
        let (target, met) = match limit {
            None => (String::new(), None),
            Some(Limit::AtMost(most)) => (format!("≤ {most} {unit}"), Some(value <= most)),
            Some(Limit::AtLeast(least)) => (format!("≥ {least} {unit}"), Some(value >= least)),
        };
        let verdict = met.map_or("", |met| if met { "met" } else { "**missed**" });
        let digits = if *value < 10.0 { 2 } else { 0 };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "| {what} | {value:.digits$} {unit} | {target} | {verdict} |");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_what_is_met() {
        let rows = [
            row("start", 250.4, "ms", Some(Limit::AtMost(300.0))),
            row("p99", 25.01, "ms", Some(Limit::AtMost(25.0))),
            row("max", 3.456, "ms", None),
            row("pace", 41.2, "", Some(Limit::AtLeast(400.0))),
        ];
        assert_eq!(
            lines(&rows),
            "| start | 250 ms | ≤ 300 ms | met |\n\
             | p99 | 25 ms | ≤ 25 ms | **missed** |\n\
             | max | 3.46 ms |  |  |\n\
             | pace | 41  | ≥ 400  | **missed** |\n"
        );
    }

    #[test]
    fn headings_hold_no_ids() {
        assert_eq!(template("/p/01890a5d-ac96-774b-bcce-b302099a8057/plan?a=b"), "/p/{id}/plan");
        assert_eq!(template("/home"), "/home");
    }
}
