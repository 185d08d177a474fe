//! Finding the people.

use insta::assert_snapshot;
use tsumugi_documents::roster::{self, Field, Roster, RosterError, SkipReason};
use tsumugi_documents::sheet::{self, Sheet};
use tsumugi_documents::template::roster_template;

use crate::make_fixtures;

fn table(csv: &str) -> Sheet {
    sheet::read(csv.as_bytes(), "名簿.csv").unwrap()
}

fn found(csv: &str) -> Roster {
    roster::roster(&table(csv)).unwrap()
}

fn fixture(name: &str) -> Sheet {
    let files = make_fixtures::files().unwrap();
    let (_, bytes) = files.iter().find(|(file, _)| *file == name).unwrap();
    sheet::read(bytes, name).unwrap()
}

/// Columns, lines and skipped rows, one a line.
fn show(roster: &Roster) -> String {
    let columns = roster.columns.iter().map(|column| {
        let field = column.field.map_or("-".to_string(), |field| format!("{field:?}"));
        format!("{} {} → {field}", column.letter, column.heading)
    });
    let lines = roster.lines.iter().map(|line| {
        let fields: Vec<String> =
            line.fields.iter().map(|(f, c)| format!("{f:?}={}", c.text)).collect();
        format!("{}: {}", line.number, fields.join(" | "))
    });
    let skipped = roster.skipped.iter().map(|skip| format!("{}: {:?}", skip.number, skip.reason));
    columns.chain(lines).chain(skipped).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_committed_samples_are_what_the_example_writes() {
    for (name, bytes) in make_fixtures::files().unwrap() {
        let path = format!("{}/../../e2e/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
        let hint = "run: cargo run -p tsumugi-documents --example make_fixtures";
        assert!(std::fs::read(&path).unwrap_or_default() == bytes, "{name} differs; {hint}");
    }
}

#[test]
fn a_messy_workbook_becomes_twenty_people() {
    let sheet = fixture("roster-messy.xlsx");
    assert_eq!(sheet.other_sheets, ["表紙", "リスト"]);
    let roster = roster::roster(&sheet).unwrap();
    assert_eq!(roster.heading_row, 4);
    assert_eq!(roster.lines.len(), 20);
    assert!(roster.lines.iter().all(|line| {
        let number = &line.fields[&Field::CertificateNumber].text;
        number.chars().count() == 10
    }));
    assert_snapshot!(show(&roster), @r"
    A No. → -
    B 利用者 氏 名（漢字） → Name
    C ﾌﾘｶﾞﾅ → Reading
    D 性別 → Sex
    E 生年月日 → BirthDate
    F 〒 → PostalCode
    G 住 所 → Address
    H ＴＥＬ → Phone
    I 受給者証番号 → CertificateNumber
    J 区分 → SupportCategory
    K 利用サービス → Service
    L 契約日 → UseStart
    M 保護者 → Custodian
    N 相談支援事業所 → ConsultationOffice
    O 個別支援計画 作成日 → PlanDate
    P モニタリング期間 → MonitoringInterval
    Q 備考（配慮など） → Notes
    5: Name=髙橋　一郎 | Reading=ﾀｶﾊｼ ｲﾁﾛｳ | BirthDate=S58.4.12 | Sex=男 | CertificateNumber=2810100011 | PostalCode=675-0066 | Address=兵庫県加古川市加古川町寺家町901-2 | Phone=079-000-0101 | Service=生活介護 | UseStart=2019-04-01 | SupportCategory=4 | ConsultationOffice=つばさ相談支援センター | PlanDate=2026-04-10 | MonitoringInterval=6か月 | Notes=音に敏感。静かな席を用意
    6: Name=松本 さくら | Reading=ﾏﾂﾓﾄ ｻｸﾗ | BirthDate=平成2年5月1日 | Sex=女 | CertificateNumber=２８１０１０００２９ | PostalCode=〒672-8011 | Address=姫路市白浜町神田９９９番地 | Phone=０７９－０００－０１０２ | Service=就労継続支援Ｂ型 | UseStart=令和2年10月1日 | SupportCategory=3 | ConsultationOffice=つばさ相談支援センター | PlanDate=R8.3.25 | MonitoringInterval=６か月
    7: Name=井上　健太 | Reading=ｲﾉｳｴ ｹﾝﾀ | BirthDate=1996-11-03 | Sex=男 | CertificateNumber=2810100037 | PostalCode=674-0051 | Address=兵庫県明石市大久保町大窪9-9-9 | Phone=078-000-0103 | Service=就労継続支援B型 | UseStart=2021-06-15 | SupportCategory=2 | ConsultationOffice=あかし野相談室 | PlanDate=2026-06-01 | MonitoringInterval=6ヶ月 | Notes=通院は第2水曜
    8: Name=木村　花 | Reading=ｷﾑﾗ ﾊﾅ | BirthDate=昭和43年12月31日 | Sex=女 | CertificateNumber=2810100045 | PostalCode=668-0033 | Address=豊岡市中央町99-1 | Phone=0796-00-0104 | Service=共同生活援助 | UseStart=H27.4.1 | SupportCategory=5 | ConsultationOffice=但馬なぎさ相談 | PlanDate=2026-05-20 | MonitoringInterval=3か月 | Notes=コウノトリ観察が楽しみ
    9: Name=林　大輔 | Reading=ﾊﾔｼ ﾀﾞｲｽｹ | BirthDate=S50/1/8 | Sex=男 | CertificateNumber=2810100053 | PostalCode=669-1513 | Address=三田市三輪9丁目99番9号 | Phone=079-000-0105 | Service=生活介護 | UseStart=2015-04-01 | SupportCategory=6 | ConsultationOffice=北摂あおぞら相談支援 | PlanDate=2026-04-28 | MonitoringInterval=3か月 | Notes=医療的ケアあり（吸引）
    10: Name=清水 美咲 | Reading=ｼﾐｽﾞ ﾐｻｷ | BirthDate=平成元年1月8日 | Sex=女 | CertificateNumber=2810100061 | PostalCode=677-0015 | Address=西脇市西脇999 | Phone=0795-00-0106 | Service=就労移行支援 | UseStart=2025-10-01 | SupportCategory=3 | ConsultationOffice=北播ひだまり相談 | PlanDate=2026-07-01 | MonitoringInterval=1か月 | Notes=絵カードで予定を確認
    11: Name=山﨑　翔 | Reading=ﾔﾏｻﾞｷ ｼｮｳ | BirthDate=H13.8.9 | Sex=男 | CertificateNumber=2810100079 | PostalCode=669-2332 | Address=丹波篠山市北新町99 | Phone=079-000-0107 | Service=就労継続支援A型 | UseStart=2023-04-03 | PlanDate=2026-04-03 | Notes=セルフプラン
    12: Name=池田　葵 | Reading=ｲｹﾀﾞ ｱｵｲ | BirthDate=平成28年6月20日 | Sex=女 | CertificateNumber=2810100087 | PostalCode=656-0025 | Address=洲本市本町9丁目9-9 | Phone=0799-00-0108 | Service=放課後等デイサービス | UseStart=2023-04-01 | Custodian=池田　由美 | ConsultationOffice=あわじ子ども相談 | PlanDate=2026-04-15 | MonitoringInterval=6か月 | Notes=学校との連絡帳あり
    13: Name=橋本　蓮 | Reading=ﾊｼﾓﾄ ﾚﾝ | BirthDate=2021-02-14 | Sex=男 | CertificateNumber=2810100095 | PostalCode=661-0035 | Address=尼崎市武庫之荘99-9 | Phone=06-0000-0109 | Service=児童発達支援 | UseStart=2024-04-01 | Custodian=橋本　誠 | ConsultationOffice=あまみらい相談室 | PlanDate=R8.4.2 | MonitoringInterval=６ヵ月
    14: Name=山下　陽子 | Reading=ﾔﾏｼﾀ ﾖｳｺ | BirthDate=Ｓ３８．７．７ | Sex=女 | CertificateNumber=2810100103 | PostalCode=665-0035 | Address=宝塚市逆瀬川9-99 | Phone=0797-00-0110 | Service=居宅介護 | UseStart=平成30年4月1日 | SupportCategory=4 | ConsultationOffice=宝塚さくら相談 | PlanDate=2026-02-18 | MonitoringInterval=6か月 | Notes=65歳まで2年。介護保険の案内を予定
    17: Name=石川　直樹 | Reading=ｲｼｶﾜ ﾅｵｷ | BirthDate=1978-09-30 | Sex=男 | CertificateNumber=2810100111 | PostalCode=650-0001 | Address=神戸市中央区加納町9丁目 | Phone=078-000-0111 | Service=自立訓練（生活訓練） | UseStart=2026-01-15 | SupportCategory=3 | ConsultationOffice=みなと相談支援センター | PlanDate=2026-01-20 | MonitoringInterval=3か月
    18: Name=前田 ゆい | Reading=ﾏｴﾀﾞ ﾕｲ | BirthDate=平成11年3月3日 | Sex=女 | CertificateNumber=2810100129 | PostalCode=651-2102 | Address=神戸市西区学園東町9-9-9 | Phone=078-000-0112 | Service=就労定着支援 | UseStart=令和7年4月1日 | SupportCategory=2 | ConsultationOffice=みなと相談支援センター | PlanDate=R7.10.1 | MonitoringInterval=６か月 | Notes=夕方の電話がよい
    19: Name=藤田　隆 | Reading=ﾌｼﾞﾀ ﾀｶｼ | BirthDate=昭和30年10月10日 | Sex=男 | CertificateNumber=2810100137 | PostalCode=663-8152 | Address=西宮市甲子園町99-99 | Phone=0798-00-0113 | Service=施設入所支援 | UseStart=H18.10.1 | SupportCategory=5 | ConsultationOffice=にしのみや野の花 | PlanDate=2026-03-30 | MonitoringInterval=6か月 | Notes=きょうだいが後見人
    20: Name=岡田　七海 | Reading=ｵｶﾀﾞ ﾅﾅﾐ | BirthDate=2013-12-24 | Sex=女 | CertificateNumber=2810100145 | PostalCode=664-0881 | Address=伊丹市昆陽9-999 | Phone=072-000-0114 | Service=放課後等デイサービス | UseStart=2020-04-01 | Custodian=岡田　香織 | ConsultationOffice=いたみっこ相談 | PlanDate=2026-04-20 | MonitoringInterval=6か月
    21: Name=長谷川　誠 | Reading=ﾊｾｶﾞﾜ ﾏｺﾄ | BirthDate=S47.2.29 | Sex=男 | CertificateNumber=2810100152 | PostalCode=678-0239 | Address=赤穂市加里屋9999 | Phone=0791-00-0115 | Service=生活介護 | UseStart=2012-04-01 | SupportCategory=4 | ConsultationOffice=はりま西相談支援 | PlanDate=2026-05-11 | MonitoringInterval=６か月 | Notes=うるう日生まれ
    22: Name=近藤 恵 | Reading=ｺﾝﾄﾞｳ ﾒｸﾞﾐ | BirthDate=平成7年7月15日 | CertificateNumber=2810100160 | PostalCode=679-4167 | Address=たつの市龍野町富永9-9 | Phone=0791-00-0116 | Service=短期入所 | UseStart=2024-08-01 | SupportCategory=3 | ConsultationOffice=はりま西相談支援 | PlanDate=2026-08-01 | MonitoringInterval=6か月 | Notes=性別の記入を希望されない
    23: Name=坂本　勇気 | Reading=ｻｶﾓﾄ ﾕｳｷ | BirthDate=H15-5-5 | Sex=男 | CertificateNumber=2810100178 | PostalCode=673-0403 | Address=三木市末広9丁目9-99 | Phone=0794-00-0117 | Service=就労選択支援 | UseStart=2026-08-03 | SupportCategory=1 | ConsultationOffice=北播ひだまり相談 | PlanDate=2026-08-10 | MonitoringInterval=1か月
    24: Name=遠藤　千夏 | Reading=ｴﾝﾄﾞｳ ﾁﾅﾂ | BirthDate=1987-06-06 | Sex=女 | CertificateNumber=2810100186 | PostalCode=675-1378 | Address=小野市王子町999-1 | Phone=0794-00-0118 | Service=地域定着支援 | UseStart=令和6年2月1日 | SupportCategory=2 | ConsultationOffice=北播ひだまり相談 | PlanDate=R8.2.1 | MonitoringInterval=６か月 | Notes=ひとり暮らし3年目
    25: Name=青木　進 | Reading=ｱｵｷ ｽｽﾑ | BirthDate=昭和64年1月7日 | Sex=男 | CertificateNumber=2810100194 | PostalCode=667-0021 | Address=養父市八鹿町八鹿999 | Phone=079-000-0119 | Service=就労継続支援B型 | UseStart=2022-04-01 | SupportCategory=3 | ConsultationOffice=但馬なぎさ相談 | PlanDate=2026-04-01 | MonitoringInterval=6か月 | Notes=バス通所
    26: Name=濵田　小百合 | Reading=ﾊﾏﾀﾞ ｻﾕﾘ | BirthDate=大正15年12月1日 | Sex=女 | CertificateNumber=0000100202 | PostalCode=656-2131 | Address=淡路市志筑9999-9 | Phone=0799-00-0120 | Service=重度訪問介護 | UseStart=H20.4.1 | SupportCategory=6 | ConsultationOffice=あわじ中央相談 | PlanDate=2026-09-01 | MonitoringInterval=3か月 | Notes=耳元でゆっくり話す
    16: RepeatedHeading
    27: Footer
    29: Footer
    ");
}

#[test]
fn a_shift_jis_export_becomes_people() {
    assert_snapshot!(show(&roster::roster(&fixture("roster-sjis.csv")).unwrap()), @r"
    A 姓 → FamilyName
    B 名 → GivenName
    C セイ → FamilyReading
    D メイ → GivenReading
    E 生年月日 → BirthDate
    F 性別 → Sex
    G 受給者証番号 → CertificateNumber
    H 郵便番号 → PostalCode
    I 住所 → Address
    J 電話番号 → Phone
    K サービス種別 → Service
    L 利用開始日 → UseStart
    M 備考 → Notes
    2: FamilyName=髙橋 | GivenName=一郎 | FamilyReading=タカハシ | GivenReading=イチロウ | BirthDate=昭和58年4月12日 | Sex=男 | CertificateNumber=2810100011 | PostalCode=6750066 | Address=兵庫県加古川市加古川町寺家町901-2 | Phone=079-000-0101 | Service=生活介護 | UseStart=平成31年4月1日 | Notes=①静かな席 ②昼食は刻み
    3: FamilyName=松本 | GivenName=さくら | FamilyReading=マツモト | GivenReading=サクラ | BirthDate=1990/5/1 | Sex=女 | CertificateNumber=2810100029 | PostalCode=6728011 | Address=姫路市白浜町神田999番地 | Phone=079-000-0102 | Service=就労継続支援Ｂ型 | UseStart=2020/10/1
    4: FamilyName=山﨑 | GivenName=翔 | FamilyReading=ヤマザキ | GivenReading=ショウ | BirthDate=H13.8.9 | Sex=男 | CertificateNumber=2810100079 | PostalCode=6692332 | Address=丹波篠山市北新町99 | Phone=079-000-0107 | Service=就労継続支援Ａ型 | UseStart=2023/4/3 | Notes=送迎なし
    自転車で通所
    5: FamilyName=池田 | GivenName=葵 | FamilyReading=イケダ | GivenReading=アオイ | BirthDate=平成28年6月20日 | Sex=女 | CertificateNumber=2810100087 | PostalCode=6560025 | Address=洲本市本町9丁目9-9 | Phone=0799-00-0108 | Service=放課後等デイサービス | UseStart=2023/4/1 | Notes=保護者 池田由美
    6: FamilyName=濵田 | GivenName=小百合 | FamilyReading=ハマダ | GivenReading=サユリ | BirthDate=大正15年12月1日 | Sex=女 | CertificateNumber=0000100202 | PostalCode=6562131 | Address=淡路市志筑9999-9 | Phone=0799-00-0120 | Service=重度訪問介護 | UseStart=平成20年4月1日 | Notes=㈱あわじの車いす
    ");
}

#[test]
fn mistakes_are_left_for_the_importer_to_name() {
    let roster = roster::roster(&fixture("roster-bad.csv")).unwrap();
    assert_eq!(roster.lines.len(), 5);
    assert!(roster.skipped.is_empty());
    assert!(!roster.lines[2].fields.contains_key(&Field::Name));
    assert!(roster.lines[4].fields[&Field::Notes].formula);
}

#[test]
fn headings_in_two_rows_are_read_together() {
    let roster = found(
        "名簿\n,,連絡先,,支援計画,\n氏名,生年月日,住所,電話番号,計画作成日,モニタリング\n花子,H2.5.1,姫路,079,R8.4.1,6\n",
    );
    assert_eq!(roster.heading_row, 3);
    let roster = found("氏名,生年月日,連絡先,\n,,住所,電話番号\n花子,H2.5.1,姫路,079\n");
    assert_snapshot!(show(&roster), @r"
    A 氏名 → Name
    B 生年月日 → BirthDate
    C 連絡先 住所 → Address
    D 電話番号 → Phone
    3: Name=花子 | BirthDate=H2.5.1 | Address=姫路 | Phone=079
    ");
}

#[test]
fn rows_that_are_not_people_are_named() {
    let roster = found(
        "利用者名簿\nNo,氏名,フリガナ,備考\n1,花子,ハナコ,\n2,,,\n利用者名簿\nNo,氏 名,ﾌﾘｶﾞﾅ,備考\n3,合田 計,ゴウダ ケイ,\n4,,イチロウ,名前なし\n合計,3名,,\n,計 3人,,\n※ 10月末現在,,,\n,,,以上\n",
    );
    assert_snapshot!(show(&roster), @r"
    A No → -
    B 氏名 → Name
    C フリガナ → Reading
    D 備考 → Notes
    3: Name=花子 | Reading=ハナコ
    7: Name=合田 計 | Reading=ゴウダ ケイ
    8: Reading=イチロウ | Notes=名前なし
    4: NothingToRead
    5: RepeatedTitle
    6: RepeatedHeading
    9: Footer
    10: Footer
    11: Note
    12: Footer
    ");
}

#[test]
fn of_two_columns_of_the_same_kind_the_left_one_is_read() {
    let roster = found("氏名,電話(自宅),電話(携帯),緊急連絡先\n花子,1,2,3\n");
    let ignored: Vec<&str> = roster.ignored_columns().map(|c| c.heading.as_str()).collect();
    assert_eq!(ignored, ["電話(携帯)", "緊急連絡先"]);
    assert_eq!(roster.lines[0].fields[&Field::Phone].text, "1");
    assert!(roster.has(Field::Phone) && !roster.has(Field::Address));
}

#[test]
fn columns_without_a_heading_are_reported() {
    let roster = found("氏名,,住所\n花子,メモ書き,姫路\n");
    assert_eq!(roster.columns[1].letter, "B");
    assert_eq!((roster.columns[1].heading.as_str(), roster.columns[1].field), ("", None));
}

#[test]
fn without_a_name_column_the_user_sees_what_was_found() {
    let error = roster::roster(&table("題名\n\n番号,住所\n1,姫路\n")).unwrap_err();
    let RosterError::NoHeadings { seen, expected } = error;
    assert_eq!(seen[1].number, 3);
    assert_eq!(seen[1].texts, ["番号", "住所"]);
    assert!(expected.contains(&"氏名") && expected.contains(&"姓"));
    // Headings below the twentieth filled row are not looked for.
    assert!(roster::roster(&table(&format!("{}氏名,住所\n花子,x\n", "x\n".repeat(20)))).is_err());
    assert!(roster::roster(&table(&format!("{}氏名,住所\n花子,x\n", "x\n".repeat(19)))).is_ok());
}

#[test]
fn our_template_is_understood_and_its_example_is_no_person() {
    let sheet = sheet::read(&roster_template(), "名簿のひな形.csv").unwrap();
    let roster = roster::roster(&sheet).unwrap();
    assert_eq!(roster.ignored_columns().count(), 0);
    assert!(roster.lines.is_empty());
    assert_eq!(roster.skipped[0].reason, SkipReason::Example);
}
