//! The system user is an enabled member of the organisation, and the same account that was connected. Accounts are compared by
//! object id: a renamed account stays the same, while one that was created anew under the old name does not.
//! <https://learn.microsoft.com/en-us/graph/api/user-get>

use super::{all, other_account, without_system_user};
use crate::{
    aadsts::Actor,
    verification::{
        Expectations,
        facts::{Evidence, SystemUserAccess, TenantFacts},
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
    if matches!(
        facts.system_user_access.get(),
        Ok(SystemUserAccess::OtherAccount)
    ) {
        return Ok(other_account());
    }
    let user = facts.system_user.get()?;
    if Some(user.id) != expected.system_user_id {
        return Ok(other_account());
    }
    if user.is_guest {
        return Ok(Verdict::Fail(
            Finding::new("system-user-guest")
                .with("account", &user.user_principal_name)
                .acts(Actor::Administrator),
        ));
    }
    // Where Graph does not say, the token it just gave does: a disabled account gets none.
    if user.account_enabled == Some(false) {
        return Ok(Verdict::Fail(
            Finding::new("system-user-disabled")
                .with("account", &user.user_principal_name)
                .acts(Actor::Administrator),
        ));
    }
    Ok(Verdict::Pass)
}

pub(in crate::verification) fn evidence(
    facts: &TenantFacts,
    _: &Expectations<'_>,
) -> Vec<Evidence> {
    all([
        facts.system_user_access.evidence(),
        facts.system_user.evidence(),
    ])
}
