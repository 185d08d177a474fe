//! Every route, by everybody: what each may learn, and what nobody may.

use crate::harvest::{self, Paths, Row};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};
use tsumugi_app::person;
use tsumugi_domain::staff::Role;
use tsumugi_testkit::fixtures::leave_things_open;
use tsumugi_testkit::{Answer, Browser, Engine, TestApp};
use tsumugi_web::routes::{Area, table};

/// An id that nothing has.
const NOBODY: &str = "00000000-0000-7000-8000-000000000000";

/// Everybody who asks, in the order of the columns.
const ROLES: [&str; 13] = [
    "stranger",
    "system_admin",
    "office_admin",
    "council_secretariat",
    "council_member",
    "core_centre",
    "other_manager",
    "other_worker",
    "service_manager",
    "child_support_manager",
    "specialist",
    "person",
    "mother",
];

/// Who leads the work of the offices whose people are asked about.
const LEADS: [&str; 2] = ["child_support_manager", "service_manager"];

/// A person about whom is asked.
struct Subject {
    /// Who leads the work, and which of that office's people it is.
    label: String,
    lead: &'static str,
    person: String,
    /// Real paths about the person, of rows that no subject before had.
    paths: Paths,
}

/// The application and what the sweep knows of it.
struct Sweep {
    app: TestApp,
    subjects: Vec<Subject>,
    others: BTreeMap<&'static str, tsumugi_domain::ids::AccountId>,
}

impl Sweep {
    fn new() -> Self {
        let app = TestApp::on(Engine::Sqlite).people(12).build();
        leave_things_open(&app);
        let subjects = LEADS.into_iter().flat_map(|lead| subjects_of(&app, lead)).collect();
        let others = [
            ("other_manager", app.newcomer(Role::ServiceManager)),
            ("other_worker", app.newcomer(Role::SupportWorker)),
        ];
        Self { subjects, others: others.into(), app }
    }

    fn browser(&self, role: &str) -> Browser<'_> {
        match (role, self.others.get(role)) {
            ("stranger", _) => self.app.stranger(),
            (_, Some(account)) => self.app.sign_in_as(self.app.region.region, *account),
            _ => self.app.sign_in(role),
        }
    }

    /// The first person of an office.
    fn of_lead(&self, lead: &str) -> &Subject {
        self.subjects.iter().find(|subject| subject.lead == lead).expect("a subject")
    }

    /// A real path for a form, or one with a person's id where the demonstration has none.
    fn real(&self, pattern: &str) -> String {
        let paths = self.subjects.iter().flat_map(|subject| &subject.paths);
        let mut forms = paths.filter(|(row, _)| row.method == "POST" && row.pattern == pattern);
        let found = forms.find_map(|(_, paths)| paths.first().cloned());
        found.unwrap_or_else(|| with_ids(pattern, &self.of_lead("service_manager").person))
    }

    /// Whether a role has something to do with a person of [`LEADS`]: the page tells.
    fn relates(&self, browser: &mut Browser<'_>, person: &str) -> bool {
        browser.get(&format!("/people/{person}")).status == 200
    }
}

/// People of an office: the one with a page of its own in the demonstration first, then each who
/// brings pages or forms that nobody before had.
fn subjects_of(app: &TestApp, lead: &'static str) -> Vec<Subject> {
    let pages = &app.region.pages;
    let page = pages.iter().find(|(route, role, _)| route == "person" && *role == lead);
    let (_, _, first) = page.expect("a person");
    let mut people = vec![first.trim_start_matches("/people/").to_owned()];
    let list = person::list(&app.op(lead), person::Asked::named(""), 1).expect("a list");
    people.extend(list.people.iter().map(|person| person.id.to_string()));
    let mut seen = BTreeSet::new();
    let mut subjects = Vec::new();
    for person in people {
        let mut paths = harvest::of_person(&mut app.sign_in(lead), &person);
        // The specialist sees forms that the office does not, and the other way round.
        for (row, more) in harvest::of_person(&mut app.sign_in("specialist"), &person) {
            paths.entry(row).or_default().extend(more);
        }
        paths.retain(|row, _| seen.insert(row.clone()));
        if !paths.is_empty() {
            let label = format!("{lead} {}", subjects.len() + 1);
            subjects.push(Subject { label, lead, person, paths });
        }
    }
    subjects
}

/// Goes on after a look at the neutral page, which hides everything else.
fn show_again(browser: &mut Browser<'_>, path: &str) {
    if path == "/hidden" && browser.cookie("tsumugi-hidden").is_some() {
        assert_eq!(browser.post("/hidden/go-on", &[]).status, 303);
    }
}

/// What must be true of every answer.
fn sound(answer: &Answer, what: &str) {
    assert_ne!(answer.status / 100, 5, "{what}: {}", answer.body);
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("x-frame-options", "DENY"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(answer.header(name), Some(value), "{what}");
    }
    let policy = answer.header("content-security-policy").unwrap_or_default();
    for part in [
        "default-src 'none'",
        "script-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ] {
        assert!(policy.split("; ").any(|found| found == part), "{what}: {policy}");
    }
    assert!(!policy.contains("unsafe"), "{what}: {policy}");
    for cookie in answer.cookies() {
        let mut attributes = cookie.split("; ").skip(1);
        let has = |wanted: &str| cookie.split("; ").any(|found| found == wanted);
        assert!(has("HttpOnly") && has("SameSite=Lax") && has("Path=/"), "{what}: {cookie}");
        assert!(attributes.all(|one| !one.starts_with("Domain")), "{what}: {cookie}");
    }
}

fn with_ids(pattern: &str, id: &str) -> String {
    let part = |part: &str| if part.starts_with('{') { id.to_owned() } else { part.to_owned() };
    pattern.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// Statuses of the roles, in the order of [`ROLES`].
type Table = BTreeMap<String, Vec<String>>;

fn note(table: &mut Table, row: String, status: u16) {
    table.entry(row).or_default().push(status.to_string());
}

/// One line for a row: roles with the same status stand together.
fn written(table: &Table) -> String {
    let mut text = String::new();
    for (row, statuses) in table {
        let mut by_status: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (role, status) in ROLES.iter().zip(statuses) {
            by_status.entry(status).or_default().push(role);
        }
        let _ = writeln!(text, "{row}");
        for (status, roles) in by_status {
            let _ = writeln!(text, "    {status} {}", roles.join(" "));
        }
    }
    text
}

#[test]
fn the_harvest_finds_real_paths_for_every_page_about_a_person() {
    let sweep = Sweep::new();
    let found: BTreeSet<&Row> =
        sweep.subjects.iter().flat_map(|subject| subject.paths.keys()).collect();
    let rows = table();
    let missing: Vec<_> = rows
        .iter()
        .filter(|route| route.area == Area::Person)
        .map(|route| Row { method: route.method, pattern: route.path })
        .filter(|row| !found.contains(row))
        .map(|row| format!("{} {}", row.method, row.pattern))
        .collect();
    // Rows without a real path in the demonstration are swept with the person's id alone.
    insta::assert_debug_snapshot!(missing);
}

#[test]
fn everybody_gets_the_status_that_is_theirs() {
    let sweep = Sweep::new();
    let mut all = Table::new();
    for role in ROLES {
        let mut browser = sweep.browser(role);
        for route in table().iter().filter(|route| route.method == "GET") {
            if route.area != Area::Person && !route.path.contains('{') {
                let answer = browser.get(route.path);
                show_again(&mut browser, route.path);
                sound(&answer, &format!("{role} {route:?}"));
                note(&mut all, format!("GET {}", route.path), answer.status);
                if role == "stranger" && !matches!(route.area, Area::Public | Area::Guest) {
                    assert!(answer.location.starts_with("/sign-in?return="), "{route:?}");
                }
            }
        }
        for subject in &sweep.subjects {
            let relates = role != "stranger" && sweep.relates(&mut browser, &subject.person);
            for (row, paths) in subject.paths.iter().filter(|(row, _)| row.method == "GET") {
                let path = paths.first().expect("a path");
                let answer = browser.get(path);
                sound(&answer, &format!("{role} {path}"));
                let expected: &[u16] = match (role, relates) {
                    // Who answers for oneself is led to the own page for it.
                    ("stranger", _) => &[303],
                    ("person" | "mother", true) => &[200, 303, 403, 404],
                    (_, false) => &[404],
                    // Hidden parts of a person whom one may see answer 404, forbidden ones 403.
                    (_, true) => &[200, 403, 404],
                };
                assert!(expected.contains(&answer.status), "{role} {path}: {}", answer.status);
                note(&mut all, format!("GET {} ({})", row.pattern, subject.label), answer.status);
            }
        }
    }
    insta::assert_snapshot!(written(&all));
}

#[test]
fn an_id_that_nothing_has_and_an_id_that_is_none_answer_404() {
    let sweep = Sweep::new();
    for role in ROLES.into_iter().filter(|role| *role != "stranger") {
        let mut browser = sweep.browser(role);
        let rows = table();
        let with = rows.iter().filter(|route| route.method == "GET" && route.path.contains('{'));
        for route in with {
            for id in [NOBODY, "nonsense", "%27%22%3E", "0"] {
                let path = with_ids(route.path, id);
                let answer = browser.get(&path);
                sound(&answer, &format!("{role} {path}"));
                assert_eq!(answer.status, 404, "{role} {path}");
            }
        }
    }
}

/// Values for whatever a form may ask, so that the answer is about the person and not about an
/// empty field.
fn anything() -> Vec<(&'static str, &'static str)> {
    vec![
        ("text", "x"),
        ("reason", "x"),
        ("name", "x"),
        ("family", "x"),
        ("giver_name", "x"),
        ("must_decide", "x"),
        ("ask_must_decide", "x"),
        ("liked", "x"),
        ("note", "x"),
        ("who", "person"),
        ("kind", "individual"),
        ("kind", "yes"),
        ("outcome", "continue"),
        ("asked", NOBODY),
        ("recipient", NOBODY),
        ("classes", "plan"),
        ("goal", NOBODY),
        ("decision", NOBODY),
        ("candidate", NOBODY),
        ("invitation", NOBODY),
        ("minutes", NOBODY),
        ("meeting", NOBODY),
        ("view", "person"),
        ("horizon", "short"),
        ("idea", "person"),
        ("to", "person"),
        ("shown", "x"),
        ("how", "speech"),
        ("on", "2026-11-20"),
        ("wish", "x"),
        ("facts", "x"),
        ("tried", "x"),
        ("could_not", "x"),
        ("checked", "on"),
    ]
}

#[test]
fn forms_about_people_one_has_nothing_to_do_with_answer_404() {
    let sweep = Sweep::new();
    let mut found = BTreeSet::new();
    for role in ROLES.into_iter().filter(|role| *role != "stranger") {
        let mut browser = sweep.browser(role);
        for subject in &sweep.subjects {
            if sweep.relates(&mut browser, &subject.person) {
                continue;
            }
            for route in table().iter().filter(|route| route.method == "POST") {
                if route.area != Area::Person {
                    continue;
                }
                let row = Row { method: "POST", pattern: route.path };
                let Some(path) = subject.paths.get(&row).and_then(|paths| paths.first()) else {
                    continue;
                };
                browser.get("/help");
                for form in [Vec::new(), anything()] {
                    let answer = browser.post(path, &form);
                    sound(&answer, &format!("{role} POST {path}"));
                    if answer.status != 404 {
                        let filled = if form.is_empty() { "empty" } else { "filled" };
                        found.insert(format!("{} {} {filled}", answer.status, route.path));
                    }
                }
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn forms_without_their_token_change_nothing() {
    let sweep = Sweep::new();
    for role in ["service_manager", "mother", "system_admin", "council_secretariat"] {
        let mut browser = sweep.browser(role);
        for route in table().iter().filter(|route| route.method == "POST") {
            let path = sweep.real(route.path);
            let none = browser.send_form(&path, &anything());
            sound(&none, &format!("{role} POST {path}"));
            assert_eq!(none.status, 403, "{role} POST {path}");
            let mut forged = vec![("csrf", "forged")];
            forged.extend(anything());
            assert_eq!(browser.send_form(&path, &forged).status, 403, "{role} POST {path}");
        }
    }
}

#[test]
fn somebody_elses_form_token_is_no_token() {
    let sweep = Sweep::new();
    let mut mother = sweep.browser("mother");
    mother.get("/help");
    let stolen = mother.csrf().to_owned();
    let mut manager = sweep.browser("service_manager");
    let person = &sweep.of_lead("service_manager").person;
    let form = [("csrf", stolen.as_str()), ("text", "x")];
    assert_eq!(manager.send_form(&format!("/people/{person}/concerns"), &form).status, 403);
}

#[test]
fn other_methods_are_not_allowed() {
    let sweep = Sweep::new();
    let mut browser = sweep.browser("service_manager");
    let rows = table();
    let paths: BTreeSet<&str> = rows.iter().map(|route| route.path).collect();
    for pattern in paths {
        let known: BTreeSet<&str> =
            rows.iter().filter(|route| route.path == pattern).map(|route| route.method).collect();
        let path = with_ids(pattern, NOBODY);
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"] {
            if known.contains(method) {
                continue;
            }
            let answer = browser.request(method, &path);
            sound(&answer, &format!("{method} {path}"));
            // Who opens a form's address again comes to the page on which it stands.
            let expected = if method == "GET" { 303 } else { 405 };
            assert_eq!(answer.status, expected, "{method} {path}");
        }
    }
    let nowhere = browser.get("/nowhere/at/all");
    sound(&nowhere, "nowhere");
    assert_eq!(nowhere.status, 404);
}

/// Names that the region's people have and that a worker's lists show, by the worker's role.
fn names_of(app: &TestApp, role: &str) -> BTreeSet<String> {
    let op = app.op(role);
    let mut names = BTreeSet::new();
    let mut page = 1;
    loop {
        let Ok(list) = person::list(&op, person::Asked::named(""), page) else { return names };
        for person in &list.people {
            names.extend([person.name.full(), person.name.called(), person.name.kana()]);
        }
        if list.count <= page * person::PAGE {
            return names;
        }
        page += 1;
    }
}

/// No page gives a name of somebody whom its reader has nothing to do with.
#[test]
fn no_page_names_a_person_to_somebody_without_a_relation() {
    let sweep = Sweep::new();
    let everybody: BTreeSet<String> =
        LEADS.iter().chain(&["specialist"]).flat_map(|role| names_of(&sweep.app, role)).collect();
    assert!(everybody.len() >= 15, "{everybody:?}");
    let mut looked = 0;
    for role in ROLES {
        let mut browser = sweep.browser(role);
        let known: BTreeSet<String> = match role {
            "service_manager" | "child_support_manager" | "specialist" => {
                names_of(&sweep.app, role)
            }
            // Their own person's name; whose that is, the pages themselves say.
            "person" | "mother" => {
                let own =
                    sweep.subjects.iter().map(|subject| format!("/people/{}", subject.person));
                let pages: Vec<_> =
                    own.map(|path| browser.get(&path)).filter(|page| page.status == 200).collect();
                everybody
                    .iter()
                    .filter(|name| pages.iter().any(|page| page.body.contains(name.as_str())))
                    .cloned()
                    .collect()
            }
            _ => BTreeSet::new(),
        };
        let mut paths: BTreeSet<String> = table()
            .iter()
            .filter(|route| route.method == "GET" && !route.path.contains('{'))
            .map(|route| route.path.to_owned())
            .collect();
        paths.extend(sweep.app.region.pages.iter().map(|(_, _, path)| path.clone()));
        for subject in &sweep.subjects {
            paths.extend(subject.paths.values().flatten().cloned());
        }
        for path in paths {
            let page = browser.get(&path);
            show_again(&mut browser, &path);
            looked += 1;
            for name in everybody.difference(&known) {
                assert!(!page.body.contains(name.as_str()), "{role} {path} shows {name}");
            }
        }
    }
    assert!(looked > 500, "{looked} pages");
}

/// Statements a page may cost beyond [`NOT_COUNTED`].
const MOST_STATEMENTS: usize = 12;
/// Bytes of a page.
const LARGEST: usize = 100 * 1024;
/// What every page costs and is not counted: finding out who reads it, and writing down that they
/// looked. Whose facts and rights the page is about is counted.
const NOT_COUNTED: [&str; 4] =
    ["session::BY_TOKEN", "access::POSTS", "audit::INSERT", "job::ENQUEUE"];

/// Every path of a page: the fixed ones, those of the demonstration, and those that were found.
fn pages_of(app: &TestApp) -> BTreeSet<String> {
    leave_things_open(app);
    let subjects = LEADS.into_iter().flat_map(|lead| subjects_of(app, lead));
    let found = subjects.flat_map(|subject| subject.paths);
    let found = found.filter(|(row, _)| row.method == "GET").flat_map(|(_, paths)| paths);
    let fixed = table().into_iter().filter(|row| row.method == "GET" && !row.path.contains('{'));
    let demo = app.region.pages.iter().map(|(_, _, path)| path.clone());
    found.chain(fixed.map(|row| row.path.to_owned())).chain(demo).collect()
}

/// A page that is refused, or leads elsewhere, was not looked at: what is told as a look was shown.
fn is_no_look(names: &[&str], status: u16) -> bool {
    status == 200 || !names.contains(&"audit::INSERT")
}

#[test]
fn pages_are_cheap_and_what_is_refused_is_no_look() {
    let names = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&names);
    let app = TestApp::on(Engine::Sqlite)
        .people(12)
        .observed(Arc::new(move |one| seen.lock().expect("names").push(one.statement.name)))
        .build();
    let paths = pages_of(&app);
    let (mut dear, mut told, mut looked) = (BTreeSet::new(), BTreeSet::new(), 0);
    for role in ROLES.into_iter().filter(|role| !role.starts_with("other") && *role != "stranger") {
        let mut browser = app.sign_in(role);
        for path in &paths {
            names.lock().expect("names").clear();
            let page = browser.get(path);
            show_again(&mut browser, path);
            looked += usize::from(page.status == 200);
            let names = names.lock().expect("names");
            let short = names.iter().map(|name| name.trim_start_matches("tsumugi_store::"));
            let all: Vec<&str> = short.collect();
            if !is_no_look(&all, page.status) {
                told.insert(format!("{path} as {role}: {}", page.status));
            }
            let own: Vec<_> = all.iter().filter(|name| !NOT_COUNTED.contains(name)).collect();
            let (count, kib) = (own.len(), page.body.len() / 1024);
            if count > MOST_STATEMENTS || page.body.len() > LARGEST {
                dear.insert(format!("{path} as {role}: {count} {own:?}, {kib} KiB"));
            }
        }
    }
    assert!(looked > 250, "{looked} pages");
    assert!(told.is_empty(), "not shown and told as a look: {told:#?}");
    assert!(
        dear.is_empty(),
        "more than {MOST_STATEMENTS} statements or {LARGEST} bytes: {dear:#?}"
    );
}
