//! Organisations and workers: what is typed twice, what begins later, what ends by mistake.

use crate::support::{TODAY, World, conflict, hidden, on_each_engine, problems};
use jiff::SignedDuration;
use jiff::civil::{Date, date};
use tsumugi_app::auth::{self, Gate, SetUp};
use tsumugi_app::staff::{self, NewOrg, NewWorker, Worker};
use tsumugi_app::{AppError, Op};
use tsumugi_domain::ids::{EmploymentId, OrgId};
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

        let gate = Gate { db: op.db, now: op.now, rng: op.rng };
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
                problems(auth::set_up(gate, &link.0, &typed(login))),
                ["login error-login-form"],
                "{login}"
            );
        }
        let session = auth::set_up(gate, &link.0, &typed(" 前川 ")).unwrap();
        let seen = of(&op, world.office, "前川 亮");
        assert_eq!((seen.link_until, seen.login.as_str()), (None, "前川"));
        assert_eq!(seen.seen_at, Some(op.now));
        // Signing out ends the session, not the memory of the day.
        auth::sign_out(gate, &session.0).unwrap();
        let left = of(&op, world.office, "前川 亮").seen_at.expect("the last code is known");
        assert!(op.now.duration_since(left).abs() < SignedDuration::from_mins(1));
    });
}
