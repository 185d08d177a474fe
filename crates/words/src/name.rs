//! Names in the order and with the honorific of a layer.

use crate::Layer;

/// Honorifics that already stand behind a name; a second one would be wrong.
const HONORIFICS: [&str; 7] = ["さん", "ちゃん", "くん", "君", "様", "さま", "先生"];

/// Family and given name joined: 水野 はるか. In English a name in Latin letters has the given name
/// first (Anna Berg); one in Japanese writing keeps its order, or nobody would find it again.
pub fn full(layer: Layer, family: &str, given: &str) -> String {
    let (family, given) = (family.trim(), given.trim());
    if family.is_empty() || given.is_empty() {
        return format!("{family}{given}");
    }
    let latin = [family, given].iter().all(|part| part.chars().all(|c| c < '\u{250}'));
    match layer {
        Layer::English if latin => format!("{given} {family}"),
        Layer::Standard | Layer::Easy | Layer::English => format!("{family} {given}"),
    }
}

/// A name as somebody is spoken to: 水野 はるかさん; in English without an honorific.
pub fn address(layer: Layer, name: &str) -> String {
    let name = name.trim();
    let has_one = HONORIFICS.iter().any(|honorific| name.ends_with(honorific));
    if layer == Layer::English || has_one || name.is_empty() {
        return name.to_owned();
    }
    format!("{name}さん")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_follows_the_writing() {
        assert_eq!(full(Layer::Standard, "水野", "はるか"), "水野 はるか");
        assert_eq!(full(Layer::English, "水野", "はるか"), "水野 はるか");
        assert_eq!(full(Layer::English, "Mizuno", "Haruka"), "Haruka Mizuno");
        assert_eq!(full(Layer::Easy, "Berg", "Anna"), "Berg Anna");
        assert_eq!(full(Layer::Easy, " 水野 ", ""), "水野");
    }

    #[test]
    fn nobody_is_addressed_twice() {
        assert_eq!(address(Layer::Easy, "水野 はるか"), "水野 はるかさん");
        assert_eq!(address(Layer::Standard, "れんしゅう さん"), "れんしゅう さん");
        assert_eq!(address(Layer::Standard, "大西先生"), "大西先生");
        assert_eq!(address(Layer::English, "水野 はるか"), "水野 はるか");
        assert_eq!(address(Layer::Standard, " "), "");
    }
}
