//! Two records of one person become one and two again, and nothing is lost, shown or made up.

#[path = "../../../store/tests/shared/raw.rs"]
mod raw;

use crate::meeting::yes;
use crate::plan::goal;
use crate::support::{FreshDatabase, TODAY, World, conflict, forbidden, held, hidden, problems};
use jiff::civil::{Date, date};
use raw::Raw;
use tsumugi_app::answer;
use tsumugi_app::meeting::{self, Convene};
use tsumugi_app::person::merge::{self, Undo};
use tsumugi_app::person::{self, Basics, NewVoice};
use tsumugi_app::plan;
use tsumugi_app::team::{self, NewMember};
use tsumugi_app::{AppError, Db, Op, accounts, address, job, removal};
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::{EntryId, MembershipId, OrgId, PersonId, PlanId, TypedId as _};
use tsumugi_domain::meeting::{Cause, MeetingKind};
use tsumugi_domain::person::merge::{Chosen, Part, Side, joined_facts};
use tsumugi_domain::person::{Expression, Speaker};
use tsumugi_domain::plan::{About, PlanKind};
use tsumugi_domain::policy::{Actor, PersonFacts, Who, classes_at, classes_of_family};
use tsumugi_domain::team::TeamRole;
use tsumugi_store::{DbConfig, access};

/// Runs a test on an empty database of each engine there is, with a way past the store.
pub(crate) fn on_each_engine(test: impl Fn(&Db, &Raw)) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("test.db");
    let config = DbConfig::Sqlite { path: path.clone(), key: [7; 32] };
    test(&Db::open(&config).unwrap(), &Raw::Sqlite(path));
    if let Ok(server) = std::env::var("TSUMUGI_TEST_PG") {
        let fresh = FreshDatabase::make(&server);
        let url = fresh.url.clone();
        test(&Db::open(&DbConfig::Postgres { url: url.clone() }).unwrap(), &Raw::Postgres(url));
    }
}

/// Somebody whom the office registers, once more.
fn again(world: &World<'_>, actor: &Actor, basics: Basics) -> PersonId {
    let op = world.op(actor);
    let office = op.post(|_| true).unwrap().org;
    let named = Basics {
        family: "水野".to_owned(),
        given: "はるか".to_owned(),
        family_kana: "みずの".to_owned(),
        same_name: true,
        ..basics
    };
    person::register(&op, office, &named).unwrap()
}

fn with_phone(phone: &str) -> Basics {
    Basics { phone: phone.to_owned(), ..Basics::default() }
}

#[test]
fn whatever_two_records_hold_undoing_brings_everything_back() {
    for seed in 0..8 {
        on_each_engine(|db, raw| {
            let world = World::new(db);
            let op = world.op(&world.manager);
            let one = world.haruka();
            let other = again(&world, &world.manager, with_phone("078-000-0000"));
            raw.sow(seed, op.region(), &[one, other]);
            let before = raw.everything();
            let merge = merge::join(&world.op(&world.manager), one, other, &Chosen::new());
            let merge = merge.unwrap_or_else(|error| panic!("seed {seed}: {error:?}"));
            let joined = raw.everything();
            for table in tsumugi_store::person::merge::tables() {
                let left = joined[table].iter().filter(|row| row.contains(&other.to_string()));
                assert_eq!(left.count(), 0, "seed {seed}: {table} still has the other's rows");
                assert_eq!(joined[table].len(), before[table].len(), "seed {seed}: {table}");
            }
            merge::undo(&world.op(&world.manager), one, merge).unwrap();
            let after = raw.everything();
            for (table, rows) in &before {
                assert_eq!(rows, &after[table], "seed {seed}: {table}");
            }
            // And once more, the other way round.
            let merge = merge::join(&world.op(&world.manager), other, one, &Chosen::new()).unwrap();
            merge::undo(&world.op(&world.manager), other, merge).unwrap();
            assert_eq!(before, raw.everything(), "seed {seed}: the other way round");
        });
    }
}

#[test]
fn three_records_go_back_one_after_the_other() {
    on_each_engine(|db, raw| {
        let world = World::new(db);
        let op = || world.op(&world.manager);
        let people: Vec<PersonId> = (0..3)
            .map(|n| again(&world, &world.manager, with_phone(&format!("078-000-000{n}"))))
            .collect();
        let [a, b, c] = [people[0], people[1], people[2]];
        raw.sow(7, op().region(), &people);
        let none = Chosen::new();
        let first = raw.everything();
        let into_b = merge::join(&op(), b, a, &none).unwrap();
        let second = raw.everything();
        let into_c = merge::join(&op(), c, b, &none).unwrap();
        // An old link leads through both; the records in between are nobody's.
        assert_eq!(merge::leads_to(&op(), a).unwrap(), Some(c));
        assert_eq!(merge::leads_to(&op(), b).unwrap(), Some(c));
        assert_eq!(merge::leads_to(&op(), c).unwrap(), None);
        assert_eq!(merge::leads_to(&world.op(&world.stranger), a).unwrap(), None);
        hidden(merge::undo(&op(), b, into_b));
        assert!(matches!(merge::join(&op(), c, a, &none), Err(AppError::AlreadyDone)));
        hidden(merge::join(&op(), b, c, &none));
        merge::undo(&op(), c, into_c).unwrap();
        assert_eq!(second, raw.everything());
        merge::undo(&op(), b, into_b).unwrap();
        assert_eq!(first, raw.everything());
        assert_eq!(merge::leads_to(&op(), a).unwrap(), None);
        assert!(matches!(merge::undo(&op(), b, into_b), Err(AppError::AlreadyDone)));
    });
}

#[test]
fn the_newest_is_undone_first_and_not_after_thirty_days() {
    on_each_engine(|db, raw| {
        let world = World::new(db);
        let op = || world.op(&world.manager);
        let [a, b, c] = [1, 2, 3]
            .map(|n| again(&world, &world.manager, with_phone(&format!("078-000-000{n}"))));
        let before = raw.everything();
        let none = Chosen::new();
        let first = merge::join(&op(), a, b, &none).unwrap();
        let second = merge::join(&op(), a, c, &none).unwrap();
        assert_eq!(problems(merge::undo(&op(), a, first)), ["undo error-merge-later"]);
        assert_eq!(merge::undo_page(&op(), a, first).unwrap().undo, Undo::LaterFirst);
        let late = world.op_on(&world.manager, date(2026, 5, 11));
        assert_eq!(problems(merge::undo(&late, a, second)), ["undo error-merge-over"]);
        assert_eq!(merge::undo_page(&late, a, second).unwrap().undo, Undo::Over);
        let in_time = world.op_on(&world.manager, date(2026, 5, 9));
        merge::undo(&in_time, a, second).unwrap();
        merge::undo(&in_time, a, first).unwrap();
        assert_eq!(before, raw.everything());
    });
}

#[test]
fn the_same_form_counts_once_and_two_directions_at_once_leave_one_record() {
    on_each_engine(|db, _| {
        let world = World::new(db);
        let one = world.haruka();
        let other = again(&world, &world.manager, Basics::default());
        let form = |kept: PersonId, merged: PersonId, token: &str| {
            let op = Op { submit: Some(token.to_owned()), ..world.op(&world.manager) };
            merge::join(&op, kept, merged, &Chosen::new()).map(|_| kept)
        };
        let sent = std::thread::scope(|scope| {
            let all = [(one, other, "a"), (one, other, "a"), (one, other, "b"), (other, one, "c")];
            let form = &form;
            let all =
                all.map(|(kept, merged, token)| scope.spawn(move || form(kept, merged, token)));
            all.map(|one| one.join().unwrap())
        });
        let done: Vec<_> = sent.iter().filter_map(|sent| sent.as_ref().ok()).collect();
        assert_eq!(done.len(), 1, "{sent:?}");
        for refused in sent.iter().filter_map(|sent| sent.as_ref().err()) {
            assert!(matches!(refused, AppError::AlreadyDone | AppError::Hidden), "{refused:?}");
        }
        let left = if *done[0] == one { other } else { one };
        hidden(person::page(&world.op(&world.manager), left));
        person::page(&world.op(&world.manager), *done[0]).unwrap();
    });
}

#[test]
fn whoever_may_not_see_one_of_them_learns_nothing() {
    on_each_engine(|db, _| {
        let world = World::new(db);
        let one = world.haruka();
        let born = Basics { birth: Some(date(2003, 7, 1)), ..Basics::default() };
        let elsewhere = again(&world, &world.stranger, born);
        let (manager, stranger) = (|| world.op(&world.manager), || world.op(&world.stranger));
        for (kept, merged) in [(one, elsewhere), (elsewhere, one)] {
            hidden(merge::preview(&manager(), kept, merged));
            hidden(merge::preview(&stranger(), kept, merged));
            hidden(merge::join(&manager(), kept, merged, &Chosen::new()));
            hidden(merge::join(&stranger(), kept, merged, &Chosen::new()));
        }
        hidden(merge::preview(&manager(), one, one));
        let choose = merge::choose(&manager(), one, "水野").unwrap();
        assert_eq!((choose.alike.len(), choose.found.len()), (0, 0));
        assert_eq!(merge::doubles(&manager()).unwrap(), []);
        // The person and those who only work with them do not join records.
        let oneself = world.oneself(one);
        forbidden(merge::choose(&world.op(&oneself), one, ""));
        hidden(merge::doubles(&world.op(&oneself)));
        // Whoever answers for both finds them at once.
        seat(&world, &world.stranger, elsewhere);
        let specialist = || world.op(&world.specialist);
        assert_eq!(merge::doubles(&specialist()).unwrap().len(), 1);
        assert_eq!(merge::choose(&specialist(), one, "").unwrap().alike.len(), 1);
    });
}

/// A seat for the specialist.
fn seat(world: &World<'_>, actor: &Actor, person: PersonId) {
    let seat = NewMember {
        worker: None,
        role: TeamRole::Specialist,
        name: world.specialist.name.clone(),
        org: Some(world.consultation),
        org_name: String::new(),
        from: None,
    };
    team::add(&world.op(actor), person, &seat).unwrap();
}

fn consent_to(
    world: &World<'_>,
    actor: &Actor,
    person: PersonId,
    org: OrgId,
    classes: &[DataClass],
) {
    crate::support::share(&world.op(actor), person, org, classes);
}

#[test]
fn no_office_comes_to_see_what_nobody_has_allowed() {
    on_each_engine(|db, _| {
        let world = World::new(db);
        let one = world.haruka();
        let details = Basics { address: "となり町1".to_owned(), ..with_phone("078-000-0009") };
        let two = again(&world, &world.stranger, details);
        seat(&world, &world.stranger, two);
        let specialist = || world.op(&world.specialist);
        let preview = merge::preview(&specialist(), one, two).unwrap();
        let asks: Vec<_> = preview
            .sight
            .iter()
            .filter(|(change, _)| !change.to_ask().is_empty())
            .map(|(change, org)| (org.as_str(), change.of, change.to_ask()))
            .collect();
        let contact: tsumugi_domain::consent::Classes = [DataClass::Contact].into();
        // The other office would lose sight of the number it wrote down, this one would gain it.
        assert_eq!(asks.len(), 2, "{asks:?}");
        assert!(asks.iter().all(|(_, of, ask)| (*of, ask) == (Side::Merged, &contact)), "{asks:?}");
        let refused = merge::join(&specialist(), one, two, &Chosen::new());
        assert_eq!(problems(refused), ["sight error-merge-ask"]);
        let other_office = world.op(&world.stranger).post(|_| true).unwrap().org;
        consent_to(&world, &world.specialist, one, world.office, &[DataClass::Contact]);
        consent_to(&world, &world.specialist, two, other_office, &[DataClass::Contact]);
        let asked = merge::preview(&specialist(), one, two).unwrap();
        assert!(asked.mark != preview.mark && !asked.must_ask());
        let op = Op { seen: Some(asked.mark), ..specialist() };
        merge::join(&op, one, two, &Chosen::new()).unwrap();
        let seen = person::page(&world.op(&world.manager), one).unwrap().about;
        assert_eq!(seen.phone.as_deref(), Some("078-000-0009"));
        // No consent opens an address: the other office's stays where it was written.
        assert_eq!(seen.address.map(|address| address.address), Some(String::new()));
        let theirs = person::page(&world.op(&world.stranger), one).unwrap().about;
        assert_eq!((theirs.phone.as_deref(), theirs.address), (Some("078-000-0009"), None));
    });
}

#[test]
fn what_was_changed_since_is_not_joined_and_what_was_written_since_stays() {
    on_each_engine(|db, _| {
        let world = World::new(db);
        let manager = || world.op(&world.manager);
        let one = again(&world, &world.manager, with_phone("078-000-0001"));
        let two = again(
            &world,
            &world.manager,
            Basics { disability: "てんかん".to_owned(), ..with_phone("078-000-0002") },
        );
        let mark = merge::preview(&manager(), one, two).unwrap().mark;
        let named = |phone: &str| Basics {
            family: "水野".to_owned(),
            given: "はるか".to_owned(),
            ..with_phone(phone)
        };
        person::edit(&manager(), one, &named("078-000-0003")).unwrap();
        let stale = Op { seen: Some(mark), ..manager() };
        conflict(merge::join(&stale, one, two, &Chosen::new()));
        let chosen = Chosen::from([(Part::Phone, Side::Merged)]);
        let joined = merge::join(&manager(), one, two, &chosen).unwrap();
        let about = person::page(&manager(), one).unwrap().about;
        assert_eq!(about.phone.as_deref(), Some("078-000-0002"));
        assert_eq!(about.health.unwrap().disability, "てんかん");
        let words = |person, text: &str| {
            let voice = NewVoice {
                speaker: Speaker::Person,
                text: text.to_owned(),
                how: Expression::Speech,
                said_on: None,
                scene: String::new(),
                on_top: false,
            };
            person::add_voice(&manager(), person, &voice)
        };
        words(one, "あるきたい").unwrap();
        hidden(words(two, "ここには もう いない"));
        person::edit(&manager(), one, &named("078-000-0004")).unwrap();
        merge::undo(&manager(), one, joined).unwrap();
        let of = |person| person::page(&manager(), person).unwrap().about;
        assert_eq!(
            (of(one).phone.as_deref(), of(two).phone.as_deref()),
            (Some("078-000-0004"), Some("078-000-0002"))
        );
        assert_eq!((of(one).voices.len(), of(two).voices.len()), (1, 0));
        assert_eq!(of(two).health.unwrap().disability, "てんかん");
    });
}

#[test]
fn a_concealed_address_stays_concealed_whichever_record_stays() {
    on_each_engine(|db, _| {
        let world = World::new(db);
        let manager = || world.op(&world.manager);
        let at = |address: &str| Basics { address: address.to_owned(), ..Basics::default() };
        let (open, secret) = (
            again(&world, &world.manager, at("ひらけた町1")),
            again(&world, &world.manager, at("かくれ町1")),
        );
        address::conceal(&manager(), secret, "父が さがしている").unwrap();
        for (kept, merged) in [(open, secret), (secret, open)] {
            let preview = format!("{:?}", merge::preview(&manager(), kept, merged).unwrap());
            assert!(!preview.contains("かくれ町"), "{preview}");
            let joined = merge::join(&manager(), kept, merged, &Chosen::new()).unwrap();
            let page = format!("{:?}", person::page(&manager(), kept).unwrap());
            assert!(!page.contains("かくれ町") && !page.contains("ひらけた町"), "{page}");
            let own = person::page(&world.op(&world.oneself(kept)), kept).unwrap().about;
            assert_eq!(own.address.unwrap().address, "かくれ町1");
            merge::undo(&manager(), kept, joined).unwrap();
            assert!(person::page(&manager(), open).unwrap().about.address.is_some());
            assert!(person::page(&manager(), secret).unwrap().about.address.is_none());
        }
    });
}

#[test]
fn the_person_reads_who_looked_at_either_record_and_that_they_became_one() {
    on_each_engine(|db, _| {
        let world = World::new(db);
        let manager = || world.op(&world.manager);
        let one = world.haruka();
        let two = again(&world, &world.manager, Basics::default());
        let looked = |person| {
            let looks = person::looks(&manager(), person, 1, false).unwrap().groups;
            let line =
                |one: &person::LookGroup| format!("{} {}", one.deed.code(), one.subjects.join(" "));
            looks.iter().map(line).collect::<Vec<_>>()
        };
        person::voices(&manager(), two).unwrap();
        assert!(looked(two).iter().any(|line| line.contains("voice")));
        assert!(!looked(one).iter().any(|line| line.starts_with("saw") && line.contains("voice")));
        let joined = merge::join(&manager(), one, two, &Chosen::new()).unwrap();
        let both = looked(one);
        assert!(
            both.iter().any(|line| line.starts_with("saw") && line.contains("voice")),
            "{both:?}"
        );
        assert_eq!(both.iter().filter(|line| *line == "joined record").count(), 1);
        person::profile(&manager(), one).unwrap();
        merge::undo(&manager(), one, joined).unwrap();
        // Whoever looked while they were one looked at both.
        let after = looked(two);
        assert!(after.iter().any(|line| line.contains("profile")), "{after:?}");
        assert!(after.iter().any(|line| line == "separated record"), "{after:?}");
        assert!(!looked(one).iter().any(|line| line.starts_with("saw") && line.contains("voice")));
    });
}

#[test]
fn the_account_of_the_kept_record_stays_and_the_other_one_comes_back() {
    on_each_engine(|db, _| {
        let world = World::new(db);
        let manager = || world.op(&world.manager);
        let one = world.haruka();
        let two = again(&world, &world.manager, Basics::default());
        let own = |person| accounts::page(&manager(), person).unwrap().own;
        accounts::invite_person(&manager(), two).unwrap();
        let theirs = own(two).unwrap().account;
        let joined = merge::join(&manager(), one, two, &Chosen::new()).unwrap();
        assert_eq!(own(one).map(|own| own.account), Some(theirs), "the only one moves");
        merge::undo(&manager(), one, joined).unwrap();
        accounts::invite_person(&manager(), one).unwrap();
        let kept = own(one).unwrap().account;
        let joined = merge::join(&manager(), one, two, &Chosen::new()).unwrap();
        assert_eq!(own(one).map(|own| (own.account, own.disabled_at)), Some((kept, None)));
        merge::undo(&manager(), one, joined).unwrap();
        let back = own(two).unwrap();
        assert_eq!((back.account, back.disabled_at, back.link_until), (theirs, None, None));
    });
}

#[test]
fn what_the_reader_does_not_see_stays_as_the_kept_record_has_it() {
    on_each_engine(|db, _| {
        let world = World::new(db);
        let told = |text: &str| Basics { disability: text.to_owned(), ..Basics::default() };
        let one = again(&world, &world.manager, told("自閉症"));
        let two = again(&world, &world.manager, told("自閉スペクトラム症と てんかん"));
        for person in [one, two] {
            seat(&world, &world.manager, person);
        }
        let specialist = || world.op(&world.specialist);
        let preview = merge::preview(&specialist(), one, two).unwrap();
        assert!(preview.unseen && !format!("{preview:?}").contains("自閉"), "{preview:?}");
        merge::join(&specialist(), one, two, &Chosen::new()).unwrap();
        let health = person::page(&world.op(&world.manager), one).unwrap().about.health;
        assert_eq!(health.unwrap().disability, "自閉症");
    });
}

fn facts_of(op: &Op<'_>, person: PersonId) -> PersonFacts {
    let read = |tx: &mut tsumugi_store::ReadTx<'_>| {
        Ok::<_, AppError>(access::person_facts(tx, op.region(), person, op.today())?)
    };
    op.db.read(read).unwrap().unwrap()
}

/// What is foreseen of both is what is decided by once they are one.
fn as_foreseen(op: &Op<'_>, foreseen: &PersonFacts) {
    let found = facts_of(op, foreseen.person);
    for seat in found.seats.iter().chain(&foreseen.seats) {
        if let Some(org) = seat.org {
            assert_eq!(classes_at(org, &found), classes_at(org, foreseen));
        }
        if let Some(account) = seat.account {
            let sees = |facts| classes_of_family(account, facts);
            assert_eq!(sees(&found), sees(foreseen));
        }
    }
}

#[test]
fn an_office_whose_seat_is_over_is_asked_about_when_it_would_have_one_again() {
    on_each_engine(|db, _| {
        let world = World::new(db);
        let specialist = || world.op(&world.specialist);
        let one = again(&world, &world.stranger, with_phone("078-000-0009"));
        seat(&world, &world.stranger, one);
        let seat_of_office = facts_seat(&world, one, &world.stranger);
        team::end(&specialist(), one, seat_of_office).unwrap();
        let two = world.haruka();
        let neighbours = world.op(&world.stranger).post(|_| true).unwrap().org;
        let visitor = NewMember {
            worker: None,
            role: TeamRole::ServiceManager,
            name: world.stranger.name.clone(),
            org: Some(neighbours),
            org_name: String::new(),
            from: None,
        };
        team::add(&world.op(&world.manager), two, &visitor).unwrap();
        // From tomorrow on the office has no seat with the person whom it registered.
        let tomorrow = || world.op_on(&world.specialist, TODAY.tomorrow().unwrap());
        assert_eq!(facts_of(&tomorrow(), one).own_office(), None);
        let asks = merge::preview(&tomorrow(), one, two).unwrap();
        let contact = asks
            .sight
            .iter()
            .find(|(change, _)| change.org == neighbours && change.of == Side::Kept);
        assert!(contact.unwrap().0.to_ask().contains(&DataClass::Contact), "{:?}", asks.sight);
        let refused = merge::join(&tomorrow(), one, two, &Chosen::new());
        assert_eq!(problems(refused), ["sight error-merge-ask"]);
        consent_to(&world, &world.specialist, two, neighbours, &[DataClass::Contact]);
        consent_to(&world, &world.specialist, two, world.office, &[DataClass::Contact]);
        let adult = facts_of(&tomorrow(), two).adult;
        let foreseen =
            joined_facts(&facts_of(&tomorrow(), one), &facts_of(&tomorrow(), two), adult);
        merge::join(&tomorrow(), one, two, &Chosen::new()).unwrap();
        as_foreseen(&tomorrow(), &foreseen);
    });
}

/// The seat with a worker's name.
fn facts_seat(world: &World<'_>, person: PersonId, worker: &Actor) -> MembershipId {
    let page = team::page(&world.op(&world.specialist), person).unwrap();
    let mut seats = page.members.iter();
    seats.find(|one| one.name == worker.name).map(|one| one.id).unwrap()
}

/// A relative with an account, whom the person lets see the plan or not.
fn relative(world: &World<'_>, person: PersonId, sees: bool) -> MembershipId {
    let manager = || world.op(&world.manager);
    let mother = NewMember {
        worker: None,
        role: TeamRole::Family,
        name: "水野 京子".to_owned(),
        org: None,
        org_name: String::new(),
        from: None,
    };
    let seat = team::add(&manager(), person, &mother).unwrap();
    let sight = accounts::Sight { sees, agreed_by: "水野 はるか".to_owned() };
    accounts::invite_family(&manager(), person, seat, &sight).unwrap();
    seat
}

fn met(world: &World<'_>, person: PersonId) {
    let new = Convene {
        kind: MeetingKind::Individual,
        must_decide: "朝の始め方".to_owned(),
        cause: Cause::Own,
        request: None,
        invited: Vec::new(),
        candidates: vec![held()],
    };
    meeting::convene(&world.op(&world.manager), person, &new).unwrap();
}

#[test]
fn nobody_of_the_family_comes_to_see_another_record_unasked() {
    on_each_engine(|db, raw| {
        let world = World::new(db);
        let manager = || world.op(&world.manager);
        let one = again(&world, &world.manager, Basics::default());
        let two = again(&world, &world.manager, Basics::default());
        met(&world, two);
        let mother = relative(&world, one, true);
        // Whoever sees one record only sees neither for now, is told of, and sees again after undoing.
        let before = raw.everything();
        for (kept, merged) in [(one, two), (two, one)] {
            let preview = merge::preview(&manager(), kept, merged).unwrap();
            let gained = if kept == one { Side::Merged } else { Side::Kept };
            let (change, name) = &preview.family[0];
            assert_eq!((change.of, change.ends, name.as_str()), (gained, true, "水野 京子"));
            assert!(change.gains.contains(&DataClass::Meeting) && !preview.must_ask());
            let joined = merge::join(&manager(), kept, merged, &Chosen::new()).unwrap();
            let facts = facts_of(&manager(), kept);
            assert!(facts.seats.iter().all(|seat| !seat.sees_plan));
            let account = facts.seats.iter().find_map(|seat| seat.account).unwrap();
            assert!(!classes_of_family(account, &facts).contains(&DataClass::Meeting));
            merge::undo(&manager(), kept, joined).unwrap();
            assert_eq!(before, raw.everything());
        }
        // Let see again meanwhile, by what the person said: that stays.
        let joined = merge::join(&manager(), one, two, &Chosen::new()).unwrap();
        let asked = accounts::Sight { sees: true, agreed_by: "水野 はるか".to_owned() };
        accounts::set_sight(&manager(), one, mother, &asked).unwrap();
        assert!(facts_of(&manager(), one).seats.iter().any(|seat| seat.sees_plan));
        merge::undo(&manager(), one, joined).unwrap();
        // The same account in both, with sight in one: it goes on without.
        let again = relative(&world, two, false);
        raw.same_account(again, mother);
        let before = raw.everything();
        for (kept, merged) in [(one, two), (two, one)] {
            let preview = merge::preview(&manager(), kept, merged).unwrap();
            let loses = |side| {
                let mut of = preview.family.iter().filter(|(change, _)| change.of == side);
                of.any(|(change, _)| !change.loses.is_empty())
            };
            assert!(
                !preview.must_ask() && !loses(if kept == one { Side::Merged } else { Side::Kept })
            );
            let [foreseen, other] = [kept, merged].map(|person| facts_of(&manager(), person));
            let foreseen = joined_facts(&foreseen, &other, true);
            assert!(foreseen.seats.iter().all(|seat| !seat.sees_plan));
            let joined = merge::join(&manager(), kept, merged, &Chosen::new()).unwrap();
            assert!(facts_of(&manager(), kept).seats.iter().all(|seat| !seat.sees_plan));
            as_foreseen(&manager(), &foreseen);
            merge::undo(&manager(), kept, joined).unwrap();
            assert_eq!(before, raw.everything());
        }
    });
}

#[test]
fn the_open_account_goes_on_though_the_kept_record_has_a_closed_one() {
    on_each_engine(|db, raw| {
        let world = World::new(db);
        let manager = || world.op(&world.manager);
        let [one, two] = [(); 2].map(|()| again(&world, &world.manager, Basics::default()));
        let own = |person| accounts::page(&manager(), person).unwrap().own.unwrap();
        for person in [one, two] {
            accounts::invite_person(&manager(), person).unwrap();
        }
        accounts::close(&manager(), one, own(one).account).unwrap();
        let (before, living) = (raw.everything(), own(two).account);
        let joined = merge::join(&manager(), one, two, &Chosen::new()).unwrap();
        assert_eq!((own(one).account, own(one).disabled_at), (living, None));
        merge::undo(&manager(), one, joined).unwrap();
        assert_eq!(before, raw.everything());
        assert!(own(one).disabled_at.is_some() && own(two).account == living);
    });
}

#[test]
fn a_seat_goes_on_that_the_kept_one_does_not_cover() {
    on_each_engine(|db, raw| {
        let world = World::new(db);
        let [one, two] = [(); 2].map(|()| again(&world, &world.manager, Basics::default()));
        let open = |day| {
            let op = world.op_on(&world.manager, day);
            facts_of(&op, one).seats.len()
        };
        raw.end_seats(one, Some(date(2026, 5, 1)));
        let joined = merge::join(&world.op(&world.manager), one, two, &Chosen::new()).unwrap();
        assert_eq!(open(date(2026, 6, 1)), 1, "the longer seat goes on");
        merge::undo(&world.op(&world.manager), one, joined).unwrap();
        raw.end_seats(one, None);
        merge::join(&world.op(&world.manager), one, two, &Chosen::new()).unwrap();
        assert_eq!(open(TODAY), 1, "of two like seats one is left");
    });
}

#[test]
fn a_seat_or_an_account_that_came_meanwhile_is_a_conflict() {
    on_each_engine(|db, _| {
        let world = World::new(db);
        let manager = || world.op(&world.manager);
        let [one, two] = [(); 2].map(|()| again(&world, &world.manager, Basics::default()));
        let shown = || Some(merge::preview(&manager(), one, two).unwrap().mark);
        let join = |seen| merge::join(&Op { seen, ..manager() }, one, two, &Chosen::new());
        let before = shown();
        accounts::invite_person(&manager(), two).unwrap();
        conflict(join(before));
        let before = shown();
        seat(&world, &world.manager, one);
        conflict(join(before));
        join(shown()).unwrap();
    });
}

#[test]
fn what_it_would_go_back_by_is_forgotten_after_a_month_and_after_undoing() {
    on_each_engine(|db, raw| {
        let world = World::new(db);
        let op = || world.op(&world.manager);
        let told = || Basics {
            address: "港町1".to_owned(),
            disability: "てんかん".to_owned(),
            ..with_phone("078-000-0001")
        };
        let [one, two, three, four] =
            [(); 4].map(|()| again(&world, &world.manager, Basics::default()));
        let full = |person, basics: Basics| {
            let named =
                Basics { family: "水野".to_owned(), given: "はるか".to_owned(), ..basics };
            person::edit(&op(), person, &named).unwrap();
        };
        full(two, told());
        full(four, told());
        merge::join(&op(), one, two, &Chosen::new()).unwrap();
        let undone = merge::join(&op(), three, four, &Chosen::new()).unwrap();
        merge::undo(&op(), three, undone).unwrap();
        let kept = |merge: Option<String>| {
            let all = raw.everything_of(
                &["row", "field", "address", "health"].map(|table| format!("person_merge_{table}")),
            );
            all.iter().filter(|row| merge.as_ref().is_none_or(|merge| row.contains(merge))).count()
        };
        assert!(kept(Some(undone.to_string())) > 0);
        job::start(world.gate(TODAY)).unwrap();
        while job::run_one(world.gate(date(2026, 5, 9))).unwrap() {}
        assert_eq!(kept(Some(undone.to_string())), 0, "it is two records again");
        assert!(kept(None) > 3, "on the last day it can still be undone");
        while job::run_one(world.gate(date(2026, 5, 12))).unwrap() {}
        assert_eq!(kept(None), 0);
        assert_eq!(merge::leads_to(&op(), two).unwrap(), Some(one));
    });
}

#[test]
fn the_look_at_two_records_says_what_was_shown() {
    on_each_engine(|db, raw| {
        let world = World::new(db);
        let [one, two] =
            [(); 2].map(|()| again(&world, &world.manager, with_phone("078-000-0001")));
        merge::preview(&world.op(&world.manager), one, two).unwrap();
        let audit = raw.everything_of(&["audit".to_owned()]);
        for person in [one, two] {
            let of = |row: &&String| row.contains(&person.to_string()) && row.contains("basics");
            let told = audit.iter().filter(of).any(|row| row.contains("contact"));
            assert!(told, "{audit:?}");
        }
    });
}

#[test]
fn the_own_words_of_the_other_record_can_still_be_taken_out() {
    on_each_engine(|db, _| {
        let world = World::new(db);
        let manager = || world.op(&world.manager);
        let [one, two] = [(); 2].map(|()| again(&world, &world.manager, Basics::default()));
        let oneself = world.oneself(two);
        let voice = NewVoice {
            speaker: Speaker::Person,
            text: "あるきたい".to_owned(),
            how: Expression::Speech,
            said_on: None,
            scene: String::new(),
            on_top: false,
        };
        let said = person::add_voice(&world.op(&oneself), two, &voice).unwrap();
        let said = EntryId::from_uuid(said.uuid());
        merge::join(&manager(), one, two, &Chosen::new()).unwrap();
        let now = Actor { who: Who::Person(one), ..oneself };
        removal::ask(&world.op(&now), one, said).unwrap();
        let other = world.oneself(one);
        forbidden(removal::ask(&world.op(&other), one, said));
        let (_, _, marks) = person::voices(&world.op(&now), one).unwrap();
        assert!(marks.own.contains(&said));
    });
}

/// A plan of the office with a goal to which the person said yes, agreed to on a day.
fn plan_since(world: &World<'_>, person: PersonId, day: Option<Date>) -> PlanId {
    let op = world.op(&world.manager);
    let id = plan::start(&op, person, PlanKind::Individual).unwrap();
    let goal = plan::save_goal(&op, id, &goal("ひとりでバスに乗る")).unwrap();
    answer::record(&op, person, &yes(About::Goal(goal))).unwrap();
    if let Some(day) = day {
        plan::agree(&op, id, day).unwrap();
    }
    id
}

#[test]
fn of_two_plans_the_one_goes_on_that_was_shown_to() {
    on_each_engine(|db, raw| {
        let world = World::new(db);
        let manager = || world.op(&world.manager);
        let [one, two] = [(); 2].map(|()| again(&world, &world.manager, Basics::default()));
        let draft = plan_since(&world, one, None);
        let agreed = plan_since(&world, two, Some(date(2026, 4, 1)));
        // The plan that counts goes on, whichever record stays.
        for (kept, merged, kept_goes_on) in [(one, two, false), (two, one, true)] {
            let preview = merge::preview(&manager(), kept, merged).unwrap();
            let goes_on: Vec<bool> = preview.plans.iter().map(|pair| pair.kept_goes_on()).collect();
            assert_eq!(goes_on, [kept_goes_on]);
        }
        // Meanwhile somebody agreed to the other one: what was shown is not what would be done.
        let mark = merge::preview(&manager(), one, two).unwrap().mark;
        plan::agree(&manager(), draft, TODAY).unwrap();
        let stale = Op { seen: Some(mark), ..manager() };
        conflict(merge::join(&stale, one, two, &Chosen::new()));
        let before = raw.everything();
        let seen = merge::preview(&manager(), one, two).unwrap();
        assert!(seen.plans[0].kept_goes_on());
        let fresh = Op { seen: Some(seen.mark), ..manager() };
        let joined = merge::join(&fresh, one, two, &Chosen::new()).unwrap();
        let aside = |plan| plan::view(&manager(), plan).unwrap().plan.set_aside;
        assert_eq!((aside(draft), aside(agreed)), (false, true));
        merge::undo(&manager(), one, joined).unwrap();
        assert_eq!(before, raw.everything());
    });
}
