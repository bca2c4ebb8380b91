//! Names that change at the customer, and the host app's corrections afterwards.

use crate::{
    journeys::administrator::result,
    support::{
        full::{Full, choose, not_passing, said},
        person::Person,
        stack::{Stack, poll},
    },
};
use reqwest::Method;
use serde_json::{Value, json};

/// Sends the change, and returns the registration after it.
async fn change(full: &Full, changes: &Value) -> Value {
    let path = format!("/v1/registrations/{}", full.id);
    let request = full
        .host_app
        .request(Method::PATCH, &path)
        .header("content-type", "application/json")
        .body(changes.to_string());
    full.host_app.send(request).await.expect(200)
}

/// The first site of the registration, as the host app gave it.
async fn first_site(full: &Full) -> String {
    let seen = full.seen().await;
    let url = seen["sites"][0]["url"].as_str();
    url.expect("a site").to_owned()
}

#[tokio::test]
async fn a_library_given_as_a_site_is_proposed_and_corrected_at_once() {
    let full = Full::healthy(Stack::load()).await;
    let site = first_site(&full).await;
    let url = format!("{site}/Drawings");
    let changed = change(&full, &json!({"sites": [{"url": url}]})).await;
    assert_eq!(changed["sites"], json!([{"url": url, "libraries": []}]));
    let usable = &changed["usable"]["sharepoint"];
    assert_eq!(usable["answer"], "unknown", "nobody has looked: {changed}");
    assert_eq!(usable["reasons"][0]["finding"], "not-asked", "{changed}");
    assert_eq!(changed["health"]["status"], "unknown", "{changed}");
    let report = full
        .report_where(|report| said(report, "site:1") == "fail site-is-library")
        .await;
    let found = result(&report, "site:1");
    assert_eq!(found["acts"], "host_app", "{found}");
    let arguments = &found["finding"]["arguments"];
    assert_eq!(arguments["above"], json!(site));
    assert_eq!(arguments["similar"], "Drawings");
    let guidance = found["guidance"].as_str().expect("guidance");
    let message = format!("Please use the library “Drawings” of the site {site} instead.");
    assert!(guidance.contains(&message), "{guidance}");

    // The other site of the tenant is named no more, so nobody may be in it.
    let closed = json!({"path": "teams/site-office", "readers": [], "writers": []});
    full.tenant.command("POST", "/sites", &closed).await;
    let right = json!([{"url": arguments["above"], "libraries": [arguments["similar"]]}]);
    change(&full, &json!({"sites": right})).await;
    let report = full
        .report_where(|report| said(report, "library:1") == "pass")
        .await;
    assert_eq!(said(&report, "site:1"), "pass");
    assert_eq!(said(&report, "site:2"), "absent");
    full.wait_for_health("healthy").await;
}

#[tokio::test]
async fn a_library_of_sharepoint_itself_and_a_default_one_of_another_language_are_found_and_proposed()
 {
    let mut full = Full::healthy(Stack::load()).await;
    let libraries = json!([{"name": "Dokumente"}, {"name": "Site Assets", "system": true}]);
    let people = [&full.tenant.administrator, &full.tenant.system_user];
    let command = json!({"path": "sites/projects", "writers": people, "libraries": libraries});
    full.tenant.command("POST", "/sites", &command).await;
    let site = first_site(&full).await;
    let wanted = json!([{"url": site, "libraries": ["Site Assets", "Shared Documents", "Plans"]}]);
    change(&full, &json!({"sites": wanted})).await;
    let report = full
        .report_where(|report| said(report, "library:1") == "pass")
        .await;
    let proposed = result(&report, "library:2");
    assert_eq!(said(&report, "library:2"), "fail library-misnamed");
    assert_eq!(proposed["finding"]["arguments"]["similar"], "Dokumente");
    assert_eq!(said(&report, "library:3"), "fail library-missing");
    let missing = result(&report, "library:3");
    assert_eq!(missing["finding"]["arguments"]["found"], "Dokumente");
    let page = full.person.open(&full.link).await.text();
    assert!(
        page.contains("please use the library “Dokumente”"),
        "{page}"
    );
}

#[tokio::test]
async fn t61_another_system_user_ends_the_old_sign_in_at_once_and_signs_in_itself() {
    let stack = Stack::load();
    let mut full = Full::healthy(stack).await;
    let aws = stack.aws();
    let home = [stack.system_user_tokens.as_str()];
    assert_eq!(aws.stores_of_sign_in(&full.id).await, home);
    let other = full.tenant.account("pat");
    let changed = change(&full, &json!({"system_user": other})).await;
    assert_eq!(changed["system_user"], json!(other));
    assert!(changed["system_user_connection"].is_null(), "{changed}");
    assert!(aws.stores_of_sign_in(&full.id).await.is_empty());
    full.report_where(|report| said(report, "system-user-connected") == "unknown identity-absent")
        .await;

    let page = full.person.open(&full.link).await;
    assert!(page.text().contains(&other), "{}", page.text());
    let accounts = full
        .person
        .press(&page, "Connect the system user now")
        .await;
    let arrived = choose(&mut full.person, &accounts, &other).await;
    assert_eq!(arrived.url, full.link, "{}", arrived.text());
    full.report_where(|report| said(report, "system-user-connected") == "pass")
        .await;
    let seen = full.seen().await;
    assert_eq!(
        seen["system_user_connection"]["user_principal_name"],
        json!(other)
    );
}

#[tokio::test]
async fn a_renamed_system_user_stays_connected_and_is_shown_by_its_new_name() {
    let mut full = Full::healthy(Stack::load()).await;
    let renamed = full.tenant.account("collaboration");
    full.change_system_user(&json!({"user_principal_name": renamed}))
        .await;
    let report = full.verify().await;
    for check in ["system-user-connected", "system-user-member"] {
        assert_eq!(said(&report, check), "pass", "{report}");
    }
    let seen = full.seen().await;
    let shown = &seen["system_user_connection"]["user_principal_name"];
    assert_eq!(*shown, json!(renamed));
    assert_eq!(seen["system_user"], json!(full.tenant.system_user));
    let page = full.person.open(&full.link).await;
    assert!(page.text().contains(&renamed), "{}", page.text());
    // The host app's word for the same account changes nothing else.
    let changed = change(&full, &json!({"system_user": renamed})).await;
    assert_eq!(
        changed["system_user_connection"],
        seen["system_user_connection"]
    );
}

#[tokio::test]
async fn a_lost_domain_is_advice_and_an_event_and_links_still_lead_to_the_tenant() {
    let stack = Stack::load();
    let full = Full::healthy(stack).await;
    let domains = json!(["renamed.example"]);
    full.tenant
        .command("POST", "/verified-domains", &domains)
        .await;
    let report = full.verify().await;
    let expected = [("customer-domain".to_owned(), "fail domain-lost".to_owned())];
    assert_eq!(not_passing(&report), expected, "{report}");
    let seen = full.wait_for_health("attention").await;
    assert_eq!(seen["lifecycle"]["stage"], "connected");
    assert_eq!(seen["usable"]["mail"]["answer"], "yes");
    poll("the event", async || {
        let events = full.host_app.events_of(&full.id).await;
        let lost = events
            .iter()
            .filter(|event| event["type"] == "registration.attention");
        match lost.count() {
            0 => Err(format!("{events:?}")),
            told => {
                assert_eq!(told, 1, "{events:?}");
                Ok(())
            }
        }
    })
    .await;

    let (_, link) = full.host_app.invite(&full.id, "reconnect").await;
    let mut person = Person::new(stack);
    let start = person.open(&link).await;
    let microsoft = person.press(&start, "Sign in with Microsoft").await;
    assert!(
        microsoft.url.path().contains(&full.tenant.id),
        "{}",
        microsoft.url
    );

    let changed = change(&full, &json!({"expected_domain": "renamed.example"})).await;
    assert_eq!(changed["lifecycle"]["stage"], "connected");
    full.wait_for_health("healthy").await;
}
