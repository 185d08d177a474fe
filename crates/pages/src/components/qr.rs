//! A picture for a telephone's camera.

use crate::html::Html;
use qrcode::{Color, QrCode};
use std::fmt::Write as _;

/// Modules of light around the code; the standard (ISO/IEC 18004) asks for four.
const QUIET: usize = 4;

/// A text as a QR code, drawn in one path; `None` when the text is too long for one. Always black
/// on white, in every theme: cameras want it so.
#[must_use]
pub fn qr(text: &str, title: &Html) -> Option<Html> {
    let code = QrCode::new(text).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (at, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let (x, y) = (at % width + QUIET, at / width + QUIET);
            let _ = write!(path, "M{x} {y}h1v1h-1z");
        }
    }
    let side = width + 2 * QUIET;
    let title = title.label();
    Some(Html::rendered(format!(
        "<svg class=\"qr\" role=\"img\" aria-label=\"{title}\" viewBox=\"0 0 {side} {side}\" \
         shape-rendering=\"crispEdges\"><rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/>\
         <path d=\"{path}\" fill=\"#000\"/></svg>"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_is_drawn_with_its_light_border() {
        let html = qr("x", &Html::text("名")).map(|html| html.to_string()).unwrap_or_default();
        // The smallest code has 21 modules a side; its first corner begins after the border.
        assert!(html.contains("viewBox=\"0 0 29 29\""), "{html}");
        assert!(html.contains("d=\"M4 4h1v1h-1z"), "{html}");
    }

    #[test]
    fn a_text_that_is_too_long_is_none() {
        assert!(qr(&"x".repeat(3000), &Html::text("名")).is_none());
    }
}
