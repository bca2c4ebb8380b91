//! Addresses for sending the browser to sign-in and to admin consent.
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

/// Treatment of an existing session by the sign-in page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prompt {
    /// Shows nothing: the page answers at once, or with an error.
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

/// One trip to the sign-in page that ends with a code.
#[derive(Debug, Clone, Copy)]
pub struct AuthorizeRequest<'a> {
    /// Accounts that may sign in. The code is redeemed at the same authority.
    pub authority: Authority,
    /// Address for the answer; redeeming the code names the same address.
    pub redirect_uri: &'a Url,
    /// Scopes, separated by spaces: names of Graph's permissions, OpenID Connect scopes, complete scopes.
    pub scope: &'a str,
    /// Value that ties the answer to the leg; 256 random bits.
    pub state: &'a SecretString,
    /// Value that ties the id token to the leg; 256 random bits.
    pub nonce: &'a SecretString,
    /// Secret whose S256 challenge goes into the address; 43 to 128 characters (RFC 7636 section 4.1).
    pub code_verifier: &'a SecretString,
    /// Treatment of an existing session.
    pub prompt: Option<Prompt>,
    /// Account to propose.
    pub login_hint: Option<&'a str>,
    /// Claims that the sign-in must bring, if Microsoft refused a token because they were missing.
    pub claims: Option<&'a ClaimsRequest>,
}

impl Entra {
    /// Address of the sign-in page for one leg: code flow, PKCE S256, answer in the query.
    ///
    /// # Panics
    /// When the code verifier does not have the length that RFC 7636 demands.
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

    /// Address of the admin consent page of one tenant, for every permission that the app registration declares.
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

    /// Scope of a sign-in that shows the granted delegated permissions, among all declared ones, and the person.
    pub fn default_scopes(&self) -> String {
        format!("{} openid profile", self.addresses().default_scope())
    }

    /// Scope of the system user's sign-in: every delegated permission that the tenant has approved, the person, and a refresh
    /// token. `.default` asks for nothing new in a tenant that has granted something, so it also works in a tenant that has
    /// not approved the permissions of a newer version; named scopes would end there in "Need admin approval".
    /// <https://learn.microsoft.com/en-us/entra/identity-platform/scopes-oidc>
    pub fn system_user_scopes(&self) -> String {
        format!("{} offline_access", self.default_scopes())
    }
}
