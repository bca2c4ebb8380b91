//! Answers. Handlers give the content; the headers of every surface, the address of a problem and the request's id are added
//! in one place, after the router.

pub(crate) mod conditions;

use app::limits::Allowance;
use axum::response::IntoResponse;
use bootstrap::gateway::{self, Request};
use http::{
    HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode,
    header::{
        ALLOW, CONTENT_LENGTH, CONTENT_TYPE, ETAG, LINK, LOCATION, RETRY_AFTER, WWW_AUTHENTICATE,
    },
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::Url;
use web::{
    headers::Surface,
    page_style::PageStyle,
    problem::{Problem, ProblemType},
    rate_limit,
};

const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// Answer of a handler.
#[derive(Debug, Clone)]
pub(crate) struct ApiAnswer {
    pub(crate) status: StatusCode,
    pub(crate) body: String,
    surface: Surface,
    headers: HeaderMap,
    entity_tag: Option<HeaderValue>,
}

impl ApiAnswer {
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

    /// 201 with JSON, whose `id` names what was created.
    pub(crate) fn created(body: &impl Serialize) -> Result<Self, Failure> {
        Self::json(StatusCode::CREATED, body)
    }

    /// 204, without a body.
    pub(crate) fn no_content() -> Self {
        Self::kept(StatusCode::NO_CONTENT, String::new())
    }

    /// An answer that was given before, as it was.
    pub(crate) fn again(status: StatusCode, body: String) -> Self {
        Self::kept(status, body).replayed()
    }

    /// A success with JSON that is written.
    pub(crate) fn kept(status: StatusCode, body: String) -> Self {
        Self {
            status,
            body,
            surface: Surface::Json,
            headers: HeaderMap::new(),
            entity_tag: None,
        }
    }

    /// Adds a header of this very answer.
    #[must_use]
    pub(crate) fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Tells that an earlier request was carried out and not this one.
    #[must_use]
    pub(crate) fn replayed(self) -> Self {
        self.with_header(REPLAYED, HeaderValue::from_static("true"))
    }

    /// Tells what is left of the limit that the call counts for.
    #[must_use]
    pub(crate) fn with_allowance(mut self, allowance: &Allowance) -> Self {
        rate_limit::tell(&mut self.headers, allowance);
        self
    }

    /// A page for people.
    pub(crate) fn page(body: String) -> Self {
        Self {
            surface: Surface::Page,
            ..Self::kept(StatusCode::OK, body)
        }
    }

    /// Adds the entity tag of what a read shows, in this version.
    #[must_use]
    pub(crate) fn with_entity_tag(mut self, updated_at: Timestamp, read: &str) -> Self {
        self.entity_tag = conditions::entity_tag(updated_at, read);
        self
    }
}

impl IntoResponse for ApiAnswer {
    fn into_response(self) -> axum::response::Response {
        carried(RequestEnd::Answer(self))
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
        carried(RequestEnd::Problem(self.0))
    }
}

/// End of a request.
#[derive(Debug, Clone)]
pub(crate) enum RequestEnd {
    Answer(ApiAnswer),
    Problem(Problem),
}

/// Hands the outcome through the router, which knows nothing of it.
fn carried(outcome: RequestEnd) -> axum::response::Response {
    let mut response = axum::response::Response::default();
    response.extensions_mut().insert(outcome);
    response
}

/// The outcome that a response of the router carries, and the headers that the router added, such as `Allow`.
pub(crate) fn outcome(mut response: axum::response::Response) -> (RequestEnd, HeaderMap) {
    let outcome = response.extensions_mut().remove();
    let outcome = outcome.unwrap_or_else(|| {
        tracing::error!(outcome = "failed", "an answer came from no handler");
        RequestEnd::Problem(Problem::new(ProblemType::InternalError))
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
    outcome: RequestEnd,
    routed: &HeaderMap,
    request: &Request,
    (style, base): (&PageStyle, &Url),
) -> Response<String> {
    let request_id = gateway::of(request).request_id;
    let (answer, own) = match outcome {
        RequestEnd::Answer(answer) => {
            let own = of_success(&answer, request, base);
            (answer, own)
        }
        RequestEnd::Problem(problem) => of_problem(&problem.at(base, request_id)),
    };
    let body = answer.body;
    let mut headers = style.headers(answer.surface, request_id);
    for more in [&own, &answer.headers, routed] {
        rate_limit::extend(&mut headers, more);
    }
    let is_known = answer
        .entity_tag
        .is_some_and(|tag| conditions::is_known(request, &tag));
    let status = if is_known {
        StatusCode::NOT_MODIFIED
    } else {
        answer.status
    };
    if body.is_empty() || is_known {
        headers.remove(CONTENT_TYPE);
    }
    let body = if is_known || request.method() == Method::HEAD {
        String::new()
    } else {
        body
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

/// The identity of what was created.
#[derive(Deserialize)]
struct Created {
    id: String,
}

/// The headers of a success: its entity tag, and the address of what was created, which is that of the collection with the id.
fn of_success(answer: &ApiAnswer, request: &Request, base: &Url) -> HeaderMap {
    let mut headers = HeaderMap::new();
    if let Some(tag) = &answer.entity_tag {
        headers.insert(ETAG, tag.clone());
    }
    if answer.status == StatusCode::CREATED
        && let Ok(Created { id }) = strict_json::parse(answer.body.as_bytes())
    {
        let base = base.as_str().trim_end_matches('/');
        let address = format!("{base}{}/{id}", request.path());
        headers.extend(
            HeaderValue::try_from(address)
                .ok()
                .map(|address| (LOCATION, address)),
        );
    }
    headers
}

/// A problem as an answer, with the headers that belong to it.
fn of_problem(problem: &Problem) -> (ApiAnswer, HeaderMap) {
    let status =
        StatusCode::from_u16(problem.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut headers = HeaderMap::new();
    if status == StatusCode::UNAUTHORIZED {
        headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    if let Some(seconds) = problem.retry_after() {
        headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    if let Some(allowance) = problem.allowance() {
        rate_limit::tell(&mut headers, allowance);
    }
    // RFC 6750 section 3.1.
    let challenge = problem.scope().map(|scope| {
        let name = scope.name();
        (
            WWW_AUTHENTICATE,
            format!(r#"Bearer error="insufficient_scope", scope="{name}""#),
        )
    });
    // RFC 5829: the stored state.
    let link = problem.latest();
    let link = link.map(|latest| (LINK, format!(r#"<{latest}>; rel="latest-version""#)));
    for (name, value) in challenge.into_iter().chain(link) {
        headers.extend(HeaderValue::try_from(value).ok().map(|value| (name, value)));
    }
    let answer = ApiAnswer {
        surface: Surface::ProblemJson,
        ..ApiAnswer::kept(status, problem.to_json())
    };
    (answer, headers)
}
