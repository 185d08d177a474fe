//! Writes a text into every column of text of a database, past every use case. For tests of other
//! crates: SQL stands nowhere but in the store.

use std::path::Path;

/// What stood there before.
pub(crate) struct Found {
    /// How many columns there are.
    pub(crate) columns: usize,
    /// Every text that stood in one of them.
    pub(crate) values: Vec<String>,
}

/// Ends every text of an embedded database with another one.
pub(crate) fn into_every_text(path: &Path, key: &[u8; 32], text: &str) -> Found {
    let conn = rusqlite::Connection::open(path).expect("it opens");
    let key: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    conn.pragma_update(None, "key", format!("x'{key}'")).expect("the key fits");
    conn.execute_batch("pragma foreign_keys = off").expect("no keys");
    let columns: Vec<(String, String)> = conn
        .prepare(
            "select t.name, c.name from sqlite_schema t, pragma_table_info(t.name) c \
             where t.type = 'table' and t.name not like 'sqlite_%' and c.type = 'TEXT' \
             order by 1, 2",
        )
        .and_then(|mut asked| asked.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect())
        .expect("columns");
    let mut values = Vec::new();
    for (table, column) in &columns {
        let before: Vec<String> = conn
            .prepare(&format!("select distinct {column} from {table} where {column} is not null"))
            .and_then(|mut asked| asked.query_map([], |row| row.get(0))?.collect())
            .expect("values");
        values.extend(before);
        conn.execute_batch(&format!("update {table} set {column} = {column} || '{text}'"))
            .expect("every text says where it is");
    }
    Found { columns: columns.len(), values }
}
