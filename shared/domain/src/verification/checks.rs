//! The checks, one file each. Only the catalogue calls them.

pub(in crate::verification) mod administrator_site_access;
pub(in crate::verification) mod app_enabled;
pub(in crate::verification) mod app_registered;
pub(in crate::verification) mod application_permissions;
pub(in crate::verification) mod customer_domain;
pub(in crate::verification) mod delegated_permissions;
pub(in crate::verification) mod library;
mod library_fault;
pub(in crate::verification) mod mailbox;
pub(in crate::verification) mod no_excess_permissions;
pub(in crate::verification) mod permission_upgrade;
pub(in crate::verification) mod services_present;
pub(in crate::verification) mod sign_in_policy;
pub(in crate::verification) mod site;
pub(in crate::verification) mod system_user_connected;
pub(in crate::verification) mod system_user_licensed;
pub(in crate::verification) mod system_user_member;
pub(in crate::verification) mod system_user_reach;
pub(in crate::verification) mod tenant_matches_customer;
pub(in crate::verification) mod user_access;

#[cfg(test)]
mod cases;

use super::{
    Expectations,
    facts::{Evidence, RefusedBy, SignInRefusal},
    verdict::{Finding, Identity, Unobserved, Verdict},
};
use crate::aadsts::{self, Actor, Cause};

/// All requests, each once: a failed request may be behind several facts.
fn all<const N: usize>(evidence: [Option<&Evidence>; N]) -> Vec<Evidence> {
    let mut all = Vec::new();
    for evidence in evidence.into_iter().flatten() {
        if !all.contains(evidence) {
            all.push(evidence.clone());
        }
    }
    all
}

/// Answer of the system user's checks if there is no system user to ask about; `None` if it is connected.
fn without_system_user(expected: &Expectations<'_>) -> Result<Option<Verdict>, Unobserved> {
    if expected.system_user.is_none() {
        return Ok(Some(Verdict::NotApplicable(Finding::new("no-system-user"))));
    }
    if expected.system_user_id.is_none() {
        return Err(SYSTEM_USER_ABSENT);
    }
    Ok(None)
}

/// Reason for facts that only the system user's sign-in shows.
const SYSTEM_USER_ABSENT: Unobserved = Unobserved::IdentityAbsent {
    identity: Identity::SystemUser,
};

/// Finding of a refused sign-in; the number chooses its words, and nothing else.
fn refused_sign_in(refusal: SignInRefusal) -> Finding {
    let cause = refusal
        .number
        .and_then(Cause::of_server)
        .or(match refusal.by {
            RefusedBy::Consent => Some(Cause::ConsentMissing),
            RefusedBy::Policy | RefusedBy::Account | RefusedBy::Service => None,
        });
    let (code, actor) = match (cause, refusal.by) {
        (Some(cause), _) => (cause.finding(), cause.acts()),
        (None, RefusedBy::Account) => (aadsts::REFUSED, Actor::User),
        (None, RefusedBy::Policy | RefusedBy::Consent | RefusedBy::Service) => {
            (aadsts::REFUSED, Actor::Administrator)
        }
    };
    let finding = Finding::new(code).acts(actor);
    match refusal.number {
        Some(number) => finding.with("number", number.to_string()),
        None => finding,
    }
}

/// Failure for an answer from another account than the connected one.
fn other_account() -> Verdict {
    Verdict::Fail(Finding::new("system-user-other-account").acts(Actor::User))
}
