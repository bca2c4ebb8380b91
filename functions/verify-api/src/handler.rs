//! One request of the host app: find the route, know the caller, carry it out, answer. Whatever is foreseen is an answer of
//! our own; nothing is left to the gateway.

use crate::{
    operations::{self, Operation},
    route::{NoRoute, Route, route},
};
use app::{
    api_key::{Caller, PresentedKey},
    limits::RateLimiter,
    verify_registration::Verifier,
};
use bootstrap::{
    clock::SystemClock,
    deadline,
    gateway::{self, Request},
    last_resort,
    random::SystemRandomSource,
};
use domain::{clock::Clock as _, cloud::Cloud, ids::ClientId, key_mode::KeyMode};
use http::Response;
use std::{sync::Arc, time::Instant};
use store::{
    Queue,
    secrets::{ApiKeys, Freshness, Secrets},
};
use url::Url;
use web::{
    json,
    problem::{Problem, ProblemType},
};

/// What the function uses.
pub(crate) struct Deps {
    pub(crate) verifier: Verifier,
    pub(crate) secrets: Arc<Secrets>,
    pub(crate) key_mode: KeyMode,
    pub(crate) interactive_queue: Queue,
    pub(crate) clock: SystemClock,
    pub(crate) random: SystemRandomSource,
    pub(crate) public_base_url: Url,
    pub(crate) return_url_prefixes: Vec<Url>,
    pub(crate) cloud: Cloud,
    pub(crate) client_id: ClientId,
    pub(crate) support_contact: String,
    pub(crate) outbound_addresses: Vec<String>,
    /// Limits requests without a valid key, by address.
    pub(crate) without_key: RateLimiter,
}

/// An answer of an operation: a success, or the repeat of a problem that was kept.
pub(crate) struct Success {
    pub(crate) status: u16,
    pub(crate) body: String,
}

pub(crate) async fn handle(deps: &Deps, request: Request) -> Response<String> {
    let started = Instant::now();
    let gateway = gateway::of(&request);
    let request_id = gateway.request_id;
    let outcome = if web::request::is_own_host(gateway.domain_name, &deps.public_base_url) {
        let answered = deadline::within_request(&request, answer(deps, &request));
        last_resort::guard(request_id, answered)
            .await
            .unwrap_or_else(|| Err(Problem::new(ProblemType::InternalError)))
    } else {
        Err(Problem::new(ProblemType::NotFound))
    };
    let (response, status) = match outcome {
        Ok(success) => {
            let status = success.status;
            let response = if status < 400 {
                json::success(status, success.body, request_id)
            } else {
                json::kept_problem(status, success.body, request_id)
            };
            (response, status)
        }
        Err(problem) => {
            let problem = problem.at(&deps.public_base_url, request_id);
            let status = problem.status();
            (json::problem(&problem, request_id), status)
        }
    };
    tracing::info!(
        request_id,
        outcome = status,
        duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        "an API request"
    );
    response
}

async fn answer(deps: &Deps, request: &Request) -> Result<Success, Problem> {
    let route = route(request.method(), request.path()).map_err(|error| match error {
        NoRoute::NotFound => Problem::new(ProblemType::NotFound),
        NoRoute::MethodNotAllowed(allow) => Problem::method_not_allowed(allow),
    })?;
    match route {
        Route::Healthz => {
            return Ok(Success {
                status: 200,
                body: r#"{"status":"ok"}"#.to_owned(),
            });
        }
        Route::ProblemType(slug) => return operations::problem_type(&slug),
        _ => {}
    }
    let caller = authenticate(deps, request).await?;
    let operation = Operation {
        deps,
        caller: &caller,
        request,
    };
    // On the heap: with every operation in one future the stack would hold them all.
    Box::pin(operations::carry_out(&operation, route)).await
}

/// The caller of the request. Every refusal is the same answer (`security.md` T51), until an address was refused too often (T81).
async fn authenticate(deps: &Deps, request: &Request) -> Result<Caller, Problem> {
    let presented = presented_key(request, deps.key_mode);
    let now = deps.clock.now();
    if let Ok(presented) = &presented {
        let held = api_keys(deps, Freshness::Cached).await?;
        if let Ok(caller) = presented.accept(&held, now) {
            return Ok(caller);
        }
    }
    // Counted in memory, and before the keys are read anew: a refusal writes nothing and reads no secret beyond its rate.
    let address = gateway::of(request).source_ip;
    if !deps.without_key.admits_address(address, now) {
        return Err(Problem::rate_limited(60));
    }
    // A key that was added or changed a moment ago is read before it is refused: by the same steps for an unknown id and
    // for a wrong secret, so that time tells nothing of ids (T51).
    let presented = presented?;
    let fresh = api_keys(deps, Freshness::Fresh).await?;
    presented
        .accept(&fresh, now)
        .map_err(|_| Problem::new(ProblemType::Unauthorized))
}

fn presented_key(request: &Request, mode: KeyMode) -> Result<PresentedKey, Problem> {
    let mut values = request
        .headers()
        .get_all(http::header::AUTHORIZATION)
        .iter();
    let header = match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().unwrap_or_default(),
        (None, _) => "",
        (Some(_), Some(_)) => return Err(doubled_authorization()),
    };
    // The gateway joins repeats with commas; no key holds one (T41).
    if header.contains(',') {
        return Err(doubled_authorization());
    }
    PresentedKey::from_authorization(header, mode)
        .map_err(|_| Problem::new(ProblemType::Unauthorized))
}

fn doubled_authorization() -> Problem {
    Problem::new(ProblemType::MalformedRequest).with_detail("Send the header Authorization once.")
}

async fn api_keys(deps: &Deps, freshness: Freshness) -> Result<Arc<ApiKeys>, Problem> {
    deps.secrets
        .api_keys(deps.clock.now(), freshness)
        .await
        .map_err(|error| {
            tracing::error!(
                outcome = "operator_fault",
                error = %app::Chain(&error),
                "the API keys cannot be read"
            );
            Problem::new(ProblemType::TemporarilyUnavailable)
        })
}
