//! The proof leg comes back: the same person's fresh delegated token shows which scopes are granted. It may fail while the
//! consent is still spreading; then the page offers to check again. Either way a verification is asked for.

use super::{Arrival, CallbackError, NextStop, Step};
use domain::{
    aadsts::Cause,
    flow::{Notice, SignedIn},
    registration::{Observations, Registration, Seen},
    verification::facts::{DelegatedScopes, Evidence},
};
use entra::SigningKeys;
use std::sync::Arc;
use store::{Commit, CommitError, VerificationMessage};

pub(super) async fn complete(
    mut step: Step<'_>,
    keys: Option<Arc<SigningKeys>>,
) -> Result<Arrival, CallbackError> {
    let Some(signed_in) = step.flow.signed_in.clone() else {
        return step.end_with(Notice::StartAgain).await;
    };
    let notice = match (&step.answer.error, keys) {
        (Some(error), _) => {
            tracing::info!(
                registration_id = %step.leg.registration_id,
                code = error,
                outcome = "proof_pending",
                "the silent proof did not come through"
            );
            Some(silent_notice(step.answer.aadsts))
        }
        (None, None) => Some(Notice::StartAgain),
        (None, Some(keys)) => prove(&step, &signed_in, keys).await?,
    };
    let token = step.invitation_token()?;
    step.flow.notice = notice;
    step.flow.verification_asked_at = Some(step.parts.clock.now());
    step.callback.browser.store.save_flow(&step.flow).await?;
    ask_for_verification(&step).await?;
    Ok(Arrival {
        next: NextStop::Page(token),
        cookie: None,
    })
}

/// What a silent trip that came back with an error means. While a consent spreads, want of it is usual; a rule of the
/// tenant or the state of the account is told as such.
fn silent_notice(aadsts: Option<u32>) -> Notice {
    match aadsts.and_then(Cause::of) {
        None | Some(Cause::ConsentMissing | Cause::Passing) => Notice::ProofPending,
        Some(_) => Notice::Refused {
            code: aadsts.map(|number| number.to_string()),
            correlation_id: None,
        },
    }
}

async fn prove(
    step: &Step<'_>,
    signed_in: &SignedIn,
    keys: Arc<SigningKeys>,
) -> Result<Option<Notice>, CallbackError> {
    let redeemed = match step.redeem(keys).await {
        Ok(redeemed) => redeemed,
        // While a consent spreads, the code or its exchange may still be refused for want of it.
        Err(Notice::ApprovalRequired) => return Ok(Some(Notice::ProofPending)),
        Err(notice) => return Ok(Some(notice)),
    };
    let same_person = redeemed.identity.tenant == signed_in.tenant.id
        && redeemed.identity.object_id == signed_in.tenant.administrator;
    if !same_person {
        return Ok(Some(Notice::StartAgain));
    }
    let scopes = Seen {
        value: DelegatedScopes(redeemed.answer.scopes),
        evidence: Evidence {
            request: format!("POST /{}/oauth2/v2.0/token", signed_in.tenant.id),
            status: Some(200),
            error_code: None,
            request_id: None,
            at: step.parts.clock.now(),
        },
    };
    remember(step, scopes).await
}

async fn remember(
    step: &Step<'_>,
    scopes: Seen<DelegatedScopes>,
) -> Result<Option<Notice>, CallbackError> {
    let store = &step.callback.browser.store;
    for _ in 0..3 {
        let Some(loaded) = store.load(step.leg.registration_id).await? else {
            return Err(CallbackError::NoLeg);
        };
        let registration = loaded.registration;
        let expected_version = registration.version;
        let changed = Registration {
            observations: Observations {
                delegated_scopes: Some(scopes.clone()),
                ..registration.observations.clone()
            },
            version: expected_version + 1,
            updated_at: step.parts.clock.now(),
            ..registration
        };
        let commit = Commit {
            registration: Some((&changed, expected_version)),
            ..Commit::default()
        };
        match store.commit(commit).await {
            Ok(()) => return Ok(None),
            Err(CommitError::RegistrationChanged) => {}
            Err(CommitError::Store(error)) => return Err(error.into()),
            Err(CommitError::Superseded | CommitError::TenantTaken) => break,
        }
    }
    Ok(Some(Notice::ProofPending))
}

/// Asks a worker to verify now. If the queue does not take it, the schedule looks a little later; the page is not held up.
pub(super) async fn ask_for_verification(step: &Step<'_>) -> Result<(), CallbackError> {
    let message = VerificationMessage::new(step.leg.registration_id, None, step.parts.clock.now());
    if let Err(error) = step
        .callback
        .interactive_queue
        .send(&message, jiff::SignedDuration::ZERO)
        .await
    {
        tracing::error!(
            registration_id = %step.leg.registration_id,
            outcome = "queue_send_failed",
            error = %crate::Chain(&error),
            "the verification waits for the schedule"
        );
    }
    Ok(())
}
