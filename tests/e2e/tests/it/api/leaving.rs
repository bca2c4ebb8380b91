//! The host app's other actions on a registration: it corrects it, agrees to its tenant, disconnects it, and has it connect
//! again.

use crate::{
    api::routes::{body, kind},
    journeys::administrator::{connect, connected},
    support::{
        full::Full,
        person::Person,
        stack::{HostApp, Stack, poll},
        tenant::Tenant,
    },
};
use reqwest::Method;
use serde_json::{Value, json};

/// Waits until the API shows this verdict about the access; the page may have asked within the minute before.
async fn wait_for_access(host_app: &HostApp, id: &str, verdict: &str) {
    poll(verdict, || async {
        let seen = host_app.registration(id).await;
        if seen["lifecycle"]["access_gone"]["verdict"] == verdict {
            Ok(())
        } else {
            Err(seen.to_string())
        }
    })
    .await;
}

#[tokio::test]
async fn t61_a_connection_ends_the_app_is_removed_and_the_same_registration_connects_again() {
    let stack = Stack::load();
    let full = Full::healthy(stack).await;
    let path = format!("/v1/registrations/{}/disconnect", full.id);
    let too_early = json!({"purpose": "disconnect"});
    let invitations = format!("/v1/registrations/{}/invitations", full.id);
    let refused = full.host_app.post(&invitations, &too_early).await;
    assert_eq!(
        (refused.status, kind(&refused).as_str()),
        (409, "not-possible-now")
    );

    let ended = full.host_app.post(&path, &json!({})).await.expect(200);
    assert_eq!(ended["lifecycle"]["stage"], "disconnected");
    assert_eq!(ended["lifecycle"]["tenant"]["id"], json!(full.tenant.id));
    assert!(ended["lifecycle"]["disconnected_at"].is_string(), "{ended}");
    assert!(ended["system_user_connection"].is_null());
    assert!(ended["health"]["due_at"].is_null());
    let again = full.host_app.post(&path, &json!({})).await.expect(200);
    let at = |seen: &Value| seen["lifecycle"]["disconnected_at"].clone();
    assert_eq!(at(&again), at(&ended));
    let dead = Person::new(stack).open(&full.link).await;
    assert!(
        dead.text().contains("This link was withdrawn"),
        "{}",
        dead.text()
    );
    wait_for_access(&full.host_app, &full.id, "no").await;

    let (_, link) = full.host_app.invite(&full.id, "disconnect").await;
    let mut person = Person::new(stack);
    poll("the page that says so", || async {
        let text = Person::new(stack).open(&link).await.text();
        if text.contains("Microsoft still lets") {
            Ok(())
        } else {
            Err(text)
        }
    })
    .await;
    let page = person.open(&link).await;
    assert!(page.heading().starts_with("Remove"), "{}", page.heading());
    assert!(
        page.html.contains("Remove-MgServicePrincipal"),
        "{}",
        page.html
    );
    assert!(page.find_form("Sign in with Microsoft").is_none());
    full.tenant.command("DELETE", "/app", &Value::Null).await;
    person.press(&page, "Check again").await;
    wait_for_access(&full.host_app, &full.id, "yes").await;
    let page = person.open(&link).await;
    assert!(
        page.heading().ends_with("has been removed"),
        "{}",
        page.text()
    );
    assert!(page.find_form("Check again").is_none());

    let (_, back) = full.host_app.invite(&full.id, "reconnect").await;
    connect(&mut Person::new(stack), &back, &full.tenant.administrator).await;
    let connected = full.host_app.wait_until_connected(&full.id).await;
    assert!(connected["lifecycle"]["access_gone"].is_null());
    let over = person.open(&link).await;
    assert!(
        over.text().contains("This link doesn’t work"),
        "{}",
        over.text()
    );
    let host_app = &full.host_app;
    let id = &full.id;
    let ends = poll("the event", || async move {
        let events = host_app.events_of(id).await;
        let is_end = |event: &&Value| event["type"] == "registration.disconnected";
        match events.iter().filter(is_end).count() {
            0 => Err(format!("{events:?}")),
            ends => Ok(ends),
        }
    })
    .await;
    assert_eq!(ends, 1);
}

/// Checks a registration that waits for the host app while another customer's registration connects first.
#[tokio::test]
async fn t66_a_tenant_that_another_customer_connected_meanwhile_is_not_agreed_to() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (waiting, link) = host_app.register(&tenant.unpinned()).await;
    connect(&mut Person::new(stack), &link, &tenant.administrator).await;
    let (other, link) = tenant.register(&host_app).await;
    connect(&mut Person::new(stack), &link, &tenant.administrator).await;
    host_app.wait_until_connected(&other).await;
    let path = format!("/v1/registrations/{waiting}/approve");
    let refused = host_app.post(&path, &json!({"tenant_id": tenant.id})).await;
    assert_eq!(
        (refused.status, kind(&refused).as_str()),
        (409, "tenant-taken")
    );
    let seen = host_app.registration(&waiting).await;
    assert_eq!(seen["lifecycle"]["approval"]["status"], "waiting");
    host_app
        .wait_for(&waiting, "the state", |seen| {
            seen["lifecycle"]["tenant_taken_at"].is_string()
        })
        .await;
    let told = host_app.settled_events_of(&waiting, 2).await;
    assert_eq!(told[1]["type"], "registration.refused", "{told:?}");
}

#[tokio::test]
async fn a_second_registration_of_a_tenant_is_made_on_demand_alone() {
    let host_app = Stack::load().host_app();
    let mut sent = body();
    let first = host_app.post("/v1/registrations", &sent).await.expect(201);
    let refused = host_app.post("/v1/registrations", &sent).await;
    assert_eq!(
        (refused.status, kind(&refused).as_str()),
        (409, "registration-exists")
    );
    assert_eq!(refused.json()["existing_registration_id"], first["id"]);
    sent["additional"] = json!(true);
    let second = host_app.post("/v1/registrations", &sent).await.expect(201);
    assert_ne!(second["id"], first["id"]);
}

#[tokio::test]
async fn everything_that_a_customer_changes_is_corrected() {
    let (_, host_app, id) = connected(Stack::load()).await;
    let path = format!("/v1/registrations/{id}");
    let sent = json!({
        "customer_name": "Contoso Engineers", "plan": "EMPOWER", "language": "fr",
        "requester": "Anna Peeters", "metadata": {"crm": "4711", "region": "west"},
    });
    let change = async |changes: &Value| {
        let request = host_app
            .request(Method::PATCH, &path)
            .header("content-type", "application/merge-patch+json")
            .body(changes.to_string());
        host_app.send(request).await.expect(200)
    };
    let changed = change(&sent).await;
    for (field, value) in sent.as_object().into_iter().flatten() {
        assert_eq!(&changed[field], value, "{changed}");
    }
    let notes = json!({"metadata": {"region": null, "tier": "a"}});
    let changed = change(&notes).await;
    assert_eq!(changed["metadata"], json!({"crm": "4711", "tier": "a"}));
    let listed = host_app
        .get(&format!("/v1/registrations?customer_id={}", text(&changed)))
        .await;
    let listed = listed.expect(200);
    assert_eq!(listed["items"][0]["metadata"], changed["metadata"]);
}

fn text(seen: &Value) -> &str {
    seen["customer_id"].as_str().expect("a customer")
}
