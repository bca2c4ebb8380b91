//! Administrators whom Microsoft or our pages turn away, and what each is told.

use super::administrator::{
    AGAIN, ANOTHER, ANYWAY, NOBODY_ASSIGNED, START, SYSTEM_USER_TO_NAME, connect,
    connect_after_sign_in, is_for_organisation, report_where, result, sign_in, stage,
};
use crate::support::{person::Person, stack::Stack, tenant::Tenant};
use serde_json::json;

#[tokio::test]
async fn declined_consent_leaves_the_stage_unchanged() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "consent-declined").await;
    let host_app = stack.host_app();
    let (id, link) = tenant.register(&host_app).await;
    let mut person = Person::new(stack);
    let start = person.open(&link).await;
    let accounts = person.press(&start, START).await;
    let consent = person.press(&accounts, &tenant.administrator).await;
    let declined = person.press(&consent, "Cancel").await;
    assert_eq!(declined.url, link);
    assert!(
        declined.text().contains("The approval was not given"),
        "{}",
        declined.text()
    );
    let expected = format!("Sign in as an administrator of {}.", tenant.domain);
    assert!(declined.text().contains(&expected), "{}", declined.text());
    assert!(declined.find_form(ANOTHER).is_some());
    assert_eq!(stage(&host_app, &id).await["stage"], "invited");
    // The same page goes on, with the account that Microsoft knows by now.
    let consent = person.press(&declined, AGAIN).await;
    assert!(is_for_organisation(&consent), "{}", consent.text());
    person.press(&consent, "Accept").await;
    host_app.wait_until_connected(&id).await;
}

#[tokio::test]
async fn administrator_without_the_role_is_told_before_leaving() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "no-role").await;
    let host_app = stack.host_app();
    let (id, link) = tenant.register(&host_app).await;
    let mut person = Person::new(stack);
    let confirm = sign_in(&mut person, &link, &tenant.administrator).await;
    assert!(
        confirm.text().contains("We see no administrator role"),
        "{}",
        confirm.text()
    );
    assert_eq!(
        confirm.heading(),
        "We see no administrator role on your account"
    );
    let microsoft = person.press(&confirm, ANYWAY).await;
    assert_ne!(
        microsoft.url.host(),
        link.host(),
        "Microsoft keeps the person"
    );
    assert_ne!(stage(&host_app, &id).await["stage"], "consented");
    // A colleague with the role takes over in another browser, with the same link.
    let mut colleague = Person::new(stack);
    connect(
        &mut colleague,
        &link,
        &tenant.account("global.administrator"),
    )
    .await;
    host_app.wait_until_connected(&id).await;
}

#[tokio::test]
async fn t11_personal_account_is_refused() {
    let stack = Stack::load();
    let host_app = stack.host_app();
    let tenant = Tenant::like(stack, "all-well").await;
    let (id, link) = host_app.register(&tenant.unpinned()).await;
    let mut person = Person::new(stack);
    let start = person.open(&link).await;
    let accounts = person.press(&start, START).await;
    let page = person.press(&accounts, "someone@outlook.example").await;
    let page = if page.find_form("Accept").is_some() {
        person.press(&page, "Accept").await
    } else {
        page
    };
    assert_eq!(page.url, link);
    assert!(
        page.text().contains("This is a personal account"),
        "{}",
        page.text()
    );
    assert_eq!(stage(&host_app, &id).await["stage"], "invited");
}

#[tokio::test]
async fn account_of_another_tenant_stays_on_microsofts_page() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let other = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (id, link) = tenant.register(&host_app).await;
    let mut person = Person::new(stack);
    let start = person.open(&link).await;
    let accounts = person.press(&start, START).await;
    let all = person.follow(&accounts, "Use another account").await;
    let page = person.press(&all, &other.administrator).await;
    assert_ne!(page.url.host(), link.host());
    assert!(page.text().contains("AADSTS50020"), "{}", page.text());
    assert_eq!(stage(&host_app, &id).await["stage"], "invited");
}

#[tokio::test]
async fn mandatory_assignment_with_nobody_assigned_is_found_and_explained() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "assignment-required").await;
    let host_app = stack.host_app();
    let (id, link) = tenant.register(&host_app).await;
    let mut person = Person::new(stack);
    connect_after_sign_in(&mut person, &link, &tenant.administrator).await;
    let report = report_where(&host_app, &id, |report| {
        result(report, "user-access")["verdict"] == "fail"
    })
    .await;
    assert_eq!(
        result(&report, "user-access")["finding"]["code"],
        "nobody-assigned",
        "{report}"
    );
    assert_eq!(
        result(&report, "delegated-permissions")["verdict"],
        "unknown",
        "{report}"
    );
    let page = person.open(&link).await;
    assert_eq!(page.verdicts()["user-access"], "fail");
    assert_eq!(page.heading(), NOBODY_ASSIGNED);
    assert!(
        page.text().contains("Assignment required?"),
        "{}",
        page.text()
    );

    // Mended in the portal, then "check again".
    tenant
        .command(
            "POST",
            "/app",
            &json!({"app_role_assignment_required": false}),
        )
        .await;
    let after = person.press(&page, "Check everything again").await;
    assert_eq!(after.url, link);
    host_app
        .wait_for(&id, "health", |seen| seen["health"]["status"] == "healthy")
        .await;
    assert_eq!(person.open(&link).await.heading(), SYSTEM_USER_TO_NAME);
}

#[tokio::test]
async fn microsoft_being_down_is_said_and_costs_nothing() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "microsoft-down").await;
    let host_app = stack.host_app();
    let (id, link) = tenant.register(&host_app).await;
    let mut person = Person::new(stack);
    let page = sign_in(&mut person, &link, &tenant.administrator).await;
    assert_eq!(page.url, link);
    assert!(
        page.text().contains("Microsoft didn’t answer"),
        "{}",
        page.text()
    );
    assert_eq!(stage(&host_app, &id).await["stage"], "invited");
    // It comes back, and the same link works.
    tenant.no_faults().await;
    connect(&mut person, &link, &tenant.administrator).await;
    host_app
        .wait_for(&id, "health", |seen| seen["health"]["status"] == "healthy")
        .await;
}
