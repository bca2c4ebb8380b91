//! Strict reading of requests: decoded once, each parameter once, nothing guessed.

use domain::customer::Language;
use http::{HeaderMap, header};
use percent_encoding::percent_decode_str;
use secrecy::SecretString;
use url::Url;

/// Largest query or form that is read, in bytes: 16 KiB.
pub const LARGEST_FORM: usize = 16 * 1024;
/// Length of a token in a link, in characters: 32 bytes in base64url without padding.
const TOKEN_LENGTH: usize = 43;

/// Error for a query or form that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// It has more than 16 KiB.
    #[error("too long")]
    TooLong,
    /// It has a percent sign without two digits, or bytes that are not UTF-8.
    #[error("not percent-encoded UTF-8")]
    Encoding,
    /// A parameter that matters was given twice (`security.md` T41).
    #[error("a parameter is given twice")]
    Doubled,
}

/// Pairs of a raw query or form, decoded once (`application/x-www-form-urlencoded`).
///
/// # Errors
/// See [`QueryError`].
pub fn parse_query(raw: &str) -> Result<Vec<(String, String)>, QueryError> {
    if raw.len() > LARGEST_FORM {
        return Err(QueryError::TooLong);
    }
    raw.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Ok((decode(name)?, decode(value)?))
        })
        .collect()
}

fn decode(text: &str) -> Result<String, QueryError> {
    let bytes = text.as_bytes();
    for (position, byte) in bytes.iter().enumerate() {
        let digits = bytes.get(position + 1..position + 3);
        let complete = digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        if *byte == b'%' && !complete {
            return Err(QueryError::Encoding);
        }
    }
    percent_decode_str(&text.replace('+', " "))
        .decode_utf8()
        .map(std::borrow::Cow::into_owned)
        .map_err(|_| QueryError::Encoding)
}

/// One value of a parameter that may be given at most once.
///
/// # Errors
/// [`QueryError::Doubled`].
pub fn single<'a>(
    pairs: &'a [(String, String)],
    name: &str,
) -> Result<Option<&'a str>, QueryError> {
    let mut values = pairs
        .iter()
        .filter(|(known, _)| known == name)
        .map(|(_, value)| value.as_str());
    match (values.next(), values.next()) {
        (value, None) => Ok(value),
        (_, Some(_)) => Err(QueryError::Doubled),
    }
}

/// All values of a parameter that may be given several times.
pub fn all<'a>(pairs: &'a [(String, String)], name: &str) -> Vec<&'a str> {
    pairs
        .iter()
        .filter(|(known, _)| known == name)
        .map(|(_, value)| value.as_str())
        .collect()
}

/// The token in a link's path: 43 characters of base64url; `None` for any other text.
pub fn token(segment: &str) -> Option<SecretString> {
    let holds = segment.len() == TOKEN_LENGTH
        && segment
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    holds.then(|| SecretString::from(segment))
}

/// Whether a POST comes from one of our own pages (`security.md` T35): `Origin` is our own, `Sec-Fetch-Site` agrees if the
/// browser sends it, and the body is an ordinary form. A missing or `null` origin is refused.
pub fn is_own_form(headers: &HeaderMap, base: &Url) -> bool {
    let one = |name: &header::HeaderName| {
        let mut values = headers.get_all(name).iter();
        match (values.next(), values.next()) {
            (Some(value), None) => value.to_str().ok(),
            _ => None,
        }
    };
    let own_origin = one(&header::ORIGIN) == Some(base.origin().ascii_serialization().as_str());
    let own_site = headers
        .get_all("sec-fetch-site")
        .iter()
        .all(|value| value.as_bytes() == b"same-origin");
    let form = one(&header::CONTENT_TYPE)
        .and_then(|kind| kind.split(';').next())
        .is_some_and(|kind| {
            kind.trim()
                .eq_ignore_ascii_case("application/x-www-form-urlencoded")
        });
    own_origin && own_site && form
}

/// Whether the gateway received the request under the deployment's own name. `domain_name` comes from the gateway, never from
/// the `Host` header or a forwarded one (`security.md` T39). A stage at `http://localhost` has a gateway on the same machine,
/// which uses a name below `localhost` (RFC 6761 section 6.3).
pub fn is_own_host(domain_name: Option<&str>, base: &Url) -> bool {
    domain_name.is_some_and(|name| {
        base.host_str().is_some_and(|host| {
            host.eq_ignore_ascii_case(name) || (host == "localhost" && name.ends_with(".localhost"))
        })
    })
}

/// Language of a tag, by its first part.
fn named_language(tag: &str) -> Option<Language> {
    let primary = tag.trim().split(['-', ';', '_']).next().unwrap_or_default();
    Language::ALL
        .into_iter()
        .find(|language| language.tag().eq_ignore_ascii_case(primary))
}

/// Language that the reader chose, by `lang` in the link alone.
pub fn chosen_language(pairs: &[(String, String)]) -> Option<Language> {
    single(pairs, "lang")
        .ok()
        .flatten()
        .and_then(named_language)
}

/// Language for a reader: the chosen one, or else the browser's first, or else the host app's.
pub fn language(
    pairs: &[(String, String)],
    headers: &HeaderMap,
    otherwise: Option<Language>,
) -> Language {
    let preferred = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(',').find_map(named_language));
    chosen_language(pairs)
        .or(preferred)
        .or(otherwise)
        .unwrap_or(Language::En)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;
    use test_case::test_case;

    #[test_case("code=a&state=b&code=c", "code"; "code twice")]
    #[test_case("state=a&state=a", "state"; "the same value twice")]
    #[test_case("tenant=a&admin_consent=True&tenant=b", "tenant"; "tenant twice")]
    #[test_case("error=a&%65rror=b", "error"; "once encoded")]
    fn t41_a_doubled_parameter_is_refused(query: &str, name: &str) {
        let pairs = parse_query(query).unwrap();
        assert_eq!(single(&pairs, name), Err(QueryError::Doubled));
    }

    #[test_case("a=%"; "lone percent sign")]
    #[test_case("a=%zz"; "no digits")]
    #[test_case("a=%ff"; "no text")]
    fn t41_bad_encoding_is_refused(query: &str) {
        assert_eq!(parse_query(query), Err(QueryError::Encoding));
    }

    #[test]
    fn t41_values_are_decoded_once() {
        let pairs = parse_query("a=%2525+b").unwrap();
        assert_eq!(single(&pairs, "a"), Ok(Some("%25 b")));
    }

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| {
                (
                    header::HeaderName::from_static(name),
                    HeaderValue::from_str(value).unwrap(),
                )
            })
            .collect()
    }

    const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
    const OWN: (&str, &str) = ("origin", "https://connect.example");

    #[test_case(&[FORM, OWN], true; "own page")]
    #[test_case(&[FORM, OWN, ("sec-fetch-site", "same-origin")], true; "own page, told by the browser")]
    #[test_case(&[FORM], false; "no origin")]
    #[test_case(&[FORM, ("origin", "null")], false; "null origin")]
    #[test_case(&[FORM, ("origin", "https://evil.example")], false; "other origin")]
    #[test_case(&[FORM, ("origin", "https://connect.example.evil")], false; "longer origin")]
    #[test_case(&[FORM, ("origin", "http://connect.example")], false; "other scheme")]
    #[test_case(&[FORM, OWN, ("sec-fetch-site", "cross-site")], false; "cross site")]
    #[test_case(&[OWN, ("content-type", "text/plain")], false; "other body")]
    #[test_case(&[OWN], false; "no content type")]
    fn t35_only_our_own_forms_are_taken(pairs: &[(&'static str, &str)], accepted: bool) {
        let base = Url::parse("https://connect.example").unwrap();
        assert_eq!(is_own_form(&headers(pairs), &base), accepted);
    }

    #[test_case(Some("connect.example"), true; "own")]
    #[test_case(Some("abc.execute-api.eu-west-1.amazonaws.com"), false; "the gateway's own")]
    #[test_case(Some("connect.example.evil"), false; "longer")]
    #[test_case(None, false; "none")]
    fn t39_only_the_deployments_own_name_is_answered(name: Option<&str>, expected: bool) {
        let base = Url::parse("https://connect.example").unwrap();
        assert_eq!(is_own_host(name, &base), expected);
    }

    #[test_case("c00be711.execute-api.localhost", true; "its gateway")]
    #[test_case("localhost", true; "itself")]
    #[test_case("localhost.evil.example", false; "longer")]
    #[test_case("evillocalhost", false; "another name")]
    fn t39_a_stage_at_localhost_is_answered_through_the_gateway_of_the_machine(
        name: &str,
        expected: bool,
    ) {
        let base = Url::parse("http://localhost:4579").unwrap();
        assert_eq!(is_own_host(Some(name), &base), expected);
        let deployed = Url::parse("https://connect.example").unwrap();
        assert!(!is_own_host(Some(name), &deployed));
    }

    #[test_case("a", false; "short")]
    #[test_case("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", true; "right length")]
    #[test_case("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa%", false; "percent sign")]
    #[test_case("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.css", false; "suffix")]
    fn t03_a_token_has_one_form(segment: &str, accepted: bool) {
        assert_eq!(token(segment).is_some(), accepted);
    }

    #[test]
    fn the_link_decides_the_language_before_the_browser() {
        let browser = headers(&[("accept-language", "nl-BE,nl;q=0.9,en;q=0.8")]);
        let asked = parse_query("lang=fr").unwrap();
        assert_eq!(language(&asked, &browser, Some(Language::De)), Language::Fr);
        assert_eq!(language(&[], &browser, Some(Language::De)), Language::Nl);
        assert_eq!(
            language(&[], &HeaderMap::new(), Some(Language::De)),
            Language::De
        );
    }

    #[test_case("lang=fr", Some(Language::Fr); "a language")]
    #[test_case("lang=DE-at", Some(Language::De); "a region of one")]
    #[test_case("lang=xx", None; "none of ours")]
    #[test_case("lang=fr&lang=de", None; "two")]
    #[test_case("lang=", None; "nothing")]
    #[test_case("", None; "no choice")]
    fn only_the_link_says_what_was_chosen(query: &str, chosen: Option<Language>) {
        assert_eq!(chosen_language(&parse_query(query).unwrap()), chosen);
    }

    #[test]
    fn t41_fuzzed_queries_are_decoded_once_and_written_again_alike() {
        use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
        let good = [
            "a=b&c=%2525+d&e",
            "lang=fr&a=%C3%A9",
            "form_token=x&add=user:1&add=group:2",
        ];
        fuzz::text("forms", &good, |text| {
            let Ok(pairs) = parse_query(text) else {
                return false;
            };
            let written: Vec<String> = pairs
                .iter()
                .map(|(name, value)| {
                    let encode = |text| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
                    format!("{}={}", encode(name), encode(value))
                })
                .collect();
            assert_eq!(parse_query(&written.join("&")).unwrap(), pairs);
            assert_eq!(
                pairs.len(),
                text.split('&').filter(|pair| !pair.is_empty()).count()
            );
            for (name, _) in &pairs {
                let count = all(&pairs, name).len();
                assert_eq!(single(&pairs, name).is_ok(), count == 1, "{name}");
            }
            true
        });
    }

    #[test]
    fn fuzzed_languages_are_ours_or_the_default() {
        let good = ["nl-BE,nl;q=0.9,en;q=0.8", "fr", "*, DE;q=0"];
        fuzz::text("accept-language", &good, |text| {
            let mut headers = HeaderMap::new();
            if let Ok(value) = HeaderValue::from_bytes(text.as_bytes()) {
                headers.insert(header::ACCEPT_LANGUAGE, value);
            }
            let found = language(&[], &headers, None);
            // Whatever is found is named: by its two letters.
            assert!(found == Language::En || text.to_ascii_lowercase().contains(found.tag()));
            true
        });
    }

    #[test]
    fn t03_fuzzed_tokens_have_one_form() {
        let good = [
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "AZaz09-_AZaz09-_AZaz09-_AZaz09-_AZaz09-_AZa",
        ];
        fuzz::text("link token", &good, |text| {
            let found = token(text).is_some();
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
            assert_eq!(found, text.len() == 43 && text.bytes().all(plain));
            found
        });
    }
}
