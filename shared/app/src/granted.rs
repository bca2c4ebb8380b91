//! Whether a tenant has approved everything that we ask for, as an app-only token shows it.

use domain::{
    permission::Manifest,
    verification::{facts::Observed, verdict::Unobserved},
};
use entra::AppFacts;

/// Whether every permission of the manifest is granted as far as the application sees it; `None` where that was not read. Without
/// the right to read the tenant's delegated grants the application permissions alone tell: the admin center grants both at once,
/// and the proof leg shows the others.
pub(crate) fn is_everything_granted(facts: &AppFacts, manifest: &Manifest) -> Option<bool> {
    if matches!(facts.service_principal.get(), Ok(None)) {
        return Some(false);
    }
    let mut application = manifest.application().peekable();
    let has_application = application.peek().is_some();
    let roles = match &facts.granted_roles {
        Observed::Seen { value, .. } => application.all(|permission| {
            value
                .iter()
                .any(|role| role.of_graph && role.app_role_id == permission.id)
        }),
        Observed::Unseen {
            reason: Unobserved::Refused,
            ..
        } => false,
        Observed::Unseen { .. } => return None,
    };
    let scopes = match &facts.tenant_wide_scopes {
        Observed::Seen { value, .. } => manifest.delegated().all(|permission| {
            value
                .0
                .iter()
                .any(|scope| scope.eq_ignore_ascii_case(permission.name))
        }),
        Observed::Unseen { .. } => has_application,
    };
    Some(roles && scopes)
}
