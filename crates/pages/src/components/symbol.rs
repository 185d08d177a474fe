//! Our own pictures, drawn for this project (`assets/symbols`, CC0): beside a word, never instead
//! of one. In the colour of the text, so that paper and high-contrast modes keep them.

use crate::html::Html;

/// Declares the symbols as a table: what it is for, its name, and its file.
macro_rules! symbols {
    ($($doc:literal $name:ident = $code:literal;)+) => {
        /// A picture with one meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Symbol {
            $(#[doc = $doc] $name,)+
        }

        impl Symbol {
            /// All symbols, in the order in which they are shown.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The name of its file, and of its word in the locale files.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            fn file(self) -> &'static str {
                match self {
                    $(Self::$name => include_str!(concat!(
                        "../../../../assets/symbols/", $code, ".svg"
                    )),)+
                }
            }
        }
    };
}

symbols! {
    "A talk, a meeting." Talk = "talk";
    "My words." Words = "words";
    "To write." Write = "write";
    "To choose a card." Card = "card";
    "Somebody says it for me." Relay = "relay";
    "A plan." Plan = "plan";
    "Yes." Yes = "yes";
    "No." No = "no";
    "Not decided yet." NotYet = "not-yet";
    "Something else." Other = "other";
    "To stop." Stop = "stop";
    "Once more." Again = "again";
    "Who looked." Looked = "looked";
    "Shared." Share = "share";
    "Not shared." Private = "private";
    "To hide the screen." Hide = "hide";
    "To hear it read." Listen = "listen";
    "Oneself." Me = "me";
    "The one page about oneself." Page = "page";
    "Family." Family = "family";
    "Friends." Friend = "friend";
    "Many people, a council." Council = "council";
    "An answer that came back." Answer = "answer";
    "How things hang together." Link = "link";
    "A helping hand." Help = "help";
    "Home." Home = "home";
    "School." School = "school";
    "Work." Work = "work";
    "A hospital." Hospital = "hospital";
    "A doctor." Doctor = "doctor";
    "Medicine." Medicine = "medicine";
    "A bus." Bus = "bus";
    "To walk, to go out." Walk = "walk";
    "Shopping." Shopping = "shopping";
    "To eat." Eat = "eat";
    "A bath." Bath = "bath";
    "To sleep." Sleep = "sleep";
    "To rest." Rest = "rest";
    "Music, fun." Music = "music";
    "Money." Money = "money";
    "The telephone." Phone = "phone";
    "A letter." Letter = "letter";
    "Paper." Paper = "paper";
    "To print." Print = "print";
    "A day, a calendar." Calendar = "calendar";
    "The time." Clock = "clock";
    "Morning." Morning = "morning";
    "Noon." Noon = "noon";
    "Night." Night = "night";
    "Liked." Like = "like";
    "Not liked." Dislike = "dislike";
    "Important." Important = "important";
    "It is good." Good = "good";
    "It is neither good nor bad." Middle = "middle";
    "It is bad." Bad = "bad";
    "A photograph." Photo = "photo";
}

/// How every file begins.
const HEAD: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32" fill="currentColor">"#;

impl Symbol {
    /// The picture alone, for screen readers not there: a word must stand beside it.
    #[must_use]
    pub fn svg(self) -> Html {
        let drawing = self.file().trim_end().strip_prefix(HEAD).unwrap_or_default();
        Html::rendered(format!(
            r#"<svg class="symbol" viewBox="0 0 32 32" width="32" height="32" fill="currentColor" aria-hidden="true" focusable="false">{drawing}"#
        ))
    }

    /// The picture and its word beside it.
    #[must_use]
    pub fn with(self, word: Html) -> Html {
        let open = format!(r#"<span class="with-symbol">{}<span>"#, self.svg());
        let close = "</span></span>".to_owned();
        Html::join([Html::rendered(open), word, Html::rendered(close)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    /// What is wrong with a drawing; nothing when it can stand on any page.
    fn faults(text: &str) -> Vec<&'static str> {
        let Some(drawing) = text.strip_prefix(HEAD).and_then(|text| text.strip_suffix("</svg>\n"))
        else {
            return vec!["does not begin and end as the others"];
        };
        let mut found = Vec::new();
        let allowed = ["path", "circle", "ellipse", "rect", "g"];
        for tag in drawing.split('<').skip(1) {
            let name = tag.trim_start_matches('/');
            let name = name.split(|c: char| !c.is_ascii_lowercase()).next().unwrap_or_default();
            if !allowed.contains(&name) {
                found.push("holds something else than shapes");
            }
        }
        for (attribute, fault) in [
            (" style=", "style"),
            (" on", "script"),
            ("href", "link"),
            (" id=", "id"),
            ("#", "colour"),
        ] {
            if drawing.contains(attribute) {
                found.push(fault);
            }
        }
        // Colours come from the text around it.
        for paint in drawing.split("fill=\"").skip(1).chain(drawing.split("stroke=\"").skip(1)) {
            if !paint.starts_with("none\"") && !paint.starts_with("currentColor\"") {
                found.push("a colour of its own");
            }
        }
        if drawing.matches('<').count() != drawing.matches('>').count() {
            found.push("is no XML");
        }
        if !(40..2000).contains(&drawing.len()) {
            found.push("is empty or too large");
        }
        found
    }

    #[test]
    fn every_file_is_a_symbol_and_can_stand_on_any_page() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/symbols");
        let mut files = BTreeSet::new();
        let mut wrong = Vec::new();
        for entry in std::fs::read_dir(folder).expect("the folder exists") {
            let path = entry.expect("the folder can be read").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let Some(code) = name.strip_suffix(".svg") else {
                assert_eq!(name, "README.md", "only drawings and their licence");
                continue;
            };
            let text = std::fs::read_to_string(&path).expect("a drawing is text");
            wrong.extend(faults(&text).into_iter().map(|fault| format!("{name}: {fault}")));
            files.insert(code.to_owned());
        }
        let listed = Symbol::ALL.iter().map(|symbol| symbol.code().to_owned()).collect();
        assert_eq!(files, listed);
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn faults_are_seen() {
        let drawing = |inner: &str| format!("{HEAD}{inner}</svg>\n");
        let fine = "<circle cx=\"16\" cy=\"16\" r=\"11\" fill=\"none\" stroke=\"currentColor\"/>";
        assert_eq!(faults(&drawing(fine)), Vec::<&str>::new());
        assert_eq!(faults("<svg/>").len(), 1);
        assert_eq!(faults(&drawing("<path d=\"\"/>")), ["is empty or too large"]);
        let styled = fine.replace(" cx", " style=\"x\" cx");
        assert_eq!(faults(&drawing(&styled)), ["style"]);
        let red = fine.replace("\"none\"", "\"red\"");
        assert_eq!(faults(&drawing(&red)), ["a colour of its own"]);
        let script = format!("{fine}<script>x</script>");
        assert_eq!(faults(&drawing(&script)).len(), 2);
    }

    #[test]
    fn a_symbol_stands_beside_its_word() {
        assert_eq!(
            Symbol::Yes.with(Html::text("はい")).as_str(),
            r#"<span class="with-symbol"><svg class="symbol" viewBox="0 0 32 32" width="32" height="32" fill="currentColor" aria-hidden="true" focusable="false"><circle cx="16" cy="16" r="11" fill="none" stroke="currentColor" stroke-width="5"/></svg><span>はい</span></span>"#
        );
    }
}
