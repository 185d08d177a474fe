//! The closed set of values that cross the border to the engines, and how ours become them.

use crate::{Result, StoreError};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use tsumugi_domain::codes::Code;
use tsumugi_domain::ids::TypedId;

/// The kind of a value; a null carries it too, because PostgreSQL prepares by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// 64-bit integer; also instants in microseconds.
    Int,
    /// Text; also ids, dates and codes.
    Text,
    /// Bytes.
    Bytes,
    /// Truth.
    Bool,
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// No value of a kind.
    Null(Kind),
    /// See [`Kind::Int`].
    Int(i64),
    /// See [`Kind::Text`].
    Text(String),
    /// See [`Kind::Bytes`].
    Bytes(Vec<u8>),
    /// See [`Kind::Bool`].
    Bool(bool),
}

impl Value {
    /// The kind.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Null(kind) => *kind,
            Self::Int(_) => Kind::Int,
            Self::Text(_) => Kind::Text,
            Self::Bytes(_) => Kind::Bytes,
            Self::Bool(_) => Kind::Bool,
        }
    }
}

/// Something that can be written.
pub trait ToValue {
    /// The kind, also when there is no value.
    const KIND: Kind;
    /// As a value.
    fn to_value(&self) -> Value;
}

/// Something that can be read.
pub trait FromValue: Sized {
    /// From a value that is not null.
    ///
    /// # Errors
    /// Says in words what was found instead.
    fn from_value(value: Value) -> Result<Self, String>;
}

macro_rules! value_of {
    ($($ty:ty, $kind:ident, $to:expr, $from:expr;)+) => {$(
        impl ToValue for $ty {
            const KIND: Kind = Kind::$kind;
            fn to_value(&self) -> Value { let to: fn(&$ty) -> Value = $to; to(self) }
        }
        impl FromValue for $ty {
            fn from_value(value: Value) -> Result<Self, String> {
                let from: fn(Value) -> Result<$ty, String> = $from;
                from(value)
            }
        }
    )+};
}

value_of! {
    i64, Int, |v| Value::Int(*v), |v| match v { Value::Int(i) => Ok(i), other => found("integer", &other) };
    bool, Bool, |v| Value::Bool(*v), |v| match v {
        Value::Bool(b) => Ok(b),
        Value::Int(0) => Ok(false),
        Value::Int(1) => Ok(true),
        other => found("truth", &other),
    };
    String, Text, |v| Value::Text(v.clone()), text;
    Vec<u8>, Bytes, |v| Value::Bytes(v.clone()), |v| match v { Value::Bytes(b) => Ok(b), other => found("bytes", &other) };
    Timestamp, Int, |v| Value::Int(v.as_microsecond()), |v| match v {
        Value::Int(i) => Timestamp::from_microsecond(i).map_err(|e| e.to_string()),
        other => found("instant", &other),
    };
    Date, Text, |v| Value::Text(v.to_string()), |v| text(v)?.parse::<Date>().map_err(|e| e.to_string());
    DateTime, Text, |v| Value::Text(v.strftime("%Y-%m-%dT%H:%M").to_string()),
        |v| text(v)?.parse::<DateTime>().map_err(|e| e.to_string());
}

impl ToValue for &str {
    const KIND: Kind = Kind::Text;
    fn to_value(&self) -> Value {
        Value::Text((*self).to_owned())
    }
}

impl<T: ToValue> ToValue for Option<T> {
    const KIND: Kind = T::KIND;
    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null(T::KIND), ToValue::to_value)
    }
}

/// A typed id on its way in or out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Id<T>(pub(crate) T);

impl<T: TypedId> ToValue for Id<T> {
    const KIND: Kind = Kind::Text;
    fn to_value(&self) -> Value {
        Value::Text(self.0.uuid().hyphenated().to_string())
    }
}

impl<T: TypedId> FromValue for Id<T> {
    fn from_value(value: Value) -> Result<Self, String> {
        let text = text(value)?;
        uuid::Uuid::parse_str(&text).map(|uuid| Self(T::from_uuid(uuid))).map_err(|e| e.to_string())
    }
}

/// A closed list's code on its way in or out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Coded<T>(pub(crate) T);

impl<T: Code> ToValue for Coded<T> {
    const KIND: Kind = Kind::Text;
    fn to_value(&self) -> Value {
        Value::Text(self.0.code().to_owned())
    }
}

impl<T: Code> FromValue for Coded<T> {
    fn from_value(value: Value) -> Result<Self, String> {
        text(value)?.parse().map(Self).map_err(|e: tsumugi_domain::UnknownCode| e.to_string())
    }
}

fn text(value: Value) -> Result<String, String> {
    match value {
        Value::Text(text) => Ok(text),
        other => found("text", &other),
    }
}

fn found<T>(wanted: &str, value: &Value) -> Result<T, String> {
    Err(format!("wanted {wanted}, found {:?}", value.kind()))
}

/// One row of an answer. Columns are taken in order with [`Row::get`] and its like.
#[derive(Debug)]
pub struct Row {
    pub(crate) statement: &'static str,
    pub(crate) values: Vec<Option<Value>>,
    pub(crate) at: usize,
}

impl Row {
    fn take(&mut self) -> (usize, Option<Value>) {
        let at = self.at;
        self.at += 1;
        (at, self.values.get_mut(at).and_then(Option::take))
    }

    fn decode<T: FromValue>(&self, column: usize, value: Value) -> Result<T> {
        T::from_value(value).map_err(|problem| StoreError::Decode {
            statement: self.statement,
            column,
            problem,
        })
    }

    /// The next column, which is never null.
    ///
    /// # Errors
    /// When it is null or of another kind.
    pub fn get<T: FromValue>(&mut self) -> Result<T> {
        match self.take() {
            (column, Some(Value::Null(_)) | None) => Err(StoreError::Decode {
                statement: self.statement,
                column,
                problem: "unexpected null".to_owned(),
            }),
            (column, Some(value)) => self.decode(column, value),
        }
    }

    /// The next column, which may be null.
    ///
    /// # Errors
    /// When it is of another kind.
    pub fn opt<T: FromValue>(&mut self) -> Result<Option<T>> {
        match self.take() {
            (_, None | Some(Value::Null(_))) => Ok(None),
            (column, Some(value)) => self.decode(column, value).map(Some),
        }
    }

    /// The next column, an id.
    ///
    /// # Errors
    /// As [`Row::get`].
    pub fn id<T: TypedId>(&mut self) -> Result<T> {
        self.get::<Id<T>>().map(|id| id.0)
    }

    /// The next column, an id or null.
    ///
    /// # Errors
    /// As [`Row::opt`].
    pub fn opt_id<T: TypedId>(&mut self) -> Result<Option<T>> {
        Ok(self.opt::<Id<T>>()?.map(|id| id.0))
    }

    /// The next column, a code.
    ///
    /// # Errors
    /// As [`Row::get`].
    pub fn code<T: Code>(&mut self) -> Result<T> {
        self.get::<Coded<T>>().map(|code| code.0)
    }

    /// The next column, a code or null.
    ///
    /// # Errors
    /// As [`Row::opt`].
    pub fn opt_code<T: Code>(&mut self) -> Result<Option<T>> {
        Ok(self.opt::<Coded<T>>()?.map(|code| code.0))
    }

    /// An error about this row, for values that do not fit together.
    pub fn broken(&self, problem: &str) -> StoreError {
        StoreError::Decode {
            statement: self.statement,
            column: self.at,
            problem: problem.to_owned(),
        }
    }
}

/// The rows of a left join whose order keeps each left part together: it comes out once, with all
/// that was joined to it.
pub(crate) fn gathered<L, R, K: PartialEq>(
    rows: Vec<(L, Option<R>)>,
    key: impl Fn(&L) -> K,
) -> Vec<(L, Vec<R>)> {
    let mut all: Vec<(L, Vec<R>)> = Vec::new();
    for (left, right) in rows {
        match all.last_mut().filter(|(last, _)| key(last) == key(&left)) {
            Some((_, joined)) => joined.extend(right),
            None => all.push((left, right.into_iter().collect())),
        }
    }
    all
}

/// Values for a statement's `$1`, `$2`… in order. Ids go through `id(…)`, codes through `code(…)`.
macro_rules! values {
    ($($value:expr),* $(,)?) => { [$($crate::value::ToValue::to_value(&$value)),*] };
}

/// Wraps an id for [`values!`].
pub(crate) fn id<T: TypedId>(id: T) -> Id<T> {
    Id(id)
}

/// Wraps an optional id for [`values!`].
pub(crate) fn opt_id<T: TypedId>(id: Option<T>) -> Option<Id<T>> {
    id.map(Id)
}

/// Wraps a code for [`values!`].
pub(crate) fn code<T: Code>(code: T) -> Coded<T> {
    Coded(code)
}

/// Wraps an optional code for [`values!`].
pub(crate) fn opt_code<T: Code>(code: Option<T>) -> Option<Coded<T>> {
    code.map(Coded)
}
