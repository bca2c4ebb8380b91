//! Choice of the reading of the delegated grants that counts for the tenant.

use super::facts::{DelegatedScopes, Evidence, Observed, RefusedBy, SystemUserAccess, TenantFacts};

/// Delegated grants: today's tenant-wide ones if this deployment may read them, or else the scopes of a fresh token. An
/// administrator's token is as old as the last sign-in.
pub(crate) fn scopes(facts: &TenantFacts) -> &Observed<DelegatedScopes> {
    match facts.tenant_wide_scopes {
        Observed::Seen { .. } => &facts.tenant_wide_scopes,
        Observed::Unseen { .. } => &facts.delegated_scopes,
    }
}

/// Whether the token endpoint refused the system user for a missing approval after the scopes were last seen: they have been
/// withdrawn since.
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
