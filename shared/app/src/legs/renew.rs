//! A flow goes on under a new cookie value; the old one is dead at once (T22). So it is after a sign-in, and when
//! the flow gets more rights.

use super::{CallbackError, step::CallbackContext};
use crate::{
    browser::NewCookie,
    secrets::secret_token::{self, TokenPurpose},
};
use domain::flow::{Flow, SealedValue, SignedIn};
use jiff::Timestamp;
use secrecy::{ExposeSecret as _, SecretString};

/// A flow under its new cookie value, not written yet.
pub(super) struct FlowRenewal {
    pub(super) flow: Flow,
    pub(super) cookie: NewCookie,
    /// The invitation's token.
    pub(super) token: SecretString,
}

/// The flow until `expires_at` under a new cookie value. What is sealed for the old one is sealed anew; `signed_in` makes the
/// person from the sealed login hint.
pub(super) fn renew(
    step: &CallbackContext<'_>,
    hint: &str,
    expires_at: Timestamp,
    signed_in: impl FnOnce(SealedValue) -> SignedIn,
) -> Result<FlowRenewal, CallbackError> {
    let token = step.invitation_token()?;
    let value = secret_token::generate(step.parts.machine.random)?;
    let cookie_hash = secret_token::hash_secret(TokenPurpose::Cookie, &value);
    let seal = |field, text| step.parts.seal(&cookie_hash, field, text);
    let flow = Flow {
        invitation_token: seal("invitation_token", token.expose_secret())?,
        signed_in: Some(signed_in(seal("login_hint", hint)?)),
        notice: None,
        notice_of: None,
        departed: None,
        access_notice: None,
        cookie_hash: cookie_hash.clone(),
        expires_at,
        ..step.flow.clone()
    };
    let cookie = NewCookie {
        invitation_hash: flow.invitation_hash.clone(),
        value,
        lives_for: expires_at.duration_since(step.parts.machine.now()),
    };
    Ok(FlowRenewal {
        flow,
        cookie,
        token,
    })
}
