//! Microsoft's identity platform and Microsoft Graph: the only crate that talks to them.
//!
//! It reads and reports, and changes the access to the app if an administrator asks for it. It must not know the meaning of an
//! answer for a customer: facts go to the checks in `domain`, errors to the use cases in `app`. It must not know where our
//! credential is kept, what a registration is, or how pages look.
//!
//! Addresses never come from a message: hosts are constants of the cloud, paths are built from parsed ids, redirects are not
//! followed. Every call is limited in time and size ([`Limits`]), and all of them together by the time that an invocation has
//! ([`deadline::within`]). Secrets are never part of a `Debug` text, an error or a log line.

mod app_token;
mod authority;
mod authorize;
mod code;
mod credential;
pub mod deadline;
mod discovery;
mod entra;
mod graph;
mod held;
mod http_client;
mod id_token;
mod key_cache;
mod limits;
mod random;
mod refresh;
mod refusal;
mod retry;
mod signing_keys;
mod token_endpoint;
mod token_error;
mod transport;
mod user_token;

pub use app_token::{AppToken, TokenFreshness};
pub use authority::Authority;
pub use authorize::{AuthorizeRequest, Prompt};
pub use code::TokenAnswer;
pub use credential::{CertificateKey, ClientCredential, FEDERATED, UnusableCredential};
pub use discovery::DiscoveryError;
pub use entra::Entra;
pub use graph::{
    AccessFacts, AccessWrite, AppFacts, CandidateSearch, LeftOpen, SignInFacts, SystemUserFacts,
    SystemUserSignIn, UploadSessions,
};
pub use http_client::{HttpClient, HttpClientError, http_client, http_client_builder};
pub use id_token::{EndUser, ExpectedIdToken, ExpectedRefresh, IdTokenError};
pub use limits::Limits;
pub use refusal::EntraRefusal;
pub use signing_keys::SigningKeys;
pub use token_error::{TokenError, UndecidedAnswer};
pub use user_token::UserToken;
