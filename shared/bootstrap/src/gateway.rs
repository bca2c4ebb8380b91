//! Outer ring of the functions that answer requests of the gateway: each request under its own ids, within its time, with one
//! answer whatever happens, and one log line about it.

use crate::{
    correlation::{self, CorrelationIds},
    deadline,
};
use http::Response;
use invocation::{last_resort, trial::Trial};
use serde_json::Value;
use std::time::Instant;

pub use invocation::gateway::{Error, Gateway, Request, of};

/// Serves requests, one after the other, and trials of an operator, until Lambda ends the process. Every log line of a request
/// carries its ids, and the last one, with the message `done`, its status and duration.
///
/// # Errors
/// When Lambda cannot be reached.
pub async fn serve<H, F, T, G>(done: &'static str, handler: H, trial: T) -> Result<(), Error>
where
    H: Fn(Request) -> F,
    F: Future<Output = Response<String>>,
    T: Fn(Trial) -> G,
    G: Future<Output = Option<Value>>,
{
    let within = |request: Request| {
        let gateway = of(&request);
        let ids = CorrelationIds {
            request_id: gateway.request_id,
            gateway_request_id: gateway.gateway_request_id,
            asked_by: None,
        };
        // The request moves into its own work, so its ids are read before.
        let within = correlation::of(ids);
        // On the heap: all that a function does is in this one future.
        within.carry_out(told(done, Box::pin(handler(request))))
    };
    invocation::gateway::serve(within, trial).await
}

/// Answers a request, and logs the status and the duration.
async fn told(
    done: &'static str,
    answering: impl Future<Output = Response<String>>,
) -> Response<String> {
    let started = Instant::now();
    let response = answering.await;
    tracing::info!(
        status = response.status().as_u16(),
        duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        "{done}"
    );
    response
}

/// Carries out the work of a request. Its calls to Microsoft end before the invocation does; `None` if it panicked.
pub async fn guarded<T>(request: &Request, work: impl Future<Output = T>) -> Option<T> {
    let within = deadline::within_request(request, work);
    last_resort::guard(of(request).request_id, within).await
}
