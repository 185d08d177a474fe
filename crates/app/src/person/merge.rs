//! Two records of one person become one: people compare them, see who will see what, and do it;
//! for a while it can be undone. The machine never does it by itself.

use super::{Head, head, keys};
use crate::{AppError, Op, Problems, Result};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use tsumugi_domain::audit::Deed;
use tsumugi_domain::consent::{Classes, DataClass};
use tsumugi_domain::ids::{MergeId, OrgId, PersonId};
use tsumugi_domain::person::merge::{
    Change, Chosen, FamilyChange, Field, Holding, Part, Record, Side, changes, changes_of_family,
    changes_of_sight, closed, join as joined, may_be_adult, must_ask, restore, sight_ends,
    undoable_until,
};
use tsumugi_domain::person::{Person, PersonName, Sex};
use tsumugi_domain::policy::{self, Authorized, PersonAction, PersonFacts, Read, Write};
use tsumugi_domain::seen;
use tsumugi_store::home::Scope;
use tsumugi_store::person::merge::{self as store, Both, Content, Merge, PlanPair};
use tsumugi_store::person::{self as people, ListPage};
use tsumugi_store::team::{self, TeamAccount};
use tsumugi_store::{ReadTx, WriteTx, access, staff};
use tsumugi_words::fold;

/// Others of the reader's people who may be the same person: the name or its reading is the same,
/// and no birthday says otherwise.
pub(super) fn alike(op: &Op<'_>, tx: &mut ReadTx<'_>, person: &Person) -> Result<Vec<Person>> {
    let scope = Scope::new(&policy::see_own_people(&op.actor)?, op.today());
    let [name, kana] = [person.name.full(), person.name.kana()].map(|text| fold::search_key(&text));
    Ok(store::alike(tx, scope, person, [&name, &kana])?)
}

/// Where somebody chooses the other record.
#[derive(Debug, Clone)]
pub struct Choose {
    /// The person.
    pub head: Head,
    /// Who may be the same.
    pub alike: Vec<Person>,
    /// Whom the search finds.
    pub found: Vec<Person>,
    /// What became one with this record before.
    pub merges: Vec<Merge>,
}

/// How many are shown of whom a search finds.
const FOUND: i64 = 10;

/// The records that could be the same person's: likely ones, and those that a search finds among
/// the reader's own people.
///
/// # Errors
/// [`AppError::Forbidden`] for those who may not change the team.
pub fn choose(op: &Op<'_>, person: PersonId, search: &str) -> Result<Choose> {
    let folded = fold::search_key(search);
    let read = |tx: &mut ReadTx<'_>| {
        let (_, proof) = sight(op, tx, person)?;
        let head = head(op, tx, &proof)?;
        let scope = Scope::new(&policy::see_own_people(&op.actor)?, op.today());
        let mut found = Vec::new();
        if !folded.is_empty() {
            let page = ListPage {
                scope,
                search: &folded,
                which: tsumugi_domain::list::People::All,
                order: tsumugi_domain::list::PeopleOrder::Name,
                limit: FOUND,
                offset: 0,
            };
            found = people::list(tx, page)?.0.into_iter().map(|one| one.person).collect();
        }
        let alike = alike(op, tx, &head.person)?;
        found.retain(|one: &Person| {
            one.id != person && alike.iter().all(|likely| likely.id != one.id)
        });
        Ok(Choose { alike, found, merges: store::merges(tx, &proof)?, head })
    };
    op.db.look(read, |tx, _: &Choose| {
        op.note(tx, Deed::Saw, "person", Some(person), &[DataClass::Basic].into())?;
        op.note(tx, Deed::Saw, "people", None, &[DataClass::Basic].into())
    })
}

/// Two who may be one.
pub type Pair = (Person, Person);

/// Most pairs that are shown at once.
const PAIRS: usize = 50;

/// The people a manager or a specialist answers for who may be there twice.
///
/// # Errors
/// [`AppError::Hidden`] for anybody who is not a worker.
pub fn doubles(op: &Op<'_>) -> Result<Vec<Pair>> {
    let leads = op
        .posts()
        .iter()
        .any(|post| post.role.is_manager() || post.role == tsumugi_domain::staff::Role::Specialist);
    if !leads {
        return Err(AppError::Hidden);
    }
    op.see_own_people(("people", Deed::Saw), &[DataClass::Basic], |tx, scope| {
        Ok(pairs(&store::own(tx, scope)?))
    })
}

/// Who of them may be the same, in their order.
fn pairs(people: &[Person]) -> Vec<Pair> {
    let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, person) in people.iter().enumerate() {
        let keys: BTreeSet<_> =
            [person.name.full(), person.name.kana()].map(|text| fold::search_key(&text)).into();
        for key in keys.into_iter().filter(|key| !key.is_empty()) {
            by_key.entry(key).or_default().push(at);
        }
    }
    let may_be_one = |one: &Person, other: &Person| {
        one.birth.is_none() || other.birth.is_none() || one.birth == other.birth
    };
    let mut found = BTreeSet::new();
    for group in by_key.values() {
        for (nth, one) in group.iter().enumerate() {
            for other in &group[nth + 1..] {
                if may_be_one(&people[*one], &people[*other]) {
                    found.insert((*one, *other));
                }
            }
        }
    }
    let found = found.into_iter().take(PAIRS);
    found.map(|(one, other)| (people[one].clone(), people[other].clone())).collect()
}

/// Facts and proof of somebody whose basics the reader may change.
fn sight(
    op: &Op<'_>,
    tx: &mut ReadTx<'_>,
    person: PersonId,
) -> Result<(PersonFacts, Authorized<PersonId, Read>)> {
    let facts =
        access::person_facts(tx, op.region(), person, op.today())?.ok_or(AppError::Hidden)?;
    let proof = policy::see_person(&op.actor, PersonAction::See, &facts)?;
    match proof.may(PersonAction::EditTeam) {
        true => Ok((facts, proof)),
        false => Err(AppError::Forbidden),
    }
}

/// Both records side by side, and what becomes of all that hangs on them.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The record that would stay.
    pub kept: Head,
    /// The record that would go into it.
    pub merged: Head,
    /// What both say and hold, the kept one first; without what the reader does not see.
    pub content: [Content; 2],
    /// The other record was registered later.
    pub merged_is_newer: bool,
    /// Who will see what, with the organisation's name.
    pub sight: Vec<(Change, String)>,
    /// What changes for which family member, with their name.
    pub family: Vec<(FamilyChange, String)>,
    /// Classes that stay as the kept record has them.
    pub closed: Classes,
    /// Plans of which only one goes on.
    pub plans: Vec<PlanPair>,
    /// The organisations that have a seat in each team today.
    pub seated: [BTreeSet<OrgId>; 2],
    /// The own accounts and those of the family, the kept record's first.
    pub accounts: [Vec<TeamAccount>; 2],
    /// Something moves that the reader does not see.
    pub unseen: bool,
    /// The classes the reader sees of each.
    pub classes: [Classes; 2],
    /// The mark of what is shown.
    pub mark: String,
}

impl Preview {
    /// Somebody has to be asked before it can be done.
    #[must_use]
    pub fn must_ask(&self) -> bool {
        must_ask(self.sight.iter().map(|(change, _)| change))
    }
}

/// What follows from joining two records: who would see what, and which plan and which account
/// would go on. Compared in the transaction that joins.
#[derive(Debug)]
struct Foreseen {
    sight: Vec<Change>,
    family: Vec<FamilyChange>,
    plans: Vec<PlanPair>,
    accounts: [Vec<TeamAccount>; 2],
}

impl Foreseen {
    fn of(
        op: &Op<'_>,
        tx: &mut ReadTx<'_>,
        both: Both<'_, Read>,
        facts: [&PersonFacts; 2],
        content: &[Content; 2],
    ) -> Result<Self> {
        let [kept, merged] =
            [0, 1].map(|at| Holding { facts: facts[at], holds: &content[at].classes });
        let [one, other] = [0, 1].map(|at| &content[at].record);
        let adult = may_be_adult(one, other, is_newer(content), op.today());
        Ok(Self {
            sight: changes_of_sight(kept, merged),
            family: changes_of_family(kept, merged, &adult),
            plans: store::plan_pairs(tx, both)?,
            accounts: [team::accounts(tx, both.kept)?, team::accounts(tx, both.merged)?],
        })
    }
}

/// The other record was registered later.
fn is_newer(content: &[Content; 2]) -> bool {
    content[1].holds.registered_at > content[0].holds.registered_at
}

/// What is compared: both records, their teams, and what follows.
fn shown<'a>(
    content: &'a [Content; 2],
    facts: [&'a PersonFacts; 2],
    foreseen: &'a Foreseen,
) -> impl std::fmt::Debug + 'a {
    let [kept, merged] = content;
    (
        (&kept.record, kept.concealed, &kept.classes),
        (&merged.record, merged.concealed, &merged.classes),
        facts.map(|facts| &facts.seats),
        foreseen,
    )
}

fn content(
    op: &Op<'_>,
    tx: &mut ReadTx<'_>,
    [kept, merged]: [&Authorized<PersonId, Read>; 2],
) -> Result<[Content; 2]> {
    let mut of = |proof| store::content(tx, proof, op.today())?.ok_or(AppError::Hidden);
    Ok([of(kept)?, of(merged)?])
}

/// Shows what would happen. Nothing is written but that both were looked at.
///
/// # Errors
/// [`AppError::Hidden`] when the reader may not see one of them, [`AppError::Forbidden`] when they
/// may not change the team of both.
pub fn preview(op: &Op<'_>, kept: PersonId, merged: PersonId) -> Result<Preview> {
    let read = |tx: &mut ReadTx<'_>| {
        if kept == merged {
            return Err(AppError::Hidden);
        }
        let (kept_facts, kept) = sight(op, tx, kept)?;
        let (merged_facts, merged) = sight(op, tx, merged)?;
        let both = Both { kept: &kept, merged: &merged };
        let mut content = content(op, tx, [&kept, &merged])?;
        let facts = [&kept_facts, &merged_facts];
        let foreseen = Foreseen::of(op, tx, both, facts, &content)?;
        let mark = seen::mark(&shown(&content, facts, &foreseen));
        let names: BTreeMap<OrgId, String> =
            staff::orgs(tx, op.region())?.into_iter().map(|org| (org.id, org.name)).collect();
        let proofs = [&kept, &merged];
        let unseen = (0..2).any(|at| !content[at].classes.is_subset(proofs[at].classes()));
        for (content, proof) in content.iter_mut().zip(proofs) {
            blank_unseen(content, proof);
        }
        let Foreseen { sight, family, plans, accounts } = foreseen;
        let of_org = |change: Change| {
            let name = names.get(&change.org).cloned().unwrap_or_default();
            (change, name)
        };
        let of_account = |change: FamilyChange| {
            let mut all = accounts.iter().flatten();
            let name = all.find(|one| one.account == change.account);
            let name = name.map(|one| one.name.clone()).unwrap_or_default();
            (change, name)
        };
        let sees_plans = proofs.iter().all(|proof| proof.sees(DataClass::Plan));
        Ok(Preview {
            merged_is_newer: is_newer(&content),
            closed: closed(&sight),
            sight: sight.into_iter().map(of_org).collect(),
            family: family.into_iter().map(of_account).collect(),
            plans: if sees_plans { plans } else { Vec::new() },
            seated: facts.map(|facts| facts.seats.iter().filter_map(|seat| seat.org).collect()),
            accounts,
            classes: proofs.map(|proof| proof.classes().clone()),
            kept: head(op, tx, &kept)?,
            merged: head(op, tx, &merged)?,
            content,
            unseen,
            mark,
        })
    };
    op.db.look(read, |tx, shown: &Preview| {
        for (person, classes) in [kept, merged].into_iter().zip(&shown.classes) {
            op.note(tx, Deed::Saw, "basics", Some(person), classes)?;
        }
        Ok(())
    })
}

/// How much there is of what the reader does not see is not told either.
fn blank_unseen(content: &mut Content, proof: &Authorized<PersonId, Read>) {
    let holds = &mut content.holds;
    let counts: [(DataClass, &mut i64); 7] = [
        (DataClass::Voice, &mut holds.voices),
        (DataClass::Voice, &mut holds.answers),
        (DataClass::Plan, &mut holds.plans),
        (DataClass::Meeting, &mut holds.meetings),
        (DataClass::Meeting, &mut holds.tasks),
        (DataClass::Meeting, &mut holds.needs),
        (DataClass::Narrative, &mut holds.notes),
    ];
    for (class, count) in counts {
        if !proof.sees(class) {
            *count = 0;
        }
    }
}

/// Locks both, in the order of their ids: whoever comes the other way round waits.
fn lock(op: &Op<'_>, tx: &mut WriteTx<'_>, one: PersonId, other: PersonId) -> Result<()> {
    for person in BTreeSet::from([one, other]) {
        if !access::lock_person(tx, op.region(), person)? {
            return Err(AppError::Hidden);
        }
    }
    Ok(())
}

fn may_edit(
    op: &Op<'_>,
    tx: &mut WriteTx<'_>,
    person: PersonId,
) -> Result<(PersonFacts, Authorized<PersonId, Write>)> {
    let facts =
        access::person_facts(tx, op.region(), person, op.today())?.ok_or(AppError::Hidden)?;
    let proof = policy::act_on_person(&op.actor, PersonAction::EditTeam, &facts)?;
    Ok((facts, proof))
}

/// Makes two records one, as it was shown.
///
/// # Errors
/// [`AppError::Invalid`] with `error-merge-ask` when somebody has to be asked first;
/// [`AppError::Conflict`] when it is no longer what was shown; [`AppError::AlreadyDone`].
pub fn join(op: &Op<'_>, kept: PersonId, merged: PersonId, chosen: &Chosen) -> Result<MergeId> {
    if kept == merged {
        return Err(AppError::Hidden);
    }
    op.db.write(|tx| {
        lock(op, tx, kept, merged)?;
        let (kept_facts, keeping) = may_edit(op, tx, kept)?;
        op.take_submit(tx)?;
        if store::leads_to(tx, op.region(), merged)? == Some(kept) {
            return Err(AppError::AlreadyDone);
        }
        let (merged_facts, merging) = may_edit(op, tx, merged)?;
        let reading = [&keeping.reading(), &merging.reading()];
        let content = content(op, tx, reading)?;
        let facts = [&kept_facts, &merged_facts];
        let both = Both { kept: reading[0], merged: reading[1] };
        let foreseen = Foreseen::of(op, tx, both, facts, &content)?;
        op.unchanged(&shown(&content, facts, &foreseen))?;
        if must_ask(&foreseen.sight) {
            let mut problems = Problems::new();
            problems.add("sight", "error-merge-ask");
            return Err(AppError::Invalid(problems));
        }
        let merge: MergeId = op.id();
        let both = Both { kept: &keeping, merged: &merging };
        let newer = is_newer(&content);
        let ends = sight_ends(&foreseen.family);
        store::join(tx, both, merge, (op.now, &op.actor.name, op.today()), &ends)?;
        let (before, other) = (store::whole(tx, &keeping)?, store::whole(tx, &merging)?);
        // Whoever does not see a part of both was not asked: what the kept record says stays.
        let mut chosen = chosen.clone();
        let unseen = |part: &Part| !keeping.sees(part.class()) || !merging.sees(part.class());
        chosen.extend(Part::ALL.iter().copied().filter(unseen).map(|part| (part, Side::Kept)));
        let after = joined(&before, &other, newer, &chosen, &closed(&foreseen.sight));
        store::note_before(tx, &keeping, merge, &changes(&before, &after))?;
        save(tx, &keeping, &before, &after)?;
        if after.is_concealed() && !before.is_concealed() {
            store::copy_concealment(tx, both)?;
        }
        note_both(op, tx, Deed::Joined, merge, [kept, merged])?;
        Ok(merge)
    })
}

fn note_both(
    op: &Op<'_>,
    tx: &mut WriteTx<'_>,
    deed: Deed,
    merge: MergeId,
    people: [PersonId; 2],
) -> Result<()> {
    people
        .into_iter()
        .try_for_each(|person| op.note(tx, deed, ("record", merge), Some(person), &Classes::new()))
}

fn save(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    before: &Record,
    after: &Record,
) -> Result<()> {
    let optional = |field| Some(after.get(field)).filter(|text: &&str| !text.is_empty());
    let name = PersonName {
        family: after.get(Field::Family).to_owned(),
        given: after.get(Field::Given).to_owned(),
        family_kana: after.get(Field::FamilyKana).to_owned(),
        given_kana: after.get(Field::GivenKana).to_owned(),
        preferred: optional(Field::Preferred).map(str::to_owned),
    };
    let keys = keys(&name);
    let person = Person {
        id: proof.id(),
        name,
        birth: optional(Field::Birth).and_then(|day| day.parse().ok()),
        sex: after.get(Field::Sex).parse().unwrap_or(Sex::Unasked),
        self_plan: after.get(Field::SelfPlan) == "true",
        certificate: optional(Field::Certificate).map(str::to_owned),
    };
    Ok(store::save(tx, proof, (before, after), (&person, &keys))?)
}

/// Whether something that was made one can be made two again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undo {
    /// It can, until an instant.
    Until(Timestamp),
    /// Too long ago.
    Over,
    /// A later one has to be undone first.
    LaterFirst,
    /// It was undone.
    Undone,
}

/// Whether one of the merges of a record, newest first, can be undone. One after the other, the
/// newest first: only then everything goes back to what it was.
#[must_use]
pub fn can_undo(merges: &[Merge], merge: MergeId, now: Timestamp) -> Undo {
    let standing = || merges.iter().filter(|one| one.undone.is_none());
    let Some(one) = standing().find(|one| one.id == merge) else { return Undo::Undone };
    match undoable_until(one.at, now) {
        None => Undo::Over,
        Some(_) if standing().next().is_some_and(|newest| newest.id != merge) => Undo::LaterFirst,
        Some(until) => Undo::Until(until),
    }
}

/// The newest merge of a record and until when those who may change it can undo it.
pub(super) fn undoable(
    op: &Op<'_>,
    proof: &Authorized<PersonId, Read>,
    newest: Option<(MergeId, Timestamp)>,
) -> Option<(MergeId, Timestamp)> {
    let (merge, at) = newest.filter(|_| proof.may(PersonAction::EditTeam))?;
    Some((merge, undoable_until(at, op.now)?))
}

/// What would go back where.
#[derive(Debug, Clone)]
pub struct UndoPage {
    /// The kept record.
    pub head: Head,
    /// What became one.
    pub merge: Merge,
    /// Whether it can be undone.
    pub undo: Undo,
    /// How many rows go back, by table.
    pub goes: BTreeMap<String, i64>,
    /// What the kept record said before in another way.
    pub parts: Vec<Part>,
}

/// Shows what would go back where.
///
/// # Errors
/// [`AppError::Hidden`] when nothing of the kind became one with this record.
pub fn undo_page(op: &Op<'_>, person: PersonId, merge: MergeId) -> Result<UndoPage> {
    op.see(person, PersonAction::See, "basics", |tx, proof| {
        let head = head(op, tx, proof)?;
        if !head.may(PersonAction::EditTeam) {
            return Err(AppError::Forbidden);
        }
        let merges = store::merges(tx, proof)?;
        let undo = can_undo(&merges, merge, op.now);
        let merge = merges.into_iter().find(|one| one.id == merge).ok_or(AppError::Hidden)?;
        let before = store::before(tx, proof, &merge)?;
        let changed = |part: &Part| {
            proof.sees(part.class()) && part.fields().iter().any(|field| before.contains_key(field))
        };
        let mut goes = store::goes_back(tx, proof, &merge)?;
        goes.retain(|table, _| class_of(table).is_none_or(|class| proof.sees(class)));
        Ok(UndoPage {
            parts: Part::ALL.iter().copied().filter(changed).collect(),
            goes,
            head,
            merge,
            undo,
        })
    })
}

/// The class whose readers may know how many rows of a table there are.
fn class_of(table: &str) -> Option<DataClass> {
    match table {
        "voice" | "answer" => Some(DataClass::Voice),
        "plan" => Some(DataClass::Plan),
        "meeting" | "task" | "unmet_need" => Some(DataClass::Meeting),
        "concern" | "monitoring" => Some(DataClass::Narrative),
        _ => None,
    }
}

/// Makes two records of one again. What came from the other one goes back; what was written since
/// stays with the kept one, unless it belongs to a meeting, a plan or a monitoring that goes back.
///
/// # Errors
/// [`AppError::Invalid`] with `error-merge-over` or `error-merge-later` when it cannot be undone;
/// [`AppError::AlreadyDone`].
pub fn undo(op: &Op<'_>, person: PersonId, merge: MergeId) -> Result<()> {
    op.db.write(|tx| {
        let (kept, merged) = store::records(tx, op.region(), merge)?
            .filter(|(kept, _)| *kept == person)
            .ok_or(AppError::Hidden)?;
        lock(op, tx, kept, merged)?;
        let (_, proof) = may_edit(op, tx, kept)?;
        op.take_submit(tx)?;
        let merges = store::merges(tx, &proof.reading())?;
        match can_undo(&merges, merge, op.now) {
            Undo::Until(_) => {}
            Undo::Undone => return Err(AppError::AlreadyDone),
            Undo::Over => return Err(not_undone("error-merge-over")),
            Undo::LaterFirst => return Err(not_undone("error-merge-later")),
        }
        let one = merges.into_iter().find(|one| one.id == merge).ok_or(AppError::Hidden)?;
        let mut before = store::before(tx, &proof.reading(), &one)?;
        let (now, other) = (store::whole(tx, &proof)?, store::whole_merged(tx, &proof, &one)?);
        // What somebody has concealed or begun to reveal since is not undone by the way.
        let was_open =
            before.get(&Field::Concealed).is_some_and(|was| was.as_deref() != Some("true"));
        if other.is_concealed() && was_open && !store::drop_concealment(tx, &proof, &one)? {
            before.remove(&Field::Concealed);
        }
        save(tx, &proof, &now, &restore(&now, &other, &before))?;
        if !store::part(tx, &proof, &one, (op.now, &op.actor.name))? {
            return Err(AppError::AlreadyDone);
        }
        note_both(op, tx, Deed::Separated, merge, [kept, merged])
    })
}

fn not_undone(code: &'static str) -> AppError {
    let mut problems = Problems::new();
    problems.add("undo", code);
    AppError::Invalid(problems)
}

/// Where an old link to a record leads that is one with another now; none for those who may not see
/// that one: for them neither is there.
///
/// # Errors
/// When the store fails.
pub fn leads_to(op: &Op<'_>, person: PersonId) -> Result<Option<PersonId>> {
    op.db.read(|tx| {
        let Some(to) = store::leads_to(tx, op.region(), person)? else { return Ok(None) };
        let Some(facts) = access::person_facts(tx, op.region(), to, op.today())? else {
            return Ok(None);
        };
        let seen = policy::see_person(&op.actor, PersonAction::See, &facts).is_ok();
        Ok(seen.then_some(to))
    })
}
