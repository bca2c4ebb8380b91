//! People whom Microsoft asks for more, who go back, or who come from outside, over HTTP as by a browser.

use crate::{
    journeys::administrator::{
        ANOTHER, ANYWAY, CONTINUE, START, begin, connect, connect_after_sign_in, sign_in,
    },
    support::{
        person::{Page, Person},
        stack::Stack,
        tenant::Tenant,
    },
};
use url::Url;

/// Presses the buttons for which Microsoft asks, until the browser has returned.
async fn through_microsoft(person: &mut Person, mut page: Page, tenant: &Tenant) -> Page {
    let account = tenant.administrator.as_str();
    for label in [account, "Accept", account, "Approve", "Accept"] {
        if page.find_form(label).is_some() {
            page = person.press(&page, label).await;
        }
    }
    page
}

#[tokio::test]
async fn an_administrator_in_a_trusted_office_connects_though_our_server_is_elsewhere() {
    let stack = Stack::load();
    for key in ["mfa-outside-office", "mfa-without-claims"] {
        let tenant = Tenant::like(stack, key).await;
        let host_app = stack.host_app();
        let (id, link) = tenant.register(&host_app).await;
        let mut person = Person::new(stack);
        let arrived = connect(&mut person, &link, &tenant.administrator).await;
        assert_eq!(arrived.url, link, "{key}: {}", arrived.text());
        host_app.wait_until_connected(&id).await;
    }
}

#[tokio::test]
async fn a_rule_that_blocks_our_servers_place_is_told_with_what_to_allow() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "blocked-place").await;
    let host_app = stack.host_app();
    let (_, link) = tenant.register(&host_app).await;
    let mut person = Person::new(stack);
    let start = person.open(&link).await;
    let accounts = begin(&mut person, &start).await;
    let page = through_microsoft(&mut person, accounts, &tenant).await;
    let text = page.text();
    for part in [
        "from our server’s location",
        "AADSTS53003",
        "Named locations",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[tokio::test]
async fn whoever_goes_back_without_the_role_is_told_both_and_sends_the_page_on() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "no-role").await;
    let host_app = stack.host_app();
    let (_, link) = tenant.register(&host_app).await;
    let mut person = Person::new(stack);
    let confirm = sign_in(&mut person, &link, &tenant.administrator).await;
    let microsoft = person.press(&confirm, ANYWAY).await;
    let back = "Return to the application without granting consent";
    let page = person.follow(&microsoft, back).await;
    assert_eq!(page.url, link);
    assert_eq!(page.heading(), "You came back without finishing");
    assert!(page.html.contains("mailto:"), "{}", page.text());
    assert!(page.find_form(ANOTHER).is_some(), "{}", page.text());
}

/// Names the organisation on the first page and leaves for its sign-in.
async fn name_organisation(person: &mut Person, link: &Url, domain: &str) -> Page {
    let start = person.open(link).await;
    let mut form = start.form(START);
    form.fields.push(("domain".to_owned(), domain.to_owned()));
    person.send(&start, form).await
}

#[tokio::test]
async fn a_guest_names_the_organisation_and_is_told_to_use_an_account_of_it() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "guest-administrator").await;
    let domain = tenant.system_user.split_once('@').expect("a domain").1;
    let host_app = stack.host_app();
    let (_, link) = host_app.register(&tenant.unpinned()).await;
    let mut person = Person::new(stack);
    assert_eq!(
        person.open(&link).await.field("domain"),
        Some(String::new())
    );
    let accounts = name_organisation(&mut person, &link, domain).await;
    let page = through_microsoft(&mut person, accounts, &tenant).await;
    assert_eq!(
        page.heading(),
        "This account comes from outside the organisation",
        "{}",
        page.text()
    );
    // A member of the organisation goes on from there.
    assert!(page.find_form(ANOTHER).is_some());
    let mut member = Person::new(stack);
    let accounts = name_organisation(&mut member, &link, domain).await;
    let mut page = member.press(&accounts, &tenant.account("admin")).await;
    if page.find_form("Accept").is_some() {
        page = member.press(&page, "Accept").await;
    }
    assert!(page.find_form(CONTINUE).is_some(), "{}", page.text());
}

#[tokio::test]
async fn a_domain_that_microsoft_does_not_know_is_told() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let (_, link) = stack.host_app().register(&tenant.unpinned()).await;
    let mut person = Person::new(stack);
    let page = name_organisation(&mut person, &link, "nobody-has-this.example").await;
    assert_eq!(page.status, 409);
    assert_eq!(page.heading(), "Microsoft doesn’t know this domain");
}

#[tokio::test]
async fn a_session_that_lapsed_leads_to_the_sign_in_page_once() {
    let stack = Stack::load();
    for signs_in_first in [true, false] {
        let tenant = Tenant::like(stack, "session-lapsed").await;
        let host_app = stack.host_app();
        let (id, link) = tenant.register(&host_app).await;
        let mut person = Person::new(stack);
        let account = tenant.administrator.as_str();
        let page = if signs_in_first {
            connect_after_sign_in(&mut person, &link, account).await
        } else {
            connect(&mut person, &link, account).await
        };
        let arrived = through_microsoft(&mut person, page, &tenant).await;
        assert_eq!(arrived.url, link, "{}", arrived.text());
        let text = arrived.text();
        assert!(!text.contains("Wait a minute"), "{text}");
        host_app.wait_until_connected(&id).await;
    }
}
