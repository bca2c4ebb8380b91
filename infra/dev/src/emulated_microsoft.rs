//! The emulated Microsoft 365 of a stack.

use crate::command;
use crate::credential::Credentials;
use crate::http::{LocalRequest, send};
use crate::layout::Layout;
use crate::process::{Processes, until};
use crate::progress::Step;
use crate::stack::Stack;
use anyhow::{Context, Result, bail};
use domain::permission::{Kind, Manifest};
use hyper::Method;
use serde_json::{Value, json};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::time::Duration;

/// Application (client) id of the application that is registered in the emulated Microsoft 365.
pub(crate) const CLIENT_ID: &str = "c0093711-0000-4000-8000-00000000a991";
/// The emulated tenant that owns it.
pub(crate) const HOME_TENANT_ID: &str = "c0093711-0000-4000-8000-000000000001";
const PATIENCE: Duration = Duration::from_secs(20);

/// Starts it with our application registered, and waits until it answers.
///
/// # Errors
/// When it does not start.
pub(crate) async fn start(
    layout: &Layout,
    stack: &Stack,
    binary: &Path,
    credentials: &Credentials,
    processes: &mut Processes,
) -> Result<()> {
    let step = Step::start("Starting the emulated Microsoft 365");
    let app = stack.folder().join("app.json");
    std::fs::write(
        &app,
        serde_json::to_vec_pretty(&registered_app(stack, credentials))?,
    )?;
    let ports = stack.ports;
    let mut emulator = command::program(layout.root(), binary);
    emulator
        .args(["--login-address", &format!("127.0.0.1:{}", ports.login)])
        .args(["--graph-address", &format!("127.0.0.1:{}", ports.graph)])
        .args([
            "--identity-provider-address",
            &format!("127.0.0.1:{}", ports.identity_provider),
        ])
        .arg("--app")
        .arg(&app);
    let log = stack.log("m365-emulator");
    processes.start("m365-emulator", emulator, &log)?;
    let answers = |port| TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok();
    let all_answer = || {
        [ports.login, ports.graph, ports.identity_provider]
            .into_iter()
            .all(answers)
    };
    if !until(PATIENCE, || processes.ended().is_some() || all_answer()).await
        || processes.ended().is_some()
    {
        bail!(
            "The emulated Microsoft 365 did not start; see {}",
            log.display()
        );
    }
    step.done();
    Ok(())
}

/// Whether all that was asked of it so far is documented by Microsoft, and all that it answered is as described there.
///
/// # Errors
/// When it was not, with the number of such requests, or when nothing was asked at all.
pub(crate) async fn check_requests(stack: &Stack) -> Result<()> {
    let request = LocalRequest {
        port: stack.ports.login,
        authority: "localhost",
        method: Method::GET,
        path: "/control/requests",
        headers: &[],
        body: Vec::new(),
    };
    let (_, answer) = send(request).await?;
    let state: Value = serde_json::from_slice(&answer)?;
    check_totals(&state["totals"])
}

fn check_totals(totals: &Value) -> Result<()> {
    let count = |name: &str| {
        let count = totals[name].as_u64();
        count.with_context(|| format!("the emulated Microsoft 365 does not count {name}"))
    };
    if count("token")? == 0 {
        bail!(
            "The emulated Microsoft 365 was never asked for a token: the journeys went elsewhere."
        );
    }
    let (unknown, violations) = (count("unknown")?, count("contract_violations")?);
    if unknown + violations > 0 {
        bail!(
            "The emulated Microsoft 365 did not know {unknown} requests, and {violations} of its answers were not as \
             Microsoft describes them; look for \"unknown\" and \"contract_violation\" in its request log."
        );
    }
    Ok(())
}

/// What an operator enters by hand at Microsoft: the application, its credentials, what it declares to need.
fn registered_app(stack: &Stack, credentials: &Credentials) -> serde_json::Value {
    let manifest = Manifest::default();
    let declared = |kind| {
        manifest
            .permissions()
            .filter(|permission| permission.kind == kind)
            .map(|permission| permission.name)
            .collect::<Vec<_>>()
    };
    json!({
        "client_id": CLIENT_ID,
        "home_tenant_id": HOME_TENANT_ID,
        "display_name": "Cooperlink Cloud",
        "publisher": {"name": "Cooperlink", "verified": true},
        "secrets": [credentials.client_secret],
        "certificates_pem": [credentials.certificate_pem],
        "redirect_uris": [format!("{}/callback", stack.api_url())],
        "declared": {"delegated": declared(Kind::Delegated), "application": declared(Kind::Application)},
        "host_app": {"api_url": stack.api_url(), "api_key": credentials.api_key},
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_request_that_microsoft_does_not_document_fails_the_suite() {
        let totals = |token, unknown, violations| {
            check_totals(&json!({
                "token": token, "unknown": unknown, "contract_violations": violations,
            }))
        };
        totals(5, 0, 0).unwrap();
        totals(5, 1, 0).unwrap_err();
        totals(5, 0, 1).unwrap_err();
        totals(0, 0, 0).unwrap_err();
        check_totals(&json!({})).unwrap_err();
    }
}
