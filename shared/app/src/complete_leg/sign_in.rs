//! The sign-in leg comes back: who signed in, from which tenant. The tenant comes from the validated id token and must be
//! the one Graph names for the same person's token.

use super::{Arrival, CallbackError, NextStop, Page, Step, notice_of_redirect, renew::renew};
use domain::{
    flow::{Notice, SignedIn},
    registration::{Observations, Pinned, Refused, Registration, Seen, Tenant},
    verification::facts::{Observed, Organization},
};
use entra::SigningKeys;
use std::sync::Arc;
use store::{Commit, CommitError};

pub(super) async fn complete(
    step: Step<'_>,
    keys: Option<Arc<SigningKeys>>,
) -> Result<Arrival, CallbackError> {
    if let Some(error) = &step.answer.error {
        let notice = notice_of_redirect(error, step.answer.aadsts);
        return step.end_with(notice).await;
    }
    let Some(keys) = keys else {
        return step.end_with(Notice::StartAgain).await;
    };
    let redeemed = match step.redeem(keys).await {
        Ok(redeemed) => redeemed,
        Err(notice) => return step.end_with(notice).await,
    };
    let identity = redeemed.identity;
    let browser = &step.callback.browser;
    let facts = browser
        .entra
        .read_sign_in(&redeemed.answer.access_token, step.parts.clock)
        .await;
    let organization = match facts.organization {
        Observed::Seen { value, evidence } => Seen { value, evidence },
        Observed::Unseen { .. } => return step.end_with(Notice::MicrosoftUnavailable).await,
    };
    if organization.value.id != identity.tenant {
        tracing::error!(
            registration_id = %step.leg.registration_id,
            tid = %identity.tenant,
            outcome = "tenant_mismatch",
            "Graph names another tenant than the id token"
        );
        return step.end_with(Notice::TenantMismatch).await;
    }
    let tenant = Tenant {
        id: identity.tenant,
        name: facts
            .display_name
            .unwrap_or_else(|| identity.tenant.to_string()),
        domain: facts.default_domain,
        administrator: identity.object_id,
        administrator_name: None,
    }
    .with_administrator_name(identity.preferred_username.as_deref());
    let taken = browser.store.find_binding(tenant.id).await?;
    match remember(&step, &tenant, organization.clone(), taken).await? {
        Remembered::Saved => {}
        Remembered::Refused(notice) => return step.end_with(notice).await,
    }
    let hint = identity
        .login_hint
        .or(identity.preferred_username)
        .unwrap_or_default();
    let directory_roles = facts.directory_roles.get().ok().cloned();
    rotate(step, tenant, organization, &hint, directory_roles).await
}

enum Remembered {
    Saved,
    Refused(Notice),
}

/// Writes the sign-in to the registration, conditional on what was read; a write in between is read again.
async fn remember(
    step: &Step<'_>,
    tenant: &Tenant,
    organization: Seen<Organization>,
    taken: Option<store::Binding>,
) -> Result<Remembered, CallbackError> {
    let store = &step.callback.browser.store;
    for _ in 0..3 {
        let Some(loaded) = store.load(step.leg.registration_id).await? else {
            return Err(CallbackError::NoLeg);
        };
        let registration = loaded.registration;
        if taken
            .as_ref()
            .is_some_and(|taken| taken.customer_id != registration.customer.id)
        {
            tracing::warn!(
                registration_id = %registration.id,
                tid = %tenant.id,
                outcome = "tenant_taken",
                "the tenant belongs to another customer"
            );
            return Ok(Remembered::Refused(Notice::TenantTaken));
        }
        let now = step.parts.clock.now();
        let expected_version = registration.version;
        let lifecycle = match registration.lifecycle.clone().sign_in(tenant.clone(), now) {
            Ok(lifecycle) => lifecycle,
            Err(Refused::OtherTenant) => return Ok(Remembered::Refused(Notice::WrongTenant)),
            Err(Refused::Stage(_)) => return Err(CallbackError::NoLeg),
        };
        let changed = Registration {
            lifecycle,
            observations: Observations {
                organization: Some(organization.clone()),
                ..registration.observations.clone()
            },
            version: expected_version + 1,
            updated_at: now,
            ..registration
        };
        let commit = Commit {
            registration: Some((&changed, expected_version)),
            ..Commit::default()
        };
        match store.commit(commit).await {
            Ok(()) => return Ok(Remembered::Saved),
            Err(CommitError::RegistrationChanged) => {}
            Err(CommitError::Store(error)) => return Err(error.into()),
            Err(CommitError::Superseded | CommitError::TenantTaken) => {
                return Ok(Remembered::Refused(Notice::StartAgain));
            }
        }
    }
    Ok(Remembered::Refused(Notice::StartAgain))
}

/// A new cookie value takes the old one's place, which is dead at once (T22).
async fn rotate(
    step: Step<'_>,
    tenant: Tenant,
    organization: Seen<Organization>,
    hint: &str,
    directory_roles: Option<Vec<String>>,
) -> Result<Arrival, CallbackError> {
    let pinned = match step.flow.pinned_tenant {
        Some(pinned) if pinned == tenant.id => Pinned::ByDomain,
        Some(_) | None => Pinned::No,
    };
    let renewed = renew(&step, hint, step.flow.expires_at, |login_hint| SignedIn {
        tenant,
        pinned,
        login_hint,
        directory_roles,
        organization,
    })?;
    let store = &step.callback.browser.store;
    store
        .rotate_flow(&step.flow.cookie_hash, &renewed.flow)
        .await?;
    Ok(Arrival {
        next: NextStop::Page {
            token: renewed.token,
            page: Page::Journey,
            language: step.flow.language,
        },
        cookie: Some(renewed.cookie),
    })
}
