//! The one table of checks. From it come the report, the page, `GET /v1/checks` and `CHECKS.md`.

mod check;
mod markdown;

use super::{checks, guidance::Guidance, verdict::Identity};
use crate::{aadsts, usability::Service};
pub use check::{Area, Check, Look, Question, Severity};
pub use markdown::to_markdown;

/// The texts of a folder of `shared/wording/checks`, one per language.
macro_rules! guidance {
    ($name:literal) => {
        &Guidance {
            en: include_str!(concat!("../../../wording/checks/", $name, "/en.md")),
            fr: include_str!(concat!("../../../wording/checks/", $name, "/fr.md")),
            nl: include_str!(concat!("../../../wording/checks/", $name, "/nl.md")),
            de: include_str!(concat!("../../../wording/checks/", $name, "/de.md")),
        }
    };
}

/// Every check, in the order people read them.
pub static CATALOGUE: [Check; 19] = [
    Check {
        id: "app-registered",
        area: Area::Approval,
        title: "Cooperlink Cloud is registered in your organisation",
        severity: Severity::Blocking,
        services: &Service::ALL,
        identities: &[Identity::App],
        permissions: &[],
        findings: &[&["app-not-registered", "tenant-gone", "app-of-another-owner"]],
        guidance: guidance!("app-registered"),
        question: Question::Once {
            run: checks::app_registered::check,
            evidence: checks::app_registered::evidence,
        },
    },
    Check {
        id: "app-enabled",
        area: Area::Approval,
        title: "Cooperlink Cloud is enabled in your organisation",
        severity: Severity::Blocking,
        services: &Service::ALL,
        identities: &[Identity::App],
        permissions: &[],
        findings: &[&[
            "app-disabled",
            "app-disabled-by-microsoft",
            "app-deactivated",
        ]],
        guidance: guidance!("app-enabled"),
        question: Question::Once {
            run: checks::app_enabled::check,
            evidence: checks::app_enabled::evidence,
        },
    },
    Check {
        id: "application-permissions",
        area: Area::Approval,
        title: "All application permissions are granted",
        severity: Severity::Blocking,
        services: &Service::ALL,
        identities: &[Identity::App],
        permissions: &["Application.Read.All"],
        findings: &[&[
            "application-permissions-missing",
            "no-application-permissions",
        ]],
        guidance: guidance!("application-permissions"),
        question: Question::Once {
            run: checks::application_permissions::check,
            evidence: checks::application_permissions::evidence,
        },
    },
    Check {
        id: "delegated-permissions",
        area: Area::Approval,
        title: "All delegated permissions are granted",
        severity: Severity::Blocking,
        services: &Service::ALL,
        identities: &[Identity::Administrator, Identity::SystemUser],
        permissions: &[],
        findings: &[&[
            "delegated-permissions-missing",
            "delegated-approval-missing",
        ]],
        guidance: guidance!("delegated-permissions"),
        question: Question::Once {
            run: checks::delegated_permissions::check,
            evidence: checks::delegated_permissions::evidence,
        },
    },
    Check {
        id: "permission-upgrade",
        area: Area::Approval,
        title: "No new permission is waiting for approval",
        severity: Severity::Advisory,
        services: &[],
        identities: &[Identity::App, Identity::Administrator, Identity::SystemUser],
        permissions: &["Application.Read.All"],
        findings: &[&["permission-upgrade-missing"]],
        guidance: guidance!("permission-upgrade"),
        question: Question::Once {
            run: checks::permission_upgrade::check,
            evidence: checks::permission_upgrade::evidence,
        },
    },
    Check {
        id: "no-excess-permissions",
        area: Area::Approval,
        title: "Cooperlink Cloud has only the permissions it asks for",
        severity: Severity::Advisory,
        services: &[],
        identities: &[Identity::App, Identity::Administrator, Identity::SystemUser],
        permissions: &["Application.Read.All"],
        findings: &[&["excess-permissions"]],
        guidance: guidance!("no-excess-permissions"),
        question: Question::Once {
            run: checks::no_excess_permissions::check,
            evidence: checks::no_excess_permissions::evidence,
        },
    },
    Check {
        id: "user-access",
        area: Area::Access,
        title: "The people who need Cooperlink Cloud can use it",
        severity: Severity::Blocking,
        services: &Service::ALL,
        identities: &[Identity::App, Identity::SystemUser],
        permissions: &["Application.Read.All", "User.Read"],
        findings: &[&["nobody-assigned", "system-user-not-assigned"]],
        guidance: guidance!("user-access"),
        question: Question::Once {
            run: checks::user_access::check,
            evidence: checks::user_access::evidence,
        },
    },
    Check {
        id: "tenant-matches-customer",
        area: Area::Approval,
        title: "The connected organisation belongs to the customer",
        severity: Severity::Blocking,
        services: &Service::ALL,
        identities: &[Identity::Administrator, Identity::SystemUser],
        permissions: &["User.Read"],
        findings: &[&["domain-not-verified", "no-expected-domain"]],
        guidance: guidance!("tenant-matches-customer"),
        question: Question::Once {
            run: checks::tenant_matches_customer::check,
            evidence: checks::tenant_matches_customer::evidence,
        },
    },
    Check {
        id: "customer-domain",
        area: Area::Approval,
        title: "The connected organisation still has the customer’s domain",
        severity: Severity::Advisory,
        services: &[],
        identities: &[Identity::Administrator, Identity::SystemUser],
        permissions: &["User.Read"],
        findings: &[&["domain-lost", "no-expected-domain", "no-connection-yet"]],
        guidance: guidance!("customer-domain"),
        question: Question::Once {
            run: checks::customer_domain::check,
            evidence: checks::customer_domain::evidence,
        },
    },
    Check {
        id: "services-present",
        area: Area::Approval,
        title: "Your organisation has SharePoint Online and Exchange Online",
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
        guidance: guidance!("services-present"),
        question: Question::Once {
            run: checks::services_present::check,
            evidence: checks::services_present::evidence,
        },
    },
    Check {
        id: "system-user-connected",
        area: Area::SystemUser,
        title: "The system user is connected",
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
        guidance: guidance!("system-user-connected"),
        question: Question::Once {
            run: checks::system_user_connected::check,
            evidence: checks::system_user_connected::evidence,
        },
    },
    Check {
        id: "system-user-member",
        area: Area::SystemUser,
        title: "The system user is an enabled member of your organisation",
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
        guidance: guidance!("system-user-member"),
        question: Question::Once {
            run: checks::system_user_member::check,
            evidence: checks::system_user_member::evidence,
        },
    },
    Check {
        id: "system-user-licensed",
        area: Area::SystemUser,
        title: "The system user has the licences it needs",
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
        guidance: guidance!("system-user-licensed"),
        question: Question::Once {
            run: checks::system_user_licensed::check,
            evidence: checks::system_user_licensed::evidence,
        },
    },
    Check {
        id: "sign-in-policy",
        area: Area::SystemUser,
        title: "No rule blocks the system user’s background sign-in",
        severity: Severity::Blocking,
        services: &Service::ALL,
        identities: &[Identity::SystemUser],
        permissions: &[],
        findings: &[&aadsts::FINDINGS, &["no-system-user"]],
        guidance: guidance!("sign-in-policy"),
        question: Question::Once {
            run: checks::sign_in_policy::check,
            evidence: checks::sign_in_policy::evidence,
        },
    },
    Check {
        id: "mailbox",
        area: Area::Mailbox,
        title: "Cooperlink Cloud can reach the system user’s mailbox",
        severity: Severity::Blocking,
        services: &[Service::Mail],
        identities: &[Identity::SystemUser],
        permissions: &["Mail.ReadWrite"],
        findings: &[&["mailbox-missing", "mailbox-restricted", "no-system-user"]],
        guidance: guidance!("mailbox"),
        question: Question::Once {
            run: checks::mailbox::check,
            evidence: checks::mailbox::evidence,
        },
    },
    Check {
        id: "site",
        area: Area::SharePoint,
        title: "The system user can use the site",
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
        guidance: guidance!("site"),
        question: Question::Each {
            subjects: checks::site::subjects,
            run: checks::site::check,
            evidence: checks::site::evidence,
        },
    },
    Check {
        id: "library",
        area: Area::SharePoint,
        title: "The system user can read and write in the library",
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
        guidance: guidance!("library"),
        question: Question::Each {
            subjects: checks::library::subjects,
            run: checks::library::check,
            evidence: checks::library::evidence,
        },
    },
    Check {
        id: "system-user-reach",
        area: Area::SystemUser,
        title: "The system user can’t open other sites",
        severity: Severity::Informational,
        services: &[],
        identities: &[Identity::SystemUser],
        permissions: &["Sites.ReadWrite.All"],
        findings: &[&[
            "system-user-opens-other-sites",
            "no-system-user",
            "no-sites",
        ]],
        guidance: guidance!("system-user-reach"),
        question: Question::Once {
            run: checks::system_user_reach::check,
            evidence: checks::system_user_reach::evidence,
        },
    },
    Check {
        id: "administrator-site-access",
        area: Area::SharePoint,
        title: "The administrator can use the same sites and libraries",
        severity: Severity::Advisory,
        services: &[],
        identities: &[Identity::Administrator],
        permissions: &["Sites.ReadWrite.All"],
        findings: &[&["administrator-without-access", "no-sites"]],
        guidance: guidance!("administrator-site-access"),
        question: Question::Once {
            run: checks::administrator_site_access::check,
            evidence: checks::administrator_site_access::evidence,
        },
    },
];

/// The check of that id; `site:2` is the check `site`.
pub fn find_check(id: &str) -> Option<&'static Check> {
    let family = id.split_once(':').map_or(id, |(family, _)| family);
    CATALOGUE.iter().find(|check| check.id == family)
}

#[cfg(test)]
#[path = "catalogue/tests.rs"]
mod tests;
