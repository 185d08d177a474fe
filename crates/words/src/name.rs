//! Names as they are spoken to.

use crate::Layer;

/// A name with its honorific: 水野 はるかさん; in English without one.
pub fn address(layer: Layer, name: &str) -> String {
    match layer {
        Layer::English => name.to_owned(),
        Layer::Standard | Layer::Easy => format!("{name}さん"),
    }
}
