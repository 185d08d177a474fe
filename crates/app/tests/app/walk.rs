//! The walk through a demonstration region: whom it follows, and that nobody was looked at.

use crate::merge::on_each_engine;
use crate::support::{World, held, hidden, nobody};
use tsumugi_app::meeting::{self, Convene};
use tsumugi_app::notice::{self, RaiseConcern};
use tsumugi_app::person::{self, Basics};
use tsumugi_app::walk::{Place, Spot, place};
use tsumugi_domain::ids::PersonId;
use tsumugi_domain::meeting::{Cause, MeetingKind};
use tsumugi_domain::walk::Stop;

fn convened(world: &World<'_>, person: PersonId) -> tsumugi_domain::ids::MeetingId {
    let new = Convene {
        kind: MeetingKind::Individual,
        must_decide: "朝の始め方".to_owned(),
        cause: Cause::Own,
        request: None,
        invited: Vec::new(),
        candidates: vec![held()],
    };
    meeting::convene(&world.op(&world.manager), person, &new).unwrap()
}

#[test]
fn a_walk_follows_one_person_as_far_as_it_can_and_looks_at_nobody() {
    on_each_engine(|db, raw| {
        let world = World::new(db);
        let manager = || world.op(&world.manager);
        let haruka = world.haruka();
        let text = "バスを1本おくらせる日がふえた".to_owned();
        let concern = notice::raise(&manager(), haruka, &RaiseConcern { text }).unwrap();
        let named =
            Basics { family: "森".to_owned(), given: "光".to_owned(), ..Basics::default() };
        let other = person::register(&manager(), world.office, &named).unwrap();
        let called = convened(&world, other);
        let before = raw.everything_of(&["audit".to_owned()]);
        let step = |stop, followed| place(&manager(), stop, followed).unwrap();
        let own = |spot, person| Place { spot, followed: Some(person), elsewhere: false };
        // For her a concern waits and can be called for, for the other one a meeting.
        let call = Spot::Concern(haruka, concern);
        assert_eq!(step(Stop::Call, Some(haruka)), own(call, haruka));
        assert_eq!(step(Stop::Meeting, Some(other)), own(Spot::Meeting(called), other));
        assert_eq!(step(Stop::Call, Some(other)), own(Spot::Person(other), other));
        let elsewhere = Place { elsewhere: true, ..own(Spot::Meeting(called), haruka) };
        assert_eq!(step(Stop::Meeting, Some(haruka)), elsewhere);
        // A meeting without a day is not closed, and nobody has minutes.
        let none = Place { elsewhere: true, ..own(Spot::Nobody, other) };
        assert_eq!(step(Stop::Close, Some(other)), none);
        assert_eq!(step(Stop::Minutes, Some(other)), none);
        // Whoever a cookie names and is not theirs is not followed.
        let stranger = nobody();
        let first = step(Stop::Person, None);
        assert_eq!(step(Stop::Person, Some(stranger)), first);
        assert_eq!(first.spot, Spot::Person(first.followed.unwrap()));
        assert_eq!(before, raw.everything_of(&["audit".to_owned()]), "nobody was shown anything");
    });
}

#[test]
fn only_the_readers_own_steps_lead_anywhere() {
    on_each_engine(|db, _| {
        let world = World::new(db);
        crate::council::with_council(&world);
        let haruka = world.haruka();
        let alone = |spot| Place { spot, followed: None, elsewhere: false };
        let own = || world.op(&world.oneself(haruka));
        assert_eq!(place(&own(), Stop::OwnSay, None).unwrap(), alone(Spot::Person(haruka)));
        assert_eq!(place(&own(), Stop::OwnAnswers, None).unwrap(), alone(Spot::Nobody));
        hidden(place(&own(), Stop::Person, Some(haruka)));
        hidden(place(&world.op(&world.manager), Stop::OwnSay, None));
        hidden(place(&world.op(&world.administrator), Stop::Person, None));
        assert_eq!(
            place(&world.op(&world.secretary), Stop::Reply, None).unwrap(),
            alone(Spot::Nobody)
        );
    });
}
