//! Answers. Handlers give the content; the headers of every surface, the address of a problem and the request's id are added
//! in one place, after the router.

use axum::response::IntoResponse;
use bootstrap::gateway::{self, Body, Request};
use http::{
    HeaderMap, HeaderValue, Method, Response, StatusCode,
    header::{ALLOW, CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE},
};
use serde::Serialize;
use url::Url;
use web::{
    headers::{Surface, headers},
    problem::{self, Problem, ProblemType},
};

/// Answer of a handler.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) body: String,
    surface: Surface,
}

impl Answer {
    /// JSON with that status.
    pub(crate) fn json(status: StatusCode, body: &impl Serialize) -> Result<Self, Failure> {
        let body = serde_json::to_string(body).map_err(|error| {
            tracing::error!(outcome = "failed", error = %error, "an answer cannot be written");
            Problem::new(ProblemType::InternalError)
        })?;
        Ok(Self::kept(status, body))
    }

    /// 200 with JSON.
    pub(crate) fn ok(body: &impl Serialize) -> Result<Self, Failure> {
        Self::json(StatusCode::OK, body)
    }

    /// 201 with JSON. The address of what was created is that of the collection with the `id` of the body.
    pub(crate) fn created(body: &impl Serialize) -> Result<Self, Failure> {
        Self::json(StatusCode::CREATED, body)
    }

    /// 204, without a body.
    pub(crate) fn no_content() -> Self {
        Self::kept(StatusCode::NO_CONTENT, String::new())
    }

    /// An answer that was given before, as it was: JSON, or a problem.
    pub(crate) fn kept(status: StatusCode, body: String) -> Self {
        let is_problem = status.is_client_error() || status.is_server_error();
        Self {
            status,
            body,
            surface: if is_problem {
                Surface::ProblemJson
            } else {
                Surface::Json
            },
        }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> axum::response::Response {
        carried(Outcome::Answer(self))
    }
}

/// Problem that a handler or extractor ends with.
#[derive(Debug, Clone)]
pub(crate) struct Failure(Problem);

impl Failure {
    /// The problem itself.
    pub(crate) fn into_problem(self) -> Problem {
        self.0
    }
}

impl<P: Into<Problem>> From<P> for Failure {
    fn from(problem: P) -> Self {
        Self(problem.into())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> axum::response::Response {
        carried(Outcome::Problem(self.0))
    }
}

/// End of a request.
#[derive(Debug, Clone)]
pub(crate) enum Outcome {
    Answer(Answer),
    Problem(Problem),
}

/// Hands the outcome through the router, which knows nothing of it.
fn carried(outcome: Outcome) -> axum::response::Response {
    let mut response = axum::response::Response::default();
    response.extensions_mut().insert(outcome);
    response
}

/// The outcome that a response of the router carries, and the headers that the router added, such as `Allow`.
pub(crate) fn outcome(mut response: axum::response::Response) -> (Outcome, HeaderMap) {
    let outcome = response.extensions_mut().remove();
    let outcome = outcome.unwrap_or_else(|| {
        tracing::error!(outcome = "failed", "an answer came from no handler");
        Outcome::Problem(Problem::new(ProblemType::InternalError))
    });
    let mut headers = std::mem::take(response.headers_mut());
    headers.remove(CONTENT_LENGTH);
    if let Some(allow) = headers.get_mut(ALLOW)
        && let Ok(spaced) = HeaderValue::from_bytes(&spaced(allow.as_bytes()))
    {
        *allow = spaced;
    }
    (outcome, headers)
}

/// A list with a space after each comma.
fn spaced(list: &[u8]) -> Vec<u8> {
    let mut spaced = Vec::with_capacity(list.len() * 2);
    for byte in list {
        spaced.push(*byte);
        if *byte == b',' {
            spaced.push(b' ');
        }
    }
    spaced
}

/// The whole answer, as the gateway gets it.
pub(crate) fn response(
    outcome: Outcome,
    routed: HeaderMap,
    request: &Request,
    base: &Url,
) -> Response<Body> {
    let request_id = gateway::of(request).request_id;
    let (answer, own) = match outcome {
        Outcome::Answer(answer) => (answer, HeaderMap::new()),
        Outcome::Problem(problem) => of_problem(&problem.at(base, request_id)),
    };
    let body = if answer.surface == Surface::ProblemJson {
        problem::again(answer.body, request_id)
    } else {
        answer.body
    };
    let mut headers = headers(answer.surface, request_id);
    headers.extend(routed);
    headers.extend(own);
    if body.is_empty() {
        headers.remove(CONTENT_TYPE);
    }
    let body = if request.method() == Method::HEAD {
        String::new()
    } else {
        body
    };
    let mut response = Response::new(Body::Text(body));
    *response.status_mut() = answer.status;
    *response.headers_mut() = headers;
    response
}

/// A problem as an answer, with the headers that belong to it.
fn of_problem(problem: &Problem) -> (Answer, HeaderMap) {
    let status =
        StatusCode::from_u16(problem.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut headers = HeaderMap::new();
    if status == StatusCode::UNAUTHORIZED {
        headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    if let Some(seconds) = problem.retry_after() {
        headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    (Answer::kept(status, problem.to_json()), headers)
}
