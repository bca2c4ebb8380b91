//! Result pages of tenants with problems, in Chromium, on a desk and on a phone.

use crate::{
    browser::{
        administrator::approve,
        system_user::{connect_system_user, see_element},
    },
    support::{
        browser::{Browser, DESK, PHONE},
        stack::Stack,
        tenant::Tenant,
    },
};
use serde_json::json;

/// Script that opens the message to copy and focuses its text; returns the length of the selection and of the text.
const CHOOSE: &str = "const text = document.querySelector('.copy textarea');
text.closest('details').open = true;
text.focus();
return [text.selectionEnd - text.selectionStart, text.value.length];";

/// Checks that the problem comes first, with the party that can fix it and the repair.
async fn mend(key: &'static str, check: &str) {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, key).await;
    let host_app = stack.host_app();
    let (_, link) = host_app.register(&tenant.registration_in_full()).await;
    let mut browser = Browser::start(DESK.named(key)).await;
    approve(&mut browser, &tenant, &link).await;
    connect_system_user(&mut browser, &tenant, &link).await;
    let failing = format!("[id='{check}'][data-verdict=fail]");
    see_element(&browser, &link, &failing).await;
    browser.keep("result").await;
    let chosen = browser.script(CHOOSE).await.expect("a text to copy");
    assert_eq!(chosen[0], chosen[1], "the whole text is selected");
    assert!(browser.text(".summary").await.contains("1 thing to fix"));
    assert!(browser.has(".state ol > li").await);
    browser.turn_into(PHONE.named(key)).await;
    browser.open(&link).await;
    browser.keep("result on a phone").await;
    browser.finish(&link).await;
}

#[tokio::test]
async fn result_of_mfa_required() {
    mend("mfa-required", "sign-in-policy").await;
}

#[tokio::test]
async fn result_of_conditional_access() {
    mend("conditional-access", "sign-in-policy").await;
}

#[tokio::test]
async fn result_of_no_licence() {
    mend("no-licence", "system-user-licensed").await;
}

#[tokio::test]
async fn result_of_library_missing() {
    mend("library-missing", "library:1").await;
}

#[tokio::test]
async fn result_of_site_denied() {
    mend("site-denied", "site:1").await;
}

#[tokio::test]
async fn result_of_quota_full() {
    mend("quota-full", "library:1").await;
}

/// Checks that names of the greatest length do not make the page scroll sideways on a phone.
#[tokio::test]
async fn long_names_stay_on_the_page() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let mut body = tenant.registration_in_full();
    body["customer_name"] = json!(
        "Arbeitsgemeinschaft Landschaftsarchitektur und Bauleitplanung Süddeutschland mbH & Co. KG"
    );
    let site = body["sites"][0]["url"].as_str().expect("a site");
    body["sites"][1] = json!({
        "url": format!("{site}-2026-neubau-verwaltungsgebaeude-und-parkhaus-nordost-bauabschnitt-2"),
        "libraries": ["Ausführungsplanung_und_Werkplanung_Leistungsphase_5_freigegeben", "Protokolle"],
    });
    let (_, link) = host_app.register(&body).await;
    let mut browser = Browser::start(PHONE.named("long-names")).await;
    approve(&mut browser, &tenant, &link).await;
    connect_system_user(&mut browser, &tenant, &link).await;
    see_element(&browser, &link, "[id='site:2'][data-verdict=fail]").await;
    browser.keep("result on a phone").await;
    browser.turn_into(DESK.named("long-names")).await;
    browser.keep("result").await;
    browser.finish(&link).await;
}
