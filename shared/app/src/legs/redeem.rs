//! The code of a leg, redeemed once, and the identity that comes with it.

use super::{leg_end::LegEnd, step::CallbackContext};
use crate::{
    refusal::{self, RefusalClass},
    secrets::credential::CredentialError,
};
use domain::{aadsts::Cause, flow::Notice};
use entra::{Authority, EntraRefusal, SigningKeys, TokenAnswer, TokenError};
use secrecy::ExposeSecret as _;
use std::sync::Arc;

/// A token redeemed and its identity accepted.
pub(super) struct Redemption {
    pub(super) answer: TokenAnswer,
    pub(super) identity: entra::EndUser,
}

impl CallbackContext<'_> {
    /// Redeems the code once and validates the id token.
    pub(super) async fn redeem(&self, keys: Arc<SigningKeys>) -> Result<Redemption, LegEnd> {
        let clock = self.parts.machine.clock;
        let browser = &self.callback.browser;
        let (Some(code), Some(verifier), Some(nonce)) =
            (&self.answer.code, &self.leg.code_verifier, &self.leg.nonce)
        else {
            return Err(Notice::StartAgain.into());
        };
        let open = |field: &str, sealed| {
            self.parts.open(&self.leg.state_hash, field, sealed).map_err(|error| {
                tracing::error!(outcome = "operator_fault", error = %crate::Chain(&error), "a leg does not open");
                Notice::OurFault
            })
        };
        let (verifier, nonce) = (open("code_verifier", verifier)?, open("nonce", nonce)?);
        let authority = self
            .leg
            .authority_tenant
            .map_or(Authority::Organizations, Authority::Tenant);
        // Entra refuses a credential before it looks at the code, so that is the one outcome after which the code may be sent
        // again (T63).
        let (credentials, verifier) = (&self.callback.credentials, &verifier);
        let answer = credentials.present(clock, |credential| async move {
            let redeemed = browser.entra.redeem_code(
                &credential,
                authority,
                code,
                verifier,
                &browser.redirect_uri,
                clock,
            );
            redeemed.await
        });
        let answer = self.with_credential(Box::pin(answer).await)?;
        let answer = answer.map_err(|error| self.refused(&error))?;
        let id_token = answer.id_token.as_ref().ok_or(Notice::StartAgain)?;
        let expected = entra::ExpectedIdToken {
            nonce: &nonce,
            tenant: self.leg.authority_tenant,
            not_issued_before: self.leg.created_at,
            now: clock.now(),
        };
        // A key that appeared since the last read is asked for once (T15).
        let keys = browser
            .entra
            .signing_keys_for(id_token.expose_secret(), keys, clock)
            .await;
        let identity = browser
            .entra
            .validate_id_token(&keys, id_token.expose_secret(), &expected)
            .map_err(|error| {
                tracing::warn!(
                    registration_id = %self.leg.registration_id,
                    outcome = "id_token_refused",
                    code = error.reason(),
                    "an id token was refused"
                );
                match error {
                    entra::IdTokenError::ConsumerTenant => Notice::PersonalAccount,
                    entra::IdTokenError::OtherTenant => Notice::WrongTenant,
                    _ => Notice::StartAgain,
                }
            })?;
        let issuer = browser.entra.issuer(identity.tenant);
        if self
            .answer
            .issuer
            .as_ref()
            .is_some_and(|named| *named != issuer)
        {
            tracing::warn!(
                registration_id = %self.leg.registration_id,
                outcome = "issuer_refused",
                "the answer names another issuer than its id token"
            );
            return Err(Notice::StartAgain.into());
        }
        Ok(Redemption { answer, identity })
    }

    /// A code that was not redeemed. Microsoft judges the tenant's rules again when a code is redeemed, from where our server is:
    /// what it asks for then, the same leg brings once more.
    fn refused(&self, error: &TokenError) -> LegEnd {
        let claims = error
            .refusal()
            .and_then(EntraRefusal::claims_for_another_sign_in)
            .filter(|_| self.leg.repeat.is_some());
        if let Some(claims) = claims {
            return LegEnd::Again(Some(claims));
        }
        if let Some(refusal) = error.refusal() {
            let class = RefusalClass::of_code(refusal);
            refusal::tell(class, self.leg.authority_tenant, refusal);
        }
        notice_of(error).into()
    }

    /// The answer to a request that a credential was presented with.
    pub(super) fn with_credential<T>(
        &self,
        answer: Result<T, CredentialError>,
    ) -> Result<T, Notice> {
        answer.map_err(|error| {
            tracing::error!(
                registration_id = %self.leg.registration_id,
                outcome = "operator_fault",
                error = %crate::Chain(&error),
                "the client credential cannot be used"
            );
            Notice::OurFault
        })
    }
}

/// Notice for the person after a failed code exchange. A code is never sent again after an unknown outcome (T07), so every
/// way leads to a new start.
fn notice_of(error: &TokenError) -> Notice {
    match error {
        TokenError::Refused(refusal) if refusal.is_client_refused() => {
            tracing::error!(
                outcome = "operator_fault",
                code = refusal.error,
                ms_trace_id = refusal.trace_id.as_deref(),
                ms_correlation_id = refusal.correlation_id,
                "our credential was refused while a code was redeemed"
            );
            Notice::OurFault
        }
        TokenError::Refused(refusal) => notice_of_refusal(refusal),
        TokenError::Throttled { .. } | TokenError::Unavailable(_) => Notice::MicrosoftUnavailable,
        TokenError::Unreadable(_) => {
            tracing::error!(
                outcome = "operator_fault",
                "the answer to a code could not be understood"
            );
            Notice::StartAgain
        }
    }
}

fn notice_of_refusal(refusal: &EntraRefusal) -> Notice {
    let cause = refusal.aadsts().and_then(Cause::of);
    let code = refusal.aadsts().map(|number| number.to_string());
    let correlation_id = refusal.correlation_id.clone();
    match cause {
        Some(Cause::Declined) => Notice::Declined,
        _ if refusal.needs_consent() => Notice::ApprovalRequired,
        _ if refusal.is_policy() || cause.is_some_and(is_rule) => Notice::RefusedAtServer {
            code,
            correlation_id,
        },
        // The code is over; a known reason of the account is told.
        None | Some(Cause::Again) if refusal.is_grant_refused() => Notice::StartAgain,
        Some(_) | None => Notice::Refused {
            code,
            correlation_id,
        },
    }
}

/// Whether a rule of the tenant refused, which Microsoft judges by where and on what a sign-in is made.
fn is_rule(cause: Cause) -> bool {
    matches!(
        cause,
        Cause::MfaRegistration | Cause::MfaRequired | Cause::ConditionalAccess | Cause::Device
    )
}
