//! The header `Retry-After` (RFC 9110 section 10.2.3): seconds, or a date.

use jiff::{SignedDuration, Timestamp, fmt::rfc2822::DateTimeParser};

/// Time for which the answer asks to wait, counted from `now`.
pub(crate) fn retry_after(value: &str, now: Timestamp) -> Option<SignedDuration> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // More seconds than can be counted are very many.
        return Some(SignedDuration::from_secs(
            value.parse().unwrap_or(i64::from(u32::MAX)),
        ));
    }
    let at = DateTimeParser::new().parse_timestamp(value).ok()?;
    let wait = at.duration_since(now);
    wait.is_positive().then_some(wait)
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    #[test_case("120", Some(120); "seconds")]
    #[test_case(" 0 ", Some(0); "none")]
    #[test_case("99999999999999999999", Some(4_294_967_295); "very many")]
    #[test_case("Sun, 29 Nov 2026 12:00:30 GMT", Some(30); "a date")]
    #[test_case("Sun, 29 Nov 2026 11:00:00 GMT", None; "a date that has passed")]
    #[test_case("-1", None; "negative")]
    #[test_case("soon", None; "a word")]
    #[test_case("", None; "empty")]
    fn an_endpoint_says_when_it_wants_the_next_attempt(value: &str, seconds: Option<i64>) {
        let now = "2026-11-29T12:00:00Z".parse().unwrap();
        let wait = retry_after(value, now);
        assert_eq!(wait.map(|wait| wait.as_secs()), seconds);
    }
}
