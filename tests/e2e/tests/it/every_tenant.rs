//! Every tenant of the emulated Microsoft 365 with a fully configured registration: administrator, system user, sites and
//! libraries. The whole report must be what the tenant is meant to show, each check's verdict and finding.

use crate::{
    administrator::{CONTINUE, START, connect, report_where, sign_in},
    person::{Page, Person},
    stack::{HostApp, Stack, poll},
    tenant::Tenant,
};
use futures_util::{FutureExt as _, StreamExt as _, stream};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    panic::AssertUnwindSafe,
};
use url::Url;

/// The button of the administrator's page.
pub(crate) const CONNECT_SYSTEM_USER: &str = "Connect the system user now";
/// So many tenants are walked side by side.
const AT_ONCE: usize = 4;

/// The checks of a registration with one site and one library.
const CHECKS: [&str; 16] = [
    "app-registered",
    "app-enabled",
    "application-permissions",
    "delegated-permissions",
    "no-excess-permissions",
    "user-access",
    "tenant-matches-customer",
    "services-present",
    "system-user-connected",
    "system-user-member",
    "system-user-licensed",
    "sign-in-policy",
    "mailbox",
    "site:1",
    "library:1",
    "administrator-site-access",
];

/// Those that only the system user's sign-in shows.
const OF_SYSTEM_USER: [&str; 8] = [
    "services-present",
    "system-user-connected",
    "system-user-member",
    "system-user-licensed",
    "sign-in-policy",
    "mailbox",
    "site:1",
    "library:1",
];
/// Tenants whose system user cannot be connected: those checks stay unknown.
const NEVER_CONNECTED: [&str; 2] = ["assignment-required", "guest-system-user"];

/// What a tenant shows.
enum Shows {
    /// Every check passes but these, each with its verdict and the code of its finding.
    All(&'static [(&'static str, &'static str, &'static str)]),
    /// The journey ends before there is anything to verify, in this stage.
    Nothing(&'static str),
}

use Shows::{All, Nothing};

/// The system user's checks once its sign-in was refused: nothing of it can be read, and nothing is guessed.
macro_rules! refused {
    ($connected:literal, $policy_verdict:literal, $policy:literal) => {
        All(&[
            ("services-present", "unknown", "not-reached"),
            ("system-user-connected", "fail", $connected),
            ("system-user-member", "unknown", "not-reached"),
            ("system-user-licensed", "unknown", "not-reached"),
            ("sign-in-policy", $policy_verdict, $policy),
            ("mailbox", "unknown", "not-reached"),
            ("site:1", "unknown", "not-reached"),
            ("library:1", "unknown", "not-reached"),
        ])
    };
}

/// A site that opens for nobody: its library is out of reach, and the administrator was not turned away from it.
macro_rules! closed {
    ($site:literal $(, $other:expr)*) => {
        All(&[
            ("site:1", "fail", $site),
            ("library:1", "unknown", "not-reached"),
            ("administrator-site-access", "unknown", "identity-absent"),
            $($other),*
        ])
    };
}

/// Every tenant and what it shows.
#[expect(clippy::too_many_lines, reason = "a table")]
fn table() -> BTreeMap<&'static str, Shows> {
    BTreeMap::from([
        ("all-well", All(&[])),
        ("own-identity-provider", All(&[])),
        (
            "spreading-slowly",
            // The administrator's own look came before the grant had spread.
            All(&[("administrator-site-access", "unknown", "identity-absent")]),
        ),
        ("throttled", All(&[])),
        ("consent-declined", Nothing("signed_in")),
        ("no-role", Nothing("signed_in")),
        ("wrong-tenant", Nothing("invited")),
        ("personal-account", Nothing("invited")),
        ("microsoft-down", Nothing("invited")),
        (
            "assignment-required",
            All(&[
                ("delegated-permissions", "unknown", "identity-absent"),
                ("no-excess-permissions", "unknown", "identity-absent"),
                ("user-access", "fail", "nobody-assigned"),
                ("administrator-site-access", "unknown", "identity-absent"),
            ]),
        ),
        (
            "excess-permissions",
            All(&[("no-excess-permissions", "fail", "excess-permissions")]),
        ),
        (
            "mfa-registration",
            refused!(
                "sign-in-mfa-registration",
                "fail",
                "sign-in-mfa-registration"
            ),
        ),
        (
            "mfa-required",
            refused!("sign-in-mfa-required", "fail", "sign-in-mfa-required"),
        ),
        (
            "sign-in-frequency",
            refused!("sign-in-frequency", "unknown", "not-reached"),
        ),
        (
            "conditional-access",
            refused!(
                "sign-in-conditional-access",
                "fail",
                "sign-in-conditional-access"
            ),
        ),
        (
            "security-defaults",
            refused!(
                "sign-in-security-defaults",
                "fail",
                "sign-in-security-defaults"
            ),
        ),
        (
            "device-required",
            refused!("sign-in-device", "fail", "sign-in-device"),
        ),
        (
            "password-expired",
            refused!("sign-in-password-expired", "unknown", "not-reached"),
        ),
        (
            "account-disabled",
            refused!("sign-in-account-disabled", "unknown", "not-reached"),
        ),
        (
            "account-deleted",
            refused!("sign-in-account-missing", "unknown", "not-reached"),
        ),
        (
            "session-revoked",
            refused!("sign-in-session-revoked", "unknown", "not-reached"),
        ),
        (
            "risky-user",
            refused!("sign-in-risk", "fail", "sign-in-risk"),
        ),
        (
            "no-licence",
            All(&[
                ("services-present", "unknown", "undecided"),
                ("system-user-licensed", "fail", "system-user-unlicensed"),
                ("mailbox", "fail", "mailbox-missing"),
            ]),
        ),
        (
            "apps-for-business",
            All(&[
                ("services-present", "unknown", "undecided"),
                ("system-user-licensed", "fail", "licence-without-service"),
                ("mailbox", "fail", "mailbox-missing"),
            ]),
        ),
        (
            "frontline-f1",
            All(&[
                ("services-present", "unknown", "undecided"),
                ("system-user-licensed", "fail", "licence-without-service"),
                ("mailbox", "fail", "mailbox-missing"),
            ]),
        ),
        (
            "mailbox-plan-off",
            All(&[
                ("services-present", "unknown", "undecided"),
                ("system-user-licensed", "fail", "licence-plan-off"),
                ("mailbox", "fail", "mailbox-missing"),
            ]),
        ),
        (
            "sites-plan-pending",
            All(&[("system-user-licensed", "fail", "licence-plan-pending")]),
        ),
        ("guest-system-user", All(&[])),
        (
            "shared-mailbox",
            All(&[("system-user-licensed", "fail", "system-user-unlicensed")]),
        ),
        ("no-mailbox", All(&[("mailbox", "fail", "mailbox-missing")])),
        (
            "mailbox-restricted",
            All(&[("mailbox", "fail", "mailbox-restricted")]),
        ),
        ("site-missing", closed!("site-missing")),
        (
            "site-denied",
            All(&[
                ("site:1", "fail", "site-refused"),
                ("library:1", "unknown", "not-reached"),
            ]),
        ),
        ("site-no-access", closed!("site-locked")),
        ("site-archived", closed!("site-locked")),
        (
            "site-read-only",
            All(&[
                ("library:1", "fail", "library-write-refused"),
                (
                    "administrator-site-access",
                    "fail",
                    "administrator-without-access",
                ),
            ]),
        ),
        (
            "library-missing",
            All(&[
                ("library:1", "fail", "library-misnamed"),
                ("administrator-site-access", "unknown", "identity-absent"),
            ]),
        ),
        (
            "library-read-only",
            All(&[("library:1", "fail", "library-write-refused")]),
        ),
        ("quota-full", All(&[("library:1", "fail", "library-full")])),
        (
            "no-sharepoint",
            closed!(
                "site-without-sharepoint",
                ("services-present", "fail", "services-missing"),
                ("system-user-licensed", "fail", "licence-without-service")
            ),
        ),
        (
            "no-exchange",
            All(&[
                ("services-present", "unknown", "undecided"),
                ("system-user-licensed", "fail", "licence-without-service"),
                ("mailbox", "fail", "mailbox-missing"),
            ]),
        ),
        (
            "administrator-without-site",
            All(&[(
                "administrator-site-access",
                "fail",
                "administrator-without-access",
            )]),
        ),
    ])
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
    for label in [&tenant.system_user, &provider, "Continue"] {
        if page.find_form(label).is_some() {
            page = person.press(&page, label).await;
        }
    }
    page
}

/// The administrator's part of the journey, as the tenant's front page describes it.
async fn administrator(person: &mut Person, tenant: &Tenant, link: &Url, key: &str) -> Page {
    if key == "own-identity-provider" {
        let start = person.open(link).await;
        let accounts = person.press(&start, START).await;
        let mut page = person.press(&accounts, &tenant.administrator).await;
        let provider = format!("Sign in as {}", tenant.administrator);
        for label in [&provider, "Continue", "Accept", CONTINUE, "Accept"] {
            page = person.press(&page, label).await;
        }
    } else {
        connect(person, link, &tenant.administrator).await;
    }
    person.open(link).await
}

/// The part of a journey that leads nowhere.
async fn stranded(person: &mut Person, tenant: &Tenant, link: &Url, key: &str) {
    match key {
        "wrong-tenant" => {
            let start = person.open(link).await;
            let accounts = person.press(&start, START).await;
            let all = person.follow(&accounts, "Use another account").await;
            person.press(&all, &tenant.administrator).await;
        }
        "personal-account" | "microsoft-down" => {
            // Copies are tenants like any other; the consumer tenant is the one that is there.
            let account = match key {
                "personal-account" => "someone@outlook.example",
                _ => &tenant.administrator,
            };
            sign_in(person, link, account).await;
        }
        _ => {
            let confirm = sign_in(person, link, &tenant.administrator).await;
            let page = person.press(&confirm, CONTINUE).await;
            if page.find_form("Cancel").is_some() {
                person.press(&page, "Cancel").await;
            }
        }
    }
}

/// The report once nothing in it waits any more and the system user was asked, asked for anew so that it is whole.
async fn settled(host_app: &HostApp, id: &str, key: &str) -> Value {
    report_where(host_app, id, |report| {
        let results = report["results"].as_array().cloned().unwrap_or_default();
        let waits = results.iter().any(|result| result["verdict"] == "waiting");
        let asked = NEVER_CONNECTED.contains(&key)
            || results.iter().any(|result| {
                result["check"] == "system-user-connected" && result["verdict"] != "unknown"
            });
        !results.is_empty() && !waits && asked
    })
    .await
}

/// What a report says of each check: the verdict and, unless it passed, why.
fn said(report: &Value) -> BTreeMap<String, String> {
    let results = report["results"].as_array().into_iter().flatten();
    results
        .map(|result| {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let verdict = text(&result["verdict"]);
            let code = text(&result["finding"]["code"]);
            let why = if code.is_empty() {
                verdict
            } else {
                format!("{verdict} {code}")
            };
            (text(&result["check"]), why)
        })
        .collect()
}

/// Where a report differs from what the tenant is meant to show.
fn compare(
    key: &str,
    report: &Value,
    exceptions: &[(&'static str, &'static str, &'static str)],
) -> Vec<String> {
    let said = said(report);
    let mut expected: BTreeMap<String, String> = CHECKS
        .iter()
        .map(|check| ((*check).to_owned(), "pass".to_owned()))
        .collect();
    // Its registration names two sites with two libraries each; the others name one of each.
    if key == "all-well" {
        for more in ["site:2", "library:2", "library:3", "library:4"] {
            expected.insert(more.to_owned(), "pass".to_owned());
        }
    }
    if NEVER_CONNECTED.contains(&key) {
        for check in OF_SYSTEM_USER {
            expected.insert(check.to_owned(), "unknown identity-absent".to_owned());
        }
    }
    for (check, verdict, code) in exceptions {
        expected.insert((*check).to_owned(), format!("{verdict} {code}"));
    }
    let checks: BTreeSet<_> = expected.keys().chain(said.keys()).collect();
    checks
        .into_iter()
        .filter(|check| expected.get(*check) != said.get(*check))
        .map(|check| {
            format!(
                "{key}: {check} should be {:?} and is {:?}",
                expected.get(check),
                said.get(check)
            )
        })
        .collect()
}

/// Walks the whole journey of a tenant and says where it differs from what it should show.
async fn walk(stack: &Stack, key: &'static str, shows: &Shows) -> Vec<String> {
    let tenant = Tenant::like(stack, key).await;
    let host_app = stack.host_app();
    let (id, link) = host_app.register(&tenant.registration_in_full()).await;
    let mut person = Person::new(stack);
    let exceptions = match shows {
        Nothing(stage) => {
            stranded(&mut person, &tenant, &link, key).await;
            let seen = host_app.get(&format!("/v1/registrations/{id}")).await;
            let seen = seen.expect(200)["lifecycle"]["stage"].clone();
            return if seen == json!(stage) {
                Vec::new()
            } else {
                vec![format!("{key}: the stage should be {stage} and is {seen}")]
            };
        }
        All(exceptions) => exceptions,
    };
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
    compare(key, &settled(&host_app, &id, key).await, exceptions)
}

/// Copies that tests made end in eight random digits.
fn is_copy(key: &str) -> bool {
    key.rsplit_once('-').is_some_and(|(_, mark)| {
        mark.len() == 8 && mark.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

#[tokio::test]
async fn every_tenant_shows_what_it_is_meant_to_show() {
    let stack = Stack::load();
    let table = table();
    let all = stack
        .microsoft()
        .send("GET", "/tenants", &Value::Null)
        .await;
    let keys: BTreeSet<String> = all["tenants"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|tenant| tenant["key"].as_str().map(str::to_owned))
        .filter(|key| key != "home" && !is_copy(key))
        .collect();
    let listed: BTreeSet<String> = table.keys().map(|key| (*key).to_owned()).collect();
    assert_eq!(
        listed, keys,
        "each tenant of the emulator is in the table, and no other"
    );
    let differences: Vec<String> = stream::iter(&table)
        .map(async |(key, shows)| {
            // One tenant that strands must not hide what the others show.
            let walked = AssertUnwindSafe(walk(stack, key, shows))
                .catch_unwind()
                .await;
            walked.unwrap_or_else(|_| vec![format!("{key}: stranded, see above")])
        })
        .buffer_unordered(AT_ONCE)
        .flat_map(stream::iter)
        .collect()
        .await;
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
