//! One executor over two engines: every statement is one SQL text in their common subset.
//!
//! Invariant: values are null, boolean, 64-bit integer, text or bytes; parameters are `$n`, bound by number;
//! a violated constraint is the same typed error from both engines.

use crate::error::Error;
use std::collections::HashMap;

/// One value on its way into or out of a statement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value {
    Null,
    Bool(bool),
    I64(i64),
    Text(String),
    Bytes(Vec<u8>),
}

macro_rules! value_from {
    ($($from:ty => |$v:ident| $make:expr),+ $(,)?) => {$(
        impl From<$from> for Value {
            fn from($v: $from) -> Value { $make }
        }
    )+};
}
value_from! {
    bool => |v| Value::Bool(v),
    i64 => |v| Value::I64(v),
    &str => |v| Value::Text(v.to_owned()),
    String => |v| Value::Text(v),
    &String => |v| Value::Text(v.clone()),
    Vec<u8> => |v| Value::Bytes(v),
    &[u8] => |v| Value::Bytes(v.to_vec()),
    &Vec<u8> => |v| Value::Bytes(v.clone()),
    throughcare_domain::moment::Moment => |v| Value::I64(v.micros()),
    throughcare_domain::moment::Day => |v| Value::I64(v.number()),
}
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(v: Option<T>) -> Value {
        v.map_or(Value::Null, Into::into)
    }
}

/// Writes the values of a statement: `values![id, "open", now]`.
#[macro_export]
macro_rules! values {
    ($($v:expr),* $(,)?) => { &[$($crate::db::Value::from($v)),*] };
}

/// One row of an answer.
#[derive(Debug)]
pub struct Row(Vec<Value>);

impl Row {
    fn wrong(&self, column: usize, wanted: &str) -> Error {
        Error::engine(format!(
            "column {column} holds {:?}, not {wanted}",
            self.0.get(column).map(kind)
        ))
    }
    pub fn i64(&self, column: usize) -> Result<i64, Error> {
        match self.0.get(column) {
            Some(Value::I64(v)) => Ok(*v),
            _ => Err(self.wrong(column, "an integer")),
        }
    }
    pub fn opt_i64(&self, column: usize) -> Result<Option<i64>, Error> {
        match self.0.get(column) {
            Some(Value::Null) => Ok(None),
            _ => self.i64(column).map(Some),
        }
    }
    pub fn bool(&self, column: usize) -> Result<bool, Error> {
        match self.0.get(column) {
            Some(Value::Bool(v)) => Ok(*v),
            Some(Value::I64(v)) => Ok(*v != 0),
            _ => Err(self.wrong(column, "a boolean")),
        }
    }
    pub fn opt_bool(&self, column: usize) -> Result<Option<bool>, Error> {
        match self.0.get(column) {
            Some(Value::Null) => Ok(None),
            _ => self.bool(column).map(Some),
        }
    }
    pub fn text(&self, column: usize) -> Result<&str, Error> {
        match self.0.get(column) {
            Some(Value::Text(v)) => Ok(v),
            _ => Err(self.wrong(column, "text")),
        }
    }
    pub fn opt_text(&self, column: usize) -> Result<Option<&str>, Error> {
        match self.0.get(column) {
            Some(Value::Null) => Ok(None),
            _ => self.text(column).map(Some),
        }
    }
    pub fn bytes(&self, column: usize) -> Result<&[u8], Error> {
        match self.0.get(column) {
            Some(Value::Bytes(v)) => Ok(v),
            _ => Err(self.wrong(column, "bytes")),
        }
    }
    pub fn opt_bytes(&self, column: usize) -> Result<Option<&[u8]>, Error> {
        match self.0.get(column) {
            Some(Value::Null) => Ok(None),
            _ => self.bytes(column).map(Some),
        }
    }
    pub fn values(&self) -> &[Value] {
        &self.0
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::I64(_) => "an integer",
        Value::Text(_) => "text",
        Value::Bytes(_) => "bytes",
    }
}

/// Which engine a connection speaks to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dialect {
    Sqlite,
    Postgres,
}

/// One connection to either engine.
pub enum Conn {
    Sqlite(rusqlite::Connection),
    Postgres {
        client: Box<postgres::Client>,
        prepared: HashMap<String, postgres::Statement>,
    },
}

impl Conn {
    pub fn postgres(client: postgres::Client) -> Conn {
        Conn::Postgres {
            client: Box::new(client),
            prepared: HashMap::new(),
        }
    }

    pub fn dialect(&self) -> Dialect {
        match self {
            Conn::Sqlite(_) => Dialect::Sqlite,
            Conn::Postgres { .. } => Dialect::Postgres,
        }
    }

    /// Runs a statement and says how many rows it touched.
    pub fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, Error> {
        match self {
            Conn::Sqlite(conn) => {
                let mut statement = conn.prepare_cached(sql).map_err(Error::sqlite)?;
                bind(&mut statement, values)?;
                statement
                    .raw_execute()
                    .map(|n| n as u64)
                    .map_err(Error::sqlite)
            }
            Conn::Postgres { client, prepared } => {
                let statement = prepare(client, prepared, sql)?;
                client
                    .execute(&statement, &pg_params(values))
                    .map_err(Error::postgres)
            }
        }
    }

    /// Runs a query and returns all its rows.
    pub fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, Error> {
        match self {
            Conn::Sqlite(conn) => {
                let mut statement = conn.prepare_cached(sql).map_err(Error::sqlite)?;
                bind(&mut statement, values)?;
                let width = statement.column_count();
                let mut rows = statement.raw_query();
                let mut out = Vec::new();
                while let Some(row) = rows.next().map_err(Error::sqlite)? {
                    let cells = (0..width)
                        .map(|i| sqlite_value(row, i))
                        .collect::<Result<_, _>>()?;
                    out.push(Row(cells));
                }
                Ok(out)
            }
            Conn::Postgres { client, prepared } => {
                let statement = prepare(client, prepared, sql)?;
                let rows = client
                    .query(&statement, &pg_params(values))
                    .map_err(Error::postgres)?;
                rows.iter().map(pg_row).collect()
            }
        }
    }

    pub fn query_one(&mut self, sql: &str, values: &[Value]) -> Result<Row, Error> {
        self.query_opt(sql, values)?.ok_or(Error::NotFound)
    }

    pub fn query_opt(&mut self, sql: &str, values: &[Value]) -> Result<Option<Row>, Error> {
        Ok(self.query(sql, values)?.into_iter().next())
    }

    /// Runs several statements without parameters: migrations and transaction control.
    pub fn batch(&mut self, sql: &str) -> Result<(), Error> {
        match self {
            Conn::Sqlite(conn) => conn.execute_batch(sql).map_err(Error::sqlite),
            Conn::Postgres { client, .. } => client.batch_execute(sql).map_err(Error::postgres),
        }
    }

    /// Whether the connection still stands.
    pub fn alive(&mut self) -> bool {
        match self {
            Conn::Sqlite(_) => true,
            Conn::Postgres { client, .. } => !client.is_closed(),
        }
    }
}

fn bind(statement: &mut rusqlite::Statement<'_>, values: &[Value]) -> Result<(), Error> {
    for (n, value) in values.iter().enumerate() {
        let name = format!("${}", n + 1);
        let Some(index) = statement.parameter_index(&name).map_err(Error::sqlite)? else {
            return Err(Error::engine(format!(
                "the statement has no parameter {name}"
            )));
        };
        let bound = match value {
            Value::Null => statement.raw_bind_parameter(index, rusqlite::types::Null),
            Value::Bool(v) => statement.raw_bind_parameter(index, i64::from(*v)),
            Value::I64(v) => statement.raw_bind_parameter(index, *v),
            Value::Text(v) => statement.raw_bind_parameter(index, v.as_str()),
            Value::Bytes(v) => statement.raw_bind_parameter(index, v.as_slice()),
        };
        bound.map_err(Error::sqlite)?;
    }
    Ok(())
}

fn sqlite_value(row: &rusqlite::Row<'_>, column: usize) -> Result<Value, Error> {
    use rusqlite::types::ValueRef;
    Ok(match row.get_ref(column).map_err(Error::sqlite)? {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(v) => Value::I64(v),
        ValueRef::Real(_) => {
            return Err(Error::engine(
                "a floating-point value in the database".into(),
            ));
        }
        ValueRef::Text(v) => Value::Text(String::from_utf8_lossy(v).into_owned()),
        ValueRef::Blob(v) => Value::Bytes(v.to_vec()),
    })
}

fn prepare(
    client: &mut postgres::Client,
    prepared: &mut HashMap<String, postgres::Statement>,
    sql: &str,
) -> Result<postgres::Statement, Error> {
    if let Some(statement) = prepared.get(sql) {
        return Ok(statement.clone());
    }
    let statement = client.prepare(sql).map_err(Error::postgres)?;
    prepared.insert(sql.to_owned(), statement.clone());
    Ok(statement)
}

fn pg_params(values: &[Value]) -> Vec<&(dyn postgres::types::ToSql + Sync)> {
    values
        .iter()
        .map(|v| v as &(dyn postgres::types::ToSql + Sync))
        .collect()
}

impl postgres::types::ToSql for Value {
    fn to_sql(
        &self,
        ty: &postgres::types::Type,
        out: &mut postgres::types::private::BytesMut,
    ) -> Result<postgres::types::IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Value::Null => Ok(postgres::types::IsNull::Yes),
            Value::Bool(v) => v.to_sql(ty, out),
            Value::I64(v) => v.to_sql(ty, out),
            Value::Text(v) => v.to_sql(ty, out),
            Value::Bytes(v) => v.to_sql(ty, out),
        }
    }
    fn accepts(ty: &postgres::types::Type) -> bool {
        use postgres::types::Type;
        [
            Type::BOOL,
            Type::INT8,
            Type::TEXT,
            Type::VARCHAR,
            Type::BYTEA,
        ]
        .contains(ty)
    }
    postgres::types::to_sql_checked!();
}

fn pg_row(row: &postgres::Row) -> Result<Row, Error> {
    use postgres::types::Type;
    let mut cells = Vec::with_capacity(row.len());
    for (i, column) in row.columns().iter().enumerate() {
        let value = match *column.type_() {
            Type::INT8 => row.try_get::<_, Option<i64>>(i).map(Value::from),
            Type::INT4 => row
                .try_get::<_, Option<i32>>(i)
                .map(|v| Value::from(v.map(i64::from))),
            Type::BOOL => row.try_get::<_, Option<bool>>(i).map(Value::from),
            Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(i).map(Value::from),
            _ => row.try_get::<_, Option<String>>(i).map(Value::from),
        };
        cells.push(value.map_err(Error::postgres)?);
    }
    Ok(Row(cells))
}
