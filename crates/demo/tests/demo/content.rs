//! What people write: names, texts, rules. Nothing here needs a database.

use std::collections::BTreeSet;
use toml::Table;
use tsumugi_domain::meeting::GapReason;
use tsumugi_domain::person::ServiceStage;
use tsumugi_domain::team::TeamRole;

const FILES: [(&str, &str); 8] = [
    ("gaps", include_str!("../../data/gaps.toml")),
    ("matters", include_str!("../../data/matters.toml")),
    ("names", include_str!("../../data/names.toml")),
    ("offices", include_str!("../../data/offices.toml")),
    ("past", include_str!("../../data/past.toml")),
    ("phrases", include_str!("../../data/phrases.toml")),
    ("voices", include_str!("../../data/voices.toml")),
    ("story_a", include_str!("../../data/story_a.toml")),
];

fn table(name: &str) -> Table {
    let (_, text) = FILES.iter().find(|(file, _)| *file == name).expect("the file is listed");
    text.parse().expect("the file is TOML")
}

/// All texts of a file, however deep.
fn texts(value: &toml::Value, found: &mut Vec<String>) {
    match value {
        toml::Value::String(text) => found.push(text.clone()),
        toml::Value::Array(all) => all.iter().for_each(|one| texts(one, found)),
        toml::Value::Table(all) => all.values().for_each(|one| texts(one, found)),
        _ => {}
    }
}

fn strings(row: &toml::Value) -> Vec<&str> {
    row.as_array().expect("a row").iter().filter_map(toml::Value::as_str).collect()
}

#[test]
fn readings_are_hiragana_alone() {
    let hiragana = |text: &str| {
        !text.is_empty() && text.chars().all(|c| matches!(c, 'ぁ'..='ゖ' | 'ー' | ' '))
    };
    let names = table("names");
    for list in ["family", "given"] {
        for row in names[list].as_array().expect("a list") {
            assert!(hiragana(strings(row)[1]), "{row}");
        }
    }
    for office in table("offices")["office"].as_array().expect("offices") {
        for worker in office["workers"].as_array().expect("workers") {
            assert!(hiragana(strings(worker)[1]), "{worker}");
        }
    }
    let story = table("story_a");
    let mut people = vec![story["person"].clone()];
    people.extend(story["walk"].as_array().expect("walkers").iter().cloned());
    for one in people {
        for field in ["family_kana", "given_kana"] {
            assert!(hiragana(one[field].as_str().expect("a reading")), "{one}");
        }
    }
}

#[test]
fn writings_that_lists_lose_are_there() {
    let family = table("names")["family"].to_string();
    for name in ["髙橋", "渡邊", "﨑山", "勅使河原"] {
        assert!(family.contains(name), "{name}");
    }
}

#[test]
fn nothing_fictional_bears_a_real_name() {
    let real = include_str!("../../../../data/medical-institutions/names_kakogawa_takasago.csv");
    let mut reader = csv::Reader::from_reader(real.as_bytes());
    let real: BTreeSet<String> =
        reader.records().map(|row| row.expect("a row")[2].replace([' ', '　'], "")).collect();
    assert!(real.len() > 200);
    for office in table("offices")["office"].as_array().expect("offices") {
        let name = office["name"].as_str().expect("a name").replace([' ', '　'], "");
        let hit = real.iter().find(|real| name.contains(*real) || real.contains(&name));
        assert_eq!(hit, None, "{name}");
        assert!(office["phone"].as_str().expect("a number").starts_with("079-000-"), "{office}");
    }
}

#[test]
fn nobody_is_a_case_and_no_text_is_empty_talk() {
    for (file, _) in FILES {
        let mut found = Vec::new();
        texts(&toml::Value::Table(table(file)), &mut found);
        for text in found {
            for word in ["ケース", "問題行動", "困難事例", "障碍", "障がい"] {
                assert!(!text.contains(word), "{file}: {text}");
            }
        }
    }
}

#[test]
fn rules_speak_in_stored_codes() {
    let gaps: Table =
        include_str!("../../../../rules/gap_reasons.toml").parse().expect("it is TOML");
    let codes: Vec<&str> = gaps["reason"]
        .as_array()
        .expect("reasons")
        .iter()
        .filter_map(|reason| reason["code"].as_str())
        .collect();
    let known: Vec<&str> = GapReason::ALL.iter().map(|reason| reason.code()).collect();
    assert_eq!(codes, known);
    let roles: Table =
        include_str!("../../../../rules/expected_roles.toml").parse().expect("it is TOML");
    for entry in roles["expected"].as_array().expect("entries") {
        entry["stage"].as_str().expect("a stage").parse::<ServiceStage>().expect("a known stage");
        for role in strings(&entry["roles"]) {
            role.parse::<TeamRole>().expect("a known role");
        }
    }
    for role in strings(&roles["carries_onward"]["roles"]) {
        let role: TeamRole = role.parse().expect("a known role");
        assert!(tsumugi_domain::meeting::carries_onward(role), "{role:?}");
    }
}

#[test]
fn every_rule_says_since_when_and_from_where() {
    for (file, text) in [
        ("gap_reasons", include_str!("../../../../rules/gap_reasons.toml")),
        ("review_intervals", include_str!("../../../../rules/review_intervals.toml")),
        ("monitoring_intervals", include_str!("../../../../rules/monitoring_intervals.toml")),
        ("expected_roles", include_str!("../../../../rules/expected_roles.toml")),
    ] {
        let whole: Table = text.parse().expect("it is TOML");
        let entries = match whole.get("interval").and_then(toml::Value::as_array) {
            Some(entries) => entries.clone(),
            None => vec![toml::Value::Table(whole)],
        };
        for entry in entries {
            assert!(entry["valid_from"].is_datetime(), "{file}: {entry}");
            assert!(entry["source"].is_str(), "{file}: {entry}");
            let status = entry["status"].as_str().expect("a status");
            assert!(["confirmed", "to_verify"].contains(&status), "{file}: {status}");
        }
    }
}
