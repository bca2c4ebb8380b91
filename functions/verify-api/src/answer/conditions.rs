//! Conditional requests (RFC 9110 section 13).
//!
//! An entity tag is `"<instant>-<hash>"`: the instant of the last change to what the host app can change, in microseconds since
//! 1970, and a hash of all that is shown. Reading compares the whole, so that a change of health is never hidden; changing compares
//! the instant alone, so that a verification or a new link in between is no conflict.

use app::host::registrations::RegistrationVersion;
use bootstrap::gateway::Request;
use domain::ids::RegistrationId;
use http::{
    HeaderName, HeaderValue, Method,
    header::{IF_MATCH, IF_NONE_MATCH},
};
use jiff::Timestamp;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use web::problem::{ErrorCode, FieldLocation, Problem, ProblemType};

/// The entity tag of a body, with the instant of the last change.
pub(super) fn entity_tag(updated_at: Timestamp, body: &str) -> Option<HeaderValue> {
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    HeaderValue::try_from(format!(
        "\"{}-{:016x}\"",
        updated_at.as_microsecond(),
        hasher.finish()
    ))
    .ok()
}

/// Whether the caller has this very answer already.
pub(super) fn is_known(request: &Request, tag: &HeaderValue) -> bool {
    matches!(*request.method(), Method::GET | Method::HEAD)
        && tags(request, &IF_NONE_MATCH)
            .iter()
            .any(|known| known == "*" || Some(known.trim_start_matches("W/")) == tag.to_str().ok())
}

/// The versions that a change may begin from, by their instants; `None` where the caller names none.
pub(crate) struct Versions(Option<Vec<i64>>);

impl Versions {
    /// The registration in one of these versions.
    pub(crate) fn of(&self, id: RegistrationId) -> RegistrationVersion<'_> {
        RegistrationVersion {
            id,
            seen: self.0.as_deref(),
        }
    }
}

/// Reads `If-Match`.
pub(crate) fn versions(request: &Request) -> Result<Versions, Problem> {
    if !request.headers().contains_key(IF_MATCH) {
        return Ok(Versions(None));
    }
    let tags = tags(request, &IF_MATCH);
    if tags.iter().any(|tag| tag == "*") {
        return Ok(Versions(None));
    }
    let is_tag = |tag: &String| tag.len() >= 2 && tag.ends_with('"') && tag.contains('"');
    if tags.is_empty() || !tags.iter().all(is_tag) {
        return Err(Problem::new(ProblemType::MalformedRequest).with_error(
            FieldLocation::Header("If-Match".to_owned()),
            ErrorCode::InvalidValue,
            "must be the ETag of an earlier answer, with its quotation marks",
        ));
    }
    // A tag that is weak or none of ours names no version, so nothing matches.
    let version = |tag: &String| tag.strip_prefix('"')?.split_once('-')?.0.parse().ok();
    Ok(Versions(Some(tags.iter().filter_map(version).collect())))
}

/// The tags of a header, with their quotation marks.
fn tags(request: &Request, name: &HeaderName) -> Vec<String> {
    let values = request.headers().get_all(name).iter();
    values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|tag| tag.trim().to_owned())
        .filter(|tag| !tag.is_empty())
        .collect()
}
