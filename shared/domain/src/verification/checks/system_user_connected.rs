//! The system user's stored sign-in still works: the token endpoint redeems its refresh token for the same account that was
//! connected. <https://learn.microsoft.com/en-us/entra/identity-platform/refresh-tokens>

use super::{all, other_account, refused_sign_in, without_system_user};
use crate::{
    aadsts::Actor,
    verification::{
        Expectations,
        facts::{Evidence, RefusedBy, SystemUserAccess, TenantFacts},
        verdict::{Finding, Unobserved, Verdict},
    },
};

pub(in crate::verification) fn check(
    facts: &TenantFacts,
    expected: &Expectations<'_>,
) -> Result<Verdict, Unobserved> {
    if let Some(verdict) = without_system_user(expected)? {
        return Ok(verdict);
    }
    Ok(match facts.system_user_access.get()? {
        SystemUserAccess::Granted(_) => Verdict::Pass,
        SystemUserAccess::OtherAccount => other_account(),
        SystemUserAccess::TokenLost => {
            Verdict::Fail(Finding::new("system-user-token-lost").acts(Actor::User))
        }
        SystemUserAccess::Refused(refusal) => match refusal.by {
            // A fresh approval may not have spread to the system user yet.
            RefusedBy::Consent => expected.missing(refused_sign_in(*refusal)),
            RefusedBy::Policy | RefusedBy::Account => Verdict::Fail(refused_sign_in(*refusal)),
            // The account may be well; the check of the services says what is missing.
            RefusedBy::Service => return Err(Unobserved::NotReached),
        },
    })
}

pub(in crate::verification) fn evidence(
    facts: &TenantFacts,
    _: &Expectations<'_>,
) -> Vec<Evidence> {
    all([facts.system_user_access.evidence()])
}
