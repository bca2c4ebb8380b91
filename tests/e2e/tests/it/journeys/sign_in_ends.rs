//! Ends of a system user's sign-in, and their repairs: reported by the cause, confirmed before they count, and reported once.

use crate::{
    journeys::{
        administrator::{result, sign_in},
        schedule::changes,
        system_user_token::sign_in_again,
    },
    support::{
        full::{Full, not_passing, said},
        person::Person,
        stack::Stack,
    },
};
use serde_json::{Value, json};

const OF_SIGN_IN: &str = "system-user-connected";
const OF_POLICY: &str = "sign-in-policy";

/// Change of a check in an entry of the history: verdicts and codes.
fn change<'a>(entry: &'a Value, check: &str) -> Option<&'a Value> {
    let mut changes = entry["changes"].as_array().into_iter().flatten();
    changes.find(|change| change["check"] == check)
}

/// Checks the first sighting: these checks fail and no other, and nothing else has changed yet. A policy has a check of its
/// own too.
async fn first_sighting(full: &Full, code: &str, checks: &[&str]) {
    let report = full.verify().await;
    assert_eq!(said(&report, OF_SIGN_IN), format!("fail {code}"));
    assert_eq!(said(&report, "mailbox"), "unknown not-reached", "{report}");
    let seen = full.seen().await;
    assert_eq!(seen["health"]["status"], "healthy", "one sighting: {seen}");
    let suspected = &seen["health"]["suspected"];
    assert!(suspected["since"].is_string(), "{seen}");
    assert_eq!(suspected["checks"], json!(checks), "{seen}");
    for service in ["sharepoint", "mail"] {
        let usable = &seen["usable"][service];
        assert_eq!(usable["answer"], "unknown", "what failed is not confirmed");
        let reasons = usable["reasons"].as_array().into_iter().flatten();
        let reasons: Vec<_> = reasons
            .map(|reason| json!([reason["check"], reason["finding"]]))
            .collect();
        let expected: Vec<_> = checks.iter().map(|check| json!([check, code])).collect();
        assert_eq!(reasons, expected, "{usable}");
    }
    let newest = &full.history().await[0];
    assert_eq!(newest["id"], report["id"]);
    assert_eq!(
        change(newest, OF_SIGN_IN),
        Some(
            &json!({"check": OF_SIGN_IN, "from": "pass", "from_finding": null, "to": "fail", "to_finding": code})
        ),
    );
}

/// Checks the recovery: it is reported, and in the history.
async fn recovery(full: &Full, code: &str) {
    full.wait_for_health("healthy").await;
    let report = full
        .report_where(|report| not_passing(report).is_empty())
        .await;
    let history = full.history().await;
    let mended = history.iter().find_map(|entry| {
        let change = change(entry, OF_SIGN_IN)?;
        (change["to"] == "pass").then_some(change)
    });
    assert_eq!(
        mended,
        Some(
            &json!({"check": OF_SIGN_IN, "from": "fail", "from_finding": code, "to": "pass", "to_finding": null})
        ),
        "{report}"
    );
    assert_eq!(
        changes(&full.host_app, &full.id, 3).await,
        ["unknown > healthy", "healthy > broken", "broken > healthy"],
        "each once"
    );
}

#[tokio::test]
async fn a_revoked_sign_in_is_told_confirmed_and_mended_by_a_new_one() {
    let code = "sign-in-session-revoked";
    let mut full = Full::healthy(Stack::load()).await;
    let path = format!("/users/{}/revoke-sessions", full.tenant.system_user);
    full.tenant.command("POST", &path, &Value::Null).await;
    first_sighting(&full, code, &[OF_SIGN_IN]).await;
    let broken = full.wait_for_health("broken").await;
    assert_eq!(broken["usable"]["mail"]["answer"], "no");
    assert_eq!(
        broken["lifecycle"]["stage"], "connected",
        "the binding stays"
    );

    let page = full.person.open(&full.link).await;
    assert_eq!(page.verdicts()[OF_SIGN_IN], "fail");
    let text = page.text();
    assert!(
        text.contains("The system user’s sign-in was revoked"),
        "{text}"
    );
    let page = sign_in_again(&mut full.person, &page, &full.tenant).await;
    assert_eq!(page.url, full.link, "{}", page.text());
    recovery(&full, code).await;
}

#[tokio::test]
async fn a_policy_is_told_by_its_kind_and_its_end_needs_nobody() {
    let code = "sign-in-conditional-access";
    let full = Full::healthy(Stack::load()).await;
    let connected_at = full.seen().await["system_user_connection"]["connected_at"].clone();
    full.change_system_user(&json!({"token_error": 53_003}))
        .await;
    first_sighting(&full, code, &[OF_POLICY, OF_SIGN_IN]).await;
    full.wait_for_health("broken").await;
    let report = full.report_where(|_| true).await;
    assert_eq!(said(&report, OF_POLICY), format!("fail {code}"));
    let policy = result(&report, OF_POLICY);
    assert_eq!(policy["acts"], "administrator", "{policy}");
    let guidance = policy["guidance"].as_str().unwrap_or_default();
    assert!(guidance.contains("## How to fix it"), "{guidance}");

    full.change_system_user(&json!({"token_error": 0})).await;
    recovery(&full, code).await;
    let seen = full.seen().await;
    assert_eq!(
        seen["system_user_connection"]["connected_at"], connected_at,
        "the same sign-in goes on"
    );
}

/// Checks that a momentary disturbance never shows as broken.
#[tokio::test]
async fn t78_a_refusal_that_is_gone_before_its_confirmation_breaks_nothing() {
    let full = Full::healthy(Stack::load()).await;
    let version = full.seen().await["health"]["version"].clone();
    full.change_system_user(&json!({"token_error": 53_003}))
        .await;
    let report = full.verify().await;
    assert_eq!(
        said(&report, OF_SIGN_IN),
        "fail sign-in-conditional-access",
        "{report}"
    );
    full.change_system_user(&json!({"token_error": 0})).await;
    full.report_where(|report| not_passing(report).is_empty())
        .await;
    let seen = full.seen().await;
    assert_eq!(
        (&seen["health"]["status"], &seen["health"]["version"]),
        (&json!("healthy"), &version)
    );
    assert_eq!(
        changes(&full.host_app, &full.id, 1).await,
        ["unknown > healthy"]
    );
}

/// Checks an application that was deleted in the tenant and approved again: another service principal, to which no earlier
/// observation belongs.
#[tokio::test]
async fn a_recreated_app_is_verified_anew_from_the_page() {
    let full = Full::healthy(Stack::load()).await;
    let before = full.tenant.command("DELETE", "/app", &Value::Null).await;
    let old = &before["deleted_service_principal"];
    let report = full.verify().await;
    assert_eq!(said(&report, "app-registered"), "fail app-not-registered");
    // In a browser of its own: in the other one Microsoft last saw the system user, who may approve nothing.
    let mut person = Person::new(Stack::load());
    let page = sign_in(&mut person, &full.link, &full.tenant.administrator).await;
    let consent = person.press(&page, "Approve again with Microsoft").await;
    person.press(&consent, "Accept").await;
    let after = full.tenant.command("GET", "", &Value::Null).await;
    assert!(old.is_string());
    assert_ne!(&after["service_principal"]["id"], old);

    full.wait_for_health("healthy").await;
    let report = full
        .report_where(|report| not_passing(report).is_empty())
        .await;
    let registered = result(&report, "app-registered");
    assert_eq!(registered["verdict"], "pass");
    let approved = full.seen().await["lifecycle"]["consented_at"].clone();
    let approved: jiff::Timestamp = time(&approved);
    for result in report["results"].as_array().into_iter().flatten() {
        let seen = time(&result["observed_at"]);
        assert!(seen >= approved, "seen of the new one: {result}");
    }
}

/// Checks an application that was deleted and approved again out of our sight: no observation of the old one counts until an
/// administrator comes.
#[tokio::test]
async fn a_recreated_app_is_said_to_be_one() {
    let mut full = Full::healthy(Stack::load()).await;
    full.tenant.command("DELETE", "/app", &Value::Null).await;
    full.tenant.command("POST", "/consent", &Value::Null).await;
    let report = full.verify().await;
    assert_eq!(
        said(&report, "administrator-site-access"),
        "unknown recreated",
        "{report}"
    );
    // The system user's sign-in shows the scopes of the new one at once.
    assert_eq!(said(&report, "delegated-permissions"), "pass", "{report}");
    let page = full.person.open(&full.link).await;
    full.person.press(&page, "Check everything again").await;
    full.report_where(|report| not_passing(report).is_empty())
        .await;
}

/// An instant as the API writes it.
fn time(value: &Value) -> jiff::Timestamp {
    let text = value.as_str().unwrap_or_default();
    text.parse().unwrap_or_else(|_| panic!("no time: {value}"))
}
