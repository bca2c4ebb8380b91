//! The system user's own link, and the accounts that may sign in with it.

use crate::{
    journeys::administrator::{START, connect, report_where},
    support::{
        aws::Aws,
        full::{choose, not_passing, said, sign_in_as},
        person::{Page, Person},
        stack::{HostApp, Stack, poll},
        tenant::Tenant,
    },
};
use reqwest::Method;
use serde_json::{Value, json};
use url::Url;

/// Button of the page after a sign-in with another account.
const ANOTHER: &str = "Sign in with another account";
/// Heading once the account is connected.
const DONE: &str = "The system user is connected";
const USED: &str = "This link has already been used";

/// An approved registration whose system user has not signed in yet.
struct Approved {
    tenant: Tenant,
    host_app: HostApp,
    id: String,
    link: Url,
    administrator: Person,
}

impl Approved {
    async fn new(stack: &Stack) -> Self {
        let tenant = Tenant::like(stack, "all-well").await;
        let host_app = stack.host_app();
        let (id, link) = host_app.register(&tenant.registration_in_full()).await;
        let mut administrator = Person::new(stack);
        connect(&mut administrator, &link, &tenant.administrator).await;
        Self {
            tenant,
            host_app,
            id,
            link,
            administrator,
        }
    }

    async fn seen(&self) -> Value {
        let path = format!("/v1/registrations/{}", self.id);
        self.host_app.get(&path).await.expect(200)
    }

    /// Checks that neither the API nor the secret store has a system user's sign-in.
    async fn has_none(&self, aws: &Aws) {
        let seen = self.seen().await;
        assert!(seen["system_user_connection"].is_null(), "{seen}");
        assert!(aws.stores_of_sign_in(&self.id).await.is_empty());
    }

    /// Checks that the system user is connected, and that everything passes.
    async fn passes(&self) {
        let report = report_where(&self.host_app, &self.id, |report| {
            said(report, "system-user-connected") == "pass"
        })
        .await;
        assert_eq!(not_passing(&report), [], "{report}");
        let seen = self.seen().await;
        let connection = &seen["system_user_connection"];
        assert_eq!(connection["user_principal_name"], self.tenant.system_user);
        assert!(connection["connected_at"].is_string(), "{seen}");
    }
}

/// Name of the secret with a registration's refresh token.
pub(crate) fn secret(id: &str) -> String {
    format!("system-users/{id}")
}

/// Checks that the page names both accounts and says that nothing was changed.
fn tells_of_another(page: &Page, signed_in: &str, expected: &str) {
    let text = page.text();
    for part in [
        "You signed in with another account",
        signed_in,
        expected,
        "Nothing was changed",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[tokio::test]
async fn t23_t28_a_link_for_the_system_user_shows_its_account_and_nothing_of_the_tenant() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let mut body = tenant.registration_in_full();
    body["customer_name"] = json!("Bouwbureau De Kade");
    let (id, administrators) = host_app.register(&body).await;
    let (_, link) = host_app.invite(&id, "system_user").await;
    let mut person = Person::new(stack);
    let early = person.open(&link).await;
    assert!(early.find_form(START).is_none(), "{}", early.text());
    let approval = "An administrator of your organisation has to approve Cooperlink Cloud first";
    assert!(early.text().contains(approval), "{}", early.text());
    let mut administrator = Person::new(stack);
    connect(&mut administrator, &administrators, &tenant.administrator).await;

    let page = person.open(&link).await;
    for shown in [
        "Bouwbureau De Kade",
        "Cooperlink Cloud",
        &tenant.system_user,
    ] {
        assert!(page.text().contains(shown), "{shown}: {}", page.text());
    }
    let site = body["sites"][0]["url"].as_str().expect("a site");
    for hidden in [&*tenant.name, &tenant.id, &tenant.administrator, &id, site] {
        assert!(!page.html.contains(hidden), "{hidden}: {}", page.html);
    }
    assert!(page.verdicts().is_empty());
    assert!(page.find_form(START).is_some(), "{}", page.text());
}

#[tokio::test]
async fn t23_t31_a_link_for_the_system_user_works_once() {
    let stack = Stack::load();
    let approved = Approved::new(stack).await;
    let (host_app, id) = (&approved.host_app, &approved.id);
    let (invitation, link) = host_app.invite(id, "system_user").await;
    let mut person = Person::new(stack);
    let ready = person.open(&link).await;
    let done = sign_in_as(&mut person, &ready, START, &approved.tenant.system_user).await;
    assert_eq!((&done.url, done.heading().as_str()), (&link, DONE));
    approved.passes().await;
    let path = format!(
        "/v1/registrations/{id}/invitations/{}",
        invitation["id"].as_str().expect("an id")
    );
    let used = host_app.get(&path).await.expect(200);
    assert_eq!(used["status"], "used");

    assert_eq!(
        person.open(&link).await.heading(),
        DONE,
        "in its own browser"
    );
    // It says that it was used, and nothing of the customer; nobody begins it again.
    let mut stranger = Person::new(stack);
    let opened = stranger.open(&link).await;
    assert_eq!((opened.status.as_u16(), &*opened.heading()), (410, USED));
    let names = [&*approved.tenant.system_user, &*approved.tenant.name];
    assert!(names.iter().all(|name| !opened.html.contains(name)));
    for browser in [&mut stranger, &mut person] {
        let again = browser.send(&ready, ready.form(START)).await;
        assert!(
            [404, 410].contains(&again.status.as_u16()),
            "{}",
            again.text()
        );
    }
}

#[tokio::test]
async fn t31_of_two_browsers_with_the_same_link_one_connects() {
    let stack = Stack::load();
    let approved = Approved::new(stack).await;
    let (_, link) = approved.host_app.invite(&approved.id, "system_user").await;
    let mut arrivals = Vec::new();
    for _ in 0..2 {
        let mut person = Person::new(stack);
        let ready = person.open(&link).await;
        let accounts = person.press(&ready, START).await;
        let account = &approved.tenant.system_user;
        let callback = person.press_until_callback(&accounts, account).await;
        arrivals.push((person, callback));
    }
    let pages = futures_util::future::join_all(
        arrivals
            .iter_mut()
            .map(|(person, callback)| person.open(callback)),
    )
    .await;
    // Both began through this link, so both see what came of it: one sign-in was kept.
    let headings: Vec<_> = pages.iter().map(Page::heading).collect();
    assert_eq!(headings, [DONE, DONE]);
    approved.passes().await;
}

#[tokio::test]
async fn t28_a_link_withdrawn_during_the_trip_connects_nobody() {
    let stack = Stack::load();
    let approved = Approved::new(stack).await;
    let (invitation, link) = approved.host_app.invite(&approved.id, "system_user").await;
    let mut person = Person::new(stack);
    let ready = person.open(&link).await;
    let accounts = person.press(&ready, START).await;
    let account = &approved.tenant.system_user;
    let callback = person.press_until_callback(&accounts, account).await;
    let path = format!(
        "/v1/registrations/{}/invitations/{}",
        approved.id,
        invitation["id"].as_str().expect("an id")
    );
    approved.host_app.delete(&path).await.expect(204);
    let page = person.open(&callback).await;
    assert_eq!(page.heading(), "This link was withdrawn");
    approved.has_none(&stack.aws()).await;
}

#[tokio::test]
async fn t23_a_link_for_the_system_user_begins_no_other_trip() {
    let stack = Stack::load();
    let approved = Approved::new(stack).await;
    let (_, link) = approved.host_app.invite(&approved.id, "system_user").await;
    let mut person = Person::new(stack);
    let page = person.open(&link).await;
    let origin = page.url.origin().ascii_serialization();
    for trip in ["start", "consent", "check"] {
        let url = Url::parse(&format!("{link}/{trip}")).expect("an address");
        let refused = person
            .once(Method::POST, url, Some(&[]), Some(&origin))
            .await;
        assert!(
            refused.status.is_client_error(),
            "{trip}: {}",
            refused.status
        );
        assert!(!refused.headers.contains_key("refresh"), "{trip}");
    }
    approved.has_none(&stack.aws()).await;
}

#[tokio::test]
async fn t23_somebody_else_of_the_tenant_is_named_beside_the_account_and_changes_nothing() {
    let stack = Stack::load();
    let approved = Approved::new(stack).await;
    let tenant = &approved.tenant;
    let (_, link) = approved.host_app.invite(&approved.id, "system_user").await;
    let pat = tenant.account("pat");
    let mut person = Person::new(stack);
    let ready = person.open(&link).await;
    let wrong = sign_in_as(&mut person, &ready, START, &pat).await;
    assert_eq!(wrong.url, link);
    tells_of_another(&wrong, &pat, &tenant.system_user);
    approved.has_none(&stack.aws()).await;
    // Only the browser that signed in is told who did.
    let elsewhere = Person::new(stack).open(&link).await;
    assert!(!elsewhere.html.contains(&pat), "{}", elsewhere.text());
    let done = sign_in_as(&mut person, &wrong, ANOTHER, &tenant.system_user).await;
    assert_eq!(done.heading(), DONE, "{}", done.text());
    approved.passes().await;
}

#[tokio::test]
async fn t23_so_it_is_on_the_administrators_page() {
    let stack = Stack::load();
    let mut approved = Approved::new(stack).await;
    let (tenant, person) = (&approved.tenant, &mut approved.administrator);
    let page = poll("the button", async || {
        let page = person.clone().open(&approved.link).await;
        let is_there = page.find_form("Connect the system user now").is_some();
        if is_there { Ok(page) } else { Err(page.text()) }
    })
    .await;
    // The administrator has only the own account at hand.
    let own = &tenant.administrator;
    let wrong = sign_in_as(person, &page, "Connect the system user now", own).await;
    tells_of_another(&wrong, own, &tenant.system_user);
    let done = sign_in_as(person, &wrong, ANOTHER, &tenant.system_user).await;
    assert_eq!(done.url, approved.link, "{}", done.text());
    approved.passes().await;
}

#[tokio::test]
async fn t18_t23_an_account_of_another_tenant_stays_on_microsofts_page() {
    let stack = Stack::load();
    let approved = Approved::new(stack).await;
    let other = Tenant::like(stack, "all-well").await;
    let (_, link) = approved.host_app.invite(&approved.id, "system_user").await;
    let mut person = Person::new(stack);
    let ready = person.open(&link).await;
    let accounts = person.press(&ready, START).await;
    let page = choose(&mut person, &accounts, &other.system_user).await;
    assert_ne!(page.url.host(), link.host());
    assert!(page.text().contains("AADSTS50020"), "{}", page.text());
    approved.has_none(&stack.aws()).await;
    // Nothing is used up.
    let mut owner = Person::new(stack);
    let ready = owner.open(&link).await;
    let done = sign_in_as(&mut owner, &ready, START, &approved.tenant.system_user).await;
    assert_eq!(done.heading(), DONE, "{}", done.text());
}

#[tokio::test]
async fn a_guest_is_told_and_connected_once_it_is_a_member() {
    let stack = Stack::load();
    let approved = Approved::new(stack).await;
    let tenant = &approved.tenant;
    let path = format!("/users/{}", tenant.system_user);
    let (_, link) = approved.host_app.invite(&approved.id, "system_user").await;
    tenant
        .command("POST", &path, &json!({"user_type": "Guest"}))
        .await;
    let mut person = Person::new(stack);
    let ready = person.open(&link).await;
    let page = sign_in_as(&mut person, &ready, START, &tenant.system_user).await;
    assert!(
        page.text().contains("This account is a guest"),
        "{}",
        page.text()
    );
    approved.has_none(&stack.aws()).await;
    tenant
        .command("POST", &path, &json!({"user_type": "Member"}))
        .await;
    let done = sign_in_as(&mut person, &page, ANOTHER, &tenant.system_user).await;
    assert_eq!(done.heading(), DONE, "{}", done.text());
    approved.passes().await;
}

#[tokio::test]
async fn a_link_for_a_system_user_that_nobody_named_is_refused() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (id, _) = tenant.register(&host_app).await;
    let path = format!("/v1/registrations/{id}/invitations");
    let answer = host_app
        .post(&path, &json!({"purpose": "system_user"}))
        .await;
    assert_eq!(answer.status, 422, "{}", answer.text);
    assert_eq!(crate::api::routes::kind(&answer), "validation-failed");
}
