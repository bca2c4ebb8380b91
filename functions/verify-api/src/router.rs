//! The one list of routes: each handler with its own description. A path that is not on it is 404, and a known path with another
//! method is 405: no suffix, no other case, no second slash reaches a handler (T38, T42).

use crate::{
    answer::Failure,
    audit, authentication, checks,
    deps::Deps,
    docs, events, health,
    input::query::{self, NoParameters},
    invitations, me, openapi, problems, registrations, verifications, webhook_endpoints,
};
use axum::{
    Router,
    extract::Request as Asked,
    middleware::{self, Next},
    response::Response,
};
use bootstrap::gateway::Request;
use std::sync::Arc;
use utoipa_axum::{router::OpenApiRouter, routes};
use web::problem::{Problem, ProblemType};

/// Routes that need no API key.
pub(crate) fn open() -> OpenApiRouter<Arc<Deps>> {
    OpenApiRouter::new()
        .routes(routes!(health::read_liveness))
        .routes(routes!(problems::read_problem_type))
        .routes(routes!(openapi::read_description))
        .routes(routes!(docs::read_documentation))
}

/// Refuses a query: open routes have no parameters.
async fn refuse_parameters(asked: Asked, next: Next) -> Result<Response, Failure> {
    if let Some(request) = asked.extensions().get::<Arc<Request>>() {
        query::read::<NoParameters>(request.query())?;
    }
    Ok(next.run(asked).await)
}

/// Routes that take an API key. Each is known to the authentication layer, which always runs first.
pub(crate) fn keyed() -> OpenApiRouter<Arc<Deps>> {
    OpenApiRouter::new()
        .routes(routes!(
            registrations::create::create_registration,
            registrations::list::list_registrations
        ))
        .routes(routes!(
            registrations::read::read_registration,
            registrations::change::change_registration,
            registrations::erase::erase_registration
        ))
        .routes(routes!(registrations::approve::approve_registration))
        .routes(routes!(registrations::reject::reject_registration))
        .routes(routes!(registrations::disconnect::disconnect_registration))
        .routes(routes!(
            invitations::create::create_invitation,
            invitations::list::list_invitations
        ))
        .routes(routes!(
            invitations::read::read_invitation,
            invitations::withdraw::withdraw_invitation
        ))
        .routes(routes!(
            verifications::create::create_verification,
            verifications::list::list_verifications
        ))
        .routes(routes!(verifications::read::read_verification))
        .routes(routes!(audit::list_audit))
        .routes(routes!(checks::list_checks))
        .routes(routes!(me::read_me))
        .routes(routes!(events::list::list_events))
        .routes(routes!(webhook_endpoints::list::list_webhook_endpoints))
        .routes(routes!(webhook_endpoints::deliveries::list_deliveries))
        .routes(routes!(webhook_endpoints::ping::ping_webhook_endpoint))
        .routes(routes!(webhook_endpoints::enable::enable_webhook_endpoint))
}

/// The router of the function.
pub(crate) fn router(deps: &Arc<Deps>) -> Router {
    let authenticated =
        middleware::from_fn_with_state(Arc::clone(deps), authentication::authenticate);
    let (keyed, _) = keyed().route_layer(authenticated).split_for_parts();
    let (open, _) = open()
        .route_layer(middleware::from_fn(refuse_parameters))
        .split_for_parts();
    open.merge(keyed)
        .fallback(async || Failure::from(Problem::new(ProblemType::NotFound)))
        .method_not_allowed_fallback(async || {
            Failure::from(Problem::new(ProblemType::MethodNotAllowed))
        })
        .with_state(Arc::clone(deps))
}
