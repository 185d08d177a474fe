//! Story A: 水野 はるか, six years old, with medical care, in the year before school; and two
//! people whose review is due, so that a visitor can walk the loop from its beginning.

use crate::DemoError;
use crate::acts::{self, MonitoringSpec, PlanSpec, When};
use crate::content::{Life, OfficeText, Phrases, code, parse};
use crate::council::{AnswerSpec, IssueSpec, OtherSpec, ReportSpec, SessionSpec};
use crate::meetings::{self, Held, MeetingSpec, Table};
use crate::people::{self, Drawn};
use crate::world::{World, before, missing};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use serde::Deserialize;
use std::collections::BTreeMap;
use tsumugi_app::consent::{self, NewConsent};
use tsumugi_app::meeting::{self, AskForMeeting};
use tsumugi_app::notice::{self, RaiseConcern};
use tsumugi_app::person::{self, Basics};
use tsumugi_app::{AppError, community, staff};
use tsumugi_domain::audit::Deed;
use tsumugi_domain::consent::{DataClass, Giver};
use tsumugi_domain::ids::{
    AccountId, GoalId, MembershipId, MonitoringId, PersonId, PlanId, ReportId, RequestId,
    UnmetNeedId,
};
use tsumugi_domain::meeting::{Cause, MeetingKind};
use tsumugi_domain::monitoring::MonitoringKind;
use tsumugi_domain::plan::PlanKind;
use tsumugi_domain::policy::{PersonAction, Who};
use tsumugi_domain::team::{Membership, TeamRole};
use tsumugi_store::account::{self, AccountKind};
use tsumugi_store::team::{self, SeatAccess};

/// `story_a.toml`.
#[derive(Debug, Deserialize)]
pub(crate) struct Story {
    person: PersonText,
    member: Vec<MemberText>,
    consent: Vec<ConsentText>,
    voice: Vec<VoiceText>,
    profile: ProfileText,
    service_use: PlanSpec,
    individual: PlanSpec,
    concern: ConcernText,
    monitoring: MonitoringSpec,
    monitoring_service: MonitoringSpec,
    request: RequestText,
    office_meeting: MeetingSpec,
    meeting: MeetingSpec,
    service_use_2: PlanSpec,
    individual_2: PlanSpec,
    report: ReportSpec,
    kept: KeptText,
    /// Reports of other offices.
    pub(crate) other: Vec<OtherSpec>,
    /// What the council named from them.
    pub(crate) issue: IssueSpec,
    /// Where it was talked about.
    pub(crate) session: Vec<SessionSpec>,
    /// What the council answered so far.
    pub(crate) answer: AnswerSpec,
    walk: Vec<Walker>,
}

#[derive(Debug, Deserialize)]
struct PersonText {
    family: String,
    given: String,
    family_kana: String,
    given_kana: String,
    preferred: String,
    sex: String,
    certificate: String,
    phone: String,
    postal_code: String,
    address: String,
    disability: String,
    medical_care: String,
    registered: i64,
    mother: String,
}

#[derive(Debug, Deserialize)]
struct MemberText {
    key: String,
    role: String,
    name: String,
    org: Option<String>,
    #[serde(default)]
    written: String,
    since: i64,
}

#[derive(Debug, Deserialize)]
struct ConsentText {
    org: String,
    classes: Vec<String>,
    since: i64,
}

#[derive(Debug, Deserialize)]
struct VoiceText {
    speaker: String,
    text: String,
    how: String,
    scene: String,
    since: i64,
    by: String,
    #[serde(default)]
    on_top: bool,
}

#[derive(Debug, Deserialize)]
struct ProfileText {
    liked: String,
    important: String,
    support: String,
}

#[derive(Debug, Deserialize)]
struct ConcernText {
    since: i64,
    text: String,
}

#[derive(Debug, Deserialize)]
struct RequestText {
    since: i64,
    must_decide: String,
    reason: String,
}

#[derive(Debug, Deserialize)]
struct KeptText {
    need: String,
    since: i64,
    reason: String,
}

#[derive(Debug, Deserialize)]
struct Walker {
    office: String,
    specialist: String,
    specialist_name: String,
    since: i64,
    years: i64,
    family: String,
    given: String,
    family_kana: String,
    given_kana: String,
    sex: String,
    relative: String,
    postal_code: String,
    address: String,
    certificate: String,
    #[serde(default)]
    support_category: String,
    /// True for the one who signs in as the person.
    #[serde(default)]
    account: bool,
    life: Life,
}

/// Days for which words that were sent still wait to be read.
const FRESH_DAYS: i64 = 7;
/// The child support manager of the story.
const MANAGER: &str = "岡部 智恵";
/// The specialist of the story.
const SPECIALIST: &str = "瀬尾 文香";

impl Story {
    /// Reads the story.
    pub(crate) fn load() -> Result<Self, DemoError> {
        parse("story_a.toml", include_str!("../data/story_a.toml"))
    }
}

/// What the rest of the region hangs on.
#[derive(Debug)]
pub(crate) struct Told {
    /// Her.
    pub(crate) person: PersonId,
    /// Her team's report.
    pub(crate) report: ReportId,
}

/// Her plans with the goals of their first versions.
struct Plans {
    service_use: (PlanId, Vec<GoalId>),
    individual: (PlanId, Vec<GoalId>),
}

/// Tells the story up to the report to the council.
pub(crate) fn tell(world: &mut World<'_>, story: &Story) -> Result<Told, DemoError> {
    let person = arrive(world, story)?;
    let team = gather(world, story, person)?;
    speak(world, story, person)?;
    let plans = plan(world, story, person)?;
    let (office, held, trail) = loop_once(world, story, person, &team, &plans)?;
    let (report, need) = to_the_region(world, story, &held)?;
    pages(world, person, &plans, &trail);
    meeting_pages(world, story, person, &office, &held)?;
    world.page("need", "child_support_manager", format!("/needs/{need}"));
    let kept = need_kept(&held, story)?;
    world.page("need", "mother", format!("/needs/{kept}"));
    world.page("council_report", "council_secretariat", format!("/council/reports/{report}"));
    Ok(Told { person, report })
}

/// Born so that she is six in nearly the whole school year before she enters school.
fn birth(world: &World<'_>) -> Date {
    let today = world.today();
    let school_year = today.year() - i16::from(today.month() < 4);
    date(school_year - 6, 4, 20)
}

fn arrive(world: &World<'_>, story: &Story) -> Result<PersonId, DemoError> {
    let text = &story.person;
    let op = world.op(MANAGER, text.registered, 9)?;
    let basics = Basics {
        family: text.family.clone(),
        given: text.given.clone(),
        family_kana: text.family_kana.clone(),
        given_kana: text.given_kana.clone(),
        preferred: text.preferred.clone(),
        birth: Some(birth(world)),
        sex: text.sex.clone(),
        self_plan: false,
        certificate: text.certificate.clone(),
        phone: text.phone.clone(),
        postal_code: text.postal_code.clone(),
        address: text.address.clone(),
        disability: text.disability.clone(),
        support_category: String::new(),
        medical_care: text.medical_care.clone(),
        same_name: false,
    };
    Ok(person::register(&op, world.org("komorebi")?, &basics)?)
}

/// The team and the consents. The mother gets an account and the custodian's seat.
fn gather(
    world: &mut World<'_>,
    story: &Story,
    person: PersonId,
) -> Result<BTreeMap<String, MembershipId>, DemoError> {
    let begun = story.person.registered;
    let mut seats = BTreeMap::new();
    let mother = &story.person.mother;
    let seat = family_account(world, (MANAGER, begun), person, mother)?;
    world.may_sign_in("mother", mother)?;
    seats.insert("mother".to_owned(), seat);
    seats.insert("manager".to_owned(), own_seat(world, person, begun)?);
    for member in &story.member {
        let when = When { by: MANAGER, person, days_ago: member.since };
        let org = member.org.as_deref().ok_or(member.written.as_str());
        let seat = acts::join(world, when, code(&member.role)?, &member.name, org)?;
        seats.insert(member.key.clone(), seat);
    }
    for consent in &story.consent {
        let when = When { by: MANAGER, person, days_ago: consent.since };
        let mut classes: Vec<DataClass> = Vec::new();
        for class in &consent.classes {
            classes.push(code(class)?);
        }
        let recipient = world.org(&consent.org)?;
        acts::consent(world, when, recipient, (Giver::Custodian, mother), &classes)?;
    }
    let op = world.op(MANAGER, begun - 5, 10)?;
    let specialist = seats.get("specialist").ok_or_else(|| missing("specialist"))?;
    tsumugi_app::team::set_key_person(&op, person, *specialist)?;
    Ok(seats)
}

/// The seat that registering made for the manager.
fn own_seat(world: &World<'_>, person: PersonId, days_ago: i64) -> Result<MembershipId, DemoError> {
    let op = world.op(MANAGER, days_ago, 10)?;
    let team = tsumugi_app::team::page(&op, person)?.members;
    let own = team.iter().find(|seat| seat.staff.is_some());
    own.map(|seat| seat.id).ok_or_else(|| missing(MANAGER))
}

/// Gives a family member an account and a seat in one transaction, with the manager's own right.
/// The team's page does it in two steps and with a link, which a demonstration has no use for.
fn family_account(
    world: &mut World<'_>,
    (by, days_ago): (&str, i64),
    person: PersonId,
    name: &str,
) -> Result<MembershipId, DemoError> {
    let op = world.op(by, days_ago, 10)?;
    let made: (MembershipId, AccountId) =
        op.act(person, PersonAction::EditTeam, "team", Deed::Made, |tx, proof| {
            let account: AccountId = op.id();
            let display = staff::easy_display();
            account::insert(tx, op.region(), account, AccountKind::Family, name, &display)?;
            let seat = Membership {
                id: op.id(),
                role: TeamRole::Custodian,
                name: name.to_owned(),
                org_name: String::new(),
                org: None,
                staff: None,
                from: op.today(),
                to: None,
                key_person: false,
            };
            let access = SeatAccess { account: Some(account), sees_plan: true };
            team::insert(tx, proof, &seat, access)?;
            Ok::<_, AppError>((seat.id, account))
        })?;
    world.know_outsider(name, made.1, Who::Family);
    Ok(made.0)
}

fn speak(world: &World<'_>, story: &Story, person: PersonId) -> Result<(), DemoError> {
    for voice in &story.voice {
        let by = if voice.by == "mother" { &story.person.mother } else { MANAGER };
        let when = When { by, person, days_ago: voice.since };
        let words = (voice.text.clone(), voice.how.clone(), voice.scene.clone());
        let said = acts::say(world, when, code(&voice.speaker)?, &words, voice.on_top)?;
        // What came these days still waits to be read.
        if by != MANAGER && voice.since > FRESH_DAYS {
            let op = world.op(MANAGER, voice.since, 16)?;
            tsumugi_app::person::hear(&op, person, said)?;
        }
    }
    let op = world.op(MANAGER, story.person.registered - 6, 15)?;
    let text = &story.profile;
    person::write_profile(&op, person, &text.liked, &text.important, &text.support)?;
    Ok(())
}

fn plan(world: &World<'_>, story: &Story, person: PersonId) -> Result<Plans, DemoError> {
    let when = |by, spec: &PlanSpec| When { by, person, days_ago: spec.since };
    let (service_use, individual) = (&story.service_use, &story.individual);
    Ok(Plans {
        service_use: acts::write_plan(
            world,
            when(SPECIALIST, service_use),
            PlanKind::ServiceUse,
            service_use,
        )?,
        individual: acts::write_plan(
            world,
            when(MANAGER, individual),
            PlanKind::Individual,
            individual,
        )?,
    })
}

/// What one round of the loop leaves behind.
struct Trail {
    monitoring: MonitoringId,
    request: RequestId,
}

/// Notice, call, confer, plan: one round of the loop.
fn loop_once(
    world: &World<'_>,
    story: &Story,
    person: PersonId,
    team: &BTreeMap<String, MembershipId>,
    plans: &Plans,
) -> Result<(Held, Held, Trail), DemoError> {
    let mother = world.op(&story.person.mother, story.concern.since, 21)?;
    let concern = RaiseConcern { text: story.concern.text.clone() };
    let concern = notice::raise(&mother, person, &concern)?;
    let trail = notice_and_ask(world, story, person, plans)?;
    let mut table = Table {
        leader: MANAGER,
        person,
        team,
        kind: MeetingKind::Individual,
        cause: Cause::Concern(concern),
        request: None,
    };
    let office = meetings::hold(world, &table, &story.office_meeting)?;
    table.leader = SPECIALIST;
    table.kind = MeetingKind::Providers;
    table.cause = Cause::Monitoring(trail.monitoring);
    table.request = Some(trail.request);
    let held = meetings::hold(world, &table, &story.meeting)?;
    let (spec, plan) = (&story.service_use_2, &plans.service_use);
    let when = When { by: SPECIALIST, person, days_ago: spec.since };
    let after = (spec, Some(held.meeting));
    acts::revise(world, when, (plan.0, &plan.1), PlanKind::ServiceUse, after)?;
    let (spec, plan) = (&story.individual_2, &plans.individual);
    let when = When { by: MANAGER, person, days_ago: spec.since };
    let after = (spec, Some(held.meeting));
    acts::revise(world, when, (plan.0, &plan.1), PlanKind::Individual, after)?;
    Ok((office, held, trail))
}

/// Both monitorings, and the request that came from the office's.
fn notice_and_ask(
    world: &World<'_>,
    story: &Story,
    person: PersonId,
    plans: &Plans,
) -> Result<Trail, DemoError> {
    let spec = &story.monitoring;
    let when = When { by: MANAGER, person, days_ago: spec.since };
    let individual = MonitoringKind::Individual;
    let monitoring = acts::monitor(world, when, individual, &plans.individual.1, spec)?;
    let op = world.op(MANAGER, story.request.since, 16)?;
    let ask = AskForMeeting {
        asked_org: world.org("itoguchi")?,
        must_decide: story.request.must_decide.clone(),
        reason: story.request.reason.clone(),
        cause: Cause::Monitoring(monitoring),
    };
    let request = meeting::request(&op, person, &ask)?;
    let spec = &story.monitoring_service;
    let when = When { by: SPECIALIST, person, days_ago: spec.since };
    acts::monitor(world, when, MonitoringKind::ServiceUse, &plans.service_use.1, spec)?;
    Ok(Trail { monitoring, request })
}

/// What could not be done: one need is reported, the other is kept at the family's wish.
fn to_the_region(
    world: &World<'_>,
    story: &Story,
    held: &Held,
) -> Result<(ReportId, UnmetNeedId), DemoError> {
    let kept = world.op(MANAGER, story.kept.since, 11)?;
    community::keep_from_report(&kept, need_kept(held, story)?, &story.kept.reason)?;
    let need = held.needs.get(&story.report.need).ok_or_else(|| missing(&story.report.need))?;
    let op = world.op(MANAGER, story.report.since, 15)?;
    Ok((community::report(&op, *need, &story.report.new_report())?, *need))
}

fn need_kept(held: &Held, story: &Story) -> Result<UnmetNeedId, DemoError> {
    held.needs.get(&story.kept.need).copied().ok_or_else(|| missing(&story.kept.need))
}

fn pages(world: &mut World<'_>, person: PersonId, plans: &Plans, trail: &Trail) {
    let manager = "child_support_manager";
    for (route, end) in [
        ("person", ""),
        ("thread", "/thread"),
        ("team", "/team"),
        ("consents", "/consents"),
        ("looks", "/looks"),
        ("voices", "/voices"),
        ("voice_new", "/voices/new"),
        ("profile", "/profile"),
        ("person_edit", "/edit"),
        ("call", "/call"),
        ("monitoring_new", "/monitorings/new?kind=individual"),
    ] {
        world.page(route, manager, format!("/people/{person}{end}"));
    }
    world.page("person", "mother", format!("/people/{person}"));
    world.page("person", "specialist", format!("/people/{person}"));
    world.page("monitoring", manager, format!("/monitorings/{}", trail.monitoring));
    world.page("request", "specialist", format!("/requests/{}", trail.request));
    world.page("plan", manager, format!("/plans/{}", plans.individual.0));
    world.page("plan", "specialist", format!("/plans/{}", plans.service_use.0));
    world.page("plan", "mother", format!("/plans/{}", plans.individual.0));
    world.page("plan_answers", "mother", format!("/plans/{}/answers", plans.individual.0));
    world.page("plan_answers", manager, format!("/plans/{}/answers", plans.individual.0));
}

fn meeting_pages(
    world: &mut World<'_>,
    story: &Story,
    person: PersonId,
    office: &Held,
    held: &Held,
) -> Result<(), DemoError> {
    let op = world.op(SPECIALIST, story.meeting.since - 2, 10)?;
    let view = meeting::view(&op, held.meeting)?;
    debug_assert_eq!(view.head.person.id, person);
    let doctor = view.invitations.iter().find(|seat| seat.role == Some(TeamRole::Doctor));
    let (specialist, meeting) = ("specialist", held.meeting);
    world.page("meeting", specialist, format!("/meetings/{meeting}"));
    world.page("minutes", specialist, format!("/meetings/{meeting}/minutes"));
    world.page("invitations", specialist, format!("/meetings/{meeting}/invitations"));
    world.page("meeting", "mother", format!("/meetings/{meeting}"));
    if let Some(doctor) = doctor {
        let invitation = doctor.invitation.id;
        let path = format!("/meetings/{meeting}/invitations/{invitation}");
        world.page("invitation", specialist, path);
    }
    world.page("minutes", "child_support_manager", format!("/meetings/{}/minutes", office.meeting));
    Ok(())
}

/// The two people whose review is due.
pub(crate) fn walkers(
    world: &mut World<'_>,
    story: &Story,
    content: &crate::content::Content,
) -> Result<Vec<PersonId>, DemoError> {
    let mut made = Vec::new();
    for walker in &story.walk {
        let office = content.offices.office.iter().find(|office| office.code == walker.office);
        let office = office.ok_or_else(|| missing(&walker.office))?;
        let drawn = walker.drawn((office, &content.phrases), world.today())?;
        let settled = people::settle(world, &drawn)?;
        let op = world.op(drawn.manager, 2, 17)?;
        let concern = RaiseConcern { text: walker.life.concern.clone() };
        notice::raise(&op, settled.person, &concern)?;
        if walker.account {
            own_account(world, &drawn, settled.person)?;
        }
        let role = if drawn.child { "child_support_manager" } else { "service_manager" };
        let person = settled.person;
        world.page("person", role, format!("/people/{person}"));
        let form = format!("/people/{person}/monitorings/new?kind=individual");
        world.page("monitoring_new", role, form);
        world.page("call", role, format!("/people/{person}/call"));
        world.page("plan", role, format!("/plans/{}", settled.plan.0));
        made.push(person);
    }
    Ok(made)
}

/// The person's own account. It knows nobody but its person, and needs no seat.
fn own_account(
    world: &mut World<'_>,
    drawn: &Drawn<'_>,
    person: PersonId,
) -> Result<(), DemoError> {
    let name = format!("{} {}", drawn.basics.family, drawn.basics.given);
    let op = world.op(drawn.manager, drawn.since_days, 10)?;
    let account = op.act(person, PersonAction::EditTeam, "account", Deed::Made, |tx, _| {
        let account: AccountId = op.id();
        let display = staff::easy_display();
        account::insert(tx, op.region(), account, AccountKind::Person(person), &name, &display)?;
        Ok::<_, AppError>(account)
    })?;
    world.know_outsider(&name, account, Who::Person(person));
    world.may_sign_in("person", &name)?;
    // The manager would like the specialist to know of the medicines, and has asked.
    if let Some((_, org)) = drawn.specialist {
        let to = world.day(-180);
        let classes = [DataClass::Health, DataClass::Medication].into();
        let reason = "通院の話を、いっしょに聞くため".to_owned();
        let new = NewConsent { reason, ..NewConsent::of(world.org(org)?, classes, to) };
        let asked = consent::ask(&world.op(drawn.manager, 1, 16)?, person, &new)?;
        world.page("consent", "person", format!("/people/{person}/consents/{asked}"));
    }
    for (route, path) in [("own", "/me"), ("own_answers", "/me/answers")] {
        world.page(route, "person", path.to_owned());
    }
    Ok(())
}

impl Walker {
    fn drawn<'c>(
        &'c self,
        (office, phrases): (&'c OfficeText, &'c Phrases),
        today: Date,
    ) -> Result<Drawn<'c>, DemoError> {
        let manager = office.workers.first().ok_or_else(|| missing("a manager"))?;
        let basics = Basics {
            family: self.family.clone(),
            given: self.given.clone(),
            family_kana: self.family_kana.clone(),
            given_kana: self.given_kana.clone(),
            birth: Some(before(today, 100).saturating_sub(self.years.years())),
            sex: self.sex.clone(),
            certificate: self.certificate.clone(),
            phone: office.phone.clone(),
            postal_code: self.postal_code.clone(),
            address: self.address.clone(),
            disability: self.life.disability.clone(),
            support_category: self.support_category.clone(),
            ..Basics::default()
        };
        Ok(Drawn {
            office,
            number: 0,
            manager: &manager.0,
            specialist: Some((&self.specialist_name, &self.specialist)),
            life: &self.life,
            voice: 0,
            basics,
            relative: Some(self.relative.clone()),
            child: self.years < 18,
            half_years: 0,
            plan_days: self.since - people::WRITING_DAYS,
            since_days: self.since,
            phrases,
            salt: 0,
        })
    }
}
