//! Reading in rosters.

use crate::support::{TODAY, World, hidden, on_each_engine, problems};
use jiff::civil::date;
use tsumugi_app::import::{self, Applied, CellFault, Counts, Likeness, OfficeFound, RowKind};
use tsumugi_app::person::{self, Basics};
use tsumugi_app::removal::Reason;
use tsumugi_app::{AppError, Op};
use tsumugi_documents::roster::Field;
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::PersonId;
use tsumugi_domain::person::Sex;
use tsumugi_domain::policy::{PersonAction, Who};
use tsumugi_domain::removal::Why;
use tsumugi_domain::team::TeamRole;

const ROSTER: &str = "\
氏名,ふりがな,生年月日,性別,受給者証番号,郵便番号,住所,電話番号,障害支援区分,保護者,相談支援事業所,相談支援専門員,利用開始日,備考
水野　はるか,ﾐｽﾞﾉ ﾊﾙｶ,平成15年7月1日,女,1234567890,650-0001,神戸市中央区１,078-000-0001,3,水野　由美,みどり相談室,青木 さくら,R5.4.1,元気
青木太郎,,S64.1.7,男,,,,,,,セルフプラン,,,
山田 花子 様,やまだ はなこ,,,,,,,,,,,,
";

fn count(new: usize, changed: usize, same: usize, duplicate: usize, wrong: usize) -> Counts {
    Counts { new, changed, same, duplicate, wrong }
}

fn apply(op: &Op<'_>, world: &World<'_>, text: &str, partial: bool) -> Result<Applied, AppError> {
    import::apply(op, world.office, text.as_bytes(), "名簿.csv", partial)
}

fn preview(op: &Op<'_>, world: &World<'_>, text: &str) -> import::Preview {
    import::preview(op, world.office, text.as_bytes(), "名簿.csv").unwrap()
}

fn find(op: &Op<'_>, name: &str) -> PersonId {
    person::list(op, person::Asked::named(name), 1).unwrap().people[0].id
}

fn about(op: &Op<'_>, person: PersonId) -> (person::Head, person::About) {
    op.see(person, PersonAction::See, "person", |tx, proof| {
        Ok((person::head(op, tx, proof)?, person::about(tx, proof)?))
    })
    .unwrap()
}

#[test]
fn a_roster_is_taken_over_once_and_then_nothing_changes() {
    on_each_engine(|db| {
        let world = World::new(db);
        let op = world.op(&world.manager);
        let seen = preview(&op, &world, ROSTER);
        assert_eq!(seen.counts, count(3, 0, 0, 0, 0));
        assert_eq!(seen.rows[2].name, "山田 花子 様");
        let says = |field| seen.rows[0].says.iter().find(|(found, _)| *found == field).unwrap();
        assert_eq!(says(Field::Reading).1, "みずの はるか");
        assert_eq!(says(Field::BirthDate).1, "平成15年7月1日（2003年）");
        assert_eq!(says(Field::CertificateNumber).1, "1234567890");
        assert_eq!(seen.rows[2].says.len(), 2, "empty cells say nothing");
        let ignored: Vec<&str> = seen.ignored.iter().map(|one| one.heading.as_str()).collect();
        assert_eq!(ignored, ["備考"]);
        assert_eq!(
            person::list(&op, person::Asked::named(""), 1).unwrap().count,
            0,
            "a preview writes nothing"
        );

        let done = apply(&op, &world, ROSTER, false).unwrap();
        assert_eq!(done, Applied { import: done.import, made: 3, changed: 0, same: 0, skipped: 0 });
        let (head, haruka) = about(&op, find(&op, "みずの"));
        assert_eq!(head.person.name.kana(), "みずの はるか");
        assert_eq!(head.person.birth, Some(date(2003, 7, 1)));
        assert_eq!(head.person.sex, Sex::Female);
        assert_eq!(haruka.health.unwrap().support_category, "区分3");
        assert_eq!(haruka.address.unwrap().postal_code, "6500001");
        let mut team: Vec<(TeamRole, &str, &str)> = haruka
            .team
            .iter()
            .map(|seat| (seat.role, seat.name.as_str(), seat.org_name.as_str()))
            .collect();
        team.sort();
        assert_eq!(
            team,
            [
                (TeamRole::Family, "水野 由美", ""),
                (TeamRole::Specialist, "青木 さくら", "みどり相談室"),
                (TeamRole::ServiceManager, "田村 光一", "ひだまり作業所"),
            ]
        );
        let seat = haruka.team.iter().find(|seat| seat.org == Some(world.office)).unwrap();
        assert_eq!(seat.from, date(2023, 4, 1));
        // The reader sits in the seat of the office, as after registering by hand; the specialist
        // who is named with her office sees what a seat given by hand shows.
        let reads = match world.manager.who {
            Who::Staff { staff, .. } => Some(staff),
            _ => None,
        };
        assert_eq!(seat.staff, reads);
        let theirs = world.op(&world.specialist);
        let (seen, theirs) = about(&theirs, head.person.id);
        assert_eq!(seen.sees, [DataClass::Basic]);
        assert!(theirs.health.is_none());
        let (head, _) = about(&op, find(&op, "青木太郎"));
        assert!(head.person.self_plan);
        assert_eq!(head.person.birth, Some(date(1989, 1, 7)));
        let (head, _) = about(&op, find(&op, "やまだ"));
        assert_eq!((head.person.name.full().as_str(), head.person.birth), ("山田 花子", None));

        let again = preview(&op, &world, ROSTER);
        assert_eq!(again.counts, count(0, 0, 3, 0, 0));
        assert_eq!(again.read_before, Some(op.now));
        let done = apply(&op, &world, ROSTER, false).unwrap();
        assert_eq!(done, Applied { import: done.import, made: 0, changed: 0, same: 3, skipped: 0 });
        assert_eq!(person::list(&op, person::Asked::named(""), 1).unwrap().count, 3);
    });
}

#[test]
fn an_office_is_known_by_its_name_however_it_is_typed() {
    on_each_engine(|db| {
        let world = World::new(db);
        let op = world.op(&world.manager);
        let row = |office: &str, name: &str| {
            format!("氏名,生年月日,相談支援事業所,相談支援専門員\n水野,2003/7/1,{office},{name}\n")
        };
        let office = |text: &str| preview(&op, &world, text).rows[0].office.clone();
        let known = OfficeFound::Connects("みどり相談室".to_owned());
        assert_eq!(office(&row("みどり　相談室", "青木さくら")), Some(known));
        assert_eq!(office(&row("あおば相談室", "青木さくら")), Some(OfficeFound::Unknown));
        assert_eq!(office(&row("", "青木さくら")), None);

        apply(&op, &world, &row("あおば相談室", "青木　さくら"), false).unwrap();
        let person = find(&op, "水野");
        hidden(person::looks(&world.op(&world.specialist), person, 1, false));
        let moved = row("みどり相談室", "青木 さくら");
        assert_eq!(preview(&op, &world, &moved).counts, count(0, 1, 0, 0, 0));
        let done = apply(&op, &world, &moved, false).unwrap();
        let seats = |op: &Op<'_>| {
            let (_, about) = about(op, person);
            let team = about.team.into_iter().filter(|seat| seat.role == TeamRole::Specialist);
            team.map(|seat| (seat.org_name, seat.org)).collect::<Vec<_>>()
        };
        let connected = [("みどり相談室".to_owned(), Some(world.consultation))];
        assert_eq!(seats(&op), connected, "one seat, not two");
        about(&world.op(&world.specialist), person);
        assert_eq!(preview(&op, &world, &moved).counts, count(0, 0, 1, 0, 0));
        // Called off, the seat is words again and opens nothing.
        let (ask, go) = (world.op(&world.manager), world.op(&world.manager));
        let seen = import::ask_undo(&ask, world.office, done.import).unwrap().lines;
        let go = Op { seen: Some(tsumugi_domain::seen::mark(&seen)), ..go };
        let why = Reason { why: Some(Why::WrongPerson), note: String::new() };
        import::undo(&go, world.office, done.import, &why).unwrap();
        assert_eq!(seats(&op), [("あおば相談室".to_owned(), None)]);
        hidden(person::looks(&world.op(&world.specialist), person, 1, false));
    });
}

#[test]
fn changes_are_shown_before_they_are_made_and_empty_cells_change_nothing() {
    on_each_engine(|db| {
        let world = World::new(db);
        let op = world.op(&world.manager);
        apply(&op, &world, ROSTER, false).unwrap();
        let next = "氏名,生年月日,受給者証番号,電話番号,住所,保護者\n\
            髙野　はるか,2003/7/1,1234567890,090-0000-0002,,水野 由美\n\
            青木 太郎,昭和 64年 1月 7日,2222222222,,,\n";
        let seen = preview(&op, &world, next);
        assert_eq!(seen.counts, count(0, 2, 0, 0, 0));
        let RowKind::Changed(changes) = &seen.rows[0].kind else { panic!("{:?}", seen.rows) };
        let shown: Vec<(Field, &str, &str)> = changes
            .iter()
            .map(|one| (one.field, one.before.as_str(), one.after.as_str()))
            .collect();
        assert_eq!(
            shown,
            [
                (Field::Name, "水野 はるか", "髙野 はるか"),
                (Field::Phone, "078-000-0001", "090-0000-0002")
            ]
        );
        let done = apply(&op, &world, next, false).unwrap();
        assert_eq!(done, Applied { import: done.import, made: 0, changed: 2, same: 0, skipped: 0 });
        let (head, about_her) = about(&op, find(&op, "高野"));
        assert_eq!(head.person.name.full(), "髙野 はるか");
        assert_eq!(about_her.phone.as_deref(), Some("090-0000-0002"));
        assert_eq!(about_her.address.unwrap().address, "神戸市中央区１");
        let (head, _) = about(&op, find(&op, "青木"));
        assert_eq!(head.person.name.given, "太郎", "the divided name is the better one");
        assert_eq!(head.person.certificate.as_deref(), Some("2222222222"));
        assert_eq!(preview(&op, &world, next).counts, count(0, 0, 2, 0, 0));
    });
}

#[test]
fn what_may_be_the_same_person_is_shown_and_never_merged() {
    on_each_engine(|db| {
        let world = World::new(db);
        let op = world.op(&world.manager);
        apply(&op, &world, ROSTER, false).unwrap();
        let next = "氏名,生年月日,受給者証番号,電話番号\n\
            中村 さち,1980/1/1,1234567890,\n\
            山田 花子,1999/9/9,,\n\
            小林 実,2000/1/1,,\n\
            小林　実,2000/1/1,,\n\
            青木太郎,2001/1/1,,\n";
        let seen = preview(&op, &world, next);
        let haruka = find(&op, "水野");
        let hanako = find(&op, "山田");
        let kinds: Vec<&RowKind> = seen.rows.iter().map(|row| &row.kind).collect();
        assert_eq!(
            kinds,
            [
                &RowKind::Duplicate(Likeness::Certificate {
                    person: haruka,
                    name: "水野 はるか".to_owned()
                }),
                &RowKind::Duplicate(Likeness::Name {
                    person: hanako,
                    name: "山田 花子".to_owned()
                }),
                &RowKind::New,
                &RowKind::Duplicate(Likeness::Row(4)),
                &RowKind::New,
            ]
        );
        assert_eq!(problems(apply(&op, &world, next, false)), ["file error-roster-rows"]);
        assert_eq!(person::list(&op, person::Asked::named(""), 1).unwrap().count, 3);
        let done = apply(&op, &world, next, true).unwrap();
        assert_eq!(done, Applied { import: done.import, made: 2, changed: 0, same: 0, skipped: 3 });
        assert_eq!(person::list(&op, person::Asked::named(""), 1).unwrap().count, 5);
        let done = apply(&op, &world, next, true).unwrap();
        assert_eq!(done, Applied { import: done.import, made: 0, changed: 0, same: 2, skipped: 3 });
    });
}

#[test]
fn every_cell_that_cannot_be_used_is_named() {
    on_each_engine(|db| {
        let world = World::new(db);
        let op = world.op(&world.manager);
        let text = "氏名,フリガナ,生年月日,性別,受給者証,〒,TEL,区分,相談支援専門員\n\
            水野 はるか,水野,平成35年4月1日,不詳,123,65,1,,\n\
            ,ヤマダ,8.4.10,,,,,,\n\
            石川 健,,令和3年2月30日,,,,,,\n\
            森 光,,2099-01-01,,,,,,\n\
            林 学,,あした,,,,,,\n\
            谷 実,,1890-01-01,,,,,9,だれか\n";
        let seen = preview(&op, &world, text);
        let faults: Vec<(u32, String, CellFault)> = seen
            .rows
            .iter()
            .flat_map(|row| match &row.kind {
                RowKind::Wrong(problems) => problems
                    .iter()
                    .map(|one| (row.line, format!("{}{}", one.column, one.heading), one.fault))
                    .collect::<Vec<_>>(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(
            faults,
            [
                (2, "Bフリガナ".to_owned(), CellFault::Reading),
                (2, "C生年月日".to_owned(), CellFault::Era),
                (2, "D性別".to_owned(), CellFault::Sex),
                (2, "E受給者証".to_owned(), CellFault::Certificate),
                (2, "F〒".to_owned(), CellFault::PostalCode),
                (2, "GTEL".to_owned(), CellFault::Phone),
                (3, "氏名".to_owned(), CellFault::NoName),
                (3, "C生年月日".to_owned(), CellFault::NoEra),
                (4, "C生年月日".to_owned(), CellFault::NoSuchDay),
                (5, "C生年月日".to_owned(), CellFault::Future),
                (6, "C生年月日".to_owned(), CellFault::Date),
                (7, "C生年月日".to_owned(), CellFault::LongAgo),
                (7, "I相談支援専門員".to_owned(), CellFault::Nobody),
                (7, "H区分".to_owned(), CellFault::Category),
            ]
        );
        let RowKind::Wrong(first) = &seen.rows[0].kind else { panic!() };
        assert_eq!(first[1].suggestion.as_deref(), Some("令和5年4月1日"));
        assert_eq!(problems(apply(&op, &world, text, false)), ["file error-roster-rows"]);
        let file = |bytes: &[u8]| import::preview(&op, world.office, bytes, "a.csv").map(|_| ());
        assert_eq!(problems(file(b"")), ["file error-file-empty"]);
        assert_eq!(problems(file(b"%PDF-1.7 ")), ["file error-file-kind"]);
        assert_eq!(problems(file("りんご,みかん\n1,2\n".as_bytes())), ["file error-file-headings"]);
        hidden(import::preview(&world.op(&world.secretary), world.office, b"", "a.csv"));
        hidden(import::apply(&world.op(&world.stranger), world.office, b"", "a.csv", true));
    });
}

#[test]
fn somebody_who_has_left_is_not_brought_back_by_a_list() {
    on_each_engine(|db| {
        let world = World::new(db);
        let op = world.op(&world.manager);
        let basics = Basics {
            family: "水野".to_owned(),
            given: "はるか".to_owned(),
            birth: Some(date(2003, 7, 1)),
            address: "神戸市".to_owned(),
            ..Basics::default()
        };
        let haruka = person::register(&op, world.office, &basics).unwrap();
        let row = "氏名,生年月日,住所\n水野 はるか,2003/7/1,大阪市\n";
        assert_eq!(preview(&op, &world, row).counts, count(0, 1, 0, 0, 0));
        let seat = about(&op, haruka).1.team[0].id;
        tsumugi_app::team::end(&op, haruka, seat).unwrap();
        let tomorrow = world.op_on(&world.manager, TODAY.tomorrow().unwrap());
        let seen = preview(&tomorrow, &world, row);
        assert_eq!(seen.rows[0].kind, RowKind::Duplicate(Likeness::Left));
        let done = apply(&tomorrow, &world, row, true).unwrap();
        assert_eq!(done, Applied { import: done.import, made: 0, changed: 0, same: 0, skipped: 1 });
    });
}

#[test]
fn a_file_that_only_claims_to_be_a_workbook_is_told_so_in_few_words() {
    on_each_engine(|db| {
        let world = World::new(db);
        let op = world.op(&world.manager);
        let text = "hello".repeat(200);
        let open = |name: &str| import::check(&op, world.office, text.as_bytes(), name);
        assert_eq!(problems(open("名簿.xlsx")), ["file error-file-not-excel"]);
        let Err(AppError::Invalid(found)) = open("名簿.csv") else { panic!("no list of people") };
        assert_eq!(found.0[0].code, "error-file-headings");
        assert!(found.0[0].args[0].1.chars().count() < 60, "{:?}", found.0[0].args);
        // A list with headings is read, whatever it is called; others learn nothing of it.
        import::check(&op, world.office, ROSTER.as_bytes(), "名簿.xlsx").unwrap();
        hidden(import::check(&world.op(&world.stranger), world.office, b"x", "名簿.csv"));
    });
}
