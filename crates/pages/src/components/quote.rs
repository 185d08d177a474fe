//! Words of people. Whose words they are is told by place, label, colour and mark together.

use askama::Template;
use tsumugi_domain::person::Expression;

use crate::html::{Html, T};

/// Whose words these are. Own words and readings of others are never put into one block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// The person's own words: first, largest, in quotation marks.
    Own,
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
            Self::Staff => "voice voice-staff",
            Self::Estimate => "voice voice-staff voice-estimate",
            Self::Family => "voice voice-family",
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Own => "voice-own",
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
    /// It came in words, and not as a look or a sign that somebody describes.
    pub in_words: bool,
    /// Who said or wrote it, when and how, in one line.
    pub source: Option<Html>,
    /// Links or buttons under it.
    pub foot: Option<Html>,
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
        Self { t, voice, text, in_words: true, source: None, foot: None }
    }

    /// How it was expressed: only words stand in quotation marks.
    #[must_use]
    pub fn how(mut self, how: Expression) -> Self {
        self.in_words = how.is_words();
        self
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

    fn label(&self) -> Html {
        let key = match (self.voice, self.in_words) {
            (Voice::Own, false) => "voice-own-sign",
            _ => self.voice.key(),
        };
        self.t.s(key)
    }

    fn class(&self) -> &'static str {
        self.voice.class()
    }

    fn has_marks(&self) -> bool {
        self.voice == Voice::Own && self.in_words
    }
}
