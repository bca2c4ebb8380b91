//! Conditions for binding a tenant to a customer: no value that a browser sends is proof.

use crate::{
    ids::TenantId,
    registration::{Approval, BindingProof, Lifecycle, Pinning, Registration},
    verification::{
        facts::{AppAccess, TenantFacts},
        report::Report,
        verdict::Verdict,
    },
};
use jiff::Timestamp;

/// Whether Graph confirmed the grant: without this a typed success would connect a tenant whose administrator signed in and
/// then declined (T10).
fn is_granted(report: &Report) -> bool {
    let verdict = |check: &str| report.result(check).map(|result| &result.verdict);
    match verdict("application-permissions") {
        Some(Verdict::Pass) => true,
        Some(Verdict::NotApplicable(_)) => verdict("delegated-permissions") == Some(&Verdict::Pass),
        _ => false,
    }
}

/// Whether the tenant is the customer's: it has the domain that the host app expects, or the host app agreed to it. The facts
/// decide, at any age: an answer that has aged to unknown is no agreement.
fn is_of_customer(registration: &Registration, facts: &TenantFacts) -> bool {
    let is_approved = matches!(
        registration.lifecycle,
        Lifecycle::Consented {
            approval: Approval::Approved { .. },
            ..
        }
    );
    let has_domain = || {
        let organization = facts.organization.get();
        organization.is_ok_and(|organization| {
            registration.pins(Pinning::ByDomain, organization) == Pinning::ByDomain
        })
    };
    is_approved || registration.expected_domain.is_none() || has_domain()
}

/// Whether the run proved the purpose of an invitation to connect: the tenant is connected by this run or was before, and its
/// grant was seen.
pub fn is_proven(lifecycle: &Lifecycle, is_bound_now: bool, report: &Report) -> bool {
    let was_connected = matches!(lifecycle, Lifecycle::Connected { .. });
    is_bound_now || (was_connected && is_granted(report))
}

/// The lifecycle after the binding is proven, by a run that saw the grant, for a tenant that is the customer's.
pub fn connected(
    registration: &Registration,
    facts: &TenantFacts,
    report: &Report,
    now: Timestamp,
) -> Option<Lifecycle> {
    if is_granted(report) && is_of_customer(registration, facts) {
        connect(registration, facts, now)
    } else {
        None
    }
}

/// The lifecycle after the binding is proven by three sources: the tenant of the id token, an app-only token with which Graph
/// showed our own service principal there, and the organisation's id as the administrator read it.
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
