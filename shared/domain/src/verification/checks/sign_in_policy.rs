//! No rule of the organisation stops the system user's sign-in in the background. The token endpoint's answer decides; reading
//! the policies would take wide permissions and show less.
//! <https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes>

use super::{all, refused_sign_in, without_system_user};
use crate::verification::{
    Expectations,
    facts::{Evidence, RefusedBy, SystemUserAccess, TenantFacts},
    verdict::{Unobserved, Verdict},
};

pub(in crate::verification) fn check(
    facts: &TenantFacts,
    expected: &Expectations<'_>,
) -> Result<Verdict, Unobserved> {
    if let Some(verdict) = without_system_user(expected)? {
        return Ok(verdict);
    }
    match facts.system_user_access.get()? {
        SystemUserAccess::Granted(_) => Ok(Verdict::Pass),
        SystemUserAccess::Refused(refusal) => match refusal.by {
            RefusedBy::Policy => Ok(Verdict::Fail(refused_sign_in(*refusal))),
            // Microsoft stopped before it looked at policies.
            RefusedBy::Account | RefusedBy::Consent | RefusedBy::Service => {
                Err(Unobserved::NotReached)
            }
        },
        SystemUserAccess::OtherAccount | SystemUserAccess::TokenLost => Err(Unobserved::NotReached),
    }
}

pub(in crate::verification) fn evidence(
    facts: &TenantFacts,
    _: &Expectations<'_>,
) -> Vec<Evidence> {
    all([facts.system_user_access.evidence()])
}
