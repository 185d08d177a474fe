//! Whose decision a consent is.

use crate::support::{World, hidden, on_each_engine, problems};
use jiff::civil::date;
use tsumugi_app::accounts::{self, Sight};
use tsumugi_app::answer;
use tsumugi_app::consent::{self, NewConsent};
use tsumugi_app::person::{self, Basics};
use tsumugi_app::plan;
use tsumugi_app::team::{self, NewMember};
use tsumugi_domain::consent::{DataClass, Giver};
use tsumugi_domain::ids::{OrgId, PersonId};
use tsumugi_domain::plan::{About, Answerer, PlanKind};
use tsumugi_domain::policy::{Actor, Who};
use tsumugi_domain::team::TeamRole;

fn said(recipient: OrgId, giver: Giver, name: &str) -> NewConsent {
    NewConsent {
        recipient: Some(recipient),
        classes: [DataClass::Plan, DataClass::Voice].into(),
        giver,
        giver_name: name.to_owned(),
        to: Some(date(2027, 3, 31)),
    }
}

/// A child of the office, and the mother, who signs in.
fn child_and_mother(world: &World<'_>) -> (PersonId, Actor) {
    let manager = || world.op(&world.manager);
    let basics = Basics {
        family: "森".to_owned(),
        given: "光".to_owned(),
        birth: Some(date(2016, 5, 1)),
        ..Basics::default()
    };
    let child = person::register(&manager(), world.office, &basics).unwrap();
    let mother = NewMember {
        worker: None,
        role: TeamRole::Custodian,
        name: "森 恵子".to_owned(),
        org: None,
        org_name: String::new(),
        from: None,
    };
    let seat = team::add(&manager(), child, &mother).unwrap();
    accounts::invite_family(&manager(), child, seat, &Sight::default()).unwrap();
    let family = accounts::page(&manager(), child).unwrap().family;
    let account = family.into_iter().find_map(|one| one.account).unwrap().account;
    (child, Actor { account, ..world.actor("森 恵子", Who::Family) })
}

#[test]
fn whoever_decides_from_their_own_account_decides_for_themselves() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = world.haruka();
        let (child, mother) = child_and_mother(&world);
        let to = world.consultation;
        // Whatever a form says of it.
        let typed = said(to, Giver::Guardian, "だれか");
        for (person, actor, giver) in
            [(haruka, world.oneself(haruka), Giver::Person), (child, mother, Giver::Custodian)]
        {
            let given = consent::give(&world.op(&actor), person, &typed).unwrap();
            let page = consent::page(&world.op(&actor), person).unwrap();
            let (given, _) = page.consents.iter().find(|(one, _)| one.id == given).unwrap();
            assert_eq!((given.giver, &given.giver_name), (giver, &actor.name));
        }
        // What a worker writes down is what somebody said, and no custodian says it for an adult.
        let manager = || world.op(&world.manager);
        let refused = consent::give(&manager(), haruka, &said(to, Giver::Custodian, "水野 京子"));
        assert_eq!(problems(refused), ["giver error-consent-adult"]);
        let nameless = consent::give(&manager(), haruka, &said(to, Giver::Person, " "));
        assert_eq!(problems(nameless), ["giver_name error-required"]);
        consent::give(&manager(), child, &said(to, Giver::Custodian, "森 恵子")).unwrap();
    });
}

#[test]
fn the_family_takes_an_answer_back_at_the_plan_to_which_it_was_given() {
    on_each_engine(|db| {
        let world = World::new(db);
        let (child, mother) = child_and_mother(&world);
        let manager = || world.op(&world.manager);
        let seat = NewMember {
            worker: None,
            role: TeamRole::Specialist,
            name: world.specialist.name.clone(),
            org: Some(world.consultation),
            org_name: String::new(),
            from: None,
        };
        team::add(&manager(), child, &seat).unwrap();
        let agreed = said(world.consultation, Giver::Custodian, "森 恵子");
        consent::give(&manager(), child, &agreed).unwrap();
        let own = plan::start(&manager(), child, PlanKind::Individual).unwrap();
        let goal = plan::save_goal(&manager(), own, &crate::plan::goal("プールへ行く")).unwrap();
        let other = plan::start(&world.op(&world.specialist), child, PlanKind::ServiceUse).unwrap();
        let family = || world.op(&mother);
        let yes =
            answer::NewAnswer { by: Answerer::Family, ..crate::meeting::yes(About::Goal(goal)) };
        let given = answer::record(&family(), child, &yes).unwrap();
        hidden(answer::to_withdraw_at(&family(), other, given));
        hidden(answer::withdraw_at(&family(), other, given));
        assert_eq!(answer::to_withdraw_at(&family(), own, given).unwrap().id, given);
        answer::withdraw_at(&family(), own, given).unwrap();
        hidden(answer::withdraw_at(&family(), own, given));
    });
}
