//! Every column of the schema has exactly one data class, and every class named is one.

use crate::support::{raw_sqlite, sqlite};
use std::collections::{BTreeMap, BTreeSet};
use tsumugi_domain::consent::DataClass;

/// Table → class → columns, as the file says.
type File = BTreeMap<String, BTreeMap<String, Vec<String>>>;

fn file() -> File {
    toml::from_str(include_str!("../../classes.toml")).expect("classes.toml is TOML")
}

/// The columns of a fresh database, as the engine itself tells them.
fn columns() -> BTreeSet<(String, String)> {
    let fresh = sqlite();
    let conn = raw_sqlite(&fresh.path());
    let mut statement = conn
        .prepare(
            "select t.name, c.name from sqlite_schema t, pragma_table_info(t.name) c \
             where t.type = 'table' and t.name not like 'sqlite_%'",
        )
        .expect("a query");
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("rows");
    rows.collect::<Result<_, _>>().expect("names")
}

/// What does not fit between the columns there are and the file.
fn problems(columns: &BTreeSet<(String, String)>, file: &File) -> Vec<String> {
    let mut problems = Vec::new();
    let mut said = BTreeSet::new();
    for (table, classes) in file {
        for (class, names) in classes {
            if class.parse::<DataClass>().is_err() {
                problems.push(format!("[{table}] {class} is not a data class"));
            }
            for name in names {
                if !columns.contains(&(table.clone(), name.clone())) {
                    problems.push(format!("{table}.{name} is not in the schema"));
                }
                if !said.insert((table.clone(), name.clone())) {
                    problems.push(format!("{table}.{name} has two classes"));
                }
            }
        }
    }
    problems.extend(
        columns.difference(&said).map(|(table, name)| format!("{table}.{name} has no class")),
    );
    problems
}

#[test]
fn every_column_has_one_data_class() {
    let columns = columns();
    assert!(columns.len() > 100, "the engine tells its columns: {}", columns.len());
    assert_eq!(problems(&columns, &file()), Vec::<String>::new());
}

#[test]
fn what_does_not_fit_is_found() {
    let columns = [("person", "birth"), ("person", "sex")]
        .map(|(table, name)| (table.to_owned(), name.to_owned()))
        .into();
    let file = toml::from_str(
        "[person]\nbasic = [\"birth\", \"shoe_size\"]\nsecret = [\"birth\"]\ngossip = []\n",
    )
    .expect("TOML");
    insta::assert_debug_snapshot!(problems(&columns, &file), @r#"
    [
        "person.shoe_size is not in the schema",
        "[person] gossip is not a data class",
        "person.birth has two classes",
        "person.sex has no class",
    ]
    "#);
}

/// What nobody is ever shown must not stand in a row beside what everybody is shown.
#[test]
fn secrets_and_dark_matters_have_tables_of_their_own() {
    let mut shared = Vec::new();
    for (table, classes) in file() {
        let has = |class: DataClass| classes.contains_key(class.code());
        let dark = [DataClass::Justice, DataClass::Abuse, DataClass::Health, DataClass::Address];
        for class in dark.into_iter().filter(|class| has(*class)) {
            let others: Vec<_> = classes
                .keys()
                .filter(|other| ![class.code(), DataClass::System.code()].contains(&other.as_str()))
                .cloned()
                .collect();
            if !others.is_empty() {
                shared.push((table.clone(), class.code(), others));
            }
        }
    }
    assert_eq!(shared, []);
}
