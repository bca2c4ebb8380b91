//! The one table of checks, the source of the report, the page, `GET /v1/checks` and `CHECKS.md`.

mod check;

use super::{checks, verdict::Identity};
use crate::{aadsts, service::Service};
pub use check::{Area, Check, Look, Question, Severity};

/// Every check, in the order in which people read them.
pub static CATALOGUE: [Check; 19] = [
    Check {
        id: "app-registered",
        area: Area::Approval,
        severity: Severity::Blocking,
        services: &Service::ALL,
        identities: &[Identity::App],
        permissions: &[],
        findings: &[&["app-not-registered", "tenant-gone", "app-of-another-owner"]],
        question: Question::Once {
            run: checks::app_registered::check,
            evidence: checks::app_registered::evidence,
        },
    },
    Check {
        id: "app-enabled",
        area: Area::Approval,
        severity: Severity::Blocking,
        services: &Service::ALL,
        identities: &[Identity::App],
        permissions: &[],
        findings: &[&[
            "app-disabled",
            "app-disabled-by-microsoft",
            "app-deactivated",
        ]],
        question: Question::Once {
            run: checks::app_enabled::check,
            evidence: checks::app_enabled::evidence,
        },
    },
    Check {
        id: "application-permissions",
        area: Area::Approval,
        severity: Severity::Blocking,
        services: &Service::ALL,
        identities: &[Identity::App],
        permissions: &["Application.Read.All"],
        findings: &[&[
            "application-permissions-missing",
            "no-application-permissions",
        ]],
        question: Question::Once {
            run: checks::application_permissions::check,
            evidence: checks::application_permissions::evidence,
        },
    },
    Check {
        id: "delegated-permissions",
        area: Area::Approval,
        severity: Severity::Blocking,
        services: &Service::ALL,
        identities: &[Identity::Administrator, Identity::SystemUser],
        permissions: &[],
        findings: &[&[
            "delegated-permissions-missing",
            "delegated-approval-missing",
        ]],
        question: Question::Once {
            run: checks::delegated_permissions::check,
            evidence: checks::delegated_permissions::evidence,
        },
    },
    Check {
        id: "permission-upgrade",
        area: Area::Approval,
        severity: Severity::Advisory,
        services: &[],
        identities: &[Identity::App, Identity::Administrator, Identity::SystemUser],
        permissions: &["Application.Read.All"],
        findings: &[&["permission-upgrade-missing"]],
        question: Question::Once {
            run: checks::permission_upgrade::check,
            evidence: checks::permission_upgrade::evidence,
        },
    },
    Check {
        id: "no-excess-permissions",
        area: Area::Approval,
        severity: Severity::Advisory,
        services: &[],
        identities: &[Identity::App, Identity::Administrator, Identity::SystemUser],
        permissions: &["Application.Read.All"],
        findings: &[&["excess-permissions"]],
        question: Question::Once {
            run: checks::no_excess_permissions::check,
            evidence: checks::no_excess_permissions::evidence,
        },
    },
    Check {
        id: "user-access",
        area: Area::Access,
        severity: Severity::Blocking,
        services: &Service::ALL,
        identities: &[Identity::App, Identity::SystemUser],
        permissions: &["Application.Read.All", "User.Read"],
        findings: &[&["nobody-assigned", "system-user-not-assigned"]],
        question: Question::Once {
            run: checks::user_access::check,
            evidence: checks::user_access::evidence,
        },
    },
    Check {
        id: "tenant-matches-customer",
        area: Area::Approval,
        severity: Severity::Blocking,
        services: &Service::ALL,
        identities: &[Identity::Administrator, Identity::SystemUser],
        permissions: &["User.Read"],
        findings: &[&["domain-not-verified", "no-expected-domain"]],
        question: Question::Once {
            run: checks::tenant_matches_customer::check,
            evidence: checks::customer_domain::evidence,
        },
    },
    Check {
        id: "customer-domain",
        area: Area::Approval,
        severity: Severity::Advisory,
        services: &[],
        identities: &[Identity::Administrator, Identity::SystemUser],
        permissions: &["User.Read"],
        findings: &[&["domain-lost", "no-expected-domain", "no-connection-yet"]],
        question: Question::Once {
            run: checks::customer_domain::check,
            evidence: checks::customer_domain::evidence,
        },
    },
    Check {
        id: "services-present",
        area: Area::Approval,
        severity: Severity::Blocking,
        services: &Service::ALL,
        identities: &[Identity::App, Identity::SystemUser],
        permissions: &[
            "Organization.Read.All",
            "User.Read",
            "Sites.ReadWrite.All",
            "Mail.ReadWrite",
        ],
        findings: &[&[
            "services-missing",
            "service-subscription-missing",
            "no-system-user",
        ]],
        question: Question::Once {
            run: checks::services_present::check,
            evidence: checks::services_present::evidence,
        },
    },
    Check {
        id: "system-user-connected",
        area: Area::SystemUser,
        severity: Severity::Blocking,
        services: &Service::ALL,
        identities: &[Identity::SystemUser],
        permissions: &[],
        findings: &[
            &aadsts::FINDINGS,
            &[
                "system-user-other-account",
                "system-user-token-lost",
                "no-system-user",
            ],
        ],
        question: Question::Once {
            run: checks::system_user_connected::check,
            evidence: checks::system_user_connected::evidence,
        },
    },
    Check {
        id: "system-user-member",
        area: Area::SystemUser,
        severity: Severity::Blocking,
        services: &Service::ALL,
        identities: &[Identity::SystemUser],
        permissions: &["User.Read"],
        findings: &[&[
            "system-user-other-account",
            "system-user-guest",
            "system-user-disabled",
            "no-system-user",
        ]],
        question: Question::Once {
            run: checks::system_user_member::check,
            evidence: checks::system_user_member::evidence,
        },
    },
    Check {
        id: "system-user-licensed",
        area: Area::SystemUser,
        severity: Severity::Blocking,
        services: &Service::ALL,
        identities: &[Identity::SystemUser],
        permissions: &["User.Read"],
        findings: &[&[
            "system-user-unlicensed",
            "licence-without-service",
            "licence-plan-off",
            "licence-plan-pending",
            "no-system-user",
        ]],
        question: Question::Once {
            run: checks::system_user_licensed::check,
            evidence: checks::system_user_licensed::evidence,
        },
    },
    Check {
        id: "sign-in-policy",
        area: Area::SystemUser,
        severity: Severity::Blocking,
        services: &Service::ALL,
        identities: &[Identity::SystemUser],
        permissions: &[],
        findings: &[&aadsts::FINDINGS, &["no-system-user"]],
        question: Question::Once {
            run: checks::sign_in_policy::check,
            evidence: checks::sign_in_policy::evidence,
        },
    },
    Check {
        id: "mailbox",
        area: Area::Mailbox,
        severity: Severity::Blocking,
        services: &[Service::Mail],
        identities: &[Identity::SystemUser],
        permissions: &["Mail.ReadWrite"],
        findings: &[&["mailbox-missing", "mailbox-restricted", "no-system-user"]],
        question: Question::Once {
            run: checks::mailbox::check,
            evidence: checks::mailbox::evidence,
        },
    },
    Check {
        id: "site",
        area: Area::SharePoint,
        severity: Severity::Blocking,
        services: &[Service::SharePoint],
        identities: &[Identity::SystemUser],
        permissions: &["Sites.ReadWrite.All"],
        findings: &[&[
            "site-missing",
            "site-moved",
            "site-is-library",
            "subsite-missing",
            "site-refused",
            "site-of-another-organisation",
            "site-locked",
            "site-without-sharepoint",
            "site-read-only",
            "site-write-refused",
            "site-full",
        ]],
        question: Question::Each {
            subjects: checks::site::subjects,
            run: checks::site::check,
            evidence: checks::site::evidence,
        },
    },
    Check {
        id: "library",
        area: Area::SharePoint,
        severity: Severity::Blocking,
        services: &[Service::SharePoint],
        identities: &[Identity::SystemUser],
        permissions: &["Sites.ReadWrite.All"],
        findings: &[&[
            "library-missing",
            "library-misnamed",
            "library-read-refused",
            "library-write-refused",
            "library-takes-no-upload",
            "library-locked",
            "library-full",
        ]],
        question: Question::Each {
            subjects: checks::library::subjects,
            run: checks::library::check,
            evidence: checks::library::evidence,
        },
    },
    Check {
        id: "system-user-reach",
        area: Area::SystemUser,
        severity: Severity::Informational,
        services: &[],
        identities: &[Identity::SystemUser],
        permissions: &["Sites.ReadWrite.All"],
        findings: &[&[
            "system-user-opens-other-sites",
            "no-system-user",
            "no-sites",
        ]],
        question: Question::Once {
            run: checks::system_user_reach::check,
            evidence: checks::system_user_reach::evidence,
        },
    },
    Check {
        id: "administrator-site-access",
        area: Area::SharePoint,
        severity: Severity::Advisory,
        services: &[],
        identities: &[Identity::Administrator],
        permissions: &["Sites.ReadWrite.All"],
        findings: &[&["administrator-without-access", "no-sites"]],
        question: Question::Once {
            run: checks::administrator_site_access::check,
            evidence: checks::administrator_site_access::evidence,
        },
    },
];

/// The check with this id; `site:2` is the check `site`.
pub fn find_check(id: &str) -> Option<&'static Check> {
    let family = id.split_once(':').map_or(id, |(family, _)| family);
    CATALOGUE.iter().find(|check| check.id == family)
}

#[cfg(test)]
#[path = "catalogue/tests.rs"]
mod tests;
