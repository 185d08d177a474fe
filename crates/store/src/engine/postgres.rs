//! PostgreSQL through the synchronous client: a pool of sessions with their prepared statements.
//!
//! A `postgres::Client` never meets async code, not even to be dropped: it drives a runtime of
//! its own and would panic inside another one.

use super::{Conn, Failure, Observer, OpenError, ReadTx, WriteTx, step};
use crate::value::{Kind, Row, Value};
use crate::{Result, Statement, StoreError};
use postgres::Client;
use postgres::config::{Host, SslMode};
use postgres::error::SqlState;
use postgres::types::{ToSql, Type};
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Condvar, Mutex, PoisonError};

const SESSIONS: usize = 12;
const RETRIES: u32 = 5;

pub(super) struct Postgres {
    config: postgres::Config,
    idle: Mutex<Vec<Option<Session>>>,
    back: Condvar,
}

/// One connection with what it has prepared.
pub(super) struct Session {
    client: Client,
    prepared: HashMap<(&'static str, Vec<Kind>), postgres::Statement>,
    /// True from before a transaction begins until its end is known.
    unfinished: bool,
}

impl Postgres {
    pub(super) fn open(url: &str) -> Result<Self, OpenError> {
        let mut config: postgres::Config =
            url.parse().map_err(step("reading the address of PostgreSQL"))?;
        guard_the_way(&mut config)?;
        let first = Session::connect(&config).map_err(step("connecting to PostgreSQL"))?;
        // The other sessions are opened when they are first needed.
        let mut idle: Vec<Option<Session>> = (1..SESSIONS).map(|_| None).collect();
        idle.push(Some(first));
        Ok(Self { config, idle: Mutex::new(idle), back: Condvar::new() })
    }

    fn with_session<T>(&self, work: impl FnOnce(&mut Session) -> Result<T>) -> Result<T> {
        let slot = {
            let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
            loop {
                if let Some(slot) = idle.pop() {
                    break slot;
                }
                idle = self.back.wait(idle).unwrap_or_else(PoisonError::into_inner);
            }
        };
        let mut held = Held { pool: self, session: slot.filter(Session::is_sound) };
        if held.session.is_none() {
            let session = Session::connect(&self.config)
                .map_err(|source| StoreError::Postgres { statement: "connect", source })?;
            held.session = Some(session);
        }
        work(held.session.as_mut().expect("just filled"))
    }

    pub(super) fn read<T, E: Failure>(
        &self,
        observer: Option<&Observer>,
        work: impl FnOnce(&mut ReadTx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.with_session(|session| {
            session.begin("begin isolation level repeatable read read only")?;
            let result = catch_unwind(AssertUnwindSafe(|| {
                work(&mut ReadTx::new(Conn::Postgres(session), observer))
            }));
            session.rollback()?;
            Ok(result)
        })?
        .unwrap_or_else(|panic| resume_unwind(panic))
    }

    pub(super) fn write<T, E: Failure>(
        &self,
        observer: Option<&Observer>,
        work: impl Fn(&mut WriteTx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut tries = 0;
        loop {
            tries += 1;
            let outcome = self.with_session(|session| {
                session.begin("begin isolation level read committed")?;
                let result = catch_unwind(AssertUnwindSafe(|| {
                    work(&mut WriteTx::new(Conn::Postgres(session), observer))
                }));
                match &result {
                    Ok(Ok(_)) => session.commit()?,
                    Ok(Err(_)) | Err(_) => session.rollback()?,
                }
                Ok(result)
            })?;
            match outcome {
                Err(panic) => resume_unwind(panic),
                Ok(Err(error))
                    if tries < RETRIES && error.store().is_some_and(StoreError::is_retryable) => {}
                Ok(result) => return result,
            }
        }
    }

    pub(super) fn batch(&self, sql: &str) -> Result<()> {
        self.with_session(|session| {
            // The text may open a transaction and end in the middle of it.
            session.unfinished = true;
            session.batch(sql)?;
            session.unfinished = false;
            Ok(())
        })
    }

    pub(super) fn has_table(&self, name: &'static str) -> Result<bool> {
        self.with_session(|session| {
            session
                .client
                .query_one("select to_regclass($1) is not null", &[&name])
                .map(|row| row.get(0))
                .map_err(|source| StoreError::Postgres { statement: "to_regclass", source })
        })
    }

    pub(super) fn describe_schema(&self) -> Result<Vec<String>> {
        const COLUMNS: &str = "select table_name || '.' || column_name || ' ' || data_type || ' ' \
            || is_nullable from information_schema.columns where table_schema = current_schema() \
            order by 1";
        const INDEXES: &str =
            "select indexdef from pg_indexes where schemaname = current_schema() order by 1";
        const KEYS: &str = "select conrelid::regclass::text || ' ' || pg_get_constraintdef(oid) \
            from pg_constraint where connamespace = current_schema()::regnamespace order by 1";
        self.with_session(|session| {
            let mut lines = Vec::new();
            for query in [COLUMNS, INDEXES, KEYS] {
                let rows = session
                    .client
                    .query(query, &[])
                    .map_err(|source| StoreError::Postgres { statement: "schema", source })?;
                lines.extend(rows.iter().map(|row| row.get::<_, String>(0)));
            }
            Ok(lines)
        })
    }
}

/// A session on loan; its slot goes back when dropped. A session inside a transaction (after a
/// panic or a broken connection) does not come back.
struct Held<'a> {
    pool: &'a Postgres,
    session: Option<Session>,
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        let session = self.session.take().filter(Session::is_sound);
        self.pool.idle.lock().unwrap_or_else(PoisonError::into_inner).push(session);
        self.pool.back.notify_one();
    }
}

impl Session {
    fn connect(config: &postgres::Config) -> Result<Self, postgres::Error> {
        let mut client = match config.get_ssl_mode() {
            SslMode::Require => config.connect(super::tls())?,
            // Only a local server gets here: `guard_the_way` has seen to it.
            _ => config.connect(postgres::NoTls)?,
        };
        // A statement of many parts is planned once a connection: left to itself the server plans the
        // large ones of the homes anew for each call, which takes longer than running them.
        client.batch_execute(
            "set time zone 'UTC'; set statement_timeout = '30s'; set lock_timeout = '10s'; \
             set synchronous_commit = on; set plan_cache_mode = force_generic_plan",
        )?;
        Ok(Self { client, prepared: HashMap::new(), unfinished: false })
    }

    /// False when the connection broke, or a transaction may still be open on it.
    fn is_sound(&self) -> bool {
        !self.unfinished && !self.client.is_closed()
    }

    fn begin(&mut self, sql: &str) -> Result<()> {
        self.unfinished = true;
        self.batch(sql)
    }

    fn rollback(&mut self) -> Result<()> {
        self.batch("rollback")?;
        self.unfinished = false;
        Ok(())
    }

    fn batch(&mut self, sql: &str) -> Result<()> {
        self.client
            .batch_execute(sql)
            .map_err(|source| StoreError::Postgres { statement: "batch", source })
    }

    /// A COMMIT is never cancelled or timed out; if the connection breaks while it is under way,
    /// nobody knows its outcome, and the submit token will tell.
    fn commit(&mut self) -> Result<()> {
        match self.client.batch_execute("commit") {
            Ok(()) => {
                self.unfinished = false;
                Ok(())
            }
            Err(error) if error.is_closed() => Err(StoreError::UnknownOutcome),
            Err(source) => Err(StoreError::Postgres { statement: "commit", source }),
        }
    }

    fn prepare(
        &mut self,
        statement: &'static Statement,
        values: &[Value],
    ) -> Result<postgres::Statement> {
        let kinds: Vec<Kind> = values.iter().map(Value::kind).collect();
        let key = (statement.name, kinds);
        if let Some(prepared) = self.prepared.get(&key) {
            return Ok(prepared.clone());
        }
        let types: Vec<Type> = key
            .1
            .iter()
            .map(|kind| match kind {
                Kind::Int => Type::INT8,
                Kind::Text => Type::TEXT,
                Kind::Bytes => Type::BYTEA,
                Kind::Bool => Type::BOOL,
            })
            .collect();
        let prepared = self
            .client
            .prepare_typed(statement.sql, &types)
            .map_err(|source| StoreError::Postgres { statement: statement.name, source })?;
        self.prepared.insert(key, prepared.clone());
        Ok(prepared)
    }

    pub(super) fn fetch(
        &mut self,
        statement: &'static Statement,
        values: &[Value],
    ) -> Result<Vec<Row>> {
        let prepared = self.prepare(statement, values)?;
        let wrap = |source| StoreError::Postgres { statement: statement.name, source };
        let rows = self.client.query(&prepared, &binds(values));
        let rows = rows.map_err(|source| self.failed(statement, source))?;
        rows.iter()
            .map(|row| {
                let values = (0..row.len())
                    .map(|column| from_postgres(row, column).map(Some))
                    .collect::<Result<Vec<_>, _>>()
                    .map_err(wrap)?;
                Ok(Row { statement: statement.name, values, at: 0 })
            })
            .collect()
    }

    pub(super) fn execute(
        &mut self,
        statement: &'static Statement,
        values: &[Value],
    ) -> Result<u64> {
        let prepared = self.prepare(statement, values)?;
        let touched = self.client.execute(&prepared, &binds(values));
        touched.map_err(|source| self.failed(statement, source))
    }

    /// A changed table makes prepared statements useless ("cached plan must not change result
    /// type"): they are forgotten, so that trying again prepares them anew.
    fn failed(&mut self, statement: &'static Statement, source: postgres::Error) -> StoreError {
        if source.code() == Some(&SqlState::FEATURE_NOT_SUPPORTED) {
            self.prepared.clear();
        }
        StoreError::Postgres { statement: statement.name, source }
    }
}

/// A connection that leaves this machine is encrypted and its certificate verified, whatever the
/// address says: `prefer` would fall back to plain text when somebody in between wishes so.
fn guard_the_way(config: &mut postgres::Config) -> Result<(), OpenError> {
    if is_local(config) {
        if config.get_ssl_mode() != SslMode::Require {
            config.ssl_mode(SslMode::Disable);
        }
        return Ok(());
    }
    if config.get_ssl_mode() == SslMode::Disable {
        return Err(OpenError::PlainText);
    }
    config.ssl_mode(SslMode::Require);
    Ok(())
}

/// True when every way the client may take ends on this machine. Where `hostaddr` is given, it is
/// what the client connects to, and `host` only a name.
fn is_local(config: &postgres::Config) -> bool {
    let addresses = config.get_hostaddrs();
    if !addresses.is_empty() {
        return addresses.iter().all(std::net::IpAddr::is_loopback);
    }
    let hosts = config.get_hosts();
    !hosts.is_empty()
        && hosts.iter().all(|host| match host {
            Host::Tcp(name) => {
                name == "localhost"
                    || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
            }
            Host::Unix(_) => true,
        })
}

fn binds(values: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    values
        .iter()
        .map(|value| -> &(dyn ToSql + Sync) {
            match value {
                Value::Null(Kind::Int) => &None::<i64>,
                Value::Null(Kind::Text) => &None::<String>,
                Value::Null(Kind::Bytes) => &None::<Vec<u8>>,
                Value::Null(Kind::Bool) => &None::<bool>,
                Value::Int(int) => int,
                Value::Text(text) => text,
                Value::Bytes(bytes) => bytes,
                Value::Bool(truth) => truth,
            }
        })
        .collect()
}

fn from_postgres(row: &postgres::Row, column: usize) -> Result<Value, postgres::Error> {
    let kind = row.columns()[column].type_();
    Ok(match *kind {
        Type::INT8 => row.try_get::<_, Option<i64>>(column)?.map(Value::Int),
        Type::INT4 => row.try_get::<_, Option<i32>>(column)?.map(|int| Value::Int(int.into())),
        Type::BOOL => row.try_get::<_, Option<bool>>(column)?.map(Value::Bool),
        Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(column)?.map(Value::Bytes),
        _ => row.try_get::<_, Option<String>>(column)?.map(Value::Text),
    }
    .unwrap_or(Value::Null(Kind::Text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guarded(text: &str) -> Result<SslMode, OpenError> {
        let mut config: postgres::Config = text.parse().expect("an address");
        guard_the_way(&mut config).map(|()| config.get_ssl_mode())
    }

    #[test]
    fn only_a_connection_inside_the_machine_may_be_plain() {
        for local in [
            "postgres://u@localhost/t",
            "postgres://u@127.0.0.2/t",
            "host=/run/postgresql user=u",
            "hostaddr=127.0.0.1 user=u",
            "host=db.example hostaddr=::1 user=u sslmode=prefer",
        ] {
            assert!(matches!(guarded(local), Ok(SslMode::Disable)), "{local}");
        }
        for remote in [
            "postgres://u@db.example/t",
            "postgres://u@db.example/t?sslmode=prefer",
            "host=localhost,db.example user=u",
            "host=localhost hostaddr=192.0.2.7 user=u",
            "user=u",
            "postgres://u@localhost/t?sslmode=require",
        ] {
            assert!(matches!(guarded(remote), Ok(SslMode::Require)), "{remote}");
        }
        let error = guarded("postgres://u@db.example/t?sslmode=disable").expect_err("refused");
        insta::assert_snapshot!(error, @"sslmode=disable would send everything to another machine in plain text; leave it out, and give PostgreSQL a certificate");
    }
}
