//! What the cells of one row mean.

use jiff::civil::Date;
use std::collections::BTreeMap;
use tsumugi_documents::roster::{Field, Line};
use tsumugi_documents::sheet::{Cell, CellKind};
use tsumugi_domain::ids::{OrgId, StaffId};
use tsumugi_domain::person::field::{self, Fault, SupportCategory};
use tsumugi_domain::person::{PersonName, Sex};
use tsumugi_words::era::{self, DateError};
use tsumugi_words::fold;

/// What a row says about a person. Empty means that the row says nothing, never that something
/// is to be taken away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The name; given name and reading may be empty.
    pub name: PersonName,
    /// Birthday.
    pub birth: Option<Date>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Ten digits.
    pub certificate: Option<String>,
    /// Seven digits.
    pub postal_code: String,
    /// Address.
    pub address: String,
    /// Telephone.
    pub phone: String,
    /// 障害支援区分.
    pub support_category: String,
    /// First day of use.
    pub use_start: Option<Date>,
    /// The custodian's name.
    pub custodian: String,
    /// The specialist's name, or the office's where only that is said.
    pub specialist: String,
    /// The specialist's office, beside the name.
    pub specialist_org: String,
    /// What the column of the office says.
    pub office: String,
    /// The office of ours that the row means, where there is one.
    pub link: Option<Link>,
    /// The column says that the family makes the plan itself.
    pub self_plan: bool,
}

/// An office of ours that a row names, and its worker where the name is theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The office.
    pub org: OrgId,
    /// Its name.
    pub org_name: String,
    /// The worker.
    pub worker: Option<(StaffId, String)>,
}

/// Something in a cell that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellProblem {
    /// Column letters; empty when the cell itself is missing.
    pub column: String,
    /// The column's heading.
    pub heading: String,
    /// What the cell says.
    pub text: String,
    /// What is wrong.
    pub fault: CellFault,
    /// The same day in the right era, where that is the fault.
    pub suggestion: Option<String>,
}

/// What can be wrong with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CellFault {
    /// A formula: what it showed when the file was saved may be out of date.
    Formula,
    /// No name.
    NoName,
    /// A reading with other characters than kana.
    Reading,
    /// Not a date.
    Date,
    /// A day that does not exist.
    NoSuchDay,
    /// A year outside its era.
    Era,
    /// A small year without an era.
    NoEra,
    /// A birthday after today.
    Future,
    /// Neither 男 nor 女 nor そのほか.
    Sex,
    /// Not ten digits.
    Certificate,
    /// Not seven digits.
    PostalCode,
    /// Not one telephone number, or its first 0 was lost.
    Phone,
    /// A birthday of which nobody is left.
    LongAgo,
    /// None of the categories there are.
    Category,
    /// A word where a name is not known yet.
    Nobody,
    /// Longer than anything of its kind.
    TooLong,
}

impl From<Fault> for CellFault {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::TooLong(_) => Self::TooLong,
            Fault::Reading => Self::Reading,
            Fault::Future => Self::Future,
            Fault::LongAgo => Self::LongAgo,
            Fault::Certificate => Self::Certificate,
            Fault::Phone => Self::Phone,
            Fault::Category => Self::Category,
            Fault::Nobody => Self::Nobody,
        }
    }
}

impl CellFault {
    /// Message key for what is wrong.
    pub fn code(self) -> &'static str {
        self.keys().0
    }

    /// Message key for how to mend it.
    pub fn mend(self) -> &'static str {
        self.keys().1
    }

    fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::Formula => ("error-cell-formula", "mend-cell-formula"),
            Self::NoName => ("error-cell-no-name", "mend-cell-no-name"),
            Self::Reading => ("error-cell-reading", "mend-cell-reading"),
            Self::Date => ("error-cell-date", "mend-cell-date"),
            Self::NoSuchDay => ("error-cell-no-such-day", "mend-cell-no-such-day"),
            Self::Era => ("error-cell-era", "mend-cell-era"),
            Self::NoEra => ("error-cell-no-era", "mend-cell-no-era"),
            Self::Future => ("error-cell-future", "mend-cell-future"),
            Self::Sex => ("error-cell-sex", "mend-cell-sex"),
            Self::Certificate => ("error-cell-certificate", "mend-cell-certificate"),
            Self::PostalCode => ("error-cell-postal-code", "mend-cell-postal-code"),
            Self::Phone => ("error-cell-phone", "mend-cell-phone"),
            Self::LongAgo => ("error-cell-long-ago", "mend-cell-future"),
            Self::Category => ("error-cell-category", "mend-cell-category"),
            Self::Nobody => ("error-cell-nobody", "mend-cell-nobody"),
            Self::TooLong => ("error-cell-too-long", "mend-cell-too-long"),
        }
    }
}

/// Reads a row.
///
/// # Errors
/// Everything in it that cannot be used, not only the first.
pub(super) fn read(
    line: &Line,
    headings: &BTreeMap<&str, &str>,
    today: Date,
) -> Result<Wanted, Vec<CellProblem>> {
    let mut cells = Cells { line, headings, problems: Vec::new() };
    cells.refuse_formulas();
    let name = cells.name();
    let birth = cells.date(Field::BirthDate);
    let birth =
        birth.and_then(|birth| cells.take(Field::BirthDate, field::birth(birth, today).map(Some)));
    let (specialist, specialist_org, self_plan) = cells.specialist();
    let wanted = Wanted {
        name,
        birth,
        sex: cells.sex(),
        certificate: cells.certificate(),
        postal_code: cells.postal_code(),
        address: cells.address(),
        phone: cells.phone(),
        support_category: cells.support_category(),
        use_start: cells.date(Field::UseStart),
        custodian: cells.somebody(Field::Custodian),
        specialist,
        specialist_org,
        office: cells.text(Field::ConsultationOffice),
        link: None,
        self_plan,
    };
    if cells.problems.is_empty() { Ok(wanted) } else { Err(cells.problems) }
}

/// The name of a row as typed, for people to find it again.
pub(super) fn typed_name(line: &Line) -> String {
    let text = |field| line.fields.get(&field).map(|cell| cell.text.trim()).unwrap_or_default();
    match text(Field::Name) {
        "" => format!("{} {}", text(Field::FamilyName), text(Field::GivenName)).trim().to_owned(),
        name => spaced(name),
    }
}

/// What people write to say that there is nothing.
const NOTHING: [&str; 10] = ["-", "－", "―", "ー", "‐", "なし", "無し", "無", "不明", "未記入"];

struct Cells<'a> {
    line: &'a Line,
    headings: &'a BTreeMap<&'a str, &'a str>,
    problems: Vec<CellProblem>,
}

impl Cells<'_> {
    fn refuse_formulas(&mut self) {
        let line = self.line;
        for (field, cell) in &line.fields {
            if cell.formula && super::TAKEN.contains(field) {
                self.fault(*field, CellFault::Formula);
            }
        }
    }

    /// The cell of a field that says something; a formula says nothing that can be trusted.
    fn cell(&self, field: Field) -> Option<&Cell> {
        let cell = self.line.fields.get(&field)?;
        let says = !cell.formula && !NOTHING.contains(&cell.text.trim());
        says.then_some(cell)
    }

    fn text(&self, field: Field) -> String {
        self.cell(field).map(|cell| cell.text.trim().to_owned()).unwrap_or_default()
    }

    fn fault(&mut self, field: Field, fault: CellFault) {
        self.fault_with(field, fault, None);
    }

    fn fault_with(&mut self, field: Field, fault: CellFault, suggestion: Option<String>) {
        let cell = self.line.fields.get(&field);
        let column = cell.map(|cell| cell.column.clone()).unwrap_or_default();
        let heading = self.headings.get(column.as_str()).copied().unwrap_or(field.label());
        self.problems.push(CellProblem {
            heading: heading.to_owned(),
            text: cell.map(|cell| super::quoted(&cell.text)).unwrap_or_default(),
            column,
            fault,
            suggestion,
        });
    }

    fn name(&mut self) -> PersonName {
        let whole = self.text(Field::Name);
        let (family, given) = match self.text(Field::FamilyName) {
            family if family.is_empty() => split(without_honorific(&whole)),
            family => (family, self.text(Field::GivenName)),
        };
        let formula = |field| self.line.fields.get(&field).is_some_and(|cell| cell.formula);
        if family.is_empty() && !formula(Field::Name) && !formula(Field::FamilyName) {
            self.fault(Field::Name, CellFault::NoName);
        }
        let (family_kana, given_kana) = match self.kana(Field::FamilyReading) {
            family if family.is_empty() => split(&self.kana(Field::Reading)),
            family => (family, self.kana(Field::GivenReading)),
        };
        let family = self.take(Field::Name, field::name(&family));
        let given = self.take(Field::Name, field::name(&given));
        PersonName { family, given, family_kana, given_kana, preferred: None }
    }

    /// Takes what was read by the rule of its field, or notes what is wrong with the cell.
    fn take<X: Default>(&mut self, field: Field, read: Result<X, Fault>) -> X {
        read.unwrap_or_else(|fault| {
            self.fault(field, fault.into());
            X::default()
        })
    }

    fn kana(&mut self, field: Field) -> String {
        let kana = fold::to_hiragana(&self.text(field));
        self.take(field, field::reading(&kana))
    }

    fn address(&mut self) -> String {
        let address = spaced(&self.text(Field::Address));
        self.take(Field::Address, field::line(&address))
    }

    /// 区分3, however it was typed.
    fn support_category(&mut self) -> String {
        let text = self.text(Field::SupportCategory);
        if text.is_empty() {
            return text;
        }
        let read = SupportCategory::read(&fold::width(&text)).map(|one| one.code().to_owned());
        self.take(Field::SupportCategory, read)
    }

    /// The name of somebody beside the person.
    fn somebody(&mut self, field: Field) -> String {
        let name = spaced(without_honorific(&self.text(field)));
        self.take(field, field::somebody(&name))
    }

    fn date(&mut self, field: Field) -> Option<Date> {
        let cell = self.cell(field)?;
        if let CellKind::Date(day) = cell.kind {
            return Some(day);
        }
        let compact: String = cell.text.split_whitespace().collect();
        // Spaces inside a date are typed to make columns stand in line: 昭和 55年 4月 1日.
        let error = match era::parse_date(&cell.text).or_else(|_| era::parse_date(&compact)) {
            Ok(day) => return Some(day),
            Err(error) => error,
        };
        let (fault, suggestion) = match error {
            DateError::Empty | DateError::Unreadable(_) => (CellFault::Date, None),
            DateError::NoSuchDay(_) => (CellFault::NoSuchDay, None),
            DateError::EraRange { suggestion, .. } => (CellFault::Era, Some(suggestion)),
            DateError::MissingEra(_) => (CellFault::NoEra, None),
        };
        self.fault_with(field, fault, suggestion);
        None
    }

    fn sex(&mut self) -> Option<Sex> {
        let text = fold::width(&self.text(Field::Sex)).trim().to_lowercase();
        Some(match text.as_str() {
            "" => return None,
            "男" | "男性" | "男児" | "男子" | "m" | "male" => Sex::Male,
            "女" | "女性" | "女児" | "女子" | "f" | "female" => Sex::Female,
            "その他" | "そのほか" | "回答しない" | "x" => Sex::Unsaid,
            _ => {
                self.fault(Field::Sex, CellFault::Sex);
                return None;
            }
        })
    }

    fn certificate(&mut self) -> Option<String> {
        let text = self.text(Field::CertificateNumber);
        if text.is_empty() {
            return None;
        }
        let read = field::certificate(&fold::digits(&text));
        self.take(Field::CertificateNumber, read.map(Some))
    }

    fn postal_code(&mut self) -> String {
        let text = self.text(Field::PostalCode);
        if text.is_empty() {
            return text;
        }
        fold::postal_code(&text).unwrap_or_else(|| {
            self.fault(Field::PostalCode, CellFault::PostalCode);
            String::new()
        })
    }

    fn phone(&mut self) -> String {
        let Some(cell) = self.cell(Field::Phone) else { return String::new() };
        let phone = fold::phone(&cell.text);
        // A spreadsheet that took the number for a quantity has dropped the 0 in front.
        let is_whole = |phone: &String| cell.kind != CellKind::Number || phone.starts_with('0');
        self.take(Field::Phone, field::phone(phone.filter(is_whole)))
    }

    /// Name and office of the specialist, and whether there is a self-plan instead.
    fn specialist(&mut self) -> (String, String, bool) {
        let name = self.text(Field::ConsultationSpecialist);
        let org = self.text(Field::ConsultationOffice);
        let is_self = |text: &str| fold::search_key(text).starts_with("せるふ");
        if is_self(&name) || is_self(&org) {
            return (String::new(), String::new(), true);
        }
        match name.is_empty() {
            // The office alone: it stands in the team until somebody knows who it will be.
            true => (self.somebody(Field::ConsultationOffice), String::new(), false),
            false => (self.somebody(Field::ConsultationSpecialist), org, false),
        }
    }
}

/// One space between the parts, whatever stood there.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// 様 is how a list is read aloud, not part of a name.
fn without_honorific(name: &str) -> &str {
    let name = name.trim();
    name.strip_suffix('様').map_or(name, str::trim_end)
}

/// Family and given name at the first space, of any width; without one, all is the family name.
fn split(name: &str) -> (String, String) {
    let spaced = spaced(name);
    match spaced.split_once(' ') {
        Some((family, given)) => (family.to_owned(), given.to_owned()),
        None => (spaced, String::new()),
    }
}
