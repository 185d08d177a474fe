//! The document around every page: landmarks, navigation, display settings, help.

use askama::Template;
use tsumugi_words::{Furigana, Layer, Phrase};

use crate::components::{Component, Icon, Symbol, WhoCanSee};
use crate::html::{Html, T};

/// Background and ink, chosen by the reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Dark ink on white paper.
    #[default]
    White,
    /// Light ink on black.
    Black,
    /// Dark ink on cream, less glare.
    Cream,
}

impl Theme {
    /// All themes in the order of the settings.
    pub const ALL: [Self; 3] = [Self::White, Self::Black, Self::Cream];

    /// The name used in the form, the cookie and `data-theme`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::White => "white",
            Self::Black => "black",
            Self::Cream => "cream",
        }
    }

    /// Reads the name back; anything unknown is the default.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.as_str() == name).unwrap_or_default()
    }
}

/// Size of all text, chosen by the reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextSize {
    /// The browser's own size.
    #[default]
    Normal,
    /// A quarter larger.
    Large,
    /// Half as large again.
    XLarge,
}

impl TextSize {
    /// All sizes in the order of the settings.
    pub const ALL: [Self; 3] = [Self::Normal, Self::Large, Self::XLarge];

    /// The name used in the form, the cookie and `data-size`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Large => "large",
            Self::XLarge => "xlarge",
        }
    }

    /// Reads the name back; anything unknown is the default.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        Self::ALL.into_iter().find(|size| size.as_str() == name).unwrap_or_default()
    }
}

/// One entry of the main navigation; a role has at most five.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavItem {
    /// Key of the label in the locale files.
    pub key: &'static str,
    /// Where it leads.
    pub href: String,
    /// Whether the reader is in this part now.
    pub current: bool,
}

/// A human being to call, shown in the same place on every page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelpLine {
    /// Office and name.
    pub who: String,
    /// Telephone number as it is read aloud, for example `078-000-0000`.
    pub phone: String,
}

impl HelpLine {
    /// The number for a `tel:` link: digits and a leading plus only.
    #[must_use]
    pub fn dial(&self) -> String {
        self.phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
    }
}

/// What the shell needs to know about the reader and the request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShellView {
    /// Path in front of the asset files, for example `/assets`; without a slash at the end.
    pub assets: String,
    /// Main navigation, at most five entries.
    pub nav: Vec<NavItem>,
    /// Name of the reader when signed in.
    pub signed_in: Option<String>,
    /// Whose page this is, ready to print with its honorific, for example `山田 花子さん`.
    pub person_context: Option<String>,
    /// What just happened, told once after a form was sent.
    pub status: Option<Phrase>,
    /// Token against forged requests, put into the shell's own forms.
    pub csrf: String,
    /// Path to come back to after changing the display settings.
    pub return_to: String,
    /// Background and ink.
    pub theme: Theme,
    /// Size of all text.
    pub size: TextSize,
    /// Pages of the person and the family: larger type and targets.
    pub easy: bool,
    /// Whether 「この画面をかくす」 is offered: to everybody who is signed in.
    pub hide_button: bool,
    /// Who to call.
    pub help: Option<HelpLine>,
    /// The strip of the guided walk; empty without one.
    pub walk: Html,
    /// The reader is the person whose pages these are.
    pub own: bool,
    /// The reader is a guest of one meeting: no way leads to anything else.
    pub guest: bool,
}

/// One choice in the display settings.
pub(crate) struct Setting {
    name: &'static str,
    value: &'static str,
    key: String,
    checked: bool,
}

/// One group of choices in the display settings.
pub(crate) struct SettingGroup {
    key: &'static str,
    choices: Vec<Setting>,
}

/// The whole document.
#[derive(Template)]
#[template(path = "components/shell.html")]
pub struct Shell {
    /// Words of the reader.
    pub t: T,
    /// The reader and the request.
    pub view: ShellView,
    /// Name of the screen, without the name of the product.
    pub title: String,
    /// The page, starting with its `<h1>` (see [`crate::components::PageHead`]).
    pub main: Html,
    /// Whether the page shows an error summary: the title then starts with 「エラー：」.
    pub has_errors: bool,
}

impl Shell {
    /// A document without errors.
    #[must_use]
    pub fn new(t: T, view: ShellView, title: String, main: Html) -> Self {
        Self { t, view, title, main, has_errors: false }
    }

    /// The whole document as text, ready to be sent.
    #[must_use]
    pub fn document(&self) -> String {
        self.render_html().into_string()
    }

    /// The title says the result first, because a screen reader reads it first.
    fn full_title(&self) -> String {
        let prefix =
            if self.has_errors { self.t.plain("error-title-prefix") } else { String::new() };
        let app = self.t.plain("app-name");
        match &self.view.status {
            Some(status) => format!("{prefix}{status} — {} — {app}", self.title),
            None => format!("{prefix}{} — {app}", self.title),
        }
    }

    fn status(&self) -> Option<Html> {
        self.view.status.as_ref().map(Html::phrase)
    }

    /// Every page about a person says who can see it; a page that has more to say says it itself.
    fn who_can_see(&self) -> Html {
        let said = self.main.as_str().contains("class=\"who-can-see\"");
        if said || self.view.person_context.is_none() {
            return Html::default();
        }
        let key = if self.view.own { "who-can-see-mine" } else { "who-can-see-record" };
        WhoCanSee { t: self.t, sentence: self.t.s(key) }.render_html()
    }

    /// Whose page this is: nobody needs to be told of their own.
    fn band(&self) -> Option<&String> {
        self.view.person_context.as_ref().filter(|_| !self.view.own)
    }

    fn tick(&self) -> Html {
        Icon::Tick.svg()
    }

    fn hide(&self) -> Html {
        Symbol::Hide.with(self.t.s("hide-this-screen"))
    }

    fn listen(&self) -> Html {
        Symbol::Listen.with(self.t.s("read-aloud"))
    }

    /// Lines stand further apart when readings stand between them.
    fn furigana(&self) -> &'static str {
        self.t.0.furigana.as_str()
    }

    fn settings(&self) -> Vec<SettingGroup> {
        let words = self.t.0;
        let group = |key: &'static str, name: &'static str, options: [(&'static str, bool); 3]| {
            let choices = options.map(|(value, checked)| Setting {
                name,
                value,
                key: format!("{key}-{value}"),
                checked,
            });
            SettingGroup { key, choices: choices.into() }
        };
        vec![
            group("text-size", "size", TextSize::ALL.map(|s| (s.as_str(), s == self.view.size))),
            group(
                "theme",
                "theme",
                Theme::ALL.map(|theme| (theme.as_str(), theme == self.view.theme)),
            ),
            group(
                "furigana",
                "furigana",
                [Furigana::Off, Furigana::Hard, Furigana::All]
                    .map(|furigana| (furigana.as_str(), furigana == words.furigana)),
            ),
            group(
                "layer",
                "layer",
                [Layer::Standard, Layer::Easy, Layer::English]
                    .map(|layer| (layer.as_str(), layer == words.layer)),
            ),
        ]
    }
}
