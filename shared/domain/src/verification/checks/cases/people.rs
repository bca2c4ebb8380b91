//! Access to the app, and the organisation to which it belongs.

use super::*;

const SERVICES: &str = "services-present";

fn required(facts: &mut TenantFacts) {
    with_service_principal(facts, |changed| changed.app_role_assignment_required = true);
}

fn assigned(kind: PrincipalKind, principal_id: ObjectId) -> Observed<Vec<Assignment>> {
    seen(vec![Assignment { principal_id, kind }])
}

fn tenant_has(sharepoint: bool, exchange: bool) -> Observed<TenantServices> {
    seen(TenantServices {
        sharepoint,
        exchange,
    })
}

/// Makes the mailbox and the sites give no answer, so that only licences are left to judge by.
fn silent(facts: &mut TenantFacts) {
    facts.mailbox = down();
    facts.sites = vec![SiteFacts::unseen(2, &Unobserved::MicrosoftUnavailable); 2];
}

fn with_domain(facts: &mut TenantFacts, domain: &str) {
    facts.organization = seen(Organization {
        id: TENANT,
        verified_domains: [domain.to_owned()].into(),
    });
}

#[expect(clippy::too_many_lines, reason = "a table of cases")]
pub(super) fn cases() -> Vec<Case> {
    vec![
        case(
            "user-access",
            "no assignment required",
            Kind::Pass,
            |_, _| {},
        ),
        case(
            "user-access",
            "required, nobody assigned",
            Kind::Fail("nobody-assigned"),
            |facts, _| {
                required(facts);
            },
        ),
        case(
            "user-access",
            "required, only an application assigned",
            Kind::Fail("nobody-assigned"),
            |facts, _| {
                required(facts);
                facts.assignments = assigned(PrincipalKind::ServicePrincipal, USER);
            },
        ),
        case(
            "user-access",
            "required, a group assigned, no system user named",
            Kind::Pass,
            |facts, setting| {
                required(facts);
                facts.assignments = assigned(PrincipalKind::Group, OTHER);
                setting.system_user = None;
            },
        ),
        case(
            "user-access",
            "required, cover of the system user unseen",
            Kind::Unknown("identity-absent"),
            |facts, setting| {
                required(facts);
                facts.assignments = assigned(PrincipalKind::Group, OTHER);
                setting.system_user_id = None;
            },
        ),
        case(
            "user-access",
            "assignments refused",
            Kind::Unknown("refused"),
            |facts, _| {
                required(facts);
                facts.assignments = Observed::unseen(Unobserved::Refused);
            },
        ),
        case(
            "user-access",
            "required, the system user itself",
            Kind::Pass,
            |facts, _| {
                required(facts);
                facts.assignments = assigned(PrincipalKind::User, USER);
                facts.system_user_groups = down();
            },
        ),
        case(
            "user-access",
            "required, a group of the system user",
            Kind::Pass,
            |facts, _| {
                required(facts);
                facts.assignments = assigned(PrincipalKind::Group, OTHER);
                facts.system_user_groups = seen([OTHER].into());
            },
        ),
        case(
            "user-access",
            "required, only another user",
            Kind::Fail("system-user-not-assigned"),
            |facts, _| {
                required(facts);
                facts.assignments = assigned(PrincipalKind::User, OTHER);
                facts.system_user_groups = down();
            },
        ),
        case(
            "user-access",
            "required, a group it is not in",
            Kind::Fail("system-user-not-assigned"),
            |facts, _| {
                required(facts);
                facts.assignments = assigned(PrincipalKind::Group, OTHER);
                facts.system_user_groups = seen([USER].into());
            },
        ),
        case(
            "user-access",
            "required, groups unread",
            Kind::Unknown("microsoft-unavailable"),
            |facts, _| {
                required(facts);
                facts.assignments = assigned(PrincipalKind::Group, OTHER);
                facts.system_user_groups = down();
            },
        ),
        case(
            "tenant-matches-customer",
            "domain verified",
            Kind::Pass,
            |_, _| {},
        ),
        case(
            "tenant-matches-customer",
            "another domain",
            Kind::Fail("domain-not-verified"),
            |facts, _| {
                with_domain(facts, "fabrikam.com");
            },
        ),
        case(
            "tenant-matches-customer",
            "another domain, once connected",
            Kind::Pass,
            |facts, setting| {
                setting.is_connected = true;
                with_domain(facts, "fabrikam.com");
            },
        ),
        case(
            "customer-domain",
            "domain verified",
            Kind::Pass,
            |_, setting| setting.is_connected = true,
        ),
        case(
            "customer-domain",
            "domain gone",
            Kind::Fail("domain-lost"),
            |facts, setting| {
                setting.is_connected = true;
                with_domain(facts, "fabrikam.com");
            },
        ),
        case(
            "customer-domain",
            "another domain, before it is connected",
            Kind::NotApplicable("no-connection-yet"),
            |facts, _| with_domain(facts, "fabrikam.com"),
        ),
        case(
            "customer-domain",
            "no domain expected",
            Kind::NotApplicable("no-expected-domain"),
            |_, setting| {
                setting.is_connected = true;
                setting.domain = None;
            },
        ),
        case(
            "customer-domain",
            "nobody signed in",
            Kind::Unknown("identity-absent"),
            |facts, setting| {
                setting.is_connected = true;
                facts.organization = absent();
            },
        ),
        case(
            "tenant-matches-customer",
            "no domain expected",
            Kind::NotApplicable("no-expected-domain"),
            |_, setting| {
                setting.domain = None;
            },
        ),
        case(
            "tenant-matches-customer",
            "nobody signed in",
            Kind::Unknown("identity-absent"),
            |facts, _| {
                facts.organization = Observed::unseen(Unobserved::IdentityAbsent {
                    identity: Identity::Administrator,
                });
            },
        ),
    ]
}

#[expect(clippy::too_many_lines, reason = "a table of cases")]
pub(super) fn services() -> Vec<Case> {
    vec![
        case(SERVICES, "both answered", Kind::Pass, |facts, _| {
            facts.licences = down();
        }),
        case(SERVICES, "licences tell", Kind::Pass, |facts, _| {
            silent(facts);
        }),
        case(
            SERVICES,
            "the tenant's plans decide",
            Kind::Pass,
            |facts, _| {
                silent(facts);
                facts.licences = down();
                facts.tenant_services = tenant_has(true, true);
            },
        ),
        case(
            SERVICES,
            "no exchange",
            Kind::Fail("services-missing"),
            |facts, _| {
                facts.tenant_services = tenant_has(true, false);
            },
        ),
        case(
            SERVICES,
            "no sharepoint",
            Kind::Fail("services-missing"),
            |facts, _| {
                facts.sites[0].site = seen(SiteAccess::NoSharePoint);
            },
        ),
        case(
            SERVICES,
            "no sharepoint, exchange unseen",
            Kind::Fail("services-missing"),
            |facts, _| {
                silent(facts);
                facts.licences = down();
                facts.sites[0].site = seen(SiteAccess::NoSharePoint);
            },
        ),
        case(
            SERVICES,
            "a locked or missing site is an answer",
            Kind::Pass,
            |facts, _| {
                facts.licences = down();
                facts.sites[0].site = seen(SiteAccess::Missing);
                facts.sites[1].site = seen(SiteAccess::Locked);
            },
        ),
        case(
            SERVICES,
            "a refusal and a foreign address are none",
            Kind::Unknown("undecided"),
            |facts, _| {
                facts.licences = seen(Vec::new());
                facts.sites[0].site = seen(SiteAccess::Refused);
                facts.sites[1].site = seen(SiteAccess::OtherOrganisation);
            },
        ),
        case(
            SERVICES,
            "an account without mailbox shows no lack",
            Kind::Unknown("undecided"),
            |facts, _| {
                facts.licences = seen(Vec::new());
                facts.mailbox = seen(Mailbox::NotEnabled);
            },
        ),
        case(
            SERVICES,
            "nor does one that is refused for want of a licence",
            Kind::Unknown("undecided"),
            |facts, _| {
                facts.licences = seen(Vec::new());
                facts.mailbox = seen(Mailbox::Restricted);
            },
        ),
        case(
            SERVICES,
            "a mailbox that is kept from us is one",
            Kind::Pass,
            |facts, _| {
                facts.licences = down();
                facts.mailbox = seen(Mailbox::Restricted);
            },
        ),
        case(
            SERVICES,
            "the token endpoint names a missing service",
            Kind::Fail("service-subscription-missing"),
            |facts, _| {
                silent(facts);
                facts.licences = down();
                facts.system_user_access = seen(SystemUserAccess::Refused(SignInRefusal {
                    by: RefusedBy::Account,
                    number: Some(500_014),
                }));
            },
        ),
        case(
            SERVICES,
            "the token endpoint names a missing service to the application",
            Kind::Fail("service-subscription-missing"),
            |facts, setting| {
                silent(facts);
                facts.app_access = seen(AppAccess::Refused(AppRefusal::ServiceMissing));
                setting.system_user = None;
                setting.sites.clear();
            },
        ),
        case(
            SERVICES,
            "nobody answered",
            Kind::Unknown("microsoft-unavailable"),
            |facts, _| {
                silent(facts);
                facts.licences = down();
            },
        ),
        case(
            SERVICES,
            "not connected",
            Kind::Unknown("identity-absent"),
            |facts, setting| {
                silent(facts);
                facts.licences = absent();
                setting.system_user_id = None;
            },
        ),
        case(
            SERVICES,
            "no system user and no site",
            Kind::NotApplicable("no-system-user"),
            |facts, setting| {
                facts.licences = absent();
                facts.mailbox = absent();
                facts.sites.clear();
                setting.sites.clear();
                setting.system_user = None;
                setting.system_user_id = None;
            },
        ),
    ]
}
