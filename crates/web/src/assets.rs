//! Style, script, fonts: all inside the binary, no other host is ever asked.

use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use include_dir::{Dir, include_dir};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::io::Write as _;
use std::sync::LazyLock;

static ASSETS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../assets");

/// `/assets/<hash>`: the hash is of all files, so browsers may keep them for a year.
pub(crate) static BASE: LazyLock<String> = LazyLock::new(|| {
    let mut hash = Sha256::new();
    digest(&ASSETS, &mut hash);
    let hex = data_encoding::HEXLOWER.encode(&hash.finalize()[..6]);
    format!("/assets/{hex}")
});

fn digest(dir: &Dir<'_>, hash: &mut Sha256) {
    for file in dir.files() {
        hash.update(file.path().to_string_lossy().as_bytes());
        hash.update(file.contents());
    }
    for dir in dir.dirs() {
        digest(dir, hash);
    }
}

/// Style and script, gzipped once. Pages themselves are not compressed: they carry secrets beside
/// text that others typed.
static GZIPPED: LazyLock<HashMap<&'static str, Vec<u8>>> = LazyLock::new(|| {
    let mut found = HashMap::new();
    gzip_all(&ASSETS, &mut found);
    found
});

fn gzip_all(dir: &'static Dir<'static>, found: &mut HashMap<&'static str, Vec<u8>>) {
    for file in dir.files() {
        let Some(path) = file.path().to_str().filter(|path| is_text(path)) else { continue };
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        // Writing into memory does not fail; if it did, the plain file would be served.
        if encoder.write_all(file.contents()).is_ok()
            && let Ok(bytes) = encoder.finish()
        {
            found.insert(path, bytes);
        }
    }
    for dir in dir.dirs() {
        gzip_all(dir, found);
    }
}

fn is_text(path: &str) -> bool {
    [".css", ".js", ".svg"].iter().any(|ending| path.ends_with(ending))
}

/// Serves `/assets/<hash>/<path>`. Any hash is answered: a page of an older version stays usable.
pub(crate) async fn serve(request: Request) -> Response {
    let path = request.uri().path().trim_start_matches("/assets/");
    let Some((_, path)) = path.split_once('/') else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let Some(file) = ASSETS.get_file(path) else { return StatusCode::NOT_FOUND.into_response() };
    let kind = match path.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "text/plain; charset=utf-8",
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    let takes_gzip = request
        .headers()
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("gzip"));
    match GZIPPED.get(path).filter(|_| takes_gzip) {
        Some(bytes) => {
            let encoding = [
                (header::CONTENT_ENCODING, HeaderValue::from_static("gzip")),
                (header::VARY, HeaderValue::from_static("accept-encoding")),
            ];
            (headers, encoding, bytes.as_slice()).into_response()
        }
        None => (headers, file.contents()).into_response(),
    }
}
