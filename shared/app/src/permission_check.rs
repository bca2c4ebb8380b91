//! Check by an app-only token whether a tenant has approved all permissions that a connection needs.

use domain::{
    permission::{Manifest, is_among_roles, is_among_scopes},
    verification::{facts::Observed, verdict::Unobserved},
};
use entra::AppFacts;

/// Whether every permission of the manifest is granted as far as the application sees it; `None` if that was not read. Without
/// the right to read the tenant's delegated grants, the application permissions alone decide: the admin center grants both at
/// once, and the proof leg shows the delegated ones.
pub(crate) fn is_everything_granted(facts: &AppFacts, manifest: &Manifest) -> Option<bool> {
    if matches!(facts.service_principal.get(), Ok(None)) {
        return Some(false);
    }
    let mut application = manifest.application().peekable();
    let has_application = application.peek().is_some();
    let roles = match &facts.granted_roles {
        Observed::Seen { value, .. } => {
            application.all(|permission| is_among_roles(permission, value))
        }
        Observed::Unseen {
            reason: Unobserved::Refused,
            ..
        } => false,
        Observed::Unseen { .. } => return None,
    };
    if !roles {
        return Some(false);
    }
    match &facts.tenant_wide_scopes {
        Observed::Seen { value, .. } => {
            let mut delegated = manifest.delegated();
            Some(delegated.all(|permission| is_among_scopes(permission, value)))
        }
        Observed::Unseen {
            reason:
                Unobserved::PermissionNotAskedFor { .. }
                | Unobserved::IdentityAbsent { .. }
                | Unobserved::Refused,
            ..
        } => Some(has_application),
        Observed::Unseen { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::verification::{
        facts::{DelegatedScopes, Evidence, GrantedRole},
        verdict::Identity,
    };
    use jiff::Timestamp;
    use test_case::test_case;

    fn unseen<T>(reason: Unobserved) -> Observed<T> {
        Observed::Unseen {
            reason,
            evidence: None,
        }
    }

    fn seen<T>(value: T) -> Observed<T> {
        Observed::Seen {
            value,
            evidence: Evidence {
                request: "GET /".to_owned(),
                status: Some(200),
                error_code: None,
                request_id: None,
                account: None,
                at: Timestamp::UNIX_EPOCH,
            },
        }
    }

    fn facts(scopes: Observed<DelegatedScopes>) -> AppFacts {
        let manifest = Manifest::default();
        let roles = manifest.application().map(|permission| GrantedRole {
            of_graph: true,
            app_role_id: permission.id,
        });
        AppFacts {
            service_principal: unseen(Unobserved::NotReached),
            granted_roles: seen(roles.collect()),
            assignments: unseen(Unobserved::NotReached),
            tenant_wide_scopes: scopes,
            tenant_services: unseen(Unobserved::NotReached),
        }
    }

    #[test_case(Unobserved::PermissionNotAskedFor { permission: "Directory.Read.All".to_owned() }, Some(true); "not asked for")]
    #[test_case(Unobserved::IdentityAbsent { identity: Identity::Administrator }, Some(true); "nobody is here who sees it")]
    #[test_case(Unobserved::Refused, Some(true); "refused")]
    #[test_case(Unobserved::MicrosoftUnavailable, None; "a disturbance")]
    #[test_case(Unobserved::Unreadable, None; "not understood")]
    #[test_case(Unobserved::NotReached, None; "not reached")]
    #[test_case(Unobserved::OperatorFault, None; "a fault of ours")]
    fn a_disturbed_read_of_the_delegated_grants_says_nothing(
        reason: Unobserved,
        expected: Option<bool>,
    ) {
        let told = is_everything_granted(&facts(unseen(reason)), &Manifest::default());
        assert_eq!(told, expected);
    }
}
