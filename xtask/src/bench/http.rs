//! The little of HTTP/1.1 that measuring needs: one connection kept open, forms and cookies.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::shell::Outcome;

/// A kept-open connection to the server on the loopback.
pub(crate) struct Client {
    host: String,
    reader: BufReader<TcpStream>,
}

/// An answer with its whole body.
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Names in small letters.
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Cookies by name, as the server set them last.
#[derive(Clone, Default)]
pub(crate) struct Cookies(Vec<(String, String)>);

impl Cookies {
    /// Takes over what an answer sets or deletes.
    pub(crate) fn keep(&mut self, answer: &Answer) {
        for (_, value) in answer.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let mut parts = value.split(';');
            let Some((name, content)) = parts.next().and_then(|pair| pair.trim().split_once('='))
            else {
                continue;
            };
            self.0.retain(|(kept, _)| kept != name);
            let deleted = parts.any(|part| part.trim().eq_ignore_ascii_case("max-age=0"));
            if !deleted {
                self.0.push((name.into(), content.into()));
            }
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn header(&self) -> String {
        if self.0.is_empty() {
            return String::new();
        }
        let pairs: Vec<String> =
            self.0.iter().map(|(name, value)| format!("{name}={value}")).collect();
        format!("cookie: {}\r\n", pairs.join("; "))
    }
}

impl Client {
    /// Connects to `http://HOST:PORT`.
    pub(crate) fn connect(base_url: &str) -> Outcome<Self> {
        let host = base_url
            .strip_prefix("http://")
            .ok_or_else(|| format!("{base_url} is not plain HTTP"))?
            .trim_end_matches('/')
            .to_owned();
        let stream = TcpStream::connect(&host).map_err(|error| format!("{host}: {error}"))?;
        // Small requests must leave at once, and a dead server must not hang the measurement.
        stream
            .set_nodelay(true)
            .and_then(|()| stream.set_read_timeout(Some(Duration::from_secs(30))))
            .map_err(|error| format!("{host}: {error}"))?;
        Ok(Self { host, reader: BufReader::with_capacity(64 * 1024, stream) })
    }

    /// Asks for a page.
    pub(crate) fn get(&mut self, path: &str, cookies: &Cookies) -> Outcome<Answer> {
        let head =
            format!("GET {path} HTTP/1.1\r\nhost: {}\r\n{}\r\n", self.host, cookies.header());
        self.exchange(head.as_bytes()).map_err(|problem| format!("GET {path}: {problem}"))
    }

    /// Sends a form.
    pub(crate) fn post(
        &mut self,
        path: &str,
        fields: &[(String, String)],
        cookies: &Cookies,
    ) -> Outcome<Answer> {
        let pairs: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
            .collect();
        let body = pairs.join("&");
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: {0}\r\norigin: http://{0}\r\n{1}content-type: application/x-www-form-urlencoded\r\ncontent-length: {2}\r\n\r\n{body}",
            self.host,
            cookies.header(),
            body.len(),
        );
        self.exchange(request.as_bytes()).map_err(|problem| format!("POST {path}: {problem}"))
    }

    fn exchange(&mut self, request: &[u8]) -> Outcome<Answer> {
        self.reader.get_mut().write_all(request).map_err(|error| error.to_string())?;
        read_answer(&mut self.reader)
    }
}

fn read_answer(reader: &mut impl BufRead) -> Outcome<Answer> {
    let status_line = line(reader)?;
    let status = status_line
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok())
        .ok_or_else(|| format!("not HTTP: {status_line:?}"))?;
    let mut answer = Answer { status, headers: Vec::new(), body: Vec::new() };
    loop {
        let header = line(reader)?;
        if header.is_empty() {
            break;
        }
        let (name, value) =
            header.split_once(':').ok_or_else(|| format!("not a header: {header:?}"))?;
        answer.headers.push((name.to_lowercase(), value.trim().into()));
    }
    answer.body = if answer.header("transfer-encoding") == Some("chunked") {
        chunks(reader)?
    } else {
        let length =
            answer.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        exactly(reader, length)?
    };
    Ok(answer)
}

fn chunks(reader: &mut impl BufRead) -> Outcome<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let head = line(reader)?;
        let size = usize::from_str_radix(head.split(';').next().unwrap_or("").trim(), 16)
            .map_err(|_| format!("not a chunk: {head:?}"))?;
        body.extend(exactly(reader, size)?);
        // Each chunk ends with an empty line, the last one too.
        line(reader)?;
        if size == 0 {
            return Ok(body);
        }
    }
}

fn exactly(reader: &mut impl BufRead, length: usize) -> Outcome<Vec<u8>> {
    let mut bytes = vec![0; length];
    reader.read_exact(&mut bytes).map_err(|error| error.to_string())?;
    Ok(bytes)
}

fn line(reader: &mut impl BufRead) -> Outcome<String> {
    let mut line = String::new();
    let read = reader.take(64 * 1024).read_line(&mut line).map_err(|error| error.to_string())?;
    if read == 0 {
        return Err("the server closed the connection".into());
    }
    Ok(line.trim_end_matches(['\r', '\n']).into())
}

/// Path and query of an address; a path stays as it is.
pub(crate) fn path(url: &str) -> &str {
    let Some((_, rest)) = url.split_once("://") else { return url };
    rest.find('/').map_or("/", |at| &rest[at..])
}

/// A form as it would be sent untouched.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Form {
    pub(crate) action: String,
    pub(crate) fields: Vec<(String, String)>,
}

/// The first form inside `<main>` with its hidden fields; without an action it is sent to `page`.
pub(crate) fn first_form(html: &str, page: &str) -> Option<Form> {
    let main = &html[html.find("<main")?..];
    let form = &main[main.find("<form")?..];
    let form = &form[..form.find("</form>")?];
    let action = attribute(tag(form), "action").filter(|action| !action.is_empty());
    let inputs = form.split("<input").skip(1).map(tag);
    let hidden = inputs.filter(|input| attribute(input, "type").as_deref() == Some("hidden"));
    let fields = hidden
        .filter_map(|input| {
            Some((attribute(input, "name")?, attribute(input, "value").unwrap_or_default()))
        })
        .collect();
    Some(Form { action: action.unwrap_or_else(|| page.into()), fields })
}

/// A tag up to its end; our templates escape `>` in values.
fn tag(text: &str) -> &str {
    &text[..text.find('>').unwrap_or(text.len())]
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let end = tag[start..].find('"')? + start;
    // Of all character references only these can stand in tokens and paths.
    Some(tag[start..end].replace("&#38;", "&").replace("&amp;", "&"))
}

fn encode(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(text: &str) -> Answer {
        read_answer(&mut text.as_bytes()).unwrap()
    }

    #[test]
    fn answers_are_read_by_length_and_by_chunks() {
        let counted = answer("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcrest");
        assert_eq!((counted.status, counted.text().as_str()), (200, "abc"));
        let chunked = answer(
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n1;x\r\nc\r\n0\r\n\r\n",
        );
        assert_eq!(chunked.text(), "abc");
        assert_eq!(answer("HTTP/1.1 303 See Other\r\nlocation: /\r\n\r\n").status, 303);
        assert!(read_answer(&mut "".as_bytes()).is_err());
    }

    #[test]
    fn cookies_are_kept_replaced_and_deleted() {
        let mut cookies = Cookies::default();
        assert_eq!(cookies.header(), "");
        cookies
            .keep(&answer("HTTP/1.1 200 OK\r\nset-cookie: a=1; Path=/\r\nset-cookie: b=2\r\n\r\n"));
        cookies.keep(&answer(
            "HTTP/1.1 200 OK\r\nSet-Cookie: a=3=; HttpOnly\r\nset-cookie: b=; Max-Age=0\r\n\r\n",
        ));
        assert_eq!(cookies.header(), "cookie: a=3=\r\n");
    }

    #[test]
    fn forms_are_read_as_a_browser_would_send_them() {
        let html = "<header><form action=\"/display\"><input type=\"hidden\" name=\"x\"></form></header>\
            <main><form method=\"post\" action=\"/s/a?b=1&amp;c=2\">\
            <input type=\"hidden\" name=\"csrf\" value=\"t-_1\"><input type=\"text\" name=\"name\" value=\"n\">\
            <input name=\"submit_token\" type=\"hidden\" value=\"s\"><button type=\"submit\">go</button></form></main>";
        let form = first_form(html, "/page").unwrap();
        assert_eq!(form.action, "/s/a?b=1&c=2");
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(form.fields, [pair("csrf", "t-_1"), pair("submit_token", "s")]);
        assert_eq!(
            first_form("<main><form method=\"post\"></form></main>", "/page").unwrap().action,
            "/page"
        );
        assert_eq!(first_form("<main></main>", "/page"), None);
    }

    #[test]
    fn addresses_and_fields_are_written_for_the_wire() {
        assert_eq!(path("http://127.0.0.1:8080/p/1?a=b"), "/p/1?a=b");
        assert_eq!(path("http://127.0.0.1:8080"), "/");
        assert_eq!(path("/home"), "/home");
        assert_eq!(encode("a b&山"), "a%20b%26%E5%B1%B1");
    }
}
