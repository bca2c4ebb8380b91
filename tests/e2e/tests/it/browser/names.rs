//! Names that contain markup, in Chromium: whatever their source, they show as text, and no script in them runs.

use crate::{
    journeys::administrator::{START, connect, sign_in},
    support::{
        access_page::Access,
        browser::{Browser, DESK},
        full::sign_in_as,
        gallery::{Gallery, in_language},
        person::Person,
        stack::Stack,
        tenant::Tenant,
        walked::{at_rest, connect_system_user},
    },
};
use serde_json::{Value, json};
use url::Url;

/// A name whose script, if it ever ran, would change the page's title.
fn hostile(what: &str) -> String {
    format!(r#""><img src=x onerror="document.title='ran {what}'"><b>{what}</b> &amp; {{{{7*7}}}}"#)
}

/// Checks a page in every language: these names are shown unchanged, and made no elements.
async fn shows(browser: &Browser, gallery: &mut Gallery, page: &str, url: &Url, names: &[&str]) {
    let names = json!(names);
    let look = format!(
        "const text = document.body.textContent.replace(/\\s+/g, ' ');
        const bold = [...document.querySelectorAll('b')].map(bold => bold.textContent);
        const ran = document.title.includes('ran ') || document.querySelector('img[src=x]') !== null
            || bold.some(text => /^(customer|tenant|library|renamed|site|person|group|inside)$/.test(text));
        return {{missing: {names}.filter(name => !text.includes(name)), ran}}"
    );
    let open = async |language| {
        browser.open(&in_language(url, language)).await;
        let seen = browser.script(&look).await.expect("script");
        let nothing: [&str; 0] = [];
        assert_eq!(
            seen,
            json!({"missing": nothing, "ran": false}),
            "{page}, {language}"
        );
    };
    gallery.show_after(browser, page, open).await;
}

#[tokio::test]
async fn t34_hostile_names_of_everything_show_as_text_in_every_language() {
    let stack = Stack::load();
    let [customer, organisation, wanted, proposed] =
        ["customer", "tenant", "library", "renamed"].map(hostile);
    let tenant = Tenant::called(stack, "all-well", &organisation).await;
    let stranger = tenant.account(r#""><img src=x>"#);
    let rename = json!({"user_principal_name": stranger});
    let path = format!("/users/{}", tenant.account("pat"));
    tenant.command("POST", &path, &rename).await;
    let mut site = json!({"path": "sites/projects", "display_name": hostile("site")});
    site["rename_libraries"] = json!({"Drawings": proposed});
    tenant.command("POST", "/sites", &site).await;
    let mut body = tenant.registration_in_full();
    body["customer_name"] = json!(customer);
    body["sites"][0]["libraries"] = json!(["Documents", wanted]);
    let host_app = stack.host_app();
    let (id, link) = host_app.register(&body).await;
    let (_, own_link) = host_app.invite(&id, "system_user").await;

    let browser = Browser::start(DESK).await;
    let mut gallery = Gallery::brief(&link);
    let mut see = async |person: &Person, page: &str, url: &Url, names: &[&str]| {
        browser.become_of(person, url).await;
        shows(&browser, &mut gallery, page, url, names).await;
    };
    let mut person = Person::new(stack);
    see(&person, "names-start", &link, &[&customer]).await;
    sign_in(&mut person, &link, &tenant.administrator).await;
    let both = [customer.as_str(), &organisation];
    see(&person, "names-confirm", &link, &both).await;
    let mut person = Person::new(stack);
    connect(&mut person, &link, &tenant.administrator).await;
    at_rest(&person, &link).await;

    let mut holder = Person::new(stack);
    let page = holder.open(&own_link).await;
    sign_in_as(&mut holder, &page, START, &stranger).await;
    see(&holder, "names-another-account", &own_link, &[&stranger]).await;

    let page = person.open(&link).await;
    connect_system_user(&mut person, &page, &tenant).await;
    let failed = |report: &Value| {
        let result = crate::journeys::administrator::result(report, "library:2");
        result["verdict"] == "fail"
    };
    crate::journeys::administrator::report_where(&host_app, &id, failed).await;
    at_rest(&person, &link).await;
    let all = [customer.as_str(), &organisation, &wanted, &proposed];
    see(&person, "names-result", &link, &all).await;
    browser.finish(&link).await;
    gallery.finish();
}

#[tokio::test]
async fn t34_hostile_names_of_people_and_groups_show_as_text_in_every_language() {
    let (mut access, page) = Access::opened("all-well", false).await;
    let [person, group, inside] = ["person", "group", "inside"].map(hostile);
    let account = access.tenant.account("hostile");
    let body = json!({"user_principal_name": account, "display_name": person});
    access.tenant.command("POST", "/users", &body).await;
    let nested = json!({"display_name": inside, "members": [access.tenant.account("pat")]});
    access.tenant.command("POST", "/groups", &nested).await;
    let body = json!({"display_name": group, "members": [account], "groups": [inside]});
    access.tenant.command("POST", "/groups", &body).await;
    let page = access.assign(&page, &[&account, &group]).await;
    let id = access.object_id(&group).await;
    let review = access.post(&page, "review", &[("remove", &id)]).await;
    assert!(review.text().contains(&group), "{}", review.text());
    let browser = Browser::start(DESK).await;
    let mut gallery = Gallery::brief(&access.link);
    browser.become_of(&access.person, &access.link).await;
    let names = [person.as_str(), &group, &inside];
    let address = access.address();
    shows(&browser, &mut gallery, "names-access", &address, &names).await;
    browser.finish(&access.link).await;
    gallery.finish();
}
