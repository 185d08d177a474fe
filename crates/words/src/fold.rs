//! Folding: what people type in many widths and forms becomes one form for keys.
//!
//! Names and free text are stored as typed; only keys, numbers, codes and kana are folded.

use unicode_normalization::UnicodeNormalization as _;

/// Full width to half width and compatible forms (NFKC), and every dash to `-`, every wave to `~`.
/// NFKC alone leaves the minus sign and the typographic dashes apart.
pub fn width(text: &str) -> String {
    text.nfkc()
        .map(|c| match c {
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '─' | '﹘' => '-',
            '〜' | '∼' => '~',
            other => other,
        })
        .collect()
}

/// Katakana to hiragana, half width included; the long vowel mark stays.
pub fn to_hiragana(text: &str) -> String {
    text.nfkc()
        .map(|c| match c {
            'ァ'..='ヶ' | 'ヽ' | 'ヾ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
            other => other,
        })
        .collect()
}

/// Forms of one character that people do not tell apart when they search, mostly in names: the
/// office has 髙橋 on the certificate and 高橋 in the telephone list. 斎 and 斉 are two characters
/// by origin, yet families write Saitō with either and callers cannot say which: both find both.
/// The same reason joins 島 with 嶋 and 富 with 冨; a search may find too much, never too little.
const VARIANTS: &[(&str, char)] = &[
    ("髙", '高'),
    ("﨑嵜碕", '崎'),
    ("邊邉邉", '辺'),
    ("齋齊斎", '斉'),
    ("濵濱", '浜'),
    ("𠮷", '吉'),
    ("澤", '沢'),
    ("廣", '広'),
    ("嶋嶌", '島'),
    ("櫻", '桜'),
    ("國圀", '国'),
    ("瀨", '瀬'),
    ("眞", '真'),
    ("惠", '恵'),
    ("龍", '竜'),
    ("冨", '富'),
    ("德", '徳'),
    ("栁", '柳'),
    ("榮", '栄'),
    ("淵渕", '渊'),
    ("條", '条'),
    ("黑", '黒'),
    ("曾", '曽'),
    ("峯", '峰'),
    ("彌", '弥'),
    ("瀧", '滝'),
    ("關", '関'),
    ("鷗", '鴎'),
    ("檜", '桧'),
    ("舘", '館'),
    ("龜", '亀'),
    ("實", '実'),
    ("壽", '寿'),
    ("萬", '万'),
    ("與", '与'),
    ("橫", '横'),
    ("穗", '穂'),
    ("豐", '豊'),
    ("塚", '塚'),
    ("薗", '園'),
    ("藪", '薮'),
    ("槇", '槙'),
    ("靜", '静'),
    ("祿", '禄'),
    ("淺", '浅'),
    ("藏", '蔵'),
    ("桒", '桑'),
    ("佛", '仏'),
    ("學", '学'),
    ("會", '会'),
    ("醫", '医'),
];

/// The key under which a text is searched: folded widths, small letters, hiragana, common forms
/// of characters, every dash and long vowel mark as ー; without spaces, ・ and the selectors that
/// choose a glyph of a kanji.
pub fn search_key(text: &str) -> String {
    let kept: String = width(text)
        .chars()
        .filter(|&c| !c.is_whitespace() && c != '・' && !is_variation_selector(c))
        .collect();
    to_hiragana(&kept.to_lowercase())
        .chars()
        .map(|c| match c {
            'ー' | '-' | '~' => 'ー',
            'ゕ' => 'か',
            'ゖ' => 'け',
            c => VARIANTS
                .iter()
                .find(|(forms, _)| forms.contains(c))
                .map_or(c, |(_, common)| *common),
        })
        .nfc()
        .collect()
}

fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// A key whose byte order sorts kana as a Japanese list does. Each part of a name (family, then
/// given) is compared for itself: first bare kana, a long vowel mark counting as the vowel it
/// repeats; then voicing (は, ば, ぱ); then size (つ, っ, ー).
pub fn kana_key(text: &str) -> String {
    let kana = to_hiragana(&width(text));
    kana.split_whitespace().map(word_key).collect::<Vec<_>>().join(" ")
}

fn word_key(kana: &str) -> String {
    let (mut base, mut voicing, mut size) = (String::new(), String::new(), String::new());
    let mut before = None;
    for c in kana.chars().filter(|&c| c != '・') {
        let (bare, voice, small) = match (c, before) {
            ('ー' | '-' | '~', Some((last, _))) => (vowel(last), '0', '2'),
            ('ゝ', Some((last, voice))) => (last, voice, '0'),
            ('ゞ', Some((last, _))) => (last, '1', '0'),
            _ => strip(c),
        };
        base.push(bare);
        voicing.push(voice);
        size.push(small);
        before = Some((bare, voice));
    }
    format!("{base}\u{1}{voicing}{size}")
}

/// The vowel that a long mark repeats.
fn vowel(c: char) -> char {
    const ROWS: [(&str, char); 5] = [
        ("あかさたなはまやらわ", 'あ'),
        ("いきしちにひみりゐ", 'い'),
        ("うくすつぬふむゆる", 'う'),
        ("えけせてねへめれゑ", 'え'),
        ("おこそとのほもよろを", 'お'),
    ];
    ROWS.iter().find(|(row, _)| row.contains(c)).map_or(c, |(_, vowel)| *vowel)
}

/// The bare kana, its voicing (0 plain, 1 voiced, 2 half voiced) and its size (0 full, 1 small).
fn strip(c: char) -> (char, char, char) {
    const SMALL: [char; 12] =
        ['ぁ', 'ぃ', 'ぅ', 'ぇ', 'ぉ', 'っ', 'ゃ', 'ゅ', 'ょ', 'ゎ', 'ゕ', 'ゖ'];
    const FULL: [char; 12] =
        ['あ', 'い', 'う', 'え', 'お', 'つ', 'や', 'ゆ', 'よ', 'わ', 'か', 'け'];
    if let Some(at) = SMALL.iter().position(|&small| small == c) {
        return (FULL[at], '0', '1');
    }
    let mut parts = std::iter::once(c).nfd();
    match (parts.next(), parts.next()) {
        (Some(bare), Some('\u{3099}')) => (bare, '1', '0'),
        (Some(bare), Some('\u{309a}')) => (bare, '2', '0'),
        _ => (c, '0', '0'),
    }
}

/// The ASCII digits of a text: certificate numbers, counts.
pub fn digits(text: &str) -> String {
    width(text).chars().filter(char::is_ascii_digit).collect()
}

/// A telephone number: half width, its groups of digits kept apart by single dashes; `None` when
/// anything else was typed. What stands beside a number, as an extension or whose it is, would
/// become a part of it, or be lost.
pub fn phone(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut open = false;
    for c in width(text).trim().chars() {
        match c {
            '0'..='9' => out.push(c),
            '+' if out.is_empty() => out.push(c),
            '(' if !open => open = true,
            // Between brackets stand digits.
            ')' if open && out.ends_with(|c: char| c.is_ascii_digit()) => open = false,
            '-' | '~' | 'ー' | '.' => {}
            c if c.is_whitespace() => {}
            _ => return None,
        }
        if !c.is_ascii_digit() && !out.is_empty() && !out.ends_with(['-', '+']) {
            out.push('-');
        }
    }
    (!open).then(|| out.trim_end_matches('-').to_owned())
}

/// The seven digits of a postal code, however they were grouped; `None` when anything else was
/// typed.
pub fn postal_code(text: &str) -> Option<String> {
    let code: String = width(text)
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '〒' | '-' | '~' | 'ー'))
        .collect();
    (code.len() == 7 && code.bytes().all(|byte| byte.is_ascii_digit())).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn searching_does_not_mind_forms() {
        for (one, other) in [
            ("髙橋　ハルカ", "高橋 はるか"),
            ("ﾜﾀﾅﾍﾞ", "わたなべ"),
            ("渡邊", "渡辺"),
            ("渡邉", "渡辺"),
            ("山﨑", "山崎"),
            ("齋藤", "斉藤"),
            ("斎藤", "齊藤"),
            ("濵田", "浜田"),
            ("𠮷田", "吉田"),
            ("大塚", "大塚"),
            ("葛\u{e0100}城", "葛城"),
            ("茅ヶ崎", "茅ケ崎"),
            ("ＡＢＣ", "abc"),
            ("E\u{fe00}\u{304}", "ē"),
            ("1−2−3", "１ー２‐３"),
            ("サービス", "さ-びす"),
            ("ら〜めん", "ラーメン"),
            ("ジョン・スミス", "ジョン スミス"),
        ] {
            assert_eq!(search_key(one), search_key(other), "{one} {other}");
        }
        assert_ne!(search_key("はは"), search_key("ばば"));
    }

    #[test]
    fn every_form_leads_to_one_character() {
        for (forms, common) in VARIANTS {
            for form in forms.chars() {
                // Some forms are folded by NFKC already; all must end at the same character.
                assert_eq!(search_key(&form.to_string()), common.to_string(), "{form}");
            }
            assert_eq!(search_key(&common.to_string()), common.to_string());
        }
    }

    #[test]
    fn kana_sorts_like_a_dictionary() {
        let order = [
            "ああ",
            "あー",
            "あい",
            "かとう",
            "がとう",
            "かどう",
            "きやく",
            "きゃく",
            "さとう",
            "さどう",
            "はつと",
            "はっと",
            "はは",
            "はば",
            "ばば",
            "ぱぱ",
            "みすず",
            "みすゞ",
        ];
        let mut names = order;
        names.reverse();
        names.sort_by_key(|name| kana_key(name));
        // Voicing is compared from the front, so that かどう stands before がとう.
        let mut expected = order;
        expected.swap(4, 5);
        assert_eq!(names[..16], expected[..16]);
        assert_eq!(kana_key("みすゞ"), kana_key("みすず"));
        assert_eq!(kana_key("ｶﾞﾄｳ"), kana_key("がとう"));
        assert_eq!(kana_key("カトー"), kana_key("かとー"));
    }

    #[test]
    fn a_family_stays_together() {
        let mut names = ["かとう あき", "かと うめ", "がとう あい", "かと いち", "かとう じろう"];
        names.sort_by_key(|name| kana_key(name));
        assert_eq!(
            names,
            ["かと いち", "かと うめ", "かとう あき", "かとう じろう", "がとう あい"]
        );
    }

    #[test]
    fn hiragana_from_every_kana() {
        assert_eq!(to_hiragana("ﾐｽﾞﾉ ハルカ"), "みずの はるか");
        assert_eq!(to_hiragana("ヴァイオリン"), "ゔぁいおりん");
        assert_eq!(to_hiragana("サービス"), "さーびす");
        assert_eq!(to_hiragana("ミスヾ"), "みすゞ");
    }

    #[test]
    fn numbers_in_any_width() {
        assert_eq!(digits("２８１−００１２"), "2810012");
        for text in ["〒６７５－００１２", "675-0012", "675ー0012", "６７５ ００１２", "6750012"]
        {
            assert_eq!(postal_code(text), Some("6750012".into()), "{text}");
        }
        for text in ["675-001", "675-0012 加古川市", "", "67500123"] {
            assert_eq!(postal_code(text), None, "{text}");
        }
        let of = |text| phone(text).unwrap_or_default();
        assert_eq!(of("０７９（４２１）１２３４"), "079-421-1234");
        assert_eq!(of("(079) 421-1234"), "079-421-1234");
        assert_eq!(of("079ー421−1234 "), "079-421-1234");
        assert_eq!(of("+81 79 421 1234"), "+81-79-421-1234");
        for text in ["電話なし", "078-000-0001 内線12", "078-000-0001（母）", "078-(12", "078()1"]
        {
            assert_eq!(phone(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn keys_are_stable(text in "\\PC*") {
            let key = search_key(&text);
            proptest::prop_assert_eq!(search_key(&key), key);
        }
    }
}
