//! Compression of answers (RFC 9110 section 12.5.3).

use bootstrap::gateway::{Body, Request};
use flate2::{Compression, write::GzEncoder};
use http::{
    HeaderMap, HeaderValue,
    header::{ACCEPT_ENCODING, CONTENT_ENCODING},
};
use std::io::Write as _;

/// A shorter body gains nothing.
const SHORTEST: usize = 1024;

/// The body in gzip, if the caller takes that and it is worth it; else as it is.
pub(super) fn compressed(body: String, request: &Request, headers: &mut HeaderMap) -> Body {
    if body.len() <= SHORTEST || !accepts_gzip(request.headers()) {
        return Body::Text(body);
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    match encoder
        .write_all(body.as_bytes())
        .and_then(|()| encoder.finish())
    {
        Ok(bytes) => {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            Body::Bytes(bytes)
        }
        Err(_) => Body::Text(body),
    }
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
}
