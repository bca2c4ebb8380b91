//! The administrator's journey in Chromium.

use crate::{
    journeys::administrator::{NOBODY_ASSIGNED, START, SYSTEM_USER_TO_NAME},
    support::{
        browser::{
            Browser, DESK, DESK_WITHOUT_SCRIPT, Device, FIREFOX, FIREFOX_WITHOUT_SCRIPT, PHONE,
        },
        stack::{Stack, poll},
        tenant::Tenant,
    },
};
use serde_json::json;
use url::Url;

/// Makes the three clicks from the link to the page after the approval, with a picture of each page.
pub(crate) async fn approve(browser: &mut Browser, tenant: &Tenant, link: &Url) {
    browser.open(link).await;
    browser
        .see("Connect Cooperlink Cloud to your Microsoft 365")
        .await;
    browser.press(START).await;
    browser.see("Pick an account").await;
    browser.press(&tenant.administrator).await;
    browser.see("Permissions requested").await;
    browser.press("Accept").await;
}

/// Approves with a sign-in before, like a person who returned from Microsoft without an answer.
pub(crate) async fn approve_after_sign_in(browser: &mut Browser, tenant: &Tenant, link: &Url) {
    browser.open(link).await;
    browser.press(START).await;
    browser.see("Pick an account").await;
    browser.open(&stopped(link)).await;
    browser.press(START).await;
    browser.see("Pick an account").await;
    browser.press(&tenant.administrator).await;
    browser.see("Permissions requested").await;
    browser.press("Accept").await;
    see_text(browser, "Review for your organization").await;
    browser.press("Accept").await;
}

/// Page of a link for a reader to whom Microsoft showed an error.
pub(crate) fn stopped(link: &Url) -> Url {
    let mut page = link.clone();
    page.set_path(&format!("{}/stopped", link.path()));
    page
}

async fn see_text(browser: &Browser, wanted: &str) {
    poll(wanted, async || {
        let text = browser.read("h2").await?;
        if text == wanted { Ok(()) } else { Err(text) }
    })
    .await;
}

async fn journey(device: Device) {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (id, link) = tenant.register(&host_app).await;
    let mut browser = Browser::start(device).await;
    approve(&mut browser, &tenant, &link).await;
    // The page looks again by itself, script or not.
    browser.see(SYSTEM_USER_TO_NAME).await;
    browser.keep_seconds("page-connected-so-far", "accept");
    assert_eq!(browser.url().await, link, "the last address holds no code");
    let cookies = browser.driver.get_all_cookies().await.expect("cookies");
    assert!(
        cookies
            .iter()
            .all(|cookie| cookie.name.starts_with("__Host-")),
        "{cookies:?}"
    );
    browser.press("Check everything again").await;
    browser.see(SYSTEM_USER_TO_NAME).await;
    browser.finish(&link).await;
    host_app
        .wait_for(&id, "health", |seen| seen["health"]["status"] == "healthy")
        .await;
}

#[tokio::test]
async fn journey_on_a_desk() {
    journey(DESK).await;
}

#[tokio::test]
async fn journey_without_script() {
    journey(DESK_WITHOUT_SCRIPT).await;
}

#[tokio::test]
async fn journey_on_a_phone_in_the_dark() {
    journey(PHONE).await;
}

#[tokio::test]
async fn journey_in_firefox_without_script() {
    journey(FIREFOX_WITHOUT_SCRIPT).await;
}

/// Checks that `form-action 'self'` does not stop the way through Microsoft's own page and the organisation's own identity
/// provider, and back.
#[tokio::test]
async fn t35_form_action_self_does_not_stop_an_own_identity_provider() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "own-identity-provider").await;
    let (_, link) = tenant.register(&stack.host_app()).await;
    let mut browser = Browser::start(DESK.named("own-identity-provider")).await;
    browser.open(&link).await;
    browser.press(START).await;
    browser.see("Pick an account").await;
    browser.press(&tenant.administrator).await;
    browser.see(&tenant.name).await;
    browser
        .press(&format!("Sign in as {}", tenant.administrator))
        .await;
    browser.see("Permissions requested").await;
    browser.press("Accept").await;
    browser.see(SYSTEM_USER_TO_NAME).await;
    browser.finish(&link).await;
}

/// Shows a failure, its repair and the way back, as the administrator sees them.
async fn repair(device: Device) {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "assignment-required").await;
    let (_, link) = tenant.register(&stack.host_app()).await;
    let mut browser = Browser::start(device).await;
    approve_after_sign_in(&mut browser, &tenant, &link).await;
    browser.see(NOBODY_ASSIGNED).await;
    tenant
        .command(
            "POST",
            "/app",
            &json!({"app_role_assignment_required": false}),
        )
        .await;
    browser.press("Check everything again").await;
    browser.see(SYSTEM_USER_TO_NAME).await;
    browser.finish(&link).await;
}

#[tokio::test]
async fn repair_in_the_browser() {
    repair(DESK.named("repair")).await;
}

#[tokio::test]
async fn repair_in_firefox() {
    repair(FIREFOX.named("firefox-repair")).await;
}

/// Takes pictures of the pages that stand alone.
#[tokio::test]
async fn pages_that_stand_alone() {
    let stack = Stack::load();
    let base = Url::parse(&stack.api_url).expect("an address");
    let mut browser = Browser::start(PHONE.named("alone")).await;
    for (path, heading) in [
        ("/connect/hello", "This link doesn’t work"),
        ("/callback?state=x", "This step has already been done"),
        ("/nothing", "There is no such page"),
    ] {
        browser
            .driver
            .goto(base.join(path).expect("an address").as_str())
            .await
            .expect("the page");
        browser.see(heading).await;
    }
    browser.driver.clone().quit().await.expect("the end");
}
