//! Problem of a registration that is erased, with the progress of the erasure.

use super::{Problem, ProblemType};
use domain::erasure::Erasure;
use serde::Serialize;

/// Its own members, in addition to those of every problem.
#[derive(Serialize)]
pub(super) struct ErasureMembers {
    state: &'static str,
    requested_at: String,
    erased_at: Option<String>,
}

impl From<&Erasure> for ErasureMembers {
    fn from(erasure: &Erasure) -> Self {
        let milliseconds = |at| format!("{at:.3}");
        Self {
            state: erasure.state(),
            requested_at: milliseconds(erasure.requested_at),
            erased_at: erasure.erased_at.map(milliseconds),
        }
    }
}

impl Problem {
    /// Problem for a registration that is erased, or is being erased.
    pub fn erased(erasure: &Erasure) -> Self {
        Self {
            erasure: Some(Box::new(*erasure)),
            ..Self::new(ProblemType::Erased)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn an_erasure_tells_how_far_it_is() {
        let erasure = Erasure {
            id: "01930000-0000-7000-8000-00000000002f".parse().unwrap(),
            requested_at: "2026-11-29T12:00:00Z".parse().unwrap(),
            erased_at: None,
        };
        let members = |erasure: &Erasure| {
            let body = Problem::erased(erasure).to_json();
            let body: Value = serde_json::from_str(&body).unwrap();
            ["status", "state", "requested_at", "erased_at"].map(|name| body[name].clone())
        };
        let requested_at = json!("2026-11-29T12:00:00.000Z");
        let erasing = [
            json!(410),
            json!("erasing"),
            requested_at.clone(),
            json!(null),
        ];
        assert_eq!(members(&erasure), erasing);
        let ended = Erasure {
            erased_at: Some("2026-11-29T12:05:00.5Z".parse().unwrap()),
            ..erasure
        };
        let erased_at = json!("2026-11-29T12:05:00.500Z");
        assert_eq!(
            members(&ended),
            [json!(410), json!("erased"), requested_at, erased_at]
        );
    }
}
