//! The context of one use case, and the four doors to the store.

use crate::Result;
use crate::auth::Token;
use crate::chance::Chance;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use tsumugi_domain::audit::Deed;
use tsumugi_domain::community::named_by_shape;
use tsumugi_domain::consent::{Classes, DataClass, classes_to_text};
use tsumugi_domain::ids::{AuditId, CouncilId, OrgId, PersonId, RegionId, TypedId};
use tsumugi_domain::person::field::Fault;
use tsumugi_domain::policy::{
    self, Actor, Authorized, CouncilAction, OrgAction, PersonAction, PersonFacts, Read, Refusal,
    Who, Write,
};
use tsumugi_domain::seen;
use tsumugi_store::home::Scope;
use tsumugi_store::{Db, Failure, ReadTx, StoreError, WriteTx, access, audit, submit};

/// What can come out of a use case that did not work.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// For this actor it does not exist.
    #[error("hidden")]
    Hidden,
    /// The actor may see it, but not do this.
    #[error("forbidden")]
    Forbidden,
    /// Something typed cannot be used; each problem names its field.
    #[error("invalid input: {0:?}")]
    Invalid(Problems),
    /// The same form was sent before, and counted then.
    #[error("already done")]
    AlreadyDone,
    /// Somebody else changed it in between.
    #[error("changed in between: {0}")]
    Conflict(&'static str),
    /// The store failed.
    #[error("the store failed")]
    Store(#[from] StoreError),
}

impl Failure for AppError {
    fn store(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) => Some(error),
            _ => None,
        }
    }
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Hidden => Self::Hidden,
            Refusal::Forbidden => Self::Forbidden,
        }
    }
}

/// One thing wrong with one field. `code` is a message key (`error-…`), so that the page can say
/// it in the reader's layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The field's name in the form.
    pub field: &'static str,
    /// The message key.
    pub code: &'static str,
    /// Arguments of the message.
    pub args: Vec<(&'static str, String)>,
}

/// All that is wrong with a form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// Adds what may name somebody, found by its shape: for places that know nobody, like the
    /// council's. Whoever has read it and ticks that it names nobody sends it as it stands.
    pub fn no_names(&mut self, texts: &[(&'static str, &str)], not_names: bool) {
        if not_names {
            return;
        }
        let mut found = false;
        for (field, text) in texts {
            let pieces = named_by_shape(text).into_iter().map(|one| one.text);
            let pieces = pieces.collect::<Vec<_>>().join("」「");
            if !pieces.is_empty() {
                found = true;
                self.add_with(field, "error-person-named", vec![("text", pieces)]);
            }
        }
        if found {
            self.add("not_names", "error-not-names");
        }
    }

    /// Nothing wrong yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes a problem.
    pub fn add(&mut self, field: &'static str, code: &'static str) {
        self.add_with(field, code, Vec::new());
    }

    /// Notes a problem with arguments.
    pub fn add_with(
        &mut self,
        field: &'static str,
        code: &'static str,
        args: Vec<(&'static str, String)>,
    ) {
        self.0.push(Problem { field, code, args });
    }

    /// Notes `error-required` when a text is blank, and gives the text without outer space.
    pub fn required(&mut self, field: &'static str, text: &str) -> String {
        let text = text.trim();
        if text.is_empty() {
            self.add(field, "error-required");
        }
        text.to_owned()
    }

    /// Takes a field that was read by its rule, or notes what is wrong with it.
    pub fn take<X: Default>(&mut self, field: &'static str, read: Result<X, Fault>) -> X {
        read.unwrap_or_else(|fault| {
            let (code, args) = match fault {
                Fault::TooLong(most) => ("error-too-long", vec![("most", most.to_string())]),
                Fault::Reading => ("error-reading", vec![]),
                Fault::Future => ("error-birth-future", vec![]),
                Fault::LongAgo => ("error-birth-long-ago", vec![]),
                Fault::Certificate => ("error-certificate", vec![]),
                Fault::Phone => ("error-phone", vec![]),
                Fault::Category => ("error-category", vec![]),
                Fault::Nobody => ("error-nobody", vec![]),
            };
            self.add_with(field, code, args);
            X::default()
        })
    }

    /// Notes `error-date-far` for a day more than two years ahead: nobody plans that far here, and
    /// a slip of the finger in the year would hide what hangs on the day.
    pub fn not_far(&mut self, field: &'static str, day: Date, today: Date) {
        if day > today.saturating_add(jiff::Span::new().years(2)) {
            self.add(field, "error-date-far");
        }
    }

    /// Ends the checking.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when anything was noted.
    pub fn check(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(AppError::Invalid(self)) }
    }
}

/// What an audit entry is about: the kind of thing, and which one where that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct What {
    subject: &'static str,
    object: Option<String>,
}

impl From<&'static str> for What {
    fn from(subject: &'static str) -> Self {
        Self { subject, object: None }
    }
}

impl<T: TypedId> From<(&'static str, T)> for What {
    fn from((subject, object): (&'static str, T)) -> Self {
        Self { subject, object: Some(object.uuid().to_string()) }
    }
}

/// The context of one use case: who, when, with which randomness, for which request.
#[derive(Debug)]
pub struct Op<'a> {
    /// The database.
    pub db: &'a Db,
    /// Who acts.
    pub actor: Actor,
    /// The organisation shown beside the actor's name in audits and invitations.
    pub org_name: String,
    /// The instant of the request.
    pub now: Timestamp,
    /// The token of the form that was sent, when one was.
    pub submit: Option<String>,
    /// The mark ([`seen`]) of what the form showed before it was changed, when it had one.
    pub seen: Option<String>,
    /// Randomness; seeded in tests and in the demonstration region.
    pub chance: &'a Chance,
}

impl Op<'_> {
    /// The tenant.
    pub fn region(&self) -> RegionId {
        self.actor.region
    }

    /// Today in Japan.
    pub fn today(&self) -> Date {
        local_day(self.now)
    }

    /// Date and time in Japan.
    pub fn local_time(&self) -> DateTime {
        self.now.to_zoned(japan()).datetime()
    }

    /// A new token for a link.
    pub(crate) fn token(&self) -> Token {
        self.chance.token()
    }

    /// A new id.
    pub fn id<T: TypedId>(&self) -> T {
        self.chance.id(self.now)
    }

    /// The posts that are held today; none for anybody who is not a worker.
    pub fn posts(&self) -> &[policy::Post] {
        match &self.actor.who {
            Who::Staff { posts, .. } => posts,
            Who::Person(_) | Who::Family | Who::Guest(_) | Who::System(_) => &[],
        }
    }

    /// The organisation in whose name a worker acts when several roles are held: the first post
    /// that fits.
    pub fn post(&self, fits: impl Fn(&policy::Post) -> bool) -> Option<policy::Post> {
        self.posts().iter().copied().find(fits)
    }

    /// Looks at a person: one snapshot for facts and data. The result leaves only after the look
    /// is durably written down.
    ///
    /// # Errors
    /// [`AppError::Hidden`] or [`AppError::Forbidden`], or what the work says.
    pub fn see<T>(
        &self,
        person: PersonId,
        action: PersonAction,
        subject: &'static str,
        work: impl FnOnce(&mut ReadTx<'_>, &Authorized<PersonId, Read>) -> Result<T>,
    ) -> Result<T> {
        self.see_with_facts(person, action, subject, |tx, proof, _| work(tx, proof))
    }

    /// As [`Op::see`], for work that also asks in whose name the reader could act: it gets the
    /// facts from which the proof was made.
    ///
    /// # Errors
    /// As [`Op::see`].
    pub fn see_with_facts<T>(
        &self,
        person: PersonId,
        action: PersonAction,
        subject: &'static str,
        work: impl FnOnce(&mut ReadTx<'_>, &Authorized<PersonId, Read>, &PersonFacts) -> Result<T>,
    ) -> Result<T> {
        let look = |tx: &mut ReadTx<'_>| {
            let facts = access::person_facts(tx, self.region(), person, self.today())?
                .ok_or(AppError::Hidden)?;
            let proof = policy::see_person(&self.actor, action, &facts)?;
            Ok::<_, AppError>((work(tx, &proof, &facts)?, proof.classes().clone()))
        };
        let note = |tx: &mut WriteTx<'_>, (_, classes): &(T, Classes)| {
            self.note(tx, Deed::Saw, subject, Some(person), classes)
        };
        Ok(self.db.look(look, note)?.0)
    }

    /// Looks at the people a worker may see, as lists show them, or takes them along: one entry
    /// for the list.
    ///
    /// # Errors
    /// [`AppError::Hidden`] for anybody who is not a worker.
    pub fn see_own_people<T>(
        &self,
        (subject, deed): (&'static str, Deed),
        classes: &[DataClass],
        work: impl FnOnce(&mut ReadTx<'_>, Scope) -> Result<T>,
    ) -> Result<T> {
        let scope = Scope::new(&policy::see_own_people(&self.actor)?, self.today());
        let classes: Classes = classes.iter().copied().collect();
        self.db.look(|tx| work(tx, scope), |tx, _| self.note(tx, deed, subject, None, &classes))
    }

    /// As [`Op::see_own_people`], for work that shows what is written about some of them and says
    /// which classes of whom: each of those has an entry of their own besides.
    ///
    /// # Errors
    /// As [`Op::see_own_people`].
    pub(crate) fn see_records<T>(
        &self,
        subject: &'static str,
        classes: &[DataClass],
        work: impl FnOnce(&mut ReadTx<'_>, Scope) -> Result<(T, BTreeMap<PersonId, Classes>)>,
    ) -> Result<T> {
        let scope = Scope::new(&policy::see_own_people(&self.actor)?, self.today());
        let classes: Classes = classes.iter().copied().collect();
        let note = |tx: &mut WriteTx<'_>, (_, shown): &(T, BTreeMap<PersonId, Classes>)| {
            let each = shown.iter().map(|(person, classes)| (Some(*person), classes));
            self.note_each(tx, Deed::Saw, subject, std::iter::once((None, &classes)).chain(each))
        };
        Ok(self.db.look(|tx| work(tx, scope), note)?.0)
    }

    /// Acts on a person in one transaction: lock, facts, proof, submit token, work, audit.
    ///
    /// # Errors
    /// [`AppError::AlreadyDone`] when the form was sent before, or what [`Op::see`] may say.
    pub fn act<T>(
        &self,
        person: PersonId,
        action: PersonAction,
        what: impl Into<What>,
        deed: Deed,
        work: impl Fn(&mut WriteTx<'_>, &Authorized<PersonId, Write>) -> Result<T>,
    ) -> Result<T> {
        let what = what.into();
        self.act_named(person, action, deed, |tx, proof| Ok((work(tx, proof)?, what.clone())))
    }

    /// As [`Op::act`], for work that makes something: the audit names what was made.
    ///
    /// # Errors
    /// As [`Op::act`].
    pub fn make<T: TypedId>(
        &self,
        person: PersonId,
        action: PersonAction,
        subject: &'static str,
        deed: Deed,
        work: impl Fn(&mut WriteTx<'_>, &Authorized<PersonId, Write>) -> Result<T>,
    ) -> Result<T> {
        self.act_named(person, action, deed, |tx, proof| {
            let made = work(tx, proof)?;
            Ok((made, What::from((subject, made))))
        })
    }

    fn act_named<T>(
        &self,
        person: PersonId,
        action: PersonAction,
        deed: Deed,
        work: impl Fn(&mut WriteTx<'_>, &Authorized<PersonId, Write>) -> Result<(T, What)>,
    ) -> Result<T> {
        self.db.write(|tx| {
            let facts = access::locked_person_facts(tx, self.region(), person, self.today())?
                .ok_or(AppError::Hidden)?;
            let proof = policy::act_on_person(&self.actor, action, &facts)?;
            self.take_submit(tx)?;
            let (done, what) = work(tx, &proof)?;
            self.note(tx, deed, what, Some(person), &Classes::new())?;
            Ok(done)
        })
    }

    /// Looks at something of an organisation.
    ///
    /// # Errors
    /// As [`Op::see`].
    pub fn see_org<T>(
        &self,
        org: OrgId,
        action: OrgAction,
        work: impl FnOnce(&mut ReadTx<'_>, &Authorized<OrgId, Write>) -> Result<T>,
    ) -> Result<T> {
        let proof = policy::at_org(&self.actor, action, org)?;
        self.db.read(|tx| work(tx, &proof))
    }

    /// Acts at an organisation in one transaction.
    ///
    /// # Errors
    /// As [`Op::act`].
    pub fn act_org<T>(
        &self,
        org: OrgId,
        action: OrgAction,
        what: impl Into<What>,
        deed: Deed,
        work: impl Fn(&mut WriteTx<'_>, &Authorized<OrgId, Write>) -> Result<T>,
    ) -> Result<T> {
        let proof = policy::at_org(&self.actor, action, org)?;
        let what = what.into();
        self.db.write(|tx| {
            if !access::lock_org(tx, self.region(), org)? {
                return Err(AppError::Hidden);
            }
            self.take_submit(tx)?;
            let done = work(tx, &proof)?;
            self.note(tx, deed, what.clone(), None, &Classes::new())?;
            Ok(done)
        })
    }

    /// Looks at something of the region's council.
    ///
    /// # Errors
    /// As [`Op::see`].
    pub fn see_council<T>(
        &self,
        action: CouncilAction,
        work: impl FnOnce(&mut ReadTx<'_>, &Authorized<CouncilId, Write>) -> Result<T>,
    ) -> Result<T> {
        self.db.read(|tx| {
            let facts = access::council(tx, self.region())?.ok_or(AppError::Hidden)?;
            let proof = policy::at_council(&self.actor, action, facts)?;
            work(tx, &proof)
        })
    }

    /// Acts at the region's council in one transaction.
    ///
    /// # Errors
    /// As [`Op::act`].
    pub fn act_council<T>(
        &self,
        action: CouncilAction,
        what: impl Into<What>,
        deed: Deed,
        work: impl Fn(&mut WriteTx<'_>, &Authorized<CouncilId, Write>) -> Result<T>,
    ) -> Result<T> {
        let what = what.into();
        self.db.write(|tx| {
            if !access::lock_council(tx, self.region())? {
                return Err(AppError::Hidden);
            }
            let facts = access::council(tx, self.region())?.ok_or(AppError::Hidden)?;
            let proof = policy::at_council(&self.actor, action, facts)?;
            self.take_submit(tx)?;
            let done = work(tx, &proof)?;
            self.note(tx, deed, what.clone(), None, &Classes::new())?;
            Ok(done)
        })
    }

    /// Refuses a change of something that is no longer what the form showed: nobody overwrites what
    /// they have not seen. Asked in the transaction that changes it.
    ///
    /// # Errors
    /// [`AppError::Conflict`].
    pub(crate) fn unchanged(&self, now: &impl std::fmt::Debug) -> Result<()> {
        match &self.seen {
            Some(before) if *before != seen::mark(now) => {
                Err(AppError::Conflict("not what was seen"))
            }
            _ => Ok(()),
        }
    }

    /// Takes the submit token of the form, if one was sent.
    ///
    /// # Errors
    /// [`AppError::AlreadyDone`].
    pub(crate) fn take_submit(&self, tx: &mut WriteTx<'_>) -> Result<()> {
        let Some(token) = &self.submit else { return Ok(()) };
        let fresh = submit::take(tx, self.region(), token, self.actor.account, self.now)?;
        if fresh { Ok(()) } else { Err(AppError::AlreadyDone) }
    }

    /// Writes an audit entry. It is numbered later, by a job that the next tick puts in line
    /// ([`crate::job::tick`]): a job row with each look would be a second write for nothing.
    ///
    /// # Errors
    /// When the store fails; then the whole change fails.
    pub(crate) fn note(
        &self,
        tx: &mut WriteTx<'_>,
        deed: Deed,
        what: impl Into<What>,
        person: Option<PersonId>,
        classes: &Classes,
    ) -> Result<()> {
        self.note_each(tx, deed, what, std::iter::once((person, classes)))
    }

    /// Writes an audit entry for each of several people.
    fn note_each<'c>(
        &self,
        tx: &mut WriteTx<'_>,
        deed: Deed,
        what: impl Into<What>,
        each: impl Iterator<Item = (Option<PersonId>, &'c Classes)>,
    ) -> Result<()> {
        let what = what.into();
        for (person, classes) in each {
            audit::add(tx, self.region(), &self.entry(deed, &what, person, classes)?)?;
        }
        Ok(())
    }

    fn entry(
        &self,
        deed: Deed,
        What { subject, object }: &What,
        person: Option<PersonId>,
        classes: &Classes,
    ) -> Result<audit::Entry> {
        let id: AuditId = self.id();
        let classes = classes_to_text(classes);
        // Guests and the machine have no account; their names say who they are.
        let account = match self.actor.who {
            Who::Guest(_) | Who::System(_) => None,
            Who::Staff { .. } | Who::Person(_) | Who::Family => Some(self.actor.account),
        };
        // The canonical form: fixed order, one line, nothing that depends on a map's order.
        let bytes = serde_json::to_vec(&(
            self.region().to_string(),
            id.to_string(),
            self.now.as_microsecond(),
            account.map(|account| account.to_string()),
            &self.actor.name,
            &self.org_name,
            deed.code(),
            subject,
            object,
            person.map(|person| person.to_string()),
            &classes,
        ))
        .map_err(|_| StoreError::Conflict("an audit entry could not be written as JSON"))?;
        Ok(audit::Entry {
            id,
            at: self.now,
            account,
            actor_name: self.actor.name.clone(),
            org_name: self.org_name.clone(),
            deed,
            subject: (*subject).to_owned(),
            object: object.clone(),
            person,
            classes,
            bytes,
        })
    }
}

/// The day in Japan at an instant.
pub fn local_day(at: Timestamp) -> Date {
    at.to_zoned(japan()).date()
}

/// Local time in Japan: one zone, no summer time, since 1951.
pub fn japan() -> TimeZone {
    TimeZone::fixed(jiff::tz::offset(9))
}

/// The instant so many days before or after.
pub fn days_from(at: Timestamp, days: i64) -> Timestamp {
    at.checked_add(SignedDuration::from_hours(24 * days)).unwrap_or(at)
}
