//! Organisations and workers: what is typed twice, what begins later, what ends by mistake.

use crate::support::{
    TODAY, World, conflict, everywhere, hidden, nobody, on_each_engine, on_each_engine_at, problems,
};
use jiff::SignedDuration;
use jiff::civil::{Date, date};
use tsumugi_app::auth::{self, Gate, SetUp};
use tsumugi_app::staff::{self, NewOrg, NewWorker, Worker, WorkerName};
use tsumugi_app::{AppError, Op, team};
use tsumugi_domain::ids::{EmploymentId, OrgId, PersonId};
use tsumugi_domain::policy::Who;
use tsumugi_domain::seen;
use tsumugi_domain::staff::{OrgKind, Role};

fn org(name: &str, phone: &str) -> NewOrg {
    NewOrg {
        name: name.to_owned(),
        kind: OrgKind::Consultation,
        phone: phone.to_owned(),
        services: String::new(),
        same_name: false,
    }
}

fn newcomer(name: &str, role: Role, from: Date) -> NewWorker {
    NewWorker { name: name.to_owned(), kana: String::new(), role, from, same_name: false }
}

fn of(op: &Op<'_>, org: OrgId, name: &str) -> Worker {
    let (_, workers) = staff::workers(op, org).unwrap();
    workers.into_iter().find(|worker| worker.staff.name == name).unwrap()
}

fn ends(op: &Op<'_>, org: OrgId, post: EmploymentId) -> Option<Date> {
    let (_, workers) = staff::workers(op, org).unwrap();
    workers.iter().find(|worker| worker.employment.id == post).unwrap().employment.to
}

#[test]
fn an_organisation_of_the_same_name_asks_first() {
    on_each_engine(|db| {
        let world = World::new(db);
        let op = world.op(&world.administrator);
        assert_eq!(problems(staff::add_org(&op, &org("あおば", "abc"))), ["phone error-phone"]);
        let typed = org("あおば", "078-000-0001 内線12");
        assert_eq!(problems(staff::add_org(&op, &typed)), ["phone error-phone"]);
        let made = staff::add_org(&op, &org("あおば", "０７９（000）0001")).unwrap();
        assert_eq!(staff::workers(&op, made).unwrap().0.phone, "079-000-0001");
        let again = org(" あお ば", "");
        assert_eq!(problems(staff::add_org(&op, &again)), ["same_name error-same-org"]);
        staff::add_org(&op, &NewOrg { same_name: true, ..again }).unwrap();
        // A form that was sent twice is no second organisation of the same name.
        let once = Op { submit: Some("form-1".to_owned()), ..world.op(&world.administrator) };
        staff::add_org(&once, &org("わかば", "")).unwrap();
        let twice = staff::add_org(&once, &org("わかば", ""));
        assert!(matches!(twice, Err(AppError::AlreadyDone)), "{twice:?}");
    });
}

#[test]
fn a_worker_has_a_role_of_the_office_and_a_day_that_can_be_meant() {
    on_each_engine(|db| {
        let world = World::new(db);
        let op = world.op(&world.administrator);
        let new = staff::add_org(&op, &org("あおば相談室", "")).unwrap();
        let page = staff::workers_page(&op, new).unwrap();
        assert_eq!(page.roles, [Role::Specialist, Role::SupportWorker, Role::OfficeAdmin]);
        assert_eq!((page.likely, page.manages_orgs), (Role::OfficeAdmin, true));

        let far = newcomer("東 勝", Role::CouncilMember, date(2117, 4, 1));
        assert_eq!(
            problems(staff::add_worker(&op, new, &far)),
            ["role error-choice", "from error-date-far"]
        );
        let first = newcomer("東 勝", Role::OfficeAdmin, TODAY);
        staff::add_worker(&op, new, &first).unwrap();
        let page = staff::workers_page(&op, new).unwrap();
        assert_eq!(page.likely, Role::Specialist, "somebody manages the others now");
        let again = newcomer("東　勝", Role::Specialist, TODAY);
        assert_eq!(problems(staff::add_worker(&op, new, &again)), ["same_name error-same-worker"]);
        staff::add_worker(&op, new, &NewWorker { same_name: true, ..again }).unwrap();

        // The secretariat has the roles of the council; an office's manager manages no other.
        let there = staff::workers_page(&op, world.secretariat).unwrap();
        assert!(there.roles.contains(&Role::CouncilMember));
        hidden(staff::workers_page(&world.op(&world.manager), new));
        assert!(
            !staff::workers_page(&world.op(&world.manager), world.office).unwrap().manages_orgs
        );
    });
}

#[test]
fn an_end_by_mistake_is_undone_the_same_day() {
    on_each_engine(|db| {
        let world = World::new(db);
        let op = world.op(&world.manager);
        let worker = newcomer("前川 亮", Role::SupportWorker, TODAY);
        staff::add_worker(&op, world.office, &worker).unwrap();
        let post = of(&op, world.office, "前川 亮").employment.id;
        hidden(staff::open_post(&world.op(&world.stranger), world.office, post));
        staff::open_post(&op, world.office, post).unwrap();
        staff::end_post(&op, world.office, post, TODAY).unwrap();
        conflict(staff::end_post(&op, world.office, post, TODAY));
        hidden(staff::open_post(&op, world.office, post));
        staff::undo_end(&op, world.office, post).unwrap();
        conflict(staff::undo_end(&op, world.office, post));
        assert_eq!(ends(&op, world.office, post), None);
        staff::end_post(&op, world.office, post, TODAY).unwrap();
        let tomorrow = world.op_on(&world.manager, TODAY.tomorrow().unwrap());
        conflict(staff::undo_end(&tomorrow, world.office, post));

        // Whoever has not begun never will, and comes back as if nothing had been.
        let later = newcomer("北浦 弘美", Role::SupportWorker, date(2026, 6, 1));
        staff::add_worker(&op, world.office, &later).unwrap();
        let post = of(&op, world.office, "北浦 弘美").employment.id;
        staff::end_post(&op, world.office, post, TODAY).unwrap();
        assert_eq!(ends(&op, world.office, post), Some(date(2026, 5, 31)));
        staff::undo_end(&op, world.office, post).unwrap();
        assert_eq!(ends(&op, world.office, post), None);
    });
}

#[test]
fn nobody_locks_themselves_out() {
    on_each_engine(|db| {
        let world = World::new(db);
        let op = world.op(&world.manager);
        let own = of(&op, world.office, "田村 光一").employment.id;
        let why = ["link error-link-own"];
        assert_eq!(problems(staff::ask_link(&op, world.office, own)), why);
        assert_eq!(problems(staff::new_link(&op, world.office, own)), why);
        let worker = newcomer("前川 亮", Role::SupportWorker, TODAY);
        staff::add_worker(&op, world.office, &worker).unwrap();
        let post = of(&op, world.office, "前川 亮").employment.id;
        let (_, asked) = staff::ask_link(&op, world.office, post).unwrap();
        assert_eq!(asked.staff.name, "前川 亮");
        hidden(staff::ask_link(&world.op(&world.stranger), world.office, post));
    });
}

#[test]
fn setting_up_shows_in_the_list_and_a_name_has_no_space() {
    on_each_engine(|db| {
        let world = World::new(db);
        let op = world.op(&world.manager);
        let worker = newcomer("前川 亮", Role::SupportWorker, TODAY);
        let (_, _, link) = staff::add_worker(&op, world.office, &worker).unwrap();
        let waiting = of(&op, world.office, "前川 亮");
        let until = op.now.checked_add(SignedDuration::from_hours(72)).unwrap();
        assert_eq!((waiting.link_until, waiting.seen_at), (Some(until), None));
        assert!(waiting.login.is_empty());

        let gate = Gate { db: op.db, now: op.now, chance: op.chance };
        let shown = auth::look_at_link(gate, &link.0).unwrap().unwrap();
        let secret = data_encoding::BASE32_NOPAD.decode(shown.totp_secret.as_bytes()).unwrap();
        let totp = totp_rs::Builder::new().with_secret(secret).build_noncompliant();
        let code = totp.generate(u64::try_from(op.now.as_second()).unwrap()).to_string();
        let typed = |login: &str| SetUp {
            login: login.to_owned(),
            password: "ゆきのしたの ふきのとうと つくし".to_owned(),
            code: code.clone(),
        };
        let long = "や".repeat(41);
        for login in ["やま もと", "や", "やま\u{3000}もと", long.as_str()] {
            assert_eq!(
                problems(auth::set_up(gate, &link.0, &typed(login), "")),
                ["login error-login-form"],
                "{login}"
            );
        }
        let session = auth::set_up(gate, &link.0, &typed(" 前川 "), "").unwrap();
        let seen = of(&op, world.office, "前川 亮");
        assert_eq!((seen.link_until, seen.login.as_str()), (None, "前川"));
        assert_eq!(seen.seen_at, Some(op.now));
        // Signing out ends the session, not the memory of the day.
        auth::sign_out(gate, &session.0).unwrap();
        let left = of(&op, world.office, "前川 亮").seen_at.expect("the last code is known");
        assert!(op.now.duration_since(left).abs() < SignedDuration::from_mins(1));
    });
}

/// Name and organisation of each seat, as the team's page shows them.
fn seats(op: &Op<'_>, person: PersonId) -> Vec<(String, String)> {
    let seats = team::page(op, person).unwrap().members;
    seats.into_iter().map(|seat| (seat.name, seat.org_name)).collect()
}

fn as_stored(op: &Op<'_>, org: OrgId) -> NewOrg {
    let stored = staff::org_to_edit(op, org).unwrap();
    NewOrg {
        name: stored.name,
        kind: stored.kind,
        phone: stored.phone,
        services: stored.services,
        same_name: false,
    }
}

fn named(name: &str) -> WorkerName {
    WorkerName { name: name.to_owned(), kana: String::new(), same_name: false }
}

#[test]
fn an_organisation_is_corrected_by_the_rules_of_a_new_one() {
    on_each_engine(|db| {
        let world = World::new(db);
        let op = world.op(&world.administrator);
        let stored = as_stored(&op, world.consultation);
        let wrong =
            NewOrg { name: "　".to_owned(), phone: "内線3".to_owned(), ..stored.clone() };
        let edit = |typed: &NewOrg| staff::edit_org(&op, world.consultation, typed);
        assert_eq!(problems(edit(&wrong)), ["name error-required", "phone error-phone"]);

        // Another one has the name; its own is no other.
        let taken = NewOrg { name: "となり 事業所".to_owned(), ..stored.clone() };
        assert_eq!(problems(edit(&taken)), ["same_name error-other-org"]);
        edit(&NewOrg { same_name: true, ..taken.clone() }).unwrap();
        edit(&NewOrg { phone: "０７９-000-0002".to_owned(), ..taken }).unwrap();
        let own = NewOrg { services: " 計画相談支援 ".to_owned(), ..stored };
        edit(&own).unwrap();
        let now = staff::org_to_edit(&op, world.consultation).unwrap();
        assert_eq!((now.name.as_str(), now.services.as_str()), ("みどり相談室", "計画相談支援"));

        hidden(staff::org_to_edit(&op, nobody()));
        hidden(staff::edit_org(&op, nobody(), &own));
        hidden(staff::org_to_edit(&world.op(&world.manager), world.office));
        hidden(staff::edit_org(&world.op(&world.manager), world.office, &own));
    });
}

#[test]
fn a_role_that_is_held_keeps_the_kind() {
    on_each_engine(|db| {
        let world = World::new(db);
        let op = world.op(&world.administrator);
        let kind = |kind, org| NewOrg { kind, ..as_stored(&op, org) };
        let school = kind(OrgKind::School, world.office);
        let refused = staff::edit_org(&op, world.office, &school).unwrap_err();
        let AppError::Invalid(why) = &refused else { panic!("{refused:?}") };
        assert_eq!(why.0[0].args, [("role", "service_manager".to_owned())]);
        assert_eq!(problems::<()>(Err(refused)), ["kind error-kind-role"]);
        staff::edit_org(&op, world.office, &kind(OrgKind::ChildOffice, world.office)).unwrap();
        assert_eq!(as_stored(&op, world.office).kind, OrgKind::ChildOffice);

        // From the day after the last one on, nothing stands in the way.
        let post = of(&op, world.office, "田村 光一").employment.id;
        staff::end_post(&op, world.office, post, TODAY).unwrap();
        assert_eq!(problems(staff::edit_org(&op, world.office, &school)), ["kind error-kind-role"]);
        let tomorrow = world.op_on(&world.administrator, TODAY.tomorrow().unwrap());
        staff::edit_org(&tomorrow, world.office, &school).unwrap();
    });
}

#[test]
fn the_corrected_name_of_an_organisation_stands_in_the_team() {
    on_each_engine_at(|db, config| {
        let world = World::new(db);
        let (op, haruka) = (world.op(&world.administrator), world.haruka());
        let manager = world.op(&world.manager);
        let ended = team::page(&manager, haruka).unwrap().members;
        let ended = ended.iter().find(|seat| seat.org == Some(world.consultation)).unwrap().id;
        team::end(&manager, haruka, ended).unwrap();
        let tomorrow = |actor| world.op_on(actor, TODAY.tomorrow().unwrap());

        let renamed = |org, name: &str| NewOrg { name: name.to_owned(), ..as_stored(&op, org) };
        let (office, other) = (world.office, world.consultation);
        let later = tomorrow(&world.administrator);
        staff::edit_org(&later, office, &renamed(office, "ひだまり工房")).unwrap();
        staff::edit_org(&later, other, &renamed(other, "あおい相談室")).unwrap();
        let shown = seats(&tomorrow(&world.manager), haruka);
        let shown: Vec<&str> = shown.iter().map(|(_, org)| org.as_str()).collect();
        assert_eq!(shown, ["ひだまり工房", "みどり相談室"], "what is over stays as it was");
        assert!(everywhere(config, "ひだまり工房").contains(&"org.name".to_owned()));
    });
}

#[test]
fn the_corrected_name_of_a_worker_stands_where_they_sign_in_and_sit() {
    on_each_engine_at(|db, config| {
        let world = World::new(db);
        let (op, haruka) = (world.op(&world.manager), world.haruka());
        let Who::Staff { staff: tamura, .. } = world.manager.who else { panic!("a worker") };
        let post = of(&op, world.office, "田村 光一").employment.id;
        let edit = |typed: &WorkerName| staff::edit_worker(&op, world.office, post, typed);
        let wrong = WorkerName { kana: "田村".to_owned(), ..named(" ") };
        assert_eq!(problems(edit(&wrong)), ["name error-required", "kana error-reading"]);
        let long = named(&"あ".repeat(500));
        assert_eq!(problems(edit(&long)), ["name error-too-long"]);

        let colleague = newcomer("前川 亮", Role::SupportWorker, TODAY);
        staff::add_worker(&op, world.office, &colleague).unwrap();
        assert_eq!(problems(edit(&named("前川　亮"))), ["same_name error-other-worker"]);
        edit(&WorkerName { kana: "タムラ コウイチ".to_owned(), ..named("田村 光一") }).unwrap();
        edit(&WorkerName { kana: "たむら こういち".to_owned(), ..named(" 田村 浩一 ") }).unwrap();
        let now = of(&op, world.office, "田村 浩一").staff;
        assert_eq!((now.id, now.kana.as_str()), (tamura, "たむら こういち"));
        let shown = seats(&op, haruka);
        assert!(shown.iter().any(|(name, _)| name == "田村 浩一"), "{shown:?}");
        let places = everywhere(config, "田村 浩一");
        assert_eq!(places, ["account.name", "membership.name", "staff.name"]);
        let places = everywhere(config, "田村 光一");
        assert!(places.contains(&"audit.actor_name".to_owned()), "history stays: {places:?}");
        assert!(!places.contains(&"membership.name".to_owned()), "{places:?}");

        hidden(staff::worker_to_edit(&world.op(&world.stranger), world.office, post));
        let strange = named("北川 誠");
        hidden(staff::edit_worker(&world.op(&world.stranger), world.office, post, &strange));
        // Whoever has left is corrected by nobody here.
        staff::end_post(&op, world.office, post, TODAY).unwrap();
        let tomorrow = world.op_on(&world.administrator, TODAY.tomorrow().unwrap());
        hidden(staff::worker_to_edit(&tomorrow, world.office, post));
        hidden(staff::edit_worker(&tomorrow, world.office, post, &named("田村 光一")));
    });
}

#[test]
fn a_correction_overwrites_nothing_unseen() {
    on_each_engine(|db| {
        let world = World::new(db);
        let with = |mark: String| Op { seen: Some(mark), ..world.op(&world.administrator) };
        let op = world.op(&world.administrator);
        let shown = || seen::mark(&staff::org_to_edit(&op, world.office).unwrap());
        let mark = shown();
        let typed = |name: &str| NewOrg { name: name.to_owned(), ..as_stored(&op, world.office) };
        staff::edit_org(&with(mark.clone()), world.office, &typed("ひだまり工房")).unwrap();
        conflict(staff::edit_org(&with(mark), world.office, &typed("ひだまりの家")));
        staff::edit_org(&with(shown()), world.office, &typed("ひだまりの家")).unwrap();

        let post = of(&op, world.office, "田村 光一").employment.id;
        let shown = || seen::mark(&staff::worker_to_edit(&op, world.office, post).unwrap());
        let mark = shown();
        let edit = |mark: &str, name: &str| {
            staff::edit_worker(&with(mark.to_owned()), world.office, post, &named(name))
        };
        edit(&mark, "田村 浩一").unwrap();
        conflict(edit(&mark, "田村 弘一"));
        edit(&shown(), "田村 弘一").unwrap();
    });
}
