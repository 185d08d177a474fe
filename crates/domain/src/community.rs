//! What cannot be solved for one person becomes a matter of the region, without names.

use crate::ids::{CommunityIssueId, DecisionId, MeetingId, PersonId, ReportId, UnmetNeedId};
use crate::meeting::{GapReason, Level};
use crate::person::ServiceStage;
use jiff::Timestamp;
use jiff::civil::Date;

/// What cannot be done now for one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnmetNeed {
    /// Identity.
    pub id: UnmetNeedId,
    /// The person.
    pub person: PersonId,
    /// The meeting that said so.
    pub meeting: MeetingId,
    /// The decision that said so.
    pub decision: DecisionId,
    /// What.
    pub text: String,
    /// How far up.
    pub level: Level,
    /// Why.
    pub reason: GapReason,
    /// What we do until then.
    pub until_then: String,
    /// Since when.
    pub since: Timestamp,
    /// Where it stands.
    pub state: NeedState,
}

/// Where an unmet need stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NeedState {
    /// With the team.
    Open,
    /// The person or family asked not to report it; respected.
    NotReported {
        /// In whose words, and why, if they said.
        reason: String,
    },
    /// Reported to the council without names.
    Reported {
        /// The report.
        report: ReportId,
    },
}

codes! {
    /// Why a need does not go to the council.
    Hold {
        /// Only what the region cannot do goes on; offices and teams solve their own.
        NotRegion = "not_region",
        /// The person or family asked not to.
        AskedNotTo = "asked_not_to",
        /// It was reported before.
        Reported = "reported",
    }
}

impl UnmetNeed {
    /// What can be put right about it.
    pub fn details(&self) -> (Level, GapReason, &str) {
        (self.level, self.reason, &self.until_then)
    }

    /// Level, reason and what we do until then can be put right as long as the need is the
    /// team's own; what the council has read stays as it was read.
    pub fn can_be_put_right(&self) -> bool {
        !matches!(self.state, NeedState::Reported { .. })
    }

    /// Why it may not be reported; `None` when it may.
    pub fn held(&self) -> Option<Hold> {
        match self.state {
            NeedState::Reported { .. } => Some(Hold::Reported),
            NeedState::NotReported { .. } => Some(Hold::AskedNotTo),
            NeedState::Open if self.level != Level::Region => Some(Hold::NotRegion),
            NeedState::Open => None,
        }
    }
}

codes! {
    /// Age in bands; nothing finer leaves the team.
    AgeBand {
        /// 0〜5歳.
        Under6 = "0-5",
        /// 6〜17歳.
        From6 = "6-17",
        /// 18〜39歳.
        From18 = "18-39",
        /// 40〜64歳.
        From40 = "40-64",
        /// 65歳以上.
        From65 = "65-",
    }
}

impl AgeBand {
    /// The band of an age in years.
    pub fn of(age: i16) -> Self {
        match age {
            ..6 => Self::Under6,
            6..18 => Self::From6,
            18..40 => Self::From18,
            40..65 => Self::From40,
            _ => Self::From65,
        }
    }
}

codes! {
    /// Where a report stands at the council.
    ReportState {
        /// 届いた.
        Received = "received",
        /// ほかの報告とまとめた.
        Grouped = "grouped",
        /// 個別のこととしてチームに返した.
        Returned = "returned",
    }
}

/// A report without names. Nothing in it leads back to the person; only the reporting team's side
/// keeps the link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Identity; random.
    pub id: ReportId,
    /// The reporting office: shown to the secretariat only.
    pub office: String,
    /// The month of reporting; a day could be joined back.
    pub month: Date,
    /// Age in bands.
    pub age_band: Option<AgeBand>,
    /// Stage.
    pub stage: Option<ServiceStage>,
    /// The life that is wished for, in general words.
    pub wish: String,
    /// What happens.
    pub facts: String,
    /// What was tried, and what worked.
    pub tried: String,
    /// What could not be done.
    pub could_not: String,
    /// Why, coded.
    pub reason: GapReason,
    /// How many similar situations the team knows of.
    pub similar: i64,
    /// Where it stands.
    pub state: ReportState,
    /// A kind sentence, when it was returned.
    pub reply: String,
    /// The issue it was grouped into.
    pub issue: Option<CommunityIssueId>,
}

/// Something in a text that may tell who it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    /// The piece of text.
    pub text: String,
    /// What kind of piece.
    pub kind: TellingKind,
}

codes! {
    /// Kinds of pieces that may tell who it is.
    TellingKind {
        /// A name of the person, the family, a worker, an organisation.
        Name = "name",
        /// A day.
        Day = "day",
        /// A telephone number, a certificate number.
        Number = "number",
    }
}

/// Finds what must not stand in a report: the names given, and numbers of four digits or more.
///
/// A human still reads every report; this only points. `names` shorter than two characters are
/// left out because they would match everywhere.
pub fn tellings(text: &str, names: &[String]) -> Vec<Telling> {
    let mut found: Vec<Telling> = names
        .iter()
        .filter(|name| name.chars().count() >= 2 && text.contains(name.as_str()))
        .map(|name| Telling { text: name.clone(), kind: TellingKind::Name })
        .collect();
    let mut run = String::new();
    for c in text.chars().chain([' ']) {
        match c {
            '0'..='9' | '０'..='９' | '-' | '－' | '/' | '.' | '年' | '月' | '日' => {
                run.push(c);
            }
            _ => {
                found.extend(number_or_day(&run));
                run.clear();
            }
        }
    }
    found.dedup();
    found
}

/// A run of digits and what stands between them in dates: a day of a month, a month of a year, or
/// a number long enough to be somebody's.
fn number_or_day(run: &str) -> Option<Telling> {
    let begins = run.find(char::is_numeric)?;
    let run = &run[begins..];
    let digits = run.chars().filter(|c| c.is_numeric()).count();
    let in_words = run.contains('月') && run.contains(['年', '日']);
    if digits < 4 && !in_words {
        return None;
    }
    let is_day = in_words || run.contains(['/', '.']) || digits == 8;
    let kind = if is_day { TellingKind::Day } else { TellingKind::Number };
    Some(Telling { text: run.to_owned(), kind })
}

codes! {
    /// Where a community issue stands.
    IssueState {
        /// まとめた.
        Named = "named",
        /// 会議体の議題.
        OnAgenda = "on_agenda",
        /// 取り組み中 (with an interim answer).
        InProgress = "in_progress",
        /// 回答した.
        Answered = "answered",
        /// 取り組まないと決めた, with a reason.
        ClosedNoAction = "closed_no_action",
    }
}

/// A community issue, named by people from reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommunityIssue {
    /// Identity; random.
    pub id: CommunityIssueId,
    /// Its name.
    pub title: String,
    /// What it is about.
    pub text: String,
    /// Where it stands.
    pub state: IssueState,
    /// How many reports stand behind it.
    pub reports: i64,
    /// The day it was named.
    pub named_on: Date,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_long_numbers_are_pointed_at() {
        let names = ["水野 はるか".to_owned(), "はるか".to_owned(), "母".to_owned()];
        let found = tellings("はるかさんは2026/4/10に079-421-1234へ。3回、母と。", &names);
        let texts: Vec<_> = found.iter().map(|t| (t.text.as_str(), t.kind.code())).collect();
        assert_eq!(texts, [("はるか", "name"), ("2026/4/10", "day"), ("079-421-1234", "number")]);
        assert!(tellings("月に2回、夜間に使える場所がない。3年生の日曜、2月", &names).is_empty());
        // A day as people write it, and as the product prints it.
        for (text, day) in [
            ("昭和46年10月22日生まれ", "46年10月22日"),
            ("令和元年5月1日から", "5月1日"),
            ("４月１０日の朝", "４月１０日"),
            ("平成30年4月に", "30年4月"),
        ] {
            let found = tellings(text, &names);
            let texts: Vec<_> = found.iter().map(|t| (t.text.as_str(), t.kind.code())).collect();
            assert_eq!(texts, [(day, "day")]);
        }
    }
}
