//! `cargo ops smoke-test`: whether the deployed version answers at its public address. It asks what needs no key and changes nothing.

use crate::output::CommandOutput;
use crate::place::Place;
use crate::stack::DeployedStack;
use anyhow::{Context, Result, bail};
use clap::Args;
use reqwest::Response;
use reqwest::header::HeaderMap;
use serde::Serialize;
use serde_json::{Value, json};
use std::time::Duration;
use tooling::layout::Layout;

/// Function whose version `/healthz` answers with.
const API: &str = "-verify-api";
const JSON: &str = "application/json; charset=utf-8";
const PAGE: &str = "text/html; charset=utf-8";
const PROBLEM: &str = "application/problem+json";

#[derive(Args, Serialize)]
pub(crate) struct SmokeTestOptions {
    /// Version that has to answer; without it, the one that is deployed
    #[arg(long, value_name = "VERSION")]
    expect: Option<String>,
}

/// An address, and the answer that it has to give.
struct Check {
    path: &'static str,
    shows: &'static str,
    status: u16,
    content_type: &'static str,
}

const CHECKS: [Check; 5] = [
    Check {
        path: "/healthz",
        shows: "the version",
        status: 200,
        content_type: JSON,
    },
    Check {
        path: "/connect/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        shows: "the page for a link that nobody made",
        status: 404,
        content_type: PAGE,
    },
    Check {
        path: "/callback",
        shows: "the page for an answer that nobody asked for",
        status: 400,
        content_type: PAGE,
    },
    Check {
        path: "/v1/registrations",
        shows: "that the API wants a key",
        status: 401,
        content_type: PROBLEM,
    },
    Check {
        path: "/openapi.json",
        shows: "the description of the API",
        status: 200,
        content_type: JSON,
    },
];

/// Headers that every answer has, each with a part of its value.
const HEADERS: [(&str, &str); 5] = [
    ("cache-control", "no-store"),
    ("content-security-policy", "frame-ancestors 'none'"),
    ("strict-transport-security", "max-age="),
    ("x-content-type-options", "nosniff"),
    ("x-request-id", ""),
];

/// Asks the public address of a stage.
///
/// # Errors
/// When an answer is not as it has to be, or the stage was never deployed.
pub(crate) async fn run(
    layout: &Layout,
    place: &Place,
    options: &SmokeTestOptions,
) -> Result<CommandOutput> {
    let stack = DeployedStack::describe(layout, place).await?;
    let api = stack
        .functions
        .iter()
        .find(|function| function.name.ends_with(API));
    let deployed = api.and_then(|api| Some(api.live()?.version.as_str()));
    let version = options.expect.as_deref().or(deployed);
    let version = version.context("The stack has no version of the API.")?;
    of(stack.api_url()?, version).await
}

/// Asks an origin, which has to answer with a version.
///
/// # Errors
/// When an answer is not as it has to be: then with all that are not.
pub(crate) async fn of(origin: &str, version: &str) -> Result<CommandOutput> {
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(Duration::from_secs(35))
        .build()?;
    let mut shown = CommandOutput::new(json!({ "origin": origin, "version": version }));
    let mut wrong = Vec::new();
    for check in &CHECKS {
        let Check { path, shows, .. } = check;
        let tried = client.get(format!("{origin}{path}")).send().await;
        let tried = match tried {
            Ok(answer) => try_answer(check, answer, version).await,
            Err(error) => Err(anyhow::Error::from(error)),
        };
        match tried {
            Ok(()) => shown.line(format!("ok {path} shows {shows}")),
            Err(error) => wrong.push(format!("{path} does not show {shows}: {error:#}")),
        }
    }
    if !wrong.is_empty() {
        bail!(
            "{origin} does not answer as it has to.\n{}",
            wrong.join("\n")
        );
    }
    Ok(shown)
}

async fn try_answer(check: &Check, answer: Response, version: &str) -> Result<()> {
    let status = answer.status().as_u16();
    if status != check.status {
        bail!("it answers {status} instead of {}", check.status);
    }
    try_headers(check, answer.headers())?;
    let text = answer.text().await?;
    if check.content_type == PAGE {
        return Ok(());
    }
    let body: Value = serde_json::from_str(&text).context("it is no JSON")?;
    match check.path {
        "/healthz" if body["version"] != version => {
            bail!("it is version {} instead of {version}", body["version"])
        }
        "/openapi.json" if !body["openapi"].is_string() => bail!("it is no OpenAPI"),
        _ => Ok(()),
    }
}

fn try_headers(check: &Check, headers: &HeaderMap) -> Result<()> {
    let own = [("content-type", check.content_type)];
    for (name, part) in HEADERS.into_iter().chain(own) {
        let value = headers.get(name).and_then(|value| value.to_str().ok());
        match value {
            None => bail!("the header {name} is missing"),
            Some(value) if !value.contains(part) => bail!("the header {name} is {value:?}"),
            Some(_) => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::{HeaderName, HeaderValue};

    #[test]
    fn an_answer_lacks_no_header() {
        let check = &CHECKS[0];
        let own = [("content-type", JSON)];
        let mut headers: HeaderMap = HEADERS
            .into_iter()
            .chain(own)
            .map(|(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_static(value),
                )
            })
            .collect();
        assert!(try_headers(check, &headers).is_ok());
        for name in headers.clone().keys() {
            let value = headers.remove(name).unwrap();
            let said = try_headers(check, &headers).unwrap_err().to_string();
            assert_eq!(said, format!("the header {name} is missing"));
            headers.insert(name, value);
        }
        headers.insert("content-type", HeaderValue::from_static(PAGE));
        assert!(try_headers(check, &headers).is_err());
    }
}
