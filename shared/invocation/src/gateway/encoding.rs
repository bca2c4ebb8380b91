//! Encoding of answers (RFC 9110 sections 8.4 and 12.5.3): long texts are sent in gzip to a caller that accepts it.
//!
//! The length of a compressed text tells something about the text. That gives no secret away (<https://www.breachattack.com>):
//! no page shows a secret beside input from a request, except the search of the access page, which is a form with a token of
//! its own.

use super::Body;
use flate2::{Compression, write::GzEncoder};
use http::{
    HeaderMap, HeaderValue, Response,
    header::{ACCEPT_ENCODING, CONTENT_ENCODING, VARY},
};
use std::io::Write as _;

/// Length from which a body is compressed, in bytes.
const SHORTEST: usize = 1024;

/// The answer in the encoding that the caller's headers ask for.
pub(super) fn encoded(asked: &HeaderMap, response: Response<String>) -> Response<Body> {
    let (mut parts, text) = response.into_parts();
    let vary = parts.headers.get(VARY).and_then(|vary| vary.to_str().ok());
    let vary = vary.map_or_else(
        || "Accept-Encoding".to_owned(),
        |vary| format!("{vary}, Accept-Encoding"),
    );
    if let Ok(vary) = HeaderValue::try_from(vary) {
        parts.headers.insert(VARY, vary);
    }
    if text.len() <= SHORTEST || !accepts_gzip(asked) {
        return Response::from_parts(parts, Body::Text(text));
    }
    let body = match compressed(&text) {
        Some(bytes) => {
            let gzip = HeaderValue::from_static("gzip");
            parts.headers.insert(CONTENT_ENCODING, gzip);
            Body::Bytes(bytes)
        }
        None => Body::Text(text),
    };
    Response::from_parts(parts, body)
}

fn compressed(text: &str) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).ok()?;
    encoder.finish().ok()
}

/// Whether `Accept-Encoding` names gzip, or everything, with a weight above zero.
fn accepts_gzip(headers: &HeaderMap) -> bool {
    let values = headers.get_all(ACCEPT_ENCODING).iter();
    let codings = values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','));
    let mut everything = false;
    for coding in codings {
        let mut parts = coding.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let weight = parts.find_map(|part| part.strip_prefix("q="));
        let is_wanted =
            weight.is_none_or(|weight| weight.parse::<f32>().is_ok_and(|weight| weight > 0.0));
        match name.as_str() {
            "gzip" | "x-gzip" => return is_wanted,
            "*" => everything = is_wanted,
            _ => {}
        }
    }
    everything
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::read::GzDecoder;
    use std::io::Read as _;
    use test_case::test_case;

    #[test_case("gzip", true; "gzip")]
    #[test_case("br, GZIP;q=0.5", true; "gzip after another")]
    #[test_case("*", true; "everything")]
    #[test_case("gzip;q=0, *", false; "everything but gzip")]
    #[test_case("*;q=0", false; "nothing")]
    #[test_case("gzip;q=", false; "no weight")]
    #[test_case("gzip; q=0.0", false; "weight zero")]
    #[test_case("br, deflate", false; "others")]
    #[test_case("", false; "empty")]
    fn only_a_caller_that_takes_gzip_gets_it(value: &str, expected: bool) {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_str(value).unwrap());
        assert_eq!(accepts_gzip(&headers), expected);
        assert!(!accepts_gzip(&HeaderMap::new()));
    }
    #[test]
    fn a_long_text_is_compressed_for_a_caller_that_takes_it() {
        let asked = HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static("br, gzip"))]);
        let text = "a page ".repeat(1_000);
        let answer = |text: &str| {
            Response::builder()
                .header(VARY, "Accept")
                .body(text.to_owned())
        };
        let long = encoded(&asked, answer(&text).unwrap());
        assert_eq!(long.headers()[CONTENT_ENCODING], "gzip");
        assert_eq!(long.headers()[VARY], "Accept, Accept-Encoding");
        let Body::Bytes(bytes) = long.body() else {
            panic!("not compressed");
        };
        let mut read = String::new();
        let mut decoder = GzDecoder::new(bytes.as_slice());
        decoder.read_to_string(&mut read).unwrap();
        assert_eq!(read, text);
        assert!(bytes.len() * 10 < text.len());

        for (asked, text) in [(&asked, "short"), (&HeaderMap::new(), &*text)] {
            let plain = encoded(asked, answer(text).unwrap());
            assert!(!plain.headers().contains_key(CONTENT_ENCODING));
            assert_eq!(plain.headers()[VARY], "Accept, Accept-Encoding");
            assert_eq!(*plain.body(), Body::Text(text.to_owned()));
        }
    }
}
