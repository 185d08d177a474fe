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
        /// Who asked by themselves, and when; nobody else takes that back.
        asked: Option<(String, Timestamp)>,
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

    /// Who asked by themselves that it is not reported, and when.
    pub fn asked_not_to(&self) -> Option<&(String, Timestamp)> {
        match &self.state {
            NeedState::NotReported { asked, .. } => asked.as_ref(),
            NeedState::Open | NeedState::Reported { .. } => None,
        }
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
        /// A place to live.
        Place = "place",
    }
}

/// Finds what must not stand in a report: the names given, house numbers, and numbers of four
/// digits or more.
///
/// A human still reads every report; this only points. `names` shorter than two characters are
/// left out because they would match everywhere.
pub fn tellings(text: &str, names: &[String]) -> Vec<Telling> {
    let mut found: Vec<Telling> = names
        .iter()
        .filter(|name| name.chars().count() >= 2 && text.contains(name.as_str()))
        .map(|name| Telling { text: name.clone(), kind: TellingKind::Name })
        .collect();
    found.extend(house_numbers(text));
    found.extend(runs(text).filter_map(number_or_day));
    found.dedup();
    found
}

/// Runs of digits and what stands between them in dates and telephone numbers.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    let within = |c: char| c.is_ascii_digit() || "０１２３４５６７８９-－/.年月日".contains(c);
    text.split(move |c| !within(c)).filter(|run| !run.is_empty())
}

/// What makes a number the number of a house or a block.
const HOUSE: [&str; 2] = ["番地", "丁目"];

/// Digits before 番地 or 丁目, with those two.
fn house_numbers(text: &str) -> Vec<Telling> {
    let digit = |c: char| c.is_numeric() || "一二三四五六七八九十".contains(c);
    HOUSE
        .iter()
        .flat_map(|mark| text.match_indices(mark))
        .filter_map(|(at, mark)| {
            let before = text[..at].trim_end_matches(digit);
            let number = &text[before.len()..at + mark.len()];
            let is_one = number.len() > mark.len();
            is_one.then(|| Telling { text: number.to_owned(), kind: TellingKind::Place })
        })
        .collect()
}

/// An address in the forms in which people write it: whole, without prefecture and city, the name
/// of the part of the town, its pieces, and the name of the house. The city alone is where
/// everybody lives.
pub fn address_names(address: &str) -> Vec<String> {
    let spaceless: String = address.chars().filter(|c| !c.is_whitespace()).collect();
    let local = after_any(after_any(&spaceless, &["都", "道", "府", "県"]), &["市", "郡", "区"]);
    let numeral = |c: char| c.is_numeric() || "-－‐−".contains(c);
    let town = local.split(char::is_numeric).next().unwrap_or_default();
    let mut names = vec![address.trim().to_owned(), spaceless.clone(), local.to_owned()];
    names.push(town.to_owned());
    names.extend(town.split_inclusive('町').map(str::to_owned));
    // A house is called by what stands behind the last number of the block.
    let house = local[town.len()..].split(numeral).map(|part| part.trim_matches(is_house_mark));
    names.extend(house.filter(|part| part.chars().count() >= 3).map(str::to_owned));
    names.retain(|name| name.chars().count() >= 2);
    names
}

fn is_house_mark(c: char) -> bool {
    "番地丁目号室の".contains(c)
}

/// What follows the first of the ends within the first characters; the whole when none is there.
fn after_any<'a>(text: &'a str, ends: &[&str]) -> &'a str {
    let name = text.char_indices().skip(1).take(6);
    let end = name.into_iter().find_map(|(at, _)| {
        ends.iter().find(|end| text[at..].starts_with(**end)).map(|end| at + end.len())
    });
    end.map_or(text, |end| &text[end..])
}

/// What is put behind a name.
pub const HONORIFICS: [&str; 7] = ["さん", "くん", "ちゃん", "さま", "君", "氏", "様"];

/// What stands before さん or 様 and is nobody's name. Names end in 子, 屋 or 生 as well, so that
/// words with these stand whole.
const NOBODY: [&str; 30] = [
    "母",
    "父",
    "兄",
    "姉",
    "弟",
    "妹",
    "お子",
    "息子",
    "子ども",
    "子供",
    "娘",
    "孫",
    "奥",
    "親",
    "皆",
    "みな",
    "客",
    "者",
    "員",
    "パン屋",
    "学生",
    "家族",
    "大家",
    "運転手",
    "たく",
    "おばあ",
    "おじい",
    "おかあ",
    "おとう",
    "おねえ",
];

/// Words that look like a name with something behind it, up to that and from there on.
const ORDINARY: [&str; 11] =
    ["同様", "多様", "仕様", "模様", "様々", "様子", "様式", "様に", "様な", "氏名", "ちゃんと"];

/// Finds by its shape what may name somebody where nobody is known: a name before さん or 様, a
/// day of birth, a telephone number, a certificate number. Days of sessions are none of these.
pub fn named_by_shape(text: &str) -> Vec<Telling> {
    let mut found: Vec<Telling> = HONORIFICS
        .iter()
        .flat_map(|behind| text.match_indices(behind))
        .filter_map(|(at, behind)| name_before(text, at, behind))
        .map(|text| Telling { text, kind: TellingKind::Name })
        .collect();
    found.extend(runs(text).filter_map(number_or_day).filter(|one| match one.kind {
        TellingKind::Day => is_birth(text, &one.text),
        _ => one.text.chars().filter(|c| c.is_numeric()).count() >= 9,
    }));
    found.dedup();
    found
}

fn is_birth(text: &str, day: &str) -> bool {
    let around = |(at, day): (usize, &str)| {
        let before = ["生年月日", "誕生日"].iter().any(|word| text[..at].contains(word));
        before || text[at + day.len()..].trim_start().starts_with("生")
    };
    text.match_indices(day).any(around)
}

/// The name that ends where the honorific begins, together with it.
fn name_before(text: &str, at: usize, behind: &str) -> Option<String> {
    let (before, through) = (&text[..at], &text[..at + behind.len()]);
    let from = &text[at..];
    if ORDINARY.iter().any(|word| from.starts_with(word) || through.ends_with(word)) {
        return None;
    }
    let hiragana = |c: char| ('ぁ'..='ゖ').contains(&c);
    let other = |c: char| ('ァ'..='ー').contains(&c) || ('一'..='鿿').contains(&c) || c == '々';
    // A given name in hiragana may have a family name in other letters before it.
    let given = before.trim_end_matches(hiragana);
    let family = given.trim_end_matches(other);
    let name = &before[family.len()..];
    let nobody = name.is_empty()
        || NOBODY.iter().any(|word| name.ends_with(word))
        || ROLES.iter().any(|word| name.ends_with(word));
    (!nobody).then(|| format!("{name}{behind}"))
}

/// What people do, in the letters of foreign words.
const ROLES: [&str; 6] =
    ["ヘルパー", "ケアマネ", "ドライバー", "ボランティア", "スタッフ", "メンバー"];

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
    fn an_address_is_known_by_its_parts() {
        let names = address_names("兵庫県加古川市志方町大宗0番地の16 コーポ松風203号");
        assert_eq!(
            names,
            [
                "兵庫県加古川市志方町大宗0番地の16 コーポ松風203号",
                "兵庫県加古川市志方町大宗0番地の16コーポ松風203号",
                "志方町大宗0番地の16コーポ松風203号",
                "志方町大宗",
                "志方町",
                "大宗",
                "コーポ松風",
            ]
        );
        let found = |text| {
            let found = tellings(text, &names);
            found.iter().map(|t| format!("{} {}", t.text, t.kind.code())).collect::<Vec<_>>()
        };
        assert_eq!(found("大宗から通う"), ["大宗 name"]);
        assert_eq!(found("加古川市の東にはない"), [""; 0]);
        // Another one's address is one too.
        assert_eq!(found("旭町二丁目の坂、12番地"), ["12番地 place", "二丁目 place"]);
        assert_eq!(address_names(" "), [""; 0]);
    }

    #[test]
    fn who_nobody_here_knows_is_known_by_the_shape() {
        let found = |text| {
            let found = named_by_shape(text);
            found.iter().map(|t| t.text.clone()).collect::<Vec<_>>().join("|")
        };
        assert_eq!(found("水野はるかさんの件"), "水野はるかさん");
        assert_eq!(
            found("晴くん、ケンちゃん、佐藤様、森氏と、原君"),
            "晴くん|ケンちゃん|原君|森氏|佐藤様"
        );
        assert_eq!(
            found("2011/4/10生まれ。079-421-1234、2800000001"),
            "2011/4/10|079-421-1234|2800000001"
        );
        assert_eq!(found("生年月日は平成23年4月10日"), "23年4月10日");
        assert_eq!(
            found("お母さんと子どもさん、皆様、利用者さん、ヘルパーさん、たくさん、多様な人"),
            ""
        );
        assert_eq!(found("花子さん、土屋さん"), "花子さん|土屋さん");
        assert_eq!(found("様々な様子。ちゃんと、氏名は書かない。2026/6/1に開く。17時まで"), "");
    }

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
