//! The bundle for whoever helps, made from a region whose every text says where it is.

#[path = "../../../store/tests/probe/canaries.rs"]
mod canaries;

use super::*;
use crate::serve::Outside;
use std::collections::BTreeSet;

/// Each kind that the night has is a line of its own, and no kind is unknown.
fn every_job_is_told_by_its_name(options: &Options, file: &std::path::Path) {
    bundle(options, file).expect("a bundle");
    let text = std::fs::read_to_string(file).expect("the file");
    for kind in tsumugi_domain::job::JobKind::ALL {
        assert!(text.contains(&format!("\"kind\": \"{}\"", kind.code())), "{kind:?}: {text}");
    }
    assert!(!text.contains("\"kind\": \"other\""), "{text}");
}

/// What is written into every column of text.
const CANARY: &str = "KANARIA";

#[test]
fn the_bundle_tells_nothing_about_anybody() {
    let folder = tempfile::tempdir().expect("a folder");
    let options = Options { data: Some(folder.path().join("data")), ..Options::default() };
    let mut config = config::load(&options).expect("a configuration");
    let db = data_dir::open_or_make(&config).expect("a database");
    let state = serve::state(db, serve::system_clock(), true, false, [1; 32], Outside::default());
    tsumugi_demo::generate(state.db(), state.gate().now, 7, 3, &|_| ()).expect("a region");
    tsumugi_app::job::start(state.gate()).expect("the night begins");
    tsumugi_app::job::tick(state.gate()).expect("the audit waits for its numbers");
    while tsumugi_app::job::run_one(state.gate()).expect("a job") {}
    drop(state);
    every_job_is_told_by_its_name(&options, &folder.path().join("before.json"));

    let path = data_dir::database(&config.data);
    let key = data_dir::read_key(&config.data).expect("the key");
    let found = canaries::into_every_text(&path, &key, CANARY);
    assert!(found.columns > 200, "{}", found.columns);
    // Names, sentences and ids; the short codes of closed lists are words of the program.
    let told = found.values.into_iter().filter(|one| one.len() == 36 || !one.is_ascii());
    let never: BTreeSet<String> = told.collect();
    assert!(never.len() > 1000, "{}", never.len());

    let file = folder.path().join("for-help.json");
    config.names = vec!["kanaria.example".to_owned()];
    bundle(&options, &file).expect("a bundle");
    let text = std::fs::read_to_string(&file).expect("the file");
    let told: Vec<&String> = never.iter().filter(|one| text.contains(one.as_str())).collect();
    assert!(told.is_empty(), "{told:?}");
    assert!(!text.to_lowercase().contains("kanaria") && text.is_ascii(), "{text}");
    let folder = folder.path().display().to_string();
    assert!(!text.contains(&folder), "{text}");
    assert!(text.contains("\"person\": \"1-9\"") && text.contains("\"kind\": \"other\""), "{text}");

    // Jobs that this version does not know are added up.
    let unknown = text.matches("\"kind\": \"other\",\n      \"state\": \"done\"").count();
    assert_eq!(unknown, 1, "{text}");

    // What an administrator has told the program stays there, too.
    let secret = config::Config {
        database_url: Some("postgres://kanaria:kanaria@kanaria/kanaria".to_owned()),
        region: CANARY.to_owned(),
        source: Some("https://kanaria.example".to_owned()),
        ..config
    };
    let told = format!("{:?}", machine(&options, &secret)).to_lowercase();
    assert!(!told.contains("kanaria") && told.contains("database_url"), "{told}");
    // A file that is there is not written over.
    assert!(super::bundle(&options, &file).is_err());
}
