//! Folding: what people type in many widths and forms becomes one form for keys.
//!
//! Names and free text are stored as typed; only keys, numbers, codes and kana are folded.

use unicode_normalization::UnicodeNormalization as _;

/// Full width to half width and compatible forms (NFKC), and every dash and wave to `-`.
pub fn width(text: &str) -> String {
    text.nfkc()
        .map(|c| match c {
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '－' | '─' => '-',
            '〜' | '～' => '~',
            '\u{3000}' => ' ',
            other => other,
        })
        .collect()
}

/// Katakana to hiragana, half width included.
pub fn to_hiragana(text: &str) -> String {
    text.nfkc()
        .map(|c| match c {
            'ァ'..='ヶ' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
            other => other,
        })
        .collect()
}

/// Forms of one character that people do not tell apart when they search.
const VARIANTS: &[(&str, char)] = &[
    ("髙", '高'),
    ("﨑嵜", '崎'),
    ("邊邉", '辺'),
    ("齋齊斎", '斉'),
    ("濵濱", '浜'),
    ("𠮷", '吉'),
    ("澤", '沢'),
    ("廣", '広'),
    ("嶋嶌", '島'),
    ("櫻", '桜'),
    ("國", '国'),
    ("瀨", '瀬'),
    ("眞", '真'),
    ("惠", '恵'),
    ("龍", '竜'),
    ("富冨", '富'),
];

/// The key under which a text is searched: folded widths, hiragana, common forms, no spaces.
pub fn search_key(text: &str) -> String {
    to_hiragana(&width(text))
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '・' | '　'))
        .map(|c| match c {
            'ー' | '-' | '~' => 'ー',
            c => VARIANTS
                .iter()
                .find(|(forms, _)| forms.contains(c))
                .map_or(c, |(_, common)| *common),
        })
        .collect()
}

/// The pairs of neighbouring characters of a search key; a single character is its own pair.
pub fn bigrams(text: &str) -> Vec<String> {
    let key: Vec<char> = search_key(text).chars().collect();
    if key.len() < 2 {
        return key.iter().map(char::to_string).collect();
    }
    key.windows(2).map(|pair| pair.iter().collect()).collect()
}

/// A key that sorts kana as a Japanese list does: bare kana first, then voicing, then small kana.
pub fn kana_key(text: &str) -> String {
    let kana: Vec<char> = to_hiragana(text).chars().filter(|c| !c.is_whitespace()).collect();
    let mut base = String::new();
    let mut marks = String::new();
    for (at, &c) in kana.iter().enumerate() {
        let (bare, mark) = match c {
            'ー' => (base.chars().last().map_or('ー', vowel), '3'),
            _ => strip(c),
        };
        let _ = at;
        base.push(bare);
        marks.push(mark);
    }
    format!("{base}\u{1}{marks}")
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

/// The bare kana, and a mark: 0 plain, 1 voiced, 2 half voiced, 4 small.
fn strip(c: char) -> (char, char) {
    const SMALL: &str = "ぁぃぅぇぉっゃゅょゎ";
    const LARGE: &str = "あいうえおつやゆよわ";
    if let Some(at) = SMALL.chars().position(|small| small == c) {
        return (LARGE.chars().nth(at).unwrap_or(c), '4');
    }
    let parts: Vec<char> = c.nfd().collect();
    match parts.as_slice() {
        [bare, '\u{3099}'] => (*bare, '1'),
        [bare, '\u{309a}'] => (*bare, '2'),
        _ => (c, '0'),
    }
}

/// The ASCII digits of a text.
pub fn digits(text: &str) -> String {
    width(text).chars().filter(char::is_ascii_digit).collect()
}

/// A telephone number: half width, dashes kept, everything else dropped.
pub fn phone(text: &str) -> String {
    width(text)
        .chars()
        .map(|c| if matches!(c, '(' | ')' | 'ー' | ' ') { '-' } else { c })
        .filter(|c| c.is_ascii_digit() || matches!(c, '-' | '+'))
        .collect::<String>()
        .trim_matches('-')
        .to_owned()
}

/// Seven digits of a postal code; `None` when it has another number of digits.
pub fn postal_code(text: &str) -> Option<String> {
    let digits = digits(text);
    (digits.len() == 7).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn searching_does_not_mind_forms() {
        assert_eq!(search_key("髙橋　ハルカ"), search_key("高橋 はるか"));
        assert_eq!(search_key("ﾜﾀﾅﾍﾞ"), "わたなべ");
        assert_eq!(search_key("渡邊"), search_key("渡辺"));
        assert_eq!(bigrams("短期入所"), ["短期", "期入", "入所"]);
        assert_eq!(bigrams("会"), ["会"]);
    }

    #[test]
    fn kana_sorts_like_a_dictionary() {
        let mut names = ["はは", "ばば", "ぱぱ", "はば", "かとう", "がとう", "きやく", "きゃく", "あー", "ああ"];
        names.sort_by_key(|name| kana_key(name));
        assert_eq!(
            names,
            ["ああ", "あー", "かとう", "がとう", "きやく", "きゃく", "はは", "はば", "ばば", "ぱぱ"]
        );
    }

    #[test]
    fn numbers_in_any_width() {
        assert_eq!(digits("２８１−００１２"), "2810012");
        assert_eq!(postal_code("〒６７５－００１２"), Some("6750012".into()));
        assert_eq!(postal_code("675-001"), None);
        assert_eq!(phone("０７９（４２１）１２３４"), "079-421-1234");
    }
}
