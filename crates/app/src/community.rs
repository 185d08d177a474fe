//! What the team could not solve: kept with the team, or reported to the council without names,
//! and the answer that comes back.

use crate::person::{Head, head};
use crate::{AppError, Op, Problems, Result};
use jiff::civil::Date;
use tsumugi_domain::audit::Deed;
use tsumugi_domain::community::{
    AgeBand, CommunityIssue, HONORIFICS, Hold, Report, ReportState, Telling, UnmetNeed,
    address_names, tellings,
};
use tsumugi_domain::ids::{PersonId, ReportId, UnmetNeedId};
use tsumugi_domain::meeting::{GapReason, Level, Outcome};
use tsumugi_domain::person::{Person, ServiceStage};
use tsumugi_domain::policy::{Authorized, PersonAction, Read};
use tsumugi_domain::staff::OrgKind;
use tsumugi_store::community::{self as needs, AnswerBack, Sending};
use tsumugi_store::meeting::record;
use tsumugi_store::{ReadTx, access, person as people, staff, team};

/// The page of an unmet need, seen from where it began.
#[derive(Debug, Clone)]
pub struct NeedView {
    /// The person.
    pub head: Head,
    /// The need.
    pub need: UnmetNeed,
    /// The report, once it was made.
    pub report: Option<Report>,
    /// The issue it was grouped into, once it was.
    pub issue: Option<CommunityIssue>,
    /// The council's answers so far, newest first.
    pub answers: Vec<AnswerBack>,
    /// Why it may not be reported now.
    pub held: Option<Hold>,
    /// The reader may report it, or respect that it is not to be.
    pub may_report: bool,
    /// The reader may ask by themselves that it is not reported.
    pub may_ask: bool,
    /// What the meeting wrote, where it was put right since.
    pub as_decided: Option<NeedDetails>,
    /// The region has a council that a report can go to.
    pub council: bool,
}

/// How far up a need goes, why, and what is done until then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedDetails {
    /// How far up.
    pub level: Level,
    /// Why.
    pub reason: GapReason,
    /// What we do until then.
    pub until_then: String,
}

impl NeedDetails {
    fn of(need: &UnmetNeed) -> Self {
        let until_then = need.until_then.clone();
        Self { level: need.level, reason: need.reason, until_then }
    }
}

/// The page of an unmet need: where it stands, and what came back.
///
/// # Errors
/// [`AppError::Hidden`] when the reader may not see meetings of the person.
pub fn need_view(op: &Op<'_>, need: UnmetNeedId) -> Result<NeedView> {
    let person = person_of(op, need)?;
    op.see(person, PersonAction::See, "need", |tx, proof| {
        let need = needs::need(tx, proof, need)?.ok_or(AppError::Hidden)?;
        let trail = needs::report_and_issue(tx, proof, need.id)?;
        let (report, issue) = trail.map_or((None, None), |(report, issue)| (Some(report), issue));
        let mut answers = match issue {
            Some(_) => needs::answers_for_person(tx, proof)?,
            None => Vec::new(),
        };
        answers.retain(|back| back.need == need.id);
        let head = head(op, tx, proof)?;
        Ok(NeedView {
            as_decided: as_decided(tx, proof, &need)?,
            may_report: head.may(PersonAction::ReportNeed),
            may_ask: head.may(PersonAction::AskNoReport),
            council: access::council(tx, op.region())?.is_some(),
            held: need.held(),
            head,
            need,
            report,
            issue,
            answers,
        })
    })
}

/// What the meeting wrote about the need, where it says something else now: decisions of a closed
/// meeting are never changed, so the first words are not lost.
fn as_decided(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    need: &UnmetNeed,
) -> Result<Option<NeedDetails>> {
    let decisions = record::decisions(tx, proof, need.meeting)?;
    let decision = decisions.into_iter().find(|decision| decision.id == need.decision);
    Ok(match decision.map(|decision| decision.outcome) {
        Some(Outcome::CannotNow { level, reason, until_then, .. }) => {
            let then = NeedDetails { level, reason, until_then };
            Some(then).filter(|then| *then != NeedDetails::of(need))
        }
        _ => None,
    })
}

/// The need with what can be put right about it.
///
/// # Errors
/// [`AppError::Forbidden`] for those who may not report; [`AppError::Conflict`] once the council
/// has it.
pub fn put_right_form(op: &Op<'_>, need: UnmetNeedId) -> Result<(Head, UnmetNeed)> {
    let person = person_of(op, need)?;
    op.see(person, PersonAction::See, "need", |tx, proof| {
        let head = head(op, tx, proof)?;
        let need = found(needs::need(tx, proof, need)?)?;
        match (head.may(PersonAction::ReportNeed), need.can_be_put_right()) {
            (false, _) => Err(AppError::Forbidden),
            (true, false) => Err(AppError::Conflict(REPORTED)),
            (true, true) => Ok((head, need)),
        }
    })
}

const REPORTED: &str = "the need was reported";

/// Puts right how far up the need goes, why, and what is done until then. The minutes keep what
/// the meeting wrote.
///
/// # Errors
/// [`AppError::Conflict`] once the council has it.
pub fn put_right(op: &Op<'_>, need: UnmetNeedId, new: &NeedDetails) -> Result<()> {
    let person = person_of(op, need)?;
    op.act(person, PersonAction::ReportNeed, ("need", need), Deed::Changed, |tx, proof| {
        let stored = found(needs::need(tx, &proof.reading(), need)?)?;
        op.unchanged(&stored.details())?;
        let until_then = new.until_then.trim();
        match needs::put_right(tx, proof, need, (new.level, new.reason), until_then)? {
            true => Ok(()),
            false => Err(AppError::Conflict(REPORTED)),
        }
    })
}

/// The unmet needs of a person and every answer of the council that came back.
#[derive(Debug, Clone)]
pub struct NeedsOfPerson {
    /// The person.
    pub head: Head,
    /// The needs, newest first.
    pub needs: Vec<UnmetNeed>,
    /// The council's answers, newest first.
    pub answers: Vec<AnswerBack>,
}

/// The unmet needs of a person.
///
/// # Errors
/// As [`Op::see`].
pub fn of_person(op: &Op<'_>, person: PersonId) -> Result<NeedsOfPerson> {
    op.see(person, PersonAction::See, "need", |tx, proof| {
        Ok(NeedsOfPerson {
            head: head(op, tx, proof)?,
            needs: needs::of_person(tx, proof)?,
            answers: needs::answers_for_person(tx, proof)?,
        })
    })
}

fn person_of(op: &Op<'_>, need: UnmetNeedId) -> Result<PersonId> {
    op.db.read(|tx| needs::person_of_need(tx, op.region(), need)?.ok_or(AppError::Hidden))
}

/// Respects that the person or the family does not want it reported. A reason may be given in
/// their words; none is asked for.
///
/// # Errors
/// [`AppError::Conflict`] when it was reported or kept before.
pub fn keep_from_report(op: &Op<'_>, need: UnmetNeedId, reason: &str) -> Result<()> {
    let person = person_of(op, need)?;
    op.act(person, PersonAction::ReportNeed, ("need", need), Deed::Changed, |tx, proof| {
        found(needs::need(tx, &proof.reading(), need)?)?;
        match needs::keep(tx, proof, need, reason.trim())? {
            true => Ok(()),
            false => Err(AppError::Conflict("the need is not open")),
        }
    })
}

/// Opens it again when the person or the family has changed their mind.
///
/// # Errors
/// [`AppError::Conflict`] when it was not kept from the report, or the person or the family asked
/// for it by themselves: that is theirs to take back.
pub fn undo_keep_from_report(op: &Op<'_>, need: UnmetNeedId) -> Result<()> {
    let person = person_of(op, need)?;
    op.act(person, PersonAction::ReportNeed, ("need", need), Deed::Changed, |tx, proof| {
        found(needs::need(tx, &proof.reading(), need)?)?;
        match needs::undo_keep(tx, proof, need)? {
            true => Ok(()),
            false => Err(AppError::Conflict("the need was not kept back")),
        }
    })
}

/// The person or the custodian asks that it is not reported.
///
/// # Errors
/// [`AppError::Conflict`] when somebody had asked before, or it was reported.
pub fn ask_no_report(op: &Op<'_>, need: UnmetNeedId) -> Result<()> {
    let person = person_of(op, need)?;
    op.act(person, PersonAction::AskNoReport, ("need", need), Deed::Changed, |tx, proof| {
        found(needs::need(tx, &proof.reading(), need)?)?;
        match needs::ask_not(tx, proof, need, &op.actor.name, op.now)? {
            true => Ok(()),
            false => Err(AppError::Conflict("the need was reported, or somebody had asked")),
        }
    })
}

/// Takes it back: the team may ask and report again.
///
/// # Errors
/// [`AppError::Conflict`] when nobody had asked.
pub fn undo_ask_no_report(op: &Op<'_>, need: UnmetNeedId) -> Result<()> {
    let person = person_of(op, need)?;
    op.act(person, PersonAction::AskNoReport, ("need", need), Deed::Withdrew, |tx, proof| {
        found(needs::need(tx, &proof.reading(), need)?)?;
        match needs::undo_ask_not(tx, proof, need)? {
            true => Ok(()),
            false => Err(AppError::Conflict("nobody had asked")),
        }
    })
}

fn found<T>(one: Option<T>) -> Result<T> {
    one.ok_or(AppError::Hidden)
}

/// A report as it could be sent, with what a human has to look at.
#[derive(Debug, Clone)]
pub struct ReportForm {
    /// The person, for the team's own eyes.
    pub head: Head,
    /// The need.
    pub need: UnmetNeed,
    /// Age in bands, as it would be sent.
    pub age_band: Option<AgeBand>,
    /// Stage, as it would be sent.
    pub stage: Option<ServiceStage>,
    /// Why, as it would be sent.
    pub reason: GapReason,
    /// What the form starts with.
    pub draft: NewReport,
    /// Pieces of the draft that may tell who it is, by field.
    pub tellings: Vec<(&'static str, Telling)>,
    /// Why it may not be reported now.
    pub held: Option<Hold>,
}

/// Most similar situations a team may say it knows of: more is a slip of the finger.
const SIMILAR_MOST: i64 = 999;

/// A report as typed.
#[derive(Debug, Clone, Default)]
pub struct NewReport {
    /// The life that is wished for, in general words.
    pub wish: String,
    /// What happens.
    pub facts: String,
    /// What was tried, and what worked.
    pub tried: String,
    /// What could not be done.
    pub could_not: String,
    /// How many similar situations the team knows of.
    pub similar: i64,
    /// A human has read it for names.
    pub checked: bool,
}

impl NewReport {
    /// The texts by field.
    fn texts(&self) -> [(&'static str, &str); 4] {
        [
            ("wish", &self.wish),
            ("facts", &self.facts),
            ("tried", &self.tried),
            ("could_not", &self.could_not),
        ]
    }
}

/// The form for a report, filled with what the meeting wrote down and marked where it may tell
/// who it is about. The wish stays empty: the person's words are theirs, and have to be said in
/// general words by somebody who knows them.
///
/// # Errors
/// [`AppError::Forbidden`] when the reader may not report.
pub fn report_form(op: &Op<'_>, need: UnmetNeedId) -> Result<ReportForm> {
    let person = person_of(op, need)?;
    op.see(person, PersonAction::See, "need", |tx, proof| {
        let head = head(op, tx, proof)?;
        if !head.may(PersonAction::ReportNeed) {
            return Err(AppError::Forbidden);
        }
        let need = found(needs::need(tx, proof, need)?)?;
        let draft = NewReport {
            facts: need.text.clone(),
            tried: need.until_then.clone(),
            ..NewReport::default()
        };
        let names = names(op, tx, proof, &head.person)?;
        let (age_band, stage) = coarse(&head.person, op.today());
        Ok(ReportForm {
            tellings: all_tellings(&draft, &names),
            held: need.held(),
            reason: need.reason,
            head,
            need,
            age_band,
            stage,
            draft,
        })
    })
}

/// Age and stage as coarse as they leave the team.
fn coarse(person: &Person, today: Date) -> (Option<AgeBand>, Option<ServiceStage>) {
    let age = person.birth.and_then(|birth| tsumugi_domain::person::age_on(birth, today));
    let stage = person.birth.and_then(|birth| tsumugi_domain::person::service_stage(birth, today));
    (age.map(AgeBand::of), stage)
}

fn all_tellings(report: &NewReport, names: &[String]) -> Vec<(&'static str, Telling)> {
    report
        .texts()
        .into_iter()
        .flat_map(|(field, text)| tellings(text, names).into_iter().map(move |one| (field, one)))
        .collect()
}

/// The names that must not stand in a report: the person's, the team's, the organisations'.
fn names(
    op: &Op<'_>,
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    person: &Person,
) -> Result<Vec<String>> {
    let mut names = Names::default();
    names.person(&person.name.full());
    names.reading(&person.name.kana());
    names.whole(person.name.preferred.as_deref().unwrap_or_default());
    names.org(&op.org_name);
    for member in team::of_person(tx, proof)? {
        names.person(&member.name);
        names.org(&member.org_name);
    }
    // Who may not see the address must not learn by trying whether they guessed it.
    if let Some(home) = people::details(tx, proof)?.address {
        for name in address_names(&home.address) {
            names.whole(&name);
        }
    }
    let orgs = staff::orgs(tx, op.region())?;
    for org in &orgs {
        names.whole(&org.name);
    }
    // The region is where everybody in it lives, and its public bodies tell nothing about one.
    let region = staff::regions(tx)?.into_iter().find(|region| region.id == op.region());
    let public = orgs
        .into_iter()
        .filter(|org| {
            matches!(
                org.kind,
                OrgKind::Municipality | OrgKind::CouncilSecretariat | OrgKind::CoreCentre
            )
        })
        .map(|org| org.name)
        .chain(region.map(|region| region.name));
    for name in public {
        let mut forms = Names::default();
        forms.org(&name);
        names.0.retain(|known| !forms.0.contains(known));
    }
    Ok(names.0)
}

/// Words that stand where a name or an organisation is asked for and tell nothing: to point at
/// them would make a report impossible to write.
const COMMON: [&str; 28] = [
    "お母さん",
    "お父さん",
    "母親",
    "父親",
    "保護者",
    "ご家族",
    "家族",
    "先生",
    "担任",
    "主治医",
    "医師",
    "看護師",
    "相談員",
    "支援員",
    "職員",
    "担当者",
    "自宅",
    "学校",
    "小学校",
    "中学校",
    "高校",
    "特別支援学校",
    "保育園",
    "幼稚園",
    "こども園",
    "病院",
    "会社",
    "職場",
];

/// Who founded a school stands before its name.
const FOUNDED: [&str; 4] = ["市立", "町立", "県立", "村立"];

/// Gathers names in the forms in which people write them.
#[derive(Default)]
struct Names(Vec<String>);

impl Names {
    /// A text as it stands.
    fn whole(&mut self, text: &str) {
        let text = text.trim();
        let known = self.0.iter().any(|known| known == text);
        if !text.is_empty() && !known && !COMMON.contains(&text) {
            self.0.push(text.to_owned());
        }
    }

    /// A person's name: whole, without its space, and its parts.
    fn person(&mut self, name: &str) {
        let brackets = |c: char| c.is_whitespace() || "()（）「」".contains(c);
        let parts: Vec<&str> = name.split(brackets).filter(|part| !part.is_empty()).collect();
        self.whole(name);
        self.whole(&parts.concat());
        for part in parts {
            self.whole(part);
            self.called(part);
            for behind in HONORIFICS.into_iter().chain(["先生"]) {
                self.whole(part.strip_suffix(behind).unwrap_or_default());
            }
        }
    }

    /// A name so short that it stands inside other words tells who it is with what is put behind.
    fn called(&mut self, part: &str) {
        if part.chars().count() == 1 {
            for behind in HONORIFICS {
                self.whole(&format!("{part}{behind}"));
            }
        }
    }

    /// The name of an organisation: whole, and what is its own without what kind of place it is.
    fn org(&mut self, name: &str) {
        self.whole(name);
        let last = name.split_whitespace().last().unwrap_or_default();
        let own = FOUNDED.iter().find_map(|by| last.split_once(by)).map_or(last, |(_, own)| own);
        if own.chars().count() >= 3 {
            self.whole(own);
        }
    }

    /// A reading in both kana. Two kana alone stand inside many ordinary words, and would make
    /// a report impossible to write.
    fn reading(&mut self, kana: &str) {
        let parts: Vec<&str> = kana.split_whitespace().collect();
        for form in parts.iter().map(|part| (*part).to_owned()).chain([parts.concat()]) {
            if form.chars().count() >= 3 {
                self.whole(&katakana(&form));
                self.whole(&form);
            } else {
                for behind in HONORIFICS {
                    self.whole(&format!("{}{behind}", katakana(&form)));
                    self.whole(&format!("{form}{behind}"));
                }
            }
        }
    }
}

fn katakana(hiragana: &str) -> String {
    hiragana
        .chars()
        .map(|c| match c {
            // The two blocks lie 0x60 apart.
            'ぁ'..='ゖ' => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
            _ => c,
        })
        .collect()
}

/// Reports an unmet need to the region's council without names. Only this side keeps the link.
///
/// # Errors
/// [`AppError::Invalid`] with `error-names-left` (the piece as `text`), `error-check-needed`,
/// `error-not-region`, `error-asked-not-to`, `error-already-reported`, `error-no-council`,
/// `error-number` or `error-required`.
pub fn report(op: &Op<'_>, need: UnmetNeedId, new: &NewReport) -> Result<ReportId> {
    let person = person_of(op, need)?;
    // The audit does not name the report: no way leads back from it to the person.
    op.act(person, PersonAction::ReportNeed, "report", Deed::Sent, |tx, proof| {
        let reading = proof.reading();
        let found_need = found(needs::need(tx, &reading, need)?)?;
        let who = found(people::load(tx, &reading)?)?;
        let names = names(op, tx, &reading, &who)?;
        let council = access::council(tx, op.region())?;
        let mut problems = check(&found_need, new, &names);
        let Some(council) = council else {
            problems.add("need", "error-no-council");
            return Err(AppError::Invalid(problems));
        };
        problems.check()?;
        let report = compose(op, &found_need, &who, new);
        let sending = Sending { council: council.council, checked_by: &op.actor.name };
        if !needs::insert_report(tx, proof, need, &report, sending)? {
            return Err(AppError::Conflict("the need is not open"));
        }
        Ok(report.id)
    })
}

fn check(need: &UnmetNeed, new: &NewReport, names: &[String]) -> Problems {
    let mut problems = Problems::new();
    match need.held() {
        Some(Hold::NotRegion) => problems.add("need", "error-not-region"),
        Some(Hold::AskedNotTo) => problems.add("need", "error-asked-not-to"),
        Some(Hold::Reported) => problems.add("need", "error-already-reported"),
        None => {}
    }
    problems.required("facts", &new.facts);
    if !(0..=SIMILAR_MOST).contains(&new.similar) {
        problems.add("similar", "error-number");
    }
    for (field, telling) in all_tellings(new, names) {
        problems.add_with(field, "error-names-left", vec![("text", telling.text)]);
    }
    if !new.checked {
        problems.add("checked", "error-check-needed");
    }
    problems
}

fn compose(op: &Op<'_>, need: &UnmetNeed, person: &Person, new: &NewReport) -> Report {
    let (age_band, stage) = coarse(person, op.today());
    let text = |text: &str| text.trim().to_owned();
    Report {
        id: op.id(),
        office: op.org_name.clone(),
        // A day could be joined back to the meeting.
        month: op.today().first_of_month(),
        age_band,
        stage,
        wish: text(&new.wish),
        facts: text(&new.facts),
        tried: text(&new.tried),
        could_not: text(&new.could_not),
        reason: need.reason,
        similar: new.similar,
        state: ReportState::Received,
        reply: String::new(),
        issue: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_the_forms_people_write() {
        let mut names = Names::default();
        names.person("水野　はるか");
        names.reading("みずの はるか");
        names.whole(" ");
        names.person("担任の森山先生（先生）");
        names.org("加古川市立ひばり野小学校");
        names.org("生活介護 みなもの家");
        assert_eq!(
            names.0,
            [
                "水野　はるか",
                "水野はるか",
                "水野",
                "はるか",
                "ミズノ",
                "みずの",
                "ハルカ",
                "ミズノハルカ",
                "みずのはるか",
                "担任の森山先生（先生）",
                "担任の森山先生先生",
                "担任の森山先生",
                "担任の森山",
                "加古川市立ひばり野小学校",
                "ひばり野小学校",
                "生活介護 みなもの家",
                "みなもの家",
            ]
        );
        let mut short = Names::default();
        short.person("松尾 晴");
        short.reading("あい");
        let pointed = |text| !tellings(text, &short.0).is_empty();
        assert_eq!(
            ["晴くんは", "アイさんは", "晴れた日に", "会いに"].map(pointed),
            [true, true, false, false]
        );
    }
}
