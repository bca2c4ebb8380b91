//! Every tenant of the emulated Microsoft 365 with a fully configured registration: administrator, system user, sites and
//! libraries. The whole report must equal the tenant's expected one, each check's verdict and finding.

use crate::support::{
    stack::Stack,
    walked::{NEVER_CONNECTED, walk},
};
use futures_util::{FutureExt as _, StreamExt as _, stream};
use serde_json::{Value, json};
use std::{
    any::Any,
    collections::{BTreeMap, BTreeSet},
    panic::AssertUnwindSafe,
};

/// Number of tenants that are walked side by side.
const AT_ONCE: usize = 4;

/// The checks of a registration with one site and one library.
const CHECKS: [&str; 19] = [
    "app-registered",
    "app-enabled",
    "application-permissions",
    "delegated-permissions",
    "permission-upgrade",
    "no-excess-permissions",
    "user-access",
    "tenant-matches-customer",
    "customer-domain",
    "services-present",
    "system-user-connected",
    "system-user-member",
    "system-user-licensed",
    "sign-in-policy",
    "mailbox",
    "site:1",
    "library:1",
    "system-user-reach",
    "administrator-site-access",
];

/// Checks that only the system user's sign-in shows.
const OF_SYSTEM_USER: [&str; 9] = [
    "services-present",
    "system-user-connected",
    "system-user-member",
    "system-user-licensed",
    "sign-in-policy",
    "mailbox",
    "site:1",
    "library:1",
    "system-user-reach",
];
/// Expected result of a tenant.
pub(crate) enum Shows {
    /// All checks pass except these, each with its verdict and the code of its finding.
    All(&'static [(&'static str, &'static str, &'static str)]),
    /// The journey ends in this stage, before there is anything to verify.
    Nothing(&'static str),
}

use Shows::{All, Nothing};

/// The system user's checks after its sign-in was refused: none of its facts can be read, and none is guessed.
macro_rules! refused {
    ($connected:literal, $policy_verdict:literal, $policy:literal) => {
        All(&[
            // The system user's scopes count once it is connected, and Microsoft does not give them.
            ("delegated-permissions", "unknown", "not-reached"),
            ("no-excess-permissions", "unknown", "not-reached"),
            ("services-present", "unknown", "not-reached"),
            ("system-user-connected", "fail", $connected),
            ("system-user-member", "unknown", "not-reached"),
            ("system-user-licensed", "unknown", "not-reached"),
            ("sign-in-policy", $policy_verdict, $policy),
            ("mailbox", "unknown", "not-reached"),
            ("site:1", "unknown", "not-reached"),
            ("library:1", "unknown", "not-reached"),
            ("system-user-reach", "unknown", "not-reached"),
        ])
    };
}

/// The checks of a site that opens for no account: its library is out of reach, and the administrator was not refused by it.
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

/// Every tenant with its expected result.
#[expect(clippy::too_many_lines, reason = "a table")]
pub(crate) fn table() -> BTreeMap<&'static str, Shows> {
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
        ("mfa-outside-office", All(&[])),
        ("mfa-without-claims", All(&[])),
        ("session-lapsed", All(&[])),
        ("blocked-place", Nothing("invited")),
        ("guest-administrator", Nothing("invited")),
        ("partner-administrator", Nothing("invited")),
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
        ("many-people", All(&[])),
        ("no-premium", All(&[])),
        (
            "nested-groups",
            // Whom the assignment must cover is known once the system user has signed in, which it cannot.
            All(&[("user-access", "unknown", "identity-absent")]),
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
                ("site:1", "fail", "site-read-only"),
                ("library:1", "unknown", "not-reached"),
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
                ("system-user-licensed", "fail", "licence-without-service"),
                ("system-user-reach", "unknown", "refused")
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

/// Verdict of each check in a report, with the code of its finding or reason unless it passed.
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

/// Differences of a report from the tenant's expected one.
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

/// Walks the whole journey of a tenant; returns the differences from its expected result.
async fn check(stack: &Stack, key: &'static str, shows: &Shows) -> Vec<String> {
    let walked = walk(stack, key).await;
    match shows {
        Nothing(stage) => {
            let seen = walked.host_app.registration(&walked.id).await["lifecycle"]["stage"].clone();
            if seen == json!(stage) {
                Vec::new()
            } else {
                vec![format!("{key}: the stage should be {stage} and is {seen}")]
            }
        }
        All(exceptions) => compare(key, &walked.settled().await, exceptions),
    }
}

/// Whether the key is that of a copy made by a test, which ends in eight random digits.
fn is_copy(key: &str) -> bool {
    key.rsplit_once('-').is_some_and(|(_, mark)| {
        mark.len() == 8 && mark.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

/// Message of a failed walk, to show together with the tenant's name.
fn message(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("nothing")
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
            // One tenant that strands must not hide what the others show. The emulated AWS drops a request now and then, so
            // a journey that strands is made once more, from its beginning; what a journey shows is taken as it is.
            let walk = async || {
                let walked = AssertUnwindSafe(check(stack, key, shows));
                walked.catch_unwind().await
            };
            let walked = match walk().await {
                Ok(differences) => Ok(differences),
                Err(panic) => {
                    println!("{key} stranded: {}", message(&*panic));
                    walk().await
                }
            };
            walked.unwrap_or_else(|panic| vec![format!("{key}: stranded: {}", message(&*panic))])
        })
        .buffer_unordered(AT_ONCE)
        .flat_map(stream::iter)
        .collect()
        .await;
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
