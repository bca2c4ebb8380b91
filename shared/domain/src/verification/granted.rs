//! The reading of the delegated grants that stands for the tenant.

use super::facts::{DelegatedScopes, Evidence, Observed, RefusedBy, SystemUserAccess, TenantFacts};

/// The delegated grants: today's tenant-wide ones where this deployment may read them, else the scopes of a fresh token. An
/// administrator's token is as old as the last sign-in.
pub(crate) fn scopes(facts: &TenantFacts) -> &Observed<DelegatedScopes> {
    match facts.tenant_wide_scopes {
        Observed::Seen { .. } => &facts.tenant_wide_scopes,
        Observed::Unseen { .. } => &facts.delegated_scopes,
    }
}

/// Whether the system user was refused for want of an approval after the scopes were last seen: they are gone since.
pub(crate) fn is_withdrawn(facts: &TenantFacts) -> bool {
    let is_refused = matches!(
        facts.system_user_access.get(),
        Ok(SystemUserAccess::Refused(refusal)) if refusal.by == RefusedBy::Consent
    );
    let at = |evidence: Option<&Evidence>| evidence.map(|evidence| evidence.at);
    is_refused
        && facts.tenant_wide_scopes.get().is_err()
        && at(facts.system_user_access.evidence()) > at(facts.delegated_scopes.evidence())
}
