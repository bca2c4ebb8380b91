//! The consent leg comes back. Its answer proves nothing: `tenant` is only compared with the tenant of the leg, an `error` is
//! looked at first, and success only lets the registration wait for proof (T09, T10). If no user signed in
//! before, nothing is written: the proof leg first identifies the user.
//! <https://learn.microsoft.com/en-us/entra/identity-platform/v2-admin-consent>

use crate::{
    consent::consented,
    legs::{
        Arrival, NextStop, leg_end::LegEnd, redirect::notice_of_redirect, step::CallbackContext,
    },
    secrets::new_id,
};
use domain::{
    flow::{Notice, SignedIn},
    invitation::Invitation,
    registration::{Lifecycle, Observations, Registration, Tenant, TransitionRefusal},
};
use jiff::SignedDuration;
use store::{RegistrationChange, StoredRegistration};

/// Time after which a worker verifies if the browser never comes back from the proof leg. If it does come back, the
/// verification that the proof asks for comes first, and this one is dropped.
const WITHOUT_PROOF: SignedDuration = SignedDuration::from_secs(10);
/// Time after which the schedule verifies if the queue took no message.
const FALLBACK: SignedDuration = SignedDuration::from_secs(60);

pub(in crate::legs) async fn complete(step: &CallbackContext<'_>) -> Result<Arrival, LegEnd> {
    let asked = step.leg.authority_tenant.ok_or(Notice::StartAgain)?;
    if let Some(error) = &step.answer.error {
        return Err(match error.as_str() {
            // On the admin consent page these mean, without a number that says otherwise: the person said no.
            "consent_required" | "permission_denied" if step.answer.aadsts.is_none() => {
                Notice::Declined
            }
            other => notice_of_redirect(other, step.answer),
        }
        .into());
    }
    let named = step
        .answer
        .tenant
        .as_deref()
        .and_then(|tenant| tenant.parse().ok());
    if named != Some(asked) {
        tracing::error!(
            registration_id = %step.leg.registration_id,
            tid = %asked,
            outcome = "tenant_mismatch",
            "the consent answer names another tenant than the one asked"
        );
        return Err(Notice::TenantMismatch.into());
    }
    let Some(signed_in) = &step.flow.signed_in else {
        let browser = &step.callback.browser;
        let (leg, location) = browser.first_proof_leg(&step.parts, &step.flow, asked)?;
        browser.store.add_leg(&leg).await?;
        return Ok(Arrival {
            next: NextStop::Microsoft(location),
            cookie: None,
        });
    };
    remember(step, signed_in).await?;
    leave_for_proof(step, signed_in).await
}

/// Continues with the proof leg once a consent is written.
pub(in crate::legs) async fn leave_for_proof(
    step: &CallbackContext<'_>,
    signed_in: &SignedIn,
) -> Result<Arrival, LegEnd> {
    step.ask_for_verification(WITHOUT_PROOF).await;
    let browser = &step.callback.browser;
    let (leg, location) = browser.proof_leg(&step.parts, &step.flow, signed_in)?;
    browser.store.add_leg(&leg).await?;
    Ok(Arrival {
        next: NextStop::Microsoft(location),
        cookie: None,
    })
}

/// Writes the consent.
pub(in crate::legs) async fn remember(
    step: &CallbackContext<'_>,
    signed_in: &SignedIn,
) -> Result<(), LegEnd> {
    let event_id = new_id::draw(step.parts.machine.random)?;
    let decide = |loaded: StoredRegistration, invitation: &Invitation, now| {
        let registration = &loaded.registration;
        if registration.is_rejected(signed_in.tenant.id, invitation) {
            tracing::warn!(
                registration_id = %registration.id,
                tid = %signed_in.tenant.id,
                outcome = "tenant_rejected_before",
                "the host app refused this tenant since the link was made"
            );
            return Err(Notice::TenantRejected);
        }
        if !signed_in.may_act(&registration.lifecycle, invitation.purpose) {
            // An administrator has approved since this person left; when, and through which link, stays as it is.
            return Ok(RegistrationChange::of(loaded.registration));
        }
        let tenant = consented_tenant(&registration.lifecycle, signed_in);
        let pinned = registration.pins(signed_in.pinned, &signed_in.organization.value);
        let through = &step.flow.invitation_hash;
        let change =
            consented(&loaded, tenant, pinned, through, event_id, now).map_err(|refused| {
                match refused {
                    TransitionRefusal::OtherTenant => Notice::WrongTenant,
                    TransitionRefusal::Stage(_) => Notice::StartAgain,
                }
            })?;
        Ok(RegistrationChange {
            due_at: Some(now + FALLBACK),
            registration: Registration {
                // Somebody of another tenant may have signed in meanwhile; what counts is the tenant that consented.
                observations: Observations {
                    organization: Some(signed_in.organization.clone()),
                    ..change.registration.observations
                },
                ..change.registration
            },
            ..change
        })
    };
    step.change(decide).await?;
    Ok(())
}

/// The tenant as this consent shows it. A user who shows no role that may consent is not recorded as the approver: returning
/// from the consent page proves nothing (T10), and every user of the tenant may sign in. Such a user does not
/// replace the administrator who approved before.
fn consented_tenant(lifecycle: &Lifecycle, signed_in: &SignedIn) -> Tenant {
    let shown = signed_in.tenant.clone();
    if signed_in.may_consent() {
        return shown;
    }
    match lifecycle.approver() {
        Some(approver) if approver.id == shown.id => approver.clone().seen_again(shown),
        Some(_) | None => shown.with_unknown_approver(),
    }
}
