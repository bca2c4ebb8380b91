//! Each tenant of the emulated Microsoft 365 with the result that it is made for.

use Shows::{All, Nothing};
use std::collections::BTreeMap;

/// Expected result of a tenant.
pub(crate) enum Shows {
    /// All checks pass except these, each with its verdict and the code of its finding.
    All(&'static [(&'static str, &'static str, &'static str)]),
    /// The journey ends in this stage, before there is anything to verify.
    Nothing(&'static str),
}

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
