//! The region while it is being made: its organisations, its workers, and its past days.

use crate::content::{Content, code};
use crate::{DemoAccount, DemoError};
use jiff::civil::{Date, Weekday};
use jiff::{Timestamp, ToSpan as _};
use std::collections::BTreeMap;
use tsumugi_app::auth::Gate;
use tsumugi_app::council::{self, NewCouncil};
use tsumugi_app::op::{days_from, japan, local_day};
use tsumugi_app::staff::{self, NewOrg, NewWorker};
use tsumugi_app::{AppError, Op};
use tsumugi_domain::ids::{AccountId, OrgId, StaffId};
use tsumugi_domain::policy::{self, Actor, Post, SystemAction, SystemActor, Who};
use tsumugi_domain::staff::{Employment, Role};
use tsumugi_store::staff::Region;

/// Days ago on which the region was set up: before everything else that happens.
const SET_UP: i64 = 1_200;

/// The instant at which a region that stands still at `now` was set up.
pub(crate) fn set_up(now: Timestamp) -> Timestamp {
    days_from(now, -SET_UP)
}

/// Somebody who acts in the region.
#[derive(Debug, Clone)]
pub(crate) struct Doer {
    /// As the use cases know them.
    pub(crate) actor: Actor,
    /// Their organisation's name.
    pub(crate) org_name: String,
}

/// The region while it is being made.
#[derive(Debug)]
pub(crate) struct World<'a> {
    /// The way into the database.
    pub(crate) gate: Gate<'a>,
    /// The region.
    pub(crate) region: Region,
    orgs: BTreeMap<String, OrgId>,
    doers: BTreeMap<String, Doer>,
    /// Who can sign in.
    pub(crate) accounts: Vec<DemoAccount>,
    /// Who is let in by a link: as what, name, path.
    pub(crate) guests: Vec<(String, String, String)>,
    /// Pages worth seeing: route, role, path.
    pub(crate) pages: Vec<(String, String, String)>,
}

impl<'a> World<'a> {
    /// Makes the region with its organisations, workers and council, as large as a region of so
    /// many people is.
    pub(crate) fn new(gate: Gate<'a>, content: &Content, people: usize) -> Result<Self, DemoError> {
        let begun = Gate { now: set_up(gate.now), ..gate };
        // The set-up link of the first start is over long before today; the demonstration signs in
        // by its own links.
        let (region, _) =
            staff::first_start(begun, &content.offices.region, true)?.ok_or(DemoError::NotEmpty)?;
        let mut world = World {
            gate,
            region,
            orgs: BTreeMap::new(),
            doers: BTreeMap::new(),
            accounts: Vec::new(),
            guests: Vec::new(),
            pages: Vec::new(),
        };
        world.find_administrator()?;
        for office in content.offices.office.iter().filter(|office| office.from <= people) {
            world.add_office(office)?;
        }
        world.add_council(content)?;
        Ok(world)
    }

    /// An operation of the machine, as the first set-up is.
    fn set_up_op(&self) -> Op<'a> {
        let gate = Gate { now: set_up(self.gate.now), ..self.gate };
        staff::system_op(gate, &self.region, SystemActor::SetUp)
    }

    fn find_administrator(&mut self) -> Result<(), DemoError> {
        let op = self.set_up_op();
        let orgs = staff::orgs(&op)?;
        let home = orgs.first().ok_or_else(|| missing("the first organisation"))?;
        let (_, workers) = staff::workers(&op, home.id)?;
        let found = workers.first().and_then(|worker| Some((worker.clone(), worker.account?)));
        let (worker, account) = found.ok_or_else(|| missing("the administrator"))?;
        let post = Post { org: home.id, role: Role::SystemAdmin };
        let who = Who::Staff { staff: worker.staff.id, posts: vec![post] };
        self.know(&worker.staff.name, account, who, &home.name);
        Ok(())
    }

    fn know(&mut self, name: &str, account: AccountId, who: Who, org_name: &str) {
        let actor = Actor { region: self.region.id, account, name: name.to_owned(), who };
        self.doers.insert(name.to_owned(), Doer { actor, org_name: org_name.to_owned() });
    }

    fn add_office(&mut self, office: &crate::content::OfficeText) -> Result<(), DemoError> {
        let op = self.set_up_op();
        let new = NewOrg {
            name: office.name.clone(),
            kind: code(&office.kind)?,
            phone: office.phone.clone(),
            services: office.services.clone(),
            // The list of offices has no name twice, which a test holds.
            same_name: true,
        };
        let org = staff::add_org(&op, &new)?;
        self.orgs.insert(office.code.clone(), org);
        for (name, kana, role) in &office.workers {
            let role: Role = code(role)?;
            if let Some(known) = self.doers.get(name).cloned() {
                self.add_post(&op, &known, org, role)?;
                continue;
            }
            let new = NewWorker {
                name: name.clone(),
                kana: kana.clone(),
                role,
                from: op.today(),
                same_name: false,
            };
            let (staff, account, _) = staff::add_worker(&op, org, &new)?;
            let who = Who::Staff { staff, posts: vec![Post { org, role }] };
            self.know(name, account, who, &office.name);
        }
        Ok(())
    }

    /// A second post of somebody who works elsewhere already. No page makes one yet, so it goes
    /// through the store with the machine's proof.
    fn add_post(
        &mut self,
        op: &Op<'_>,
        known: &Doer,
        org: OrgId,
        role: Role,
    ) -> Result<(), DemoError> {
        let Who::Staff { staff, posts } = &known.actor.who else { return Ok(()) };
        let system =
            policy::on_system(&op.actor, SystemAction::ManageOrgs).map_err(AppError::from)?;
        let office = policy::org_by_system(&system, org);
        let post = Employment { id: op.id(), org, role, from: op.today(), to: None };
        self.gate.db.write(|tx| {
            Ok::<_, AppError>(tsumugi_store::staff::add_post(tx, &office, *staff, &post)?)
        })?;
        let mut posts = posts.clone();
        posts.push(Post { org, role });
        let who = Who::Staff { staff: *staff, posts };
        self.know(&known.actor.name, known.actor.account, who, &known.org_name);
        Ok(())
    }

    fn add_council(&self, content: &Content) -> Result<(), DemoError> {
        let text = &content.offices.council;
        let mut bodies = Vec::new();
        for (name, kind) in &text.bodies {
            bodies.push((name.clone(), code(kind)?));
        }
        let new = NewCouncil {
            name: text.name.clone(),
            secretariat: self.org(&text.secretariat)?,
            bodies,
        };
        council::create(&self.set_up_op(), &new)?;
        Ok(())
    }

    /// An organisation by its code.
    pub(crate) fn org(&self, code: &str) -> Result<OrgId, DemoError> {
        self.orgs.get(code).copied().ok_or_else(|| missing(code))
    }

    /// Somebody by name.
    pub(crate) fn doer(&self, name: &str) -> Result<&Doer, DemoError> {
        self.doers.get(name).ok_or_else(|| missing(name))
    }

    /// Somebody who sees a person only from a seat of their own.
    pub(crate) fn own_seat(&self, name: &str, org: OrgId) -> Option<StaffId> {
        let Who::Staff { staff, posts } = &self.doers.get(name)?.actor.who else { return None };
        let own = |post: &Post| {
            post.org == org && matches!(post.role, Role::SupportWorker | Role::MunicipalOfficer)
        };
        posts.iter().any(own).then_some(*staff)
    }

    /// The operation of somebody on a past day.
    pub(crate) fn op(&self, name: &str, days_ago: i64, hour: i8) -> Result<Op<'a>, DemoError> {
        let doer = self.doer(name)?;
        Ok(Op {
            db: self.gate.db,
            actor: doer.actor.clone(),
            org_name: doer.org_name.clone(),
            now: self.at(days_ago, hour, 0),
            submit: None,
            seen: None,
            chance: self.gate.chance,
        })
    }

    /// Lets somebody sign in to the demonstration.
    pub(crate) fn may_sign_in(&mut self, role: &'static str, name: &str) -> Result<(), DemoError> {
        let account = self.doer(name)?.actor.account;
        self.accounts.push(DemoAccount { role, name: name.to_owned(), account });
        Ok(())
    }

    /// Makes somebody known who is no worker: the person, a family member.
    pub(crate) fn know_outsider(&mut self, name: &str, account: AccountId, who: Who) {
        self.know(name, account, who, "");
    }

    /// As what somebody can sign in to the demonstration.
    pub(crate) fn role_of(&self, name: &str) -> Option<&'static str> {
        self.accounts.iter().find(|account| account.name == name).map(|account| account.role)
    }

    /// A page worth seeing.
    pub(crate) fn page(&mut self, route: &str, role: &str, path: String) {
        self.pages.push((route.to_owned(), role.to_owned(), path));
    }

    /// An instant on a past working day, local time.
    fn at(&self, days_ago: i64, hour: i8, minute: i8) -> Timestamp {
        let at = self.day(days_ago).at(hour, minute, 0, 0).to_zoned(japan());
        // Nothing happens after now: today's later hours become now.
        at.map_or(self.gate.now, |zoned| zoned.timestamp().min(self.gate.now))
    }

    /// Today.
    pub(crate) fn today(&self) -> Date {
        local_day(self.gate.now)
    }

    /// The working day so many days ago; a negative number lies ahead. Weekends give way: the past
    /// to the Friday before, the future to the Monday after, so that the order of days stays.
    pub(crate) fn day(&self, days_ago: i64) -> Date {
        let day = before(local_day(self.gate.now), days_ago);
        match (day.weekday(), days_ago > 0) {
            (Weekday::Saturday, true) | (Weekday::Sunday, false) if days_ago != 0 => {
                before(day, if days_ago > 0 { 1 } else { -1 })
            }
            (Weekday::Sunday, true) => before(day, 2),
            (Weekday::Saturday, false) if days_ago != 0 => before(day, -2),
            _ => day,
        }
    }
}

/// What a story names must be there.
pub(crate) fn missing(what: &str) -> DemoError {
    DemoError::Content(format!("nobody and nothing is called {what:?}"))
}

/// The day so many days before another.
pub(crate) fn before(day: Date, days: i64) -> Date {
    day.saturating_sub(days.days())
}
