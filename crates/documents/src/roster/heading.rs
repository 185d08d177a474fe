//! Understands Japanese headings however an office writes them.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// What a column of a roster is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Whole name.
    Name,
    /// Family name, in a column of its own.
    FamilyName,
    /// Given name, in a column of its own.
    GivenName,
    /// Reading of the whole name.
    Reading,
    /// Reading of the family name.
    FamilyReading,
    /// Reading of the given name.
    GivenReading,
    /// Birth date.
    BirthDate,
    /// Sex.
    Sex,
    /// Number of the recipient certificate, ten digits.
    CertificateNumber,
    /// Postal code.
    PostalCode,
    /// Address.
    Address,
    /// Telephone number.
    Phone,
    /// Kind of service used.
    Service,
    /// First day of use or of the contract.
    UseStart,
    /// Disability support category.
    SupportCategory,
    /// Name of the custodian.
    Custodian,
    /// Consultation support office.
    ConsultationOffice,
    /// Name of the consultation support specialist.
    ConsultationSpecialist,
    /// Day the individual support plan was made.
    PlanDate,
    /// Monitoring interval.
    MonitoringInterval,
    /// Anything else the office notes.
    Notes,
}

/// Headings understood as each field, ours first, in the order of the fields.
const HEADINGS: [(Field, &[&str]); 21] = [
    (
        Field::Name,
        &[
            "氏名",
            "利用者氏名",
            "利用者名",
            "名前",
            "お名前",
            "児童氏名",
            "児童名",
            "本人名",
            "対象者名",
            "利用者",
            "姓名",
        ],
    ),
    (Field::FamilyName, &["姓", "氏", "苗字", "名字"]),
    (Field::GivenName, &["名"]),
    (
        Field::Reading,
        &[
            "ふりがな",
            "フリガナ",
            "カナ",
            "よみがな",
            "よみ",
            "読み",
            "読み仮名",
            "氏名カナ",
            "カナ氏名",
            "氏名ふりがな",
            "氏名よみ",
            "名前ふりがな",
            "利用者名カナ",
        ],
    ),
    (Field::FamilyReading, &["姓ふりがな", "セイ", "姓カナ", "カナ姓", "姓よみ"]),
    (Field::GivenReading, &["名ふりがな", "メイ", "名カナ", "カナ名", "名よみ"]),
    (Field::BirthDate, &["生年月日", "誕生日", "誕生年月日"]),
    (Field::Sex, &["性別", "男女"]),
    (
        Field::CertificateNumber,
        &[
            "受給者証番号",
            "受給者番号",
            "受給者証",
            "受給者証No",
            "受給者No",
            "証番号",
            "障害福祉サービス受給者証番号",
            "通所受給者証番号",
            "地域相談支援受給者証番号",
        ],
    ),
    (Field::PostalCode, &["郵便番号", "〒", "郵便", "〒番号"]),
    (Field::Address, &["住所", "現住所", "居住地", "自宅住所"]),
    (
        Field::Phone,
        &[
            "電話番号",
            "電話",
            "TEL",
            "TEL番号",
            "連絡先",
            "連絡先電話番号",
            "自宅電話番号",
            "自宅電話",
            "携帯電話番号",
            "携帯電話",
            "携帯番号",
            "携帯",
        ],
    ),
    (
        Field::Service,
        &[
            "サービス種別",
            "利用サービス",
            "サービス種類",
            "サービスの種類",
            "サービスの種別",
            "利用サービス種別",
            "利用サービス名",
            "サービス名",
            "サービス内容",
            "サービス",
        ],
    ),
    (
        Field::UseStart,
        &[
            "利用開始日",
            "契約日",
            "利用開始年月日",
            "契約年月日",
            "契約開始日",
            "利用契約日",
            "サービス開始日",
            "開始日",
        ],
    ),
    (Field::SupportCategory, &["障害支援区分", "区分", "支援区分", "障害程度区分"]),
    (Field::Custodian, &["保護者氏名", "保護者", "保護者名", "保護者等氏名"]),
    (
        Field::ConsultationOffice,
        &[
            "相談支援事業所",
            "相談支援事業所名",
            "相談支援事業者",
            "相談支援事業者名",
            "相談事業所",
            "計画相談事業所",
            "計画相談支援事業所",
            "計画相談",
        ],
    ),
    (
        Field::ConsultationSpecialist,
        &[
            "相談支援専門員",
            "相談支援専門員名",
            "相談支援専門員氏名",
            "担当相談支援専門員",
            "担当相談員",
            "相談員",
            "計画相談員",
        ],
    ),
    (
        Field::PlanDate,
        &[
            "個別支援計画作成日",
            "計画作成日",
            "個別支援計画書作成日",
            "計画作成年月日",
            "個別支援計画",
            "計画日",
        ],
    ),
    (
        Field::MonitoringInterval,
        &["モニタリング期間", "モニタリング", "モニタリング頻度", "モニタリング間隔"],
    ),
    (Field::Notes, &["備考", "メモ", "備考欄", "特記事項", "摘要"]),
];

impl Field {
    /// All fields, in the order a roster usually has them.
    pub fn all() -> impl Iterator<Item = Field> {
        HEADINGS.iter().map(|(field, _)| *field)
    }

    /// The heading we write ourselves.
    pub fn label(self) -> &'static str {
        self.headings()[0]
    }

    /// True for the whole name and its parts, not for readings.
    pub fn is_name(self) -> bool {
        matches!(self, Field::Name | Field::FamilyName | Field::GivenName)
    }

    /// Headings understood as this field, ours first. Spaces, widths, brackets and the difference
    /// of hiragana and katakana do not matter.
    pub fn headings(self) -> &'static [&'static str] {
        HEADINGS[self as usize].1
    }
}

/// A heading with everything taken away that differs from office to office.
pub(super) struct Folded {
    /// The heading without brackets; what is inside them if there is nothing else.
    pub(super) base: String,
    /// What stands in brackets.
    hint: String,
}

/// Folds widths, spaces, line breaks, marks, letter case and kana.
pub(super) fn fold(heading: &str) -> Folded {
    let (mut base, mut hint) = (String::new(), String::new());
    let mut depth = 0_usize;
    for c in heading.nfkc().flat_map(char::to_lowercase) {
        match c {
            '(' | '[' | '{' | '<' | '【' | '〔' | '「' | '『' | '《' | '〈' => depth += 1,
            ')' | ']' | '}' | '>' | '】' | '〕' | '」' | '』' | '》' | '〉' => {
                depth = depth.saturating_sub(1);
            }
            '※' | '*' | '★' | '☆' | '●' | '○' | '◎' | '◆' | '■' | '□' | '・' | ':' | '.' =>
                {}
            c if c.is_whitespace() || c.is_control() => {}
            c if depth > 0 => hint.push(hiragana(c)),
            c => base.push(hiragana(c)),
        }
    }
    if base.is_empty() { Folded { base: hint, hint: base } } else { Folded { base, hint } }
}

fn hiragana(c: char) -> char {
    match c {
        // The two blocks lie 0x60 apart; the long vowel mark and what follows have no hiragana.
        'ァ'..='ヶ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        _ => c,
    }
}

/// The field a heading stands for.
pub(super) fn recognise(heading: &str) -> Option<Field> {
    // Long cells are never headings, and folding them for every row would be slow.
    if heading.chars().nth(40).is_some() {
        return None;
    }
    let Folded { base, hint } = fold(heading);
    let field = look_up(&base).or_else(|| {
        // 利用者住所, 児童生年月日: whose it is goes without saying in a roster.
        let rest = ["ご利用者", "利用者", "児童", "本人", "対象者"]
            .iter()
            .find_map(|prefix| base.strip_prefix(prefix))?;
        look_up(rest).filter(|field| !matches!(field, Field::FamilyName | Field::GivenName))
    })?;
    let reading = ["かな", "がな", "よみ", "読"].iter().any(|word| hint.contains(word));
    Some(match field {
        // 氏名（カナ） stands next to 氏名（漢字）.
        Field::Name if reading => Field::Reading,
        Field::FamilyName if reading => Field::FamilyReading,
        Field::GivenName if reading => Field::GivenReading,
        field => field,
    })
}

/// Folded once: every cell of a roster is compared with the headings to find repeated ones.
static BY_HEADING: LazyLock<HashMap<String, Field>> = LazyLock::new(|| {
    let pairs = |field: Field| field.headings().iter().map(move |h| (fold(h).base, field));
    Field::all().flat_map(pairs).collect()
});

fn look_up(base: &str) -> Option<Field> {
    BY_HEADING.get(base).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_recognised_however_they_are_written() {
        for (heading, field) in [
            ("氏　名（漢字）", Field::Name),
            ("【氏名】", Field::Name),
            ("利用者\n氏名", Field::Name),
            ("お名前 ※", Field::Name),
            ("児童氏名", Field::Name),
            ("氏名（カナ）", Field::Reading),
            ("ﾌﾘｶﾞﾅ", Field::Reading),
            ("ふ り が な", Field::Reading),
            ("姓（フリガナ）", Field::FamilyReading),
            ("メイ", Field::GivenReading),
            ("姓", Field::FamilyName),
            ("名", Field::GivenName),
            ("生年月日(和暦)", Field::BirthDate),
            ("児童生年月日", Field::BirthDate),
            ("〒", Field::PostalCode),
            ("ＴＥＬ", Field::Phone),
            ("℡", Field::Phone),
            ("受給者証№", Field::CertificateNumber),
            ("利用ｻｰﾋﾞｽ", Field::Service),
            ("契約日", Field::UseStart),
            ("区分", Field::SupportCategory),
            ("保護者", Field::Custodian),
            ("相談支援\n専門員", Field::ConsultationSpecialist),
            ("ﾓﾆﾀﾘﾝｸﾞ期間", Field::MonitoringInterval),
        ] {
            assert_eq!(recognise(heading), Some(field), "{heading}");
        }
    }

    #[test]
    fn other_peoples_columns_are_not_taken_for_the_persons() {
        for heading in
            ["No.", "緊急連絡先氏名", "担当者氏名", "事業所名", "年齢", "利用者番号", "続柄", ""]
        {
            assert_eq!(recognise(heading), None, "{heading}");
        }
    }

    #[test]
    fn no_heading_means_two_things() {
        for (index, field) in Field::all().enumerate() {
            assert_eq!(field as usize, index);
            for heading in field.headings() {
                assert_eq!(recognise(heading), Some(field), "{heading}");
            }
        }
    }
}
