//! The basics of a person as a form gives them, and what of it can be used.

use crate::{Problems, Result};
use jiff::civil::Date;
use tsumugi_domain::person::field::{self, SupportCategory};
use tsumugi_domain::person::{PersonName, Sex};
use tsumugi_words::fold;

/// What is typed about the basics of a person.
#[derive(Debug, Clone, Default)]
pub struct Basics {
    /// 姓.
    pub family: String,
    /// 名.
    pub given: String,
    /// せい.
    pub family_kana: String,
    /// めい.
    pub given_kana: String,
    /// Name they want to be called by.
    pub preferred: String,
    /// Birthday.
    pub birth: Option<Date>,
    /// Code of [`Sex`].
    pub sex: String,
    /// The plan of service use is the family's own.
    pub self_plan: bool,
    /// Certificate number as typed.
    pub certificate: String,
    /// Telephone.
    pub phone: String,
    /// Postal code.
    pub postal_code: String,
    /// Address.
    pub address: String,
    /// Disability or illness.
    pub disability: String,
    /// 障害支援区分.
    pub support_category: String,
    /// Medical care.
    pub medical_care: String,
    /// It was confirmed that this is somebody else than the one of the same name and birthday.
    pub same_name: bool,
}

/// What can be stored of it.
pub(super) struct Checked {
    pub(super) name: PersonName,
    pub(super) sex: Sex,
    pub(super) certificate: Option<String>,
    pub(super) phone: String,
    pub(super) postal_code: String,
    pub(super) address: String,
    pub(super) disability: String,
    pub(super) support_category: String,
    pub(super) medical_care: String,
}

/// Reads every field by its rule.
///
/// # Errors
/// [`AppError::Invalid`](crate::AppError::Invalid) with all that cannot be used.
pub(super) fn check(basics: &Basics, today: Date) -> Result<Checked> {
    let mut problems = Problems::new();
    let name = name(basics, &mut problems);
    if let Some(birth) = basics.birth {
        problems.take("birth", field::birth(birth, today).map(Some));
    }
    let mut said =
        |name, text: &str, read: &dyn Fn(&str) -> Result<String, field::Fault>| match text.trim() {
            "" => String::new(),
            text => problems.take(name, read(text)),
        };
    let certificate =
        said("certificate", &basics.certificate, &|text| field::certificate(&fold::digits(text)));
    let phone = said("phone", &basics.phone, &|text| field::phone(fold::phone(text)));
    let address = said("address", &basics.address, &field::line);
    let disability = said("disability", &basics.disability, &field::told);
    let medical_care = said("medical_care", &basics.medical_care, &field::told);
    let support_category = said("support_category", &basics.support_category, &|text| {
        SupportCategory::read(&fold::width(text)).map(|category| category.code().to_owned())
    });
    let postal_code = match (basics.postal_code.trim(), fold::postal_code(&basics.postal_code)) {
        ("", _) => String::new(),
        (_, Some(code)) => code,
        (_, None) => {
            problems.add("postal_code", "error-postal-code");
            String::new()
        }
    };
    problems.check()?;
    Ok(Checked {
        name,
        sex: basics.sex.parse().unwrap_or(Sex::Unasked),
        certificate: (!certificate.is_empty()).then_some(certificate),
        phone,
        postal_code,
        address,
        disability,
        support_category,
        medical_care,
    })
}

fn name(basics: &Basics, problems: &mut Problems) -> PersonName {
    problems.required("family", &basics.family);
    let mut kana = |name, text: &str| problems.take(name, field::reading(&fold::to_hiragana(text)));
    let family_kana = kana("family_kana", &basics.family_kana);
    let given_kana = kana("given_kana", &basics.given_kana);
    let mut part = |name, text: &str| problems.take(name, field::name(text));
    let preferred = part("preferred", &basics.preferred);
    PersonName {
        family: part("family", &basics.family),
        given: part("given", &basics.given),
        family_kana,
        given_kana,
        preferred: (!preferred.is_empty()).then_some(preferred),
    }
}
