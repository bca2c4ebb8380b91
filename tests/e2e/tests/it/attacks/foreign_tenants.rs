//! Tenants that a browser brings: the one that a proof names counts, and no other.

use super::callback::{ask, held_consent, parameter, stage, with};
use crate::{
    journeys::administrator::{CONTINUE, START, connect, report_where, result, sign_in},
    support::{person::Person, stack::Stack, tenant::Tenant},
};
use serde_json::json;
use url::Url;

#[tokio::test]
async fn t09_tenant_of_the_consent_answer_is_never_trusted() {
    let stack = Stack::load();
    let other = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let substitutes: [&dyn Fn(&Tenant) -> String; 4] = [
        &|_| other.id.clone(),
        &|tenant| tenant.id.to_uppercase(),
        &|tenant| tenant.domain.clone(),
        &|_| String::new(),
    ];
    for substitute in substitutes {
        // One each: an approval that Microsoft has already leads past its page.
        let tenant = Tenant::like(stack, "all-well").await;
        let substitute = substitute(&tenant);
        let (id, link) = host_app.register(&tenant.unpinned()).await;
        let mut person = Person::new(stack);
        let callback = held_consent(&mut person, &link, &tenant).await;
        let page = person
            .open(&with(&callback, "tenant", Some(&substitute)))
            .await;
        assert_eq!(page.url, link, "{substitute}");
        assert!(
            page.text().contains("don’t match"),
            "{substitute}: {}",
            page.text()
        );
        let seen = host_app
            .get(&format!("/v1/registrations/{id}"))
            .await
            .expect(200);
        assert_eq!(seen["lifecycle"]["stage"], "signed_in", "{substitute}");
        assert_eq!(seen["lifecycle"]["tenant"]["id"], json!(tenant.id));
    }
    let tenant = Tenant::like(stack, "all-well").await;
    let (_, link) = host_app.register(&tenant.unpinned()).await;
    let mut person = Person::new(stack);
    let mut doubled = held_consent(&mut person, &link, &tenant).await;
    doubled.query_pairs_mut().append_pair("tenant", &tenant.id);
    assert_eq!(ask(&mut person, &doubled).await.status, 400);
}

#[tokio::test]
async fn t10_forged_success_never_connects() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (id, link) = tenant.register(&host_app).await;
    let mut person = Person::new(stack);
    let confirm = sign_in(&mut person, &link, &tenant.administrator).await;
    // The person presses Cancel, and types a success by hand instead of the refusal.
    let consent = person.press(&confirm, CONTINUE).await;
    let refusal = person.press_until_callback(&consent, "Cancel").await;
    let mut with_error = refusal.clone();
    with_error.query_pairs_mut().clear().extend_pairs([
        ("admin_consent", "True"),
        ("error", "access_denied"),
        ("tenant", tenant.id.as_str()),
        ("state", parameter(&refusal, "state").as_str()),
    ]);
    let page = person.open(&with_error).await;
    assert!(
        page.text().contains("You came back without finishing"),
        "{}",
        page.text()
    );
    assert_eq!(stage(&host_app, &id).await, "signed_in");

    let consent = person.press(&page, CONTINUE).await;
    let refusal = person.press_until_callback(&consent, "Cancel").await;
    let mut forged = refusal.clone();
    forged.query_pairs_mut().clear().extend_pairs([
        ("admin_consent", "True"),
        ("tenant", tenant.id.as_str()),
        ("state", parameter(&refusal, "state").as_str()),
    ]);
    person.open(&forged).await;
    let report = report_where(&host_app, &id, |_| true).await;
    assert_ne!(
        result(&report, "application-permissions")["verdict"],
        "pass",
        "{report}"
    );
    let seen = host_app
        .get(&format!("/v1/registrations/{id}"))
        .await
        .expect(200);
    assert_eq!(seen["lifecycle"]["stage"], "consented");
    let mail = &seen["usable"]["mail"];
    assert_eq!(mail["answer"], "unknown");
    assert_eq!(mail["reasons"][0]["finding"], "not-connected");
    assert!(host_app.events_of(&id).await.is_empty());
}

#[tokio::test]
async fn t02_unpinned_foreign_tenant_stays_pending_and_tells_nobody_it_is_connected() {
    let stack = Stack::load();
    let victim = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let mut lure = victim.unpinned();
    lure["customer_name"] = json!("Attacker & Sons");
    let (id, link) = host_app.register(&lure).await;
    let mut person = Person::new(stack);
    let confirm = sign_in(&mut person, &link, &victim.administrator).await;
    for named in [
        "Attacker & Sons",
        victim.name.as_str(),
        victim.domain.as_str(),
        &victim.id,
    ] {
        assert!(
            confirm.text().contains(named),
            "{named}: {}",
            confirm.text()
        );
    }
    let consent = person.press(&confirm, CONTINUE).await;
    person.press(&consent, "Accept").await;
    report_where(&host_app, &id, |report| {
        result(report, "application-permissions")["verdict"] == "pass"
    })
    .await;
    let seen = host_app
        .get(&format!("/v1/registrations/{id}"))
        .await
        .expect(200);
    assert_eq!(seen["lifecycle"]["stage"], "consented");
    let mail = &seen["usable"]["mail"];
    assert_eq!(mail["answer"], "unknown");
    assert_eq!(mail["reasons"][0]["finding"], "approval-waiting");
    let events = host_app.settled_events_of(&id, 1).await;
    assert_eq!(events.len(), 1, "{events:?}");
    assert_eq!(events[0]["type"], "registration.approval_required");
}

/// Checks the case that a stranger consents first through a leaked link: the customer still connects.
#[tokio::test]
async fn t02_whoever_consented_first_is_rejected_and_the_customer_connects_by_another_link() {
    let stack = Stack::load();
    let (stranger, customer) = (
        Tenant::like(stack, "all-well").await,
        Tenant::like(stack, "all-well").await,
    );
    let host_app = stack.host_app();
    let (id, link) = host_app.register(&customer.unpinned()).await;
    let path = format!("/v1/registrations/{id}");
    let meant = json!({"tenant_id": stranger.id});
    let too_early = host_app.post(&format!("{path}/reject"), &meant).await;
    assert_eq!(too_early.status, 409, "{}", too_early.text);
    let mut first = Person::new(stack);
    connect(&mut first, &link, &stranger.administrator).await;
    let seen = host_app
        .wait_for(&id, "the stranger's report", |seen| {
            seen["health"]["latest_verification"].is_string()
        })
        .await;
    assert_eq!(seen["lifecycle"]["tenant"]["id"], json!(stranger.id));
    assert_eq!(seen["health"]["status"], "unknown");
    let locked_out = sign_in(&mut Person::new(stack), &link, &customer.administrator).await;
    assert!(
        locked_out
            .text()
            .contains("belongs to another organisation")
    );

    let other = json!({"tenant_id": customer.id});
    let not_meant = host_app.post(&format!("{path}/reject"), &other).await;
    assert_eq!(not_meant.status, 409, "{}", not_meant.text);
    let rejected = host_app.post(&format!("{path}/reject"), &meant).await;
    let rejected = rejected.expect(200);
    let again = host_app.post(&format!("{path}/reject"), &meant).await;
    assert_eq!(again.expect(200)["lifecycle"], rejected["lifecycle"]);
    assert_eq!(rejected["lifecycle"]["stage"], "invited");
    assert!(rejected["lifecycle"]["tenant"].is_null(), "{rejected}");
    assert_eq!(rejected["health"]["status"], "unknown");
    assert!(rejected["health"]["latest_verification"].is_null());
    let dead = first.open(&link).await;
    assert!(
        dead.text().contains("This link was withdrawn"),
        "{}",
        dead.text()
    );

    let invitation = host_app
        .post(
            &format!("{path}/invitations"),
            &json!({"purpose": "connect"}),
        )
        .await
        .expect(201);
    let link = Url::parse(invitation["url"].as_str().expect("a link")).expect("an address");
    connect(&mut Person::new(stack), &link, &customer.administrator).await;
    let approve = host_app
        .post(
            &format!("{path}/approve"),
            &json!({"tenant_id": customer.id}),
        )
        .await;
    approve.expect(200);
    let seen = host_app.wait_until_connected(&id).await;
    assert_eq!(seen["lifecycle"]["tenant"]["id"], json!(customer.id));
    let connected = json!({"tenant_id": customer.id});
    let too_late = host_app.post(&format!("{path}/reject"), &connected).await;
    assert_eq!(too_late.status, 409, "{}", too_late.text);
    // The stranger's tenant is nobody's: it connects elsewhere.
    let (_, link) = stranger.register(&host_app).await;
    let confirm = sign_in(&mut Person::new(stack), &link, &stranger.administrator).await;
    assert!(
        !confirm.text().contains("already connected"),
        "{}",
        confirm.text()
    );
}

#[tokio::test]
async fn t12_second_sign_in_of_another_tenant_does_not_move_the_registration() {
    let stack = Stack::load();
    let (tenant, other) = (
        Tenant::like(stack, "all-well").await,
        Tenant::like(stack, "all-well").await,
    );
    let host_app = stack.host_app();
    let (id, link) = host_app.register(&tenant.unpinned()).await;
    connect(&mut Person::new(stack), &link, &tenant.administrator).await;
    let mut stranger = Person::new(stack);
    let start = stranger.open(&link).await;
    let accounts = stranger.press(&start, START).await;
    let consent = stranger.press(&accounts, &other.administrator).await;
    let page = stranger.press(&consent, "Accept").await;
    assert!(
        page.text().contains("belongs to another organisation"),
        "{}",
        page.text()
    );
    assert!(!page.text().contains(&tenant.domain));
    let seen = host_app
        .get(&format!("/v1/registrations/{id}"))
        .await
        .expect(200);
    assert_eq!(seen["lifecycle"]["tenant"]["id"], json!(tenant.id));
}
