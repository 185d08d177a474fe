//! Taking out what was written by mistake. What it said is wiped at once; a mark stays that tells
//! what kind it was, who took it out, when and why.

pub(crate) mod office;

pub use office::{AskPerson, ask_person, office_of, remove_person, removed_at_office};

use crate::monitoring::writes_for;
use crate::person::{Head, head};
use crate::{AppError, Op, Problems, Result};
use tsumugi_domain::audit::Deed;
use tsumugi_domain::ids::{EntryId, MonitoringId, PersonId, TypedId, VoiceId};
use tsumugi_domain::policy::{Authorized, PersonAction, Read};
pub use tsumugi_domain::removal::Removals;
use tsumugi_domain::removal::{EntryKind, LONGEST_NOTE, Stays, Tombstone, Why};
use tsumugi_store::removal::{self as store, Found};
use tsumugi_store::{ReadTx, WriteTx, monitoring};

/// Why something is taken out, as chosen.
#[derive(Debug, Clone, Default)]
pub struct Reason {
    /// The reason; none when nothing was chosen.
    pub why: Option<Why>,
    /// A word more.
    pub note: String,
}

impl Reason {
    pub(crate) fn check(&self) -> Result<(Why, String)> {
        let mut problems = Problems::new();
        if self.why.is_none() {
            problems.add("why", "error-choice");
        }
        let note = self.note.trim();
        if note.chars().count() > LONGEST_NOTE {
            problems.add_with("note", "error-too-long", vec![("most", LONGEST_NOTE.to_string())]);
        }
        problems.check()?;
        Ok((self.why.ok_or(AppError::Hidden)?, note.to_owned()))
    }
}

/// Where the same words stand, too: a copy that somebody made stays where it was made.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quoted {
    /// In a monitoring.
    Monitoring(EntryId),
    /// In a goal of a plan.
    Plan(EntryId),
    /// In what was written at a meeting.
    Meeting(EntryId),
}

/// An entry that could be taken out, all that goes with it, and what stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub id: EntryId,
    /// As it stands.
    pub found: Found,
    /// Goal by goal, what a monitoring found: the goal, and what was written to it.
    pub goals: Vec<(String, String)>,
    /// Corrections that go with a monitoring.
    pub notes: Vec<String>,
    /// The words that a monitoring put among the person's; true when they stand on top.
    pub voice: Option<(VoiceId, bool)>,
    /// Where the same words stay.
    pub quoted: Vec<Quoted>,
    /// Why it cannot be taken out.
    pub stays: Option<Stays>,
    /// The person or the family sent it from their own account, and the reader is somebody else.
    pub sent: bool,
}

/// The question before something is taken out.
#[derive(Debug, Clone)]
pub struct Asking {
    /// The person.
    pub head: Head,
    /// The entry.
    pub entry: Entry,
}

/// Why an entry of its kind stays when something rests on it.
fn stays(found: &Found) -> Option<Stays> {
    let why = match found.kind {
        EntryKind::Concern | EntryKind::Monitoring => Stays::LedOn,
        EntryKind::Profile => Stays::Older,
        EntryKind::Facts => Stays::Over,
        EntryKind::Need => Stays::Reported,
        EntryKind::Voice | EntryKind::MonitoringNote | EntryKind::Person | EntryKind::Import => {
            return None;
        }
    };
    (found.built > 0).then_some(why)
}

/// Words without the marks that people put around them.
fn bare(text: &str) -> &str {
    text.trim().trim_start_matches('「').trim_end_matches('」')
}

fn quoted(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    words: &str,
) -> Result<Vec<Quoted>> {
    let words = bare(words);
    let mut found: Vec<Quoted> = store::quotes(tx, proof)?
        .into_iter()
        .filter(|(.., text)| text.contains(words))
        .map(|(place, entry, _)| match place.as_str() {
            "monitoring" => Quoted::Monitoring(entry),
            "plan" => Quoted::Plan(entry),
            _ => Quoted::Meeting(entry),
        })
        .collect();
    found.sort();
    found.dedup();
    Ok(found)
}

fn same<T: TypedId>(entry: EntryId) -> T {
    T::from_uuid(entry.uuid())
}

/// How the store marks words that came from the speaker's own account.
const SENT: &str = "sent";

/// The entry as a confirming page shows it, where the actor may take it out.
fn load(
    op: &Op<'_>,
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    id: EntryId,
) -> Result<Entry> {
    let Some(found) = store::find(tx, proof, op.actor.account, id)? else {
        // Somebody else was faster: it is done.
        return Err(match store::is_gone(tx, proof, id)? {
            true => AppError::AlreadyDone,
            false => AppError::Hidden,
        });
    };
    let own = proof.may(PersonAction::RemoveOwn) && store::wrote(tx, proof, op.actor.account, id)?;
    if !own && !proof.may(PersonAction::Remove) {
        return Err(AppError::Forbidden);
    }
    let mut entry = Entry {
        id,
        stays: stays(&found),
        // Words that a supporter wrote down were heard at that moment.
        sent: found.kind == EntryKind::Voice && !own && found.texts[5] == SENT,
        goals: Vec::new(),
        notes: Vec::new(),
        voice: None,
        quoted: Vec::new(),
        found,
    };
    let (kind, within) = (entry.found.kind, entry.found.within);
    match kind {
        EntryKind::Voice => entry.quoted = quoted(tx, proof, &entry.found.texts[0])?,
        EntryKind::Monitoring => with_monitoring(op, tx, proof, &mut entry)?,
        EntryKind::MonitoringNote => {
            let of = monitoring::find(tx, proof, same(within.ok_or(AppError::Hidden)?))?;
            if !own && !of.is_some_and(|of| writes_for(op, &of)) {
                return Err(AppError::Forbidden);
            }
        }
        _ => {}
    }
    Ok(entry)
}

/// What goes with a monitoring: its goals, its corrections, the words it brought.
fn with_monitoring(
    op: &Op<'_>,
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    entry: &mut Entry,
) -> Result<()> {
    let id: MonitoringId = same(entry.id);
    let of = monitoring::find(tx, proof, id)?.ok_or(AppError::Hidden)?;
    if !writes_for(op, &of) {
        return Err(AppError::Forbidden);
    }
    entry.goals = of
        .goals
        .into_iter()
        .map(|goal| (goal.goal_text, [goal.person_view, goal.next].join("\n").trim().to_owned()))
        .collect();
    entry.notes = monitoring::notes(tx, proof, id)?.into_iter().map(|note| note.text).collect();
    entry.voice = store::voice_of_monitoring(tx, proof, id)?;
    // Whose words the reader may not see they are not shown either.
    if !proof.sees(EntryKind::Voice.class()) {
        entry.found.texts[4].clear();
    }
    Ok(())
}

/// The question before an entry is taken out.
///
/// # Errors
/// [`AppError::Hidden`] when there is none such; [`AppError::Forbidden`] when the reader neither
/// wrote it nor answers for what others write.
pub fn ask(op: &Op<'_>, person: PersonId, entry: EntryId) -> Result<Asking> {
    op.see(person, PersonAction::See, "person", |tx, proof| {
        let head = head(op, tx, proof)?;
        Ok(Asking { entry: load(op, tx, proof, entry)?, head })
    })
}

/// Takes an entry out. Its text goes at once, and a mark stays.
///
/// # Errors
/// [`AppError::Invalid`] without a reason, (`error-remove-stays`) when something rests on it, or
/// (`error-remove-sent`) for another reason than words that somebody sent themselves allow;
/// [`AppError::Conflict`] when it is no longer what the question showed; [`AppError::AlreadyDone`]
/// when somebody else took it out.
pub fn remove(
    op: &Op<'_>,
    person: PersonId,
    entry: EntryId,
    reason: &Reason,
) -> Result<(EntryKind, Option<EntryId>)> {
    let action = PersonAction::RemoveOwn;
    op.act(person, action, ("entry", entry), Deed::Removed, |tx, proof| {
        let reading = proof.reading();
        let entry = load(op, tx, &reading, entry)?;
        op.unchanged(&entry)?;
        let mut problems = Problems::new();
        if entry.stays.is_some() {
            problems.add("why", "error-remove-stays");
        }
        if entry.sent && reason.why.is_some_and(|why| !Why::OF_SENT.contains(&why)) {
            problems.add("why", "error-remove-sent");
        }
        problems.check()?;
        let (why, note) = reason.check()?;
        let Found { kind, within, at, .. } = entry.found;
        let mark = Tombstone {
            kind,
            entry: entry.id,
            within,
            written_at: at,
            why,
            note,
            by: op.actor.name.clone(),
            at: op.now,
        };
        take_out(op, tx, proof, &mark)?;
        if let Some((voice, _)) = entry.voice {
            let voice = same_entry(voice);
            take_out(op, tx, proof, &Tombstone { kind: EntryKind::Voice, entry: voice, ..mark })?;
        }
        Ok((kind, within))
    })
}

fn same_entry<T: TypedId>(id: T) -> EntryId {
    EntryId::from_uuid(id.uuid())
}

fn take_out(
    op: &Op<'_>,
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, tsumugi_domain::policy::Write>,
    mark: &Tombstone,
) -> Result<()> {
    if !store::delete(tx, proof, mark.kind, mark.entry)? {
        return Err(AppError::Conflict("the entry was taken out"));
    }
    Ok(store::leave_mark(tx, proof, op.id(), mark)?)
}

/// What was taken out about a person, and what the reader may take out.
///
/// # Errors
/// When the store fails.
pub(crate) fn marks(
    op: &Op<'_>,
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
) -> Result<Removals> {
    Ok(store::marks(tx, proof, op.actor.account)?)
}
