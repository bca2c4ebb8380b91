//! Change of our own credential while everything runs.

use crate::{
    journeys::administrator::{connect, connected, result},
    support::{
        person::Person,
        put_back::put_back_after,
        stack::{HostApp, Stack, fresh_id},
        tenant::Tenant,
    },
};
use serde_json::{Value, json};

/// Checks the change from a certificate to a client secret without a deploy: no run fails, no health changes. The test runs
/// alone, because every function meets the change.
#[tokio::test]
async fn t63_a_rotated_credential_is_picked_up_without_a_deploy() {
    let (tenant, host_app, id) = connected(Stack::load()).await;
    Box::pin(put_back_after(
        &["entra-app"],
        use_another_credential(host_app, id),
    ))
    .await;
    drop(tenant);
}

async fn use_another_credential(host_app: HostApp, id: String) {
    let stack = Stack::load();
    let secret = fresh_id();
    let credential = json!({"credentials": [{"kind": "secret", "secret": secret}]});
    let stored = credential.to_string();
    stack.aws().put_secret_value("entra-app", &stored).await;
    let changed = json!({"secrets": [secret], "certificates_pem": []});
    stack.microsoft().send("POST", "/app", &changed).await;

    let path = format!("/v1/registrations/{id}/verifications");
    let report = host_app.post(&path, &json!({})).await.expect(201);
    for check in ["app-registered", "app-enabled", "application-permissions"] {
        assert_eq!(
            result(&report, check)["verdict"],
            "pass",
            "{check}: {report}"
        );
    }
    // The callback redeems codes with it, the worker asks for tokens with it.
    let second = Tenant::like(stack, "all-well").await;
    let (second_id, link) = second.register(&host_app).await;
    connect(&mut Person::new(stack), &link, &second.administrator).await;
    let healthy = |seen: &Value| seen["health"]["status"] == "healthy";
    host_app.wait_for(&second_id, "health", healthy).await;
    let seen = host_app.registration(&id).await;
    assert_eq!(seen["health"]["status"], "healthy");
    assert_eq!(seen["health"]["version"], 1);
}
