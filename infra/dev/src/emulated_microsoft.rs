//! The emulated Microsoft 365 of a stack.

use crate::process::{Processes, until};
use crate::stack::Stack;
use anyhow::{Context, Result, bail};
use hyper::Method;
use serde_json::Value;
use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;
use tooling::command;
use tooling::http::{LocalRequest, send};
use tooling::layout::Layout;
use tooling::local::{LocalCredentials, registered_app};
use tooling::progress::Step;

const PATIENCE: Duration = Duration::from_secs(20);

/// Starts it with our application registered, and waits until it answers.
///
/// # Errors
/// When it does not start.
pub(crate) async fn start(
    layout: &Layout,
    stack: &Stack,
    credentials: &LocalCredentials,
    processes: &mut Processes,
) -> Result<()> {
    let step = Step::start("Starting the emulated Microsoft 365");
    let app = stack.folder().join("app.json");
    std::fs::write(
        &app,
        serde_json::to_vec_pretty(&registered_app(&stack.api_url(), credentials))?,
    )?;
    let ports = stack.ports;
    let mut emulator = command::program(layout.root(), layout.debug_program("m365-emulator"));
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

/// Checks that Microsoft documents every request that the emulator received so far, and every answer that it gave.
///
/// # Errors
/// Every request or answer that is not documented, a line each; or no token was requested at all.
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
    check_log(&serde_json::from_slice(&answer)?)
}

fn check_log(log: &Value) -> Result<()> {
    if log["totals"]["token"].as_u64().unwrap_or(0) == 0 {
        bail!(
            "The emulated Microsoft 365 was never asked for a token: the journeys went elsewhere."
        );
    }
    let requests = log["requests"].as_array().context("no list of requests")?;
    let faults: Vec<_> = requests
        .iter()
        // A browser asks every host for its icon by itself.
        .filter(|request| request["path"] != "/favicon.ico")
        .filter_map(|request| {
            let unknown = request["unknown"].as_str();
            let violation = request["contract_violation"].as_str();
            let what = unknown.or(violation)?;
            Some(format!("{} {}: {what}", request["method"], request["path"]))
        })
        .collect();
    if !faults.is_empty() {
        bail!(
            "The emulated Microsoft 365 was asked what Microsoft does not document, or answered otherwise:\n{}",
            faults.join("\n")
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn one_request_that_microsoft_does_not_document_fails_the_suite() {
        let log = |request| check_log(&json!({"totals": {"token": 5}, "requests": [request]}));
        log(json!({"method": "GET", "path": "/v1.0/users"})).unwrap();
        log(json!({"method": "GET", "path": "/favicon.ico", "unknown": "path"})).unwrap();
        let unknown = json!({"method": "GET", "path": "/beta/users", "unknown": "path"});
        let error = log(unknown).unwrap_err().to_string();
        assert!(error.contains("/beta/users"), "{error}");
        log(json!({"method": "GET", "path": "/v1.0/users", "contract_violation": "id"}))
            .unwrap_err();
    }

    #[test]
    fn a_suite_that_asked_for_no_token_fails() {
        check_log(&json!({"totals": {"token": 0}, "requests": []})).unwrap_err();
        check_log(&json!({})).unwrap_err();
    }
}
