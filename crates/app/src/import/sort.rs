//! Whom the rows are about: somebody new, somebody known, somebody who may be known.

use super::read::{CellProblem, Link, Wanted, read, typed_name};
use super::{PreviewRow, headings};
use jiff::civil::Date;
use std::collections::BTreeMap;
use tsumugi_documents::roster::{Field, Roster};
use tsumugi_domain::ids::PersonId;
use tsumugi_domain::person::{PersonName, Sex};
use tsumugi_store::import::{Known, Office, SpecialistSeat};
use tsumugi_words::{era, fold};

/// What would become of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowKind {
    /// Somebody who would be registered.
    New,
    /// Somebody known, who would be changed in this.
    Changed(Vec<Change>),
    /// Somebody known, who is as the row says.
    Same,
    /// Likely somebody who is there already. Shown to people, never merged by itself.
    Duplicate(Likeness),
    /// Something in it cannot be used.
    Wrong(Vec<CellProblem>),
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// In which field.
    pub field: Field,
    /// Before; empty when nothing stood there.
    pub before: String,
    /// After.
    pub after: String,
}

/// Why a row is likely somebody who is there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Likeness {
    /// A row above is about the same person.
    Row(u32),
    /// The number of the certificate is this person's, name and birthday are not.
    Certificate {
        /// Who has the number.
        person: PersonId,
        /// Their name.
        name: String,
    },
    /// The name is this person's, and a birthday is missing that would tell.
    Name {
        /// Who has the name.
        person: PersonId,
        /// Their name.
        name: String,
    },
    /// More than one person fits.
    Several,
    /// The person was here before and has left; coming back is registered by hand.
    Left,
}

/// A row with what has to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// What the page shows.
    pub row: PreviewRow,
    /// What the row says; none when something is wrong.
    pub wanted: Option<Wanted>,
    /// Whom it changes.
    pub known: Option<PersonId>,
}

/// Sorts the rows of a roster against the people the office knows. Pure: the same roster and the
/// same people always give the same.
pub fn plan(roster: &Roster, known: &[Known], offices: &[Office], today: Date) -> Vec<Planned> {
    let headings = headings(roster);
    let mut sorter = Sorter::new(known);
    roster
        .lines
        .iter()
        .map(|line| {
            let name = typed_name(line);
            let (kind, wanted, known) = match read(line, &headings, today) {
                Err(problems) => (RowKind::Wrong(problems), None, None),
                Ok(mut wanted) => {
                    wanted.link = link(&wanted, offices);
                    let (kind, known) = sorter.sort(line.number, &wanted);
                    (kind, Some(wanted), known)
                }
            };
            let says = wanted.as_ref().map(says).unwrap_or_default();
            let office = wanted.as_ref().and_then(office);
            let row = PreviewRow { line: line.number, name, says, kind, office };
            Planned { row, wanted, known }
        })
        .collect()
}

/// Whether the office that a row names is one of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfficeFound {
    /// It is this one.
    Connects(String),
    /// None has the name, or more than one.
    Unknown,
}

fn office(wanted: &Wanted) -> Option<OfficeFound> {
    let known = |link: &Link| OfficeFound::Connects(link.org_name.clone());
    let said = !wanted.office.is_empty() && !wanted.self_plan;
    said.then(|| wanted.link.as_ref().map_or(OfficeFound::Unknown, known))
}

/// The office of ours that a row names, and its worker of that name; none when two have the name.
fn link(wanted: &Wanted, offices: &[Office]) -> Option<Link> {
    let key = fold::search_key(&wanted.office);
    let mut named = offices.iter().filter(|one| fold::search_key(&one.name) == key);
    let (Some(office), None, false) = (named.next(), named.next(), key.is_empty()) else {
        return None;
    };
    let key = fold::search_key(&wanted.specialist);
    let mut workers = office.specialists.iter().filter(|(_, name)| fold::search_key(name) == key);
    let worker = match (workers.next(), workers.next()) {
        (Some(worker), None) => Some(worker.clone()),
        _ => None,
    };
    Some(Link { org: office.org, org_name: office.name.clone(), worker })
}

/// What a row says, field by field, so that people see how it was understood.
fn says(wanted: &Wanted) -> Vec<(Field, String)> {
    let specialist = match wanted.self_plan {
        true => SELF_PLAN.to_owned(),
        false => wanted.specialist.clone(),
    };
    [
        (Field::Name, wanted.name.full()),
        (Field::Reading, wanted.name.kana()),
        (Field::BirthDate, wanted.birth.map(both_years).unwrap_or_default()),
        (Field::Sex, sex(wanted.sex)),
        (Field::CertificateNumber, wanted.certificate.clone().unwrap_or_default()),
        (Field::PostalCode, wanted.postal_code.clone()),
        (Field::Address, wanted.address.clone()),
        (Field::Phone, wanted.phone.clone()),
        (Field::UseStart, wanted.use_start.map(both_years).unwrap_or_default()),
        (Field::SupportCategory, wanted.support_category.clone()),
        (Field::Custodian, wanted.custodian.clone()),
        (Field::ConsultationOffice, wanted.specialist_org.clone()),
        (Field::ConsultationSpecialist, specialist),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
    .collect()
}

/// What stands in place of a specialist where the family makes the plan.
const SELF_PLAN: &str = "セルフプラン";

/// A day in its era and in the common one: a wrong era shows in the other year.
fn both_years(day: Date) -> String {
    format!("{}（{}年）", era::day_text(day), day.year())
}

/// Names are compared without spaces, widths and variant characters.
fn name_key(name: &PersonName) -> String {
    fold::search_key(&name.full())
}

/// What is known of the rows above.
#[derive(Default)]
struct Above {
    by_certificate: BTreeMap<String, u32>,
    by_name: BTreeMap<String, Vec<(Option<Date>, u32)>>,
    taken: BTreeMap<PersonId, u32>,
}

struct Sorter<'a> {
    by_certificate: BTreeMap<&'a str, Vec<&'a Known>>,
    by_name: BTreeMap<String, Vec<&'a Known>>,
    above: Above,
}

enum Match<'a> {
    Nobody,
    One(&'a Known),
    Like(Likeness),
}

impl<'a> Sorter<'a> {
    fn new(known: &'a [Known]) -> Self {
        let mut by_certificate: BTreeMap<&str, Vec<&Known>> = BTreeMap::new();
        let mut by_name: BTreeMap<String, Vec<&Known>> = BTreeMap::new();
        for one in known {
            if let Some(certificate) = &one.person.certificate {
                by_certificate.entry(certificate).or_default().push(one);
            }
            by_name.entry(name_key(&one.person.name)).or_default().push(one);
        }
        Self { by_certificate, by_name, above: Above::default() }
    }

    fn sort(&mut self, line: u32, wanted: &Wanted) -> (RowKind, Option<PersonId>) {
        if let Some(above) = self.above.find(wanted) {
            return (RowKind::Duplicate(Likeness::Row(above)), None);
        }
        let found = self.find(wanted);
        let sorted = match found {
            Match::Nobody => (RowKind::New, None),
            Match::Like(likeness) => (RowKind::Duplicate(likeness), None),
            Match::One(known) => match self.above.taken.insert(known.person.id, line) {
                Some(above) => (RowKind::Duplicate(Likeness::Row(above)), None),
                None if !known.present => (RowKind::Duplicate(Likeness::Left), None),
                None => {
                    let changes = changes(known, wanted);
                    let kind = match changes.is_empty() {
                        true => RowKind::Same,
                        false => RowKind::Changed(changes),
                    };
                    (kind, Some(known.person.id))
                }
            },
        };
        self.above.add(line, wanted);
        sorted
    }

    fn find(&self, wanted: &Wanted) -> Match<'a> {
        let same_name = self.by_name.get(&name_key(&wanted.name)).map_or(&[][..], Vec::as_slice);
        let same_birth =
            |known: &Known| wanted.birth.is_some() && known.person.birth == wanted.birth;
        let holders = wanted
            .certificate
            .as_deref()
            .and_then(|number| self.by_certificate.get(number))
            .map_or(&[][..], Vec::as_slice);
        if !holders.is_empty() {
            let key = name_key(&wanted.name);
            let fits = |known: &&&Known| name_key(&known.person.name) == key || same_birth(known);
            let sure: Vec<&&Known> = holders.iter().filter(fits).collect();
            return match (sure.as_slice(), holders) {
                ([one], _) => Match::One(one),
                ([], [one, ..]) => Match::Like(Likeness::Certificate {
                    person: one.person.id,
                    name: one.person.name.full(),
                }),
                _ => Match::Like(Likeness::Several),
            };
        }
        let sure: Vec<&&Known> = same_name.iter().filter(|known| same_birth(known)).collect();
        match sure.as_slice() {
            [one] => return Match::One(one),
            [_, ..] => return Match::Like(Likeness::Several),
            [] => {}
        }
        let unsure: Vec<&&Known> = same_name
            .iter()
            .filter(|known| wanted.birth.is_none() || known.person.birth.is_none())
            .collect();
        match unsure.as_slice() {
            [] => Match::Nobody,
            // Nothing in the row is new: the file is read in once more.
            [one] if changes(one, wanted).is_empty() => Match::One(one),
            [one] => {
                Match::Like(Likeness::Name { person: one.person.id, name: one.person.name.full() })
            }
            _ => Match::Like(Likeness::Several),
        }
    }
}

impl Above {
    fn find(&self, wanted: &Wanted) -> Option<u32> {
        let certificate = wanted.certificate.as_ref();
        if let Some(line) = certificate.and_then(|number| self.by_certificate.get(number)) {
            return Some(*line);
        }
        self.by_name
            .get(&name_key(&wanted.name))?
            .iter()
            .find(|(birth, _)| birth.is_none() || wanted.birth.is_none() || *birth == wanted.birth)
            .map(|(_, line)| *line)
    }

    fn add(&mut self, line: u32, wanted: &Wanted) {
        if let Some(number) = &wanted.certificate {
            self.by_certificate.insert(number.clone(), line);
        }
        let names = self.by_name.entry(name_key(&wanted.name)).or_default();
        names.push((wanted.birth, line));
    }
}

/// What a row changes in a known person. A row that says nothing about a field changes nothing.
fn changes(known: &Known, wanted: &Wanted) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut note = |field, before: String, after: String| {
        if !after.is_empty() && before != after {
            changes.push(Change { field, before, after });
        }
    };
    let (person, merged) = (&known.person, merged_name(&known.person.name, &wanted.name));
    note(Field::Name, person.name.full(), merged.full());
    note(Field::Reading, person.name.kana(), merged.kana());
    note(Field::BirthDate, day(person.birth), day(wanted.birth));
    note(Field::Sex, sex(Some(person.sex)), sex(wanted.sex));
    let certificate = |number: &Option<String>| number.clone().unwrap_or_default();
    let numbers = (certificate(&person.certificate), certificate(&wanted.certificate));
    note(Field::CertificateNumber, numbers.0, numbers.1);
    note(Field::Phone, known.phone.clone(), wanted.phone.clone());
    if !known.concealed {
        note(Field::PostalCode, known.postal_code.clone(), wanted.postal_code.clone());
        note(Field::Address, known.address.clone(), wanted.address.clone());
    }
    let category = (known.support_category.clone(), wanted.support_category.clone());
    note(Field::SupportCategory, category.0, category.1);
    if wanted.self_plan && !person.self_plan {
        note(Field::ConsultationSpecialist, String::new(), SELF_PLAN.to_owned());
    }
    if new_custodian(known, wanted) {
        let before: Vec<&str> = known.family.iter().map(|(_, name)| name.as_str()).collect();
        note(Field::Custodian, before.join("、"), wanted.custodian.clone());
    }
    if new_specialist(known, wanted) {
        let texts = |of: fn(&SpecialistSeat) -> &str| {
            known.specialists.iter().map(of).collect::<Vec<_>>().join("、")
        };
        let (names, offices) = (texts(|seat| &seat.name), texts(|seat| &seat.org_name));
        note(Field::ConsultationSpecialist, names, wanted.specialist.clone());
        let office = wanted.link.as_ref().map_or(&wanted.specialist_org, |link| &link.org_name);
        note(Field::ConsultationOffice, offices, office.clone());
        // The words stay as they are, and mean an office of ours from now on.
        if let Some(link) = wanted.link.as_ref().filter(|_| changes.is_empty()) {
            let (before, after) = (wanted.office.clone(), link.org_name.clone());
            changes.push(Change { field: Field::ConsultationOffice, before, after });
        }
    }
    changes
}

/// Whether the row names a custodian who is not in the team.
pub(super) fn new_custodian(known: &Known, wanted: &Wanted) -> bool {
    let key = fold::search_key(&wanted.custodian);
    !key.is_empty() && known.family.iter().all(|(_, name)| fold::search_key(name) != key)
}

/// Whether the row names a specialist or an office that is not in the team so.
pub(super) fn new_specialist(known: &Known, wanted: &Wanted) -> bool {
    let [name, office] = [&wanted.specialist, &wanted.office].map(|text| fold::search_key(text));
    let alone = wanted.specialist_org.is_empty() && !office.is_empty();
    let stands = |seat: &SpecialistSeat| {
        let [seat_name, seat_office] =
            [&seat.name, &seat.org_name].map(|text| fold::search_key(text));
        let there = match &wanted.link {
            Some(link) => seat.org == Some(link.org),
            None => office.is_empty() || seat_office == office || (alone && seat_name == office),
        };
        there && (alone || seat_name == name)
    };
    !name.is_empty() && !known.specialists.iter().any(stands)
}

/// The name after the row: a split made by hand is kept when the row has none, and a row that
/// gives only the characters of the same name does not change how they are divided.
pub(super) fn merged_name(known: &PersonName, wanted: &PersonName) -> PersonName {
    let bare = |text: &str| -> String {
        fold::width(text).chars().filter(|c| !c.is_whitespace()).collect()
    };
    let keeps = |known: &str, wanted: &str, divided: bool| {
        wanted.is_empty() || (bare(known) == bare(wanted) && !divided)
    };
    let mut merged = known.clone();
    let divides = known.given.is_empty() && !wanted.given.is_empty();
    if !keeps(&known.full(), &wanted.full(), divides) {
        merged.family.clone_from(&wanted.family);
        merged.given.clone_from(&wanted.given);
    }
    let divides = known.given_kana.is_empty() && !wanted.given_kana.is_empty();
    if !keeps(&known.kana(), &wanted.kana(), divides) {
        merged.family_kana.clone_from(&wanted.family_kana);
        merged.given_kana.clone_from(&wanted.given_kana);
    }
    merged
}

fn day(day: Option<Date>) -> String {
    day.map(era::day_text).unwrap_or_default()
}

fn sex(sex: Option<Sex>) -> String {
    match sex {
        Some(Sex::Male) => "男",
        Some(Sex::Female) => "女",
        Some(Sex::Unsaid | Sex::Unasked) | None => "",
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::CellFault;
    use jiff::civil::date;
    use tsumugi_documents::roster::roster;
    use tsumugi_documents::sheet;
    use tsumugi_domain::ids::TypedId as _;
    use tsumugi_domain::person::Person;

    const TODAY: Date = date(2026, 4, 10);

    fn table(text: &str) -> Roster {
        roster(&sheet::read(text.as_bytes(), "a.csv").unwrap()).unwrap()
    }

    fn known(number: u8, family: &str, birth: Option<Date>) -> Known {
        Known {
            person: Person {
                id: PersonId::generate(0, [number; 16]),
                name: PersonName { family: family.to_owned(), ..PersonName::default() },
                birth,
                sex: Sex::Unsaid,
                self_plan: false,
                certificate: None,
            },
            phone: String::new(),
            postal_code: String::new(),
            address: String::new(),
            concealed: false,
            support_category: String::new(),
            seats: 1,
            present: true,
            family: Vec::new(),
            specialists: Vec::new(),
        }
    }

    fn kinds(text: &str, known: &[Known]) -> Vec<RowKind> {
        plan(&table(text), known, &[], TODAY).into_iter().map(|one| one.row.kind).collect()
    }

    #[test]
    fn a_concealed_address_is_neither_shown_nor_changed() {
        let birth = Some(date(2003, 7, 1));
        let hidden = Known { concealed: true, ..known(1, "水野", birth) };
        let row = "氏名,生年月日,住所\n水野,2003/7/1,大阪市\n";
        assert_eq!(kinds(row, &[hidden]), [RowKind::Same]);
        let open = kinds(row, &[known(1, "水野", birth)]);
        assert!(matches!(&open[..], [RowKind::Changed(changes)] if changes[0].after == "大阪市"));
    }

    #[test]
    fn two_who_fit_are_left_to_people() {
        let two = [known(1, "水野", None), known(2, "水 野", None)];
        let row = "氏名,電話番号\n水野,078-000-0000\n";
        assert_eq!(kinds(row, &two), [RowKind::Duplicate(Likeness::Several)]);
        // One of them alone is only likely; with nothing new in the row it is the same.
        assert!(matches!(
            &kinds(row, &two[..1])[..],
            [RowKind::Duplicate(Likeness::Name { name, .. })] if name == "水野"
        ));
        assert_eq!(kinds("氏名,電話番号\n水野,\n", &two[..1]), [RowKind::Same]);
    }

    #[test]
    fn a_formula_is_not_trusted_unless_the_column_is_not_read() {
        let mut table = table("氏名,ふりがな,備考\n水野,みずの,元気\n");
        for field in [Field::Reading, Field::Notes] {
            table.lines[0].fields.get_mut(&field).unwrap().formula = true;
        }
        let planned = plan(&table, &[], &[], TODAY);
        let RowKind::Wrong(problems) = &planned[0].row.kind else { panic!("{planned:?}") };
        assert_eq!(problems.len(), 1);
        assert_eq!((problems[0].fault, problems[0].column.as_str()), (CellFault::Formula, "B"));
    }
}
