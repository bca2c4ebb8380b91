//! Attacks on the way back from Microsoft: nothing that a browser brings is proof.

use crate::{
    journeys::administrator::{CONTINUE, START, begin, sign_in},
    support::{
        person::{Page, Person},
        stack::{HostApp, Stack},
        tenant::Tenant,
    },
};
use reqwest::Method;
use serde_json::Value;
use url::Url;

/// Walks to the sign-in's callback; returns its address without requesting it.
pub(crate) async fn held_sign_in(person: &mut Person, link: &Url, tenant: &Tenant) -> Url {
    let start = person.open(link).await;
    let accounts = begin(person, &start).await;
    let consent = person.press(&accounts, &tenant.administrator).await;
    person.press_until_callback(&consent, "Accept").await
}

/// Walks to the consent's callback; returns its address without requesting it.
pub(crate) async fn held_consent(person: &mut Person, link: &Url, tenant: &Tenant) -> Url {
    let confirm = sign_in(person, link, &tenant.administrator).await;
    let consent = person.press(&confirm, CONTINUE).await;
    person.press_until_callback(&consent, "Accept").await
}

/// The address with one parameter changed; `None` removes it.
pub(crate) fn with(url: &Url, name: &str, value: Option<&str>) -> Url {
    let mut changed = url.clone();
    let pairs: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(known, _)| known != name)
        .map(|(known, value)| (known.into_owned(), value.into_owned()))
        .collect();
    changed.query_pairs_mut().clear().extend_pairs(pairs);
    if let Some(value) = value {
        changed.query_pairs_mut().append_pair(name, value);
    }
    changed
}

pub(crate) fn parameter(url: &Url, name: &str) -> String {
    let found = url.query_pairs().find(|(known, _)| known == name);
    found.expect("the parameter").1.into_owned()
}

/// Requests an address once, without following redirects.
pub(crate) async fn ask(person: &mut Person, url: &Url) -> Page {
    person.once(Method::GET, url.clone(), None, None).await
}

pub(crate) async fn stage(host_app: &HostApp, id: &str) -> String {
    let seen = host_app
        .get(&format!("/v1/registrations/{id}"))
        .await
        .expect(200);
    seen["lifecycle"]["stage"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

#[tokio::test]
async fn t01_callback_in_another_browser_is_refused_and_the_first_can_finish() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (id, link) = tenant.register(&host_app).await;
    let mut attacker = Person::new(stack);
    let callback = held_sign_in(&mut attacker, &link, &tenant).await;
    // The victim has a flow of the same invitation, so only the value of the cookie tells the two apart.
    let mut victim = Person::new(stack);
    let start = victim.open(&link).await;
    victim.press(&start, START).await;
    let before = tenant.token_requests().await;

    let refused = ask(&mut victim, &callback).await;
    assert_eq!(refused.status, 400);
    assert_eq!(refused.heading(), "Please continue where you started");
    let without_any = ask(&mut Person::new(stack), &callback).await;
    assert_eq!(without_any.status, 400);
    assert_eq!(
        tenant.token_requests().await,
        before,
        "no code was redeemed"
    );
    assert_eq!(stage(&host_app, &id).await, "invited");

    attacker.open(&callback).await;
    let arrived = attacker.open(&link).await;
    assert_eq!(arrived.heading(), "Is this the right organisation?");
}

#[tokio::test]
async fn t03_state_is_used_once_and_only_as_it_was() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (_, link) = tenant.register(&host_app).await;
    let mut person = Person::new(stack);
    let callback = held_sign_in(&mut person, &link, &tenant).await;
    let state = parameter(&callback, "state");
    let flipped: String = state
        .char_indices()
        .map(|(at, character)| match (at, character) {
            (0, 'A') => 'B',
            (0, _) => 'A',
            (_, character) => character,
        })
        .collect();
    let before = tenant.token_requests().await;
    for wrong in [
        Some(flipped),
        Some(state.chars().take(42).collect()),
        Some(format!("{state}A")),
        Some("A".repeat(9_000)),
        Some(String::new()),
        None,
    ] {
        let page = ask(&mut person, &with(&callback, "state", wrong.as_deref())).await;
        assert!(page.status.is_client_error(), "{wrong:?}: {}", page.status);
    }
    assert_eq!(tenant.token_requests().await, before);

    let mut answers = Vec::new();
    for _ in 0..50 {
        let (mut person, callback) = (person.clone(), callback.clone());
        answers.push(tokio::spawn(async move {
            ask(&mut person, &callback).await.status
        }));
    }
    let mut accepted = 0;
    for answer in answers {
        if answer.await.expect("an answer") == 303 {
            accepted += 1;
        }
    }
    assert_eq!(accepted, 1);
    assert_eq!(
        tenant.token_requests().await,
        before + 2,
        "the code was redeemed once, and one look was for an approval given elsewhere"
    );
}

#[tokio::test]
async fn t04_only_the_answer_that_the_leg_calls_for_is_taken() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (id, link) = tenant.register(&host_app).await;
    let mut person = Person::new(stack);
    let sign_in = held_sign_in(&mut person, &link, &tenant).await;
    let state = parameter(&sign_in, "state");
    let consent_shaped = {
        let mut url = sign_in.clone();
        url.query_pairs_mut().clear().extend_pairs([
            ("admin_consent", "True"),
            ("tenant", tenant.id.as_str()),
            ("state", state.as_str()),
        ]);
        url
    };
    let both = with(&sign_in, "admin_consent", Some("True"));
    let code_and_error = with(&sign_in, "error", Some("access_denied"));
    for wrong in [&consent_shaped, &both, &code_and_error] {
        assert_eq!(ask(&mut person, wrong).await.status, 400, "{wrong}");
    }
    assert_eq!(stage(&host_app, &id).await, "invited");
    // The leg was not spent by any of them.
    person.open(&sign_in).await;
    let confirm = person.open(&link).await;

    let consent = person.press(&confirm, CONTINUE).await;
    let consent = person.press_until_callback(&consent, "Accept").await;
    let code_shaped = {
        let mut url = consent.clone();
        url.query_pairs_mut().clear().extend_pairs([
            ("code", "x"),
            ("state", parameter(&consent, "state").as_str()),
        ]);
        url
    };
    assert_eq!(ask(&mut person, &code_shaped).await.status, 400);
    assert_eq!(
        ask(&mut person, &with(&consent, "tenant", None))
            .await
            .status,
        400
    );
    assert_eq!(stage(&host_app, &id).await, "signed_in");
    person.open(&consent).await;
    assert_ne!(stage(&host_app, &id).await, "signed_in");
}

#[tokio::test]
async fn t05_foreign_issuer_is_refused_before_the_code_is_used() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let other = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (_, link) = tenant.register(&host_app).await;
    let mut person = Person::new(stack);
    let callback = held_sign_in(&mut person, &link, &tenant).await;
    let before = tenant.token_requests().await;
    let own = format!("{}/{}/v2.0", stack.microsoft_url, tenant.id);
    let mut doubled = with(&callback, "iss", Some(&own));
    doubled.query_pairs_mut().append_pair("iss", &own);
    for wrong in [
        with(&callback, "iss", Some("https://login.evil.example/v2.0")),
        with(
            &callback,
            "iss",
            Some(&format!("{}/{}/v2.0", stack.microsoft_url, other.id)),
        ),
        with(&callback, "iss", Some("")),
        doubled,
    ] {
        assert_eq!(ask(&mut person, &wrong).await.status, 400, "{wrong}");
    }
    assert_eq!(tenant.token_requests().await, before);
    person.open(&with(&callback, "iss", Some(&own))).await;
    let arrived = person.open(&link).await;
    assert_eq!(arrived.heading(), "Is this the right organisation?");
}

#[tokio::test]
async fn t06_callback_of_one_registration_with_the_cookie_of_another_is_refused() {
    let stack = Stack::load();
    let (one, two) = (
        Tenant::like(stack, "all-well").await,
        Tenant::like(stack, "all-well").await,
    );
    let host_app = stack.host_app();
    let ((id_one, link_one), (id_two, link_two)) =
        (one.register(&host_app).await, two.register(&host_app).await);
    let (mut first, mut second) = (Person::new(stack), Person::new(stack));
    let callback_one = held_sign_in(&mut first, &link_one, &one).await;
    let callback_two = held_sign_in(&mut second, &link_two, &two).await;
    let (value_one, value_two) = (first.flow_cookie().1, second.flow_cookie().1);
    // Each value under the other's name, both being open flows.
    let (mut crossed_one, mut crossed_two) = (first.clone(), second.clone());
    crossed_one.set_flow_cookie(&value_two);
    crossed_two.set_flow_cookie(&value_one);
    assert_eq!(ask(&mut crossed_one, &callback_one).await.status, 400);
    assert_eq!(ask(&mut crossed_two, &callback_two).await.status, 400);
    assert_eq!(ask(&mut first, &callback_two).await.status, 400);
    assert_eq!(ask(&mut second, &callback_one).await.status, 400);
    assert_eq!(stage(&host_app, &id_one).await, "invited");
    assert_eq!(stage(&host_app, &id_two).await, "invited");
}

#[tokio::test]
async fn t07_code_of_another_flow_ends_in_a_clean_restart() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (id, link) = tenant.register(&host_app).await;
    let (mut victim, mut attacker) = (Person::new(stack), Person::new(stack));
    let stolen = parameter(&held_sign_in(&mut victim, &link, &tenant).await, "code");
    let start = attacker.open(&link).await;
    let accounts = begin(&mut attacker, &start).await;
    let own = attacker
        .press_until_callback(&accounts, &tenant.administrator)
        .await;
    let page = attacker.open(&with(&own, "code", Some(&stolen))).await;
    assert_eq!(page.url, link);
    assert!(
        page.text().contains("Please start again"),
        "{}",
        page.text()
    );
    assert_eq!(stage(&host_app, &id).await, "invited");
}

/// Checks a link that the host app withdraws while the browser is at Microsoft, at each of its stops.
#[tokio::test]
async fn t28_t31_a_link_that_is_withdrawn_while_the_browser_is_away_leads_nowhere() {
    let stack = Stack::load();
    let host_app = stack.host_app();
    for (leg, stays) in [("sign-in", "invited"), ("consent", "signed_in")] {
        let tenant = Tenant::like(stack, "all-well").await;
        let created = host_app
            .post("/v1/registrations", &tenant.registration())
            .await;
        let created = created.expect(201);
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let (id, invitation) = (text(&created["id"]), text(&created["invitation"]["id"]));
        let link = Url::parse(&text(&created["invitation"]["url"])).expect("an address");
        let mut person = Person::new(stack);
        let callback = match leg {
            "sign-in" => held_sign_in(&mut person, &link, &tenant).await,
            _ => held_consent(&mut person, &link, &tenant).await,
        };
        let path = format!("/v1/registrations/{id}/invitations/{invitation}");
        assert_eq!(host_app.delete(&path).await.status, 204);
        let page = person.open(&callback).await;
        assert!(
            page.heading() == "This link was withdrawn"
                && page.find_form("Ask for a new link").is_some(),
            "{leg}: {}",
            page.text()
        );
        assert_eq!(stage(&host_app, &id).await, stays, "{leg}");
    }
}

#[tokio::test]
async fn t22_the_cookie_from_before_the_sign_in_is_dead_after_it() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (_, link) = tenant.register(&host_app).await;
    let mut person = Person::new(stack);
    let callback = held_sign_in(&mut person, &link, &tenant).await;
    let (_, before) = person.flow_cookie();
    person.open(&callback).await;
    let confirm = person.open(&link).await;
    let (_, after) = person.flow_cookie();
    assert_ne!(before, after);

    let mut attacker = person.clone();
    attacker.set_flow_cookie(&before);
    let page = attacker.open(&link).await;
    assert!(
        page.find_form(START).is_some(),
        "the old cookie opens nothing: {}",
        page.text()
    );
    assert!(!page.text().contains(&tenant.domain));
    let form = confirm.form(CONTINUE);
    let refused = attacker.send(&confirm, form).await;
    assert_eq!(refused.status, 403);
}
