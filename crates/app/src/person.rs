//! The person's page and what can be changed there.

mod basics;
mod looks;
pub mod merge;
mod searched;
mod voices;

pub use basics::Basics;
pub use looks::{LookGroup, Looks, looks};
pub use searched::{SearchedOn, search};
pub use voices::{NewVoice, add_voice, hear, put_on_top, say, voices};

use self::basics::{Checked, check};
use crate::removal::{self, Removals};
use crate::{AppError, Op, Problems, Result};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;
use tsumugi_documents::csv_out;
use tsumugi_domain::audit::Deed;
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::{ConsentId, MergeId, OrgId, PersonId};
use tsumugi_domain::list::{People, PeopleOrder};
use tsumugi_domain::next::{self, Reader, Step, StepKind};
use tsumugi_domain::person::{
    CommonStage, Person, PersonName, Profile, ServiceStage, Voice, age_on, common_stage,
    service_stage,
};
use tsumugi_domain::policy::{Authorized, OrgAction, PersonAction, Read, Relation, Who};
use tsumugi_domain::staff::OrgKind;
use tsumugi_domain::task::ENDED_DAYS;
use tsumugi_domain::team::{Membership, TeamRole};
use tsumugi_store::person::{self as people, Address, Details, Health, Keys, ListPage, Listed};
use tsumugi_store::removal as marks;
use tsumugi_store::{ReadTx, access, notice, staff, team};
use tsumugi_words::{Words, fold};

pub use crate::list::PAGE;

/// A page of the people a worker may see.
#[derive(Debug, Clone)]
pub struct PeopleList {
    /// This page.
    pub people: Vec<Person>,
    /// The specialists' office that plans for each of them, where there is one.
    pub planners: BTreeMap<PersonId, String>,
    /// All that fit.
    pub count: i64,
    /// Which page, from 1.
    pub page: i64,
}

/// What is wanted of the list of people.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// What is searched for; empty for all.
    pub search: &'a str,
    /// Which of them.
    pub which: People,
    /// In which order.
    pub order: PeopleOrder,
}

impl<'a> Asked<'a> {
    /// Everybody whom a text finds, in kana order.
    #[must_use]
    pub fn named(search: &'a str) -> Self {
        Self { search, which: People::All, order: PeopleOrder::Name }
    }
}

/// The people a worker may see, a page of them from 1.
///
/// # Errors
/// [`AppError::Hidden`] for anybody who is not a worker.
pub fn list(op: &Op<'_>, asked: Asked<'_>, page: i64) -> Result<PeopleList> {
    let search = fold::search_key(asked.search);
    op.see_own_people(("people", Deed::Saw), &[DataClass::Basic], |tx, scope| {
        let wanted = |page: i64| ListPage {
            scope,
            search: &search,
            which: asked.which,
            order: asked.order,
            limit: PAGE,
            offset: (page - 1).saturating_mul(PAGE),
        };
        let mut page = page.max(1);
        let (mut listed, count) = people::list(tx, wanted(page))?;
        let last = crate::list::last_page(count);
        if page > last {
            page = last;
            listed = people::list(tx, wanted(page))?.0;
        }
        let planner = |one: &Listed| Some((one.person.id, one.planner.clone()?));
        Ok(PeopleList {
            planners: listed.iter().filter_map(planner).collect(),
            people: listed.into_iter().map(|one| one.person).collect(),
            count,
            page,
        })
    })
}

/// The same list as CSV, whole.
///
/// # Errors
/// As [`list`].
pub fn file(op: &Op<'_>, words: Words, asked: Asked<'_>) -> Result<Vec<u8>> {
    let search = fold::search_key(asked.search);
    let Asked { which, order, .. } = asked;
    let listed =
        op.see_own_people(("people", Deed::Printed), &[DataClass::Basic], |tx, scope| {
            let (limit, offset) = (crate::list::FILE, 0);
            let all = ListPage { scope, search: &search, which, order, limit, offset };
            Ok(people::list(tx, all)?.0)
        })?;
    let headings = ["person-name", "person-kana", "person-birth", "person-plan-by"]
        .map(|key| words.text(key).to_string());
    let rows: Vec<Vec<String>> = listed
        .into_iter()
        .map(|Listed { person, planner }| {
            let planner = match person.self_plan {
                true => words.text("person-self-plan").to_string(),
                false => planner.unwrap_or_default(),
            };
            let birth = person.birth.map(|birth| birth.to_string()).unwrap_or_default();
            vec![person.name.full(), person.name.kana(), birth, planner]
        })
        .collect();
    Ok(csv_out::write(&headings, &rows))
}

/// The head of every page about a person.
#[derive(Debug, Clone)]
pub struct Head {
    /// The person.
    pub person: Person,
    /// Age today.
    pub age: Option<i16>,
    /// Service stage today.
    pub stage: Option<ServiceStage>,
    /// Common stage today.
    pub common_stage: Option<CommonStage>,
    /// The words on top.
    pub top: Option<Voice>,
    /// A question whether something may be shared waits for the reader's answer.
    pub share_asked: Option<ConsentId>,
    /// What the reader may do, so that a page offers nothing that would be refused.
    pub may: Vec<PersonAction>,
    /// The data classes that the reader sees, so that no page calls empty what is hidden.
    pub sees: Vec<DataClass>,
    /// The reader is the person.
    pub own: bool,
    /// The reader is family.
    pub family: bool,
    /// The name of the reader, so that a page says あなた of what they did themselves.
    pub reader: String,
}

/// Loads the head against a proof.
///
/// # Errors
/// When the store fails.
pub fn head(op: &Op<'_>, tx: &mut ReadTx<'_>, proof: &Authorized<PersonId, Read>) -> Result<Head> {
    let people::WithTop { person, top, share_asked } =
        people::with_top(tx, proof)?.ok_or(AppError::Hidden)?;
    let today = op.today();
    let relation = proof.relation();
    Ok(Head {
        age: person.birth.and_then(|birth| age_on(birth, today)),
        stage: person.birth.and_then(|birth| service_stage(birth, today)),
        common_stage: person.birth.and_then(|birth| common_stage(birth, today)),
        top,
        share_asked: share_asked.filter(|_| proof.may(PersonAction::Consent)),
        may: PersonAction::ALL.iter().copied().filter(|act| proof.may(*act)).collect(),
        sees: proof.classes().iter().copied().collect(),
        own: relation == Relation::Oneself,
        family: matches!(relation, Relation::Custodian | Relation::Relative),
        reader: op.actor.name.clone(),
        person,
    })
}

impl Head {
    /// Whether the reader may do something.
    pub fn may(&self, action: PersonAction) -> bool {
        self.may.contains(&action)
    }
}

/// What the person's own page tells beyond the records of other areas.
#[derive(Debug, Clone)]
pub struct About {
    /// Newest words first.
    pub voices: Vec<Voice>,
    /// The one-page profile.
    pub profile: Option<Profile>,
    /// Health, when it may be seen.
    pub health: Option<Health>,
    /// Telephone, when it may be seen.
    pub phone: Option<String>,
    /// Address, when it may be seen.
    pub address: Option<Address>,
    /// The team.
    pub team: Vec<Membership>,
}

/// Loads what belongs to this area against a proof.
///
/// # Errors
/// When the store fails.
pub fn about(tx: &mut ReadTx<'_>, proof: &Authorized<PersonId, Read>) -> Result<About> {
    let voices = people::voices(tx, proof, VOICES)?;
    let details = people::details(tx, proof)?;
    about_of(tx, proof, voices, details)
}

/// How many of the newest words a page about a person begins with.
const VOICES: i64 = 20;

fn about_of(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    voices: Vec<Voice>,
    details: Details,
) -> Result<About> {
    let Details { health, phone, address, profile, joined: _ } = details;
    let team = team::of_person(tx, proof)?;
    Ok(About { voices, profile, health, phone, address, team })
}

/// The keys that lists and searches run on.
pub fn keys(name: &PersonName) -> Keys {
    let kana = name.kana();
    // A name without a known reading sorts by its characters, after the kana.
    let sort = if kana.is_empty() { format!("～{}", name.full()) } else { fold::kana_key(&kana) };
    let called = name.preferred.as_deref().unwrap_or_default();
    let all = [name.full().as_str(), kana.as_str(), called].map(fold::search_key).join("|");
    Keys { sort, search: all }
}

/// Registers a person at an office by hand.
///
/// # Errors
/// [`AppError::Invalid`] with what cannot be used, or (`same_name`) when one of the reader's people
/// has this name and birthday and nobody has confirmed that this is another.
pub fn register(op: &Op<'_>, org: OrgId, basics: &Basics) -> Result<PersonId> {
    let checked = check(basics, op.today())?;
    op.act_org(org, OrgAction::RegisterPeople, "person", Deed::Made, |tx, office| {
        let person = as_typed(op, basics, &checked);
        if let Some(same) = same(op, tx, &person)?.first().filter(|_| !basics.same_name) {
            let mut problems = Problems::new();
            let args = vec![("name", same.name.full())];
            problems.add_with("same_name", "error-same-person", args);
            problems.check()?;
        }
        people::insert(tx, office, &person, &keys(&person.name), op.now)?;
        let home = staff::org(tx, op.region(), org)?.ok_or(AppError::Hidden)?;
        let seat = first_seat(op, &home);
        team::insert_first(tx, office, person.id, &seat)?;
        // The seat of the office makes the first proof about the new person possible.
        let facts = access::person_facts(tx, op.region(), person.id, op.today())?
            .ok_or(AppError::Hidden)?;
        let proof =
            tsumugi_domain::policy::act_on_person(&op.actor, PersonAction::EditBasics, &facts)?;
        save_details(tx, &proof, &checked)?;
        Ok(person.id)
    })
}

fn as_typed(op: &Op<'_>, basics: &Basics, checked: &Checked) -> Person {
    Person {
        id: op.id(),
        name: checked.name.clone(),
        birth: basics.birth,
        sex: checked.sex,
        self_plan: basics.self_plan,
        certificate: checked.certificate.clone(),
    }
}

/// Those of the reader's people who may be somebody new: the same name or reading and birthday, or
/// the same name where a birthday is not known.
fn same(op: &Op<'_>, tx: &mut ReadTx<'_>, person: &Person) -> Result<Vec<Person>> {
    if !matches!(op.actor.who, Who::Staff { .. }) {
        return Ok(Vec::new());
    }
    let mut same = merge::alike(op, tx, person)?;
    let key = |one: &Person| fold::search_key(&one.name.full());
    same.retain(|one| match (one.birth, person.birth) {
        (Some(one), Some(birth)) => one == birth,
        _ => key(one) == key(person),
    });
    Ok(same)
}

/// Those who stand in the way of registering somebody, for the way to their records.
///
/// # Errors
/// As [`register`].
pub fn same_people(op: &Op<'_>, basics: &Basics) -> Result<Vec<Person>> {
    let checked = check(basics, op.today())?;
    let person = as_typed(op, basics, &checked);
    op.see_own_people(("people", Deed::Saw), &[DataClass::Basic], |tx, _| same(op, tx, &person))
}

/// The seat of the registering office: its manager or specialist.
pub fn first_seat(op: &Op<'_>, home: &tsumugi_domain::staff::Org) -> Membership {
    let role = match home.kind {
        OrgKind::Consultation | OrgKind::CoreCentre => TeamRole::Specialist,
        OrgKind::ChildOffice => TeamRole::ChildSupportManager,
        _ => TeamRole::ServiceManager,
    };
    let staff = match op.actor.who {
        Who::Staff { staff, .. } => Some(staff),
        Who::Person(_) | Who::Family | Who::Guest(_) | Who::System(_) => None,
    };
    Membership {
        id: op.id(),
        role,
        name: if staff.is_some() { op.actor.name.clone() } else { home.name.clone() },
        org_name: home.name.clone(),
        org: Some(home.id),
        staff,
        from: op.today(),
        to: None,
        key_person: false,
    }
}

fn save_details(
    tx: &mut tsumugi_store::WriteTx<'_>,
    proof: &Authorized<PersonId, tsumugi_domain::policy::Write>,
    checked: &Checked,
) -> Result<()> {
    if proof.sees(DataClass::Contact) {
        people::save_phone(tx, proof, &checked.phone)?;
    }
    // Whoever cannot see the address cannot have been shown it, and must not blank it.
    if proof.sees(DataClass::Address) {
        people::save_address(tx, proof, &checked.postal_code, &checked.address)?;
    }
    if proof.sees(DataClass::Health) {
        let health = Health {
            disability: checked.disability.clone(),
            support_category: checked.support_category.clone(),
            medical_care: checked.medical_care.clone(),
        };
        people::save_health(tx, proof, &health)?;
    }
    Ok(())
}

/// What the form for the basics starts with, and which classes it may show.
#[derive(Debug, Clone)]
pub struct EditForm {
    /// The head.
    pub head: Head,
    /// What is known, and which classes may be shown.
    pub about: About,
    /// What the fields start with.
    pub basics: Basics,
    /// How many others of the reader's people may be the same person.
    pub alike: usize,
}

/// The form for the basics.
///
/// # Errors
/// As [`Op::see`].
pub fn edit_form(op: &Op<'_>, person: PersonId) -> Result<EditForm> {
    op.see(person, PersonAction::See, "basics", |tx, proof| {
        let head = head(op, tx, proof)?;
        if !head.may(PersonAction::EditBasics) {
            return Err(AppError::Forbidden);
        }
        let about = about(tx, proof)?;
        let basics = basics_of(&head.person, &about);
        let alike = merge::alike(op, tx, &head.person)?.len();
        Ok(EditForm { head, about, basics, alike })
    })
}

fn basics_of(person: &Person, about: &About) -> Basics {
    let health = about.health.clone().unwrap_or_default();
    let address = about.address.clone().unwrap_or_default();
    let name = &person.name;
    Basics {
        family: name.family.clone(),
        given: name.given.clone(),
        family_kana: name.family_kana.clone(),
        given_kana: name.given_kana.clone(),
        preferred: name.preferred.clone().unwrap_or_default(),
        birth: person.birth,
        sex: person.sex.code().to_owned(),
        self_plan: person.self_plan,
        certificate: person.certificate.clone().unwrap_or_default(),
        phone: about.phone.clone().unwrap_or_default(),
        postal_code: address.postal_code,
        address: address.address,
        disability: health.disability,
        support_category: health.support_category,
        medical_care: health.medical_care,
        same_name: false,
    }
}

/// Changes the basics.
///
/// # Errors
/// [`AppError::Invalid`] with what cannot be used; [`AppError::Conflict`] when they are no longer
/// what the form showed.
pub fn edit(op: &Op<'_>, person: PersonId, basics: &Basics) -> Result<()> {
    let checked = check(basics, op.today())?;
    op.act(person, PersonAction::EditBasics, "basics", Deed::Changed, |tx, proof| {
        let reading = proof.reading();
        let now = people::load(tx, &reading)?.ok_or(AppError::Hidden)?;
        op.unchanged(&basics_of(&now, &about(tx, &reading)?))?;
        let changed = Person {
            id: person,
            name: checked.name.clone(),
            birth: basics.birth,
            sex: checked.sex,
            self_plan: basics.self_plan,
            certificate: checked.certificate.clone(),
        };
        people::update(tx, proof, &changed, &keys(&changed.name))?;
        save_details(tx, proof, &checked)
    })
}

/// Writes a version of the one-page profile.
///
/// # Errors
/// [`AppError::Invalid`] when all three headings are empty; [`AppError::Conflict`] when the profile
/// is no longer what the form showed.
pub fn write_profile(
    op: &Op<'_>,
    person: PersonId,
    liked: &str,
    important: &str,
    support: &str,
) -> Result<()> {
    let mut problems = Problems::new();
    if [liked, important, support].iter().all(|text| text.trim().is_empty()) {
        problems.add("liked", "error-required");
    }
    problems.check()?;
    let done = op.make(person, PersonAction::WriteProfile, "profile", Deed::Made, |tx, proof| {
        op.unchanged(&people::profile(tx, &proof.reading())?.map(|profile| profile.id))?;
        let profile = Profile {
            id: op.id(),
            liked: liked.trim().to_owned(),
            important: important.trim().to_owned(),
            support: support.trim().to_owned(),
            recorded_at: op.now,
        };
        people::add_profile(tx, proof, &profile, &op.actor.name)?;
        Ok(profile.id)
    });
    done.map(|_| ())
}

/// The head alone, for pages with a form.
///
/// # Errors
/// As [`Op::see`].
pub fn head_of(op: &Op<'_>, person: PersonId) -> Result<Head> {
    op.see(person, PersonAction::See, "person", |tx, proof| head(op, tx, proof))
}

/// The one-page profile, and what was taken out of it.
///
/// # Errors
/// As [`Op::see`].
pub fn profile(op: &Op<'_>, person: PersonId) -> Result<(Head, Option<Profile>, Removals)> {
    op.see(person, PersonAction::See, "profile", |tx, proof| {
        let removals = removal::marks(op, tx, proof)?;
        Ok((head(op, tx, proof)?, people::profile(tx, proof)?, removals))
    })
}

/// The person's whole page: what the person says first, then what hangs together around it.
#[derive(Debug, Clone)]
pub struct PersonPage {
    /// The head.
    pub head: Head,
    /// Words, profile, health, contacts, team.
    pub about: About,
    /// The plans.
    pub plans: Vec<tsumugi_domain::plan::Plan>,
    /// The concerns, newest first.
    pub concerns: Vec<tsumugi_domain::notice::Concern>,
    /// The newest monitorings.
    pub monitorings: Vec<tsumugi_domain::monitoring::Monitoring>,
    /// The newest meetings.
    pub meetings: Vec<tsumugi_domain::meeting::Meeting>,
    /// Open tasks, and those that ended of late.
    pub tasks: Vec<tsumugi_domain::task::Task>,
    /// What cannot be done now.
    pub needs: Vec<tsumugi_domain::community::UnmetNeed>,
    /// What the reader can do next, the most pressing first.
    pub steps: Vec<Step>,
    /// By when the next plan of the reader's office is looked at again.
    pub next_review: Option<Date>,
    /// What was taken out, and what the reader may take out.
    pub removals: Removals,
    /// What became one with this record and can be made two again, until when.
    pub undo: Option<(MergeId, Timestamp)>,
}

/// Concerns about one person on the page; nobody has so many.
const CONCERNS: i64 = 1_000;

/// Loads the person's page.
///
/// # Errors
/// As [`Op::see`].
pub fn page(op: &Op<'_>, person: PersonId) -> Result<PersonPage> {
    op.see(person, PersonAction::See, "person", |tx, proof| {
        let head = head(op, tx, proof)?;
        let since = crate::op::days_from(op.now, -crate::home::RECENT_DAYS);
        let ended = crate::op::days_from(op.now, -ENDED_DAYS);
        let situation = tsumugi_store::next::of_person(tx, proof, op.today(), since)?;
        let reader = Reader { posts: op.posts(), may: &head.may };
        let mut steps = next::steps(&situation, reader, op.today());
        // Whoever sees no plans does not know that there is none.
        steps.retain(|step| step.kind != StepKind::StartPlan || proof.sees(DataClass::Plan));
        let (voices, removals) = marks::voices_and_marks(tx, proof, op.actor.account, VOICES)?;
        let details = people::details(tx, proof)?;
        Ok(PersonPage {
            steps,
            next_review: next::next_review(&situation, reader),
            head,
            undo: merge::undoable(op, proof, details.joined),
            about: about_of(tx, proof, voices, details)?,
            plans: tsumugi_store::plan::of_person(tx, proof)?,
            concerns: notice::of_person_to(tx, proof, op.actor.account, CONCERNS)?,
            monitorings: tsumugi_store::monitoring::of_person(tx, proof, 5)?,
            meetings: tsumugi_store::meeting::of_person(tx, proof, 8)?,
            tasks: tsumugi_store::task::lately_of_person(tx, proof, ended)?,
            needs: tsumugi_store::community::of_person(tx, proof)?,
            removals,
        })
    })
}
