//! Checks that no tenant of the emulator fails from the start: the fault comes after everything was connected, and the next
//! verification sees it.

use crate::support::{full::Full, stack::Stack};
use serde_json::{Value, json};

/// Fault in the tenant: path and body of a command.
type Fault = (String, Value);

/// Connects everything, causes the fault and demands that the check finds it.
async fn finds(check: &str, code: &str, fault: impl FnOnce(&Full) -> Fault) -> Full {
    let full = Full::healthy(Stack::load()).await;
    let (path, body) = fault(&full);
    full.tenant.command("POST", &path, &body).await;
    let path = format!("/v1/registrations/{}/verifications", full.id);
    let report = full.host_app.post(&path, &json!({})).await.expect(201);
    let result = crate::journeys::administrator::result(&report, check);
    assert_eq!(result["verdict"], "fail", "{check}: {report}");
    assert_eq!(result["finding"]["code"], code, "{check}: {report}");
    assert!(
        result["acts"].is_string(),
        "{check} says who acts: {report}"
    );
    assert!(
        result["guidance"]
            .as_str()
            .is_some_and(|text| text.contains("## How to fix it")),
        "{check}: {report}"
    );
    assert!(
        result["evidence"][0]["at"].is_string(),
        "{check} has evidence: {report}"
    );
    full
}

#[tokio::test]
async fn an_application_that_is_switched_off_is_found() {
    finds("app-enabled", "app-disabled", |_| {
        ("/app".to_owned(), json!({"account_enabled": false}))
    })
    .await;
}

#[tokio::test]
async fn t25_a_delegated_permission_that_was_taken_away_is_found_without_an_administrator() {
    finds(
        "delegated-permissions",
        "delegated-permissions-missing",
        |_| ("/revoke".to_owned(), json!({"delegated": ["Mail.Send"]})),
    )
    .await;
}

#[tokio::test]
async fn a_domain_that_left_the_tenant_is_found_without_an_administrator() {
    finds("customer-domain", "domain-lost", |_| {
        ("/verified-domains".to_owned(), json!(["other.example"]))
    })
    .await;
}

#[tokio::test]
async fn a_system_user_that_became_a_guest_is_found() {
    finds("system-user-member", "system-user-guest", |full| {
        (
            format!("/users/{}", full.tenant.system_user),
            json!({"user_type": "Guest"}),
        )
    })
    .await;
}

#[tokio::test]
async fn a_system_user_that_opens_another_site_is_found_and_works_on() {
    let full = finds(
        "system-user-reach",
        "system-user-opens-other-sites",
        |full| {
            let people = [&full.tenant.system_user];
            let site = json!({"path": "sites/elsewhere", "readers": people});
            ("/sites".to_owned(), site)
        },
    )
    .await;
    let seen = full.seen().await;
    assert_eq!(seen["health"]["status"], "healthy", "{seen}");
    assert_eq!(seen["usable"]["sharepoint"]["answer"], "yes", "{seen}");
}

#[tokio::test]
async fn a_refusal_for_want_of_a_scope_is_no_refusal_of_the_account() {
    let full = Full::healthy(Stack::load()).await;
    let gone = json!({"delegated": ["Sites.ReadWrite.All", "Mail.ReadWrite", "Mail.Send"]});
    full.tenant.command("POST", "/revoke", &gone).await;
    let path = format!("/v1/registrations/{}/verifications", full.id);
    let report = full.host_app.post(&path, &json!({})).await.expect(201);
    let of = |check| crate::journeys::administrator::result(&report, check);
    let permissions = of("delegated-permissions");
    assert_eq!(permissions["verdict"], "fail", "{report}");
    for check in ["site:1", "library:1", "mailbox"] {
        assert_eq!(of(check)["verdict"], "unknown", "{check}: {report}");
        assert_eq!(of(check)["finding"]["code"], "not-reached", "{check}");
    }
}
