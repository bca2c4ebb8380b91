//! Erasure over the API, and the contents of the emulated AWS afterwards.

use crate::{
    journeys::administrator::connect,
    support::{
        aws::Queue,
        full::Full,
        person::Person,
        stack::{Stack, fresh_id, poll},
        tenant::Tenant,
    },
};
use serde_json::json;

/// Events of disconnections.
const DISCONNECTIONS: &str = "/v1/events?limit=100&types=registration.disconnected";

#[tokio::test]
async fn t83_an_erased_customer_is_nowhere_and_its_tenant_is_free() {
    let stack = Stack::load();
    let aws = stack.aws();
    let canary = fresh_id().replace('-', "");
    let tenant = Tenant::called(stack, "all-well", &format!("tenant-{canary}")).await;
    let mut body = tenant.registration_in_full();
    body["customer_name"] = json!(format!("customer-{canary}"));
    body["requester"] = json!(format!("requester-{canary}"));
    body["metadata"] = json!({"project": canary});
    let full = Full::connected(stack, tenant, &body).await;
    full.wait_for_health("healthy").await;
    let path = format!("/v1/registrations/{}", full.id);
    let names = [
        canary,
        full.tenant.domain.clone(),
        full.tenant.system_user.clone(),
        full.tenant.administrator.clone(),
    ];
    let home = [stack.system_user_tokens.as_str()];
    let before = aws.dump_table().await;
    assert!(names.iter().all(|name| before.contains(name)), "{names:?}");
    assert_eq!(aws.stores_of_sign_in(&full.id).await, home);
    let dead_before = aws.dead_removals().await;

    let begun = full.host_app.delete(&path).await.expect(202);
    assert_eq!(begun["id"], full.id.as_str());
    assert_eq!(begun["state"], "erasing");
    assert_eq!(
        full.host_app.delete(&path).await.json()["requested_at"],
        begun["requested_at"]
    );
    let erased = poll("the end of the erasure", || async {
        let seen = full.host_app.get(&path).await.expect(410);
        if seen["state"] == "erased" {
            Ok(seen)
        } else {
            Err(seen.to_string())
        }
    })
    .await;
    assert!(
        erased["type"]
            .as_str()
            .is_some_and(|kind| kind.ends_with("/problems/erased"))
    );
    assert_eq!(erased["requested_at"], begun["requested_at"]);
    assert!(erased["erased_at"].is_string());

    let after = aws.dump_table().await;
    for name in &names {
        assert!(!after.contains(name.as_str()), "{name} is still there");
    }
    assert!(aws.stores_of_sign_in(&full.id).await.is_empty());
    assert_eq!(aws.dead_removals().await, dead_before);
    assert_eq!(aws.counts(Queue::Erase).await.in_flight, 0);
    for (method, below) in [
        ("GET", "/audit"),
        ("GET", "/verifications"),
        ("POST", "/invitations"),
    ] {
        let path = format!("{path}{below}");
        let answer = if method == "GET" {
            full.host_app.get(&path).await
        } else {
            full.host_app
                .post(&path, &json!({"purpose": "connect"}))
                .await
        };
        assert_eq!(answer.status, 410, "{method} {path}: {}", answer.text);
    }
    full.host_app.delete(&path).await.expect(410);
    let mut person = Person::new(stack);
    let page = person.open(&full.link).await;
    assert_eq!(page.status, 404);
    assert!(page.text().contains("It has expired"), "{}", page.text());
    let of_erased = format!("/v1/events?registration_id={}", full.id);
    full.host_app.get(&of_erased).await.expect(410);
    // An event shows half a minute after it happened.
    let (host_app, id) = (&full.host_app, &full.id);
    poll("the last event", || async move {
        let mut path = DISCONNECTIONS.to_owned();
        loop {
            let page = host_app.get(&path).await.expect(200);
            let mut events = page["items"].as_array().expect("events").iter();
            if events.any(|event| event["registration"]["id"] == *id) {
                return Ok(());
            }
            if page["has_more"] == false {
                return Err(format!("{} is not there", page["next_after"]));
            }
            let after = page["next_after"].as_str().expect("a cursor");
            path = format!("{DISCONNECTIONS}&after={after}");
        }
    })
    .await;

    // The same tenant connects for another customer.
    let (id, link) = full.host_app.register(&full.tenant.registration()).await;
    connect(&mut person, &link, &full.tenant.administrator).await;
    let connected = |seen: &serde_json::Value| seen["lifecycle"]["stage"] == "connected";
    full.host_app
        .wait_for(&id, "the new connection", connected)
        .await;
}
