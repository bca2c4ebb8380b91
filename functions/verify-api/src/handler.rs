//! One request of the host app: from the gateway to the router, and its answer back. Whatever is foreseen is an answer of our
//! own; nothing is left to the gateway.

use crate::{
    answer::{self, RequestEnd},
    deps::Deps,
    router,
};
use axum::{Router, body::Body};
use bootstrap::gateway::{self, Request};
use http::{HeaderMap, Response, Uri};
use std::sync::Arc;
use tower::ServiceExt as _;
use web::problem::{Problem, ProblemType};

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
    let request = &Arc::new(request);
    let base = &api.deps.public_base_url;
    let (outcome, headers) = if web::request::is_own_host(gateway::of(request).domain_name, base) {
        gateway::guarded(request, routed(&api.router, request))
            .await
            .unwrap_or_else(|| problem(ProblemType::InternalError))
    } else {
        problem(ProblemType::NotFound)
    };
    answer::response(outcome, &headers, request, (&api.deps.style, base))
}

/// Gives the request to the router. A path is taken as the gateway gives it, and nothing in it is decoded: no id needs it
/// (T38, T42).
async fn routed(router: &Router, request: &Arc<Request>) -> (RequestEnd, HeaderMap) {
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

fn problem(kind: ProblemType) -> (RequestEnd, HeaderMap) {
    (RequestEnd::Problem(Problem::new(kind)), HeaderMap::new())
}
