//! The texts of the demonstration, read from `data/`. Each file can be edited by people who do not
//! program; a test reads them all.

use crate::DemoError;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

/// All texts of the region but the stories.
#[derive(Debug)]
pub(crate) struct Content {
    /// Organisations and the council.
    pub(crate) offices: Offices,
    /// Names to draw from.
    pub(crate) names: Names,
    /// Lives to draw from.
    pub(crate) lives: Vec<Life>,
    /// Short sentences that many records need.
    pub(crate) phrases: Phrases,
    /// What some teams could not find, by group.
    pub(crate) gaps: BTreeMap<String, Gap>,
    /// What happened in earlier half years.
    pub(crate) past: Vec<Episode>,
    /// Matters of the region, and decisions of meetings.
    pub(crate) matters: Matters,
    /// Places to live in.
    pub(crate) places: Vec<Town>,
    /// Share of self-plans in percent: adults, children.
    pub(crate) self_plans: (f64, f64),
}

/// `offices.toml`.
#[derive(Debug, Deserialize)]
pub(crate) struct Offices {
    /// The region's name.
    pub(crate) region: String,
    /// Its council.
    pub(crate) council: CouncilText,
    /// Its organisations.
    pub(crate) office: Vec<OfficeText>,
    /// Words for the names of further offices of a large region.
    more: Vec<String>,
}

/// The council.
#[derive(Debug, Deserialize)]
pub(crate) struct CouncilText {
    /// Its name.
    pub(crate) name: String,
    /// Which organisation runs it.
    pub(crate) secretariat: String,
    /// Name and kind of each body.
    pub(crate) bodies: Vec<(String, String)>,
}

impl Offices {
    /// Adds offices until there is room for so many people: copies of those of a large region, with
    /// names and workers of their own, and specialists with them.
    fn grow(&mut self, names: &Names, people: usize) {
        let room: usize = self.office.iter().map(|office| office.people).sum();
        let models: Vec<OfficeText> = self
            .office
            .iter()
            .filter(|office| office.people > 0 || office.kind == "consultation")
            .cloned()
            .collect();
        let mut taken: BTreeSet<String> =
            self.office.iter().flat_map(|one| one.workers.iter().map(|it| it.0.clone())).collect();
        let mut namer = names.workers();
        for round in 1..people.div_ceil(room.max(1)) {
            for (at, model) in models.iter().enumerate() {
                let mut office = model.clone();
                office.code = format!("{}_{round}", model.code);
                office.name = self.name_of(&model.name, (round - 1) * models.len() + at);
                office.phone = format!("079-000-{:04}", 400 + (round * models.len() + at) % 600);
                office.from = 0;
                office.guest = None;
                for (worker, (name, kana)) in office
                    .workers
                    .iter_mut()
                    .zip(namer.by_ref().filter(|(name, _)| taken.insert(name.clone())))
                {
                    (worker.0, worker.1) = (name, kana);
                }
                self.office.push(office);
            }
        }
    }

    /// The service of a model, a word of ours, and a number when the words have gone round.
    fn name_of(&self, model: &str, number: usize) -> String {
        let service = model.split(' ').next().unwrap_or_default();
        let word = self.more.get(number % self.more.len().max(1));
        let word = word.map(String::as_str).unwrap_or_default();
        match number / self.more.len().max(1) {
            0 => format!("{service} {word}の家"),
            again => format!("{service} {word}の家 {}", again + 1),
        }
    }
}

impl Names {
    /// Names for workers, writing and reading: each family with each given name, once.
    fn workers(&self) -> impl Iterator<Item = (String, String)> + '_ {
        let (families, given) = (self.family.len(), self.given.len());
        (0..families * given).filter_map(move |number| {
            let (at, round) = (number % families, number / families);
            let (family, family_kana) = self.family.get(at)?;
            let (name, kana, _) = self.given.get((at * 7 + round) % given)?;
            Some((format!("{family} {name}"), format!("{family_kana} {kana}")))
        })
    }

    /// Whether a given name is one that people born in this year bear.
    pub(crate) fn suits(&self, given: &str, born: i16) -> bool {
        let has = |names: &[String]| names.iter().any(|name| name == given);
        let too_old = born > 1985 && has(&self.usual.born_before_1970);
        let too_young = born < 1995 && has(&self.usual.born_after_2000);
        !too_old && !too_young
    }
}

/// One organisation.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct OfficeText {
    /// How the stories call it.
    pub(crate) code: String,
    /// Its name.
    pub(crate) name: String,
    /// Its kind, as stored.
    pub(crate) kind: String,
    /// In which city.
    pub(crate) city: String,
    /// Telephone; none of these numbers can be given out.
    pub(crate) phone: String,
    /// Its services.
    pub(crate) services: String,
    /// How many people it has beside those of the others.
    pub(crate) people: usize,
    /// Which lives fit it.
    #[serde(default)]
    pub(crate) group: String,
    /// It is there in a region of so many people.
    #[serde(default)]
    pub(crate) from: usize,
    /// Name, reading and role of each worker.
    pub(crate) workers: Vec<(String, String, String)>,
    /// Somebody without an account who is invited to an open meeting of the office.
    #[serde(default)]
    pub(crate) guest: Option<GuestText>,
}

/// Somebody without an account.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct GuestText {
    /// As what a visitor of the demonstration can be them.
    pub(crate) visitor: String,
    /// Whose meeting: the number of the person at the office.
    pub(crate) number: usize,
    /// Role in the team, as stored.
    pub(crate) role: String,
    /// Name.
    pub(crate) name: String,
    /// Where they belong.
    pub(crate) org: String,
    /// What we hope they bring.
    pub(crate) expected: String,
    /// What they took on at the meeting before: text, and how we will know.
    #[serde(default)]
    pub(crate) promise: Option<(String, String)>,
}

/// `names.toml`.
#[derive(Debug, Deserialize)]
pub(crate) struct Names {
    /// Family names with readings.
    pub(crate) family: Vec<(String, String)>,
    /// Given names with readings and the sex they are usually given to.
    pub(crate) given: Vec<(String, String, String)>,
    /// Given names that belong to a time.
    pub(crate) usual: Usual,
}

/// Given names by the time in which they were usual.
#[derive(Debug, Deserialize)]
pub(crate) struct Usual {
    born_before_1970: Vec<String>,
    born_after_2000: Vec<String>,
}

/// Sentences for two of the four prompts; the other two come from the life.
#[derive(Debug, Deserialize)]
pub(crate) struct Prompts {
    /// 普遍性.
    pub(crate) ordinary: Vec<String>,
    /// 関係.
    pub(crate) trust: Vec<String>,
}

impl Life {
    /// Whether a text is found in the words or the disability.
    pub(crate) fn is_like(&self, like: &str) -> bool {
        self.disability.contains(like) || self.voices.iter().any(|(words, ..)| words.contains(like))
    }
}

/// `matters.toml`.
#[derive(Debug, Deserialize)]
pub(crate) struct Matters {
    /// What several teams could not do, and what the council made of it.
    pub(crate) matter: Vec<Matter>,
    /// Decisions that belong to a life.
    pub(crate) decision: Vec<LifeDecision>,
}

/// One matter of the region, from needs to answers.
#[derive(Debug, Deserialize)]
pub(crate) struct Matter {
    /// The name.
    pub(crate) title: String,
    /// What it is about.
    pub(crate) text: String,
    /// Which body talks about it.
    pub(crate) body: String,
    /// What was said there.
    pub(crate) said: String,
    /// What single teams could not do.
    pub(crate) needs: Vec<MatterNeed>,
    /// The answers, earliest first.
    pub(crate) answers: Vec<MatterAnswer>,
}

/// What one team could not do.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct MatterNeed {
    /// Of which group the person is.
    pub(crate) group: String,
    /// To which life it belongs.
    pub(crate) like: String,
    /// Why, as stored.
    pub(crate) reason: String,
    /// What.
    pub(crate) text: String,
    /// What is done until then.
    pub(crate) until_then: String,
    /// The life that is wished for.
    pub(crate) wish: String,
    /// What happens.
    pub(crate) facts: String,
    /// What was tried.
    pub(crate) tried: String,
    /// What could not be done.
    pub(crate) could_not: String,
    /// Similar situations.
    pub(crate) similar: i64,
}

/// An answer of the council.
#[derive(Debug, Deserialize)]
pub(crate) struct MatterAnswer {
    /// Its kind, as stored.
    pub(crate) kind: String,
    /// For the offices.
    pub(crate) text: String,
    /// For the person.
    pub(crate) easy: String,
}

/// A decision that belongs to a life.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct LifeDecision {
    /// Of which group the person is.
    pub(crate) group: String,
    /// To which life it belongs.
    pub(crate) like: String,
    /// now, takes_time or cannot_now.
    pub(crate) outcome: String,
    /// What.
    pub(crate) text: String,
    /// Who, in words.
    pub(crate) owner: String,
    /// In how many days.
    pub(crate) days: i64,
    /// How we will know.
    pub(crate) known_by: String,
    /// The first step.
    pub(crate) first_step: String,
    /// How far up.
    pub(crate) level: Option<String>,
    /// Why not now.
    pub(crate) reason: Option<String>,
    /// What is done until then.
    pub(crate) until_then: String,
    /// With whom it was shared.
    pub(crate) shared_with: String,
}

/// Something that cannot be done now.
#[derive(Debug, Deserialize)]
pub(crate) struct Gap {
    /// What.
    pub(crate) text: String,
    /// Why, as stored.
    pub(crate) reason: String,
    /// What is done until then.
    pub(crate) until_then: String,
}

#[derive(Debug, Deserialize)]
struct Past {
    episode: Vec<Episode>,
}

/// `past.toml`: what one half year was like.
#[derive(Debug, Deserialize)]
pub(crate) struct Episode {
    /// Of which group the person is.
    pub(crate) group: String,
    /// To which lives it belongs; to all when empty.
    #[serde(default)]
    pub(crate) like: String,
    /// It speaks of the family.
    #[serde(default)]
    pub(crate) family: bool,
    /// What the person said or showed.
    pub(crate) own: String,
    /// What the support takes up.
    pub(crate) found: String,
    /// What the talk led to: continue, revise or meet.
    pub(crate) then: String,
    /// Why a meeting.
    #[serde(default)]
    pub(crate) reason: String,
    /// What the one who writes adds.
    pub(crate) note: String,
    /// What the meeting decided.
    #[serde(default)]
    pub(crate) decision: Option<PastDecision>,
}

/// A decision with how it went.
#[derive(Debug, Deserialize)]
pub(crate) struct PastDecision {
    /// now or takes_time.
    pub(crate) outcome: String,
    /// What.
    pub(crate) text: String,
    /// In how many days.
    pub(crate) days: i64,
    /// How we will know.
    #[serde(default)]
    pub(crate) known_by: String,
    /// The first step.
    #[serde(default)]
    pub(crate) first_step: String,
    /// It was done, and how we know.
    #[serde(default)]
    pub(crate) done: String,
    /// It could not be done, and why.
    #[serde(default)]
    pub(crate) stopped: String,
}

#[derive(Debug, Deserialize)]
struct Lives {
    life: Vec<Life>,
}

/// `phrases.toml`: each person gets others of them.
#[derive(Debug, Deserialize)]
pub(crate) struct Phrases {
    here: Vec<String>,
    fits: Vec<String>,
    sorted: Vec<String>,
    roles: Vec<String>,
    cannot: Vec<String>,
    /// How a decision is to be known.
    pub(crate) known_by: Vec<String>,
    /// How a decision ended.
    pub(crate) done: Vec<String>,
    /// How a decision of the matters ended.
    pub(crate) kept: Vec<String>,
    /// How something that takes time begins.
    pub(crate) first_step: Vec<String>,
    /// What comes next when nothing changes.
    pub(crate) go_on: Vec<String>,
    /// Before what is important to somebody.
    pub(crate) values: Vec<String>,
    /// Before what led to a new version.
    pub(crate) found: Vec<String>,
    /// Why there is a first plan.
    pub(crate) first_plan: Vec<String>,
    /// Why there is a new one every year.
    pub(crate) next_year: Vec<String>,
    /// Before what is important, as a policy.
    pub(crate) policy: Vec<String>,
    /// The words of a yes.
    pub(crate) yes: Vec<String>,
    /// What a meeting about what cannot be done must decide.
    pub(crate) must_decide: Vec<String>,
    /// With whom it was shared.
    pub(crate) shared_with: Vec<String>,
    /// Why a specialist declined a request.
    pub(crate) decline: Vec<String>,
    /// Sentences for two of the four prompts of a talk, by group.
    pub(crate) prompts: BTreeMap<String, Prompts>,
}

impl Phrases {
    /// The five points of a short meeting, each with sentences to take one from.
    pub(crate) fn closing(&self) -> [&[String]; 5] {
        [&self.here, &self.fits, &self.sorted, &self.roles, &self.cannot]
    }
}

/// A life in a few sentences.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Life {
    /// Which offices' people it fits.
    pub(crate) group: String,
    /// Youngest and oldest whom it fits.
    pub(crate) age: (i16, i16),
    /// Disability or illness.
    pub(crate) disability: String,
    /// Medical care.
    #[serde(default)]
    pub(crate) medical_care: String,
    /// Words, how, where.
    pub(crate) voices: Vec<(String, String, String)>,
    /// The family's words.
    pub(crate) family: String,
    /// いいところ.
    pub(crate) liked: String,
    /// たいせつなこと.
    pub(crate) important: String,
    /// 手伝い方.
    pub(crate) support: String,
    /// A goal that is near.
    pub(crate) short: GoalText,
    /// A goal further ahead.
    pub(crate) long: GoalText,
    /// Something somebody noticed.
    pub(crate) concern: String,
    /// What the person said when asked how it goes.
    pub(crate) talk: String,
    /// What comes next.
    pub(crate) next: String,
}

/// A goal.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct GoalText {
    /// In words the person can answer to.
    pub(crate) text: String,
    /// The words it rests on.
    pub(crate) own: String,
    /// Why this goal.
    pub(crate) grounds: String,
    /// What the person does.
    pub(crate) role: String,
    /// The support.
    pub(crate) support: String,
}

/// A place in one of the two cities, from the postal codes.
#[derive(Debug, Clone)]
pub(crate) struct Town {
    /// Postal code, seven digits.
    pub(crate) postal_code: String,
    /// City.
    pub(crate) city: String,
    /// Town.
    pub(crate) town: String,
}

/// Reads one content file.
pub(crate) fn parse<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, DemoError> {
    toml::from_str(text).map_err(|error| DemoError::Content(format!("{name}: {error}")))
}

/// Reads a stored code.
pub(crate) fn code<T: FromStr>(text: &str) -> Result<T, DemoError> {
    text.parse().map_err(|_| DemoError::Content(format!("unknown code {text:?}")))
}

/// Words without the quotation marks around them: every page and paper sets its own.
pub(crate) fn bare(words: &str) -> String {
    let inner = words.strip_prefix('「').and_then(|rest| rest.strip_suffix('」'));
    match inner {
        Some(inner) if !inner.contains(['「', '」']) => inner.to_owned(),
        _ => words.to_owned(),
    }
}

impl Content {
    /// Reads everything, with offices enough for so many people.
    pub(crate) fn load(people: usize) -> Result<Self, DemoError> {
        let mut offices: Offices = parse("offices.toml", include_str!("../data/offices.toml"))?;
        let names: Names = parse("names.toml", include_str!("../data/names.toml"))?;
        offices.grow(&names, people);
        let lives: Lives = parse("voices.toml", include_str!("../data/voices.toml"))?;
        let past: Past = parse("past.toml", include_str!("../data/past.toml"))?;
        Ok(Self {
            offices,
            names,
            lives: lives.life,
            phrases: parse("phrases.toml", include_str!("../data/phrases.toml"))?,
            past: past.episode,
            gaps: parse("gaps.toml", include_str!("../data/gaps.toml"))?,
            matters: parse("matters.toml", include_str!("../data/matters.toml"))?,
            places: places()?,
            self_plans: self_plans()?,
        })
    }
}

fn places() -> Result<Vec<Town>, DemoError> {
    let text = include_str!("../../../data/postal/postal_kakogawa_takasago.csv");
    let mut places = Vec::new();
    for row in csv::Reader::from_reader(text.as_bytes()).records() {
        let row = row.map_err(|error| DemoError::Content(format!("postal codes: {error}")))?;
        let cell = |at| row.get(at).unwrap_or_default().to_owned();
        let place = Town { postal_code: cell(0), city: cell(3), town: cell(4) };
        // The first row of each city stands for all that is not listed.
        if !place.town.is_empty() {
            places.push(place);
        }
    }
    Ok(places)
}

fn self_plans() -> Result<(f64, f64), DemoError> {
    let text = include_str!("../../../data/statistics/statistics.csv");
    let mut shares = Vec::new();
    for row in csv::Reader::from_reader(text.as_bytes()).records() {
        let row = row.map_err(|error| DemoError::Content(format!("statistics: {error}")))?;
        if row.get(2) == Some("self-plan rate") {
            shares.extend(row.get(4).and_then(|value| value.parse::<f64>().ok()));
        }
    }
    match shares[..] {
        [adults, children] => Ok((adults, children)),
        _ => Err(DemoError::Content("statistics: no self-plan rates".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whoever bore the name of somebody elsewhere would act in their place.
    #[test]
    fn workers_of_a_large_region_have_names_of_their_own() {
        let named = |content: &Content| -> Vec<String> {
            let offices = content.offices.office.iter();
            offices.flat_map(|one| one.workers.iter().map(|it| it.0.clone())).collect()
        };
        let small = named(&Content::load(1).expect("the content"));
        let large = named(&Content::load(100_000).expect("the content"));
        let more = &large[small.len()..];
        assert_eq!(large[..small.len()], small);
        assert_eq!(more.len(), 15_318);
        let distinct: BTreeSet<&String> = more.iter().collect();
        assert_eq!(distinct.len(), more.len());
        assert!(small.iter().all(|name| !distinct.contains(name)));
    }

    /// They are made without asking whether one of this name is there already.
    #[test]
    fn offices_of_a_large_region_have_names_of_their_own() {
        let content = Content::load(100_000).expect("the content");
        let offices = &content.offices.office;
        let names: BTreeSet<&String> = offices.iter().map(|one| &one.name).collect();
        assert_eq!(names.len(), offices.len());
    }
}
