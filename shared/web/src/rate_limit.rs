//! The header fields `RateLimit-Policy` and `RateLimit`
//! (<https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/>, version 10).

use app::limits::Allowance;
use http::{HeaderMap, HeaderName, HeaderValue};

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const LIMIT: HeaderName = HeaderName::from_static("ratelimit");

/// Adds a limit to the header fields: its quota `q` within a window of `w` seconds; the rest `r`, and the seconds `t` until
/// the next window.
pub fn tell(headers: &mut HeaderMap, allowance: &Allowance) {
    let limit = allowance.limit;
    let policy = format!(
        r#""{}";q={};w={}"#,
        limit.name(),
        limit.most(),
        limit.window().as_secs()
    );
    let state = format!(
        r#""{}";r={};t={}"#,
        limit.name(),
        allowance.left,
        allowance.resets_in.as_secs()
    );
    for (name, value) in [(POLICY, policy), (LIMIT, state)] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            add(headers, &name, &value);
        }
    }
}

/// Adds headers to others. Limits become members of one list (RFC 9110 section 5.3); any other header replaces the earlier
/// one.
pub fn extend(headers: &mut HeaderMap, more: &HeaderMap) {
    for (name, value) in more {
        add(headers, name, value);
    }
}

fn add(headers: &mut HeaderMap, name: &HeaderName, value: &HeaderValue) {
    let before = headers
        .get(name)
        .filter(|_| [&POLICY, &LIMIT].contains(&name));
    let joined = before.and_then(|before| {
        let list = [before.as_bytes(), b", ", value.as_bytes()].concat();
        HeaderValue::from_bytes(&list).ok()
    });
    headers.insert(name, joined.unwrap_or_else(|| value.clone()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::limits::{API_KEY, INVITATIONS};
    use jiff::SignedDuration;

    #[test]
    fn a_limit_is_told_as_the_draft_writes_it() {
        let mut headers = HeaderMap::new();
        let allowance = Allowance {
            limit: INVITATIONS,
            left: 997,
            resets_in: SignedDuration::from_secs(180),
        };
        tell(&mut headers, &allowance);
        assert_eq!(
            headers["ratelimit-policy"],
            r#""invitations";q=1000;w=3600"#
        );
        assert_eq!(headers["ratelimit"], r#""invitations";r=997;t=180"#);
        let mut both = headers.clone();
        let of_key = Allowance {
            limit: API_KEY,
            left: 99,
            resets_in: SignedDuration::from_secs(1),
        };
        tell(&mut both, &of_key);
        assert_eq!(
            both["ratelimit-policy"],
            r#""invitations";q=1000;w=3600, "api-key";q=100;w=2"#
        );
        assert_eq!(
            both["ratelimit"],
            r#""invitations";r=997;t=180, "api-key";r=99;t=1"#
        );
        assert_eq!(both.get_all("ratelimit").iter().count(), 1);
        let mut key_alone = HeaderMap::new();
        tell(&mut key_alone, &of_key);
        extend(&mut headers, &key_alone);
        assert_eq!(headers, both);
    }
}
