//! One request of the host app: from the gateway to the router, and its answer back. Whatever is foreseen is an answer of our
//! own; nothing is left to the gateway.

use crate::{
    answer::{self, Outcome},
    router,
};
use app::{
    host::api_key_uses::ApiKeyUses, limits::RateLimiter, verify::verify_registration::Verifier,
};
use axum::{Router, body::Body};
use bootstrap::{
    clock::SystemClock,
    deadline,
    gateway::{self, Request},
    last_resort,
    random::SystemRandomSource,
};
use domain::{clock::Machine, cloud::Cloud, ids::ClientId, key_mode::KeyMode};
use http::{HeaderMap, Response, Uri};
use std::{sync::Arc, time::Instant};
use store::{Queue, secrets::Secrets};
use tower::ServiceExt as _;
use url::Url;
use web::{
    page_style::PageStyle,
    problem::{Problem, ProblemType},
};

/// Everything the function uses.
pub(crate) struct Deps {
    pub(crate) verifier: Verifier,
    pub(crate) secrets: Arc<Secrets>,
    pub(crate) key_mode: KeyMode,
    pub(crate) interactive_queue: Queue,
    pub(crate) delivery_queue: Queue,
    pub(crate) clock: SystemClock,
    pub(crate) random: SystemRandomSource,
    pub(crate) version: String,
    pub(crate) public_base_url: Url,
    pub(crate) return_url_prefixes: Vec<Url>,
    pub(crate) cloud: Cloud,
    pub(crate) client_id: ClientId,
    pub(crate) style: PageStyle,
    pub(crate) outbound_addresses: Vec<String>,
    /// Limits requests without a valid key, by address.
    pub(crate) without_key: RateLimiter,
    /// Limits requests with a valid key, by its id.
    pub(crate) with_key: RateLimiter<String>,
    /// Notes which keys are used.
    pub(crate) key_uses: ApiKeyUses,
}

impl Deps {
    /// The machine on which the function runs.
    pub(crate) fn machine(&self) -> Machine<'_> {
        Machine {
            clock: &self.clock,
            random: &self.random,
        }
    }
}

/// The function: what it uses, and its routes.
pub(crate) struct Api {
    pub(crate) deps: Arc<Deps>,
    router: Router,
}

impl Api {
    /// Builds the routes once.
    pub(crate) fn new(deps: Deps) -> Self {
        let deps = Arc::new(deps);
        let router = router::router(&deps);
        Self { deps, router }
    }
}

/// Answers one request.
pub(crate) async fn handle(api: &Api, request: Request) -> Response<String> {
    let started = Instant::now();
    let request = &Arc::new(request);
    let gateway = gateway::of(request);
    let base = &api.deps.public_base_url;
    let (outcome, headers) = if web::request::is_own_host(gateway.domain_name, base) {
        let routed = deadline::within_request(request, routed(&api.router, request));
        last_resort::guard(gateway.request_id, routed)
            .await
            .unwrap_or_else(|| problem(ProblemType::InternalError))
    } else {
        problem(ProblemType::NotFound)
    };
    let response = answer::response(outcome, &headers, request, (&api.deps.style, base));
    tracing::info!(
        status = response.status().as_u16(),
        duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        "an API request"
    );
    response
}

/// Gives the request to the router. A path is taken as the gateway gives it, and nothing in it is decoded: no id needs it
/// (T38, T42).
async fn routed(router: &Router, request: &Arc<Request>) -> (Outcome, HeaderMap) {
    let path = request.path();
    let uri = Uri::try_from(path)
        .ok()
        .filter(|uri| uri.path() == path && !path.contains('%'));
    let Some(uri) = uri else {
        return problem(ProblemType::NotFound);
    };
    let mut asked = http::Request::new(Body::empty());
    *asked.method_mut() = request.method().clone();
    *asked.uri_mut() = uri;
    asked.extensions_mut().insert(Arc::clone(request));
    match router.clone().oneshot(asked).await {
        Ok(response) => answer::outcome(response),
        Err(never) => match never {},
    }
}

fn problem(kind: ProblemType) -> (Outcome, HeaderMap) {
    (Outcome::Problem(Problem::new(kind)), HeaderMap::new())
}
