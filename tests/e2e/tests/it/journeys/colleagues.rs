//! People who are not the administrator: a colleague, the holder of the system user's account, the holder of a link that has ended,
//! and an administrator who signs out.

use crate::{
    journeys::administrator::{START, begin, connect, is_for_organisation, sign_in},
    support::{
        full::Full,
        person::Person,
        stack::{Stack, poll},
        tenant::Tenant,
    },
};
use reqwest::Method;
use serde_json::{Value, json};
use url::Url;

/// Sends a form of a page of the link without the page; returns the status.
async fn send(person: &mut Person, link: &Url, path: &str, fields: &[(String, String)]) -> u16 {
    let address = Url::parse(&format!("{link}/{path}")).expect("an address");
    let origin = link.origin().ascii_serialization();
    let page = person
        .once(Method::POST, address, Some(fields), Some(&origin))
        .await;
    page.status.as_u16()
}

#[tokio::test]
async fn t18_a_colleague_sees_whether_it_works_and_forges_no_form() {
    let stack = Stack::load();
    let full = Full::healthy(stack).await;
    let pat = full.tenant.account("pat");
    let mut colleague = Person::new(stack);
    let page = sign_in(&mut colleague, &full.link, &pat).await;
    assert_eq!(page.heading(), "Cooperlink Cloud works");
    assert!(page.verdicts().is_empty(), "{}", page.text());
    for hidden in [
        &full.tenant.administrator,
        &full.tenant.system_user,
        &full.tenant.id,
    ] {
        assert!(!page.html.contains(hidden.as_str()), "{hidden}");
    }
    for path in ["status", "report", "report.html", "access", "access.ps1"] {
        let address = Url::parse(&format!("{}/{path}", full.link)).expect("an address");
        let shown = colleague.open(&address).await;
        assert_eq!(shown.heading(), page.heading(), "{path}");
    }
    let form = page.form("Sign out");
    for path in [
        "consent",
        "check",
        "look",
        "system-user",
        "system-user/link",
        "access/sign-in",
        "access/find",
        "access/assign",
        "access/review",
        "access/change",
    ] {
        let turn = ("turn".to_owned(), "1".to_owned());
        let fields: Vec<_> = form.fields.iter().cloned().chain([turn]).collect();
        assert_eq!(
            send(&mut colleague, &full.link, path, &fields).await,
            403,
            "{path}"
        );
    }
    let seen = full.host_app.registration(&full.id).await;
    assert_eq!(seen["lifecycle"]["stage"], "connected");
}

/// Checks an account without a visible role that returns from the consent page on which another account pressed Accept: to us
/// it is an administrator whose role comes through a group. The page shows the result and the next step.
#[tokio::test]
async fn t10_t18_an_approval_by_an_account_that_shows_no_role_ends_in_its_result() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "no-role").await;
    let host_app = stack.host_app();
    let (id, link) = host_app.register(&tenant.registration_in_full()).await;
    let mut person = Person::new(stack);
    sign_in(&mut person, &link, &tenant.administrator).await;
    let prepare = Url::parse(&format!("{link}/prepare")).expect("an address");
    let start = person.open(&prepare).await;
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
    let start = person.open(&prepare).await;
    let accounts = person.press(&start, START).await;
    let consent = person.press(&accounts, &approver).await;
    let accounts = person.press(&consent, "Accept").await;
    let page = person.press(&accounts, &tenant.administrator).await;
    assert_eq!(page.url, link, "{}", page.text());
    let shown = poll("the result", || async {
        let page = person.clone().open(&link).await;
        if page.heading().starts_with("Checking") {
            Err(page.heading())
        } else {
            Ok(page)
        }
    })
    .await;
    assert_eq!(shown.heading(), "One step left: connect the system user");
    assert!(shown.text().contains("Ask Cooperlink"), "{}", shown.text());
    assert!(shown.verdicts().is_empty(), "{}", shown.text());
    let seen = host_app
        .get(&format!("/v1/registrations/{id}"))
        .await
        .expect(200);
    assert_eq!(seen["lifecycle"]["stage"], "connected");
    assert!(seen["lifecycle"]["tenant"]["administrator_name"].is_null());
}

#[tokio::test]
async fn an_administrator_hands_a_link_of_its_own_to_whoever_holds_the_account() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (id, link) = host_app.register(&tenant.registration_in_full()).await;
    let mut administrator = Person::new(stack);
    connect(&mut administrator, &link, &tenant.administrator).await;
    let label = "Make a link for them";
    let page = poll("the system user's card", || async {
        let page = administrator.clone().open(&link).await;
        match page.find_form(label) {
            Some(_) => Ok(page),
            None => Err(page.text()),
        }
    })
    .await;
    let made = administrator.press(&page, label).await;
    assert_eq!(made.heading(), "A link for the system user");
    assert!(made.text().contains(&tenant.system_user), "{}", made.text());
    let again = administrator.press(&page, label).await;
    let own_link = |html: &str| {
        let start = html.find("<code id=\"address\"").expect("the link");
        let rest = html.split_at(start).1;
        let (_, rest) = rest.split_once('>').expect("the link");
        let (address, _) = rest.split_once('<').expect("the link");
        Url::parse(address).expect("an address")
    };
    let own = own_link(&made.html);
    assert_eq!(own_link(&again.html), own, "the same form makes one link");

    let path = format!("/v1/registrations/{id}");
    let listed = host_app
        .get(&format!("{path}/invitations"))
        .await
        .expect(200);
    let makers: Vec<_> = listed["items"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|item| (item["purpose"].clone(), item["created_by"].clone()))
        .collect();
    assert_eq!(
        makers,
        [
            (json!("system_user"), json!("administrator")),
            (json!("connect"), json!("host_app"))
        ]
    );
    let audit = host_app.get(&format!("{path}/audit")).await.expect(200);
    assert_eq!(audit["items"][0]["type"], "system_user_link_created");
    assert_eq!(audit["items"][0]["invitation_id"], listed["items"][0]["id"]);
    assert_eq!(
        audit["items"][0]["actor"]["user_principal_name"],
        json!(tenant.administrator)
    );

    let mut holder = Person::new(stack);
    let ready = holder.open(&own).await;
    let accounts = holder.press(&ready, START).await;
    let done = holder.press(&accounts, &tenant.system_user).await;
    assert_eq!(done.heading(), "The system user is connected");
    let stranger = Person::new(stack).open(&own).await;
    assert_eq!(stranger.heading(), "This link has already been used");
    assert!(!stranger.html.contains(&tenant.system_user));
}

#[tokio::test]
async fn t28_t81_the_holder_of_a_link_that_has_ended_asks_for_a_new_one() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let created = host_app
        .post("/v1/registrations", &tenant.registration())
        .await
        .expect(201);
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let (id, invitation) = (text(&created["id"]), text(&created["invitation"]["id"]));
    let link = Url::parse(&text(&created["invitation"]["url"])).expect("a link");
    let path = format!("/v1/registrations/{id}/invitations/{invitation}");
    host_app.delete(&path).await.expect(204);
    let mut person = Person::new(stack);
    let ended = person.open(&link).await;
    let told = person.press(&ended, "Ask for a new link").await;
    assert!(
        told.text().contains("Cooperlink has been told"),
        "{}",
        told.text()
    );
    assert_eq!(send(&mut person, &link, "request", &[]).await, 303);
    let events = host_app.settled_events_of(&id, 1).await;
    assert_eq!(events.len(), 1, "{events:?}");
    assert_eq!(events[0]["type"], "invitation.requested");
    let about = events[0]["links"]["invitation"].as_str().expect("a link");
    assert!(about.ends_with(&invitation), "{about}");
    assert!(!events[0].to_string().contains(&tenant.name));
    let read = host_app.get(&path).await.expect(200);
    assert!(read["requested_at"].is_string(), "{read}");
}

#[tokio::test]
async fn t22_signing_out_leads_to_the_first_page_and_ends_the_flow() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (_, link) = tenant.register(&host_app).await;
    let mut person = Person::new(stack);
    connect(&mut person, &link, &tenant.administrator).await;
    let page = person.open(&link).await;
    assert!(page.text().contains(&tenant.administrator));
    let before = person.clone();
    let start = person.press(&page, "Sign out").await;
    assert!(start.find_form(START).is_some(), "{}", start.text());
    // The cookie of before opens nothing either.
    let old = before.clone().open(&link).await;
    assert!(old.find_form(START).is_some(), "{}", old.text());
    assert!(!old.text().contains(&tenant.administrator));
}
