//! Faults on the wire: throttling, outages, broken answers.
//!
//! Sources: <https://learn.microsoft.com/en-us/graph/throttling>, <https://learn.microsoft.com/en-us/graph/errors>.

use std::ops::Not;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A fault as a tenant file or `POST /control/faults` describes it.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fault {
    /// Host whose requests it hits.
    pub(crate) host: Host,
    /// Tenant whose requests alone it hits; absent: it hits requests of every tenant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) tenant: Option<Uuid>,
    pub(crate) kind: Kind,
    /// HTTP status of `status` (default 503).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<u16>,
    /// The code of Graph's error, or the `error` of the token endpoint, of `status`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) code: Option<String>,
    /// The text of that error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) message: Option<String>,
    /// `Location` of a `status` that redirects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) location: Option<String>,
    /// AADSTS number of the token endpoint's error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) number: Option<u32>,
    /// `suberror` of the token endpoint's error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) suberror: Option<String>,
    /// Form of the token endpoint's `error_codes`.
    #[serde(default)]
    pub(crate) error_codes: ErrorCodes,
    /// Grant of the token requests that alone it hits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) grant_type: Option<String>,
    /// `Retry-After`, in seconds or as a date; absent: no such header. A number stays a number in a part of a batch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) retry_after: Option<RetryAfter>,
    /// Number of requests that it hits before it ends; absent: it lasts until it is cleared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) count: Option<u32>,
    /// Size of the groups of matching requests of which it hits only the first (2: every other request).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) every: Option<u32>,
    /// Whether it hits parts of a `$batch` instead of whole requests. Possible for `throttle`, `status` and `missing`.
    #[serde(default)]
    pub(crate) batch_parts: bool,
    /// Text that a path must contain to be hit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) path_contains: Option<String>,
    /// Method of the requests that alone it hits; absent: every method.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) method: Option<String>,
    /// Whether the request is carried out first, and only its answer fails.
    #[serde(default, skip_serializing_if = "Not::not")]
    pub(crate) after: bool,
    /// Pause between two pieces of a `slow` answer, or before a `late` one (default 100).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) milliseconds: Option<u64>,
}

/// `Retry-After`: text, so decimals and dates are possible, or a number.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(untagged)]
pub(crate) enum RetryAfter {
    Seconds(u32),
    Text(String),
}

impl RetryAfter {
    /// Text for an HTTP header.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Seconds(seconds) => seconds.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

/// Form of `error_codes`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ErrorCodes {
    /// A list of numbers.
    #[default]
    Numbers,
    /// A list of texts.
    Texts,
    Null,
}

/// The requests that a fault can hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Host {
    /// Everything of the login host except the token endpoint.
    Login,
    /// The token endpoint.
    Token,
    /// Microsoft Graph.
    Graph,
    /// The addresses of upload sessions, on SharePoint's own hosts.
    Sharepoint,
    /// The tenant's own identity provider.
    IdentityProvider,
}

/// Kind of the wrong answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    /// 429, with `Retry-After` if the fault gives one.
    Throttle,
    /// An error status with a well-formed error body.
    Status,
    /// 200 with JSON that breaks off.
    Malformed,
    /// 200 with an HTML page.
    Html,
    /// 200 without a body.
    Empty,
    /// The right answer, in small pieces with pauses.
    Slow,
    /// The right answer, after a pause.
    Late,
    /// The connection is reset without an answer.
    Reset,
    /// The part of a batch is left out of the answer.
    Missing,
}

/// One request with the members that faults match.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Target<'a> {
    pub(crate) host: Host,
    pub(crate) tenant: Option<Uuid>,
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) batch_part: bool,
    /// The grant of a token request.
    pub(crate) grant_type: Option<&'a str>,
}

/// The faults in force.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    active: Vec<Active>,
}

#[derive(Debug)]
struct Active {
    fault: Fault,
    matched: u32,
    hits: u32,
}

impl Faults {
    /// Puts a fault into force, after the existing ones.
    pub(crate) fn add(&mut self, fault: Fault) {
        self.active.push(Active {
            fault,
            matched: 0,
            hits: 0,
        });
    }

    /// Ends the faults of one tenant, or all of them.
    pub(crate) fn clear(&mut self, tenant: Option<Uuid>) {
        self.active
            .retain(|active| tenant.is_some() && active.fault.tenant != tenant);
    }

    /// The faults in force, oldest first.
    pub(crate) fn list(&self, tenant: Option<Uuid>) -> Vec<&Fault> {
        let wanted = |fault: &&Fault| tenant.is_none() || fault.tenant == tenant;
        self.active
            .iter()
            .map(|active| &active.fault)
            .filter(wanted)
            .collect()
    }

    /// The fault that hits this request, if any; counts the request.
    pub(crate) fn hit(&mut self, target: Target<'_>) -> Option<Fault> {
        for active in &mut self.active {
            if !active.fault.concerns(target) {
                continue;
            }
            active.matched += 1;
            let in_turn = active
                .fault
                .every
                .is_none_or(|every| active.matched % every.max(1) == 1 % every.max(1));
            if in_turn && active.fault.count.is_none_or(|count| active.hits < count) {
                active.hits += 1;
                let fault = active.fault.clone();
                self.active
                    .retain(|active| active.fault.count.is_none_or(|count| active.hits < count));
                return Some(fault);
            }
        }
        None
    }
}

impl Fault {
    /// Length of the pause in a `slow` or `late` answer.
    pub(crate) fn pause(&self) -> Duration {
        Duration::from_millis(self.milliseconds.unwrap_or(100))
    }

    fn concerns(&self, target: Target<'_>) -> bool {
        self.host == target.host
            && self.batch_parts == target.batch_part
            && (self.grant_type.is_none() || self.grant_type.as_deref() == target.grant_type)
            && (self.tenant.is_none() || self.tenant == target.tenant)
            && self
                .method
                .as_ref()
                .is_none_or(|method| method.eq_ignore_ascii_case(target.method))
            && self
                .path_contains
                .as_ref()
                .is_none_or(|part| target.path.contains(part.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRAPH: Target<'_> = Target {
        host: Host::Graph,
        tenant: None,
        method: "GET",
        path: "/v1.0/me",
        batch_part: false,
        grant_type: None,
    };

    fn throttle(json: &str) -> Faults {
        let mut faults = Faults::default();
        faults.add(serde_json::from_str(json).unwrap());
        faults
    }

    #[test]
    fn a_counted_fault_ends_by_itself() {
        let mut faults = throttle(r#"{"host":"graph","kind":"throttle","count":2}"#);
        let hits: Vec<_> = (0..4).map(|_| faults.hit(GRAPH).is_some()).collect();
        assert_eq!(hits, [true, true, false, false]);
        assert!(faults.list(None).is_empty());
    }

    #[test]
    fn every_other_request_is_hit_when_told() {
        let mut faults = throttle(r#"{"host":"graph","kind":"throttle","every":2}"#);
        let hits: Vec<_> = (0..4).map(|_| faults.hit(GRAPH).is_some()).collect();
        assert_eq!(hits, [true, false, true, false]);
    }

    #[test]
    fn a_fault_of_a_method_lets_the_others_pass() {
        let mut faults = throttle(r#"{"host":"graph","kind":"throttle","method":"post"}"#);
        assert!(faults.hit(GRAPH).is_none());
        let method = "POST";
        assert!(faults.hit(Target { method, ..GRAPH }).is_some());
    }

    #[test]
    fn a_fault_of_another_host_or_of_batch_parts_does_not_hit() {
        let mut faults = throttle(r#"{"host":"token","kind":"throttle"}"#);
        assert!(faults.hit(GRAPH).is_none());
        let mut faults = throttle(r#"{"host":"graph","kind":"throttle","batch_parts":true}"#);
        assert!(faults.hit(GRAPH).is_none());
        assert!(
            faults
                .hit(Target {
                    batch_part: true,
                    ..GRAPH
                })
                .is_some()
        );
    }
}
