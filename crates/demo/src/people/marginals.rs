//! The region looks like the region: who is drawn is compared with the public data, within what
//! chance explains. `docs/demo-region.md` says where each figure comes from and what is assumed.

use super::{Drawn, draw};
use crate::content::Content;
use jiff::civil::date;
use rand::SeedableRng as _;
use rand_chacha::ChaCha20Rng;
use std::collections::BTreeMap;

/// As many as the statistics need to be told apart from chance; the shares are those of 300.
const MANY: usize = 3_000;

fn drawn(content: &Content) -> Vec<Drawn<'_>> {
    let mut rng = ChaCha20Rng::seed_from_u64(1);
    draw(content, &mut rng, date(2026, 11, 23), MANY).expect("people are drawn")
}

fn share(drawn: &[Drawn<'_>], is: impl Fn(&Drawn<'_>) -> bool) -> f64 {
    percent(drawn.iter().filter(|one| is(one)).count(), drawn.len())
}

fn percent(part: usize, whole: usize) -> f64 {
    let (part, whole) = (u32::try_from(part).expect("few"), u32::try_from(whole).expect("few"));
    100.0 * f64::from(part) / f64::from(whole.max(1))
}

#[track_caller]
fn close(what: &str, found: f64, data: f64, within: f64) {
    assert!((found - data).abs() <= within, "{what}: {found:.1} % here, {data:.1} % in the data");
}

/// One column of the rows that a condition lets through, by another column.
fn rows(text: &str, of: (usize, &str), key: usize, value: usize) -> BTreeMap<String, f64> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.filter(|row| row[of.0].contains(of.1))
        .map(|row| (row[key].to_owned(), row[value].parse().unwrap_or_default()))
        .collect()
}

fn statistics(measure: &str) -> BTreeMap<String, f64> {
    rows(include_str!("../../../../data/statistics/statistics.csv"), (2, measure), 3, 4)
}

#[test]
fn self_plans_are_as_frequent_as_in_the_statistics() {
    let content = Content::load(MANY).expect("content");
    let (children, adults): (Vec<_>, Vec<_>) =
        drawn(&content).into_iter().partition(|one| one.child);
    let data = statistics("self-plan rate");
    for (group, name) in
        [(&children, "障害児相談支援 (children)"), (&adults, "計画相談支援 (adults)")]
    {
        close(name, share(group, |one| one.basics.self_plan), data[name], 2.5);
    }
    assert!(
        children.iter().chain(&adults).all(|one| one.basics.self_plan == one.specialist.is_none())
    );
}

#[test]
fn services_are_used_as_often_as_in_the_statistics() {
    let content = Content::load(MANY).expect("content");
    let drawn = drawn(&content);
    let users = statistics("users per month, 国保連 order of size");
    let services =
        ["児童発達支援", "放課後等デイサービス", "生活介護", "就労継続支援B型", "共同生活援助"];
    let all: f64 = services.iter().map(|service| users[*service]).sum();
    for service in services {
        let found = share(&drawn, |one| one.office.services.starts_with(service));
        close(service, found, 100.0 * users[service] / all, 1.5);
    }
    // Where offices say how many places they have, the order of the services is the same.
    let places = rows(
        include_str!("../../../../data/office-counts/national_counts_by_period.csv"),
        (0, "202503"),
        2,
        4,
    );
    assert!(places["放課後等デイサービス"] > places["児童発達支援"]);
    assert!(places["就労継続支援B型"] > places["生活介護"]);
}

#[test]
fn the_two_cities_have_their_shares() {
    let content = Content::load(MANY).expect("content");
    let drawn = drawn(&content);
    let people =
        rows(include_str!("../../../../data/municipalities/hyogo_areas.csv"), (2, "282"), 3, 4);
    let both = people["加古川市"] + people["高砂市"];
    for city in ["加古川市", "高砂市"] {
        let found = share(&drawn, |one| one.basics.address.starts_with(city));
        close(city, found, 100.0 * people[city] / both, 1.5);
    }
    assert!(drawn.iter().all(|one| content.places.iter().any(|place| {
        place.postal_code == one.basics.postal_code
            && one.basics.address.starts_with(&format!("{}{}0番地の", place.city, place.town))
    })));
}

#[test]
fn offices_are_there_as_in_the_two_cities() {
    let content = Content::load(300).expect("content");
    let count = |kind: &str| content.offices.office.iter().filter(|one| one.kind == kind).count();
    let homes = |city: &str| {
        let all = content.offices.office.iter();
        all.filter(|one| one.group == "home" && one.city == city).count()
    };
    let counts = include_str!("../../../../data/office-counts/offices_by_municipality.csv");
    let real = rows(counts, (2, "共同生活援助"), 3, 4);
    // Three quarters of the homes are in the larger city: at our size, two of three.
    assert!(real["28210"] >= 2.0 * real["28216"]);
    assert!(homes("加古川市") >= 2 * homes("高砂市"), "{} {}", homes("加古川市"), homes("高砂市"));
    let with_people = content.offices.office.iter().filter(|one| one.people > 0);
    assert_eq!(with_people.count(), 20);
    assert_eq!((count("consultation"), count("core_centre"), count("municipality")), (3, 1, 2));
}

#[test]
fn people_are_as_old_as_their_service_has_them() {
    let content = Content::load(MANY).expect("content");
    for one in drawn(&content) {
        let birth = one.basics.birth.expect("a birthday");
        let age = birth.until((jiff::Unit::Year, date(2026, 11, 23))).expect("a span").get_years();
        let range = match one.life.group.as_str() {
            "small" => 2..=6,
            "school" => 6..=18,
            _ => 18..=65,
        };
        assert!(range.contains(&age), "{} {age}", one.life.group);
        assert_eq!(one.child, one.basics.self_plan && one.child || age < 18, "{age}");
    }
}

#[test]
fn a_large_region_has_offices_that_one_can_imagine() {
    let content = Content::load(20_000).expect("content");
    let offices: Vec<_> = content.offices.office.iter().filter(|one| one.people > 0).collect();
    let room: usize = offices.iter().map(|office| office.people).sum();
    assert!(room >= 20_000, "{room}");
    assert!(offices.iter().all(|office| office.people <= 20 && office.workers.len() >= 2));
    let mut names: Vec<&str> = offices.iter().map(|office| office.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), offices.len(), "two offices of one name");
    let workers: Vec<_> = content.offices.office.iter().flat_map(|one| &one.workers).collect();
    let distinct: std::collections::BTreeSet<_> = workers.iter().map(|one| &one.0).collect();
    // One person of the core centre also works for the council.
    assert_eq!(distinct.len() + 1, workers.len(), "two workers of one name");
}
