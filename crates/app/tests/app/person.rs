//! Who looked, who plans, and in which plan a goal stands that was answered to.

use crate::support::{World, on_each_engine, problems};
use jiff::civil::{Date, date};
use tsumugi_app::Op;
use tsumugi_app::answer::{self, NewAnswer};
use tsumugi_app::op::{japan, local_day};
use tsumugi_app::person::{self, Asked, Basics};
use tsumugi_app::plan::{self, GoalInput};
use tsumugi_app::team::{self, NewMember};
use tsumugi_domain::answer::Source;
use tsumugi_domain::audit::Deed;
use tsumugi_domain::ids::PersonId;
use tsumugi_domain::list::{People, PeopleOrder};
use tsumugi_domain::person::Expression;
use tsumugi_domain::plan::{About, AnswerKind, Answerer, Horizon, Idea, PlanKind};
use tsumugi_domain::policy::Actor;
use tsumugi_domain::team::TeamRole;
use tsumugi_words::{Furigana, Layer, Words};

#[test]
fn a_field_that_cannot_be_used_is_refused_and_nothing_is_dropped_in_silence() {
    on_each_engine(|db| {
        let world = World::new(db);
        let op = world.op(&world.manager);
        let typed = Basics {
            family: "あ".repeat(61),
            family_kana: "ABC".to_owned(),
            birth: Some(date(1026, 1, 1)),
            certificate: "なし".to_owned(),
            phone: "でんわ".to_owned(),
            support_category: "99".to_owned(),
            disability: "あ".repeat(2_001),
            ..Basics::default()
        };
        assert_eq!(
            problems(person::register(&op, world.office, &typed)),
            [
                "family_kana error-reading",
                "family error-too-long",
                "birth error-birth-long-ago",
                "certificate error-certificate",
                "phone error-phone",
                "disability error-too-long",
                "support_category error-category",
            ]
        );
        // What stands beside a number would become a part of it, or be lost.
        for phone in ["078-000-0001 内線12", "078-000-0001（母）"] {
            let typed =
                Basics {
                    family: "水野".to_owned(), phone: phone.to_owned(), ..Basics::default()
                };
            assert_eq!(
                problems(person::register(&op, world.office, &typed)),
                ["phone error-phone"]
            );
        }
        let typed = Basics {
            family: "水野".to_owned(),
            family_kana: "ミズノ".to_owned(),
            given_kana: "ミスヾ".to_owned(),
            phone: "０７８ー０００ー０００１".to_owned(),
            support_category: "３".to_owned(),
            ..Basics::default()
        };
        let made = person::register(&op, world.office, &typed).unwrap();
        let about = person::page(&op, made).unwrap().about;
        assert_eq!(about.phone.as_deref(), Some("078-000-0001"));
        assert_eq!(about.health.unwrap().support_category, "区分3");
        let seat = NewMember {
            worker: None,
            role: TeamRole::Friend,
            name: "未定".to_owned(),
            org: None,
            org_name: String::new(),
            from: None,
        };
        assert_eq!(problems(team::add(&op, made, &seat)), ["name error-nobody"]);
    });
}

#[test]
fn the_same_name_and_birthday_asks_first_and_a_blank_sex_stays_blank() {
    on_each_engine(|db| {
        let world = World::new(db);
        let op = world.op(&world.manager);
        let typed = |family: &str, given: &str| Basics {
            family: family.to_owned(),
            given: given.to_owned(),
            birth: Some(jiff::civil::date(2003, 7, 1)),
            ..Basics::default()
        };
        let first = person::register(&op, world.office, &typed("水野", "葵")).unwrap();
        assert_eq!(person::edit_form(&op, first).unwrap().basics.sex, "");
        let again = typed("水野葵", "");
        let refused = person::register(&op, world.office, &again);
        assert_eq!(problems(refused), ["same_name error-same-person"]);
        let there = person::same_people(&op, &again).unwrap();
        assert_eq!(there.iter().map(|one| one.id).collect::<Vec<_>>(), [first]);
        let day = Basics { birth: Some(jiff::civil::date(2003, 7, 2)), ..again.clone() };
        person::register(&op, world.office, &day).unwrap();
        // Without a birthday, the name alone asks.
        let nameless =
            person::register(&op, world.office, &Basics { birth: None, ..again.clone() });
        assert_eq!(problems(nameless), ["same_name error-same-person"]);
        person::register(&op, world.office, &Basics { same_name: true, ..again }).unwrap();
    });
}

#[test]
fn looks_of_one_reader_on_one_day_stand_together() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = world.haruka();
        let own = world.oneself(haruka);
        for _ in 0..3 {
            person::page(&world.op(&own), haruka).unwrap();
            person::voices(&world.op(&own), haruka).unwrap();
            person::page(&world.op(&world.specialist), haruka).unwrap();
        }
        let all = person::looks(&world.op(&own), haruka, 1, false).unwrap();
        let mine: Vec<_> = all.groups.iter().filter(|group| group.actor_name == own.name).collect();
        let [group] = &mine[..] else { panic!("one line: {mine:?}") };
        assert_eq!((group.deed, group.count), (Deed::Saw, 6));
        let mut subjects = group.subjects.clone();
        subjects.sort();
        assert_eq!(subjects, ["person", "voice"]);
        assert_eq!(all.pages, 1);

        // Every change stands alone.
        let changes = |groups: &[person::LookGroup]| {
            groups.iter().filter(|group| group.deed != Deed::Saw).count()
        };
        assert!(changes(&all.groups) >= 2);
        assert!(all.groups.iter().all(|group| group.deed == Deed::Saw || group.count == 1));

        let others = person::looks(&world.op(&own), haruka, 1, true).unwrap();
        assert!(others.groups.iter().all(|group| group.actor_name != own.name));
        assert!(others.groups.iter().any(|group| group.actor_name == world.specialist.name));
        assert_eq!(changes(&others.groups), changes(&all.groups));
    });
}

#[test]
fn looks_stand_newest_first_and_the_month_in_one_answer() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = world.haruka();
        let at = |actor: &Actor, day: Date, hours: i64| {
            let mut op = world.op_on(actor, day);
            op.now = op.now.checked_add(jiff::SignedDuration::from_hours(hours)).unwrap();
            person::page(&op, haruka).unwrap();
        };
        let (manager, specialist) = (&world.manager, &world.specialist);
        let (before, day) = (date(2026, 4, 30), date(2026, 5, 12));
        at(specialist, before, 1);
        for (actor, hours) in [(manager, -2), (specialist, -1), (manager, 0), (specialist, 3)] {
            at(actor, day, hours);
        }
        at(manager, date(2026, 5, 13), 0);
        let own = world.oneself(haruka);
        let page = person::looks(&world.op_on(&own, date(2026, 5, 14)), haruka, 1, true).unwrap();
        let may = page.groups.iter().take_while(|one| local_day(one.at) >= before);
        let may: Vec<_> = may
            .map(|one| {
                let at = one.at.to_zoned(japan());
                format!("{} {} {}", at.strftime("%m-%d %H"), one.actor_name, one.count)
            })
            .collect();
        let month: Vec<_> =
            page.month.iter().map(|one| format!("{} {}", one.name, one.org_name)).collect();
        insta::allow_duplicates! {
            insta::assert_debug_snapshot!((may, month), @r#"
            (
                [
                    "05-13 12 田村 光一 1",
                    "05-12 15 青木 さくら 2",
                    "05-12 12 田村 光一 2",
                    "04-30 13 青木 さくら 1",
                ],
                [
                    "田村 光一 ひだまり作業所",
                    "青木 さくら みどり相談室",
                ],
            )
            "#);
        }
        // On the first of a month nobody has looked yet.
        let page = person::looks(&world.op_on(&own, date(2026, 6, 1)), haruka, 1, true).unwrap();
        assert!(page.month.is_empty() && !page.groups.is_empty());
    });
}

#[test]
fn somebody_with_two_posts_is_one_of_those_who_looked() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = world.haruka();
        let own = world.oneself(haruka);
        let month = || {
            let page = person::looks(&world.op(&own), haruka, 1, true).unwrap();
            (page.people, page.month.len())
        };
        assert_eq!(month(), (1, 1));
        let elsewhere =
            Op { org_name: "となり事業所".to_owned(), ..world.op(&world.manager) };
        person::page(&elsewhere, haruka).unwrap();
        assert_eq!(month(), (1, 2), "from two places");
        person::page(&world.op(&world.specialist), haruka).unwrap();
        assert_eq!(month(), (2, 3));
    });
}

#[test]
fn the_list_says_who_plans() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = world.haruka();
        let op = world.op(&world.manager);
        for search in ["", "みずの"] {
            let list = person::list(&op, person::Asked::named(search), 1).unwrap();
            assert_eq!(list.planners.get(&haruka).map(String::as_str), Some("みどり相談室"));
        }
    });
}

#[test]
fn the_list_is_narrowed_down_and_ordered() {
    on_each_engine(|db| {
        let world = World::new(db);
        world.haruka();
        let op = world.op(&world.manager);
        let born = |given: &str, kana: &str, birth: Option<Date>| {
            let basics = Basics {
                family: "森".to_owned(),
                given: given.to_owned(),
                family_kana: "もり".to_owned(),
                given_kana: kana.to_owned(),
                birth,
                sex: "m".to_owned(),
                ..Basics::default()
            };
            person::register(&op, world.office, &basics).unwrap();
        };
        // On the day of the test はるか is 22, 蓮 comes of age, 葵 does so tomorrow.
        born("蓮", "れん", Some(date(2008, 4, 10)));
        born("葵", "あおい", Some(date(2008, 4, 11)));
        born("朔", "さく", None);
        let names = |which, order| {
            let asked = Asked { search: "", which, order };
            let list = person::list(&op, asked, 1).unwrap();
            assert_eq!(list.count, i64::try_from(list.people.len()).unwrap());
            list.people.into_iter().map(|one| one.name.given).collect::<Vec<_>>()
        };
        use PeopleOrder::{Age, Name};
        assert_eq!(names(People::All, Name), ["はるか", "葵", "朔", "蓮"]);
        assert_eq!(names(People::All, Age), ["葵", "蓮", "はるか", "朔"]);
        assert_eq!(names(People::Children, Name), ["葵"]);
        assert_eq!(names(People::Adults, Name), ["はるか", "朔", "蓮"]);
        assert_eq!(names(People::WithoutPlan, Name).len(), 4);
        let asked = Asked { search: "あお", which: People::Adults, order: Name };
        assert_eq!(person::list(&op, asked, 1).unwrap().count, 0, "both count");
        let words = Words::new(Layer::Standard, Furigana::Off);
        let file = person::file(&op, words, Asked { which: People::Children, ..asked }).unwrap();
        assert_eq!(String::from_utf8(file).unwrap().lines().count(), 2);
    });
}

fn a_goal(world: &World<'_>, haruka: PersonId, specialist: bool) {
    let (actor, kind) = match specialist {
        true => (&world.specialist, PlanKind::ServiceUse),
        false => (&world.manager, PlanKind::Individual),
    };
    let op = world.op(actor);
    let plan = plan::start(&op, haruka, kind).unwrap();
    let goal = GoalInput {
        goal: None,
        horizon: Horizon::Short,
        text: "海へ行く".to_owned(),
        idea: Idea::Person,
        own_words: String::new(),
        grounds: String::new(),
        person_role: String::new(),
        support: String::new(),
        provider: String::new(),
        due: None,
    };
    let goal = plan::save_goal(&op, plan, &goal).unwrap();
    let given = NewAnswer {
        about: About::Goal(goal),
        by: Answerer::Person,
        kind: AnswerKind::Yes,
        how: Expression::Speech,
        words: String::new(),
        reading: String::new(),
        ask_again: None,
    };
    answer::record(&op, haruka, &given).unwrap();
}

#[test]
fn the_same_words_in_two_plans_are_told_apart() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = world.haruka();
        a_goal(&world, haruka, true);
        a_goal(&world, haruka, false);
        let lines = answer::page(&world.op(&world.oneself(haruka)), haruka).unwrap().lines;
        let plan = |line: answer::AnswerLine| match line.source.unwrap() {
            Source::Plan { kind, org_name, .. } => (kind, org_name),
            Source::Meeting { .. } => panic!("a goal"),
        };
        let plans: Vec<_> = lines.into_iter().map(plan).collect();
        assert_eq!(
            plans,
            [
                (PlanKind::Individual, "ひだまり作業所".to_owned()),
                (PlanKind::ServiceUse, "みどり相談室".to_owned()),
            ]
        );
    });
}
