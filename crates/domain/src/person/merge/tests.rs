use super::*;
use crate::ids::{PersonId, TypedId as _};

fn record(fields: &[(Field, &str)]) -> Record {
    Record(fields.iter().map(|(field, text)| (*field, (*text).to_owned())).collect())
}

#[test]
fn what_only_one_says_stays_and_what_is_told_is_taken_at_its_longest() {
    let kept = record(&[(Field::Family, "青木"), (Field::Disability, "自閉症")]);
    let merged = record(&[
        (Field::Family, "青木"),
        (Field::Phone, "078-000-0000"),
        (Field::Disability, "自閉スペクトラム症"),
    ]);
    let of = |part| fate(part, &kept, &merged, false);
    assert_eq!(of(Part::Name), Fate::Same);
    assert_eq!(of(Part::Phone), Fate::Only(Side::Merged));
    assert_eq!(of(Part::Disability), Fate::Choice(Side::Merged));
    assert_eq!(of(Part::MedicalCare), Fate::Same);
    let chosen = Chosen::from([(Part::Disability, Side::Kept)]);
    let joined = join(&kept, &merged, false, &chosen, &Classes::new());
    assert_eq!(joined.get(Field::Disability), "自閉症");
    assert_eq!(joined.get(Field::Phone), "078-000-0000");
    let before = changes(&kept, &joined);
    assert_eq!(restore(&joined, &merged, &before), {
        let mut back = kept.clone();
        whole_rows(&mut back);
        back
    });
    let mut edited = joined;
    edited.0.insert(Field::Phone, "078-111-1111".to_owned());
    assert_eq!(restore(&edited, &merged, &before).get(Field::Phone), "078-111-1111");
}

#[test]
fn a_concealed_address_stays_concealed_and_is_not_chosen() {
    let open = record(&[
        (Field::PostalCode, ""),
        (Field::Address, "みなと市 ひらけた町 1-2-3"),
        (Field::Concealed, "false"),
    ]);
    let hidden = record(&[
        (Field::PostalCode, ""),
        (Field::Address, "かくれ町"),
        (Field::Concealed, "true"),
    ]);
    let all = |side| Chosen::from([(Part::Address, side)]);
    for side in [Side::Kept, Side::Merged] {
        for (kept, merged) in [(&open, &hidden), (&hidden, &open)] {
            let joined = join(kept, merged, true, &all(side), &Classes::new());
            assert_eq!((joined.get(Field::Address), joined.is_concealed()), ("かくれ町", true));
        }
    }
}

fn facts(adult: bool, seat: Option<Seat>) -> PersonFacts {
    PersonFacts {
        person: PersonId::from_uuid(uuid::Uuid::nil()),
        adult,
        concealed: false,
        registered_by: None,
        seats: seat.into_iter().collect(),
        consents: Vec::new(),
    }
}

fn relative(custodian: bool, sees_plan: bool) -> Option<Seat> {
    let account = Some(AccountId::from_uuid(uuid::Uuid::nil()));
    Some(Seat { org: None, staff: None, account, custodian, sees_plan })
}

#[test]
fn a_relative_is_asked_about_and_a_custodian_told_of() {
    let holds: Classes = [DataClass::Plan, DataClass::Voice].into();
    let told = |kept: &PersonFacts, merged: &PersonFacts, adult: bool| {
        let [kept, merged] = [kept, merged].map(|facts| Holding { facts, holds: &holds });
        let all = changes_of_family(kept, merged, &[adult].into());
        let line = |one: FamilyChange| (one.of, one.gains, one.loses, one.ends);
        all.into_iter().map(line).collect::<Vec<_>>()
    };
    let nobody = facts(true, None);
    let plan = Classes::from([DataClass::Basic, DataClass::Plan]);
    let seeing = facts(true, relative(false, true));
    let told_of = told(&seeing, &nobody, true);
    assert_eq!(told_of, [(Side::Merged, plan.clone(), Classes::new(), true)]);
    // Let see in one of two: the narrower stays.
    let unseeing = facts(true, relative(false, false));
    let told_of = told(&unseeing, &seeing, true);
    assert_eq!(told_of, [(Side::Merged, Classes::new(), plan, false)]);
    // Who was an adult only because nobody knew the birthday is a minor once it is known.
    let custodian = facts(true, relative(true, false));
    assert_eq!(told(&custodian, &nobody, true), []);
    let told_of = told(&custodian, &nobody, false);
    assert!(told_of.iter().all(|(_, gains, _, ends)| gains.contains(&DataClass::Voice) && !ends));
    assert_eq!(told_of.len(), 2);
}

#[test]
fn the_birthday_that_stays_says_who_is_an_adult() {
    let today = jiff::civil::date(2026, 4, 10);
    let born = |day: &str| record(&[(Field::Birth, day)]);
    let of = |kept: &Record, merged: &Record| may_be_adult(kept, merged, false, today);
    assert_eq!(of(&born(""), &born("2015-04-01")), [false].into());
    assert_eq!(of(&born("2015-04-01"), &born("")), [false].into());
    assert_eq!(of(&born("1990-04-01"), &born("2015-04-01")), [false, true].into());
    assert_eq!(of(&born(""), &born("")), [true].into());
}

#[test]
fn the_open_account_goes_on() {
    let open = [(true, true), (false, true), (true, false)];
    let fates = open.map(|(kept, merged)| own_account(kept, merged));
    assert_eq!(fates, [OwnAccount::Closes, OwnAccount::Moves, OwnAccount::None]);
}
