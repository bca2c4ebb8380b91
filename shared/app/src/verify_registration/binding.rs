//! When a tenant is bound: nothing a browser brings is proof (`security.md`, rule 1).

use domain::{
    ids::TenantId,
    registration::{BindingProof, Lifecycle, Registration},
    verification::{
        facts::{AppAccess, TenantFacts},
        report::Report,
        verdict::Verdict,
    },
};
use jiff::Timestamp;

/// Whether Graph confirmed the grant: without this a typed success would connect a tenant whose administrator signed in and
/// then declined (`security.md` T10).
fn is_granted(report: &Report) -> bool {
    let verdict = |check: &str| report.result(check).map(|result| &result.verdict);
    match verdict("application-permissions") {
        Some(Verdict::Pass) => true,
        Some(Verdict::NotApplicable(_)) => verdict("delegated-permissions") == Some(&Verdict::Pass),
        _ => false,
    }
}

/// Whether the tenant may be the customer's: the domain that the host app expects was not seen missing.
fn is_of_customer(report: &Report) -> bool {
    let result = report.result("tenant-matches-customer");
    !result.is_some_and(|result| matches!(result.verdict, Verdict::Fail(_)))
}

/// Whether the run proved what an invitation to connect is for: the tenant is connected by this run or was before, and its
/// grant was seen.
pub(super) fn is_proven(lifecycle: &Lifecycle, is_bound_now: bool, report: &Report) -> bool {
    let was_connected = matches!(lifecycle, Lifecycle::Connected { .. });
    is_bound_now || (was_connected && is_granted(report))
}

/// The lifecycle once the binding is proven by a run that saw the grant, and nothing that speaks against the customer.
pub(super) fn connected(
    registration: &Registration,
    facts: &TenantFacts,
    report: &Report,
    now: Timestamp,
) -> Option<Lifecycle> {
    if is_granted(report) && is_of_customer(report) {
        connect(registration, facts, now)
    } else {
        None
    }
}

/// The lifecycle once the binding is proven: the tenant of the id token, an app-only token with which Graph showed our own
/// service principal there, and the organisation's id as the administrator read it.
fn connect(registration: &Registration, facts: &TenantFacts, now: Timestamp) -> Option<Lifecycle> {
    let Lifecycle::Consented { tenant, .. } = &registration.lifecycle else {
        return None;
    };
    let app_only: TenantId = match (facts.app_access.get(), facts.service_principal.get()) {
        (Ok(AppAccess::Granted), Ok(Some(_))) => tenant.id,
        _ => return None,
    };
    let organization = facts.organization.get().ok()?;
    let proof = BindingProof::new(tenant.id, app_only, organization.id).ok()?;
    registration.lifecycle.clone().connect(proof, now).ok()
}
