//! The page for removing the app, in Chromium: with script it follows the check by itself.

use crate::{
    journeys::administrator::connected,
    support::{
        browser::{Browser, DESK, PHONE},
        stack::{Stack, poll},
    },
};
use serde_json::{Value, json};

#[tokio::test]
async fn removing_the_app_is_seen_on_its_page() {
    let (tenant, host_app, id) = connected(Stack::load()).await;
    let path = format!("/v1/registrations/{id}/disconnect");
    host_app.post(&path, &json!({})).await.expect(200);
    let (_, link) = host_app.invite(&id, "disconnect").await;
    let mut browser = Browser::start(DESK.named("disconnect-desk")).await;
    browser.open(&link).await;
    browser
        .see("Remove Cooperlink Cloud from your Microsoft 365")
        .await;
    let seen = &browser;
    poll("the first look", || async move {
        let text = seen.read("main").await?;
        if text.contains("Microsoft still lets") {
            Ok(())
        } else {
            Err(text)
        }
    })
    .await;
    browser.keep("the app is to be removed").await;
    browser.turn_into(PHONE.named("disconnect-phone")).await;
    browser.keep("the app is to be removed, on a phone").await;
    tenant.command("DELETE", "/app", &Value::Null).await;
    browser.press("Check again").await;
    let seen = &browser;
    poll("the app is gone", || async move {
        let text = seen.read("main").await?;
        if text.contains("has been removed") {
            Ok(())
        } else {
            Err(text)
        }
    })
    .await;
    browser.keep("the app is removed").await;
    browser.finish(&link).await;
}
