//! The person: who they are, in their own words first.

pub mod field;
pub mod merge;

use crate::ids::{PersonId, ProfileId, VoiceId};
use jiff::Timestamp;
use jiff::civil::Date;

codes! {
    /// How the sex is recorded; asked only because the official forms ask.
    Sex {
        /// Female.
        Female = "f",
        /// Male.
        Male = "m",
        /// Other, or the person does not wish to say.
        Unsaid = "x",
        /// Nobody has asked yet.
        Unasked = "",
    }
}

codes! {
    /// Stages along the services, as the training deck counts them.
    ServiceStage {
        /// 幼少期: before school.
        EarlyChildhood = "early_childhood",
        /// 学齢期: from entering primary school to leaving upper secondary school.
        SchoolAge = "school_age",
        /// 青年期: until the day before the fortieth birthday.
        Youth = "youth",
        /// 壮年期: from forty.
        MiddleAge = "middle_age",
    }
}

codes! {
    /// Stages of a life, shared by everyone.
    CommonStage {
        /// 乳幼児期.
        Infancy = "infancy",
        /// 学齢期.
        SchoolAge = "school_age",
        /// 思春期から青年期.
        AdolescenceToYouth = "adolescence_to_youth",
        /// 結婚・子育て期.
        MarriageAndParenting = "marriage_and_parenting",
        /// 高齢期.
        OldAge = "old_age",
    }
}

codes! {
    /// How somebody expressed something.
    Expression {
        /// ことば.
        Speech = "speech",
        /// 指さし.
        Pointing = "pointing",
        /// 視線.
        Gaze = "gaze",
        /// 表情・体の動き.
        Face = "face",
        /// カード・写真.
        Card = "card",
        /// 機器.
        Device = "device",
        /// 手紙・メモ.
        Writing = "writing",
        /// 代わりの人が伝えた.
        Relayed = "relayed",
        /// 代わりに言ってもらう人を選んだ.
        Asked = "asked",
    }
}

impl Expression {
    /// Whether it came in words: only then does it stand in quotation marks. A look, a smile or a
    /// card is described, never quoted; and who asked somebody else to speak has not spoken yet.
    #[must_use]
    pub fn is_words(self) -> bool {
        match self {
            Self::Speech | Self::Device | Self::Writing => true,
            Self::Pointing | Self::Gaze | Self::Face | Self::Card | Self::Relayed => false,
            Self::Asked => false,
        }
    }

    /// The ways in which something comes to whoever writes it down. That the person asked somebody to
    /// speak for them is chosen on their own page alone.
    pub fn seen() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|how| *how != Self::Asked)
    }
}

codes! {
    /// Whose words they are. The three are never merged, on screen or on paper.
    Speaker {
        /// 本人.
        Person = "person",
        /// 家族.
        Family = "family",
        /// 支援者の見立て.
        Supporter = "supporter",
    }
}

/// The age at which a person becomes the giver of their own consents.
/// Source: Civil Code as amended 2022-04.
pub const ADULT_AGE: i16 = 18;

/// A person, as far as the basic class goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Identity.
    pub id: PersonId,
    /// The name.
    pub name: PersonName,
    /// Birthday, where known.
    pub birth: Option<Date>,
    /// As the forms ask.
    pub sex: Sex,
    /// True when the plan of service use is the family's own and no specialist is there.
    pub self_plan: bool,
    /// Number of the recipient certificate, digits only.
    pub certificate: Option<String>,
}

/// A name in the parts that the forms ask for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PersonName {
    /// 姓, or the whole name where the parts are not known.
    pub family: String,
    /// 名, may be empty.
    pub given: String,
    /// Reading of the family name in hiragana; empty when not known.
    pub family_kana: String,
    /// Reading of the given name in hiragana.
    pub given_kana: String,
    /// The name the person wants to be called by.
    pub preferred: Option<String>,
}

impl PersonName {
    /// Family name, a space, given name.
    pub fn full(&self) -> String {
        join(&self.family, &self.given)
    }

    /// The reading, like [`PersonName::full`].
    pub fn kana(&self) -> String {
        join(&self.family_kana, &self.given_kana)
    }

    /// What the person is called: the preferred name, else the full name.
    pub fn called(&self) -> String {
        self.preferred.clone().unwrap_or_else(|| self.full())
    }
}

fn join(family: &str, given: &str) -> String {
    [family, given].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

/// Full years on a day; `None` before birth.
pub fn age_on(birth: Date, day: Date) -> Option<i16> {
    let had_birthday = (day.month(), day.day()) >= (birth.month(), birth.day());
    let years = day.year() - birth.year() - i16::from(!had_birthday);
    (years >= 0).then_some(years)
}

/// Eighteen or older on a day. Without a birthday nobody may act as the custodian of a minor.
#[must_use]
pub fn is_adult(birth: Option<Date>, day: Date) -> bool {
    birth.and_then(|birth| age_on(birth, day)).is_none_or(|age| age >= ADULT_AGE)
}

/// The last day on which somebody born on a day is a minor.
#[must_use]
pub fn last_of_minor(birth: Date) -> Date {
    let grown = birth.saturating_add(jiff::Span::new().years(ADULT_AGE));
    // Who was born on 29 February is eighteen on the first of March.
    let grown = if is_adult(Some(birth), grown) {
        grown
    } else {
        grown.saturating_add(jiff::Span::new().days(1))
    };
    grown.saturating_sub(jiff::Span::new().days(1))
}

/// The service stage on a day. School begins on the first April after the sixth birthday has
/// passed (born by 1 April: the same year) and lasts twelve years.
/// Source: School Education Act; stages from the training deck.
pub fn service_stage(birth: Date, day: Date) -> Option<ServiceStage> {
    let age = age_on(birth, day)?;
    let school = school_entry_year(birth);
    let school_year = day.year() - i16::from(day.month() < 4);
    Some(match (school_year, age) {
        (year, _) if year < school => ServiceStage::EarlyChildhood,
        (year, _) if year < school + 12 => ServiceStage::SchoolAge,
        (_, age) if age < 40 => ServiceStage::Youth,
        _ => ServiceStage::MiddleAge,
    })
}

/// The year in whose April primary school begins.
pub fn school_entry_year(birth: Date) -> i16 {
    let early_born = (birth.month(), birth.day()) <= (4, 1);
    birth.year() + if early_born { 6 } else { 7 }
}

/// The common stage on a day, from age alone; a life event may move it.
pub fn common_stage(birth: Date, day: Date) -> Option<CommonStage> {
    Some(match age_on(birth, day)? {
        0..6 => CommonStage::Infancy,
        6..12 => CommonStage::SchoolAge,
        12..30 => CommonStage::AdolescenceToYouth,
        30..65 => CommonStage::MarriageAndParenting,
        _ => CommonStage::OldAge,
    })
}

/// Something said or shown, in the words or signs it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// Identity.
    pub id: VoiceId,
    /// Whose words.
    pub speaker: Speaker,
    /// The words, or the description of the sign.
    pub text: String,
    /// How it was expressed.
    pub how: Expression,
    /// The day.
    pub said_on: Date,
    /// Where and with whom; may be empty.
    pub scene: String,
    /// True for the one sentence that stands on top of every page and paper.
    pub on_top: bool,
    /// When it was written down.
    pub recorded_at: Timestamp,
    /// Name of who wrote it down.
    pub recorded_by: String,
    /// Who heard it, and when: whoever wrote it down, or says so of what the person or the family
    /// sent from their own account.
    pub heard: Option<(String, Timestamp)>,
}

/// One version of the one-page profile: three headings are the whole method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Identity.
    pub id: ProfileId,
    /// いいところ: what people like and admire.
    pub liked: String,
    /// たいせつなこと: what matters to the person.
    pub important: String,
    /// 手伝い方: how to help well.
    pub support: String,
    /// When this version was written.
    pub recorded_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn stages_follow_the_school_year() {
        let birth = date(2019, 4, 2);
        assert_eq!(service_stage(birth, date(2026, 3, 31)), Some(ServiceStage::EarlyChildhood));
        assert_eq!(service_stage(birth, date(2026, 4, 1)), Some(ServiceStage::SchoolAge));
        assert_eq!(service_stage(birth, date(2038, 3, 31)), Some(ServiceStage::SchoolAge));
        assert_eq!(service_stage(birth, date(2038, 4, 1)), Some(ServiceStage::Youth));
        assert_eq!(service_stage(birth, date(2059, 4, 1)), Some(ServiceStage::Youth));
        assert_eq!(service_stage(birth, date(2059, 4, 2)), Some(ServiceStage::MiddleAge));
        assert_eq!(service_stage(birth, date(2018, 1, 1)), None);
        assert_eq!(school_entry_year(date(2019, 4, 1)), 2025);
    }

    #[test]
    fn age_turns_on_the_birthday() {
        let birth = date(2008, 2, 29);
        assert_eq!(age_on(birth, date(2026, 2, 28)), Some(17));
        assert_eq!(age_on(birth, date(2026, 3, 1)), Some(18));
    }
}
