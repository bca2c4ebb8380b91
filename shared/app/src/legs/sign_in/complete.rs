//! The sign-in leg comes back: who signed in, from which tenant. The tenant comes from the validated id token and must be
//! the one Graph names for the same person's token.

use crate::legs::{
    Arrival, NextStop, Page, ended::Ended, redirect::notice_of_redirect, renew::renew, step::Step,
};
use domain::{
    flow::{Notice, SignedIn},
    invitation::Invitation,
    registration::{Observations, Pinned, Refused, Registration, Seen, Tenant},
    verification::facts::{Observed, Organization},
};
use entra::SigningKeys;
use std::sync::Arc;
use store::{Change, Loaded};

pub(in crate::legs) async fn complete(
    step: &Step<'_>,
    keys: Option<Arc<SigningKeys>>,
) -> Result<Arrival, Ended> {
    if let Some(error) = &step.answer.error {
        return Err(notice_of_redirect(error, step.answer.aadsts).into());
    }
    let redeemed = step.redeem(keys.ok_or(Notice::StartAgain)?).await?;
    let identity = redeemed.identity;
    let browser = &step.callback.browser;
    let facts = browser
        .entra
        .read_sign_in(&redeemed.answer.access_token, step.parts.clock)
        .await;
    let organization = match facts.organization {
        Observed::Seen { value, evidence } => Seen { value, evidence },
        Observed::Unseen { .. } => return Err(Notice::MicrosoftUnavailable.into()),
    };
    if organization.value.id != identity.tenant {
        tracing::error!(
            registration_id = %step.leg.registration_id,
            tid = %identity.tenant,
            outcome = "tenant_mismatch",
            "Graph names another tenant than the id token"
        );
        return Err(Notice::TenantMismatch.into());
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
    remember(step, &tenant, &organization, taken).await?;
    let hint = identity
        .login_hint
        .or(identity.preferred_username)
        .unwrap_or_default();
    let directory_roles = facts.directory_roles.get().ok().cloned();
    rotate(step, tenant, organization, &hint, directory_roles).await
}

/// Writes the sign-in to the registration.
async fn remember(
    step: &Step<'_>,
    tenant: &Tenant,
    organization: &Seen<Organization>,
    taken: Option<store::Binding>,
) -> Result<(), Ended> {
    let decide = |loaded: Loaded, invitation: &Invitation, now| {
        let registration = loaded.registration;
        let is_taken = taken
            .as_ref()
            .is_some_and(|taken| taken.customer_id != registration.customer.id);
        if is_taken {
            tracing::warn!(
                registration_id = %registration.id,
                tid = %tenant.id,
                outcome = "tenant_taken",
                "the tenant belongs to another customer"
            );
            return Err(Notice::TenantTaken);
        }
        if registration.is_rejected(tenant.id, invitation) {
            tracing::warn!(
                registration_id = %registration.id,
                tid = %tenant.id,
                outcome = "tenant_rejected_before",
                "the host app refused this tenant since the link was made"
            );
            return Err(Notice::WrongTenant);
        }
        let before = registration.lifecycle.clone();
        let lifecycle = before
            .sign_in(tenant.clone(), now)
            .map_err(|refused| match refused {
                Refused::OtherTenant => Notice::WrongTenant,
                Refused::Stage(_) => Notice::StartAgain,
            })?;
        Ok(Change::of(Registration {
            lifecycle,
            observations: Observations {
                organization: Some(organization.clone()),
                ..registration.observations.clone()
            },
            ..registration
        }))
    };
    step.change(decide).await
}

/// A new cookie value takes the old one's place, which is dead at once (T22).
async fn rotate(
    step: &Step<'_>,
    tenant: Tenant,
    organization: Seen<Organization>,
    hint: &str,
    directory_roles: Option<Vec<String>>,
) -> Result<Arrival, Ended> {
    let pinned = match step.flow.pinned_tenant {
        Some(pinned) if pinned == tenant.id => Pinned::ByDomain,
        Some(_) | None => Pinned::No,
    };
    let renewed = renew(step, hint, step.flow.expires_at, |login_hint| SignedIn {
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
