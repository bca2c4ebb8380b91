//! Requests of the gateway, each under its own ids.

use crate::correlation::{self, Ids};
use http::Response;
use invocation::trial::Trial;
use serde_json::Value;

pub use invocation::gateway::{Error, Gateway, Request, of};

/// Serves requests, one after the other, and trials of an operator, until Lambda ends the process. Every log line of a request
/// carries its ids.
///
/// # Errors
/// When Lambda cannot be reached.
pub async fn serve<H, F, T, G>(handler: H, trial: T) -> Result<(), Error>
where
    H: Fn(Request) -> F,
    F: Future<Output = Response<String>>,
    T: Fn(Trial) -> G,
    G: Future<Output = Option<Value>>,
{
    let within = |request: Request| {
        let gateway = of(&request);
        let ids = Ids {
            request_id: gateway.request_id,
            gateway_request_id: gateway.gateway_request_id,
            asked_by: None,
        };
        // The request moves into its own work, so its ids are read before.
        let within = correlation::of(ids);
        within.carry_out(handler(request))
    };
    invocation::gateway::serve(within, trial).await
}
