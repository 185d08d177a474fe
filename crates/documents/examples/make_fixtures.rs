//! Writes the sample rosters of the end-to-end tests into `e2e/fixtures`.
//!
//! All people are made up: telephone numbers have an exchange of zeros, and house numbers do not
//! follow any register. The same files come out each time, so a change shows in a diff.

use std::path::Path;

use encoding_rs::SHIFT_JIS;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../e2e/fixtures");
    std::fs::create_dir_all(&folder)?;
    for (name, bytes) in files()? {
        std::fs::write(folder.join(name), bytes)?;
    }
    Ok(())
}

/// File names and contents.
pub(crate) fn files() -> Result<[(&'static str, Vec<u8>); 3], XlsxError> {
    Ok([("roster-messy.xlsx", messy()?), ("roster-sjis.csv", sjis()), ("roster-bad.csv", bad())])
}

/// Headings as a busy office has them: its own order, half-width kana, a line break.
const HEADINGS: [&str; 17] = [
    "No.",
    "利用者\n氏　名（漢字）",
    "ﾌﾘｶﾞﾅ",
    "性別",
    "生年月日",
    "〒",
    "住　所",
    "ＴＥＬ",
    "受給者証番号",
    "区分",
    "利用サービス",
    "契約日",
    "保護者",
    "相談支援事業所",
    "個別支援計画\n作成日",
    "モニタリング期間",
    "備考（配慮など）",
];

/// The columns of [`HEADINGS`] after the running number. A date such as `1990-04-01` becomes a
/// real date of the spreadsheet; what else stands there is written as text.
type Person = [&'static str; 16];

#[rustfmt::skip]
const PEOPLE: [Person; 20] = [
    ["髙橋　一郎", "ﾀｶﾊｼ ｲﾁﾛｳ", "男", "S58.4.12", "675-0066", "兵庫県加古川市加古川町寺家町901-2", "079-000-0101", "2810100011", "4", "生活介護", "2019-04-01", "", "つばさ相談支援センター", "2026-04-10", "6か月", "音に敏感。静かな席を用意"],
    ["松本 さくら", "ﾏﾂﾓﾄ ｻｸﾗ", "女", "平成2年5月1日", "〒672-8011", "姫路市白浜町神田９９９番地", "０７９－０００－０１０２", "２８１０１０００２９", "3", "就労継続支援Ｂ型", "令和2年10月1日", "", "つばさ相談支援センター", "R8.3.25", "６か月", ""],
    ["井上　健太", "ｲﾉｳｴ ｹﾝﾀ", "男", "1996-11-03", "674-0051", "兵庫県明石市大久保町大窪9-9-9", "078-000-0103", "2810100037", "2", "就労継続支援B型", "2021-06-15", "", "あかし野相談室", "2026-06-01", "6ヶ月", "通院は第2水曜"],
    ["木村　花", "ｷﾑﾗ ﾊﾅ", "女", "昭和43年12月31日", "668-0033", "豊岡市中央町99-1", "0796-00-0104", "2810100045", "5", "共同生活援助", "H27.4.1", "", "但馬なぎさ相談", "2026-05-20", "3か月", "コウノトリ観察が楽しみ"],
    ["林　大輔", "ﾊﾔｼ ﾀﾞｲｽｹ", "男", "S50/1/8", "669-1513", "三田市三輪9丁目99番9号", "079-000-0105", "2810100053", "6", "生活介護", "2015-04-01", "", "北摂あおぞら相談支援", "2026-04-28", "3か月", "医療的ケアあり（吸引）"],
    ["清水 美咲", "ｼﾐｽﾞ ﾐｻｷ", "女", "平成元年1月8日", "677-0015", "西脇市西脇999", "0795-00-0106", "2810100061", "3", "就労移行支援", "2025-10-01", "", "北播ひだまり相談", "2026-07-01", "1か月", "絵カードで予定を確認"],
    ["山﨑　翔", "ﾔﾏｻﾞｷ ｼｮｳ", "男", "H13.8.9", "669-2332", "丹波篠山市北新町99", "079-000-0107", "2810100079", "", "就労継続支援A型", "2023-04-03", "", "", "2026-04-03", "", "セルフプラン"],
    ["池田　葵", "ｲｹﾀﾞ ｱｵｲ", "女", "平成28年6月20日", "656-0025", "洲本市本町9丁目9-9", "0799-00-0108", "2810100087", "", "放課後等デイサービス", "2023-04-01", "池田　由美", "あわじ子ども相談", "2026-04-15", "6か月", "学校との連絡帳あり"],
    ["橋本　蓮", "ﾊｼﾓﾄ ﾚﾝ", "男", "2021-02-14", "661-0035", "尼崎市武庫之荘99-9", "06-0000-0109", "2810100095", "", "児童発達支援", "2024-04-01", "橋本　誠", "あまみらい相談室", "R8.4.2", "６ヵ月", ""],
    ["山下　陽子", "ﾔﾏｼﾀ ﾖｳｺ", "女", "Ｓ３８．７．７", "665-0035", "宝塚市逆瀬川9-99", "0797-00-0110", "2810100103", "4", "居宅介護", "平成30年4月1日", "", "宝塚さくら相談", "2026-02-18", "6か月", "65歳まで2年。介護保険の案内を予定"],
    ["石川　直樹", "ｲｼｶﾜ ﾅｵｷ", "男", "1978-09-30", "650-0001", "神戸市中央区加納町9丁目", "078-000-0111", "2810100111", "3", "自立訓練（生活訓練）", "2026-01-15", "", "みなと相談支援センター", "2026-01-20", "3か月", ""],
    ["前田 ゆい", "ﾏｴﾀﾞ ﾕｲ", "女", "平成11年3月3日", "651-2102", "神戸市西区学園東町9-9-9", "078-000-0112", "2810100129", "2", "就労定着支援", "令和7年4月1日", "", "みなと相談支援センター", "R7.10.1", "６か月", "夕方の電話がよい"],
    ["藤田　隆", "ﾌｼﾞﾀ ﾀｶｼ", "男", "昭和30年10月10日", "663-8152", "西宮市甲子園町99-99", "0798-00-0113", "2810100137", "5", "施設入所支援", "H18.10.1", "", "にしのみや野の花", "2026-03-30", "6か月", "きょうだいが後見人"],
    ["岡田　七海", "ｵｶﾀﾞ ﾅﾅﾐ", "女", "2013-12-24", "664-0881", "伊丹市昆陽9-999", "072-000-0114", "2810100145", "", "放課後等デイサービス", "2020-04-01", "岡田　香織", "いたみっこ相談", "2026-04-20", "6か月", ""],
    ["長谷川　誠", "ﾊｾｶﾞﾜ ﾏｺﾄ", "男", "S47.2.29", "678-0239", "赤穂市加里屋9999", "0791-00-0115", "2810100152", "4", "生活介護", "2012-04-01", "", "はりま西相談支援", "2026-05-11", "６か月", "うるう日生まれ"],
    ["近藤 恵", "ｺﾝﾄﾞｳ ﾒｸﾞﾐ", "", "平成7年7月15日", "679-4167", "たつの市龍野町富永9-9", "0791-00-0116", "2810100160", "3", "短期入所", "2024-08-01", "", "はりま西相談支援", "2026-08-01", "6か月", "性別の記入を希望されない"],
    ["坂本　勇気", "ｻｶﾓﾄ ﾕｳｷ", "男", "H15-5-5", "673-0403", "三木市末広9丁目9-99", "0794-00-0117", "2810100178", "1", "就労選択支援", "2026-08-03", "", "北播ひだまり相談", "2026-08-10", "1か月", ""],
    ["遠藤　千夏", "ｴﾝﾄﾞｳ ﾁﾅﾂ", "女", "1987-06-06", "675-1378", "小野市王子町999-1", "0794-00-0118", "2810100186", "2", "地域定着支援", "令和6年2月1日", "", "北播ひだまり相談", "R8.2.1", "６か月", "ひとり暮らし3年目"],
    ["青木　進", "ｱｵｷ ｽｽﾑ", "男", "昭和64年1月7日", "667-0021", "養父市八鹿町八鹿999", "079-000-0119", "2810100194", "3", "就労継続支援B型", "2022-04-01", "", "但馬なぎさ相談", "2026-04-01", "6か月", "バス通所"],
    ["濵田　小百合", "ﾊﾏﾀﾞ ｻﾕﾘ", "女", "大正15年12月1日", "656-2131", "淡路市志筑9999-9", "0799-00-0120", "0000100202", "6", "重度訪問介護", "H20.4.1", "", "あわじ中央相談", "2026-09-01", "3か月", "耳元でゆっくり話す"],
];

/// A workbook with a merged title, blank rows, the headings again on the second page, a hidden
/// row, real dates beside typed eras, numbers shown with leading zeros, and other sheets.
fn messy() -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let written = ExcelDateTime::from_ymd(2026, 9, 30)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&written));
    book.add_worksheet().set_name("表紙")?;
    let sheet = book.add_worksheet().set_name("利用者台帳")?;
    let title = Format::new().set_align(FormatAlign::Center).set_font_size(16);
    sheet.merge_range(0, 0, 0, 16, "利用者名簿（はりま・あわじ合同）", &title)?;
    sheet.write_string(1, 13, "令和８年９月３０日現在")?;
    write_headings(sheet, 3)?;
    for (number, person) in (1_u32..).zip(&PEOPLE) {
        // Ten people on a page; a blank row and the headings again start the second one.
        let row = if number <= 10 { 3 + number } else { 5 + number };
        write_person(sheet, row, number, person)?;
    }
    write_headings(sheet, 15)?;
    // A filter was left on when the file was saved.
    sheet.set_row_hidden(19)?;
    sheet.write_string(26, 0, "合計")?.write_string(26, 1, "20名")?;
    sheet.write_string(28, 16, "以上")?;
    let list = book.add_worksheet().set_name("リスト")?.set_hidden(true);
    list.write_column(0, 0, ["生活介護", "就労継続支援B型", "共同生活援助"])?;
    book.save_to_buffer()
}

fn write_headings(sheet: &mut Worksheet, row: u32) -> Result<(), XlsxError> {
    let wrapped = Format::new().set_text_wrap().set_bold();
    for (column, heading) in (0_u16..).zip(HEADINGS) {
        sheet.write_string_with_format(row, column, heading, &wrapped)?;
    }
    Ok(())
}

fn write_person(
    sheet: &mut Worksheet,
    row: u32,
    number: u32,
    person: &Person,
) -> Result<(), XlsxError> {
    let japanese_date = Format::new().set_num_format("[$-ja-JP]ggge\"年\"m\"月\"d\"日\";@");
    let ten_digits = Format::new().set_num_format("0000000000");
    sheet.write_number(row, 0, number)?;
    for (column, text) in (1_u16..).zip(person.iter().copied()) {
        let date = text.as_bytes().get(4) == Some(&b'-') && text.len() == 10;
        match (column, text.parse::<u32>()) {
            (_, _) if text.is_empty() => sheet.write_blank(row, column, &Format::new())?,
            (4 | 11 | 14, _) if date => {
                let date = ExcelDateTime::parse_from_str(text)?;
                sheet.write_datetime_with_format(row, column, &date, &japanese_date)?
            }
            // Half of the offices type the certificate number as a number.
            (8, Ok(code)) if number.is_multiple_of(2) => {
                sheet.write_number_with_format(row, column, code, &ten_digits)?
            }
            (9, Ok(category)) => sheet.write_number(row, column, category)?,
            _ => sheet.write_string(row, column, text)?,
        };
    }
    Ok(())
}

/// What an older business system exports: Shift_JIS, family and given names apart, certificate
/// numbers guarded against Excel, characters outside JIS X 0208.
fn sjis() -> Vec<u8> {
    let text = [
        "姓,名,セイ,メイ,生年月日,性別,受給者証番号,郵便番号,住所,電話番号,サービス種別,利用開始日,備考",
        "髙橋,一郎,タカハシ,イチロウ,昭和58年4月12日,男,=\"2810100011\",6750066,兵庫県加古川市加古川町寺家町901-2,079-000-0101,生活介護,平成31年4月1日,①静かな席 ②昼食は刻み",
        "松本,さくら,マツモト,サクラ,1990/5/1,女,=\"2810100029\",6728011,姫路市白浜町神田999番地,079-000-0102,就労継続支援Ｂ型,2020/10/1,",
        "山﨑,翔,ヤマザキ,ショウ,H13.8.9,男,=\"2810100079\",6692332,丹波篠山市北新町99,079-000-0107,就労継続支援Ａ型,2023/4/3,\"送迎なし\n自転車で通所\"",
        "池田,葵,イケダ,アオイ,平成28年6月20日,女,=\"2810100087\",6560025,洲本市本町9丁目9-9,0799-00-0108,放課後等デイサービス,2023/4/1,保護者 池田由美",
        "濵田,小百合,ハマダ,サユリ,大正15年12月1日,女,=\"0000100202\",6562131,淡路市志筑9999-9,0799-00-0120,重度訪問介護,平成20年4月1日,㈱あわじの車いす",
        "",
    ]
    .join("\r\n");
    let (bytes, _, lost) = SHIFT_JIS.encode(&text);
    assert!(!lost, "every character of the sample exists in Shift_JIS");
    bytes.into_owned()
}

/// A roster with the mistakes that the import must name: two impossible dates, a missing name
/// and a formula.
fn bad() -> Vec<u8> {
    let text = [
        "\u{feff}氏名,ふりがな,生年月日,性別,受給者証番号,住所,電話番号,利用開始日,備考",
        "青木 進,あおき すすむ,昭和64年1月7日,男,2810100194,養父市八鹿町八鹿999,079-000-0119,2022/4/1,",
        "遠藤 千夏,えんどう ちなつ,昭和62年2月30日,女,2810100186,小野市王子町999-1,0794-00-0118,令和6年2月1日,2月30日はありません",
        ",さかもと ゆうき,H15.5.5,男,2810100178,三木市末広9丁目9-99,0794-00-0117,2026/8/3,名前が空です",
        "近藤 恵,こんどう めぐみ,平成7年7月15日,,2810100160,たつの市龍野町富永9-9,0791-00-0116,2024/13/1,13月はありません",
        "林 大輔,はやし だいすけ,1975/1/8,男,2810100053,三田市三輪9丁目99番9号,079-000-0105,2015/4/1,\"=HYPERLINK(\"\"https://example.invalid/\"\",\"\"ここを押す\"\")\"",
        "",
    ];
    text.join("\r\n").into_bytes()
}
