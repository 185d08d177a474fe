//! Who looked, who plans, and in which plan a goal stands that was answered to.

use crate::support::{World, on_each_engine};
use tsumugi_app::answer::{self, NewAnswer};
use tsumugi_app::person;
use tsumugi_app::plan::{self, GoalInput};
use tsumugi_domain::audit::Deed;
use tsumugi_domain::ids::PersonId;
use tsumugi_domain::person::Expression;
use tsumugi_domain::plan::{About, AnswerKind, Answerer, Horizon, Idea, PlanKind};

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
fn the_list_says_who_plans() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = world.haruka();
        let op = world.op(&world.manager);
        for search in ["", "みずの"] {
            let list = person::list(&op, search, 1).unwrap();
            assert_eq!(list.planners.get(&haruka).map(String::as_str), Some("みどり相談室"));
        }
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
        let plans: Vec<_> = lines.into_iter().map(|line| line.plan.unwrap()).collect();
        assert_eq!(
            plans,
            [
                (PlanKind::Individual, "ひだまり作業所".to_owned()),
                (PlanKind::ServiceUse, "みどり相談室".to_owned()),
            ]
        );
    });
}
