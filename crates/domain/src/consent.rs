//! Consent: to whom, what for, which data, how long, given by whom.

use crate::ids::{ConsentId, OrgId};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeSet;

codes! {
    /// Every stored column has exactly one of these; consent and policy speak in them.
    DataClass {
        /// Name, reading, birthday, stage.
        Basic = "basic",
        /// Telephone, e-mail.
        Contact = "contact",
        /// Where somebody lives, and all that would tell it.
        Address = "address",
        /// Illness, disability, medical care.
        Health = "health",
        /// Medicines.
        Medication = "medication",
        /// School and nursery.
        Education = "education",
        /// Work.
        Work = "work",
        /// The family's own data.
        Family = "family",
        /// Money.
        Income = "income",
        /// Offences, police, courts.
        Justice = "justice",
        /// Abuse.
        Abuse = "abuse",
        /// Notes, concerns, monitoring.
        Narrative = "narrative",
        /// Plans and goals.
        Plan = "plan",
        /// Meetings, decisions, tasks.
        Meeting = "meeting",
        /// The person's own words and answers.
        Voice = "voice",
        /// A supporter's private notes.
        Reflection = "reflection",
        /// Organisations and workers.
        Staff = "staff",
        /// Council matters without names.
        Council = "council",
        /// Secrets: hashes of passwords and tokens.
        Secret = "secret",
        /// Who did and saw what.
        Audit = "audit",
        /// The machinery: ids, versions, jobs.
        System = "system",
    }
}

/// A set of data classes.
pub type Classes = BTreeSet<DataClass>;

/// The classes a person may be asked about on the consent page, in the order shown.
pub const SHAREABLE: &[DataClass] = &[
    DataClass::Plan,
    DataClass::Meeting,
    DataClass::Voice,
    DataClass::Narrative,
    DataClass::Contact,
    DataClass::Health,
    DataClass::Medication,
    DataClass::Education,
    DataClass::Work,
    DataClass::Family,
];

codes! {
    /// What the data is for.
    Purpose {
        /// 会議と計画づくり.
        Support = "support",
        /// 引き継ぎ.
        Handover = "handover",
        /// 災害・緊急のとき.
        Emergency = "emergency",
        /// 協議会への報告 (without names).
        Council = "council",
    }
}

codes! {
    /// Why the data may flow.
    Ground {
        /// 同意.
        Consent = "consent",
        /// 委託・契約.
        Entrustment = "entrustment",
        /// 法令.
        Law = "law",
        /// 生命・身体の保護.
        ProtectionOfLife = "protection_of_life",
    }
}

codes! {
    /// Who gave it.
    Giver {
        /// 本人.
        Person = "person",
        /// 保護者.
        Custodian = "custodian",
        /// 後見人等.
        Guardian = "guardian",
    }
}

/// One consent, with its whole life in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// Identity.
    pub id: ConsentId,
    /// To whom.
    pub recipient: OrgId,
    /// What for.
    pub purpose: Purpose,
    /// Which data.
    pub classes: Classes,
    /// On what ground.
    pub ground: Ground,
    /// Who gave it.
    pub giver: Giver,
    /// The giver's name.
    pub giver_name: String,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Timestamp>,
}

impl Consent {
    /// True when data may flow because of it on `day`.
    pub fn holds_on(&self, day: Date) -> bool {
        self.withdrawn_at.is_none() && self.from <= day && day <= self.to
    }
}

/// Writes classes the way the store keeps them.
pub fn classes_to_text(classes: &Classes) -> String {
    classes.iter().map(|class| class.code()).collect::<Vec<_>>().join(" ")
}

/// Reads what [`classes_to_text`] wrote.
///
/// # Errors
/// When a code is not known: a newer version wrote it, and guessing would open or close doors.
pub fn classes_from_text(text: &str) -> Result<Classes, crate::UnknownCode> {
    text.split_whitespace().map(str::parse).collect()
}
