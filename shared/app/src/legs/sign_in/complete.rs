//! The sign-in leg comes back: who signed in, from which tenant. The tenant comes from the validated id token and must be
//! the one Graph names for the same person's token.

use crate::legs::{
    Arrival, NextStop, Page, consent, elsewhere,
    ended::Ended,
    redirect::notice_of_redirect,
    renew::{Renewed, renew},
    step::Step,
};
use domain::{
    directory_role,
    flow::{Notice, Sealed, SignedIn},
    ids::TenantId,
    invitation::{Invitation, Purpose},
    registration::{Lifecycle, Observations, Pinned, Refused, Registration, Seen, Tenant},
    verification::facts::{Evidence, Observed, Organization},
};
use entra::SigningKeys;
use jiff::SignedDuration;
use std::sync::Arc;
use store::{Change, Loaded};

/// After this long the schedule looks whether the tenant was approved elsewhere, if the person does not go on.
const LOOKED_FOR_AFTER: SignedDuration = SignedDuration::from_secs(60);

pub(in crate::legs) async fn complete(
    step: &Step<'_>,
    keys: Option<Arc<SigningKeys>>,
) -> Result<Arrival, Ended> {
    if let Some(error) = &step.answer.error {
        return Err(notice_of_redirect(error, step.answer).into());
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
        Observed::Unseen { evidence, .. } => return Err(unread(evidence.as_ref()).into()),
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
        approved_elsewhere: false,
    }
    .with_administrator_name(identity.preferred_username.as_deref());
    let taken = browser.store.find_binding(tenant.id).await?;
    let loaded = remember(step, &tenant, &organization, taken).await?;
    let awaits_consent = loaded.registration.lifecycle.awaits_consent_of(tenant.id);
    let hint = identity
        .login_hint
        .or(identity.preferred_username)
        .unwrap_or_default();
    let is_consented = if awaits_consent {
        elsewhere::is_consented(step, tenant.id).await
    } else {
        None
    };
    let signed_in = SignedIn {
        pinned: pinned(step, tenant.id),
        tenant,
        login_hint: Sealed(String::new()),
        directory_roles: facts.directory_roles.get().ok().cloned(),
        organization,
        is_approved: is_consented == Some(true),
    };
    let goes_on = signed_in.is_approved && signed_in.pinned == Pinned::ByDomain;
    let upgrades = upgrades(step, &loaded, &signed_in).await?;
    let renewed = rotate(step, signed_in, &hint).await?;
    let step = Step {
        flow: renewed.flow,
        leg: step.leg.clone(),
        ..*step
    };
    // A tenant that no domain pinned is confirmed by the person first (T02).
    let next = if goes_on {
        Box::pin(leave_for_proof(&step)).await
    } else if upgrades {
        leave_for_consent(&step).await
    } else {
        None
    };
    Ok(Arrival {
        next: next.unwrap_or(NextStop::Page {
            token: renewed.token,
            page: Page::Journey,
            language: step.flow.language,
        }),
        cookie: Some(renewed.cookie),
    })
}

/// On to the proof, where everything was approved elsewhere. Whatever keeps it from that, the page goes on as ever: it offers the
/// approval.
async fn leave_for_proof(step: &Step<'_>) -> Option<NextStop> {
    let signed_in = step.flow.signed_in.as_ref()?;
    let given = consent::Given::Elsewhere;
    consent::remember(step, signed_in, given).await.ok()?;
    let arrival = consent::leave_for_proof(step, signed_in).await.ok()?;
    Some(arrival.next)
}

/// Whether the person goes on to the consent page at once: the link is for newer permissions, its page has said which, and the
/// account shows a role that may approve them. Whoever shows none is told so on the page first.
async fn upgrades(step: &Step<'_>, loaded: &Loaded, signed_in: &SignedIn) -> Result<bool, Ended> {
    let (_, invitation) = step.authority().await?;
    if invitation.purpose != Purpose::Upgrade {
        return Ok(false);
    }
    let roles = signed_in.directory_roles.iter().flatten();
    let state = loaded
        .registration
        .observations
        .permissions
        .state(&step.callback.manifest);
    Ok(directory_role::may_approve(roles.map(String::as_str)) && !state.to_approve.is_empty())
}

/// On to the consent page. Whatever keeps the person from that, the page offers it.
async fn leave_for_consent(step: &Step<'_>) -> Option<NextStop> {
    let browser = &step.callback.browser;
    let tenant = step.flow.signed_in.as_ref()?.tenant.id;
    let parts = (step.parts.clock, step.parts.random);
    let (leg, location) = consent::consent_leg(browser, parts, &step.flow, tenant).ok()?;
    browser.store.add_leg(&leg).await.ok()?;
    Some(NextStop::Microsoft(location))
}

/// An organisation that was not read. Microsoft shows it to each of its members: an account that it is not shown to comes from
/// outside.
fn unread(evidence: Option<&Evidence>) -> Notice {
    match evidence.and_then(|evidence| evidence.status) {
        Some(401 | 403 | 404) => Notice::OutsideAccount,
        Some(_) | None => Notice::MicrosoftUnavailable,
    }
}

/// Writes the sign-in to the registration.
async fn remember(
    step: &Step<'_>,
    tenant: &Tenant,
    organization: &Seen<Organization>,
    taken: Option<store::Binding>,
) -> Result<Loaded, Ended> {
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
        // The schedule looks for nobody who has not confirmed the organisation (T02), and nowhere after a disconnection.
        let is_looked_for = matches!(lifecycle, Lifecycle::SignedIn { .. })
            && pinned(step, tenant.id) == Pinned::ByDomain;
        Ok(Change {
            due_at: is_looked_for.then_some(now + LOOKED_FOR_AFTER),
            ..Change::of(Registration {
                lifecycle,
                signed_in_through: is_looked_for.then(|| invitation.token_hash.clone()),
                observations: Observations {
                    organization: Some(organization.clone()),
                    ..registration.observations.clone()
                },
                ..registration
            })
        })
    };
    step.change(decide).await
}

/// Whether the tenant that signed in is the one that a domain of the customer names.
fn pinned(step: &Step<'_>, tenant: TenantId) -> Pinned {
    match step.flow.pinned_tenant {
        Some(pinned) if pinned == tenant => Pinned::ByDomain,
        Some(_) | None => Pinned::No,
    }
}

/// A new cookie value takes the old one's place, which is dead at once (T22).
async fn rotate(step: &Step<'_>, signed_in: SignedIn, hint: &str) -> Result<Renewed, Ended> {
    let expires_at = step.flow.expires_at;
    let renewed = renew(step, hint, expires_at, |login_hint| SignedIn {
        login_hint,
        ..signed_in
    })?;
    let store = &step.callback.browser.store;
    store
        .rotate_flow(&step.flow.cookie_hash, &renewed.flow)
        .await?;
    Ok(renewed)
}
