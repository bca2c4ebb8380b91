//! The browser comes back from Microsoft.
//!
//! 1. `state` finds the leg; the leg names the flow; the browser must have the cookie of that flow (T01, T06).
//! 2. Only the leg's stored purpose decides which answers are valid (T04).
//! 3. The link must still give authority over the registration (T28, T31): it is read again here, and each write of a leg is
//!    conditional on it in the same transaction.
//! 4. The signing keys are read before the leg is spent, so that an outage of Microsoft costs the user no sign-in.
//! 5. The leg is spent by one conditional update; a replay finds it spent (T03).
//! 6. Only then the answer is used; an error is ignored once the purpose of the leg has been reached in another tab.
//!
//! In each case the browser ends on the clean page of its own invitation; if that link has ended meanwhile, its page says how.

use super::{
    access,
    callback::{Arrival, AuthorizationResponse, Callback, CallbackError, CallbackFailure},
    consent,
    leg_end::LegEnd,
    proof, sign_in,
    step::CallbackContext,
    system_user,
};
use crate::{
    browser::{Browser, Parts},
    in_log,
    limits::MISFITS,
    secrets::{
        new_id,
        secret_token::{self, TokenPurpose},
    },
};
use domain::{
    clock::Machine,
    flow::{Flow, Leg, LegPurpose},
    ids::TokenHash,
};
use secrecy::SecretString;

/// Completes a leg. `address` is the browser's, as the gateway saw it. `cookie_of` returns the value of the cookie that is
/// named after an invitation's hash.
///
/// # Errors
/// See [`CallbackError`].
pub async fn complete(
    callback: &Callback,
    machine: Machine<'_>,
    answer: &AuthorizationResponse,
    address: &str,
    cookie_of: &(dyn Fn(&TokenHash) -> Option<SecretString> + Sync),
) -> Result<Arrival, CallbackFailure> {
    let now = machine.now();
    let store = &callback.browser.store;
    let is_within_rate = callback.returns.admits_address(address, now);
    let no_leg = || {
        if is_within_rate {
            CallbackError::NoLeg
        } else {
            CallbackError::TooMany
        }
    };
    let state = answer.state.as_ref().ok_or_else(no_leg)?;
    let state_hash = secret_token::hash_secret(TokenPurpose::State, state);
    let leg = store.find_leg(&state_hash, now).await?;
    let leg = leg.ok_or_else(no_leg)?;
    in_log::name_id(leg.registration_id);
    let flow = store.find_flow(&leg.cookie_hash, now).await?;
    let flow = flow.ok_or_else(no_leg)?;
    let language = flow.language;
    let cookie = cookie_of(&flow.invitation_hash);
    // The browser that began the flow comes back whatever others do from its address; its leg is spent once (T81).
    if !is_within_rate && is_of(cookie.as_ref(), &flow, &leg).is_err() {
        return Err(CallbackError::TooMany.into());
    }
    let completed = complete_found(callback, machine, answer, leg, flow, cookie);
    // Boxed: it is large, and every caller would hold it.
    let completed = Box::pin(completed).await;
    completed.map_err(|error| CallbackFailure { error, language })
}

/// Completes the leg that `state` named, from the second half of step 1 on.
async fn complete_found(
    callback: &Callback,
    machine: Machine<'_>,
    answer: &AuthorizationResponse,
    leg: Leg,
    flow: Flow,
    cookie: Option<SecretString>,
) -> Result<Arrival, CallbackError> {
    let now = machine.now();
    let browser = &callback.browser;
    let fits = is_of(cookie.as_ref(), &flow, &leg).and_then(|()| fits(browser, &leg, answer));
    if let Err(error) = fits {
        // Somebody tries one answer after the other: the leg ends.
        let may_try_again = MISFITS.allows(&browser.store, now, leg.state_hash.as_str());
        if !may_try_again.await? {
            let call = new_id::generate(now, machine.random)?;
            browser.store.spend_leg(&leg.state_hash, call, now).await?;
        }
        return Err(error);
    }

    let sealing = browser.sealing(machine.clock).await?;
    let step = CallbackContext {
        callback,
        parts: Parts {
            machine,
            sealing: &sealing,
        },
        flow,
        leg,
        answer,
    };
    let keys = async {
        if answer.code.is_none() {
            return Ok(None);
        }
        let keys = browser.entra.signing_keys(machine.clock).await;
        keys.map(Some)
            .map_err(|_| CallbackError::MicrosoftUnavailable)
    };
    let found = tokio::try_join!(step.authority(), keys);
    let ((before, _), keys) = match found {
        Ok(found) => found,
        Err(error) => {
            step.note_failure(&error).await;
            return step.go_on(LegEnd::Failed(error)).await;
        }
    };
    let now = machine.now();
    let call = new_id::generate(now, machine.random)?;
    let is_first = browser.store.spend_leg(&step.leg.state_hash, call, now);
    if !is_first.await? {
        return Err(CallbackError::NoLeg);
    }
    // A cancel or an error from an old tab says nothing once its purpose was reached in another one.
    let is_late = answer.error.is_some();
    if is_late && (step.flow).has_reached(&before.registration, step.leg.departed()) {
        return step.arrive();
    }
    let completed = match step.leg.purpose {
        LegPurpose::SignIn => Box::pin(sign_in::complete(&step, keys)).await,
        LegPurpose::Consent => consent::complete(&step).await,
        LegPurpose::Proof => Box::pin(proof::complete(&step, keys)).await,
        LegPurpose::SystemUser => system_user::complete(&step, keys).await,
        LegPurpose::Access => Box::pin(access::complete(&step, keys)).await,
    };
    step.note_attempt(completed.as_ref().err(), before.last_attempt)
        .await;
    match completed {
        Ok(arrival) => Ok(arrival),
        Err(ended) => step.go_on(ended).await,
    }
}

/// Checks that the browser is the one that began the flow, and that the flow belongs to the leg.
fn is_of(cookie: Option<&SecretString>, flow: &Flow, leg: &Leg) -> Result<(), CallbackError> {
    let cookie = cookie.ok_or(CallbackError::OtherBrowser)?;
    let presented = secret_token::hash_secret(TokenPurpose::Cookie, cookie);
    let is_own = secret_token::same(&presented, &leg.cookie_hash)
        && flow.registration_id == leg.registration_id;
    is_own.then_some(()).ok_or(CallbackError::OtherBrowser)
}

/// Checks that an answer is either an error or of the kind that the leg's purpose expects, never both.
fn fits(browser: &Browser, leg: &Leg, answer: &AuthorizationResponse) -> Result<(), CallbackError> {
    if let Some(issuer) = &answer.issuer {
        let expected = leg
            .authority_tenant
            .map(|tenant| browser.entra.issuer(tenant));
        // Without a pinned tenant only the authority can be checked here; once the id token is validated, `redeem` compares
        // the issuer with the token's own.
        let holds = match expected {
            Some(expected) => *issuer == expected,
            None => browser.entra.is_own_issuer(issuer),
        };
        if !holds {
            return Err(CallbackError::UnfitAnswer);
        }
    }
    let fit = match (leg.purpose.expects_code(), answer.error.is_some()) {
        (_, true) => answer.code.is_none(),
        (true, false) => answer.code.is_some() && !answer.is_admin_consent,
        (false, false) => {
            answer.code.is_none() && answer.is_admin_consent && answer.tenant.is_some()
        }
    };
    if fit {
        Ok(())
    } else {
        Err(CallbackError::UnfitAnswer)
    }
}
