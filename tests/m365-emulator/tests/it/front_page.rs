//! The front page and its buttons.

use std::sync::Mutex;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use url::Url;

use crate::browser::{Browser, Page};
use crate::stand::{REDIRECT, Stand, app};

type Seen = std::sync::Arc<Mutex<Vec<(HeaderMap, Value)>>>;

/// A host app's API that gives every registration the same answer.
async fn host_app(status: StatusCode) -> (String, Seen) {
    let seen = Seen::default();
    let answer =
        async move |State(seen): State<Seen>, headers: HeaderMap, Json(body): Json<Value>| {
            seen.lock().unwrap().push((headers, body));
            (
                status,
                Json(json!({ "invitation": { "url": format!("{REDIRECT}?connect=1") } })),
            )
        };
    let routes = Router::new()
        .route("/v1/registrations", post(answer))
        .with_state(seen.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, routes).await });
    (url, seen)
}

async fn front(stand: &Stand) -> Page {
    Browser::new()
        .open(&Url::parse(&stand.login("/")).unwrap())
        .await
}

#[tokio::test]
async fn the_button_opens_a_fresh_consent_link() {
    let (api_url, seen) = host_app(StatusCode::CREATED).await;
    let stand = Stand::start().await;
    let host_app = json!({ "host_app": { "api_url": api_url, "api_key": "the key" } });
    stand.control("/app", host_app).await;
    let page = front(&stand).await.press("Open a fresh consent link").await;
    assert_eq!(
        page.returned.unwrap().as_str(),
        format!("{REDIRECT}?connect=1")
    );
    let seen = seen.lock().unwrap();
    let (headers, body) = &seen[0];
    assert_eq!(headers["authorization"], "Bearer the key");
    assert!(headers.contains_key("idempotency-key"));
    assert_eq!(body["customer_id"], "try-all-well");
    assert_eq!(body["expected_domain"], "contoso.example");
    assert_eq!(body["plan"], "BOOST");
    let sites = json!([
        { "url": "https://contoso.sharepoint.com/sites/projects", "libraries": ["Documents", "Drawings"] },
        { "url": "https://contoso.sharepoint.com/teams/site-office", "libraries": ["Shared Documents", "Plans"] },
    ]);
    assert_eq!(body["sites"], sites);
}

#[tokio::test]
async fn tenants_stand_under_the_heading_of_what_goes_wrong() {
    let stand = Stand::start().await;
    let page = front(&stand).await;
    let wanted = [
        "Try these three first",
        "Sign in as <b>admin@litware.example</b>",
        "href=\"#library-missing\"",
        "<h2>Registration</h2>",
        "(excess-permissions)",
        "<h2>System user</h2>",
        "(mfa-required)",
        "<h2>Licence and mailbox</h2>",
        "(no-licence)",
        "<h2>Sites and libraries</h2>",
        "(quota-full)",
    ];
    let places: Vec<_> = wanted
        .iter()
        .map(|text| page.body.find(text).unwrap())
        .collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[tokio::test]
async fn a_search_leaves_what_has_every_word_and_copies_stay_hidden() {
    let stand = Stand::start().await;
    let copy = stand
        .control("/tenants", json!({ "like": "no-licence" }))
        .await;
    let key = copy["key"].as_str().unwrap().to_owned();
    let open = async |query: &str| {
        let address = stand.login(&format!("/?{query}"));
        let page = Browser::new().open(&Url::parse(&address).unwrap()).await;
        page.body
    };
    let found = open("q=NO-licence").await;
    assert!(found.contains("id=\"no-licence\"") && !found.contains("id=\"quota-full\""));
    assert!(!found.contains("Try these three first"));
    assert!(!open("q=no-licence+quota").await.contains("<tbody>"));
    let whole = open("").await;
    assert!(!whole.contains(&key) && whole.contains("Show copies that tests made (1)"));
    assert!(open("copies=true").await.contains(&format!("id=\"{key}\"")));
}

#[tokio::test]
async fn the_many_of_a_large_tenant_are_counted() {
    let stand = Stand::start().await;
    let page = front(&stand).await;
    page.assert_kept("pat@graphic-works.example, 2500 generated people");
    let name = "hannah.claes@graphic-works.example";
    let hinted = stand.authorize("graphic-works.example", "openid", &[("login_hint", name)]);
    let page = Browser::new().open(&hinted).await.press(name).await;
    page.press("Accept").await.parameter("code");
    assert!(!front(&stand).await.body.contains(name));
}

#[tokio::test]
async fn a_failure_of_the_api_is_shown_as_text() {
    let (api_url, _) = host_app(StatusCode::FORBIDDEN).await;
    let mut app = app();
    let without = Stand::start_with(app.clone()).await;
    front(&without)
        .await
        .press("Open a fresh consent link")
        .await
        .assert_kept("without host_app");
    app.host_app = serde_json::from_value(json!({ "api_url": api_url, "api_key": "k" })).unwrap();
    let refused = Stand::start_with(app).await;
    front(&refused)
        .await
        .press("Open a fresh consent link")
        .await
        .assert_kept("403");
}

#[tokio::test]
async fn a_person_takes_the_app_away_and_gives_it_back() {
    let stand = Stand::start().await;
    let page = front(&stand).await;
    page.assert_kept("admin@contoso.example");
    let page = page.press("Give back").await;
    page.assert_kept("consented for the organisation");
    let page = page.press("Revoke consent").await;
    page.assert_kept("no consent for the organisation");
    let page = page.press("Delete app").await;
    page.assert_kept("the app was deleted");
    page.press("Start over")
        .await
        .assert_kept("the app is not there yet");
}

#[tokio::test]
async fn microsoft_recovers_when_the_faults_are_switched_off() {
    let stand = Stand::start().await;
    let page = front(&stand).await;
    page.assert_kept("2 faults on");
    // The first tenant with faults is the throttled one.
    let page = page.press("Faults off").await;
    assert_eq!(
        stand.control_get("/faults?tenant=throttled").await["faults"],
        json!([])
    );
    page.press("Faults on").await;
    let faults = stand.control_get("/faults?tenant=throttled").await;
    assert_eq!(faults["faults"][0]["kind"], "throttle");
}
