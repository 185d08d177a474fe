//! Serving: clock, randomness, listener, jobs, an orderly end.

use crate::config::{self, Config};
use crate::{Done, Options, care, data_dir, tls};
use axum_server::Handle;
use jiff::Timestamp;
use rand::SeedableRng as _;
use rand_chacha::ChaCha20Rng;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tsumugi_app::chance::Chance;
use tsumugi_app::job;
use tsumugi_app::staff::first_start;
use tsumugi_store::Db;
use tsumugi_web::{AppState, AskMachine, Clock, StateConfig};

/// Tries to sign in per minute and key.
const TRIES_PER_MINUTE: u32 = 10;

/// How often the job thread looks for entries of the audit that have no number yet.
const TICK: Duration = Duration::from_secs(10);

/// How long the head of a request may take to arrive: whoever drips it holds no connection.
const HEADER_TIME: Duration = Duration::from_secs(10);

/// The verb.
pub(crate) fn serve(options: &Options) -> Done {
    start_log();
    let config = config::load(options)?;
    let _held = data_dir::hold_for_server(&config.data)?;
    let db = data_dir::open_or_make(&config)?;
    refuse_demo(&db)?;
    let plain = config.behind_proxy;
    let state = state(db, system_clock(), true, plain, seed()?, Outside::of(options, &config));
    let listener = TcpListener::bind(config.listen)?;
    let address = listener.local_addr()?;
    let base = format!("https://{}", public_name(&config, address));
    if let Some((_, token)) = first_start(state.gate(), &config.region, false)? {
        println!("set-up {base}/set-up/{}", token.0);
        println!("  this link works once, for 72 hours; it makes the first administrator");
    }
    println!("listening {base}");
    let tls = if plain { None } else { Some(tls::server_config(&config, system_clock()())?) };
    run(listener, state, tls)
}

/// A database of the demonstration holds people who do not exist; real ones do not join them.
fn refuse_demo(db: &Db) -> Done {
    let demo = db.read(|tx| {
        Ok::<_, tsumugi_store::StoreError>(
            tsumugi_store::staff::regions(tx)?.iter().any(|region| region.demo),
        )
    })?;
    if demo {
        return Err("this is a database of the demonstration; give --data another folder".into());
    }
    Ok(())
}

fn public_name(config: &Config, address: SocketAddr) -> String {
    let name = config.names.first().map_or("localhost", String::as_str);
    format!("{name}:{}", address.port())
}

/// The state of the application.
pub(crate) fn state(
    db: Db,
    clock: Clock,
    https: bool,
    behind_proxy: bool,
    seed: [u8; 32],
    outside: Outside,
) -> AppState {
    AppState::new(StateConfig {
        db,
        clock,
        chance: Chance::new(ChaCha20Rng::from_seed(seed)),
        https,
        behind_proxy,
        tries_per_minute: TRIES_PER_MINUTE,
        source: outside.source,
        machine: outside.machine,
    })
}

/// What a server knows of the world around it.
#[derive(Default)]
pub(crate) struct Outside {
    /// Where the source of the running version is found.
    pub(crate) source: Option<String>,
    /// How the machine stands.
    pub(crate) machine: Option<AskMachine>,
}

impl Outside {
    /// As a configuration says.
    pub(crate) fn of(options: &Options, config: &Config) -> Self {
        let (options, asked) = (options.clone(), config.clone());
        let machine: AskMachine = Arc::new(move || care::machine(&options, &asked));
        Self { source: config.source.clone(), machine: Some(machine) }
    }
}

/// The one place that reads the clock.
pub(crate) fn system_clock() -> Clock {
    #[expect(clippy::disallowed_methods, reason = "the binary gives the time to everybody else")]
    Arc::new(Timestamp::now)
}

/// Randomness of the operating system.
pub(crate) fn seed() -> Result<[u8; 32], Box<dyn std::error::Error>> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|error| format!("no randomness: {error}"))?;
    Ok(seed)
}

/// Logs to standard error; `RUST_LOG` chooses what.
pub(crate) fn start_log() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn,tsumugi=info"));
    // A second call in one process (tests) keeps the first.
    let _ =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}

/// Runs until the process is asked to stop; open requests get ten seconds.
pub(crate) fn run(
    listener: TcpListener,
    state: AppState,
    tls: Option<rustls::ServerConfig>,
) -> Done {
    listener.set_nonblocking(true)?;
    let stop = Arc::new(AtomicBool::new(false));
    let jobs = start_jobs(state.clone(), Arc::clone(&stop));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let app =
        tsumugi_web::router(state.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let served = runtime.block_on(async move {
        let handle = Handle::new();
        tokio::spawn(end_on_signal(handle.clone()));
        match tls {
            Some(config) => {
                let config = axum_server::tls_rustls::RustlsConfig::from_config(Arc::new(config));
                let mut server = axum_server::from_tcp_rustls(listener, config)?.handle(handle);
                server.http_builder().http1().header_read_timeout(HEADER_TIME);
                server.serve(app).await
            }
            None => {
                let mut server = axum_server::from_tcp(listener)?.handle(handle);
                server.http_builder().http1().header_read_timeout(HEADER_TIME);
                server.serve(app).await
            }
        }
    });
    // The database's clients must not be dropped inside the runtime.
    drop(runtime);
    stop.store(true, Ordering::SeqCst);
    let _ = jobs.join();
    drop(state);
    served?;
    Ok(())
}

async fn end_on_signal(handle: Handle<SocketAddr>) {
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminate => {}
    }
    handle.graceful_shutdown(Some(Duration::from_secs(10)));
}

fn start_jobs(state: AppState, stop: Arc<AtomicBool>) -> std::thread::JoinHandle<()> {
    std::thread::spawn(move || {
        let mut started = false;
        let mut ticked: Option<Instant> = None;
        while !stop.load(Ordering::SeqCst) {
            let turn = guarded(|| {
                if !started {
                    job::start(state.gate())?;
                    started = true;
                }
                if ticked.is_none_or(|last| last.elapsed() >= TICK) {
                    job::tick(state.gate())?;
                    ticked = Some(Instant::now());
                }
                job::run_one(state.gate())
            });
            match turn {
                Some(Ok(true)) => {}
                Some(Ok(false)) => std::thread::sleep(Duration::from_millis(500)),
                Some(Err(error)) => {
                    tracing::error!(error = &error as &dyn std::error::Error, "a job failed");
                    state.note_error(&error);
                    wait(&stop);
                }
                None => wait(&stop),
            }
        }
    })
}

/// Gives what failed some time, but does not keep a server that is asked to end.
fn wait(stop: &AtomicBool) {
    for _ in 0..10 {
        if !stop.load(Ordering::SeqCst) {
            std::thread::sleep(Duration::from_millis(500));
        }
    }
}

/// Runs one turn of the jobs; `None` after a panic. Its transaction was rolled back and its lease
/// runs out, so the others go on.
fn guarded<T>(turn: impl FnOnce() -> T) -> Option<T> {
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(turn));
    if result.is_err() {
        // What panicked was told to standard error, with the place, by the panic itself.
        tracing::error!("a job panicked; the others go on");
    }
    result.ok()
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn a_panic_ends_one_turn_only() {
        assert_eq!(guarded(|| -> u8 { panic!("as an example") }), None);
        assert_eq!(guarded(|| 1), Some(1));
    }
}
