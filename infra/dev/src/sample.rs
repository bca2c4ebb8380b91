//! A registration to try things with, created through the API as the Cooperlink app would.

use crate::stack::Stack;
use anyhow::{Context, Result, bail};
use hyper::Method;
use serde_json::{Value, json};
use tooling::http::{LocalRequest, send};
use tooling::local::LocalCredentials;
use tooling::progress::Step;

/// The customer of the emulated Microsoft 365's front page for the tenant that goes well. The sample is theirs too: of two
/// customers only one may connect a tenant, so with another id one link would end at "connected already" after the other.
const CUSTOMER_ID: &str = "try-all-well";

/// The account that Cooperlink signs in with there.
const SYSTEM_USER: &str = "cooperlink@contoso.example";

/// The sample registration.
pub(crate) struct Sample {
    pub(crate) registration_id: String,
    /// The link for the customer's administrator.
    pub(crate) consent_url: String,
}

/// Creates the sample registration.
///
/// # Errors
/// When the API refuses it: then with its answer.
pub(crate) async fn create(stack: &Stack, credentials: &LocalCredentials) -> Result<Sample> {
    let step = Step::start("Creating a sample registration");
    let body = json!({
        "customer_id": CUSTOMER_ID,
        "customer_name": "Contoso Architects",
        "plan": "BOOST",
        "expected_domain": "contoso.example",
        "language": "en",
        "requester": "Anna Peeters, project office",
        // What the front page's invitation of that tenant names: tests/m365-emulator/tenants/all-well.toml.
        "system_user": SYSTEM_USER,
        "sites": [
            {"url": "https://contoso.sharepoint.com/sites/projects", "libraries": ["Documents", "Drawings"]},
            {"url": "https://contoso.sharepoint.com/teams/site-office", "libraries": ["Shared Documents", "Plans"]},
        ],
    });
    let (status, answer) = send(LocalRequest {
        port: stack.ports.pages,
        authority: &stack.api_authority(),
        method: Method::POST,
        path: "/v1/registrations",
        headers: &[
            ("authorization", &format!("Bearer {}", credentials.api_key)),
            ("content-type", "application/json"),
            ("idempotency-key", "cargo-dev-sample"),
        ],
        body: serde_json::to_vec(&body)?,
    })
    .await?;
    if !status.is_success() {
        bail!(
            "The API answered {status}: {}",
            String::from_utf8_lossy(&answer)
        );
    }
    let answer: Value = serde_json::from_slice(&answer).context("the API's answer is not JSON")?;
    let text = |pointer: &str| {
        let value = answer.pointer(pointer).and_then(Value::as_str);
        value
            .map(str::to_owned)
            .with_context(|| format!("the API's answer has no {pointer}: {answer}"))
    };
    let sample = Sample {
        registration_id: text("/id")?,
        consent_url: text("/invitation/url")?,
    };
    step.done();
    Ok(sample)
}
