//! Approvals that an identity team gives in the admin center, without a call to us.

use crate::{
    journeys::administrator::{CONTINUE, sign_in},
    support::{
        person::Person,
        stack::{HostApp, Stack},
        tenant::Tenant,
    },
};
use serde_json::json;
use url::Url;

/// Label of the button that looks for the approval.
const CHECK: &str = "Check again";

/// A tenant with a registration that is not connected.
async fn registered(stack: &Stack) -> (Tenant, HostApp, String, Url) {
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (id, link) = tenant.register(&host_app).await;
    (tenant, host_app, id, link)
}

/// Presses "Grant admin consent" in the admin center.
async fn approve_in_admin_center(tenant: &Tenant) {
    tenant.command("POST", "/consent", &json!({})).await;
}

#[tokio::test]
async fn a_sign_in_after_an_approval_in_the_admin_center_skips_the_approval_page() {
    let stack = Stack::load();
    let (tenant, host_app, id, link) = registered(stack).await;
    approve_in_admin_center(&tenant).await;
    let mut person = Person::new(stack);
    let arrived = sign_in(&mut person, &link, &tenant.administrator).await;
    assert_eq!(arrived.url, link);
    assert!(arrived.find_form(CONTINUE).is_none(), "{}", arrived.text());
    host_app.wait_until_connected(&id).await;
}

#[tokio::test]
async fn checking_again_finds_an_approval_in_the_admin_center() {
    let stack = Stack::load();
    let (tenant, host_app, id, link) = registered(stack).await;
    let mut person = Person::new(stack);
    let confirm = sign_in(&mut person, &link, &tenant.administrator).await;
    let page = person.press(&confirm, CHECK).await;
    assert_eq!(
        page.heading(),
        "Microsoft requires someone with more rights to approve"
    );
    approve_in_admin_center(&tenant).await;
    let arrived = person.press(&page, CHECK).await;
    assert_eq!(arrived.url, link);
    assert!(arrived.find_form(CONTINUE).is_none(), "{}", arrived.text());
    host_app.wait_until_connected(&id).await;
}

#[tokio::test]
async fn the_schedule_finds_an_approval_in_the_admin_center() {
    let stack = Stack::load();
    let (tenant, host_app, id, link) = registered(stack).await;
    sign_in(&mut Person::new(stack), &link, &tenant.administrator).await;
    approve_in_admin_center(&tenant).await;
    host_app.wait_until_connected(&id).await;
}

#[tokio::test]
async fn t02_an_unpinned_organisation_is_confirmed_before_an_earlier_approval_counts() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (id, link) = host_app.register(&tenant.unpinned()).await;
    approve_in_admin_center(&tenant).await;
    let mut person = Person::new(stack);
    let confirm = sign_in(&mut person, &link, &tenant.administrator).await;
    assert_eq!(confirm.heading(), "Is this the right organisation?");
    let seen = host_app.registration(&id).await;
    assert_eq!(seen["lifecycle"]["stage"], "signed_in");
    let arrived = person.press(&confirm, CONTINUE).await;
    assert_eq!(arrived.url, link, "without the consent page");
    let seen = host_app.registration(&id).await;
    assert_eq!(seen["lifecycle"]["stage"], "consented");
    assert_eq!(seen["lifecycle"]["approval"]["status"], "waiting");
}
