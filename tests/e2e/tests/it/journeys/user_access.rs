//! A tenant in which people must be assigned to the application: verdicts before the system user signs in, and after. No group
//! here is inside another one; `shared/domain` tests that.

use crate::{
    journeys::{
        access::Access,
        administrator::{START, connect, connect_after_sign_in, report_where, result},
    },
    support::{
        full::{Full, said, sign_in_as},
        person::Person,
        stack::{Stack, poll},
        tenant::Tenant,
        walked::{CONNECT_SYSTEM_USER, connect_system_user},
    },
};
use serde_json::{Value, json};

const CHECK: &str = "user-access";
const STOPPED: &str = "Microsoft would stop this account on its own page";
/// The group of every emulated tenant, with the system user as its one member.
const GROUP: &str = "Cooperlink users";

/// Assigns these accounts, and requires an assignment.
async fn demand(tenant: &Tenant, assigned: &[&str]) {
    for name in assigned {
        assign(tenant, "POST", name).await;
    }
    let switch = json!({"app_role_assignment_required": true});
    tenant.command("POST", "/app", &switch).await;
}

async fn assign(tenant: &Tenant, method: &str, name: &str) {
    let path = format!("/assignments/{}", name.replace(' ', "%20"));
    tenant.command(method, &path, &Value::Null).await;
}

/// Verdict before the system user signs in, and the result afterwards.
async fn before_and_after(assigned: impl Fn(&Tenant) -> String) -> (String, Value) {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (id, link) = host_app.register(&tenant.registration_in_full()).await;
    let mut person = Person::new(stack);
    connect(&mut person, &link, &tenant.administrator).await;
    report_where(&host_app, &id, |report| said(report, CHECK) == "pass").await;
    demand(&tenant, &[&assigned(&tenant)]).await;
    let before = said(&host_app.verify(&id).await, CHECK);
    let page = person.open(&link).await;
    assert!(
        !page.text().contains(STOPPED),
        "nobody knows: {}",
        page.text()
    );
    let page = connect_system_user(&mut person, &page, &tenant).await;
    assert_eq!(page.url, link, "{}", page.text());
    let after = report_where(&host_app, &id, |report| {
        said(report, "system-user-connected") == "pass"
    })
    .await;
    (before, after)
}

#[tokio::test]
async fn a_system_user_in_an_assigned_group_passes_once_it_signed_in() {
    let (before, after) = before_and_after(|_| GROUP.to_owned()).await;
    assert_eq!(before, "unknown identity-absent");
    assert_eq!(said(&after, CHECK), "pass", "{after}");
    let evidence = result(&after, CHECK)["evidence"].to_string();
    assert!(evidence.contains("/me/memberOf"), "{evidence}");
}

#[tokio::test]
async fn a_system_user_that_is_assigned_itself_passes_once_it_signed_in() {
    let (before, after) = before_and_after(|tenant| tenant.system_user.clone()).await;
    assert_eq!(before, "unknown identity-absent");
    assert_eq!(said(&after, CHECK), "pass", "{after}");
}

#[tokio::test]
async fn a_system_user_that_loses_its_assignment_is_named_and_told_before_it_leaves() {
    let mut full = Full::healthy(Stack::load()).await;
    let (pat, own) = (full.tenant.account("pat"), full.tenant.system_user.clone());
    demand(&full.tenant, &[&pat]).await;
    let report = full.verify().await;
    assert_eq!(said(&report, CHECK), "fail system-user-not-assigned");
    let finding = &result(&report, CHECK)["finding"];
    assert_eq!(finding["arguments"]["account"], json!(own), "{finding}");
    assert_eq!(
        said(&report, "system-user-connected"),
        "fail sign-in-not-assigned",
        "{report}"
    );
    // The administrator's page says so before the account is sent to Microsoft, and leaves the way open.
    let page = full.person.open(&full.link).await;
    assert!(page.text().contains(STOPPED), "{}", page.text());
    let kept = full.person.press(&page, "Continue anyway").await;
    let kept = match kept.find_form(&own) {
        Some(form) => full.person.send(&kept, form).await,
        None => kept,
    };
    assert_ne!(kept.url.host(), full.link.host());
    assert!(kept.text().contains("AADSTS50105"), "{}", kept.text());
    assign(&full.tenant, "POST", &own).await;
    full.report_where(|report| {
        said(report, CHECK) == "pass" && said(report, "system-user-connected") == "pass"
    })
    .await;
}

#[tokio::test]
async fn the_link_for_the_system_user_says_so_first_as_well() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "assignment-required").await;
    let host_app = stack.host_app();
    let (id, link) = host_app.register(&tenant.registration_in_full()).await;
    connect_after_sign_in(&mut Person::new(stack), &link, &tenant.administrator).await;
    report_where(&host_app, &id, |report| {
        said(report, CHECK) == "fail nobody-assigned"
    })
    .await;
    let (_, link) = host_app.invite(&id, "system_user").await;
    let mut person = Person::new(stack);
    let page = person.open(&link).await;
    assert!(page.text().contains(STOPPED), "{}", page.text());
    assert!(page.find_form(START).is_none(), "{}", page.text());

    assign(&tenant, "POST", GROUP).await;
    let looking = person.press(&page, "Check again").await;
    assert_eq!(looking.url, link, "a reload asks for nothing again");
    // The run may be over before the page is read.
    assert!(
        looking.html.contains("data-look-again") || looking.find_form(START).is_some(),
        "{}",
        looking.text()
    );
    let ready = poll("the way to be open", async || {
        let page = person.clone().open(&link).await;
        let is_open = page.find_form(START).is_some();
        if is_open { Ok(page) } else { Err(page.text()) }
    })
    .await;
    let done = sign_in_as(&mut person, &ready, START, &tenant.system_user).await;
    assert_eq!(done.heading(), "The system user is connected");
    report_where(&host_app, &id, |report| said(report, CHECK) == "pass").await;
}

#[tokio::test]
async fn a_system_user_that_microsoft_kept_is_assigned_from_the_page_that_says_so() {
    let mut access = Access::connected("nested-groups").await;
    let (own, link) = (access.tenant.system_user.clone(), access.link.clone());
    let unsure = "We can’t see yet whether this one is assigned.";
    let page = poll("the system user’s card", async || {
        let page = access.person.clone().open(&link).await;
        let is_told = page.text().contains(unsure);
        if is_told { Ok(page) } else { Err(page.text()) }
    })
    .await;
    let mut kept = access.person.press(&page, CONNECT_SYSTEM_USER).await;
    if kept.find_form(&own).is_some() {
        kept = access.person.press(&kept, &own).await;
    }
    assert!(kept.text().contains("AADSTS50105"), "{}", kept.text());
    // Microsoft sends nobody back; the person opens the link again.
    let page = access.person.open(&link).await;
    assert_eq!(page.heading(), "Did Microsoft turn the system user away?");
    let to_access = access.person.follow(&page, "Assign this account").await;
    assert_eq!(to_access.url, access.address(), "{}", to_access.text());
    let page = access.sign_in(false).await;
    let page = access.person.press(&page, "Assign the system user").await;
    assert_eq!(access.outcomes().await, ["done"], "{}", page.text());
    let page = access.person.press(&page, "Finish").await;
    assert_eq!(page.url, link, "{}", page.text());
    let page = connect_system_user(&mut access.person, &page, &access.tenant).await;
    assert_eq!(page.url, link, "{}", page.text());
    report_where(&access.host_app, &access.id, |report| {
        said(report, CHECK) == "pass"
    })
    .await;
}

#[tokio::test]
async fn going_back_from_microsoft_shows_the_page_and_a_way_to_say_that_it_showed_an_error() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let (_, link) = stack.host_app().register(&tenant.unpinned()).await;
    let mut person = Person::new(stack);
    let start = person.open(&link).await;
    person.press(&start, START).await;
    let question = "Did you get stuck";
    let back = person.open(&link).await;
    assert!(!back.text().contains(question), "{}", back.text());
    assert!(back.find_form(START).is_some());
    let told = person.follow(&back, "Microsoft showed me an error").await;
    assert!(told.text().contains(question), "{}", told.text());
    assert!(told.find_form(START).is_some());
}
