//! Panics in a release build, made by cargo-lambda as the deployed ones are: each costs one request or message, and nothing
//! else.

#![expect(
    clippy::unwrap_used,
    reason = "clippy frees test functions alone, and the shortcuts of these tests fail the test they serve"
)]

use bench::runtime::Function;
use serde_json::{Value, json};
use tooling::functions::build_release_probe;
use tooling::layout::Layout;

fn request(path: &str) -> String {
    json!({ "rawPath": path, "requestContext": { "http": { "method": "GET" } } }).to_string()
}

fn batch(bodies: &[&str]) -> String {
    let record = |body: &&str| json!({ "messageId": format!("id-of-{body}"), "body": body });
    let records: Vec<Value> = bodies.iter().map(record).collect();
    json!({ "Records": records }).to_string()
}

async fn probe(arguments: &[&str]) -> Function {
    let layout = Layout::of_this_checkout().unwrap();
    let bootstrap = build_release_probe(&layout).await.unwrap();
    let environment = ["AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_VERSION"];
    let environment = environment.map(|name| (name.to_owned(), "probe".to_owned()));
    let memory = (
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE".to_owned(),
        "128".to_owned(),
    );
    Function::start(
        &bootstrap,
        arguments,
        &[&environment[..], &[memory]].concat(),
    )
    .await
    .unwrap()
}

async fn body(function: &mut Function, path: &str) -> Value {
    let answer = function.ask(request(path)).await.unwrap().unwrap();
    serde_json::from_str::<Value>(&answer).unwrap()["body"].clone()
}

#[test]
fn t75_t76_the_release_profile_unwinds() {
    let file = Layout::of_this_checkout()
        .unwrap()
        .root()
        .join("Cargo.toml");
    let manifest: toml::Table = std::fs::read_to_string(file).unwrap().parse().unwrap();
    assert_eq!(
        manifest["profile"]["release"]["panic"].as_str(),
        Some("unwind")
    );
}

#[tokio::test]
async fn t76_a_panic_in_a_release_build_is_answered_and_the_next_request_is_served() {
    let mut function = probe(&[]).await;
    let process = function.id().unwrap();
    for _ in 0..3 {
        assert_eq!(body(&mut function, "/").await, "answered");
        assert_eq!(body(&mut function, "/panic").await, "guarded");
        // Even one that no guard of ours is round fails its own invocation alone.
        let outside = function
            .ask(request("/panic-outside-the-guard"))
            .await
            .unwrap();
        assert!(outside.is_err(), "{outside:?}");
    }
    assert_eq!(body(&mut function, "/").await, "answered");
    assert_eq!(function.id().unwrap(), process, "the same process");
}

#[tokio::test]
async fn t75_a_panic_in_a_release_build_gives_back_its_own_message_and_no_other() {
    let mut function = probe(&["batch"]).await;
    let bodies = ["a", "b", "panic", "c", "fail", "d", "e", "f", "g", "h"];
    for _ in 0..3 {
        let answer = function.ask(batch(&bodies)).await.unwrap().unwrap();
        let answer: Value = serde_json::from_str(&answer).unwrap();
        assert_eq!(
            answer,
            json!({ "batchItemFailures": [
                { "itemIdentifier": "id-of-panic" }, { "itemIdentifier": "id-of-fail" },
            ] })
        );
    }
}
