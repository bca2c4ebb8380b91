//! The schedule notices changes at the customer, confirms them, reports them once, and is not misled by outages.

use crate::{
    journeys::administrator::connected,
    support::stack::{HostApp, Stack, poll},
};
use serde_json::{Value, json};

/// Changes of health in the events, as `previous > health`.
pub(crate) async fn changes(host_app: &HostApp, id: &str, count: usize) -> Vec<String> {
    poll("changes of health", || async {
        let events = host_app.events_of(id).await;
        let healths: Vec<_> = events
            .iter()
            .map(|event| event["registration"]["health"].as_str().unwrap_or_default())
            .collect();
        let pairs = healths.windows(2).filter(|pair| pair[0] != pair[1]);
        let changes: Vec<_> = pairs
            .map(|pair| format!("{} > {}", pair[0], pair[1]))
            .collect();
        if healths.is_empty() || changes.len() < count {
            return Err(format!("{events:?}"));
        }
        Ok(changes)
    })
    .await
}

/// Instant of the registration's last check.
async fn checked_at(host_app: &HostApp, id: &str) -> String {
    host_app.registration(id).await["health"]["checked_at"].to_string()
}

async fn health(host_app: &HostApp, id: &str, wanted: &str) -> Value {
    host_app
        .wait_for(id, wanted, |seen| seen["health"]["status"] == wanted)
        .await
}

#[tokio::test]
async fn revoked_consent_is_noticed_confirmed_and_told_once_and_so_is_its_return() {
    let stack = Stack::load();
    let (tenant, host_app, id) = connected(stack).await;
    let before = checked_at(&host_app, &id).await;
    tenant.command("DELETE", "/consent", &Value::Null).await;
    stack.aws().make_due(&id).await;
    // The schedule itself, and nobody else, makes the next run.
    poll("a run of the schedule", || async {
        let now = checked_at(&host_app, &id).await;
        if now == before { Err(now) } else { Ok(()) }
    })
    .await;
    let broken = health(&host_app, &id, "broken").await;
    assert_eq!(
        broken["lifecycle"]["stage"], "connected",
        "the binding stays"
    );
    assert_eq!(broken["usable"]["mail"]["answer"], "no");
    let latest = host_app
        .get(&format!("/v1/registrations/{id}/verifications/latest"))
        .await
        .expect(200);
    assert!(
        latest
            .to_string()
            .contains("application-permissions-missing"),
        "{latest}"
    );
    tenant.command("POST", "/consent", &Value::Null).await;
    health(&host_app, &id, "healthy").await;
    assert_eq!(
        changes(&host_app, &id, 2).await,
        ["healthy > broken", "broken > healthy"]
    );
}

#[tokio::test]
async fn deleted_app_is_noticed_and_its_return_as_well() {
    let stack = Stack::load();
    let (tenant, host_app, id) = connected(stack).await;
    tenant.command("DELETE", "/app", &Value::Null).await;
    health(&host_app, &id, "broken").await;
    let latest = host_app
        .get(&format!("/v1/registrations/{id}/verifications/latest"))
        .await
        .expect(200);
    assert!(
        latest.to_string().contains("app-not-registered"),
        "{latest}"
    );
    tenant.command("POST", "/app/restore", &Value::Null).await;
    health(&host_app, &id, "healthy").await;
    assert_eq!(
        changes(&host_app, &id, 2).await,
        ["healthy > broken", "broken > healthy"]
    );
}

#[tokio::test]
async fn a_recreated_app_is_verified_from_the_start() {
    let stack = Stack::load();
    let (tenant, host_app, id) = connected(stack).await;
    let path = format!("/v1/registrations/{id}");
    tenant.command("DELETE", "/app", &Value::Null).await;
    tenant.command("POST", "/consent", &Value::Null).await;
    let report = host_app
        .post(&format!("{path}/verifications"), &json!({}))
        .await
        .expect(201);
    let scopes = crate::journeys::administrator::result(&report, "delegated-permissions").clone();
    assert_eq!(scopes["verdict"], "unknown", "{report}");
    assert_eq!(scopes["finding"]["code"], "recreated");
    let seen = host_app.get(&path).await.expect(200);
    assert_eq!(
        (&seen["health"]["status"], &seen["usable"]["mail"]["answer"]),
        (&json!("unknown"), &json!("unknown"))
    );
    // Another link, another approval: everything is seen again.
    let invitation = host_app
        .post(
            &format!("{path}/invitations"),
            &json!({"purpose": "reconnect"}),
        )
        .await
        .expect(201);
    let link = url::Url::parse(invitation["url"].as_str().expect("a link")).expect("a link");
    let mut person = crate::support::person::Person::new(stack);
    let page =
        crate::journeys::administrator::sign_in(&mut person, &link, &tenant.administrator).await;
    person.press(&page, "Check everything again").await;
    health(&host_app, &id, "healthy").await;
    assert_eq!(
        changes(&host_app, &id, 2).await,
        ["healthy > unknown", "unknown > healthy"]
    );
}

#[tokio::test]
async fn t78_outage_of_microsoft_changes_no_health_and_leaves_no_dead_letter() {
    let stack = Stack::load();
    let (tenant, host_app, id) = connected(stack).await;
    let before = stack.aws().dead_letters().await;
    tenant
        .fault(&json!({"host": "token", "kind": "status", "status": 503}))
        .await;
    tenant
        .fault(&json!({"host": "graph", "kind": "status", "status": 503}))
        .await;
    // Twice the confirmation and more: several runs could not look.
    let stale = host_app
        .wait_for(&id, "a run that could not look", |seen| {
            seen["health"]["stale_since"].is_string()
        })
        .await;
    assert_eq!(stale["health"]["status"], "healthy");
    let runs = tenant.token_requests().await;
    host_app
        .wait_for_async(&id, "more runs", async |seen| {
            assert_eq!(seen["health"]["status"], "healthy", "{seen}");
            tenant.token_requests().await > runs + 1
        })
        .await;
    tenant.no_faults().await;
    let fresh = host_app
        .wait_for(&id, "a run that could look", |seen| {
            seen["health"]["stale_since"].is_null()
        })
        .await;
    assert_eq!(fresh["health"]["status"], "healthy");
    assert!(changes(&host_app, &id, 0).await.is_empty());
    // A message that failed stays hidden for six minutes, far longer than this looks: of all that was worked off during the
    // outage nothing may come back.
    stack.aws().wait_until_worked_off().await;
    assert_eq!(stack.aws().dead_letters().await, before);
}
