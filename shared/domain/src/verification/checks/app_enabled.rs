//! Our service principal may be used: enabled for sign-in, not deactivated by us, not disabled by Microsoft.
//! <https://learn.microsoft.com/en-us/entra/identity/enterprise-apps/deactivate-app-registration>

use super::all;
use crate::{
    aadsts::Actor,
    verification::{
        Expectations,
        facts::{AppAccess, AppRefusal, Evidence, TenantFacts},
        verdict::{Finding, Unobserved, Verdict},
    },
};

pub(in crate::verification) fn check(
    facts: &TenantFacts,
    expected: &Expectations<'_>,
) -> Result<Verdict, Unobserved> {
    let disabled = || Finding::new("app-disabled").acts(Actor::Administrator);
    match facts.app_access.get()? {
        AppAccess::Refused(
            AppRefusal::NotRegistered | AppRefusal::ServiceMissing | AppRefusal::TenantGone,
        ) => return Err(Unobserved::NotReached),
        AppAccess::Refused(AppRefusal::Disabled) => return Ok(expected.missing(disabled())),
        AppAccess::Granted => {}
    }
    let Some(service_principal) = facts.service_principal.get()? else {
        return Err(Unobserved::NotReached);
    };
    // Order matters: what Microsoft or we switched off, the customer cannot switch on.
    if let Some(status) = &service_principal.disabled_by_microsoft_status
        && status != "NotDisabled"
    {
        return Ok(Verdict::Fail(
            Finding::new("app-disabled-by-microsoft")
                .with("status", status)
                .acts(Actor::Operator),
        ));
    }
    if service_principal.is_deactivated {
        return Ok(Verdict::Fail(
            Finding::new("app-deactivated").acts(Actor::Operator),
        ));
    }
    if !service_principal.account_enabled {
        return Ok(Verdict::Fail(disabled()));
    }
    Ok(Verdict::Pass)
}

pub(in crate::verification) fn evidence(
    facts: &TenantFacts,
    _: &Expectations<'_>,
) -> Vec<Evidence> {
    all([
        facts.app_access.evidence(),
        facts.service_principal.evidence(),
    ])
}
