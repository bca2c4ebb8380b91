//! Where the browser is sent: sign-in and admin consent.
//! <https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-auth-code-flow>,
//! <https://learn.microsoft.com/en-us/entra/identity-platform/v2-admin-consent>

use crate::{authority::Authority, entra::Entra};
use domain::{claims::ClaimsRequest, ids::TenantId};
use oauth2::{
    AuthUrl, CsrfToken, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, basic::BasicClient,
};
use secrecy::{ExposeSecret as _, SecretString};
use std::borrow::Cow;
use url::Url;

/// What the sign-in page does with a session that is already there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prompt {
    /// Shows nothing: answers at once, or with an error.
    None,
    /// Asks for the credentials again.
    Login,
    /// Lets the person choose the account.
    SelectAccount,
}

impl Prompt {
    fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Login => "login",
            Self::SelectAccount => "select_account",
        }
    }
}

/// One trip to the sign-in page with a code at its end.
#[derive(Debug, Clone, Copy)]
pub struct AuthorizeRequest<'a> {
    /// Who may sign in. The code is redeemed at the same authority.
    pub authority: Authority,
    /// Where the answer goes; the same address is named when the code is redeemed.
    pub redirect_uri: &'a Url,
    /// Scopes, separated by spaces: names of Graph's permissions, OpenID Connect scopes, whole scopes.
    pub scope: &'a str,
    /// Ties the answer to the leg; 256 random bits.
    pub state: &'a SecretString,
    /// Ties the id token to the leg; 256 random bits.
    pub nonce: &'a SecretString,
    /// Its S256 challenge goes into the address; 43 to 128 characters (RFC 7636 section 4.1).
    pub code_verifier: &'a SecretString,
    /// What to do with a session that is already there.
    pub prompt: Option<Prompt>,
    /// The account to propose.
    pub login_hint: Option<&'a str>,
    /// Claims that the sign-in has to bring, where a token was refused for want of it.
    pub claims: Option<&'a ClaimsRequest>,
}

impl Entra {
    /// The address of the sign-in page for one leg: code flow, PKCE S256, answer in the query.
    ///
    /// # Panics
    /// When the code verifier has not the length that RFC 7636 demands.
    pub fn authorize_url(&self, request: &AuthorizeRequest<'_>) -> Url {
        let verifier = PkceCodeVerifier::new(request.code_verifier.expose_secret().to_owned());
        let client = BasicClient::new(oauth2::ClientId::new(self.client_id().to_string()))
            .set_auth_uri(AuthUrl::from_url(
                self.addresses().authorize(request.authority),
            ));
        let state = CsrfToken::new(request.state.expose_secret().to_owned());
        let mut authorization = client
            .authorize_url(|| state)
            .set_redirect_uri(Cow::Owned(RedirectUrl::from_url(
                request.redirect_uri.clone(),
            )))
            .add_scope(Scope::new(self.addresses().graph_scopes(request.scope)))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .add_extra_param("response_mode", "query")
            .add_extra_param("nonce", request.nonce.expose_secret());
        if let Some(prompt) = request.prompt {
            authorization = authorization.add_extra_param("prompt", prompt.as_str());
        }
        // Microsoft rules out a hint beside the choice of an account.
        if let Some(hint) = request.login_hint
            && request.prompt != Some(Prompt::SelectAccount)
        {
            authorization = authorization.add_extra_param("login_hint", hint);
        }
        if let Some(claims) = request.claims {
            authorization = authorization.add_extra_param("claims", claims.as_str());
        }
        authorization.url().0
    }

    /// The address of the admin consent page of one tenant, for everything the app registration declares.
    pub fn admin_consent_url(
        &self,
        tenant: TenantId,
        redirect_uri: &Url,
        state: &SecretString,
    ) -> Url {
        let mut url = self.addresses().admin_consent(tenant);
        url.query_pairs_mut()
            .append_pair("client_id", &self.client_id().to_string())
            .append_pair("redirect_uri", redirect_uri.as_str())
            .append_pair("scope", &self.addresses().default_scope())
            .append_pair("state", state.expose_secret());
        url
    }

    /// The scope of a sign-in that shows which delegated permissions are granted: all declared ones, and who signed in.
    pub fn default_scopes(&self) -> String {
        format!("{} openid profile", self.addresses().default_scope())
    }

    /// The scope of the system user's sign-in: every delegated permission that the tenant has approved, who signed in, and a
    /// refresh token. `.default` asks for nothing new where something is granted, so it also works in a tenant that has not
    /// approved what a newer version asks for; named scopes would end there in "Need admin approval".
    /// <https://learn.microsoft.com/en-us/entra/identity-platform/scopes-oidc>
    pub fn system_user_scopes(&self) -> String {
        format!("{} offline_access", self.default_scopes())
    }
}
