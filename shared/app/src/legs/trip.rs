//! The traces of a leg that begins: a flow, its own row, and the address at Microsoft.

use crate::{
    browser::{Browser, BrowserError, NewCookie, Parts, Visit},
    secrets::secret_token::{self, TokenPurpose},
};
use domain::{
    claims::ClaimsRequest,
    customer::Language,
    flow::{FLOW_LIFETIME, Flow, LEG_LIFETIME, Leg, LegPurpose, Repeat, SignedIn},
    ids::TenantId,
};
use entra::{Authority, AuthorizeRequest, Prompt};
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

/// Scopes of the sign-in leg.
pub(in crate::legs) const SIGN_IN_SCOPE: &str = "openid profile User.Read";

/// One trip with a code.
pub(in crate::legs) struct Trip<'a> {
    pub(in crate::legs) purpose: LegPurpose,
    pub(in crate::legs) tenant: Option<TenantId>,
    pub(in crate::legs) scope: &'a str,
    pub(in crate::legs) prompt: Option<Prompt>,
    pub(in crate::legs) login_hint: Option<&'a str>,
    /// Claims that the sign-in has to bring, where a token was refused for want of it.
    pub(in crate::legs) claims: Option<&'a ClaimsRequest>,
}

impl Browser {
    /// A new flow for an invitation, and the cookie that names it.
    pub(in crate::legs) fn new_flow(
        parts: &Parts<'_>,
        visit: &Visit,
        token: &SecretString,
        pinned_tenant: Option<TenantId>,
        language: Option<Language>,
    ) -> Result<(Flow, NewCookie), BrowserError> {
        let now = parts.machine.now();
        let value = secret_token::generate(parts.machine.random)?;
        let cookie_hash = secret_token::hash_secret(TokenPurpose::Cookie, &value);
        let invitation_token =
            parts.seal(&cookie_hash, "invitation_token", token.expose_secret())?;
        let began_before = visit.flow.as_ref().map(Flow::first_cookie_hash);
        let flow = Flow {
            first_cookie_hash: Some(began_before.unwrap_or(&cookie_hash).clone()),
            cookie_hash,
            invitation_hash: visit.invitation.token_hash.clone(),
            registration_id: visit.invitation.registration_id,
            invitation_token,
            pinned_tenant,
            signed_in: None,
            notice: None,
            notice_of: None,
            departed: None,
            asked_to_require: None,
            access_changed_at: None,
            access_notice: None,
            verification_asked_at: None,
            silent_failures: 0,
            language,
            created_at: now,
            expires_at: now + FLOW_LIFETIME,
        };
        let cookie = NewCookie {
            invitation_hash: flow.invitation_hash.clone(),
            value,
            lives_for: FLOW_LIFETIME,
        };
        Ok((flow, cookie))
    }

    /// A leg with a code: authorization code flow with PKCE (RFC 7636), `state` and nonce of 256 bits each.
    pub(in crate::legs) fn code_leg(
        &self,
        parts: &Parts<'_>,
        flow: &Flow,
        trip: &Trip<'_>,
    ) -> Result<(Leg, Url), BrowserError> {
        let now = parts.machine.now();
        let state = secret_token::generate(parts.machine.random)?;
        let nonce = secret_token::generate(parts.machine.random)?;
        let code_verifier = secret_token::generate(parts.machine.random)?;
        let state_hash = secret_token::hash_secret(TokenPurpose::State, &state);
        let seal = |field: &str, value: &SecretString| {
            parts.seal(&state_hash, field, value.expose_secret())
        };
        let authority = trip
            .tenant
            .map_or(Authority::Organizations, Authority::Tenant);
        let location = self.entra.authorize_url(&AuthorizeRequest {
            authority,
            redirect_uri: &self.redirect_uri,
            scope: trip.scope,
            state: &state,
            nonce: &nonce,
            code_verifier: &code_verifier,
            prompt: trip.prompt,
            login_hint: trip.login_hint,
            claims: trip.claims,
        });
        let login_hint = trip
            .login_hint
            .map(|hint| parts.seal(&state_hash, "login_hint", hint))
            .transpose()?;
        let leg = Leg {
            repeat: Some(Repeat {
                scope: trip.scope.to_owned(),
                login_hint,
                is_silent: trip.prompt == Some(Prompt::None),
            }),
            nonce: Some(seal("nonce", &nonce)?),
            code_verifier: Some(seal("code_verifier", &code_verifier)?),
            state_hash,
            cookie_hash: flow.cookie_hash.clone(),
            registration_id: flow.registration_id,
            purpose: trip.purpose,
            authority_tenant: trip.tenant,
            created_at: now,
            expires_at: now + LEG_LIFETIME,
        };
        Ok((leg, location))
    }

    /// The silent proof leg after a consent page that came before any sign-in: it also identifies the person. If Microsoft
    /// needs the person, the leg is made again for the sign-in only: while the approval spreads, the sign-in page would ask the
    /// person to consent to everything for the one account.
    pub(in crate::legs) fn first_proof_leg(
        &self,
        parts: &Parts<'_>,
        flow: &Flow,
        tenant: TenantId,
    ) -> Result<(Leg, Url), BrowserError> {
        let (leg, location) = self.code_leg(
            parts,
            flow,
            &Trip {
                purpose: LegPurpose::Proof,
                tenant: Some(tenant),
                scope: &self.entra.default_scopes(),
                prompt: Some(Prompt::None),
                login_hint: None,
                claims: None,
            },
        )?;
        let repeat = leg.repeat.map(|repeat| Repeat {
            scope: SIGN_IN_SCOPE.to_owned(),
            ..repeat
        });
        Ok((Leg { repeat, ..leg }, location))
    }

    /// The silent proof leg of the person who signed in: a fresh delegated token shows which scopes are granted.
    pub(in crate::legs) fn proof_leg(
        &self,
        parts: &Parts<'_>,
        flow: &Flow,
        signed_in: &SignedIn,
    ) -> Result<(Leg, Url), BrowserError> {
        let hint = parts.open(&flow.cookie_hash, "login_hint", &signed_in.login_hint)?;
        self.code_leg(
            parts,
            flow,
            &Trip {
                purpose: LegPurpose::Proof,
                tenant: Some(signed_in.tenant.id),
                scope: &self.entra.default_scopes(),
                prompt: Some(Prompt::None),
                login_hint: Some(hint.expose_secret()),
                claims: None,
            },
        )
    }
}
