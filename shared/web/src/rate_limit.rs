//! The header fields `RateLimit-Policy` and `RateLimit`
//! (<https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/>, version 10).

use app::limits::Allowance;
use http::{HeaderMap, HeaderName, HeaderValue};

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const LIMIT: HeaderName = HeaderName::from_static("ratelimit");

/// Tells a limit: its quota `q` within a window of `w` seconds; what remains, `r`, and the seconds `t` until the next window.
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
            headers.insert(name, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::limits::INVITATIONS;
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
    }
}
