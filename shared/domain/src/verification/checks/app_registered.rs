//! Our service principal exists in the tenant and belongs to our home tenant, and the tenant itself exists. The service
//! principal is found by app id and never by name. <https://learn.microsoft.com/en-us/graph/api/serviceprincipal-get>

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
    let absent = || Finding::new("app-not-registered").acts(Actor::Administrator);
    match facts.app_access.get()? {
        AppAccess::Refused(AppRefusal::NotRegistered) => return Ok(expected.missing(absent())),
        AppAccess::Refused(AppRefusal::TenantGone) => {
            return Ok(expected.missing(Finding::new("tenant-gone").acts(Actor::Administrator)));
        }
        // A disabled application can only be one that is there; who owns it cannot be read without a token.
        AppAccess::Refused(AppRefusal::Disabled | AppRefusal::ServiceMissing) => {
            return Err(Unobserved::NotReached);
        }
        AppAccess::Granted => {}
    }
    let Some(service_principal) = facts.service_principal.get()? else {
        return Ok(expected.missing(absent()));
    };
    if service_principal.app_owner_organization_id == Some(expected.home_tenant) {
        Ok(Verdict::Pass)
    } else {
        Ok(Verdict::Fail(
            Finding::new("app-of-another-owner").acts(Actor::Operator),
        ))
    }
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
