//! Our application in the tenant.

use super::*;

#[expect(clippy::too_many_lines, reason = "a table of cases")]
pub(super) fn cases() -> Vec<Case> {
    vec![
        case("app-registered", "as it must be", Kind::Pass, |_, _| {}),
        case(
            "app-registered",
            "no service principal",
            Kind::Fail("app-not-registered"),
            |facts, _| {
                facts.service_principal = seen(None);
            },
        ),
        case(
            "app-registered",
            "just consented",
            Kind::Waiting("app-not-registered"),
            |facts, setting| {
                facts.service_principal = seen(None);
                setting.consented_at = Some(now() - SignedDuration::from_mins(59));
            },
        ),
        case(
            "app-registered",
            "consented an hour ago",
            Kind::Fail("app-not-registered"),
            |facts, setting| {
                facts.service_principal = seen(None);
                setting.consented_at = Some(now() - SignedDuration::from_mins(60));
            },
        ),
        case(
            "app-registered",
            "refused as unknown",
            Kind::Fail("app-not-registered"),
            |facts, _| {
                facts.app_access = seen(AppAccess::Refused(AppRefusal::NotRegistered));
            },
        ),
        case(
            "app-registered",
            "the tenant is gone",
            Kind::Fail("tenant-gone"),
            |facts, _| {
                facts.app_access = seen(AppAccess::Refused(AppRefusal::TenantGone));
            },
        ),
        case(
            "app-registered",
            "a tenant so new that microsoft does not know it everywhere",
            Kind::Waiting("tenant-gone"),
            |facts, setting| {
                facts.app_access = seen(AppAccess::Refused(AppRefusal::TenantGone));
                setting.consented_at = Some(now() - SignedDuration::from_mins(59));
            },
        ),
        case(
            "app-registered",
            "a service is missing",
            Kind::Unknown("not-reached"),
            |facts, _| {
                facts.app_access = seen(AppAccess::Refused(AppRefusal::ServiceMissing));
            },
        ),
        case(
            "app-enabled",
            "the tenant is gone",
            Kind::Unknown("not-reached"),
            |facts, _| {
                facts.app_access = seen(AppAccess::Refused(AppRefusal::TenantGone));
            },
        ),
        case(
            "app-registered",
            "owned by somebody else",
            Kind::Fail("app-of-another-owner"),
            |facts, _| {
                with_service_principal(facts, |changed| {
                    changed.app_owner_organization_id = Some(TENANT);
                });
            },
        ),
        case(
            "app-registered",
            "owner not told",
            Kind::Fail("app-of-another-owner"),
            |facts, _| {
                with_service_principal(facts, |changed| changed.app_owner_organization_id = None);
            },
        ),
        case(
            "app-registered",
            "microsoft down",
            Kind::Unknown("microsoft-unavailable"),
            |facts, _| {
                facts.app_access = Observed::unseen(Unobserved::MicrosoftUnavailable);
            },
        ),
        case(
            "app-registered",
            "t78 our own fault",
            Kind::Unknown("operator-fault"),
            |facts, _| {
                facts.app_access = Observed::unseen(Unobserved::OperatorFault);
            },
        ),
        case("app-enabled", "as it must be", Kind::Pass, |_, _| {}),
        case(
            "app-enabled",
            "switched off",
            Kind::Fail("app-disabled"),
            |facts, _| {
                with_service_principal(facts, |changed| changed.account_enabled = false);
            },
        ),
        case(
            "app-enabled",
            "refused as disabled",
            Kind::Fail("app-disabled"),
            |facts, _| {
                facts.app_access = seen(AppAccess::Refused(AppRefusal::Disabled));
            },
        ),
        case(
            "app-enabled",
            "deactivated by us",
            Kind::Fail("app-deactivated"),
            |facts, _| {
                with_service_principal(facts, |changed| changed.is_deactivated = true);
            },
        ),
        case(
            "app-enabled",
            "disabled by microsoft",
            Kind::Fail("app-disabled-by-microsoft"),
            |facts, _| {
                with_service_principal(facts, |changed| {
                    changed.disabled_by_microsoft_status =
                        Some("DisabledDueToViolationOfServicesAgreement".to_owned());
                });
            },
        ),
        case(
            "app-enabled",
            "microsoft says not disabled",
            Kind::Pass,
            |facts, _| {
                with_service_principal(facts, |changed| {
                    changed.disabled_by_microsoft_status = Some("NotDisabled".to_owned());
                });
            },
        ),
        case(
            "app-enabled",
            "not registered",
            Kind::Unknown("not-reached"),
            |facts, _| {
                facts.service_principal = seen(None);
            },
        ),
    ]
}
