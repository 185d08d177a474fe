//! At what somebody sits, in two plain words: enough to tell one's own machines apart, and nothing
//! that a browser could make up.

use axum::http::{HeaderMap, header};

/// What a browser calls itself, the more special ones first: each also claims to be a common one.
const BROWSERS: &[(&str, &str)] = &[
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

/// The systems, the more special ones first.
const SYSTEMS: &[(&str, &str)] = &[
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
];

/// Browser and system such as `Chrome, Windows`; empty when neither is known.
pub(crate) fn label(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    let agent = agent.unwrap_or_default();
    let find = |list: &[(&str, &'static str)]| {
        list.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, word)| *word)
    };
    [find(BROWSERS), find(SYSTEMS)].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::label;
    use axum::http::{HeaderMap, HeaderValue, header};

    #[test]
    fn machines_are_told_apart_by_two_words() {
        let said = |agent: &str| {
            let agent = HeaderValue::from_str(agent).expect("a header");
            label(&HeaderMap::from_iter([(header::USER_AGENT, agent)]))
        };
        let chrome = "AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/130.0 Safari/537.36";
        for (system, browser, words) in [
            ("X11; Linux x86_64", chrome, "Chrome, Linux"),
            ("Windows NT 10.0; Win64", "Chrome/130.0 Safari/537.36 Edg/130.0", "Edge, Windows"),
            ("Linux; Android 14", "Chrome/130.0 Mobile Safari/537.36", "Chrome, Android"),
            ("iPhone; CPU iPhone OS 18_0 like Mac OS X", "Mobile Safari/604.1", "Safari, iPhone"),
            ("Macintosh; Intel Mac OS X 10_15", "Version/18.0 Safari/605.1", "Safari, Mac"),
            ("Windows NT 10.0; rv:140.0", "Gecko/20100101 Firefox/140.0", "Firefox, Windows"),
        ] {
            assert_eq!(said(&format!("Mozilla/5.0 ({system}) {browser}")), words);
        }
        assert_eq!(said("<b>Mori Hikaru</b>"), "");
        assert_eq!(label(&HeaderMap::new()), "");
    }
}
