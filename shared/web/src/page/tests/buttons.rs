//! The filled button of every finding: the shortest way to its repair.

use super::*;
use std::collections::BTreeSet;

/// Target of the filled button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Approve,
    SystemUser,
    Access,
    /// A page of Microsoft's whose address contains this.
    Open(&'static str),
    Tell,
    /// The page itself: the reader can only look again.
    Look,
}

/// A finding as its check gives it.
pub(super) struct Case {
    pub(super) check: &'static str,
    pub(super) finding: Finding,
    way: Way,
}

const MICROSOFT_365: Way = Way::Open("https://admin.microsoft.com/adminportal/home\"");
const LICENCES: Way = Way::Open("/LicensesAndApps");
const USER: Way = Way::Open("/UserProfileMenuBlade/");
const POLICIES: Way = Way::Open("/ConditionalAccessBlade/");
const SITE: Way = Way::Open("https://contoso.sharepoint.com/sites/projects");

/// Findings that only tell why a check does not apply.
const NEVER_FAILING: [&str; 5] = [
    "no-application-permissions",
    "no-expected-domain",
    "no-connection-yet",
    "no-system-user",
    "no-sites",
];

/// Findings that do not come from a refused sign-in, each with the party that acts.
const TABLE: [(&str, &str, Actor, Way); 47] = {
    use Actor::{Administrator, HostApp, Operator, Retry, User};
    use Way::{Access, Approve, Look, Open, SystemUser, Tell};
    [
        (
            "app-registered",
            "app-not-registered",
            Administrator,
            Approve,
        ),
        (
            "app-registered",
            "tenant-gone",
            Administrator,
            MICROSOFT_365,
        ),
        ("app-registered", "app-of-another-owner", Operator, Tell),
        (
            "app-enabled",
            "app-disabled",
            Administrator,
            Open("~/Properties/"),
        ),
        ("app-enabled", "app-disabled-by-microsoft", Operator, Tell),
        ("app-enabled", "app-deactivated", Operator, Tell),
        (
            "application-permissions",
            "application-permissions-missing",
            Administrator,
            Approve,
        ),
        (
            "delegated-permissions",
            "delegated-permissions-missing",
            Administrator,
            Approve,
        ),
        (
            "delegated-permissions",
            "delegated-approval-missing",
            Administrator,
            Approve,
        ),
        (
            "permission-upgrade",
            "permission-upgrade-missing",
            Administrator,
            Approve,
        ),
        (
            "no-excess-permissions",
            "excess-permissions",
            Administrator,
            Open("~/Permissions/"),
        ),
        ("user-access", "nobody-assigned", Administrator, Access),
        (
            "user-access",
            "system-user-not-assigned",
            Administrator,
            Access,
        ),
        (
            "tenant-matches-customer",
            "domain-not-verified",
            Administrator,
            MICROSOFT_365,
        ),
        ("customer-domain", "domain-lost", HostApp, Tell),
        (
            "services-present",
            "services-missing",
            Administrator,
            MICROSOFT_365,
        ),
        (
            "services-present",
            "service-subscription-missing",
            Administrator,
            MICROSOFT_365,
        ),
        (
            "system-user-connected",
            "system-user-other-account",
            User,
            SystemUser,
        ),
        (
            "system-user-connected",
            "system-user-token-lost",
            User,
            SystemUser,
        ),
        (
            "system-user-member",
            "system-user-other-account",
            Administrator,
            MICROSOFT_365,
        ),
        (
            "system-user-member",
            "system-user-guest",
            Administrator,
            USER,
        ),
        (
            "system-user-member",
            "system-user-disabled",
            Administrator,
            USER,
        ),
        (
            "system-user-licensed",
            "system-user-unlicensed",
            Administrator,
            LICENCES,
        ),
        (
            "system-user-licensed",
            "licence-without-service",
            Administrator,
            LICENCES,
        ),
        (
            "system-user-licensed",
            "licence-plan-off",
            Administrator,
            LICENCES,
        ),
        ("system-user-licensed", "licence-plan-pending", Retry, Look),
        ("mailbox", "mailbox-missing", Administrator, LICENCES),
        ("mailbox", "mailbox-restricted", Administrator, LICENCES),
        ("site", "site-missing", HostApp, Tell),
        ("site", "site-moved", HostApp, Tell),
        ("site", "site-is-library", HostApp, Tell),
        ("site", "subsite-missing", HostApp, Tell),
        ("site", "site-refused", Administrator, SITE),
        ("site", "site-of-another-organisation", Administrator, Tell),
        ("site", "site-locked", Administrator, SITE),
        ("site", "site-without-sharepoint", Administrator, LICENCES),
        ("site", "site-read-only", Administrator, SITE),
        ("site", "site-write-refused", Administrator, SITE),
        ("site", "site-full", Administrator, SITE),
        ("library", "library-missing", HostApp, Tell),
        ("library", "library-misnamed", HostApp, Tell),
        ("library", "library-read-refused", Administrator, SITE),
        ("library", "library-write-refused", Administrator, SITE),
        ("library", "library-takes-no-upload", HostApp, Tell),
        ("library", "library-locked", Administrator, SITE),
        ("library", "library-full", Administrator, SITE),
        (
            "administrator-site-access",
            "administrator-without-access",
            Administrator,
            MICROSOFT_365,
        ),
    ]
};

/// Target for a refused sign-in.
fn of_sign_in(cause: Cause) -> Way {
    match cause {
        Cause::WrongAccount
        | Cause::Locked
        | Cause::PasswordWrong
        | Cause::PasswordExpired
        | Cause::SessionRevoked
        | Cause::Inactivity
        | Cause::Again
        | Cause::MfaRegistration
        | Cause::MfaRequired
        | Cause::ExternalChallenge
        | Cause::SecurityDefaults => Way::SystemUser,
        Cause::ConsentMissing | Cause::Declined => Way::Approve,
        Cause::NotAssigned => Way::Access,
        Cause::AppDisabled => Way::Open("~/Properties/"),
        Cause::ClaimsRule => Way::Open("~/SignOn/"),
        Cause::ServiceMissing | Cause::AccountMissing => MICROSOFT_365,
        Cause::CrossTenantRule => Way::Open("https://entra.microsoft.com/"),
        Cause::AccountDisabled
        | Cause::LegalAge
        | Cause::AddressBlocked
        | Cause::IdentityProvider
        | Cause::Risk => USER,
        Cause::Frequency | Cause::Device | Cause::ConditionalAccess => POLICIES,
        Cause::Tenant | Cause::Ours | Cause::MicrosoftFault => Way::Tell,
        Cause::Passing => Way::Look,
    }
}

/// Every finding that fails a check and needs a repair.
pub(super) fn cases() -> Vec<Case> {
    let case = |check, code, actor, way| Case {
        check,
        finding: Finding::new(code)
            .with("site", "https://contoso.sharepoint.com/sites/projects")
            .acts(actor),
        way,
    };
    let table = TABLE.map(|(check, code, actor, way)| case(check, code, actor, way));
    let sign_ins = ["system-user-connected", "sign-in-policy"]
        .into_iter()
        .flat_map(|check| {
            let causes = Cause::all().filter(|cause| *cause != Cause::Locked);
            let known = causes
                .map(move |cause| case(check, cause.finding(), cause.acts(), of_sign_in(cause)));
            known.chain([case(check, "sign-in-refused", Actor::Administrator, USER)])
        });
    table.into_iter().chain(sign_ins).collect()
}

#[test]
fn the_cases_are_those_of_the_catalogue() {
    let cases: BTreeSet<_> = cases()
        .iter()
        .map(|case| (case.check.to_owned(), case.finding.code.clone()))
        .collect();
    let wanted: BTreeSet<_> = CATALOGUE
        .iter()
        .filter(|check| check.severity != Severity::Informational)
        .flat_map(|check| {
            check
                .findings()
                .map(|code| (check.id.to_owned(), code.to_owned()))
        })
        .filter(|(_, code)| !NEVER_FAILING.contains(&&**code))
        .collect();
    assert_eq!(cases, wanted);
}

/// The first actions of a page: those of its first problem.
fn actions(body: &str) -> &str {
    let (_, actions) = body.split_once("<div class=\"actions\">").unwrap();
    actions.split_once("</div>").unwrap().0
}

#[test]
fn the_button_of_every_finding_is_the_shortest_way_to_its_repair() {
    for Case {
        check,
        finding,
        way,
    } in cases()
    {
        let body = with_page(check, &finding, |_| ());
        let actions = actions(&body);
        let blocks = domain::verification::catalogue::find_check(check)
            .unwrap()
            .severity
            == Severity::Blocking;
        let here = format!("{check} {} {way:?}: {actions}", finding.code);
        let (button, link) = if blocks {
            ("<button type=\"submit\">", "<a class=\"button\" ")
        } else {
            (
                "<button type=\"submit\" class=\"second\">",
                "<a class=\"button second\" ",
            )
        };
        let is_there = match way {
            Way::Approve => {
                actions.contains("/consent\"")
                    && actions.contains(&format!("{button}Approve again"))
            }
            Way::SystemUser => actions.contains(&format!("{button}Sign in as the system user")),
            Way::Access => actions.contains(&format!("{link}href=\"/connect/{TOKEN}/access\"")),
            Way::Open(part) => {
                let opened = actions.split_once(&format!("{link}href=\"https://"));
                let opened = opened.map(|(_, rest)| rest.split_once('>').unwrap().0);
                opened.is_some_and(|address| format!("https://{address}").contains(part))
            }
            Way::Tell => {
                actions.contains(&format!("{link}href=\"mailto:support@cooperlink.example?"))
            }
            Way::Look => actions.contains(&format!("{button}Check again")),
        };
        assert!(is_there, "{here}");
        let filled = actions.matches("<button type=\"submit\">").count()
            + actions.matches("class=\"button\"").count();
        assert_eq!(filled, usize::from(blocks), "{here}");
        let may_be_sent = !matches!(
            finding.arguments["acts"].as_str(),
            "host-app" | "operator" | "retry"
        );
        assert_eq!(
            actions.contains("Send to a colleague"),
            may_be_sent,
            "{here}"
        );
    }
}

#[test]
fn a_cloud_whose_licences_page_is_not_known_opens_its_admin_center() {
    for (cloud, origin) in [
        (&Cloud::UsGov, "https://portal.office365.us/"),
        (&Cloud::UsGovDod, "https://portal.apps.mil/"),
        (&Cloud::China, "https://portal.partner.microsoftonline.cn/"),
    ] {
        for Case {
            check,
            finding,
            way,
        } in cases()
        {
            if way != LICENCES {
                continue;
            }
            let body = with_page(check, &finding, |page| {
                page.place = place_in(cloud, page.tenant);
            });
            let button = format!("<a class=\"button\" href=\"{origin}");
            assert!(
                actions(&body).contains(&button),
                "{}: {}",
                finding.code,
                actions(&body)
            );
        }
    }
}
