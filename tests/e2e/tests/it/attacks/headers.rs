//! Exact headers of every surface, as `SECURITY.md` lists them, and a check that none of our pages shows in a frame.

use crate::{
    journeys::administrator::{CONTINUE, START, begin},
    support::{
        access_page::Access,
        browser::{Browser, DESK},
        person::{Page, Person},
        stack::{Stack, fresh_id, poll},
        tenant::Tenant,
    },
};
use reqwest::{Method, header::HeaderMap};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Read as _, Write as _},
    net::TcpListener,
};
use thirtyfour::By;
use url::Url;

/// Kind of an answer.
#[derive(Debug, Clone, Copy)]
enum Surface {
    PageWithForm,
    Page,
    /// A redirect, or a call with an empty answer.
    Empty,
    Json,
    Problem,
    /// The script to download.
    Script,
    Asset(&'static str),
}

const COMMON: [(&str, &str); 6] = [
    (
        "strict-transport-security",
        "max-age=63072000; includeSubDomains",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "accelerometer=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    ("x-robots-tag", "noindex, nofollow"),
];

/// Further headers that an answer may have: those of HTTP and of the gateway, and those that only some answers need.
const BESIDE: [&str; 16] = [
    "allow",
    "apigw-requestid",
    "connection",
    "content-length",
    "date",
    "etag",
    "idempotent-replayed",
    "link",
    "location",
    "ratelimit",
    "ratelimit-policy",
    "refresh",
    "set-cookie",
    "vary",
    "www-authenticate",
    "x-request-id",
];

fn page_policy(form_action: &str) -> String {
    format!(
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; \
         require-trusted-types-for 'script'; connect-src 'self'; form-action {form_action}; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; upgrade-insecure-requests"
    )
}

fn expected(surface: Surface) -> BTreeMap<&'static str, String> {
    let mut headers: BTreeMap<_, _> = COMMON
        .iter()
        .map(|(name, value)| (*name, (*value).to_owned()))
        .collect();
    let mut set = |name, value: &str| {
        headers.insert(name, value.to_owned());
    };
    set("cache-control", "no-store");
    set("referrer-policy", "no-referrer");
    set(
        "content-security-policy",
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
    );
    match surface {
        Surface::PageWithForm | Surface::Page => {
            set("content-type", "text/html; charset=utf-8");
            set("cross-origin-opener-policy", "same-origin");
            set("content-security-policy", &page_policy("'none'"));
        }
        Surface::Empty => {}
        Surface::Script => {
            set("content-type", "text/plain; charset=utf-8");
            set(
                "content-disposition",
                "attachment; filename=\"cooperlink-access.ps1\"",
            );
        }
        Surface::Json => set("content-type", "application/json; charset=utf-8"),
        Surface::Problem => set("content-type", "application/problem+json"),
        Surface::Asset(kind) => {
            set("content-type", kind);
            set("cache-control", "public, max-age=31536000, immutable");
        }
    }
    if let Surface::PageWithForm = surface {
        set("content-security-policy", &page_policy("'self'"));
        set("referrer-policy", "strict-origin");
    }
    headers
}

/// Checks the exact set, no more and no less; returns the request id. For an empty body the gateway still names a type.
fn check(what: &str, headers: &HeaderMap, surface: Surface) -> String {
    let found: BTreeMap<_, _> = headers
        .iter()
        .filter(|(name, _)| !BESIDE.contains(&name.as_str()))
        .filter(|(name, _)| !matches!(surface, Surface::Empty) || *name != "content-type")
        .map(|(name, value)| (name.as_str(), value.to_str().expect("text").to_owned()))
        .collect();
    assert_eq!(found, expected(surface), "{what} as {surface:?}");
    for name in headers.keys() {
        assert_eq!(headers.get_all(name).iter().count(), 1, "{what}: {name}");
    }
    let id = headers.get("x-request-id").and_then(|id| id.to_str().ok());
    id.filter(|id| !id.is_empty())
        .unwrap_or_else(|| panic!("{what} has no request id"))
        .to_owned()
}

/// An answer: its name, the page, and the expected status and set of headers.
type Seen = (&'static str, Page, u16, Surface);

/// The page of a link, its assets, and failures of pages.
async fn still_pages(stack: &Stack) -> Vec<Seen> {
    let tenant = Tenant::like(stack, "all-well").await;
    let (_, link) = tenant.register(&stack.host_app()).await;
    let own = link.origin().ascii_serialization();
    let mut person = Person::new(stack);
    let start = person.open(&link).await;
    let form = start.form(START).action;
    let asset = |name: &str| {
        let name = format!("/connect/assets/{name}.");
        let path = start.html.split('"').find(|part| part.starts_with(&name));
        path.expect("an asset").to_owned()
    };
    let (style, script, icon) = (asset("style"), asset("page"), asset("icon"));
    let css = Surface::Asset("text/css; charset=utf-8");
    let javascript = Surface::Asset("text/javascript; charset=utf-8");
    let svg = Surface::Asset("image/svg+xml");
    let mut seen = Vec::new();
    for (what, method, path, status, surface) in [
        ("link", "GET", link.path(), 200, Surface::PageWithForm),
        ("its head", "HEAD", link.path(), 200, Surface::PageWithForm),
        ("style sheet", "GET", &style, 200, css),
        ("script", "GET", &script, 200, javascript),
        ("icon", "GET", &icon, 200, svg),
        (
            "asset",
            "GET",
            "/connect/assets/style.css",
            404,
            Surface::Page,
        ),
        ("unknown link", "GET", "/connect/hello", 404, Surface::Page),
        ("unknown path", "GET", "/nothing", 404, Surface::Page),
        ("no path", "GET", "/", 404, Surface::Page),
        ("other method", "POST", link.path(), 405, Surface::Page),
        ("stray form", "POST", form.path(), 403, Surface::Page),
        ("stray callback", "GET", "/callback", 400, Surface::Page),
        ("its method", "PUT", "/callback", 404, Surface::Page),
    ] {
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        let address = link.join(path).expect("an address");
        let page = person.once(method, address, None, None).await;
        seen.push((what, page, status, surface));
    }
    let leaving = person.once(Method::POST, form, Some(&[]), Some(&own)).await;
    seen.push(("trip to Microsoft", leaving, 200, Surface::Page));
    seen
}

/// Answers on the way through Microsoft and back.
async fn pages_of_a_journey(stack: &Stack) -> Vec<Seen> {
    let tenant = Tenant::like(stack, "all-well").await;
    let (_, link) = tenant.register(&stack.host_app()).await;
    let mut person = Person::new(stack);
    let mut seen = Vec::new();
    let start = person.open(&link).await;
    let accounts = begin(&mut person, &start).await;
    let consent = person.press(&accounts, &tenant.administrator).await;
    let callback = person.press_until_callback(&consent, "Accept").await;
    let back = person.once(Method::GET, callback, None, None).await;
    assert!(back.html.is_empty(), "a redirect has no body");
    seen.push(("way back from a sign-in", back, 303, Surface::Empty));
    let confirm = person.open(&link).await;
    let consent = person.press(&confirm, CONTINUE).await;
    seen.push((
        "question of the organisation",
        confirm,
        200,
        Surface::PageWithForm,
    ));
    let callback = person.press_until_callback(&consent, "Accept").await;
    let back = person.once(Method::GET, callback, None, None).await;
    seen.push(("way back from a consent", back, 303, Surface::Empty));
    let result = person.open(&link).await;
    seen.push(("result", result, 200, Surface::PageWithForm));
    seen
}

/// Access page, and the script that makes the same changes.
async fn pages_of_access() -> Vec<Seen> {
    let (mut access, page) = Access::opened("all-well", true).await;
    let found = access.post(&page, "find", &[("find", "pat")]).await;
    let review = access.post(&page, "review", &[("require", "yes")]).await;
    let script = Url::parse(&format!("{}.ps1", access.address())).expect("an address");
    let script = access.person.open(&script).await;
    let form = access.form(&page, "finish", &[]);
    let own = page.url.origin().ascii_serialization();
    let finished = access
        .person
        .once(Method::POST, form.action, Some(&form.fields), Some(&own));
    vec![
        ("found", found, 200, Surface::PageWithForm),
        ("review", review, 200, Surface::PageWithForm),
        ("script", script, 200, Surface::Script),
        ("finished", finished.await, 303, Surface::Empty),
        ("who may use it", page, 200, Surface::PageWithForm),
    ]
}

#[tokio::test]
async fn t33_every_page_has_exactly_its_headers() {
    let mut ids = BTreeSet::new();
    let stack = Stack::load();
    let mut seen = still_pages(stack).await;
    seen.extend(pages_of_a_journey(stack).await);
    seen.extend(pages_of_access().await);
    let count = seen.len();
    for (what, page, status, surface) in seen {
        assert_eq!(page.status.as_u16(), status, "{what}: {}", page.text());
        assert!(ids.insert(check(what, &page.headers, surface)), "{what}");
    }
    assert_eq!(ids.len(), count, "each request has an id of its own");
}

#[tokio::test]
async fn t33_every_answer_of_the_api_has_exactly_its_headers() {
    let stack = Stack::load();
    let host_app = stack.host_app();
    let tenant = Tenant::like(stack, "all-well").await;
    let created = host_app
        .post("/v1/registrations", &tenant.registration())
        .await;
    let registration = created.json();
    let id = |pointer: &str| {
        let id = registration.pointer(pointer).and_then(Value::as_str);
        id.expect("an id").to_owned()
    };
    let path = format!("/v1/registrations/{}", id("/id"));
    let invitation = format!("{path}/invitations/{}", id("/invitation/id"));
    let audit = format!("{path}/audit");
    check("created", &created.headers, Surface::Json);
    for readable in [
        &path,
        &invitation,
        &audit,
        "/v1/registrations",
        "/v1/checks",
        "/v1/events",
        "/healthz",
        "/problems/not-found",
        "/openapi.json",
    ] {
        let answer = host_app.get(readable).await;
        assert_eq!(answer.status, 200, "{readable}");
        check(readable, &answer.headers, Surface::Json);
        let head = host_app
            .send(host_app.request(Method::HEAD, readable))
            .await;
        assert_eq!(head.status, 200, "{readable}");
        assert!(head.text.is_empty(), "{readable}");
    }
    let documentation = host_app.get("/docs").await;
    assert_eq!(documentation.status, 200);
    check("documentation", &documentation.headers, Surface::Page);
    let withdrawn = host_app.delete(&invitation).await;
    assert_eq!(withdrawn.status, 204);
    check("withdrawn", &withdrawn.headers, Surface::Empty);
}

#[tokio::test]
async fn t33_every_problem_has_exactly_its_headers() {
    let stack = Stack::load();
    let host_app = stack.host_app();
    let tenant = Tenant::like(stack, "all-well").await;
    let (id, _) = tenant.register(&host_app).await;
    let path = format!("/v1/registrations/{id}");
    let send = async |body: &str| {
        host_app
            .post_as("/v1/registrations", &fresh_id(), body.to_owned())
            .await
    };
    let stranger = host_app.with_key("nobody");
    let verify = format!("{path}/verifications");
    let nobody = format!("/v1/registrations/{}", fresh_id());
    let other_method = host_app.request(Method::PUT, &path);
    for (what, answer, status) in [
        ("no key", stranger.get(&path).await, 401),
        ("no JSON", send("{").await, 400),
        ("bad field", send(r#"{"plan": 1}"#).await, 422),
        ("too large", send(&" ".repeat(65 * 1024)).await, 413),
        ("not now", host_app.post(&verify, &json!({})).await, 409),
        ("not there", host_app.get(&nobody).await, 404),
        ("no such path", host_app.get("/v1/nothing").await, 404),
        (
            "no such problem",
            host_app.get("/problems/nothing").await,
            404,
        ),
        ("other method", host_app.send(other_method).await, 405),
        ("above the API", host_app.get("/v1").await, 404),
        (
            "below the problems",
            host_app.get("/problems/not-found/more").await,
            404,
        ),
    ] {
        assert_eq!(answer.status, status, "{what}: {}", answer.text);
        check(what, &answer.headers, Surface::Problem);
    }
}

/// Serves a page of another site that frames one of ours, and one of its own for comparison; returns its address.
fn framing_page(framed: &Url) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let outer = format!(r#"<iframe src="{framed}"></iframe><iframe src="/inner"></iframe>"#);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut request = [0; 4096];
            let length = stream.read(&mut request).unwrap_or_default();
            let body = if request[..length].starts_with(b"GET /inner ") {
                "<h1>Framed</h1>"
            } else {
                outer.as_str()
            };
            let head = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n";
            drop(write!(stream, "{head}{body}"));
        }
    });
    address
}

#[tokio::test]
async fn t33_a_frame_around_a_page_of_ours_stays_blank() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let (_, link) = tenant.register(&stack.host_app()).await;
    let browser = Browser::start(DESK).await;
    let driver = &browser.driver;
    driver.goto(framing_page(&link)).await.expect("the page");
    // The other frame shows that frames work at all; ours is loaded before it.
    driver.enter_frame(1).await.expect("a frame");
    poll("the other frame", || async {
        let heading = driver.find(By::Tag("h1")).await;
        let heading = heading.map_err(|error| error.to_string())?;
        heading.text().await.map_err(|error| error.to_string())
    })
    .await;
    driver.enter_default_frame().await.expect("the page");
    driver.enter_frame(0).await.expect("a frame");
    let refused = poll("the refusal", || async {
        let source = driver.source().await.map_err(|error| error.to_string())?;
        if source.contains("ERR_BLOCKED_BY_RESPONSE") || source.contains(START) {
            Ok(source)
        } else {
            Err(source)
        }
    })
    .await;
    assert!(!refused.contains(START), "{refused}");
    driver.clone().quit().await.expect("the end");
}
