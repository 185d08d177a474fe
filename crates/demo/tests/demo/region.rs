//! The demonstration region, made on a temporary database.

use jiff::Timestamp;
use rand::SeedableRng as _;
use rand_chacha::ChaCha20Rng;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use tsumugi_app::auth::{self, Gate, LinkPurpose};
use tsumugi_app::chance::Chance;
use tsumugi_app::list::{self, Want};
use tsumugi_app::{Op, community, council, home, meeting, monitoring, person, staff};
use tsumugi_demo::{DemoError, Region, generate};
use tsumugi_domain::community::{IssueState, NeedState};
use tsumugi_domain::ids::{AccountId, PersonId};
use tsumugi_domain::list::{Meetings, Order, Tasks};
use tsumugi_domain::meeting::{Cause, MeetingState, RequestState};
use tsumugi_domain::monitoring::MonitoringKind;
use tsumugi_domain::policy::SystemActor;
use tsumugi_domain::task::TaskState;
use tsumugi_store::{Db, DbConfig};

/// So many of twenty people may have one sentence in common.
const MOST_OFTEN: usize = 7;
/// Sentences in a hundred that are said about two of twenty people or more.
const MOST_SHARED: usize = 36;

const NOW: &str = "2026-11-23T03:00:00Z";

/// A database of its own with a region in it.
struct Made {
    db: Db,
    region: Region,
    chance: Chance,
    now: Timestamp,
    _folder: tempfile::TempDir,
}

fn make(now: &str, seed: u64, people: usize) -> Made {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = DbConfig::Sqlite { path: folder.path().join("demo.db"), key: [7; 32] };
    let db = Db::open(&file).expect("an empty database opens");
    let chance = Chance::new(ChaCha20Rng::seed_from_u64(seed));
    let now: Timestamp = now.parse().expect("a time");
    let work = || Ok::<_, Box<dyn Error>>(generate(&db, now, seed, people, &|_| ())?);
    let region = db.in_haste(work).expect("the region is made");
    Made { db, region, chance, now, _folder: folder }
}

impl Made {
    fn gate(&self) -> Gate<'_> {
        Gate { db: &self.db, now: self.now, chance: &self.chance }
    }

    /// An operation of a demonstration account, signed in through its link.
    fn op(&self, role: &str) -> Op<'_> {
        let found = self.region.accounts.iter().find(|account| account.role == role);
        self.op_of(found.unwrap_or_else(|| panic!("nobody is {role}")).account)
    }

    /// An operation of any account of the region.
    fn op_of(&self, account: AccountId) -> Op<'_> {
        let token = self.db.write(|tx| {
            auth::make_link(self.gate(), tx, self.region.region, account, LinkPurpose::Demo)
        });
        let token = token.expect("a link");
        let token =
            auth::use_demo_link(self.gate(), &token.0, "").expect("it works").expect("it is new");
        let signed_in =
            auth::signed_in(self.gate(), &token.0).expect("it works").expect("it lives");
        assert!(signed_in.demo);
        Op {
            db: &self.db,
            actor: signed_in.actor,
            org_name: signed_in.org_name,
            now: self.now,
            submit: None,
            seen: None,
            chance: &self.chance,
        }
    }

    /// The accounts of everybody who leads an office's plans.
    fn managers(&self) -> Vec<AccountId> {
        let region = self.db.read(tsumugi_store::staff::regions).expect("regions").remove(0);
        let op = staff::system_op(self.gate(), &region, SystemActor::SetUp);
        let orgs = staff::orgs(&op).expect("organisations");
        orgs.iter()
            .flat_map(|org| staff::workers(&op, org.id).expect("workers").1)
            .filter(|worker| worker.employment.role.is_manager())
            .filter_map(|worker| worker.account)
            .collect()
    }

    /// What is written about a person: the page, the talks and the meetings.
    fn records(&self, op: &Op<'_>, one: PersonId) -> String {
        let page = person::page(op, one).expect("a page");
        let (_, meetings, requests) = meeting::of_person(op, one).expect("meetings");
        let mut all = format!("{:#?}{:#?}", page.about.voices, page.about.profile);
        all += &format!("{:#?}{:#?}{:#?}", page.monitorings, page.concerns, page.needs);
        let asked = requests.iter().map(|request| &request.reason);
        all += &format!("{:#?}", asked.collect::<Vec<_>>());
        for held in meetings {
            let view = meeting::view(op, held.id).expect("a meeting");
            let decided: Vec<_> = view.decisions.iter().map(|one| &one.decision).collect();
            all += &format!("{decided:#?}{:#?}{:#?}", view.viewpoints, view.meeting.must_decide);
        }
        all
    }

    /// Everything the managers and the specialist can see of everybody, as text.
    fn everything(&self) -> String {
        let mut all = String::new();
        for role in ["child_support_manager", "service_manager", "specialist"] {
            let op = self.op(role);
            let list = person::list(&op, person::Asked::named(""), 1).expect("a list");
            for one in list.people {
                all += &format!("{:#?}\n", person::page(&op, one.id).expect("a page"));
            }
            all += &format!("{:#?}\n", home::worker_home(&op).expect("a home").counts);
        }
        all
    }
}

#[test]
fn the_same_seed_makes_the_same_region() {
    let [one, same, other] = [1, 1, 2].map(|seed| make(NOW, seed, 24));
    assert_eq!(one.region.people.len(), 24);
    let text = one.everything();
    assert!(text.len() > 50_000, "{}", text.len());
    assert!(text == same.everything(), "the same seed made another region");
    assert!(text != other.everything(), "another seed made the same region");
    assert_eq!(one.region.pages, same.region.pages);
}

#[test]
fn every_day_and_seed_will_do() {
    // The last days of a school year, its first, a leap day, a Sunday in a short month.
    for (seed, now) in [
        (3, "2027-03-31T14:30:00Z"),
        (4, "2027-04-01T00:00:00Z"),
        (5, "2028-02-29T05:00:00Z"),
        (6, "2027-02-14T16:00:00Z"),
    ] {
        let made = make(now, seed, 30);
        assert_eq!(made.region.people.len(), 30, "{now}");
        let due = home::worker_home(&made.op("specialist")).expect("a home").due;
        assert!(due.iter().all(|due| due.days_left >= 0), "{now}: {due:?}");
    }
}

#[test]
fn a_database_with_somebody_in_it_is_left_alone() {
    let made = make(NOW, 1, 3);
    assert!(matches!(generate(&made.db, made.now, 1, 3, &|_| ()), Err(DemoError::NotEmpty)));
}

#[test]
fn the_story_goes_once_around() {
    let made = make(NOW, 1, 60);
    let haruka = made.region.people[0];
    let specialist = made.op("specialist");
    let page = person::page(&specialist, haruka).expect("her page");
    assert_eq!(page.head.person.name.full(), "水野 はるか");
    assert_eq!(page.head.age, Some(6));
    assert_eq!(page.plans.len(), 2);
    assert!(page.plans.iter().all(|plan| plan.current_number == Some(2)));
    let (_, meetings, requests) = meeting::of_person(&specialist, haruka).expect("meetings");
    assert_eq!((meetings.len(), requests.len()), (2, 1));
    let meeting = meetings[0].id;
    assert_eq!(requests[0].state, RequestState::Accepted { meeting });
    let view = meeting::view(&specialist, meeting).expect("the meeting");
    assert!(matches!(view.meeting.state, MeetingState::Closed { .. }));
    assert!(view.minutes.iter().all(|minutes| minutes.locked.is_some()));
    assert_eq!(view.viewpoints.len(), 3);
    let evidence = meeting::close_form(&specialist, meeting).expect("the closing").evidence;
    assert_eq!((view.decisions.len(), evidence.cannot_now), (7, (2, 2)));
    assert_eq!(view.plans.len(), 2, "both plans have a version that came from the meeting");
    assert!(evidence.hanging_now.is_empty() && evidence.hanging_later.is_empty());
}

#[test]
fn the_answer_comes_back_and_a_wish_is_respected() {
    let made = make(NOW, 1, 60);
    let mother = made.op("mother");
    let found = community::of_person(&mother, made.region.people[0]).expect("her needs");
    let kept = found.needs.iter().filter(
        |need| matches!(&need.state, NeedState::NotReported { reason, .. } if reason.contains("みお")),
    );
    assert_eq!(kept.count(), 1);
    let [back] = &found.answers[..] else { panic!("one interim answer: {:?}", found.answers) };
    assert_eq!(back.issue_state, IssueState::InProgress);
    assert!(back.answer.easy.split('。').all(|sentence| sentence.chars().count() <= 30));
    let secretary = made.op("council_secretariat");
    let inbox = council::inbox(&secretary).expect("the inbox");
    assert_eq!((inbox.received.len(), inbox.returned.len()), (1, 1));
    let issues = council::issues(&secretary).expect("the issues");
    let states: BTreeSet<&str> = issues.iter().map(|issue| issue.state.code()).collect();
    for state in ["on_agenda", "in_progress", "answered"] {
        assert!(states.contains(state), "{state}: {states:?}");
    }
    // Hers is the one with three reports, of three offices.
    let hers = issues.iter().find(|issue| issue.title.contains("夜に安心して泊まれる"));
    let hers = council::issue(&secretary, hers.expect("her issue").id).expect("it is there");
    let offices: BTreeSet<String> =
        hers.reports.into_iter().flatten().map(|report| report.office).collect();
    assert_eq!(offices.len(), 3);
}

#[test]
fn the_loop_can_be_walked_from_its_beginning() {
    let made = make(NOW, 1, 12);
    for (role, walker) in [("child_support_manager", 1), ("service_manager", 2)] {
        let op = made.op(role);
        let person = made.region.people[walker];
        let home = home::worker_home(&op).expect("a home");
        let due = home.due.iter().find(|due| due.person.id == person).expect(role);
        assert!((0..=14).contains(&due.days_left), "{role}: {}", due.days_left);
        let kind = MonitoringKind::Individual;
        let form = monitoring::form(&op, person, kind).expect("a form");
        assert_eq!(form.goals.len(), 2);
        let call = meeting::call_form(&op, person, Cause::Own).expect("a call");
        assert!(call.may_request && call.may_convene_individual);
        assert!(call.specialists.iter().all(|office| office.sees_meetings));
    }
    let op = made.op("child_support_manager");
    let due = home::worker_home(&op).expect("a home").due;
    let haruka = made.region.people[0];
    let days = due.iter().find(|due| due.person.id == haruka).map(|due| due.days_left);
    assert!(days.is_some_and(|days| (0..=14).contains(&days)), "{days:?}");
}

#[test]
fn each_account_sees_its_own_and_nothing_else() {
    let made = make(NOW, 1, 12);
    let (haruka, adult) = (made.region.people[0], made.region.people[2]);
    let sees = |role, person| person::page(&made.op(role), person).is_ok();
    for (role, child, grown) in [
        ("mother", true, false),
        ("person", false, true),
        ("child_support_manager", true, false),
        ("service_manager", false, true),
        ("specialist", true, true),
        ("office_admin", false, false),
        ("system_admin", false, false),
        ("council_secretariat", false, false),
        ("core_centre", false, false),
        ("council_member", false, false),
    ] {
        assert_eq!((sees(role, haruka), sees(role, adult)), (child, grown), "{role}");
    }
    assert!(council::inbox(&made.op("core_centre")).is_ok());
}

#[test]
fn the_index_has_every_page() {
    let made = make(NOW, 1, 60);
    let mut roles: BTreeSet<&str> = made.region.accounts.iter().map(|one| one.role).collect();
    roles.extend(made.region.guests.iter().map(|(role, ..)| role.as_str()));
    for guest in ["school_guest", "hospital_guest", "employer_guest"] {
        assert!(roles.contains(guest), "{guest}");
    }
    let mut routes = BTreeSet::new();
    for (route, role, path) in &made.region.pages {
        assert!(roles.contains(role.as_str()), "{route}: nobody is {role}");
        assert!(path.starts_with('/'), "{path}");
        routes.insert(route.as_str());
    }
    for route in [
        "call",
        "consents",
        "council",
        "council_report",
        "home",
        "import",
        "invitation",
        "issue",
        "issue_sheet",
        "looks",
        "meeting",
        "meeting_close",
        "minutes",
        "monitoring",
        "monitoring_new",
        "need",
        "need_report",
        "own",
        "own_answers",
        "people",
        "person",
        "plan",
        "plan_edit",
        "request",
        "staff",
        "team",
        "thread",
    ] {
        assert!(routes.contains(route), "no page for {route}");
    }
}

#[test]
fn a_large_region_has_two_years_of_past() {
    let made = make(NOW, 1, 300);
    assert_eq!(made.region.people.len(), 300);
    let (mut old, mut given_up, mut ended) = (0, 0, 0);
    for account in made.managers() {
        let op = made.op_of(account);
        let long_ago = op.today().saturating_sub(jiff::Span::new().days(450));
        let closed = list::meetings(&op, Meetings::Closed, Order::Day, Want::File).expect("a list");
        let days = closed.rows.iter().filter_map(|(_, meeting)| meeting.slot());
        old += days.filter(|slot| slot.from.date() < long_ago).count();
        let tasks = list::tasks(&op, Tasks::Ended, Order::Day, Want::File).expect("a list").rows;
        let not_possible = |state: &TaskState| matches!(state, TaskState::NotPossible { .. });
        given_up += tasks.iter().filter(|(_, task)| not_possible(&task.state)).count();
        ended += tasks.len();
    }
    assert!(old >= 10, "{old} meetings were so long ago");
    assert!(given_up >= 5 && given_up * 2 < ended, "{given_up} of {ended} were given up");
    nobody_reads_like_a_machine(&made);
}

/// Of the sentences about the first twenty people of each office, few are said about two of them.
fn nobody_reads_like_a_machine(made: &Made) {
    let mut rosters = 0;
    for account in made.managers() {
        let op = made.op_of(account);
        let people = person::list(&op, person::Asked::named(""), 1).expect("a list").people;
        let mut said: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (number, one) in people.iter().take(20).enumerate() {
            for sentence in sentences(&made.records(&op, one.id)) {
                said.entry(sentence).or_default().insert(number);
            }
        }
        let twice: Vec<_> = said.iter().filter(|(_, by)| by.len() > 1).collect();
        let often: Vec<_> = said.iter().filter(|(_, by)| by.len() > MOST_OFTEN).collect();
        assert!(often.is_empty(), "{} said about many: {often:#?}", op.org_name);
        assert!(
            twice.len() * 100 <= said.len() * MOST_SHARED,
            "{}: {} of {}: {twice:#?}",
            op.org_name,
            twice.len(),
            said.len()
        );
        rosters += usize::from(said.len() > 200);
    }
    assert!(rosters >= 15, "{rosters} rosters were read");
}

/// Sentences in the quoted texts of a printed value, long enough to be recognised.
fn sentences(printed: &str) -> Vec<String> {
    let texts = printed.split('"').skip(1).step_by(2);
    texts
        .flat_map(|text| text.split(['。', '\n']))
        .filter(|sentence| sentence.chars().count() >= 12)
        .map(str::to_owned)
        .collect()
}
