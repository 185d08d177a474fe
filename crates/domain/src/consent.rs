//! Consent: to whom, what for, which data, how long, given by whom.

use crate::ids::{ConsentId, MembershipId, OrgId, StaffId};
use crate::staff::{OrgKind, Role};
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

/// The classes that an organisation of a kind may be asked to see, in the order shown. To where
/// somebody works goes what the work needs: no wishes, plans and notes, and so nothing of how the
/// person spends free time.
/// Source: training deck, 青年期 (details of leisure are not told to an employer).
#[must_use]
pub fn shareable_with(kind: OrgKind) -> &'static [DataClass] {
    match kind {
        OrgKind::Employer => &[DataClass::Health, DataClass::Medication, DataClass::Work],
        _ => SHAREABLE,
    }
}

codes! {
    /// What the data is for.
    Purpose {
        /// 会議と計画づくり.
        Support = "support",
        /// 引き継ぎ.
        Handover = "handover",
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
        /// 協議会の守秘義務のもとでの協議.
        CouncilDuty = "council_duty",
    }
}

impl Ground {
    /// For how many days data may flow on this ground before it is to be thought of anew. Nobody
    /// has said yes, so it is short; the law sets no figure.
    /// Source: own rule, `docs/adr/0009-consent.md`.
    #[must_use]
    pub fn longest_days(self) -> i64 {
        match self {
            Self::Consent | Self::Entrustment => 3 * 366,
            Self::Law | Self::CouncilDuty => 366,
            Self::ProtectionOfLife => 7,
        }
    }
}

codes! {
    /// Who gives it.
    Giver {
        /// 本人.
        Person = "person",
        /// 保護者.
        Custodian = "custodian",
        /// 後見人等.
        Guardian = "guardian",
    }
}

codes! {
    /// What became of the question.
    Reply {
        /// Nobody has answered yet.
        Asked = "asked",
        /// はい. Also what flows on another ground than consent.
        Given = "given",
        /// いいえ: an answer like any other.
        Declined = "declined",
    }
}

/// What is asked to be shared: with whom, what for, which data, until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// To whom.
    pub recipient: OrgId,
    /// Only to workers there in this role; to everybody there who relates to the person without it.
    pub role: Option<Role>,
    /// What for.
    pub purpose: Purpose,
    /// Which data.
    pub classes: Classes,
    /// On what ground.
    pub ground: Ground,
    /// Why it is needed, in a sentence. Never empty where nobody is asked for consent.
    pub reason: String,
    /// Last day.
    pub to: Date,
}

/// Who answered, and how it came about that they could. Empty while nobody has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// In which capacity.
    pub giver: Option<Giver>,
    /// The name.
    pub giver_name: String,
    /// The guardian's seat in the team: what they agreed to holds as long as the seat does.
    pub guardian: Option<MembershipId>,
    /// How it was explained, and what helped to decide.
    pub how: String,
    /// Who explained it.
    pub explained_by: String,
    /// Who was there besides.
    pub witness: String,
    /// Who of the family agreed that what is theirs is shared.
    pub family: String,
}

/// One consent, with its whole life in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// Identity.
    pub id: ConsentId,
    /// What is asked.
    pub share: Share,
    /// The exact text that was shown. Written once, and never changed.
    pub wording: String,
    /// Who asked; nobody when the giver began by themselves.
    pub asked_by: Option<StaffId>,
    /// The name of whoever asked.
    pub asked_by_name: String,
    /// When.
    pub asked_at: Timestamp,
    /// What became of it.
    pub reply: Reply,
    /// Who answered.
    pub said: Said,
    /// First day: that of the answer; of the question before.
    pub from: Date,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Timestamp>,
}

impl Consent {
    /// True when data may flow because of it on `day`, as far as the consent itself tells:
    /// [`lapsed`] says what else ends it.
    pub fn holds_on(&self, day: Date) -> bool {
        self.reply == Reply::Given
            && self.withdrawn_at.is_none()
            && self.from <= day
            && day <= self.share.to
    }
}

/// True when whoever gave it may not give it any more: a custodian from the 18th birthday on, a
/// guardian after the last day of the seat. It is asked again.
#[must_use]
pub fn lapsed(said: &Said, adult: bool, seats_today: &[MembershipId]) -> bool {
    match said.giver {
        Some(Giver::Custodian) => adult,
        Some(Giver::Guardian) => said.guardian.is_none_or(|seat| !seats_today.contains(&seat)),
        Some(Giver::Person) | None => false,
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
