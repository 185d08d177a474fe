//! Where a text stands in a database, past every use case. For tests of other crates, too: SQL
//! stands nowhere but in the store.

use tsumugi_store::DbConfig;

/// Every column of text in which a text stands, as `table.column`.
pub(crate) fn everywhere(config: &DbConfig, text: &str) -> Vec<String> {
    match config {
        DbConfig::Sqlite { path, key } => {
            let conn = rusqlite::Connection::open(path).expect("the file opens");
            let key: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
            conn.pragma_update(None, "key", format!("x'{key}'")).expect("the key");
            let mut asked = conn
                .prepare(
                    "select t.name, c.name from sqlite_schema t, pragma_table_info(t.name) c \
                     where t.type = 'table' and t.name not like 'sqlite_%' and c.type = 'TEXT' \
                     order by 1, 2",
                )
                .expect("a query");
            let columns: Vec<(String, String)> = asked
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
                .and_then(Iterator::collect)
                .expect("columns");
            let holds = |(table, column): &(String, String)| {
                let sql = format!("select count(*) from {table} where instr({column}, ?1) > 0");
                conn.query_row(&sql, [text], |row| row.get::<_, i64>(0)).expect("a count") > 0
            };
            columns.iter().filter(|one| holds(one)).map(|(t, c)| format!("{t}.{c}")).collect()
        }
        DbConfig::Postgres { url } => {
            let mut client = postgres::Client::connect(url, postgres::NoTls).expect("the server");
            let columns = client
                .query(
                    "select table_name::text, column_name::text from information_schema.columns \
                     where table_schema = 'public' and data_type = 'text' order by 1, 2",
                    &[],
                )
                .expect("columns");
            let mut found = Vec::new();
            for row in columns {
                let (table, column): (String, String) = (row.get(0), row.get(1));
                let sql = format!("select count(*) from {table} where strpos({column}, $1) > 0");
                let count: i64 = client.query_one(&sql, &[&text]).expect("a count").get(0);
                if count > 0 {
                    found.push(format!("{table}.{column}"));
                }
            }
            found
        }
    }
}
