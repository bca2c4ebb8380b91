//! The sign-in leg comes back with the person and the tenant. The tenant comes from the validated id token and must be the one
//! that Graph names for the same person's token.

use crate::legs::{
    Arrival, LinkPage, NextStop, consent, elsewhere, leg_end::LegEnd, redirect::notice_of_redirect,
    renew::renew, step::CallbackContext,
};
use domain::{
    directory_role,
    flow::{Flow, Notice, SealedValue, SignedIn},
    ids::TenantId,
    invitation::{Invitation, Purpose},
    registration::{
        Lifecycle, Observation, Observations, Pinning, Registration, Tenant, TransitionRefusal,
    },
    verification::facts::{Evidence, Observed, Organization},
};
use entra::{EndUser, SigningKeys};
use jiff::SignedDuration;
use secrecy::SecretString;
use std::sync::Arc;
use store::{RegistrationChange, StoredRegistration};

/// Time after which the schedule looks for an approval given elsewhere, if the person does not go on.
const LOOKED_FOR_AFTER: SignedDuration = SignedDuration::from_secs(60);

pub(in crate::legs) async fn complete(
    step: &CallbackContext<'_>,
    keys: Option<Arc<SigningKeys>>,
) -> Result<Arrival, LegEnd> {
    if let Some(error) = &step.answer.error {
        return Err(notice_of_redirect(error, step.answer).into());
    }
    let redeemed = step.redeem(keys.ok_or(Notice::StartAgain)?).await?;
    let mut accepted = accept(step, redeemed.identity, &redeemed.answer.access_token).await?;
    let tenant = accepted.signed_in.tenant.id;
    let lifecycle = &accepted.loaded.registration.lifecycle;
    let awaits_consent = lifecycle.awaits_consent_of(tenant);
    let is_consented = if awaits_consent {
        elsewhere::is_consented(step, tenant).await
    } else {
        None
    };
    accepted.signed_in.is_approved = is_consented == Some(true);
    // A tenant that no domain pinned is confirmed by the person first (T02), and whoever shows no role is told so first.
    let goes_on = awaits_consent && accepted.signed_in.pinned == Pinning::ByDomain;
    let consents =
        may_approve(&accepted.signed_in) && (goes_on || upgrades(step, &accepted.loaded).await?);
    let (step, arrival) = rotate(step, accepted, None).await?;
    let next = if goes_on && is_consented == Some(true) {
        Box::pin(leave_for_proof(&step)).await
    } else if consents {
        leave_for_consent(&step).await
    } else {
        None
    };
    Ok(Arrival {
        next: next.unwrap_or(arrival.next),
        ..arrival
    })
}

/// User who signed in, already written to the registration, but not yet to the flow.
pub(in crate::legs) struct RecordedSignIn {
    /// The registration after the write.
    loaded: StoredRegistration,
    /// The person; the login hint is not sealed yet.
    pub(in crate::legs) signed_in: SignedIn,
    /// Whether Microsoft did not return the roles this time.
    pub(in crate::legs) misses_roles: bool,
    hint: String,
}

/// Accepts the identity of a validated id token: Graph has to name the same tenant for the person's token, and the registration
/// has to accept the tenant.
pub(in crate::legs) async fn accept(
    step: &CallbackContext<'_>,
    identity: EndUser,
    access_token: &SecretString,
) -> Result<RecordedSignIn, LegEnd> {
    let browser = &step.callback.browser;
    let facts = browser
        .entra
        .read_sign_in(access_token, step.parts.machine.clock)
        .await;
    let organization = match facts.organization {
        Observed::Seen { value, evidence } => Observation { value, evidence },
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
    let hint = identity
        .login_hint
        .or(identity.preferred_username)
        .unwrap_or_default();
    let misses_roles = matches!(
        &facts.directory_roles,
        Observed::Unseen { reason, .. } if reason.is_transient()
    );
    let signed_in = SignedIn {
        pinned: pinned(step, tenant.id),
        tenant,
        login_hint: SealedValue(String::new()),
        directory_roles: facts.directory_roles.get().ok().cloned(),
        organization,
        is_approved: false,
    };
    Ok(RecordedSignIn {
        loaded,
        signed_in,
        misses_roles,
        hint,
    })
}

/// Continues with the proof, if everything was approved elsewhere. If that fails, the journey goes on as usual: the page offers
/// the approval.
async fn leave_for_proof(step: &CallbackContext<'_>) -> Option<NextStop> {
    let signed_in = step.flow.signed_in.as_ref()?;
    consent::remember(step, signed_in).await.ok()?;
    let arrival = consent::leave_for_proof(step, signed_in).await.ok()?;
    Some(arrival.next)
}

/// Whether the link is for newer permissions, which its page has named, and one of them still has to be approved.
async fn upgrades(step: &CallbackContext<'_>, loaded: &StoredRegistration) -> Result<bool, LegEnd> {
    let (_, invitation) = step.authority().await?;
    let permissions = &loaded.registration.observations.permissions;
    let state = permissions.state(&step.callback.manifest);
    Ok(invitation.purpose == Purpose::Upgrade && !state.to_approve.is_empty())
}

/// Whether the account shows a role that may approve everything.
fn may_approve(signed_in: &SignedIn) -> bool {
    let roles = signed_in.directory_roles.iter().flatten();
    directory_role::may_approve(roles.map(String::as_str))
}

/// Continues with the consent page. If that fails, the page offers it.
async fn leave_for_consent(step: &CallbackContext<'_>) -> Option<NextStop> {
    let browser = &step.callback.browser;
    let tenant = step.flow.signed_in.as_ref()?.tenant.id;
    let machine = step.parts.machine;
    let (leg, location) = consent::consent_leg(browser, machine, &step.flow, tenant).ok()?;
    browser.store.add_leg(&leg).await.ok()?;
    Some(NextStop::Microsoft(location))
}

/// Notice for an organisation that could not be read. Microsoft shows it to each of its members, so an account that is refused
/// comes from outside.
fn unread(evidence: Option<&Evidence>) -> Notice {
    match evidence.and_then(|evidence| evidence.status) {
        Some(401 | 403 | 404) => Notice::OutsideAccount,
        Some(_) | None => Notice::MicrosoftUnavailable,
    }
}

/// Writes the sign-in to the registration.
async fn remember(
    step: &CallbackContext<'_>,
    tenant: &Tenant,
    organization: &Observation<Organization>,
    taken: Option<store::Binding>,
) -> Result<StoredRegistration, LegEnd> {
    let decide = |loaded: StoredRegistration, invitation: &Invitation, now| {
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
            return Err(Notice::TenantRejected);
        }
        let before = registration.lifecycle.clone();
        let lifecycle = before
            .sign_in(tenant.clone(), now)
            .map_err(|refused| match refused {
                TransitionRefusal::OtherTenant => Notice::WrongTenant,
                TransitionRefusal::Stage(_) => Notice::StartAgain,
            })?;
        // The schedule looks for nobody who has not confirmed the organisation (T02), and nowhere after a disconnection.
        let is_looked_for = matches!(lifecycle, Lifecycle::SignedIn { .. })
            && pinned(step, tenant.id) == Pinning::ByDomain;
        Ok(RegistrationChange {
            due_at: is_looked_for.then_some(now + LOOKED_FOR_AFTER),
            ..RegistrationChange::of(Registration {
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

/// Relation of the signed-in tenant to the one that a domain of the customer names.
fn pinned(step: &CallbackContext<'_>, tenant: TenantId) -> Pinning {
    match step.flow.pinned_tenant {
        Some(pinned) if pinned == tenant => Pinning::ByDomain,
        Some(_) | None => Pinning::No,
    }
}

/// Replaces the cookie; its old value is invalid at once (T22). Returns the step with the new flow, and the way to its page,
/// which shows the notice.
pub(in crate::legs) async fn rotate<'a>(
    step: &CallbackContext<'a>,
    accepted: RecordedSignIn,
    notice: Option<Notice>,
) -> Result<(CallbackContext<'a>, Arrival), LegEnd> {
    let expires_at = step.flow.expires_at;
    let renewed = renew(step, &accepted.hint, expires_at, |login_hint| SignedIn {
        login_hint,
        ..accepted.signed_in
    })?;
    let flow = Flow {
        notice,
        ..renewed.flow
    };
    let store = &step.callback.browser.store;
    store.rotate_flow(&step.flow.cookie_hash, &flow).await?;
    let arrival = Arrival {
        next: NextStop::Page {
            token: renewed.token,
            page: LinkPage::Journey,
            language: step.flow.language,
        },
        cookie: Some(renewed.cookie),
    };
    Ok((step.with_flow(flow), arrival))
}
