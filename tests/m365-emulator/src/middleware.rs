//! Layer around every request of a protocol: faults first, then the log.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use futures_util::stream;
use http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::aadsts::Trace;
use crate::connection::Connection;
use crate::fault::{ErrorCodes, Fault, Host, Kind, RetryAfter, Target};
use crate::graph::answer::{Answer, ContractViolation, RequestIds};
use crate::graph::batch::Parts;
use crate::graph::token::bearer;
use crate::graph::uploads;
use crate::keys::claims_of;
use crate::login::authority::Authority;
use crate::request_log::Entry;
use crate::unknown::Unknown;
use crate::world::Shared;

/// Tenant of an answer whose path does not name it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ForTenant(pub(crate) Uuid);

/// State of the layer.
#[derive(Debug, Clone)]
pub(crate) struct Watched {
    pub(crate) shared: Arc<Shared>,
    pub(crate) host: Host,
}

const WHOLE_BODY: usize = 16 << 20;

/// Applies a fault that is due, or lets the request be answered, and writes the log.
pub(crate) async fn watch(
    State(Watched { shared, host }): State<Watched>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    request: Request,
    next: Next,
) -> Response {
    let began_microseconds = shared.microseconds();
    let path = request.uri().path().to_owned();
    let method = request.method().to_string();
    let host = if path.ends_with("/oauth2/v2.0/token") {
        Host::Token
    } else if host == Host::Graph && path.starts_with(uploads::PREFIX) {
        Host::Sharepoint
    } else {
        host
    };
    let tenant = tenant_of(&shared, host, request.uri(), request.headers());
    let ids = RequestIds::new(request.headers());
    let (request, grant_type) = if host == Host::Token {
        with_grant_type(request).await
    } else {
        (request, None)
    };
    let target = Target {
        host,
        tenant,
        method: &method,
        path: &path,
        batch_part: false,
        grant_type: grant_type.as_deref(),
    };
    let fault = shared.world().faults.hit(target);
    let response = match fault {
        None => next.run(request).await,
        Some(fault) if fault.kind == Kind::Slow => {
            drip(next.run(request).await, fault.pause()).await
        }
        Some(fault) if fault.kind == Kind::Late && fault.after => {
            let response = next.run(request).await;
            wait(fault.pause()).await;
            response
        }
        Some(fault) if fault.kind == Kind::Late => {
            wait(fault.pause()).await;
            next.run(request).await
        }
        Some(fault) => {
            let carried_out = if fault.after {
                Some(next.run(request).await)
            } else {
                None
            };
            if fault.kind == Kind::Reset {
                connection.reset();
            }
            let mut response = broken(&shared, host, &fault, &ids);
            if let Some(carried_out) = carried_out {
                // What was found wrong with the answer that nobody sees still belongs in the log.
                let seen = carried_out.extensions().clone();
                response.extensions_mut().extend(seen);
            }
            response
        }
    };
    let extensions = response.extensions();
    let entry = Entry {
        host,
        method,
        path,
        status: response.status().as_u16(),
        tenant: tenant.or_else(|| extensions.get::<ForTenant>().map(|ForTenant(id)| *id)),
        at: shared.world().clock.now(),
        began_microseconds,
        ended_microseconds: shared.microseconds(),
        unknown: extensions
            .get::<Unknown>()
            .map(|Unknown(what)| what.clone()),
        contract_violation: extensions
            .get::<ContractViolation>()
            .map(|ContractViolation(what)| what.clone()),
        parts: extensions
            .get::<Parts>()
            .map(|Parts(parts)| parts.clone())
            .unwrap_or_default(),
    };
    shared.world().log.add(entry);
    response
}

/// A token request with its grant.
async fn with_grant_type(request: Request) -> (Request, Option<String>) {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, WHOLE_BODY).await.unwrap_or_default();
    let mut pairs = url::form_urlencoded::parse(&body);
    let grant_type = pairs.find(|(name, _)| name == "grant_type");
    let grant_type = grant_type.map(|(_, value)| value.into_owned());
    (Request::from_parts(parts, Body::from(body)), grant_type)
}

fn tenant_of(shared: &Shared, host: Host, uri: &Uri, headers: &HeaderMap) -> Option<Uuid> {
    match host {
        Host::Sharepoint => uploads::tenant_of(&shared.world(), uri),
        Host::Graph => claims_of(bearer(headers)?)?["tid"].as_str()?.parse().ok(),
        Host::IdentityProvider => None,
        Host::Login | Host::Token => {
            let segment = uri.path().split('/').nth(1)?;
            Authority::find(&shared.world(), segment).ok()?.tenant()
        }
    }
}

fn broken(shared: &Shared, host: Host, fault: &Fault, ids: &RequestIds) -> Response {
    const PAGE: &str = "<!doctype html><html><head><title>Service \
        unavailable</title></head><body><h1>Our services aren't available right \
        now</h1></body></html>";
    let json = [(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    )];
    match fault.kind {
        Kind::Malformed => (json, "{\"value\":[{\"id\":").into_response(),
        Kind::Html => Html(PAGE).into_response(),
        Kind::Empty => (json, Body::empty()).into_response(),
        Kind::Throttle | Kind::Status | Kind::Slow | Kind::Late | Kind::Reset | Kind::Missing => {
            failed(shared, host, fault, ids)
        }
    }
}

/// Answer of a fault. Graph uses its envelope. The login host answers `temporarily_unavailable` unless the fault says
/// otherwise, and throttles with plain text, as was observed
/// (<https://github.com/AzureAD/microsoft-authentication-library-for-dotnet/issues/2855>).
fn failed(shared: &Shared, host: Host, fault: &Fault, ids: &RequestIds) -> Response {
    let now = shared.world().clock.now();
    let answer = Answer::of_fault(fault);
    if host == Host::Graph || host == Host::Sharepoint {
        return answer.into_response(ids, now);
    }
    let mut response = if fault.kind == Kind::Throttle {
        (answer.status, "Too Many Requests").into_response()
    } else {
        (answer.status, axum::Json(login_error(fault, now))).into_response()
    };
    let retry_after = fault.retry_after.as_ref().map(RetryAfter::text);
    if let Some(Ok(value)) = retry_after.map(|text| HeaderValue::from_str(&text)) {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    response
}

/// Body of a token endpoint's error, with the members that the fault gives.
fn login_error(fault: &Fault, now: Timestamp) -> Value {
    let trace = Trace::new(now);
    let number = match (&fault.code, fault.number) {
        (None, None) => Some(90033),
        (_, number) => number,
    };
    let text = fault.message.as_deref();
    let text = text.unwrap_or("A transient error has occurred. Please try again.");
    let description = match number {
        Some(number) => format!("AADSTS{number}: {text}"),
        None => text.to_owned(),
    };
    let error = fault.code.as_deref().unwrap_or("temporarily_unavailable");
    let mut body = json!({
        "error": error,
        "error_description": description,
        "timestamp": trace.at,
        "trace_id": trace.id,
        "correlation_id": trace.correlation_id,
    });
    body["error_codes"] = match fault.error_codes {
        ErrorCodes::Numbers => json!(Vec::from_iter(number)),
        ErrorCodes::Texts => json!(Vec::from_iter(number.map(|number| number.to_string()))),
        ErrorCodes::Null => Value::Null,
    };
    if let Some(suberror) = &fault.suberror {
        body["suberror"] = json!(suberror);
    }
    body
}

/// Waits for as long as a fault asks.
#[expect(
    clippy::disallowed_methods,
    reason = "being late is what was asked for"
)]
async fn wait(pause: Duration) {
    tokio::time::sleep(pause).await;
}

/// The response in pieces of 16 bytes with a pause before each.
async fn drip(response: Response, pause: Duration) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, WHOLE_BODY).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    let pieces = stream::unfold(
        (bytes, tokio::time::interval(pause)),
        |(mut rest, mut pace)| async {
            if rest.is_empty() {
                return None;
            }
            pace.tick().await;
            let piece: Bytes = rest.split_to(rest.len().min(16));
            Some((Ok::<_, Infallible>(piece), (rest, pace)))
        },
    );
    Response::from_parts(parts, Body::from_stream(pieces))
}
