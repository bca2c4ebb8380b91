//! Whole journey through a tenant of the emulator, as far as it leads.

use crate::{
    journeys::administrator::{
        ANYWAY, CONTINUE, START, connect, connect_after_sign_in, report_where, sign_in,
    },
    support::{
        person::{Page, Person},
        stack::{HostApp, Stack, poll},
        tenant::Tenant,
    },
};
use serde_json::Value;
use url::Url;

/// The button of the administrator's page.
pub(crate) const CONNECT_SYSTEM_USER: &str = "Connect the system user now";
/// Tenants whose system user cannot be connected: the system user's checks stay unknown.
pub(crate) const NEVER_CONNECTED: [&str; 3] =
    ["assignment-required", "guest-system-user", "nested-groups"];

/// Tenants whose journey ends before there is anything to verify.
const STRANDED: [&str; 8] = [
    "consent-declined",
    "no-role",
    "wrong-tenant",
    "personal-account",
    "microsoft-down",
    "blocked-place",
    "guest-administrator",
    "partner-administrator",
];

/// A finished journey.
pub(crate) struct Walked {
    key: &'static str,
    pub(crate) host_app: HostApp,
    /// The registration's id.
    pub(crate) id: String,
    /// The administrator's link.
    pub(crate) link: Url,
    /// The person who walked it, in one browser.
    pub(crate) person: Person,
    /// The tenant, kept because its drop checks the requests to it.
    _tenant: Tenant,
}

/// Walks the whole journey of a tenant: administrator, system user, sites and libraries.
pub(crate) async fn walk(stack: &Stack, key: &'static str) -> Walked {
    let tenant = Tenant::like(stack, key).await;
    let host_app = stack.host_app();
    let (id, link) = host_app.register(&tenant.registration_in_full()).await;
    let mut person = Person::new(stack);
    if STRANDED.contains(&key) {
        stranded(&mut person, &tenant, &link, key).await;
    } else {
        let page = administrator(&mut person, &tenant, &link, key).await;
        if key == "guest-system-user" {
            let arrived = connect_system_user(&mut person, &page, &tenant).await;
            assert!(
                arrived.text().contains("guest"),
                "{key}: {}",
                arrived.text()
            );
        } else if !NEVER_CONNECTED.contains(&key) {
            let arrived = connect_system_user(&mut person, &page, &tenant).await;
            assert_eq!(arrived.url, link, "{key}: {}", arrived.text());
        }
    }
    Walked {
        key,
        host_app,
        id,
        link,
        person,
        _tenant: tenant,
    }
}

impl Walked {
    /// The report once none of its checks waits, Microsoft answered every question and the system user was asked. If Microsoft
    /// keeps a run waiting longer than the run may take, its answer differs from the tenant's expected one, and the next run
    /// asks again.
    pub(crate) async fn settled(&self) -> Value {
        settled(&self.host_app, &self.id, self.key).await
    }

    /// The page of the link once all is settled and it no longer reloads by itself.
    pub(crate) async fn at_rest(&self) -> Page {
        if !STRANDED.contains(&self.key) {
            self.settled().await;
        }
        at_rest(&self.person, &self.link).await
    }
}

/// A page once it no longer reloads by itself.
pub(crate) async fn at_rest(person: &Person, url: &Url) -> Page {
    poll("a page at rest", async || {
        let page = person.clone().open(url).await;
        if page.html.contains("data-look-again") {
            Err(page.text())
        } else {
            Ok(page)
        }
    })
    .await
}

/// Presses "Connect the system user now" and signs in with that account.
pub(crate) async fn connect_system_user(person: &mut Person, page: &Page, tenant: &Tenant) -> Page {
    // It is offered once the approval has spread.
    let page = poll("the button for the system user", async || {
        let page = person.clone().open(&page.url).await;
        let is_offered = page.find_form(CONNECT_SYSTEM_USER).is_some();
        if is_offered {
            Ok(page)
        } else {
            Err(page.text())
        }
    })
    .await;
    let mut page = person.press(&page, CONNECT_SYSTEM_USER).await;
    let provider = format!("Sign in as {}", tenant.system_user);
    // What Microsoft and the organisation's own identity provider ask on the way, where they do.
    let account = tenant.system_user.as_str();
    for label in [account, &provider, "Continue", account, "Approve"] {
        if page.find_form(label).is_some() {
            page = person.press(&page, label).await;
        }
    }
    page
}

/// Walks the administrator's part of the journey, as the tenant's front page describes it.
async fn administrator(person: &mut Person, tenant: &Tenant, link: &Url, key: &str) -> Page {
    if key == "assignment-required" {
        connect_after_sign_in(person, link, &tenant.administrator).await;
    } else {
        connect(person, link, &tenant.administrator).await;
    }
    person.open(link).await
}

/// Walks the part of a journey that leads nowhere.
async fn stranded(person: &mut Person, tenant: &Tenant, link: &Url, key: &str) {
    match key {
        "wrong-tenant" => {
            let start = person.open(link).await;
            let accounts = person.press(&start, START).await;
            let all = person.follow(&accounts, "Use another account").await;
            person.press(&all, &tenant.administrator).await;
        }
        "personal-account"
        | "microsoft-down"
        | "blocked-place"
        | "guest-administrator"
        | "partner-administrator" => {
            // Copies are tenants like any other; the consumer tenant is the one that is there.
            let account = match key {
                "personal-account" => "someone@outlook.example",
                _ => &tenant.administrator,
            };
            sign_in(person, link, account).await;
        }
        _ => {
            let confirm = sign_in(person, link, &tenant.administrator).await;
            let label = [CONTINUE, ANYWAY]
                .into_iter()
                .find(|label| confirm.find_form(label).is_some());
            let page = person.press(&confirm, label.unwrap_or(CONTINUE)).await;
            if page.find_form("Cancel").is_some() {
                person.press(&page, "Cancel").await;
            }
        }
    }
}

/// The report once none of its checks waits, Microsoft answered every question and the system user was asked. If Microsoft
/// keeps a run waiting longer than the run may take, its answer differs from the tenant's expected one, and the next run asks
/// again.
async fn settled(host_app: &HostApp, id: &str, key: &str) -> Value {
    report_where(host_app, id, |report| {
        let results = report["results"].as_array().cloned().unwrap_or_default();
        let waits = results.iter().any(|result| result["verdict"] == "waiting");
        let asked = NEVER_CONNECTED.contains(&key)
            || results.iter().any(|result| {
                result["check"] == "system-user-connected" && result["verdict"] != "unknown"
            });
        let answered = results
            .iter()
            .all(|result| result["finding"]["code"] != "microsoft-unavailable");
        !results.is_empty() && !waits && answered && asked
    })
    .await
}
