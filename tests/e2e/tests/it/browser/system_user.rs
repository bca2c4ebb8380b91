//! The system user's journey in Chromium: from the administrator's page, and by a link of its own.

use crate::{
    browser::administrator::{approve, approve_after_sign_in},
    journeys::administrator::{NOBODY_ASSIGNED, START},
    support::{
        browser::{Browser, DESK, DESK_WITHOUT_SCRIPT, Device, FIREFOX, PHONE},
        stack::{Stack, poll},
        tenant::Tenant,
        walked::CONNECT_SYSTEM_USER,
    },
};
use serde_json::json;
use thirtyfour::By;
use url::Url;

const OF_ITS_OWN: &str = "Connect the system user of Cooperlink Cloud";
const ANOTHER: &str = "Sign in with another account";
const DONE: &str = "The system user is connected";

/// Waits until the page shows such an element, opening it again and again as a person does.
pub(crate) async fn see_element(browser: &Browser, link: &Url, selector: &str) {
    let browser = &browser;
    poll(selector, || async move {
        browser.open(link).await;
        if browser.has(selector).await {
            Ok(())
        } else {
            Err(browser.read("main").await?)
        }
    })
    .await;
}

/// Connects the system user from the result page, with its sign-in at Microsoft, back to the result page.
pub(crate) async fn connect_system_user(browser: &mut Browser, tenant: &Tenant, link: &Url) {
    see_element(browser, link, "#system-user button").await;
    browser.keep("the system user is to be connected").await;
    browser.press(CONNECT_SYSTEM_USER).await;
    browser.see("Pick an account").await;
    browser.press(&tenant.system_user).await;
}

/// The class of every check on the page.
async fn verdicts(browser: &Browser) -> Result<Vec<String>, String> {
    let checks = browser.driver.find_all(By::Css(".check")).await;
    let mut classes = Vec::new();
    for check in checks.map_err(|error| error.to_string())? {
        let class = check.class_name().await;
        classes.extend(class.map_err(|error| error.to_string())?);
    }
    Ok(classes)
}

async fn journey(device: Device) {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (id, link) = host_app.register(&tenant.registration_in_full()).await;
    let mut browser = Browser::start(device).await;
    approve(&mut browser, &tenant, &link).await;
    connect_system_user(&mut browser, &tenant, &link).await;
    let wanted = &link;
    let seen = &browser;
    poll("the way back", || async move {
        // The last address holds no code.
        let url = seen.url().await;
        if url == *wanted {
            Ok(())
        } else {
            Err(url.to_string())
        }
    })
    .await;
    let verdicts = poll("every check passes", || async move {
        seen.open(&seen.url().await).await;
        let verdicts = verdicts(seen).await?;
        if verdicts.len() == 23 && verdicts.iter().all(|class| class == "check pass") {
            Ok(verdicts)
        } else {
            Err(format!("{verdicts:?}"))
        }
    })
    .await;
    browser.keep_seconds("page-connected", "sign-in");
    // Nineteen checks, with two sites and four libraries.
    assert_eq!(verdicts.len(), 23, "{verdicts:?}");
    assert!(browser.has("#group-system-user #system-user").await);
    browser.see("Connected").await;
    browser.finish(&link).await;
    host_app
        .wait_for(&id, "health", |seen| seen["health"]["status"] == "healthy")
        .await;
}

#[tokio::test]
async fn system_user_on_a_desk() {
    journey(DESK.named("system-user-desk")).await;
}

#[tokio::test]
async fn system_user_without_script() {
    journey(DESK_WITHOUT_SCRIPT.named("system-user-without-script")).await;
}

#[tokio::test]
async fn system_user_on_a_phone_in_the_dark() {
    journey(PHONE.named("system-user-phone-dark")).await;
}

#[tokio::test]
async fn system_user_in_firefox() {
    journey(FIREFOX.named("system-user-firefox")).await;
}

/// Checks the link in a separate browser, on a phone; a colleague's account signs in first.
#[tokio::test]
async fn another_account_and_then_the_right_one_by_link() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (id, link) = host_app.register(&tenant.registration_in_full()).await;
    let (_, of_its_own) = host_app.invite(&id, "system_user").await;
    let mut holder = Browser::start(PHONE.named("link")).await;
    holder.open(&of_its_own).await;
    holder.see(OF_ITS_OWN).await;
    assert!(!holder.has("main button").await, "nobody approved yet");
    let mut administrator = Browser::start(DESK.named("link-administrator")).await;
    approve(&mut administrator, &tenant, &link).await;
    see_element(&administrator, &link, "#system-user").await;
    administrator.finish(&link).await;

    see_element(&holder, &of_its_own, "main button").await;
    holder.see(OF_ITS_OWN).await;
    holder.press(START).await;
    holder.see("Pick an account").await;
    holder.press("Use another account").await;
    let colleague = tenant.account("pat");
    holder.press(&colleague).await;
    holder.see("You signed in with another account").await;
    let notice = holder.text(".notice").await;
    assert!(
        notice.contains(&colleague) && notice.contains(&tenant.system_user),
        "{notice}"
    );
    holder.turn_into(DESK.named("link-desk")).await;
    holder.keep("another account signed in").await;
    holder.press(ANOTHER).await;
    holder.see("Pick an account").await;
    holder.press(&tenant.system_user).await;
    holder.see(DONE).await;
    holder.finish(&of_its_own).await;
}

/// Checks a mandatory assignment: both pages warn before Microsoft would keep the account on its own page, and the repair
/// takes effect.
#[tokio::test]
async fn assignment_is_told_before_the_system_user_leaves() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "assignment-required").await;
    let host_app = stack.host_app();
    let (id, link) = host_app.register(&tenant.registration_in_full()).await;
    let mut browser = Browser::start(DESK.named("assignment")).await;
    approve_after_sign_in(&mut browser, &tenant, &link).await;
    browser.see(NOBODY_ASSIGNED).await;
    assert!(browser.has("#system-user.notice").await);
    let (_, of_its_own) = host_app.invite(&id, "system_user").await;
    let mut holder = Browser::start(PHONE.named("assignment-link")).await;
    holder.open(&of_its_own).await;
    holder.see(OF_ITS_OWN).await;
    tenant
        .command(
            "POST",
            "/app",
            &json!({"app_role_assignment_required": false}),
        )
        .await;
    holder.press("Check again").await;
    holder.see(OF_ITS_OWN).await;
    // The page looks again by itself until the new look at Microsoft is there.
    let seen = &holder;
    poll("the way on", || async move {
        let text = seen.read("main").await?;
        if text.contains(START) {
            Ok(())
        } else {
            Err(text)
        }
    })
    .await;
    holder.press(START).await;
    holder.see("Pick an account").await;
    holder.press(&tenant.system_user).await;
    holder.see(DONE).await;
    holder.finish(&of_its_own).await;
    browser.finish(&link).await;
}
