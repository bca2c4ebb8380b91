//! Problems that were kept for a repeat of the same request.

use serde::{Deserialize, Serialize};

/// A problem as it was written, in the same order.
#[derive(Serialize, Deserialize)]
struct Kept {
    #[serde(rename = "type")]
    kind: String,
    title: String,
    status: u16,
    detail: String,
    request_id: Option<String>,
    #[serde(default)]
    errors: Vec<KeptError>,
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
        assert_eq!(again("{}".to_owned(), "second"), "{}");
    }
}
