//! No table of a person is forgotten when two records become one.

use crate::support::{raw_sqlite, sqlite};
use std::collections::BTreeSet;
use tsumugi_store::person::merge::{STAYS, tables};

/// The tables with a person in them: a column of that name, or a key that leads to one.
fn with_a_person(conn: &rusqlite::Connection) -> BTreeSet<String> {
    let mut statement = conn
        .prepare(
            "select t.name from sqlite_schema t where t.type = 'table' and (exists (select 1 \
             from pragma_table_info(t.name) c where c.name = 'person_id') or exists (select 1 \
             from pragma_foreign_key_list(t.name) k where k.\"table\" = 'person'))",
        )
        .expect("a query");
    let rows = statement.query_map([], |row| row.get(0)).expect("rows");
    rows.collect::<Result<_, _>>().expect("names")
}

/// What is neither moved nor left on purpose. What remembers the merge itself names both records.
fn forgotten(found: &BTreeSet<String>) -> Vec<&str> {
    let known: BTreeSet<&str> = tables().chain(STAYS).chain(["person_merge"]).collect();
    found.iter().map(String::as_str).filter(|table| !known.contains(table)).collect()
}

#[test]
fn every_table_with_a_person_is_moved_or_stays_on_purpose() {
    let fresh = sqlite();
    let conn = raw_sqlite(&fresh.path());
    let found = with_a_person(&conn);
    assert_eq!(forgotten(&found), Vec::<&str>::new());
    for table in tables().chain(STAYS) {
        assert!(found.contains(table), "{table} has no person in it any more");
    }
    conn.execute_batch("create table diary (region_id text not null, person_id text not null)")
        .expect("a new table");
    assert_eq!(forgotten(&with_a_person(&conn)), ["diary"]);
}
