//! Change of our own credential while everything runs.

use crate::{
    journeys::administrator::{connect, connected, result},
    support::{
        person::Person,
        stack::{Stack, fresh_id},
        tenant::Tenant,
    },
};
use serde_json::{Value, json};

/// Checks the change from a certificate to a client secret without a deploy: no run fails, no health changes. The test runs
/// alone, because every function meets the change.
#[tokio::test]
async fn t63_a_rotated_credential_is_picked_up_without_a_deploy() {
    let stack = Stack::load();
    let microsoft = stack.microsoft();
    let aws = stack.aws();
    let stored = aws.secret_value("entra-app").await;
    let app = microsoft.send("GET", "/app", &Value::Null).await;
    let (tenant, host_app, id) = connected(stack).await;

    let secret = fresh_id();
    let credential = json!({"credentials": [{"kind": "secret", "secret": secret}]});
    aws.put_secret_value("entra-app", &credential.to_string())
        .await;
    let changed = json!({"secrets": [secret], "certificates_pem": []});
    microsoft.send("POST", "/app", &changed).await;
    let tried = tokio::spawn(async move {
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
        let second = Tenant::like(Stack::load(), "all-well").await;
        let (second_id, link) = second.register(&host_app).await;
        connect(
            &mut Person::new(Stack::load()),
            &link,
            &second.administrator,
        )
        .await;
        host_app
            .wait_for(&second_id, "health", |seen| {
                seen["health"]["status"] == "healthy"
            })
            .await;
        let seen = host_app
            .get(&format!("/v1/registrations/{id}"))
            .await
            .expect(200);
        assert_eq!(seen["health"]["status"], "healthy");
        assert_eq!(seen["health"]["version"], 1);
    })
    .await;

    aws.put_secret_value("entra-app", &stored).await;
    let restored = json!({"secrets": app["secrets"], "certificates_pem": app["certificates_pem"]});
    microsoft.send("POST", "/app", &restored).await;
    tried.expect("the rotation went unnoticed");
    drop(tenant);
}
