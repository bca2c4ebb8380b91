//! The consent leg comes back. Its answer proves nothing: `tenant` is only compared with the tenant that signed in, an
//! `error` is looked at first, and success merely lets the registration wait for proof (`security.md` T09, T10).
//! <https://learn.microsoft.com/en-us/entra/identity-platform/v2-admin-consent>

use super::{Arrival, CallbackError, NextStop, Step, notice_of_redirect};
use crate::new_id;
use domain::{
    event::{Event, EventKind},
    flow::{Notice, SignedIn},
    ids::EventId,
    registration::{Approval, Lifecycle, Observations, Refused, Registration},
};
use jiff::SignedDuration;
use store::{Commit, CommitError};

/// If the browser never comes back from the proof leg, a worker looks after this long. If it does, the run that the proof
/// asks for comes first, and this one is dropped.
const WITHOUT_PROOF: SignedDuration = SignedDuration::from_secs(10);
/// If the queue took nothing, the schedule looks after this long.
const FALLBACK: SignedDuration = SignedDuration::from_secs(60);

pub(super) async fn complete(step: Step<'_>) -> Result<Arrival, CallbackError> {
    let Some(signed_in) = step.flow.signed_in.clone() else {
        return step.end_with(Notice::StartAgain).await;
    };
    if let Some(error) = &step.answer.error {
        let notice = match error.as_str() {
            // On the admin consent page these all mean: the person said no.
            "consent_required" | "access_denied" | "permission_denied" => Notice::Declined,
            other => notice_of_redirect(other, step.answer.aadsts),
        };
        return step.end_with(notice).await;
    }
    let named = step
        .answer
        .tenant
        .as_deref()
        .and_then(|tenant| tenant.parse().ok());
    if named != Some(signed_in.tenant.id) {
        tracing::error!(
            registration_id = %step.leg.registration_id,
            tid = %signed_in.tenant.id,
            outcome = "tenant_mismatch",
            "the consent answer names another tenant than the one signed in to"
        );
        return step.end_with(Notice::TenantMismatch).await;
    }
    if let Some(notice) = remember(&step, &signed_in).await? {
        return step.end_with(notice).await;
    }
    step.ask_for_verification(WITHOUT_PROOF).await;
    let browser = &step.callback.browser;
    let (leg, location) = browser.proof_leg(&step.parts, &step.flow, &signed_in)?;
    browser.store.add_leg(&leg).await?;
    Ok(Arrival {
        next: NextStop::Microsoft(location),
        cookie: None,
    })
}

/// Writes the consent; gives the notice when it is refused.
async fn remember(step: &Step<'_>, signed_in: &SignedIn) -> Result<Option<Notice>, CallbackError> {
    let store = &step.callback.browser.store;
    for _ in 0..3 {
        let Some(loaded) = store.load(step.leg.registration_id).await? else {
            return Err(CallbackError::NoLeg);
        };
        let registration = loaded.registration;
        let now = step.parts.clock.now();
        let expected_version = registration.version;
        let consented =
            registration
                .lifecycle
                .clone()
                .consent(signed_in.tenant.clone(), signed_in.pinned, now);
        let lifecycle = match consented {
            Ok(lifecycle) => lifecycle,
            Err(Refused::OtherTenant) => return Ok(Some(Notice::WrongTenant)),
            Err(Refused::Stage(_)) => return Ok(Some(Notice::StartAgain)),
        };
        let asks = matches!(
            lifecycle,
            Lifecycle::Consented {
                approval: Approval::Waiting,
                ..
            }
        ) && !matches!(registration.lifecycle, Lifecycle::Consented { .. });
        let changed = Registration {
            lifecycle,
            // Somebody of another tenant may have signed in meanwhile; what counts is the tenant that consented.
            observations: Observations {
                organization: Some(signed_in.organization.clone()),
                ..registration.observations.clone()
            },
            consented_through: Some(step.flow.invitation_hash.clone()),
            version: expected_version + 1,
            updated_at: now,
            ..registration
        };
        let events: Vec<Event> = if asks {
            vec![Event {
                id: EventId::from_uuid(new_id::generate(now, step.parts.random)?),
                kind: EventKind::ApprovalRequired,
                customer_id: changed.customer.id.clone(),
                registration_id: changed.id,
                health: loaded.standing.health,
                health_version: loaded.standing.health_version,
                occurred_at: now,
            }]
        } else {
            Vec::new()
        };
        let commit = Commit {
            registration: Some((&changed, expected_version)),
            events: &events,
            due: Some((changed.id, now + FALLBACK)),
            ..Commit::default()
        };
        match store.commit(commit).await {
            Ok(()) => return Ok(None),
            Err(CommitError::RegistrationChanged) => {}
            Err(CommitError::Store(error)) => return Err(error.into()),
            Err(CommitError::Superseded | CommitError::TenantTaken) => {
                return Ok(Some(Notice::StartAgain));
            }
        }
    }
    Ok(Some(Notice::StartAgain))
}
