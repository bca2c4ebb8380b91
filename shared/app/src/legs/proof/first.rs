//! The proof leg after a consent page that came before any sign-in. One answer shows both the person and the granted scopes.
//!
//! 1. The id token is validated for the pinned tenant, and the sign-in is accepted like that of a sign-in leg: Graph has to
//!    name the same tenant, and the registration has to accept it (T02, T12). Nothing is written before.
//! 2. The consent is written. The return from the consent page proves nothing (T10): a verification decides.
//! 3. The facts that the token shows are kept, and a verification is asked for.

use super::{
    keep::keep,
    refusal::{is_unexplained, needs_sign_in},
};
use crate::legs::{
    Arrival, consent, elsewhere, leg_end::LegEnd, redirect::notice_of_redirect, sign_in,
    step::CallbackContext,
};
use domain::{
    aadsts::Cause,
    flow::{Flow, Notice},
};
use entra::SigningKeys;
use jiff::SignedDuration;
use std::sync::Arc;

pub(super) async fn complete(
    step: &CallbackContext<'_>,
    keys: Option<Arc<SigningKeys>>,
) -> Result<Arrival, LegEnd> {
    if let Some(error) = &step.answer.error {
        return Err(ended_by(step, error));
    }
    let is_silent = step.is_silent();
    let redeemed = match step.redeem(keys.ok_or(Notice::StartAgain)?).await {
        // While a consent spreads, the exchange of the code may still be refused for want of it.
        Err(LegEnd::Told(Notice::ApprovalRequired)) if is_silent => {
            return Err(LegEnd::Again(None));
        }
        redeemed => redeemed?,
    };
    let answer = redeemed.answer;
    // A token from before the grant has spread, or of a narrower one, cannot say who it is.
    let mut scopes = answer.scopes.iter();
    if is_silent && !scopes.any(|scope| scope.eq_ignore_ascii_case("User.Read")) {
        return Err(LegEnd::Again(None));
    }
    let accepted = sign_in::accept(step, redeemed.identity, &answer.access_token).await?;
    // Whether it is the approver could never be put right: nothing of it is written.
    if accepted.misses_roles {
        return Err(Notice::MicrosoftUnavailable.into());
    }
    // Nothing says that whoever shows no role approved, or that anybody did: then the grant itself is looked for.
    if !accepted.signed_in.may_consent() {
        match elsewhere::is_consented(step, accepted.signed_in.tenant.id).await {
            Some(true) => {}
            // Where it still spreads, the schedule finds it: the sign-in is written.
            Some(false) => return Err(Notice::ProofPending.into()),
            None => return Err(Notice::MicrosoftUnavailable.into()),
        }
    }
    consent::remember(step, &accepted.signed_in).await?;
    if !is_silent {
        let (step, arrival) = sign_in::rotate(step, accepted, None).await?;
        return Ok(leave_for_proof(&step, arrival).await);
    }
    let notice = match keep(step, &accepted.signed_in, answer).await {
        Ok(()) => None,
        Err(LegEnd::Told(notice)) => Some(notice),
        Err(ended) => return Err(ended),
    };
    let step = step.with_flow(Flow {
        verification_asked_at: Some(step.parts.machine.now()),
        ..step.flow.clone()
    });
    let (step, arrival) = sign_in::rotate(&step, accepted, notice).await?;
    step.ask_for_verification(SignedDuration::ZERO).await;
    Ok(arrival)
}

/// Continues with the silent proof: the sign-in page asked only for the sign-in. If that fails, the page offers the proof.
async fn leave_for_proof(step: &CallbackContext<'_>, arrival: Arrival) -> Arrival {
    let Some(signed_in) = &step.flow.signed_in else {
        return arrival;
    };
    match consent::leave_for_proof(step, signed_in).await {
        Ok(proof) => Arrival {
            next: proof.next,
            ..arrival
        },
        Err(_) => arrival,
    }
}

/// Outcome of an error while the person is unknown. The sign-in page asks for everything that the person can answer.
fn ended_by(step: &CallbackContext<'_>, error: &str) -> LegEnd {
    let cause = step.answer.aadsts.and_then(Cause::of);
    let is_asked =
        needs_sign_in(step, error) || is_unexplained(step) || cause == Some(Cause::ConsentMissing);
    if step.is_silent() && is_asked {
        LegEnd::Again(None)
    } else {
        notice_of_redirect(error, step.answer).into()
    }
}
