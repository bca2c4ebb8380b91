//! Problems that were kept for a repeat of the same request.

use serde::{Deserialize, Serialize};

/// A problem as it was written, in the same order. One with members of its own is never kept.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    #[serde(rename = "type")]
    kind: String,
    title: String,
    status: u16,
    detail: String,
    request_id: Option<String>,
    #[serde(default)]
    errors: Vec<KeptError>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    existing_registration_id: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct KeptError {
    pointer: Option<String>,
    parameter: Option<String>,
    header: Option<String>,
    code: String,
    message: String,
}

/// A kept problem for the request that repeats it: the id in its body is that request's own, as in its header. A body that is
/// no problem stays as it is.
pub fn again(body: String, request_id: &str) -> String {
    let Ok(mut kept) = strict_json::parse::<Kept>(body.as_bytes()) else {
        return body;
    };
    kept.request_id = Some(request_id.to_owned());
    serde_json::to_string(&kept).unwrap_or(body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::{ErrorCode, Problem};
    use url::Url;

    #[test]
    fn a_kept_problem_says_the_request_that_repeats_it() {
        let base = Url::parse("https://connect.example").unwrap();
        let problem = Problem::invalid_field("/plan", ErrorCode::Required, "is required");
        let written = |request_id: &str| problem.clone().at(&base, request_id).to_json();
        assert_eq!(again(written("first"), "second"), written("second"));
        let id = "01930000-0000-7000-8000-00000000002f".parse().unwrap();
        let existing = Problem::registration_exists(id);
        let written = |request_id: &str| existing.clone().at(&base, request_id).to_json();
        assert_eq!(again(written("first"), "second"), written("second"));
        assert_eq!(again("{}".to_owned(), "second"), "{}");
    }
}
