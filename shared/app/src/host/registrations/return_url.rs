//! Addresses to which the last page may lead back.

use url::Url;

/// Whether the last page may lead back to an address: it must have exactly the scheme, host and port of an entry, and a path
/// below the entry's (T19).
pub fn is_allowed_return(url: &Url, prefixes: &[Url]) -> bool {
    url.username().is_empty()
        && url.password().is_none()
        && prefixes.iter().any(|prefix| {
            url.scheme() == "https"
                && url.origin() == prefix.origin()
                && url.path().starts_with(prefix.path())
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    #[test_case("https://app.example/back/done", true; "below")]
    #[test_case("https://app.example/back/", true; "the entry itself")]
    #[test_case("https://app.example/backdoor", false; "beside")]
    #[test_case("https://app.example/back/../admin", false; "dots")]
    #[test_case("https://app.example/back/%2e%2e/admin", false; "encoded dots")]
    #[test_case("https://app.example.evil/back/", false; "longer host")]
    #[test_case("https://app.example:8443/back/", false; "other port")]
    #[test_case("http://app.example/back/", false; "http")]
    #[test_case("https://user@app.example/back/", false; "userinfo")]
    #[test_case("https://app.example@evil.example/back/", false; "host behind at sign")]
    #[test_case("javascript:alert(1)", false; "script")]
    #[test_case("data:text/html,x", false; "data")]
    #[test_case("https:\\\\evil.example/back/", false; "backslashes")]
    fn t19_only_addresses_below_the_list_are_returned_to(text: &str, accepted: bool) {
        let prefixes = [Url::parse("https://app.example/back/").unwrap()];
        let allowed = Url::parse(text).is_ok_and(|url| is_allowed_return(&url, &prefixes));
        assert_eq!(allowed, accepted);
    }
}
