//! The file we offer to offices that want to type their roster anew.

use crate::csv_out;
use crate::roster::Field;

/// The name in the example line; a line with this name is never taken for a person.
pub const EXAMPLE_NAME: &str = "見本　花子";

/// Columns of the template and an example of what to write in each.
const COLUMNS: [(Field, &str); 17] = [
    (Field::Name, EXAMPLE_NAME),
    (Field::Reading, "みほん　はなこ"),
    (Field::BirthDate, "平成2年4月1日"),
    (Field::Sex, "女"),
    (Field::CertificateNumber, "1234567890"),
    (Field::PostalCode, "650-0000"),
    (Field::Address, "兵庫県見本市見本町1丁目2番3号"),
    (Field::Phone, "078-000-0000"),
    (Field::Service, "生活介護"),
    (Field::UseStart, "2024/4/1"),
    (Field::SupportCategory, "区分3"),
    (Field::Custodian, ""),
    (Field::ConsultationOffice, "見本相談支援センター"),
    (Field::ConsultationSpecialist, "見本　一郎"),
    (Field::PlanDate, "2026/4/1"),
    (Field::MonitoringInterval, "6か月"),
    (Field::Notes, "この行は記入例です。消さなくても読み込まれません。"),
];

/// A CSV file with headings and one example line, as [`csv_out::write`] writes it.
pub fn roster_template() -> Vec<u8> {
    let headings = COLUMNS.map(|(field, _)| field.label());
    let example = COLUMNS.map(|(_, example)| example).to_vec();
    csv_out::write(&headings, &[example])
}
