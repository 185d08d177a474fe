//! Words of people. Whose words they are is told by place, label, colour and mark together.

use askama::Template;

use crate::html::{Html, T};

/// Whose words these are. Own words and readings of others are never put into one block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// The person's own words: first, largest, in quotation marks.
    Own,
    /// What the person showed without words. Nothing was said, so nothing stands in quotation marks.
    Shown,
    /// The cards that the person chose: pictures, and no words.
    Chosen,
    /// Whom the person asked to speak for them: what they mean is still to be said.
    Asked,
    /// What came from the person, where nobody wrote down whether it was said or shown.
    SaidOrShown,
    /// What staff see or think.
    Staff,
    /// What staff conclude from how the person seemed, where there were no words.
    Estimate,
    /// What the family says or wishes.
    Family,
}

impl Voice {
    /// Class of a block in this voice.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Own => "voice voice-own",
            Self::Shown | Self::Chosen | Self::Asked | Self::SaidOrShown => {
                "voice voice-own voice-shown"
            }
            Self::Staff => "voice voice-staff",
            Self::Estimate => "voice voice-staff voice-estimate",
            Self::Family => "voice voice-family",
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Own => "voice-own",
            Self::Shown => "voice-shown",
            Self::Chosen => "voice-chosen",
            Self::Asked => "voice-asked",
            Self::SaidOrShown => "voice-said-or-shown",
            Self::Staff => "voice-staff",
            Self::Estimate => "voice-estimate",
            Self::Family => "voice-family",
        }
    }
}

/// Words of one voice.
#[derive(Template)]
#[template(path = "components/quote.html")]
pub struct Quote {
    /// Words of the reader.
    pub t: T,
    /// Whose words these are.
    pub voice: Voice,
    /// What was said, letter by letter.
    pub text: Html,
    /// Who said or wrote it, when and how, in one line.
    pub source: Option<Html>,
    /// Links or buttons under it.
    pub foot: Option<Html>,
    /// Whether the reader is the one whose words these are.
    pub mine: bool,
}

/// Words that stand in quotes, with the quotes in them changed: 「…『…』…」.
#[must_use]
pub fn nested(text: &str) -> String {
    text.replace('「', "『").replace('」', "』")
}

impl Quote {
    /// Words without a source line.
    #[must_use]
    pub fn new(t: T, voice: Voice, text: Html) -> Self {
        let text = match voice {
            // The page puts the person's words in quotes.
            Voice::Own => Html::rendered(nested(text.as_str())),
            _ => text,
        };
        Self { t, voice, text, source: None, foot: None, mine: false }
    }

    /// Adds who said it, when and how.
    #[must_use]
    pub fn source(mut self, source: Html) -> Self {
        self.source = Some(source);
        self
    }

    /// Adds links or buttons.
    #[must_use]
    pub fn foot(mut self, foot: Html) -> Self {
        self.foot = Some(foot);
        self
    }

    /// Says わたしの where the reader is the person.
    #[must_use]
    pub fn mine(mut self, mine: bool) -> Self {
        self.mine = mine;
        self
    }

    /// Whose words these are.
    #[must_use]
    pub fn label(&self) -> Html {
        self.t.s(match (self.mine, self.voice) {
            (true, Voice::Own) => "voice-mine",
            (true, Voice::Shown) => "voice-mine-shown",
            (true, Voice::Chosen) => "voice-mine-chosen",
            (true, Voice::Asked) => "voice-mine-asked",
            (true, Voice::SaidOrShown) => "voice-mine-said-or-shown",
            (_, voice) => voice.key(),
        })
    }

    fn class(&self) -> &'static str {
        self.voice.class()
    }

    fn has_marks(&self) -> bool {
        self.voice == Voice::Own
    }
}
