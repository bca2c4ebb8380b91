//! The link itself: its contents for each reader, its end, and the people who may finish.

use crate::{
    journeys::administrator::{CONTINUE, START, connect, sign_in},
    support::{
        person::Person,
        stack::{Stack, fresh_id, poll},
        tenant::Tenant,
    },
};
use reqwest::Method;
use serde_json::{Value, json};
use url::Url;

#[tokio::test]
async fn t28_before_a_sign_in_the_link_shows_customer_and_app_and_steps_alone() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (id, link) = tenant.register(&host_app).await;
    connect(&mut Person::new(stack), &link, &tenant.administrator).await;
    host_app
        .wait_for(&id, "health", |seen| seen["health"]["status"] == "healthy")
        .await;

    let mut stranger = Person::new(stack);
    let page = stranger.open(&link).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains(&format!("{} Architects", tenant.name)));
    assert!(
        page.text().contains("Cooperlink Cloud is connected"),
        "{}",
        page.text()
    );
    for hidden in [
        &tenant.domain,
        &tenant.id,
        &tenant.administrator,
        &tenant.system_user,
    ] {
        assert!(
            !page.html.contains(hidden.as_str()),
            "{hidden}: {}",
            page.html
        );
    }
    assert!(page.verdicts().is_empty());
}

#[tokio::test]
async fn t28_no_raw_token_is_in_the_table() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (_, link) = tenant.register(&host_app).await;
    let mut person = Person::new(stack);
    let start = person.open(&link).await;
    let accounts = person.press(&start, START).await;
    let state = person
        .trail
        .iter()
        .flat_map(|url| url.query_pairs().into_owned().collect::<Vec<_>>())
        .find(|(name, _)| name == "state")
        .expect("a state")
        .1;
    person.press(&accounts, &tenant.administrator).await;
    let token = link
        .path_segments()
        .and_then(Iterator::last)
        .expect("a token")
        .to_owned();
    let (_, cookie) = person.flow_cookie();
    let dump = stack.aws().dump_table().await;
    assert!(
        dump.contains(&tenant.domain),
        "the dump shows the registration"
    );
    for secret in [&token, &state, &cookie] {
        assert!(!dump.contains(secret.as_str()), "a raw token is stored");
    }
}

/// A request from that address, as the gateway hands it to the pages. Through the gateway all requests of a test come from one
/// address.
fn visit(link: &Url, method: &str, route: &str, path: &str, address: &str) -> Value {
    let host = link.host_str().expect("a host");
    json!({
        "version": "2.0",
        "routeKey": format!("{method} {route}"),
        "rawPath": path,
        "rawQueryString": "",
        "headers": {
            "host": host,
            "origin": link.origin().ascii_serialization(),
            "content-type": "application/x-www-form-urlencoded",
        },
        "requestContext": {
            "accountId": "000000000000",
            "apiId": host.split('.').next(),
            "domainName": host,
            "http": {
                "method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": address,
                "userAgent": "bot",
            },
            "requestId": fresh_id(),
            "routeKey": format!("{method} {route}"),
            "stage": "$default",
            "time": "01/Jan/2026:00:00:00 +0000",
            "timeEpoch": 1_767_225_600_000_i64,
        },
        "isBase64Encoded": false,
    })
}

#[tokio::test]
async fn t29_bots_do_not_use_the_link_up() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (id, link) = tenant.register(&host_app).await;
    let page = link.path();
    let start = format!("{page}/start");
    let visits: Vec<_> = (1..=100)
        .flat_map(|number| {
            let address = format!("198.51.100.{number}");
            [
                visit(&link, "GET", "/connect/{invitation}", page, &address),
                visit(&link, "HEAD", "/connect/{invitation}", page, &address),
                visit(
                    &link,
                    "POST",
                    "/connect/{invitation}/start",
                    &start,
                    &address,
                ),
            ]
        })
        .collect();
    for answer in stack.aws().invoke("consent-start", &visits) {
        assert_eq!(answer["statusCode"], 200, "{answer}");
    }
    // Through the gateway as well: it has a route of its own for HEAD.
    let head = Person::new(stack)
        .once(Method::HEAD, link.clone(), None, None)
        .await;
    assert_eq!(head.status, 200);
    assert!(head.html.is_empty());
    let seen = host_app
        .get(&format!("/v1/registrations/{id}"))
        .await
        .expect(200);
    assert_eq!(seen["lifecycle"]["stage"], "invited");
    assert_eq!(
        seen["updated_at"], seen["created_at"],
        "nothing was changed"
    );
    connect(&mut Person::new(stack), &link, &tenant.administrator).await;
    host_app.wait_until_connected(&id).await;
}

#[tokio::test]
async fn the_host_app_sees_that_a_link_was_opened_and_done() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let created = host_app
        .post("/v1/registrations", &tenant.registration())
        .await
        .expect(201);
    let text = |value: &serde_json::Value| value.as_str().expect("text").to_owned();
    let link = Url::parse(&text(&created["invitation"]["url"])).expect("a link");
    let (id, invitation) = (text(&created["id"]), text(&created["invitation"]["id"]));
    let path = format!("/v1/registrations/{id}/invitations/{invitation}");
    let before = host_app.get(&path).await.expect(200);
    assert!(before["opened_at"].is_null() && before["completed_at"].is_null());
    let head = Person::new(stack)
        .once(Method::HEAD, link.clone(), None, None)
        .await;
    assert_eq!(head.status, 200);
    assert_eq!(host_app.get(&path).await.expect(200), before);
    let mut person = Person::new(stack);
    person.open(&link).await;
    let opened = host_app.get(&path).await.expect(200);
    assert!(opened["opened_at"].is_string(), "{opened}");
    assert!(opened["completed_at"].is_null(), "{opened}");
    connect(&mut person, &link, &tenant.administrator).await;
    host_app.wait_until_connected(&id).await;
    let done = host_app.get(&path).await.expect(200);
    assert_eq!(done["opened_at"], opened["opened_at"]);
    assert!(done["completed_at"].is_string(), "{done}");
    assert_eq!(done["status"], "used", "the link leads back to the page");
}

#[tokio::test]
async fn t30_unknown_and_mistyped_links_look_the_same_and_a_withdrawn_one_names_nobody() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let created = host_app
        .post("/v1/registrations", &tenant.registration())
        .await
        .expect(201);
    let (id, invitation) = (&created["id"], &created["invitation"]["id"]);
    let text = |value: &serde_json::Value| value.as_str().expect("text").to_owned();
    let link = Url::parse(&text(&created["invitation"]["url"])).expect("a link");
    let path = format!(
        "/v1/registrations/{}/invitations/{}",
        text(id),
        text(invitation)
    );
    host_app.delete(&path).await.expect(204);
    assert_eq!(host_app.get(&path).await.expect(200)["status"], "withdrawn");

    let base = Url::parse(&stack.api_url).expect("an address");
    let unknown = base
        .join(&format!("/connect/{}", "A".repeat(43)))
        .expect("an address");
    let mistyped = base.join("/connect/hello").expect("an address");
    let withdrawn = Person::new(stack).open(&link).await;
    assert_eq!(withdrawn.status, 410);
    assert_eq!(withdrawn.heading(), "This link was withdrawn");
    for hidden in [&tenant.name, &tenant.domain, &tenant.id] {
        assert!(!withdrawn.html.contains(hidden.as_str()), "{hidden}");
    }
    let mut bodies = Vec::new();
    for address in [&unknown, &mistyped] {
        let page = Person::new(stack)
            .once(Method::GET, address.clone(), None, None)
            .await;
        assert_eq!(page.status, 404);
        assert_eq!(page.heading(), "This link doesn’t work");
        let request_id = page.headers["x-request-id"]
            .to_str()
            .expect("text")
            .to_owned();
        bodies.push(page.html.replace(&request_id, "REQUEST"));
    }
    assert_eq!(bodies[0], bodies[1]);
    // A start with a withdrawn link is refused as well.
    let start = Url::parse(&format!("{link}/start")).expect("an address");
    let origin = link.origin().ascii_serialization();
    let page = Person::new(stack)
        .once(Method::POST, start, Some(&[]), Some(&origin))
        .await;
    assert_eq!(page.status, 410);
}

#[tokio::test]
async fn t18_a_sign_in_through_one_link_opens_no_other() {
    let stack = Stack::load();
    let (own, foreign) = (
        Tenant::like(stack, "all-well").await,
        Tenant::like(stack, "all-well").await,
    );
    let host_app = stack.host_app();
    let (_, own_link) = own.register(&host_app).await;
    let (foreign_id, foreign_link) = foreign.register(&host_app).await;
    let mut person = Person::new(stack);
    let confirm = sign_in(&mut person, &own_link, &own.administrator).await;
    let form = confirm.form(CONTINUE);
    // The other link shows its start page, and its forms do not take this person's token.
    let page = person.open(&foreign_link).await;
    assert!(page.find_form(START).is_some(), "{}", page.text());
    for hidden in [&own.administrator, &own.domain, &foreign.id] {
        assert!(!page.html.contains(hidden.as_str()), "{hidden}");
    }
    let origin = own_link.origin().ascii_serialization();
    for step in ["consent", "check"] {
        let action = Url::parse(&format!("{foreign_link}/{step}")).expect("an address");
        let answer = person
            .once(Method::POST, action, Some(&form.fields), Some(&origin))
            .await;
        assert_eq!(answer.status, 403, "{step}");
    }
    let seen = host_app
        .get(&format!("/v1/registrations/{foreign_id}"))
        .await
        .expect(200);
    assert_eq!(seen["lifecycle"]["stage"], "invited");
}

#[tokio::test]
async fn t81_starts_of_one_link_are_limited() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (_, link) = tenant.register(&host_app).await;
    let start = Url::parse(&format!("{link}/start")).expect("an address");
    let origin = link.origin().ascii_serialization();
    let refused = poll("the limit", || async {
        let mut person = Person::new(stack);
        let page = person
            .once(Method::POST, start.clone(), Some(&[]), Some(&origin))
            .await;
        if page.status == 429 {
            Ok(page)
        } else {
            Err(page.status.to_string())
        }
    })
    .await;
    assert_eq!(refused.heading(), "Too many attempts");
    assert!(refused.headers.contains_key("retry-after"));
    assert_eq!(
        person_opens(stack, &link).await,
        200,
        "the page itself stays"
    );
}

async fn person_opens(stack: &Stack, link: &Url) -> u16 {
    Person::new(stack).open(link).await.status.as_u16()
}
