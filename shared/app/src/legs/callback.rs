//! A return from Microsoft: its answer, the parts that complete it, and the place to which it leads.

use crate::{
    browser::{Browser, BrowserError, NewCookie},
    limits::RateLimiter,
    secrets::credential::Credentials,
    warm_up,
};
use domain::{clock::Clock, customer::Language, permission::Manifest};
use secrecy::SecretString;
use store::{Queue, system_users::SystemUserKeeper};
use url::Url;

/// Parameters in the query of a callback. Every field was given at most once.
#[derive(Default)]
pub struct AuthorizationResponse {
    /// `state`.
    pub state: Option<SecretString>,
    /// `code`.
    pub code: Option<SecretString>,
    /// `error`, a short code.
    pub error: Option<String>,
    /// The most specific `AADSTS` number in `error_description`; the text itself is dropped (T20).
    pub aadsts: Option<u32>,
    /// Whether `error_subcode` is `cancel`: the person went back without an answer.
    pub is_cancelled: bool,
    /// `tenant` of an admin consent answer. Only ever compared (T09).
    pub tenant: Option<String>,
    /// Whether `admin_consent` was present; it is `True` in errors too, so its value says nothing (T10).
    pub is_admin_consent: bool,
    /// `iss` (RFC 9207).
    pub issuer: Option<String>,
}

/// Reason why a callback leads nowhere: the browser gets a neutral page and nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum CallbackError {
    /// `state` is missing, unknown, expired or spent.
    #[error("no open leg of that state")]
    NoLeg,
    /// The browser is not the one that began the leg (T01).
    #[error("the browser has no cookie of the flow")]
    OtherBrowser,
    /// The answer does not fit the leg's purpose (T04), or its `iss` is not ours (T05).
    #[error("the answer does not fit the leg")]
    UnfitAnswer,
    /// The address returned too often within a minute, and the return belongs to no open leg of this browser.
    #[error("too many returns from one address")]
    TooMany,
    /// Microsoft's signing keys are not available; the leg is not spent.
    #[error("Microsoft's signing keys cannot be read")]
    MicrosoftUnavailable,
    /// A fault of ours.
    #[error(transparent)]
    Browser(#[from] BrowserError),
}

impl From<store::StoreError> for CallbackError {
    fn from(error: store::StoreError) -> Self {
        Self::Browser(error.into())
    }
}

impl From<crate::secrets::sealing::SealingError> for CallbackError {
    fn from(error: crate::secrets::sealing::SealingError) -> Self {
        Self::Browser(error.into())
    }
}

impl From<domain::clock::RandomUnavailable> for CallbackError {
    fn from(error: domain::clock::RandomUnavailable) -> Self {
        Self::Browser(error.into())
    }
}

/// A callback that leads nowhere, with the language of its page.
#[derive(Debug)]
pub struct CallbackFailure {
    /// Reason for the failure.
    pub error: CallbackError,
    /// The language chosen in the flow, if the flow was found and one was chosen.
    pub language: Option<Language>,
}

impl<E: Into<CallbackError>> From<E> for CallbackFailure {
    fn from(error: E) -> Self {
        Self {
            error: error.into(),
            language: None,
        }
    }
}

/// Next destination of the browser.
pub struct Arrival {
    /// The clean page, or Microsoft for the next leg.
    pub next: NextStop,
    /// A new value for the flow's cookie, if it changes (T22).
    pub cookie: Option<NewCookie>,
}

/// Destination of an [`Arrival`].
pub enum NextStop {
    /// A page of an invitation.
    Page {
        /// The invitation's token.
        token: SecretString,
        /// The page of the invitation.
        page: LinkPage,
        /// The language that the person chose, if one was chosen.
        language: Option<Language>,
    },
    /// On to Microsoft for the next leg.
    Microsoft(Url),
}

/// Page of an invitation to which a leg leads back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkPage {
    /// The page of the current step of the journey.
    Journey,
    /// The access page.
    Access,
    /// The review of the change for which the rights were asked.
    AccessReview,
}

/// Dependencies for completing legs, beside those of the browser.
pub struct Callback {
    /// Pages and flows.
    pub browser: Browser,
    /// Our credential.
    pub credentials: Credentials,
    /// Permissions that this deployment asks for.
    pub manifest: Manifest,
    /// The queue of verifications that a person waits for.
    pub interactive_queue: Queue,
    /// Keeps the system users' sign-ins; cannot read them.
    pub system_users: SystemUserKeeper,
    /// Limits returns by address.
    pub returns: RateLimiter,
}

impl Callback {
    /// Begins to open the connections to the table and to Microsoft (see [`warm_up`]).
    pub fn open_connections(&self, clock: impl Clock + 'static) {
        self.browser.open_connections();
        warm_up::open_microsoft(&self.browser.entra, clock);
    }

    /// Reads the secrets like [`Browser::read_secrets`], and our credential.
    pub async fn read_secrets(&self, clock: &dyn Clock) {
        tokio::join!(
            self.browser.read_secrets(clock),
            self.credentials.open(clock),
        );
    }
}
