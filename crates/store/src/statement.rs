//! SQL as data: every statement is static, named and known to the tests.

use std::sync::OnceLock;

/// One SQL statement with its name.
#[derive(Debug)]
pub struct Statement {
    /// `area::NAME`.
    pub name: &'static str,
    /// The text with `$1`, `$2`…
    pub sql: &'static str,
    sqlite: OnceLock<String>,
}

impl Statement {
    pub(crate) const fn new(name: &'static str, sql: &'static str) -> Self {
        Self { name, sql, sqlite: OnceLock::new() }
    }

    /// The text as SQLite needs it. There, `$1` is a *name* that is numbered by its first
    /// appearance, so `select $2, $1` would silently swap values; `?1` is a number.
    pub(crate) fn sqlite(&self) -> &str {
        self.sqlite.get_or_init(|| self.sql.replace('$', "?"))
    }
}

/// Declares the statements of an area and lists them for the tests.
macro_rules! statements {
    ($($(#[$meta:meta])* $name:ident = $sql:expr;)+) => {
        $($(#[$meta])* static $name: $crate::Statement =
            $crate::Statement::new(concat!(module_path!(), "::", stringify!($name)), $sql);)+
        pub(crate) static ALL: &[&$crate::Statement] = &[$(&$name),+];
    };
}

/// Every statement of the product.
pub fn all_statements() -> Vec<&'static Statement> {
    [
        crate::access::ALL,
        crate::account::ALL,
        crate::address::ALL,
        crate::answer::ALL,
        crate::audit::ALL,
        crate::community::ALL,
        crate::consent::ALL,
        crate::council::ALL,
        crate::home::ALL,
        crate::import::ALL,
        crate::import::undo::ALL,
        crate::job::ALL,
        crate::list::ALL,
        crate::meeting::ALL,
        crate::meeting::guest::ALL,
        crate::meeting::record::ALL,
        crate::meeting::reply::ALL,
        crate::meeting::request::ALL,
        crate::migrate::ALL,
        crate::monitoring::ALL,
        crate::next::ALL,
        crate::notice::ALL,
        crate::notice::by_rule::ALL,
        crate::person::ALL,
        crate::person::details::ALL,
        crate::person::merge::ALL,
        crate::person::merge::CONTENT,
        crate::person::merge::FIELDS,
        crate::person::merge::MOVES,
        crate::plan::ALL,
        crate::search::ALL,
        crate::removal::ALL,
        crate::session::ALL,
        crate::staff::ALL,
        crate::submit::ALL,
        crate::support::ALL,
        crate::task::ALL,
        crate::team::ALL,
        crate::topic::ALL,
    ]
    .concat()
}

/// What stands before the bracket that closes the one just opened.
#[cfg(test)]
fn in_brackets(text: &str) -> &str {
    let mut open = 1_i32;
    let end = text.find(|letter| {
        open += i32::from(letter == '(') - i32::from(letter == ')');
        open == 0
    });
    &text[..end.unwrap_or(text.len())]
}

/// What is wrong with a statement's text, if anything: the rules that keep one text true on two
/// engines.
#[cfg(test)]
pub(crate) fn lint(sql: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let lower = sql.to_lowercase();
    if lower.contains("::") {
        problems.push("`::` casts exist only on PostgreSQL".to_owned());
    }
    for (at, _) in lower.match_indices("cast(") {
        let inner = in_brackets(&lower[at + "cast(".len()..]);
        if !["as text", "as bigint", "as integer"].iter().any(|kind| inner.ends_with(kind)) {
            problems.push(format!("CAST other than TEXT/BIGINT/INTEGER: {inner}"));
        }
    }
    if lower.contains(" like ") && !lower.contains("/*search*/") {
        problems.push("LIKE outside the search helper".to_owned());
    }
    if lower.contains("? ") || lower.contains("?1") {
        problems.push("`?` instead of `$n`".to_owned());
    }
    let mut numbers: Vec<usize> = sql
        .split('$')
        .skip(1)
        .filter_map(|rest| {
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            digits.parse().ok()
        })
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    if numbers.iter().enumerate().any(|(index, number)| index + 1 != *number) {
        problems.push(format!("gap in parameters: {numbers:?}"));
    }
    if lower.contains("is null or")
        && lower.contains("$")
        && lower.contains(" is null or ")
        && lower
            .split(" is null or ")
            .next()
            .is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()))
    {
        problems.push("`$n IS NULL OR …` scans the table".to_owned());
    }
    for nullable in ["due", "to_day", "fixed_from", "birth", "snoozed_until", "current_since"] {
        for (at, _) in lower.match_indices("order by") {
            let clause = &lower[at + 8..];
            let clause = &clause[..clause.find(" limit").unwrap_or(clause.len())];
            for key in clause.split(',') {
                let column = key.split_whitespace().next().unwrap_or_default();
                let column = column.rsplit('.').next().unwrap_or_default();
                if column == nullable && !key.contains("nulls") {
                    problems.push(format!("ORDER BY {nullable} without NULLS FIRST/LAST"));
                }
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_statement_is_portable() {
        let bad: Vec<_> = all_statements()
            .into_iter()
            .flat_map(|statement| {
                lint(statement.sql).into_iter().map(move |problem| (statement.name, problem))
            })
            .collect();
        assert!(bad.is_empty(), "{bad:#?}");
    }

    #[test]
    fn names_are_unique() {
        let mut names: Vec<_> = all_statements().into_iter().map(|s| s.name).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn the_lint_finds_planted_defects() {
        for bad in [
            "select a::text from t",
            "select cast(a as varchar) from t",
            "select a from t where b like $1",
            "select a from t where b = $2",
            "select a from t where b = ?1",
            "select a from t where $1 is null or a = $1",
            "select a from t order by due",
        ] {
            assert!(!lint(bad).is_empty(), "{bad}");
        }
        assert!(
            lint("select a from t where b = $1 order by due nulls last, a limit $2").is_empty()
        );
    }

    /// Tables that stay small in a region of any size, or are read as a whole on purpose: what the
    /// council has before it.
    const SMALL: [&str; 8] = [
        "region",
        "org",
        "employment",
        "council",
        "council_body",
        "community_issue",
        "council_item",
        "import_batch",
    ];
    /// Done at night or by hand.
    const MAY_WALK: [&str; 15] = [
        "account::DROP_LINKS",
        "account::FORGET_LINKS",
        // Along the index of what waits for its number.
        "audit::NUMBER",
        "audit::REGIONS_UNNUMBERED",
        "job::LEFT",
        "job::FORGET",
        "notice::by_rule::FORGET",
        "person::merge::FORGET_ROWS",
        "person::merge::FORGET_FIELDS",
        "person::merge::FORGET_ADDRESSES",
        "person::merge::FORGET_HEALTH",
        "session::FORGET",
        "submit::FORGET",
        "support::COUNTS",
        "support::JOBS",
    ];

    /// How SQLite means to run a statement, one line a step.
    fn plan(conn: &rusqlite::Connection, sql: &str) -> Vec<String> {
        let mut prepared = conn.prepare(&format!("explain query plan {sql}")).expect("a statement");
        let none = vec![rusqlite::types::Null; prepared.parameter_count()];
        let rows = prepared.query_map(rusqlite::params_from_iter(none), |row| row.get(3));
        rows.expect("a plan").collect::<Result<_, _>>().expect("a plan")
    }

    /// The steps of a plan that read all there is of a table in a region.
    fn walks(conn: &rusqlite::Connection, sql: &str) -> Vec<String> {
        let tables: Vec<String> = conn
            .prepare("select name from sqlite_schema where type = 'table'")
            .and_then(|mut asked| asked.query_map([], |row| row.get(0))?.collect())
            .expect("tables");
        // `name x` in the text makes `x` another name of the table.
        let words: Vec<&str> = sql.split([' ', ',', '(', ')']).filter(|w| !w.is_empty()).collect();
        let table_of = |alias: &str| {
            let direct = tables.iter().find(|table| *table == alias).cloned();
            let named =
                || words.windows(2).find(|w| w[1] == alias && tables.iter().any(|t| t == w[0]));
            direct.or_else(|| named().map(|w| w[0].to_owned()))
        };
        plan(conn, sql)
            .into_iter()
            .filter(|step| {
                let mut parts = step.split(' ');
                let kind = parts.next().unwrap_or_default();
                let table = table_of(parts.next().unwrap_or_default());
                let whole = kind == "SCAN" || kind == "SEARCH" && step.ends_with("(region_id=?)");
                whole && table.is_some_and(|table| !SMALL.contains(&table.as_str()))
            })
            .collect()
    }

    #[test]
    fn entries_that_wait_for_their_number_are_found_in_order() {
        let conn = rusqlite::Connection::open_in_memory().expect("a database");
        crate::migrate::newest_schema(&conn);
        let number = all_statements().into_iter().find(|one| one.name.ends_with("audit::NUMBER"));
        let steps = plan(&conn, number.expect("the statement").sqlite());
        // Sorting would begin with everything that waits, for each chunk.
        insta::assert_snapshot!(steps.join("\n"), @r"
        MATERIALIZE x
        CO-ROUTINE (subquery-5)
        CO-ROUTINE n
        SEARCH u USING INDEX audit_unnumbered (region_id=?)
        SCAN n
        SCAN (subquery-5)
        SCALAR SUBQUERY 1
        SEARCH l USING COVERING INDEX audit_by_leaf (region_id=? AND leaf>?)
        SCAN x
        SEARCH audit USING INDEX sqlite_autoindex_audit_1 (region_id=? AND audit_id=?)
        ");
    }

    #[test]
    fn nothing_is_looked_for_through_a_whole_region() {
        let conn = rusqlite::Connection::open_in_memory().expect("a database");
        crate::migrate::newest_schema(&conn);
        let mut found = Vec::new();
        for statement in all_statements() {
            let name = statement.name.trim_start_matches("tsumugi_store::");
            if MAY_WALK.contains(&name) || name.ends_with("_PG") {
                continue;
            }
            found.extend(walks(&conn, statement.sqlite()).into_iter().map(|step| (name, step)));
        }
        assert!(found.is_empty(), "{found:#?}");
        for planted in [
            "select x.text from voice x where x.region_id = ?1 and x.text = ?2",
            "select person_id from person where region_id = ?1 order by sort_key",
            "select g.text from plan_goal g join org o on o.region_id = g.region_id \
             where g.text = ?1",
        ] {
            assert!(!walks(&conn, planted).is_empty(), "{planted}");
        }
    }
}
