//! Verifications that the host app asks for, and what a registration says of its permissions.

use super::routes::kind;
use crate::{
    journeys::administrator::connected,
    support::{
        full::Full,
        stack::{Stack, now_in_milliseconds},
        tenant::Tenant,
    },
};
use futures_util::future::join_all;
use serde_json::{Value, json};

#[tokio::test]
async fn t55_verification_on_request_answers_with_the_report_once_a_window() {
    let stack = Stack::load();
    let (tenant, host_app, id) = connected(stack).await;
    let path = format!("/v1/registrations/{id}/verifications");
    let started = now_in_milliseconds();
    let report = host_app.post(&path, &json!({})).await.expect(201);
    assert_eq!(
        report["results"].as_array().map(Vec::len),
        Some(17),
        "each check but those of sites and libraries, of which it names none: {report}"
    );
    let latest = host_app.get(&format!("{path}/latest")).await.expect(200);
    assert_eq!(latest["id"], report["id"]);
    let own = format!("{path}/{}", report["id"].as_str().expect("an id"));
    // A run of the schedule may have seen the same a moment later: then the newest report says so.
    let without_times = |report: &Value| {
        let mut results = report["results"].clone();
        for result in results.as_array_mut().expect("results") {
            assert!(result["observed_at"] != Value::Null || result["verdict"] != "pass");
            result["observed_at"] = Value::Null;
        }
        results
    };
    let kept = host_app.get(&own).await.expect(200);
    assert_eq!(without_times(&kept), without_times(&report));
    let listed = host_app.get(&path).await.expect(200);
    assert_eq!(listed["items"][0]["id"], report["id"], "newest first");

    let before = tenant.requests().await["totals"].clone();
    let nothing = json!({});
    let answers = join_all((0..20).map(|_| host_app.post(&path, &nothing))).await;
    let window = stack.verify_now_seconds;
    let milliseconds = u64::try_from(now_in_milliseconds() - started).expect("a time");
    // The first one had its window; each that began since then allows one.
    let allowed = milliseconds.div_ceil(1000 * window);
    let mut verified = 0;
    for answer in answers {
        if answer.status != 429 {
            // 200: another run came first, and its report is shown.
            assert!(matches!(answer.status, 200 | 201), "{}", answer.text);
            verified += 1;
            continue;
        }
        assert_eq!(kind(&answer), "rate-limited");
        let wait = answer.headers["retry-after"].to_str().expect("text");
        let wait: u64 = wait.parse().expect("seconds");
        assert!((1..=window).contains(&wait), "{wait} seconds");
        let state = format!(r#""verify-now";r=0;t={wait}, "api-key";r="#);
        let told = answer.headers["ratelimit"].to_str().expect("text");
        assert!(told.starts_with(&state), "{told}");
        assert!(
            answer.headers["link"]
                .to_str()
                .expect("text")
                .contains("/latest>")
        );
    }
    assert!(verified <= allowed, "{verified} within {milliseconds} ms");
    let after = tenant.requests().await["totals"].clone();
    let more = after["graph"].as_u64().unwrap_or(0) - before["graph"].as_u64().unwrap_or(0);
    // The schedule may have looked in between.
    let most = 3 * (allowed + 1);
    assert!(more <= most, "Microsoft is not burnt: {before} {after}");
}

#[tokio::test]
async fn verification_before_an_approval_is_not_possible() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (id, _) = tenant.register(&host_app).await;
    let path = format!("/v1/registrations/{id}/verifications");
    let answer = host_app.post(&path, &json!({})).await;
    assert_eq!(
        (answer.status, kind(&answer).as_str()),
        (409, "not-possible-now")
    );
    assert_eq!(host_app.get(&format!("{path}/latest")).await.status, 404);
    let approve = host_app
        .post(
            &format!("/v1/registrations/{id}/approve"),
            &json!({"tenant_id": tenant.id}),
        )
        .await;
    assert_eq!(
        (approve.status, kind(&approve).as_str()),
        (409, "not-possible-now")
    );
}

#[tokio::test]
async fn a_registration_says_how_far_its_permissions_are_and_no_link_asks_for_more_than_there_is() {
    let full = Full::healthy(Stack::load()).await;
    let permissions = full.seen().await["permissions"].clone();
    for set in ["granted_set", "required_set", "declared_set", "current_set"] {
        assert_eq!(permissions[set], 1, "{permissions}");
    }
    assert_eq!(permissions["missing"], json!([]), "{permissions}");
    assert_eq!(permissions["revocable"], json!([]), "{permissions}");
    assert!(permissions["seen_at"].is_string(), "{permissions}");
    let path = format!("/v1/registrations/{}/invitations", full.id);
    let answer = full
        .host_app
        .post(&path, &json!({"purpose": "upgrade"}))
        .await;
    assert_eq!(
        (answer.status, kind(&answer).as_str()),
        (409, "not-possible-now")
    );

    // Granted by hand: it can be taken back, and is told how.
    let more = json!({"delegated": ["Calendars.Read"]});
    full.tenant.command("POST", "/grant", &more).await;
    full.verify().await;
    let revocable = full.seen().await["permissions"]["revocable"].clone();
    assert_eq!(revocable[0]["name"], "Calendars.Read", "{revocable}");
    assert!(revocable[0]["way"].is_string(), "{revocable}");
}
