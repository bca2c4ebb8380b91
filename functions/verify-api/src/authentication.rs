//! The caller of a request and its right to make it, known before anything else of a keyed route is looked at.

use crate::{answer::Failure, deps::Deps, scope};
use app::{
    host::api_key::{Caller, PresentedKey},
    limits::API_KEY,
};
use axum::{
    extract::{MatchedPath, Request as Asked, State},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use bootstrap::gateway::{self, Request};
use domain::{clock::Clock as _, key_mode::KeyMode};
use std::sync::Arc;
use store::secrets::{ApiKeys, SecretFreshness};
use web::{
    problem::{Problem, ProblemType},
    rate_limit,
};

/// Lets a request with a valid key through, with its caller, and tells what is left to the key.
pub(crate) async fn authenticate(
    State(deps): State<Arc<Deps>>,
    mut asked: Asked,
    next: Next,
) -> Result<Response, Failure> {
    let request = asked.extensions().get::<Arc<Request>>().cloned();
    let request = request.ok_or_else(|| Problem::new(ProblemType::InternalError))?;
    let caller = caller(&deps, &request).await?;
    let span = tracing::Span::current();
    span.record("key_id", &*caller.key_id);
    // Before anything else is done for it: one key in a loop costs the others nothing but the reading of its name.
    let spent = deps
        .with_key
        .spend(&caller.key_id, API_KEY, deps.clock.now());
    let allowance = spent.map_err(Problem::beyond)?;
    // The route's own path, with its parameters by name.
    let route = asked.extensions().get::<MatchedPath>();
    let route = route.map_or("", MatchedPath::as_str);
    span.record("route", route);
    let needed = scope::needed(asked.method(), route);
    let lacks = needed.and_then(|scope| caller.require(scope).err());
    let caller = Arc::new(caller);
    asked.extensions_mut().insert(Arc::clone(&caller));
    let answered = async {
        match lacks {
            Some(lacks) => Failure::from(lacks).into_response(),
            None => next.run(asked).await,
        }
    };
    let store = &deps.verifier.store;
    let (mut response, ()) = tokio::join!(
        Box::pin(answered),
        Box::pin(deps.key_uses.note(store, &caller.key_id, &deps.clock)),
    );
    rate_limit::tell(response.headers_mut(), &allowance);
    Ok(response)
}

/// The caller of the request. Every refusal is the same answer (T51), until an address was refused too often (T81).
async fn caller(deps: &Deps, request: &Request) -> Result<Caller, Problem> {
    let presented = presented_key(request, deps.key_mode);
    let now = deps.clock.now();
    if let Ok(presented) = &presented {
        let held = api_keys(deps, SecretFreshness::Cached).await?;
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
    let fresh = api_keys(deps, SecretFreshness::Fresh).await?;
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

async fn api_keys(deps: &Deps, freshness: SecretFreshness) -> Result<Arc<ApiKeys>, Problem> {
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
