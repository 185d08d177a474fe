//! The few drawn marks that stand beside a word. Drawn, because glyphs differ between machines;
//! in the colour of the text, so that paper and high-contrast modes keep them.

use crate::html::Html;

/// A mark; always decorative, the word beside it says the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Icon {
    /// An open circle: not yet.
    Open,
    /// A half-filled circle: under way.
    Half,
    /// A filled circle with a tick: done.
    Tick,
    /// A dial: waiting.
    Clock,
    /// A triangle: care.
    Triangle,
    /// A diamond: worth knowing.
    Diamond,
}

impl Icon {
    /// The drawing as inline SVG, one text height large.
    pub(crate) fn svg(self) -> Html {
        let drawing = match self {
            Self::Open => {
                r#"<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="3 2"/>"#
            }
            Self::Half => {
                r#"<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/><path d="M8 2a6 6 0 0 0 0 12z" fill="currentColor"/>"#
            }
            Self::Tick => {
                r#"<path fill="currentColor" fill-rule="evenodd" d="M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm4.300 4.200-1.500-1.200-3.600 4.500-2-1.800-1.300 1.500 3.500 3.100z"/>"#
            }
            Self::Clock => {
                r#"<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/><path d="M8 4.500V8l2.500 1.700" fill="none" stroke="currentColor" stroke-width="1.800"/>"#
            }
            Self::Triangle => r#"<path d="M8 1.500 15.200 14H.8z" fill="currentColor"/>"#,
            Self::Diamond => r#"<path d="M8 .8 15.200 8 8 15.200.8 8z" fill="currentColor"/>"#,
        };
        Html::rendered(format!(
            r#"<svg class="shape" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">{drawing}</svg>"#
        ))
    }
}
