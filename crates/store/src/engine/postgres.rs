//! PostgreSQL through the synchronous client: a pool of sessions with their prepared statements.
//!
//! A `postgres::Client` never meets async code, not even to be dropped: it drives a runtime of
//! its own and would panic inside another one.

use super::{Conn, Failure, Observer, OpenError, ReadTx, WriteTx, step};
use crate::value::{Kind, Row, Value};
use crate::{Result, Statement, StoreError};
use postgres::Client;
use postgres::types::{ToSql, Type};
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Condvar, Mutex, PoisonError};

const SESSIONS: usize = 12;
const RETRIES: u32 = 5;

pub(super) struct Postgres {
    url: String,
    idle: Mutex<Vec<Option<Session>>>,
    back: Condvar,
}

/// One connection with what it has prepared.
pub(super) struct Session {
    client: Client,
    prepared: HashMap<(&'static str, Vec<Kind>), postgres::Statement>,
}

impl Postgres {
    pub(super) fn open(url: &str) -> Result<Self, OpenError> {
        let first = Session::connect(url).map_err(step("connecting to PostgreSQL"))?;
        // The other sessions are opened when they are first needed.
        let mut idle: Vec<Option<Session>> = (1..SESSIONS).map(|_| None).collect();
        idle.push(Some(first));
        Ok(Self { url: url.to_owned(), idle: Mutex::new(idle), back: Condvar::new() })
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
        let mut held = Held { pool: self, session: slot.filter(|s| !s.client.is_closed()) };
        if held.session.is_none() {
            let session = Session::connect(&self.url)
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
            session.batch("begin isolation level repeatable read read only")?;
            let result = catch_unwind(AssertUnwindSafe(|| {
                work(&mut ReadTx::new(Conn::Postgres(session), observer))
            }));
            session.batch("rollback")?;
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
                session.batch("begin isolation level read committed")?;
                let result = catch_unwind(AssertUnwindSafe(|| {
                    work(&mut WriteTx::new(Conn::Postgres(session), observer))
                }));
                match &result {
                    Ok(Ok(_)) => session.commit()?,
                    Ok(Err(_)) | Err(_) => session.batch("rollback")?,
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
        self.with_session(|session| session.batch(sql))
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
        let session = self.session.take().filter(|s| !s.client.is_closed());
        self.pool.idle.lock().unwrap_or_else(PoisonError::into_inner).push(session);
        self.pool.back.notify_one();
    }
}

impl Session {
    fn connect(url: &str) -> Result<Self, postgres::Error> {
        let config: postgres::Config = url.parse()?;
        let mut client = match config.get_ssl_mode() {
            postgres::config::SslMode::Disable => config.connect(postgres::NoTls)?,
            _ if is_local(&config) => config.connect(postgres::NoTls)?,
            _ => config.connect(super::tls())?,
        };
        client.batch_execute(
            "set time zone 'UTC'; set statement_timeout = '30s'; set lock_timeout = '10s'; \
             set synchronous_commit = on",
        )?;
        Ok(Self { client, prepared: HashMap::new() })
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
            Ok(()) => Ok(()),
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
        let rows = self.client.query(&prepared, &binds(values)).map_err(wrap)?;
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
        self.client
            .execute(&prepared, &binds(values))
            .map_err(|source| StoreError::Postgres { statement: statement.name, source })
    }
}

fn is_local(config: &postgres::Config) -> bool {
    config.get_hosts().iter().all(|host| match host {
        postgres::config::Host::Tcp(name) => {
            matches!(name.as_str(), "127.0.0.1" | "::1" | "localhost")
        }
        postgres::config::Host::Unix(_) => true,
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
