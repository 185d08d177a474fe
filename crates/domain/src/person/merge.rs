//! Two records of one person become one: what the kept record says afterwards, who then sees what,
//! and what goes back when it is undone.

use crate::consent::{Classes, DataClass, SHAREABLE};
use crate::ids::{AccountId, OrgId};
use crate::person::is_adult;
use crate::policy::{PersonFacts, Seat, classes_at, classes_of_family};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// For how many days it can be undone.
pub const UNDO_DAYS: i64 = 30;

codes! {
    /// One of the two records.
    Side {
        /// The one that stays.
        Kept = "kept",
        /// The one that goes into it.
        Merged = "merged",
    }
}

impl Side {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Kept => Self::Merged,
            Self::Merged => Self::Kept,
        }
    }
}

codes! {
    /// A stored field of which a record has one.
    Field {
        /// 姓.
        Family = "family",
        /// 名.
        Given = "given",
        /// せい.
        FamilyKana = "family_kana",
        /// めい.
        GivenKana = "given_kana",
        /// Name they want to be called by.
        Preferred = "preferred",
        /// Birthday.
        Birth = "birth",
        /// Sex.
        Sex = "sex",
        /// The family's own plan.
        SelfPlan = "self_plan",
        /// Certificate number.
        Certificate = "certificate",
        /// Telephone.
        Phone = "phone",
        /// Postal code.
        PostalCode = "postal_code",
        /// Address.
        Address = "address",
        /// The address is concealed.
        Concealed = "concealed",
        /// Disability or illness.
        Disability = "disability",
        /// 障害支援区分.
        SupportCategory = "support_category",
        /// Medical care.
        MedicalCare = "medical_care",
    }
}

impl Field {
    /// The data class of its column.
    #[must_use]
    pub fn class(self) -> DataClass {
        match self {
            Self::Phone => DataClass::Contact,
            Self::PostalCode | Self::Address | Self::Concealed => DataClass::Address,
            Self::Disability | Self::SupportCategory | Self::MedicalCare => DataClass::Health,
            _ => DataClass::Basic,
        }
    }
}

codes! {
    /// What is chosen between the two records: fields that belong together go together.
    Part {
        /// Name.
        Name = "name",
        /// Reading of the name.
        Kana = "kana",
        /// Name they want to be called by.
        Preferred = "preferred",
        /// Birthday.
        Birth = "birth",
        /// Sex.
        Sex = "sex",
        /// Certificate number.
        Certificate = "certificate",
        /// Who makes the plan of service use.
        SelfPlan = "self_plan",
        /// Telephone.
        Phone = "phone",
        /// Address with its postal code.
        Address = "address",
        /// 障害支援区分.
        SupportCategory = "support_category",
        /// Disability or illness.
        Disability = "disability",
        /// Medical care.
        MedicalCare = "medical_care",
    }
}

impl Part {
    /// Its fields.
    #[must_use]
    pub fn fields(self) -> &'static [Field] {
        match self {
            Self::Name => &[Field::Family, Field::Given],
            Self::Kana => &[Field::FamilyKana, Field::GivenKana],
            Self::Preferred => &[Field::Preferred],
            Self::Birth => &[Field::Birth],
            Self::Sex => &[Field::Sex],
            Self::Certificate => &[Field::Certificate],
            Self::SelfPlan => &[Field::SelfPlan],
            Self::Phone => &[Field::Phone],
            Self::Address => &[Field::PostalCode, Field::Address],
            Self::SupportCategory => &[Field::SupportCategory],
            Self::Disability => &[Field::Disability],
            Self::MedicalCare => &[Field::MedicalCare],
        }
    }

    /// The data class of its fields.
    #[must_use]
    pub fn class(self) -> DataClass {
        self.fields().first().map_or(DataClass::Basic, |field| field.class())
    }

    /// Told at length: the longer text is likely the better one.
    fn is_told(self) -> bool {
        matches!(self, Self::Address | Self::Disability | Self::MedicalCare)
    }
}

/// What one record says, field by field; a row that is not there leaves all its fields out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record(pub BTreeMap<Field, String>);

impl Record {
    /// What stands in a field; empty where nothing does.
    #[must_use]
    pub fn get(&self, field: Field) -> &str {
        self.0.get(&field).map_or("", String::as_str)
    }

    /// A part as one line.
    #[must_use]
    pub fn text(&self, part: Part) -> String {
        let texts = part.fields().iter().map(|field| self.get(*field));
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// Nothing is said in a part. Not to have said one's sex says nothing either.
    #[must_use]
    pub fn is_blank(&self, part: Part) -> bool {
        let text = self.text(part);
        text.is_empty() || (part == Part::Sex && text == "x")
    }

    /// The address is concealed.
    #[must_use]
    pub fn is_concealed(&self) -> bool {
        self.get(Field::Concealed) == "true"
    }

    /// What is left for somebody who sees these classes.
    #[must_use]
    pub fn seen(mut self, classes: &Classes) -> Self {
        self.0.retain(|field, _| classes.contains(&field.class()));
        self
    }
}

/// What becomes of one part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Both say the same, or neither says anything.
    Same,
    /// Only one says something, and that stays.
    Only(Side),
    /// They differ; so it is unless people choose otherwise.
    Choice(Side),
}

/// What becomes of a part: what only one record says stays; where both say something else, the
/// longer text of what is told at length, the newer record for what changes, else the kept one.
#[must_use]
pub fn fate(part: Part, kept: &Record, merged: &Record, merged_is_newer: bool) -> Fate {
    match (kept.is_blank(part), merged.is_blank(part)) {
        (_, true) if kept.is_blank(part) => Fate::Same,
        (true, _) => Fate::Only(Side::Merged),
        (_, true) => Fate::Only(Side::Kept),
        _ if kept.text(part) == merged.text(part) => Fate::Same,
        _ => {
            let changes = matches!(part, Part::Phone | Part::SupportCategory | Part::Certificate);
            let length = |record: &Record| record.text(part).chars().count();
            let takes =
                (part.is_told() && length(merged) > length(kept)) || (changes && merged_is_newer);
            Fate::Choice(if takes { Side::Merged } else { Side::Kept })
        }
    }
}

/// What was chosen where the two differ; where nothing was, [`fate`] says it.
pub type Chosen = BTreeMap<Part, Side>;

/// What the kept record says afterwards. A concealed address stays concealed and is the one that
/// was concealed: nobody is asked to choose between addresses they must not see. A part whose class
/// is `closed` stays as the kept record has it.
#[must_use]
pub fn join(
    kept: &Record,
    merged: &Record,
    merged_is_newer: bool,
    chosen: &Chosen,
    closed: &Classes,
) -> Record {
    let mut joined = kept.clone();
    for part in Part::ALL.iter().copied().filter(|part| !closed.contains(&part.class())) {
        let from = match fate(part, kept, merged, merged_is_newer) {
            Fate::Same => Side::Kept,
            Fate::Only(side) => side,
            Fate::Choice(_) if part == Part::Address && hides(kept, merged) => {
                if kept.is_concealed() { Side::Kept } else { Side::Merged }
            }
            Fate::Choice(side) => chosen.get(&part).copied().unwrap_or(side),
        };
        if from == Side::Merged {
            for field in part.fields() {
                joined.0.insert(*field, merged.get(*field).to_owned());
            }
        }
    }
    if merged.is_concealed() {
        joined.0.insert(Field::Concealed, "true".to_owned());
    }
    whole_rows(&mut joined);
    joined
}

/// Whether one of the two addresses is concealed.
#[must_use]
pub fn hides(kept: &Record, merged: &Record) -> bool {
    kept.is_concealed() || merged.is_concealed()
}

/// A row that is there has all its columns.
fn whole_rows(record: &mut Record) {
    const HEALTH: [Field; 3] = [Field::Disability, Field::SupportCategory, Field::MedicalCare];
    const ADDRESS: [Field; 3] = [Field::PostalCode, Field::Address, Field::Concealed];
    for row in [HEALTH, ADDRESS] {
        if row.iter().any(|field| record.0.contains_key(field)) {
            for field in row {
                let blank = if field == Field::Concealed { "false" } else { "" };
                record.0.entry(field).or_insert_with(|| blank.to_owned());
            }
        }
    }
}

/// What the kept record said before, of the fields that the merge changes; none where nothing
/// stood.
pub type Before = BTreeMap<Field, Option<String>>;

/// The fields that differ, as they were.
#[must_use]
pub fn changes(kept: &Record, joined: &Record) -> Before {
    let differs = |field: &Field| kept.0.get(field) != joined.0.get(field);
    Field::ALL
        .iter()
        .copied()
        .filter(differs)
        .map(|field| (field, kept.0.get(&field).cloned()))
        .collect()
}

/// What the kept record says after it was undone: what the merge wrote goes back to what stood
/// there, what somebody changed since stays.
#[must_use]
pub fn restore(now: &Record, merged: &Record, before: &Before) -> Record {
    let mut restored = now.clone();
    for (field, was) in before {
        // The merge took a field from the other record, or filled up a row that was not there.
        let wrote = match merged.0.get(field) {
            Some(text) => text.as_str(),
            None if *field == Field::Concealed => "false",
            None => "",
        };
        let filled = was.is_none() && matches!(now.get(*field), "" | "false");
        if now.get(*field) != wrote && !filled {
            continue;
        }
        match was {
            Some(text) => restored.0.insert(*field, text.clone()),
            None => restored.0.remove(field),
        };
    }
    whole_rows(&mut restored);
    restored
}

/// Until when it can be undone.
#[must_use]
pub fn undo_until(at: Timestamp) -> Timestamp {
    at.saturating_add(SignedDuration::from_hours(24 * UNDO_DAYS)).unwrap_or(at)
}

/// Until when it can still be undone now; none when it is too long ago.
#[must_use]
pub fn undoable_until(at: Timestamp, now: Timestamp) -> Option<Timestamp> {
    Some(undo_until(at)).filter(|until| *until > now)
}

/// What is known for a decision about access once both records are one: both teams, the consents
/// given on either, the office that registered the kept record, and whatever is concealed stays so.
/// A family member of both who is not let see the plan in one of them is not let see it any more.
#[must_use]
pub fn joined_facts(kept: &PersonFacts, merged: &PersonFacts, adult: bool) -> PersonFacts {
    let unseeing = |seat: &Seat| {
        let of = |facts: &PersonFacts| -> Vec<bool> {
            let own = facts.seats.iter().filter(|one| one.account == seat.account);
            own.map(|one| one.sees_plan).collect()
        };
        let (one, other) = (of(kept), of(merged));
        let both = seat.account.is_some() && !one.is_empty() && !other.is_empty();
        both && one.iter().chain(&other).any(|sees| !sees)
    };
    let seats = kept.seats.iter().chain(&merged.seats).map(|seat| {
        let sees_plan = seat.sees_plan && !unseeing(seat);
        Seat { sees_plan, ..seat.clone() }
    });
    PersonFacts {
        person: kept.person,
        adult,
        concealed: kept.concealed || merged.concealed,
        registered_by: kept.registered_by,
        seats: seats.collect(),
        consents: kept.consents.iter().chain(&merged.consents).cloned().collect(),
    }
}

/// What changes for one organisation about what stands in one of the records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The organisation.
    pub org: OrgId,
    /// Whose content.
    pub of: Side,
    /// What it will see and does not see today.
    pub gains: Classes,
    /// What it sees today and would not see any more.
    pub loses: Classes,
    /// What people must be asked about first: nothing they have allowed lets the organisation see
    /// it, or goes on doing so.
    pub ask: Classes,
}

/// A record with what stands in it.
#[derive(Debug, Clone, Copy)]
pub struct Holding<'a> {
    /// Who may see it today.
    pub facts: &'a PersonFacts,
    /// The classes in which something is written down.
    pub holds: &'a Classes,
}

/// Who will see what of which record that they do not see today, organisation by organisation.
///
/// Whoever comes to see something because the person allowed it, on either record, is told. What an
/// office would see only because it registered the kept record, and what the other office would
/// lose of its own, must be asked first: nothing is made up here, the consent is recorded where
/// consents are.
#[must_use]
pub fn changes_of_sight(kept: Holding<'_>, merged: Holding<'_>) -> Vec<Change> {
    let joined = joined_facts(kept.facts, merged.facts, kept.facts.adult);
    let orgs: BTreeSet<OrgId> = joined.seats.iter().filter_map(|seat| seat.org).collect();
    let mut all = Vec::new();
    for org in orgs {
        let after = classes_at(org, &joined);
        let allowed: Classes = joined
            .consents
            .iter()
            .filter(|shared| shared.org == org)
            .flat_map(|shared| shared.classes.iter().copied())
            .collect();
        for (of, holding) in [(Side::Kept, kept), (Side::Merged, merged)] {
            let before = classes_at(org, holding.facts);
            let held = |classes: &mut Classes| {
                classes.retain(|class| *class == DataClass::Basic || holding.holds.contains(class));
            };
            let mut gains: Classes = after.difference(&before).copied().collect();
            let mut loses: Classes = before.difference(&after).copied().collect();
            held(&mut gains);
            held(&mut loses);
            let ask = gains
                .union(&loses)
                .copied()
                .filter(|class| *class != DataClass::Basic && !allowed.contains(class))
                .collect();
            if !gains.is_empty() || !loses.is_empty() {
                all.push(Change { org, of, gains, loses, ask });
            }
        }
    }
    all
}

/// What changes for a family member who signs in, about what stands in one of the records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FamilyChange {
    /// The account.
    pub account: AccountId,
    /// Whose content.
    pub of: Side,
    /// What they will see and do not see today.
    pub gains: Classes,
    /// What they see today and would not see any more.
    pub loses: Classes,
    /// They would see it only because the person let them see another record: their wider sight
    /// ends until the person was asked, see [`sight_ends`]. The custodian of a minor sees by the
    /// law's own relation and is only told of.
    pub ends: bool,
}

/// Who of the family will see what of which record that they do not see today. The person may be a
/// minor or an adult afterwards; `adult` is what they may be, see [`may_be_adult`].
#[must_use]
pub fn changes_of_family(
    kept: Holding<'_>,
    merged: Holding<'_>,
    adult: &BTreeSet<bool>,
) -> Vec<FamilyChange> {
    let both = kept.facts.seats.iter().chain(&merged.facts.seats);
    let accounts: BTreeSet<AccountId> = both.filter_map(|seat| seat.account).collect();
    let mut all = Vec::new();
    for account in accounts {
        for (of, holding) in [(Side::Kept, kept), (Side::Merged, merged)] {
            let before = classes_of_family(account, holding.facts);
            let (mut gains, mut loses, mut ends) = (Classes::new(), Classes::new(), false);
            let held =
                |class: &&DataClass| **class == DataClass::Basic || holding.holds.contains(*class);
            for adult in adult {
                let joined = joined_facts(kept.facts, merged.facts, *adult);
                let after = classes_of_family(account, &joined);
                let new: Classes = after.difference(&before).filter(held).copied().collect();
                let is_custodian = !adult
                    && joined
                        .seats
                        .iter()
                        .any(|seat| seat.account == Some(account) && seat.custodian);
                ends |= !is_custodian && new.iter().any(|class| *class != DataClass::Basic);
                gains.extend(new);
                loses.extend(before.difference(&after).filter(held));
            }
            if !gains.is_empty() || !loses.is_empty() {
                all.push(FamilyChange { account, of, gains, loses, ends });
            }
        }
    }
    all
}

/// The family members whose wider sight ends when the records become one: whom the person lets see
/// one record only would else see the other unasked. Once the person was asked, they are let see
/// again.
#[must_use]
pub fn sight_ends(changes: &[FamilyChange]) -> BTreeSet<AccountId> {
    changes.iter().filter(|change| change.ends).map(|change| change.account).collect()
}

/// Whether the person is an adult once both records are one: by the birthday that stays, or by
/// both while it may still be chosen.
#[must_use]
pub fn may_be_adult(
    kept: &Record,
    merged: &Record,
    merged_is_newer: bool,
    today: Date,
) -> BTreeSet<bool> {
    let sides: &[&Record] = match fate(Part::Birth, kept, merged, merged_is_newer) {
        Fate::Same | Fate::Only(Side::Kept) => &[kept],
        Fate::Only(Side::Merged) => &[merged],
        Fate::Choice(_) => &[kept, merged],
    };
    sides.iter().map(|record| is_adult(record.get(Field::Birth).parse().ok(), today)).collect()
}

/// What becomes of the account with which the person of the other record signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnAccount {
    /// There is none that is open.
    None,
    /// It goes on: the kept record has none that is open.
    Moves,
    /// It is closed: that of the kept record goes on.
    Closes,
}

/// Of two accounts the open one goes on, and where both are, that of the kept record.
#[must_use]
pub fn own_account(kept_is_open: bool, merged_is_open: bool) -> OwnAccount {
    match (kept_is_open, merged_is_open) {
        (_, false) => OwnAccount::None,
        (false, true) => OwnAccount::Moves,
        (true, true) => OwnAccount::Closes,
    }
}

impl Change {
    /// What has to be asked, and can be: there is a page for it.
    #[must_use]
    pub fn to_ask(&self) -> Classes {
        self.ask.iter().copied().filter(|class| SHAREABLE.contains(class)).collect()
    }
}

/// Somebody has to be asked before the records can become one.
#[must_use]
pub fn must_ask<'a>(changes: impl IntoIterator<Item = &'a Change>) -> bool {
    changes.into_iter().any(|change| !change.to_ask().is_empty())
}

/// The classes of the merged record that nobody can be asked about, because no consent opens them,
/// and that an organisation would come to see: they stay where they are.
#[must_use]
pub fn closed(changes: &[Change]) -> Classes {
    changes
        .iter()
        .filter(|change| change.of == Side::Merged)
        .flat_map(|change| change.gains.intersection(&change.ask))
        .copied()
        .filter(|class| !SHAREABLE.contains(class))
        .collect()
}

#[cfg(test)]
mod tests;
