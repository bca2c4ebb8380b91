//! Robot administrator, with a small service of these tests in place of ours.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde_json::{Value, json};
use std::collections::HashMap;
use test_case::test_case;
use tokio::net::TcpListener;
use url::Url;

use crate::stand::{Stand, app};

const ADMIN: &str = "admin@contoso.example";
const SYSTEM_USER: &str = "cooperlink@contoso.example";

/// Stage of the one registration of the service.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Progress {
    Invited,
    SignedIn,
    Consented,
    /// Connected, and shown once since: the page has reloaded.
    Connected,
    SystemUser,
    Declined,
}

struct Service {
    progress: Mutex<Progress>,
    origin: String,
    authorize: Url,
    system_user: Url,
    consent: Url,
    /// Address to which the first page's button leads in place of Microsoft.
    elsewhere: Mutex<Option<String>>,
}

/// The service and the emulator at which it was registered.
struct Scene {
    stand: Stand,
    service: Arc<Service>,
}

impl Scene {
    async fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let origin = format!("http://localhost:{port}");
        let callback = format!("{origin}/callback");
        let mut registered = app();
        registered.redirect_uris.insert(callback.clone());
        let stand = Stand::start_with(registered).await;
        let back_here = |url: Url| {
            let pairs: Vec<_> = url
                .query_pairs()
                .filter(|(name, _)| name != "redirect_uri")
                .map(|(name, value)| (name.into_owned(), value.into_owned()))
                .collect();
            let mut url = url;
            url.query_pairs_mut()
                .clear()
                .extend_pairs(pairs)
                .append_pair("redirect_uri", &callback);
            url
        };
        let select = [("prompt", "select_account")];
        let service = Arc::new(Service {
            progress: Mutex::new(Progress::Invited),
            authorize: back_here(stand.authorize("organizations", "openid User.Read", &select)),
            system_user: back_here(stand.authorize("contoso.example", "openid User.Read", &select)),
            consent: back_here(stand.admin_consent("contoso.example", crate::stand::DEFAULT_SCOPE)),
            origin,
            elsewhere: Mutex::default(),
        });
        let routes = Router::new()
            .route("/connect/TOKEN", get(page))
            .route("/connect/TOKEN/{step}", post(step))
            .route("/callback", get(callback_page))
            .with_state(Arc::clone(&service));
        tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
        Self { stand, service }
    }

    async fn walk(&self, answers: Value) -> Value {
        let link = format!("{}/connect/TOKEN", self.service.origin);
        let errand = json!({"link": link, "account": ADMIN, "answers": answers});
        self.stand.control("/robot", errand).await
    }

    fn progress(&self) -> Progress {
        *self.service.progress.lock().unwrap()
    }
}

/// A page; only the browser with the cookie sees more than the first one.
async fn page(State(service): State<Arc<Service>>, headers: HeaderMap) -> Html<String> {
    let mut progress = service.progress.lock().unwrap();
    let seen = if headers.contains_key(header::COOKIE) {
        *progress
    } else {
        Progress::Invited
    };
    let form = |step: &str| {
        format!(
            "<form method=post action=/connect/TOKEN/{step}><input type=hidden name=form_token value=t><button>{step}</button></form>"
        )
    };
    let (heading, content) = match seen {
        Progress::Invited => {
            let guest = "<form method=post action=/connect/TOKEN/start><input name=domain required><button>guest</button></form>";
            ("Before you begin", format!("{guest}{}", form("start")))
        }
        Progress::SignedIn => (
            "Right organisation?",
            format!("{}{}", form("start"), form("consent")),
        ),
        Progress::Declined => ("Declined", form("consent")),
        Progress::Consented => {
            *progress = Progress::Connected;
            let again = "<noscript><meta http-equiv=refresh content=0></noscript>";
            (
                "Checking",
                format!(
                    "{again}<section class=\"card state\"></section>{}",
                    form("check")
                ),
            )
        }
        Progress::Connected => {
            let content = format!(
                "<section class=\"card state\"></section>{}{}",
                form("check"),
                form("system-user")
            );
            ("Connected", content)
        }
        Progress::SystemUser => (
            "All connected",
            "<section class=\"card state\"></section>".to_owned(),
        ),
    };
    Html(format!(
        "<title>{heading} – Cooperlink</title><h1>{heading}</h1>{content}"
    ))
}

/// A press: it must come from our own page, and leaves with `Refresh` as our pages do.
async fn step(
    State(service): State<Arc<Service>>,
    axum::extract::Path(step): axum::extract::Path<String>,
    headers: HeaderMap,
    body: String,
) -> Response {
    if headers
        .get(header::ORIGIN)
        .and_then(|value| value.to_str().ok())
        != Some(&service.origin)
        || body != "form_token=t"
    {
        return StatusCode::FORBIDDEN.into_response();
    }
    let target = match &*step {
        "start" => service.authorize.to_string(),
        "consent" => service.consent.to_string(),
        _ => service.system_user.to_string(),
    };
    let target = service.elsewhere.lock().unwrap().clone().unwrap_or(target);
    let refresh = HeaderValue::from_str(&format!("0;url={target}")).unwrap();
    let cookie = HeaderValue::from_static("__Host-f=flow; Path=/; Secure; HttpOnly; SameSite=Lax");
    (
        [(header::REFRESH, refresh), (header::SET_COOKIE, cookie)],
        Html("Leaving"),
    )
        .into_response()
}

async fn callback_page(
    State(service): State<Arc<Service>>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    if !headers.contains_key(header::COOKIE) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let mut progress = service.progress.lock().unwrap();
    *progress = match *progress {
        _ if query.contains_key("error") => Progress::Declined,
        Progress::Invited => Progress::SignedIn,
        Progress::SignedIn | Progress::Declined => Progress::Consented,
        _ => Progress::SystemUser,
    };
    Redirect::to("/connect/TOKEN").into_response()
}

#[tokio::test]
async fn the_robot_connects_and_looks_again_until_the_page_is_at_rest() {
    let scene = Scene::new().await;
    let walked = scene.walk(json!({})).await;
    assert_eq!(walked["ended"], "finished", "{walked}");
    assert_eq!(walked["stage"], "result_page");
    assert_eq!(walked["title"], "Connected – Cooperlink");
    assert_eq!(walked["heading"], "Connected");
    let stages: Vec<_> = walked["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| (step["stage"].as_str().unwrap(), step["pressed"].clone()))
        .collect();
    let expected = [
        ("service_page", json!("start")),
        ("account_page", json!(ADMIN)),
        ("person_consent_page", json!("Accept")),
        ("service_page", json!("consent")),
        ("organization_consent_page", json!("Accept")),
        ("result_page", json!(null)),
        ("result_page", json!(null)),
    ];
    assert_eq!(stages, expected);
    assert!(!walked.to_string().contains("code="), "{walked}");
}

#[tokio::test]
async fn the_system_user_signs_in_second_where_it_is_named() {
    let scene = Scene::new().await;
    let walked = scene.walk(json!({"system_user": SYSTEM_USER})).await;
    assert_eq!(walked["ended"], "finished", "{walked}");
    assert_eq!(walked["heading"], "All connected");
    assert_eq!(scene.progress(), Progress::SystemUser);
    assert!(walked.to_string().contains(SYSTEM_USER));
}

#[test_case("sign_in", "account_page"; "on the account page")]
#[test_case("person", "person_consent_page"; "on the page for the person")]
#[test_case("organization", "organization_consent_page"; "on the page for the organisation")]
#[tokio::test]
async fn the_robot_declines_or_stops_half_way(answer: &str, stage: &str) {
    let scene = Scene::new().await;
    let kept = scene.walk(json!({answer: "keep"})).await;
    assert_eq!(
        (&kept["ended"], &kept["stage"]),
        (&json!("kept"), &json!(stage)),
        "{kept}"
    );

    let scene = Scene::new().await;
    let declined = scene.walk(json!({answer: "decline"})).await;
    assert_eq!(declined["heading"], "Declined", "{declined}");
    assert_eq!(scene.progress(), Progress::Declined);
}

#[tokio::test]
async fn an_account_that_microsoft_does_not_offer_ends_the_walk() {
    let scene = Scene::new().await;
    let link = format!("{}/connect/TOKEN", scene.service.origin);
    let errand = json!({"link": link, "account": "nobody@contoso.example"});
    let walked = scene.stand.control("/robot", errand).await;
    assert_eq!(walked["ended"], "account_not_offered", "{walked}");
}

#[tokio::test]
async fn an_administrator_without_a_role_is_kept_by_microsoft() {
    let scene = Scene::new().await;
    let link = format!("{}/connect/TOKEN", scene.service.origin);
    let errand = json!({"link": link, "account": "pat@contoso.example"});
    let walked = scene.stand.control("/robot", errand).await;
    assert_eq!(walked["ended"], "stopped_by_microsoft", "{walked}");
    assert_eq!(walked["stage"], "microsoft_error_page");
}

#[test_case("https://connect.cooperlink.example/connect/TOKEN"; "a deployed stage")]
#[test_case("http://localhost.evil.example/connect/TOKEN"; "looks like localhost")]
#[test_case("http://127.0.0.1.evil.example/"; "looks like an address")]
#[test_case("http://10.0.0.1/connect/TOKEN"; "private address")]
#[test_case("http://169.254.169.254/latest/meta-data"; "link-local address")]
#[test_case("http://0.0.0.0/"; "no address")]
#[test_case("http://[::ffff:169.254.169.254]/"; "mapped address")]
#[test_case("http://user@localhost/"; "with a user")]
#[test_case("https://localhost/"; "another scheme")]
#[test_case("file:///etc/passwd"; "a file")]
#[tokio::test]
async fn links_that_are_not_of_this_machine_are_refused(link: &str) {
    let stand = Stand::start().await;
    let answer = stand
        .http
        .post(stand.login("/control/robot"))
        .json(&json!({"link": link, "account": ADMIN}))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 400);
    assert!(answer.text().await.unwrap().contains("this machine only"));
}

#[tokio::test]
async fn a_way_that_leads_off_this_machine_is_not_followed() {
    let scene = Scene::new().await;
    let elsewhere = "https://login.microsoftonline.com/organizations?state=secret";
    *scene.service.elsewhere.lock().unwrap() = Some(elsewhere.to_owned());
    let walked = scene.walk(json!({})).await;
    assert_eq!(walked["ended"], "leads_elsewhere", "{walked}");
    assert_eq!(
        walked["url"],
        "https://login.microsoftonline.com/organizations"
    );
}

#[tokio::test]
async fn an_answer_that_nobody_knows_is_refused() {
    let stand = Stand::start().await;
    for wrong in [
        json!({"link": "http://localhost/", "account": ADMIN, "answers": {"sign_in": "maybe"}}),
        json!({"link": "http://localhost/", "account": ADMIN, "answers": {"consent": "accept"}}),
        json!({"link": "http://localhost/"}),
    ] {
        let request = stand.http.post(stand.login("/control/robot")).json(&wrong);
        let status = request.send().await.unwrap().status();
        assert!(status.is_client_error(), "{wrong}: {status}");
    }
}
