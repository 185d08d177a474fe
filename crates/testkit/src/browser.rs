//! A browser without a screen: cookies, forms, and what came back.

use axum::body::Body;
use axum::http::{Request, header};
use std::collections::BTreeMap;

use crate::TestApp;

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Status.
    pub status: u16,
    /// Where it leads on.
    pub location: String,
    /// The text.
    pub body: String,
    /// Every header with its value, in the order sent.
    pub headers: Vec<(String, String)>,
}

impl Answer {
    pub(crate) async fn read(response: axum::response::Response) -> Self {
        let (parts, body) = response.into_parts();
        let headers: Vec<_> = parts
            .headers
            .iter()
            .map(|(name, value)| {
                (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
            })
            .collect();
        let bytes = axum::body::to_bytes(body, 8 << 20).await.expect("a body");
        let mut answer = Self {
            status: parts.status.as_u16(),
            location: String::new(),
            body: String::from_utf8_lossy(&bytes).into_owned(),
            headers,
        };
        answer.location = answer.header("location").unwrap_or_default().to_owned();
        answer
    }

    /// The first value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// The cookies it sets, each with its attributes.
    pub fn cookies(&self) -> impl Iterator<Item = &str> {
        self.headers
            .iter()
            .filter(|(name, _)| name == "set-cookie")
            .map(|(_, value)| value.as_str())
    }

    /// What the error summary says, a line for each mistake: the id of the input it leads to, and
    /// the words without readings. A line whose input is not on the page fails the test.
    pub fn mistakes(&self) -> String {
        let list = self.body.split("id=\"error-summary\"").nth(1).unwrap_or_default();
        let list = list.split("</ul>").next().unwrap_or_default();
        let lines = list.split("<li>").skip(1).map(|item| {
            let item = item.split("</li>").next().unwrap_or_default();
            let id = item.split("href=\"#").nth(1).and_then(|rest| rest.split('"').next());
            let id = id.unwrap_or("nowhere");
            assert!(self.body.contains(&format!("id=\"{id}\"")), "{id} is not there: {item}");
            let parts = item.split('<').map(|part| part.rsplit('>').next().unwrap_or_default());
            format!("{id} {}", parts.collect::<String>())
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// The value of a hidden field of the page.
    pub fn hidden(&self, name: &str) -> Option<String> {
        let at = self.body.find(&format!("name=\"{name}\" value=\""))?;
        let rest = &self.body[at..];
        let value = rest.split("value=\"").nth(1)?;
        Some(value.split('"').next()?.to_owned())
    }
}

/// A browser with its cookies and the last page it saw.
pub struct Browser<'a> {
    app: &'a TestApp,
    cookies: BTreeMap<String, String>,
    csrf: String,
    sent: u32,
}

impl<'a> Browser<'a> {
    pub(crate) fn new(app: &'a TestApp) -> Self {
        Self { app, cookies: BTreeMap::new(), csrf: String::new(), sent: 0 }
    }

    fn remember(&mut self, answer: &Answer) {
        for cookie in answer.cookies() {
            if let Some((name, rest)) = cookie.split_once('=') {
                if rest.contains("Max-Age=0") {
                    self.cookies.remove(name);
                } else {
                    let value = rest.split(';').next().unwrap_or_default();
                    self.cookies.insert(name.to_owned(), value.to_owned());
                }
            }
        }
        if let Some(csrf) = answer.hidden("csrf") {
            self.csrf = csrf;
        }
    }

    fn cookie_header(&self) -> String {
        let pairs: Vec<_> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("; ")
    }

    /// The value of a cookie that this browser keeps.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// Keeps a cookie, as if a page had set it.
    pub fn keep(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    /// Forgets a cookie.
    pub fn forget(&mut self, name: &str) {
        self.cookies.remove(name);
    }

    /// The form token of the last page seen.
    pub fn csrf(&self) -> &str {
        &self.csrf
    }

    fn send(&mut self, request: Request<Body>) -> Answer {
        let answer = self.app.send(request);
        self.remember(&answer);
        answer
    }

    /// Opens a page. Redirects are not followed.
    pub fn get(&mut self, path: &str) -> Answer {
        self.request("GET", path)
    }

    /// Sends a request without a body by any method.
    pub fn request(&mut self, method: &str, path: &str) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, self.cookie_header())
            .body(Body::empty())
            .expect("a request");
        self.send(request)
    }

    /// Sends a form with a file in its field `file`, with the token of the last page seen.
    pub fn upload(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        (name, bytes): (&str, &[u8]),
    ) -> Answer {
        const BOUNDARY: &str = "tsumugi-part";
        let csrf = self.csrf.clone();
        let mut body = Vec::new();
        for (field, value) in [("csrf", csrf.as_str())].iter().chain(fields) {
            let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"");
            body.extend_from_slice(format!("{head}\r\n\r\n{value}\r\n").as_bytes());
        }
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\""
        );
        body.extend_from_slice(format!("{head}\r\n\r\n").as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
        let request = Request::post(path)
            .header(header::COOKIE, self.cookie_header())
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"))
            .body(Body::from(body))
            .expect("a request");
        self.send(request)
    }

    /// Sends a form with the token of the last page seen and a fresh submit token.
    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.sent += 1;
        let csrf = self.csrf.clone();
        // Sessions differ in their form token, so two browsers never send the same one.
        let token = format!("test-{csrf}-{}", self.sent);
        let mut all = vec![("csrf", csrf.as_str())];
        if !fields.iter().any(|(name, _)| *name == "submit_token") {
            all.push(("submit_token", token.as_str()));
        }
        all.extend_from_slice(fields);
        self.send_form(path, &all)
    }

    /// Sends a form exactly as given: for forged and repeated ones.
    pub fn send_form(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body: Vec<_> = fields
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
            .collect();
        let request = Request::post(path)
            .header(header::COOKIE, self.cookie_header())
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.join("&")))
            .expect("a request");
        self.send(request)
    }
}

fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}
