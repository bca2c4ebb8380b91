//! Every required application permission is granted to our service principal.
//! <https://learn.microsoft.com/en-us/graph/api/resources/approleassignment>

use super::all;
use crate::{
    aadsts::Actor,
    permission::is_among_roles,
    verification::{
        Expectations,
        facts::{AppAccess, Evidence, TenantFacts},
        verdict::{Finding, Unobserved, Verdict},
    },
};

/// Permission for reading the grants.
const READS_WITH: &str = "Application.Read.All";

pub(in crate::verification) fn check(
    facts: &TenantFacts,
    expected: &Expectations<'_>,
) -> Result<Verdict, Unobserved> {
    if matches!(facts.app_access.get()?, AppAccess::Refused(_)) {
        return Err(Unobserved::NotReached);
    }
    let required = &expected.required;
    if required.application().next().is_none() {
        return Ok(Verdict::NotApplicable(Finding::new(
            "no-application-permissions",
        )));
    }
    let granted = match facts.granted_roles.get() {
        Ok(granted) => granted,
        // Refused with a fresh token, though the permission was approved: that is the failure itself.
        Err(Unobserved::Refused) if required.has_application(READS_WITH) => {
            return Ok(expected.missing(missing(&[READS_WITH])));
        }
        Err(reason) => return Err(reason),
    };
    let absent: Vec<&str> = required
        .application()
        .filter(|permission| !is_among_roles(permission, granted))
        .map(|permission| permission.name)
        .collect();
    if absent.is_empty() {
        Ok(Verdict::Pass)
    } else {
        Ok(expected.missing(missing(&absent)))
    }
}

fn missing(names: &[&str]) -> Finding {
    let names = names.join(", ");
    Finding::new("application-permissions-missing")
        .with("permissions", names)
        .acts(Actor::Administrator)
}

pub(in crate::verification) fn evidence(
    facts: &TenantFacts,
    _: &Expectations<'_>,
) -> Vec<Evidence> {
    all([facts.granted_roles.evidence()])
}
