//! Databases past the store: random rows in every table that has a person, and what stands in all
//! of them. For the tests of whatever works on all of it at once.

use jiff::civil::Date;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use std::collections::BTreeMap;
use std::path::PathBuf;
use tsumugi_domain::ids::{MembershipId, PersonId, RegionId};

/// The steps of the schema, as they are written.
fn steps() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../store/schema");
    let files = std::fs::read_dir(folder).expect("the schema");
    let mut files: Vec<_> = files.map(|file| file.expect("a step").path()).collect();
    files.sort();
    files.iter().map(|file| std::fs::read_to_string(file).expect("a step")).collect()
}

/// What a merge writes for itself, and what no undo brings back: entries of who did what, and what
/// was open in a browser.
const NOT_COMPARED: [&str; 10] = [
    "audit",
    "job",
    "submit_token",
    "session",
    "sign_in_link",
    "person_merge",
    "person_merge_row",
    "person_merge_field",
    "person_merge_address",
    "person_merge_health",
];

/// A column: name, kind, whether it may be null.
#[derive(Debug, Clone)]
struct Column {
    name: String,
    kind: String,
    required: bool,
}

/// A table with its columns and the tables its keys lead to: own columns, table.
#[derive(Debug, Clone, Default)]
struct Table {
    columns: Vec<Column>,
    keys: Vec<(Vec<String>, String)>,
}

/// Every table, in the order in which the schema makes them.
fn schema() -> Vec<(String, Table)> {
    let mut tables: Vec<(String, Table)> = Vec::new();
    let steps = steps();
    for line in steps.iter().flat_map(|step| step.lines()) {
        let words: Vec<&str> = line.trim().trim_end_matches([',', ';']).split(' ').collect();
        match words.as_slice() {
            ["create", "table", name, ..] => tables.push(((*name).to_owned(), Table::default())),
            ["alter", "table", name, "add", "column", column, kind, ..] => {
                let table = tables
                    .iter_mut()
                    .find(|(known, _)| known == name)
                    .expect("what the schema says");
                // What is added later has a value for what stands there already.
                let column = Column {
                    name: (*column).to_owned(),
                    kind: (*kind).to_owned(),
                    required: line.contains("not null"),
                };
                table.1.columns.push(column);
            }
            ["alter", "table", name, "drop", "column", column] => {
                let table = tables
                    .iter_mut()
                    .find(|(known, _)| known == name)
                    .expect("what the schema says");
                table.1.columns.retain(|known| known.name != *column);
            }
            ["foreign", "key", ..] => {
                let own = line.split(['(', ')']).nth(1).expect("what the schema says");
                // A key over two lines leads to a table that hangs on no person by itself.
                let Some(to) = line.split("references ").nth(1) else { continue };
                let to = to.split(' ').next().expect("what the schema says");
                let own = own.split(", ").map(str::to_owned).collect();
                tables.last_mut().expect("what the schema says").1.keys.push((own, to.to_owned()));
            }
            [column, kind @ ("text" | "{int}" | "{bool}" | "{bytes}"), ..]
                if line.starts_with("  ") =>
            {
                let required = line.contains("not null");
                let column =
                    Column { name: (*column).to_owned(), kind: (*kind).to_owned(), required };
                tables.last_mut().expect("what the schema says").1.columns.push(column);
            }
            _ => {}
        }
    }
    tables
}

/// A database of either engine, reached past the store.
pub(crate) enum Raw {
    Sqlite(PathBuf),
    Postgres(String),
}

impl Raw {
    /// Runs statements; one that a rule of the schema refuses leaves nothing behind. How many were
    /// taken.
    fn run_all(&self, statements: &[String]) -> usize {
        match self {
            Self::Sqlite(path) => {
                let conn = opened(path);
                statements.iter().filter(|sql| conn.execute_batch(sql).is_ok()).count()
            }
            Self::Postgres(url) => {
                let mut client = connected(url);
                statements.iter().filter(|sql| client.batch_execute(sql).is_ok()).count()
            }
        }
    }

    /// All rows of some queries as text, sorted.
    fn rows(&self, queries: &[String]) -> Vec<Vec<String>> {
        let sorted = |mut rows: Vec<String>| {
            rows.sort();
            rows
        };
        match self {
            Self::Sqlite(path) => {
                let conn = opened(path);
                let rows = queries.iter().map(|sql| {
                    let mut asked = conn.prepare(sql).expect("a query");
                    let columns = asked.column_count();
                    let rows = asked.query_map([], |row| {
                        let value = |at| row.get::<_, rusqlite::types::Value>(at);
                        let values: rusqlite::Result<Vec<_>> = (0..columns).map(value).collect();
                        Ok(format!("{:?}", values?))
                    });
                    sorted(rows.expect("rows").collect::<Result<_, _>>().expect("rows"))
                });
                rows.collect()
            }
            Self::Postgres(url) => {
                let mut client = connected(url);
                let row = |message: &postgres::SimpleQueryMessage| match message {
                    postgres::SimpleQueryMessage::Row(row) => {
                        let all: Vec<_> = (0..row.len()).map(|at| row.get(at)).collect();
                        Some(format!("{all:?}"))
                    }
                    _ => None,
                };
                let rows = queries.iter().map(|sql| {
                    let answer = client.simple_query(sql).expect("a query");
                    sorted(answer.iter().filter_map(row).collect())
                });
                rows.collect()
            }
        }
    }

    /// What stands in every table that is compared.
    pub(crate) fn everything(&self) -> BTreeMap<String, Vec<String>> {
        let tables = schema().into_iter().map(|(name, _)| name);
        let tables: Vec<String> =
            tables.filter(|name| !NOT_COMPARED.contains(&name.as_str())).collect();
        let queries: Vec<String> =
            tables.iter().map(|name| format!("select * from {name}")).collect();
        tables.into_iter().zip(self.rows(&queries)).collect()
    }

    /// Lets a family member sign in with the account of another seat.
    pub(crate) fn same_account(&self, seat: MembershipId, of: MembershipId) {
        let sql = format!(
            "update membership set account_id = (select m.account_id from membership m \
             where m.membership_id = '{of}') where membership_id = '{seat}'"
        );
        assert_eq!(self.run_all(&[sql]), 1);
    }

    /// Ends the seats of a person on a day, or opens them again.
    pub(crate) fn end_seats(&self, person: PersonId, day: Option<Date>) {
        let day = day.map_or("null".to_owned(), |day| format!("'{day}'"));
        let sql = format!("update membership set to_day = {day} where person_id = '{person}'");
        assert_eq!(self.run_all(&[sql]), 1);
    }

    /// Every row of some tables.
    pub(crate) fn everything_of(&self, tables: &[String]) -> Vec<String> {
        let queries: Vec<String> =
            tables.iter().map(|name| format!("select * from {name}")).collect();
        self.rows(&queries).concat()
    }

    /// Random rows about some people in every table there is; how many stand there now.
    pub(crate) fn sow(&self, seed: u64, region: RegionId, people: &[PersonId]) -> usize {
        let mut rng = ChaCha20Rng::seed_from_u64(seed);
        let mut statements = Vec::new();
        let mut made: BTreeMap<String, Vec<BTreeMap<String, String>>> = BTreeMap::new();
        for (name, table) in schema() {
            let about = table.columns.iter().any(|column| column.name == "person_id");
            let child = table.keys.iter().any(|(_, to)| made.contains_key(to));
            if name == "person" || name.starts_with("person_merge") || !(about || child) {
                continue;
            }
            let many = 2 + rng.next_u32() % 4;
            for number in 0..many {
                let person = people[rng.next_u32() as usize % people.len()].to_string();
                let row = self.row(&mut rng, &table, (&name, number), &made, (region, &person));
                let columns: Vec<&str> = row.keys().map(String::as_str).collect();
                let values: Vec<&str> = row.values().map(String::as_str).collect();
                statements.push(format!(
                    "insert into {name} ({}) values ({})",
                    columns.join(", "),
                    values.join(", ")
                ));
                made.entry(name.clone()).or_default().push(row);
            }
        }
        let taken = self.run_all(&statements);
        assert!(taken * 2 > statements.len(), "{taken} of {} rows", statements.len());
        let current = "update plan set current_version = (select v.plan_version_id \
                       from plan_version v where v.plan_id = plan.plan_id and v.state = 'current')";
        assert_eq!(self.run_all(&[current.to_owned()]), 1);
        taken
    }

    fn row(
        &self,
        rng: &mut ChaCha20Rng,
        table: &Table,
        (name, number): (&str, u32),
        made: &BTreeMap<String, Vec<BTreeMap<String, String>>>,
        (region, person): (RegionId, &str),
    ) -> BTreeMap<String, String> {
        let mut row = BTreeMap::new();
        for column in &table.columns {
            row.insert(column.name.clone(), self.value(rng, column, name, number));
        }
        row.insert("region_id".to_owned(), format!("'{region}'"));
        if row.contains_key("person_id") {
            row.insert("person_id".to_owned(), format!("'{person}'"));
        }
        for (own, to) in &table.keys {
            let Some(parents) = made.get(to) else { continue };
            let parent = &parents[rng.next_u32() as usize % parents.len()];
            for column in own.iter().filter(|column| parent.contains_key(*column)) {
                row.insert(column.clone(), parent[column].clone());
            }
            // What belongs to somebody's meeting or monitoring is theirs too.
            if row.contains_key("person_id") && parent.contains_key("person_id") {
                row.insert("person_id".to_owned(), parent["person_id"].clone());
            }
        }
        if matches!(name, "answer" | "goal_view") {
            let goals = &made["plan_goal"];
            let goal = &goals[rng.next_u32() as usize % goals.len()];
            let of = |table: &str, column: &str, row: &BTreeMap<String, String>| {
                made[table]
                    .iter()
                    .find(|one| one[column] == row[column])
                    .expect("what the schema says")
                    .clone()
            };
            let plan = of("plan", "plan_id", &of("plan_version", "plan_version_id", goal));
            row.insert("goal_id".to_owned(), goal["goal_id"].clone());
            row.insert("person_id".to_owned(), plan["person_id"].clone());
            row.remove("decision_id");
        }
        row
    }

    fn value(&self, rng: &mut ChaCha20Rng, column: &Column, table: &str, number: u32) -> String {
        let draw = rng.next_u32();
        let one_of = |codes: &[&str]| format!("'{}'", codes[draw as usize % codes.len()]);
        let id = |kind: &str| {
            let mut bytes = [0; 16];
            bytes[..kind.len().min(12)].copy_from_slice(&kind.as_bytes()[..kind.len().min(12)]);
            bytes[12..].copy_from_slice(&(number + 100).to_be_bytes());
            format!("'{}'", uuid::Uuid::from_bytes(bytes))
        };
        match (table, column.name.as_str()) {
            // Who signs in for a person is for a person.
            ("account", "kind") => return "'person'".to_owned(),
            ("account", "login" | "staff_id") | (_, "account_id") if table != "account" => {
                return "null".to_owned();
            }
            ("account", "login" | "staff_id") => return "null".to_owned(),
            ("account", "disabled_at") => return "null".to_owned(),
            ("membership", "org_id" | "staff_id") => return "null".to_owned(),
            ("plan", "current_version" | "set_aside_at") => return "null".to_owned(),
            ("plan", "kind") => return one_of(&["individual", "service_use"]),
            ("plan_version", "state") => {
                return one_of(&["draft", "current", "superseded", "current"]);
            }
            ("consent", "classes") => return one_of(&["plan", "plan voice"]),
            ("consent", "purpose") => return "'support'".to_owned(),
            ("membership", "role") => return one_of(&["family", "specialist"]),
            ("plan" | "monitoring", "org_id")
            | ("consent", "recipient_org")
            | ("meeting_request", "asked_org")
            | ("meeting", "convener_org") => return "(select min(o.org_id) from org o)".to_owned(),
            (_, "from_day" | "on_day" | "said_on" | "since" | "due") => {
                return one_of(&["2026-01-05", "2026-02-20", "2026-03-11"]);
            }
            (_, "to_day") if column.required => return "'2027-03-31'".to_owned(),
            (_, "to_day") => return one_of(&["2026-04-20"]),
            _ => {}
        }
        match column.kind.as_str() {
            _ if !column.required && draw.is_multiple_of(3) => "null".to_owned(),
            "{int}" => (draw % 1000).to_string(),
            "{bytes}" => "null".to_owned(),
            "{bool}" => match (self, draw.is_multiple_of(2)) {
                (Self::Sqlite(_), yes) => u8::from(yes).to_string(),
                (Self::Postgres(_), yes) => yes.to_string(),
            },
            _ if column.name.ends_with("_id") => id(table),
            _ => format!("'{} {}'", column.name, draw % 50),
        }
    }
}

fn opened(path: &std::path::Path) -> rusqlite::Connection {
    let conn = rusqlite::Connection::open(path).expect("what the schema says");
    conn.pragma_update(None, "key", format!("x'{}'", "07".repeat(32)))
        .expect("what the schema says");
    conn.pragma_update(None, "foreign_keys", true).expect("what the schema says");
    conn.busy_timeout(std::time::Duration::from_secs(5)).expect("what the schema says");
    conn
}

fn connected(url: &str) -> postgres::Client {
    postgres::Client::connect(url, postgres::NoTls).expect("the test server")
}
