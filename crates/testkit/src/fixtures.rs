//! What people write, ready to be sent: each with the least it needs, to be changed where a test
//! is about more.

use crate::TestApp;
use jiff::civil::date;
use tsumugi_app::accounts::{self, Sight};
use tsumugi_app::meeting::{self, AskForMeeting, Convene, NewDecision};
use tsumugi_app::person::{self, Basics};
use tsumugi_app::plan::{self, GoalInput};
use tsumugi_app::team::{self, NewMember};
use tsumugi_app::{Op, address, community};
use tsumugi_domain::ids::{MeetingId, MembershipId, PersonId, TypedId, UnmetNeedId};
use tsumugi_domain::meeting::{Cause, Closing, MeetingKind, OutcomeKind, PointState, Slot};
use tsumugi_domain::plan::{Horizon, Idea, PlanKind};
use tsumugi_domain::team::TeamRole;

/// A call with one candidate, ten days from now.
#[must_use]
pub fn call(kind: MeetingKind, cause: Cause) -> Convene {
    let from = date(2026, 12, 3).at(14, 0, 0, 0);
    Convene {
        kind,
        must_decide: "朝の散歩をどう続けるか".to_owned(),
        cause,
        request: None,
        candidates: vec![Slot { from, minutes: 60, place: "みなもの家".to_owned() }],
        invited: Vec::new(),
    }
}

/// A request to an organisation for a サービス担当者会議.
///
/// # Panics
/// When the asked worker has no post.
#[must_use]
pub fn ask(asked: &Op<'_>, cause: Cause) -> AskForMeeting {
    AskForMeeting {
        asked_org: asked.post(|_| true).expect("a post").org,
        must_decide: "通院に誰がつきそうか".to_owned(),
        reason: "お母さんが つきそえない".to_owned(),
        cause,
    }
}

/// A decision for now.
#[must_use]
pub fn decision(text: &str) -> NewDecision {
    NewDecision {
        text: text.to_owned(),
        kind: OutcomeKind::Now,
        owner: None,
        owner_name: String::new(),
        due: None,
        known_by: String::new(),
        first_step: String::new(),
        level: None,
        reason: None,
        until_then: String::new(),
        shared_with: String::new(),
    }
}

/// A short goal that was the person's idea.
#[must_use]
pub fn goal(text: &str) -> GoalInput {
    GoalInput {
        goal: None,
        horizon: Horizon::Short,
        text: text.to_owned(),
        idea: Idea::Person,
        own_words: String::new(),
        grounds: String::new(),
        person_role: String::new(),
        support: String::new(),
        provider: String::new(),
        due: None,
    }
}

/// Convenes the office's own meeting and fixes its day.
///
/// # Panics
/// When it cannot be convened.
pub fn fixed_meeting(manager: &Op<'_>, person: PersonId) -> MeetingId {
    let new = call(MeetingKind::Individual, Cause::Own);
    let meeting = meeting::convene(manager, person, &new).expect("a meeting");
    let candidate = meeting::view(manager, meeting).expect("the meeting").candidates[0].id;
    meeting::fix(manager, meeting, candidate).expect("a day");
    meeting
}

/// A meeting that is over and left a role hanging in the air.
///
/// # Panics
/// When it cannot be held.
pub fn role_in_the_air(manager: &Op<'_>, person: PersonId) -> MeetingId {
    let meeting = fixed_meeting(manager, person);
    meeting::decide(manager, meeting, &decision("雨の朝は体操をする")).expect("a decision");
    let said = PointState::Confirmed("みんなで確かめた".to_owned());
    let closing = Closing(std::array::from_fn(|_| said.clone()));
    // It is held sooner than it was planned.
    let held = Slot { from: manager.local_time(), minutes: 40, place: "相談室".to_owned() };
    meeting::close(manager, meeting, &closing, &[], Some(&held)).expect("closed")
}

/// Leaves something of every kind in the air around the child of the demonstration: a request, a
/// meeting without a day, one that is under way, a role that nobody has, a draft of a plan, a need
/// that nobody reported, and two people registered today whose address is concealed, one of whom
/// has a grandmother with an account.
///
/// # Panics
/// When any of it fails.
pub fn leave_things_open(app: &TestApp) {
    let manager = app.op("child_support_manager");
    let person: PersonId = app.id_of("person", "child_support_manager");
    let asked = ask(&app.op("specialist"), Cause::Own);
    meeting::request(&manager, person, &asked).expect("a request");
    let providers = call(MeetingKind::Providers, Cause::Own);
    meeting::convene(&app.op("specialist"), person, &providers).expect("a meeting to merge with");
    let new = call(MeetingKind::Individual, Cause::Own);
    meeting::convene(&manager, person, &new).expect("a meeting");
    let meeting = fixed_meeting(&manager, person);
    meeting::decide(&manager, meeting, &decision("毎朝歩く")).expect("a decision");
    role_in_the_air(&manager, person);

    let plans = plan::of_person(&manager, person).expect("plans").plans;
    let individual = plans.iter().find(|plan| plan.kind == PlanKind::Individual);
    let individual = individual.expect("a plan").id;
    plan::revise(&manager, individual, None, "見直し").expect("a draft");
    plan::save_goal(&manager, individual, &goal("川べりを歩く")).expect("a goal");

    let need: UnmetNeedId = app.id_of("need", "mother");
    community::undo_keep_from_report(&manager, need).expect("not kept any more");

    let office = manager.post(|_| true).expect("a post").org;
    let susumu = person::register(&manager, office, &newcomer("進", "すすむ")).expect("one");
    address::conceal(&manager, susumu, "父が さがしている").expect("concealed");
    let seat = grandmother(&manager, susumu);
    accounts::invite_family(&manager, susumu, seat, &Sight::default()).expect("an account");

    let minoru = person::register(&manager, office, &newcomer("実", "みのる")).expect("another");
    seat_at(&manager, minoru, &app.op("specialist"));
    address::conceal(&manager, minoru, "本人の願い").expect("concealed");
    address::ask_reveal(&manager, minoru).expect("asked");
}

/// A grandmother with a seat in the team.
///
/// # Panics
/// When she cannot have one.
pub fn grandmother(manager: &Op<'_>, person: PersonId) -> MembershipId {
    let member = NewMember {
        worker: None,
        role: TeamRole::Family,
        name: "青木 トメ".to_owned(),
        org: None,
        org_name: String::new(),
        from: None,
    };
    team::add(manager, person, &member).expect("a seat")
}

/// A seat for the office of a specialist.
///
/// # Panics
/// When it cannot have one.
pub fn seat_at(manager: &Op<'_>, person: PersonId, specialist: &Op<'_>) {
    let member = NewMember {
        worker: None,
        role: TeamRole::Specialist,
        name: specialist.actor.name.clone(),
        org: specialist.post(|_| true).map(|post| post.org),
        org_name: String::new(),
        from: None,
    };
    team::add(manager, person, &member).expect("a seat");
}

fn newcomer(given: &str, kana: &str) -> Basics {
    Basics {
        family: "青木".to_owned(),
        given: given.to_owned(),
        family_kana: "あおき".to_owned(),
        given_kana: kana.to_owned(),
        preferred: String::new(),
        birth: Some(date(2015, 1, 7)),
        sex: String::new(),
        self_plan: false,
        certificate: String::new(),
        phone: String::new(),
        postal_code: String::new(),
        address: String::new(),
        disability: String::new(),
        support_category: String::new(),
        medical_care: String::new(),
        same_name: false,
    }
}

impl TestApp {
    /// The id in the path of a page of the demonstration.
    ///
    /// # Panics
    /// When the role has no such page.
    pub fn id_of<T: TypedId + std::str::FromStr>(&self, route: &str, role: &str) -> T {
        let pages = &self.region.pages;
        let found = pages.iter().find(|(name, whose, _)| name == route && whose == role);
        let (_, _, path) = found.unwrap_or_else(|| panic!("no page {route} of {role}"));
        let id = path.split('/').nth(2).and_then(|id| id.parse().ok());
        id.unwrap_or_else(|| panic!("no id in {path}"))
    }
}
