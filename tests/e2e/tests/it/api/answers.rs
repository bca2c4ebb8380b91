//! Answers to the host app's question, by service, and reports with their extent.

use crate::{
    journeys::administrator::result,
    support::{full::Full, stack::Stack, tenant::Tenant},
};
use serde_json::{Value, json};

#[tokio::test]
async fn one_service_is_usable_while_the_other_is_not() {
    for (like, broken, works, check) in [
        ("no-mailbox", "mail", "sharepoint", "mailbox"),
        ("site-denied", "sharepoint", "mail", "site:1"),
    ] {
        let stack = Stack::load();
        let tenant = Tenant::like(stack, like).await;
        let body = tenant.registration_in_full();
        let full = Full::connected(stack, tenant, &body).await;
        let seen = full.wait_for_health("broken").await;
        let usable = &seen["usable"];
        assert_eq!(usable[works]["answer"], "yes", "{like}: {usable}");
        assert_eq!(usable[works]["reasons"], json!([]), "{like}");
        assert_eq!(usable[broken]["answer"], "no", "{like}: {usable}");
        let reason = &usable[broken]["reasons"][0];
        assert_eq!(reason["check"], check, "{like}: {usable}");
        assert_eq!(reason["acts"], "administrator", "{like}: {usable}");
        let expected =
            json!({"who": "administrator", "what": "mend", "invitation_purpose": "reconnect"});
        assert_eq!(seen["next_action"], expected, "{like}");
        // Stable between reads, and the same in the list.
        let again = full.seen().await;
        assert_eq!(again["usable"][broken]["since"], usable[broken]["since"]);
        let code = seen["support_code"].as_str().expect("a code");
        let path = format!("/v1/registrations?support_code={code}");
        let listed = full.host_app.get(&path).await.expect(200);
        assert_eq!(listed["items"][0]["usable"], again["usable"], "{like}");
    }
}

#[tokio::test]
async fn nothing_is_usable_of_a_registration_that_names_nothing() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (id, _) = host_app.register(&tenant.registration()).await;
    let seen = host_app.registration(&id).await;
    for service in ["sharepoint", "mail"] {
        let usable = &seen["usable"][service];
        assert_eq!(usable["answer"], "unknown", "{usable}");
        assert_eq!(usable["reasons"][0]["finding"], "not-connected");
    }
    let path = format!("/v1/registrations/{id}/verifications/latest");
    let none = host_app.get(&path).await;
    assert_eq!(none.status, 404);
    assert!(none.text.contains("no-verification-yet"), "{}", none.text);
}

#[tokio::test]
async fn verifying_while_microsoft_is_silent_passes_nothing() {
    let full = Full::healthy(Stack::load()).await;
    for host in ["graph", "token", "login"] {
        let fault = json!({"host": host, "kind": "status", "status": 503});
        full.tenant.fault(&fault).await;
    }
    let report = full.verify().await;
    assert_eq!(report["outcome"], "could_not_look", "{report}");
    assert!(report["stale_since"].is_string(), "{report}");
    assert!(report["checked_at"].as_str() < report["created_at"].as_str());
    let results = report["results"].as_array().cloned().unwrap_or_default();
    // A run asks nothing in the administrator's name: what her own sign-in showed keeps its answer and its time.
    let of_administrator = |result: &Value| {
        result["evidence"][0]["account"] == "administrator"
            && result["observed_at"].as_str() < report["created_at"].as_str()
    };
    for result in results.iter().filter(|result| result["verdict"] == "pass") {
        assert!(of_administrator(result), "{result}");
    }
    let mailbox = result(&report, "mailbox");
    assert_eq!(mailbox["last_known"]["verdict"], "pass", "{mailbox}");
    // What Microsoft answered to this run, of the application and of the system user.
    for check in ["app-registered", "system-user-connected", "mailbox"] {
        let result = result(&report, check);
        let mut evidence = result["evidence"].as_array().into_iter().flatten();
        let is_of_this_run = evidence.any(|evidence| {
            evidence["status"] == 503
                && evidence["request_id"].is_string()
                && evidence["at"].as_str() > report["checked_at"].as_str()
        });
        assert!(is_of_this_run, "{result}");
    }
    full.tenant.no_faults().await;
}

#[tokio::test]
async fn reports_are_summaries_in_lists_and_speak_four_languages() {
    let full = Full::healthy(Stack::load()).await;
    let report = full.verify().await;
    let path = format!("/v1/registrations/{}/verifications", full.id);
    let of = async |query: &str| -> Value {
        let page = full.host_app.get(&format!("{path}?limit=1{query}")).await;
        page.expect(200)["items"][0].clone()
    };
    let summary = of("").await;
    assert!(summary["results"][0]["evidence"].is_null(), "{summary}");
    let expanded = of("&expand=evidence&language=fr").await;
    assert!(expanded["results"][0]["evidence"].is_array(), "{expanded}");
    assert_ne!(
        expanded["results"][0]["title"],
        summary["results"][0]["title"]
    );
    let own = format!("{path}/{}", report["id"].as_str().expect("an id"));
    for language in ["fr", "nl", "de"] {
        let read = full
            .host_app
            .get(&format!("{own}?language={language}"))
            .await;
        let read = read.expect(200);
        assert_ne!(read["results"][0]["title"], report["results"][0]["title"]);
        let checks = full
            .host_app
            .get(&format!("/v1/checks?language={language}"))
            .await;
        assert_eq!(
            checks.expect(200)["items"][0]["title"],
            read["results"][0]["title"]
        );
    }
}

#[tokio::test]
async fn a_link_is_made_when_it_is_needed_and_told_with_its_state() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (id, _) = host_app.register(&tenant.registration()).await;
    let path = format!("/v1/registrations/{id}/invitations");
    let made = host_app
        .post(&path, &json!({"purpose": "connect", "replace": true}))
        .await
        .expect(201);
    let listed = host_app.get(&path).await.expect(200);
    let states: Vec<_> = listed["items"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|item| {
            (
                item["id"].clone(),
                item["status"].clone(),
                item["url"].is_null(),
            )
        })
        .collect();
    assert_eq!(states[0], (made["id"].clone(), json!("active"), true));
    assert_eq!(states[1].1, "withdrawn");
    assert_eq!(states.len(), 2);
}
