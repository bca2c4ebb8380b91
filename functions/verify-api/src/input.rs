//! What a request carries, read strictly: each refusal names the field and says what would be accepted.

use bootstrap::gateway::Request;
use http::header;
use serde::de::DeserializeOwned;
use strict_json::StrictJsonError;
use web::problem::{Problem, ProblemType};

/// Bodies are at most 64 KiB (`security.md` T54).
const LARGEST_BODY: usize = 64 * 1024;

/// Items of a page unless asked otherwise, and at most.
const LIMIT: i32 = 50;
const LARGEST_LIMIT: i32 = 100;

/// The `Idempotency-Key` that creating calls must carry.
pub(super) fn idempotency_key(request: &Request) -> Result<&str, Problem> {
    let mut values = request.headers().get_all("idempotency-key").iter();
    match (values.next(), values.next()) {
        (Some(key), None) => Ok(key.to_str().unwrap_or_default()),
        _ => Err(Problem::new(ProblemType::IdempotencyKeyRequired)),
    }
}

/// The body's text, no larger than allowed.
pub(super) fn body(request: &Request) -> Result<&str, Problem> {
    let bytes = request.body().ok_or_else(|| {
        Problem::new(ProblemType::MalformedJson).with_detail("The body cannot be read.")
    })?;
    if bytes.len() > LARGEST_BODY {
        return Err(Problem::new(ProblemType::PayloadTooLarge));
    }
    std::str::from_utf8(bytes)
        .map_err(|_| Problem::new(ProblemType::MalformedJson).with_detail("The body is not UTF-8."))
}

/// The body as JSON of one type. Unknown and mistyped fields are named.
pub(super) fn json<T: DeserializeOwned>(request: &Request) -> Result<T, Problem> {
    let kind = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .map(|kind| kind.trim().to_ascii_lowercase());
    if kind.as_deref() != Some("application/json") {
        return Err(Problem::new(ProblemType::UnsupportedMediaType));
    }
    parse(body(request)?)
}

/// As [`json`], where no body means an empty object.
pub(super) fn json_or_empty<T: DeserializeOwned>(request: &Request) -> Result<T, Problem> {
    if body(request)?.trim().is_empty() {
        parse("{}")
    } else {
        json(request)
    }
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Problem> {
    strict_json::parse(text.as_bytes()).map_err(|error| match error {
        StrictJsonError::Malformed(problem) => {
            Problem::new(ProblemType::MalformedJson).with_detail(&problem)
        }
        StrictJsonError::Mistyped { path, problem } => {
            Problem::new(ProblemType::ValidationFailed).with_field(&path, &problem)
        }
    })
}

/// The query of a request, each parameter known and given once (`security.md` T41).
pub(super) struct Query(Vec<(String, String)>);

impl Query {
    pub(super) fn read(request: &Request, known: &[&str]) -> Result<Self, Problem> {
        let pairs = web::request::parse_query(request.query()).map_err(|_| {
            Problem::new(ProblemType::ValidationFailed).with_detail(
                "The query cannot be read: each parameter once, percent-encoded UTF-8.",
            )
        })?;
        for (name, _) in &pairs {
            if !known.contains(&name.as_str()) {
                return Err(Problem::new(ProblemType::ValidationFailed)
                    .with_field(name, "is not a parameter of this route"));
            }
            if pairs.iter().filter(|(other, _)| other == name).count() > 1 {
                return Err(Problem::new(ProblemType::ValidationFailed)
                    .with_field(name, "is given more than once"));
            }
        }
        Ok(Self(pairs))
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    pub(super) fn parsed<T>(
        &self,
        name: &str,
        parse: impl FnOnce(String) -> Option<T>,
    ) -> Result<Option<T>, Problem> {
        let Some(text) = self.text(name) else {
            return Ok(None);
        };
        parse(text.to_owned()).map(Some).ok_or_else(|| {
            Problem::new(ProblemType::ValidationFailed).with_field(name, "cannot be used")
        })
    }

    /// `limit`, 1 to 100; 50 unless given.
    pub(super) fn limit(&self) -> Result<i32, Problem> {
        let limit = self.parsed("limit", |text| {
            text.parse()
                .ok()
                .filter(|limit| (1..=LARGEST_LIMIT).contains(limit))
        });
        match limit {
            Ok(limit) => Ok(limit.unwrap_or(LIMIT)),
            Err(_) => {
                Err(Problem::new(ProblemType::ValidationFailed)
                    .with_field("limit", "must be 1 to 100"))
            }
        }
    }
}
