//! Every key that a page or a handler names exists, with the arguments it is given: a missing key
//! would show its own name to somebody. The sources are read as text, because a key that is
//! written only where nobody tests would otherwise be found by a reader.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use tsumugi_domain::{
    audit, community, consent, council, list, meeting, monitoring, next, person, plan, removal,
    staff, team,
};
use tsumugi_words::{Layer, messages};

/// A source whose comments are gone and whose string literals are numbers: `t.s("#3")`. Brackets
/// and commas that are left stand for what they are.
struct Source {
    path: PathBuf,
    code: String,
    literals: Vec<String>,
}

/// Reads up to the closing quote, which `hashes` follow.
fn literal(chars: &mut std::iter::Peekable<std::str::Chars<'_>>, raw: Option<usize>) -> String {
    let mut out = String::new();
    while let Some(c) = chars.next() {
        match (c, raw) {
            ('\\', None) => out.extend(chars.next().filter(|next| !next.is_whitespace())),
            ('"', None | Some(0)) => break,
            ('"', Some(hashes)) => {
                let rest = chars.clone().take(hashes).collect::<String>();
                if rest == "#".repeat(hashes) {
                    chars.nth(hashes - 1);
                    break;
                }
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

fn read(path: PathBuf) -> Source {
    let text = std::fs::read_to_string(&path).expect("the source can be read");
    parse(path, &text)
}

fn parse(path: PathBuf, text: &str) -> Source {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let (mut code, mut literals) = (String::new(), Vec::new());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '/' if chars.peek() == Some(&'/') => {
                chars.find(|c| *c == '\n');
            }
            // A quoted character: '"' opens no string. Lifetimes have no second quote.
            '\'' if chars.clone().nth(1) == Some('\'') || chars.peek() == Some(&'\\') => {
                let escaped = chars.next() == Some('\\');
                chars.nth(usize::from(escaped));
                code.push('0');
            }
            '"' => {
                let hashes = code.len() - code.trim_end_matches('#').len();
                let is_raw = code[..code.len() - hashes].ends_with('r');
                let found = literal(&mut chars, is_raw.then_some(hashes));
                code.push_str(&format!("\"#{}\"", literals.len()));
                literals.push(found);
            }
            _ => code.push(c),
        }
    }
    Source { path, code, literals }
}

fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder exists") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.extension().is_some_and(|own| own == ending) {
            found.push(path);
        }
    }
}

fn sources(folder: &str) -> Vec<Source> {
    // The kitchen sink and the tests show made-up words on purpose.
    const LEFT_OUT: [&str; 3] = ["kitchen_sink.rs", "look_tests.rs", "key_tests.rs"];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths = Vec::new();
    files(&folder, "rs", &mut paths);
    assert!(!paths.is_empty(), "{}", folder.display());
    let shipped = |path: &PathBuf| LEFT_OUT.iter().all(|name| !path.ends_with(name));
    paths.into_iter().filter(shipped).map(read).collect()
}

impl Source {
    /// The literal that a piece of code is, and nothing else.
    fn only(&self, code: &str) -> Option<&str> {
        let number = code.trim().strip_prefix("\"#")?.strip_suffix('"')?;
        self.literals.get(number.parse::<usize>().ok()?).map(String::as_str)
    }

    /// The arguments of every call of a function or method.
    fn calls(&self, name: &str) -> Vec<Vec<&str>> {
        let open = format!("{name}(");
        self.code
            .match_indices(&open)
            .filter(|(at, _)| {
                let before = self.code[..*at].chars().next_back();
                name.starts_with('.') || !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
            })
            .map(|(at, _)| arguments(&self.code[at + open.len()..]))
            .collect()
    }

    fn line(&self, key: &str) -> String {
        format!("{}: {key}", self.path.display())
    }
}

/// What stands between the commas of a call, up to its closing bracket.
fn arguments(code: &str) -> Vec<&str> {
    let (mut depth, mut from, mut found) = (0, 0, Vec::new());
    for (at, c) in code.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => {
                found.push(&code[from..at]);
                break;
            }
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                found.push(&code[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    found
}

fn looks_like_a_key(text: &str) -> bool {
    let fine = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    text.contains('-') && text.split('-').all(fine)
}

fn standard() -> BTreeMap<String, Vec<String>> {
    messages(Layer::Standard).into_iter().map(|message| (message.key, message.args)).collect()
}

/// Words with a hyphen that name something else: headers, cookies, kinds of input, drafts.
const NO_KEYS: &[&str] = &[
    "accept-encoding",
    "basics-new",
    "content-security-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "current-password",
    "new-password",
    "no-referrer",
    "no-store",
    "one-time-code",
    "permissions-policy",
    "referrer-policy",
    "same-origin",
    "sec-fetch-site",
    "tsumugi-before",
    "tsumugi-display",
    "tsumugi-guest",
    "tsumugi-hidden",
    "tsumugi-walk",
    "x-content-type-options",
    "x-forwarded-for",
    "x-frame-options",
];

/// The lists whose codes are words, and their codes.
fn lists() -> BTreeMap<&'static str, Vec<&'static str>> {
    macro_rules! lists {
        ($($name:literal = $list:path),+ $(,)?) => {
            BTreeMap::from([$(($name, codes(<$list>::ALL, <$list>::code))),+])
        };
    }
    let mut lists = lists! {
        "answer" = plan::AnswerKind,
        "answer-of" = plan::Answerer,
        "answerer" = plan::Answerer,
        "attainment" = monitoring::Attainment,
        "attendance" = meeting::Attendance,
        "body-kind" = council::BodyKind,
        "built" = removal::Built,
        "class" = consent::DataClass,
        "common-stage" = person::CommonStage,
        "council-answer" = council::AnswerKind,
        "deed" = audit::Deed,
        "entry" = removal::EntryKind,
        "expected" = meeting::Expected,
        "expression" = person::Expression,
        "fit" = meeting::Fit,
        "gap-reason" = meeting::GapReason,
        "giver" = consent::Giver,
        "goal-field" = plan::GoalField,
        "ground" = consent::Ground,
        "guardian-kind" = team::GuardianKind,
        "half" = meeting::Half,
        "hold" = community::Hold,
        "horizon" = plan::Horizon,
        "idea" = plan::Idea,
        "issue-state" = community::IssueState,
        "level" = meeting::Level,
        "list-meetings" = list::Meetings,
        "list-needs" = list::Needs,
        "list-order" = list::Order,
        "list-people" = list::People,
        "list-people-order" = list::PeopleOrder,
        "import-why" = removal::Why,
        "reply" = meeting::Fit,
        "list-tasks" = list::Tasks,
        "meeting-kind" = meeting::MeetingKind,
        "merge-from" = person::merge::Side,
        "merge-of" = person::merge::Side,
        "merge-part" = person::merge::Part,
        "monitoring-kind" = monitoring::MonitoringKind,
        "monitoring-outcome" = monitoring::Outcome,
        "not-yet" = meeting::NotYetReason,
        "org-kind" = staff::OrgKind,
        "outcome" = meeting::OutcomeKind,
        "outcome-hint" = meeting::OutcomeKind,
        "plan-kind" = plan::PlanKind,
        "point" = meeting::Point,
        "point-text" = meeting::Point,
        "prompt" = monitoring::Prompt,
        "prompt-hint" = monitoring::Prompt,
        "purpose" = consent::Purpose,
        "recipient" = plan::Recipient,
        "removal-instead" = removal::Stays,
        "removal-stays" = removal::Stays,
        "removal-why" = removal::Why,
        "role" = staff::Role,
        "sex" = person::Sex,
        "speaker" = person::Speaker,
        "stage" = person::ServiceStage,
        "step" = next::StepKind,
        "step-go" = next::StepKind,
        "step-mark" = next::StepKind,
        "step-why" = next::StepKind,
        "team-role" = team::TeamRole,
        "viewpoint" = meeting::View,
        "viewpoint-ask" = meeting::View,
        "viewpoint-write" = meeting::View,
        "why-waiting" = plan::WhyWaiting,
    };
    lists.insert("consent-said", vec!["yes", "no"]);
    // Two buttons of the closing screen, and what a record is called to whom it belongs. The rest
    // of the subjects fall back to `subject-other`.
    // Nobody has asked: nothing is shown.
    lists.insert(
        "sex",
        person::Sex::ALL.iter().map(|one| one.code()).filter(|code| !code.is_empty()).collect(),
    );
    // Whoever is asked whether they come has not answered yet.
    lists.insert("coming", vec!["yes", "part", "written", "no"]);
    lists.insert("point-state", vec!["confirmed", "not_yet"]);
    lists.insert("subject", vec!["other"]);
    lists.insert(
        "import-field",
        vec![
            "name",
            "birth",
            "sex",
            "self_plan",
            "certificate",
            "phone",
            "family",
            "specialist",
            "address",
            "support_category",
        ],
    );
    // The configuration, as the bundle for whoever helps writes it.
    lists.insert(
        "setting",
        vec![
            "data",
            "listen",
            "region",
            "database_url",
            "behind_proxy",
            "names",
            "certificate",
            "certificate_key",
            "source",
        ],
    );
    lists.insert("setting-from", vec!["default", "file", "environment", "flag"]);
    lists.insert(
        "setting-value",
        vec!["set", "not_set", "true", "false", "this_machine_only", "the_network"],
    );
    let stops: Vec<&str> = tsumugi_domain::walk::Stop::ALL.iter().map(|stop| stop.code()).collect();
    lists.insert("walk", stops.clone());
    lists.insert("walk-why", stops);
    let symbols = crate::components::Symbol::ALL.iter().map(|symbol| symbol.code());
    lists.insert("symbol", symbols.collect());
    lists
}

fn codes<X: Copy>(all: &[X], code: impl Fn(X) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|one| code(*one)).collect()
}

#[test]
fn every_key_that_is_named_exists() {
    let (keys, lists) = (standard(), lists());
    let mut missing = BTreeSet::new();
    for source in sources("src").into_iter().chain(sources("../web/src")) {
        let mut need = |key: &str| {
            if !keys.contains_key(key) {
                missing.insert(source.line(key));
            }
        };
        // A word with a hyphen is a key wherever it stands: in arrays, tuples and `match` arms.
        let done: BTreeSet<&str> =
            source.calls(".go").iter().filter_map(|args| source.only(args.get(1)?)).collect();
        source
            .literals
            .iter()
            .map(String::as_str)
            .filter(|text| looks_like_a_key(text))
            .filter(|text| !NO_KEYS.contains(text) && !lists.contains_key(text))
            .filter(|text| !done.contains(text))
            .for_each(&mut need);
        done.iter().for_each(|word| need(&format!("done-{word}")));
        for (call, at) in [
            (".s", 0),
            (".plain", 0),
            (".with", 0),
            (".plain_with", 0),
            (".page", 0),
            (".page_about", 0),
            (".form_page", 0),
            (".page_with_errors", 0),
            (".form", 2),
            (".post", 1),
            (".post_named", 1),
        ] {
            source
                .calls(call)
                .iter()
                .filter_map(|args| source.only(args.get(at)?))
                .for_each(&mut need);
        }
    }
    assert!(missing.is_empty(), "add to locales: {missing:#?}");
}

#[test]
fn every_key_of_a_template_exists() {
    let keys = standard();
    let mut paths = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("templates"), "html", &mut paths);
    let mut missing = BTreeSet::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("the template can be read");
        for call in ["t.s(\"", "t.plain(\""] {
            for (at, _) in text.match_indices(call) {
                let key = text[at + call.len()..].split('"').next().unwrap_or_default();
                if !keys.contains_key(key) {
                    missing.insert(format!("{}: {key}", path.display()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "add to locales: {missing:#?}");
}

#[test]
fn every_code_of_a_list_has_a_word() {
    let (keys, lists) = (standard(), lists());
    for source in sources("src").into_iter().chain(sources("../web/src")) {
        let named = source.calls("code_key").into_iter().map(|args| (args, 0));
        for (args, at) in named.chain(source.calls("choices").into_iter().map(|args| (args, 1))) {
            let list = args.get(at).and_then(|arg| source.only(arg));
            let known = list.is_none_or(|list| lists.contains_key(list));
            assert!(known, "{}: not in `lists`", source.line(list.unwrap_or_default()));
        }
    }
    let words = lists.iter().flat_map(|(list, codes)| {
        codes.iter().map(move |code| crate::person::code_key(list, code))
    });
    let missing: Vec<String> = words.filter(|key| !keys.contains_key(key)).collect();
    assert!(missing.is_empty(), "add to locales: {missing:#?}");
}

#[test]
fn every_problem_has_a_sentence() {
    let keys = standard();
    let mut missing = BTreeSet::new();
    for source in sources("../app/src").into_iter().chain(sources("../web/src")) {
        let errors = source.literals.iter().filter(|text| text.starts_with("error-"));
        missing.extend(errors.filter(|key| !keys.contains_key(*key)).map(|key| source.line(key)));
    }
    assert!(missing.is_empty(), "add to locales: {missing:#?}");
}

#[test]
fn a_message_gets_the_arguments_it_asks_for() {
    let keys = standard();
    let mut missing = BTreeSet::new();
    for source in sources("src").into_iter().chain(sources("../web/src")) {
        let bare = [".s", ".plain"].map(|name| source.calls(name)).concat();
        let with = [".with", ".plain_with"].map(|name| source.calls(name)).concat();
        for args in bare.into_iter().chain(with) {
            let given = args.get(1).map(|list| list.trim());
            // A list that is made elsewhere cannot be read here.
            let Some(key) = args.first().and_then(|arg| source.only(arg)) else { continue };
            if given.is_some_and(|list| !list.starts_with("&[")) {
                continue;
            }
            let names: Vec<&str> = given
                .unwrap_or_default()
                .split('(')
                .filter_map(|part| source.only(part.split(',').next()?))
                .collect();
            let asked = keys.get(key).into_iter().flatten();
            missing.extend(
                asked
                    .filter(|name| !names.contains(&name.as_str()))
                    .map(|name| format!("{} wants {name}", source.line(key))),
            );
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn sources_are_read_as_they_are_meant() {
    let source = parse(
        PathBuf::new(),
        "// t.s(\"comment\")\nfn f<'a>(t: T) { let q = '\"'; t.s(\n  \"a-b\"); g('\\'', r#\"x\"y\"#, \
         (1, 2), \"c\\\"d\"); }\n#[cfg(test)]\nt.s(\"tests\")",
    );
    assert_eq!(source.literals, ["a-b", "x\"y", "c\"d"]);
    let call = source.calls(".s");
    assert_eq!(source.only(call[0][0]), Some("a-b"));
    let call = source.calls("g");
    assert_eq!(call[0].len(), 4);
    assert_eq!(source.only(call[0][3]), Some("c\"d"));
    assert!(source.calls("f").is_empty(), "a definition with lifetimes is no call");
    let keys = ["error-age", "error", "a--b", "A-b"].map(looks_like_a_key);
    assert_eq!(keys, [true, false, false, false]);
}
