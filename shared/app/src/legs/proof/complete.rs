//! The proof leg comes back: the same person's fresh delegated token shows the granted scopes, and the configured sites that
//! this person reaches. It may fail while the consent is still spreading; then the page offers to check again. A verification
//! is asked for in either case.

use super::{
    first,
    keep::keep,
    refusal::{is_unexplained, needs_sign_in},
};
use crate::legs::{
    Arrival, consent, elsewhere, leg_end::LegEnd, redirect::notice_of_redirect,
    step::CallbackContext,
};
use domain::{
    aadsts::Cause,
    flow::{Flow, Notice, SignedIn},
};
use entra::SigningKeys;
use jiff::SignedDuration;
use std::sync::Arc;

pub(in crate::legs) async fn complete(
    step: &CallbackContext<'_>,
    keys: Option<Arc<SigningKeys>>,
) -> Result<Arrival, LegEnd> {
    let Some(signed_in) = &step.flow.signed_in else {
        return Box::pin(first::complete(step, keys)).await;
    };
    let (loaded, _) = step.authority().await?;
    if loaded
        .registration
        .lifecycle
        .awaits_consent_of(signed_in.tenant.id)
    {
        elsewhere::demand_consent(step, signed_in.tenant.id).await?;
        consent::remember(step, signed_in).await?;
    }
    let notice = match prove(step, signed_in, keys).await {
        Ok(()) => None,
        Err(LegEnd::Told(notice)) if notice != Notice::WrongTenant => Some(notice),
        Err(ended) => return Err(ended),
    };
    let failures = step.flow.silent_failures;
    let mut flow = Flow {
        silent_failures: match notice {
            None => 0,
            Some(_) if is_unexplained(step) => failures.saturating_add(1),
            Some(_) => failures,
        },
        verification_asked_at: Some(step.parts.machine.now()),
        ..step.flow.clone()
    };
    flow.end_trip(&step.leg, notice);
    step.callback.browser.store.save_flow(&flow).await?;
    step.ask_for_verification(SignedDuration::ZERO).await;
    Ok(step.arrive()?)
}

/// Outcome of a proof that came back with an error. The first trip is silent: if Microsoft needs the person, or twice gives no
/// reason, the same leg is made again at the sign-in page. While a consent spreads, an error that it is missing is usual; a
/// rule of the tenant or the state of the account is shown as such.
fn ended_by(step: &CallbackContext<'_>, error: &str) -> LegEnd {
    let is_silent = step.is_silent();
    let is_repeatable =
        needs_sign_in(step, error) || (is_unexplained(step) && step.flow.silent_failures > 0);
    if is_silent && is_repeatable {
        return LegEnd::Again(None);
    }
    match step.answer.aadsts.and_then(Cause::of) {
        Some(Cause::ConsentMissing | Cause::Passing) => Notice::ProofPending.into(),
        None if is_silent && !step.answer.is_cancelled => Notice::ProofPending.into(),
        Some(_) | None => notice_of_redirect(error, step.answer).into(),
    }
}

async fn prove(
    step: &CallbackContext<'_>,
    signed_in: &SignedIn,
    keys: Option<Arc<SigningKeys>>,
) -> Result<(), LegEnd> {
    if let Some(error) = &step.answer.error {
        tracing::info!(
            registration_id = %step.leg.registration_id,
            code = error,
            outcome = "proof_pending",
            "the proof did not come through"
        );
        return Err(ended_by(step, error));
    }
    let redeemed = match step.redeem(keys.ok_or(Notice::StartAgain)?).await {
        // While a consent spreads, the code or its exchange may still be refused for want of it.
        Err(LegEnd::Told(Notice::ApprovalRequired)) => return Err(Notice::ProofPending.into()),
        redeemed => redeemed?,
    };
    let same_person = redeemed.identity.tenant == signed_in.tenant.id
        && redeemed.identity.object_id == signed_in.tenant.administrator;
    if !same_person {
        return Err(Notice::StartAgain.into());
    }
    keep(step, signed_in, redeemed.answer).await
}
