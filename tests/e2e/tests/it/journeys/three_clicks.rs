//! The shortest way from the link to connected: its clicks counted, and its obstacles.

use crate::{
    journeys::administrator::{
        AGAIN, CONTINUE, START, begin, connect, go_on, is_for_organisation, sign_in, stage,
    },
    support::{person::Person, stack::Stack, tenant::Tenant},
};
use serde_json::{Value, json};
use url::Url;

fn below(link: &Url, page: &str) -> Url {
    Url::parse(&format!("{link}/{page}")).expect("an address")
}

/// Checks that three clicks lead from the link to connected if the host app named a domain: start, account, Accept. Without
/// one Microsoft asks for the person's own consent, and our page for the right organisation.
#[tokio::test]
async fn three_clicks_connect_an_organisation_whose_domain_is_known() {
    let stack = Stack::load();
    let host_app = stack.host_app();
    for (is_known, more) in [
        (true, &["Accept"][..]),
        (false, &["Accept", CONTINUE, "Accept"]),
    ] {
        let tenant = Tenant::like(stack, "all-well").await;
        let registration = if is_known {
            tenant.registration()
        } else {
            tenant.unpinned()
        };
        let (id, link) = host_app.register(&registration).await;
        let mut person = Person::new(stack);
        let start = person.open(&link).await;
        let before = person.trail.len();
        let page = person.press(&start, START).await;
        let (arrived, pressed) = go_on(&mut person, page, &tenant.administrator).await;
        assert_eq!(arrived.url, link, "{}", arrived.text());
        let mut expected = vec![tenant.administrator.as_str()];
        expected.extend(more);
        assert_eq!(pressed, expected);
        let trail = &person.trail[before..];
        let ours = trail.iter().filter(|url| url.path() == "/callback").count();
        assert_eq!(ours, if is_known { 2 } else { 3 }, "{trail:?}");
        // A code and what the browser waits for of it; the run that follows has its own.
        let stage = if is_known { "connected" } else { "consented" };
        host_app
            .wait_for(&id, stage, |seen| seen["lifecycle"]["stage"] == stage)
            .await;
    }
}

/// Checks two people who are signed in to Microsoft in one browser: Microsoft asks which of them it is, on each page that
/// needs one.
#[tokio::test]
async fn t12_of_two_accounts_the_person_chooses_on_the_way_in_and_back() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "no-role").await;
    let host_app = stack.host_app();
    let (id, link) = tenant.register(&host_app).await;
    let mut person = Person::new(stack);
    // Without the role, Microsoft keeps the first one; the session stays.
    sign_in(&mut person, &link, &tenant.administrator).await;
    let start = person.open(&below(&link, "prepare")).await;
    let accounts = begin(&mut person, &start).await;
    let approver = tenant.account("global.administrator");
    let mut page = person.press(&accounts, &approver).await;
    for label in ["Accept", &approver] {
        if page.find_form(label).is_some() && !is_for_organisation(&page) {
            page = person.press(&page, label).await;
        }
    }
    assert!(is_for_organisation(&page), "{}", page.text());
    // From the start again: both are known to Microsoft by now.
    let start = person.open(&below(&link, "prepare")).await;
    let accounts = person.press(&start, START).await;
    let consent = person.press(&accounts, &approver).await;
    let accounts = person.press(&consent, "Accept").await;
    assert!(
        accounts.find_form(&approver).is_some(),
        "{}",
        accounts.text()
    );
    let arrived = person.press(&accounts, &approver).await;
    assert_eq!(arrived.url, link, "{}", arrived.text());
    let seen = host_app.wait_until_connected(&id).await;
    let administrator = &seen["lifecycle"]["tenant"]["administrator_name"];
    assert_eq!(administrator, &json!(approver));
}

/// Checks a tenant without assignments: the account is refused after its approval, and the page names the organisation and the
/// remedy.
#[tokio::test]
async fn t10_an_account_that_is_not_assigned_is_told_so_before_anything_is_written() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "assignment-required").await;
    let host_app = stack.host_app();
    let (id, link) = tenant.register(&host_app).await;
    let mut person = Person::new(stack);
    let page = connect(&mut person, &link, &tenant.administrator).await;
    assert_eq!(page.heading(), "Your account can’t use Cooperlink Cloud");
    let expected = format!("Sign in as an administrator of {}.", tenant.domain);
    assert!(page.text().contains(&expected), "{}", page.text());
    assert_eq!(stage(&host_app, &id).await["stage"], "invited");
    let path = format!("/assignments/{}", tenant.administrator);
    tenant.command("POST", &path, &Value::Null).await;
    let consent = person.press(&page, AGAIN).await;
    person.press(&consent, "Accept").await;
    host_app.wait_until_connected(&id).await;
}
