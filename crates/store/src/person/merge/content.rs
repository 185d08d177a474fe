//! What one of two records says and how much it holds, for the page that compares them.

use super::fields::whole_of;
use crate::value::id;
use crate::{ReadTx, Result};
use jiff::Timestamp;
use jiff::civil::Date;
use tsumugi_domain::consent::{Classes, DataClass};
use tsumugi_domain::ids::PersonId;
use tsumugi_domain::person::merge::{Field, Record};
use tsumugi_domain::policy::{Authorized, Read};

statements! {
    HOLDS = "select p.registered_at, o.name, \
        (select count(*) from voice x where x.region_id = p.region_id \
        and x.person_id = p.person_id), \
        (select count(*) from answer x where x.region_id = p.region_id \
        and x.person_id = p.person_id), \
        (select count(*) from plan x where x.region_id = p.region_id \
        and x.person_id = p.person_id), \
        (select count(*) from meeting x where x.region_id = p.region_id \
        and x.person_id = p.person_id), \
        (select count(*) from task x where x.region_id = p.region_id \
        and x.person_id = p.person_id and x.state = 'open'), \
        (select count(*) from unmet_need x where x.region_id = p.region_id \
        and x.person_id = p.person_id), \
        (select count(*) from concern x where x.region_id = p.region_id \
        and x.person_id = p.person_id) + (select count(*) from monitoring x \
        where x.region_id = p.region_id and x.person_id = p.person_id), \
        (select count(*) from membership x where x.region_id = p.region_id \
        and x.person_id = p.person_id and x.from_day <= $3 \
        and (x.to_day is null or x.to_day >= $3)), \
        (select count(*) from guest_link x where x.region_id = p.region_id \
        and x.person_id = p.person_id) \
        from person p cross join org o where p.region_id = $1 and p.person_id = $2 \
        and o.region_id = p.region_id and o.org_id = p.registered_by";
}

/// How much a record holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holds {
    /// Since when the record is there.
    pub registered_at: Timestamp,
    /// The office that registered it.
    pub registered_by: String,
    /// Words.
    pub voices: i64,
    /// Answers.
    pub answers: i64,
    /// Plans.
    pub plans: i64,
    /// Meetings.
    pub meetings: i64,
    /// Open tasks.
    pub tasks: i64,
    /// Unmet needs.
    pub needs: i64,
    /// Concerns and monitorings.
    pub notes: i64,
    /// Seats in today's team.
    pub seats: i64,
    /// Links of guests.
    pub guests: i64,
}

impl Holds {
    /// The classes in which something is written down beyond the fields of a [`Record`].
    #[must_use]
    pub fn classes(&self, record: &Record) -> Classes {
        let said = |fields: &[Field]| fields.iter().any(|field| !record.get(*field).is_empty());
        let health = [Field::Disability, Field::SupportCategory, Field::MedicalCare];
        [
            (DataClass::Voice, self.voices + self.answers > 0),
            (DataClass::Plan, self.plans > 0),
            (DataClass::Meeting, self.meetings + self.tasks + self.needs > 0),
            (DataClass::Narrative, self.notes > 0),
            (DataClass::Contact, said(&[Field::Phone])),
            (DataClass::Address, said(&[Field::PostalCode, Field::Address])),
            (DataClass::Health, said(&health)),
        ]
        .into_iter()
        .filter(|(_, holds)| *holds)
        .map(|(class, _)| class)
        .collect()
    }
}

/// One record as the page that compares two shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// What it says, as far as the reader sees it.
    pub record: Record,
    /// How much it holds.
    pub holds: Holds,
    /// The classes in which something is written down, whether the reader sees them or not: who
    /// would come to see it must be known even by those who do not.
    pub classes: Classes,
    /// The address is concealed; those who may change the basics know it.
    pub concealed: bool,
}

/// What a record says and how much it holds.
///
/// # Errors
/// When the store fails.
pub fn content(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    today: Date,
) -> Result<Option<Content>> {
    let whole = whole_of(tx, proof.region(), proof.id())?;
    let values = values![id(proof.region()), id(proof.id()), today];
    let holds = tx.row(&HOLDS, &values, |row| {
        Ok(Holds {
            registered_at: row.get()?,
            registered_by: row.get()?,
            voices: row.get()?,
            answers: row.get()?,
            plans: row.get()?,
            meetings: row.get()?,
            tasks: row.get()?,
            needs: row.get()?,
            notes: row.get()?,
            seats: row.get()?,
            guests: row.get()?,
        })
    })?;
    Ok(holds.map(|holds| Content {
        classes: holds.classes(&whole),
        concealed: whole.is_concealed(),
        record: whole.seen(proof.classes()),
        holds,
    }))
}
