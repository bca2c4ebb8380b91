//! The built functions over TLS, as they are deployed: each a process of its own that trusts this run's authority by
//! `SSL_CERT_FILE` alone, the variable that Lambda's own system has for its roots.

mod administrator;
mod frozen;
mod silent;

use super::bootstrap;
use super::event;
use super::subject::Subject;
use super::world::{Work, World};
use crate::runtime::Function;
use administrator::Administrator;
use serde_json::{Value, json};
use tooling::layout::Layout;

/// A function's process with a world's environment.
async fn start(layout: &Layout, world: &World, name: &str) -> Function {
    let program = bootstrap(layout, name);
    let built = program.is_file();
    assert!(
        built,
        "there is no {}: `cargo dev test` builds it",
        program.display()
    );
    let environment = world.environment_of(name);
    Function::start(&program, &[], &environment).await.unwrap()
}

/// The answer to a request of the host app.
async fn ask(api: &mut Function, event: String, status: u64) -> Value {
    let answer = api.ask(event).await.unwrap().unwrap();
    let answer: Value = serde_json::from_str(&answer).unwrap();
    assert_eq!(answer["statusCode"], status, "{answer}");
    serde_json::from_str(answer["body"].as_str().unwrap()).unwrap()
}

/// The registration as the host app reads it.
async fn read(world: &World, api: &mut Function, headers: &Value, id: &str) -> Value {
    let path = format!("/v1/registrations/{id}");
    let read = event::api(&world.authority, "GET", (&path, ""), headers);
    ask(api, read, 200).await
}

/// Headers of a request of the host app.
fn headers(world: &World) -> Value {
    let authorization = format!("Bearer {}", world.credentials.api_key);
    json!({"authorization": authorization, "idempotency-key": "over-tls"})
}

/// A world of a test of that name.
async fn world(layout: &Layout, name: &str) -> World {
    let folder = layout.dev().join(name);
    std::fs::create_dir_all(&folder).unwrap();
    World::start(layout, &folder).await.unwrap()
}

/// An administrator has signed in and is on Microsoft's consent page; with the registration.
async fn before_consent<'a>(
    layout: &Layout,
    world: &'a World,
    api: &mut Function,
    headers: &Value,
) -> (Administrator<'a>, String) {
    let tenant = world
        .control("tenants", &json!({"like": "all-well"}))
        .await
        .unwrap();
    let body = json!({
        "customer_id": "over-tls", "customer_name": "Contoso Architects", "plan": "BOOST", "language": "en",
        "expected_domain": tenant["verified_domains"][0],
    });
    let create = event::api_with(&world.authority, "/v1/registrations", headers, &body);
    let created = ask(api, create, 201).await;
    let pages = start(layout, world, "consent-start").await;
    let callback = start(layout, world, "oauth-callback").await;
    let mut administrator = Administrator::new(world, pages, callback);
    administrator
        .open(created["invitation"]["url"].as_str().unwrap())
        .await;
    let account = tenant["account"].as_str().unwrap();
    for label in ["Sign in with Microsoft", account] {
        administrator.press(label).await;
    }
    (administrator, created["id"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn t49_the_built_functions_sign_in_and_verify_over_tls_and_trust_no_other_authority() {
    let layout = Layout::of_this_checkout().unwrap();
    let mut world = world(&layout, "over-tls").await;
    let worker = Subject::worker(&layout, &world);
    let mut function = worker.start().await.unwrap();

    let mut api = start(&layout, &world, "verify-api").await;
    let headers = headers(&world);
    let (mut administrator, id) = before_consent(&layout, &world, &mut api, &headers).await;
    administrator.press("Accept").await;
    assert_eq!(
        world.queue.registrations(),
        1,
        "the callback queued a verification"
    );
    worker.verify(&mut function, &[&id]).await.unwrap();
    let registration = read(&world, &mut api, &headers, &id).await;
    assert_eq!(
        registration["lifecycle"]["stage"], "connected",
        "{registration}"
    );
    assert_eq!(
        registration["health"]["status"], "healthy",
        "{registration}"
    );

    let full = world.consented(Work::Full).await.unwrap();
    worker
        .verify(&mut function, &[&full.to_string()])
        .await
        .unwrap();
    world.check(full).await.unwrap();

    // The same function where nobody vouches for the authority: it connects to none of them.
    let program = bootstrap(&layout, "verify-worker");
    let mut environment = world.environment_of("verify-worker");
    environment.retain(|(name, _)| name != "SSL_CERT_FILE");
    let mut stranger = Function::start(&program, &[], &environment).await.unwrap();
    stranger.init().await.unwrap();
    let last = world.consented(Work::Application).await.unwrap();
    world.rig.forget();
    let asked = worker.verify(&mut stranger, &[&last.to_string()]).await;
    assert!(asked.is_err(), "it verified without trust");
    assert_eq!(world.rig.taken().connections, 0);
}
