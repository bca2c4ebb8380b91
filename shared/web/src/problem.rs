//! Problems (RFC 9457): failures of requests, in stable types, with the remedy. This is the one place where errors become
//! HTTP.

mod erasure;
mod field;
mod kind;
mod of_use_cases;
mod waiting;

pub use field::{ErrorCode, FieldError, FieldLocation};
pub use kind::ProblemType;
pub use of_use_cases::{CUSTOMER_OUT_OF_REACH, RETURN_URL_NOT_ALLOWED};

use app::limits::Allowance;
use domain::{api_key::Scope, erasure::Erasure, ids::RegistrationId};
use erasure::ErasureMembers;
use serde::Serialize;
use url::Url;

/// One problem.
#[derive(Debug, Clone)]
pub struct Problem {
    kind: ProblemType,
    detail: Option<String>,
    errors: Vec<FieldError>,
    existing_registration_id: Option<Box<RegistrationId>>,
    erasure: Option<Box<Erasure>>,
    retry_after: Option<u32>,
    allowance: Option<Box<Allowance>>,
    scope: Option<Scope>,
    latest: Option<Box<str>>,
    address: Option<Box<Address>>,
}

/// Address of the problem types, and the request in which the problem arose.
#[derive(Debug, Clone)]
struct Address {
    base: String,
    request_id: String,
}

#[derive(Serialize)]
struct Body<'a> {
    #[serde(rename = "type")]
    kind: String,
    title: &'static str,
    status: u16,
    detail: &'a str,
    request_id: Option<&'a str>,
    errors: &'a [FieldError],
    #[serde(skip_serializing_if = "Option::is_none")]
    existing_registration_id: Option<RegistrationId>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    erasure: Option<ErasureMembers>,
}

impl Problem {
    /// A problem with the detail of its type.
    pub fn new(kind: ProblemType) -> Self {
        let retry_after = match kind {
            ProblemType::TemporarilyUnavailable | ProblemType::RequestInProgress => Some(2),
            ProblemType::Conflict => Some(1),
            ProblemType::RateLimited => Some(60),
            _ => None,
        };
        Self {
            kind,
            detail: None,
            errors: Vec::new(),
            existing_registration_id: None,
            erasure: None,
            retry_after,
            allowance: None,
            scope: None,
            latest: None,
            address: None,
        }
    }

    /// Problem for a caller that exceeded a rate limit and has to wait this number of seconds.
    pub fn rate_limited(seconds: u32) -> Self {
        Self {
            retry_after: Some(seconds),
            ..Self::new(ProblemType::RateLimited)
        }
    }

    /// Problem for a key without the needed scope.
    pub fn insufficient_scope(scope: Scope) -> Self {
        let detail = format!(
            "This call needs the scope {}, which the API key lacks. Use another key, or ask the operator to add it.",
            scope.name()
        );
        Self {
            scope: Some(scope),
            ..Self::new(ProblemType::InsufficientScope).with_detail(&detail)
        }
    }

    /// Problem for a cursor that another list made.
    pub fn invalid_cursor() -> Self {
        Self::new(ProblemType::InvalidCursor).with_error(
            FieldLocation::Parameter("cursor".to_owned()),
            ErrorCode::InvalidValue,
            "must be next_cursor of an earlier answer, as it is",
        )
    }

    /// Problem for a cursor that the feed of events did not make.
    pub fn invalid_after() -> Self {
        Self::new(ProblemType::InvalidCursor)
            .with_detail("Use next_after of an earlier answer as it is, or leave after out to begin with the oldest event that is kept.")
            .with_error(
                FieldLocation::Parameter("after".to_owned()),
                ErrorCode::InvalidValue,
                "must be next_after of an earlier answer, as it is, or left out",
            )
    }

    /// Problem with the errors of a body, query or header, all at once.
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        Self {
            errors,
            ..Self::new(ProblemType::ValidationFailed)
        }
    }

    /// Problem with one member of the body that cannot be used, and the reason.
    pub fn invalid_field(pointer: &str, code: ErrorCode, message: &str) -> Self {
        let place = FieldLocation::Pointer(pointer.to_owned());
        Self::new(ProblemType::ValidationFailed).with_error(place, code, message)
    }

    /// The problem with a detail of its own.
    #[must_use]
    pub fn with_detail(mut self, detail: &str) -> Self {
        self.detail = Some(cut(detail));
        self
    }

    /// The problem with an error about a part of the request, and the reason.
    #[must_use]
    pub fn with_error(mut self, place: FieldLocation, code: ErrorCode, message: &str) -> Self {
        self.errors.push(FieldError::new(place, code, message));
        self
    }

    /// Problem for a customer that has a registration of the same tenant.
    pub fn registration_exists(id: RegistrationId) -> Self {
        Self {
            existing_registration_id: Some(Box::new(id)),
            ..Self::new(ProblemType::RegistrationExists)
        }
    }

    /// The problem with the path of the stored state, which can be read in the meantime.
    #[must_use]
    pub fn with_latest(self, path: String) -> Self {
        let detail =
            format!("Wait the seconds in Retry-After, or read the newest report at {path}.");
        Self {
            latest: Some(path.into()),
            ..self.with_detail(&detail)
        }
    }

    /// The problem with its address and the request to which it belongs.
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

    /// Seconds to wait, if waiting helps.
    pub fn retry_after(&self) -> Option<u32> {
        self.retry_after
    }

    /// The limit that is used up, if any.
    pub fn allowance(&self) -> Option<&Allowance> {
        self.allowance.as_deref()
    }

    /// The scope that the key lacks, if any.
    pub fn scope(&self) -> Option<Scope> {
        self.scope
    }

    /// Address of the stored state, if one can be read in the meantime.
    pub fn latest(&self) -> Option<String> {
        let base = self.address.as_ref().map_or("", |address| &address.base);
        self.latest.as_ref().map(|path| format!("{base}{path}"))
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
            existing_registration_id: self.existing_registration_id.as_deref().copied(),
            erasure: self.erasure.as_deref().map(ErasureMembers::from),
        };
        serde_json::to_string(&body).unwrap_or_default()
    }
}

/// Longest text, in characters.
const LONGEST: usize = 256;

/// A text that may repeat a caller's input, kept short and without control characters (T85). Texts of our own
/// are never that long.
fn cut(text: &str) -> String {
    let mut characters = text.chars().filter(|character| !character.is_control());
    let mut kept: String = characters.by_ref().take(LONGEST).collect();
    if characters.next().is_some() {
        kept.push('…');
    }
    kept
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
    fn a_problem_names_its_type_and_field() {
        let base = Url::parse("https://connect.example").unwrap();
        let problem = Problem::new(ProblemType::ValidationFailed)
            .with_error(
                FieldLocation::Pointer("/plan".to_owned()),
                ErrorCode::InvalidValue,
                "must be one of BOOST, EMPOWER",
            )
            .at(&base, "request-1");
        insta::assert_snapshot!(problem.to_json(), @r#"{"type":"https://connect.example/problems/validation-failed","title":"Something in the request cannot be used","status":422,"detail":"Correct what is named in errors, all of it at once, and send the request again.","request_id":"request-1","errors":[{"pointer":"/plan","parameter":null,"header":null,"code":"invalid_value","message":"must be one of BOOST, EMPOWER"}]}"#);
    }

    /// Words that name components behind the API.
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
            .map(|kind| [kind.slug(), kind.title(), kind.what_to_do()].join(" "));
        for body in bodies {
            let body = body.to_lowercase();
            for word in INTERNAL {
                assert!(!body.contains(word), "{word}: {body}");
            }
        }
    }

    #[test]
    fn a_long_text_is_cut_and_shows_it() {
        assert_eq!(cut(&"x".repeat(LONGEST)).chars().count(), LONGEST);
        let long = cut(&"x".repeat(LONGEST + 1));
        assert_eq!(long, format!("{}…", "x".repeat(LONGEST)));
    }

    #[test]
    fn t36_a_callers_line_breaks_do_not_come_back() {
        let problem = Problem::invalid_field("/a\r\nb", ErrorCode::InvalidValue, "c\u{1b}[31m");
        assert!(problem.to_json().contains("\"/ab\""));
    }
}
