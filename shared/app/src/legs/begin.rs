//! The forms of the hosted pages that begin a leg, and why one does not begin.

use crate::browser::BrowserError;
use domain::customer::Language;
use secrecy::SecretString;

/// Why a trip did not begin, when it is the person who has to know.
#[derive(Debug, thiserror::Error)]
pub enum BeginError {
    /// The browser's request cannot be served.
    #[error(transparent)]
    Browser(#[from] BrowserError),
    /// Nobody signed in during this flow who may do this: nobody yet, somebody of another tenant than the registration's, or a
    /// colleague of the administrator without a role.
    #[error("nobody who may do this signed in during this flow")]
    NotSignedIn,
    /// The customer's domain could not be looked up at Microsoft just now.
    #[error("Microsoft could not be asked for the tenant of the domain")]
    MicrosoftUnavailable,
    /// Microsoft knows no tenant of the domain that the host app gave.
    #[error("Microsoft knows no tenant of the customer's domain")]
    UnknownDomain,
    /// Microsoft knows no tenant of the domain that the person named.
    #[error("Microsoft knows no tenant of the domain that the person named")]
    UnknownNamedDomain,
    /// The registration names no system user, or no administrator has approved yet.
    #[error("the system user cannot be connected yet")]
    NotReady,
    /// This invitation was started too often within the hour.
    #[error("too many attempts of this invitation")]
    TooMany,
}

impl From<store::StoreError> for BeginError {
    fn from(error: store::StoreError) -> Self {
        Self::Browser(error.into())
    }
}

impl From<crate::sealing::SealingError> for BeginError {
    fn from(error: crate::sealing::SealingError) -> Self {
        Self::Browser(error.into())
    }
}

/// Content of a form after the start.
pub struct Form<'a> {
    /// The invitation's token, from the path.
    pub token: &'a SecretString,
    /// The flow's cookie.
    pub cookie: Option<&'a SecretString>,
    /// The hidden field.
    pub form_token: Option<&'a str>,
    /// The language that the person chose, if one was chosen.
    pub language: Option<Language>,
}
