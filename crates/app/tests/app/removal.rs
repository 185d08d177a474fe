//! Taking out what was written by mistake.

use crate::support::{
    TODAY, World, conflict, everywhere, forbidden, held, hidden, on_each_engine, on_each_engine_at,
    problems,
};
use crate::waits;
use jiff::civil::date;
use std::collections::BTreeSet;
use tsumugi_app::import::{self, Closed, Fate};
use tsumugi_app::meeting::{self, Convene};
use tsumugi_app::monitoring::{self, RecordMonitoring};
use tsumugi_app::notice::{self, RaiseConcern};
use tsumugi_app::person::{self, Basics, NewVoice};
use tsumugi_app::removal::{self, Reason};
use tsumugi_app::{AppError, Op, address, team};
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::{EntryId, PersonId, TypedId};
use tsumugi_domain::meeting::{Cause, MeetingKind};
use tsumugi_domain::monitoring::{MonitoringKind, Outcome};
use tsumugi_domain::person::{Expression, Speaker};
use tsumugi_domain::policy::{Actor, Who};
use tsumugi_domain::removal::{Built, EntryKind, Stays, Why};
use tsumugi_domain::seen;
use tsumugi_store::DbConfig;

/// Words that nobody else writes.
const CANARY: &str = "ほしくずの舟";

fn entry<T: TypedId>(id: T) -> EntryId {
    EntryId::from_uuid(id.uuid())
}

fn why() -> Reason {
    Reason { why: Some(Why::WrongPerson), note: "となりの人の記録".to_owned() }
}

fn voice(op: &Op<'_>, person: PersonId, on_top: bool) -> EntryId {
    let new = NewVoice {
        speaker: Speaker::Person,
        text: CANARY.to_owned(),
        how: Expression::Speech,
        said_on: None,
        scene: CANARY.to_owned(),
        on_top,
    };
    entry(person::add_voice(op, person, &new).unwrap())
}

fn talked(op: &Op<'_>, person: PersonId) -> EntryId {
    let new = RecordMonitoring {
        kind: MonitoringKind::Individual,
        on: Some(TODAY),
        prompts: [CANARY; 4].map(str::to_owned),
        own_words: CANARY.to_owned(),
        how: Expression::Speech,
        outcome: Outcome::Meet,
        reason: CANARY.to_owned(),
        goals: Vec::new(),
    };
    entry(monitoring::record(op, person, &new).unwrap())
}

fn concern(op: &Op<'_>, person: PersonId) -> EntryId {
    let new = RaiseConcern { text: CANARY.to_owned() };
    entry(notice::raise(op, person, &new).unwrap())
}

fn meet(op: &Op<'_>, person: PersonId, cause: Cause) {
    let new = Convene {
        kind: MeetingKind::Individual,
        must_decide: "朝の始め方".to_owned(),
        cause,
        request: None,
        invited: Vec::new(),
        candidates: vec![held()],
    };
    meeting::convene(op, person, &new).unwrap();
}

fn same<T: TypedId>(id: EntryId) -> T {
    T::from_uuid(id.uuid())
}

#[test]
fn what_was_taken_out_stands_in_no_column_and_its_mark_stays() {
    on_each_engine_at(|db, config| {
        let world = World::new(db);
        let haruka = world.haruka();
        let op = || world.op(&world.manager);
        let voice = voice(&op(), haruka, true);
        let profile = {
            person::write_profile(&op(), haruka, CANARY, "", "").unwrap();
            entry(person::profile(&op(), haruka).unwrap().1.unwrap().id)
        };
        let concern = concern(&op(), haruka);
        let talk = talked(&op(), haruka);
        monitoring::correct(&op(), same(talk), CANARY).unwrap();
        let note = entry(monitoring::view(&op(), same(talk)).unwrap().notes[0].id);
        assert!(everywhere(config, CANARY).len() >= 10, "{:?}", everywhere(config, CANARY));

        let asked = removal::ask(&op(), haruka, voice).unwrap().entry;
        assert_eq!(asked.quoted.len(), 1, "the monitoring says the same words");
        removal::remove(&op(), haruka, voice, &why()).unwrap();
        assert!(person::head_of(&op(), haruka).unwrap().top.is_none());
        removal::remove(&op(), haruka, note, &why()).unwrap();
        for one in [profile, concern, talk] {
            removal::remove(&op(), haruka, one, &why()).unwrap();
        }
        assert_eq!(everywhere(config, CANARY), Vec::<String>::new());

        let page = person::page(&op(), haruka).unwrap();
        assert!(page.concerns.is_empty() && page.monitorings.is_empty());
        assert!(page.about.voices.is_empty() && page.about.profile.is_none());
        let marks = page.removals.tombstones;
        let mut kinds: Vec<_> = marks.iter().map(|mark| mark.kind).collect();
        kinds.sort();
        assert_eq!(
            kinds,
            [
                EntryKind::Voice,
                EntryKind::Voice,
                EntryKind::Profile,
                EntryKind::Concern,
                EntryKind::Monitoring,
                EntryKind::MonitoringNote
            ]
        );
        let first = marks.iter().find(|mark| mark.entry == voice).unwrap();
        assert_eq!((first.by.as_str(), first.why), ("田村 光一", Why::WrongPerson));
        // The person reads it, too; whoever may not see such entries sees no mark of them.
        let own = person::voices(&world.op(&world.oneself(haruka)), haruka).unwrap().2;
        assert_eq!(own.tombstones.len(), 6);
        let outside = person::voices(&world.op(&world.specialist), haruka).unwrap().2;
        let seen: Vec<_> = outside.tombstones.iter().map(|mark| mark.kind).collect();
        assert!(!seen.is_empty() && !seen.contains(&EntryKind::Concern), "{seen:?}");
        // It stands among the looks.
        let looks = person::looks(&op(), haruka, 1, true).unwrap();
        assert!(looks.groups.iter().all(|look| look.deed.code() != "removed"));
        let looks = person::looks(&op(), haruka, 1, false).unwrap();
        assert!(looks.groups.iter().any(|look| look.deed.code() == "removed"));
    });
}

#[test]
fn whoever_wrote_it_and_those_who_answer_for_it_take_it_out_and_nobody_else() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = world.haruka();
        let own = world.oneself(haruka);
        let of_hers = voice(&world.op(&own), haruka, false);
        let of_staff = voice(&world.op(&world.manager), haruka, false);
        let page = person::voices(&world.op(&own), haruka).unwrap().2;
        assert!(page.own.contains(&of_hers) && !page.own.contains(&of_staff) && !page.any);
        forbidden(removal::ask(&world.op(&own), haruka, of_staff));
        forbidden(removal::remove(&world.op(&own), haruka, of_staff, &why()));
        hidden(removal::ask(&world.op(&world.stranger), haruka, of_hers));
        hidden(removal::remove(&world.op(&world.stranger), haruka, of_hers, &why()));
        // Words she sent herself are nobody's to judge: two reasons count, and no other.
        let sent = voice(&world.op(&own), haruka, false);
        let other = Reason { why: Some(Why::Other), ..why() };
        assert!(removal::ask(&world.op(&world.manager), haruka, sent).unwrap().entry.sent);
        assert_eq!(
            problems(removal::remove(&world.op(&world.manager), haruka, sent, &other)),
            ["why error-remove-sent"]
        );
        let asked = Reason { why: Some(Why::Asked), ..why() };
        removal::remove(&world.op(&world.manager), haruka, sent, &asked).unwrap();
        removal::remove(&world.op(&own), haruka, of_hers, &other).unwrap();
        removal::remove(&world.op(&world.specialist), haruka, of_staff, &why()).unwrap();
        // Another office's monitoring is not hers to take out.
        let talk = talked(&world.op(&world.manager), haruka);
        hidden(removal::ask(&world.op(&world.specialist), haruka, talk));
        // Another person's entry is none of this person's.
        let other = person::register(
            &world.op(&world.manager),
            world.office,
            &Basics { family: "山本".to_owned(), ..Basics::default() },
        )
        .unwrap();
        hidden(removal::remove(&world.op(&world.manager), other, talk, &why()));
    });
}

#[test]
fn a_reason_is_asked_and_a_second_sender_finds_it_done() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = world.haruka();
        let op = || world.op(&world.manager);
        let one = concern(&op(), haruka);
        let none = removal::remove(&op(), haruka, one, &Reason::default());
        assert_eq!(problems(none), ["why error-choice"]);
        let long = Reason { note: "あ".repeat(101), ..why() };
        assert_eq!(problems(removal::remove(&op(), haruka, one, &long)), ["note error-too-long"]);
        assert_eq!(person::page(&op(), haruka).unwrap().concerns.len(), 1, "nothing half done");
        let sent = || Op { submit: Some("once".to_owned()), ..op() };
        removal::remove(&sent(), haruka, one, &why()).unwrap();
        let again = removal::remove(&sent(), haruka, one, &why());
        assert!(matches!(again, Err(AppError::AlreadyDone)), "{again:?}");
        let other = removal::remove(&world.op(&world.manager), haruka, one, &why());
        assert!(matches!(other, Err(AppError::AlreadyDone)), "{other:?}");
        assert_eq!(person::page(&op(), haruka).unwrap().removals.tombstones.len(), 1);
    });
}

#[test]
fn what_something_rests_on_stays() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = world.haruka();
        let op = || world.op(&world.manager);
        let (one, talk) = (concern(&op(), haruka), talked(&op(), haruka));
        let shown = |id| seen::mark(&removal::ask(&op(), haruka, id).unwrap().entry);
        let marks = [one, talk].map(shown);
        // Somebody builds on both while the pages are open.
        meet(&op(), haruka, Cause::Concern(same(one)));
        meet(&op(), haruka, Cause::Monitoring(same(talk)));
        for (id, mark) in [one, talk].into_iter().zip(marks) {
            conflict(removal::remove(&Op { seen: Some(mark), ..op() }, haruka, id, &why()));
            let stays = removal::ask(&op(), haruka, id).unwrap().entry.stays;
            assert_eq!(stays, Some(Stays::LedOn));
            let refused = removal::remove(&op(), haruka, id, &why());
            assert_eq!(problems(refused), ["why error-remove-stays"]);
        }
        // Only the version that stands goes; then the one before stands again.
        let written = |text: &str| {
            person::write_profile(&op(), haruka, text, "", "").unwrap();
            entry(person::profile(&op(), haruka).unwrap().1.unwrap().id)
        };
        let (first, second) = (written("やさしい"), written("べつの人のこと"));
        let refused = removal::remove(&op(), haruka, first, &why());
        assert_eq!(problems(refused), ["why error-remove-stays"]);
        removal::remove(&op(), haruka, second, &why()).unwrap();
        assert_eq!(person::profile(&op(), haruka).unwrap().1.unwrap().liked, "やさしい");
    });
}

#[test]
fn a_person_registered_by_mistake_goes_as_long_as_nothing_rests_on_them() {
    on_each_engine_at(|db, config| {
        let world = World::new(db);
        let haruka = world.haruka();
        let op = || world.op(&world.manager);
        let basics = Basics {
            family: CANARY.to_owned(),
            given_kana: "ほしくず".to_owned(),
            phone: "078-000-0009".to_owned(),
            address: CANARY.to_owned(),
            disability: CANARY.to_owned(),
            ..Basics::default()
        };
        let wrong = person::register(&op(), world.office, &basics).unwrap();
        let asked = removal::ask_person(&op(), world.office, haruka).unwrap();
        assert_eq!(asked.built, [Built::Consent, Built::Team].into());
        let refused = removal::remove_person(&op(), world.office, haruka, &why());
        assert_eq!(problems(refused), ["why error-remove-person"]);

        let shown = seen::mark(&removal::ask_person(&op(), world.office, wrong).unwrap().shown());
        let note = concern(&op(), wrong);
        let late = Op { seen: Some(shown), ..op() };
        conflict(removal::remove_person(&late, world.office, wrong, &why()));
        removal::remove(&op(), wrong, note, &why()).unwrap();
        hidden(removal::remove_person(&world.op(&world.stranger), world.office, wrong, &why()));
        forbidden(removal::ask_person(&world.op(&world.oneself(haruka)), world.office, haruka));

        let once = || Op { submit: Some("once".to_owned()), ..op() };
        removal::remove_person(&once(), world.office, wrong, &why()).unwrap();
        assert_eq!(everywhere(config, CANARY), Vec::<String>::new());
        hidden(person::page(&op(), wrong));
        let again = removal::remove_person(&once(), world.office, wrong, &why());
        assert!(matches!(again, Err(AppError::AlreadyDone)), "{again:?}");
        let marks = removal::removed_at_office(&op(), world.office).unwrap();
        assert_eq!(marks.len(), 1);
        assert_eq!(marks[0].kind, EntryKind::Person);
        assert_eq!(person::list(&op(), person::Asked::named(""), 1).unwrap().count, 1);
    });
}

const FIRST: &str = "氏名,生年月日,電話番号,住所,障害支援区分\n\
    小林 実,2000/1/1,078-000-0001,港町1,2\n\
    中村 さち,1980/1/1,078-000-0002,港町2,3\n";

const WRONG: &str = "氏名,生年月日,電話番号,住所,障害支援区分,保護者\n\
    小林 実,2000/1/1,090-1111-1111,山手9,5,小林 母\n\
    中村 さち,1980/1/1,090-2222-2222,山手8,6,\n\
    ほしくずの舟,1990/1/1,090-3333-3333,ほしくずの舟,4,\n\
    石川 健,1991/1/1,090-4444-4444,山手7,1,\n";

#[test]
fn a_wrong_roster_is_called_off() {
    on_each_engine_at(|db, config| {
        let world = World::new(db);
        let op = || world.op(&world.manager);
        let read = |text: &str| {
            import::apply(&op(), world.office, text.as_bytes(), "名簿.csv", false).unwrap()
        };
        let find = |name: &str| person::list(&op(), person::Asked::named(name), 1).unwrap();
        let first = read(FIRST);
        let wrong = read(WRONG);
        assert_eq!((wrong.made, wrong.changed), (2, 2));
        let minoru = find("小林").people[0].id;
        let sachi = find("中村").people[0].id;
        let takeshi = find("石川").people[0].id;
        // Work goes on: one new person is spoken with, one telephone number is put right by hand.
        voice_of(&op(), takeshi);
        let basics = person::edit_form(&op(), sachi).unwrap().basics;
        person::edit(&op(), sachi, &Basics { phone: "078-999-0009".to_owned(), ..basics }).unwrap();

        let asked = import::ask_undo(&op(), world.office, wrong.import).unwrap();
        assert_eq!(asked.closed, None);
        let fate = |person| {
            asked.lines.iter().find(|line| line.person == person).map(|line| line.fate.clone())
        };
        let all = ["address", "family", "phone", "support_category"].map(str::to_owned).to_vec();
        assert_eq!(fate(minoru), Some(Fate::PutBack { back: all, left: vec![] }));
        let back = ["address", "support_category"].map(str::to_owned).to_vec();
        assert_eq!(fate(sachi), Some(Fate::PutBack { back, left: vec!["phone".to_owned()] }));
        assert_eq!(fate(takeshi), Some(Fate::Stays([Built::Voice].into())));
        hidden(import::ask_undo(&world.op(&world.stranger), world.office, wrong.import));
        hidden(import::undo(&world.op(&world.stranger), world.office, wrong.import, &why()));
        let none = import::undo(&op(), world.office, wrong.import, &Reason::default());
        assert_eq!(problems(none), ["why error-choice"]);
        let shown = seen::mark(&asked.lines);
        person::write_profile(&op(), find("ほしくず").people[0].id, "やさしい", "", "").unwrap();
        let late = Op { seen: Some(shown), ..op() };
        conflict(import::undo(&late, world.office, wrong.import, &why()));
        let page = person::profile(&op(), find("ほしくず").people[0].id).unwrap();
        removal::remove(&op(), page.0.person.id, entry(page.1.unwrap().id), &why()).unwrap();

        import::undo(&op(), world.office, wrong.import, &why()).unwrap();
        assert_eq!(everywhere(config, CANARY), Vec::<String>::new());
        let person::EditForm { about, basics, .. } = person::edit_form(&op(), minoru).unwrap();
        assert_eq!(
            [&basics.phone, &basics.address, &basics.support_category].map(String::as_str),
            ["078-000-0001", "港町1", "区分2"]
        );
        assert_eq!(about.team.len(), 1, "the seat that the roster had added is gone");
        let basics = person::edit_form(&op(), sachi).unwrap().basics;
        assert_eq!((basics.phone.as_str(), basics.address.as_str()), ("078-999-0009", "港町2"));
        assert_eq!(find("").count, 3);
        let asked = import::ask_undo(&op(), world.office, wrong.import).unwrap();
        assert_eq!(asked.closed, Some(Closed::Undone));
        let again = import::undo(&op(), world.office, wrong.import, &why());
        assert!(matches!(again, Err(AppError::AlreadyDone)), "{again:?}");
        assert_eq!(everywhere(config, "山手9"), Vec::<String>::new(), "what was kept is let go");

        // A month later nothing is kept any more, and nothing can be called off.
        let late = || world.op_on(&world.manager, date(2026, 5, 20));
        let asked = import::ask_undo(&late(), world.office, first.import).unwrap();
        assert_eq!(asked.closed, Some(Closed::TooOld));
        let refused = import::undo(&late(), world.office, first.import, &why());
        assert_eq!(problems(refused), ["why error-undo-late"]);
        assert_eq!(import::past(&op(), world.office).unwrap().len(), 2);
    });
}

fn voice_of(op: &Op<'_>, person: PersonId) {
    let new = NewVoice {
        speaker: Speaker::Person,
        text: "おはよう".to_owned(),
        how: Expression::Speech,
        said_on: None,
        scene: String::new(),
        on_top: false,
    };
    person::add_voice(op, person, &new).unwrap();
}

#[test]
fn what_people_were_before_a_roster_is_forgotten_after_a_month() {
    on_each_engine_at(|db, config| {
        let world = World::new(db);
        let op = || world.op(&world.manager);
        for text in [FIRST, WRONG] {
            import::apply(&op(), world.office, text.as_bytes(), "名簿.csv", false).unwrap();
        }
        let kept = |text: &str| {
            let found = everywhere(config, text);
            found.iter().filter(|column| column.starts_with("import_before")).count()
        };
        assert_eq!([kept("港町1"), kept("078-000-0001")], [1, 1]);
        tsumugi_app::job::start(world.gate(TODAY)).unwrap();
        while tsumugi_app::job::run_one(world.gate(date(2026, 5, 9))).unwrap() {}
        assert_eq!(kept("港町1"), 1, "on the last day it can still be called off");
        while tsumugi_app::job::run_one(world.gate(date(2026, 5, 12))).unwrap() {}
        assert_eq!([kept("港町1"), kept("078-000-0001")], [0, 0]);
    });
}

/// Somebody conceals where they live after a roster said it: calling the roster off neither tells
/// of the address nor writes over it.
#[test]
fn a_concealed_address_is_no_part_of_calling_a_roster_off() {
    on_each_engine_at(|db, config| {
        let world = World::new(db);
        let op = || world.op(&world.manager);
        let read = |text: &str| {
            import::apply(&op(), world.office, text.as_bytes(), "名簿.csv", false).unwrap().import
        };
        read(FIRST);
        let wrong = read(WRONG);
        let find = |name: &str| person::list(&op(), person::Asked::named(name), 1).unwrap();
        let (minoru, takeshi) = (find("小林").people[0].id, find("石川").people[0].id);
        for person in [minoru, takeshi] {
            address::conceal(&op(), person, "父が さがしている").unwrap();
        }
        let asked = import::ask_undo(&op(), world.office, wrong).unwrap();
        let fate = |person| asked.lines.iter().find(|line| line.person == person).unwrap();
        let back = ["family", "phone", "support_category"].map(str::to_owned).to_vec();
        assert_eq!(fate(minoru).fate, Fate::PutBack { back, left: vec![] });
        let unnamed = [Built::Edited, Built::Hidden].into();
        assert_eq!(fate(takeshi).fate, Fate::Stays(unnamed));
        import::undo(&op(), world.office, wrong, &why()).unwrap();
        let own = person::page(&world.op(&world.oneself(minoru)), minoru).unwrap().about;
        assert_eq!(own.address.unwrap().address, "山手9");
        assert_eq!(everywhere(config, "山手9"), ["person_address.address"]);
        // A roster that says where somebody in hiding lives is not kept either.
        let third = read("氏名,生年月日,住所,電話番号\n小林 実,2000/1/1,浜辺3,078-000-0003\n");
        assert_eq!(everywhere(config, "浜辺3"), Vec::<String>::new());
        let asked = import::ask_undo(&op(), world.office, third).unwrap();
        let back = vec!["phone".to_owned()];
        assert_eq!(asked.lines[0].fate, Fate::PutBack { back, left: vec![] });
    });
}

#[test]
fn what_rests_on_somebody_is_told_to_those_alone_who_may_know_it() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = world.haruka();
        let op = || world.op(&world.manager);
        concern(&op(), haruka);
        address::conceal(&op(), haruka, "父が さがしている").unwrap();
        let asked = removal::ask_person(&op(), world.office, haruka).unwrap();
        let all = [Built::Concern, Built::Consent, Built::Team, Built::Hidden];
        assert_eq!(asked.built, all.into());
        // The specialists' office did not register her: that is all it hears.
        let specialist = || world.op(&world.specialist);
        let asked = removal::ask_person(&specialist(), world.consultation, haruka).unwrap();
        assert_eq!(asked.built, [Built::Elsewhere].into());
        assert_eq!(Built::Concern.told(|class| class != DataClass::Narrative), Built::Hidden);
        for built in [Built::Concealed, Built::Justice] {
            assert_eq!(built.told(|_| true), Built::Hidden);
        }
    });
}

#[test]
fn an_office_that_somebody_left_hears_nothing_new_of_them() {
    on_each_engine(|db| {
        let world = World::new(db);
        let op = || world.op(&world.manager);
        let read = |text: &str| {
            import::apply(&op(), world.office, text.as_bytes(), "名簿.csv", false).unwrap().import
        };
        read(FIRST);
        let wrong = read(WRONG);
        let find = |name: &str| person::list(&op(), person::Asked::named(name), 1).unwrap();
        let (minoru, takeshi) = (find("小林").people[0].id, find("石川").people[0].id);
        voice_of(&op(), takeshi);
        for person in [minoru, takeshi] {
            let page = team::page(&op(), person).unwrap();
            let seat = page.members.iter().find(|seat| seat.org == Some(world.office)).unwrap().id;
            team::end(&op(), person, seat).unwrap();
        }
        let later = world.op_on(&world.manager, date(2026, 4, 12));
        let asked = import::ask_undo(&later, world.office, wrong).unwrap();
        for person in [minoru, takeshi] {
            let line = asked.lines.iter().find(|line| line.person == person).unwrap();
            assert_eq!(line.name, "");
            assert_eq!(line.fate, Fate::Stays([Built::Elsewhere].into()));
        }
    });
}

/// While a roster waits for one person, somebody else changes another one: that is not the
/// roster's doing, and calling it off leaves it alone. On SQLite there is one writer at a time.
#[test]
fn a_roster_takes_nobody_elses_edit_for_its_own() {
    on_each_engine_at(|db, config| {
        let DbConfig::Postgres { url } = config else { return };
        let world = World::new(db);
        let op = || world.op(&world.manager);
        let read =
            |text: &str| import::apply(&op(), world.office, text.as_bytes(), "名簿.csv", false);
        read(FIRST).unwrap();
        let find = |name: &str| person::list(&op(), person::Asked::named(name), 1).unwrap();
        let (minoru, sachi) = (find("小林").people[0].id, find("中村").people[0].id);
        let (mut raw, mut look) = (waits::beside(url), waits::beside(url));
        let holds = waits::hold(&mut raw, "小林");
        let done = std::thread::scope(|scope| {
            let text = "氏名,生年月日,電話番号\n小林 実,2000/1/1,090-5555-5555\n";
            let roster = scope.spawn(move || read(text));
            while !waits::somebody_waits(&mut look) {
                assert!(!roster.is_finished(), "the roster waits for whom it changes");
                std::thread::yield_now();
            }
            let basics = person::edit_form(&op(), sachi).unwrap().basics;
            person::edit(&op(), sachi, &Basics { phone: "078-999-0009".to_owned(), ..basics })
                .unwrap();
            holds.commit().unwrap();
            roster.join().unwrap().unwrap()
        });
        let asked = import::ask_undo(&op(), world.office, done.import).unwrap();
        let touched: Vec<_> = asked.lines.iter().map(|line| line.person).collect();
        assert_eq!(touched, [minoru]);
        import::undo(&op(), world.office, done.import, &why()).unwrap();
        assert_eq!(person::edit_form(&op(), sachi).unwrap().basics.phone, "078-999-0009");
    });
}

/// Who works for two offices is asked for the one that registered the person, and finds the
/// reading of a roster at either.
#[test]
fn whoever_works_for_two_offices_takes_out_at_both() {
    on_each_engine(|db| {
        let world = World::new(db);
        let mut both = world.stranger.clone();
        let posts = |actor: &Actor| match &actor.who {
            Who::Staff { posts, .. } => posts.clone(),
            _ => Vec::new(),
        };
        if let Who::Staff { posts: mine, .. } = &mut both.who {
            mine.extend(posts(&world.manager));
        }
        let op = || world.op(&both);
        let second = person::register(
            &op(),
            world.office,
            &Basics { family: "山本".to_owned(), ..Basics::default() },
        );
        let second = second.unwrap();
        assert_eq!(removal::office_of(&op(), second).unwrap(), world.office);
        hidden(removal::office_of(&world.op(&world.oneself(second)), second));
        removal::remove_person(&op(), world.office, second, &why()).unwrap();
        let read = import::apply(&op(), world.office, FIRST.as_bytes(), "名簿.csv", false).unwrap();
        assert_eq!(import::office_of(&op(), read.import).unwrap(), world.office);
        hidden(import::office_of(&world.op(&world.stranger), read.import));
        hidden(import::office_of(&world.op(&world.oneself(second)), read.import));
    });
}

/// A table that holds something about a person keeps its person from being taken out, or goes with
/// them: what the statements ask for and delete, no list beside them.
#[test]
fn every_table_about_a_person_is_thought_of() {
    on_each_engine(|db| {
        let [holds, rests, goes] = tsumugi_store::removal::tables();
        let asked = |tables: &BTreeSet<&'static str>| -> BTreeSet<&'static str> {
            let beside = ["person", "import_person"];
            tables.iter().copied().filter(|table| !beside.contains(table)).collect()
        };
        assert_eq!(asked(&holds), asked(&rests), "one person and a roster are asked the same");
        // The audit and the marks stay, without a name; the rest hangs on a meeting or a monitoring.
        let other =
            ["audit", "decision", "guest_link", "import_person", "monitoring_note", "removal"];
        let known: BTreeSet<&str> = asked(&holds).into_iter().chain(goes).chain(other).collect();
        if db.engine_name() == "sqlite" {
            let tables = db.describe_schema().expect("a description");
            let about = tables.iter().filter_map(|text| {
                let name = text.to_lowercase();
                let name = name.strip_prefix("create table ")?.split(['(', ' ']).next()?;
                text.contains("person_id text").then(|| name.to_owned())
            });
            let unknown: Vec<_> = about.filter(|name| !known.contains(name.as_str())).collect();
            assert_eq!(unknown, Vec::<String>::new());
        }
    });
}
