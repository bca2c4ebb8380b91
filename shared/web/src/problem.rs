//! Problems (RFC 9457): what went wrong, in stable types, and what to do. The one place where errors become HTTP.

mod of_use_cases;

use serde::Serialize;
use url::Url;

/// The stable types. Each has a page at `/problems/{slug}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemType {
    /// There is no such thing, or the key does not reach it.
    NotFound,
    /// The API key is missing or not valid.
    Unauthorized,
    /// A field or parameter cannot be used.
    ValidationFailed,
    /// The request says two things at once.
    MalformedRequest,
    /// The body is no JSON.
    MalformedJson,
    /// The body is too large.
    PayloadTooLarge,
    /// The body is of another type.
    UnsupportedMediaType,
    /// The path knows other methods.
    MethodNotAllowed,
    /// A creating call carries no `Idempotency-Key`.
    IdempotencyKeyRequired,
    /// An `Idempotency-Key` came with another body.
    IdempotencyKeyReused,
    /// The first request of an `Idempotency-Key` is still running.
    RequestInProgress,
    /// Somebody else changed the same thing.
    Conflict,
    /// The registration's stage does not allow it.
    NotPossibleNow,
    /// Too often.
    RateLimited,
    /// We or what we depend on cannot answer now.
    TemporarilyUnavailable,
    /// A fault of ours.
    InternalError,
    /// The cursor was not made by us.
    InvalidCursor,
    /// The cursor is older than what is kept.
    CursorExpired,
}

impl ProblemType {
    /// Every type.
    pub const ALL: [Self; 18] = [
        Self::NotFound,
        Self::Unauthorized,
        Self::ValidationFailed,
        Self::MalformedRequest,
        Self::MalformedJson,
        Self::PayloadTooLarge,
        Self::UnsupportedMediaType,
        Self::MethodNotAllowed,
        Self::IdempotencyKeyRequired,
        Self::IdempotencyKeyReused,
        Self::RequestInProgress,
        Self::Conflict,
        Self::NotPossibleNow,
        Self::RateLimited,
        Self::TemporarilyUnavailable,
        Self::InternalError,
        Self::InvalidCursor,
        Self::CursorExpired,
    ];

    /// The last part of the type's address.
    pub fn slug(self) -> &'static str {
        self.row().0
    }

    /// The type of that slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }

    /// Slug, status, title, what to do.
    #[expect(clippy::too_many_lines, reason = "a table with one row a type")]
    fn row(self) -> (&'static str, u16, &'static str, &'static str) {
        match self {
            Self::NotFound => (
                "not-found",
                404,
                "Not found",
                "There is nothing here, or the API key does not reach it. Check the path and the id.",
            ),
            Self::Unauthorized => (
                "unauthorized",
                401,
                "The API key is missing or not valid",
                "Send a valid key in the header Authorization: Bearer <key>. Keys end; ask the operator for a new one.",
            ),
            Self::ValidationFailed => (
                "validation-failed",
                422,
                "A field cannot be used",
                "Correct the fields named in errors and send the request again. Unknown fields are refused.",
            ),
            Self::MalformedRequest => (
                "malformed-request",
                400,
                "The request cannot be read",
                "Send each header once.",
            ),
            Self::MalformedJson => (
                "malformed-json",
                400,
                "The body is not JSON",
                "Send one JSON object in UTF-8.",
            ),
            Self::PayloadTooLarge => (
                "payload-too-large",
                413,
                "The body is too large",
                "A body may have at most 64 KiB.",
            ),
            Self::UnsupportedMediaType => (
                "unsupported-media-type",
                415,
                "The body is of another type",
                "Send Content-Type: application/json.",
            ),
            Self::MethodNotAllowed => (
                "method-not-allowed",
                405,
                "This path knows other methods",
                "Use one of the methods in the header Allow.",
            ),
            Self::IdempotencyKeyRequired => (
                "idempotency-key-required",
                400,
                "An Idempotency-Key is required",
                "Send a fresh Idempotency-Key (1 to 128 visible ASCII characters, such as a UUID) with each new request, and the same one when you repeat it.",
            ),
            Self::IdempotencyKeyReused => (
                "idempotency-key-reused",
                422,
                "The Idempotency-Key was used with another body",
                "Use a fresh Idempotency-Key for another request.",
            ),
            Self::RequestInProgress => (
                "request-in-progress",
                409,
                "The same request is still running",
                "Wait the seconds in Retry-After and send it again.",
            ),
            Self::Conflict => (
                "conflict",
                409,
                "It changed at the same moment",
                "Read it again and repeat the request if it is still wanted.",
            ),
            Self::NotPossibleNow => (
                "not-possible-now",
                409,
                "Not possible in this stage",
                "Read the registration's lifecycle to see what has to happen first.",
            ),
            Self::RateLimited => (
                "rate-limited",
                429,
                "Too many requests",
                "Wait the seconds in Retry-After. The stored state can be read at any time.",
            ),
            Self::TemporarilyUnavailable => (
                "temporarily-unavailable",
                503,
                "Temporarily unavailable",
                "Nothing was lost. Wait the seconds in Retry-After and repeat the request with the same Idempotency-Key.",
            ),
            Self::InternalError => (
                "internal-error",
                500,
                "A fault of ours",
                "It is recorded under the request id. Repeat the request with the same Idempotency-Key, or ask support with the request id.",
            ),
            Self::InvalidCursor => (
                "invalid-cursor",
                400,
                "The cursor is not valid",
                "Use next_cursor of an earlier answer as it is, with the same filters, or leave it out to begin anew.",
            ),
            Self::CursorExpired => (
                "cursor-expired",
                410,
                "The cursor is older than what is kept",
                "Events are kept for 400 days and some that followed the cursor are gone. Read each registration once for its present state, then poll without after.",
            ),
        }
    }

    /// What the type means, for its page.
    pub fn description(self) -> Description {
        let (slug, status, title, what_to_do) = self.row();
        Description {
            slug,
            status,
            title,
            what_to_do,
        }
    }
}

/// What a type means.
#[derive(Debug, Serialize)]
pub struct Description {
    slug: &'static str,
    status: u16,
    title: &'static str,
    what_to_do: &'static str,
}

/// One problem.
#[derive(Debug)]
pub struct Problem {
    kind: ProblemType,
    detail: Option<String>,
    errors: Vec<FieldError>,
    retry_after: Option<u32>,
    allow: Option<&'static str>,
    address: Option<Box<Address>>,
}

/// Where the problem arose.
#[derive(Debug)]
struct Address {
    base: String,
    request_id: String,
}

#[derive(Debug, Serialize)]
struct FieldError {
    field: String,
    message: String,
}

#[derive(Serialize)]
struct Body<'a> {
    #[serde(rename = "type")]
    kind: String,
    title: &'static str,
    status: u16,
    detail: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [FieldError],
}

impl Problem {
    /// A problem with the detail of its type.
    pub fn new(kind: ProblemType) -> Self {
        let retry_after = match kind {
            ProblemType::TemporarilyUnavailable | ProblemType::RequestInProgress => Some(2),
            ProblemType::RateLimited => Some(60),
            _ => None,
        };
        Self {
            kind,
            detail: None,
            errors: Vec::new(),
            retry_after,
            allow: None,
            address: None,
        }
    }

    /// Another method would be right.
    pub fn method_not_allowed(allow: &'static str) -> Self {
        Self {
            allow: Some(allow),
            ..Self::new(ProblemType::MethodNotAllowed)
        }
    }

    /// Too often; it helps to wait so many seconds.
    pub fn rate_limited(seconds: u32) -> Self {
        Self {
            retry_after: Some(seconds),
            ..Self::new(ProblemType::RateLimited)
        }
    }

    /// The cursor was not made by the list it is given to.
    pub fn invalid_cursor() -> Self {
        Self::new(ProblemType::InvalidCursor).with_field(
            "cursor",
            "must be next_cursor of an earlier answer, as it is",
        )
    }

    /// The cursor of the feed of events was not made by it.
    pub fn invalid_after() -> Self {
        Self::new(ProblemType::InvalidCursor)
            .with_detail("Use next_after of an earlier answer as it is, or leave after out to begin with the oldest event that is kept.")
            .with_field("after", "must be next_after of an earlier answer, as it is, or left out")
    }

    /// A detail of this very problem.
    #[must_use]
    pub fn with_detail(mut self, detail: &str) -> Self {
        self.detail = Some(cut(detail));
        self
    }

    /// A field that cannot be used, and why.
    #[must_use]
    pub fn with_field(mut self, field: &str, message: &str) -> Self {
        self.errors.push(FieldError {
            field: cut(field),
            message: cut(message),
        });
        self
    }

    /// Gives it its address and the request it belongs to.
    #[must_use]
    pub fn at(mut self, base: &Url, request_id: &str) -> Self {
        self.address = Some(Box::new(Address {
            base: base.as_str().trim_end_matches('/').to_owned(),
            request_id: request_id.to_owned(),
        }));
        self
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.kind.row().1
    }

    /// Whether it says how things stand, so that the same request has this answer for good. The others say how the request
    /// is wrong, that it may be tried again, or that we failed.
    pub fn is_lasting(&self) -> bool {
        matches!(
            self.kind,
            ProblemType::NotFound | ProblemType::NotPossibleNow
        )
    }

    /// Seconds to wait, if waiting helps.
    pub fn retry_after(&self) -> Option<u32> {
        self.retry_after
    }

    /// The methods the path knows, if another one was used.
    pub fn allow(&self) -> Option<&'static str> {
        self.allow
    }

    /// The body (RFC 9457 section 3).
    pub fn to_json(&self) -> String {
        let (slug, status, title, what_to_do) = self.kind.row();
        let (base, request_id) = match &self.address {
            Some(address) => (address.base.as_str(), Some(address.request_id.as_str())),
            None => ("", None),
        };
        let body = Body {
            kind: format!("{base}/problems/{slug}"),
            title,
            status,
            detail: self.detail.as_deref().unwrap_or(what_to_do),
            request_id,
            errors: &self.errors,
        };
        serde_json::to_string(&body).unwrap_or_default()
    }
}

/// Text that may repeat what a caller sent stays short and without control characters (`security.md` T85).
fn cut(text: &str) -> String {
    text.chars()
        .filter(|character| !character.is_control())
        .take(256)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn slugs_are_unique_and_found_again() {
        let slugs: BTreeSet<_> = ProblemType::ALL.iter().map(|kind| kind.slug()).collect();
        assert_eq!(slugs.len(), ProblemType::ALL.len());
        for kind in ProblemType::ALL {
            assert_eq!(ProblemType::from_slug(kind.slug()), Some(kind));
        }
    }

    #[test]
    fn what_asks_to_try_again_or_differently_is_not_kept_for_the_same_request() {
        let kept: Vec<_> = ProblemType::ALL
            .into_iter()
            .filter(|kind| Problem::new(*kind).is_lasting())
            .map(ProblemType::slug)
            .collect();
        assert_eq!(kept, ["not-found", "not-possible-now"]);
    }

    #[test]
    fn a_problem_names_its_type_and_field() {
        let base = Url::parse("https://connect.example").unwrap();
        let problem = Problem::new(ProblemType::ValidationFailed)
            .with_field("plan", "unknown variant `GOLD`")
            .at(&base, "request-1");
        insta::assert_snapshot!(problem.to_json(), @r#"{"type":"https://connect.example/problems/validation-failed","title":"A field cannot be used","status":422,"detail":"Correct the fields named in errors and send the request again. Unknown fields are refused.","request_id":"request-1","errors":[{"field":"plan","message":"unknown variant `GOLD`"}]}"#);
    }

    /// Words that name things behind the API.
    const INTERNAL: [&str; 12] = [
        "arn:aws",
        "amazonaws",
        "dynamodb",
        "secretsmanager",
        "lambda",
        "microsoftonline",
        "graph.microsoft",
        "aadsts",
        "cooperlink-registration-",
        "conditionalcheckfailed",
        "panicked",
        ".rs:",
    ];

    #[test]
    fn t56_no_type_of_problem_names_what_stands_behind_the_api() {
        let bodies = ProblemType::ALL
            .iter()
            .map(|kind| serde_json::to_string(&kind.description()).unwrap());
        for body in bodies {
            let body = body.to_lowercase();
            for word in INTERNAL {
                assert!(!body.contains(word), "{word}: {body}");
            }
        }
    }

    #[test]
    fn t36_a_callers_line_breaks_do_not_come_back() {
        let problem =
            Problem::new(ProblemType::ValidationFailed).with_field("a\r\nb", "c\u{1b}[31m");
        assert!(problem.to_json().contains("\"ab\""));
    }
}
