//! Requests to the token endpoint, through `oauth2` and within our limits.
//! <https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-auth-code-flow#redeem-a-code-for-an-access-token>

use crate::{
    authority::Authority,
    credential::ClientCredential,
    entra::Entra,
    http_client::Connection,
    retry,
    token_error::{TokenError, TokenFailure, UndecidedAnswer},
    transport::Transport,
};
use http::StatusCode;
use jiff::Timestamp;
use oauth2::{
    AccessToken, AsyncHttpClient, AuthType, Client, ClientSecret, EndpointNotSet, EndpointSet,
    HttpRequest, HttpResponse, RefreshToken, RequestTokenError, Scope, StandardRevocableToken,
    TokenResponse, TokenUrl,
    basic::{
        BasicErrorResponse, BasicRevocationErrorResponse, BasicTokenIntrospectionResponse,
        BasicTokenType,
    },
};
use reqwest::Request;
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use std::{pin::Pin, time::Duration};

/// `client_assertion_type` of RFC 7523.
const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

pub(crate) type TokenClient = Client<
    BasicErrorResponse,
    AccessTokenResponse,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
>;

/// A granted request, in the form of the wire.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct AccessTokenResponse {
    access_token: AccessToken,
    token_type: BasicTokenType,
    expires_in: u32,
    scope: Option<String>,
    refresh_token: Option<RefreshToken>,
    id_token: Option<IdTokenText>,
}

/// Text of an id token on its way; it has no readable `Debug`.
#[derive(Serialize, Deserialize)]
struct IdTokenText(String);

impl std::fmt::Debug for IdTokenText {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("IdTokenText([redacted])")
    }
}

impl TokenResponse for AccessTokenResponse {
    type TokenType = BasicTokenType;

    fn access_token(&self) -> &AccessToken {
        &self.access_token
    }

    fn token_type(&self) -> &BasicTokenType {
        &self.token_type
    }

    fn expires_in(&self) -> Option<Duration> {
        Some(Duration::from_secs(self.expires_in.into()))
    }

    fn refresh_token(&self) -> Option<&RefreshToken> {
        self.refresh_token.as_ref()
    }

    fn scopes(&self) -> Option<&Vec<Scope>> {
        None
    }
}

/// Tokens of a granted request, the secrets wrapped.
pub(crate) struct Tokens {
    pub(crate) access_token: SecretString,
    pub(crate) id_token: Option<SecretString>,
    pub(crate) refresh_token: Option<SecretString>,
    pub(crate) scope: String,
    pub(crate) expires_in_seconds: u32,
}

impl TryFrom<AccessTokenResponse> for Tokens {
    type Error = TokenError;

    fn try_from(granted: AccessTokenResponse) -> Result<Self, TokenError> {
        let access_token = granted.access_token.into_secret();
        // Case does not matter (RFC 6749 section 5.1); Microsoft writes `Bearer`.
        let usable = granted.token_type.as_ref().eq_ignore_ascii_case("bearer")
            && granted.expires_in > 0
            && !access_token.is_empty()
            && access_token.bytes().all(|byte| byte.is_ascii_graphic());
        if !usable {
            return Err(without_token());
        }
        Ok(Self {
            access_token: access_token.into(),
            id_token: granted.id_token.map(|token| token.0.into()),
            refresh_token: granted
                .refresh_token
                .map(|token| token.into_secret().into()),
            scope: granted.scope.unwrap_or_default(),
            expires_in_seconds: granted.expires_in,
        })
    }
}

/// Adapter that lets `oauth2` use our transport: one request, one attempt, and only a 200 reaches its parser.
pub(crate) struct TokenHttp<'a> {
    pub(crate) transport: &'a Transport,
    pub(crate) attempt: Duration,
    pub(crate) connection: Connection,
}

impl<'c> AsyncHttpClient<'c> for TokenHttp<'_> {
    type Error = TokenFailure;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, TokenFailure>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let request = Request::try_from(request).map_err(|_| TokenError::Unreadable(None))?;
            let limit = self.transport.limits.body_bytes;
            let reply = self
                .transport
                .send_over(self.connection, request, self.attempt, limit)
                .await?;
            if reply.status != StatusCode::OK {
                return Err(TokenFailure::read(&reply));
            }
            // `oauth2` parses by itself, and would take a list for an object.
            if !strict_json::is_object(&reply.body) {
                return Err(without_token().into());
            }
            let mut response = HttpResponse::new(reply.body);
            *response.headers_mut() = reply.headers;
            Ok(response)
        })
    }
}

/// Our part of a request: the client with the endpoint, and the parameters that authenticate us.
pub(crate) struct Authentication {
    pub(crate) client: TokenClient,
    pub(crate) parameters: Vec<(&'static str, String)>,
}

impl Entra {
    /// Sends a request, and again while the outcome is transient and there is time. Not for a code, which a request spends.
    pub(crate) async fn ask_again<T, F: Future<Output = Result<T, TokenFailure>>>(
        &self,
        ask: impl Fn() -> F,
    ) -> Result<T, TokenError> {
        let transport = self.transport();
        let limits = &transport.limits;
        transport.budget.earn();
        let mut tried = 0;
        loop {
            let failure = match ask().await {
                Ok(answer) => return Ok(answer),
                Err(failure) => failure,
            };
            tried += 1;
            let pause = failure
                .is_transient()
                .then(|| retry::pause(limits, &transport.budget, tried, failure.retry_after))
                .flatten();
            match pause {
                Some(pause) => retry::wait(pause).await,
                None => return Err(failure.give_up(limits.retry_after)),
            }
        }
    }

    /// Prepares one request to the token endpoint of an authority; a certificate's assertion is made for this request alone.
    pub(crate) fn authenticate(
        &self,
        credential: &ClientCredential,
        authority: Authority,
        now: Timestamp,
    ) -> Result<Authentication, TokenError> {
        let endpoint = self.addresses().token(authority);
        let client = Client::new(oauth2::ClientId::new(self.client_id().to_string()))
            .set_auth_type(AuthType::RequestBody)
            .set_token_uri(TokenUrl::from_url(endpoint.clone()));
        let assertion = match credential {
            ClientCredential::Secret(secret) => {
                let secret = ClientSecret::new(secret.expose_secret().to_owned());
                return Ok(Authentication {
                    client: client.set_client_secret(secret),
                    parameters: Vec::new(),
                });
            }
            ClientCredential::Certificate(certificate) => &certificate
                .assertion(self.client_id(), &endpoint, now)
                .ok_or(TokenError::Unavailable(None))?,
            ClientCredential::Federated(assertion) => assertion,
        };
        Ok(Authentication {
            client,
            parameters: vec![
                ("client_assertion_type", JWT_BEARER.to_owned()),
                ("client_assertion", assertion.expose_secret().to_owned()),
            ],
        })
    }
}

/// Tokens or failure from the answer that `oauth2` parsed.
pub(crate) fn outcome(
    answer: Result<AccessTokenResponse, RequestTokenError<TokenFailure, BasicErrorResponse>>,
) -> Result<Tokens, TokenFailure> {
    match answer {
        Ok(granted) => Ok(granted.try_into()?),
        Err(RequestTokenError::Request(failure)) => Err(failure),
        Err(
            RequestTokenError::ServerResponse(_)
            | RequestTokenError::Parse(..)
            | RequestTokenError::Other(_),
        ) => Err(without_token().into()),
    }
}

/// Error for a 200 that contains no token: no other status reaches `oauth2`.
fn without_token() -> TokenError {
    TokenError::Unreadable(Some(UndecidedAnswer::without_token()))
}
