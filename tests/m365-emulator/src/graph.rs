//! Microsoft Graph v1.0, the part that the service uses.

pub(crate) mod answer;
pub(crate) mod batch;
pub(crate) mod call;
pub(crate) mod drives;
pub(crate) mod groups;
pub(crate) mod organization;
pub(crate) mod people;
pub(crate) mod query;
pub(crate) mod rights;
pub(crate) mod routes;
pub(crate) mod search;
pub(crate) mod service_principals;
pub(crate) mod services;
pub(crate) mod sharepoint;
pub(crate) mod sharepoint_paths;
pub(crate) mod sites;
pub(crate) mod token;
pub(crate) mod uploads;

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::any;
use http::{HeaderMap, Method, Uri};
use serde_json::Value;

use crate::unknown;
use crate::world::Shared;

/// All routes below `/v1.0`, and the addresses of upload sessions.
pub(crate) fn router() -> Router<Arc<Shared>> {
    Router::new()
        .route("/v1.0/{*path}", any(handle))
        .route("/_sharepoint/{*path}", any(uploads::handle))
}

async fn handle(
    State(shared): State<Arc<Shared>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: String,
) -> Response {
    let path = uri.path().strip_prefix("/v1.0").unwrap_or_default();
    let ids = answer::RequestIds::new(&headers);
    let mut world = shared.world();
    let caller = match token::verify(&world, &headers) {
        Ok(caller) => caller,
        Err(error) => return error.into_response(&ids, world.clock.now()),
    };
    let Ok(body) = read_body(&body) else {
        return unknown::answer("a request body that is not JSON");
    };
    if path == "/$batch" && method == Method::POST {
        return batch::handle(&mut world, &shared.addresses, &caller, &ids, body);
    }
    let call = call::Call {
        method: method.as_str(),
        path,
        query: uri.query().unwrap_or_default(),
        eventual: headers
            .get("consistencylevel")
            .is_some_and(|value| value == "eventual"),
        body,
        caller: &caller,
        graph_url: &shared.addresses.graph,
    };
    let answer = routes::dispatch(&mut world, &call);
    answer.into_response(&ids, world.clock.now())
}

fn read_body(text: &str) -> Result<Option<Value>, serde_json::Error> {
    if text.is_empty() {
        Ok(None)
    } else {
        serde_json::from_str(text).map(Some)
    }
}
