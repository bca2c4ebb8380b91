//! The body of a request: JSON, read strictly.

use super::{Errors, Operation};
use bootstrap::gateway::Request;
use deserr::Deserr;
use http::header;
use serde_json::Value;
use strict_json::StrictJsonError;
use web::problem::{Problem, ProblemType};

/// Bodies are at most 64 KiB (T54).
const LARGEST: usize = 64 * 1024;

const JSON: &str = "application/json";
const MERGE_PATCH: &str = "application/merge-patch+json";

impl<Q> Operation<Q> {
    /// The body.
    pub(crate) fn body<T: Deserr<Errors>>(&self) -> Result<T, Problem> {
        self.body_unless(|_| Errors::default())
    }

    /// The body, unless rules that no member tells by itself refuse it. Their errors come with all the others.
    pub(crate) fn body_unless<T: Deserr<Errors>>(
        &self,
        broken: impl FnOnce(&Value) -> Errors,
    ) -> Result<T, Problem> {
        parse_unless(of_type(&self.request, &[JSON])?, broken)
    }

    /// The body, where none means an empty object.
    pub(crate) fn body_or_empty<T: Deserr<Errors>>(&self) -> Result<T, Problem> {
        if text(&self.request)?.trim().is_empty() {
            parse("{}")
        } else {
            self.body()
        }
    }

    /// The body of a merge patch (RFC 7396), under its own media type or as plain JSON; of `broken` as
    /// [`body_unless`](Self::body_unless).
    pub(crate) fn merge_patch_unless<T: Deserr<Errors>>(
        &self,
        broken: impl FnOnce(&Value) -> Errors,
    ) -> Result<T, Problem> {
        parse_unless(of_type(&self.request, &[MERGE_PATCH, JSON])?, broken)
    }
}

/// The body's text, no larger than allowed.
pub(super) fn text(request: &Request) -> Result<&str, Problem> {
    let bytes = request.body().ok_or_else(|| {
        Problem::new(ProblemType::MalformedJson).with_detail("The body cannot be read.")
    })?;
    if bytes.len() > LARGEST {
        return Err(Problem::new(ProblemType::PayloadTooLarge));
    }
    std::str::from_utf8(bytes)
        .map_err(|_| Problem::new(ProblemType::MalformedJson).with_detail("The body is not UTF-8."))
}

/// The text of a body of an accepted media type.
fn of_type<'a>(request: &'a Request, accepted: &[&str]) -> Result<&'a str, Problem> {
    let mut kinds = request.headers().get_all(header::CONTENT_TYPE).iter();
    let kind = match (kinds.next(), kinds.next()) {
        (Some(kind), None) => kind.to_str().unwrap_or_default(),
        _ => "",
    };
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !accepted
        .iter()
        .any(|known| kind.eq_ignore_ascii_case(known))
    {
        let detail = format!("Send Content-Type: {}.", accepted.join(" or "));
        return Err(Problem::new(ProblemType::UnsupportedMediaType).with_detail(&detail));
    }
    text(request)
}

/// Reads a JSON object.
pub(crate) fn parse<T: Deserr<Errors>>(text: &str) -> Result<T, Problem> {
    parse_unless(text, |_| Errors::default())
}

fn parse_unless<T: Deserr<Errors>>(
    text: &str,
    broken: impl FnOnce(&Value) -> Errors,
) -> Result<T, Problem> {
    let value: Value = strict_json::parse(text.as_bytes()).map_err(|error| match error {
        StrictJsonError::Malformed(problem) | StrictJsonError::Mistyped { problem, .. } => {
            Problem::new(ProblemType::MalformedJson).with_detail(&problem)
        }
    })?;
    let broken = broken(&value);
    broken
        .or_read(deserr::deserialize(value))
        .map_err(Errors::of_body)
}

/// A body with nothing in it: `{}` or no body at all.
#[derive(Debug, Deserr)]
#[deserr(error = Errors, deny_unknown_fields)]
pub(crate) struct Empty {}
