//! Makes a write on PostgreSQL wait, so that a test can do something in between.

use postgres::{Client, NoTls, Transaction};

/// Opens a connection beside the product's own.
pub(crate) fn beside(url: &str) -> Client {
    Client::connect(url, NoTls).expect("the test server answers")
}

/// Takes the row of the one person of that family name until the transaction ends.
pub(crate) fn hold<'a>(client: &'a mut Client, family: &str) -> Transaction<'a> {
    let mut holds = client.transaction().expect("a transaction");
    let lock = "select 1 from person where family_name = $1 for update";
    holds.query_one(lock, &[&family]).expect("one person of that name");
    holds
}

/// Whether somebody in the database waits for a row.
pub(crate) fn somebody_waits(client: &mut Client) -> bool {
    let waits = "select 1 from pg_stat_activity \
        where datname = current_database() and wait_event_type = 'Lock'";
    !client.query(waits, &[]).expect("the test server answers").is_empty()
}
