//! One tenant, two customers; one registration, two tenants: the first keeps it.

use crate::{
    journeys::administrator::{ANOTHER, CONTINUE, connect, connected, sign_in},
    support::{person::Person, stack::Stack, tenant::Tenant},
};
use serde_json::json;

#[tokio::test]
async fn t31_of_two_tenants_that_race_one_wins() {
    let stack = Stack::load();
    let (one, two) = (
        Tenant::like(stack, "all-well").await,
        Tenant::like(stack, "all-well").await,
    );
    let host_app = stack.host_app();
    let (id, link) = host_app.register(&one.unpinned()).await;
    let (mut first, mut second) = (Person::new(stack), Person::new(stack));
    let confirm_one = sign_in(&mut first, &link, &one.administrator).await;
    let confirm_two = sign_in(&mut second, &link, &two.administrator).await;
    let consent_one = first.press(&confirm_one, CONTINUE).await;
    let consent_two = second.press(&confirm_two, CONTINUE).await;
    let callback_one = first.press_until_callback(&consent_one, "Accept").await;
    let callback_two = second.press_until_callback(&consent_two, "Accept").await;
    let (page_one, page_two) = tokio::join!(first.open(&callback_one), second.open(&callback_two));
    let lost = "belongs to another organisation";
    let losers = [&page_one, &page_two]
        .iter()
        .filter(|page| page.text().contains(lost))
        .count();
    assert_eq!(losers, 1, "{} / {}", page_one.text(), page_two.text());
    let winner = if page_one.text().contains(lost) {
        &two
    } else {
        &one
    };
    host_app
        .post(
            &format!("/v1/registrations/{id}/approve"),
            &json!({"tenant_id": winner.id}),
        )
        .await
        .expect(200);
    let seen = host_app.wait_until_connected(&id).await;
    assert_eq!(seen["lifecycle"]["tenant"]["id"], json!(winner.id));
}

#[tokio::test]
async fn t66_a_tenant_of_another_customer_is_refused_without_details() {
    let stack = Stack::load();
    let (tenant, host_app, _) = connected(stack).await;
    let (second, link) = tenant.register(&host_app).await;
    let mut person = Person::new(stack);
    let page = sign_in(&mut person, &link, &tenant.administrator).await;
    assert!(
        page.text()
            .contains("This organisation is already connected"),
        "{}",
        page.text()
    );
    let seen = host_app
        .get(&format!("/v1/registrations/{second}"))
        .await
        .expect(200);
    assert_eq!(seen["lifecycle"]["stage"], "invited");
}

/// Checks two customers whose administrators both signed in while the tenant was free: the second one is told why the
/// connection fails although everything works.
#[tokio::test]
async fn t66_a_tenant_that_another_customer_connected_meanwhile_is_said_to_be_taken() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (first, first_link) = tenant.register(&host_app).await;
    let (second, second_link) = tenant.register(&host_app).await;
    let mut late = Person::new(stack);
    let confirm = sign_in(&mut late, &second_link, &tenant.administrator).await;
    connect(&mut Person::new(stack), &first_link, &tenant.administrator).await;
    host_app.wait_until_connected(&first).await;
    let consent = late.press(&confirm, CONTINUE).await;
    let page = late.press(&consent, "Accept").await;
    assert_eq!(page.heading(), "This organisation is already connected");
    // A domain names this very organisation: no other account connects it.
    assert!(page.find_form(ANOTHER).is_none(), "{}", page.text());
    assert!(page.text().contains("Ask Cooperlink"), "{}", page.text());
    let seen = host_app.get(&format!("/v1/registrations/{second}")).await;
    assert_eq!(seen.expect(200)["lifecycle"]["stage"], "consented");
}
