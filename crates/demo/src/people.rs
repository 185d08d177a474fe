//! Everybody who is not in a story: drawn from the lives, names and places of the content.

use crate::DemoError;
use crate::acts::{self, GoalSpec, PlanSpec, When};
use crate::content::{Content, GoalText, Life, OfficeText, Phrases, Town};
use crate::meetings::PointSpec;
use crate::world::{World, before};
use jiff::ToSpan as _;
use jiff::civil::Date;
use rand::RngExt as _;
use rand::seq::IndexedRandom as _;
use rand_chacha::ChaCha20Rng;
use std::collections::BTreeSet;
use tsumugi_app::person::{self, Basics};
use tsumugi_domain::consent::Giver;
use tsumugi_domain::ids::{GoalId, PersonId, PlanId};
use tsumugi_domain::person::Speaker;
use tsumugi_domain::plan::PlanKind;
use tsumugi_domain::team::TeamRole;

/// So many days after the registration the first individual support plan counts.
pub(crate) const WRITING_DAYS: i64 = 20;

/// So often a name is drawn anew because somebody bears it already.
const MOST_DRAWS: usize = 20;
/// So many lives lie between the first ones of two offices.
const LIVES_APART: usize = 5;

/// Days between two talks.
pub(crate) const HALF_YEAR: i64 = 182;

/// Somebody drawn for an office.
#[derive(Debug)]
pub(crate) struct Drawn<'c> {
    /// The office.
    pub(crate) office: &'c OfficeText,
    /// Which one of the office's people, from nought.
    pub(crate) number: usize,
    /// Its manager.
    pub(crate) manager: &'c str,
    /// The specialist and the code of their organisation; none with a self-plan.
    pub(crate) specialist: Option<(&'c str, &'c str)>,
    /// The life.
    pub(crate) life: &'c Life,
    /// Which of the life's words stand on top.
    pub(crate) voice: usize,
    /// The form.
    pub(crate) basics: Basics,
    /// A parent or another relative, by name.
    pub(crate) relative: Option<String>,
    /// Under eighteen.
    pub(crate) child: bool,
    /// Looked at so many days ago, within six months of the talk before or of the first plan.
    pub(crate) plan_days: i64,
    /// So many half years lie between the first plan and that talk.
    pub(crate) half_years: i64,
    /// Registered so many days ago.
    pub(crate) since_days: i64,
    /// The short sentences of everybody's records.
    pub(crate) phrases: &'c Phrases,
    /// Where in each list of them this person's begin.
    pub(crate) salt: usize,
}

impl Drawn<'_> {
    /// One of several sentences: another for each person, and another each time for one person.
    pub(crate) fn one_of(&self, list: &[String], turn: i64) -> String {
        let turn = usize::try_from(turn).unwrap_or_default();
        // Talks lie half a year apart, and that must not be a whole number of times around a list.
        let at = (self.salt + turn + turn / 5) % list.len().max(1);
        list.get(at).cloned().unwrap_or_default()
    }

    /// The five points of a short meeting that was held so many days ago.
    pub(crate) fn closing(&self, turn: i64) -> Vec<PointSpec> {
        let points = (0..).zip(self.phrases.closing());
        points.map(|(at, list)| PointSpec::confirmed(self.one_of(list, turn + at))).collect()
    }
}

/// Somebody who was made.
#[derive(Debug)]
pub(crate) struct Made {
    /// Who.
    pub(crate) person: PersonId,
    /// The individual support plan and its goals.
    pub(crate) plan: (PlanId, Vec<GoalId>),
    /// The service use plan and its goals, where there is a specialist.
    pub(crate) service_use: Option<(PlanId, Vec<GoalId>)>,
}

/// Draws `count` people, spread over the offices as the content says.
pub(crate) fn draw<'c>(
    content: &'c Content,
    rng: &mut ChaCha20Rng,
    today: Date,
    count: usize,
) -> Result<Vec<Drawn<'c>>, DemoError> {
    let is_there = |office: &&OfficeText| office.people > 0 && office.from <= count;
    let offices: Vec<&OfficeText> = content.offices.office.iter().filter(is_there).collect();
    let seats: usize = offices.iter().map(|office| office.people).sum();
    let mut hat = Hat::new(content, rng, today);
    let mut drawn = Vec::new();
    let mut given = vec![0; offices.len()];
    while drawn.len() < count && seats > 0 {
        // The office that is furthest behind its share is next: a small region has all of them.
        let next = (0..offices.len())
            .min_by_key(|at| (given[*at] * seats).div_ceil(offices[*at].people))
            .unwrap_or_default();
        drawn.push(hat.draw(offices[next], given[next])?);
        given[next] += 1;
    }
    unusual_names(&mut drawn);
    Ok(drawn)
}

/// Family name and home are those of somebody else.
fn lives_with(one: &mut Basics, other: &Basics) {
    one.family.clone_from(&other.family);
    one.family_kana.clone_from(&other.family_kana);
    one.postal_code.clone_from(&other.postal_code);
    one.address.clone_from(&other.address);
    one.phone.clone_from(&other.phone);
}

/// What lists of names get wrong: a brother and a sister who both come and have one mother, a mother
/// who comes to an office herself, two people of one name, nobody who knows how a name is read, a
/// name longer than its column.
fn unusual_names(drawn: &mut [Drawn<'_>]) {
    let place = |office: &str, number: usize, drawn: &[Drawn<'_>]| {
        drawn.iter().position(|one| one.office.code == office && one.number == number)
    };
    if let (Some(elder), Some(younger)) = (place("sorairo", 3, drawn), place("donguri", 3, drawn)) {
        let (basics, relative) = (drawn[elder].basics.clone(), drawn[elder].relative.clone());
        drawn[younger].relative = relative;
        lives_with(&mut drawn[younger].basics, &basics);
    }
    if let (Some(parent), Some(child)) = (
        drawn.iter().position(|one| one.office.code == "asagiri" && one.life.is_like("子育て中")),
        place("donguri", 5, drawn),
    ) {
        let basics = drawn[parent].basics.clone();
        drawn[child].relative = Some(format!("{} {}", basics.family, basics.given));
        lives_with(&mut drawn[child].basics, &basics);
    }
    if let (Some(one), Some(other)) = (place("asagiri", 4, drawn), place("minato", 4, drawn)) {
        let basics = drawn[one].basics.clone();
        let same = &mut drawn[other].basics;
        same.family = basics.family;
        same.given = basics.given;
        same.family_kana = basics.family_kana;
        same.given_kana = basics.given_kana;
        same.sex = basics.sex;
    }
    if let Some(unread) = place("wakaba", 5, drawn) {
        let basics = &mut drawn[unread].basics;
        basics.family_kana.clear();
        basics.given_kana.clear();
    }
    if let Some(long) = place("tsukimi", 2, drawn) {
        let basics = &mut drawn[long].basics;
        basics.family = "ジャヤワルダナ・ムディヤンセラーゲー".to_owned();
        basics.given = "サマンタ・クマーラ".to_owned();
        basics.family_kana = "じゃやわるだな・むでぃやんせらーげー".to_owned();
        basics.given_kana = "さまんた・くまーら".to_owned();
        basics.preferred = "サマンタ".to_owned();
        basics.sex = "m".to_owned();
        drawn[long].relative = None;
    }
}

/// What people are drawn from.
struct Hat<'c, 'r> {
    content: &'c Content,
    rng: &'r mut ChaCha20Rng,
    today: Date,
    taken: BTreeSet<String>,
}

impl<'c, 'r> Hat<'c, 'r> {
    fn new(content: &'c Content, rng: &'r mut ChaCha20Rng, today: Date) -> Self {
        // Nobody bears a worker's name.
        let taken = content
            .offices
            .office
            .iter()
            .flat_map(|office| office.workers.iter().map(|(name, ..)| name.clone()))
            .collect();
        Self { content, rng, today, taken }
    }

    /// Draws the next of an office: each gets a life of their own as long as there are lives.
    fn draw(&mut self, office: &'c OfficeText, number: usize) -> Result<Drawn<'c>, DemoError> {
        let group = &office.group;
        let fitting: Vec<&Life> =
            self.content.lives.iter().filter(|life| life.group == *group).collect();
        // The offices of a group begin at different lives, so that their rosters differ.
        let same = |other: &&OfficeText| other.group == *group && other.people > 0;
        let before_it = self.content.offices.office.iter().filter(same);
        let ordinal = before_it.take_while(|other| other.code != office.code).count();
        let at = number + ordinal * LIVES_APART;
        let life =
            fitting.get(at % fitting.len().max(1)).ok_or_else(|| crate::world::missing(group))?;
        let age = self.rng.random_range(life.age.0..=life.age.1);
        let birth = before(self.today, i64::from(self.rng.random_range(1..360_u16)))
            .saturating_sub(i64::from(age).years());
        let child = age < 18;
        let (family, relative, mut basics) = self.names(birth.year(), child)?;
        self.fill(&mut basics, life, office, birth);
        let (adults, children) = self.content.self_plans;
        let share = if child { children } else { adults };
        basics.self_plan = self.rng.random_bool(share / 100.0);
        let specialist = if basics.self_plan { None } else { self.specialist(office) };
        let plan_days = self.rng.random_range(35..=160);
        let half_years = *[0, 1, 2, 3, 3].choose(self.rng).unwrap_or(&0);
        let manager = office.workers.first().ok_or_else(|| crate::world::missing("a manager"))?;
        Ok(Drawn {
            office,
            number,
            manager: &manager.0,
            specialist,
            life,
            voice: (number / fitting.len().max(1) + ordinal) % life.voices.len().max(1),
            basics,
            relative: relative.map(|given| format!("{family} {given}")),
            child,
            plan_days,
            half_years,
            since_days: plan_days
                + half_years * HALF_YEAR
                + WRITING_DAYS
                + self.rng.random_range(130..=170),
            phrases: &self.content.phrases,
            // Eleven goes through lists of every length that there is.
            salt: number * 11 + ordinal * 4,
        })
    }

    /// Family name, a relative's given name, and a form with the person's names in it.
    fn names(
        &mut self,
        born: i16,
        child: bool,
    ) -> Result<(String, Option<String>, Basics), DemoError> {
        let names = &self.content.names;
        let none = || crate::world::missing("a name");
        for tried in 0_usize.. {
            let (family, family_kana) = names.family.choose(self.rng).ok_or_else(none)?;
            let (given, given_kana, sex) = names.given.choose(self.rng).ok_or_else(none)?;
            let (relative, ..) = names.given.choose(self.rng).ok_or_else(none)?;
            // A child's parent and an adult's brother or sister are about as old.
            let years = if child { born - 32 } else { born };
            if !names.suits(given, born) || !names.suits(relative, years) || relative == given {
                continue;
            }
            // A large region has more people than names; then two of them bear the same.
            if !self.taken.insert(format!("{family} {given}")) && tried < MOST_DRAWS {
                continue;
            }
            let female = if sex == "x" { self.rng.random_bool(0.5) } else { sex == "f" };
            // Every child has a custodian, and half of the adults somebody of their family.
            let has_relative = child || self.rng.random_bool(0.5);
            let basics = Basics {
                family: family.clone(),
                given: given.clone(),
                family_kana: family_kana.clone(),
                given_kana: given_kana.clone(),
                sex: if female { "f" } else { "m" }.to_owned(),
                ..Basics::default()
            };
            return Ok((family.clone(), has_relative.then(|| relative.clone()), basics));
        }
        Err(none())
    }

    fn fill(&mut self, basics: &mut Basics, life: &Life, office: &OfficeText, birth: Date) {
        let towns: Vec<&Town> =
            self.content.places.iter().filter(|town| town.city == office.city).collect();
        if let Some(town) = towns.choose(self.rng) {
            basics.postal_code = town.postal_code.clone();
            // No house has the number nought: nobody real lives at these addresses.
            let house = self.rng.random_range(1..80);
            basics.address = format!("{}{}0番地の{house}", town.city, town.town);
        }
        // Telephone numbers with this exchange are not given out.
        basics.phone = format!("079-000-{:04}", self.rng.random_range(1000..9999));
        basics.certificate = format!("2800{:06}", self.rng.random_range(0..1_000_000));
        basics.birth = Some(birth);
        basics.disability = life.disability.clone();
        basics.medical_care = life.medical_care.clone();
        let category = match life.group.as_str() {
            "day" => 4..=6,
            "home" => 3..=5,
            "work" => 2..=4,
            _ => return,
        };
        basics.support_category = format!("区分{}", self.rng.random_range(category));
    }

    /// A specialist of the same city, with the code of their organisation.
    fn specialist(&mut self, office: &OfficeText) -> Option<(&'c str, &'c str)> {
        let near: Vec<(&str, &str)> = self
            .content
            .offices
            .office
            .iter()
            .filter(|other| other.kind == "consultation" && other.city == office.city)
            .flat_map(|other| {
                other.workers.iter().map(|(name, ..)| (name.as_str(), other.code.as_str()))
            })
            .collect();
        near.choose(self.rng).copied()
    }
}

/// Registers somebody, with words, profile, team and consents.
pub(crate) fn arrive(world: &World<'_>, drawn: &Drawn<'_>) -> Result<PersonId, DemoError> {
    let op = world.op(drawn.manager, drawn.since_days, 9)?;
    let home = world.org(&drawn.office.code)?;
    let person = person::register(&op, home, &drawn.basics)?;
    let when = When { by: drawn.manager, person, days_ago: drawn.since_days };
    let life = drawn.life;
    for (number, words) in life.voices.iter().enumerate() {
        acts::say(world, when, Speaker::Person, words, number == drawn.voice)?;
    }
    person::write_profile(&op, person, &life.liked, &life.important, &life.support)?;
    if let Some(relative) = &drawn.relative {
        let role = if drawn.child { TeamRole::Custodian } else { TeamRole::Family };
        acts::join(world, when, role, relative, Err(""))?;
        let words = (life.family.clone(), "speech".to_owned(), "面談で".to_owned());
        acts::say(world, when, Speaker::Family, &words, false)?;
    }
    // Support workers look after every other of the office's people.
    if let Some((name, ..)) = support_worker(drawn).filter(|_| drawn.number.is_multiple_of(2)) {
        acts::join(world, when, TeamRole::SupportWorker, name, Ok(&drawn.office.code))?;
    }
    if let Some((role, name, org)) = also(drawn) {
        acts::join(world, when, role, name, Ok(org))?;
    }
    if let Some((name, org)) = drawn.specialist {
        acts::join(world, when, TeamRole::Specialist, name, Ok(org))?;
        let own = format!("{} {}", drawn.basics.family, drawn.basics.given);
        let giver = match (&drawn.relative, drawn.child) {
            (Some(relative), true) => (Giver::Custodian, relative.as_str()),
            _ => (Giver::Person, own.as_str()),
        };
        let to = world.org(org)?;
        acts::consent(world, when, to, giver, acts::everything())?;
    }
    Ok(person)
}

fn support_worker<'d>(drawn: &'d Drawn<'_>) -> Option<&'d (String, String, String)> {
    drawn.office.workers.iter().find(|(_, _, role)| role == "support_worker")
}

/// Somebody of another organisation: the team is not the office alone.
fn also(drawn: &Drawn<'_>) -> Option<(TeamRole, &'static str, &'static str)> {
    match drawn.life.group.as_str() {
        "small" => Some((TeamRole::Nursery, "担任の先生", "nursery")),
        "school" => Some((TeamRole::ClassTeacher, "担任の先生", "special_school")),
        "day" | "home" => Some((TeamRole::Doctor, "主治医", "clinic")),
        _ => None,
    }
}

/// Makes somebody with words, team and the plans that count.
pub(crate) fn settle(world: &World<'_>, drawn: &Drawn<'_>) -> Result<Made, DemoError> {
    let person = arrive(world, drawn)?;
    let first_days = drawn.since_days - WRITING_DAYS;
    let mut service_use = None;
    if let Some((name, _)) = drawn.specialist {
        let when = When { by: name, person, days_ago: first_days + 3 };
        let spec = service_use_plan(drawn);
        service_use = Some(acts::write_plan(world, when, PlanKind::ServiceUse, &spec)?);
    }
    let when = When { by: drawn.manager, person, days_ago: first_days };
    let plan = acts::write_plan(world, when, PlanKind::Individual, &individual(drawn))?;
    Ok(Made { person, plan, service_use })
}

/// The service use plan of somebody, as the specialist writes it.
pub(crate) fn service_use_plan(drawn: &Drawn<'_>) -> PlanSpec {
    let life = drawn.life;
    PlanSpec {
        since: 0,
        wish: top_words(drawn),
        family: drawn.relative.as_ref().map(|_| life.family.clone()).unwrap_or_default(),
        policy: format!("{}{}", drawn.one_of(&drawn.phrases.policy, 0), life.important),
        reason: drawn.one_of(&drawn.phrases.first_plan, 0),
        goals: vec![goal(drawn, &life.long, "long")],
        given_to: vec![receiver(drawn), drawn.office.name.clone()],
    }
}

/// The individual support plan of somebody, as the office writes it first.
pub(crate) fn individual(drawn: &Drawn<'_>) -> PlanSpec {
    let life = drawn.life;
    PlanSpec {
        since: 0,
        wish: top_words(drawn),
        family: drawn.relative.as_ref().map(|_| life.family.clone()).unwrap_or_default(),
        policy: life.support.clone(),
        reason: drawn.one_of(&drawn.phrases.first_plan, 1),
        goals: vec![goal(drawn, &life.short, "short"), goal(drawn, &life.long, "long")],
        given_to: vec![
            receiver(drawn),
            drawn.specialist.map(|(name, _)| name.to_owned()).unwrap_or_default(),
        ],
    }
}

fn top_words(drawn: &Drawn<'_>) -> String {
    drawn.life.voices.get(drawn.voice).map(|(text, ..)| text.clone()).unwrap_or_default()
}

fn receiver(drawn: &Drawn<'_>) -> String {
    match (&drawn.relative, drawn.child) {
        (Some(relative), true) => relative.clone(),
        _ => format!("{} {}", drawn.basics.family, drawn.basics.given),
    }
}

pub(crate) fn goal(drawn: &Drawn<'_>, text: &GoalText, horizon: &str) -> GoalSpec {
    let how = drawn.life.voices.first().map_or("speech", |(_, how, _)| how.as_str());
    let turn = if horizon == "short" { 0 } else { 1 };
    let words =
        if how == "speech" { drawn.one_of(&drawn.phrases.yes, turn) } else { String::new() };
    GoalSpec {
        horizon: horizon.to_owned(),
        text: text.text.clone(),
        idea: if text.own.contains('「') { "person" } else { "together" }.to_owned(),
        own: text.own.clone(),
        grounds: text.grounds.clone(),
        role: text.role.clone(),
        support: text.support.clone(),
        provider: drawn.office.name.clone(),
        due_in: if horizon == "short" { 180 } else { 360 },
        answer: ("yes".to_owned(), how.to_owned(), words, String::new()),
        family: None,
        views: Vec::new(),
        of: None,
    }
}

#[cfg(test)]
mod marginals;
