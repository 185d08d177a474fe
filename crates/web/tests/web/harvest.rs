//! Real paths for the rows of the route table, found by following the links of real pages.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use tsumugi_testkit::Browser;
use tsumugi_web::routes::{Area, table};

/// A row of the route table, without its handler.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Row {
    /// `GET` or `POST`.
    pub(crate) method: &'static str,
    /// With `{…}` for ids.
    pub(crate) pattern: &'static str,
}

/// For each row, the real paths that were found.
pub(crate) type Paths = BTreeMap<Row, BTreeSet<String>>;

/// How many pages of one kind are opened; the next meeting of a person looks like the last one.
const OF_A_KIND: usize = 3;

/// Whether a path is one of a pattern. Fixed rows come first: `/people/new` is no person.
fn fits(pattern: &str, path: &str) -> bool {
    let (mut pattern, mut path) = (pattern.split('/'), path.split('/'));
    loop {
        match (pattern.next(), path.next()) {
            (None, None) => return true,
            (Some(part), Some(found)) => {
                let id = part.starts_with('{') && found.len() == 36;
                if part != found && !id {
                    return false;
                }
            }
            _ => return false,
        }
    }
}

/// A form as a page shows it, filled with something short.
pub(crate) struct Filled {
    /// Where it goes.
    pub(crate) action: String,
    /// The names of its fields, each with a value.
    pub(crate) fields: Vec<(String, String)>,
    /// Those of them that are written.
    pub(crate) typed: BTreeSet<String>,
}

impl Filled {
    /// The forms of a page. Of several values to choose from the first is taken.
    pub(crate) fn all(page: &str) -> impl Iterator<Item = Self> {
        let forms = page.split("<form ").skip(1).filter_map(|rest| rest.split("</form>").next());
        forms.filter_map(|form| {
            let action = attributes(&format!(" {form}"), "action").next()?;
            let mut found = Self { action, fields: Vec::new(), typed: BTreeSet::new() };
            for tag in form.split('<').filter_map(|part| part.split('>').next()) {
                let of = |name: &str| attributes(tag, name).next();
                let Some(name) = of("name").filter(|name| !TOKENS.contains(&name.as_str())) else {
                    continue;
                };
                let kind = of("type").unwrap_or_default();
                let written = tag.starts_with("textarea")
                    || (tag.starts_with("input") && matches!(&*kind, "" | "text" | "password"));
                if found.fields.iter().any(|(before, _)| *before == name) {
                    continue;
                }
                let value =
                    if written { "あ".to_owned() } else { of("value").unwrap_or_default() };
                if written {
                    found.typed.insert(name.clone());
                }
                found.fields.push((name, value));
            }
            Some(found)
        })
    }
}

/// Fields that the browser of the test fills itself.
const TOKENS: [&str; 2] = ["csrf", "submit_token"];

/// Follows every link of a reader's pages from a start, and then sends every form of theirs with
/// nothing in it; looks at where that leads. Gives the forms.
pub(crate) fn everything(browser: &mut Browser<'_>, start: &str) -> Vec<Filled> {
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut forms = BTreeMap::new();
    let mut open = VecDeque::from([start.to_owned()]);
    while let Some(link) = open.pop_front() {
        if !seen.insert(link.clone()) || ENDS.contains(&plain(&link)) {
            continue;
        }
        let same = kinds.entry(kind(&link)).or_default();
        *same += 1;
        if *same > OF_A_KIND {
            continue;
        }
        let page = browser.get(&link);
        open.extend(Some(page.location).filter(|to| to.starts_with('/')));
        open.extend(attributes(&page.body, "href").filter(|href| href.starts_with('/')));
        forms.extend(Filled::all(&page.body).map(|form| (form.action.clone(), form)));
    }
    forms.retain(|form, _| form.starts_with('/') && !ENDS.contains(&plain(form)));
    for form in forms.keys() {
        let answer = browser.post(form, &[]);
        if answer.location.starts_with('/') {
            browser.get(&answer.location);
        }
    }
    forms.into_values().collect()
}

/// What would sign the reader out, here or elsewhere, hide everything or change how it is shown.
const ENDS: [&str; 7] = [
    "/sign-out",
    "/account/sessions/end-others",
    "/hidden",
    "/hidden/go-on",
    "/display",
    "/guest/leave",
    "/walk/go",
];

/// A path without its ids.
fn kind(path: &str) -> String {
    let part = |part: &str| if part.len() == 36 { "{}".to_owned() } else { part.to_owned() };
    plain(path).split('/').map(part).collect::<Vec<_>>().join("/")
}

/// The values of an attribute in a page, as the browser reads them.
fn attributes<'p>(page: &'p str, name: &str) -> impl Iterator<Item = String> + use<'p> {
    let start = format!(" {name}=\"");
    let mut rest = page;
    std::iter::from_fn(move || {
        let at = rest.find(&start)? + start.len();
        rest = &rest[at..];
        let end = rest.find('"')?;
        Some(rest[..end].replace("&amp;", "&").replace("&#38;", "&"))
    })
}

fn plain(path: &str) -> &str {
    path.split(['?', '#']).next().unwrap_or_default()
}

/// Follows the links of a reader's pages about one person. Everything that such a page leads to
/// in the area of persons belongs to the same person, unless it names another one.
pub(crate) fn of_person(browser: &mut Browser<'_>, person: &str) -> Paths {
    let rows: Vec<_> = table().into_iter().filter(|route| route.area == Area::Person).collect();
    let mut paths = Paths::new();
    let mut seen = BTreeSet::new();
    let mut open = VecDeque::from([format!("/people/{person}")]);
    while let Some(link) = open.pop_front() {
        let path = plain(&link).to_owned();
        let other = path.strip_prefix("/people/").is_some_and(|rest| !rest.starts_with(person));
        let Some(row) = rows.iter().find(|row| row.method == "GET" && fits(row.path, &path)) else {
            continue;
        };
        if other || !seen.insert(path.clone()) {
            continue;
        }
        let found = paths.entry(Row { method: "GET", pattern: row.path }).or_default();
        if found.len() >= OF_A_KIND {
            continue;
        }
        let page = browser.get(&link);
        if page.status != 200 {
            continue;
        }
        found.insert(path);
        open.extend(attributes(&page.body, "href").filter(|href| href.starts_with('/')));
        for action in attributes(&page.body, "action") {
            let action = plain(&action).to_owned();
            if let Some(row) =
                rows.iter().find(|row| row.method == "POST" && fits(row.path, &action))
            {
                let row = Row { method: "POST", pattern: row.path };
                paths.entry(row).or_default().insert(action);
            }
        }
    }
    paths
}
