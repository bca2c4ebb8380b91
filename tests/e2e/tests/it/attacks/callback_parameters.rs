//! Parameters that a browser brings back from Microsoft, or in its place: none is shown, none leads anywhere.

use super::callback::{ask, held_sign_in, parameter};
use crate::support::{person::Person, stack::Stack, tenant::Tenant};
use url::Url;

#[tokio::test]
async fn t20_nothing_of_an_errors_text_comes_back() {
    let stack = Stack::load();
    let host_app = stack.host_app();
    for text in [
        "<script>canary()</script>",
        "canary\r\nset-cookie: canary=1",
        "\u{202E}canary",
        &"canary ".repeat(1_000),
    ] {
        let tenant = Tenant::like(stack, "all-well").await;
        let (_, link) = tenant.register(&host_app).await;
        let mut person = Person::new(stack);
        let callback = held_sign_in(&mut person, &link, &tenant).await;
        let state = parameter(&callback, "state");
        let mut url = callback.clone();
        url.query_pairs_mut().clear().extend_pairs([
            ("error", text),
            ("error_description", text),
            ("state", state.as_str()),
        ]);
        let page = person.open(&url).await;
        assert_eq!(page.url, link, "{}", page.text());
        assert!(!page.html.contains("canary"), "{}", page.html);
        assert!(!page.headers.contains_key("canary"));
        assert!(
            page.text().contains("Microsoft refused the sign-in"),
            "{}",
            page.text()
        );
    }
}

#[tokio::test]
async fn t20_callback_without_a_flow_never_redirects() {
    let stack = Stack::load();
    let mut person = Person::new(stack);
    let base = Url::parse(&stack.api_url).expect("an address");
    for query in [
        "",
        "error=access_denied&error_description=x&error_uri=https://evil.example",
        "code=x&state=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "redirect_uri=https://evil.example&return_url=https://evil.example",
        "state=%FF",
        "state=%zz",
        "state=a%0d%0aLocation:%20https://evil.example",
    ] {
        let mut url = base.join("/callback").expect("an address");
        url.set_query(Some(query));
        let page = ask(&mut person, &url).await;
        assert_eq!(page.status, 400, "{query}");
        assert!(!page.headers.contains_key("location"), "{query}");
        assert!(!page.html.contains("evil.example"), "{query}");
    }
}

#[tokio::test]
async fn t41_doubled_parameters_are_refused_in_both_orders() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (_, link) = tenant.register(&host_app).await;
    let mut person = Person::new(stack);
    let callback = held_sign_in(&mut person, &link, &tenant).await;
    let before = tenant.token_requests().await;
    let query = callback.query().expect("a query").to_owned();
    for name in ["code", "state"] {
        for doubled in [
            format!("{query}&{name}=other"),
            format!("{name}=other&{query}"),
        ] {
            let mut url = callback.clone();
            url.set_query(Some(&doubled));
            assert_eq!(ask(&mut person, &url).await.status, 400, "{name}");
        }
    }
    assert_eq!(tenant.token_requests().await, before);
}
