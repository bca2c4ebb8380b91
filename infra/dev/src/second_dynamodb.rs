//! The tests of `store` once more, on an implementation of DynamoDB that shares nothing with the first: moto, in Python. What both
//! take for DynamoDB is no belief of one emulator.

use crate::process::{Processes, pause};
use crate::stack::Stack;
use anyhow::{Context, Result, bail, ensure};
use hyper::{Method, StatusCode};
use std::net::{Ipv4Addr, TcpListener};
use std::time::{Duration, Instant};
use tooling::command;
use tooling::http::{LocalRequest, send};
use tooling::layout::Layout;
use tooling::progress::Step;

const PROCESS: &str = "moto";
const PATIENCE: Duration = Duration::from_mins(1);
/// The tests that have a table. moto counts no capacity (it answers half a unit to each update and one to all else), so what
/// writes and reads cost is left to the first implementation, which counts as AWS documents.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html>
const TESTS: &str = "package(cooperlink-store) and binary(it) \
    and not test(/^(api_keys|failures|queues|system_users)::/) \
    and not test(/_costs?_/)";

/// Runs the tests of `store` on moto.
///
/// # Errors
/// When moto does not start, a test fails, or no test used it.
pub(crate) async fn run_tests(
    layout: &Layout,
    stack: &Stack,
    processes: &mut Processes,
) -> Result<()> {
    let step = Step::start("store on a second DynamoDB");
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port();
    start(layout, stack, processes, port).await?;
    let mut nextest = command::program(layout.root(), layout.python_program("cargo-nextest"));
    nextest
        .args(["nextest", "run", "--workspace", "--test", "it", "-E", TESTS])
        .env(
            "COOPERLINK_TEST_DYNAMODB_URL",
            format!("http://127.0.0.1:{port}"),
        );
    let result = command::run(&step, &layout.log("second-dynamodb"), nextest, &[]).await;
    let tables = list_tables(port).await;
    processes.stop(PROCESS).await?;
    result?;
    ensure!(
        tables?.contains("registrations-"),
        "No test of `store` made a table in moto."
    );
    step.done();
    Ok(())
}

async fn start(layout: &Layout, stack: &Stack, processes: &mut Processes, port: u16) -> Result<()> {
    let mut moto = command::program(layout.root(), layout.python_program("python"));
    moto.arg(layout.root().join("infra/dev/second_dynamodb.py"))
        .arg(port.to_string())
        .env("PYTHONDONTWRITEBYTECODE", "1");
    let log = stack.log(PROCESS);
    processes.start(PROCESS, moto, &log)?;
    let give_up = Instant::now() + PATIENCE;
    while list_tables(port).await.is_err() {
        if processes.ended().is_some() || Instant::now() > give_up {
            bail!("moto did not start; see {}", log.display());
        }
        pause(Duration::from_millis(50)).await;
    }
    Ok(())
}

async fn list_tables(port: u16) -> Result<String> {
    // moto reads the service from it, and looks at nothing else of it.
    let authorization = "AWS4-HMAC-SHA256 \
        Credential=test/20260101/eu-central-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0";
    let request = LocalRequest {
        port,
        authority: "127.0.0.1",
        method: Method::POST,
        path: "/",
        headers: &[
            ("authorization", authorization),
            ("x-amz-target", "DynamoDB_20120810.ListTables"),
        ],
        body: b"{}".to_vec(),
    };
    let (status, body) = send(request).await.context("moto does not answer")?;
    ensure!(status == StatusCode::OK, "moto answers {status}");
    Ok(String::from_utf8(body.to_vec())?)
}
